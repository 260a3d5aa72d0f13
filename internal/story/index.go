package story

import (
	"runtime"
	"slices"
)

// index lists, by term, the reports that hold it. To find what a report shares with a hundred others its terms are gone through once,
// and of each the reports that hold it, which lie side by side in memory: a tenth of what it costs to hold the report against
// one after the other, for their words lie far apart.
type index struct {
	ps     []*profile
	from   []int        // by report: where its terms begin in terms
	terms  []spot       // by report, in the order of its vector
	lists  [][]posting  // by term's number: the reports that hold it, in their order
	tops   []top        // by report, its weightiest first
	first  []int        // by report: where its tops begin
	strong [][]strength // by term's number: the reports it is strong in, in their order
}

// spot is a term of a report: its number, and how many reports before this one hold it.
type spot struct{ term, before int32 }

// posting is a report that holds a term.
type posting struct {
	report       int32
	weight, head float32
	at           uint8 // where it stands in the report's vector
	name         bool
}

// top is one of a report's weightiest terms: its number, its weight, and how many reports before this one it is strong in.
type top struct {
	term, before int32
	weight       float32
}

// strength is a report that a term is strong in.
type strength struct {
	report int32
	weight float32
}

// indexed makes the index of reports that were weighed.
func indexed(ps []*profile) *index {
	x := &index{ps: ps, from: make([]int, 1, len(ps)+1), first: make([]int, 1, len(ps)+1)}
	all := 0
	for _, p := range ps {
		all += len(p.vec)
		x.from = append(x.from, all)
	}
	x.terms = make([]spot, all)
	var numbers numbers
	var counts []int32
	for i, p := range ps {
		terms := x.of(i)
		for at := range p.vec {
			n := numbers.of(p.vec[at].term)
			if int(n) == len(counts) {
				counts = append(counts, 0)
			}
			terms[at] = spot{n, counts[n]}
			counts[n]++
		}
	}
	x.lists = apportion[posting](counts)
	workers := runtime.GOMAXPROCS(0)
	tops := make([][]uint8, len(ps))
	room := make([]weighing, workers)
	parallel(len(ps), workers, func(w, i int) {
		for at, t := range x.of(i) {
			x.lists[t.term][t.before] = *postingOf(i, at, &ps[i].vec[at])
		}
		tops[i] = room[w].strongest(ps[i].vec)
	})
	clear(counts)
	for i, p := range ps {
		for _, at := range tops[i] {
			n := x.of(i)[at].term
			x.tops = append(x.tops, top{n, counts[n], p.vec[at].weight})
			counts[n]++
		}
		x.first = append(x.first, len(x.tops))
	}
	x.strong = apportion[strength](counts)
	for i := range ps {
		for _, t := range x.strongest(i) {
			x.strong[t.term][t.before] = strength{int32(i), t.weight}
		}
	}
	return x
}

// of are the terms of report i.
func (x *index) of(i int) []spot { return x.terms[x.from[i]:x.from[i+1]] }

// strongest are the weightiest terms of report i, the weightiest first.
func (x *index) strongest(i int) []top { return x.tops[x.first[i]:x.first[i+1]] }

// apportion makes lists of given lengths.
func apportion[T any](lengths []int32) [][]T {
	all := 0
	for _, n := range lengths {
		all += int(n)
	}
	room := make([]T, all)
	out := make([][]T, len(lengths))
	for i, n := range lengths {
		out[i], room = room[:n:n], room[n:]
	}
	return out
}

// strongest are the places of the weightiest terms of a vector, the weightiest first.
func (in *weighing) strongest(v []weighted) []uint8 {
	in.all = append(in.all[:0], v...)
	in.all = in.heaviest(in.all, strong)
	slices.SortFunc(in.all, heavier)
	out := make([]uint8, len(in.all))
	for k, t := range in.all {
		at, _ := slices.BinarySearchFunc(v, t.term, func(w weighted, t term) int { return compare(w.term, t) })
		out[k] = uint8(at)
	}
	return out
}

// numbers gives terms numbers, from 0 on.
type numbers struct {
	slots []numbered // open addressing; half of them stay free
	n     int
}

type numbered struct {
	term   term // 0 is a free slot
	number int32
}

func (n *numbers) of(t term) int32 {
	if 2*n.n >= len(n.slots) {
		n.grow()
	}
	s := n.find(t)
	if s.term == 0 {
		*s = numbered{t, int32(n.n)}
		n.n++
	}
	return s.number
}

// find is the slot of a term, or the free one where it belongs.
func (n *numbers) find(t term) *numbered {
	last := term(len(n.slots) - 1)
	for i := (t ^ t>>32) & last; ; i = (i + 1) & last {
		if s := &n.slots[i]; s.term == t || s.term == 0 {
			return s
		}
	}
}

func (n *numbers) grow() {
	old := n.slots
	n.slots = make([]numbered, max(1<<12, 2*len(old)))
	for _, s := range old {
		if s.term != 0 {
			*n.find(s.term) = s
		}
	}
}

// slots finds what one report shares with some others.
type slots struct {
	index *index
	of    []uint16 // by report: its place among those asked about, from 1; all zero between two questions
}

func newSlots(x *index) slots { return slots{x, make([]uint16, len(x.ps))} }

// aside is how many reports that hold a term may be gone through for what holding the report against one other costs.
const aside = 500

// meet calls a function for each term that report i shares with one of some reports before it: which one it is, where the
// term stands in report i, and what it is to the other. For each of the others terms come in their order.
func (s *slots) meet(i int, others []int32, each func(k, at int, p *posting)) {
	x := s.index
	all := 0
	for _, t := range x.of(i) {
		all += int(t.before)
	}
	if all > aside*len(others) {
		for k, o := range others {
			vec := x.ps[o].vec
			shared(x.ps[o], x.ps[i], func(there, at int) { each(k, at, postingOf(int(o), there, &vec[there])) })
		}
		return
	}
	for k, o := range others {
		s.of[o] = uint16(k + 1)
	}
	for at, t := range x.of(i) {
		list := x.lists[t.term][:t.before]
		for n := range list {
			if k := s.of[list[n].report]; k != 0 {
				each(int(k)-1, at, &list[n])
			}
		}
	}
	for _, o := range others {
		s.of[o] = 0
	}
}

func postingOf(report, at int, w *weighted) *posting {
	return &posting{int32(report), w.weight, w.head, uint8(at), w.flags&isName != 0}
}
