package web

import (
	"errors"
	"fmt"
	"html/template"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/ledger"
)

// Why a page was not made.
var (
	errFault = errors.New("a fault of this program while a page was made")
	errBusy  = errors.New("too many ask for what takes long")
)

// words are what templates say things with.
func words() template.FuncMap {
	return template.FuncMap{
		"day": dayOf, "iso": isoOf, "instant": instant, "clockday": clockDay, "clockiso": clockISO,
		"count": count, "plain": plain, "acts": actWords, "verdict": verdictWord, "link": link, "host": host,
		"storyURL": storyURL, "reportURL": reportURL, "claimURL": claimURL, "value": func(s *sitrep.Step) string { return ledger.Words(s) },
		"basis":    basisWord,
		"settled":  func(rows []decisionView, here string) deskView { return deskView{rows, here} },
		"sentence": sentenceForm,
		"short":    short, "language": languageWord, "foreign": foreign, "add": func(a, b int) int { return a + b }, "percent": func(f float64) string { return strconv.Itoa(int(f*100+0.5)) + " %" },
	}
}

// dayOf writes a time as a day, as precisely as it is known: "23 Dec 2024", "Dec 2024", "2024".
func dayOf(s sitrep.Stamp) string {
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

// isoOf is a time for the datetime attribute.
func isoOf(s sitrep.Stamp) string { return s.String() }

// instant reports whether a time is known to the minute, so that a zone matters.
func instant(s sitrep.Stamp) bool { return len(s.String()) > 10 }

func clockDay(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.UTC().Format("2 Jan 2006, 15:04 UTC")
}

func clockISO(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// isoDay writes a ledger's day or range of days in words, and leaves what is neither alone.
func isoDay(s string) string {
	if from, to, ok := strings.Cut(s, "/"); ok {
		switch {
		case to == "..":
			return "since " + isoDay(from)
		case from == "..":
			return "until " + isoDay(to)
		case from == to:
			return isoDay(from)
		}
		return isoDay(from) + " to " + isoDay(to)
	}
	if st, err := sitrep.ParseStamp(s); err == nil && !st.IsZero() {
		return dayOf(st)
	}
	return s
}

var isoDays = regexp.MustCompile(`\b\d{4}-\d{2}(?:-\d{2})?\b`)

// humanDays writes the days in a title as people do.
func humanDays(s string) string { return isoDays.ReplaceAllStringFunc(s, isoDay) }

func count(n int, noun string) string {
	if n != 1 {
		if stem, ok := strings.CutSuffix(noun, "y"); ok {
			noun = stem + "ie"
		}
		noun += "s"
	}
	return strconv.Itoa(n) + " " + noun
}

// plain is a word of the program's in plain English: no underscores.
func plain(s any) string { return strings.ReplaceAll(fmt.Sprint(s), "_", " ") }

// actWords say what somebody did by a kind of claim.
func actWords(a sitrep.Act) string {
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
	return plain(a)
}

// verdictWord is what stands in the margin.
func verdictWord(v sitrep.Verdict) string {
	switch v {
	case sitrep.NotInReports:
		return "not in the reports"
	case sitrep.NotCheckable:
		return "not checkable"
	}
	return string(v)
}

// languageWord names the commonest languages of reports; others keep their tag.
func languageWord(tag string) string {
	names := map[string]string{"en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "ru": "Russian", "uk": "Ukrainian",
		"pl": "Polish", "ar": "Arabic", "he": "Hebrew", "fa": "Persian", "tr": "Turkish", "ko": "Korean", "ja": "Japanese", "zh": "Chinese", "hi": "Hindi", "nl": "Dutch"}
	base, _, _ := strings.Cut(tag, "-")
	if n := names[base]; n != "" {
		return n
	}
	return tag
}

var languageTag = regexp.MustCompile(`^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$`)

// foreign is the tag of a language that is not the page's, for whoever reads it aloud.
func foreign(tag string) string {
	if tag == "en" || strings.HasPrefix(tag, "en-") || !languageTag.MatchString(tag) {
		return ""
	}
	return tag
}

// link is an address of a report's, if following it does no harm: http and https only.
func link(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// host is where a link leads, for eyes.
func host(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

func storyURL(id sitrep.StoryID) string   { return "/story/" + url.PathEscape(string(id)) }
func reportURL(id sitrep.ReportID) string { return "/report/" + url.PathEscape(string(id)) }

// claimURL names words of a report: b for its text, t for its title, and from where to where.
func claimURL(c sitrep.Citation) string {
	in := "b"
	if c.In == sitrep.InTitle {
		in = "t"
	}
	return fmt.Sprintf("%s%s%d-%d", claimBase(c.Report), in, c.Start, c.End)
}

func claimBase(id sitrep.ReportID) string { return "/claim/" + url.PathEscape(string(id)) + "/" }

// parseAt is the inverse of claimURL's last part.
func parseAt(s string) (in sitrep.Field, at sitrep.Span, err error) {
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

// short cuts text at a word, to about so many bytes.
func short(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= n {
		return s
	}
	s = s[:back(s, n)]
	if at := strings.LastIndexByte(s, ' '); at > n/2 {
		s = s[:at]
	}
	return strings.TrimRight(s, " ,;:") + " …"
}

// back is the rune boundary at or before an offset.
func back(s string, n int) int {
	for n > 0 && n < len(s) && !utf8.RuneStart(s[n]) {
		n--
	}
	return min(n, len(s))
}
