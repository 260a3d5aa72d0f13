package lang

// Origin is what tracing needs to know of a language.
type Origin struct {
	// Before and After are words that name a source right after or right before themselves ("citing",
	// "reported"), Alone words that need none ("our correspondent"). The value is what they show.
	Before, After, Alone Phrases
}

// What the words of an Origin show.
const (
	Cited    = "cited"    // the news is the source's
	Credit   = "credit"   // the text is the source's
	Byline   = "byline"   // the source signs the text
	Agencies = "agencies" // the text is put together from agencies it does not name
	Own      = "own"      // the outlet's own reporting
)
