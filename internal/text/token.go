package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"

	"sitrep/internal/lang"
)

// cutter cuts a text into tokens.
type cutter struct {
	*Doc
	letters *[alphabets]letter
	low     strings.Builder // words in lower case, one after the other
}

// tokenize cuts the text into tokens.
func (d *Doc) tokenize() {
	cut := &cutter{Doc: d, letters: letters()}
	d.Tokens = make([]Token, 0, likely(d.Text))
	line := false
	seg := words.FromString(d.Text)
	for seg.Next() {
		value := seg.Value()
		if c := value[0]; c > ' ' && c < utf8.RuneSelf {
			cut.push(seg.Start(), seg.End(), line)
			line = false
			continue
		}
		r, _ := utf8.DecodeRuneInString(value)
		if unicode.IsSpace(r) || r == 0 || unicode.Is(unicode.Cf, r) && len(value) <= 3 {
			if strings.ContainsAny(value, "\n\r\u2028\u2029") {
				line = true
			}
			continue
		}
		cut.push(seg.Start(), seg.End(), line)
		line = false
	}
}

// likely is about how many tokens a text has, rather too many than too few: they are most of what reading a text leaves to be
// collected. It counts what mostly ends a token or is one: white space, marks, and the first of three or more bytes, which are
// quotation marks, dashes and what is written without spaces.
func likely(s string) int {
	// a bit for each byte that does: all up to '/' but ' and -, ':' to '@', the brackets, and from 0xE2 on
	ends := [4]uint64{1<<48 - 1 - 1<<'\'' - 1<<'-' + 1<<64 - 1<<':', 1<<('@'-64) | 1<<('['-64) | 1<<(']'-64), 0, 1<<64 - 1<<(0xE2-192)}
	n := 0
	for i := 0; i < len(s); i++ {
		n += int(ends[s[i]/64] >> (s[i] % 64) & 1)
	}
	return n + n/16 + 8
}

// widest is how many bytes a word may grow to by joining: "a-a-a-…" without end is no word, and joining it
// would cost its length again for each hyphen.
const widest = 200

// push adds the segment [start, end), joined to the token before it where news wants that.
func (d *cutter) push(start, end int, line bool) {
	raw := d.Text[start:end]
	if at := lostSpace(raw); at > 0 {
		d.push(start, start+at, line)
		d.push(start+at, start+at+1, false)
		d.push(start+at+1, end, false)
		return
	}
	kind := kindOf(raw)
	if n := len(d.Tokens); n > 0 && !line {
		last := &d.Tokens[n-1]
		if last.End == start {
			switch {
			case kind == Punct && raw == "." && last.Kind == Word && last.End-last.Start < widest && d.abbreviation(last):
				d.extend(last, end)
				return
			case kind != Punct && n > 1 && hyphen(d.Raw(n-1)) && d.Tokens[n-2].End == last.Start &&
				!last.Line && end-d.Tokens[n-2].Start <= widest && joins(&d.Tokens[n-2], kind):
				d.Tokens = d.Tokens[:n-1]
				last = &d.Tokens[n-2]
				if kind == Word {
					last.Kind = Word
				}
				d.possessive(start, end, last)
				return
			}
		}
	}
	d.Tokens = append(d.Tokens, Token{Start: start, End: end, Kind: kind, Line: line})
	last := &d.Tokens[len(d.Tokens)-1]
	d.possessive(start, end, last)
}

// lostSpace finds the full stop in "killed.The", where two sentences were glued together; 0 if
// there is none.
func lostSpace(raw string) int {
	if len(raw) < 7 {
		return 0
	}
	at := strings.IndexByte(raw, '.')
	if at < 4 || at+2 >= len(raw) || shapeOf(raw[at+1:]) != Title {
		return 0
	}
	if s := shapeOf(raw[:at]); s != Lower {
		return 0
	}
	return at
}

// possessive ends token t at end, with a trailing 's cut off into a token of its own.
func (d *cutter) possessive(start, end int, t *Token) {
	raw := d.Text[start:end]
	cut := 0
	if len(raw) > 2 && t.Kind == Word && raw[len(raw)-1]|0x20 == 's' {
		for _, tail := range []string{"'s", "’s", "'S", "’S"} {
			if strings.HasSuffix(raw, tail) && len(raw) > len(tail) {
				cut = len(tail)
				break
			}
		}
	}
	d.extend(t, end-cut)
	if cut > 0 {
		d.Tokens = append(d.Tokens, Token{Start: end - cut, End: end, Lower: "'s", Kind: Word, Shape: Lower, Word: d.Language.Known.Find("'s")})
	}
}

func (d *cutter) extend(t *Token, end int) {
	t.End = end
	raw := d.Text[t.Start:t.End]
	hash, shape, ok := seenASCII(raw)
	if !ok {
		if shape, t.Lower, ok = d.fold(raw); !ok {
			shape, t.Lower = shapeOf(raw), lower(raw)
		}
		t.Word = d.Language.Known.Find(t.Lower)
	} else if t.Word, t.Lower = d.Language.Known.Fold(raw, hash); t.Word == 0 {
		if t.Lower = raw; shape != Lower && shape != NoCase {
			t.Lower = d.lower(raw)
		}
	}
	if t.Kind == Word {
		t.Shape = shape
	}
}

// seenASCII is the hash of a word in lower case, and its shape, in one round; ok is false for words that have other letters.
func seenASCII(s string) (hash uint32, shape Shape, ok bool) {
	hash = lang.NoHash
	low, high, hyphen := 0, 0, false
	first := NoCase
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z':
			if low++; first == NoCase {
				first = Lower
			}
		case c >= 'A' && c <= 'Z':
			if high++; first == NoCase {
				first = Upper
			}
			c += 'a' - 'A'
		case c >= utf8.RuneSelf:
			return 0, NoCase, false
		case c == '-':
			hyphen = true
		}
		hash = lang.HashByte(hash, c)
	}
	return hash, shaped(low, high, first, hyphen), true
}

// abbreviation reports whether a full stop after t belongs to it.
func (d *Doc) abbreviation(t *Token) bool {
	raw := d.Text[t.Start:t.End]
	if t.Shape == Single && utf8.RuneCountInString(raw) == 1 {
		return true // an initial
	}
	if strings.Contains(raw, ".") {
		return true // U.S
	}
	with := t.Lower + "."
	return d.Language.Text.Titles.Has(with) && t.Shape != Lower || d.Language.Text.Abbreviations.Has(with) && (t.Shape != Lower || d.Language.Text.Small.Has(with))
}

// joins reports whether a hyphen between a and a following token of the kind makes one word:
// letters with anything, and a number with letters, but not two numbers.
func joins(a *Token, kind Kind) bool {
	switch a.Kind {
	case Word:
		return true
	case Number:
		return kind == Word
	}
	return false
}

func hyphen(s string) bool { return s == "-" || s == "‐" || s == "‑" }

func kindOf(s string) Kind {
	if c := s[0] | 0x20; c >= 'a' && c <= 'z' {
		return Word
	}
	if r := twoBytes(s, 0); r > 0 && letters()[r].letter {
		return Word
	}
	r, _ := utf8.DecodeRuneInString(s)
	switch {
	case unicode.IsDigit(r):
		for _, r := range s {
			if unicode.IsLetter(r) {
				return Word
			}
		}
		return Number
	case unicode.IsLetter(r) || unicode.IsMark(r) || r == '_':
		return Word
	}
	for _, r := range s {
		if unicode.IsLetter(r) {
			return Word
		}
	}
	return Punct
}
