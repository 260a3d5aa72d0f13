// Package sqlite keeps everything in one SQLite file, for a service on one machine. Every write goes through
// one connection, in transactions that are on disk when they return (WAL, synchronous=FULL); readers have
// connections of their own and see the last whole state.
package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"sitrep"
	"sitrep/internal/record"
)

//go:embed migrations/*.sql
var migrations embed.FS

// floor is the oldest SQLite that a store is opened with: earlier ones have a fault by which a checkpoint and a
// write at one time can corrupt a file in WAL mode.
const floor = "3.51.3"

// readers is how many connections read at once.
const readers = 4

// readerLives is after how long a connection that reads is opened anew: what went wrong with one doesn't last.
const readerLives = 5 * time.Minute

// Options say what a store works with.
type Options struct {
	// Enqueue inserts a batch's tasks in the transaction that keeps it. Nil: tasks are dropped.
	Enqueue func(ctx context.Context, tx *sql.Tx, tasks []sitrep.Task) error
	steps   fs.FS  // of a test's; nil: this build's migrations
	least   string // of a test's; empty: floor
}

// Store is a sitrep.Store and a sitrep.AccountStore in one SQLite file.
type Store struct {
	file    string
	write   *sql.DB // one connection
	read    *reader
	enqueue func(ctx context.Context, tx *sql.Tx, tasks []sitrep.Task) error
	pack    *record.Packer
	failed  atomic.Bool // the last write failed for want of room
}

var (
	_ sitrep.Store        = (*Store)(nil)
	_ sitrep.AccountStore = (*Store)(nil)
)

// Open opens a store's file, or makes it. A file that is no store, or one that a newer program wrote, is an error
// of the kind Invalid, and is left as it was.
func Open(ctx context.Context, file string, o Options) (*Store, error) {
	if err := recent(ctx, cmp.Or(o.least, floor)); err != nil {
		return nil, err
	}
	file, err := filepath.Abs(file)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	if err := ours(file); err != nil {
		return nil, err
	}
	pack, err := record.NewPacker()
	if err != nil {
		return nil, err
	}
	s := &Store{file: file, enqueue: o.Enqueue, pack: pack}
	if s.write, err = pool(file, 1, "_txlock=immediate"); err != nil {
		return nil, err
	}
	if err := s.migrate(ctx, o.steps); err != nil {
		s.write.Close()
		return nil, fmt.Errorf("store %s: %w", file, plain(err))
	}
	read, err := pool(file, readers, "_pragma=query_only(1)")
	if err != nil {
		s.write.Close()
		return nil, err
	}
	s.read = &reader{DB: read, prepared: map[string]*sql.Stmt{}}
	s.read.SetConnMaxLifetime(readerLives)
	return s, nil
}

// Pool is the one connection that writes, for a queue that shares the file.
func (s *Store) Pool() *sql.DB { return s.write }

// File is where the store lies.
func (s *Store) File() string { return s.file }

// Close closes the file.
func (s *Store) Close() error { return errors.Join(s.read.Close(), s.write.Close()) }

func pool(file string, conns int, more string) (*sql.DB, error) {
	name := "file:" + (&url.URL{Path: file}).EscapedPath() +
		"?_pragma=busy_timeout(20000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&_pragma=temp_store(MEMORY)&_pragma=cache_size(-16000)&" + more
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, fmt.Errorf("store %s: %w", file, err)
	}
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	return db, nil
}

// recent refuses a SQLite that is older than least.
func recent(ctx context.Context, least string) error {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return err
	}
	defer db.Close()
	var v string
	if err := db.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&v); err != nil {
		return err
	}
	if older(v, least) {
		return fmt.Errorf("this build has SQLite %s; a store needs %s or later", v, least)
	}
	return nil
}

// older compares versions like 3.51.3.
func older(a, b string) bool {
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(x), len(y)) {
		m, _ := strconv.Atoi(x[i])
		n, _ := strconv.Atoi(y[i])
		if m != n {
			return m < n
		}
	}
	return len(x) < len(y)
}

