package web

import (
	"errors"
	"html/template"
	"regexp"
	"strconv"
	"strings"
	"time"

	"sitrep"
	"sitrep/internal/ledger"
)

// Why a page was not made.
var (
	errFault = errors.New("a fault of this program while a page was made")
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
		"trim":     func(s string) string { return strings.TrimRight(s, " ") },
		"short":    short, "language": languageWord, "foreign": foreign, "add": func(a, b int) int { return a + b }, "percent": func(f float64) string { return strconv.Itoa(int(f*100+0.5)) + " %" },
	}
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

func count(n int, noun string) string {
	if n != 1 {
		if stem, ok := strings.CutSuffix(noun, "y"); ok {
			noun = stem + "ie"
		}
		noun += "s"
	}
	return strconv.Itoa(n) + " " + noun
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
