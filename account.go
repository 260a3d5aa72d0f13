package sitrep

import (
	"context"
	"time"
)

// Role is what a user may do; each role may do what the one before it may.
type Role string

// The roles. Readers read, editors settle things at the desk and see what is not released, admins keep
// users and feeds.
const (
	Reader Role = "reader"
	Editor Role = "editor"
	Admin  Role = "admin"
)

// May reports whether the role may do what wanted may do. No role may nothing.
func (r Role) May(wanted Role) bool { return rank(r) > 0 && rank(r) >= rank(wanted) }

// Valid reports whether it is one of the three.
func (r Role) Valid() bool { return rank(r) > 0 }

func rank(r Role) int {
	switch r {
	case Reader:
		return 1
	case Editor:
		return 2
	case Admin:
		return 3
	}
	return 0
}

// User is somebody who may sign in.
type User struct {
	Name     string
	Role     Role
	Password string // argon2id, in the encoding of its reference implementation; empty: can't sign in
	Created  time.Time
}

// Session is a browser that signed in.
type Session struct {
	Hash    string // SHA-256 of the secret in the cookie, in hexadecimal
	User    string
	Created time.Time
	Ends    time.Time
}

// Token lets a program act for a user, with at most the scope's rights.
type Token struct {
	ID      string // shown in lists; no secret
	Hash    string // SHA-256 of the secret
	User    string
	Scope   Role
	Name    string // what it is for
	Created time.Time
	Ends    time.Time // zero: never
}

// AccountStore keeps who may do what. Lookups return NotFound.
type AccountStore interface {
	Users(ctx context.Context) ([]User, error) // by name
	User(ctx context.Context, name string) (User, error)
	// SetUser adds a user or replaces the one of that name; with end, their sessions end.
	SetUser(ctx context.Context, u User, end bool) error
	// RemoveUser removes a user with their sessions and tokens.
	RemoveUser(ctx context.Context, name string) error

	Session(ctx context.Context, hash string) (Session, error)
	SetSession(ctx context.Context, s Session) error // and forgets sessions that ended before its Created
	RemoveSession(ctx context.Context, hash string) error

	Tokens(ctx context.Context, user string) ([]Token, error) // oldest first
	Token(ctx context.Context, hash string) (Token, error)
	SetToken(ctx context.Context, t Token) error
	RemoveToken(ctx context.Context, user, id string) error
}
