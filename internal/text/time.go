package text

import (
	"strconv"
	"strings"
	"time"

	"sitrep"
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
	p := newTimeParser(d)
	var out []Time
	known := &d.Language.Known
	for i := 0; i < len(d.Tokens); {
		if word := &d.Tokens[i]; word.Kind == Punct || !known.At(word.Word).In.Has(lang.TimeList) && !word.figures() { // most words
			i++
			continue
		}
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
		if n := len(out); n > 0 && out[n-1].Last == t.First && p.kind(t.First-1).Kind == lang.Ago && p.kind(t.First).Kind == lang.This {
			out[n-1].Last, i = t.Last, t.Last // "thirty years ago this week"
			continue
		}
		out = append(out, t)
		i = t.Last
	}
	return out
}

func newTimeParser(d *Doc) timeParser {
	p := timeParser{d: d, numbers: numberParser{d: d, l: &d.Language.Number}}
	if !d.Published.IsZero() {
		p.anchor = d.Published.Start().UTC().Truncate(24 * time.Hour)
	}
	p.masthead()
	return p
}

// Anchor is the day against which a text's times are resolved: that of publication, or the one the text opens with where the two are
// far apart. It is zero when neither is known.
func Anchor(d *Doc) time.Time {
	if d.Language.Time.Words == nil {
		return time.Time{}
	}
	return newTimeParser(d).anchor
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

// A text's own date stands among its first mastheadTokens tokens; it counts where the stated day of publication is further off than a
// time zone explains, and not by years, as an anniversary's would be.
const (
	mastheadTokens = 30
	mastheadNear   = 36 * time.Hour
	mastheadFar    = 400 * 24 * time.Hour
)

// masthead makes the date that a text opens with the anchor ("Friday 28 Oct 2016 Agency A source said on Thursday ..."), where the report is
// undated or was given another day by who collected it: the text's weekdays are those of its own date.
func (p *timeParser) masthead() {
	if p.d.In != sitrep.InText {
		return
	}
	begun := false // a sentence, maybe the headline
	for i := range min(mastheadTokens, len(p.d.Tokens)) {
		w := p.kind(i)
		if p.d.Tokens[i].Kind != Number && w.Kind != lang.Month {
			begun = begun || p.d.Tokens[i].Shape == Lower && w.Kind == lang.NoTime && !p.d.Language.Text.Starters.Has(p.low(i)) && !lang.Within(p.low(i), p.d.Language.Brief.Furniture.Stamps)
			continue
		}
		t, ok := p.numeric(i)
		if !ok {
			t, ok = p.calendar(i)
		}
		if !ok || len(t.Date) != len(time.DateOnly) || t.Precision != OfDay || !p.yeared(t) {
			continue
		}
		day := i
		if p.kind(i-1).Kind == lang.Weekday {
			day--
		}
		if begun && day == i || day == 1 && p.kind(0).Kind == lang.TimePrep || t.Last < len(p.d.Tokens) && p.d.Tokens[t.Last].Shape == Lower {
			return // part of a sentence
		}
		own, err := time.Parse(time.DateOnly, t.Date)
		if apart := own.Sub(p.anchor).Abs(); err == nil && (p.anchor.IsZero() || apart > mastheadNear && apart < mastheadFar) {
			p.anchor = own
		}
		return
	}
}

// yeared reports whether a time gives its year.
func (p *timeParser) yeared(t Time) bool {
	return strings.Contains(p.d.Slice(p.d.Span(t.First, t.Last)), t.Date[:4])
}

type timeParser struct {
	d       *Doc
	numbers numberParser
	anchor  time.Time // the day of publication; zero when unknown
}

func (p *timeParser) kind(i int) lang.TimeWord {
	if i < 0 || i >= len(p.d.Tokens) {
		return lang.TimeWord{}
	}
	w := p.d.Listed(i).TimeWord()
	if w.Kind == lang.Month || w.Kind == lang.Weekday {
		// "may", "march" and "sun" are names of times only with a capital
		if p.d.Tokens[i].Shape == Lower && !p.d.Language.Time.Small {
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
	if p.numbers.starts(i) {
		if t.figures() { // no month stands here, so a day must
			if v, ok := p.calendar(i); ok {
				return v, true
			}
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
			if w.Kind == lang.TimePrep && p.kind(t.First).Kind == lang.DayShift || w.Kind != lang.Since && p.low(t.Last) == "'s" {
				break // "will be handed over tomorrow", "in overnight raids", "killed by Monday's quake"
			}
			if w.Kind == lang.Until && w.N == 1 || p.d.Lower(k) == "at" && t.Precision != NoPrecision {
				break
			}
			t.First = k
			prep = true
			if w.Kind == lang.Since && t.Date != "" {
				t.Open, t.Date = true, p.past(strings.SplitN(t.Date, "/", 2)[0])+"/.."
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

// past is a day or month that lies behind the anchor: what goes on since January did not begin in the next one. A year
// that the words give themselves is left alone.
func (p *timeParser) past(date string) string {
	if p.anchor.IsZero() || len(date) < len("2006-01") || date[:min(len(date), len(time.DateOnly))] <= p.anchor.Format(time.DateOnly) {
		return date
	}
	year, err := strconv.Atoi(date[:4])
	if err != nil || year != p.anchor.Year()+1 && year != p.anchor.Year() {
		return date
	}
	return strconv.Itoa(year-1) + date[4:]
}

func (p *timeParser) low(i int) string { return p.d.Lower(i) }
