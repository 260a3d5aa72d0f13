package figure

import (
	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// nominal reports whether the count is a noun that a verb of giving can have for its object.
func (c *candidate) nominal() bool {
	switch c.how {
	case byNoun, byToll, byAct, byAttribute, byBefallen:
		return true
	}
	return c.how == byList && c.of != nil && c.of != c && c.of.how != byList && c.of.nominal()
}

// giver is who gives the count without a word of speech: "X put the toll at 40", "X counted 40
// dead", "X's count of 40".
func (v *layer) giver(c *candidate, s *scope, cast *actor.Cast) claimant {
	start := min(c.first, max(c.at, s.first))
	if c.at < 0 || c.at < s.first || c.at >= s.last {
		start = c.first
	}
	for k, n := v.prev(max(start, c.first)), 0; k >= s.first && n < 24; k, n = v.prev(k), n+1 {
		w := v.part(k)
		if v.punct(k) && !v.quoteMark(k) || v.breaks[k] || w.Has(lang.Done|lang.Do|lang.Fell) && (k < c.at || k >= c.atEnd) && !w.Has(lang.Give) {
			break
		}
		if w.Has(lang.Give) && v.is(k+1, lang.At) && c.at >= 0 && c.at < k {
			return v.doneBy(c, s, cast) // "casualties put at 40 by the ministry"
		}
		if !w.Has(lang.Give) && !v.ownCount(k, c.first) || v.passiveBefore(k) || k >= c.first {
			if w.Has(lang.Sub) && !w.Has(lang.Prep) {
				break
			}
			continue
		}
		if v.is(k, lang.ClaimsWord) && c.strict {
			break // "the fires claimed 33 lives"
		}
		a, b := v.subject(k, s.first)
		for j := a; j+1 < b; j++ {
			if v.d.Language.Time.Words[v.d.Lower(j)].Kind == lang.TimeUnit && v.d.Tokens[j+1].Shape != text.Lower {
				a = j + 1 // "on the same day the ministry": a comma was lost
			}
		}
		if a >= b || !v.giving(a, b) || v.holdsCause(a, b) {
			break
		}
		return v.resolved(a, b, cast, byGiving)
	}
	return claimant{}
}

// ownCount reports whether the verb at token k moves its subject's own count: "raised its estimate to".
func (v *layer) ownCount(k, end int) bool {
	if !v.part(k).Has(lang.Link) || !v.is(k+1, lang.TheirWord) {
		return false
	}
	for j := k + 2; j < end && j < k+8; j++ {
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
	if v.holdsNumber(a, b) {
		return false
	}
	last := v.part(b - 1)
	return v.agent(a, b) || v.d.Tokens[a].Shape == text.Title && a+1 == b && !v.part(a).Has(lang.Det) || v.part(a).Has(lang.Det) && b-a > 1 && !last.Has(lang.Thing|lang.Measured|lang.NoPlace)
}

func (v *layer) resolved(a, b int, cast *actor.Cast, how claimantHow) claimant {
	out := claimant{name: v.phrase(a, b), kind: sitrep.Named, how: how, source: v.d.Span(a, b), sure: 0.6}
	if cast != nil {
		if ref := cast.Resolve(v.d, a, b); ref.Name != "" {
			out.name, out.kind, out.actor = ref.Name, ref.Kind, ref.Actor
			if ref.Here != "" && ref.Actor != "" && !alike(string(ref.Here), string(ref.Name)) {
				out.name = ref.Here
			}
		}
	}
	return out
}
