package main

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"sitrep"
	"sitrep/internal/account"
)

// userCmd keeps who may do what.
type userCmd struct {
	Add      userAddCmd      `cmd:"" help:"Add a user; the password is asked for, or read from standard input."`
	List     userListCmd     `cmd:"" help:"List the users."`
	Remove   userRemoveCmd   `cmd:"" help:"Remove a user, with their sessions and tokens."`
	Password userPasswordCmd `cmd:"" help:"Set a new password; every session of the user ends."`
	Role     userRoleCmd     `cmd:"" help:"Give a user another role; every session of the user ends."`
	Token    userTokenCmd    `cmd:"" help:"Make a token for a program; it is shown once."`
	Tokens   userTokensCmd   `cmd:"" help:"List a user's tokens."`
	Revoke   userRevokeCmd   `cmd:"" help:"Revoke a token."`
}

// guarded opens the store and the guard over its accounts.
func (a *app) guarded(k kept, make bool, do func(*store, *account.Guard) error) (err error) {
	s, err := a.openStore(k, storeOptions{}, make)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	g, err := account.New(account.Options{Store: s.AccountStore, Clock: a.clock, Random: rand.Reader})
	if err != nil {
		return err
	}
	return do(s, g)
}

// password asks twice on a terminal, and else takes the first line of standard input.
func (a *app) password() (string, error) {
	f, ok := a.stdin.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		line, err := bufio.NewReader(io.LimitReader(a.stdin, 4096)).ReadString('\n')
		if line = strings.TrimRight(line, "\r\n"); line == "" {
			if err == nil || err == io.EOF {
				err = usage("no password on standard input: give it on the first line")
			}
			return "", err
		}
		return line, nil
	}
	var typed [2]string
	for i, ask := range []string{"Password: ", "Once more: "} {
		fmt.Fprint(a.stderr, ask)
		b, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(a.stderr)
		if err != nil {
			return "", err
		}
		typed[i] = string(b)
	}
	if typed[0] != typed[1] {
		return "", errors.New("the two are not the same; nothing was changed")
	}
	return typed[0], nil
}

type userAddCmd struct {
	kept
	Name string `arg:"" name:"NAME"`
	Role string `enum:"reader,editor,admin" default:"reader" help:"reader (reads), editor (settles things at the desk) or admin (keeps users and feeds)."`
}

// Run adds a user.
func (c *userAddCmd) Run(a *app) error {
	return a.guarded(c.kept, true, func(s *store, g *account.Guard) error {
		name := strings.ToLower(c.Name)
		if _, err := s.User(a.ctx, name); err == nil {
			return fmt.Errorf("there is a user %s already; `sitrep user password %s` sets a new password", name, name)
		}
		secret, err := a.password()
		if err != nil {
			return err
		}
		if err := g.Add(a.ctx, name, sitrep.Role(c.Role), secret); err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "added %s (%s)\n", name, c.Role)
		return nil
	})
}

type userListCmd struct{ kept }

// Run lists the users.
func (c *userListCmd) Run(a *app) error {
	return a.guarded(c.kept, false, func(s *store, _ *account.Guard) error {
		users, err := s.Users(a.ctx)
		if err != nil {
			return err
		}
		if len(users) == 0 {
			fmt.Fprintln(a.stderr, "sitrep: no users; `sitrep user add NAME` adds one")
			return nil
		}
		t := newTable(a.stdout, "name", "role", "since")
		for _, u := range users {
			t.row(u.Name, string(u.Role), u.Created.UTC().Format(time.DateOnly))
		}
		return t.flush()
	})
}

type userRemoveCmd struct {
	kept
	Name string `arg:"" name:"NAME"`
}

// Run removes a user.
func (c *userRemoveCmd) Run(a *app) error {
	return a.guarded(c.kept, false, func(s *store, _ *account.Guard) error {
		if err := s.RemoveUser(a.ctx, strings.ToLower(c.Name)); err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "removed %s, with every session and token\n", c.Name)
		return nil
	})
}

type userPasswordCmd struct {
	kept
	Name string `arg:"" name:"NAME"`
}

// Run sets a new password.
func (c *userPasswordCmd) Run(a *app) error {
	return a.guarded(c.kept, false, func(s *store, g *account.Guard) error {
		if _, err := s.User(a.ctx, strings.ToLower(c.Name)); err != nil {
			return err
		}
		secret, err := a.password()
		if err != nil {
			return err
		}
		if err := g.SetPassword(a.ctx, c.Name, secret); err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "%s has a new password; their sessions ended\n", c.Name)
		return nil
	})
}

type userRoleCmd struct {
	kept
	Name string `arg:"" name:"NAME"`
	Role string `arg:"" name:"ROLE" enum:"reader,editor,admin"`
}

// Run gives a user another role.
func (c *userRoleCmd) Run(a *app) error {
	return a.guarded(c.kept, false, func(_ *store, g *account.Guard) error {
		if err := g.SetRole(a.ctx, c.Name, sitrep.Role(c.Role)); err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "%s is %s now; their sessions ended\n", c.Name, c.Role)
		return nil
	})
}

type userTokenCmd struct {
	kept
	Name  string `arg:"" name:"NAME" help:"The user it acts for."`
	For   string `required:"" placeholder:"WHAT" help:"What it is for, to know it by in lists."`
	Scope string `enum:"reader,editor,admin" default:"reader" help:"At most these rights: reader, editor or admin."`
	Days  int    `placeholder:"N" help:"It ends after N days (default: never)."`
}

// Run makes a token and shows it once.
func (c *userTokenCmd) Run(a *app) error {
	if c.Days < 0 {
		return usage("--days takes a number above zero")
	}
	return a.guarded(c.kept, false, func(_ *store, g *account.Guard) error {
		secret, t, err := g.NewToken(a.ctx, c.Name, sitrep.Role(c.Scope), c.For, time.Duration(c.Days)*24*time.Hour)
		if err != nil {
			return err
		}
		fmt.Fprintln(a.stdout, secret)
		fmt.Fprintf(a.stderr, "sitrep: this is token %s; it is not shown again\n", t.ID)
		return nil
	})
}

type userTokensCmd struct {
	kept
	Name string `arg:"" name:"NAME"`
}

// Run lists a user's tokens.
func (c *userTokensCmd) Run(a *app) error {
	return a.guarded(c.kept, false, func(s *store, _ *account.Guard) error {
		tokens, err := s.Tokens(a.ctx, strings.ToLower(c.Name))
		if err != nil {
			return err
		}
		t := newTable(a.stdout, "token", "for", "scope", "since", "ends")
		for _, k := range tokens {
			ends := "never"
			if !k.Ends.IsZero() {
				ends = k.Ends.UTC().Format(time.DateOnly)
			}
			t.row(k.ID, k.Name, string(k.Scope), k.Created.UTC().Format(time.DateOnly), ends)
		}
		return t.flush()
	})
}

type userRevokeCmd struct {
	kept
	Name  string `arg:"" name:"NAME"`
	Token string `arg:"" name:"TOKEN" help:"Its short name, as in the list."`
}

// Run revokes a token.
func (c *userRevokeCmd) Run(a *app) error {
	return a.guarded(c.kept, false, func(s *store, _ *account.Guard) error {
		if err := s.RemoveToken(a.ctx, strings.ToLower(c.Name), c.Token); err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "revoked %s\n", c.Token)
		return nil
	})
}
