package story

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// term is a hashed stem, name, number or year.
type term uint64

func hash(s string) term {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return term(h)
}

// pair is the term of two names in a row.
func pair(a, b term) term {
	h := (uint64(a)*0x9e3779b97f4a7c15 ^ uint64(b)) * 0xff51afd7ed558ccd
	return term(h ^ h>>31)
}

// cyrillic are endings of declined words in the Slavic languages written so, longest first. Cutting one
// off is rough, but makes the forms of a name meet without a dictionary.
const cyrillic = "иями ями ами ого его ому ему ыми ими ией ая яя ое ее ые ие ый ий ой ей ых их ым им ом ем ам ям ах ях ую юю ию ью ия ья ии ов ев а я о е и ы у ю ь й"

// stemmer cuts words to a rough stem. It needs no knowledge of the language: Latin words lose the endings of
// English plurals and verbs, or, in a language without word lists, all but their first letters; Cyrillic
// words lose the endings of Slavic declension.
type stemmer struct {
	endings []string
}

func newStemmer() stemmer { return stemmer{endings: strings.Fields(cyrillic)} }

// stem cuts a lower-cased word. Known says that the language's words are known.
func (s stemmer) stem(w string, known bool) string {
	r, _ := utf8.DecodeRuneInString(w)
	if unicode.Is(unicode.Cyrillic, r) {
		return s.declined(w)
	}
	if known {
		return english(w)
	}
	return head(w, 6)
}

func (s stemmer) declined(w string) string {
	n := utf8.RuneCountInString(w)
	for _, e := range s.endings {
		if strings.HasSuffix(w, e) && n-utf8.RuneCountInString(e) >= 3 {
			return w[:len(w)-len(e)]
		}
	}
	return w
}

// head is the first n letters of a word that is at least two letters longer, or the word less its last
// letter when it is shorter.
func head(w string, n int) string {
	letters := utf8.RuneCountInString(w)
	keep := min(n, max(4, letters-2))
	if letters <= keep {
		return w
	}
	for i := range w {
		if keep == 0 {
			return w[:i]
		}
		keep--
	}
	return w
}

func english(w string) string {
	n := len(w)
	switch {
	case n > 5 && strings.HasSuffix(w, "ies"):
		return w[:n-3] + "y"
	case n > 4 && (strings.HasSuffix(w, "sses") || strings.HasSuffix(w, "shes") || strings.HasSuffix(w, "ches") || strings.HasSuffix(w, "xes")):
		return w[:n-2]
	case n > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is"):
		return bare(w[:n-1])
	case n > 6 && strings.HasSuffix(w, "ing"):
		return bare(single(w[:n-3]))
	case n > 5 && strings.HasSuffix(w, "ed"):
		return bare(single(w[:n-2]))
	}
	return bare(w)
}

// single undoes a doubled consonant ("stopp").
func single(w string) string {
	n := len(w)
	if n > 3 && w[n-1] == w[n-2] && w[n-1] != 'l' && w[n-1] != 's' && w[n-1] != 'z' {
		return w[:n-1]
	}
	return w
}

// bare drops a silent e.
func bare(w string) string {
	if len(w) > 4 && w[len(w)-1] == 'e' {
		return w[:len(w)-1]
	}
	return w
}
