package check

import (
	"math"
	"strings"

	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// term is a word of meaning in a form that stands for all its forms and for the words that mean
// the same: "vessels" and "ferry" are both "ship".
type term struct {
	word string
	at   int // token
	name bool
	num  bool
	many bool // it stands for several words
}

// terms are the words of meaning among tokens [first, last): function words, marks and the words of
// speech are passed over. States are named by their names, whatever word stands for them.
func terms(d *text.Doc, first, last int) []term {
	l := d.Language
	low := func(i int) string {
		if i >= last {
			return ""
		}
		return d.Lower(i)
	}
	out := make([]term, 0, last-first)
	for i := first; i < last; i++ {
		t := &d.Tokens[i]
		if t.Kind == text.Punct {
			continue
		}
		if t.Lower == "one" && i > first && l.Claims.Words[d.Lower(i-1)] == lang.DetWord {
			continue // "the one at the hospital"
		}
		if t.Kind == text.Number {
			out = append(out, term{word: plainNumber(t.Lower), at: i, num: true})
			continue
		}
		if t.Shape != text.Lower && l.Actors.Country != nil {
			if n, c := l.Actors.CountryAt(low, i); n > 0 {
				out = append(out, term{word: strings.ToLower(c.Name), at: i, name: true})
				i += n - 1
				continue
			}
		}
		if n, w := l.Check.Phrases.Match(low, i); n > 0 {
			if w != "-" {
				out = append(out, term{word: w, at: i, many: n > 1})
			}
			i += n - 1
			continue
		}
		if unit, ok := measured(t.Lower); ok { // "6.8-magnitude"
			if w := meaning(l, unit); w != "" {
				out = append(out, term{word: w, at: i})
			}
			continue
		}
		if w := meaning(l, particled(t)); w != "" {
			out = append(out, term{word: w, at: i, name: named(d, i)})
		}
	}
	return out
}

// particled is a token's word, of a name with an Arabic article without it: "ez-Zor", "Al-Quriyah". Reports spell the
// article in many ways or leave it out.
func particled(t *text.Token) string {
	if t.Shape == text.Lower && !strings.HasPrefix(t.Lower, "e") && !strings.HasPrefix(t.Lower, "a") {
		return t.Lower
	}
	at := strings.IndexByte(t.Lower, '-')
	if at != 2 || len(t.Lower) < 6 || t.Lower[0] != 'a' && t.Lower[0] != 'e' {
		return t.Lower
	}
	if strings.IndexByte("lzrsdtn", t.Lower[1]) < 0 {
		return t.Lower
	}
	return t.Lower[at+1:]
}

// measured is the word that a number is joined to by a hyphen.
func measured(w string) (string, bool) {
	if w == "" || w[0] < '0' || w[0] > '9' {
		return "", false
	}
	_, unit, ok := strings.Cut(w, "-")
	return unit, ok && len(unit) > 1
}

// meaning is the form a word is compared in; "" for a word that means nothing by itself.
func meaning(l *lang.Language, w string) string {
	w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "'")
	if len(w) < 2 || l.Story.Common[w] >= 1 || negator(l, w) {
		return ""
	}
	if l.Claims.Words[w] == lang.SayVerb && l.Story.Common[w] >= 0.3 {
		return "" // "said", "told"
	}
	if same, ok := l.Check.Same[w]; ok {
		return same
	}
	s := stem(w)
	if same, ok := l.Check.Same[s]; ok {
		return same
	}
	if same, ok := l.Check.Same[s+"e"]; ok && s != w {
		return same // "embraced", "embracing"
	}
	if s != w && negator(l, s) {
		return s + "e" // "noted" is not "not"
	}
	return s
}

func negator(l *lang.Language, w string) bool {
	return l.Check.Negators.Has(w) || strings.HasSuffix(w, "n't")
}

// named reports whether token i is capitalised for what it is and not for where it stands.
func named(d *text.Doc, i int) bool {
	t := &d.Tokens[i]
	if t.Shape == text.Lower || t.Shape == text.NoCase || d.Headline || d.AllCaps {
		return false
	}
	if s := d.SentenceOf(i); s >= 0 {
		k := d.Sentences[s].First
		for k < i && d.Tokens[k].Kind == text.Punct {
			k++
		}
		return k != i || t.Shape == text.Upper || t.Shape == text.Mixed
	}
	return true
}

// plainNumber is a number without its separators of thousands.
func plainNumber(s string) string { return strings.ReplaceAll(s, ",", "") }

// stem cuts the endings of plurals and verbs off a word. It is rough: two forms of a word must meet,
// and two words seldom.
func stem(w string) string {
	n := len(w)
	switch {
	case n > 5 && strings.HasSuffix(w, "ies"):
		return w[:n-3] + "y"
	case n > 5 && strings.HasSuffix(w, "ied"):
		return w[:n-3] + "y"
	case n > 4 && (strings.HasSuffix(w, "sses") || strings.HasSuffix(w, "shes") || strings.HasSuffix(w, "ches") || strings.HasSuffix(w, "xes")):
		return w[:n-2]
	case n > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is"):
		return bare(w[:n-1])
	case n > 5 && strings.HasSuffix(w, "ing"):
		return bare(voiced(single(w[:n-3])))
	case n > 4 && strings.HasSuffix(w, "ed"):
		return bare(voiced(single(w[:n-2])))
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

// voiced gives a short stem back its silent e, where no word ends without one: "mov".
func voiced(w string) string {
	if n := len(w); n == 3 && (w[2] == 'v' || w[2] == 'c') {
		return w + "e"
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

// weight is how much a word says: the rarer in these reports, and in news at large, the more.
func (x *index) weight(w string) float64 {
	n := 0
	if id, ok := x.ids[w]; ok {
		n = len(x.posts[id])
	}
	here := math.Log(1 + float64(len(x.passages)+1)/float64(n+1))
	if share := x.language.Story.Common[w]; share > 0 {
		here = math.Min(here, 0.3+math.Log(1/share))
	}
	return math.Min(here, 6)
}
