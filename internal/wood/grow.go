package wood

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Example is what a forest learns from.
type Example struct {
	Inputs []float32
	Same   bool
	Weight float64
}

// Options say how to learn.
type Options struct {
	Trees, Depth int     // Depth: questions to a leaf, no more than six
	Rate         float64 // how much of each tree is believed
	Rows, Inputs float64 // the share of examples and of inputs each tree is shown
	Least        float64 // the least weight (by curvature) of a leaf's examples
	Ridge        float64 // draws the scores of leaves to nothing
	Seed         uint64
}

// bins is how many steps an input is cut into.
const bins = 64

// Learn grows a forest. There must be examples of both kinds.
func Learn(examples []Example, o Options) *Forest {
	g := grower{Options: o, examples: examples, Forest: &Forest{inputs: len(examples[0].Inputs)}}
	g.cut()
	var same, all float64
	for i := range examples {
		all += examples[i].Weight
		if examples[i].Same {
			same += examples[i].Weight
		}
	}
	g.base = math.Log(same / (all - same))
	odds := make([]float64, len(examples))
	for i := range odds {
		odds[i] = g.base
	}
	g.grad, g.curve = make([]float64, len(examples)), make([]float64, len(examples))
	r := rand.New(rand.NewPCG(o.Seed, 11))
	for range o.Trees {
		var shown []int32
		for i := range examples {
			g.wrong(i, odds[i])
			if r.Float64() < o.Rows {
				shown = append(shown, int32(i))
			}
		}
		g.asked = g.asked[:0]
		for k := range g.inputs {
			if r.Float64() < o.Inputs {
				g.asked = append(g.asked, k)
			}
		}
		g.roots = append(g.roots, int32(len(g.nodes)))
		g.grow(shown, nil, min(o.Depth, deepest))
		for i := range odds {
			odds[i] += g.walk(g.roots[len(g.roots)-1], examples[i].Inputs)
		}
	}
	g.plant()
	return g.Forest
}

type grower struct {
	Options
	*Forest
	examples    []Example
	cuts        [][]float32 // by input
	binned      [][]uint8   // by input and example: the first cut that is not below it
	grad, curve []float64   // by example: of the loss, first and second derivative
	asked       []int       // inputs this tree may ask of
}

// cut finds the steps of each input: as many examples in each as can be.
func (g *grower) cut() {
	g.cuts, g.binned = make([][]float32, g.inputs), make([][]uint8, g.inputs)
	step := max(1, len(g.examples)/20000)
	for k := range g.inputs {
		var all []float32
		for i := 0; i < len(g.examples); i += step {
			all = append(all, g.examples[i].Inputs[k])
		}
		slices.Sort(all)
		for b := 1; b < bins; b++ {
			if c := all[b*len(all)/bins]; len(g.cuts[k]) == 0 || c > g.cuts[k][len(g.cuts[k])-1] {
				g.cuts[k] = append(g.cuts[k], c)
			}
		}
		g.binned[k] = make([]uint8, len(g.examples))
		for i := range g.examples {
			n, _ := slices.BinarySearch(g.cuts[k], g.examples[i].Inputs[k])
			g.binned[k][i] = uint8(n)
		}
	}
}

// wrong notes how wrong the forest is so far about an example.
func (g *grower) wrong(i int, odds float64) {
	e := &g.examples[i]
	p := 1 / (1 + math.Exp(-odds))
	g.curve[i] = e.Weight * p * (1 - p)
	if e.Same {
		p--
	}
	g.grad[i] = e.Weight * p
}

// sum is of the loss's derivatives over some examples, by step of an input.
type sum struct{ grad, curve float64 }

// counts are the sums of a branch's examples, for each input that may be asked.
type counts [][bins]sum

func (g *grower) count(shown []int32) counts {
	out := make(counts, len(g.asked))
	for n, k := range g.asked {
		b, of := g.binned[k], &out[n]
		for _, i := range shown {
			s := &of[b[i]%bins]
			s.grad += g.grad[i]
			s.curve += g.curve[i]
		}
	}
	return out
}

// less takes away those of a part: what is left is the other part's, which need not be counted.
func (c counts) less(part counts) {
	for n := range c {
		for b := range c[n] {
			c[n][b].grad -= part[n][b].grad
			c[n][b].curve -= part[n][b].curve
		}
	}
}

// grow adds a tree, or a branch of one. The sums are those of the examples shown, or nil if they aren't known; they are lost.
func (g *grower) grow(shown []int32, known counts, depth int) {
	at := len(g.nodes)
	var all sum
	for _, i := range shown {
		all.grad += g.grad[i]
		all.curve += g.curve[i]
	}
	g.nodes = append(g.nodes, node{input: -1, cut: float32(-g.Rate * all.grad / (all.curve + g.Ridge))})
	if depth == 0 || all.curve < 2*g.Least {
		return
	}
	if known == nil {
		known = g.count(shown)
	}
	input, bin := g.split(known, all)
	if input < 0 {
		return
	}
	var low, high []int32
	for _, i := range shown {
		if int(g.binned[input][i]) <= bin {
			low = append(low, i)
		} else {
			high = append(high, i)
		}
	}
	var lows, highs counts
	if depth > 1 {
		if len(low) <= len(high) {
			lows, highs = g.count(low), known
			known.less(lows)
		} else {
			lows, highs = known, g.count(high)
			known.less(highs)
		}
	}
	g.nodes[at] = node{input: int16(input), cut: g.cuts[input][bin]}
	g.grow(low, lows, depth-1)
	g.nodes[at].right = int32(len(g.nodes))
	g.grow(high, highs, depth-1)
}

// split finds the question that tells most; input is -1 if none does.
func (g *grower) split(known counts, all sum) (input, bin int) {
	input = -1
	most := 1e-6
	whole := all.grad * all.grad / (all.curve + g.Ridge)
	for n, k := range g.asked {
		var low sum
		for b := range g.cuts[k] {
			low.grad += known[n][b].grad
			low.curve += known[n][b].curve
			high := sum{all.grad - low.grad, all.curve - low.curve}
			if low.curve < g.Least || high.curve < g.Least {
				continue
			}
			if gain := low.grad*low.grad/(low.curve+g.Ridge) + high.grad*high.grad/(high.curve+g.Ridge) - whole; gain > most {
				most, input, bin = gain, k, b
			}
		}
	}
	return input, bin
}
