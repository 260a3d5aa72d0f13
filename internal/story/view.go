package story

import (
	"runtime"
	"slices"
	"strings"

	"sitrep"
)

// view is the open stories and the window grouped as they stand now.
type view struct {
	g       *Grouper
	docs    []*profile   // samples of open stories, then the window; each text once
	same    [][]*profile // by document: the reports of the window with that very text
	atom    []int        // by document: what it can't be parted from
	spans   []span       // by atom
	sets    sets         // of atoms
	records []*record    // the first atoms
	strands []strand
	strand  []int        // by document
	ties    map[int]tied // by arrival, of the reports in the window
}

// tied is a report's tie and how alike it is to the rest of its story, summed.
type tied struct {
	tie     sitrep.Tie
	central float64
}

// strand is one story of a view: the settled ones it continues, oldest first, and its documents.
type strand struct {
	records []*record
	docs    []int
}

// look groups what is open. Nothing of it is kept.
func (g *Grouper) look() *view {
	v := &view{g: g, ties: make(map[int]tied, len(g.window))}
	v.gather()
	v.weigh()
	x := indexed(v.docs)
	near := neighbours(x, g.rules)
	edges := v.judge(x, near)
	v.join(cluster(v.atom, v.spans, edges, g.rules), near)
	v.explain(edges)
	return v
}

func (v *view) weigh() {
	g := v.g
	workers := runtime.GOMAXPROCS(0)
	rooms := make([]weighing, workers)
	parallel(len(v.docs), workers, func(w, i int) { v.docs[i].weigh(g.rarity, &g.furniture, g.rules, &rooms[w]) })
}

// judge turns how alike pairs are into how likely they tell of one event, and leaves out the hopeless.
func (v *view) judge(x *index, near []edge) []edge {
	around := hoods(x, near)
	edges := worth(near, around, v.g.rules)
	rows := byLater(edges)
	workers := runtime.GOMAXPROCS(0)
	juries := make([]*jury, workers)
	for w := range juries {
		juries[w] = newJury(x, around)
	}
	parallel(len(rows), workers, func(w, i int) {
		juries[w].compare(rows[i], func(e *edge, inputs []float32) {
			a, b := v.docs[e.a], v.docs[e.b]
			if min(len(a.words), len(b.words)) < v.g.rules.Said {
				e.like = 0
				return
			}
			e.like = v.g.judge(a.entry.id, b.entry.id, inputs) * raids(a, b, v.g.rules)
		})
	})
	return slices.DeleteFunc(edges, func(e edge) bool { return e.like < v.g.rules.Hopeless })
}

// byLater parts pairs, which are in that order, by the later report.
func byLater(edges []edge) (rows [][]edge) {
	for from := 0; from < len(edges); {
		to := from + 1
		for to < len(edges) && edges[to].b == edges[from].b {
			to++
		}
		rows = append(rows, edges[from:to])
		from = to
	}
	return rows
}

// gather lists the documents and what can't be parted: settled stories, equal texts, copies.
func (v *view) gather() {
	at := make(map[int]int) // a record's number to its atom
	for _, r := range v.g.open {
		at[r.number] = v.sets.add()
		v.records = append(v.records, r)
		v.spans = append(v.spans, r.matter.span)
		for _, p := range r.samples {
			v.docs, v.same, v.atom = append(v.docs, p), append(v.same, nil), append(v.atom, at[r.number])
		}
	}
	equal := make(map[term]int) // a text to its document
	bySeq := make(map[int]int)  // arrival to atom
	for _, p := range v.g.window {
		if d, ok := equal[p.whole]; ok && len(p.words) >= v.g.rules.Said {
			v.same[d] = append(v.same[d], p)
			bySeq[p.seq] = v.atom[d]
		} else {
			equal[p.whole] = len(v.docs)
			bySeq[p.seq] = v.sets.add()
			v.docs, v.same, v.atom = append(v.docs, p), append(v.same, []*profile{p}), append(v.atom, bySeq[p.seq])
			v.spans = append(v.spans, p.published())
		}
		for _, o := range p.entry.copyOf {
			to := bySeq[o.seq]
			if o.home != unsettled {
				to = at[v.g.archive.root(o.home)]
			}
			v.sets.union(bySeq[p.seq], to)
		}
	}
	for d := range v.atom {
		v.atom[d] = v.sets.find(v.atom[d])
	}
	for a := range v.spans {
		if r := v.sets.find(a); r != a {
			v.spans[r] = v.spans[r].with(v.spans[a])
		}
	}
}

// sets are disjoint sets (Galler and Fischer 1964).
type sets struct{ parent []int }

func (s *sets) add() int {
	s.parent = append(s.parent, len(s.parent))
	return len(s.parent) - 1
}

func (s *sets) find(a int) int {
	for s.parent[a] != a {
		s.parent[a] = s.parent[s.parent[a]]
		a = s.parent[a]
	}
	return a
}

func (s *sets) union(a, b int) {
	a, b = s.find(a), s.find(b)
	s.parent[max(a, b)] = min(a, b)
}

