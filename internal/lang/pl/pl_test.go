package pl_test

import (
	"testing"

	"sitrep/internal/lang/pl"
)

func TestNew(t *testing.T) {
	if _, err := pl.New(); err != nil {
		t.Fatal(err)
	}
}
