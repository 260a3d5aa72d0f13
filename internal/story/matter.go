package story

import (
	"math"
	"slices"
)

// A running matter outgrows the likeness of its reports: what is written of it in June shares
// little with what was written in October but its core, the few words that all its reports hold
// in their heads. matters joins groups that share a core. That needs time to vouch for it: the groups must
// be dated and follow each other closely, or two look-alike events years apart would be one.

// matter is a group of reports by the words of their heads.
type matter struct {
	reports int
	dated   int // reports with a date of publication
	count   map[term]tally
	span    span
	raids   int          // reports of events that happen again and again at one place
	wars    int          // those of them that armies do
	towns   map[term]int // reports by the town they name first
	days    map[int]int  // reports by day, 1970 being 0
	core    []coreTerm   // made when needed
	docs    int
	bonds   map[int]float64 // by matter: how alike their documents are, summed over pairs
	into    int             // the matter it was joined to, or -1
}

// tally counts the reports whose heads hold a term, and those that hold it as a name.
type tally struct{ reports, names int }

type coreTerm struct {
	name  bool
	term  term
	share float64 // of the reports
	rare  float64
}

func newMatter() *matter {
	return &matter{count: make(map[term]tally), days: make(map[int]int), towns: make(map[term]int), bonds: make(map[int]float64), span: unknownSpan(), into: -1}
}

// add counts a report's head.
func (m *matter) add(p *profile) {
	m.reports++
	if !p.stamp.IsZero() {
		m.dated++
	}
	m.span = m.span.with(span{p.day, p.day})
	if !math.IsNaN(p.day) {
		m.days[int(p.day)]++
	}
	if again[p.incident.what] {
		m.raids++
		if waged[p.incident.what] {
			m.wars++
		}
		if p.town != 0 {
			m.towns[p.town]++
		}
	}
	seen := make(map[term]bool, len(p.things))
	for i := range p.vec {
		f := p.vec[i].flags
		if f&inHead == 0 || f&(isNumber|isDate) != 0 {
			continue
		}
		thing, other := p.thing(p.vec[i].term)
		for _, t := range []term{thing, other} {
			if t == 0 || seen[t] {
				continue
			}
			seen[t] = true
			c := m.count[t]
			c.reports++
			if f&isName != 0 {
				c.names++
			}
			m.count[t] = c
		}
	}
	m.core = nil
}

func (m *matter) merge(o *matter) {
	m.reports += o.reports
	m.dated += o.dated
	m.span = m.span.with(o.span)
	m.raids += o.raids
	m.wars += o.wars
	for t, n := range o.towns {
		m.towns[t] += n
	}
	for day, n := range o.days {
		m.days[day] += n
	}
	for t, n := range o.count {
		c := m.count[t]
		m.count[t] = tally{c.reports + n.reports, c.names + n.names}
	}
	m.core = nil
}

// prune forgets words too few reports hold to become core.
func (m *matter) prune() {
	if len(m.count) < 600 {
		return
	}
	for t, n := range m.count {
		if n.reports*10 < m.reports {
			delete(m.count, t)
		}
	}
}

func (m *matter) timed() bool { return m.dated*5 >= m.reports*4 }

func (m *matter) makeCore(r *rarity, c *rules) []coreTerm {
	if m.core != nil {
		return m.core
	}
	m.core = []coreTerm{}
	for t, n := range m.count {
		share := float64(n.reports) / float64(m.reports)
		if share < c.Core {
			continue
		}
		if rare := r.outside(t, n.reports, m.reports); rare > c.Common {
			m.core = append(m.core, coreTerm{n.names*2 > n.reports, t, share, rare})
		}
	}
	slices.SortFunc(m.core, func(a, b coreTerm) int { return compare(a.term, b.term) })
	return m.core
}

// holds says how much of m's core the other matter holds, as a share, how much of the names in it, and how
// rare what is shared is, in all.
func (m *matter) holds(o *matter, r *rarity, c *rules) (part, names, evidence float64) {
	whole, wholeNames := 0.0, 0.0
	for _, t := range m.makeCore(r, c) {
		there := min(1, float64(o.count[t.term].reports)/float64(o.reports)/t.share)
		weight := t.share * t.rare * t.rare
		part += weight * there
		whole += weight
		if t.name {
			names += weight * there
			wholeNames += weight
		}
		evidence += t.rare * there
	}
	if wholeNames == 0 {
		return share(part, whole), 1, evidence
	}
	return share(part, whole), share(names, wholeNames), evidence
}

// matters joins the groups that share a core, the largest first, and sets into of those joined.
func matters(groups []*matter, r *rarity, c *rules) {
	order := make([]int, 0, len(groups))
	for i, m := range groups {
		if m.timed() {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return groups[b].reports - groups[a].reports })
	whole := unknownSpan()
	for _, i := range order {
		whole = whole.with(groups[i].span)
	}
	for range 6 {
		if !round(order, groups, whole.days(), r, c) {
			return
		}
	}
}

// bond sums up how alike the documents of different groups are.
func bond(groups []*matter, of []int, near []edge) {
	for _, g := range of {
		groups[g].docs++
	}
	for _, e := range near {
		if a, b := of[e.a], of[e.b]; a != b {
			groups[a].bonds[b] += e.like
			groups[b].bonds[a] += e.like
		}
	}
}

