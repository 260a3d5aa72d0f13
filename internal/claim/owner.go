package claim

import (
	"strings"

	"sitrep"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// clause is a clause of a sentence: who its subject is and where its finite verb stands.
type clause struct {
	who  spans.Run
	verb int
}

// owned gives acts whose source the model left out to the subject of the clause they belong to:
//
//	its own verb      "As the crowd in the square chanted", "Many who live by the lake, a resort, fear"
//	a second verb     "Roe has trained all week and hopes", "sold the mill and in 2016 disclosed"
//	a participle      "Roe travelled to Halden, calling it", "After claiming that …, Roe left"
//
// What is quoted, and acts whose subject is a thing, are left as they are.
func (w *room) owned() {
	for i := range w.acts {
		a := &w.acts[i]
		if a.dropped || a.source.Last > a.source.First || a.kind.Silent() || a.turn || a.nominal || w.work.Layer.Quote(a.cue.First) != 0 {
			continue
		}
		verb := w.cueVerb(a)
		if verb < 0 || w.befalls(a, verb) {
			continue
		}
		if who := w.ownerOf(a, verb); who.Last > who.First && who.Last <= verb && w.mayAct(who) && !w.nobody(who) && !w.thingOf(who) {
			w.give(a, who)
			w.wordsOf(a, who)
		} else if who.First > a.cue.Last && w.mayAct(who) && !w.nobody(who) {
			a.source = who
			for k := range a.content {
				if c := &a.content[k]; c.First >= a.cue.Last && c.First < who.First && c.Last > who.First {
					c.Last = who.First
				}
			}
		}
	}
}

// wordsOf takes from what somebody says what stands between them and the verb, and gives what stands behind it where nothing is
// left: "Mayor defends plan, says bridge is safe".
func (w *room) wordsOf(a *act, who spans.Run) {
	for k := range a.content {
		if c := &a.content[k]; c.First >= who.First && c.Last <= a.cue.First && w.work.Layer.Quote(c.First) == 0 {
			c.Last = c.First
		}
	}
	if a.content = kept(a.content); len(a.content) == 0 && a.kind == sitrep.Statement {
		if what := w.rest(a.cue.Last, a.sentence); w.hasVerb(what) {
			a.content = append(a.content, what)
		}
	}
}

// cueVerb is the first verb of a cue; -1 if it opens with none.
func (w *room) cueVerb(a *act) int {
	l := &w.work.Layer
	for t := a.cue.First; t < a.cue.Last; t++ {
		switch c := l.Class(t); {
		case c == lang.AdverbWord, w.ly(t):
		case l.In(t, lang.AccordingList):
			return -1
		case c >= lang.BeWord && c <= lang.ModalWord, c >= lang.SayVerb, l.Ing(t), l.Went(t, false):
			if w.d.Tokens[t].Shape != text.Lower && !w.headed() {
				return -1
			}
			return t
		default:
			return -1
		}
	}
	return -1
}

// befalls reports whether what an act tells happens to its subject, or only seems so: "was sentenced", "expected to rise", "a
// paper titled", and where the model takes the subject for part of what is said, "The mill seems to be empty".
func (w *room) befalls(a *act, verb int) bool {
	l := &w.work.Layer
	be := false
	for t := verb; t < a.cue.Last; t++ {
		if be = be || l.Class(t) == lang.BeWord; be {
			if c := l.Class(t); (c >= lang.SayVerb && !l.Ing(t) || l.Past(t) || l.Went(t, true)) && !w.c.Moods.Has(w.d.Lower(t)) {
				return true
			}
		}
	}
	if n, _ := w.c.Naming.Match(w.d.Lower, verb); n > 0 || l.Past(verb) && l.Class(verb+1) == lang.ToWord && w.d.Lower(verb) == "expected" {
		return true
	}
	return l.Class(verb) == lang.NoClaimWord && !l.Ing(verb) && len(a.content) > 0 && a.content[0].First < a.cue.First
}

// headed reports whether a text is a title or a headline.
func (w *room) headed() bool { return w.d.In == sitrep.InTitle || w.d.Headline }

// ownerOf is who does what the verb of an act says, nothing where grammar doesn't show it.
func (w *room) ownerOf(a *act, verb int) spans.Run {
	l := &w.work.Layer
	s := &w.d.Sentences[a.sentence]
	before := verb
	for before > s.First && (l.Class(before-1) == lang.AdverbWord || w.ly(before-1)) {
		before--
	}
	if last := a.cue.Last - 1; l.Class(a.cue.Last) == lang.ByWord && last == verb && l.Past(last) {
		return spans.Run{First: a.cue.Last + 1, Last: w.nounPhrase(a.cue.Last+1, s.Last)} // "four ships listed by the harbour office"
	}
	if l.Ing(verb) && l.Class(verb) != lang.BeWord {
		return w.ownerOfIng(a, verb, before)
	}
	if own := w.clauseOf(a, verb); own.verb >= 0 {
		if l.Class(own.who.First) == lang.ItWord && l.Class(verb) < lang.SayVerb {
			return spans.Run{} // "it seems"
		}
		return own.who
	}
	if and := w.joint(verb, s.First); and > s.First {
		if who := w.lastSource(a); who.Last > who.First {
			return who
		}
		if c := w.mainBefore(a.sentence, and); c.verb >= 0 {
			return c.who
		}
		return spans.Run{}
	}
	if before > s.First && w.d.Raw(before-1) == "," && w.headed() && strings.HasSuffix(w.d.Lower(verb), "s") && w.hasVerb(w.rest(verb+1, a.sentence)) {
		if c := w.mainBefore(a.sentence, before-1); c.verb >= 0 && c.who.First == s.First {
			return c.who // "Mayor defends plan, says bridge is safe"
		}
	}
	return spans.Run{}
}

// ownerOfIng is who does what a participle says.
func (w *room) ownerOfIng(a *act, verb, before int) spans.Run {
	l := &w.work.Layer
	s := &w.d.Sentences[a.sentence]
	if l.Class(verb) == lang.ShowVerb || w.c.Results.Has(w.d.Lower(verb)) {
		return spans.Run{} // what happened may show it
	}
	if before == s.First || before == s.First+1 && l.Class(s.First) == lang.AfterWord {
		return w.behindComma(verb, s.Last)
	}
	switch prev := before - 1; {
	case w.d.Raw(prev) == ",", w.d.Raw(prev) == "-", w.d.Raw(prev) == "–", w.d.Raw(prev) == "—", l.Class(prev) == lang.AndWord, l.Class(prev) == lang.AfterWord, l.Class(prev) == lang.SubordinateWord, l.Class(prev) == lang.ByWord:
		return w.lastOwner(a, prev)
	case l.Mark(prev), w.links(prev), nominalPlace(l.Class(prev)), l.Class(prev) == lang.AsWord, l.Class(prev) == lang.ButWord:
		return spans.Run{}
	}
	// what stands right before does it, unless it is only told, sent or gone to: "a note saying", "fans hoping"
	near := w.phraseBack(before, s.First)
	if near.Last == before && near.Last > near.First && (w.paper(near) && near.Last > near.First+1 || w.heads(near)) && !w.them(a) {
		return near
	}
	return w.lastOwner(a, before)
}

// them reports whether what a participle is done to is those right before it: "a message to players telling them".
func (w *room) them(a *act) bool { return w.work.Layer.Class(a.cue.Last) == lang.ObjectWord }

// lastOwner is who spoke last before token end of an act's sentence, or the subject of its last main clause there.
func (w *room) lastOwner(a *act, end int) spans.Run {
	l := &w.work.Layer
	c := w.mainBefore(a.sentence, end)
	who, from := c.who, c.verb+1
	at := -1
	for i := range w.home.in(a.sentence) {
		if b := &w.acts[i]; b != a && !b.dropped && b.source.Last > b.source.First && b.cue.First > at && b.cue.First < end && b.cue.First >= c.verb && b.source.Last <= end {
			at, who, from = b.cue.First, b.source, b.cue.Last
		}
	}
	if at < 0 && c.verb < 0 {
		return spans.Run{}
	}
	for t := from; t < end; t++ {
		if k := l.Class(t); (k == lang.SayVerb || k == lang.TellVerb) && w.finiteForm(t) && !l.Ing(t) {
			return spans.Run{} // somebody else may speak
		}
		if w.d.Raw(t) == "," && w.d.Language.Figure.Roles[w.d.Lower(t+1)]&lang.With != 0 {
			return spans.Run{} // "with Roe, for instance, hoping"
		}
	}
	return who
}

// behindComma is the subject of the clause behind the comma that ends what a sentence opens with: "Citing costs, the company
// said".
func (w *room) behindComma(from, last int) spans.Run {
	for t := from + 1; t < min(last, from+farSubject); t++ {
		if w.d.Raw(t) == "," && w.work.Layer.Quote(t) == 0 {
			if c := w.clauseAt(t+1, last); c.verb >= 0 {
				return c.who
			}
		}
	}
	return spans.Run{}
}

// clauseOf is the clause whose verb an act's cue is; its verb is -1 for none.
func (w *room) clauseOf(a *act, verb int) clause {
	s := &w.d.Sentences[a.sentence]
	l := &w.work.Layer
	for _, loose := range [...]bool{false, true} { // "as the crowd chanted", where nothing else is its subject
		for t := max(s.First, verb-farSubject); t < verb; t++ {
			if loose && l.Class(t-1) != lang.AsWord && l.Class(t-1) != lang.AfterWord || !loose && !w.opensAt(t, s) {
				continue
			}
			c := w.clauseAt(t, min(s.Last, verb+1))
			if c.verb < a.cue.First || c.verb > verb {
				continue
			}
			for k := c.who.Last - 2; k > t && w.thing(c.verb)&lang.SingularThing != 0; k-- {
				if l.Class(k) == lang.AndWord && (l.Class(k+1) == lang.DetWord || l.Class(k+1) == lang.OwnerWord) {
					c.who.First = k + 1 // "… grew and the government is hoping": one alone
					break
				}
			}
			return c
		}
	}
	return clause{verb: -1}
}

// opensAt reports whether a clause that is not quoted may begin at token t.
func (w *room) opensAt(t int, s *text.Sentence) bool {
	l := &w.work.Layer
	if t > s.First+6 && w.d.Raw(t-1) == "-" {
		return false // "an 18-year-old"
	}
	return w.starts(t, s) && l.Quote(t) == 0 && (t == s.First || l.Quote(t-1) == 0) && !w.mark(t) && !l.In(t, lang.AccordingList)
}

// farSubject is how many tokens before its verb a subject may begin.
const farSubject = 50

// mainBefore is the last clause of a sentence's own whose verb stands before token end.
func (w *room) mainBefore(sentence, end int) clause {
	s := &w.d.Sentences[sentence]
	l := &w.work.Layer
	best := clause{verb: -1}
	for t := max(s.First, end-farHalf); t < end; t++ {
		if !w.opensAt(t, s) || t > s.First && l.Class(t-1) == lang.SubordinateWord {
			continue
		}
		c := w.clauseAt(t, end)
		if c.verb < 0 {
			continue
		}
		if k := l.Class(c.verb); l.Class(c.who.First) == lang.ItWord && k >= lang.BeWord && k <= lang.ModalWord {
			best = clause{verb: -1} // "it may be that"
			continue
		}
		best = c
		t = c.verb
	}
	return best
}

// clauseAt is the clause that begins at token t: a noun phrase with what is said of it, then a finite verb; a verb of -1 for
// none.
func (w *room) clauseAt(t, last int) clause {
	none := clause{verb: -1}
	end := w.nounPhrase(t, last)
	if l := &w.work.Layer; end <= t || l.Class(t) == lang.DayWord || l.Class(t) == lang.ObjectWord || l.Class(end-1) == lang.AndWord || l.Ing(t) && w.begins(t) && w.d.Raw(end) == "," && !w.calling(t) || nominalPlace(w.work.Layer.Class(end-1)) && !w.mark(end-1) && w.d.Tokens[end-1].Shape == text.Lower {
		return none
	}
	if end-1 > t && w.c.Unchanged.Has(w.d.Lower(end-1)) && w.phrase(end) {
		return clause{who: spans.Run{First: t, Last: end - 1}, verb: end - 1} // "The police put the toll"
	}
	for {
		if v := w.finiteAt(end, last); v >= 0 {
			return clause{who: spans.Run{First: t, Last: end}, verb: v}
		}
		close := w.saidOf(end, last)
		if close < 0 || close-t > longWho+longRelative-longClose {
			return none
		}
		if w.d.Raw(close) != "," {
			if v := w.finiteAt(close, last); v >= 0 {
				return clause{who: spans.Run{First: t, Last: close}, verb: v}
			}
			return none
		}
		if v := w.finiteAt(close+1, last); v >= 0 {
			return clause{who: spans.Run{First: t, Last: close + 1}, verb: v}
		}
		end = close
	}
}

// finiteAt is the finite verb at token k, over adverbs and when it was; -1 if none is.
func (w *room) finiteAt(k, last int) int {
	l := &w.work.Layer
	for t := k; t < min(last, k+8); {
		c := l.Class(t)
		switch {
		case c >= lang.BeWord && c <= lang.ModalWord && (w.d.Tokens[t].Shape == text.Lower || w.headed()):
			return t
		case c >= lang.SayVerb && !l.Ing(t) || c == lang.NoClaimWord && (l.Went(t, true) || t > k && l.May(t)), w.c.Unchanged.Has(w.d.Lower(t)):
			if w.d.Tokens[t].Shape == text.Lower || w.headed() {
				return t
			}
			return -1
		case c == lang.AdverbWord, w.ly(t):
			t++
		case w.d.Raw(t) == "," && t+2 < last && l.Class(t+1) == lang.ButWord && w.d.Raw(t+2) == ",":
			t += 3 // ", however,"
		default:
			if c == lang.NoClaimWord && l.May(t) && w.d.Tokens[t].Shape == text.Lower {
				return t
			}
			end := w.when(t, last)
			if end == t {
				return -1
			}
			t = end
		}
	}
	return -1
}

// joint is the "and" or "but" by which the verb at a token shares the subject of the verb before, over adverbs and when it
// was: "sold the mill and in 2016 disclosed"; -1 for none.
func (w *room) joint(verb, first int) int {
	l := &w.work.Layer
	for t := verb - 1; t > max(first, verb-10); t-- {
		if c := l.Class(t); c != lang.AndWord && c != lang.ButWord || w.d.Raw(t+1) == "," && w.d.Raw(t-1) == "," {
			continue // not ", however,"
		}
		k := t + 1
		for k < verb {
			if c := l.Class(k); c == lang.AdverbWord || c == lang.HaveWord || w.ly(k) || w.d.Raw(k) == "," {
				k++
			} else if end := w.when(k, verb); end > k {
				k = end
			} else {
				return -1
			}
		}
		return t
	}
	return -1
}
