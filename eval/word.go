package eval

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
)

// inWord reports whether a character belongs to a word as Python's \w has it: letters, numbers of any
// kind and the underscore, but no combining marks.
func inWord(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r)
}

// lower is the full lower case of Unicode, as Python has it: a capital dotted I becomes two
// characters and a sigma at a word's end its final form. strings.ToLower maps one to one.
func lower(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return cases.Lower(language.Und).String(s)
		}
	}
	return strings.ToLower(s)
}

// wordsOf are the words of a text, in their order.
func wordsOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !inWord(r) })
}

// ignored are the words that do not count when two names are compared.
func ignored(word string) bool {
	switch word {
	case "the", "a", "an", "of", "in", "and", "s":
		return true
	}
	return false
}

// alike is the word F1 of two names, 0 to 1, their little words and case aside. Two empty ones are
// alike; an empty one and another are not.
func alike(a, b string) float64 {
	left := map[string]int{}
	n, common := 0, 0
	for _, w := range wordsOf(lower(a)) {
		if !ignored(w) {
			left[w]++
			n++
		}
	}
	for _, w := range wordsOf(lower(b)) {
		if ignored(w) {
			continue
		}
		n++
		if left[w] > 0 {
			left[w]--
			common++
		}
	}
	if n == 0 {
		return 1
	}
	return float64(2*common) / float64(n)
}

// cut is text[start:end] where either end may lie outside the text or within a character.
func cut(text string, start, end int) string {
	start, end = max(0, start), min(end, len(text))
	if start >= end {
		return ""
	}
	return strings.ToValidUTF8(text[start:end], "\uFFFD")
}

// head is the first n characters of a text.
func head(text string, n int) string {
	for i := range text {
		if n == 0 {
			return text[:i]
		}
		n--
	}
	return text
}

// orNone writes None for nothing, as the reference scorers do.
func orNone(s string) string {
	if s == "" {
		return "None"
	}
	return s
}

// float writes a number in the shortest digits that read back the same.
func float(f float64) string {
	s := strconv.FormatFloat(f, 'f', -1, 64)
	if f != 0 && f < 1e-4 && f > -1e-4 {
		return strconv.FormatFloat(f, 'e', -1, 64)
	}
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

// fourDigits rounds to the nearest number of four decimals, ties by the exact binary value.
func fourDigits(f float64) float64 {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(f, 'f', 4, 64), 64)
	if err != nil {
		return f
	}
	return rounded
}
