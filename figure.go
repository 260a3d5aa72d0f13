package sitrep

import "encoding/json"

// Measure is what a figure counts. A source's own word stands beside it, in Figure.Word.
type Measure string

// The measures. Casualties are killed or
// wounded, unsplit; losses are killed, wounded, missing or captured, unsplit.
// Strength is no toll.
const (
	Killed     Measure = "killed"
	Wounded    Measure = "wounded"
	Casualties Measure = "casualties"
	Losses     Measure = "losses"
	Missing    Measure = "missing"
	Captured   Measure = "captured"
	Displaced  Measure = "displaced"
	Rescued    Measure = "rescued"
	Affected   Measure = "affected"
	Strength   Measure = "strength"
)

// Measures are all of them.
var Measures = []Measure{Killed, Wounded, Casualties, Losses, Missing, Captured, Displaced, Rescued, Affected, Strength}

// Modifier is how a value is bounded, by the source's own words.
type Modifier string

// Modifiers of a value.
const (
	Exact    Modifier = "exact"
	AtLeast  Modifier = "at_least"
	MoreThan Modifier = "more_than"
	UpTo     Modifier = "up_to"
	LessThan Modifier = "less_than"
	Nearly   Modifier = "nearly"
	About    Modifier = "about"
	Range    Modifier = "range"
	Vague    Modifier = "vague"
)

// Basis is what stretch a figure counts over.
type Basis string

// A figure counts one event, what is new in a period, or all since the start.
const (
	OfEvent    Basis = "event"
	OfPeriod   Basis = "period"
	Cumulative Basis = "cumulative"
)

// Status is how a figure is put forward.
type Status string

// How a figure is put forward.
const (
	Asserted     Status = "asserted"
	Denied       Status = "denied"
	Feared       Status = "feared"
	Projected    Status = "projected"
	Hypothetical Status = "hypothetical"
)

// Bound is one end of a value. The zero Bound is unknown, which is not zero.
type Bound struct {
	N     int64
	Known bool
}

// Of makes a known bound.
func Of(n int64) Bound { return Bound{N: n, Known: true} }

// MarshalJSON writes null when the bound is unknown.
func (b Bound) MarshalJSON() ([]byte, error) {
	if !b.Known {
		return []byte("null"), nil
	}
	return json.Marshal(b.N)
}

// UnmarshalJSON reads a number or null.
func (b *Bound) UnmarshalJSON(p []byte) error {
	var n *int64
	if err := json.Unmarshal(p, &n); err != nil {
		return err
	}
	*b = Bound{}
	if n != nil {
		*b = Of(*n)
	}
	return nil
}

// Figure is one statement of a number of people.
type Figure struct {
	Report ReportID `json:"report"`
	In     Field    `json:"in,omitempty"`
	// Span covers the value's words with their modifier ("at least 29").
	Span
	Sentence Span     `json:"sentence"`
	Min      Bound    `json:"min"`
	Max      Bound    `json:"max"`
	Modifier Modifier `json:"modifier"`
	Measure  Measure  `json:"measure"`
	// Word is the source's own word for the measure ("casualties", "killed or wounded").
	Word  Words `json:"word"`
	Group Words `json:"group"`
	// Claimant is the fullest name this report gives for who gives the figure.
	Claimant     Words        `json:"claimant"`
	ClaimantKind ClaimantKind `json:"claimant_kind"`
	// Actor is the registry's name for the claimant; empty when the registry has none.
	Actor ActorID `json:"actor"`
	// InPassing marks a figure in a clause that takes its event as known ("the fires that killed 93", "after a
	// blast killed 12"): who says the sentence speaks around it and does not give it.
	InPassing bool `json:"in_passing,omitempty"`
	// Compared marks a figure of another event or time, told to hold this one against it ("the deadliest since the
	// 1999 quake, which killed 17,000"): the ledger leaves it out.
	Compared bool `json:"compared,omitempty"`
	// Former marks a count told as one that has been replaced ("first put at 90, now at 74"): the ledger leaves it out.
	Former bool  `json:"former,omitempty"`
	Via    Words `json:"via"`
	Place  Words `json:"place"`
	When   Words `json:"when"`
	// Date is When resolved: "2024-12-23", a range "2024-12-20/2024-12-27", an open
	// range "2011-03/..", or empty.
	Date        Words   `json:"date"`
	Basis       Basis   `json:"basis"`
	Status      Status  `json:"status"`
	Hedged      bool    `json:"hedged"`
	Subset      bool    `json:"subset"`
	Implicit    bool    `json:"implicit"`
	Additional  bool    `json:"additional,omitempty"` // "another 12": on top of what was counted
	Cause       Words   `json:"cause"`
	Perpetrator Words   `json:"perpetrator"`
	Confidence  float64 `json:"confidence"`
	// From and To are set when the words say the count itself was changed ("revised down from
	// 115 to 97": on the 97, From is 115).
	From Bound `json:"from"`
}

// Cite is the citation of the figure's value.
func (f *Figure) Cite() Citation { return Citation{f.Report, f.In, f.Span} }
