package story

import (
	"math"
	"slices"
)

// weigh makes the vector from the terms and their rarity, passing over what the outlet repeats.
func (p *profile) weigh(r *rarity, f *furniture, c *rules) {
	words := make([]mention, 0, len(p.words))
	p.signs.runs, p.signs.headRuns = p.signs.runs[:0], p.signs.headRuns[:0]
	for _, s := range p.passages {
		if !f.is(p.outlet, s) {
			words = append(words, p.words[s.first:s.last]...)
			p.signs.take(s.firstRun, s.lastRun)
		}
	}
	p.signs.runs, p.signs.headRuns = sorted(p.signs.runs), sorted(p.signs.headRuns)
	slices.SortStableFunc(words, func(a, b mention) int { return compare(a.term, b.term) })
	v := make([]weighted, 0, len(words))
	for i := 0; i < len(words); {
		w := weighted{term: words[i].term}
		for ; i < len(words) && words[i].term == w.term; i++ {
			w.weight += words[i].weight
			w.flags |= words[i].flags
			if words[i].flags&inHead != 0 {
				w.head += words[i].weight
			}
		}
		rare := float32(r.of(w.term))
		w.rare = rare
		w.weight, w.head = damp(w.weight)*rare, damp(w.head)*rare
		v = append(v, w)
	}
	if len(v) > c.Terms {
		slices.SortFunc(v, heavier)
		v = v[:c.Terms]
		slices.SortFunc(v, func(a, b weighted) int { return compare(a.term, b.term) })
	}
	p.scale(slices.Clip(v))
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
	p.vec = v
	p.keys = make([]uint32, len(v))
	for i := range v {
		p.keys[i] = uint32(v[i].term)
	}
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
