package ledger

import (
	"io"

	"sitrep"
)

// WriteTable prints ledgers for a terminal.
func WriteTable(w io.Writer, ledgers []sitrep.Ledger) error { return nil }

// WriteChanges prints what changed.
func WriteChanges(w io.Writer, changes []Change) error { return nil }

// WriteCSV prints ledgers, a step a row.
func WriteCSV(w io.Writer, ledgers []sitrep.Ledger) error { return nil }

// WriteUCDP prints a best, low and high value a series.
func WriteUCDP(w io.Writer, ledgers []sitrep.Ledger) error { return nil }

// WriteSVG draws how a story's counts moved.
func WriteSVG(w io.Writer, l sitrep.Ledger) error { return nil }
