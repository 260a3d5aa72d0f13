package support

import (
	"fmt"
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// counts refuses a figure of people that was not read from the cited words: other bounds,
// another modifier or measure, another standing, other people or another claimant.
func (t *telling) counts(derived []sitrep.Derived) error {
	if err := t.counted(derived); err != nil {
		return err
	}
	return t.placed(t.readFigures())
}

// counted holds each figure of the unit against those read.
func (t *telling) counted(derived []sitrep.Derived) error {
	have := t.readFigures()
	for i := range t.figures {
		f := &t.figures[i]
		if f.Implicit {
			continue
		}
		if why := t.best(f, have, derived); why != "" {
			return fmt.Errorf("%q: %s", short(t.unit.Slice(f.Span)), why)
		}
	}
	return nil
}

// placed refuses a sentence that puts words for what befalls people beside a number, none of which was
// read as a figure where the cited words have no such figure either.
func (t *telling) placed(have []*sitrep.Figure) error {
	if len(t.figures) > 0 {
		return nil
	}
	for _, n := range t.unit.numbers {
		for i := max(0, n.First-4); i < min(len(t.unit.Tokens), n.Last+5); i++ {
			word := t.unit.Language.Figure.Words[t.unit.Lower(i)]
			if word.Measure == "" || !word.Parts.Has(lang.Measured) || !n.Min.Known && !n.Max.Known {
				continue
			}
			found := false
			for _, h := range have {
				if string(h.Measure) == word.Measure && h.Min == n.Min && h.Max == n.Max {
					found = true
				}
			}
			if !found {
				return fmt.Errorf("the cited words count no %s %s", short(t.unit.Slice(t.unit.Doc.Span(n.First, n.Last))), word.Measure)
			}
		}
	}
	return nil
}

// readFigures are the figures that were read from the cited words.
func (t *telling) readFigures() []*sitrep.Figure {
	var out []*sitrep.Figure
	seen := map[*sitrep.Figure]bool{}
	for _, p := range t.cited {
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
func (t *telling) best(f *sitrep.Figure, have []*sitrep.Figure, derived []sitrep.Derived) string {
	why, rank := "no figure like it was read from the cited words", 0
	nearer := func(n int, format string, args ...any) {
		if rank < n {
			why, rank = fmt.Sprintf(format, args...), n
		}
	}
	for _, h := range have {
		switch {
		case computed(f, h, derived) && h.Measure == f.Measure:
			return ""
		case (h.Min != f.Min || h.Max != f.Max) && (h.Min == f.Min || h.Max == f.Max || h.Min == f.Max || h.Max == f.Min):
			nearer(2, "the cited words say %s, not %s", plain(h.Modifier), plain(f.Modifier))
		case h.Min != f.Min || h.Max != f.Max:
		case h.Measure != f.Measure:
			nearer(1, "the cited words count %s, not %s", h.Measure, f.Measure)
		case h.Modifier != f.Modifier:
			nearer(2, "the cited words say %s, not %s", plain(h.Modifier), plain(f.Modifier))
		case h.Status != f.Status && (h.Status != sitrep.Asserted || f.Status != sitrep.Asserted):
			nearer(3, "in the cited words the count is %s, not %s", h.Status, f.Status)
		case h.Hedged && !f.Hedged:
			nearer(4, "the cited words give it with a doubt")
		case h.Basis == sitrep.OfPeriod && f.Basis != sitrep.OfPeriod:
			nearer(4, "it leaves out the time that the cited words count over")
		case h.Additional && !f.Additional, h.Subset && !f.Subset && f.Group == "":
			nearer(4, "it leaves out that the cited words count only a part")
		case !t.sameGroup(f, h):
			nearer(5, "the cited words count %s, not %s", short(string(h.Group)), short(string(f.Group)))
		case !t.sameClaimant(f, h):
			who := string(h.Claimant)
			if who == "" {
				who = "the report itself"
			}
			nearer(6, "the cited words have it from %s", short(who))
		case f.Place != "" && h.Place != "" && !t.alike(string(f.Place), string(h.Place)):
			nearer(6, "the cited words place it in %s", short(string(h.Place)))
		case len(t.days) > 0 && len(h.Date) == len("2006-01-02") && !t.days[string(h.Date)]:
			nearer(7, "the cited words date it %s", h.Date)
		default:
			t.matched = append(t.matched, h)
			return ""
		}
	}
	return why
}

// dated refuses a day in a sentence that says nothing but figures, when none of their own sentences
// names it.
func (t *telling) dated() error {
	if len(t.days) == 0 || len(t.matched) == 0 || !t.figural() {
		return nil
	}
	for i := range t.unit.Tokens {
		n, date := dateAt(t.unit, i)
		if n != 3 {
			continue
		}
		found := false
		for _, p := range t.cited {
			for _, h := range t.matched {
				if h.Report == p.Report && h.In == p.In {
					found = found || p.names(h.Sentence, date)
				}
			}
		}
		if !found {
			return fmt.Errorf("the sentence that gives the figure gives no date %s", t.phrase(i, i+n))
		}
	}
	return nil
}

// doubts refuses a figure told plainly where, beside it in the cited sentence, a word makes it less than
// plain: "has likely suffered more than 6,000".
func (t *telling) doubts() error {
	const near = 8
	for _, p := range t.cited {
		for _, h := range t.matched {
			if h.Report != p.Report || h.In != p.In {
				continue
			}
			first, last := p.tokens(h.Sentence)
			from, to := p.tokens(h.Span)
			for i := from - 1; i >= max(first, from-near) && p.Tokens[i].Kind != text.Punct; i-- {
				if t.loses(p.page, i) {
					return fmt.Errorf("it leaves out %q, which stands before the figure", p.Raw(i))
				}
			}
			for i := from; i < min(last, to+near) && (i < to || p.Tokens[i].Kind != text.Punct); i++ {
				if t.loses(p.page, i) {
					return fmt.Errorf("it leaves out %q, which stands beside the figure", p.Raw(i))
				}
			}
		}
	}
	return nil
}

// loses reports whether a token turns what it stands in and the unit lacks it.
func (t *telling) loses(p *page, i int) bool {
	w := p.Lower(i)
	sup := &t.unit.Language.Support
	return sup.Is(w, lang.SupportTurns|lang.SupportNegates) && !sup.Is(w, lang.SupportBound) && month(p, i) == 0 && !t.says(w)
}

// names reports whether a sentence names a day.
func (p *page) names(sentence sitrep.Span, date string) bool {
	first, last := p.tokens(sentence)
	for _, at := range p.times {
		if at.First >= first && at.Last <= last && p.named(at) && within(at.Date, date) {
			return true
		}
	}
	return false
}

func plain(m sitrep.Modifier) string { return strings.ReplaceAll(string(m), "_", " ") }

// computed reports whether a stated figure is a derived number and a read figure one of its inputs.
func computed(f, h *sitrep.Figure, derived []sitrep.Derived) bool {
	for _, d := range derived {
		if !(f.Min.Known && f.Min.N == d.Value || f.Max.Known && f.Max.N == d.Value) {
			continue
		}
		for _, from := range d.From {
			if n, ok := integer(from); ok && (h.Min == sitrep.Of(n) || h.Max == sitrep.Of(n)) {
				return true
			}
		}
	}
	return false
}

// sameGroup reports whether the stated group is the read one: every word of it is one of the other's, or
// of its class ("troops" and "soldiers").
func (t *telling) sameGroup(stated, read *sitrep.Figure) bool {
	l := t.unit.Language
	have := nameWords(string(read.Group), &l.Support)
	if len(have) == 0 {
		return true // its words stand in the cited ones: the rules on words see to that
	}
	for _, w := range nameWords(string(stated.Group), &l.Support) {
		found := false
		for _, other := range have {
			found = found || w == other || l.Ledger.Groups[w] != "" && l.Ledger.Groups[w] == l.Ledger.Groups[other]
		}
		if !found {
			return false
		}
	}
	return true
}

// sameClaimant reports whether the claimant a sentence gives is the one that was read. A figure
// that has a claimant may not be told without one; one that has none may be given to nobody.
func (t *telling) sameClaimant(stated, read *sitrep.Figure) bool {
	if read.Claimant == "" {
		return stated.Claimant == "" || stated.Via == "" && t.alike(string(stated.Claimant), string(read.Via))
	}
	if stated.Actor != "" && stated.Actor == read.Actor {
		return true
	}
	return t.alike(string(stated.Claimant), string(read.Claimant)) || read.Actor != "" && t.alike(string(stated.Claimant), string(read.Actor))
}

// alike reports whether two names share half their words, articles and prepositions aside.
func (t *telling) alike(a, b string) bool {
	ta, tb := nameWords(a, &t.unit.Language.Support), nameWords(b, &t.unit.Language.Support)
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

func nameWords(s string, words *lang.Support) []string {
	var out []string
	for _, w := range strings.FieldsFunc(strings.ToLower(fold(s)), func(r rune) bool { return !wordRune(r) }) {
		if len(w) > 1 && !words.Is(w, lang.SupportArticle|lang.SupportJoins) {
			out = append(out, w)
		}
	}
	return out
}

// figural reports whether the unit says nothing but figures: its words of substance are those of who is
// counted, of what befell them, of who counts and of where and when.
func (t *telling) figural() bool {
	if len(t.figures) == 0 {
		return false
	}
	have := map[string]bool{}
	for i := range t.figures {
		f := &t.figures[i]
		if f.Implicit {
			continue
		}
		for _, s := range []sitrep.Words{f.Word, f.Group, f.Claimant, sitrep.Words(f.Actor), f.Place, f.When, f.Via, sitrep.Words(t.unit.Slice(f.Span))} {
			d := text.Parse(t.unit.Language, string(s))
			for k := range d.Tokens {
				have[d.Lower(k)] = true
			}
		}
	}
	for i := range t.unit.Tokens {
		w := t.unit.Lower(i)
		if t.solid(i) && !have[w] && t.unit.Tokens[i].Kind == text.Word && !t.unit.Language.Figure.Words[w].Parts.Has(lang.Measured) && month(t.unit, i) == 0 {
			return false
		}
	}
	return true
}

// attributed reports whether every figure of the unit is given by somebody.
func (t *telling) attributed() bool {
	for i := range t.figures {
		if t.figures[i].Claimant == "" && !t.figures[i].Implicit {
			return false
		}
	}
	return true
}
