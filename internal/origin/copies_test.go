package origin_test

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/origin"
	"sitrep/internal/text"
)

// prose makes n sentences that share few runs of words with those of another seed.
func prose(seed, n int) string {
	words := strings.Fields("harbour winter copper lantern orchard signal bishop meadow thunder ribbon castle engine mirror salmon velvet canyon ladder pepper violin saddle")
	var b strings.Builder
	x := uint32(seed*2654435761 + 12345)
	for range n {
		for i := range 12 {
			x = x*1664525 + 1013904223
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(words[x>>16%20])
		}
		b.WriteString(". ")
	}
	return b.String()
}

func TestIndex(t *testing.T) {
	story, other, third := prose(1, 20), prose(2, 20), prose(3, 20)
	menu := "Home\nNews\nSport\nWeather\nContact us\nAbout this site\nSubscribe\nTerms of use\nCookies\nHelp\nArchive\nJobs\nCulture\nTravel\nFood and drink\nMotoring\nPuzzles\nLetters to us\nObituaries\nMarkets today\n"
	for _, c := range []struct {
		name  string
		texts []string
		want  string // for each text the ids it copies
	}{
		{"the same text", []string{story, story}, "-; 0"},
		{"another text", []string{story, other}, "-; -"},
		{"a cut tail", []string{story, story[:len(story)/3]}, "-; 0"},
		{"an added first paragraph", []string{story, prose(9, 4) + "\n\n" + story}, "-; 0"},
		{"the copy came first", []string{story[:len(story)/3], story}, "-; 0"},
		{"a sentence quoted in a long page", []string{prose(4, 3), prose(4, 3) + prose(5, 60)}, "-; -"},
		{"a digest is no copy of what it holds", []string{story, other, third, story + other + third}, "-; -; -; -"},
		{"nor are they of it", []string{story + other + third, story, other}, "-; 0; -"},
		{"a menu on every page", []string{menu + prose(6, 3), menu + prose(7, 3)}, "-; -"},
		{"empty", []string{"", ""}, "-; -"},
		{"one word", []string{"Breaking", "Breaking"}, "-; -"},
		{"a short text", []string{"The bridge over the Ost is shut until Monday.", "The bridge over the Ost is shut until Monday."}, "-; 0"},
		{"a short formula", []string{"The bridge over the Ost is shut until Monday.", "The tunnel under the bay is shut until Monday."}, "-; -"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := origin.NewIndex()
			var got []string
			for i, s := range c.texts {
				of := x.Add(sitrep.ReportID(fmt.Sprint(i)), origin.WordsOf(text.Parse(nil, s)))
				if len(of) == 0 {
					of = []sitrep.ReportID{"-"}
				}
				got = append(got, strings.Trim(fmt.Sprint(of), "[]"))
			}
			if s := strings.Join(got, "; "); s != c.want {
				t.Errorf("got %q, want %q", s, c.want)
			}
		})
	}
}

// Ten thousand equal texts cost no more than ten thousand others: none is compared with all.
func TestManyEqual(t *testing.T) {
	x := origin.NewIndex()
	d := text.Parse(nil, prose(1, 8))
	for i := range 10000 {
		if of := x.Add(sitrep.ReportID(fmt.Sprint(i)), origin.WordsOf(d)); i > 0 && (len(of) == 0 || len(of) > 64) {
			t.Fatalf("text %d copies %d", i, len(of))
		}
	}
}

func TestHugeText(t *testing.T) {
	x := origin.NewIndex()
	d := text.Parse(nil, strings.Repeat(prose(1, 100), 5<<20/8000))
	x.Add("a", origin.WordsOf(d))
	if of := x.Add("b", origin.WordsOf(d)); !slices.Equal(of, []sitrep.ReportID{"a"}) {
		t.Errorf("got %v", of)
	}
}

// The index forgets: memory does not grow with the stream.
func TestWindow(t *testing.T) {
	x := origin.NewIndex()
	x.Add("first", origin.WordsOf(text.Parse(nil, prose(0, 4))))
	var before runtime.MemStats
	for i := 1; i <= 30000; i++ {
		x.Add(sitrep.ReportID(fmt.Sprint(i)), origin.WordsOf(text.Parse(nil, prose(i, 4))))
		if i == 21000 {
			runtime.GC()
			runtime.ReadMemStats(&before)
		}
	}
	if of := x.Add("again", origin.WordsOf(text.Parse(nil, prose(0, 4)))); len(of) != 0 {
		t.Errorf("a text that left the window is still found: %v", of)
	}
	var after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&after)
	if after.HeapAlloc > before.HeapAlloc*3/2 {
		t.Errorf("memory grew from %d to %d bytes", before.HeapAlloc, after.HeapAlloc)
	}
}
