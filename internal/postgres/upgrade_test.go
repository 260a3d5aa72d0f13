package postgres_test

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"sitrep/internal/postgres"
	"sitrep/internal/storetest"
)

var (
	rounds  = flag.Int("rounds", 20, "six times as often as an upgrade is killed")
	fixture = flag.Bool("write-fixture", false, "write the store of this version, for the upgrade's test of later ones, into testdata")
)

var engine = storetest.Engine{
	Package: "postgres", Migrations: postgres.Migrations(), Dump: dump,
	Heavy: []string{
		"-- +goose Up\nALTER TABLE reports ADD COLUMN extra TEXT NOT NULL DEFAULT '';\nUPDATE reports SET extra = report;\nUPDATE readings SET body = body || ' ';\n",
		"-- +goose Up\nCREATE TABLE bulk AS SELECT r.*, i FROM reports r, generate_series(1, 400) i;\n",
		"-- +goose Up\nCREATE INDEX bulk_id ON bulk (id, i);\nDROP TABLE bulk;\n",
	},
	Place: func(t *testing.T) string { return cluster.Database(t) },
	Open: func(ctx context.Context, address string, steps fs.FS) (storetest.Store, error) {
		return postgres.Open(ctx, address, postgres.WithSteps(postgres.Options{}, steps))
	},
	Exec: func(ctx context.Context, s storetest.Store, page string) error {
		_, err := s.(*postgres.Store).Pool().Exec(ctx, page)
		return err
	},
}

func TestUpgrade(t *testing.T) { engine.Upgrade(t, max(3, *rounds/6)) }

func TestFixture(t *testing.T) { engine.Fixture(t, *fixture) }

// dump is the rows of every table, as SQL.
func dump(t *testing.T, kept storetest.Store) string {
	t.Helper()
	s := kept.(*postgres.Store)
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
