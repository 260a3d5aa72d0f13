package text

import (
	"strconv"
	"strings"
	"time"

	"sitrep/internal/lang"
)

// numeric reads "2024-12-23", "21.02.2015", "23/12/2024" at token i.
func (p *timeParser) numeric(i int) (Time, bool) {
	end := i + 1
	for end < len(p.d.Tokens) && p.d.Tokens[end].Start == p.d.Tokens[end-1].End && end-i < 5 {
		raw := p.d.Raw(end)
		if p.d.Tokens[end].Kind != Number && raw != "-" && raw != "/" && raw != "." {
			break
		}
		end++
	}
	for ; end > i; end-- {
		raw := p.d.Text[p.d.Tokens[i].Start:p.d.Tokens[end-1].End]
		if len(raw) < 8 || len(raw) > 10 {
			continue
		}
		for _, layout := range [...]string{"2006-01-02", "02.01.2006", "2.1.2006", "02/01/2006", "2006/01/02", "02-01-2006", "2006.01.02", "01/02/2006"} {
			if v, err := time.Parse(layout, raw); err == nil {
				return Time{First: i, Last: end, Date: day(v), Precision: OfDay}, true
			}
		}
	}
	return Time{}, false
}

// calendar reads a date with a month's name that begins at token i.
func (p *timeParser) calendar(i int) (Time, bool) {
	at, d1, d2 := i, 0, 0
	if n, ok := p.dayNumber(at); ok {
		d1 = n
		at++
		if p.low(at) == "-" || p.low(at) == "–" || p.low(at) == "to" || p.low(at) == "and" {
			if n, ok := p.dayNumber(at + 1); ok && n > d1 {
				d2 = n
				at += 2
			}
		}
		if p.low(at) == "of" && p.kind(at+1).Kind == lang.Month {
			at++
		}
	}
	m := p.kind(at)
	if m.Kind != lang.Month {
		return Time{}, false
	}
	at++
	if d1 == 0 {
		if n, ok := p.dayNumber(at); ok && !p.counts(at) {
			d1 = n
			at++
			if p.low(at) == "-" || p.low(at) == "–" {
				if n, ok := p.dayNumber(at + 1); ok && n > d1 {
					d2 = n
					at += 2
				}
			}
		}
	}
	if y, n, ok := p.glued(at); ok && d1 == 0 {
		t := Time{First: i, Last: at + 1, Precision: OfDay, Date: day(date(y, time.Month(m.N), n))}
		return t, true
	}
	// "March" by itself is a month only where a day, a year or a preposition says so
	year, given := 0, false
	comma := at
	if p.low(comma) == "," || p.low(comma) == "of" {
		comma++
	}
	if y, ok := p.yearNumber(comma); ok {
		year, given, at = y, true, p.pastYear(comma+1)
	}
	if d1 == 0 && !given {
		before := p.kind(i - 1)
		if before.Kind == lang.NoTime || p.low(i) == "may" && before.Kind != lang.TimePrep && before.Kind != lang.Since && before.Kind != lang.Last && before.Kind != lang.TimeFiller && before.Kind != lang.This && before.Kind != lang.TimeBetween && before.Kind != lang.Until {
			return Time{}, false
		}
	}
	t := Time{First: i, Last: at, Precision: OfDay}
	if !given {
		if p.anchor.IsZero() {
			if d1 == 0 {
				t.Precision = OfMonth
			}
			return t, true
		}
		year = p.nearestYear(m.N, d1)
	}
	month := time.Month(m.N)
	switch {
	case d2 > 0:
		t.Date = stretch{from: date(year, month, d1), to: date(year, month, d2)}.String()
		t.Precision = OfDays
	case d1 > 0:
		t.Date = day(date(year, month, d1))
		p.through(&t, year)
	default:
		t.Date = date(year, month, 1).Format("2006-01")
		t.Precision = OfMonth
		p.through(&t, year)
	}
	return t, true
}

// glued reads a day and a year that lost what stood between them ("Aug 012016").
func (p *timeParser) glued(i int) (year, d int, ok bool) {
	if i >= len(p.d.Tokens) || p.d.Tokens[i].Kind != Number || len(p.d.Raw(i)) != 6 {
		return 0, 0, false
	}
	n, err := strconv.Atoi(p.d.Raw(i))
	if err != nil {
		return 0, 0, false
	}
	year, d = n%10000, n/10000
	return year, d, d >= 1 && d <= 31 && year >= 1900 && year <= 2100
}

