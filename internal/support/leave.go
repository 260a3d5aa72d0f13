package support

import (
	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// leaves reports whether the sentence's items between k and n, both kept (k -1: from the beginning; n len(o): to the end), may be left
// out. The rest stays true without them: they are set apart by commas, or a phrase of place or circumstance, a title before a name,
// a name behind its description, or the first or last of several statements.
func (f *fitting) leaves(k, n int) bool {
	gap := f.o[k+1 : n]
	f.steps += len(gap)
	if f.soft(gap, n) || f.empty(gap) {
		return true
	}
	if last := len(gap) - 1; last > 0 && gap[last] != cutHere && gap[last-1] == cutHere && f.s.Lower(gap[last]) == "that" {
		gap = gap[:last] // "in March, the chiefs said that"
	}
	if f.s.whole || f.s.In == sitrep.InTitle {
		return false
	}
	if f.s.negated {
		return f.after(k, n, gap)
	}
	for _, i := range gap {
		if f.turns(i) || i != cutHere && f.s.turn >= 0 && i > f.s.turn {
			return false
		}
	}
	if trimmed := f.trim(gap); len(trimmed) > 0 && (f.title(k, n, trimmed) || f.described(k, n, trimmed)) {
		return true
	}
	for _, i := range gap {
		if does(f.s.page, i, lang.RewordFrames, f.support) {
			return false
		}
	}
	left := k == -1 || f.mark(gap[0])
	right := n == len(f.o) || f.mark(gap[len(gap)-1])
	if inner := k >= 0 && n < len(f.o); !inner && !f.past() {
		for _, i := range gap {
			if does(f.s.page, i, lang.RewordRelates, f.support) {
				return false // "when the dam breaks, the town is lost"
			}
		}
	}
	if left && right || k == -1 && f.bare && f.subject(gap) {
		return true
	}
	for _, i := range gap {
		if f.holds(i) {
			return false
		}
	}
	gap = f.trim(gap)
	if len(gap) == 0 {
		return true
	}
	return f.phrase(k, n, gap, right) || f.named(k, n, gap, right) || f.apposed(k, n, gap) || f.joint(k, n, gap)
}

// soft reports whether items say nothing by themselves.
func (f *fitting) soft(gap []int, n int) bool {
	for at, i := range gap {
		if f.mark(i) {
			continue
		}
		w := f.s.Lower(i)
		switch {
		case f.support.Is(w, lang.SupportArticle), f.support.Is(w, lang.SupportIdle):
		case w == "that" && (at == 0 && i == f.s.first || at > 0 && (gap[at-1] == cutHere || does(f.s.page, gap[at-1], lang.RewordSeam, f.support))):
		case f.support.Does(w, lang.RewordHas):
			next := cutHere
			if at+1 < len(gap) {
				next = gap[at+1]
			} else if n < len(f.o) {
				next = f.o[n]
			}
			if !tell(f.s.page, next, f.support) && !does(f.s.page, next, lang.RewordBe, f.support) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// empty reports whether items are a phrase that adds nothing.
func (f *fitting) empty(gap []int) bool {
	gap = f.trim(gap)
	if len(gap) == 0 || gap[0] == cutHere {
		return false
	}
	n, _ := f.support.Empty.Match(f.s.Lower, gap[0])
	return n == len(gap) && gap[len(gap)-1] == gap[0]+n-1
}

// mark reports whether an item is a comma, a stop or the place of who says so.
func (f *fitting) mark(i int) bool {
	if i == cutHere {
		return true
	}
	switch f.s.forms[i] {
	case ",", ".", ";", "\"", "(", ")":
		return true
	}
	return false
}

// holds reports whether an item must not be left out wherever it stands.
func (f *fitting) holds(i int) bool {
	if i == cutHere {
		return false
	}
	return f.support.Does(f.s.Lower(i), lang.RewordFrames|lang.RewordBinds) || f.turns(i)
}

// turns reports whether an item makes its sentence less than plain, is quoted, or is a mark that says something.
func (f *fitting) turns(i int) bool {
	if i == cutHere {
		return false
	}
	w := f.s.Lower(i)
	if f.s.Tokens[i].Kind == text.Punct && !f.mark(i) && f.s.forms[i] != "'" || f.s.quoted[i] {
		return true
	}
	turns := f.support.Is(w, lang.SupportTurns|lang.SupportNegates|lang.SupportSays) || len(w) > 3 && f.support.Is(w[len(w)-3:], lang.SupportNegates)
	return turns && month(f.s.page, i) == 0
}

// trim takes commas and the places of who says so off both ends.
func (f *fitting) trim(gap []int) []int {
	for len(gap) > 0 && f.mark(gap[0]) {
		gap = gap[1:]
	}
	for len(gap) > 0 && f.mark(gap[len(gap)-1]) {
		gap = gap[:len(gap)-1]
	}
	return gap
}

// after reports whether items are the last of several statements of a sentence that denies something before: "and has dodged the question".
func (f *fitting) after(k, n int, gap []int) bool {
	for _, i := range gap {
		if f.holds(i) {
			return false
		}
	}
	gap = f.trim(gap)
	return n == len(f.o) && k >= 0 && len(gap) > 1 && gap[0] != cutHere && f.s.Lower(gap[0]) == "and" && (tell(f.s.page, gap[1], f.support) || does(f.s.page, gap[1], lang.RewordHas|lang.RewordBe, f.support))
}

// subject reports whether items before a verb are who did it, whom a passive may leave out.
func (f *fitting) subject(gap []int) bool {
	if len(gap) == 0 {
		return true
	}
	last := gap[len(gap)-1]
	return last != cutHere && !does(f.s.page, last, lang.RewordBe|lang.RewordTies, f.support)
}

// phrase is one of place or circumstance: "in a heavy storm", "in a letter to the court".
func (f *fitting) phrase(k, n int, gap []int, right bool) bool {
	first := 0
	for first < len(gap) && does(f.s.page, gap[first], lang.RewordDrops, f.support) && !does(f.s.page, gap[first], lang.RewordTies, f.support) {
		first++ // early, late
	}
	if first == len(gap) {
		return true
	}
	by := f.s.Lower(gap[first]) == "by" && f.timely(gap) || f.s.Lower(gap[first]) == "by" && k > 0 && tell(f.s.page, f.o[k], f.support) && does(f.s.page, f.o[k-1], lang.RewordBe, f.support)
	if !by && !does(f.s.page, gap[first], lang.RewordDrops, f.support) || !f.past() {
		return false // "the truce holds in the north"
	}
	if n < len(f.o) && !right && !bound(f.s.page, f.o[n], f.support) {
		return false
	}
	if k >= 0 && f.o[k] != cutHere && does(f.s.page, f.o[k], lang.RewordTies|lang.RewordBe, f.support) {
		return false
	}
	for _, i := range gap {
		if i == cutHere || f.s.forms[i] == "," {
			return false
		}
		if does(f.s.page, i, lang.RewordSpan|lang.RewordPairs, f.support) && f.counted(gap) {
			return false
		}
		if f.s.Tokens[i].Kind == text.Number && !f.dated(i) {
			return false
		}
	}
	return true
}

// past reports whether the sentence tells of what has happened.
func (f *fitting) past() bool {
	past := false
	for i := f.s.first; i < f.s.last; i++ {
		if f.s.region[i] != nil {
			continue
		}
		past = past || tell(f.s.page, i, f.support) || f.support.Does(f.s.Lower(i), lang.RewordBe) && !f.support.Does(f.s.Lower(i), lang.RewordNow)
		if w := f.s.Lower(i); f.support.Does(w, lang.RewordBe) && f.support.Does(w, lang.RewordNow) {
			return false
		}
	}
	return past
}

// named is "of Tarsk" behind "the town", where the clause's unit names Tarsk elsewhere.
func (f *fitting) named(k, n int, gap []int, right bool) bool {
	if k < 1 || len(gap) < 2 || f.o[k-1] == cutHere || f.s.Lower(f.o[k-1]) != "the" || f.s.Lower(gap[0]) != "of" || n < len(f.o) && !right && !bound(f.s.page, f.o[n], f.support) {
		return false
	}
	for _, i := range gap[1:] {
		if i == cutHere || !capital(f.s.page, i) || find(fold(f.unit.Text), f.s.forms[i], 0) < 0 {
			return false
		}
	}
	return true
}

// timely reports whether a phrase names a time: "by the evening".
func (f *fitting) timely(gap []int) bool {
	last := gap[len(gap)-1]
	return last != cutHere && (f.dated(last) || does(f.s.page, last, lang.RewordHour, f.support))
}

// dated reports whether a number belongs to a time.
func (f *fitting) dated(i int) bool {
	for _, at := range f.s.times {
		if at.First <= i && i < at.Last {
			return true
		}
	}
	return false
}

// counted reports whether the sentence gives a number: a time may be what it is counted over.
func (f *fitting) counted(gap []int) bool {
	for _, n := range f.s.numbers {
		if n.First >= f.s.first && n.Last <= f.s.last && (n.Last <= gap[0] || n.First > gap[len(gap)-1]) {
			return true
		}
	}
	return false
}

// title is what stands before a name and says what its bearer is: "interior minister", "the newspaper".
func (f *fitting) title(k, n int, gap []int) bool {
	if n == len(f.o) || f.o[n] == cutHere || !capital(f.s.page, f.o[n]) || len(gap) > 4 {
		return false
	}
	for at, i := range gap {
		w := f.s.Lower(i)
		if i == cutHere || f.s.Tokens[i].Kind != text.Word || f.support.Does(w, lang.RewordTies|lang.RewordSeam|lang.RewordBe|lang.RewordHas|lang.RewordStands) || tell(f.s.page, i, f.support) {
			return false
		}
		if at == len(gap)-1 && !f.unit.Language.Known.At(f.unit.Language.Known.Find(w)).Lex.Has(lang.NounMark) {
			return false
		}
	}
	return k == -1 || f.mark(f.o[k]) || f.mark(f.o[k+1]) || bound(f.s.page, f.o[k], f.support) || f.support.Is(f.s.Lower(gap[0]), lang.SupportArticle)
}

// described is a description before a name that stands between commas: "the former mayor, Stefan Krall,".
func (f *fitting) described(k, n int, gap []int) bool {
	if n == len(f.o) || f.o[n] == cutHere || !capital(f.s.page, f.o[n]) || f.s.forms[max(0, f.o[n]-1)] != "," {
		return false
	}
	end := n
	for end < len(f.o) && f.o[end] != cutHere && capital(f.s.page, f.o[end]) {
		end++
	}
	if end < len(f.o) && !f.mark(f.o[end]) || !f.support.Is(f.s.Lower(gap[0]), lang.SupportArticle) {
		return false
	}
	for _, i := range gap {
		if i == cutHere || f.s.Tokens[i].Kind != text.Word || f.support.Does(f.s.Lower(i), lang.RewordSeam|lang.RewordTies) || tell(f.s.page, i, f.support) {
			return false
		}
	}
	return true
}

// apposed is a name right behind what it is the name of: "the ferry Saint Brannan".
func (f *fitting) apposed(k, n int, gap []int) bool {
	if k < 1 || f.o[k] == cutHere || f.o[k-1] == cutHere || !f.s.small(f.o[k]) || tell(f.s.page, f.o[k], f.support) || f.o[k-1] != f.o[k]-1 || f.s.Lower(f.o[k-1]) != "the" {
		return false
	}
	if n < len(f.o) && !bound(f.s.page, f.o[n], f.support) {
		return false
	}
	for at, i := range gap {
		if i != f.o[k]+1+at || !capital(f.s.page, i) {
			return false
		}
	}
	return true
}

// joint is the last of several statements ("and demanded their release"), the first up to a comma and "and", or the first of
// two verbs of one subject.
func (f *fitting) joint(k, n int, gap []int) bool {
	p, sup := f.s.page, f.support
	for _, i := range f.o {
		if does(p, i, lang.RewordPairs, sup) {
			return false
		}
	}
	for _, i := range gap {
		if i == cutHere {
			return false
		}
	}
	seam := func(i int) bool { return p.Lower(i) == "and" }
	switch {
	case n == len(f.o) && k >= 0 && seam(gap[0]):
		return len(gap) > 1 && p.Tokens[gap[1]].Kind != text.Number
	case k == -1 && seam(gap[len(gap)-1]):
		return len(gap) > 1 && p.forms[gap[len(gap)-2]] == ","
	case n < len(f.o) && seam(gap[len(gap)-1]):
		return tell(p, gap[0], sup) && tell(p, f.o[n], sup) && verbs(p, gap, sup) == 1
	}
	return false
}
