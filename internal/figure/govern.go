package figure

import (
	"sitrep"
	"sitrep/internal/lang"
)

// link is a way to a measure.
type link struct {
	how     how
	at      int // token of the measure word
	far     int // tokens between
	passive bool
	// contested: a past form with a number on either side may be either's.
	contested bool
	rel       bool // behind "who"
	entry     bool // a list's: the word stands before the number, and marks around both
	listed    bool // no measure: the phrase goes on with the next candidate ("five men and two women")
	hurt      bool // by a word that tells of wounded here and else of nothing
}

// govern finds the measure of each candidate of a sentence by itself: the verb behind it, the verb
// before it, or the noun it counts.
func (v *layer) govern(cs []*candidate, first, last int) {
	after := make([]link, len(cs))
	before := make([]link, len(cs))
	for i, c := range cs {
		after[i] = v.after(c, cs, i, last)
		before[i] = v.before(c, first)
	}
	for i, c := range cs {
		a, b := after[i], before[i]
		// "Two soldiers killed five": a past form between two numbers is the second's, but in "Three
		// killed five injured", where that has a verb of its own right behind it
		if a.contested && a.rel {
			// "two brothers who killed six people were jailed": the main verb is theirs
			a = link{}
			if i+1 < len(cs) && after[i+1].how == byAfter && after[i+1].passive && !v.joined(cs[i+1], after[i+1].at) {
				a, after[i+1] = after[i+1], link{}
			}
			after[i] = a
		} else if a.contested {
			if b.how == byBefore || b.how == byAct {
				a = link{} // "claimed the lives of 40 people injured 12 others": a comma was lost
				after[i] = a
			} else if i+1 < len(cs) && after[i+1].how == byAfter && after[i+1].far <= 2 && !v.joined(cs[i+1], after[i+1].at) && !v.part(after[i+1].at).Has(lang.Drawn) {
				before[i+1] = link{}
			} else {
				a = link{}
				after[i] = a
			}
		}
		c.choose(v, a, b)
	}
	for i, c := range cs {
		if after[i].listed && c.how == unlinked && i+1 < len(cs) && !(i > 0 && cs[i-1].how != unlinked && v.opensPart(c) && !v.opensPart(cs[i+1])) {
			c.of = cs[i+1] // but "12 were killed, including three boys, and 40 were hurt"
		}
	}
	for i := len(cs) - 2; i >= 0; i-- {
		if c := cs[i]; c.how == unlinked && c.of != nil && (c.of.how == byAfter || c.of.how == byList) {
			c.inherit(c.of, byList)
		}
	}
}

// joined reports whether a conjunction joins the verb at token k, behind a candidate, to the verb before it, which then
// has the candidate for its object: "three guards killed five men and hurt two".
func (v *layer) joined(c *candidate, k int) bool {
	for j := max(c.n.end, c.last); j < k; j = v.next(j) {
		if v.part(j).Has(lang.Conj) {
			return true
		}
	}
	return false
}

// choose settles between the measure behind, the measure before and the noun's own.
func (c *candidate) choose(v *layer, a, b link) {
	n := &c.n
	switch {
	case n.event >= 0 && v.measure(n.event) == sitrep.Affected && a.how == byAfter && a.far <= 3 && v.measure(a.at) == sitrep.Killed:
		c.take(v, a) // "four of the cases ended in death"
	case n.event >= 0:
		c.take(v, link{how: byNoun, at: n.event})
	case b.entry:
		c.take(v, b)
	case n.attr >= 0 && a.hurt:
		c.take(v, link{how: byAttribute, at: n.attr}) // "40 dead and wounded miners were rushed to hospital"
	case n.head >= 0 && a.how == byAfter && v.measure(a.at) == sitrep.Displaced && v.part(n.head).Has(lang.Befallen) && v.escaped(c):
		// "12 inmates fled": nobody drove them out
	case n.head >= 0 && v.part(n.head).Has(lang.Befallen) && v.measure(n.head) == sitrep.Killed && a.how == byAfter && v.measure(a.at) != sitrep.Killed:
		c.take(v, link{how: byBefallen, at: n.head}) // "bodies were recovered"
	case n.head >= 0 && v.part(n.head).Has(lang.Befallen) && v.measure(n.head) == sitrep.Killed && b.how == byBefore && v.measure(b.at) != sitrep.Killed && v.measure(b.at) != sitrep.Missing:
		c.take(v, link{how: byBefallen, at: n.head}) // "dug out 14 bodies"
	case a.how == byAfter && a.far == 0 && b.how == byBefore && n.head >= 0 && v.sense(n.head, lang.Others) && v.part(a.at).Has(lang.Done|lang.Being) && v.part(b.at).Has(lang.Done):
		c.take(v, a) // "girl killed two others hurt": a comma was lost
	case a.how == byAfter && b.how == byBefore && v.part(a.at).Has(lang.Drawn) && v.measure(a.at) == sitrep.Killed:
		c.take(v, a) // "stabbed three women in Oro to death"
	case a.how == byAfter && a.far == 0 && b.how == byBefore && v.sense(b.at, lang.Shooting) && v.measure(a.at) == sitrep.Killed:
		c.take(v, a) // "shot one man fatally"
	case a.how == byAfter && a.far == 0 && n.head < 0 && b.how == byBefore && (v.measure(b.at) == sitrep.Displaced || v.measure(b.at) == sitrep.Affected) && v.is(a.at, lang.Victims):
		c.take(v, a) // "evacuated 45 wounded", "treated 45 wounded"
	case a.how == byAfter && (b.how == unlinked || b.how == byToll || a.far == 0 && b.how == byAct):
		c.take(v, a)
	case b.how != unlinked && b.how != byToll && !(a.how == byAfter && v.is(b.at, lang.ClaimsWord)):
		c.take(v, b)
	case a.how != unlinked:
		c.take(v, a)
	case n.attr >= 0:
		c.take(v, link{how: byAttribute, at: n.attr})
	case b.how == byToll && n.level != 1:
		c.take(v, b)
	}
	if c.how != unlinked && n.attr >= 0 && c.at != n.attr && v.measure(n.attr) == sitrep.Killed && c.measure == sitrep.Strength {
		c.take(v, link{how: byAttribute, at: n.attr})
	}
}

