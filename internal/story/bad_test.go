package story_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/story"
)

// told groups reports and checks that each is in exactly one story.
func told(t *testing.T, reports []story.Report) []sitrep.Story {
	t.Helper()
	stories := grouping(reports)
	seen := map[sitrep.ReportID]int{}
	for _, s := range stories {
		for _, id := range s.Articles {
			seen[id]++
		}
	}
	for _, r := range reports {
		if seen[r.ID] != 1 {
			t.Errorf("%s is in %d stories", r.ID, seen[r.ID])
		}
	}
	return stories
}

func one(l *lang.Language, id, at, title, body string) story.Report {
	stamp, _ := sitrep.ParseStamp(at)
	return report(l, &sitrep.Report{ID: sitrep.ReportID(id), Outlet: "The Harbour Daily", Published: stamp, Language: "en", Title: title, Text: body})
}

// ferry are three accounts of one sinking and one report of something else.
func ferry(l *lang.Language, at ...string) []story.Report {
	texts := [][2]string{
		{"Ferry Alcyone sinks off Cape Moro", "The ferry Alcyone sank off Cape Moro in a gale on Saturday with 214 people on board. The coast guard of Belport said 160 had been picked up and the captain, Rui Sander, was missing."},
		{"160 rescued after ferry Alcyone goes down", "Coast guard boats from Belport picked up 160 people after the ferry Alcyone went down off Cape Moro in a gale. There were 214 on board, and captain Rui Sander was among the missing."},
		{"Captain missing as ferry Alcyone sinks", "Captain Rui Sander was missing after his ferry, the Alcyone, sank off Cape Moro with 214 people on board; the Belport coast guard rescued 160 of them."},
		{"Orchard owners fear late frost", "Orchard owners around Lindau fear for their cherries as the weather service expects frost on three nights in a row."},
	}
	var out []story.Report
	for i, x := range texts {
		out = append(out, one(l, string(rune('a'+i)), at[i%len(at)], x[0], x[1]))
	}
	return out
}

// A report of 5 MB costs no more than its head.
func TestHugeReport(t *testing.T) {
	l := english(t)
	body := "The ferry Alcyone sank off Cape Moro in a gale with 214 people on board, said the Belport coast guard; captain Rui Sander was missing. " +
		strings.Repeat("Nothing that follows adds to what the coast guard of Belport had said before about the gale. ", 5<<20/94)
	reports := append(ferry(l, "2031-05-03T09:00:00Z"), one(l, "huge", "2031-05-03T10:00:00Z", "The loss of the ferry Alcyone", body))
	start := time.Now()
	stories := told(t, reports)
	if d := time.Since(start); d > 3*time.Second {
		t.Errorf("grouping took %v", d)
	}
	if got := grouped(stories); !slices.Equal(got, []string{"a b c huge", "d"}) {
		t.Errorf("got %q", got)
	}
}

// Ten thousand reports with one text are one story, more than the window holds, and no other report is drawn in.
func TestTenThousandEqual(t *testing.T) {
	l := english(t)
	first := ferry(l, "2031-05-03T09:00:00Z")
	reports := []story.Report{first[3]}
	for i := range 10000 {
		r := *first[0].Report
		r.ID = sitrep.ReportID(fmt.Sprintf("copy-%d", i))
		c := story.Report{Report: &r, Body: first[0].Body, Title: first[0].Title}
		if i > 0 {
			c.CopyOf = []sitrep.ReportID{"copy-0"}
		}
		reports = append(reports, c)
	}
	start := time.Now()
	stories := told(t, reports)
	if d := time.Since(start); d > 30*time.Second {
		t.Errorf("grouping took %v", d)
	}
	if len(stories) != 2 || len(stories[0].Articles) != 10000 {
		t.Errorf("%d stories, the largest of %d reports", len(stories), len(stories[0].Articles))
	}
}

// Reports that say next to nothing are not glued together, and none is lost.
func TestNextToNothing(t *testing.T) {
	l := english(t)
	var reports []story.Report
	for i, x := range [][2]string{{"Fire", ""}, {"", "Fire"}, {"", "Fire"}, {"", "Update"}, {"Update", ""}, {"", ""}, {"", ""}, {"", "."}, {"Live", "Live"}, {"  ", "\n\n"}} {
		reports = append(reports, one(l, string(rune('a'+i)), "2031-05-03T09:00:00Z", x[0], x[1]))
	}
	for i, x := range [][2]string{{"", "Fire"}, {"Update", "Read more"}, {"Update", "Read more"}} {
		r := one(l, fmt.Sprint("undated", i), "", x[0], x[1])
		r.Report.Outlet = fmt.Sprint("Outlet ", i)
		reports = append(reports, r)
	}
	for _, s := range told(t, reports) {
		if len(s.Articles) > 1 {
			t.Errorf("glued: %v", s.Articles)
		}
	}
}

