package claim

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"sitrep"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
	"sitrep/internal/wood"
)

// Whether what was read is an act at all is judged last, by a forest grown from marks on acts of ordinary news: the model has learned from
// texts whose annotators call more an attribution than readers of news do, and turns of phrase have doubles ("the Champions", "was
// looking for"). It goes by what sort of word shows the act, who is to have done it, how its parts lie, and how often the word was marked. Reactions have a forest of their own: frames and tones find them by words, and in news of peace "admitted" is to a hospital and "backed" a horse.

// judges are grown by go run ./internal/desk/train -acts.
//
//go:embed data/acts.wood data/acts.words data/reactions.wood data/reactions.words
var judges embed.FS

var actForest = sync.OnceValue(func() *wood.Forest { return wood.MustRead(judges, "data/acts.wood", actInputs) })

var reactionForest = sync.OnceValue(func() *wood.Forest { return wood.MustRead(judges, "data/reactions.wood", reactionInputs) })

// leastAct is the likelihood below which what was read is taken for no act.
const leastAct = 0.35

// Where much is told, it must be likelier still that nobody tells it: the words of one act of much content are as many as those of five.
const hardlyAct, longContent = 0.15, 10

func contentLength(a *act) (n int) {
	for _, c := range a.content {
		n += c.Last - c.First
	}
	return n
}

// mostSure is how likely an act must be to the model not to be judged.
const mostSure = 0.9

// judged drops what is hardly an act.
func (w *room) judged() {
	w.counted()
	for i := range w.acts {
		if !w.judges(i) {
			continue
		}
		f := actForest()
		if w.acts[i].kind != sitrep.Statement {
			f = reactionForest()
		}
		w.acts[i].act = float32(f.Score(w.weigh(i)))
	}
	for i := range w.acts { // only now: each is weighed beside all others
		switch a := &w.acts[i]; {
		case a.act == 0:
		case a.kind == sitrep.Statement:
			a.dropped = a.act < leastAct && (a.act < hardlyAct || contentLength(a) <= longContent)
			a.odds = min(a.odds, a.act)
		default:
			w.doubted(a)
		}
	}
}

// leastReaction is the likelihood below which what was read as a reaction is none, leastSilence the same of silences: "said it was not aware of it" is one.
const leastReaction, leastSilence = 0.55, 0.4

// doubted takes what is hardly a reaction for what was said, where something was.
func (w *room) doubted(a *act) {
	if a.act >= leastReaction || a.kind.Silent() && a.act >= leastSilence {
		a.odds = min(a.odds, a.act)
		return
	}
	if a.chain > 0 && len(a.content) > 0 {
		a.kind, a.about = sitrep.Statement, nil
		return
	}
	a.dropped = true
}

// counted prepares for measuring: where the acts lie, and how many there are.
func (w *room) counted() {
	w.lay()
	w.number = 0
	for i := range w.acts {
		if !w.acts[i].dropped {
			w.number++
		}
	}
}

// judges reports whether an act is one to be judged: of a transcript's turn there is no doubt, and of statements that the model is sure of one in a
// hundred was marked as none. Labels ("Pentagon: …") are as
// often places and matters as speakers, but a speaker's stands for a whole headline, and the forest tells the one from the other badly.
func (w *room) judges(i int) bool {
	a := &w.acts[i]
	return !a.dropped && !a.turn && a.cue.Last > a.cue.First && !w.work.Layer.Mark(a.cue.First) && (a.kind != sitrep.Statement || a.odds < mostSure)
}

// Study hands on what is measured of each act of a text: where its cue begins, its kind, the words that its marks are counted by, and the measures but for what
// was marked of those words. It is what marks are learned by.
func (r *Reader) Study(d *text.Doc, each func(at int, kind sitrep.Act, words []string, inputs []float32)) {
	model := r.models[d.Language.Code]
	if model == nil || len(d.Tokens) == 0 {
		return
	}
	w := r.rooms.Get().(*room)
	defer r.rooms.Put(w)
	w.read(d, model())
	w.counted()
	for i := range w.acts {
		if w.judges(i) {
			in, a := w.weigh(i), &w.acts[i]
			words := w.countedBy(a)
			each(d.Tokens[a.cue.First].Start, a.kind, words, in[:len(in)-len(words)*wordInputs])
		}
	}
}

