package eval_test

import (
	"strings"
	"testing"

	"sitrep"
	"sitrep/eval"
)

// grouping reads "1: a b c; 2: d" as reports placed in stories.
func grouping(s string) []eval.Placed {
	var out []eval.Placed
	for story := range strings.SplitSeq(s, ";") {
		name, members, _ := strings.Cut(strings.TrimSpace(story), ":")
		for _, id := range strings.Fields(members) {
			out = append(out, eval.Placed{Report: sitrep.ReportID(id), Story: name})
		}
	}
	return out
}

func TestClusters(t *testing.T) {
	for name, c := range map[string]struct{ gold, pred, want string }{
		"the same": {"quake: a b; fire: c", "1: a b; 2: c",
			`{"n": 3, "missing": 0, "pred_clusters": 2, "gold_clusters": 2, "bcubed_p": 1.0, "bcubed_r": 1.0, "bcubed_f1": 1.0, "pair_p": 1.0, "pair_r": 1.0, "pair_f1": 1.0, "ari": 1.0}`},
		"all in one": {"quake: a b; fire: c d", "1: a b c d x",
			`{"n": 4, "missing": 0, "pred_clusters": 1, "gold_clusters": 2, "bcubed_p": 0.5, "bcubed_r": 1.0, "bcubed_f1": 0.6666666666666666, "pair_p": 0.3333333333333333, "pair_r": 1.0, "pair_f1": 0.5, "ari": 0.0}`},
		"nothing grouped": {"quake: a b; fire: c d", "",
			`{"n": 4, "missing": 4, "pred_clusters": 4, "gold_clusters": 2, "bcubed_p": 1.0, "bcubed_r": 0.5, "bcubed_f1": 0.6666666666666666, "pair_p": 1.0, "pair_r": 0.0, "pair_f1": 0.0, "ari": 0.0}`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := eval.Clusters(grouping(c.pred), grouping(c.gold)).Lines(0)[0]; got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestCopies(t *testing.T) {
	pairs := []eval.Pair{{A: "a", B: "b", Dup: 1}, {A: "a", B: "c"}, {A: "b", B: "d", Dup: 1}, {A: "c", B: "e"}}
	got := eval.Copies(grouping("1: a b; 2: c d; 3: e"), pairs).Lines(0)[0]
	want := `{"pairs": 4, "missing": 0, "tp": 1, "fp": 0, "fn": 1, "tn": 2, "p": 1.0, "r": 0.5, "f1": 0.6666666666666666, "accuracy": 0.75}`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestRouge(t *testing.T) {
	text := func(texts ...string) []eval.StoryText { return []eval.StoryText{{Story: "s", Texts: texts}} }
	for name, c := range map[string]struct {
		pred, gold []eval.StoryText
		want       string
	}{
		"the same but for case, endings and marks": {text("Rivers RISING, again"), text("rivers rise again"),
			`{"n": 1, "r1": 1.0, "r2": 1.0, "rl": 1.0, "r1r": 1.0}`},
		"half the words": {text("the dam broke"), text("the dam held firm overnight"),
			`{"n": 1, "r1": 0.5, "r2": 0.3333, "rl": 0.5, "r1r": 0.4}`},
		"order counts for pairs only": {text("dam the broke"), text("the dam broke"),
			`{"n": 1, "r1": 1.0, "r2": 0.0, "rl": 0.6667, "r1r": 1.0}`},
		"mean of several": {text("the dam broke"), text("the dam broke", "nothing else"),
			`{"n": 1, "r1": 0.5, "r2": 0.5, "rl": 0.5, "r1r": 0.5}`},
		"nothing written": {nil, text("the dam broke"),
			`{"n": 1, "r1": 0.0, "r2": 0.0, "rl": 0.0, "r1r": 0.0}`},
		"no gold": {text("the dam broke"), text(""), `{"n": 0}`},
		"each pair of one stem": {text("ponies caresses agreed plastered motoring conflated falling happiness relational adjustment controlling probation"),
			text("pony caress agree plaster motor conflate fall happy relate adjust control probate"),
			`{"n": 1, "r1": 1.0, "r2": 1.0, "rl": 1.0, "r1r": 1.0}`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := eval.Rouge(c.pred, c.gold).Lines(0)[0]; got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
