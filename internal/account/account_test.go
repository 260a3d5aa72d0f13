package account_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/account"
)

const good = "a long enough password"

// door is a guard with a clock that tests turn.
type door struct {
	*account.Guard
	store *memory
	mu    sync.Mutex
	now   time.Time
}

func (d *door) wait(t time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.now = d.now.Add(t)
}

func newDoor(t *testing.T) *door {
	t.Helper()
	d := &door{store: newMemory(), now: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)}
	clock := func() time.Time { d.mu.Lock(); defer d.mu.Unlock(); return d.now }
	var err error
	if d.Guard, err = account.New(account.Options{Store: d.store, Clock: clock, Random: rand.Reader}); err != nil {
		t.Fatal(err)
	}
	if err := d.Add(t.Context(), "Ann", sitrep.Editor, good); err != nil {
		t.Fatal(err)
	}
	return d
}

func withCookie(secret string) *http.Request {
	r := httptest.NewRequest("GET", "/", nil)
	r.AddCookie(&http.Cookie{Name: account.Cookie, Value: secret})
	return r
}

func withToken(secret string) *http.Request {
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("Authorization", "Bearer "+secret)
	return r
}

func TestSession(t *testing.T) {
	d := newDoor(t)
	secret, u, err := d.SignIn(t.Context(), "ANN", good, "192.0.2.1")
	if err != nil || u.Role != sitrep.Editor {
		t.Fatal(u, err)
	}
	if who, err := d.Who(withCookie(secret)); err != nil || who.Name != "ann" || who.Password != "" {
		t.Fatalf("%+v %v", who, err)
	}
	for hash, s := range d.store.sessions {
		if hash == secret || s.Hash == secret {
			t.Error("the secret itself is kept")
		}
	}
}

