package web

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sitrep"
	"sitrep/internal/brief"
	"sitrep/internal/desk"
	"sitrep/internal/ledger"
)

// storyView is one story as it stood at a time.
type storyView struct {
	Story    sitrep.Story
	Base     string // its address
	AsOf     sitrep.Stamp
	Past     bool // an earlier day was asked for
	Days     []string
	Day      int // which of them is shown
	DayWords []string
	Query    string // "?asof=…" or nothing
	Headline unit
	Points   []unit
	Body     []unit
	Disputed []unit
	Unknown  []unit
	Lineage  string
	Worded   *sitrep.Worded // by a language model, if one worded some of it
	Chart    template.HTML
	Series   []seriesView
	Who      matrix
	Changes  []changeDay
	More     int // changes that are not shown here
	Origins  []originView
	Sources  []sitrep.BriefSource // by number, for paper
	Desk     *storyDesk
	Public   bool
	Withheld int // names of victims that are not shown here
	// What a long story's page leaves to pages of their own.
	MoreFigures, MoreSources int
}

// unit is a sentence of a brief and the words it rests on.
type unit struct {
	Text     string
	Marks    []int
	Evidence []evidence
	Pinned   bool
	Strike   bool // the desk may strike it
	Story    sitrep.StoryID
	Derived  []string
	Earlier  string // of a point or of the body's sentence: the day it is from
}

type seriesView struct {
	ID, Title, Range, Rule, Part string
	Rows                         []stepView
	Open                         bool
}

// stepView is a claimant's figure.
type stepView struct {
	Claimant, Party, Value, Word, Day, Kind, Why, Outlet string
	Status                                               sitrep.StepStatus
	Unsure, Hedged, Same                                 bool
	Last                                                 string // told last on this day
	Reports, Accounts                                    int
	Link                                                 string
	told                                                 []*sitrep.Step
}

// story is the page of a story. What was made is found again without a look at the story itself: that is what most who
// come want.
func (s *site) story(v *visit) error {
	id, q := sitrep.StoryID(v.r.PathValue("story")), v.r.URL.Query()
	var asof sitrep.Stamp
	var days []string
	if q.Get("day") != "" || q.Get("asof") != "" {
		var err error
		if days, err = s.days(v.r.Context(), id); err != nil {
			return err
		}
		if asof, err = askedDay(q, days); err != nil {
			return err
		}
	}
	if q.Has("day") { // the slider's number becomes a day that can be shared
		to := storyURL(id)
		if !asof.IsZero() {
			to += "?asof=" + asof.String()
		}
		http.Redirect(v.w, v.r, to, http.StatusSeeOther)
		return nil
	}
	editor := v.Desk != nil && v.may(sitrep.Editor)
	make := func(ctx context.Context) (part, error) { return s.makeStory(ctx, id, asof, days, editor) }
	var p part
	var err error
	if editor { // whoever settles something wants to see it at once
		p, err = make(v.r.Context())
	} else {
		p, err = v.cache.get(v.r.Context(), "story\n"+string(id)+"\n"+asof.String(), true, make)
	}
	if err != nil {
		return err
	}
	if p.moved != "" {
		http.Redirect(v.w, v.r, storyURL(p.moved), http.StatusSeeOther)
		return nil
	}
	out := page{Title: p.title, Here: "story", Follow: apiStories + "/" + url.PathEscape(string(id))}
	if asof.IsZero() && s.LastNotice != nil {
		out.Live, out.After = eventsOf+"?story="+url.QueryEscape(string(id)), p.after
	}
	return v.wrap(http.StatusOK, out, p)
}

// Where programs find what a page shows; the pages name these addresses, and know no more of them.
const (
	apiStories = "/api/v1/stories"
	eventsOf   = "/api/v1/events"
)

// toldLast is the number of what programs were told last.
func (s *site) toldLast(ctx context.Context) (int64, error) {
	if s.LastNotice == nil {
		return 0, nil
	}
	return s.LastNotice(ctx)
}

