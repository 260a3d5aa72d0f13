package en

import (
	"io/fs"
	"strings"

	"sitrep/internal/lang"
)

func loadLedger(files fs.FS, l *lang.Language) (err error) {
	if l.Ledger.Groups, err = synonyms(files, "ledger-groups.txt"); err != nil {
		return err
	}
	if l.Ledger.Empty, err = lang.Words(files, "ledger-empty.txt"); err != nil {
		return err
	}
	if l.Ledger.Unowned, err = lang.Words(files, "ledger-unowned.txt"); err != nil {
		return err
	}
	if l.Ledger.Lowered, err = lang.Words(files, "ledger-lowered.txt"); err != nil {
		return err
	}
	if l.Ledger.Parts, err = lang.Words(files, "ledger-parts.txt"); err != nil {
		return err
	}
	if l.Ledger.Kinds, err = lang.Words(files, "ledger-kinds.txt"); err != nil {
		return err
	}
	l.Ledger.Retracted, err = lang.LoadPhrases(files, "ledger-retracted.txt")
	return err
}

// synonyms reads lines "name = word, word" into a map from each word, and the name, to the name.
func synonyms(files fs.FS, name string) (map[string]string, error) {
	entries, err := lang.Entries(files, name)
	if err != nil {
		return nil, err
	}
	out := make(map[string]string, 8*len(entries))
	for _, e := range entries {
		name := strings.ToLower(e.Phrase)
		out[name] = name
		for _, word := range strings.Split(e.Value, ",") {
			if word = strings.ToLower(strings.TrimSpace(word)); word != "" {
				out[word] = name
			}
		}
	}
	return out, nil
}
