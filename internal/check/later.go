package check

import (
	"strings"
	"time"

	"sitrep"
	"sitrep/internal/lang"
)

// current reports whether the sentence says that it is so as of now: "the latest estimate", "so far", "to this day".
func (s *sentence) current() bool { return s.phrase(s.d.Language.Check.Current.Match) >= 0 }

// present reports whether the sentence stands in the present: an auxiliary or the verb of who speaks does.
func (s *sentence) present() bool {
	for i := s.first; i < s.last; i++ {
		if w := s.low(i); s.d.Language.Claims.Words[w] == lang.BeWord && s.d.Language.Check.Present.Has(w) && !s.quoted(i) {
			return true
		}
	}
	return false
}

// presently reports whether a verb of giving a count stands in the present: "puts", "number around".
func (s *sentence) presently() bool {
	for i := s.first; i < s.last; i++ {
		if w := s.low(i); s.d.Language.Check.Giving.Has(w) && strings.HasSuffix(w, "s") && !s.quoted(i) {
			return true
		}
	}
	return false
}

// reporting reports whether a verb of speech stands in the present: "the monitor reports", whatever day it speaks of.
func (s *sentence) reporting() bool {
	for i := s.first + 1; i < s.last; i++ {
		if w := s.low(i); s.d.Language.Claims.Words[w] == lang.SayVerb && strings.HasSuffix(w, "s") && !s.quoted(i) {
			return true
		}
	}
	return false
}

// ofItsDay reports whether the sentence may tell a count as it stood on a day that it names. It tells one of an event of that day,
// whenever counted, where it stands in the present and the day goes with the event: "the toll of the strikes in June is 47".
func (t *stated) ofItsDay() bool {
	if len(t.dates.days) == 0 && len(t.dates.weekdays) == 0 {
		return false
	}
	if !t.present() && !t.presently() && !t.monthly() {
		return true
	}
	for _, v := range t.dates.days[min(1, len(t.dates.days)):] {
		if v.from.Year() != t.dates.days[0].from.Year() {
			return true // of two years, which one is the count's is not told
		}
	}
	for k := 0; k+1 < len(t.dates.spans); k += 2 {
		if i := t.dates.spans[k]; saidThen(t.d, t.first, t.last, i) || t.upTo(i) {
			return true
		}
	}
	return false
}

// monthly reports whether the sentence names no day but a month or a year: in which it happened, whenever it was counted.
func (t *stated) monthly() bool {
	for _, v := range t.dates.days {
		if v.to.Sub(v.from) < 27*aDay {
			return false
		}
	}
	return len(t.dates.weekdays) == 0 && t.Basis == sitrep.OfEvent
}

// changed is the latest figure by which the claimant has since replaced the stated one; nil when it
// stands, or is told as one of its day.
func (t *stated) changed(exact []match) *match {
	current := t.current()
	if t.former && !current || !current && (t.Basis == sitrep.OfPeriod && !(t.mereDate() && (t.present() || t.presently())) || t.core < 0) || t.ofItsDay() {
		return nil
	}
	if t.measure == sitrep.Strength && !current && !t.present() && !t.presently() {
		return nil // how many there were somewhere was so on its day
	}
	var latest *match
	// whoever gave the figure: one who hasn't changed it is enough for it to stand
	for _, g := range t.claimants(exact) {
		from := t.since(exact, g)
		later := t.after(g, from, exact)
		if later == nil {
			return nil
		}
		if latest == nil || t.x.published(later.source).After(t.x.published(latest.source)) {
			latest = later
		}
	}
	return latest
}

// overtaken is the report of a figure that the last report of it tells as one that another has replaced; nil when it
// doesn't, or when the sentence itself tells it as one of its day.
func (t *stated) overtaken(exact []match) *match {
	if t.former && !t.current() || t.ofItsDay() && !t.reporting() || t.core < 0 {
		return nil
	}
	var last *match
	for i := range exact {
		if m := &exact[i]; t.x.superseded(m.fact) && (last == nil || t.x.published(m.source).After(t.x.published(last.source))) {
			last = m
		}
	}
	for i := range exact {
		if m := &exact[i]; last != nil && !t.x.superseded(m.fact) && !t.x.published(last.source).After(t.x.published(m.source)) && m.source != last.source {
			return nil
		}
	}
	return last
}

// claimants are those whose figure it is: the one stated, or all the reports name.
func (t *stated) claimants(exact []match) []who {
	if !t.who.none() {
		return []who{t.who}
	}
	var out []who
next:
	for _, m := range exact {
		if !m.sure {
			continue
		}
		for _, w := range out {
			if relate(w, m.fact.who[0]) == same {
				continue next
			}
		}
		out = append(out, m.fact.who[0])
	}
	if len(out) == 0 && len(exact) > 0 {
		out = append(out, who{})
	}
	return out
}