// makeStory makes the page of a story as it stood at a time (zero: now). Days are those on which something came out, of
// which it is one.
func (s *site) makeStory(ctx context.Context, id sitrep.StoryID, asof sitrep.Stamp, days []string, editor bool) (part, error) {
	leave, err := s.enter(ctx, !asof.IsZero())
	if err != nil {
		return part{}, err
	}
	defer leave()
	after, err := s.toldLast(ctx) // before the page is made: what comes while it is made is told
	if err != nil {
		return part{}, err
	}
	st, err := s.Book.Story(ctx, id)
	if err != nil || st.ID != id { // it was joined to another
		return part{moved: st.ID}, err
	}
	view, err := s.viewStory(ctx, st, asof)
	if err != nil {
		return part{}, err
	}
	if view.Day = len(view.Days) - 1; !asof.IsZero() {
		view.Days, view.Day = days, slices.Index(days, asof.String())
	}
	for _, d := range view.Days {
		view.DayWords = append(view.DayWords, isoDay(d))
	}
	if editor && asof.IsZero() {
		if view.Desk, err = s.storyDesk(ctx, view); err != nil {
			return part{}, err
		}
	}
	view.shorten()
	if !editor {
		if view.Withheld, err = s.withheld(ctx, st.ID); err != nil {
			return part{}, err
		}
	}
	return s.part(page{Title: view.Headline.Text, Name: "story", Data: view, After: after})
}

// withheld counts the names in a story that readers are not shown.
func (s *site) withheld(ctx context.Context, id sitrep.StoryID) (n int, err error) {
	rows, err := s.Names.Of(ctx, id)
	for _, r := range rows {
		if !r.Released {
			n++
		}
	}
	return n, err
}

// What a story's page shows at most: series, rows of one, and reports of one origin.
const (
	maxSeries  = 10
	maxRow     = 40
	maxSources = 60
)

// shorten leaves what makes a long story's page too long to pages of their own.
func (v *storyView) shorten() {
	if v.Past {
		return // those pages show the story as it stands
	}
	for i := range v.Series {
		rows := &v.Series[i].Rows
		if i >= maxSeries {
			v.MoreFigures += len(*rows)
		} else if n := len(*rows); n > maxRow {
			v.MoreFigures += n - maxRow
			*rows = (*rows)[:maxRow]
		}
	}
	v.Series = v.Series[:min(len(v.Series), maxSeries)]
	for i := range v.Origins {
		rows := &v.Origins[i].Rows
		if n := len(*rows); n > maxSources {
			v.MoreSources += n - maxSources
			*rows = (*rows)[:maxSources]
		}
	}
}

// figures and sources are a long story's parts whole.
func (s *site) figures(v *visit) error { return s.longPart(v, "figures", "All figures") }

func (s *site) sources(v *visit) error { return s.longPart(v, "sources", "All sources") }

// longPart is the page of one part of a story, by the name of its template.
func (s *site) longPart(v *visit, name, title string) error {
	st, err := v.Book.Story(v.r.Context(), sitrep.StoryID(v.r.PathValue("story")))
	if err != nil {
		return err
	}
	p, err := v.cache.get(v.r.Context(), name+"\n"+string(st.ID), true, func(ctx context.Context) (part, error) {
		view, err := s.viewStory(ctx, st, sitrep.Stamp{})
		if err != nil {
			return part{}, err
		}
		return s.part(page{Title: title + ": " + view.Headline.Text, Name: name, Data: view})
	})
	if err != nil {
		return err
	}
	return v.wrap(http.StatusOK, page{Title: p.title, Here: "story"}, p)
}

// enter waits for a turn at what costs much, if it does.
func (s *site) enter(ctx context.Context, costly bool) (leave func(), err error) {
	if !costly {
		return func() {}, nil
	}
	return s.Turns.Enter(ctx)
}

func (s *site) viewStory(ctx context.Context, st sitrep.Story, asof sitrep.Stamp) (*storyView, error) {
	b, err := s.Book.Brief(ctx, st.ID, asof)
	if err != nil {
		return nil, err
	}
	l, err := s.Book.Ledger(ctx, st.ID, asof)
	if err != nil {
		return nil, err
	}
	readings, err := s.Book.Readings(ctx, st.ID, asof)
	if err != nil {
		return nil, err
	}
	changes, err := s.Book.Since(ctx, st.ID, sitrep.Stamp{})
	if err != nil {
		return nil, err
	}
	reports := byID(readings)
	known := st
	if !asof.IsZero() {
		known = knownThen(st, reports)
		changes = slices.DeleteFunc(changes, func(c ledger.Change) bool { return c.Published.End().After(asof.End()) })
	}
	v := &storyView{
		Story: known, Base: storyURL(st.ID), AsOf: b.AsOf, Past: !asof.IsZero(), Lineage: desk.Lineage(known), Public: s.Public,
		Headline: s.unit(&b, b.Headline, reports), Points: s.units(&b, b.Points, reports), Body: s.units(&b, b.Body, reports),
		Disputed: s.units(&b, b.Disputed, reports), Unknown: s.units(&b, b.Unknown, reports),
		Series: seriesOf(&l), Who: matrixOf(readings, &l), Origins: originsOf(known, reports), Sources: b.Sources, Worded: b.Worded, Days: daysOf(readings),
	}
	for i, u := range b.Points {
		v.Points[i].Earlier = brief.Earlier(&b, u)
	}
	for i, u := range b.Body {
		v.Body[i].Earlier = brief.Earlier(&b, u)
	}
	if v.Headline.Text == "" {
		v.Headline.Text = cmp.Or(st.Headline, "A story without a headline")
	}
	if !asof.IsZero() {
		v.Query = "?asof=" + url.QueryEscape(asof.String())
	}
	v.Changes, v.More = changeDays(changes, 24, &l)
	v.Chart, err = s.drawing(&l)
	return v, err
}

