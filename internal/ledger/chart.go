package ledger

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
	"strings"
	"time"

	"sitrep"
)

// chart is what is drawn of a ledger: the tolls of the group and scope that the ledger puts first,
// a panel a measure, all on one scale.
type chart struct {
	title, scope string
	panels       []*panel
	force        []*mark // strengths, on a band of their own
	first, last  int     // days
	top          float64 // the highest value of the panels' scale
	left         [3]int  // not drawn: own voices, claimants, series
	colour       map[string]int
}

// panel is one measure.
type panel struct {
	name   string
	tracks []*track
	height float64
}

// track is one claimant's line, or its counts in a period.
type track struct {
	claimant string
	key      string // for the colour
	period   bool
	marks    []*mark
	last     int // the day it was last told
	label    float64
	accounts int
}

// mark is one step as it is drawn.
type mark struct {
	*sitrep.Step
	claimant string
	day, end int // end: the last day of a period
	value    float64
	low      float64 // of a range
	vague    bool
	old      bool // a correction replaced it
	relay    bool
	text     string // in words, for a reader who can't see it
}

// family are the measures that share a scale; the others are drawn only when there is none of them.
var family = []sitrep.Measure{sitrep.Killed, sitrep.Wounded, sitrep.Casualties, sitrep.Losses, sitrep.Missing, sitrep.Captured}

// maxTracks is how many claimants a panel shows; the rest stand in the table.
const maxTracks = 12

// key parts a series' name after its measure: the group, and the scope but for the story's own.
func key(s *sitrep.Series) string {
	_, rest, _ := strings.Cut(s.ID, ".")
	return rest
}

func newChart(l *sitrep.Ledger) *chart {
	c := &chart{first: math.MaxInt, last: math.MinInt}
	lead := leadOf(l)
	if lead == nil {
		return c
	}
	group, _, _ := strings.Cut(key(lead), ".")
	byMeasure := map[sitrep.Measure]*panel{}
	shared := slices.Contains(family, lead.Measure)
	drawn := map[string]bool{}
	for _, pass := range []bool{false, true} { // counts first, then those of a period
		for i := range l.Series {
			s := &l.Series[i]
			if (s.Basis == sitrep.OfPeriod) != pass || slices.Contains(family, s.Measure) != shared {
				continue
			}
			mine := key(s) == key(lead) || pass && strings.HasPrefix(key(s), group+".in-") && !strings.Contains(s.Scope, "part of the count")
			if !mine || s.Measure == sitrep.Strength || !shared && s.Measure != lead.Measure {
				continue
			}
			p := byMeasure[s.Measure]
			if p == nil {
				p = &panel{name: panelNames[s.Measure]}
				byMeasure[s.Measure] = p
			}
			c.addSeries(p, s)
			drawn[s.ID] = true
		}
	}
	var names []string
	for _, m := range measureOrder {
		if p := byMeasure[m]; p != nil && len(p.tracks) > 0 {
			c.choose(p)
			c.panels = append(c.panels, p)
			names = append(names, string(m))
		}
	}
	for i := range l.Series {
		if s := &l.Series[i]; s.Measure == sitrep.Strength && strings.HasPrefix(key(s)+".", group+".") && len(c.force) < 60 {
			c.addForce(s)
			drawn[s.ID] = true
		}
	}
	c.title = "Claims about " + clean(lead.Group) + ": " + strings.Join(names, ", ")
	c.scope = clean(lead.Scope)
	c.left[2] = len(l.Series) - len(drawn)
	c.fit()
	c.colours()
	return c
}

var panelNames = map[sitrep.Measure]string{
	sitrep.Killed: "Killed", sitrep.Wounded: "Wounded", sitrep.Casualties: "Casualties (killed or wounded)",
	sitrep.Losses: "Losses (killed, wounded, missing or captured)", sitrep.Missing: "Missing", sitrep.Captured: "Captured",
	sitrep.Displaced: "Displaced", sitrep.Rescued: "Rescued", sitrep.Affected: "Affected",
}

