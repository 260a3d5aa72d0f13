package intake

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"sitrep"
)

// dates reads the dates of one input, and says so if one of them can't be.
type dates struct {
	r     *reader
	input string
	line  int
	quiet bool // say nothing of dates that can't be read: a page has several places for one
}

// first is the first of several dates that can be read.
func (d dates) first(list []string) sitrep.Stamp {
	for _, s := range list {
		if stamp := d.parse(s); !stamp.IsZero() {
			return stamp
		}
	}
	return sitrep.Stamp{}
}

func (d dates) tell(format string, args ...any) {
	if !d.quiet {
		d.r.problem(Problem{d.input, d.line, fmt.Errorf(format, args...)})
	}
}

// earliest is the first year a report can be of: newspapers begin after it.
const earliest = 1500

// parse reads a date; one that can't be read or can't be true is unknown, and named.
func (d dates) parse(s string) sitrep.Stamp {
	if strings.TrimSpace(s) == "" {
		return sitrep.Stamp{}
	}
	stamp, ok := parseDate(s)
	switch now := d.r.o.Now; {
	case !ok:
		d.tell("%q is not a date this program can read; taken for unknown. Write it as 2024-12-23 or 2024-12-23T10:00:00Z", cut(s, 60))
	case stamp.IsZero() || stamp.Start().Year() < earliest || stamp.String() == "1970-01-01T00:00:00Z":
		d.tell("the date %s can't be when a report was published; taken for unknown", cut(s, 60))
	case !now.IsZero() && stamp.Start().After(now.Add(24*time.Hour)):
		d.tell("the date %s lies in the future; taken for unknown", stamp)
	default:
		return stamp
	}
	return sitrep.Stamp{}
}

// parseDate reads a date as news software writes them: ISO 8601, RFC 822 and its looser kin, day or month first
// when the month is a word, seconds since 1970. Dates of numbers alone with the year last (3/4/2024) are not read:
// nothing tells the day from the month.
func parseDate(s string) (sitrep.Stamp, bool) {
	s = strings.Join(strings.Fields(s), " ")
	if stamp, err := sitrep.ParseStamp(s); err == nil && !stamp.IsZero() {
		return stamp, true
	}
	if t, ok := unixTime(s); ok {
		return sitrep.At(t), true
	}
	s, zone, known := withoutZone(withoutWeekday(s))
	for _, layout := range []string{
		"2 Jan 2006 15:04:05", "2 Jan 2006 15:04", "2 Jan 06 15:04:05", "2 Jan 06 15:04", "2-Jan-06 15:04:05", "2-Jan-2006 15:04:05",
		"2 January 2006 15:04:05", "2 January 2006 15:04", "Jan 2 2006 15:04:05", "Jan 2 2006 15:04", "Jan 2 2006 3:04 PM",
		"January 2 2006 15:04:05", "January 2 2006 15:04", "January 2 2006 3:04 PM", "Jan 2 15:04:05 2006",
		"2006-1-2T15:04:05", "2006-1-2T15:04", "2006-1-2 15:04:05", "2006-1-2 15:04", "2006/1/2 15:04:05", "2006/1/2 15:04",
		"20060102T150405", "20060102150405",
	} {
		t, err := time.ParseInLocation(layout, s, zone)
		if err == nil && known {
			return sitrep.At(t), true
		}
		if err == nil {
			return sitrep.Day(t), true
		}
	}
	for _, layout := range []string{"2 Jan 2006", "2 January 2006", "Jan 2 2006", "January 2 2006", "2006/1/2", "2006-1-2", "20060102"} {
		if t, err := time.Parse(layout, s); err == nil {
			return sitrep.Day(t), true
		}
	}
	return sitrep.Stamp{}, false
}

// unixTime reads seconds or milliseconds since 1970, of this century.
func unixTime(s string) (time.Time, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	switch {
	case err != nil:
	case len(s) == 10 && n >= 1e9 && n < 4e9:
		return time.Unix(n, 0).UTC(), true
	case len(s) == 13 && n >= 1e12 && n < 4e12:
		return time.UnixMilli(n).UTC(), true
	}
	return time.Time{}, false
}

