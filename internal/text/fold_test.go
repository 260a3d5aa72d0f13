package text_test

import (
	"strings"
	"testing"
	"unicode"

	"sitrep/internal/text"
)

// Words of all alphabets are put in lower case, and told their shapes, as unicode has it.
func TestFold(t *testing.T) {
	tested := 0
	for r := rune(1); r < 0x2200; r++ {
		for _, s := range []string{string(r), "a" + string(r), string(r) + "b", "Ж" + string(r) + "л", string(r) + "-Ab", "É" + string(r) + "’s"} {
			for i, token := range text.Parse(nil, s).Tokens {
				raw := s[token.Start:token.End]
				if want := strings.ReplaceAll(strings.ToLower(raw), "’", "'"); token.Lower != want {
					t.Errorf("%q: token %d is %q in lower case, want %q", s, i, token.Lower, want)
				}
				if token.Kind == text.Word && raw != "’s" && token.Shape != shape(raw) {
					t.Errorf("%q: token %d has shape %d, want %d", s, i, token.Shape, shape(raw))
				}
				tested++
			}
		}
	}
	if tested < 50000 {
		t.Errorf("only %d tokens", tested)
	}
}

func shape(s string) text.Shape {
	small, large := 0, 0
	first := false // the first letter is a capital
	for _, r := range s {
		switch {
		case unicode.IsUpper(r) || unicode.IsTitle(r):
			first = first || small+large == 0
			large++
		case unicode.IsLower(r):
			small++
		}
	}
	switch {
	case small+large == 0:
		return text.NoCase
	case large == 0:
		return text.Lower
	case small == 0 && large == 1:
		return text.Single
	case small == 0:
		return text.Upper
	case first && (large == 1 || strings.ContainsAny(s, "-‐‑")):
		return text.Title
	}
	return text.Mixed
}
