package support_test

import (
	"strings"
	"testing"
	"time"

	"sitrep"
)

// TestRewordings measures how many good rewordings the gate refuses.
func TestRewordings(t *testing.T) {
	r := newReader(t)
	n, refused := 0, 0
	for _, path := range []string{"testdata/reworded.txt", "testdata/reworded2.txt", "testdata/reworded3.txt"} {
		made, kept := 0, 0
		for _, f := range fixtures(t, r, path) {
			for _, u := range f.units {
				made++
				if err := f.gate.Reword(u.unit); err != nil {
					kept++
					t.Logf("%s: refused %q: %v", f.name, u.unit.Text, err)
				}
			}
		}
		t.Logf("%s: %d of %d refused (%.1f %%)", path, kept, made, 100*float64(kept)/float64(made))
		n, refused = n+made, refused+kept
	}
	if float64(refused) > 0.05*float64(n) {
		t.Errorf("%d of %d good rewordings are refused, more than 5 %%", refused, n)
	}
}

// TestHostile holds the gate against what a free writer must not say.
func TestHostile(t *testing.T) {
	r := newReader(t)
	n := 0
	for _, f := range fixtures(t, r, "testdata/hostile.txt") {
		for _, u := range f.units {
			n++
			if f.gate.Reword(u.unit) == nil {
				t.Errorf("%s: passed %q (%s)", f.name, u.unit.Text, u.want)
			}
		}
	}
	t.Logf("%d lies", n)
}

// TestRewordBounded: no sentence, however it is made, costs more than the search's bound.
func TestRewordBounded(t *testing.T) {
	r := newReader(t)
	for _, word := range []string{"was killed by the ", "the ", "and was said by ", "Orsa, the mayor, ", "in Tarn and ", "\"was\" "} {
		report := &sitrep.Report{ID: "a", Title: "T", Text: "It " + strings.Repeat(word, 90) + "end."}
		u := sitrep.Unit{Text: "It " + strings.Repeat(word, 25) + "fell.", Citations: []sitrep.Citation{{Report: "a", Span: sitrep.Span{End: len(report.Text)}}}}
		gate := r.gate(report)
		begin := time.Now()
		if gate.Reword(u) == nil {
			t.Errorf("%q: passed", word)
		}
		if took := time.Since(begin); took > 20*time.Second {
			t.Errorf("%q: it took %s", word, took)
		}
	}
}
