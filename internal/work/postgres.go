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

// The advisory locks: one over migrations, one over grouping.
const (
	migrateLock = 0x5172_0001
	groupLock   = 0x5172_0002
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

// free gives the lock back by ending its session.
func (p *postgresTable) free() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.conn == nil {
		return
	}
	ctx, stop := context.WithTimeout(context.Background(), 5*time.Second)
	defer stop()
	p.conn.Conn().Close(ctx)
	p.conn.Release()
	p.conn = nil
}

// ready makes tasks that are due available without waiting for River's own schedule. Those of a worker that died
// are given back by River when they are silent for long.
func (p *postgresTable) ready(ctx context.Context) error {
	if _, err := p.pool.Exec(ctx, `UPDATE river_job SET state = 'available' WHERE state IN ('retryable', 'scheduled') AND scheduled_at <= now() OR state = 'scheduled' AND kind = 'group'`); err != nil {
		return fmt.Errorf("make due tasks available: %w", err)
	}
	return nil
}

func (p *postgresTable) queue(ctx context.Context) (Queue, error) {
	const count = `SELECT kind, CASE
		WHEN state = 'running' THEN 'running'
		WHEN state = 'discarded' THEN 'dropped'
		WHEN state = 'available' AND scheduled_at <= $1 THEN 'waiting'
		WHEN kind = 'group' AND state = 'scheduled' THEN 'waiting'
		WHEN coalesce(array_length(errors, 1), 0) > 0 THEN 'failed'
		ELSE 'later' END AS how, count(*), min(scheduled_at), coalesce(max(errors[array_upper(errors, 1)]->>'error'), '')
		FROM river_job WHERE state IN ('available', 'running', 'retryable', 'scheduled', 'pending', 'discarded') GROUP BY kind, how ORDER BY kind, how`
	rows, err := p.pool.Query(ctx, count, time.Now().Add(soon))
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
