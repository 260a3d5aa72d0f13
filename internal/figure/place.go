package figure

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

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
		if v.part(k).Has(lang.Toll) && k > first && v.d.Tokens[k-1].Shape == text.Title {
			if n, at := v.d.Language.Actors.CountryAt(v.d.Lower, k-1); n == 1 && at.As != lang.CountryAdjective {
				out = append(out, [2]int{k - 1, k}) // "the Norland toll stands at 40"
			}
		}
		if v.part(k).Has(lang.Anywhere) {
			out = append(out, [2]int{k, k + 1})
			continue
		}
		at, ok := v.opensPlace(k)
		if !ok {
			continue
		}
		from, to, ok := v.placeAt(at, last)
		if !ok {
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

// owner is the place whose war or epidemic is spoken of at token k: "Syria's civil war".
func (v *layer) owner(k, first int) ([2]int, bool) {
	for j := k - 1; j >= first && j > k-5; j-- {
		t := &v.d.Tokens[j]
		if t.Lower == "'s" && j > first && v.d.Tokens[j-1].Shape == text.Title {
			return [2]int{j - 1, j}, true
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
		return k + 1, v.part(v.prev(k)).Has(lang.Cause)
	case v.is(k, lang.Between):
		return 0, false
	case v.is(k, lang.To):
		next := k + 1
		return next, !v.is(k-1, lang.According) && next < len(v.words) && (v.part(next).Has(lang.Det|lang.Place) || v.d.Tokens[next].Shape == text.Title)
	}
	return k + 1, true
}

// holding goes on from a place to those that hold it, and returns where they end.
func (v *layer) holding(to, last int) int {
	for to < last && v.part(to).Has(lang.PlacePrep) && !v.inside[to] {
		if v.is(to, lang.To|lang.From|lang.Over) {
			return to
		}
		_, next, ok := v.placeAt(to+1, last)
		if !ok {
			return to
		}
		to = next
	}
	return to
}

// placeAt reads a noun phrase for a place at token k.
func (v *layer) placeAt(k, last int) (from, to int, ok bool) {
	from = k
	name, noun, people := false, false, false
	head := -1
	for ; k < last && k < from+10; k++ {
		t := &v.d.Tokens[k]
		if id := v.number[k]; id != 0 && head < 0 && v.placeAhead(v.numbers[id-1].Last-1, last) {
			k = v.numbers[id-1].Last - 1 // "two villages"
			continue
		}
		if t.Kind == text.Punct || v.number[k] != 0 || v.inside[k] || v.breaks[k] {
			break
		}
		w := v.part(k)
		if w.Has(lang.Det) && (k > from && !v.is(k, lang.The) || v.is(k, lang.TheirWord)) {
			break
		}
		if w.Has(lang.Conj) && k+1 < last && (name || noun) && v.is(k, lang.And) {
			n := &v.d.Tokens[k+1]
			if n.Shape == text.Title && v.number[k+1] == 0 && !v.people1(k+1) || v.part(k+1).Has(lang.Place) {
				continue
			}
			break
		}
		if w.Has(lang.Done|lang.Strikes) && head < 0 && (w.Has(lang.Done) || k == from || v.part(v.prev(k)).Has(lang.Det)) && v.placeAhead(k, last) {
			continue // "the besieged city", not "on motorcycles attacked Oro village"
		}
		if w.Has(lang.Strikes) && k > from && v.verbal(t.Lower) {
			break
		}
		if w.Has(stops&^lang.Adverb) && !w.Has(lang.Place) || w.Has(lang.Measured|lang.Conj) && t.Shape != text.Title || w.Has(lang.Do|lang.Done|lang.Fell) {
			break
		}
		if t.Lower == "'s" {
			continue
		}
		switch {
		case w.Has(lang.Place):
			noun, people = true, false
			head = k
		case w.Has(lang.NoPlace):
			if noun && head == k-1 {
				return from, k, true // "in a gas field battle"
			}
			return 0, 0, false
		case t.Shape == text.Title || t.Shape == text.Upper || t.Shape == text.Mixed:
			if strings.HasSuffix(t.Lower, "-led") || strings.HasSuffix(t.Lower, "-backed") || strings.HasSuffix(t.Lower, "-based") {
				continue
			}
			if people && !noun || v.people(k, lang.People) > 1 && !noun && !(name && head == k-1) {
				people = true
				head = k
				continue
			}
			name, people = true, false
			head = k
		case v.people(k, lang.People) > 1:
			if name && head == k-1 && v.holds(from-1) {
				return from, k, true // "in Aleppo local sources said": a comma was lost
			}
			people = true
			head = k
		case v.l.Free && v.verbal(t.Lower):
			return from, k, head >= 0 && !people
		default:
			if (name || noun) && !v.placeAhead(k, last) {
				return from, k, head >= 0 && !people
			}
		}
	}
	if head < 0 || people || !name && !noun || v.d.Language.Time.Words[v.d.Tokens[head].Lower].Kind != lang.NoTime {
		return 0, 0, false
	}
	return from, head + 1, true
}

// holds reports whether token k is a preposition that stands before places and hardly before people.
func (v *layer) holds(k int) bool {
	return v.is(k, lang.Holds|lang.Of|lang.At)
}

// placeAhead reports whether a noun for a place or a name stands close behind token k, so that the
// phrase goes on.
func (v *layer) placeAhead(k, last int) bool {
	for j := k + 1; j < last && j < k+4; j++ {
		w := v.part(j)
		if v.punct(j) || v.inside[j] || v.number[j] != 0 || w.Has(stops|lang.Measured|lang.Conj|lang.Det) {
			return false
		}
		if w.Has(lang.Place) {
			return true
		}
	}
	return false
}

func (v *layer) people1(k int) bool { return v.people(k, lang.People) > 1 }

// place is the place of a figure: the nearest of its sentence.
func (v *layer) place(c *candidate, s *scope, claimant [2]int) sitrep.Words {
	if c.measure == sitrep.Displaced && c.at >= s.first && c.how != byBefore && c.atEnd < s.last {
		if from, to, ok := v.placeAt(c.atEnd, s.last); ok && v.part(c.atEnd).Has(lang.Det) {
			return sitrep.Words(v.d.Slice(v.d.Span(from, v.holding(to, s.last)))) // "fled the town"
		}
	}
	best, cost := -1, 1<<30
	for i, p := range s.places {
		if claimant[0] < claimant[1] && p[0] < claimant[1] && p[1] > claimant[0] {
			if p[0] >= claimant[0] {
				continue
			}
			p[1] = claimant[0] // "in Oro the agency said": a comma was lost
			s.places[i] = p
		}
		far := v.farFrom(c, p[0], p[1], s)
		opens := p[0] <= s.first+1
		if v.is(p[0]-1, lang.To|lang.From) && c.measure != sitrep.Displaced {
			continue
		}
		if v.spokenIn(p, c, s) {
			continue
		}
		if !v.named(p) {
			far += 16
		}
		if opens {
			far = min(far, tooFar) // "In the capital the agency said two were killed"
		}
		if far < cost {
			best, cost = i, far
		}
	}
	if best < 0 || cost > tooFar {
		return ""
	}
	return sitrep.Words(v.d.Slice(v.d.Span(s.places[best][0], s.places[best][1])))
}

// spokenIn reports whether a place is where somebody spoke, and not where those counted were: right behind the verb of
// speech with what is said behind it ("told reporters in Rome that"), or at the head of the sentence when one person
// speaks next ("In Oro, the minister said two had died"). A body or people without names speak of where they are:
// "In Oro, residents said", "In Oro, the agency said".
func (v *layer) spokenIn(p [2]int, c *candidate, s *scope) bool {
	if p[1] > c.first || c.at >= 0 && p[1] > c.at && c.at >= s.first {
		return false
	}
	if v.is(p[1], lang.That) || v.punct(p[1]) {
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

// named reports whether a place has a name in it.
func (v *layer) named(p [2]int) bool {
	for k := p[0]; k < p[1]; k++ {
		if s := v.d.Tokens[k].Shape; s != text.Lower && s != text.NoCase {
			return true
		}
	}
	return false
}
