package sitrep

// ReportID names one report: one version of one published thing.
type ReportID string

// Field says which of a report's two texts a span lies in. The zero value is
// the body text; headlines are read too.
type Field string

// The two texts of a report.
const (
	InText  Field = ""
	InTitle Field = "title"
)

// Report is one version of a published thing, as it came in. Its Text is never
// altered after intake: every offset anywhere in the program is a byte offset
// into it (or into Title).
type Report struct {
	ID        ReportID `json:"id"`
	Input     string   `json:"input"` // path or URL it was read from
	Outlet    string   `json:"outlet"`
	URL       string   `json:"url"`
	Title     string   `json:"title"`
	Text      string   `json:"text"`
	Published Stamp    `json:"published"`
	Updated   Stamp    `json:"updated"`
	Author    string   `json:"author"`
	Language  string   `json:"language"` // BCP 47, lower case; empty when unknown
}

// In returns the text a field names.
func (r *Report) In(f Field) string {
	if f == InTitle {
		return r.Title
	}
	return r.Text
}

// Span is a half-open range of UTF-8 byte offsets.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len is the number of bytes the span covers.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether o lies wholly inside s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps reports whether the two share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Citation points at the words of a report that something rests on.
type Citation struct {
	Report ReportID `json:"report"`
	In     Field    `json:"in,omitempty"`
	Span
}
