package check

import (
	"fmt"
	"strings"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// The count of one set beside that of another: above it, below it, the same, so many apart.

// tellers are those the sentence names who speak or count in the reports, each once, in order.
func (s *sentence) tellers() []who {
	var out []who
	add := func(w who) {
		if w.none() || !s.x.speaksAnywhere(w) {
			return
		}
		for _, v := range out {
			if s.x.relate(v, w) == same {
				return
			}
		}
		out = append(out, w)
	}
	ms := s.mentions()
next:
	for i := s.first; i < s.last; i++ {
		for _, m := range ms {
			if m.First <= i && i < m.Last && m.Kind != actor.Pronoun {
				ref := s.x.textCast.Resolve(s.d, m.First, m.Last)
				add(s.whoIs(ref.Name, ref.Actor, ref.Kind))
				i = m.Last - 1
				continue next
			}
		}
		if name := strings.TrimSuffix(s.low(i), "'s"); i > s.first && s.d.Language.Claims.Words[s.low(i-1)] == lang.DetWord {
			if b, ok := s.d.Language.Check.Bodies[name]; ok && b.Side != "" && !b.Wide { // "the governor's"
				add(s.whoIs(sitrep.Words(name), "", sitrep.Office))
				continue
			}
		}
		if s.d.Tokens[i].Kind != text.Word || s.d.Tokens[i].Shape == text.Lower || s.quoted(i) {
			continue
		}
		if w, n := s.x.registered(s.d, i, s.last); n > 0 {
			add(w)
			i += n - 1
			continue
		}
		if n, c := s.d.Language.Actors.CountryAt(s.low, i); n > 0 { // "the British estimate"
			add(s.whoIs(sitrep.Words(c.Name), "", sitrep.Named))
			i += n - 1
		}
	}
	return out
}

// besides is how a sentence says that the count of one stands to that of another: above it, below it, equal to it; by how many,
// when it says so.
type besides struct {
	at    int // token
	sign  int
	by    int64
	known bool
}

// sets reads it: "six higher than that of", "fell short of", "the same figure as".
func (s *sentence) sets() besides {
	c := &s.d.Language.Check
	for i := s.first; i < s.last; i++ {
		if s.quoted(i) {
			continue
		}
		n, w := c.Comparing.Match(s.low, i)
		if n == 0 {
			continue
		}
		out := besides{at: i, known: true}
		switch w {
		case "above":
			out.sign = 1
		case "below":
			out.sign = -1
		case "apart":
			out.sign = 2
			for k := i + n; k < s.last && k < i+n+4; k++ {
				if v := s.small(k); v > 0 {
					out.by = v
				}
			}
		}
		if v := s.small(i - 1); v > 0 {
			out.by = v
		}
		return out
	}
	return besides{}
}

// holds reports whether two counts stand so.
func (b besides) holds(mine, theirs int64) bool {
	d := mine - theirs
	switch {
	case b.sign == 2:
		return d != 0 && (b.by == 0 || d == b.by || d == -b.by)
	case b.sign == 0:
		return d == 0
	case b.by > 0:
		return d == int64(b.sign)*b.by
	}
	return d*int64(b.sign) > 0
}

// set judges a sentence that sets the count of one above, below or beside that of another. It is borne out if two of their
// counts stand so; where they count the same and none do, the reports say otherwise.
func (s *sentence) set() (sitrep.Finding, bool) {
	b := s.sets()
	if !b.known {
		return sitrep.Finding{}, false
	}
	for i := range s.figures {
		if f := &s.figures[i]; !f.Implicit && f.Min.Known && f.Min.N != b.by {
			return sitrep.Finding{}, false // it states the counts themselves
		}
	}
	by := s.tellers()
	if len(by) != 2 {
		return sitrep.Finding{}, false
	}
	measure := s.befell()
	if w := s.d.Language.Figure.Words[s.low(b.at)]; w.Measure != "" {
		measure = "" // "fell short of"
	}
	mine, theirs := s.givenBy(by[0], by[1], measure), s.givenBy(by[1], by[0], measure)
	var first [2]*fact
	for _, e := range mine {
		for _, o := range theirs {
			if e.measure != o.measure || e.stretch != o.stretch {
				continue
			}
			if b.holds(e.core, o.core) {
				return s.x.finding(sitrep.Supported, s.whyDerived(e, o), []match{{fact: e}, {fact: o}}), true
			}
			if first[0] == nil && !s.x.former(e) && !s.x.former(o) {
				first = [2]*fact{e, o}
			}
		}
	}
	if first[0] == nil || b.by > 0 && b.sign == 2 {
		return sitrep.Finding{}, false
	}
	return s.x.finding(sitrep.Contradicted, s.whySet(first[0], first[1]), []match{{fact: first[0]}, {fact: first[1]}}), true
}

// givenBy are the counts of one of the two a sentence compares, of what it says befell them, on the days it names, with its
// other words near them.
func (s *sentence) givenBy(w, besides who, measure sitrep.Measure) []*fact {
	var about []term
	for _, t := range s.undated() {
		raw := strings.ToLower(s.d.Raw(t.at))
		if t.num || !t.name || has(w.words, raw) || has(besides.words, raw) || s.x.statesWord(t.word) || s.actors(t.at) {
			continue
		}
		about = append(about, t)
	}
	var out []*fact
	for _, e := range s.x.facts {
		if !s.x.chosen[s.x.sources[e.source].story] || e.core <= 0 || e.core >= 1<<50 || e.denied || e.possible || e.Subset || e.Implicit || e.whole || e.measure == sitrep.Strength ||
			measure != "" && e.measure != measure || s.x.gives(w, e) != same || s.x.gives(besides, e) == same {
			continue
		}
		if share, _ := s.x.coverage(about, s.x.near(e.passage)); len(about) > 0 && share < 0.5 {
			continue
		}
		if ok, _ := s.dates.agree(s.x.saidOn(e)); ok || len(s.dates.days) > 1 {
			out = append(out, e)
		}
	}
	return out[:min(len(out), mostBearing)]
}

func (s *sentence) whySet(a, b *fact) string {
	words := func(e *fact) string { return oneLine(s.x.doc(e.passage).Slice(e.Span)) }
	return fmt.Sprintf("The one count is %s (%s), the other %s (%s).", lowerFirst(words(a)), s.x.where(a.passage), lowerFirst(words(b)), s.x.where(b.passage))
}
