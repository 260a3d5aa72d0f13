package story

import (
	"math"
	"runtime"
	"slices"
)

// edge is how alike two reports are, 0 to 1; a < b.
type edge struct {
	a, b int
	like float64
}

// strong is how many of a report's weightiest terms are looked up to find its neighbours, and glance the
// likeness by them alone that earns a closer look.
const (
	strong = 40
	glance = 0.01
)

// However many reports are about one thing, a report is held against no more than these: the newest of those that
// share a term, and of all of them the ones that share most.
const (
	posted  = 500
	weighed = 250
)

// likeness sums up what two reports share. How alike they are is the mean of the cosine of their texts, the cosine of their heads and
// the share of the better covered head that stands in the other's text; less if they share no name.
type likeness struct{ whole, heads, inB, inA, namesInB, namesInA float64 }

// add takes in a term that both hold.
func (l *likeness) add(p *posting, q *weighted) {
	l.whole += float64(p.weight) * float64(q.weight)
	l.heads += float64(p.head) * float64(q.head)
	l.inB += float64(p.head)
	l.inA += float64(q.head)
	if p.name || q.flags&isName != 0 {
		l.namesInB += float64(p.head)
		l.namesInA += float64(q.head)
	}
}

func (l *likeness) of(a, b *profile, c *rules) float64 {
	cover := max(share(l.inB, a.headSum), share(l.inA, b.headSum))
	s := (l.whole + c.Head*l.heads + c.Cover*cover) / (1 + c.Head + c.Cover)
	if a.nameSum > 0 && b.nameSum > 0 {
		names := max(share(l.namesInB, a.nameSum), share(l.namesInA, b.nameSum))
		s *= c.NameFloor + (1-c.NameFloor)*min(1, names/c.NameFull)
	}
	return s
}

func share(part, whole float64) float64 {
	if whole <= 0 {
		return 0
	}
	return min(1, part/whole)
}

// neighbours finds the pairs of reports that are alike at all. Work is shared by the processors; the
// order of the result is not touched by that.
func neighbours(x *index, c *rules) []edge {
	rows := make([][]edge, len(x.ps))
	workers := runtime.GOMAXPROCS(0)
	finders := make([]finder, workers)
	for w := range finders {
		finders[w] = finder{index: x, rules: c, score: make([]float32, len(x.ps)), slots: newSlots(x)}
	}
	parallel(len(x.ps), workers, func(w, i int) { rows[i] = finders[w].row(i) })
	return slices.Concat(rows...)
}

// finder finds neighbours, one report after the other.
type finder struct {
	index   *index
	rules   *rules
	slots   slots
	score   []float32 // by report; all zero between two rows
	touched []int32
	scores  []float32
	alike   []likeness
}

// row finds the neighbours of report i among those before it.
func (f *finder) row(i int) []edge {
	touched := f.touched[:0]
	x := f.index
	for _, t := range x.strongest(i) {
		for _, p := range x.strong[t.term][max(0, t.before-posted):t.before] {
			if f.score[p.report] == 0 {
				touched = append(touched, p.report)
			}
			f.score[p.report] += p.weight * t.weight
		}
	}
	f.touched = touched
	f.scores = f.scores[:0]
	for _, o := range touched {
		f.scores = append(f.scores, f.score[o])
	}
	least := max(glance, nth(f.scores, weighed))
	kept := 0
	for _, o := range touched {
		if f.score[o] >= least {
			touched[kept] = o
			kept++
		}
		f.score[o] = 0
	}
	chosen := touched[:kept]
	slices.Sort(chosen)
	f.alike = slices.Grow(f.alike[:0], kept)[:kept]
	clear(f.alike)
	p := x.ps[i]
	f.slots.meet(i, chosen, func(k, at int, q *posting) { f.alike[k].add(q, &p.vec[at]) })
	var out []edge
	for k, o := range chosen {
		if l := f.alike[k].of(x.ps[o], p, f.rules); l >= f.rules.Least {
			out = append(out, edge{int(o), i, l})
		}
	}
	return out
}

// nth is the n-th highest of some numbers, which it puts in another order; 0 when they are no more than that. (Quickselect, Hoare 1961.)
func nth(of []float32, n int) float32 {
	if len(of) <= n {
		return 0
	}
	for n--; ; {
		pivot := of[len(of)/2]
		above, same := 0, 0 // of is parted into what is above the pivot, what is the same, and the rest
		for i, v := range of {
			switch {
			case v > pivot:
				of[i], of[above+same] = of[above+same], of[i]
				of[above+same], of[above] = of[above], of[above+same]
				above++
			case v == pivot:
				of[i], of[above+same] = of[above+same], of[i]
				same++
			}
		}
		switch {
		case n < above:
			of = of[:above]
		case n < above+same:
			return pivot
		default:
			of, n = of[above+same:], n-above-same
		}
	}
}

// apart is what is left of a likeness for the days between two stretches of time.
func apart(a, b span, c *rules) float64 {
	if math.IsNaN(a.first) || math.IsNaN(b.first) {
		return 1
	}
	gap := max(0, a.first-b.last, b.first-a.last)
	return c.Apart + (1-c.Apart)*math.Exp(-gap/c.Days)
}

// span is a stretch of days; NaN when unknown.
type span struct {
	first, last float64
}

func (s span) with(o span) span {
	switch {
	case math.IsNaN(s.first):
		return o
	case math.IsNaN(o.first):
		return s
	}
	return span{min(s.first, o.first), max(s.last, o.last)}
}

// days is how long the stretch is; 0 when unknown.
func (s span) days() float64 {
	if math.IsNaN(s.first) {
		return 0
	}
	return s.last - s.first
}

func unknownSpan() span { return span{math.NaN(), math.NaN()} }
