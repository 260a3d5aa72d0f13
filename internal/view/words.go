package view

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"sitrep"
)

// DayOf writes a time as a day, as precisely as it is known: "23 Dec 2024", "Dec 2024", "2024".
func DayOf(s sitrep.Stamp) string {
	switch {
	case s.IsZero():
		return "undated"
	case len(s.String()) == 4:
		return s.String()
	case len(s.String()) == 7:
		return s.Start().Format("Jan 2006")
	}
	return s.Start().Format("2 Jan 2006")
}

// IsoDay writes a ledger's day or range of days in words, and leaves what is neither alone.
func IsoDay(s string) string {
	if from, to, ok := strings.Cut(s, "/"); ok {
		switch {
		case to == "..":
			return "since " + IsoDay(from)
		case from == "..":
			return "until " + IsoDay(to)
		case from == to:
			return IsoDay(from)
		}
		return IsoDay(from) + " to " + IsoDay(to)
	}
	if st, err := sitrep.ParseStamp(s); err == nil && !st.IsZero() {
		return DayOf(st)
	}
	return s
}

var isoDays = regexp.MustCompile(`\b\d{4}-\d{2}(?:-\d{2})?\b`)

// HumanDays writes the days in a title as people do.
func HumanDays(s string) string { return isoDays.ReplaceAllStringFunc(s, IsoDay) }

// Plain is a word of the program's in plain English: no underscores.
func Plain(s any) string { return strings.ReplaceAll(fmt.Sprint(s), "_", " ") }

// ActWords say what somebody did by a kind of claim.
func ActWords(a sitrep.Act) string {
	switch a {
	case sitrep.Statement, "":
		return "said"
	case sitrep.Denial:
		return "denied"
	case sitrep.Confirmation:
		return "confirmed"
	case sitrep.Condemnation:
		return "condemned"
	case sitrep.Accusation:
		return "accused"
	case sitrep.Support:
		return "supported"
	case sitrep.Demand:
		return "demanded"
	case sitrep.Warning:
		return "warned"
	case sitrep.Regret:
		return "regretted"
	case sitrep.NoComment:
		return "declined to comment"
	case sitrep.Unreachable:
		return "not reached"
	}
	return Plain(a)
}

// Link is an address of a report's, if following it does no harm: http and https only.
func Link(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// Host is where a link leads, for eyes.
func Host(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

func StoryURL(id sitrep.StoryID) string   { return "/story/" + url.PathEscape(string(id)) }
func ReportURL(id sitrep.ReportID) string { return "/report/" + url.PathEscape(string(id)) }

// ClaimURL names words of a report: b for its text, t for its title, and from where to where.
func ClaimURL(c sitrep.Citation) string {
	in := "b"
	if c.In == sitrep.InTitle {
		in = "t"
	}
	return fmt.Sprintf("%s%s%d-%d", ClaimBase(c.Report), in, c.Start, c.End)
}

func ClaimBase(id sitrep.ReportID) string { return "/claim/" + url.PathEscape(string(id)) + "/" }

// ParseAt is the inverse of claimURL's last part.
func ParseAt(s string) (in sitrep.Field, at sitrep.Span, err error) {
	bad := fmt.Errorf("no words at %q: %w", s, sitrep.NotFound)
	if s == "" || s[0] != 'b' && s[0] != 't' {
		return in, at, bad
	}
	from, to, ok := strings.Cut(s[1:], "-")
	if !ok {
		return in, at, bad
	}
	var err1, err2 error
	at.Start, err1 = strconv.Atoi(from)
	at.End, err2 = strconv.Atoi(to)
	if err1 != nil || err2 != nil || at.Start < 0 || at.End <= at.Start {
		return in, at, bad
	}
	if s[0] == 't' {
		in = sitrep.InTitle
	}
	return in, at, nil
}

// Short cuts text at a word, to about so many bytes.
func Short(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= n {
		return s
	}
	s = s[:Back(s, n)]
	if at := strings.LastIndexByte(s, ' '); at > n/2 {
		s = s[:at]
	}
	return strings.TrimRight(s, " ,;:") + " …"
}

// Back is the rune boundary at or before an offset.
func Back(s string, n int) int {
	for n > 0 && n < len(s) && !utf8.RuneStart(s[n]) {
		n--
	}
	return min(n, len(s))
}
