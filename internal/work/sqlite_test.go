package work_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/item"
	"sitrep/internal/loaded/desks"
	"sitrep/internal/postgres"
	"sitrep/internal/sqlite"
	"sitrep/internal/storetest"
	"sitrep/internal/work"
)

func newDesk(t testing.TB) *desk.Desk {
	t.Helper()
	d, err := desks.Of(2)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// house is a store with a keeper and an engine over it.
type house struct {
	store  sitrep.Store
	keeper *desk.Keeper
	engine work.Engine
	exec   func(ctx context.Context, query string) error // on the database itself
}

// settle works what waits until nothing is left.
func (h *house) settle(t testing.TB) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Minute)
	defer stop()
	if err := h.engine.Drain(ctx); err != nil {
		t.Fatal(err)
	}
}

// export is what the house holds, line by line.
func (h *house) export(t testing.TB) []string {
	t.Helper()
	var lines []string
	if err := h.store.Export(t.Context(), func(v any) error {
		b, err := json.Marshal(v)
		lines = append(lines, string(b))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return lines
}

// sameExport says where two exports part.
func sameExport(t *testing.T, got, want []string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got) || i >= len(want):
			t.Errorf("%d lines instead of %d", len(got), len(want))
			return
		case got[i] != want[i]:
			t.Errorf("line %d:\n got %.1500s\nwant %.1500s", i+1, got[i], want[i])
			return
		}
	}
}

// place is where a store is kept: a file, or a database's address.
type place string

// build opens a house there. Before is asked before each task; its error is the task's.
func build(t testing.TB, at place, workers int, clock func() time.Time, before func(sitrep.Task) error) *house {
	t.Helper()
	h := &house{}
	o := work.Options{Workers: workers, Pause: 5 * time.Millisecond, Regain: func() { h.keeper.Regain() }, Do: func(ctx context.Context, task sitrep.Task) error {
		if before != nil {
			if err := before(task); err != nil {
				return err
			}
		}
		return h.keeper.Do(ctx, task)
	}}
	var err error
	if strings.HasPrefix(string(at), "postgres://") {
		err = h.onPostgres(t, string(at), o)
	} else {
		err = h.onSQLite(t, string(at), o)
	}
	if err != nil {
		t.Fatal(err)
	}
	h.keeper = desk.NewKeeper(desk.KeeperOptions{Desk: newDesk(t), Store: h.store, Identity: item.Identity{}, Now: clock})
	return h
}

func (h *house) onSQLite(t testing.TB, file string, o work.Options) error {
	enqueue, err := work.SQLiteTasks(nil)
	if err != nil {
		return err
	}
	db, err := sqlite.Open(t.Context(), file, sqlite.Options{Enqueue: enqueue})
	if err != nil {
		return err
	}
	h.store = db
	h.exec = func(ctx context.Context, query string) error {
		_, err := db.Pool().ExecContext(ctx, query)
		return err
	}
	h.engine, err = work.SQLite(t.Context(), db.Pool(), db.File(), o)
	return err
}

func (h *house) onPostgres(t testing.TB, address string, o work.Options) error {
	enqueue, err := work.PostgresTasks(nil)
	if err != nil {
		return err
	}
	db, err := postgres.Open(t.Context(), address, postgres.Options{Enqueue: enqueue})
	if err != nil {
		return err
	}
	h.store = db
	h.exec = func(ctx context.Context, query string) error {
		_, err := db.Pool().Exec(ctx, query)
		return err
	}
	h.engine, err = work.Postgres(t.Context(), db.Pool(), o)
	return err
}

var cluster storetest.Cluster

func TestMain(m *testing.M) {
	code := m.Run()
	cluster.Stop()
	os.Exit(code)
}

// file is a new place on SQLite.
func file(t *testing.T) place { return place(filepath.Join(t.TempDir(), "s.db")) }

// matters are what the test's reports are about: each in its own town, in its own words.
var matters = []struct{ title, text string }{
	{"Flood in Arvik kills %d", "At least %d people were killed when the river burst its banks in Arvik, mayor Jon Sand said. Rescue boats searched the drowned streets of Arvik on day %d."},
	{"Ferry fire off Belmora: %d dead", "The coast guard of Belmora said %d passengers died in the blaze on the ferry Santa Rosalia. The burnt hull was towed to harbour on day %d of the inquiry."},
	{"Mine collapse at Cartusa, %d miners killed", "%d miners were killed when a shaft collapsed at the Cartusa copper mine, the operator Norcob said. Drills reached the gallery on day %d."},
	{"Train derails near Dorvane, killing %d", "An express train jumped the rails near Dorvane and %d travellers died, the railway Intralink said. Signals had failed, inspectors found on day %d."},
	{"Shelling of Elsinde kills %d civilians", "Artillery shells hit the market of Elsinde and killed %d civilians, governor Petra Lund said. The front line did not move on day %d of the offensive."},
	{"Cholera in Fontara camp: %d deaths", "Doctors of the relief group Medair counted %d deaths from cholera in the Fontara refugee camp. Clean water arrived by lorry on day %d of the outbreak."},
}

