package claim

import (
	"sitrep"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
)

// toned makes acts of statements by what is said: "It is barbaric", "They must stop". Where a quotation
// goes on into another sentence, what is done there is an act of its own.
func (w *room) toned() {
	defer func(was step) { w.step = was }(w.step)
	w.step = byTone
	for i := range len(w.acts) {
		if a := &w.acts[i]; len(a.content) == 0 || a.source.Last <= a.source.First || a.kind.Silent() || !w.uttered(a) || w.jumble(a.sentence) || w.undergone(a) >= 0 && a.source.Last <= a.cue.First {
			continue // what is reported of somebody isn't what he says
		}
		main := w.acts[i].sentence
		done := w.acts[i].kind
		for _, c := range w.acts[i].content {
			for s := w.d.SentenceOf(c.First); s >= 0 && s < len(w.d.Sentences) && w.d.Sentences[s].First < c.Last; s++ {
				part := spans.Run{First: max(c.First, w.d.Sentences[s].First), Last: min(c.Last, w.d.Sentences[s].Last)}
				kind, at := w.tone(part)
				if kind == "" && s == main && w.disowned(part) {
					kind, at = sitrep.Denial, part
				}
				if kind == "" || w.hasBy(s, kind, &w.acts[i]) {
					continue
				}
				a := &w.acts[i]
				switch {
				case s == main && a.kind == sitrep.Statement && !a.framed:
					a.kind, a.framed = kind, true
				case s != main && kind != done && len(w.acts) < 1<<12:
					w.add(act{sentence: s, cue: at, source: a.source, kind: kind, framed: true, odds: a.odds * 0.8, sure: a.sure})
				}
				done = kind
			}
		}
	}
}

// disowned reports whether what is said begins with a deed that the speaker says he has not done: "it had not supplied the
// drones", "its soldiers did not fire on the crowd", "We did not open fire".
func (w *room) disowned(c spans.Run) bool {
	l := &w.work.Layer
	t := c.First
	for t < c.Last && (l.Mark(t) || l.Class(t) == lang.ThatWord) {
		t++
	}
	quoted := l.Quote(t) != 0
	switch l.Class(t) {
	case lang.SubjectWord, lang.ItWord:
		p := w.d.Language.Actors.Pronouns[w.d.Lower(t)]
		if first := p == "i" || p == "we"; first != quoted || p == "you" {
			return false
		}
		t++
	case lang.OwnerWord:
		if w.mark(t) {
			return false
		}
		end := w.nounPhrase(t, c.Last)
		if end <= t+1 || !w.mayAct(spans.Run{First: t + 1, Last: end}) {
			return false
		}
		t = end
	default:
		return false
	}
	not, being := false, false
	for ; t < c.Last; t++ {
		switch k := l.Class(t); {
		case k == lang.NotWord:
			not = true
		case k == lang.BeWord && !not:
			being = true // "was not hiding"
		case k == lang.HaveWord, k == lang.DoWord, k == lang.AdverbWord, w.ly(t):
		default:
			n, _ := w.c.Misdeeds.Match(w.d.Lower, t)
			return not && n > 0 && (!being || l.Ing(t))
		}
	}
	return false
}

// hasBy reports whether a sentence has an act of the kind already, by the one who speaks in a or by one whom
// a pronoun or nothing names.
func (w *room) hasBy(s int, kind sitrep.Act, a *act) bool {
	ing := w.work.Layer.Ing(a.cue.Last-1) && a.sentence == s // "…, stressing that", by whoever acts already
	for i := range w.home.in(s) {
		b := &w.acts[i]
		if b.kind == kind && b.framed && (ing || b.source.Last <= b.source.First || b.source.First == a.source.First || w.same(a, b) || w.same(b, a)) {
			return true
		}
	}
	return false
}

// uttered reports whether an act's cue is one of speech.
func (w *room) uttered(a *act) bool {
	for t := a.cue.First; t < a.cue.Last; t++ {
		switch w.work.Layer.Class(t) {
		case lang.SayVerb, lang.TellVerb:
			return true
		case lang.ThinkVerb, lang.ShowVerb, lang.NotWord, lang.ForWord:
			return false // nor what he is blamed for saying
		}
	}
	return false
}

