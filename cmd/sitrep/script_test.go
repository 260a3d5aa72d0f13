package main

import (
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// stopping ends the throw-away PostgreSQL when the tests are done.
type stopping struct{ m *testing.M }

// Run implements testscript.TestingM.
func (s stopping) Run() int {
	defer cluster.Stop()
	return s.m.Run()
}

// TestMain is the program itself when it is called by its name.
func TestMain(m *testing.M) {
	testscript.Main(stopping{m}, map[string]func(){"sitrep": main})
}

// TestScripts runs the sessions in testdata: what a user types, and what must come out.
func TestScripts(t *testing.T) {
	examples, err := filepath.Abs("../../examples")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Setenv("EXAMPLES", examples)
			return nil
		},
	})
}
