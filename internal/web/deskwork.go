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
	Signed  string // who signed the brief off and when; empty when nobody did
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
		return "released a name"
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
	v.cache.forget()
	http.Redirect(v.w, v.r, onSite(v.r.PostFormValue("back")), http.StatusSeeOther)
	return nil
}

// Limits of what a form may say.
const (
	maxWhy  = 2000
	maxText = 4000
)

// decision is what a form asks for, if it can be.
func (s *site) decision(v *visit) (sitrep.Decision, error) {
	f := func(name string) string { return strings.TrimSpace(v.r.PostFormValue(name)) }
	d := sitrep.Decision{
		Kind: sitrep.DecisionKind(f("kind")), Story: sitrep.StoryID(f("story")), Report: sitrep.ReportID(f("report")), Other: sitrep.StoryID(f("other")),
		Source: f("source"), Grade: strings.ToUpper(f("grade")), Text: f("text"), Why: f("why"), By: v.user.Name, At: v.Clock().UTC(),
	}
	if d.By == "" {
		d.By = "desk"
	}
	wrong := func(format string, args ...any) (sitrep.Decision, error) {
		return d, fmt.Errorf("%w: %s", sitrep.Invalid, fmt.Sprintf(format, args...))
	}
	if len(d.Why) > maxWhy || len(d.Text) > maxText {
		return wrong("a reason has at most %d bytes, a note %d", maxWhy, maxText)
	}
	ctx := v.r.Context()
	if at := f("at"); at != "" {
		in, span, err := parseAt(at)
		if err != nil {
			return d, err
		}
		r, _, err := v.Book.Reading(ctx, d.Report)
		if err != nil {
			return d, err
		}
		c := sitrep.Citation{Report: d.Report, In: in, Span: span}
		if _, ok := s.cited(r.Report, c); !ok {
			return wrong("the report has no such words")
		}
		d.Cite, d.Report = &c, ""
	}
	var st sitrep.Story
	switch d.Kind {
	case sitrep.Join, sitrep.Split, sitrep.Lock, sitrep.Pin, sitrep.Strike, sitrep.SignOff:
		var err error
		if st, err = v.Book.Story(ctx, d.Story); err != nil {
			return d, err
		}
		d.Story = st.ID
	}
	switch d.Kind {
	case sitrep.Join:
		other, err := v.Book.Story(ctx, d.Other)
		if err != nil {
			return d, err
		}
		if d.Other = other.ID; d.Other == d.Story {
			return wrong("a story can't be joined with itself")
		}
	case sitrep.Split:
		for _, id := range v.r.PostForm["part"] {
			if slices.Contains(st.Articles, sitrep.ReportID(id)) {
				d.Parts = append(d.Parts, sitrep.ReportID(id))
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
		return s.corrected(v, d)
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
	case sitrep.SignOff:
	case sitrep.Undo:
		var err error
		if d.Undoes, err = strconv.ParseInt(f("undoes"), 10, 64); err != nil || d.Undoes <= 0 {
			return wrong("say which decision is undone, by its number")
		}
		list, err := v.Desk.Decisions(ctx)
		if err != nil {
			return d, err
		}
		if !slices.ContainsFunc(list, func(o sitrep.Decision) bool { return o.ID == d.Undoes }) {
			return wrong("there is no decision %d", d.Undoes)
		}
	default:
		return wrong("the desk can't settle %q", short(string(d.Kind), 40))
	}
	return d, nil
}

// corrected is the desk's reading of a figure: the program's own, with what the form changes.
func (s *site) corrected(v *visit, d sitrep.Decision) (sitrep.Decision, error) {
	f := func(name string) string { return strings.TrimSpace(v.r.PostFormValue(name)) }
	wrong := func(what string) (sitrep.Decision, error) {
		return d, fmt.Errorf("%w: %s", sitrep.Invalid, what)
	}
	if d.Cite == nil {
		return wrong("say which words were read wrongly")
	}
	if d.Why == "" {
		return wrong("a correction needs a reason")
	}
	r, _, err := v.Book.Reading(v.r.Context(), d.Cite.Report)
	if err != nil {
		return d, err
	}
	as := sitrep.Figure{Report: d.Cite.Report, In: d.Cite.In, Span: d.Cite.Span, Status: sitrep.Asserted, Modifier: sitrep.Exact}
	for _, x := range r.Figures {
		if x.In == d.Cite.In && x.Span == d.Cite.Span {
			as = x
		}
	}
	if as.Min, err = bound(f("min")); err != nil {
		return d, err
	}
	if as.Max, err = bound(f("max")); err != nil {
		return d, err
	}
	if !as.Min.Known && !as.Max.Known || as.Min.Known && as.Max.Known && as.Min.N > as.Max.N {
		return wrong("a figure has a lowest value, a highest, or both, the lowest first")
	}
	as.Modifier, as.Measure, as.Basis = sitrep.Modifier(f("modifier")), sitrep.Measure(f("measure")), sitrep.Basis(f("basis"))
	if !slices.Contains(modifiers, as.Modifier) || !slices.Contains(measures, as.Measure) || !slices.Contains(bases, as.Basis) {
		return wrong("choose how the value is bounded, what it counts and over what")
	}
	if who := f("claimant"); who != string(as.Claimant) {
		as.Claimant, as.Actor, as.ClaimantKind = sitrep.Words(who), "", sitrep.Named
		if who == "" {
			as.ClaimantKind = sitrep.Nobody
		}
	}
	as.Group, as.Confidence = sitrep.Words(f("group")), 1
	if len(as.Group)+len(as.Claimant) > 400 {
		return wrong("a claimant and a group have at most 400 bytes")
	}
	d.Figure = &as
	return d, nil
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

// What a figure may be corrected to.
var (
	measures  = []sitrep.Measure{sitrep.Killed, sitrep.Wounded, sitrep.Casualties, sitrep.Losses, sitrep.Missing, sitrep.Captured, sitrep.Displaced, sitrep.Rescued, sitrep.Affected, sitrep.Strength}
	modifiers = []sitrep.Modifier{sitrep.Exact, sitrep.AtLeast, sitrep.MoreThan, sitrep.UpTo, sitrep.LessThan, sitrep.Nearly, sitrep.About, sitrep.Range, sitrep.Vague}
	bases     = []sitrep.Basis{sitrep.OfEvent, sitrep.OfPeriod, sitrep.Cumulative}
)
