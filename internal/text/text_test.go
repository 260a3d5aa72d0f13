package text_test

import (
	"strings"
	"testing"

	"sitrep/internal/loaded"
	"sitrep/internal/text"
)

func parse(t *testing.T, s string) *text.Doc {
	t.Helper()
	english, err := loaded.English()
	if err != nil {
		t.Fatal(err)
	}
	return text.Parse(english, s)
}

func TestSentences(t *testing.T) {
	for name, c := range map[string]string{
		"plain":             "Two died.| Three were hurt.",
		"title":             "Gen. Oleksandr Syrskyi spoke.| He left.",
		"abbreviation":      "The U.S. Navy sailed.| It returned to the U.S.| The crew rested.",
		"initials":          "John F. Kennedy spoke.| He left.",
		"time of day":       "It fell at 10 a.m. on Sunday.| Nobody died.",
		"quote":             "\"Two died.\"| The mayor left.",
		"quote and said":    "\"Two died!\" the mayor said.| He left.",
		"decimal":           "A quake of 6.4 struck.| It was felt in 3.5 million homes.",
		"lines":             "One line\n|Another line",
		"blank line":        "One line\n\n|Another line",
		"lost space":        "Two were killed.|The mayor said so.",
		"lost after a name": "They met in Lorn on Friday.|Ruth Calder left.",
		"lost, a starter":   "It was shelled from Lorna.|But nobody died.",
		"point set apart":   "A 6. 1 - magnitude quake hit Lorn.| It cost $2. 6 million, a third more than the 1. 9 percent feared.",
		"day before count":  "It was on May 15.| 30 people were hurt.",
		"title, line":       "They asked the Rev.\nRuth Calder why.|\nShe left.",
		"month":             "On Dec. 23 the Joint Chiefs spoke.| On Jan. 13 the agency did.",
		"question":          "How many?| Nobody knows.",
		"company":           "Acme Inc. said so.| Others did not.",
		"ellipsis":          "He said ... nothing.| Then he left.",
		"brackets":          "Two died (one a child).| Three were hurt.",
		"transcript":        "MR. KIRBY: Good morning.| I have one thing.",
		"lower-case period": "He likes art.| She does not.",
	} {
		t.Run(name, func(t *testing.T) {
			d := parse(t, strings.ReplaceAll(c, "|", ""))
			var got []string
			for _, s := range d.Sentences {
				got = append(got, d.Slice(s.Span))
			}
			var want []string
			for _, s := range strings.Split(c, "|") {
				want = append(want, strings.TrimSpace(s))
			}
			if strings.Join(got, "|") != strings.Join(want, "|") {
				t.Errorf("got  %q\nwant %q", got, want)
			}
		})
	}
}

func TestTokens(t *testing.T) {
	for in, want := range map[string]string{
		"Kirby's men":                  "Kirby 's men",
		"the US-led, 16-year-old war":  "the US-led , 16-year-old war",
		"20-30 people":                 "20 - 30 people",
		"1,100 killed":                 "1,100 killed",
		"Gen. Smith of the U.S. spoke": "Gen. Smith of the U.S. spoke",
		"al-Assad’s army":              "al-Assad ’s army",
		"killed-or-wounded":            "killed-or-wounded",
	} {
		d := parse(t, in)
		var got []string
		for i := range d.Tokens {
			got = append(got, d.Raw(i))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: got %q, want %q", in, strings.Join(got, " "), want)
		}
	}
}

func TestQuotes(t *testing.T) {
	for in, want := range map[string]string{
		`"Two died," he said. "More will."`:     "Two died,|More will.",
		"“Two died,” he said.":                  "Two died,",
		"It's the town's ‘worst day’ yet.":      "worst day",
		"the rebels' 'last stand' there":        "last stand",
		"“One.\n\n“Two.” he said.":              "One.|Two.",
		"It called them \"expendable\" troops.": "expendable",
	} {
		d := parse(t, in)
		var got []string
		for _, q := range d.Quotes {
			got = append(got, d.Slice(q.Span))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: got %q, want %q", in, strings.Join(got, "|"), want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("At least 29 rebels died, an NGO said.")
	f.Add("“U.S.”\n\n's — 1,100-2 \xff\x00")
	english, err := loaded.English()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := text.Parse(english, s)
		at := 0
		for i, tok := range d.Tokens {
			if tok.Start < at || tok.End <= tok.Start || tok.End > len(s) {
				t.Fatalf("token %d of %q: [%d, %d) after %d", i, s, tok.Start, tok.End, at)
			}
			at = tok.End
		}
		next := 0
		for _, sent := range d.Sentences {
			if sent.First != next || sent.Last <= sent.First {
				t.Fatalf("sentence tokens [%d, %d) after %d", sent.First, sent.Last, next)
			}
			next = sent.Last
		}
		if next != len(d.Tokens) {
			t.Fatalf("sentences end at %d of %d tokens", next, len(d.Tokens))
		}
		for _, q := range d.Quotes {
			if q.First >= q.Last || q.Last > len(d.Tokens) {
				t.Fatalf("quote [%d, %d)", q.First, q.Last)
			}
		}
	})
}