// Marks are how often a word was marked as showing an act, and in all.
type Marks struct{ Acts, All int }

// wordInputs is how many measures Marks have.
const wordInputs = 2

// Measures are the share of acts, drawn to what is usual where a word was seen little, and how often it was seen.
func (m Marks) Measures() [wordInputs]float32 {
	const usual, weight, most = 0.8, 2, 50
	n := float32(m.All) + weight
	return [...]float32{(float32(m.Acts) + usual*weight) / n, min(n, most)}
}

var actWords = sync.OnceValue(func() map[string]Marks { return mustReadMarks("data/acts.words") })

var reactionWords = sync.OnceValue(func() map[string]Marks { return mustReadMarks("data/reactions.words") })

// mustReadMarks reads the marks of words, of two and more: "said 310 312" on a line.
func mustReadMarks(name string) map[string]Marks {
	data, err := judges.ReadFile(name)
	if err != nil {
		panic(err)
	}
	out := map[string]Marks{}
	for line := range strings.Lines(string(data)) {
		var word string
		var m Marks
		if n, err := fmt.Sscan(line, &word, &m.Acts, &m.All); n != 3 {
			panic(fmt.Errorf("%s: %q: %w", name, line, err))
		}
		out[word] = m
	}
	return out
}

// countedBy are the words that an act's marks are counted by: what shows it, and of a reaction, each with its kind, for "said" shows many, the same with the word
// behind it ("called out") and what its actor is called.
func (w *room) countedBy(a *act) []string {
	head := w.headOf(a)
	word := root(w.d.Lower(head))
	if a.kind == sitrep.Statement {
		return []string{word}
	}
	kind, who, next := string(a.kind), "-", "-"
	if head+1 < len(w.d.Tokens) {
		next = w.d.Lower(head + 1)
	}
	if a.source.Last > a.source.First {
		who = root(w.d.Lower(a.source.Last - 1))
	}
	return []string{kind + ":" + word, kind + ":" + word + "+" + next, kind + "@" + who}
}

// root is a word without the endings of verbs and plurals.
func root(s string) string {
	for _, end := range [...]string{"ing", "ied", "ies", "ed", "es", "s", "e", "y"} {
		if len(s) > len(end)+2 && strings.HasSuffix(s, end) {
			return s[:len(s)-len(end)]
		}
	}
	return s
}

// weighing gathers measures.
type weighing struct{ in []float32 }

func (m *weighing) add(v ...float32) { m.in = append(m.in, v...) }

func (m *weighing) is(v ...bool) {
	for _, b := range v {
		if b {
			m.in = append(m.in, 1)
		} else {
			m.in = append(m.in, 0)
		}
	}
}

func (m *weighing) count(n ...int) {
	for _, v := range n {
		m.in = append(m.in, float32(v))
	}
}

// actInputs is how many measures there are of an act, reactionInputs how many of a reaction, sourceInputs and contentInputs how many of those are of its source
// and content.
const actInputs, reactionInputs, sourceInputs, contentInputs = 116, actInputs + 10 + 2*wordInputs, 23, 21

// reactions are the kinds of reactions.
var reactions = [...]sitrep.Act{sitrep.Denial, sitrep.Confirmation, sitrep.Condemnation, sitrep.Accusation, sitrep.Support, sitrep.Demand, sitrep.Warning, sitrep.Regret, sitrep.NoComment, sitrep.Unreachable}

// weigh measures act i. What it returns is good until the next call.
func (w *room) weigh(i int) []float32 {
	a := &w.acts[i]
	m := &weighing{w.in[:0]}
	m.add(a.odds, a.sure, a.chain, float32(a.step))
	m.is(a.framed, a.nominal, a.naming, a.hedged)
	w.weighCue(m, a)
	w.weighSource(m, a)
	w.weighContent(m, a)
	w.weighAround(m, i)
	words := actWords
	if a.kind != sitrep.Statement {
		words = reactionWords
		for _, k := range reactions {
			m.is(a.kind == k)
		}
	}
	for _, word := range w.countedBy(a) {
		of := words()[word].Measures()
		m.add(of[:]...)
	}
	w.in = m.in
	return m.in
}

