package claim

import (
	"sitrep"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// The lengths, in tokens, that plain news keeps to.
const (
	longWho      = 24 // who speaks, with what is said of them
	longClose    = 18 // what is said of them between two commas
	longRelative = 30 // … behind "who"
	longMods     = 14 // when, where and to whom something is said
)

// agreedOdds are the least odds of a saying that both the model and grammar show.
const agreedOdds = 0.6

// plain reads the plainest sentences of news by grammar alone, since the model, which has learned from one country's
// politics, passes over some or cuts them short:
//
//	WHO [WHEN] said [WHERE, TO WHOM, WHEN] [that] WHAT
//	WHAT, WHO said [TO WHOM, WHERE, WHEN].
//
// WHO is a phrase for somebody with what hangs on it and what is said of them: "Okko Varga, 41, the head of the rescue
// service," or "an officer who asked not to be named". What the model found is kept where it agrees.
func (w *room) plain() {
	for s := range w.d.Sentences {
		w.plainly(s)
	}
}

func (w *room) plainly(n int) {
	w.nameless(n)
	s := &w.d.Sentences[n]
	w.quotedAs(n)
	w.accordingTo(n)
	w.added(n)
	if w.saidAfter(n) {
		return
	}
	done, last := -1, min(s.Last-1, w.lastSaying(n)) // the verb read last, and where none comes any more
	for t := s.First; t < last; t++ {
		if !w.starts(t, s) || w.work.Layer.Quote(t) != 0 {
			continue
		}
		who, verb := w.speaksAt(t, s.Last)
		if verb < 0 || verb <= done || w.work.Layer.Quote(verb) != 0 {
			continue
		}
		done = verb
		if what, ok := w.saidBefore(who.First, verb, n); ok {
			w.shown(act{sentence: n, cue: spans.Run{First: verb, Last: verb + 1}, source: who, content: []spans.Run{what}})
			return
		}
		if what, ok := w.saidBehind(verb, n); ok {
			w.shown(act{sentence: n, cue: spans.Run{First: verb, Last: verb + 1}, source: who, content: []spans.Run{what}})
		}
	}
}

// lastSaying is the last verb of saying or telling of a sentence, which stands behind whoever is shown to speak; -1 for none.
func (w *room) lastSaying(n int) int {
	l := &w.work.Layer
	if !l.Holds(n, lang.SayVerb) && !l.Holds(n, lang.TellVerb) {
		return -1
	}
	t := w.d.Sentences[n].Last - 1
	for c := l.Class(t); c != lang.SayVerb && c != lang.TellVerb; c = l.Class(t) {
		t--
	}
	return t
}

// shown adds an act that grammar shows, or mends by it what the model made of the same cue.
func (w *room) shown(a act) {
	a.kind, a.odds, a.sure = sitrep.Statement, tagOdds, tagOdds
	have := w.cuedOver(a.sentence, a.cue)
	if have == nil {
		w.add(a)
		return
	}
	what := a.content[0]
	switch h := have.source; {
	case h.First == a.source.First && h.Last > a.source.Last && h.Last <= have.cue.First && w.d.Raw(a.source.Last) == ",":
	case h.First < a.source.First && h.Last >= a.source.Last && a.source.First > 0 && w.d.Raw(a.source.First-1) == "," && what.Last < a.source.First:
		have.source = a.source // "in Cairo, the regional administration said"
	case h.Last <= h.First, h.First >= a.source.First && h.First < a.source.Last, h.First >= what.First && h.Last <= what.Last:
		have.source = a.source
	}
	for k := range have.content {
		if c := &have.content[k]; c.First < a.source.First && c.Last > a.source.First && c.Last <= a.cue.First {
			c.Last = a.source.First // "health officials in" is no part of what they say
		}
	}
	if len(have.content) == 0 {
		have.content, have.odds = a.content, max(have.odds, a.odds)
		return
	}
	first, last := &have.content[0], &have.content[len(have.content)-1]
	switch {
	case what.Last <= a.cue.First && len(have.content) == 1 && first.First <= what.First+1 && first.Last >= what.Last && first.Last <= what.Last+1: // the same but for marks
		have.odds = max(have.odds, agreedOdds)
	case what.First >= have.cue.Last && last.Last <= a.source.First && w.joins(a.source.First-1):
		have.content = a.content // "The raid killed two, and officials reported the dead include a child"
	case what.First >= have.cue.Last && (last.Last <= what.First && first.First >= a.source.First || first.First >= a.source.First && first.First < a.source.Last):
		have.content = a.content
	case what.First >= have.cue.Last && first.First >= a.cue.Last && first.First < what.First+8 && w.work.Layer.Quote(first.First) == 0:
		first.First = what.First
	case what.Last <= a.cue.First && first.First >= a.source.First || what.Last <= a.cue.First && len(have.content) == 1 && w.work.Layer.Quote(first.First) == 0:
		have.content = a.content
	}
}

// joins reports whether token t begins a clause beside the one before: "and" or "but" behind a comma.
func (w *room) joins(t int) bool {
	c := w.work.Layer.Class(t)
	return t > 0 && (c == lang.AndWord || c == lang.ButWord) && w.d.Raw(t-1) == ","
}

// cuedOver is an act of sentence n whose cue shares a token with a run, nil if there is none.
func (w *room) cuedOver(n int, r spans.Run) *act {
	for i := range w.home.in(n) {
		if a := &w.acts[i]; !a.dropped && a.cue.First < r.Last && a.cue.Last > r.First {
			return a
		}
	}
	return nil
}

// saidBefore is what is said before "…, WHO said on Monday.", if a sentence ends so.
func (w *room) saidBefore(who, verb, n int) (spans.Run, bool) {
	s := w.half(verb, n)
	l := &w.work.Layer
	if who-1 <= s.First+2 || !w.trails(verb+1, s.Last) {
		return spans.Run{}, false
	}
	if q := l.Quote(who-1) - 1; q >= 0 && who-1 >= w.d.Quotes[q].Last {
		what := spans.Run{First: w.d.Quotes[q].First, Last: w.d.Quotes[q].Last}
		if what.First > s.First+2 {
			what = spans.Run{First: s.First, Last: who - 1} // not the whole of it is quoted
		}
		return what, what.Last > what.First
	}
	if w.d.Raw(who-1) != "," {
		return spans.Run{}, false
	}
	what := spans.Run{First: s.First, Last: who - 1}
	for what.First < what.Last && l.Mark(what.First) && l.Quote(what.First) == 0 {
		what.First++
	}
	return what, w.hasVerb(what)
}

// half is the part of sentence n between semicolons in which a token stands. It looks no further than farHalf tokens, so that
// an endless sentence costs no more than its length.
func (w *room) half(at, n int) spans.Run {
	s := &w.d.Sentences[n]
	parts := func(t int) bool { return w.d.Raw(t) == ";" && w.work.Layer.Quote(t) == 0 }
	c := spans.Run{First: s.First, Last: s.Last}
	for t := at; t >= max(s.First, at-farHalf); t-- {
		if parts(t) {
			c.First = t + 1
			break
		}
	}
	for t := at + 1; t < min(s.Last, at+farHalf); t++ {
		if parts(t) {
			c.Last = t
			break
		}
	}
	return c
}

// farHalf is how many tokens a semicolon may stand away.
const farHalf = 200

// saidBehind is what is said behind the verb at token verb: "said on Monday in Prague that …", "told reporters the …".
func (w *room) saidBehind(verb, n int) (spans.Run, bool) {
	s := &w.d.Sentences[n]
	l := &w.work.Layer
	t := verb + 1
	if l.Class(verb) == lang.TellVerb {
		t = w.toldTo(t, s.Last)
		if t == verb+1 {
			return spans.Run{}, false
		}
	}
	t = w.setting(t, s.Last)
	if t+2 >= s.Last {
		return spans.Run{}, false
	}
	what := w.rest(t, n)
	if l.Class(t) == lang.ThatWord && l.Quote(t) == 0 {
		return what, w.hasVerb(what)
	}
	have := w.cuedOver(n, spans.Run{First: verb, Last: verb + 1})
	if !w.c.Told.Has(w.d.Lower(verb)) && (have == nil || len(have.content) > 0) || !w.opensClause(t, s.Last) {
		return spans.Run{}, false
	}
	return what, true
}

// toldTo is where the one told at token t ends.
func (w *room) toldTo(t, last int) int {
	l := &w.work.Layer
	if c := l.Class(t); c == lang.ObjectWord {
		return t + 1
	} else if c == lang.ToWord || c == lang.OfWord || c == lang.AboutWord {
		return t
	}
	k := t
	for k < last && k < t+7 && (w.phrase(k) || w.nounlike(k, last) || l.Class(k) == lang.PrepWord && k > t && k+1 < last && w.d.Tokens[k+1].Shape == text.Title) {
		switch l.Class(k) {
		case lang.SubjectWord, lang.ItWord, lang.DayWord:
			return k
		case lang.DetWord:
			if k > t {
				return k
			}
		}
		if k > t && !w.mark(k) && w.breaks(k) {
			return k
		}
		k++
		if k > t+1 && w.c.Media.Has(w.d.Lower(k-1)) {
			return k // "told a news conference nine miners had died"
		}
	}
	return k
}

// setting goes on from token t over where, how and when something is said: "in a statement on Monday", "on Telegram".
func (w *room) setting(t, last int) int {
	l := &w.work.Layer
	from := t
	for t < last && t < from+longMods {
		if end := w.when(t, last); end > t {
			t = end
			continue
		}
		if c := l.Class(t); c != lang.PrepWord && c != lang.ToWord && c != lang.ByWord || t+1 >= last {
			break
		}
		k := t + 1
		medium := false
		det := l.Class(k) == lang.DetWord || l.Class(k) == lang.OwnerWord
		if det {
			k++
		}
		head := k
		if l.Class(t) == lang.ToWord && !w.calling(k) {
			break
		}
		for k < last && k < head+6 && (w.phrase(k) || w.nounlike(k, last)) && l.Class(k) != lang.DetWord && l.Class(k) != lang.SubjectWord && l.Class(k) != lang.ItWord && l.Class(k) != lang.DayWord {
			if k > head && !det && w.breaks(k) || k > head && det && w.d.Tokens[k-1].Shape == text.Lower && w.d.Tokens[k].Shape != text.Lower {
				break
			}
			if n, noun := w.nounAt(k); n > 0 && noun.Kind == lang.TextNoun || w.c.Media.Has(w.d.Lower(k)) {
				medium = true
			}
			k++
			if medium {
				break
			}
		}
		if k == head {
			break
		}
		// what is neither a medium nor before "that" may as well belong to what is said
		if that := w.skipMarks(k, last); !medium && !(that < last && l.Class(that) == lang.ThatWord) && !(l.Class(k) == lang.PrepWord && w.when(k, last) > k) && l.Class(t) != lang.ToWord {
			break
		}
		t = k
	}
	return w.skipComma(t, last)
}

func (w *room) skipMarks(k, last int) int {
	if k < last && w.d.Raw(k) == "," {
		k++
	}
	return k
}

// skipComma goes over an aside between commas before "that": "said on Monday, citing early counts, that".
func (w *room) skipComma(t, last int) int {
	if t >= last || w.d.Raw(t) != "," {
		return t
	}
	for k := t + 1; k+1 < min(last, t+longMods); k++ {
		if w.d.Raw(k) == "," && w.work.Layer.Class(k+1) == lang.ThatWord {
			return k + 1
		}
	}
	return t
}
