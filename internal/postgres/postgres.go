// Package postgres keeps everything in a PostgreSQL database, for a service on many machines. Batches are kept one
// after another (they take one row's lock), so that reports are numbered in the order in which they can be seen.
package postgres

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"

	"sitrep"
	"sitrep/internal/record"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Options say what a store works with.
type Options struct {
	// Enqueue inserts a batch's tasks in the transaction that keeps it. Nil: tasks are dropped.
	Enqueue func(ctx context.Context, tx pgx.Tx, tasks []sitrep.Task) error
	steps   fs.FS // of a test's; nil: this build's migrations
}

// Store is a sitrep.Store and a sitrep.AccountStore in one database.
type Store struct {
	pool    *pgxpool.Pool
	enqueue func(ctx context.Context, tx pgx.Tx, tasks []sitrep.Task) error
	pack    *record.Packer
}

var (
	_ sitrep.Store        = (*Store)(nil)
	_ sitrep.AccountStore = (*Store)(nil)
)

// migrateLock is the advisory lock under which one process at a time brings the tables up to date.
const migrateLock = 0x5172_0003

// oldest is the oldest server that a store is kept in.
const oldest = 130000

// Open connects to the database of an address such as postgres://user@host/name and brings its tables up to date.
func Open(ctx context.Context, address string, o Options) (*Store, error) {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		// The driver's words may hold the password.
		return nil, fmt.Errorf("%w: store: the address is not of the form postgres://user:password@host:5432/name", sitrep.Invalid)
	}
	config.MaxConns = max(config.MaxConns, 12)
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("store %s: %w", Name(address), plain(err))
	}
	pack, err := record.NewPacker()
	if err != nil {
		pool.Close()
		return nil, err
	}
	s := &Store{pool: pool, enqueue: o.Enqueue, pack: pack}
	if err := s.migrate(ctx, o.steps); err != nil {
		pool.Close()
		return nil, fmt.Errorf("store %s: %w", Name(address), plain(err))
	}
	return s, nil
}

// Name is an address without its password, for messages.
func Name(address string) string {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return "postgres://…"
	}
	host := config.Host
	if strings.HasPrefix(host, "/") {
		host = "local socket"
	}
	return fmt.Sprintf("postgres://%s@%s:%d/%s", config.User, host, config.Port, config.Database)
}

// Pool is the connections, for a queue that shares the database.
func (s *Store) Pool() *pgxpool.Pool { return s.pool }

// Close closes the connections.
func (s *Store) Close() error {
	s.pool.Close()
	return nil
}

func (s *Store) migrate(ctx context.Context, dir fs.FS) error {
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	var version int
	if err := conn.QueryRow(ctx, "SELECT current_setting('server_version_num')::int").Scan(&version); err != nil {
		return err
	}
	if version < oldest {
		return fmt.Errorf("the server is PostgreSQL %d; a store needs %d or later", version/10000, oldest/10000)
	}
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", migrateLock); err != nil {
		return err
	}
	defer conn.Exec(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", migrateLock)
	if dir == nil {
		var err error
		if dir, err = fs.Sub(migrations, "migrations"); err != nil {
			return err
		}
	}
	table, err := database.NewStore(goose.DialectPostgres, "sitrep_versions")
	if err != nil {
		return err
	}
	db := stdlib.OpenDBFromPool(s.pool)
	defer db.Close()
	steps, err := goose.NewProvider("", db, dir, goose.WithStore(table))
	if err != nil {
		return err
	}
	has, can, err := steps.GetVersions(ctx)
	if err != nil {
		return err
	}
	if has > can {
		return fmt.Errorf("%w: a newer sitrep wrote it (version %d of the tables; this build knows %d); use that one", sitrep.Invalid, has, can)
	}
	if has == can {
		return nil
	}
	if _, err := steps.Up(ctx); err != nil {
		return fmt.Errorf("bring its tables up to date: %w", err)
	}
	return nil
}

// plain says in words what the server says in codes.
func plain(err error) error {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		switch e.Code {
		case "53100":
			return fmt.Errorf("the server's disk is full: %w", err)
		case "28P01", "28000":
			return fmt.Errorf("the server does not let this user in: %w", err)
		case "3D000":
			return fmt.Errorf("there is no such database; make it with createdb: %w", err)
		case "42501":
			return fmt.Errorf("the user may not make or change tables there: %w", err)
		}
	}
	return err
}

// in runs f in one transaction.
func (s *Store) in(ctx context.Context, f func(tx pgx.Tx) error) error {
	if err := pgx.BeginFunc(ctx, s.pool, f); err != nil {
		return plain(err)
	}
	return nil
}

// found turns the error of a lookup that found nothing into NotFound.
func found(err error, what string, id any) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return fmt.Errorf("%s %v: %w", what, id, sitrep.NotFound)
	}
	if err != nil {
		return fmt.Errorf("%s %v: %w", what, id, plain(err))
	}
	return nil
}

// each scans the rows of a query one by one.
func each(ctx context.Context, db querier, query string, args []any, scan func(pgx.Rows) error) error {
	rows, err := db.Query(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("store: %w", plain(err))
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("store: %w", plain(err))
	}
	return nil
}

// querier is a pool or a transaction.
type querier interface {
	Query(ctx context.Context, query string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, query string, args ...any) pgx.Row
}

// noNul drops the one character that PostgreSQL's text can't hold.
func noNul(s string) string { return strings.ReplaceAll(s, "\x00", "") }
