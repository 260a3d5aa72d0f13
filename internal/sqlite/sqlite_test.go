package sqlite_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sitrep/internal/sqlite"
	"sitrep/internal/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Store {
		s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "kept", "sitrep.db"), sqlite.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}

// TestOldLibrary says that nothing is opened, or made, with a SQLite that may corrupt it.
func TestOldLibrary(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		older bool
	}{{"3.51.2", "3.51.3", true}, {"3.51.3", "3.51.3", false}, {"3.9.0", "3.51.3", true}, {"3.51.10", "3.51.3", false}, {"3.52.0", "3.51.3", false}, {"4.0", "3.51.3", false}, {"3.51", "3.51.3", true}} {
		if got := sqlite.Older(c.a, c.b); got != c.older {
			t.Errorf("%s older than %s: %v", c.a, c.b, got)
		}
	}
	file := filepath.Join(t.TempDir(), "sitrep.db")
	s, err := sqlite.Open(t.Context(), file, sqlite.WithLeast(sqlite.Options{}, "99.1"))
	if err == nil {
		s.Close()
		t.Fatal("it opened")
	}
	if !strings.Contains(err.Error(), "needs 99.1 or later") {
		t.Errorf("it said %v", err)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("it made a file")
	}
}
