package lang

// Claims is what a language must supply to find who says what.
type Claims struct {
	// Words are small words and verbs of reporting, with the part each plays.
	Words map[string]ClaimWord
	// Acts finds the words of reactions; the value is the kind of act, or "-" for words that only look
	// like one. It is the coarse view of Frames, for those who need no more.
	Acts Phrases
	// Frames finds the frames of reactions among words from which adverbs have been dropped; the value
	// is a key of Frame.
	Frames Phrases
	Frame  map[string][]ClaimFrame
	// Things are words that settle what a frame's verb does, by their classes.
	Things map[string]ClaimNeed
	// Nouns name acts ("denial"); the value is the kind. Lights are verbs that carry such a noun
	// ("issued a denial").
	Nouns  map[string]ClaimNoun
	Lights map[string]ClaimLight
	// Tones finds words that make of what somebody says an act; the value is a key of Tone.
	Tones Phrases
	Tone  map[string]ClaimTone
	// Done are verbs with whose infinitive an act is done ("gathered to demand").
	Done Set
	// Leads are those of them whose object is who acts ("led him to apologise").
	Leads Set
	// Unmade are words before a frame's verb that say that the act is not done.
	Unmade Set
	// None are words that make a subject nobody ("no group").
	None Set
	// Nouny are nouns and adjectives that end as adverbs do ("ally").
	Nouny Set
	// Hedges are words in or beside a cue that say that what is told is not vouched for.
	Hedges Set
	// Relays are cues by which one who speaks names whom the words are from ("citing").
	Relays Set
	// Under are verbs that with "to" say who works for whom ("reports to").
	Under Set
	// Told are forms of verbs behind which what is said may stand without "that".
	Told Set
	// According are turns behind which stands whom the whole sentence is from ("according to").
	According Phrases
	// Unchanged are verbs whose past is their bare form ("hit").
	Unchanged Set
	// Media are nouns for where something is said or printed ("interview").
	Media Set
	// Lore are turns by which things are generally told, by nobody ("is said to"); the value "thing" leaves those out that
	// are told of somebody.
	Lore Phrases
	// Naming are verbs that tell what something is called ("titled", "known as").
	Naming Phrases
	// Tied are words behind a noun for somebody that tell what ties him to a matter ("a source close to").
	Tied Set
	// Wishes are words that wish for what follows ("hope").
	Wishes Set
	// Moods are participles that tell of whoever stands before them what he thinks ("is convinced").
	Moods Set
	// Unsure are participles by which something is told that nobody vouches for ("is believed to").
	Unsure Set
	// Results are participles that tell rather what something shows than what somebody says ("suggesting").
	Results Set
	// Held are forms of verbs of belief behind which what is believed may stand without "that" ("fears").
	Held Set
	// Suffers are past forms that without an object tell what is done to whoever stands before ("accused of").
	Suffers Set
	// Talks are nouns for a talk with an outlet ("interview"), and Speaking are participles of one ("speaking to").
	Talks, Speaking Set
	// Signs are things that show words or numbers, and are said to say them ("thermometer").
	Signs Set
	// Misdeeds are turns for what people say they have not done, and deny by it ("fired", "opened fire").
	Misdeeds Phrases
	// Pairs are words before the first of two who act together, with the word before the second ("neither", "nor").
	Pairs map[string]string
	// Speech is for languages that have no learned model of claims.
	Speech Speech
}

// ClaimForm is the form of a verb.
type ClaimForm uint8

// Forms of verbs; FixedForm is that of words which stand as they are.
const (
	FixedForm ClaimForm = iota
	BaseForm
	ThirdForm
	PastForm
	IngForm
)

// ClaimFrame is a way to tell of an act.
type ClaimFrame struct {
	Kind string // the kind of act, or "-" for words that only look like one
	Form ClaimForm
	Noun bool      // the verb may be a noun
	Need ClaimNeed // what must stand by it; any of several will do
}

// ClaimNeed is a set of what must stand by a frame: classes of words after it, and turns.
type ClaimNeed uint64

