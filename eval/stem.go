package eval

import "strings"

// stemmer cuts English words to their stems by Porter's algorithm (1980) as the reference scorer
// writes it, and remembers them. Two things to know of that form: a y is a vowel after anything that
// isn't a, e, i, o or u, even another y; digits are consonants.
type stemmer map[string]string

// tokens are the words of a text, those longer than three letters stemmed.
func (s stemmer) tokens(text string) []string {
	words := strings.FieldsFunc(lower(text), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	for i, w := range words {
		if len(w) > 3 {
			words[i] = s.stem(w)
		}
	}
	return words
}

func (s stemmer) stem(word string) string {
	if stem, ok := s[word]; ok {
		return stem
	}
	stem := porter(word)
	s[word] = stem
	return stem
}

// ending is an ending and what replaces it when the stem before it is long enough.
type ending struct{ from, to string }

// The endings of steps 2, 3 and 4. The first that fits decides, whether it is replaced or not, so
// longer ones stand before those they end in.
var (
	step2 = []ending{
		{"ational", "ate"}, {"tional", "tion"}, {"enci", "ence"}, {"anci", "ance"}, {"izer", "ize"},
		{"abli", "able"}, {"alli", "al"}, {"entli", "ent"}, {"eli", "e"}, {"ousli", "ous"},
		{"ization", "ize"}, {"ation", "ate"}, {"ator", "ate"}, {"alism", "al"}, {"iveness", "ive"},
		{"fulness", "ful"}, {"ousness", "ous"}, {"aliti", "al"}, {"iviti", "ive"}, {"biliti", "ble"},
	}
	step3 = []ending{
		{"icate", "ic"}, {"ative", ""}, {"alize", "al"}, {"iciti", "ic"}, {"ical", "ic"}, {"ful", ""}, {"ness", ""},
	}
	step4 = []string{
		"ement", "ment", "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ent", "ion", "ou", "ism",
		"ate", "iti", "ous", "ive", "ize",
	}
)

// porter is the stem of a word of more than two letters.
func porter(w string) string {
	w = plural(w)
	w = participle(w)
	if t, ok := strings.CutSuffix(w, "y"); ok && hasVowel(t) {
		w = t + "i"
	}
	w = replace(w, step2)
	w = replace(w, step3)
	for _, from := range step4 {
		if t, ok := strings.CutSuffix(w, from); ok {
			if measure(t) > 1 && (from != "ion" || strings.HasSuffix(t, "s") || strings.HasSuffix(t, "t")) {
				w = t
			}
			break
		}
	}
	if t, ok := strings.CutSuffix(w, "e"); ok && (measure(t) > 1 || measure(t) == 1 && !short(t)) {
		w = t
	}
	if measure(w) > 1 && doubled(w) && w[len(w)-1] == 'l' {
		w = w[:len(w)-1]
	}
	return w
}

// plural is step 1a.
func plural(w string) string {
	switch {
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "ies"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss"):
		return w[:len(w)-1]
	}
	return w
}

// participle is step 1b.
func participle(w string) string {
	if t, ok := strings.CutSuffix(w, "eed"); ok {
		if measure(t) > 0 {
			return w[:len(w)-1]
		}
		return w
	}
	t, ok := strings.CutSuffix(w, "ed")
	if !ok || !hasVowel(t) {
		t, ok = strings.CutSuffix(w, "ing")
		if !ok || !hasVowel(t) {
			return w
		}
	}
	switch {
	case strings.HasSuffix(t, "at"), strings.HasSuffix(t, "bl"), strings.HasSuffix(t, "iz"):
		return t + "e"
	case doubled(t) && !strings.ContainsRune("lsz", rune(t[len(t)-1])):
		return t[:len(t)-1]
	case measure(t) == 1 && short(t):
		return t + "e"
	}
	return t
}

func replace(w string, endings []ending) string {
	for _, e := range endings {
		if t, ok := strings.CutSuffix(w, e.from); ok {
			if measure(t) > 0 {
				return t + e.to
			}
			return w
		}
	}
	return w
}

func plainVowel(c byte) bool {
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'
}

// vowel reports whether letter i is a vowel: a, e, i, o, u, or a y not after one of them.
func vowel(w string, i int) bool {
	return plainVowel(w[i]) || w[i] == 'y' && i > 0 && !plainVowel(w[i-1])
}

func hasVowel(w string) bool {
	for i := range len(w) {
		if vowel(w, i) {
			return true
		}
	}
	return false
}

// measure is Porter's m: how often consonants follow vowels.
func measure(w string) int {
	m := 0
	for i := 1; i < len(w); i++ {
		if vowel(w, i-1) && !vowel(w, i) {
			m++
		}
	}
	return m
}

// doubled reports whether the word ends in a double consonant.
func doubled(w string) bool {
	n := len(w)
	return n > 1 && w[n-1] == w[n-2] && !plainVowel(w[n-1]) && w[n-1] != 'y'
}

// short reports whether the word ends consonant, vowel, consonant, the last not w, x or y. Here alone
// a y is a vowel when the letter before it is a consonant in the same sense.
func short(w string) bool {
	n := len(w)
	if n < 3 {
		return false
	}
	last := w[n-1]
	return !turned(w, n-3) && turned(w, n-2) && !turned(w, n-1) && last != 'w' && last != 'x' && last != 'y'
}

func turned(w string, i int) bool {
	v := false
	for k := range i + 1 {
		v = plainVowel(w[k]) || w[k] == 'y' && k > 0 && !v
	}
	return v
}
