package brief_test

import (
	"fmt"
	"strings"
	"testing"
)

// A quake told by twelve papers: what several of them tell within days is news, what one tells beside it is colour.
var quake = [][3]string{
	{"2024-05-01", "Quake kills 40 in Velmora", "A quake killed 40 people in Velmora on Wednesday, the civil defence agency said."},
	{"2024-05-01", "At least 40 dead in Velmora quake", "At least 40 people died in the Velmora quake, the civil defence agency said on Wednesday."},
	{"2024-05-01", "Velmora quake leaves 40 dead", "The quake that struck Velmora on Wednesday left 40 people dead, according to the civil defence agency."},
	{"2024-05-04", "Velmora governor resigns over quake warnings", "The governor of Velmora resigned on Saturday over warnings of the quake that he had passed over."},
	{"2024-05-04", "Governor of Velmora resigns after ignored quake warnings", "Governor Ilse Adaro of Velmora resigned on Saturday after it emerged that warnings of the quake had been ignored."},
	{"2024-05-04", "Quake warnings ignored: Velmora governor resigns", "The resignation of the governor of Velmora came on Saturday, after papers showed that quake warnings were ignored."},
	{"2024-05-05", "Velmora's governor, who ignored quake warnings, has resigned", "The Velmora governor who ignored warnings of the quake has resigned, his office said on Sunday."},
	{"2024-05-05", "A baker of Velmora lights his oven again after the quake", "Tam Orlo lit his oven among the rubble of Velmora and gave bread to whoever passed after the quake."},
	{"2024-05-05", "The cats that the Velmora quake left behind", "Neighbours leave milk on the doorsteps of Velmora for the cats that nobody has fetched since the quake."},
	{"2024-05-05", "How the Velmora quake changed one family's wedding", "They had hired the hall in Velmora for May, and danced in a field after the quake instead."},
	{"2024-05-05", "Velmora's footballers play on after the quake", "The footballers of Velmora trained on the car park of a warehouse, their ground being cracked by the quake."},
	{"2024-05-05", "Old songs are heard again in Velmora after the quake", "Around the fires in the camps of Velmora the grandmothers sing what they sang after the quake of their youth."},
}

func TestDevelopments(t *testing.T) {
	out := told(t, 190, quake...)
	if !strings.Contains(out, "resigned") {
		t.Errorf("four papers tell of the governor, the brief doesn't:\n%s", out)
	}
	if !strings.Contains(out, "40") || !strings.Contains(out, "civil defence agency") {
		t.Errorf("the toll is missing, or who gives it:\n%s", out)
	}
	lines := strings.Split(out, "\n")
	body := lines[len(lines)-2]
	if lines[len(lines)-1] != "" {
		body = lines[len(lines)-1]
	}
	resigned := strings.Index(body, "resigned")
	for _, colour := range []string{"oven", "milk", "danced", "footballers", "grandmothers"} {
		if at := strings.Index(body, colour); at >= 0 && (resigned < 0 || at < resigned) {
			t.Errorf("%q comes before the news:\n%s", colour, out)
		}
	}
	if strings.Count(body, "resigned") > 1 {
		t.Errorf("one development is told twice:\n%s", out)
	}
}

// What differs stays differing, however long lies between: a later, lower count by another doesn't overtake an earlier one.
func TestFewerIsNoUpdate(t *testing.T) {
	var list [][3]string
	for day := 1; day <= 4; day++ {
		list = append(list, [3]string{fmt.Sprintf("2024-05-%02d", day), "Flood in Lorn kills thousands", fmt.Sprintf("The flood in Lorn killed at least 11,300 people, the Lorn Red Crescent said on %d May 2024.", day)})
	}
	list = append(list, [3]string{"2024-05-20", "Lorn flood survivors wait for houses", "The flood in Lorn killed nearly 4,000 people, the World Health Organization said on 20 May 2024."})
	out := told(t, 190, list...)
	for _, want := range []string{"11,300", "Red Crescent", "4,000", "World Health Organization"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing: of two who differ, both are told:\n%s", want, out)
		}
	}
}

