package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"
)

// workerCmd is more hands for a service on PostgreSQL.
type workerCmd struct {
	kept
	network
	follows
	alerting
	model
	Log     string `enum:"text,json" default:"text" help:"The log on standard error: text or json."`
	Workers int    `placeholder:"N" help:"Tasks worked at once (default: twice the number of cores)."`
	Actors  string `placeholder:"FILE" help:"Who is who: a file in the form of the built-in list, added to it."`
}

// Run works the store's tasks until it is told to stop, and then finishes those in hand.
func (c *workerCmd) Run(a *app) (err error) {
	if !strings.HasPrefix(c.Store, "postgres://") && !strings.HasPrefix(c.Store, "postgresql://") {
		return usage("a SQLite store is worked by one process, and `sitrep serve` is that one; more of them need PostgreSQL: sitrep worker --store postgres://user@host/name")
	}
	log := a.logger(c.Log)
	client, err := c.client(a)
	if err != nil {
		return err
	}
	defer client.Close()
	writer, done, err := c.model.writer(a, true)
	if err != nil {
		return err
	}
	defer done()
	c.model.announce(log, writer)
	follower, err := c.follower(a, client)
	if err != nil {
		return err
	}
	courier, err := c.courier(a, client, log)
	if err != nil {
		return err
	}
	s, err := a.openStore(c.kept, storeOptions{log: log, courier: courier, workers: c.Workers, actors: c.Actors, writer: briefWriter(writer), pages: c.Pages, do: follower.Run}, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	follower.Store, follower.Take, courier.Store = s.Store, s.keeper.Take, s.Store
	if err := s.engine.Start(a.ctx); err != nil {
		return fmt.Errorf("store %s: %w", s.name, err)
	}
	log.Info("working", "store", s.name, "version", version())
	<-a.ctx.Done()
	wait, stop := context.WithTimeout(context.WithoutCancel(a.ctx), 40*time.Second)
	defer stop()
	err = s.engine.Stop(wait)
	log.Info("stopped; what was in hand is done, what waits is kept")
	return err
}

// logger is a log on standard error.
func (a *app) logger(form string) *slog.Logger {
	if form == "json" {
		return slog.New(slog.NewJSONHandler(a.stderr, nil))
	}
	return slog.New(slog.NewTextHandler(a.stderr, nil))
}
