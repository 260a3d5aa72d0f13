package web

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/ledger"
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

// figureKin are the other tellings of a figure's step, and what the same claimant and others say instead.
func figureKin(l *sitrep.Ledger, c sitrep.Citation, reports map[sitrep.ReportID]*sitrep.Report) (same, other []relatedView) {
	for i := range l.Series {
		x := &l.Series[i]
		at, row := -1, -1
		for j := range x.Claimants {
			for k := range x.Claimants[j].Steps {
				if slices.Contains(x.Claimants[j].Steps[k].Figures, c) {
					at, row = j, k
				}
			}
		}
		if at < 0 {
			continue
		}
		for _, f := range x.Claimants[at].Steps[row].Figures {
			if r := reports[f.Report]; r != nil && f != c {
				same = append(same, relatedView{Who: claimant(&x.Claimants[at]), What: wordsAt(r, f), Outlet: outletOf(r), Day: dayOf(r.Published), Link: claimURL(f)})
			}
		}
		for j := range x.Claimants {
			line := &x.Claimants[j]
			for k := range line.Steps {
				st := &line.Steps[k]
				if j == at && k == row || j != at && k < len(line.Steps)-1 || len(st.Figures) == 0 {
					continue
				}
				v := relatedView{Who: claimant(line), What: ledger.Words(st) + " " + string(x.Measure), Day: isoDay(cmp.Or(st.Said, st.Date, st.Published.String())), Link: claimURL(st.Figures[0]), Why: st.Why}
				if r := reports[st.Figures[0].Report]; r != nil {
					v.Outlet = outletOf(r)
				}
				other = append(other, v)
			}
		}
	}
	return same, other
}

func wordsAt(r *sitrep.Report, c sitrep.Citation) string {
	text := r.In(c.In)
	if c.Start < 0 || c.End > len(text) || c.Start >= c.End {
		return ""
	}
	return short(text[c.Start:c.End], 160)
}

// How many of the rarer words two claims must share to be tellings of one thing, or to be about one thing.
const (
	sameWords  = 0.5
	aboutWords = 0.25
)

// claimKin are claims of the same speaker in much the same words, and denials or confirmations of what shares words with it.
func claimKin(c *sitrep.Claim, from *sitrep.Report, readings []sitrep.Reading) (same, other []relatedView) {
	mine := bag(wordsOf(from, c))
	if len(mine) < 3 {
		return nil, nil
	}
	for i := range readings {
		r := readings[i].Report
		for j := range readings[i].Claims {
			o := &readings[i].Claims[j]
			if r.ID == from.ID && claimCite(o) == claimCite(c) || o.Confidence < ledger.Sure {
				continue
			}
			share := overlap(mine, bag(wordsOf(r, o)))
			v := relatedView{Who: whoOf(o), What: short(wordsOf(r, o), 160), Outlet: outletOf(r), Day: dayOf(r.Published), Link: claimURL(claimCite(o)), Why: actWords(o.Kind)}
			switch {
			case share >= sameWords && speaker(o) == speaker(c) && o.Kind == c.Kind:
				same = append(same, v)
			case share >= aboutWords && speaker(o) != speaker(c) && (o.Kind == sitrep.Denial || o.Kind == sitrep.Confirmation || c.Kind == sitrep.Denial):
				other = append(other, v)
			}
		}
	}
	return same, other
}

// bag are a text's longer words and its numbers.
func bag(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if utf8.RuneCountInString(w) > 3 || w[0] >= '0' && w[0] <= '9' {
			out[w] = true
		}
	}
	return out
}

// overlap is the share of the smaller bag that stands in the other.
func overlap(a, b map[string]bool) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 3 {
		return 0
	}
	n := 0
	for w := range a {
		if b[w] {
			n++
		}
	}
	return float64(n) / float64(len(a))
}
