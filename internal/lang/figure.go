package lang

// Figure is what a language must supply for counts of people: words for what can befall
// them, words for people, and the small words that build the phrases around a number.
type Figure struct {
	// Words are single words with the parts they can play; Phrases the same of several words.
	Words   map[string]*FigureWord
	Phrases FigurePhrases
}

// Part is a set of parts a word can play around a figure.
type Part uint64

// Has reports whether one of the parts is among them.
func (p Part) Has(q Part) bool { return p&q != 0 }

// FigureWord is a word or phrase as the figure step sees it.
type FigureWord struct {
	Parts   Part
	Measure string // for the parts that carry one
}

// FigurePhrases finds phrases of several words.
type FigurePhrases struct {
	Phrases
	words []*FigureWord
}
