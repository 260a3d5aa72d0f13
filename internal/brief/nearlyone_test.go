package brief_test

import (
	"fmt"
	"strings"
	"testing"
)

// Of a story that was given as one, nearly all of it a fire, the brief is of the fire: what happened in other towns is no newer incident of a chain.
func TestNearlyOneEvent(t *testing.T) {
	var reports []printed
	for i := range 36 {
		n := 40 + i
		reports = append(reports, printed{fmt.Sprintf("2024-08-%02d", 9+i/4), fmt.Sprintf("Paper %02d", i), fmt.Sprintf("Wildfire in Lorn kills %d people", n),
			fmt.Sprintf("A wildfire in Lorn on 8 August 2024 killed %d people in their houses and cars, the fire service said.", n)})
	}
	reports = append(reports, // so many, each more than a day from the next, that they would make a chain
		printed{"2024-08-12", "Marrow Star", "Shooting in Marrow kills two", "Gunmen shot two fishermen dead in Marrow on 12 August 2024, police said. The shooting in Marrow was over a debt."},
		printed{"2024-08-15", "Tarn Echo", "Bus crash in Tarn leaves nine dead", "A bus crash in Tarn killed nine pilgrims on 15 August 2024, the road police said. The crash in Tarn closed the pass."},
		printed{"2024-08-20", "Orsa Times", "Explosion in Orsa bakery kills three", "An explosion in Orsa killed three bakers on 20 August 2024, the mayor of Orsa said. The explosion in Orsa broke windows."})
	_, out := writeUp(t, newDesk(t), reports)
	text, _, _ := strings.Cut(out, "Sources")
	if !strings.Contains(text, "75") || strings.Contains(text, "Orsa") {
		t.Errorf("it is not of the fire alone:\n%s", out)
	}
}

// The dead of former earthquakes, which one report lists, overtake no toll of this one.
func TestFormerDisasters(t *testing.T) {
	var list [][3]string
	for i := range 12 {
		list = append(list, [3]string{fmt.Sprintf("2024-05-%02dT%02d:00:00Z", 1+i/8, 3*(i%8)), fmt.Sprintf("Quake in Velmora kills more than %d", 1000+10*i),
			fmt.Sprintf("The quake in Velmora killed more than %d people on Wednesday. Soldiers carried tents into the hills above Velmora.", 1000+10*i)})
	}
	list = append(list, [3]string{"2024-05-02T20:00:00Z", "The deadliest quakes around Velmora", "The quake in Velmora killed more than 1,100 people. The Orsa quake of 1998 killed more than 7,300 villagers. The Tarn quake of 1971 killed more than 26,000 miners. The Marrow quake of 1931 killed more than 15,500 weavers."})
	list = append(list, [3]string{"2024-05-02T21:00:00Z", "Velmora and the quake of 1960", "The quake in Velmora killed more than 1,100 people. The Velmora quake of 1960 killed about 11,000 sailors."})
	out := told(t, 190, list...)
	if head, _, _ := strings.Cut(out, "\n"); !strings.Contains(head, "more than 11") {
		t.Errorf("the headline doesn't give its own toll:\n%s", out)
	}
}

// Once those who were missing are known to be dead, the search for them is no news.
func TestSearchIsOver(t *testing.T) {
	var list [][3]string
	for i, said := range []string{"Five missing as boat sinks off Lorn", "Search for five missing off Lorn goes on", "Divers look for five missing of Lorn boat", "Hope for five missing off Lorn fades", "Noises heard in search for five missing off Lorn", "Ships join search for five missing off Lorn"} {
		list = append(list, [3]string{fmt.Sprintf("2024-05-01T%02d:00:00Z", 8+i), said, "Five people are missing from the boat Halden, which sank off Lorn on 1 May 2024, the coast guard said. Ships from Marrow are searching the strait off Lorn for the boat."})
	}
	for i, said := range []string{"Five of Lorn boat are dead, coast guard says", "Five found dead in boat off Lorn", "Coast guard finds five dead off Lorn"} {
		list = append(list, [3]string{fmt.Sprintf("2024-05-01T%02d:00:00Z", 15+i), said, "Five people were found dead in the boat Halden off Lorn on 1 May 2024, the coast guard said."})
	}
	out := told(t, 190, list...)
	if head, _, _ := strings.Cut(out, "\n"); !strings.Contains(head, "dead") {
		t.Errorf("the headline still searches:\n%s", out)
	}
	for _, line := range strings.Split(out, "\n") {
		if strings.HasPrefix(line, "- ") && (strings.Contains(line, "earch") || strings.Contains(line, "missing")) {
			t.Errorf("a point still searches:\n%s", out)
		}
	}
}
