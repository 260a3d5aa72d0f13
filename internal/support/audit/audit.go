// Package audit checks a brief's sentences a second time, by plain work on strings, and shares no code and
// no word list with the gate of package support: what one misses the other should see. It knows no
// grammar and no readings; it looks at the cited bytes alone and, for a doubt cut off, at the
// sentence around them.
package audit

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sitrep"
)

//go:embed words.txt
var wordList string

// Auditor checks units.
type Auditor struct {
	is map[string]map[string]bool // by list: its words
}

// New makes an auditor.
func New() *Auditor {
	a := &Auditor{is: map[string]map[string]bool{}}
	for _, line := range strings.Split(wordList, "\n") {
		name, words, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		a.is[name] = map[string]bool{}
		for _, w := range strings.Fields(words) {
			a.is[name][w] = true
		}
	}
	return a
}

var (
	word = regexp.MustCompile(`[\p{L}\p{M}\p{N}]+(?:[.,][\p{N}]+)*(?:['’-][\p{L}\p{M}\p{N}]+)*`)
	full = regexp.MustCompile(`\b(\d{1,2}) ([A-Z][a-z]+) (\d{4})\b`)
	half = regexp.MustCompile(`\b(?:[a-z]+-)?[A-Z][a-z]+ \d{4}\b`)
	said = regexp.MustCompile(`[“"„«]([^”"“»]+)[”"»]`)
)

// source is the words a unit rests on.
type source struct {
	cited     []string        // each citation's words
	around    []string        // and the sentences around them
	all       string          // the cited words together
	words     map[string]bool // as written
	lower     map[string]bool
	published []time.Time
}

// Check lists what in a unit does not stand in the words it cites.
func (a *Auditor) Check(u sitrep.Unit, reports map[sitrep.ReportID]*sitrep.Report) []string {
	src, problems := a.gather(u, reports)
	if len(problems) > 0 {
		return problems
	}
	text, dates := a.dates(u.Text, src)
	problems = append(problems, dates...)
	for _, check := range []func(string, *source, []sitrep.Derived) []string{a.quotations, a.numbers, a.names, a.measures, a.bounds, a.negations} {
		problems = append(problems, check(text, src, u.Derived)...)
	}
	return problems
}

func (a *Auditor) gather(u sitrep.Unit, reports map[sitrep.ReportID]*sitrep.Report) (*source, []string) {
	s := &source{words: map[string]bool{}, lower: map[string]bool{}}
	if len(u.Citations) == 0 {
		return s, []string{"it cites nothing"}
	}
	for _, c := range u.Citations {
		r := reports[c.Report]
		if r == nil || c.Start < 0 || c.End > len(r.In(c.In)) || c.Start >= c.End {
			return s, []string{"it cites what is not there"}
		}
		whole := r.In(c.In)
		s.cited = append(s.cited, whole[c.Start:c.End])
		s.around = append(s.around, whole[back(whole, c.Start):ahead(whole, c.End)])
		s.published = append(s.published, r.Published.Start())
	}
	s.all = strings.Join(s.cited, " … ")
	for _, w := range words(s.all) {
		s.words[w] = true
		s.lower[strings.ToLower(w)] = true
		for _, part := range strings.FieldsFunc(w, func(r rune) bool { return r == '-' || r == '\'' || r == '’' }) {
			s.words[part] = true
			s.lower[strings.ToLower(part)] = true
		}
	}
	return s, nil
}

// back and ahead find the ends of the sentence around a place, roughly: a stop, with the quotation marks and
// brackets that close behind it, before a space; or a line.
func back(s string, at int) int {
	for i := at; i > 0; i-- {
		if s[i-1] == '\n' || s[i-1] == ' ' && stopped(s[:i-1]) {
			return i
		}
	}
	return 0
}

func ahead(s string, at int) int {
	for i := at; i < len(s); i++ {
		if s[i] == '\n' || s[i] == ' ' && stopped(s[:i]) {
			return i
		}
	}
	return len(s)
}

