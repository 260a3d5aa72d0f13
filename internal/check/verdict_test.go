package check_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/intake"
	"sitrep/internal/loaded/desks"
)

// fixture is a story of testdata: reports under lines "== outlet | time | headline" or "== time | outlet | headline", or a folder of them
// after "@", and sentences with the verdict each must get, "? verdict<TAB>sentence".
type fixture struct {
	name    string
	reports []*sitrep.Report
	cases   []expected
}

type expected struct {
	verdict  sitrep.Verdict
	sentence string
}

func readFixture(t *testing.T, name string) fixture {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := fixture{name: strings.TrimSuffix(filepath.Base(name), ".txt")}
	var r *sitrep.Report
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, "# "):
		case strings.HasPrefix(line, "@ "):
			out.reports = readFolder(t, filepath.Join(filepath.Dir(name), line[2:]))
		case strings.HasPrefix(line, "== "):
			parts := strings.SplitN(line[3:], " | ", 3)
			if len(parts) == 3 && parts[0] < "A" {
				parts[0], parts[1] = parts[1], parts[0]
			}
			published, err := sitrep.ParseStamp(parts[1])
			if err != nil || len(parts) < 3 {
				t.Fatalf("%s: %q: %v", name, line, err)
			}
			r = &sitrep.Report{ID: sitrep.ReportID(fmt.Sprintf("%s-%d", out.name, len(out.reports)+1)), Outlet: parts[0], Published: published, Title: parts[2], Language: "en"}
			out.reports = append(out.reports, r)
		case strings.HasPrefix(line, "? "):
			verdict, sentence, ok := strings.Cut(line[2:], "\t")
			if !ok {
				t.Fatalf("%s: %q has no tab", name, line)
			}
			out.cases = append(out.cases, expected{sitrep.Verdict(verdict), sentence})
			r = nil
		case r != nil:
			r.Text += line + "\n"
		}
	}
	return out
}

func readFolder(t *testing.T, dir string) []*sitrep.Report {
	t.Helper()
	var out []*sitrep.Report
	err := intake.Read(context.Background(), []string{dir}, intake.Options{Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}, func(r *sitrep.Report) error {
		out = append(out, r)
		return nil
	}, func(p intake.Problem) { t.Error(p) })
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// open reads the reports, as one story or as the stories they are.
func open(t testing.TB, reports []*sitrep.Report, one bool) *desk.Case {
	t.Helper()
	d, err := desks.Of(2)
	if err != nil {
		t.Fatal(err)
	}
	c, err := d.Open(context.Background(), reports, desk.CaseOptions{One: one})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// floors are the cases of each story, mostly of 20, that must be judged right; they drop only by decision. Strike and flood
// were not looked at while the code was tuned, and the last two were written after that.
var floors = map[string]int{"quake": 19, "ferry": 19, "trial": 19, "kursk": 19, "strike": 18, "flood": 17, "kursk-later": 25, "border": 15, "edits": 17, "told": 9, "turned": 6}

// TestVerdicts checks careless sentences against small stories and counts the verdicts that are right.
func TestVerdicts(t *testing.T) {
	for _, name := range []string{"quake", "ferry", "trial", "kursk", "strike", "flood", "kursk-later", "border", "edits", "told", "turned"} {
		t.Run(name, func(t *testing.T) {
			f := readFixture(t, filepath.Join("testdata", name+".txt"))
			var lines []string
			for _, c := range f.cases {
				lines = append(lines, c.sentence)
			}
			got := open(t, f.reports, true).Check(strings.Join(lines, "\n"))
			bySentence := map[string]sitrep.CheckedSentence{}
			for _, s := range got.Sentences {
				bySentence[s.Sentence] = s
			}
			right := 0
			for _, c := range f.cases {
				s, ok := bySentence[c.sentence]
				if !ok {
					t.Errorf("%q was not read as a sentence", c.sentence)
					continue
				}
				if s.Verdict == c.verdict {
					right++
					continue
				}
				t.Logf("%s, not %s: %s\n%s", s.Verdict, c.verdict, c.sentence, findings(s))
			}
			t.Logf("%s: %d of %d right", name, right, len(f.cases))
			if right < floors[name] {
				t.Errorf("%d of %d right; the floor is %d", right, len(f.cases), floors[name])
			}
		})
	}
}

// TestStrangers checks the sentences of each story against the reports of the others: nothing there speaks to them, so
// none may be borne out, and none accused.
func TestStrangers(t *testing.T) {
	names := []string{"quake", "ferry", "trial", "kursk", "strike", "flood"}
	wrong, all := 0, 0
	for _, against := range names {
		c := open(t, readFixture(t, filepath.Join("testdata", against+".txt")).reports, true)
		for _, name := range names {
			if name == against {
				continue
			}
			var lines []string
			for _, e := range readFixture(t, filepath.Join("testdata", name+".txt")).cases {
				lines = append(lines, e.sentence)
			}
			for _, s := range c.Check(strings.Join(lines, "\n")).Sentences {
				all++
				if s.Verdict != sitrep.NotInReports && s.Verdict != sitrep.NotCheckable {
					wrong++
					t.Logf("%s against %s: %s: %s\n%s", name, against, s.Verdict, s.Sentence, findings(s))
				}
			}
		}
	}
	if wrong > strangers {
		t.Errorf("%d of %d sentences about something else got a verdict; at most %d may", wrong, all, strangers)
	}
}

// strangers is how many of 600 sentences may get a verdict from reports of another matter.
const strangers = 3

// TestLeftOut holds each report of the example against all the others: its sentences were published by somebody, so few may be
// accused. Those that are differ from all other reports, as "at least 300" from "about 300", or go beyond them.
func TestLeftOut(t *testing.T) {
	if testing.Short() {
		t.Skip("checking each report of the example against all others takes too long for -short")
	}
	all := readFolder(t, filepath.Join("..", "..", "examples", "kursk"))
	n, accused, borne := 0, 0, 0
	for i := range all {
		var rest []*sitrep.Report
		for k := range all {
			if k != i {
				r := *all[k]
				rest = append(rest, &r)
			}
		}
		for _, s := range open(t, rest, false).Check(all[i].Text).Sentences {
			n++
			switch s.Verdict {
			case sitrep.Contradicted, sitrep.Misattributed, sitrep.Misstated:
				accused++
				t.Logf("%s: %s\n%s", s.Verdict, s.Sentence, findings(s))
			case sitrep.Supported:
				borne++
			}
		}
	}
	t.Logf("%d sentences, %d accused, %d borne out", n, accused, borne)
	if accused > mostAccused || borne < leastBorne {
		t.Errorf("%d of %d sentences that somebody published are accused, %d borne out; at most %d may be, and at least %d", accused, n, borne, mostAccused, leastBorne)
	}
}

// Of the 276 sentences of the example's reports, each held against the others. They move only by decision.
const (
	mostAccused = 18
	leastBorne  = 134
)

func findings(s sitrep.CheckedSentence) string {
	var b strings.Builder
	for _, f := range s.Findings {
		fmt.Fprintf(&b, "    %s: %s\n", f.Verdict, f.Why)
		for _, e := range f.Evidence {
			fmt.Fprintf(&b, "        %s: %s\n", e.Report, e.Quote)
		}
	}
	return b.String()
}
