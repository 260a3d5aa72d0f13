package lang

import (
	"sort"
	"strings"
)

// Figure is what a language must supply for counts of people: words for what befalls
// them, words for people, and the small words that build the phrases around a number.
type Figure struct {
	// Words are single words and Phrases those of several, with the parts they can play.
	Words   map[string]FigureWord
	Phrases map[string][]FigurePhrase // by first word, longest first
	// Endings tell more words for people, by their last byte, longest first.
	Endings map[byte][]FigureEnding
	// Adverbs, Pasts, Plurals, Participles and Superlatives are the endings of such words.
	Adverbs, Pasts, Plurals, Participles, Superlatives []string
	// Roles are the small words the steps ask for by what they do.
	Roles map[string]Role
	// Free says that those counted may stand on either side of the word for what befell them, and
	// that commas part clauses: endings and not places tell who did what (Polish, Russian).
	Free bool
	// Bare says that there are no articles: a word for one person next to a verb in a form told of
	// one alone is a count of one.
	Bare bool
	// Lexemes are the words, with their roles, and the phrases, by number, so that a text keeps four
	// bytes a word; 0 is none. Index makes them.
	Lexemes []Lexeme
	numbers map[string]int32 // of the words, until the language's vocabulary has them
}

// Lexeme is a word or phrase with all that the figure step asks of it.
type Lexeme struct {
	FigureWord
	Roles Role
	opens []FigurePhrase // those that begin with it
}

// Index numbers the words and phrases, when all are there.
func (f *Figure) Index() {
	f.Lexemes, f.numbers = make([]Lexeme, 1, len(f.Words)+1), make(map[string]int32, len(f.Words))
	at := func(word string) *Lexeme {
		n, ok := f.numbers[word]
		if !ok {
			n = int32(len(f.Lexemes))
			f.numbers[word], f.Lexemes = n, append(f.Lexemes, Lexeme{})
		}
		return &f.Lexemes[n]
	}
	for word, w := range f.Words {
		at(word).FigureWord = w
	}
	for word, roles := range f.Roles {
		at(word).Roles = roles
	}
	for word, phrases := range f.Phrases {
		sort.SliceStable(phrases, func(i, j int) bool { return len(phrases[i].Rest) > len(phrases[j].Rest) })
		at(word).opens = phrases
		for i := range phrases {
			phrases[i].Number, phrases[i].second = int32(len(f.Lexemes)), secondOf(phrases[i].Rest)
			f.Lexemes = append(f.Lexemes, Lexeme{FigureWord: phrases[i].FigureWord})
		}
	}
}

// Part is a set of parts a word can play around a figure.
type Part uint64

// The parts. The first carry a measure.
const (
	Done      Part = 1 << iota // past form, active or passive: "killed"
	Do                         // active only: "kills", "killing"
	Fell                       // after those it befell: "died"
	Being                      // a state: "dead", "missing"
	Event                      // a noun that counts it: "deaths"
	Act                        // a noun before those it befell: "killing of"
	Toll                       // a noun before a running count: "death toll"
	Befallen                   // a noun for those it befell: "hostages"
	Strict                     // befalls things too: only with a word for people
	One                        // a word for one person
	Many                       // a word for several
	State                      // a state that stands for people: "the wounded"
	Mass                       // a word for all the people of a place or force
	Thing                      // never people
	Det                        // determiner
	Be                         // "was", "were", "got"
	Have                       // "has", "had"
	Modal                      // "may", "did"
	Neg                        // "not"
	Conj                       // "and", "or"
	Rel                        // "who"
	Sub                        // "when", "after"
	If                         // "if"
	Prep                       // "in", "by"
	Adverb                     // "also"
	Refl                       // "himself"
	Pron                       // "them"
	Subset                     // "including", "of them"
	Mostly                     // "mostly"
	Hedge                      // "reportedly"
	Fear                       // "feared"
	Project                    // "likely to"
	Attempt                    // "tried to"
	Deny                       // "denied"
	Link                       // between a running count and its number: "rose"
	Leave                      // puts somebody into a state: "left ... dead"
	Say                        // speech
	Place                      // a noun for a place: "village"
	PlacePrep                  // a preposition before a place
	NoPlace                    // a noun after a preposition that is no place: "attack"
	Give                       // a person or body gives a count: "counted"
	Cause                      // a noun for what kills: "air strike"
	Lasting                    // a cause that goes on for long: "war"
	SoFar                      // a count up to now: "so far"
	Anywhere                   // a place in one word: \"worldwide\"
	Strikes                    // before the place it befalls: \"hit\", \"shelling of\"
	Among                      // before those it is part of: \"among\"
	Taking                     // takes lives: \"claimed\"
	Source                     // gives figures in a headline's tail: \"monitor\"
	Sole                       // a form told of one alone
	Contrast                   // opens a clause about something else: "while"
	Charged                    // what is done to the accused: "charged"
	OutOf                      // before the whole of which a share is told: "out of"
	Except                     // before what a whole is told without: "all but"
	Band                       // one word for those whose number follows with "of": "a crew of 24"
	Survive                    // outlives what killed others: "survived"
	Sized                      // behind a number and a hyphen, before those it counts: "14-member"
	Lets                       // done to captives by those who have them: "let go"; to others, something else
	Moves                      // a verb whose subject changes a count: "lowered"
	Aboard                     // right behind a number of people: "40 aboard"
	Final                      // a state told only where no noun for what has it follows: "fatal"
	Hauls                      // draws people out: "pulled"
	Drawn                      // behind those a verb of hauling stands before: "out of the rubble"
	Escapes                    // what captives do who are captives no more: "escaped"
	Measured  = Done | Do | Fell | Being | Event | Act | Toll | Befallen
	People    = One | Many
)

