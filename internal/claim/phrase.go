package claim

import (
	"strings"

	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// dash reports whether kept word b is a dash, as after a dateline.
func (w *room) dash(b int) bool {
	switch w.word(b) {
	case "-", "–", "—", "--":
		return true
	}
	return false
}

// hangs reports whether a phrase that begins at token i hangs on what stands before it: "… in Lagos".
func (w *room) hangs(i int) bool {
	switch w.work.Layer.Class(i - 1) {
	case lang.PrepWord, lang.OfWord, lang.ForWord, lang.ToWord, lang.ByWord, lang.AboutWord, lang.AsWord, lang.AndWord:
		return true
	}
	return w.work.Layer.Ing(i - 1)
}

// phraseBack is the noun phrase that ends before token end.
func (w *room) phraseBack(end, from int) spans.Run {
	l := &w.work.Layer
	if end <= from {
		return spans.Run{}
	}
	switch l.Class(end - 1) {
	case lang.SubjectWord, lang.ItWord, lang.ObjectWord:
		return spans.Run{First: end - 1, Last: end}
	}
	t := end
	// a bracket, as after a name: "the Action Front (IAF)"
	if w.d.Raw(t-1) == ")" {
		for b := t - 2; b > max(from, t-8); b-- {
			if w.d.Raw(b) == "(" {
				t = b
				break
			}
		}
	}
	start := w.phraseBefore(t, from)
	if start >= t && l.Class(t-1) >= lang.SayVerb && strings.HasSuffix(w.d.Lower(t-1), "s") {
		start = w.phraseBefore(t-1, from) // "a number of states", before their verb
	}
	if start >= t {
		return spans.Run{}
	}
	if start > from+1 && w.d.Tokens[start].Shape == text.Title && w.d.Tokens[start-1].Shape == text.Lower &&
		(w.callingBefore(start) || l.Plain(start-1) && l.Class(start-2) == lang.OwnerWord) {
		start = min(start, w.phraseBefore(start, from)) // "its ally Russia", "spokesman John Roe"
	}
	return spans.Run{First: start, Last: end}
}

// callingBefore reports whether the word before token i calls somebody something: "spokesman".
func (w *room) callingBefore(i int) bool {
	n, noun := w.nounAt(i - 1)
	return n == 1 && noun.Kind != lang.TextNoun
}

// wholeSubject widens a subject to the phrase it hangs on ("a spokesman for the ministry") and to those
// who act with it ("Britain and France").
func (w *room) wholeSubject(r spans.Run, first int, f found) spans.Run {
	l := &w.work.Layer
	if r.Last <= r.First {
		return r
	}
	for steps := 0; steps < 4 && r.First-1 > first; steps++ {
		before := r.First - 1
		switch c := l.Class(before); {
		case c == lang.ForWord || c == lang.OfWord || c == lang.PrepWord || c == lang.ToWord || c == lang.ByWord && steps == 0 || c == lang.AboutWord || c == lang.AsWord:
			if c == lang.AsWord && (before-2 <= first || l.Class(before-2) != lang.AsWord) {
				return r
			}
			end := before
			if c == lang.AsWord {
				end = before - 2
			}
			outer := w.phraseBack(end, first)
			if outer.Last <= outer.First || !w.opens(outer.First, first) && c != lang.AsWord {
				return r
			}
			if !w.mayAct(outer) {
				return r
			}
			if w.paper(outer) {
				return r // "a statement from the ministry": the ministry's
			}
			if l.Ing(before) {
				r = outer // "several lawmakers, including John Roe"
				continue
			}
			r.First = outer.First
		case c == lang.AndWord && f.frame.Form != lang.ThirdForm && !w.single(f.k):
			outer := w.phraseBack(before, first)
			if outer.Last <= outer.First || !w.mayAct(outer) || !w.opens(outer.First, first) {
				return r
			}
			r.First = outer.First
			for r.First-1 > first && w.d.Lower(r.First-1) == "," { // "A, B and C"
				more := w.phraseBack(r.First-1, first)
				if more.Last <= more.First || !w.named(more.First, more.Last) || more.First > first && (w.hangs(more.First) || !w.opens(more.First, first)) {
					return r
				}
				r.First = more.First
			}
		default:
			return r
		}
	}
	return r
}

// single reports whether the verb is in the singular by its helper.
func (w *room) single(k int) bool {
	for b := k - 1; b >= max(0, k-3); b-- {
		if w.is(b, lang.SingularThing) {
			return true
		}
	}
	return false
}

// opens reports whether a phrase that begins at token i may be a subject: it opens the sentence or a
// clause.
func (w *room) opens(i, first int) bool {
	if i <= first {
		return true
	}
	l := &w.work.Layer
	if l.Mark(i-1) || l.Quote(i-1) != l.Quote(i) {
		return true
	}
	switch l.Class(i - 1) {
	case lang.ThatWord, lang.ButWord, lang.SubordinateWord, lang.DayWord, lang.AfterWord, lang.WhetherWord, lang.AndWord, lang.SayVerb, lang.OfWord, lang.AsWord, lang.ForWord, lang.PrepWord:
		return true
	}
	return false
}

// paper reports whether a phrase is of something written or said, which is somebody's.
func (w *room) paper(r spans.Run) bool {
	for t := r.First; t < min(r.Last, r.First+5); t++ {
		if n, noun := w.nounAt(t); n > 0 {
			return noun.Kind == lang.TextNoun
		}
		if w.work.Layer.Class(t) == lang.OfWord {
			return false
		}
	}
	return false
}

// phraseBy is who did what was done by somebody: the phrase after the first "by".
func (w *room) phraseBy(k, s int) spans.Run {
	for b := k; b < min(len(w.kept), k+14); b++ {
		switch w.class(b) {
		case lang.ByWord:
			if who := w.phraseAt(w.at(b)+1, s); who.Last > who.First && w.mayAct(who) {
				return who
			}
		case lang.SayVerb, lang.ButWord:
			if w.d.Tokens[w.at(b)].Shape == text.Lower { // not "Islamic State"
				return spans.Run{}
			}
		}
	}
	return spans.Run{}
}

// phraseAfterFrom is who stands after "from" or "by" at or shortly after kept word k.
func (w *room) phraseAfterFrom(k, s int) spans.Run {
	for b := k; b < min(len(w.kept), k+8); b++ {
		if w.is(b, lang.OriginThing) {
			return w.phraseAt(w.at(b)+1, s)
		}
		if w.work.Layer.Mark(w.kept[b]) {
			break
		}
	}
	return spans.Run{}
}

// phraseAt is the noun phrase that begins at token i, with what hangs on it.
func (w *room) phraseAt(i, s int) spans.Run {
	l := &w.work.Layer
	to := i
	last := w.d.Sentences[s].Last
	for to < last {
		switch {
		case w.phrase(to) && (l.Class(to) != lang.DayWord || to == i), to > i && w.ownersMarkAt(to, last):
			to++
		case to > i && to+1 < last && w.phrase(to+1) && (l.Class(to) == lang.ForWord || l.Class(to) == lang.AndWord || w.thing(to)&lang.PlaceThing != 0) &&
			l.Class(to+1) != lang.DayWord && w.name(w.keptAt(to+1)):
			to++
		default:
			last = to
		}
	}
	if to-1 > i && l.Class(to-1) == lang.OfWord {
		to-- // "was accused by Kyiv of shelling"
	}
	return spans.Run{First: i, Last: to}
}

// keptAt is the kept word at or after token t.
func (w *room) keptAt(t int) int {
	lo, hi := 0, len(w.kept)
	for lo < hi {
		mid := (lo + hi) / 2
		if w.kept[mid] < t {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
