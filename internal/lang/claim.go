package lang

// Claims is what a language must supply to find who says what.
type Claims struct {
	// Words are small words and verbs of reporting, with the part each plays.
	Words map[string]ClaimWord
	// Acts finds the frames of reactions among words from which adverbs have been dropped; the value
	// is the kind of act, or "-" for words that only look like one.
	Acts Phrases
	// Unmade are words before a frame's verb that say that the act is not done.
	Unmade Set
	// Hedges are words in or beside a cue that say that what is told is not vouched for.
	Hedges Set
	// Relays are cues by which one who speaks names whom the words are from ("citing").
	Relays Set
}

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
