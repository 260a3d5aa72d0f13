package brief

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/text"
)

// Writer words a brief's sentences anew: a language model. It is trusted in nothing.
type Writer interface {
	// Write returns sentences for some of the draft's, or why there are none. It obeys the context.
	Write(ctx context.Context, d *sitrep.Draft) ([]sitrep.Wording, error)
	// Name is what the reader is told of who wrote.
	Name() string
}

// Bounds on what is laid before a writer.
const (
	maxPassage = 1500     // bytes of one; a sentence that rests on a longer one stays as it is
	maxDraft   = 32 << 10 // bytes of sentences and passages
)

// Reword lays a finished brief before a writer and puts in those of its sentences that pass: they stand for neighbouring sentences of one
// part, rest on the passages those rest on and no others, keep their numbers, speakers and acts, and follow from the passages word for word
// (support.Gate.Reword). The rest stays as it was. Where nothing passes, or the writer fails, the brief is the one given, byte for
// byte; the refusals say why. keep tells which sentences must stay (pinned ones).
func Reword(ctx context.Context, in Input, b sitrep.Brief, by Writer, keep func(sentence string) bool) (_ sitrep.Brief, refused []sitrep.Refusal, err error) {
	r := newRewriting(in, &b, keep)
	if len(r.draft.Sentences) == 0 {
		return b, nil, nil
	}
	list, err := by.Write(ctx, &r.draft)
	if err != nil {
		return b, nil, fmt.Errorf("%s: %w", by.Name(), err)
	}
	for _, w := range list {
		u, err := r.take(w)
		if err != nil {
			r.refused = append(r.refused, sitrep.Refusal{Unit: sitrep.Unit{Text: w.Text}, Why: err.Error()})
			continue
		}
		if u.Text == r.slots[w.For[0]-1].unit.Text {
			continue // as it was
		}
		r.put(w.For, u)
	}
	if r.taken == 0 {
		return b, r.refused, nil
	}
	out := r.brief(b)
	out.Worded = &sitrep.Worded{By: by.Name(), Sentences: r.taken, Refused: len(r.refused)}
	out.Sources = append([]sitrep.BriefSource{}, r.sources(&out)...)
	return out, r.refused, nil
}

// rewriting is a brief on its way through a writer's hands.
type rewriting struct {
	*writer
	draft   sitrep.Draft
	slots   []slot
	cited   []sitrep.Citation // by the passages' order
	words   int               // of the body as it stands
	taken   int
	refused []sitrep.Refusal
}

// slot is a place of the brief that holds one sentence of the draft.
type slot struct {
	part string
	at   int // in its list
	unit sitrep.Unit
	now  *sitrep.Unit // the writer's; nil: as it was
	gone bool         // said by the writer's sentence for the slot before
}

func newRewriting(in Input, b *sitrep.Brief, keep func(string) bool) *rewriting {
	if in.Words <= 0 {
		in.Words = DefaultWords
	}
	r := &rewriting{writer: newGatekeeper(in)}
	size := 0
	offer := func(part string, at int, u sitrep.Unit) {
		if part == "body" {
			r.words += len(strings.Fields(u.Text))
		}
		if u.Text == "" || len(u.Derived) > 0 || keep != nil && keep(u.Text) {
			return
		}
		more := len(u.Text)
		for _, c := range u.Citations {
			reading := r.gate.Readings[c.Report]
			if reading == nil || c.Len() > maxPassage {
				return
			}
			if !slices.Contains(r.cited, c) {
				more += c.Len()
			}
		}
		if size += more; size > maxDraft {
			return
		}
		s := sitrep.DraftSentence{Part: part, Text: oneLine(u.Text)}
		for _, c := range u.Citations {
			s.Passages = append(s.Passages, r.passage(c))
		}
		r.draft.Sentences = append(r.draft.Sentences, s)
		r.slots = append(r.slots, slot{part: part, at: at, unit: u})
	}
	offer("headline", 0, b.Headline)
	for i, u := range b.Points {
		offer("point", i, u)
	}
	for i, u := range b.Body {
		offer("body", i, u)
	}
	return r
}

// passage is the number of a citation's words in the draft.
func (r *rewriting) passage(c sitrep.Citation) int {
	if at := slices.Index(r.cited, c); at >= 0 {
		return at + 1
	}
	report := r.gate.Readings[c.Report].Report
	r.cited = append(r.cited, c)
	p := sitrep.DraftPassage{Outlet: report.Outlet, Words: report.In(c.In)[c.Start:c.End]}
	if !report.Published.IsZero() {
		p.Day = day(report.Published)
	}
	r.draft.Passages = append(r.draft.Passages, p)
	return len(r.cited)
}

