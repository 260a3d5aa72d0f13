package figure

import (
	"sitrep"
	"sitrep/internal/lang"
)

// counting is the figure that a total without a measure of its own goes on from.
func (v *layer) counting(cs []*candidate, i int, earlier *candidate) *candidate {
	c := cs[i]
	if !c.tally || c.how != unlinked {
		return nil
	}
	if v.part(v.prev(c.first)).Has(lang.Be) {
		earlier = nil // "the number was nine" speaks of one in its own sentence
	}
	for i--; i >= 0; i-- {
		if cs[i].how != unlinked && !cs[i].zero {
			return cs[i]
		}
	}
	if earlier != nil && c.sentence-earlier.sentence <= 1 {
		return earlier
	}
	return nil
}

// parts marks the candidates right behind a whole that add up to it: "three people, a man and
// two women".
func (v *layer) parts(cs []*candidate) {
	for i, c := range cs {
		if !c.q.Value.Known || c.implicit || c.whole || c.how == unlinked && (i+1 >= len(cs) || cs[i+1].how == unlinked || !c.isPeople()) {
			continue
		}
		if c.how == unlinked {
			v.wholeOf(cs[i:])
			continue
		}
		sum, j := int64(0), i+1
		for ; j < len(cs) && cs[j].q.Value.Known && sum < c.q.Value.N; j++ {
			if cs[j].how != unlinked && (cs[j].measure != c.measure || cs[j].at != c.at) {
				break
			}
			sum += cs[j].q.Value.N
		}
		if sum != c.q.Value.N || j < i+3 || sum == 0 {
			continue
		}
		for k := i + 1; k < j; k++ {
			if cs[k].how == unlinked {
				cs[k].inherit(c, bySubset)
			}
			cs[k].subset, cs[k].of = true, c
		}
	}
}

// wholeOf gives a number that stands before the parts it is the sum of their measure: "eleven people,
// six men, four women and a child, were killed".
func (v *layer) wholeOf(cs []*candidate) {
	c, sum, j := cs[0], int64(0), 1
	for ; j < len(cs) && cs[j].q.Value.Known && cs[j].measure == cs[1].measure && sum < c.q.Value.N; j++ {
		sum += cs[j].q.Value.N
	}
	if sum != c.q.Value.N || j < 3 {
		return
	}
	c.inherit(cs[1], byList)
	for _, part := range cs[1:j] {
		part.subset, part.of = true, c
	}
}

// shot reads what came of those who were hit: "shot three men, killing one" tells of three who were killed or wounded.
func (v *layer) shot(cs []*candidate) {
	for i, c := range cs {
		if c.measure != sitrep.Wounded || c.at < 0 || !v.sense(c.at, lang.Shooting) {
			continue
		}
		if h := c.n.head; h >= 0 && v.part(h).Has(lang.Befallen) && v.measure(h) == sitrep.Casualties {
			c.measure = sitrep.Casualties // "shot the three victims"
		}
		if i+1 == len(cs) {
			break
		}
		o := cs[i+1]
		if o.measure != sitrep.Killed || o.how != byBefore || o.at <= c.first || !v.punct(o.at-1) || !c.q.Value.Known || !o.q.Value.Known {
			continue
		}
		switch n := c.q.Value.N - o.q.Value.N; {
		case n > 0:
			c.measure, o.subset, o.of = sitrep.Casualties, true, c
		case n == 0:
			c.measure, o.drop = sitrep.Killed, true
		}
	}
}

// groups gives the candidates that name nobody the group of their neighbour: "12 people were killed
// and 30 wounded".
func (v *layer) groups(cs []*candidate) {
	for i, c := range cs {
		if c.n.last > c.n.first && v.l.Lexemes[v.own[c.n.first]].Parts.Has(lang.Pron) {
			c.n.first++ // "many of them children"
		}
		if c.n.last > c.n.first || c.how == unlinked || c.how == byToll || c.n.event >= 0 || c.zero {
			continue
		}
		for k := v.prev(c.at); c.how == byBefore && k > 0 && k >= c.at-2; k = v.prev(k) {
			c.behindRel = c.behindRel || v.part(k).Has(lang.Rel)
		}
		if c.how == byList && v.bystanders(max(c.n.end, c.last)) {
			continue // "three Norland fighters"
		}
		for j := i - 1; j >= 0 && !v.parted(cs[j].n.end, c.first) && (v.others(cs[j], c) || !c.shared(cs[j])); j-- {
		}
		if c.n.last == c.n.first && i+1 < len(cs) && c.how == byBefore && cs[i+1].how == byBefore && v.is(c.at, lang.LostWord) == v.is(cs[i+1].at, lang.LostWord) && !v.is(cs[i+1].n.head, lang.Other) {
			c.shared(cs[i+1])
		}
	}
}

