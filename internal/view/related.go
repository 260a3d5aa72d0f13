package view

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/ledger"
)

// Related is another account of the same.
type Related struct {
	Who, What, Outlet string
	Day               string
	Link              string // of its page
	Cite              sitrep.Citation
	Why               string
}

func WhoOf(c *sitrep.Claim) string {
	return cmp.Or(string(c.Actor), string(c.Speaker), map[sitrep.ClaimantKind]string{sitrep.Anonymous: "an unnamed source"}[c.SpeakerKind], "nobody named")
}

// FigureKin are the other tellings of a figure's step, and what the same claimant and others say instead.
func FigureKin(l *sitrep.Ledger, c sitrep.Citation, reports map[sitrep.ReportID]*sitrep.Report) (same, other []Related) {
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
				same = append(same, Related{Who: Claimant(&x.Claimants[at]), What: wordsAt(r, f), Outlet: OutletOf(r), Day: DayOf(r.Published), Link: ClaimURL(f), Cite: f})
			}
		}
		for j := range x.Claimants {
			line := &x.Claimants[j]
			for k := range line.Steps {
				st := &line.Steps[k]
				if j == at && k == row || j != at && k < len(line.Steps)-1 || len(st.Figures) == 0 {
					continue
				}
				v := Related{Who: Claimant(line), What: ledger.Words(st) + " " + string(x.Measure), Day: IsoDay(cmp.Or(st.Said, st.Date, st.Published.String())), Link: ClaimURL(st.Figures[0]), Cite: st.Figures[0], Why: st.Why}
				if r := reports[st.Figures[0].Report]; r != nil {
					v.Outlet = OutletOf(r)
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
	return Short(text[c.Start:c.End], 160)
}

// How many of the rarer words two claims must share to be tellings of one thing, or to be about one thing.
const (
	sameWords  = 0.5
	aboutWords = 0.25
)

// ClaimKin are claims of the same speaker in much the same words, and denials or confirmations of what shares words with it.
func ClaimKin(c *sitrep.Claim, from *sitrep.Report, readings []sitrep.Reading) (same, other []Related) {
	mine := bag(WordsOf(from, c))
	if len(mine) < 3 {
		return nil, nil
	}
	for i := range readings {
		r := readings[i].Report
		for j := range readings[i].Claims {
			o := &readings[i].Claims[j]
			if r.ID == from.ID && ClaimCite(o) == ClaimCite(c) || o.Confidence < ledger.Sure {
				continue
			}
			share := overlap(mine, bag(WordsOf(r, o)))
			v := Related{Who: WhoOf(o), What: Short(WordsOf(r, o), 160), Outlet: OutletOf(r), Day: DayOf(r.Published), Link: ClaimURL(ClaimCite(o)), Cite: ClaimCite(o), Why: ActWords(o.Kind)}
			switch {
			case share >= sameWords && Speaker(o) == Speaker(c) && o.Kind == c.Kind:
				same = append(same, v)
			case share >= aboutWords && Speaker(o) != Speaker(c) && (o.Kind == sitrep.Denial || o.Kind == sitrep.Confirmation || c.Kind == sitrep.Denial):
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

// Named reports whether words name a claim: they are its content, cue or source, or what it is cited by.
func Named(c *sitrep.Claim, at sitrep.Citation) bool {
	return c.Report == at.Report && c.In == at.In &&
		(ClaimCite(c).Span == at.Span || slices.Contains(c.Content, at.Span) || slices.Contains(c.Cue, at.Span) || slices.Contains(c.Source, at.Span))
}
