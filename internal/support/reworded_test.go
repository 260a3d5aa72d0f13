package support_test

import "testing"

// TestRewordings measures how many good rewordings the gate refuses.
func TestRewordings(t *testing.T) {
	r := newReader(t)
	n, refused := 0, 0
	for _, f := range fixtures(t, r, "testdata/reworded.txt") {
		for _, u := range f.units {
			n++
			if err := f.gate.Reword(u.unit); err != nil {
				refused++
				t.Logf("%s: refused %q: %v", f.name, u.unit.Text, err)
			}
		}
	}
	t.Logf("%d of %d refused (%.1f %%)", refused, n, 100*float64(refused)/float64(n))
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
