package claim

import (
	"sitrep"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// The lengths, in tokens, that plain news keeps to.
const (
	longWho   = 24 // who speaks, with what is said of them
	longClose = 18 // what is said of them between two commas
	longMods  = 14 // when, where and to whom something is said
)

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
	if w.saidAfter(n) {
		return
	}
	done := -1 // the verb read last
	for t := s.First; t < s.Last-2; t++ {
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

// shown adds an act that grammar shows, or mends by it what the model made of the same cue.
func (w *room) shown(a act) {
	a.kind, a.odds, a.sure = sitrep.Statement, tagOdds, tagOdds
	have := w.cuedOver(a.cue)
	if have == nil {
		w.acts = append(w.acts, a)
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
	case what.First >= have.cue.Last && (last.Last <= what.First && first.First >= a.source.First || first.First >= a.source.First && first.First < a.source.Last):
		have.content = a.content
	case what.First >= have.cue.Last && first.First >= a.cue.Last && first.First < what.First+8 && w.work.Layer.Quote(first.First) == 0:
		first.First = what.First
	case what.Last <= a.cue.First && first.First >= a.source.First || what.Last <= a.cue.First && len(have.content) == 1 && w.work.Layer.Quote(first.First) == 0:
		have.content = a.content
	}
}

// cuedOver is an act whose cue shares a token with a run, nil if there is none.
func (w *room) cuedOver(r spans.Run) *act {
	for i := range w.acts {
		if a := &w.acts[i]; !a.dropped && a.cue.First < r.Last && a.cue.Last > r.First {
			return a
		}
	}
	return nil
}

// starts reports whether a clause may begin at token t: at a sentence's start, behind a mark, behind "but".
func (w *room) starts(t int, s *text.Sentence) bool {
	if t == s.First {
		return true
	}
	switch w.d.Raw(t - 1) {
	case ",", ":", "-", "–", "—", "--", ";", ")":
		return true
	}
	switch w.work.Layer.Class(t - 1) {
	case lang.ButWord, lang.AndWord, lang.SubordinateWord:
		return true
	}
	return w.work.Layer.Quote(t-1) != 0
}

// speaksAt is who speaks from token t on and the verb that says so; a verb of -1 where nobody does.
func (w *room) speaksAt(t, last int) (spans.Run, int) {
	none := spans.Run{}
	end := w.nounPhrase(t, last)
	head := spans.Run{First: t, Last: end}
	if end <= t || w.work.Layer.Class(t) == lang.DayWord || !w.mayAct(head) || w.nobody(head) {
		return none, -1
	}
	for {
		if v := w.sayingAt(end, last); v >= 0 {
			return spans.Run{First: t, Last: end}, v
		}
		close := w.saidOf(end, last)
		if close < 0 || close-t > longWho {
			return none, -1
		}
		if w.d.Raw(close) == "," {
			if v := w.sayingAt(close+1, last); v >= 0 {
				if w.work.Layer.Ing(end + 1) {
					return spans.Run{First: t, Last: end}, v // "Roe, speaking in Paris,": what he did
				}
				return spans.Run{First: t, Last: close + 1}, v
			}
		} else if v := w.sayingAt(close, last); v >= 0 {
			return spans.Run{First: t, Last: close}, v
		}
		if w.d.Raw(close) != "," {
			return none, -1
		}
		end = close
	}
}

// nounPhrase is where the noun phrase that begins at token t ends, with what hangs on it ("health officials in Gaza"), or t.
func (w *room) nounPhrase(t, last int) int {
	l := &w.work.Layer
	if c := l.Class(t); c == lang.SubjectWord || c == lang.ItWord {
		return t + 1
	}
	if !w.phrase(t) {
		return t
	}
	hung := true // an article may stand here
	k := t
	for k < last && k-t < longWho {
		switch c := l.Class(k); {
		case c == lang.SubjectWord, c == lang.ItWord, c == lang.ObjectWord, c == lang.ThereWord:
			return k
		case c == lang.DetWord || c == lang.OwnerWord && !w.mark(k):
			if !hung {
				return k
			}
			hung = false
		case c == lang.DayWord:
			if k+1 >= last || w.d.Tokens[k+1].Shape != text.Title || l.Class(k+1) != lang.NoClaimWord || w.d.Tokens[k].Shape != text.Title {
				return k // not "the Sunday Times"
			}
		case w.d.Tokens[k].Shape == text.Lower && l.Went(k, true):
			if k+1 >= last || !w.phrase(k+1) || k == t || l.Class(k-1) != lang.DetWord {
				return k // not "the wounded man"
			}
		case w.phrase(k), w.nounlike(k, last):
			hung = false
		case w.d.Raw(k) == "(" && k > t:
			for b := k + 1; b < min(last, k+8); b++ {
				if w.d.Raw(b) == ")" {
					k = b
					break
				}
			}
			if w.d.Raw(k) != ")" {
				return k
			}
		case w.ownersMarkAt(k, last):
		case k > t && k+1 < last && w.links(k) && w.when(k, last) > k:
			return k
		case k > t && k+1 < last && w.phrase(k+1) && w.links(k) && l.Class(k+1) != lang.DayWord && l.Class(k+1) != lang.SubjectWord:
			hung = true
		case k > t && k+1 < last && l.Ing(k) && l.Class(k) == lang.NoClaimWord && w.phrase(k+1) && (l.Class(k-1) == lang.DetWord || w.mark(k-1)):
		default:
			return k
		}
		k++
	}
	return k
}

// ownersMarkAt reports whether token k is the mark of a plural that something belongs to: "the miners' union".
func (w *room) ownersMarkAt(k, last int) bool {
	m := w.d.Raw(k)
	return k > 0 && k+1 < last && (m == "'" || m == "’") && w.d.Tokens[k].Start == w.d.Tokens[k-1].End && w.d.Tokens[k+1].Start > w.d.Tokens[k].End &&
		w.phrase(k-1) && w.phrase(k+1) && w.d.Lower(k - 1)[len(w.d.Lower(k-1))-1] == 's'
}

// links reports whether what stands behind token k hangs on what stands before it.
func (w *room) links(k int) bool {
	switch w.work.Layer.Class(k) {
	case lang.OfWord, lang.ForWord, lang.PrepWord, lang.AndWord, lang.ToWord, lang.AboutWord:
		return true
	}
	return false
}

// saidOf is the token at which ends what is said of somebody from token k on: a comma behind it, or the verb behind "who …";
// -1 where nothing is.
func (w *room) saidOf(k, last int) int {
	l := &w.work.Layer
	if k >= last {
		return -1
	}
	if l.Class(k) == lang.RelativeWord {
		verbs := 0
		for t := k + 1; t < min(last, k+longClose) && w.d.Raw(t) != "," && l.Quote(t) == 0; t++ {
			if verbs > 0 && w.sayingAt(t, t+1) == t && l.Class(t-1) != lang.ToWord && l.Class(t-1) != lang.BeWord {
				for p := k + 3; p < t; p++ {
					if w.when(p, last) > p && w.sayingAt(p, last) == t {
						return p // "who lives nearby on Monday said"
					}
				}
				return t
			}
			if c := l.Class(t); c >= lang.BeWord && c <= lang.DoWord || c >= lang.SayVerb || l.Went(t, false) {
				verbs++
			}
		}
		return -1
	}
	if w.d.Raw(k) != "," || k+2 >= last {
		return -1
	}
	free := l.Class(k+1) == lang.RelativeWord || l.Ing(k+1) || l.Past(k+1) && l.Class(k+1) == lang.NoClaimWord // a clause of its own
	for t := k + 1; t < min(last, k+longClose); t++ {
		switch c := l.Class(t); {
		case w.d.Raw(t) == ",":
			return t
		case l.Quote(t) != 0 || l.Mark(t) && w.d.Raw(t) != "." && w.d.Raw(t) != "(" && w.d.Raw(t) != ")" && w.d.Raw(t) != "-" && w.d.Raw(t) != "'" && w.d.Raw(t) != "’":
			return -1
		case free:
		case (c == lang.RelativeWord || c == lang.ThatWord) && t > k+1:
			free = true
		case c == lang.SubjectWord, c == lang.ItWord, c >= lang.BeWord && c <= lang.ModalWord, c == lang.SubordinateWord, c == lang.ButWord, c == lang.ThatWord, c == lang.AfterWord && t == k+1:
			return -1
		case c >= lang.SayVerb && !w.phrase(t) && l.Past(t):
			return -1
		case t == k+1 && l.Class(t) == lang.PrepWord && !w.named(t+1, min(t+3, last)):
			return -1
		case l.Went(t, true) && !l.Past(t) && w.d.Tokens[t].Shape == text.Lower:
			return -1
		}
	}
	return -1
}

// sayingAt is the verb of saying at or shortly behind token k, over adverbs, "has", and when and where it was; -1 if none is.
func (w *room) sayingAt(k, last int) int {
	l := &w.work.Layer
	for t := k; t < min(last, k+8); {
		c := l.Class(t)
		if (w.says(t) && c != lang.ThinkVerb && c != lang.AskVerb && c != lang.ActVerb && c != lang.ShowVerb || c == lang.SayVerb || c == lang.TellVerb) && w.d.Tokens[t].Shape == text.Lower {
			if c != lang.SayVerb && c != lang.TellVerb || l.Ing(t) || !w.finiteForm(t) {
				return -1
			}
			return t
		}
		switch {
		case c == lang.AdverbWord, c == lang.HaveWord, w.ly(t):
			t++
		default:
			end := w.when(t, last)
			if end == t {
				return -1
			}
			t = end
		}
	}
	return -1
}

// finiteForm reports whether token t is a verb's past, or its form in "-s", or the bare form of what is hardly a noun.
func (w *room) finiteForm(t int) bool {
	lower := w.d.Lower(t)
	return w.work.Layer.Past(t) || lower[len(lower)-1] == 's' || w.c.Told.Has(lower)
}

// when is where a day, or a place and a day, at token t ends; t if none is there: "on Monday", "late on Thursday", "in
// Geneva on Tuesday", "yesterday", "on the 14th inst.".
func (w *room) when(t, last int) int {
	l := &w.work.Layer
	k := t
	if k < last && (w.marked(k, lang.WhenThing)) {
		k++
	}
	start := k
	if k+1 < last && l.Class(k) == lang.DetWord && l.Class(k+1) == lang.DayWord {
		return k + 2
	}
	if k < last && l.Class(k) == lang.PrepWord {
		k++
		for k < last && k < start+6 && (l.Class(k) == lang.DetWord || l.Class(k) == lang.NoClaimWord && w.phrase(k) && w.d.Tokens[k].Shape != text.Lower) && l.Class(k) != lang.DayWord && w.d.Tokens[k].Kind != text.Number {
			k++
		}
		if k < last && (l.Class(k) == lang.PrepWord) && k > start+1 {
			if end := w.when(k, last); end > k {
				return end
			}
		}
	}
	day := k
	if k < last && k > start && w.d.Raw(k)[0] >= '0' && w.d.Raw(k)[0] <= '9' && w.d.Tokens[k].Kind != text.Number { // "on the 14th", "on the 14th inst."
		if k++; k < last && w.marked(k, lang.WhenThing) {
			if k++; k+1 < last && w.d.Raw(k) == "." {
				k++
			}
		}
		day = k - 1
	}
	for k < last && k < day+5 && (l.Class(k) == lang.DayWord || w.d.Tokens[k].Kind == text.Number || l.Class(k) == lang.ModalWord && w.d.Tokens[k].Shape == text.Title && k > start) { // "May"
		k++
	}
	if k == day || k == day+1 && w.d.Tokens[day].Kind == text.Number && l.Class(day) != lang.DayWord && day == start {
		return t
	}
	return k
}

func (w *room) marked(t int, need lang.ClaimNeed) bool { return w.c.Things[w.d.Lower(t)]&need != 0 }

// saidBefore is what is said before "…, WHO said on Monday.", if a sentence ends so.
func (w *room) saidBefore(who, verb, n int) (spans.Run, bool) {
	s := &w.d.Sentences[n]
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
	have := w.cuedOver(spans.Run{First: verb, Last: verb + 1})
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
	for k < last && k < t+7 && (w.phrase(k) || w.nounlike(k, last) || l.Class(k) == lang.PrepWord && k > t && w.d.Tokens[k+1].Shape == text.Title) {
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

// breaks reports whether token k begins another phrase than the name before it: "told AFP prices had".
func (w *room) breaks(k int) bool {
	before, at := &w.d.Tokens[k-1], &w.d.Tokens[k]
	if w.work.Layer.Class(k-1) != lang.NoClaimWord || at.Kind != text.Word {
		return at.Kind == text.Number
	}
	return before.Shape != text.Lower && at.Shape == text.Lower || before.Shape == text.Lower && at.Shape != text.Lower
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
			if n, noun := w.d.Language.Actors.NounAt(w.d.Lower, k); n > 0 && noun.Kind == lang.TextNoun || w.c.Media.Has(w.d.Lower(k)) {
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

// opensClause reports whether a clause begins at token t: a phrase and then a verb, with neither a mark nor "who" between.
func (w *room) opensClause(t, last int) bool {
	l := &w.work.Layer
	if !w.phrase(t) && l.Class(t) != lang.ThereWord && l.Class(t) != lang.AboutWord && l.Class(t) != lang.PrepWord || l.Quote(t) != 0 {
		return false
	}
	for k := t + 1; k < min(last, t+longWho); k++ {
		switch c := l.Class(k); {
		case k == t+1 && w.d.Raw(k) == "," && w.d.Tokens[t].Shape == text.Lower, c == lang.RelativeWord, c == lang.ThatWord, c == lang.SubordinateWord, l.Quote(k) != 0, w.d.Raw(k) == ":", w.d.Raw(k) == ";":
			return false
		case c == lang.BeWord, c == lang.HaveWord, c == lang.DoWord, c == lang.ModalWord:
			return true
		case c >= lang.SayVerb && l.Past(k), (l.May(k) || w.c.Unchanged.Has(w.d.Lower(k))) && w.d.Tokens[k].Shape == text.Lower && l.Class(k-1) != lang.DetWord:
			return true
		}
	}
	return false
}

// whole is where somebody named from token t on ends, with what is said of them between commas: "citing Jana Wirth, the
// police spokeswoman, reported", "according to Tariq Malik, 41, a shopkeeper.". What follows decides: behind the last
// comma stands a verb of saying or a clause, or nothing.
func (w *room) whole(t, last int, opening bool) int {
	end := w.nounPhrase(t, last)
	if end <= t || !w.mayAct(spans.Run{First: t, Last: end}) {
		return t
	}
	best, head := end, end
	for end < last && end-t < longWho {
		if w.d.Raw(end) != "," && w.work.Layer.Class(end) != lang.RelativeWord {
			break
		}
		close := w.saidOf(end, last)
		if w.work.Layer.Class(end) == lang.RelativeWord && w.d.Raw(end) != "," {
			if close = w.restricted(end, last); close < 0 {
				break
			}
			if close == last || w.d.Raw(close) != "," || w.sayingAt(close+1, last) >= 0 || w.opensClause(close+1, last) {
				best = close
			}
			break
		}
		if close < 0 && !opening && w.closes(end+1, last) {
			for close = last; close > end && w.work.Layer.Mark(close-1); close-- {
			}
			if w.apposes(t, head, end) {
				best = close
			}
			break
		}
		if close < 0 || !w.apposes(t, head, end) {
			break
		}
		switch after := close; {
		case w.d.Raw(close) != ",":
		case !opening && w.sayingAt(after+1, last) >= 0, w.opensClause(after+1, last) && !w.commaFirst(after+1, last), after+1 < last && w.work.Layer.Class(after+1) == lang.RelativeWord:
			best = close
		}
		end = close
	}
	return best
}

// apposes reports whether what stands behind the comma at token end may be said of somebody whom tokens [t, head) name or
// describe: an age, a description, a relative clause; a name, if they are only described so far.
func (w *room) apposes(t, head, end int) bool {
	l := &w.work.Layer
	if l.Class(end) == lang.RelativeWord {
		return true
	}
	name := w.d.Tokens[head-1].Shape != text.Lower && w.d.Tokens[head-1].Kind == text.Word && l.Class(t) != lang.DetWord
	switch c := l.Class(end + 1); {
	case c == lang.RelativeWord, w.d.Tokens[end+1].Kind == text.Number:
		return true
	case c == lang.DetWord, c == lang.OwnerWord, w.calling(end + 1), l.Class(end+2) == lang.OfWord && l.Plain(end+1):
		if name {
			return true
		}
	}
	return !name && w.d.Tokens[end+1].Shape != text.Lower && w.calling(t)
}

// calling reports whether a noun for somebody stands among the tokens from t to the next mark.
func (w *room) calling(t int) bool {
	for k := t; k < t+8 && w.phrase(k); k++ {
		if n, noun := w.d.Language.Actors.NounAt(w.d.Lower, k); n > 0 && noun.Kind != lang.TextNoun {
			return true
		}
	}
	return false
}

// closes reports whether tokens [t, last) only say who somebody is, to the sentence's end.
func (w *room) closes(t, last int) bool {
	l := &w.work.Layer
	if last-t > longClose {
		return false
	}
	free := l.Class(t) == lang.RelativeWord
	for k := t; k < last; k++ {
		switch {
		case l.Quote(k) != 0, w.d.Raw(k) == ",", w.d.Raw(k) == ":", w.d.Raw(k) == ";", l.Class(k) >= lang.SayVerb && l.Past(k):
			return false
		case l.Class(k) == lang.RelativeWord || l.Class(k) == lang.ThatWord:
			free = true
		case !free && (l.Class(k) >= lang.BeWord && l.Class(k) <= lang.ModalWord || l.Class(k) == lang.SubjectWord || l.Went(k, true) && w.d.Tokens[k].Shape == text.Lower || w.sayingAt(k, k+1) == k):
			return false
		}
	}
	return true
}

// commaFirst reports whether a comma stands before the first verb behind token t.
func (w *room) commaFirst(t, last int) bool {
	l := &w.work.Layer
	for k := t; k < last; k++ {
		if c := l.Class(k); w.d.Raw(k) == "," {
			return true
		} else if c >= lang.BeWord && c <= lang.ModalWord || l.Went(k, false) {
			return false
		}
	}
	return true
}

// wholly draws sources that stand behind their cue out to all that is said of them: "according to Tariq Malik, 41, a
// shopkeeper from Lahore, …"; what is said begins behind.
func (w *room) wholly() {
	for i := range w.acts {
		a := &w.acts[i]
		at := a.cue.Last
		if a.dropped || a.kind != sitrep.Statement || at >= len(w.d.Tokens) || w.work.Layer.Quote(at) != 0 {
			continue
		}
		s := &w.d.Sentences[a.sentence]
		size, _ := w.c.According.Match(w.d.Lower, a.cue.First)
		according := size > 0 && size == a.cue.Last-a.cue.First
		behind := a.source.First == at && a.source.Last > at && w.saying(a) && len(a.content) > 0 && a.content[0].First < a.cue.First
		if !according && !behind {
			continue
		}
		end := w.whole(at, s.Last, a.cue.First == s.First)
		if end <= at || a.source.First == at && end <= a.source.Last && !(a.cue.First == s.First && w.d.Raw(end) == "," && w.opensClause(end+1, s.Last)) {
			continue
		}
		a.source = spans.Run{First: at, Last: end}
		content := a.content[:0]
		for _, c := range a.content {
			if c.First < end && c.Last > at {
				c.First = end
			}
			if c.First == end && c.First < c.Last && w.d.Raw(c.First) == "," {
				c.First++
			}
			if c.Last > c.First {
				content = append(content, c)
			}
		}
		a.content = content
		if a.cue.First == s.First && end+2 < s.Last && w.d.Raw(end) == "," {
			if what := w.rest(end+1, a.sentence); len(a.content) != 1 || a.content[0].First > what.First {
				if len(a.content) > 0 {
					what.Last = max(a.content[len(a.content)-1].Last, what.First+1)
				}
				if w.hasVerb(what) {
					a.content = append(a.content[:0], what)
				}
			}
		}
	}
}

// nounlike reports whether a verb's bare form at token k is rather a noun before another: "told state television".
func (w *room) nounlike(k, last int) bool {
	l := &w.work.Layer
	if l.Class(k) < lang.SayVerb || w.d.Tokens[k].Shape != text.Lower || w.finiteForm(k) || l.Ing(k) {
		return false
	}
	if k > 0 && (l.Class(k-1) == lang.DetWord || l.Class(k-1) == lang.OwnerWord) {
		return true // "a post"
	}
	return k+1 < last && w.phrase(k+1) &&
		l.Class(k+1) != lang.DetWord && l.Class(k+1) != lang.OwnerWord && l.Class(k+1) != lang.SubjectWord && l.Class(k+1) != lang.DayWord
}

// saidAfter reads "WHAT, said WHO." where the model did not, or took the subject of what is said for who speaks.
func (w *room) saidAfter(n int) bool {
	s := &w.d.Sentences[n]
	l := &w.work.Layer
	for v := s.First + 3; v+1 < s.Last; v++ {
		if w.d.Raw(v-1) != "," || l.Quote(v) != 0 || l.Class(v) != lang.SayVerb || !w.finiteForm(v) || w.d.Tokens[v].Shape != text.Lower || l.Class(v+1) == lang.ThatWord {
			continue
		}
		end := w.whole(v+1, s.Last, false)
		if end <= v+1 || w.skipEnd(end, s.Last) < s.Last {
			continue
		}
		what := spans.Run{First: s.First, Last: v - 1}
		have := w.cuedOver(spans.Run{First: v, Last: v + 1})
		if !w.hasVerb(what) || have != nil && (have.source.First > v || have.source.Last > have.source.First && len(have.content) > 0 && have.content[0].First < v) {
			continue
		}
		if have == nil {
			w.acts = append(w.acts, act{sentence: n, cue: spans.Run{First: v, Last: v + 1}, kind: sitrep.Statement, odds: tagOdds, sure: tagOdds})
			have = &w.acts[len(w.acts)-1]
		}
		have.source, have.content = spans.Run{First: v + 1, Last: end}, []spans.Run{what}
		return true
	}
	return false
}

// skipEnd is the token behind the marks at token t.
func (w *room) skipEnd(t, last int) int {
	for t < last && w.work.Layer.Mark(t) && w.work.Layer.Quote(t) == 0 {
		t++
	}
	return t
}

// nameless drops what only says that somebody is not named: "an officer who asked not to be named".
func (w *room) nameless(n int) {
	l := &w.work.Layer
	for i := range w.acts {
		a := &w.acts[i]
		if a.sentence == n && l.Class(a.cue.First) == lang.AskVerb && l.Class(a.cue.First-1) == lang.RelativeWord && l.Class(a.cue.Last) == lang.NotWord && l.Class(a.cue.Last+1) == lang.ToWord {
			a.dropped = true
		}
	}
}

// accordingTo reads "According to WHO, WHAT" and "WHAT, according to WHO." where the model is silent.
func (w *room) accordingTo(n int) {
	s := &w.d.Sentences[n]
	for t := s.First; t+2 < s.Last; t++ {
		size, _ := w.c.According.Match(w.d.Lower, t)
		if size == 0 || t > s.First && w.d.Raw(t-1) != "," || w.work.Layer.Quote(t) != 0 {
			continue
		}
		cue := spans.Run{First: t, Last: t + size}
		opening := t == s.First
		end := w.whole(cue.Last, s.Last, opening)
		what := spans.Run{First: s.First, Last: t - 1}
		if opening {
			what = w.rest(min(end+1, s.Last), n)
		}
		if have := w.cuedOver(cue); have != nil || end <= cue.Last || opening && w.d.Raw(end) != "," || !opening && w.skipEnd(end, s.Last) < s.Last || !w.hasVerb(what) {
			continue
		}
		w.acts = append(w.acts, act{sentence: n, cue: cue, source: spans.Run{First: cue.Last, Last: end}, content: []spans.Run{what}, kind: sitrep.Statement, odds: tagOdds, sure: tagOdds})
	}
}

// quotedAs reads "WHO was quoted as saying by WHOM" and "WHO was quoted by WHOM as saying": who is quoted speaks, who
// quotes relays.
func (w *room) quotedAs(n int) {
	s := &w.d.Sentences[n]
	l := &w.work.Layer
	for t := s.First + 2; t < s.Last; t++ {
		if !w.c.Relays.Has(w.d.Lower(t)) || !l.Past(t) || l.Class(t-1) != lang.BeWord || l.Quote(t) != 0 {
			continue
		}
		be := t - 1
		for be-1 > s.First && l.Class(be-1) == lang.HaveWord {
			be--
		}
		who := w.phraseBack(be, s.First)
		if who.Last <= who.First || !w.mayAct(who) {
			continue
		}
		var by spans.Run
		for k := t + 1; k < min(s.Last, t+8); k++ {
			if l.Class(k) == lang.ByWord {
				by = w.phraseAt(k+1, n)
			}
		}
		for i := range w.acts {
			if a := &w.acts[i]; a.sentence == n && a.cue.First >= be && a.cue.First < t+12 && len(a.content) > 0 {
				if a.source.Last <= a.source.First || a.source.Last > be {
					a.source = who
				}
				a.via = by
				break
			}
		}
	}
}

// unowned takes the source from what nobody is said to have said: "It was reported that the king had left", "The fort was
// reported to have fallen".
func (w *room) unowned() {
	l := &w.work.Layer
	for i := range w.acts {
		a := &w.acts[i]
		if a.kind != sitrep.Statement || a.source.Last != a.cue.First || a.source.Last <= a.source.First || len(a.content) == 0 || l.Class(a.cue.First) != lang.BeWord {
			continue
		}
		verb := a.cue.Last - 1
		if w.d.Raw(verb) == "to" || l.Class(verb) == lang.ThatWord {
			verb--
		}
		c := l.Class(verb)
		if c != lang.SayVerb && c != lang.ThinkVerb || l.Ing(verb) || verb == a.cue.First {
			continue
		}
		switch next := l.Class(a.content[0].First); {
		case l.Class(a.source.First) == lang.ItWord && next == lang.ThatWord:
			a.source = spans.Run{}
		case next == lang.ToWord && a.content[0].First <= verb+1:
			if l.Class(a.source.First) != lang.RelativeWord {
				a.content = append([]spans.Run{a.source}, a.content...)
			}
			a.source = spans.Run{}
		}
	}
}

// undone drops what somebody says that others do, which the model took for speech of its own: in "leaders are ordering
// them into assaults, Kirby said" Kirby orders nobody.
func (w *room) undone() {
	l := &w.work.Layer
	for i := range w.acts {
		a := &w.acts[i]
		if a.kind != sitrep.Statement || a.source.Last > a.source.First || a.dropped || !l.Ing(a.cue.First) || l.Quote(a.cue.First) != 0 {
			continue
		}
		if c := l.Class(a.cue.First); c != lang.SayVerb && c != lang.TellVerb && w.around(i) >= 0 {
			a.dropped = true
		}
	}
}

// reached draws what is said out over speech told in it: "reported that Mr Blair had called the plan foolish".
func (w *room) reached() {
	for i := range w.acts {
		a := &w.acts[i]
		if n := len(a.content); n == 0 || a.dropped || a.content[n-1].First < a.cue.Last {
			continue
		}
		c := &a.content[len(a.content)-1]
		for j := range w.acts {
			b := &w.acts[j]
			if j == i || b.dropped || b.cue.First != c.Last || b.source.First < c.First || b.source.Last != c.Last || len(b.content) == 0 || b.sentence != a.sentence {
				continue
			}
			c.Last = max(c.Last, b.content[len(b.content)-1].Last)
		}
	}
}

// restricted is where a clause behind a relative without a comma ends: at a comma, or with the sentence.
func (w *room) restricted(k, last int) int {
	for t := k + 1; t < min(last, k+longClose); t++ {
		if w.work.Layer.Quote(t) != 0 {
			return -1
		}
		if w.d.Raw(t) == "," || w.skipEnd(t, last) == last {
			return t
		}
	}
	return -1
}

// dated takes a paper's place off a source: "New Delhi: Home Minister Amit Shah".
func (w *room) dated() {
	if w.d.In == sitrep.InTitle || w.d.Headline {
		return
	}
	for i := range w.acts {
		a := &w.acts[i]
		if a.source.First != w.d.Sentences[a.sentence].First || a.source.Last > a.cue.First {
			continue
		}
		for t := a.source.First; t < min(a.source.Last-1, a.source.First+4); t++ {
			if w.d.Raw(t) == ":" && t > a.source.First && !w.calling(a.source.First) {
				a.source.First = t + 1
				break
			}
			if w.d.Tokens[t].Shape == text.Lower {
				break
			}
		}
	}
}
