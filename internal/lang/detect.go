package lang

import (
	"bufio"
	_ "embed"
	"math/bits"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Detect names the language of a text (BCP 47, lower case), "" when unsure. Most scripts have one large
// language of news, and a few letters part those that share one; Latin and Cyrillic texts are told by
// how many of their words are common words of a language (Ingle 1976; Grefenstette 1995 found these better
// than letter trigrams from about fifteen words up), with its own letters and word endings as help on
// headlines. It looks at the first kilobyte.
func Detect(text string) string {
	text = text[:min(len(text), Sampled)]
	switch script := scriptOf(text); script {
	case latin, cyrillic:
		return marks().tell(text, script)
	default:
		return script.language(text)
	}
}

// Sampled is how many bytes of a text are looked at.
const Sampled = 1 << 10

// writing is a script, or a group of scripts that the same languages use.
type writing string

const (
	latin    writing = "Latin"
	cyrillic writing = "Cyrillic"
	arabic   writing = "Arabic"
	han      writing = "Han"
	kana     writing = "Kana"
)

// scripts in the order their blocks begin; a letter belongs to the last that begins before it.
var scripts = []struct {
	from   rune
	script writing // for scripts of one language, its code
}{
	{'A', latin}, {0x0370, "el"}, {0x0400, cyrillic}, {0x0530, "hy"}, {0x0590, "he"}, {0x0600, arabic}, {0x0700, ""},
	{0x0900, "hi"}, {0x0980, "bn"}, {0x0a00, "pa"}, {0x0a80, "gu"}, {0x0b00, "or"}, {0x0b80, "ta"}, {0x0c00, "te"},
	{0x0c80, "kn"}, {0x0d00, "ml"}, {0x0d80, "si"}, {0x0e00, "th"}, {0x0e80, "lo"}, {0x0f00, "bo"}, {0x1000, "my"},
	{0x10a0, "ka"}, {0x1100, "ko"}, {0x1200, "am"}, {0x1400, ""}, {0x1780, "km"}, {0x1800, ""}, {0x1e00, latin}, {0x1f00, "el"}, {0x2000, ""},
	{0x3040, kana}, {0x3100, ""}, {0x3400, han}, {0xa000, ""}, {0xac00, "ko"}, {0xd7b0, ""}, {0xf900, han}, {0xfb00, ""}, {0xfb1d, "he"},
	{0xfb50, arabic}, {0xfe00, ""}, {0x20000, han}, {0x323b0, ""},
}

func scriptOfRune(r rune) writing {
	if r < 0x370 {
		if r < 0xc0 && !(r < utf8.RuneSelf && isASCII(byte(r))) {
			return ""
		}
		return latin
	}
	low, high := 0, len(scripts)
	for high-low > 1 {
		if mid := (low + high) / 2; scripts[mid].from <= r {
			low = mid
		} else {
			high = mid
		}
	}
	return scripts[low].script
}

// isASCII reports whether a byte is a letter of ASCII.
func isASCII(c byte) bool { return c|0x20-'a' < 26 }

// scriptOf is the script that most letters of the text are in. A Han or kana letter says as much as
// several letters of an alphabet, and any tenth of kana makes the text Japanese.
func scriptOf(text string) writing {
	var count [len(order)]int
	plain := 0 // letters of ASCII
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			if isASCII(c) {
				if plain++; 2*plain > len(text) {
					return latin
				}
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		s := scriptOfRune(r)
		switch s {
		case "":
			continue
		case latin:
			count[0]++
		case cyrillic:
			count[1]++
		case arabic:
			count[2]++
		case han:
			count[3] += 3
		case kana:
			count[4] += 3
		default:
			return mostly(text)
		}
	}
	count[0] += plain
	if count[4]*10 > count[3] {
		count[4] += count[3]
	}
	return largest(count[:])
}

var order = [...]writing{latin, cyrillic, arabic, han, kana}

func largest(count []int) writing {
	best := 0
	for i, n := range count {
		if n > count[best] {
			best = i
		}
	}
	if count[best] == 0 {
		return ""
	}
	return order[best]
}

// mostly is scriptOf for texts that hold letters of a rarer script.
func mostly(text string) writing {
	count := map[writing]int{}
	for _, r := range text {
		if s := scriptOfRune(r); s != "" {
			count[s]++
		}
	}
	best := writing("")
	for s, n := range count {
		if n > count[best] || n == count[best] && s < best {
			best = s
		}
	}
	return best
}

// language is that of a text in a script other than Latin and Cyrillic.
func (s writing) language(text string) string {
	switch s {
	case han:
		return "zh"
	case kana:
		return "ja"
	case arabic:
		return arabicLanguage(text)
	}
	return string(s)
}

func arabicLanguage(text string) string {
	switch {
	case strings.ContainsAny(text, "ٹڈڑےں"):
		return "ur"
	case strings.ContainsAny(text, "ټډړښځڅ"):
		return "ps"
	case strings.ContainsAny(text, "ڵڕێۆ"):
		return "ckb"
	case count(text, "پچژگیک") > count(text, "يكةىؤإأ"):
		return "fa"
	}
	return "ar"
}

func count(text, letters string) int {
	n := 0
	for _, r := range text {
		if strings.ContainsRune(letters, r) {
			n++
		}
	}
	return n
}

//go:embed data/detect.txt
var detectData string

// marks are read once, when the first text in Latin or Cyrillic letters comes.
var marks = sync.OnceValue(func() *detector { return newDetector(detectData) })

// set is a set of languages, a bit each.
type set uint64

type detector struct {
	codes            []string
	cyrillic         set
	words, ends, any marked       // any: beginnings
	letters          map[rune]set // languages that write with the letter
}

// marked are words or parts of words, each with the languages it tells of.
type marked struct {
	of    map[string]set
	sieve sieve // of the keys of it: most words of a text need no look-up then
	// long is how long those are that end with a byte, a bit for each length.
	long [256]uint64
}

func (m *marked) add(s string, bit set) {
	if len(s) == 0 || len(s) >= 64 {
		return
	}
	if m.of == nil {
		m.of = map[string]set{}
	}
	m.of[s] |= bit
	m.sieve.add(s)
	m.long[s[len(s)-1]] |= 1 << len(s)
}

// find is the languages that a word or a part of one tells of.
func (m *marked) find(s []byte) set {
	if at, bit := place(s); m.sieve[at]&bit == 0 {
		return 0
	}
	return m.of[string(s)]
}

func newDetector(data string) *detector {
	d := &detector{letters: map[rune]set{}}
	var bit set
	for lines := bufio.NewScanner(strings.NewReader(data)); lines.Scan(); {
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "["):
			code, letters, _ := strings.Cut(line[1:], "]")
			bit = 1 << len(d.codes)
			d.codes = append(d.codes, code)
			for _, r := range strings.TrimSpace(letters) {
				d.letters[r] |= bit
			}
		default:
			d.add(strings.Fields(line), bit)
		}
	}
	return d
}

