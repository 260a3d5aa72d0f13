// Package intake turns any input into reports: feeds, pages, web archives, JSONL and plain text, told
// apart by their content, each also gzipped.
//
// A stream is opened, unpacked ([Options.MaxStream] caps what may come out), looked at (kindOf) and
// handed to the reader of its kind, which hands its reports on one by one, so that an endless stream
// of reports needs no more memory than its longest one. What can't be read becomes a [Problem] and the
// rest goes on.
//
// A report's Text is made here and never altered afterwards. It is always valid UTF-8: in a text that is UTF-8
// but for a few bytes, those become U+FFFD; see decoded for the rest. For JSONL and plain text it is otherwise
// what came in, unchanged, NUL bytes and line ends included; a byte order mark, and what a front matter or a
// header of title, date and address takes up, are not part of it. For a feed entry it is the longer of summary
// and body, for a page the main text: entities decoded, tags dropped, a NUL a space, paragraphs parted by an
// empty line.
package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"sitrep"
)

// Disk is where inputs that are not URLs are found. ReadDir lists in name order; Stat follows links.
type Disk interface {
	Open(name string) (io.ReadCloser, error)
	Stat(name string) (fs.FileInfo, error)
	ReadDir(name string) ([]fs.DirEntry, error)
	// Real is the name of a file with every link followed: it tells when a directory contains itself.
	Real(name string) (string, error)
}

// Options are the surroundings of a reading. The zero value reads the machine's disk, with the caps
// below, and detects no language.
type Options struct {
	Disk  Disk      // nil: the machine's own
	Stdin io.Reader // what "-" means
	// Fetch opens an http(s) URL; nil: this build has no network.
	Fetch func(ctx context.Context, url string) (io.ReadCloser, error)
	// Caps in bytes, on what comes out of decompression; zero means the default.
	MaxReport int64 // one line of JSONL or one text: 16 MiB
	MaxPage   int64 // one page: 16 MiB
	MaxFeed   int64 // one feed: 64 MiB
	MaxStream int64 // all that one compressed input may unpack to: 16 GiB
	// Detect tells the language of a text that declares none; "" when unsure.
	Detect func(text string) string
	Now    time.Time // a date more than a day later is taken for unknown; zero: no such check
}

// Problem is something that could not be read, in words for a person.
type Problem struct {
	Input string // the path or URL
	Line  int    // from 1; 0 when it is not about a line
	Err   error
}

// Error is one line: "file:line: reason; what to do".
func (p Problem) Error() string {
	where := p.Input
	if p.Line > 0 {
		where = fmt.Sprintf("%s:%d", where, p.Line)
	}
	return where + ": " + strings.Join(strings.Fields(p.Err.Error()), " ")
}

// Unwrap is the reason.
func (p Problem) Unwrap() error { return p.Err }

// Read reads the inputs in the order given and hands on each report. Directories are walked in name
// order; hidden files and README files in them are passed over. It returns an error only when each
// does, or when ctx ends; everything else is told to problem.
func Read(ctx context.Context, inputs []string, o Options, each func(*sitrep.Report) error, problem func(Problem)) error {
	r := &reader{ctx: ctx, o: o.withDefaults(), each: each, problem: problem}
	for _, name := range inputs {
		if err := r.input(name); err != nil {
			return err
		}
	}
	return nil
}

func (o Options) withDefaults() Options {
	if o.Disk == nil {
		o.Disk = machine{}
	}
	for _, c := range []struct {
		size  *int64
		usual int64
	}{{&o.MaxReport, 16 << 20}, {&o.MaxPage, 16 << 20}, {&o.MaxFeed, 64 << 20}, {&o.MaxStream, 16 << 30}} {
		if *c.size <= 0 {
			*c.size = c.usual
		}
	}
	if o.Detect == nil {
		o.Detect = func(string) string { return "" }
	}
	return o
}

// reader is one call of Read.
type reader struct {
	ctx     context.Context
	o       Options
	each    func(*sitrep.Report) error
	problem func(Problem)
}

// handed wraps an error of each or of the context: it ends the reading, where others are problems.
type handed struct{ error }

func (h handed) Unwrap() error { return h.error }

// input reads one argument.
func (r *reader) input(name string) error {
	switch {
	case name == "-":
		if r.o.Stdin == nil {
			r.fail(name, errors.New("there is no standard input"))
			return nil
		}
		return r.open(source{name: name, key: name}, io.NopCloser(r.o.Stdin), nil)
	case strings.HasPrefix(name, "http://"), strings.HasPrefix(name, "https://"):
		if r.o.Fetch == nil {
			r.fail(name, errors.New("this build has no network; save the page or feed and name the file"))
			return nil
		}
		body, err := r.o.Fetch(r.ctx, name)
		return r.open(source{name: name, key: name, url: name}, body, err)
	}
	return r.path(name)
}

// open reads a stream that was opened, or tells why it was not.
func (r *reader) open(s source, body io.ReadCloser, err error) error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	if err != nil {
		r.fail(s.name, plainly(err))
		return nil
	}
	defer body.Close()
	err = r.stream(s, &steady{r.ctx, body})
	var stop handed
	if errors.As(err, &stop) {
		return stop.error
	}
	if err != nil {
		r.fail(s.name, err)
	}
	return nil
}

// note tells what a person should know of an input that is read all the same; nothing when empty.
func (r *reader) note(s source, words string) {
	if words != "" {
		r.fail(s.name, errors.New(words))
	}
}

func (r *reader) fail(input string, err error) { r.problem(Problem{Input: input, Err: err}) }

// steady ends a stream when the context ends.
type steady struct {
	ctx context.Context
	io.Reader
}

func (s *steady) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, handed{err}
	}
	return s.Reader.Read(p)
}

// plainly drops the operation and path that errors of the file system repeat.
func plainly(err error) error {
	var pe *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("there is no such file")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("not allowed to read it; check its permissions")
	case errors.As(err, &pe):
		return pe.Err
	}
	return err
}

// machine is the disk of the machine the program runs on.
type machine struct{}

func (machine) Open(name string) (io.ReadCloser, error)    { return os.Open(name) }
func (machine) Stat(name string) (fs.FileInfo, error)      { return os.Stat(name) }
func (machine) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }
