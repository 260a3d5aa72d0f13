package lang

// Claims is what a language must supply to find who says what.
type Claims struct {
	// Words are small words and verbs of reporting, with the part each plays.
	Words map[string]ClaimWord
}

// ClaimWord is the part a word plays in a sentence, as far as claims need to know.
type ClaimWord uint8

// Parts of words.
const (
	NoClaimWord ClaimWord = iota
	Determiner            // "the", "some"
	Owner                 // "his", "'s"
	Subject               // "he": who does
	It                    // "it": who does or what is done to
	Object                // "him"
	Relative              // "who", "which"
	That                  // "that": opens what is said, or a relative clause
	Asking                // "what", "how"
	Whether               // "whether", "if"
	OfWord                // "of"
	ToWord                // "to"
	ByWord                // "by": who did, after a passive
	ForWord               // "for"
	Preposition           // other prepositions
	AboutWord             // "about", "against", "over": what speech is about
	AfterWord             // "after", "since": prepositions that may open a clause
	AsWord                // "as", "than"
	AndWord               // "and", "or"
	ButWord               // "but", "however"
	Subordinate           // "because", "while"
	Being                 // "is", "was"
	Having                // "has"
	Doing                 // "did"
	Modal                 // "would"
	Negation              // "not"
	ThereWord             // "there"
	Adverb                // "also"
	TimeWordly            // "Sunday", "week"
	TitleWord             // "Mr."
	SayVerb               // takes what is said
	TellVerb              // takes the one told first
	ThinkVerb             // belief, knowledge, wish
	ShowVerb              // what papers and polls do
	AskVerb               // questions
	ActVerb               // takes a thing spoken about
	ClaimWordCount
)

// ClaimWords are the parts by the names they have in data files.
var ClaimWords = map[string]ClaimWord{
	"det": Determiner, "poss": Owner, "subj": Subject, "it": It, "obj": Object, "who": Relative, "that": That, "wh": Asking,
	"if": Whether, "of": OfWord, "to": ToWord, "by": ByWord, "for": ForWord, "prep": Preposition, "about": AboutWord,
	"after": AfterWord, "as": AsWord, "and": AndWord, "but": ButWord, "sub": Subordinate, "be": Being, "have": Having,
	"do": Doing, "modal": Modal, "not": Negation, "there": ThereWord, "adv": Adverb, "time": TimeWordly, "title": TitleWord,
	"say": SayVerb, "tell": TellVerb, "think": ThinkVerb, "show": ShowVerb, "ask": AskVerb, "act": ActVerb,
}