// take sets the measure by a link, unless the word befalls things too and nothing speaks for people.
func (c *candidate) take(v *layer, l link) {
	w := v.l.Lexemes[v.words[l.at]]
	if l.hurt {
		if c.isPeople() || c.n.head < 0 && l.how == byAfter {
			c.how, c.at, c.reach, c.passive, c.measure, c.atEnd = l.how, l.at, l.far, true, sitrep.Wounded, v.next(l.at)
		}
		return
	}
	if w.Parts.Has(lang.Strict) && !c.isPeople() && l.how != byNoun && !l.entry && !(l.how == byToll && c.n.head < 0) && !(w.Parts.Has(lang.Survive) && c.n.head < 0) && !(c.n.head < 0 && (l.far == 0 || l.far == 1 && l.passive && !w.Parts.Has(lang.Taking) || l.far <= 2 && (v.is(c.first-1, lang.Other) || v.width[l.at] > 2)) && (l.how == byBefore || l.how == byAfter && w.Parts.Has(lang.Done))) {
		return
	}
	if w.Parts.Has(lang.Strict) && c.n.subset >= 0 && v.ofThings(&c.n) {
		return // "seven of which were released": things, or the text says "whom"
	}
	if c.measure == "" && l.how == byNoun && sitrep.Measure(w.Measure) == sitrep.Losses && !v.atWar(c, l.at) {
		return // "three losses this season"
	}
	if c.n.thing && c.n.event < 0 || l.how == byNoun && w.Parts.Has(lang.Strict) && !v.taken(c) {
		return
	}
	if w.Parts.Has(lang.Lets) && !v.lets(c, l) || w.Parts.Has(lang.Do) && v.is(l.at, lang.LostWord) && c.n.head < 0 && (c.q.Modifier == sitrep.Vague || !v.atWar(c, l.at)) {
		return // "lose millions", "won 12 seats and lost nine"
	}
	if w.Parts.Has(lang.Taking) && w.Parts.Has(lang.Do) {
		if w.Parts.Has(lang.Strict) && v.is(l.at, lang.ClaimsWord) && !v.holdsCause(max(0, l.at-16), l.at) {
			return // who says, and not what kills
		}
	}
	c.how, c.at, c.reach, c.passive = l.how, l.at, l.far, l.passive
	c.measure = sitrep.Measure(w.Measure)
	c.strict = w.Parts.Has(lang.Strict)
	c.atEnd = v.next(l.at)
	v.joinMeasures(c)
	if k := v.prev(l.at); v.part(k).Has(lang.Final) && v.part(k).Has(lang.Done) && c.measure == sitrep.Wounded {
		c.measure, c.at = v.measure(k), k // "fatally scalding two stokers"
	}
	if k := v.prev(l.at); w.Parts.Has(lang.Survive) && w.Parts.Has(lang.Fell) && !c.zero && v.part(k).Has(lang.Neg) {
		c.measure, c.fate = sitrep.Killed, int32(k)+1 // "did not survive"
	}
}

// lets reports whether what is done to those counted by a word that befalls captives and others was done to
// captives: the sentence tells of captivity or of those who take people ("police held 20", "the kidnappers let go
// two"); of workers let go, or a child held in somebody's arms, it is no measure.
func (v *layer) lets(c *candidate, l link) bool {
	if v.measure(l.at) == sitrep.Captured {
		if c.implicit {
			return false
		}
		if l.how == byAfter {
			return l.far == 0 || l.passive
		}
	}
	s := &v.d.Sentences[c.sentence]
	for k := s.First; k < s.Last; k = v.next(k) {
		if k != l.at && v.measure(k) == sitrep.Captured || v.is(k, lang.Armed|lang.Force) {
			return true
		}
	}
	return false
}

// atWar reports whether the sentence of a candidate tells of harm to people, or of those who do or suffer it, beside the
// word at token at.
func (v *layer) atWar(c *candidate, at int) bool {
	s := &v.d.Sentences[c.sentence]
	for k := s.First; k < s.Last; k = v.next(k) {
		if k != at && (v.is(k, lang.Armed|lang.Force|lang.Victims) || v.part(k).Has(lang.Measured|lang.Cause|lang.Lasting) && !v.is(k, lang.LostWord) || v.people(k, lang.Many) > 2) {
			return true
		}
	}
	return false
}

// ofThings reports whether the words for a part ("of which") are those for a part of things.
func (v *layer) ofThings(n *noun) bool {
	last := v.next(n.subset) - 1
	return v.part(last).Has(lang.Rel) && !v.is(last, lang.Whom) || v.l.Lexemes[v.own[last]].Parts.Has(lang.Rel) && !v.is(last, lang.Whom)
}

func (c *candidate) isPeople() bool { return c.n.level >= 1 && !c.n.thing }

func (c *candidate) inherit(from *candidate, h how) {
	if c.n.thing || from.strict && !c.isPeople() && c.n.head >= 0 {
		return
	}
	c.strict = from.strict
	from.listed = from.listed || h == byList
	c.how, c.measure, c.at, c.atEnd, c.of, c.passive = h, from.measure, from.at, from.atEnd, from, from.passive
	c.reach = from.reach
}
