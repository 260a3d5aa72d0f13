package check

import (
	"sitrep/internal/text"
)

// A sentence that repeats a passage word for word says what it says, whatever the readers make of either: a clipped
// sentence is read a little differently from one in its context.

// copyShare is the share of a sentence's pairs of words that must stand in a passage for it to be its copy.
const copyShare = 0.8

// copyOf finds the passage a sentence repeats word for word, but for words left out and for dates; -1 when there
// is none.
func (s *sentence) copyOf() int32 {
	ws := make([]string, len(s.terms))
	for i, t := range s.terms {
		ws[i] = t.word
	}
	for _, h := range s.x.lookup(ws, 8) {
		d, first, last := s.x.tokens(h.passage)
		if ok, _ := s.dates.agree(s.x.datesNear(h.passage)); ok && s.x.otherWeekday(s.dates, h.passage) == "" && s.repeats(d, first, last) {
			return h.passage
		}
	}
	return -1
}

// endsFigure reports whether a token is the first behind a figure's number.
func (s *sentence) endsFigure(i int) bool {
	for k := range s.figures {
		if s.d.TokenAt(s.figures[k].End) == i {
			return true
		}
	}
	return false
}

// repeats reports whether all words of the sentence stand among tokens [first, last) of d, most of them in pairs as
// there, and none that turns the meaning is left out.
func (s *sentence) repeats(d *text.Doc, first, last int) bool {
	words, pairs, negated := map[string]int{}, map[[2]string]bool{}, 0
	before := ""
	for i := first; i < last; i++ {
		if d.Tokens[i].Kind == text.Punct {
			continue
		}
		w := d.Lower(i)
		words[w]++
		pairs[[2]string{before, w}] = true
		before = w
		if negator(d.Language, w) {
			negated++
		}
	}
	n, met := 0, 0
	before = ""
	for i := s.first; i < s.last; i++ {
		if s.d.Tokens[i].Kind == text.Punct || s.dates.hold(i) {
			continue
		}
		w := s.d.Lower(i)
		if words[w] == 0 {
			return false
		}
		words[w]--
		n++
		switch {
		case pairs[[2]string{before, w}] && !(s.endsFigure(i) && s.low(i+1) != "and" && together(d, first, last, before, w)):
			met++
		case s.endsFigure(i):
			return false // others stand behind the number there
		}
		before = w
		if negator(s.d.Language, w) {
			negated--
		}
	}
	for i := first + 1; i+1 < last; i++ {
		if d.Lower(i) == "or" && past(d, i-1) && past(d, i+1) && (words[d.Lower(i-1)] > 0) != (words[d.Lower(i+1)] > 0) {
			return false // "destroyed" of "destroyed or damaged"
		}
	}
	return n >= 4 && negated == 0 && float64(met) >= copyShare*float64(n)
}

// together reports whether those counted behind a number are counted together with others: "200 divers and soldiers".
func together(d *text.Doc, first, last int, number, w string) bool {
	for i := first + 1; i+2 < last; i++ {
		if d.Lower(i) == w && d.Lower(i-1) == number {
			return d.Lower(i+1) == "and" && d.Tokens[i+2].Shape == text.Lower && d.Language.Ledger.Groups[d.Lower(i+2)] != ""
		}
	}
	return false
}
