package support

import (
	"fmt"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// telling is a unit told in other words than its reports'.
type telling struct {
	unit    *page
	cited   []passage
	claims  []sitrep.Claim
	figures []sitrep.Figure
	days    map[string]bool  // the days it names in full
	matched []*sitrep.Figure // the read figures that its figures are
	free    bool             // a free writer's: quotation marks stand only where the report has them
}

// judge asks one rule after the other.
func (t *telling) judge(g *Gate, derived []sitrep.Derived) error {
	for _, rule := range []func() error{
		t.quotations, func() error { return t.numbers(g, derived) }, t.names, func() error { return t.counts(derived) },
		t.dated, t.doubts, t.acts, t.speakers, t.negation, t.words,
	} {
		if err := rule(); err != nil {
			return err
		}
	}
	return nil
}

// stands reports whether a folded phrase stands in the cited words.
func (t *telling) stands(phrase string) bool {
	for _, p := range t.cited {
		if find(p.words, phrase, 0) >= 0 {
			return true
		}
	}
	return false
}

// shared is the part of the unit's words of substance that stand in spans of a page.
func (t *telling) shared(p *page, spans []sitrep.Span) float64 {
	have := map[string]bool{}
	for _, s := range spans {
		first, last := p.tokens(s)
		for i := first; i < last; i++ {
			have[p.Lower(i)] = true
		}
	}
	n, hit := 0, 0
	for i := range t.unit.Tokens {
		if t.solid(i) {
			n++
			if have[t.unit.Lower(i)] {
				hit++
			}
		}
	}
	if n == 0 {
		return 0
	}
	return float64(hit) / float64(n)
}

// solid reports whether a token of the unit is a word of substance.
func (t *telling) solid(i int) bool {
	return t.unit.Tokens[i].Kind == text.Word && !t.unit.Language.Support.Is(t.unit.Lower(i), lang.SupportGlue|lang.SupportArticle)
}

// negation refuses a sentence that negates more or less than the cited sentence whose words it
// mostly shares, and one that leaves a condition, a doubt or a denial of that sentence out.
func (t *telling) negation() error {
	sup := &t.unit.Language.Support
	for _, us := range t.unit.Sentences {
		mine := t.content(t.unit, us.First, us.Last)
		if len(mine) == 0 {
			continue
		}
		var best *page
		share, from, to := 0.0, 0, 0
		for _, p := range t.cited {
			for i := p.first; i < p.last; {
				first, last := p.sentence(i)
				if s := overlap(mine, t.content(p.page, first, last)); s > share {
					best, share, from, to = p.page, s, first, last
				}
				i = max(last, i+1)
			}
		}
		if best == nil {
			continue
		}
		n, theirs := negators(t.unit, us.First, us.Last), negators(best, from, to)
		figural := t.figural()
		if n > theirs || share >= 0.5 && n < theirs && !figural {
			return fmt.Errorf("it negates what the cited words don't, or the other way about")
		}
		for i := from; i < to && !figural; i++ {
			if w := best.Lower(i); sup.Is(w, lang.SupportTurns) && !t.says(w) && month(best, i) == 0 {
				return fmt.Errorf("it leaves out %q of the sentence it rests on", best.Raw(i))
			}
		}
		for i := us.First; i < us.Last; i++ {
			if w := t.unit.Lower(i); sup.Is(w, lang.SupportTurns|lang.SupportNegates) && month(t.unit, i) == 0 && !t.stands(w) && !t.stands(t.unit.forms[i]) {
				return fmt.Errorf("the cited words hold no %q", t.unit.Raw(i))
			}
		}
	}
	return nil
}

func (t *telling) says(word string) bool {
	for i := range t.unit.Tokens {
		if t.unit.Lower(i) == word {
			return true
		}
	}
	return false
}

func (t *telling) content(p *page, first, last int) map[string]bool {
	out := map[string]bool{}
	for i := first; i < last; i++ {
		w := p.Lower(i)
		if p.Tokens[i].Kind == text.Word && !p.Language.Support.Is(w, lang.SupportNegates|lang.SupportGlue) {
			out[w] = true
		}
	}
	return out
}

// overlap is the part of a's words that b holds.
func overlap(a, b map[string]bool) float64 {
	n := 0
	for w := range a {
		if b[w] {
			n++
		}
	}
	return float64(n) / float64(len(a))
}

func negators(p *page, first, last int) int {
	n := 0
	for i := first; i < last; i++ {
		w := p.Lower(i)
		if p.Language.Support.Is(w, lang.SupportNegates) || len(w) > 3 && p.Language.Support.Is(w[len(w)-3:], lang.SupportNegates) && w[len(w)-2] == '\'' {
			n++
		}
	}
	return n
}

// words refuses a word of substance that the cited words hold in no form, and names told in another
// order than theirs: who did what to whom may not be turned round.
func (t *telling) words() error {
	have := map[string]bool{}
	for _, p := range t.cited {
		for i := p.first; i < p.last; i++ {
			have[t.root(p.Lower(i))] = true
		}
	}
	counted := map[int]bool{}
	for _, n := range t.unit.numbers {
		for i := n.First; i < n.Last; i++ {
			counted[i] = true
		}
	}
	for i := range t.unit.Tokens {
		w := t.unit.Lower(i)
		tok := &t.unit.Tokens[i]
		if tok.Kind != text.Word || tok.Shape != text.Lower || !t.solid(i) || counted[i] || have[t.root(w)] {
			continue
		}
		if t.unit.Language.Figure.Words[w].Parts.Has(lang.Measured) || !formOf(w, have) {
			return fmt.Errorf("the cited words hold nothing like %q", t.unit.Raw(i))
		}
	}
	return nil
}

// root is the word that stands for all of its meaning, where the language has one.
func (t *telling) root(w string) string {
	if same := t.unit.Language.Check.Same[w]; same != "" {
		return same
	}
	return w
}

// formOf reports whether a word is a form of one that is there: they differ in their last letters.
func formOf(w string, have map[string]bool) bool {
	for other := range have {
		n := 0
		for n < len(w) && n < len(other) && w[n] == other[n] {
			n++
		}
		if n >= 4 && n+3 >= len(w) && n+3 >= len(other) {
			return true
		}
	}
	return false
}
