package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"

	"sitrep"
	"sitrep/internal/check"
	"sitrep/internal/desk"
	"sitrep/internal/lang"
)

// checkCmd checks somebody's text against reports.
type checkCmd struct {
	File    string   `arg:"" name:"FILE" help:"The text to check, or - for standard input."`
	Against []string `sep:"none" placeholder:"INPUT" help:"What to check it against; may be given several times. None: the kept store."`
	kept
	network
	More    []string `arg:"" optional:"" name:"INPUT" help:"More to check it against."`
	Asof    string   `placeholder:"TIME" help:"As it stood then: nothing published later is known."`
	One     bool     `help:"Treat all input as one story."`
	Strict  bool     `help:"Exit with status 3 if any sentence is contradicted, misattributed, misstated or outdated, or states a figure that is not found."`
	Now     string   `placeholder:"TIME" help:"Fix the clock, as 2024-12-27 or 2024-12-27T18:00:00Z."`
	Workers int      `placeholder:"N" help:"Reports read at once (default: the number of cores)."`
	Actors  string   `placeholder:"FILE" help:"Who is who: a file in the form of the built-in list, added to it."`
	Format  string   `enum:"text,table,json,jsonl,html" default:"text" help:"text (also as table), json, jsonl or html."`
}

// maxCheckedBytes caps the text under check: it is somebody's brief, not a library.
const maxCheckedBytes = 4 << 20

// Run reads the reports, groups them, and judges the text.
func (c *checkCmd) Run(a *app) error {
	asof, err := stamp("--asof", c.Asof)
	if err != nil {
		return err
	}
	text, err := c.text(a)
	if err != nil {
		return err
	}
	if code := lang.Detect(text); code != "" && code != "en" {
		fmt.Fprintf(a.stderr, "sitrep: the text to check looks like %s; this build checks English, so little will be found\n", code)
	}
	in := inputs{Input: append(c.Against, c.More...), kept: c.kept, network: c.network, Now: c.Now, Workers: c.Workers, Actors: c.Actors}
	found, err := a.open(&in, desk.CaseOptions{AsOf: asof, One: c.One})
	if err != nil {
		return err
	}
	result := found.Check(masked(text))
	if result.Sentences == nil {
		result.Sentences = []sitrep.CheckedSentence{}
	}
	if err := c.print(a, text, result, found); err != nil {
		return err
	}
	if c.Strict && check.Wrong(result) {
		return errStrict
	}
	return nil
}

func (c *checkCmd) print(a *app, text string, result sitrep.Checked, found *desk.Case) error {
	reports := func(id sitrep.ReportID) *sitrep.Report { return found.Reports[id] }
	switch c.Format {
	case "json":
		return indented(a.stdout, result)
	case "jsonl":
		return jsonl(a.stdout, result.Sentences)
	case "html":
		return check.WriteHTML(a.stdout, text, result, reports)
	}
	f, ok := a.out.(*os.File)
	terminal := ok && term.IsTerminal(int(f.Fd()))
	return check.WriteText(a.stdout, result, reports, check.Style{Width: a.width(), Colour: terminal && os.Getenv("NO_COLOR") == ""})
}

// text reads the text under check. It must be text: a page, an archive or an image is named as such.
func (c *checkCmd) text(a *app) (string, error) {
	var r io.Reader = a.stdin
	if c.File != "-" {
		f, err := os.Open(c.File)
		if errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("the text to check: there is no file %s; - reads standard input", c.File)
		}
		if err != nil {
			return "", fmt.Errorf("the text to check: %w", err)
		}
		defer f.Close()
		r = f
	}
	b, err := io.ReadAll(io.LimitReader(r, maxCheckedBytes+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("the text to check: %w", err)
	case len(b) > maxCheckedBytes:
		return "", fmt.Errorf("the text to check: %w: more than %d MB", sitrep.TooLarge, maxCheckedBytes>>20)
	case bytes.IndexByte(b, 0) >= 0:
		return "", fmt.Errorf("the text to check: %w: %s is no text (it holds zero bytes); give plain text in UTF-8", sitrep.Invalid, c.File)
	case !utf8.Valid(b):
		return "", fmt.Errorf("the text to check: %w: %s is not UTF-8; convert it first", sitrep.Invalid, c.File)
	case len(bytes.TrimSpace(b)) == 0:
		return "", fmt.Errorf("the text to check: %w: %s is empty", sitrep.Invalid, c.File)
	}
	return string(b), nil
}

// masked is the text with what is no part of it blanked out: a byte order mark and the front matter. Its offsets
// stay those of the file.
func masked(text string) string {
	from := 0
	if strings.HasPrefix(text, "\ufeff") {
		from = len("\ufeff")
	}
	end := from
	first, rest, more := strings.Cut(text[from:], "\n")
	if more && strings.TrimRight(first, " \r") == "---" {
		at := from + len(first) + 1
		for line := range strings.Lines(rest) {
			at += len(line)
			if l := strings.TrimRight(line, " \r\n"); l == "---" || l == "..." {
				end = at
				break
			}
		}
	}
	if end == 0 {
		return text
	}
	blank := []byte(text[:end])
	for i := range blank {
		if blank[i] != '\n' && blank[i] != '\r' {
			blank[i] = ' '
		}
	}
	return string(blank) + text[end:]
}
