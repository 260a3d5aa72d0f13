package claim

import (
	"sitrep"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// missed adds acts of plain forms that the model passed over, where a clause shows what is said:
//
//	WHO feels [that] WHAT          "The ferryman fears the pier will fall"
//	WHO … and added that WHAT      a second verb, whose subject is the first's
//	WHO …, adding that WHAT        a participle behind a comma
//	WHAT, asks WHO.
func (w *room) missed() {
	l := &w.work.Layer
	for n := range w.d.Sentences {
		if !l.Holds(n, lang.SayVerb) && !l.Holds(n, lang.ThinkVerb) && !l.Holds(n, lang.AskVerb) || w.jumble(n) {
			continue
		}
		s := &w.d.Sentences[n]
		for t := s.First + 1; t+2 < s.Last; t++ {
			c := l.Class(t)
			if c != lang.SayVerb && c != lang.ThinkVerb && c != lang.AskVerb || l.Quote(t) != 0 || w.d.Tokens[t].Shape != text.Lower || w.cuedOver(n, spans.Run{First: t, Last: t + 1}) != nil {
				continue
			}
			a, ok := w.passed(n, t)
			if !ok || w.cuedOver(n, a.cue) != nil || !w.mayAct(a.source) || w.nobody(a.source) || w.thingOf(a.source) {
				continue
			}
			a.kind, a.odds, a.sure = sitrep.Statement, tagOdds, tagOdds
			w.add(a)
		}
	}
}

// farVerb is how many words behind its subject a second verb may stand.
const farVerb = 40

// passed is the act that the verb at token t tells of, if it stands in one of the plain forms.
func (w *room) passed(n, t int) (act, bool) {
	l := &w.work.Layer
	s := &w.d.Sentences[n]
	a := act{sentence: n, cue: spans.Run{First: t, Last: t + 1}}
	lower := w.d.Lower(t)
	that := l.Class(t+1) == lang.ThatWord && l.Quote(t+1) == 0 && t+3 < s.Last
	if w.d.Raw(t-1) == "," && (w.c.Held.Has(lower) || l.Class(t) == lang.AskVerb) && w.finiteForm(t) && !l.Past(t) {
		if end := w.whole(t+1, s.Last, false); end > t+1 && w.skipEnd(end, s.Last) == s.Last && w.named(t+1, end) {
			a.source, a.content = spans.Run{First: t + 1, Last: end}, []spans.Run{{First: s.First, Last: t - 1}}
			return a, w.hasVerb(a.content[0])
		}
	}
	if l.Class(t) == lang.AskVerb || !that && !((w.c.Held.Has(lower) || w.c.Told.Has(lower) || l.Ing(t) && l.Class(t) == lang.SayVerb) && w.clauseAt(t+1, s.Last).verb >= 0) {
		return a, false
	}
	what := w.rest(t+1, n)
	if !w.hasVerb(what) {
		return a, false
	}
	a.content = []spans.Run{what}
	switch {
	case l.Ing(t):
		if l.Class(t) != lang.SayVerb || w.d.Raw(t-1) != "," || w.c.Results.Has(lower) || !that {
			return a, false
		}
		a.source = w.lastOwner(&a, t-1)
	case !w.finiteForm(t) && !w.c.Held.Has(lower), w.d.Raw(t-1) == "," && !w.finiteForm(t) && w.d.Tokens[t+1].Shape == text.Title:
		return a, false // "Onsel, suspect Renn Moss"
	default:
		a.source = w.clauseOf(&a, t).who
		if a.source.Last <= a.source.First && that {
			if and := w.joint(t, s.First); and > s.First {
				if c := w.mainBefore(n, and); c.verb >= 0 {
					a.source = c.who
				}
			}
		}
		if t-a.source.Last > farVerb {
			return a, false
		}
		for k := a.source.Last; k < t; k++ {
			if c := l.Class(k); c == lang.NotWord || c == lang.ModalWord || c == lang.ToWord || c == lang.BeWord {
				return a, false
			}
		}
	}
	return a, a.source.Last > a.source.First
}
