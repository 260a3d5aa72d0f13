package lang

// Story is what grouping needs to know of a language.
type Story struct {
	// Common holds words that say little of what a report is about, each with the share of
	// news reports it stands in; 1 marks function words, which are passed over.
	Common map[string]float64
	// Events are nouns and verbs of incidents ("airstrike", "quake") to the kind they are shown as.
	Events Phrases
	// At are words before the name of the place where something happened ("in", "near").
	At Set
}
