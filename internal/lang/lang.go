// Package lang says what a language must supply for Sitrep to read it: word lists,
// patterns and rules. A Language is a value; cmd chooses the languages there are and
// hands them down, and no step names one. Each language is a folder of plain text
// files with a little code that loads them (lang/en is English).
package lang

// Language is everything the steps need to know of one language. Each part
// belongs to the step it is named after; a part left zero means that step leaves texts in
// this language alone.
type Language struct {
	Code    string // BCP 47, lower case: "en"
	Text    Text
	Number  Number
	Time    Time
	Figure  Figure
	Story   Story
	Origin  Origin
	Actors  Actors
	Ledger  Ledger
	Claims  Claims
	Check   Check
	Brief   Brief
	Support Support
	Edit    Edit
	Fates   Fates
	// Known is what all the lists say of each word. Index makes it.
	Known Vocabulary
}

// Text is what segmentation needs.
type Text struct {
	// Abbreviations end with a full stop that does not end a sentence ("gen.", "u.s.").
	Abbreviations Set
	// Small are those of them that stay abbreviations in small letters; most ("sun.", "miss.") are
	// words that end a sentence there.
	Small Set
	// Final are those of them that may well end a sentence ("15 tys."): behind them a capital that is no
	// word for people begins another.
	Final Set
	// Titles are abbreviations that a name follows, so that never end one ("gen.", "mr.").
	Titles Set
	// Starters are lower-cased words that, capitalised after an abbreviation, begin a new
	// sentence ("the", "he").
	Starters Set
	// Dash says that a dash after a full stop opens what somebody says: "Koniec. - Nie wiem - mówi."
	Dash bool
}

// None is the language of a text nobody reads: it is segmented by the Unicode rules alone.
var None = Language{Code: ""}

// Set is a set of lower-cased words.
type Set map[string]struct{}

// Has reports whether the word is in the set.
func (s Set) Has(word string) bool {
	_, ok := s[word]
	return ok
}
