package actor

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fold is the form names are compared in: lower case, no accents, punctuation, articles or
// possessives, and one of several spellings.
func Fold(name string) string {
	var room [48]byte // most names fit
	return string(fold(room[:0], name))
}

// fold appends the folded name to buf.
func fold(buf []byte, name string) []byte {
	start := len(buf)
	word := start // where the current word begins in buf
	for i := 0; i < len(name); {
		c := name[i]
		switch {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			buf = append(buf, c)
			i++
		case 'A' <= c && c <= 'Z':
			buf = append(buf, c+'a'-'A')
			i++
		case c == '.' || c == '\'':
			// "U.S." is one word, "Kirby's" loses its ending, "Sana'a" its mark
			if c == '\'' && possessive(name[i+1:]) {
				i += 2
				continue
			}
			i++
		case c < utf8.RuneSelf:
			buf, word = endWord(buf, start, word)
			i++
		default:
			r, size := utf8.DecodeRuneInString(name[i:])
			switch {
			case r == '’' || r == '‘' || r == 'ʼ':
				if possessive(name[i+size:]) {
					size++
				}
			case unicode.IsLetter(r) || unicode.IsDigit(r):
				buf = append(buf, plain(unicode.ToLower(r))...)
			case unicode.IsMark(r):
			default:
				buf, word = endWord(buf, start, word)
			}
			i += size
		}
	}
	buf, _ = endWord(buf, start, word)
	if len(buf) > start && buf[len(buf)-1] == ' ' {
		buf = buf[:len(buf)-1]
	}
	return buf
}

// possessive reports whether what follows an apostrophe is the s of a possessive.
func possessive(rest string) bool {
	if rest == "" || rest[0] != 's' && rest[0] != 'S' {
		return false
	}
	return len(rest) == 1 || !(rest[1] >= 'a' && rest[1] <= 'z' || rest[1] >= 'A' && rest[1] <= 'Z')
}

// endWord closes the word that begins at word in buf, spelt one way, or drops it.
func endWord(buf []byte, start, word int) ([]byte, int) {
	if len(buf) == word {
		return buf, word
	}
	switch string(buf[word:]) {
	case "the", "a", "an":
		return buf[:word], word
	case "s":
		if word > start {
			return buf[:word], word // a possessive that lost its apostrophe
		}
	case "al", "el":
		if word > start {
			return buf[:word], word // "Bashar al-Assad", "Bashar Assad"
		}
	case "defense":
		buf = append(buf[:word], "defence"...)
	case "center":
		buf = append(buf[:word], "centre"...)
	case "labor":
		buf = append(buf[:word], "labour"...)
	case "organisation":
		buf = append(buf[:word], "organization"...)
	case "organisations":
		buf = append(buf[:word], "organizations"...)
	case "mr", "mrs", "ms":
		if word == start {
			return buf[:word], word
		}
	}
	buf = append(buf, ' ')
	return buf, len(buf)
}

// plain is a letter without its accent.
func plain(r rune) string {
	switch r {
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'ß':
		return "ss"
	case 'þ':
		return "th"
	case 'ʿ', 'ʾ':
		return ""
	}
	if at := strings.IndexRune(accented, r); at >= 0 {
		base := strings.LastIndexByte(accented[:at], ' ') + 1
		return accented[base : base+1]
	}
	return string(r)
}

// accented lists, after each plain letter, its accented forms.
const accented = "aáàâãäåāăąǎạảấầẩẫậắằẳẵặ cçćĉċč dďđḍð eéèêëēĕėęěẹẻẽếềểễệ gĝğġģǧ hĥħḥ iíìîïĩīĭįıǐịỉ jĵ kķ lĺļľłḷ " +
	"nñńņňŋ oóòôõöøōŏőǒọỏốồổỗộớờởỡợơ rŕŗř sśŝşšșṣ tţťŧțṭ uúùûüũūŭůűųǔụủứừửữựư wŵ yýŷÿỳ zźżžẓ"
