package en

import (
	"fmt"
	"io/fs"
	"strings"

	"sitrep/internal/lang"
)

// loadSupport reads what words do to a sentence that is held against its sources.
func loadSupport(files fs.FS, l *lang.Language) error {
	entries, err := lang.Entries(files, "support-words.txt")
	if err != nil {
		return err
	}
	l.Support.Words = make(map[string]lang.SupportWord, len(entries))
	for _, e := range entries {
		for _, name := range strings.Fields(e.Value) {
			role, ok := lang.SupportRoles[name]
			if !ok {
				return fmt.Errorf("support-words.txt:%d: no such role: %q", e.Line, name)
			}
			l.Support.Words[strings.ToLower(e.Phrase)] |= role
		}
	}
	return nil
}
