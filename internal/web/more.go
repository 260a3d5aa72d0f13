package web

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/export"
	"sitrep/internal/ledger"
	"sitrep/internal/record"
)

// searchView is what a search found.
type searchView struct {
	Query  string
	Hits   []hitView
	Claims []saidView
	InSaid bool // claims were asked for, not reports
	More   bool // there may be more claims than are shown
}

// saidView is a claim that a search found.
type saidView struct {
	claimRow
	Said   []piece // its words, those that were found marked
	Outlet string
	Lang   string
	Day    sitrep.Stamp
	Story  sitrep.StoryID
	Head   string
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
	view := searchView{Query: q, InSaid: v.r.URL.Query().Get("in") == "claims"}
	heads := map[sitrep.StoryID]string{}
	head := func(id sitrep.StoryID) string {
		if _, ok := heads[id]; !ok && id != "" {
			heads[id] = s.headline(v.r.Context(), id)
		}
		return heads[id]
	}
	switch {
	case q == "":
	case view.InSaid:
		found, more, err := desk.FindClaims(v.r.Context(), v.Book, q, maxHits)
		if err != nil {
			return err
		}
		view.More = more
		asked := record.Words(q)
		for _, f := range found {
			part := sitrep.Reading{Report: f.Report, Claims: []sitrep.Claim{f.Claim}}
			row := saidView{claimRow: claimRows(&part)[0], Outlet: outletOf(f.Report), Lang: f.Report.Language, Day: f.Report.Published, Story: f.Story, Head: head(f.Story)}
			if v.Public {
				row.Words = short(row.Words, publicClaim)
			}
			row.Said = marked(row.Words, record.Marks(row.Words, asked))
			view.Claims = append(view.Claims, row)
		}
	default:
		hits, err := v.Book.Search(v.r.Context(), q, maxHits)
		if err != nil {
			return err
		}
		for _, h := range hits {
			row := hitView{Hit: h}
			if !v.Public {
				row.Snippet = marked(h.Snippet, h.Marks)
			}
			if r, _, err := v.Book.Reading(v.r.Context(), h.Report); err == nil {
				row.Outlet, row.Day, row.Lang = outletOf(r.Report), r.Report.Published, r.Report.Language
			}
			row.Head = head(h.Story)
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
	if view.Days, err = s.days(ctx, st.ID); err != nil {
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
		view.Parts = comparedParts(&old, &now)
	}
	return v.show(http.StatusOK, page{Title: "What changed: " + view.Head, Here: "story", Name: "changes", Data: view})
}

// comparedParts compares two briefs part by part.
func comparedParts(old, now *sitrep.Brief) (out []comparedPart) {
	for _, p := range []struct {
		name     string
		old, now []sitrep.Unit
	}{
		{"Headline", []sitrep.Unit{old.Headline}, []sitrep.Unit{now.Headline}}, {"Points", old.Points, now.Points}, {"Body", old.Body, now.Body},
		{"Disputed", old.Disputed, now.Disputed}, {"Unknown or unanswered", old.Unknown, now.Unknown},
	} {
		list, same := sentences(texts(p.old), texts(p.now))
		out = append(out, comparedPart{p.name, list, same})
	}
	return out
}

// versionsView is a story's brief, version by version, the last first.
type versionsView struct {
	Head     string
	Base     string
	Programs string // where programs read them
	Versions []versionRow
	Earlier  int // versions that are not shown
}

// versionRow is one version, held against the one before it.
type versionRow struct {
	Number   int
	At       time.Time
	Headline string
	Change   string // in words; empty for the first
	Parts    []comparedPart
}

// maxVersions is how many versions of a brief a page shows.
const maxVersions = 40

func (s *site) versions(v *visit) error {
	st, err := v.Book.Story(v.r.Context(), sitrep.StoryID(v.r.PathValue("story")))
	if err != nil {
		return err
	}
	p, err := v.cache.get(v.r.Context(), "versions\n"+string(st.ID), true, func(ctx context.Context) (part, error) {
		list, err := s.Book.Tellings(ctx, st.ID)
		if err != nil {
			return part{}, err
		}
		view := &versionsView{Head: s.headline(ctx, st.ID), Base: storyURL(st.ID), Programs: apiStories + "/" + url.PathEscape(string(st.ID)) + "/versions", Earlier: max(0, len(list)-maxVersions)}
		for i := len(list) - 1; i >= view.Earlier; i-- {
			t := &list[i]
			row := versionRow{Number: t.Number, At: t.At, Headline: t.Brief.Headline.Text, Change: t.Change}
			if i > 0 {
				row.Parts = slices.DeleteFunc(comparedParts(&list[i-1].Brief, &t.Brief), func(p comparedPart) bool { return p.Same })
			}
			view.Versions = append(view.Versions, row)
		}
		return s.part(page{Title: "Versions: " + view.Head, Name: "versions", Data: view})
	})
	if err != nil {
		return err
	}
	return v.wrap(http.StatusOK, page{Title: p.title, Here: "story"}, p)
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
	asof, err := askedDay(map[string][]string{"asof": {day}}, days)
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
	v.write(http.StatusOK, chunk{plain: bytes.Replace(b.Bytes(), []byte("<style>"), []byte(`<style nonce="`+v.nonce+`">`), 1)})
	return nil
}

// download hands a story over in a form that other programs read.
func (s *site) download(v *visit) error {
	ctx := v.r.Context()
	st, err := v.Book.Story(ctx, sitrep.StoryID(v.r.PathValue("story")))
	if err != nil {
		return err
	}
	days, err := s.days(ctx, st.ID)
	if err != nil {
		return err
	}
	asof, err := askedDay(v.r.URL.Query(), days)
	if err != nil {
		return err
	}
	leave, err := s.enter(ctx, true)
	if err != nil {
		return err
	}
	defer leave()
	name := v.r.PathValue("file")
	f, ok := export.Find(name)
	if !ok || f.Private && v.Public {
		return sitrep.NotFound
	}
	w, err := desk.Whole(ctx, v.Book, st.ID, asof, f.Versions)
	if err != nil {
		return err
	}
	in := &export.Story{Story: w.Story, Brief: w.Brief, Ledger: w.Ledger, Reports: w.Reports, Lineage: desk.Lineage(w.Story), Base: v.base(), Public: v.Public}
	for _, t := range w.Tellings {
		in.Versions = append(in.Versions, export.Version{Number: t.Number, At: t.At, Change: t.Change, Brief: t.Brief})
	}
	var b bytes.Buffer
	if err := f.Write(&b, in); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	stem, ext, _ := strings.Cut(name, ".")
	h := v.w.Header()
	h.Set("Content-Type", f.Kind)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": fileName(stem+"-"+cmp.Or(in.Brief.AsOf.String(), string(st.ID))) + "." + ext}))
	h.Set("Content-Security-Policy", policy("")+"; sandbox")
	v.write(http.StatusOK, chunk{plain: b.Bytes()})
	return nil
}

// base is the site's address as whoever asks reaches it.
func (v *visit) base() string {
	scheme := "http"
	if v.secure() {
		scheme = "https"
	}
	return (&url.URL{Scheme: scheme, Host: v.r.Host}).String()
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

// about says how to read these pages.
func (s *site) about(v *visit) error {
	return v.show(http.StatusOK, page{Title: "How to read these pages", Here: "about", Name: "about", Data: struct{ Public bool }{v.Public}})
}
