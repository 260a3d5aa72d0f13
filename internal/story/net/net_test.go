package net_test

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"sitrep/internal/story/net"
)

// either is true when exactly one of two inputs is large: no weighted sum of them can tell.
func either(n int) []net.Example {
	r := rand.New(rand.NewPCG(1, 2))
	out := make([]net.Example, n)
	for i := range out {
		a, b := r.Float64(), r.Float64()
		out[i] = net.Example{Inputs: []float64{a, b}, Same: a > 0.5 != (b > 0.5), Weight: 1}
	}
	return out
}

func right(n *net.Net, examples []net.Example) float64 {
	good := 0.0
	for _, e := range examples {
		if (n.Score(e.Inputs) > 0.5) == e.Same {
			good += 1 / float64(len(examples))
		}
	}
	return good
}

func TestLearn(t *testing.T) {
	examples := either(4000)
	o := net.Options{Nets: 2, Hidden: 8, Epochs: 40, Rate: 0.02, Seed: 1}
	n := net.Learn(examples[:2000], o)
	if s := right(n, examples[2000:]); s < 0.93 {
		t.Errorf("%.2f right", s)
	}
	again := net.Learn(examples[:2000], o)
	if n.Odds([]float64{0.3, 0.9}) != again.Odds([]float64{0.3, 0.9}) {
		t.Error("the same examples gave another network")
	}
}

func TestWriteRead(t *testing.T) {
	n := net.Learn(either(200), net.Options{Hidden: 3, Epochs: 2, Rate: 0.01, Seed: 4})
	var b bytes.Buffer
	if err := n.Write(&b); err != nil {
		t.Fatal(err)
	}
	back, err := net.Read(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	x := []float64{0.2, 0.7}
	if d := math.Abs(n.Score(x) - back.Score(x)); d > 1e-4 {
		t.Errorf("it came back different by %g", d)
	}
	for name, file := range map[string]string{
		"empty": "", "no numbers": "2 3\nx y\n", "a line missing": b.String()[:strings.LastIndex(strings.TrimSpace(b.String()), "\n")],
		"too wide": "99 1\n0\n0\n0\n0\n", "sizes that lie": "3 3\n" + b.String()[strings.Index(b.String(), "\n")+1:],
	} {
		if _, err := net.Read(strings.NewReader(file)); !errors.Is(err, net.ErrFormat) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
