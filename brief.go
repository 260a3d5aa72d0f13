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

// BriefFigure is a row of a brief's table: a count, of whom, who gives it, and what must be known of it besides.
type BriefFigure struct {
	Day       string     `json:"day"` // when it was first said, as far as known: 2024-12-23
	Measure   Measure    `json:"measure"`
	Value     string     `json:"value"` // with its bound, in words: "about 1,100"
	Group     string     `json:"group"`
	Place     string     `json:"place,omitempty"`
	Claimants []string   `json:"claimants"` // all who give it, as the ledger names them
	Remark    string     `json:"remark,omitempty"`
	Citations []Citation `json:"citations"` // its value's words, one of each claimant
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
	// Figures are the counts that stand beside it: those it tells, and what else stands of the ledger.
	Figures []BriefFigure `json:"figures,omitempty"`
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
