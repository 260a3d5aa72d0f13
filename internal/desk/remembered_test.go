package desk_test

import (
	"context"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/sqlite"
)

// counted counts how often a store is asked for the readings of more than one report.
type counted struct {
	sitrep.Store
	asked atomic.Int64
}

func (s *counted) Readings(ctx context.Context, ids []sitrep.ReportID) ([]sitrep.Reading, error) {
	if len(ids) > 1 {
		s.asked.Add(1)
	}
	return s.Store.Readings(ctx, ids)
}

// TestAStoryIsGatheredOnce asks a book for what stands in a story, many at once: the store is asked once for all of them
// until something is kept, and what is kept then shows at once.
func TestAStoryIsGatheredOnce(t *testing.T) {
	file, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "s.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	s := &counted{Store: file}
	d := newDesk(t)
	k := desk.NewKeeper(desk.KeeperOptions{Desk: d, Store: s})
	day, err := sitrep.ParseStamp("2025-09-01")
	if err != nil {
		t.Fatal(err)
	}
	report := func(id sitrep.ReportID, who string) *sitrep.Report {
		return &sitrep.Report{
			ID: id, Outlet: "Courier " + string(id), URL: "https://courier.example/" + string(id), Published: day, Language: "en", Title: "Flood kills three in Springfield",
			Text: "The flood in Springfield killed three people, including " + who + ", Mayor Jane Doe said on Monday.",
		}
	}
	grow := func(reports ...*sitrep.Report) {
		t.Helper()
		var ids []sitrep.ReportID
		for _, r := range reports {
			ids = append(ids, r.ID)
		}
		take(t, k, reports)
		if err := k.Read(t.Context(), ids...); err != nil {
			t.Fatal(err)
		}
		if err := k.Group(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	grow(report("a", "Jonas Falk, 34"), report("b", "Jonas Falk, 34"))
	id, err := s.StoryOf(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	book := desk.NewNames(desk.KeptBook(d, s), s.Decisions).Book()
	// look has a crowd look at the story, and says how often the store was asked and what the last report says.
	look := func() (asked int64, text string) {
		t.Helper()
		before := s.asked.Load()
		var all sync.WaitGroup
		for range 30 {
			all.Go(func() {
				if _, err := book.Since(t.Context(), id, sitrep.Stamp{}); err != nil {
					t.Error(err)
				}
				if _, err := book.Brief(t.Context(), id, sitrep.Stamp{}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		list, err := book.Readings(t.Context(), id, sitrep.Stamp{})
		if err != nil || len(list) == 0 {
			t.Fatalf("%d reports, %v", len(list), err)
		}
		return s.asked.Load() - before, list[len(list)-1].Report.Text
	}
	if n, text := look(); n != 1 || strings.Contains(text, "Falk") {
		t.Errorf("the store was asked %d times, want 1, for %q", n, text)
	}
	if n, _ := look(); n != 0 {
		t.Errorf("the store was asked %d times for what had not changed", n)
	}
	grow(report("c", "Mia Lund, 51"))
	if n, text := look(); n != 1 || !strings.Contains(text, "including [") || strings.Contains(text, "Lund") {
		t.Errorf("a report came: the store was asked %d times, want 1, for %q", n, text)
	}
	for _, name := range []string{"Jonas Falk", "Mia Lund"} {
		if _, err := k.Decide(t.Context(), sitrep.Decision{Kind: sitrep.Release, Story: id, Text: name, Why: "the families agreed"}, nil); err != nil {
			t.Fatal(err)
		}
	}
	if n, text := look(); n != 1 || !strings.Contains(text, "Mia Lund") {
		t.Errorf("names were released: the store was asked %d times, want 1, for %q", n, text)
	}
}
