package work

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"sitrep"
)

// SQLite is the engine over a SQLite store. The pool is the store's for writing, which has one connection. The
// file is the store's: beside it lies FILE.work, which whoever works the store keeps locked, so that the lock is gone when
// its holder is. An empty name is that of a store in memory, which no other process sees.
func SQLite(ctx context.Context, pool *sql.DB, file string, o Options) (Engine, error) {
	o = o.withDefaults()
	driver := riversqlite.New(pool)
	// Another process may be at it at the same time: what it has done need not be done again.
	err := migrate(ctx, driver, o.Log)
	for tries := 0; err != nil && tries < 20 && ctx.Err() == nil; tries++ {
		time.Sleep(50 * time.Millisecond)
		err = migrate(ctx, driver, o.Log)
	}
	if err != nil {
		return nil, err
	}
	const index = `CREATE INDEX IF NOT EXISTS sitrep_waits ON river_job (kind, (args ->> '$.key')) WHERE state IN ('available', 'scheduled', 'retryable')`
	if _, err := pool.ExecContext(ctx, index); err != nil {
		return nil, fmt.Errorf("index the queue: %w", err)
	}
	return &engine[*sql.Tx]{Options: o, driver: driver, table: &sqliteTable{pool: pool, file: file}}, nil
}

// SQLiteTasks makes the function that inserts tasks in a transaction of a SQLite store. A task that waits
// already, and has not begun, is not inserted again: whoever works it will see what this transaction keeps.
func SQLiteTasks(log *slog.Logger) (func(ctx context.Context, tx *sql.Tx, tasks []sitrep.Task) error, error) {
	client, err := river.NewClient(riversqlite.New(nil), &river.Config{Logger: quiet(log)})
	if err != nil {
		return nil, fmt.Errorf("insert tasks: %w", err)
	}
	const waits = `SELECT EXISTS (SELECT 1 FROM river_job WHERE kind = ? AND args ->> '$.key' = ? AND state IN ('available', 'scheduled', 'retryable') AND scheduled_at <= ?)`
	return func(ctx context.Context, tx *sql.Tx, tasks []sitrep.Task) error {
		rows, err := missing(tasks, func(t sitrep.Task) (waiting bool, err error) {
			err = tx.QueryRowContext(ctx, waits, string(t.Kind), t.Key, sqliteTime(due(t))).Scan(&waiting)
			return waiting, err
		})
		if err != nil || len(rows) == 0 {
			return err
		}
		_, err = client.InsertManyTx(ctx, tx, rows)
		return err
	}, nil
}

// due is when a waiting task must begin at the latest for another one like it not to be needed.
func due(t sitrep.Task) time.Time {
	if t.After.IsZero() {
		return time.Now().Add(10 * time.Second)
	}
	return t.After
}

// missing are the insertions of those tasks that don't wait already, each once.
func missing(tasks []sitrep.Task, waiting func(sitrep.Task) (bool, error)) ([]river.InsertManyParams, error) {
	seen := map[sitrep.Task]bool{}
	var out []river.InsertManyParams
	for _, t := range tasks {
		if id := (sitrep.Task{Kind: t.Kind, Key: t.Key}); !seen[id] {
			seen[id] = true
			found, err := waiting(t)
			if err != nil {
				return nil, fmt.Errorf("look for the task %s %s: %w", t.Kind, t.Key, err)
			}
			if !found {
				out = append(out, insertion(t))
			}
		}
	}
	return out, nil
}

// sqliteTime is how River writes times in SQLite, where they are compared as text.
func sqliteTime(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05.000") }

type sqliteTable struct {
	pool *sql.DB
	file string

	mu   sync.Mutex
	lock *sql.DB // holds FILE.work locked; nil when this process doesn't work the store
	held bool
}

func (s *sqliteTable) alone() bool { return true }

// arrive says nothing: the lock on FILE.work says who works.
func (s *sqliteTable) arrive(context.Context, string) error { return nil }

func (s *sqliteTable) depart() {}

func (s *sqliteTable) own(ctx context.Context) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held {
		return false, nil
	}
	if s.file == "" {
		s.held = true
		return true, nil
	}
	lock, err := sql.Open("sqlite", "file:"+(&url.URL{Path: s.file + ".work"}).EscapedPath()+"?_pragma=busy_timeout(0)")
	if err != nil {
		return false, fmt.Errorf("lock the store's work: %w", err)
	}
	lock.SetMaxOpenConns(1)
	if _, err := lock.ExecContext(ctx, "BEGIN EXCLUSIVE"); err != nil {
		lock.Close()
		if locked(err) {
			return false, nil
		}
		return false, fmt.Errorf("lock the store's work: %w", err)
	}
	s.lock, s.held = lock, true
	return true, nil
}

