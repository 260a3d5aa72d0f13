package text

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"

	"sitrep/internal/lang"
)

// cutter cuts a text into tokens.
type cutter struct {
	*Doc
	letters *[alphabets]letter
	kinds   *[256]uint8     // of bytes
	low     strings.Builder // words in lower case, one after the other
	rules   words.Iterator[string]
	line    bool // a line broke since the last token
}

// tokenize cuts the text into tokens.
func (d *Doc) tokenize() {
	room := rooms.Get().(*[]Token)
	cut := newCutter(d, *room)
	for at := 0; at < len(d.Text); {
		if d.Text[at] == ' ' && at+1 < len(d.Text) && d.Text[at+1] < utf8.RuneSelf { // nearly every other segment
			at++
			continue
		}
		end := cut.plainly(at)
		if end == 0 {
			end = cut.byRules(at)
		}
		at = end
	}
	all := d.Tokens
	d.Tokens = slices.Clone(all)
	if cap(all) <= mostRoom { // it holds on to this text until the next one, or until a pool is emptied
		*room = all[:0]
		rooms.Put(room)
	}
}

// rooms are used again: tokens are most of what reading a text leaves to be collected, and how many a text has shows when it is cut.
var rooms = sync.Pool{New: func() any { return new([]Token) }}

// mostRoom is how many tokens a room that is kept may hold, which takes 800 KB.
const mostRoom = 20_000

func newCutter(d *Doc, room []Token) *cutter {
	d.Tokens = room
	return &cutter{Doc: d, letters: letters(), kinds: asciiKinds(), rules: *words.FromString("")}
}

// byRules takes the segment that begins at a place by the rules of Unicode, and says where it ends.
func (d *cutter) byRules(at int) (end int) {
	d.rules.SetText(d.Text[at:])
	d.rules.Next()
	value := d.rules.Value()
	end = at + len(value)
	if c := value[0]; c <= ' ' || c >= utf8.RuneSelf {
		r, _ := utf8.DecodeRuneInString(value)
		if unicode.IsSpace(r) || r == 0 || unicode.Is(unicode.Cf, r) && len(value) <= 3 {
			if strings.ContainsAny(value, "\n\r\u2028\u2029") {
				d.line = true
			}
			return end
		}
	}
	d.push(at, end, d.line)
	d.line = false
	return end
}

// plainly takes what begins at a place as the rules would, as long as it is ASCII, of which they say little; 0 if they must be asked.
// Nine segments in ten of English are such, and cutting by the rules was a twentieth of the time of reading.
func (d *cutter) plainly(at int) (end int) {
	kind := d.kinds[d.Text[at]]
	if kind == asciiLow || kind == asciiHigh || kind == asciiDigit {
		if end = d.word(at); end > 0 {
			d.line = false
		}
		return end
	}
	end = at + 1
	if kind == 0 {
		if !d.parts(at) {
			return 0
		}
		end = at + partSize
	}
	if end < len(d.Text) && d.Text[end] >= utf8.RuneSelf && !d.parts(end) {
		return 0 // an accent may hang on it
	}
	switch kind {
	case asciiSpace:
	case asciiLine:
		d.line = true
	default:
		d.mark(at, end)
		d.line = false
	}
	return end
}

// partSize is how many bytes each of the marks takes that parts knows.
const partSize = len("—")

// parts reports whether one of the marks begins at a place that are no ASCII and yet common in news, and of which the rules say that they
// part whatever stands on either side.
func (d *cutter) parts(at int) bool {
	s := d.Text[at:]
	if len(s) < partSize || s[:2] != "—"[:2] {
		return false
	}
	switch s[:partSize] {
	case "“", "”", "–", "—", "…":
		return true
	}
	return false
}

// What the bytes of ASCII are to a cutter; 0 is what the rules are asked about.
const (
	asciiLow uint8 = 1 + iota
	asciiHigh
	asciiDigit
	asciiMark
	asciiSpace
	asciiLine
)

var asciiKinds = sync.OnceValue(func() *[256]uint8 {
	kinds := new([256]uint8)
	for c := range utf8.RuneSelf {
		switch {
		case c >= 'a' && c <= 'z':
			kinds[c] = asciiLow
		case c >= 'A' && c <= 'Z':
			kinds[c] = asciiHigh
		case c >= '0' && c <= '9':
			kinds[c] = asciiDigit
		case c == ' ' || c == '\t':
			kinds[c] = asciiSpace
		case c == '\n' || c == '\r':
			kinds[c] = asciiLine
		case c > ' ' && c < 0x7F && c != '_':
			kinds[c] = asciiMark
		}
	}
	return kinds
})

