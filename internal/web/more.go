package web

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"strings"

	"sitrep"
	"sitrep/internal/brief"
	"sitrep/internal/desk"
	"sitrep/internal/ledger"
)

// searchView is what a search found.
type searchView struct {
	Query string
	Hits  []hitView
}

type hitView struct {
	sitrep.Hit
	Outlet  string
	Lang    string
	Day     sitrep.Stamp
	Snippet []piece
	Head    string // the story it stands in
}

const maxHits = 40

func (s *site) search(v *visit) error {
	q := strings.TrimSpace(v.r.URL.Query().Get("q"))
	if len(q) > 200 {
		return fmt.Errorf("%w: search for fewer words", sitrep.Invalid)
	}
	view := searchView{Query: q}
	if q != "" {
		hits, err := v.Book.Search(v.r.Context(), q, maxHits)
		if err != nil {
			return err
		}
		heads := map[sitrep.StoryID]string{}
		for _, h := range hits {
			row := hitView{Hit: h}
			if !v.Public {
				row.Snippet = marked(h.Snippet, h.Marks)
			}
			if r, _, err := v.Book.Reading(v.r.Context(), h.Report); err == nil {
				row.Outlet, row.Day, row.Lang = outletOf(r.Report), r.Report.Published, r.Report.Language
			}
			if _, ok := heads[h.Story]; !ok && h.Story != "" {
				heads[h.Story] = s.headline(v.r.Context(), h.Story)
			}
			row.Head = heads[h.Story]
			view.Hits = append(view.Hits, row)
		}
	}
	return v.show(http.StatusOK, page{Title: "Search", Here: "search", Query: q, Name: "search", Data: view})
}

// marked cuts a snippet at the words that were found.
func marked(text string, marks []sitrep.Span) []piece {
	var out []piece
	at := 0
	for _, m := range marks {
		if m.Start < at || m.End > len(text) || m.Start >= m.End {
			continue
		}
		out = append(out, piece{Text: text[at:m.Start]}, piece{Text: text[m.Start:m.End], Class: "hit"})
		at = m.End
	}
	return append(out, piece{Text: text[at:]})
}

// changesView is what changed in a story, and its brief on two days compared.
type changesView struct {
	Story    sitrep.Story
	Head     string
	Base     string
	Changes  []changeDay
	Days     []string
	DayWords []string
	From, To string
	Parts    []comparedPart
	Compared bool
}

type comparedPart struct {
	Name      string
	Sentences [][]change
	Same      bool
}

func (s *site) changes(v *visit) error {
	ctx := v.r.Context()
	st, err := v.Book.Story(ctx, sitrep.StoryID(v.r.PathValue("story")))
	if err != nil {
		return err
	}
	list, err := v.Book.Since(ctx, st.ID, sitrep.Stamp{})
	if err != nil {
		return err
	}
	view := &changesView{Story: st, Base: storyURL(st.ID), Head: s.headline(ctx, st.ID)}
	l, err := v.Book.Ledger(ctx, st.ID, sitrep.Stamp{})
	if err != nil {
		return err
	}
	view.Changes, _ = changeDays(list, len(list), &l)
	if view.Days, err = s.days(ctx, st); err != nil {
		return err
	}
	for _, d := range view.Days {
		view.DayWords = append(view.DayWords, isoDay(d))
	}
	q := v.r.URL.Query()
	if view.From, view.To = q.Get("from"), q.Get("to"); view.From != "" && view.To != "" {
		view.Compared = true
		if view.From > view.To {
			view.From, view.To = view.To, view.From
		}
		old, err := s.briefOn(ctx, st.ID, view.From, view.Days)
		if err != nil {
			return err
		}
		now, err := s.briefOn(ctx, st.ID, view.To, view.Days)
		if err != nil {
			return err
		}
		for _, p := range []struct {
			name     string
			old, now []sitrep.Unit
		}{
			{"Headline", []sitrep.Unit{old.Headline}, []sitrep.Unit{now.Headline}}, {"Points", old.Points, now.Points}, {"Body", old.Body, now.Body},
			{"Disputed", old.Disputed, now.Disputed}, {"Unknown or unanswered", old.Unknown, now.Unknown},
		} {
			list, same := sentences(texts(p.old), texts(p.now))
			view.Parts = append(view.Parts, comparedPart{p.name, list, same})
		}
	}
	return v.show(http.StatusOK, page{Title: "What changed: " + view.Head, Here: "story", Name: "changes", Data: view})
}

// headline is what a story is called: by its brief, or by its first report while it has none.
func (s *site) headline(ctx context.Context, id sitrep.StoryID) string {
	if b, err := s.Book.Brief(ctx, id, sitrep.Stamp{}); err == nil && b.Headline.Text != "" {
		return b.Headline.Text
	}
	st, err := s.Book.Story(ctx, id)
	if err != nil {
		return ""
	}
	return st.Headline
}

