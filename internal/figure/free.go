package figure

import (
	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// In a language of free order ("zginęło 12 osób", "12 osób zginęło": lang.Figure.Free) the word for what
// befell those counted is sought on both sides, within the clause, whose ends are commas and words that
// open another. An active verb takes only what stands behind it; what a preposition holds has no verb.

// attach finds the measure of each candidate of a sentence by itself, as govern does for a fixed order.
func (v *layer) attach(cs []*candidate, first, last int) {
	v.ranges(cs)
	for i, c := range cs {
		n := &c.n
		if c.drop {
			continue
		}
		if c.n.thing && n.event < 0 || v.glued(c) || v.oneSpeaks(c) {
			c.drop = true
			continue
		}
		if c.implicit {
			if l := v.soleNear(c, cs, i, first, last); l.how != unlinked {
				c.take(v, l)
			}
			continue
		}
		switch toll, act := v.tollNear(c, first, last), v.actNear(c, first); {
		case toll.how != unlinked:
			c.take(v, toll)
			continue
		case act.how != unlinked:
			c.take(v, act)
			continue
		case n.event >= 0:
			c.take(v, link{how: byNoun, at: n.event})
			continue
		}
		before, after := v.ahead(c, cs, i, first), v.behind(c, cs, i, last)
		switch {
		case after.how == byAfter && after.far == 0 && (before.how == unlinked || before.far > 0) && v.part(after.at).Has(lang.Done|lang.Being) && v.width[after.at] == 1:
			c.take(v, after) // "30 rannych"
		case before.how != unlinked && (after.how == unlinked || before.far <= after.far && !before.contested):
			c.take(v, before)
		case after.how != unlinked:
			c.take(v, after)
		case n.attr >= 0:
			c.take(v, link{how: byAttribute, at: n.attr})
		}
	}
}

// ranges makes one of the ends of a range told with two small words: "od 20 do 30 osób".
func (v *layer) ranges(cs []*candidate) {
	for i := 0; i+1 < len(cs); i++ {
		a, b := cs[i], cs[i+1]
		if a.n.head >= 0 || b.first != a.last+1 || !v.is(a.first-1, lang.From) || !v.is(b.first-1, lang.To) || v.linked(a.first-1) ||
			!a.q.Value.Known || !b.q.Value.Known || b.q.Value.N <= a.q.Value.N {
			continue
		}
		b.q.Min, b.q.Max, b.q.Modifier, b.q.Value = a.q.Value, b.q.Value, sitrep.Range, sitrep.Bound{}
		b.first, a.drop = a.first-1, true
	}
}

// glued reports whether a number is the first part of a compound broken off: "46- i 49-latek".
func (v *layer) glued(c *candidate) bool {
	k := c.last
	return k < len(v.words) && v.d.Tokens[k].Lower == "-" && v.d.Tokens[k].Start == v.d.Tokens[k-1].End
}

// oneSpeaks reports whether one of many only speaks: "opowiada jedna z poszkodowanych".
func (v *layer) oneSpeaks(c *candidate) bool {
	return v.is(c.first, lang.OneWord) && v.is(c.last, lang.Of) && v.part(v.prev(c.first)).Has(lang.Say)
}

// heldBy reports whether a preposition right before the candidate holds it.
func (v *layer) heldBy(c *candidate) bool {
	k := v.prev(c.first)
	return k >= 0 && v.part(k).Has(lang.Prep) && !v.part(k).Has(lang.Among|lang.Subset) && !v.inside[k]
}

// behind looks behind a candidate for what befell it.
func (v *layer) behind(c *candidate, cs []*candidate, i, end int) link {
	k, far, plain := max(c.n.end, c.last), 0, 0
	if v.heldBy(c) {
		if k < end && v.part(k).Has(lang.Being|lang.Done) && c.n.head < 0 {
			return link{how: byAfter, at: k} // "o 30 rannych"
		}
		return link{}
	}
	be, rel, other := false, false, false
	for k < end && far < reach {
		if v.breaks[k] {
			return link{}
		}
		w := v.part(k)
		if v.punct(k) {
			next, opened := v.overFree(k, end)
			if next == k || opened && v.part(next-1).Has(lang.Sole) && c.q.Value != sitrep.Of(1) {
				return link{}
			}
			rel = rel || opened
			k, far = next, far+1
			continue
		}
		if id := v.number[k]; id != 0 {
			q := &v.numbers[id-1]
			if q.Unit == text.Count && !v.partOfPhrase(k) {
				return link{}
			}
			k, far = q.Last, far+1
			continue
		}
		if v.inside[k] && !w.Has(lang.Measured) {
			k, far = k+1, far+1
			continue
		}
		switch {
		case w.Has(lang.Subset):
			k = v.overSubset(k, end, cs, i)
			far++
			continue
		case w.Has(lang.Be):
			be = true
		case w.Has(lang.Done | lang.Fell | lang.Being):
			if plain > 1 || c.whole && !rel || !be && v.part(v.next(k)).Has(lang.Thing) && w.Has(lang.Being|lang.Done) {
				return link{} // "dziewięć martwych psów"
			}
			if w.Has(lang.Done) && !be && v.number[min(v.next(k), len(v.number)-1)] != 0 && far > 0 && v.next(k) < end && v.numbers[v.number[v.next(k)]-1].Unit == text.Count {
				return link{} // "w sprawie 5 kradzieży zatrzymano 3 osoby": the verb has its own
			}
			if w.Has(lang.Being) && v.width[k] > 1 && v.is(k, lang.Holds) && other && !be {
				return link{} // "12 osób pracuje w szpitalu"
			}
			return link{how: byAfter, at: k, far: far, passive: be}
		case w.Has(lang.Do | lang.Act), w.Has(lang.Sub | lang.Say), w.Has(lang.Rel) && !rel:
			return link{}
		case w.Has(lang.Conj) && i+1 < len(cs) && !cs[i+1].implicit && v.startsAt(cs[i+1], v.next(k)):
			return link{}
		case w == 0 && v.d.Tokens[k].Shape == text.Lower && v.verbal(v.d.Tokens[k].Lower):
			if plain++; plain > 1 {
				return link{}
			}
		}
		other = other || w == 0
		k, far = v.next(k), far+1
	}
	return link{}
}

// overFree steps over a mark behind a candidate where the clause goes on; opened says that a relative
// clause begins there.
func (v *layer) overFree(k, end int) (next int, opened bool) {
	mark := v.d.Tokens[k].Lower
	switch mark {
	case "\"", "“", "”", "„", "'", "‘", "’", "/":
		return k + 1, false
	case "(", "[":
		for j := k + 1; j < end && j < k+25; j++ {
			if w := v.d.Tokens[j].Lower; w == ")" || w == "]" {
				return j + 1, false
			}
		}
		return k, false
	case ",", "-", "–", "—":
	default:
		return k, false
	}
	if k+1 < end && v.part(k+1).Has(lang.Rel) {
		return k + 2, true
	}
	if k+1 < end && v.part(k+1).Has(lang.Subset) {
		return k + 1, false
	}
	// an apposition: "dwie osoby - kobieta i dziecko - zginęły"
	for j := k + 1; j < end && j < k+16; j++ {
		w := v.part(j)
		if v.number[j] != 0 && v.numbers[v.number[j]-1].Unit == text.Count || w.Has(lang.Sub|lang.Say) {
			return k, false
		}
		if !v.punct(j) || v.d.Tokens[j].Lower != "," && v.d.Tokens[j].Lower != mark {
			if w.Has(lang.Fell | lang.Do) {
				return k, false
			}
			continue
		}
		m := j + 1
		for m < end && v.adverb(m) {
			m++
		}
		if m < end && v.part(m).Has(lang.Be|lang.Modal|lang.Fell|lang.Done|lang.Being) {
			return j + 1, false
		}
		return k, false
	}
	return k, false
}

// ahead looks before a candidate for what befell it.
func (v *layer) ahead(c *candidate, cs []*candidate, i, first int) link {
	if v.heldBy(c) {
		return link{}
	}
	far, joint, be := 0, false, false
	for k := v.prev(c.first); k >= first && far < reach; k, far = v.prev(k), far+1 {
		if v.breaks[k] {
			return link{}
		}
		w := v.part(k)
		if v.punct(k) {
			switch v.d.Tokens[k].Lower {
			case "\"", "“", "”", "„":
				continue
			case ")", "]":
				for j := k - 1; j >= first && j > k-25; j-- {
					if o := v.d.Tokens[j].Lower; o == "(" || o == "[" {
						k = j
						break
					}
				}
				continue
			case ":":
				if p := v.prev(k); p >= first && v.part(p).Has(lang.Fell|lang.Done|lang.Being) {
					continue
				}
			}
			return link{}
		}
		for j := range cs[:i] {
			if k >= cs[j].first && k < max(cs[j].last, cs[j].n.end) && !cs[j].implicit && !cs[j].drop {
				return link{} // what stands before belongs to another number
			}
		}
		if v.inside[k] && !w.Has(lang.Measured) {
			continue
		}
		switch {
		case w.Has(lang.Fell | lang.Done | lang.Being):
			if far > 1 && c.n.head >= 0 && c.n.level == 0 {
				return link{} // "ranni po ataku dwóch buldogów"
			}
			if c.whole || w.Has(lang.Being) && !be && far > 0 && !v.isState(k, first) {
				return link{}
			}
			return link{how: byBefore, at: k, far: far, passive: be, contested: joint}
		case w.Has(lang.Do):
			if v.part(v.next(k)).Has(lang.Pron) && !v.part(v.next(k)).Has(lang.Det) || far > 8 && joint {
				return link{} // "uratowało go trzech": those counted did it
			}
			return link{how: byBefore, at: k, far: far, contested: joint}
		case w.Has(lang.Be):
			be = true
		case w.Has(lang.Conj):
			joint = true
		case w.Has(lang.Sub|lang.Say|lang.Rel) && !w.Has(lang.Prep):
			return link{}
		case w == 0 && v.d.Tokens[k].Shape == text.Lower && v.verbal(v.d.Tokens[k].Lower) && far < 3 && !v.part(v.prev(k)).Has(lang.Prep):
			// "odnalazły 12 osób": another verb is told of them
			return link{}
		}
	}
	return link{}
}

// isState reports whether a word of state is the clause's own: it opens it, or nothing it could describe
// stands by it.
func (v *layer) isState(k, first int) bool {
	p := v.prev(k)
	return p < first || v.punct(p) || v.part(p).Has(lang.Be|lang.Conj|lang.Sub)
}
