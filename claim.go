package sitrep

import "encoding/json"

// Words are words of a report, or nothing; nothing is written as JSON null.
type Words string

// MarshalJSON writes null for no words.
func (w Words) MarshalJSON() ([]byte, error) {
	if w == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(w))
}

// Act is the kind of thing a claim does.
type Act string

// A statement says; the other acts are reactions, and the last two are silences.
const (
	Statement    Act = "statement"
	Denial       Act = "denial"
	Confirmation Act = "confirmation"
	Condemnation Act = "condemnation"
	Accusation   Act = "accusation"
	Support      Act = "support"
	Demand       Act = "demand"
	Warning      Act = "warning"
	Regret       Act = "regret"
	NoComment    Act = "no_comment"
	Unreachable  Act = "unreachable"
)

// Silent reports whether the act is that of not speaking.
func (a Act) Silent() bool { return a == NoComment || a == Unreachable }

// Claim is one act of speech a report tells of: who, by which words, what.
// A role may have several spans or none.
type Claim struct {
	Report  ReportID `json:"report"`
	In      Field    `json:"in,omitempty"`
	Source  []Span   `json:"source"`
	Cue     []Span   `json:"cue"`
	Content []Span   `json:"content"`
	Kind    Act      `json:"kind"`
	// Speaker is the fullest name this report gives for the source ("he",
	// "the ministry" resolved); empty when nobody is named.
	Speaker Words `json:"speaker"`
	// SpeakerKind says whether that is a name, an office, anonymous or nobody.
	SpeakerKind ClaimantKind `json:"speaker_kind"`
	// Via is who relays the source, where both stand ("SANA, citing a military source").
	Via Words `json:"via"`
	// Actor is the registry's name for the speaker; empty when the registry has none.
	Actor ActorID `json:"actor"`
	// About is, for a reaction, the words that say what or whom it is about.
	About      []Span  `json:"about,omitempty"`
	Hedged     bool    `json:"hedged"`
	Sentence   Span    `json:"sentence"`
	Confidence float64 `json:"confidence"`
}

// ClaimantKind says how a claimant is given.
type ClaimantKind string

// How a claimant is given: by name, by office ("the spy agency"), without a name
// ("a military source"), or not at all.
const (
	Named     ClaimantKind = "named"
	Office    ClaimantKind = "office"
	Anonymous ClaimantKind = "anonymous"
	Nobody    ClaimantKind = "none"
)
