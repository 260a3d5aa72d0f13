package check

import (
	"strings"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/lang"
)

// What a sentence states beside its figures, reactions and quotations, and who is said to state it.

// saying is the statement a sentence makes as a whole.
func (s *sentence) saying() *saying {
	st := &saying{sentence: s, terms: s.content()}
	for i := range s.claims {
		if c := &s.claims[i]; c.Speaker != "" && st.who.none() && s.somebody(c) && !s.nested(c) {
			st.who = s.whoIs(c.Speaker, c.Actor, c.SpeakerKind)
		}
	}
	if st.who.none() {
		if w := s.agent(); !w.none() {
			st.who = w
			kept := st.terms[:0:0]
			for _, t := range st.terms {
				if !has(w.words, strings.ToLower(s.d.Raw(t.at))) {
					kept = append(kept, t)
				}
			}
			st.terms = kept
		}
	}
	st.numbers = s.quantities(s.span)
	return st
}

// nested reports whether what a claim says is told by another of the sentence as somebody else's word: "Kyiv plans to, according
// to Seoul".
func (s *sentence) nested(c *sitrep.Claim) bool {
	for i := range s.claims {
		o := &s.claims[i]
		if o != c && o.Kind == sitrep.Statement && o.Speaker != "" && o.Speaker != c.Speaker && len(c.Cue) > 0 && covers(o, c.Cue[0]) && s.somebody(o) {
			return true
		}
	}
	return false
}

// agent is who is said by a passive to speak: "was called a hostile act by the High Representative".
func (s *sentence) agent() who {
	l := s.d.Language
	for _, m := range s.mentions() {
		if m.Kind == actor.Pronoun || m.First-1 <= s.first || l.Claims.Words[s.low(m.First-1)] != lang.ByWord {
			continue
		}
		for i := m.First - 2; i > s.first; i-- {
			w := s.low(i)
			speaks := l.Claims.Words[w] == lang.SayVerb || l.Check.Calling.Has(meaning(l, w))
			if be := l.Claims.Words[s.low(i-1)]; speaks && (be == lang.BeWord || s.low(i-1) == "been") {
				ref := s.x.textCast.Resolve(s.d, m.First, m.Last)
				return s.whoIs(ref.Name, ref.Actor, ref.Kind)
			}
		}
	}
	return who{}
}

// sayings are the statements of a sentence that somebody is said to make and that hold neither a figure nor a
// reaction, which are judged by themselves.
func (s *sentence) sayings() []*saying {
	var out []*saying
next:
	for i := range s.claims {
		c := &s.claims[i]
		if c.Kind != sitrep.Statement || c.Speaker == "" || len(c.Content) == 0 {
			continue
		}
		for k := range s.figures {
			if covers(c, s.figures[k].Span) {
				continue next
			}
		}
		for k := range s.claims {
			o := &s.claims[k]
			if k != i && len(o.Cue) > 0 && covers(c, o.Cue[0]) && (o.Speaker == "" || o.Speaker == c.Speaker || o.Kind == sitrep.Statement) {
				continue next // "said it was not aware": one act
			}
		}
		st := &saying{sentence: s, who: s.whoIs(c.Speaker, c.Actor, c.SpeakerKind)}
		telling := false
		for _, t := range s.within(c.Content) {
			if !s.apart[t.at-s.first] {
				st.terms = append(st.terms, t)
				telling = telling || !t.name && !s.ofCounting(t)
			}
		}
		for _, sp := range c.Content {
			st.numbers = append(st.numbers, s.quantities(sp)...)
		}
		if len(st.terms) >= 2 && (telling || len(s.figures) == 0) {
			out = append(out, st)
		}
	}
	return out
}

// acted reports whether most words of a statement are what an act is about that was judged.
func (s *saying) acted(done []act) bool {
	for i := range done {
		n := 0
		for _, t := range s.terms {
			for _, u := range done[i].about {
				if u.at == t.at {
					n++
					break
				}
			}
		}
		if 2*n >= len(s.terms) && n > 0 {
			return true
		}
	}
	return false
}

// quantities are the numbers in a span that say how much of something other than people.
func (s *sentence) quantities(in sitrep.Span) []quantity {
	var out []quantity
	for _, q := range s.x.layer(s.d).numbers {
		if s.low(q.first) == "one" && q.first > s.first && s.d.Language.Claims.Words[s.low(q.first-1)] == lang.DetWord {
			continue // "the one at the hospital"
		}
		if in.Contains(s.d.Span(q.first, q.last)) && !s.counted(q) && !s.dates.hold(q.first) {
			out = append(out, q)
		}
	}
	return out
}

// counted reports whether a number is that of a figure of people, which is judged by itself.
func (s *sentence) counted(q quantity) bool {
	span := s.d.Span(q.first, q.last)
	for i := range s.figures {
		if s.figures[i].Overlaps(span) {
			return true
		}
	}
	return false
}
