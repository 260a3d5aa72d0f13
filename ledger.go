package sitrep

// StepKind is how a figure moved a claimant's line.
type StepKind string

// The ways a claimant's line moves. The ledger appends steps and erases none.
const (
	NewStep          StepKind = "new"
	Repeat           StepKind = "repeat"
	Update           StepKind = "update"
	Correction       StepKind = "correction"
	Withdrawal       StepKind = "withdrawal"
	Dispute          StepKind = "dispute"
	DenialStep       StepKind = "denial"
	RelayDiscrepancy StepKind = "relay_discrepancy"
)

// StepStatus is whether a step still stands.
type StepStatus string

// Nothing is erased: a step is active, superseded, withdrawn or disputed.
const (
	Active     StepStatus = "active"
	Superseded StepStatus = "superseded"
	Withdrawn  StepStatus = "withdrawn"
	Disputed   StepStatus = "disputed"
)

// Step is one entry in a claimant's line.
type Step struct {
	Kind     StepKind `json:"kind"`
	Min      Bound    `json:"min"`
	Max      Bound    `json:"max"`
	Modifier Modifier `json:"modifier"`
	Word     Words    `json:"word"`
	// Value is the value in the source's own words ("about 1,100", "dozens of").
	Value Words `json:"value,omitempty"`
	// Date is what the figure counts to or over; Said when the claimant said it;
	// Published when the first report of it came out.
	Date      string     `json:"date"`
	Said      string     `json:"said"`
	Published Stamp      `json:"published"`
	Status    StepStatus `json:"status"`
	// Outlet is, for a relay discrepancy, whose wording differs.
	Outlet  string     `json:"outlet,omitempty"`
	Why     string     `json:"why,omitempty"` // in plain words, for corrections and discrepancies
	Hedged  bool       `json:"hedged,omitempty"`
	Unsure  bool       `json:"unsure,omitempty"` // read with low confidence: shown, left out of ranges
	Figures []Citation `json:"figures"`
	Origins []string   `json:"origins"`
}

// Line is one claimant's steps in a series, oldest first.
type Line struct {
	Claimant string       `json:"claimant"`
	Kind     ClaimantKind `json:"claimant_kind"`
	Party    string       `json:"party"`
	Steps    []Step       `json:"steps"`
}

// LedgerRange is lowest to highest of the latest active value per independent
// claimant, with its rule in words.
type LedgerRange struct {
	Low  Bound  `json:"low"`
	High Bound  `json:"high"`
	Rule string `json:"rule"`
}

// Series is one measure of one group over one scope and basis.
type Series struct {
	// ID is stable within the story; Of names the series this one is a subset of.
	ID string `json:"id"`
	Of string `json:"subset_of,omitempty"`
	// Event is the incident counted: one of the story's events, or one named by the day and place of its counts; empty for a
	// count over a stretch, and for what a running matter counts as a whole.
	Event     EventID     `json:"event"`
	Measure   Measure     `json:"measure"`
	Group     string      `json:"group"`
	Scope     string      `json:"scope"` // place and stretch of time, in words
	Basis     Basis       `json:"basis"`
	Range     LedgerRange `json:"range"`
	Claimants []Line      `json:"claimants"`
}

// Ledger is a story's figures.
type Ledger struct {
	Story  StoryID  `json:"story"`
	AsOf   Stamp    `json:"asof"`
	Series []Series `json:"series"`
}
