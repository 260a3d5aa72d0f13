package figure

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

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
		if name && t.Shape == text.Title && v.d.In == sitrep.InText && v.d.Language.Text.Starters.Has(t.Lower) && !v.is(k, lang.And) {
			break // a stop was lost: "in Vesk The army"
		}
		if head >= 0 && head == k-1 && !people && v.d.In == sitrep.InText && t.Shape != text.Lower && v.gluedTo(k, last) {
			break // "in Vesk AFP", "in Vesk Rebels fired"
		}
		if k > from && v.is(k, lang.The) && head < 0 && v.l.Ends(v.d.Lower(k-1), v.l.Participles) || head < 0 && t.Shape == text.Lower && v.d.Language.Time.Words[t.Lower].Kind == lang.TimeUnit && !w.Has(lang.Place) {
			return 0, 0, false // "stood outside securing the building", "on the day the town fell"
		}
		if w.Has(lang.Conj) && k+1 < last && (name || noun) && v.is(k, lang.And) {
			n := &v.d.Tokens[k+1]
			if (n.Shape == text.Title || n.Shape == text.Mixed) && v.number[k+1] == 0 && !v.people1(k+1) || v.part(k+1).Has(lang.Place) {
				continue
			}
			if v.is(k+1, lang.The) && v.part(k+2).Has(lang.Place) && v.is(k+3, lang.Of) {
				k++
				continue // "the Faculty of Law and the districts of Oro and Tarn"
			}
			if end := v.surroundings(k+1, last); end > 0 {
				return from, end, head >= 0 && !people
			}
			break
		}
		if w.Has(lang.Done|lang.Strikes) && head < 0 && (w.Has(lang.Done) || k == from || v.part(v.prev(k)).Has(lang.Det)) && v.placeAhead(k, last) {
			continue // "the besieged city", not "on motorcycles attacked Oro village"
		}
		if w.Has(lang.Strikes) && k > from && v.verbal(t.Lower) {
			break
		}
		if w.Has(stops&^lang.Adverb) && !w.Has(lang.Place) || w.Has(lang.Measured|lang.Conj) && t.Shape != text.Title || w.Has(lang.Do|lang.Done|lang.Fell) && !(t.Shape == text.Title && k+1 < last && v.d.Tokens[k+1].Shape == text.Title && v.part(k+1).Has(lang.Place)) {
			break // but "Free State"
		}
		if t.Lower == "'s" {
			continue
		}
		if name && head == k-1 && v.d.Language.Actors.Words[t.Lower] == lang.Particle && k+1 < last && v.d.Tokens[k+1].Shape == text.Title {
			continue // "Rue de Lyon"
		}
		if (name || noun) && head == k-1 && (w.Has(lang.Source) && !v.is(k, lang.Armed) && !v.placeAhead(k-1, last) && !v.part(k+1).Has(lang.NoPlace) || v.verbal(t.Lower) && noun && v.part(k+1).Has(lang.Prep)) {
			break // "in Vesk Monitor", "Home Destroyed by Fire"
		}
		switch {
		case w.Has(lang.Place):
			noun, people = true, false
			head = k
		case w.Has(lang.NoPlace):
			if noun && head == k-1 {
				return from, k, from < head || v.d.In != sitrep.InText || v.d.Tokens[head].Shape != text.Lower // "in a gas field battle", not "in street battles"
			}
			if name && v.ofEvent(from, k, last) {
				for v.d.Tokens[from].Shape == text.Lower {
					from++ // "unprecedented"
				}
				return from, k, true // "in Vesk shooting"
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
			if (name || noun) && k+1 < last && v.d.Tokens[k+1].Shape == text.Title && v.number[k+1] == 0 && w == 0 && t.Shape == text.Lower && !v.people1(k+1) && (t.Hyphened() || v.d.Lower(k-1) == "'s") {
				continue // "Norland's rebel-held Vesk"
			}
			if (name || noun) && !v.placeAhead(k, last) {
				if head < 0 || people {
					return from, k, false
				}
				return v.wholePhrase(from, k, last, noun)
			}
		}
	}
	if head < 0 || people || !name && !noun || v.d.Language.Time.Words[v.d.Tokens[head].Lower].Kind != lang.NoTime {
		return 0, 0, false
	}
	if (v.sense(head, lang.Nowhere) || v.is(head, lang.Armed)) && !v.is(v.prev(from), lang.Of) {
		return 0, 0, false // "the Brotherhood", "the Vesk Police"
	}
	if to := head + 1; to < last && (v.d.Lower(to) == "'s" || v.quoteMark(to) && v.plural(head) && to+1 < last && v.d.Tokens[to+1].Shape == text.Lower && v.d.Tokens[to].Start == v.d.Tokens[head].End && v.d.Tokens[to+1].Start > v.d.Tokens[to].End) {
		return from, to, v.ownerHolds(v.prev(from), head) || v.tollAhead(to, last)
	}
	if noun && !name && v.is(from, lang.The) {
		return from, v.calledBy(head, last), true
	}
	if v.is(from, lang.A) && name && !noun && head+1 < last && v.d.Lower(head+1) == "," {
		return v.pastComma(from, head+1, last)
	}
	return from, head + 1, true
}

