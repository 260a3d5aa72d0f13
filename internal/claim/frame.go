package claim

import (
	"sitrep"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// framed finds the frames of reactions. A frame gives its kind to the act whose cue it touches; where the
// model saw none, the frame's words are the cue of a new one, whose roles the model reads.
func (w *room) framed() {
	for s := range w.d.Sentences {
		if !w.jumble(s) {
			w.frameSentence(s)
		}
	}
	w.toned()
	w.lay()
	for i := range w.acts {
		w.oneAct(i)
	}
	for i := range w.acts {
		w.settle(i)
	}
}

// oneAct makes one act of a plain statement and the reaction it tells of whoever makes it: "The vicar said he was
// sorry" is his regret.
func (w *room) oneAct(i int) {
	b := &w.acts[i]
	if b.dropped || !b.framed || b.kind.Silent() || b.kind == sitrep.Statement || !(b.source.Last-b.source.First == 1 && w.self(i)) && !w.tellsOf(i) {
		return
	}
	a := &w.acts[w.around(i)]
	if a.dropped || a.framed || a.source.Last <= a.source.First || a.kind != sitrep.Statement || !w.uttered(a) || len(a.content) != 1 || a.sentence != b.sentence {
		return
	}
	a.kind, a.framed, b.dropped = b.kind, true, true
}

// tellsOf reports whether act i says what its subject did not do, by somebody else's words: "The mayor said that the firm had
// nothing to do with it" is the mayor's denial.
func (w *room) tellsOf(i int) bool {
	b := &w.acts[i]
	out := w.around(i)
	if b.kind != sitrep.Denial || out < 0 || w.acts[out].cue.Last > b.source.First {
		return false
	}
	for t := b.cue.First; t < b.cue.Last; t++ {
		switch w.work.Layer.Class(t) {
		case lang.BeWord, lang.HaveWord:
			return true
		case lang.AdverbWord, lang.NotWord:
		default:
			return w.c.None.Has(w.d.Lower(t)) || w.c.None.Has(w.d.Lower(t+1))
		}
	}
	return false
}

// jumble reports whether a sentence is a row of headlines and labels run together, as pages leave
// them: long, and nearly all capitals.
func (w *room) jumble(s int) bool {
	const long = 40
	sentence := &w.d.Sentences[s]
	if sentence.Last-sentence.First <= long { // most
		return false
	}
	n, capitals := 0, 0
	for i := sentence.First; i < sentence.Last; i++ {
		if t := &w.d.Tokens[i]; t.Kind == text.Word {
			n++
			if t.Shape != text.Lower && t.Shape != text.NoCase {
				capitals++
			}
		}
	}
	return n > long && capitals*10 > n*6
}

// found is a frame found: words kept[k:k+n] of a sentence and what they say.
type found struct {
	s, k, n int
	kind    sitrep.Act
	frame   lang.ClaimFrame
	light   bool // a verb that carries a noun, which things may be the subject of
}

func (w *room) frameSentence(s int) {
	sentence, l := &w.d.Sentences[s], &w.work.Layer
	if !l.HoldsIn(s, lang.FrameList|lang.ActNounList) {
		return
	}
	// the words but for adverbs, as the frames know them
	w.kept = w.kept[:0]
	for i := sentence.First; i < sentence.Last; i++ {
		if l.Adverb(i) && (l.Class(i) == lang.AdverbWord || w.ly(i)) {
			continue
		}
		w.kept = append(w.kept, i)
	}
	for k := 0; k < len(w.kept); {
		if !l.In(w.kept[k], lang.FrameList|lang.ActNounList) { // most words
			k++
			continue
		}
		k += w.frameAt(s, k)
	}
}

// word is the lower-cased kept word k, or "" past either end.
func (w *room) word(k int) string {
	if k < 0 || k >= len(w.kept) {
		return ""
	}
	return w.d.Tokens[w.kept[k]].Lower
}

// thing is what sorts of things the word at token t is of, and thingAt the same of kept word k; most are of none, which the
// vocabulary tells.
func (w *room) thing(t int) lang.ClaimNeed {
	if !w.work.Layer.In(t, lang.ThingList) {
		return 0
	}
	return w.c.Things[w.d.Lower(t)]
}

func (w *room) thingAt(k int) lang.ClaimNeed {
	if k < 0 || k >= len(w.kept) {
		return 0
	}
	return w.thing(w.kept[k])
}

// is reports whether kept word k is of a class of things.
func (w *room) is(k int, class lang.ClaimNeed) bool { return w.thingAt(k)&class != 0 }

// class is the part kept word k plays.
func (w *room) class(k int) lang.ClaimWord {
	if k < 0 || k >= len(w.kept) {
		return lang.NoClaimWord
	}
	return w.work.Layer.Class(w.kept[k])
}

func (w *room) frameAt(s, k int) int {
	l := &w.work.Layer
	if l.In(w.kept[k], lang.FrameList) {
		n, key := w.c.Frames.MatchKnown(w.d.Tokens[w.kept[k]].Word, w.word, k)
		var frames []lang.ClaimFrame
		if n > 0 {
			frames = w.c.Frame[key]
		}
		for _, f := range frames {
			if f.Kind == "-" {
				return n
			}
			if f.Need&lang.RebukeThing != 0 && w.has(s, sitrep.Act(f.Kind)) && !w.bySomeoneElse(found{s, k, n, sitrep.Act(f.Kind), f, false}) {
				continue // "condemned it, calling it barbaric" condemns once
			}
			if w.needed(f.Need, k, n) && w.take(found{s, k, n, sitrep.Act(f.Kind), f, false}) {
				return n
			}
		}
	}
	if !l.In(w.kept[k], lang.ActNounList) {
		return 1
	}
	switch noun := w.c.Nouns[w.word(k)]; {
	case noun.Kind == "" || noun.Kind == "-":
	case noun.Felt:
		w.felt(s, k, sitrep.Act(noun.Kind))
	default:
		w.nominal(s, k, noun)
	}
	return 1
}

// has reports whether an act of the kind was found in a sentence.
func (w *room) has(s int, kind sitrep.Act) bool {
	for i := range w.home.in(s) {
		if w.acts[i].kind == kind && w.acts[i].framed {
			return true
		}
	}
	return false
}

// bySomeoneElse reports whether a frame's finite verb has a subject of its own that did no act of its kind in the sentence yet: "Fans booed
// the umpire and the manager called him a disgrace".
func (w *room) bySomeoneElse(f found) bool {
	if f.frame.Form != lang.PastForm && f.frame.Form != lang.ThirdForm {
		return false
	}
	who := w.subject(f)
	if who.Last <= who.First || who.Last != w.at(f.k) || who.Last-who.First == 1 && w.work.Layer.Class(who.First) != lang.NoClaimWord {
		return false
	}
	for i := range w.home.in(f.s) {
		if a := &w.acts[i]; a.kind == f.kind && a.framed && a.source.First <= who.First && who.First < a.source.Last {
			return false
		}
	}
	return true
}

// take makes an act of a frame if its verb is one and is done, and its subject can do it.
func (w *room) take(f found) bool {
	if w.asked(f.s) && !f.kind.Silent() {
		return false
	}
	var who spans.Run
	switch {
	case f.frame.Need&lang.FromTurn != 0:
		if who = w.phraseAfterFrom(f.k+f.n, f.s); who.Last <= who.First && (!f.kind.Silent() || w.mentioned(f)) {
			return false // "It was claimed that", "Roe's 'no comment' on the fire"
		}
	case f.frame.Need&lang.ObjectTurn != 0:
		if who = w.phraseAt(w.at(f.k+f.n), f.s); who.Last <= who.First && !f.kind.Silent() {
			return false
		}
	case f.frame.Form == lang.FixedForm:
		if at := w.at(f.k); f.kind == sitrep.Denial && w.supposed(max(at-8, w.d.Sentences[f.s].First), at) {
			return false
		}
		who = w.subject(f)
		if f.frame.Need&lang.AskingTurn != 0 && w.speaksOfSelf(who) {
			return false // "We did not know what had hit us"
		}
	default:
		if f.kind.Silent() && w.class(f.k-1) == lang.ModalWord || !f.kind.Silent() && w.unmade(f.k) || !w.verb(f) {
			return false
		}
		if w.passive(f.k, f.frame.Form) {
			if f.frame.Need&lang.ToTurn != 0 || f.frame.Need&lang.StateTurn != 0 && w.class(f.k-1) != lang.BeWord {
				return false
			}
			if who = w.phraseBy(f.k+f.n, f.s); who.Last == who.First {
				return false
			}
			break
		}
		who = w.subject(f)
	}
	if who.Last > who.First && who.Last <= w.at(f.k) {
		if both := w.pairAround(who, w.at(f.k), f.s); both.Last > both.First && w.nobody(both) {
			who = both // "neither Peru nor Chile"
		}
	}
	if !f.kind.Silent() && who.Last > who.First && who.Last <= w.at(f.k) && w.work.Layer.Class(who.First-1) == lang.WhetherWord && w.work.Layer.Class(who.First-2) != lang.AdverbWord {
		return false // "asked whether he regretted it", "if they demand more"; not "even if they demanded"
	}
	if f.frame.Need&lang.StateTurn != 0 && !w.ownVerb(f) {
		return false
	}
	if f.frame.Need&lang.NoneTurn != 0 && !w.nobody(who) {
		return false
	}
	if who.Last == who.First && f.frame.Form == lang.IngForm && !f.kind.Silent() && w.work.Layer.Quote(w.at(f.k)) == 0 {
		return false
	}
	strict := f.frame.Need&lang.ThingTurn != 0 || f.frame.Form == lang.FixedForm || f.light
	if who.Last > who.First && ((strict || w.bare(who)) && !w.mayAct(who) || !f.kind.Silent() && w.thingOf(who)) || w.nobody(who) && !f.kind.Silent() {
		return false
	}
	w.put(f, who)
	return true
}

// mostActs is how many acts frames make of one sentence, three times as many as any has: the roles of each are read over
// the whole of it.
const mostActs = 32

// put keeps an act found by a frame; who is its source, if the frame shows one.
func (w *room) put(f found, who spans.Run) {
	cue := spans.Run{First: w.at(f.k), Last: w.at(f.k+f.n-1) + 1}
	again, told := w.toldAgain(f, cue), 0
	for i := range w.home.in(f.s) {
		a := &w.acts[i]
		told++
		if a.cue.First < cue.Last && cue.First < a.cue.Last {
			if again && !a.framed {
				a.dropped = true
				return
			}
			if !a.framed || f.kind.Silent() {
				a.kind, a.framed, a.naming = f.kind, true, f.naming()
				w.give(a, who)
			}
			return
		}
	}
	for i := range w.home.in(f.s) {
		a := &w.acts[i]
		if f.kind.Silent() && a.kind == f.kind && cue.First >= a.cue.Last && cue.First-a.cue.Last <= 2 {
			return // "refused to confirm or deny"
		}
	}
	if again || told >= mostActs {
		return
	}
	found := w.m.Roles(&w.work, f.s, cue)
	a := w.actOf(&found)
	a.kind, a.framed, a.nominal, a.naming = f.kind, true, f.frame.Kind == "", f.naming()
	w.give(&a, who)
	w.add(a)
}

// toldAgain reports whether an "-ing" only tells more of an act that a noun names shortly before it: "a call from the council
// urging" is one call.
func (w *room) toldAgain(f found, cue spans.Run) bool {
	if f.frame.Form != lang.IngForm {
		return false
	}
	for i := range w.home.in(f.s) {
		if a := &w.acts[i]; a.nominal && a.kind == f.kind && cue.First >= a.cue.Last && cue.First-a.cue.Last < reach {
			return true
		}
	}
	return false
}

// naming reports whether the frame is of a name given: "called it a farce".
func (f *found) naming() bool { return f.frame.Need&(lang.RebukeThing|lang.PraiseThing) != 0 }

// longest is how many tokens a source before its cue may reach back for its phrase to be left as the model has it.
const longest = 30

// give makes who the source of an act, and takes it out of its content.
func (w *room) give(a *act, who spans.Run) {
	if who.Last <= who.First || !a.kind.Silent() && a.source.First <= who.First && who.Last <= a.source.Last && a.source.Last <= a.cue.First && a.cue.First-a.source.First < longest {
		return // the model has him with what else is said of him
	}
	a.source = who
	for k := range a.content {
		c := &a.content[k]
		switch {
		case c.First >= who.First && c.First < who.Last:
			c.First = min(who.Last, c.Last)
		case c.First < who.First && c.Last > who.First && c.Last <= who.Last:
			c.Last = who.First
		}
	}
	a.content = kept(a.content)
}

// at is the token of kept word k.
func (w *room) at(k int) int {
	if k >= len(w.kept) {
		return w.kept[len(w.kept)-1] + 1
	}
	return w.kept[max(k, 0)]
}

// asked reports whether a sentence asks.
func (w *room) asked(s int) bool {
	last := w.d.Sentences[s].Last
	for i := last - 1; i >= max(w.d.Sentences[s].First, last-3); i-- {
		if w.d.Raw(i) == "?" {
			return true
		}
	}
	return false
}

// felt reads an act told by how somebody feels: "was saddened by".
func (w *room) felt(s, k int, kind sitrep.Act) {
	b := k - 1
	for b > 0 && b > k-4 && w.work.Layer.Plain(w.kept[b]) {
		b--
	}
	if w.class(b) != lang.BeWord || w.class(w.verbStart(b)-1) == lang.RelativeWord {
		return
	}
	switch w.class(k + 1) {
	case lang.AboutWord, lang.ByWord, lang.PrepWord, lang.ThatWord, lang.ToWord, lang.ForWord:
		w.take(found{s, b, k - b + 1, kind, lang.ClaimFrame{Form: lang.ThirdForm}, true})
	}
}

// ownVerb reports whether a frame's verb is the finite verb of a clause that stands by itself, not of one
// that only says which is meant ("the group that backs them").
func (w *room) ownVerb(f found) bool {
	if f.frame.Form == lang.IngForm {
		return false
	}
	switch w.class(w.verbStart(f.k) - 1) {
	case lang.RelativeWord, lang.ThatWord:
		return false
	}
	return true
}

// nominal reads an act named by a noun: carried by a verb ("voiced deep concern") or told with those it
// comes from ("condemnation from").
func (w *room) nominal(s, k int, noun lang.ClaimNoun) {
	kind := sitrep.Act(noun.Kind)
	if k+1 < len(w.kept) && w.work.Layer.Plain(w.kept[k+1]) {
		return // "an apology tweet"
	}
	if noun.For && !w.askedFor(k+1) {
		return
	}
	if v, light := w.carrier(k); v >= 0 {
		f := found{s, v, k - v + 1, kind, lang.ClaimFrame{Kind: string(kind), Form: light.Form, Noun: true}, !light.Human}
		if !light.From {
			w.take(f)
			return
		}
		if who := w.phraseAfterFrom(k+1, s); who.Last > who.First && w.mayAct(who) && !w.unmade(v) {
			w.put(f, who)
		}
		return
	}
	if noun.Carried || w.class(k-1) == lang.ForWord || w.denied(k) {
		return
	}
	end := k + 1
	if w.is(end, lang.OriginThing) {
		if who := w.phraseAfterFrom(end, s); who.Last > who.First && w.mayAct(who) {
			w.put(found{s, k, 1, kind, lang.ClaimFrame{}, false}, who)
		}
	}
}

// askedFor reports whether what is asked follows a noun: "a call for", "an appeal to", "… urging".
func (w *room) askedFor(k int) bool {
	for b := k; b < min(len(w.kept), k+reach); b++ {
		switch c := w.class(b); {
		case c == lang.ForWord, c == lang.ToWord, c == lang.ThatWord, w.work.Layer.Ing(w.kept[b]):
			return true
		case w.work.Layer.Mark(w.kept[b]), c == lang.BeWord, c == lang.SayVerb:
			return false
		}
	}
	return false
}

// denied reports whether a noun has a "no" before it, or is only one of a condition.
func (w *room) denied(k int) bool {
	for b := k - 1; b >= max(0, k-4); b-- {
		if lower := w.word(b); w.c.None.Has(lower) || w.c.Unmade.Has(lower) {
			return true
		}
	}
	return false
}

// carrier is the verb that carries the noun k, up to four words before it with nothing but what
// describes the noun between; -1 for none.
func (w *room) carrier(k int) (int, lang.ClaimLight) {
	l := &w.work.Layer
	for b := k - 1; b >= max(0, k-5); b-- {
		if t := w.kept[b]; l.Mark(t) && l.Quote(t) != 0 && l.Quote(t) == l.Quote(w.kept[k]) {
			continue // "issued “serious threats”"
		}
		if light, ok := w.c.Lights[w.word(b)]; ok {
			return b, light
		}
		if c := w.class(b + 1); b+1 < k && (c == lang.DetWord || c == lang.OwnerWord) {
			break // "gave the crowd the anger" carries no anger
		}
		switch c := w.class(b); {
		case c == lang.DetWord && w.c.None.Has(w.word(b)):
			return -1, lang.ClaimLight{}
		case c == lang.DetWord, c == lang.OwnerWord, c == lang.AndWord, l.Plain(w.kept[b]), c == lang.NoClaimWord && l.Past(w.kept[b]), c == lang.ActVerb,
			w.c.Nouns[w.word(b)].Kind != "", w.d.Tokens[w.kept[b]].Shape == text.Title:
		default:
			return -1, lang.ClaimLight{}
		}
	}
	return -1, lang.ClaimLight{}
}
