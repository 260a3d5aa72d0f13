package sitrep

// Derived is a number in a brief that stands in no report: it was computed.
type Derived struct {
	Value int64  `json:"value"`
	Rule  string `json:"rule"` // count_reports, count_origins, low, high or difference
	From  []any  `json:"from"` // its inputs: report ids, origin names or numbers
}

// Unit is one headline, point or sentence of a brief, with the words it rests on.
type Unit struct {
	Text      string     `json:"text"`
	Citations []Citation `json:"citations"`
	Derived   []Derived  `json:"derived,omitempty"`
}

// BriefSource is one numbered source of a brief.
type BriefSource struct {
	Number    int      `json:"number"`
	Report    ReportID `json:"report"`
	Outlet    string   `json:"outlet"`
	Title     string   `json:"title"`
	URL       string   `json:"url"`
	Published Stamp    `json:"published"`
	Origin    string   `json:"origin"`
}

// Brief is a version of the situation report.
type Brief struct {
	Story    StoryID       `json:"story"`
	AsOf     Stamp         `json:"asof"`
	Headline Unit          `json:"headline"`
	Points   []Unit        `json:"points"`
	Body     []Unit        `json:"body"`
	Sources  []BriefSource `json:"sources"`
	Disputed []Unit        `json:"disputed"`
	Unknown  []Unit        `json:"unknown"`
	// Worded says what a language model worded of it; nil when none did.
	Worded *Worded `json:"worded,omitempty"`
	// Dropped are the sentences the gate refused, with the reason; for the log.
	Dropped []Refusal `json:"-"`
}

// Refusal is a sentence the gate would not let through.
type Refusal struct {
	Unit Unit
	Why  string
}