// reports are n made-up reports of these matters over some days, with edits among them.
func reports(n int) []*sitrep.Report {
	begin := time.Date(2024, 3, 1, 6, 0, 0, 0, time.UTC)
	var out []*sitrep.Report
	for i := range n {
		m, day := matters[i%len(matters)], i/len(matters)
		r := &sitrep.Report{
			ID: sitrep.ReportID(fmt.Sprintf("rep-%04d", i)), Outlet: fmt.Sprintf("Courier %d", i%5), URL: fmt.Sprintf("https://courier%d.example/news/story-%d", i%5, i),
			Title: fmt.Sprintf(m.title, 3+day), Text: fmt.Sprintf(m.text, 3+day, day+1), Published: sitrep.At(begin.Add(time.Duration(i) * 20 * time.Minute)), Language: "en",
		}
		if i%17 == 16 { // an edit of an earlier one, under its address
			e := *out[i-8]
			e.ID, e.Text, e.Published = e.ID+"-b", e.Text+" The toll was corrected later in the day.", r.Published
			r = &e
		}
		out = append(out, r)
	}
	return out
}

// take adds the reports in portions as a feed would bring them.
func (h *house) take(t testing.TB, list []*sitrep.Report) {
	t.Helper()
	for len(list) > 0 {
		n := min(10, len(list))
		b := &sitrep.Batch{}
		for _, r := range list[:n] {
			c := *r
			b.Reports = append(b.Reports, &sitrep.Kept{Report: &c})
		}
		if err := h.keeper.Take(t.Context(), b); err != nil {
			t.Fatal(err)
		}
		list = list[n:]
	}
}

var long = flag.Bool("long", false, "2,000 reports instead of 200")

// size is how many reports are taken.
func size() int {
	switch {
	case *long:
		return 2000
	case testing.Short():
		return 20
	}
	return 200
}

// quarters are whole portions of ten.
func quarters(list []*sitrep.Report) [][]*sitrep.Report {
	n := len(list) / 4
	return [][]*sitrep.Report{list[:n], list[n : 2*n], list[2*n : 3*n], list[3*n:]}
}

