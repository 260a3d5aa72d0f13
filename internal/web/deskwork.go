package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"sitrep"
	"sitrep/internal/desk"
)

// deskView is everything that was settled, the last first.
type deskView struct {
	Rows []decisionView
	Here string // where to come back to
}

type decisionView struct {
	sitrep.Decision
	What   string // in words
	Link   string
	Undone bool
	Undo   bool // may be undone
}

// storyDesk is what an editor can do to a story.
type storyDesk struct {
	Story   sitrep.StoryID
	Base    string
	Others  []desk.Card // what it can be joined with
	Reports []*sitrep.Report
	Settled []decisionView
	Names   []desk.NameRow // of victims: what readers are shown
	Signed  string         // who signed the brief off and when; empty when nobody did
}

func (s *site) deskPage(v *visit) error {
	rows, err := s.settled(v.r.Context(), func(*sitrep.Decision) bool { return true })
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page{Title: "What the desk settled", Here: "desk", Name: "desk", Data: deskView{Rows: rows, Here: "/desk"}})
}

// settled are the decisions of a kind, the last first, each with whether it still holds.
func (s *site) settled(ctx context.Context, keep func(*sitrep.Decision) bool) ([]decisionView, error) {
	if s.Desk == nil {
		return nil, nil
	}
	list, err := s.Desk.Decisions(ctx)
	if err != nil {
		return nil, err
	}
	undone := map[int64]bool{}
	var out []decisionView
	for _, d := range slices.Backward(list) {
		v := decisionView{Decision: d, What: decisionWords(&d), Undone: undone[d.ID], Link: decisionLink(&d)}
		v.Undo = !v.Undone
		if d.Kind == sitrep.Undo && !v.Undone {
			undone[d.Undoes] = true
		}
		if keep(&d) {
			out = append(out, v)
		}
	}
	return out, nil
}

// decisionWords say what was settled.
func decisionWords(d *sitrep.Decision) string {
	switch d.Kind {
	case sitrep.Join:
		return fmt.Sprintf("joined %s with %s", d.Story, d.Other)
	case sitrep.Split:
		return count(len(d.Parts), "report") + " parted from the story"
	case sitrep.Lock:
		return "story locked at " + count(len(d.Parts), "report")
	case sitrep.Reject:
		return "rejected a reading"
	case sitrep.Correct:
		return "corrected a figure" + correctedWords(d.Figure)
	case sitrep.Grade:
		if d.Source != "" {
			return "graded the source " + d.Source + " " + d.Grade
		}
		return "graded a report " + d.Grade
	case sitrep.Pin:
		return "pinned: " + short(d.Text, 100)
	case sitrep.Strike:
		return "struck: " + short(d.Text, 100)
	case sitrep.SignOff:
		return "signed the brief off"
	case sitrep.Note:
		return "note: " + short(d.Text, 200)
	case sitrep.Release:
		return "released the name " + short(d.Text, 100)
	case sitrep.Withhold:
		return "do no harm: withheld the name " + short(d.Text, 100)
	case sitrep.Undo:
		return fmt.Sprintf("undid no. %d", d.Undoes)
	}
	return plain(d.Kind)
}

func correctedWords(f *sitrep.Figure) string {
	if f == nil {
		return ""
	}
	value := "unknown"
	switch {
	case f.Min.Known && f.Max.Known && f.Min != f.Max:
		value = thousands(f.Min.N) + " to " + thousands(f.Max.N)
	case f.Min.Known:
		value = thousands(f.Min.N)
	case f.Max.Known:
		value = thousands(f.Max.N)
	}
	return fmt.Sprintf(": %s %s %s, %s", plain(f.Modifier), value, f.Measure, basisWord(f.Basis))
}

func decisionLink(d *sitrep.Decision) string {
	switch {
	case d.Cite != nil:
		return claimURL(*d.Cite)
	case d.Report != "":
		return reportURL(d.Report)
	case d.Story != "":
		return storyURL(d.Story)
	}
	return ""
}

