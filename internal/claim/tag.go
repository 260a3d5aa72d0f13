package claim

import (
	"sitrep"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// The odds of a saying that grammar alone shows: fewer than two in a hundred of those looked at were none.
const tagOdds = 0.9

// tagged reads who stands behind the verb of a quotation where the model finds nothing.
func (w *room) tagged() {
	for s := range w.d.Sentences {
		if a, ok := w.spokenBy(s); ok {
			if have := w.cuedIn(s, a.cue.First, a.cue.Last); have == nil {
				w.add(a)
			} else if have.source.Last <= have.source.First {
				have.source, have.content = a.source, a.content
			}
		}
	}
}

// says reports whether token t is a verb of saying.
func (w *room) says(t int) bool {
	return w.work.Layer.Class(t) == lang.SayVerb || w.work.Layer.In(t, lang.SaysList)
}

// spokenBy is the saying behind a quotation of whoever stands behind its verb: "It's a disgrace", shouted one passenger.
func (w *room) spokenBy(n int) (act, bool) {
	s := &w.d.Sentences[n]
	l := &w.work.Layer
	if !l.HoldsIn(n, lang.SaysList) {
		return act{}, false
	}
	for t := s.First + 2; t+1 < s.Last; t++ {
		if !w.work.Layer.In(t, lang.SaysList) || w.d.Tokens[t].Shape != text.Lower || l.Quote(t) != 0 {
			continue
		}
		end := t
		if w.d.Raw(end-1) == "," {
			end--
		}
		q := l.Quote(end-1) - 1
		if q < 0 || w.d.Quotes[q].First < s.First-1 && end-s.First > 60 {
			continue
		}
		who := spans.Run{First: t + 1, Last: t + 1}
		for who.Last < s.Last && w.phrase(who.Last) && l.Class(who.Last) != lang.DayWord {
			who.Last++
		}
		if who.Last <= who.First || who.Last-who.First > 8 || !w.mayAct(who) {
			continue
		}
		if who.Last < s.Last && !l.Mark(who.Last) {
			switch l.Class(who.Last) {
			case lang.PrepWord, lang.AsWord, lang.ForWord, lang.OfWord, lang.RelativeWord, lang.AfterWord:
			default:
				continue
			}
		}
		content := spans.Run{First: w.d.Quotes[q].First, Last: min(w.d.Quotes[q].Last, end)}
		return act{sentence: n, cue: spans.Run{First: t, Last: t + 1}, source: who, content: []spans.Run{content},
			kind: sitrep.Statement, odds: tagOdds, sure: tagOdds}, content.Last > content.First
	}
	return act{}, false
}

// trails reports whether tokens [from, end) say only whom something is told, where and when.
func (w *room) trails(from, end int) bool {
	l := &w.work.Layer
	if end-from > 12 {
		return false
	}
	for t := from; t < end; t++ {
		switch c := l.Class(t); {
		case c == lang.ThatWord, c == lang.RelativeWord, c == lang.ButWord, c == lang.SubordinateWord, c == lang.BeWord, c == lang.HaveWord, c == lang.DoWord, c == lang.ModalWord, c == lang.NotWord:
			return false
		case c >= lang.SayVerb && !w.phrase(t) && w.d.Tokens[t].Shape == text.Lower && !w.nounlike(t, end):
			return false
		case l.Mark(t) && w.d.Raw(t) != "." && w.d.Raw(t) != "'" && w.d.Raw(t) != "’":
			return false
		}
	}
	return true
}

// hasVerb reports whether a run may be what somebody says: it has a verb.
func (w *room) hasVerb(r spans.Run) bool {
	l := &w.work.Layer
	for t := r.First; t < r.Last; t++ {
		if c := l.Class(t); c >= lang.BeWord && c <= lang.ModalWord || c >= lang.SayVerb && c < lang.ClaimWordCount || l.Went(t, false) || t > r.First && (l.May(t) || w.c.Unchanged.Has(w.d.Lower(t))) || w.d.Language.Figure.Words[w.d.Lower(t)].Parts.Has(lang.Done|lang.Fell|lang.Do) {
			return r.Last-r.First > 2
		}
	}
	return false
}

// cuedIn is an act of sentence s whose cue lies between two tokens, nil if there is none.
func (w *room) cuedIn(s, from, to int) *act {
	for i := range w.home.in(s) {
		if a := &w.acts[i]; !a.dropped && a.cue.First >= from && a.cue.First < to {
			return a
		}
	}
	return nil
}
