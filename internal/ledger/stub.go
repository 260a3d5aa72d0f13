package ledger

import (
	"io"

	"sitrep"
)

// WriteSVG draws how a story's counts moved.
func WriteSVG(w io.Writer, l sitrep.Ledger) error { return nil }
