package check

import (
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// turned is the word of which one of statement and passage says that it is so and the other that it isn't: it stands in
// both, and behind a negation in one of them only; "" when there is none.
func (s *saying) turned(p int32) string {
	d, first, last := s.x.tokens(p)
	mine, theirs := negated(s.d, s.first, s.last), negated(d, first, last)
	for _, t := range s.terms {
		if s.x.anyHas([]int32{p}, t.word) {
			if mine[t.word] != theirs[t.word] {
				return t.word
			}
			continue
		}
		if !t.name && !t.num && s.x.narrower([]int32{p}, t.word) {
			for _, v := range s.x.wider[t.word] {
				if s.x.anyHas([]int32{p}, v) && mine[t.word] != theirs[v] {
					return t.word
				}
			}
			continue
		}
		for _, q := range s.x.near(p)[1:] { // what stands only beside it
			if s.x.anyHas([]int32{q}, t.word) {
				d, first, last := s.x.tokens(q)
				if mine[t.word] != negated(d, first, last)[t.word] {
					return t.word
				}
				break
			}
		}
	}
	return ""
}

// negated are the words that stand behind a negation, each the first word of meaning after it ("no sign of" is one), and
// all that stand in the clause behind a word of denying ("contradicts reports that").
func negated(d *text.Doc, first, last int) map[string]bool {
	out := map[string]bool{}
	c := &d.Language.Check
	low := func(i int) string {
		if i >= last {
			return ""
		}
		return d.Lower(i)
	}
	for i := first; i < last; i++ {
		if n, _ := c.Phrases.Match(low, i); n > 0 {
			i += n - 1
			continue // "not aware" is one word
		}
		if c.Deniers.Has(d.Lower(i)) && !negator(d.Language, d.Lower(i-1)) {
			for k := i + 1; k < last && d.Raw(k) != "," && d.Raw(k) != ";" && d.Language.Claims.Words[d.Lower(k)] != lang.RelativeWord; k++ {
				if w := meaning(d.Language, d.Lower(k)); w != "" && d.Tokens[k].Shape == text.Lower {
					out[w] = true
				}
			}
			continue
		}
		if d.Language.Claims.Words[d.Lower(i)] == lang.WhetherWord && i > first+1 {
			n := 0
			for k := i + 1; k < last && n < 3 && d.Tokens[k].Kind != text.Punct; k++ {
				m, w := c.Phrases.Match(low, k)
				if m == 0 {
					w = meaning(d.Language, d.Lower(k))
				}
				if w != "" && w != "-" && d.Tokens[k].Shape == text.Lower {
					out[w] = true
					n++
				}
				k += max(0, m-1)
			}
			continue
		}
		if i > first && i <= first+2 && instead(d.Lower(i-1), d.Lower(i)) { // "rather than comment", "instead of answering"
			for k := i + 1; k < last && k <= i+2; k++ {
				if w := meaning(d.Language, d.Lower(k)); w != "" {
					out[w] = true
					break
				}
			}
			continue
		}
		failing := c.Failing.Has(d.Lower(i)) && d.Language.Claims.Words[d.Lower(i+1)] == lang.ToWord
		if !failing && !negator(d.Language, d.Lower(i)) {
			continue
		}
		if i > first+1 && d.Lower(i-1) == "as" && d.Lower(i-2) == "so" {
			continue // "so as not to be caught", "rather than be caught"
		}
		if i+2 < last && d.Lower(i+2) == "than" {
			continue // "no more than"
		}
		if subject(d, first, last, i) { // "no group claimed it"
			for k := i + 1; k < last && d.Raw(k) != "," && d.Raw(k) != ";" && d.Language.Claims.Words[d.Lower(k)] != lang.ButWord; k++ {
				if n, w := c.Phrases.Match(low, k); n > 0 {
					out[w] = w != "-"
					k += n - 1
					continue
				}
				if w := meaning(d.Language, d.Lower(k)); w != "" && d.Tokens[k].Shape == text.Lower && !c.Tokens.Has(d.Lower(k)) {
					out[w] = true
				}
			}
			continue
		}
		for k := i + 2; k < last && k <= i+4; k++ {
			if w := d.Lower(k); w == "enough" { // "not professional enough"
				out[meaning(d.Language, w)] = true
			}
		}
		thinking, marked := false, false
		for k := i + 1; k < last && (k <= i+6 || thinking); k++ {
			if d.Tokens[k].Kind == text.Punct {
				break
			}
			n, w := c.Phrases.Match(low, k)
			if n == 0 && c.Tokens.Has(d.Lower(k)) {
				continue // "no sign of"
			}
			if n == 0 {
				w = meaning(d.Language, d.Lower(k))
			} else if w == "-" {
				k += n - 1
				continue
			}
			if w != "" {
				out[w], marked = true, true
				thinking = thinking || c.Thinking.Has(w)
				if d.Tokens[k].Shape == text.Lower && !thinking {
					break
				}
			}
		}
		if marked {
			continue
		}
		head := "" // "the names were not given"
		for k := i - 1; k >= first && k >= i-6 && d.Tokens[k].Kind != text.Punct; k-- {
			if w := meaning(d.Language, d.Lower(k)); w != "" && d.Tokens[k].Shape == text.Lower {
				head = w
			}
		}
		if head != "" {
			out[head] = true
		}
	}
	return out
}

// instead reports whether two words say that what follows was not done.
func instead(v, w string) bool { return v == "rather" && w == "than" || v == "instead" && w == "of" }

// subject reports whether a negation opens the subject of its clause: "no group announced", "nobody was hurt".
func subject(d *text.Doc, first, last, i int) bool {
	l := d.Language
	switch d.Lower(i) {
	case "no", "none", "nobody", "neither", "nothing":
	default:
		return false
	}
	if k := i - 1; k >= first && d.Tokens[k].Kind != text.Punct {
		switch l.Claims.Words[d.Lower(k)] {
		case lang.ThatWord, lang.ButWord, lang.AndWord, lang.SubordinateWord:
		default:
			return false
		}
	}
	for k := i + 1; k < last && k <= i+4; k++ {
		if past(d, k) || l.Claims.Words[d.Lower(k)] == lang.BeWord || l.Claims.Words[d.Lower(k)] == lang.HaveWord || l.Claims.Words[d.Lower(k)] == lang.ModalWord {
			return true
		}
	}
	return false
}
