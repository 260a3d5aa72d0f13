// Package figure finds the counts of people a report states: how many, of what, of whom, by whose
// word, where, when, and how surely. It reads one text at a time; headlines too.
//
// A sentence's numbers are the candidates, with its bare singulars ("a child") and its zeros ("no
// one"). The phrase behind each says who is counted. Its governor says of what: the verb behind it
// ("29 were killed"), the verb before it ("killing 29"), the noun it counts ("29 deaths"), the noun
// that takes it with "of" ("the killing of 29"), or a running count ("the toll rose to 29").
// Lists and parts take their measure from their neighbour. What befalls people is told by word
// lists (lang.Figure); a number with no such governor is a strength when it counts people who
// are not only spoken of (mere.go), and else nothing. The other fields are read from the same
// sentence, the claimant from the claims.
package figure

import (
	"strings"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// Find lists the figures of a text in the order they stand. The claims are those of the same text;
// without them every figure is in the report's own voice.
func Find(d *text.Doc, cast *actor.Cast, claims []sitrep.Claim) []sitrep.Figure {
	if d == nil || d.Language.Figure.Words == nil || len(d.Tokens) == 0 {
		return nil
	}
	v := newLayer(d)
	if cast != nil {
		v.mentions = cast.Mentions(d)
	}
	said := newClaims(claims, d)
	var out []sitrep.Figure
	var earlier *candidate
	for s := range d.Sentences {
		sentence := &d.Sentences[s]
		if !v.worth(sentence.First, sentence.Last) {
			continue
		}
		cs := v.candidates(sentence.First, sentence.Last, s)
		if len(cs) == 0 {
			continue
		}
		if v.l.Free {
			v.attach(cs, sentence.First, sentence.Last)
		} else {
			v.govern(cs, sentence.First, sentence.Last)
		}
		v.inherit(cs, sentence.First, sentence.Last, earlier)
		v.shares(cs, sentence.Last)
		v.parts(cs)
		v.shot(cs)
		v.spared(cs)
		v.tell(cs, sentence.Last)
		v.changes(cs)
		in := v.scope(sentence.First, sentence.Last)
		var last *candidate
		v.survivors(cs)
		for _, c := range cs {
			v.fallback(c)
		}
		v.groups(cs)
		v.besides(cs, in)
		v.formers(cs, in, earlier, out)
		for _, c := range cs {
			if c.how == unlinked || c.drop || c.how != byNothing && v.referred(c) {
				continue
			}
			c.subset = c.subset || v.besideNamed(c, sentence.First) || v.identified(c, sentence.First)
			f := v.figure(c, in, &said, cast)
			if n := len(out); last != nil && out[n-1].InPassing && f.Claimant == out[n-1].Claimant && v.follows(last, c) {
				f.InPassing = true // "the fires that left 115 dead and over 1,000 missing"
			}
			last = c
			out = append(out, f)
			if c.how != byNothing && !c.implicit {
				earlier = c
			}
		}
	}
	v.done()
	return out
}

// worth reports whether a sentence can hold a figure: it has a number or a word for what befalls people.
func (v *layer) worth(first, last int) bool {
	for i := first; i < last; i++ {
		if v.number[i] != 0 || v.part(i).Has(lang.Measured) {
			return true
		}
	}
	return false
}

// fallback settles what no governor settled: people who are what befell them ("200 hostages"), and
// people of whom nothing is said.
func (v *layer) fallback(c *candidate) {
	n := &c.n
	if c.how == unlinked && c.zero && n.head >= 0 && v.part(n.head).Has(lang.Survive) {
		c.how, c.at, c.atEnd, c.measure = byBefallen, n.head, n.head+1, v.measure(n.head) // "no survivors"
	}
	if c.how != unlinked || c.implicit || c.zero {
		return
	}
	k := max(n.end, c.last)
	if n.head == c.last {
		k = n.head
	}
	if v.outlives(k, c) {
		if n.head == k {
			n.head, n.first, n.last = -1, k, k
		}
		c.how, c.at, c.atEnd, c.measure = byAfter, k, k+1, sitrep.Rescued // "of a crew of 40 only eight lived"
		return
	}
	if n.head >= 0 && v.part(n.head).Has(lang.Befallen) && (v.part(n.head).Has(lang.Many) || c.q.Value == sitrep.Of(1) && n.first == n.head && v.measure(n.head) == sitrep.Killed) && !v.part(n.head).Has(lang.Survive) && !n.thing && !c.q.Weak && !v.escaped(c) {
		if v.measure(n.head) == sitrep.Affected && v.sweeping(c) && !c.n.definite || v.lasts(n.head) && (v.roomFor(c) || c.q.Value == sitrep.Of(1) && v.speaks(c)) {
			return // "enough for 40 patients", "many patients recover"
		}
		c.how, c.at, c.atEnd, c.measure = byBefallen, n.head, n.head+1, v.measure(n.head)
		return
	}
	if n.level >= 2 && v.mere(c) {
		return
	}
	if n.partitive && n.first > c.last && v.inside[n.first-1] {
		return // "one of five finalists", "four out of five teachers": a share of whom nothing is told
	}
	if k := c.last; n.head < 0 && c.q.Value.Known && k < len(v.words) && v.part(k).Has(lang.Aboard) {
		c.how, c.measure, c.at, c.atEnd = byNothing, sitrep.Strength, k, v.next(k) // "of the 40 aboard"
		return
	}
	if c.cut > 0 && !v.part(n.head).Has(lang.Many) {
		return // "a 29-man squad"
	}
	if n.level >= 2 && !n.thing {
		c.how, c.measure, c.at = byNothing, sitrep.Strength, n.head
		c.atEnd = n.head + 1
	}
}

// outlives reports whether a verb of staying alive at token k ends the clause of those counted, who are a share of others
// or stand against the dead.
func (v *layer) outlives(k int, c *candidate) bool {
	if !v.sense(k, lang.Outlives) || c.first > 0 && v.d.Tokens[c.first-1].Shape == text.Title || k+1 < len(v.words) && !v.punct(k+1) && !v.d.Tokens[k+1].Line {
		return false
	}
	s := &v.d.Sentences[c.sentence]
	for j := s.First; j < s.Last; j++ {
		if v.measure(j) == sitrep.Killed || v.is(j, lang.Of) && j < c.first || v.part(j).Has(lang.Cause) {
			return true
		}
	}
	return false
}

// escaped reports whether the captives that a candidate counts are told to have got away: "five inmates escaped", "the
// escape of" them, "who broke out".
func (v *layer) escaped(c *candidate) bool {
	if v.measure(c.n.head) != sitrep.Captured {
		return false
	}
	if k := v.prev(c.opens); v.is(k, lang.Of) && v.plays(v.prev(k), lang.Escapes) {
		return true
	}
	k := c.n.end
	for n := 0; k < len(v.words) && n < 5 && (v.part(k).Has(lang.Have|lang.Rel|lang.Be) || v.adverb(k)); n++ {
		k = v.next(k)
	}
	return v.plays(k, lang.Escapes) || k < len(v.words) && v.l.Lexemes[v.words[k]].Parts.Has(lang.Escapes) // "on the run"
}

// figure makes the figure of a candidate.
func (v *layer) figure(c *candidate, in *scope, said *claims, cast *actor.Cast) sitrep.Figure {
	d := v.d
	f := sitrep.Figure{
		Report: d.Report, In: d.In, Span: d.Span(c.first, c.last), Sentence: d.Sentences[c.sentence].Span,
		Min: c.q.Min, Max: c.q.Max, Modifier: c.q.Modifier, Measure: c.measure,
		Basis: sitrep.OfEvent, Status: sitrep.Asserted, Subset: c.subset, Implicit: c.implicit,
		Additional: c.q.More, ClaimantKind: sitrep.Nobody, Confidence: 0.5, From: c.from,
	}
	if c.cut > 0 {
		f.End = f.Start + int(c.cut)
	}
	if c.how == byToll && f.Modifier == sitrep.Exact && c.first > 0 {
		k := c.first - 1
		for k > 0 && v.adverb(k) {
			k--
		}
		switch {
		case v.is(k, lang.Above):
			f.Modifier, f.Min, f.Max = sitrep.MoreThan, sitrep.Of(c.q.Value.N+1), sitrep.Bound{}
		case v.is(k, lang.Nearing):
			f.Modifier, f.Min = sitrep.Nearly, sitrep.Bound{}
		}
	}
	if c.at >= 0 && c.atEnd > c.at {
		f.Word = sitrep.Words(d.Slice(d.Span(c.at, c.atEnd)))
	}
	if c.fate > 0 {
		f.Word = sitrep.Words(d.Slice(d.Span(int(c.fate)-1, c.atEnd)))
	}
	if w := v.part(c.n.first); c.n.last > c.n.first && c.n.event < 0 && (!w.Has(lang.Conj) || v.width[c.n.first] > 1) && !(c.n.last == c.n.first+1 && v.l.Words[v.d.Lower(c.n.first)].Parts.Has(lang.Rel)) {
		f.Group = sitrep.Words(d.Slice(d.Span(c.n.first, c.n.last)))
	}
	who := v.claimant(c, in, said, cast)
	f.Claimant, f.ClaimantKind, f.Actor, f.Via = who.name, who.kind, who.actor, who.via
	if at := v.tokens(who.source); f.Group != "" && c.measure != sitrep.Strength && at[0] >= c.last && at[0] <= c.n.first && c.n.last <= at[1] && strings.Contains(string(who.name), string(f.Group)) {
		f.Group = "" // "wounding dozens local media said": a comma was lost
	}
	f.InPassing = who.name != "" && v.passing(c, in, v.tokens(who.source))
	f.Place = v.place(c, in, v.tokens(who.source))
	t, ok := v.when(c, in)
	if ok {
		f.When, f.Date = sitrep.Words(d.Slice(d.Span(t.First, t.Last))), sitrep.Words(t.Date)
	}
	f.Basis = v.basis(c, t, ok, in)
	if c.of != nil && f.Basis == sitrep.OfEvent && !ok && c.of.basis != "" {
		f.Basis = c.of.basis
	}
	c.basis = f.Basis
	f.Status, f.Hedged = v.status(c, in)
	if (f.Status == sitrep.Projected || f.Status == sitrep.Hypothetical) && !ok {
		f.Basis = sitrep.OfEvent
	}
	f.Hedged = f.Hedged || who.hedged && !(f.Status == sitrep.Feared && who.name == "")
	if who.denied && f.Status == sitrep.Asserted {
		f.Status = sitrep.Denied
	}
	f.Cause, f.Perpetrator = v.cause(c, in)
	f.Compared, f.Former = c.compared, c.former
	f.Confidence = v.confidence(c, &f, &who, in)
	return f
}

// tokens are the tokens a span covers.
func (v *layer) tokens(s sitrep.Span) [2]int {
	if s.Len() <= 0 {
		return [2]int{}
	}
	return [2]int{v.d.TokenAt(s.Start), v.d.TokenAt(s.End-1) + 1}
}
