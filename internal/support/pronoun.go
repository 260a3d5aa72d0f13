package support

import (
	"fmt"

	"sitrep/internal/lang"
)

// pronouns refuses one that may stand for somebody else than in the cited sentence: the last name before it must be the same.
func (r *rewording) pronouns(s *source, u, to []int) error {
	for i, at := range u {
		if to[i] == cutHere || !r.support.Does(r.unit.Lower(at), lang.RewordStands) {
			continue
		}
		if w := r.unit.Lower(at); r.voices.label[at] != nil && !r.person(w) {
			continue // "its troops", in words of the same speaker
		}
		mine := lastName(r.unit, 0, at)
		theirs := lastName(s.page, 0, to[i])
		if mine != "" && !r.alike(mine, theirs) && !r.alike(mine, lastName(s.page, s.first, to[i])) {
			return fmt.Errorf("%q may stand for %s here, who is not the one in the cited words", r.unit.Raw(at), short(mine))
		}
	}
	return nil
}

// person reports whether a pronoun stands for one person.
func (r *rewording) person(w string) bool {
	for _, list := range []map[string]string{r.unit.Language.Actors.Pronouns, r.unit.Language.Actors.Possessives} {
		if who := list[w]; who == "he" || who == "she" {
			return true
		}
	}
	return false
}

// calendar reports whether a token names a weekday or a month.
func calendar(p *page, i int) bool {
	kind := p.Language.Time.Words[p.Lower(i)].Kind
	return kind == lang.Weekday || kind == lang.Month
}

// lastName is the last run of capitalised words in tokens [first, last) that is no first word of a sentence or a time; "" for none.
func lastName(p *page, first, last int) string {
	for i := last - 1; i >= first; i-- {
		if !capital(p, i) || calendar(p, i) || p.Language.Text.Starters.Has(p.Lower(i)) {
			continue
		}
		from := i
		for from > first && capital(p, from-1) && adjacent(p, from) {
			from--
		}
		return fold(p.Slice(p.Doc.Span(from, i+1)))
	}
	return ""
}
