package en

import (
	"io/fs"

	"sitrep/internal/lang"
)

// loadActors reads the words that tell who is who.
func loadActors(files fs.FS, l *lang.Language) (err error) {
	l.Actors.Pronouns, err = values(files, "actor-pronouns.txt")
	return err
}
