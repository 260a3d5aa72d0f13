package support

import (
	"fmt"
	"strings"
	"unicode/utf8"

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

// quotations refuses a quotation that stands in no cited passage letter by letter, one of words that
// nobody is quoted with, and one given to somebody else.
func (t *telling) quotations() error {
	for _, q := range t.unit.Quotes {
		words := t.unit.Slice(q.Span)
		want := strings.TrimRight(fold(words), ".,;:!?")
		found, said, who := false, false, ""
		for _, p := range t.cited {
			if find(p.words, want, 0) < 0 {
				continue
			}
			found = true
			for i, tried := p.first, 0; i < p.last && !said && tried < maxPlaces; i++ {
				if n := p.begins(i, want); n > 0 {
					said, who = t.quotes(p, i, i+n)
					tried++
				}
			}
		}
		switch {
		case !found:
			return fmt.Errorf("nobody said %q in the cited words", short(words))
		case !said && who != "":
			return fmt.Errorf("in the cited words %s said %q", short(who), short(words))
		case !said:
			return fmt.Errorf("in the cited words nobody is quoted with %q", short(words))
		}
	}
	return nil
}

// maxPlaces bounds how many places of one quotation are looked at, for a text that repeats itself.
const maxPlaces = 20

// begins is the number of tokens from i on that a folded phrase covers; 0 when it does not stand there.
func (p *page) begins(i int, want string) int {
	if !strings.HasPrefix(want, p.forms[i]) {
		return 0
	}
	start := p.Tokens[i].Start
	end := min(len(p.Text), start+2*len(want)+16)
	for !utf8.RuneStart(p.Text[min(end, len(p.Text)-1)]) {
		end--
	}
	if !strings.HasPrefix(fold(p.Text[start:end]), want) {
		return 0
	}
	n := 1
	for i+n < len(p.Tokens) && len(fold(p.Text[start:p.Tokens[i+n-1].End])) < len(want) {
		n++
	}
	return n
}

// quotes reports whether tokens of a page are somebody's words, and that somebody is named in the unit;
// who is the one whose words they are.
func (t *telling) quotes(p passage, first, last int) (ok bool, who string) {
	span := p.Doc.Span(first, last)
	for i := range p.reading.Claims {
		c := &p.reading.Claims[i]
		if c.In != p.In {
			continue
		}
		for _, s := range c.Content {
			if s.Overlaps(span) {
				who = string(c.Speaker)
				return who == "" || t.mentions(who, c.Actor), who
			}
		}
	}
	return p.quoted[first], ""
}

// mentions reports whether the unit names somebody.
func (t *telling) mentions(name string, id sitrep.ActorID) bool {
	low := strings.ToLower(fold(t.unit.Text))
	hit, words := 0, nameWords(name, &t.unit.Language.Support)
	for _, w := range words {
		if find(low, w, 0) >= 0 {
			hit++
		}
	}
	if 2*hit >= len(words) && hit > 0 || id != "" && find(low, strings.ToLower(string(id)), 0) >= 0 {
		return true
	}
	for i := range t.claims {
		if id != "" && t.claims[i].Actor == id {
			return true
		}
	}
	for i := range t.figures {
		if id != "" && t.figures[i].Actor == id {
			return true
		}
	}
	return false
}

// acts refuses an act (a denial, a condemnation, a silence) that was not read from the
// cited words, or that somebody else did.
func (t *telling) acts() error {
	for i := range t.claims {
		c := &t.claims[i]
		if c.Kind == sitrep.Statement || len(c.Cue) == 0 {
			continue
		}
		kind, actor := false, false
		t.each(func(h *sitrep.Claim) {
			if h.Kind == c.Kind {
				kind = true
				actor = actor || t.sameSpeaker(c, h)
			}
		})
		switch {
		case !kind:
			return fmt.Errorf("the cited words hold no %s", strings.ReplaceAll(string(c.Kind), "_", " "))
		case !actor:
			return fmt.Errorf("the cited words have another actor for the %s than %s", strings.ReplaceAll(string(c.Kind), "_", " "), short(string(c.Speaker)))
		}
	}
	return nil
}

// each calls back for the claims read from the cited words.
func (t *telling) each(f func(*sitrep.Claim)) {
	for _, p := range t.cited {
		for i := range p.reading.Claims {
			c := &p.reading.Claims[i]
			if c.In == p.In && touches(c, p.Span) {
				f(c)
			}
		}
	}
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

func (t *telling) sameSpeaker(a, b *sitrep.Claim) bool {
	if a.Actor != "" && a.Actor == b.Actor {
		return true
	}
	return t.alike(string(a.Speaker), string(b.Speaker))
}

// speakers refuses a sentence that gives what one said to another, or what somebody said to nobody.
func (t *telling) speakers() error {
	for i := range t.claims {
		c := &t.claims[i]
		if c.Kind != sitrep.Statement || c.Speaker == "" || t.mute(c) {
			continue
		}
		found := false
		t.each(func(h *sitrep.Claim) { found = found || t.sameSpeaker(c, h) })
		for _, p := range t.cited {
			for k := range p.reading.Figures {
				f := &p.reading.Figures[k]
				if f.In == p.In && p.Overlaps(f.Span) {
					found = found || t.alike(string(c.Speaker), string(f.Claimant)) || c.Actor != "" && c.Actor == f.Actor || t.alike(string(c.Speaker), string(f.Via))
				}
			}
		}
		if !found {
			return fmt.Errorf("in the cited words %s says no such thing", short(string(c.Speaker)))
		}
	}
	if len(t.figures) > 0 && t.figural() {
		return nil // who gives the figure was compared
	}
	for _, p := range t.cited {
		for i := range p.reading.Claims {
			c := &p.reading.Claims[i]
			if c.In != p.In || c.Speaker == "" || len(c.Content) == 0 || t.mentions(string(c.Speaker), c.Actor) {
				continue
			}
			if t.shared(p.page, c.Content) > 0.6 {
				return fmt.Errorf("it leaves out that %s says so", short(string(c.Speaker)))
			}
		}
	}
	return nil
}

// mute reports whether a claim of the unit is no more than a figure's: "the ministry reported 12 dead".
func (t *telling) mute(c *sitrep.Claim) bool {
	for i := range t.figures {
		if t.figures[i].Claimant == c.Speaker {
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
