package check

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// A sentence may go beyond a passage that holds all its other words by one small one: "all" of them for some, "beyond doubt"
// for likely, "always", "nobody else", "the deadliest", "deliberately". The passages that bear it out must say as much.

// beyond judges what a sentence says more firmly than the passages that bear it out; ok is false when it says nothing so.
func (s *sentence) beyond(fs []sitrep.Finding) (f sitrep.Finding, ok bool) {
	var ps []int32
	asked := false
	l := s.d.Language
	for i := s.first; i < s.last; i++ {
		n, kind := l.Check.Firm.Match(s.low, i)
		word := s.d.Slice(s.d.Span(i, i+max(1, n)))
		switch {
		case n > 0 && kind == "-", s.quoted(i), s.dates.hold(i):
			i += max(0, n-1)
			continue
		case n == 0 && s.superlative(i):
			kind = highest
		case n == 0 && s.manner(i):
			kind = ""
		case n == 0, kind == "whole" && s.allCounted(), s.negatedBefore(i):
			i += max(0, n-1)
			continue
		}
		if !asked {
			ps, asked = s.x.shown(fs), true
		}
		if len(ps) == 0 {
			return sitrep.Finding{}, false
		}
		if s.asFirm(ps, kind, i) {
			i += max(0, n-1)
			continue
		}
		st := s.saying()
		for _, p := range ps {
			if less := s.x.lessFirm(p, kind); less != "" {
				return s.x.replying(sitrep.Misstated, st.whyReply("%s has “"+less+"”, not “"+word+"”", &reply{passage: p}), []reply{{passage: p}}), true
			}
		}
		return s.x.replying(sitrep.NotInReports, st.whyReply("No report found says “"+word+"” of it; the nearest is in %s", &reply{passage: ps[0]}), []reply{{passage: ps[0]}}), true
	}
	if r, ok := s.share(); ok && !s.inFigure(r.at) && !s.quoted(r.at) && !s.dates.hold(r.at) {
		if ps := s.x.shown(fs); len(ps) > 0 && !s.shared(ps) {
			st := s.saying()
			return s.x.replying(sitrep.NotInReports, st.whyReply("No report found has “"+s.d.Raw(r.at)+"” of them; the nearest is in %s", &reply{passage: ps[0]}), []reply{{passage: ps[0]}}), true
		}
	}
	return sitrep.Finding{}, false
}

// shared reports whether a passage, or one beside it, tells a share of a whole.
func (s *sentence) shared(ps []int32) bool {
	for _, p := range ps {
		for _, q := range s.x.near(p) {
			d, first, last := s.x.tokens(q)
			for i := first; i < last; i++ {
				w := d.Lower(i)
				if _, ok := d.Language.Check.Shares[w]; ok || w == "%" || w == "percent" || w == "per" || d.Language.Check.Amounts[w] == "most" {
					return true
				}
			}
		}
	}
	return false
}

// highest is the kind of a superlative.
const highest = "highest"

// mannerWeight is the weight of an adverb that says little ("recently").
const mannerWeight = 3

// shown are the passages that findings quote.
func (x *index) shown(fs []sitrep.Finding) []int32 {
	var out []int32
	for _, f := range fs {
		for _, e := range f.Evidence {
			for at := range x.sources {
				if x.sources[at].report.ID != e.Report {
					continue
				}
				if p := x.passageAt(int32(at), e.In, e.Start); p >= 0 {
					out = append(out, p)
				}
				break
			}
		}
	}
	return out
}

// allCounted reports whether the sentence says of a figure that all those counted are of a class of people: the figures are
// compared as such.
func (s *sentence) allCounted() bool {
	for i := range s.figures {
		if s.allOf(&s.figures[i]) != "" {
			return true
		}
	}
	return false
}

// superlative reports whether a token is one: "the deadliest".
func (s *sentence) superlative(i int) bool {
	w := s.low(i)
	root, ok := strings.CutSuffix(w, "est")
	if !ok || len(w) < 6 || i == s.first || s.d.Tokens[i].Shape != text.Lower || s.d.Language.Check.Telling.Has(w) && len(s.figures) > 0 {
		return false
	}
	switch s.d.Language.Claims.Words[s.low(i-1)] {
	case lang.DetWord, lang.OwnerWord:
	default:
		return false
	}
	kin := &s.d.Language.Check.Kin
	if y, ok := strings.CutSuffix(root, "i"); ok {
		root = y + "y"
	}
	return len(kin.Of(w)) == 0 && (len(kin.Of(root)) > 0 || len(kin.Of(root+"e")) > 0)
}

