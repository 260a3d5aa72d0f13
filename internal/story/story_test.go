package story_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/lang/en"
	"sitrep/internal/story"
	"sitrep/internal/text"
)

func english(t testing.TB) *lang.Language {
	t.Helper()
	l, err := en.New()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func report(l *lang.Language, r *sitrep.Report) story.Report {
	if r.Language != "en" {
		l = &lang.None
	}
	return story.Report{Report: r, Body: text.New(l, r, sitrep.InText), Title: text.New(l, r, sitrep.InTitle)}
}

func stamp(t testing.TB, s string) sitrep.Stamp {
	t.Helper()
	at, err := sitrep.ParseStamp(s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

type groupingCase struct {
	name    string
	reports []story.Report
	want    []string
}

// readCases reads testdata/grouping.txt; its head says how it is written.
func readCases(t *testing.T) []groupingCase {
	t.Helper()
	l := english(t)
	data, err := os.ReadFile("testdata/grouping.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(data), "\n\n")
	var out []groupingCase
	for _, part := range strings.Split("\n"+body, "\n# ")[1:] {
		name, rest, _ := strings.Cut(part, "\n")
		c := groupingCase{name: name}
		for _, b := range strings.Split("\n"+rest, "\n-- ")[1:] {
			b, expected, _ := strings.Cut(b, "\n== ")
			if expected != "" {
				for _, w := range strings.Split(expected, "\n== ") {
					c.want = append(c.want, strings.TrimSpace(w))
				}
			}
			head, b, _ := strings.Cut(b, "\n")
			title, body, _ := strings.Cut(b, "\n")
			f := strings.Split(head, "|")
			for i := range f {
				f[i] = strings.TrimSpace(f[i])
			}
			c.reports = append(c.reports, report(l, &sitrep.Report{
				ID: sitrep.ReportID(f[0]), Outlet: f[1], Published: stamp(t, f[2]), Language: f[3], Title: title, Text: strings.TrimSpace(body),
			}))
		}
		slices.Sort(c.want)
		out = append(out, c)
	}
	return out
}

// grouped is each story as the ids of its reports, sorted.
func grouped(stories []sitrep.Story) []string {
	var out []string
	for _, s := range stories {
		ids := make([]string, len(s.Articles))
		for i, id := range s.Articles {
			ids[i] = string(id)
		}
		slices.Sort(ids)
		out = append(out, strings.Join(ids, " "))
	}
	slices.Sort(out)
	return out
}

func TestGrouping(t *testing.T) {
	for _, c := range readCases(t) {
		t.Run(c.name, func(t *testing.T) {
			g := story.New(story.Options{})
			for _, r := range c.reports {
				g.Add(r)
			}
			for i := range c.want {
				ids := strings.Fields(c.want[i])
				slices.Sort(ids)
				c.want[i] = strings.Join(ids, " ")
			}
			slices.Sort(c.want)
			if got := grouped(g.Stories()); !slices.Equal(got, c.want) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(c.want, "\n  "))
			}
		})
	}
}

func TestDataAreInOrder(t *testing.T) {
	if err := story.Check(); err != nil {
		t.Error(err)
	}
}
