package view

import (
	"cmp"
	"slices"
	"strings"

	"sitrep"
)

// PublicClaim is how many bytes of a claim a site that shows no whole texts shows, publicShare what part of a text: one
// in so many.
const (
	PublicClaim = 90
	publicShare = 3
)

// Excerpts are the words that were read, for a site that shows no whole texts: as many as are a third of the text.
func Excerpts(r *sitrep.Reading) []Evidence {
	var out []Evidence
	var last sitrep.Span
	left := len(r.Report.Text) / publicShare
	for _, c := range Cites(r) {
		if c.In == sitrep.InTitle || last.Overlaps(c.Span) || c.Len() > left {
			continue
		}
		if e, ok := Cited(r.Report, c, false); ok {
			out = append(out, e)
			last = c.Span
			left -= c.Len()
		}
	}
	return out
}

// Cites are the words of a reading's claims and figures, in the text's order.
func Cites(r *sitrep.Reading) []sitrep.Citation {
	var out []sitrep.Citation
	for i := range r.Claims {
		out = append(out, ClaimCite(&r.Claims[i]))
	}
	for i := range r.Figures {
		out = append(out, r.Figures[i].Cite())
	}
	slices.SortStableFunc(out, func(a, b sitrep.Citation) int {
		return cmp.Or(strings.Compare(string(a.In), string(b.In)), cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	return slices.Compact(out)
}

// IsCited reports whether a brief rests on these very words.
func IsCited(b *sitrep.Brief, c sitrep.Citation) bool {
	for _, list := range [][]sitrep.Unit{{b.Headline}, b.Points, b.Body, b.Disputed, b.Unknown} {
		for _, u := range list {
			if slices.Contains(u.Citations, c) {
				return true
			}
		}
	}
	return false
}
