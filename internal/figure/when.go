package figure

import (
	"strings"

	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// when is the time of a figure: the nearest in its sentence that is not the time of speaking.
func (v *layer) when(c *candidate, s *scope) (text.Time, bool) {
	best, cost := -1, 1<<30
	for i := range s.times {
		t := &s.times[i]
		if c.fromAt > 0 && t.First > c.fromAt {
			continue // the time of what it was before
		}
		if s.past == t.Last && c.first < t.First || c.first >= s.past && s.past > t.Last {
			continue
		}
		far := v.farFrom(c, t.First, t.Last, s)
		if v.inRelative(t, c, s.first) || v.toCome(t, c) || v.ofOther(t, c, s.first) || c.n.partitive && t.First > c.last && v.prev(t.First) != c.at && (t.Last <= c.at || c.at < c.first) && v.part(v.prev(t.First)).Has(lang.Done|lang.Being) {
			continue
		}
		if t.Date == "" && t.Precision == text.OfDays && !t.Past && !t.Rate && !v.part(t.First).Has(lang.Prep) {
			continue // a bare duration: "a four-day siege"
		}
		if t.Rate && (v.is(t.First-1, lang.Than) || v.is(t.First, lang.Over)) {
			continue // "the worst in more than a century" is no rate
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
		if v.part(k).Has(lang.Rel) && !v.is(k, lang.Whom) {
			return c.first < k && c.at < k || c.first > t.Last
		}
		if v.part(k).Has(lang.Sub) && !v.part(k).Has(lang.Prep) {
			return false
		}
	}
	return false
}

// ofOther reports whether a time is that of what the figure is held against: "12 were killed, more than in the whole of last
// year", "compared with last year, 300 have died".
func (v *layer) ofOther(t *text.Time, c *candidate, first int) bool {
	for k, n := v.prev(t.First), 0; k >= first && n < 6 && !v.punct(k); k, n = v.prev(k), n+1 {
		switch w := v.part(k); {
		case w.Has(lang.Contrast) && w.Has(lang.Conj):
			return c.first < k || t.Last < len(v.words) && v.d.Tokens[t.Last].Lower == "," && c.first > t.Last && !v.part(t.Last+1).Has(lang.Sub)
		case v.is(k, lang.Than) && !v.inside[k]:
			return c.first < k && n > 0
		case w.Has(lang.Measured | lang.Be | lang.Have):
			return false
		}
	}
	return false
}

// toCome reports whether a time belongs to a verb that tells what may come, behind the figure's own: "rose to 99 and
// could double over the next ten days".
func (v *layer) toCome(t *text.Time, c *candidate) bool {
	for k := t.First - 1; k > max(c.at, c.n.end) && k > t.First-8; k-- {
		if v.punct(k) {
			return false
		}
		if v.part(k).Has(lang.Modal) {
			return true
		}
	}
	return false
}

// tooFar is the distance from which words are no longer a figure's.
const tooFar = 40

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
		if v.part(k).Has(lang.Say) && !v.is(k, lang.According) {
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
		if v.is(k, lang.SinceWord) && !v.inside[k] {
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
	if next.Shape == text.Lower && v.d.Language.Time.AfterYear.Has(v.d.Lower(t.Last-1)) {
		return false // "9 maja 2024 roku w ..."
	}
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
		if v.number[end] != 0 && v.is(end-1, lang.To) && v.numbers[v.number[end]-1].Unit == text.Count {
			end-- // "the total since the start of the war to 640,000"
			break
		}
		if v.punct(end) && !v.quoteMark(end) && w != "-" || v.is(end, lang.According) {
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
		if in.First <= k || in.Last > end || in.Date == "" {
			continue
		}
		t.Last = in.Last // what follows tells more of the beginning
		if !strings.Contains(in.Date, "/") {
			t.Date = in.Date + "/.."
		}
		break
	}
	return t, true
}
