package story_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/story"
)

// synthetic makes a stream of reports about matters that come in pairs which share names, so that what comes
// later often joins or parts what came before.
func synthetic(l *lang.Language, seed uint64, n int) []story.Report {
	r := rand.New(rand.NewPCG(seed, 1))
	syllables := strings.Fields("vel mor tar bel lin os kes ru ad bra vog dun san hal il cas per ti no gra")
	name := func(k int) string {
		k += int(seed) * 7919
		s := syllables[k%20] + syllables[k/20%20] + syllables[k/400%20]
		return strings.ToUpper(s[:1]) + s[1:]
	}
	verbs := strings.Fields("shook flooded closed burned crossed doubled delayed elected cancelled repaired")
	things := strings.Fields("bridge ferry mine school harbour orchard council tram reservoir market hospital tunnel")
	topics := max(2, n/6)
	var out []story.Report
	for i := range n {
		topic := (i*topics/n + r.IntN(4)) % topics
		own := func(k int) string { return name(topic*9 + k) }
		pair := func(k int) string { return name(4000 + topic/2*9 + k) }
		some := func(words []string, k int) string { return words[(topic*7+k*3+r.IntN(2))%len(words)] }
		var b strings.Builder
		for k := range 4 {
			who, where := own(k%(2+int(seed)%3)), pair(k)
			if r.IntN(4) < int(seed)%4 {
				who = pair(k + 1)
			}
			fmt.Fprintf(&b, "The %s %s the %s near %s, said %s, and %d people waited in %s. ", some(things, k), some(verbs, k), some(things, k+1), where, who, 10+topic*3+r.IntN(2), own(r.IntN(9)))
		}
		at, _ := sitrep.ParseStamp(fmt.Sprintf("2031-05-%02dT%02d:00:00Z", 1+i*20/n, r.IntN(24)))
		out = append(out, report(l, &sitrep.Report{
			ID: sitrep.ReportID(fmt.Sprintf("r%04d", i)), Outlet: fmt.Sprintf("Outlet %d", r.IntN(5)), Published: at, Language: "en",
			Title: fmt.Sprintf("%s %s %s", own(r.IntN(3)), some(verbs, 1), pair(r.IntN(3))), Text: strings.TrimSpace(b.String()),
		}))
	}
	return out
}

// Whatever joins and parts: a report is in one story; a report that changed its story is in the trail; every id told
// leads somewhere; and no id is told of two stories.
func TestTrailKeepsEveryMove(t *testing.T) {
	l := english(t)
	kinds := map[story.Change]int{}
	for seed := range uint64(16) {
		g := story.New(story.Options{Window: 40})
		place := map[sitrep.ReportID]sitrep.StoryID{}
		for i, r := range synthetic(l, seed, 70) {
			g.Add(r)
			if i%5 != 4 {
				continue
			}
			before := len(g.Trail())
			g.Mend()
			moved := map[string]bool{}
			for _, m := range g.Trail() {
				for _, id := range m.Reports {
					moved[fmt.Sprint(id, m.To)] = true
				}
			}
			for _, m := range g.Trail()[before:] {
				kinds[m.Change]++
				from, ok := g.Find(m.From)
				if to, _ := g.Find(m.To); m.Change == story.Merged && (!ok || from != to) {
					t.Fatalf("seed %d: %s, but %s leads to %s", seed, m, m.From, from)
				}
			}
			seen := map[sitrep.StoryID]bool{}
			for _, s := range g.Stories() {
				if seen[s.ID] {
					t.Fatalf("seed %d: two stories are %s", seed, s.ID)
				}
				seen[s.ID] = true
				if now, ok := g.Find(s.ID); !ok || now != s.ID {
					t.Fatalf("seed %d: %s is told and leads to %s", seed, s.ID, now)
				}
				for _, id := range s.Articles {
					if was := place[id]; was != "" && was != s.ID && !moved[fmt.Sprint(id, s.ID)] {
						t.Fatalf("seed %d: %s went from %s to %s without a trace", seed, id, was, s.ID)
					}
					place[id] = s.ID
				}
			}
		}
	}
	if _, ok := story.New(story.Options{}).Find("s-never"); ok {
		t.Error("an id that was never told is found")
	}
	t.Log(kinds)
	if kinds[story.Merged] == 0 || kinds[story.Parted] == 0 {
		t.Errorf("the streams test too little: %v", kinds)
	}
}

// The same reports give the same stories, and asking changes nothing.
func TestSameReportsSameStories(t *testing.T) {
	l := english(t)
	var first string
	for range 3 {
		g := story.New(story.Options{Window: 50})
		for _, r := range synthetic(l, 5, 120) {
			g.Add(r)
		}
		g.Stories()
		if got := fmt.Sprint(g.Stories()); first == "" {
			first = got
		} else if got != first {
			t.Fatal("the stories differ")
		}
	}
}

func TestTies(t *testing.T) {
	for _, c := range readCases(t) {
		g := story.New(story.Options{})
		for _, r := range c.reports {
			if !g.Add(r) || g.Add(r) {
				t.Errorf("%s: %s is not taken in once", c.name, r.ID)
			}
		}
		for _, s := range g.Stories() {
			if len(s.Ties) != len(s.Articles) {
				t.Errorf("%s: %d ties for %d reports", c.name, len(s.Ties), len(s.Articles))
			}
			for i, tie := range s.Ties {
				if tie.Report != s.Articles[i] || tie.Reason == "" || tie.Strength < 0 || tie.Strength > 1 || tie.To != "" && !slices.Contains(s.Articles, tie.To) {
					t.Errorf("%s: %+v", c.name, tie)
				}
			}
		}
	}
}
