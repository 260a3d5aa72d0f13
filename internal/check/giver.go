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
	if e.heard = x.hearsay(e); e.heard {
		return
	}
	add := func(w who) {
		if !w.none() {
			e.who = append(e.who, w)
		}
	}
	if w, ok := x.misread(e); ok {
		add(w)
	} else {
		add(x.whoIs(f.Claimant, f.Actor, f.ClaimantKind))
	}
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
		if x.parts(e, c) {
			continue // "B spoke of eight while A gave 12"
		}
		add(x.speaker(e.source, c))
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

// hearsay reports whether a figure stands in what others are said to have said, whom nobody names: "is seeking clarity on reports
// suggesting that 1,300 were killed".
func (x *index) hearsay(e *fact) bool {
	d, first, _ := x.tokens(e.passage)
	said := false
	for i := d.TokenAt(e.Start) - 1; i > first && d.Tokens[i].Kind != text.Punct; i-- {
		said = said || d.Language.Claims.Words[d.Lower(i)] == lang.SayVerb || d.Language.Claims.Words[d.Lower(i)] == lang.ThatWord || strings.HasSuffix(d.Lower(i), "ing")
		if d.Language.Check.Hearsay.Has(d.Lower(i)) && i+1 < len(d.Tokens) && (strings.HasSuffix(d.Lower(i+1), "ing") || d.Language.Claims.Words[d.Lower(i+1)] == lang.ThatWord) && said {
			return d.Language.Claims.Words[d.Lower(i-1)] != lang.SubjectWord
		}
	}
	return false
}

// speaker is who makes a claim: who was read as its speaker, or who its words name, where that is somebody else by what he is.
func (x *index) speaker(source int32, c *sitrep.Claim) who {
	w := x.whoIs(c.Speaker, c.Actor, c.SpeakerKind)
	for _, s := range c.Source {
		own := x.whoIs(sitrep.Words(x.sources[source].report.In(c.In)[s.Start:s.End]), "", sitrep.Office)
		if own.narrow && x.relate(w, own) == other {
			return own // "the union", read as the company named before it
		}
	}
	return w
}

// misread is who gives a figure by the words of the claim it stands in, where its claimant was read as somebody else.
func (x *index) misread(e *fact) (who, bool) {
	for _, c := range x.passages[e.passage].claims {
		if c.Speaker == "" || c.Speaker != e.Claimant || !covers(c, e.Span) {
			continue
		}
		if w := x.speaker(e.source, c); w.kind == sitrep.Office && w.name != string(c.Speaker) {
			return w, true
		}
	}
	return who{}, false
}

// parts reports whether a figure is told by another than the speaker of a claim that holds it: "while" or "but" stands between
// the speaker's word and the one who gives the figure.
func (x *index) parts(e *fact, c *sitrep.Claim) bool {
	if len(c.Cue) == 0 || e.Claimant == "" || c.Speaker == e.Claimant || !covers(c, e.Span) {
		return false
	}
	d := x.doc(e.passage)
	joint := false
	for i := d.TokenAt(c.Cue[0].End-1) + 1; i < len(d.Tokens) && d.Tokens[i].Start < e.Start; i++ {
		switch d.Language.Claims.Words[d.Lower(i)] {
		case lang.SubordinateWord, lang.ButWord:
			joint = true
		}
		if joint && d.Raw(i) == lastWord(string(e.Claimant)) {
			return true
		}
	}
	return false
}

// lastWord is the last word of a name.
func lastWord(name string) string { return name[strings.LastIndexByte(name, ' ')+1:] }

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
	if e.heard {
		return maybe
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
