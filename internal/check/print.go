package check

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"sitrep"
)

// Style is how a checked text is printed.
type Style struct {
	Width  int  // columns; 0 means 80
	Colour bool // for a terminal
}

const (
	margin  = 15 // columns of the verdict's word
	accent  = "\x1b[31m"
	quiet   = "\x1b[2m"
	restore = "\x1b[0m"
)

// WriteText prints a checked text: each sentence with its verdict in the margin. What is borne out is quiet and
// names only what it rests on; of the rest it says why, and quotes the evidence.
func WriteText(out io.Writer, c sitrep.Checked, reports Reports, style Style) error {
	p := printer{Writer: bufio.NewWriter(out), Style: style}
	if p.Width <= 0 {
		p.Width = 80
	}
	p.Width = max(p.Width, 40)
	for i := range c.Sentences {
		s := &c.Sentences[i]
		if i > 0 {
			fmt.Fprintln(p)
		}
		word := Word(s.Verdict)
		p.put(p.mark(s.Verdict, word)+strings.Repeat(" ", max(1, margin-len(word))), oneLine(s.Sentence), margin, "")
		if s.Verdict == sitrep.Supported {
			if rests := restsOn(s, reports); rests != "" {
				p.put(strings.Repeat(" ", margin), rests, margin, quiet)
			}
			continue
		}
		for _, f := range s.Findings {
			why := f.Why
			if f.Verdict != s.Verdict {
				why = Word(f.Verdict) + ": " + why
			}
			p.put(strings.Repeat(" ", margin), why, margin, "")
			for _, e := range f.Evidence {
				from := string(e.Report)
				if r := reports(e.Report); r != nil {
					from = From(r) + " [" + string(e.Report) + "]"
				}
				p.put(strings.Repeat(" ", margin)+"| ", "“"+oneLine(e.Quote)+"” "+from, margin+2, quiet)
			}
		}
	}
	fmt.Fprintf(p, "\n%s\n", Tally(c))
	return p.Flush()
}

type printer struct {
	*bufio.Writer
	Style
}

// put prints text behind a lead, wrapped, its further lines indented.
func (p *printer) put(lead, text string, indent int, colour string) {
	lines := wrap(text, p.Width-indent)
	for i, line := range lines {
		if i > 0 {
			lead = strings.Repeat(" ", indent)
		}
		if p.Colour && colour != "" {
			line = colour + line + restore
		}
		fmt.Fprintln(p, lead+line)
	}
}

// mark colours a verdict's word.
func (p *printer) mark(v sitrep.Verdict, word string) string {
	switch {
	case !p.Colour:
		return word
	case rank(v) < rank(sitrep.NotInReports):
		return accent + word + restore
	}
	return quiet + word + restore
}

// restsOn names the reports behind a sentence that is borne out, once each.
func restsOn(s *sitrep.CheckedSentence, reports Reports) string {
	var names []string
	seen := map[string]bool{}
	for _, f := range s.Findings {
		for _, e := range f.Evidence {
			from := string(e.Report)
			if r := reports(e.Report); r != nil {
				from = From(r)
			}
			if !seen[from] && len(names) < maxEvidence {
				seen[from] = true
				names = append(names, from)
			}
		}
	}
	return strings.Join(names, "; ")
}

// From is a report's outlet and day.
func From(r *sitrep.Report) string {
	out := r.Outlet
	if out == "" {
		out = string(r.ID)
	}
	if p := r.Published; !p.IsZero() {
		layout := "2 January 2006"
		switch len(p.String()) {
		case 4:
			layout = "2006"
		case 7:
			layout = "January 2006"
		}
		out += ", " + p.Start().Format(layout)
	}
	return out
}

// Word is a verdict as readers see it.
func Word(v sitrep.Verdict) string { return strings.ReplaceAll(string(v), "_", " ") }

// Tally counts the verdicts in one line, worst first.
func Tally(c sitrep.Checked) string {
	counts := map[sitrep.Verdict]int{}
	for _, s := range c.Sentences {
		counts[s.Verdict]++
	}
	all := fmt.Sprintf("%d sentences", len(c.Sentences))
	if len(c.Sentences) == 1 {
		all = "1 sentence"
	}
	var parts []string
	for _, v := range sitrep.Verdicts {
		if n := counts[v]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, Word(v)))
		}
	}
	if len(parts) == 0 {
		return all
	}
	return all + ": " + strings.Join(parts, ", ")
}

// wrap breaks text into lines of at most width columns. A longer word stands on a line of its own.
func wrap(s string, width int) []string {
	var lines []string
	line, column := "", 0
	for _, word := range strings.Fields(s) {
		n := utf8.RuneCountInString(word)
		if line != "" && column+1+n > width {
			lines = append(lines, line)
			line, column = "", 0
		}
		if line != "" {
			line += " "
			column++
		}
		line += word
		column += n
	}
	return append(lines, line)
}