// leadOf is the series that says what the chart is about: the first that is a toll with a number.
func leadOf(l *sitrep.Ledger) *sitrep.Series {
	for _, shared := range []bool{true, false} {
		for i := range l.Series {
			s := &l.Series[i]
			if s.Measure != sitrep.Strength && slices.Contains(family, s.Measure) == shared && s.Basis != sitrep.OfPeriod && numbered(s) {
				return s
			}
		}
	}
	for i := range l.Series {
		if s := &l.Series[i]; s.Measure != sitrep.Strength {
			return s
		}
	}
	return nil
}

func numbered(s *sitrep.Series) bool {
	for _, c := range s.Claimants {
		for i := range c.Steps {
			if c.Steps[i].Min.Known || c.Steps[i].Max.Known {
				return true
			}
		}
	}
	return false
}

// addSeries adds a series' claimants to a panel. Outlets' own voices are drawn only where no
// claimant is named.
func (c *chart) addSeries(p *panel, s *sitrep.Series) {
	named := false
	for _, l := range s.Claimants {
		named = named || l.Kind != sitrep.Nobody
	}
	for i := range s.Claimants {
		l := &s.Claimants[i]
		if named && l.Kind == sitrep.Nobody {
			c.left[0]++
			continue
		}
		if t := trackOf(s, l); len(t.marks) > 0 {
			p.tracks = append(p.tracks, t)
		}
	}
}

// choose keeps the claimants that most accounts tell of, when there are too many.
func (c *chart) choose(p *panel) {
	if n := len(p.tracks) - maxTracks; n > 0 {
		c.left[1] += n
		slices.SortStableFunc(p.tracks, func(x, y *track) int { return cmp.Compare(y.accounts, x.accounts) })
		p.tracks = p.tracks[:maxTracks]
	}
	for _, t := range p.tracks {
		for _, m := range t.marks {
			c.first, c.last = min(c.first, m.day), max(c.last, m.end, t.last)
		}
	}
}

func trackOf(s *sitrep.Series, l *sitrep.Line) *track {
	t := &track{claimant: clean(l.Claimant), key: string(l.Kind) + l.Claimant, period: s.Basis == sitrep.OfPeriod, last: math.MinInt}
	origins := map[string]bool{}
	for i := range l.Steps {
		st := &l.Steps[i]
		for _, o := range st.Origins {
			origins[o] = true
		}
		m := markOf(st, t.claimant)
		if m == nil {
			continue
		}
		t.last = max(t.last, m.day)
		if day := stampDay(st.Published); day != noDay && !m.relay && !t.period {
			t.last = max(t.last, day)
		}
		if st.Kind == sitrep.Repeat && len(t.marks) > 0 {
			continue
		}
		if t.period {
			d := parseDays(sitrep.Words(st.Date))
			if !d.known() || d.open() {
				d = days{m.day, m.day}
			}
			m.day, m.end = d.from, d.to
			if len(t.marks) > 0 && m.relay {
				continue
			}
			t.last = max(t.last, d.to)
		}
		if st.Kind == sitrep.Correction {
			for k := len(t.marks) - 1; k >= 0; k-- {
				if !t.marks[k].relay {
					t.marks[k].old = true
					break
				}
			}
		}
		t.marks = append(t.marks, m)
	}
	t.accounts = len(origins)
	slices.SortStableFunc(t.marks, func(x, y *mark) int { return cmp.Compare(x.day, y.day) })
	return t
}