// since is the moment the earliest report of the figure came out.
func (t *stated) since(exact []match, by who) moment {
	var at moment
	for _, m := range exact {
		p := t.x.moment(m.fact)
		if p.day.IsZero() || !by.none() && t.x.gives(by, m.fact) != same {
			continue
		}
		if at.day.IsZero() || at.after(p) {
			at = p
		}
	}
	return at
}

// moment is when a report gives a figure: its day, and within it whether the report itself tells the figure as an earlier
// one ("the previous toll was 20"), and on which day it says that it was given.
type moment struct {
	day    time.Time
	former bool
	said   time.Time
	source int32
}

// moment is when a figure was given.
func (x *index) moment(e *fact) moment {
	m := moment{day: x.published(e.source), source: e.source, former: x.former(e)}
	d, first, last := x.tokens(e.passage)
	for _, t := range x.layer(d).timesIn(first, last) {
		if t.First < first || t.Last > last {
			continue
		}
		if v, ok := dayOf(t.Date); ok && v.to.After(m.said) && v.to.Sub(v.from) < 48*time.Hour && !v.from.After(m.day) {
			m.said = v.to
		}
	}
	return m
}

// after reports whether one figure was given after another.
func (a moment) after(b moment) bool {
	switch {
	case !a.day.Equal(b.day) && !(a.former && a.day.After(b.day)):
		return a.day.After(b.day)
	case a.former != b.former:
		return b.former
	case a.source == b.source && !a.said.IsZero() && !b.said.IsZero():
		return a.said.After(b.said)
	}
	return false
}

// former reports whether a report tells a figure as an earlier one.
func (x *index) former(e *fact) bool { return x.toldAs(e, x.language.Check.Former.Match) }

// superseded reports whether a report tells a figure as one that another has replaced.
func (x *index) superseded(e *fact) bool { return x.toldAs(e, x.language.Check.Superseded.Match) }

// toldAs reports whether a phrase of a list stands in a figure's sentence, nearer to it than to another figure of the
// same measure.
func (x *index) toldAs(e *fact, match func(func(int) string, int) (int, string)) bool {
	d, first, last := x.tokens(e.passage)
	low := func(i int) string {
		if i < first || i >= last {
			return ""
		}
		return d.Lower(i)
	}
	at := d.TokenAt(e.Start)
	for i := first; i < last; i++ {
		n, _ := match(low, i)
		if n == 0 {
			continue
		}
		between := false // another figure stands nearer to the words
		for _, o := range x.passages[e.passage].figures {
			if k := d.TokenAt(o.Start); o != e && o.In == e.In && (i < k && k < at || at < k && k < i) && !o.Subset && o.measure == e.measure {
				between = true
			}
		}
		if !between {
			return true
		}
	}
	return false
}

func (x *index) published(at int32) time.Time { return x.sources[at].report.Published.End() }

// after is the latest figure of the same count that a claimant gave later: a higher one, since a count of one matter
// grows, unless the words say it was revised.
func (t *stated) after(by who, from moment, exact []match) *match {
	m := &exact[0]
	if from.day.IsZero() {
		return nil
	}
	current := t.current()
	now := current || t.present() || t.presently()
	var latest *match
	for _, e := range t.x.facts {
		if !t.x.chosen[t.x.sources[e.source].story] || e.core < 0 || e.core >= 1<<50 || e.measure != t.measure || e.core == t.core ||
			e.Basis == sitrep.OfPeriod && !current && !(now && len(e.Date) == 4 && e.core > t.core) || e.whole || e.possible || e.denied || e.Additional || e.Implicit || e.Subset && !t.Subset || e.Status != sitrep.Asserted || e.Confidence < 0.3 {
			continue
		}
		own := e.source == m.source && e.core > t.core
		at := t.x.moment(e)
		ahead := t.higher(e, m, by) && at.day.Before(from.day) && from.day.Sub(at.day) <= misdated
		if !at.after(from) && !ahead && !(at.day.Equal(from.day) && at.former == from.former && e.source != from.source && e.core > t.core) || e.core < t.core && e.From.N != t.core && t.measure != sitrep.Missing && !t.x.lowered(e) {
			continue
		}
		if t.differentEvent(e, m.fact) || t.otherKind(e) {
			continue
		}
		if !by.none() && !t.x.speaksFor(e, by) && !(own && !e.sure) {
			continue
		}
		c := t.compare(e)
		least := 0.4
		if len(by.chain) > 0 && e.sure {
			least = 0.3
		}
		if !current && t.x.sources[e.source].story != t.x.sources[m.source].story || !at.after(from) {
			least = 0.6
		}
		if ahead {
			if least = surelySame; from.day.Sub(at.day) > soon {
				least = surestSame
			}
		}
		bad := missGroup | missPlace | missSpan
		if current || now && len(e.Date) == 4 {
			bad &^= missSpan // "killed in 2024" counts more than a week
		}
		if c.miss&bad != 0 || c.overlap < least || ahead && c.common < leastCommon {
			continue
		}
		if t.holds(e) || t.besideIt(e) || !t.overtakes(&c, exact, ahead) || by.none() && t.repeated(e, exact) {
			continue
		}
		if latest == nil || t.x.published(e.source).After(t.x.published(latest.source)) ||
			t.x.published(e.source).Equal(t.x.published(latest.source)) && c.overlap > latest.overlap {
			latest = &c
		}
	}
	return latest
}

