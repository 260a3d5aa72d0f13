package check

import (
	"time"

	"sitrep"
)

// changed is the latest figure by which the claimant has since replaced the stated one; nil when it
// stands, or is told as one of its day.
func (t *stated) changed(exact []match) *match {
	if t.former || t.Basis == sitrep.OfPeriod || len(t.dates.days) > 0 || len(t.dates.weekdays) > 0 || t.core < 0 {
		return nil
	}
	var latest *match
	// whoever gave the figure: one who hasn't changed it is enough for it to stand
	for _, g := range t.claimants(exact) {
		from := t.since(exact, g)
		later := t.after(g, from, &exact[0])
		if later == nil {
			return nil
		}
		if latest == nil || t.x.published(later.source).After(t.x.published(latest.source)) {
			latest = later
		}
	}
	return latest
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

// since is the day the earliest report of the figure came out.
func (t *stated) since(exact []match, by who) time.Time {
	var at time.Time
	for _, m := range exact {
		p := t.x.published(m.source)
		if p.IsZero() || !by.none() && t.x.gives(by, m.fact) != same {
			continue
		}
		if at.IsZero() || p.Before(at) {
			at = p
		}
	}
	return at
}

func (x *index) published(at int32) time.Time { return x.sources[at].report.Published.End() }

// after is the latest figure of the same count that a claimant gave in a report that came out later: a higher
// one, since a count of one matter grows, unless the words say it was revised.
func (t *stated) after(by who, from time.Time, m *match) *match {
	if from.IsZero() {
		return nil
	}
	var latest *match
	for _, e := range t.x.facts {
		if !t.x.chosen[t.x.sources[e.source].story] || e.core < 0 || e.core >= 1<<50 || e.measure != t.measure || e.core == t.core ||
			e.Basis == sitrep.OfPeriod || e.whole || e.possible || e.denied || e.Additional || e.Implicit || e.Subset && !t.Subset || e.Status != sitrep.Asserted || e.Confidence < 0.3 {
			continue
		}
		if at := t.x.published(e.source); !at.After(from) || e.core < t.core && e.From.N != t.core {
			continue
		}
		if t.measure == sitrep.Strength || t.differentEvent(e, m.fact) {
			continue
		}
		if !by.none() && !t.x.speaksFor(e, by) {
			continue
		}
		c := t.compare(e)
		least := 0.4
		if t.x.sources[e.source].story != t.x.sources[m.source].story {
			least = 0.6
		}
		if c.miss&(missGroup|missPlace|missSpan) != 0 || c.overlap < least {
			continue
		}
		if t.holds(e) {
			continue
		}
		if latest == nil || t.x.published(e.source).After(t.x.published(latest.source)) ||
			t.x.published(e.source).Equal(t.x.published(latest.source)) && c.overlap > latest.overlap {
			latest = &c
		}
	}
	return latest
}

// holds reports whether a later figure lets the stated one stand: "more than 11,000" when 11,300 were counted.
func (t *stated) holds(e *fact) bool {
	least := t.bound == sitrep.AtLeast || t.bound == sitrep.MoreThan
	return least && e.core > t.core && e.core-t.core <= t.core/20
}

// differentEvent reports whether two figures are of different days.
func (t *stated) differentEvent(a, b *fact) bool {
	if a.Basis == sitrep.Cumulative || b.Basis == sitrep.Cumulative {
		return false
	}
	v, ok1 := dayOf(string(a.Date))
	w, ok2 := dayOf(string(b.Date))
	return ok1 && ok2 && !v.meets(w)
}
