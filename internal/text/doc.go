// Package text lays a report's words over its bytes. A Doc holds the unaltered text and
// layers of annotation: tokens, sentences and quotations (this file and its neighbours), numbers,
// names and times. Every layer points into the text by byte offset, so that anything read
// can be shown in the very words it was read from.
//
// Words are cut by the Unicode rules (UAX #29, by clipperhouse/uax29) and then mended for
// news: hyphenated words are one token ("US-led", "16-year-old", but not "20-30"), a
// possessive "'s" is its own, an abbreviation keeps its full stop ("Gen.", "U.S."). Sentences end
// at a stop that is not an abbreviation's, at a blank line, and at a line's end unless the
// text is wrapped at a fixed width.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/lang"
)

// Kind is what a token is made of.
type Kind uint8

// Token kinds.
const (
	Word   Kind = iota // letters, perhaps with digits or inner hyphens: "Kirby", "F-16", "16-year-old"
	Number             // begins with a digit and has no letters but an ordinal's or unit's: "1,100", "2.5"
	Punct              // anything else that is not white space
)

// Shape is how a word is capitalised.
type Shape uint8

// Word shapes.
const (
	NoCase Shape = iota // no cased letter
	Lower               // all lower case
	Title               // first letter upper, a lower one follows
	Upper               // two or more cased letters, all upper
	Single              // one upper-case letter alone
	Mixed               // anything else ("iPhone", "al-Assad")
)

// Token is a word, a number or a punctuation mark.
type Token struct {
	Start, End int // bytes
	// Lower is the token in lower case with ’ as '; equal tokens compare equal.
	Lower string
	Kind  Kind
	Shape Shape
	// Line is set when a line break stands before the token.
	Line  bool
	signs signs
	// Word is its number in the language's vocabulary.
	Word lang.WordID
}

// Sentence is a sentence: its bytes and its tokens [First, Last).
type Sentence struct {
	sitrep.Span
	First, Last int
	// Paragraph numbers the paragraph it stands in, from 0.
	Paragraph int
}

// Doc is a text with its layers. It may be read by many goroutines at once.
type Doc struct {
	Report    sitrep.ReportID
	In        sitrep.Field
	Text      string
	Language  *lang.Language
	Published sitrep.Stamp // the anchor for "on Sunday"; zero when unknown
	Tokens    []Token
	Sentences []Sentence
	Quotes    []Quote
	// AllCaps is set when the text as a whole is written in capitals, Headline when most of
	// its words are capitalised: in both, a capital says little about a name.
	AllCaps, Headline bool
	// Spaced is set when the typography sets every mark apart ("16 - year - old", "31, 000", "did n ' t"), as some
	// collections do.
	Spaced bool
}

// New segments one of a report's texts. The language says how; lang.None is for a text
// nobody reads.
func New(l *lang.Language, r *sitrep.Report, in sitrep.Field) *Doc {
	if l == nil {
		l = &lang.None
	}
	d := &Doc{Report: r.ID, In: in, Text: r.In(in), Language: l, Published: r.Published}
	d.Spaced = spaced(d.Text)
	d.tokenize()
	d.split()
	d.quote()
	d.shape()
	return d
}

// Parse segments a bare text.
func Parse(l *lang.Language, s string) *Doc {
	return New(l, &sitrep.Report{Text: s}, sitrep.InText)
}

// Slice is the text of a span.
func (d *Doc) Slice(s sitrep.Span) string { return d.Text[s.Start:s.End] }

// Raw is token i as it stands, or "" outside the text: a look-up that needs no bounds.
func (d *Doc) Raw(i int) string {
	if i < 0 || i >= len(d.Tokens) {
		return ""
	}
	return d.Text[d.Tokens[i].Start:d.Tokens[i].End]
}

// Lower is token i in lower case, or "" outside the text: a look-up that needs no bounds.
func (d *Doc) Lower(i int) string {
	if i < 0 || i >= len(d.Tokens) {
		return ""
	}
	return d.Tokens[i].Lower
}

// id is the number of token i in the language's vocabulary; 0 outside the text.
func (d *Doc) id(i int) lang.WordID {
	if i < 0 || i >= len(d.Tokens) {
		return 0
	}
	return d.Tokens[i].Word
}

// Listed is what the language's lists say of token i; nothing outside the text.
func (d *Doc) Listed(i int) *lang.Listed {
	if i < 0 || i >= len(d.Tokens) {
		return d.Language.Known.At(0)
	}
	return d.Language.Known.At(d.Tokens[i].Word)
}

// Span is the bytes of tokens [first, last).
func (d *Doc) Span(first, last int) sitrep.Span {
	if first >= last {
		return sitrep.Span{}
	}
	return sitrep.Span{Start: d.Tokens[first].Start, End: d.Tokens[last-1].End}
}

// SentenceOf is the index of the sentence holding token i, or -1.
func (d *Doc) SentenceOf(i int) int {
	lo, hi := 0, len(d.Sentences)
	for lo < hi {
		mid := (lo + hi) / 2
		if d.Sentences[mid].Last <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(d.Sentences) && d.Sentences[lo].First <= i {
		return lo
	}
	return -1
}

// TokenAt is the index of the first token that ends after byte offset b.
func (d *Doc) TokenAt(b int) int {
	lo, hi := 0, len(d.Tokens)
	for lo < hi {
		mid := (lo + hi) / 2
		if d.Tokens[mid].End <= b {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

func (d *Doc) shape() {
	words, upper, capital := 0, 0, 0
	for i := range d.Tokens {
		t := &d.Tokens[i]
		if t.Kind != Word || t.End-t.Start < 2 {
			continue
		}
		words++
		switch t.Shape {
		case Upper:
			upper++
			capital++
		case Title, Mixed, Single:
			capital++
		}
	}
	d.AllCaps = words >= 3 && upper*10 >= words*8
	d.Headline = words >= 3 && capital*10 >= words*6
}

func shapeOf(s string) Shape {
	cased, upper := 0, 0
	first := NoCase
	for _, r := range s {
		switch {
		case unicode.IsUpper(r) || unicode.IsTitle(r):
			cased++
			upper++
			if cased == 1 {
				first = Upper
			}
		case unicode.IsLower(r):
			cased++
			if cased == 1 {
				first = Lower
			}
		}
	}
	switch {
	case cased == 0:
		return NoCase
	case upper == 0:
		return Lower
	case upper == cased && cased == 1:
		return Single
	case upper == cased:
		return Upper
	case first == Upper && upper == 1:
		return Title
	case first == Upper && strings.ContainsAny(s, "-‐‑"):
		return Title
	default:
		return Mixed
	}
}

// lower folds case and typographic apostrophes; it allocates only when something changes.
func lower(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	s = strings.ToLower(s)
	if strings.ContainsRune(s, '’') {
		s = strings.ReplaceAll(s, "’", "'")
	}
	return s
}
