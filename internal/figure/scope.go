package figure

import (
	"strings"
	"time"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// scope is what a sentence offers its figures: times and places.
type scope struct {
	first, last int
	times       []text.Time
	places      [][2]int
	voices      []voice
	heard       bool // voices has been read
	lasting     bool // speaks of a war, an epidemic: of what goes on
	soFar       bool
	aftermath   bool   // tells of what was done about a deed
	said        string // the day on which somebody spoke, where the sentence gives it
	past        int    // the token behind "the worst since 1960, when", whose time is that of what follows alone
}

func (v *layer) scope(first, last int) *scope {
	s := &scope{first: first, last: last}
	for i := range v.times {
		t := v.times[i]
		if t.First < first || t.Last > last {
			continue
		}
		if v.rankedIn(t, first) {
			continue
		}
		if v.inSince(t, first) || v.breaks[t.First] {
			continue
		}
		if v.spoken(t, first) {
			if len(t.Date) == len(time.DateOnly) {
				s.said = t.Date
			}
			continue
		}
		if v.worstSince(t, first) {
			if date, ok := strings.CutSuffix(t.Date, "/.."); ok && t.Last+1 < last && v.d.Tokens[t.Last].Lower == "," && v.part(t.Last+1).Has(lang.Sub) && v.is(t.Last+1, lang.Why) {
				// "the worst since 1960, when 120 died": theirs, and of none before it
				t.First, t.Date, t.Open, s.past = v.bare(t), date, false, t.Last
				s.times = append(s.times, t)
			}
			continue
		}
		s.times = append(s.times, t)
	}
	for k := first; k < last; k++ {
		w := v.part(k)
		switch {
		case w.Has(lang.Lasting) && !(k+1 < last && (v.part(k+1).Has(lang.Thing|lang.People|lang.NoPlace) || v.part(k+1) == 0 && v.d.Tokens[k+1].Shape == text.Lower && !v.verbal(v.d.Tokens[k+1].Lower))):
			s.lasting = true
		case w.Has(lang.SoFar):
			s.soFar = true
		}
		s.aftermath = s.aftermath || v.sense(k, lang.Aftermath)
		if v.is(k, lang.SinceWord) && v.part(v.prev(k)).Has(lang.Have) {
			s.soFar = true // "has since killed"
		} else if v.is(k, lang.SinceWord) && !v.inside[k] {
			if t, ok := v.sinceClause(k, last); ok && !v.worstSince(t, first) {
				s.times = append(s.times, t)
			}
		}
	}
	s.times = append(s.times, v.yearsOfEvents(first, last)...)
	if first < last && v.is(first, lang.EarlierWord) && !v.inside[first] {
		s.times = append(s.times, text.Time{First: first, Last: first + 1})
	}
	s.places = v.places(first, last)
	return s
}

// farFrom is how far words lie from a figure: tokens between, and more for every clause and every
// other figure between them. What lies further than tooFar is only told to: where figures stand without end, all of them lie
// between the first and the last.
func (v *layer) farFrom(c *candidate, first, last int, s *scope) int {
	from, to := c.first, c.n.end
	if c.at >= 0 && c.how != byList && c.at >= s.first && c.at < s.last {
		from, to = min(from, c.at), max(to, c.atEnd)
	}
	a, b, cost, where := 0, 0, 0, false
	switch {
	case first >= to:
		a, b = to, first
	case last <= from:
		a, b, cost = last, from, 4
	default:
		return 1 // between the word for what befell them and them
	}
	told := b == from && v.part(a).Has(lang.Rel) // "the attack on Oro that the opposition says killed 40"
	for k := a; k < b && cost <= tooFar; k++ {
		w := v.part(k)
		if id := v.number[k]; id != 0 && b == first && v.numbers[id-1].More && v.ownVerb(v.numbers[id-1].Last) || c.ahead && b == first && v.d.Tokens[k].Lower == "," {
			cost += tooFar // "17 died and five more succumbed at the infirmary", "of 40 aboard, nine died in Oro"
		}
		if id := v.number[k]; id != 0 && b == first && v.numbers[id-1].Unit == text.Count && (where && !v.l.Free || v.is(k-1, lang.Over)) {
			cost += tooFar // "killed 9 on a road where 12 died in 2021", "lost 310, against 275 a week earlier"
		}
		where = where || w.Has(lang.Sub) && v.is(k, lang.AfterOne)
		cost++
		switch {
		case told && w.Has(lang.Say), v.is(k, lang.ClaimsWord) && v.takes(k, s.last):
		case b == first && w.Has(lang.Link) && v.l.Ends(v.d.Lower(k), v.l.Participles) && (v.is(k+2, lang.Tally) || v.part(k+2).Has(lang.Toll)):
			cost += tooFar // "lost 1,150, bringing the total since March to 640,000"
		case w.Has(lang.Say) || v.breaks[k]:
			cost += tooFar
		case w.Has(lang.Rel) && !v.is(k, lang.Whom) && k > a:
			cost += 20
		case w.Has(lang.Contrast) && w.Has(lang.Conj):
			cost += tooFar // "reported 93 deaths, compared with 280 in Oro"
		case w.Has(lang.Contrast) && b == from:
			cost += 16
		case w.Has(lang.Sub) && !w.Has(lang.Prep):
			cost += 4
		case w.Has(lang.Modal|lang.Project) && k > a:
			cost += 20
		case v.d.Tokens[k].Lower == ";":
			if cost += 12; b == first && v.ownCause(k+1, first) {
				cost += tooFar // "80 died; a similar crash in Oro killed 114"
			}
		case v.l.Free && v.d.Tokens[k].Lower == ",":
			cost += 8 // another clause
		case w.Has(lang.Done | lang.Do | lang.Fell):
			cost += 3
		}
	}
	return cost
}

// rankedIn reports whether a stretch of time only says over what an event is the worst: "the deadliest in a decade".
func (v *layer) rankedIn(t text.Time, first int) bool {
	if t.Open || t.Rate || t.Precision < text.OfDays || v.is(t.First, lang.By) {
		return false
	}
	if t.Date != "" && t.Precision < text.OfYears {
		if !t.Past && t.Precision < text.OfMonth {
			return false
		}
		for k, n := t.First-1, 0; k > first && n < farRank && !v.punct(k) && v.part(k)&(lang.Measured|lang.Be|lang.Have) == 0; k, n = k-1, n+1 {
			if v.sense(k, lang.Managed) && v.ordinal(k) {
				return true // "the third attack on the camp this month"
			}
		}
		return false
	}
	for k, n := t.First-1, 0; k >= first && n < farRank && !v.punct(k); k, n = k-1, n+1 {
		if v.is(k, lang.Superlative) && !v.inside[k] {
			return true
		}
		if v.part(k).Has(lang.Measured) {
			break
		}
	}
	return false
}

// ordinal reports whether the word at token k counts events of a kind: "the third attack", not "the first 12 bodies".
func (v *layer) ordinal(k int) bool {
	return v.part(k-1).Has(lang.Det) && v.number[k+1] == 0 && v.part(k)&(lang.Have|lang.Leave|lang.Link) == 0 && v.d.Language.Time.Words[v.d.Lower(k+1)].Kind != lang.TimeUnit && v.d.Tokens[k].Shape == text.Lower
}

// worstSince reports whether a time only says since when nothing was worse: "the deadliest since 1960".
func (v *layer) worstSince(t text.Time, first int) bool {
	if !t.Open {
		return false
	}
	for k, n := t.First-1, 0; k >= first && n < 8 && !v.punct(k) && !v.inside[k]; k, n = k-1, n+1 {
		if v.is(k, lang.Superlative) || v.sense(k, lang.Managed) && k > first && v.ordinal(k) {
			return true // "the deadliest since", "the fifth operation since"
		}
	}
	return false
}

// ownCause reports whether a noun for what kills stands between two tokens.
func (v *layer) ownCause(a, b int) bool {
	for k := a; k < b; k = v.next(k) {
		if v.part(k).Has(lang.Cause) {
			return true
		}
	}
	return false
}

// yearsOfEvents are the years that stand as names before what killed: "the 1999 quake".
func (v *layer) yearsOfEvents(first, last int) (out []text.Time) {
	for k := first + 1; k+1 < last; k++ {
		raw := v.d.Raw(k)
		if len(raw) != 4 || v.number[k] == 0 && !v.inside[k] || raw < "1500" || raw > "2099" || !v.part(k-1).Has(lang.Det) && v.d.Lower(k-1) != "'s" || v.dated(k) {
			continue
		}
		for j, n := k+1, 0; j < last && n < 3 && !v.punct(j); j, n = j+1, n+1 {
			if v.part(j).Has(lang.Cause) || v.part(j).Has(lang.Act|lang.Event) && v.measure(j) == sitrep.Killed {
				out = append(out, text.Time{First: k, Last: k + 1, Date: raw, Precision: text.OfYear})
				break
			}
			if !v.ordinary(j) || v.inside[j] {
				break
			}
		}
	}
	return out
}

// ownVerb reports whether what people suffer themselves stands right behind a number that ends at token k: "five
// more succumbed".
func (v *layer) ownVerb(k int) bool {
	return v.part(k).Has(lang.Fell) || v.is(k, lang.More) && v.part(k+1).Has(lang.Fell)
}
