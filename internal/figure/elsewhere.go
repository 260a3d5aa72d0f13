package figure

import (
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// A sentence often tells of a deed and of what was done about it later: the trial, the arrest, the mourning. Their days and
// places are not the deed's. This file tells them apart by grammar: what stands before the word that leads the deed in
// ("was charged in Oro on Monday with killing two") and what stands behind the verb of whoever did it ("the man who
// killed two was sentenced on Monday") is the aftermath's.

// farAftermath is how many words may stand between a word for what was done about a deed and the deed.
const farAftermath = 25

// deed are the bounds of what is told of a candidate in a sentence that tells of the aftermath too: what stands before
// from is not told of it, nor what stands behind a verb from to on. Both are -1 where the sentence tells of it alone. law
// is set where the words for the aftermath stand before it.
type deed struct {
	from, to int
	law      bool
}

// deedOf finds the bounds of what is told of a candidate.
func (v *layer) deedOf(c *candidate, s *scope) deed {
	start, end := min(c.opens, c.first), max(c.n.end, c.last)
	if c.at >= s.first && c.at < s.last {
		start, end = min(start, c.at), max(end, c.atEnd)
	}
	if s.aftermath {
		if k := v.ledIn(start, s); k >= 0 && (c.how != byNothing || v.doneTo(k, start)) {
			return deed{k, end, true}
		}
	}
	if c.at >= s.first && c.at < c.first {
		if k := v.whoDid(c.at, s.first); k >= 0 {
			return deed{k, end, false}
		}
	}
	return deed{-1, -1, false}
}

// ledIn is the token that leads in the deed at token start behind a word for its aftermath, or -1.
func (v *layer) ledIn(start int, s *scope) int {
	for k, n := v.prev(start), 0; k >= s.first && n < farAftermath; k, n = v.prev(k), n+1 {
		w := v.part(k)
		switch {
		case v.sense(k, lang.Aftermath) && !v.inside[k] && !v.adjectival(k, s.first):
			if lead := v.leads(k, start, s); lead >= 0 {
				return lead
			}
		case w.Has(lang.Be | lang.Have | lang.Say), v.d.Tokens[k].Lower == ";", v.d.Tokens[k].Lower == ":":
			return -1
		case v.d.Tokens[k].Lower == "," && !v.l.Ends(v.d.Lower(k+1), v.l.Participles):
			return -1
		case w.Has(lang.Conj) && !v.part(v.next(k)).Has(lang.Do|lang.Done|lang.Act) && !(v.ordinary(v.prev(k)) && v.ordinary(v.next(k)) && n > 0):
			return -1
		case w.Has(lang.Sub) && !w.Has(lang.Prep) && !v.sense(k, lang.ForDeed):
			return -1 // "on trial when he shot"
		}
	}
	return -1
}

// adjectival reports whether the word at token k stands before what it qualifies: "a suspected chemical attack".
func (v *layer) adjectival(k, first int) bool {
	p := v.part(v.prev(k))
	return v.verbal(v.d.Lower(k)) && (k == first || p.Has(lang.Det|lang.Prep)) && !v.sense(v.next(k), lang.ForDeed)
}

// doneTo reports whether what was done stands between tokens k and start: without it those at start are the accused ("the
// trial of two men") and not who suffered it ("for attacks on two men").
func (v *layer) doneTo(k, start int) bool {
	for k = v.next(k); k < start; k = v.next(k) {
		if v.part(k).Has(lang.Cause|lang.Act|lang.Event|lang.Do) || v.ordinary(k) && v.l.Ends(v.d.Lower(k), v.l.Participles) {
			return true
		}
	}
	return false
}

// leads is the token between a word for an aftermath at token k and the deed at token start that leads the deed in: the
// last conjunction, or the first preposition that opens no time and no place, or a relative.
func (v *layer) leads(k, start int, s *scope) int {
	lead := -1
	for j := v.next(k); j < start; j = v.next(j) {
		w := v.part(j)
		switch {
		case lead < 0 && w.Has(lang.Cause):
			for j--; j > k && !v.part(j).Has(lang.Prep); j-- {
			}
			return j + 1 // "condemned the strike on Monday that killed two", "in last week's"
		case !v.sense(j, lang.ForDeed) || v.dated(j):
		case w.Has(lang.Sub) && !w.Has(lang.Prep):
			lead = j
		case lead < 0 && !s.opens(j):
			lead = j
		}
	}
	if lead < 0 && v.part(v.next(k)).Has(lang.Det) {
		return k // "mourned the murder of"
	}
	return lead
}

// opens reports whether one of a sentence's places begins behind token k.
func (s *scope) opens(k int) bool {
	for _, p := range s.places {
		if p[0] == k+1 {
			return true
		}
	}
	return false
}

// whoDid is the token of the "who" in whose clause the verb at token at stands, told of a person, or -1.
func (v *layer) whoDid(at, first int) int {
	k := v.prev(at)
	for n := 0; k > first && n < 4 && (v.part(k).Has(lang.Have|lang.Hedge|lang.Modal) || v.adverb(k)); n++ {
		k = v.prev(k)
	}
	if k <= first || !v.part(k).Has(lang.Rel) || v.people(v.prev(k), lang.People) < 2 {
		return -1
	}
	return k
}

// besideDeed reports whether the words [first, last) are told of the aftermath and not of the deed.
func (v *layer) besideDeed(o deed, first, last int) bool {
	if o.from < 0 {
		return false
	}
	if last <= o.from {
		return true
	}
	rel := false // "killing a boy who was found in Oro": the clause is told of the boy
	for k := o.to; k < first; k++ {
		switch w := v.part(k); {
		case w.Has(lang.Rel):
			rel = true
		case w.Has(lang.Be) && rel:
			rel = false
		case w.Has(lang.Be):
			return true
		}
		if next := &v.d.Tokens[k+1]; v.d.Tokens[k].Lower == "," && k+1 < first && next.Shape == text.Lower && v.ordinary(k+1) && (v.verbal(next.Lower) || v.plural(k+1)) {
			return true // "accused of killing two, appeared in court"
		}
	}
	return false
}

// lawBefore reports whether a word for an aftermath stands before token k.
func (v *layer) lawBefore(k, first int) bool {
	for k--; k >= first; k-- {
		if v.sense(k, lang.Aftermath) {
			return true
		}
	}
	return false
}

// otherClause reports whether words from token first on stand in a clause of their own behind a figure: a conjunction and another verb's auxiliary are between, and no other figure that shares them.
func (v *layer) otherClause(c *candidate, first int) bool {
	opened, to := false, max(c.atEnd, c.n.end)
	for k := to; k < first; k = v.next(k) {
		w := v.part(k)
		if id := v.number[k]; id != 0 && v.numbers[id-1].Unit == text.Count {
			return false
		}
		if w.Has(lang.Conj) && v.is(k+1, lang.A|lang.Another) {
			return false // "the remains of a boy and a girl have been found in"
		}
		if w.Has(lang.Conj) && c.how != byNothing && !v.part(k+1).Has(lang.Have) || w.Has(lang.Sub) && !w.Has(lang.Prep) {
			opened = true
		}
		if opened && w.Has(lang.Have) {
			return true
		}
	}
	return false
}

// whereOf is the token of the "where" that opens the clause in which a figure stands, or -1.
func (v *layer) whereOf(c *candidate, s *scope) int {
	start := min(c.opens, c.first)
	if c.at >= s.first && c.at < start {
		start = c.at
	}
	for k, n := v.prev(start), 0; k > s.first && n < farWhere && !v.punct(k) && !v.part(k).Has(lang.Conj); k, n = v.prev(k), n+1 {
		if v.is(k, lang.AfterOne) && v.part(k).Has(lang.Sub) {
			return k
		}
	}
	return -1
}

// farWhere is how many words may stand between a figure and the "where" of its clause.
const farWhere = 10

// bracketed reports whether the words at token at stand between dashes or in brackets with a count of their own, and a figure
// does not: "12 died - nine in Oro - on Sunday".
func (v *layer) bracketed(at int, c *candidate, s *scope) bool {
	open, count := -1, false
	for k, n := at-1, 0; k >= s.first && n < farAside; k, n = k-1, n+1 {
		if id := v.number[k]; id != 0 && v.numbers[id-1].Unit == text.Count {
			count = true
		}
		if v.parting(k) {
			open = k
			break
		}
	}
	if open < 0 || !count || c.first > open && c.first < at {
		return false
	}
	for k, n := at, 0; k < s.last && n < farAside; k, n = k+1, n+1 {
		if v.parting(k) {
			return c.first < open || c.first > k
		}
	}
	return false
}

// farAside is how far from its marks words may stand between dashes.
const farAside = 10

// parting reports whether token k is a dash between words or a bracket.
func (v *layer) parting(k int) bool {
	switch v.d.Lower(k) {
	case "–", "—", "--", "-", "(", ")":
		return k > 0 && v.punct(k) && (v.d.Tokens[k].Start > v.d.Tokens[k-1].End || v.d.Lower(k) == ")")
	}
	return false
}
