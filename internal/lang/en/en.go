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
	for _, load := range []func(fs.FS, *lang.Language) error{lang.LoadText, lang.LoadNumber, lang.LoadFigure, loadStory, loadOrigin, loadActors, lang.LoadLedger, loadClaims, loadCheck, loadBrief, loadSupport, loadEdit, lang.LoadVictims} {
		if err := load(files, l); err != nil {
			return nil, fmt.Errorf("language English: %w", err)
		}
	}
	l.Index()
	return l, nil
}
