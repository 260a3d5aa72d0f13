package story

import "slices"

// A running matter outgrows the likeness of its reports: what is written of it in June shares
// little with what was written in October but its core, the few words that all its reports hold
// in their heads. matters joins groups that share a core. That needs time to vouch for it: the groups must
// be dated and follow each other closely, or two look-alike events years apart would be one.

// matter is a group of reports by the words of their heads.
type matter struct {
	reports int
	dated   int // reports with a date of publication
	count   map[term]int
	span    span
	core    []coreTerm // made when needed
	into    int        // the matter it was joined to, or -1
}

type coreTerm struct {
	term  term
	share float64 // of the reports
	rare  float64
}

func newMatter() *matter { return &matter{count: make(map[term]int), span: unknownSpan(), into: -1} }

// add counts a report's head.
func (m *matter) add(p *profile) {
	m.reports++
	if !p.stamp.IsZero() {
		m.dated++
	}
	m.span = m.span.with(span{p.day, p.day})
	for i := range p.vec {
		if f := p.vec[i].flags; f&inHead != 0 && f&isNumber == 0 {
			m.count[p.vec[i].term]++
		}
	}
	m.core = nil
}

func (m *matter) merge(o *matter) {
	m.reports += o.reports
	m.dated += o.dated
	m.span = m.span.with(o.span)
	for t, n := range o.count {
		m.count[t] += n
	}
	m.core = nil
}

// prune forgets words too few reports hold to become core.
func (m *matter) prune() {
	if len(m.count) < 600 {
		return
	}
	for t, n := range m.count {
		if n*10 < m.reports {
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
		share := float64(n) / float64(m.reports)
		if share < c.Core {
			continue
		}
		if rare := r.of(t); rare > c.Common {
			m.core = append(m.core, coreTerm{t, share, rare})
		}
	}
	slices.SortFunc(m.core, func(a, b coreTerm) int { return compare(a.term, b.term) })
	return m.core
}

// holds says how much of m's core the other matter holds, as a share, and how rare what is shared is, in
// all.
func (m *matter) holds(o *matter, r *rarity, c *rules) (part, evidence float64) {
	whole := 0.0
	for _, t := range m.makeCore(r, c) {
		there := min(1, float64(o.count[t.term])/float64(o.reports)/t.share)
		weight := t.share * t.rare * t.rare
		part += weight * there
		whole += weight
		evidence += t.rare * t.share * there
	}
	return share(part, whole), evidence
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
	for range 6 {
		if !round(order, groups, r, c) {
			return
		}
	}
}

func round(order []int, groups []*matter, r *rarity, c *rules) (changed bool) {
	index := make(map[term][]int)
	for _, i := range order {
		m := groups[i]
		if m.into >= 0 {
			continue
		}
		for t, n := range m.count {
			if float64(n) >= 0.3*float64(m.reports) && r.of(t) > c.Common {
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
		for _, o := range candidates {
			if o != i && groups[o].into < 0 && groups[o].reports <= m.reports && m.admits(groups[o], r, c) {
				m.merge(groups[o])
				groups[o].into = i
				changed = true
			}
		}
	}
	return changed
}

func (m *matter) admits(o *matter, r *rarity, c *rules) bool {
	if max(m.span.first-o.span.last, o.span.first-m.span.last) > c.Silence {
		return false
	}
	part, evidence := m.holds(o, r, c)
	return part >= c.Matter && evidence >= c.Evidence
}
