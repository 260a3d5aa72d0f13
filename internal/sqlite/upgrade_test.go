package sqlite_test

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sitrep/internal/sqlite"
	"sitrep/internal/storetest"
)

var fixture = flag.Bool("write-fixture", false, "write the store of this version, for the upgrade's test of later ones, into testdata")

// heavy are steps that rewrite every table, so that there is time to be killed in.
var heavy = []string{
	"-- +goose Up\nALTER TABLE reports ADD COLUMN extra TEXT NOT NULL DEFAULT '';\nUPDATE reports SET extra = report;\nUPDATE readings SET body = body || ' ';\n",
	"-- +goose Up\nCREATE TABLE bulk AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400) SELECT r.*, i FROM reports r, n;\n",
	"-- +goose Up\nCREATE INDEX bulk_id ON bulk (id, extra);\nDROP TABLE bulk;\n",
}

// fixtureOf is what a version's store held, as SQL.
func fixtureOf(version int) string {
	return filepath.Join("testdata", fmt.Sprintf("v%05d.sql", version))
}

// old makes a store as a program of that version left it.
func old(t *testing.T, version, newest int) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "s.db")
	s, err := sqlite.Open(t.Context(), file, sqlite.WithSteps(sqlite.Options{}, storetest.UpTo(t, sqlite.Migrations(), version)))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if version == newest {
		storetest.Fill(t, s)
		return file
	}
	page, err := os.ReadFile(fixtureOf(version))
	if err != nil {
		t.Fatalf("%v: the store of version %d is needed: with the migrations up to that, run go test ./internal/sqlite -run Fixture -write-fixture", err, version)
	}
	if _, err := s.Pool().ExecContext(t.Context(), string(page)); err != nil {
		t.Fatal(err)
	}
	return file
}

// onDisk writes steps where another process can read them.
func onDisk(t *testing.T, steps fs.FS) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, steps); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestUpgrade upgrades the store of each earlier version, and this one's by steps that take long; it is killed on the
// way at random, and the store opens nevertheless and holds everything.
func TestUpgrade(t *testing.T) {
	all := sqlite.Migrations()
	_, newest := storetest.Steps(t, all)
	for version := 1; version <= newest; version++ {
		t.Run(fmt.Sprint("from version ", version), func(t *testing.T) {
			steps := storetest.UpTo(t, all, newest, heavy...)
			dir := onDisk(t, steps)
			storetest.KillUpgrade(t, max(4, *rounds/3), func() (string, []string) {
				file := old(t, version, newest)
				return file, []string{"SITREP_TEST_UPGRADE=" + file, "SITREP_TEST_STEPS=" + dir}
			}, func(file string) {
				s, err := sqlite.Open(t.Context(), file, sqlite.WithSteps(sqlite.Options{}, steps))
				if err != nil {
					t.Fatal(err)
				}
				defer s.Close()
				storetest.CheckFilled(t, s)
			})
		})
	}
}

// TestFixture says that the fixture of this version's tables, which later versions are upgraded from, is what this version writes.
func TestFixture(t *testing.T) {
	_, newest := storetest.Steps(t, sqlite.Migrations())
	s, err := sqlite.Open(t.Context(), old(t, newest, newest), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if !*fixture {
		kept, err := sqlite.Open(t.Context(), old(t, newest, newest+1), sqlite.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer kept.Close()
		storetest.CheckFilled(t, kept)
		return
	}
	os.MkdirAll("testdata", 0o755)
	if err := os.WriteFile(fixtureOf(newest), []byte(dump(t, s)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// dump is the rows of every table, as SQL.
func dump(t *testing.T, s *sqlite.Store) string {
	t.Helper()
	query := func(q string) (list []string) {
		rows, err := s.Pool().QueryContext(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var v string
			if err := rows.Scan(&v); err != nil {
				t.Fatal(err)
			}
			list = append(list, v)
		}
		return list
	}
	var b strings.Builder
	for _, table := range query(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB 'words*' AND name <> 'sitrep_versions' ORDER BY name`) {
		columns := query(`SELECT name FROM pragma_table_info('` + table + `')`)
		fmt.Fprintf(&b, "DELETE FROM %s;\n", table)
		for _, row := range query(`SELECT 'quote(' || group_concat(name, ') || '', '' || quote(') || ')' FROM pragma_table_info('` + table + `')`) {
			for _, values := range query(`SELECT ` + row + ` FROM ` + table) {
				fmt.Fprintf(&b, "INSERT INTO %s (%s) VALUES (%s);\n", table, strings.Join(columns, ", "), values)
			}
		}
	}
	b.WriteString("INSERT INTO words (rowid, title, text) SELECT number, report ->> '$.title', report ->> '$.text' FROM reports;\n")
	return b.String()
}