// headOf is the token of a cue that shows the act most: the first of a verb of speech, else its last word that may be verb or noun.
func (w *room) headOf(a *act) int {
	l := &w.work.Layer
	head := a.cue.First
	for t := a.cue.First; t < a.cue.Last; t++ {
		if l.Class(t) >= lang.SayVerb {
			return t
		}
		if s := l.Sense(t); (s.Verb > 0 || s.Noun > 0) && l.Class(t) == lang.NoClaimWord {
			head = t
		}
	}
	return head
}

// form is how a word's ending looks.
func (w *room) form(t int) float32 {
	l := &w.work.Layer
	switch {
	case l.Mark(t):
		return 0
	case l.Ing(t):
		return 1
	case l.Past(t):
		return 2
	case l.Went(t, true):
		return 3
	case l.Ly(t):
		return 4
	case l.Count(t):
		return 5
	}
	return 6
}

// shape is how a token is written.
func (w *room) shape(t int) float32 {
	if t < 0 || t >= len(w.d.Tokens) {
		return -1
	}
	return float32(w.d.Tokens[t].Shape)
}

func (w *room) sense(m *weighing, t int) {
	s := w.work.Layer.Sense(t)
	most, next, form := s.Parts()
	m.count(most, next, form, int(s.Verb), int(s.Noun))
	m.add(s.VerbSays(), s.NounSays())
}

func (w *room) weighCue(m *weighing, a *act) {
	l := &w.work.Layer
	s := &w.d.Sentences[a.sentence]
	head := w.headOf(a)
	m.count(int(l.Class(head)), a.cue.Last-a.cue.First, int(l.Class(a.cue.First)), int(l.Class(a.cue.Last-1)), head-a.cue.First)
	m.add(w.form(head), w.shape(head), w.shape(head-1), w.shape(head+1))
	w.sense(m, head)
	m.add(w.m.Leaning(l, head), w.m.Leaning(l, a.cue.Last-1))
	m.is(l.In(head, lang.SaysList), l.In(head, lang.FrameList), l.In(head, lang.ToneList), l.In(a.cue.First, lang.AccordingList), l.In(head, lang.ActNounList), l.In(head, lang.RelayList))
	// what helps the verb
	be, have, modal, not, to, do := false, false, false, false, false, false
	for t := max(s.First, head-5); t < head; t++ {
		if t < a.cue.First-4 || l.Mark(t) || l.Class(t) == lang.AndWord || l.Class(t) >= lang.SayVerb {
			be, have, modal, not, to, do = false, false, false, false, false, false
			continue
		}
		switch l.Class(t) {
		case lang.BeWord:
			be = true
		case lang.HaveWord:
			have = true
		case lang.ModalWord:
			modal = true
		case lang.NotWord:
			not = true
		case lang.ToWord:
			to = true
		case lang.DoWord:
			do = true
		}
	}
	m.is(be, have, modal, not, to, do, be && l.Ing(head), be && (l.Past(head) || l.Went(head, false)))
	m.count(int(l.Class(a.cue.First-1)), int(l.Class(a.cue.First-2)), int(l.Class(a.cue.Last)), int(l.Class(a.cue.Last+1)), int(l.Class(head-1)), int(l.Class(head+1)))
	m.is(l.Mark(a.cue.First-1), l.Mark(a.cue.Last), l.Mark(head), a.cue.First == s.First, a.cue.Last >= s.Last-1)
	m.is(l.Quote(head) != 0)
	n, _ := w.nounAt(head)
	m.count(n)
	m.add(w.form(a.cue.Last), w.form(a.cue.First-1))
}

func (w *room) weighSource(m *weighing, a *act) {
	l := &w.work.Layer
	s := &w.d.Sentences[a.sentence]
	r := a.source
	if r.Last <= r.First {
		m.add(make([]float32, sourceInputs)...)
		return
	}
	last := r.Last - 1
	for last > r.First && l.Mark(last) {
		last--
	}
	gap := a.cue.First - r.Last
	if r.First >= a.cue.Last {
		gap = a.cue.Last - r.First - 1
	}
	m.count(r.Last-r.First, max(min(gap, 20), -20), int(l.Class(r.First)), int(l.Class(last)), r.First-s.First)
	m.is(w.mayAct(r), w.named(r.First, r.Last), w.heads(r), w.bare(r), w.thingOf(r), w.nobody(r))
	noun := 0
	for t := r.First; t < r.Last; t++ {
		if n, of := w.nounAt(t); n > 0 {
			noun = int(of.Kind)
			if of.Plural {
				noun += 10
			}
		}
	}
	m.count(noun)
	se := l.Sense(last)
	most, _, _ := se.Parts()
	m.count(most, int(se.Noun))
	m.add(se.NounSays(), w.shape(last), w.shape(r.First))
	opens, ends := w.d.Listed(r.First).Lex, w.d.Listed(last).Lex
	m.is(opens.Has(lang.GivenMark), opens.Has(lang.CountryMark), ends.Has(lang.CountryMark), ends.Has(lang.CalendarMark), w.bodyAt(last), w.calling(r.First))
}

