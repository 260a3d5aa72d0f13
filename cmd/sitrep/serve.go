package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"time"

	"sitrep"
	"sitrep/examples"
	"sitrep/internal/account"
	"sitrep/internal/desk"
	"sitrep/internal/intake"
)

// serveCmd is the service.
type serveCmd struct {
	hands
	Listen string   `default:"127.0.0.1:8080" placeholder:"ADDR" help:"Where to listen (default 127.0.0.1:8080). Elsewhere than on loopback it takes users, or --public."`
	Demo   bool     `help:"Serve the story that comes with the program, and keep nothing."`
	Public bool     `help:"Anybody may read: briefs, figures and the cited words, never a report's whole text."`
	Host   []string `placeholder:"NAME" help:"A name the site is reached by; others are turned away (may be given several times)."`
	Images bool     `help:"Show the picture that a report's page names, fetched from its site and drawn anew here (default no; never with --public)."`
	Secure bool     `help:"TLS ends at a proxy in front: cookies are sent over TLS only."`
}

// Run serves until it is told to stop, and then finishes the work in hand.
func (c *serveCmd) Run(a *app) error {
	if _, _, err := net.SplitHostPort(c.Listen); err != nil {
		return usage("--listen: %s; write 127.0.0.1:8080", err)
	}
	log := a.logger(c.Log)
	if c.Demo {
		book, err := c.demo(a)
		if err != nil {
			return err
		}
		if err := loopback(c.Listen); err != nil && !c.Public {
			return err
		}
		h, err := faces(faceOptions{book: book, anyone: sitrep.Reader, public: c.Public, hosts: c.Host, secure: c.Secure, log: log, clock: a.clock, stop: a.ctx.Done()})
		if err != nil {
			return err
		}
		return a.listen(c.Listen, h)
	}
	return c.serve(a, log)
}

// serve works the kept store and shows it.
func (c *serveCmd) serve(a *app, log *slog.Logger) (err error) {
	debug.SetGCPercent(100) // it lives for long: memory matters more than pace
	m := newMetrics(a.clock)
	s, err := c.open(a, log, m.note)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	guard, err := account.New(account.Options{Store: s.AccountStore, Clock: a.clock, Random: rand.Reader})
	if err != nil {
		return err
	}
	users, err := s.Users(a.ctx)
	if err != nil {
		return err
	}
	o := faceOptions{
		book: desk.KeptBook(s.desk, s.Store), store: s.store, guard: guard, public: c.Public, hosts: c.Host, secure: c.Secure, log: log, clock: a.clock, metrics: m, stop: a.ctx.Done(), pushed: s.follower.Pushed(log),
	}
	if c.Images {
		o.pictures = pictureFace{s.store, s.client}
	}
	switch local := loopback(c.Listen) == nil; {
	case len(users) == 0 && local && !c.Public:
		o.anyone = sitrep.Admin // whoever sits at this machine
	case len(users) == 0 && !c.Public:
		return loopback(c.Listen)
	case c.Public:
		o.anyone = sitrep.Reader
	}
	if err := s.engine.Start(a.ctx); err != nil {
		return fmt.Errorf("store %s: %w", s.name, err)
	}
	log.Info("serving", "store", s.name, "users", len(users), "version", version())
	m.watch(s.store)
	following, stop := context.WithCancel(a.ctx)
	defer stop()
	go follow(following, s, log)
	h, err := faces(o)
	if err == nil {
		err = a.listen(c.Listen, h)
	}
	wait, enough := context.WithTimeout(context.WithoutCancel(a.ctx), 40*time.Second)
	defer enough()
	err = errors.Join(err, s.engine.Stop(wait))
	log.Info("stopped; what was in hand is done, what waits is kept")
	return err
}

// follow has feeds fetched when they are due, and alerts sent that were left lying. A task that waits already is not
// enqueued again.
func follow(ctx context.Context, s *working, log *slog.Logger) {
	const every = 20 * time.Second
	for tick := time.NewTicker(every); ; {
		tasks, err := s.follower.Due(ctx)
		if err == nil {
			var left []sitrep.Task
			left, err = s.courier.Left(ctx)
			tasks = append(tasks, left...)
		}
		if err == nil && len(tasks) > 0 {
			err = s.Keep(ctx, &sitrep.Batch{Tasks: tasks})
		}
		if err != nil && ctx.Err() == nil {
			log.Error("feeds and alerts could not be scheduled", "error", err)
		}
		select {
		case <-ctx.Done():
			tick.Stop()
			return
		case <-tick.C:
		}
	}
}

// demo is the book of the examples.
func (c *serveCmd) demo(a *app) (desk.Book, error) {
	d, err := a.openDesk(&inputs{Workers: c.Workers, Actors: c.Actors})
	if err != nil {
		return nil, err
	}
	var reports []*sitrep.Report
	o := a.intake(a.clock())
	o.Disk = shipped{}
	err = intake.Read(a.ctx, []string{"kursk"}, o, func(r *sitrep.Report) error {
		reports = append(reports, r)
		return nil
	}, func(p intake.Problem) { fmt.Fprintln(a.stderr, "sitrep:", p.Error()) })
	if err != nil {
		return nil, err
	}
	found, err := d.Open(a.ctx, reports, desk.CaseOptions{One: true})
	if err != nil {
		return nil, err
	}
	return desk.OpenBook(found), nil
}

// shipped is the disk of the examples.
type shipped struct{}

func (shipped) Open(name string) (io.ReadCloser, error)    { return examples.Files.Open(name) }
func (shipped) Stat(name string) (fs.FileInfo, error)      { return fs.Stat(examples.Files, name) }
func (shipped) ReadDir(name string) ([]fs.DirEntry, error) { return examples.Files.ReadDir(name) }
func (shipped) Real(name string) (string, error)           { return name, nil }

// loopback is the error of listening where others can reach the service although nobody is asked who they are.
func loopback(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return usage("--listen: %s", err)
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return usage("--listen %s: others can reach that, and there are no users yet; add one with `sitrep user add NAME --role admin`, or let anybody read with --public", addr)
}

// listen serves until the context ends, then lets the requests in hand finish.
func (a *app) listen(addr string, h http.Handler) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stderr, "sitrep: http://%s\n", l.Addr())
	srv := &http.Server{
		Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, WriteTimeout: 5 * time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10, BaseContext: func(net.Listener) context.Context { return context.WithoutCancel(a.ctx) },
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-a.ctx.Done():
	}
	wait, stop := context.WithTimeout(context.WithoutCancel(a.ctx), 20*time.Second)
	defer stop()
	if err := srv.Shutdown(wait); err != nil {
		return err
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
