// Package brief plans and writes the situation report of a story: a headline, up to three
// points and a paragraph, each sentence resting on cited words.
//
// It is planned before it is phrased. The plan asks, in this order: where do things stand and who
// says so (the latest figure of the story's main count); who else counts, and how; what
// happened; who condemned, denied, confirmed, kept silent; how the count moved before; what is
// background. For each of these it looks for the report's own sentence that says it best —
// whole, short, naming its source — and trims it (trim.go); where none will do, a figure is
// phrased from its ledger row (phrase.go). Whatever comes out passes the gate of internal/support or
// is dropped, with the reason kept.
package brief

import (
	"slices"
	"strings"
	"time"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/claim"
	"sitrep/internal/lang"
	"sitrep/internal/support"
)

// DefaultWords caps a brief's body when nobody says otherwise: a paragraph that is read in a minute.
const DefaultWords = 190

// Input is what a brief is written from.
type Input struct {
	Story    sitrep.Story
	Ledger   sitrep.Ledger
	Readings []sitrep.Reading // of the story's reports, in time order
	Registry *actor.Registry
	Language *lang.Language
	Claims   *claim.Reader
	Words    int // cap on the body; 0 means DefaultWords
	AsOf     sitrep.Stamp
}

// Write writes the brief. A story with nothing to say yields a headline and no more; a story
// with no readable sentence yields a Brief without text.
func Write(in Input) sitrep.Brief {
	if in.Words <= 0 {
		in.Words = DefaultWords
	}
	w := newWriter(in)
	b := sitrep.Brief{
		Story: in.Story.ID, AsOf: in.AsOf,
		Points: []sitrep.Unit{}, Body: []sitrep.Unit{}, Sources: []sitrep.BriefSource{}, Disputed: []sitrep.Unit{}, Unknown: []sitrep.Unit{},
	}
	if b.AsOf.IsZero() {
		b.AsOf = in.Story.Last
	}
	if w.pool.empty() {
		return b
	}
	p := w.plan()
	w.judge(p)

	b.Headline = w.headline(p)
	w.settle(p)
	w.salient(p)
	if b.Body = w.body(p); len(b.Body) == 1 && strings.TrimRight(b.Body[0].Text, ".") == strings.TrimRight(b.Headline.Text, ".") {
		b.Body = []sitrep.Unit{} // the headline says it
	}
	if len(b.Headline.Citations) > 0 {
		b.Points = w.points(p, b.Headline, b.Body)
	}
	b.Disputed = append(b.Disputed, besideBody(w.disputed(p), b.Body)...)
	b.Unknown = append(b.Unknown, besideBody(w.unknown(p), b.Body)...)
	b.Sources = append(b.Sources, w.sources(&b)...)
	b.Figures = w.table(p, &b)
	b.Dropped = w.dropped
	return b
}

// besideBody is the units of a list that rest on other words than the paragraph's sentences do: those stand above.
func besideBody(list, body []sitrep.Unit) []sitrep.Unit {
	return slices.DeleteFunc(list, func(u sitrep.Unit) bool {
		return slices.ContainsFunc(body, func(b sitrep.Unit) bool {
			x, y := u.Citations[0], b.Citations[0]
			return x.Report == y.Report && x.In == y.In && x.Overlaps(y.Span)
		})
	})
}

// writer holds what the writing of one brief needs.
type writer struct {
	Input
	pool      *pool
	gate      support.Gate
	figures   map[sitrep.Citation]*sitrep.Figure // by their value's place
	origin    map[sitrep.ReportID]string
	told      told
	unfolds   bool                  // the story is told by its developments
	unfolded  map[*development]bool // told in the paragraph, of a large story
	stage     map[int32]bool        // words of stages that are over
	actTold   map[string]bool       // by actKey: acts that are told
	written   told                  // what the paragraph tells
	acted     map[string]bool       // whose acts it tells
	positions []*candidate          // in which somebody known takes one
	short     []*candidate
	headed    row            // the row the headline was phrased from, if it was
	top       *candidate     // the report's headline, or the sentence, that is the brief's headline
	reserved  []*candidate   // what the points of a large story tell
	quoted    *candidate     // what the headline quotes, if it does
	scattered bool           // the plan found several events
	narrowed  bool           // the brief keeps to the main matter of a story that may be wide
	paragraph [][]wordCount  // the words of its sentences
	inWords   []*sitrep.Step // what the paragraph phrases
	phrased   int            // how many rows were phrased, so that no two read alike
	dropped   []sitrep.Refusal
	pairs     map[[2]*candidate]float64 // how likely two tell the same, once asked
	fate      time.Time                 // since when those who were missing are known to be dead
	central   float64                   // the highest score of a candidate
	least     float64                   // the share of what is asked of a sentence's worth that this story's sentences can give
}

func newWriter(in Input) *writer {
	w := newGatekeeper(in)
	w.narrowed = len(in.Readings) >= leastFocus && !w.counting()
	w.pool = newPool(in, w.narrowed)
	w.told.begin()
	w.unfolds = w.pool.developments != nil && w.dense()
	w.stages()
	return w
}

// newGatekeeper is a writer that selects nothing: it knows the readings and has the gate.
func newGatekeeper(in Input) *writer {
	w := &writer{Input: in, figures: map[sitrep.Citation]*sitrep.Figure{}, origin: map[sitrep.ReportID]string{}, unfolded: map[*development]bool{}, actTold: map[string]bool{}, pairs: map[[2]*candidate]float64{}, least: 1}
	readings := make(map[sitrep.ReportID]*sitrep.Reading, len(in.Readings))
	for i := range in.Readings {
		r := &in.Readings[i]
		readings[r.Report.ID] = r
		for k := range r.Figures {
			w.figures[r.Figures[k].Cite()] = &r.Figures[k]
		}
	}
	for _, o := range in.Story.Origins {
		for _, id := range o.Reports {
			w.origin[id] = o.Name
			if o.Kind == sitrep.UnknownOrigin {
				w.origin[id] = unknownLineage
			}
		}
	}
	w.gate = support.Gate{Language: in.Language, Registry: in.Registry, Claims: in.Claims, Readings: readings}
	return w
}

// pass asks the gate, and keeps the reason when it refuses.
func (w *writer) pass(u sitrep.Unit) bool {
	err := w.gate.Pass(u)
	if err != nil {
		w.dropped = append(w.dropped, sitrep.Refusal{Unit: u, Why: err.Error()})
		return false
	}
	return true
}
