package en

import (
	"fmt"
	"io/fs"
	"strings"

	"sitrep/internal/lang"
)

func loadOrigin(files fs.FS, l *lang.Language) error {
	entries, err := lang.Entries(files, "origin-cues.txt")
	if err != nil {
		return err
	}
	var before, after, alone []lang.Entry
	for _, e := range entries {
		switch e.Value {
		case lang.Cited, lang.Credit, lang.Byline, lang.Agencies, lang.Own:
		default:
			return fmt.Errorf("origin-cues.txt line %d: %q is not a thing words can show", e.Line, e.Value)
		}
		if words, ok := strings.CutSuffix(e.Phrase, " X"); ok {
			before = append(before, lang.Entry{Phrase: words, Value: e.Value})
		} else if words, ok := strings.CutPrefix(e.Phrase, "X "); ok {
			after = append(after, lang.Entry{Phrase: words, Value: e.Value})
		} else {
			alone = append(alone, lang.Entry{Phrase: e.Phrase, Value: e.Value})
		}
	}
	l.Origin = lang.Origin{Before: lang.NewPhrases(before), After: lang.NewPhrases(after), Alone: lang.NewPhrases(alone)}
	return nil
}
