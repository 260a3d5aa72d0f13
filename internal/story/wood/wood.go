// Package wood is a forest of small trees that learns to judge pairs: from what was measured of two reports, how
// likely it is that they tell of one event. The trees are grown one after the other on what the ones before got wrong
// (gradient boosting, Friedman 2001), by the second-order gain of XGBoost (Chen and Guestrin 2016), over inputs cut
// into bins; the same examples give the same forest.
package wood

import "math"

// Forest is a trained forest. It is safe for use by several goroutines.
type Forest struct {
	inputs int
	base   float64 // odds before the first tree
	nodes  []node
	roots  []int32
}

// node asks whether an input is at most cut: if so, the next node goes on, if not, the one at right. In a leaf, input
// is -1 and cut the score.
type node struct {
	right int32
	cut   float32
	input int16
}

// Score is the probability that a pair is one event. It does not allocate.
func (f *Forest) Score(inputs []float32) float64 { return 1 / (1 + math.Exp(-f.Odds(inputs))) }

// Odds is the logarithm of the odds of Score.
func (f *Forest) Odds(inputs []float32) float64 {
	sum := f.base
	nodes := f.nodes
	for _, at := range f.roots {
		n := &nodes[at]
		for n.input >= 0 {
			if inputs[n.input] <= n.cut {
				at++
			} else {
				at = n.right
			}
			n = &nodes[at]
		}
		sum += float64(n.cut)
	}
	return sum
}
