package check

import (
	"fmt"
	"strconv"

	"sitrep"
)

// What follows from the counts of two, or from two of one: "three times that of Seoul", "from 47 to 82".

// compared judges a sentence by which the count of one is a multiple of another's: "Kyiv's figure was nearly three times that of
// Seoul".
func (s *sentence) compared() (sitrep.Finding, bool) {
	r := relation{}
	for i := s.first + 1; i < s.last; i++ {
		n := s.small(i - 1)
		switch w := s.low(i); {
		case w == "times" && n > 1 && n < 100:
			r = relation{ratio: float64(n), at: i}
			s.readBound(&r, i-1)
		case w == "twice" || w == "double":
			r = relation{ratio: 2, at: i}
			s.readBound(&r, i)
		case w == "half" && (s.low(i+1) == "that" || s.low(i+1) == "the" || s.low(i+1) == "what" || s.low(i+1) == "as"):
			r = relation{ratio: 0.5, at: i}
			s.readBound(&r, i)
		}
	}
	if r.ratio == 0 {
		return sitrep.Finding{}, false
	}
	by := s.tellers()
	if len(by) < 2 {
		return sitrep.Finding{}, false
	}
	measure := s.befell()
	given := func(w who) []*fact {
		var out []*fact
		for _, e := range s.x.facts {
			if !s.x.chosen[s.x.sources[e.source].story] || e.core <= 0 || e.core >= 1<<50 || e.denied || e.possible || e.Subset || e.Basis == sitrep.OfPeriod ||
				e.measure == sitrep.Strength && measure == "" || measure != "" && e.measure != measure || s.x.gives(w, e) != same {
				continue
			}
			if ok, _ := s.dates.agree(s.x.saidOn(e)); ok {
				out = append(out, e)
			}
		}
		return out[:min(len(out), mostBearing)]
	}
	for _, b := range given(by[0]) {
		for _, a := range given(by[len(by)-1]) {
			r.loosely = a.bound != sitrep.Exact || b.bound != sitrep.Exact
			if a.measure == b.measure && r.holds(a.core, b.core) {
				return s.x.finding(sitrep.Supported, s.whyDerived(a, b), []match{{fact: a}, {fact: b}}), true
			}
		}
	}
	return sitrep.Finding{}, false
}

// fromTo judges a sentence by which somebody's count went "from 47 to 82": both must be his, the second the later.
func (s *sentence) fromTo() (sitrep.Finding, bool) {
	var nums []int64
	for i := s.first; i+3 < s.last; i++ {
		if s.low(i) != "from" {
			continue
		}
		for _, q := range s.x.layer(s.d).within(s.d, s.d.Span(i, min(s.last, i+9))) {
			if n, err := strconv.ParseInt(q.key, 10, 64); err == nil && !s.dates.hold(q.first) && (len(nums) == 0 || s.low(q.first-1) == "to") {
				nums = append(nums, n)
			}
		}
		if a, b := plain(s.low(i+1)), plain(s.low(i+3)); len(nums) != 2 && s.low(i+2) == "to" && a > 0 && b > 0 {
			nums = []int64{a, b} // read as a range
		}
		if len(nums) == 2 {
			break
		}
		nums = nil
	}
	by := s.teller()
	if len(nums) != 2 || by.none() {
		return sitrep.Finding{}, false
	}
	measure := s.befell()
	for _, a := range s.x.byCore[nums[0]] {
		for _, b := range s.x.byCore[nums[1]] {
			if !s.x.chosen[s.x.sources[a.source].story] || a.measure != b.measure || measure != "" && a.measure != measure || s.x.gives(by, a) != same || s.x.gives(by, b) != same {
				continue
			}
			if s.x.former(a) || s.x.superseded(a) || s.x.moment(b).after(s.x.moment(a)) {
				return s.x.finding(sitrep.Supported, s.whyDerived(a, b), []match{{fact: a}, {fact: b}}), true
			}
		}
	}
	return sitrep.Finding{}, false
}

// otherWay judges a sentence by which a count grew, or shrank, where all that one claimant gave moved the other way.
func (s *sentence) otherWay(r relation, facts []*fact) (sitrep.Finding, bool) {
	by := s.teller()
	if !r.grown || by.none() {
		return sitrep.Finding{}, false
	}
	var first, last *fact
	for _, e := range facts {
		if s.x.gives(by, e) != same {
			continue
		}
		if last != nil && e.core != last.core && (e.core > last.core) == (r.ratio > 1) && s.x.moment(e).after(s.x.moment(last)) {
			return sitrep.Finding{}, false
		}
		if first == nil {
			first = e
		}
		last = e
	}
	if first == nil || last.core == first.core || (last.core > first.core) == (r.ratio > 1) {
		return sitrep.Finding{}, false
	}
	return s.x.finding(sitrep.Contradicted, s.whyMoved(first, last), []match{{fact: first}, {fact: last}}), true
}

func (s *sentence) whyMoved(a, b *fact) string {
	words := func(e *fact) string { return oneLine(s.x.doc(e.passage).Slice(e.Span)) }
	return fmt.Sprintf("The count went from %s (%s) to %s (%s).", lowerFirst(words(a)), s.x.where(a.passage), lowerFirst(words(b)), s.x.where(b.passage))
}
