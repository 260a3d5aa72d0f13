package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"sitrep"
	"sitrep/internal/record"
)

// Users are all there are, by name.
func (s *Store) Users(ctx context.Context) ([]sitrep.User, error) {
	return bodies[sitrep.User](ctx, s.read, `SELECT body FROM users ORDER BY name`)
}

// User is the one of that name.
func (s *Store) User(ctx context.Context, name string) (sitrep.User, error) {
	return one[sitrep.User](ctx, s.read, "user", name, `SELECT body FROM users WHERE name = ?`, name)
}

// SetUser adds a user or replaces the one of that name.
func (s *Store) SetUser(ctx context.Context, u sitrep.User, end bool) error {
	return s.in(ctx, func(tx *sql.Tx) error {
		if end {
			if _, err := tx.ExecContext(ctx, `DELETE FROM sessions WHERE name = ?`, u.Name); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO users VALUES (?, ?)`, u.Name, string(record.JSON(u)))
		return err
	})
}

// RemoveUser removes a user with their sessions and tokens.
func (s *Store) RemoveUser(ctx context.Context, name string) error {
	return s.in(ctx, func(tx *sql.Tx) error {
		for _, query := range []string{`DELETE FROM sessions WHERE name = ?`, `DELETE FROM tokens WHERE name = ?`} {
			if _, err := tx.ExecContext(ctx, query, name); err != nil {
				return err
			}
		}
		return gone(tx.ExecContext(ctx, `DELETE FROM users WHERE name = ?`, name))("user", name)
	})
}

// Session is the one whose secret has that hash.
func (s *Store) Session(ctx context.Context, hash string) (sitrep.Session, error) {
	return one[sitrep.Session](ctx, s.read, "session", "", `SELECT body FROM sessions WHERE hash = ?`, hash)
}

// SetSession keeps a session and forgets those that ended before it began.
func (s *Store) SetSession(ctx context.Context, v sitrep.Session) error {
	return s.in(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM sessions WHERE ends < ?`, record.Time(v.Created)); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?)`, v.Hash, v.User, record.Time(v.Ends), string(record.JSON(v)))
		return err
	})
}

// RemoveSession ends a session.
func (s *Store) RemoveSession(ctx context.Context, hash string) error {
	return s.in(ctx, func(tx *sql.Tx) error {
		return gone(tx.ExecContext(ctx, `DELETE FROM sessions WHERE hash = ?`, hash))("session", "")
	})
}

// Tokens are a user's, oldest first.
func (s *Store) Tokens(ctx context.Context, user string) ([]sitrep.Token, error) {
	return bodies[sitrep.Token](ctx, s.read, `SELECT body FROM tokens WHERE name = ? ORDER BY made, id`, user)
}

// Token is the one whose secret has that hash.
func (s *Store) Token(ctx context.Context, hash string) (sitrep.Token, error) {
	return one[sitrep.Token](ctx, s.read, "token", "", `SELECT body FROM tokens WHERE hash = ?`, hash)
}

// SetToken keeps a token.
func (s *Store) SetToken(ctx context.Context, t sitrep.Token) error {
	return s.in(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO tokens VALUES (?, ?, ?, ?, ?)`, t.Hash, t.ID, t.User, record.Time(t.Created), string(record.JSON(t)))
		return err
	})
}

// RemoveToken removes a user's token.
func (s *Store) RemoveToken(ctx context.Context, user, id string) error {
	return s.in(ctx, func(tx *sql.Tx) error {
		return gone(tx.ExecContext(ctx, `DELETE FROM tokens WHERE name = ? AND id = ?`, user, id))("token", id)
	})
}

// gone makes the removal of what isn't there NotFound.
func gone(r sql.Result, err error) func(what, id string) error {
	return func(what, id string) error {
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err != nil || n > 0 {
			return err
		}
		return fmt.Errorf("%s %s: %w", what, id, sitrep.NotFound)
	}
}

func one[T any](ctx context.Context, db *reader, what, id, query string, args ...any) (v T, err error) {
	var body string
	if err := db.QueryRowContext(ctx, query, args...).Scan(&body); err != nil {
		return v, found(err, what, id)
	}
	return v, json.Unmarshal([]byte(body), &v)
}

func bodies[T any](ctx context.Context, db *reader, query string, args ...any) (list []T, err error) {
	err = each(ctx, db, query, args, func(rows *sql.Rows) error {
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
