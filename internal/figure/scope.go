package figure

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// when is the time of a figure: the nearest in its sentence that is not the time of speaking.
func (v *layer) when(c *candidate, s *scope) (text.Time, bool) {
	best, cost := -1, 1<<30
	for i := range s.times {
		t := &s.times[i]
		far := v.farFrom(c, t.First, t.Last, s)
		if v.inRelative(t, c, s.first) {
			continue
		}
		if t.Date == "" && t.Precision == text.OfDays && !t.Past && !t.Rate && !v.part(t.First).Has(lang.Prep) {
			continue // a bare duration: "a four-day siege"
		}
		if far < cost {
			best, cost = i, far
		}
	}
	if best < 0 || cost > tooFar {
		return text.Time{}, false
	}
	return s.times[best], true
}

// inRelative reports whether a time stands in a relative clause that the figure does not:
// "the war, which began in 2011, has killed".
func (v *layer) inRelative(t *text.Time, c *candidate, first int) bool {
	for k := t.First - 1; k >= first && k > t.First-10; k-- {
		if v.punct(k) {
			return false
		}
		if v.part(k).Has(lang.Rel) && v.d.Tokens[k].Lower != "whom" {
			return c.first < k && c.at < k || c.first > t.Last
		}
		if v.part(k).Has(lang.Sub) && !v.part(k).Has(lang.Prep) {
			return false
		}
	}
	return false
}

// tooFar is the distance from which words are no longer a figure's.
const tooFar = 40

// scope is what a sentence offers its figures: times and places.
type scope struct {
	first, last int
	times       []text.Time
	places      [][2]int
	lasting     bool // speaks of a war, an epidemic: of what goes on
	soFar       bool
}

func (v *layer) scope(first, last int) *scope {
	s := &scope{first: first, last: last}
	for i := range v.times {
		t := v.times[i]
		if t.First < first || t.Last > last {
			continue
		}
		if v.inSince(t, first) || v.spoken(t, first) || v.breaks[t.First] {
			continue
		}
		s.times = append(s.times, t)
	}
	for k := first; k < last; k++ {
		w := v.part(k)
		switch {
		case w.Has(lang.Lasting) && !(k+1 < last && (v.part(k+1).Has(lang.Thing|lang.People|lang.NoPlace) || v.part(k+1) == 0 && v.d.Tokens[k+1].Shape == text.Lower && !verbal(v.d.Tokens[k+1].Lower))):
			s.lasting = true
		case w.Has(lang.SoFar):
			s.soFar = true
		}
		if v.d.Tokens[k].Lower == "since" && !v.inside[k] {
			if t, ok := v.sinceClause(k, last); ok {
				s.times = append(s.times, t)
			}
		}
	}
	if first < last && v.d.Tokens[first].Lower == "earlier" && !v.inside[first] {
		s.times = append(s.times, text.Time{First: first, Last: first + 1})
	}
	s.places = v.places(first, last)
	return s
}

// spoken reports whether a time is that of speaking: "said on Saturday".
func (v *layer) spoken(t text.Time, first int) bool {
	k := v.prev(t.First)
	if k < first {
		return false
	}
	if v.part(k).Has(lang.Say) {
		return true
	}
	// "told reporters on Saturday", "said in a statement on Saturday"
	for n := 0; k >= first && n < 4; n++ {
		if v.punct(k) || v.part(k).Has(lang.Measured) {
			return false
		}
		if v.part(k).Has(lang.Say) && v.d.Tokens[k].Lower != "according" {
			return n < 2 || v.part(v.prev(k+2)) != 0
		}
		k = v.prev(k)
	}
	return false
}

// inSince reports whether a time stands in a clause that "since" opens, which takes it in.
func (v *layer) inSince(t text.Time, first int) bool {
	for k := t.First - 1; k >= first && k > t.First-22; k-- {
		if v.punct(k) && !v.quoteMark(k) {
			return false
		}
		if v.d.Tokens[k].Lower == "since" && !v.inside[k] {
			return true
		}
	}
	return false
}

// dateline reports whether a full date is that of publication, printed before the text: no
// preposition leads it in, and a sentence begins behind it.
func (v *layer) dateline(t *text.Time) bool {
	if t.Precision != text.OfDay || v.part(t.First).Has(lang.Prep|lang.Sub) || !v.yearIn(*t) {
		return false
	}
	if t.Last >= len(v.d.Tokens) || v.d.Tokens[t.Last].Line {
		return true
	}
	next := &v.d.Tokens[t.Last]
	return next.Shape != text.Lower && next.Lower != "," || t.First == 0 || v.d.Tokens[t.First].Line
}

