package work

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"sitrep"
)

// Postgres is the engine over a PostgreSQL store. Any number of processes may work it.
func Postgres(ctx context.Context, pool *pgxpool.Pool, o Options) (Engine, error) {
	o = o.withDefaults()
	driver := riverpgxv5.New(pool)
	if err := migratePostgres(ctx, pool, driver, o.Log); err != nil {
		return nil, err
	}
	return &engine[pgx.Tx]{Options: o, driver: driver, table: &postgresTable{pool: pool}}, nil
}

// The advisory locks: one over migrations, one over grouping, and one for each engine that works.
const (
	migrateLock = 0x5172_0001
	groupLock   = 0x5172_0002
	workerLock  = 0x5172_0004 // with the hash of a worker's name
)

// migratePostgres migrates with one process at a time.
func migratePostgres(ctx context.Context, pool *pgxpool.Pool, driver *riverpgxv5.Driver, log *slog.Logger) error {
	conn, err := pool.Acquire(ctx)
	if err != nil {
		return fmt.Errorf("migrate the queue: %w", err)
	}
	defer conn.Release()
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", migrateLock); err != nil {
		return fmt.Errorf("migrate the queue: %w", err)
	}
	defer conn.Exec(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", migrateLock)
	if err := migrate(ctx, driver, log); err != nil {
		return err
	}
	const index = `CREATE INDEX IF NOT EXISTS sitrep_waiting ON river_job (kind, (args->>'key')) WHERE state IN ('available', 'scheduled', 'retryable')`
	if _, err := conn.Exec(ctx, index); err != nil {
		return fmt.Errorf("index the queue: %w", err)
	}
	return nil
}

// PostgresTasks makes the function that inserts tasks in a transaction of a PostgreSQL store. A task that waits
// already is not inserted again; it is locked until the transaction ends, so that nobody begins it before
// what is kept with it can be seen. A worker passes over a locked row and comes back to it.
func PostgresTasks(log *slog.Logger) (func(ctx context.Context, tx pgx.Tx, tasks []sitrep.Task) error, error) {
	client, err := river.NewClient(riverpgxv5.New(nil), &river.Config{Logger: quiet(log)})
	if err != nil {
		return nil, fmt.Errorf("insert tasks: %w", err)
	}
	const waits = `SELECT id FROM river_job WHERE kind = $1 AND args->>'key' = $2 AND state IN ('available', 'scheduled', 'retryable') AND scheduled_at <= $3 LIMIT 1 FOR KEY SHARE SKIP LOCKED`
	return func(ctx context.Context, tx pgx.Tx, tasks []sitrep.Task) error {
		rows, err := missing(tasks, func(t sitrep.Task) (bool, error) {
			var id int64
			err := tx.QueryRow(ctx, waits, string(t.Kind), t.Key, due(t)).Scan(&id)
			if err == pgx.ErrNoRows {
				return false, nil
			}
			return err == nil, err
		})
		if err != nil || len(rows) == 0 {
			return err
		}
		_, err = client.InsertManyTx(ctx, tx, rows)
		return err
	}, nil
}

type postgresTable struct {
	pool *pgxpool.Pool

	mu   sync.Mutex
	conn *pgxpool.Conn // holds the advisory lock; nil when another process does
	name string        // of the engine that works here
	here *pgxpool.Conn // holds the lock that says that it lives
}

// present locks what stands for an engine of a name. The lock is gone when its process is.
func present(ctx context.Context, conn *pgxpool.Conn, name string) (ok bool, err error) {
	err = conn.QueryRow(ctx, "SELECT pg_try_advisory_lock($1, hashtext($2))", workerLock, name).Scan(&ok)
	return ok, err
}

func (p *postgresTable) arrive(ctx context.Context, name string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.enter(ctx, name)
}

// enter takes the lock of a name. The mutex is held.
func (p *postgresTable) enter(ctx context.Context, name string) error {
	conn, err := p.pool.Acquire(ctx)
	if err == nil {
		if _, err = present(ctx, conn, name); err != nil {
			conn.Release()
		}
	}
	if err != nil {
		return fmt.Errorf("say who works: %w", err)
	}
	p.name, p.here = name, conn
	return nil
}

func (p *postgresTable) depart() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.name = ""
	end(&p.here)
}

// end gives back a connection's locks, and ends its session where that can't be done. The server notices the end of a
// session some time after it; until then its locks would keep out whoever comes next.
func end(conn **pgxpool.Conn) {
	if *conn == nil {
		return
	}
	ctx, stop := context.WithTimeout(context.Background(), 5*time.Second)
	defer stop()
	if _, err := (*conn).Exec(ctx, "SELECT pg_advisory_unlock_all()"); err != nil {
		(*conn).Conn().Close(ctx)
	}
	(*conn).Release()
	*conn = nil
}

func (p *postgresTable) alone() bool { return false }

