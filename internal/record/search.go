package record

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"sitrep"
)

// Ranked is how many of the reports that a search finds are ranked: the newest. Words that stand in more would take
// longer to rank than anybody waits for.
const Ranked = 2000

// Words are the words that a query asks for, folded, at most 16. Everything but letters and digits parts them.
func Words(query string) []string {
	words := AllWords(query)
	return words[:min(len(words), 16)]
}

// AllWords are the words of a text, folded.
func AllWords(s string) []string {
	return strings.FieldsFunc(Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// Holds reports whether every word that is asked for stands in a text; of the last one the beginning is enough.
func Holds(text string, words []string) bool {
	have := AllWords(text)
	for i, w := range words {
		if !slices.ContainsFunc(have, func(h string) bool { return h == w || i == len(words)-1 && strings.HasPrefix(h, w) }) {
			return false
		}
	}
	return true
}

// Fold makes words comparable: lower case, without accents.
func Fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// Snippet is the stretch of a text around the first place where most of the words stand, in plain text of at most
// about 200 bytes, and where they stand in it. An ellipsis says where something is left out.
func Snippet(text string, words []string) (string, []sitrep.Span) {
	const lead, length = 60, 200
	hits := Marks(text, words)
	best, most := 0, 0
	for i := range hits {
		n := 0
		for n < len(hits)-i && hits[i+n].End-hits[i].Start <= length-lead {
			n++
		}
		if n > most {
			best, most = i, n
		}
	}
	from := 0
	if len(hits) > 0 {
		from = max(0, hits[best].Start-lead)
	}
	to := min(len(text), from+length)
	from, to = edge(text, from), edge(text, to)
	before, after := "", ""
	if from > 0 {
		before = "… "
	}
	if to < len(text) {
		after = " …"
	}
	part := oneLine(text[from:to])
	shift := from + len(part) - len(strings.TrimLeft(part, " ")) - len(before)
	var marks []sitrep.Span
	for _, h := range hits {
		if h.Start >= from && h.End <= to {
			marks = append(marks, sitrep.Span{Start: h.Start - shift, End: h.End - shift})
		}
	}
	return before + strings.Trim(part, " ") + after, marks
}

// Marks are where words that are asked for stand in a text.
func Marks(text string, words []string) []sitrep.Span {
	var hits []sitrep.Span
	for start := 0; start < len(text); {
		r, n := utf8.DecodeRuneInString(text[start:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			start += n
			continue
		}
		end := start
		for end < len(text) {
			r, n := utf8.DecodeRuneInString(text[end:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) {
				break
			}
			end += n
		}
		if wanted(Fold(text[start:end]), words) {
			hits = append(hits, sitrep.Span{Start: start, End: end})
		}
		start = end
	}
	return hits
}

// wanted reports whether a word is asked for; the last one asked for may be the beginning of a word.
func wanted(word string, words []string) bool {
	for i, w := range words {
		if word == w || i == len(words)-1 && strings.HasPrefix(word, w) {
			return true
		}
	}
	return false
}

// edge moves an offset to the beginning of the word it stands in.
func edge(text string, at int) int {
	if at >= len(text) {
		return len(text)
	}
	for back := at; back > 0 && at-back < 40; back-- {
		if text[back-1] == ' ' || text[back-1] == '\n' {
			return back
		}
	}
	for at > 0 && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}

// oneLine turns line breaks into spaces, so that offsets stay.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' {
			return ' '
		}
		return r
	}, s)
}
