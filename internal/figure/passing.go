package figure

import (
	"sitrep/internal/lang"
)

// passing reports whether a figure stands in a clause that takes its event as known: a relative clause that tells
// which event is meant ("the fires that killed 93", "a raid in which 12 died", without a comma before it), or a
// clause of time behind what is said ("he said the roads were open after a blast killed 12"). Grammarians call
// this presupposed: it is told on the way and not put forward.
//
// "A raid that killed 12" tells of a raid, and so do "raids that killed 12" where who says so stands behind:
// these are put forward.
func (v *layer) passing(c *candidate, s *scope, source [2]int) bool {
	trailing := source[0] >= c.last
	if v.beside(c, s, source) {
		return true
	}
	if v.known(c, s.first) || v.behindTag(c, s, source) {
		return true
	}
	// Two may each be listed with the other: a list's chain ends after as many steps as lists have.
	for n := 0; n < 16 && c.how == byList && c.of != nil && c.of.sentence == c.sentence; n++ {
		c = c.of
	}
	if c.at < s.first || c.at >= s.last || v.l.Ends(v.d.Lower(c.at), v.l.Participles) {
		return false
	}
	if c.how == byAct && c.n.definite && !v.l.Free || v.chosen(c, s.first) {
		return true // "the deaths of the two leaders", "the youngest of the five killed"
	}
	if k := v.prev(c.opens); c.how == byAfter && !trailing && k > s.first && v.part(k).Has(lang.Sub) && v.is(k, lang.Why) && !v.is(k, lang.As) && !v.l.Free {
		return v.told(k, s) // "she wants such ascents to be forbidden after five men were killed"
	}
	first := min(c.first, c.at)
	takes := v.prev(c.first)
	for takes > s.first && (v.part(takes).Has(lang.Det) || v.adverb(takes)) {
		takes = v.prev(takes)
	}
	lives := c.how == byNoun && v.part(c.at).Has(lang.Strict) && v.part(takes).Has(lang.Taking) // "that has claimed 40 lives"
	if lives {
		first = takes
	}
	if left := c.first - 1; v.part(c.at).Has(lang.Being) && c.at > c.first && v.l.Lexemes[v.own[max(left, 0)]].Parts.Has(lang.Leave) {
		first = v.prev(c.first) // "left 115 dead", "have left"
	} else if !v.part(c.at).Has(lang.Done|lang.Fell) && !lives {
		return false
	}
	k, joined := v.auxiliaries(first, s.first)
	if k < s.first {
		return false
	}
	if joined {
		// "that razed the town and killed 93": the clause of the verb before
		k = v.clauseOf(k, s.first)
	}
	if k <= s.first || v.breaks[k] {
		return false
	}
	switch {
	case v.part(k).Has(lang.Rel):
		if before := v.prev(k); v.part(before).Has(lang.Prep) && !v.part(before).Has(lang.Cause) {
			k = before // "in which"
		}
		if end := v.prev(k); !trailing && v.sofar(k, first) && v.causes(end, s.first) {
			return true // "a quake that has killed 12", "the fires, which have killed 12"
		}
		return v.caused(v.prev(k), s.first, trailing)
	case c.how == byBefore:
		// "after fires killed 93": the subject stands between
		for n := 0; k > s.first && n < 8 && !v.punct(k) && v.part(k)&(lang.Done|lang.Do|lang.Fell|lang.Say|lang.Be|lang.Have|lang.Rel|lang.Conj) == 0; n++ {
			if !trailing && v.part(k).Has(lang.Sub) && !v.is(k, lang.As) && v.is(k, lang.Why) {
				return v.told(k, s)
			}
			k = v.prev(k)
		}
	}
	return false
}

// behindTag reports whether a figure stands in a clause of time behind who says what stands before: "Aid is on its way, the
// minister has said, after floods killed thousands".
func (v *layer) behindTag(c *candidate, s *scope, source [2]int) bool {
	if source[0] <= s.first+3 || v.d.Tokens[source[0]-1].Lower != "," {
		return false
	}
	for k := source[1]; k < min(c.first, source[1]+farTag); k++ {
		if v.d.Tokens[k].Lower == "," {
			return v.part(k+1).Has(lang.Sub) && v.is(k+1, lang.Why)
		}
	}
	return false
}

// farTag is how far behind who speaks, in words, the comma behind the verb may stand: "the minister has said on Friday,".
const farTag = 6

// known reports whether a figure stands in what tells somebody known apart by what he is charged with: "the driver accused of
// killing two".
func (v *layer) known(c *candidate, first int) bool {
	for n := 0; n < 16 && c.how == byList && c.of != nil && c.of.sentence == c.sentence; n++ {
		c = c.of
	}
	k := v.prev(c.at)
	if c.how != byBefore || k <= first || !v.part(k).Has(lang.Prep) || !v.l.Lexemes[v.own[v.prev(k)]].Parts.Has(lang.Charged) {
		return false
	}
	k = v.prev(v.prev(k))
	for n := 0; n < 4 && k > first && !v.punct(k) && v.part(k)&(lang.Det|lang.Be|lang.Have|lang.Prep|lang.Say) == 0; n++ {
		k = v.prev(k)
	}
	return v.is(k, lang.The|lang.These) || v.is(k, lang.TheirWord)
}

