package ledger

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"sitrep"
)

// csvHead names the columns of WriteCSV; docs/ledger-csv.md says what each means.
var csvHead = []string{"story", "asof", "series", "subset_of", "event", "measure", "group", "scope", "basis",
	"claimant", "claimant_kind", "party", "step", "kind", "status", "min", "max", "modifier", "value", "value_words", "word",
	"date", "said", "published", "outlet", "why", "hedged", "unsure", "reports", "origins", "figures",
	"range_low", "range_high", "range_rule"}

// WriteCSV prints ledgers, a step a row.
func WriteCSV(w io.Writer, ledgers []sitrep.Ledger) error {
	out := csv.NewWriter(w)
	rows := [][]string{append([]string(nil), csvHead...)}
	for i := range ledgers {
		rows = append(rows, csvRows(&ledgers[i])...)
	}
	return writeCells(out, rows)
}

func csvRows(l *sitrep.Ledger) (rows [][]string) {
	for k := range l.Series {
		s := &l.Series[k]
		for _, c := range s.Claimants {
			for n := range c.Steps {
				rows = append(rows, csvStep(l, s, &c, n))
			}
		}
	}
	return rows
}

func csvStep(l *sitrep.Ledger, s *sitrep.Series, c *sitrep.Line, n int) []string {
	st := &c.Steps[n]
	var cites []string
	reports := map[sitrep.ReportID]bool{}
	for _, f := range st.Figures {
		in := "text"
		if f.In != sitrep.InText {
			in = string(f.In)
		}
		cites = append(cites, fmt.Sprintf("%s:%s:%d-%d", f.Report, in, f.Start, f.End))
		reports[f.Report] = true
	}
	return []string{string(l.Story), l.AsOf.String(), s.ID, s.Of, string(s.Event), string(s.Measure), s.Group, s.Scope, string(s.Basis),
		c.Claimant, string(c.Kind), c.Party, strconv.Itoa(n + 1), string(st.Kind), string(st.Status), bound(st.Min), bound(st.Max), string(st.Modifier),
		Words(st), string(st.Value), string(st.Word), st.Date, st.Said, st.Published.String(), st.Outlet, st.Why,
		strconv.FormatBool(st.Hedged), strconv.FormatBool(st.Unsure), strconv.Itoa(len(reports)), strings.Join(st.Origins, "; "), strings.Join(cites, "; "),
		bound(s.Range.Low), bound(s.Range.High), s.Range.Rule}
}

func bound(b sitrep.Bound) string {
	if !b.Known {
		return ""
	}
	return strconv.FormatInt(b.N, 10)
}

// ucdpHead names the columns of WriteUCDP.
var ucdpHead = []string{"story", "asof", "series", "subset_of", "event", "measure", "group", "scope", "basis", "first_said", "last_said",
	"best", "low", "high", "best_rule", "range_rule", "claimants", "claimant_names", "reports", "origins"}

// bestRule is the rule by which WriteUCDP gives a best value.
const bestRule = "the number said last among the claimants' standing, sure, exact or approximate figures; " +
	"empty when different numbers were said on that day, or none is exact or approximate"

// WriteUCDP prints a best, low and high value for each series that is a toll, in the manner of the
// Uppsala Conflict Data Program's event data. The rules stand in columns of their own.
func WriteUCDP(w io.Writer, ledgers []sitrep.Ledger) error {
	out := csv.NewWriter(w)
	rows := [][]string{ucdpHead}
	for i := range ledgers {
		l := &ledgers[i]
		for k := range l.Series {
			if l.Series[k].Measure != sitrep.Strength {
				rows = append(rows, ucdpSeries(l, &l.Series[k]))
			}
		}
	}
	return writeCells(out, rows)
}

func ucdpSeries(l *sitrep.Ledger, s *sitrep.Series) []string {
	reports, origins := map[sitrep.ReportID]bool{}, map[string]bool{}
	var names []string
	first, last := "", ""
	for _, c := range s.Claimants {
		names = append(names, c.Claimant)
		for i := range c.Steps {
			st := &c.Steps[i]
			for _, f := range st.Figures {
				reports[f.Report] = true
			}
			for _, o := range st.Origins {
				origins[o] = true
			}
			if day := sayDay(st); day != "" {
				if first == "" || day < first {
					first = day
				}
				last = max(last, day)
			}
		}
	}
	return []string{string(l.Story), l.AsOf.String(), s.ID, s.Of, string(s.Event), string(s.Measure), s.Group, s.Scope, string(s.Basis), first, last,
		best(s), bound(s.Range.Low), bound(s.Range.High), bestRule, s.Range.Rule,
		strconv.Itoa(len(names)), strings.Join(names, "; "), strconv.Itoa(len(reports)), strconv.Itoa(len(origins))}
}

// best is the number bestRule gives, or "".
func best(s *sitrep.Series) string {
	day, n, clash := "", sitrep.Bound{}, false
	for _, c := range s.Claimants {
		for i := range c.Steps {
			st := &c.Steps[i]
			if st.Status != sitrep.Active || st.Hedged || st.Unsure || !st.Min.Known || st.Min != st.Max || !inRange(s, st) {
				continue
			}
			switch st.Kind {
			case sitrep.NewStep, sitrep.Update, sitrep.Correction:
			default:
				continue
			}
			switch said := sayDay(st); {
			case said > day:
				day, n, clash = said, st.Min, false
			case said == day && n != st.Min:
				clash = true
			}
		}
	}
	if clash {
		return ""
	}
	return bound(n)
}

// inRange reports whether a step's value lies within its series' range: what the range leaves out
// (an outlet's own voice, a fear) is no best value either.
func inRange(s *sitrep.Series, st *sitrep.Step) bool {
	return s.Range.Low.Known && st.Min.N >= s.Range.Low.N && (!s.Range.High.Known || st.Max.N <= s.Range.High.N)
}

// writeCells writes rows whose cells no spreadsheet takes for a formula.
func writeCells(out *csv.Writer, rows [][]string) error {
	for _, row := range rows {
		for i, cell := range row {
			row[i] = inert(cell)
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// inert puts an apostrophe before a cell that a spreadsheet would take for a formula (OWASP, "CSV
// injection").
func inert(cell string) string {
	cell = strings.Map(func(r rune) rune {
		if r == 0 {
			return -1
		}
		return r
	}, cell)
	if trimmed := strings.TrimLeft(cell, " "); trimmed != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(trimmed)[0]) {
		return "'" + cell
	}
	return cell
}
