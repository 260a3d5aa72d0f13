package en

import (
	"io/fs"

	"sitrep/internal/lang"
)

func loadEdit(files fs.FS, l *lang.Language) (err error) {
	l.Edit.Notices, err = lang.LoadPhrases(files, "edit-notices.txt")
	return err
}
