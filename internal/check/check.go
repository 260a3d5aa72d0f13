// Package check gives a verdict on each sentence of somebody else's text, against the stories the
// reports tell.
//
// The text is read by the same readers as the reports. Each figure, each reaction, each quotation
// and what is left as a plain statement is compared with what was read from the reports about the same
// matter, feature by feature: who, how many, of what, of whom, where, over what time, when, by what
// words. A finding says which feature disagrees, and the sentence has the verdict of its worst finding.
//
// To accuse needs more than to doubt: where it is not sure that a source says otherwise, the verdict is
// that nothing was found, with the nearest words beside it.
package check

import (
	"sort"
	"strings"
	"unicode"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/claim"
	"sitrep/internal/figure"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// Story is one story and what was read and booked for it.
type Story struct {
	sitrep.Story
	Ledger   sitrep.Ledger
	Readings []sitrep.Reading
}

// Input is what a text is checked against.
type Input struct {
	Registry *actor.Registry
	Claims   *claim.Reader
	Language *lang.Language // the text's
	Stories  []Story
}

// Text checks a text sentence by sentence. Offsets in the result are into s.
func Text(s string, in Input) sitrep.Checked {
	if in.Registry == nil {
		in.Registry = &actor.Registry{}
	}
	if in.Language == nil {
		in.Language = &lang.None
	}
	x := newIndex(in)
	d := text.New(in.Language, &sitrep.Report{ID: "text", Text: s}, sitrep.InText)
	x.choose(d)
	d = text.New(in.Language, &sitrep.Report{ID: "text", Text: s, Published: x.lastDay()}, sitrep.InText)
	x.textCast = actor.Find(in.Registry, d, nil)
	var claims []sitrep.Claim
	if in.Claims != nil {
		claims = in.Claims.Find(d, x.textCast)
	}
	figures := figure.Find(d, x.textCast, claims)
	x.kin = x.related(d, tellers(claims))
	var out sitrep.Checked
	for i := range d.Sentences {
		if !lettered(d.Slice(d.Sentences[i].Span)) {
			continue // a bullet, a number of a list
		}
		claims, figures = passed(claims, figures, d.Sentences[i].Start)
		sentence := x.read(d, i, claims, figures)
		out.Sentences = append(out.Sentences, sentence.check())
	}
	return out
}

// lettered reports whether words hold a letter.
func lettered(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

// check judges what a sentence says, piece by piece.
func (s *sentence) check() sitrep.CheckedSentence {
	out := sitrep.CheckedSentence{Sentence: s.d.Slice(s.span), Span: s.span, Findings: []sitrep.Finding{}}
	s.x.chooseFor(s.undated())
	s.copied = s.copyOf()
	looseness := s.loose()
	if (looseness == asks || looseness.firm() && (!s.told() || s.oughtTo()) || looseness == foretells && s.vaguely()) && s.copied < 0 {
		out.Findings = append(out.Findings, s.plain(looseness))
		return s.concluded(out)
	}
	if s.copied < 0 {
		if f, ok := s.verified(); ok {
			out.Findings = append(out.Findings, f)
			return s.concluded(out)
		}
		if f, ok := s.derived(); ok {
			f.Figure = true
			out.Findings = append(out.Findings, f)
			s.reckoned = true
			return s.concluded(out)
		}
	}
	for i := range s.figures {
		if s.figures[i].Implicit || s.inShare(&s.figures[i]) {
			continue
		}
		f := s.state(&s.figures[i]).judge()
		if f.Verdict == sitrep.NotInReports && s.none(&s.figures[i]) {
			continue
		}
		f.Figure = true
		out.Findings = append(out.Findings, f)
	}
	if s.copied >= 0 {
		if len(out.Findings) == 0 {
			out.Findings = append(out.Findings, s.x.finding(sitrep.Supported, capital(s.x.where(s.copied))+" has these words.", []match{{fact: &fact{passage: s.copied}}}))
		}
		return s.concluded(out)
	}
	var done []act // that the reports bear out
	for _, a := range s.acts() {
		if f, ok := a.judge(); ok {
			out.Findings = append(out.Findings, f)
			if f.Verdict == sitrep.Supported {
				done = append(done, a)
			}
		}
	}
	for _, q := range s.quotations() {
		if f, ok := q.judge(); ok {
			out.Findings = append(out.Findings, f)
		}
	}
	if len(out.Findings) > 0 && s.judgesBesides() {
		out.Findings = append(out.Findings, sitrep.Finding{Verdict: sitrep.NotCheckable, Why: string(judges), Evidence: []sitrep.Evidence{}})
	}
	if len(out.Findings) > 0 {
		for _, st := range s.sayings() {
			if st.acted(done) {
				continue
			}
			if f := st.judge(); f.Verdict != sitrep.Contradicted && f.Verdict != sitrep.Misstated || len(done) == 0 {
				out.Findings = append(out.Findings, f)
			}
		}
		if worst(out.Findings) == sitrep.Supported {
			out.Findings = append(out.Findings, s.rest()...)
		}
		out.Findings = append(out.Findings, s.otherParts()...)
	} else {
		out.Findings = append(out.Findings, s.plain(looseness))
	}
	return s.concluded(out)
}

// concluded gives a sentence the verdict of its worst finding.
func (s *sentence) concluded(out sitrep.CheckedSentence) sitrep.CheckedSentence {
	if worst(out.Findings) == sitrep.Supported {
		if f, ok := s.edited(); ok {
			out.Findings = append(out.Findings, f)
		} else if s.copied < 0 && !s.reckoned {
			if f, ok := s.otherCount(out.Findings); ok {
				out.Findings = append(out.Findings, f)
			} else if f, ok := s.halved(out.Findings); ok {
				out.Findings = append(out.Findings, f)
			} else if f, ok := s.beyond(out.Findings); ok {
				out.Findings = append(out.Findings, f)
			} else if f, ok := s.addition(out.Findings); ok {
				out.Findings = append(out.Findings, f)
			}
		}
	}
	out.Verdict = worst(out.Findings)
	sort.SliceStable(out.Findings, func(i, j int) bool { return rank(out.Findings[i].Verdict) < rank(out.Findings[j].Verdict) })
	return out
}

// plain judges a sentence as one statement. A forecast may still be what the reports foretell nearly word for word, and
// a judgement what they say; a question or an opinion is never looked up.
func (s *sentence) plain(looseness reason) sitrep.Finding {
	st := s.saying()
	if looseness == "" || !looseness.firm() && st.near() {
		f := st.judge()
		if f.Verdict == sitrep.NotInReports && len(s.claims) == 0 && s.timeless() {
			return sitrep.Finding{Verdict: sitrep.NotCheckable, Why: string(holds), Evidence: []sitrep.Evidence{}}
		}
		return f
	}
	return sitrep.Finding{Verdict: sitrep.NotCheckable, Why: string(looseness), Evidence: []sitrep.Evidence{}}
}

// Wrong reports whether a text has a sentence that the reports speak against, or a figure of people that
// stands in none of them.
func Wrong(c sitrep.Checked) bool {
	for _, s := range c.Sentences {
		for _, f := range s.Findings {
			if rank(f.Verdict) < rank(sitrep.NotInReports) || f.Figure && f.Verdict == sitrep.NotInReports {
				return true
			}
		}
	}
	return false
}

func worst(fs []sitrep.Finding) sitrep.Verdict {
	out := sitrep.Supported
	for _, f := range fs {
		if rank(f.Verdict) < rank(out) {
			out = f.Verdict
		}
	}
	return out
}

// rank is a verdict's place, worst first.
func rank(v sitrep.Verdict) int {
	for i, o := range sitrep.Verdicts {
		if o == v {
			return i
		}
	}
	return len(sitrep.Verdicts)
}

// choose finds the stories a text is about: the one whose words it shares most, and those that come near.
func (x *index) choose(d *text.Doc) {
	sum := make([]float64, len(x.Stories))
	for i := range d.Sentences {
		t := &d.Sentences[i]
		for s, w := range x.nearest(terms(d, t.First, t.Last)) {
			sum[s] += w
		}
	}
	x.main = x.most(sum, 0.5)
	x.chosen = x.main
}

// tellers are where those are named who say something in a text.
func tellers(claims []sitrep.Claim) []sitrep.Span {
	var out []sitrep.Span
	for i := range claims {
		out = append(out, claims[i].Source...)
	}
	return out
}

func standsIn(spans []sitrep.Span, s sitrep.Span) bool {
	for _, o := range spans {
		if o.Contains(s) {
			return true
		}
	}
	return false
}

// related reports whether the stories chosen know a good part of the names of a text: then a sentence that says
// little by itself may be taken to be about them.
func (x *index) related(d *text.Doc, apart []sitrep.Span) bool {
	known, all := 0, 0
	seen := map[string]bool{}
	for _, t := range terms(d, 0, len(d.Tokens)) {
		if !t.name || seen[t.word] {
			continue
		}
		seen[t.word] = true
		id, ok := x.ids[t.word]
		switch {
		case ok && x.inChosen(id):
			known, all = known+1, all+1
		case !standsIn(apart, d.Span(t.at, t.at+1)):
			all++
		}
	}
	return 2*known >= all
}

func (x *index) inChosen(id int32) bool {
	for _, p := range x.posts[id] {
		if x.chosen[x.sources[x.passages[p].source].story] {
			return true
		}
	}
	return false
}

// chooseFor finds the stories a sentence may be about: those of the whole text, and those that have a passage
// nearer to it. A matter may have fallen into several stories.
func (x *index) chooseFor(ts []term) {
	x.chosen = x.most(x.nearest(ts), 0.6)
	x.reports = 0
	for s, main := range x.main {
		x.chosen[s] = x.chosen[s] || main
		if x.chosen[s] {
			x.reports += len(x.Stories[s].Readings)
		}
	}
}

// nearest is, for each story, the weight of words its nearest passage shares with some terms.
func (x *index) nearest(ts []term) []float64 {
	ws := make([]string, len(ts))
	for i := range ts {
		ws[i] = ts[i].word
	}
	best := make([]float64, len(x.Stories))
	for _, h := range x.lookup(ws, 200) {
		s := x.sources[x.passages[h.passage].source].story
		best[s] = max(best[s], h.weight)
	}
	return best
}

// most marks those that have at least a share of the greatest weight.
func (x *index) most(weights []float64, share float64) []bool {
	greatest := 0.0
	for _, w := range weights {
		greatest = max(greatest, w)
	}
	out := make([]bool, len(weights))
	for s, w := range weights {
		out[s] = w > 0 && w >= share*greatest
	}
	return out
}

// lastDay is the day of the last report of the stories chosen: a date without a year is near it.
func (x *index) lastDay() sitrep.Stamp {
	var last sitrep.Stamp
	for i := range x.sources {
		if p := x.sources[i].report.Published; x.chosen[x.sources[i].story] && !p.IsZero() && (last.IsZero() || p.End().After(last.End())) {
			last = p
		}
	}
	return last
}
