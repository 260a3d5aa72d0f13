package ledger_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sitrep/internal/ledger"
)

var update = flag.Bool("update", false, "print what the cases give instead of comparing")

func TestLedger(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		cases := readFixtures(t, file)
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				got := strings.TrimSpace(print(ledger.Build(c.in)))
				if *update {
					os.Stdout.WriteString("== " + c.name + "\n" + got + "\n\n")
					return
				}
				if want := strings.TrimSpace(c.expect); got != want {
					t.Errorf("%s:%d\ngot:\n%s\n\nwant:\n%s", file, c.line, got, want)
				}
			})
		}
	}
}
