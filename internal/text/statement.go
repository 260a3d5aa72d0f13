package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep/internal/lang"
)

// StatementBy is whose statement a headline announces: "President Calder" in "Statement from President Calder on
// the Ferry"; "" if it announces none.
func StatementBy(l *lang.Language, title string) string {
	rest := ""
	for _, opening := range l.Brief.Furniture.States {
		if len(title) > len(opening) && strings.EqualFold(title[:len(opening)], opening) && title[len(opening)] == ' ' {
			rest = title[len(opening)+1:]
		}
	}
	words := strings.Fields(rest)
	n := 0
	for n < len(words) && n < 7 {
		first, _ := utf8.DecodeRuneInString(words[n])
		if !unicode.IsUpper(first) || l.Text.Starters.Has(strings.ToLower(words[n])) || l.Brief.Is(ending(words[n]), lang.BriefJoining) {
			break
		}
		n++
	}
	return strings.TrimRight(strings.Join(words[:n], " "), ",.:;")
}

// ending is a long word's last three letters with a hyphen before them, as word lists write endings.
func ending(word string) string {
	if len(word) < 7 {
		return ""
	}
	return "-" + strings.ToLower(word[len(word)-3:])
}
