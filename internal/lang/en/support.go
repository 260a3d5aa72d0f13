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
	return loadReword(files, l)
}

// loadReword reads what words do where a sentence is worded anew.
func loadReword(files fs.FS, l *lang.Language) error {
	entries, err := lang.Entries(files, "support-reword.txt")
	if err != nil {
		return err
	}
	l.Support.Reword = make(map[string]lang.RewordWord, len(entries))
	for _, e := range entries {
		for _, name := range strings.Fields(e.Value) {
			role, ok := lang.RewordRoles[name]
			if !ok {
				return fmt.Errorf("support-reword.txt:%d: no such role: %q", e.Line, name)
			}
			l.Support.Reword[e.Phrase] |= role
		}
	}
	if entries, err = lang.Entries(files, "support-past.txt"); err != nil {
		return err
	}
	l.Support.Past = make(map[string]string, 2*len(entries))
	for _, e := range entries {
		for _, form := range strings.Fields(e.Value) {
			l.Support.Past[form] = e.Phrase
		}
	}
	l.Support.PastEndings, l.Support.MannerEndings = []string{"ed"}, []string{"ly"}
	l.Support.Empty, err = lang.LoadPhrases(files, "support-empty.txt")
	return err
}
