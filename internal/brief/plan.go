package brief

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
	"time"

	"sitrep"
)

// row is one claimant's standing figure in one series: what the ledger says now.
type row struct {
	series *sitrep.Series
	line   *sitrep.Line
	step   *sitrep.Step
	weight float64 // by what it counts, who stands behind it and how late it is
	worth  float64 // the same with less regard to time: what others still say counts, too
}

// count is a value that the reports give, whoever gives it.
type count struct {
	report    sitrep.ReportID
	measure   sitrep.Measure
	low       int64
	published sitrep.Stamp
	series    *sitrep.Series
	given     bool      // somebody gives it, and not the outlet alone
	from      time.Time // when it was published, at the earliest
}

// figureAt is a figure as of a time, in seconds.
type figureAt struct {
	*sitrep.Figure
	at int64
}

// corrected is a count that came down: what was told between the new value and the old one until then no
// longer stands, whoever told it.
type corrected struct {
	measure  sitrep.Measure
	from, to int64
	when     sitrep.Stamp
}

// plan is what the brief will say, before it is said.
type plan struct {
	rows      []row // standing figures, weightiest first
	course    []row // superseded figures of the same lines, latest first
	reactions []reaction
	barred    map[sitrep.Citation]string   // figures that must not be shown as they are, with why
	contested map[sitrep.Measure]bool      // measures on which those who count differ
	differed  map[sitrep.Measure]time.Time // when they last did
	differing []row                        // the rows of the weightiest series that exclude each other
	counts    []count                      // what was counted when, by whomever
	corrected []corrected                  // counts that came down
	// Figures that stand, those that their claimants have changed since, and those of the weightiest rows.
	standing, superseded, main map[sitrep.Citation]bool
	series                     map[sitrep.Citation]*sitrep.Series
	// scattered says that the story's tolls are of several events: none overtakes another's.
	scattered bool
	focus     time.Time                     // the day of the event that is told, where there are several
	days      map[sitrep.ReportID]time.Time // of each report's event
	besides   map[sitrep.ReportID]bool      // reports of an event of another kind
	givers    map[*sitrep.Series]int        // how many reports give its counts
	overtaken map[figureAt]bool             // once asked; nil while it may still change
	usual     int64                         // what is usually counted of the dead or lost; 0 where few are counted
}

// reaction is one act of one actor, as the reports tell it.
type reaction struct {
	kind   sitrep.Act
	actor  string
	claims []*sitrep.Claim // those that tell it, in time order
	latest int             // the order of the last report that tells it
	// overtaken says that the actor has since taken the opposite position, or one at all.
	overtaken bool
	weight    float64
}

// measureWeight orders what people ask first: the dead, then the hurt, then the rest.
var measureWeight = map[sitrep.Measure]float64{
	sitrep.Killed: 1, sitrep.Casualties: 0.95, sitrep.Losses: 0.9, sitrep.Wounded: 0.6, sitrep.Missing: 0.6,
	sitrep.Captured: 0.5, sitrep.Displaced: 0.5, sitrep.Rescued: 0.4, sitrep.Affected: 0.2,
}

func (w *writer) plan() *plan {
	p := &plan{barred: map[sitrep.Citation]string{}, standing: map[sitrep.Citation]bool{}, superseded: map[sitrep.Citation]bool{}, main: map[sitrep.Citation]bool{}, series: map[sitrep.Citation]*sitrep.Series{}, contested: map[sitrep.Measure]bool{}, differed: map[sitrep.Measure]time.Time{}}
	events, tolls, running := map[sitrep.EventID]int{}, 0, 0
	for i := range w.Ledger.Series {
		s := &w.Ledger.Series[i]
		if measureWeight[s.Measure] >= 0.9 && s.Basis == sitrep.Cumulative {
			for _, l := range s.Claimants {
				for _, st := range l.Steps {
					running += len(st.Figures)
				}
			}
		}
		if measureWeight[s.Measure] >= 0.9 && s.Basis == sitrep.OfEvent && !w.part(s) && s.Event != "" {
			for _, l := range s.Claimants {
				for _, st := range l.Steps {
					events[s.Event] += len(st.Figures)
				}
			}
		}
		for k := range s.Claimants {
			for _, st := range s.Claimants[k].Steps {
				for _, c := range st.Figures {
					p.series[c] = s
				}
			}
			w.planLine(p, s, &s.Claimants[k])
		}
	}
	most := 0
	for _, n := range events {
		tolls += n
		most = max(most, n)
	}
	days, apart, mostly := w.incidents()
	p.scattered = apart >= leastIncidents && mostly || apart > 1 && len(events) >= 3 && 2*most < tolls && running < tolls && w.pool.clock.long()
	w.scattered = p.scattered
	if p.scattered {
		p.days, p.focus = days, w.newest(days)
	}
	if p.besides = w.ofOtherKind(); p.scattered || len(p.besides) > 0 {
		for _, list := range [][]row{p.rows, p.course} {
			for i := range list {
				if p.away(list[i]) {
					list[i].weight *= 0.2
					list[i].worth *= 0.2
				}
			}
		}
	}
	p.givers = map[*sitrep.Series]int{}
	given := map[*sitrep.Series]map[sitrep.ReportID]bool{}
	for c, s := range p.series {
		if given[s] == nil {
			given[s] = map[sitrep.ReportID]bool{}
		}
		given[s][c.Report] = true
		p.givers[s] = len(given[s])
	}
	w.fate = p.fate()
	w.lessen(p)
	byWeight(p.rows)
	byWeight(p.course)
	for _, r := range p.rows {
		if r.weight >= 0.5*p.rows[0].weight {
			for _, c := range r.step.Figures {
				p.main[c] = true
			}
		}
	}
	w.contest(p)
	p.overtaken = map[figureAt]bool{} // from here on nothing changes it
	p.reactions = w.reactions()
	return p
}

