package figure

import (
	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// A strength counts people who are somewhere in force: sent, gathered, aboard, one side of a fight. Of others only the
// words make a number: those who speak or have a mind ("two officials said", "some experts fear"), somebody's own ("his
// three sons"), those for whom there is room ("enough for 40 patients"), and one of many who is somebody named. These
// are no figures, where nothing befell them.

// mere reports whether those whom a candidate counts are only spoken of, nothing having befallen them.
func (v *layer) mere(c *candidate) bool {
	if v.l.Free {
		return false
	}
	if p := v.prev(c.first); c.q.Value == sitrep.Of(1) && v.is(p, lang.BeforeOne) && !v.is(p, lang.The|lang.No) && !v.part(p).Has(lang.Rel) {
		return true // "any one player"
	}
	return v.year(c) || v.speaks(c) || v.sweeping(c) && !v.musters(c) || v.kindred(c) || v.roomFor(c) || v.populace(c) || v.allowed(c) || v.somebody(c) || v.onlyNamed(c) || v.sense(v.prev(c.opens), lang.Acquaints)
}

// onlyNamed reports whether those counted are only told to have been identified, and no more.
func (v *layer) onlyNamed(c *candidate) bool {
	k, be := c.n.end, false
	for n := 0; k < len(v.words) && n < 6 && (v.part(k).Has(lang.Be|lang.Have|lang.Modal) || v.adverb(k)); k, n = v.next(k), n+1 {
		be = be || v.part(k).Has(lang.Be)
	}
	return be && v.sense(k, lang.Naming) && !v.is(v.next(k), lang.As)
}

// speaks reports whether those counted are who says or thinks something: "two officials said", "said one man", "some
// experts fear", "according to two guards", "told one victim".
func (v *layer) speaks(c *candidate) bool {
	k := v.prev(c.opens)
	for k >= 0 && v.part(k).Has(lang.Det) && !v.part(k).Has(lang.Rel) {
		k = v.prev(k)
	}
	first := v.d.Sentences[c.sentence].First
	if k >= first {
		switch {
		case v.is(k, lang.To) && v.is(v.prev(k), lang.According):
			return true
		case v.is(k, lang.Told) && v.width[k] == 1 && c.q.Value == sitrep.Of(1):
			return true
		case v.part(k).Has(lang.Say) && (k == first || v.punct(k-1) || c.q.Value == sitrep.Of(1)) && (c.n.end >= len(v.words) || v.punct(c.n.end) || v.d.Tokens[c.n.end].Line || v.part(c.n.end).Has(lang.Prep|lang.Rel)):
			return true
		}
	}
	if v.commaless() && c.q.Value.N > 1 && c.opens > first {
		return false // "killed a nurse and two guards said the mayor": a comma was lost
	}
	return v.hasVerb(c, func(k int) bool {
		p := v.prev(k)
		if v.part(p).Has(lang.Prep|lang.Det) && p >= c.n.end || !v.part(k).Has(lang.Say) && (!v.sense(k, lang.Minds) || v.part(k).Has(lang.Hedge)) || v.is(k, lang.According) {
			return false // "amid fears", "to report it"
		}
		return v.part(k).Has(lang.Say) || !v.verbal(v.d.Lower(k)) || !v.is(v.next(k), lang.To) // but "believed to be"
	})
}

// hasVerb reports whether the verb of those counted is one asked for: behind phrases with a preposition, one apposition
// or a clause with "who" between commas. In a text that lost its commas it has to stand right behind.
func (v *layer) hasVerb(c *candidate, asked func(int) bool) bool {
	commas, held, rel := 0, false, false
	p := v.prev(c.opens)
	leads := p < v.d.Sentences[c.sentence].First || v.punct(p) || v.part(p).Has(lang.Conj|lang.Sub|lang.Det)
	for k, n := max(c.n.end, c.last), 0; k < len(v.words) && n < 16; k, n = v.next(k), n+1 {
		w := v.part(k)
		comma := v.d.Tokens[k].Lower == ","
		switch {
		case v.d.Tokens[k].Line || v.breaks[k] || v.punct(k) && !comma:
			return false
		case comma:
			if commas++; commas > 2 && !rel {
				return false
			}
		case commas != 1 && asked(k):
			return true
		case commas == 2 && !rel:
			return false
		case rel || commas == 1 || v.adverb(k) || w.Has(lang.Have|lang.Modal|lang.Neg):
			// what stands between
		case w.Has(lang.Rel) && leads:
			rel = true
		case v.commaless():
			return false
		case w.Has(lang.Prep):
			held = true
		case !held || w.Has(lang.Be|lang.Measured|lang.Sub|lang.Conj|lang.Leave|lang.Link|lang.Pron) || w == 0 && v.verbal(v.d.Lower(k)):
			return false
		case w.Has(lang.Det) && !v.part(v.prev(k)).Has(lang.Prep):
			return false // somebody else comes in
		}
	}
	return false
}

// sweeping reports whether a candidate is of "many", "some", "most" or "few", of whom a sentence speaks in general.
func (v *layer) sweeping(c *candidate) bool {
	q := &c.q
	return q.Modifier == sitrep.Vague && v.sense(q.Core, lang.Sweeping) && (q.End == q.Core+1 || v.is(q.Core+1, lang.Of)) && !c.subset
}

// musters reports whether those counted are told to be somewhere in force: what they are, what they do, or what brings
// them there.
func (v *layer) musters(c *candidate) bool {
	return v.forced(c) || v.sense(c.n.head, lang.Musters) || v.acting(c)
}

// acting reports whether the words around those counted tell of them in force.
func (v *layer) acting(c *candidate) bool {
	if v.part(c.n.end).Has(lang.Aboard) {
		return true
	}
	k := v.prev(c.opens)
	for n := 0; k >= 0 && n < 4 && (v.part(k).Has(lang.Det) || v.adverb(k)); n++ {
		k = v.prev(k)
	}
	if v.sense(k, lang.Musters) {
		return true
	}
	k = c.n.end
	for n := 0; n < 3 && (v.part(k).Has(lang.Be) || v.adverb(k)); n++ {
		k = v.next(k)
	}
	if k > c.n.end && v.is(k, lang.Holds|lang.At) && v.part(k).Has(lang.Prep) && !v.is(v.next(k), lang.TheirWord) {
		return true // "some pupils were still in the hall"
	}
	return v.hasVerb(c, func(k int) bool { return v.sense(k, lang.Musters) })
}

// certain is how sure it is that a strength counts a force: one is told by what they are called or do, not so one person
// alone, or as many as make a people.
func (v *layer) certain(c *candidate) float64 {
	n := c.q.Value
	switch {
	case n == sitrep.Of(1):
		return 0.35
	case v.forced(c):
		if v.sweeping(c) && !v.acting(c) {
			return 0.35 // "most of the rebels are from the hills"
		}
		return 0.75
	case n.Known && n.N >= 1_000_000, v.sense(c.q.Core, lang.Myriads):
		return 0.35
	case v.sweeping(c) && v.part(c.n.end).Has(lang.Be|lang.Have) && !v.acting(c):
		return 0.35 // "most marchers were calm"
	case v.musters(c):
		return 0.7
	case v.sense(c.n.head, lang.Patrons):
		return 0.3
	case !v.l.Free && v.is(v.prev(c.opens), lang.Between|lang.From):
		return 0.35 // "a talk between two girls", "all were from six families"
	case v.part(c.n.end).Has(lang.Modal) && v.sense(c.n.end, lang.Allows):
		return 0.35 // "thousands of visitors would come"
	}
	return 0.5
}

// forced reports whether those counted are called what a force is made of.
func (v *layer) forced(c *candidate) bool {
	return v.is(c.n.head, lang.Force) || c.n.last > c.n.first && v.is(c.n.last-1, lang.Force)
}

// kindred reports whether those counted are somebody's own: "his three sons", "had two daughters", "five sons of", "survived
// by nine grandchildren".
func (v *layer) kindred(c *candidate) bool {
	if c.n.head < 0 || !v.sense(c.n.head, lang.Kindred) {
		return false
	}
	k := v.prev(c.opens)
	for j := c.last; j < c.n.head; j++ {
		if v.d.Lower(j) == "'s" || v.is(j, lang.TheirWord) {
			return true
		}
	}
	p := v.prev(k)
	switch {
	case k < 0:
		return false
	case v.part(k).Has(lang.Conj):
		theirs := false
		for j, n := p, 0; j >= 0 && n < 6 && v.part(j)&(lang.Be|lang.Sub|lang.Say) == 0; j, n = v.prev(j), n+1 {
			theirs = theirs || v.sense(j, lang.Kindred)
			if theirs && (v.is(j, lang.TheirWord|lang.A|lang.With) || v.part(j).Has(lang.Have) || v.sense(j, lang.Outlived)) {
				return true // "their three daughters and two sons", "his wife Ann and three children"
			}
		}
	case v.is(k, lang.TheirWord), v.d.Lower(k) == "'s", v.part(k).Has(lang.Have), v.is(k, lang.Of) && v.sense(p, lang.Parent):
		return true
	case v.is(k, lang.By) && v.sense(p, lang.Outlived):
		return true
	}
	return v.is(c.n.head+1, lang.Of) && !v.is(c.n.head+1, lang.These)
}

// roomFor reports whether there is only room for those counted: "enough for 40 patients", "a capacity of 500 inmates".
func (v *layer) roomFor(c *candidate) bool {
	first := v.d.Sentences[c.sentence].First
	for k, n := v.prev(c.opens), 0; k >= first && n < 6 && !v.punct(k); k, n = v.prev(k), n+1 {
		if v.sense(k, lang.Room) {
			return true
		}
		if v.part(k).Has(lang.Be | lang.Have | lang.Rel) {
			return false
		}
	}
	return false
}

// populace reports whether those counted are all who live in a place: "home to 40,000 people", "a population of 300", "a
// town of 500 people", "the island has 90 inhabitants".
func (v *layer) populace(c *candidate) bool {
	k := v.prev(c.opens)
	for n := 0; k >= 0 && n < 3 && (v.part(k).Has(lang.Det) || v.adverb(k)); n++ {
		k = v.prev(k)
	}
	if k < 0 {
		return false
	}
	if v.is(k, lang.To|lang.Of) && v.sense(v.prev(k), lang.Peopled) {
		return true
	}
	return v.part(k).Has(lang.Have) && v.sense(c.n.head, lang.Dwelling) && v.part(c.n.end)&lang.Measured == 0
}

// allowed reports whether a rule is told of, or a rate, and nobody was there yet: "up to six guests will be allowed", "six
// boys per hour".
func (v *layer) allowed(c *candidate) bool {
	if v.sense(c.n.end, lang.Per) {
		return true
	}
	if c.q.Modifier != sitrep.UpTo {
		return false
	}
	k := v.prev(c.opens)
	return v.sense(k, lang.Allows) || v.hasVerb(c, func(k int) bool {
		j := v.next(k)
		if v.part(k).Has(lang.Be|lang.Modal|lang.Project) && v.sense(j, lang.Allows) {
			return true
		}
		return v.sense(k, lang.Allows) && !(v.part(k).Has(lang.Modal) && v.part(j).Has(lang.Be|lang.Have)) // but "may have been"
	})
}

// somebody reports whether one of many is somebody named beside: "Ann Bell, one of the lawyers,", "one of the officers,
// Ann Bell,".
func (v *layer) somebody(c *candidate) bool {
	if c.q.Value != sitrep.Of(1) || !c.n.partitive && !v.is(c.last, lang.Of) {
		return false
	}
	for k := c.last; k < c.n.head; k++ {
		if v.is(k, lang.Superlative) || v.l.Ends(v.d.Lower(k), v.l.Superlatives) {
			return true // "one of the richest families"
		}
	}
	if !c.n.partitive {
		return false
	}
	k, end := v.prev(c.first), c.n.end
	comma := func(i int) bool { return i >= 0 && i < len(v.words) && v.d.Tokens[i].Lower == "," }
	name := func(i int) bool {
		return i >= 0 && i < len(v.words) && v.d.Tokens[i].Shape == text.Title && v.part(i) == 0
	}
	if comma(k) && name(k-1) && (end >= len(v.words) || v.punct(end)) {
		return true
	}
	return comma(end) && name(end+1)
}

// year reports whether a number in figures is the year of those named behind it: "the 2008 champions".
func (v *layer) year(c *candidate) bool {
	q := &c.q
	return !q.Words && q.Modifier == sitrep.Exact && len(v.d.Raw(q.Core)) == 4 && q.Value.N >= 1800 && q.Value.N < 2100 && q.First > 0 && v.part(q.First-1).Has(lang.Det) && !v.is(q.First-1, lang.TheirWord)
}