// withoutWeekday drops the day of the week before a date, and commas.
func withoutWeekday(s string) string {
	s = strings.Join(strings.Fields(strings.ReplaceAll(s, ",", " ")), " ")
	word, rest, ok := strings.Cut(s, " ")
	if ok && len(word) >= 3 {
		for day := time.Sunday; day <= time.Saturday; day++ {
			if name := day.String(); len(word) <= len(name) && strings.EqualFold(word, name[:len(word)]) {
				return rest
			}
		}
	}
	return s
}

// zones are the names of time zones that have one meaning in the news, in hours from UTC.
func zoneHours(name string) (float64, bool) {
	switch name {
	case "Z", "UT", "UTC", "GMT", "WET":
		return 0, true
	case "EST", "CDT":
		return -5, true
	case "EDT", "AST":
		return -4, true
	case "CST", "MDT":
		return -6, true
	case "MST", "PDT":
		return -7, true
	case "PST":
		return -8, true
	case "CET", "WEST":
		return 1, true
	case "CEST", "EET":
		return 2, true
	case "EEST", "MSK":
		return 3, true
	case "JST", "KST":
		return 9, true
	case "AEST":
		return 10, true
	case "AEDT":
		return 11, true
	}
	return 0, false
}

// withoutZone parts a date from the zone behind it. Without a zone the time is UTC's; of a zone whose name is not
// known, only the day is.
func withoutZone(s string) (date string, zone *time.Location, known bool) {
	if at := strings.LastIndex(s, "("); at > 0 && strings.HasSuffix(s, ")") {
		s = strings.TrimSpace(s[:at])
	}
	if date, offset, ok := withoutOffset(s); ok {
		return date, time.FixedZone("", offset), true
	}
	if rest, ok := strings.CutSuffix(s, "Z"); ok && rest != "" && rest[len(rest)-1] >= '0' && rest[len(rest)-1] <= '9' {
		return withoutFraction(rest), time.UTC, true
	}
	at := strings.LastIndexByte(s, ' ')
	name := s[at+1:]
	if at < 0 || name == "AM" || name == "PM" || len(name) > 5 || !strings.Contains(s, ":") || strings.ToUpper(name) != name || strings.ContainsAny(name, "0123456789:") {
		return withoutFraction(s), time.UTC, true
	}
	hours, ok := zoneHours(name)
	return withoutFraction(s[:at]), time.FixedZone("", int(hours*3600)), ok
}

// withoutOffset parts a date from an offset such as +0200, -05:00, +03 or GMT+2 behind it, in seconds.
func withoutOffset(s string) (date string, seconds int, ok bool) {
	at := strings.LastIndexAny(s, "+-")
	if at < 1 || !strings.Contains(s[:at], ":") {
		return "", 0, false
	}
	digits := strings.ReplaceAll(s[at+1:], ":", "")
	n, err := strconv.Atoi(digits)
	if err != nil || len(digits) < 1 || len(digits) > 4 {
		return "", 0, false
	}
	if len(digits) > 2 {
		n = n/100*3600 + n%100*60
	} else {
		n *= 3600
	}
	if n > 14*3600 {
		return "", 0, false
	}
	if s[at] == '-' {
		n = -n
	}
	date = strings.TrimSpace(s[:at])
	for _, name := range []string{"GMT", "UTC"} {
		date = strings.TrimSpace(strings.TrimSuffix(date, name))
	}
	return withoutFraction(date), n, true
}

// withoutFraction drops the fraction of a second at the end of a time.
func withoutFraction(s string) string {
	at := strings.LastIndexByte(s, '.')
	if at < 0 || strings.Count(s[:at], ":") < 2 || strings.Trim(s[at+1:], "0123456789") != "" {
		return s
	}
	return s[:at]
}

func cut(s string, n int) string {
	if r := []rune(oneLine(s)); len(r) > n {
		return string(r[:n]) + "…"
	}
	return oneLine(s)
}
