package figure

import (
	"sitrep"
	"sitrep/internal/lang"
)

// formers marks the counts of a sentence that are told as given once and replaced since: by a word for a former count where
// a newer one of the same stands beside ("first given as 90 and later reduced to 74"), by a word for a restated one beside
// ("said 15 had died; a later count put it at 18"), or by the tense alone ("had earlier put the toll at 30"). The newer
// one says what it was before. out are the figures found before the sentence, before its candidates.
func (v *layer) formers(cs []*candidate, s *scope, earlier *candidate, out []sitrep.Figure) {
	if v.l.Free {
		return
	}
	restated, late := make([]bool, len(cs)), make([]bool, len(cs))
	for j, o := range cs {
		if v.settled(o) {
			restated[j] = v.restated(o, cs, s)
			late[j] = restated[j] || v.lately(o, cs, s)
		}
	}
	for i, c := range cs {
		if !v.settled(c) {
			if c.how != unlinked && c.how != byNothing && !c.drop && !c.subset && (c.implicit || c.zero) {
				_, c.former = v.formerly(c, cs, s) // "initially said that none were hurt"
			}
			continue
		}
		told, past := v.formerly(c, cs, s)
		c.told = told
		if told && past {
			c.former = true
		}
		for j, o := range cs {
			if j == i || c.former && o.from.Known || !v.settled(o) || o.measure != c.measure || o.q.Value == c.q.Value || o.former || o.compared {
				continue
			}
			if told && late[j] || !told && j > i && restated[j] {
				c.former, o.fresh = true, restated[j]
				if c.q.Value.Known && !o.from.Known {
					o.from = c.q.Value
				}
				break
			}
		}
	}
	if earlier == nil || len(out) == 0 {
		return
	}
	for j, o := range cs {
		was := &out[len(out)-1]
		if v.settled(o) && o.sentence == earlier.sentence+1 && was.Measure == o.measure && was.Start == v.d.Tokens[earlier.first].Start && was.Min.Known && (was.Min != o.q.Min || was.Max != o.q.Max) && !was.Subset && (restated[j] || earlier.told && late[j]) {
			if was.Former = true; earlier.q.Value.Known && !o.from.Known {
				o.from = earlier.q.Value
			}
		}
	}
}

// settled reports whether a candidate is a count that can replace another or be replaced.
func (v *layer) settled(c *candidate) bool {
	return c.how != unlinked && c.how != byNothing && !c.implicit && !c.zero && !c.subset && !c.drop && !c.q.More && c.q.Modifier != sitrep.Vague
}

// farFormer is how many words before a count its verb may stand.
const farFormer = 10

// formerly reports whether a candidate is told as a former count, and whether the tense alone says that it is no more: "had
// earlier put", "an earlier toll of".
func (v *layer) formerly(c *candidate, cs []*candidate, s *scope) (told, past bool) {
	pluperfect := func(k int) bool {
		return v.part(k).Has(lang.Have) && !v.is(k, lang.Has) && v.part(v.next(k)).Has(lang.Say|lang.Give|lang.Link)
	}
	opens := v.sense(s.first, lang.Formerly) && !v.inside[s.first]
	at := func(k int) bool {
		if pluperfect(k) {
			past = past || opens
			return true // "which had put it at 200", "earlier they had said"
		}
		if !v.sense(k, lang.Formerly) || v.inside[k] {
			return false
		}
		next, before := v.part(v.next(k)), v.part(v.prev(k))
		if v.countNoun(v.next(k)) {
			past = past || v.sense(k, lang.Likewise) || v.is(k, lang.EarlierWord) && v.part(v.prev(k)).Has(lang.Det)
			return true // "initial reports", "an earlier toll"
		}
		if next.Has(lang.Say|lang.Give|lang.Link) || before.Has(lang.Say|lang.Give) {
			past = past || before.Has(lang.Have) && !v.is(v.prev(k), lang.Has) || before.Has(lang.Be) && next.Has(lang.Say) && !next.Has(lang.Link)
			past = past || v.sense(k, lang.AtFirst) && !before.Has(lang.Be) || v.turned(c, s) >= turns
			return true // "had first put", "said at first", "previously said that 12 had died, but"
		}
		return before.Has(lang.Be) && next.Has(lang.Done|lang.Being|lang.Give|lang.Say|lang.Hedge) || v.prev(k) < s.first && v.marked(v.next(k)) && v.width[k] > 1
	}
	start := min(c.opens, c.first)
	if c.at >= s.first && c.at < start {
		start = c.at
	}
	for k, n := v.prev(start), 0; k >= s.first && n < farFormer && !v.stops(k) && !v.another(k, c, cs); k, n = v.prev(k), n+1 {
		if at(k) {
			return true, past
		}
	}
	if v.turned(c, s) == turnsLately && v.saidOnce(c, s) {
		return true, true // "said last month that 12 had died, but new tests"
	}
	for k := start; k < c.first; k = v.next(k) {
		if at(k) {
			return true, past // "the number of dead was first given as 90"
		}
	}
	for k, n := max(c.n.end, c.last, c.atEnd), 0; k < s.last && n < 4 && !v.stops(k) && v.number[k] == 0; k, n = v.next(k), n+1 {
		if v.sense(k, lang.Formerly) && !v.part(k).Has(lang.Adverb) && (v.marked(v.next(k)) || v.part(v.next(k)).Has(lang.Conj|lang.Sub)) && v.gives(s.first, start) {
			return true, false // "put at 40 at first"
		}
		if v.sense(k, lang.Formerly) && v.part(v.next(k)).Has(lang.Say|lang.Give) && (v.part(v.next(k)).Has(lang.Say) || c.at > c.first) {
			return true, false // "the 12 first reported"
		}
	}
	return false, false
}

