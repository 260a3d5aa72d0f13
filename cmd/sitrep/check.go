package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/brief"
	"sitrep/internal/desk"
)

// checkCmd checks somebody's text against reports.
type checkCmd struct {
	File    string   `arg:"" name:"FILE" help:"The text to check, or - for standard input."`
	Against []string `required:"" sep:"none" placeholder:"INPUT" help:"What to check it against; may be given several times."`
	More    []string `arg:"" optional:"" name:"INPUT" help:"More to check it against."`
	Asof    string   `placeholder:"TIME" help:"As it stood then: nothing published later is known."`
	One     bool     `help:"Treat all input as one story."`
	Strict  bool     `help:"Exit with status 3 if any sentence is contradicted, misattributed, misstated or outdated, or states a figure that is not found."`
	Now     string   `placeholder:"TIME" help:"Fix the clock, as 2024-12-27 or 2024-12-27T18:00:00Z."`
	Workers int      `placeholder:"N" help:"Reports read at once (default: the number of cores)."`
	Actors  string   `placeholder:"FILE" help:"Who is who: a file in the form of the built-in list, added to it."`
	Format  string   `enum:"text,json,jsonl" default:"text" help:"text, json or jsonl."`
}

// maxCheckedBytes caps the text under check: it is somebody's brief, not a library.
const maxCheckedBytes = 4 << 20

// Run reads the reports, groups them, and judges the text.
func (c *checkCmd) Run(a *app) error {
	asof, err := stamp("--asof", c.Asof)
	if err != nil {
		return err
	}
	checked, err := c.text(a)
	if err != nil {
		return err
	}
	in := inputs{Input: append(c.Against, c.More...), Now: c.Now, Workers: c.Workers, Actors: c.Actors}
	found, err := a.open(&in, desk.CaseOptions{AsOf: asof, One: c.One})
	if err != nil {
		return err
	}
	result := found.Check(checked)
	if result.Sentences == nil {
		result.Sentences = []sitrep.CheckedSentence{}
	}
	switch c.Format {
	case "json":
		err = indented(a.stdout, result)
	case "jsonl":
		err = jsonl(a.stdout, result.Sentences)
	default:
		err = writeChecked(a.stdout, result, found, a.width())
	}
	if err != nil {
		return err
	}
	if c.Strict && wrong(result) {
		return errStrict
	}
	return nil
}

// text reads the text under check.
func (c *checkCmd) text(a *app) (string, error) {
	var r io.Reader = a.stdin
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return "", fmt.Errorf("the text to check: %w", err)
		}
		defer f.Close()
		r = f
	}
	b, err := io.ReadAll(io.LimitReader(r, maxCheckedBytes+1))
	if err != nil {
		return "", fmt.Errorf("the text to check: %w", err)
	}
	if len(b) > maxCheckedBytes {
		return "", fmt.Errorf("the text to check: %w: more than %d MB", sitrep.TooLarge, maxCheckedBytes>>20)
	}
	return string(b), nil
}

// wrong reports whether --strict must object.
func wrong(c sitrep.Checked) bool {
	for _, s := range c.Sentences {
		switch s.Verdict {
		case sitrep.Contradicted, sitrep.Misattributed, sitrep.Misstated, sitrep.Outdated:
			return true
		}
	}
	return false
}

// writeChecked prints each sentence under its verdict; what is supported is quiet, what is not says why
// and quotes what it rests on.
func writeChecked(w io.Writer, c sitrep.Checked, found *desk.Case, width int) error {
	if width == 0 {
		width = 96
	}
	counts := map[sitrep.Verdict]int{}
	for i, s := range c.Sentences {
		counts[s.Verdict]++
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%-14s %s\n", s.Verdict, wrap(oneLine(s.Sentence), width, 15))
		for _, f := range s.Findings {
			if f.Verdict == sitrep.Supported && s.Verdict == sitrep.Supported && f.Why == "" {
				continue
			}
			fmt.Fprintf(w, "%15s%s\n", "", wrap(f.Why, width, 15))
			for _, e := range f.Evidence {
				fmt.Fprintf(w, "%15s| %s\n", "", wrap(quoted(e, found), width, 17))
			}
		}
	}
	fmt.Fprintf(w, "\n%s\n", tally(counts, len(c.Sentences)))
	return nil
}

// quoted is a piece of evidence with where it stands.
func quoted(e sitrep.Evidence, found *desk.Case) string {
	r := found.Reports[e.Report]
	if r == nil {
		return "“" + oneLine(e.Quote) + "”"
	}
	from := r.Outlet
	if from == "" {
		from = string(r.ID)
	}
	if !r.Published.IsZero() {
		from += ", " + brief.Date(r.Published.Start().Format("2006-01-02"))
	}
	return "“" + oneLine(e.Quote) + "” " + from + " [" + string(r.ID) + "]"
}

// tally counts the verdicts in one line, worst first.
func tally(counts map[sitrep.Verdict]int, all int) string {
	parts := []string{fmt.Sprintf("%d sentences", all)}
	if all == 1 {
		parts[0] = "1 sentence"
	}
	for _, v := range sitrep.Verdicts {
		if n := counts[v]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, strings.ReplaceAll(string(v), "_", " ")))
		}
	}
	return parts[0] + ": " + strings.Join(parts[1:], ", ")
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// wrap breaks text into lines of at most width columns; lines after the first are indented.
func wrap(s string, width, indent int) string {
	var b strings.Builder
	column := indent
	for i, word := range strings.Fields(s) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case column+1+n > width:
			b.WriteString("\n" + strings.Repeat(" ", indent))
			column = indent
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	return b.String()
}
