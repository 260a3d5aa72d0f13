package lang

// Edit is what a language must supply for an edited article to be compared with what it said before.
type Edit struct {
	// Notices are phrases by which an article owns up to having been changed ("an earlier version of this").
	Notices Phrases
}
