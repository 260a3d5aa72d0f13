package story

import (
	"container/heap"
	"math"
	"slices"
)

// cluster joins reports into groups, the most alike first, until no two groups are alike enough. Two groups
// are judged by the mean likeness of their reports to each other, as a share of that among their own:
// reports of one event are as like across two groups as inside them, whereas of two look-alike events,
// however alike, each keeps more to itself. (Agglomerative clustering with group-average linkage,
// Sokal and Michener 1958, over a sparse graph; the relative criterion is ours.)
//
// atom gives each report the number of a group it can't be parted from (a copy set, a settled story), and
// spans each atom's days. The result gives each atom its group.
func cluster(atom []int, spans []span, edges []edge, c *rules) []int {
	f := newForest(atom, spans, edges, c)
	for f.queue.Len() > 0 {
		l := heap.Pop(&f.queue).(link)
		a, b := &f.groups[l.a], &f.groups[l.b]
		if a.into >= 0 || b.into >= 0 || a.version != l.va || b.version != l.vb {
			continue
		}
		f.join(l.a, l.b)
	}
	out := make([]int, len(spans))
	for a := range out {
		out[a] = a
		for f.groups[out[a]].into >= 0 {
			out[a] = f.groups[out[a]].into
		}
	}
	return out
}

type forest struct {
	groups []bunch
	queue  links
	rules  *rules
}

// bunch is a group while clustering.
type bunch struct {
	size    float64
	inner   float64 // sum of likeness over its ordered pairs of reports
	links   map[int]float64
	span    span
	version int
	into    int // the group it was joined to, or -1
}

type link struct {
	a, b   int
	score  float64
	va, vb int
}

func newForest(atom []int, spans []span, edges []edge, c *rules) *forest {
	f := &forest{groups: make([]bunch, len(spans)), rules: c}
	for i := range f.groups {
		f.groups[i] = bunch{links: make(map[int]float64), span: spans[i], into: -1}
	}
	for _, a := range atom {
		f.groups[a].size++
	}
	for _, e := range edges {
		a, b := atom[e.a], atom[e.b]
		if a == b {
			f.groups[a].inner += 2 * e.like
			continue
		}
		f.groups[a].links[b] += e.like
		f.groups[b].links[a] += e.like
	}
	for a := range f.groups {
		f.offer(a, true)
	}
	return f
}

// usual is how alike the reports of a group are among themselves, drawn towards what is usual.
func (f *forest) usual(g *bunch) float64 {
	return (g.inner + 2*f.rules.Trust*f.rules.Usual) / (g.size*(g.size-1) + 2*f.rules.Trust)
}

func (f *forest) score(a, b int) float64 {
	x, y := &f.groups[a], &f.groups[b]
	mean := x.links[b] / (x.size * y.size)
	return mean / math.Sqrt(f.usual(x)*f.usual(y)) * apart(x.span, y.span, f.rules)
}

// offer queues the links of group a that are strong enough; later ones only, if each pair is to be offered once.
func (f *forest) offer(a int, later bool) {
	others := make([]int, 0, len(f.groups[a].links))
	for o := range f.groups[a].links {
		if !later || o > a {
			others = append(others, o)
		}
	}
	slices.Sort(others)
	for _, o := range others {
		if s := f.score(a, o); s >= f.rules.Join {
			x, y := min(a, o), max(a, o)
			heap.Push(&f.queue, link{x, y, s, f.groups[x].version, f.groups[y].version})
		}
	}
}

func (f *forest) join(a, b int) {
	if len(f.groups[a].links) < len(f.groups[b].links) {
		a, b = b, a
	}
	x, y := &f.groups[a], &f.groups[b]
	x.inner += y.inner + 2*x.links[b]
	x.size += y.size
	x.span = x.span.with(y.span)
	x.version++
	y.into = a
	delete(x.links, b)
	for o, s := range y.links {
		if o == a {
			continue
		}
		x.links[o] += s
		other := f.groups[o].links
		delete(other, b)
		other[a] = x.links[o]
	}
	y.links = nil
	f.offer(a, false)
}

// links is a queue of links, the strongest first.
type links []link

func (q links) Len() int { return len(q) }
func (q links) Less(i, j int) bool {
	a, b := &q[i], &q[j]
	if a.score != b.score {
		return a.score > b.score
	}
	if a.a != b.a {
		return a.a < b.a
	}
	return a.b < b.b
}
func (q links) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *links) Push(x any)   { *q = append(*q, x.(link)) }
func (q *links) Pop() any {
	old := *q
	l := old[len(old)-1]
	*q = old[:len(old)-1]
	return l
}
