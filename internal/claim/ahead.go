package claim

import (
	"strings"

	"sitrep"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// ahead is who does what the participle at a sentence's head says, and stands behind its comma: "Accusing the council of
// neglect, the union said". Another verb must follow, or the phrase is only more of what the participle is about.
func (w *room) ahead(f found) spans.Run {
	l := &w.work.Layer
	last := w.d.Sentences[f.s].Last
	if f.k > 1 || f.k == 1 && w.class(0) != lang.AfterWord && !w.is(0, lang.HowThing) {
		return spans.Run{}
	}
	for t := w.at(f.k) + 2; t < min(last, w.at(f.k)+farVerb); t++ {
		if w.d.Raw(t) != "," || l.Quote(t) != l.Quote(w.at(f.k)) {
			continue
		}
		end := w.whole(t+1, last, false)
		if end <= t+1 || !w.mayAct(spans.Run{First: t + 1, Last: end}) {
			continue
		}
		verb := w.skipEnd(end, last)
		if w.d.Raw(verb) == "," {
			verb++
		}
		for verb < last && (l.Class(verb) == lang.DayWord || l.Class(verb) == lang.AdverbWord || w.ly(verb)) {
			verb++
		}
		if verb >= last {
			break
		}
		if c := l.Class(verb); c == lang.BeWord || c == lang.HaveWord || c == lang.ModalWord || c == lang.DoWord || w.finiteForm(verb) && (c >= lang.SayVerb || l.Past(verb)) {
			return spans.Run{First: t + 1, Last: end}
		}
	}
	return spans.Run{}
}

// undergoes reports whether a past form in a headline has no object, and so is done to its subject by nobody who is named:
// "Ferry firm slammed for delays", "Minister criticised over trip".
func (w *room) undergoes(f found) bool {
	if !w.headed() || f.n != 1 || w.class(f.k-1) == lang.BeWord {
		return false
	}
	next := w.class(f.k + 1)
	switch f.kind {
	case sitrep.Condemnation, sitrep.Accusation, sitrep.Support:
	case sitrep.Demand:
		if next == lang.ToWord {
			return true
		}
	case sitrep.Confirmation:
		if f.frame.Need&lang.ThingTurn == 0 {
			return false
		}
	default:
		return false
	}
	switch next {
	case lang.AsWord, lang.ForWord, lang.PrepWord, lang.AfterWord, lang.AboutWord:
		return true
	}
	return w.ends(f.k + 1)
}

// cued reports whether the model takes kept word k for a cue of somebody who stands right before it.
func (w *room) cued(s, k int) bool {
	t := w.at(k)
	for i := range w.home.in(s) {
		a := &w.acts[i]
		if a.cue.First <= t && t < a.cue.Last && a.source.Last > a.source.First && a.source.Last <= a.cue.First && a.cue.First-a.source.Last <= 2 {
			return true
		}
	}
	return false
}

// headVerb reports whether a plain form in a headline is the verb of several whom the model has before it: "Villagers demand fresh
// talks"; not "Deadly blast hits".
func (w *room) headVerb(f found) bool {
	if !w.headed() || !strings.HasSuffix(w.word(f.k-1), "s") || !w.cued(f.s, f.k) {
		return false
	}
	next := w.at(f.k + f.n)
	return next < w.d.Sentences[f.s].Last && w.work.Layer.Class(next) == lang.NoClaimWord && (w.d.Tokens[next].Kind == text.Word && !w.work.Layer.Past(next) || w.work.Layer.Mark(next) && w.work.Layer.Quote(next) != 0)
}

// reduced reports whether the past form at kept word b only says of whom it tells what he did or what was done to him: "a man
// accused of theft denied it", "a woman who threw eggs denied it".
func (w *room) reduced(b int) bool {
	if w.class(b-1) == lang.RelativeWord && w.class(b-2) != lang.SayVerb && w.d.Lower(w.at(b-1)) != "that" {
		return true // "a man who attacked a guard denied it"
	}
	if !w.c.Suffers.Has(w.word(b)) && (w.class(b+1) != lang.ByWord || !w.work.Layer.Past(w.at(b))) {
		return false
	}
	switch w.class(b - 1) {
	case lang.HaveWord, lang.BeWord, lang.SubjectWord, lang.ItWord, lang.RelativeWord, lang.AdverbWord:
		return false
	}
	if w.class(b+1) == lang.ByWord {
		return true
	}
	switch w.class(b + 1) {
	case lang.OfWord, lang.ForWord, lang.AsWord:
		return true
	}
	return false
}

// mentioned reports whether a silence is only spoken of: its words stand in marks of their own, and nobody says them.
func (w *room) mentioned(f found) bool {
	l := &w.work.Layer
	at := w.at(f.k)
	if at < 2 || l.Quote(at) == 0 || !l.Mark(at-1) {
		return false
	}
	at -= 2
	for at > 0 && l.Mark(at) {
		at--
	}
	_, light := w.c.Lights[w.d.Lower(at)]
	return l.Class(at) != lang.SayVerb && l.Class(at) != lang.HaveWord && !light
}
