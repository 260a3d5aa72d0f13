package pl_test

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/intake"
	"sitrep/internal/lang"
)

// gold is one line of testdata/gold: a figure of a report by offsets and labels, by eval/FIGURES.md, or
// Done for a report that was read to its end. The texts stand in the input, never here.
type gold struct {
	Report sitrep.ReportID `json:"report"`
	Done   bool            `json:"done"`
	In     sitrep.Field    `json:"in"`
	sitrep.Span
	Min      sitrep.Bound    `json:"min"`
	Max      sitrep.Bound    `json:"max"`
	Modifier sitrep.Modifier `json:"modifier"`
	Measure  sitrep.Measure  `json:"measure"`
	Claimant *sitrep.Span    `json:"claimant"`
	Implicit bool            `json:"implicit"`
}

// goldSets are the annotated sets with the least F1 of figures and of figures with their claimant that
// a change may leave. "written" are the reports the rules were written from, "scored" others, annotated
// before the program was run on them (docs/languages.md tells how both were drawn).
var goldSets = []struct {
	name               string
	figure, attributed float64
}{
	{"written", 0.95, 0.93},
	{"scored", 0.80, 0.80},
	{"later", 0.80, 0.75},
}

const input = "../../../../shared/input/running/world-2023-02"

// TestGold scores the figures found in Polish reports of the shared input. A prediction matches a gold
// figure when their values overlap and their bounds and measure are equal; bare singulars, strengths and
// the affected are left out on both sides, as in the evaluation of English.
func TestGold(t *testing.T) {
	if _, err := os.Stat(input); err != nil {
		t.Skip("the shared input is not here:", input)
	}
	reports := polishReports(t)
	d := reader(t)
	for _, set := range goldSets {
		t.Run(set.name, func(t *testing.T) {
			var s score
			for id, golds := range readGold(t, set.name) {
				r := reports[id]
				if r == nil {
					t.Fatalf("report %s is not in the input", id)
				}
				s.report(t, d, r, golds)
			}
			t.Logf("%d gold, %d found, %d right, %d with the claimant; F1 figure %.3f attributed %.3f",
				s.gold, s.pred, s.figure, s.attributed, s.f1(s.figure), s.f1(s.attributed))
			if got := s.f1(s.figure); got < set.figure {
				t.Errorf("figure F1 %.3f, floor %.2f", got, set.figure)
			}
			if got := s.f1(s.attributed); got < set.attributed {
				t.Errorf("attributed F1 %.3f, floor %.2f", got, set.attributed)
			}
		})
	}
}

func polishReports(t *testing.T) map[sitrep.ReportID]*sitrep.Report {
	reports := map[sitrep.ReportID]*sitrep.Report{}
	o := intake.Options{Now: time.Date(2023, 2, 11, 0, 0, 0, 0, time.UTC), Detect: lang.Detect}
	err := intake.Read(t.Context(), []string{input}, o, func(r *sitrep.Report) error {
		reports[r.ID] = r
		return nil
	}, func(intake.Problem) {})
	if err != nil {
		t.Fatal(err)
	}
	return reports
}

func readGold(t *testing.T, name string) map[sitrep.ReportID][]gold {
	f, err := os.Open("testdata/gold/" + name + ".jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := map[sitrep.ReportID][]gold{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var g gold
		if err := json.Unmarshal(lines.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		if g.Done {
			out[g.Report] = append(out[g.Report], []gold{}...)
			continue
		}
		out[g.Report] = append(out[g.Report], g)
	}
	return out
}

type score struct{ gold, pred, figure, attributed int }

func (s *score) f1(hits int) float64 { return 2 * float64(hits) / float64(max(1, s.gold+s.pred)) }

func counted(m sitrep.Measure) bool { return m != sitrep.Strength && m != sitrep.Affected }

func (s *score) report(t *testing.T, d *desk.Desk, r *sitrep.Report, golds []gold) {
	sheet := d.Read(r)
	used := map[int]bool{}
	for _, g := range golds {
		scored := counted(g.Measure) && !g.Implicit
		if scored {
			s.gold++
		}
		hit := -1
		for i := range sheet.Figures {
			f := &sheet.Figures[i]
			if !used[i] && f.In == g.In && f.Overlaps(g.Span) && f.Min == g.Min && f.Max == g.Max && f.Measure == g.Measure {
				hit = i
				break
			}
		}
		if hit < 0 {
			if scored {
				t.Logf("missed %s %s: %s", r.ID, g.Measure, r.In(g.In)[g.Start:g.End])
			}
			continue
		}
		used[hit] = true
		f := &sheet.Figures[hit]
		if !scored {
			continue
		}
		s.pred++
		s.figure++
		want := ""
		if g.Claimant != nil {
			want = r.In(g.In)[g.Claimant.Start:g.Claimant.End]
		}
		if alike(string(f.Claimant), want) {
			s.attributed++
		} else {
			t.Logf("claimant %s %s: want %q, got %q", r.ID, r.In(g.In)[g.Start:g.End], want, f.Claimant)
		}
	}
	for i := range sheet.Figures {
		f := &sheet.Figures[i]
		if used[i] || !counted(f.Measure) || f.Implicit {
			continue
		}
		s.pred++
		t.Logf("spurious %s %s: %s", r.ID, f.Measure, r.In(f.In)[f.Start:f.End])
	}
}

// alike reports whether two names share half of their words, or both are nothing.
func alike(a, b string) bool {
	x, y := strings.Fields(strings.ToLower(a)), strings.Fields(strings.ToLower(b))
	same := 0
	for _, w := range x {
		for _, o := range y {
			if w == o {
				same++
				break
			}
		}
	}
	return len(x)+len(y) == 0 || same > 0 && 4*same >= len(x)+len(y)
}