// word pushes the word or number of ASCII that begins at a place, and says where it ends; 0 if it may go on in other characters.
// Letters and digits hold together, letters around one of . : ' too, and digits around one of . , ; '.
func (d *cutter) word(start int) (end int) {
	s, kinds, hash := d.Text, d.kinds, lang.NoHash
	low, high, inner := 0, 0, false
	end = start
	for ; end < len(s); end++ {
		c := s[end]
		switch kinds[c] {
		case asciiLow:
			low++
		case asciiHigh:
			high++
			c += 'a' - 'A'
		case asciiDigit:
		default:
			if c >= utf8.RuneSelf && !d.parts(end) || c == '_' {
				return 0
			}
			if c == '\'' || c == '.' || c == ':' || c == ',' || c == ';' {
				if end+1 < len(s) && s[end+1] >= utf8.RuneSelf && !d.parts(end+1) {
					return 0
				}
				if end+1 < len(s) && d.holds(s[end-1], c, s[end+1]) {
					inner = true
					continue
				}
			}
			goto ended
		}
		hash = lang.HashByte(hash, c)
	}
ended:
	if n := len(d.Tokens); inner || n > 0 && !d.line && d.Tokens[n-1].End == start {
		d.push(start, end, d.line)
		return end
	}
	t := Token{Start: start, End: end, Line: d.line}
	raw := s[start:end]
	if kinds[raw[0]] == asciiDigit {
		t.signs = figured
	}
	if low+high == 0 {
		t.Kind = Number
	} else {
		first := Lower
		if high > 0 && (low == 0 || d.capital(raw)) {
			first = Upper
		}
		t.Shape = shaped(low, high, first, false)
	}
	if high == 0 {
		t.Word, t.Lower = d.Language.Known.FindHashed(raw, hash), raw
	} else if t.Word, t.Lower = d.Language.Known.Fold(raw, hash); t.Word == 0 {
		t.Lower = d.lower(raw)
	}
	d.Tokens = append(d.Tokens, t)
	return end
}

// holds reports whether a mark holds two bytes of ASCII together in one word.
func (d *cutter) holds(before, mark, after byte) bool {
	a, b := d.kinds[before], d.kinds[after]
	if a == asciiDigit && b == asciiDigit {
		return mark != ':'
	}
	return (a == asciiLow || a == asciiHigh) && (b == asciiLow || b == asciiHigh) && mark != ',' && mark != ';'
}

// capital reports whether the first letter of a word is a capital: "The", "16Th".
func (d *cutter) capital(word string) bool {
	for i := range len(word) {
		if k := d.kinds[word[i]]; k != asciiDigit {
			return k == asciiHigh
		}
	}
	return false
}

// mark pushes a mark, or joins it to the abbreviation it belongs to.
func (d *cutter) mark(at, end int) {
	if n := len(d.Tokens); d.Text[at] == '.' && n > 0 && !d.line && d.Tokens[n-1].End == at {
		d.push(at, end, false)
		return
	}
	raw := d.Text[at:end]
	d.Tokens = append(d.Tokens, Token{Start: at, End: end, Kind: Punct, Line: d.line, Lower: raw, signs: signsOf(raw), Word: d.Language.Known.Find(raw)})
}

// widest is how many bytes a word may grow to by joining: "a-a-a-…" without end is no word, and joining it
// would cost its length again for each hyphen.
const widest = 200

// push adds the segment [start, end), joined to the token before it where news wants that.
func (d *cutter) push(start, end int, line bool) {
	raw := d.Text[start:end]
	if at := d.lostSpace(raw); at > 0 {
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

// lostSpace finds the full stop in "killed.The", "Lorn.But" and "Friday.Ruth", where two sentences were glued together; 0 if
// there is none.
func (d *cutter) lostSpace(raw string) int {
	if len(raw) < 7 {
		return 0
	}
	at := strings.IndexByte(raw, '.')
	if at < 4 || at+2 >= len(raw) || shapeOf(raw[at+1:]) != Title {
		return 0
	}
	switch shapeOf(raw[:at]) {
	case Lower:
		return at
	case Title: // "Tarn.Com" is none
		if kind := d.Language.Time.Words[lower(raw[:at])].Kind; d.Language.Text.Starters.Has(lower(raw[at+1:])) || kind == lang.Weekday || kind == lang.Month {
			return at
		}
	}
	return 0
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
		d.Tokens = append(d.Tokens, Token{Start: end - cut, End: end, Lower: "'s", Kind: Word, Shape: Lower, Word: d.Language.Known.Find("'s"), signs: apostrophe})
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
	t.signs = signsOf(t.Lower)
	if t.Kind == Number || t.Kind == Word && (t.Hyphened() && t.Lower[0] != '-' || t.Lower[0] >= '0' && t.Lower[0] <= '9') {
		t.signs |= figured
	}
}

// signs are marks that a word has within it or at its end.
type signs uint8

const (
	hyphened signs = 1 << iota
	apostrophe
	stopped
	figured // a number in digits, or a compound, which may have one in it
)

func signsOf(lower string) (s signs) {
	for i := range len(lower) {
		switch lower[i] {
		case '-':
			s |= hyphened
		case '\'':
			s |= apostrophe
		case '.':
			s |= stopped
		}
	}
	return s
}

// Hyphened reports whether a hyphen stands in the token.
func (t *Token) Hyphened() bool { return t.signs&hyphened != 0 }

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
	if !d.Language.Known.At(t.Word).In.Has(lang.StopList) {
		return false
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
