package eval_test

import (
	"slices"
	"strings"
	"testing"

	"sitrep"
	"sitrep/eval"
)

const landslide = "Six villagers died when a slope gave way above Orvel, Governor Ana Petrak said. " +
	"Dozens were hurt. A dog survived. Six villagers died when a slope gave way above Orvel, Governor Ana Petrak said."

func hill(text string) []*sitrep.Report {
	return []*sitrep.Report{{ID: "hill", Text: text}}
}

// sixDied is a gold figure of landslide, and a right reading of it.
func sixDied() (eval.FigureGold, sitrep.Figure) {
	return eval.FigureGold{
			Doc: "hill", Sentence: "Six villagers died when a slope gave way above Orvel, Governor Ana Petrak said.",
			Value: "Six", Min: sitrep.Of(6), Max: sitrep.Of(6), Modifier: sitrep.Exact, Measure: sitrep.Killed,
			Group: "villagers", Claimant: "Governor Ana Petrak", Place: "Orvel", Basis: sitrep.OfEvent, Status: sitrep.Asserted,
		}, sitrep.Figure{
			Report: "hill", Span: sitrep.Span{Start: 0, End: 3}, Min: sitrep.Of(6), Max: sitrep.Of(6),
			Modifier: sitrep.Exact, Measure: sitrep.Killed, Group: "the villagers", Claimant: "Ana Petrak",
			Place: "Orvel", Basis: sitrep.OfEvent, Status: sitrep.Asserted, Confidence: 0.9,
		}
}

func TestFigures(t *testing.T) {
	for name, c := range map[string]struct {
		alter func(g *eval.FigureGold, p *sitrep.Figure)
		want  string // last line
	}{
		"all right": {func(*eval.FigureGold, *sitrep.Figure) {},
			"F1 figure 1.000 attributed 1.000 full 1.000 claimant-recall 1.000"},
		"same sentence further down": {func(_ *eval.FigureGold, p *sitrep.Figure) {
			p.Start = strings.LastIndex(landslide, "Six")
			p.End = p.Start + 3
		},
			"F1 figure 1.000 attributed 1.000 full 1.000 claimant-recall 1.000"},
		"wrong claimant": {func(_ *eval.FigureGold, p *sitrep.Figure) { p.Claimant = "the mayor" },
			"F1 figure 1.000 attributed 0.000 full 0.000 claimant-recall 0.000"},
		"claimant by another name": {func(g *eval.FigureGold, p *sitrep.Figure) {
			p.Claimant, g.ClaimantAlso = "the county", []string{"county"}
		}, "F1 figure 1.000 attributed 1.000 full 1.000 claimant-recall 1.000"},
		"no claimant where one is named": {func(_ *eval.FigureGold, p *sitrep.Figure) { p.Claimant = "" },
			"F1 figure 1.000 attributed 0.000 full 0.000 claimant-recall 0.000"},
		"wrong modifier": {func(_ *eval.FigureGold, p *sitrep.Figure) { p.Modifier = sitrep.AtLeast },
			"F1 figure 1.000 attributed 1.000 full 0.000 claimant-recall 1.000"},
		"wrong number": {func(_ *eval.FigureGold, p *sitrep.Figure) { p.Max = sitrep.Bound{} },
			"F1 figure 0.000 attributed 0.000 full 0.000 claimant-recall 0.000"},
		"another sentence": {func(_ *eval.FigureGold, p *sitrep.Figure) { p.Start = strings.Index(landslide, "Dozens") },
			"F1 figure 0.000 attributed 0.000 full 0.000 claimant-recall 0.000"},
		"title": {func(_ *eval.FigureGold, p *sitrep.Figure) { p.In = sitrep.InTitle },
			"F1 figure 0.000 attributed 0.000 full 0.000 claimant-recall 0.000"},
		"implicit is left out on both sides": {func(g *eval.FigureGold, _ *sitrep.Figure) { g.Implicit = true },
			"F1 figure 0.000 attributed 0.000 full 0.000 claimant-recall 0.000"},
	} {
		t.Run(name, func(t *testing.T) {
			g, p := sixDied()
			c.alter(&g, &p)
			score, err := eval.Figures(hill(landslide), []eval.FigureGold{g}, []sitrep.Figure{p})
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

func TestFiguresOneToOne(t *testing.T) {
	g, right := sixDied()
	wrong := right
	wrong.Claimant, wrong.Confidence = "the mayor", 0.95
	dozens := eval.FigureGold{Doc: "hill", Sentence: "Dozens were hurt.", Value: "Dozens", Modifier: sitrep.Vague, Measure: sitrep.Wounded}
	score, err := eval.Figures(hill(landslide), []eval.FigureGold{g, dozens, {Doc: "hill", Done: true}}, []sitrep.Figure{wrong, right, {Report: "valley"}})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"missed | hill | Dozens | wounded | None | Dozens were hurt.",
		"spurious | hill | 6 | killed | the mayor | Six villagers died when a slope gave way above Orvel, Governor ", // sixty bytes on
		"  killed      gold    1 pred    2 matched    1 F1 0.667",
		"  wounded     gold    1 pred    0 matched    0 F1 0.000",
		"figures: gold 2, predicted 2, matched 1, precision 0.500, recall 0.500, 1 of unknown reports",
		"fields of matched figures: modifier 1.00, basis 1.00, subset 1.00, status 1.00, hedged 1.00, via 1.00, place 1.00, when 1.00",
		"sure 0.000", // the surest prediction names the wrong claimant
		"F1 figure 0.500 attributed 0.500 full 0.500 claimant-recall 1.000",
	}
	if got := score.Lines(9); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if _, err := eval.Figures(nil, []eval.FigureGold{g}, nil); err == nil {
		t.Error("gold of a report that is not there went through")
	}
}

// TestIntervals wants intervals that hold the value, are the same for the same seed and narrow as
// reports grow many.
func TestIntervals(t *testing.T) {
	width := func(n int) float64 {
		var docs []*sitrep.Report
		var gold []eval.FigureGold
		var pred []sitrep.Figure
		for i := range n {
			g, p := sixDied()
			g.Doc, p.Report = sitrep.ReportID(rune('a'+i)), sitrep.ReportID(rune('a'+i))
			docs = append(docs, &sitrep.Report{ID: g.Doc, Text: landslide})
			gold = append(gold, g)
			if i%2 == 0 {
				pred = append(pred, p)
			}
		}
		score, err := eval.Figures(docs, gold, pred)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(score.Scores(4), score.Scores(4)) {
			t.Error("the same seed gave other intervals")
		}
		s, _ := score.Scores(4).Find("recall")
		if s.Low > s.Value || s.Value > s.High || s.Value != 0.5 {
			t.Errorf("recall %v in %v to %v", s.Value, s.Low, s.High)
		}
		return s.High - s.Low
	}
	if few, many := width(8), width(200); many <= 0 || many >= few {
		t.Errorf("interval of 8 reports %.3f wide, of 200 %.3f", few, many)
	}
}
