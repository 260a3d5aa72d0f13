package brief

import (
	"slices"
	"time"

	"sitrep"
)

// A story may be a chain of incidents: weeks of strikes on one town, each with its own dead, tied by place and words and
// not by an event. What is told of one of them is wrong of the next. Such a story is told of its newest incident that has a toll;
// of the others, only sentences that name their day.

// mostlyIncidents is the share of a story's reports that must tell of an incident each for the story to be a chain.
const mostlyIncidents = 0.6

// leastIncidents is how many incidents, more than a day apart, make a chain.
const leastIncidents = 3

// incidents gives the day of each report's incident, or that of its publication where it has none; how many days, each more than one
// after the one before, incidents are of; and whether most reports tell of one.
func (w *writer) incidents() (days map[sitrep.ReportID]time.Time, apart int, mostly bool) {
	days = eventDays(&w.Story)
	var told []time.Time
	dated := 0
	for i := range w.Readings {
		r := w.Readings[i].Report
		if day, ok := days[r.ID]; ok {
			told = append(told, day)
			dated++
		} else if !r.Published.IsZero() {
			days[r.ID] = r.Published.Start().Truncate(oneDay)
		}
	}
	slices.SortFunc(told, time.Time.Compare)
	var from time.Time
	for _, day := range told {
		if apart == 0 || day.Sub(from) > oneDay {
			apart, from = apart+1, day
		}
	}
	if w.oneEvent() != nil {
		apart = min(apart, 1)
	}
	return days, apart, float64(dated) >= mostlyIncidents*float64(len(w.Readings))
}

// nearlyAll is the share of a story's reports that tell of one event from which the story is of that event.
const nearlyAll = 0.8

// oneEvent is the event that nearly all reports of a story of many tell of, or nil.
func (w *writer) oneEvent() *sitrep.Event {
	for i := range w.Story.Events {
		if e := &w.Story.Events[i]; len(w.Readings) >= manyReports && float64(len(e.Reports)) >= nearlyAll*float64(len(w.Readings)) {
			return e
		}
	}
	return nil
}

// ofOtherKind is the reports that tell of an event of another kind than the one that nearly all tell of: a shooting, in a month of a fire.
func (w *writer) ofOtherKind() map[sitrep.ReportID]bool {
	one := w.oneEvent()
	if one == nil {
		return nil
	}
	out := map[sitrep.ReportID]bool{}
	for i := range w.Story.Events {
		if e := &w.Story.Events[i]; e.What != one.What {
			for _, id := range e.Reports {
				out[id] = !slices.Contains(one.Reports, id)
			}
		}
	}
	return out
}

// eventDays gives the day of each report's event, the latest where it tells of several.
func eventDays(s *sitrep.Story) map[sitrep.ReportID]time.Time {
	days := map[sitrep.ReportID]time.Time{}
	for _, e := range s.Events {
		day, err := time.Parse(time.DateOnly, e.When[:min(len(e.When), len(time.DateOnly))])
		if err != nil {
			continue
		}
		for _, id := range e.Reports {
			if days[id].Before(day) {
				days[id] = day
			}
		}
	}
	return days
}

// newest is the day of the newest incident that has a toll.
func (w *writer) newest(days map[sitrep.ReportID]time.Time) time.Time {
	var at time.Time
	for i := range w.Readings {
		r := &w.Readings[i]
		if day := days[r.Report.ID]; day.After(at) && slices.ContainsFunc(r.Figures, func(f sitrep.Figure) bool {
			return measureWeight[f.Measure] >= 0.9 && !f.Implicit && f.Modifier != sitrep.Vague && f.Basis == sitrep.OfEvent
		}) {
			at = day
		}
	}
	return at
}

// elsewhere reports whether a report tells of another incident than the one the brief is of, more than a day before it or after.
func (p *plan) elsewhere(id sitrep.ReportID) bool {
	if p.besides[id] {
		return true
	}
	day, ok := p.days[id]
	return p.scattered && ok && day.Sub(p.focus).Abs() > oneDay
}

// misplaced reports whether a candidate of a chain is of another incident than the headline's and doesn't say of which: it names no day of that
// incident's, or no place.
func (w *writer) misplaced(p *plan, c *candidate) bool {
	if !p.scattered || w.top == nil || c.reading == w.top.reading {
		return false
	}
	id := c.reading.Report.ID
	for _, e := range w.Story.Events {
		if slices.Contains(e.Reports, id) && slices.Contains(e.Reports, w.top.reading.Report.ID) {
			return false
		}
	}
	placed := len(c.names) > 0 || slices.ContainsFunc(c.figures, func(f *sitrep.Figure) bool { return f.Place != "" })
	return !placed || !slices.ContainsFunc(datesIn(c.Text), func(s string) bool {
		day, err := time.Parse("2 January 2006", s)
		return err == nil && day.Sub(p.days[id]).Abs() <= oneDay
	})
}

// away reports whether all that give a row's figure tell of other incidents.
func (p *plan) away(r row) bool {
	return (p.scattered || len(p.besides) > 0) && !slices.ContainsFunc(r.step.Figures, func(c sitrep.Citation) bool { return !p.elsewhere(c.Report) })
}

// settle makes the incident that the headline tells of the one the brief is of: its counts come first.
func (w *writer) settle(p *plan) {
	if !p.scattered || w.top == nil {
		return
	}
	if day, ok := p.days[w.top.reading.Report.ID]; ok {
		p.focus = day
	}
	slices.SortStableFunc(p.rows, func(a, b row) int {
		return w.nearTop(p, b) - w.nearTop(p, a)
	})
}

// nearTop is 3 for the headline's count, 2 for one that its report gives, 1 for one of its incident's days, 0 for others.
func (w *writer) nearTop(p *plan, r row) int {
	switch {
	case w.numbered(r, w.top.Text) && reports(r, w.top.reading):
		return 3
	case reports(r, w.top.reading):
		return 2
	case !p.away(r):
		return 1
	}
	return 0
}

// mostEarlier is how many earlier incidents of a chain a paragraph tells of.
const mostEarlier = 2

// earlier finds the sentence that gives the toll of an incident before the one the brief is of, with its day.
func (w *writer) earlier(p *plan, room int) *candidate {
	return w.best(w.pool.sentences, room, 0.5, w.value, func(c *candidate) bool {
		return p.elsewhere(c.reading.Report.ID) && c.counts() && !c.pending && !c.barred() && !c.leaning && !c.slanted && dated(c.Text) && w.fit(p, c) && !w.stale(p, c)
	})
}