// The dates of reports may be wrong by some days. The dead of one event don't become fewer, so of two counts of it by one
// claimant the higher is the later, where it is sure enough that they are of one event.
const (
	misdated   = 14 * 24 * time.Hour
	surelySame = 0.7  // of the words around
	surestSame = 0.85 // where the dates would be wrong by more than a few days
)

// higher reports whether a figure is a higher count of the dead of one event by the same claimant, who is known by name.
func (t *stated) higher(e *fact, m *match, by who) bool {
	return t.measure == sitrep.Killed && e.core > t.core && e.Basis == sitrep.OfEvent && m.Basis != sitrep.OfPeriod && by.definite()
}

// lowered reports whether the sentence of a figure says that the count came down.
func (x *index) lowered(e *fact) bool {
	d, first, last := x.tokens(e.passage)
	for i := first; i < last; i++ {
		if x.language.Ledger.Lowered.Has(d.Lower(i)) {
			return true
		}
	}
	return false
}

// holds reports whether a later figure lets the stated one stand: "more than 11,000" when 11,300 were counted.
func (t *stated) holds(e *fact) bool {
	least := t.bound == sitrep.AtLeast || t.bound == sitrep.MoreThan
	return least && e.core > t.core && e.core-t.core <= t.core/20
}

// repeated reports whether a report that came out after a figure still gives the stated number: then nobody's count has moved on, where
// the sentence doesn't say whose it is.
func (t *stated) repeated(e *fact, exact []match) bool {
	for i := range exact {
		if t.x.published(exact[i].source).After(t.x.published(e.source)) && !t.x.former(exact[i].fact) {
			return true
		}
	}
	return false
}

// besideIt reports whether the passage of a figure gives the stated number too, of others: "22 children and six teachers".
func (t *stated) besideIt(e *fact) bool {
	if e.From.N == t.core {
		return false
	}
	for _, o := range t.x.passages[e.passage].figures {
		if o != e && o.core == t.core && o.measure == e.measure && o.Group != "" && e.Group != "" && t.x.group(string(o.Group)).class != t.x.group(string(e.Group)).class && !t.x.former(o) && !t.x.superseded(o) {
			return true
		}
	}
	return false
}

// differentEvent reports whether two figures are of different days, or of two events by their places or by when they were told.
func (t *stated) differentEvent(a, b *fact) bool {
	if a.Basis == sitrep.Cumulative || b.Basis == sitrep.Cumulative || t.measure == sitrep.Strength {
		return false
	}
	v, ok1 := dayOf(string(a.Date))
	w, ok2 := dayOf(string(b.Date))
	if ok1 && ok2 && !v.meets(w) {
		return true
	}
	if a.Basis != sitrep.OfEvent || b.Basis != sitrep.OfEvent {
		return false
	}
	p, q := t.x.published(a.source), t.x.published(b.source)
	far := !p.IsZero() && !q.IsZero() && (p.Sub(q) > raised || q.Sub(p) > raised)
	return far && (b.When != "" || b.Place != "") && !t.current() && !t.present() && !t.presently() || t.apartFrom(a, b)
}

// raised is how long after it first told the toll of an event a claimant may raise it.
const raised = 30 * 24 * time.Hour

// apartFrom reports whether a later figure is told of a place by name that neither the sentence nor the report of the other
// figure knows near it.
func (t *stated) apartFrom(later, m *fact) bool {
	d, _, _ := t.x.tokens(later.passage)
	at := strings.Index(d.Text[later.Sentence.Start:later.Sentence.End], string(later.Place))
	if later.Place == "" || at < 0 {
		return false
	}
	first := d.TokenAt(later.Sentence.Start + at)
	last := d.TokenAt(later.Sentence.Start+at+len(later.Place)-1) + 1
	near, named := t.x.near(m.passage), false
	for _, w := range terms(d, first, last) {
		if !w.name || t.x.statesWord(w.word) {
			continue
		}
		named = true
		if t.x.anyHas(near, w.word) || t.x.usual(w.word) {
			return false
		}
		for _, v := range t.terms {
			if v.word == w.word {
				return false
			}
		}
	}
	return named
}

// otherKind reports whether the sentence counts a class of people by name and a later figure another or all.
func (t *stated) otherKind(e *fact) bool {
	mine, theirs := t.x.group(string(t.Group)), t.x.group(string(e.Group))
	if !mine.listed || mine.class == people || mine.class == theirs.class {
		return false
	}
	a, b := t.x.language.Check.Classes[mine.class], t.x.language.Check.Classes[theirs.class]
	return len(a) > 0 && (len(b) == 0 || !overlapping(a, b) || mine.class == "children" || mine.class == "women")
}