func (w *room) weighContent(m *weighing, a *act) {
	l := &w.work.Layer
	s := &w.d.Sentences[a.sentence]
	runs := a.content
	if len(runs) == 0 {
		runs = a.about
	}
	if len(runs) == 0 {
		m.add(make([]float32, contentInputs)...)
		return
	}
	n := 0
	for _, r := range runs {
		n += r.Last - r.First
	}
	r := runs[0]
	open := r.First
	for open < r.Last-1 && l.Mark(open) {
		open++
	}
	gap := min(max(r.First-a.cue.Last, -1), 10)
	m.count(len(a.content), len(runs), n, gap, int(l.Class(open)), int(l.Class(open+1)))
	m.is(l.Quote(r.First) != 0, r.Last <= a.cue.First, w.hasVerb(r), w.mayAct(spans.Run{First: open, Last: min(open+2, r.Last)}))
	m.add(w.shape(open), w.form(open))
	finite, noun := 0, open
	for t := open; t < min(r.Last, open+12); t++ {
		if c := l.Class(t); c >= lang.BeWord && c <= lang.ModalWord {
			finite |= 1
		} else if l.Went(t, true) {
			finite |= 2
		}
	}
	for t := open; t < r.Last; t++ { // the head of what it begins with
		if l.Mark(t) || !w.phrase(t) && l.Class(t) != lang.NoClaimWord {
			break
		}
		noun = t
	}
	m.count(finite, noun-open)
	se := l.Sense(noun)
	most, _, _ := se.Parts()
	m.count(most, int(se.Noun))
	m.add(se.NounSays())
	last := runs[len(runs)-1].Last
	m.count(min(max(s.Last-last, -1), 5))
	number, name := false, false
	for t := open; t < min(r.Last, open+12); t++ {
		number = number || l.Count(t)
		name = name || w.d.Listed(t).Lex.Has(lang.CountryMark)
	}
	m.is(w.thing(noun) != 0, number, name)
}

func (w *room) weighAround(m *weighing, i int) {
	a := &w.acts[i]
	l := &w.work.Layer
	s := &w.d.Sentences[a.sentence]
	m.is(w.d.In == sitrep.InTitle, w.d.Headline, w.jumble(a.sentence), w.asked(a.sentence))
	in, others, surest, same := 0, 0, float32(0), false
	if w.around(i) >= 0 {
		in = 1
		if w.acts[w.around(i)].kind == sitrep.Statement && w.saying(&w.acts[w.around(i)]) {
			in = 2
		}
	}
	for j := range w.home.in(a.sentence) {
		if b := &w.acts[j]; j != i && !b.dropped {
			others++
			surest = max(surest, b.odds)
			same = same || b.source == a.source
		}
	}
	m.count(in, others)
	m.add(surest)
	m.is(same)
	m.count(s.Last-s.First, a.cue.First-s.First, min(a.sentence, 20))
	m.add(float32(w.number)/float32(len(w.d.Sentences)), float32(a.cue.First-s.First)/float32(max(1, s.Last-s.First)))
	m.is(w.before(a, s.First), l.Quote(s.First) != 0 && l.Quote(a.cue.First) != 0)
}

// before reports whether a condition stands before an act in its clause.
func (w *room) before(a *act, first int) bool {
	l := &w.work.Layer
	from := a.cue.First
	if a.source.Last > a.source.First {
		from = min(from, a.source.First)
	}
	for t := from - 1; t >= max(first, from-3); t-- {
		if l.Class(t) == lang.WhetherWord || l.Class(t) == lang.SubordinateWord {
			return true
		}
	}
	return false
}
