package story_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sitrep/internal/story"
)

// A flood that fills the whole input is one story, from the first toll to the last side story, though there is nothing else
// to show what is rare, and its side stories share nothing but the flood.
func TestFloodAloneIsOneStory(t *testing.T) {
	l := english(t)
	g := story.New(story.Options{})
	for i := range 12 {
		dead := 40 + i*15
		g.Add(one(l, fmt.Sprintf("toll%02d", i), fmt.Sprintf("2031-05-%02dT%02d:00:00Z", 3+i/4, 2*i), fmt.Sprintf("Floods kill %d in Nepal", dead),
			fmt.Sprintf("Floods in Nepal have killed %d people and swept away bridges, the ministry said.", dead)))
	}
	words := strings.Fields("baker judge choir orchard ferry kettle tailor locksmith violin harvest stadium lantern bicycle monk printer goat mirror chimney ladder pharmacy carpet teacher widow poet barber cobbler engine tractor pension archive")
	verbs := strings.Fields("remembers rebuilds questions sells paints delays repairs counts forbids mourns")
	for i := range 60 {
		a, b, c := words[i%30], words[(i*7+11)%30], words[(i*13+5)%30]
		day := 4 + i/15
		if i%10 == 9 {
			day = 20 + i/6
		}
		r := one(l, fmt.Sprintf("side%02d", i), fmt.Sprintf("2031-05-%02dT%02d:30:00Z", day, i%24), fmt.Sprintf("Floods in Nepal: %s %s %s", a, verbs[i%10], b),
			fmt.Sprintf("A %s who %s the %s of the floods in Nepal.", c, verbs[(i+3)%10], b))
		r.Report.Outlet = fmt.Sprintf("Outlet %d", i)
		g.Add(r)
	}
	if got := g.Stories(); len(got[0].Articles) < 65 {
		t.Errorf("%d stories: %q", len(got), grouped(got))
	}
}

// Strikes on one city, weeks apart and told in the same words, are as many stories.
func TestStrikesOfAYearAreNotOneStory(t *testing.T) {
	l := english(t)
	g := story.New(story.Options{})
	var want []string
	for month := range 8 {
		for n, text := range []string{
			"An air strike on the eastern districts of Velmora killed %d people on this day, the Tarsk Observatory for Rights said. Among the dead were children.",
			"At least %d people died in an air strike on the east of Velmora, according to the Tarsk Observatory for Rights, which counts children among them.",
		} {
			dead := 11 + month*3
			r := one(l, fmt.Sprintf("m%d-%d", month, n), fmt.Sprintf("2031-%02d-1%dT09:00:00Z", month+1, month%3), fmt.Sprintf("Air strike on Velmora kills %d: monitor", dead), fmt.Sprintf(text, dead))
			r.Report.Outlet = fmt.Sprintf("Outlet %d", n)
			g.Add(r)
		}
		want = append(want, fmt.Sprintf("m%d-0 m%d-1", month, month))
	}
	got := grouped(g.Stories())
	for _, s := range got {
		if !slices.Contains(want, s) && len(s) > len(want[0]) {
			t.Errorf("one story: %s", s)
		}
	}
}