// A report without a title finds its story by its text.
func TestEmptyTitles(t *testing.T) {
	l := english(t)
	reports := ferry(l, "2031-05-03T09:00:00Z")
	for i := range reports {
		reports[i] = one(l, string(reports[i].ID), "2031-05-03T09:00:00Z", "", reports[i].Report.Text)
	}
	if got := grouped(told(t, reports)); !slices.Equal(got, []string{"a b c", "d"}) {
		t.Errorf("got %q", got)
	}
}

// A menu on every page, before the text and after it, ties nothing.
func TestMenuOnEveryPage(t *testing.T) {
	l := english(t)
	menu := "Home\nWorld\nBusiness\nSports\nWeather\nSubscribe to the Harbour Daily for 3 crowns a week.\nSend tips to editor Mara Fink at Pier Street 12 in Belport.\n\n"
	bodies := []string{
		"The council of Ostra votes on extending the tram to the airport, a plan that councillor Lena Vogt has opposed for its price.",
		"Rower Pavel Dunin won his third medal at the regatta in Lindau, beating the favourite by half a length.",
		"The Kessel reservoir stands at a fifth of its volume after the driest spring in forty years, the water board said.",
		"Three mills stand still after a strike of lorry drivers, and bakers in Ostra have flour for four days.",
		"Comet Halvorsen can be seen with the naked eye an hour before sunrise, low in the north-east.",
		"A choir from Marest sang to the swans of the castle lake, as it has every spring since the war.",
		"The museum of locks found a key that opens none of its 3,000 exhibits, curator Otto Brehm said.",
		"Prices of hazelnuts rose by a tenth on the exchange of Tarsk after hail in the hills.",
	}
	var reports []story.Report
	for i, b := range bodies {
		reports = append(reports, one(l, string(rune('a'+i)), fmt.Sprintf("2031-05-%02dT09:00:00Z", i+3), "", menu+b+"\n\n"+menu))
	}
	for _, s := range told(t, reports) {
		if len(s.Articles) > 1 {
			t.Errorf("glued: %v", s.Articles)
		}
	}
}

// Letters of other scripts in a word, invisible ones and broken bytes lose no report and glue none.
func TestMixedScripts(t *testing.T) {
	l := english(t)
	reports := ferry(l, "2031-05-03T09:00:00Z")
	for i, x := range []string{
		"Rоwеr Раvеl Dunіn wоn hіs thіrd mеdаl аt thе rеgаttа іn Lіndаu.", // Cyrillic letters that look Latin
		"Ростов: мэр Иван Петров сообщил о пожаре на складе. Mayor Ivan Petrov спасибо.",
		"The\u200bferry\u200d Al\u00adcyone \u202esank\u202c off\ufeff the \u2066cape\u2069.",
		"Bad \xff\xfe bytes in \xc3\x28 the middle of \xf0\x28\x8c\x28 a text.",
		strings.Repeat("e\u0301\u0301\u0301\u0301", 2000),
		strings.Repeat("𝔽𝕖𝕣𝕣𝕪 ", 300),
	} {
		reports = append(reports, one(l, fmt.Sprint("odd", i), "2031-05-03T09:00:00Z", "", x))
	}
	for _, s := range told(t, reports) {
		odd := 0
		for _, id := range s.Articles {
			if strings.HasPrefix(string(id), "odd") {
				odd++
			}
		}
		if odd > 0 && len(s.Articles) > 1 {
			t.Errorf("glued: %v", s.Articles)
		}
	}
}

// Timestamps that are all equal, reversed or missing don't change what is one story.
func TestOddTimestamps(t *testing.T) {
	l := english(t)
	for name, at := range map[string][]string{
		"equal":    {"2031-05-03T09:00:00Z"},
		"reversed": {"2031-05-06T09:00:00Z", "2031-05-05T09:00:00Z", "2031-05-04T09:00:00Z", "2031-05-03T09:00:00Z"},
		"missing":  {""},
		"mixed":    {"", "2031-05-05T09:00:00Z", "2031-05-04", ""},
	} {
		if got := grouped(told(t, ferry(l, at...))); !slices.Equal(got, []string{"a b c", "d"}) {
			t.Errorf("%s: got %q", name, got)
		}
	}
}
