package support

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// clause reports whether tokens [first, last) of the unit are words of one cited sentence, said by the same one, in an order that says
// the same.
func (r *rewording) clause(first, last int) bool {
	defer r.rehear(first, last)()
	var items []int
	for i := first; i < last; i++ {
		if r.voices.region[i] == nil && !r.voices.day(i) && !r.idlePunct(i) {
			items = append(items, i)
		}
	}
	for len(items) > 0 && (r.unit.Lower(items[0]) == "that" || r.unit.forms[items[0]] == ",") {
		items = items[1:]
	}
	if r.solids(items) < 2 || !r.states(items) {
		return false
	}
	orders := append([][]int{items}, rearranged(r.unit, items, r.support)...)
	for _, s := range r.sources {
		if r.steps > maxSteps {
			break
		}
		for n, u := range orders {
			for _, o := range s.orders {
				f := &fitting{rewording: r, s: s, u: u, o: o, bare: n > 0 && tell(r.unit, u[0], r.support)}
				to, ok := f.fit()
				if !ok {
					continue
				}
				why := r.told(first, last, s, u, to)
				if why == nil {
					return true
				}
				r.why = why
			}
		}
	}
	return false
}

// states reports whether items are a statement of their own: they have a verb, and do not begin with it ("and wounding 14").
func (r *rewording) states(items []int) bool {
	first := items[0]
	if w := r.unit.Lower(first); tell(r.unit, first, r.support) || strings.HasSuffix(w, "ing") && r.unit.small(first) || r.support.Does(w, lang.RewordRelates) && !r.support.Does(w, lang.RewordTies) {
		return false
	}
	for _, i := range items {
		w := r.unit.Lower(i)
		if tell(r.unit, i, r.support) || r.support.Does(w, lang.RewordBe|lang.RewordHas) || r.support.Is(w, lang.SupportTurns|lang.SupportNegates) {
			return true
		}
	}
	return false
}

// idlePunct reports whether a token is a mark that says nothing by itself.
func (r *rewording) idlePunct(i int) bool {
	if r.unit.Tokens[i].Kind != text.Punct {
		return false
	}
	switch r.unit.forms[i] {
	case ".", "\"":
		return true
	case ":":
		return i > 0 && r.voices.region[i-1] != nil
	}
	return false
}

func (r *rewording) solids(items []int) (n int) {
	for _, i := range items {
		if r.solid(i) {
			n++
		}
	}
	return n
}

// fitting sets a clause's tokens against a cited sentence's, both in a given order.
type fitting struct {
	*rewording
	s    *source
	u, o []int
	bare bool // a passive that says nothing of who did it
	dead map[[2]int]bool
}

// fit finds for each token of the clause the sentence's token that it is, or cutHere where it is one that may come in; what the sentence has
// besides must be such as may be left out.
func (f *fitting) fit() ([]int, bool) {
	f.dead = map[[2]int]bool{}
	to := make([]int, len(f.u))
	return to, f.from(0, -1, to)
}

// maxSteps bounds the search for one unit: what is not found by then is not sought further. A sentence of a brief takes some thousands.
const maxSteps = 400_000

// from matches the clause from item i on behind the sentence's item k.
func (f *fitting) from(i, k int, to []int) bool {
	if f.steps++; f.steps > maxSteps || f.dead[[2]int{i, k}] {
		return false
	}
	if i == len(f.u) {
		if k >= 0 && f.leaves(k, len(f.o)) {
			return true
		}
		f.dead[[2]int{i, k}] = true
		return false
	}
	for n := k + 1; n < len(f.o) && f.steps <= maxSteps; n++ {
		f.steps++
		if f.o[n] != cutHere && f.same(f.u[i], f.o[n]) && f.leaves(k, n) {
			to[i] = f.o[n]
			if f.from(i+1, n, to) {
				return true
			}
		}
	}
	if f.enters(i) {
		to[i] = cutHere
		if f.from(i+1, k, to) {
			return true
		}
	}
	f.dead[[2]int{i, k}] = true
	return false
}