// through reads the other end of "Nov. 14 to Nov. 17", "between July and October".
func (p *timeParser) through(t *Time, year int) {
	joint := p.low(t.Last)
	switch joint {
	case "to", "-", "–", "until", "through":
	case "and":
		if p.low(t.First-1) != "between" {
			return
		}
	default:
		return
	}
	next := t.Last + 1
	if p.kind(next).Kind == lang.Weekday {
		next++ // "from Friday May 3 to Friday May 17"
	}
	if p.kind(next).Kind != lang.Month && !(p.kind(next+1).Kind == lang.Month) {
		return
	}
	end, ok := p.calendarBare(next)
	if !ok && p.kind(next).Kind == lang.Month {
		end, ok = Time{Last: next + 1, Date: date(year, time.Month(p.kind(next).N), 1).Format("2006-01")}, true
	}
	if !ok || end.Date == "" || strings.Contains(end.Date, "/") || end.Date < t.Date {
		return
	}
	t.Date += "/" + end.Date
	t.Last = end.Last
	t.Precision = OfDays
}

func (p *timeParser) calendarBare(i int) (Time, bool) {
	if p.kind(i).Kind == lang.Month {
		return p.calendar(i)
	}
	if _, ok := p.dayNumber(i); ok {
		return p.calendar(i)
	}
	return Time{}, false
}

// counts reports whether the number at token i counts something ("In March 12 people died").
func (p *timeParser) counts(i int) bool {
	if p.d.Tokens[i].Kind != Number {
		return false
	}
	next := p.d.Lower(i + 1)
	if next == "" || p.d.Tokens[i+1].Kind == Punct || p.d.Tokens[i+1].Kind == Number {
		return false
	}
	prep := p.kind(i - 2)
	if prep.Kind == lang.TimePrep && p.low(i-2) == "in" {
		return true
	}
	return false
}

// nearestYear is the year that puts the day nearest to the anchor, rather before than after it.
func (p *timeParser) nearestYear(month, d int) int {
	year := p.anchor.Year()
	v := date(year, time.Month(month), max(d, 1))
	switch {
	case v.Sub(p.anchor) > 45*24*time.Hour:
		return year - 1
	case p.anchor.Sub(v) > 320*24*time.Hour:
		return year + 1
	}
	return year
}

// dayNumber reads the day of a month at token i: "7", "7th".
func (p *timeParser) dayNumber(i int) (int, bool) {
	if i >= len(p.d.Tokens) || p.d.Tokens[i].Kind == Punct {
		return 0, false
	}
	w := p.d.Tokens[i].Lower
	if len(w) > 4 || w[0] < '0' || w[0] > '9' {
		return 0, false
	}
	for _, tail := range [...]string{"th", "st", "nd", "rd"} {
		w = strings.TrimSuffix(w, tail)
	}
	n, err := strconv.Atoi(w)
	return n, err == nil && n >= 1 && n <= 31
}

func (p *timeParser) yearNumber(i int) (int, bool) {
	if i < 0 || i >= len(p.d.Tokens) || p.d.Tokens[i].Kind != Number || p.d.Tokens[i].End-p.d.Tokens[i].Start != 4 {
		return 0, false
	}
	n, err := strconv.Atoi(p.d.Raw(i))
	return n, err == nil && n >= 1000 && n <= 2199
}

