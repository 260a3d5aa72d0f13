package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"sitrep"
	"sitrep/internal/desk"
)

// reportView is one report with what was read from it.
type reportView struct {
	Report   *sitrep.Report
	Outlet   string
	Link     string
	Story    sitrep.StoryID
	Title    []piece
	Text     [][]piece // paragraphs
	Excerpts []evidence
	Claims   []claimRow
	Figures  []figureRow
	Unread   string
	Versions []versionView
	Number   int // which version this is
	Gone     bool
	Diff     []change
	Against  int // the version it is compared with
	Public   bool
	Desk     bool
	Graded   []decisionView
	Picture  bool           // its page may have one
	Names    []desk.NameRow // of victims whom it names, for the desk
}

// piece is a stretch of text with what it was read as.
type piece struct {
	Text  string
	Class string // fig, cue, src, said, or nothing
	Link  string
}

type claimRow struct {
	Who, Via, Act, Words, Link, About string
	Hedged, Unsure                    bool
}

type figureRow struct {
	Words, Measure, Word, Group, Who, Basis, Status, Place, When, Link string
	Unsure                                                             bool
}

type versionView struct {
	Number int
	ID     sitrep.ReportID
	Change string
	Here   bool
	Gone   bool
	Day    sitrep.Stamp
}

func (s *site) report(v *visit) error {
	ctx := v.r.Context()
	id := sitrep.ReportID(v.r.PathValue("report"))
	r, story, err := v.Book.Reading(ctx, id)
	if err != nil {
		return err
	}
	versions, err := v.Book.Versions(ctx, id)
	if err != nil {
		return err
	}
	view := &reportView{Report: r.Report, Outlet: outletOf(r.Report), Link: link(r.Report.URL), Story: story, Unread: r.Unread, Public: v.Public, Number: 1,
		Desk: v.Desk != nil && v.may(sitrep.Editor)}
	if view.Picture, err = v.pictured(ctx, story); err != nil {
		return err
	}
	if view.Picture {
		page, address, err := v.Pictures.Page(ctx, id)
		view.Picture = err == nil && pictureIn(page, address) != ""
	}
	view.Claims, view.Figures = claimRows(&r), figureRows(&r)
	view.Title = pieces(&r, sitrep.InTitle)
	if v.Public {
		view.Excerpts = excerpts(&r)
		for i := range view.Claims {
			view.Claims[i].Words = short(view.Claims[i].Words, publicClaim)
		}
	} else {
		view.Text = paragraphs(pieces(&r, sitrep.InText))
	}
	var other *sitrep.Kept
	for _, k := range versions {
		here := k.Report.ID == id
		if here {
			view.Number, view.Gone = k.Version, k.Gone
		}
		view.Versions = append(view.Versions, versionView{k.Version, k.Report.ID, k.Change, here, k.Gone, cmp.Or(k.Report.Updated, k.Report.Published)})
		if string(k.Report.ID) == v.r.URL.Query().Get("with") && !here {
			other = k
		}
	}
	if other != nil && !v.Public {
		view.Against = other.Version
		old, now := other.Report, r.Report
		if other.Version > view.Number {
			old, now = now, old
		}
		view.Diff = diff(old.Title+"\n\n"+old.Text, now.Title+"\n\n"+now.Text)
	}
	if view.Desk {
		if story != "" && len(r.Victims) > 0 {
			rows, err := s.Names.Of(ctx, story)
			if err != nil {
				return err
			}
			view.Names = slices.DeleteFunc(rows, func(row desk.NameRow) bool {
				return !slices.ContainsFunc(r.Victims, func(x sitrep.Victim) bool { return strings.EqualFold(x.Name, row.Name) })
			})
		}
		if view.Graded, err = s.settled(ctx, func(d *sitrep.Decision) bool {
			return d.Report == id || d.Cite != nil && d.Cite.Report == id || d.Kind == sitrep.Grade && d.Source == view.Outlet
		}); err != nil {
			return err
		}
	}
	return v.show(http.StatusOK, page{Title: cmp.Or(r.Report.Title, "A report of "+view.Outlet), Here: "report", Name: "report", Data: view})
}