// same reports whether a token of the unit says what one of the sentence does, said by the same one.
func (f *fitting) same(u, s int) bool {
	p, q := f.unit, f.s.page
	if p.quoted[u] != q.quoted[s] {
		return false
	}
	if !f.sameVoice(f.voices, f.voices.label[u], f.s.voices, f.s.label[s]) {
		return false
	}
	if p.forms[u] == q.forms[s] {
		return true
	}
	a, b := p.Lower(u), q.Lower(s)
	if a == b {
		return f.opens(u) || q.Tokens[s].Start == q.Sentences[max(0, q.SentenceOf(s))].Start || s == f.s.first
	}
	if p.quoted[u] || p.Tokens[u].Kind != text.Word || q.Tokens[s].Kind != text.Word {
		return false
	}
	sup := f.support
	switch {
	case sup.Is(a, lang.SupportArticle) && sup.Is(b, lang.SupportArticle):
		return true
	case sup.Does(a, lang.RewordBe) && sup.Does(b, lang.RewordBe):
		if sup.Does(a, lang.RewordNow) != sup.Does(b, lang.RewordNow) {
			return sup.Does(b, lang.RewordNow) && f.voices.label[u] != nil // "it is safe, he said": he said it was safe
		}
		return true
	}
	x, ok := sup.Tells(a)
	y, too := sup.Tells(b)
	return ok && too && x == y || f.alikeWord(a, b)
}

// alikeWord reports whether two words are names of one thing that is done to people, or of one kind of people.
func (f *fitting) alikeWord(a, b string) bool {
	x, y := f.unit.Language.Figure.Words[a], f.unit.Language.Figure.Words[b]
	return x.Parts.Has(lang.Measured) && y.Parts.Has(lang.Measured) && x.Measure == y.Measure && x.Measure == string(sitrep.Wounded)
}

// opens reports whether a token of the unit is its first word, whose capital is its place's.
func (r *rewording) opens(u int) bool {
	for i := 0; i < u; i++ {
		if r.unit.Tokens[i].Kind != text.Punct {
			return false
		}
	}
	return true
}

// enters reports whether an item of the clause may stand there although the sentence has no such word.
func (f *fitting) enters(i int) bool {
	u := f.u[i]
	w := f.unit.Lower(u)
	if f.unit.quoted[u] {
		return false
	}
	next := ""
	if i+1 < len(f.u) {
		next = f.unit.Lower(f.u[i+1])
	}
	switch {
	case w == ",":
		return true
	case f.support.Is(w, lang.SupportArticle):
		return !f.support.Does(next, lang.RewordScope|lang.RewordBinds) && (i+1 >= len(f.u) || f.unit.Tokens[f.u[i+1]].Kind != text.Number)
	case f.support.Is(w, lang.SupportIdle):
		return true
	case f.support.Does(w, lang.RewordBe) && !f.support.Does(w, lang.RewordNow):
		return i > 0 && f.measured(next) && f.shares(next) // "12 were killed and 30 (were) injured"
	case f.support.Does(w, lang.RewordHas):
		_, past := f.support.Tells(next)
		if f.support.Does(w, lang.RewordNow) && !f.now() || !f.support.Does(w, lang.RewordNow) && f.voices.label[u] == nil && !f.holdsHad() {
			return false
		}
		return past || f.support.Does(next, lang.RewordBe)
	}
	return false
}

func (f *fitting) measured(word string) bool {
	return f.unit.Language.Figure.Words[word].Parts.Has(lang.Measured)
}

// shares reports whether, in the sentence, the word for what befell people leans on a "were" before another such word.
func (f *fitting) shares(word string) bool {
	passive := false
	for i := f.s.first; i+1 < f.s.last; i++ {
		if f.s.Lower(i) == word && passive {
			return true
		}
		passive = passive || f.support.Does(f.s.Lower(i), lang.RewordBe) && f.measured(f.s.Lower(i+1))
	}
	return f.s.Lower(f.s.last-1) == word && passive
}

// holdsHad reports whether the sentence tells of what came before.
func (f *fitting) holdsHad() bool {
	for i := f.s.first; i < f.s.last; i++ {
		if w := f.s.Lower(i); f.support.Does(w, lang.RewordHas) && !f.support.Does(w, lang.RewordNow) {
			return true
		}
	}
	return false
}

// now reports whether the sentence says how things are.
func (f *fitting) now() bool {
	for i := f.s.first; i < f.s.last; i++ {
		if f.support.Does(f.s.Lower(i), lang.RewordNow) {
			return true
		}
	}
	return false
}

// told looks at what the words of a clause hang on: who says them, by which words; the day; whom its pronouns stand for.
func (r *rewording) told(first, last int, s *source, u, to []int) error {
	if err := r.saidBy(first, last, s); err != nil {
		return err
	}
	if err := r.saidPlainly(s); err != nil {
		return err
	}
	told := map[dayWords]bool{} // each day of the sentence is told once
	for _, d := range r.voices.days {
		if d.first >= first && d.last <= last {
			if err := r.onDay(d, s, u, to, told); err != nil {
				return err
			}
		}
	}
	return r.pronouns(s, u, to)
}
