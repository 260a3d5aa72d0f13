package en

import (
	"fmt"
	"io/fs"
	"strings"

	"sitrep/internal/lang"
)

// loadClaims reads the words that show who says what.
func loadClaims(files fs.FS, l *lang.Language) error {
	c := &l.Claims
	entries, err := lang.Entries(files, "claim-words.txt")
	if err != nil {
		return err
	}
	c.Words = make(map[string]lang.ClaimWord, len(entries))
	for _, e := range entries {
		w, ok := lang.ClaimWords[e.Value]
		if !ok {
			return fmt.Errorf("claim-words.txt line %d: no such part %q", e.Line, e.Value)
		}
		c.Words[e.Phrase] = w
	}
	if entries, err = lang.Entries(files, "claim-verbs.txt"); err != nil {
		return err
	}
	for _, e := range entries {
		parts := strings.Fields(e.Value)
		if len(parts) == 0 {
			return fmt.Errorf("claim-verbs.txt line %d: %q has no family", e.Line, e.Phrase)
		}
		w, ok := lang.ClaimWords[parts[0]]
		if !ok {
			return fmt.Errorf("claim-verbs.txt line %d: no such family %q", e.Line, parts[0])
		}
		for _, form := range append(parts[1:], forms(e.Phrase)...) {
			if _, taken := c.Words[form]; !taken {
				c.Words[form] = w
			}
		}
	}
	return nil
}

// forms are a regular verb's forms: base, -s, -ed, -ing.
func forms(verb string) []string {
	stem, past := verb, verb+"ed"
	s := verb + "s"
	switch {
	case strings.HasSuffix(verb, "e"):
		stem, past = verb[:len(verb)-1], verb+"d"
	case strings.HasSuffix(verb, "y") && len(verb) > 2 && !strings.Contains("aeiou", verb[len(verb)-2:len(verb)-1]):
		past, s = verb[:len(verb)-1]+"ied", verb[:len(verb)-1]+"ies"
	case strings.HasSuffix(verb, "s") || strings.HasSuffix(verb, "sh") || strings.HasSuffix(verb, "ch"):
		s = verb + "es"
	}
	return []string{verb, s, past, stem + "ing"}
}
