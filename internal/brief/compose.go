package brief

import (
	"math"
	"slices"
	"sort"
)

// A short body of what a few reports tell is composed as a whole: of all sets of sentences that fit, the one that is
// expected to be nearest to what an editor would write of the same reports. What he would write, the reports tell:
//
//   - A word stands in his text the likelier, the more of the reports' tops and headlines have it. Measured on three leads
//     and a summary each, the chance of a word of one lead is 13 in 100, of two 39, of all three 69; each
//     headline that has it counts nearly as much as a lead. A logistic curve over the two shares fits all
//     twelve cases within 0.06.
//   - His text is somewhat like each report's top, and much like one of them: he takes over one report's account more
//     often than he mixes three.
//
// The weights are round: the score is flat around them, on stories they weren't tuned on too (docs/briefs.md).
const (
	chanceBase  = -3.2
	chanceLead  = 4.0 // times the share of the reports whose tops have the word
	chanceTitle = 3.3 // times the share of the headlines
	repeated    = 0.4 // what a word is worth where it was said before

	editorWords = 20.0 // content words of an editor's text that no report's words reach
	likeAll     = 0.3
	likeOne     = 0.15
	likeTitles  = 0.25
)

// chances is the chance of each word that a text an editor writes of the reports has it.
func (v *vocabulary) chances(all float64) []float64 {
	out := make([]float64, len(v.leads))
	for id := range out {
		x := chanceBase + (chanceLead*v.leads[id]+chanceTitle*v.titles[id])/max(all, 1e-9)
		out[id] = 1 / (1 + math.Exp(-x))
	}
	return out
}

// score is a set of sentences with what its worth is reckoned from.
type score struct {
	set      []*candidate
	room     int
	have     []uint16 // by word
	total    int      // content words
	expected float64  // of them, those in the editor's text
	covered  []int    // by reference: words of its top
	titled   []int    // words of its headline
	value    float64
}

// composer knows what is asked for every set.
type composer struct {
	chance []float64
	refs   []denseReference
	weight float64
}

// denseReference is a reference whose words are found by their number.
type denseReference struct {
	lead, title           []uint16
	leadWords, titleWords int
	weight                float64
}

func newComposer(p *pool) *composer {
	c := &composer{chance: p.chance}
	for _, r := range newConsensus(slices.Clone(p.refs)).refs {
		d := denseReference{make([]uint16, len(p.chance)), make([]uint16, len(p.chance)), r.leadWords, r.titleWords, r.weight}
		for id, n := range r.lead {
			d.lead[id] = uint16(n)
		}
		for id, n := range r.title {
			d.title[id] = uint16(n)
		}
		c.refs = append(c.refs, d)
		c.weight += r.weight
	}
	return c
}

// with is a set and one sentence more, its words taken in only when keep says so.
func (c *composer) with(s *score, add *candidate, keep bool) score {
	n := score{room: s.room - add.length, total: s.total, expected: s.expected}
	for _, w := range add.words {
		p := c.chance[w.id]
		fresh := 0
		if s.have[w.id] == 0 {
			fresh = 1
		}
		n.expected += p * (float64(fresh) + repeated*float64(w.n-fresh))
		n.total += w.n
	}
	all, one, titles := 0.0, 0.0, 0.0
	if keep {
		n.covered, n.titled = make([]int, len(c.refs)), make([]int, len(c.refs))
	}
	for i := range c.refs {
		r := &c.refs[i]
		covered, titled := s.covered[i], s.titled[i]
		for _, w := range add.words {
			have := int(s.have[w.id])
			if in := int(r.lead[w.id]); in > have {
				covered += min(in-have, w.n)
			}
			if in := int(r.title[w.id]); in > have {
				titled += min(in-have, w.n)
			}
		}
		if keep {
			n.covered[i], n.titled[i] = covered, titled
		}
		if n.total+r.leadWords > 0 {
			f1 := 2 * float64(covered) / float64(n.total+r.leadWords)
			all += r.weight * f1
			one = max(one, f1)
		}
		if r.titleWords > 0 {
			titles += r.weight * float64(titled) / float64(r.titleWords)
		}
	}
	n.value = 2*n.expected/(float64(n.total)+editorWords) + likeOne*one
	if c.weight > 0 {
		n.value += (likeAll*all + likeTitles*titles) / c.weight
	}
	if keep {
		n.set = append(slices.Clone(s.set), add)
		n.have = slices.Clone(s.have)
		for _, w := range add.words {
			n.have[w.id] += uint16(w.n)
		}
	}
	return n
}

