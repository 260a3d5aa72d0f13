package figure

import (
	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// clause is the tokens from the start of a figure's clause to the end of its measure.
func (v *layer) clause(c *candidate, first, last int) (from, to int) {
	from, to = c.first, c.n.end
	if c.at >= first && c.at < last {
		from, to = min(from, c.at), max(to, c.atEnd)
	}
	to = min(to, last)
	for n := 0; from > first && n < 14; n++ {
		k := v.prev(from)
		w := v.part(k)
		if v.l.Free && v.is(k, lang.That) && v.d.Lower(k-1) == "," && v.part(v.prev(k-1)).Has(lang.Fear|lang.Project|lang.Deny) {
			from = v.prev(k - 1) // "obawa, że": a comma parts every clause from its verb
			continue
		}
		if w.Has(lang.If) {
			if v.conditional(k, c) {
				from = k
			}
			break
		}
		if v.punct(k) && !v.quoteMark(k) || w.Has(lang.Sub) && !w.Has(lang.Prep) || w.Has(lang.Say) && !w.Has(lang.Hedge|lang.Deny) && !v.is(k, lang.Reported) {
			break
		}
		from = k
	}
	return from, to
}

// status tells how a figure is put forward, and whether it is hedged.
func (v *layer) status(c *candidate, s *scope) (sitrep.Status, bool) {
	status, hedged := sitrep.Asserted, false
	from, to := v.clause(c, s.first, s.last)
	perfect := false
	if v.supposed(c, s.first) {
		status = sitrep.Hypothetical
	}
	for k := from; k < to; k = v.next(k) {
		w := v.part(k)
		if !c.zero && k >= c.first && k < c.last {
			continue // "not fewer than 300"
		}
		switch {
		case w.Has(lang.Hedge) && k < max(c.at, c.first):
			hedged = hedged || !(v.part(v.next(k)).Has(lang.Prep) && v.is(v.next(k)-1, lang.ToBe))
		case w.Has(lang.Fear) && (k == c.at || c.first-k <= 5 && k < c.first || c.at > k && c.at-k <= 5 || k > c.first && k < c.at):
			status = sitrep.Feared
		case w.Has(lang.Project) && k <= max(c.at, c.first) && (c.first-k <= 6 || c.at > k && c.at-k <= 5):
			status = sitrep.Projected
		case w.Has(lang.Deny) && v.next(k) < c.at && v.l.Ends(v.d.Lower(v.next(k)), v.l.Participles) && !v.part(v.next(k)).Has(lang.Have|lang.Measured):
			// "denies ordering the killing of 14"
		case w.Has(lang.Deny) || w.Has(lang.Neg) && c.measure != sitrep.Strength && c.fate == 0 && v.near(k, c):
			if !c.zero && status == sitrep.Asserted {
				status = sitrep.Denied
			}
		case w.Has(lang.Attempt) && v.governed(k, c):
			status = sitrep.Hypothetical
		case w.Has(lang.If):
			status = sitrep.Hypothetical
		case w.Has(lang.Modal) && !w.Has(lang.Neg) && (v.near(k, c) || v.running(k, c)) && (v.d.Tokens[k].Shape == text.Lower || v.d.AllCaps):
			if v.is(k, lang.Will) {
				perfect = v.part(v.next(k)).Has(lang.Have)
				if perfect {
					hedged = true
				} else if status == sitrep.Asserted {
					status = sitrep.Projected
				}
			} else if v.is(k, lang.AfterOne) && status == sitrep.Asserted {
				status = sitrep.Hypothetical // "must be freed"
			}
		}
	}
	if status == sitrep.Asserted && v.rejected(c, s.first) {
		status = sitrep.Denied
	}
	if status == sitrep.Asserted && v.meant(c, s) {
		status = sitrep.Hypothetical
	}
	for k := max(v.prev(c.first), s.first); k < max(c.at, c.first) && k < c.first+8; k = v.next(k) {
		if v.sense(k, lang.Maybe) && (k < c.first || k < c.n.end) {
			hedged = true // "12 possible victims", "perhaps 40 died"
		}
	}
	// "... which could not be independently verified", "reportedly" close behind
	for k, n := to, 0; k < s.last && n < 3; n++ {
		if v.part(k).Has(lang.Hedge) && v.width[k] == 1 && !v.part(v.next(k)).Has(lang.Many|lang.One) {
			hedged = true
		}
		k = v.next(k)
	}
	for k := s.first; k < s.last; k = v.next(k) {
		if v.part(k).Has(lang.Hedge) && v.width[k] > 3 {
			hedged = true
		}
	}
	return status, hedged
}

// rejected reports whether a candidate stands in what somebody else said and who speaks rejects: "rejected the army's
// statement that 70 had been killed".
func (v *layer) rejected(c *candidate, first int) bool {
	for k, n := v.prev(c.opens), 0; k > first && n < 6 && !v.punct(k); k, n = v.prev(k), n+1 {
		if !v.is(k, lang.That) || v.part(v.prev(k)).Has(lang.Say) && !v.plural(v.prev(k)) {
			continue
		}
		for j, m := v.prev(k), 0; j >= first && m < 8 && !v.punct(j); j, m = v.prev(j), m+1 {
			if v.sense(j, lang.Rejects) {
				return true
			}
		}
		return false
	}
	return false
}

// conditional reports whether the condition that token k opens is that the figure's own verb befell those counted:
// no other verb, and nothing held by a preposition, stands between. "If they are convicted of the killing of ten",
// "if the bodies of the five who died" and "hundreds, if not thousands" make no condition of the count.
func (v *layer) conditional(k int, c *candidate) bool {
	if c.how == byAct || c.how == byNothing && c.n.definite || v.is(v.prev(k), lang.As) || v.part(v.next(k)).Has(lang.Neg) {
		return false
	}
	end := c.first
	if c.at > k {
		end = min(end, c.at)
	}
	for j := v.next(k); j < end; j = v.next(j) {
		if w := v.part(j); w.Has(lang.Prep|lang.Rel|lang.Measured) || w == 0 && v.verbal(v.d.Lower(j)) && v.d.Tokens[j].Shape == text.Lower {
			return false
		}
	}
	for j := c.n.end; j < c.at; j = v.next(j) {
		if v.part(j).Has(lang.Rel) && !v.is(j, lang.That) {
			return false
		}
	}
	return true
}

// supposed reports whether a verb stands before its subject with the candidate in it, as in a condition or a question:
// "were 50 people to die", "had twelve been killed".
func (v *layer) supposed(c *candidate, first int) bool {
	k := v.prev(c.opens)
	for k > first && v.part(k).Has(lang.Det) {
		k = v.prev(k)
	}
	if v.l.Free || k < first || !v.part(k).Has(lang.Be|lang.Have|lang.Modal) || c.at < c.first {
		return false
	}
	return k == first || v.punct(k-1) && v.d.Tokens[k-1].Lower != ","
}

// running reports whether a small word at token k stands between a running count and the verb that moves it: "the
// toll would exceed 300".
func (v *layer) running(k int, c *candidate) bool {
	if c.how != byToll || k < c.atEnd || k >= c.first {
		return false
	}
	k = v.next(k)
	for k < c.first && v.adverb(k) {
		k = v.next(k)
	}
	return v.part(k).Has(lang.Link) && k < c.first
}

// near reports whether a small word at token k belongs to the figure's verb: nothing but other small
// words stands between.
func (v *layer) near(k int, c *candidate) bool {
	if c.at < 0 || k >= c.at || c.at-k > 6 {
		return false
	}
	for j := v.next(k); j < c.at; j = v.next(j) {
		if !v.part(j).Has(lang.Be|lang.Have|lang.Modal|lang.Neg|lang.Conj|lang.Link) && !v.adverb(j) && !(j >= c.first && j < c.n.end) {
			return false
		}
	}
	return true
}