// leastKnowing is how many reports must have told of some missing, and then of as many dead, for their fate to be known.
const leastKnowing = 3

// fate is when reports began to tell that those who had been missing are dead, as many as were missing, where nobody had been counted dead before: from then on
// the search for them is over. It is zero where there is no such turn.
func (p *plan) fate() time.Time {
	missing, dead := map[int64]int{}, map[int64][]time.Time{}
	var all []time.Time
	for _, c := range p.counts {
		switch {
		case c.measure == sitrep.Missing:
			missing[c.low]++
		case measureWeight[c.measure] >= 0.9:
			dead[c.low] = append(dead[c.low], c.from)
			all = append(all, c.from)
		}
	}
	slices.SortFunc(all, time.Time.Compare)
	var at time.Time
	for n, when := range dead {
		if missing[n] < leastKnowing || len(when) < leastKnowing {
			continue
		}
		slices.SortFunc(when, time.Time.Compare)
		before, _ := slices.BinarySearchFunc(all, when[0], time.Time.Compare)
		if first := when[leastKnowing-1]; before < leastKnowing && (at.IsZero() || first.Before(at)) {
			at = first
		}
	}
	return at
}

// lessen takes weight from counts that are a small part of what is counted, by the words of the reports or not: the nine of one
// family among the thousands.
func (w *writer) lessen(p *plan) {
	lows := map[sitrep.Measure][]int64{}
	var tolls []int64
	for _, c := range p.counts {
		lows[c.measure] = append(lows[c.measure], c.low)
		if measureWeight[c.measure] >= 0.9 {
			tolls = append(tolls, c.low)
		}
	}
	if slices.Sort(tolls); len(tolls) >= leastTolls && !p.scattered {
		p.usual = tolls[len(tolls)*3/4]
	}
	for i := range p.rows {
		r := &p.rows[i]
		if p.usual > 0 && !r.step.Min.Known && !r.step.Max.Known {
			r.weight *= 0.2 // "thousands", where numbers are given
			r.worth *= 0.2
		}
		list, part := lows[r.series.Measure], int64(smallPart)
		if measureWeight[r.series.Measure] < 0.9 {
			list, part = tolls, smallerPart
		}
		if len(list) < leastTolls || p.scattered {
			continue
		}
		slices.Sort(list)
		high := r.step.Max.N
		if !r.step.Max.Known {
			high = r.step.Min.N
		}
		if usual := list[len(list)*3/4]; (r.step.Min.Known || r.step.Max.Known) && part*high < usual {
			r.weight *= 0.1
			r.worth *= 0.1
		}
	}
}

// Of what is usually counted in a story that has so many tolls, one in 20 of a toll is a detail, and one in 200 of the
// missing or the hurt: three missing, where thousands were killed or wounded.
const (
	leastTolls  = 8
	smallPart   = 20
	smallerPart = 200
)

// detailed reports whether all that a candidate counts is a detail beside the story's tolls.
func (p *plan) detailed(c *candidate) bool {
	n := 0
	for _, f := range c.figures {
		if f.Implicit || measureWeight[f.Measure] == 0 {
			continue
		}
		n++
		high, part := f.Max.N, int64(smallPart)
		if !f.Max.Known {
			high = f.Min.N
		}
		if measureWeight[f.Measure] < 0.9 {
			part = smallerPart
		}
		if f.Modifier == sitrep.Vague || part*high >= p.usual {
			return false
		}
	}
	return n > 0
}

