package sqlite

import (
	"context"
	"database/sql"
	"sync"
)

// reader is the connections that read. Its statements, which are all constants of this package, are prepared once for
// each connection: to prepare one costs more than most answers do (0.15 ms of 0.2 for whose token it is).
type reader struct {
	*sql.DB
	mu       sync.Mutex
	prepared map[string]*sql.Stmt
}

// statement is a query, prepared; nil when that fails, and then asking says why.
func (r *reader) statement(ctx context.Context, query string) *sql.Stmt {
	r.mu.Lock()
	st := r.prepared[query]
	r.mu.Unlock()
	if st != nil {
		return st
	}
	st, err := r.PrepareContext(ctx, query)
	if err != nil {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if first := r.prepared[query]; first != nil {
		st.Close()
		return first
	}
	r.prepared[query] = st
	return st
}

func (r *reader) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if st := r.statement(ctx, query); st != nil {
		return st.QueryContext(ctx, args...)
	}
	return r.DB.QueryContext(ctx, query, args...)
}

func (r *reader) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if st := r.statement(ctx, query); st != nil {
		return st.QueryRowContext(ctx, args...)
	}
	return r.DB.QueryRowContext(ctx, query, args...)
}
