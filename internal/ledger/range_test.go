package ledger_test

import (
	"testing"

	"sitrep"
	"sitrep/internal/ledger"
)

func TestRangeWords(t *testing.T) {
	known := func(n int64) sitrep.Bound { return sitrep.Bound{N: n, Known: true} }
	none := sitrep.Bound{}
	step := func(low, high sitrep.Bound, m sitrep.Modifier) sitrep.Step {
		return sitrep.Step{Min: low, Max: high, Modifier: m, Status: sitrep.Active}
	}
	for _, c := range []struct {
		name      string
		low, high sitrep.Bound
		steps     []sitrep.Step
		want      string
	}{
		{"nothing", none, none, nil, ""},
		{"one number", known(40), known(40), []sitrep.Step{step(known(40), known(40), "")}, "40"},
		{"two numbers", known(40), known(1200), []sitrep.Step{step(known(40), known(40), ""), step(known(1200), known(1200), "")}, "40 to 1,200"},
		{"at least", known(30), none, []sitrep.Step{step(known(30), none, sitrep.AtLeast)}, "30 or more"},
		{"more than", known(1001), none, []sitrep.Step{step(known(1001), none, sitrep.MoreThan)}, "more than 1,000"},
		{"more than, and a number", known(201), known(4000), []sitrep.Step{step(known(201), none, sitrep.MoreThan), step(known(4000), known(4000), "")}, "more than 200 to 4,000"},
		{"somebody gave that number", known(201), none, []sitrep.Step{step(known(201), none, sitrep.MoreThan), step(known(201), none, sitrep.AtLeast)}, "201 or more"},
		{"nearly", known(400), known(400), []sitrep.Step{step(none, known(400), sitrep.Nearly)}, "nearly 400"},
		{"nearly, and a number", known(400), known(900), []sitrep.Step{step(none, known(400), sitrep.Nearly), step(known(900), known(900), "")}, "nearly 400 to 900"},
		{"up to", none, known(50), []sitrep.Step{step(none, known(50), sitrep.UpTo)}, "up to 50"},
	} {
		x := sitrep.Series{Range: sitrep.LedgerRange{Low: c.low, High: c.high}, Claimants: []sitrep.Line{{Steps: c.steps}}}
		if got := ledger.RangeWords(&x); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