// tone is the first act that what is said amounts to, and the words that show it.
func (w *room) tone(c spans.Run) (sitrep.Act, spans.Run) {
	for t := c.First; t < c.Last; t++ {
		if !w.work.Layer.In(t, lang.ToneList) {
			continue
		}
		n, key := w.c.Tones.MatchKnown(w.d.Tokens[t].Word, w.d.Lower, t)
		if n == 0 || t+n > c.Last {
			continue
		}
		tone := w.c.Tone[key]
		if w.toneStands(tone.Where, t, c.First) && !((sitrep.Act(tone.Kind) == sitrep.Accusation || sitrep.Act(tone.Kind) == sitrep.Denial) && w.supposed(c.First, t)) {
			return sitrep.Act(tone.Kind), spans.Run{First: t, Last: t + n}
		}
		t += n - 1
	}
	return "", spans.Run{}
}

// supposed reports whether what stands at token t depends on a condition or a wish that stands before it, from token from
// on: "if it is confirmed to be the work of" accuses nobody yet, "I hope we had no part in it" denies nothing.
func (w *room) supposed(from, t int) bool {
	for b := from; b < t; b++ {
		if w.work.Layer.Class(b) == lang.WhetherWord || w.c.Wishes.Has(w.d.Lower(b)) {
			return true
		}
	}
	return false
}

// toneStands reports whether the words at token t stand where the tone must.
func (w *room) toneStands(where lang.ClaimWhere, t, from int) bool {
	switch where {
	case lang.Must:
		// "must have been" supposes, "I must say" says
		return w.work.Layer.Class(t+1) != lang.HaveWord && w.d.Language.Actors.Pronouns[w.d.Lower(t-1)] != "i"
	case lang.FirstPerson:
		for b := t - 1; b >= max(from, t-5); b-- {
			if p := w.d.Language.Actors.Pronouns[w.d.Lower(b)]; p == "i" || p == "we" {
				return true
			}
		}
		return false
	case lang.Predicate:
		return w.predicate(t, from)
	case lang.Deed:
		return w.deed(t, from)
	}
	return !w.notBetween(max(from, t-3), t)
}

// deed reports whether the verb at token t tells what another than the speaker did: a phrase for somebody who
// acts stands before it in what is said from token from on, and it is neither denied nor a passive. A pronoun there
// is most likely the speaker.
func (w *room) deed(t, from int) bool {
	l := &w.work.Layer
	if c := l.Class(t + 1); c == lang.HaveWord || c == lang.BeWord && l.Class(t+2) == lang.DetWord {
		return false // "should have known", "should be a good year"
	}
	be := false
	end := t
	for end > from {
		c := l.Class(end - 1)
		if c == lang.NotWord || c == lang.ModalWord || c == lang.ToWord {
			return false
		}
		if c != lang.HaveWord && c != lang.BeWord && c != lang.AdverbWord && !w.ly(end-1) {
			break
		}
		be = be || c == lang.BeWord
		end--
	}
	if be && !l.Ing(t) {
		return false
	}
	who := spans.Run{First: w.phraseBefore(end, from), Last: end}
	for who.First > from+1 && l.Class(who.First-1) == lang.OfWord {
		who.First = w.phraseBefore(who.First-1, from)
	}
	if who.Last <= who.First || who.First > from+3 {
		return false
	}
	switch l.Class(who.First) {
	case lang.SubjectWord, lang.ItWord, lang.ObjectWord, lang.RelativeWord, lang.OwnerWord:
		return w.d.Lower(who.First) == "they" && l.Quote(who.First) != 0
	}
	return w.mayAct(who)
}

// predicate reports whether token t says what something is: "is a massacre", "as a sham", "these
// atrocities".
func (w *room) predicate(t, from int) bool {
	l := &w.work.Layer
	for b := t - 1; b >= max(from, t-6); b-- {
		switch c := l.Class(b); {
		case c == lang.BeWord, c == lang.AsWord, w.thing(b)&lang.LinkThing != 0, w.short(b):
			return !w.notBetween(b, t)
		case c == lang.DetWord && w.thing(b)&lang.PointingThing != 0:
			return true
		case c == lang.ToWord && w.thing(b-1)&lang.LinkThing != 0:
		case c == lang.ThatWord, c == lang.RelativeWord, c == lang.PrepWord, c == lang.ByWord, c == lang.ForWord, c == lang.ToWord,
			c == lang.SayVerb, l.Mark(b) && l.Quote(b) == 0:
			return false
		}
	}
	return false
}

// short reports whether token b is a "'s" for "is", or an "its" that has lost its mark ("its a disgrace").
func (w *room) short(b int) bool {
	l := &w.work.Layer
	if l.Class(b) != lang.OwnerWord {
		return false
	}
	if !w.mark(b) {
		return l.Class(b+1) == lang.DetWord || l.Class(b+1) == lang.NotWord
	}
	switch l.Class(b - 1) {
	case lang.SubjectWord, lang.ItWord, lang.ThatWord, lang.ThereWord, lang.AskingWord:
		return true
	}
	return false
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