// contest finds the measures for which a series has two claimants, named or in office, whose standing
// values exclude each other, or one who is party to the matter.
func (w *writer) contest(p *plan) {
	those := map[*sitrep.Series][]*row{}
	for i := range p.rows {
		r := &p.rows[i]
		if r.line.Kind != sitrep.Named && r.line.Kind != sitrep.Office && r.line.Kind != sitrep.Anonymous {
			continue
		}
		if w.passed(p, *r) && !w.dissents(p, r) || p.away(*r) {
			continue // nobody disputes an old count that was true in its time, nor one of another event
		}
		if r.line.Party != "" {
			p.differ(r.series.Measure, r.step.Published)
		}
		list := those[r.series]
		for _, other := range list {
			if !compatible(other.step, r.step) && (w.together(other.step.Published, r.step.Published) || len(p.corrected) == 0 && (fewer(r.step, other.step) || fewer(other.step, r.step))) && !grown(other, r) && !grown(r, other) {
				p.differ(r.series.Measure, r.step.Published)
				p.differ(r.series.Measure, other.step.Published)
				if measureWeight[r.series.Measure] >= 0.9 && !w.part(r.series) && len(p.corrected) == 0 && w.firm(r.step) && w.firm(other.step) && comparable(other.step, r.step) {
					p.exclude(*other, *r)
				}
			}
		}
		if len(list) < 20 {
			those[r.series] = append(list, r)
		}
	}
}

// dissents reports whether a count was lower than another's on the day it was given, and not only since: so small it never was the last word.
func (w *writer) dissents(p *plan, r *row) bool {
	return w.firm(r.step) && slices.ContainsFunc(p.rows, func(o row) bool {
		return o.series == r.series && o.line != r.line && (o.line.Kind == sitrep.Named || o.line.Kind == sitrep.Office) && w.firm(o.step) && fewer(r.step, o.step) && comparable(r.step, o.step)
	})
}

// firm reports whether a step is a count somebody stands by: not hedged, feared or foreseen.
func (w *writer) firm(st *sitrep.Step) bool {
	return !st.Hedged && !slices.ContainsFunc(st.Figures, func(c sitrep.Citation) bool {
		f := w.figures[c]
		return f != nil && f.Status != "" && f.Status != sitrep.Asserted
	})
}

// comparable reports whether two values are so near each other that they may be of one thing: the lower is a fifth of the other, or more.
func comparable(a, b *sitrep.Step) bool {
	x, y := a.Min.N, b.Min.N
	if !a.Min.Known {
		x = a.Max.N
	}
	if !b.Min.Known {
		y = b.Max.N
	}
	return 5*min(x, y) >= max(x, y)
}

// exclude notes that two rows exclude each other.
func (p *plan) exclude(rows ...row) {
	for _, r := range rows {
		if !slices.ContainsFunc(p.differing, func(o row) bool { return o.step == r.step }) {
			p.differing = append(p.differing, r)
		}
	}
}

// fewer reports whether a later count lies below an earlier one: the dead don't grow fewer by another's count, so the two differ, however
// long lies between them.
func fewer(later, earlier *sitrep.Step) bool {
	return later.Max.Known && earlier.Min.Known && later.Max.N < earlier.Min.N && later.Published.Start().After(earlier.Published.End())
}

// grown reports whether a count only went on from another's, as tolls do in the days of a disaster: it is told later, is higher by less
// than half, and neither is given by a party to the matter.
func grown(from, to *row) bool {
	a, b := from.step, to.step
	if from.line.Party != "" || to.line.Party != "" || a.Published.IsZero() || !a.Published.End().Before(b.Published.End()) || !b.Min.Known {
		return false
	}
	high := a.Max.N
	if !a.Max.Known {
		high = a.Min.N
	}
	return high <= b.Min.N && 2*b.Min.N <= 3*high
}

func (p *plan) differ(m sitrep.Measure, at sitrep.Stamp) {
	p.contested[m] = true
	if t := at.End(); p.differed[m].Before(t) {
		p.differed[m] = t
	}
}

// passed reports whether a row's count was overtaken by what others counted later.
func (w *writer) passed(p *plan, r row) bool {
	for _, c := range r.step.Figures {
		if f := w.figures[c]; f != nil && w.overtaken(p, f, r.step.Published) {
			return true
		}
	}
	return false
}