// Role is a set of roles that one small word or another fills in every language; the steps ask
// for the role and not the word.
type Role uint64

// The roles, named after the English words.
const (
	Of          Role = 1 << iota // "of"
	To                           // "to", "into"
	At                           // "at"
	From                         // "from"
	By                           // "by"
	On                           // "on"
	Than                         // "than"
	Over                         // "over", "against"
	With                         // "with"
	A                            // "a"
	The                          // "the"
	Other                        // "other"
	Another                      // "another"
	These                        // "these", "those"
	More                         // "more", "additional"
	That                         // "that"
	As                           // "as"
	Whom                         // "whom"
	SinceWord                    // "since"
	EarlierWord                  // "earlier"
	According                    // "according"
	Reported                     // "reported"
	Tally                        // "number", "total"
	Put                          // "put"
	MissingWord                  // "missing"
	VictimsWord                  // "victims"
	Victims                      // those already counted: "dead", "wounded"
	Children                     // "children"
	Including                    // "including"
	TheirWord                    // "their"
	LostWord                     // "lost"
	ReportsWord                  // "reports"
	And                          // "and"
	Found                        // "found": puts into a state, and finds
	OneWord                      // "one"
	Else                         // "else"
	ToBe                         // "be"
	Has                          // the auxiliary of the perfect: "have"
	AfterOne                     // after a "one" that counts nobody: "one another"
	BeforeOne                    // before a "one" that counts nobody: "this one"
	No                           // "no"
	NobodyWord                   // "nobody"
	Why                          // before a cause: "due to", "when"
	Armed                        // a body that can do harm: "army"
	ClaimsWord                   // says as well as takes: "claimed"
	Between                      // "between"
	Holds                        // a preposition before places and hardly before people: "in"
	Will                         // a modal of what is to come: "may"
	Citing                       // relays another: "citing"
	Quoted                       // relays another, whom it names next: "quoted"
	Told                         // speech to somebody: "told"
	Doubted                      // speech the report does not vouch for: "claimed"
	Saying                       // speech as a participle: "saying"
	HowWord                      // before a "many" that is asked for: "how"
	Pair                         // two people in one word: "couple"
	Fraction                     // a share of a whole named next: "half", "most"
	Above                        // a link that passes its number: "exceeded"
	Without                      // "without"
	Force                        // those a force is made of: "troops"
	Record                       // what is cited and is nobody: "data"
	Nearing                      // a link that has not reached it: "neared"
	Superlative                  // one of many by rank: "greatest", "most"
	Term                         // how long, before "in prison": "life"
	During                       // before the stretch that a count is of: "during"
)

// Ends reports whether a word ends in one of the endings.
func (f *Figure) Ends(word string, endings []string) bool {
	for _, e := range endings {
		if strings.HasSuffix(word, e) {
			return true
		}
	}
	return false
}

// Has reports whether one of the parts q is among them.
func (p Part) Has(q Part) bool { return p&q != 0 }

// Sense is what words say of whether a count came true, and of what.
type Sense uint64

