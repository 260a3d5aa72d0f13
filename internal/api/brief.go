package api

import (
	"sitrep"
	"sitrep/internal/view"
)

// Quote is words of a report that something rests on.
type Quote struct {
	sitrep.Citation
	Quote string `json:"quote" doc:"the words as the report has them"`
}

// Sentence is a sentence of a brief with the words it rests on.
type Sentence struct {
	Text      string           `json:"text"`
	Citations []Quote          `json:"citations"`
	Derived   []sitrep.Derived `json:"derived,omitempty" doc:"numbers in it that stand in no report: they were computed"`
}

// BriefAnswer is a situation report.
type BriefAnswer struct {
	Story    sitrep.StoryID       `json:"story"`
	AsOf     sitrep.Stamp         `json:"asof"`
	Headline Sentence             `json:"headline"`
	Points   []Sentence           `json:"points"`
	Body     []Sentence           `json:"body"`
	Disputed []Sentence           `json:"disputed"`
	Unknown  []Sentence           `json:"unknown"`
	Sources  []sitrep.BriefSource `json:"sources"`
}

func (s *site) brief(c *call) (reply, error) {
	st, asof, leave, err := c.asked()
	if err != nil {
		return reply{}, err
	}
	defer leave()
	b, err := c.Book.Brief(c.r.Context(), st.ID, asof)
	if err != nil {
		return reply{}, err
	}
	out, err := c.quoted(&b)
	return reply{Value: out}, err
}

// quoted is a brief with the words under its sentences.
func (c *call) quoted(b *sitrep.Brief) (BriefAnswer, error) {
	reports := map[sitrep.ReportID]*sitrep.Report{}
	quotes := func(u sitrep.Unit) Sentence {
		out := Sentence{Text: u.Text, Citations: []Quote{}, Derived: u.Derived}
		for _, x := range u.Citations {
			r, ok := reports[x.Report]
			if !ok {
				if reading, _, err := c.Book.Reading(c.r.Context(), x.Report); err == nil {
					r = reading.Report
				}
				reports[x.Report] = r
			}
			words, _ := view.Words(r, x) // a version that was pruned since has none
			out.Citations = append(out.Citations, Quote{x, words})
		}
		return out
	}
	all := func(list []sitrep.Unit) []Sentence {
		out := make([]Sentence, 0, len(list))
		for _, u := range list {
			out = append(out, quotes(u))
		}
		return out
	}
	return BriefAnswer{b.Story, b.AsOf, quotes(b.Headline), all(b.Points), all(b.Body), all(b.Disputed), all(b.Unknown), b.Sources}, c.r.Context().Err()
}

func (s *site) ledger(c *call) (reply, error) {
	st, asof, leave, err := c.asked()
	if err != nil {
		return reply{}, err
	}
	defer leave()
	l, err := c.Book.Ledger(c.r.Context(), st.ID, asof)
	return reply{Value: l}, err
}
