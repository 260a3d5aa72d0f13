package support

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"sitrep/internal/text"
)

// datesOf are the days and months that the cited words resolve to, each as "2 January 2006",
// "2 January", "January 2006" and "2006".
func datesOf(cited []passage) map[string]bool {
	out := map[string]bool{}
	for _, p := range cited {
		for _, t := range text.Times(p.doc) {
			for _, end := range strings.Split(t.Date, "/") {
				addDate(out, end)
			}
		}
		for i := range p.reading.Figures {
			f := &p.reading.Figures[i]
			if f.In == p.In && p.Overlaps(f.Span) {
				for _, end := range strings.Split(string(f.Date), "/") {
					addDate(out, end)
				}
			}
		}
	}
	return out
}

func addDate(out map[string]bool, iso string) {
	switch {
	case len(iso) >= 10:
		if t, err := time.Parse("2006-01-02", iso[:10]); err == nil {
			for _, layout := range []string{"2 January 2006", "2 January", "January 2006", "January", "2006"} {
				out[t.Format(layout)] = true
			}
		}
	case len(iso) == 7:
		if t, err := time.Parse("2006-01", iso); err == nil {
			for _, layout := range []string{"January 2006", "January", "2006"} {
				out[t.Format(layout)] = true
			}
		}
	case len(iso) == 4:
		out[iso] = true
	}
}

// dateAt recognises the contract's date forms at token i: "23 December 2024", "23 December",
// "December 2024". It returns the number of tokens, 0 for none.
func dateAt(d *text.Doc, i int) (int, string) {
	at := func(k int) string {
		if k >= len(d.Tokens) {
			return ""
		}
		return d.Raw(k)
	}
	day, err := strconv.Atoi(at(i))
	if err == nil && day >= 1 && day <= 31 && month(strings.ToLower(at(i+1))) {
		if y, err := strconv.Atoi(at(i + 2)); err == nil && y >= 1000 && y <= 2999 {
			return 3, fmt.Sprintf("%d %s %d", day, at(i+1), y)
		}
		return 2, fmt.Sprintf("%d %s", day, at(i+1))
	}
	if month(strings.ToLower(at(i))) {
		if y, err := strconv.Atoi(at(i + 1)); err == nil && y >= 1000 && y <= 2999 {
			return 2, fmt.Sprintf("%s %d", at(i), y)
		}
	}
	return 0, ""
}

func month(s string) bool {
	switch s {
	case "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december", "may":
		return true
	}
	return false
}
