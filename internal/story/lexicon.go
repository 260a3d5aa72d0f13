package story

import (
	"strings"
	"unicode/utf8"

	"sitrep/internal/lang"
)

// word is what a reader knows of a word in a language.
type word struct {
	hash term // of its letters
	thingTerm
	weekday uint8 // Monday is 1; 0 is none
	common  bool  // it says nothing of what a report is about
	short   bool  // it has one letter or two
}

// lexicon holds the words of a language that were looked up last: each at a place that its hash says, so that a newer one may take its place.
// Most words of a text are in it, and finding them costs a quarter of looking them up in maps, of which each word needs four.
type lexicon struct {
	language *lang.Language
	words    [1 << 14]word
}

func (b *builder) lexiconOf(l *lang.Language) *lexicon {
	at := b.known[l]
	if at == nil {
		at = &lexicon{language: l}
		b.known[l] = at
	}
	return at
}

// look is what is known of a lower-cased word of the text that is read. It is good until the next call.
func (b *builder) look(s string) *word {
	h := hash(s)
	at := &b.lexicon.words[(h^h>>32)%term(len(b.lexicon.words))]
	if at.hash != h {
		*at = b.learn(h, s)
	}
	return at
}

func (b *builder) learn(h term, s string) word {
	common := b.lexicon.language.Story.Common
	w := word{hash: h, weekday: uint8(weekdays()[s]), common: common[s] >= 1, short: utf8.RuneCountInString(s) < 3}
	w.word = hash(b.stemmer.stem(s, common != nil))
	if thing := spoken().of(s); thing != "" {
		w.thing = hash("t " + thing)
	} else if first, second, ok := strings.Cut(s, "-"); ok {
		if one, two := spoken().of(first), spoken().of(second); one != "" && two != "" {
			w.thing, w.other = hash("t "+one), hash("t "+two)
		}
	}
	return w
}

// termSet is a set of some hundreds of terms.
type termSet struct {
	slots [2048]term // open addressing; 0 is free
	used  []uint16
}

func (s *termSet) find(t term) int {
	at := t % term(len(s.slots))
	for s.slots[at] != 0 && s.slots[at] != t {
		at = (at + 1) % term(len(s.slots))
	}
	return int(at)
}

func (s *termSet) has(t term) bool { return s.slots[s.find(t)] == t }

func (s *termSet) add(t term) {
	if at := s.find(t); s.slots[at] == 0 {
		s.slots[at] = t
		s.used = append(s.used, uint16(at))
	}
}

func (s *termSet) clear() {
	for _, at := range s.used {
		s.slots[at] = 0
	}
	s.used = s.used[:0]
}
