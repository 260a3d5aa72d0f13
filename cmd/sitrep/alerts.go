package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os/user"
	"strings"

	"sitrep"
	"sitrep/internal/alert"
)

// alertsCmd keeps whom the service tells when something happens.
type alertsCmd struct {
	Add    alertsAddCmd    `cmd:"" help:"Tell an address when something happens."`
	List   alertsListCmd   `cmd:"" help:"List the alerts, and how they do."`
	Remove alertsRemoveCmd `cmd:"" help:"Tell an address no more."`
}

// withRules opens the store and hands on the alerts in it.
func (a *app) withRules(k kept, make bool, do func(r *alert.Rules) error) (err error) {
	s, err := a.openStore(k, storeOptions{}, make)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return do(a.rules(s))
}

// rules are a store's alerts.
func (a *app) rules(s *store) *alert.Rules {
	return &alert.Rules{Store: s.Store, Random: rand.Reader, Clock: a.clock}
}

type alertsAddCmd struct {
	kept
	To      string   `arg:"" name:"TO" help:"A webhook's address (https://…), or mailto:ADDRESS."`
	Name    string   `placeholder:"NAME" help:"For whoever reads the list."`
	Event   []string `placeholder:"EVENT" help:"story.created, figure.changed, claim.disputed, report.revised, brief.updated or silence.broken (may be given several times; default: all)."`
	Story   string   `placeholder:"ID" help:"Of this story only."`
	Measure string   `placeholder:"MEASURE" help:"Of figures that count this only, such as killed."`
	Actor   string   `placeholder:"NAME" help:"Of this claimant only, as the ledger names it."`
	Least   int64    `placeholder:"N" help:"Changed figures only, by at least so many people."`
}

// Run adds an alert, and shows the secret of a webhook once.
func (c *alertsAddCmd) Run(a *app) error {
	w := alert.Wish{Name: c.Name, Story: sitrep.StoryID(c.Story), Measure: sitrep.Measure(c.Measure), Actor: c.Actor, Least: c.Least, To: c.To}
	for _, e := range c.Event {
		w.Kinds = append(w.Kinds, sitrep.NoticeKind(e))
	}
	return a.withRules(c.kept, true, func(r *alert.Rules) error {
		by := ""
		if u, err := user.Current(); err == nil {
			by = u.Username
		}
		made, err := r.Add(a.ctx, w, by, nil)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "alert %d: %s; `sitrep serve` sends it\n", made.ID, alert.Words(&made))
		if !strings.HasPrefix(strings.ToLower(made.To), "mailto:") {
			fmt.Fprintf(a.stdout, "its secret, shown this once: %s\n", made.Secret)
		}
		return nil
	})
}

type alertsListCmd struct {
	kept
	Format string `enum:"table,json" default:"table" help:"table or json."`
}

// listedAlert is an alert as it is listed: without its secret.
type listedAlert struct {
	ID int64 `json:"id"`
	alert.Wish
	Off     bool   `json:"off"`
	State   string `json:"state"`
	Waiting int    `json:"waiting"`
	Dead    int    `json:"dead"`
}

// Run lists the alerts.
func (c *alertsListCmd) Run(a *app) error {
	return a.withRules(c.kept, false, func(r *alert.Rules) error {
		list, err := r.List(a.ctx)
		if err != nil {
			return err
		}
		rows := []listedAlert{}
		for i := range list {
			h, err := r.Health(a.ctx, list[i].ID)
			if err != nil {
				return err
			}
			rows = append(rows, listedAlert{list[i].ID, alert.WishOf(&list[i]), list[i].Off, h.Says(), h.Waiting, h.Dead})
		}
		if c.Format == "json" {
			return indented(a.stdout, rows)
		}
		if len(list) == 0 {
			fmt.Fprintln(a.stderr, "sitrep: there is no alert; `sitrep alerts add TO` makes one")
		}
		for i, row := range rows {
			state := row.State
			if row.Off {
				state = "paused; " + state
			}
			fmt.Fprintf(a.stdout, "%d  %s\n  %s; %d waiting, %d given up\n", row.ID, alert.Words(&list[i]), shorten(state, 300), row.Waiting, row.Dead)
		}
		return nil
	})
}

type alertsRemoveCmd struct {
	kept
	ID int64 `arg:"" name:"ID" help:"The alert's number."`
}

// Run removes an alert.
func (c *alertsRemoveCmd) Run(a *app) error {
	return a.withRules(c.kept, false, func(r *alert.Rules) error {
		if err := r.Remove(a.ctx, c.ID, nil); err != nil {
			return fmt.Errorf("%w; `sitrep alerts list` names those there are", err)
		}
		fmt.Fprintf(a.stdout, "alert %d is no more; what waited for it is not sent\n", c.ID)
		return nil
	})
}
