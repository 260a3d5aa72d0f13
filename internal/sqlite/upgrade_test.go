package sqlite_test

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"sitrep/internal/sqlite"
	"sitrep/internal/storetest"
)

var fixture = flag.Bool("write-fixture", false, "write the store of this version, for the upgrade's test of later ones, into testdata")

var engine = storetest.Engine{
	Package: "sqlite", Migrations: sqlite.Migrations(), Dump: dump,
	Heavy: []string{
		"-- +goose Up\nALTER TABLE reports ADD COLUMN extra TEXT NOT NULL DEFAULT '';\nUPDATE reports SET extra = report;\nUPDATE readings SET body = body || ' ';\n",
		"-- +goose Up\nCREATE TABLE bulk AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400) SELECT r.*, i FROM reports r, n;\n",
		"-- +goose Up\nCREATE INDEX bulk_id ON bulk (id, extra);\nDROP TABLE bulk;\n",
	},
	Place: func(t *testing.T) string { return filepath.Join(t.TempDir(), "s.db") },
	Open: func(ctx context.Context, file string, steps fs.FS) (storetest.Store, error) {
		return sqlite.Open(ctx, file, sqlite.WithSteps(sqlite.Options{}, steps))
	},
	Exec: func(ctx context.Context, s storetest.Store, page string) error {
		_, err := s.(*sqlite.Store).Pool().ExecContext(ctx, page)
		return err
	},
}

func TestUpgrade(t *testing.T) { engine.Upgrade(t, max(4, *rounds/3)) }

func TestFixture(t *testing.T) { engine.Fixture(t, *fixture) }

// dump is the rows of every table, as SQL.
func dump(t *testing.T, kept storetest.Store) string {
	t.Helper()
	s := kept.(*sqlite.Store)
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