func (s *site) units(b *sitrep.Brief, list []sitrep.Unit, reports map[sitrep.ReportID]*sitrep.Report) []unit {
	out := make([]unit, 0, len(list))
	for _, u := range list {
		out = append(out, s.unit(b, u, reports))
	}
	return out
}

func (s *site) unit(b *sitrep.Brief, u sitrep.Unit, reports map[sitrep.ReportID]*sitrep.Report) unit {
	out := unit{Text: u.Text, Story: b.Story}
	for _, c := range u.Citations {
		e, ok := s.cited(reports[c.Report], c)
		if !ok {
			continue
		}
		if n := len(out.Evidence); n > 0 && out.Evidence[n-1].Cite == c {
			continue
		}
		out.Evidence = append(out.Evidence, e)
		for _, src := range b.Sources {
			if src.Report == c.Report && !slices.Contains(out.Marks, src.Number) {
				out.Marks = append(out.Marks, src.Number)
			}
		}
	}
	for _, d := range u.Derived {
		out.Derived = append(out.Derived, thousands(d.Value)+" was computed ("+plain(d.Rule)+").")
	}
	return out
}

// openSeries is how many series stand open on the page.
const openSeries = 1

func seriesOf(l *sitrep.Ledger) []seriesView {
	titles := map[string]string{}
	for i := range l.Series {
		titles[l.Series[i].ID] = humanDays(ledger.SeriesTitle(&l.Series[i]))
	}
	out := make([]seriesView, 0, len(l.Series))
	for i := range l.Series {
		x := &l.Series[i]
		v := seriesView{ID: x.ID, Title: titles[x.ID], Rule: x.Range.Rule, Range: ledger.RangeWords(x), Part: titles[x.Of], Open: i < openSeries}
		var voices []stepView
		for j := range x.Claimants {
			c := &x.Claimants[j]
			if c.Kind == sitrep.Nobody { // an outlet's own voice comes after those who count
				voices = append(voices, lineRows(c)...)
				continue
			}
			v.Rows = append(v.Rows, lineRows(c)...)
		}
		v.Rows = append(v.Rows, voices...)
		out = append(out, v)
	}
	return out
}

// lineRows are a claimant's figures. A figure told again stands in the row of its first telling.
func lineRows(c *sitrep.Line) []stepView {
	var out []stepView
	for k := range c.Steps {
		st := &c.Steps[k]
		row := viewStep(c, st, k > 0)
		if st.Kind == sitrep.Repeat && st.Why == "" {
			at := slices.IndexFunc(out, func(o stepView) bool { return o.Value == row.Value && o.Outlet == "" })
			if at >= 0 {
				first := &out[at]
				first.told = append(first.told, st)
				first.Reports, first.Accounts = behind(first.told)
				if first.Last = row.Day; first.Last == first.Day {
					first.Last = ""
				}
				if st.Status == sitrep.Active {
					first.Status = st.Status
				}
				continue
			}
		}
		row.told = []*sitrep.Step{st}
		out = append(out, row)
	}
	return out
}

// behind counts the reports and the accounts that tell of a figure.
func behind(steps []*sitrep.Step) (reports, accounts int) {
	seen, origins := map[sitrep.ReportID]bool{}, map[string]bool{}
	for _, st := range steps {
		for _, f := range st.Figures {
			seen[f.Report] = true
		}
		for _, o := range st.Origins {
			origins[o] = true
		}
	}
	return len(seen), len(origins)
}

func viewStep(c *sitrep.Line, st *sitrep.Step, same bool) stepView {
	v := stepView{
		Claimant: claimant(c), Party: c.Party, Value: ledger.Words(st), Word: string(st.Word), Kind: plain(st.Kind), Status: st.Status, Why: st.Why, Outlet: st.Outlet,
		Unsure: st.Unsure, Hedged: st.Hedged, Same: same, Day: isoDay(cmp.Or(st.Said, st.Date, st.Published.String())),
	}
	v.Reports, v.Accounts = behind([]*sitrep.Step{st})
	if len(st.Figures) > 0 {
		v.Link = claimURL(st.Figures[0])
	}
	return v
}

