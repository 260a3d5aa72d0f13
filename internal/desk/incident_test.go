package desk_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/desk"
)

// chains are small stories, and how the lines of their killed must run: "who: value, value; value" has two values that follow each other as one count, and
// one that stands apart, of another incident.
var chains = []struct {
	name    string
	reports []string // day | headline | text
	want    []string
}{
	{"strikes on one town, days apart", []string{
		"2023-06-03 | Shelling kills 12 in Tarsk market | Shells fell on the central market of Tarsk, killing 12 people, hospital officials said. Stalls burned for hours.",
		"2023-06-09 | Rocket hits Tarsk bus station, 17 dead | A rocket struck the bus station in Tarsk on Friday morning and killed 17 people, hospital officials said. Drivers said there had been no warning.",
		"2023-06-17 | Air strike on bakery in Tarsk kills 25 | Warplanes bombed a bakery in the north of Tarsk where people had queued for bread. Hospital officials said 25 people were killed.",
		"2023-06-24 | Nine killed as shells fall on Tarsk again | Nine people were killed when shells hit a street in the Old Port district of Tarsk, hospital officials said.",
	}, []string{"hospital officials: 12; 17; 25; 9"}},
	{"a toll that rises", []string{
		"2024-02-10 | Ferry sinks off Lorn, at least 12 dead | A ferry sank off the island of Lorn on Saturday. At least 12 people were killed, the coastguard said.",
		"2024-02-11 | Lorn ferry disaster: death toll rises to 19 | The number of people killed when a ferry sank off Lorn has risen to 19, the coastguard said on Sunday. Divers are searching the hull.",
		"2024-02-12 | Lorn ferry: 23 now known to have died | The coastguard said 23 people were killed when the ferry sank off Lorn on Saturday, after divers had searched the hull.",
	}, []string{"coastguard: 12, 19, 23"}},
	{"an older disaster, remembered", []string{
		"2024-05-02 | Tunnel fire kills 31 in Arvik | A fire in the road tunnel at Arvik killed 31 people on Thursday, police said.",
		"2024-05-03 | Arvik tunnel fire: 34 dead | The fire in the Arvik tunnel killed 34 people, police said on Friday. A fire in the same tunnel killed 8 people in 1999.",
	}, []string{"courier 1: 8", "police: 31, 34"}},
	{"streets of one city, told in one breath", []string{
		"2022-11-05 | Attacks across Oro kill 21 | Attacks on the city of Oro killed 21 people on Saturday, police said. In Mill Street 14 people were killed by a car bomb, police said. At the harbour seven people were killed by gunmen, police said.",
	}, []string{"police: 21; 14; 7"}},
}

// readChain reads a chain's reports as one story.
func readChain(t *testing.T, lines []string) *desk.Case {
	t.Helper()
	var reports []*sitrep.Report
	for i, line := range lines {
		f := strings.SplitN(line, " | ", 3)
		published, err := sitrep.ParseStamp(f[0])
		if err != nil {
			t.Fatal(err)
		}
		reports = append(reports, &sitrep.Report{ID: sitrep.ReportID(fmt.Sprint("r", i)), Outlet: fmt.Sprint("Courier ", i), Title: f[1], Text: f[2], Language: "en", Published: published})
	}
	c, err := newDesk(t).Open(context.Background(), reports, desk.CaseOptions{One: true})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestTableOfOneIncident says that a brief's table holds the counts of the incident that it begins with, and marks what else it tells.
func TestTableOfOneIncident(t *testing.T) {
	c := readChain(t, chains[0].reports)
	b := c.Brief(c.Stories[0], 0)
	if len(b.Figures) == 0 {
		t.Fatal("no table")
	}
	days := map[string]bool{}
	for _, f := range b.Figures {
		if !strings.Contains(f.Remark, "another incident") {
			days[f.Day] = true
		}
	}
	if len(days) != 1 {
		t.Errorf("%s\nits table has unmarked counts of %d days: %+v", b.Headline.Text, len(days), b.Figures)
	}
}

// TestChains says which counts follow each other: those of one incident, and no others.
func TestChains(t *testing.T) {
	for _, c := range chains {
		t.Run(c.name, func(t *testing.T) {
			opened := readChain(t, c.reports)
			type run struct {
				day    string
				values []string
			}
			lines := map[string][]run{}
			for _, s := range opened.Ledger(opened.Stories[0]).Series {
				for _, l := range s.Claimants {
					if s.Measure != sitrep.Killed || l.Kind == sitrep.Nobody && s.Event == "" {
						continue
					}
					var r run
					for _, st := range l.Steps {
						if v := fmt.Sprint(st.Min.N); !slices.Contains(r.values, v) {
							r.values = append(r.values, v)
						}
						r.day = max(r.day, st.Published.String())
					}
					who := strings.ToLower(strings.TrimPrefix(strings.TrimPrefix(l.Claimant, "the "), "The "))
					lines[who] = append(lines[who], r)
				}
			}
			var got []string
			for who, runs := range lines {
				slices.SortStableFunc(runs, func(a, b run) int { return strings.Compare(a.day, b.day) })
				var parts []string
				for _, r := range runs {
					parts = append(parts, strings.Join(r.values, ", "))
				}
				got = append(got, who+": "+strings.Join(parts, "; "))
			}
			slices.Sort(got)
			if !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}
