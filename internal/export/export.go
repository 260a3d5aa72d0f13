// Package export writes a story, or a check, in the forms that professionals take: Markdown, a page, JSON, CSV with
// and without HXL tags, schema.org for search engines, STIX 2.1 for analysts, W3C Web Annotations for
// archives. Each is a plain function of its input, so the same story gives the same bytes.
//
// What reports say stays data in all of them: it is escaped by the writer of each form.
package export

import (
	"bytes"
	"crypto/sha1"
	"encoding/json"
	"fmt"
	"time"

	"sitrep"
	"sitrep/internal/brief"
	"sitrep/internal/ledger"
)

// Story is what is written: a story as it stood, and the reports behind it.
type Story struct {
	Story    sitrep.Story
	Brief    sitrep.Brief
	Ledger   sitrep.Ledger
	Reports  map[sitrep.ReportID]*sitrep.Report
	Lineage  string
	Versions []Version // of the brief, oldest first; only where a form asks for them
	Base     string    // the site's address without a slash at its end
	Public   bool      // no words but the cited ones, and no whole texts behind addresses
}

// Version is a version of the brief.
type Version struct {
	Number int
	At     time.Time
	Change string // in words
	Brief  sitrep.Brief
}

// Format is a form a story can be had in.
type Format struct {
	Name, Kind, What string
	Private          bool // shows more than a public site may
	Versions         bool // is written from all versions
	Write            func(*bytes.Buffer, *Story) error
}

// Formats are all there are.
var Formats = []Format{
	{"brief.md", "text/markdown; charset=utf-8", "the brief as Markdown", false, false, func(b *bytes.Buffer, s *Story) error { return brief.WriteMarkdown(b, s.page()) }},
	{"brief.html", "text/html; charset=utf-8", "the brief as one page that loads nothing, with the words under every sentence", true, false, writeHTML},
	{"brief.json", "application/json", "the brief as JSON", false, false, func(b *bytes.Buffer, s *Story) error { return indented(b, s.Brief) }},
	{"ledger.json", "application/json", "the ledger as JSON", false, false, func(b *bytes.Buffer, s *Story) error { return indented(b, s.Ledger) }},
	{"ledger.csv", "text/csv; charset=utf-8", "the ledger as CSV; docs/ledger-csv.md says what each column means", false, false, func(b *bytes.Buffer, s *Story) error {
		return ledger.WriteCSV(b, []sitrep.Ledger{s.Ledger})
	}},
	{"ledger.hxl.csv", "text/csv; charset=utf-8", "the same with a row of HXL hashtags", false, false, func(b *bytes.Buffer, s *Story) error {
		return ledger.WriteHXL(b, []sitrep.Ledger{s.Ledger})
	}},
	{"article.jsonld", ldKind, "the brief as a schema.org NewsArticle", false, false, writeArticle},
	{"liveblog.jsonld", ldKind, "every version of the brief as a schema.org LiveBlogPosting", false, true, writeLiveBlog},
	{"annotations.jsonld", ldKind, "the words under every sentence as W3C Web Annotations", false, false, writeAnnotations},
	{"stix.json", stixKind, "a STIX 2.1 bundle: the story and its sources as reports, disputes as opinions", false, false, writeSTIX},
}

const ldKind = "application/ld+json"

// Find is the form of a name.
func Find(name string) (Format, bool) {
	for _, f := range Formats {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

func (s *Story) page() *brief.Page {
	return &brief.Page{Brief: s.Brief, Ledger: s.Ledger, Lineage: s.Lineage}
}

func writeHTML(b *bytes.Buffer, s *Story) error {
	p := s.page()
	var chart bytes.Buffer
	if len(p.Ledger.Series) > 0 {
		if err := ledger.WriteSVG(&chart, p.Ledger); err != nil {
			return err
		}
		p.Chart = chart.String()
	}
	return brief.WriteHTML(b, []brief.Page{*p}, func(id sitrep.ReportID) *sitrep.Report { return s.Reports[id] })
}

func indented(b *bytes.Buffer, v any) error {
	e := json.NewEncoder(b)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// object is a JSON object; its keys are written in the alphabet's order.
type object = map[string]any

// space is the namespace of this program's names, a random UUID made once.
var space = [16]byte{0x3b, 0x0f, 0x6c, 0x52, 0x9e, 0x4d, 0x4a, 0x17, 0x8d, 0x21, 0x5a, 0xc4, 0x70, 0x1e, 0xb9, 0x68}

// UUID names something, the same whenever and wherever it is written: a UUID of version 5 (RFC 9562, 5.5).
func UUID(name string) string {
	h := sha1.New() // as the standard says; nothing rests on its strength
	h.Write(space[:])
	h.Write([]byte(name))
	u := h.Sum(nil)[:16]
	u[6], u[8] = u[6]&0x0f|0x50, u[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", u[0:4], u[4:6], u[6:8], u[8:10], u[10:16])
}