// chosen reports whether somebody is named by rank out of those counted: "the youngest of the five".
func (v *layer) chosen(c *candidate, first int) bool {
	k := v.prev(c.opens)
	for k > first && v.part(k).Has(lang.Det) {
		k = v.prev(k)
	}
	return v.is(k, lang.Of) && v.is(v.prev(k), lang.Superlative) && !v.is(v.prev(k), lang.Fraction)
}

// beside reports whether a figure stands in a clause set between commas that says where something happens, with what is said going on behind it ("the
// town, where 53 have died, was dry, scientists said"), or in one about what a count is held against ("passing the toll of the earlier fire, which
// killed 85").
func (v *layer) beside(c *candidate, s *scope, source [2]int) bool {
	k := min(c.first, c.at)
	if c.at < s.first || c.at >= s.last {
		return false
	}
	for n := 0; k > s.first && n < 12 && !v.punct(k); n++ {
		k--
	}
	if v.d.Tokens[k].Lower != "," || source[0] > k && source[0] < c.last {
		return false
	}
	switch open := k + 1; {
	case v.part(open).Has(lang.Sub) && v.is(open, lang.AfterOne):
		for end := max(c.last, c.atEnd); end < s.last-1; end++ {
			if end == source[0] || v.part(end).Has(lang.Say) {
				return false
			}
			if v.d.Tokens[end].Lower == "," {
				return v.part(end + 1).Has(lang.Be | lang.Have | lang.Modal)
			}
		}
	case v.part(open).Has(lang.Rel):
		for j := k - 1; j > s.first && j > k-20; j-- {
			if v.is(j, lang.Above) {
				return v.number[j+1] == 0
			}
		}
	}
	return false
}

// auxiliaries goes left from a figure over what belongs to its verb, and reports whether a conjunction ties it to
// another.
func (v *layer) auxiliaries(k, first int) (int, bool) {
	for k = v.prev(k); k >= first; k = v.prev(k) {
		w := v.part(k)
		if w.Has(lang.Have|lang.Be|lang.Modal|lang.Det|lang.Hedge) && !w.Has(lang.Rel|lang.Conj) || v.adverb(k) || w.Has(lang.SoFar) || v.inside[k] && v.timed(k) {
			continue // "that as of Monday morning had killed"
		}
		if w.Has(lang.Conj) {
			return v.prev(k), true
		}
		break
	}
	return k, false
}

// timed reports whether token k is in a time.
func (v *layer) timed(k int) bool {
	for i := range v.times {
		if v.times[i].First <= k && k < v.times[i].Last {
			return true
		}
	}
	return false
}

// clauseOf is the relative pronoun of the clause that token k stands in; first when there is none.
func (v *layer) clauseOf(k, first int) int {
	for n := 0; k > first && n < 14; n++ {
		w := v.part(k)
		if w.Has(lang.Rel) {
			return k
		}
		if w.Has(lang.Say|lang.Have|lang.Be|lang.Sub|lang.Measured) || v.punct(k) {
			break
		}
		k = v.prev(k)
	}
	return first
}

// caused reports whether what ends at token k is an event named as a known one: a noun for what kills within a few
// words, with "the", or, if bare will do, with no article.
func (v *layer) caused(k, first int, definite bool) bool {
	cause := false
	for n := 0; k >= first && n < 10; n++ {
		w := v.part(k)
		if v.is(k, lang.The|lang.These) || v.is(k, lang.TheirWord) || v.d.Lower(k) == "'s" {
			if cause {
				return true
			}
		} else if v.punct(k) && !v.quoteMark(k) || w.Has(lang.Say|lang.Be|lang.Sub|lang.Det) {
			break
		} else if cause && (w.Has(lang.Prep|lang.Do|lang.Done|lang.Conj) || n > 6) {
			break
		}
		cause = cause || w.Has(lang.Cause)
		k = v.prev(k)
	}
	return cause && !definite && !v.is(k, lang.A|lang.Another)
}

// sofar reports whether the verb between two tokens is in the perfect, as what is still going on is told for those who have
// not heard of it: "that has killed".
func (v *layer) sofar(from, to int) bool {
	for k := from; k < to; k++ {
		if v.part(k).Has(lang.Have) && v.is(k, lang.Has) || v.part(k).Has(lang.SoFar) {
			return true
		}
	}
	return false
}

// causes reports whether a noun for what kills stands within a few words before token k, over a mark right there.
func (v *layer) causes(k, first int) bool {
	if v.punct(k) {
		k = v.prev(k)
	}
	for n := 0; k >= first && n < 6 && !v.punct(k) && v.part(k)&(lang.Say|lang.Be|lang.Sub) == 0; n++ {
		if v.part(k).Has(lang.Cause) {
			return true
		}
		k = v.prev(k)
	}
	return false
}

// told reports whether a clause of its own, said by somebody, stands before token k: more than three words
// after the verb of speech.
func (v *layer) told(k int, s *scope) bool {
	words := 0
	for j := s.first; j < k; j++ {
		if v.part(j).Has(lang.Say) && !v.is(j, lang.Reported) {
			words = 0
		} else if !v.punct(j) {
			words++
		}
	}
	return words > 3
}

// follows reports whether nothing but a conjunction stands between a figure with its measure and the next.
func (v *layer) follows(p, c *candidate) bool {
	k := max(p.n.end, p.last)
	if p.at >= k && p.at < c.first {
		k = p.atEnd
	}
	for k < c.first && v.part(k).Has(lang.Being|lang.Done) {
		k = v.next(k)
	}
	return k < c.first && v.part(k).Has(lang.Conj) && v.next(k) == c.first
}
