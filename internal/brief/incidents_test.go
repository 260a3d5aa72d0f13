package brief_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/brief"
	"sitrep/internal/desk"
)

// papers makes a report of each paper's day, headline and text.
func papers(t *testing.T, list ...[3]string) []*sitrep.Report {
	t.Helper()
	var reports []*sitrep.Report
	for i, r := range list {
		published, err := sitrep.ParseStamp(r[0])
		if err != nil {
			t.Fatal(err)
		}
		reports = append(reports, &sitrep.Report{ID: sitrep.ReportID(fmt.Sprintf("r%02d", i)), Outlet: fmt.Sprintf("Paper %02d", i), Title: r[1], Text: r[2], Published: published, Language: "en"})
	}
	return reports
}

// told writes the brief of reports given as day, headline and text.
func told(t *testing.T, words int, list ...[3]string) string {
	t.Helper()
	reports := papers(t, list...)
	d := newDesk(t)
	c, err := d.Open(context.Background(), reports, desk.CaseOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Stories) != 1 {
		return plain(t, d, words, reports...)
	}
	// As one story that was grouped, its reports have events.
	b := c.Brief(c.Stories[0], words)
	var out bytes.Buffer
	if err := brief.WritePlain(&out, &b); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

var strikes = [][3]string{
	{"2024-03-01", "Air strike kills 22 in Lorn", "An air strike killed 22 people in Lorn on Friday, the coast guard said. A bakery in the harbour of Lorn was hit by the strike. The rebels in Lorn accused the air force of bombing the harbour."},
	{"2024-03-03", "Air strike kills 14 in Lorn", "An air strike killed 14 people in Lorn on Sunday, the coast guard said. A school by the river in Lorn was damaged by the strike. The mayor of Lorn demanded a truce after the strike."},
	{"2024-03-05", "Strike on Lorn kills 12", "An air strike killed 12 people in Lorn on Tuesday, the coast guard said. The strike cut the road from Lorn to the mines. Doctors in Lorn said they had treated 30 wounded."},
	{"2024-03-07", "Air strike kills six in Lorn", "An air strike killed six people in Lorn on Thursday, the coast guard said. A bus station in Lorn was in ruins after the strike, doctors said. The air force of Marrow denied the strike on Lorn."},
}

// A chain of incidents is told of its newest; of the others only with their day.
func TestIncidents(t *testing.T) {
	out := told(t, 190, strikes...)
	head, _, _ := strings.Cut(out, "\n")
	if !strings.Contains(head, "six") {
		t.Errorf("the headline is not of the newest strike: %s", out)
	}
	for _, of := range []string{"bakery", "school by the river", "demanded a truce", "accused the air force", "cut the road", "30 wounded"} {
		if strings.Contains(out, of) {
			t.Errorf("%q is of another strike: %s", of, out)
		}
	}
	for n, day := range map[string]string{"22 people": "1 March 2024", "14 people": "3 March 2024", "12 people": "5 March 2024"} {
		for _, s := range strings.SplitAfter(out, ". ") {
			if strings.Contains(s, n) && !strings.Contains(s, day) {
				t.Errorf("nobody knows of which strike this is: %s", s)
			}
		}
	}
}

// Days of one event are no chain: what was told first stays.
func TestOneEventIsNoChain(t *testing.T) {
	out := told(t, 190,
		[3]string{"2024-03-01", "Dam breaks above Lorn", "A dam broke above Lorn on Friday, and 12 people were killed, the coast guard said. The owners of the dam declined to comment."},
		[3]string{"2024-03-02", "Dam burst above Lorn kills 15", "The dam that broke above Lorn on Friday killed 15 people, the coast guard said. The transport ministry had inspected the dam in January, Ines Calder said."},
		[3]string{"2024-03-03", "Dam burst kills 15 in Lorn", "The dam burst above Lorn killed 15 people on Friday, the coast guard said."},
	)
	if !strings.Contains(out, "owners of the dam declined") {
		t.Errorf("what the first day told is gone: %s", out)
	}
}

// The toll of the headline isn't followed by a lower one of the same day.
func TestOlderTollUnderNewer(t *testing.T) {
	out := told(t, 190,
		[3]string{"2024-05-10T06:00:00Z", "Earthquake strikes villages around Orsa", "The earthquake around Orsa has killed more than 2,200 people. Soldiers from Marrow carried tents into the hills."},
		[3]string{"2024-05-10T09:00:00Z", "Quake rescuers dig on around Orsa", "Rescuers dug on in the villages around Orsa, where the earthquake killed at least 2,250 people. Schools stay closed for a week."},
		[3]string{"2024-05-10T18:00:00Z", "Death toll of Orsa quake tops 2,400", "Hospitals around Orsa treat the hurt in tents. Power was back in half of the town by the evening."},
	)
	if !strings.Contains(out, "2,400") {
		t.Fatalf("the newest toll is missing: %s", out)
	}
	if strings.Contains(out, "2,200") || strings.Contains(out, "2,250") {
		t.Errorf("an older toll stands under it: %s", out)
	}
}

// A brief whose only sentence is its headline once more has no body.
func TestHeadlineAgain(t *testing.T) {
	const same = "Search goes on for a missing fishing boat off the coast of Lorn"
	out := told(t, 190, [3]string{"2024-05-09", "Watch: " + same, same + "."})
	if strings.Count(out, "missing fishing boat") > 1 {
		t.Errorf("the headline is told again: %s", out)
	}
}

// Where thousands are counted, three missing at one village are no point; nor is a feature that nobody vouches for.
func TestDetailsAreNoPoints(t *testing.T) {
	var list [][3]string
	for i := range 32 {
		day := fmt.Sprintf("2024-12-%02d", 1+i/2)
		n := 2000 + 30*i
		list = append(list, [3]string{day, fmt.Sprintf("Marrow army losses in Tarn reach %d", n), fmt.Sprintf("The army of Marrow has lost %d soldiers killed or wounded in Tarn, the Tarn defence ministry said. President Ada Finch accused Marrow of sending boys to the front in Tarn.", n)})
	}
	list = append(list,
		[3]string{"2024-12-16", "Three soldiers missing near Hollow", "At least three soldiers of Marrow were reported missing near Hollow, the Tarn intelligence service said."},
		[3]string{"2024-12-16", "A baker in Tarn", "Before dawn the ovens of the last bakery by the front in Tarn fill with bread and with talk of the army of Marrow."})
	out := told(t, 190, list...)
	for _, line := range strings.Split(out, "\n") {
		if strings.HasPrefix(line, "- ") && (strings.Contains(line, "three soldiers") || strings.Contains(line, "bakery")) {
			t.Errorf("a detail is a point: %s", out)
		}
	}
}
