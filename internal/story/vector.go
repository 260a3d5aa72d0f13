package story

import (
	"math"
	"slices"
)

// weigh makes the vector from the terms and their rarity, passing over what the outlet repeats. It works in lists that the next report may
// be weighed in.
func (p *profile) weigh(r *rarity, f *furniture, c *rules, in *weighing) {
	if f.mark(p) {
		p.take()
	}
	v := in.all[:0]
	for i := 0; i < len(p.words); {
		w := weighted{term: p.words[i].term}
		for ; i < len(p.words) && p.words[i].term == w.term; i++ {
			m := &p.words[i]
			if p.passages[m.passage].passed {
				continue
			}
			w.weight += m.weight
			w.flags |= m.flags
			if m.flags&inHead != 0 {
				w.head += m.weight
			}
		}
		if w.weight == 0 {
			continue
		}
		rare := float32(r.of(w.term))
		w.rare = rare
		w.weight, w.head = damp(w.weight)*rare, damp(w.head)*rare
		v = append(v, w)
	}
	in.all = v
	p.scale(in.heaviest(v, c.Terms))
}

// weighing is room to weigh reports in, one after the other.
type weighing struct {
	all     []weighted
	weights []float32
}

// heaviest leaves the n weightiest terms of a vector, in the order they had. It works in place.
func (in *weighing) heaviest(v []weighted, n int) []weighted {
	if len(v) <= n {
		return v
	}
	in.weights = in.weights[:0]
	for i := range v {
		in.weights = append(in.weights, v[i].weight)
	}
	least := nth(in.weights, n)
	same := n // of those that weigh as much as the lightest of them, how many stay: the first
	for i := range v {
		if v[i].weight > least {
			same--
		}
	}
	out := v[:0]
	for _, w := range v {
		switch {
		case w.weight > least:
			out = append(out, w)
		case w.weight == least && same > 0:
			out = append(out, w)
			same--
		}
	}
	return out
}

// tops and topNames are how many of its weightiest terms and names stand for what a report is about.
const tops, topNames = 10, 3

func (p *profile) scale(v []weighted) {
	whole, head := 0.0, 0.0
	for _, t := range v {
		whole += float64(t.weight) * float64(t.weight)
		head += float64(t.head) * float64(t.head)
	}
	whole, head = max(math.Sqrt(whole), 1e-9), max(math.Sqrt(head), 1e-9)
	p.headSum, p.nameSum, p.titleSum, p.topSum, p.topNameSum, p.nameSquare, p.wordSquare = 0, 0, 0, 0, 0, 0, 0
	p.years, p.dates = 0, 0
	top, topName := weightiest(v, 0, tops), weightiest(v, isName, topNames)
	for i := range v {
		t := &v[i]
		if t.weight >= top {
			t.flags |= isTop
		}
		if t.flags&isName != 0 && t.weight >= topName {
			t.flags |= isTopName
		}
		t.weight /= float32(whole)
		t.head /= float32(head)
		p.sum(t)
	}
	p.vec = append(p.vec[:0], v...)
	if cap(p.vec) > len(p.vec)+len(p.vec)/4 {
		p.vec = slices.Clone(p.vec)
	}
	p.lone = p.lone[:0]
	for i := range v {
		if v[i].lone() {
			p.lone = append(p.lone, uint8(i))
		}
	}
	p.sketch.make(v)
}

// weightiest is the weight of the n-th weightiest term with some flags; 0 when there are fewer.
func weightiest(v []weighted, with flags, n int) float32 {
	var heaviest [tops]float32 // descending
	for i := range v {
		if v[i].flags&with != with {
			continue
		}
		w := v[i].weight
		for k := range heaviest[:n] {
			if w > heaviest[k] {
				w, heaviest[k] = heaviest[k], w
			}
		}
	}
	return heaviest[n-1]
}

func (p *profile) sum(t *weighted) {
	head, square := float64(t.head), float64(t.weight)*float64(t.weight)
	p.headSum += head
	if t.flags&inTitle != 0 {
		p.titleSum += head
	}
	if t.flags&isTop != 0 {
		p.topSum += float64(t.weight)
	}
	if t.flags&isTopName != 0 {
		p.topNameSum += float64(t.weight)
	}
	switch {
	case t.flags&isName != 0:
		p.nameSum += head
		p.nameSquare += square
	case t.flags&isYear != 0:
		p.years++
	case t.flags&isDate != 0:
		p.dates++
	case t.flags&(isNumber|isPair) == 0:
		p.wordSquare += square
	}
}

// damp makes the tenth mention count less than the first.
func damp(w float32) float32 {
	if w < 1 {
		return w
	}
	return float32(1 + math.Log(float64(w)))
}

func heavier(a, b weighted) int {
	switch {
	case a.weight > b.weight:
		return -1
	case a.weight < b.weight:
		return 1
	}
	return compare(a.term, b.term)
}

func compare(a, b term) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
