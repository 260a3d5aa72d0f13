package claim

import (
	"sitrep"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// idled drops statements that report no speech, though a verb of speech stands there: what is generally told of a thing,
// what something is called, what a sign shows, a reaction that did not come.
func (w *room) idled() {
	for i := range w.acts {
		a := &w.acts[i]
		if a.dropped || a.cue.Last <= a.cue.First {
			continue
		}
		if a.kind.Silent() {
			a.dropped = a.kind == sitrep.Unreachable && w.untouched(a)
			continue
		}
		if w.lore(a) {
			a.dropped = true
		}
		if a.kind != sitrep.Statement {
			continue
		}
		if w.christened(a) || w.sign(a) || w.unreacted(a) || w.foretold(a) || w.capital(a) {
			a.dropped = true
		}
	}
}

// untouched reports whether what somebody or something did not respond to is nothing that was asked: "eyes that did not respond to the lamp", "patients
// who did not respond to the cure". What one is asked, told or charged with stands within a few words, or whoever asks by name.
func (w *room) untouched(a *act) bool {
	const asked = lang.CallThing | lang.QuestionThing | lang.PressThing | lang.SayThing | lang.ClaimsThing | lang.SuitThing
	l := &w.work.Layer
	to := a.cue.Last
	if l.Class(to-1) == lang.ToWord {
		to--
	}
	for t := a.cue.First; t < to; t++ {
		if w.d.Lower(t) == "yet" {
			return false // "has yet to respond": something is awaited of him
		}
	}
	if to+1 >= len(w.d.Tokens) || l.Class(to) != lang.ToWord {
		return false
	}
	for t := to + 1; t < min(len(w.d.Tokens), to+8) && w.d.SentenceOf(t) == a.sentence; t++ {
		if w.d.Tokens[t].Shape != text.Lower || w.thing(t)&asked != 0 {
			return w.d.Tokens[t].Kind == text.Punct && t > to+1
		}
	}
	return true
}

// foretold reports whether an act only foretells, in a word or two, how somebody will be: "the town will never feel safe again". It is
// no speech unless the model is rather sure of it.
func (w *room) foretold(a *act) bool {
	l := &w.work.Layer
	if a.odds >= even || len(a.content) != 1 || a.content[0].Last-a.content[0].First > 3 || l.Quote(a.content[0].First) != 0 || w.hasVerb(a.content[0]) {
		return false
	}
	for t := a.cue.First; t < a.cue.Last; t++ {
		if l.Class(t) == lang.ModalWord {
			return true
		}
	}
	return false
}

// capital reports whether the one word of a cue is written as a name within a sentence that is not: "Samira Said", "Planned
// Parenthood".
func (w *room) capital(a *act) bool {
	at := a.cue.First
	if a.cue.Last-at != 1 || w.d.Tokens[at].Shape != text.Title || w.d.Headline || w.d.In == sitrep.InTitle || w.begins(at) || w.work.Layer.Quote(at) != 0 {
		return false
	}
	lower, upper := 0, 0
	for t := w.d.Sentences[a.sentence].First; t < w.d.Sentences[a.sentence].Last; t++ {
		switch w.d.Tokens[t].Shape {
		case text.Lower:
			if w.work.Layer.Class(t) == lang.NoClaimWord {
				lower++
			}
		case text.Title:
			upper++
		}
	}
	return lower >= upper
}

// even is how likely a cue must be to be likelier than not.
const even = 0.5

// lore reports whether an act only tells what is generally told of a thing: "is said to be the oldest in the county". Of
// somebody it may be news: "is said to have fled".
func (w *room) lore(a *act) bool {
	n, of := w.c.Lore.Match(w.plainWords(a.cue.First), 0)
	if n == 0 || of != "thing" {
		return n > 0
	}
	who := w.phraseBack(a.cue.First, w.d.Sentences[a.sentence].First)
	for t := who.First; t < who.Last; t++ {
		if w.d.Tokens[t].Kind == text.Number {
			return false
		}
	}
	return who.Last > who.First && !w.mayAct(who)
}

// plainWords gives the lower-cased words from token t on, but for adverbs.
func (w *room) plainWords(t int) func(int) string {
	return func(i int) string {
		for k := t; k < len(w.d.Tokens); k++ {
			if w.work.Layer.Class(k) == lang.AdverbWord || w.ly(k) {
				continue
			}
			if i == 0 {
				return w.d.Lower(k)
			}
			i--
		}
		return ""
	}
}

// christened reports whether an act only tells what something is called, by nobody in particular: `a play, called "The Last
// Word", opens`.
func (w *room) christened(a *act) bool {
	l := &w.work.Layer
	verb := a.cue.Last - 1
	if l.Class(verb) == lang.AsWord {
		verb--
	}
	for verb > a.cue.First && (l.Class(verb) == lang.AdverbWord || w.ly(verb)) {
		verb-- // "known locally as"
	}
	if n, _ := w.c.Naming.Match(w.plainWords(verb), 0); n == 0 || verb < a.cue.First || a.source.Last > a.source.First || len(a.content) == 0 || a.content[len(a.content)-1].First < a.cue.Last {
		return false
	}
	for t := a.cue.Last; t < a.content[len(a.content)-1].Last; t++ {
		if l.Class(t) == lang.ThatWord || l.Class(t) == lang.SubjectWord {
			return false
		}
	}
	return a.cue.First == verb || l.Class(a.cue.First) == lang.BeWord || l.Class(a.cue.First) == lang.HaveWord
}

// sign reports whether who speaks is a thing that shows words or numbers: "the thermometer said 41 degrees".
func (w *room) sign(a *act) bool {
	if a.source.Last <= a.source.First || a.source.Last > a.cue.First {
		return false
	}
	l := &w.work.Layer
	head := -1
	for t := a.source.First; t < a.source.Last && (w.phrase(t) || w.nounlike(t, a.source.Last)) && l.Class(t) != lang.OfWord; t++ {
		head = t
	}
	return head >= 0 && w.d.Tokens[head].Shape == text.Lower && w.c.Signs.Has(w.d.Lower(head))
}

// unreacted reports whether an act is of a reaction that did not come: "has not condemned the vandalism".
func (w *room) unreacted(a *act) bool {
	l := &w.work.Layer
	verb := a.cue.Last - 1
	for verb > a.cue.First && (l.Class(verb) == lang.ForWord || l.Class(verb) == lang.ToWord || l.Class(verb) == lang.PrepWord) {
		verb--
	}
	not := w.nobody(a.source)
	for t := max(a.cue.First-2, w.d.Sentences[a.sentence].First); t < verb; t++ {
		not = not || l.Class(t) == lang.NotWord
	}
	if !not || w.speech(a.content) && !w.nobody(a.source) {
		return false
	}
	_, key := w.c.Frames.Match(w.d.Lower, verb)
	for _, f := range w.c.Frame[key] {
		if f.Kind != "-" && !sitrep.Act(f.Kind).Silent() {
			return true
		}
	}
	return false
}

// refuted gives what a denial denies its owner: "dismissed the army's claim that 60 had died" denies all of that, and the
// claim is the army's.
func (w *room) refuted() {
	for i := range w.acts {
		a := &w.acts[i]
		if a.dropped || a.kind != sitrep.Denial || a.cue.Last <= a.cue.First {
			continue
		}
		for k := range w.home.in(a.sentence) {
			b := &w.acts[k]
			if k == i || b.dropped || b.kind != sitrep.Statement || b.cue.First <= a.cue.Last || b.cue.First > a.cue.Last+reach || len(b.content) == 0 ||
				b.content[0].First < b.cue.Last || !w.mark(b.cue.First-1) {
				continue
			}
			if who := w.phraseBack(b.cue.First, a.cue.Last); who.Last > who.First && w.mayAct(who) {
				b.source = who
				a.content = []spans.Run{{First: who.First, Last: b.content[len(b.content)-1].Last}}
			}
		}
	}
}

// paired draws the sources of acts out to both of two who act together: "Neither the owner nor the architect could be
// reached", "Both Peru and Chile said".
func (w *room) paired() {
	for i := range w.acts {
		if a := &w.acts[i]; !a.dropped && a.source.Last > a.source.First && a.source.Last <= a.cue.First {
			w.pair(a)
		}
	}
}

func (w *room) pair(a *act) {
	both := w.pairAround(a.source, a.cue.First, a.sentence)
	if both.Last <= both.First {
		return
	}
	a.source = both
	for k := range a.content {
		if c := &a.content[k]; c.First < both.Last && c.Last > both.First {
			c.First = min(max(c.First, both.Last), c.Last)
		}
	}
	a.content = kept(a.content)
}

// pairAround is both of two, with the word before the first, of whom a run before a verb is one, or holds the first;
// empty if there are no two.
func (w *room) pairAround(r spans.Run, verb, sentence int) spans.Run {
	first := w.d.Sentences[sentence].First
	for t := min(r.First, verb-4); t >= max(first, r.First-longWho); t-- {
		if !w.work.Layer.In(t, lang.PairList) || !w.opens(t, first) {
			continue
		}
		joint := w.c.Pairs[w.d.Lower(t)]
		for at := t + 2; at+1 < verb; at++ {
			if w.d.Lower(at) != joint {
				continue
			}
			if two := w.nounPhrase(at+1, verb); two > at+1 && w.helps(two, verb) && w.mayAct(spans.Run{First: t + 1, Last: at}) {
				return spans.Run{First: t, Last: two}
			}
			return spans.Run{}
		}
	}
	return spans.Run{}
}

// helps reports whether tokens [from, to) only help the verb behind them: "has so far", "on Monday".
func (w *room) helps(from, to int) bool {
	l := &w.work.Layer
	for t := from; t < to; {
		if end := w.when(t, to); end > t {
			t = end
			continue
		}
		switch c := l.Class(t); {
		case c >= lang.BeWord && c <= lang.ModalWord, c == lang.AdverbWord, c == lang.NotWord, w.ly(t):
			t++
		default:
			return false
		}
	}
	return true
}
