package desk_test

import (
	"context"
	"testing"

	"sitrep"
	"sitrep/internal/desk"
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
			thousand = thousand || n.What == "about 1,100 casualties"
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