// The classes of words that may follow a frame.
const (
	ClaimsThing   ClaimNeed = 1 << iota // "reports", "untrue"
	QuestionThing                       // "questions"
	CallThing                           // "calls", "requests"
	DetailThing                         // "details"
	SayThing                            // "comment"
	HostileThing                        // "retaliate"
	AidThing                            // "help"
	RebukeThing                         // "sham"
	PraiseThing                         // "triumph"
	SumThing                            // "million"
	LinkThing                           // "amounts"
	ManyThing                           // "dozens"
	SuitThing                           // "lawsuit"
	BenchThing                          // "tribunal": who rules on what others ask and claim
	GuiltThing                          // "responsible"
	LabelThing                          // "breaking", "war": before a headline's colon, and nobody
	PressThing                          // "reporters", "comment"
	OriginThing                         // "from", "by"
	BoundThing                          // "least"
	KnownThing                          // "any": what is or isn't known
	WithThing                           // "with"
	WishThing                           // "be", "should": of what is to be
	WhenThing                           // "late": before a day
	SingularThing                       // "has"
	PlaceThing                          // "in"
	PointingThing                       // "this"
	HowThing                            // "by", "in" before a verb
	ToTurn                              // somebody is to do something
	OwnTurn                             // a deed of one's own
	AskingTurn                          // what is not known
	AsTurn                              // "as" follows
	NoneTurn                            // the subject is nobody
	WishTurn                            // what somebody is to do
	ThingTurn                           // things may do it too: the subject must be somebody
	ClauseTurn                          // something said
	FromTurn                            // who acts stands after "from" or "by"
	InfTurn                             // what is threatened: "to leave", "with"
	OtherTurn                           // somebody else's doing
	StateTurn                           // a state, unless it is a clause's own verb
	ObjectTurn                          // who is silent is the object
)

// Classes are the needs that are classes of words.
const Classes = ToTurn - 1

// ClaimNoun is an act named by a noun or, felt, by an adjective after "is".
type ClaimNoun struct {
	Kind    string
	Felt    bool
	For     bool // what is asked must follow
	Carried bool // it is an act only where a verb carries it
}

// ClaimLight is a verb that carries an act named by a noun.
type ClaimLight struct {
	Form  ClaimForm
	Human bool // only somebody does it
	From  bool // the act is that of those after "from" or "by"
}

// ClaimTone is what words within what is said make of it.
type ClaimTone struct {
	Kind  string
	Where ClaimWhere
}

// ClaimWhere says where the words of a tone must stand.
type ClaimWhere uint8

// The places of tones: anywhere; said of something; where speakers speak of themselves; before
// what is to be done.
const (
	AnyPlace ClaimWhere = iota
	Predicate
	FirstPerson
	Must
	Deed // a verb of which somebody else than the speaker is the subject: "looted"
)

// ClaimWord is the part a word plays in a sentence, as far as claims need to know.
type ClaimWord uint8

// Parts of words.
const (
	NoClaimWord     ClaimWord = iota
	DetWord                   // "the", "some"
	OwnerWord                 // "his", "'s"
	SubjectWord               // "he": who does
	ItWord                    // "it": who does or what is done to
	ObjectWord                // "him"
	RelativeWord              // "who", "which"
	ThatWord                  // "that": opens what is said, or a relative clause
	AskingWord                // "what", "how"
	WhetherWord               // "whether", "if"
	OfWord                    // "of"
	ToWord                    // "to"
	ByWord                    // "by": who did, after a passive
	ForWord                   // "for"
	PrepWord                  // other prepositions
	AboutWord                 // "about", "against", "over": what speech is about
	AfterWord                 // "after", "since": prepositions that may open a clause
	AsWord                    // "as", "than"
	AndWord                   // "and", "or"
	ButWord                   // "but", "however"
	SubordinateWord           // "because", "while"
	BeWord                    // "is", "was"
	HaveWord                  // "has"
	DoWord                    // "did"
	ModalWord                 // "would"
	NotWord                   // "not"
	ThereWord                 // "there"
	AdverbWord                // "also"
	DayWord                   // "Sunday", "week"
	TitleWord                 // "Mr."
	SayVerb                   // takes what is said
	TellVerb                  // takes the one told first
	ThinkVerb                 // belief, knowledge, wish
	ShowVerb                  // what papers and polls do
	AskVerb                   // questions
	ActVerb                   // takes a thing spoken about
	ClaimWordCount
)
