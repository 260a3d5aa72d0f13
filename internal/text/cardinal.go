package text

import (
	"math"
	"strings"

	"sitrep/internal/lang"
)

// cardinal reads one number at token i: digits, words or both ("2.5 million").
func (p *numberParser) cardinal(i int) (value float64, end int, ok bool) {
	if i >= len(p.d.Tokens) {
		return 0, i, false
	}
	t := &p.d.Tokens[i]
	switch {
	case t.Kind == Number || t.Kind == Word && t.End > t.Start && p.d.Text[t.Start] >= '0' && p.d.Text[t.Start] <= '9':
		value, end, ok = p.digits(i)
		if !ok {
			return 0, i, false
		}
		if h, e := p.halfAfter(end); e > end {
			value, end = value+h, e
		}
		for k := 0; k < 3; k++ {
			w, found := p.word(end)
			if !found || !w.Scale || end < len(p.d.Tokens) && p.d.Tokens[end].Line {
				break
			}
			value *= float64(w.N)
			end++
		}
		return math.Round(value*1000) / 1000, end, true
	case t.Kind == Word && (t.Hyphened() || p.d.Listed(i).In.Has(lang.CardinalList)):
		return p.words(i)
	}
	return 0, i, false
}

// longNumber is how many words a number may have: "twenty thousand twenty thousand …" without end is none, and would be
// read again from each of its words.
const longNumber = 40

// word is what token i is in a number, if anything.
func (p *numberParser) word(i int) (lang.NumberWord, bool) {
	if !p.d.Listed(i).In.Has(lang.NumberWordList) {
		return lang.NumberWord{}, false
	}
	w, ok := p.l.Words[p.low(i)]
	return w, ok
}

// article reports whether token i is an article.
func (p *numberParser) article(i int) bool { return p.d.Listed(i).In.Has(lang.ArticleList) }

// words reads a number in words at token i.
func (p *numberParser) words(i int) (float64, int, bool) {
	total, current, end := 0.0, 0.0, i
	seen, lastScale := false, math.Inf(1)
	at := i
	if p.article(i) {
		w, ok := p.word(i + 1)
		if p.low(i+1) == p.l.Half {
			w, ok = p.word(i + 2)
		}
		if !ok || !w.Scale && w.N >= 0 {
			return 0, i, false
		}
		at = i + 1
		current = 1
	}
	if w, ok := p.word(at); ok && w.N < 0 && p.low(at+1) == p.l.Of {
		// "a quarter of a million"
		k := at + 2
		if p.article(k) {
			k++
		}
		if scale := p.scaleAt(k); scale > 0 {
			return float64(scale) / float64(-w.N), k + 1, true
		}
		return 0, i, false
	}
	if p.low(at) == p.l.Half {
		k := at + 1
		if p.article(k) {
			k++
		}
		if w, ok := p.word(k); ok && w.Scale {
			return float64(w.N) / 2, k + 1, true
		}
		return 0, i, false
	}
	for at < min(len(p.d.Tokens), i+longNumber) {
		if seen && p.d.Tokens[at].Line {
			break
		}
		w := p.low(at)
		if h, e := p.halfAfter(at); seen && e > at {
			current += h
			at, end = e, e
			continue
		}
		if w == p.l.And && seen {
			// "a hundred and six": only after a hundred or more, and before a smaller number
			next, ok := p.part(at + 1)
			if !ok || lastScale < 100 && !(lastScale == 20 && next < 20) || math.IsInf(lastScale, 1) || next >= 100 || p.scaleAt(at+2) > 1 && p.scaleAt(at+2) < 1000 || p.d.Tokens[at-1].Kind != Word {
				break
			}
			at++
			continue
		}
		word, ok := p.word(at)
		if ok && word.Scale {
			if !seen && at == i && current == 0 {
				current = 1
			}
			scale := float64(word.N)
			if !seen && at == i && scale >= 100 && !word.Alone {
				return 0, i, false // a bare "hundred" or "million" names no number
			}
			if scale >= 1000 {
				total += math.Max(current, 1) * scale
				current = 0
			} else {
				current = math.Max(current, 1) * scale
			}
			lastScale = scale
			seen, at, end = true, at+1, at+1
			continue
		}
		v, ok := p.part(at)
		if !ok {
			break
		}
		if word.Alone && !seen {
			lastScale = 20 // "threescore and ten"
		}
		if lastScale == 20 && v < 20 && seen && p.low(at-1) == p.l.And {
			current += v // "three score and ten"
			return total + current, at + 1, true
		}
		if seen && current > 0 && math.Mod(current, 100) != 0 && !(v < 10 && v > 0 && math.Mod(current, 10) == 0 && math.Mod(current, 100) >= 20) {
			break
		}
		if seen && current > 0 && lastScale > 1000 && math.IsInf(lastScale, 1) {
			if !(v < 10 && math.Mod(current, 10) == 0 && current >= 20) && !(v >= 1 && current >= 100 && fits(current, v)) {
				break
			}
		}
		if seen && v == 0 {
			break
		}
		current += v
		seen, at, end = true, at+1, at+1
	}
	if !seen {
		return 0, i, false
	}
	return total + current, end, true
}

// fits reports whether v goes into the zeros that a number ends in: 20 into 100, 200 into 1000.
func fits(number, v float64) bool {
	unit := 10.0
	for unit <= v {
		unit *= 10
	}
	return math.Mod(number, unit) == 0
}

// part reads a word below a hundred, hyphenated or not ("twenty-five").
func (p *numberParser) part(i int) (float64, bool) {
	w := p.low(i)
	if n, ok := p.word(i); ok && !n.Scale && n.N >= 0 {
		return float64(n.N), true
	}
	if i >= len(p.d.Tokens) || strings.IndexByte(w, '-') < 0 {
		return 0, false
	}
	total, current, share := 0.0, 0.0, 1.0
	for len(w) > 0 {
		var piece string
		piece, w, _ = strings.Cut(w, "-")
		if piece == p.l.And {
			continue
		}
		n, ok := p.l.Words[piece]
		switch {
		case !ok:
			return 0, false
		case n.N < 0:
			share = float64(-n.N)
		case n.Scale && n.N >= 1000:
			total += math.Max(current, 1) * float64(n.N)
			current = 0
		case n.Scale:
			current = math.Max(current, 1) * float64(n.N)
		default:
			current += float64(n.N)
		}
	}
	return (total + current) / share, total+current > 0 || share == 1
}

func (p *numberParser) scaleAt(i int) int64 {
	if w, ok := p.word(i); ok && w.Scale {
		return w.N
	}
	return 0
}

// halfAfter reads "and a half" at token i.
func (p *numberParser) halfAfter(i int) (float64, int) {
	if p.low(i) == p.l.And && p.article(i+1) && p.low(i+2) == p.l.Half {
		return 0.5, i + 3
	}
	if p.l.Plus != "" && p.low(i) == p.l.Plus && p.low(i+1) == p.l.Half {
		return 0.5, i + 2
	}
	return 0, i
}
