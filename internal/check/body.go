package check

import (
	"strings"

	"sitrep"
	"sitrep/internal/text"
)

// Bodies that count, armies and unnamed sources: who may stand for whom.

// theWatcher is the chain of the one body of the stories in hand that counts and that their reports call by such a word ("the
// Britain-based watchdog"), for one called so; nil when there are two.
func (x *index) theWatcher(w who) []sitrep.ActorID {
	watches := false
	for _, v := range w.words {
		watches = watches || x.language.Check.Watchers.Has(v)
	}
	if !watches {
		return nil
	}
	var out []sitrep.ActorID
	for _, e := range x.facts {
		if !x.chosen[x.sources[e.source].story] || e.Actor == "" {
			continue
		}
		g := x.whoIs(e.Claimant, e.Actor, e.ClaimantKind)
		if !x.body(g) || len(out) > 0 && out[0] == g.chain[0] {
			continue
		}
		called := false
		d, first, last := x.tokens(e.passage)
		for i := first; i < last && !called; i++ {
			called = x.language.Check.Watchers.Has(d.Lower(i))
		}
		switch {
		case !called:
		case out == nil:
			out = g.chain
		default:
			return nil
		}
	}
	return out
}

// watcher reports whether one is told as a body that counts ("a monitor") in a report that names the other, who is one.
func (x *index) watcher(w, g who, at int32) bool {
	if !x.body(w) || g.definite() || x.military(w) {
		return false
	}
	watches := false
	for _, v := range g.words {
		watches = watches || x.language.Check.Watchers.Has(v)
	}
	if !watches {
		return false
	}
	for _, v := range x.speakersOf(at) {
		if len(v.chain) > 0 && v.chain[0] == w.chain[0] {
			return true
		}
	}
	return false
}

// givenElse reports whether the same report has the same count from somebody else.
func (x *index) givenElse(w who, e *fact) bool {
	for _, o := range x.byCore[e.core] {
		if o.source == e.source && o.measure == e.measure && o != e && o.Claimant != "" && x.relate(w, x.whoIs(o.Claimant, o.Actor, o.ClaimantKind)) != same {
			return true
		}
	}
	return false
}

// apartFrom reports whether an unnamed source is told to be of a kind ("military sources") in a report that doesn't know the
// one named at all.
func (x *index) apartFrom(w, g who, at int32) bool {
	kind := false
	for _, v := range g.words {
		kind = kind || x.language.Check.Kinds.Has(v)
	}
	if !kind || !w.definite() || overlap(w.words, g.words) || x.state(w) {
		return false
	}
	for _, v := range w.words {
		if !x.language.Check.Kinds.Has(v) && x.inReport(at, meaning(x.language, v)) {
			return false
		}
	}
	d := text.Parse(x.language, g.name)
	for _, t := range terms(d, 0, len(d.Tokens)) {
		if x.ofState(w, t.word) {
			return false
		}
	}
	return !x.military(w)
}

// military reports whether one named is an army or a ministry of defence, for which an unnamed military source may speak.
func (x *index) military(w who) bool {
	for _, id := range w.chain {
		for _, v := range nameWords(string(id)) {
			if x.language.Check.Kinds.Has(v) {
				return true
			}
		}
	}
	return false
}

// unlike reports whether one who is told only by what he is ("an activist", "Western officials") is none of those named:
// the words say a person, of no state of theirs and of no body that may be they.
func (x *index) unlike(w, g who) bool {
	if g.definite() || len(g.words) == 0 || !w.definite() || overlap(w.words, g.words) {
		return false
	}
	person := false
	for i, v := range g.words {
		if x.language.Check.Sources.Has(v) {
			return false
		}
		person = person || x.roleAt(g.words, i)
	}
	d := text.Parse(x.language, g.name)
	for _, t := range terms(d, 0, len(d.Tokens)) {
		if x.ofState(w, t.word) {
			return false // "a US official" may speak for Washington
		}
	}
	return person
}

// ofState reports whether somebody speaks for a state.
func (x *index) ofState(w who, state string) bool {
	for _, id := range w.chain {
		if strings.EqualFold(string(id), state) {
			return true
		}
	}
	return false
}

// bothIn reports whether a report knows one by his own name beside another who speaks in it: they are two.
func (x *index) bothIn(at int32, w, g who) bool {
	if g.none() || within(w.words, g.words) || within(g.words, w.words) {
		return false
	}
	for _, v := range x.speakersOf(at) {
		if x.relate(w, v) == same && x.relate(v, g) != same && !overlap(v.words, g.words) && (len(v.chain) == 0 || len(g.chain) == 0 || v.chain[0] != g.chain[0]) {
			return true
		}
	}
	return false
}

// official reports whether one is an unnamed official of the state the other is: "a US official" for Washington.
func (x *index) official(w, g who) bool {
	if !x.state(w) || g.definite() {
		return false
	}
	d := text.Parse(x.language, g.name)
	for _, t := range terms(d, 0, len(d.Tokens)) {
		if strings.EqualFold(t.word, string(w.chain[0])) {
			return true
		}
	}
	return false
}
