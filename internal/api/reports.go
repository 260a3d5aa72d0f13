package api

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/view"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// number is a number in the path, from 1.
func (c *call) number(name string) (int64, error) {
	n, err := strconv.ParseInt(c.r.PathValue(name), 10, 64)
	if err != nil || n < 1 {
		return 0, sitrep.NotFound
	}
	return n, nil
}

// Reports is a list of report versions in the order in which they were taken.
type Reports struct {
	Reports []TakenRow `json:"reports"`
	Next    string     `json:"next,omitempty" doc:"the address of the list's next part; left out at its end"`
}

// TakenRow is a version as it was taken.
type TakenRow struct {
	ReportHead
	Number  int64         `json:"number" doc:"its place in the order in which reports were taken"`
	Item    sitrep.ItemID `json:"item" doc:"the published thing it is a version of"`
	Version int           `json:"version"`
	Gone    bool          `json:"gone,omitempty" doc:"the page was removed"`
	Change  string        `json:"change,omitempty" doc:"what it changed against the version before, in words"`
}

func takenRow(k *sitrep.Kept) TakenRow {
	return TakenRow{headOf(k.Report), k.Number, k.Item, k.Version, k.Gone, k.Change}
}

func (s *site) reports(c *call) (reply, error) {
	at, err := c.place("reports")
	if err != nil {
		return reply{}, err
	}
	limit, err := c.limit()
	if err != nil {
		return reply{}, err
	}
	list, err := c.Book.Taken(c.r.Context(), at.Seq, limit+1)
	if err != nil {
		return reply{}, err
	}
	out := Reports{Reports: []TakenRow{}}
	for _, k := range list[:min(limit, len(list))] {
		out.Reports = append(out.Reports, takenRow(k))
		at = mark{List: "reports", Seq: k.Number}
	}
	out.Next = c.next(at, len(list) > limit)
	return reply{Value: out}, nil
}

// ReportAnswer is a report with what was read from it.
type ReportAnswer struct {
	ReportHead
	Author   string         `json:"author,omitempty"`
	Updated  sitrep.Stamp   `json:"updated"`
	Story    sitrep.StoryID `json:"story,omitempty" doc:"where it is placed; left out while it is not"`
	Text     string         `json:"text,omitempty" doc:"left out where no whole texts are shown"`
	Excerpts []Quote        `json:"excerpts,omitempty" doc:"where no whole texts are shown: words that were read, at most a third of the text"`
	Claims   []ClaimRow     `json:"claims"`
	Figures  []FigureRow    `json:"figures"`
	Unread   string         `json:"unread,omitempty" doc:"its language, when it could not be read"`
}

// ClaimRow is a claim with its words.
type ClaimRow struct {
	sitrep.Claim
	Words string `json:"words" doc:"what is claimed, as the report has it; cut at 90 bytes where no whole texts are shown"`
	At    string `json:"at" doc:"its address"`
}

// FigureRow is a figure with its words.
type FigureRow struct {
	sitrep.Figure
	Value string `json:"value" doc:"the value as the report has it"`
	At    string `json:"at" doc:"its address"`
}

func claimPath(c sitrep.Citation) string {
	return reportPath(c.Report) + "/claims/" + strings.TrimPrefix(view.ClaimURL(c), view.ClaimBase(c.Report))
}

func (c *call) claimRows(r *sitrep.Reading, keep func(*sitrep.Claim) bool) []ClaimRow {
	out := []ClaimRow{}
	for i := range r.Claims {
		x := &r.Claims[i]
		if !keep(x) {
			continue
		}
		words := view.WordsOf(r.Report, x)
		if c.Public {
			words = view.Short(words, view.PublicClaim)
		}
		out = append(out, ClaimRow{*x, words, claimPath(view.ClaimCite(x))})
	}
	return out
}