// join makes strands of the groups that cluster found, after those that share a core were brought together.
func (v *view) join(group []int, near []edge) {
	number := make(map[int]int)
	var groups []*matter
	of := func(atom int) int {
		k, ok := number[group[atom]]
		if !ok {
			k = len(groups)
			number[group[atom]] = k
			groups = append(groups, newMatter())
		}
		return k
	}
	home := make([]int, len(v.records))
	for i, r := range v.records {
		home[i] = of(v.sets.find(i))
		groups[home[i]].merge(r.matter)
	}
	v.strand = make([]int, len(v.docs))
	for d, p := range v.docs {
		v.strand[d] = of(v.atom[d])
		if v.same[d] != nil {
			groups[v.strand[d]].add(p)
		}
	}
	bond(groups, v.strand, near)
	matters(groups, v.g.rarity, v.g.rules)
	campaigns(groups, v.g.rules)
	root := func(k int) int {
		for groups[k].into >= 0 {
			k = groups[k].into
		}
		return k
	}
	v.strands = make([]strand, len(groups))
	for i, r := range v.records {
		s := &v.strands[root(home[i])]
		s.records = append(s.records, r)
	}
	for d := range v.docs {
		v.strand[d] = root(v.strand[d])
		s := &v.strands[v.strand[d]]
		s.docs = append(s.docs, d)
	}
	for i := range v.strands {
		slices.SortFunc(v.strands[i].records, func(a, b *record) int { return a.first.seq - b.first.seq })
	}
}

// explain notes for each report of the window what it is tied to and why.
func (v *view) explain(edges []edge) {
	central := make([]float64, len(v.docs))
	best := make([]edge, len(v.docs)) // b is the other document
	for _, e := range edges {
		if v.strand[e.a] != v.strand[e.b] {
			continue
		}
		central[e.a] += e.like
		central[e.b] += e.like
		if e.like > best[e.b].like {
			best[e.b] = edge{e.b, e.a, e.like}
		}
		if e.like > best[e.a].like {
			best[e.a] = edge{e.a, e.b, e.like}
		}
	}
	for i := range v.strands {
		founder := v.founder(&v.strands[i])
		for _, d := range v.strands[i].docs {
			for k, p := range v.same[d] {
				v.ties[p.seq] = tied{v.tie(p, d, k, best[d], founder), central[d]}
			}
		}
	}
}

// founder is the first report of a strand.
func (v *view) founder(s *strand) arrival {
	var m members
	for _, r := range s.records {
		m.add(r.reports, r.first)
	}
	for _, d := range s.docs {
		for _, p := range v.same[d] {
			m.add(1, arrival{p.seq, p.entry.id})
		}
	}
	return m.first
}

// tie says why report p, the k-th with the text of document d, is where it is.
func (v *view) tie(p *profile, d, k int, best edge, founder arrival) sitrep.Tie {
	e := p.entry
	t := sitrep.Tie{Report: e.id}
	switch {
	case e.seq == founder.seq:
		t.Reason = "first report of the story"
	case k > 0:
		t.To, t.Strength, t.Reason = v.same[d][0].entry.id, 1, "the same text"
	case len(e.copyOf) > 0:
		t.To, t.Strength, t.Reason = e.copyOf[0].id, 1, "a copy"
	case best.like > 0:
		o := v.docs[best.b]
		t.To, t.Strength, t.Reason = o.entry.id, best.like, because(p, o)
	default:
		t.To, t.Reason = founder.id, "shares the core words of the story"
	}
	return t
}

// because names what two reports share, names and numbers first.
func because(a, b *profile) string {
	var names, words []string
	for _, s := range a.shown {
		if _, ok := slices.BinarySearchFunc(b.vec, s.term, func(w weighted, t term) int { return compare(w.term, t) }); !ok {
			continue
		}
		if s.name {
			names = append(names, s.words)
		} else {
			words = append(words, s.words)
		}
	}
	names = names[:min(5, len(names))]
	words = words[:min(7-len(names), len(words))]
	if len(names)+len(words) == 0 {
		return "alike in wording"
	}
	return "both tell of " + strings.Join(append(names, words...), ", ")
}

// groups are the members of each strand that has any.
func (v *view) groups() []members {
	var out []members
	for _, s := range v.strands {
		if len(s.records)+len(s.docs) == 0 {
			continue
		}
		m := members{records: s.records}
		for _, r := range s.records {
			m.add(r.reports, r.first)
		}
		for _, d := range s.docs {
			for _, p := range v.same[d] {
				m.entries = append(m.entries, p.entry)
				m.add(1, arrival{p.seq, p.entry.id})
			}
		}
		out = append(out, m)
	}
	return out
}

// entries are the reports of a group, by arrival, with their ties and weight; settled are those put away, by record.
func (v *view) entries(m members, settled map[int][]*entry) []*entry {
	var out []*entry
	for _, r := range m.records {
		out = append(out, settled[r.number]...)
	}
	for _, e := range m.entries {
		now, at := *e, v.ties[e.seq]
		now.tie, now.central = at.tie, at.central
		out = append(out, &now)
	}
	return byArrival(out)
}
