package figure

import (
	"strings"
	"time"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// when is the time of a figure: the nearest in its sentence that is not the time of speaking.
func (v *layer) when(c *candidate, s *scope) (text.Time, bool) {
	best, cost := -1, 1<<30
	if len(s.times) == 0 {
		return text.Time{}, false
	}
	deed, where := v.deedOf(c, s), v.whereOf(c, s)
	for i := range s.times {
		t := &s.times[i]
		if t.Last <= where {
			continue // "stormed a prison on Sunday in Oro, where 12 died"
		}
		if c.fromAt > 0 && t.First > c.fromAt {
			continue // the time of what it was before
		}
		if t.Open && t.Date == "" && c.first > t.First && c.first < t.Last && (c.first == t.First+1 || c.at > t.First && c.at < c.first) {
			continue // "since nobody was killed": because
		}
		if v.besideDeed(deed, t.First, t.Last) || v.ofDeath(t, c) || v.ofBeginning(t, s.first) || v.otherClause(c, t.First) {
			continue
		}
		if v.is(t.Last, lang.SinceWord) || v.stretch(t) || v.sinceThen(t, c) {
			continue
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
		if far < cost && !(v.nameOf(t) || v.background(t, c, s.first) || v.sequel(t, c, s.first) || v.reason(t, c) || v.bracketed(t.First, c, s)) {
			best, cost = i, far
		}
	}
	if best < 0 || cost > tooFar {
		return text.Time{}, false
	}
	t := s.times[best]
	if in, ok := v.sinceHit(&t, c); ok {
		return in, true
	}
	t.Date = upTo(t, s.said)
	return t, true
}

// sinceHit is the time inside a clause of "since" that tells of the deed itself: "since a quake hit on Friday, killing 12".
func (v *layer) sinceHit(t *text.Time, c *candidate) (text.Time, bool) {
	if !t.Open || c.at != t.Last+1 || v.d.Lower(t.Last) != "," || !v.l.Ends(v.d.Lower(c.at), v.l.Participles) {
		return text.Time{}, false
	}
	for i := range v.times {
		if in := &v.times[i]; in.First > t.First && in.Last <= t.Last {
			return *in, true
		}
	}
	return text.Time{}, false
}

// upTo is the date of a time, which for a stretch that runs up to now ("over the past 24 hours") ends on the day somebody spoke of
// it where the sentence says so, and not on that of the report.
func upTo(t text.Time, said string) string {
	from, to, ok := strings.Cut(t.Date, "/")
	if !t.Past || !ok || said == "" || said >= to || len(to) != len(time.DateOnly) {
		return t.Date
	}
	a, err := time.Parse(time.DateOnly, from)
	b, err2 := time.Parse(time.DateOnly, to)
	c, err3 := time.Parse(time.DateOnly, said)
	if err != nil || err2 != nil || err3 != nil {
		return t.Date
	}
	return a.Add(c.Sub(b)).Format(time.DateOnly) + "/" + said
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
		if v.is(k, lang.AfterOne) && v.part(k).Has(lang.Sub) {
			return c.first < k && c.at < k // "in an area where the army had fought in March"
		}
		if v.part(k).Has(lang.Sub) && !v.part(k).Has(lang.Prep) && !v.is(k, lang.As) {
			return false
		}
	}
	return false
}

// ofDeath reports whether a time is that of a death other than what a figure of people who did not die tells: "arrested in a
// 1975 slaying", "suspended over the death of a boy last month".
func (v *layer) ofDeath(t *text.Time, c *candidate) bool {
	if c.measure != sitrep.Captured && c.measure != sitrep.Strength {
		return false
	}
	if k := v.prev(v.prev(t.First)); v.part(v.prev(t.First)).Has(lang.Prep) && v.sense(k, lang.Aftermath) && v.verbal(v.d.Lower(k)) && !v.part(k).Has(lang.Measured) && v.d.Lower(t.Last) == "'s" {
		return true // "involved in Saturday's shooting"
	}
	for k := t.Last; k < len(v.words) && k < t.Last+4 && !v.punct(k) && v.part(k)&stops == 0; k++ {
		if v.measure(k) == sitrep.Killed && v.part(k).Has(lang.Event|lang.Act) {
			return true
		}
	}
	for k, n := v.prev(t.First), 0; k >= 0 && n < 12 && !v.punct(k) && (v.number[k] == 0 || v.is(k, lang.A)); k, n = v.prev(k), n+1 {
		if v.part(k).Has(lang.Act | lang.Event) {
			return v.measure(k) == sitrep.Killed
		}
		if v.part(k).Has(lang.Do) && v.measure(k) == sitrep.Killed && v.part(v.prev(k)).Has(lang.Prep) {
			return true // "condemned to death for killing a guard in May"
		}
		if v.part(k)&(lang.Be|lang.Have|lang.Sub|lang.Rel|lang.Measured) != 0 {
			break
		}
	}
	return false
}

// ofBeginning reports whether a time says when something began to be: "born in Oro in 1928".
func (v *layer) ofBeginning(t *text.Time, first int) bool {
	for k, n := v.prev(t.First), 0; k >= first && n < 6 && !v.punct(k) && v.part(k)&(lang.Measured|lang.Conj) == 0; k, n = v.prev(k), n+1 {
		if v.sense(k, lang.Beginning) {
			return true
		}
	}
	return false
}

// stretch reports whether a time is a bare stretch of hours, or one that only bounds another: "96 hours of air", "leave from
// one month to a year", "in a two-day offensive".
func (v *layer) stretch(t *text.Time) bool {
	if t.Date != "" || t.Open || t.Rate || t.Past {
		return false
	}
	words := v.d.Language.Time.Words
	if w := words[v.d.Lower(t.Last-1)]; w.Kind == lang.TimeUnit && w.N == 0 && !v.d.Language.Time.Hours.Has(v.d.Lower(t.Last-1)) {
		return true // "in 25 seconds"
	}
	if words[v.d.Lower(t.Last-1)].Kind == lang.TimeUnit && words[v.d.Lower(t.First)].Kind == lang.NoTime {
		return true
	}
	return v.is(t.First, lang.From) || v.d.Tokens[t.Last-1].Hyphened() && v.lastingAhead(t.Last)
}

// lastingAhead reports whether a noun for what goes on for some time stands close behind token k: "a two-day rebel offensive".
func (v *layer) lastingAhead(k int) bool {
	for j := k; j < len(v.words) && j < k+3 && !v.punct(j) && v.part(j)&stops == 0; j++ {
		if v.part(j).Has(lang.NoPlace) {
			return true
		}
	}
	return false
}

// sinceThen reports whether a time is so long after what a figure tells: "they left a week after a blast killed 40".
func (v *layer) sinceThen(t *text.Time, c *candidate) bool {
	if t.Precision != text.NoPrecision || t.Date != "" || c.first < t.Last || !v.part(t.Last-1).Has(lang.Sub) {
		return false
	}
	start := c.first
	if c.at >= t.Last && c.at < start {
		if start = c.at; v.l.Ends(v.d.Lower(c.at), v.l.Participles) {
			return true
		}
	}
	for k := t.Last; k < start; k++ {
		if v.d.Tokens[k].Lower == "," && !v.l.Ends(v.d.Lower(k+1), v.l.Participles) {
			return false // "two days after the quake, 12 were pulled out alive"
		}
	}
	return true
}

// background reports whether a time is that of a clause whose background a figure's event is: "they searched on Monday
// after a quake killed 12", "they fed on Monday the survivors of a quake that killed 12".
func (v *layer) background(t *text.Time, c *candidate, first int) bool {
	start := c.first
	if c.at >= first {
		start = min(start, c.at)
	}
	cause, rel := false, false
	second := v.part(v.prev(start)).Has(lang.Conj) // "after a quake killed 12, and hurt 30"
	for k, n := v.prev(start), 0; k >= t.Last && n < farBackground; k, n = v.prev(k), n+1 {
		w := v.part(k)
		switch {
		case v.punct(k) || v.number[k] != 0 && v.numbers[v.number[k]-1].Unit == text.Count:
			if !second || v.punct(k) && !v.part(k+1).Has(lang.Conj) {
				return false
			}
			second = v.punct(k)
		case v.sense(k, lang.Leading):
			return !v.verbal(v.d.Lower(k)) || v.is(v.next(k), lang.By)
		case w.Has(lang.Rel):
			rel = true
		case w.Has(lang.Cause) && rel:
			cause = true
		case cause && w.Has(lang.Prep):
			if v.is(k, lang.By) {
				return v.verbal(v.d.Lower(k-1)) && k-1 > t.Last && !v.part(v.prev(k-1)).Has(lang.Be|lang.Have)
			}
			return !v.is(k, lang.Holds|lang.At|lang.During) && !v.is(k, lang.With)
		case cause && (w.Has(lang.Be|lang.Have|lang.Measured|lang.Say) || v.verbal(v.d.Lower(k))):
			return false
		}
	}
	return false
}

// sequel reports whether a time behind a comma is that of the main clause, where the figure stands in one before it that tells the
// background: "after a quake killed 12, Norland this weekend asked for help".
func (v *layer) sequel(t *text.Time, c *candidate, first int) bool {
	start, end := c.first, max(c.n.end, c.atEnd)
	if c.at >= first {
		start = min(start, c.at)
	}
	comma := false
	for k := end; k < t.First; k++ {
		comma = comma || v.d.Tokens[k].Lower == ","
	}
	if !comma {
		return false
	}
	for k, n := v.prev(start), 0; k >= first && n < farBackground && !v.punct(k) && v.number[k] == 0; k, n = v.prev(k), n+1 {
		if v.sense(k, lang.Leading) && v.part(k).Has(lang.Sub) {
			return k == first || v.punct(k-1)
		}
	}
	return false
}

// reason reports whether a time is that of the deed after which those of a figure were arrested: "five were
// arrested following a fight on Monday".
func (v *layer) reason(t *text.Time, c *candidate) bool {
	if c.measure != sitrep.Captured {
		return false
	}
	for k, n := v.prev(t.First), 0; k >= max(c.n.end, c.atEnd) && n < farBackground; k, n = v.prev(k), n+1 {
		if v.sense(k, lang.Leading) && v.sense(k, lang.ForDeed) && k < v.prev(t.First) {
			return true
		}
	}
	return false
}

// farBackground is how many words may stand between a figure and what leads its event in.
const farBackground = 12

// nameOf reports whether a date is the name of a movement: "the May 6 party".
func (v *layer) nameOf(t *text.Time) bool {
	return t.Date != "" && v.is(t.First, lang.The) && t.Last < len(v.words) && (v.part(t.Last).Has(lang.People|lang.Band) || v.is(t.Last, lang.Armed) || v.sense(t.Last, lang.Nowhere))
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
	if p := v.prev(k); v.sense(k, lang.Publishing) && (v.part(p).Has(lang.NoPlace) || v.is(p, lang.Record|lang.ReportsWord|lang.Tally)) {
		return true // "a report issued on Saturday"
	}
	// "told reporters on Saturday", "said at a news conference on Saturday"
	for n := 0; k >= first && n < farSpoken; n++ {
		if v.punct(k) || v.part(k).Has(lang.Measured|lang.Cause) || v.inside[k] {
			return false
		}
		if v.part(k).Has(lang.Say) && !v.is(k, lang.According) {
			next := v.part(v.next(k))
			return n < 2 || next.Has(lang.Prep) || n < 4 && (v.is(k, lang.Told) || next.Has(lang.Det|lang.Refl))
		}
		k = v.prev(k)
	}
	return false
}

// farSpoken is how many words may stand between a verb of speech and the time of speaking.
const farSpoken = 8

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
		if v.part(end).Has(lang.Conj) && (v.part(end+1).Has(lang.Be|lang.Have|lang.Modal) || v.adverb(end+1) && v.part(end+2).Has(lang.Be|lang.Have|lang.Modal)) {
			break // "since the war began and still has"
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
	for j := k + 1; j < end && t.Date == ""; j++ {
		if v.sense(j, lang.Present) || v.part(j).Has(lang.Modal) && v.is(j, lang.Will) {
			return text.Time{}, false // "since most of them are old": because
		}
	}
	return t, true
}
