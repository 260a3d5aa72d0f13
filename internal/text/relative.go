package text

import (
	"strconv"
	"strings"
	"time"

	"sitrep/internal/lang"
)

func (p *timeParser) shift(i, days int) (Time, bool) {
	if t := p.d.Tokens; i > 0 && i+1 < len(t) && !t[i].Line && t[i].Shape == Title && t[i-1].Shape == Title && t[i+1].Shape == Lower && !t[i+1].Line && p.kind(i-1).Kind == lang.NoTime {
		return Time{}, false // "Norland Today", a newspaper
	}
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
		p.relativeUnit(&t, k, w, count, counted, p.kind(i).N == 1)
		if p.low(i) == "same" {
			t.Date = "" // that of what was told before
		}
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
func (p *timeParser) relativeUnit(t *Time, k lang.TimeKind, w lang.TimeWord, count float64, counted, upToNow bool) {
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
	t.Past = k == lang.This || k == lang.Last && (counted || plural || upToNow)
	if p.anchor.IsZero() || k == lang.Next || count == 0 || !counted && plural {
		return
	}
	a := p.anchor
	n := int(min(count, 10000))
	if k == lang.Last && t.Past {
		from := a.AddDate(0, 0, -n*w.N)
		switch {
		case w.N == 0 && p.d.Language.Time.Hours.Has(p.low(t.Last-1)):
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
		if w.Kind == lang.TimeUnit && p.named(i) {
			return Time{}, false
		}
		// "8,000 a year" is a rate, "in a week" a duration, "a second man" neither
		if w.Kind != lang.TimeUnit || p.kind(i-1).Kind != lang.NoTime || p.low(i+1) == "second" {
			return Time{First: i, Last: i + 2, Precision: OfDays}, p.kind(i-1).Kind == lang.TimePrep && w.Kind == lang.TimeUnit && p.low(i+1) != "second"
		}
	}
	return Time{First: i, Last: i + 2, Rate: true, Precision: OfDays}, true
}

// named reports whether the unit of time behind the article at token i names something else: "into a day care", "a year of hell".
func (p *timeParser) named(i int) bool {
	words := p.d.Language.Figure.Words
	if free := p.kind(i-1).Kind == lang.NoTime; free && (words[p.low(i-1)].Parts.Has(lang.Prep|lang.Sub) || p.low(i+2) == p.numbers.l.Of) {
		return true
	} else if free && i > 0 && p.d.Tokens[i-1].Kind == Word {
		return false
	}
	if i+2 >= len(p.d.Tokens) || p.d.Tokens[i+2].Line || p.d.Tokens[i+2].Kind != Word || p.d.Tokens[i+2].Shape != Lower || p.kind(i+2).Kind != lang.NoTime {
		return false
	}
	next := p.low(i + 2)
	return words[next].Parts == 0 && p.d.Language.Figure.Roles[next] == 0 && !p.d.Language.Figure.Ends(next, p.d.Language.Figure.Adverbs) && !p.d.Language.Figure.Ends(next, p.d.Language.Figure.Pasts)
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
	if w := p.kind(i + 3); p.low(i+1) == "in" && p.low(i+2) == "the" && w.Kind == lang.TimeUnit && w.N > 0 {
		t := Time{First: i, Last: i + 4}
		p.relativeUnit(&t, lang.This, w, 1, false, false) // "earlier in the week"
		return t, true
	}
	return Time{}, false
}

// duration reads a stretch without a date: "two weeks ago", "in the three days", "a four-day".
func (p *timeParser) duration(i int) (Time, bool) {
	count, at, ok := p.numbers.cardinal(i)
	if !ok {
		if words, _ := p.numbers.vague(i); words > 0 && p.kind(i+words).Kind == lang.TimeUnit {
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
	if p.low(at+1) == "later" {
		if t.Last, t.Precision = at+2, NoPrecision; i > 0 && p.low(i-1) == "a" {
			t.First-- // "a few hours later"
		}
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
	if !p.d.Tokens[i].Hyphened() {
		return Time{}, false
	}
	count, unit, ok := strings.Cut(p.low(i), "-")
	if !ok || p.d.Language.Time.Words[unit].Kind != lang.TimeUnit {
		return Time{}, false
	}
	if _, isWord := p.numbers.l.Words[count]; !isWord && (count == "" || count[0] < '0' || count[0] > '9') {
		return Time{}, false
	}
	return Time{First: i, Last: i + 1, Precision: OfDays}, true
}
