package ledger

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"sitrep"
)

// The table's columns, in characters; what is longer goes on in the next line, so that nothing is
// lost on a terminal of 80.
const (
	tableWidth    = 80
	dayWidth      = 11
	claimantWidth = 25
	valueWidth    = 16
	indent        = 2
	noteIndent    = indent + dayWidth + 1
	wordWidth     = tableWidth - noteIndent - claimantWidth - valueWidth - 2
)

// WriteTable prints ledgers for a terminal: a block a series, a row a step. Repeats are told in one
// line under the step they repeat.
func WriteTable(w io.Writer, ledgers []sitrep.Ledger) error {
	var out strings.Builder
	for i := range ledgers {
		if i > 0 {
			out.WriteByte('\n')
		}
		l := &ledgers[i]
		head := "Story " + string(l.Story)
		if !l.AsOf.IsZero() {
			head += ", as of " + dayWords(l.AsOf.String())
		}
		lines(&out, head, 0)
		if len(l.Series) == 0 {
			lines(&out, "No figures of people.", 0)
		}
		left := 0
		for k := range l.Series {
			if idle(&l.Series[k]) && len(l.Series) > 1 {
				left++
				continue
			}
			out.WriteByte('\n')
			tableSeries(&out, l, &l.Series[k])
		}
		if left > 0 {
			out.WriteByte('\n')
			lines(&out, fmt.Sprintf("Not printed: %s of people of whom nothing sure is told (strength, no toll). The other formats hold them.", plural(left, "count")), 0)
		}
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// idle reports whether a series counts nobody whom anything sure is told of: people only spoken of, all read with low confidence.
func idle(s *sitrep.Series) bool {
	if s.Measure != sitrep.Strength {
		return false
	}
	for i := range s.Claimants {
		for k := range s.Claimants[i].Steps {
			if !s.Claimants[i].Steps[k].Unsure {
				return false
			}
		}
	}
	return true
}

// SeriesTitle says what a series counts: "Casualties, North Korean troops: Kursk, so far".
func SeriesTitle(s *sitrep.Series) string {
	m := string(s.Measure)
	if m != "" {
		m = strings.ToUpper(m[:1]) + m[1:]
	}
	t := clean(m + ", " + s.Group)
	if s.Measure == sitrep.Strength {
		t += " (no toll)"
	}
	if s.Scope != "" {
		t += ": " + clean(s.Scope)
	}
	return t
}

func tableSeries(out *strings.Builder, l *sitrep.Ledger, s *sitrep.Series) {
	lines(out, SeriesTitle(s), 0)
	if s.Of != "" {
		for i := range l.Series {
			if l.Series[i].ID == s.Of {
				lines(out, "part of: "+SeriesTitle(&l.Series[i]), indent)
			}
		}
	}
	for i := range s.Claimants {
		c := &s.Claimants[i]
		for k := range c.Steps {
			st := &c.Steps[k]
			if st.Kind == sitrep.Repeat && st.Why == "" && k > 0 && repeatedBefore(c.Steps[:k], st) {
				continue
			}
			tableStep(out, c, k)
		}
	}
	lines(out, "Range: "+cmp.Or(RangeWords(s), "none")+". Rule: "+s.Range.Rule+".", indent)
}

// repeatedBefore reports whether an earlier step is what the repeat repeats.
func repeatedBefore(earlier []sitrep.Step, st *sitrep.Step) bool {
	for i := range earlier {
		if repeats(st, &earlier[i]) {
			return true
		}
	}
	return false
}

// repeats reports whether a step tells an earlier one again.
func repeats(st, first *sitrep.Step) bool {
	return st.Kind == sitrep.Repeat && first.Kind != sitrep.Repeat && first.Kind != sitrep.RelayDiscrepancy && first.Kind != sitrep.Withdrawal &&
		st.Min == first.Min && st.Max == first.Max && st.Modifier == first.Modifier && st.Status == first.Status
}

func tableStep(out *strings.Builder, c *sitrep.Line, k int) {
	st := &c.Steps[k]
	state := string(st.Status)
	if st.Kind != sitrep.NewStep {
		state = kindWords(st.Kind) + ", " + state
	}
	if st.Hedged {
		state += ", unverified"
	}
	if st.Unsure {
		state += ", unsure"
	}
	word := state
	if st.Word != "" {
		word = "“" + clean(string(st.Word)) + "”, " + state
	}
	columns := [][]string{
		wrap(dayWords(sayDay(st)), dayWidth),
		wrap(claimantWords(c), claimantWidth),
		wrap(clean(Words(st)), valueWidth),
		wrap(word, wordWidth),
	}
	widths := []int{dayWidth, claimantWidth, valueWidth, wordWidth}
	for row := 0; ; row++ {
		line, more := strings.Repeat(" ", indent), false
		for i, cells := range columns {
			cell := ""
			if row < len(cells) {
				cell, more = cells[row], true
			}
			line += cell + strings.Repeat(" ", max(0, widths[i]-columnsOf(cell))+1)
		}
		if !more {
			break
		}
		out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	if st.Kind == sitrep.RelayDiscrepancy {
		lines(out, "as worded by "+st.Outlet, noteIndent)
	}
	if st.Why != "" {
		lines(out, st.Why, noteIndent)
	}
	lines(out, toldBy(c.Steps, k), noteIndent)
}

// claimantWords are a claimant's name with what must be known of it.
func claimantWords(c *sitrep.Line) string {
	name := clean(c.Claimant)
	switch c.Kind {
	case sitrep.Anonymous:
		name += " (unnamed)"
	case sitrep.Nobody:
		name += " (own voice)"
	}
	if c.Party != "" {
		name += " [party: " + clean(c.Party) + "]"
	}
	return name
}

// toldBy says how many reports and accounts tell a step, with its repeats.
func toldBy(steps []sitrep.Step, k int) string {
	reports := map[sitrep.ReportID]bool{}
	origins := map[string]bool{}
	last := ""
	for i := k; i < len(steps); i++ {
		if i != k && !repeats(&steps[i], &steps[k]) {
			continue
		}
		for _, c := range steps[i].Figures {
			reports[c.Report] = true
		}
		for _, o := range steps[i].Origins {
			origins[o] = true
		}
		if i != k && !steps[i].Published.IsZero() {
			last = steps[i].Published.String()
		}
	}
	s := fmt.Sprintf("in %s, %s", plural(len(reports), "report"), plural(len(origins), "account"))
	if last != "" {
		s += ", last on " + dayWords(last)
	}
	return s
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return thousands(int64(n)) + " " + noun + "s"
}

func kindWords(k sitrep.StepKind) string { return strings.ReplaceAll(string(k), "_", " ") }

// sayDay is the day a step's statement was made, as far as is known.
func sayDay(st *sitrep.Step) string {
	if st.Said != "" {
		return st.Said
	}
	return st.Published.String()
}

// dayWords writes an ISO day as "23 Dec 2024"; what is no day stays as it is.
func dayWords(iso string) string {
	if len(iso) > len(time.DateOnly) {
		iso = iso[:len(time.DateOnly)]
	}
	t, err := time.Parse(time.DateOnly, iso)
	switch {
	case err == nil:
		return t.Format("2 Jan 2006")
	case iso == "":
		return "no date"
	}
	return clean(iso)
}

// WriteChanges prints what changed, a change a paragraph.
func WriteChanges(w io.Writer, changes []Change) error {
	var out strings.Builder
	for i := range changes {
		c := &changes[i]
		line := fmt.Sprintf("%-11s %s: %s: %s", dayWords(c.Published.String()), strings.ReplaceAll(c.Kind, "_", " "), clean(c.Claimant), clean(c.What))
		if c.Was != "" {
			line += " (before: " + clean(c.Was) + ")"
		}
		if c.Why != "" {
			line += "; " + clean(c.Why)
		}
		for i, part := range wrap(line, tableWidth-indent) {
			if i > 0 {
				out.WriteString(strings.Repeat(" ", indent))
			}
			out.WriteString(part + "\n")
		}
	}
	if len(changes) == 0 {
		out.WriteString("Nothing changed.\n")
	}
	_, err := io.WriteString(w, out.String())
	return err
}

func lines(out *strings.Builder, s string, indent int) {
	for _, line := range wrap(clean(s), tableWidth-indent) {
		out.WriteString(strings.Repeat(" ", indent) + line + "\n")
	}
}

// wrap breaks words into lines of at most so many columns; a longer word is cut.
func wrap(s string, width int) []string {
	var out []string
	line, length := "", 0
	for _, word := range strings.Fields(s) {
		for columnsOf(word) > width {
			if length > 0 {
				out, line, length = append(out, line), "", 0
			}
			cut := cutAt(word, width)
			out, word = append(out, word[:cut]), word[cut:]
		}
		n := columnsOf(word)
		switch {
		case n == 0:
		case length == 0:
			line, length = word, n
		case length+1+n <= width:
			line, length = line+" "+word, length+1+n
		default:
			out, line, length = append(out, line), word, n
		}
	}
	if length > 0 {
		out = append(out, line)
	}
	return out
}

// cutAt is the byte at which a word fills so many columns.
func cutAt(word string, width int) int {
	n := 0
	for i, r := range word {
		if n += runeColumns(r); n > width {
			return max(i, 1)
		}
	}
	return len(word)
}

func columnsOf(s string) (n int) {
	for _, r := range s {
		n += runeColumns(r)
	}
	return n
}

// runeColumns is how many columns of a terminal a rune takes.
func runeColumns(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana) || r >= 0xFF01 && r <= 0xFF60:
		return 2
	}
	return 1
}

// clean is text of a report made safe to print: on one line, without control characters and marks
// that turn the direction of writing.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co) || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
