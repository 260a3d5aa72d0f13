package figure

import (
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// noun is the phrase for those counted, right after a number.
type noun struct {
	first, last int // tokens [first, last) of the group; equal when there is none
	head        int // its head word, -1 when there is none
	level       int // how surely it is people: 3 by list, 2 and 1 by ending, 0 unknown
	thing       bool
	// attr is a measure word inside the phrase ("three injured persons"), -1 if none; event the
	// head when it counts what befell ("deaths"), -1 if not.
	attr, event int
	partitive   bool // "six of the victims"
	subset      int  // token of "of them" and its like, -1 if none
	definite    bool // "the three", "the other four"
	end         int  // first token after all of it
}

// stops are the parts that end a noun phrase.
const stops = lang.Prep | lang.Be | lang.Have | lang.Modal | lang.Rel | lang.Sub | lang.Neg | lang.Adverb |
	lang.Say | lang.Leave | lang.Refl | lang.Pron | lang.Subset | lang.Mostly | lang.Hedge | lang.Fear |
	lang.Project | lang.Attempt | lang.Deny | lang.Link

// noun reads the phrase that begins at token p, up to end. want is One for a single person and
// Many for several.
func (v *layer) noun(p, end int, want lang.Part) noun {
	n := noun{first: p, last: p, head: -1, attr: -1, event: -1, subset: -1, end: p}
	k := p
	for k < end && (v.quoteMark(k) || v.is(k, lang.More)) && v.width[k] < 2 {
		k++ // but "new cases" is a phrase
	}
	if k < end && v.part(k).Has(lang.Subset) && v.is(k, lang.Of) {
		n.subset, n.end, n.partitive = k, v.next(k), true
		if !v.is(v.next(k)-1, lang.These) {
			return n
		}
		k = n.end
	} else if v.is(k, lang.Of) || v.part(k).Has(lang.OutOf) {
		if k++; v.part(p).Has(lang.OutOf) {
			k = v.next(p)
		}
		n.partitive = k > p && (v.is(p, lang.Of) || v.part(p).Has(lang.OutOf))
		if v.d.Lower(k) == "" || k >= end {
			return n
		}
		if v.part(k).Has(lang.Det) {
			n.definite = true
		} else if !v.part(p).Has(lang.OutOf) && !(v.is(p, lang.Of) && v.number[k] != 0) {
			n.partitive = false
		}
	}
	if n.subset < 0 && k > 0 && v.is(k-1, lang.Of) {
		// a vague quantity keeps its "of": "many of the detainees"
		if v.part(k).Has(lang.Det) && !v.is(k, lang.A) {
			n.partitive, n.definite = true, true
		}
	}
	if k > p && v.is(k-1, lang.More) && v.is(k, lang.The) && !n.partitive {
		return n // "wounded 12 more the monitor said": a comma was lost
	}
	for k < end && v.part(k).Has(lang.Det) && !v.part(k).Has(lang.Rel) {
		k++
	}
	past := 0
	if k < end && v.number[k] != 0 && (n.partitive || n.subset >= 0) {
		k = v.numbers[v.number[k]-1].Last // "two of the six nominations"
		past = k
	}
	n.first = k
	unknown, lastUnknown, owned, joined := 0, -1, false, false
	for ; k < end; k++ {
		t := &v.d.Tokens[k]
		if t.Kind == text.Punct {
			if v.quoteMark(k) && n.head < 0 || t.Lower == "-" && k > n.first && n.level < 2 && v.spacedHyphen(k) {
				continue
			}
			break
		}
		if v.number[k] != 0 || t.Kind == text.Number || v.breaks[k] || v.inside[k] {
			break
		}
		if t.Lower == "'s" && k > n.first {
			n.head, n.level, n.thing, n.attr, owned = -1, 0, false, -1, true
			unknown, lastUnknown = 0, -1 // "one of Ella's wishes": what is hers is counted
			continue
		}
		w := v.part(k)
		if v.l.Free && n.head >= 0 && n.level >= 2 && !w.Has(lang.Conj) && !(k == n.head+1 && v.people(k, want) > 2 && v.people(n.head, want) > 2) {
			break // what follows the head is somebody's or another's
		}
		if k == n.first && w == 0 && v.part(k+1).Has(lang.Say) && v.d.Language.Actors.Pronouns[t.Lower] != "" {
			break // "wounded 22 it said": a comma was lost
		}
		if k > n.first && (w.Has(lang.Det) && !v.part(k-1).Has(lang.Conj) || v.is(k, lang.No)) {
			break // "a shell my father", "two explosions caused no casualties"
		}
		if v.is(k, lang.BeforeOne) && unknown > 0 && n.head < 0 && !v.l.Free && !w.Has(lang.Det) {
			break // "few expect any visitors"
		}
		if w.Has(lang.Conj) {
			if !v.l.Free && n.head < 0 && lastUnknown >= 0 && (want == lang.People || v.plural(lastUnknown)) && v.people(lastUnknown, want) == 0 && !v.l.Ends(v.d.Lower(lastUnknown), v.l.Adverbs) && v.d.Tokens[lastUnknown].Shape == text.Lower {
				break // "two loud thuds and pupils", "one side and government forces"
			}
			if !v.joinsNoun(k, end, &n, want) {
				break
			}
			joined = true
			continue
		}
		if joined && v.part(k+1).Has(lang.Many) && !v.part(k+1).Has(lang.One) && v.is(k, lang.TheirWord) && v.part(k-1).Has(lang.Conj) {
			continue // "fighters and their families"
		}
		if w.Has(lang.Done|lang.Being|lang.Fell|lang.Do) && !(w.Has(lang.Event) && n.head < 0) {
			if n.head >= 0 || !w.Has(lang.Done|lang.Being) || !v.attribute(k, end, want) {
				break
			}
			n.attr = k
			continue
		}
		if n.head < 0 && v.sense(k, lang.Conveys) && v.clinicBehind(k) {
			break // "nine rushed to hospital"
		}
		if w.Has(lang.Say|lang.Hedge) && n.head < 0 && v.verbal(t.Lower) {
			continue // "no reported injuries"
		}
		if w.Has(lang.Toll|lang.Act) && !w.Has(lang.People) {
			break
		}
		if w.Has(stops) && !(w.Has(lang.Link|lang.Say|lang.Leave) && w.Has(lang.People)) {
			break
		}
		if v.inside[k] && n.head >= 0 {
			break
		}
		if next := v.next(k); w.Has(lang.Event) && !v.l.Free && next < end && (v.people(next, lang.People) > 0 && v.number[next] == 0 || !v.plural(next-1) && v.part(next) == 0 && v.d.Tokens[next].Shape == text.Lower && !v.verbal(v.d.Tokens[next].Lower)) && !v.part(next).Has(lang.State) {
			continue // "death squad members"
		}
		if w.Has(lang.Event) {
			if last := v.d.Lower(max(lastUnknown, 0)); !v.l.Free && lastUnknown > n.first && (v.l.Ends(last, v.l.Participles) || v.verbal(last)) && v.plural(lastUnknown-1) {
				break // "a number of provinces causing casualties"
			}
			n.head, n.event, n.level = k, k, 0
			k++
			break
		}
		if want == lang.Many && w.Has(lang.One) && !w.Has(lang.Many|lang.State) && !(k+1 < end && v.number[k+1] == 0 && v.people(k+1, lang.Many) > 0) && t.Shape != text.Lower {
			break // "kills 10: governor"
		}
		if w.Has(lang.Source) && !w.Has(lang.People) && (k+1 >= end || v.punct(k+1) || v.breaks[k+1] || v.inside[k+1] || k == n.first && t.Shape == text.Title && v.width[k] == 1 && v.part(k+1) == 0 && v.d.Tokens[k+1].Shape == text.Title) {
			break // "kills 32 monitor": a colon was lost
		}
		level := v.people(k, want)
		if level == 0 && want == lang.One && w.Has(lang.Many) && n.head < 0 {
			unknown++ // "a police officer", "a hostages"
			continue
		}
		if level > 1 || level == 1 && n.head < 0 {
			if level >= n.level || n.head < 0 || joined {
				n.head, n.level = k, max(level, n.level) // "students and anarchists"
			}
			if n.thing {
				n.thing = false
			}
			continue
		}
		if n.head >= 0 && n.level > 0 {
			if w.Has(lang.Thing) && !v.inside[k] {
				// "passenger cars", "police stations"
				n.head, n.level, n.thing = k, 0, true
				continue
			}
			if want == lang.One && w == 0 && !v.inside[k] && t.Shape == text.Lower && !v.verbal(t.Lower) && !v.adverb(k) && !(v.l.Ends(t.Lower, v.l.Participles) && v.part(k+1).Has(lang.Det|lang.Pron|lang.Prep)) {
				n.level = 1 // "a Syrian gas field"
			}
			if w == 0 && k <= n.head+2 && v.sense(n.head, lang.Demonym) && !v.l.Free && t.Shape == text.Lower && v.plural(k) && !v.verbal(t.Lower) {
				n.head, n.level = k, 0 // "two British manufacturers"
				continue
			}
			if w == 0 && k == n.head+1 && v.sense(n.head, lang.Demonym) && t.Shape != text.Lower && k+1 < end && v.part(k+1)&(stops|lang.Measured|lang.Conj) == 0 && v.d.Tokens[k+1].Shape == text.Lower && v.plural(k+1) && v.people(k+1, want) == 0 {
				continue // "nine Chinese Covid vaccines"
			}
			if w == 0 && k == n.head+1 && v.part(n.head).Has(lang.State) && v.plural(k) && t.Shape == text.Lower && !v.verbal(t.Lower) {
				n.head, n.level = k, 2 // "two elderly campers"
				continue
			}
			if w == 0 && k+1 < end && v.people(k+1, want) == 3 && v.part(k+1)&stops == 0 && v.number[k+1] == 0 && v.part(n.head)&lang.Measured == 0 {
				continue // "Greek rescue workers"
			}
			break
		}
		if w.Has(lang.Thing) {
			n.head, n.level, n.thing = k, 0, true
			continue
		}
		if v.adverb(k) {
			break // "killing four immediately"
		}
		if n.thing && n.head == k-1 && w == 0 && !v.l.Free && v.plural(n.head) && t.Shape == text.Lower && !v.plural(k) {
			break // "40 countries sent rescuers"
		}
		if unknown++; unknown > 6 {
			break
		}
		lastUnknown = k
	}
	if n.head < 0 && lastUnknown < 0 && owned && k < end && v.part(k).Has(lang.Being|lang.Done|lang.Fell) && v.part(k+1)&stops == 0 {
		n.head, n.thing = k, true // "Ella's dying wishes"
	}
	if n.head < 0 && lastUnknown >= 0 {
		n.head = v.guessHead(n.first, lastUnknown)
		n.thing = n.head == n.first && v.acts(n.head) // "1,500 mourned the boy": what befell him is not told of them
		if v.l.Free && !v.plural(n.head) {
			n.head = -1 // a verb, as like as not
		}
	}
	if n.head < 0 {
		if n.attr < 0 {
			n.first, n.last = p, p
			if n.subset < 0 {
				n.end = p
				for n.end < k && (v.is(n.end, lang.More)) {
					n.end++
				}
				n.end = max(n.end, past) // "12 of the 40 aboard"
			}
		}
		return n
	}
	n.last = v.next(n.head)
	n.end = n.last
	if k := n.end; !v.l.Free && n.level == 0 && n.event < 0 && n.head == n.first && v.part(n.head) == 0 && v.d.Tokens[n.head].Shape == text.Lower && v.verbal(v.d.Lower(n.head)) && (k >= end || v.punct(k) || v.part(k).Has(lang.Prep)) {
		n.last = n.first // a verb, as like as not: "a fire that killed 72 marched in Oro"
	}
	if n.event < 0 && n.level > 0 {
		v.chain(&n, end)
	}
	return n
}

// joinsNoun reports whether "and" at token k goes on with a noun of the same number: "gunmen and
// members of their families", not "people and two".
func (v *layer) joinsNoun(k, end int, n *noun, want lang.Part) bool {
	j := k + 1
	for j < end && v.part(j).Has(lang.Det) && !v.part(j).Has(lang.Rel) {
		if v.is(j, lang.A) || v.is(j, lang.Another) || v.is(j, lang.The) {
			return false
		}
		j++
	}
	if want == lang.One {
		return false
	}
	if j >= end || v.number[j] != 0 {
		return false
	}
	for m := j; m < end && m < j+3; m++ {
		if v.number[m] != 0 || v.punct(m) {
			return false
		}
		if v.people(m, want) > 1 {
			return true
		}
		if v.part(m).Has(stops | lang.Measured&^lang.Befallen) {
			return false
		}
	}
	return false
}

// attribute reports whether the measure word at token k stands before a noun for people:
// "injured persons", "missing Ukrainian soldiers".
func (v *layer) attribute(k, end int, want lang.Part) bool {
	for j := v.next(k); j < end && j < k+4; j++ {
		if v.number[j] != 0 || v.punct(j) || v.part(j).Has(stops|lang.Det|lang.Sub) {
			return false
		}
		if v.part(j).Has(lang.Conj) {
			return false
		}
		if v.people(j, want) > 0 && v.part(v.next(j)).Has(lang.Thing) && v.part(v.next(j))&lang.People == 0 {
			return false
		}
		if v.people(j, want) > 0 {
			return k > 0 && v.number[k-1] == 0 && !v.inside[k-1] || !v.sense(j, lang.Others) // "two killed others hurt": a comma was lost
		}
	}
	return false
}

// acts reports whether the word at token k is a past form with an object right behind it.
func (v *layer) acts(k int) bool {
	j := k + 1
	if !v.verbal(v.d.Tokens[k].Lower) || j >= len(v.words) || v.punct(j) {
		return false
	}
	t := &v.d.Tokens[j]
	return v.part(j).Has(lang.Det) && !v.part(j).Has(lang.Rel) || t.Kind == text.Word && t.Lower[0] >= '0' && t.Lower[0] <= '9' // "a 12-year-old"
}

// guessHead is the likeliest head among unknown words: the first plural, else the first word.
func (v *layer) guessHead(first, last int) int {
	for k := first; k <= last && k < first+4; k++ {
		if v.plural(k) && len(v.d.Tokens[k].Lower) > 3 {
			return k
		}
	}
	return min(last, first)
}

// chain takes "of" and what it holds into the phrase: "members of the same family".
func (v *layer) chain(n *noun, end int) {
	k := n.last
	if k >= end || !v.is(k, lang.Of) || v.width[k] != 1 {
		return
	}
	k++
	for k < end && v.part(k).Has(lang.Det) {
		k++
	}
	from := k
	for k < end && k < from+8 {
		t := &v.d.Tokens[k]
		if t.Kind == text.Punct || v.number[k] != 0 || v.inside[k] {
			break
		}
		w := v.part(k)
		if w.Has(lang.Conj) {
			if k+1 < end && v.number[k+1] == 0 && !v.part(k+1).Has(stops|lang.Measured|lang.Det) && (v.is(k, lang.And) && v.d.Tokens[k+1].Shape == text.Title) {
				k++
				continue
			}
			break
		}
		if w.Has(lang.Measured&^lang.Befallen) || w.Has(stops) {
			break
		}
		if t.Shape == text.Lower && k > from && v.d.Tokens[k-1].Shape != text.Lower && w == 0 && !v.plural(k) {
			// "members of Jaish al-Islam yesterday": a lower-case word after a name ends it,
			// unless it is itself a noun for a body
			if v.people(k, lang.People) == 0 && k > from+1 {
				break
			}
		}
		k++
	}
	if k > from {
		n.last, n.end = k, k
	}
}

// spacedHyphen reports whether the hyphen at token k joins two words with a space on either side,
// as some typographies have it: "co - workers".
func (v *layer) spacedHyphen(k int) bool {
	return k > 0 && k+1 < len(v.d.Tokens) && v.d.Spaced && v.d.Tokens[k+1].Shape == text.Lower && v.part(k+1)&(stops|lang.Measured) == 0
}
