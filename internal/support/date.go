package support

import (
	"fmt"
	"strconv"
	"strings"

	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// dateAt recognises the contract's date forms at token i: "23 December 2024", "23 December",
// "December 2024". It returns the number of its tokens, 0 for none, and the date as "2024-12-23",
// "--12-23" or "2024-12".
func dateAt(p *page, i int) (int, string) {
	day, err := strconv.Atoi(raw(p, i))
	if err == nil && day >= 1 && day <= 31 && len(raw(p, i)) <= 2 {
		if m := month(p, i+1); m > 0 {
			if y := year(p, i+2); y > 0 {
				return 3, fmt.Sprintf("%04d-%02d-%02d", y, m, day)
			}
			return 2, fmt.Sprintf("--%02d-%02d", m, day)
		}
		return 0, ""
	}
	if m := month(p, i); m > 0 {
		if y := year(p, i+1); y > 0 {
			return 2, fmt.Sprintf("%04d-%02d", y, m)
		}
	}
	return 0, ""
}

func raw(p *page, i int) string {
	if i < 0 || i >= len(p.Tokens) {
		return ""
	}
	return p.Raw(i)
}

// month is the month a capitalised token names, or 0.
func month(p *page, i int) int {
	if i >= len(p.Tokens) || p.Tokens[i].Shape == text.Lower {
		return 0
	}
	if w := p.Language.Time.Words[p.Lower(i)]; w.Kind == lang.Month {
		return w.N
	}
	return 0
}

func year(p *page, i int) int {
	y, err := strconv.Atoi(raw(p, i))
	if err != nil || y < 1000 || y > 2999 {
		return 0
	}
	return y
}

// resolves reports whether a date is one that the cited words resolve to: a day of theirs, or the month,
// year or bare day of one.
func (t *telling) resolves(date string) bool {
	for _, p := range t.cited {
		for _, at := range p.times {
			if at.First < p.last && p.first < at.Last && p.named(at) && within(at.Date, date) {
				return true
			}
		}
	}
	return false
}

// named reports whether a time names its day, month or year, by number, name or distance: "overnight" may
// be either of two days.
func (p *page) named(at text.Time) bool {
	for i := at.First; i < at.Last; i++ {
		switch kind := p.Language.Time.Words[p.Lower(i)].Kind; {
		case p.Tokens[i].Kind == text.Number, kind == lang.Month, kind == lang.Weekday, kind == lang.DayShift && !strings.HasPrefix(p.Lower(i), "over"):
			return true
		}
	}
	return false
}

// within reports whether one end of a resolved date or range is the given date, or lies in it.
func within(resolved, date string) bool {
	for _, end := range strings.Split(resolved, "/") {
		switch {
		case end == "" || end == "..":
		case strings.HasPrefix(end, date), strings.HasPrefix(date, "--") && len(end) >= 10 && end[4:10] == date[1:]:
			return true
		}
	}
	return false
}