// gluedTo reports whether a new sentence or a line of publication begins at token k, whose stop before it was lost.
func (v *layer) gluedTo(k, last int) bool {
	t := &v.d.Tokens[k]
	return t.Shape == text.Upper && v.sense(k, lang.Nowhere) || t.Shape == text.Title && k+1 < last && v.d.Tokens[k+1].Shape == text.Lower && v.people(k, lang.People) > 2 && (v.people(k, lang.Many) > 2 || v.part(k+1).Has(lang.Band|lang.Many)) && !v.part(k+1).Has(lang.Place)
}

// surroundings is where the surroundings of a place end that are told behind "and" from token k on, or 0: "Oro and the
// neighbouring villages".
func (v *layer) surroundings(k, last int) int {
	if !v.is(k, lang.The|lang.TheirWord) {
		return 0
	}
	for j := k + 1; j < last && j < k+4; j++ {
		if v.part(j).Has(lang.Place) {
			if j > k+1 && (j+1 >= last || v.punct(j+1) || v.part(j+1).Has(lang.Prep)) {
				return j + 1
			}
		} else if !v.ordinary(j) || v.number[j] != 0 || v.d.Tokens[j].Shape != text.Lower {
			return 0
		}
	}
	return 0
}

// calledBy is where a place whose noun is at token head ends when its name follows between commas: "the capital, Vesk, on
// Sunday".
func (v *layer) calledBy(head, last int) int {
	if head+2 >= last || v.d.Lower(head+1) != "," || !v.part(head).Has(lang.Place) || v.d.Tokens[head].Shape != text.Lower {
		return head + 1
	}
	j := head + 2
	for ; j < last && j < head+5 && v.d.Tokens[j].Shape == text.Title; j++ {
		if v.part(j)&(lang.People|stops|lang.Source|lang.Cause|lang.Measured) != 0 || v.people1(j) || v.number[j] != 0 || v.dated(j) || v.sense(j, lang.Nowhere) || v.d.Language.Text.Starters.Has(v.d.Lower(j)) {
			return head + 1
		}
	}
	if j > head+2 && (j >= last || v.d.Lower(j) == "," || v.d.Lower(j) == ".") {
		return j
	}
	return head + 1
}

// pastComma reads on behind a name that "a" leads in, at a comma: "a Vesk, B.C. business".
func (v *layer) pastComma(from, k, last int) (int, int, bool) {
	j := k + 1
	for j < last && j < k+4 && v.number[j] == 0 && (v.d.Tokens[j].Shape == text.Title || v.d.Tokens[j].Shape == text.Upper || v.d.Tokens[j].Shape == text.Mixed || v.d.Lower(j) == "." || v.d.Lower(j) == ",") {
		j++
	}
	end, event := v.nounsFrom(j, last, true)
	if v.d.Lower(j-1) != "," && j > k+2 {
		return from, max(end, j), !event // "an Oro, Texas, Walmart"
	}
	return from, end, end > j && !event
}

// wholePhrase settles a place whose name or noun ends at token k where more of its noun phrase follows: "a Vesk office party" is
// at the party, "the Vesk question" is no place, and "the country's leading men" are in the country at most.
func (v *layer) wholePhrase(from, k, last int, noun bool) (int, int, bool) {
	named := v.sense(k-1, lang.Sided) || v.d.Tokens[k-1].Shape != text.Lower && (v.is(from, lang.A) || v.is(from, lang.The) && v.part(from+1).Has(lang.Place) && v.d.Tokens[from+1].Shape == text.Lower)
	for j := from + 1; j < k-1 && !named; j++ {
		named = v.d.Lower(j) == "'s" // "Korr's front door"
	}
	end, event := v.nounsFrom(k, last, named)
	prep := v.prev(from)
	switch {
	case v.sense(k-1, lang.Sided) && v.d.Tokens[k-1].Shape == text.Lower:
		return from, end, end > k && !event // "Vesk's western edges"
	case v.d.Lower(k-1) == "'s":
		return from, k - 1, v.ownerHolds(prep, k-2)
	case end == k && !event, v.l.Free:
		return from, k, true
	case event && noun:
		return from, end, true
	case event:
		return from, k, !v.part(from).Has(lang.Det)
	case noun && !v.is(from, lang.A) && !named:
		return from, k, !v.is(prep, lang.Of) || v.named([2]int{from, k}) // not "of the state crime"
	case !noun && !v.part(from).Has(lang.Det):
		return from, k, !v.sense(k-1, lang.Nowhere) // a name by itself is one, whatever follows
	case v.people1(v.prev(prep)) && !named:
		return from, k, noun // "those in the village want": a verb
	}
	return from, end, v.locative(prep) || v.part(prep).Has(lang.Strikes)
}