func TestSessionEnds(t *testing.T) {
	for name, end := range map[string]func(ctx context.Context, d *door, secret string) error{
		"signed out":       func(ctx context.Context, d *door, secret string) error { return d.SignOut(ctx, secret) },
		"password changed": func(ctx context.Context, d *door, _ string) error { return d.SetPassword(ctx, "ann", good+"!") },
		"role changed":     func(ctx context.Context, d *door, _ string) error { return d.SetRole(ctx, "ann", sitrep.Reader) },
		"user removed":     func(ctx context.Context, d *door, _ string) error { return d.store.RemoveUser(ctx, "ann") },
		"time is up":       func(_ context.Context, d *door, _ string) error { d.wait(14 * 24 * time.Hour); return nil },
	} {
		t.Run(name, func(t *testing.T) {
			d := newDoor(t)
			secret, _, err := d.SignIn(t.Context(), "ann", good, "192.0.2.1")
			if err != nil {
				t.Fatal(err)
			}
			if err := end(t.Context(), d, secret); err != nil {
				t.Fatal(err)
			}
			if who, err := d.Who(withCookie(secret)); !errors.Is(err, sitrep.NotFound) {
				t.Errorf("still %+v %v", who, err)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	d := newDoor(t)
	for _, c := range []struct{ name, user, password string }{
		{"wrong password", "ann", good + "?"},
		{"no password", "ann", ""},
		{"unknown name", "bob", good},
		{"no name", "", good},
		{"a password of a megabyte", "ann", strings.Repeat("x", 1<<20)},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, _, err := d.SignIn(t.Context(), c.user, c.password, "192.0.2.7"); !errors.Is(err, account.ErrWrong) {
				t.Errorf("got %v", err)
			}
		})
	}
	for _, r := range []*http.Request{
		httptest.NewRequest("GET", "/", nil), withCookie(""), withCookie("guess"), withToken(""), withToken("sitrep_guess"),
		func() *http.Request { r := withToken("x"); r.Header.Set("Authorization", "Basic YW5uOg=="); return r }(),
	} {
		if who, err := d.Who(r); !errors.Is(err, sitrep.NotFound) {
			t.Errorf("%v: %+v %v", r.Header, who, err)
		}
	}
}

func TestAddRefuses(t *testing.T) {
	d := newDoor(t)
	for _, c := range []struct {
		name, user string
		role       sitrep.Role
		password   string
	}{
		{"name taken, in other letters", "ANN", sitrep.Reader, good},
		{"name with markup", "<b>", sitrep.Reader, good},
		{"no name", "", sitrep.Reader, good},
		{"unknown role", "bob", "owner", good},
		{"no role", "bob", "", good},
		{"short password", "bob", sitrep.Reader, "elevenchars"},
		{"password too long to hash", "bob", sitrep.Reader, strings.Repeat("x", account.MaxPassword+1)},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := d.Add(t.Context(), c.user, c.role, c.password); !errors.Is(err, sitrep.Invalid) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// Guessing at one name gets slower, and so does guessing at many names from one address; waiting helps,
// and others are not kept out.
func TestGuessingIsSlow(t *testing.T) {
	d := newDoor(t)
	if err := d.Add(t.Context(), "bob", sitrep.Reader, good); err != nil {
		t.Fatal(err)
	}
	guesses := 0
	for range 24 * 60 * 4 { // a day of attempts, four a minute, each from elsewhere
		_, _, err := d.SignIn(t.Context(), "ann", "wrong password", fmt.Sprint("host", guesses))
		switch {
		case errors.Is(err, account.ErrWrong):
			guesses++
		case !errors.Is(err, account.ErrSlow):
			t.Fatal(err)
		}
		d.wait(15 * time.Second)
	}
	if guesses > 120 {
		t.Errorf("%d guesses a day at one name", guesses)
	}
	if _, _, err := d.SignIn(t.Context(), "bob", good, "192.0.2.9"); err != nil {
		t.Errorf("somebody else is kept out: %v", err)
	}
	d.wait(15 * time.Minute)
	if _, _, err := d.SignIn(t.Context(), "ann", good, "192.0.2.9"); err != nil {
		t.Errorf("the right password after a wait: %v", err)
	}
	slow := 0
	for i := range 60 {
		if _, _, err := d.SignIn(t.Context(), fmt.Sprint("name", i), "wrong password", "192.0.2.66"); errors.Is(err, account.ErrSlow) {
			slow++
		}
	}
	if slow < 30 {
		t.Errorf("only %d of 60 guesses at 60 names from one address were slowed", slow)
	}
}

// Attempts made at the same moment are all counted before any of them is judged.
func TestGuessingAtOnce(t *testing.T) {
	d := newDoor(t)
	var wrong, slow int
	var mu sync.Mutex
	var wait sync.WaitGroup
	for i := range 40 {
		wait.Go(func() {
			_, _, err := d.SignIn(context.Background(), "ann", "wrong password", fmt.Sprint("host", i))
			mu.Lock()
			defer mu.Unlock()
			if errors.Is(err, account.ErrWrong) {
				wrong++
			} else if errors.Is(err, account.ErrSlow) {
				slow++
			}
		})
	}
	wait.Wait()
	if wrong > 6 || wrong+slow != 40 {
		t.Errorf("%d guessed, %d slowed", wrong, slow)
	}
}

func TestToken(t *testing.T) {
	d := newDoor(t)
	secret, token, err := d.NewToken(t.Context(), "ann", sitrep.Reader, "for a script", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	if who, err := d.Who(withToken(secret)); err != nil || who.Role != sitrep.Reader {
		t.Errorf("a reader's token of an editor: %+v %v", who, err)
	}
	if strings.Contains(fmt.Sprintf("%+v", d.store.tokens), secret) || strings.Contains(secret, token.ID) {
		t.Error("the secret, or a part of it, is kept or shown")
	}
	if _, _, err := d.NewToken(t.Context(), "ann", sitrep.Admin, "", 0); !errors.Is(err, sitrep.Invalid) {
		t.Errorf("an admin's token of an editor: %v", err)
	}
	editing, _, err := d.NewToken(t.Context(), "ann", sitrep.Editor, "", 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.SetRole(t.Context(), "ann", sitrep.Reader); err != nil {
		t.Fatal(err)
	}
	if who, err := d.Who(withToken(editing)); err != nil || who.Role != sitrep.Reader {
		t.Errorf("an editor's token after its user became a reader: %+v %v", who, err)
	}
	d.wait(time.Hour)
	if _, err := d.Who(withToken(secret)); !errors.Is(err, sitrep.NotFound) {
		t.Errorf("after its time: %v", err)
	}
	if _, err := d.Who(withCookie(editing)); !errors.Is(err, sitrep.NotFound) {
		t.Errorf("a token as a cookie: %v", err)
	}
}

func TestCookie(t *testing.T) {
	d := newDoor(t)
	c := d.Baked("x", true)
	if !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteLaxMode || c.Path != "/" {
		t.Errorf("%+v", c)
	}
	if c := d.Crumbled(true); c.MaxAge >= 0 || c.Name != account.Cookie {
		t.Errorf("%+v", c)
	}
}
