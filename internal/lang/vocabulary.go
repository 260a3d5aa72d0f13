package lang

import (
	"math/bits"
	"strings"
)

// Vocabulary is the words of a language's lists, each with what the lists say of it, so that a word of a text is looked up
// once and not in every list: look-ups of each in maps were a fifth of the time of reading. Index makes it of the lists.
type Vocabulary struct {
	slots []slot // open addressing; an id of 0 is free
	names []string
	words []Listed
}

// slot is a word's place: its hash and its number.
type slot struct {
	hash uint32
	id   WordID
}

// WordID is the number of a word of the lists; 0 is a word that none of them has. Numbers hold for one running program.
type WordID uint32

// Listed is what the lists say of a word.
type Listed struct {
	Lex    Lex       // Actors
	Claim  ClaimWord // Claims.Words
	Time   TimeKind  // Time.Words
	In     Lists
	timeN  int32
	Lexeme int32      // of Figure.Lexemes
	Fates  VictimRole // all roles of the phrases of Fates that begin with it
	// Hash and Ending are [Hash] of the word and of its last three bytes.
	Hash, Ending uint32
}

// Lists are lists a word is in, or begins a phrase of.
type Lists uint32

// The lists that are asked about every word of a text.
const (
	NumberList     Lists = 1 << iota // the words a number, a quantity or their modifier can begin with; digits and compounds aside
	NumberWordList                   // Number.Words
	ArticleList                      // Number.Articles
	CardinalList                     // the words a number begins with that has no modifier: Number.Words, Articles, Half
	BetweenList                      // Number.Between
	VagueList                        // Number.Vague
	TimeList                         // the words a time can begin with, without its preposition; digits and compounds aside
	FrameList                        // Claims.Frames
	ActNounList                      // Claims.Nouns
	ToneList                         // Claims.Tones
	AccordingList                    // Claims.According
	RelayList                        // Claims.Relays
	ThingList                        // Claims.Things
	PairList                         // Claims.Pairs
	HedgeList                        // Claims.Hedges
	SaysList                         // Actors.Says
	StopList                         // the words that are in Text.Titles or Text.Abbreviations with a full stop behind them
)

// TimeWord is what Time.Words says of the word.
func (l *Listed) TimeWord() TimeWord { return TimeWord{l.Time, int(l.timeN)} }

// Has reports whether one of the lists is there.
func (l Lists) Has(list Lists) bool { return l&list != 0 }

// unlisted is what the lists say of a word that none of them has.
var unlisted Listed

// Find is the number of a lower-cased word.
func (v *Vocabulary) Find(word string) WordID { return v.FindHashed(word, Hash(word)) }

// FindHashed is Find for a word whose hash was worked out already.
func (v *Vocabulary) FindHashed(word string, hash uint32) WordID {
	if len(v.slots) == 0 {
		return 0
	}
	last := uint32(len(v.slots) - 1)
	for i := hash & last; ; i = (i + 1) & last {
		switch s := v.slots[i]; {
		case s.id == 0:
			return 0
		case s.hash == hash && v.names[s.id] == word:
			return s.id
		}
	}
}

// Fold is the number of a word of ASCII letters, whatever their case, and the word in lower case, of which the hash was worked out by
// HashByte from NoHash on; 0 and nothing for a word that none of the lists has.
func (v *Vocabulary) Fold(word string, hash uint32) (WordID, string) {
	if len(v.slots) == 0 {
		return 0, ""
	}
	last := uint32(len(v.slots) - 1)
	for i := hash & last; ; i = (i + 1) & last {
		switch s := v.slots[i]; {
		case s.id == 0:
			return 0, ""
		case s.hash == hash && folds(word, v.names[s.id]):
			return s.id, v.names[s.id]
		}
	}
}

