package check

import (
	"strings"

	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// What is done is done by somebody to somebody. Two sentences with the same words say the same only if those who do it, and
// those it is done to, may be the same. There is no parser here: who does it stands before the verb in its clause, or
// behind "by" after a passive; whom it befalls stands behind the verb, or before a passive. What is unclear is left open.

// roles are the terms on either side of a deed; empty where they can't be told.
type roles struct{ agent, patient []term }

// rolesAt reads the roles of the deed at token at, among the terms of its sentence [first, last).
func rolesAt(d *text.Doc, ts []term, first, last, at int) roles {
	l := d.Language
	if noun(d, first, at) {
		if at > first {
			if n, c := l.Actors.CountryAt(d.Lower, at-1); n == 1 && d.Tokens[at-1].Shape != text.Lower { // "Azerbaijani shelling"
				return roles{agent: []term{{word: strings.ToLower(c.Name), at: at - 1, name: true}}}
			}
		}
		return roles{}
	}
	from := clauseStart(d, first, at)
	before := between(d, ts, from, at)
	end, by := clauseEnd(d, last, at)
	switch {
	case passive(d, first, at):
		r := roles{patient: before}
		if by >= 0 {
			r.agent = between(d, ts, by, end)
		}
		return r
	case by == at+1: // "a bomb planted by"
		return roles{agent: between(d, ts, by, end), patient: before}
	case l.Check.Befalling.Has(meaning(l, d.Lower(at))) || l.Check.Befalling.Has(d.Lower(at)): // "twelve died"
		return roles{patient: before}
	}
	to := at + 1
	for to < end {
		if c := l.Claims.Words[d.Lower(to)]; prepositional(c) && to > at+1 || d.Tokens[to].Kind == text.Punct {
			break
		}
		to++
	}
	if to > at+1 && prepositional(l.Claims.Words[d.Lower(at+1)]) {
		if past(d, at) { // "people killed in": by or to them is not told
			return roles{}
		}
		return roles{agent: before}
	}
	return roles{agent: before, patient: between(d, ts, at+1, to)}
}

func prepositional(c lang.ClaimWord) bool {
	switch c {
	case lang.PrepWord, lang.OfWord, lang.ForWord, lang.ToWord, lang.ByWord, lang.AboutWord, lang.AfterWord, lang.AsWord:
		return true
	}
	return false
}

// past reports whether a token has the form of a past or of a participle.
func past(d *text.Doc, i int) bool {
	w := d.Lower(i)
	return strings.HasSuffix(w, "ed") && len(w) > 3 || d.Language.Check.Past.Has(w)
}

// noun reports whether a word of a deed stands as a noun: "the heavy shelling", "his resignation".
func noun(d *text.Doc, first, at int) bool {
	words := d.Language.Claims.Words
	if at+1 < len(d.Tokens) && words[d.Lower(at+1)] == lang.OfWord {
		return true
	}
	for k := at - 1; k >= first && k >= at-3; k-- {
		switch words[d.Lower(k)] {
		case lang.DetWord, lang.OwnerWord, lang.OfWord, lang.ForWord:
			return k == at-1 || !past(d, at)
		case lang.NoClaimWord:
			if d.Tokens[k].Kind != text.Word || d.Tokens[k].Shape != text.Lower {
				return false
			}
		default:
			return false
		}
	}
	return false
}

// passive reports whether a form of "be" stands before a participle.
func passive(d *text.Doc, first, at int) bool {
	for k := at - 1; k >= first && k >= at-4; k-- {
		switch c := d.Language.Claims.Words[d.Lower(k)]; {
		case c == lang.BeWord, d.Lower(k) == "been", d.Lower(k) == "being":
			return past(d, at)
		case c == lang.AdverbWord || c == lang.NotWord:
		case strings.HasSuffix(d.Lower(k), "ly"):
		default:
			return false
		}
	}
	return false
}

// clauseStart is the token at which the clause of a verb begins, as far as marks and small words tell: the antecedent of
// "who" belongs to it.
func clauseStart(d *text.Doc, first, at int) int {
	words := d.Language.Claims.Words
	for k := at - 1; k >= first; k-- {
		switch words[d.Lower(k)] {
		case lang.ThatWord, lang.ButWord, lang.SubordinateWord, lang.AskingWord, lang.WhetherWord:
			return k + 1
		}
		switch d.Raw(k) {
		case ";", ":", "“", "\"", "(", ")", "—", "–":
			return k + 1
		}
	}
	return first
}

// clauseEnd is the token behind the last one of the clause of a verb, and the token behind a "by" in it, or -1.
func clauseEnd(d *text.Doc, last, at int) (end, by int) {
	words := d.Language.Claims.Words
	by = -1
	for k := at + 1; k < last; k++ {
		switch words[d.Lower(k)] {
		case lang.ByWord:
			if by < 0 {
				by = k + 1
			}
		case lang.ThatWord, lang.ButWord, lang.SubordinateWord, lang.AskingWord, lang.WhetherWord, lang.RelativeWord:
			return k, by
		}
		switch d.Raw(k) {
		case ",", ";", ":", "“", "”", "\"", "(", ")", "—", "–":
			return k, by
		}
	}
	return last, by
}

// between are the words of terms among tokens [from, to), but for numbers.
func between(d *text.Doc, ts []term, from, to int) []term {
	var out []term
	numbered := false
	for _, t := range ts {
		if t.at < from || t.at >= to {
			continue
		}
		numbered = numbered || t.num
		if !t.num {
			out = append(out, t)
		}
	}
	if len(out) == 0 && numbered {
		out = append(out, term{word: people}) // "killing 32"
	}
	return out
}

// meet says whether the words of two roles may stand for the same: same when they share one, other when each names somebody
// and none is the other's, maybe when it can't be told.
func (x *index) meet(a, b []term) tie {
	if len(a) == 0 || len(b) == 0 {
		return maybe
	}
	if x.otherStates(a, b) {
		return other // "Russia's mission", "North Korea's mission"
	}
	shared, named, theirs := false, 0, 0
	for _, v := range a {
		for _, w := range b {
			if x.alike(v.word, w.word) {
				if v.name {
					return same
				}
				shared = true
			}
		}
	}
	for _, v := range a {
		if v.name && !x.statesWord(v.word) {
			named++
		}
	}
	for _, w := range b {
		if w.name && !x.statesWord(w.word) {
			theirs++
		}
	}
	if named > 0 && theirs > 0 {
		return other // "found Rinaldi guilty", "found Ferrante guilty"
	}
	if shared {
		return same
	}
	if x.somebodies(a) && x.somebodies(b) {
		return other
	}
	return maybe
}

// otherStates reports whether each names a state, and none the other's.
func (x *index) otherStates(a, b []term) bool {
	mine, theirs := false, false
	for _, v := range a {
		if !v.name || !x.statesWord(v.word) {
			continue
		}
		mine = true
		for _, w := range b {
			if w.word == v.word {
				return false
			}
		}
	}
	for _, w := range b {
		theirs = theirs || w.name && x.statesWord(w.word)
	}
	return mine && theirs
}

// suffer says whether the words for those whom a deed befalls may stand for the same: where the passage only counts
// people, they aren't known to be those the statement tells of.
func (x *index) suffer(mine, theirs []term) tie {
	t := x.meet(mine, theirs)
	if t == maybe && len(mine) > 0 && len(theirs) == 1 && theirs[0].word == people {
		return other
	}
	return t
}

// alike reports whether two words may stand for the same: they are the same, one says what the other says and more, or the
// reports call one person by both.
func (x *index) alike(v, w string) bool {
	if v == w {
		return true
	}
	for _, pair := range [2][2]string{{v, w}, {w, v}} {
		for _, n := range x.wider[pair[0]] {
			if n == pair[1] {
				return true
			}
		}
		for _, o := range x.offices[pair[0]] {
			if o == pair[1] || meaning(x.language, o) == pair[1] {
				return true
			}
		}
	}
	return false
}

// somebodies reports whether words name somebody who acts: a word for one who speaks or a class of people.
func (x *index) somebodies(ts []term) bool {
	for _, t := range ts {
		w := t.word
		if b, ok := x.language.Check.Bodies[w]; ok && b.Side != "" {
			return true
		}
		if g := x.language.Ledger.Groups[w]; g != "" && g != people {
			return true
		}
		if _, c := x.language.Actors.CountryAt(func(int) string { return w }, 0); c.Name != "" {
			return true
		}
		if len(x.offices[w]) > 0 || x.people[w] != "" {
			return true
		}
	}
	return false
}

// unreal reports whether the deed at a token is only asked for, planned or foretold: "asked the court to sentence him",
// "would appeal".
func unreal(d *text.Doc, first, at int) bool {
	words := d.Language.Claims.Words
	for k := at - 1; k >= first && k >= at-3; k-- {
		switch c := words[d.Lower(k)]; {
		case c == lang.ModalWord:
			return true
		case c == lang.ToWord:
			for j := k - 1; j >= first && j >= k-9; j-- {
				if d.Language.Check.Wishing.Has(meaning(d.Language, d.Lower(j))) {
					return true
				}
				if words[d.Lower(j)] == lang.ThatWord || words[d.Lower(j)] == lang.ButWord {
					return false
				}
			}
			return false
		case c == lang.BeWord || c == lang.HaveWord || c == lang.AdverbWord || c == lang.NotWord || d.Lower(k) == "been":
		default:
			return false
		}
	}
	return false
}

// onlyWished reports whether a passage has a deed of the statement only as one asked for or foretold, where the statement
// tells it as done.
func (s *saying) onlyWished(p int32, t term) bool {
	if unreal(s.d, s.first, t.at) {
		return false
	}
	d, first, last := s.x.tokens(p)
	found := false
	for _, u := range terms(d, first, last) {
		if u.word == t.word {
			found = true
			if !unreal(d, first, u.at) {
				return false
			}
		}
	}
	return found
}

// lead are the terms before the first verb of a sentence, as far as it shows.
func lead(d *text.Doc, ts []term, first, last int) []term {
	for i := first; i < last; i++ {
		switch d.Language.Claims.Words[d.Lower(i)] {
		case lang.SayVerb, lang.TellVerb:
			return nil // who says so, not who does it
		case lang.BeWord, lang.HaveWord, lang.DoWord, lang.ModalWord:
		default:
			if !past(d, i) || i == first {
				continue
			}
		}
		if _, by := clauseEnd(d, last, i); by >= 0 {
			return nil // a passive
		}
		return between(d, ts, first, i)
	}
	return nil
}

// castFits reports how those who do the deeds a statement shares with a passage, and those it befalls, stand to the
// passage's: other when for one of the shared deeds they can't be the same.
func (s *saying) castFits(p int32, mine int, theirs string) (agents, patients tie) {
	d, first, last := s.x.tokens(p)
	a := rolesAt(s.d, s.all(), s.first, s.last, mine)
	agents, patients = other, other
	found := false
	ts := terms(d, first, last)
	for _, t := range ts {
		if t.word != theirs {
			continue
		}
		found = true
		b := rolesAt(d, ts, first, last, t.at)
		agents, patients = max(agents, s.x.meet(a.agent, b.agent)), max(patients, s.x.suffer(a.patient, b.patient))
	}
	if !found {
		return maybe, maybe
	}
	return agents, patients
}