// take makes a unit of a writer's sentence, or says why it is none.
func (r *rewriting) take(w sitrep.Wording) (sitrep.Unit, error) {
	u := sitrep.Unit{Text: strings.TrimSpace(w.Text)}
	if u.Text == "" || strings.ContainsAny(u.Text, "\n\r\t") {
		return u, errors.New("it is no sentence on one line")
	}
	own, err := r.places(w)
	if err != nil {
		return u, err
	}
	for _, n := range w.Passages {
		if n < 1 || n > len(r.cited) || !own[n] {
			return u, fmt.Errorf("it cites passage %d, on which what it stands for does not rest", n)
		}
		if c := r.cited[n-1]; !slices.Contains(u.Citations, c) {
			u.Citations = append(u.Citations, c)
		}
	}
	part := r.slots[w.For[0]-1].part
	if err := shaped(part, &u); err != nil {
		return u, err
	}
	words := 0
	for _, n := range w.For {
		old := &r.slots[n-1].unit
		words += len(strings.Fields(old.Text))
		if err := r.keeps(old, &u); err != nil {
			return u, err
		}
	}
	if more := len(strings.Fields(u.Text)) - words; more > 6 || part == "body" && r.words+more > max(r.Words, r.words) {
		return u, errors.New("it is longer than what it stands for")
	}
	for i := range r.slots {
		s := &r.slots[i]
		if !slices.Contains(w.For, i+1) && !s.gone && (s.now == nil && s.unit.Text == u.Text || s.now != nil && s.now.Text == u.Text) {
			return u, errors.New("the brief says so elsewhere")
		}
	}
	return u, r.gate.Reword(u)
}

// places lists the passages that the sentences rest on that a wording stands for: neighbours, in their order, of one part.
func (r *rewriting) places(w sitrep.Wording) (own map[int]bool, err error) {
	if len(w.For) == 0 || len(w.Passages) == 0 {
		return nil, errors.New("it does not say what it stands for, or on what it rests")
	}
	own = map[int]bool{}
	for i, n := range w.For {
		if n < 1 || n > len(r.slots) {
			return nil, fmt.Errorf("it stands for sentence %d, which is not there", n)
		}
		s := &r.slots[n-1]
		if s.now != nil || s.gone {
			return nil, fmt.Errorf("sentence %d was worded already", n)
		}
		if i > 0 {
			if before := &r.slots[w.For[i-1]-1]; n != w.For[i-1]+1 || before.part != s.part || before.at+1 != s.at {
				return nil, errors.New("what it stands for are no neighbours")
			}
		}
		for _, p := range r.draft.Sentences[n-1].Passages {
			own[p] = true
		}
	}
	return own, nil
}

// shaped gives a sentence the form of its part: a headline ends without a stop, a sentence with one, and both begin as sentences do.
func shaped(part string, u *sitrep.Unit) error {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(u.Text, "\"“'‘"))
	if unicode.IsLower(first) {
		return errors.New("it begins in lower case")
	}
	ends := strings.HasSuffix(strings.TrimRight(u.Text, "\"”'’"), ".")
	switch {
	case part == "headline" && ends && !initials(strings.TrimRight(u.Text, ".")):
		u.Text = strings.TrimSuffix(u.Text, ".")
	case part == "body" && !ends:
		return errors.New("it ends without a stop")
	}
	return nil
}

// keeps refuses a sentence that loses a number, a speaker or an act of the one it stands for.
func (r *rewriting) keeps(old, new *sitrep.Unit) error {
	have := map[string]bool{}
	for _, t := range text.Parse(r.Language, new.Text).Tokens {
		have[t.Lower] = true
	}
	d := text.Parse(r.Language, old.Text)
	for i, t := range d.Tokens {
		if t.Kind == text.Number && !have[t.Lower] {
			return fmt.Errorf("it loses the number %s", d.Raw(i))
		}
	}
	said := map[string]bool{}
	for _, t := range d.Tokens {
		said[t.Lower] = true
	}
	for _, c := range old.Citations {
		claims := r.gate.Readings[c.Report].Claims
		for i := range claims {
			cl := &claims[i]
			if cl.In != c.In || len(cl.Cue) == 0 || !c.Span.Contains(cl.Cue[0]) {
				continue
			}
			words := strings.Fields(strings.ToLower(string(cl.Speaker)))
			if len(words) > 0 && said[words[len(words)-1]] && !have[words[len(words)-1]] {
				return fmt.Errorf("it loses %s, who says so", cl.Speaker)
			}
			if cl.Kind != sitrep.Statement {
				cue := strings.Fields(strings.ToLower(r.gate.Readings[c.Report].Report.In(c.In)[cl.Cue[0].Start:cl.Cue[0].End]))
				if len(cue) > 0 && said[cue[len(cue)-1]] && !have[cue[len(cue)-1]] {
					return fmt.Errorf("it loses a %s", strings.ReplaceAll(string(cl.Kind), "_", " "))
				}
			}
		}
	}
	return nil
}

// put puts a writer's sentence in the place of those it stands for.
func (r *rewriting) put(places []int, u sitrep.Unit) {
	r.taken++
	for i, n := range places {
		s := &r.slots[n-1]
		if s.part == "body" {
			r.words -= len(strings.Fields(s.unit.Text))
		}
		s.gone = i > 0
	}
	s := &r.slots[places[0]-1]
	s.now = &u
	if s.part == "body" {
		r.words += len(strings.Fields(u.Text))
	}
}

// brief is the brief with what was taken.
func (r *rewriting) brief(b sitrep.Brief) sitrep.Brief {
	gone := map[string]map[int]bool{"point": {}, "body": {}}
	lists := map[string][]sitrep.Unit{"point": slices.Clone(b.Points), "body": slices.Clone(b.Body)}
	for _, s := range r.slots {
		switch {
		case s.gone:
			gone[s.part][s.at] = true
		case s.now == nil:
		case s.part == "headline":
			b.Headline = *s.now
		default:
			lists[s.part][s.at] = *s.now
		}
	}
	left := func(part string) []sitrep.Unit {
		out := []sitrep.Unit{}
		for i, u := range lists[part] {
			if !gone[part][i] {
				out = append(out, u)
			}
		}
		return out
	}
	b.Points, b.Body = left("point"), left("body")
	return b
}
