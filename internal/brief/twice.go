package brief

import (
	"math"
	"slices"
	"strings"

	"sitrep"
	"sitrep/internal/lang"
)

// Whether two sentences tell the same, so that a brief that has one must not have the other, is learned from editors' marks too, of 5,600 pairs.
// Shares of words alone don't tell it: most sentences of a story share its names, and what is the same is often told in other words.

// twiceInputs is how many measures of two sentences say whether they tell the same.
const twiceInputs = 43

// same is the chance from which two sentences are taken to tell the same: of 100 that do 83 are found so, and for each five found one pair is held to be the same
// that only has something in common.
const same = 0.33

// sameOfMany is the same in a story of many reports: there is always another sentence, and the same told again costs more than one left out. sameAsFirst is
// the chance for a sentence beside the paragraph's first, which tells what most reports tell, each in its own words.
const sameOfMany, sameAsFirst = 0.27, 0.22

// twice reports whether two candidates tell the same.
func (w *writer) twice(a, b *candidate) bool {
	least := same
	if len(w.Readings) >= leastFocus {
		least = sameOfMany
	}
	return w.likelihood(a, b) >= least
}

// openingAgain reports whether a candidate tells once more what a paragraph begins with.
func (w *writer) openingAgain(t *told, c *candidate) bool {
	return len(w.Readings) >= leastFocus && len(t.list) > 0 && w.likelihood(t.list[0], c) >= sameAsFirst
}

// likelihood is how likely two candidates tell the same.
func (w *writer) likelihood(a, b *candidate) float64 {
	if len(a.words) == 0 || len(b.words) == 0 {
		return 0
	}
	key := [2]*candidate{a, b}
	chance, known := w.pairs[key]
	if !known {
		chance = twiceForest().Score(w.compare(make([]float32, 0, twiceInputs), a, b))
		w.pairs[key] = chance
	}
	return chance
}

// compare appends what is measured of two candidates, in whichever order they come.
func (w *writer) compare(in []float32, a, b *candidate) []float32 {
	m := measures{in}
	add, is := m.add, m.is
	both := func(x, y float64) { add(min(x, y), max(x, y)) }
	words, roots := share(a.words, b.words), share(a.roots, b.roots)
	add(words, jaccard(words, len(a.words), len(b.words)), roots, jaccard(roots, len(a.roots), len(b.roots)))
	f := w.pool.focus
	add(dot(f.vector(a.words), f.vector(b.words)))
	both(f.unshared(a.words, b.words), f.unshared(b.words, a.words))
	n, x, y := parted(a.names, b.names)
	add(n)
	both(x, y)
	n, x, y = parted(digits(a.Text), digits(b.Text))
	add(n)
	both(x, y)
	equal, other := 0.0, 0.0
	for _, x := range a.figures {
		for _, y := range b.figures {
			if x.Measure != y.Measure {
				continue
			}
			if numberKey(x) == numberKey(y) {
				equal++
			} else {
				other++
			}
		}
	}
	add(equal, other)
	both(float64(len(a.figures)), float64(len(b.figures)))
	who, act := false, false
	for _, x := range a.claims {
		for _, y := range b.claims {
			if x.Actor != "" && w.principal(x) == w.principal(y) {
				who = true
				act = act || x.Kind == y.Kind && x.Kind != sitrep.Statement
			}
		}
	}
	is(who, act)
	both(float64(len(a.claims)), float64(len(b.claims)))
	apart, near := -1.0, -1.0
	if s, t := a.reading.Report.Published, b.reading.Report.Published; !s.IsZero() && !t.IsZero() {
		apart = days(s.End().Sub(t.End()).Abs())
	}
	var d, e *development
	if w.pool.developments != nil {
		if d, e = w.pool.developments[a.order], w.pool.developments[b.order]; d != nil && e != nil {
			near = dot(d.words, e.words)
		}
	}
	tale := w.development(a)
	add(apart)
	is(a.reading == b.reading, d != nil && d == e, tale != &lone && tale == w.development(b))
	add(near)
	dates, theirs := datesIn(a.Text), datesIn(b.Text)
	is(common(dates, theirs), dated(a.Text) && dated(b.Text) && !common(dates, theirs), common(w.doers(a), w.doers(b)))
	both(float64(a.length), float64(b.length))
	titles := 0.0
	for _, c := range [...]*candidate{a, b} {
		if c.title {
			titles++
		}
	}
	add(titles, math.Log1p(float64(len(w.Readings))))
	x, y = w.kindred(a, b), w.kindred(b, a)
	if len(a.roots) > len(b.roots) {
		x, y = y, x
	}
	add(x, y)
	s, t := w.sequence(a), w.sequence(b)
	if len(s) > len(t) {
		s, t = t, s
	}
	run := float64(inOrder(s, t))
	add(run/float64(len(s)+1), run/float64(len(t)+1), bigrams(s, t))
	both(heldIn(s[:min(len(s), firstRoots)], t), heldIn(t[:min(len(t), firstRoots)], s))
	both(ratio(a.score, w.topScore()), ratio(b.score, w.topScore()))
	outlets := mostOutlets
	for _, c := range [...]*candidate{a, b} {
		if d := w.development(c); d != nil {
			outlets = min(outlets, d.outlets)
		} else {
			outlets = 0
		}
	}
	add(float64(outlets))
	return m.list
}

