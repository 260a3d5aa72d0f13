package text

import (
	"strconv"
	"strings"
	"time"

	"sitrep/internal/lang"
)

// Time is a stretch of time in words, resolved against the day of publication.
type Time struct {
	// First and Last are its tokens [First, Last), with its preposition ("on Sunday", "since 2011").
	First, Last int
	// Date is an ISO day, month or year ("2024-12-23", "2013-03", "2011"), a range of two days
	// ("2024-12-20/2024-12-27") or an open range ("2011-03/..", "../2011"). Empty when nothing anchors it.
	Date string
	// Precision is how long the stretch is taken to be.
	Precision Precision
	// Open is set for a range without an end ("since 2011"), Rate for "a year", "each day".
	Open, Rate bool
	// Past is set when the stretch runs up to the anchor ("in the past 24 hours", "this week").
	Past bool
	// Loose is set when a number inside is no part of a date but counts ("in two days of attacks").
	Loose bool
}

// Precision is the length of a stretch of time.
type Precision uint8

// Precisions, from unknown to years.
const (
	NoPrecision Precision = iota
	OfDay
	OfDays // several days or weeks
	OfMonth
	OfYear
	OfYears
)

// Times finds the times of a text, in order and without overlap.
func Times(d *Doc) []Time {
	if d.Language.Time.Words == nil {
		return nil
	}
	p := timeParser{d: d, words: d.Language.Time.Words, numbers: numberParser{d: d, l: &d.Language.Number, low: d.Lower}}
	if !d.Published.IsZero() {
		p.anchor = d.Published.Start().UTC().Truncate(24 * time.Hour)
	}
	var out []Time
	for i := 0; i < len(d.Tokens); {
		t, ok := p.at(i)
		if !ok {
			i++
			continue
		}
		floor := 0
		if len(out) > 0 {
			floor = out[len(out)-1].Last
		}
		p.widen(&t, floor)
		if n := len(out); n > 0 && out[n-1].Precision == OfYear && out[n-1].Last+1 == t.First && p.low(t.First-1) == "," && t.Precision != OfYear && len(out[n-1].Date) == 4 && t.Date != "" && !p.yearWithin(t) {
			// "in 2013, between July and October"
			p.merge(&out[n-1], t)
			i = t.Last
			continue
		}
		out = append(out, t)
		i = t.Last
	}
	return out
}

// stretch is a run of days, both ends in it; an unset end is unknown.
type stretch struct {
	from, to time.Time
	iso      string // when one ISO date says it all
}

func (s stretch) String() string {
	switch {
	case s.iso != "":
		return s.iso
	case s.from.IsZero():
		return ""
	case s.from.Equal(s.to):
		return day(s.from)
	}
	return day(s.from) + "/" + day(s.to)
}

func day(t time.Time) string { return t.Format("2006-01-02") }

type timeParser struct {
	d       *Doc
	words   map[string]lang.TimeWord
	numbers numberParser
	anchor  time.Time // the day of publication; zero when unknown
}

func (p *timeParser) kind(i int) lang.TimeWord {
	if i < 0 || i >= len(p.d.Tokens) {
		return lang.TimeWord{}
	}
	w := p.words[p.d.Tokens[i].Lower]
	if w.Kind == lang.Month || w.Kind == lang.Weekday {
		// "may", "march" and "sun" are names of times only with a capital
		if p.d.Tokens[i].Shape == Lower {
			return lang.TimeWord{}
		}
	}
	return w
}

