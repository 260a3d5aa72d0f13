package pl_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/intake"
	"sitrep/internal/lang"
)

// quake is a story of our own told in two languages.
var quake = []*sitrep.Report{
	{ID: "en1", Outlet: "The Orvel Courier", Language: "en", Title: "Earthquake in Morocco kills 12", Published: day("2024-05-13"),
		Text: "An earthquake killed 12 people in Morocco on Monday, the interior ministry said. Rescuers searched the ruins of Orvel."},
	{ID: "en2", Outlet: "Arvik Times", Language: "en", Title: "Morocco earthquake death toll rises to 31", Published: day("2024-05-14"),
		Text: "The death toll from the earthquake in Morocco rose to 31 on Tuesday, the interior ministry said. Schools were closed in Orvel."},
	{ID: "pl1", Outlet: "Kurier Orvelski", Language: "pl", Title: "Trzęsienie ziemi w Maroku. Nie żyje 19 osób", Published: day("2024-05-13"),
		Text: "Co najmniej 19 osób zginęło w poniedziałek w trzęsieniu ziemi w Maroku - podała agencja Reuters. 80 osób zostało rannych."},
}

func day(s string) sitrep.Stamp {
	stamp, err := sitrep.ParseStamp(s)
	if err != nil {
		panic(err)
	}
	return stamp
}

// TestLedgerOfTwoLanguages: figures of both languages stand in one series, each in its own words.
func TestLedgerOfTwoLanguages(t *testing.T) {
	c, err := reader(t).Open(t.Context(), quake, desk.CaseOptions{One: true})
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]string{} // by series and claimant
	for _, s := range c.Ledger(c.Stories[0]).Series {
		for _, l := range s.Claimants {
			for _, step := range l.Steps {
				words[string(s.Measure)+" "+s.Group+" "+string(l.Claimant)] += string(step.Word) + ";"
			}
		}
	}
	if got := words["killed people Reuters"]; !strings.Contains(got, "zginęło") {
		t.Errorf("the Polish figure of Reuters stands under no series of people killed, in its own word: %q", words)
	}
	if len(words) == 0 || words["killed people Reuters"] == "" {
		t.Errorf("series %q", words)
	}
}

// TestBriefOfTwoLanguages: a brief in English quotes no Polish report, and a text is checked against none.
func TestBriefOfTwoLanguages(t *testing.T) {
	c, err := reader(t).Open(t.Context(), quake, desk.CaseOptions{One: true})
	if err != nil {
		t.Fatal(err)
	}
	b := c.Brief(c.Stories[0], 0)
	if b.Headline.Text == "" || len(b.Body) == 0 {
		t.Fatalf("no brief: %+v", b)
	}
	english(t, c, &b)
	if got := c.Check("Reuters said at least 19 people were killed in Morocco.").Sentences[0].Verdict; got == sitrep.Supported {
		t.Errorf("a sentence was held supported by a report in another language")
	}
}

// TestBriefsOfTheWorld writes the briefs of the largest stories told in both languages in three days of feeds.
func TestBriefsOfTheWorld(t *testing.T) {
	if _, err := os.Stat(input); err != nil {
		t.Skip("the shared input is not here:", input)
	}
	// a matter takes in what tells of it in another language when it has run for some days
	var feeds []string
	for _, day := range []string{"06", "07", "08"} {
		feeds = append(feeds, input+"/2023-02-"+day)
	}
	var reports []*sitrep.Report
	o := intake.Options{Now: time.Date(2023, 2, 11, 0, 0, 0, 0, time.UTC), Detect: lang.Detect}
	if err := intake.Read(t.Context(), feeds, o, func(r *sitrep.Report) error {
		reports = append(reports, r)
		return nil
	}, func(intake.Problem) {}); err != nil {
		t.Fatal(err)
	}
	c, err := reader(t).Open(t.Context(), reports, desk.CaseOptions{})
	if err != nil {
		t.Fatal(err)
	}
	mixed := 0
	for _, s := range c.Stories {
		languages := map[string]bool{}
		for _, id := range s.Articles {
			languages[c.Reports[id].Language] = true
		}
		if !languages["pl"] || !languages["en"] || mixed == 5 {
			continue
		}
		mixed++
		b := c.Brief(s, 0)
		english(t, c, &b)
	}
	if mixed == 0 {
		t.Error("no story has reports in both languages: this tests nothing")
	}
}

// english holds that no unit of a brief rests on a Polish report.
func english(t *testing.T, c *desk.Case, b *sitrep.Brief) {
	t.Helper()
	units := append([]sitrep.Unit{b.Headline}, b.Points...)
	units = append(append(append(units, b.Body...), b.Disputed...), b.Unknown...)
	for _, u := range units {
		for _, cite := range u.Citations {
			if r := c.Reports[cite.Report]; r == nil || r.Language == "pl" {
				t.Errorf("%q rests on %s, which is in another language", u.Text, cite.Report)
			}
		}
	}
}

// TestOtherLanguages: texts in languages that this build lacks are told apart and left alone.
func TestOtherLanguages(t *testing.T) {
	d := reader(t)
	for _, c := range []struct{ code, text string }{
		{"ru", "При обрушении моста погибли 12 человек, сообщила полиция. Ещё 30 человек были ранены."},
		{"uk", "Унаслідок обвалу мосту загинули 12 осіб, повідомила поліція. Ще 30 людей було поранено."},
		{"de", "Beim Einsturz einer Brücke sind 12 Menschen getötet worden, teilte die Polizei mit. 30 wurden verletzt."},
		{"fr", "Douze personnes ont été tuées dans l'effondrement d'un pont, selon la police. Trente autres sont blessées."},
		{"es", "Doce personas murieron tras el derrumbe de un puente, según la policía. Otras 30 resultaron heridas."},
		{"cs", "Při zřícení mostu zahynulo 12 lidí, uvedla policie. Dalších 30 osob bylo zraněno."},
		{"sk", "Pri páde mosta zahynulo 12 ľudí, uviedla polícia. Ďalších 30 osôb bolo zranených."},
		{"zh", "警方说，大桥坍塌造成12人死亡，30人受伤。"},
	} {
		sheet := d.Read(&sitrep.Report{ID: "r", Text: c.text})
		if sheet.Unread != c.code || len(sheet.Claims) > 0 || len(sheet.Figures) > 0 {
			t.Errorf("%s: unread %q, %d claims, %d figures", c.code, sheet.Unread, len(sheet.Claims), len(sheet.Figures))
		}
	}
	for code, text := range map[string]string{"pl": "W katastrofie zginęło 12 osób, podała policja.", "en": "The crash killed 12 people, the police said."} {
		if sheet := d.Read(&sitrep.Report{ID: "r", Text: text}); sheet.Unread != "" || len(sheet.Figures) != 1 {
			t.Errorf("%s: unread %q, %d figures", code, sheet.Unread, len(sheet.Figures))
		}
	}
}
