package view

import (
	"strings"

	"sitrep"
)

// around is how many bytes of context stand on either side of cited words, at most.
const around = 140

// Evidence is cited words where they stand.
type Evidence struct {
	Cite                 sitrep.Citation
	Outlet, Title, Note  string
	Day                  sitrep.Stamp
	Before, Words, After string
	Dotted               [2]bool // whether text was left out before and after
}

// Words are the words of a citation as the report has them. False when they are not in it.
func Words(r *sitrep.Report, c sitrep.Citation) (string, bool) {
	if r == nil {
		return "", false
	}
	text := r.In(c.In)
	if c.Start < 0 || c.End > len(text) || c.Start >= c.End || Back(text, c.Start) != c.Start || Back(text, c.End) != c.End {
		return "", false
	}
	return text[c.Start:c.End], true
}

// Cited shows the words of a citation, with their context where that may be shown. False when the words are not
// in the report.
func Cited(r *sitrep.Report, c sitrep.Citation, context bool) (Evidence, bool) {
	e := Evidence{Cite: c}
	words, ok := Words(r, c)
	if !ok {
		return e, false
	}
	text := r.In(c.In)
	e.Outlet, e.Title, e.Day = OutletOf(r), r.Title, r.Published
	if c.In == sitrep.InTitle {
		e.Note = "headline"
	}
	e.Words = flat(words)
	if !context {
		return e, true
	}
	from, to := wordBefore(text, c.Start-around), wordAfter(text, c.End+around)
	if at := strings.LastIndex(text[from:c.Start], "\n"); at >= 0 {
		from += at + 1
	}
	if at := strings.Index(text[c.End:to], "\n"); at >= 0 {
		to = c.End + at
	}
	e.Before, e.After = flat(text[from:c.Start]), flat(text[c.End:to])
	e.Dotted = [2]bool{strings.TrimSpace(text[:from]) != "", strings.TrimSpace(text[to:]) != ""}
	return e, true
}

// flat is text on one line, its spaces at either end kept as one.
func flat(s string) string {
	out := strings.Join(strings.Fields(s), " ")
	if out == "" {
		return out
	}
	if strings.HasPrefix(s, " ") {
		out = " " + out
	}
	if strings.HasSuffix(s, " ") {
		out += " "
	}
	return out
}

// wordBefore is a word's beginning at or after an offset that may lie before the text.
func wordBefore(s string, n int) int {
	if n <= 0 {
		return 0
	}
	if at := strings.IndexByte(s[n:min(len(s), n+40)], ' '); at >= 0 {
		return n + at + 1
	}
	return Back(s, n)
}

// wordAfter is a word's end at or before an offset that may lie behind the text.
func wordAfter(s string, n int) int {
	if n >= len(s) {
		return len(s)
	}
	if at := strings.LastIndexByte(s[max(0, n-40):n], ' '); at >= 0 {
		return max(0, n-40) + at
	}
	return Back(s, n)
}

func OutletOf(r *sitrep.Report) string {
	switch {
	case r.Outlet != "":
		return r.Outlet
	case Host(r.URL) != "":
		return Host(r.URL)
	}
	return "unnamed source"
}

// ByID are the reports of readings by their ids.
func ByID(list []sitrep.Reading) map[sitrep.ReportID]*sitrep.Report {
	out := make(map[sitrep.ReportID]*sitrep.Report, len(list))
	for i := range list {
		if r := list[i].Report; r != nil {
			out[r.ID] = r
		}
	}
	return out
}
