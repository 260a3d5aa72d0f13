package claim

import (
	"sitrep"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// silenced drops statements a silence holds: "declined to say" says nothing.
func (w *room) silenced() {
	for i := range w.acts {
		a := &w.acts[i]
		if len(a.content) == 0 && a.kind == sitrep.Statement || a.cue.First >= a.cue.Last || w.labelled(a) {
			a.dropped = true
		}
		for t := max(a.cue.First-2, w.d.Sentences[a.sentence].First); t < min(a.cue.Last+1, len(w.d.Tokens)); t++ {
			if w.work.Layer.In(t, lang.HedgeList) && (t+1 != a.cue.First-1 || w.d.Raw(t+1) != ",") { // not "dismissed the claim, saying"
				a.hedged = true
			}
		}
	}
}

// labelled reports whether an act is only a label and its colon, "BREAKING: …", "Harbour Digest: …", or where a paper
// has its report from, "LAHORE: …".
func (w *room) labelled(a *act) bool {
	if !w.work.Layer.Mark(a.cue.First) || a.turn {
		return false
	}
	if w.furniture(a.source) {
		return true
	}
	return w.d.Raw(a.cue.First) == ":" && a.cue.Last == a.cue.First+1 && a.source.First == 0 && a.source.Last == a.cue.First && w.dateline(a.source)
}

// furniture reports whether a run before a colon is a word of the paper's own and nobody: "BREAKING", "Quake latest", but
// not "Quake survivors".
func (w *room) furniture(r spans.Run) bool {
	label := func(t int) bool { return w.thing(t)&lang.LabelThing != 0 }
	for t := r.First; t < r.Last; t++ {
		if last := r.Last - 1; label(t) && (label(last) || !w.bodyAt(last)) {
			return true
		}
	}
	return false
}

// dateline reports whether a run at a text's head can be the place it was written in: capitals alone that stand nowhere
// else in it and are no word for somebody.
func (w *room) dateline(r spans.Run) bool {
	if w.d.In == sitrep.InTitle || w.d.Headline || w.d.AllCaps || w.unstopped() || r.Last-r.First > 3 || w.bodyAt(r.Last-1) || w.calling(r.First) {
		return false
	}
	if _, person := w.d.Language.Actors.FirstNames[w.d.Lower(r.First)]; person && r.Last-r.First > 1 {
		return false // a columnist
	}
	for t := r.First; t < r.Last; t++ {
		if s := w.d.Tokens[t].Shape; s != text.Upper && w.d.Raw(t) != "," && w.d.Raw(t) != "-" {
			return false
		}
	}
	for t := r.Last; t < len(w.d.Tokens); t++ {
		if w.d.Raw(t) == w.d.Raw(r.First) {
			return false
		}
	}
	return true
}

// relayed finds who stands between: who is told, who cites, and whose words hold another's.
func (w *room) relayed() {
	for i := range w.acts {
		a := &w.acts[i]
		if a.dropped {
			continue
		}
		if !w.handed(i) {
			w.cited(a)
			w.told(a)
			w.spokenWith(a)
		}
	}
	for i := range w.acts {
		w.citedTwice(i)
	}
	w.lay()
	for i := range w.acts {
		in := &w.acts[i]
		if in.dropped || in.via.Last > in.via.First || in.source.Last <= in.source.First {
			continue
		}
		if out := w.around(i); out >= 0 && w.acts[out].source.Last > w.acts[out].source.First && !w.same(&w.acts[out], in) {
			in.via = w.acts[out].source
		}
	}
}

// citedTwice drops the citing whose source another act of the sentence was given: "the dam burst, the Courier reported,
// citing two officials".
func (w *room) citedTwice(i int) {
	a := &w.acts[i]
	if a.dropped || a.cue.Last-a.cue.First != 1 || !w.c.Relays.Has(w.d.Lower(a.cue.First)) {
		return
	}
	for j := range w.home.in(a.sentence) {
		if b := &w.acts[j]; j != i && !b.dropped && b.via.Last > b.via.First && b.source.First == a.cue.Last && len(b.content) > 0 {
			a.dropped = true
			return
		}
	}
}

// around is the innermost act whose content holds act i; -1 for none. It looks at contents as they were laid.
func (w *room) around(i int) int {
	best, size := -1, 0
	in := &w.acts[i]
	s := w.d.SentenceOf(in.cue.First)
	if s < 0 {
		return -1
	}
	for j := range w.lies.in(s) {
		a := &w.acts[j]
		if j == i || a.dropped {
			continue
		}
		for _, c := range a.content {
			if c.First <= in.cue.First && in.cue.Last <= c.Last && (best < 0 || c.Last-c.First < size) {
				best, size = j, c.Last-c.First
			}
		}
	}
	return best
}

// same reports whether two acts plainly have one source: it is a pronoun, or the same words.
func (w *room) same(a, b *act) bool {
	l := &w.work.Layer
	if b.source.Last-b.source.First == 1 {
		switch l.Class(b.source.First) {
		case lang.SubjectWord, lang.ItWord, lang.RelativeWord, lang.ObjectWord, lang.OwnerWord:
			return true
		}
	}
	return w.d.Slice(w.d.Span(a.source.First, a.source.Last)) == w.d.Slice(w.d.Span(b.source.First, b.source.Last))
}

// handed gives what "X, citing Y, said" tells to Y, relayed by X: the model may read the citing as an act of
// its own, and the saying as nobody's.
func (w *room) handed(i int) bool {
	a := &w.acts[i]
	if a.cue.Last-a.cue.First != 1 || !w.relays(a.cue.First) {
		return false
	}
	via := a.source
	if via.Last <= via.First {
		end := a.cue.First
		if first := w.d.Sentences[a.sentence].First; end > first && w.work.Layer.Mark(end-1) {
			via = w.phraseBack(end-1, first)
		}
	}
	if via.Last <= via.First {
		return false
	}
	to := a.cue.Last
	for to < w.d.Sentences[a.sentence].Last && w.phrase(to) {
		to++
	}
	if to == a.cue.Last {
		return false
	}
	if !w.citable(spans.Run{First: a.cue.Last, Last: to}) {
		return w.asideOf(a, to)
	}
	to = max(to, w.whole(a.cue.Last, w.d.Sentences[a.sentence].Last, false))
	best, gap := -1, 12
	for j := range w.home.in(a.sentence) {
		b := &w.acts[j]
		if j == i || b.dropped || len(b.content) == 0 || b.kind != sitrep.Statement ||
			b.source.Last > b.source.First && b.source.First != via.First || b.cue.Last <= a.cue.First && w.saysBetween(b.cue.Last, a.cue.First) {
			continue
		}
		if d := max(b.cue.First-to, a.cue.First-b.cue.Last); d >= 0 && d < gap {
			best, gap = j, d
		}
	}
	if best < 0 {
		// "X reported, citing Y, that …", where the model took the aside for the end of what is said
		that := w.behind(to, a.sentence)
		if len(a.content) != 1 || a.content[0].Last > to || that >= w.d.Sentences[a.sentence].Last || w.work.Layer.Class(that) != lang.ThatWord {
			return false
		}
		a.via, a.source, a.content = via, spans.Run{First: a.cue.Last, Last: to}, []spans.Run{w.rest(that, a.sentence)}
		return true
	}
	b := &w.acts[best]
	b.via, b.source = via, spans.Run{First: a.cue.Last, Last: to}
	a.dropped = true
	return true
}

// relays reports whether token t says whom the words are from: "citing", not "without citing".
func (w *room) relays(t int) bool {
	return w.work.Layer.In(t, lang.RelayList) && (t == 0 || !w.c.Unmade.Has(w.d.Lower(t-1)))
}

// asideOf drops a citing of what can't speak inside "X said, citing early data, that …" and gives X what is said, from
// token to on, where the model took the aside for its end.
func (w *room) asideOf(a *act, to int) bool {
	for j := range w.home.in(a.sentence) {
		b := &w.acts[j]
		if b == a || b.kind != sitrep.Statement || b.source.Last <= b.source.First || b.cue.Last > a.cue.First || a.cue.First-b.cue.Last > 6 {
			continue
		}
		if from := w.behind(to, a.sentence); len(b.content) == 0 && w.work.Layer.Class(from) == lang.ThatWord {
			b.content, b.dropped = []spans.Run{w.rest(from, a.sentence)}, false
		}
		if len(b.content) > 0 {
			a.dropped = true
			return true
		}
	}
	return false
}

// behind is the token after the marks at token i of a sentence.
func (w *room) behind(i, sentence int) int {
	for last := w.d.Sentences[sentence].Last; i < last-1 && w.work.Layer.Mark(i); {
		i++
	}
	return i
}

// rest is a sentence from token i on, without the marks that end it.
func (w *room) rest(i, sentence int) spans.Run {
	end := w.d.Sentences[sentence].Last
	for end > i && w.work.Layer.Mark(end-1) {
		end--
	}
	return spans.Run{First: i, Last: end}
}

// cited reads "X said, citing Y" and "X quoted Y as saying": the words are Y's, and X relays them.
func (w *room) cited(a *act) {
	s := &w.d.Sentences[a.sentence]
	from, to := a.cue.First, a.cue.Last+7
	if a.source.Last > s.First {
		from = min(from, a.source.Last)
	}
	for t := max(from, s.First); t < min(to, s.Last); t++ {
		if !w.relays(t) {
			continue
		}
		from := t + 1
		to := from
		for to < s.Last && w.phrase(to) {
			to++
		}
		if to == from || !w.citable(spans.Run{First: from, Last: to}) || a.source.Last <= a.source.First || a.source.First < to && a.source.Last > from {
			continue
		}
		inside := a.cue.First <= t && t < a.cue.Last
		near := t >= a.cue.Last && t-a.cue.Last <= 6 || t >= a.source.Last && t < a.cue.First && t-a.source.Last <= 2
		if !inside && !near || w.saysBetween(a.cue.Last, t) {
			continue
		}
		a.via, a.source = a.source, spans.Run{First: from, Last: max(to, w.whole(from, s.Last, false))}
		w.asSaying(a, to)
		return
	}
}

// asSaying gives "quoted Y as saying" what Y said where the model took Y for part of it: what stands behind, or before where
// nothing does: "40 people were killed, the agency quoted the ministry as saying". Y ends before token to.
func (w *room) asSaying(a *act, to int) {
	s := &w.d.Sentences[a.sentence]
	that := to + 2
	if w.work.Layer.Class(to) != lang.AsWord || w.work.Layer.Class(to+1) != lang.SayVerb || len(a.content) == 0 {
		return
	}
	a.source.Last = to
	if a.content[0].First < a.source.First {
		rest := a.content[:0]
		for _, c := range a.content {
			if c.First < a.source.First || c.Last > that {
				rest = append(rest, c)
			}
		}
		a.content = rest // not "a source in the city as saying"
		return
	}
	switch before := (spans.Run{First: s.First, Last: a.via.First}); {
	case that < s.Last && w.skipEnd(that, s.Last) < s.Last:
		a.content[0].First = max(a.content[0].First, min(that, a.content[0].Last-1))
	case w.hasVerb(before):
		a.content = append(a.content[:0], before)
	}
}

// saysBetween reports whether somebody else speaks between two tokens: "the ministry said, the Courier reports, citing
// an agency": the Courier cites.
func (w *room) saysBetween(from, to int) bool {
	for t := from; t < to; t++ {
		if w.work.Layer.Class(t) >= lang.SayVerb {
			return true
		}
	}
	return false
}

// citable reports whether a phrase can be whom somebody cites: "citing a witness", not "citing his age".
func (w *room) citable(r spans.Run) bool {
	switch c := w.work.Layer.Class(r.First); c {
	case lang.ItWord, lang.RelativeWord, lang.ThatWord:
		return false
	}
	if w.d.Language.Figure.Roles[w.d.Lower(r.Last-1)]&lang.Record != 0 {
		return false // "citing preliminary data"
	}
	return w.mayAct(r) && !w.thingOf(r)
}

// told reads "Y told X that …" where X is a body: X relays.
func (w *room) told(a *act) {
	l := &w.work.Layer
	s := &w.d.Sentences[a.sentence]
	for t := a.cue.First; t < a.cue.Last; t++ {
		if l.Class(t) != lang.TellVerb {
			continue
		}
		from := t + 1
		to := from
		capital := false
		for to < s.Last && w.phrase(to) && !(len(a.content) > 0 && to >= a.content[0].First && a.content[0].First > t) && l.Class(to) != lang.DayWord {
			if sh := w.d.Tokens[to].Shape; sh == text.Title || sh == text.Upper {
				capital = true
			}
			to++
		}
		if to > from && capital && w.d.Tokens[from].Kind == text.Word && !(a.source.First < to && a.source.Last > from) {
			a.via = spans.Run{First: from, Last: to}
		}
		return
	}
}
