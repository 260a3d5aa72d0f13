package origin_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/loaded"
	"sitrep/internal/origin"
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

func report(l *lang.Language, r *sitrep.Report) origin.Report {
	return origin.Report{Report: r, Body: text.New(l, r, sitrep.InText), Title: text.New(l, r, sitrep.InTitle)}
}

// readBefore are the same reports, each read before the others were known, and without its texts.
func readBefore(reports []origin.Report) []origin.Report {
	out := slices.Clone(reports)
	for i, r := range reports {
		out[i].Reading, out[i].Body, out[i].Title = origin.Read(r), nil, nil
		out[i].Segment = func() (body, title *text.Doc) { return r.Body, r.Title }
	}
	return out
}

type lineageCase struct {
	name    string
	reports []origin.Report
	want    []string
}

// readCases reads testdata/lineage.txt; its head says how it is written.
func readCases(t *testing.T, l *lang.Language) []lineageCase {
	t.Helper()
	data, err := os.ReadFile("testdata/lineage.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(data), "\n\n")
	var out []lineageCase
	for _, part := range strings.Split("\n"+body, "\n# ")[1:] {
		name, rest, _ := strings.Cut(part, "\n")
		c := lineageCase{name: name}
		blocks := strings.Split("\n"+rest, "\n-- ")[1:]
		for _, b := range blocks {
			b, expected, _ := strings.Cut(b, "\n== ")
			if expected != "" {
				for _, w := range strings.Split(expected, "\n== ") {
					c.want = append(c.want, strings.TrimSpace(w))
				}
			}
			head, b, _ := strings.Cut(b, "\n")
			title, body, _ := strings.Cut(b, "\n")
			f := append(strings.Split(head, "|"), "", "", "", "")
			for i := range f {
				f[i] = strings.TrimSpace(f[i])
			}
			at, err := sitrep.ParseStamp(f[2])
			if err != nil {
				t.Fatal(err)
			}
			c.reports = append(c.reports, report(l, &sitrep.Report{
				ID: sitrep.ReportID(f[0]), Outlet: f[1], Published: at, Author: f[3], URL: f[4], Title: title, Text: strings.TrimSpace(body),
			}))
		}
		slices.Sort(c.want)
		out = append(out, c)
	}
	return out
}

func describe(origins []sitrep.Origin) []string {
	var out []string
	for _, o := range origins {
		s := fmt.Sprintf("%s %s:", o.Kind, o.Name)
		for _, id := range o.Reports {
			s += " " + string(id)
		}
		for _, c := range o.Copies {
			ids := make([]string, len(c))
			for i, id := range c {
				ids[i] = string(id)
			}
			s += " copies " + strings.Join(ids, "+")
		}
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

func TestTrace(t *testing.T) {
	for _, c := range readCases(t, english(t)) {
		t.Run(c.name, func(t *testing.T) {
			got := describe(origin.Trace(c.reports))
			if !slices.Equal(got, c.want) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(c.want, "\n  "))
			}
			slices.Reverse(c.reports)
			if read := describe(origin.Trace(readBefore(c.reports))); !slices.Equal(got, read) {
				t.Errorf("read before the others were known:\n%v\nwant\n%v", read, got)
			}
			if back := describe(origin.Trace(c.reports)); !slices.Equal(got, back) {
				t.Errorf("the order matters:\n  %s\nthen\n  %s", strings.Join(got, "\n  "), strings.Join(back, "\n  "))
			}
		})
	}
}

func TestListsAreInOrder(t *testing.T) {
	if err := origin.Check(); err != nil {
		t.Error(err)
	}
}

func TestTraceOfNothing(t *testing.T) {
	if got := origin.Trace(nil); len(got) != 0 {
		t.Errorf("got %v", got)
	}
	got := origin.Trace([]origin.Report{{Report: &sitrep.Report{ID: "a"}}})
	if want := []string{"unknown : a"}; !slices.Equal(describe(got), want) {
		t.Errorf("got %v, want %v", describe(got), want)
	}
}

var thorough = flag.Bool("thorough", false, "run 100,000 random graphs")

// independent counts the accounts known to be independent.
func independent(origins []sitrep.Origin) int {
	n := 0
	for _, o := range origins {
		if o.Kind != sitrep.UnknownOrigin {
			n++
		}
	}
	return n
}

// A report that depends on others - copies one, cites or credits a source that is an origin here already -
// never raises the number of origins.
func TestDependentReportsRaiseNothing(t *testing.T) {
	l := english(t)
	names := []string{"The Lunmark Herald", "The Valley Post", "The Plains Journal", "The Harbour Daily", "Reuters", "AFP", "BBC"}
	check := func(t *rapid.T) {
		var reports []origin.Report
		n := rapid.IntRange(1, 8).Draw(t, "reports")
		draw := func(i int) *sitrep.Report {
			r := &sitrep.Report{ID: sitrep.ReportID(fmt.Sprintf("r%02d", i)), Outlet: names[rapid.IntRange(0, 3).Draw(t, "outlet")]}
			r.Published, _ = sitrep.ParseStamp(fmt.Sprintf("2031-05-%02d", 1+i))
			r.Text = body(rapid.IntRange(0, 3).Draw(t, "text"))
			return r
		}
		for i := range n {
			r := draw(i)
			switch rapid.IntRange(0, 4).Draw(t, "sign") {
			case 0:
				r.Text += " So it was reported by " + names[rapid.IntRange(0, 6).Draw(t, "cited")] + " earlier."
			case 1:
				r.Text += "\n\n- " + names[rapid.IntRange(4, 5).Draw(t, "credited")]
			case 2:
				r.Text += " A witness told " + r.Outlet + " the same."
			case 3:
				r.Author = "Mara Lindqvist"
			}
			reports = append(reports, report(l, r))
		}
		before := origin.Trace(reports)
		var known []string
		for _, o := range before {
			if o.Kind != sitrep.UnknownOrigin {
				known = append(known, o.Name)
			}
		}
		r := draw(n)
		if len(known) == 0 || rapid.Bool().Draw(t, "copy") {
			r.Text = reports[rapid.IntRange(0, n-1).Draw(t, "of")].Text
			r.Author = rapid.SampledFrom([]string{"", "Jonas Weber"}).Draw(t, "author")
		} else {
			r.Text = "This is reported by " + rapid.SampledFrom(known).Draw(t, "known") + " and by nobody else. " + r.Text
		}
		after := origin.Trace(append(slices.Clone(reports), report(l, r)))
		if a, b := independent(before), independent(after); b > a {
			t.Fatalf("%d origins became %d with %q by %s:\n%s\n\n%s", a, b, r.Text, r.Outlet, strings.Join(describe(before), "\n"), strings.Join(describe(after), "\n"))
		}
	}
	if *thorough {
		for range 1000 {
			rapid.Check(t, check)
		}
		return
	}
	for range 20 {
		rapid.Check(t, check)
	}
}

// body makes one of a few unlike texts, long enough to be told apart.
func body(n int) string {
	nouns := []string{"ferry", "bridge", "mine", "comet"}
	verbs := []string{"sank", "cracked", "flooded", "burned"}
	var b strings.Builder
	for i := range 6 {
		fmt.Fprintf(&b, "The %s %s on day %d of the %s, and witness number %d saw the %s for %d hours. ", nouns[n], verbs[n], i, verbs[(n+i)%4], n*7+i, nouns[(n+i)%4], n+i)
	}
	return strings.TrimSpace(b.String())
}
