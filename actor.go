package sitrep

// ActorID is the registry's name for a person, body or office under all its names.
type ActorID string

// Actor is an entry of the registry the desk can edit.
type Actor struct {
	ID      ActorID  `json:"id"` // the name the ledger prints
	Kind    string   `json:"kind"`
	Aliases []string `json:"aliases"`
	// SpeaksFor is the body whose figures this person gives: Kirby for the White House.
	SpeaksFor ActorID `json:"speaks_for,omitempty"`
	// Party is the side of the conflict it belongs to; empty when it is no party.
	Party string `json:"party,omitempty"`
}
