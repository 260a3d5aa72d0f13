package brief

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep"
)

// Page is a brief with what its longer formats print besides: the figures behind it and, in
// words, how many independent accounts there are.
type Page struct {
	sitrep.Brief
	Ledger  sitrep.Ledger
	Lineage string
	Chart   string // the ledger drawn, as an SVG element; empty when there is nothing to draw
}

// WritePlain writes the five parts and nothing else: headline, up to three points, one paragraph.
func WritePlain(out io.Writer, b *sitrep.Brief) error {
	var s strings.Builder
	s.WriteString(oneLine(b.Headline.Text) + "\n")
	for _, p := range b.Points {
		s.WriteString("- " + oneLine(p.Text) + "\n")
	}
	s.WriteString(paragraph(b, false) + "\n")
	_, err := io.WriteString(out, s.String())
	return err
}

// paragraph joins the body's sentences, with citation marks if asked for.
func paragraph(b *sitrep.Brief, marked bool) string {
	parts := make([]string, len(b.Body))
	for i, u := range b.Body {
		parts[i] = oneLine(u.Text)
		if marked {
			parts[i] += marks(b, u) + bracketed(Earlier(b, u))
		}
	}
	return strings.Join(parts, " ")
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// WriteText writes the brief for a terminal of the given width: the plain five parts with citation
// marks, then the sources, the figures, and what is disputed or unknown.
func WriteText(out io.Writer, p *Page, width int) error {
	b := &p.Brief
	s := &sheet{width: width}
	s.wrap(oneLine(b.Headline.Text), "", "")
	for _, u := range b.Points {
		s.wrap(oneLine(u.Text)+marks(b, u)+bracketed(Earlier(b, u)), "- ", "  ")
	}
	s.wrap(paragraph(b, true), "", "")
	s.line("")
	s.line("Sources")
	for _, src := range b.Sources {
		s.wrap(sourceLine(src), fmt.Sprintf("%4s ", "["+strconv.Itoa(src.Number)+"]"), "     ")
	}
	if line := unknownSources(b); line != "" {
		s.wrap(line, "     ", "     ")
	}
	s.line("")
	s.wrap(standing(p), "", "")
	if rows := figureRows(p, "`sitrep ledger` prints all"); len(rows) > 0 {
		s.line("")
		s.line("Figures")
		s.columns(rows)
	}
	s.list("Disputed, or told otherwise", b, b.Disputed)
	s.list("Unknown or unanswered", b, b.Unknown)
	_, err := io.WriteString(out, s.String())
	return err
}

// standing is the line that says how much stands behind the brief.
func standing(p *Page) string {
	line := p.Lineage
	if !p.AsOf.IsZero() {
		line = "As of " + dayWords(p.AsOf) + ". " + line
	}
	line += "."
	if p.Worded != nil {
		line += " " + p.Worded.String()
	}
	return line
}

func dayWords(t sitrep.Stamp) string {
	if d := Date(day(t)); d != "" {
		return d
	}
	return t.String()
}

func day(t sitrep.Stamp) string {
	s := t.String()
	if len(s) > 10 {
		return s[:10]
	}
	return s
}

func sourceLine(src sitrep.BriefSource) string {
	parts := []string{}
	for _, part := range []string{src.Outlet, dayWords(src.Published), src.URL} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		parts = append(parts, string(src.Report))
	}
	return strings.Join(parts, ", ") + bracketed(lineage(src))
}

// lineage is whose account a source is, in words; empty where nobody knows, for unknownSources says that of all at once.
func lineage(src sitrep.BriefSource) string {
	switch {
	case src.Origin == unknownLineage:
		return ""
	case src.Origin != "" && strings.EqualFold(src.Origin, src.Outlet):
		return "own account"
	}
	return src.Origin
}

// unknownLineage is the origin of a report that does not say where it has its matter from.
const unknownLineage = "unknown lineage"

// unknownSources says which of a brief's sources are of unknown lineage, once for all: "[1] to [4] and [7]: unknown lineage".
func unknownSources(b *sitrep.Brief) string {
	var runs []string
	unknown := 0
	for i := 0; i < len(b.Sources); i++ {
		if b.Sources[i].Origin != unknownLineage {
			continue
		}
		k := i
		for k+1 < len(b.Sources) && b.Sources[k+1].Origin == unknownLineage {
			k++
		}
		unknown += k - i + 1
		switch first, last := b.Sources[i].Number, b.Sources[k].Number; {
		case k > i+1:
			runs = append(runs, fmt.Sprintf("[%d] to [%d]", first, last))
		case k > i:
			runs = append(runs, fmt.Sprintf("[%d]", first), fmt.Sprintf("[%d]", last))
		default:
			runs = append(runs, fmt.Sprintf("[%d]", first))
		}
		i = k
	}
	switch {
	case unknown == 0 || len(b.Sources) == 1: // of one report, the line on the story says it
		return ""
	case unknown == len(b.Sources):
		return "All of unknown lineage."
	case len(runs) == 1:
		return runs[0] + ": unknown lineage."
	}
	return strings.Join(runs[:len(runs)-1], ", ") + " and " + runs[len(runs)-1] + ": unknown lineage."
}

// figureRows are the brief's figures in words, one a row: day, measure, value, of whom and where, given by whom, and what must be known of it.
// The last row says where the rest is.
func figureRows(p *Page, rest string) [][]string {
	var out [][]string
	shown := 0
	for _, f := range p.Figures {
		of := f.Group
		if f.Place != "" && !strings.Contains(of, f.Place) {
			of += ", " + f.Place
		}
		by := strings.Join(f.Claimants, "; ")
		if n := len(f.Claimants); n > mostGivers {
			by = fmt.Sprintf("%s and %d more", strings.Join(f.Claimants[:mostGivers], "; "), n-mostGivers)
		}
		out = append(out, []string{f.Day, string(f.Measure), f.Value, of, by, f.Remark})
		shown += len(f.Citations)
	}
	if more := counts(&p.Ledger) - shown; more > 0 && len(out) > 0 {
		out = append(out, []string{"", "", fmt.Sprintf("and %d more", more), "", rest, ""})
	}
	return out
}

