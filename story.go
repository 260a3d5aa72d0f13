package sitrep

// StoryID names a running matter; it is stable while the story grows.
type StoryID string

// EventID names one incident inside a story.
type EventID string

// OriginKind says what sort of account an origin is.
type OriginKind string

// Kinds of origin. Unknown lineage is never called independent.
const (
	AgencyOrigin  OriginKind = "agency"
	OutletOrigin  OriginKind = "outlet"
	PartyOrigin   OriginKind = "party"
	UnknownOrigin OriginKind = "unknown"
)

// Origin is one independent account: the reports that rest on it, and which of them
// share one text.
type Origin struct {
	Name    string       `json:"name"`
	Kind    OriginKind   `json:"kind"`
	Reports []ReportID   `json:"reports"`
	Copies  [][]ReportID `json:"copies"`
	// Citing are those of the reports that name the origin as their source in words of their own: what
	// they say without a source is said by their outlet.
	Citing []ReportID `json:"-"`
}

// Event is one incident: what, where, when.
type Event struct {
	ID      EventID    `json:"event"`
	What    string     `json:"what"`
	Where   string     `json:"where"`
	When    string     `json:"when"` // a day, or an ISO range
	Reports []ReportID `json:"reports"`
}

// Tie is why a report was placed where it was.
type Tie struct {
	Report ReportID `json:"report"`
	// To is the report it was tied to most strongly; empty for the first.
	To       ReportID `json:"to"`
	Strength float64  `json:"strength"` // 0 to 1
	Reason   string   `json:"reason"`
}

// Story is the reports about one running matter.
type Story struct {
	ID       StoryID    `json:"story"`
	Headline string     `json:"headline"`
	Articles []ReportID `json:"articles"` // in time order
	Origins  []Origin   `json:"origins"`
	First    Stamp      `json:"first"`
	Last     Stamp      `json:"last"`
	Events   []Event    `json:"-"`
	Ties     []Tie      `json:"-"`
}
