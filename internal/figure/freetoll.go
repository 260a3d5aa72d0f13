package figure

import (
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// actNear finds a noun right before the candidate that takes those it befell: "śmierć trzech osób", "ciała dwóch".
func (v *layer) actNear(c *candidate, first int) link {
	k := v.prev(c.first)
	for n := 0; k >= first && n < 2 && (v.part(k).Has(lang.Det) || v.adverb(k)); n++ {
		k = v.prev(k)
	}
	if k >= first && v.part(k).Has(lang.Act) {
		return link{how: byAct, at: k}
	}
	return link{}
}

// tollNear finds the running count a candidate is the value of: "liczba ofiar wzrosła do 40", "do 40
// wzrosła liczba ofiar".
func (v *layer) tollNear(c *candidate, first, last int) link {
	k := v.prev(c.first)
	for k >= first && v.adverb(k) {
		k = v.prev(k)
	}
	if k < first {
		return link{}
	}
	to := v.is(k, lang.To)
	if !to && !v.part(k).Has(lang.Link|lang.Be|lang.Toll) && v.d.Lower(k) != ":" {
		// "wynosi w tej chwili 300"
		for n := 0; k >= first && n < 4 && !v.punct(k) && !v.part(k).Has(lang.Link) && v.number[k] == 0; n++ {
			k = v.prev(k)
		}
		if k < first || !v.part(k).Has(lang.Link) {
			return link{}
		}
	}
	linked, other := !to, -1
	for j, far := k, 0; j >= first && far < reach; j, far = v.prev(j), far+1 {
		w := v.part(j)
		if linked && (w.Has(lang.Toll) || far > 0 && far < 3 && w.Has(lang.Event) && v.part(k).Has(lang.Be)) {
			if other >= 0 {
				j = other // "wzrosła do 40, a rannych do 100"
			}
			return link{how: byToll, at: j, far: far}
		}
		if at := v.measureAfter(j, c.first); linked && v.is(j, lang.Tally) && at >= 0 && at < j+4 {
			return link{how: byToll, at: at, far: far}
		}
		if far == 1 && to && w.Has(lang.Being|lang.Done) {
			other = j
			continue
		}
		if far > 0 && other < 0 && v.number[j] != 0 && v.numbers[v.number[j]-1].Unit == text.Count && !v.is(v.prev(j), lang.From) || v.d.Lower(j) == ";" {
			break
		}
		linked = linked || w.Has(lang.Link)
	}
	if !to {
		return link{}
	}
	for j, far := max(c.n.end, c.last), 0; j < last && far < 8; j, far = v.next(j), far+1 {
		w := v.part(j)
		if w.Has(lang.Toll) && far > 0 {
			return link{how: byToll, at: j, far: far}
		}
		if v.punct(j) || v.number[j] != 0 {
			break
		}
	}
	return link{}
}
