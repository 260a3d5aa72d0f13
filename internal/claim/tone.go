package claim

import (
	"sitrep"
	"sitrep/internal/lang"
)

// toned makes acts of statements by what is said: "It is barbaric", "They must stop". A statement that
// gives numbers stays one: its figures are what it is told for.
func (w *room) toned() {
	for i := range w.acts {
		a := &w.acts[i]
		if a.kind != sitrep.Statement || a.framed || len(a.content) == 0 || a.source.Last <= a.source.First || !w.uttered(a) {
			continue
		}
		if kind := w.tone(a); kind != "" {
			a.kind, a.framed = kind, true
		}
	}
}

// uttered reports whether an act's cue is one of speech.
func (w *room) uttered(a *act) bool {
	for t := a.cue.First; t < a.cue.Last; t++ {
		switch w.work.Layer.Class(t) {
		case lang.SayVerb, lang.TellVerb:
			return true
		case lang.ThinkVerb, lang.ShowVerb, lang.NotWord:
			return false
		}
	}
	return false
}

// tone is the first act that what is said amounts to.
func (w *room) tone(a *act) sitrep.Act {
	for _, c := range a.content {
		for t := c.First; t < c.Last; t++ {
			n, key := w.c.Tones.Match(w.d.Lower, t)
			if n == 0 || t+n > c.Last {
				continue
			}
			tone := w.c.Tone[key]
			if w.toneStands(tone, a, t, c.First) {
				return sitrep.Act(tone.Kind)
			}
			t += n - 1
		}
	}
	return ""
}

// toneStands reports whether the words at token t stand where the tone must.
func (w *room) toneStands(tone lang.ClaimTone, a *act, t, from int) bool {
	l := &w.work.Layer
	switch tone.Where {
	case lang.Must:
		next := w.d.Lower(t + 1)
		return next != "have" && next != "not" || next == "not"
	case lang.FirstPerson:
		for b := t - 1; b >= max(from, t-5); b-- {
			if p := w.d.Language.Actors.Pronouns[w.d.Lower(b)]; p == "i" || p == "we" {
				return true
			}
		}
		return false
	case lang.Predicate:
		for b := t - 1; b >= max(from, t-6); b-- {
			switch c := l.Class(b); {
			case c == lang.BeWord || c == lang.AsWord:
				return !w.notBetween(b, t)
			case c == lang.DetWord && (w.d.Lower(b) == "this" || w.d.Lower(b) == "these" || w.d.Lower(b) == "such"):
				return true
			case w.d.Lower(b) == "amounted" || w.d.Lower(b) == "amounts" || w.d.Lower(b) == "amount" || w.d.Lower(b) == "constitutes" || w.d.Lower(b) == "constitute" || w.d.Lower(b) == "constituted":
				return true
			case c == lang.ThatWord, c == lang.RelativeWord, c == lang.PrepWord, c == lang.ByWord, c == lang.SayVerb, l.Mark(b) && l.Quote(b) == 0:
				return false
			}
		}
		return false
	}
	return !w.notBetween(max(from, t-3), t)
}

// notBetween reports whether a negation stands among tokens [from, to).
func (w *room) notBetween(from, to int) bool {
	for t := from; t < to; t++ {
		if w.work.Layer.Class(t) == lang.NotWord {
			return true
		}
	}
	return false
}