// absorb joins group b to group a.
func absorb(groups []*matter, a, b int) {
	x, y := groups[a], groups[b]
	x.merge(y)
	x.docs += y.docs
	delete(x.bonds, b)
	for o, s := range y.bonds {
		if o == a {
			continue
		}
		x.bonds[o] += s
		delete(groups[o].bonds, b)
		groups[o].bonds[a] = x.bonds[o]
	}
	y.bonds = nil
	y.into = a
}

// alike is the mean likeness of the documents of two groups.
func alike(groups []*matter, a, b int) float64 {
	return share(groups[a].bonds[b], float64(groups[a].docs*groups[b].docs))
}

// round joins groups once; days is how long a stretch they all lie in.
func round(order []int, groups []*matter, days float64, r *rarity, c *rules) (changed bool) {
	index := make(map[term][]int)
	large := make(map[term]bool) // of the cores of large matters, which may be common here for them alone
	for _, i := range order {
		if m := groups[i]; m.into < 0 && m.reports >= c.Outburst {
			for _, t := range m.makeCore(r, c) {
				large[t.term] = true
			}
		}
	}
	for _, i := range order {
		m := groups[i]
		if m.into >= 0 {
			continue
		}
		for t, n := range m.count {
			if float64(n.reports) >= 0.3*float64(m.reports) && (large[t] || r.of(t) > c.Common) {
				index[t] = append(index[t], i)
			}
		}
	}
	seen := make([]int, len(groups))
	for _, i := range order {
		m := groups[i]
		if m.into >= 0 || m.reports < c.Settled {
			continue
		}
		var candidates []int
		for _, t := range m.makeCore(r, c) {
			for _, o := range index[t.term] {
				if seen[o] != i+1 {
					seen[o] = i + 1
					candidates = append(candidates, o)
				}
			}
		}
		slices.Sort(candidates)
		candidates = slices.DeleteFunc(candidates, func(o int) bool { return o == i || groups[o].into >= 0 })
		burst := m.bursts(candidates, groups, days, r, c)
		for _, o := range candidates {
			if groups[o].reports <= m.reports && m.admits(groups[o], alike(groups, i, o), burst, r, c) {
				absorb(groups, i, o)
				changed = true
			}
		}
	}
	return changed
}

// again are the kinds of event that happen again and again at one place: that two groups tell of such a one with
// the same words says little unless it was at one time.
var again = map[string]bool{
	"air strike": true, "ambush": true, "attack": true, "abduction": true, "bombing": true, "chemical attack": true, "clashes": true, "crash": true,
	"drone strike": true, "execution": true, "explosion": true, "massacre": true, "missile strike": true, "offensive": true, "shelling": true, "shooting": true, "stabbing": true,
}

// raids is what is left of the probability that two reports tell of one event when both tell of such ones on days that
// lie apart.
func raids(a, b *profile, c *rules) float64 {
	if !again[a.incident.what] || !again[b.incident.what] {
		return 1
	}
	gap := math.Abs(a.day - b.day)
	if a.incident.day != 0 && b.incident.day != 0 {
		gap = min(gap, math.Abs(a.incident.day-b.incident.day))
	}
	if a.stamp.IsZero() || b.stamp.IsZero() {
		return 1
	}
	if math.IsNaN(gap) || gap <= c.Near {
		return 1
	}
	return math.Exp((c.Near - gap) / c.Days)
}

// raid reports whether most of a matter's reports tell of such events.
func (m *matter) raid() bool { return m.raids*2 >= m.reports }

// bursts reports whether a matter came out of nothing: of all that shares its core, most was written in the days after
// its first report. A flood does so; a war doesn't, nor does a president. It needs a stretch of days to show against.
func (m *matter) bursts(candidates []int, groups []*matter, days float64, r *rarity, c *rules) bool {
	if m.reports < c.Outburst || days < c.Shown || m.raid() {
		return false
	}
	first := int(m.span.first)
	last := first + int(min(c.Early, days/4))
	early, all := 0, 0
	count := func(o *matter) {
		for day, n := range o.days {
			all += n
			if day >= first && day <= last {
				early += n
			}
		}
	}
	count(m)
	for _, o := range candidates {
		if part, names, _ := m.holds(groups[o], r, c); part >= c.Follow && names >= c.Named {
			count(groups[o])
		}
	}
	return float64(early) >= c.Sudden*float64(all)
}

// admits reports whether another matter goes on from this one: close in time, running long enough, and either
// holding its core or alike all through. Less of the core is enough when the matter came out of nothing.
func (m *matter) admits(o *matter, alike float64, burst bool, r *rarity, c *rules) bool {
	silence := c.Silence
	raids := m.raid() && o.raid()
	if raids {
		silence = c.Lull
	}
	if max(m.span.first-o.span.last, o.span.first-m.span.last) > silence || m.span.with(o.span).days() < c.Running {
		return false
	}
	part, names, evidence := m.holds(o, r, c)
	if names < c.Named {
		return false
	}
	if burst && part >= c.Follow && o.span.first >= m.span.first-1 {
		return true
	}
	return part >= c.Matter && evidence >= c.Evidence || !raids && alike >= c.Alike && evidence >= c.Enough
}