func markOf(st *sitrep.Step, claimant string) *mark {
	d := parseDays(sitrep.Words(dayText(sayDay(st))))
	if !d.known() || st.Kind == sitrep.Withdrawal || st.Kind == sitrep.DenialStep || st.Kind == sitrep.Dispute {
		return nil
	}
	m := &mark{Step: st, claimant: claimant, day: d.to, end: d.to, relay: st.Kind == sitrep.RelayDiscrepancy}
	switch {
	case st.Modifier == sitrep.MoreThan && st.Min.Known:
		m.value = float64(st.Min.N - 1)
	case st.Max.Known:
		m.value = float64(st.Max.N)
	case st.Min.Known:
		m.value = float64(st.Min.N)
	default:
		m.vague = true
	}
	m.low = m.value
	if st.Min.Known && st.Max.Known {
		m.low = float64(st.Min.N)
	}
	m.text = claimant + ": " + clean(Words(st))
	if st.Word != "" {
		m.text += " “" + clean(string(st.Word)) + "”"
	}
	m.text += ", " + dayWords(sayDay(st)) + ", " + kindWords(st.Kind) + ", " + string(st.Status)
	if m.relay {
		m.text += ", as worded by " + clean(st.Outlet)
	}
	return m
}

func dayText(iso string) string {
	if len(iso) > len(time.DateOnly) {
		return iso[:len(time.DateOnly)]
	}
	return iso
}

func (c *chart) addForce(s *sitrep.Series) {
	for i := range s.Claimants {
		l := &s.Claimants[i]
		for k := range l.Steps {
			m := markOf(&l.Steps[k], clean(l.Claimant))
			if m == nil || m.vague || m.relay || l.Steps[k].Kind == sitrep.Repeat {
				continue
			}
			c.force = append(c.force, m)
			c.first, c.last = min(c.first, m.day), max(c.last, m.day)
		}
	}
	slices.SortStableFunc(c.force, func(x, y *mark) int {
		return cmp.Or(cmp.Compare(x.day, y.day), cmp.Compare(x.value, y.value), cmp.Compare(x.claimant, y.claimant))
	})
}

// leftOut says what is not drawn.
func (c *chart) leftOut() string {
	var parts []string
	for i, what := range [...]string{"lines in reports' own voice", "claimants that few accounts tell of", "series of other groups, events or scopes"} {
		if n := c.left[i]; n > 0 {
			parts = append(parts, what+" ("+thousands(int64(n))+")")
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "In the table only: " + strings.Join(parts, ", ") + "."
}

// fit sets the scales.
func (c *chart) fit() {
	highest := 1.0
	for _, p := range c.panels {
		for _, t := range p.tracks {
			for _, m := range t.marks {
				highest = max(highest, m.value)
			}
		}
	}
	step := tick(highest)
	c.top = math.Ceil(highest*1.04/step) * step
	if c.first > c.last {
		c.first, c.last = 0, 1
	}
	if c.last-c.first < 2 {
		c.first, c.last = c.first-1, c.last+1
	}
	c.first -= (c.last - c.first) / 40 // room for the first mark
}

// tick is the distance of gridlines: about four to a panel.
func tick(highest float64) float64 {
	raw := highest / 4
	unit := math.Pow(10, math.Floor(math.Log10(max(raw, 1))))
	for _, f := range []float64{1, 2, 2.5, 5, 10} {
		if step := f * unit; step >= raw && step == math.Trunc(step) {
			return step
		}
	}
	return 10 * unit
}

// colours gives each claimant a colour of its own, the same in every panel and, as far as they last,
// in every chart: the one its name hashes to, or the next that is free.
func (c *chart) colours() {
	c.colour = map[string]int{}
	var keys []string
	for _, p := range c.panels {
		for _, t := range p.tracks {
			keys = append(keys, t.key)
		}
	}
	slices.Sort(keys)
	taken := map[int]int{}
	for _, k := range slices.Compact(keys) {
		h := fnv.New32a()
		h.Write([]byte(k))
		n := int(h.Sum32() % uint32(len(palette)))
		for tries := 0; taken[n] > taken[(n+1)%len(palette)] || taken[n] > len(c.colour)/len(palette); tries++ {
			if n = (n + 1) % len(palette); tries > len(palette) {
				break
			}
		}
		taken[n]++
		c.colour[k] = n
	}
}