// drawing is the chart as part of a page, once for wide screens and paper and once for narrow ones: its style stands once
// and carries the nonce, and its hidden table is left out, for the page prints it.
func (s *site) drawing(l *sitrep.Ledger) (template.HTML, error) {
	if len(l.Series) == 0 {
		return "", nil
	}
	var wide, narrow bytes.Buffer
	if err := errors.Join(ledger.WriteSVG(&wide, *l), ledger.WriteNarrowSVG(&narrow, *l)); err != nil {
		return "", err
	}
	svg := without(wide.String(), "metadata")
	svg = strings.Replace(svg, "<style>", `<style nonce="`+s.pages.mark+`">`, 1)
	return template.HTML(`<div class="wide">` + svg + `</div><div class="narrow">` + without(without(narrow.String(), "metadata"), "style") + `</div>`), nil
}

// without leaves one element out.
func without(svg, element string) string {
	head, rest, ok := strings.Cut(svg, "<"+element+">")
	if _, tail, closed := strings.Cut(rest, "</"+element+">"); ok && closed {
		return head + tail
	}
	return svg
}

// days are those on which a story's reports came out, each once, in order.
func (s *site) days(ctx context.Context, id sitrep.StoryID) ([]string, error) {
	p, err := s.cache.get(ctx, "days\n"+string(id), true, func(ctx context.Context) (part, error) {
		readings, err := s.Book.Readings(ctx, id, sitrep.Stamp{})
		return part{days: daysOf(readings)}, err
	})
	return p.days, err
}

func daysOf(readings []sitrep.Reading) (out []string) {
	for i := range readings {
		if p := readings[i].Report.Published.String(); len(p) >= len("2006-01-02") {
			out = append(out, p[:len("2006-01-02")])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// askedDay is the day a story is wanted as of, as one of the days on which something came out; zero, which is now, for the
// last of them.
func askedDay(q url.Values, days []string) (asof sitrep.Stamp, err error) {
	at := len(days) - 1
	if d := q.Get("day"); d != "" {
		if n, err := strconv.Atoi(d); err == nil && n >= 0 && n < len(days) {
			at = n
		}
	} else if a := q.Get("asof"); a != "" {
		if asof, err = sitrep.ParseStamp(a); err != nil {
			return asof, err
		}
		day := asof.End().UTC().Format("2006-01-02")
		at, _ = slices.BinarySearch(days, day+"~")
		if at--; at < 0 {
			return asof, sitrep.NotFound
		}
	}
	if at < 0 || at == len(days)-1 {
		return sitrep.Stamp{}, nil
	}
	return sitrep.ParseStamp(days[at])
}

// changeDay is what changed on a day.
type changeDay struct {
	Day  string
	Rows []changeView
}

type changeView struct {
	ledger.Change
	Kind string
	Link string
}

// changeDays are the last n changes, the latest day first; the ledger says who is an outlet's own voice.
func changeDays(list []ledger.Change, n int, l *sitrep.Ledger) (out []changeDay, more int) {
	names := map[[2]string]string{}
	for i := range l.Series {
		for j := range l.Series[i].Claimants {
			c := &l.Series[i].Claimants[j]
			names[[2]string{l.Series[i].ID, c.Claimant}] = claimant(c)
		}
	}
	list = slices.Clone(list)
	slices.Reverse(list)
	if len(list) > n {
		list, more = list[:n], len(list)-n
	}
	for _, c := range list {
		d := dayOf(c.Published)
		if len(out) == 0 || out[len(out)-1].Day != d {
			out = append(out, changeDay{Day: d})
		}
		c.What = humanDays(c.What)
		c.Claimant = cmp.Or(names[[2]string{c.Series, c.Claimant}], c.Claimant)
		v := changeView{Change: c, Kind: changeWord(c.Kind)}
		if len(c.Citations) > 0 {
			v.Link = claimURL(c.Citations[len(c.Citations)-1])
		}
		last := &out[len(out)-1]
		last.Rows = append(last.Rows, v)
	}
	return out, more
}

func changeWord(kind string) string {
	switch kind {
	case string(sitrep.NewStep):
		return "new figure"
	case string(sitrep.RelayDiscrepancy):
		return "worded otherwise"
	case ledger.SilenceBroken:
		return "silence broken"
	}
	return plain(kind)
}