func (p *postgresTable) own(ctx context.Context) (bool, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.conn != nil {
		return false, nil
	}
	conn, err := p.pool.Acquire(ctx)
	if err != nil {
		return false, fmt.Errorf("ask who groups: %w", err)
	}
	var ok bool
	if err := conn.QueryRow(ctx, "SELECT pg_try_advisory_lock($1)", groupLock).Scan(&ok); err != nil || !ok {
		conn.Release()
		if err != nil {
			return false, fmt.Errorf("ask who groups: %w", err)
		}
		return false, nil
	}
	p.conn = conn
	return true, nil
}

// owns asks the connection that holds the lock whether it lives.
func (p *postgresTable) owns(ctx context.Context) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.conn != nil && p.conn.Ping(ctx) == nil
}

// free gives the lock back.
func (p *postgresTable) free() {
	p.mu.Lock()
	defer p.mu.Unlock()
	end(&p.conn)
}

// ready makes tasks that are due available without waiting for River's own schedule, and gives back those whose worker
// died: nobody holds its lock any more. Grouping that rests need not rest any longer. (A machine that fell off the
// network keeps its lock until the server notices; River gives back what is silent for long.)
func (p *postgresTable) ready(ctx context.Context) error {
	if _, err := p.pool.Exec(ctx, `UPDATE river_job SET state = 'available', scheduled_at = least(scheduled_at, now())
		WHERE state IN ('retryable', 'scheduled') AND scheduled_at <= now() OR state IN ('available', 'scheduled') AND kind = 'group'`); err != nil {
		return fmt.Errorf("make due tasks available: %w", err)
	}
	return p.tidy(ctx)
}

// tidy makes due what a clock that was ahead put off, and gives back the tasks of workers that are gone.
func (p *postgresTable) tidy(ctx context.Context) error {
	const due = `UPDATE river_job SET state = 'available', scheduled_at = now() WHERE state = 'available' AND scheduled_at > now() + $1::interval OR state = 'retryable' AND attempted_at > now() + $1::interval`
	if _, err := p.pool.Exec(ctx, due, ahead); err != nil {
		return fmt.Errorf("make due tasks available: %w", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.name != "" && (p.here == nil || p.here.Ping(ctx) != nil) { // our own session broke
		end(&p.here)
		if err := p.enter(ctx, p.name); err != nil {
			return err
		}
	}
	return p.bury(ctx)
}

// bury gives back the tasks of workers that are gone. The mutex is held.
func (p *postgresTable) bury(ctx context.Context) error {
	conn, err := p.pool.Acquire(ctx)
	if err != nil {
		return fmt.Errorf("ask who works: %w", err)
	}
	defer conn.Release()
	const workers = `SELECT coalesce(array_agg(DISTINCT attempted_by[array_upper(attempted_by, 1)]), '{}') FROM river_job WHERE state = 'running' AND attempted_by IS NOT NULL`
	var names []string
	if err := conn.QueryRow(ctx, workers).Scan(&names); err != nil {
		return fmt.Errorf("ask who works: %w", err)
	}
	for _, name := range names {
		if name == p.name {
			continue
		}
		gone, err := present(ctx, conn, name)
		if err != nil {
			return fmt.Errorf("ask who works: %w", err)
		}
		if !gone {
			continue
		}
		const back = `WITH b AS (UPDATE river_job SET state = 'available' WHERE state = 'running' AND attempted_by[array_upper(attempted_by, 1)] = $1 RETURNING 1)
			SELECT count(*), pg_advisory_unlock($2, hashtext($1)) FROM b`
		var n int
		var ok bool
		if err := conn.QueryRow(ctx, back, name, workerLock).Scan(&n, &ok); err != nil {
			return fmt.Errorf("give back the tasks of a worker that is gone: %w", err)
		}
	}
	return nil
}

func (p *postgresTable) queue(ctx context.Context) (Queue, error) {
	const count = `SELECT kind, CASE
		WHEN state = 'running' THEN 'running'
		WHEN state = 'discarded' THEN 'dropped'
		WHEN kind = 'group' AND state IN ('available', 'scheduled') THEN 'waiting'
		WHEN state = 'available' AND (scheduled_at <= $1 OR scheduled_at > $2) THEN 'waiting'
		WHEN coalesce(array_length(errors, 1), 0) > 0 THEN 'failed'
		ELSE 'later' END AS how, count(*), min(scheduled_at), coalesce(max(errors[array_upper(errors, 1)]->>'error'), '')
		FROM river_job WHERE state IN ('available', 'running', 'retryable', 'scheduled', 'pending', 'discarded') GROUP BY kind, how ORDER BY kind, how`
	rows, err := p.pool.Query(ctx, count, time.Now().Add(soon), time.Now().Add(ahead))
	if err != nil {
		return Queue{}, fmt.Errorf("count the tasks: %w", err)
	}
	defer rows.Close()
	q := newQueue()
	for rows.Next() {
		var kind, how, why string
		var n int
		var since time.Time
		if err := rows.Scan(&kind, &how, &n, &since, &why); err != nil {
			return Queue{}, fmt.Errorf("count the tasks: %w", err)
		}
		q.add(sitrep.TaskKind(kind), how, n, since, why)
	}
	return q, rows.Err()
}
