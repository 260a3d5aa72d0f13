// Package pl is Polish: its words stand in data/, one entry a line, so that someone who knows the
// language and not Go can mend them. It finds claims by its lists, for want of a learned model, and
// supplies nothing for briefs and checks, which leave Polish texts alone. docs/languages.md says how a language
// is added, with this one as the example.
package pl

import (
	"embed"
	"fmt"
	"io/fs"

	"sitrep/internal/lang"
)

//go:embed data
var embedded embed.FS

// New loads the Polish language. It fails only if a data file is malformed, which
// the package's test would have shown.
func New() (*lang.Language, error) {
	files, err := fs.Sub(embedded, "data")
	if err != nil {
		return nil, err
	}
	l := &lang.Language{Code: "pl"}
	for _, load := range []func(fs.FS, *lang.Language) error{lang.LoadText, lang.LoadNumber, lang.LoadFigure, lang.LoadSpeech, lang.LoadLedger, loadCountries} {
		if err := load(files, l); err != nil {
			return nil, fmt.Errorf("language Polish: %w", err)
		}
	}
	l.Index()
	return l, nil
}

// loadCountries knows states by the names the ledger knows them by: before a headline's colon they say where,
// not who.
func loadCountries(files fs.FS, l *lang.Language) error {
	entries, err := lang.Entries(files, "ledger-names.txt")
	if err != nil {
		return err
	}
	l.Actors.Countries = lang.NewPhrases(entries)
	return nil
}
