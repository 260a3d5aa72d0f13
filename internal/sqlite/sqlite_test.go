package sqlite_test

import (
	"path/filepath"
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
