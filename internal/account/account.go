// Package account says who somebody is and what they may do. Passwords are kept as argon2id hashes with
// the parameters OWASP names for it (19 MiB, two passes), sessions and tokens as SHA-256 of a secret of
// 256 bits that is shown once. Guessing is slowed by name and by address; an unknown name costs as much
// time as a wrong password.
package account

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"sitrep"
)

// Limits of what is accepted.
const (
	MinPassword = 12   // characters
	MaxPassword = 1024 // bytes: hashing more would be a gift to whoever sends it
)

// Cookie is the name of the session's cookie.
const Cookie = "sitrep-session"

// The kinds of refusal. Their words are meant for whoever tried.
const (
	ErrWrong = sitrep.Kind("wrong name or password")
	ErrSlow  = sitrep.Kind("too many attempts; wait before the next one")
)

var nameForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._@-]{0,63}$`)

// Options is what a Guard works with.
type Options struct {
	Store  sitrep.AccountStore
	Clock  func() time.Time
	Random io.Reader     // cryptographic
	Stays  time.Duration // how long a session lasts; 0: 14 days
}

// Guard tells who somebody is. It is safe for concurrent use.
type Guard struct {
	store   sitrep.AccountStore
	clock   func() time.Time
	random  io.Reader
	stays   time.Duration
	slow    *throttle
	hashing chan struct{} // each hash takes 19 MiB: a crowd at the door must not take all memory
	nobody  string        // a hash no password has, for names nobody has
}

// New makes a guard.
func New(o Options) (*Guard, error) {
	if o.Stays == 0 {
		o.Stays = 14 * 24 * time.Hour
	}
	g := &Guard{store: o.Store, clock: o.Clock, random: o.Random, stays: o.Stays, slow: newThrottle(), hashing: make(chan struct{}, 2)}
	var err error
	secret, err := g.secret("")
	if err != nil {
		return nil, err
	}
	g.nobody, err = hashPassword(o.Random, secret)
	return g, err
}

// Add makes a user. The name is taken in lower case; Invalid says what is wrong with it.
func (g *Guard) Add(ctx context.Context, name string, role sitrep.Role, password string) error {
	name = strings.ToLower(name)
	if !nameForm.MatchString(name) {
		return fmt.Errorf("%w: a name is up to 64 letters, digits and . _ @ -, such as ann or ann@desk.example", sitrep.Invalid)
	}
	if !role.Valid() {
		return fmt.Errorf("%w: a role is reader, editor or admin", sitrep.Invalid)
	}
	if _, err := g.store.User(ctx, name); err == nil {
		return fmt.Errorf("%w: there is a user %s already", sitrep.Invalid, name)
	} else if !errors.Is(err, sitrep.NotFound) {
		return err
	}
	hash, err := g.hash(ctx, password)
	if err != nil {
		return err
	}
	return g.store.SetUser(ctx, sitrep.User{Name: name, Role: role, Password: hash, Created: g.clock().UTC()}, false)
}

// SetPassword changes a user's password and ends all their sessions.
func (g *Guard) SetPassword(ctx context.Context, name, password string) error {
	u, err := g.store.User(ctx, strings.ToLower(name))
	if err != nil {
		return fmt.Errorf("user %s: %w", name, err)
	}
	if u.Password, err = g.hash(ctx, password); err != nil {
		return err
	}
	return g.store.SetUser(ctx, u, true)
}

// SetRole changes what a user may do, and ends their sessions.
func (g *Guard) SetRole(ctx context.Context, name string, role sitrep.Role) error {
	if !role.Valid() {
		return fmt.Errorf("%w: a role is reader, editor or admin", sitrep.Invalid)
	}
	u, err := g.store.User(ctx, strings.ToLower(name))
	if err != nil {
		return fmt.Errorf("user %s: %w", name, err)
	}
	u.Role = role
	return g.store.SetUser(ctx, u, true)
}

func (g *Guard) hash(ctx context.Context, password string) (string, error) {
	if utf8.RuneCountInString(password) < MinPassword || len(password) > MaxPassword {
		return "", fmt.Errorf("%w: a password has %d characters or more, and at most %d bytes", sitrep.Invalid, MinPassword, MaxPassword)
	}
	if err := g.enter(ctx); err != nil {
		return "", err
	}
	defer g.leave()
	return hashPassword(g.random, password)
}

// SignIn checks a password and starts a session: secret goes into the cookie. From is where the attempt
// came from, an address; ErrWrong and ErrSlow say why not.
func (g *Guard) SignIn(ctx context.Context, name, password, from string) (secret string, u sitrep.User, err error) {
	name = strings.ToLower(name)
	now := g.clock()
	// The attempt counts before the hash is made: attempts made at once are all seen.
	if wait := g.slow.attempt(now, name, from); wait > 0 {
		return "", sitrep.User{}, fmt.Errorf("%w: %s", ErrSlow, wait.Round(time.Second))
	}
	u, err = g.store.User(ctx, name)
	if err != nil && !errors.Is(err, sitrep.NotFound) {
		return "", sitrep.User{}, err
	}
	hash := u.Password
	if err != nil || hash == "" || len(password) > MaxPassword {
		hash, password = g.nobody, "a password nobody has"
	}
	if err := g.enter(ctx); err != nil {
		return "", sitrep.User{}, err
	}
	right := samePassword(hash, password)
	g.leave()
	if !right {
		return "", sitrep.User{}, ErrWrong
	}
	g.slow.succeeded(name, from)
	if secret, err = g.secret(""); err != nil {
		return "", sitrep.User{}, err
	}
	s := sitrep.Session{Hash: fingerprint(secret), User: u.Name, Created: now.UTC(), Ends: now.Add(g.stays).UTC()}
	if err := g.store.SetSession(ctx, s); err != nil {
		return "", sitrep.User{}, err
	}
	return secret, u, nil
}

// SignOut ends a session. One that isn't there is no error.
func (g *Guard) SignOut(ctx context.Context, secret string) error {
	err := g.store.RemoveSession(ctx, fingerprint(secret))
	if errors.Is(err, sitrep.NotFound) {
		return nil
	}
	return err
}

// NewToken makes a token for a user's programs; secret is shown this once. A scope above the user's role
// is Invalid. A lifetime of 0 means it never ends.
func (g *Guard) NewToken(ctx context.Context, user string, scope sitrep.Role, name string, lifetime time.Duration) (secret string, t sitrep.Token, err error) {
	u, err := g.store.User(ctx, strings.ToLower(user))
	if err != nil {
		return "", t, fmt.Errorf("user %s: %w", user, err)
	}
	if !scope.Valid() || !u.Role.May(scope) {
		return "", t, fmt.Errorf("%w: %s is %s and can't give a token more than that", sitrep.Invalid, u.Name, u.Role)
	}
	if secret, err = g.secret("sitrep_"); err != nil {
		return "", t, err
	}
	now := g.clock().UTC()
	hash := fingerprint(secret)
	t = sitrep.Token{ID: hash[:10], Hash: hash, User: u.Name, Scope: scope, Name: name, Created: now}
	if lifetime > 0 {
		t.Ends = now.Add(lifetime)
	}
	return secret, t, g.store.SetToken(ctx, t)
}

// Who is the user behind a request, by its bearer token or its session's cookie, with the rights they
// have here: NotFound when it names nobody, or somebody who is no more.
func (g *Guard) Who(r *http.Request) (sitrep.User, error) {
	if header := r.Header.Get("Authorization"); header != "" {
		scheme, secret, _ := strings.Cut(header, " ")
		if !strings.EqualFold(scheme, "Bearer") {
			return sitrep.User{}, sitrep.NotFound
		}
		return g.byToken(r.Context(), strings.TrimSpace(secret))
	}
	c, err := r.Cookie(Cookie)
	if err != nil {
		return sitrep.User{}, sitrep.NotFound
	}
	return g.bySession(r.Context(), c.Value)
}

func (g *Guard) byToken(ctx context.Context, secret string) (sitrep.User, error) {
	t, err := g.store.Token(ctx, fingerprint(secret))
	if err != nil {
		return sitrep.User{}, err
	}
	if !t.Ends.IsZero() && !g.clock().Before(t.Ends) {
		return sitrep.User{}, sitrep.NotFound
	}
	u, err := g.store.User(ctx, t.User)
	if err != nil {
		return sitrep.User{}, err
	}
	if u.Role.May(t.Scope) {
		u.Role = t.Scope // a token never may more than its scope, nor more than its user may today
	}
	u.Password = ""
	return u, nil
}

func (g *Guard) bySession(ctx context.Context, secret string) (sitrep.User, error) {
	s, err := g.store.Session(ctx, fingerprint(secret))
	if err != nil {
		return sitrep.User{}, err
	}
	if !g.clock().Before(s.Ends) {
		return sitrep.User{}, sitrep.NotFound
	}
	u, err := g.store.User(ctx, s.User)
	u.Password = ""
	return u, err
}

// Baked is the cookie of a session: not readable by scripts, sent to this site alone. Secure where the
// page came over TLS.
func (g *Guard) Baked(secret string, secure bool) *http.Cookie {
	return &http.Cookie{Name: Cookie, Value: secret, Path: "/", HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode, MaxAge: int(g.stays / time.Second)}
}

// Crumbled is the cookie that takes a session's away.
func (g *Guard) Crumbled(secure bool) *http.Cookie {
	return &http.Cookie{Name: Cookie, Path: "/", HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode, MaxAge: -1}
}

func (g *Guard) enter(ctx context.Context) error {
	select {
	case g.hashing <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (g *Guard) leave() { <-g.hashing }

// secret is 256 random bits in letters.
func (g *Guard) secret(prefix string) (string, error) {
	var b [32]byte
	if _, err := io.ReadFull(g.random, b[:]); err != nil {
		return "", fmt.Errorf("random bytes: %w", err)
	}
	return prefix + base64.RawURLEncoding.EncodeToString(b[:]), nil
}

// fingerprint is what is kept of a secret. It is random already, so one round of SHA-256 is enough.
func fingerprint(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
