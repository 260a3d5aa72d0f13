package desk_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/intake"
	"sitrep/internal/lang"
	"sitrep/internal/loaded/desks"
)

func open(t testing.TB, workers int) *desk.Desk {
	t.Helper()
	d, err := desks.Of(workers)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// kursk reads the example story.
func kursk(t testing.TB) []*sitrep.Report {
	t.Helper()
	var out []*sitrep.Report
	err := intake.Read(context.Background(), []string{"../../examples/kursk"}, intake.Options{Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Detect: lang.Detect},
		func(r *sitrep.Report) error { out = append(out, r); return nil },
		func(p intake.Problem) { t.Error(p) })
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// all is everything a case says, as JSON.
func all(t testing.TB, d *desk.Desk, reports []*sitrep.Report, o desk.CaseOptions) string {
	t.Helper()
	c, err := d.Open(context.Background(), reports, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range c.Failed {
		t.Error(err)
	}
	var out []any
	for _, s := range c.Stories {
		out = append(out, s, c.Ledger(s), c.Brief(s, 0))
	}
	b, err := json.MarshalIndent(out, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestSameReportsSameBytes(t *testing.T) {
	reports := kursk(t)
	want := all(t, open(t, 1), reports, desk.CaseOptions{})
	r := rand.New(rand.NewSource(1))
	for _, workers := range []int{1, 3, 8} {
		r.Shuffle(len(reports), func(i, j int) { reports[i], reports[j] = reports[j], reports[i] })
		if diff := cmp.Diff(want, all(t, open(t, workers), reports, desk.CaseOptions{})); diff != "" {
			t.Errorf("with %d workers and the reports in another order:\n%s", workers, diff)
		}
	}
}

// A view as of a day must know nothing of later days: it is the same as if the later reports did
// not exist.
func TestAsOfIsThePast(t *testing.T) {
	reports := kursk(t)
	for _, day := range []string{"2024-10-31", "2024-12-24", "2025-01-13", "2025-06-16"} {
		asof, err := sitrep.ParseStamp(day)
		if err != nil {
			t.Fatal(err)
		}
		var known []*sitrep.Report
		for _, r := range reports {
			if !r.Published.End().After(asof.End()) {
				known = append(known, r)
			}
		}
		d := open(t, 2)
		got := all(t, d, reports, desk.CaseOptions{AsOf: asof, One: true})
		want := all(t, d, known, desk.CaseOptions{AsOf: asof, One: true})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("as of %s:\n%s", day, diff)
		}
	}
}

// A text in a language this build doesn't read is grouped, counted and left alone, whatever language its page says it is in.
func TestUnreadLanguage(t *testing.T) {
	for _, r := range []*sitrep.Report{
		{ID: "is", Language: "is", Title: "Jarðskjálfti", Text: "Tólf manns létust í jarðskjálfta á mánudag, sagði lögreglan."},
		{ID: "de", Language: "en-GB", Title: "Überschwemmung in Lorn", Text: "Bei einer Überschwemmung in Lorn sind am Montag 12 Menschen ums Leben gekommen, teilte die Polizei mit. Die Straßen in das Tal sind noch gesperrt."},
	} {
		c, err := open(t, 1).Open(context.Background(), []*sitrep.Report{r}, desk.CaseOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if want := []desk.Unread{{Language: string(r.ID), Reports: 1}}; !cmp.Equal(want, c.Unread) {
			t.Errorf("unread: got %v, want %v", c.Unread, want)
		}
		if b := c.Brief(c.Stories[0], 0); b.Headline.Text != "" {
			t.Errorf("a brief was written from what could not be read: %q", b.Headline.Text)
		}
	}
}

// invented makes n reports of about 250 words about some n/20 events.
func invented(n int) []*sitrep.Report {
	r := rand.New(rand.NewSource(7))
	kinds := []string{"earthquake", "flood", "air strike", "factory fire", "train crash", "landslide", "bombing", "ferry accident"}
	givers := []string{"the interior ministry", "the governor", "rescue workers", "a hospital source", "the health ministry", "the civil defence agency"}
	start := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	out := make([]*sitrep.Report, n)
	for i := range out {
		event := r.Intn(n/20 + 1)
		e := rand.New(rand.NewSource(int64(event)))
		place := name(e) + " " + name(e)
		kind, dead := kinds[e.Intn(len(kinds))], 3+e.Intn(90)
		day := start.Add(time.Duration(event)*6*time.Hour + time.Duration(r.Intn(48))*time.Hour)
		giver := givers[r.Intn(len(givers))]
		var b strings.Builder
		fmt.Fprintf(&b, "At least %d people were killed and %d injured in a %s in %s, %s said on %s.\n\n", dead, 2*dead, kind, place, giver, day.Weekday())
		for b.Len() < 1400 {
			switch r.Intn(5) {
			case 0:
				fmt.Fprintf(&b, "%s %s, who lives near %s, said the noise had woken the whole street. ", name(r), name(r), place)
			case 1:
				fmt.Fprintf(&b, "\"We had %d minutes to leave,\" said %s %s, a teacher. ", 1+r.Intn(30), name(r), name(r))
			case 2:
				fmt.Fprintf(&b, "The authorities in %s denied that warnings had been ignored, and declined to comment on the cause. ", place)
			case 3:
				fmt.Fprintf(&b, "Another %d people were missing, according to %s, and about %d had left their homes. ", 1+r.Intn(20), giver, 100*(1+r.Intn(40)))
			case 4:
				fmt.Fprintf(&b, "Roads to %s were closed for the rest of the week while crews cleared the debris. ", name(r))
			}
		}
		id := fmt.Sprintf("r%05d", i)
		published, _ := sitrep.ParseStamp(day.Format(time.RFC3339))
		out[i] = &sitrep.Report{
			ID: sitrep.ReportID(id), Outlet: name(r) + " News", Title: fmt.Sprintf("%s kills %d in %s", strings.ToUpper(kind[:1])+kind[1:], dead, place),
			Text: b.String(), Published: published, Language: "en",
		}
	}
	return out
}

func name(r *rand.Rand) string {
	const consonants, vowels = "bdfgklmnprstvz", "aeiou"
	s := ""
	for range 2 + r.Intn(2) {
		s += string(consonants[r.Intn(len(consonants))]) + string(vowels[r.Intn(len(vowels))])
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// BenchmarkAllSteps takes reports of 250 words through every step, briefs of all stories included, on
// one core. us/report says whether the cost is linear in the number of reports.
func BenchmarkAllSteps(b *testing.B) {
	for _, n := range []int{100, 1000, 10000} {
		reports := invented(n)
		d := open(b, 1)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				c, err := d.Open(context.Background(), reports, desk.CaseOptions{})
				if err != nil {
					b.Fatal(err)
				}
				for _, s := range c.Stories {
					c.Brief(s, 0)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "us/report")
		})
	}
}
