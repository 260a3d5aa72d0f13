package brief

import (
	"fmt"
	"math"
	"sort"
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
}

// plan is what the brief will say, before it is said.
type plan struct {
	rows      []row // standing figures, weightiest first
	course    []row // superseded figures of the same lines, latest first
	reactions []reaction
	barred    map[sitrep.Citation]string // figures that must not be shown as they are, with why
	contested map[sitrep.Measure]bool    // measures on which those who count differ
	counts    []count                    // what was counted when, by whomever
	// Figures that stand, those that their claimants have changed since, and those of the weightiest rows.
	standing, superseded, main map[sitrep.Citation]bool
}

// reaction is one act of one actor, as the reports tell it.
type reaction struct {
	kind   sitrep.Act
	actor  string
	claims []*sitrep.Claim // those that tell it, in time order
	latest int             // the order of the last report that tells it
	// overtaken says that the actor has since taken the opposite position.
	overtaken bool
}

// measureWeight orders what people ask first: the dead, then the hurt, then the rest.
var measureWeight = map[sitrep.Measure]float64{
	sitrep.Killed: 1, sitrep.Casualties: 0.95, sitrep.Losses: 0.9, sitrep.Wounded: 0.6, sitrep.Missing: 0.6,
	sitrep.Captured: 0.5, sitrep.Displaced: 0.5, sitrep.Rescued: 0.4, sitrep.Affected: 0.2,
}

func (w *writer) plan() *plan {
	p := &plan{barred: map[sitrep.Citation]string{}, standing: map[sitrep.Citation]bool{}, superseded: map[sitrep.Citation]bool{}, main: map[sitrep.Citation]bool{}, contested: map[sitrep.Measure]bool{}}
	for i := range w.Ledger.Series {
		s := &w.Ledger.Series[i]
		for k := range s.Claimants {
			w.planLine(p, s, &s.Claimants[k])
		}
	}
	byWeight(p.rows)
	byWeight(p.course)
	for _, r := range p.rows {
		if r.weight >= 0.5*p.rows[0].weight {
			for _, c := range r.step.Figures {
				p.main[c] = true
			}
		}
	}
	p.contest()
	p.reactions = w.reactions()
	return p
}

// contest finds the measures for which a series has two claimants, named or in office, whose standing
// values exclude each other, or one who is party to the matter.
func (p *plan) contest() {
	first := map[*sitrep.Series]*row{}
	for i := range p.rows {
		r := &p.rows[i]
		if r.line.Kind != sitrep.Named && r.line.Kind != sitrep.Office {
			continue
		}
		other := first[r.series]
		if other == nil {
			first[r.series] = r
		}
		if r.line.Party != "" || other != nil && !compatible(other.step, r.step) {
			p.contested[r.series.Measure] = true
		}
	}
}

// overtaken reports whether a count of the measure is far below what was counted later, and given as
// if it stood: "at least six dead" when others have come to count thirty-six.
func (w *writer) overtaken(p *plan, f *sitrep.Figure, published sitrep.Stamp) bool {
	if f.Subset || f.Additional || f.Basis == sitrep.OfPeriod || published.IsZero() || measureWeight[f.Measure] == 0 {
		return false
	}
	high := f.Max.N
	if !f.Max.Known {
		high = f.Min.N
	}
	if !f.Max.Known && !f.Min.Known {
		return false
	}
	for _, c := range p.counts {
		if c.measure == f.Measure && c.published.Start().After(published.End().Add(6*time.Hour)) && 3*c.low > 4*high {
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
		if s.Of == "" && s.Basis != sitrep.OfPeriod && st.Min.Known && !st.Published.IsZero() {
			for _, c := range st.Figures {
				p.counts = append(p.counts, count{c.Report, s.Measure, st.Min.N, st.Published})
			}
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
	if s.Of != "" {
		weight *= 0.4 // a subset is told with its total
	}
	if l.Kind == sitrep.Nobody || l.Kind == "" {
		weight *= 0.5 // nobody vouches for it but the outlet
	}
	weight *= 1 + 0.25*math.Log1p(float64(len(last.Figures)))
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

func (w *writer) row(s *sitrep.Series, l *sitrep.Line, st *sitrep.Step, weight float64) row {
	late := w.recency(st.Published)
	return row{s, l, st, weight * late, weight * (0.35 + 0.65*late)}
}

func (w *writer) bar(p *plan, st *sitrep.Step, why string) {
	for _, c := range st.Figures {
		p.barred[c] = why
	}
}

const twoDays = 48 * time.Hour

func (w *writer) recency(t sitrep.Stamp) float64 { return recency(&w.Story, t) }

// reactionOrder is the order in which acts are told.
var reactionOrder = map[sitrep.Act]int{
	sitrep.Denial: 0, sitrep.Confirmation: 1, sitrep.Condemnation: 2, sitrep.NoComment: 3, sitrep.Unreachable: 4,
	sitrep.Accusation: 5, sitrep.Demand: 6, sitrep.Warning: 7, sitrep.Support: 8, sitrep.Regret: 9,
}

// reactions gathers the acts by actor and kind. An actor's latest position comes before its earlier
// ones: who denied and then confirmed has confirmed. Acts that many reports tell come first.
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
		r.overtaken = (r.kind == sitrep.Denial || r.kind == sitrep.Confirmation) && last[r.actor] != n
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if a.overtaken != b.overtaken {
			return b.overtaken
		}
		if len(a.claims) != len(b.claims) {
			return len(a.claims) > len(b.claims)
		}
		return reactionOrder[a.kind] < reactionOrder[b.kind]
	})
	return out
}

// principal is whom an act binds: the body or state a spokesman speaks for.
func (w *writer) principal(c *sitrep.Claim) string {
	who := string(c.Actor)
	if who == "" {
		return string(c.Speaker)
	}
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
	words   [][]wordCount
	texts   map[string]bool
}

func (t *told) begin() {
	*t = told{figures: map[string]bool{}, texts: map[string]bool{}}
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
	return false
}

func (t *told) tell(c *candidate) {
	t.texts[c.Text] = true
	t.words = append(t.words, c.words)
	for _, f := range c.figures {
		t.figure(f)
	}
}

func (t *told) figure(f *sitrep.Figure) {
	t.figures[figureKey(f)] = true
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
