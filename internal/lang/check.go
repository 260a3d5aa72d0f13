package lang

// Check is what a language must supply for somebody's text to be compared with what reports say.
type Check struct {
	// Same are words that mean the same in news, to the word that stands for all of them
	// ("vessel" to "ship").
	Same map[string]string
	// Phrases are words that mean one thing together, to the word that stands for it ("turned down" to "reject"), "-" for words that say nothing by
	// themselves ("carried out").
	Phrases Phrases
	// Narrower are wide words to those that say the same and more ("attack" to "ambush"), in the form Same gives them.
	Narrower map[string][]string
	// Kindred are those wide words of which the narrower ones are never each other ("building").
	Kindred Set
	// Kin are words near each other in meaning, of English at large: less sure than Same and Narrower, and wider.
	Kin Kin
	// Bodies are words for those who speak, to the side they are on.
	Bodies map[string]Body
	// Opposite are words (in the form Same gives them) to those that say the contrary ("rise" to "fall").
	Opposite map[string][]string
	// Negators are words that turn a statement into its contrary ("not", "never", "without").
	Negators Set
	// Swaps are small words of which one in the place of another of its line makes another statement ("before", "after"), to
	// the lines they stand in.
	Swaps map[string][]string
	// Amounts are words for how much of a whole, to what they say: "all" and "every" are "all".
	Amounts map[string]string
	// Hearsay are words for what others have said ("reports", "allegations").
	Hearsay Set
	// Erstwhile are words before what something is called that say it is so no more ("former").
	Erstwhile Set
	// Ought are words that say what should be, or what it is worth.
	Ought Set
	// Inquiries are what those who count do while they count ("investigation").
	Inquiries Set
	// Classes are classes of people (Ledger.Groups), to the sorts of people they may be of.
	Classes map[string][]string
	// Open are words by which it is left open whether something is so ("reportedly", "could").
	Open Set
	// Firm are phrases by which something is said to be so of all, for sure, always, or of nobody else, to which of these:
	// "whole", "sure", "ever", "alone"; "-" for phrases with such a word that say none of it ("in all").
	Firm Phrases
	// Opinions are phrases by which a writer speaks for himself ("hard to imagine", "should have").
	Opinions Phrases
	// Judging are words that judge and state no fact ("shameful", "heroic").
	Judging Set
	// Musings are words that open a sentence in which the writer muses or addresses his reader ("perhaps", "imagine").
	Musings Set
	// Present are auxiliary verbs in the present ("is"); Pointing are words for what was named before ("the", "this").
	Present, Pointing Set
	// Staying are verbs by which one is said to hold an office still ("remains"), Posts what he is still in ("office").
	Staying, Posts Set
	// Talk are words for talk itself ("reports", "fake"), not for what is talked of.
	Talk Set
	// Sources are words for one who is not named and may be anybody ("a source", "a monitoring group").
	Sources Set
	// Deniers are verbs that say that what follows is not so; Tokens are words between a negation and what is not so
	// ("no sign of").
	Deniers, Tokens Set
	// Fillers are words of degree and addition, which need not stand in a report that says the same.
	Fillers Set
	// Growth are words by which a count is told as a multiple of an earlier one ("doubled"), to the factor.
	Growth map[string]float64
	// Shares are words for a share of a whole.
	Shares map[string]Share
	// Ordinals are the days of a month in words ("fifth"), to the day.
	Ordinals map[string]int
	// Untrue are words that say of talk that it is not true ("fake").
	Untrue Set
	// Past are irregular verbs in the past ("fell"), by which a sentence tells of what happened.
	Past Set
	// Comparing are phrases that set one count beside another, to how: "above", "below", "equal", "apart".
	Comparing Phrases
	// Again are phrases by which something is said to have been done more than once, Firstly for the first time.
	Again, Firstly Phrases
	// Light are verbs, in the form Same gives them, that say nothing beside a noun for what was done ("came under shelling").
	Light Set
	// Blocs are words for groups of states ("western"), to the names of those states.
	Blocs map[string][]string
	// Bounds are words for a part of a stretch of time, by which it says when and not how long: "early in the year".
	Bounds Set
	// Exactly are words before a count that say that it is neither more nor less.
	Exactly Set
	// Losing are verbs by which losses of any kind are told.
	Losing Set
	// Becoming are verbs before what those counted became ("have become casualties").
	Becoming Set
	// Calling are verbs, in the form Same gives them, after whose passive "by" tells who speaks ("was called ... by").
	Calling Set
	// Kinds are words that say of what kind an unnamed source is ("military").
	Kinds Set
	// Failing are words before "to" and what is not done ("failed"); Thinking are verbs by which one says what is so, in
	// the form words are compared in.
	Failing, Thinking Set
	// Watchers are words by which a report calls one who counts and whom it names elsewhere ("a monitor").
	Watchers Set
	// Befalling are verbs that befall the one before them ("drown"), in the form words are compared in.
	Befalling Set
	// Wishing are verbs before "to" and what is not done yet ("asked"), in the form words are compared in.
	Wishing Set
	// Speaking are verbs by which one is said to speak of something ("told of").
	Speaking Set
	// Telling are words without which a statement is another one ("first", "highest").
	Telling Set
	// Within are words before the stretch of time within which something happened, Spell those between ("a single").
	Within, Spell Set
	// Accounts are words for what one gives who gives a count ("toll", "estimate").
	Accounts Set
	// Forecasts are phrases that tell of what is to come ("is likely to", "will").
	Forecasts Phrases
	// Former are phrases that say that a figure is told as an earlier one ("initially", "at first").
	Former Phrases
	// Superseded are phrases by which a report tells a count as one that another has replaced ("an initial toll of").
	Superseded Phrases
	// AtFirst are phrases by which a report tells what was said and no longer holds ("initially said").
	AtFirst Phrases
	// Leaving are phrases by which one is told to have left his office ("resigned").
	Leaving Phrases
	// Current are phrases that say that something is so as of now ("latest", "to this day").
	Current Phrases
	// Passing are verbs that put a count above the number that follows ("tops", "exceeds").
	Passing Set
	// Giving are verbs by which the one named before them gives a count ("put").
	Giving Set
	// Possible are words before a count that say that it may be so ("could", "feared").
	Possible Set
	// Vague are words for a number nobody gave, with the least and the most they may stand for.
	Vague map[string][2]int64
	// Spans are words for stretches of time that a count may cover ("week"), to the stretch.
	Spans map[string]string
	// Total are words that say that a count is of all so far ("total", "overall").
	Total Set
	// Months are the names of the months, for dates in the reasons given.
	Months []string
}

// Share is a share of a whole, 0 to 1: about that much, or more than it, or less.
type Share struct {
	Of   float64
	More bool
	Less bool
}

// Body is what a word for somebody who speaks says of him.
type Body struct {
	Side string // "" when he may be anybody
	Wide bool   // it may stand for any other of its side
	As   string // the word it is compared as, if another ("intelligence" for "spy")
}