// outdated reports whether a later count of the same people, by whomever, excludes a row's, so much later that
// the two never stood side by side.
func (w *writer) outdated(p *plan, r row) bool {
	if r.series.Measure == sitrep.Missing && !w.fate.IsZero() && r.step.Published.End().Before(w.fate) {
		return true // they are known to be dead
	}
	for _, o := range p.rows {
		if p.contested[r.series.Measure] && len(p.corrected) == 0 && r.line.Kind != sitrep.Nobody && o.line.Kind == sitrep.Nobody {
			continue
		}
		if len(p.corrected) == 0 && !p.scattered && measureWeight[r.series.Measure] >= 0.9 && o.line.Claimant != r.line.Claimant && r.step.Min.Known && o.step.Max.Known && o.step.Max.N < r.step.Min.N {
			continue // the dead don't grow fewer by another's count: the two differ
		}
		if (o.series == r.series || (!p.scattered || o.series.Event != "" && o.series.Event == r.series.Event) && sameCount(o.series, r.series)) && !compatible(o.step, r.step) && !w.together(o.step.Published, r.step.Published) && o.step.Published.End().After(r.step.Published.End()) {
			return true
		}
	}
	return w.passed(p, r)
}

// part reports whether a series counts a part of what another counts of the same measure: the children among the
// dead, not the dead among the casualties.
func (w *writer) part(s *sitrep.Series) bool {
	if s.Of == "" {
		return false
	}
	for i := range w.Ledger.Series {
		if o := &w.Ledger.Series[i]; o.ID == s.Of {
			return o.Measure == s.Measure
		}
	}
	return true
}

// sameCount reports whether two series count the same people, as far as their words say.
func sameCount(a, b *sitrep.Series) bool {
	return a.Measure == b.Measure && a.Group == b.Group && (a.Of == "") == (b.Of == "") && a.Basis != sitrep.OfPeriod && b.Basis != sitrep.OfPeriod
}

// past reports whether a candidate is of a time of the story that is over: it may be told only with a date.
func (w *writer) past(p *plan, c *candidate) bool {
	t := c.reading.Report.Published
	if p.scattered {
		return p.elsewhere(c.reading.Report.ID)
	}
	if t.IsZero() || !w.pool.clock.long() {
		return false
	}
	least := 0.4
	if d := w.development(c); d != nil && d.outlets > 2 && !w.ancient(c) {
		least /= float64(min(d.outlets, mostOutlets)) / 2 // what many told is remembered longer
	}
	return w.recency(t) < least
}

// unowned reports whether nobody vouches for a count that the outlet gives in its own voice, while those who
// count differ. Once they have long stopped differing, an outlet's word will do.
func (w *writer) unowned(p *plan, f *sitrep.Figure, published sitrep.Stamp) bool {
	if f.Claimant != "" || f.Implicit || f.Modifier == sitrep.Vague || !p.contested[f.Measure] {
		return false
	}
	last := p.differed[f.Measure]
	return published.IsZero() || last.IsZero() || published.End().Sub(last) <= max(twoDays, w.pool.clock.last.Sub(w.pool.clock.first)/7)
}

// together reports whether two times are so near that what was said at the one still stood at the other:
// two days, or a seventh of the story's span.
func (w *writer) together(a, b sitrep.Stamp) bool {
	if a.IsZero() || b.IsZero() {
		return true
	}
	apart := a.End().Sub(b.End()).Abs()
	return apart <= max(twoDays, w.pool.clock.last.Sub(w.pool.clock.first)/7)
}

// overtaken reports whether a count of the measure is below what was counted later, and given as if it stood:
// "at least six dead" when others have come to count thirty-six. Where those who count differ, it must be
// far below, for it may be another's position; where they don't, a tenth is enough.
func (w *writer) overtaken(p *plan, f *sitrep.Figure, published sitrep.Stamp) bool {
	key := figureAt{f, published.End().Unix()}
	if old, known := p.overtaken[key]; known {
		return old
	}
	old := w.overtakes(p, f, published)
	if p.overtaken != nil {
		p.overtaken[key] = old
	}
	return old
}

