package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/view"
)

// Wish is what somebody at the desk wants settled, as a form or a program says it.
type Wish struct {
	Kind   sitrep.DecisionKind `json:"kind"`
	Story  sitrep.StoryID      `json:"story,omitempty"`
	Other  sitrep.StoryID      `json:"other,omitempty"`  // of a join
	Report sitrep.ReportID     `json:"report,omitempty"` // of a report's grade
	Cite   *sitrep.Citation    `json:"cite,omitempty"`   // the words a reading is rejected or corrected of
	Figure *WishedFigure       `json:"figure,omitempty"` // of a correction
	Source string              `json:"source,omitempty"` // of a source's grade
	Grade  string              `json:"grade,omitempty"`  // A to F for a source, 1 to 6 for a report
	Text   string              `json:"text,omitempty"`   // a note, the sentence that is pinned or struck, or the name that is released or withheld
	Parts  []sitrep.ReportID   `json:"parts,omitempty"`  // of a split: the reports that leave
	Undoes int64               `json:"undoes,omitempty"`
	Why    string              `json:"why,omitempty"`
}

// WishedFigure is how a figure's words are to be read.
type WishedFigure struct {
	Min      sitrep.Bound    `json:"min"`
	Max      sitrep.Bound    `json:"max"`
	Modifier sitrep.Modifier `json:"modifier"`
	Measure  sitrep.Measure  `json:"measure"`
	Basis    sitrep.Basis    `json:"basis"`
	Claimant string          `json:"claimant,omitempty"` // empty: nobody is named
	Group    string          `json:"group,omitempty"`
}

// Limits of what a wish may say, in bytes.
const (
	MaxWhy  = 2000
	MaxText = 4000
	maxName = 400 // of a claimant and a group together
)

// What a figure may be corrected to.
var (
	Measures  = sitrep.Measures
	Modifiers = []sitrep.Modifier{sitrep.Exact, sitrep.AtLeast, sitrep.MoreThan, sitrep.UpTo, sitrep.LessThan, sitrep.Nearly, sitrep.About, sitrep.Range, sitrep.Vague}
	Bases     = []sitrep.Basis{sitrep.OfEvent, sitrep.OfPeriod, sitrep.Cumulative}
)

// Settle makes the decision that a wish asks for, without who and when. What can't be settled is Invalid, in words
// for whoever asked; what is not there is NotFound.
func Settle(ctx context.Context, book Book, settled []sitrep.Decision, w Wish) (sitrep.Decision, error) {
	d := sitrep.Decision{Kind: w.Kind, Story: w.Story, Report: w.Report, Other: w.Other, Source: w.Source, Grade: strings.ToUpper(w.Grade), Text: w.Text, Why: w.Why}
	wrong := func(format string, args ...any) (sitrep.Decision, error) {
		return d, fmt.Errorf("%w: %s", sitrep.Invalid, fmt.Sprintf(format, args...))
	}
	if len(d.Why) > MaxWhy || len(d.Text) > MaxText {
		return wrong("a reason has at most %d bytes, a note %d", MaxWhy, MaxText)
	}
	if w.Cite != nil {
		r, _, err := book.Reading(ctx, w.Cite.Report)
		if err != nil {
			return d, err
		}
		if _, ok := view.Words(r.Report, *w.Cite); !ok {
			return wrong("the report has no such words")
		}
		c := *w.Cite
		d.Cite, d.Report = &c, ""
	}
	var st sitrep.Story
	switch d.Kind {
	case sitrep.Join, sitrep.Split, sitrep.Lock, sitrep.Pin, sitrep.Strike, sitrep.SignOff, sitrep.Release, sitrep.Withhold:
		var err error
		if st, err = book.Story(ctx, d.Story); err != nil {
			return d, err
		}
		d.Story = st.ID
	}
	switch d.Kind {
	case sitrep.Join:
		other, err := book.Story(ctx, d.Other)
		if err != nil {
			return d, err
		}
		if d.Other = other.ID; d.Other == d.Story {
			return wrong("a story can't be joined with itself")
		}
	case sitrep.Split:
		for _, id := range w.Parts {
			if slices.Contains(st.Articles, id) && !slices.Contains(d.Parts, id) {
				d.Parts = append(d.Parts, id)
			}
		}
		if len(d.Parts) == 0 || len(d.Parts) == len(st.Articles) {
			return wrong("choose the reports that leave; at least one must leave and one stay")
		}
	case sitrep.Lock:
		d.Parts = slices.Clone(st.Articles)
	case sitrep.Reject:
		if d.Cite == nil {
			return wrong("say which words were read wrongly")
		}
	case sitrep.Correct:
		return corrected(ctx, book, w, d)
	case sitrep.Grade:
		if d.Source != "" && (len(d.Grade) != 1 || d.Grade < "A" || d.Grade > "F") || d.Source == "" && (d.Report == "" || len(d.Grade) != 1 || d.Grade < "1" || d.Grade > "6") {
			return wrong("a source is graded A to F, a report 1 to 6")
		}
		if d.Why == "" {
			return wrong("a grade needs a reason")
		}
	case sitrep.Pin, sitrep.Strike, sitrep.Note:
		if d.Text == "" {
			return wrong("there is no text")
		}
	case sitrep.Release, sitrep.Withhold:
		return named(ctx, book, settled, st, d)
	case sitrep.SignOff:
	case sitrep.Undo:
		if d.Undoes = w.Undoes; d.Undoes <= 0 {
			return wrong("say which decision is undone, by its number")
		}
		if !slices.ContainsFunc(settled, func(o sitrep.Decision) bool { return o.ID == d.Undoes }) {
			return wrong("there is no decision %d", d.Undoes)
		}
	default:
		return wrong("the desk can't settle %q", view.Short(string(d.Kind), 40))
	}
	return d, nil
}

