package claim_test

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/text"
)

// FuzzFind holds reading to its promises on any text: no panic, spans on rune boundaries within the text,
// claims in the order of their cues, a known kind, and the same answer twice.
func FuzzFind(f *testing.F) {
	fixture, err := os.ReadFile("testdata/reactions.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range strings.Split(string(fixture), "\n\n") {
		f.Add(s)
	}
	for _, s := range []string{
		"", ".", "condemned", "by", "to condemn", "denied by", "hold", "insisted that", "said \"", "\"We", "was", "calls for", "— called", ", , , and condemned",
		"voiced", "outrage from", "no comment from", "unable to reach", "must", "it's a", "its a farce\xff", "“‘“‘ said he", strings.Repeat("he said that ", 40),
	} {
		f.Add(s)
	}
	l, r := english(f), reader(f)
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1<<14 {
			return
		}
		d := text.Parse(l, s)
		cast := actor.Find(nil, d, nil)
		claims := r.Find(d, cast)
		last := 0
		for _, c := range claims {
			for _, spans := range [][]sitrep.Span{c.Source, c.Cue, c.Content, c.About, {c.Sentence}} {
				for _, p := range spans {
					if p.Start < 0 || p.End > len(s) || p.Start > p.End {
						t.Fatalf("span %v outside a text of %d bytes", p, len(s))
					}
					if utf8.ValidString(s) && (p.Start < len(s) && !utf8.RuneStart(s[p.Start]) || p.End < len(s) && !utf8.RuneStart(s[p.End])) {
						t.Fatalf("span %v is not on rune boundaries", p)
					}
				}
			}
			if len(c.Cue) > 0 {
				if c.Cue[0].Start < last {
					t.Fatal("claims out of order")
				}
				last = c.Cue[0].Start
			}
			if c.Kind == "" || c.Confidence < 0 || c.Confidence > 1 {
				t.Fatalf("kind %q, confidence %v", c.Kind, c.Confidence)
			}
			if c.Kind.Silent() && len(c.Content) > 0 {
				t.Fatal("a silence that says something")
			}
		}
		if again := r.Find(d, cast); len(again) != len(claims) {
			t.Fatalf("%d claims, then %d", len(claims), len(again))
		}
	})
}
