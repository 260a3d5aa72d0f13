package check

import (
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// That something was done for the first time, and that it was never done before, is one; that it was done again and again is
// the contrary of both.

// times is how often a sentence says that what it tells was done.
type times uint8

const (
	untold times = iota
	firstTime
	again
)

// timesOf reads it from tokens [first, last).
func timesOf(d *text.Doc, first, last int) times {
	c := &d.Language.Check
	low := func(i int) string {
		if i >= last {
			return ""
		}
		return d.Lower(i)
	}
	out := untold
	for i := first; i < last; i++ {
		if n, _ := c.Again.Match(low, i); n > 0 {
			if i > first && negator(d.Language, d.Lower(i-1)) {
				continue
			}
			return again
		}
		if n, _ := c.Firstly.Match(low, i); n > 0 {
			out = firstTime
			i += n - 1
			continue
		}
		if d.Lower(i) == "first" && i > first && d.Language.Claims.Words[d.Lower(i-1)] == lang.DetWord {
			for k := i + 2; k < last && k < i+14; k++ {
				if w := d.Lower(k); w == "since" || w == "ever" {
					out = firstTime // "the first fatal accident at the mine since"
				}
			}
		}
		if w := d.Lower(i); negator(d.Language, w) && upTo(d, first, last) {
			out = firstTime // "had never bombed them before"
		}
	}
	return out
}

// upTo reports whether a sentence names a moment up to which something is said not to have been done: "before that
// Thursday", "until the raids", "had never yet".
func upTo(d *text.Doc, first, last int) bool {
	perfect := false
	for i := first; i < last; i++ {
		perfect = perfect || d.Language.Claims.Words[d.Lower(i)] == lang.HaveWord
		switch d.Lower(i) {
		case "before", "until", "previously", "hitherto", "till":
			if perfect || i < first+3 {
				return true
			}
		case "since":
			if perfect {
				return true // "had not had a fatal accident since"
			}
		}
	}
	return false
}

// recurs compares how often statement and passage say that it was done: same when both say for the first time, other when
// the one says so and the other that it was done again and again, maybe when they don't say.
func (s *saying) recurs(p int32) tie {
	d, first, last := s.x.tokens(p)
	mine, theirs := timesOf(s.d, s.first, s.last), timesOf(d, first, last)
	switch {
	case mine == untold || theirs == untold || mine == again && theirs == again:
		return maybe
	case mine == theirs:
		return same
	}
	return other
}

// deed is the weightiest word of a statement that a passage has and that is no name: what was done.
func (s *saying) deed(p int32) string {
	out, most := "", 0.0
	for _, t := range s.terms {
		if t.name || t.num || !s.x.anyHas([]int32{p}, t.word) && !s.x.narrower([]int32{p}, t.word) {
			continue
		}
		if w := s.x.weight(t.word); w > most {
			out, most = t.word, w
		}
	}
	return out
}
