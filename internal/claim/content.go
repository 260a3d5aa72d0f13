package claim

import "sitrep/internal/lang"

// content is what is said by the verb at tokens [k, end) whose subject, if behind it, ends at after.
func (r *lists) content(s, k, end int, w who, after int, aside bool) ([][2]int, float64) {
	in := &r.d.Sentences[s]
	for j := after; j < in.Last && j < after+longSource; j++ {
		if r.s.That.Has(r.d.Lower(j)) {
			return [][2]int{{j + 1, r.trimEnd(j+1, in.Last)}}, sureThat
		}
		if r.d.Lower(j) == ":" {
			return [][2]int{{j + 1, r.trimEnd(j+1, in.Last)}}, sureTurn
		}
		if r.punct(j) && r.d.Lower(j) != "," || r.part(j).Has(lang.Say) {
			break
		}
	}
	from := k
	if aside {
		from--
	}
	if w.named() && w.first < k && w.first >= in.First && w.via[1] == 0 {
		from = min(from, w.first)
	}
	before := from
	for before > in.First && r.inside[before-1] {
		before--
	}
	if before > in.First && r.turnMark(before-1) {
		if turn := r.turn(s, before-1); len(turn) > 0 {
			if next := s + 1; next < len(r.d.Sentences) && r.d.Sentences[next].Paragraph == in.Paragraph && r.dash(r.d.Sentences[next].First) && !r.speaksIn(next) {
				turn = append(turn, [2]int{r.d.Sentences[next].First + 1, r.d.Sentences[next].Last})
			}
			return turn, sureTurn
		}
	}
	if aside {
		to := after
		for to < in.Last && !r.punct(to) {
			to++
		}
		return r.rest(s, from, to), sureThat
	}
	if w.last == w.first+1 && w.last <= k && r.begins(w.first) && r.capital(w.first) {
		if n, _ := r.speaker(w.first); n == 0 {
			return nil, 0 // the capital a sentence begins with may be no name's
		}
	}
	if n, _ := r.s.Citing.Match(r.d.Lower, after); n > 0 {
		return nil, 0
	}
	if to := r.trimEnd(after, in.Last); to > after {
		return [][2]int{{after, to}}, sureLoose
	}
	if w.named() && w.first >= k && from > in.First {
		return [][2]int{{in.First, from}}, sureLoose // "o 17 ofiarach poinformował minister"
	}
	return nil, 0
}

func (r *lists) dash(i int) bool {
	switch r.d.Lower(i) {
	case "-", "–", "—":
		return true
	}
	return false
}

// turnMark reports whether the mark at token i closes what is said before the words that say who said it.
func (r *lists) turnMark(i int) bool {
	return r.dash(i) || r.d.Lower(i) == "," && i > 0 && closes(r.d.Lower(i-1)) || closes(r.d.Lower(i)) && r.d.Lower(i) != ")"
}

// turn is what somebody said that ends before the mark at token i of sentence s: the quotation that
// closes there, or the sentences back to the dash that opened it.
func (r *lists) turn(s, i int) [][2]int {
	for q := range r.d.Quotes {
		quote := &r.d.Quotes[q]
		if !quote.Open && (quote.Last == i || quote.Last == i-1) && quote.First <= r.d.Sentences[s].First+1 {
			return [][2]int{{quote.First, quote.Last}}
		}
	}
	in := &r.d.Sentences[s]
	first := in.First
	for b := s; b >= 0 && b > s-6 && r.d.Sentences[b].Paragraph == in.Paragraph; b-- {
		if r.dash(r.d.Sentences[b].First) {
			first = r.d.Sentences[b].First + 1
			break
		}
	}
	if i <= first {
		return nil
	}
	return [][2]int{{first, i}}
}

// speaksIn reports whether a sentence has a verb of speech.
func (r *lists) speaksIn(s int) bool {
	for k := r.d.Sentences[s].First; k < r.d.Sentences[s].Last; k++ {
		if n, _ := r.s.Says.Match(r.d.Lower, k); n > 0 {
			return true
		}
	}
	return false
}
