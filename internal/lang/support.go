package lang

import "strings"

// Support is what a language must supply for a sentence to be held against the words it rests on.
type Support struct {
	Words map[string]SupportWord
	// Reword are the roles of words in a sentence whose words are put in another order.
	Reword map[string]RewordWord
	// Past are the forms of verbs that tell of the past; the value is the verb's base. Others end as PastEndings do.
	Past        map[string]string
	PastEndings []string
	// MannerEndings are those of words that say how something is done.
	MannerEndings []string
	// Empty finds phrases that add nothing to who says something or keeps silent.
	Empty Phrases
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

// RewordWord is what a word does where a sentence is worded anew; a word may do several things.
type RewordWord uint16

// What words do there. The data file says what each means.
const (
	RewordDrops RewordWord = 1 << iota
	RewordTies
	RewordScope
	RewordFrames
	RewordBinds
	RewordSpan
	RewordBe
	RewordNow
	RewordHas
	RewordRelates
	RewordSeam
	RewordStands
	RewordPairs
	RewordHour
)

// RewordRoles are their names, as data files write them.
var RewordRoles = map[string]RewordWord{
	"drops": RewordDrops, "ties": RewordTies, "scope": RewordScope, "frames": RewordFrames, "binds": RewordBinds, "span": RewordSpan, "be": RewordBe,
	"now": RewordNow, "has": RewordHas, "relates": RewordRelates, "seam": RewordSeam, "stands": RewordStands, "pairs": RewordPairs, "hour": RewordHour,
}

// Does reports whether a lower-cased word does one of the things.
func (s *Support) Does(word string, what RewordWord) bool { return s.Reword[word]&what != 0 }

// Manner reports whether a lower-cased word ends like one that says how something is done ("strongly").
func (s *Support) Manner(word string) bool {
	for _, end := range s.MannerEndings {
		if len(word) > len(end)+2 && strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

// Tells reports whether a lower-cased word is a verb's form that tells of the past, and gives the verb.
func (s *Support) Tells(word string) (base string, ok bool) {
	if base, ok = s.Past[word]; ok {
		return base, true
	}
	for _, end := range s.PastEndings {
		if len(word) > len(end)+2 && strings.HasSuffix(word, end) {
			return word, true
		}
	}
	return "", false
}
