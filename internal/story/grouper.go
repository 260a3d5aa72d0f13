// Package story tells which running matter, and which event in it, a report belongs to, with the
// reason.
//
// Reports come one by one, in time order. Of each a profile is kept: its names, numbers and rarer words, those
// of the title and the lead weighing most. A window of the last few thousand reports is grouped as a
// whole, so that a late report can still bring two early ones together or keep them apart. Neighbours are
// found by their weightiest terms; what two have in common, and how that compares with what else is near, a small
// learned forest turns into the probability that they tell of one event. The likeliest are joined first, and two groups only
// if the reports of both are nearly as likely one across the two as among themselves, which tells two look-alike
// quakes from two reports of one. Then dated groups that share a core of words rare elsewhere become one running
// matter, in several languages if need be. When the window is full its older half is settled: what is together then
// stays together. A settled story lives on with a few of its latest reports and the words of its heads, until nothing has
// come for long. Time for a report is bounded, however long the stream, and so is memory but for some 300 bytes of each. The methods
// and what was measured stand in docs/grouping.md.
package story

import (
	"slices"
	"sync"

	"sitrep"
	"sitrep/internal/text"
)

// Report is a report with its texts segmented and the earlier reports it is a copy of.
type Report struct {
	*sitrep.Report
	Body, Title *text.Doc
	CopyOf      []sitrep.ReportID
}

// Options say how to group. The zero value is the default.
type Options struct {
	// Window is how many reports are weighed against each other; 0 means 6,000.
	Window int
	// Judge judges pairs; nil means the forest that comes with the program.
	Judge Judge
}

// Grouper places reports in stories. It is not safe for use by several goroutines.
type Grouper struct {
	rules     *rules
	judge     Judge
	reader    reader
	rarity    *rarity
	furniture furniture
	entries   []*entry   // all reports, by order of arrival
	window    []*profile // the last of them, not settled
	byID      map[sitrep.ReportID]int
	open      []*record // settled stories that may still grow
	closed    []*record
	recent    recent
	heirs     map[sitrep.StoryID]sitrep.StoryID // each id ever told to itself, or to the one it was merged into
	trail     []Move
}

// entry is what is kept of a report for good.
type entry struct {
	id       sitrep.ReportID
	seq      int
	stamp    sitrep.Stamp
	title    string
	incident incident
	copyOf   []int
	tie      sitrep.Tie
	central  float64        // how alike it is to the rest of its story, summed
	home     *record        // the settled story it is in, or nil
	story    sitrep.StoryID // as it was last told; "" if never
}

// record is a settled story.
type record struct {
	entries []*entry
	latest  int // arrival of its newest report
	samples []*profile
	matter  *matter
	into    *record // the story it was joined to
	shut    bool
}

func (r *record) root() *record {
	for r.into != nil {
		r = r.into
	}
	return r
}

// New makes an empty grouper.
func New(o Options) *Grouper {
	c := standard()
	if o.Window > 0 {
		c.Window = max(o.Window, 8)
		c.Active = c.Window / 3
	}
	g := newGrouper(c)
	if o.Judge != nil {
		g.judge = o.Judge
	}
	return g
}

func newGrouper(c *rules) *Grouper {
	return &Grouper{
		rules: c, judge: standing(), reader: newReader(c), rarity: newRarity(c.Prior),
		furniture: furniture{seen: make(map[term]uint8)}, byID: make(map[sitrep.ReportID]int), heirs: make(map[sitrep.StoryID]sitrep.StoryID),
	}
}

// Add takes a report in and says which earlier report it is most strongly tied to, as far as can be told
// at once. Reports come in time order, undated ones last; a late one finds its place. A report whose id is
// known already is passed over. Where it stands in the end, Stories tells.
func (g *Grouper) Add(r Report) sitrep.Tie {
	if at, ok := g.byID[r.ID]; ok {
		return g.entries[at].tie
	}
	seq := len(g.entries)
	g.byID[r.ID] = seq
	g.rarity.learn(languageOf(&r), g.reader.stemmer)
	p := g.reader.profile(&r)
	p.seq = seq
	e := &entry{id: r.ID, seq: seq, stamp: r.Published, title: headline(&r), incident: p.incident}
	for _, id := range r.CopyOf {
		if at, ok := g.byID[id]; ok && at != seq {
			e.copyOf = append(e.copyOf, at)
			g.reopen(g.entries[at].home)
		}
	}
	g.entries = append(g.entries, e)
	g.rarity.add(p)
	g.furniture.add(p)
	p.weigh(g.rarity, &g.furniture, g.rules)
	e.tie = g.firstTie(p, e)
	g.window = append(g.window, p)
	if len(g.window) >= g.rules.Window {
		g.settle()
	}
	return e.tie
}

