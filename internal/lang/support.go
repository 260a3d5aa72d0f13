package lang

// Support is what a language must supply for a sentence to be held against the words it rests on.
type Support struct {
	Words map[string]SupportWord
}

// SupportWord is what a word does to the sentence it stands in, as far as the gate must know; a word may
// do several things.
type SupportWord uint16

// What words do. The data file says what each means.
const (
	SupportIdle SupportWord = 1 << iota
	SupportLeading
	SupportOpening
	SupportNegates
	SupportTurns
	SupportGlue
	SupportSays
	SupportArticle
	SupportOn
	SupportBound
	SupportJoins
	SupportInside
	SupportAsks
)

// SupportRoles are the names of what words do, as data files write them.
var SupportRoles = map[string]SupportWord{
	"idle": SupportIdle, "leading": SupportLeading, "opening": SupportOpening, "negates": SupportNegates, "turns": SupportTurns, "glue": SupportGlue,
	"says": SupportSays, "article": SupportArticle, "on": SupportOn, "bound": SupportBound, "joins": SupportJoins, "inside": SupportInside, "asks": SupportAsks,
}

// Is reports whether a lower-cased word does one of the things.
func (s *Support) Is(word string, what SupportWord) bool { return s.Words[word]&what != 0 }
