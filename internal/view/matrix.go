package view

import (
	"cmp"
	"slices"
	"strings"

	"sitrep"
	"sitrep/internal/ledger"
)

// Matrix is who said what when: a row an actor, a column a kind of act.
type Matrix struct {
	Acts []sitrep.Act
	Rows []ActorRow
	More []ActorRow // those who only said something
}

type ActorRow struct {
	Name  string
	Party string
	Cells []Cell // one for each act
	Last  string // the last day on which they spoke; empty when they never did
	total int
	acts  int // other than statements
}

// Cell is the days on which an actor did something; the last few stand open.
type Cell struct {
	Days  []Deed
	Older []Deed
}

type Deed struct {
	Day  string
	Link string // of the claim's page
	Cite sitrep.Citation
	What string       // the words, for a reader who can't see the page
	At   sitrep.Stamp // published
}

// columns are the acts in the order of the page.
var columns = []sitrep.Act{
	sitrep.Statement, sitrep.Confirmation, sitrep.Denial, sitrep.Condemnation, sitrep.Accusation, sitrep.Support, sitrep.Demand, sitrep.Warning,
	sitrep.Regret, sitrep.NoComment, sitrep.Unreachable,
}

// Limits of the matrix.
const (
	openRows = 14 // more stand behind a fold
	maxRows  = 60
	openDays = 2 // of a cell
)

// MatrixOf tells who did what from what was read. Unsure claims are left out.
func MatrixOf(readings []sitrep.Reading, l *sitrep.Ledger) Matrix {
	parties := map[string]string{}
	for i := range l.Series {
		for _, c := range l.Series[i].Claimants {
			if c.Party != "" {
				parties[c.Claimant] = c.Party
			}
		}
	}
	rows := map[string]map[sitrep.Act][]Deed{}
	used := map[sitrep.Act]bool{}
	for i := range readings {
		r := readings[i].Report
		for j := range readings[i].Claims {
			c := &readings[i].Claims[j]
			name := Speaker(c)
			if name == "" || c.Confidence < ledger.Sure {
				continue
			}
			kind := c.Kind
			if !slices.Contains(columns, kind) {
				kind = sitrep.Statement
			}
			if rows[name] == nil {
				rows[name] = map[sitrep.Act][]Deed{}
			}
			used[kind] = true
			rows[name][kind] = append(rows[name][kind], Deed{Day: DayOf(r.Published), Link: ClaimURL(ClaimCite(c)), Cite: ClaimCite(c), What: Short(WordsOf(r, c), 120), At: r.Published})
		}
	}
	var m Matrix
	for _, a := range columns {
		if used[a] {
			m.Acts = append(m.Acts, a)
		}
	}
	for name, deeds := range rows {
		m.Rows = append(m.Rows, rowOf(name, parties[name], m.Acts, deeds))
	}
	slices.SortFunc(m.Rows, func(a, b ActorRow) int {
		return cmp.Or(-compareBool(a.Party != "", b.Party != ""), cmp.Compare(b.acts, a.acts), cmp.Compare(b.total, a.total), strings.Compare(a.Name, b.Name))
	})
	// Somebody who once said one thing adds a line and no position.
	if len(m.Rows) > openRows {
		m.Rows, m.More = m.Rows[:openRows], m.Rows[openRows:min(len(m.Rows), maxRows)]
	}
	return m
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

func rowOf(name, party string, acts []sitrep.Act, deeds map[sitrep.Act][]Deed) ActorRow {
	row := ActorRow{Name: name, Party: party}
	var last sitrep.Stamp
	for _, a := range acts {
		list := deeds[a]
		slices.SortStableFunc(list, func(x, y Deed) int { return y.At.End().Compare(x.At.End()) })
		if len(list) > 0 && !a.Silent() && list[0].At.End().After(last.End()) {
			last = list[0].At
		}
		list = slices.CompactFunc(list, func(x, y Deed) bool { return x.Day == y.Day })
		row.total += len(list)
		if a != sitrep.Statement {
			row.acts += len(list)
		}
		n := min(openDays, len(list))
		row.Cells = append(row.Cells, Cell{Days: list[:n], Older: list[n:]})
	}
	if !last.IsZero() {
		row.Last = DayOf(last)
	}
	return row
}

// Speaker is who a claim is laid to: the registry's name, or the report's own for somebody who has one.
func Speaker(c *sitrep.Claim) string {
	if c.Actor != "" {
		return string(c.Actor)
	}
	if c.SpeakerKind == sitrep.Named || c.SpeakerKind == sitrep.Office {
		return string(c.Speaker)
	}
	return ""
}

// ClaimCite are the words a claim is named by: its content, or its cue where it has none.
func ClaimCite(c *sitrep.Claim) sitrep.Citation {
	at := c.Sentence
	for _, list := range [][]sitrep.Span{c.Content, c.Cue} {
		if len(list) > 0 {
			at = list[0]
			break
		}
	}
	return sitrep.Citation{Report: c.Report, In: c.In, Span: at}
}

// WordsOf are a claim's content as the report has it.
func WordsOf(r *sitrep.Report, c *sitrep.Claim) string {
	text := r.In(c.In)
	var out []string
	for _, s := range c.Content {
		if s.Start >= 0 && s.End <= len(text) && s.Start < s.End {
			out = append(out, text[s.Start:s.End])
		}
	}
	if len(out) == 0 && c.Sentence.End <= len(text) && c.Sentence.Start < c.Sentence.End && c.Sentence.Start >= 0 {
		out = append(out, text[c.Sentence.Start:c.Sentence.End])
	}
	return strings.Join(out, " … ")
}