// ownerHolds reports whether what happens to something owned happens in the owner at token k: "in the country's worst
// flood", but not "in the mayor's words" nor "on the country's ministers".
func (v *layer) ownerHolds(prep, k int) bool {
	return v.is(prep, lang.Of) || v.locative(prep) && (v.part(k).Has(lang.Place) || v.country(k))
}

// tollAhead reports whether what is owned at token k is a toll: "on Norland's rising death toll".
func (v *layer) tollAhead(k, last int) bool {
	for j := k + 1; j < last && j < k+4; j++ {
		if v.part(j).Has(lang.Toll) {
			return true
		}
	}
	return false
}

// nounsFrom is where the nouns that go on a phrase at token k end; event is set where they are what happened, and the
// phrase no thing. A name behind "a" is surely part of a phrase that goes on; else what ends as plurals do may be a verb.
func (v *layer) nounsFrom(k, last int, sure bool) (end int, event bool) {
	end = k
	for j := k; j < last && j < k+5; j++ {
		t, w := &v.d.Tokens[j], v.part(j)
		if t.Kind == text.Punct || t.Line || v.number[j] != 0 || v.d.Language.Time.Words[t.Lower].Kind == lang.TimeUnit || v.inside[j] || v.breaks[j] || w.Has(stops|lang.Det|lang.Conj) {
			break
		}
		if t.Shape != text.Lower {
			continue
		}
		if t.Lower == "'s" {
			return k, true // "the Vesk government's cuts"
		}
		if w.Has(lang.NoPlace|lang.Cause) || w.Has(lang.Event|lang.Act) {
			for end = j; end > k && !v.part(end-1).Has(lang.Thing); end-- {
			}
			return end, true // "a school bus crash", "a market air strike"
		}
		if w&^(lang.Thing|lang.Band|lang.Place) != 0 || v.verbal(t.Lower) || v.adverb(j) || v.sense(j, lang.Trailing) {
			break
		}
		if v.l.Ends(t.Lower, v.l.Participles) {
			if sure && j+1 < last && v.ordinary(j+1) && v.d.Tokens[j+1].Shape == text.Lower {
				continue // "a Vesk accounting firm"
			}
			break
		}
		end = j + 1
		if v.plural(j) && !sure {
			if j+1 < last && (v.part(j+1).Has(lang.Det) || v.number[j+1] != 0 || v.d.Tokens[j+1].Kind == text.Word && v.part(j+1)&stops == 0) {
				return k, false // "prompts evacuations": a verb
			}
			break
		}
	}
	return end, false
}

// locative reports whether a place behind the preposition at token k holds what happened: "in", "at", "near".
func (v *layer) locative(k int) bool { return v.is(k, lang.Holds|lang.At) }

// country reports whether token k is the name of a state.
func (v *layer) country(k int) bool {
	n, at := v.d.Language.Actors.CountryAt(v.d.Lower, k)
	return n == 1 && at.As == lang.CountryName
}

// ofEvent reports whether a name from token from on says where what kills at token k happened: "two dead in Vesk shooting". Where all
// nouns have capitals, or the event has a place behind it, it does not.
func (v *layer) ofEvent(from, k, last int) bool {
	name := &v.d.Tokens[k-1]
	return v.part(k).Has(lang.Cause) && v.d.Tokens[k].Shape == text.Lower && (name.Shape == text.Title || name.Shape == text.Mixed) && v.people(k-1, lang.People) == 0 && !v.sense(k-1, lang.Nowhere) &&
		!v.part(from).Has(lang.Det) && v.locative(v.prev(from)) && (k+1 >= last || !v.part(k+1).Has(lang.PlacePrep) || v.dated(k+1))
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

func (v *layer) people1(k int) bool {
	return k >= 0 && k < len(v.words) && v.people(k, lang.People) > 1
}
