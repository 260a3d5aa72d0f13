package story

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

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
		for _, e := range group {
			g.entries[e.seq].story = ids[i]
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
		if !ok || next == id {
			return id, ok
		}
		id = next
	}
}

// name gives each group its id, and says what moved. Nothing of it is kept.
func (g *Grouper) name(groups [][]*entry) ([]sitrep.StoryID, []Move) {
	held := g.held(groups)
	olds := slices.Collect(maps.Keys(held))
	slices.SortFunc(olds, func(a, b sitrep.StoryID) int {
		return cmp.Or(held[a].first-held[b].first, cmp.Compare(a, b))
	})
	ids := make([]sitrep.StoryID, len(groups))
	bears := make([]int, len(groups)) // how many reports of the group bore its id
	for _, old := range olds {
		if h := held[old]; len(h.in[h.heir]) > bears[h.heir] {
			ids[h.heir], bears[h.heir] = old, len(h.in[h.heir])
		}
	}
	taken := make(map[sitrep.StoryID]bool)
	for i, group := range groups {
		if ids[i] == "" {
			ids[i] = g.fresh(group, taken)
			taken[ids[i]] = true
		}
	}
	var moves []Move
	last := g.last()
	for _, old := range olds {
		h := held[old]
		for _, k := range slices.Sorted(maps.Keys(h.in)) {
			switch {
			case ids[k] == old:
			case k == h.heir:
				moves = append(moves, Move{Merged, old, ids[k], h.in[k], last})
			default:
				moves = append(moves, Move{Parted, old, ids[k], h.in[k], last})
			}
		}
	}
	return ids, moves
}

// holding is where the reports that bore an id are now.
type holding struct {
	in    map[int][]sitrep.ReportID // by group
	heir  int                       // the group with most of them
	first int                       // arrival of the first
}

func (g *Grouper) held(groups [][]*entry) map[sitrep.StoryID]*holding {
	held := make(map[sitrep.StoryID]*holding)
	for k, group := range groups {
		for _, e := range group {
			if e.story == "" {
				continue
			}
			h := held[e.story]
			if h == nil {
				h = &holding{in: make(map[int][]sitrep.ReportID), heir: k, first: e.seq}
				held[e.story] = h
			}
			h.first = min(h.first, e.seq)
			h.in[k] = append(h.in[k], e.id)
			if len(h.in[k]) > len(h.in[h.heir]) {
				h.heir = k
			}
		}
	}
	return held
}

// fresh makes an id that was never told: that of the group's first report, and a number if need be.
func (g *Grouper) fresh(group []*entry, taken map[sitrep.StoryID]bool) sitrep.StoryID {
	first := group[0]
	for _, e := range group {
		if e.seq < first.seq {
			first = e
		}
	}
	base := sitrep.StoryID("s-" + string(first.id))
	id := base
	for n := 2; taken[id] || g.heirs[id] != ""; n++ {
		id = sitrep.StoryID(fmt.Sprintf("%s-%d", base, n))
	}
	return id
}

func (g *Grouper) last() sitrep.ReportID {
	if len(g.entries) == 0 {
		return ""
	}
	return g.entries[len(g.entries)-1].id
}
