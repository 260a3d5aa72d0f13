package lang

// Actors is what a language must supply to tell who is who in a report.
type Actors struct {
	// Pronouns that may stand for whoever speaks; the value says for whom ("he", "she",
	// "it", "they", "who", "i", "we").
	Pronouns map[string]string
}
