// Package en is English: its word lists stand in data/, one entry a line, so that
// someone who knows the language and not Go can add one.
package en

import (
	"embed"
	"fmt"
	"io/fs"

	"sitrep/internal/lang"
)

//go:embed data
var embedded embed.FS

// New loads the English language. It fails only if a data file is malformed, which
// the package's test would have shown.
func New() (*lang.Language, error) {
	files, err := fs.Sub(embedded, "data")
	if err != nil {
		return nil, err
	}
	l := &lang.Language{Code: "en"}
	for _, load := range []func(fs.FS, *lang.Language) error{loadText, loadNumber, loadFigure, loadStory, loadOrigin, loadActors, loadLedger, loadClaims, loadCheck, loadBrief, loadSupport, loadEdit} {
		if err := load(files, l); err != nil {
			return nil, fmt.Errorf("language English: %w", err)
		}
	}
	return l, nil
}

func loadText(files fs.FS, l *lang.Language) (err error) {
	for _, list := range []struct {
		name string
		into *lang.Set
	}{
		{"text-abbreviations.txt", &l.Text.Abbreviations},
		{"text-titles.txt", &l.Text.Titles},
		{"text-starters.txt", &l.Text.Starters},
	} {
		if *list.into, err = lang.Words(files, list.name); err != nil {
			return err
		}
	}
	return nil
}
