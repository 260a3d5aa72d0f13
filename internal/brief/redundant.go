package brief

import (
	"math"
	"slices"

	"sitrep"
)

// Whether a sentence still says something, once others have been told, is learned from editors who read whole briefs and struck what they had read already.
// Pairs don't tell it all: of six sentences on one approval each adds a word or two to each other, and no two are the same.

// redundantInputs is how many measures of a sentence beside those told say whether it is redundant.
const redundantInputs = 43

// mostRedundant is the chance from which a sentence is taken to say nothing new; mostRedundantPoint the same for a point, of which there should be three.
const mostRedundant, mostRedundantPoint = 0.4, 0.5

// redundant reports whether a candidate says nothing that an editor would keep once the paragraph and what else was told are read. Who gives a count that was not
// given says something.
func (w *writer) redundant(c *candidate) bool {
	if w.Words < roomForActs || c.talk || w.fresh(&w.told, c) && w.fresh(&w.written, c) {
		return false // a short body is composed as a whole, and talk is told as it was
	}
	list := append(slices.Clone(w.written.list), w.told.list...)
	list = slices.DeleteFunc(list, func(o *candidate) bool { return o == w.top || o == c })
	least := mostRedundant
	if len(w.written.list) > 0 {
		least = mostRedundantPoint
	}
	return len(list) > 0 && redundantForest().Score(w.beside(make([]float32, 0, redundantInputs), list, c)) >= least
}

// beside appends what is measured of a candidate beside the sentences told before it.
func (w *writer) beside(in []float32, list []*candidate, c *candidate) []float32 {
	m := measures{in}
	add, is := m.add, m.is
	var likely, words, roots, kin, runs []float64
	own, of := w.sequence(c), 0
	sequences := make([][]string, 0, len(list))
	var near *candidate // the most like it
	nearest, developed, outlets, acts, sameReport := -1.0, 0, 0, false, false
	d := w.development(c)
	if d != nil {
		outlets = d.outlets
	}
	said, spoken := map[int32]bool{}, map[int32]bool{}
	names, numbers, figures := map[int32]bool{}, map[string]bool{}, map[string]bool{}
	for _, o := range list {
		v := w.likelihood(o, c)
		if v > nearest {
			near, nearest = o, v
		}
		likely = append(likely, v)
		words, roots = append(words, share(c.words, o.words)), append(roots, heldOf(c.roots, o.roots))
		kin = append(kin, w.kindred(c, o))
		sequences = append(sequences, w.sequence(o))
		runs = append(runs, float64(inOrder(own, sequences[len(sequences)-1]))/float64(len(own)+1))
		if d != nil && d != &lone && d == w.development(o) {
			developed++
		}
		sameReport = sameReport || o.reading == c.reading
		acts = acts || sameAct(w, o, c)
		for _, r := range o.roots {
			said[r.id] = true
		}
		for _, x := range o.words {
			spoken[x.id] = true
		}
		for _, n := range o.names {
			names[n] = true
		}
		for _, n := range digits(o.Text) {
			numbers[n] = true
		}
		for _, f := range o.figures {
			figures[numberKey(f)] = true
		}
		of += o.length
	}
	top := func(list []float64, n int) { // the highest, 0 where there are fewer
		slices.SortFunc(list, func(a, b float64) int {
			switch {
			case a > b:
				return -1
			case a < b:
				return 1
			}
			return 0
		})
		for i := range n {
			if i < len(list) {
				add(list[i])
			} else {
				add(0)
			}
		}
	}
	add(likely[0])
	sum := 0.0
	for _, v := range likely {
		sum += v
	}
	add(sum)
	top(likely, 3)
	top(words, 2)
	top(roots, 2)
	top(kin, 2)
	top(runs, 2)
	// What all of them together hold of it, by the weight of its words, and of its first words and its last.
	add(known(c.roots, said), w.heldBefore(c.words, spoken))
	add(w.kindredOf(c, list), heldInAny(own[:min(len(own), firstRoots)], sequences), heldInAny(own[max(0, len(own)-firstRoots):], sequences))
	fresh, old := 0.0, 0.0
	for _, n := range c.names {
		if names[n] {
			old++
		} else {
			fresh++
		}
	}
	add(fresh, old)
	fresh, old = 0, 0
	for _, n := range digits(c.Text) {
		if numbers[n] {
			old++
		} else {
			fresh++
		}
	}
	add(fresh, old)
	fresh, old = 0, 0
	for _, f := range c.figures {
		if figures[numberKey(f)] {
			old++
		} else {
			fresh++
		}
	}
	add(fresh, old)
	add(float64(len(list)), float64(of), float64(c.length), float64(near.length)/float64(c.length))
	add(c.worth, ratio(c.score, w.topScore()), float64(developed), float64(outlets), math.Log1p(float64(len(w.Readings))))
	is(acts, sameReport, near.reading == c.reading, c.title, c.vouched(), dated(c.Text))
	if w.top != nil && w.top != c {
		add(w.likelihood(w.top, c), share(c.words, w.top.words))
	} else {
		add(0, 0)
	}
	add(float64(min(c.place, perReport)), quotation(c.Text))
	return m.list
}

// heldOf is the share of a sentence's roots that another has.
func heldOf(roots, others []wordCount) float64 {
	n := 0.0
	for _, r := range roots {
		if slices.ContainsFunc(others, func(o wordCount) bool { return o.id == r.id }) {
			n++
		}
	}
	return n / float64(len(roots)+1)
}

// heldBefore is the weight of a sentence's words that were told before, of the weight of all: words weigh more the fewer heads of the story hold them.
func (w *writer) heldBefore(words []wordCount, before map[int32]bool) float64 {
	all, held := 0.0, 0.0
	for _, x := range words {
		r := w.pool.focus.rare[x.id]
		if r == 0 {
			r = 1
		}
		all += r
		if before[x.id] {
			held += r
		}
	}
	return ratio(held, all)
}

// kindredOf is the share of a candidate's roots that one of the others has, or has one of kin with.
func (w *writer) kindredOf(c *candidate, list []*candidate) float64 {
	n := 0.0
	for _, x := range c.roots {
		kin, most := w.pool.words.kindred(w.Language, x.id), 0.0
		for _, o := range list {
			for _, y := range o.roots {
				if x.id == y.id {
					most = 1
				} else if kin[y.id] {
					most = max(most, ofKin)
				}
			}
		}
		n += most
	}
	return n / float64(len(c.roots)+1)
}

// heldInAny is the share of a list that one of the others has.
func heldInAny(list []string, others [][]string) float64 {
	n := 0.0
	for _, x := range list {
		if slices.ContainsFunc(others, func(o []string) bool { return slices.Contains(o, x) }) {
			n++
		}
	}
	return n / float64(len(list)+1)
}

// sameAct reports whether two candidates tell one kind of act by one actor.
func sameAct(w *writer, a, b *candidate) bool {
	return slices.ContainsFunc(a.claims, func(x *sitrep.Claim) bool {
		return x.Kind != sitrep.Statement && x.Actor != "" && slices.ContainsFunc(b.claims, func(y *sitrep.Claim) bool { return x.Kind == y.Kind && w.principal(x) == w.principal(y) })
	})
}
