package figure

import (
	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// inherit gives a measure to the candidates of a sentence that share one with a neighbour: in a
// list, or as part of another. earlier is the last figure before the sentence, for "six of them".
func (v *layer) inherit(cs []*candidate, first, last int, earlier *candidate) {
	for i, c := range cs {
		if p := v.counting(cs, i, earlier); p != nil {
			c.inherit(p, byToll) // "four more were found, bringing the total to 41"
			c.of = nil
			continue
		}
		v.among(c, cs, i, first, last)
		if v.is(c.first-1, lang.Other) && v.is(c.first-2, lang.The) {
			c.subset = true
		}
		if earlier != nil && c.first == first && c.n.head < 0 && c.n.subset < 0 && c.sentence-earlier.sentence == 1 &&
			c.measure == earlier.measure && c.q.Value.Known && earlier.q.Value.Known && c.q.Value.N > 0 && c.q.Value.N < earlier.q.Value.N {
			c.subset, c.of = true, earlier // "Two women were killed. One was ..."
		}
		if whole := v.whole(cs, i); whole != nil && c.how == byAfter && whole.how == byAfter && whole.at == c.at && c.n.last > c.n.first && v.l.Lexemes[v.own[c.n.first]].Parts.Has(lang.Pron) {
			c.subset, c.of = true, whole // "40 people, most of them women, were killed"
		}
		if whole := v.whole(cs, i); whole != nil && whole.how == unlinked && c.how == unlinked && (c.n.subset >= 0 || c.n.last > c.n.first && v.l.Lexemes[v.own[c.n.first]].Parts.Has(lang.Pron)) && whole.n.head >= 0 && v.measure(whole.n.head) == sitrep.Killed {
			v.fallback(whole) // "90 bodies, many of them children"
		}
		if whole := v.whole(cs, i); c.how == unlinked && c.n.last > c.n.first && v.l.Lexemes[v.own[c.n.first]].Parts.Has(lang.Pron) && whole != nil && whole.how != unlinked && whole.how != byNothing &&
			!v.part(c.n.end).Has(lang.Be|lang.Have|lang.Modal) && !v.verbal(v.d.Lower(c.n.end)) {
			c.inherit(whole, bySubset)
			c.subset, c.of = true, whole // "left 134 people dead, most of them civilians"
			continue
		}
		if c.n.subset >= 0 || c.n.partitive {
			v.part_(c, cs, i, earlier)
			v.predicate(c, last)
			v.apposed(c, last)
			continue
		}
		if i == 0 {
			continue
		}
		p := cs[i-1]
		if c.how == byAfter && c.reach == 0 && c.n.head < 0 && v.part(c.at).Has(lang.Done|lang.Being) && c.measure == sitrep.Killed && p.how != unlinked && (p.measure == sitrep.Affected || p.measure == sitrep.Wounded && v.part(c.at).Has(lang.Final)) &&
			c.q.Value.Known && p.q.Value.Known && c.q.Value.N < p.q.Value.N && v.onlyComma(p, c) && !v.is(c.at, lang.Victims) {
			c.subset, c.of = true, p // "infected 1,204 people, 88 fatally", "stabbed three, one fatally"
		}
		if c.q.More && c.how == byAfter && c.reach == 0 && v.d.Lower(c.at) != "" && v.part(c.at).Has(lang.Being) && v.is(c.at, lang.Holds) && v.width[c.at] > 1 &&
			p.how == byAfter && v.part(p.at).Has(lang.Fell) && v.part(v.prev(c.first)).Has(lang.Conj) {
			c.how = unlinked // "31 died at the scene and four more in hospital"
			v.list(c, p)
			continue
		}
		if c.implicit && p.n.subset >= 0 && p.n.end == c.first && p.n.last == p.n.first {
			// "one of them a pregnant woman" is one figure
			p.n.first, p.n.last, p.n.level, c.drop = c.n.first, c.n.last, c.n.level, true
		}
		if c.how == unlinked && c.n.head < 0 && p.how != unlinked && v.heldAgainst(c, p) {
			v.list(c, p) // "over 300 cases, against 120 a year earlier"
			c.compared = true
			continue
		}
		switch gap, ok := v.gap(p, c); {
		case !ok:
		case gap == subsetGap:
			v.within(c, v.whole(cs, i))
		case gap == listGap && p.subset && !c.subset && c.at == p.at && c.how != unlinked && v.onlyAnd(p, c) && (p.of == nil || !p.of.q.Value.Known || c.q.Value.N < p.of.q.Value.N):
			if c.subset = true; p.of != c {
				c.of = p.of // "including two boys and a girl"
			}
		case c.how == unlinked && c.n.head >= 0 && v.part(c.n.end).Has(lang.Be|lang.Have|lang.Modal|lang.Say) && !v.part(c.n.end).Has(lang.Rel) && v.apart(p, c):
			// "a fire that killed 80, many doctors are volunteering": of whom something else is told
		case c.how == unlinked && (p.how == byAmong && p.at < p.first || p.how == byBefore || p.how == byAct || p.how == byList || p.how == byToll || p.how == bySubset):
			if gap == listGap || gap == phraseGap {
				v.list(c, p)
			}
		case c.how == unlinked && c.n.head < 0 && v.part(c.n.end).Has(lang.Leave|lang.Be|lang.Have|lang.Modal):
			// "and thousands left without power": of those something else is told
		case c.how == unlinked && c.n.head < 0 && !c.zero && !v.l.Free && (p.how == byAfter || p.how == byNoun) && p.reach <= 12:
			v.list(c, p) // "12 were killed in Homs and 5 in Hama"
		case c.how == unlinked && gap == listGap && p.how != unlinked && c.n.head >= 0 && c.isPeople():
			if p.atEnd <= p.first {
				v.list(c, p)
			}
		}
	}
}

// heldAgainst reports whether a candidate stands behind a comma and "against" within a few words of the one before it.
func (v *layer) heldAgainst(c, p *candidate) bool {
	k := v.prev(c.first)
	for k > p.last && v.adverb(k) {
		k = v.prev(k)
	}
	return v.is(k, lang.Over) && v.part(k).Has(lang.Prep) && !v.inside[k] && k > p.last && v.d.Tokens[k-1].Lower == "," && c.first-p.last < 16 && c.q.Modifier != sitrep.Vague
}

// shares makes the numbers behind a whole that opens its clause parts of it: "of 350 aboard, 17 died and 5 were
// hurt". One of whom only is told who they were takes what befell the whole: "of the nine hurt, two were nuns".
func (v *layer) shares(cs []*candidate, last int) {
	for i, whole := range cs {
		if !whole.whole || v.l.Free {
			continue
		}
		mark := false
		for j := i + 1; j < len(cs); j++ {
			c := cs[j]
			for k := cs[j-1].last; k < c.first; k++ {
				if v.d.Tokens[k].Lower == ";" {
					return
				}
				mark = mark || v.d.Tokens[k].Lower == ","
			}
			if !mark || c.zero || c.q.Value.Known && whole.q.Value.Known && c.q.Value.N >= whole.q.Value.N {
				break
			}
			if whole.n.thing && j == i+1 && c.n.head < 0 {
				c.drop = true // "of 12 boats, three were lost"
				break
			}
			if c.how == unlinked && c.n.head < 0 {
				if v.predicate(c, last); c.n.head >= 0 && whole.how != unlinked {
					c.inherit(whole, bySubset)
				}
			} else if c.how == unlinked && j > i+1 && cs[j-1].how == bySubset && c.isPeople() && !v.part(c.n.end).Has(lang.Be|lang.Have|lang.Modal) {
				c.inherit(whole, bySubset) // "80 were women and 34 children"
			}
			if whole.how != unlinked && c.how != unlinked && c.measure == whole.measure {
				c.subset, c.of = true, whole // who died of those aboard is no part of a toll
			}
		}
	}
}

// spared reads "none of the nine survived": the whole of whom nobody outlived what happened was killed.
func (v *layer) spared(cs []*candidate) {
	for _, c := range cs {
		if k := v.anyOf(c); k >= 0 && v.part(k).Has(lang.Neg|lang.Conj|lang.If) {
			c.drop = true // "neither the driver nor any of the 31 pupils was hurt"
		}
	}
	for i := 0; i+1 < len(cs); i++ {
		none, whole := cs[i], cs[i+1]
		if none.zero && whole.whole && !whole.n.thing && none.how == byAfter && v.part(none.at).Has(lang.Survive) && whole.first-none.last <= 3 {
			none.drop = true
			whole.how, whole.measure, whole.at, whole.atEnd, whole.of = byAfter, sitrep.Killed, none.at, none.atEnd, nil
			whole.fate = int32(none.first) + 1
		}
	}
}

// anyOf is the token before the "any" that a whole is held by, -1 where none holds it.
func (v *layer) anyOf(c *candidate) int {
	k := v.prev(c.opens)
	for k >= 0 && v.part(k).Has(lang.Det) {
		k = v.prev(k)
	}
	if k < 1 || !v.is(k, lang.Of) || !v.sense(v.prev(k), lang.Anybody) {
		return -1
	}
	return v.prev(v.prev(k))
}

// survivors gives those who are called so the measure where the dead or missing are counted beside them; others who
// bear the name outlived what the sentence does not tell of.
func (v *layer) survivors(cs []*candidate) {
	for _, c := range cs {
		if c.how != unlinked || c.implicit || !c.q.Value.Known || c.n.head < 0 || !v.part(c.n.head).Has(lang.Survive) {
			continue
		}
		for _, o := range cs {
			if o.how != unlinked && (o.measure == sitrep.Killed || o.measure == sitrep.Missing) {
				c.how, c.at, c.atEnd, c.measure = byBefallen, c.n.head, c.n.head+1, v.measure(c.n.head)
			}
		}
	}
}

// tell gives the numbers that somebody lost the measure told behind them all: "lost 11 officers and 240 men, killed
// and wounded".
func (v *layer) tell(cs []*candidate, last int) {
	for i := len(cs) - 1; i >= 0; i-- {
		c := cs[i]
		k := max(c.n.end, c.last)
		if c.how != byBefore && c.how != byList || c.at < 0 || c.at >= c.first || !v.is(c.at, lang.LostWord) || k+1 >= last || v.d.Tokens[k].Lower != "," && v.d.Tokens[k].Lower != "in" {
			continue
		}
		if k++; !v.part(k).Has(lang.Done|lang.Being) || v.number[k] != 0 {
			continue
		}
		told := candidate{first: k, last: k, how: byAfter, at: k, atEnd: v.next(k), measure: v.measure(k), q: c.q}
		v.joinMeasures(&told)
		if told.measure != sitrep.Casualties && told.measure != sitrep.Losses || told.atEnd < last && !v.punct(told.atEnd) && !v.part(told.atEnd).Has(lang.Prep|lang.Conj|lang.Sub) {
			continue
		}
		for at, j := c.at, i; j >= 0 && cs[j].at == at; j-- {
			cs[j].measure, cs[j].at, cs[j].atEnd = told.measure, told.at, told.atEnd
		}
		return
	}
}

// onlyAnd reports whether nothing but a conjunction stands between two candidates.
func (v *layer) onlyAnd(p, c *candidate) bool {
	k := p.n.end
	return k < c.first && v.part(k).Has(lang.Conj) && v.next(k) == c.first
}

// onlyComma reports whether a comma stands right before a candidate, and nothing that tells of others between it and
// the one before.
func (v *layer) onlyComma(p, c *candidate) bool {
	k := max(p.n.end, p.last)
	if p.at >= k && p.at < c.first {
		k = p.atEnd
	}
	for ; k < c.first-1; k = v.next(k) {
		if v.punct(k) || v.part(k).Has(lang.Conj|lang.Sub|lang.Say|lang.Rel) {
			return false
		}
	}
	return v.d.Tokens[c.first-1].Lower == ","
}

// apart reports whether a comma stands between two candidates and no conjunction.
func (v *layer) apart(p, c *candidate) bool {
	comma := false
	for k := p.n.end; k < c.first; k++ {
		if v.part(k).Has(lang.Conj) {
			return false
		}
		comma = comma || v.d.Tokens[k].Lower == ","
	}
	return comma
}

// list gives a candidate its neighbour's measure and what that is part of.
func (v *layer) list(c, p *candidate) {
	c.inherit(p, byList)
	if v.closes(p, c) && p.of != nil {
		c.of = nil // what stood in brackets is over
		return
	}
	if p.how == bySubset || p.subset {
		if c.subset = true; p.of != c {
			c.of = p.of
		}
	}
}

// closes reports whether a bracket closes between two candidates.
func (v *layer) closes(p, c *candidate) bool {
	for k := p.n.end; k < c.first; k++ {
		if v.d.Tokens[k].Lower == ")" {
			return true
		}
	}
	return false
}

// within makes a candidate part of a whole.
func (v *layer) within(c, whole *candidate) {
	c.subset = true
	if whole == nil || whole.how == unlinked || whole.zero {
		return // "no one was hurt while people, including two girls, were inside"
	}
	if c.how == unlinked || c.at == whole.at || c.how == byAttribute || c.how == byAfter && (c.reach > 2 || v.whileIt(c)) {
		c.inherit(whole, bySubset)
	}
	c.of = whole
}

// whileIt reports whether what a part is told of is only what it was doing when something befell it: "including three
// children fleeing the town".
func (v *layer) whileIt(c *candidate) bool {
	return c.measure == sitrep.Displaced && v.l.Ends(v.d.Lower(c.at), v.l.Participles)
}

// whole is the candidate that a part named right before candidate i belongs to: the nearest before
// it that is not itself a part.
func (v *layer) whole(cs []*candidate, i int) *candidate {
	for i--; i >= 0; i-- {
		if !cs[i].subset {
			return cs[i]
		}
	}
	return nil
}

// part_ reads "six of them", "two of the victims".
func (v *layer) part_(c *candidate, cs []*candidate, i int, earlier *candidate) {
	n := &c.n
	if i > 0 && n.subset >= 0 && c.how == byAfter && v.part(c.at).Has(lang.Final) {
		if of := cs[i-1]; of.how == unlinked && of.n.level == 0 && of.n.head >= 0 {
			c.drop = true // "58 accidents, 41 of them fatal"
			return
		}
	}
	if o := v.innerWhole(c, cs, i); o != nil && c.how != unlinked && c.measure == o.measure && c.q.Value.Known && o.q.Value.Known && c.q.Value.N < o.q.Value.N {
		c.subset, c.of = true, o // "seven of the eleven wounded"
		return
	}
	if v.is(c.first-1, lang.To) && v.is(c.first-2, lang.According) || c.how == unlinked && v.part(n.end).Has(lang.Say) && !v.part(n.end).Has(lang.Hedge) && !v.is(n.end, lang.Reported) {
		c.drop = true // "according to one of them", "two of the survivors said"
		return
	}
	if n.subset >= 0 {
		named := sitrep.Measure("")
		for k := n.subset; k < n.end; k++ {
			if v.is(k, lang.Victims) {
				named = sitrep.Measure(v.l.Lexemes[v.own[k]].Measure)
			}
		}
		c.subset = true
		if named != "" && c.how == unlinked {
			c.how, c.measure, c.at, c.atEnd = bySubset, named, n.subset, n.end
			return
		}
	}
	if c.how != unlinked && n.partitive {
		c.subset = v.opensPart(c) || n.subset >= 0 || c.subset || n.definite && v.backward(n)
		return
	}
	whole := v.whole(cs, i)
	if (whole == nil || whole.how == unlinked) && earlier != nil && c.sentence-earlier.sentence <= 1 {
		whole = earlier
	}
	if whole != nil && whole.how != unlinked && (n.subset >= 0 || v.backward(n)) {
		if c.zero && c.how == unlinked {
			c.drop = true // "none of them seriously"
			return
		}
		c.subset = true
		if c.how == unlinked {
			c.inherit(whole, bySubset)
		}
		c.of = whole
	}
}

// apposed takes the group of a part from right behind its words: "three of them policemen".
func (v *layer) apposed(c *candidate, last int) {
	k := c.n.end
	if c.n.subset < 0 || c.n.last > c.n.first || k >= last || v.l.Free || v.part(k).Has(lang.Measured|lang.Det|lang.Conj) {
		return
	}
	if n := v.noun(k, last, lang.Many); n.level >= 2 && n.attr < 0 && n.event < 0 && !n.thing && !n.partitive {
		c.n.first, c.n.last, c.n.head, c.n.level, c.n.end = n.first, n.last, n.head, n.level, n.end
	}
}

// innerWhole is the number that stands inside the phrase of candidate i as the whole it is a share of.
func (v *layer) innerWhole(c *candidate, cs []*candidate, i int) *candidate {
	if i+1 >= len(cs) || !cs[i+1].whole || cs[i+1].first > c.last+3 {
		return nil
	}
	return cs[i+1]
}

// backward reports whether "of the ..." points back at people already counted.
func (v *layer) backward(n *noun) bool {
	if n.head < 0 {
		return false
	}
	return v.is(n.head, lang.Victims|lang.VictimsWord|lang.Children)
}

// among reads "six children were among the dead", "among the dead were six children".
func (v *layer) among(c *candidate, cs []*candidate, i, first, last int) {
	k := c.n.end
	if v.part(k).Has(lang.Among) && i+1 < len(cs) && v.startsAt(cs[i+1], v.next(k)) && c.q.Value.Known && cs[i+1].q.Value.N >= c.q.Value.N {
		c.subset, c.of = true, cs[i+1] // "three children among nine dead"
	}
	be := false
	for n := 0; k < last && n < 6; n++ {
		w := v.part(k)
		if w.Has(lang.Be) {
			be = true
		} else if w.Has(lang.Subset|lang.Among) && be {
			v.amongAt(c, k, last)
			return
		} else if w.Has(lang.Conj) && i+1 < len(cs) && v.startsAt(cs[i+1], v.next(k)) {
			i++
			k = max(cs[i].n.end, cs[i].last)
			continue
		} else if !v.adverb(k) && !w.Has(lang.Hedge|lang.Have) {
			break
		}
		k = v.next(k)
	}
	k = v.prev(c.first)
	if c.how == byAfter && v.part(k).Has(lang.Conj) && v.part(c.n.end).Has(lang.Be) {
		return // "were among those hurt, and hundreds were forced to flee"
	}
	for n := 0; k >= first && n < 12; n++ {
		w := v.part(k)
		if w.Has(lang.Subset) && !v.is(k, lang.Including) {
			if v.ofThem(k) {
				return // "of whom 187 were rescued and 11 died"
			}
			if v.is(v.prev(k), lang.Tally) || v.wholeAfter(k, c.first) {
				return // "the number of those who", "one of them is among the 20 killed"
			}
			if j := v.prev(k); j >= first && (v.is(j, lang.Victims) || v.part(j).Has(lang.Befallen) && v.part(j).Has(lang.Many) && !v.part(j).Has(lang.Survive) && v.width[k] == 1) && c.how == unlinked && c.n.head >= 0 {
				// "the dead included two nuns", "the captives include 12 children"
				c.how, c.measure, c.at, c.atEnd, c.subset = byAmong, v.measure(j), j, v.next(j), true
				return
			}
			v.amongAt(c, k, c.first)
			return
		}
		if w.Has(lang.Sub|lang.Say) || v.d.Tokens[k].Lower == ";" {
			return
		}
		k = v.prev(k)
	}
}

// wholeAfter reports whether the words of a part at token k end in the article of the number at token
// first, which is then the whole: "among the 20".
func (v *layer) wholeAfter(k, first int) bool {
	return v.next(k) == first && v.width[k] > 1 && v.is(first-1, lang.The)
}

// amongAt takes the measure named after "among the" at token k.
func (v *layer) amongAt(c *candidate, k, end int) {
	for j := k; j < end && j < v.next(k)+6; j = v.next(j) {
		w := v.part(j)
		if j > k && w.Has(lang.Done|lang.Being|lang.Befallen|lang.Event) {
			if c.how == unlinked || c.how == byAttribute || c.how == byBefallen {
				c.how, c.measure, c.at, c.atEnd = byAmong, v.measure(j), j, v.next(j)
			} else if c.at > c.first && c.how == byAfter {
				c.how, c.measure, c.at, c.atEnd = byAmong, v.measure(j), j, v.next(j)
			}
			if v.is(j, lang.VictimsWord) {
				c.measure = sitrep.Killed
			}
			c.subset = true
			return
		}
	}
}

// gapKind is what stands between two candidates' phrases.
type gapKind uint8

const (
	listGap   gapKind = iota + 1 // "and", a comma
	phraseGap                    // the same after a phrase: "five men in Homs and two in Hama"
	subsetGap                    // "including"
)

// opensPart reports whether "including", "among them" or a bracket stands right before a candidate.
func (v *layer) opensPart(c *candidate) bool {
	k := v.prev(c.opens)
	for n := 0; k >= 0 && n < 4; n++ {
		w := v.part(k)
		if n == 0 && v.wholeAfter(k, c.opens) {
			return false
		}
		switch {
		case w.Has(lang.Subset|lang.Mostly) || v.d.Tokens[k].Lower == "(":
			return true
		case w.Has(lang.Det|lang.Be|lang.Conj) || v.adverb(k) || v.people(k, lang.People) > 1:
		default:
			return false
		}
		k = v.prev(k)
	}
	return false
}

// gap reads the words between two candidates.
func (v *layer) gap(p, c *candidate) (gapKind, bool) {
	kind, joint := listGap, false
	k := p.n.end
	if p.at >= k && p.at < c.opens && (p.how == byAfter) {
		k = p.atEnd
		kind = phraseGap
	}
	if v.opensPart(c) {
		return subsetGap, true
	}
	if k > c.opens {
		return 0, false
	}
	if k == c.opens && p.n.head >= 0 {
		return listGap, !c.implicit && c.isPeople()
	}
	for n := 0; k < c.opens; n++ {
		w := v.part(k)
		lower := v.d.Tokens[k].Lower
		switch {
		case v.inside[k] && w.Has(lang.Modal):
			kind, joint = phraseGap, false // "in May"
		case w.Has(lang.Conj) || lower == ",", v.l.Free && kind == phraseGap && (lower == "-" || lower == "–" || lower == "—"):
			joint = true // a dash stands for the verb: "w Homs zginęło 5 osób, w Hamie - 12"
		case w.Has(lang.Det) || v.adverb(k) || v.is(k, lang.With) || v.quoteMark(k):
		case w.Has(lang.Be | lang.Rel | lang.Have | lang.Modal | lang.Sub | lang.Say | lang.Done | lang.Do | lang.Fell | lang.Leave):
			return 0, false
		default:
			kind, joint = phraseGap, false
			if n > 14 {
				return 0, false
			}
		}
		if lower == ";" || lower == ":" || lower == "." {
			return 0, false
		}
		k = v.next(k)
	}
	return kind, joint
}

// referred reports whether a part of those whose name says what befell them is only somebody meant: "the stepson of one of the
// missing", "knows two of the five missing".
func (v *layer) referred(c *candidate) bool {
	if v.l.Free || !c.n.partitive && !c.whole || c.at >= 0 && c.at < c.first || v.part(max(c.atEnd, c.n.end)).Has(lang.Be|lang.Have) {
		return false
	}
	k := v.prev(c.opens)
	if v.sense(k, lang.Acquaints) {
		return true
	}
	return c.q.Value == sitrep.Of(1) && v.is(k, lang.Of) && v.width[k] == 1 && v.sense(v.prev(k), lang.Kindred|lang.Parent)
}

// besideNamed reports whether a candidate counts those besides somebody named, and so a part of a whole that nobody gives: "killed
// Ann Roe and four others".
func (v *layer) besideNamed(c *candidate, first int) bool {
	if v.l.Free || c.n.head < 0 || !v.sense(c.n.head, lang.Others) && !v.is(c.n.first, lang.Other) {
		return false
	}
	k := v.prev(c.opens)
	if k <= first || !v.part(k).Has(lang.Conj) {
		return false
	}
	name := 0
	for k = v.prev(k); k >= first && v.d.Tokens[k].Kind == text.Word && v.d.Tokens[k].Shape == text.Title && !v.inside[k] && v.people(k, lang.Many) == 0 && !v.part(k).Has(lang.Measured); k = v.prev(k) {
		name++
	}
	return name > 0 && (k < first || !v.part(k).Has(lang.Prep) || k >= c.at && k < c.atEnd)
}

// identified reports whether a candidate counts the dead or hurt whose names are known, and so a part of them: "have identified five
// victims so far", "46 victims identified".
func (v *layer) identified(c *candidate, first int) bool {
	if v.l.Free || c.how != byBefallen && c.how != byAct && c.how != byNoun || c.measure != sitrep.Killed && c.measure != sitrep.Casualties {
		return false
	}
	k := v.prev(c.opens)
	for n := 0; k >= first && n < 3 && (v.part(k).Has(lang.Det|lang.Prep) || v.adverb(k)); n++ {
		k = v.prev(k)
	}
	if k >= first && v.sense(k, lang.Naming) && !v.punct(k) {
		return true
	}
	k = c.n.end
	for n := 0; k < len(v.words) && n < 5 && (v.part(k).Has(lang.Be|lang.Have|lang.Modal) || v.adverb(k)); n++ {
		k = v.next(k)
	}
	return v.sense(k, lang.Naming) && !v.is(v.next(k), lang.As)
}
