package desk_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/intake"
	"sitrep/internal/lang"
	"sitrep/internal/loaded"
	"sitrep/internal/support"
	"sitrep/internal/support/audit"
)

// written is a story's brief with what is needed to ask about it again.
type written struct {
	story sitrep.Story
	brief sitrep.Brief
	gate  *support.Gate
}

// write reads inputs and writes the briefs of all their stories.
func write(t *testing.T, one bool, inputs ...string) []written {
	t.Helper()
	var reports []*sitrep.Report
	options := intake.Options{Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Detect: lang.Detect}
	if err := intake.Read(context.Background(), inputs, options, func(r *sitrep.Report) error { reports = append(reports, r); return nil }, func(intake.Problem) {}); err != nil {
		t.Fatal(err)
	}
	english, err := loaded.English()
	if err != nil {
		t.Fatal(err)
	}
	registry, err := loaded.Registry()
	if err != nil {
		t.Fatal(err)
	}
	claims, err := loaded.Claims()
	if err != nil {
		t.Fatal(err)
	}
	d, err := desk.New(desk.Options{Languages: []*lang.Language{english}, Registry: registry, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	c, err := d.Open(context.Background(), reports, desk.CaseOptions{One: one})
	if err != nil {
		t.Fatal(err)
	}
	var out []written
	for _, s := range c.Stories {
		b := c.Brief(s, 0)
		if b.Headline.Text == "" {
			continue
		}
		readings := c.Readings(s)
		byID := make(map[sitrep.ReportID]*sitrep.Reading, len(readings))
		for i := range readings {
			byID[readings[i].Report.ID] = &readings[i]
		}
		out = append(out, written{s, b, &support.Gate{Language: english, Registry: registry, Claims: claims, Readings: byID}})
	}
	return out
}

// units are all sentences of a brief.
func (w *written) units() []sitrep.Unit {
	out := []sitrep.Unit{w.brief.Headline}
	for _, list := range [][]sitrep.Unit{w.brief.Points, w.brief.Body, w.brief.Disputed, w.brief.Unknown} {
		out = append(out, list...)
	}
	return out
}

func (w *written) reports() map[sitrep.ReportID]*sitrep.Report {
	out := map[sitrep.ReportID]*sitrep.Report{}
	for id, r := range w.gate.Readings {
		out[id] = r.Report
	}
	return out
}

// shipped are the briefs of the stories that come with the program.
func shipped(t *testing.T) []written {
	t.Helper()
	out := write(t, true, "../../examples/kursk")
	stories, err := filepath.Glob("testdata/stories/*.txt")
	if err != nil || len(stories) == 0 {
		t.Fatalf("no stories in testdata: %v", err)
	}
	for _, path := range stories {
		out = append(out, story(t, path)...)
	}
	return out
}

// story writes the brief of one file of reports, each begun by a line "== DAY | OUTLET | HEADLINE".
func story(t *testing.T, path string) []written {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for i, block := range strings.Split("\n"+string(data), "\n== ")[1:] {
		head, body, _ := strings.Cut(block, "\n")
		parts := strings.SplitN(head, " | ", 3)
		if len(parts) != 3 {
			t.Fatalf("%s: %q is not DAY | OUTLET | HEADLINE", path, head)
		}
		page := fmt.Sprintf("---\ntitle: %q\noutlet: %q\npublished: %s\n---\n%s", parts[2], parts[1], parts[0], body)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("r%02d.md", i)), []byte(page), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return write(t, true, dir)
}

// inputs is the folder of real reports, which is no part of the repository: SITREP_INPUT, or where it
// lies beside the repository on the machines that have it.
func inputs() string {
	if dir := os.Getenv("SITREP_INPUT"); dir != "" {
		return dir
	}
	const beside = "../../../shared/input"
	if s, err := os.Stat(beside); err == nil && s.IsDir() {
		return beside
	}
	return ""
}

// collections are the folders of inputs that belong together.
func collections(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || !d.IsDir() || path == dir {
			return err
		}
		entries, err := os.ReadDir(path)
		for _, e := range entries {
			if !e.IsDir() {
				out = append(out, path)
				return filepath.SkipDir
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	sort.Strings(out)
	return out
}

// Every sentence of every brief passes the gate as it is printed, and a second checker that shares no
// code with the gate; and what a careless hand would make of it does not.
func TestShippedBriefs(t *testing.T) {
	list := shipped(t)
	t.Run("audit", func(t *testing.T) { auditAll(t, list) })
	t.Run("mutants", func(t *testing.T) { refuseMutants(t, list) })
}

// The same for the briefs of real reports.
func TestInputBriefs(t *testing.T) {
	dir := inputs()
	if dir == "" {
		t.Skip("no folder of real reports: set SITREP_INPUT to one to check the briefs of its stories")
	}
	if testing.Short() {
		t.Skip("the folder of real reports takes a while")
	}
	var all []written
	for _, path := range collections(t, dir) {
		t.Run("audit "+filepath.Base(path), func(t *testing.T) {
			list := write(t, false, path)
			auditAll(t, list)
			all = append(all, list...)
		})
	}
	t.Run("mutants", func(t *testing.T) { refuseMutants(t, all) })
}

func auditAll(t *testing.T, list []written) {
	t.Helper()
	auditor := audit.New()
	units, dropped, failed := 0, 0, 0
	for _, w := range list {
		reports := w.reports()
		refused := map[string]bool{}
		for _, r := range w.brief.Dropped {
			refused[r.Unit.Text] = true
		}
		dropped += len(refused)
		for _, u := range w.units() {
			units++
			if err := w.gate.Pass(u); err != nil {
				failed++
				t.Errorf("%s: the gate refuses what was printed: %q: %v", w.story.ID, u.Text, err)
			}
			for _, p := range auditor.Check(u, reports) {
				failed++
				t.Errorf("%s: audit: %s: %q", w.story.ID, p, u.Text)
			}
		}
	}
	t.Logf("%d briefs, %d sentences, %d problems; %d planned sentences refused (%.1f %%)", len(list), units, failed, dropped, 100*float64(dropped)/float64(max(1, units+dropped)))
	const slack = 3 // a small folder should not fail for three odd sentences
	if 10*(dropped-slack) > units+dropped {
		t.Errorf("%d of %d planned sentences were refused: more than one in ten", dropped, units+dropped)
	}
}
