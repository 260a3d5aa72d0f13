// Package net is a small network that learns to judge pairs: from the features of two reports, how likely it is
// that they tell of one event. One hidden layer, trained by Adam (Kingma and Ba 2015) on logistic loss;
// the same examples give the same network.
package net

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
)

// Net is a trained network.
type Net struct {
	mean, scale []float64   // of each input
	in          [][]float64 // by hidden unit: a weight for each input, then the bias
	out         []float64   // a weight for each hidden unit, then those of the inputs themselves, then the bias
}

// Example is what a network learns from.
type Example struct {
	Inputs []float64
	Same   bool
	Weight float64
}

// Options say how to learn.
type Options struct {
	Nets, Hidden, Epochs int // 0 nets are 1
	Rate, Decay          float64
	Seed                 uint64
}

// Score is the probability that a pair is one event. It does not allocate.
func (n *Net) Score(inputs []float64) float64 { return 1 / (1 + math.Exp(-n.Odds(inputs))) }

// Odds is the logarithm of the odds of Score.
func (n *Net) Odds(inputs []float64) float64 {
	var x [64]float64
	for i, v := range inputs {
		x[i] = (v - n.mean[i]) * n.scale[i]
	}
	hidden, width := len(n.in), len(n.mean)
	sum := n.out[hidden+width]
	for i := range width {
		sum += n.out[hidden+i] * x[i]
	}
	for h, w := range n.in {
		s := w[width]
		for i, v := range w[:width] {
			s += v * x[i]
		}
		if s > 0 {
			sum += n.out[h] * s
		}
	}
	return sum
}

// Learn trains networks from several beginnings and averages them: what one of them reads into the examples by
// chance, the others don't.
func Learn(examples []Example, o Options) *Net {
	nets := make([]*Net, max(1, o.Nets))
	for i := range nets {
		one := o
		one.Seed += uint64(i)
		nets[i] = learn(examples, one)
	}
	return average(nets)
}

// average makes one network of several trained on the same examples.
func average(nets []*Net) *Net {
	width, part := len(nets[0].mean), 1/float64(len(nets))
	n := &Net{mean: nets[0].mean, scale: nets[0].scale}
	direct := make([]float64, width+1)
	for _, o := range nets {
		n.in = append(n.in, o.in...)
		for _, w := range o.out[:len(o.in)] {
			n.out = append(n.out, w*part)
		}
		for i, w := range o.out[len(o.in):] {
			direct[i] += w * part
		}
	}
	n.out = append(n.out, direct...)
	return n
}

func learn(examples []Example, o Options) *Net {
	n := newNet(examples, o)
	l := learner{Net: n, o: o, hidden: make([]float64, o.Hidden)}
	size := o.Hidden*(len(n.mean)+1) + len(n.out)
	l.gradient, l.first, l.second = make([]float64, size), make([]float64, size), make([]float64, size)
	l.x = make([]float64, len(n.mean))
	r := rand.New(rand.NewPCG(o.Seed, 7))
	order := r.Perm(len(examples))
	const batch = 32
	total := float64(o.Epochs * (len(order)/batch + 1))
	for range o.Epochs {
		r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for from := 0; from < len(order); from += batch {
			clear(l.gradient)
			to := min(from+batch, len(order))
			for _, i := range order[from:to] {
				l.learn(&examples[i], 1/float64(to-from))
			}
			l.step(o.Rate * (1 - l.steps/total))
		}
	}
	return n
}

func newNet(examples []Example, o Options) *Net {
	width := len(examples[0].Inputs)
	n := &Net{mean: make([]float64, width), scale: make([]float64, width), out: make([]float64, o.Hidden+width+1)}
	count := float64(len(examples))
	for i := range examples {
		for k, v := range examples[i].Inputs {
			n.mean[k] += v / count
		}
	}
	for i := range examples {
		for k, v := range examples[i].Inputs {
			n.scale[k] += (v - n.mean[k]) * (v - n.mean[k]) / count
		}
	}
	for k, v := range n.scale {
		n.scale[k] = 1 / max(math.Sqrt(v), 1e-6)
	}
	r := rand.New(rand.NewPCG(o.Seed, 3))
	for range o.Hidden {
		w := make([]float64, width+1)
		for k := range width {
			w[k] = r.NormFloat64() * math.Sqrt(1/float64(width))
		}
		n.in = append(n.in, w)
	}
	for h := range o.Hidden {
		n.out[h] = r.NormFloat64() * math.Sqrt(1/float64(o.Hidden+1))
	}
	return n
}

