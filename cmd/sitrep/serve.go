package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"time"

	"sitrep"
	"sitrep/examples"
	"sitrep/internal/desk"
	"sitrep/internal/intake"
)

// serveCmd is the service.
type serveCmd struct {
	Listen  string `default:"127.0.0.1:8080" placeholder:"ADDR" help:"Where to listen (default 127.0.0.1:8080)."`
	Demo    bool   `help:"Serve the story that comes with the program, and keep nothing."`
	Workers int    `placeholder:"N" help:"Reports read at once (default: the number of cores)."`
	Actors  string `placeholder:"FILE" help:"Who is who: a file in the form of the built-in list, added to it."`
}

// Run serves until it is told to stop, and then finishes the work in hand.
func (c *serveCmd) Run(a *app) error {
	if err := loopback(c.Listen); err != nil {
		return err
	}
	if !c.Demo {
		return usage("serve without --demo: not in this build yet")
	}
	book, err := c.demo(a)
	if err != nil {
		return err
	}
	return a.listen(c.Listen, faces(book, a.log()))
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

// loopback refuses an address that others can reach: there are no users yet whose rights could be asked for.
func loopback(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return usage("--listen: %s", err)
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return usage("--listen %s: others could reach it, and this build has no users to let in or keep out; listen on 127.0.0.1 and put a proxy that asks who is there in front", addr)
}

// log is the service's, on standard error.
func (a *app) log() *slog.Logger { return slog.New(slog.NewTextHandler(a.stderr, nil)) }

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