func (d *detector) add(words []string, bit set) {
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(strings.TrimPrefix(w, "~")); unicode.Is(unicode.Cyrillic, r) {
			d.cyrillic |= bit
		}
		switch {
		case strings.HasPrefix(w, "~"):
			d.ends.add(w[1:], bit)
		case strings.HasSuffix(w, "~"):
			d.any.add(w[:len(w)-1], bit)
		default:
			d.words.add(w, bit)
		}
	}
}

// Points of evidence, in tenths of a common word.
const (
	wordPoints   = 10
	shortPoints  = 5 // a word of one letter: it may be an initial
	letterPoints = 6 // a word with letters that only some languages have
	endPoints    = 4
	longest      = 6 // bytes of the longest beginning or ending
)

// tell adds up the evidence of each word.
func (d *detector) tell(text string, script writing) string {
	var scores [64]int
	var word [64]byte
	n, foreign, letters := 0, set(0), false
	for i := 0; i <= len(text); {
		for i < len(text) && isASCII(text[i]) {
			if n < len(word)-utf8.UTFMax {
				word[n] = text[i] | 0x20
				n++
			}
			i++
		}
		r, size := rune(0), 1
		if i < len(text) && text[i] >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		i += size
		if !unicode.IsLetter(r) {
			if n > 0 && n < len(word)-utf8.UTFMax {
				d.score(&scores, word[:n], foreign, letters)
			}
			n, foreign, letters = 0, 0, false
			continue
		}
		r = unicode.ToLower(r)
		if owners, ok := d.letters[r]; ok {
			if !letters {
				foreign = owners
			}
			foreign, letters = foreign&owners, true
		}
		if n < len(word)-utf8.UTFMax {
			n += utf8.EncodeRune(word[n:], r)
		}
	}
	return d.best(&scores, script)
}

func (d *detector) score(scores *[64]int, word []byte, owners set, letters bool) {
	if s := d.words.find(word); s != 0 {
		if len(word) == 1 {
			give(scores, s, shortPoints)
		} else {
			give(scores, s, wordPoints)
		}
	} else if len(word) > longest {
		// as many bytes as endings have that end so, two at least
		long := d.ends.long[word[len(word)-1]] & (1<<min(longest*2+1, len(word)-1) - 1) &^ 3
		for ; long != 0; long &= long - 1 {
			give(scores, d.ends.find(word[len(word)-bits.TrailingZeros64(long):]), endPoints)
		}
		for n := 3; n <= 4; n++ {
			give(scores, d.any.find(word[:n]), endPoints)
		}
	}
	if letters {
		give(scores, owners, letterPoints)
	}
}

func give(scores *[64]int, s set, points int) {
	for ; s != 0; s &= s - 1 {
		scores[bits.TrailingZeros64(uint64(s))] += points
	}
}

// best is the language with the most evidence, if it has enough and more than the next.
func (d *detector) best(scores *[64]int, script writing) string {
	best, next := -1, 0
	for i := range d.codes {
		if (d.cyrillic&(1<<i) != 0) != (script == cyrillic) {
			continue
		}
		switch {
		case best < 0 || scores[i] > scores[best]:
			if best >= 0 {
				next = scores[best]
			}
			best = i
		case scores[i] > next:
			next = scores[i]
		}
	}
	if best < 0 || scores[best] < shortPoints || scores[best] == next {
		return ""
	}
	return d.codes[best]
}
