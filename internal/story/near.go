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
	var whole, heads, inB, inA, namesInB, namesInA float64
	x, y := a.vec, b.vec
	for i, j := 0, 0; i < len(x) && j < len(y); {
		p, q := &x[i], &y[j]
		if p.term < q.term {
			i++
			continue
		}
		if p.term > q.term {
			j++
			continue
		}
		whole += float64(p.weight) * float64(q.weight)
		heads += float64(p.head) * float64(q.head)
		inB += float64(p.head)
		inA += float64(q.head)
		if (p.flags|q.flags)&isName != 0 {
			namesInB += float64(p.head)
			namesInA += float64(q.head)
		}
		i++
		j++
	}
	cover := max(share(inB, a.headSum), share(inA, b.headSum))
	s := (whole + c.Head*heads + c.Cover*cover) / (1 + c.Head + c.Cover)
	if a.nameSum > 0 && b.nameSum > 0 {
		names := max(share(namesInB, a.nameSum), share(namesInA, b.nameSum))
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
			score := make([]float32, len(ps))
			var touched []int
			for i := w; i < len(ps); i += workers {
				rows[i], touched = row(i, ps, tops[i], index, score, touched[:0], c)
			}
		})
	}
	done.Wait()
	return slices.Concat(rows...)
}

// row finds the neighbours of report i among those before it. score is all zero before and after.
func row(i int, ps []*profile, top []weighted, index map[term][]posting, score []float32, touched []int, c *rules) ([]edge, []int) {
	for _, t := range top {
		list := index[t.term]
		at, _ := slices.BinarySearchFunc(list, i, func(p posting, i int) int { return p.report - i })
		for _, p := range list[max(0, at-posted):at] {
			if score[p.report] == 0 {
				touched = append(touched, p.report)
			}
			score[p.report] += p.weight * t.weight
		}
	}
	kept := 0
	least := nth(touched, score, weighed)
	for _, o := range touched {
		if s := score[o]; s >= glance && s >= least {
			touched[kept] = o
			kept++
		}
		score[o] = 0
	}
	chosen := touched[:kept]
	slices.Sort(chosen)
	var out []edge
	for _, o := range chosen {
		if l := like(ps[o], ps[i], c); l >= c.Least {
			out = append(out, edge{o, i, l})
		}
	}
	return out, touched
}

// nth is the n-th highest score of some reports; 0 when they are no more than that.
func nth(of []int, score []float32, n int) float32 {
	if len(of) <= n {
		return 0
	}
	all := make([]float32, len(of))
	for i, o := range of {
		all[i] = score[o]
	}
	slices.Sort(all)
	return all[len(all)-n]
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
