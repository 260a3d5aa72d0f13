package support

import (
	"strings"

	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// source is a cited sentence as clauses are sought in it.
type source struct {
	*page
	*voices
	first, last int
	items       []int // its tokens in order, without those that say who says so or when; edge where words were taken out
	turn        int   // the first word that makes it less than plain; -1 for none. Nothing behind it may be left out
	negated     bool  // it denies something: only a statement behind may be left out
	whole       bool  // a word reaches over all of it: nothing of it may be left out
	orders      [][]int
}

// edge stands in a list of items for words that say who says so.
const cutHere = -1

func newSource(p *page, first, last int, sup *lang.Support) *source {
	s := &source{page: p, first: first, last: last, turn: -1}
	s.voices = voicesOf(p, p.reading.Claims, first, last, sup)
	for i := first; i < last; i++ {
		switch {
		case s.day(i):
		case s.region[i] != nil:
			if n := len(s.items); n == 0 || s.items[n-1] != cutHere {
				s.items = append(s.items, cutHere)
			}
		default:
			s.items = append(s.items, i)
			w := p.Lower(i)
			s.whole = s.whole || sup.Does(w, lang.RewordScope)
			s.negated = s.negated || sup.Is(w, lang.SupportNegates) || strings.HasSuffix(w, "n't")
			if s.turn < 0 && sup.Is(w, lang.SupportTurns) && month(p, i) == 0 {
				s.turn = i
			}
		}
	}
	s.orders = append([][]int{s.items}, rearranged(p, s.items, sup)...)
	return s
}

// tell reports whether a token is a verb's form that tells of the past.
func tell(p *page, i int, sup *lang.Support) bool {
	if i == cutHere || p.Tokens[i].Kind != text.Word || p.Tokens[i].Shape != text.Lower {
		return false
	}
	_, ok := sup.Tells(p.Lower(i))
	return ok
}

func does(p *page, i int, what lang.RewordWord, sup *lang.Support) bool {
	return i != cutHere && sup.Does(p.Lower(i), what)
}

// rearranged are the orders in which a clause's words say the same: a passive as an active, and a phrase at its beginning put at its end.
func rearranged(p *page, items []int, sup *lang.Support) [][]int {
	out := namesFirst(p, items, sup)
	for _, o := range append([][]int{items}, out...) {
		out = append(out, actives(p, o, sup)...)
	}
	for _, o := range append([][]int{items}, out...) {
		out = append(out, phraseLast(p, o, sup)...)
	}
	return out[:min(len(out), 2*maxOrders)]
}

// maxOrders bounds how many are tried of a kind.
const maxOrders = 12

// actives turns "B was shelled (near Velm) by A" into "A shelled B (near Velm)", and "B was shelled" into "shelled B".
func actives(p *page, items []int, sup *lang.Support) (out [][]int) {
	for a := 1; a+1 < len(items) && len(out) < maxOrders; a++ {
		verb := a + 1
		if verb+1 < len(items) && adverb(p, items[verb], sup) {
			verb++
		}
		if !does(p, items[a], lang.RewordBe, sup) || !tell(p, items[verb], sup) {
			continue
		}
		begin := 0
		for k := a - 1; k > 0; k-- {
			if items[k] == cutHere || does(p, items[k], lang.RewordSeam, sup) && p.Tokens[items[k-1]].Kind == text.Punct {
				begin = k + 1
				break
			}
		}
		object := items[begin:a]
		for len(object) > 0 && does(p, object[len(object)-1], lang.RewordHas, sup) {
			object = object[:len(object)-1]
		}
		if len(object) == 0 {
			continue
		}
		rest := items[verb+1:]
		out = append(out, join(items[:begin], items[a+1:verb+1], object, rest))
		for b := 0; b < len(rest) && b < 12; b++ {
			if rest[b] == cutHere || p.Lower(rest[b]) != "by" {
				continue
			}
			for e := b + 2; e <= len(rest) && e < b+14; e++ {
				if e == len(rest) || bound(p, rest[e], sup) {
					out = append(out, join(items[:begin], rest[b+1:e], items[a+1:verb+1], object, rest[:b], rest[e:]))
				}
			}
			break
		}
	}
	return out
}

// adverb reports whether a token may stand between "was" and a verb.
func adverb(p *page, i int, sup *lang.Support) bool {
	return i != cutHere && p.Tokens[i].Kind == text.Word && !tell(p, i, sup) && (sup.Is(p.Lower(i), lang.SupportTurns|lang.SupportIdle) || sup.Manner(p.Lower(i)))
}

// namesFirst turns "the former mayor, Stefan Krall," into "Stefan Krall, the former mayor,".
func namesFirst(p *page, items []int, sup *lang.Support) (out [][]int) {
	comma := func(k int) bool { return k < len(items) && items[k] != cutHere && p.forms[items[k]] == "," }
	for k := 2; k+2 < len(items) && len(out) < maxOrders; k++ {
		if !comma(k) {
			continue
		}
		end := k + 1
		for end < len(items) && items[end] != cutHere && capital(p, items[end]) {
			end++
		}
		if end == k+1 || !comma(end) {
			continue
		}
		if !p.small(max(0, items[k-1])) {
			continue // "El Paso, Texas," are two names
		}
		for from := k - 1; from >= max(0, k-7); from-- {
			i := items[from]
			if i == cutHere || p.Tokens[i].Kind != text.Word || tell(p, i, sup) || does(p, i, lang.RewordTies, sup) {
				break
			}
			if from > 0 && does(p, items[from-1], lang.RewordTies, sup) && p.Lower(items[from-1]) == "of" {
				break // "the dog of the mayor, Rudi Lanz,"
			}
			if from == 0 || sup.Is(p.Lower(i), lang.SupportArticle) {
				out = append(out, join(items[:from], items[k+1:end], items[k:k+1], items[from:k], items[end:]))
				break
			}
		}
	}
	return out
}

// phraseLast puts the phrase that a clause begins with at its end: "in Tarsk (,) rebels fled" as "rebels fled in Tarsk". The
// clause must have one verb, so that it is clear what the phrase belongs to.
func phraseLast(p *page, items []int, sup *lang.Support) (out [][]int) {
	if len(items) < 4 || !does(p, items[0], lang.RewordDrops, sup) && (items[0] == cutHere || p.Lower(items[0]) != "by") || verbs(p, items, sup) > 1 {
		return nil
	}
	for k := 2; k < len(items) && k < 12 && len(out) < maxOrders; k++ {
		end := len(items)
		if last := items[end-1]; last != cutHere && p.Tokens[last].Kind == text.Punct {
			end--
		}
		if k < end {
			out = append(out, join(items[k:end], items[:k]))
		}
	}
	return out
}

// verbs counts the verbs in a clause, and what opens another in it.
func verbs(p *page, items []int, sup *lang.Support) (n int) {
	for at, i := range items {
		if at > 1 && tell(p, i, sup) && tell(p, items[at-2], sup) && (p.Lower(items[at-1]) == "or" || p.Lower(items[at-1]) == "and") {
			continue // "killed or wounded"
		}
		if tell(p, i, sup) || does(p, i, lang.RewordRelates, sup) && !does(p, i, lang.RewordDrops, sup) {
			n++
		}
	}
	return n
}

func join(parts ...[]int) []int {
	var out []int
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

// bound reports whether a phrase may end before an item.
func bound(p *page, i int, sup *lang.Support) bool {
	return i == cutHere || p.Tokens[i].Kind == text.Punct || does(p, i, lang.RewordTies|lang.RewordDrops|lang.RewordSeam|lang.RewordBe|lang.RewordHas, sup) || tell(p, i, sup)
}
