package brief_test

import (
	"bytes"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/brief"
)

// The table under a brief holds what the brief tells, once, however often it was said; how few there were of somebody, said once, it leaves to the ledger.
func TestTableTellsOnce(t *testing.T) {
	cite := func(report sitrep.ReportID) sitrep.Citation {
		return sitrep.Citation{Report: report, In: sitrep.InText, Span: sitrep.Span{Start: 0, End: 2}}
	}
	step := func(kind sitrep.StepKind, n int64, report sitrep.ReportID) sitrep.Step {
		return sitrep.Step{Kind: kind, Min: sitrep.Of(n), Max: sitrep.Of(n), Modifier: sitrep.Exact, Status: sitrep.Active, Figures: []sitrep.Citation{cite(report)}}
	}
	p := &brief.Page{Ledger: sitrep.Ledger{Series: []sitrep.Series{
		{Measure: sitrep.Killed, Group: "people", Basis: sitrep.Cumulative, Claimants: []sitrep.Line{{Claimant: "Lorn police", Kind: sitrep.Named, Steps: []sitrep.Step{step(sitrep.NewStep, 41, "a"), step(sitrep.Repeat, 41, "b")}}}},
		{Measure: sitrep.Strength, Group: "leaders", Basis: sitrep.Cumulative, Claimants: []sitrep.Line{{Claimant: "Lorn council", Kind: sitrep.Named, Steps: []sitrep.Step{step(sitrep.NewStep, 2, "a")}}}},
	}}}
	p.Headline = sitrep.Unit{Text: "41 dead in Lorn, police say", Citations: []sitrep.Citation{cite("b")}}
	var out bytes.Buffer
	if err := brief.WriteText(&out, p, 100); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "Lorn police"); n != 1 {
		t.Errorf("the toll stands %d times in the table:\n%s", n, out.String())
	}
	if strings.Contains(out.String(), "leaders") {
		t.Errorf("two leaders, counted once, stand in the table:\n%s", out.String())
	}
}
