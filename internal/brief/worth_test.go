package brief_test

import (
	"context"
	"strings"
	"testing"

	"sitrep/internal/brief"
	"sitrep/internal/desk"
	"sitrep/internal/loaded"
)

// arlen is a story of weeks: a bridge falls, a minister goes, the builder is searched; and around it a ferryman and a poem.
var arlen = [][3]string{
	{"2024-05-01", "Bridge falls at Arlen, killing 31", "The bridge at Arlen fell into the river on Wednesday, killing 31 people, the county police said."},
	{"2024-05-01", "31 dead as Arlen bridge falls", "At least 31 people died when the bridge at Arlen fell into the river early on Wednesday, the county police said."},
	{"2024-05-04", "Transport minister resigns over Arlen bridge", "The transport minister, Oda Brenn, resigned on Saturday over the inspections of the bridge at Arlen."},
	{"2024-05-04", "Brenn steps down over Arlen inspections", "Oda Brenn stepped down as transport minister on Saturday over the inspections of the Arlen bridge."},
	{"2024-05-04", "Minister quits after Arlen bridge inspections questioned", "Oda Brenn, the transport minister, resigned on Saturday after the inspections of the Arlen bridge were questioned."},
	{"2024-05-10", "Police raid offices of Arlen bridge builder", "Police raided the offices of Calder Steel, which built the Arlen bridge, on Friday."},
	{"2024-05-10", "Calder Steel offices searched by police", "Police searched the offices of Calder Steel, the builder of the Arlen bridge, on Friday."},
	{"2024-05-10", "Builder Calder Steel searched over Arlen bridge", "The offices of Calder Steel were searched on Friday over the steel of the bridge at Arlen."},
	{"2024-05-11", "The ferryman of Arlen", "Jon Marl whistles as he rows, and his dog sleeps on the bags of bread."},
	{"2024-05-11", "A poem for Arlen", "A poem about the bridge of Arlen hangs in the window of a baker in the old town."},
}

// inputOf is what a brief of reports is written from: day, headline and text each.
func inputOf(t *testing.T, list [][3]string) brief.Input {
	t.Helper()
	reports := papers(t, list...)
	c, err := newDesk(t).Open(context.Background(), reports, desk.CaseOptions{One: true})
	if err != nil {
		t.Fatal(err)
	}
	in := brief.Input{Story: c.Stories[0], Readings: c.Readings(c.Stories[0]), Ledger: c.Ledger(c.Stories[0])}
	if in.Language, err = loaded.English(); err != nil {
		t.Fatal(err)
	}
	if in.Registry, err = loaded.Registry(); err != nil {
		t.Fatal(err)
	}
	if in.Claims, err = loaded.Claims(); err != nil {
		t.Fatal(err)
	}
	return in
}

// holding is the one of the judged sentences that holds a word.
func holding(t *testing.T, worth map[string]float64, word string) string {
	t.Helper()
	for s := range worth {
		if strings.Contains(s, word) {
			return s
		}
	}
	t.Fatalf("no sentence is fit to print that holds %q", word)
	return ""
}

// What was done, and several outlets tell, is worth more than a scene that one of them has.
func TestWorth(t *testing.T) {
	worth, _, _, _ := brief.Judge(inputOf(t, arlen))
	for _, news := range []string{"resigned on 4 May 2024 over", "raided the offices"} {
		for _, colour := range []string{"whistles", "poem"} {
			if a, b := holding(t, worth, news), holding(t, worth, colour); worth[a] <= worth[b] {
				t.Errorf("%q is worth %.2f, %q %.2f", a, worth[a], b, worth[b])
			}
		}
	}
}

// The same in other words is told once; another step of the matter is not the same.
func TestTwice(t *testing.T) {
	worth, twice, _, _ := brief.Judge(inputOf(t, arlen))
	for _, x := range []struct {
		a, b string
		same bool
	}{
		{"resigned on 4 May 2024 over", "stepped down", true},
		{"raided the offices", "searched the offices", true},
		{"resigned on 4 May 2024 over", "raided the offices", false},
		{"killing 31", "raided the offices", false},
		{"killing 31", "resigned on 4 May 2024 over", false},
	} {
		a, b := holding(t, worth, x.a), holding(t, worth, x.b)
		if got := twice(a, b); got != x.same {
			t.Errorf("%q and %q tell the same: %v", a, b, got)
		}
		if twice(a, b) != twice(b, a) {
			t.Errorf("%q and %q: it depends on which comes first", a, b)
		}
	}
}

