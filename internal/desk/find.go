package desk

import (
	"context"
	"slices"
	"strings"

	"sitrep"
	"sitrep/internal/record"
)

// Said is a claim that a search found, with where it stands.
type Said struct {
	Claim  sitrep.Claim
	Report *sitrep.Report
	Story  sitrep.StoryID
}

// searchedForClaims is how many reports are looked through for claims: those that a search finds first.
const searchedForClaims = 200

// FindClaims finds the claims that hold every word of a query, in what is said or in the name of who says it; of the
// last word the beginning is enough. A claim that stands twice in a report is found once. Those of the report that
// the search puts first come first; whether there may be more than limit, or in reports that were not looked through, is
// the second result.
func FindClaims(ctx context.Context, b Book, query string, limit int) ([]Said, bool, error) {
	words := record.Words(query)
	hits, err := b.Search(ctx, query, searchedForClaims)
	if err != nil {
		return nil, false, err
	}
	var found []Said
	for _, h := range hits {
		r, story, err := b.Reading(ctx, h.Report)
		if err != nil {
			return nil, false, err
		}
		var before []string
		for i := range r.Claims {
			c := &r.Claims[i]
			said := claimWords(r.Report, c)
			if !record.Holds(said, words) || slices.Contains(before, said) {
				continue
			}
			if len(found) == limit {
				return found, true, nil
			}
			before = append(before, said)
			found = append(found, Said{*c, r.Report, story})
		}
	}
	return found, len(hits) == searchedForClaims, nil
}

// claimWords are the names of who speaks, the words of saying and what is said.
func claimWords(r *sitrep.Report, c *sitrep.Claim) string {
	text := r.In(c.In)
	parts := []string{string(c.Actor), string(c.Speaker), string(c.Via)}
	for _, list := range [][]sitrep.Span{c.Source, c.Cue, c.Content, c.About} {
		for _, s := range list {
			if s.Start >= 0 && s.Start < s.End && s.End <= len(text) {
				parts = append(parts, text[s.Start:s.End])
			}
		}
	}
	return strings.Join(parts, "\n")
}