// yearIn reports whether a year of four digits stands in a time's words.
func (v *layer) yearIn(t text.Time) bool {
	digits := 0
	for _, r := range v.d.Slice(v.d.Span(t.First, t.Last)) {
		if r < '0' || r > '9' {
			digits = 0
			continue
		}
		if digits++; digits == 4 {
			return true
		}
	}
	return false
}

// sinceClause reads "since the war began with protests in March 2011" from token k.
func (v *layer) sinceClause(k, last int) (text.Time, bool) {
	end := k + 1
	for end < last && end < k+22 {
		w := v.d.Tokens[end].Lower
		if v.punct(end) && !v.quoteMark(end) && w != "-" || w == "according" {
			break
		}
		end++
	}
	if end < k+2 {
		return text.Time{}, false
	}
	t := text.Time{First: k, Last: end, Open: true, Precision: text.OfYears}
	for i := range v.times {
		in := &v.times[i]
		if in.First > k && in.Last <= end && in.Date != "" && !strings.Contains(in.Date, "/") {
			t.Date = in.Date + "/.."
			break
		}
	}
	return t, true
}

// farFrom is how far words lie from a figure: tokens between, and more for every clause and every
// other figure between them.
func (v *layer) farFrom(c *candidate, first, last int, s *scope) int {
	from, to := c.first, c.n.end
	if c.at >= 0 && c.how != byList && c.at >= s.first && c.at < s.last {
		from, to = min(from, c.at), max(to, c.atEnd)
	}
	a, b, cost := 0, 0, 0
	switch {
	case first >= to:
		a, b = to, first
	case last <= from:
		a, b, cost = last, from, 4
	default:
		return 0
	}
	for k := a; k < b; k++ {
		w := v.part(k)
		cost++
		switch {
		case w.Has(lang.Say) || v.breaks[k]:
			cost += tooFar
		case w.Has(lang.Rel) && v.d.Tokens[k].Lower != "whom" && k > a:
			cost += 20
		case w.Has(lang.Sub) && !w.Has(lang.Prep):
			cost += 4
		case v.d.Tokens[k].Lower == ";":
			cost += 12
		case w.Has(lang.Done | lang.Do | lang.Fell):
			cost += 3
		}
	}
	return cost
}

// basis tells what stretch a figure counts over.
func (v *layer) basis(c *candidate, t text.Time, has bool, s *scope) sitrep.Basis {
	perfect := v.perfect(c, s)
	large := (c.q.Max.N >= 10000 || c.q.Min.N >= 10000) && c.measure != sitrep.Strength
	recent := has && v.d.Language.Time.Words[v.d.Lower(v.bare(t))].Kind == lang.Last
	switch {
	case has && t.Open:
		return sitrep.Cumulative
	case s.soFar || c.how == byToll && c.at > c.first && v.runs(c):
		return sitrep.Cumulative
	case large && !has:
		return sitrep.Cumulative
	case perfect && (s.lasting || large) && (!has || t.Precision >= text.OfYears || t.Precision == text.NoPrecision):
		return sitrep.Cumulative
	case has && (t.Rate || t.Past && t.Precision >= text.OfDays || t.Precision == text.OfDays || recent && t.Precision >= text.OfDays):
		return sitrep.OfPeriod
	case has && t.Precision >= text.OfMonth && !v.incident(s):
		return sitrep.OfPeriod
	case c.how == byToll && v.runs(c):
		return sitrep.Cumulative
	}
	return sitrep.OfEvent
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
	if v.d.Lower(c.first-1) == "to" {
		return true
	}
	for k := c.atEnd; k < c.first; k++ {
		if v.part(k).Has(lang.Be) {
			return true
		}
		if v.part(k).Has(lang.Link) && v.d.Tokens[k].Lower != "put" && v.d.Tokens[k].Lower != "puts" {
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
		switch v.d.Tokens[k].Lower {
		case "has", "have", "'ve":
			return true
		}
		if v.punct(k) && !v.quoteMark(k) || v.part(k).Has(lang.Say) && v.d.Tokens[k].Lower != "reported" {
			return false
		}
	}
	return false
}

// incident reports whether a sentence tells of one thing that happened: an attack, a crash.
func (v *layer) incident(s *scope) bool {
	for k := s.first; k < s.last; k++ {
		if v.part(k).Has(lang.Cause) && !v.part(k).Has(lang.Lasting) {
			return true
		}
	}
	return false
}