// An outlet's own word that comes later settles nothing between two who count: the lower one was lower on the day it was given.
func TestStillDiffer(t *testing.T) {
	var list [][3]string
	for day := 1; day <= 4; day++ {
		list = append(list, [3]string{fmt.Sprintf("2024-05-%02d", day), "Flood in Lorn kills thousands", fmt.Sprintf("The flood in Lorn killed at least 11,300 people, the Lorn Red Crescent said on %d May 2024.", day)})
	}
	list = append(list, [3]string{"2024-05-20", "Lorn flood survivors wait for houses", "The flood in Lorn killed nearly 4,000 people, the World Health Organization said on 20 May 2024."},
		[3]string{"2024-05-24", "Lorn rebuilds", "The flood in Lorn, in which more than 10,000 people were killed, has left the harbour in ruins. The council of Lorn will meet in June."})
	if out := told(t, 190, list...); !strings.Contains(out, "4,000") || !strings.Contains(out, "11,300") {
		t.Errorf("of two who differ, both are told:\n%s", out)
	}
}

// A report that goes on to another event speaks of it as of something known; under the first event's headline nobody knows it.
func TestAnotherEvent(t *testing.T) {
	out := told(t, 190,
		[3]string{"2024-03-02", "Air strike kills 18 in Lorn", "An air strike killed 18 people in Lorn on Saturday, the coast guard said. The strike hit a market by the harbour of Lorn. Also on Saturday a bomb went off on a bus near Tarn. The coast guard said a woman was killed in the blast and 20 people were hurt in it."},
		[3]string{"2024-03-02", "Strike on Lorn kills 18", "The coast guard of Lorn said an air strike had killed 18 people on Saturday."})
	if strings.Contains(out, "the blast") {
		t.Errorf("the blast on the bus is told under the strike:\n%s", out)
	}
}

// When a page came out, is no part of what it says.
func TestStamp(t *testing.T) {
	out := told(t, 190, [3]string{"2024-03-02", "Strike on Lorn kills 18", "Date of publication 2 March 2024 An air strike killed 18 people in the harbour of Lorn, the coast guard said. Rescuers were still searching the quay at dusk."})
	if strings.Contains(out, "publication") || !strings.Contains(out, "An air strike killed 18 people in the harbour of Lorn") {
		t.Errorf("the page's stamp was not taken off:\n%s", out)
	}
}

// Under a headline of the last day's news the paragraph begins with it, and the toll follows.
func TestTollBesideTheNews(t *testing.T) {
	out := told(t, 190,
		[3]string{"2022-02-14", "Strong quake hits Velmora", "A magnitude 6.4 earthquake struck Velmora before dawn on Monday, killing at least 112 people, the civil defence agency said."},
		[3]string{"2022-02-14", "Velmora quake death toll passes 300", "More than 300 people were killed in the earthquake in Velmora, interior minister Lena Hoff said on Monday evening. About 1,500 people were injured, she said."},
		[3]string{"2022-02-16", "Rescuers find boy alive after 51 hours in Velmora", "Rescuers found a seven-year-old boy alive in Velmora on Wednesday, 51 hours after the earthquake. The civil defence agency put the number of dead at 418 and said that 63 people were missing."})
	if !strings.Contains(out, "418") || !strings.Contains(out, "civil defence agency") {
		t.Errorf("the toll is missing, or who gives it:\n%s", out)
	}
	if strings.Contains(out, "112") || strings.Contains(out, "More than 300") {
		t.Errorf("a toll that was overtaken is told:\n%s", out)
	}
}

