package api

import (
	"sitrep"
	"sitrep/internal/view"
)

// ClaimAnswer is words of a report, what they were read as, and who says the same or otherwise.
type ClaimAnswer struct {
	Quote
	Before  string         `json:"before,omitempty" doc:"the text before them; left out where no whole texts are shown"`
	After   string         `json:"after,omitempty"`
	Of      ReportHead     `json:"of"`
	Story   sitrep.StoryID `json:"story,omitempty"`
	Claims  []ClaimRow     `json:"claims"`
	Figures []FigureRow    `json:"figures"`
	Same    []RelatedRow   `json:"same" doc:"who repeats it"`
	Other   []RelatedRow   `json:"other" doc:"who counts or says otherwise"`
}

// RelatedRow is another account of the same.
type RelatedRow struct {
	Who    string          `json:"who"`
	What   string          `json:"what"`
	Outlet string          `json:"outlet,omitempty"`
	Day    string          `json:"day,omitempty"`
	Why    string          `json:"why,omitempty"`
	Cite   sitrep.Citation `json:"cite"`
}

// maxRelated caps how many other accounts are told.
const maxRelated = 30

func related(list []view.Related, public bool) []RelatedRow {
	out := []RelatedRow{}
	for _, x := range list[:min(len(list), maxRelated)] {
		what := x.What
		if public {
			what = view.Short(what, view.PublicClaim)
		}
		out = append(out, RelatedRow{x.Who, what, x.Outlet, x.Day, x.Why, x.Cite})
	}
	return out
}

func (s *site) claim(c *call) (reply, error) {
	ctx := c.r.Context()
	in, at, err := view.ParseAt(c.r.PathValue("at"))
	if err != nil {
		return reply{}, err
	}
	cite := sitrep.Citation{Report: sitrep.ReportID(c.r.PathValue("report")), In: in, Span: at}
	r, story, err := c.Book.Reading(ctx, cite.Report)
	if err != nil {
		return reply{}, err
	}
	e, ok := view.Cited(r.Report, cite, !c.Public)
	if !ok {
		return reply{}, sitrep.NotFound
	}
	words, _ := view.Words(r.Report, cite)
	out := ClaimAnswer{
		Quote: Quote{cite, words}, Before: e.Before, After: e.After, Of: headOf(r.Report), Story: story, Same: []RelatedRow{}, Other: []RelatedRow{},
		Claims:  c.claimRows(&r, func(x *sitrep.Claim) bool { return view.Named(x, cite) }),
		Figures: figureRows(&r, func(f *sitrep.Figure) bool { return f.Cite() == cite }),
	}
	if len(out.Claims)+len(out.Figures) == 0 && c.Public {
		b, err := c.Book.Brief(ctx, story, sitrep.Stamp{})
		if err != nil || !view.IsCited(&b, cite) {
			return reply{}, sitrep.NotFound // any words at all could be asked for, span by span
		}
	}
	if story == "" || len(out.Claims)+len(out.Figures) == 0 {
		return reply{Value: out}, nil
	}
	readings, err := c.readings(story, sitrep.Stamp{})
	if err != nil {
		return reply{}, err
	}
	if len(out.Figures) > 0 {
		l, err := c.Book.Ledger(ctx, story, sitrep.Stamp{})
		if err != nil {
			return reply{}, err
		}
		same, other := view.FigureKin(&l, cite, view.ByID(readings))
		out.Same, out.Other = related(same, c.Public), related(other, c.Public)
	} else {
		same, other := view.ClaimKin(&out.Claims[0].Claim, r.Report, readings)
		out.Same, out.Other = related(same, c.Public), related(other, c.Public)
	}
	return reply{Value: out}, nil
}
