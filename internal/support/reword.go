package support

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// Reword judges a sentence of a writer that is free to choose its words: a language model. It passes what Pass passes, and
// besides a third kind: a sentence made of the cited sentences' own clauses, put together anew. Each of its clauses must be one
// cited sentence's words in their order, where only this may differ:
//
//   - who says so may stand before, behind or in the middle, by the name that was read for him; every word must be said by the
//     same one as in the report;
//   - whole phrases may be left out: what stands between commas, a phrase of place or circumstance, a title before a name, a
//     last or first of several statements; none that denies, doubts, bounds or frames what is left, and nothing at all where a word
//     reaches over the whole sentence ("all", "first");
//   - a day may stand elsewhere in its clause, or be written out; one phrase may go from the beginning to the end or back;
//   - a passive may become active, and the other way round;
//   - two such clauses may be joined by "and", "while" or a semicolon.
//
// Every other word must be there: no cause, no judgement, no detail comes in. On top of that the rules of Pass on numbers, names,
// quotations, figures, days, doubts and acts hold. A sentence that is true and says it some other way is refused.
func (g *Gate) Reword(u sitrep.Unit) error {
	if err := plainText(u.Text); err != nil {
		return err
	}
	if len(u.Derived) > 0 {
		return errors.New("it computes a number")
	}
	own, first := g.pass(u)
	if own && first == nil {
		return g.alone(u)
	}
	unit, cited, err := g.lay(u)
	if err != nil {
		return err
	}
	if g.Language.Support.Reword == nil || len(unit.Tokens) > maxReworded || len(unit.Sentences) != 1 {
		return errors.New("it is no report's own sentence, nor one that can be held against one")
	}
	t, err := g.telling(unit, cited)
	if err != nil {
		return err
	}
	t.free = true
	r := &rewording{telling: t, gate: g, support: &g.Language.Support, asked: map[[2]int]bool{}}
	if err := r.gather(); err != nil {
		return err
	}
	seams := 0
	for i := range unit.Tokens {
		if r.seam(i) {
			seams++
		}
	}
	if seams > maxSeams || len(r.sources) > maxSources {
		return errors.New("it joins too much to be held against what it cites")
	}
	r.hear()
	for _, rule := range []func() error{
		t.quotations, func() error { return t.numbers(g, nil) }, r.names, func() error { return t.counted(nil) }, t.dated, t.doubts, t.acts,
	} {
		if err := rule(); err != nil {
			return err
		}
	}
	if err := r.clauses(); err != nil {
		if first == nil {
			return r.phrased()
		}
		return err
	}
	return nil
}

// phrased passes a sentence that says nothing but figures and who gives them, as the planner phrases them: each of its names and
// days must stand in the one sentence that gives the figure, or be the name that was read for who gives it.
func (r *rewording) phrased() error {
	if !r.figural() || !r.attributed() || len(r.matched) != 1 {
		return errors.New("it says more than one figure")
	}
	if len(r.unit.Quotes) > 0 {
		return errors.New("a figure is no quotation")
	}
	h := r.matched[0]
	for _, p := range r.cited {
		if p.Report != h.Report || p.In != h.In {
			continue
		}
		first, last := p.tokens(h.Sentence)
		for i := first; i < last; i++ {
			held := r.support.Is(p.Lower(i), lang.SupportTurns|lang.SupportNegates) || r.support.Does(p.Lower(i), lang.RewordSpan|lang.RewordScope|lang.RewordFrames)
			if held && !r.support.Is(p.Lower(i), lang.SupportBound) && month(p.page, i) == 0 && !r.telling.says(p.Lower(i)) {
				return fmt.Errorf("it leaves out %q of the sentence that gives the figure", p.Raw(i))
			}
		}
		words := fold(p.Slice(h.Sentence)) + " | " + fold(string(h.Claimant)) + " | " + string(h.Actor)
		for i := range r.unit.Tokens {
			if n, date := dateAt(r.unit, i); n > 0 && p.names(h.Sentence, date) {
				break
			}
			capital := capital(r.unit, i) && !(r.opens(i) && r.ordinary(i))
			if (capital || calendar(r.unit, i)) && find(words, r.unit.forms[i], 0) < 0 || !capital && !r.plainly(i, p.page, h) {
				return fmt.Errorf("the sentence that gives the figure holds no %q", r.unit.Raw(i))
			}
		}
		return nil
	}
	return errors.New("its figure stands elsewhere")
}

