package story

import (
	"math"
	"runtime"
	"slices"
	"sync"
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
	x, y := a.vec, b.vec
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i].term < y[j].term:
			i++
		case x[i].term > y[j].term:
			j++
		default:
			l.add(&x[i], &y[j])
			i++
			j++
		}
	}
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

// table finds the terms of one report that is held against many. It takes half the time of going through both reports: only the last
// four bytes of the other's terms are read, which lie together, and most are dismissed by one bit.
type table struct {
	of    *profile
	seen  [256]uint64  // a bit for each way in which a term may end
	slots [2048]uint16 // by a term's end: the place of one that ends so, from 1; further ones stand in the next free slots
}

func (t *table) fill(p *profile) {
	t.of = p
	clear(t.seen[:])
	clear(t.slots[:])
	for i, key := range p.keys[:min(len(p.keys), len(t.slots)/2)] {
		t.seen[key/64%256] |= 1 << (key % 64)
		at := key % 2048
		for t.slots[at] != 0 {
			at = (at + 1) % 2048
		}
		t.slots[at] = uint16(i + 1)
	}
}

// shared calls a function for each term that another report has in common with the one in the table, with its places in the other's
// vector and in this one's, in the order of the terms.
func (t *table) shared(a *profile, each func(i, j int)) {
	for i, key := range a.keys {
		if t.seen[key/64%256]>>(key%64)&1 == 0 {
			continue
		}
		for at := key % 2048; t.slots[at] != 0; at = (at + 1) % 2048 {
			if j := int(t.slots[at]) - 1; t.of.vec[j].term == a.vec[i].term {
				each(i, j)
				break
			}
		}
	}
}

// like is the likeness of another report to the one in the table.
func (t *table) like(a *profile, c *rules) float64 {
	var l likeness
	t.shared(a, func(i, j int) { l.add(&a.vec[i], &t.of.vec[j]) })
	return l.of(a, t.of, c)
}

func share(part, whole float64) float64 {
	if whole <= 0 {
		return 0
	}
	return min(1, part/whole)
}

// strongest are the weightiest terms of a vector, in a fixed order.
func strongest(v []weighted) []weighted {
	out := slices.Clone(v)
	slices.SortFunc(out, heavier)
	return out[:min(strong, len(out))]
}

type posting struct {
	report int
	weight float32
}

// neighbours finds the pairs of reports that are alike at all. Work is shared by the processors; the
// order of the result is not touched by that.
func neighbours(ps []*profile, c *rules) []edge {
	index := make(map[term][]posting)
	tops := make([][]weighted, len(ps))
	for i, p := range ps {
		tops[i] = strongest(p.vec)
		for _, t := range tops[i] {
			index[t.term] = append(index[t.term], posting{i, t.weight})
		}
	}
	workers := min(runtime.GOMAXPROCS(0), 8)
	rows := make([][]edge, len(ps))
	var done sync.WaitGroup
	for w := range workers {
		done.Go(func() {
			f := finder{ps: ps, index: index, rules: c, score: make([]float32, len(ps))}
			for i := w; i < len(ps); i += workers {
				rows[i] = f.row(i, tops[i])
			}
		})
	}
	done.Wait()
	return slices.Concat(rows...)
}

// finder finds neighbours, one report after the other.
type finder struct {
	ps      []*profile
	index   map[term][]posting
	rules   *rules
	table   table
	score   []float32 // by report; all zero between two rows
	touched []int
	scores  []float32
}

// row finds the neighbours of report i among those before it.
func (f *finder) row(i int, top []weighted) []edge {
	touched := f.touched[:0]
	for _, t := range top {
		list := f.index[t.term]
		at, _ := slices.BinarySearchFunc(list, i, func(p posting, i int) int { return p.report - i })
		for _, p := range list[max(0, at-posted):at] {
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
	f.table.fill(f.ps[i])
	var out []edge
	for _, o := range chosen {
		if l := f.table.like(f.ps[o], f.rules); l >= f.rules.Least {
			out = append(out, edge{o, i, l})
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