// mostGivers is how many of those who give one number a row names.
const mostGivers = 3

// counts is how many counts a ledger has, each once however often it was told.
func counts(l *sitrep.Ledger) (n int) {
	for i := range l.Series {
		for k := range l.Series[i].Claimants {
			for _, st := range l.Series[i].Claimants[k].Steps {
				if st.Kind != sitrep.Repeat {
					n++
				}
			}
		}
	}
	return n
}

// valueWords writes a step's value with its bound in words: "about 1,100", "at least 29", "20 to 30". A
// vague word stays the word it is.
func valueWords(st *sitrep.Step) string {
	low, high, m := st.Min, st.Max, st.Modifier
	n := func(b sitrep.Bound) string { return group(b.N) }
	switch {
	case m == sitrep.Vague:
		return "“" + lowerFirst(oneLine(string(st.Value))) + "”"
	case m == sitrep.MoreThan && low.Known:
		return "more than " + group(low.N-1)
	case m == sitrep.AtLeast && low.Known:
		return "at least " + n(low)
	case m == sitrep.UpTo && high.Known:
		return "up to " + n(high)
	case m == sitrep.LessThan && high.Known:
		return "fewer than " + n(high)
	case m == sitrep.Nearly && high.Known:
		return "nearly " + n(high)
	case m == sitrep.About && low.Known:
		return "about " + n(low)
	case low.Known && high.Known && low != high:
		return n(low) + " to " + n(high)
	case low.Known:
		return n(low)
	case high.Known:
		return "up to " + n(high)
	}
	return oneLine(string(st.Value))
}

func group(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// sheet lays text out for a terminal.
type sheet struct {
	strings.Builder
	width int
}

func (s *sheet) line(t string) { s.WriteString(t + "\n") }

// wrap breaks a text at word ends so that no line is longer than the sheet is wide.
func (s *sheet) wrap(t, first, rest string) {
	length := utf8.RuneCountInString(first)
	s.WriteString(first)
	begin := true
	for _, word := range strings.Fields(t) {
		n := utf8.RuneCountInString(word)
		switch {
		case begin:
		case s.width > 0 && length+1+n > s.width:
			s.WriteString("\n" + rest)
			length = utf8.RuneCountInString(rest)
		default:
			s.WriteByte(' ')
			length++
		}
		s.WriteString(word)
		length += n
		begin = false
	}
	s.WriteByte('\n')
}

func (s *sheet) list(head string, b *sitrep.Brief, list []sitrep.Unit) {
	if len(list) == 0 {
		return
	}
	s.line("")
	s.line(head)
	for _, u := range list {
		s.wrap(oneLine(u.Text)+" "+marks(b, u)+reported(b, u), "- ", "  ")
	}
}

// reported is the day of the first report that a unit cites: what is disputed or unanswered may be so no more.
func reported(b *sitrep.Brief, u sitrep.Unit) string {
	if len(u.Citations) == 0 {
		return ""
	}
	for _, src := range b.Sources {
		if d := dayWords(src.Published); src.Report == u.Citations[0].Report && d != "" {
			return " (" + d + ")"
		}
	}
	return ""
}

// Earlier is the day of the report that a point or a sentence rests on, in words, where it names none and the story went on for more than two days since; else "".
func Earlier(b *sitrep.Brief, u sitrep.Unit) string {
	if len(u.Citations) == 0 || b.AsOf.IsZero() || dated(u.Text) && (yeared(u.Text) || !ofYears(b)) {
		return ""
	}
	for _, src := range b.Sources {
		if src.Report == u.Citations[0].Report && !src.Published.IsZero() && b.AsOf.End().Sub(src.Published.End()) > twoDays {
			return dayWords(src.Published)
		}
	}
	return ""
}

// ofYears reports whether a brief's sources are of several years: there a month alone names no time.
func ofYears(b *sitrep.Brief) bool {
	return slices.ContainsFunc(b.Sources, func(src sitrep.BriefSource) bool {
		return !src.Published.IsZero() && src.Published.End().Year() != b.AsOf.End().Year()
	})
}

// yeared reports whether a year stands behind a month of a text, or behind its day.
func yeared(s string) bool {
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, word := range words {
		if dated(word) && slices.ContainsFunc(words[i+1:min(i+3, len(words))], func(n string) bool { return len(n) == 4 && strings.Trim(n, "0123456789") == "" }) {
			return true
		}
	}
	return false
}

// bracketed is words in brackets behind others, or "".
func bracketed(words string) string {
	if words == "" {
		return ""
	}
	return " (" + words + ")"
}

// columns writes rows aligned; the last two columns share what the sheet's width leaves.
func (s *sheet) columns(rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, r := range rows {
		for i, c := range r {
			widths[i] = max(widths[i], utf8.RuneCountInString(c))
		}
	}
	widths[3] = min(widths[3], 34)
	widths[4] = min(widths[4], 48)
	for _, r := range rows {
		var line strings.Builder
		for i, c := range r {
			if i == len(r)-1 {
				if c != "" {
					line.WriteString(c)
				}
				break
			}
			c = cut(c, widths[i])
			line.WriteString(c + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(c)+2))
		}
		s.line("  " + strings.TrimRight(line.String(), " "))
	}
}

func cut(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}