// locked reports whether another process has the lock.
func locked(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && (e.Code()&0xff == sqlite3.SQLITE_BUSY || e.Code()&0xff == sqlite3.SQLITE_LOCKED)
}

func (s *sqliteTable) owns(context.Context) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.held
}

func (s *sqliteTable) free() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lock != nil {
		s.lock.Close()
	}
	s.lock, s.held = nil, false
}

// ahead is by how much the time of something done may lie ahead before the clock is taken to have gone back since.
const ahead = time.Minute

// ready gives back every task that is marked as running: who works the store holds its lock, so whoever began them
// is gone. Grouping that rests while reports pour in need not rest any longer.
func (s *sqliteTable) ready(ctx context.Context) error {
	const back = `UPDATE river_job SET state = 'available', scheduled_at = min(scheduled_at, ?) WHERE state = 'running' OR state IN ('retryable', 'scheduled') AND scheduled_at <= ? OR state IN ('available', 'scheduled') AND kind = 'group'`
	now := sqliteTime(time.Now())
	if _, err := s.pool.ExecContext(ctx, back, now, now); err != nil {
		return fmt.Errorf("give back the tasks of a worker that is gone: %w", err)
	}
	return s.tidy(ctx)
}

// tidy makes due what a clock that was ahead put off.
func (s *sqliteTable) tidy(ctx context.Context) error {
	const due = `UPDATE river_job SET state = 'available', scheduled_at = ?1 WHERE state = 'available' AND scheduled_at > ?2 OR state = 'retryable' AND attempted_at > ?2`
	now := time.Now()
	if _, err := s.pool.ExecContext(ctx, due, sqliteTime(now), sqliteTime(now.Add(ahead))); err != nil {
		return fmt.Errorf("make due tasks available: %w", err)
	}
	return nil
}

func (s *sqliteTable) queue(ctx context.Context) (Queue, error) {
	const count = `SELECT kind, CASE
		WHEN state = 'running' THEN 'running'
		WHEN state = 'discarded' THEN 'dropped'
		WHEN kind = 'group' AND state IN ('available', 'scheduled') THEN 'waiting'
		WHEN state = 'available' AND (scheduled_at <= ?1 OR scheduled_at > ?2) THEN 'waiting'
		WHEN coalesce(json_array_length(errors), 0) > 0 THEN 'failed'
		ELSE 'later' END AS how, count(*), min(scheduled_at),
		max(CASE WHEN coalesce(json_array_length(errors), 0) > 0 THEN json_extract(errors, '$[#-1].error') END)
		FROM river_job WHERE state IN ('available', 'running', 'retryable', 'scheduled', 'pending', 'discarded') GROUP BY kind, how ORDER BY kind, how`
	rows, err := s.pool.QueryContext(ctx, count, sqliteTime(time.Now().Add(soon)), sqliteTime(time.Now().Add(ahead)))
	if err != nil {
		return Queue{}, fmt.Errorf("count the tasks: %w", err)
	}
	defer rows.Close()
	q := newQueue()
	for rows.Next() {
		var kind, how, since string
		var n int
		var why sql.NullString
		if err := rows.Scan(&kind, &how, &n, &since, &why); err != nil {
			return Queue{}, fmt.Errorf("count the tasks: %w", err)
		}
		at, _ := time.Parse("2006-01-02 15:04:05", since)
		q.add(sitrep.TaskKind(kind), how, n, at, why.String)
	}
	return q, rows.Err()
}

// soon is within what time a task that waits is about to be worked: one that failed for the first time is.
const soon = 2 * time.Second

func newQueue() Queue {
	m := func() map[sitrep.TaskKind]int { return map[sitrep.TaskKind]int{} }
	return Queue{Waiting: m(), Running: m(), Later: m(), Failed: m(), Dropped: m()}
}

// add counts n tasks of a kind.
func (q *Queue) add(k sitrep.TaskKind, how string, n int, since time.Time, why string) {
	switch how {
	case "running":
		q.Running[k] += n
	case "dropped":
		q.Dropped[k] += n
	case "failed":
		q.Failed[k] += n
	case "later":
		q.Later[k] += n
	default:
		q.Waiting[k] += n
		if q.Oldest.IsZero() || since.Before(q.Oldest) {
			q.Oldest = since
		}
	}
	if why != "" {
		q.Why = why
	}
}
