package lang

import (
	"fmt"
	"io/fs"
)

// LoadText reads what segmentation needs from a language's folder: the files named text-*.txt, and the
// language's traits.
func LoadText(files fs.FS, l *Language) (err error) {
	for _, list := range []struct {
		name string
		into *Set
	}{
		{"text-abbreviations.txt", &l.Text.Abbreviations},
		{"text-small.txt", &l.Text.Small},
		{"text-final.txt", &l.Text.Final},
		{"text-titles.txt", &l.Text.Titles},
		{"text-starters.txt", &l.Text.Starters},
	} {
		if *list.into, err = Words(files, list.name); err != nil {
			return err
		}
	}
	return loadTraits(files, l)
}

// loadTraits reads how the language differs from English where a yes or no says all.
func loadTraits(files fs.FS, l *Language) error {
	entries, err := Entries(files, "traits.txt")
	if err != nil {
		return err
	}
	traits := map[string]*bool{
		"free order": &l.Figure.Free, "no articles": &l.Figure.Bare, "small months": &l.Time.Small, "decimal comma": &l.Number.Comma, "dash quotes": &l.Text.Dash,
	}
	for _, e := range entries {
		trait, ok := traits[e.Phrase]
		if !ok {
			return fmt.Errorf("traits.txt line %d: no such trait %q", e.Line, e.Phrase)
		}
		*trait = true
	}
	return nil
}
