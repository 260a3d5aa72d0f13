package check

import (
	"strings"

	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// A passage may have the contrary of a word it has not: where that counts, and where it says the same.

// contrary notes in a reply that a passage has the contrary of a word it hasn't: not in a name, nor in a date ("last
// Thursday"), nor as the deed of others.
func (s *saying) contrary(r *reply, p int32, t term) bool {
	for _, o := range s.x.opposite[t.word] {
		if !s.x.anyHas([]int32{p}, o) || s.holds(o) {
			continue
		}
		at := s.x.plainly(p, o)
		if at < 0 || !s.touches(p, at, t) {
			continue
		}
		switch agents, _ := s.castFits(p, t.at, o); {
		case agents == other, o == unverified && agents != same && s.byName(t.at):
			continue // what one has confirmed, another may not have been able to verify
		}
		if s.negates(p, t.word, o) {
			continue // "did not survive", "died"
		}
		if d := s.x.doc(p); comparative(s.d.Lower(t.at)) && past(d, at) && !comparative(d.Lower(at)) {
			continue // "gave a lower number", "raised its estimate"
		}
		if s.ofAnother(p, at) {
			continue
		}
		if agents, patients := s.castFits(p, t.at, o); agents == same || patients == same {
			r.of = s.x.rare(s.terms, p)
		}
		r.word, r.against = strings.ToLower(s.d.Raw(t.at)), strings.ToLower(s.x.doc(p).Raw(at))
		return true
	}
	return false
}

// unverified is what nobody could confirm: the contrary of confirmed, and no contrary of what somebody by name has confirmed himself.
const unverified = "unconfirmed"

// byName reports whether a name stands close before a token of the statement, as who does it.
func (s *saying) byName(at int) bool {
	for i := at; i >= max(s.first, at-3); i-- {
		if named(s.d, i) {
			return true
		}
	}
	return false
}

// ofAnother reports whether the word at a token of a passage is told of somebody or something that bears a name, which the
// statement hasn't: "the wreck of the Titanic".
func (s *saying) ofAnother(p int32, at int) bool {
	d, _, last := s.x.tokens(p)
	if d.Language.Claims.Words[d.Lower(at+1)] != lang.OfWord {
		return false
	}
	for i := at + 2; i < last && i <= at+4; i++ {
		if d.Tokens[i].Kind != text.Word || d.Tokens[i].Shape == text.Lower {
			if c := d.Language.Claims.Words[d.Lower(i)]; c == lang.DetWord || c == lang.OwnerWord {
				continue
			}
			return false
		}
		w := meaning(d.Language, d.Lower(i))
		for _, u := range s.all() {
			if u.word == w || u.word == d.Lower(i) {
				return false
			}
		}
		return true
	}
	return false
}

// comparative reports whether a word compares two at one time.
func comparative(w string) bool { return len(w) > 4 && strings.HasSuffix(w, "er") }

// unsaid reports whether a passage has the contrary of a word, and one of the two is negated.
func (s *saying) unsaid(p int32, t term) bool {
	for _, o := range s.x.opposite[t.word] {
		if s.x.anyHas([]int32{p}, o) && !s.holds(o) && s.x.plainly(p, o) >= 0 && s.negates(p, t.word, o) {
			return true
		}
	}
	return false
}

// negates reports whether the statement negates its word, and the passage not that word's contrary, or the reverse: then
// they say the same.
func (s *saying) negates(p int32, mine, theirs string) bool {
	d, first, last := s.x.tokens(p)
	return negated(s.d, s.first, s.last)[mine] != negated(d, first, last)[theirs]
}

// touches reports whether the word at a token of a passage stands close to another word of the statement, so that it may
// say the contrary of it: a dozen tokens at most away, with no bound of a sentence run together between.
func (s *saying) touches(p int32, at int, t term) bool {
	d, first, last := s.x.tokens(p)
	if last-first < 2*closeBy {
		return true
	}
	for _, u := range terms(d, max(first, at-closeBy), min(last, at+closeBy)) {
		if u.at != at && u.word != t.word && s.holds(u.word) {
			return true
		}
	}
	return false
}

// closeBy is how many tokens at most lie between a word and those it goes with.
const closeBy = 8

// plainly is the token at which a word stands in a passage as no name and in no date; -1 when it doesn't.
func (x *index) plainly(p int32, w string) int {
	d, first, last := x.tokens(p)
next:
	for _, t := range terms(d, first, last) {
		if t.word != w || t.name {
			continue
		}
		for _, v := range x.layer(d).timesIn(first, last) {
			if v.First <= t.at && t.at < v.Last {
				continue next
			}
		}
		return t.at
	}
	return -1
}
