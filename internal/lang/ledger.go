package lang

// Ledger is what a language must supply for figures told in different words to be seen as
// figures of the same people and places.
type Ledger struct {
	// Groups are nouns for people in the singular or plural, to the class they belong to
	// ("troops" and "servicemen" to "soldiers"). A noun that is not listed is a class of its own.
	Groups map[string]string
	// Empty are words in front of a group or a name that tell it from no other ("the", "its").
	Empty Set
	// Unowned are nouns for figures and papers: who is given by them is not said ("preliminary data").
	Unowned Set
	// Lowered are words by which a count is said to have come down ("lower", "revised").
	Lowered Set
	// Parts join the parts of a place's description, so that what follows contains what
	// precedes ("in", "of").
	Parts Set
	// Kinds are words for kinds of place ("city", "province"), which tell no place from another.
	Kinds Set
	// Retracted are phrases by which somebody takes a count back ("withdrew its figure").
	Retracted Phrases
}