func figureRows(r *sitrep.Reading, keep func(*sitrep.Figure) bool) []FigureRow {
	out := []FigureRow{}
	for i := range r.Figures {
		if f := &r.Figures[i]; keep(f) {
			words, _ := view.Words(r.Report, f.Cite())
			out = append(out, FigureRow{*f, words, claimPath(f.Cite())})
		}
	}
	return out
}

func (s *site) report(c *call) (reply, error) {
	r, story, err := c.Book.Reading(c.r.Context(), sitrep.ReportID(c.r.PathValue("report")))
	if err != nil {
		return reply{}, err
	}
	out := ReportAnswer{
		ReportHead: headOf(r.Report), Author: r.Report.Author, Updated: r.Report.Updated, Story: story, Unread: r.Unread,
		Claims: c.claimRows(&r, func(*sitrep.Claim) bool { return true }), Figures: figureRows(&r, func(*sitrep.Figure) bool { return true }),
	}
	if !c.Public {
		out.Text = r.Report.Text
	} else {
		for _, e := range view.Excerpts(&r) {
			words, _ := view.Words(r.Report, e.Cite)
			out.Excerpts = append(out.Excerpts, Quote{e.Cite, words})
		}
	}
	return reply{Value: out}, nil
}

// text is a report's text and nothing else: what offsets count in.
func (s *site) text(c *call) (reply, error) {
	r, _, err := c.Book.Reading(c.r.Context(), sitrep.ReportID(c.r.PathValue("report")))
	if err != nil {
		return reply{}, err
	}
	if c.Public {
		return reply{}, sitrep.NotFound
	}
	return reply{Bytes: []byte(r.Report.Text), Kind: "text/plain; charset=utf-8"}, nil
}

// ReportVersions is the versions of a report's item, oldest first.
type ReportVersions struct {
	Versions []TakenRow `json:"versions"`
}

func (s *site) reportVersions(c *call) (reply, error) {
	list, err := c.Book.Versions(c.r.Context(), sitrep.ReportID(c.r.PathValue("report")))
	if err != nil {
		return reply{}, err
	}
	out := ReportVersions{[]TakenRow{}}
	for _, k := range list {
		row := takenRow(k)
		if c.Public {
			row.Change = view.Short(row.Change, 2*view.PublicClaim)
		}
		out.Versions = append(out.Versions, row)
	}
	return reply{Value: out}, nil
}

// ReportComparison is two versions compared word by word.
type ReportComparison struct {
	From      sitrep.ReportID `json:"from"`
	To        sitrep.ReportID `json:"to"`
	Stretches []Stretch       `json:"stretches"`
}

func (s *site) reportCompare(c *call) (reply, error) {
	id, with := sitrep.ReportID(c.r.PathValue("report")), sitrep.ReportID(c.r.URL.Query().Get("with"))
	list, err := c.Book.Versions(c.r.Context(), id)
	if err != nil {
		return reply{}, err
	}
	if c.Public {
		return reply{}, sitrep.NotFound
	}
	var pair []*sitrep.Kept // oldest first
	for _, k := range list {
		if k.Report.ID == id || k.Report.ID == with {
			pair = append(pair, k)
		}
	}
	if len(pair) != 2 {
		return reply{}, wrong("not-found", "Name another version of the same report: with=…")
	}
	leave, err := c.Turns.Enter(c.r.Context())
	if err != nil {
		return reply{}, err
	}
	defer leave()
	old, now := pair[0].Report, pair[1].Report
	return reply{Value: ReportComparison{old.ID, now.ID, stretches(view.Diff(old.Title+"\n\n"+old.Text, now.Title+"\n\n"+now.Text))}}, nil
}

// ClaimAnswer is words of a report, what they were read as, and who says the same or otherwise.
type ClaimAnswer struct {
	Quote
	Before  string         `json:"before,omitempty" doc:"the text before them; left out where no whole texts are shown"`
	After   string         `json:"after,omitempty"`
	Of      ReportHead     `json:"of"`
	Story   sitrep.StoryID `json:"story,omitempty"`
	Claims  []ClaimRow     `json:"claims"`
	Figures []FigureRow    `json:"figures"`
	Same    []RelatedRow   `json:"same" doc:"who repeats it"`
	Other   []RelatedRow   `json:"other" doc:"who counts or says otherwise"`
}

