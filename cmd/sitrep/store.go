package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"sitrep"
	"sitrep/internal/alert"
	"sitrep/internal/brief"
	"sitrep/internal/desk"
	"sitrep/internal/item"
	"sitrep/internal/postgres"
	"sitrep/internal/sqlite"
	"sitrep/internal/work"
)

// kept is the flag of every verb that can work on the kept store.
type kept struct {
	Store string `placeholder:"FILE" help:"The kept store: a SQLite file (default: sitrep/sitrep.db in your data directory) or postgres://…"`
}

// store is an open store with the keeper over it and the engine that works its tasks.
type store struct {
	sitrep.Store
	sitrep.AccountStore
	name   string // as messages show it, without a password
	desk   *desk.Desk
	keeper *desk.Keeper
	engine work.Engine
}

// storeOptions say how a store is opened.
type storeOptions struct {
	log     *slog.Logger
	workers int
	actors  string
	// do runs the tasks that are not the desk's; nil: there are none that this verb works.
	do func(ctx context.Context, t sitrep.Task) error
	// courier sends alerts; nil: nobody does.
	courier *alert.Courier
	told    func(*sitrep.Told)
	// writer words briefs anew; nil: nobody does.
	writer brief.Writer
	// pages has the pages behind feeds' entries fetched.
	pages bool
}

// names settles which victims' names are shown.
func (s *store) names() *desk.Names {
	return desk.NewNames(desk.KeptBook(s.desk, s.Store), s.Decisions)
}

// openStore opens the kept store, and makes it if make is set; else a store that isn't there is an error that
// says how to begin one.
func (a *app) openStore(k kept, o storeOptions, make bool) (_ *store, err error) {
	if o.log == nil {
		o.log = slog.New(slog.DiscardHandler)
	}
	d, err := a.openDesk(&inputs{Workers: o.workers, Actors: o.actors})
	if err != nil {
		return nil, err
	}
	s := &store{desk: d}
	options := work.Options{
		Workers: o.workers, Log: o.log, Regain: func() { s.keeper.Regain() },
		Do: func(ctx context.Context, t sitrep.Task) error {
			switch {
			case o.do != nil && (t.Kind == sitrep.FetchTask || t.Kind == sitrep.PageTask || t.Kind == sitrep.PushTask):
				return o.do(ctx, t)
			case o.courier != nil && t.Kind == sitrep.DeliverTask:
				return o.courier.Run(ctx, t)
			}
			return s.keeper.Do(ctx, t)
		},
	}
	if options.Workers == 0 {
		options.Workers = 2 * runtime.GOMAXPROCS(0)
	}
	if strings.HasPrefix(k.Store, "postgres://") || strings.HasPrefix(k.Store, "postgresql://") {
		err = a.openPostgres(s, k.Store, options)
	} else {
		err = a.openSQLite(s, k.Store, options, make)
	}
	if err != nil {
		return nil, err
	}
	s.keeper = desk.NewKeeper(desk.KeeperOptions{Desk: d, Store: s.Store, Identity: item.Identity{}, Now: a.clock, Log: o.log, Told: o.told, Writer: o.writer, Pages: o.pages})
	return s, nil
}

func (a *app) openSQLite(s *store, file string, o work.Options, make bool) error {
	if file == "" {
		dir, err := dataDir(os.Getenv)
		if err != nil {
			return err
		}
		file = filepath.Join(dir, "sitrep.db")
	}
	if _, err := os.Stat(file); errors.Is(err, os.ErrNotExist) && !make {
		return fmt.Errorf("there is no store yet at %s; name something to read, or begin the store with: sitrep add INPUT", file)
	}
	enqueue, err := work.SQLiteTasks(o.Log)
	if err != nil {
		return err
	}
	db, err := sqlite.Open(a.ctx, file, sqlite.Options{Enqueue: enqueue})
	if err != nil {
		return err
	}
	if s.engine, err = work.SQLite(a.ctx, db.Pool(), db.File(), o); err != nil {
		return errors.Join(err, db.Close())
	}
	s.Store, s.AccountStore, s.name = db, db, db.File()
	return nil
}

