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

// behindAccount is how much less is asked where a report's own account stands first: it has told most of the matter.
const behindAccount = 0.1

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
	if !w.scattered && w.pool.clock.last.Sub(w.pool.clock.first) < twoDays && !w.newAct(c) {
		least -= behindAccount
	}
	return len(list) > 0 && redundantForest().Score(w.beside(make([]float32, 0, redundantInputs), list, c)) >= least
}

// newAct reports whether a candidate tells somebody's reaction that was not told.
func (w *writer) newAct(c *candidate) bool {
	return slices.ContainsFunc(c.claims, func(cl *sitrep.Claim) bool {
		return cl.Kind != sitrep.Statement && cl.Speaker != "" && !w.actTold[actKey(cl.Kind, w.principal(cl))]
	})
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
	said := map[int32]bool{}
	var spoken []wordCount
	var names []int32
	var numbers, counts []string
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
		spoken, names, numbers, counts = append(spoken, o.words...), append(names, o.names...), append(numbers, digits(o.Text)...), append(counts, numberKeys(o)...)
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
	all := slices.Concat(sequences...)
	add(known(c.roots, said), 1-w.pool.focus.unshared(c.words, spoken))
	add(w.kindredOf(c, list), heldIn(own[:min(len(own), firstRoots)], all), heldIn(own[max(0, len(own)-firstRoots):], all))
	old, fresh, _ := parted(c.names, names)
	add(fresh, old)
	old, fresh, _ = parted(digits(c.Text), numbers)
	add(fresh, old)
	old, fresh, _ = parted(numberKeys(c), counts)
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

// numberKeys are the numbers of a sentence's figures.
func numberKeys(c *candidate) []string {
	out := make([]string, len(c.figures))
	for i, f := range c.figures {
		out[i] = numberKey(f)
	}
	return out
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

// sameAct reports whether two candidates tell one kind of act by one actor.
func sameAct(w *writer, a, b *candidate) bool {
	return slices.ContainsFunc(a.claims, func(x *sitrep.Claim) bool {
		return x.Kind != sitrep.Statement && x.Actor != "" && slices.ContainsFunc(b.claims, func(y *sitrep.Claim) bool { return x.Kind == y.Kind && w.principal(x) == w.principal(y) })
	})
}
