// Package wood is a forest of small trees that learns to judge by measures: of two reports, how likely it is that they tell of one event;
// of a sentence, what it is worth to a brief. The trees are grown one after the other on what the ones before got wrong
// (gradient boosting, Friedman 2001), by the second-order gain of XGBoost (Chen and Guestrin 2016), over inputs cut
// into bins; the same examples give the same forest.
package wood

import (
	"math"
	"slices"
)

// Forest is a trained forest. It is safe for use by several goroutines.
type Forest struct {
	inputs int
	base   float64 // odds before the first tree
	nodes  []node
	roots  []int32

	// The same trees, laid out to be asked quickly (see plant).
	depth  int
	steps  [][]float32 // by input: every number it is asked for, in order
	stands []tree
}

// node asks whether an input is at most cut: if so, the next node goes on, if not, the one at right. In a leaf, input
// is -1 and cut the score.
type node struct {
	right int32
	cut   float32
	input int16
}

// deepest is how many questions a tree may ask on the way to a leaf.
const deepest = 6

// tree is one laid out whole: the questions that follow question i are 2i and 2i+1, the first is 1, and a leaf that comes early stands
// under questions whose answers don't matter. So it is walked without a branch that a processor could guess wrong, and
// a question is two bytes: three times as fast as following the nodes.
type tree struct {
	ask  [1 << deepest]question
	leaf [1 << deepest]float32
}

// question asks whether an input lies above a step of its own.
type question struct{ input, step uint8 }

// A forest may have so many inputs, and ask for so many numbers of each.
const mostInputs, mostSteps = 256, 255

// plant lays the trees out.
func (f *Forest) plant() {
	f.steps = make([][]float32, f.inputs)
	for i := range f.nodes {
		if n := &f.nodes[i]; n.input >= 0 {
			f.steps[n.input] = append(f.steps[n.input], n.cut)
		}
	}
	for k := range f.steps {
		slices.Sort(f.steps[k])
		f.steps[k] = slices.Compact(f.steps[k])
	}
	f.depth = 0
	for _, root := range f.roots {
		f.depth = max(f.depth, f.reach(root))
	}
	f.stands = make([]tree, len(f.roots))
	for i, root := range f.roots {
		f.lay(&f.stands[i], 1, root, f.depth)
	}
}

// reach is how many questions there are below a node at most, its own among them.
func (f *Forest) reach(at int32) int {
	if f.nodes[at].input < 0 {
		return 0
	}
	return 1 + max(f.reach(at+1), f.reach(f.nodes[at].right))
}

func (f *Forest) lay(t *tree, place int, at int32, left int) {
	n := &f.nodes[at]
	if left == 0 {
		t.leaf[place-1<<f.depth] = n.cut
		return
	}
	yes, no := at, at
	if n.input >= 0 {
		step, _ := slices.BinarySearch(f.steps[n.input], n.cut)
		t.ask[place] = question{uint8(n.input), uint8(step)}
		yes, no = at+1, n.right
	}
	f.lay(t, 2*place, yes, left-1)
	f.lay(t, 2*place+1, no, left-1)
}

// Score is the probability that a pair is one event. It does not allocate.
func (f *Forest) Score(inputs []float32) float64 { return 1 / (1 + math.Exp(-f.Odds(inputs))) }

// Odds is the logarithm of the odds of Score.
func (f *Forest) Odds(inputs []float32) float64 {
	var above [mostInputs]uint8 // how many steps an input lies above
	for k, steps := range f.steps {
		above[k] = below(steps, inputs[k])
	}
	sum := f.base
	for i := range f.stands {
		t := &f.stands[i]
		at := uint(1)
		for range f.depth {
			q := t.ask[at%(1<<deepest)]
			at = 2*at + (uint(q.step)-uint(above[q.input]))>>63 // the sign of the difference, without a branch
		}
		sum += float64(t.leaf[(at-1<<f.depth)%(1<<deepest)])
	}
	return sum
}

// below is how many of some steps lie below a number.
func below(steps []float32, v float32) uint8 {
	from, to := 0, len(steps)
	for from < to {
		if mid := int(uint(from+to) >> 1); steps[mid] < v {
			from = mid + 1
		} else {
			to = mid
		}
	}
	return uint8(from)
}

// walk is what one tree adds to the odds, by its nodes.
func (f *Forest) walk(at int32, inputs []float32) float64 {
	n := &f.nodes[at]
	for n.input >= 0 {
		if inputs[n.input] <= n.cut {
			at++
		} else {
			at = n.right
		}
		n = &f.nodes[at]
	}
	return float64(n.cut)
}
