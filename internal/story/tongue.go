package story

import (
	"io/fs"
	"strings"
	"sync"
	"unicode/utf8"

	"sitrep/internal/lang"
)

// tongues finds the things that many languages have words for.
type tongues struct {
	whole, prefix map[string]string
	// shortest and longest prefix, in bytes
	shortest, longest int
}

// spoken is the list that comes with the program. It is read once; that it is in order a test shows, so a
// fault only leaves words out.
var spoken = sync.OnceValue(func() *tongues {
	t, _ := readTongues()
	return t
})

func readTongues() (*tongues, error) {
	t := &tongues{whole: make(map[string]string), prefix: make(map[string]string), shortest: 1 << 10}
	files, err := fs.Sub(embedded, "data")
	if err != nil {
		return t, err
	}
	entries, err := lang.Entries(files, "tongues.txt")
	for _, e := range entries {
		for _, word := range strings.Fields(e.Phrase) {
			if stem, ok := strings.CutSuffix(word, "*"); ok {
				t.prefix[stem] = e.Value
				t.shortest, t.longest = min(t.shortest, len(stem)), max(t.longest, len(stem))
			} else {
				t.whole[word] = e.Value
			}
		}
	}
	return t, err
}

// of is the thing a lower-cased word stands for, or "".
func (t *tongues) of(word string) string {
	if thing, ok := t.whole[word]; ok {
		return thing
	}
	for n := min(len(word), t.longest); n >= t.shortest; n-- {
		if n < len(word) && !utf8.RuneStart(word[n]) {
			continue
		}
		if thing, ok := t.prefix[word[:n]]; ok {
			return thing
		}
	}
	return ""
}