// others reports whether a candidate's group is not that of one behind it: "two soldiers opened fire, killing nine", "12
// survivors and 30 dead".
func (v *layer) others(o, c *candidate) bool {
	if o.n.head < 0 || o.measure == c.measure {
		return false
	}
	return o.how == byNothing && c.how == byBefore && v.forced(o) && !v.part(c.last).Has(lang.Pron) || v.part(o.n.head).Has(lang.Survive)
}

// bystanders reports whether words for people stand right from token k on that were not read as those counted.
func (v *layer) bystanders(k int) bool {
	for n := 0; n < 4 && k < len(v.words) && !v.punct(k) && v.part(k)&(stops|lang.Conj|lang.Det|lang.Measured) == 0; k, n = v.next(k), n+1 {
		if v.people(k, lang.People) > 1 {
			return n > 0
		}
	}
	return false
}

// parted reports whether a clause of its own begins between two tokens: "after", "when".
func (v *layer) parted(a, b int) bool {
	for k := a; k < b; k = v.next(k) {
		if v.part(k).Has(lang.Sub) && !v.part(k).Has(lang.Prep) && v.is(k, lang.Why) {
			return true
		}
	}
	return false
}

// shared takes another candidate's group, where it has one of its own that is no part of more.
func (c *candidate) shared(o *candidate) bool {
	if o.measure == sitrep.Captured && c.behindRel && (c.measure == sitrep.Killed || c.measure == sitrep.Wounded) {
		return false // "jailed 15 officials over a collapse that killed 270"
	}
	if o.how == unlinked || o.how == byList && c.how != byList || o.listed && c.how != byList || o.subset || o.implicit || o.zero || o.n.event >= 0 || o.n.last == o.n.first || o.n.level < 1 {
		return false
	}
	c.n.first, c.n.last = o.n.first, o.n.last
	return true
}

// changes reads "from 115 to 97": the first is what the second was.
func (v *layer) changes(cs []*candidate) {
	for i := 0; i+1 < len(cs); i++ {
		a, b := cs[i], cs[i+1]
		if a.how != unlinked && b.q.Value.Known && b.n.head < 0 && v.is(a.first-1, lang.To) && v.is(b.first-1, lang.From) && b.first-a.last <= 3 && v.linked(a.first-1) {
			a.from, b.drop = b.q.Value, true // "revised to 97 from 115"
			continue
		}
		if a.how != unlinked && b.q.Value.Known && b.n.head < 0 && v.is(b.first-1, lang.From) && v.part(b.first-2).Has(lang.Link) && !v.punct(b.first-2) && (v.punct(b.first-3) || b.first-a.last <= 4) {
			a.from, a.fromAt, b.drop = b.q.Value, b.first, true // "40, up from 32 on Monday"
			continue
		}
		if b.how == unlinked || !a.q.Value.Known || !v.is(a.first-1, lang.From) || !v.is(b.first-1, lang.To) || b.first-a.last > 3 || v.part(b.first-2).Has(lang.Link) {
			continue // "the toll from two blasts rose to 32" tells of no two dead
		}
		if b.how != byToll && a.n.head < 0 && b.first == a.last+1 && b.q.Value.Known && b.q.Value.N > a.q.Value.N && !v.linked(a.first-1) {
			// "anything from 30 to 50 people": a range and no change
			b.q.Min, b.q.Max, b.q.Modifier, a.drop = a.q.Value, b.q.Value, sitrep.Range, true
			b.q.Value, b.first = sitrep.Bound{}, a.first-1
			continue
		}
		if a.how == unlinked || a.at == b.at {
			b.from, a.drop = a.q.Value, true
		}
	}
}

// linked reports whether a verb of running counts stands close before token k.
func (v *layer) linked(k int) bool {
	for j := v.prev(k); j >= 0 && j > k-8; j = v.prev(j) {
		if v.part(j).Has(lang.Link | lang.Toll) {
			return true
		}
	}
	return false
}

// predicate takes the group from behind the verb: "two of the victims were minors".
func (v *layer) predicate(c *candidate, last int) {
	k := c.n.end
	for n := 0; k < last && n < 8 && !v.part(k).Has(lang.Be); n++ {
		if v.punct(k) || v.number[k] != 0 {
			return
		}
		k = v.next(k)
	}
	if k >= last || !v.part(k).Has(lang.Be) {
		return
	}
	if n := v.noun(v.next(k), last, lang.Many); n.level >= 2 && n.attr < 0 {
		c.n.first, c.n.last, c.n.head, c.n.level = n.first, n.last, n.head, n.level
	}
}
