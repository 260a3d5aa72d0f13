package figure

import (
	"sort"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// A voice is somebody whose speech a sentence tells of, read from the sentence alone: for figures
// that no claim covers. It is made for texts whose commas were lost, where what is said and who says it
// stand side by side: "two men were killed in Oro the agency said".
type voice struct {
	cue         int // token of the verb of speech
	first, last int // tokens of the speaker
	via         [2]int
	from, to    int // tokens of what is said
	hedged      bool
}

// voices lists who speaks in the sentence, by the verbs of speech in it.
func (v *layer) voices(first, last int) []voice {
	var out []voice
	for k := first; k < last; k++ {
		if v.inside[k] || v.breaks[k] || v.d.Tokens[k].Shape == text.Title && k > first && !v.d.Headline {
			continue
		}
		if v.is(k, lang.According) && v.is(k+1, lang.To) {
			from := k + 2
			for from < last && v.is(from, lang.To) {
				from++ // "according to to the agency", as texts have it
			}
			if a, b, ok := v.mentionFrom(from, last); ok {
				out = append(out, voice{cue: k, first: a, last: b, from: first, to: last})
			}
			continue
		}
		if !v.part(k).Has(lang.Say) || v.is(k, lang.According|lang.Saying|lang.Citing) || v.passiveBefore(k) && !v.is(k, lang.Quoted) {
			continue
		}
		if v.is(k, lang.ClaimsWord) && (v.takes(k, last) || v.owns(k, last)) || v.is(k, lang.ReportsWord) && v.is(k+1, lang.From) && !v.thatFollows(k, last) {
			continue // "reports from Oro after a quake"
		}
		if vo, ok := v.voiceAt(k, first, last); ok && !v.holdsNumber(vo.first, vo.last) {
			out = append(out, vo)
		}
	}
	return out
}

// thatFollows reports whether "that" stands within a few words behind token k.
func (v *layer) thatFollows(k, last int) bool {
	for j := k + 1; j < last && j < k+12; j++ {
		if v.is(j, lang.That) {
			return true
		}
	}
	return false
}

// takes reports whether a verb that says or takes has a number of lives for its object: "claimed 33 lives".
func (v *layer) takes(k, last int) bool {
	if k+1 >= last || v.number[k+1] == 0 {
		return false
	}
	q := &v.numbers[v.number[k+1]-1]
	return q.Last < last && v.part(q.Last).Has(lang.Event)
}

// holdsNumber reports whether a number begins between two tokens; "a number of residents" may speak.
func (v *layer) holdsNumber(a, b int) bool {
	for a > 0 && v.inside[a] && v.number[a] == 0 {
		a-- // into "more than 40 clinics"
	}
	for k := a; k < b; k++ {
		if id := v.number[k]; id != 0 && v.numbers[id-1].Modifier != sitrep.Vague {
			return true
		}
	}
	return false
}

// voiceAt reads the verb of speech at token k.
func (v *layer) voiceAt(k, first, last int) (voice, bool) {
	vo := voice{cue: k, hedged: v.is(k, lang.Doubted)}
	j := k
	for j > first && (v.part(j-1).Has(lang.Have) || v.adverb(j-1) || v.is(j-1, lang.EarlierWord)) {
		j--
	}
	a, b, before := v.mentionTo(j, first)
	if !before {
		a, b, before = v.clauseSpeaker(j, first)
	}
	tail := v.tailEnd(k, last)
	if x, y, ok := v.mentionFrom(k+1, last); ok && before && a > first+3 && k > first+4 && (y >= last || v.tailEnd(y-1, last) || v.described(y, last)) && !v.is(k, lang.Told) {
		// "... said the mayor": what stands before the verb is no speaker
		vo.first, vo.last, vo.from, vo.to = x, y, first, k
		if y < last && v.is(y, lang.Saying) {
			vo.to = last // "... said the mayor adding that"
		}
		return vo, true
	}
	if passive := v.passiveBefore(k); passive && v.is(k, lang.Quoted) {
		// "Ivan Petrov was quoted by an agency as saying"
		return v.quotedBy(k, first, last)
	}
	switch {
	case before && tail:
		// "... the agency said on Sunday"
		vo.first, vo.last, vo.from, vo.to = a, b, first, last
		if a <= first+1 {
			return vo, false
		}
	case before && a >= first:
		vo.first, vo.last, vo.from, vo.to = a, b, k+1, last
		v.relays(&vo, k, last)
	default:
		// "... said the mayor"
		if a, b, ok := v.mentionFrom(k+1, last); ok && k > first+3 && !v.is(k, lang.Told) && v.d.Language.Actors.Pronouns[v.d.Lower(b)] == "" && !v.part(k-1).Has(lang.Rel) && !v.part(b).Has(lang.Be|lang.Have|lang.Modal|lang.Done|lang.Do|lang.Fell) {
			vo.first, vo.last, vo.from, vo.to = a, b, first, k
			break
		}
		return vo, false
	}
	v.cites(&vo, k, last)
	return vo, true
}

// clauseSpeaker is the one whom a relative clause without commas describes before a verb of speech at token k: "activist
// Omar Haddad who lives in Oro and keeps contacts there said".
func (v *layer) clauseSpeaker(k, first int) (int, int, bool) {
	for j, n := k-1, 0; j > first && n < 30; j, n = j-1, n+1 {
		w := v.part(j)
		if v.punct(j) || v.breaks[j] || v.number[j] != 0 || w.Has(lang.Say) {
			break
		}
		if w.Has(lang.Rel) && !v.is(j, lang.That) {
			return v.mentionTo(j, first)
		}
	}
	return 0, 0, false
}

// relays reads "A source told the agency that" and "the agency quoted a source as saying that".
func (v *layer) relays(vo *voice, k, last int) {
	switch {
	case v.is(k, lang.Told):
		if a, b, ok := v.mentionFrom(k+1, last); ok && (v.is(b, lang.That) || v.quoteMark(min(b, last-1))) && v.d.Tokens[b-1].Shape != text.Lower {
			vo.via = [2]int{a, b}
		} else if ok && v.is(b, lang.That) && v.d.Tokens[a].Shape == text.Upper {
			vo.via = [2]int{a, b}
		}
	case v.is(k, lang.Quoted):
		if a, b, ok := v.mentionFrom(k+1, last); ok {
			for j := b; j < last && j < b+8; j++ {
				if v.is(j, lang.Saying) {
					vo.via, vo.first, vo.last, vo.from = [2]int{vo.first, vo.last}, a, b, j+1
					return
				}
			}
		}
	}
}

// cites reads "the agency said citing a source": the source speaks and the agency relays.
func (v *layer) cites(vo *voice, k, last int) {
	for j := k + 1; j < last && j < k+8; j++ {
		if !v.is(j, lang.Citing) {
			continue
		}
		if a, b, ok := v.mentionFrom(j+1, last); ok {
			vo.via, vo.first, vo.last = [2]int{vo.first, vo.last}, a, b
		}
		return
	}
}

// quotedBy reads "X was quoted by Y as saying" behind what is said.
func (v *layer) quotedBy(k, first, last int) (voice, bool) {
	j := k
	for j > first && (v.part(j-1).Has(lang.Be|lang.Have) || v.adverb(j-1)) {
		j--
	}
	a, b, ok := v.mentionTo(j, first)
	if !ok {
		return voice{}, false
	}
	vo := voice{cue: k, first: a, last: b, from: first, to: a}
	if v.is(k+1, lang.By) {
		if x, y, ok := v.mentionFrom(k+2, last); ok {
			vo.via = [2]int{x, y}
		}
	}
	return vo, a > first+3
}

// tailEnd reports whether nothing but a time, an address or a source follows the verb at token k.
func (v *layer) tailEnd(k, last int) bool {
	for j, n := k+1, 0; j < last; j, n = v.next(j), n+1 {
		switch {
		case v.breaks[j]:
			return true
		case v.is(j, lang.Citing|lang.Including|lang.Saying) || v.part(j).Has(lang.Subset):
			return true
		case n > 0 && v.d.Tokens[v.prev(j)].Lower == "," && v.part(j).Has(lang.Sub) && !v.part(j).Has(lang.If):
			return true // "..., the governor said on Monday, as crews searched"
		case v.inside[j] || v.punct(j) && !v.quoteMark(j) || v.part(j).Has(lang.Prep) || v.adverb(j):
		case n > 0 && v.part(v.prev(j)).Has(lang.Prep|lang.Det) || v.part(j).Has(lang.Det) && n > 0 && v.part(v.prev(j)).Has(lang.Prep):
		case v.is(j, lang.EarlierWord):
		default:
			return n > 3 && v.d.Tokens[j].Shape == text.Upper
		}
		if n > 9 {
			return false
		}
	}
	return true
}

// described reports whether what stands from token k says who somebody is: a short name in brackets, or "an independent
// group which".
func (v *layer) described(k, last int) bool {
	if k+2 < last && v.d.Tokens[k].Lower == "(" && v.d.Tokens[k+1].Shape == text.Upper && v.d.Tokens[k+2].Lower == ")" {
		k += 3
	}
	return k >= last || v.punct(k) || v.part(k).Has(lang.Rel) || v.is(k, lang.A) && !v.broken(k-1, k)
}

// mentionTo is the mention that ends at token k.
// What stands in front of a preposition before it belongs to it.
func (v *layer) mentionTo(k, first int) (int, int, bool) {
	from, to, ok := v.mentionBefore(k, first)
	if !ok {
		return 0, 0, false
	}
	if id := v.number[from]; id != 0 && from > first && v.l.Ends(v.d.Lower(from-1), v.l.Participles) && v.numbers[id-1].Last < to && v.numbers[id-1].Modifier == sitrep.Vague && !v.is(v.numbers[id-1].Last-1, lang.Of) {
		// "wounding dozens opposition activists said": a comma was lost
		for from = v.numbers[id-1].Last; from < to-1 && v.is(from, lang.More); from++ {
		}
	}
	if at := from; at > first+1 && (v.is(at, lang.A) || v.is(at-1, lang.A)) {
		if !v.is(at, lang.A) {
			at--
		}
		if a, _, ok := v.mentionBefore(at, first); ok && at-a > 1 && v.d.Tokens[at-1].Shape == text.Title && v.d.Tokens[a].Shape == text.Title {
			return a, at, true // "The Norland Watch for Human Rights a Tarn-based group": a comma was lost
		}
	}
	if a, _, ok := v.mentionBefore(from-1, first); ok && from > first && v.part(from-1).Has(lang.Conj) && a > first && v.part(a-1).Has(lang.Prep) && v.d.Tokens[a].Shape != text.Lower {
		from = a // "deputy for Westland and East Oro": both only say where
	}
	for from > first && v.part(from-1).Has(lang.Prep) && v.d.Tokens[from].Shape != text.Lower {
		// "doctors at the hospital in Arvik": the last mention only says where those before it are
		a, _, ok := v.mentionBefore(from-1, first)
		if !ok && v.is(from-1, lang.Holds|lang.At) {
			return 0, 0, false
		}
		if !ok {
			break
		}
		from = a
	}
	return from, to, true
}

// mentionsAt is the first mention that begins at token k or behind it.
func (v *layer) mentionsAt(k int) int {
	return sort.Search(len(v.mentions), func(i int) bool { return v.mentions[i].First >= k })
}

// mentionBefore is the longest mention that ends at token k.
func (v *layer) mentionBefore(k, first int) (int, int, bool) {
	best := -1
	for i := v.mentionsAt(first); i < len(v.mentions); i++ {
		m := &v.mentions[i]
		if m.First >= k {
			break
		}
		if m.Last == k && (best < 0 || m.First < v.mentions[best].First) {
			best = i
		}
	}
	if best < 0 {
		return 0, 0, false
	}
	return v.mentions[best].First, k, true
}

// mentionFrom is the mention that begins at token k, an article or a mark before it not counted.
func (v *layer) mentionFrom(k, last int) (int, int, bool) {
	for k < last && v.quoteMark(k) {
		k++
	}
	best := -1
	for i := v.mentionsAt(k); i < len(v.mentions); i++ {
		m := &v.mentions[i]
		if m.First > k+1 {
			break
		}
		if (m.First == k || m.First == k+1 && v.part(k).Has(lang.Det)) && m.Last <= last && (best < 0 || m.Last > v.mentions[best].Last) {
			best = i
		}
	}
	if best < 0 {
		return 0, 0, false
	}
	return k, v.mentions[best].Last, true
}

// spokenBy is the voice that gives a figure, read from its sentence: the innermost around it.
func (v *layer) spokenBy(c *candidate, s *scope, cast *actor.Cast) claimant {
	if cast == nil {
		return claimant{}
	}
	if !s.heard {
		s.heard, s.voices = true, v.voices(s.first, s.last)
	}
	best := -1
	for i := range s.voices {
		vo := &s.voices[i]
		if c.first < vo.from || c.first >= vo.to || v.broken(c.first, vo.cue) {
			continue
		}
		if best < 0 || vo.to-vo.from < s.voices[best].to-s.voices[best].from || vo.from > s.voices[best].from {
			best = i
		}
	}
	if best < 0 {
		return claimant{}
	}
	vo := &s.voices[best]
	out := v.resolved(vo.first, vo.last, cast, bySentence)
	out.sure = v.mentionSure(vo.first, vo.last)
	for i := range s.voices {
		if w := &s.voices[i]; i != best && c.first >= w.from && c.first < w.to && w.first != vo.first && w.first != vo.via[0] {
			out.sure *= 0.85 // two speak of it
		}
	}
	out.hedged = vo.hedged
	for k := vo.cue + 1; k < c.first; k++ {
		if v.part(k).Has(lang.Hedge) && v.part(k).Has(lang.Say) {
			return claimant{hedged: true, kind: sitrep.Nobody, how: bySentence} // "said that reports suggest"
		}
	}
	for i := range s.voices {
		if w := &s.voices[i]; i != best && w.cue < vo.first && w.from <= vo.first && vo.first-w.from <= 1 && w.to == vo.to {
			vo.via = [2]int{w.first, w.last} // "The WHO says officials reported"
		}
	}
	if vo.via[1] > vo.via[0] {
		out.via = v.phrase(vo.via[0], vo.via[1])
	}
	if out.kind == sitrep.Nobody {
		return claimant{}
	}
	return out
}

// relayed is who speaks in what somebody else says, where that begins with who says it: "'Medics said 48 had died,' the
// agency reported", "local media reported that police said".
func (v *layer) relayed(c *candidate, s *scope, by *sitrep.Claim, cast *actor.Cast) claimant {
	if cast == nil || len(by.Source) == 0 || by.Speaker == "" || by.Via != "" {
		return claimant{}
	}
	if !s.heard {
		s.heard, s.voices = true, v.voices(s.first, s.last)
	}
	for i := range s.voices {
		vo := &s.voices[i]
		if vo.last > vo.cue || c.first <= vo.cue || c.first >= vo.to || v.is(vo.cue, lang.Told) || v.d.Language.Actors.Pronouns[v.d.Lower(vo.first)] != "" || vo.via[1] > vo.via[0] ||
			v.is(vo.cue, lang.ClaimsWord) && (v.part(vo.cue+1).Has(lang.Det) || v.is(vo.cue+1, lang.TheirWord)) {
			continue // "had claimed its first victim"
		}
		for _, content := range by.Content {
			from := v.d.TokenAt(content.Start)
			for from < vo.first && (v.quoteMark(from) || v.is(from, lang.That)) {
				from++
			}
			if from != vo.first || v.d.Tokens[c.first].Start >= content.End {
				continue
			}
			out := v.resolved(vo.first, vo.last, cast, bySentence)
			if out.kind == sitrep.Nobody {
				return claimant{}
			}
			out.via, out.hedged, out.sure = by.Speaker, vo.hedged || by.Hedged, v.mentionSure(vo.first, vo.last)
			return out
		}
	}
	return claimant{}
}

// mentionSure is the share of speakers mentioned so who were referred to the right one: names and the
// unnamed stand for themselves, descriptions and pronouns for somebody else.
func (v *layer) mentionSure(first, last int) float64 {
	for i := v.mentionsAt(first); i < len(v.mentions) && v.mentions[i].First < last; i++ {
		m := &v.mentions[i]
		if m.Last != last {
			continue
		}
		switch m.Kind {
		case actor.Name, actor.Unnamed:
			return 0.97
		case actor.Description:
			return 0.85
		}
		return 0.82
	}
	return 0.8
}

// broken reports whether a line of publication stands between two tokens.
func (v *layer) broken(a, b int) bool {
	for k := min(a, b); k < max(a, b); k++ {
		if v.breaks[k] {
			return true
		}
	}
	return false
}
