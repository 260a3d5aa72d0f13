package figure

import (
	"strings"

	"sort"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// clock reports whether token k is an hour in figures: "7.08am", "at 9 am".
func (v *layer) clock(k int) bool {
	w := v.d.Lower(k)
	if w == "" || w[0] < '0' || w[0] > '9' {
		return false
	}
	rest := strings.TrimLeft(w, "0123456789.:h")
	if rest == "" && k+1 < len(v.words) {
		rest = v.d.Lower(k + 1)
	}
	switch strings.ReplaceAll(rest, ".", "") {
	case "am", "pm":
		return true
	}
	return false
}

// places lists the places of a sentence: a preposition and a noun for a place or a name behind it, with
// the places that hold it ("the village of X in western Y").
func (v *layer) places(first, last int) [][2]int {
	var out [][2]int
	for k := first; k < last; k++ {
		if v.inside[k] {
			continue
		}
		if v.part(k).Has(lang.Lasting) {
			if p, ok := v.owner(k, first); ok {
				out = append(out, p)
			}
		}
		if v.part(k).Has(lang.Toll) && k > first {
			j := k - 1
			event := v.part(j).Has(lang.Cause) && v.d.Tokens[j].Shape == text.Lower
			if event && j > first {
				j--
			}
			if v.d.Tokens[j].Shape == text.Title && (v.country(j) || event && v.part(j) == 0 && v.people(j, lang.People) == 0) {
				from := j
				if j > first+1 && v.is(j-1, lang.And) && v.d.Tokens[j-2].Shape == text.Title {
					from -= 2
				}
				out = append(out, [2]int{from, j + 1}) // "the Norland toll stands at 40", "the Oro and Tarn fire death toll"
			}
		}
		if v.part(k).Has(lang.Anywhere) {
			if end, _ := v.nounsFrom(k+1, last, false); end == k+1 && !v.part(k+1).Has(lang.NoPlace|lang.Cause) {
				out = append(out, [2]int{k, k + 1}) // not "during nationwide riots"
			}
			continue
		}
		if v.is(k, lang.AfterOne) && v.part(k).Has(lang.Sub) {
			if p, ok := v.antecedent(k, first); ok && (len(out) == 0 || out[len(out)-1][1] <= p[0]) {
				out = append(out, p)
			}
			continue
		}
		at, ok := v.opensPlace(k)
		if !ok {
			continue
		}
		from, to, ok := v.placeAt(at, last)
		if !ok || v.clock(from) {
			continue
		}
		whole := v.holding(to, last)
		out = append(out, [2]int{from, whole})
		if k = whole - 1; v.is(at-1, lang.To|lang.From) {
			k = to - 1 // what follows may be where it happened: "fell into the river in Oro"
		}
	}
	return out
}

// antecedent is the place that the "where" at token k goes on from, without a preposition of its own: "the worst hit town was Vesk,
// where 300 died".
func (v *layer) antecedent(k, first int) ([2]int, bool) {
	to := k
	if to > first && v.d.Lower(to-1) == "," {
		to--
	}
	from, name := to, false
	for from > first && v.number[from-1] == 0 && !v.inside[from-1] && (v.part(from-1).Has(lang.Place) || v.d.Tokens[from-1].Shape == text.Title && v.part(from-1)&(stops|lang.Measured|lang.People|lang.NoPlace) == 0) {
		from--
		name = name || v.d.Tokens[from].Shape == text.Title
	}
	return [2]int{from, to}, name && from < to && from > first
}

// owner is the place whose war or epidemic is spoken of at token k: "Syria's civil war".
func (v *layer) owner(k, first int) ([2]int, bool) {
	for j := k - 1; j >= first && j > k-5; j-- {
		t := &v.d.Tokens[j]
		if t.Lower == "'s" && j > first && v.d.Tokens[j-1].Shape == text.Title {
			return [2]int{j - 1, j}, !v.dated(j - 1)
		}
		if t.Shape == text.Title && v.plural(j) && v.people(j, lang.People) < 2 && !v.inside[j] && v.part(j) == 0 {
			return [2]int{j, j + 1}, true
		}
		if t.Kind == text.Punct || v.part(j).Has(stops) {
			break
		}
	}
	return [2]int{}, false
}

// opensPlace reports whether a place may follow the word at token k, and where.
func (v *layer) opensPlace(k int) (int, bool) {
	w := v.part(k)
	if w.Has(lang.Strikes) {
		if v.is(k-1, lang.Superlative) {
			return 0, false // "the hardest hit areas"
		}
		if v.is(k+1, lang.Of|lang.On|lang.At) {
			return k + 2, true
		}
		return k + 1, !w.Has(lang.NoPlace)
	}
	if !w.Has(lang.PlacePrep) {
		return 0, false
	}
	if k+1 < len(v.words) && v.part(k+1).Has(lang.Place) && v.is(k-1, lang.Term) {
		return 0, false // "ten years in prison", "life in jail": how long, not where
	}
	switch {
	case v.is(k, lang.Of):
		return k + 1, v.part(v.prev(k)).Has(lang.Cause) && !v.sense(v.prev(k), lang.Wrecking) // but "the sinking of the Vesk Star"
	case v.is(k, lang.Between):
		return 0, false
	case v.is(k, lang.To):
		next := v.next(k)
		return next, !v.is(k-1, lang.According) && next < len(v.words) && (v.part(next).Has(lang.Det|lang.Place) || v.d.Tokens[next].Shape == text.Title)
	}
	return v.next(k), true
}

// holding goes on from a place to those that hold it, and returns where they end.
func (v *layer) holding(to, last int) int {
	for to < last && v.part(to).Has(lang.PlacePrep) && !v.inside[to] {
		if v.is(to, lang.To|lang.From|lang.Over) {
			return to
		}
		_, next, ok := v.placeAt(v.next(to), last)
		if !ok {
			return to
		}
		to = next
	}
	if to >= last {
		return to
	}
	if to+1 < last && v.d.Lower(to) == "," && v.country(to-1) && v.country(to+1) && v.d.Lower(to+2) != "'s" {
		return to + 2 // "in Norland, Sudland"
	}
	if k := v.next(to); v.is(to, lang.And) && v.named([2]int{max(to-4, 0), to}) && v.is(k, lang.On|lang.Holds) && v.part(k).Has(lang.PlacePrep) {
		if _, next, ok := v.placeAt(v.next(k), last); ok && (next == last || v.punct(next) && !v.countAhead(next, last) || v.part(next).Has(lang.PlacePrep)) {
			return v.holding(next, last) // "on Oro and on the districts of Tarn"
		}
	}
	return to
}

// countAhead reports whether a count stands close behind token k.
func (v *layer) countAhead(k, last int) bool {
	for j := k; j < last && j < k+4; j++ {
		if v.number[j] != 0 {
			return true
		}
	}
	return false
}

// place is the place of a figure: the nearest of its sentence.
func (v *layer) place(c *candidate, s *scope, claimant [2]int) sitrep.Words {
	if c.measure == sitrep.Displaced && c.at >= s.first && c.how != byBefore && c.atEnd < s.last {
		if from, to, ok := v.placeAt(c.atEnd, s.last); ok && v.part(c.atEnd).Has(lang.Det) {
			return sitrep.Words(v.d.Slice(v.d.Span(from, v.holding(to, s.last)))) // "fled the town"
		}
	}
	best, cost := -1, 1<<30
	if len(s.places) == 0 {
		return ""
	}
	deed, where := v.deedOf(c, s), v.whereOf(c, s)
	for i, p := range s.places {
		if v.besideDeed(deed, p[0], p[1]) && (p[0] >= deed.to || deed.law && v.lawBefore(p[0], s.first)) || v.otherClause(c, p[0]) || v.stationed(i, c, s) || v.inName(p) || v.othersFate(p, c) || claimant[0] >= max(c.n.end, c.atEnd) && claimant[1] > 0 && v.prev(p[0]) == claimant[1] {
			continue
		}
		if claimant[0] < claimant[1] && p[0] < claimant[1] && p[1] > claimant[0] {
			if p[0] >= claimant[0] {
				continue
			}
			for p[1] = claimant[0]; p[1] > p[0]+1 && v.punct(p[1]-1); p[1]-- { // "in Oro the agency said", a comma was lost; "in Oro, US says"
			}
			s.places[i] = p
		}
		far := v.farFrom(c, p[0], p[1], s)
		opens := p[0] <= s.first+1
		if v.is(p[0]-1, lang.To|lang.From) && c.measure != sitrep.Displaced && (c.measure != sitrep.Strength || v.width[v.prev(p[0])] < 2) {
			continue
		}
		if v.spokenIn(p, c, s) {
			continue
		}
		if where >= 0 && p[1] <= where {
			if far = 2; where-p[1] > 1 {
				far = tooFar
			}
		}
		if !v.named(p) && !v.part(p[0]).Has(lang.Anywhere) {
			far += 16
		}
		if opens {
			far = min(far, tooFar) // "In the capital the agency said two were killed"
		}
		if far < cost && !(v.placeToCome(p[0], c) || v.inClosedRel(p, c) || v.ofSpeaker(p, c) || v.ofSome(p[0], c) || v.bracketed(p[0], c, s)) {
			best, cost = i, far
		}
	}
	if best < 0 || cost > tooFar || v.d.In == sitrep.InText && v.bareNoun(s.places[best]) {
		return ""
	}
	return sitrep.Words(v.d.Slice(v.d.Span(s.places[best][0], s.places[best][1])))
}

// ofSpeaker reports whether a place behind a figure and a comma is where somebody is who speaks: "12 died, a spokesman in Oro
// has said".
func (v *layer) ofSpeaker(p [2]int, c *candidate) bool {
	end, k := max(c.n.end, c.atEnd), p[1]
	if p[0] < end || k >= len(v.words) {
		return false
	}
	if v.part(k).Has(lang.Have) {
		k = v.next(k)
	}
	if !v.part(k).Has(lang.Say) || v.part(k).Has(lang.Hedge) || v.is(k, lang.According) {
		return false
	}
	for k = p[0]; k >= end; k-- {
		if v.d.Tokens[k].Lower == "," {
			return true
		}
	}
	return false
}

// ofSome reports whether a place behind a figure is that of some of those it counts: "12 died, most of them in Oro".
func (v *layer) ofSome(at int, c *candidate) bool {
	k := v.prev(v.prev(at))
	if k < c.n.end || k < c.atEnd {
		return false
	}
	return v.part(k).Has(lang.Subset) || (v.part(k).Has(lang.Pron) || v.is(k, lang.Whom)) && v.is(v.prev(k), lang.Of)
}

// bareNoun reports whether a place is one bare plural, which tells nothing: "in areas under siege", "damage to buildings".
func (v *layer) bareNoun(p [2]int) bool {
	return p[1] == p[0]+1 && v.d.Tokens[p[0]].Shape == text.Lower && v.plural(p[0]) && !v.part(p[0]).Has(lang.Anywhere) && !v.l.Bare
}

// placeToCome reports whether a place belongs to a verb behind the figure's own that tells what may or will come: "who
// tested positive will go into quarantine at home".
func (v *layer) placeToCome(p int, c *candidate) bool {
	from := max(c.n.end, c.atEnd)
	if c.how == unlinked {
		return false
	}
	for k, n := v.prev(p), 0; k >= from && n < 10 && !v.punct(k); k, n = v.prev(k), n+1 {
		if v.part(k).Has(lang.Modal) || v.part(k).Has(lang.Be) && v.is(v.next(k), lang.To) && v.is(v.next(v.next(k)), lang.ToBe) {
			return true
		}
	}
	return false
}

// inClosedRel reports whether a place stands in a relative clause told of those counted that a comma closes before what
// befell them: "who taught at the school, was found dead".
func (v *layer) inClosedRel(p [2]int, c *candidate) bool {
	if c.at < p[1] || c.n.end > p[0] && c.first < p[0] || v.l.Ends(v.d.Lower(c.at), v.l.Participles) {
		return false
	}
	closed := false
	for k := p[1]; k < c.at && k < p[1]+12; k++ {
		closed = closed || v.d.Tokens[k].Lower == ","
	}
	if !closed {
		return false
	}
	for k, n := v.prev(p[0]), 0; k >= 0 && n < 10 && !v.punct(k); k, n = v.prev(k), n+1 {
		if v.part(k).Has(lang.Rel) {
			return v.d.Lower(v.prev(k)) == "," && v.part(v.prev(v.prev(k)))&(lang.Cause|lang.NoPlace|lang.Event|lang.Place|lang.Thing) == 0
		}
	}
	return false
}

// stationed reports whether a place is where those stay who did it, or of whom something else is told: "rebels based in
// Oro fired on".
func (v *layer) stationed(i int, c *candidate, s *scope) bool {
	p := s.places[i]
	k := v.prev(v.prev(p[0]))
	if i > 0 && p[0] < s.places[i-1][1] && v.is(s.places[i-1][0]-1, lang.To) && !v.sense(k, lang.Arriving) {
		if k = v.prev(v.prev(s.places[i-1][0])); !v.sense(k, lang.Arriving) {
			return false // "returned to port in Oro", but "fell into the river in Oro"
		}
	}
	if v.is(p[0]-1, lang.On) && v.sense(k, lang.Aftermath) {
		return true // "the blast, which he blamed on Norland"
	}
	if v.sense(k, lang.Arriving) {
		return c.measure == sitrep.Killed || c.measure == sitrep.Wounded || c.measure == sitrep.Missing // "arrived in", "are treated in"
	}
	return v.sense(k, lang.Stationed) && (p[0] < c.first || c.measure != sitrep.Strength && k != c.n.end)
}

// othersFate reports whether a place behind those arrested, or of whom nothing is told, is where others died: "two men were arrested
// after a girl was found dead in the river".
func (v *layer) othersFate(p [2]int, c *candidate) bool {
	k := c.n.end
	for n := 0; k < p[0] && n < 4 && v.part(k).Has(lang.Be|lang.Have|lang.Modal); n++ {
		k = v.next(k)
	}
	if c.measure != sitrep.Captured && !(c.measure == sitrep.Strength && v.sense(k, lang.Aftermath)) {
		return false
	}
	other := false
	for k = max(c.atEnd, c.n.end); k < p[0]; k = v.next(k) {
		w := v.part(k)
		other = other || w.Has(lang.Sub) && !w.Has(lang.Prep)
		if (other || w.Has(lang.Act|lang.Event)) && w.Has(lang.Measured) && v.measure(k) == sitrep.Killed {
			return true
		}
	}
	return false
}

// inName reports whether a place belongs to a longer name: "the Organization for Peace in Oro".
func (v *layer) inName(p [2]int) bool {
	if v.d.In == sitrep.InTitle {
		return false
	}
	for i := v.mentionsAt(p[0]-1) - 1; i >= 0 && v.mentions[i].First > p[0]-12; i-- {
		m := &v.mentions[i]
		opens := m.First
		if v.part(opens).Has(lang.Det) {
			opens++
		}
		if m.Kind == actor.Name && opens < p[0]-1 && m.Last >= p[1] && v.d.Tokens[opens].Shape != text.Lower && v.d.Tokens[p[0]-2].Shape == text.Title && !v.part(p[0]-2).Has(lang.Place) {
			return true
		}
	}
	return false
}

// spokenIn reports whether a place is where somebody spoke, and not where those counted were: right behind the verb of
// speech with what is said behind it ("told reporters in Rome that"), or at the head of the sentence when one person
// speaks next ("In Oro, the minister said two had died"). A body or people without names speak of where they are:
// "In Oro, residents said", "In Oro, the agency said".
func (v *layer) spokenIn(p [2]int, c *candidate, s *scope) bool {
	if p[1] > c.first || c.at >= 0 && p[1] > c.at && c.at >= s.first {
		return false
	}
	end := v.pastTime(p[1])
	if v.is(end, lang.That) || v.punct(p[1]) {
		for k, n := v.prev(p[0]-1), 0; k >= s.first && n < 4 && !v.punct(k) && !v.part(k).Has(lang.Measured); k, n = v.prev(k), n+1 {
			if v.part(k).Has(lang.Say) && !v.part(k).Has(lang.Hedge) && !v.is(k, lang.According|lang.ReportsWord) {
				return true
			}
		}
	}
	if p[0] > s.first+1 {
		return false
	}
	k, last := p[1], -1
	for n := 0; k < c.first && n < 12; k, n = v.next(k), n+1 {
		w := v.part(k)
		switch {
		case w.Has(lang.Say) && !w.Has(lang.Hedge):
			return last >= 0
		case w.Has(lang.Be | lang.Rel | lang.Measured):
			return false
		case v.people(k, lang.People) > 1:
			if last = k; w.Has(lang.Many) {
				last = -1
			}
		}
	}
	return false
}

// pastTime is the token behind a time that begins at token k or behind its preposition, or k.
func (v *layer) pastTime(k int) int {
	i := sort.Search(len(v.times), func(i int) bool { return v.times[i].Last > k })
	if i < len(v.times) && v.times[i].First <= k+1 && (v.times[i].First <= k || v.part(k).Has(lang.Prep)) {
		return v.times[i].Last
	}
	return k
}

// named reports whether a place has a name in it.
func (v *layer) named(p [2]int) bool {
	for k := p[0]; k < p[1]; k++ {
		if s := v.d.Tokens[k].Shape; s != text.Lower && s != text.NoCase {
			return true
		}
	}
	return false
}
