package eval

import (
	"encoding/json"
	"strings"

	"sitrep"
)

// FigureGold is a figure as people annotated it; Sentence and Value are words of the report's text.
type FigureGold struct {
	Doc      sitrep.ReportID `json:"doc_id"`
	Done     bool            `json:"done,omitempty"` // a report without any; the row says nothing else
	Sentence string          `json:"sent"`
	Value    string          `json:"value"`
	Min      sitrep.Bound    `json:"min"`
	Max      sitrep.Bound    `json:"max"`
	Modifier sitrep.Modifier `json:"modifier"`
	Measure  sitrep.Measure  `json:"measure"`
	Group    sitrep.Words    `json:"group"`
	Claimant sitrep.Words    `json:"claimant"`
	// ClaimantAlso are other names of the same claimant that count as right.
	ClaimantAlso []string      `json:"claimant_also,omitempty"`
	Via          sitrep.Words  `json:"via"`
	Place        sitrep.Words  `json:"place"`
	When         sitrep.Words  `json:"when"`
	Subset       bool          `json:"subset"`
	Basis        sitrep.Basis  `json:"basis"`
	Status       sitrep.Status `json:"status"`
	Hedged       bool          `json:"hedged"`
	Implicit     bool          `json:"implicit"`
}

// ReactionGold is an act as people annotated it.
type ReactionGold struct {
	Doc      sitrep.ReportID `json:"doc_id"`
	Done     bool            `json:"done,omitempty"`
	Sentence string          `json:"sent"`
	Kind     sitrep.Act      `json:"kind"`
	Cue      string          `json:"cue"`
	Actor    string          `json:"actor"`
	About    sitrep.Words    `json:"about"`
}

// AttributionGold is who says what in one report.
type AttributionGold struct {
	Doc          sitrep.ReportID `json:"doc_id"`
	Attributions []Attribution   `json:"attributions"`
}

// Attribution is one source, the words that mark the speech, and what is said; a role may have
// several spans or none.
type Attribution struct {
	Source  []sitrep.Span `json:"source"`
	Cue     []sitrep.Span `json:"cue"`
	Content []sitrep.Span `json:"content"`
}

// Placed says which group a report was put into.
type Placed struct {
	Report sitrep.ReportID `json:"id"`
	Story  string          `json:"story"`
}

// Pair is two reports that are copies of one text, or only look like it.
type Pair struct {
	A   sitrep.ReportID `json:"a"`
	B   sitrep.ReportID `json:"b"`
	Dup int             `json:"dup"` // 1 for copies, else 0
}

// StoryText is a text written about a story, or the ones people wrote about it.
type StoryText struct {
	Story string
	Texts Texts
}

// Texts are one text or several. JSON gives a string or a list of them.
type Texts []string

// UnmarshalJSON reads a string, a list of strings, or null for none.
func (t *Texts) UnmarshalJSON(b []byte) error {
	var one *string
	if err := json.Unmarshal(b, &one); err == nil {
		*t = nil
		if one != nil {
			*t = Texts{*one}
		}
		return nil
	}
	var several []string
	err := json.Unmarshal(b, &several)
	*t = several
	return err
}

// PageGold is what a page of the web says, as people copied it out.
type PageGold struct {
	Name      string `json:"-"` // the page's file name without .html
	URL       string `json:"url"`
	Text      string `json:"text"`
	Title     string `json:"title"`
	Published string `json:"published"`
}

// texts are the reports' texts by id.
func texts(docs []*sitrep.Report) map[sitrep.ReportID]string {
	out := make(map[sitrep.ReportID]string, len(docs))
	for _, d := range docs {
		out[d.ID] = d.Text
	}
	return out
}

// ids are the reports' ids in their order, each once.
func ids(docs []*sitrep.Report) []sitrep.ReportID {
	seen := make(map[sitrep.ReportID]bool, len(docs))
	var out []sitrep.ReportID
	for _, d := range docs {
		if !seen[d.ID] {
			seen[d.ID] = true
			out = append(out, d.ID)
		}
	}
	return out
}

// places is everywhere a sentence stands in a text: the same sentence can stand twice, and any of
// its places will do.
func places(text, sentence string) []sitrep.Span {
	var out []sitrep.Span
	if sentence == "" {
		return nil
	}
	for at := 0; ; at++ {
		i := strings.Index(text[at:], sentence)
		if i < 0 {
			return out
		}
		at += i
		out = append(out, sitrep.Span{Start: at, End: at + len(sentence)})
	}
}

// holds reports whether an offset lies in one of the spans.
func holds(spans []sitrep.Span, at int) bool {
	for _, s := range spans {
		if s.Start <= at && at < s.End {
			return true
		}
	}
	return false
}