func (w *writer) overtakes(p *plan, f *sitrep.Figure, published sitrep.Stamp) bool {
	if f.Subset || f.Additional || f.Basis == sitrep.OfPeriod && !w.fromTheFirst(f) || published.IsZero() || measureWeight[f.Measure] == 0 {
		return false
	}
	high := f.Max.N
	if !f.Max.Known {
		high = f.Min.N
	}
	if !f.Max.Known && !f.Min.Known {
		return false
	}
	near := int64(11)
	if p.contested[f.Measure] {
		near = 13
	}
	// A minimum in an outlet's own voice says little when two others have long given a higher one.
	if f.Claimant == "" && !f.Max.Known && !p.contested[f.Measure] && len(p.corrected) == 0 {
		var above sitrep.ReportID
		for _, c := range p.counts {
			if c.measure == f.Measure && c.report != f.Report && c.report != above && 10*c.low > near*high && w.ofSame(p, f, c.series) {
				if above != "" {
					return true
				}
				above = c.report
			}
		}
	}
	for i := 0; f.Measure == sitrep.Missing && f.Min.Known && i < len(p.rows); i++ {
		if o := p.rows[i]; o.series.Measure == f.Measure && o.step.Max.Known && 10*f.Min.N > 11*o.step.Max.N && 100*o.step.Max.N > f.Min.N && o.step.Published.Start().After(published.End()) {
			return true // fewer are missing now
		}
	}
	contested, late := p.contested[f.Measure] && len(p.corrected) == 0 && f.Claimant != "", published.End().Add(6*time.Hour)
	for i := range p.counts {
		c := &p.counts[i]
		if contested && !c.given {
			continue // where those who count differ, an outlet's word overtakes none of them
		}
		if f.Measure == sitrep.Casualties && c.measure == sitrep.Killed && c.low > high {
			return true // more have been killed than were killed or wounded
		}
		if c.measure == f.Measure && 10*c.low > near*high && c.from.After(late) && w.ofSame(p, f, c.series) {
			return true
		}
	}
	return false
}

// ofSame reports whether a count of a series may overtake a figure: the figure's own series, and in a story of one matter any other, but in a story of many reports
// none that hardly any of them gives: it counts something else, such as the dead of former earthquakes.
func (w *writer) ofSame(p *plan, f *sitrep.Figure, s *sitrep.Series) bool {
	if p.series[f.Cite()] == s {
		return true
	}
	return !p.scattered && (len(w.Readings) < leastFocus || p.givers[s] >= min(leastGivers, len(w.Readings)/leastFocus+1))
}

// leastGivers is how many reports of a large story must give a series' counts for them to overtake another's.
const leastGivers = 3

// fromTheFirst reports whether a figure's period begins with the story: then it counts all there was.
func (w *writer) fromTheFirst(f *sitrep.Figure) bool {
	begin, _, period := strings.Cut(string(f.Date), "/")
	first := w.pool.clock.first
	return period && !first.IsZero() && begin <= first.Format(time.DateOnly)
}

// withdrawn reports whether a candidate gives a count as it was before it came down, and not the
// count it came down to.
func (p *plan) withdrawn(c *candidate) bool {
	for _, f := range c.figures {
		if f.Subset || f.Additional || f.Basis == sitrep.OfPeriod || !f.Min.Known {
			continue
		}
		for _, k := range p.corrected {
			if (k.measure == f.Measure || f.Measure == sitrep.Strength) && k.to < f.Min.N+bounded(f) && f.Min.N <= k.from && !c.gives(k.measure, k.to) && c.before(k.when) {
				return true
			}
		}
	}
	return false
}

// before reports whether a candidate's report came out before a time, or is not known to have come out later.
func (c *candidate) before(t sitrep.Stamp) bool {
	published := c.reading.Report.Published
	return published.IsZero() || t.IsZero() || published.Start().Before(t.End())
}

// bounded is 1 for a value that excludes its own number ("more than 100").
func bounded(f *sitrep.Figure) int64 {
	if f.Modifier == sitrep.MoreThan {
		return 1
	}
	return 0
}

// gives reports whether a candidate states a value.
func (c *candidate) gives(m sitrep.Measure, n int64) bool {
	for _, f := range c.figures {
		if f.Measure == m && f.Min == sitrep.Of(n) {
			return true
		}
	}
	return false
}

// lonely reports whether a count that nobody is said to give is far from whatever else is counted, in a
// story where others count the same: another disaster's toll, told for comparison.
func (p *plan) lonely(f *sitrep.Figure) bool {
	if f.Claimant != "" || f.Subset || f.Implicit || !f.Min.Known || f.Min.N < 10 || measureWeight[f.Measure] == 0 {
		return false
	}
	others := 0
	for _, c := range p.counts {
		if c.measure != f.Measure || c.report == f.Report {
			continue
		}
		if 2*c.low >= f.Min.N && c.low <= 2*f.Min.N {
			return false
		}
		others++
	}
	return others >= 3
}

// compatible reports whether two values can both be right.
func compatible(a, b *sitrep.Step) bool {
	return !(a.Max.Known && b.Min.Known && a.Max.N < b.Min.N || b.Max.Known && a.Min.Known && b.Max.N < a.Min.N)
}