func claimRows(r *sitrep.Reading) []claimRow {
	out := make([]claimRow, 0, len(r.Claims))
	for i := range r.Claims {
		c := &r.Claims[i]
		row := claimRow{Who: whoOf(c), Via: string(c.Via), Act: actWords(c.Kind), Words: short(wordsOf(r.Report, c), 220), Link: claimURL(claimCite(c)), Hedged: c.Hedged, Unsure: c.Confidence < 0.5}
		out = append(out, row)
	}
	return out
}

func figureRows(r *sitrep.Reading) []figureRow {
	out := make([]figureRow, 0, len(r.Figures))
	for i := range r.Figures {
		f := &r.Figures[i]
		text := r.Report.In(f.In)
		words := ""
		if f.Start >= 0 && f.End <= len(text) && f.Start < f.End {
			words = text[f.Start:f.End]
		}
		out = append(out, figureRow{
			Words: words, Measure: string(f.Measure), Word: string(f.Word), Group: string(f.Group), Who: cmp.Or(string(f.Actor), string(f.Claimant), "the report itself"), Basis: basisWord(f.Basis),
			Status: plain(f.Status), Place: string(f.Place), When: string(f.When), Link: claimURL(f.Cite()), Unsure: f.Confidence < 0.5,
		})
	}
	return out
}

func basisWord(b sitrep.Basis) string {
	switch b {
	case sitrep.OfEvent:
		return "of one event"
	case sitrep.OfPeriod:
		return "in a period"
	case sitrep.Cumulative:
		return "so far"
	}
	return string(b)
}

// layer says which reading of a stretch shows where several lie over each other; figures above all.
var layers = []string{"said", "src", "cue", "fig"}

// pieces cuts one of a report's texts at the bounds of what was read in it.
func pieces(r *sitrep.Reading, in sitrep.Field) []piece {
	text := r.Report.In(in)
	type span struct {
		sitrep.Span
		layer int
		link  string
	}
	var spans []span
	add := func(list []sitrep.Span, layer int, link string) {
		for _, s := range list {
			if s.Start >= 0 && s.End <= len(text) && s.Start < s.End && back(text, s.Start) == s.Start && back(text, s.End) == s.End {
				spans = append(spans, span{s, layer, link})
			}
		}
	}
	for i := range r.Claims {
		if c := &r.Claims[i]; c.In == in {
			to := claimURL(claimCite(c))
			add(c.Content, 0, "")
			add(c.Source, 1, "")
			add(c.Cue, 2, to)
		}
	}
	for i := range r.Figures {
		if f := &r.Figures[i]; f.In == in {
			add([]sitrep.Span{f.Span}, 3, claimURL(f.Cite()))
		}
	}
	bounds := []int{0, len(text)}
	for _, s := range spans {
		bounds = append(bounds, s.Start, s.End)
	}
	slices.Sort(bounds)
	bounds = slices.Compact(bounds)
	slices.SortStableFunc(spans, func(a, b span) int { return cmp.Compare(a.Start, b.Start) })
	var out []piece
	var open []span
	next := 0
	for i := 1; i < len(bounds); i++ {
		from, to := bounds[i-1], bounds[i]
		for ; next < len(spans) && spans[next].Start <= from; next++ {
			open = append(open, spans[next])
		}
		open = slices.DeleteFunc(open, func(s span) bool { return s.End <= from })
		p := piece{Text: text[from:to]}
		top := -1
		for _, s := range open {
			if s.layer > top {
				top, p.Class, p.Link = s.layer, layers[s.layer], s.link
			}
		}
		if n := len(out); n > 0 && out[n-1].Class == p.Class && out[n-1].Link == p.Link {
			out[n-1].Text += p.Text
			continue
		}
		out = append(out, p)
	}
	return out
}

// paragraphs parts pieces at line ends.
func paragraphs(list []piece) [][]piece {
	var out [][]piece
	var open []piece
	for _, p := range list {
		lines := strings.Split(p.Text, "\n")
		for i, line := range lines {
			if i > 0 && len(open) > 0 {
				out, open = append(out, open), nil
			}
			if line != "" {
				open = append(open, piece{line, p.Class, p.Link})
			}
		}
	}
	if len(open) > 0 {
		out = append(out, open)
	}
	return out
}