// year reads a year after a preposition of time.
func (p *timeParser) year(i int) (Time, bool) {
	n, ok := p.yearNumber(i)
	if !ok || i == 0 {
		return Time{}, false
	}
	before := p.kind(i - 1)
	if p.low(i-1) == "the" {
		return Time{}, false // "the 2007 attack" has its own preposition
	}
	switch before.Kind {
	case lang.TimePrep, lang.Since, lang.Until, lang.TimeBetween, lang.TimeFiller, lang.This, lang.Last:
	default:
		if p.d.Lower(i-1) != "and" || !p.yearAt(i-2) {
			return Time{}, false
		}
	}
	if n > 2100 || before.Kind == lang.TimePrep && before.N != 1 {
		return Time{}, false
	}
	until := before.Kind == lang.Until && before.N == 1
	if until || p.low(i-1) == "about" || p.low(i-1) == "around" || p.low(i-1) == "of" || p.low(i-1) == "from" || p.low(i-1) == "by" {
		if n < 1900 || n > 2050 || p.countsAfter(i) {
			return Time{}, false
		}
		if p.low(i-1) == "about" || p.low(i-1) == "around" || until && !p.yearAt(i-2) {
			return Time{}, false
		}
	}
	t := Time{First: i, Last: p.pastYear(i + 1), Date: strconv.Itoa(n), Precision: OfYear}
	joint := p.low(i + 1)
	if m, ok := p.yearNumber(i + 2); ok && m > n && (joint == "-" || joint == "–" || joint == "to" || joint == "and" && before.Kind == lang.TimeBetween || joint == "until" || joint == "through") {
		t.Date += "/" + strconv.Itoa(m)
		t.Last, t.Precision = i+3, OfYears
	}
	return t, true
}

// pastYear steps over a word that belongs to the year before it.
func (p *timeParser) pastYear(i int) int {
	if p.d.Language.Time.AfterYear.Has(p.low(i)) {
		return i + 1
	}
	return i
}

func (p *timeParser) yearAt(i int) bool {
	_, ok := p.yearNumber(i)
	return ok && i >= 0
}

// countsAfter reports whether a lower-case word that is no time follows, so that four digits are
// rather a count than a year.
func (p *timeParser) countsAfter(i int) bool {
	if i+1 >= len(p.d.Tokens) || p.d.Tokens[i+1].Line {
		return false
	}
	next := &p.d.Tokens[i+1]
	return next.Kind == Word && next.Shape == Lower && p.kind(i+1).Kind == lang.NoTime && strings.HasSuffix(next.Lower, "s")
}

func date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// weekday reads "Sunday", "Sunday morning", "Sunday 6 Apr 2014".
func (p *timeParser) weekday(i, n int) (Time, bool) {
	next := i + 1
	if p.low(next) == "," {
		next++
	}
	if t, ok := p.calendarBare(next); ok && (t.Precision == OfDay || len(t.Date) == len("2006-01-02/2006-01-02")) {
		t.First = i
		return t, true
	}
	if len(p.low(i)) <= 4 && p.kind(i-1).Kind != lang.TimePrep && p.kind(i-1).Kind != lang.Last {
		return Time{}, false // "Sun" and "Wed" are other words as well
	}
	t := Time{First: i, Last: i + 1, Precision: OfDay}
	if p.kind(i+1).Kind == lang.PartOfDay || p.low(i+1) == "night" {
		t.Last++
	}
	if p.anchor.IsZero() || p.d.Language.Check.Ordinals[p.low(i-1)] > 0 || p.kind(i+1).Kind == lang.TimePrep && p.kind(i+2).Kind == lang.Month {
		return t, true // "the first Saturday in May" is none of this week
	}
	back := (int(p.anchor.Weekday()) - n + 7) % 7
	t.Date = day(p.anchor.AddDate(0, 0, -back))
	return t, true
}

func (p *timeParser) season(i, month int) (Time, bool) {
	at := i + 1
	if p.low(at) == "of" {
		at++
	}
	y, ok := p.yearNumber(at)
	if !ok {
		return Time{}, false
	}
	start := date(y, time.Month(month), 1)
	return Time{First: i, Last: at + 1, Date: day(start) + "/" + day(start.AddDate(0, 3, -1)), Precision: OfDays}, true
}

// yearWithin reports whether a year stands in a time's words.
func (p *timeParser) yearWithin(t Time) bool {
	for i := t.First; i < t.Last; i++ {
		if p.yearAt(i) {
			return true
		}
	}
	return false
}

// merge puts a year and the part of it that follows into one time.
func (p *timeParser) merge(year *Time, t Time) {
	ends := strings.Split(t.Date, "/")
	for i, e := range ends {
		if len(e) > 4 && e[4] == '-' {
			ends[i] = year.Date + e[4:]
		}
	}
	year.Date, year.Last, year.Precision = strings.Join(ends, "/"), t.Last, t.Precision
}
