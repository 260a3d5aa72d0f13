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

// like says how alike two reports are: the mean of the cosine of their texts, the cosine of their heads and
// the share of the better covered head that stands in the other's text; less if they share no name.
func like(a, b *profile, c *rules) float64 {
	var l likeness
	shared(a, b, func(i, j int) { l.add(&a.vec[i], &b.vec[j]) })
	return l.of(a, b, c)
}

// likeness sums up what two reports share.
type likeness struct{ whole, heads, inB, inA, namesInB, namesInA float64 }

func (l *likeness) add(p, q *weighted) {
	l.whole += float64(p.weight) * float64(q.weight)
	l.heads += float64(p.head) * float64(q.head)
	l.inB += float64(p.head)
	l.inA += float64(q.head)
	if (p.flags|q.flags)&isName != 0 {
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

// posting is a report that a term is strong in.
type posting struct {
	report int32
	weight float32
}

// top is one of a report's weightiest terms: its number, its weight, and how many reports before this one it is strong in.
type top struct {
	term   int32
	before int32
	weight float32
}

// neighbours finds the pairs of reports that are alike at all. Work is shared by the processors; the
// order of the result is not touched by that.
func neighbours(ps []*profile, c *rules) []edge {
	x := indexed(ps)
	rows := make([][]edge, len(ps))
	workers := min(runtime.GOMAXPROCS(0), 8)
	finders := make([]finder, workers)
	for w := range finders {
		finders[w] = finder{ps: ps, index: x, rules: c, score: make([]float32, len(ps))}
	}
	parallel(len(ps), workers, func(w, i int) { rows[i] = finders[w].row(i) })
	return slices.Concat(rows...)
}

// index lists by each term the reports it is strong in, in their order.
type index struct {
	tops  []top // by report
	from  []int // by report: where its tops begin
	lists [][]posting
}

// indexed makes the index.
func indexed(ps []*profile) *index {
	strongest := make([][]weighted, len(ps))
	workers := runtime.GOMAXPROCS(0)
	room := make([]weighing, workers)
	parallel(len(ps), workers, func(w, i int) { strongest[i] = room[w].strongest(ps[i].vec) })
	x := &index{tops: make([]top, 0, strong*len(ps)), from: make([]int, 0, len(ps)+1)}
	number := make(map[term]int32)
	var counts []int32
	for i := range ps {
		x.from = append(x.from, len(x.tops))
		for _, t := range strongest[i] {
			n, ok := number[t.term]
			if !ok {
				n = int32(len(counts))
				number[t.term] = n
				counts = append(counts, 0)
			}
			x.tops = append(x.tops, top{n, counts[n], t.weight})
			counts[n]++
		}
	}
	x.from = append(x.from, len(x.tops))
	all := make([]posting, len(x.tops))
	x.lists = make([][]posting, len(counts))
	at := 0
	for n, count := range counts {
		x.lists[n] = all[at : at+int(count)]
		at += int(count)
	}
	for i := range ps {
		for _, t := range x.of(i) {
			x.lists[t.term][t.before] = posting{int32(i), t.weight}
		}
	}
	return x
}

// of are the weightiest terms of report i.
func (x *index) of(i int) []top { return x.tops[x.from[i]:x.from[i+1]] }

// strongest are the weightiest terms of a vector, in a fixed order.
func (in *weighing) strongest(v []weighted) []weighted {
	in.all = append(in.all[:0], v...)
	out := slices.Clone(in.heaviest(in.all, strong))
	slices.SortFunc(out, heavier)
	return out
}

// finder finds neighbours, one report after the other.
type finder struct {
	ps      []*profile
	index   *index
	rules   *rules
	score   []float32 // by report; all zero between two rows
	touched []int32
	scores  []float32
}

// row finds the neighbours of report i among those before it.
func (f *finder) row(i int) []edge {
	touched := f.touched[:0]
	for _, t := range f.index.of(i) {
		for _, p := range f.index.lists[t.term][max(0, t.before-posted):t.before] {
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
	var out []edge
	for _, o := range chosen {
		if l := like(f.ps[o], f.ps[i], f.rules); l >= f.rules.Least {
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
