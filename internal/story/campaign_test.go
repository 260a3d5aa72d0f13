package story_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/story"
)

// war are reports of events at towns, "day kind town": each in its own words and by another outlet.
func war(l *lang.Language, reports ...string) []story.Report {
	ways := []string{
		"%s in %s kills %d near bakery|A baker and his sons were among the dead of the %s in %s, doctors said; %d bodies lay in the yard.",
		"Medics count dead after %s on %s: %d|Ambulances drove all night after a %s on %s. The health board put the dead at %d and asked for blood.",
		"School hit as %s in %s leaves %d dead|Lessons had just begun when the %s in %s tore the roof off, a teacher said. She counted %d small coffins.",
		"%s near %s: monitor tells of %d dead|The Tarsk Observatory said a %s near %s had cost %d lives, and blamed the army, which kept silent.",
		"Rescuers dig after %s in %s, %d killed|Volunteers with bare hands pulled the living from cellars after the %s in %s. Of the dead, %d had names by evening.",
		"Water cut off after %s on %s kills %d|Pumps stood still and wells were fouled by the %s on %s, engineers said. Neighbours buried %d people.",
	}
	var out []story.Report
	for i, r := range reports {
		f := strings.Fields(r)
		kind, town := strings.ReplaceAll(f[1], "-", " "), f[2]
		title, body, _ := strings.Cut(ways[i%len(ways)], "|")
		dead := 7 + i*5
		x := one(l, fmt.Sprint(string(rune('a'+i))), fmt.Sprintf("2031-05-%sT09:00:00Z", f[0]), fmt.Sprintf(title, kind, town, dead), fmt.Sprintf(body, kind, town, dead))
		x.Report.Outlet = fmt.Sprint("Outlet ", i)
		out = append(out, x)
	}
	return out
}

func grouping(reports []story.Report) []sitrep.Story {
	g := story.New(story.Options{})
	for _, r := range reports {
		g.Add(r)
	}
	return g.Stories()
}

// A battle for one town is one story over its days, and its incidents are events of it; what happens at another town is not of it.
func TestCampaign(t *testing.T) {
	l := english(t)
	stories := grouping(war(l, "03 airstrike Velmora", "05 shelling Velmora", "06 airstrike Belport", "08 airstrike Velmora", "12 missile-strike Velmora", "13 shelling Velmora"))
	if got := grouped(stories); !slices.Equal(got, []string{"a b d e f", "c"}) {
		t.Errorf("got %q", got)
	}
	if n := len(stories[0].Events); n < 4 {
		t.Errorf("%d events", n)
	}
}

// Strikes with more than a week between them are no campaign, nor are the crimes of a week.
func TestNoCampaign(t *testing.T) {
	l := english(t)
	for _, c := range []struct {
		reports []string
		most    int // reports in one story
	}{
		{[]string{"03 airstrike Velmora", "12 shelling Velmora", "21 airstrike Velmora", "30 shelling Velmora"}, 1},
		{[]string{"03 stabbing Velmora", "05 shooting Velmora", "06 crash Velmora", "08 shooting Velmora", "09 stabbing Velmora"}, 3},
	} {
		if got := grouping(war(l, c.reports...)); len(got[0].Articles) > c.most {
			t.Errorf("%q: got %q", c.reports, grouped(got))
		}
	}
}

// Whatever is told of one fire for days is of that fire, also on the days on which somebody only spoke of it; its day is the one most give of those by which it was first told.
func TestOneSuddenEvent(t *testing.T) {
	l := english(t)
	var reports []story.Report
	for i, r := range []string{
		"09|Fire at Velmora harbour kills 12|A fire at the harbour in Velmora killed 12 people on May 8, the mayor of Velmora, Oda Brenn, said.",
		"09|Velmora harbour fire: 12 dead|Twelve people died in a fire in Velmora on May 8, the fire chief said, and the harbour of Velmora is shut.",
		"11|Mayor Brenn defends crews after Velmora harbour fire|The mayor of Velmora, Oda Brenn, said on May 11 that crews reached the fire at the harbour within minutes.",
		"12|Velmora harbour fire: survivors ask why no alarm rang|Those who got out of the fire at the harbour of Velmora asked Mayor Oda Brenn on May 12 why no alarm rang.",
	} {
		f := strings.SplitN(r, "|", 3)
		x := one(l, fmt.Sprint(string(rune('a'+i))), fmt.Sprintf("2031-05-%sT09:00:00Z", f[0]), f[1], f[2])
		x.Report.Outlet = fmt.Sprint("Outlet ", i)
		reports = append(reports, x)
	}
	stories := grouping(reports)
	if len(stories) != 1 || len(stories[0].Events) != 1 {
		t.Fatalf("got %q, events %v", grouped(stories), stories[0].Events)
	}
	if e := stories[0].Events[0]; e.What != "fire" || e.Where != "Velmora" || e.When != "2031-05-08" || len(e.Reports) != 4 {
		t.Errorf("got %+v", e)
	}
}

// A massacre is the shelling of that place and day in a stronger word; what came to pass days apart stays two events.
func TestWiderEvents(t *testing.T) {
	l := english(t)
	reports := war(l, "03 airstrike Velmora", "04 ambush Velmora", "05 shelling Velmora", "05 massacre Velmora", "08 airstrike Velmora")
	for i, day := range []string{"3", "", "5", "5", "8"} {
		if r := &reports[i]; day != "" {
			*r = one(l, string(r.Report.ID), r.Report.Published.String(), r.Report.Title+" on May "+day, r.Report.Text)
			r.Report.Outlet = fmt.Sprint("Outlet ", i)
		}
	}
	stories := grouping(reports)
	got := map[string]int{}
	for _, e := range stories[0].Events {
		got[e.When+" "+e.What] = len(e.Reports)
	}
	if len(stories) != 1 || got["2031-05-05 shelling"] != 2 || got["2031-05-08 air strike"] != 1 || got["2031-05-03 air strike"] != 1 {
		t.Errorf("got %v of %q", got, grouped(stories))
	}
}
