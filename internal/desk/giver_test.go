package desk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sitrep"
)

// givers are sentences and who gives each of their sure figures, by every step together. Whoever is merely
// near the figure, or what did the harm, gives nothing; of whom nothing befell nothing is counted.
var givers = []struct{ sentence, want string }{
	{"Doctors at the hospital in Arvik reported that 9 people had died.", "9 killed Doctors at the hospital"},
	{"A spokesman for the fire service in Arvik said 9 people had died.", "9 killed A spokesman for the fire service"},
	{"Witnesses in the town of Arvik said 9 people had died.", "9 killed Witnesses in the town"},
	{"A police officer in the city of Kano told Reuters that 9 people had died.", "9 killed A police officer in the city"},
	{"Nine people died, doctors at the hospital in Arvik said.", "9 killed doctors at the hospital"},
	{"The UN office in Geneva said 9 people had died.", "9 killed The UN office in Geneva"},
	{"MSNBC host Chris Matthews said 9 people had died.", "9 killed Chris Matthews"},
	{"Bushfires have claimed 33 lives since September, the Rural Fire Service said.", "33 killed Rural Fire Service"},
	{"Landslides claimed 33 lives, the fire service said.", "33 killed the fire service"},
	{"Cholera has claimed 210 lives this year, the health ministry said.", "210 killed the health ministry"},
	{"The army claimed 33 rebels had been killed.", "33 killed The army"},
	{"None of the 54 passengers was killed.", "0 killed"},
	{"Not one of the 54 passengers was hurt, the airline said.", "0 wounded the airline"},
	{"Neither of the two pilots was hurt.", "0 wounded"},
	{"None of the 12 crew died.", "0 killed"},
	{"The rebel fire on the town killed 1102 people said the Observatory adding that 234 of them were children.", "1102 killed the Observatory; 234 killed the Observatory"},
	{"Results at more than 40 clinics in Oro found that 300 patients had died.", "300 killed Results at more than 40 clinics in Oro"},
	{"Chicago's police oversight agency said two men were killed.", "2 killed Chicago's police oversight agency"},
	{"Two militants were killed in clashes in the same region, the Turkish army statement added.", "2 killed Turkish army"},
}

func TestWhoGives(t *testing.T) {
	d := newDesk(t)
	for i, g := range givers {
		sheet := d.Read(&sitrep.Report{ID: sitrep.ReportID(fmt.Sprint(i)), Outlet: "Courier", Text: g.sentence, Language: "en", Published: sitrep.At(time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC))})
		var got []string
		for _, f := range sheet.Figures {
			if f.Confidence >= 0.6 {
				got = append(got, strings.TrimSpace(fmt.Sprintf("%d %s %s", f.Min.N, f.Measure, f.Claimant)))
			}
		}
		if s := strings.Join(got, "; "); s != g.want {
			t.Errorf("%s\n got %s\nwant %s", g.sentence, s, g.want)
		}
	}
}

// TestOpeningRelative says that a sentence which begins with a relative pronoun, such as a headline about the WHO in
// lower case, is read without a fault.
func TestOpeningRelative(t *testing.T) {
	d := newDesk(t)
	for _, title := range []string{"WHO warns of long-term harm", "Who condemned the attack?", "That denied nothing", "Which rejects it", "WHO condemns strike, 9 dead"} {
		sheet := d.Read(&sitrep.Report{ID: "r", Outlet: "Courier", Title: title, Text: title + ".", Language: "en"})
		if sheet.Failed != nil {
			t.Errorf("%s: %v", title, sheet.Failed)
		}
	}
}
