package claim

import (
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
	if f.frame.Form == lang.IngForm && f.k <= 1 {
		if who := w.ahead(f); who.Last > who.First {
			return who
		}
	}
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
		if end > 0 && l.Mark(end-1) {
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
	case l.Mark(prev) && w.d.Raw(prev) != ")":
		if who := w.apposed(k-1, first); who.Last > who.First {
			return who
		}
		if who := w.clauseFirst(k, first); who.Last > who.First {
			return who
		}
		return w.subjectBefore(f)
	}
	if near := w.phraseBack(prev+1, first); w.contact(near, first) {
		return near
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

// contact reports whether a phrase is the subject of a clause that hangs on the noun right before it without a relative:
// "a figure the police disputed".
func (w *room) contact(r spans.Run, first int) bool {
	l := &w.work.Layer
	return r.Last > r.First && r.First-3 >= first && l.Class(r.First) == lang.DetWord && l.Class(r.First-2) == lang.DetWord && l.Mark(r.First-3) &&
		w.d.Tokens[r.First-1].Shape == text.Lower && !l.Mark(r.First-1) && w.mayAct(r)
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

// clauseFirst is the first phrase of the clause whose verb begins at kept word k that can act and hangs on no
// preposition; nothing where another verb stands between.
func (w *room) clauseFirst(k, first int) spans.Run {
	from, as := k, -1
	for from > 0 {
		b := from - 1
		if w.finite(b) && (as >= 0 && as != b+1 || !w.reduced(b)) {
			return spans.Run{}
		}
		if w.class(b) == lang.AsWord {
			as = b // "two killed by a bus as the mayor warned"
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
		if w.class(b) == lang.ModalWord && f.frame.Form == lang.PastForm && !w.helped(f.k) {
			b = min(b, start)
			continue // "said it would open and accused": "would accused" is none
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

// helped reports whether a verb's form has a helper of its own: "has accused".
func (w *room) helped(k int) bool {
	c := w.class(k - 1)
	return c == lang.HaveWord || c == lang.BeWord || c == lang.ModalWord
}

// sourceAt is the source of the act of a sentence whose cue holds token t, where it stands before it.
func (w *room) sourceAt(s, t int) spans.Run {
	for i := range w.home.in(s) {
		a := &w.acts[i]
		if a.cue.First <= t && t < a.cue.Last && a.source.Last > a.source.First && a.kind != sitrep.Statement {
			return a.source
		}
	}
	for i := range w.home.in(s) {
		a := &w.acts[i]
		if a.cue.First <= t && t < a.cue.Last && a.source.Last > a.source.First {
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
	if who := w.withBefore(w.at(f.k), first); who.Last > who.First && w.mayAct(who) {
		return who // "with a local official confirming"
	}
	if !w.work.Layer.Mark(prev) && w.class(f.k-1) != lang.AndWord {
		if who := w.phraseBack(prev+1, first); who.Last > who.First && w.heads(who) && !w.addressed(who, first) {
			return who
		}
	}
	if who := w.speakerSoFar(f, true); who.Last > who.First {
		return who
	}
	return w.subjectBefore(f)
}

// addressed reports whether a phrase is of those to whom words go, or of where they stand: "a letter to the ministries urging",
// "a statement on social media asking".
func (w *room) addressed(r spans.Run, first int) bool {
	if r.First-1 > first && w.work.Layer.Class(r.First-1) == lang.AndWord {
		if both := w.phraseBack(r.First-1, first); both.Last > both.First {
			r = both // "to the ministries and the courts"
		}
	}
	if r.First <= first {
		return false
	}
	if c := w.work.Layer.Class(r.First - 1); c != lang.ToWord && c != lang.PrepWord {
		return false
	}
	what := w.phraseBack(r.First-1, first)
	return what.Last > what.First && w.paper(what)
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
