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
// come for long; what is settled is put away, compressed. Time for a report is bounded, however long the stream, and so is memory but for
// some 100 bytes of each. The methods and what was measured stand in docs/grouping.md.
package story

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

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
	// Window is how many reports are weighed against each other; 0 means 8,000.
	Window int
	// Judge judges pairs; nil means the forest that comes with the program.
	Judge Judge
}

// Grouper places reports in stories. It is not safe for use by several goroutines.
type Grouper struct {
	rules     *rules
	judge     Judge
	reader    *reader
	rarity    *rarity
	furniture furniture
	last      arrival
	window    []*profile                        // the last reports, not settled
	byID      map[sitrep.ReportID]*entry        // the reports in the window
	open      []*record                         // settled stories that may still grow
	archive   archive                           // what is settled
	heirs     map[sitrep.StoryID]sitrep.StoryID // each id told of what is not put away to itself; each that was merged, to the one it went to
	trail     []Move
}

// arrival is a report by the order in which they came.
type arrival struct {
	seq int
	id  sitrep.ReportID
}

// entry is what is kept of a report.
type entry struct {
	id       sitrep.ReportID
	seq      int
	stamp    sitrep.Stamp
	title    string
	incident incident
	copyOf   []*entry
	tie      sitrep.Tie
	central  float64        // how alike it is to the rest of its story, summed
	home     int            // the number of the settled story it is in, or unsettled
	story    sitrep.StoryID // as it was last told, until it is settled; "" if never
}

const unsettled = -1

// record is a settled story.
type record struct {
	number  int
	story   sitrep.StoryID // as it was last told
	reports int            // in all
	first   arrival
	latest  int      // arrival of its newest report
	boxes   []int32  // where its reports were put away
	entries []*entry // those that are about to be
	samples []*profile
	matter  *matter
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
		rules: c, judge: standing(), reader: newReader(c), rarity: newRarity(c.Prior), last: arrival{seq: -1}, archive: newArchive(),
		furniture: furniture{seen: make(map[term]uint8)}, byID: make(map[sitrep.ReportID]*entry), heirs: make(map[sitrep.StoryID]sitrep.StoryID),
	}
}

// Add takes a report in; it is [Grouper.Outline] and [Grouper.Place] in one. Reports come in time order, undated ones last; a late one
// finds its place. A report whose id is known already is passed over, and Add says so. Where it stands, Stories tells.
func (g *Grouper) Add(r Report) (added bool) { return g.Place(g.Outline(r), r.CopyOf) }

// Place is Add for a report whose outline was made; copyOf are the earlier reports it is a copy of.
func (g *Grouper) Place(o *Outline, copyOf []sitrep.ReportID) (added bool) {
	if g.find(o.id) != nil {
		return false
	}
	g.rarity.learn(o.language, g.reader.stemmer)
	p := o.profile
	p.seq = g.last.seq + 1
	e := &entry{id: o.id, seq: p.seq, stamp: p.stamp, title: o.title, incident: p.incident, home: unsettled}
	p.entry = e
	for _, id := range copyOf {
		if o := g.find(id); o != nil {
			e.copyOf = append(e.copyOf, o)
			g.reopen(o.home)
		}
	}
	g.byID[e.id] = e
	g.last = arrival{e.seq, e.id}
	g.rarity.add(p)
	g.furniture.add(p)
	g.window = append(g.window, p)
	if len(g.window) >= g.rules.Window {
		g.settle()
	}
	return true
}

// find finds a report that came before; nil if none had this id.
func (g *Grouper) find(id sitrep.ReportID) *entry {
	if e := g.byID[id]; e != nil {
		return e
	}
	e, record, ok := g.archive.report(id)
	if !ok {
		return nil
	}
	return &entry{id: sitrep.ReportID(strings.Clone(string(e.id))), seq: e.seq, home: record}
}

// reopen lets a settled story grow again.
func (g *Grouper) reopen(record int) {
	if record == unsettled {
		return
	}
	if r := g.archive.reopen(g.archive.root(record)); r != nil {
		g.open = append(g.open, r)
	}
}

