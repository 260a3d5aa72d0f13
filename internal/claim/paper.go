package claim

import (
	"sitrep"
	"sitrep/internal/lang"
)

// according reads the cue at tokens [k, k+n) and the source behind it; to is where that ends. Behind a
// paper it is whose the paper is; where that is not said, the text speaks for itself.
func (r *lists) according(s, k, n int, kind string) (to int, ok bool) {
	in := &r.d.Sentences[s]
	w := r.phrase(k+n, in.Last)
	end := max(w.last, k+n)
	hedged := false
	for j := k; j < end && j < in.Last; j++ {
		hedged = hedged || r.s.Unsure.Has(r.d.Lower(j))
	}
	if at, record := r.record(k, n, in.Last); record || kind == "record" {
		if w = r.owner(at+1, in.Last); w.named() {
			end = max(end, w.last)
		} else if !hedged {
			return k, false
		}
	} else if !w.named() {
		return k, false
	}
	w.hedged = hedged
	content := r.rest(s, k, end)
	for j := end; j < in.Last && j < end+4; j++ {
		if r.s.That.Has(r.d.Lower(j)) {
			content = [][2]int{{j + 1, r.trimEnd(j+1, in.Last)}} // "z ustaleń śledczych wynika, że"
		}
	}
	r.add(s, w, [2]int{k, k + n}, content, lang.SayWord{Kind: string(sitrep.Statement)}, sureLoose)
	r.last = w
	return end, true
}

// follows reads "z najnowszych danych policji wynika, że": the paper stands before the verb at token k.
func (r *lists) follows(s, k int) {
	in := &r.d.Sentences[s]
	for i := range r.out {
		if c := &r.out[i]; c.Sentence == in.Span && c.Cue[0].Start < r.d.Tokens[k].Start && c.In == r.d.In {
			return // its cue was found: "z danych"
		}
	}
	that := k + 1
	for that < in.Last && that < k+4 && !r.s.That.Has(r.d.Lower(that)) {
		that++
	}
	if !r.s.That.Has(r.d.Lower(that)) {
		return
	}
	for j := k - 1; j >= in.First && !r.punct(j); j-- {
		if !r.s.Records.Has(r.d.Lower(j)) {
			continue
		}
		if w := r.owner(j+1, k); w.named() {
			r.add(s, w, [2]int{k, k + 1}, [][2]int{{that + 1, r.trimEnd(that+1, in.Last)}}, lang.SayWord{Kind: string(sitrep.Statement)}, sureThat)
			r.last = w
		}
		return
	}
}

// record reports whether what the cue at tokens [k, k+n) leads in is a paper, and the token of its noun,
// or the cue's last.
func (r *lists) record(k, n, last int) (int, bool) {
	for j := k + n; j < last && j < k+n+7; j++ {
		if r.s.Records.Has(r.d.Lower(j)) {
			return j, true
		}
		if words, _ := r.speaker(j); words > 0 || r.punct(j) || r.capital(j) || r.part(j).Has(lang.Say|lang.Measured) {
			break
		}
	}
	return k + n - 1, false
}

// owner is whose paper it is: one named at token k, right behind its noun, or behind "by".
func (r *lists) owner(k, end int) who {
	for j := k; j < end && j < k+6 && !r.punct(j); j++ {
		if r.s.By.Has(r.d.Lower(j)) {
			return r.phrase(j+1, end)
		}
	}
	if n, _ := r.speaker(k); k < end && (n > 0 || r.capital(k) || r.described(k, end)) {
		return r.phrase(k, end)
	}
	return who{}
}
