package claim

import (
	"strings"

	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// heads reports whether a phrase's last word is a lower-case noun for those who act: "protesters", "a
// movement"; a body that is known already is rather acted on.
func (w *room) heads(r spans.Run) bool {
	for t := r.Last - 1; t >= max(r.First, r.Last-3); t-- {
		n, noun := w.nounAt(t)
		if n == 0 || t+n != r.Last || w.d.Tokens[r.Last-1].Shape != text.Lower && !noun.Plural && !w.begins(r.Last-1) {
			continue
		}
		known := w.d.Language.Actors.Words[w.d.Lower(r.First)] == lang.Definite
		switch noun.Kind {
		case lang.PeopleNoun, lang.PersonNoun:
			return !known
		case lang.TextNoun:
			return w.named(r.First, t)
		}
		return !known && (noun.Plural || noun.Kind == lang.BodyNoun)
	}
	return false
}

// mayAct reports whether a phrase can stand for somebody who acts: a name, a pronoun, a noun for people
// or bodies.
func (w *room) mayAct(r spans.Run) bool {
	l := &w.work.Layer
	if r.Last-r.First == 1 {
		switch l.Class(r.First) {
		case lang.SubjectWord, lang.RelativeWord, lang.ObjectWord, lang.ItWord:
			return true
		}
		if w.thing(r.First)&lang.ManyThing != 0 {
			return true
		}
	}
	for t := r.First; t < r.Last; t++ {
		if n, _ := w.nounAt(t); n > 0 {
			return true
		}
		if l.Class(t) == lang.OfWord && t > r.First && !w.manyOf(r.First, t) {
			return w.named(r.First, t)
		}
	}
	return w.named(r.First, r.Last)
}

// manyOf reports whether tokens [from, to) count people: "tens of", "a number of".
func (w *room) manyOf(from, to int) bool {
	if w.thing(to-1)&lang.ManyThing != 0 {
		return true
	}
	return w.work.Layer.Count(to - 1)
}

// named reports whether a capital stands among tokens [from, to).
func (w *room) named(from, to int) bool {
	for t := from; t < to; t++ {
		switch w.d.Tokens[t].Shape {
		case text.Upper, text.Mixed:
			return true
		case text.Title, text.Single:
			if c := w.work.Layer.Class(t); c != lang.NoClaimWord && c != lang.TitleWord {
				continue
			}
			if to-from == 1 && w.d.Language.Actors.Openers.Has(w.d.Lower(t)) && w.begins(t) {
				continue
			}
			if t > from || to-from == 1 || w.d.Headline || w.d.Tokens[to-1].Shape != text.Lower || !w.begins(t) {
				return true // not just the capital a sentence begins with
			}
		}
	}
	return false
}

// bare reports whether a phrase is one lower-case noun without an article, and not of many: rather part of
// something else than one who acts.
func (w *room) bare(r spans.Run) bool {
	t := &w.d.Tokens[r.First]
	return r.Last-r.First == 1 && t.Shape == text.Lower && !strings.HasSuffix(t.Lower, "s") && w.work.Layer.Class(r.First) == lang.NoClaimWord
}

// thingOf reports whether a phrase is of a thing that is somebody's: "the governor's performance".
func (w *room) thingOf(r spans.Run) bool {
	for t := r.Last - 2; t > r.First; t-- {
		if w.mark(t) {
			head := spans.Run{First: t + 1, Last: r.Last}
			return w.d.Tokens[r.Last-1].Shape == text.Lower && !w.mayAct(head)
		}
	}
	return false
}

// begins reports whether token t begins its sentence, or a quotation.
func (w *room) begins(t int) bool {
	s := w.d.SentenceOf(t)
	return s >= 0 && (t == w.d.Sentences[s].First || w.work.Layer.Mark(t-1))
}

// nobody reports whether a phrase says that there is none: "no group".
func (w *room) nobody(r spans.Run) bool {
	return r.Last > r.First && w.c.None.Has(w.d.Lower(r.First))
}

// speaksOfSelf reports whether a phrase is "I" or "we".
func (w *room) speaksOfSelf(r spans.Run) bool {
	if r.Last-r.First != 1 {
		return false
	}
	p := w.d.Language.Actors.Pronouns[w.d.Lower(r.First)]
	return p == "i" || p == "we"
}