func (s *site) storyDesk(ctx context.Context, v *storyView) (*storyDesk, error) {
	out := &storyDesk{Story: v.Story.ID, Base: v.Base}
	cards, _, err := s.Book.Cards(ctx, desk.CardFilter{Limit: 100})
	if err != nil {
		return nil, err
	}
	for _, c := range cards {
		if c.ID != v.Story.ID {
			out.Others = append(out.Others, c)
		}
	}
	for _, o := range v.Origins {
		for _, row := range o.Rows {
			out.Reports = append(out.Reports, row.Report)
			out.Reports = append(out.Reports, row.Copies...)
		}
	}
	slices.SortStableFunc(out.Reports, func(a, b *sitrep.Report) int { return b.Published.End().Compare(a.Published.End()) })
	if out.Settled, err = s.settled(ctx, func(d *sitrep.Decision) bool { return d.Story == v.Story.ID || d.Other == v.Story.ID }); err != nil {
		return nil, err
	}
	if out.Names, err = s.Names.Of(ctx, v.Story.ID); err != nil {
		return nil, err
	}
	pinned := map[string]bool{}
	for _, d := range out.Settled {
		if d.Undone {
			continue
		}
		switch d.Kind {
		case sitrep.Pin:
			pinned[d.Text] = true
		case sitrep.SignOff:
			if out.Signed == "" {
				out.Signed = "Signed off by " + d.By + " on " + clockDay(d.At)
			}
		}
	}
	for _, list := range [][]unit{v.Points, v.Body} {
		for i := range list {
			list[i].Strike, list[i].Pinned = true, pinned[list[i].Text]
		}
	}
	return out, nil
}

// settleForm is a button that settles something of a sentence.
type settleForm struct {
	Kind       sitrep.DecisionKind
	Word, Text string
	Story      sitrep.StoryID
}

func sentenceForm(kind sitrep.DecisionKind, u unit) settleForm {
	word := "Pin this sentence"
	if kind == sitrep.Strike {
		word = "Strike it"
	}
	return settleForm{kind, word, u.Text, u.Story}
}

// settle keeps a decision that a form sends.
func (s *site) settle(v *visit) error {
	if err := v.r.ParseForm(); err != nil {
		return fmt.Errorf("%w: the form could not be read: %w", sitrep.Invalid, err)
	}
	if v.Desk == nil {
		return fmt.Errorf("%w: nothing is kept here, so nothing can be settled; serve a kept store", sitrep.Invalid)
	}
	d, err := s.decision(v)
	if err != nil {
		return err
	}
	if _, err := v.Desk.Decide(v.r.Context(), d); err != nil {
		return err
	}
	v.Names.Settled()
	http.Redirect(v.w, v.r, onSite(v.r.PostFormValue("back")), http.StatusSeeOther)
	return nil
}

// decision is what a form asks for, if it can be.
func (s *site) decision(v *visit) (sitrep.Decision, error) {
	f := func(name string) string { return strings.TrimSpace(v.r.PostFormValue(name)) }
	w := desk.Wish{
		Kind: sitrep.DecisionKind(f("kind")), Story: sitrep.StoryID(f("story")), Report: sitrep.ReportID(f("report")), Other: sitrep.StoryID(f("other")),
		Source: f("source"), Grade: f("grade"), Text: f("text"), Why: f("why"),
	}
	if at := f("at"); at != "" {
		in, span, err := parseAt(at)
		if err != nil {
			return sitrep.Decision{}, err
		}
		w.Cite = &sitrep.Citation{Report: w.Report, In: in, Span: span}
	}
	for _, id := range v.r.PostForm["part"] {
		w.Parts = append(w.Parts, sitrep.ReportID(id))
	}
	if n, err := strconv.ParseInt(f("undoes"), 10, 64); err == nil {
		w.Undoes = n
	}
	if w.Kind == sitrep.Correct {
		as := desk.WishedFigure{
			Modifier: sitrep.Modifier(f("modifier")), Measure: sitrep.Measure(f("measure")), Basis: sitrep.Basis(f("basis")), Claimant: f("claimant"), Group: f("group"),
		}
		var err error
		if as.Min, err = bound(f("min")); err != nil {
			return sitrep.Decision{}, err
		}
		if as.Max, err = bound(f("max")); err != nil {
			return sitrep.Decision{}, err
		}
		w.Figure = &as
	}
	settled, err := v.Desk.Decisions(v.r.Context())
	if err != nil {
		return sitrep.Decision{}, err
	}
	d, err := desk.Settle(v.r.Context(), v.Book, settled, w)
	if d.By, d.At = v.user.Name, v.Clock().UTC(); d.By == "" {
		d.By = "desk"
	}
	return d, err
}

func bound(s string) (sitrep.Bound, error) {
	if s == "" {
		return sitrep.Bound{}, nil
	}
	n, err := strconv.ParseInt(strings.NewReplacer(",", "", " ", "").Replace(s), 10, 64)
	if err != nil || n < 0 {
		return sitrep.Bound{}, fmt.Errorf("%w: %q is not a number of people", sitrep.Invalid, short(s, 40))
	}
	return sitrep.Of(n), nil
}
