package support

import (
	"fmt"
	"strings"

	"sitrep"
	"sitrep/internal/text"
)

// figures refuses a figure of people that was not read from the cited words: other bounds,
// another modifier or measure, or another claimant.
func figures(stated []sitrep.Figure, unit *text.Doc, cited []passage, derived []sitrep.Derived) error {
	have := readFigures(cited)
	for i := range stated {
		f := &stated[i]
		if f.Implicit || computed(f, derived) {
			continue
		}
		if why := best(f, have); why != "" {
			return fmt.Errorf("%q: %s", unit.Slice(f.Span), why)
		}
	}
	return nil
}

func computed(f *sitrep.Figure, derived []sitrep.Derived) bool {
	for _, d := range derived {
		if f.Min.Known && f.Min.N == d.Value || f.Max.Known && f.Max.N == d.Value {
			return true
		}
	}
	return false
}

// readFigures are the figures that were read from the cited words.
func readFigures(cited []passage) []*sitrep.Figure {
	var out []*sitrep.Figure
	seen := map[*sitrep.Figure]bool{}
	for _, p := range cited {
		for i := range p.reading.Figures {
			f := &p.reading.Figures[i]
			if f.In == p.In && p.Overlaps(f.Span) && !seen[f] {
				seen[f] = true
				out = append(out, f)
			}
		}
	}
	return out
}

// best compares a stated figure with those read; "" when one agrees, otherwise what is
// wrong with the nearest.
func best(f *sitrep.Figure, have []*sitrep.Figure) string {
	why, rank := "no figure like it was read from the cited words", 0
	for _, h := range have {
		switch {
		case h.Min != f.Min || h.Max != f.Max:
		case h.Measure != f.Measure:
			if rank < 1 {
				why, rank = fmt.Sprintf("the cited words count %s, not %s", h.Measure, f.Measure), 1
			}
		case h.Modifier != f.Modifier:
			if rank < 2 {
				why, rank = fmt.Sprintf("the cited words say %s, not %s", h.Modifier, f.Modifier), 2
			}
		case !sameClaimant(f, h):
			if rank < 3 {
				who := string(h.Claimant)
				if who == "" {
					who = "the report itself"
				}
				why, rank = fmt.Sprintf("the cited words have it from %s", who), 3
			}
		default:
			return ""
		}
	}
	return why
}

// sameClaimant reports whether the claimant a sentence gives is the one that was read. A figure
// that has a claimant may not be told without one; one that has none may be given to nobody.
func sameClaimant(stated, read *sitrep.Figure) bool {
	if read.Claimant == "" {
		return stated.Claimant == "" || stated.Via == "" && Alike(string(stated.Claimant), string(read.Via))
	}
	if stated.Actor != "" && stated.Actor == read.Actor {
		return true
	}
	return Alike(string(stated.Claimant), string(read.Claimant)) || read.Actor != "" && Alike(string(stated.Claimant), string(read.Actor))
}

// Alike reports whether two names share half their words, articles and prepositions aside.
func Alike(a, b string) bool {
	ta, tb := nameWords(a), nameWords(b)
	if len(ta) == 0 || len(tb) == 0 {
		return len(ta) == len(tb)
	}
	common := 0
	left := append([]string(nil), tb...)
	for _, w := range ta {
		for i, v := range left {
			if v == w {
				left[i] = ""
				common++
				break
			}
		}
	}
	return 2*common >= (len(ta)+len(tb)+1)/2
}

func nameWords(s string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(strings.ToLower(fold(s)), func(r rune) bool { return !wordRune(r) }) {
		switch w {
		case "the", "a", "an", "of", "in", "and", "s", "for":
		default:
			out = append(out, w)
		}
	}
	return out
}

// reactions refuses an act (a denial, a condemnation, a silence) that was not read from the
// cited words, or that somebody else did.
func reactions(stated []sitrep.Claim, unit *text.Doc, cited []passage) error {
	for i := range stated {
		c := &stated[i]
		if c.Kind == sitrep.Statement || len(c.Cue) == 0 {
			continue
		}
		kind, actor := false, false
		for _, p := range cited {
			for k := range p.reading.Claims {
				h := &p.reading.Claims[k]
				if h.In != p.In || h.Kind != c.Kind || !touches(h, p.Span) {
					continue
				}
				kind = true
				if c.Speaker == "" || h.Speaker == "" || c.Actor != "" && c.Actor == h.Actor || Alike(string(c.Speaker), string(h.Speaker)) {
					actor = true
				}
			}
		}
		switch {
		case !kind && !spelled(unit, c, cited):
			return fmt.Errorf("the cited words hold no %s", c.Kind)
		case kind && !actor:
			return fmt.Errorf("the cited words have another actor for the %s than %s", c.Kind, c.Speaker)
		}
	}
	return nil
}

// spelled reports whether the act's cue and its speaker stand in one cited passage: readings of a
// clipped sentence can differ from those of the whole.
func spelled(unit *text.Doc, c *sitrep.Claim, cited []passage) bool {
	cue := fold(unit.Slice(c.Cue[0]))
	for _, p := range cited {
		have := fold(p.words)
		if strings.Contains(have, cue) && (c.Speaker == "" || strings.Contains(strings.ToLower(have), strings.ToLower(fold(string(c.Speaker))))) {
			return true
		}
	}
	return false
}

func touches(c *sitrep.Claim, s sitrep.Span) bool {
	for _, spans := range [][]sitrep.Span{c.Cue, c.Content, c.Source} {
		for _, o := range spans {
			if s.Overlaps(o) {
				return true
			}
		}
	}
	return false
}

// negation refuses a sentence that negates more or less than the cited sentence whose words it
// mostly shares.
func negation(unit *text.Doc, cited []passage) error {
	if len(unit.Tokens) == 0 {
		return nil
	}
	for _, us := range unit.Sentences {
		mine := content(unit, us)
		if len(mine) == 0 {
			continue
		}
		bestShare, bestCount := 0.0, 0
		for _, p := range cited {
			for _, cs := range p.doc.Sentences {
				theirs := content(p.doc, cs)
				shared := 0
				for w := range mine {
					if theirs[w] {
						shared++
					}
				}
				if share := float64(shared) / float64(len(mine)); share > bestShare {
					bestShare, bestCount = share, negators(p.doc, cs)
				}
			}
		}
		n := negators(unit, us)
		if n > bestCount || bestShare >= 0.75 && n < bestCount {
			return fmt.Errorf("it negates what the cited words don't, or the other way about")
		}
	}
	return nil
}

func content(d *text.Doc, s text.Sentence) map[string]bool {
	out := map[string]bool{}
	for i := s.First; i < s.Last; i++ {
		if w := d.Lower(i); d.Tokens[i].Kind == text.Word && len(w) > 3 && negator(w) == 0 {
			out[w] = true
		}
	}
	return out
}

func negators(d *text.Doc, s text.Sentence) int {
	n := 0
	for i := s.First; i < s.Last; i++ {
		n += negator(d.Lower(i))
	}
	return n
}

func negator(w string) int {
	switch w {
	case "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot", "no-one":
		return 1
	}
	if strings.HasSuffix(w, "n't") {
		return 1
	}
	return 0
}