// stopped reports whether a text ends with a stop.
func stopped(s string) bool {
	s = strings.TrimRight(s[max(0, len(s)-12):], "\"'”’»)]")
	return s != "" && strings.ContainsRune(".?!", rune(s[len(s)-1]))
}

func words(s string) []string { return word.FindAllString(s, -1) }

// dates checks the dates in full and takes them out of the text.
func (a *Auditor) dates(s string, src *source) (string, []string) {
	var problems []string
	rest := full.ReplaceAllStringFunc(s, func(m string) string {
		day, err := time.Parse("2 January 2006", m)
		if err != nil || strings.Contains(oneLine(src.all), m) {
			return m
		}
		if !a.told(day, src) {
			problems = append(problems, fmt.Sprintf("date %s: the cited words name no such day", m))
		}
		return ";"
	})
	rest = half.ReplaceAllStringFunc(rest, func(m string) string {
		month, err := time.Parse("January 2006", m[strings.LastIndexByte(m[:len(m)-5], '-')+1:])
		if err != nil || strings.Contains(oneLine(src.all), m) || !a.inYear(month, src) {
			return m
		}
		return m[:len(m)-5]
	})
	return rest, problems
}

// inYear reports whether a month lies in the year before the day of publication: there it needs no year to be told.
func (a *Auditor) inYear(month time.Time, src *source) bool {
	for _, p := range src.published {
		if apart := p.Sub(month); !p.IsZero() && apart >= 0 && apart < 365*24*time.Hour {
			return true
		}
	}
	return false
}

// told reports whether the cited words name a day: by its number and month, or, near the day of
// publication, by its weekday or as today or yesterday.
func (a *Auditor) told(day time.Time, src *source) bool {
	number, month := fmt.Sprint(day.Day()), strings.ToLower(day.Month().String())
	for _, w := range words(src.all) {
		w = strings.ToLower(w)
		if strings.TrimRight(w, "stndrh") == number {
			for m := range src.lower {
				if m == month || len(m) >= 3 && strings.HasPrefix(month, strings.TrimSuffix(m, ".")) || m == fmt.Sprint(int(day.Month())) {
					return true
				}
			}
		}
	}
	for _, p := range src.published {
		if p.IsZero() {
			continue
		}
		apart := int(p.UTC().Truncate(24*time.Hour).Sub(day).Hours() / 24)
		near := apart >= -7 && apart <= 7
		if near && src.lower[strings.ToLower(day.Weekday().String())] || near && src.lower[strings.ToLower(day.Weekday().String()[:3])] {
			return true
		}
		for w, d := range map[string]int{"today": 0, "tonight": 0, "yesterday": 1, "tomorrow": -1} {
			if src.lower[w] && apart == d {
				return true
			}
		}
	}
	return false
}

// quotations must stand letter by letter.
func (a *Auditor) quotations(s string, src *source, _ []sitrep.Derived) []string {
	var out []string
	have := oneLine(src.all)
	for _, m := range said.FindAllStringSubmatch(s, -1) {
		if !strings.Contains(have, strings.TrimRight(oneLine(m[1]), ".,;:!? ")) {
			out = append(out, fmt.Sprintf("quotation %q", m[1]))
		}
	}
	return out
}

