package check

import (
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// sides are the names on either side of a verb: who does it, and to whom.
type sides struct{ doer, done map[string]bool }

// reversed reports whether a passage tells the same deed the other way about: "A shelled B" for "B shelled A". A
// passive is turned around first.
func (s *saying) reversed(p int32) bool {
	d, first, last := s.x.tokens(p)
	theirs := terms(d, first, last)
	for _, v := range s.terms {
		if v.name || v.num || !s.x.anyHas([]int32{p}, v.word) {
			continue
		}
		for _, w := range theirs {
			if w.word != v.word || w.name || !takes(s.d, v.at) || !takes(d, w.at) {
				continue
			}
			mine, other := sidesOf(s.d, s.all(), v.at), sidesOf(d, theirs, w.at)
			if crossed(mine, other) {
				return true
			}
		}
	}
	return false
}

// all are the terms of the whole sentence: who acts may have been set apart as who speaks.
func (s *saying) all() []term { return s.sentence.terms }

// takes reports whether a name or "by" follows a verb with nothing but articles and the like between: it is told who
// does it to whom.
func takes(d *text.Doc, verb int) bool {
	for i := verb + 1; i < len(d.Tokens) && i <= verb+4; i++ {
		t := &d.Tokens[i]
		switch c := d.Language.Claims.Words[t.Lower]; {
		case c == lang.ByWord:
			return true
		case t.Kind == text.Word && t.Shape != text.Lower:
			return true
		case t.Kind == text.Punct || c == lang.PrepWord || c == lang.OfWord || c == lang.ToWord || c == lang.ForWord || c == lang.AboutWord || c == lang.AfterWord || c == lang.AsWord || d.Language.Story.At.Has(t.Lower):
			return false
		}
	}
	return false
}

func sidesOf(d *text.Doc, ts []term, verb int) sides {
	out := sides{map[string]bool{}, map[string]bool{}}
	for _, t := range ts {
		if !t.name {
			continue
		}
		if t.at < verb {
			out.doer[t.word] = true
		} else if t.at > verb {
			out.done[t.word] = true
		}
	}
	for i := verb + 1; i <= verb+3; i++ {
		if d.Language.Claims.Words[d.Lower(i)] == lang.ByWord {
			return sides{out.done, out.doer}
		}
	}
	return out
}

// crossed reports whether one name does it here and has it done to it there, and another the reverse.
func crossed(a, b sides) bool {
	return moved(a.doer, a.done, b.done, b.doer) && moved(a.done, a.doer, b.doer, b.done)
}

// moved reports whether a name stands on one side only here, and on the other only there.
func moved(here, notHere, there, notThere map[string]bool) bool {
	for n := range here {
		if there[n] && !notHere[n] && !notThere[n] {
			return true
		}
	}
	return false
}
