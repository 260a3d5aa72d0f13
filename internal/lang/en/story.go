package en

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"sitrep/internal/lang"
)

func loadStory(files fs.FS, l *lang.Language) error {
	common, err := lang.Entries(files, "story-common.txt")
	if err != nil {
		return err
	}
	l.Story.Common = make(map[string]float64, len(common)*8)
	for _, e := range common {
		percent, err := strconv.ParseFloat(e.Phrase, 64)
		if err != nil || percent <= 0 || percent > 100 {
			return fmt.Errorf("story-common.txt line %d: %q is not a percentage", e.Line, e.Phrase)
		}
		for _, word := range strings.Fields(e.Value) {
			l.Story.Common[word] = max(l.Story.Common[word], percent/100)
		}
	}
	if l.Story.Events, err = lang.LoadPhrases(files, "story-events.txt"); err != nil {
		return err
	}
	l.Story.At, err = lang.Words(files, "story-at.txt")
	return err
}
