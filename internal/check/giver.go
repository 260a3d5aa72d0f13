package check

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// givers are those who may be said to give a figure: its claimant and relayer, the speakers of claims
// around it, and, when its sentence names nobody, those of the sentences beside it.
func (x *index) givers(e *fact) {
	f := e.Figure
	add := func(w who) {
		if !w.none() {
			e.who = append(e.who, w)
		}
	}
	add(x.whoIs(f.Claimant, f.Actor, f.ClaimantKind))
	e.sure = len(e.who) > 0 && e.who[0].definite() && f.ClaimantKind != sitrep.Anonymous
	if f.Via != "" {
		add(x.whoIs(f.Via, "", sitrep.Named))
	}
	named := len(e.who) > 0
	for _, c := range x.passages[e.passage].claims {
		if named && !covers(c, f.Span) {
			continue
		}
		e.weak = !named && (e.weak || e.who == nil) && len(c.Content) > 0 && !covers(c, f.Span)
		add(x.whoIs(c.Speaker, c.Actor, c.SpeakerKind))
		for _, s := range c.Source {
			add(x.whoIs(sitrep.Words(x.sources[e.source].report.In(c.In)[s.Start:s.End]), "", c.SpeakerKind))
		}
		if c.Via != "" {
			add(x.whoIs(c.Via, "", sitrep.Named))
		}
	}
	if len(e.who) == 0 {
		add(x.raiser(e.passage))
	}
	if len(e.who) == 0 {
		e.who = x.mentioned(e.passage)
		e.guessed = len(e.who) > 0
	}
	e.own = len(e.who)
	for _, w := range e.who {
		if w.definite() || w.kind == sitrep.Office && len(w.words) > 1 && w.narrow && f.ClaimantKind == sitrep.Office {
			return
		}
	}
	if f.ClaimantKind == sitrep.Anonymous && len(e.who) > 0 && (len(e.who[0].words) > 1 || x.several(e.who[0])) {
		return // "Western officials", "activists" are nobody of the sentences beside theirs
	}
	for _, p := range x.near(e.passage)[1:] {
		for _, c := range x.passages[p].claims {
			add(x.whoIs(c.Speaker, c.Actor, c.SpeakerKind))
			for _, s := range c.Source {
				add(x.whoIs(sitrep.Words(x.sources[e.source].report.In(c.In)[s.Start:s.End]), "", c.SpeakerKind))
			}
		}
	}
}

// several reports whether somebody without a name is more than one: "activists", "media outlets".
func (x *index) several(w who) bool {
	if len(w.words) == 0 {
		return false
	}
	n := x.language.Actors.Noun[w.words[len(w.words)-1]]
	return n != nil && n.Plural
}

// raiser is the name right before a verb of giving a count: "the Doctors Network raised the toll to 83".
func (x *index) raiser(p int32) who {
	d, first, last := x.tokens(p)
	for i := first + 1; i < last; i++ {
		if !x.language.Check.Giving.Has(d.Lower(i)) {
			continue
		}
		from, named := i, false
	back:
		for k := i - 1; k >= first; k-- {
			switch w := x.language.Claims.Words[d.Lower(k)]; {
			case (w == lang.NoClaimWord || w == lang.SayVerb) && !named && k > i-3 && d.Tokens[k].Shape == text.Lower: // "Syrian state media gave"
			case d.Tokens[k].Kind == text.Word && d.Tokens[k].Shape != text.Lower && (w != lang.DetWord || named):
				from, named = k, true
			case w == lang.OfWord || w == lang.OwnerWord || w == lang.ForWord:
			default:
				break back
			}
		}
		if named && !d.Headline {
			return x.whoIs(sitrep.Words(d.Slice(d.Span(from, i))), "", sitrep.Named)
		}
		return who{}
	}
	return who{}
}

// mentioned are the persons and bodies that a passage names and the registry knows: states are mostly no speakers.
func (x *index) mentioned(p int32) []who {
	d, first, last := x.tokens(p)
	var out []who
	for i := first; i < last; i++ {
		if d.Tokens[i].Kind != text.Word || d.Tokens[i].Shape == text.Lower {
			continue
		}
		for n := min(longestName, last-i); n > 0; n-- {
			a, ok := x.Registry.Lookup(d.Slice(d.Span(i, i+n)))
			if !ok && n == 1 {
				if id := x.people[strings.TrimSuffix(d.Lower(i), "'s")]; id != "" {
					a, ok = x.Registry.Lookup(id)
				}
			}
			if !ok {
				continue
			}
			if a.Kind != "state" {
				out = append(out, x.whoIs(sitrep.Words(d.Slice(d.Span(i, i+n))), a.ID, sitrep.Named))
			}
			i += n - 1
			break
		}
	}
	return out
}

// registered is the one of the registry whose name begins at a token, and its length in tokens.
func (x *index) registered(d *text.Doc, i, last int) (who, int) {
	for n := min(longestName, last-i); n > 0; n-- {
		name := d.Slice(d.Span(i, i+n))
		a, ok := x.Registry.Lookup(name)
		if !ok && n == 1 {
			if id := x.people[strings.TrimSuffix(d.Lower(i), "'s")]; id != "" {
				a, ok = x.Registry.Lookup(id)
			}
			if !ok && len(d.Lower(i)) > 5 { // "the Observatory"
				w := x.whoIs(sitrep.Words(name), "", sitrep.Office)
				if w.chain = x.theOne(w); len(w.chain) > 0 {
					return w, 1
				}
			}
		}
		if ok {
			return x.whoIs(sitrep.Words(name), a.ID, sitrep.Named), n
		}
	}
	return who{}, 0
}

