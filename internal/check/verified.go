package check

import (
	"sitrep"
	"sitrep/internal/text"
)

// Whether somebody could check what others count: "could not independently verify the figures", "had confirmed them from its
// own sources". What was checked is told in many ways and is mostly all there is to check, so it is compared by who checks.

// verifying is where a sentence among terms says that counts or talk were checked, whether they could be, and by whom as far
// as a name stands before it; -1 where it says nothing of the kind.
func (x *index) verifying(s *text.Doc, ts []term, first, last int) (at int, could bool, by []string) {
	at = -1
	for _, t := range ts {
		switch t.word {
		case "unconfirm", "unconfirmed":
			at, could = t.at, false
		case "verify":
			at, could = t.at, !negated(s, first, last)["verify"]
		case "confirm":
			for i := first; i < last; i++ {
				if w := s.Lower(i); w == "own" || w == "independently" {
					at, could = t.at, !negated(s, first, last)["confirm"]
				}
			}
		}
		if at >= 0 {
			break
		}
	}
	if at < 0 {
		return -1, false, nil
	}
	object := false
	for i := first; i < last; i++ {
		w := s.Lower(i)
		object = object || s.Language.Check.Accounts.Has(w) || s.Language.Check.Talk.Has(w)
	}
	for _, t := range ts {
		if t.at < at && (t.name || t.at == first && s.Tokens[t.at].Shape != text.Lower) { // "Reuters could not"
			by = append(by, t.word)
		}
	}
	if !object {
		return -1, false, nil
	}
	return at, could, by
}

// verified judges a sentence that says that somebody could check, or could not, what others count.
func (s *sentence) verified() (sitrep.Finding, bool) {
	x := s.x
	at, could, by := x.verifying(s.d, s.terms, s.first, s.last)
	if at < 0 || len(by) == 0 || len(s.figures) > 0 || !x.kin {
		return sitrep.Finding{}, false
	}
	checker := by[0]
	for p := range x.passages {
		src := x.passages[p].source
		if !x.chosen[x.sources[src].story] || !x.anyHas([]int32{int32(p)}, checker) || !(x.anyHas([]int32{int32(p)}, "unconfirmed") || x.anyHas([]int32{int32(p)}, "verify")) {
			continue
		}
		d, first, last := x.tokens(int32(p))
		k, did, theirs := x.verifying(d, terms(d, first, last), first, last)
		if k < 0 || len(theirs) == 0 || !has(theirs, checker) {
			continue
		}
		v, why := sitrep.Supported, "%s says so"
		if did != could {
			v, why = sitrep.Contradicted, "%s says the contrary"
		}
		st := s.saying()
		r := reply{passage: int32(p)}
		return x.replying(v, st.whyReply(why, &r), []reply{r}), true
	}
	return sitrep.Finding{}, false
}
