package check

import (
	"time"

	"sitrep"
)

// A story's ledger parts its figures by what they count: an incident, or a running total. A later count overtakes an earlier one
// if the ledger has both in one series. Where it hasn't, it may have parted what is one, or nobody has held them against each
// other because they lie in two stories: then they must be told within days of each other, or be running totals both.

// entry is where a story's ledger has a figure: in which of its series.
type entry struct{ story, series int }

// site is where a figure stands.
type site struct {
	report sitrep.ReportID
	in     sitrep.Field
	start  int
}

// bookings are the entries of the stories' ledgers, by where the figures stand.
func bookings(stories []Story) map[site][]entry {
	out := map[site][]entry{}
	for s := range stories {
		for i := range stories[s].Ledger.Series {
			for _, line := range stories[s].Ledger.Series[i].Claimants {
				for _, step := range line.Steps {
					for _, c := range step.Figures {
						at := site{c.Report, c.In, c.Start}
						out[at] = append(out[at], entry{s, i})
					}
				}
			}
		}
	}
	return out
}

// booked are a figure's entries in its story's ledger.
func (x *index) booked(e *fact) []entry {
	src := &x.sources[e.source]
	var out []entry
	for _, n := range x.entries[site{src.report.ID, e.In, e.Start}] {
		if n.story == src.story {
			out = append(out, n)
		}
	}
	return out
}

// tied is how the ledgers hold two figures together.
type tied int

const (
	apart     tied = iota // of two incidents, in two stories, or one isn't booked
	oneMatter             // both of what a running story counts as a whole or over a stretch
	oneEvent              // of one incident, of other people or another place
	oneSeries
)

// tie says how the ledgers hold two figures together.
func (x *index) tie(a, b *fact) tied {
	out := apart
	for _, m := range x.booked(a) {
		for _, n := range x.booked(b) {
			if m.story != n.story {
				continue
			}
			s, t := &x.Stories[m.story].Ledger.Series[m.series], &x.Stories[n.story].Ledger.Series[n.series]
			switch {
			case m.series == n.series:
				return oneSeries
			case s.Event == t.Event && s.Event != "":
				out = max(out, oneEvent)
			case s.Event == t.Event:
				out = max(out, oneMatter)
			}
		}
	}
	return out
}

// overtakes reports whether a later figure may be of what the earlier ones of one claimant count. The ledger must know it as a
// count of the matter. Misdated is set where the later one may only bear a wrong date.
func (t *stated) overtakes(later *match, exact []match, misdated bool) bool {
	if t.measure == sitrep.Strength {
		return true
	}
	if len(t.x.booked(later.fact)) == 0 {
		return false
	}
	for i := range exact {
		e := exact[i].fact
		near := t.x.gap(e, later.fact) <= soon
		running := e.Basis == sitrep.Cumulative && later.Basis == sitrep.Cumulative
		switch t.x.tie(e, later.fact) {
		case oneSeries:
			return true
		case oneEvent:
			return true
		case oneMatter:
			if near || e.Basis != sitrep.OfEvent || later.Basis != sitrep.OfEvent {
				return true
			}
		case apart:
			if t.x.sources[e.source].story == t.x.sources[later.source].story && t.who.none() {
				continue // the ledger has held them against each other
			}
			if (near || misdated) && later.overlap >= 0.5 || running && t.there(later) {
				return true
			}
		}
	}
	return false
}

// soon is within how long of each other two figures are told that may be of one incident, where the ledger doesn't say that
// they are.
const soon = 4 * 24 * time.Hour

// gap is how long lies between the reports of two figures.
func (x *index) gap(a, b *fact) time.Duration {
	return x.published(a.source).Sub(x.published(b.source)).Abs()
}

// there reports whether all places and names of the sentence stand beside a figure.
func (t *stated) there(m *match) bool {
	near := t.x.near(m.passage)
	for _, w := range t.about {
		if w.name && !t.x.anyHas(near, w.word) {
			return false
		}
	}
	return m.common >= leastCommon
}
