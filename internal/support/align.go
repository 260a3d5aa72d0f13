package support

import (
	"sitrep/internal/text"
)

// pairing is the tokens of a unit set against those of a cited stretch, in order.
type pairing struct {
	unit *page
	passage
	to     []int // by the unit's token: the page's token, or -1
	masked []bool
	first  int // the unit's first word, whose capital may be its place's
	paired int // words and numbers paired
	words  int // words and numbers that could be
}

// maxBlock is the longest stretch, in tokens, that is aligned whole; in a longer one the sentence that
// shares the most words with the unit is sought first.
const maxBlock = 300

// nearest pairs the unit with the cited stretch that most of its words stand in.
func nearest(unit *page, cited []passage) *pairing {
	var best *pairing
	words := map[string]int{}
	for i := range unit.Tokens {
		if unit.Tokens[i].Kind != text.Punct {
			words[unit.Lower(i)]++
		}
	}
	for _, p := range cited {
		if p.last-p.first > maxBlock {
			p = narrow(unit, words, p)
		}
		if 2*(p.last-p.first) < len(unit.Tokens) {
			continue
		}
		a := newPairing(unit, p)
		a.align()
		if best == nil || a.paired > best.paired {
			best = a
		}
	}
	return best
}

// narrow shrinks a long passage to the sentences that share most words with the unit: as many as the
// unit has.
func narrow(unit *page, words map[string]int, p passage) passage {
	best, at := -1, -1
	n := max(1, len(unit.Sentences))
	for k := p.SentenceOf(p.first); k >= 0 && k < len(p.Sentences) && p.Sentences[k].First < p.last; k++ {
		seen := map[string]int{}
		shared := 0
		for i := max(p.first, p.Sentences[k].First); i < min(p.last, p.Sentences[k].Last); i++ {
			if w := p.Lower(i); seen[w] < words[w] {
				seen[w]++
				shared++
			}
		}
		if shared > best {
			best, at = shared, k
		}
	}
	if at < 0 {
		return p
	}
	p.first = max(p.first, p.Sentences[at].First)
	p.last = min(p.last, p.Sentences[min(at+n, len(p.Sentences))-1].Last, p.first+4*maxBlock)
	return p
}

func newPairing(unit *page, p passage) *pairing {
	a := &pairing{unit: unit, passage: p, to: make([]int, len(unit.Tokens)), masked: make([]bool, len(unit.Tokens)), first: -1}
	for i := range unit.Tokens {
		if unit.Tokens[i].Kind != text.Punct {
			if a.first < 0 {
				a.first = i
			}
		}
	}
	a.maskDates()
	a.maskNames()
	for i := range unit.Tokens {
		if unit.Tokens[i].Kind != text.Punct && !a.masked[i] {
			a.words++
		}
	}
	return a
}

// maskDates keeps the words of a date that the stretch doesn't hold as it is from being paired one by
// one: the date as a whole stands for other words.
func (a *pairing) maskDates() {
	for i := 0; i < len(a.unit.Tokens); i++ {
		if n, _ := dateAt(a.unit, i); n > 0 {
			if !a.holds(i, i+n) {
				a.mask(i, i+n)
			}
			i += n - 1
		}
	}
}

// maskNames does the same for the full names of those who speak in the stretch.
func (a *pairing) maskNames() {
	span := a.Span.Start
	for i := range a.reading.Claims {
		c := &a.reading.Claims[i]
		if c.In != a.In || len(c.Cue) == 0 || c.Cue[0].Start < span || c.Cue[0].Start >= a.End {
			continue
		}
		for _, name := range []string{string(c.Speaker), string(c.Via)} {
			want := fold(name)
			if want == "" {
				continue
			}
			for k := range a.unit.Tokens {
				if n := a.unit.run(k, want); n > 0 && !a.holds(k, k+n) {
					a.mask(k, k+n)
				}
			}
		}
	}
}

func (a *pairing) mask(first, last int) {
	for i := first; i < last; i++ {
		a.masked[i] = true
	}
}

// holds reports whether the unit's tokens stand in the stretch side by side.
func (a *pairing) holds(first, last int) bool {
	for k := a.passage.first; k+last-first <= a.last; k++ {
		i := first
		for i < last && a.same(i, k+i-first) {
			i++
		}
		if i == last {
			return true
		}
	}
	return false
}

// run is the number of tokens from i on that make up a folded phrase, 0 when they don't.
func (p *page) run(i int, want string) int {
	if len(want) < len(p.forms[i]) || want[:len(p.forms[i])] != p.forms[i] {
		return 0
	}
	start := p.Tokens[i].Start
	for k := i; k < len(p.Tokens) && p.Tokens[k].End-start <= len(want)+16; k++ {
		if fold(p.Text[start:p.Tokens[k].End]) == want {
			return k + 1 - i
		}
	}
	return 0
}

// same reports whether a token of the unit is one of the page, but for a first word's capital.
func (a *pairing) same(i, k int) bool {
	return a.unit.forms[i] == a.forms[k] || i == a.first && a.unit.Tokens[i].Lower == a.Tokens[k].Lower
}

// align pairs as many tokens as it can in order, words before marks, side by side before apart
// (Needleman and Wunsch 1970, with a premium on runs).
func (a *pairing) align() {
	n, m := len(a.unit.Tokens), a.last-a.passage.first
	w := m + 1
	all := make([]int32, 2*(n+1)*w)
	met, any := all[:(n+1)*w], all[(n+1)*w:]
	for i := n - 1; i >= 0; i-- {
		worth := int32(8)
		if a.unit.Tokens[i].Kind == text.Punct {
			worth = 3
		}
		for k := m - 1; k >= 0; k-- {
			here := i*w + k
			best := max(any[here+w], any[here+1])
			met[here] = 0
			if !a.masked[i] && a.same(i, a.passage.first+k) {
				met[here] = worth + max(any[here+w+1], met[here+w+1]+1)
				best = max(best, met[here])
			}
			any[here] = best
		}
	}
	for i, k, run := 0, 0, false; i < n; {
		here := i*w + k
		switch {
		case k >= m:
			a.to[i] = -1
			i++
		case met[here] > 0 && (run || met[here] == any[here]):
			a.to[i] = a.passage.first + k
			if a.unit.Tokens[i].Kind != text.Punct {
				a.paired++
			}
			run = met[here+w+1] > 0 && met[here+w+1]+1 >= any[here+w+1]
			i++
			k++
		case any[here] == any[here+w]:
			run = false
			a.to[i] = -1
			i++
		default:
			run = false
			k++
		}
	}
}
