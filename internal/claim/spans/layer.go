// Package spans learns and finds the words of attributions: first the cues ("said", "according to"),
// then, for each cue, the words of its source and of its content.
//
// Both are linear chains over tokens (conditional random fields: Lafferty, McCallum and Pereira, 2001)
// whose features are hashed into one table of weights (Weinberger et al., 2009), so that a model holds
// numbers and no words. There is no part-of-speech tagger: closed lists, endings and groups of words that
// keep the same company stand in for one. A judge weighs each attribution as a whole.
package spans

import (
	"strings"

	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// Classes of tokens: the parts of [lang.ClaimWord] and, for words not listed, how they look.
const (
	comma = uint8(lang.ClaimWordCount) + iota
	stop
	question
	openMark
	closeMark
	colon
	semicolon
	dash
	bracket
	otherMark
	number
	capital
	capitals
	pastForm
	ingForm
	sForm
	lyForm
	plainWord
	edge // past either end of a sentence
	classes
)

// Layer is what the chains see of a text: per token a hash of its word, its class, its ending and
// the quotation it stands in.
type Layer struct {
	d       *text.Doc
	word    []uint32
	ending  []uint32
	class   []uint8
	group   []groupPair
	groups  *Groups
	company company
	// Of the sentence looked at, with what is past its ends on either side: the place of each word in the company, and the word.
	met         []int32
	row         []*seen
	told, maybe int      // how many attributions the text has that are likely by themselves, and how many that are not
	between     []uint32 // what lies between each token of a window and its cue
	places      []int32  // the tokens of the chain of cues last laid out
	blind, pass uint32   // when learning roles: how many cues of a hundred are hidden, and the pass
	in          []lang.Lists
	holds       []held  // by sentence
	quote       []int16 // 1 + the index of its quotation, marks included; 0 for none
	// sentence bounds per token would cost more than they save: the chains are handed them
	isCue []bool
}

// held is what a sentence holds: the classes of its tokens, a bit each, and the lists they are in.
type held struct {
	classes uint64
	in      lang.Lists
}

const _ = 64 - classes // a bit each

// NewLayer makes an empty layer, to be filled by Read and used again.
func NewLayer() *Layer { return &Layer{} }

// at is the class of token i; outside the text there is a mark, as behind a sentence. So the rules' look-ups, all of them
// below, need no bounds.
func (l *Layer) at(i int) uint8 {
	if i < 0 || i >= len(l.class) {
		return otherMark
	}
	return l.class[i]
}

// Class is the class of token i, by what the language lists.
func (l *Layer) Class(i int) lang.ClaimWord {
	if c := l.at(i); c < comma {
		return lang.ClaimWord(c)
	}
	return lang.NoClaimWord
}

// In reports whether token i is in one of the lists, or begins a phrase of it.
func (l *Layer) In(i int, list lang.Lists) bool { return i >= 0 && i < len(l.in) && l.in[i].Has(list) }

// Quote is 1 + the index of the quotation token i stands in, marks included; 0 for none.
func (l *Layer) Quote(i int) int {
	if i < 0 || i >= len(l.quote) {
		return 0
	}
	return int(l.quote[i])
}

// Read fills the layer from a text.
func (l *Layer) Read(d *text.Doc) {
	n := len(d.Tokens)
	l.d = d
	l.word = grown(l.word, n)
	l.ending = grown(l.ending, n)
	l.class = grown(l.class, n)
	l.quote = grown(l.quote, n)
	l.in = grown(l.in, n)
	l.group = grown(l.group, n) // filled sentence by sentence, by meet
	l.isCue = grown(l.isCue, n)
	for i := range d.Tokens {
		t := &d.Tokens[i]
		known := d.Language.Known.At(t.Word)
		l.in[i] = known.In
		if t.Word != 0 {
			l.word[i], l.ending[i] = known.Hash, known.Ending
		} else {
			l.word[i] = hash(t.Lower)
			l.ending[i] = hash(t.Lower[max(0, len(t.Lower)-3):])
		}
		if l.class[i] = uint8(known.Claim); t.Kind != text.Word || known.Claim == lang.NoClaimWord {
			l.class[i] = classOf(d, t)
		}
	}
	clear(l.quote)
	clear(l.isCue)
	for k, q := range d.Quotes {
		if k >= 1<<15-2 {
			break
		}
		first, last := max(0, q.First-1), min(n, q.Last+1)
		if q.Open {
			last = min(n, q.Last)
		}
		for i := first; i < last; i++ {
			l.quote[i] = int16(k + 1)
		}
		l.class[first] = openMark
		if !q.Open {
			l.class[last-1] = closeMark
		}
	}
	l.holds = grown(l.holds, len(d.Sentences))
	for s := range d.Sentences {
		var h held
		first, last := d.Sentences[s].First, d.Sentences[s].Last
		for _, c := range l.class[first:last] {
			h.classes |= 1 << (c % 64)
		}
		for _, in := range l.in[first:last] {
			h.in |= in
		}
		l.holds[s] = h
	}
}

// Holds reports whether a sentence has a token of a class: what is looked for in all sentences is in few of them.
func (l *Layer) Holds(sentence int, class lang.ClaimWord) bool {
	return l.holds[sentence].classes>>class&1 != 0
}

// HoldsIn reports whether a sentence has a token that is in one of the lists, or begins a phrase of it.
func (l *Layer) HoldsIn(sentence int, list lang.Lists) bool { return l.holds[sentence].in.Has(list) }

func grown[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4+16)
	}
	return s[:n]
}

