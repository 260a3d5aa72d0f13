package figure_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/figure"
	"sitrep/internal/text"
)

// FuzzFind holds what must be true of the figures of any text: offsets on rune boundaries and inside
// the sentence, in order, bounds that do not cross, words that stand in the text.
func FuzzFind(f *testing.F) {
	f.Add("At least 29 rebels died, an NGO said. Six of them were children.")
	f.Add("Death toll rises from 12 to 20 — \"two or three\" killed\n\n31, 000 hurt (among them a boy")
	f.Add("no one was killed, and and 1.100.000 \xff wounded, including")
	f.Add("there were no")
	english := language(f)
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 4000 {
			return
		}
		d := text.Parse(english, s)
		at := -1
		for _, fig := range figure.Find(d, nil, nil) {
			if fig.Start < at {
				t.Fatalf("figure at %d after %d in %q", fig.Start, at, s)
			}
			at = fig.Start
			if !fig.Sentence.Contains(fig.Span) || fig.Len() <= 0 {
				t.Fatalf("value %v outside its sentence %v in %q", fig.Span, fig.Sentence, s)
			}
			if fig.Start < len(s) && !utf8.RuneStart(s[fig.Start]) {
				t.Fatalf("value inside a rune at %d of %q", fig.Start, s)
			}
			if fig.Min.Known && fig.Max.Known && fig.Min.N > fig.Max.N {
				t.Fatalf("min %d over max %d in %q", fig.Min.N, fig.Max.N, s)
			}
			if fig.Confidence <= 0 || fig.Confidence > 1 {
				t.Fatalf("confidence %v in %q", fig.Confidence, s)
			}
			for _, words := range []sitrep.Words{fig.Word, fig.Group, fig.Place, fig.When, fig.Cause, fig.Perpetrator} {
				if !strings.Contains(s, string(words)) {
					t.Fatalf("%q is not in %q", words, s)
				}
			}
		}
	})
}

// BenchmarkFind reads a report of about 250 words.
func BenchmarkFind(b *testing.B) {
	english := language(b)
	d := text.Parse(english, benchReport)
	b.ReportAllocs()
	b.SetBytes(int64(len(benchReport)))
	for b.Loop() {
		figure.Find(d, nil, nil)
	}
}

const benchReport = `At least 29 miners were killed and 40 others injured on Sunday when an explosion tore through the Orlova pit in western Norland, the regional governor said. Rescuers had recovered 14 bodies by nightfall, including those of two women, and 11 people were still missing.

The blast, which struck shortly after the morning shift went down, was the deadliest in the country since 2009, when 73 men died in the flooding of a shaft near Tarsk. Officials put the number of people underground at about 180. Most of them reached the surface unhurt, but six were in critical condition with burns, doctors at the Tarsk hospital said.

Police detained three managers of the company that runs the pit. A spokesman declined to comment. The miners' union accused the owners of ignoring warnings and said its own count of the dead was 31, a figure that could not be independently verified. It called for a strike at all of the company's 12 pits.

The prime minister, who cut short a visit abroad, declared a day of mourning. Her office said the families of the victims would each receive 50,000 crowns. More than 400 relatives had gathered at the gates, where volunteers handed out tea and blankets in the snow.

Norland has one of the worst safety records in the region. Last year 112 people were killed in its mines, according to the labour inspectorate, and more than 2,000 were hurt. In 2021 a fire in the same district left nine dead. No one was charged.`
