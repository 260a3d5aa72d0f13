package check

import (
	"strings"

	"sitrep"
	"sitrep/internal/text"
)

// Of a sentence that repeats a passage nearly word for word, whatever differs is told apart: a number, a
// negation, a name in the same place. Loosely worded sentences are too far from their source for that.

// nearlyShare is the share of a sentence's weight that stands in a passage it repeats nearly word for word.
const nearlyShare = 0.8

// near reports whether some passage says nearly the same.
func (s *saying) near() bool {
	for _, r := range s.replies() {
		if r.own >= nearlyShare && len(s.terms) > 2 && s.substantial() {
			return true
		}
	}
	return false
}

// rest judges what is left of a sentence whose figures, reactions and quotations are borne out.
func (s *sentence) rest() []sitrep.Finding {
	st := s.saying()
	st.who = who{} // who says so was judged
	var first, doer *reply
	for _, r := range st.replies() {
		if r.doer && doer == nil && r.own >= numberShare && !r.negates && r.against == "" {
			doer = &r
		}
		if r.own >= numberShare && r.against == "" && r.number == "" && !r.negates && !r.doer && !r.unfit() && len(r.undone) == 0 {
			return nil
		}
		if r.own < nearlyShare {
			continue
		}
		word, other := st.swapped(r.passage)
		st.otherNumber(&r)
		if other != "" && r.against == "" {
			r.word, r.against = word, other
		}
		if r.against == "" && r.number == "" && !r.negates && !r.doer {
			return nil // one passage bears it out whole
		}
		if first == nil && (r.against == "" || r.of || other != "") {
			first = &r
		}
	}
	if first == nil {
		first = doer
	}
	if first == nil {
		return nil
	}
	why := "%s says the contrary"
	switch {
	case first.doer && first.against == "" && first.number == "" && !first.negates:
		if !st.actorKnown() || s.opensWithGiver() {
			return nil
		}
		return []sitrep.Finding{st.x.replying(sitrep.Misattributed, st.whyReply("%s has it of somebody else", first), []reply{*first})}
	case first.against != "":
		why = "%s has “" + first.against + "”, not “" + first.word + "”"
	case first.number != "":
		why = "%s has “" + first.number + "”"
	}
	return []sitrep.Finding{st.x.replying(sitrep.Contradicted, st.whyReply(why, first), []reply{*first})}
}

// opensWithGiver reports whether the sentence begins with the one who gives one of its figures, and does nothing else in it.
func (s *sentence) opensWithGiver() bool {
	for i := range s.figures {
		name := string(s.figures[i].Claimant)
		if at := strings.Index(s.d.Text[s.span.Start:s.span.End], name); name != "" && at >= 0 && s.d.TokenAt(s.span.Start+at) <= s.first+1 {
			return true
		}
	}
	return false
}

// otherParts judges the parts of a sentence that hold no figure, no reaction, no quotation and nothing that somebody is said
// to say: "..., and Germany expelled the ambassador". A part that is told nearly so, though not surely, is left.
func (s *sentence) otherParts() []sitrep.Finding {
	if len(s.figures) == 0 {
		return nil
	}
	var out []sitrep.Finding
	for i := s.first; i < s.last; {
		from, to := s.part(i)
		i = max(to, i+1)
		if from == s.first && to == s.last {
			return nil
		}
		st := s.saying()
		st.who, st.terms, st.numbers = who{}, nil, s.quantities(s.d.Span(from, to))
		for _, t := range s.content() {
			if t.at >= from && t.at < to {
				st.terms = append(st.terms, t)
			}
		}
		if s.taken(from, to) || st.long() < 3 || !st.meaty() {
			continue
		}
		f, _ := st.weigh()
		if f.Verdict == sitrep.NotCheckable {
			continue
		}
		if f.Verdict == sitrep.NotInReports {
			if rs := st.replies(); len(rs) > 0 && rs[0].share >= oppose {
				continue
			}
		}
		out = append(out, f)
	}
	return out
}

// taken reports whether something of tokens [from, to) was judged by itself: a figure, what somebody says or does.
func (s *sentence) taken(from, to int) bool {
	span := s.d.Span(from, to)
	for i := range s.figures {
		if s.figures[i].Overlaps(span) {
			return true
		}
	}
	for i := range s.claims {
		c := &s.claims[i]
		for _, sp := range append(append([]sitrep.Span(nil), c.Cue...), c.Content...) {
			if sp.Overlaps(span) {
				return true
			}
		}
	}
	return len(quotesIn(s.d, from, to)) > 0
}

// otherNumber notes a number of the passage where the sentence has one that is not in it.
func (s *saying) otherNumber(r *reply) {
	d, first, last := s.x.tokens(r.passage)
	var theirs []quantity
	for _, o := range s.x.layer(d).within(d, d.Span(first, last)) {
		if !s.x.countedIn(r.passage, d, o) {
			theirs = append(theirs, o)
		}
	}
	stands := func(q quantity, in []quantity) bool {
		for _, o := range in {
			if o.key == q.key {
				return true
			}
		}
		return false
	}
	for _, q := range s.numbers {
		if stands(q, theirs) {
			continue
		}
		for _, o := range theirs {
			if !stands(o, s.numbers) {
				r.number = d.Slice(d.Span(o.first, o.last))
				return
			}
		}
	}
}

// countedIn reports whether a number of a passage is that of a figure of people.
func (x *index) countedIn(p int32, d *text.Doc, q quantity) bool {
	span := d.Span(q.first, q.last)
	for _, e := range x.passages[p].figures {
		if e.Overlaps(span) {
			return true
		}
	}
	return false
}

// swapped finds a name of the sentence in whose place the passage has another: the same word stands before
// both.
func (s *saying) swapped(p int32) (word, other string) {
	d, first, last := s.x.tokens(p)
	for _, t := range s.terms {
		if !t.name || t.at == s.first || s.x.anyHas([]int32{p}, t.word) || s.x.inReport(s.x.passages[p].source, t.word) {
			continue
		}
		before := s.d.Lower(t.at - 1)
		for i := first + 1; i < last; i++ {
			if d.Lower(i-1) != before || !named(d, i) {
				continue
			}
			if w := meaning(d.Language, d.Lower(i)); w != "" && !s.holds(w) {
				return s.d.Raw(t.at), d.Raw(i)
			}
		}
	}
	return "", ""
}