func oneLine(s string) string {
	s = strings.NewReplacer("’", "'", "‘", "'", "“", "\"", "”", "\"", "‑", "-", "‐", "-").Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

// numbers in digits and in words must stand there.
func (a *Auditor) numbers(s string, src *source, derived []sitrep.Derived) []string {
	var out []string
	for _, w := range words(s) {
		low := strings.ToLower(w)
		switch {
		case strings.ContainsAny(w, "0123456789"):
			if src.words[w] || src.lower[low] || computed(w, derived) {
				continue
			}
		case a.is["number"][low]:
			if src.lower[low] {
				continue
			}
		default:
			continue
		}
		out = append(out, fmt.Sprintf("number %q", w))
	}
	return out
}

func computed(w string, derived []sitrep.Derived) bool {
	for _, d := range derived {
		if strings.ReplaceAll(w, ",", "") == fmt.Sprint(d.Value) {
			return true
		}
	}
	return false
}

// names: every capitalised word must stand there with its capital; the first of a sentence may be
// written small there.
func (a *Auditor) names(s string, src *source, _ []sitrep.Derived) []string {
	var out []string
	first := true
	end := 0
	for _, at := range word.FindAllStringIndex(s, -1) {
		w := s[at[0]:at[1]]
		gap := s[end:at[0]]
		first = first || strings.ContainsAny(gap, ".?!:“\"")
		end = at[1]
		r, _ := utf8.DecodeRuneInString(w)
		ok := !unicode.IsUpper(r) || src.words[w] || a.is["month"][strings.ToLower(w)]
		if !ok && first {
			low := strings.ToLower(w)
			ok = src.lower[low] || a.is["opens"][low]
		}
		for _, tail := range []string{"'s", "’s"} {
			ok = ok || src.words[strings.TrimSuffix(w, tail)]
		}
		if !ok {
			out = append(out, fmt.Sprintf("name %q", w))
		}
		first = false
	}
	return out
}

// measures: what befell people must be told there by a word of the same kind.
func (a *Auditor) measures(s string, src *source, _ []sitrep.Derived) []string {
	var out []string
	for _, kind := range []string{"killed", "wounded", "missing", "casualties", "losses", "captured"} {
		used, there := "", false
		for _, w := range words(s) {
			if a.is[kind][strings.ToLower(w)] {
				used = w
			}
		}
		for w := range src.lower {
			there = there || a.is[kind][w]
		}
		if used != "" && !there {
			out = append(out, fmt.Sprintf("measure %q", used))
		}
	}
	return out
}

// bounds: the word before a number that bounds it must stand before that number there, and a number that
// always has one there must have one here.
func (a *Auditor) bounds(s string, src *source, derived []sitrep.Derived) []string {
	var out []string
	there := map[string]map[string]bool{}
	list := words(src.all)
	for i, w := range list {
		if a.numeral(w) {
			w = strings.ToLower(w)
			if there[w] == nil {
				there[w] = map[string]bool{}
			}
			there[w][a.bound(list, i)] = true
		}
	}
	list = words(s)
	for i, w := range list {
		low := strings.ToLower(w)
		if a.numeral(w) && !computed(w, derived) && there[low] != nil && !there[low][a.bound(list, i)] {
			out = append(out, fmt.Sprintf("bound of %q", w))
		}
	}
	return out
}

func (a *Auditor) numeral(w string) bool {
	return strings.ContainsAny(w, "0123456789") || a.is["number"][strings.ToLower(w)]
}

func (a *Auditor) bound(list []string, i int) string {
	if i > 0 && a.is["bound"][strings.ToLower(list[i-1])] {
		return strings.ToLower(list[i-1])
	}
	return ""
}

// negations: those of the cited sentence that shares most words with the unit, no more and no fewer;
// and no doubt of the sentence around it lost, where the unit holds most of that sentence's words.
func (a *Auditor) negations(s string, src *source, _ []sitrep.Derived) []string {
	mine := map[string]bool{}
	for _, w := range words(s) {
		mine[strings.ToLower(w)] = true
	}
	best, at := 0, 0
	for i, c := range src.cited {
		n := 0
		for _, w := range words(c) {
			if mine[strings.ToLower(w)] {
				n++
			}
		}
		if n > best {
			best, at = n, i
		}
	}
	here, there := a.negators(s), a.negators(src.cited[at])
	var out []string
	if here > there {
		out = append(out, "negation added")
	}
	if size := len(words(src.cited[at])); here < there && 10*best >= 8*size {
		out = append(out, "negation lost")
	}
	size := len(words(src.around[at]))
	for _, w := range words(src.around[at]) {
		if w = strings.ToLower(w); a.is["doubt"][w] && !mine[w] && 10*best >= 5*size {
			out = append(out, fmt.Sprintf("doubt %q lost", w))
		}
	}
	return out
}

func (a *Auditor) negators(s string) int {
	n := 0
	for _, w := range words(s) {
		w = strings.ToLower(strings.ReplaceAll(w, "’", "'"))
		if a.is["negator"][w] || strings.HasSuffix(w, "n't") {
			n++
		}
	}
	return n
}