// The senses.
const (
	Wish       Sense = 1 << iota // before what is only meant, asked or feared: "hopes", "chance", "demanded"
	Asks                         // a verb whose object has not come about: "demanded"
	Gains                        // a verb that brings its object about: "secure"
	Managed                      // before an infinitive that came true: "managed", "forced"
	Maybe                        // inside a count that is not sure: "possible"
	Comparing                    // a sentence that holds one event against another: "by comparison"
	Likewise                     // before another event of the kind: "similar", "previous"
	Epoch                        // what bears a name of its own and is long past, with a capital: "War"
	Formerly                     // of a count that others have replaced: "initially"
	Lately                       // of a count that has replaced another: "now", "revised"
	Restating                    // the same before a noun for a count: "later", "revised"
	Issuing                      // whose figures or records those are: "official", "hospital"
	Rejects                      // before what another said: "rejected"
	Anybody                      // before "of the 31", under a negation nobody: "any"
	Suffers                      // what people do with injuries: "sustained"
	Showing                      // what records do: "show"
	Outlives                     // stays alive, where nothing follows: "lived"
	Schooling                    // before the numbers of school years: "grades"
	Shooting                     // hits with a bullet, dead or not: "shot"
	Conveys                      // takes people where they are treated: "rushed"
	Clinic                       // where they are treated: "hospital"
	Per                          // before what a rate is counted by: "per"
	Parent                       // before "of two", their children: "mother"
	Minds                        // what one says or thinks, and does not do: "believed"
	Sweeping                     // of people in general, as like as not: "many"
	Musters                      // brings people together in force: "gathered"
	Kindred                      // somebody's own, with "his" or "had": "sons"
	Outlived                     // before "by" and those left behind: "survived"
	Room                         // before those who could be taken in: "enough"
	Demonym                      // of a people, and before what is theirs: "Chinese"
	Others                       // those besides, people or things: "others"
	Myriads                      // as many as make a people: "millions"
	Aftermath                    // what is done about a deed when it is over: "charged", "mourned"
	ForDeed                      // leads the deed in behind it: "with", "for"
	Trailing                     // behind a noun, and no noun itself: "set", "deep"
	Arriving                     // before where the hurt and the dead are brought: "arrived", "treated"
	Nowhere                      // a body or a medium, and no place: "Brotherhood"
	Stationed                    // before where somebody stays: "based"
	Present                      // behind "since", tells a reason and no time: "are"
	Sided                        // an adjective of place, with a noun behind it: "northern"
	Publishing                   // what is done with a report on the day of telling: "issued"
	Leading                      // leads in what a clause tells the sequel of: "after", "despite"
	Beginning                    // before the time when something began to be: "born"
	Owning                       // what somebody claims who owns to a deed: "responsibility"
	Peopled                      // before as many as live there: "home", "population"
	Dwelling                     // those who live in a place, with "has": "residents"
	Allows                       // what a rule does with as many as it lets in: "allowed", "may"
	Patrons                      // counted for a trade, a vote, a show or an office: "customers"
	AtFirst                      // with a verb of saying, of what did not last: "initially"
	Uttered                      // what somebody says, with a verb of saying of its own: "statement"
	Picturing                    // shows and counts nobody: "footage"
	Acquaints                    // has for its object whom one knows: "knows"
	Naming                       // what is done with those of whom nothing else is told: "identified"
	Wrecking                     // what befalls a vessel or a craft, with "of" before it: "sinking"
	Turning                      // behind what was said once, before what is so: "but"
)

// FigureWord is a word or phrase as the figure step sees it.
type FigureWord struct {
	Parts   Part
	Measure string // for the parts that carry one
	Sense   Sense
}

// FigurePhrase is the rest of a phrase after its first word.
type FigurePhrase struct {
	Rest []string
	FigureWord
	Number int32 // of its lexeme
	second sight
}

// FigureEnding is an ending that tells a word for people.
type FigureEnding struct {
	Ending  string
	Parts   Part
	Capital bool // only of a capitalised word: "Syrians"
	Weak    bool // many things end so too
}

// Opens reports whether phrases begin with a lexeme.
func (f *Figure) Opens(own int32) bool { return len(f.Lexemes[own].opens) > 0 }

// Match finds the longest phrase at word i, whose lexeme is own: the number of its words and of its lexeme; 0 for none.
func (f *Figure) Match(word func(int) string, i int, own int32) (words int, lexeme int32) {
	phrases := f.Lexemes[own].opens
	if len(phrases) == 0 {
		return 0, 0
	}
	next := sightOf(word(i + 1))
	for n := range phrases {
		p := &phrases[n]
		if p.second != next {
			continue
		}
		ok := true
		for k, w := range p.Rest {
			if word(i+1+k) != w {
				ok = false
				break
			}
		}
		if ok {
			return 1 + len(p.Rest), p.Number
		}
	}
	return 0, 0
}

// Ending finds the ending of a lower-cased word for people.
func (f *Figure) Ending(word string) (FigureEnding, bool) {
	if word == "" {
		return FigureEnding{}, false
	}
	for _, e := range f.Endings[word[len(word)-1]] {
		if strings.HasSuffix(word, e.Ending) && len(word) > len(e.Ending)+2 {
			return e, true
		}
	}
	return FigureEnding{}, false
}
