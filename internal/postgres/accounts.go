package postgres

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"sitrep"
	"sitrep/internal/record"
)

// Users are all there are, by name.
func (s *Store) Users(ctx context.Context) ([]sitrep.User, error) {
	return bodies[sitrep.User](ctx, s.pool, `SELECT body FROM users ORDER BY name`)
}

// User is the one of that name.
func (s *Store) User(ctx context.Context, name string) (sitrep.User, error) {
	return one[sitrep.User](ctx, s.pool, "user", name, `SELECT body FROM users WHERE name = $1`, name)
}

// SetUser adds a user or replaces the one of that name.
func (s *Store) SetUser(ctx context.Context, u sitrep.User, end bool) error {
	return s.in(ctx, func(tx pgx.Tx) error {
		if end {
			if _, err := tx.Exec(ctx, `DELETE FROM sessions WHERE name = $1`, u.Name); err != nil {
				return err
			}
		}
		_, err := tx.Exec(ctx, `INSERT INTO users VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET body = excluded.body`, u.Name, string(record.JSON(u)))
		return err
	})
}

// RemoveUser removes a user with their sessions and tokens.
func (s *Store) RemoveUser(ctx context.Context, name string) error {
	return s.in(ctx, func(tx pgx.Tx) error {
		for _, query := range []string{`DELETE FROM sessions WHERE name = $1`, `DELETE FROM tokens WHERE name = $1`} {
			if _, err := tx.Exec(ctx, query, name); err != nil {
				return err
			}
		}
		return gone(tx.Exec(ctx, `DELETE FROM users WHERE name = $1`, name))("user", name)
	})
}

// Session is the one whose secret has that hash.
func (s *Store) Session(ctx context.Context, hash string) (sitrep.Session, error) {
	return one[sitrep.Session](ctx, s.pool, "session", "", `SELECT body FROM sessions WHERE hash = $1`, hash)
}

// SetSession keeps a session and forgets those that ended before it began.
func (s *Store) SetSession(ctx context.Context, v sitrep.Session) error {
	return s.in(ctx, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `DELETE FROM sessions WHERE ends < $1`, record.Time(v.Created)); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `INSERT INTO sessions VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO UPDATE SET name = excluded.name, ends = excluded.ends, body = excluded.body`, v.Hash, v.User, record.Time(v.Ends), string(record.JSON(v)))
		return err
	})
}

// RemoveSession ends a session.
func (s *Store) RemoveSession(ctx context.Context, hash string) error {
	return s.in(ctx, func(tx pgx.Tx) error {
		return gone(tx.Exec(ctx, `DELETE FROM sessions WHERE hash = $1`, hash))("session", "")
	})
}

// Tokens are a user's, oldest first.
func (s *Store) Tokens(ctx context.Context, user string) ([]sitrep.Token, error) {
	return bodies[sitrep.Token](ctx, s.pool, `SELECT body FROM tokens WHERE name = $1 ORDER BY made, id`, user)
}

// Token is the one whose secret has that hash.
func (s *Store) Token(ctx context.Context, hash string) (sitrep.Token, error) {
	return one[sitrep.Token](ctx, s.pool, "token", "", `SELECT body FROM tokens WHERE hash = $1`, hash)
}

// SetToken keeps a token.
func (s *Store) SetToken(ctx context.Context, t sitrep.Token) error {
	return s.in(ctx, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO tokens VALUES ($1, $2, $3, $4, $5) ON CONFLICT (hash) DO UPDATE SET body = excluded.body`, t.Hash, t.ID, t.User, record.Time(t.Created), string(record.JSON(t)))
		return err
	})
}

// RemoveToken removes a user's token.
func (s *Store) RemoveToken(ctx context.Context, user, id string) error {
	return s.in(ctx, func(tx pgx.Tx) error {
		return gone(tx.Exec(ctx, `DELETE FROM tokens WHERE name = $1 AND id = $2`, user, id))("token", id)
	})
}

// gone makes the removal of what isn't there NotFound.
func gone(r pgconn.CommandTag, err error) func(what, id string) error {
	return func(what, id string) error {
		if err != nil {
			return err
		}
		if r.RowsAffected() > 0 {
			return nil
		}
		return fmt.Errorf("%s %s: %w", what, id, sitrep.NotFound)
	}
}

func one[T any](ctx context.Context, db querier, what, id, query string, args ...any) (v T, err error) {
	var body string
	if err := db.QueryRow(ctx, query, args...).Scan(&body); err != nil {
		return v, found(err, what, id)
	}
	return v, json.Unmarshal([]byte(body), &v)
}

func bodies[T any](ctx context.Context, db querier, query string, args ...any) (list []T, err error) {
	err = each(ctx, db, query, args, func(rows pgx.Rows) error {
		var body string
		if err := rows.Scan(&body); err != nil {
			return err
		}
		var v T
		if err := json.Unmarshal([]byte(body), &v); err != nil {
			return err
		}
		list = append(list, v)
		return nil
	})
	return list, err
}
