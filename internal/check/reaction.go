package check

import (
	"strings"
	"time"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// act is what a sentence says somebody did in reaction: denied, confirmed, kept silent. Unmade says that it
// was not done.
type act struct {
	*sentence
	kind   sitrep.Act
	who    who
	about  []term
	cue    string
	cueAt  int // byte
	unmade bool
	denies bool // what it is about is negated
}

// suing is what whoever goes to court does.
const suing = "sue"

// echo is an act of the reports beside a stated one.
type echo struct {
	passage int32
	kind    sitrep.Act
	who     tie
	name    string
	overlap float64
	bare    bool // its own sentence holds no word of what it is about
	denies  bool // what it is about is negated
	unsure  bool // it may be another's
}

// acts are the reactions a sentence tells of, done and not done.
func (s *sentence) acts() []act {
	var out []act
	for i := range s.claims {
		c := &s.claims[i]
		kind := c.Kind
		if kind == sitrep.Statement && s.callsFalse(c) {
			kind = sitrep.Denial
		}
		if kind == sitrep.Statement || c.Speaker == "" || !s.somebody(c) {
			continue
		}
		a := act{sentence: s, kind: kind, who: s.whoIs(c.Speaker, c.Actor, c.SpeakerKind)}
		if len(c.Cue) > 0 {
			a.cue, a.cueAt = s.d.Slice(c.Cue[0]), c.Cue[0].Start
			if at := s.d.TokenAt(c.Cue[0].End - 1); meaning(s.d.Language, s.d.Lower(at)) == suing {
				continue // a deed: who blames somebody has not taken him to court
			}
		}
		spans := append(append([]sitrep.Span(nil), c.About...), c.Content...)
		a.about = s.within(spans)
		a.denies = negates(s.d, spans, c.Sentence)
		if len(a.about) == 0 {
			a.about = s.besides(c)
		}
		out = append(out, a)
	}
	return append(out, s.unmadeActs()...)
}

// callsFalse reports whether a claim says of talk that it is not true: "calls the reports fake".
func (s *sentence) callsFalse(c *sitrep.Claim) bool {
	talk, untrue := false, false
	for _, sp := range c.Content {
		for i := s.d.TokenAt(sp.Start); i < s.last && s.d.Tokens[i].Start < sp.End; i++ {
			if negator(s.d.Language, s.low(i)) {
				return false
			}
			untrue = untrue || s.d.Language.Check.Untrue.Has(s.low(i))
			talk = talk || s.d.Language.Check.Talk.Has(s.low(i)) && !s.d.Language.Check.Untrue.Has(s.low(i))
		}
	}
	return talk && untrue
}

// negates reports whether the words of spans, as far as they stand in the sentence, say that something is not so.
func negates(d *text.Doc, spans []sitrep.Span, sentence sitrep.Span) bool {
	n := 0
	seen := -1
	for _, sp := range spans {
		for i := d.TokenAt(sp.Start); i < len(d.Tokens) && d.Tokens[i].Start < min(sp.End, sentence.End); i++ {
			if i > seen && negator(d.Language, d.Lower(i)) {
				n++
			}
			seen = max(seen, i)
		}
	}
	return n%2 == 1
}

// somebody reports whether a claim's source stands for somebody: "a weather" of "a weather warning" doesn't.
func (s *sentence) somebody(c *sitrep.Claim) bool {
	if c.Actor != "" || len(c.Source) == 0 {
		return true
	}
	return len(s.x.textCast.MentionsIn(s.d, s.d.TokenAt(c.Source[0].Start), s.d.TokenAt(c.Source[0].End-1)+1)) > 0
}

// within are the terms that stand in spans.
func (s *sentence) within(spans []sitrep.Span) []term {
	var out []term
	for _, t := range s.terms {
		at := s.d.Tokens[t.at].Start
		for _, sp := range spans {
			if sp.Start <= at && at < sp.End {
				out = append(out, t)
				break
			}
		}
	}
	return out
}

// besides are the terms outside a claim's source and cue.
func (s *sentence) besides(c *sitrep.Claim) []term {
	var out []term
	for _, t := range s.content() {
		at := s.d.Tokens[t.at].Start
		in := false
		for _, sp := range c.Cue {
			in = in || sp.Start <= at && at < sp.End
		}
		if !in {
			out = append(out, t)
		}
	}
	return out
}

// unmadeActs finds verbs of reaction that are said not to have been done ("has never confirmed").
func (s *sentence) unmadeActs() []act {
	var out []act
	l := s.d.Language
	for i := s.first; i < s.last; i++ {
		n, kind := l.Claims.Acts.Match(s.low, i)
		if n == 0 {
			continue
		}
		if kind == "-" || sitrep.Act(kind).Silent() || s.claimed(i) || !s.negatedBefore(i) {
			i += n - 1
			continue
		}
		who, ok := s.subject(i)
		if !ok {
			continue
		}
		a := act{sentence: s, kind: sitrep.Act(kind), who: who, unmade: true, cue: s.d.Slice(s.d.Span(i, i+n)), cueAt: s.d.Tokens[i].Start}
		for _, t := range s.terms {
			if t.at >= i+n {
				a.about = append(a.about, t)
			}
		}
		out = append(out, a)
		i += n - 1
	}
	return out
}

// claimed reports whether a token stands in the cue of a reaction that was read.
func (s *sentence) claimed(i int) bool {
	for k := range s.claims {
		if s.claims[k].Kind == sitrep.Statement {
			continue
		}
		for _, sp := range s.claims[k].Cue {
			if at := s.d.Tokens[i].Start; sp.Start <= at && at < sp.End {
				return true
			}
		}
	}
	return false
}

// negatedBefore reports whether a negation stands shortly before a token.
func (s *sentence) negatedBefore(i int) bool {
	for k := i - 1; k >= s.first && k >= i-3; k-- {
		if negator(s.d.Language, s.d.Lower(k)) {
			return true
		}
	}
	return s.low(i-1) == "to" && s.low(i-2) == "yet" && s.d.Language.Claims.Words[s.low(i-3)] == lang.HaveWord // "has yet to confirm"
}

// subject is who stands before a verb: the last one mentioned.
func (s *sentence) subject(i int) (who, bool) {
	cast := s.x.textCast
	best := -1
	var out who
	for _, m := range cast.MentionsIn(s.d, s.first, i) {
		if m.First < s.first || m.Last > i {
			continue
		}
		if m.First > best {
			best = m.First
			ref := cast.Resolve(s.d, m.First, m.Last)
			out = s.x.whoIs(ref.Name, ref.Actor, ref.Kind)
		}
	}
	return out, best >= 0 && !out.none()
}

// judge gives the finding on an act, or nothing when the reports hold no such act and none against it.
func (a *act) judge() (sitrep.Finding, bool) {
	if !a.x.kin && a.weight() < leastMatter {
		return sitrep.Finding{}, false
	}
	x := a.x
	var mine, against, theirs, befalling []echo
	for _, e := range a.echoes() {
		switch {
		case e.unsure && (e.kind != a.kind || a.unmade):
		case e.who == same && e.kind == a.kind && e.denies != a.denies && e.overlap >= 0.6:
			against = append(against, e)
		case e.who == same && e.kind == a.kind && e.bare && e.overlap < oppose && !a.kind.Silent():
		case e.who == same && e.kind == a.kind && a.befallsAnother(e.passage):
			befalling = append(befalling, e)
		case e.who == same && e.kind == a.kind:
			mine = append(mine, e)
		case e.who == same && contrary(e.kind, a.kind) && (!a.kind.Silent() || a.weight() >= leastMatter && e.overlap >= 0.6 || x.kin && e.kind == sitrep.Confirmation && (a.current() || a.stands())):
			against = append(against, e)
		case e.who == other && e.kind == a.kind && !a.kind.Silent() && e.overlap >= sameMatter && a.weight() >= leastMatter && a.knownNames(e.passage) && a.x.rare(a.matter(), e.passage):
			theirs = append(theirs, e)
		}
	}
	switch {
	case a.unmade && len(mine) > 0 && (a.current() || a.low(a.d.TokenAt(a.cueAt)-2) == "yet"):
		return x.echoing(sitrep.Outdated, a.whyEcho("Since then %s %s", mine[0]), mine), true
	case a.unmade && len(mine) > 0:
		return x.echoing(sitrep.Contradicted, a.whyEcho("Contrary to this, %s %s", mine[0]), mine), true
	case a.unmade && len(against) > 0:
		return x.echoing(sitrep.Supported, a.whyEcho("%s %s", against[0]), against), true
	case a.unmade:
		return sitrep.Finding{}, false
	case len(mine) > 0 && a.stands() && !a.former && a.allFormer(mine):
		return x.echoing(sitrep.Outdated, a.whyEcho("It was before that %s %s", mine[0]), mine), true
	case len(mine) > 0:
		if e := a.undone(mine, against); e != nil {
			return x.echoing(sitrep.Outdated, a.whyEcho("%s did so, and has since %s", *e), append([]echo{*e}, mine...)), true
		}
		return x.echoing(sitrep.Supported, a.whyEcho("%s %s", mine[0]), mine), true
	case len(theirs) > 0 && a.x.distinct(a.who) && onlySilent(against):
		return x.echoing(sitrep.Misattributed, a.whyEcho("It was %s who %s", theirs[0]), theirs), true
	case len(befalling) > 0 && len(against) == 0:
		return x.echoing(sitrep.NotInReports, "No report says so of them; the nearest is in "+x.where(befalling[0].passage)+".", befalling[:1]), true
	case len(against) > 0 && a.dropped(against):
		return x.echoing(sitrep.Outdated, a.whyEcho("%s has since %s", against[0]), against), true
	case len(against) > 0:
		return x.echoing(sitrep.Contradicted, a.whyEcho("Contrary to this, %s %s", against[0]), against), true
	case len(theirs) > 0 && a.x.distinct(a.who):
		return x.echoing(sitrep.Misattributed, a.whyEcho("It was %s who %s", theirs[0]), theirs), true
	}
	return sitrep.Finding{}, false
}

// befallsAnother reports whether a passage doesn't know those whom the sentence says are accused or condemned: they stand right
// behind the verb, under no name ("accused critics of").
func (a *act) befallsAnother(p int32) bool {
	if a.kind != sitrep.Accusation && a.kind != sitrep.Condemnation {
		return false
	}
	at := a.d.TokenAt(a.cueAt+max(0, len(a.cue)-1)) + 1
	if a.d.Language.Claims.Words[a.low(at+1)] != lang.OfWord && a.d.Language.Claims.Words[a.low(at+1)] != lang.ForWord {
		return false
	}
	for _, t := range a.terms {
		if t.at != at || t.name || t.num {
			continue
		}
		return !a.x.anyHas(a.x.report(a.x.passages[p].source), t.word) && !a.x.narrower(a.x.near(p), t.word)
	}
	return false
}

// onlySilent reports whether all acts are of keeping silent: somebody else who did what is stated tells more than that.
func onlySilent(es []echo) bool {
	for _, e := range es {
		if !e.kind.Silent() {
			return false
		}
	}
	return true
}

// allFormer reports whether all passages tell what somebody did as what he did before: "had previously denied".
func (a *act) allFormer(es []echo) bool {
	for _, e := range es {
		d, first, _ := a.x.tokens(e.passage)
		found := false
		for _, c := range a.x.passages[e.passage].claims {
			if c.Kind != e.kind || len(c.Cue) == 0 {
				continue
			}
			at := d.TokenAt(c.Cue[0].Start)
			for i := max(first, at-3); i <= at && !found; i++ {
				n, _ := d.Language.Check.Former.Match(d.Lower, i)
				found = n > 0
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// undone is the act by which one who did what is stated has since done the contrary; nil when he hasn't, or when the
// sentence tells of what he did then.
func (a *act) undone(mine, against []echo) *echo {
	if a.former || len(a.dates.days) > 0 || len(a.dates.weekdays) > 0 || !a.current() && !a.stands() {
		return nil
	}
	var first time.Time
	for _, e := range mine {
		if at := a.x.published(a.x.passages[e.passage].source); first.IsZero() || at.Before(first) {
			first = at
		}
	}
	var latest *echo
	for i := range against {
		at := a.x.published(a.x.passages[against[i].passage].source)
		if !at.After(first) {
			continue
		}
		if latest == nil || at.After(a.x.published(a.x.passages[latest.passage].source)) {
			latest = &against[i]
		}
	}
	for _, e := range mine { // he may have gone back to it
		if latest != nil && a.x.published(a.x.passages[e.passage].source).After(a.x.published(a.x.passages[latest.passage].source)) {
			return nil
		}
	}
	return latest
}

// dropped reports whether what is told as standing was so once: he did the like before he did the contrary.
func (a *act) dropped(against []echo) bool {
	if a.former || len(a.dates.days) > 0 || len(a.dates.weekdays) > 0 || !a.current() && !a.stands() {
		return false
	}
	x := a.x
	for p := range x.passages {
		ps := &x.passages[p]
		if !x.chosen[x.sources[ps.source].story] {
			continue
		}
		for _, c := range ps.claims {
			if c.Kind == a.kind && x.relate(a.who, x.whoIs(c.Speaker, c.Actor, c.SpeakerKind)) == same &&
				x.published(ps.source).Before(x.published(x.passages[against[0].passage].source)) {
				return true
			}
		}
	}
	return false
}

// stands reports whether an act is told in the present or the perfect: as how things stand.
func (a *act) stands() bool {
	i := a.d.TokenAt(a.cueAt)
	for k := i - 1; k >= a.first && k >= i-3; k-- {
		if c := a.d.Language.Claims.Words[a.low(k)]; c == lang.HaveWord || c == lang.BeWord || c == lang.DoWord {
			return a.d.Language.Check.Present.Has(a.low(k))
		}
	}
	for k := i; k < a.last && a.d.Tokens[k].Start < a.cueAt+len(a.cue); k++ {
		w := a.low(k)
		switch c := a.d.Language.Claims.Words[w]; {
		case c == lang.HaveWord || c == lang.BeWord || c == lang.DoWord:
			return a.d.Language.Check.Present.Has(w)
		case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && len(w) > 3:
			return true
		}
	}
	return false
}

// Many may condemn one thing and keep silent on another: that it was somebody else is only said of the very same
// matter, and of none but acts that are done.
const (
	sameMatter  = 0.8 // of the weight of what it is about
	leastMatter = 2.5 // the weight that must have
)
