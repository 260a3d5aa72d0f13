package story_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/loaded"
	"sitrep/internal/story"
	"sitrep/internal/text"
)

func english(t testing.TB) *lang.Language {
	t.Helper()
	l, err := loaded.English()
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

// Incidents of one story are told apart by what, where and when.
func TestEvents(t *testing.T) {
	l := english(t)
	g := story.New(story.Options{})
	for i, r := range []struct{ at, title, text string }{
		{"2031-05-03T09:00:00Z", "Airstrike on Velmora kills nine", "An airstrike on a market in Velmora killed nine people on Saturday, the Tarsk Observatory said. The planes came from the sea."},
		{"2031-05-03T11:00:00Z", "Nine killed in Velmora market airstrike", "Nine people were killed on Saturday in an airstrike on the market in Velmora, said the Tarsk Observatory."},
		{"2031-05-04T11:00:00Z", "Second airstrike on Velmora market in two days", "An airstrike hit the market in Velmora on Sunday, a day after nine people died there, the Tarsk Observatory said."},
		{"2031-05-04T12:00:00Z", "Airstrike in Belport after Velmora market attack", "An airstrike hit the harbour in Belport on Sunday, the Tarsk Observatory said, a day after nine people were killed at the market of Velmora."},
	} {
		g.Add(report(l, &sitrep.Report{ID: sitrep.ReportID(rune('a' + i)), Outlet: "The Harbour Daily", Published: stamp(t, r.at), Language: "en", Title: r.title, Text: r.text}))
	}
	var got []string
	for _, s := range g.Stories() {
		for _, e := range s.Events {
			ids := make([]string, len(e.Reports))
			for i, id := range e.Reports {
				ids[i] = string(id)
			}
			got = append(got, strings.Join([]string{e.What, e.Where, e.When, strings.Join(ids, "+")}, " "))
		}
	}
	slices.Sort(got)
	want := []string{"air strike Belport 2031-05-04 d", "air strike Velmora 2031-05-03 a+b", "air strike Velmora 2031-05-04 c"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
