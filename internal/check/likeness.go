package check

import (
	"strings"

	"sitrep"
)

// What tells two figures apart, feature by feature, and how much is said of both.

// compare says in what a figure of the reports differs from the stated one.
func (t *stated) compare(e *fact) match {
	x := t.x
	m := match{fact: e, who: same}
	if !t.who.none() {
		m.who = x.gives(t.who, e)
		if m.who == maybe && !t.who.definite() && !t.via.none() && x.gives(t.via, e) == same {
			m.who = same
		}
	}
	for _, w := range t.also {
		if x.gives(w, e) == other {
			m.who = other
		}
	}
	near := x.near(e.passage)
	m.overlap, m.common = t.overlap(e, near)
	own, _ := t.overlap(e, near[:1])
	m.fit = m.overlap + own
	if len(t.who.chain) > 0 && t.who.chain[0] == e.Actor {
		m.fit++
	}
	if e.Actor != "" && e.ClaimantKind == sitrep.Named {
		m.fit += 0.5
	}
	if e.In == sitrep.InTitle {
		m.fit -= 0.5 // a headline shortens
	}
	set := func(differs bool, f miss) {
		if differs {
			m.miss |= f
		}
	}
	set(e.measure != t.measure && t.measure != "" && !(e.measure == sitrep.Losses && t.d.Language.Check.Losing.Has(strings.ToLower(string(t.Word)))), missMeasure)
	set(e.bound != t.bound && !t.roundly(e), missModifier)
	set(e.stretch != t.stretch && !t.spells(e.stretch) && !t.ofLength(e) && !(e.stretch == "" && (t.spoken && t.x.tells(near[:1], t.stretch) || t.stretch == "year" && t.x.tells(near, t.stretch))) || t.dated(e), missSpan)
	if t.sameMonths(e) {
		m.miss &^= missSpan
	}
	set(!t.sameMonths(e) && (t.longer(e) || t.otherStretch(e) || t.oneOfMonths(e)) || t.otherSince(e) || t.sinceDiffers(e) || t.narrowed(e), missSpan)
	set(t.otherGroup(&m, near), missGroup)
	if name, unplaced, differs := t.otherPlace(e, near); differs {
		m.miss |= missPlace
		m.place, m.unplaced = name, unplaced
	}
	if ok, wrong := t.dates.agree(x.saidOn(e)); !ok {
		m.miss |= missDate
		m.date = wrong
	} else if wrong := t.ownDay(e); wrong != "" {
		m.miss |= missDate
		m.date = wrong
	} else if wrong := t.otherDay(e); wrong != "" {
		m.miss |= missDate
		m.date, m.weekday = wrong, true
	}
	set(e.denied != t.denied, missDenied)
	set(e.possible && !t.possible, missStatus)
	return m
}

// overlap is the share of what the sentence says besides the figure that stands near another one, and its weight. To count the
// same (killed, wounded) is worth as much as a rarer word or two.
func (t *stated) overlap(e *fact, near []int32) (share, common float64) {
	all, found := 0.0, 0.0
	for _, w := range t.about {
		weight := t.x.weight(w.word)
		all += weight
		if t.x.anyHas(near, w.word) {
			found += weight
		} else if w.name && t.x.inReport(e.source, w.word) {
			found += farShare * weight
		}
	}
	common = found
	if e.measure == t.measure {
		all, found = all+measureWeight, found+measureWeight
	}
	if all == 0 {
		return 1, 0
	}
	return found / all, common
}

// saidOn are the days a figure may be said to be of.
func (x *index) saidOn(e *fact) []day {
	if e.said == nil {
		e.said = x.datesNear(e.passage)
		if v, ok := dayOf(string(e.Date)); ok {
			e.said = append(e.said, v)
		}
		if e.said == nil {
			e.said = []day{}
		}
	}
	return e.said
}

// otherPlace reports whether the stated figure names a place or party that the report of the other doesn't
// know, or gives it to another place than that report does.
func (t *stated) otherPlace(e *fact, near []int32) (name string, unplaced, differs bool) {
	x := t.x
	for _, w := range t.places {
		raw := t.d.Raw(w.at)
		elsewhere := e.Place != "" && t.Place != "" && strings.Contains(string(t.Place), raw) && !strings.Contains(string(e.Place), raw)
		switch {
		case elsewhere && t.measure == sitrep.Strength && !x.anyHas(near[:1], w.word) && !x.statesWord(w.word):
			return raw, false, true // how many are in Russia is not how many are in Kursk
		case x.anyHas(near, w.word) || x.usual(w.word):
		case elsewhere:
			return raw, false, true
		case !x.inReport(e.source, w.word):
			return raw, x.known(w.word), true
		}
	}
	return "", false, false
}

// ownDay is the day the sentence names where the figure's own sentence names days, and none of them is it; else "".
func (t *stated) ownDay(e *fact) string {
	if len(t.dates.days) != 1 || t.dates.days[0].to.Sub(t.dates.days[0].from) > aDay {
		return ""
	}
	d, first, last := t.x.tokens(e.passage)
	own := t.x.datesIn(d, first, last).days
	if len(own) == 0 {
		return ""
	}
	for _, v := range own {
		if v.to.Sub(v.from) > aDay {
			return ""
		}
	}
	if ok, wrong := t.dates.agree(own); !ok {
		return wrong
	}
	return ""
}

// usual reports whether a word stands in so many of the reports that it needn't be said again: the place of the
// whole story.
func (x *index) usual(w string) bool { return 3*x.reportsWith(w) >= x.reports && x.reports > 3 }

// known reports whether a word stands in any of the reports.
func (x *index) known(w string) bool { return x.reportsWith(w) > 0 }

// reportsWith counts the reports of the stories in hand that hold a word.
func (x *index) reportsWith(w string) int {
	id, ok := x.ids[w]
	if !ok {
		return 0
	}
	n, last := 0, int32(-1)
	for _, p := range x.posts[id] {
		if s := x.passages[p].source; s != last && x.chosen[x.sources[s].story] {
			n++
			last = s
		}
	}
	return n
}
