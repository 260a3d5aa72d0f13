package story

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"sitrep"
)

// A story's id, once told, is never given to another. What is learned later may join stories or part them: then the
// id goes on with most of the reports that bore it, an id that is left over leads to where they went, and the trail
// keeps what moved, and after which report.

// Change is a way in which stories told before were changed.
type Change string

// The ways stories change.
const (
	Merged Change = "merged" // the story From is now part of To; its id leads there
	Parted Change = "parted" // some reports of From now belong to To
)

// Move is an entry of the trail.
type Move struct {
	Change   Change
	From, To sitrep.StoryID
	Reports  []sitrep.ReportID
	After    sitrep.ReportID // the last report known when it was learned
}

// String says the move in words.
func (m Move) String() string {
	return fmt.Sprintf("%s %s %s: %d reports, after %s", m.From, m.Change, m.To, len(m.Reports), m.After)
}

// Mend tells the stories as they stand: from now on their ids are kept. It returns what changed since they were last
// told. It is done by itself whenever the older half of the window is settled.
func (g *Grouper) Mend() []Move {
	v := g.look()
	return g.mend(v)
}

func (g *Grouper) mend(v *view) []Move {
	groups := v.groups()
	ids, moves := g.name(groups)
	for i, group := range groups {
		g.heirs[ids[i]] = ids[i]
		for _, r := range group.records {
			r.story = ids[i]
		}
		for _, e := range group.entries {
			e.story = ids[i]
		}
	}
	for _, m := range moves {
		if m.Change == Merged {
			g.heirs[m.From] = m.To
		}
	}
	g.trail = append(g.trail, moves...)
	return moves
}

// Trail is every move so far, oldest first.
func (g *Grouper) Trail() []Move { return slices.Clone(g.trail) }

// Find follows an id that was told to the story it leads to now; ok is false if it was never told.
func (g *Grouper) Find(id sitrep.StoryID) (now sitrep.StoryID, ok bool) {
	for {
		next, ok := g.heirs[id]
		if !ok {
			return id, g.archive.told(id)
		}
		if next == id {
			return id, true
		}
		id = next
	}
}

// name gives each group its id, and says what moved. Nothing of it is kept.
func (g *Grouper) name(groups []members) ([]sitrep.StoryID, []Move) {
	held := held(groups)
	olds := slices.Collect(maps.Keys(held))
	slices.SortFunc(olds, func(a, b sitrep.StoryID) int {
		return cmp.Or(held[a].first-held[b].first, cmp.Compare(a, b))
	})
	ids := make([]sitrep.StoryID, len(groups))
	bears := make([]int, len(groups)) // how many reports of the group bore its id
	for _, old := range olds {
		if h := held[old]; h.in[h.heir].reports > bears[h.heir] {
			ids[h.heir], bears[h.heir] = old, h.in[h.heir].reports
		}
	}
	taken := make(map[sitrep.StoryID]bool)
	for i, group := range groups {
		if ids[i] == "" {
			ids[i] = g.fresh(group.first, taken)
			taken[ids[i]] = true
		}
	}
	var moves []Move
	for _, old := range olds {
		h := held[old]
		for _, k := range slices.Sorted(maps.Keys(h.in)) {
			switch {
			case ids[k] == old:
			case k == h.heir:
				moves = append(moves, Move{Merged, old, ids[k], g.ids(h.in[k]), g.last.id})
			default:
				moves = append(moves, Move{Parted, old, ids[k], g.ids(h.in[k]), g.last.id})
			}
		}
	}
	return ids, moves
}

// holding is where the reports that bore an id are now.
type holding struct {
	in    map[int]*members // by group
	heir  int              // the group with most of them
	first int              // arrival of the first
}

// members are reports of one group: those of records, and others.
type members struct {
	records []*record
	entries []*entry
	reports int // in all
	first   arrival
}

func (m *members) add(reports int, first arrival) {
	if m.reports == 0 || first.seq < m.first.seq {
		m.first = first
	}
	m.reports += reports
}

func held(groups []members) map[sitrep.StoryID]*holding {
	held := make(map[sitrep.StoryID]*holding)
	bears := func(id sitrep.StoryID, k, reports int, first arrival) *members {
		h := held[id]
		if h == nil {
			h = &holding{in: make(map[int]*members), heir: k, first: first.seq}
			held[id] = h
		}
		h.first = min(h.first, first.seq)
		m := h.in[k]
		if m == nil {
			m = &members{}
			h.in[k] = m
		}
		m.add(reports, first)
		if m.reports > h.in[h.heir].reports {
			h.heir = k
		}
		return m
	}
	for k := range groups {
		for _, r := range groups[k].records {
			m := bears(r.story, k, r.reports, r.first)
			m.records = append(m.records, r)
		}
		for _, e := range groups[k].entries {
			if e.story != "" {
				m := bears(e.story, k, 1, arrival{e.seq, e.id})
				m.entries = append(m.entries, e)
			}
		}
	}
	return held
}

// ids are those of reports, by arrival.
func (g *Grouper) ids(m *members) []sitrep.ReportID {
	entries := slices.Clone(m.entries)
	for _, r := range m.records {
		entries = append(entries, g.archive.of(r)...)
	}
	out := make([]sitrep.ReportID, 0, m.reports)
	for _, e := range byArrival(entries) {
		out = append(out, sitrep.ReportID(strings.Clone(string(e.id))))
	}
	return out
}

// fresh makes an id that was never told: that of the group's first report, and a number if need be.
func (g *Grouper) fresh(first arrival, taken map[sitrep.StoryID]bool) sitrep.StoryID {
	base := sitrep.StoryID("s-" + string(first.id))
	id := base
	for n := 2; taken[id] || g.heirs[id] != "" || g.archive.told(id); n++ {
		id = sitrep.StoryID(fmt.Sprintf("%s-%d", base, n))
	}
	return id
}