// claimView is one claim or figure: its words, what they were read as, and who says the same or otherwise.
type claimView struct {
	Words   evidence
	Report  *sitrep.Report
	Link    string
	Story   sitrep.StoryID
	Claims  []sitrep.Claim
	Figures []sitrep.Figure
	Inside  *insideView   // what was read from parts of the words
	Same    []relatedView // who repeats it
	Other   []relatedView // who says otherwise
	Desk    bool
	Cite    sitrep.Citation
	At      string
	Settled []decisionView
	Kinds   []sitrep.Measure
	Mods    []sitrep.Modifier
	Bases   []sitrep.Basis
}

// insideView is what was read from parts of some words.
type insideView struct {
	Claims  []claimRow
	Figures []figureRow
}

// inside finds what was read from parts of a report's words.
func inside(r *sitrep.Reading, in sitrep.Field, at sitrep.Span) *insideView {
	part := sitrep.Reading{Report: r.Report}
	for _, c := range r.Claims {
		if cite := claimCite(&c); c.In == in && at.Contains(cite.Span) {
			part.Claims = append(part.Claims, c)
		}
	}
	for _, f := range r.Figures {
		if f.In == in && at.Contains(f.Span) {
			part.Figures = append(part.Figures, f)
		}
	}
	return &insideView{claimRows(&part), figureRows(&part)}
}

func (s *site) claim(v *visit) error {
	ctx := v.r.Context()
	in, at, err := parseAt(v.r.PathValue("at"))
	if err != nil {
		return err
	}
	cite := sitrep.Citation{Report: sitrep.ReportID(v.r.PathValue("report")), In: in, Span: at}
	var p part
	if editor := v.Desk != nil && v.may(sitrep.Editor); editor {
		p, err = s.makeClaim(ctx, cite, editor)
	} else {
		// Finding who says the same goes through every report of the story.
		p, err = v.cache.get(ctx, "claim\n"+claimURL(cite), true, func(ctx context.Context) (part, error) { return s.makeClaim(ctx, cite, editor) })
	}
	if err != nil {
		return err
	}
	return v.wrap(http.StatusOK, page{Title: p.title, Here: "claim"}, p)
}

func (s *site) makeClaim(ctx context.Context, cite sitrep.Citation, editor bool) (part, error) {
	view, err := s.viewClaim(ctx, cite)
	if err != nil {
		return part{}, err
	}
	if view.Desk = editor; editor {
		view.Kinds, view.Mods, view.Bases = desk.Measures, desk.Modifiers, desk.Bases
		if view.Settled, err = s.settled(ctx, func(d *sitrep.Decision) bool {
			return d.Cite != nil && d.Cite.Report == cite.Report && d.Cite.In == cite.In && d.Cite.Overlaps(cite.Span)
		}); err != nil {
			return part{}, err
		}
	}
	return s.part(page{Title: short(view.Words.Words, 80), Name: "claim", Data: view})
}

func (s *site) viewClaim(ctx context.Context, cite sitrep.Citation) (*claimView, error) {
	r, story, err := s.Book.Reading(ctx, cite.Report)
	if err != nil {
		return nil, err
	}
	words, ok := s.cited(r.Report, cite)
	if !ok {
		return nil, fmt.Errorf("words of %s: %w", r.Report.ID, sitrep.NotFound)
	}
	view := &claimView{Words: words, Report: r.Report, Link: link(r.Report.URL), Story: story, Cite: cite, At: strings.TrimPrefix(claimURL(cite), claimBase(cite.Report))}
	for i := range r.Claims {
		if c := &r.Claims[i]; named(c, cite) {
			view.Claims = append(view.Claims, *c)
		}
	}
	for i := range r.Figures {
		if f := &r.Figures[i]; f.In == cite.In && f.Span == cite.Span {
			view.Figures = append(view.Figures, *f)
		}
	}
	if len(view.Claims)+len(view.Figures) == 0 {
		view.Inside = inside(&r, cite.In, cite.Span)
		if s.Public && !s.rests(ctx, story, cite) {
			return nil, fmt.Errorf("words of %s: %w", r.Report.ID, sitrep.NotFound) // any words at all could be asked for, span by span
		}
	}
	if story != "" {
		err = s.relate(ctx, view, story)
	}
	return view, err
}

// rests reports whether a story's brief rests on these very words.
func (s *site) rests(ctx context.Context, story sitrep.StoryID, c sitrep.Citation) bool {
	b, err := s.Book.Brief(ctx, story, sitrep.Stamp{})
	return err == nil && isCited(&b, c)
}