func hash(s string) uint32 { return lang.Hash(s) }

// classOf is the class of a token that is no listed word, by how it looks.
func classOf(d *text.Doc, t *text.Token) uint8 {
	if t.Kind == text.Punct {
		return markOf(d.Text[t.Start:t.End])
	}
	if t.Kind == text.Number {
		return number
	}
	w := t.Lower
	switch {
	case t.Shape == text.Title || t.Shape == text.Mixed || t.Shape == text.Single:
		return capital
	case t.Shape == text.Upper:
		return capitals
	case strings.HasSuffix(w, "ed"):
		return pastForm
	case strings.HasSuffix(w, "ing"):
		return ingForm
	case strings.HasSuffix(w, "ly"):
		return lyForm
	case strings.HasSuffix(w, "s"):
		return sForm
	}
	return plainWord
}

func markOf(s string) uint8 {
	switch s {
	case ",", "،":
		return comma
	case ".", "!", "…", "...":
		return stop
	case "?":
		return question
	case "“", "‘", "«", "„", "``":
		return openMark
	case "”", "’", "»", "''":
		return closeMark
	case "\"", "'":
		return otherMark
	case ":":
		return colon
	case ";":
		return semicolon
	case "—", "–", "-", "--", "―":
		return dash
	case "(", ")", "[", "]":
		return bracket
	}
	return otherMark
}

// Adverb reports whether token i is an adverb by the lists or, maybe, by its ending.
func (l *Layer) Adverb(i int) bool {
	c := l.at(i)
	return c == uint8(lang.AdverbWord) || c == lyForm
}

// Ly reports whether token i is an adverb by its ending.
func (l *Layer) Ly(i int) bool { return l.at(i) == lyForm }

// Plain reports whether token i is a lower-case word of no listed part.
func (l *Layer) Plain(i int) bool { return l.at(i) == plainWord }

// Phrase reports whether token i may stand in a simple noun phrase.
func (l *Layer) Phrase(i int) bool { return phrase(l.at(i)) }

// Past reports whether token i ends as a regular past form does.
func (l *Layer) Past(i int) bool { return strings.HasSuffix(l.d.Lower(i), "ed") }

// Ing reports whether token i ends in "ing".
func (l *Layer) Ing(i int) bool { return strings.HasSuffix(l.d.Lower(i), "ing") }

// Mark reports whether token i is punctuation.
func (l *Layer) Mark(i int) bool {
	c := l.at(i)
	return c >= comma && c <= otherMark
}

// Count reports whether token i is a number in digits.
func (l *Layer) Count(i int) bool { return l.at(i) == number }

// The parts of speech and forms of [Sense.Part]: 1 + (most*4+next)*4 + form.
const (
	verbPart   = 1
	thirdForms = 1 // "rises"
	pastForms  = 2 // "rose"
)

// Went reports whether token i is a past form, by its ending or by the dictionary ("rose", "cut"): mostly says that it is
// hardly anything else.
func (l *Layer) Went(i int, mostly bool) bool {
	if c := l.at(i); c == pastForm {
		return true
	} else if c != plainWord && c != sForm {
		return false
	}
	p := int(l.group[i].Part) - 1
	if p < 0 {
		return false
	}
	most, next, form := p/16, p/4%4, p%4
	return most == verbPart && form == pastForms || !mostly && (most == verbPart || next == verbPart) && (form == pastForms || form == thirdForms)
}

// May reports whether token i may be a verb in a form that a clause has: by its ending, or by the dictionary.
func (l *Layer) May(i int) bool {
	if l.Went(i, false) {
		return true
	}
	p := int(l.group[i].Part) - 1
	return p >= 0 && l.at(i) == plainWord && (p/16 == verbPart || p/4%4 == verbPart) && p%4 <= pastForms
}