// breadth is how many sets of each size are carried on. Among three leads' few sentences none is missed that matters; among the
// many of a large story the search stays as quick as choosing one by one.
const breadth = 6

// search finds the best set of candidates that begins with the sentences told already.
func (c *composer) search(told, list []*candidate, room int) []*candidate {
	best := score{room: room, have: make([]uint16, len(c.chance)), covered: make([]int, len(c.refs)), titled: make([]int, len(c.refs))}
	for _, t := range told {
		left := best.room
		best = c.with(&best, t, true)
		best.room = left // theirs was counted
	}
	type step struct {
		from  *score
		add   *candidate
		value float64
	}
	now := []score{best}
	for len(now) > 0 {
		var steps []step
		for i := range now {
			for _, add := range list {
				if add.length <= now[i].room && add.follows(now[i].set, len(told)) {
					steps = append(steps, step{&now[i], add, c.with(&now[i], add, false).value})
				}
			}
		}
		sort.SliceStable(steps, func(i, j int) bool { return steps[i].value > steps[j].value })
		var next []score
		for _, s := range steps {
			if len(next) == breadth {
				break
			}
			if !slices.ContainsFunc(next, func(n score) bool { return n.value == s.value }) { // the same set, gathered in another order
				next = append(next, c.with(s.from, s.add, true))
			}
		}
		for _, n := range next {
			if n.value > best.value {
				best = n
			}
		}
		now = next
	}
	return best.set[len(told):]
}

// mostShared is how much of a sentence's words one other of the body may have.
const mostShared = 0.45

// follows reports whether a candidate can join a set of which the first ones have their places: it isn't in it, repeats
// none of it and, where it leans on the sentence before it, finds that in the set and can stand behind it.
func (c *candidate) follows(set []*candidate, placed int) bool {
	found := !c.behind
	for i, other := range set {
		if other == c || other.reading == c.reading && other.place == c.place || share(c.words, other.words) > mostShared {
			return false
		}
		if other.reading == c.reading && other.place == c.place-1 && i >= placed-1 {
			found = true
		}
	}
	return found
}

// compose chooses the rest of a short body and puts it in order: report by report, each in its own order, the report
// first that begins with what is surest or that has begun.
func (w *writer) compose(told []*candidate, room int, current func(*candidate) bool) []*candidate {
	c := newComposer(w.pool)
	least := 0.0
	if list := w.shortlist(); len(list) > 0 {
		least = 0.25 * w.value(list[0])
	}
	var list []*candidate
	for _, x := range w.shortlist() {
		if !x.leaning && !x.slanted && w.value(x) >= least && !w.adrift(x) && current(x) && !w.told.again(x, mostShared) {
			list = append(list, x)
		}
	}
	for _, x := range w.pool.following {
		if !x.alone && !x.slanted && !w.adrift(x) && current(x) && !w.told.again(x, mostShared) {
			list = append(list, x)
		}
	}
	for range tries {
		set := c.search(told, list, room)
		refused := slices.IndexFunc(set, func(x *candidate) bool { return !w.pass(x.Unit) })
		if refused < 0 {
			return c.arrange(told, set)
		}
		list = slices.DeleteFunc(list, func(x *candidate) bool { return x == set[refused] })
	}
	return nil
}

// arrange puts a set in order: by report, the one first whose first sentence is surest for its length.
func (c *composer) arrange(told, set []*candidate) []*candidate {
	sort.SliceStable(set, func(i, j int) bool {
		a, b := set[i], set[j]
		return a.order < b.order || a.order == b.order && a.place < b.place
	})
	sure := map[int]float64{} // by report
	for i, x := range set {
		if i > 0 && set[i-1].order == x.order {
			continue
		}
		sum, n := 0.0, 30
		for _, wc := range x.words {
			sum += c.chance[wc.id] * float64(wc.n)
			n += wc.n
		}
		sure[x.order] = sum / float64(n)
	}
	if len(told) > 0 {
		if last := told[len(told)-1]; sure[last.order] > 0 {
			sure[last.order] = math.Inf(1)
		}
	}
	sort.SliceStable(set, func(i, j int) bool { return sure[set[i].order] > sure[set[j].order] })
	return set
}