// plainly reports whether a word is one with which a figure is told: of the sentence that gives it, of who gives it, or one that only
// holds the others together.
func (r *rewording) plainly(i int, p *page, h *sitrep.Figure) bool {
	w := r.unit.Lower(i)
	if r.unit.Tokens[i].Kind != text.Word || r.support.Is(w, lang.SupportArticle|lang.SupportSays|lang.SupportOn) || r.support.Does(w, lang.RewordBe|lang.RewordHas) || w == "that" || w == "to" || w == "people" {
		return true
	}
	if r.unit.Language.Figure.Words[w].Parts.Has(lang.Measured) {
		return true // which was compared
	}
	first, last := p.tokens(h.Sentence)
	for k := first; k < last; k++ {
		if p.Lower(k) == w {
			return true
		}
	}
	return find(fold(strings.ToLower(string(h.Claimant))), w, 0) >= 0
}

// maxSources is how many cited sentences a free writer's may rest on.
const maxSources = 40

// maxReworded bounds a free writer's sentence, in words and marks.
const maxReworded = 120

// alone refuses what Pass lets through because it is a whole text's own: more than one sentence.
func (g *Gate) alone(u sitrep.Unit) error {
	if d := text.Parse(g.Language, u.Text); len(d.Sentences) > 1 && len(d.Quotes) == 0 {
		return errors.New("it is more than one sentence")
	}
	return nil
}

// plainText refuses characters that no sentence of a free writer needs: its alphabet is letters and digits with the marks
// of plain prose, so that neither markup nor a look-alike has anything to be made of.
func plainText(s string) error {
	const marks = " .,;:'’‘\"“”()-–—‑%$£€&/?!"
	if site(s) {
		return errors.New("it names an address")
	}
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !containsRune(marks, r) {
			return fmt.Errorf("it holds a character that is none of plain prose (U+%04X)", r)
		}
	}
	return nil
}

// site reports whether a text holds what a reader may take for an address: two words with a stop and no space between them.
func site(s string) bool {
	letters := 0
	dotted := false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-':
			letters++
			if dotted && letters >= 2 {
				return true
			}
		case r == '.' && letters >= 2:
			dotted, letters = true, 0
		default:
			dotted, letters = false, 0
		}
	}
	return false
}

func containsRune(s string, want rune) bool {
	for _, r := range s {
		if r == want {
			return true
		}
	}
	return false
}

// rewording is a unit whose clauses are sought in the cited sentences.
type rewording struct {
	*telling
	gate    *Gate
	support *lang.Support
	voices  *voices
	sources []*source
	why     error // the nearest miss
	steps   int   // of the search, over all clauses
	asked   map[[2]int]bool
}

// names holds the rule on names without the one on their order, which the clauses settle.
func (r *rewording) names() error {
	_, err := r.named()
	return err
}

// clauses refuses a unit that can't be cut into clauses each of which is one cited sentence's.
func (r *rewording) clauses() error {
	n := len(r.unit.Tokens)
	for i := range r.unit.Tokens {
		if r.unit.Tokens[i].Kind == text.Punct && (r.unit.forms[i] == "?" || r.unit.forms[i] == "!") {
			return errors.New("it asks or exclaims")
		}
	}
	r.why = errors.New("it says what no one cited sentence says in that order")
	if r.cut(0, n, maxClauses) {
		return nil
	}
	return r.why
}

// maxClauses is how many statements one sentence may join.
const maxClauses = 4

// maxSeams is how many words that may join statements one sentence may hold.
const maxSeams = 8

// cut reports whether tokens [first, last) are one clause of a cited sentence, or several joined.
func (r *rewording) cut(first, last, most int) bool {
	if r.known(first, last) {
		return true
	}
	if most == 1 {
		return false
	}
	for i := first + 1; i < last-1; i++ {
		if !r.seam(i) {
			continue
		}
		if r.known(first, i) && r.cut(i+1, last, most-1) {
			return true
		}
	}
	return false
}

// known is clause, asked once for each stretch.
func (r *rewording) known(first, last int) bool {
	key := [2]int{first, last}
	ok, asked := r.asked[key]
	if !asked {
		ok = r.clause(first, last)
		r.asked[key] = ok
	}
	return ok
}

// seam reports whether a token joins two statements and says nothing about them.
func (r *rewording) seam(i int) bool {
	if r.unit.quoted[i] {
		return false
	}
	return r.support.Does(r.unit.Lower(i), lang.RewordSeam) || r.unit.forms[i] == ";"
}

// gather lists the cited sentences with who says what in them. A transcript's turns are no sentences to reword.
func (r *rewording) gather() error {
	seen := map[[2]int]map[*page]bool{}
	for _, p := range r.cited {
		if len(p.turns) > 0 {
			return errors.New("who speaks in a transcript stands outside its sentences")
		}
		for i := p.first; i < p.last; {
			first, last := p.sentence(i)
			key := [2]int{first, last}
			if seen[key] == nil {
				seen[key] = map[*page]bool{}
			}
			if first >= p.first && last <= p.last && !seen[key][p.page] {
				seen[key][p.page] = true
				r.sources = append(r.sources, newSource(p.page, first, last, r.support))
			}
			i = max(last, i+1)
		}
	}
	return nil
}
