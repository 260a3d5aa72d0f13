package claim

import (
	"strings"

	"sitrep"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// mended repairs by grammar what the model leaves ragged, most of it where commas are lost: sources that
// run on into a quotation, speakers after the verb, content with a gap beside the cue.
func (w *room) mended() {
	for i := range w.acts {
		a := &w.acts[i]
		if a.kind.Silent() || a.cue.Last <= a.cue.First {
			continue
		}
		w.cutSource(a)
		w.speakerFirst(a)
		w.speakerAfter(a)
		w.speakerInside(a)
		w.speakerBefore(a)
		w.speakerWith(a)
		w.speakerOver(i)
		w.widen(a)
		w.namedFirst(a)
		w.runTogether(a)
		w.describedBy(a)
		w.freeObject(a)
		w.fillGap(a)
		w.reachBack(i)
		w.cutVerb(a)
		w.cutPlace(a)
		w.trim(a)
	}
	for i := range w.acts {
		w.cutTail(i)
		w.dropReporting(&w.acts[i])
	}
}

// dropReporting drops who works for whom: "She reports to the head of the parks department" says nothing.
func (w *room) dropReporting(a *act) {
	verb := a.cue.Last - 1
	if w.d.Lower(verb) == "to" {
		verb--
	}
	if verb < a.cue.First || verb+1 >= len(w.d.Tokens) || len(a.content) != 1 || !w.c.Under.Has(w.d.Lower(verb)) || w.work.Layer.Class(verb+1) != lang.ToWord || a.content[0].First > verb+2 {
		return
	}
	for t := a.content[0].First; t < a.content[0].Last; t++ {
		if c := w.work.Layer.Class(t); c == lang.ThatWord || w.work.Layer.Quote(t) != 0 {
			return
		}
	}
	a.dropped = true
}

func (w *room) saying(a *act) bool {
	l := &w.work.Layer
	for t := a.cue.First; t < a.cue.Last; t++ {
		switch l.Class(t) {
		case lang.SayVerb, lang.TellVerb:
			return true
		}
	}
	return false
}

// cutSource ends a source where a quotation opens.
func (w *room) cutSource(a *act) {
	if a.source.Last-a.source.First == 1 && w.d.Tokens[a.source.First].Kind == text.Number {
		a.source = spans.Run{} // "figures since 2010 suggest"
		return
	}
	l := &w.work.Layer
	for t := a.source.First + 1; t < a.source.Last; t++ {
		if l.Quote(t) != 0 && l.Quote(t-1) != l.Quote(t) && a.source.First >= a.cue.Last && a.source.Last-t > 2 {
			if n := len(a.content); n > 0 && a.content[n-1].First >= a.source.Last {
				a.content[n-1].First = t
			} else {
				a.content = append(a.content, spans.Run{First: t, Last: a.source.Last})
			}
			a.source.Last = t
			return
		}
	}
}

// speakerFirst reads who stands right before the verb where the model took the subject of what is said for him: "On
// Monday an official said rebel forces had lost nine men", not "said rebel forces".
func (w *room) speakerFirst(a *act) {
	l := &w.work.Layer
	if !w.saying(a) || a.source.Last <= a.source.First || a.source.First != a.cue.Last || l.Mark(a.cue.First-1) || l.Quote(a.cue.First-1) != 0 {
		return
	}
	switch c := l.Class(a.source.Last); {
	case c == lang.BeWord, c == lang.HaveWord, c == lang.DoWord, c == lang.ModalWord, l.Past(a.source.Last) && w.d.Tokens[a.source.Last].Shape == text.Lower:
	default:
		return
	}
	who := w.phraseBack(a.cue.First, w.d.Sentences[a.sentence].First)
	if who.Last != a.cue.First || who.Last <= who.First || !w.mayAct(who) {
		return
	}
	if at := who.First - 2; at >= w.d.Sentences[a.sentence].First && l.Class(at) == lang.DetWord && w.d.Tokens[at+1].Shape == text.Lower && !l.Mark(at+1) {
		who.First = at // "an unnamed official"
	}
	last := a.source.Last
	for _, c := range a.content {
		last = max(last, c.Last)
	}
	a.content = append(a.content[:0], spans.Run{First: a.source.First, Last: last})
	a.source = who
}

// speakerAfter reads "…, said a monitoring group." where the comma is lost.
func (w *room) speakerAfter(a *act) {
	if l := &w.work.Layer; !w.saying(a) || a.cue.Last-a.cue.First != 1 || l.Class(a.cue.First) == lang.TellVerb || a.source.First >= a.cue.Last {
		return
	}
	s := &w.d.Sentences[a.sentence]
	l := &w.work.Layer
	end := s.Last
	for end > a.cue.Last && w.d.Tokens[end-1].Kind == text.Punct {
		end--
	}
	if end-a.cue.Last < 1 || end-a.cue.Last > 10 || a.cue.First-s.First < 6 || !w.speakers(a.cue.Last, end) {
		return
	}
	// what stands before the verb must not be its subject
	before := a.cue.First - 1
	if c := l.Class(before); c != lang.DayWord && !l.Mark(before) && a.source.Last > a.source.First && a.source.Last-a.source.First < 4 {
		return
	}
	for t := a.cue.Last; t < end; t++ {
		// "said state department officials": a verb's base form within a phrase is a noun
		noun := l.Class(t) >= lang.SayVerb && !l.Past(t) && !l.Ing(t) && t+1 < end && w.phrase(t+1)
		apposed := w.d.Raw(t) == "," && t > a.cue.Last && t+1 < end && w.phrase(t+1) && w.d.Raw(a.cue.First-1) == ","
		if !w.phrase(t) && !noun && !apposed && l.Class(t) != lang.ForWord && l.Class(t) != lang.PrepWord {
			return
		}
	}
	a.source = spans.Run{First: a.cue.Last, Last: end}
	a.content = append(a.content[:0], spans.Run{First: s.First, Last: a.cue.First})
}

// speakerInside reads who stands between a quotation and its verb where the model took him for part of it, or whoever
// stands behind "by" for him: `"It is a massacre" a voice off camera said`, "A. B. Dahl said in a note released by the
// team".
func (w *room) speakerInside(a *act) {
	l := &w.work.Layer
	if l.Class(a.cue.First) != lang.SayVerb {
		return
	}
	s := &w.d.Sentences[a.sentence]
	switch {
	case a.source.Last <= a.source.First:
		for k := range a.content {
			c := &a.content[k]
			from := c.Last
			for from > c.First && l.Quote(from-1) == 0 && !l.Mark(from-1) {
				from--
			}
			n := c.Last - from
			if c.Last == a.cue.First && from > c.First && l.Quote(from-1) != 0 && n > 1 && n < 7 && (l.Class(from) == lang.DetWord || w.speakers(from, c.Last)) {
				a.source, c.Last = spans.Run{First: from, Last: c.Last}, from
				return
			}
		}
	case a.source.First >= a.cue.Last && l.Class(a.source.First-1) == lang.ByWord:
		if who := w.phraseBack(a.cue.First, s.First); who.Last == a.cue.First && w.named(who.First, who.Last) && w.mayAct(who) {
			w.give(a, who)
		}
	}
}

// speakerOver gives a source to a verb that its subject stands far before: over what is said of him between commas
// ("The coalition, which speaks for nine unions, wants"), over a day ("Sanders on Tuesday said"), or over a first verb
// ("The mayor opened the bridge and said").
func (w *room) speakerOver(i int) {
	a := &w.acts[i]
	l := &w.work.Layer
	if a.source.Last > a.source.First || l.Quote(a.cue.First) != 0 || l.Ing(a.cue.First) || l.Class(a.cue.First) < lang.SayVerb && !l.Past(a.cue.First) && l.Class(a.cue.First) != lang.HaveWord {
		return
	}
	s := &w.d.Sentences[a.sentence]
	verb := a.cue.First
	for verb > s.First && (l.Class(verb-1) == lang.AdverbWord || l.Class(verb-1) == lang.HaveWord || w.ly(verb-1)) {
		verb--
	}
	if verb-1 <= s.First {
		return
	}
	from := s.First
	for from < verb && (l.Class(from) == lang.ButWord || l.Class(from) == lang.AndWord || l.Class(from) == lang.AdverbWord || w.d.Raw(from) == ",") {
		from++
	}
	end := from
	for end < verb && w.phrase(end) && l.Class(end) != lang.DayWord {
		end++
	}
	head := spans.Run{First: from, Last: end}
	whole := end > from && end < verb && w.mayAct(head)
	switch before := l.Class(verb - 1); {
	case w.d.Raw(verb-1) == ",":
		if whole && w.d.Raw(end) == "," && end < verb-2 && verb-from < 30 && !w.sourced(a, from, verb) {
			w.give(a, spans.Run{First: from, Last: verb - 1})
		}
	case before == lang.DayWord:
		for verb > end && (l.Class(verb-1) == lang.DayWord || l.Class(verb-1) == lang.PrepWord) {
			verb--
		}
		switch {
		case whole && verb == end:
			w.give(a, head)
		case whole && w.d.Raw(end) == "," && w.d.Raw(verb-1) == "," && verb-1 > end && verb-from < 30 && !w.sourced(a, from, verb):
			w.give(a, spans.Run{First: from, Last: verb - 1}) // "The ministry, the last to speak, on Monday said"
		default:
			if who := w.phraseBack(verb, s.First); who.Last == verb && w.heads(who) && (who.First == s.First || !w.hangs(who.First)) {
				w.give(a, who) // "Published April 2 rebel forces on Sunday claimed"
			}
		}
	case before == lang.AndWord || before == lang.ButWord:
		if last := w.lastSource(a); last.Last > last.First {
			a.source = last
		} else if c := l.Class(end); whole && end < verb && (c >= lang.BeWord && c <= lang.ModalWord || c >= lang.SayVerb || l.Past(end)) {
			a.source = head
		}
	}
}

// sourced reports whether another act's source lies among tokens [from, to).
func (w *room) sourced(a *act, from, to int) bool {
	for i := range w.home.in(a.sentence) {
		if b := &w.acts[i]; b != a && b.source.First >= from && b.source.Last <= to && b.source.Last > b.source.First && b.cue.First > to {
			return true
		}
	}
	return false
}

// lastSource is the source of the act before a in its sentence whose source stands before its cue.
func (w *room) lastSource(a *act) (last spans.Run) {
	at := -1
	for i := range w.home.in(a.sentence) {
		b := &w.acts[i]
		if b != a && !b.dropped && b.cue.First < a.cue.First && b.cue.First > at && b.source.Last > b.source.First && b.source.Last <= b.cue.First {
			at, last = b.cue.First, b.source
		}
	}
	return last
}

// speakers reports whether tokens [from, to) begin with a noun phrase that can speak.
func (w *room) speakers(from, to int) bool {
	l := &w.work.Layer
	if c := l.Class(from); c == lang.DayWord || c == lang.ThatWord {
		return false
	}
	for t := from; t < min(to, from+6); t++ {
		if n, _ := w.nounAt(t); n > 0 {
			return true
		}
		if sh := w.d.Tokens[t].Shape; sh == text.Title && t == from || sh == text.Upper {
			return true
		}
	}
	return false
}

// speakerBefore gives a source to "A an NGO said" when the model saw none: the noun phrase right before
// the verb.
func (w *room) speakerBefore(a *act) {
	if !w.saying(a) || a.source.Last > a.source.First {
		return
	}
	l := &w.work.Layer
	s := &w.d.Sentences[a.sentence]
	verb := a.cue.First
	for verb > s.First && (l.Class(verb-1) == lang.AdverbWord || l.Class(verb-1) == lang.HaveWord || w.ly(verb-1)) {
		verb--
	}
	if verb-2 > s.First && l.Class(verb-1) == lang.ThereWord {
		if n, _ := w.nounAt(verb - 2); n > 0 {
			verb-- // "authorities there said"
		}
	}
	if verb == s.First || l.Class(verb-1) == lang.BeWord || l.Ing(a.cue.First) {
		return
	}
	first := w.phraseBefore(verb, s.First)
	if first >= verb || !w.speakers(first, verb) {
		return
	}
	if c := l.Class(first - 1); (c == lang.ForWord || c == lang.OfWord) && first-2 > s.First && w.d.Tokens[first].Shape != text.Lower && w.d.Tokens[first-2].Shape != text.Lower {
		first = w.phraseBefore(first-1, s.First) // "the Observatory for Human Rights monitoring group"
	}
	a.source = spans.Run{First: first, Last: verb}
	for k := range a.content {
		if c := &a.content[k]; c.First < verb && c.Last > first {
			c.Last = max(c.First, first)
		}
	}
	a.content = kept(a.content)
	if len(a.content) == 0 && a.cue.Last >= s.Last-1 && first > s.First {
		a.content = append(a.content, spans.Run{First: s.First, Last: first})
	}
}

// speakerWith reads who stands before a participle of speech behind "with", which has a subject of its own: "with the mayor
// saying that", "with a local official confirming on Friday that".
func (w *room) speakerWith(a *act) {
	l := &w.work.Layer
	s := &w.d.Sentences[a.sentence]
	at := a.cue.First
	if !l.Ing(at) || l.Class(at) < lang.SayVerb || l.Quote(at) != 0 {
		return
	}
	for at > s.First && w.ly(at-1) {
		at--
	}
	if who := w.withBefore(at, s.First); who.Last > who.First && w.mayAct(who) && !w.nobody(who) {
		w.give(a, who)
		w.alone(a)
	}
}

// alone takes from the other acts of a sentence what somebody behind "with" says.
func (w *room) alone(a *act) {
	for i := range w.home.in(a.sentence) {
		b := &w.acts[i]
		if b == a || b.cue.First >= a.source.First {
			continue
		}
		for k := range b.content {
			if c := &b.content[k]; c.First >= a.source.First {
				c.Last = c.First
			} else if c.Last >= a.source.First {
				c.Last = a.source.First - 1
			}
		}
		b.content = kept(b.content)
	}
}

// withBefore is the noun phrase, with what hangs on it, that stands between "with" and token end; nothing where none does.
func (w *room) withBefore(end, first int) spans.Run {
	for t := end - 2; t >= max(first, end-longWho); t-- {
		if w.d.Language.Figure.Roles[w.d.Lower(t)]&lang.With != 0 {
			if w.nounPhrase(t+1, end) == end {
				return spans.Run{First: t + 1, Last: end}
			}
			break
		}
	}
	return spans.Run{}
}

// trim takes off what never belongs to a source's end ("Mulder, who") or content's beginning ("; it was not").
func (w *room) trim(a *act) {
	l := &w.work.Layer
	for a.source.Last-1 > a.source.First && l.Class(a.source.Last-1) == lang.RelativeWord {
		a.source.Last--
		for a.source.Last-1 > a.source.First && w.d.Raw(a.source.Last-1) == "," {
			a.source.Last--
		}
	}
	for k := range a.content {
		c := &a.content[k]
		for c.First < c.Last-1 && (w.d.Raw(c.First) == ";" || w.d.Raw(c.First) == ",") {
			c.First++
		}
	}
}

// freeObject takes a source away that is the object of what stands before it: in "identified one of them as A. B.
// adding that" A. B. adds nothing.
func (w *room) freeObject(a *act) {
	l := &w.work.Layer
	if a.source.Last != a.cue.First || a.cue.Last-a.cue.First != 1 || l.Class(a.cue.First) != lang.SayVerb || !l.Ing(a.cue.First) || a.source.First <= w.d.Sentences[a.sentence].First {
		return
	}
	switch c := l.Class(a.source.First - 1); {
	case w.withBefore(a.cue.First, w.d.Sentences[a.sentence].First) == a.source:
	case c == lang.AsWord, c == lang.PrepWord, c == lang.ToWord, c == lang.ByWord, c >= lang.SayVerb, l.Past(a.source.First - 1):
		a.source = spans.Run{}
	}
}

// widen draws a source that is only where somebody is back to who is there: of "the monitor and doctors at the
// scene said", not "the scene".
func (w *room) widen(a *act) {
	l := &w.work.Layer
	first := w.d.Sentences[a.sentence].First
	for steps := 0; steps < 3 && a.source.Last > a.source.First && a.source.Last <= a.cue.First && a.source.First-1 > first && !w.mayAct(a.source); steps++ {
		switch l.Class(a.source.First - 1) {
		case lang.PrepWord, lang.OfWord, lang.ForWord:
		default:
			return
		}
		back := w.phraseBefore(a.source.First-1, first)
		if back >= a.source.First-1 || l.Class(back) == lang.DayWord {
			return
		}
		for back-1 > first && l.Class(back-1) == lang.AndWord && w.phraseBefore(back-1, first) < back-1 {
			back = w.phraseBefore(back-1, first)
		}
		a.source.First = back
		for k := range a.content {
			if c := &a.content[k]; c.First < a.source.First && c.Last > a.source.First {
				c.Last = a.source.First
			}
		}
	}
}

// namedFirst draws a source that only says what somebody is back to who it is, where a comma was lost between them: "The
// Norland Watch for Human Rights a Tarn-based group said".
func (w *room) namedFirst(a *act) {
	l := &w.work.Layer
	first := w.d.Sentences[a.sentence].First
	at := a.source.First
	if at > first && l.Class(at) != lang.DetWord {
		at--
	}
	if a.source.Last <= a.source.First || a.source.Last != a.cue.First || at-2 < first || w.d.Language.Figure.Roles[w.d.Lower(at)]&lang.A == 0 || l.Class(at) != lang.DetWord || w.d.Tokens[at-1].Shape == text.Lower || w.d.Tokens[at-1].Kind != text.Word || w.d.Tokens[a.source.Last-1].Shape != text.Lower {
		return
	}
	who := w.phraseBack(at, first)
	for steps := 0; steps < 2 && who.First-1 > first && w.links(who.First-1) && w.d.Tokens[who.First-2].Shape == text.Title; steps++ {
		outer := w.phraseBack(who.First-1, first)
		if outer.Last != who.First-1 || !w.named(outer.First, outer.Last) {
			break
		}
		who.First = outer.First
	}
	if who.Last != at || who.Last-who.First < 2 || !w.named(who.First, who.Last) || who.First > first && !l.Mark(who.First-1) && w.d.Tokens[who.First-1].Kind != text.Number {
		return
	}
	w.give(a, spans.Run{First: who.First, Last: who.Last})
}

// runTogether takes off a source's beginning those somebody did something to, where a comma was lost behind them: of "wounding
// dozens opposition activists said" and "injuring a number of farmers local sources said" only the activists and sources speak.
func (w *room) runTogether(a *act) {
	l := &w.work.Layer
	at := a.source.First
	if a.source.Last-at < 2 || a.source.Last != a.cue.First || at-1 < w.d.Sentences[a.sentence].First || !l.Ing(at-1) || !w.saying(a) {
		return
	}
	if n, noun := w.nounAt(a.source.Last - 1); n == 0 || !noun.Plural {
		return
	}
	for t := at; t < a.source.Last-1; t++ {
		n, noun := w.nounAt(t)
		many := t == at && w.thing(t)&lang.ManyThing != 0 && l.Class(t+1) != lang.OfWord
		if !many && !(n == 1 && noun.Plural) || l.Class(t+1) == lang.OfWord || l.Class(t+1) == lang.AndWord {
			continue
		}
		for k := range a.content {
			if c := &a.content[k]; c.Last == a.source.First {
				c.Last = t + 1
			}
		}
		a.source.First = t + 1
		return
	}
}

// describedBy draws a source that is only the object of what tells of somebody back to that somebody: of "the company that
// runs the boat said", "a group watching the war said", neither the boat nor the war.
func (w *room) describedBy(a *act) {
	l := &w.work.Layer
	first := w.d.Sentences[a.sentence].First
	object := a.source
	if object.Last <= object.First {
		object = w.phraseBack(a.cue.First, first)
	}
	if object.Last <= object.First || object.Last > a.cue.First {
		return
	}
	verb := object.First - 1
	if verb > first && w.links(verb) && l.Class(verb) != lang.AndWord {
		verb-- // "that speaks for"
	}
	if verb-2 < first || w.links(verb) || !w.saying(a) || w.d.Tokens[verb].Shape != text.Lower || l.Class(verb) == lang.RelativeWord {
		return
	}
	end := verb
	switch {
	case l.Ing(verb) && l.Class(verb) == lang.NoClaimWord:
	default:
		for end > max(first, verb-4) && (l.Class(end-1) == lang.HaveWord || l.Class(end-1) == lang.AdverbWord) {
			end--
		}
		if c := l.Class(end - 1); c != lang.RelativeWord && c != lang.ThatWord {
			return
		}
		end--
	}
	who := w.phraseBack(end, first)
	if who.Last != end || who.Last <= who.First || !w.heads(who) && !w.calling(end-1) {
		return
	}
	for steps := 0; steps < 3 && who.First-1 > first && w.links(who.First-1) && l.Class(who.First-1) != lang.AndWord; steps++ {
		outer := w.phraseBack(who.First-1, first) // "a spokesman for the company that"
		if outer.Last != who.First-1 || outer.Last <= outer.First || !w.mayAct(outer) {
			break
		}
		who.First = outer.First
	}
	if !(who.First == first || l.Mark(who.First-1)) {
		return
	}
	a.source = spans.Run{First: who.First, Last: object.Last}
	for k := range a.content {
		if c := &a.content[k]; c.First < who.First && c.Last > who.First {
			c.Last = who.First
		}
	}
}

// kept drops empty runs.
func kept(runs []spans.Run) []spans.Run {
	out := runs[:0]
	for _, r := range runs {
		if r.Last > r.First {
			out = append(out, r)
		}
	}
	return out
}

// phraseBefore is where the simple noun phrase that ends before token end begins.
func (w *room) phraseBefore(end, from int) int {
	l := &w.work.Layer
	t := end
	for t > from {
		k := t - 1
		if t < end && k > from && w.ownersMark(k) { // "the Harbour Workers' League"
			t = k
			continue
		}
		if !w.phrase(k) || l.Class(k) == lang.DayWord || l.Class(k) == lang.SubjectWord && t < end {
			break
		}
		t = k
		if c := l.Class(k); c == lang.DetWord || c == lang.SubjectWord || c == lang.OwnerWord && !w.mark(k) {
			break
		}
		// a name before a lower-case word and a lower-case word before a name part phrases
		if k > from && k < end-1 && w.d.Tokens[k].Shape == text.Title && w.d.Tokens[k-1].Shape == text.Lower && l.Class(k-1) != lang.OfWord {
			break
		}
	}
	return t
}

// ownersMark reports whether token k is the mark of a plural that something belongs to, within a name.
func (w *room) ownersMark(k int) bool {
	m := w.d.Raw(k)
	return (m == "'" || m == "’") && strings.HasSuffix(w.d.Lower(k-1), "s") && w.d.Tokens[k-1].Shape == text.Title && w.d.Tokens[k+1].Shape == text.Title &&
		w.d.Tokens[k].Start == w.d.Tokens[k-1].End
}

// fillGap draws content up to its cue: between "said" and "people were hurt", "at least 17" belongs
// to what is said; "on Monday that" does not.
func (w *room) fillGap(a *act) {
	l := &w.work.Layer
	if !w.saying(a) || len(a.content) == 0 || l.Class(a.cue.Last-1) != lang.SayVerb {
		return
	}
	c := &a.content[0]
	if c.First < a.cue.Last || c.First-a.cue.Last > 8 || c.First == a.cue.Last || a.source.First >= a.cue.Last {
		return
	}
	switch l.Class(a.cue.Last) {
	case lang.DetWord, lang.SubjectWord, lang.ItWord, lang.ThereWord, lang.OwnerWord:
		c.First = a.cue.Last
		return
	}
	if l.Count(a.cue.Last) || l.Class(a.cue.Last) == lang.PrepWord && w.thing(a.cue.Last+1)&lang.BoundThing != 0 {
		c.First = a.cue.Last
	}
}

// reachBack draws content that stands before its source and cue, at a sentence's end, back to where the
// sentence begins, if no other act stands between.
func (w *room) reachBack(i int) {
	a := &w.acts[i]
	s := &w.d.Sentences[a.sentence]
	if len(a.content) != 1 || a.content[0].Last > a.cue.First || a.content[0].First <= s.First || a.kind != sitrep.Statement {
		return
	}
	c := &a.content[0]
	last := max(a.cue.Last, a.source.Last)
	if s.Last-last > 4 || w.work.Layer.Quote(c.First) != 0 {
		return
	}
	for t := s.First; t < c.First; t++ {
		switch w.d.Raw(t) {
		case ";", "—", "–":
			return
		}
		if w.work.Layer.Quote(t) != 0 {
			return
		}
	}
	for j := range w.home.in(a.sentence) {
		if b := &w.acts[j]; j != i && b.cue.First < c.First && b.source.Last > b.source.First {
			return
		}
	}
	if a.source.Last > a.source.First && a.source.First < c.First {
		return
	}
	c.First = s.First
}

// cutTail takes another act's source and cue off the end of content: in "40 are feared dead, X said", what is
// feared ends before X.
func (w *room) cutTail(i int) {
	a := &w.acts[i]
	for k := range a.content {
		c := &a.content[k]
		for j := range w.home.in(a.sentence) {
			b := &w.acts[j]
			if j == i || b.source.Last <= b.source.First || b.cue.First < a.cue.Last {
				continue
			}
			from, to := min(b.source.First, b.cue.First), max(b.source.Last, b.cue.Last)
			if from > c.First && to <= c.Last && c.Last-to <= 1 && w.holds(b, a.cue) {
				c.Last = from
			}
		}
	}
	a.content = kept(a.content)
}

// cutPlace begins what is said behind a colon and with its quotation, where nothing but how and where it is said stands
// before: 'shouted from the roof: "Bring a ladder!"'.
func (w *room) cutPlace(a *act) {
	l := &w.work.Layer
	if len(a.content) == 0 || a.content[0].First < a.cue.Last || !w.saying(a) && !w.says(a.cue.First) {
		return
	}
	c := &a.content[0]
	if w.d.Headline || w.d.In == sitrep.InTitle || l.Class(c.First) != lang.PrepWord && l.Class(a.cue.Last-1) != lang.PrepWord {
		return
	}
	for t := c.First; t+1 < min(c.Last, c.First+10); t++ {
		if l.Quote(t) != 0 || l.Class(t) >= lang.BeWord && l.Class(t) <= lang.ModalWord || l.Class(t) == lang.ThatWord || l.Class(t) == lang.SubjectWord || l.Past(t) {
			return
		}
		if w.d.Raw(t) == ":" && l.Quote(t+1) != 0 {
			c.First = t + 1
			return
		}
	}
}

// cutVerb ends what a noun that opens its sentence tells before that noun's own verb: of "His claim that the roof was safe
// angered them" not "angered them".
func (w *room) cutVerb(a *act) {
	l := &w.work.Layer
	s := &w.d.Sentences[a.sentence]
	n := len(a.content)
	if n != 1 || a.content[0].First != a.cue.Last || l.Class(a.cue.Last) != lang.ThatWord || a.source.Last > a.cue.First || l.Quote(a.cue.First) != 0 {
		return
	}
	opening := a.cue.First
	if a.source.Last > a.source.First {
		opening = a.source.First
	}
	for opening > s.First && l.Class(opening-1) == lang.DetWord {
		opening--
	}
	c := &a.content[0]
	before := l.Class(a.cue.First - 1)
	if opening != s.First || s.Last-c.Last > 2 || before != lang.DetWord && before != lang.OwnerWord || l.Past(a.cue.Last-1) {
		return
	}
	verbs := 0
	for t := c.First + 2; t < c.Last; t++ {
		switch k := l.Class(t); {
		case w.d.Raw(t) == ",", k == lang.AndWord, k == lang.ButWord, k == lang.RelativeWord, k == lang.ThatWord, k == lang.SubordinateWord, k == lang.WhetherWord,
			k == lang.AskingWord, k == lang.AfterWord, k == lang.AsWord, l.Quote(t) != 0:
			return
		case k >= lang.BeWord && k <= lang.ModalWord, k >= lang.SayVerb && w.finiteForm(t) && !nominalPlace(l.Class(t-1)) && w.d.Tokens[t].Shape == text.Lower, l.Went(t, true):
			if verbs > 0 && t-c.First > 3 {
				c.Last = t
				return
			}
			verbs++
			for t+1 < c.Last && (l.Class(t+1) >= lang.BeWord && l.Class(t+1) <= lang.NotWord || l.Class(t+1) == lang.AdverbWord || w.ly(t+1)) {
				t++
			}
			if k := l.Class(t); t+1 < c.Last && (k >= lang.BeWord && k <= lang.NotWord || k == lang.AdverbWord) && (k == lang.ModalWord || l.May(t+1) || l.Ing(t+1) || w.c.Unchanged.Has(w.d.Lower(t+1))) {
				t++ // the verb that these help
			}
		}
	}
}

// holds reports whether an act's content holds a run.
func (w *room) holds(a *act, r spans.Run) bool {
	for _, c := range a.content {
		if c.First <= r.First && r.Last <= c.Last {
			return true
		}
	}
	return false
}
