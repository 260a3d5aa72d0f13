package claim

import (
	"strings"

	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// suffered takes the source from an act whose subject only suffers it: of "Nine people were reported missing", "The fort is
// believed to house a court" and "which was described as unsafe" nobody is the source, unless "by" says who. Who stands there
// is part of what is told.
func (w *room) suffered(a *act) {
	l := &w.work.Layer
	verb := w.undergone(a)
	if verb < 0 {
		if l.Class(a.cue.First) == lang.BeWord && a.source.Last == a.source.First+1 && l.Class(a.source.First) == lang.ItWord && w.saying(a) && l.Class(a.content[0].First) == lang.ThatWord {
			a.source = spans.Run{} // "It is worth noting that"
		}
		return
	}
	if w.c.Unsure.Has(w.d.Lower(verb)) {
		a.hedged = true
	}
	for k := range a.content {
		if c := &a.content[k]; c.Last == c.First+1 && l.Class(c.First) == lang.RelativeWord {
			c.Last = c.First // "which was described as"
		}
	}
	if a.content = kept(a.content); len(a.content) == 0 && a.source.Last <= a.cue.First {
		what := w.rest(a.cue.Last, a.sentence)
		for t := what.First; t < what.Last; t++ {
			if w.d.Raw(t) == "," {
				what.Last = t
			}
		}
		if what.Last > what.First {
			a.content = append(a.content, what)
		}
	}
	if a.source.Last <= a.source.First || a.source.Last > a.cue.First || w.lends(a.source.Last, a.cue.First) {
		return
	}
	if c := l.Class(verb); (c == lang.AskVerb || c == lang.TellVerb) && a.source.Last < a.cue.First {
		return // "Roe, the spokesman, was asked": what he did not say is told of him
	}
	subject := a.source
	for subject.Last-1 > subject.First && l.Mark(subject.Last-1) {
		subject.Last--
	}
	a.source = spans.Run{}
	by := verb + 1
	for by < a.cue.Last && (l.Class(by) == lang.AdverbWord || w.ly(by)) {
		by++
	}
	if l.Class(by) == lang.ByWord {
		if who := w.phraseAt(by+1, a.sentence); who.Last > who.First && w.mayAct(who) {
			a.source = who
			for k := range a.content {
				if c := &a.content[k]; c.First < who.Last && c.Last > by {
					c.First = min(who.Last, c.Last)
				}
			}
			a.content = kept(a.content)
		}
	}
	switch c := l.Class(subject.First); {
	case c == lang.ItWord && (len(a.content) == 0 || l.Class(a.content[0].First) != lang.ToWord), c == lang.RelativeWord, c == lang.ThatWord && subject.Last == subject.First+1:
	case a.cue.First-subject.Last > 3: // somebody else's verb stands between
	case len(a.content) == 0, a.content[0].First >= verb && a.content[0].First <= a.cue.Last+1 && (l.Class(verb) == lang.SayVerb || l.Class(verb) == lang.ThinkVerb):
		a.content = append([]spans.Run{subject}, a.content...)
	}
}

// lends reports whether words between a subject and its verb keep them apart: another verb, or the beginning of a clause.
func (w *room) lends(from, to int) bool {
	l := &w.work.Layer
	for t := from; t < to; t++ {
		if c := l.Class(t); c >= lang.SayVerb || c == lang.AndWord || c == lang.ButWord || c == lang.ThatWord || l.Quote(t) != 0 {
			return true
		}
	}
	return false
}

// undergone is the verb of an act that says what is done to its subject, "were also reported", "feared dead"; -1 where its
// cue is none, or tells what the subject thinks ("is convinced").
func (w *room) undergone(a *act) int {
	l := &w.work.Layer
	be := false
	for t := a.cue.First; t < a.cue.Last; t++ {
		switch c := l.Class(t); {
		case c == lang.BeWord:
			be = true
		case c == lang.HaveWord, c == lang.AdverbWord, c == lang.NotWord, c == lang.ModalWord, w.ly(t), be && l.Plain(t) && t+1 < a.cue.Last && l.Past(t+1): // "were first reported"
		case c < lang.SayVerb || l.Ing(t) || w.c.Moods.Has(w.d.Lower(t)) || strings.HasSuffix(w.d.Lower(t), "s"):
			return -1
		case be, w.fate(t):
			return t
		default:
			return -1
		}
	}
	return -1
}

// objectOf reports whether a relative before its subject is what the verb at token t has done to it: "which critics described as".
func (w *room) objectOf(t int) bool {
	who := w.phraseBack(t, max(0, t-longWho))
	if who.Last <= who.First || who.First == 0 {
		return false
	}
	c := w.work.Layer.Class(who.First - 1)
	return c == lang.RelativeWord || c == lang.AskingWord || w.d.Lower(who.First-1) == "whom"
}

// fate reports whether a past form at token t stands for a passive without its helper, as in headlines: "Dozens feared dead",
// "four men believed to be", "a ship thought to have sunk", "Minister blamed for".
func (w *room) fate(t int) bool {
	l := &w.work.Layer
	before := t
	for before > 0 && l.Class(before-1) == lang.AdverbWord {
		before--
	}
	if c := l.Class(before - 1); w.c.Suffers.Has(w.d.Lower(t)) && c != lang.HaveWord && c != lang.SubjectWord && !w.objectOf(before) {
		switch l.Class(t + 1) {
		case lang.OfWord, lang.ForWord, lang.ToWord, lang.AsWord:
			return true
		}
		if next := w.d.Lower(t + 1); next == "over" || w.d.Language.Figure.Roles[next]&lang.With != 0 {
			return true
		}
	}
	if t+1 >= len(w.d.Tokens) || !w.c.Unsure.Has(w.d.Lower(t)) && w.d.Lower(t) != "reported" {
		return false
	}
	next := w.d.Lower(t + 1)
	switch {
	case l.Class(t+1) == lang.ToWord:
		c := l.Class(t + 2)
		return c == lang.BeWord || c == lang.HaveWord
	case next == "dead", next == "missing", next == "killed", next == "drowned", next == "lost":
		return w.d.Tokens[t+1].Kind == text.Word
	}
	return false
}