// TestSameExport is the promise that the export depends on what was taken, and on nothing else.
func TestSameExport(t *testing.T) {
	list := reports(size())
	now := func() time.Time { return time.Date(2024, 3, 9, 0, 0, 0, 0, time.UTC) }
	h := build(t, file(t), 1, now, nil)
	h.take(t, list)
	h.settle(t)
	want := h.export(t)
	stories, err := h.store.Stories(t.Context(), sitrep.StoryFilter{})
	if err != nil || len(stories) < 2 {
		t.Fatalf("%d stories, %v: too few to show anything", len(stories), err)
	}
	for _, s := range stories {
		if told, err := h.store.Story(t.Context(), s.Story.ID); err != nil || told.Brief.Story == "" {
			t.Errorf("story %s was not told: %v", s.Story.ID, err)
		}
	}
	h.store.Close()

	for name, run := range map[string]func(t *testing.T) *house{
		"four workers, worked while reports come in": func(t *testing.T) *house {
			h := build(t, file(t), 4, now, nil)
			if err := h.engine.Start(t.Context()); err != nil {
				t.Fatal(err)
			}
			h.take(t, list)
			h.settle(t)
			if err := h.engine.Stop(t.Context()); err != nil {
				t.Fatal(err)
			}
			return h
		},
		"sixteen workers, a clock a day ahead that goes back": func(t *testing.T) *house {
			var back atomic.Int64
			ahead := now().AddDate(0, 0, 1)
			h := build(t, file(t), 16, func() time.Time { return ahead.Add(time.Duration(-back.Add(1)) * time.Minute) }, nil)
			h.take(t, list)
			h.settle(t)
			return h
		},
		"the queue's clock a day ahead, and right again": func(t *testing.T) *house {
			return shifted(t, file(t), list, 24*time.Hour, `UPDATE river_job SET scheduled_at = strftime('%Y-%m-%d %H:%M:%f', scheduled_at, '+1 day'), attempted_at = strftime('%Y-%m-%d %H:%M:%f', attempted_at, '+1 day')`)
		},
		"the queue's clock a day behind, and right again": func(t *testing.T) *house {
			return shifted(t, file(t), list, -24*time.Hour, `UPDATE river_job SET scheduled_at = strftime('%Y-%m-%d %H:%M:%f', scheduled_at, '-1 day'), attempted_at = strftime('%Y-%m-%d %H:%M:%f', attempted_at, '-1 day')`)
		},
		"the server's clock a day ahead, and right again": func(t *testing.T) *house {
			return shifted(t, place(cluster.Database(t)), list, 24*time.Hour, `UPDATE river_job SET scheduled_at = scheduled_at + interval '1 day', attempted_at = attempted_at + interval '1 day'`)
		},
		"settled after every portion": func(t *testing.T) *house {
			h := build(t, file(t), 2, now, nil)
			for _, part := range quarters(list) {
				h.take(t, part)
				h.settle(t)
			}
			return h
		},
		"taken twice": func(t *testing.T) *house {
			h := build(t, file(t), 4, now, nil)
			h.take(t, list)
			h.take(t, list)
			h.settle(t)
			return h
		},
		"closed in the middle, three times": func(t *testing.T) *house {
			name := file(t)
			for i, part := range quarters(list) {
				h := build(t, name, 4, now, nil)
				h.take(t, part)
				if i == 3 {
					h.settle(t)
					return h
				}
				ctx, stop := context.WithTimeout(t.Context(), 150*time.Millisecond)
				if err := h.engine.Drain(ctx); err == nil && i == 0 {
					t.Log("everything was done before it was closed")
				}
				stop()
				h.store.Close()
			}
			return nil
		},
		"four workers on SQLite, killed again and again": func(t *testing.T) *house {
			return killed(t, file(t), 4, list)
		},
		"sixteen workers on PostgreSQL, killed again and again": func(t *testing.T) *house {
			return killed(t, place(cluster.Database(t)), 16, list)
		},
		"one worker on PostgreSQL": func(t *testing.T) *house {
			h := build(t, place(cluster.Database(t)), 1, now, nil)
			h.take(t, list)
			h.settle(t)
			return h
		},
		"on PostgreSQL, with two processes": func(t *testing.T) *house {
			at := place(cluster.Database(t))
			h, other := build(t, at, 4, now, nil), build(t, at, 12, now, nil)
			for _, e := range []work.Engine{h.engine, other.engine} {
				if err := e.Start(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			h.take(t, list)
			h.settle(t)
			if err := errors.Join(other.engine.Stop(t.Context()), h.engine.Stop(t.Context())); err != nil {
				t.Fatal(err)
			}
			other.store.Close()
			return h
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := run(t)
			defer h.store.Close()
			again := h.export(t)
			sameExport(t, again, want)
			for range 2 { // every stage once more
				if err := h.keeper.Group(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			for _, s := range stories {
				if err := h.keeper.Tell(t.Context(), s.Story.ID); err != nil {
					t.Fatal(err)
				}
			}
			sameExport(t, h.export(t), again)
		})
	}
}

// shifted takes reports while clocks are off, shifts the queue's times by as much, and settles with clocks that are right.
func shifted(t *testing.T, at place, list []*sitrep.Report, off time.Duration, shift string) *house {
	var by atomic.Int64
	by.Store(int64(off))
	h := build(t, at, 4, func() time.Time { return time.Now().Add(time.Duration(by.Load())) }, nil)
	parts := quarters(list)
	h.take(t, parts[0])
	ctx, stop := context.WithTimeout(t.Context(), 100*time.Millisecond)
	h.engine.Drain(ctx) // some of it is done by then, or nothing
	stop()
	h.take(t, parts[1])
	if err := h.exec(t.Context(), shift); err != nil {
		t.Fatal(err)
	}
	by.Store(0)
	h.take(t, parts[2])
	h.take(t, parts[3])
	h.settle(t)
	return h
}

// TestWaitingTaskIsOne says that a task which waits already is not put into the queue again.
func TestWaitingTaskIsOne(t *testing.T) {
	h := build(t, file(t), 1, time.Now, nil)
	defer h.store.Close()
	for range 3 {
		if err := h.store.Keep(t.Context(), &sitrep.Batch{Tasks: []sitrep.Task{{Kind: sitrep.GroupTask}, {Kind: sitrep.TellTask, Key: "s-1"}, {Kind: sitrep.TellTask, Key: "s-2"}}}); err != nil {
			t.Fatal(err)
		}
	}
	q, err := h.engine.Queue(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if q.Waiting[sitrep.GroupTask] != 1 || q.Waiting[sitrep.TellTask] != 2 {
		t.Errorf("waiting %v", q.Waiting)
	}
}

// TestRestingGroupIsWork says that grouping which rests for a while is work still to be done: River marks what is due
// within seconds as available, and a queue that is drained just then must not be taken for an empty one.
func TestRestingGroupIsWork(t *testing.T) {
	for name, at := range map[string]func() place{"SQLite": func() place { return file(t) }, "PostgreSQL": func() place { return place(cluster.Database(t)) }} {
		for state, rests := range map[string]string{"available": "within seconds", "scheduled": "for long"} {
			t.Run(name+", resting "+rests, func(t *testing.T) {
				h := build(t, at(), 1, time.Now, nil)
				defer h.store.Close()
				h.take(t, reports(20))
				ctx, stop := context.WithTimeout(t.Context(), 2*time.Minute)
				defer stop()
				h.settle(t)
				if err := h.store.Keep(ctx, &sitrep.Batch{Tasks: []sitrep.Task{{Kind: sitrep.GroupTask}}}); err != nil {
					t.Fatal(err)
				}
				later := "strftime('%Y-%m-%d %H:%M:%f', 'now', '+40 seconds')"
				if name == "PostgreSQL" {
					later = "now() + interval '40 seconds'"
				}
				if err := h.exec(ctx, "UPDATE river_job SET state = '"+state+"', scheduled_at = "+later+" WHERE kind = 'group' AND state = 'available'"); err != nil {
					t.Fatal(err)
				}
				if q, err := h.engine.Queue(ctx); err != nil || q.Ready() != 1 {
					t.Errorf("%d ready, %v", q.Ready(), err)
				}
				began := time.Now()
				if err := h.engine.Drain(ctx); err != nil {
					t.Fatal(err)
				}
				if q, err := h.engine.Queue(ctx); err != nil || q.Ready() != 0 {
					t.Errorf("%d ready after draining, %v", q.Ready(), err)
				}
				if took := time.Since(began); took > 30*time.Second {
					t.Errorf("a queue that is drained should not rest; it took %v", took)
				}
			})
		}
	}
}

// TestDrainTakesOverGrouping says that who drains a queue takes over grouping when the one that held it lets go, or is
// gone: the server notices the end of a session some time after it.
func TestDrainTakesOverGrouping(t *testing.T) {
	at := place(cluster.Database(t))
	h := build(t, at, 1, time.Now, nil)
	defer h.store.Close()
	h.take(t, reports(20))
	ctx, stop := context.WithTimeout(t.Context(), 2*time.Minute)
	defer stop()
	other, err := pgx.Connect(ctx, string(at))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Exec(ctx, "SELECT pg_advisory_lock(x'51720002'::int)"); err != nil {
		t.Fatal(err)
	}
	gone := time.AfterFunc(time.Second, func() { other.Close(ctx) })
	defer gone.Stop()
	if err := h.engine.Drain(ctx); err != nil {
		t.Fatal(err)
	}
	if q, err := h.engine.Queue(ctx); err != nil || q.Ready() != 0 {
		t.Errorf("%d ready after draining, %v", q.Ready(), err)
	}
}

// TestFailedTaskIsTriedAgain says that a task which fails is told of, kept, and done when its cause is gone.
func TestFailedTaskIsTriedAgain(t *testing.T) {
	broken := true
	h := build(t, file(t), 1, time.Now, func(task sitrep.Task) error {
		if broken && task.Kind == sitrep.TellTask {
			return fmt.Errorf("the pen is dry")
		}
		return nil
	})
	defer h.store.Close()
	h.take(t, reports(8))
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	err := h.engine.Drain(ctx)
	if _, ok := err.(*work.Left); !ok {
		t.Fatalf("drained with %v", err)
	}
	broken = false
	for wait := 0; ; wait++ {
		err := h.engine.Drain(ctx)
		if err == nil {
			break
		}
		if wait > 100 {
			t.Fatal(err)
		}
		time.Sleep(100 * time.Millisecond)
	}
	stories, _ := h.store.Stories(t.Context(), sitrep.StoryFilter{})
	told, err := h.store.Story(t.Context(), stories[0].Story.ID)
	if err != nil || told.Brief.Story == "" {
		t.Errorf("not told: %v", err)
	}
}
