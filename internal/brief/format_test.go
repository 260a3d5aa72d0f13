package brief_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/brief"
	"sitrep/internal/desk"
)

// printed is a report in a few words: its day, its outlet, its headline, its text.
type printed struct{ day, outlet, title, text string }

// writeUp writes the brief of reports that are one story.
func writeUp(t testing.TB, d *desk.Desk, list []printed) (sitrep.Brief, string) {
	t.Helper()
	var reports []*sitrep.Report
	for i, r := range list {
		published, err := sitrep.ParseStamp(r.day)
		if err != nil {
			t.Fatal(err)
		}
		reports = append(reports, &sitrep.Report{ID: sitrep.ReportID(fmt.Sprintf("r%02d", i)), Outlet: r.outlet, Title: r.title, Text: r.text, Published: published, Language: "en"})
	}
	c, err := d.Open(context.Background(), reports, desk.CaseOptions{One: true})
	if err != nil {
		t.Fatal(err)
	}
	b := c.Brief(c.Stories[0], 0)
	var out bytes.Buffer
	if err := brief.WriteText(&out, &brief.Page{Brief: b, Ledger: c.Ledger(c.Stories[0])}, 120); err != nil {
		t.Fatal(err)
	}
	return b, out.String()
}

// rows are a table's rows in short.
func rows(b sitrep.Brief) (out []string) {
	for _, f := range b.Figures {
		out = append(out, fmt.Sprintf("%s %s %s | %s | %s", f.Measure, f.Value, f.Group, strings.Join(f.Claimants, "; "), f.Remark))
	}
	return out
}

func TestTable(t *testing.T) {
	d := newDesk(t)
	for _, c := range []struct {
		name    string
		reports []printed
		has     []string // beginnings of rows
		not     []string // words that stand in no row
	}{
		{"a toll that rose is one row", []printed{
			{"2024-05-09T09:00:00Z", "Lorn Post", "Ferry sinks off Lorn", "At least nine people were killed when a ferry sank off Lorn on Thursday, the coast guard said."},
			{"2024-05-10T12:00:00Z", "Tarn Times", "Lorn ferry toll rises", "The death toll of the ferry off Lorn rose to 21, the coast guard said on Friday."},
			{"2024-05-10T14:00:00Z", "Vesk Voice", "Lorn ferry toll passes 20", "The death toll of the ferry off Lorn rose to more than 20, the coast guard said on Friday."},
		}, []string{"killed 21 people | coast guard"}, []string{"more than 20", "at least 9", "superseded"}},
		{"who give one number share a row", []printed{
			{"2024-05-09", "Lorn Post", "Landslide in Tarn", "A landslide in Tarn killed 34 people, the Red Cross said on Thursday."},
			{"2024-05-09", "Tarn Times", "34 killed in Tarn landslide", "A landslide in Tarn killed 34 people, the White House said on Thursday."},
		}, []string{"killed 34 people | "}, []string{"Lorn Post", "Tarn Times"}},
		{"what was feared of fewer than were counted is gone", []printed{
			{"2024-05-09", "Lorn Post", "Flood in Tarn", "The flood in Tarn may have taken more lives. The toll could reach 200, mayor Ines Calder said on Thursday."},
			{"2024-05-12", "Tarn Times", "Tarn flood kills 240", "The flood in Tarn killed 240 people, the interior ministry said on Sunday."},
		}, []string{"killed 240 people | interior ministry"}, []string{"200"}},
		{"how many there were of somebody is no figure", []printed{
			{"2024-05-09", "Lorn Post", "41 dead in Lorn, police say", "A fire in Lorn killed 41 people, the police said on Thursday. Two leaders of the council met the families, the council said."},
		}, []string{"killed 41 people | police"}, []string{"leaders"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, _ := writeUp(t, d, c.reports)
			got := rows(b)
			for _, want := range c.has {
				if n := len(slices.DeleteFunc(slices.Clone(got), func(r string) bool { return !strings.HasPrefix(r, want) })); n != 1 {
					t.Errorf("%q begins %d rows of\n%s", want, n, strings.Join(got, "\n"))
				}
			}
			for _, words := range c.not {
				if slices.ContainsFunc(got, func(r string) bool { return strings.Contains(r, words) }) {
					t.Errorf("%q stands in\n%s", words, strings.Join(got, "\n"))
				}
			}
		})
	}
}

// Which sources are of unknown lineage is said once, below them.
func TestLineageSaidOnce(t *testing.T) {
	_, out := writeUp(t, newDesk(t), []printed{
		{"2024-05-09T09:00:00Z", "Lorn Post", "Ferry sinks off Lorn", "At least nine people were killed when a ferry sank off Lorn on Thursday, the coast guard said. Divers joined the search."},
		{"2024-05-10", "Tarn Times", "Owners deny that Lorn ferry was overloaded", "Marrow Lines denied that the ferry that sank off Lorn had been overloaded. Ines Calder, the minister, condemned the owners."},
	})
	if n := strings.Count(out, "unknown lineage"); n != 1 {
		t.Errorf("said %d times:\n%s", n, out)
	}
}
