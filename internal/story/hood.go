package story

import (
	"cmp"
	"runtime"
	"slices"
)

// A likeness says little by itself: in a week of one epidemic all reports are alike, and two accounts of one
// small accident are not. What tells is how it compares with what else is near. A hood is a report's
// neighbourhood: the reports most like it, and which of its words divide them.
type hood struct {
	near    []neighbour // by report; the hoodSize most alike
	best    [2]neighbour
	density float64 // mean likeness of the ten nearest
	// divides is, by term of the report's vector, how evenly its having the term splits the neighbours: 0 when all
	// have it or none, 1 when half do.
	divides []float32
	circles [3]float64 // how alike the nearest are, summed over three circles
	// sums of squares of the weights of dividing terms: of all, and of names
	square, nameSquare float64
}

type neighbour struct {
	report, rank int
	like         float64
}

// hoodSize is how many neighbours count; close and closer the sizes of the smaller circles in it, dividers how
// many of the nearest are asked which words divide them.
const hoodSize, close, closer, dividers = 40, 15, 5, 20

// hoods makes the neighbourhoods of reports from the pairs that are alike at all.
func hoods(x *index, edges []edge) []hood {
	out := make([]hood, len(x.ps))
	counts := make([]int, len(x.ps))
	for _, e := range edges {
		counts[e.a]++
		counts[e.b]++
	}
	for i, n := range counts {
		out[i].near = make([]neighbour, 0, n)
	}
	for _, e := range edges {
		out[e.a].near = append(out[e.a].near, neighbour{e.b, 0, e.like})
		out[e.b].near = append(out[e.b].near, neighbour{e.a, 0, e.like})
	}
	workers := runtime.GOMAXPROCS(0)
	asked := make([][]bool, workers) // by report; all false between two hoods
	for w := range asked {
		asked[w] = make([]bool, len(x.ps))
	}
	parallel(len(x.ps), workers, func(w, i int) { out[i].make(x, i, asked[w]) })
	return out
}

func (h *hood) make(x *index, i int, asked []bool) {
	slices.SortFunc(h.near, func(a, b neighbour) int { return cmp.Or(cmp.Compare(b.like, a.like), a.report-b.report) })
	h.near = slices.Clone(h.near[:min(hoodSize, len(h.near))])
	for i := range h.near {
		h.near[i].rank = i
		if i < 10 {
			h.density += h.near[i].like / 10
		}
	}
	copy(h.best[:], h.near)
	h.divide(x, i, asked)
	slices.SortFunc(h.near, func(a, b neighbour) int { return a.report - b.report })
	for i := range h.near {
		within(&h.circles, h.near[i].rank, h.near[i].like)
	}
}

// within adds to the circles that a rank lies in.
func within(circles *[3]float64, rank int, like float64) {
	if rank >= hoodSize {
		return
	}
	circles[2] += like
	if rank < close {
		circles[1] += like
		if rank < closer {
			circles[0] += like
		}
	}
}

// divide finds the words that divide the nearest.
func (h *hood) divide(x *index, i int, asked []bool) {
	p := x.ps[i]
	h.divides = make([]float32, len(p.vec))
	nearest := h.near[:min(dividers, len(h.near))]
	all := 0
	for _, t := range x.of(i) {
		all += len(x.lists[t.term])
	}
	if all > aside*len(nearest) {
		for _, n := range nearest {
			shared(x.ps[n.report], p, func(_, j int) { h.divides[j]++ })
		}
	} else {
		for _, n := range nearest {
			asked[n.report] = true
		}
		for j, t := range x.of(i) {
			for k := range x.lists[t.term] {
				if asked[x.lists[t.term][k].report] {
					h.divides[j]++
				}
			}
		}
		for _, n := range nearest {
			asked[n.report] = false
		}
	}
	for i := range h.divides {
		s := h.divides[i] / float32(max(1, len(nearest)))
		h.divides[i] = 4 * s * (1 - s)
		square := float64(p.vec[i].weight) * float64(p.vec[i].weight) * float64(h.divides[i])
		h.square += square
		if p.vec[i].flags&isName != 0 {
			h.nameSquare += square
		}
	}
}

// bestBut is the likeness of the nearest report other than o.
func (h *hood) bestBut(o int) float64 {
	if h.best[0].report == o && h.best[0].like > 0 {
		return h.best[1].like
	}
	return h.best[0].like
}

// worth leaves out the pairs that are little alike and far less than either report is to its nearest: they are not one
// event, and judging them takes most of the time.
func worth(near []edge, around []hood, c *rules) []edge {
	return slices.DeleteFunc(slices.Clone(near), func(e edge) bool {
		return e.like < c.Clear && e.like < c.Beside*min(around[e.a].best[0].like, around[e.b].best[0].like)
	})
}

// place is where a report stands in the neighbourhood; -1 if it doesn't.
func (h *hood) place(report int) int {
	at, ok := slices.BinarySearchFunc(h.near, report, func(n neighbour, o int) int { return n.report - o })
	if !ok {
		return -1
	}
	return at
}

// rank is how many reports are nearer than the one at a place.
func (h *hood) rank(place int) float64 {
	if place < 0 {
		return hoodSize
	}
	return float64(h.near[place].rank)
}

// circle is a neighbourhood that many others are held against.
type circle struct {
	hood   *hood
	places []uint8 // by report, from 1; 0 for those that are not in it
}

func (c *circle) draw(h *hood) {
	if c.hood != nil {
		for _, n := range c.hood.near {
			c.places[n.report] = 0
		}
	}
	c.hood = h
	for k, n := range h.near {
		c.places[n.report] = uint8(k + 1)
	}
}

// shares is the share of the nearest that two reports have in common, in three circles (shared nearest neighbours,
// Jarvis and Patrick 1973); each is its own nearest. The other's neighbourhood is h; each stands in the other's at a place.
func (c *circle) shares(h *hood, mine, its int) (out [3]float64) {
	var both [3]float64
	if its >= 0 {
		within(&both, h.near[its].rank, h.near[its].like)
	}
	if mine >= 0 {
		within(&both, c.hood.near[mine].rank, c.hood.near[mine].like)
	}
	for i := range h.near {
		p := &h.near[i]
		if k := c.places[p.report]; k != 0 {
			q := &c.hood.near[k-1]
			within(&both, max(p.rank, q.rank), min(p.like, q.like))
		}
	}
	for k := range out {
		out[k] = share(both[k], min(h.circles[k], c.hood.circles[k])+1e-9)
	}
	return out
}
