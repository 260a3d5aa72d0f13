package text

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"sitrep/internal/lang/en"
)

// What is cut without asking the rules of Unicode is cut as they would.
func TestPlainly(t *testing.T) {
	l, err := en.New()
	if err != nil {
		t.Fatal(err)
	}
	bits := strings.Split("a|Z|said|The|U|S|'s|’s|'|.|,|:|;|-|_| |  |\n|\r\n|\r|\t|\v|\x00|\x01|\x7f|1|23|000|\"|“|”|—|é|Ł|\u0301|\u200d|\u00a0|\u2028|"+
		"\ufeff|א|ב|カ|中|👍|🇬🇧|\u00ad|#|–|…|\ufe0f|\u20e3|(|Mr|Gen|x.The|killed.The|\xff|\xe2\x80|²|٣|%|$|ǅ|İ|K", "|")
	r := rand.New(rand.NewPCG(1, 1))
	plain := 0
	for range 20000 {
		var s strings.Builder
		for range 1 + r.IntN(12) {
			s.WriteString(bits[r.IntN(len(bits))])
		}
		got, want := &Doc{Text: s.String(), Language: l}, &Doc{Text: s.String(), Language: l}
		got.tokenize()
		cut := newCutter(want, []Token{})
		for at := 0; at < len(want.Text); {
			at = cut.byRules(at)
		}
		if len(got.Tokens) != len(want.Tokens) || len(got.Tokens) > 0 && !reflect.DeepEqual(got.Tokens, want.Tokens) {
			t.Fatalf("%q is cut into\n%v, by the rules\n%v", s.String(), got.Tokens, want.Tokens)
		}
		cut = newCutter(got, nil)
		for at := 0; at < len(got.Text); {
			end := cut.plainly(at)
			if end > 0 {
				plain++
			}
			at = max(at+1, end)
		}
	}
	if plain == 0 {
		t.Error("nothing was cut plainly")
	}
}