// at reads a time without its preposition at token i.
func (p *timeParser) at(i int) (Time, bool) {
	t := &p.d.Tokens[i]
	if t.Kind == Punct {
		return Time{}, false
	}
	if t.Kind == Number {
		if v, ok := p.numeric(i); ok {
			return v, true
		}
		if v, ok := p.calendar(i); ok {
			return v, true
		}
		if v, ok := p.year(i); ok {
			return v, true
		}
	}
	w := p.kind(i)
	switch w.Kind {
	case lang.Month:
		return p.calendar(i)
	case lang.Weekday:
		return p.weekday(i, w.N)
	case lang.DayShift:
		return p.shift(i, w.N)
	case lang.Last, lang.This, lang.Next:
		return p.relative(i, w.Kind)
	case lang.Each:
		return p.each(i)
	case lang.Season:
		return p.season(i, w.N)
	case lang.Ago:
		return p.earlier(i)
	case lang.Since:
		if p.low(i+1) == "then" {
			return Time{First: i, Last: i + 2, Open: true}, true
		}
		return Time{}, false
	case lang.Frequency:
		return Time{First: i, Last: i + 1, Rate: true}, t.Shape == Lower && (i+1 >= len(p.d.Tokens) || p.d.Tokens[i+1].Kind == Punct || p.d.Tokens[i+1].Line)
	}
	if t.Kind == Number || t.Kind == Word {
		if v, ok := p.calendar(i); ok {
			return v, true
		}
		return p.duration(i)
	}
	return Time{}, false
}

