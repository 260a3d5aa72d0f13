package claim

import (
	"slices"
	"sort"
	"strings"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// act is a claim in tokens, as it is being read.
type act struct {
	sentence       int
	cue            spans.Run
	source         spans.Run // empty when nobody is named
	content, about []spans.Run
	kind           sitrep.Act
	via            spans.Run
	hedged         bool
	framed         bool // a frame found its kind
	nominal        bool // a noun names it
	naming         bool // says what somebody or something is called: its content is that
	turn           bool // a label of a transcript shows it
	odds, sure     float32
	chain          float32 // how likely its cue is by itself, 0 where the model did not find it
	act            float32 // how likely it is one at all, 0 where that was not judged
	step           step
	dropped        bool
}

// step is what an act was found by.
type step uint8

const (
	byModel step = iota
	byGrammar
	byFrame
	byTone
	byLayout
)

// room is where one text is read; it is used again.
type room struct {
	d      *text.Doc
	c      *lang.Claims
	m      *spans.Model
	work   spans.Work
	acts   []act
	home   index // acts by the sentence they are told in
	lies   index // acts by the sentences their words lie in, since lay
	order  []int
	kept   []int // a sentence's tokens but for adverbs
	turns  []turn
	step   step      // that adds acts now
	in     []float32 // of an act that is weighed
	number int       // how many acts there are
}

func (w *room) start(d *text.Doc, m *spans.Model) {
	w.d, w.m, w.c = d, m, &d.Language.Claims
	w.acts = w.acts[:0]
	w.home.clear(len(d.Sentences))
}

// learned takes over what the model finds.
func (w *room) learned() {
	for _, a := range w.m.Find(&w.work, w.d) {
		w.add(w.actOf(&a))
	}
}

func (w *room) actOf(a *spans.Attribution) act {
	return act{
		sentence: a.Sentence, cue: a.Cue, source: nearest(a.Source, a.Cue), content: w.joined(a.Content),
		kind: sitrep.Statement, odds: a.Real, sure: a.Sure, chain: a.Odds,
	}
}

// nearest is the longest run of a source, or the one nearest to the cue among equals.
func nearest(runs []spans.Run, cue spans.Run) spans.Run {
	var best spans.Run
	for _, r := range runs {
		if r.Last-r.First > best.Last-best.First {
			best = r
		}
	}
	return best
}

// joined merges runs parted by nothing but marks.
func (w *room) joined(runs []spans.Run) []spans.Run {
	var out []spans.Run
	for _, r := range runs {
		if n := len(out); n > 0 && w.marks(out[n-1].Last, r.First) {
			out[n-1].Last = r.Last
			continue
		}
		out = append(out, r)
	}
	return out
}

func (w *room) marks(from, to int) bool {
	for i := from; i < to; i++ {
		if w.d.Tokens[i].Kind != text.Punct {
			return false
		}
	}
	return to-from <= 3
}

// claims makes the nouns of the root from the acts.
func (w *room) claims(cast *actor.Cast) []sitrep.Claim {
	w.lay()
	w.order = w.order[:0]
	for i := range w.acts {
		if !w.acts[i].dropped {
			w.order = append(w.order, i)
		}
	}
	sort.SliceStable(w.order, func(i, j int) bool { return w.acts[w.order[i]].cue.First < w.acts[w.order[j]].cue.First })
	out := make([]sitrep.Claim, 0, len(w.order))
	for _, i := range w.order {
		out = append(out, w.claim(i, cast))
	}
	return out
}

// voice is the act whose source speaks in act i: itself or, where it names nobody or says "I", the one
// around it.
func (w *room) voice(i int) *act {
	for steps := 0; steps < 3; steps++ {
		a := &w.acts[i]
		named := a.source.Last > a.source.First
		if named && !(a.source.Last-a.source.First == 1 && (w.own(a.source.First) || w.self(i))) {
			return a
		}
		out := w.around(i)
		if out < 0 || named && w.acts[out].source.Last == w.acts[out].source.First {
			return a
		}
		i = out
	}
	return &w.acts[i]
}

// self reports whether act i is of a pronoun that begins what somebody said, and so is most likely that
// somebody: "China said that it was not aware".
func (w *room) self(i int) bool {
	a := &w.acts[i]
	l := &w.work.Layer
	if c := l.Class(a.source.First); c != lang.SubjectWord && c != lang.ItWord || l.Quote(a.source.First) != 0 {
		return false
	}
	out := w.around(i)
	if out < 0 || w.acts[out].cue.Last > a.source.First {
		return false
	}
	for _, c := range w.acts[out].content {
		if c.First == a.source.First || c.First+1 == a.source.First && l.Class(c.First) == lang.ThatWord {
			return w.acts[out].cue.Last+2 >= c.First
		}
	}
	return false
}

// runsOver reports whether a name goes on from a source over the verb behind it, and so is none: "band
// thanked fans".
func (w *room) runsOver(ref actor.Ref, source spans.Run) bool {
	l := &w.work.Layer
	return ref.In == w.d.In && ref.First < source.Last && ref.Last > source.Last && (l.Past(source.Last) || l.Class(source.Last) >= lang.SayVerb)
}

// cutShort reports whether a name is one noun phrase of a source without the noun it ends in ("local" of "local health
// officials") or, where it names nobody, without what stands before its noun ("security sources" of "medical and security
// sources").
func (w *room) cutShort(ref actor.Ref, source spans.Run) bool {
	if ref.Actor != "" || ref.In != w.d.In || ref.First < source.First || ref.Last > source.Last || ref.Last-ref.First == source.Last-source.First {
		return false
	}
	n, noun := w.nounAt(source.Last - 1)
	if n == 0 || noun.Kind == lang.TextNoun || w.d.Tokens[source.Last-1].Shape != text.Lower {
		return false
	}
	if n == 1 && noun.Kind == lang.BodyNoun && !noun.Plural && ref.Last == source.Last-1 && w.d.Tokens[ref.Last-1].Shape != text.Lower {
		return false // "the Red Hill group"
	}
	for t := source.First; t < source.Last; t++ {
		switch c := w.work.Layer.Class(t); {
		case c == lang.DayWord, w.d.Tokens[t].Kind == text.Number, w.work.Layer.Count(t):
			return false
		case c == lang.DetWord && t > source.First && w.work.Layer.Class(t-1) != lang.AndWord:
			return false // "an allegation the generals"
		case t >= ref.First && t < ref.Last:
		case w.d.Tokens[t].Kind != text.Word, !w.phrase(t) && c != lang.AndWord && c != lang.DetWord:
			return false
		}
	}
	return true
}

// tooFar reports whether a name begins before its source with others, how many they are or when it was: "dozens opposition
// activists", "eight nurses local sources", "in the evening Tarn officials".
func (w *room) tooFar(ref actor.Ref, source spans.Run) bool {
	if ref.Actor != "" || ref.In != w.d.In || ref.First >= source.First || ref.Last != source.Last {
		return false
	}
	for t := ref.First; t < source.First; t++ {
		if n, noun := w.nounAt(t); n == 1 && noun.Plural || w.work.Layer.Class(t) != lang.DetWord && w.d.Language.Time.Words[w.d.Lower(t)].Kind != 0 || w.work.Layer.Count(t) || w.d.Tokens[t].Kind == text.Number || w.thing(t)&lang.ManyThing != 0 {
			return true
		}
	}
	return false
}

// somebodys reports whether a name is only that of whose friend or niece it is who speaks: "Roe's niece", "a friend of John
// Roe".
func (w *room) somebodys(ref actor.Ref, source spans.Run) bool {
	name := string(ref.Name)
	last := name[strings.LastIndex(name, " ")+1:]
	of := -1
	for t := source.First; t < source.Last; t++ {
		switch {
		case w.work.Layer.Mark(t) && !w.mark(t), w.work.Layer.Class(t) == lang.RelativeWord:
			return false // "Roe, a friend of"
		case w.work.Layer.Class(t) == lang.OfWord && of < 0:
			of = t
		case w.d.Raw(t) != last:
		case t+2 < source.Last && w.mark(t+1):
			n, _ := w.nounAt(source.Last - 1)
			return n == 0 && w.d.Tokens[source.Last-1].Shape == text.Lower
		case of > source.First && (of-1 == source.First && w.d.In == sitrep.InTitle || w.d.Tokens[of-1].Shape == text.Lower):
			n, noun := w.nounAt(of - 1)
			return n == 0 && w.d.In == sitrep.InTitle || n > 0 && noun.Kind == lang.PersonNoun && !noun.Plural
		}
	}
	return false
}

// another reports whether a bare noun for many ("police", "officials") was taken to mean somebody whose name does not hold
// it, or one of them: "a police", "a riot police", an alliance two sentences before.
func (w *room) another(ref actor.Ref, source spans.Run) bool {
	first := source.First
	if w.work.Layer.Class(first) == lang.RelativeWord {
		first++
	}
	if w.d.Language.Figure.Roles[w.d.Lower(first)]&lang.The != 0 {
		first++ // "the police"
	}
	if first >= source.Last || ref.In == w.d.In && ref.First < source.Last && source.First < ref.Last {
		return false
	}
	n, noun := w.nounAt(source.Last - 1)
	if n == 1 && noun.Kind == lang.TextNoun && source.Last-first == 2 {
		m, body := w.nounAt(first) // "the club statement" is the club's
		return m == 1 && body.Kind == lang.BodyNoun && ref.Actor == "" && !w.shares(string(ref.Name), first, first+1)
	}
	if n != 1 || noun.Kind == lang.TextNoun {
		return false
	}
	if source.Last-first > 1 {
		// "the Coast Guard", "the Norland ministry": a body that is said to be somebody's
		return ref.Actor == "" && noun.Kind == lang.BodyNoun && !w.shares(string(ref.Name), first, source.Last)
	}
	if noun.Kind != lang.PeopleNoun && !noun.Plural {
		return false
	}
	if ref.In == w.d.In && w.work.Layer.Ing(ref.First) {
		return true // "wearing police" uniforms
	}
	words := strings.Fields(strings.ToLower(string(ref.Name)))
	if len(words) == 0 || w.c.Words[words[0]] == lang.DetWord && words[0] != "the" {
		return len(words) > 0
	}
	return !slices.Contains(words, w.d.Lower(first))
}

// shares reports whether a name has one of the words from token first to last.
func (w *room) shares(name string, first, last int) bool {
	name = strings.ToLower(name)
	for t := first; t < last; t++ {
		if lower := w.d.Lower(t); len(lower) > 2 && strings.Contains(name, lower) {
			return true
		}
	}
	return false
}

// bodyOf reports whether a short name was taken for a body's that begins with it and is named elsewhere: "Tarn" for "Tarn
// University".
func (w *room) bodyOf(ref actor.Ref, source spans.Run) bool {
	if ref.Actor != "" || w.d.Tokens[source.First].Shape != text.Title {
		return false
	}
	rest, longer := strings.CutPrefix(string(ref.Name), w.d.Slice(w.d.Span(source.First, source.Last)))
	if !longer || !strings.HasPrefix(rest, " ") {
		return false
	}
	last := strings.ToLower(rest[strings.LastIndex(rest, " ")+1:])
	n, noun := w.d.Language.Actors.NounAt(func(i int) string {
		if i == 0 {
			return last
		}
		return ""
	}, 0)
	return n == 1 && noun.Kind == lang.BodyNoun
}

// toldApart is where the words end for somebody whom a clause of their own tells apart, so that they stand for nobody named
// elsewhere: "the company that runs the boat"; 0 where none does.
func (w *room) toldApart(ref actor.Ref, source spans.Run) int {
	if ref.In == w.d.In && ref.First >= source.First && ref.First < source.Last {
		return 0
	}
	for t := source.First + 2; t < source.Last; t++ {
		if c := w.work.Layer.Class(t); (c == lang.ThatWord || c == lang.RelativeWord) && w.calling(t-1) {
			if c == lang.RelativeWord && w.d.Lower(t) != "who" && w.shares(string(ref.Name), source.First, t) {
				return 0 // "the Observatory which relies on", a comma lost: its name says it is the one
			}
			return t
		}
		if !w.phrase(t) {
			break
		}
	}
	return 0
}

// described is where the words end that tell an unnamed speaker by an adjective behind the noun, 0 if none do: "a source
// close to the investigation", "an official familiar with the talks".
func (w *room) described(ref actor.Ref, source spans.Run) int {
	l := &w.work.Layer
	k := ref.Last
	if ref.Actor != "" || ref.In != w.d.In || ref.First < source.First || k+1 >= source.Last || k <= source.First || !w.c.Tied.Has(w.d.Lower(k)) || w.named(ref.First, k) {
		return 0
	}
	switch l.Class(k + 1) {
	case lang.ToWord, lang.OfWord, lang.AboutWord, lang.PrepWord:
	default:
		return 0
	}
	end := k + 2
	for end < source.Last && !l.Mark(end) && l.Class(end) != lang.RelativeWord {
		end++
	}
	return end
}

// own reports whether token i is a first person inside a quotation or a turn of a transcript: "I", "we".
func (w *room) own(i int) bool {
	if w.work.Layer.Quote(i) == 0 && !w.inTurn(i) {
		return false
	}
	p := w.d.Language.Actors.Pronouns[w.d.Lower(i)]
	return p == "i" || p == "we"
}

func (w *room) claim(i int, cast *actor.Cast) sitrep.Claim {
	d, a, voice := w.d, &w.acts[i], w.voice(i)
	c := sitrep.Claim{
		Report: d.Report, In: d.In, Kind: a.kind, SpeakerKind: sitrep.Nobody, Sentence: d.Sentences[a.sentence].Span, Hedged: a.hedged,
		Source: []sitrep.Span{}, Cue: []sitrep.Span{}, Content: w.spans(a.content), About: w.spans(a.about), Confidence: float64(a.odds),
	}
	if a.source.Last > a.source.First {
		c.Source = append(c.Source, d.Span(a.source.First, a.source.Last))
	}
	if voice.source.Last > voice.source.First {
		c.Speaker = sitrep.Words(d.Slice(d.Span(voice.source.First, voice.source.Last)))
		c.SpeakerKind = sitrep.Named
		if cast != nil {
			ref := cast.Resolve(d, voice.source.First, voice.source.Last)
			if voice.turn {
				ref = w.labelRef(voice.source, cast)
			}
			c.SpeakerKind, c.Actor = ref.Kind, ref.Actor
			if end := w.toldApart(ref, voice.source); end > 0 {
				c.Speaker, c.SpeakerKind, c.Actor = sitrep.Words(d.Slice(d.Span(voice.source.First, end))), sitrep.Anonymous, ""
			} else if w.somebodys(ref, voice.source) || w.another(ref, voice.source) || w.bodyOf(ref, voice.source) {
				first := voice.source.First
				if w.work.Layer.Class(first) == lang.RelativeWord {
					first++ // "a man who police say"
				}
				c.Speaker, c.SpeakerKind, c.Actor = sitrep.Words(d.Slice(d.Span(first, voice.source.Last))), sitrep.Anonymous, ""
			} else if end := w.described(ref, voice.source); end > 0 {
				c.Speaker = sitrep.Words(d.Slice(d.Span(ref.First, end)))
			} else if w.cutShort(ref, voice.source) || w.tooFar(ref, voice.source) {
				c.Speaker = sitrep.Words(d.Slice(d.Span(voice.source.First, voice.source.Last)))
			} else if !w.runsOver(ref, voice.source) {
				c.Speaker = ref.Name
			}
		}
	}
	if a.cue.Last > a.cue.First {
		c.Cue = append(c.Cue, d.Span(a.cue.First, a.cue.Last))
	}
	if a.via.Last > a.via.First {
		c.Via = sitrep.Words(d.Slice(d.Span(a.via.First, a.via.Last)))
		if cast != nil {
			if ref := cast.Resolve(d, a.via.First, a.via.Last); ref.Name != "" && !w.cutShort(ref, a.via) {
				c.Via = ref.Name
			}
		}
		if strings.EqualFold(string(c.Via), string(c.Speaker)) {
			c.Via = "" // nobody relays himself
		}
	}
	return c
}

func (w *room) spans(runs []spans.Run) []sitrep.Span {
	out := make([]sitrep.Span, 0, len(runs))
	for _, r := range runs {
		out = append(out, w.d.Span(r.First, r.Last))
	}
	return out
}

// nounAt finds the longest noun for a speaker that begins at token i: how many words, and the noun; none is 0. Most words begin none,
// which the vocabulary tells.
func (w *room) nounAt(i int) (int, *lang.Noun) {
	if !w.d.Listed(i).Lex.Has(lang.NounMark) {
		return 0, nil
	}
	return w.d.Language.Actors.NounKnown(w.d.Tokens[i].Word, w.d.Lower, i)
}

// ly reports whether token i is an adverb by its ending: not "family", "ally".
func (w *room) ly(i int) bool {
	if !w.work.Layer.Ly(i) {
		return false
	}
	n, _ := w.nounAt(i)
	return n == 0 && !w.c.Nouny.Has(w.d.Lower(i))
}

// phrase reports whether token i may stand in a simple noun phrase.
func (w *room) phrase(i int) bool {
	l := &w.work.Layer
	if l.Phrase(i) || l.Ly(i) && !w.ly(i) {
		return true
	}
	if l.Ing(i) && l.Class(i) == lang.NoClaimWord {
		n, _ := w.nounAt(i)
		return n > 0 // "king"
	}
	// "the United States": a verb's form within a name
	return l.Class(i) >= lang.SayVerb && i > 0 && !w.d.Headline && w.d.Tokens[i].Shape == text.Title && w.d.Tokens[i-1].Shape == text.Title &&
		l.Class(i-1) == lang.NoClaimWord
}

// mark reports whether token i is the mark of a possessive: "'s".
func (w *room) mark(i int) bool { return strings.HasPrefix(w.d.Lower(i), "'") }