func (a *app) openPostgres(s *store, address string, o work.Options) error {
	enqueue, err := work.PostgresTasks(o.Log)
	if err != nil {
		return err
	}
	db, err := postgres.Open(a.ctx, address, postgres.Options{Enqueue: enqueue})
	if err != nil {
		return err
	}
	if s.engine, err = work.Postgres(a.ctx, db.Pool(), o); err != nil {
		return errors.Join(err, db.Close())
	}
	s.Store, s.AccountStore, s.name = db, db, postgres.Name(address)
	return nil
}

// dataDir is where a user's programs keep their data.
func dataDir(env func(string) string) (string, error) {
	if dir := env("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "sitrep"), nil
	}
	if runtime.GOOS == "windows" {
		if dir := env("LocalAppData"); dir != "" {
			return filepath.Join(dir, "sitrep"), nil
		}
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", usage("no home directory to keep a store in; say where: --store FILE")
	}
	if runtime.GOOS == "darwin" {
		return filepath.Join(home, "Library", "Application Support", "sitrep"), nil
	}
	return filepath.Join(home, ".local", "share", "sitrep"), nil
}

// settled opens the store for a verb that reads it: what waits is worked first, here or by the service that
// runs, so that the answer knows everything that was added.
func (a *app) settled(in *inputs) (*store, error) {
	if in.Now != "" {
		return nil, usage("--now fixes the clock for reading files; the store knows when its reports came in")
	}
	s, err := a.openStore(in.kept, storeOptions{workers: in.Workers, actors: in.Actors}, false)
	if err != nil {
		return nil, err
	}
	var left *work.Left
	if err := s.engine.Drain(a.ctx); errors.As(err, &left) {
		fmt.Fprintln(a.stderr, "sitrep:", left)
	} else if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// keptReports hands on the newest version of every item.
func (a *app) keptReports(in *inputs, each func(*sitrep.Report) error) error {
	return a.keptReadings(in, func(r *sitrep.Reading) error { return each(r.Report) })
}

// keptReadings hands on what was read of the newest version of every item, in the order in which they were kept.
func (a *app) keptReadings(in *inputs, each func(*sitrep.Reading) error) (err error) {
	s, err := a.settled(in)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	decisions, err := s.Decisions(a.ctx)
	if err != nil {
		return err
	}
	newest := map[sitrep.ItemID]sitrep.ReportID{}
	var order []sitrep.ItemID
	if err := s.After(a.ctx, 0, func(k *sitrep.Kept) error {
		if _, ok := newest[k.Item]; !ok {
			order = append(order, k.Item)
		}
		if newest[k.Item] = k.Report.ID; k.Gone {
			newest[k.Item] = ""
		}
		return nil
	}); err != nil {
		return err
	}
	if len(order) == 0 {
		return fmt.Errorf("the store %s holds no report; begin with: sitrep add INPUT", s.name)
	}
	const portion = 200
	for len(order) > 0 {
		var ids []sitrep.ReportID
		n := min(portion, len(order))
		for _, i := range order[:n] {
			if newest[i] != "" {
				ids = append(ids, newest[i])
			}
		}
		order = order[n:]
		list, err := s.Readings(a.ctx, ids)
		if err != nil {
			return err
		}
		for i := range list {
			r := desk.Amend(list[i], decisions)
			if err := each(&r); err != nil {
				return err
			}
		}
	}
	return nil
}

// keptCase is the case of what is kept.
func (a *app) keptCase(in *inputs, o desk.CaseOptions) (_ *desk.Case, err error) {
	s, err := a.settled(in)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	c, err := s.desk.OpenKept(a.ctx, s.Store, desk.KeptOptions{AsOf: o.AsOf, One: o.One})
	if errors.Is(err, sitrep.NotFound) {
		return nil, fmt.Errorf("the store %s holds no story that was known by then; begin with: sitrep add INPUT", s.name)
	}
	return c, err
}