// tarnol is one approval, told by each paper in its own words, and around it a trial, a price and a maker's gift.
var tarnol = [][3]string{
	{"2024-05-01", "Lorn clears Tarnol for lung fever", "The medicines agency of Lorn has approved the drug Tarnol for emergency use in people with lung fever. A trial of 600 patients had shown that those given Tarnol left hospital four days sooner."},
	{"2024-05-01", "Agency allows Tarnol in emergencies", "The Lorn medicines agency gave its approval on Wednesday to the emergency use of Tarnol, a drug for lung fever. Marl Pharma, which makes Tarnol, has not said what a dose of the drug will cost."},
	{"2024-05-02", "Lung fever drug Tarnol gets nod", "The drug Tarnol may be used in emergencies in people with lung fever, the medicines agency of Lorn decided in its approval. Marl Pharma is giving away all 1.5 million doses that it has in store, its director, Ines Brenn, said."},
	{"2024-05-02", "Emergency approval for Tarnol in Lorn", "Emergency use of Tarnol was approved by the agency after the trial showed that patients left hospital sooner. The ministry of health of Lorn has ordered 40,000 doses for the islands by autumn."},
}

// What was told is told again by a sentence though it has words that no other has; a price, a gift and an order are not the approval.
func TestRedundant(t *testing.T) {
	chance, _ := brief.Redundant(inputOf(t, tarnol))
	news := 0.0
	for _, s := range []string{"has not said what a dose", "giving away", "has ordered 40,000"} {
		news = max(news, chance(s, "has approved", "A trial of 600"))
	}
	for _, again := range []string{"gave its approval", "may be used in emergencies", "was approved by the agency"} {
		if got := chance(again, "has approved", "A trial of 600"); got < brief.MostRedundant || got <= news {
			t.Errorf("%q tells the approval again: %.2f; news %.2f", again, got, news)
		}
	}
}

// The forests that come with the program ask for as many measures as are taken.
func TestForests(t *testing.T) {
	if _, n := brief.Redundant(inputOf(t, tarnol)); n != brief.RedundantInputs {
		t.Errorf("%d measures of a sentence beside those told, not %d", n, brief.RedundantInputs)
	}
	_, _, sentence, pair := brief.Judge(inputOf(t, arlen))
	if sentence != brief.WorthInputs || pair != brief.TwiceInputs {
		t.Errorf("%d measures of a sentence, not %d, and %d of a pair, not %d", sentence, brief.WorthInputs, pair, brief.TwiceInputs)
	}
}

// Of one report too, a sentence that can't be understood alone is left out.
func TestDangling(t *testing.T) {
	out := told(t, 190, [3]string{"2024-05-04", "Lorn and Marrow agree on the ferry route", "Lorn and Marrow signed an agreement on the ferry route across the Orsa strait on Friday, the transport ministry of Lorn said. " +
		"The ferries are to sail twice a day from 1 June, the ministry said. What does each side get? In return it gave up both of those claims, which had kept the two apart. " +
		"He said they had asked for this before and that the others would follow them. Trade between Lorn and Marrow fell by half in 2022, according to the statistics office of Lorn."})
	if !strings.Contains(out, "signed an agreement on the ferry route") {
		t.Errorf("the news is missing: %s", out)
	}
	for _, of := range []string{"In return", "He said they"} {
		if strings.Contains(out, of) {
			t.Errorf("nobody knows what %q means: %s", of, out)
		}
	}
}

// What is said in a transcript is headed by what its speaker tells, not by the name of the occasion.
func TestHeadOfTalk(t *testing.T) {
	out := told(t, 190, [3]string{"2024-05-10", "Press Briefing by Press Secretary Ines Calder", "MS. CALDER:  Good morning.  Please take your seats.  Thank you all.  I have one thing to say.  Then I will take your questions.\n\n" +
		"MS. CALDER:  The government of Lorn will pay 40 million crowns to the owners of the ferry Marrow Star.  The inspectors found no fault in the engines of the ferry, Minister Oda Brenn told the parliament of Lorn.\n\n" +
		"Q:  And the families?\n\nMS. CALDER:  The families of the 12 dead in Lorn will be paid first.\n"})
	if head, _, _ := strings.Cut(out, "\n"); !strings.HasPrefix(head, "Ines Calder: “") {
		t.Errorf("the headline is not hers: %s", out)
	}
}
