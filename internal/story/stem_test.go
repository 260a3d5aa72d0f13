package story

import "testing"

// The forms of a word meet; unlike words don't.
func TestStem(t *testing.T) {
	s := newStemmer()
	for _, forms := range [][]string{
		{"больница", "больницы", "больнице", "больницу", "больницей"},
		{"землетрясение", "землетрясения", "землетрясений"},
		{"затопленный", "затопленная", "затопленных"},
	} {
		want := s.stem(forms[0], false)
		for _, f := range forms[1:] {
			if got := s.stem(f, false); got != want {
				t.Errorf("%s is %q, %s %q", forms[0], want, f, got)
			}
		}
	}
	for _, apart := range [][2]string{{"мост", "места"}, {"город", "огород"}, {"bridge", "brigade"}, {"dam", "damage"}} {
		if a, b := s.stem(apart[0], true), s.stem(apart[1], true); a == b {
			t.Errorf("%s and %s are both %q", apart[0], apart[1], a)
		}
	}
	for w, want := range map[string]string{"bridges": "bridg", "stopped": "stop", "cities": "city"} {
		if got := s.stem(w, true); got != want {
			t.Errorf("%s is %q, not %q", w, got, want)
		}
	}
}