// folds reports whether a word of ASCII letters in lower case is another.
func folds(word, lower string) bool {
	if len(word) != len(lower) {
		return false
	}
	for i := 0; i < len(word); i++ {
		c := word[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

// At is what the lists say of a word by its number.
func (v *Vocabulary) At(id WordID) *Listed {
	if int(id) >= len(v.words) {
		return &unlisted
	}
	return &v.words[id]
}

// NoHash is the hash of no word, and HashByte that of one longer by a byte: FNV-1a.
const NoHash = uint32(2166136261)

// HashByte adds a byte to a hash.
func HashByte(hash uint32, c byte) uint32 { return (hash ^ uint32(c)) * 16777619 }

// Hash is that of a word.
func Hash(s string) uint32 {
	h := NoHash
	for i := 0; i < len(s); i++ {
		h = HashByte(h, s[i])
	}
	return h
}

// add is what the lists say of a word, to be added to.
func (v *Vocabulary) add(word string) *Listed {
	if 2*len(v.words) >= len(v.slots) {
		v.grow()
	}
	id := v.Find(word)
	if id == 0 {
		id = WordID(len(v.words))
		v.names, v.words = append(v.names, word), append(v.words, Listed{})
		v.place(id)
	}
	return &v.words[id]
}

func (v *Vocabulary) place(id WordID) {
	h, last := Hash(v.names[id]), uint32(len(v.slots)-1)
	i := h & last
	for v.slots[i].id != 0 {
		i = (i + 1) & last
	}
	v.slots[i] = slot{h, id}
}

// grow makes room for twice as many words.
func (v *Vocabulary) grow() {
	if len(v.words) == 0 {
		v.names, v.words = append(v.names, ""), append(v.words, Listed{})
	}
	v.slots = make([]slot, max(1<<10, 2*len(v.slots)))
	for id := 1; id < len(v.words); id++ {
		v.place(WordID(id))
	}
}

// room makes room for some words at once.
func (v *Vocabulary) room(n int) {
	v.names, v.words = make([]string, 1, n), make([]Listed, 1, n)
	v.slots = make([]slot, 1<<bits.Len(uint(2*n)))
}

// Index makes the vocabulary, when all lists are there.
func (l *Language) Index() {
	v, a, c := &l.Known, &l.Actors, &l.Claims
	v.room(len(a.Words) + len(a.Noun) + len(a.Country) + len(a.FirstNames) + len(a.Openers) + len(l.Figure.Lexemes) + len(c.Words) + len(c.Frames.first))
	l.markActors()
	for word, w := range l.Time.Words {
		has := v.add(word)
		has.Time, has.timeN = w.Kind, int32(w.N)
		if w.Kind.begins() {
			has.In |= TimeList
		}
	}
	for word, n := range l.Figure.numbers {
		v.add(word).Lexeme = n
	}
	l.Figure.numbers = nil
	for word, w := range c.Words {
		v.add(word).Claim = w
	}
	for word, phrases := range l.Fates.words {
		for _, p := range phrases {
			v.add(word).Fates |= p.Roles
		}
	}
	in := func(list Lists, word string) { v.add(word).In |= list }
	for word := range l.Number.starts() {
		in(NumberList, word)
	}
	for word := range l.Number.Words {
		in(NumberWordList|CardinalList|TimeList, word)
	}
	for word := range l.Number.Articles {
		in(ArticleList|CardinalList|TimeList, word)
	}
	if l.Number.Half != "" {
		in(CardinalList|TimeList, l.Number.Half)
	}
	for word := range l.Number.Vague.first {
		in(VagueList|TimeList, word)
	}
	for word := range l.Number.Between {
		in(BetweenList, word)
	}
	for word := range c.Frames.first {
		in(FrameList, word)
	}
	for word := range c.Nouns {
		in(ActNounList, word)
	}
	for word := range c.Tones.first {
		in(ToneList, word)
	}
	for word := range c.According.first {
		in(AccordingList, word)
	}
	for word := range c.Relays {
		in(RelayList, word)
	}
	for word := range c.Things {
		in(ThingList, word)
	}
	for word := range c.Pairs {
		in(PairList, word)
	}
	for word := range c.Hedges {
		in(HedgeList, word)
	}
	for word := range a.Says {
		in(SaysList, word)
	}
	for _, abbreviations := range []Set{l.Text.Titles, l.Text.Abbreviations} {
		for word := range abbreviations {
			if bare, ok := strings.CutSuffix(word, "."); ok {
				in(StopList, bare)
			}
		}
	}
	lists := []*Phrases{&l.Number.Before, &l.Number.Vague, &l.Number.After, &a.Nouns, &a.Countries, &c.Frames, &c.Tones, &c.According}
	for _, p := range lists {
		for word := range p.first {
			v.add(word)
		}
	}
	v.settle()
	for _, phrases := range a.Nouns.first {
		for i := range phrases {
			phrases[i].noun = a.Noun[phrases[i].value]
		}
	}
	for _, p := range lists {
		p.known = open(v, p.first, func(p *phrase) sight { return p.second })
	}
	l.Fates.known = open(v, l.Fates.words, func(p *victimPhrase) sight { return p.second })
}

// settle numbers the words anew, the shortest first, and lays them side by side: short words are most of any text, and what is asked
// of all its words then lies close together.
func (v *Vocabulary) settle() {
	size, longest := 0, 0
	for _, name := range v.names {
		size, longest = size+len(name), max(longest, len(name))
	}
	first := make([]int, longest+2) // the number of the first word of each length
	for _, name := range v.names {
		first[len(name)+1]++
	}
	for n := range longest {
		first[n+1] += first[n]
	}
	names, words := make([]string, len(v.names)), make([]Listed, len(v.words))
	for id, name := range v.names {
		at := first[len(name)]
		first[len(name)]++
		names[at], words[at] = name, v.words[id]
	}
	var all strings.Builder
	all.Grow(size)
	for _, name := range names {
		all.WriteString(name)
	}
	rest := all.String()
	for id, name := range names {
		names[id], rest = rest[:len(name)], rest[len(name):]
	}
	v.names, v.words = names, words
	clear(v.slots)
	for id := 1; id < len(v.words); id++ {
		v.place(WordID(id))
		name := names[id]
		words[id].Hash, words[id].Ending = Hash(name), Hash(name[max(0, len(name)-3):])
	}
}

// markActors notes what words may be among those who are somebody.
func (l *Language) markActors() {
	a := &l.Actors
	if a.Noun == nil {
		return
	}
	for word, role := range a.Words {
		l.Known.add(word).Lex.Role = role
	}
	mark := func(mark Marks, phrase string) {
		first, _, _ := strings.Cut(phrase, " ")
		l.Known.add(first).Lex.Marks |= mark
	}
	for noun := range a.Noun {
		mark(NounMark, apart(noun))
	}
	for word := range a.Country {
		mark(CountryMark, apart(word))
	}
	for name := range a.FirstNames {
		mark(GivenMark, name)
	}
	for word := range a.Pronouns {
		mark(PronounMark, word)
	}
	for m, set := range map[Marks]Set{OpenerMark: a.Openers, SaysMark: a.Says, GovernMark: a.Govern, ModalMark: a.Modals, TitleMark: l.Text.Titles} {
		for word := range set {
			mark(m, word)
			if bare, ok := strings.CutSuffix(word, "."); ok && m == TitleMark {
				mark(m, bare)
			}
		}
	}
	for word, w := range l.Time.Words {
		if w.Kind == Month || w.Kind == Weekday {
			mark(CalendarMark, word)
		}
	}
}

// apart parts a possessive 's from its word, as tokens are.
func apart(phrase string) string { return strings.ReplaceAll(phrase, "'s", " 's") }
