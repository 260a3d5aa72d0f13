package storetest

import (
	"bufio"
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"sitrep"
)

// Filled is how many reports Fill keeps.
const Filled = 20

// Fill keeps something of every kind.
func Fill(t *testing.T, s Store) {
	t.Helper()
	b := &sitrep.Batch{}
	for n := range Filled {
		k := Report(n+1, strings.Repeat(fmt.Sprintf("On day %d the river rose again. ", n), 8))
		b.Reports = append(b.Reports, k)
	}
	keep(t, s, b)
	more := &sitrep.Batch{
		Told:       []sitrep.Told{whole(told("s1", 1, "r001", "r002"), "The flood", "r001")},
		Moved:      []sitrep.Redirect{{From: "s0", To: "s1", Change: "merged"}},
		Decisions:  []sitrep.Decision{{Kind: sitrep.Note, Text: "call back", By: "eve", At: begin}},
		Feeds:      []sitrep.Feed{{URL: "https://courier.example/feed", ETag: `W/"1"`, Next: begin}},
		Fetches:    []sitrep.Fetch{{Feed: 1, URL: "https://courier.example/feed", At: begin, Status: 200}},
		Alerts:     []sitrep.Alert{{Name: "kept", To: "https://hook.example/"}},
		Deliveries: []sitrep.Delivery{{Alert: 1, Notice: sitrep.Notice{ID: 1}, State: sitrep.DeliveryDead}},
	}
	for _, k := range b.Reports {
		more.Readings = append(more.Readings, reading(k))
	}
	keep(t, s, more)
	if err := s.SetUser(t.Context(), sitrep.User{Name: "eve", Role: sitrep.Editor, Created: begin}, false); err != nil {
		t.Fatal(err)
	}
}

// CheckFilled looks whether what Fill kept is all there, and whether more can be kept.
func CheckFilled(t *testing.T, s Store) {
	t.Helper()
	if err := s.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	n := 0
	if err := s.After(t.Context(), 0, func(k *sitrep.Kept) error {
		if n++; k.Number != int64(n) || !strings.Contains(k.Report.Text, fmt.Sprintf("On day %d the river", n-1)) {
			t.Errorf("the %dth report is %d: %.40q", n, k.Number, k.Report.Text)
		}
		return nil
	}); err != nil || n != Filled {
		t.Fatalf("%d reports are there, %v", n, err)
	}
	upTo(t, s, Filled)
	same(t, "story by its former id", must[sitrep.Told](t)(s.Story(t.Context(), "s0")).Brief.Headline.Text, "The flood")
	same(t, "raw", string(must[*sitrep.Kept](t)(s.Report(t.Context(), "r001")).Raw[:3]), "<p>")
	same(t, "readings", len(must[[]sitrep.Reading](t)(s.Readings(t.Context(), []sitrep.ReportID{"r007"}))), 1)
	same(t, "decisions", len(must[[]sitrep.Decision](t)(s.Decisions(t.Context()))), 1)
	same(t, "feed", must[sitrep.Feed](t)(s.Feed(t.Context(), 1)).ETag, `W/"1"`)
	same(t, "search", len(must[[]sitrep.Hit](t)(s.Search(t.Context(), "river", 100))), Filled)
	same(t, "user", must[sitrep.User](t)(s.User(t.Context(), "eve")).Role, sitrep.Editor)
	next := Report(Filled+1, "after the upgrade")
	keep(t, s, &sitrep.Batch{
		Reports: []*sitrep.Kept{next}, Told: []sitrep.Told{whole(told("s1", 2, "r001", "r002"), "The flood goes on", "r001")},
		Decisions: []sitrep.Decision{{Kind: sitrep.Note, Text: "called back", By: "eve", At: begin}},
		Feeds:     []sitrep.Feed{{URL: "https://b.example/feed"}}, Fetches: []sitrep.Fetch{{Feed: 1, At: begin, Status: 304}},
	})
	if list := must[[]sitrep.Alert](t)(s.Alerts(t.Context())); len(list) > 0 { // versions before 3 had none
		same(t, "alert", list[0].Name, "kept")
		same(t, "delivery", must[sitrep.Delivery](t)(s.Delivery(t.Context(), 1, 1)).State, sitrep.DeliveryDead)
	}
	a := &sitrep.Batch{Alerts: []sitrep.Alert{{To: "https://b.example/"}}, Alerted: &sitrep.Alerted{To: 7}}
	keep(t, s, a)
	same(t, "new alert", must[sitrep.Alert](t)(s.Alert(t.Context(), a.Alerts[0].ID)).To, "https://b.example/")
	same(t, "alerted", must[int64](t)(s.Alerted(t.Context())), int64(7))
	same(t, "briefs", len(must[[]sitrep.Told](t)(s.Briefs(t.Context(), "s1"))), 2)
	same(t, "feeds", len(must[[]sitrep.Feed](t)(s.Feeds(t.Context()))), 2)
	same(t, "next number", next.Number, int64(Filled+1))
}

// Steps are migrations by version.
func Steps(t *testing.T, all fs.FS) (steps map[int]string, newest int) {
	t.Helper()
	names, err := fs.Glob(all, "*.sql")
	if err != nil || len(names) == 0 {
		t.Fatalf("no migrations: %v", err)
	}
	steps = map[int]string{}
	for _, name := range names {
		n, err := strconv.Atoi(regexp.MustCompile(`^\d+`).FindString(path.Base(name)))
		if err != nil {
			t.Fatal(err)
		}
		steps[n] = name
		newest = max(newest, n)
	}
	return steps, newest
}