// RelatedRow is another account of the same.
type RelatedRow struct {
	Who    string          `json:"who"`
	What   string          `json:"what"`
	Outlet string          `json:"outlet,omitempty"`
	Day    string          `json:"day,omitempty"`
	Why    string          `json:"why,omitempty"`
	Cite   sitrep.Citation `json:"cite"`
}

// maxRelated caps how many other accounts are told.
const maxRelated = 30

func related(list []view.Related, public bool) []RelatedRow {
	out := []RelatedRow{}
	for _, x := range list[:min(len(list), maxRelated)] {
		what := x.What
		if public {
			what = view.Short(what, view.PublicClaim)
		}
		out = append(out, RelatedRow{x.Who, what, x.Outlet, x.Day, x.Why, x.Cite})
	}
	return out
}

func (s *site) claim(c *call) (reply, error) {
	ctx := c.r.Context()
	in, at, err := view.ParseAt(c.r.PathValue("at"))
	if err != nil {
		return reply{}, err
	}
	cite := sitrep.Citation{Report: sitrep.ReportID(c.r.PathValue("report")), In: in, Span: at}
	r, story, err := c.Book.Reading(ctx, cite.Report)
	if err != nil {
		return reply{}, err
	}
	e, ok := view.Cited(r.Report, cite, !c.Public)
	if !ok {
		return reply{}, sitrep.NotFound
	}
	words, _ := view.Words(r.Report, cite)
	out := ClaimAnswer{
		Quote: Quote{cite, words}, Before: e.Before, After: e.After, Of: headOf(r.Report), Story: story, Same: []RelatedRow{}, Other: []RelatedRow{},
		Claims:  c.claimRows(&r, func(x *sitrep.Claim) bool { return view.Named(x, cite) }),
		Figures: figureRows(&r, func(f *sitrep.Figure) bool { return f.Cite() == cite }),
	}
	if len(out.Claims)+len(out.Figures) == 0 && c.Public {
		b, err := c.Book.Brief(ctx, story, sitrep.Stamp{})
		if err != nil || !view.IsCited(&b, cite) {
			return reply{}, sitrep.NotFound // any words at all could be asked for, span by span
		}
	}
	if story == "" || len(out.Claims)+len(out.Figures) == 0 {
		return reply{Value: out}, nil
	}
	readings, err := c.readings(story, sitrep.Stamp{})
	if err != nil {
		return reply{}, err
	}
	if len(out.Figures) > 0 {
		l, err := c.Book.Ledger(ctx, story, sitrep.Stamp{})
		if err != nil {
			return reply{}, err
		}
		same, other := view.FigureKin(&l, cite, view.ByID(readings))
		out.Same, out.Other = related(same, c.Public), related(other, c.Public)
	} else {
		same, other := view.ClaimKin(&out.Claims[0].Claim, r.Report, readings)
		out.Same, out.Other = related(same, c.Public), related(other, c.Public)
	}
	return reply{Value: out}, nil
}

// NewReports is reports to take.
type NewReports struct {
	Reports []NewReport `json:"reports" doc:"200 at most"`
}

// NewReport is a report as whoever sends it has it.
type NewReport struct {
	ID        string       `json:"id,omitempty" doc:"the sender's own name for it; made from its words when left out"`
	Outlet    string       `json:"outlet,omitempty"`
	URL       string       `json:"url,omitempty"`
	Title     string       `json:"title,omitempty"`
	Text      string       `json:"text" doc:"plain text; offsets count in it as it is sent"`
	Published sitrep.Stamp `json:"published,omitzero"`
	Updated   sitrep.Stamp `json:"updated,omitzero"`
	Author    string       `json:"author,omitempty"`
	Language  string       `json:"language,omitempty" doc:"such as en; told from the text when left out"`
}