type learner struct {
	*Net
	o                       Options
	steps                   float64
	hidden, x               []float64
	gradient, first, second []float64
}

// learn adds an example's gradient.
func (l *learner) learn(e *Example, share float64) {
	width := len(l.mean)
	for i, v := range e.Inputs {
		l.x[i] = (v - l.mean[i]) * l.scale[i]
	}
	sum := l.out[len(l.in)+width]
	for i, v := range l.x {
		sum += l.out[len(l.in)+i] * v
	}
	for h, w := range l.in {
		s := w[width]
		for i, v := range l.x {
			s += w[i] * v
		}
		l.hidden[h] = max(s, 0)
		sum += l.out[h] * l.hidden[h]
	}
	g := 1 / (1 + math.Exp(-sum))
	if e.Same {
		g--
	}
	g *= e.Weight * share
	at := 0
	for h := range l.in {
		if l.hidden[h] > 0 {
			d := g * l.out[h]
			for i, v := range l.x {
				l.gradient[at+i] += d * v
			}
			l.gradient[at+width] += d
		}
		at += width + 1
	}
	for h, v := range l.hidden {
		l.gradient[at+h] += g * v
	}
	at += len(l.in)
	for i, v := range l.x {
		l.gradient[at+i] += g * v
	}
	l.gradient[at+width] += g
}

// step moves the weights.
func (l *learner) step(rate float64) {
	l.steps++
	one, two := 1-math.Pow(0.9, l.steps), 1-math.Pow(0.999, l.steps)
	at := 0
	move := func(w []float64) {
		for i := range w {
			g := l.gradient[at]
			l.first[at] = 0.9*l.first[at] + 0.1*g
			l.second[at] = 0.999*l.second[at] + 0.001*g*g
			w[i] -= rate * (l.first[at]/one/(math.Sqrt(l.second[at]/two)+1e-8) + l.o.Decay*w[i])
			at++
		}
	}
	for _, w := range l.in {
		move(w)
	}
	move(l.out)
}

// Write writes a network as text: sizes, then one row of numbers a line.
func (n *Net) Write(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%d %d\n", len(n.mean), len(n.in))
	for _, row := range append([][]float64{n.mean, n.scale, n.out}, n.in...) {
		for i, v := range row {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(strconv.FormatFloat(v, 'g', 6, 64))
		}
		b.WriteByte('\n')
	}
	return b.Flush()
}

// ErrFormat is the error of a file that holds no network.
var ErrFormat = errors.New("not a network")

// Read reads what Write wrote.
func Read(r io.Reader) (*Net, error) {
	var rows [][]float64
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		var row []float64
		for _, f := range strings.Fields(s.Text()) {
			v, err := strconv.ParseFloat(f, 64)
			if err != nil {
				return nil, fmt.Errorf("%w: line %d: %w", ErrFormat, len(rows)+1, err)
			}
			row = append(row, v)
		}
		rows = append(rows, row)
	}
	if err := s.Err(); err != nil {
		return nil, err
	}
	if len(rows) < 4 || len(rows[0]) != 2 {
		return nil, fmt.Errorf("%w: %d lines", ErrFormat, len(rows))
	}
	width, hidden := int(rows[0][0]), int(rows[0][1])
	n := &Net{mean: rows[1], scale: rows[2], out: rows[3], in: rows[4:]}
	if width > 64 || len(n.mean) != width || len(n.scale) != width || len(n.out) != hidden+width+1 || len(n.in) != hidden {
		return nil, fmt.Errorf("%w: sizes differ", ErrFormat)
	}
	for _, row := range n.in {
		if len(row) != width+1 {
			return nil, fmt.Errorf("%w: sizes differ", ErrFormat)
		}
	}
	return n, nil
}
