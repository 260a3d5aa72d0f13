package check

import (
	"strings"
	"time"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// The stretch of time a count covers: a week, four days, since July, all there were.

// timeless is a figure without its time where that is the time of those who counted: "during a five-day investigation".
func timeless(d *text.Doc, f *sitrep.Figure) *sitrep.Figure {
	if f.When == "" || f.Basis != sitrep.OfPeriod {
		return f
	}
	at := strings.Index(d.Text[f.Sentence.Start:f.Sentence.End], string(f.When))
	if at < 0 {
		return f
	}
	next := d.TokenAt(f.Sentence.Start+at+len(f.When)-1) + 1
	if next >= len(d.Tokens) || !d.Language.Check.Inquiries.Has(d.Lower(next)) {
		return f
	}
	g := *f
	g.When, g.Date, g.Basis = "", "", sitrep.Cumulative
	return &g
}

// mereDate reports whether the time of a count is a month or year in which it happened, and no stretch it counts over: "strikes in
// July 2016 killed 14".
func (t *stated) mereDate() bool {
	return t.stretch == "" && !t.alone() && !t.summed() && isMonth(t.Date)
}

func (e *fact) mereDate() bool { return e.stretch == "" && isMonth(e.Date) }

func isMonth(date sitrep.Words) bool {
	return (len(date) == 7 || len(date) == 4) && date[0] >= '0' && date[0] <= '9'
}

// lasting is the unit of the stretch of time a sentence says something happened within, where it was not read with the
// count: "in two days of fighting", "within a single week".
func (s *sentence) lasting(f *sitrep.Figure) string {
	l := s.d.Language
	for i := s.first; i+1 < s.last; i++ {
		if w := s.low(i); !l.Check.Within.Has(w) || s.quoted(i) {
			continue
		}
		for k := i + 1; k < s.last && k <= i+6; k++ {
			if unit := l.Check.Spans[s.low(k)]; unit != "" && k > i+1 && !s.dates.hold(k) {
				return spell(s.small(k-1), unit)
			}
			if c := l.Claims.Words[s.low(k)]; c != lang.DetWord && c != lang.OfWord && s.small(k) == 0 && !l.Check.Spell.Has(s.low(k)) && !l.Check.Exactly.Has(s.low(k)) {
				break
			}
		}
	}
	return ""
}

// spell is the unit of so many units: seven days are a week.
func spell(n int64, unit string) string {
	switch {
	case n == 7 && unit == "day":
		return "week"
	case (n == 30 || n == 31) && unit == "day":
		return "month"
	case n == 12 && unit == "month":
		return "year"
	}
	return unit
}

// tells reports whether passages hold a word for a stretch of time.
func (x *index) tells(ps []int32, unit string) bool {
	for _, p := range ps {
		d, first, last := x.tokens(p)
		for i := first; i < last; i++ {
			if x.language.Check.Spans[d.Lower(i)] == unit {
				return true
			}
		}
	}
	return false
}

// longer reports whether two counts are of stretches of so many days, or weeks, of which the numbers differ: "in one day",
// "over the past three days".
func (t *stated) longer(e *fact) bool {
	if t.stretch == "" || t.stretch != e.stretch {
		return false
	}
	d := text.Parse(t.x.language, string(e.When))
	mine, theirs := units(t.d, t.first, t.last, t.stretch), units(d, 0, len(d.Tokens), t.stretch)
	return mine > 0 && theirs > 0 && mine != theirs
}

// units is how many units of a stretch of time are told among tokens [first, last): 3 for "three days"; 0 when none are.
func units(d *text.Doc, first, last int, unit string) int64 {
	for _, q := range text.NumbersBesides(d, nil) {
		if q.First >= first && q.Last < last && q.Value.Known && d.Language.Check.Spans[d.Lower(q.Last)] == unit {
			return q.Value.N
		}
	}
	for i := first; i < last; i++ {
		n, of, ok := strings.Cut(d.Lower(i), "-")
		if !ok || d.Language.Check.Spans[of] != unit {
			continue
		}
		for _, q := range text.NumbersBesides(text.Parse(d.Language, n), nil) { // "four-day"
			if q.Value.Known {
				return q.Value.N
			}
		}
	}
	for i := first + 1; i < last; i++ {
		if d.Language.Check.Spans[d.Lower(i)] == unit && d.Language.Check.Spell.Has(d.Lower(i-1)) {
			return 1 // "a single day"
		}
	}
	return 0
}

// otherStretch reports whether two counts are of stretches of time of which one is much the longer: "in January alone" and
// "between January and March".
func (t *stated) otherStretch(e *fact) bool {
	if e.Basis != sitrep.OfPeriod || t.Basis != sitrep.OfPeriod {
		return false
	}
	a, ok1 := dayOf(string(t.Date))
	b, ok2 := dayOf(string(e.Date))
	if !ok1 || !ok2 || strings.Contains(string(t.Date)+string(e.Date), "..") {
		return false
	}
	n, m := a.to.Sub(a.from), b.to.Sub(b.from)
	return n > 0 && m > 0 && (n > 3*m/2 || m > 3*n/2) && (len(t.Date) > 4 && len(e.Date) > 4)
}

// spells reports whether the sentence tells a stretch of time in words that were not read as one: "in a single day".
func (t *stated) spells(stretch string) bool {
	if t.stretch != "" || stretch == "" {
		return false
	}
	for i := t.first + 1; i < t.last; i++ {
		if t.d.Language.Check.Spans[t.low(i)] == stretch && (t.low(i) != stretch+"s" || t.small(i-1) > 0) && t.d.Tokens[i-1].Kind == text.Word && !t.dates.hold(i) {
			return true
		}
	}
	return false
}

// dated reports whether only one of the two counts what is new in a stretch of time told by its dates.
func (t *stated) dated(e *fact) bool {
	if t.Basis == sitrep.OfPeriod && e.Basis != sitrep.OfPeriod && t.alone() {
		return true
	}
	if e.Basis == sitrep.OfPeriod && e.When != "" && t.Basis != sitrep.OfPeriod && t.summed() {
		return true
	}
	if e.stretch != "" || t.stretch != "" || len(t.dates.days) > 0 || seasonal(t.d, t.When) {
		return false
	}
	return (e.Basis == sitrep.OfPeriod && e.When != "") != (t.Basis == sitrep.OfPeriod && t.When != "")
}

// seasonal reports whether words for a time name a season: "in summer 2015".
func seasonal(d *text.Doc, when sitrep.Words) bool {
	for _, w := range strings.Fields(strings.ToLower(string(when))) {
		if d.Language.Time.Words[w].Kind == lang.Season {
			return true
		}
	}
	return false
}

// summed reports whether the sentence says that it counts all there were: "all told", "over the whole of the deployment".
func (t *stated) summed() bool {
	for i := t.first; i < t.last; i++ {
		if w := t.low(i); t.d.Language.Check.Total.Has(w) || t.d.Language.Check.Amounts[w] == "all" && (t.low(i+1) == "told" || t.d.Language.Claims.Words[t.low(i+1)] == lang.OfWord && t.d.Language.Claims.Words[t.low(i-1)] == lang.DetWord) {
			return true
		}
	}
	return false
}

// otherSince reports whether two counts run from different days: "since the start of the year", "since 11 July".
func (t *stated) otherSince(e *fact) bool {
	a, ok1 := strings.CutSuffix(string(t.Date), "/..")
	b, ok2 := strings.CutSuffix(string(e.Date), "/..")
	if !ok1 || !ok2 {
		return false
	}
	v, ok1 := dayOf(a)
	w, ok2 := dayOf(b)
	return ok1 && ok2 && !v.meets(w) && !t.dates.near(w)
}

// alone reports whether the sentence says that it counts one stretch of time only: "in December alone", "on Sunday, 19
// November, alone", "Tuesday's bombardment alone", "a single day".
func (t *stated) alone() bool {
	for i := t.first + 1; i < t.last; i++ {
		if t.low(i) == "alone" {
			for k := i - 1; k >= t.first && k >= i-3; k-- {
				if t.dates.hold(k) || t.d.Language.Time.Words[t.low(k)].Kind != 0 {
					return true
				}
			}
		}
		if t.oneUnit(i) != "" {
			return true
		}
	}
	return false
}

// oneUnit is the unit of time of which a token says that it is one only: "a single day", "just one week".
func (t *stated) oneUnit(i int) string {
	w := t.low(i - 1)
	if w != "single" && !(t.small(i-1) == 1 && t.d.Language.Check.Within.Has(t.low(i-2))) || t.quoted(i) {
		return ""
	}
	return t.d.Language.Check.Spans[t.low(i)]
}

// narrowed reports whether the sentence tells of one day, or of one stretch alone, what a report counted over a longer one:
// "on Sunday alone" for "since Tuesday", "a single day" for "over four days".
func (t *stated) narrowed(e *fact) bool {
	alone := t.alone()
	unit := ""
	for i := t.first + 1; i < t.last && unit == ""; i++ {
		unit = t.oneUnit(i)
	}
	mine, dated := dayOf(string(t.Date))
	oneDay := unit == "day" || dated && mine.to.Sub(mine.from) <= aDay && t.happened()
	if theirs, ok := dayOf(string(e.Date)); ok && dated && alone && strings.Contains(string(e.Date), "/") && !strings.Contains(string(e.Date), "..") && 2*mine.to.Sub(mine.from) < theirs.to.Sub(theirs.from) {
		return true
	}
	if !oneDay || e.When == "" || t.Basis == sitrep.Cumulative && !alone {
		return false
	}
	d := text.Parse(t.x.language, string(e.When))
	for i := range d.Tokens {
		w := d.Lower(i)
		if i == 0 && w == "since" {
			from, _ := strings.CutSuffix(string(e.Date), "/..")
			v, ok := dayOf(from)
			return !ok || !dated || !v.meets(mine)
		}
		if of := d.Language.Check.Spans[w]; of != "" && of != "day" {
			return e.Basis != sitrep.OfEvent
		}
	}
	n := units(d, 0, len(d.Tokens), "day")
	return n > 1 || n == 0 && e.stretch == "day" && !alone
}

// aDay is the length of a day, with a margin.
const aDay = 25 * time.Hour

// happened reports whether the day the sentence names is that on which it happened, as far as it shows: not the one on which it
// was said, nor up to which it was counted.
func (t *stated) happened() bool {
	from := t.d.Text[t.Figure.Sentence.Start:t.Figure.Sentence.End]
	at := strings.Index(from, string(t.When))
	if t.When == "" || at < 0 {
		return false
	}
	i := t.d.TokenAt(t.Figure.Sentence.Start + at)
	return !saidThen(t.d, t.first, t.last, i) && !t.upTo(i)
}

// upTo reports whether a word before a time says that something was counted up to it: "by", "since", "as of".
func (t *stated) upTo(i int) bool {
	for k := i; k >= t.first && k >= i-2; k-- {
		switch t.low(k) {
		case "by", "since", "until", "till", "as", "before", "after", "from":
			return true
		case "of":
			if t.low(k-1) == "as" {
				return true
			}
		}
	}
	return false
}

// ofLength reports whether the sentence gives by its dates a stretch as long as a report tells: "from 14 to 17 November", "over
// four days".
func (t *stated) ofLength(e *fact) bool {
	v, ok := dayOf(string(t.Date))
	if !ok || t.stretch != "" || e.stretch == "" || !strings.Contains(string(t.Date), "/") || strings.Contains(string(t.Date), "..") {
		return false
	}
	d := text.Parse(t.x.language, string(e.When))
	n, days := units(d, 0, len(d.Tokens), e.stretch), int64(v.to.Sub(v.from)/(24*time.Hour)+1)
	n = max(n, 1)
	switch e.stretch {
	case "day":
		return days == n
	case "week":
		return days >= 7*n && days <= 8*n
	case "month":
		return days >= 28*n && days <= 31*n
	}
	return false
}

// sameMonths reports whether two counts are of the same months of a year, told as so many of its first or as their names: "in the
// first two months of 2025", "in January and February".
func (t *stated) sameMonths(e *fact) bool {
	d, first, last := t.x.tokens(e.passage)
	a, b := months(t.d, t.first, t.last)
	c, f := months(d, first, last)
	return a > 0 && a == c && b == f
}

// oneOfMonths reports whether the sentence tells of one month alone what a report counted over several: "in January alone" for "in
// January and February".
func (t *stated) oneOfMonths(e *fact) bool {
	if !t.alone() {
		return false
	}
	d, first, last := t.x.tokens(e.passage)
	from, to := months(d, first, last)
	a, _ := months(t.d, t.first, t.last)
	return a == 0 && to > from
}

// months are the first and the last month told among tokens [first, last) as a stretch; zeros when there is none.
func months(d *text.Doc, first, last int) (from, to int) {
	for i := first; i+2 < last; i++ {
		if d.Lower(i) == "first" && d.Language.Check.Spans[d.Lower(i+2)] == "month" {
			for _, q := range text.NumbersBesides(d, nil) {
				if q.First == i+1 && q.Value.Known && q.Value.N > 1 && q.Value.N < 12 {
					return 1, int(q.Value.N)
				}
			}
		}
		a, b := d.Language.Time.Words[d.Lower(i)], d.Language.Time.Words[d.Lower(i+2)]
		if a.Kind == lang.Month && b.Kind == lang.Month && a.N < b.N && d.Tokens[i].Shape != text.Lower {
			switch c := d.Language.Claims.Words[d.Lower(i+1)]; {
			case c == lang.ToWord, c == lang.AndWord && (b.N == a.N+1 || d.Lower(i-1) == "between"), d.Raw(i+1) == "–", d.Raw(i+1) == "-":
				return int(a.N), int(b.N)
			}
		}
	}
	return 0, 0
}
