package check

import (
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
	}
	e.own = len(e.who)
	for _, w := range e.who {
		if w.definite() {
			return
		}
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
			case d.Tokens[k].Kind == text.Word && d.Tokens[k].Shape != text.Lower:
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
	best := maybe
	if e.sure {
		best = other
	}
	if e.own == 0 && len(w.words) > 0 && within(w.words, nameWords(x.words(e.passage))) {
		return same // a headline's "…: Benghazi administration"
	}
	for i, g := range e.who {
		switch x.relate(w, g) {
		case same:
			return same
		case maybe:
			if i == 0 || !e.sure {
				best = max(best, maybe)
			}
		}
	}
	return best
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
