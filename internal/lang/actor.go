package lang

// Actors is what a language must supply to tell who is who in a report.
type Actors struct {
	// Pronouns that may stand for whoever speaks; the value says for whom ("he", "she",
	// "it", "they", "who", "i", "we", "former", "latter").
	Pronouns map[string]string
	// Possessives are the pronouns that say whose ("his"), with the same values.
	Possessives map[string]string
	// Nouns finds nouns for those who speak and act; the value is a key of Noun.
	Nouns Phrases
	Noun  map[string]*Noun
	// Words are the small words that build a noun phrase or end one.
	Words map[string]WordRole
	// Govern are those of Words that take an object: what follows one is not what acts.
	Govern Set
	// Modals, among Words, stand before a verb, which may look like a noun ("will head").
	Modals Set
	// Official is the noun for whoever speaks for an office without a name, Aged for whom only an age is told of.
	Official, Aged string
	// Answer is the label of who answers in a transcript of questions and answers; Examined are nouns before the
	// name of whoever does ("examination of", "interview with").
	Answer   string
	Examined Set
	// Talks are verbs by which one speaks to another ("spoke to").
	Talks Set
	// Court is the label of whoever sits in judgement, Judges are the words before such a name.
	Court  string
	Judges Set
	// Bands are what many together are called when they have been named before ("the charity", "the rebels"); BandNames are
	// words that show a name to be that of many together ("Movement", "Friends").
	Bands, BandNames Set
	// Epithets are nouns for somebody named before ("the singer"); Erstwhile are the words that make one of an office ("former").
	Epithets, Erstwhile Set
	// Deeds are verbs, in all their forms, and what whoever does it is called, and whom it is done to.
	Deeds map[string]Doing
	// FirstNames are given names, with the gender they mostly mark.
	FirstNames map[string]Gender
	// Openers open sentences or stand capitalised in headings, and name nobody.
	Openers Set
	// Says are verbs whose subject speaks.
	Says Set
	// Countries finds words for states; the value is a key of Country.
	Countries Phrases
	Country   map[string]Country
}

// Doing is what those in it are called: who buys is a buyer; nil for no name.
type Doing struct{ By, To *Noun }

// Lex is what a word may be, by itself or as the first of several.
type Lex struct {
	Role WordRole
	Marks
}

// Marks are sets of words a word is in.
type Marks uint16

// The sets: the first words of nouns and of countries, first names, openers, verbs of speaking,
// pronouns, titles, weekdays and months, words that take an object, words before a verb.
const (
	NounMark Marks = 1 << iota
	CountryMark
	GivenMark
	OpenerMark
	SaysMark
	PronounMark
	TitleMark
	CalendarMark
	GovernMark
	ModalMark
)

// Has reports whether a mark is set.
func (m Marks) Has(mark Marks) bool { return m&mark != 0 }

// NounKind is what sort of speaker a noun stands for.
type NounKind uint8

// Kinds of noun.
const (
	NoNoun     NounKind = iota
	RoleNoun            // an office or calling a person is named with: "spokesman"
	PersonNoun          // mostly left unnamed: "witness"
	PeopleNoun          // many at once: "activists"
	BodyNoun            // an institution or group: "ministry"
	TextNoun            // words of somebody else: "statement"
)

// Gender of a noun or a first name.
type Gender uint8

// Genders, as far as a word shows one.
const (
	AnyGender Gender = iota
	Male
	Female
)

// Noun is a noun for somebody who speaks or acts.
type Noun struct {
	Word    string // in the singular, as listed
	Kind    NounKind
	Gender  Gender
	Plural  bool
	Proper  bool     // a name by itself when capitalised: "Red Cross"
	Voice   bool     // without a name, gives the words of the body it belongs to: "spokesman"
	Any     bool     // may be said of bodies of many kinds: "group"
	Classes []string // what a body may be called again; its own word is the first of them
}

// WordRole is what a small word does in a noun phrase.
type WordRole uint8

// Roles of small words.
const (
	NoRole     WordRole = iota
	Definite            // "the": one already known
	Indefinite          // "a": one not named before
	Possessive          // "his": belongs to one already known
	Tie                 // "of": what follows says whose or where
	Particle            // "van": stands inside a name in lower case
	Joint               // "and"
	PhraseEnd           // stands in no noun phrase
)

// Country is a word for a state.
type Country struct {
	Name string // "Russia"
	As   CountryWord
}

// CountryWord is how a word stands for a state.
type CountryWord uint8

// A state is named, or meant by an adjective or its people ("Russian"), or by its seat of
// government ("Moscow").
const (
	CountryName CountryWord = iota
	CountryAdjective
	CountryCapital
)

// CountryAt finds the words for a state that begin at word i: how many, and which state; none is 0.
func (a *Actors) CountryAt(word func(int) string, i int) (int, Country) {
	n, key := a.Countries.Match(word, i)
	if n == 0 {
		return 0, Country{}
	}
	return n, a.Country[key]
}

// CountryKnown is CountryAt where the number of word i is known.
func (a *Actors) CountryKnown(id WordID, word func(int) string, i int) (int, Country) {
	n, key := a.Countries.MatchKnown(id, word, i)
	if n == 0 {
		return 0, Country{}
	}
	return n, a.Country[key]
}

// NounAt finds the longest noun for a speaker that begins at word i: how many words, and the noun;
// none is 0.
func (a *Actors) NounAt(word func(int) string, i int) (int, *Noun) {
	n, key := a.Nouns.Match(word, i)
	if n == 0 {
		return 0, nil
	}
	return n, a.Noun[key]
}

// NounKnown is NounAt where the number of word i is known.
func (a *Actors) NounKnown(id WordID, word func(int) string, i int) (int, *Noun) {
	next := sightOf(word(i + 1))
	p := begun(a.Nouns.known.of(id, next), next, word, i)
	if p == nil {
		return 0, nil
	}
	return 1 + len(p.rest), p.noun
}
