package claim

import (
	"sitrep"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// whose mends sources the model took from beside those who speak: where they speak ("said in a note"), what only hangs on
// them or is told of them ("Roe, who beat his rival Dahl, said"), what they did first ("Speaking in Onsel, Roe said"), and whose
// a claim is ("rejected the miners' claims").
func (w *room) whose() {
	for i := range w.acts {
		a := &w.acts[i]
		if a.dropped || a.kind.Silent() || a.turn || a.cue.Last <= a.cue.First {
			continue
		}
		if w.owners(a) {
			continue
		}
		if a.source.Last <= a.source.First || w.work.Layer.Quote(a.cue.First) != 0 {
			continue
		}
		w.notWhere(a)
		if a.source.Last <= a.cue.First {
			w.notFirst(a)
			w.head(a)
			w.unclosed(a)
		}
	}
}

// owners gives what a noun for words tells to whom it belongs to: "rejected the miners' claims that", "his rival's false claim".
func (w *room) owners(a *act) bool {
	l := &w.work.Layer
	noun := a.cue.First
	first := w.d.Sentences[a.sentence].First
	if a.kind != sitrep.Statement || a.cue.Last-noun != 1 || l.Class(noun) != lang.SayVerb || l.Past(noun) || l.Ing(noun) || noun-1 <= first {
		return false
	}
	k := noun - 1
	if !w.mark(k) && !w.apostrophe(k) {
		return false
	}
	who := w.phraseBack(noun, first)
	if w.apostrophe(k) {
		for t := max(first, k-farHalf); t < k; t++ {
			if m := w.d.Raw(t); (m == "'" || m == "‘") && (t == first || w.d.Tokens[t].Start > w.d.Tokens[t-1].End) {
				return false // 'the end of all charges' says …: a quotation closes
			}
		}
		if who = w.phraseBack(k, first); who.Last == k {
			who.Last = k + 1
		}
	} else if who.Last > k+1 {
		who.Last = k + 1
	}
	for t := who.First; t < who.Last-1; t++ {
		if w.d.Tokens[t].Shape == text.Lower && (l.Class(t) == lang.AdverbWord || w.ly(t) || l.Went(t, false) || w.c.Unmade.Has(w.d.Lower(t)) || w.d.Language.Figure.Words[w.d.Lower(t)].Parts.Has(lang.Prep)) {
			who.First = t + 1 // "threw out players' claims"
		}
	}
	if who.Last <= who.First || !w.mayAct(who) && !w.apostrophe(k) {
		return false
	}
	a.source = who
	return true
}

// apostrophe reports whether token k is the mark of a plural that something belongs to, also within small letters.
func (w *room) apostrophe(k int) bool {
	m := w.d.Raw(k)
	return k > 0 && (m == "'" || m == "’") && w.d.Tokens[k].Start == w.d.Tokens[k-1].End && w.d.Lower(k - 1)[len(w.d.Lower(k-1))-1] == 's'
}

// notWhere gives the source of "Roe said in a note" to Roe, where the model took the note.
func (w *room) notWhere(a *act) {
	l := &w.work.Layer
	if a.source.First < a.cue.Last || l.Class(a.source.First) != lang.PrepWord || l.Class(a.cue.First) != lang.SayVerb || a.cue.Last-a.cue.First != 1 {
		return
	}
	first := w.d.Sentences[a.sentence].First
	if who := w.phraseBack(a.cue.First, first); who.Last == a.cue.First && who.Last > who.First && w.mayAct(who) {
		if l.Class(who.First-1) == lang.DetWord && who.First-1 >= first {
			who.First--
		}
		for who.First-1 > first && (l.Class(who.First-1) == lang.ForWord || l.Class(who.First-1) == lang.OfWord || l.Class(who.First-1) == lang.PrepWord) {
			outer := w.phraseBack(who.First-1, first)
			if outer.Last != who.First-1 || !w.mayAct(outer) {
				break
			}
			who.First = outer.First
		}
		a.source = spans.Run{}
		w.give(a, who)
	}
}

// notFirst takes what somebody did off a source's beginning: "Speaking in Onsel, Roe, 51," is only Roe.
func (w *room) notFirst(a *act) {
	l := &w.work.Layer
	if !l.Ing(a.source.First) || l.Class(a.source.First) == lang.NoClaimWord && w.phrase(a.source.First) || a.source.First != w.d.Sentences[a.sentence].First {
		return
	}
	for t := a.source.First + 1; t+1 < a.source.Last; t++ {
		if w.d.Raw(t) == "," {
			if who := (spans.Run{First: t + 1, Last: a.source.Last}); w.mayAct(who) {
				a.source = who
			}
			return
		}
	}
}

// head draws a source that is only the last of what is said of somebody out to him: of "Roe, who beat his rival Dahl, said"
// Roe, of "an expert on the wreck believes" the expert.
func (w *room) head(a *act) {
	l := &w.work.Layer
	verb := w.cueVerb(a)
	if verb < 0 || l.Ing(verb) || w.befalls(a, verb) || a.source.First <= w.d.Sentences[a.sentence].First {
		return
	}
	own := w.clauseOf(a, verb)
	if own.verb < 0 || own.who.First >= a.source.First || own.who.Last < a.source.Last-1 || own.who.Last > a.cue.First || !w.mayAct(spans.Run{First: own.who.First, Last: w.nounPhrase(own.who.First, own.who.Last)}) || w.nobody(own.who) {
		return
	}
	if w.d.Raw(verb-1) == "," && w.calling(verb+1) && !w.opensClause(verb+1, w.d.Sentences[a.sentence].Last) {
		return // "…, said an activist"
	}
	for t := a.source.First + 1; t+1 < a.source.Last; t++ {
		if w.d.Raw(t) == "," && l.Class(t+1) == lang.RelativeWord {
			return // "Roe, who …,": all of him
		}
	}
	near := l.Class(a.source.First - 1)
	hung := near == lang.PrepWord || near == lang.OfWord || near == lang.ForWord || near == lang.AboutWord || near >= lang.SayVerb || l.May(a.source.First-1)
	afresh := own.who.First == 0 || w.d.Raw(own.who.First-1) != ","
	for t := own.who.First + 1; t < a.source.First; t++ {
		switch c := l.Class(t); {
		case w.d.Raw(t) == "," && afresh, c == lang.RelativeWord && hung, t == a.source.First-1 && hung && near < lang.SayVerb && !l.May(t):
			a.source = spans.Run{}
			w.give(a, own.who)
			return
		case w.d.Raw(t) == ",", c == lang.RelativeWord, c >= lang.BeWord && c <= lang.ModalWord, c >= lang.SayVerb && w.finiteForm(t), l.Went(t, true), w.c.Unchanged.Has(w.d.Lower(t)):
			return
		case w.headed() && l.May(t):
			return // "Quake hits Onsel, expert warns"
		}
	}
}

// unclosed draws a source that only says what somebody is, where the comma behind it is missing, back to the name before: "Roe, a
// former pilot said".
func (w *room) unclosed(a *act) {
	l := &w.work.Layer
	s := &w.d.Sentences[a.sentence]
	comma := a.source.First - 1
	if comma-1 <= s.First || w.d.Raw(comma) != "," || a.source.Last != a.cue.First || w.d.Raw(a.source.Last-1) == "," || !w.calling(a.source.First) || !w.saying(a) {
		return
	}
	who := w.phraseBack(comma, s.First)
	if who.Last != comma || who.Last <= who.First || w.d.Tokens[comma-1].Shape == text.Lower || w.d.Tokens[who.First].Shape == text.Lower || l.Class(who.First) == lang.DayWord ||
		!w.named(who.First, who.Last) || !w.starts(who.First, s) || w.d.Language.Figure.Roles[w.d.Lower(a.source.First)]&lang.The != 0 || l.Class(who.First) == lang.SubjectWord {
		return
	}
	told := w.d.Language.Figure.Roles[w.d.Lower(a.source.First)]&lang.A != 0
	for t := who.First; t < comma; t++ {
		if w.d.Tokens[t].Shape == text.Lower {
			return
		}
	}
	for t := a.source.First; t < a.source.Last && !told; t++ {
		told = l.Class(t) == lang.OfWord
	}
	if told {
		a.source = spans.Run{}
		w.give(a, spans.Run{First: who.First, Last: a.cue.First})
	}
}
