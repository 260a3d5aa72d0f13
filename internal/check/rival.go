package check

import (
	"sort"

	"sitrep"
)

// Figures of the same count with another number.

// rival are figures of the same count by the same claimant, or by anybody when none is stated, with
// another number: the reports say otherwise.
func (t *stated) rival() []match {
	if t.Implicit || t.who.loose || t.measure == sitrep.Strength && len(t.dates.days) == 0 {
		return nil // how many there are somewhere changes by the day
	}
	var out []match
	for _, e := range t.x.facts {
		if !t.x.chosen[t.x.sources[e.source].story] || e.measure != t.measure || e.core < 0 || e.core == t.core || e.whole || t.x.more(e) || e.Implicit && t.core != 0 || e.Subset != t.Subset && t.core != 0 && !t.ofOneClass(e) {
			continue
		}
		if t.core < 0 {
			if _, b, ok := t.x.vague(t.d.Slice(t.Figure.Span)); !ok || e.core >= b[0] && e.core <= b[1] {
				continue
			}
		}
		if t.rounds(e.core) || !t.who.none() && t.x.gives(t.who, e) == other {
			continue
		}
		if (e.Basis == sitrep.OfPeriod && !e.mereDate()) != (t.Basis == sitrep.OfPeriod && !t.mereDate()) && t.core != 0 && (t.stretch == "" || t.stretch != e.stretch) {
			continue
		}
		m := t.compare(e)
		least := 0.5
		if t.who.none() || t.measure == sitrep.Strength {
			least = 0.75
		}
		if t.core == 0 {
			m.miss &^= missSpan // none at all is none in a week
		}
		if m.miss&^missModifier != 0 || m.overlap < least || !t.firm(&m) {
			continue
		}
		out = append(out, m)
	}
	if t.who.none() && t.core != 0 { // of nobody at all, one who was is enough
		out = t.agreed(out)
	}
	sort.SliceStable(out, func(i, j int) bool {
		if a, b := out[i].overlap, out[j].overlap; a > b+0.2 || b > a+0.2 {
			return a > b
		}
		return t.x.published(out[i].source).After(t.x.published(out[j].source))
	})
	return out
}

// more reports whether a figure is told as on top of another of the same measure in its sentence; "84 killed and another 659
// injured" is not.
func (x *index) more(e *fact) bool {
	if !e.Additional {
		return false
	}
	before := false
	for _, o := range x.passages[e.passage].figures {
		if o.In == e.In && o.Start < e.Start {
			if o.measure == e.measure {
				return true
			}
			before = true
		}
	}
	return !before
}

// ofOneClass reports whether two figures name the same class of people: then it is no matter that one is told as a part.
func (t *stated) ofOneClass(e *fact) bool {
	mine, theirs := t.x.group(string(t.Group)), t.x.group(string(e.Group))
	return mine.listed && mine.class != people && mine.class == theirs.class
}

// rounds reports whether the stated count may be another told less exactly: "more than 1,000" for 1,100.
func (t *stated) rounds(n int64) bool {
	switch t.bound {
	case sitrep.AtLeast, sitrep.MoreThan:
		return n > t.core && n-t.core <= t.core/5
	case sitrep.Nearly, sitrep.UpTo, sitrep.LessThan:
		return n < t.core && t.core-n <= t.core/5
	}
	return false
}

// agreed keeps, of figures that share few words with a sentence, those with the number on which the reports agree: three
// of them at least, and more than two in three.
func (t *stated) agreed(ms []match) []match {
	rich := pick(ms, func(m *match) bool { return m.common >= leastCommon })
	if len(rich) > 0 {
		return rich
	}
	reports := map[int64]map[int32]bool{}
	all := map[int32]bool{}
	var most int64
	for _, m := range ms {
		if reports[m.core] == nil {
			reports[m.core] = map[int32]bool{}
		}
		reports[m.core][m.source] = true
		all[m.source] = true
		if n, top := len(reports[m.core]), len(reports[most]); n > top || n == top && m.core < most {
			most = m.core
		}
	}
	if n := len(reports[most]); n < 3 || 3*n < 2*len(all) {
		return nil
	}
	return pick(ms, func(m *match) bool { return m.core == most })
}

// firm reports whether a match is the stated claimant's by its own sentence, or nobody's where nobody is
// named: enough to accuse.
func (t *stated) firm(m *match) bool {
	if t.who.none() {
		return m.common >= leastCommon || t.x.kin && m.common > 0
	}
	for _, g := range m.fact.who[:m.own] {
		if t.x.relate(t.who, g) == same {
			return true
		}
	}
	if m.own > 0 || m.who == other {
		return false
	}
	return m.who == same && t.x.kin || m.overlap >= 0.9 && m.common >= leastCommon
}
