package claim

import (
	"strings"

	"sitrep"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// subject finds who does what a frame says: the noun phrase its verb belongs to.
func (w *room) subject(f found) spans.Run {
	k := w.verbStart(f.k)
	l := &w.work.Layer
	first := w.d.Sentences[f.s].First
	if k == 0 {
		return spans.Run{}
	}
	if f.frame.Form == lang.IngForm && w.class(f.k-1) != lang.BeWord {
		return w.subjectOfIng(f)
	}
	if f.frame.Form == lang.BaseForm && w.class(f.k-1) == lang.ToWord {
		return w.subjectOfTo(f)
	}
	prev := w.at(k - 1)
	switch c := w.class(k - 1); {
	case c == lang.RelativeWord || c == lang.ThatWord:
		end := prev
		if l.Mark(end - 1) {
			end--
		}
		if who := w.phraseBack(end, first); who.Last > who.First {
			return who
		}
	case c == lang.AndWord || c == lang.ButWord:
		if f.kind.Silent() {
			if who := w.speakerSoFar(f, false); who.Last > who.First {
				return who
			}
		}
		return w.subjectBefore(f)
	case l.Mark(prev):
		if who := w.apposed(k-1, first); who.Last > who.First {
			return who
		}
		if who := w.clauseFirst(k, first); who.Last > who.First {
			return who
		}
		return w.subjectBefore(f)
	}
	near := w.wholeSubject(w.phraseBack(prev+1, first), first, f)
	if near.Last > near.First && (near.First == first || w.opens(near.First, first) && !w.hangs(near.First) || w.single(f.k) && l.Class(near.First-1) == lang.AndWord) {
		return near
	}
	if far := w.clauseFirst(k, first); far.Last > far.First {
		return far
	}
	if far := w.opening(first); far.Last > far.First && near.First > first && w.hangs(near.First) {
		return far
	}
	return near
}

// dash reports whether kept word b is a dash, as after a dateline.
func (w *room) dash(b int) bool {
	switch w.word(b) {
	case "-", "–", "—", "--":
		return true
	}
	return false
}

// opening is who a sentence opens with, where something about them is put between commas: "John Roe,
// who …, called".
func (w *room) opening(first int) spans.Run {
	l := &w.work.Layer
	end := first
	for end < len(w.d.Tokens)-1 && w.phrase(end) && l.Class(end) != lang.DayWord {
		end++
	}
	r := spans.Run{First: first, Last: end}
	if end == first || w.d.Lower(end) != "," || l.Class(end+1) != lang.RelativeWord && l.Class(end+1) != lang.DetWord || !w.mayAct(r) {
		return spans.Run{}
	}
	return r
}

// hangs reports whether a phrase that begins at token i hangs on what stands before it: "… in Lagos".
func (w *room) hangs(i int) bool {
	switch w.work.Layer.Class(i - 1) {
	case lang.PrepWord, lang.OfWord, lang.ForWord, lang.ToWord, lang.ByWord, lang.AboutWord, lang.AsWord, lang.AndWord:
		return true
	}
	return w.work.Layer.Ing(i - 1)
}

// clauseFirst is the first phrase of the clause whose verb begins at kept word k that can act and hangs on no
// preposition; nothing where another verb stands between.
func (w *room) clauseFirst(k, first int) spans.Run {
	from := k
	for from > 0 {
		b := from - 1
		if w.finite(b) {
			return spans.Run{}
		}
		if c := w.class(b); c == lang.ThatWord || c == lang.ButWord || c == lang.SubordinateWord || c == lang.WhetherWord || w.word(b) == ";" || w.word(b) == ":" || b < 6 && w.dash(b) {
			break
		}
		if w.work.Layer.Quote(w.kept[b]) != w.work.Layer.Quote(w.at(k)) {
			break
		}
		from = b
	}
	for i := w.at(from); i < w.at(k); {
		if !w.phrase(i) || w.work.Layer.Class(i) == lang.DayWord {
			i++
			continue
		}
		end := i + 1
		for end < w.at(k) && w.phrase(end) && w.work.Layer.Class(end) != lang.DayWord {
			end++
		}
		r := spans.Run{First: i, Last: end}
		if !(i > first && w.hangs(i)) && w.mayAct(r) {
			if w.paper(r) {
				if inner := w.phraseAfterFrom(w.keptAt(end), w.d.SentenceOf(i)); inner.Last > inner.First {
					return inner
				}
			}
			return r
		}
		i = end
	}
	return spans.Run{}
}

// verbStart goes left from a verb over what helps it: "has", "did not", and when it was.
func (w *room) verbStart(k int) int {
	for k > 0 {
		switch w.class(k - 1) {
		case lang.AfterWord:
			if w.class(k-2) == lang.HaveWord { // "have since"
				k--
				continue
			}
			return k
		case lang.HaveWord, lang.BeWord, lang.DoWord, lang.ModalWord, lang.NotWord, lang.AdverbWord:
			k--
			continue
		case lang.NoClaimWord:
			if k > 2 && w.work.Layer.Count(w.kept[k-1]) && w.class(k-2) == lang.DayWord { // "in May 2016"
				k--
				continue
			}
		case lang.DayWord:
			b := k - 1
			for b > 0 && w.class(b-1) == lang.DayWord {
				b--
			}
			if p := w.class(b - 1); (p == lang.PrepWord || p == lang.DetWord) && b > 1 {
				k = b - 1
				if w.is(k-1, lang.WhenThing) {
					k--
				}
				continue
			}
			if b > 0 {
				k = b
				continue
			}
		}
		if p := w.work.Layer.Plain(w.kept[k-1]); p && w.class(k-2) == lang.HaveWord || p && w.class(k-3) == lang.HaveWord && w.class(k-2) != lang.DetWord {
			k -= 2 // "has long denied", "has so far denied"
			continue
		}
		if w.c.Unmade.Has(w.word(k-1)) && w.class(k-1) == lang.NoClaimWord {
			k--
			continue
		}
		return k
	}
	return k
}

// phraseBack is the noun phrase that ends before token end.
func (w *room) phraseBack(end, from int) spans.Run {
	l := &w.work.Layer
	if end <= from {
		return spans.Run{}
	}
	switch l.Class(end - 1) {
	case lang.SubjectWord, lang.ItWord, lang.ObjectWord:
		return spans.Run{First: end - 1, Last: end}
	}
	t := end
	// a bracket, as after a name: "the Action Front (IAF)"
	if w.d.Raw(t-1) == ")" {
		for b := t - 2; b > max(from, t-8); b-- {
			if w.d.Raw(b) == "(" {
				t = b
				break
			}
		}
	}
	start := w.phraseBefore(t, from)
	if start >= t {
		return spans.Run{}
	}
	if start > from+1 && w.d.Tokens[start].Shape == text.Title && w.d.Tokens[start-1].Shape == text.Lower &&
		(w.callingBefore(start) || l.Plain(start-1) && l.Class(start-2) == lang.OwnerWord) {
		start = min(start, w.phraseBefore(start, from)) // "its ally Russia", "spokesman John Roe"
	}
	return spans.Run{First: start, Last: end}
}

// callingBefore reports whether the word before token i calls somebody something: "spokesman".
func (w *room) callingBefore(i int) bool {
	n, noun := w.d.Language.Actors.NounAt(w.d.Lower, i-1)
	return n == 1 && noun.Kind != lang.TextNoun
}

// wholeSubject widens a subject to the phrase it hangs on ("a spokesman for the ministry") and to those
// who act with it ("Britain and France").
func (w *room) wholeSubject(r spans.Run, first int, f found) spans.Run {
	l := &w.work.Layer
	if r.Last <= r.First {
		return r
	}
	for steps := 0; steps < 4 && r.First-1 > first; steps++ {
		before := r.First - 1
		switch c := l.Class(before); {
		case c == lang.ForWord || c == lang.OfWord || c == lang.PrepWord || c == lang.ToWord || c == lang.ByWord && steps == 0 || c == lang.AboutWord || c == lang.AsWord:
			if c == lang.AsWord && (before-2 <= first || l.Class(before-2) != lang.AsWord) {
				return r
			}
			end := before
			if c == lang.AsWord {
				end = before - 2
			}
			outer := w.phraseBack(end, first)
			if outer.Last <= outer.First || !w.opens(outer.First, first) && c != lang.AsWord {
				return r
			}
			if !w.mayAct(outer) {
				return r
			}
			if w.paper(outer) {
				return r // "a statement from the ministry": the ministry's
			}
			r.First = outer.First
		case c == lang.AndWord && f.frame.Form != lang.ThirdForm && !w.single(f.k):
			outer := w.phraseBack(before, first)
			if outer.Last <= outer.First || !w.mayAct(outer) || !w.opens(outer.First, first) {
				return r
			}
			r.First = outer.First
		default:
			return r
		}
	}
	return r
}

// single reports whether the verb is in the singular by its helper.
func (w *room) single(k int) bool {
	for b := k - 1; b >= max(0, k-3); b-- {
		if w.is(b, lang.SingularThing) {
			return true
		}
	}
	return false
}

// opens reports whether a phrase that begins at token i may be a subject: it opens the sentence or a
// clause.
func (w *room) opens(i, first int) bool {
	if i <= first {
		return true
	}
	l := &w.work.Layer
	if l.Mark(i-1) || l.Quote(i-1) != l.Quote(i) {
		return true
	}
	switch l.Class(i - 1) {
	case lang.ThatWord, lang.ButWord, lang.SubordinateWord, lang.DayWord, lang.AfterWord, lang.WhetherWord, lang.AndWord, lang.SayVerb, lang.OfWord, lang.AsWord, lang.ForWord, lang.PrepWord:
		return true
	}
	return false
}

// paper reports whether a phrase is of something written or said, which is somebody's.
func (w *room) paper(r spans.Run) bool {
	a := &w.d.Language.Actors
	for t := r.First; t < min(r.Last, r.First+5); t++ {
		if n, noun := a.NounAt(w.d.Lower, t); n > 0 {
			return noun.Kind == lang.TextNoun
		}
		if w.work.Layer.Class(t) == lang.OfWord {
			return false
		}
	}
	return false
}

// apposed is who is told of between commas before the verb at kept word k: "NAME, a lawmaker, condemned".
// k is the closing mark.
func (w *room) apposed(k, first int) spans.Run {
	if k < 0 || w.word(k) != "," && w.word(k) != "—" && w.word(k) != "–" && w.word(k) != "-" {
		return spans.Run{}
	}
	for b := k - 1; b > 0 && b > k-30; b-- {
		if w.word(b) != w.word(k) {
			continue
		}
		who := w.phraseBack(w.at(b), first)
		if who.Last > who.First && w.speakers(who.First, who.Last) {
			switch w.class(b + 1) {
			case lang.AndWord, lang.ButWord:
				continue
			case lang.RelativeWord, lang.DetWord, lang.OwnerWord, lang.AsWord:
				return w.wholeSubject(who, first, found{k: k + 1})
			}
			if w.finiteBetween(b+1, k) {
				return spans.Run{}
			}
			return w.wholeSubject(who, first, found{k: k + 1})
		}
	}
	return spans.Run{}
}

// finiteBetween reports whether a finite verb stands among kept words [from, to).
func (w *room) finiteBetween(from, to int) bool {
	for b := from; b < to; b++ {
		switch w.class(b) {
		case lang.BeWord, lang.HaveWord, lang.DoWord, lang.ModalWord, lang.SayVerb:
			return true
		}
	}
	return false
}

// subjectBefore is the subject of the nearest finite verb before this one, which it shares: "condemned … and
// called for".
func (w *room) subjectBefore(f found) spans.Run {
	l := &w.work.Layer
	first := w.d.Sentences[f.s].First
	quote := l.Quote(w.at(f.k))
	for b := f.k - 1; b > 0; b-- {
		if l.Quote(w.kept[b]) != quote {
			continue
		}
		if who := w.sourceAt(f.s, w.kept[b]); who.Last > who.First {
			return who
		}
		if !w.finite(b) {
			continue
		}
		start := w.verbStart(b)
		if start == 0 {
			continue
		}
		if c := w.class(start - 1); c == lang.RelativeWord || c == lang.ThatWord || c == lang.AndWord || c == lang.ButWord {
			continue
		}
		who := w.phraseBack(w.at(start-1)+1, first)
		if l.Mark(w.at(start - 1)) {
			who = w.apposed(start-1, first)
		} else if who.Last > who.First && who.First > first && w.hangs(who.First) {
			if far := w.clauseFirst(start, first); far.Last > far.First {
				who = far
			}
		}
		if who.Last > who.First && w.mayAct(who) {
			return w.wholeSubject(who, first, found{k: b})
		}
		b = min(b, start)
	}
	return spans.Run{}
}

// sourceAt is the source of the act of a sentence whose cue holds token t, where it stands before it.
func (w *room) sourceAt(s, t int) spans.Run {
	for i := range w.acts {
		a := &w.acts[i]
		if a.sentence == s && a.cue.First <= t && t < a.cue.Last && a.source.Last > a.source.First && a.kind != sitrep.Statement {
			return a.source
		}
	}
	for i := range w.acts {
		a := &w.acts[i]
		if a.sentence == s && a.cue.First <= t && t < a.cue.Last && a.source.Last > a.source.First {
			return a.source
		}
	}
	return spans.Run{}
}

// finite reports whether kept word b looks like a finite verb.
func (w *room) finite(b int) bool {
	switch w.class(b) {
	case lang.BeWord, lang.HaveWord, lang.DoWord, lang.ModalWord:
		return true
	case lang.SayVerb, lang.TellVerb, lang.ThinkVerb, lang.ActVerb, lang.AskVerb:
		return !w.work.Layer.Ing(w.kept[b]) && !nominalPlace(w.class(b-1)) && w.class(b-1) != lang.ToWord
	}
	if _, ok := w.c.Lights[w.word(b)]; ok && !w.work.Layer.Ing(w.kept[b]) && !nominalPlace(w.class(b-1)) {
		return true
	}
	return w.work.Layer.Past(w.kept[b]) && w.d.Tokens[w.kept[b]].Shape == text.Lower && !nominalPlace(w.class(b-1))
}

// subjectOfIng is who does what an "-ing" says: the noun right before it where that is somebody
// ("protesters demanding") or somebody's paper ("a council resolution ordering"), else the subject of the
// verb before.
func (w *room) subjectOfIng(f found) spans.Run {
	prev := w.at(f.k - 1)
	first := w.d.Sentences[f.s].First
	if !w.work.Layer.Mark(prev) && w.class(f.k-1) != lang.AndWord {
		if who := w.phraseBack(prev+1, first); who.Last > who.First && w.heads(who) {
			return who
		}
	}
	if who := w.speakerSoFar(f, true); who.Last > who.First {
		return who
	}
	return w.subjectBefore(f)
}

// speakerSoFar is who spoke or acted last in the sentence before a frame; with carriers, also who sent or
// gave out words ("had sent messages urging").
func (w *room) speakerSoFar(f found, carriers bool) spans.Run {
	first := w.d.Sentences[f.s].First
	quote := w.work.Layer.Quote(w.at(f.k))
	for b := f.k - 1; b > 0; b-- {
		if w.work.Layer.Quote(w.kept[b]) != quote {
			continue
		}
		if who := w.sourceAt(f.s, w.kept[b]); who.Last > who.First {
			return who
		}
		if _, ok := w.c.Lights[w.word(b)]; carriers && ok && w.finite(b) {
			start := w.verbStart(b)
			if start == 0 {
				continue
			}
			if who := w.phraseBack(w.at(start-1)+1, first); who.Last > who.First && w.mayAct(who) {
				return w.wholeSubject(who, first, found{k: b})
			}
		}
	}
	return spans.Run{}
}

// heads reports whether a phrase's last word is a lower-case noun for those who act: "protesters", "a
// movement"; a body that is known already is rather acted on.
func (w *room) heads(r spans.Run) bool {
	a := &w.d.Language.Actors
	for t := r.Last - 1; t >= max(r.First, r.Last-3); t-- {
		n, noun := a.NounAt(w.d.Lower, t)
		if n == 0 || t+n != r.Last || w.d.Tokens[r.Last-1].Shape != text.Lower && !noun.Plural && !w.begins(r.Last-1) {
			continue
		}
		known := w.d.Language.Actors.Words[w.d.Lower(r.First)] == lang.Definite
		switch noun.Kind {
		case lang.PeopleNoun, lang.PersonNoun:
			return !known
		case lang.TextNoun:
			return w.named(r.First, t)
		}
		return !known && (noun.Plural || noun.Kind == lang.BodyNoun)
	}
	return false
}

// subjectOfTo is who does what a "to" says: who is led or called to it, else the subject of the verb
// before.
func (w *room) subjectOfTo(f found) spans.Run {
	to := w.at(f.k - 1)
	first := w.d.Sentences[f.s].First
	if who := w.phraseBack(to, first); who.Last > who.First && who.First > first && w.mayAct(who) {
		if w.work.Layer.Class(who.First-1) == lang.ByWord || w.c.Leads.Has(w.d.Lower(who.First-1)) {
			return who
		}
	}
	return w.subjectBefore(f)
}

// phraseBy is who did what was done by somebody: the phrase after the first "by".
func (w *room) phraseBy(k, s int) spans.Run {
	for b := k; b < min(len(w.kept), k+14); b++ {
		switch w.class(b) {
		case lang.ByWord:
			if who := w.phraseAt(w.at(b)+1, s); who.Last > who.First && w.mayAct(who) {
				return who
			}
		case lang.SayVerb, lang.ButWord:
			return spans.Run{}
		}
	}
	return spans.Run{}
}

// phraseAfterFrom is who stands after "from" or "by" at or shortly after kept word k.
func (w *room) phraseAfterFrom(k, s int) spans.Run {
	for b := k; b < min(len(w.kept), k+8); b++ {
		if w.is(b, lang.OriginThing) {
			return w.phraseAt(w.at(b)+1, s)
		}
		if w.work.Layer.Mark(w.kept[b]) {
			break
		}
	}
	return spans.Run{}
}

// phraseAt is the noun phrase that begins at token i, with what hangs on it.
func (w *room) phraseAt(i, s int) spans.Run {
	l := &w.work.Layer
	to := i
	last := w.d.Sentences[s].Last
	for to < last {
		switch {
		case w.phrase(to) && (l.Class(to) != lang.DayWord || to == i):
			to++
		case to > i && to+1 < last && w.phrase(to+1) && (l.Class(to) == lang.ForWord || l.Class(to) == lang.AndWord || w.c.Things[w.d.Lower(to)]&lang.PlaceThing != 0) &&
			l.Class(to+1) != lang.DayWord && w.name(w.keptAt(to+1)):
			to++
		default:
			return spans.Run{First: i, Last: to}
		}
	}
	return spans.Run{First: i, Last: to}
}

// keptAt is the kept word at or after token t.
func (w *room) keptAt(t int) int {
	lo, hi := 0, len(w.kept)
	for lo < hi {
		mid := (lo + hi) / 2
		if w.kept[mid] < t {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// mayAct reports whether a phrase can stand for somebody who acts: a name, a pronoun, a noun for people
// or bodies.
func (w *room) mayAct(r spans.Run) bool {
	l := &w.work.Layer
	a := &w.d.Language.Actors
	if r.Last-r.First == 1 {
		switch l.Class(r.First) {
		case lang.SubjectWord, lang.RelativeWord, lang.ObjectWord, lang.ItWord:
			return true
		}
		if w.c.Things[w.d.Lower(r.First)]&lang.ManyThing != 0 {
			return true
		}
	}
	for t := r.First; t < r.Last; t++ {
		if n, _ := a.NounAt(w.d.Lower, t); n > 0 {
			return true
		}
		if l.Class(t) == lang.OfWord && t > r.First && !w.manyOf(r.First, t) {
			return w.named(r.First, t)
		}
	}
	return w.named(r.First, r.Last)
}

// manyOf reports whether tokens [from, to) count people: "tens of", "a number of".
func (w *room) manyOf(from, to int) bool {
	if w.c.Things[w.d.Lower(to-1)]&lang.ManyThing != 0 {
		return true
	}
	return w.work.Layer.Count(to - 1)
}

// named reports whether a capital stands among tokens [from, to).
func (w *room) named(from, to int) bool {
	for t := from; t < to; t++ {
		switch w.d.Tokens[t].Shape {
		case text.Upper, text.Mixed:
			return true
		case text.Title, text.Single:
			if c := w.work.Layer.Class(t); c != lang.NoClaimWord && c != lang.TitleWord {
				continue
			}
			if to-from == 1 && w.d.Language.Actors.Openers.Has(w.d.Lower(t)) && w.begins(t) {
				continue
			}
			if t > from || to-from == 1 || w.d.Headline || w.d.Tokens[to-1].Shape != text.Lower || !w.begins(t) {
				return true // not just the capital a sentence begins with
			}
		}
	}
	return false
}

// bare reports whether a phrase is one lower-case noun without an article, and not of many: rather part of
// something else than one who acts.
func (w *room) bare(r spans.Run) bool {
	t := &w.d.Tokens[r.First]
	return r.Last-r.First == 1 && t.Shape == text.Lower && !strings.HasSuffix(t.Lower, "s") && w.work.Layer.Class(r.First) == lang.NoClaimWord
}

// thingOf reports whether a phrase is of a thing that is somebody's: "the governor's performance".
func (w *room) thingOf(r spans.Run) bool {
	for t := r.Last - 2; t > r.First; t-- {
		if w.mark(t) {
			head := spans.Run{First: t + 1, Last: r.Last}
			return w.d.Tokens[r.Last-1].Shape == text.Lower && !w.mayAct(head)
		}
	}
	return false
}

// begins reports whether token t begins its sentence, or a quotation.
func (w *room) begins(t int) bool {
	s := w.d.SentenceOf(t)
	return s >= 0 && (t == w.d.Sentences[s].First || w.work.Layer.Mark(t-1))
}

// nobody reports whether a phrase says that there is none: "no group".
func (w *room) nobody(r spans.Run) bool {
	return r.Last > r.First && w.c.None.Has(w.d.Lower(r.First))
}