func (s *site) briefOn(ctx context.Context, id sitrep.StoryID, day string, days []string) (sitrep.Brief, error) {
	asof, _, err := askedDay(map[string][]string{"asof": {day}}, days)
	if err != nil {
		return sitrep.Brief{}, err
	}
	leave, err := s.enter(ctx, !asof.IsZero())
	if err != nil {
		return sitrep.Brief{}, err
	}
	defer leave()
	return s.Book.Brief(ctx, id, asof)
}

func texts(list []sitrep.Unit) []string {
	out := make([]string, len(list))
	for i, u := range list {
		out[i] = u.Text
	}
	return out
}

// chart is the drawing on its own.
func (s *site) chart(v *visit) error {
	l, err := v.Book.Ledger(v.r.Context(), sitrep.StoryID(v.r.PathValue("story")), sitrep.Stamp{})
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := ledger.WriteSVG(&b, l); err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "image/svg+xml")
	v.w.Header().Set("Content-Security-Policy", policy(v.nonce))
	v.write(http.StatusOK, bytes.Replace(b.Bytes(), []byte("<style>"), []byte(`<style nonce="`+v.nonce+`">`), 1))
	return nil
}

// download hands a story over in a form that other programs read.
func (s *site) download(v *visit) error {
	ctx := v.r.Context()
	st, err := v.Book.Story(ctx, sitrep.StoryID(v.r.PathValue("story")))
	if err != nil {
		return err
	}
	days, err := s.days(ctx, st)
	if err != nil {
		return err
	}
	asof, _, err := askedDay(v.r.URL.Query(), days)
	if err != nil {
		return err
	}
	leave, err := s.enter(ctx, !asof.IsZero())
	if err != nil {
		return err
	}
	defer leave()
	name, kind := v.r.PathValue("file"), ""
	write, ok := downloads[name]
	if !ok || name == "brief.html" && v.Public {
		return sitrep.NotFound
	}
	p, reports, err := s.whole(ctx, st, asof)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if kind, err = write(&b, p, reports); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	stem, ext, _ := strings.Cut(name, ".")
	h := v.w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": fileName(stem+"-"+cmp.Or(p.AsOf.String(), string(st.ID))) + "." + ext}))
	h.Set("Content-Security-Policy", policy("")+"; sandbox")
	v.write(http.StatusOK, b.Bytes())
	return nil
}

// fileName keeps of a name what every disk takes.
func fileName(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return '-'
	}, s)
}

// downloads are the forms a story can be had in.
var downloads = map[string]func(*bytes.Buffer, *brief.Page, map[sitrep.ReportID]*sitrep.Report) (kind string, err error){
	"brief.md": func(b *bytes.Buffer, p *brief.Page, _ map[sitrep.ReportID]*sitrep.Report) (string, error) {
		return "text/markdown; charset=utf-8", brief.WriteMarkdown(b, p)
	},
	"brief.html": func(b *bytes.Buffer, p *brief.Page, reports map[sitrep.ReportID]*sitrep.Report) (string, error) {
		var chart bytes.Buffer
		if len(p.Ledger.Series) > 0 {
			if err := ledger.WriteSVG(&chart, p.Ledger); err != nil {
				return "", err
			}
			p.Chart = chart.String()
		}
		return "text/html; charset=utf-8", brief.WriteHTML(b, []brief.Page{*p}, func(id sitrep.ReportID) *sitrep.Report { return reports[id] })
	},
	"brief.json": func(b *bytes.Buffer, p *brief.Page, _ map[sitrep.ReportID]*sitrep.Report) (string, error) {
		return "application/json", indented(b, p.Brief)
	},
	"ledger.json": func(b *bytes.Buffer, p *brief.Page, _ map[sitrep.ReportID]*sitrep.Report) (string, error) {
		return "application/json", indented(b, p.Ledger)
	},
	"ledger.csv": func(b *bytes.Buffer, p *brief.Page, _ map[sitrep.ReportID]*sitrep.Report) (string, error) {
		return "text/csv; charset=utf-8", ledger.WriteCSV(b, []sitrep.Ledger{p.Ledger})
	},
}

func indented(b *bytes.Buffer, v any) error {
	e := json.NewEncoder(b)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// whole is a story's brief with what its longer forms print besides.
func (s *site) whole(ctx context.Context, st sitrep.Story, asof sitrep.Stamp) (*brief.Page, map[sitrep.ReportID]*sitrep.Report, error) {
	b, err := s.Book.Brief(ctx, st.ID, asof)
	if err != nil {
		return nil, nil, err
	}
	l, err := s.Book.Ledger(ctx, st.ID, asof)
	if err != nil {
		return nil, nil, err
	}
	readings, err := s.Book.Readings(ctx, st.ID, asof)
	if err != nil {
		return nil, nil, err
	}
	reports := byID(readings)
	if !asof.IsZero() {
		st = knownThen(st, reports)
	}
	return &brief.Page{Brief: b, Ledger: l, Lineage: desk.Lineage(st)}, reports, nil
}

// about says how to read these pages.
func (s *site) about(v *visit) error {
	return v.show(http.StatusOK, page{Title: "How to read these pages", Here: "about", Name: "about", Data: struct{ Public bool }{v.Public}})
}
