package story

import (
	"slices"

	"sitrep"
)

// recent finds at once the report that a new one is most like, among the last few thousand. It holds two
// generations of terms, and drops the older when the younger is full.
type recent struct {
	young, old map[term][]int // a term to the reports it is strong in, by arrival
	reports    int
}

const (
	generation = 2000 // reports
	closest    = 12   // terms looked up
	crowd      = 48   // reports looked at for a term: the newest
)

// firstTie ties a report to the most alike of the recent ones.
func (g *Grouper) firstTie(p *profile, e *entry) sitrep.Tie {
	t := sitrep.Tie{Report: e.id, Reason: "nothing like it lately"}
	if len(e.copyOf) > 0 {
		t.To, t.Strength, t.Reason = e.copyOf[0].id, 1, "a copy"
	}
	top := strongest(p.vec)
	top = top[:min(closest, len(top))]
	if t.To == "" {
		if o, s := g.recent.nearest(g, p, top); o != nil {
			t.To, t.Strength, t.Reason = o.entry.id, s, because(p, o)
		}
	}
	g.recent.add(p.seq, top)
	return t
}

func (r *recent) add(seq int, top []weighted) {
	if r.reports >= generation || r.young == nil {
		r.old, r.young, r.reports = r.young, make(map[term][]int), 0
	}
	r.reports++
	for _, t := range top {
		list := r.young[t.term]
		if len(list) >= crowd {
			list = append(list[:0], list[1:]...)
		}
		r.young[t.term] = append(list, seq)
	}
}

// nearest is the most alike report of the window and how alike it is, or nil.
func (r *recent) nearest(g *Grouper, p *profile, top []weighted) (*profile, float64) {
	shared := make(map[int]int)
	for _, t := range top {
		for _, seq := range r.old[t.term] {
			shared[seq]++
		}
		for _, seq := range r.young[t.term] {
			shared[seq]++
		}
	}
	most := 0
	for _, n := range shared {
		most = max(most, n)
	}
	var candidates []int
	for seq, n := range shared {
		if n >= most-1 {
			candidates = append(candidates, seq)
		}
	}
	slices.Sort(candidates)
	var best *profile
	like0 := 0.15 // less is no tie
	for _, seq := range candidates[max(0, len(candidates)-crowd):] {
		at := seq - g.last.seq + len(g.window)
		if at < 0 || at >= len(g.window) {
			continue
		}
		if s := like(p, g.window[at], g.rules); s > like0 {
			best, like0 = g.window[at], s
		}
	}
	return best, like0
}