// manner reports whether a token is an adverb that says how something was done, beside a verb: "deliberately".
func (s *sentence) manner(i int) bool {
	w := s.low(i)
	root, ok := strings.CutSuffix(w, "ly")
	c := &s.d.Language.Check
	if !ok || len(w) < 6 || s.d.Tokens[i].Shape != text.Lower || c.Fillers.Has(w) || c.Open.Has(w) || c.Amounts[w] != "" || c.Bounds.Has(w) || s.d.Language.Time.Words[w].Kind != 0 || s.inFigure(i) || s.x.weight(meaning(s.d.Language, w)) <= mannerWeight {
		return false
	}
	if y, ok := strings.CutSuffix(root, "i"); ok {
		root = y + "y"
	}
	if len(c.Kin.Of(root)) == 0 && len(c.Kin.Of(root+"le")) == 0 {
		return false
	}
	return i+1 < s.last && past(s.d, i+1) || i > s.first && past(s.d, i-1) && s.d.Language.Claims.Words[s.low(i-1)] == lang.NoClaimWord
}

// asFirm reports whether one of some passages says as firmly what word i of the sentence, of a kind, says: by a word of its
// kind, or for an adverb and a superlative by that word or one of kin.
func (s *sentence) asFirm(ps []int32, kind string, i int) bool {
	if kind == "" || kind == highest {
		t := term{word: meaning(s.d.Language, s.low(i)), at: i}
		for _, p := range ps {
			if near := s.x.near(p); s.x.anyHas(near, t.word) || s.kin(near, t) != "" || kind == highest && s.x.topmost(p) {
				return true
			}
		}
		return false
	}
	for _, p := range ps {
		d, first, last := s.x.tokens(p)
		low := func(k int) string {
			if k >= last {
				return ""
			}
			return d.Lower(k)
		}
		for k := first; k < last; k++ {
			if n, of := d.Language.Check.Firm.Match(low, k); n > 0 && of == kind || kind == "whole" && d.Language.Check.Amounts[d.Lower(k)] == "all" {
				return true
			}
		}
	}
	return false
}

// topmost reports whether a passage holds a word without which a statement is another one: "first", "highest", "record".
func (x *index) topmost(p int32) bool {
	d, first, last := x.tokens(p)
	for i := first; i < last; i++ {
		if d.Language.Check.Telling.Has(d.Lower(i)) {
			return true
		}
	}
	return false
}

// lessFirm is the word by which a passage says less than the kind of a firm word does: "some" for all, "likely" for sure.
func (x *index) lessFirm(p int32, kind string) string {
	d, first, last := x.tokens(p)
	for i := first; i < last; i++ {
		w := d.Lower(i)
		switch a := d.Language.Check.Amounts[w]; {
		case kind == "whole" && (a == "part" || a == "most" || a == "few") && d.Tokens[i].Shape == text.Lower,
			kind == "sure" && d.Language.Check.Open.Has(w) && d.Tokens[i].Shape == text.Lower:
			return d.Raw(i)
		}
	}
	if kind == "whole" {
		for _, q := range x.layer(d).within(d, d.Span(first, last)) {
			if w := d.Lower(q.end); w == "%" || w == "percent" || w == "per" {
				return d.Slice(d.Span(q.first, min(last, q.end+1)))
			}
		}
	}
	return ""
}

// halved judges a sentence that says of two things a passage leaves open the one: "destroyed" for "destroyed or damaged",
// "completely" for "totally or partially".
func (s *sentence) halved(fs []sitrep.Finding) (f sitrep.Finding, ok bool) {
	mine := map[string]bool{}
	whole := false
	for i := s.first; i < s.last; i++ {
		if s.low(i) == "or" {
			return sitrep.Finding{}, false
		}
		if past(s.d, i) || strings.HasSuffix(s.low(i), "ly") {
			mine[meaning(s.d.Language, s.low(i))] = true
		}
		n, kind := s.d.Language.Check.Firm.Match(s.low, i)
		whole = whole || n > 0 && kind == "whole"
	}
	for _, p := range s.x.shown(fs) {
		d, first, last := s.x.tokens(p)
		found := false
		for i := first + 1; i+1 < last; i++ {
			if d.Lower(i) != "or" || d.Tokens[i-1].Kind == text.Punct {
				continue
			}
			a, b := meaning(d.Language, d.Lower(i-1)), meaning(d.Language, d.Lower(i+1))
			deeds := past(d, i-1) && past(d, i+1) && a != b && mine[a] != mine[b] && a != "" && b != ""
			degrees := whole && strings.HasSuffix(d.Lower(i-1), "ly") && strings.HasSuffix(d.Lower(i+1), "ly") && !mine[b]
			if !deeds && !degrees {
				continue
			}
			found = true
			if f.Verdict == "" {
				st := s.saying()
				f = s.x.replying(sitrep.Misstated, st.whyReply("%s has “"+d.Slice(d.Span(i-1, i+2))+"”", &reply{passage: p}), []reply{{passage: p}})
			}
		}
		if !found {
			return sitrep.Finding{}, false // another tells it without
		}
	}
	return f, f.Verdict != ""
}
