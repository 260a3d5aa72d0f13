package claim

import (
	"sitrep"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// spokenWith gives an act of saying the outlet it was said to as the one who relays it: "said in an interview with the Courier",
// "Speaking to Radio Onsel, Roe said". Only a name is taken: "speaking to reporters" names nobody.
func (w *room) spokenWith(a *act) {
	if a.via.Last > a.via.First || a.kind.Silent() || a.turn || a.source.Last <= a.source.First || w.work.Layer.Quote(a.cue.First) != 0 || !w.saying(a) && a.kind == sitrep.Statement {
		return
	}
	s := &w.d.Sentences[a.sentence]
	if !w.work.Layer.Holds(a.sentence, lang.PrepWord) && !w.work.Layer.Holds(a.sentence, lang.ToWord) {
		return
	}
	behind := max(a.cue.First, min(a.cue.Last, a.source.First)) // the setting may be within a cue
	set := behind == a.source.First || w.work.Layer.Class(a.cue.Last) == lang.PrepWord || w.work.Layer.Class(a.cue.Last-1) == lang.PrepWord || a.cue.Last-a.cue.First > 1
	for t := behind; set && t < min(s.Last-1, a.cue.Last+8); t++ {
		if w.talk(t) {
			w.heardBy(a, t+1, s.Last)
			return
		}
		if c := w.work.Layer.Class(t); t >= a.cue.Last && (c == lang.ThatWord || w.d.Raw(t) == "," || w.work.Layer.Quote(t) != 0) {
			break
		}
	}
	for i := range w.home.in(a.sentence) {
		if b := &w.acts[i]; b != a && !b.dropped && b.source.Last > b.source.First && b.source.First < a.source.First && b.cue.First < a.cue.First {
			return // told of by whoever stands first
		}
	}
	if a.source.First > a.cue.First || a.source.First-s.First > longMods+4 {
		return
	}
	for t := s.First; t+1 < min(a.source.First, s.First+7); t++ {
		if w.talk(t) || w.work.Layer.Ing(t) && w.c.Speaking.Has(w.d.Lower(t)) && t < s.First+2 {
			w.heardBy(a, t+1, a.source.First)
			return
		}
	}
}

// talk reports whether token t is a noun for a talk with somebody: "interview".
func (w *room) talk(t int) bool {
	if !w.c.Talks.Has(w.d.Lower(t)) {
		return false
	}
	switch next := w.work.Layer.Class(t + 1); next {
	case lang.ToWord, lang.PrepWord, lang.OwnerWord:
		return true
	}
	return false
}

// heardBy takes whoever stands behind "with" or "to" at token t as who relays an act.
func (w *room) heardBy(a *act, t, last int) {
	l := &w.work.Layer
	if l.Class(t) != lang.ToWord && w.d.Language.Figure.Roles[w.d.Lower(t)]&lang.With == 0 {
		return
	}
	t++
	end := w.nounPhrase(t, last)
	for end > t && (l.Class(end-1) == lang.DayWord || w.links(end-1)) {
		end--
	}
	capital := false
	for k := t; k < end; k++ {
		sh := w.d.Tokens[k].Shape
		capital = capital || (sh == text.Title || sh == text.Upper || sh == text.Mixed) && w.d.Tokens[k].Kind == text.Word
	}
	if _, person := w.d.Language.Actors.FirstNames[w.d.Lower(t)]; person || end <= t {
		return
	}
	for k := t; k < end; k++ {
		if n, noun := w.nounAt(k); n > 0 && noun.Kind != lang.TextNoun && noun.Kind != lang.BodyNoun {
			return // whoever speaks with the prime minister
		}
	}
	if last := w.d.Tokens[end-1]; last.Shape == text.Lower && !w.c.Media.Has(last.Lower) && !w.bodyAt(end-1) {
		return
	}
	if capital && end-t <= 9 && !(a.source.First < end && a.source.Last > t) {
		a.via = spans.Run{First: t, Last: end}
	}
}