func byWeight(rows []row) {
	sort.SliceStable(rows, func(i, j int) bool { return rows[i].weight > rows[j].weight })
}

func (w *writer) planLine(p *plan, s *sitrep.Series, l *sitrep.Line) {
	var last *sitrep.Step
	for i := range l.Steps {
		st := &l.Steps[i]
		switch {
		case st.Kind == sitrep.RelayDiscrepancy:
			w.bar(p, st, "its wording is this outlet's, not the claimant's")
			continue
		case st.Kind == sitrep.DenialStep || st.Kind == sitrep.Dispute || st.Kind == sitrep.Withdrawal || st.Status == sitrep.Withdrawn:
			continue
		case st.Unsure && len(st.Figures) < 2:
			continue
		}
		if !w.part(s) && s.Basis != sitrep.OfPeriod && st.Min.Known && !st.Published.IsZero() && !st.Unsure {
			for _, c := range st.Figures {
				p.counts = append(p.counts, count{c.Report, s.Measure, st.Min.N, st.Published, s, l.Kind != sitrep.Nobody && l.Kind != "", st.Published.Start()})
			}
		}
		if st.Kind == sitrep.Correction && st.Status == sitrep.Active && st.Min.Known && !w.part(s) && s.Basis != sitrep.OfPeriod {
			p.correct(s, l, i)
		}
		if st.Status == sitrep.Superseded {
			for _, c := range st.Figures {
				p.superseded[c] = true
			}
		}
		if st.Status == sitrep.Active || st.Status == sitrep.Disputed {
			for _, c := range st.Figures {
				p.standing[c] = true
			}
			last = st
		}
	}
	weight := measureWeight[s.Measure]
	if last == nil || weight == 0 {
		return
	}
	if w.part(s) {
		weight *= 0.4 // a subset is told with its total
	}
	if l.Kind == sitrep.Nobody || l.Kind == "" {
		weight *= 0.5 // nobody vouches for it but the outlet
	}
	told := 0
	for i := range l.Steps {
		told += len(l.Steps[i].Figures)
	}
	weight *= 1 + 0.2*math.Log1p(float64(len(last.Figures))) + 0.2*math.Log1p(float64(told)) // who counts again and again is heard
	if last.Max.Known || last.Min.Known {
		weight *= 1.5 // "dozens" says less than a number
	}
	p.rows = append(p.rows, w.row(s, l, last, weight))
	for i := range l.Steps {
		st := &l.Steps[i]
		if st.Status == sitrep.Superseded && st.Kind != sitrep.RelayDiscrepancy && !st.Unsure && len(st.Figures) > 0 {
			p.course = append(p.course, w.row(s, l, st, weight))
		}
	}
}

// correct notes that a line's step i corrected the count: from the highest that the line had before, or the one
// its words name.
func (p *plan) correct(s *sitrep.Series, l *sitrep.Line, i int) {
	k := corrected{measure: s.Measure, to: l.Steps[i].Min.N, when: l.Steps[i].Published}
	for _, st := range l.Steps[:i] {
		if st.Min.Known && st.Kind != sitrep.RelayDiscrepancy {
			k.from = max(k.from, st.Min.N)
		}
	}
	if k.from > k.to && 2*k.to > k.from {
		p.corrected = append(p.corrected, k)
	}
}

func (w *writer) row(s *sitrep.Series, l *sitrep.Line, st *sitrep.Step, weight float64) row {
	late := w.pool.clock.byTime(st.Published)
	if w.dense() {
		late = (late + w.recency(st.Published)) / 2 // what was counted in a disaster's days stands while little is published after
	}
	return row{s, l, st, weight * late, weight * (0.35 + 0.65*late)}
}

// dense reports whether the story is told by a report a day or more: then what is told by many is news, and what was counted in its first days still
// stands in its long tail. What is told by a report a week goes by its counts and their days.
func (w *writer) dense() bool {
	return w.pool.clock.last.Sub(w.pool.clock.first) <= time.Duration(len(w.Readings))*oneDay
}

func (w *writer) bar(p *plan, st *sitrep.Step, why string) {
	for _, c := range st.Figures {
		p.barred[c] = why
	}
}

func (w *writer) recency(t sitrep.Stamp) float64 { return w.pool.clock.recency(t) }

// reactionWeight is how much an act matters beside another: who takes a position on what happened, before who
// keeps silent, before who asks for something.
var reactionWeight = map[sitrep.Act]float64{
	sitrep.Confirmation: 1.2, sitrep.Denial: 1, sitrep.Condemnation: 0.9, sitrep.NoComment: 0.7, sitrep.Unreachable: 0.6,
	sitrep.Accusation: 0.6, sitrep.Warning: 0.5, sitrep.Demand: 0.35, sitrep.Regret: 0.3, sitrep.Support: 0.3,
}

