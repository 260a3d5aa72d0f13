package figure

import (
	"sitrep"
	"sitrep/internal/lang"
)

// confidence is how likely a figure and its claimant were read right. It is a product of two shares,
// each by the way it was found; docs/reading-figures.md has the table they were set by.
func (v *layer) confidence(c *candidate, f *sitrep.Figure, who *claimant, s *scope) float64 {
	return clamp(v.figureSure(c, f) * v.claimantSure(c, who, s))
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
		p = 0.5
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
		return 0.5 + 0.5*min(max(who.sure, 0), 1)
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
	return 0.97
}