// widen takes the words before a time that belong to it: "in early", "over the course of the".
func (p *timeParser) widen(t *Time, floor int) {
	first := t.First
	prep := false
	for k := first - 1; k >= floor && first-k <= 5 && !p.d.Tokens[k+1].Line; k-- {
		w := p.kind(k)
		switch w.Kind {
		case lang.TimeFiller:
			continue
		case lang.Each:
			if p.kind(k+1).Kind != lang.TimeUnit && !strings.Contains(p.d.Lower(k+1), "-") {
				return
			}
			continue
		case lang.TimePrep, lang.Since, lang.Until, lang.TimeBetween:
			if w.Kind == lang.Until && p.d.Lower(k) == "to" || p.d.Lower(k) == "at" && t.Precision != NoPrecision {
				break
			}
			t.First = k
			prep = true
			if w.Kind == lang.Since && t.Date != "" {
				t.Open, t.Date = true, strings.SplitN(t.Date, "/", 2)[0]+"/.."
			} else if w.Kind == lang.Since {
				t.Open = true
			}
			if w.Kind == lang.Until && t.Date != "" && !strings.Contains(t.Date, "/") {
				t.Date = "../" + t.Date
			}
			// "early on Tuesday", "earlier in March"
			if before := p.kind(k - 1); k-1 >= floor && (before.Kind == lang.TimeFiller && (p.d.Lower(k-1) == "early" || p.d.Lower(k-1) == "late") || before.Kind == lang.Ago && p.d.Lower(k-1) == "earlier" || before.Kind == lang.PartOfDay) {
				t.First = k - 1
			}
		}
		break
	}
	if !prep {
		for k := first - 1; k >= floor && (p.d.Lower(k) == "early" || p.d.Lower(k) == "late" || p.d.Lower(k) == "earlier" || p.d.Lower(k) == "the"); k-- {
			t.First = k
		}
	}
}

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
	// "March" by itself is a month only where a day, a year or a preposition says so
	year, given := 0, false
	comma := at
	if p.low(comma) == "," || p.low(comma) == "of" {
		comma++
	}
	if y, ok := p.yearNumber(comma); ok {
		year, given, at = y, true, comma+1
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
	if i >= len(p.d.Tokens) || p.d.Tokens[i].Kind != Number || p.d.Tokens[i].End-p.d.Tokens[i].Start != 4 {
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
	if n > 2100 || before.Kind == lang.TimePrep && p.low(i-1) != "in" && p.low(i-1) != "during" && p.low(i-1) != "throughout" {
		return Time{}, false
	}
	if p.low(i-1) == "to" || p.low(i-1) == "about" || p.low(i-1) == "around" || p.low(i-1) == "of" || p.low(i-1) == "from" || p.low(i-1) == "by" {
		if n < 1900 || n > 2050 || p.countsAfter(i) {
			return Time{}, false
		}
		if p.low(i-1) == "about" || p.low(i-1) == "around" || p.low(i-1) == "to" && !p.yearAt(i-2) {
			return Time{}, false
		}
	}
	t := Time{First: i, Last: i + 1, Date: strconv.Itoa(n), Precision: OfYear}
	joint := p.low(i + 1)
	if m, ok := p.yearNumber(i + 2); ok && m > n && (joint == "-" || joint == "–" || joint == "to" || joint == "and" && before.Kind == lang.TimeBetween || joint == "until" || joint == "through") {
		t.Date += "/" + strconv.Itoa(m)
		t.Last, t.Precision = i+3, OfYears
	}
	return t, true
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

func (p *timeParser) low(i int) string { return p.d.Lower(i) }

func date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// weekday reads "Sunday", "Sunday morning", "Sunday 6 Apr 2014".
func (p *timeParser) weekday(i, n int) (Time, bool) {
	next := i + 1
	if p.low(next) == "," {
		next++
	}
	if t, ok := p.calendarBare(next); ok && t.Precision == OfDay {
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
	if p.anchor.IsZero() {
		return t, true
	}
	back := (int(p.anchor.Weekday()) - n + 7) % 7
	t.Date = day(p.anchor.AddDate(0, 0, -back))
	return t, true
}

func (p *timeParser) shift(i, days int) (Time, bool) {
	t := Time{First: i, Last: i + 1, Precision: OfDay}
	if p.kind(i+1).Kind == lang.PartOfDay || p.low(i+1) == "night" {
		t.Last++
	}
	if !p.anchor.IsZero() {
		t.Date = day(p.anchor.AddDate(0, 0, days))
	}
	return t, true
}

// relative reads "last week", "the past 24 hours", "this month", "next Sunday".
func (p *timeParser) relative(i int, k lang.TimeKind) (Time, bool) {
	at := i + 1
	count := 1.0
	counted := false
	if v, end, ok := p.numbers.cardinal(at); ok {
		count, at, counted = v, end, true
	} else if words, _ := p.numbers.l.Vague.Match(p.d.Lower, at); words > 0 {
		at, counted = at+words, true
		count = 0
	} else if p.low(at) == "couple" && p.low(at+1) == "of" {
		at, count, counted = at+2, 2, true
	}
	w := p.kind(at)
	t := Time{First: i, Last: at + 1}
	switch w.Kind {
	case lang.TimeUnit:
		if p.low(i) == "same" && w.N > 1 {
			return Time{}, false
		}
		p.relativeUnit(&t, k, w, count, counted, p.low(i))
		if w.N == 1 && p.kind(at+1).Kind == lang.PartOfDay {
			t.Last++
		}
		return t, true
	case lang.Weekday:
		inner, ok := p.weekday(at, w.N)
		if !ok {
			return Time{}, false
		}
		inner.First = i
		if k == lang.Next && inner.Date != "" {
			v, _ := time.Parse("2006-01-02", inner.Date)
			inner.Date = day(v.AddDate(0, 0, 7))
		} else if k == lang.Last && inner.Date == day(p.anchor) {
			inner.Date = day(p.anchor.AddDate(0, 0, -7))
		}
		return inner, true
	case lang.Month:
		t.Precision = OfMonth
		if !p.anchor.IsZero() {
			year := p.anchor.Year()
			if k == lang.Last && time.Month(w.N) >= p.anchor.Month() {
				year--
			}
			if k == lang.Next && time.Month(w.N) <= p.anchor.Month() {
				year++
			}
			t.Date = date(year, time.Month(w.N), 1).Format("2006-01")
		}
		return t, true
	case lang.Season:
		t.Precision = OfDays
		if !p.anchor.IsZero() {
			year := p.anchor.Year()
			if k == lang.Last && time.Month(w.N) >= p.anchor.Month()-2 {
				year--
			}
			start := date(year, time.Month(w.N), 1)
			t.Date = day(start) + "/" + day(start.AddDate(0, 3, -1))
		}
		return t, true
	case lang.PartOfDay:
		if k == lang.This || k == lang.Last {
			t.Precision = OfDay
			if !p.anchor.IsZero() {
				back := 0
				if k == lang.Last {
					back = -1
				}
				t.Date = day(p.anchor.AddDate(0, 0, back))
			}
			return t, true
		}
	}
	return Time{}, false
}

// relativeUnit resolves a unit of time before, around or after the anchor. "Last week" is the
// calendar week before; "the past week" and "the last two weeks" run up to the anchor.
func (p *timeParser) relativeUnit(t *Time, k lang.TimeKind, w lang.TimeWord, count float64, counted bool, word string) {
	t.Precision = OfDays
	switch {
	case w.N <= 1 && count <= 1:
		t.Precision = OfDay
	case w.N >= 365 && count == 1:
		t.Precision = OfYear
	case w.N >= 365:
		t.Precision = OfYears
	case w.N == 30 && count == 1:
		t.Precision = OfMonth
	}
	plural := strings.HasSuffix(p.low(t.Last-1), "s")
	if t.Precision == OfDay && plural {
		t.Precision = OfDays
	}
	t.Past = k == lang.This || k == lang.Last && (counted || plural || word == "past")
	if p.anchor.IsZero() || k == lang.Next || count == 0 || !counted && plural {
		return
	}
	a := p.anchor
	n := int(min(count, 10000))
	if k == lang.Last && t.Past {
		from := a.AddDate(0, 0, -n*w.N)
		switch {
		case w.N == 0 && strings.HasPrefix(p.low(t.Last-1), "hour"):
			from = a.AddDate(0, 0, -(n+23)/24)
		case w.N == 30:
			from = a.AddDate(0, -n, 0)
		case w.N == 365:
			from = a.AddDate(-n, 0, 0)
		case w.N == 3652:
			from = a.AddDate(-10*n, 0, 0)
		}
		t.Date = stretch{from: from, to: a}.String()
		return
	}
	t.Date = p.calendarUnit(k, w, p.low(t.Last-1))
}

// calendarUnit is this or the last day, week, month or year by the calendar.
func (p *timeParser) calendarUnit(k lang.TimeKind, w lang.TimeWord, unit string) string {
	a, back := p.anchor, 0
	if k == lang.Last {
		back = 1
	}
	monday := a.AddDate(0, 0, -(int(a.Weekday())+6)%7-7*back)
	switch {
	case w.N == 0:
		return ""
	case w.N == 1:
		return day(a.AddDate(0, 0, -back))
	case w.N == 7 && strings.HasPrefix(unit, "weekend"):
		saturday := monday.AddDate(0, 0, 5)
		if k == lang.This && saturday.After(a) {
			saturday = saturday.AddDate(0, 0, -7)
		}
		return stretch{from: saturday, to: saturday.AddDate(0, 0, 1)}.String()
	case w.N == 7 && back == 0:
		return stretch{from: monday, to: a}.String()
	case w.N == 7:
		return stretch{from: monday, to: monday.AddDate(0, 0, 6)}.String()
	case w.N == 30:
		return date(a.Year(), a.Month()-time.Month(back), 1).Format("2006-01")
	case w.N == 365:
		return strconv.Itoa(a.Year() - back)
	}
	return ""
}

// each reads a rate: "each year", "a day".
func (p *timeParser) each(i int) (Time, bool) {
	w := p.kind(i + 1)
	if p.low(i+2) == p.numbers.l.Of && p.numbers.l.Words[p.low(i+1)].N < 0 {
		return Time{}, false // "a quarter of a million"
	}
	if w.Kind != lang.TimeUnit && w.Kind != lang.Weekday {
		return Time{}, false
	}
	if p.kind(i+2).Kind == lang.Ago {
		return p.ago(i, 1, w, i+2)
	}
	switch p.low(i + 2) {
	case "before", "after", "later":
		return Time{First: i, Last: i + 3}, w.Kind == lang.TimeUnit
	}
	if p.d.Lower(i) == "a" || p.d.Lower(i) == "an" {
		// "8,000 a year" is a rate, "in a week" a duration, "a second man" neither
		if w.Kind != lang.TimeUnit || p.kind(i-1).Kind != lang.NoTime || p.low(i+1) == "second" {
			return Time{First: i, Last: i + 2, Precision: OfDays}, p.kind(i-1).Kind == lang.TimePrep && w.Kind == lang.TimeUnit && p.low(i+1) != "second"
		}
	}
	return Time{First: i, Last: i + 2, Rate: true, Precision: OfDays}, true
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

// earlier reads "earlier this month", "earlier on Sunday", and "earlier" where a sentence opens with it.
func (p *timeParser) earlier(i int) (Time, bool) {
	if p.low(i) != "earlier" {
		return Time{}, false
	}
	if p.kind(i+1).Kind == lang.TimePrep && p.kind(i+2).Kind == lang.Weekday {
		return Time{}, false // the day takes it in
	}
	if p.kind(i+1).Kind == lang.This {
		if t, ok := p.relative(i+1, lang.This); ok {
			t.First = i
			return t, true
		}
	}
	return Time{}, false
}

// duration reads a stretch without a date: "two weeks ago", "in the three days", "a four-day".
func (p *timeParser) duration(i int) (Time, bool) {
	count, at, ok := p.numbers.cardinal(i)
	if !ok {
		if words, _ := p.numbers.l.Vague.Match(p.d.Lower, i); words > 0 && p.kind(i+words).Kind == lang.TimeUnit {
			at, count = i+words, 0
		} else {
			return p.hyphened(i)
		}
	}
	w := p.kind(at)
	if w.Kind != lang.TimeUnit || p.low(at) == "second" {
		return Time{}, false
	}
	if p.kind(at+1).Kind == lang.Ago {
		return p.ago(i, count, w, at+1)
	}
	t := Time{First: i, Last: at + 1, Precision: OfDays}
	if w.N == 0 {
		t.Precision = OfDay // hours and less
	}
	return t, true
}

func (p *timeParser) ago(i int, count float64, w lang.TimeWord, last int) (Time, bool) {
	t := Time{First: i, Last: last + 1, Precision: OfDay}
	if p.anchor.IsZero() || count == 0 || w.N == 0 {
		return t, true
	}
	n := int(min(count, 3000))
	switch w.N {
	case 30:
		t.Date, t.Precision = p.anchor.AddDate(0, -n, 0).Format("2006-01"), OfMonth
	case 365:
		t.Date, t.Precision = strconv.Itoa(p.anchor.Year()-n), OfYear
	case 3652:
		t.Date, t.Precision = strconv.Itoa(p.anchor.Year()-10*n), OfYear
	case 7:
		v := p.anchor.AddDate(0, 0, -7*n)
		t.Date = stretch{from: v.AddDate(0, 0, -3), to: v.AddDate(0, 0, 3)}.String() // about that day
	default:
		t.Date = day(p.anchor.AddDate(0, 0, -n*w.N))
	}
	return t, true
}

// hyphened reads a duration in one word: "four-day", "24-hour".
func (p *timeParser) hyphened(i int) (Time, bool) {
	count, unit, ok := strings.Cut(p.low(i), "-")
	if !ok || p.words[unit].Kind != lang.TimeUnit {
		return Time{}, false
	}
	if _, isWord := p.numbers.l.Words[count]; !isWord && (count == "" || count[0] < '0' || count[0] > '9') {
		return Time{}, false
	}
	return Time{First: i, Last: i + 1, Precision: OfDays}, true
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
