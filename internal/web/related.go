package web

import (
	"context"

	"sitrep"
)

// maxRelated caps how many other accounts a claim's page lists.
const maxRelated = 30

// relate finds who repeats a claim and who says otherwise: of a figure, by the ledger's own steps; of words, by how
// many of them another claim shares.
func (s *site) relate(ctx context.Context, v *claimView, story sitrep.StoryID) error {
	readings, err := s.Book.Readings(ctx, story, sitrep.Stamp{})
	if err != nil {
		return err
	}
	reports := byID(readings)
	if len(v.Figures) > 0 {
		l, err := s.Book.Ledger(ctx, story, sitrep.Stamp{})
		if err != nil {
			return err
		}
		v.Same, v.Other = figureKin(&l, v.Cite, reports)
	} else if len(v.Claims) > 0 {
		v.Same, v.Other = claimKin(&v.Claims[0], v.Report, readings)
	}
	v.Same, v.Other = v.Same[:min(len(v.Same), maxRelated)], v.Other[:min(len(v.Other), maxRelated)]
	return nil
}
