package figure

import (
	"math"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// joint is the power that the product of the two shares is raised to: what is hard to read of the one
// is so of the other, and the product alone says too little (docs/reading-figures.md has the table).
const joint = 0.7

// confidence is how likely a figure and its claimant were read right: a product of two shares, each by
// the way it was found. People of whom nothing is told keep the product as it is.
func (v *layer) confidence(c *candidate, f *sitrep.Figure, who *claimant, s *scope) float64 {
	p := v.figureSure(c, f) * v.claimantSure(c, who, s)
	if c.how != byNothing {
		p = math.Pow(p, joint)
	}
	return clamp(p)
}

func clamp(p float64) float64 { return min(max(p, 0.02), 0.99) }

// figureSure is the share of figures found this way that were right.
func (v *layer) figureSure(c *candidate, f *sitrep.Figure) float64 {
	p := 0.9
	switch c.how {
	case byAfter:
		p = 0.99
		if c.reach > 3 {
			p = 0.97
		}
		if c.reach > 10 {
			p = 0.9
		}
	case byBefore, byAct:
		p = 0.985
		if c.how == byAct && c.n.definite && f.Measure == sitrep.Rescued {
			p = 0.35 // "hopes for the rescue of the five"
		}
	case byNoun:
		p = 0.95
	case byToll:
		p = 0.93
	case byList, byAmong:
		p = 0.96
	case bySubset:
		p = 0.93
	case byAttribute:
		p = 0.85
	case byBefallen:
		p = 0.7
	case byNothing:
		p = v.certain(c) // other people of whom nothing is told may be anybody
	}
	if c.strict {
		p *= 0.93
	}
	if c.n.head >= 0 && c.n.event < 0 && c.n.level == 0 {
		p *= 0.85
	}
	if f.Modifier == sitrep.Vague {
		p *= 0.95
	}
	if c.implicit {
		p *= 0.85
	}
	if f.Status != sitrep.Asserted {
		p *= 0.9
	}
	return p
}

// claimantSure is the share of claimants found this way that were right.
func (v *layer) claimantSure(c *candidate, who *claimant, s *scope) float64 {
	switch who.how {
	case byClaim:
		p := 0.5 + 0.5*min(max(who.sure, 0), 1)
		if at := v.tokens(who.source); at[0] < at[1] && !shares(string(v.phrase(at[0], at[1])), string(who.name)) {
			p *= 0.93 // a description or pronoun that was taken for somebody named elsewhere
		}
		if v.compared(s.first, c.first) {
			p *= 0.8 // who speaks may have given only what it is compared with
		}
		return p
	case byGiving:
		return 0.8
	case bySentence:
		return who.sure
	case byHeadline:
		return 0.75
	}
	for k := s.first; k < s.last; k++ {
		if v.part(k).Has(lang.Say) && !v.part(k).Has(lang.Hedge) {
			return 0.7 // somebody speaks in the sentence, but not of this
		}
	}
	switch {
	case v.trailing(s):
		return 0.6
	case v.witness(c, s):
		return 0.8
	}
	return 0.97
}

// trailing reports whether a sentence ends in one who gives figures, as headlines do that lost their
// colon: "... monitor", though it was not read as one.
func (v *layer) trailing(s *scope) bool {
	k := s.last - 1
	for k > s.first && v.punct(k) {
		k--
	}
	for v.width[k] == 0 && k > s.first {
		k--
	}
	return v.part(k).Has(lang.Source) && !v.part(v.prev(k)).Has(lang.Prep|lang.Det|lang.Conj)
}

// witness reports whether a sentence opens with somebody of whom an act is told that may be speech or
// sight: "The group also called", "A reporter saw".
func (v *layer) witness(c *candidate, s *scope) bool {
	for i := range v.mentions {
		m := &v.mentions[i]
		if m.First < s.first || m.Last > c.first {
			continue
		}
		if m.First > s.first+2 {
			return false
		}
		k := m.Last
		for k < s.last && v.adverb(k) {
			k = v.next(k)
		}
		return k < s.last && v.d.Tokens[k].Shape == text.Lower && (v.part(k).Has(lang.Leave) || v.part(k)&lang.Measured == 0 && v.verbal(v.d.Tokens[k].Lower))
	}
	return false
}