// turn is whether a sentence goes on against what it said.
type turn uint8

const (
	goesOn      turn = iota
	turns            // "but"
	turnsLately      // "but new tests", "but has since"
)

// turned tells whether a sentence goes on behind a candidate with "but" and something that is so, and that it is new.
func (v *layer) turned(c *candidate, s *scope) turn {
	k := max(c.n.end, c.last, c.atEnd)
	for k < s.last && !(v.sense(k, lang.Turning) && v.width[k] == 1 && !v.inside[k]) {
		k++
	}
	if k >= s.last {
		return goesOn
	}
	out := turns
	for j, n := v.next(k), 0; j < s.last && n < farFormer; j, n = v.next(j), n+1 {
		switch {
		case v.part(j).Has(lang.Neg) && n < 4:
			return goesOn // "but did not say how"
		case v.sense(j, lang.Lately|lang.Restating) && !v.inside[j]:
			out = turnsLately
		}
	}
	return out
}

// saidOnce reports whether a day before that of the report stands beside the verb of saying before a candidate: "said last month that".
func (v *layer) saidOnce(c *candidate, s *scope) bool {
	for i := range v.times {
		t := &v.times[i]
		if t.First > s.first && t.Last < c.first && t.First > c.first-farFormer && (v.part(v.prev(t.First)).Has(lang.Say) || v.part(v.prev(t.First)).Has(lang.Prep) && v.part(v.prev(v.prev(t.First))).Has(lang.Say)) && v.is(t.Last, lang.That) {
			return true
		}
	}
	return false
}

// countNoun reports whether token k is a noun for a count or for what tells one: "toll", "estimate", "reports".
func (v *layer) countNoun(k int) bool {
	return v.part(k).Has(lang.Toll) || v.is(k, lang.Tally|lang.ReportsWord|lang.Record) || v.part(k).Has(lang.Event) && v.part(v.next(k)).Has(lang.Toll)
}

// gives reports whether a verb of saying or of giving counts stands between two tokens.
func (v *layer) gives(a, b int) bool {
	for k := a; k < b; k = v.next(k) {
		if v.part(k).Has(lang.Say | lang.Give | lang.Link) {
			return true
		}
	}
	return false
}

// lately reports whether a candidate is told as a newer count: a word for it stands in its clause.
func (v *layer) lately(c *candidate, cs []*candidate, s *scope) bool {
	newer := func(k int) bool {
		return v.sense(k, lang.Lately|lang.Restating) && !v.inside[k] || v.part(k).Has(lang.Moves) && k < c.first
	}
	for k, n := v.prev(c.first), 0; k >= s.first && n < farFormer && !v.another(k, c, cs); k, n = v.prev(k), n+1 {
		if newer(k) {
			return true
		}
		if v.stops(k) {
			break
		}
	}
	for k, n := c.last, 0; k < s.last && n < 5 && !v.stops(k) && v.number[k] == 0; k, n = v.next(k), n+1 {
		if newer(k) {
			return true
		}
	}
	return false
}

// restated reports whether a candidate is told by a count that is called a later one: "a later count put it at 18", "the
// revised toll is 97".
func (v *layer) restated(c *candidate, cs []*candidate, s *scope) bool {
	for k, n := v.prev(c.first), 0; k >= s.first && n < farFormer && !v.another(k, c, cs) && v.d.Tokens[k].Lower != ";"; k, n = v.prev(k), n+1 {
		if v.sense(k, lang.Restating) && !v.inside[k] && v.countNoun(v.next(k)) {
			return true
		}
	}
	return false
}

// marked reports whether a mark stands at token k, or the text ends there.
func (v *layer) marked(k int) bool { return k >= len(v.words) || v.punct(k) }

// stops reports whether a mark that ends a clause stands at token k.
func (v *layer) stops(k int) bool {
	switch v.d.Tokens[k].Lower {
	case ";", ":", ".", "–", "—":
		return true
	}
	return false
}

// another reports whether token k belongs to another candidate than c.
func (v *layer) another(k int, c *candidate, cs []*candidate) bool {
	for _, o := range cs {
		if o != c && o.how != unlinked && k >= o.first && k < o.last {
			return true
		}
	}
	return false
}
