package check

import (
	"fmt"
	"strings"

	"sitrep"
	"sitrep/internal/text"
)

// saying is a plain statement of the text, with who is said to make it.
type saying struct {
	*sentence
	who   who
	terms []term
}

// reply is a passage that speaks to a statement.
type reply struct {
	passage int32
	share   float64 // of the statement's weight that stands in it
	missing []term
	who     tie
	name    string
}

// Shares of a statement's weight that must stand in one passage (with its neighbours at a discount).
const (
	enoughShare = 0.72 // to bear it out
	nearShare   = 0.6  // to speak against it
	someShare   = 0.3  // to be shown as the nearest
)

// judge gives the finding on a plain statement.
func (s *saying) judge() sitrep.Finding {
	x := s.x
	if len(s.terms) == 0 {
		return sitrep.Finding{Verdict: sitrep.NotCheckable, Why: "It states nothing that could be looked up.", Evidence: []sitrep.Evidence{}}
	}
	var good, near []reply
	for _, r := range s.replies() {
		switch {
		case r.share >= enoughShare && !s.unnamed(r):
			good = append(good, r)
		case r.share >= nearShare:
			near = append(near, r)
		}
	}
	for _, r := range good {
		if r.who == other {
			continue
		}
		if s.negated() != x.negated(r.passage) {
			return x.replying(sitrep.Contradicted, s.whyReply("%s says the contrary", r), []reply{r})
		}
		if word, contrary := s.opposite(r); contrary != "" {
			return x.replying(sitrep.Contradicted, s.whyReply("%s has “"+contrary+"”, not “"+word+"”", r), []reply{r})
		}
		if ok, wrong := s.dates.agree(x.datesNear(r.passage)); !ok {
			return x.replying(sitrep.Misstated, s.whyReply("%s has it, but not for "+wrong, r), []reply{r})
		}
		return x.replying(sitrep.Supported, s.whyReply("%s has it", r), keep(good, func(o reply) bool { return o.who != other }))
	}
	if len(good) > 0 && s.who.definite() {
		r := good[0]
		return x.replying(sitrep.Misattributed, fmt.Sprintf("It was %s who said so (%s).", r.name, x.where(r.passage)), good)
	}
	for _, r := range near {
		if r.who == other {
			continue
		}
		if word, contrary := s.opposite(r); contrary != "" {
			return x.replying(sitrep.Contradicted, s.whyReply("%s has “"+contrary+"”, not “"+word+"”", r), []reply{r})
		}
	}
	all := s.replies()
	if len(all) > 0 {
		return x.replying(sitrep.NotInReports, s.whyReply("No report says so; the nearest is in %s", all[0]), all[:1])
	}
	return sitrep.Finding{Verdict: sitrep.NotInReports, Why: "No report speaks of it.", Evidence: []sitrep.Evidence{}}
}

func keep(rs []reply, fits func(reply) bool) []reply {
	var out []reply
	for _, r := range rs {
		if fits(r) {
			out = append(out, r)
		}
	}
	return out
}

func (x *index) replying(v sitrep.Verdict, why string, rs []reply) sitrep.Finding {
	ps := make([]int32, len(rs))
	for i := range rs {
		ps[i] = rs[i].passage
	}
	return sitrep.Finding{Verdict: v, Why: why, Evidence: x.evidence(ps)}
}

func (s *saying) whyReply(form string, r reply) string {
	return capital(fmt.Sprintf(form, s.x.where(r.passage))) + "."
}

// where is a passage's outlet and day.
func (x *index) where(p int32) string {
	r := x.sources[x.passages[p].source].report
	out := r.Outlet
	if out == "" {
		out = "a report"
	}
	if when := x.written(r.Published); when != "" {
		out += ", " + when
	}
	return out
}

// replies are the passages that share most with the statement, best first.
func (s *saying) replies() []reply {
	x := s.x
	ws := make([]string, len(s.terms))
	for i, t := range s.terms {
		ws[i] = t.word
	}
	var out []reply
	for _, h := range x.lookup(ws, 40) {
		if !x.chosen[x.sources[x.passages[h.passage].source].story] {
			continue
		}
		r := reply{passage: h.passage, who: same}
		one, missing := x.coverage(s.terms, []int32{h.passage})
		all, without := x.coverage(s.terms, x.near(h.passage))
		r.share, r.missing = one, missing
		if wide := 0.92 * all; wide > one && one >= 0.4 {
			r.share, r.missing = wide, without
		}
		if r.share < someShare {
			continue
		}
		if !s.who.none() {
			r.who, r.name = x.speaks(s.who, h.passage)
		}
		out = append(out, r)
	}
	for i := 1; i < len(out); i++ {
		for k := i; k > 0 && out[k].share > out[k-1].share; k-- {
			out[k], out[k-1] = out[k-1], out[k]
		}
	}
	return out
}

// speaks says how somebody stands to those who speak in a passage, and names them.
func (x *index) speaks(w who, p int32) (tie, string) {
	best, name := maybe, ""
	definite := false
	for _, c := range x.passages[p].claims {
		for _, g := range []who{x.whoIs(c.Speaker, c.Actor, c.SpeakerKind), x.whoIs(c.Via, "", sitrep.Named)} {
			if g.none() {
				continue
			}
			if relate(w, g) == same {
				return same, g.name
			}
			if relate(w, g) == other {
				definite = true
				if name == "" {
					name = g.name
				}
			}
		}
	}
	if within(w.words, nameWords(x.words(p))) {
		return same, w.name
	}
	for _, q := range x.near(p)[1:] {
		for _, c := range x.passages[q].claims {
			if relate(w, x.whoIs(c.Speaker, c.Actor, c.SpeakerKind)) == same {
				return same, w.name
			}
		}
	}
	if definite {
		best = other
	}
	return best, name
}

// unnamed reports whether a name or number of the statement stands nowhere in a reply.
func (s *saying) unnamed(r reply) bool {
	for _, t := range r.missing {
		if t.name || t.num {
			return true
		}
	}
	return false
}

// negated reports whether the statement says that something is not so.
func (s *saying) negated() bool { return odd(s.d, s.first, s.last) }

func (x *index) negated(p int32) bool {
	d, first, last := x.tokens(p)
	return odd(d, first, last)
}

func odd(d *text.Doc, first, last int) bool {
	n := 0
	for i := first; i < last; i++ {
		if negator(d.Language, d.Lower(i)) {
			n++
		}
	}
	return n%2 == 1
}

// opposite finds a word of the statement whose contrary stands in the reply in its place.
func (s *saying) opposite(r reply) (word, contrary string) {
	for _, t := range s.terms {
		if s.x.anyHas([]int32{r.passage}, t.word) {
			continue
		}
		for _, o := range s.d.Language.Check.Opposite[t.word] {
			if s.x.anyHas([]int32{r.passage}, o) {
				return strings.ToLower(s.d.Raw(t.at)), s.x.form(r.passage, o)
			}
		}
	}
	return "", ""
}

// form is the word of a passage that stands for a term.
func (x *index) form(p int32, w string) string {
	d, first, last := x.tokens(p)
	for _, t := range terms(d, first, last) {
		if t.word == w {
			return strings.ToLower(d.Raw(t.at))
		}
	}
	return w
}
