package api

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/view"
)

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
