package postgres_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/postgres"
	"sitrep/internal/storetest"
)

var cluster storetest.Cluster

func TestMain(m *testing.M) {
	if engine.Upgrading() {
		return
	}
	code := m.Run()
	cluster.Stop()
	os.Exit(code)
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Store {
		s, err := postgres.Open(t.Context(), cluster.Database(t), postgres.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}

// TestRefused says what is said of an address that leads to no store.
func TestRefused(t *testing.T) {
	_, err := postgres.Open(t.Context(), "postgres://eve:se cret@host:notaport/x", postgres.Options{})
	if !errors.Is(err, sitrep.Invalid) || strings.Contains(err.Error(), "cret") {
		t.Errorf("a broken address: %v", err)
	}
	there := cluster.Database(t)
	_, err = postgres.Open(t.Context(), strings.Replace(there, "sitrep_test", "nowhere", 1), postgres.Options{})
	if err == nil || !strings.Contains(err.Error(), "createdb") {
		t.Errorf("no such database: %v", err)
	}
}
