package check

import (
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// sinceDiffers reports whether two counts run from different days by the words behind "since" in their own sentences: "since the
// beginning of the month", "since Tuesday".
func (t *stated) sinceDiffers(e *fact) bool {
	d, first, last := t.x.tokens(e.passage)
	mine, theirs := sinceWords(t.d, t.first, t.last), sinceWords(d, first, last)
	if len(mine) == 0 || len(theirs) == 0 {
		return false
	}
	for _, v := range mine {
		if has(theirs, v) {
			return false
		}
	}
	if monthDay(t.d, mine) && stretched(d, theirs) || monthDay(d, theirs) && stretched(t.d, mine) {
		return true // "since the start of the year", "since July 11"
	}
	return weekday(t.d, mine) != weekday(d, theirs) && (stretched(t.d, mine) || stretched(d, theirs))
}

// sinceWords are the words of time behind "since"; none where there are two.
func sinceWords(d *text.Doc, first, last int) []string {
	var out []string
	for i := first; i < last; i++ {
		if d.Lower(i) != "since" {
			continue
		}
		if out != nil {
			return nil
		}
		for k := i + 1; k < last && k <= i+6 && d.Tokens[k].Kind != text.Punct; k++ {
			w := d.Lower(k)
			if d.Language.Time.Words[w].Kind != 0 || d.Language.Check.Bounds.Has(w) || d.Tokens[k].Kind == text.Number {
				out = append(out, w)
			} else if c := d.Language.Claims.Words[w]; c == lang.NoClaimWord || c == lang.HaveWord || c == lang.BeWord {
				break
			}
		}
	}
	return out
}

// weekday reports whether words of time are a weekday, and stretched whether they are the bound of a longer stretch.
func weekday(d *text.Doc, ws []string) bool {
	for _, w := range ws {
		if d.Language.Time.Words[w].Kind == lang.Weekday {
			return true
		}
	}
	return false
}

// monthDay reports whether words of time are a day of a month other than the first.
func monthDay(d *text.Doc, ws []string) bool {
	month, day := false, false
	for _, w := range ws {
		month = month || d.Language.Time.Words[w].Kind == lang.Month
		day = day || len(w) <= 2 && w != "1" && w != "01" && w[0] >= '0' && w[0] <= '9'
	}
	return month && day
}

func stretched(d *text.Doc, ws []string) bool {
	for _, w := range ws {
		if unit := d.Language.Check.Spans[w]; unit == "month" || unit == "year" {
			return true
		}
	}
	return false
}
