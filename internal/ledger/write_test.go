package ledger_test

import (
	"os"
	"testing"

	"sitrep"
	"sitrep/internal/ledger"
)

func TestDump(t *testing.T) {
	for _, c := range readFixtures(t, "testdata/kursk.txt")[:1] {
		l := ledger.Build(c.in)
		f, _ := os.Create("/tmp/c.svg")
		ledger.WriteSVG(f, l)
		ledger.WriteTable(os.Stdout, []sitrep.Ledger{l})
		ledger.WriteCSV(os.Stdout, []sitrep.Ledger{l})
		ledger.WriteUCDP(os.Stdout, []sitrep.Ledger{l})
		ledger.WriteChanges(os.Stdout, ledger.Since(c.in, stamp(t, "2025-01-01")))
	}
}