// reactions gathers the acts by actor and kind. An actor's latest position comes before its earlier
// ones: who denied and then confirmed has confirmed. What weighs most comes first.
func (w *writer) reactions() []reaction {
	at := map[string]int{}
	last := map[string]int{} // an actor's latest act that takes a position
	var out []reaction
	for i := range w.Readings {
		r := &w.Readings[i]
		for k := range r.Claims {
			c := &r.Claims[k]
			if c.Kind == sitrep.Statement || c.In != sitrep.InText || c.Speaker == "" || c.SpeakerKind == sitrep.Nobody || c.Confidence < 0.4 {
				continue
			}
			who := w.principal(c)
			key := fmt.Sprintf("%s\x00%s", c.Kind, who)
			n, ok := at[key]
			if !ok {
				n = len(out)
				at[key] = n
				out = append(out, reaction{kind: c.Kind, actor: who})
			}
			out[n].claims = append(out[n].claims, c)
			out[n].latest = i
			if c.Kind == sitrep.Denial || c.Kind == sitrep.Confirmation {
				last[who] = n
			}
		}
	}
	for n := range out {
		r := &out[n]
		since, spoke := last[r.actor]
		switch r.kind {
		case sitrep.Denial, sitrep.Confirmation:
			r.overtaken = since != n
		case sitrep.NoComment: // "neither confirmed nor denied", before the confirmation came
			r.overtaken = spoke && out[since].latest > r.latest
		}
	}
	for n := range out {
		r := &out[n]
		r.weight = reactionWeight[r.kind] * math.Log1p(float64(len(r.claims))) * (0.5 + 0.5*w.recency(w.Readings[r.latest].Report.Published))
		if _, known := w.Registry.Lookup(r.actor); known {
			r.weight *= 1.5
		}
		if r.overtaken {
			r.weight *= 0.7
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].weight > out[j].weight })
	return out
}

// principal is whom an act binds: the body or state a spokesman speaks for.
func (w *writer) principal(c *sitrep.Claim) string {
	if c.Actor == "" {
		return string(c.Speaker)
	}
	return w.side(c.Actor)
}

// side is the body or state that an actor speaks for in the end, or the actor.
func (w *writer) side(id sitrep.ActorID) string {
	who := string(id)
	for range 3 {
		a, ok := w.Registry.Lookup(who)
		if !ok || a.SpeaksFor == "" {
			break
		}
		who = string(a.SpeaksFor)
	}
	return who
}

// told remembers what the brief has said, so that nothing is said twice in other words.
type told struct {
	figures map[string]bool
	given   []*sitrep.Figure
	words   [][]wordCount
	roots   [][]wordCount
	said    map[int32]bool // the roots of all that was told
	texts   map[string]bool
	dated   []*candidate // that give a date
	list    []*candidate // all of them
}

func (t *told) begin() {
	*t = told{figures: map[string]bool{}, texts: map[string]bool{}, said: map[int32]bool{}}
}

// again reports whether a candidate says nothing that was not said: most of its words stand in one
// sentence told before.
func (t *told) again(c *candidate, limit float64) bool {
	if t.texts[c.Text] {
		return true
	}
	for _, words := range t.words {
		if share(c.words, words) > limit {
			return true
		}
	}
	for _, roots := range t.roots {
		if share(c.roots, roots) > limit {
			return true
		}
	}
	return t.counted(c) || t.numbered(c, 14)
}

// newness is the share of a candidate's words that stand in no one sentence told before.
func (t *told) newness(c *candidate) float64 {
	most := 0.0
	for _, words := range t.words {
		most = max(most, share(c.words, words))
	}
	return 1 - most
}

// numbered reports whether a candidate of few words gives numbers, and none that was not given.
func (t *told) numbered(c *candidate, words int) bool {
	if c.length > words {
		return false
	}
	list := digits(c.Text)
	for _, n := range list {
		if !t.figures["d"+n] {
			return false
		}
	}
	return len(list) > 0
}

// renumbers reports whether a candidate's numbers all stand in one sentence told before, of some of the same words.
func (t *told) renumbers(c *candidate) bool {
	list := amounts(c.Text)
	return len(list) > 0 && slices.ContainsFunc(t.list, func(o *candidate) bool {
		theirs := amounts(o.Text)
		return share(c.roots, o.roots) >= leastRenumbered && !slices.ContainsFunc(list, func(n string) bool { return !slices.Contains(theirs, n) })
	})
}