// reopen lets a settled story grow again.
func (g *Grouper) reopen(r *record) {
	if r == nil {
		return
	}
	if r = r.root(); r.shut {
		r.shut = false
		g.closed = slices.DeleteFunc(g.closed, func(o *record) bool { return o == r })
		g.open = append(g.open, r)
	}
}

// Stories lists the stories as they stand, the largest first. It changes nothing: the same reports give
// the same stories, however often it is asked.
func (g *Grouper) Stories() []sitrep.Story {
	v := g.look()
	out := make([]sitrep.Story, 0, len(v.strands)+len(g.closed))
	groups := v.groups()
	ids, _ := g.name(groups)
	for i, group := range groups {
		out = append(out, write(ids[i], group))
	}
	for _, r := range g.closed {
		out = append(out, write(r.entries[0].story, r.entries))
	}
	slices.SortFunc(out, func(a, b sitrep.Story) int {
		if d := len(b.Articles) - len(a.Articles); d != 0 {
			return d
		}
		return g.byID[a.Articles[0]] - g.byID[b.Articles[0]]
	})
	return out
}

// settle puts the older half of the window away for good.
func (g *Grouper) settle() {
	v := g.look()
	g.mend(v)
	half := len(g.window) / 2
	before := g.window[half].seq
	for i := range v.strands {
		g.keep(v, &v.strands[i], before)
	}
	g.window = slices.Clone(g.window[half:])
	g.shut()
}

// keep settles what a cluster holds that arrived before a report.
func (g *Grouper) keep(v *view, s *strand, before int) {
	var home *record
	for _, r := range s.records {
		if home == nil {
			home = r
			continue
		}
		home.absorb(r)
	}
	for _, d := range s.docs {
		for _, p := range v.same[d] {
			if p.seq >= before {
				continue
			}
			if home == nil {
				home = &record{matter: newMatter()}
				g.open = append(g.open, home)
			}
			e := g.entries[p.seq]
			e.tie, e.central, e.home = v.ties[p.seq], v.central[d], home
			home.entries = append(home.entries, e)
			home.latest = max(home.latest, p.seq)
			if p == v.same[d][0] {
				home.samples = append(home.samples, p)
				home.matter.add(p)
			}
		}
	}
	if home != nil {
		home.thin()
	}
}

func (r *record) absorb(o *record) {
	r.entries = append(r.entries, o.entries...)
	slices.SortFunc(r.entries, func(a, b *entry) int { return a.seq - b.seq })
	r.samples = append(r.samples, o.samples...)
	r.latest = max(r.latest, o.latest)
	r.matter.merge(o.matter)
	for _, e := range o.entries {
		e.home = r
	}
	o.into, o.entries, o.samples, o.matter = r, nil, nil, nil
}

// thin keeps the newest samples: more of a larger story, never many.
func (r *record) thin() {
	slices.SortFunc(r.samples, func(a, b *profile) int { return a.seq - b.seq })
	keep := 1
	switch n := len(r.entries); {
	case n >= 8:
		keep = 4
	case n >= 2:
		keep = 2
	}
	if d := len(r.samples) - keep; d > 0 {
		r.samples = slices.Clone(r.samples[d:])
	}
	r.matter.prune()
}

// shut closes the stories that nothing has come for the longest.
func (g *Grouper) shut() {
	g.open = slices.DeleteFunc(g.open, func(r *record) bool { return r.into != nil })
	slices.SortFunc(g.open, func(a, b *record) int { return b.latest - a.latest })
	for len(g.open) > g.rules.Active {
		r := g.open[len(g.open)-1]
		g.open = g.open[:len(g.open)-1]
		r.shut, r.samples, r.matter = true, nil, newMatter()
		g.closed = append(g.closed, r)
	}
}

// parallel calls f for 0 to n-1 on two or more processors.
func parallel(n, workers int, f func(int)) {
	var done sync.WaitGroup
	for w := range workers {
		done.Go(func() {
			for i := w; i < n; i += workers {
				f(i)
			}
		})
	}
	done.Wait()
}