// UpTo are the migrations up to a version, with more after them.
func UpTo(t *testing.T, all fs.FS, version int, more ...string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	steps, _ := Steps(t, all)
	last := 0
	for n, name := range steps {
		if n > version {
			continue
		}
		page, err := fs.ReadFile(all, name)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = &fstest.MapFile{Data: page}
		last = max(last, n)
	}
	for i, page := range more {
		out[fmt.Sprintf("%05d_more.sql", last+1+i)] = &fstest.MapFile{Data: []byte(page)}
	}
	return out
}

// Engine is what the tests of upgrades need of one kind of store.
type Engine struct {
	Package    string // "sqlite"
	Migrations fs.FS
	// Heavy are steps that rewrite every table, so that there is time to be killed in.
	Heavy []string
	Place func(t *testing.T) string // of a new store
	Open  func(ctx context.Context, place string, steps fs.FS) (Store, error)
	Exec  func(ctx context.Context, s Store, page string) error
	Dump  func(t *testing.T, s Store) string // the rows of every table, as SQL
}

// The environment by which a test binary is told to upgrade a store and nothing else.
const upgradeEnv, stepsEnv = "SITREP_TEST_UPGRADE", "SITREP_TEST_STEPS"

// Upgrading upgrades the store that the environment names, if it names one: the process that is killed.
func (e Engine) Upgrading() bool {
	place := os.Getenv(upgradeEnv)
	if place == "" {
		return false
	}
	fmt.Println("begin")
	s, err := e.Open(context.Background(), place, os.DirFS(os.Getenv(stepsEnv)))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	s.Close()
	fmt.Println("done")
	return true
}

// Upgrade upgrades the store of each earlier version, and this one's by steps that take long; it is killed on the
// way at random, and the store opens nevertheless and holds everything.
func (e Engine) Upgrade(t *testing.T, rounds int) {
	_, newest := Steps(t, e.Migrations)
	for version := 1; version <= newest; version++ {
		t.Run(fmt.Sprint("from version ", version), func(t *testing.T) {
			steps := UpTo(t, e.Migrations, newest, e.Heavy...)
			dir := t.TempDir() // where the other process can read them
			if err := os.CopyFS(dir, steps); err != nil {
				t.Fatal(err)
			}
			killed(t, rounds, func() (string, []string) {
				place := e.old(t, version, version == newest)
				return place, []string{upgradeEnv + "=" + place, stepsEnv + "=" + dir}
			}, func(place string) {
				s := e.open(t, place, steps)
				defer s.Close()
				CheckFilled(t, s)
			})
		})
	}
}

// Fixture says that the fixture of this version's tables, which later versions are upgraded from, is a whole store; or
// writes it.
func (e Engine) Fixture(t *testing.T, write bool) {
	_, newest := Steps(t, e.Migrations)
	s := e.open(t, e.old(t, newest, write), e.Migrations)
	defer s.Close()
	if !write {
		CheckFilled(t, s)
		return
	}
	os.MkdirAll("testdata", 0o755)
	if err := os.WriteFile(fixtureOf(newest), []byte(e.Dump(t, s)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// fixtureOf is what a version's store held, as SQL.
func fixtureOf(version int) string {
	return filepath.Join("testdata", fmt.Sprintf("v%05d.sql", version))
}

// old makes a store as a program of that version left it: filled by this program, or from the fixture.
func (e Engine) old(t *testing.T, version int, fill bool) string {
	t.Helper()
	place := e.Place(t)
	s := e.open(t, place, UpTo(t, e.Migrations, version))
	defer s.Close()
	if fill {
		Fill(t, s)
		return place
	}
	page, err := os.ReadFile(fixtureOf(version))
	if err != nil {
		t.Fatalf("%v: the store of version %d is needed: with the migrations up to that, run go test ./internal/%s -run Fixture -write-fixture", err, version, e.Package)
	}
	if err := e.Exec(t.Context(), s, string(page)); err != nil {
		t.Fatal(err)
	}
	return place
}

func (e Engine) open(t *testing.T, place string, steps fs.FS) Store {
	t.Helper()
	s, err := e.Open(t.Context(), place, steps)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// killed starts this test binary with an environment, waits until it says that it begins, kills it within a
// moment, and has what it left looked at; many times, each with a new place.
func killed(t *testing.T, rounds int, begin func() (place string, env []string), check func(place string)) {
	t.Helper()
	finished := 0
	for range rounds {
		place, env := begin()
		p := exec.Command(os.Args[0])
		p.Env = slices.Concat(os.Environ(), env)
		p.Stderr = os.Stderr
		out, err := p.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		if !lines.Scan() || lines.Text() != "begin" {
			t.Fatalf("it said %q", lines.Text())
		}
		kill := time.AfterFunc(time.Duration(rand.IntN(120_000))*time.Microsecond, func() { p.Process.Kill() })
		if lines.Scan() && lines.Text() == "done" {
			finished++
		}
		kill.Stop()
		p.Process.Kill()
		p.Wait()
		check(place)
	}
	t.Logf("%d upgrades, %d of them killed before they were done", rounds, rounds-finished)
	if finished == rounds && rounds > 3 {
		t.Error("none was killed in time")
	}
}
