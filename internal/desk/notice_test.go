package desk_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/item"
	"sitrep/internal/sqlite"
)

// TestNotices tells a story day by day and reads what programs would be told.
func TestNotices(t *testing.T) {
	c, err := open(t, 2).Open(context.Background(), kursk(t), desk.CaseOptions{One: true})
	if err != nil {
		t.Fatal(err)
	}
	book := desk.OpenBook(c)
	id := c.Stories[0].ID
	at := func(day string) *sitrep.Told {
		asof, err := sitrep.ParseStamp(day)
		if err != nil {
			t.Fatal(err)
		}
		told := &sitrep.Told{Story: sitrep.Story{ID: id}, At: asof.End()}
		if told.Ledger, err = book.Ledger(context.Background(), id, asof); err != nil {
			t.Fatal(err)
		}
		if told.Brief, err = book.Brief(context.Background(), id, asof); err != nil {
			t.Fatal(err)
		}
		return told
	}
	first := desk.Notices(&sitrep.Told{}, at("2024-12-19"))
	if len(first) != 1 || first[0].Kind != sitrep.StoryCreated || first[0].What == "" || first[0].Story != id {
		t.Errorf("the first telling: %+v", first)
	}
	if again := desk.Notices(at("2024-12-27"), at("2024-12-27")); len(again) != 0 {
		t.Errorf("told twice: %+v", again)
	}
	kinds := map[sitrep.NoticeKind]int{}
	var thousand bool
	list := desk.Notices(at("2024-12-22"), at("2024-12-23"))
	for _, n := range list {
		kinds[n.Kind]++
		if n.Kind == sitrep.FigureChanged {
			if len(n.Citations) == 0 || n.Claimant == "" || n.Measure == "" {
				t.Errorf("a figure that nobody gives: %+v", n)
			}
			thousand = thousand || n.What == "about 1,100 casualties" && n.Value != nil && n.Value.Min == sitrep.Of(1100)
			if (n.Was == "") != (n.Before == nil) {
				t.Errorf("what was before in words and in numbers: %+v", n)
			}
		}
	}
	if !thousand || kinds[sitrep.BriefUpdated] != 1 {
		t.Errorf("on 23 December: %v\n%+v", kinds, list)
	}
	back := map[string]bool{}
	for _, n := range desk.Notices(at("2024-12-22"), at("2024-12-23")) {
		back[string(n.Kind)+n.What+n.Claimant] = true
	}
	for _, n := range list {
		if !back[string(n.Kind)+n.What+n.Claimant] {
			t.Errorf("not told the second time: %+v", n)
		}
	}
}

// TestTellings holds the versions of a brief: numbered, each saying what it changed.
func TestTellings(t *testing.T) {
	c, err := open(t, 2).Open(context.Background(), kursk(t), desk.CaseOptions{One: true})
	if err != nil {
		t.Fatal(err)
	}
	book := desk.OpenBook(c)
	list, err := book.Tellings(context.Background(), c.Stories[0].ID)
	if err != nil || len(list) < 5 {
		t.Fatalf("%d versions: %v", len(list), err)
	}
	for i, x := range list {
		if x.Number != i+1 || (x.Change == "") != (i == 0) || x.Brief.Headline.Text == "" || i > 0 && !x.At.After(list[i-1].At) {
			t.Errorf("version %d: %d, %q, %q", i+1, x.Number, x.Change, x.Brief.Headline.Text)
		}
	}
}

// TestSilenceBroken: who declined to speak and speaks in a later report is told of once, and what a telling by an earlier
// program did not note is no news.
func TestSilenceBroken(t *testing.T) {
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "s.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	k := desk.NewKeeper(desk.KeeperOptions{Desk: newDesk(t), Store: s, Identity: item.Identity{}})
	report := func(n int, day, text string) *sitrep.Report {
		published, err := sitrep.ParseStamp(day)
		if err != nil {
			t.Fatal(err)
		}
		return &sitrep.Report{ID: sitrep.ReportID(fmt.Sprint("r-", n)), Outlet: "Isles News", URL: fmt.Sprint("https://isles.example/", n), Published: published, Title: "Ferry sinks off Lorn", Language: "en",
			Text: "The ferry Saint Brannan sank off Lorn in a heavy storm, killing at least nine people, the coast guard said. " + text}
	}
	tell := func(r *sitrep.Report) (out []sitrep.Notice) {
		t.Helper()
		last, err := s.LastNotice(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		take(t, k, []*sitrep.Report{r})
		if err := errors.Join(k.Read(t.Context(), r.ID), k.Group(t.Context())); err != nil {
			t.Fatal(err)
		}
		stories, err := s.Stories(t.Context(), sitrep.StoryFilter{})
		if err != nil || len(stories) != 1 {
			t.Fatalf("%d stories, %v", len(stories), err)
		}
		for range 2 { // told twice
			if err := k.Tell(t.Context(), stories[0].Story.ID); err != nil {
				t.Fatal(err)
			}
		}
		list, err := s.Notices(t.Context(), last, 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range list {
			if n.Kind == sitrep.SilenceBroken {
				out = append(out, n)
			}
		}
		return out
	}
	if list := tell(report(1, "2024-05-10", "Lorn Ferries declined to comment.")); len(list) > 0 {
		t.Errorf("silence is no speech: %+v", list)
	}
	list := tell(report(2, "2024-05-11", "Lorn Ferries said the ship had been inspected in March."))
	if len(list) != 1 || list[0].Claimant != "Lorn Ferries" || list[0].What == "" || len(list[0].Citations) == 0 || list[0].Citations[0].Report != "r-2" {
		t.Fatalf("the silence was broken: %+v", list)
	}
	if list := tell(report(3, "2024-05-12", "Lorn Ferries said it would pay for the funerals.")); len(list) > 0 {
		t.Errorf("told again: %+v", list)
	}
}
