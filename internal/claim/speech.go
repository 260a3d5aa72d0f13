package claim

import (
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// said reads the verb of speech at tokens [k, end) of sentence s.
func (r *lists) said(s, k, end int, say lang.SayWord) {
	in := &r.d.Sentences[s]
	w, after := who{}, end
	switch {
	case say.Nobody:
		w.hedged = true
	case k > in.First && r.part(k-1).Has(lang.Rel):
		return // "the man who said": told of somebody, and no claim of the report's
	default:
		w, after = r.speakerOf(s, k, end)
	}
	aside := k > in.First && r.s.As.Has(r.d.Lower(k-1))
	if w.named() {
		r.cites(&w, after, in.Last)
	}
	content, sure := r.content(s, k, end, w, after, aside)
	if !w.named() && !say.Nobody {
		if !say.Again && !aside && k > in.First || !r.last.named() {
			return
		}
		w, sure = r.last, sureAgain
	}
	if say.Object {
		content = nil
	} else if len(content) == 0 {
		return
	}
	cue := [2]int{k, end}
	if aside {
		cue[0]--
	}
	r.add(s, w, cue, content, say, sure)
	if w.named() {
		r.last = w
	}
}

// speakerOf is who stands by the verb of speech at tokens [k, end): behind it, past times, adverbs and
// places, or right before it. after is where the words behind the verb that tell of the act end.
func (r *lists) speakerOf(s, k, end int) (who, int) {
	in := &r.d.Sentences[s]
	before := r.subjectBefore(k, in.First)
	if before.named() && before.last == k && r.speaks(before.first, before.last) && (before.first == in.First || r.punct(before.first-1)) {
		return before, end // "Policja poinformowała radio, że"
	}
	if w := r.subjectAfter(end, in.Last, k > in.First && r.turnMark(k-1)); w.named() {
		return w, w.last
	}
	return before, end
}

// subjectAfter looks behind a verb of speech: "powiedział w piątek w radiu minister Jan Nowak". closing
// says that what was said ends right before the verb, so that whatever noun follows speaks.
func (r *lists) subjectAfter(k, last int, closing bool) who {
	held := 0 // tokens since a preposition; 0 when none holds
	for n := 0; k < last && n < longSource; k, n = k+1, n+1 {
		t := &r.d.Tokens[k]
		if t.Kind == text.Punct && t.Lower != "\"" && t.Lower != "„" && t.Lower != "”" || r.s.That.Has(t.Lower) || r.part(k).Has(lang.Say|lang.Rel|lang.Sub) {
			return who{}
		}
		if t.Kind == text.Punct {
			continue
		}
		words, _ := r.speaker(k)
		switch {
		case r.inside[k]:
			held = 0
		case r.part(k).Has(lang.Prep):
			held = 1
		case held == 1 && words == 0 || held > 0 && words == 0 && !(r.capital(k) && (r.capital(k-1) || k+1 < last && r.capital(k+1))):
			held++
		case words > 0 && held <= 1 && held > 0 && !r.nominative(k):
			held++
		case words > 0, r.capital(k), r.described(k, last):
			if to := r.addressee(k, last); to > k {
				k = to - 1
				continue
			}
			return r.phrase(k, last)
		case held == 0 && closing && r.part(k) == 0:
			return r.phrase(k, last)
		case held == 0 && !r.part(k).Has(lang.Adverb|lang.Det):
			return who{}
		}
	}
	return who{}
}

// nominative reports whether the speaker at token k is followed by a name, so that it is more than what
// a preposition holds: "w rozmowie z policją" is not, "na Twitterze minister Jan" is.
func (r *lists) nominative(k int) bool { return k+1 < len(r.d.Tokens) && r.capital(k+1) }

// described reports whether a lower-case word describes a speaker right behind it: "rosyjskie media".
func (r *lists) described(k, last int) bool {
	for j := k; j < last && j < k+3; j++ {
		if n, _ := r.speaker(j); n > 0 || j > k && r.d.Tokens[j].Shape == text.Upper {
			return true
		}
		if r.punct(j) || r.part(j) != 0 && !r.part(j).Has(lang.Det) {
			return false
		}
	}
	return false
}

// addressee is where a name at token k ends that a speaker follows, as the one told: "powiedział PAP
// minister Jan Nowak".
func (r *lists) addressee(k, last int) int {
	to := k
	for to < last && to < k+4 && r.capital(to) {
		if n, _ := r.speaker(to); n > 0 {
			return k
		}
		to++
	}
	if n, kind := r.speaker(to); to > k && to < last && n > 0 && kind == "person" {
		return to
	}
	return k
}

// subjectBefore looks right before a verb of speech: "Minister Jan Nowak w piątek poinformował".
func (r *lists) subjectBefore(k, first int) who {
	b := k
	for b > first && (r.inside[b-1] || r.part(b-1).Has(lang.Adverb|lang.Neg)) {
		b--
	}
	if b > first && r.d.Tokens[b-1].Lower == "," {
		// "Jan Nowak, rzecznik policji, poinformował"
		for j := b - 2; j > first && j > b-longSource; j-- {
			if r.d.Tokens[j].Lower == "," {
				b = j
				break
			}
			if r.part(j).Has(lang.Say | lang.Rel | lang.Sub) {
				return who{}
			}
		}
	}
	a := b
	for a > first && b-a < longSource && !r.punct(a-1) && !r.inside[a-1] && !r.part(a-1).Has(lang.Say|lang.Rel|lang.Sub|lang.Be|lang.Modal|lang.Neg) {
		if p := r.part(a - 1); p.Has(lang.Measured) && !p.Has(lang.People) {
			break
		}
		a--
	}
	for a < b {
		if n, _ := r.speaker(a); n > 0 || r.capital(a) && !r.part(a).Has(lang.Prep) || r.described(a, b) {
			break
		}
		a++
	}
	for j := a; j < b; j++ {
		if r.part(j).Has(lang.Prep) && r.d.Tokens[j].Shape == text.Lower && !r.speaks(a, j) {
			return who{} // a name that a preposition holds
		}
	}
	if a > first && r.part(a-1).Has(lang.Prep) || a >= b {
		return who{}
	}
	for j := a + 1; j < b; j++ {
		if n, _ := r.s.Aside.Match(r.d.Lower, j); n > 0 {
			b = j // "Ratownik w rozmowie z mediami podkreślił"
		}
	}
	return who{first: a, last: b}
}

// cites reads "podała agencja AFP, powołując się na władze": who is cited speaks, and the agency relays.
func (r *lists) cites(w *who, k, last int) {
	for j := k; j < last && j < k+4; j++ {
		n, _ := r.s.Citing.Match(r.d.Lower, j)
		if n == 0 {
			continue
		}
		cited := r.phrase(j+n, last)
		if at, record := r.record(j, n, last); record {
			if cited = r.owner(at+1, last); !cited.named() && at+1 < last && r.part(at+1) == 0 && !r.punct(at+1) {
				cited = r.phrase(at+1, last) // whatever is cited is a source
			}
		}
		if cited.named() {
			cited.via = [2]int{w.first, w.last}
			cited.hedged = w.hedged
			*w = cited
		}
		return
	}
}
