package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"sitrep"
)

// kursk is the ledger of the example story.
func kursk(t *testing.T, flags ...string) sitrep.Ledger {
	t.Helper()
	var out, complaint bytes.Buffer
	args := append([]string{"ledger", "../../examples/kursk", "--format", "json", "--one"}, flags...)
	if code := run(context.Background(), args, strings.NewReader(""), &out, &complaint); code != exitDone {
		t.Fatalf("exit %d: %s", code, complaint.String())
	}
	var all []sitrep.Ledger
	if err := json.Unmarshal(out.Bytes(), &all); err != nil {
		t.Fatal(err)
	}
	if len(all) != 1 {
		t.Fatalf("%d ledgers, want 1", len(all))
	}
	return all[0]
}

// told is a claimant's own figures of a measure and basis, "value kind status" in time order.
func told(l sitrep.Ledger, measure sitrep.Measure, basis sitrep.Basis, claimant string) []string {
	var out []string
	for _, s := range l.Series {
		if s.Measure != measure || s.Basis != basis || !strings.Contains(s.Group, "North Korea") {
			continue
		}
		for _, line := range s.Claimants {
			if line.Claimant != claimant {
				continue
			}
			for _, st := range line.Steps {
				if st.Kind == sitrep.Repeat {
					continue
				}
				said := fmt.Sprintf("%s %s, said %s", st.Value, st.Kind, st.Said)
				if st.Kind == sitrep.RelayDiscrepancy {
					said = fmt.Sprintf("%s as worded by %s", st.Value, st.Outlet)
				}
				out = append(out, strings.ToLower(said))
			}
		}
	}
	return out
}

// TestKurskLedger holds the ledger of the examples to what their reports say: who said what, when, and
// what must never be one.
func TestKurskLedger(t *testing.T) {
	l := kursk(t)
	for _, want := range []struct {
		measure  sitrep.Measure
		basis    sitrep.Basis
		claimant string
		figures  []string // in this order; others may stand between
	}{
		{sitrep.Casualties, sitrep.Cumulative, "Joint Chiefs of Staff (South Korea)", []string{"1,100 new, said 2024-12-23"}},
		{sitrep.Casualties, sitrep.Cumulative, "Volodymyr Zelensky", []string{"3,000 new, said 2024-12-23", "nearly 3,000 as worded by liga.net"}},
		{sitrep.Casualties, sitrep.OfPeriod, "White House", []string{"more than 1,000 new, said 2024-12-27"}},
		{sitrep.Killed, sitrep.Cumulative, "National Intelligence Service (South Korea)", []string{
			"at least 100 new, said 2024-12-19", "300 update, said 2025-01-13", "600 update, said 2025-04-30", "2,000 update, said 2025-09-02"}},
		{sitrep.Wounded, sitrep.Cumulative, "National Intelligence Service (South Korea)", []string{"2,700 update, said 2025-01-13"}},
		{sitrep.Casualties, sitrep.Cumulative, "National Intelligence Service (South Korea)", []string{"4,700"}},
		{sitrep.Losses, sitrep.Cumulative, "Western officials", []string{"4,000 new, said 2025-01"}},
		{sitrep.Killed, sitrep.Cumulative, "Western officials", []string{"1,000 new, said 2025-01"}},
		{sitrep.Casualties, sitrep.Cumulative, "Defence Intelligence (United Kingdom)", []string{"6,000 as worded by", "6,000 new, said 2025-06-15"}},
	} {
		got := told(l, want.measure, want.basis, want.claimant)
		rest := got
		for _, figure := range want.figures {
			at := -1
			for i, g := range rest {
				if strings.Contains(g, figure) {
					at = i
					break
				}
			}
			if at < 0 {
				t.Errorf("%s, %s %s: no %q among %q", want.claimant, want.basis, want.measure, figure, got)
				break
			}
			rest = rest[at+1:]
		}
	}
	// One week's count is never the whole's.
	if got := told(l, sitrep.Casualties, sitrep.Cumulative, "White House"); len(got) > 0 {
		t.Errorf("the White House counts a week, and never the whole: %q", got)
	}
	// Soldiers sent are no toll, and nobody but those who said so gives a number.
	for _, s := range l.Series {
		for _, line := range s.Claimants {
			for _, st := range line.Steps {
				if s.Measure != sitrep.Strength && !st.Unsure && st.Min.Known && st.Min.N >= 10000 {
					t.Errorf("%s of %s: %q by %s", s.Measure, s.Group, st.Value, line.Claimant)
				}
				if v := string(st.Value); strings.Contains(v, "3,000") && s.Measure == sitrep.Killed {
					t.Errorf("nobody counts 3,000 dead: %q by %s", v, line.Claimant)
				}
			}
		}
	}
}

func TestKurskLedgerAsOf(t *testing.T) {
	for _, s := range kursk(t, "--asof", "2024-12-24").Series {
		for _, line := range s.Claimants {
			for _, st := range line.Steps {
				if st.Published.String() > "2024-12-25" || st.Said > "2024-12-24" {
					t.Errorf("%q by %s, said %s, published %s", st.Value, line.Claimant, st.Said, st.Published)
				}
			}
		}
	}
}
