package figure

import (
	"sync"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// layer is the figure step's view of a text: each token with the parts it can play, phrases as
// one, and the numbers and times by token.
type layer struct {
	d       *text.Doc
	l       *lang.Figure
	words   []int32 // lexemes; a phrase's stands at its first token
	own     []int32 // each word's own lexeme, in a phrase too
	width   []uint8 // tokens a phrase takes, at its first; 0 inside it
	number  []int32 // index+1 of the number whose words begin here
	inside  []bool  // inside a number's words or a date
	breaks  []bool  // inside a line of publication printed into the text
	numbers []text.Quantity
	times   []text.Time
	// mentions are the words that stand for somebody, in order.
	mentions []actor.Mention
	commas   int
}

// layers are used again: they would be most of what reading a text's figures leaves to be collected.
var layers = sync.Pool{New: func() any { return &layer{} }}

// mostKept is the longest text, in tokens, whose layer is kept: one of megabytes would hold on to its own for long.
const mostKept = 20_000

// done gives the layer back, to be used again.
func (v *layer) done() {
	if len(v.words) > mostKept {
		return
	}
	*v = layer{words: v.words, own: v.own, number: v.number, width: v.width, inside: v.inside, breaks: v.breaks, numbers: v.numbers[:0]}
	layers.Put(v)
}

// zeros are n elements in the room of s.
func zeros[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	s = s[:n]
	clear(s)
	return s
}

func newLayer(d *text.Doc) *layer {
	n := len(d.Tokens)
	v := layers.Get().(*layer)
	v.d, v.l, v.times = d, &d.Language.Figure, text.Times(d)
	v.words, v.own, v.number = zeros(v.words, n), zeros(v.own, n), zeros(v.number, n)
	v.width, v.inside, v.breaks = zeros(v.width, n), zeros(v.inside, n), zeros(v.breaks, n)
	v.numbers = text.NumbersIn(v.numbers, d, v.times)
	known := &d.Language.Known
	own := v.own
	for i := range d.Tokens {
		t := &d.Tokens[i]
		own[i] = known.At(t.Word).Lexeme
		if t.Shape == text.Upper && v.l.Lexemes[own[i]].Parts.Has(lang.Pron|lang.Be|lang.Rel) && !d.AllCaps && !capital(d, i-1) && !capital(d, i+1) {
			own[i] = 0 // "US troops", "IS fighters", "the WHO": names, not small words
		}
		if t.Kind == text.Punct && t.Lower == "," {
			v.commas++
		}
	}
	for i := 0; i < n; {
		if !v.l.Opens(own[i]) { // most words: they begin no phrase
			v.words[i], v.width[i] = own[i], 1
			i++
			continue
		}
		words, lexeme := v.l.Match(d.Lower, i, own[i])
		if words == 0 || i > 0 && v.l.Lexemes[lexeme].Parts.Has(lang.Subset) && v.is(i-1, lang.Tally) && v.is(i-2, lang.The|lang.TheirWord) && v.is(i+words-1, lang.Victims) {
			words, lexeme = 1, v.own[i] // "an estimate of the injured" is of none of them
		}
		v.words[i], v.width[i] = lexeme, uint8(words)
		i += words
	}
	for i := range v.numbers {
		q := &v.numbers[i]
		v.number[q.First] = int32(i + 1)
		for k := q.First; k < q.Last; k++ {
			v.inside[k] = true
		}
		v.unbind(q.Last)
	}
	for i := range v.times {
		for k := v.times[i].First; k < v.times[i].Last; k++ {
			v.inside[k] = true
		}
	}
	for i := range v.times {
		v.markDateline(&v.times[i])
	}
	return v
}

// capital reports whether token i is all in capitals.
func capital(d *text.Doc, i int) bool {
	return i >= 0 && i < len(d.Tokens) && d.Tokens[i].Shape == text.Upper
}

// unbind takes the noun of an act by itself where a number stands right before it and counts it: "230 corpses of
// tribesmen" are corpses, and nobody's.
func (v *layer) unbind(k int) {
	if k >= len(v.words) || v.width[k] < 2 || !v.part(k).Has(lang.Act) || !v.is(k+int(v.width[k])-1, lang.Of) || !v.l.Lexemes[v.own[k]].Parts.Has(lang.Befallen|lang.Event) {
		return
	}
	for j := k + int(v.width[k]) - 1; j >= k; j-- {
		v.words[j], v.width[j] = v.own[j], 1
	}
}

// markDateline marks a time that is the text's own date, with the agency's name before it. Where
// line breaks were lost it stands between a headline and the text and parts them.
func (v *layer) markDateline(t *text.Time) {
	if !v.dateline(t) {
		return
	}
	first := t.First
	for first > 0 && first > t.First-3 && v.d.Tokens[first-1].Shape == text.Upper && !v.d.AllCaps && !v.part(first-1).Has(lang.Source) {
		first--
	}
	for k := first; k < t.Last; k++ {
		v.breaks[k] = true
	}
}

// asides are the parts that a word only plays where it is asked for them: it stays an ordinary word.
const asides = lang.Hauls | lang.Escapes

// part is what token i can play; nothing outside the text and inside a phrase.
func (v *layer) part(i int) lang.Part {
	if i < 0 || i >= len(v.words) {
		return 0
	}
	return v.l.Lexemes[v.words[i]].Parts &^ asides
}

// plays reports whether token i plays one of the asides.
func (v *layer) plays(i int, p lang.Part) bool {
	return i >= 0 && i < len(v.own) && v.l.Lexemes[v.own[i]].Parts.Has(p)
}

// sense reports whether token i, by itself or as a phrase, has one of the senses.
func (v *layer) sense(i int, s lang.Sense) bool {
	return i >= 0 && i < len(v.own) && (v.l.Lexemes[v.own[i]].Sense|v.l.Lexemes[v.words[i]].Sense)&s != 0
}

// ordinary reports whether the word at token i plays no part and no role.
func (v *layer) ordinary(i int) bool {
	if i < 0 || i >= len(v.own) {
		return false
	}
	w := &v.l.Lexemes[v.own[i]]
	return w.Parts == 0 && w.Roles == 0
}

func (v *layer) measure(i int) sitrep.Measure {
	return sitrep.Measure(v.l.Lexemes[v.words[i]].Measure)
}

// next is the token after the word or phrase at i.
func (v *layer) next(i int) int { return i + max(int(v.width[i]), 1) }

// prev is the first token of the word or phrase before token i, or -1.
func (v *layer) prev(i int) int {
	i--
	for i > 0 && v.width[i] == 0 {
		i--
	}
	return i
}

func (v *layer) punct(i int) bool { return v.d.Tokens[i].Kind == text.Punct }

// quoteMark reports whether token i is a quotation mark, which parts no phrase.
func (v *layer) quoteMark(i int) bool {
	switch v.d.Tokens[i].Lower {
	case "\"", "“", "”", "'", "‘", "’", "''", "``":
		return true
	}
	return false
}

// adverb reports whether token i is an adverb, by list or by its ending.
func (v *layer) adverb(i int) bool {
	if v.part(i).Has(lang.Adverb | lang.Hedge) {
		return true
	}
	w := v.d.Lower(i)
	return len(w) > 5 && v.part(i) == 0 && v.l.Ends(w, v.l.Adverbs) && v.d.Tokens[i].Shape == text.Lower
}

// people says how surely token i is a word for people: 3 by list, 2 by a sure ending, 1 by a weak
// one, 0 no.
func (v *layer) people(i int, want lang.Part) int {
	p := v.part(i)
	if p.Has(lang.Thing) && !p.Has(want) {
		return 0
	}
	if p.Has(want) {
		return 3
	}
	if p != 0 && !p.Has(lang.State) {
		return 0
	}
	t := &v.d.Tokens[i]
	e, ok := v.l.Ending(t.Lower)
	if !ok || !e.Parts.Has(want) || e.Capital && t.Shape != text.Title && t.Shape != text.Upper {
		return 0
	}
	if e.Weak {
		return 1
	}
	return 2
}

// is reports whether token i plays one of the roles.
func (v *layer) is(i int, r lang.Role) bool {
	return i >= 0 && i < len(v.own) && v.l.Lexemes[v.own[i]].Roles&r != 0
}

// verbal reports whether a lower-cased word is likely a past form.
func (v *layer) verbal(w string) bool { return len(w) > 4 && v.l.Ends(w, v.l.Pasts) }

// plural reports whether token k ends as plurals do.
func (v *layer) plural(k int) bool { return v.l.Ends(v.d.Lower(k), v.l.Plurals) }
