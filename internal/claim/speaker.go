package claim

import (
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// starts reports whether a clause may begin at token t: at a sentence's start, behind a mark, behind "but".
func (w *room) starts(t int, s *text.Sentence) bool {
	if t == s.First {
		return true
	}
	if w.work.Layer.Mark(t - 1) {
		switch w.d.Raw(t - 1) {
		case ",", ":", "-", "–", "—", "--", ";", ")":
			return true
		}
	}
	switch w.work.Layer.Class(t - 1) {
	case lang.ButWord, lang.AndWord, lang.SubordinateWord:
		return true
	}
	return w.work.Layer.Quote(t-1) != 0
}

// speaksAt is who speaks from token t on and the verb that says so; a verb of -1 where nobody does.
func (w *room) speaksAt(t, last int) (spans.Run, int) {
	none := spans.Run{}
	end := w.nounPhrase(t, last)
	head := spans.Run{First: t, Last: end}
	if end <= t || w.work.Layer.Class(t) == lang.DayWord || !w.mayAct(head) || w.nobody(head) {
		return none, -1
	}
	for {
		if v := w.sayingAt(end, last); v >= 0 {
			return spans.Run{First: t, Last: end}, v
		}
		close := w.saidOf(end, last)
		if close < 0 || close-t > longWho {
			return none, -1
		}
		if w.d.Raw(close) == "," {
			if v := w.sayingAt(close+1, last); v >= 0 {
				if w.work.Layer.Ing(end + 1) {
					return spans.Run{First: t, Last: end}, v // "Roe, speaking in Paris,": what he did
				}
				return spans.Run{First: t, Last: close + 1}, v
			}
		} else if v := w.sayingAt(close, last); v >= 0 {
			return spans.Run{First: t, Last: close}, v
		}
		if w.d.Raw(close) != "," {
			return none, -1
		}
		end = close
	}
}

// nounPhrase is where the noun phrase that begins at token t ends, with what hangs on it ("health officials in Gaza"), or t.
func (w *room) nounPhrase(t, last int) int {
	l := &w.work.Layer
	if c := l.Class(t); c == lang.SubjectWord || c == lang.ItWord {
		return t + 1
	}
	if !w.phrase(t) {
		return t
	}
	hung := true // an article may stand here
	k := t
	for k < last && k-t < longWho {
		switch c := l.Class(k); {
		case c == lang.SubjectWord, c == lang.ItWord, c == lang.ObjectWord, c == lang.ThereWord:
			return k
		case c == lang.DetWord || c == lang.OwnerWord && !w.mark(k):
			if !hung {
				return k
			}
			hung = false
		case c == lang.DayWord:
			if k+1 >= last || w.d.Tokens[k+1].Shape != text.Title || l.Class(k+1) != lang.NoClaimWord || w.d.Tokens[k].Shape != text.Title {
				return k // not "the Sunday Times"
			}
		case w.d.Tokens[k].Shape == text.Lower && l.Went(k, true):
			if k+1 >= last || !w.phrase(k+1) || k == t || l.Class(k-1) != lang.DetWord {
				return k // not "the wounded man"
			}
		case w.phrase(k), w.nounlike(k, last):
			hung = l.Class(k) == lang.OfWord && k > t
		case w.d.Raw(k) == "(" && k > t:
			for b := k + 1; b < min(last, k+8); b++ {
				if w.d.Raw(b) == ")" {
					k = b
					break
				}
			}
			if w.d.Raw(k) != ")" {
				return k
			}
		case w.ownersMarkAt(k, last):
		case k > t && k+1 < last && w.links(k) && w.when(k, last) > k && !(w.d.Tokens[k-1].Shape == text.Lower && w.d.Tokens[k+1].Shape == text.Title && l.Class(k+1) == lang.NoClaimWord): // not "officials in Gaza on Monday"
			return k
		case k > t && k+1 < last && w.phrase(k+1) && w.links(k) && l.Class(k+1) != lang.DayWord && l.Class(k+1) != lang.SubjectWord:
			hung = true
		case k > t && k+1 < last && l.Ing(k) && l.Class(k) == lang.NoClaimWord && w.phrase(k+1) && (l.Class(k-1) == lang.DetWord || w.mark(k-1)):
		default:
			return k
		}
		k++
	}
	return k
}

// ownersMarkAt reports whether token k is the mark of a plural that something belongs to: "the miners' union".
func (w *room) ownersMarkAt(k, last int) bool {
	m := w.d.Raw(k)
	return k > 0 && k+1 < last && (m == "'" || m == "’") && w.d.Tokens[k].Start == w.d.Tokens[k-1].End && w.d.Tokens[k+1].Start > w.d.Tokens[k].End &&
		w.phrase(k-1) && w.phrase(k+1) && w.d.Lower(k - 1)[len(w.d.Lower(k-1))-1] == 's'
}

// links reports whether what stands behind token k hangs on what stands before it.
func (w *room) links(k int) bool {
	switch w.work.Layer.Class(k) {
	case lang.OfWord, lang.ForWord, lang.PrepWord, lang.AndWord, lang.ToWord, lang.AboutWord:
		return true
	}
	return false
}

// saidOf is the token at which ends what is said of somebody from token k on: a comma behind it, or the verb behind "who …";
// -1 where nothing is.
func (w *room) saidOf(k, last int) int {
	l := &w.work.Layer
	if k >= last {
		return -1
	}
	if l.Class(k) == lang.RelativeWord {
		verbs := 0
		for t := k + 1; t < min(last, k+longClose) && w.d.Raw(t) != "," && l.Quote(t) == 0; t++ {
			if verbs > 0 && w.sayingAt(t, t+1) == t && l.Class(t-1) != lang.ToWord && l.Class(t-1) != lang.BeWord {
				for p := k + 3; p < t; p++ {
					if w.when(p, last) > p && w.sayingAt(p, last) == t {
						return p // "who lives nearby on Monday said"
					}
				}
				return t
			}
			if c := l.Class(t); c >= lang.BeWord && c <= lang.DoWord || c >= lang.SayVerb || l.Went(t, false) {
				verbs++
			}
		}
		return -1
	}
	if w.d.Raw(k) != "," || k+2 >= last {
		return -1
	}
	free := l.Class(k+1) == lang.RelativeWord || l.Ing(k+1) || l.Past(k+1) && l.Class(k+1) == lang.NoClaimWord // a clause of its own
	far := k + longClose
	if l.Class(k+1) == lang.RelativeWord {
		far = k + longRelative
	}
	for t := k + 1; t < min(last, far); t++ {
		switch c := l.Class(t); {
		case w.d.Raw(t) == ",":
			return t
		case l.Quote(t) != 0 || l.Mark(t) && w.d.Raw(t) != "." && w.d.Raw(t) != "(" && w.d.Raw(t) != ")" && w.d.Raw(t) != "-" && w.d.Raw(t) != "'" && w.d.Raw(t) != "’":
			return -1
		case free:
		case (c == lang.RelativeWord || c == lang.ThatWord) && t > k+1:
			free = true
		case c == lang.SubjectWord, c == lang.ItWord, c >= lang.BeWord && c <= lang.ModalWord, c == lang.SubordinateWord, c == lang.ButWord, c == lang.ThatWord, c == lang.AfterWord && t == k+1:
			return -1
		case c >= lang.SayVerb && !w.phrase(t) && l.Past(t):
			return -1
		case t == k+1 && l.Class(t) == lang.PrepWord && !w.named(t+1, min(t+3, last)):
			return -1
		case l.Went(t, true) && !l.Past(t) && w.d.Tokens[t].Shape == text.Lower:
			return -1
		}
	}
	return -1
}

// sayingAt is the verb of saying at or shortly behind token k, over adverbs, "has", and when and where it was; -1 if none is.
func (w *room) sayingAt(k, last int) int {
	l := &w.work.Layer
	for t := k; t < min(last, k+8); {
		c := l.Class(t)
		if (w.says(t) && c != lang.ThinkVerb && c != lang.AskVerb && c != lang.ActVerb && c != lang.ShowVerb || c == lang.SayVerb || c == lang.TellVerb) && w.d.Tokens[t].Shape == text.Lower {
			if c != lang.SayVerb && c != lang.TellVerb || l.Ing(t) || !w.finiteForm(t) && !w.closing(t) {
				return -1
			}
			return t
		}
		switch {
		case c == lang.AdverbWord, c == lang.HaveWord, w.ly(t):
			t++
		default:
			end := w.when(t, last)
			if end == t {
				return -1
			}
			t = end
		}
	}
	return -1
}

// finiteForm reports whether token t is a verb's past, or its form in "-s", or the bare form of what is hardly a noun.
func (w *room) finiteForm(t int) bool {
	lower := w.d.Lower(t)
	return w.work.Layer.Past(t) || lower[len(lower)-1] == 's' || w.c.Told.Has(lower)
}

// closing reports whether token t is a verb's bare form that ends its sentence behind a plural: "…, experts warn".
func (w *room) closing(t int) bool {
	s := w.d.SentenceOf(t)
	if s < 0 || t == 0 || w.skipEnd(t+1, w.d.Sentences[s].Last) < w.d.Sentences[s].Last {
		return false
	}
	n, noun := w.nounAt(t - 1)
	return n > 0 && (noun.Plural || noun.Kind == lang.PeopleNoun) && noun.Kind != lang.TextNoun
}

// when is where a day, or a place and a day, at token t ends; t if none is there: "on Monday", "late on Thursday", "in
// Geneva on Tuesday", "yesterday", "on the 14th inst.".
func (w *room) when(t, last int) int {
	l := &w.work.Layer
	k := t
	if k < last && (w.marked(k, lang.WhenThing)) {
		k++
	}
	start := k
	if k+1 < last && l.Class(k) == lang.DetWord && l.Class(k+1) == lang.DayWord {
		return k + 2
	}
	if k < last && l.Class(k) == lang.PrepWord {
		k++
		for k < last && k < start+6 && (l.Class(k) == lang.DetWord || l.Class(k) == lang.NoClaimWord && w.phrase(k) && w.d.Tokens[k].Shape != text.Lower) && l.Class(k) != lang.DayWord && w.d.Tokens[k].Kind != text.Number {
			k++
		}
		if k < last && (l.Class(k) == lang.PrepWord) && k > start+1 {
			if end := w.when(k, last); end > k {
				return end
			}
		}
	}
	day := k
	if k < last && k > start && w.d.Raw(k)[0] >= '0' && w.d.Raw(k)[0] <= '9' && w.d.Tokens[k].Kind != text.Number { // "on the 14th", "on the 14th inst."
		if k++; k < last && w.marked(k, lang.WhenThing) {
			if k++; k+1 < last && w.d.Raw(k) == "." {
				k++
			}
		}
		day = k - 1
	}
	for k < last && k < day+5 && (l.Class(k) == lang.DayWord || w.d.Tokens[k].Kind == text.Number || l.Class(k) == lang.ModalWord && w.d.Tokens[k].Shape == text.Title && k > start) { // "May"
		k++
	}
	if k == day || k == day+1 && w.d.Tokens[day].Kind == text.Number && l.Class(day) != lang.DayWord && day == start {
		return t
	}
	return k
}

func (w *room) marked(t int, need lang.ClaimNeed) bool { return w.thing(t)&need != 0 }

// breaks reports whether token k begins another phrase than the name before it: "told AFP prices had".
func (w *room) breaks(k int) bool {
	before, at := &w.d.Tokens[k-1], &w.d.Tokens[k]
	if w.work.Layer.Class(k-1) != lang.NoClaimWord || at.Kind != text.Word {
		return at.Kind == text.Number
	}
	return before.Shape != text.Lower && at.Shape == text.Lower || before.Shape == text.Lower && at.Shape != text.Lower
}

// opensClause reports whether a clause begins at token t: a phrase and then a verb, with neither a mark nor "who" between.
func (w *room) opensClause(t, last int) bool {
	l := &w.work.Layer
	if !w.phrase(t) && l.Class(t) != lang.ThereWord && l.Class(t) != lang.AboutWord && l.Class(t) != lang.PrepWord || l.Quote(t) != 0 {
		return false
	}
	for k := t + 1; k < min(last, t+longWho); k++ {
		switch c := l.Class(k); {
		case k == t+1 && w.d.Raw(k) == "," && w.d.Tokens[t].Shape == text.Lower, c == lang.RelativeWord, c == lang.ThatWord, c == lang.SubordinateWord, l.Quote(k) != 0, w.d.Raw(k) == ":", w.d.Raw(k) == ";":
			return false
		case c == lang.BeWord, c == lang.HaveWord, c == lang.DoWord, c == lang.ModalWord:
			return true
		case c >= lang.SayVerb && l.Past(k), (l.May(k) || w.c.Unchanged.Has(w.d.Lower(k))) && w.d.Tokens[k].Shape == text.Lower && l.Class(k-1) != lang.DetWord:
			return true
		}
	}
	return false
}

// whole is where somebody named from token t on ends, with what is said of them between commas: "citing Jana Wirth, the
// police spokeswoman, reported", "according to Tariq Malik, 41, a shopkeeper.". What follows decides: behind the last
// comma stands a verb of saying or a clause, or nothing.
func (w *room) whole(t, last int, opening bool) int {
	end := w.nounPhrase(t, last)
	if end <= t || !w.mayAct(spans.Run{First: t, Last: end}) {
		return t
	}
	best, head := end, end
	for end < last && end-t < longWho {
		if w.d.Raw(end) != "," && w.work.Layer.Class(end) != lang.RelativeWord {
			break
		}
		close := w.saidOf(end, last)
		if w.work.Layer.Class(end) == lang.RelativeWord && w.d.Raw(end) != "," {
			if close = w.restricted(end, last); close < 0 {
				break
			}
			if close == last || w.d.Raw(close) != "," || w.sayingAt(close+1, last) >= 0 || w.opensClause(close+1, last) {
				best = close
			}
			break
		}
		if close < 0 && !opening && w.closes(end+1, last) {
			for close = last; close > end && w.work.Layer.Mark(close-1); close-- {
			}
			if w.apposes(t, head, end) {
				best = close
			}
			break
		}
		if close < 0 || !w.apposes(t, head, end) {
			break
		}
		switch after := close; {
		case w.d.Raw(close) != ",":
		case !opening && w.sayingAt(after+1, last) >= 0, w.opensClause(after+1, last) && !w.commaFirst(after+1, last), after+1 < last && w.work.Layer.Class(after+1) == lang.RelativeWord:
			best = close
		}
		end = close
	}
	return best
}

// apposes reports whether what stands behind the comma at token end may be said of somebody whom tokens [t, head) name or
// describe: an age, a description, a relative clause; a name, if they are only described so far.
func (w *room) apposes(t, head, end int) bool {
	l := &w.work.Layer
	if l.Class(end) == lang.RelativeWord {
		return true
	}
	if end+1 >= len(w.d.Tokens) {
		return false // the text is cut short
	}
	name := w.d.Tokens[head-1].Shape != text.Lower && w.d.Tokens[head-1].Kind == text.Word && l.Class(t) != lang.DetWord
	switch c := l.Class(end + 1); {
	case c == lang.RelativeWord, w.d.Tokens[end+1].Kind == text.Number:
		return true
	case c == lang.DetWord, c == lang.OwnerWord, w.calling(end + 1), l.Class(end+2) == lang.OfWord && l.Plain(end+1):
		if name {
			return true
		}
	}
	return !name && w.d.Tokens[end+1].Shape != text.Lower && w.calling(t)
}

// calling reports whether a noun for somebody stands among the tokens from t to the next mark.
func (w *room) calling(t int) bool {
	for k := t; k < t+8 && w.phrase(k); k++ {
		if n, noun := w.nounAt(k); n > 0 && noun.Kind != lang.TextNoun {
			return true
		}
	}
	return false
}

// closes reports whether tokens [t, last) only say who somebody is, to the sentence's end.
func (w *room) closes(t, last int) bool {
	l := &w.work.Layer
	if last-t > longClose {
		return false
	}
	free := l.Class(t) == lang.RelativeWord
	for k := t; k < last; k++ {
		switch {
		case l.Quote(k) != 0, w.d.Raw(k) == ",", w.d.Raw(k) == ":", w.d.Raw(k) == ";", l.Class(k) >= lang.SayVerb && l.Past(k):
			return false
		case l.Class(k) == lang.RelativeWord || l.Class(k) == lang.ThatWord:
			free = true
		case !free && (l.Class(k) >= lang.BeWord && l.Class(k) <= lang.ModalWord || l.Class(k) == lang.SubjectWord || l.Went(k, true) && w.d.Tokens[k].Shape == text.Lower || w.sayingAt(k, k+1) == k):
			return false
		}
	}
	return true
}

// commaFirst reports whether a comma stands before the first verb behind token t.
func (w *room) commaFirst(t, last int) bool {
	l := &w.work.Layer
	for k := t; k < last; k++ {
		if c := l.Class(k); w.d.Raw(k) == "," {
			return true
		} else if c >= lang.BeWord && c <= lang.ModalWord || l.Went(k, false) {
			return false
		}
	}
	return true
}

// nounlike reports whether a verb's bare form at token k is rather a noun before another: "told state television".
func (w *room) nounlike(k, last int) bool {
	l := &w.work.Layer
	if l.Class(k) < lang.SayVerb || w.d.Tokens[k].Shape != text.Lower || w.finiteForm(k) || l.Ing(k) {
		return false
	}
	if k > 0 && (l.Class(k-1) == lang.DetWord || l.Class(k-1) == lang.OwnerWord) {
		return true // "a post"
	}
	return k+1 < last && w.phrase(k+1) &&
		l.Class(k+1) != lang.DetWord && l.Class(k+1) != lang.OwnerWord && l.Class(k+1) != lang.SubjectWord && l.Class(k+1) != lang.DayWord
}

// skipEnd is the token behind the marks at token t.
func (w *room) skipEnd(t, last int) int {
	for t < last && w.work.Layer.Mark(t) && w.work.Layer.Quote(t) == 0 {
		t++
	}
	return t
}

// restricted is where a clause behind a relative without a comma ends: at a comma, or with the sentence.
func (w *room) restricted(k, last int) int {
	for t := k + 1; t < min(last, k+longClose); t++ {
		if w.work.Layer.Quote(t) != 0 {
			return -1
		}
		if w.d.Raw(t) == "," || w.skipEnd(t, last) == last {
			return t
		}
	}
	return -1
}