// named settles whether readers are shown a name. A name that is released is one that the reports give as a victim's, in
// the form in which they give it.
func named(ctx context.Context, book Book, settled []sitrep.Decision, st sitrep.Story, d sitrep.Decision) (sitrep.Decision, error) {
	wrong := func(what string) (sitrep.Decision, error) {
		return d, fmt.Errorf("%w: %s", sitrep.Invalid, what)
	}
	if d.Text = strings.Join(strings.Fields(d.Text), " "); len(d.Text) < 2 || len(d.Text) > maxName {
		return wrong("say whose name it is")
	}
	if d.Why == "" {
		return wrong("whether a name is shown needs a reason")
	}
	if d.Kind == sitrep.Withhold {
		return d, nil
	}
	rows, err := NewNames(book, func(context.Context) ([]sitrep.Decision, error) { return settled, nil }).Of(ctx, st.ID)
	if err != nil {
		return d, err
	}
	for _, r := range rows {
		if actor.Fold(r.Name) == actor.Fold(d.Text) {
			d.Text = r.Name
			return d, nil
		}
	}
	return wrong("no name is withheld in this story that reads so")
}

// corrected is the desk's reading of a figure: the program's own, with what the wish changes.
func corrected(ctx context.Context, book Book, w Wish, d sitrep.Decision) (sitrep.Decision, error) {
	wrong := func(what string) (sitrep.Decision, error) {
		return d, fmt.Errorf("%w: %s", sitrep.Invalid, what)
	}
	if d.Cite == nil {
		return wrong("say which words were read wrongly")
	}
	if d.Why == "" {
		return wrong("a correction needs a reason")
	}
	if w.Figure == nil {
		return wrong("say how the words are to be read")
	}
	r, _, err := book.Reading(ctx, d.Cite.Report)
	if err != nil {
		return d, err
	}
	as := sitrep.Figure{Report: d.Cite.Report, In: d.Cite.In, Span: d.Cite.Span, ClaimantKind: sitrep.Nobody, Status: sitrep.Asserted, Modifier: sitrep.Exact}
	for _, x := range r.Figures {
		if x.In == d.Cite.In && x.Span == d.Cite.Span {
			as = x
		}
	}
	as.Min, as.Max = w.Figure.Min, w.Figure.Max
	if !as.Min.Known && !as.Max.Known || as.Min.Known && as.Max.Known && as.Min.N > as.Max.N || as.Min.Known && as.Min.N < 0 || as.Max.Known && as.Max.N < 0 {
		return wrong("a figure has a lowest value, a highest, or both, the lowest first")
	}
	as.Modifier, as.Measure, as.Basis = w.Figure.Modifier, w.Figure.Measure, w.Figure.Basis
	if !slices.Contains(Modifiers, as.Modifier) || !slices.Contains(Measures, as.Measure) || !slices.Contains(Bases, as.Basis) {
		return wrong("choose how the value is bounded, what it counts and over what")
	}
	if who := w.Figure.Claimant; who != string(as.Claimant) {
		as.Claimant, as.Actor, as.ClaimantKind = sitrep.Words(who), "", sitrep.Named
		if who == "" {
			as.ClaimantKind = sitrep.Nobody
		}
	}
	as.Group, as.Confidence = sitrep.Words(w.Figure.Group), 1
	if len(as.Group)+len(as.Claimant) > maxName {
		return wrong("a claimant and a group have at most 400 bytes")
	}
	d.Figure = &as
	return d, nil
}
