package claim

import (
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// reach is how many words after a frame may settle what it does.
const reach = 8

// needed reports whether what a frame wants stands by words kept[k:k+n].
func (w *room) needed(need lang.ClaimNeed, k, n int) bool {
	if need&lang.OtherTurn != 0 && !w.other(k+n) {
		return false
	}
	if need&lang.PressThing != 0 && !w.anywhere(lang.PressThing) {
		return false
	}
	if need&lang.AsTurn != 0 && need&lang.Classes != 0 { // "described it as a farce", not "described the farce"
		return w.things(need&lang.Classes, k, n) && w.called(k+n)
	}
	need &^= lang.PressThing | lang.FromTurn | lang.ObjectTurn | lang.OtherTurn | lang.StateTurn | lang.ThingTurn | lang.NoneTurn
	if need == 0 {
		return true
	}
	return need&lang.Classes != 0 && w.things(need&lang.Classes, k, n) ||
		need&lang.ToTurn != 0 && w.toDo(k+n) ||
		need&lang.OwnTurn != 0 && w.ownDeed(k+n) ||
		need&lang.InfTurn != 0 && w.threatened(k+n) ||
		need&lang.AsTurn != 0 && w.called(k+n) ||
		need&lang.WishTurn != 0 && w.wished(k+n) ||
		need&lang.AskingTurn != 0 && w.asking(k+n) ||
		need&lang.ClauseTurn != 0 && w.clause(k+n)
}

// things reports whether a word of the classes stands within reach after the frame, in its clause.
func (w *room) things(classes lang.ClaimNeed, k, n int) bool {
	far := reach
	if classes&lang.SayThing != 0 {
		far = 3
	}
	for i := k + n; i < min(len(w.kept), k+n+far); i++ {
		if w.thingAt(i)&classes != 0 {
			return true
		}
		t := &w.d.Tokens[w.kept[i]]
		if t.Kind == text.Punct && (t.Lower == "," || t.Lower == ";" || t.Lower == ".") || w.class(i) == lang.ButWord {
			return false
		}
	}
	return false
}

// anywhere reports whether a word of the classes stands in the sentence.
func (w *room) anywhere(classes lang.ClaimNeed) bool {
	s := &w.d.Sentences[w.d.SentenceOf(w.kept[0])]
	for t := s.First; t < s.Last; t++ {
		if w.thing(t)&classes != 0 {
			return true
		}
	}
	return false
}

// toDo reports whether somebody is asked to do something: "X to go", "that X go", "for".
func (w *room) toDo(k int) bool {
	if c := w.class(k); c == lang.ThatWord || c == lang.ForWord {
		return true
	}
	for i := k; i < min(len(w.kept), k+reach); i++ {
		t := &w.d.Tokens[w.kept[i]]
		c := w.class(i)
		if t.Kind == text.Punct && t.Lower == "," || c == lang.WhetherWord || c == lang.AskingWord || c == lang.SayVerb || c == lang.AboutWord {
			return false
		}
		if c == lang.ToWord {
			return i > k && w.maybeVerb(i+1)
		}
	}
	return false
}

// maybeVerb reports whether kept word k can be a verb's plain form.
func (w *room) maybeVerb(k int) bool {
	switch w.class(k) {
	case lang.DetWord, lang.OwnerWord, lang.PrepWord, lang.OfWord:
		return false
	}
	return k < len(w.kept) && w.d.Tokens[w.kept[k]].Shape == text.Lower
}

// ownDeed reports whether a deed of one's own follows: "to have", "having", "killing", "he had".
func (w *room) ownDeed(k int) bool {
	l := &w.work.Layer
	switch {
	case w.class(k) == lang.ToWord:
		return w.perfect(k + 1)
	case k < len(w.kept) && l.Ing(w.kept[k]):
		return w.class(k) == lang.NoClaimWord // not "including"
	case w.class(k) == lang.SubjectWord || w.class(k) == lang.ItWord:
		return w.perfect(k + 1)
	}
	return false
}

// perfect reports whether "have" and the past form of what somebody did stand at kept word k: not "have evidence", "have been paid".
func (w *room) perfect(k int) bool {
	if w.class(k) != lang.HaveWord || k+1 >= len(w.kept) {
		return false
	}
	t := w.kept[k+1]
	return w.class(k+1) != lang.BeWord && w.class(k+1) != lang.NotWord && (w.work.Layer.Past(t) || w.work.Layer.Went(t, false) || w.class(k+1) >= lang.SayVerb || w.c.Unchanged.Has(w.d.Lower(t)))
}

// asking reports whether what is not known follows: "whether", "of any", "how many".
func (w *room) asking(k int) bool {
	switch w.class(k) {
	case lang.WhetherWord, lang.AskingWord, lang.OfWord, lang.AboutWord:
		return true
	case lang.RelativeWord:
		return true
	}
	return w.is(k, lang.KnownThing)
}

// clause reports whether something said follows.
func (w *room) clause(k int) bool {
	switch w.class(k) {
	case lang.ThatWord, lang.SubjectWord, lang.ItWord, lang.ThereWord:
		return true
	case lang.DetWord, lang.OwnerWord:
		for i := k; i < min(len(w.kept), k+6); i++ {
			switch w.class(i) {
			case lang.BeWord, lang.ModalWord, lang.HaveWord, lang.DoWord:
				return true
			case lang.PrepWord, lang.ToWord:
				return false
			}
		}
	}
	return k < len(w.kept) && w.work.Layer.Quote(w.kept[k]) != 0
}

// other reports whether somebody else's doing follows, not one's own ("insists on staying").
func (w *room) other(k int) bool {
	switch w.class(k) {
	case lang.SubjectWord, lang.ItWord:
		return false
	}
	for i := k; i < min(len(w.kept), k+6); i++ {
		if w.thingAt(i)&lang.SuitThing != 0 {
			return false
		}
		if c := w.class(i); c == lang.OfWord || c == lang.AsWord || c == lang.ThatWord || w.work.Layer.Mark(w.kept[i]) {
			break
		}
	}
	return k < len(w.kept) && !w.work.Layer.Ing(w.kept[k])
}

// threatened reports whether what is threatened follows: "to leave", "him with".
func (w *room) threatened(k int) bool {
	if w.class(k) == lang.ToWord {
		return w.maybeVerb(k + 1)
	}
	for i := k; i < min(len(w.kept), k+reach); i++ {
		switch {
		case w.is(i, lang.WithThing):
			return true
		case w.work.Layer.Mark(w.kept[i]), w.class(i) == lang.ButWord, w.class(i) == lang.SayVerb:
			return false
		}
	}
	return false
}

// wished reports whether what stands at k, after "that", is to be, not said to be so: "they be let in", "the
// court should act", "the rebels leave".
func (w *room) wished(k int) bool {
	for i := k; i < min(len(w.kept), k+reach); i++ {
		switch w.class(i) {
		case lang.BeWord, lang.ModalWord:
			return w.is(i, lang.WishThing)
		case lang.HaveWord, lang.DoWord, lang.ThereWord:
			return false
		}
		if w.work.Layer.Past(w.kept[i]) {
			return false
		}
		if w.work.Layer.Mark(w.kept[i]) {
			break
		}
	}
	return true
}

// called reports whether an "as" follows that says what something is called: "dismissed the offer as a trick".
func (w *room) called(k int) bool {
	for i := k; i < min(len(w.kept), k+reach+4); i++ {
		switch {
		case w.class(i) == lang.AsWord:
			return true
		case w.work.Layer.Mark(w.kept[i]):
			return false
		}
	}
	return false
}
