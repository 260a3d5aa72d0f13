package figure

import (
	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// reach is how many tokens a verb may stand behind its subject.
const reach = 30

// after looks behind a candidate for what befell it.
func (v *layer) after(c *candidate, cs []*candidate, i, end int) link {
	n := &c.n
	k := n.end
	if n.head >= 0 && n.event < 0 && n.end == n.last && n.last < n.head+1 {
		k = n.head + 1
	}
	far, be, plain, rel := 0, false, 0, false
	sub := n.subset >= 0
	for k < end && far < reach {
		w := v.part(k)
		t := &v.d.Tokens[k]
		if v.breaks[k] {
			return link{}
		}
		if c.whole && !rel && (t.Kind == text.Punct || w.Has(lang.Be|lang.Have|lang.Fell|lang.Modal) || w.Has(lang.Being) && v.width[k] > 1 && !c.ahead && !(far == 0 && v.lasts(k))) {
			return link{} // what follows is told of the share
		}
		if t.Kind == text.Punct {
			if v.aside(c, k) {
				return link{}
			}
			next, ok := v.over(k, end)
			if !ok && rel && t.Lower == "," && k+1 < end && v.part(k+1).Has(lang.Fell) && !v.part(k+1).Has(lang.Strict) {
				next, ok = k+1, true // "three passengers, who were all monks, died"
			}
			if !ok {
				return v.listAfter(k, cs, i)
			}
			far++
			k = next
			continue
		}
		if id := v.number[k]; id != 0 {
			q := &v.numbers[id-1]
			if q.Unit == text.Count {
				if be && plain > 0 {
					return link{} // "three were burnt out and nine men killed"
				}
				if k > 0 && v.part(k-1).Has(lang.Conj) || k > 1 && v.part(k-2).Has(lang.Conj) && v.part(k-1).Has(lang.Det) {
					return v.listAfter(k-1, cs, i)
				}
				if !v.partOfPhrase(k) {
					if far == 0 && i+1 < len(cs) && k == cs[i+1].first && c.isPeople() && cs[i+1].isPeople() && !c.implicit && !v.l.Free {
						return link{listed: true} // "22 pupils 6 teachers killed": a comma was lost
					}
					return link{}
				}
			}
			k, far = q.Last, far+1
			continue
		}
		if v.inside[k] && !w.Has(lang.Measured) {
			k, far = k+1, far+1
			continue
		}
		switch {
		case w.Has(lang.Be):
			if next := v.part(v.next(k)); next.Has(lang.Prep) && !next.Has(lang.Measured|lang.Among) && v.width[v.next(k)] == 1 && far == 0 && !rel {
				return link{} // "were on the boat": the verb is spent
			}
			be = true
		case w.Has(lang.Subset) && !sub:
			// "including two women": what is part of it stands between
			if v.ofThem(k) {
				// "of whom two have died and": the clause is told of the part, to its comma
				for k = v.next(k); k < end && v.d.Tokens[k].Lower != ","; k++ {
				}
				k, far = k+1, far+2
				continue
			}
			if k = v.overSubset(k, end, cs, i); v.part(k).Has(lang.Rel) {
				return link{} // "including six who drowned"
			}
			far++
			continue
		case v.is(k, lang.These) && w.Has(lang.Det) && v.width[k] == 1 && far > 0 && v.part(v.next(k)).Has(lang.Rel|lang.Done|lang.Being):
			return link{} // "mourned those who died": told of others
		case plain < 3 && !be && !rel && far > 0 && w.Has(lang.Prep|lang.Sub) && c.isPeople() && !c.zero && !v.under(c) && v.afterBeing(k):
			k, be, plain = v.next(k), true, 0 // "slept in a hall after being evacuated"
		case w.Has(lang.Rel) && !v.is(k, lang.That):
			if plain > 0 {
				return link{} // "mourned the boy who was killed": told of somebody else
			}
			if v.is(k, lang.BeforeOne) && v.personal(c) {
				if k = v.behindOther(k, end); k < 0 {
					return link{} // "a man whose son was killed"
				}
				far += 3
				continue
			}
			rel = true
		case v.is(k, lang.That) && be && plain > 0:
			return link{} // "was charged over a crash that killed two": the verb is spent
		case v.sense(k, lang.Suffers) && v.harmBehind(k) >= 0 && !c.n.thing:
			return link{how: byAfter, at: v.harmBehind(k), far: far}
		case v.sense(k, lang.Conveys) && (be || far == 0) && v.clinicBehind(k) && !c.n.thing:
			return link{how: byAfter, at: k, far: far, passive: true, hurt: true}
		case w.Has(lang.Leave) && !w.Has(lang.Measured) && !v.is(k, lang.Found) && !v.is(k, lang.With):
			return link{}
		case w.Has(lang.Done | lang.Fell | lang.Being):
			if l, stop := v.befalls(c, k, far, be, rel, plain); l.how != unlinked || stop {
				if l.how != unlinked && !be && !rel && c.implicit && v.nearer(cs, i, k) {
					return link{} // "a lawyer for a teacher shot by a boy": the teacher was
				}
				if l.how != unlinked && (v.under(c) && !rel && (be || far > 2 && !v.goingOn(c, k)) || c.implicit && (far > 12 || plain > 0)) {
					return link{} // "a mother of 12 was killed"
				}
				if main := v.mainVerb(l, rel, be, far); main.how != unlinked && !c.whole {
					return main
				}
				return v.outcome(l)
			}
		case w.Has(lang.Do) && !w.Has(lang.Befallen), w.Has(lang.Act):
			return link{}
		case w.Has(lang.Sub) && !w.Has(lang.Prep) && !v.is(k, lang.As):
			return link{}
		case w.Has(lang.Say) && !be:
			return link{}
		case w.Has(lang.Conj) && i+1 < len(cs) && v.startsAt(cs[i+1], v.next(k)):
			if be && plain > 0 {
				return link{}
			}
			return v.listAfter(k, cs, i)
		case w == 0 && t.Shape == text.Lower && v.verbal(t.Lower), be && w.Has(lang.Charged):
			if plain++; plain > 2 {
				return link{}
			}
		}
		k = v.next(k)
		far++
	}
	return link{}
}

// afterBeing reports whether what was done to people is told behind token k: "after being evacuated".
func (v *layer) afterBeing(k int) bool {
	j := v.next(k)
	return v.part(j).Has(lang.Be) && v.l.Ends(v.d.Lower(j), v.l.Participles) && v.part(v.next(j)).Has(lang.Done|lang.Being)
}

// behindOther is the verb of those counted behind a clause at token k that tells of somebody or something else, -1 when
// there is none: "a man whose hand was crushed has been arrested".
func (v *layer) behindOther(k, end int) int {
	verbs := 0
	for n := 0; k < end && n < 14 && !v.punct(k) && !v.part(k).Has(lang.Conj); k, n = v.next(k), n+1 {
		if v.part(k).Has(lang.Be|lang.Have) && !v.part(v.prev(k)).Has(lang.Be|lang.Have|lang.Modal) {
			if verbs++; verbs > 1 {
				return k
			}
		}
	}
	return -1
}

// personal reports whether a candidate counts people one by one, of whom "which" tells nothing.
func (v *layer) personal(c *candidate) bool {
	return c.n.head >= 0 && c.n.level > 1 && !v.part(c.n.head).Has(lang.Band|lang.Befallen) && !v.l.Free
}

// lasts reports whether the measure at token k is a state that people are in while something else befalls some of them.
func (v *layer) lasts(k int) bool {
	switch v.measure(k) {
	case sitrep.Affected, sitrep.Missing, sitrep.Captured:
		return true
	}
	return false
}

// harmBehind is the noun of harm that the verb of suffering at token k has for its object, -1 when it has none: "sustained
// grievous injuries".
func (v *layer) harmBehind(k int) int {
	for j, n := v.next(k), 0; j < len(v.words) && n < 5 && !v.punct(j) && v.number[j] == 0; j, n = v.next(j), n+1 {
		if v.part(j).Has(lang.Event) && v.measure(j) == sitrep.Wounded {
			return j
		}
		if !v.ordinary(j) && !v.part(j).Has(lang.Det|lang.Conj|lang.Adverb|lang.Final) && v.l.Lexemes[v.own[j]].Parts != 0 {
			break
		}
	}
	return -1
}

// clinicBehind reports whether the verb at token k takes people to a place of treatment by name: "rushed to Tarn General
// Hospital".
func (v *layer) clinicBehind(k int) bool {
	j := v.next(k)
	for n := 0; n < 2 && v.adverb(j); n++ {
		j = v.next(j)
	}
	if !v.is(j, lang.To) && !v.is(j, lang.At) {
		return false
	}
	j = v.next(j)
	for n := 0; j < len(v.words) && n < 7 && !v.punct(j) && v.part(j)&(stops&^lang.Prep|lang.Conj) == 0; j, n = v.next(j), n+1 {
		if v.sense(j, lang.Clinic) {
			return true
		}
	}
	return false
}

// ofThem reports whether the words for a part at token k open a clause of their own: "of whom", "of which".
func (v *layer) ofThem(k int) bool {
	last := v.next(k) - 1
	return v.is(k, lang.Of) && last > k && v.l.Lexemes[v.own[last]].Parts.Has(lang.Rel)
}

// speakerFollows reports whether somebody who speaks stands right behind token k: "12 injured a source told the
// agency", a comma lost.
func (v *layer) speakerFollows(k int) bool {
	_, to, ok := v.mentionFrom(v.next(k), len(v.words))
	return ok && v.part(to).Has(lang.Say) && !v.holdsNumber(v.next(k), to)
}

// nearer reports whether a single person of their own, held by a preposition, stands between candidate i and the
// participle at token k, which then tells of that one.
func (v *layer) nearer(cs []*candidate, i, k int) bool {
	for _, o := range cs[i+1:] {
		if o.first >= k {
			return false
		}
		if p := v.prev(o.first); o.implicit && o.n.end <= k && v.part(p).Has(lang.Prep) && !v.part(p).Has(lang.Among|lang.Subset) {
			return true
		}
	}
	return false
}

// mainVerb goes on from a relative clause's verb, or a participle that stands for one, to the main
// verb: "people who had been abducted were freed", "troops deployed to the front have been killed".
func (v *layer) mainVerb(l link, rel, be bool, far int) link {
	if l.how == unlinked {
		return link{}
	}
	participle := !rel && !be && (v.part(l.at).Has(lang.Done|lang.Fear) || v.part(l.at).Has(lang.Being) && (v.measure(l.at) == sitrep.Missing || v.l.Lexemes[v.own[l.at]].Parts.Has(lang.Done)))
	if !rel && !participle {
		return link{}
	}
	participle = participle || !be && v.part(l.at).Has(lang.Fell) && v.width[l.at] == 1 // "who fled the fighting were killed"
	k := v.next(l.at)
	be = false
	for n := 0; k < len(v.words) && n < 8; n++ {
		w := v.part(k)
		if participle && !be && !w.Has(lang.Be|lang.Have) && !v.punct(k) && v.number[k] == 0 && !w.Has(lang.Conj|lang.Say|lang.Measured) && (!w.Has(lang.Sub) || w.Has(lang.Prep)) {
			k = v.next(k)
			continue
		}
		if n >= 5 && !participle {
			break
		}
		switch {
		case w.Has(lang.Be | lang.Have):
			be = true
		case be && w.Has(lang.Done|lang.Being), w.Has(lang.Fell) && n < 2:
			return link{how: byAfter, at: k, far: far + n + 1, passive: true}
		case !v.adverb(k):
			return link{}
		}
		k = v.next(k)
	}
	return link{}
}

// outcome goes on from what hurt people to what they died of: "was shot in the head and died".
func (v *layer) outcome(l link) link {
	if l.how == unlinked || l.contested || v.measure(l.at) != sitrep.Wounded {
		return l
	}
	joined := false
	for k, n := v.next(l.at), 0; k < len(v.words) && n < 10; k, n = v.next(k), n+1 {
		w := v.part(k)
		switch {
		case v.punct(k) || v.number[k] != 0 || v.breaks[k] || w.Has(lang.Rel|lang.Sub|lang.Say):
			return l
		case w.Has(lang.Conj):
			joined = true
		case joined && w.Has(lang.Fell) && v.measure(k) == sitrep.Killed && !w.Has(lang.Strict):
			return link{how: byAfter, at: k, far: l.far + n + 1, passive: true}
		case joined && !v.adverb(k) && !w.Has(lang.Have):
			return l
		}
	}
	return l
}

// goingOn reports whether the verb at token k goes on beside something else, with those counted held by a preposition
// that is not "of": "despite three players at the club testing positive".
func (v *layer) goingOn(c *candidate, k int) bool {
	return v.part(k).Has(lang.Fell) && v.l.Ends(v.d.Lower(k), v.l.Participles) && !v.is(v.prev(c.opens), lang.Of) && !c.implicit
}

// under reports whether a preposition holds the candidate, so that it is no subject.
func (v *layer) under(c *candidate) bool {
	k := v.prev(c.opens)
	if k < 0 || !v.part(k).Has(lang.Prep) || v.part(k).Has(lang.Sub|lang.Subset|lang.Place) || v.inside[k] {
		return false
	}
	return (c.opens < c.first || !v.is(k, lang.To|lang.From|lang.Between|lang.Than)) && !v.part(k).Has(lang.Among)
}

// befalls reads the measure word at token k behind a candidate; stop says to look no further.
func (v *layer) befalls(c *candidate, k, far int, be, rel bool, plain int) (link, bool) {
	w := v.part(k)
	before := v.prev(k)
	if !be && w.Has(lang.Being|lang.Done) && v.ofThing(k, far) {
		return link{}, far == 0 || !v.part(c.n.end).Has(lang.Prep|lang.Aboard) // "36 million dead trees"; but "on board a missing boat have died"
	}
	if w.Has(lang.Final) && be && far > 2 && c.n.head < 0 && c.n.subset < 0 {
		return link{}, false // "point two, which I think is really critical"
	}
	if w.Has(lang.Final) && (v.qualifies(k) || v.is(v.next(k), lang.To|lang.Of) || w.Has(lang.Being) && (!be && far > 0 || v.part(before).Has(lang.Det))) || w.Has(lang.Drawn) && !v.hauled(c, k, be) {
		return link{}, false // "two fatal crashes"
	}
	switch {
	case w.Has(lang.Fell):
		if w.Has(lang.Strict) && !c.isPeople() && !(w.Has(lang.Survive) && c.n.head < 0) || w.Has(lang.Survive) && (rel || v.width[k] == 1 && !c.zero && !c.n.partitive && !v.deadly(k)) {
			return link{}, true
		}
		if next := v.next(k); w.Has(lang.Strict) && v.measure(k) == sitrep.Killed && next < len(v.words) && (v.number[next] != 0 || v.width[k] == 1 && v.plain(next)) {
			return link{}, true // "fell 40 feet", "fell unconscious"
		}
		if v.part(before).Has(lang.Det) && far > 0 && !v.part(v.prev(before)).Has(lang.Have|lang.Be) {
			return link{}, false // but "have all died"
		}
		return link{how: byAfter, at: k, far: far}, true
	case w.Has(lang.Done):
		if v.sense(k, lang.Shooting) && v.measure(k) == sitrep.Wounded && !be && (c.implicit && v.width[k] == 1 || v.part(v.next(k)).Has(lang.Prep) && !v.is(v.next(k), lang.Holds|lang.By|lang.On)) {
			return link{}, true // "two guards shot at them", "a sniper shot"
		}
		if far > 0 && !be && before >= 0 && (v.part(before).Has(lang.Prep|lang.Det) || v.attribute(k, len(v.words), lang.People)) && !v.adverb(before) {
			return link{}, false // a noun's attribute: "from the besieged city"
		}
		if far > 1 && be && v.part(before).Has(lang.Prep) && !v.is(before, lang.By) && !v.part(v.prev(before)).Has(lang.Be) && v.attribute(k, len(v.words), lang.People) {
			return link{}, false // "is rare among vaccinated children"
		}
		if far > 1 && !be && (v.adverb(before) || v.part(before).Has(lang.Final)) && v.part(v.prev(before)).Has(lang.Det) {
			return link{}, false // "photographed the badly hurt boy"
		}
		if !be && v.objectFollows(k) && !v.speakerFollows(k) && !(c.whole && c.ahead && far == 0) {
			j := v.next(k)
			if j < len(v.number) && v.number[j] != 0 {
				return link{how: byAfter, at: k, far: far, contested: true, rel: rel}, true
			}
			return link{}, true // active: what went before did it
		}
		if !be && (plain > 0 && far > 6 || c.implicit && w.Has(lang.Strict) && far > 2) {
			return link{}, true // "a man tracking his car exchanged shots"
		}
		return link{how: byAfter, at: k, far: far, passive: be}, true
	case w.Has(lang.Being):
		if v.is(k, lang.MissingWord) && v.objectFollows(k) {
			return link{}, true // "missing the game"
		}
		if be || far <= 2 || w.Has(lang.Fear) && v.part(c.n.end).Has(lang.Prep|lang.Aboard) || v.leftOpen(c) || v.part(before).Has(lang.Fear|lang.Hedge) {
			if far > 0 && !be && v.attribute(k, len(v.words), lang.People) {
				return link{}, false
			}
			if before >= 0 && v.part(before).Has(lang.Det) && v.is(before, lang.The) {
				return link{}, false // "the dead"
			}
			return link{how: byAfter, at: k, far: far, passive: true}, true
		}
	}
	return link{}, false
}

// qualifies reports whether a noun follows the word at token k, which then says of what kind it is, or a verb that does
// to others what it says.
func (v *layer) qualifies(k int) bool {
	j := v.next(k)
	if j >= len(v.words) || v.punct(j) || v.inside[j] || v.d.Tokens[j].Line {
		return false
	}
	w := v.part(j)
	if w.Has(lang.Done) || w == 0 && v.verbal(v.d.Lower(j)) {
		return v.objectFollows(j) // "two officers fatally wounded a man"
	}
	return w.Has(lang.Thing|lang.People|lang.Event|lang.Cause|lang.NoPlace) || w == 0 && !v.adverb(j)
}

// hauled reports whether a verb that draws people out stands right before a candidate, or before the words at token k
// that say out of what: "pulled six men out of the rubble".
func (v *layer) hauled(c *candidate, k int, be bool) bool {
	j := v.prev(c.opens)
	for n := 0; j >= 0 && n < 4 && (v.part(j).Has(lang.Det) || v.adverb(j)); n++ {
		j = v.prev(j)
	}
	hauls := func(i int) bool {
		if v.measure(k) == sitrep.Killed {
			return v.plays(i, lang.Hauls|lang.Done) && v.l.Lexemes[v.own[i]].Measure != "" // "stabbed two men to death", not "sentenced"
		}
		return v.plays(i, lang.Hauls)
	}
	return hauls(j) && !be || hauls(v.prev(k))
}

// plain reports whether token k is an ordinary word of no part in a sentence of this kind: no adverb, no participle.
func (v *layer) plain(k int) bool {
	t := &v.d.Tokens[k]
	return t.Kind == text.Word && t.Shape == text.Lower && v.ordinary(k) && !v.inside[k] && !v.adverb(k) && !v.l.Ends(t.Lower, v.l.Participles)
}

// deadly reports whether what those who survive at token k outlived can kill: nothing is said of it, or a word for a
// cause, a place or a fate stands in it. One survives a vote, too.
func (v *layer) deadly(k int) bool {
	k = v.next(k)
	if v.is(k, lang.By) || v.part(k).Has(lang.Pron) {
		return false
	}
	for n := 0; k < len(v.words) && n < 6; k, n = v.next(k), n+1 {
		w := v.part(k)
		if v.inside[k] || n == 0 && (v.punct(k) || w.Has(stops|lang.Conj|lang.Sub) || v.adverb(k)) || w.Has(lang.Cause|lang.Lasting|lang.Place|lang.Measured) {
			return true
		}
		if v.punct(k) {
			return false
		}
	}
	return k >= len(v.words) || v.d.Tokens[k].Line
}

// ofThing reports whether the state at token k is that of a thing named right behind it.
func (v *layer) ofThing(k, far int) bool {
	j := v.next(k)
	if j >= len(v.words) || v.punct(j) || v.inside[j] || v.number[j] != 0 || v.breaks[j] || v.d.Tokens[j].Line {
		return false
	}
	for i, n := j, 0; v.width[k] == 1 && i < len(v.words) && n < 3 && !v.punct(i) && !v.inside[i]; i, n = v.next(i), n+1 {
		if p := v.part(i); p.Has(lang.Thing|lang.Place) && p&(lang.People|lang.Event|lang.Prep) == 0 && (n == 1 && p.Has(lang.Thing) || v.plural(i)) && (v.next(i) >= len(v.words) || v.people(v.next(i), lang.People) == 0) {
			if n > 0 || p.Has(lang.Place) {
				return true // "two besieged Shiite villages"
			}
		} else if p&^(lang.People|lang.Thing|lang.Place) != 0 {
			break
		}
	}
	p := v.part(j)
	if p.Has(lang.Thing) && !p.Has(lang.Say|lang.Give|lang.Source|lang.People|lang.NoPlace|lang.Strikes|lang.Event) {
		return true
	}
	if v.part(v.prev(k)).Has(lang.Hedge) {
		return false // "were reported dead there"
	}
	return far > 0 && v.part(k).Has(lang.Being) && v.part(k)&lang.Done == 0 && p == 0 && !v.adverb(j) && !v.verbal(v.d.Tokens[j].Lower) && v.width[k] == 1
}

// leftOpen reports whether a verb that puts somebody into a state stands before the candidate:
// "left 25 militants of the group dead".
func (v *layer) leftOpen(c *candidate) bool {
	for k := c.first - 1; k >= 0 && k > c.first-4; k-- {
		if v.part(k).Has(lang.Leave) {
			return true
		}
		if v.punct(k) {
			return false
		}
	}
	return false
}

// objectFollows reports whether what follows the verb at token k reads as its object.
func (v *layer) objectFollows(k int) bool {
	j := v.next(k)
	for j < len(v.words) && v.adverb(j) {
		j = v.next(j)
	}
	if j >= len(v.words) || v.d.Tokens[j].Line || v.punct(j) {
		return false
	}
	w := v.part(j)
	if v.number[j] != 0 {
		u := v.numbers[v.number[j]-1].Unit
		return u == text.Count || u == text.Age && v.d.Tokens[j].Hyphened() // "fatally shot 16-year-old Ann"
	}
	if v.inside[j] {
		return false
	}
	if t := &v.d.Tokens[j]; v.width[k] == 2 && v.part(k).Has(lang.Done) && v.d.Tokens[k].Shape == text.Lower && t.Shape == text.Title && w == 0 && v.l.Ends(v.d.Lower(k), v.l.Adverbs) {
		return true // "fatally shot Ann Bell"
	}
	switch {
	case j+1 < len(v.words) && v.d.Tokens[j].Shape == text.Title && v.d.Tokens[j+1].Lower == "'s":
		return true // "saved Norland's rarest bird"
	case w.Has(lang.Refl | lang.Pron):
		return true
	case w.Has(lang.Det) && !w.Has(lang.Rel):
		return true
	case w.Has(lang.Many | lang.One):
		return !w.Has(lang.Done) && !(v.sense(j, lang.Others) && v.part(v.next(j)).Has(lang.Done))
	}
	return false
}

// over steps over a punctuation mark behind a candidate, where the clause goes on: quotation marks,
// brackets, an apposition between commas.
func (v *layer) over(k, end int) (int, bool) {
	switch v.d.Tokens[k].Lower {
	case "\"", "“", "”", "'", "‘", "’", "/":
		return k + 1, true
	case "-":
		if j := v.closing(k, end); j > 0 {
			return j, true // "12 people - six of them children - were killed"
		}
		return k + 1, true
	case "(", "[":
		for j := k + 1; j < end && j < k+25; j++ {
			if w := v.d.Tokens[j].Lower; w == ")" || w == "]" {
				return j + 1, true
			}
		}
		return k, false
	case ",", "–", "—":
		if k+1 < end && (v.part(k+1).Has(lang.Rel|lang.Be) || v.part(k+1).Has(lang.Have)) {
			return k + 1, true
		}
		if k+1 < end && v.part(k+1).Has(lang.Subset) && v.number[k+1] == 0 {
			return k + 1, true
		}
		if j := v.closing(k, end); j > 0 {
			return j, true
		}
	}
	return k, false
}

// closing is the token behind the mark that closes what the one at token k opens, where a verb goes on behind it; 0 where
// none does.
func (v *layer) closing(k, end int) int {
	for j := k + 1; j < end && j < k+16; j++ {
		if v.d.Tokens[j].Lower != v.d.Tokens[k].Lower || v.agesBetween(k, j) {
			continue
		}
		m := j + 1
		for m < end && v.adverb(m) {
			m++
		}
		if m < end && v.part(m).Has(lang.Be|lang.Have|lang.Modal|lang.Fell|lang.Done) && !v.objectFollows(m) {
			return j + 1
		}
		return 0
	}
	return 0
}

// agesBetween reports whether the comma at token j parts ages told behind the one at token k: ", aged 6, 8 and 11,".
func (v *layer) agesBetween(k, j int) bool {
	next := j + 1
	if next >= len(v.words) || v.number[next] == 0 && !v.part(next).Has(lang.Conj) {
		return false
	}
	for i := k + 1; i < j; i++ {
		if v.number[i] == 0 && !v.inside[i] && v.d.Tokens[i].Lower != "," && !v.part(i).Has(lang.Conj) && !(i == k+1 && v.part(i)&lang.Measured == 0) {
			return false
		}
	}
	return true
}

// aside reports whether a comma at token k closes what stands aside with the candidate in it: "the town,
// home to 40 people, was": the verb behind is told of what went before.
func (v *layer) aside(c *candidate, k int) bool {
	if v.d.Tokens[k].Lower != "," || k+1 >= len(v.words) || !v.part(k+1).Has(lang.Be|lang.Have) {
		return false
	}
	p := v.prev(c.first)
	if p < 1 || !v.part(p).Has(lang.Prep) || v.inside[p] {
		return false
	}
	for j := v.prev(p); j >= 0 && j > p-6; j = v.prev(j) {
		if v.d.Tokens[j].Lower == "," {
			return true
		}
	}
	return false
}

// partOfPhrase reports whether the number at token k belongs to a noun's phrase and starts no clause:
// "aged 4 to 6", "in two vehicles".
func (v *layer) partOfPhrase(k int) bool {
	return k > 0 && v.part(k-1).Has(lang.Prep) && !v.is(k-1, lang.With)
}

// overSubset steps over "including two women and a child" and returns where the clause goes on.
func (v *layer) overSubset(k, end int, cs []*candidate, i int) int {
	k = v.next(k)
	for i++; i < len(cs); i++ {
		c := cs[i]
		if c.first < k {
			continue
		}
		gap := true
		for j := k; j < c.first; j++ {
			w := v.part(j)
			if !w.Has(lang.Conj|lang.Det|lang.Adverb) && v.d.Tokens[j].Lower != "," {
				gap = false
			}
		}
		if !gap {
			break
		}
		k = max(c.n.end, c.last)
	}
	if k < end && v.d.Tokens[k].Lower == "," {
		return k + 1
	}
	return k
}

// listAfter reports whether the candidate's phrase goes on with the next one: "five men, two women".
func (v *layer) listAfter(k int, cs []*candidate, i int) link {
	if i+1 >= len(cs) || k > cs[i+1].opens && v.punct(k) && v.d.Tokens[k].Lower != "," {
		return link{} // the sentence ends behind the next
	}
	if next := cs[i+1]; !v.l.Free && (next.n.subset >= 0 || cs[i].n.head >= 0 && next.n.head < 0 && !v.hereAndThere(cs[i], k)) {
		return link{} // "70 patients, three of whom died", "in a village of 300 people, 12 died"
	}
	if next := cs[i+1]; !v.l.Free && next.n.head >= 0 && v.d.Tokens[k].Lower == "," && k > max(cs[i].n.end, cs[i].last)+1 && v.part(max(cs[i].n.end, cs[i].last)).Has(lang.Prep) && v.prev(next.opens) == k && !v.d.Tokens[k].Line {
		return link{} // "61 convicts on the run, two guards hurt"
	}
	for k < cs[i+1].opens {
		w := v.part(k)
		kin := v.people(k, lang.One) > 2 && v.part(v.prev(k)).Has(lang.Det) && (v.d.Tokens[v.next(k)].Lower == "," || v.part(v.next(k)).Has(lang.Conj)) // "a woman, her son and two others"
		if !w.Has(lang.Conj|lang.Adverb|lang.Det) && v.d.Tokens[k].Lower != "," && !kin {
			return link{}
		}
		k = v.next(k)
	}
	return link{listed: true}
}

// hereAndThere reports whether only where they were stands between a candidate and the conjunction at token k: "ten people in Oro
// and five in Tarn".
func (v *layer) hereAndThere(c *candidate, k int) bool {
	if c.implicit || !v.part(k).Has(lang.Conj) || v.under(c) || !v.is(c.n.end, lang.Holds) {
		return false
	}
	for j := v.next(c.n.end); j < k; j = v.next(j) {
		if v.d.Tokens[j].Shape != text.Title && !v.part(j).Has(lang.Det|lang.Place) {
			return false
		}
	}
	return true
}

func (v *layer) startsAt(c *candidate, k int) bool {
	for k < c.first && k != c.opens && (v.part(k).Has(lang.Det) || v.adverb(k)) {
		k++
	}
	return k == c.first || k == c.opens
}
