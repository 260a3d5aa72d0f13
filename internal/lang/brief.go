package lang

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// BriefWord is what a word does in a sentence that must stand alone in a brief; a word may do several
// things.
type BriefWord uint64

// What words do in a sentence of a brief. The data file says what each means.
const (
	BriefHollow BriefWord = 1 << iota
	BriefSubject
	BriefPersonal
	BriefPointing
	BriefConnective
	BriefJoining
	BriefDay
	BriefPartOfDay
	BriefFirstPerson
	BriefUnnamed
	BriefTalk
	BriefChatter
	BriefArticle
	BriefFuture
	BriefLoaded
	BriefCounting
	BriefHuman
	BriefCoordinator
	BriefComing
	BriefSubordinate
	BriefShowing
	BriefWill
	BriefBound
	BriefSomeone
	BriefPresent
	BriefLatest
	BriefOwning
	BriefTurning
	BriefBeing
	BriefAwaited
	BriefEarly
	BriefTold
	BriefOngoing
)

// BriefRoles are the names of what words do, as data files write them.
var BriefRoles = map[string]BriefWord{
	"hollow": BriefHollow, "subject": BriefSubject, "personal": BriefPersonal, "pointing": BriefPointing, "connective": BriefConnective,
	"joining": BriefJoining, "day": BriefDay, "part-of-day": BriefPartOfDay, "first-person": BriefFirstPerson, "unnamed": BriefUnnamed,
	"talk": BriefTalk, "chatter": BriefChatter, "article": BriefArticle, "future": BriefFuture, "loaded": BriefLoaded, "counting": BriefCounting, "human": BriefHuman, "coordinator": BriefCoordinator,
	"coming": BriefComing, "subordinate": BriefSubordinate, "showing": BriefShowing, "will": BriefWill, "bound": BriefBound, "someone": BriefSomeone, "present": BriefPresent, "latest": BriefLatest, "owning": BriefOwning,
	"turning": BriefTurning, "being": BriefBeing, "awaited": BriefAwaited, "early": BriefEarly, "told": BriefTold, "ongoing": BriefOngoing,
}

// Brief is what a language must supply for reports' sentences to be chosen and trimmed for a brief.
type Brief struct {
	Words map[string]BriefWord
	// Furniture is phrases that are of the page and not of the report, by where they stand.
	Furniture Furniture
}

// Is reports whether a lower-cased word does a thing.
func (b *Brief) Is(word string, what BriefWord) bool { return b.Words[word]&what != 0 }

// Furniture is phrases of pages and headlines, lower-cased.
type Furniture struct {
	Begins []string // a text that begins so is of the page
	Stamps []string // a text that begins so gives the page's day next
	Holds  []string // a text that holds this is of the page
	Asks   []string // a headline that begins so asks or points instead of telling
	Shows  []string // a headline that holds this announces pictures or a programme
	Leans  []string // a sentence that holds this leans on the one before it
	Digest []string // a report that holds this tells of many matters
	States []string // a headline that begins so names whose statement the text is
	Views  Set      // a part of a report's address that says it is somebody's view
	Labels Set      // before a headline's colon, no part of what it says
}

// BeginsWith reports whether a lower-cased text begins with one of the phrases, as whole words.
func BeginsWith(text string, phrases []string) bool {
	for _, p := range phrases {
		rest, ok := strings.CutPrefix(text, p)
		if !ok {
			continue
		}
		if next, _ := utf8.DecodeRuneInString(rest); rest == "" || !unicode.IsLetter(next) || !unicode.IsLetter(rune(p[len(p)-1])) {
			return true
		}
	}
	return false
}

// Within reports whether a lower-cased word stands in one of the phrases.
func Within(word string, phrases []string) bool {
	for _, p := range phrases {
		if slices.Contains(strings.Fields(strings.TrimRight(p, ":")), word) {
			return true
		}
	}
	return false
}

// ContainsAny reports whether a lower-cased text holds one of the phrases.
func ContainsAny(text string, phrases []string) bool {
	for _, p := range phrases {
		if strings.Contains(text, p) {
			return true
		}
	}
	return false
}
