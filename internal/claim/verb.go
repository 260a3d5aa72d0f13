package claim

import (
	"sitrep"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// verb reports whether a frame's first word stands as a verb that says what somebody does.
func (w *room) verb(f found) bool {
	prev := w.class(f.k - 1)
	switch f.frame.Form {
	case lang.IngForm:
		return w.participle(f, prev)
	case lang.PastForm:
		return w.past(f, prev)
	case lang.ThirdForm:
		return w.third(f, prev)
	case lang.BaseForm:
		return w.base(f, prev)
	}
	return true
}

// nominalPlace reports whether after a word of the part only a noun, or a form used as one, stands.
func nominalPlace(c lang.ClaimWord) bool {
	switch c {
	case lang.DetWord, lang.OwnerWord, lang.OfWord, lang.ForWord, lang.AboutWord, lang.PrepWord, lang.TitleWord:
		return true
	}
	return false
}

// participle: "accusing"; not "the warning", not "a pretext for accusing".
func (w *room) participle(f found, prev lang.ClaimWord) bool {
	k := f.k
	if prev == lang.OfWord || prev == lang.ForWord || prev == lang.AboutWord || prev == lang.DetWord || prev == lang.OwnerWord || prev == lang.ToWord || prev == lang.SubjectWord || prev == lang.ObjectWord {
		return false
	}
	if prev == lang.PrepWord && !w.is(k-1, lang.HowThing) {
		return false
	}
	if f.n == 1 && w.work.Layer.Plain(w.at(k-1)) && !w.speakerNoun(k-1, false) && !w.object(k+1) {
		// "the third warning"
		if c := w.class(k - 2); c == lang.DetWord || c == lang.OwnerWord {
			return false
		}
	}
	return k > 1 || k == 1 && prev != lang.AfterWord && !w.is(0, lang.HowThing) || w.ahead(f).Last > 0
}

// object reports whether what a verb is done to may begin at kept word k.
func (w *room) object(k int) bool {
	switch w.class(k) {
	case lang.DetWord, lang.OwnerWord:
		return w.class(k+1) != lang.DayWord // not "this year"
	case lang.ThatWord, lang.ObjectWord, lang.ItWord, lang.AboutWord, lang.SubjectWord:
		return true
	}
	return w.name(k) || w.speakerNoun(k, true)
}

// past: "accused", "has accused"; not "the accused", "of alleged".
func (w *room) past(f found, prev lang.ClaimWord) bool {
	if f.k == 0 {
		return false
	}
	if nominalPlace(prev) || prev == lang.ByWord || prev == lang.AsWord || prev == lang.AfterWord && w.class(f.k-2) != lang.HaveWord {
		return false
	}
	if prev == lang.WhetherWord {
		return false // "if confirmed"
	}
	if w.undergoes(f) || f.kind == sitrep.Demand && f.n == 1 && w.c.Suffers.Has(w.word(f.k)) && (w.class(f.k+1) == lang.ToWord || w.class(f.k+1) == lang.NotWord && w.class(f.k+2) == lang.ToWord) {
		return false // "ministers urged to act"
	}
	if f.n == 1 && w.doingWord(f.k-1) && w.class(f.k+1) != lang.ByWord && !w.object(f.k+1) {
		return false // "treating confirmed patients"
	}
	next := w.class(f.k + f.n)
	if f.n == 1 && f.kind != sitrep.Confirmation && f.kind != sitrep.Regret && f.kind != sitrep.Warning && w.loose(f.k, prev) &&
		(next == lang.AsWord || next == lang.PrepWord && w.class(f.k+2) != lang.DayWord) {
		return false // "mostly blamed on", "also hailed as": nobody does it
	}
	if next == lang.OfWord && f.kind == sitrep.Accusation && f.n == 1 && !w.passive(f.k, lang.PastForm) {
		return false
	}
	return w.d.Tokens[w.kept[f.k-1]].Kind != text.Number && !w.work.Layer.Count(w.kept[f.k-1]) || w.class(f.k-2) == lang.DayWord
}

// loose reports whether nothing before a past form at k makes it finite: a mark, an "and", a day.
func (w *room) loose(k int, prev lang.ClaimWord) bool {
	return w.work.Layer.Mark(w.kept[k-1]) || prev == lang.AndWord || prev == lang.ButWord
}

// third: "accuses"; not "the blasts", "demands of".
func (w *room) third(f found, prev lang.ClaimWord) bool {
	if nominalPlace(prev) || prev == lang.ByWord || prev == lang.ToWord || prev == lang.ModalWord || prev == lang.AsWord && f.frame.Noun {
		return false
	}
	if !f.frame.Noun {
		return f.k > 0
	}
	next := w.class(f.k + f.n)
	if f.n == 1 && (w.ends(f.k+1) && prev != lang.SubjectWord && prev != lang.ItWord || w.somebody(f.k) && !w.acted(next)) {
		return false // "the suicide blasts.", "the European champions Tarn"
	}
	if f.k == 0 || next == lang.OfWord || next == lang.ByWord || f.n == 1 && (next == lang.ForWord || next == lang.AboutWord) {
		return false
	}
	switch prev {
	case lang.SubjectWord, lang.ItWord, lang.RelativeWord, lang.ThatWord, lang.ButWord:
		return true
	case lang.AndWord:
		return next == lang.DetWord || next == lang.OwnerWord || next == lang.ThatWord || f.n > 1
	}
	return w.name(f.k-1) || w.speakerNoun(f.k-1, false) || w.work.Layer.Mark(w.kept[f.k-1]) && w.besides(f) || w.headed() && f.n == 1 && w.class(f.k-1) == lang.NoClaimWord && (w.object(f.k+f.n) || next == lang.NoClaimWord && !w.ends(f.k+f.n)) && w.clauseFirst(f.k, w.d.Sentences[f.s].First).Last > 0
}

// besides reports whether the mark before a verb closes something put between it and its subject.
func (w *room) besides(f found) bool {
	first := w.d.Sentences[f.s].First
	return w.apposed(f.k-1, first).Last > 0 || w.clauseFirst(f.k, first).Last > 0
}

// base: "accuse", after a subject of more than one, or "to" where what is meant to be done is done.
func (w *room) base(f found, prev lang.ClaimWord) bool {
	switch {
	case f.k == 0:
		return false
	case prev == lang.ToWord:
		return w.done(f.k - 1)
	case prev == lang.AndWord && w.infinitive(f.k-1):
		return false
	case nominalPlace(prev), prev == lang.ByWord, prev == lang.BeWord, prev == lang.AsWord, prev == lang.HaveWord && !w.c.Unchanged.Has(w.word(f.k)), prev == lang.AskingWord:
		return false // but "has hit out at"
	case f.n == 1 && f.frame.Noun && (w.somebody(f.k) && !w.acted(w.class(f.k+1)) && !w.speakerNoun(f.k-1, true) || w.doingWord(f.k-1)):
		return false // "the world champion Sam Roe", "running back Okko Varga"
	}
	if !f.frame.Noun {
		return true
	}
	next := w.class(f.k + f.n)
	switch prev {
	case lang.SubjectWord, lang.RelativeWord, lang.DoWord:
		return true
	case lang.AndWord, lang.ButWord:
		return next == lang.DetWord || next == lang.OwnerWord || f.n > 1
	}
	t := &w.d.Tokens[w.kept[f.k-1]]
	if t.Kind != text.Word {
		return false
	}
	many := w.speakerNoun(f.k-1, true) || w.pairEnds(f.k-1)
	thing := f.n > 1 || next == lang.DetWord || next == lang.OwnerWord || next == lang.ThatWord || w.name(f.k+f.n) || w.d.In == sitrep.InTitle && w.speakerNoun(f.k+f.n, false)
	return many && thing || w.headVerb(f)
}

// ends reports whether nothing follows at kept word k that something may be done to: a mark that ends or parts, not "$".
func (w *room) ends(k int) bool {
	if k >= len(w.kept) {
		return true
	}
	switch w.word(k) {
	case ",", ".", ";", ":", "!", "?", ")", "-", "–", "—":
		return true
	}
	return false
}

// somebody reports whether kept word k is in the dictionary for somebody and hardly ever a verb: "champion".
func (w *room) somebody(k int) bool {
	s := w.work.Layer.Sense(w.at(k))
	most, next, _ := s.Parts()
	return s.Person() && most != spans.Verb && next != spans.Verb
}

// doingWord reports whether kept word k is an "-ing" that is no noun for somebody.
func (w *room) doingWord(k int) bool {
	t := w.kept[k]
	return w.work.Layer.Ing(t) && w.d.Tokens[t].Shape == text.Lower && w.class(k) == lang.NoClaimWord && !w.speakerNoun(k, false)
}

// acted reports whether a word of the part can only begin what something is done to, behind a verb that is hardly one.
func (w *room) acted(c lang.ClaimWord) bool {
	return c == lang.DetWord || c == lang.OwnerWord || c == lang.ThatWord || c == lang.ObjectWord
}

// infinitive reports whether the "and" at kept word k joins on to a "to" or to what may be: "told them to
// stop and apologise".
func (w *room) infinitive(k int) bool {
	for b := k - 1; b >= max(0, k-20); b-- {
		switch w.class(b) {
		case lang.ToWord:
			if w.maybeVerb(b+1) && !w.name(b+1) {
				return true
			}
		case lang.ModalWord:
			return true
		case lang.SubjectWord, lang.RelativeWord:
			return false
		}
	}
	return false
}

// pairEnds reports whether kept word k ends a subject of two.
func (w *room) pairEnds(k int) bool {
	for b := k - 1; b >= max(0, k-5); b-- {
		switch w.class(b) {
		case lang.AndWord:
			return true
		case lang.NoClaimWord, lang.DetWord, lang.OwnerWord, lang.OfWord:
		default:
			return false
		}
	}
	return false
}

// name reports whether kept word k is capitalised within its sentence.
func (w *room) name(k int) bool {
	if k < 0 || k >= len(w.kept) {
		return false
	}
	switch w.d.Tokens[w.kept[k]].Shape {
	case text.Title, text.Upper, text.Mixed:
		return true
	}
	return w.d.Tokens[w.kept[k]].Kind == text.Punct && (w.d.Raw(w.kept[k]) == ")" || w.d.Raw(w.kept[k]) == "”")
}

// speakerNoun reports whether kept word k ends a noun for somebody who acts, a plural one if asked.
func (w *room) speakerNoun(k int, plural bool) bool {
	if k < 0 || k >= len(w.kept) {
		return false
	}
	at := w.kept[k]
	for first := at; first > at-3 && first >= 0; first-- {
		if n, noun := w.nounAt(first); n > 0 && first+n == at+1 {
			return !plural || noun.Plural || noun.Kind == lang.PeopleNoun
		}
	}
	return false
}

// passive reports whether a verb's past form has a "be" before it, or "by" after it.
func (w *room) passive(k int, form lang.ClaimForm) bool {
	if form != lang.PastForm {
		return false
	}
	if b := k - 1; b >= 0 && (w.class(b) == lang.BeWord || w.class(b) == lang.NotWord && w.class(b-1) == lang.BeWord) {
		return true
	}
	return w.class(k+1) == lang.ByWord
}

// done reports whether the "to" at kept word k leads on from a verb with whose infinitive the act
// is done: "gathered to demand".
func (w *room) done(k int) bool {
	for b := k - 1; b >= max(0, k-14); b-- {
		lower := w.word(b)
		if w.c.Done.Has(lower) {
			return !w.unmade(b) && w.class(b-1) != lang.ModalWord
		}
		if w.c.Unmade.Has(lower) || w.d.Raw(w.kept[b]) == ";" {
			return false
		}
		switch w.class(b) {
		case lang.SayVerb, lang.TellVerb, lang.ThinkVerb, lang.ActVerb, lang.AskVerb:
			return w.passiveBy(b, k)
		}
	}
	return false
}

// passiveBy reports whether verb b is done by those who stand right before the "to" at k: "a debate called by
// residents to demand".
func (w *room) passiveBy(b, k int) bool {
	return w.class(b+1) == lang.ByWord && k-b <= 6
}

// unmade reports whether a verb is denied, or told of as to come.
func (w *room) unmade(k int) bool {
	for b := k - 1; b >= 0 && b >= k-4; b-- {
		t := &w.d.Tokens[w.kept[b]]
		if t.Kind == text.Punct {
			return false
		}
		if w.c.Unmade.Has(t.Lower) && t.Shape == text.Lower && (b == k-1 || w.class(b) != lang.PrepWord) {
			return true
		}
		switch w.work.Layer.Class(w.kept[b]) {
		case lang.SubjectWord, lang.AndWord, lang.ButWord, lang.ThatWord, lang.RelativeWord, lang.SayVerb:
			return false
		}
	}
	return false
}
