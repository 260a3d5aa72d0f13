package brief

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
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
			parts[i] += marks(b, u)
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
	s.line("")
	s.wrap(standing(p), "", "")
	if rows := figureRows(p); len(rows) > 0 {
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
	line := strings.Join(parts, ", ")
	if src.Origin != "" {
		line += " (" + src.Origin + ")"
	}
	return line
}

// mostRows is how many figures a brief shows; the ledger has all.
const mostRows = 30

// figureRows are the ledger's figures that matter, one a row, in the ledger's order: measure, value, of whom, given by, day, and what must be known of it. Where
// there are more than mostRows, those stay that weigh most: the dead before the hurt, what stands before what is superseded, who counts before who prints,
// late before early. What the brief itself tells comes before all. Of many reports, what one gives in its own voice is left to the ledger.
func figureRows(p *Page) [][]string {
	l := &p.Ledger
	type ranked struct {
		row    []string
		weight float64
	}
	var first, last time.Time
	reports := map[sitrep.ReportID]bool{}
	for i := range l.Series {
		for k := range l.Series[i].Claimants {
			for _, st := range l.Series[i].Claimants[k].Steps {
				for _, c := range st.Figures {
					reports[c.Report] = true
				}
				if t := st.Published.End(); !st.Published.IsZero() {
					if first.IsZero() || t.Before(first) {
						first = t
					}
					if t.After(last) {
						last = t
					}
				}
			}
		}
	}
	var rows []ranked
	left := 0
	for i := range l.Series {
		s := &l.Series[i]
		named := false
		for _, line := range s.Claimants {
			named = named || line.Kind != sitrep.Nobody
		}
		for k := range s.Claimants {
			line := &s.Claimants[k]
			for n := range line.Steps {
				st := &line.Steps[n]
				if st.Kind == sitrep.Repeat {
					continue
				}
				if measureWeight[s.Measure] > 0 && tells(&p.Brief, line.Steps[n:]) {
					rows = append(rows, ranked{[]string{stepDay(st), string(s.Measure), valueWords(st), s.Group, line.Claimant, remark(s, st)}, foremost})
					continue
				}
				if named && line.Kind == sitrep.Nobody {
					continue // an outlet's own voice, where somebody is known to count
				}
				if st.Unsure && s.Measure != sitrep.Strength {
					continue
				}
				if aside(s, line, st) || len(reports) >= leastFocus && line.Kind == sitrep.Nobody && len(st.Figures) < 2 {
					left++
					continue
				}
				rows = append(rows, ranked{[]string{stepDay(st), string(s.Measure), valueWords(st), s.Group, line.Claimant, remark(s, st)}, rowWeight(s, line, st, first, last)})
			}
		}
	}
	least := 0.0
	if len(rows) > mostRows {
		weights := make([]float64, len(rows))
		for i, r := range rows {
			weights[i] = r.weight
		}
		slices.Sort(weights)
		least = weights[len(rows)-mostRows]
	}
	var out [][]string
	for _, r := range rows {
		if r.weight >= least && len(out) < mostRows {
			out = append(out, r.row)
		}
	}
	if more := len(rows) - len(out) + left; more > 0 && len(out) > 0 {
		out = append(out, []string{"", "", fmt.Sprintf("and %d more", more), "", "`sitrep ledger` prints all", ""})
	}
	return out
}

// foremost is the weight of a figure that the brief itself tells.
const foremost = 10

// tells reports whether a sentence of a brief, or its headline, rests on the words that give the first of some steps, or a repetition of it.
func tells(b *sitrep.Brief, steps []sitrep.Step) bool {
	for i := range steps {
		if i > 0 && steps[i].Kind != sitrep.Repeat {
			return false
		}
		for _, list := range [][]sitrep.Unit{{b.Headline}, b.Points, b.Body} {
			for _, u := range list {
				for _, c := range u.Citations {
					if slices.ContainsFunc(steps[i].Figures, func(f sitrep.Citation) bool { return f.Report == c.Report && f.In == c.In && c.Contains(f.Span) }) {
						return true
					}
				}
			}
		}
	}
	return false
}

// aside reports whether a step only says how many there were of some people, by a word ("some senators"), by an outlet's own voice, or once of a few
// ("two leaders"): the ledger has it, a brief's reader doesn't look for it.
func aside(s *sitrep.Series, l *sitrep.Line, st *sitrep.Step) bool {
	if measureWeight[s.Measure] >= measureWeight[sitrep.Rescued] {
		return false
	}
	return st.Modifier == sitrep.Vague || l.Kind == sitrep.Nobody || len(st.Figures) < 2 && max(st.Min.N, st.Max.N) < 10
}

// rowWeight is how much a step of the ledger matters beside others.
func rowWeight(s *sitrep.Series, l *sitrep.Line, st *sitrep.Step, first, last time.Time) float64 {
	v := max(measureWeight[s.Measure], 0.25)
	if st.Status == sitrep.Superseded {
		v *= 0.5
	}
	if st.Kind == sitrep.Correction || st.Kind == sitrep.RelayDiscrepancy {
		v *= 1.2
	}
	if l.Kind == sitrep.Nobody || l.Kind == "" {
		v *= 0.4
	}
	if st.Modifier == sitrep.Vague {
		v *= 0.3
	}
	v *= 1 + 0.2*math.Log1p(float64(len(st.Figures)))
	if span := last.Sub(first); span > 0 && !st.Published.IsZero() {
		v *= 0.5 + 0.5*float64(st.Published.End().Sub(first))/float64(span)
	}
	return v
}

func stepDay(st *sitrep.Step) string {
	if st.Said != "" {
		return st.Said
	}
	return day(st.Published)
}

func remark(s *sitrep.Series, st *sitrep.Step) string {
	var out []string
	switch st.Kind {
	case sitrep.RelayDiscrepancy:
		out = append(out, "as worded by "+st.Outlet)
	case sitrep.Correction:
		out = append(out, "correction")
	case sitrep.Dispute, sitrep.DenialStep, sitrep.Withdrawal:
		out = append(out, strings.ReplaceAll(string(st.Kind), "_", " "))
	}
	if st.Status == sitrep.Superseded || st.Status == sitrep.Disputed || st.Status == sitrep.Withdrawn {
		out = append(out, string(st.Status))
	}
	if s.Basis == sitrep.OfPeriod {
		out = append(out, "in a period")
	}
	if st.Hedged {
		out = append(out, "unverified")
	}
	return strings.Join(out, ", ")
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

// Earlier is the day of the report that a point rests on, in words, where the point names none and the story went on for more than two days since; else "".
func Earlier(b *sitrep.Brief, u sitrep.Unit) string {
	if dated(u.Text) || len(u.Citations) == 0 || b.AsOf.IsZero() {
		return ""
	}
	for _, src := range b.Sources {
		if src.Report == u.Citations[0].Report && !src.Published.IsZero() && b.AsOf.End().Sub(src.Published.End()) > twoDays {
			return dayWords(src.Published)
		}
	}
	return ""
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
	widths[3] = min(widths[3], 22)
	widths[4] = min(widths[4], 34)
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
