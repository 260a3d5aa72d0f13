package text

import (
	"sync"
	"unicode"
	"unicode/utf8"
)

// letter is what folding knows of a character.
type letter struct {
	lower        rune
	small, large bool // it is a small letter, or a capital
	letter       bool
	odd          bool // it takes another number of bytes in lower case
}

// alphabets is where the letters end that are looked up: those of two bytes, Latin, Greek, Cyrillic, Armenian and Hebrew.
const alphabets = 0x600

// letters are the letters of those alphabets. What unicode says of a letter is found by a search in tables of ranges, several of them for each letter;
// of a text in Cyrillic that was a third of the time of cutting it into words.
var letters = sync.OnceValue(func() *[alphabets]letter {
	out := new([alphabets]letter)
	for r := range rune(alphabets) {
		l := &out[r]
		l.lower = unicode.ToLower(r)
		l.small, l.large = unicode.IsLower(r), unicode.IsUpper(r) || unicode.IsTitle(r)
		l.letter = unicode.IsLetter(r)
		l.odd = utf8.RuneLen(l.lower) != utf8.RuneLen(r)
	}
	return out
})

// twoBytes is the character of two bytes that a string begins with at i; 0 if there is none of those alphabets.
func twoBytes(s string, i int) rune {
	if i+1 >= len(s) || s[i] < 0xC2 || s[i] >= 0xD8 || s[i+1]&0xC0 != 0x80 {
		return 0
	}
	return rune(s[i]&0x1F)<<6 | rune(s[i+1]&0x3F)
}

// fold is a word's shape and the word in lower case, in one round; ok is false for words with letters of other alphabets.
func (c *cutter) fold(s string) (shape Shape, low string, ok bool) {
	small, large, hyphen, same := 0, 0, false, true
	first := NoCase
	for i := 0; i < len(s); i++ {
		r := rune(s[i])
		if r >= utf8.RuneSelf {
			if r = twoBytes(s, i); r == 0 {
				return NoCase, "", false
			}
			i++
		}
		l := &c.letters[r]
		switch {
		case l.odd:
			return NoCase, "", false
		case l.small:
			if small++; first == NoCase {
				first = Lower
			}
		case l.large:
			if large++; first == NoCase {
				first = Upper
			}
		case r == '-':
			hyphen = true
		}
		same = same && l.lower == r
	}
	if same {
		low = s
	} else {
		low = c.lower(s)
	}
	return shaped(small, large, first, hyphen), low, true
}

// lower is a word of those alphabets in lower case. The words of a text share their memory.
func (c *cutter) lower(s string) string {
	from := c.low.Len()
	c.low.Grow(len(s))
	for i := 0; i < len(s); i++ {
		r := rune(s[i])
		if r >= utf8.RuneSelf {
			r = twoBytes(s, i)
			i++
		}
		c.low.WriteRune(c.letters[r].lower)
	}
	return c.low.String()[from:]
}

// shaped is the shape of a word of so many small and large letters, the first of which is one or the other.
func shaped(small, large int, first Shape, hyphen bool) Shape {
	switch {
	case small == 0 && large == 0:
		return NoCase
	case large == 0:
		return Lower
	case small == 0 && large == 1:
		return Single
	case small == 0:
		return Upper
	case first == Upper && (large == 1 || hyphen):
		return Title
	}
	return Mixed
}
