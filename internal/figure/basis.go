package figure

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// basis tells what stretch a figure counts over.
func (v *layer) basis(c *candidate, t text.Time, has bool, s *scope) sitrep.Basis {
	perfect := v.perfect(c, s)
	large := (c.q.Max.N >= 10000 || c.q.Min.N >= 10000) && c.measure != sitrep.Strength && !v.stands(c)
	recent := has && v.d.Language.Time.Words[v.d.Lower(v.bare(t))].Kind == lang.Last
	switch {
	case has && t.Rate:
		return sitrep.OfPeriod // "came to 92 a day" runs to no total
	case has && (t.Open || strings.HasPrefix(t.Date, "../") && c.measure != sitrep.Strength):
		return sitrep.Cumulative
	case has && t.Past && c.how == byToll && c.at >= 0 && v.part(c.at).Has(lang.Event) && !v.part(c.at).Has(lang.Toll):
		return sitrep.OfPeriod // "in the past day losses amounted to 1,150"
	case s.soFar && has && t.Past && t.Precision >= text.OfDays:
		return sitrep.OfPeriod // "to date ... in the past week alone"
	case s.soFar || c.how == byToll && c.at > c.first && v.runs(c):
		return sitrep.Cumulative
	case c.tally && v.is(c.first-1, lang.To), c.how == byToll && s.lasting:
		return sitrep.Cumulative
	case large && !has:
		return sitrep.Cumulative
	case perfect && (s.lasting || large) && (!has || t.Precision >= text.OfYears || t.Precision == text.NoPrecision):
		return sitrep.Cumulative
	case has && t.Precision == text.OfYear && t.Last == t.First+1 && v.part(t.First-1).Has(lang.Det):
		return sitrep.OfEvent // "the 1967 murder of"
	case has && v.ago(t):
		return sitrep.OfEvent
	case has && !t.Rate && c.how != byToll && t.Last < len(v.words) && v.d.Lower(t.Last) == "'s":
		return sitrep.OfEvent // "last week's quake killed 300"
	case has && (t.Rate || t.Past && t.Precision >= text.OfDays || t.Precision == text.OfDays || recent && t.Precision >= text.OfDays && !v.incident(s)):
		return sitrep.OfPeriod
	case has && t.Precision >= text.OfMonth && (v.is(t.First, lang.During) || !v.incident(s)):
		return sitrep.OfPeriod
	case c.how == byToll && v.runs(c):
		return sitrep.Cumulative
	}
	return sitrep.OfEvent
}

// ago reports whether a time is a point that lies some stretch back: "thirty years ago".
func (v *layer) ago(t text.Time) bool {
	for k := t.First; k < t.Last && !t.Open; k++ {
		if v.d.Language.Time.Words[v.d.Lower(k)].Kind == lang.Ago {
			return true
		}
	}
	return false
}

// stands reports whether a figure is told of a state they are in now and not of what befell them over time: "are
// trapped".
func (v *layer) stands(c *candidate) bool {
	return c.measure == sitrep.Affected && c.how == byAfter && c.passive && !v.part(c.at).Has(lang.Fell) && !v.perfectOf(c)
}

// bare is the first token of a time that is no preposition or article.
func (v *layer) bare(t text.Time) int {
	k := t.First
	for k < t.Last-1 && v.part(k).Has(lang.Prep|lang.Det) {
		k++
	}
	return k
}

// runs reports whether the count is said to have come to its value ("rose to", "stands at"), and is
// not just named ("a toll of").
func (v *layer) runs(c *candidate) bool {
	if c.at < 0 || !v.part(c.at).Has(lang.Toll|lang.Event|lang.Done|lang.Being) || c.first <= c.at {
		return c.at >= c.n.end && v.part(c.at).Has(lang.Toll)
	}
	if v.is(c.first-1, lang.To) {
		return true
	}
	for k := c.atEnd; k < c.first; k++ {
		if v.part(k).Has(lang.Be) {
			return true
		}
		if v.part(k).Has(lang.Link) && !v.is(k, lang.Put) {
			return !v.part(v.prev(k)).Has(lang.Project) && !v.part(k).Has(lang.Project)
		}
	}
	return false
}

// perfect reports whether the figure's verb stands in the perfect ("have been killed", "has claimed").
func (v *layer) perfect(c *candidate, s *scope) bool {
	if c.at < 0 {
		return false
	}
	for k, n := c.at-1, 0; k >= s.first && n < 18; k, n = k-1, n+1 {
		if v.is(k, lang.Has) {
			return true
		}
		if v.punct(k) && !v.quoteMark(k) || v.part(k).Has(lang.Say) && !v.is(k, lang.Reported) {
			return false
		}
	}
	return false
}

// perfectOf reports whether a form of "have" stands between those counted and what befell them.
func (v *layer) perfectOf(c *candidate) bool {
	for k := c.n.end; k < c.at; k = v.next(k) {
		if v.part(k).Has(lang.Have) {
			return true
		}
	}
	return false
}

// incident reports whether a sentence tells of one thing that happened: an attack, a crash, what
// followed "after a".
func (v *layer) incident(s *scope) bool {
	for k := s.first; k < s.last; k++ {
		if v.part(k).Has(lang.Cause) && !v.part(k).Has(lang.Lasting) && !v.plural(k) {
			return true
		}
		if v.part(k).Has(lang.Sub) && !v.inside[k] && v.is(k+1, lang.A) {
			return true
		}
	}
	return false
}