// A story of many outlets and weeks: what most of them tell stands in the points, once, and not again in the paragraph.
func TestPointsTellDevelopments(t *testing.T) {
	var list [][3]string
	tell := func(day string, pairs ...string) {
		for i := 0; i+1 < len(pairs); i += 2 {
			list = append(list, [3]string{day, pairs[i], pairs[i+1]})
		}
	}
	tell("2024-05-01",
		"Bridge falls at Arlen, killing 31", "The bridge at Arlen fell into the river on Wednesday, killing 31 people, the county police said.",
		"31 dead as Arlen bridge falls", "At least 31 people died when the bridge at Arlen fell into the river early on Wednesday, the county police said.",
		"Arlen bridge collapse leaves 31 dead", "The collapse of the bridge at Arlen left 31 people dead on Wednesday, according to the county police.",
	)
	tell("2024-05-04",
		"Transport minister resigns over Arlen bridge", "The transport minister, Oda Brenn, resigned on Saturday over the inspections of the bridge at Arlen.",
		"Minister quits after Arlen bridge inspections questioned", "Oda Brenn, the transport minister, resigned on Saturday after the inspections of the Arlen bridge were questioned.",
		"Brenn resigns as minister over bridge inspections", "Transport minister Oda Brenn resigned on Saturday over the inspections of the bridge.",
		"Transport minister Brenn steps down over Arlen inspections", "Oda Brenn stepped down as transport minister on Saturday over the Arlen inspections.",
	)
	tell("2024-05-07",
		"Queen visits Arlen, lays wreath at bridge", "The queen visited Arlen on Tuesday and laid a wreath at the fallen bridge with the families.",
		"Queen lays wreath at fallen Arlen bridge", "The queen laid a wreath at the fallen bridge of Arlen on Tuesday.",
		"Families meet queen at Arlen bridge", "The families of the dead met the queen on Tuesday at the bridge of Arlen, where she laid a wreath.",
	)
	tell("2024-05-10",
		"Builder Calder Steel searched over Arlen bridge", "Police searched the offices of Calder Steel on Friday over the steel of the bridge at Arlen.",
		"Police raid offices of Arlen bridge builder", "Police raided the offices of Calder Steel, which built the Arlen bridge, on Friday.",
		"Arlen bridge: offices of Calder Steel raided", "The offices of Calder Steel were raided by police on Friday over the bridge at Arlen.",
		"Calder Steel offices searched by police", "Police searched the offices of Calder Steel, the builder of the bridge, on Friday.",
	)
	tell("2024-05-11",
		"The ferryman who is busy again since the Arlen bridge fell", "Jon Marl rows forty people a day across the river at Arlen since the bridge fell.",
		"A poem for the bridge of Arlen", "She wrote the poem on the night after the bridge of Arlen fell, on the back of a bill.",
		"How bakers at Arlen lost their morning trade with the bridge", "The bread for the other bank is driven round by the road through the hills since the bridge fell.",
	)
	out := told(t, 190, list...)
	points, body := "", ""
	for i, line := range strings.Split(strings.TrimSpace(out), "\n") {
		if strings.HasPrefix(line, "- ") {
			points += line + "\n"
		} else if i > 0 {
			body += line
		}
	}
	if !strings.Contains(points, "resign") && !strings.Contains(points, "Calder") {
		t.Errorf("no point tells what four outlets told:\n%s", out)
	}
	for _, word := range []string{"wreath", "Calder", "resign"} {
		if strings.Contains(points, word) && strings.Contains(body, word) || strings.Count(body, word) > 1 || strings.Count(points, word) > 1 {
			t.Errorf("%q is told twice:\n%s", word, out)
		}
	}
	for _, colour := range []string{"poem", "rows forty", "bread"} {
		if strings.Contains(points, colour) {
			t.Errorf("a point tells colour (%q):\n%s", colour, out)
		}
	}
}

// "On Friday", a week later: it may be the Friday on which it happened, so no date is told for it.
func TestWeekLate(t *testing.T) {
	var list [][3]string
	for range 4 {
		list = append(list, [3]string{"2024-06-08", "Strong quake hits Lorn", "A strong quake hit the mountains of Lorn on Friday night, the seismic service said."})
	}
	list = append(list,
		[3]string{"2024-06-10", "Lorn quake: aid arrives", "Aid for those who lost their homes in the quake arrived at Lorn on 10 June 2024, the governor said."},
		[3]string{"2024-06-12", "Lorn quake: roads open", "Soldiers opened the road to the villages that the quake in Lorn had cut off, the army said on 12 June 2024."},
		[3]string{"2024-06-14", "Lorn quake: schools shut", "Schools in Lorn stay shut until the walls that the quake cracked have been looked at, the governor said."},
		[3]string{"2024-06-15", "Lorn quake: girls out of school", "When the strong quake hit the mountains of Lorn on Friday, the school year had just begun."},
	)
	if out := told(t, 190, list...); strings.Contains(out, "14 June 2024") {
		t.Errorf("the quake is told a week late:\n%s", out)
	}
}