// speaksAnywhere reports whether somebody speaks or counts in the stories in hand.
func (x *index) speaksAnywhere(w who) bool {
	for at := range x.sources {
		if !x.chosen[x.sources[at].story] {
			continue
		}
		for _, v := range x.speakersOf(int32(at)) {
			if x.relate(w, v) == same {
				return true
			}
		}
	}
	return false
}

// longestName is the number of words of the longest name looked for.
const longestName = 8

// covers reports whether a claim's content holds a span.
func covers(c *sitrep.Claim, s sitrep.Span) bool {
	for _, o := range c.Content {
		if o.Contains(s) {
			return true
		}
	}
	return false
}

// gives says how a who stands to those who may be said to give a figure.
func (x *index) gives(w who, e *fact) tie {
	if e.who == nil {
		x.givers(e)
		if e.who == nil {
			e.who = []who{}
		}
	}
	best, another := maybe, x.another(w, e)
	if e.sure || another {
		best = other
	}
	if e.own == 0 && len(w.words) > 0 && within(w.words, nameWords(x.words(e.passage))) {
		return same // a headline's "…: Benghazi administration"
	}
	if !e.sure && x.outlet(e.source, w) {
		return same // an outlet's own count
	}
	if !e.sure && e.ClaimantKind == sitrep.Anonymous && w.definite() && x.calledIn(w, nameWords(x.words(e.passage))) && len(x.passages[e.passage].figures) < 3 && x.odd(e.who[:e.own]) {
		return same // "the Observatory, which monitors the conflict, said": the conflict doesn't
	}
	for i, g := range e.who {
		switch x.relate(w, g) {
		case same:
			if e.weak && i < e.own && x.givenElse(w, e) {
				return maybe
			}
			return same
		case maybe:
			if i < e.own && (x.official(w, g) || x.watcher(w, g, e.source)) {
				return same
			}
			if (i == 0 || !e.sure) && !another {
				best = max(best, maybe)
			}
		}
	}
	return best
}

// outlet reports whether one is the outlet of a report, by its name or address: "KBS", "news.kbs.co.kr".
func (x *index) outlet(at int32, w who) bool {
	name := x.sources[at].report.Outlet
	return within(w.words, nameWords(name)) || len(w.words) == 1 && has(strings.Split(strings.ToLower(name), "."), w.words[0])
}

// calledIn reports whether a body is called by its short name among some words: "the Observatory".
func (x *index) calledIn(w who, words []string) bool {
	return !x.isPerson(w) && !x.state(w) && len(w.chain) > 0 && len(last(w.words)) > 4 && has(words, last(w.words))
}

// odd reports whether none of those who are said to speak is called by a word for one who does: they were misread.
func (x *index) odd(ws []who) bool {
	for _, w := range ws {
		if len(w.chain) > 0 {
			return false
		}
		i := len(w.words) - 1
		if i < 0 {
			continue
		}
		if _, ok := x.language.Check.Bodies[w.words[i]]; ok || x.roleAt(w.words, i) || x.language.Check.Sources.Has(w.words[i]) || x.several(w) {
			return false
		}
	}
	return true
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

// another reports whether a figure whose claimant is not known by name is still somebody else's than the one named: its
// own sentence names those who speak, and they are others; or they are told by what they are, and that is something else;
// or its report knows the one named as well, by another name than the giver's.
func (x *index) another(w who, e *fact) bool {
	if e.sure || e.own == 0 || e.guessed || w.loose || w.none() {
		return false
	}
	for _, g := range e.who[:e.own] {
		if x.relate(w, g) == other {
			continue
		}
		if x.vagueSource(g) && !x.apartFrom(w, g, e.source) {
			return false // "a monitor and a medical source said"
		}
		if x.vagueSource(g) || x.relate(w, g) == other || x.unlike(w, g) || x.bothIn(e.source, w, g) {
			continue
		}
		return false
	}
	return true
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

// speakersOf are all who speak or count in a report.
func (x *index) speakersOf(at int32) []who {
	src := &x.sources[at]
	if src.speakers != nil {
		return src.speakers
	}
	src.speakers = []who{}
	add := func(w who) {
		if !w.none() {
			src.speakers = append(src.speakers, w)
		}
	}
	for _, c := range src.reading.Claims {
		add(x.whoIs(c.Speaker, c.Actor, c.SpeakerKind))
	}
	for _, f := range src.reading.Figures {
		add(x.whoIs(f.Claimant, f.Actor, f.ClaimantKind))
	}
	for p := src.body[0]; p < src.body[1]; p++ {
		add(x.raiser(p))
	}
	return src.speakers
}

// speaksFor reports whether a figure was given by the very one named, or by somebody who speaks for him: a
// state's figure doesn't change that of one of its agencies.
func (x *index) speaksFor(e *fact, by who) bool {
	if x.gives(by, e) != same {
		return false
	}
	for _, g := range e.who {
		if x.relate(by, g) != same {
			continue
		}
		if len(by.chain) == 0 || len(g.chain) == 0 {
			return true
		}
		for _, id := range g.chain {
			if id == by.chain[0] {
				return true
			}
		}
		if a, ok := x.Registry.Lookup(string(by.chain[0])); ok && a.Kind == "person" && len(by.chain) > 1 && by.chain[1] == g.chain[0] {
			return true
		}
	}
	return false
}
