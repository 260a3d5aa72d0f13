package actor_test

import (
	"testing"

	"sitrep/internal/actor"
)

func TestDefault(t *testing.T) {
	if _, err := actor.Default(); err != nil {
		t.Fatal(err)
	}
}