// Stories lists the stories as they stand, the largest first. It changes nothing: the same reports give
// the same stories, however often it is asked.
func (g *Grouper) Stories() []sitrep.Story {
	v := g.look()
	groups := v.groups()
	ids, _ := g.name(groups)
	settled, closed := g.archive.all()
	var out []written
	for i, group := range groups {
		out = append(out, write(ids[i], v.entries(group, settled)))
	}
	for _, s := range closed {
		out = append(out, write(s.story, byArrival(settled[s.record])))
	}
	slices.SortFunc(out, func(a, b written) int { return cmp.Or(len(b.Articles)-len(a.Articles), a.from-b.from) })
	stories := make([]sitrep.Story, len(out))
	for i := range out {
		stories[i] = out[i].Story
	}
	return stories
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
	g.file()
	g.window = slices.Clone(g.window[half:])
	g.shut(before)
	g.archive.enter()
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
		g.archive.homes[r.number] = ^int32(home.number)
	}
	latest := 0
	for _, d := range s.docs {
		for _, p := range v.same[d] {
			latest = max(latest, p.seq)
			if p.seq >= before {
				continue
			}
			e := p.entry
			if home == nil {
				home = &record{number: g.archive.create(), story: e.story, first: arrival{e.seq, e.id}, matter: newMatter()}
				g.open = append(g.open, home)
			}
			at := v.ties[p.seq]
			e.tie, e.central, e.home, e.copyOf = at.tie, at.central, home.number, nil
			home.entries = append(home.entries, e)
			home.reports++
			if e.seq < home.first.seq {
				home.first = arrival{e.seq, e.id}
			}
			if p == v.same[d][0] {
				home.samples = append(home.samples, p)
				home.matter.add(p)
			}
		}
	}
	if home == nil {
		return
	}
	home.latest = max(home.latest, latest)
}

// file puts away what was settled.
func (g *Grouper) file() {
	var sheets []sheet
	var of []*record
	reports := 0
	put := func() {
		if len(sheets) == 0 {
			return
		}
		box := g.archive.put(sheets)
		for _, r := range of {
			r.boxes = append(r.boxes, box)
		}
		sheets, of, reports = nil, nil, 0
	}
	for _, r := range g.open {
		for part := range slices.Chunk(r.entries, boxful) {
			sheets, of = append(sheets, sheet{record: r.number, entries: part}), append(of, r)
			for _, e := range part {
				delete(g.byID, e.id)
			}
			if reports += len(part); reports >= boxful {
				put()
			}
		}
		r.entries = nil
	}
	put()
}

// byArrival puts reports in the order in which they came.
func byArrival(of []*entry) []*entry {
	slices.SortFunc(of, func(a, b *entry) int { return a.seq - b.seq })
	return of
}

// absorb joins a later record to one.
func (r *record) absorb(o *record) {
	r.reports += o.reports
	for _, box := range o.boxes {
		if !slices.Contains(r.boxes, box) {
			r.boxes = append(r.boxes, box)
		}
	}
	r.samples = append(r.samples, o.samples...)
	r.latest = max(r.latest, o.latest)
	r.matter.merge(o.matter)
}

// thin keeps the newest samples: more of a larger story, never many, and fewer the longer nothing has come; that is told in days, if they are known.
// A story of today is better held against four of its reports than one, which takes for its own what is only like it.
func (r *record) thin(silent float64) {
	slices.SortFunc(r.samples, func(a, b *profile) int { return a.seq - b.seq })
	keep := 1
	switch n := r.reports; {
	case n >= 8:
		keep = 4
	case n >= 2:
		keep = 2
	}
	for ; silent > forgetting && keep > 1; silent -= forgetting {
		keep /= 2
	}
	if d := len(r.samples) - keep; d > 0 {
		r.samples = slices.Clone(r.samples[d:])
	}
	r.matter.prune()
}

// forgetting is the days of silence that halve a story's samples.
const forgetting = 30

// shut closes the stories that nothing has come to for the longest, and those that are over, but none that has reports in the window, the
// first of which is given.
func (g *Grouper) shut(first int) {
	g.open = slices.DeleteFunc(g.open, func(r *record) bool { return g.archive.homes[r.number] != opened })
	slices.SortFunc(g.open, func(a, b *record) int { return cmp.Or(b.latest-a.latest, a.first.seq-b.first.seq) })
	begins := g.begins()
	since := begins - g.rules.Silence
	kept := g.open[:0]
	var covers []sheet
	for _, r := range g.open {
		if r.latest >= first || len(kept) < g.rules.Active && !(r.matter.span.last < since) {
			r.thin(begins - r.matter.span.last)
			kept = append(kept, r)
			continue
		}
		covers = append(covers, sheet{record: r.number, cover: true, story: r.story, reports: r.reports, first: r.first, boxes: r.boxes})
		delete(g.heirs, r.story)
	}
	clear(g.open[len(kept):])
	g.open = kept
	for part := range slices.Chunk(covers, boxful) {
		g.archive.put(part)
	}
}

// begins is about the day of the oldest reports in the window: one in ten of those with a day is older. NaN when none has one.
func (g *Grouper) begins() float64 {
	var days []float64
	for _, p := range g.window {
		if !math.IsNaN(p.day) {
			days = append(days, p.day)
		}
	}
	if len(days) == 0 {
		return math.NaN()
	}
	slices.Sort(days)
	return days[len(days)/10]
}

// parallel calls f for 0 to n-1 on several processors, and says which of the workers calls.
func parallel(n, workers int, f func(worker, i int)) {
	const few = 16 // at a time
	var done sync.WaitGroup
	var next atomic.Int64
	for w := range workers {
		done.Go(func() {
			for {
				to := int(next.Add(few))
				for i := to - few; i < min(n, to); i++ {
					f(w, i)
				}
				if to >= n {
					return
				}
			}
		})
	}
	done.Wait()
}
