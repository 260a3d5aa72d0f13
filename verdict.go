package sitrep

// Verdict is what check says of a sentence.
type Verdict string

// The verdicts, worst first.
const (
	Contradicted  Verdict = "contradicted"
	Misattributed Verdict = "misattributed"
	Misstated     Verdict = "misstated"
	Outdated      Verdict = "outdated"
	NotInReports  Verdict = "not_found"
	NotCheckable  Verdict = "not_checkable"
	Supported     Verdict = "supported"
)

// Verdicts lists all verdicts, worst first: a sentence's verdict is its worst finding.
var Verdicts = []Verdict{Contradicted, Misattributed, Misstated, Outdated, NotInReports, NotCheckable, Supported}

// Evidence is words of a report that a verdict rests on.
type Evidence struct {
	Citation
	Quote string `json:"quote"`
}

// Finding is the verdict on one claim of a sentence, with why in one plain sentence.
type Finding struct {
	Verdict  Verdict    `json:"verdict"`
	Why      string     `json:"why"`
	Evidence []Evidence `json:"evidence"`
	// Figure is set when the claim is a count of people: one that is not found counts as wrong where
	// a text is held to the strictest.
	Figure bool `json:"-"`
}

// CheckedSentence is a sentence of the text under check.
type CheckedSentence struct {
	Sentence string `json:"sentence"`
	Span
	Verdict  Verdict   `json:"verdict"`
	Findings []Finding `json:"findings"`
}

// Checked is a text with a verdict on each of its sentences.
type Checked struct {
	Sentences []CheckedSentence `json:"sentences"`
}
