package eval_test

import (
	"slices"
	"strings"
	"testing"

	"sitrep"
	"sitrep/eval"
)

const harbour = "The harbour master said the ferry had been overloaded. The owner denied it, and would not speak further."

// under is where words stand in a text.
func under(text, words string) []sitrep.Span {
	if words == "" {
		return nil
	}
	at := strings.Index(text, words)
	return []sitrep.Span{{Start: at, End: at + len(words)}}
}

func TestAttributions(t *testing.T) {
	docs := []*sitrep.Report{{ID: "ferry", Text: harbour}}
	gold := []eval.AttributionGold{{Doc: "ferry", Attributions: []eval.Attribution{{
		Source: under(harbour, "The harbour master"), Cue: under(harbour, "said"),
		Content: under(harbour, "the ferry had been overloaded"),
	}}}}
	for name, c := range map[string]struct {
		source, cue, content string
		want                 string
	}{
		"right":                  {"The harbour master", "said", "the ferry had been overloaded", "relation          P 1.000 R 1.000 F1 1.000"},
		"half the content":       {"The harbour master", "said", "the ferry", "relation          P 1.000 R 1.000 F1 1.000"},
		"too little of it":       {"The harbour master", "said", "ferry", "relation          P 0.000 R 0.000 F1 0.000"},
		"other source":           {"The owner", "said", "the ferry had been overloaded", "relation          P 0.000 R 0.000 F1 0.000"},
		"no source":              {"", "said", "the ferry had been overloaded", "relation          P 0.000 R 0.000 F1 0.000"},
		"other cue":              {"The harbour master", "denied", "the ferry had been overloaded", "relation          P 0.000 R 0.000 F1 0.000"},
		"nothing said":           {"The harbour master", "said", "", "relation          P 0.000 R 0.000 F1 0.000"},
		"punctuation is no word": {"The harbour master", "said", "the ferry had been overloaded.", "relation          P 1.000 R 1.000 F1 1.000"},
	} {
		t.Run(name, func(t *testing.T) {
			claim := sitrep.Claim{Report: "ferry", Source: under(harbour, c.source), Cue: under(harbour, c.cue), Content: under(harbour, c.content)}
			score, err := eval.Attributions(docs, gold, []sitrep.Claim{claim})
			if err != nil {
				t.Fatal(err)
			}
			lines := score.Lines(0)
			if got := lines[len(lines)-1]; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestReactions(t *testing.T) {
	docs := []*sitrep.Report{{ID: "ferry", Text: harbour}}
	sentence := "The owner denied it, and would not speak further."
	gold := []eval.ReactionGold{
		{Doc: "ferry", Sentence: sentence, Kind: sitrep.Denial, Cue: "denied", Actor: "The owner"},
		{Doc: "ferry", Sentence: sentence, Kind: sitrep.NoComment, Cue: "would not speak", Actor: "The owner"},
	}
	pred := []sitrep.Claim{
		{Report: "ferry", Kind: sitrep.Statement, Cue: under(harbour, "said"), Speaker: "harbour master"},
		{Report: "ferry", Kind: sitrep.Denial, Cue: under(harbour, "denied"), Speaker: "harbour master"},
		{Report: "ferry", Kind: sitrep.Denial, Cue: under(harbour, "denied"), Speaker: "owner"},
		{Report: "ferry", Kind: sitrep.Warning, Cue: under(harbour, "speak")},
		{Report: "elsewhere", Kind: sitrep.Denial},
	}
	score, err := eval.Reactions(docs, gold, pred)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"missed ferry no_comment | The owner | " + sentence,
		"spurious ferry denial | harbour master", // the better speaker of the two was taken
		"spurious ferry warning | None",
		"  denial        gold   1 pred   2 matched   1 F1 0.667",
		"  no_comment    gold   1 pred   0 matched   0 F1 0.000",
		"  warning       gold   0 pred   1 matched   0 F1 0.000",
		"reactions: gold 2 predicted 3; F1 kind 0.400 actor 0.400",
	}
	if got := score.Lines(10); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