// Taken is what became of them.
type Taken struct {
	Kept  []TakenRow        `json:"kept" doc:"new reports, and new versions of known ones; they are on disk"`
	Known []sitrep.ReportID `json:"known" doc:"those that say what is kept already; nothing was written"`
}

// Limits of what is sent.
const (
	maxReports = 200
	maxReport  = 1 << 20 // bytes of a text
	maxReading = 8 << 20 // of a body of reports
	maxField   = 2000
)

var idForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$`)

// taken is the report as it is kept.
func (n *NewReport) taken() (*sitrep.Report, error) {
	invalid := func(format string, args ...any) (*sitrep.Report, error) {
		return nil, fmt.Errorf("%w: %s", sitrep.Invalid, fmt.Sprintf(format, args...))
	}
	switch {
	case strings.TrimSpace(n.Title+n.Text) == "":
		return invalid("a report has a title or a text")
	case len(n.Text) > maxReport:
		return invalid("a text has at most %d bytes", maxReport)
	case len(n.Title) > maxField || len(n.Outlet) > maxField || len(n.URL) > maxField || len(n.Author) > maxField || len(n.Language) > 35:
		return invalid("a title, an outlet, an address and an author have at most %d bytes each", maxField)
	case n.URL != "" && view.Link(n.URL) == "":
		return invalid("an address begins with http:// or https:// and names a host")
	case n.ID != "" && !idForm.MatchString(n.ID):
		return invalid("an id has up to 128 letters, digits and . _ : -")
	case strings.ContainsRune(n.Text+n.Title, 0):
		return invalid("a text holds no NUL")
	}
	for _, s := range []string{n.Text, n.Title, n.Outlet, n.Author} {
		if !utf8.ValidString(s) {
			return invalid("texts are UTF-8")
		}
	}
	r := &sitrep.Report{
		ID: sitrep.ReportID(n.ID), Input: "api", Outlet: n.Outlet, URL: n.URL, Title: n.Title, Text: n.Text, Published: n.Published, Updated: n.Updated, Author: n.Author, Language: strings.ToLower(n.Language),
	}
	if r.Language == "" {
		r.Language = lang.Detect(r.Title + "\n" + r.Text)
	}
	if r.ID == "" { // the same words sent again are the same report
		r.ID = sitrep.ReportID("api-" + print(r.Outlet, r.URL, r.Title, r.Text, r.Published.String())[:16])
	}
	return r, nil
}

func (s *site) take(c *call) (reply, error) {
	var in NewReports
	if err := c.read(&in); err != nil {
		return reply{}, err
	}
	if len(in.Reports) == 0 || len(in.Reports) > maxReports {
		return reply{}, fmt.Errorf("%w: send from one report to %d", sitrep.Invalid, maxReports)
	}
	b := &sitrep.Batch{Receipt: c.receipt}
	var sent []*sitrep.Kept
	for i := range in.Reports {
		r, err := in.Reports[i].taken()
		if err != nil {
			return reply{}, fmt.Errorf("report %d: %w", i+1, err)
		}
		sent = append(sent, &sitrep.Kept{Report: r})
	}
	b.Reports = append(b.Reports, sent...)
	if err := c.Writer.Take(c.r.Context(), b); err != nil {
		return reply{}, err
	}
	out := Taken{Kept: []TakenRow{}, Known: []sitrep.ReportID{}}
	kept := map[*sitrep.Kept]bool{}
	for _, k := range b.Reports {
		kept[k] = true
	}
	for _, k := range sent {
		if kept[k] && k.Version > 0 {
			out.Kept = append(out.Kept, takenRow(k))
		} else {
			out.Known = append(out.Known, k.Report.ID)
		}
	}
	return c.took(out), nil
}

// took answers 201 only when something was kept.
func (c *call) took(out Taken) reply {
	r := reply{Value: out}
	if len(out.Kept) == 0 {
		r.Status = 200
	}
	if len(out.Kept) == 1 {
		c.w.Header().Set("Location", reportPath(out.Kept[0].Report))
	}
	return r
}