// leastRenumbered is the share of roots from which two sentences with the same numbers count the same.
const leastRenumbered = 0.25

// amounts are the numbers of a text in three digits or more but for years.
func amounts(s string) []string {
	return slices.DeleteFunc(digits(s), func(n string) bool { return len(n) == 4 && (n[:2] == "19" || n[:2] == "20") })
}

// digits are the numbers of a text that are written in three digits or more.
func digits(s string) []string {
	var out []string
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r != ',' && (r < '0' || r > '9') }) {
		if word = strings.Trim(word, ","); len(word) > 2 {
			out = append(out, word)
		}
	}
	return out
}

// counted reports whether a candidate gives tolls, little besides, and none that was not given.
func (t *told) counted(c *candidate) bool {
	tolls := 0
	for _, f := range c.figures {
		if f.Implicit || measureWeight[f.Measure] == 0 {
			continue
		}
		tolls++
		if f.Modifier == sitrep.Vague && t.figures[tollKey(f)] {
			continue // "thousands", where a number was given
		}
		if !t.figures[numberKey(f)] {
			return false
		}
	}
	return tolls > 0 && c.length <= aToll*tolls
}

// fresh reports whether a candidate gives a count that was not told, and that the headline doesn't give.
func (w *writer) fresh(t *told, c *candidate) bool {
	return slices.ContainsFunc(c.figures, func(f *sitrep.Figure) bool {
		return !f.Implicit && f.Modifier != sitrep.Vague && (f.Min.Known || f.Max.Known) && !t.figures[numberKey(f)] &&
			(w.top == nil || !slices.ContainsFunc(w.top.figures, func(h *sitrep.Figure) bool { return numberKey(h) == numberKey(f) }))
	})
}

// aToll is how many words a toll may take, with who gives it and when.
const aToll = 26

// doubles reports whether a candidate gives tolls, and none that was not given by the same claimant, however many its words.
func (t *told) doubles(c *candidate) bool {
	tolls := 0
	for _, f := range c.figures {
		if f.Implicit || measureWeight[f.Measure] == 0 {
			continue
		}
		tolls++
		who := string(f.Actor)
		if who == "" {
			who = string(f.Claimant)
		}
		if !t.figures[figureKey(f)] || !t.figures[lineKey(who, f.Measure)] {
			return false
		}
	}
	return tolls > 0
}

func tollKey(f *sitrep.Figure) string { return "t" + string(f.Measure) }

func numberKey(f *sitrep.Figure) string {
	if f.Min.Known {
		return fmt.Sprint("n", f.Min.N)
	}
	return fmt.Sprint("n", f.Max.N)
}

func (t *told) tell(c *candidate) {
	t.texts[c.Text] = true
	t.list = append(t.list, c)
	if dated(c.Text) {
		t.dated = append(t.dated, c)
	}
	for _, n := range digits(c.Text) {
		t.figures["d"+n] = true
	}
	t.words = append(t.words, c.words)
	t.roots = append(t.roots, c.roots)
	for _, r := range c.roots {
		t.said[r.id] = true
	}
	for _, f := range c.figures {
		t.figure(f)
	}
}

func (t *told) figure(f *sitrep.Figure) {
	t.given = append(t.given, f)
	t.figures[figureKey(f)] = true
	t.figures[numberKey(f)] = true
	if f.Modifier != sitrep.Vague {
		t.figures[tollKey(f)] = true
	}
	who := string(f.Actor)
	if who == "" {
		who = string(f.Claimant)
	}
	t.figures[lineKey(who, f.Measure)] = true
}

func lineKey(claimant string, m sitrep.Measure) string { return claimant + "|" + string(m) }

func figureKey(f *sitrep.Figure) string {
	m := f.Measure
	if m == sitrep.Losses {
		m = sitrep.Casualties
	}
	return fmt.Sprintf("%s|%v|%v", m, f.Min, f.Max)
}

// rowTold reports whether a row's value was told already, by whomever, or another count of the kind by
// the same claimant: the rest is in the figures table.
func (w *writer) rowTold(r row) bool {
	if w.told.figures[lineKey(r.line.Claimant, r.series.Measure)] {
		return true
	}
	return w.valueTold(r)
}

// sameNumber reports whether a row's number was told already of the same measure, with whatever bound.
func (w *writer) sameNumber(r row) bool {
	return slices.ContainsFunc(r.step.Figures, func(c sitrep.Citation) bool {
		f := w.figures[c]
		return f != nil && slices.ContainsFunc(w.told.given, func(o *sitrep.Figure) bool { return o.Measure == f.Measure && numberKey(o) == numberKey(f) })
	})
}