// jaccard is the share of all words that two sets have in common, given the share of the smaller one's.
func jaccard(share float64, a, b int) float64 {
	n := share * float64(min(a, b))
	return n / max(1, float64(a+b)-n)
}

// unshared is the weight of those of the words that others don't hold, of all their weight. A word that no head holds is as rare as can be.
func (f *focus) unshared(words, others []wordCount) float64 {
	all, lone := 0.0, 0.0
	for _, x := range words {
		r := f.rare[x.id]
		if r == 0 {
			r = 1
		}
		all += r
		if !slices.ContainsFunc(others, func(o wordCount) bool { return o.id == x.id }) {
			lone += r
		}
	}
	return ratio(lone, all)
}

// parted is how many two lists have in common, and how many only the one or the other has.
func parted[T int32 | string](a, b []T) (both, ofA, ofB float64) {
	for _, x := range a {
		if slices.Contains(b, x) {
			both++
		} else {
			ofA++
		}
	}
	for _, x := range b {
		if !slices.Contains(a, x) {
			ofB++
		}
	}
	return both, ofA, ofB
}

// ofKin is what a root counts that the other sentence has only one of kin with.
const ofKin = 0.7

// kindred is the share of a candidate's roots that another has, or has one of kin with.
func (w *writer) kindred(a, b *candidate) float64 {
	n := 0.0
	for _, x := range a.roots {
		has := 0.0
		for _, y := range b.roots {
			if x.id == y.id {
				has = 1
				break
			}
			if w.pool.words.kindred(w.Language, x.id)[y.id] || w.pool.words.kindred(w.Language, y.id)[x.id] {
				has = ofKin
			}
		}
		n += has
	}
	return n / float64(len(a.roots)+1)
}

// kindred is the roots of the story that are of kin with a root.
func (v *vocabulary) kindred(l *lang.Language, root int32) map[int32]bool {
	kin, known := v.kin[root]
	if known {
		return kin
	}
	kin = map[int32]bool{}
	for _, word := range l.Check.Kin.Of(v.samples[root]) {
		if id, ok := v.roots[uninflected(strings.TrimSuffix(word, "s"))]; ok {
			kin[id] = true
		}
	}
	v.kin[root] = kin
	return kin
}

// firstRoots is how many of a sentence's roots say mostly of whom it is.
const firstRoots = 6

// sequence is the roots of a sentence's words in their order.
func (w *writer) sequence(c *candidate) []string {
	if c.inRow == nil {
		c.inRow = w.newSequence(c)
	}
	return c.inRow
}

func (w *writer) newSequence(c *candidate) []string {
	out := []string{}
	for _, word := range strings.Fields(strings.ToLower(c.Text)) {
		word = strings.Trim(word, ".,:;()\"“”‘’'")
		if len(word) > 2 && !w.Language.Text.Starters.Has(word) && !w.Language.Brief.Is(word, lang.BriefHollow) {
			out = append(out, uninflected(strings.TrimSuffix(word, "s")))
		}
	}
	return out
}

// inOrder is the length of the longest run of words, with others between or not, that two lists have in the same order.
func inOrder(a, b []string) int {
	run := make([]int, len(b)+1)
	for _, x := range a {
		before := 0
		for k, y := range b {
			was := run[k+1]
			if x == y {
				run[k+1] = before + 1
			} else {
				run[k+1] = max(run[k+1], run[k])
			}
			before = was
		}
	}
	return run[len(b)]
}

// bigrams is the share of a list's neighbours that are neighbours in another.
func bigrams(a, b []string) float64 {
	n := 0.0
	for i := 0; i+1 < len(a); i++ {
		for k := 0; k+1 < len(b); k++ {
			if a[i] == b[k] && a[i+1] == b[k+1] {
				n++
				break
			}
		}
	}
	return n / float64(len(a)+1)
}

// heldIn is the share of a list that another has.
func heldIn(a, b []string) float64 {
	n, _, _ := parted(a, b)
	return n / float64(len(a)+1)
}
