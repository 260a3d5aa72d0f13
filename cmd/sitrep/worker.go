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
type workerCmd struct{ hands }

// Run works the store's tasks until it is told to stop, and then finishes those in hand.
func (c *workerCmd) Run(a *app) (err error) {
	if !strings.HasPrefix(c.Store, "postgres://") && !strings.HasPrefix(c.Store, "postgresql://") {
		return usage("a SQLite store is worked by one process, and `sitrep serve` is that one; more of them need PostgreSQL: sitrep worker --store postgres://user@host/name")
	}
	log := a.logger(c.Log)
	s, err := c.open(a, log, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
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
