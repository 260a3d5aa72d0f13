package figure

import (
	"strings"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// counts reports whether the count is a noun that a verb of giving can have for its object.
func (v *layer) counts(c *candidate) bool {
	for n := 0; n < 16 && c.how == byList && c.of != nil; n++ {
		c = c.of
	}
	switch c.how {
	case byAfter:
		return c.reach == 0 && v.part(c.at).Has(lang.Being|lang.Done) // "counted 12 dead"
	case byNoun, byToll, byAct, byAttribute, byBefallen:
		return true
	}
	return false
}

// giver is who gives the count without a word of speech: "X put the toll at 40", "X counted 40
// dead", "X's count of 40", "X lowered the toll to 36". Where somebody is said to tell the figure, who only moved it does
// not give it.
func (v *layer) giver(c *candidate, s *scope, cast *actor.Cast, told bool) claimant {
	start := min(c.first, max(c.at, s.first))
	if c.at < 0 || c.at < s.first || c.at >= s.last {
		start = c.first
	}
	for k, n := v.prev(max(start, c.first)), 0; k >= s.first && n < 24; k, n = v.prev(k), n+1 {
		w := v.part(k)
		if v.punct(k) && !v.quoteMark(k) && !v.afterCount(k-1) && !v.is(k+1, lang.From) || v.breaks[k] || w.Has(lang.Done|lang.Do|lang.Fell) && (k < c.at || k >= c.atEnd) && !w.Has(lang.Give) && !v.afterCount(k) {
			break
		}
		if by := v.byBehind(k); w.Has(lang.Give) && by < c.first && v.is(by, lang.By) && v.passiveBefore(k) {
			// "the loss is put by the general at 40"
			if a, b := v.nominal(by+1, c.first); a < b && v.giving(a, b) && (v.is(b, lang.At|lang.As) || v.part(b).Has(lang.Prep)) {
				return v.resolved(a, b, cast, byGiving)
			}
			break
		}
		if w.Has(lang.Give) && v.is(k+1, lang.At|lang.As) && c.at >= 0 && (c.at < k || v.passiveBefore(k)) {
			return v.doneBy(c, s, cast) // "casualties put at 40 by the ministry"
		}
		if !w.Has(lang.Give) && !v.ownCount(k, c.first) || v.passiveBefore(k) || k >= c.first {
			if w.Has(lang.Sub) && !w.Has(lang.Prep) && !(v.is(k, lang.As) && k+1 == c.first) {
				break
			}
			continue
		}
		if v.is(k, lang.Put) && !v.putAt(k, c.first) || v.part(k+1).Has(lang.Link) && !v.part(k+1).Has(lang.Prep) && k+2 == c.first {
			break // "put 40 dead on his list", "gave up 30 dead"
		}
		if own := v.part(k).Has(lang.Moves) && v.is(k+1, lang.TheirWord); v.former(k) && !own || told && v.part(k).Has(lang.Moves) && !own {
			break // but "had raised its own estimate to" tells whose it is
		}
		if before := v.prev(k); v.is(k, lang.Tally) && (v.part(before).Has(lang.Det) || v.part(before) == 0 && v.part(v.prev(before)).Has(lang.Det)) {
			continue // "its estimate of", "its new estimate of"
		}
		if v.is(k, lang.ClaimsWord) && c.strict {
			break // "the fires claimed 33 lives"
		}
		a, b := v.account(k, s.first)
		if a >= b {
			a, b = v.subject(k, s.first)
		}
		if by := v.citing(k, s.first, cast); by.name != "" {
			return by
		}
		for j := a; j+1 < b; j++ {
			if v.d.Language.Time.Words[v.d.Lower(j)].Kind == lang.TimeUnit && v.d.Tokens[j+1].Shape != text.Lower {
				a = j + 1 // "on the same day the ministry": a comma was lost
			}
		}
		for j := a + 1; j+1 < b; j++ {
			if v.is(j, lang.By) && v.is(j-1, lang.Tally) {
				a = j + 1 // "a count by the agency"
			}
		}
		if v.part(a).Has(lang.Prep) {
			for a < b && (!v.part(a).Has(lang.Det) || v.part(v.prev(a)).Has(lang.Prep)) {
				a++ // "In northern Oro the Observatory": a comma was lost
			}
		}
		if a >= b || !v.giving(a, b) || v.holdsCause(a, b) {
			break
		}
		return v.resolved(a, b, cast, byGiving)
	}
	return claimant{}
}

// citing is whom somebody cites, between commas, who gives a count with the verb at token k: "the paper, citing police, put
// the toll at 40".
func (v *layer) citing(k, first int, cast *actor.Cast) claimant {
	end := v.prev(k)
	if end <= first || v.d.Tokens[end].Lower != "," {
		return claimant{}
	}
	for j, n := end-1, 0; j > first+1 && n < 10 && !v.punct(j); j, n = j-1, n+1 {
		if !v.is(j, lang.Citing) || v.d.Tokens[j-1].Lower != "," {
			continue
		}
		a, b := v.nominal(j+1, end)
		x, y := v.subject(j-1, first)
		if b != end || a >= b || x >= y || !v.giving(a, b) || !v.giving(x, y) {
			break
		}
		out := v.resolved(a, b, cast, byGiving)
		out.via = v.phrase(x, y)
		return out
	}
	return claimant{}
}

// byBehind is the token behind the verb of giving at token k, past a particle: "put down by".
func (v *layer) byBehind(k int) int {
	if v.is(k+2, lang.By) {
		return k + 2
	}
	return k + 1
}

// afterCount reports whether the word at token k is a measure right behind a number, as in a list of counts: "12
// dead and 30 hurt".
func (v *layer) afterCount(k int) bool {
	return k > 0 && v.part(k).Has(lang.Done|lang.Being) && v.inside[k-1]
}

// putAt reports whether what is put with the verb at token k is a count: more than the number stands behind it.
func (v *layer) putAt(k, first int) bool {
	for j := k + 1; j < first; j++ {
		if !v.adverb(j) {
			return true
		}
	}
	return false
}

// former reports whether the verb at token k tells what was given once and is no more: "had initially given a toll of".
func (v *layer) former(k int) bool {
	for k = v.prev(k); v.adverb(k); k = v.prev(k) {
	}
	return v.part(k).Has(lang.Have) && !v.is(k, lang.Has)
}

// account is the paper that gives a count with the verb at token k, whose name is that of no other word: "the
// police report gives 21 killed".
func (v *layer) account(k, first int) (int, int) {
	last := v.prev(k)
	if last <= first || !v.is(last, lang.ReportsWord) || v.width[last] != 1 {
		return 0, 0
	}
	from, to := v.subject(last, first)
	if from >= to || !v.part(from).Has(lang.Det) && v.d.Tokens[from].Shape == text.Lower {
		return 0, 0
	}
	return from, last + 1
}

// ownCount reports whether the verb at token k moves its subject's own count: "raised its estimate to".
func (v *layer) ownCount(k, end int) bool {
	if !v.part(k).Has(lang.Link) || !v.is(k+1, lang.TheirWord) && !(v.part(k).Has(lang.Moves) && (v.part(k+1).Has(lang.Det|lang.Toll) || v.is(k+1, lang.Tally))) {
		return false
	}
	for j := k + 1; j < end && j < k+8; j++ {
		if v.is(j, lang.Tally) || v.part(j).Has(lang.Toll) {
			return true
		}
	}
	return false
}

// doneBy is whom "by" names behind a count.
func (v *layer) doneBy(c *candidate, s *scope, cast *actor.Cast) claimant {
	for k, n := max(c.n.end, c.atEnd, c.last), 0; k < s.last && n < 6; k, n = v.next(k), n+1 {
		if !v.is(k, lang.By) || v.inside[k] {
			continue
		}
		if a, b := v.nominal(v.next(k), s.last); a < b && v.giving(a, b) {
			return v.resolved(a, b, cast, byGiving)
		}
		break
	}
	return claimant{}
}

// giving reports whether a phrase can be the one who counts: a name, people, or a body.
func (v *layer) giving(a, b int) bool {
	if v.holdsNumber(a, b) || v.is(b-1, lang.Of) {
		return false // "the number of"
	}
	last := v.part(b - 1)
	return v.agent(a, b) || v.bodies(b-1) || last.Has(lang.Source) || v.d.Tokens[a].Shape == text.Title && a+1 == b && !v.part(a).Has(lang.Det) || v.part(a).Has(lang.Det) && b-a > 1 &&
		(!last.Has(lang.Thing|lang.Measured|lang.NoPlace) || last.Has(lang.Place) || v.is(b-1, lang.ReportsWord))
}

// bodies reports whether token k is a plural of those who speak: "rights groups".
func (v *layer) bodies(k int) bool {
	n, noun := v.d.Language.Actors.NounKnown(v.d.Tokens[k].Word, v.d.Lower, k)
	return n == 1 && noun.Plural && noun.Kind != lang.TextNoun
}

func (v *layer) resolved(a, b int, cast *actor.Cast, how claimantHow) claimant {
	out := claimant{name: v.phrase(a, b), kind: sitrep.Named, how: how, source: v.d.Span(a, b), sure: 0.6}
	if cast != nil {
		ref := cast.Resolve(v.d, a, b)
		if ref.Actor == "" && ref.In == v.d.In && ref.First < a && ref.Last == b && v.number[ref.First] != 0 {
			return out // "dozens opposition activists"
		}
		if ref.Actor == "" && (v.cutShort(string(ref.Name), a, b) || v.digit(string(ref.Name)) || v.overruns(string(ref.Name), a, b)) {
			return out // "the official return" is no official, "the militants" not "50 militants", nor "Oro" "Oro RAISES"
		}
		if ref.Name != "" {
			out.name, out.kind, out.actor = ref.Name, ref.Kind, ref.Actor
			if ref.Here != "" && ref.Actor != "" && !alike(string(ref.Here), string(ref.Name)) {
				out.name = ref.Here
			}
		}
	}
	return out
}

// cutShort reports whether a name is the phrase of tokens [a, b) without the noun it ends in.
func (v *layer) cutShort(name string, a, b int) bool {
	whole := string(v.phrase(a, b))
	return len(name) > 0 && len(name) < len(whole) && strings.EqualFold(whole[:len(name)], name) && v.part(b-1)&(lang.Prep|lang.Place) == 0 &&
		v.d.Tokens[b-1].Shape == text.Lower && b-a > 2 && v.people(b-1, lang.People) == 0
}

// overruns reports whether a name is the phrase of tokens [a, b) with the verb behind it, as in a headline of capitals.
func (v *layer) overruns(name string, a, b int) bool {
	return b < len(v.words) && name == string(v.phrase(a, b+1)) && v.part(b).Has(lang.Link|lang.Give|lang.Say)
}

// digit reports whether a name begins with a number in figures.
func (v *layer) digit(name string) bool { return name != "" && name[0] >= '0' && name[0] <= '9' }
