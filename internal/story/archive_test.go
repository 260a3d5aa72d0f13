package story_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"sitrep"
	"sitrep/internal/story"
)

// What is settled is told the same ever after, also when its story was put away: headline, times of every precision, ties and events.
func TestPutAway(t *testing.T) {
	l := english(t)
	g := story.New(story.Options{Window: 24})
	stamps := []string{"", "2031-05", "2031-05-07", "2031-05-07T10:30:00Z", "2031-05-07T23:30:00+05:00", "2031"}
	arrived := map[sitrep.ReportID]int{}
	was := map[string]string{}
	compared := 0
	for i, r := range synthetic(l, 7, 700) {
		if i%3 == 0 {
			r.Report.Published = stamp(t, stamps[i/3%len(stamps)])
		}
		r.Report.Title += " – “Ärger” im Süden"
		arrived[r.ID] = i
		g.Add(r)
		if i%35 != 34 {
			continue
		}
		for _, s := range g.Stories() {
			last := 0
			for _, id := range s.Articles {
				last = max(last, arrived[id])
			}
			if i-last < 48 {
				continue
			}
			page, err := json.Marshal(struct {
				sitrep.Story
				Events []sitrep.Event
				Ties   []sitrep.Tie
			}{s, s.Events, s.Ties})
			if err != nil {
				t.Fatal(err)
			}
			key := fmt.Sprint(s.Articles)
			if before := was[key]; before != "" {
				compared++
				if before != string(page) {
					t.Fatalf("after %d reports\n%s\nbecame\n%s", i+1, before, page)
				}
			}
			was[key] = string(page)
		}
	}
	if compared < 500 {
		t.Errorf("only %d comparisons", compared)
	}
}

// A copy of a report whose story was put away long ago finds it, wherever in the window it stands, brings no other story along, and its story is
// told under its old id. A report that is put away is still known.
func TestLateCopy(t *testing.T) {
	l := english(t)
	for late := 0; late < 13; late += 4 {
		g := story.New(story.Options{Window: 24})
		first := ferry(l, "2031-05-03T09:00:00Z")[:3]
		for _, r := range first {
			g.Add(r)
		}
		var id sitrep.StoryID
		others := synthetic(l, 3, 350)
		for i, r := range others {
			g.Add(r)
			if i == 30 {
				id = home(t, g, "a").ID
			}
			if i == 300+late {
				c := one(l, "late", "2031-06-20T09:00:00Z", "The loss of the Alcyone", "A year of sorrow began with a gale off Cape Moro.")
				c.CopyOf = []sitrep.ReportID{"b"}
				g.Add(c)
				s := home(t, g, "late")
				if at := slices.IndexFunc(s.Ties, func(t sitrep.Tie) bool { return t.Report == "late" }); s.Ties[at].To != "b" {
					t.Fatalf("%d: tied to %q", late, s.Ties[at].To)
				}
			}
			if i < 300+late || i%6 != 0 {
				continue
			}
			if s := home(t, g, "late"); s.ID != id || !slices.Equal(s.Articles, []sitrep.ReportID{"a", "b", "c", "late"}) {
				t.Fatalf("late by %d, after %d: %s has %v, was %s", late, i, s.ID, s.Articles, id)
			}
		}
		if g.Add(first[2]) {
			t.Error("a report given twice was taken for new")
		}
		if now, ok := g.Find(id); !ok || now != id {
			t.Errorf("%s leads to %q, %v", id, now, ok)
		}
	}
}

// home is the one story a report is in; no two stories bear one id.
func home(t *testing.T, g *story.Grouper, id sitrep.ReportID) (found sitrep.Story) {
	t.Helper()
	ids := map[sitrep.StoryID]bool{}
	n := 0
	for _, s := range g.Stories() {
		if ids[s.ID] {
			t.Fatalf("two stories are %s", s.ID)
		}
		ids[s.ID] = true
		if slices.Contains(s.Articles, id) {
			found = s
			n++
		}
	}
	if n != 1 {
		t.Fatalf("%s is in %d stories", id, n)
	}
	return found
}

// A story that goes on for hundreds of reports, and far beyond the window, keeps them all, and its id; each stays known.
func TestLongStory(t *testing.T) {
	l := english(t)
	g := story.New(story.Options{Window: 24})
	base := ferry(l, "2031-05-03T09:00:00Z")[0]
	other := synthetic(l, 4, 700)
	var id sitrep.StoryID
	for i := range 700 {
		r := *base.Report
		r.ID = sitrep.ReportID(fmt.Sprintf("v%03d", i))
		c := story.Report{Report: &r, Body: base.Body, Title: base.Title}
		if i > 0 {
			c.CopyOf = []sitrep.ReportID{sitrep.ReportID(fmt.Sprintf("v%03d", i*3/4))}
		}
		g.Add(c)
		g.Add(other[i])
		if i%100 != 99 {
			continue
		}
		s := home(t, g, "v000")
		if id == "" {
			id = s.ID
		}
		if len(s.Articles) != i+1 || s.ID != id {
			t.Fatalf("after %d versions %s holds %d, was %s", i+1, s.ID, len(s.Articles), id)
		}
		if !slices.IsSorted(s.Articles) || s.Headline != base.Report.Title {
			t.Fatalf("headline %q of %v", s.Headline, s.Articles)
		}
	}
	before := g.Stories()
	for i, r := range other {
		if g.Add(r) {
			t.Errorf("%s was given twice and taken for new", r.ID)
		}
		r.Report = &sitrep.Report{ID: sitrep.ReportID(fmt.Sprintf("v%03d", i))}
		if g.Add(r) {
			t.Errorf("%s was given twice and taken for new", r.ID)
		}
	}
	if after := g.Stories(); len(after) != len(before) {
		t.Errorf("%d stories became %d when nothing new was given", len(before), len(after))
	}
}
