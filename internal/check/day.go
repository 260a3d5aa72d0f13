package check

import (
	"fmt"
	"strings"
	"time"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// day is a stretch of days, both ends included.
type day struct{ from, to time.Time }

// meets reports whether two stretches share a day.
func (a day) meets(b day) bool { return !a.to.Before(b.from) && !b.to.Before(a.from) }

// in is the same stretch in another year.
func (a day) in(year int) day {
	n := year - a.from.Year()
	return day{a.from.AddDate(n, 0, 0), a.to.AddDate(n, 0, 0)}
}

// dayOf reads an ISO day, month, year or range.
func dayOf(iso string) (day, bool) {
	from, to, ranged := strings.Cut(iso, "/")
	if !ranged {
		to = from
	}
	switch { // of an open range only its end is a day one may name
	case from == "..":
		from = to
	case to == "..":
		to = from
	}
	a, err := sitrep.ParseStamp(from)
	if err != nil || a.IsZero() {
		return day{}, false
	}
	b, err := sitrep.ParseStamp(to)
	if err != nil || b.IsZero() {
		return day{}, false
	}
	return day{a.Start(), b.End()}, true
}

// dates are what a sentence says of when: calendar dates, and weekdays by name.
type dates struct {
	days     []day
	words    []string // of each day
	yearless []bool   // of each day: no year is named
	weekdays []time.Weekday
	spans    []int // tokens of all of them, first and last by turns
}

// datesIn reads the dates of tokens [first, last). Words that mean a day only beside the day of
// publication ("yesterday", "last week") say nothing here.
func (x *index) datesIn(d *text.Doc, first, last int) dates {
	var out dates
	for _, t := range x.layer(d).timesIn(first, last) {
		if t.First < first || t.Last > last {
			continue
		}
		digits, weekday, month := false, -1, false
		for i := t.First; i < t.Last; i++ {
			w := d.Language.Time.Words[d.Lower(i)]
			switch {
			case w.Kind == lang.Month:
				month = true
			case w.Kind == lang.Weekday:
				weekday = w.N % 7
			case d.Tokens[i].Kind == text.Number:
				digits = true
			}
		}
		switch {
		case (month || digits && (len(t.Date) == 10 || len(t.Date) == 4)) && t.Date != "" && t.Precision != text.OfDays || month && t.Precision == text.OfDays:
			if v, ok := dayOf(t.Date); ok {
				out.days = append(out.days, v)
				out.words = append(out.words, d.Slice(d.Span(t.First, t.Last)))
				out.yearless = append(out.yearless, !strings.Contains(d.Slice(d.Span(t.First, t.Last)), t.Date[:4]))
			}
		case weekday >= 0:
			out.weekdays = append(out.weekdays, time.Weekday(weekday))
		default:
			continue
		}
		out.spans = append(out.spans, t.First, t.Last)
	}
	for i := first; i+2 < last; i++ { // "the fifth of November", "November the fifth"
		n, m := d.Language.Check.Ordinals[d.Lower(i)], i+2
		if n > 0 && d.Language.Time.Words[d.Lower(m)].Kind != lang.Month {
			m = i - 2
		}
		if n == 0 || m < first || d.Language.Time.Words[d.Lower(m)].Kind != lang.Month || d.Tokens[m].Shape == text.Lower {
			continue
		}
		v := time.Date(noYear, time.Month(d.Language.Time.Words[d.Lower(m)].N), n, 0, 0, 0, 0, time.UTC)
		out.days = append(out.days, day{v, v.AddDate(0, 0, 1).Add(-time.Nanosecond)})
		out.words = append(out.words, d.Slice(d.Span(min(i, m), max(i, m)+1)))
		out.yearless = append(out.yearless, true)
		out.spans = append(out.spans, min(i, m), max(i, m)+1)
	}
	return out
}

// noYear is the year of a date that names none; it has a 29 February.
const noYear = 2000

// hold reports whether a token stands in one of the dates.
func (ds dates) hold(i int) bool {
	for k := 0; k+1 < len(ds.spans); k += 2 {
		if ds.spans[k] <= i && i < ds.spans[k+1] {
			return true
		}
	}
	return false
}

// otherWeekday is a weekday the sentence names where the passage itself names none but others.
func (x *index) otherWeekday(ds dates, p int32) string {
	if len(ds.weekdays) != 1 || len(ds.days) > 0 {
		return ""
	}
	d, first, last := x.tokens(p)
	theirs := x.datesIn(d, first, last)
	if len(theirs.weekdays) == 0 || len(theirs.days) > 0 {
		return ""
	}
	for _, w := range theirs.weekdays {
		if w == ds.weekdays[0] {
			return ""
		}
	}
	return ds.weekdays[0].String()
}

// otherDay is the weekday on which the sentence says that it happened, where the passage of a figure says that it happened on
// another: "were killed on Saturday". On which day it was said is another matter.
func (t *stated) otherDay(e *fact) string {
	mine := eventDays(t.d, t.x.layer(t.d).timesIn(t.first, t.last), t.first, t.last)
	if len(mine) != 1 || len(t.dates.days) > 0 {
		return ""
	}
	d, first, last := t.x.tokens(e.passage)
	theirs := eventDays(d, t.x.layer(d).timesIn(first, last), first, last)
	if len(theirs) == 0 {
		return ""
	}
	for _, v := range t.x.datesIn(d, first, last).days {
		if v.to.Sub(v.from) < aDay && v.from.Weekday() == mine[0] {
			return ""
		}
	}
	for _, w := range theirs {
		if w == mine[0] {
			return ""
		}
	}
	return mine[0].String()
}

// eventDays are the weekdays named among tokens [first, last), but for those on which something was said: a verb of speech
// stands before them, or they open the sentence.
func eventDays(d *text.Doc, ts []text.Time, first, last int) []time.Weekday {
	var out []time.Weekday
	for _, t := range ts {
		if t.First < first || t.Last > last {
			continue
		}
		for i := t.First; i < t.Last; i++ {
			w := d.Language.Time.Words[d.Lower(i)]
			if w.Kind == lang.Weekday && !saidThen(d, first, last, i) {
				out = append(out, time.Weekday(w.N%7))
			}
		}
	}
	return out
}

// saidThen reports whether a day may be that on which something was said: the verb nearest before it is one of speech, or none
// stands before it and the first one after it is.
func saidThen(d *text.Doc, first, last, at int) bool {
	for i := at - 1; i >= first; i-- {
		if d.Language.Claims.Words[d.Lower(i)] == lang.SayVerb {
			return true
		}
		if d.Language.Figure.Words[d.Lower(i)].Measure != "" {
			return false
		}
	}
	for i := at + 1; i < last; i++ {
		if d.Language.Claims.Words[d.Lower(i)] == lang.SayVerb {
			return true
		}
		if d.Language.Figure.Words[d.Lower(i)].Measure != "" {
			return false
		}
	}
	return false
}

// near reports whether one of the dates is a day.
func (ds dates) near(v day) bool {
	ok, _ := dates{days: ds.days, words: ds.words, yearless: ds.yearless}.agree([]day{v})
	return ok && len(ds.days) > 0
}

// datesNear are the days a passage may be said to be of: the day its report came out and the one before
// it, and the days its report names.
func (x *index) datesNear(p int32) []day {
	src := &x.sources[x.passages[p].source]
	var out []day
	if pub := src.report.Published; !pub.IsZero() {
		out = append(out, day{pub.Start().Truncate(24*time.Hour).AddDate(0, 0, -1), pub.End()})
	}
	for _, q := range append(x.near(p), src.body[0]) {
		if q >= int32(len(x.passages)) || x.passages[q].source != x.passages[p].source {
			continue
		}
		d, first, last := x.tokens(q)
		for _, t := range x.layer(d).timesIn(first, last) {
			if t.First < first || t.Last > last {
				continue
			}
			if v, ok := dayOf(t.Date); ok {
				out = append(out, v)
			}
		}
	}
	return out
}

// agree reports whether the dates a sentence names can be those of a passage; known is false when the
// passage has no dates to compare.
func (ds dates) agree(have []day) (ok bool, wrong string) {
	if len(have) == 0 {
		return true, ""
	}
	for i, v := range ds.days {
		met := false
		for _, h := range have {
			if v.meets(h) || ds.yearless[i] && (v.in(h.from.Year()).meets(h) || v.in(h.to.Year()).meets(h)) {
				met = true
				break
			}
		}
		if !met {
			return false, ds.words[i]
		}
	}
	for _, w := range ds.weekdays {
		met := false
		for _, h := range have {
			for d, n := h.from, 0; n < 7 && !d.After(h.to); d, n = d.AddDate(0, 0, 1), n+1 {
				if d.Weekday() == w {
					met = true
				}
			}
		}
		if !met {
			return false, w.String()
		}
	}
	return true, ""
}

// written is a day as a reason gives it: "23 December 2024".
func (x *index) written(s sitrep.Stamp) string {
	if s.IsZero() {
		return ""
	}
	t := s.Start()
	switch len(s.String()) {
	case 4:
		return s.String()
	case 7:
		return fmt.Sprintf("%s %d", x.language.Check.Months[t.Month()-1], t.Year())
	}
	return fmt.Sprintf("%d %s %d", t.Day(), x.language.Check.Months[t.Month()-1], t.Year())
}
