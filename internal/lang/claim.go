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

// ClaimWords are the parts by the names they have in data files.
var ClaimWords = map[string]ClaimWord{
	"det": DetWord, "poss": OwnerWord, "subj": SubjectWord, "it": ItWord, "obj": ObjectWord, "who": RelativeWord, "that": ThatWord, "wh": AskingWord,
	"if": WhetherWord, "of": OfWord, "to": ToWord, "by": ByWord, "for": ForWord, "prep": PrepWord, "about": AboutWord,
	"after": AfterWord, "as": AsWord, "and": AndWord, "but": ButWord, "sub": SubordinateWord, "be": BeWord, "have": HaveWord,
	"do": DoWord, "modal": ModalWord, "not": NotWord, "there": ThereWord, "adv": AdverbWord, "time": DayWord, "title": TitleWord,
	"say": SayVerb, "tell": TellVerb, "think": ThinkVerb, "show": ShowVerb, "ask": AskVerb, "act": ActVerb,
}
