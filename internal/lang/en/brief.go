package en

import (
	"fmt"
	"io/fs"
	"strings"

	"sitrep/internal/lang"
)

func loadBrief(files fs.FS, l *lang.Language) error {
	entries, err := lang.Entries(files, "brief-words.txt")
	if err != nil {
		return err
	}
	l.Brief.Words = make(map[string]lang.BriefWord, len(entries))
	for _, e := range entries {
		for _, name := range strings.Fields(e.Value) {
			role, ok := lang.BriefRoles[name]
			if !ok {
				return fmt.Errorf("brief-words.txt:%d: no such role: %q", e.Line, name)
			}
			l.Brief.Words[strings.ToLower(e.Phrase)] |= role
		}
	}
	if entries, err = lang.Entries(files, "brief-furniture.txt"); err != nil {
		return err
	}
	f := &l.Brief.Furniture
	f.Labels, f.Views = lang.Set{}, lang.Set{}
	for _, e := range entries {
		phrase := strings.ToLower(e.Phrase)
		switch e.Value {
		case "begins":
			f.Begins = append(f.Begins, phrase)
		case "stamp":
			f.Begins, f.Stamps = append(f.Begins, phrase), append(f.Stamps, phrase)
		case "holds":
			f.Holds = append(f.Holds, phrase)
		case "asks":
			f.Asks = append(f.Asks, phrase)
		case "shows":
			f.Shows = append(f.Shows, phrase)
		case "states":
			f.States = append(f.States, phrase)
		case "digest":
			f.Digest = append(f.Digest, phrase)
		case "leans":
			f.Leans = append(f.Leans, phrase)
		case "view":
			f.Views[phrase] = struct{}{}
		case "label":
			f.Labels[phrase] = struct{}{}
		default:
			return fmt.Errorf("brief-furniture.txt:%d: no such place: %q", e.Line, e.Value)
		}
	}
	return nil
}
