package postgres_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sitrep/internal/postgres"
	"sitrep/internal/storetest"
)

var (
	rounds  = flag.Int("rounds", 20, "six times as often as an upgrade is killed")
	fixture = flag.Bool("write-fixture", false, "write the store of this version, for the upgrade's test of later ones, into testdata")
)

// upgrade is the process that is killed.
func upgrade(address string) {
	fmt.Println("begin")
	s, err := postgres.Open(context.Background(), address, postgres.WithSteps(postgres.Options{}, os.DirFS(os.Getenv("SITREP_TEST_STEPS"))))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	s.Close()
	fmt.Println("done")
}

// heavy are steps that rewrite every table, so that there is time to be killed in.
var heavy = []string{
	"-- +goose Up\nALTER TABLE reports ADD COLUMN extra TEXT NOT NULL DEFAULT '';\nUPDATE reports SET extra = report;\nUPDATE readings SET body = body || ' ';\n",
	"-- +goose Up\nCREATE TABLE bulk AS SELECT r.*, i FROM reports r, generate_series(1, 400) i;\n",
	"-- +goose Up\nCREATE INDEX bulk_id ON bulk (id, i);\nDROP TABLE bulk;\n",
}

// fixtureOf is what a version's store held, as SQL.
func fixtureOf(version int) string {
	return filepath.Join("testdata", fmt.Sprintf("v%05d.sql", version))
}

// old makes a store as a program of that version left it.
func old(t *testing.T, version, newest int) string {
	t.Helper()
	address := cluster.Database(t)
	s, err := postgres.Open(t.Context(), address, postgres.WithSteps(postgres.Options{}, storetest.UpTo(t, postgres.Migrations(), version)))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if version == newest {
		storetest.Fill(t, s)
		return address
	}
	page, err := os.ReadFile(fixtureOf(version))
	if err != nil {
		t.Fatalf("%v: the store of version %d is needed: with the migrations up to that, run go test ./internal/postgres -run Fixture -write-fixture", err, version)
	}
	if _, err := s.Pool().Exec(t.Context(), string(page)); err != nil {
		t.Fatal(err)
	}
	return address
}

// TestUpgrade upgrades the store of each earlier version, and this one's by steps that take long; it is killed on the
// way at random, and the store opens nevertheless and holds everything.
func TestUpgrade(t *testing.T) {
	all := postgres.Migrations()
	_, newest := storetest.Steps(t, all)
	for version := 1; version <= newest; version++ {
		t.Run(fmt.Sprint("from version ", version), func(t *testing.T) {
			steps := storetest.UpTo(t, all, newest, heavy...)
			dir := t.TempDir()
			if err := os.CopyFS(dir, steps); err != nil {
				t.Fatal(err)
			}
			storetest.KillUpgrade(t, max(3, *rounds/6), func() (string, []string) {
				address := old(t, version, newest)
				return address, []string{"SITREP_TEST_UPGRADE=" + address, "SITREP_TEST_STEPS=" + dir}
			}, func(address string) {
				s, err := postgres.Open(t.Context(), address, postgres.WithSteps(postgres.Options{}, steps))
				if err != nil {
					t.Fatal(err)
				}
				defer s.Close()
				storetest.CheckFilled(t, s)
			})
		})
	}
}

// TestFixture says that the fixture of this version's tables, which later versions are upgraded from, is a whole store.
func TestFixture(t *testing.T) {
	_, newest := storetest.Steps(t, postgres.Migrations())
	version := newest + 1
	if *fixture {
		version = newest
	}
	s, err := postgres.Open(t.Context(), old(t, newest, version), postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if !*fixture {
		storetest.CheckFilled(t, s)
		return
	}
	os.MkdirAll("testdata", 0o755)
	if err := os.WriteFile(fixtureOf(newest), []byte(dump(t, s)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// dump is the rows of every table, as SQL.
func dump(t *testing.T, s *postgres.Store) string {
	t.Helper()
	query := func(q string) (list []string) {
		rows, err := s.Pool().Query(t.Context(), q)
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
	for _, table := range query(`SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'sitrep_versions' ORDER BY 1`) {
		columns := query(`SELECT column_name::text FROM information_schema.columns WHERE table_name = '` + table + `' ORDER BY ordinal_position`)
		fmt.Fprintf(&b, "DELETE FROM %s;\n", table)
		for _, values := range query(`SELECT concat_ws(', ', quote_nullable(` + strings.Join(columns, `::text), quote_nullable(`) + `::text)) FROM ` + table + ` ORDER BY 1`) {
			fmt.Fprintf(&b, "INSERT INTO %s (%s) VALUES (%s);\n", table, strings.Join(columns, ", "), values)
		}
	}
	for _, call := range query(`SELECT format('SELECT setval(pg_get_serial_sequence(%L, %L), (SELECT max(%I) FROM %I));', table_name, column_name, column_name, table_name)
		FROM information_schema.columns WHERE table_schema = 'public' AND is_identity = 'YES' AND table_name <> 'sitrep_versions' ORDER BY 1`) {
		b.WriteString(call + "\n")
	}
	return b.String()
}