// ours refuses what can't be a store before anything is written to it, and makes the folder of a new one.
func ours(file string) error {
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			return fmt.Errorf("store: %w", err)
		}
		return nil
	case err != nil:
		return fmt.Errorf("store: %w", err)
	case info.IsDir():
		return fmt.Errorf("%w: store %s: it is a folder; name a file", sitrep.Invalid, file)
	case info.Size() == 0:
		return nil
	}
	f, err := os.Open(file)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	defer f.Close()
	head := make([]byte, 16)
	if _, err := f.Read(head); err != nil || string(head) != "SQLite format 3\x00" {
		return fmt.Errorf("%w: store %s: it is not a SQLite file; name another one", sitrep.Invalid, file)
	}
	return nil
}

// versions is the table that says which migrations were applied.
const versions = "sitrep_versions"

// migrate brings the tables up to this build's version, each step in its own transaction.
func (s *Store) migrate(ctx context.Context, dir fs.FS) error {
	var tables, known int
	const look = `SELECT count(*), count(*) FILTER (WHERE name = '` + versions + `') FROM sqlite_master WHERE type = 'table'`
	if err := s.write.QueryRowContext(ctx, look).Scan(&tables, &known); err != nil {
		return err
	}
	if tables > 0 && known == 0 {
		return fmt.Errorf("%w: it is another program's SQLite file; name another one", sitrep.Invalid)
	}
	if dir == nil {
		var err error
		if dir, err = fs.Sub(migrations, "migrations"); err != nil {
			return err
		}
	}
	table, err := database.NewStore(goose.DialectSQLite3, versions)
	if err != nil {
		return err
	}
	steps, err := goose.NewProvider("", s.write, dir, goose.WithStore(table))
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
	// Another process may be at it at the same time: what it has done need not be done again.
	_, err = steps.Up(ctx)
	for tries := 0; err != nil && tries < 20 && ctx.Err() == nil; tries++ {
		time.Sleep(50 * time.Millisecond)
		_, err = steps.Up(ctx)
	}
	if err != nil {
		return fmt.Errorf("bring its tables up to date: %w", err)
	}
	return nil
}

// plain says in words what SQLite says in codes.
func plain(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("the disk is full: %w", err)
	case sqlite3.SQLITE_READONLY:
		return fmt.Errorf("it can't be written to: %w", err)
	case sqlite3.SQLITE_BUSY:
		return fmt.Errorf("another process has been writing to it for long: %w", err)
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("it is damaged; restore a backup: %w", err)
	case sqlite3.SQLITE_CANTOPEN:
		return fmt.Errorf("it can't be opened: %w", err)
	}
	return err
}

// in runs f in one transaction that writes.
func (s *Store) in(ctx context.Context, f func(tx *sql.Tx) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("store: %w", plain(err))
	}
	defer tx.Rollback()
	if err = f(tx); err == nil {
		err = tx.Commit()
	}
	s.refresh(err)
	if err != nil {
		return plain(err)
	}
	return nil
}

// refresh closes the connections that read when writing works again after the disk was full: what the full-text index
// holds in memory of a state that was never kept makes their searches fail until then.
func (s *Store) refresh(err error) {
	var e *sqlite.Error
	switch {
	case err == nil && s.failed.Swap(false):
		s.read.SetMaxIdleConns(0) // closes those that rest
		s.read.SetMaxIdleConns(readers)
	case errors.As(err, &e) && (e.Code()&0xff == sqlite3.SQLITE_FULL || e.Code()&0xff == sqlite3.SQLITE_IOERR):
		s.failed.Store(true)
	}
}

// asker is what a query is put to.
type asker interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// each scans the rows of a query one by one.
func each(ctx context.Context, db asker, query string, args []any, scan func(*sql.Rows) error) error {
	rows, err := db.QueryContext(ctx, query, args...)
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

// found turns the error of a lookup that found nothing into NotFound.
func found(err error, what string, id any) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%s %v: %w", what, id, sitrep.NotFound)
	}
	if err != nil {
		return fmt.Errorf("%s %v: %w", what, id, plain(err))
	}
	return nil
}
