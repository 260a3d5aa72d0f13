package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/desk"
	"sitrep/internal/intake"
	"sitrep/internal/lang"
	"sitrep/internal/lang/en"
	"sitrep/internal/lang/pl"
)

// app is what every verb is given: the outside world, passed in.
type app struct {
	ctx            context.Context
	stdin          io.Reader
	stdout, stderr io.Writer
	out            io.Writer // standard output itself, unbuffered: asked whether it is a terminal
	clock          func() time.Time
}

// inputs are the flags and arguments of every verb that reads INPUT.
type inputs struct {
	Input []string `arg:"" optional:"" name:"INPUT" help:"Files, directories, http(s) addresses or - (standard input); none: the kept store."`
	kept
	network
	Now     string `placeholder:"TIME" help:"Fix the clock, as 2024-12-27 or 2024-12-27T18:00:00Z."`
	Workers int    `placeholder:"N" help:"Reports read at once (default: the number of cores). The output does not depend on it."`
	Actors  string `placeholder:"FILE" help:"Who is who and who is party to the conflict: a file in the form of the built-in list, added to it."`
}

// stored reports whether the verb is to work on the kept store.
func (in *inputs) stored() bool { return len(in.Input) == 0 }

// now is the clock's time, or the one the user fixed.
func (in *inputs) now(a *app) (time.Time, error) {
	if in.Now == "" {
		return a.clock(), nil
	}
	s, err := sitrep.ParseStamp(in.Now)
	if err != nil {
		return time.Time{}, usage("--now: %s", err)
	}
	return s.End(), nil
}

func usage(format string, args ...any) error {
	return fmt.Errorf("%w: %s", sitrep.Usage, fmt.Sprintf(format, args...))
}

// openDesk makes the desk: the languages and the registry of actors that this build has.
func (a *app) openDesk(in *inputs) (*desk.Desk, error) {
	english, err := en.New()
	if err != nil {
		return nil, err
	}
	polish, err := pl.New()
	if err != nil {
		return nil, err
	}
	registry, err := actor.Default()
	if err != nil {
		return nil, err
	}
	if in.Actors != "" {
		if registry, err = withActors(registry, in.Actors); err != nil {
			return nil, err
		}
	}
	workers := in.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	return desk.New(desk.Options{Languages: []*lang.Language{english, polish}, Registry: registry, Workers: workers})
}

func withActors(base *actor.Registry, name string) (*actor.Registry, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("actors: %w", err)
	}
	defer f.Close()
	more, err := actor.Load(f)
	if err != nil {
		return nil, fmt.Errorf("actors %s: %w", name, err)
	}
	all, err := base.With(more)
	if err != nil {
		return nil, fmt.Errorf("actors %s: %w", name, err)
	}
	return all, nil
}

// reports reads the inputs. What can't be read is named on standard error and the rest goes
// on; it is an error only when nothing could be read.
func (a *app) reports(in *inputs, each func(*sitrep.Report) error) error {
	if in.stored() {
		return a.keptReports(in, each)
	}
	now, err := in.now(a)
	if err != nil {
		return err
	}
	read, problems := 0, 0
	o := a.intake(now)
	if slices.ContainsFunc(in.Input, isURL) {
		c, err := in.client(a)
		if err != nil {
			return err
		}
		defer c.Close()
		o.Fetch = c.Open
	}
	err = intake.Read(a.ctx, in.Input, o, func(r *sitrep.Report) error {
		read++
		return each(r)
	}, func(p intake.Problem) {
		problems++
		fmt.Fprintln(a.stderr, "sitrep:", p.Error())
	})
	switch {
	case err != nil:
		return err
	case read == 0 && problems > 0:
		return errors.New("nothing could be read")
	case read == 0:
		return errors.New("the input holds no report")
	}
	return nil
}

func (a *app) intake(now time.Time) intake.Options {
	return intake.Options{Stdin: a.stdin, Now: now, Detect: lang.Detect}
}

// all reads the inputs into memory, in order.
func (a *app) all(in *inputs) ([]*sitrep.Report, error) {
	var reports []*sitrep.Report
	seen := map[sitrep.ReportID]bool{}
	err := a.reports(in, func(r *sitrep.Report) error {
		if seen[r.ID] {
			fmt.Fprintf(a.stderr, "sitrep: %s: a second report with the id %s; the first is kept\n", r.Input, r.ID)
			return nil
		}
		seen[r.ID] = true
		reports = append(reports, r)
		return nil
	})
	return reports, err
}

// open reads the inputs and takes them through every step up to stories.
func (a *app) open(in *inputs, o desk.CaseOptions) (*desk.Case, error) {
	if in.stored() {
		return a.keptCase(in, o)
	}
	d, err := a.openDesk(in)
	if err != nil {
		return nil, err
	}
	reports, err := a.all(in)
	if err != nil {
		return nil, err
	}
	bar := a.progress(len(reports), "reading")
	o.Progress = func() { bar.Add(1) }
	c, err := d.Open(a.ctx, reports, o)
	bar.Finish()
	if err != nil {
		return nil, err
	}
	a.unread(c)
	return c, nil
}

// unread says on standard error which texts could not be read, or were left alone for their language.
func (a *app) unread(c *desk.Case) {
	for _, err := range c.Failed {
		fmt.Fprintln(a.stderr, "sitrep:", err)
	}
	for _, u := range c.Unread {
		fmt.Fprintf(a.stderr, "sitrep: grouped, but not read for claims and figures, for want of the language %q in this build: %s\n", u.Language, count(u.Reports, "report"))
	}
}

// progress shows a bar on standard error when that is a terminal and the work is long.
func (a *app) progress(n int, what string) *progressbar.ProgressBar {
	if n < 500 || !terminal(a.stderr) {
		return progressbar.DefaultSilent(int64(n))
	}
	return progressbar.NewOptions(n, progressbar.OptionSetWriter(a.stderr), progressbar.OptionSetDescription(what),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(30), progressbar.OptionShowCount())
}

func terminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// jsonl prints one object a line.
func jsonl[T any](w io.Writer, rows []T) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for i := range rows {
		if err := e.Encode(&rows[i]); err != nil {
			return err
		}
	}
	return nil
}

// indented prints one JSON value for people.
func indented(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// release is the version of a release archive; deploy/release sets it when it links.
var release string

// version is the release, the module's version, or the revision it was built from.
func version() string {
	if release != "" {
		return release
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return "from source"
}

// count is a number with its noun, in the plural where it must be.
func count(n int, noun string) string {
	if n != 1 {
		if stem, ok := strings.CutSuffix(noun, "y"); ok {
			noun = stem + "ie"
		}
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
