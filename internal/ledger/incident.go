package ledger

import (
	"cmp"
	"maps"
	"slices"

	"sitrep"
)

// A story's figures may be of many occurrences: strikes on one town, day after day; a quake, and those before it that are remembered. Only figures of one
// can repeat, update or correct each other. How likely two are of one a forest says, by what stands around them. Figures are gathered by
// average linkage (Sokal and Michener 1958): the two gatherings that are likeliest one, on the mean over their pairs, are joined, until none are likely enough. It is
// done for so many figures at a time, in time order, and what was gathered of them then joins what was gathered before: so a story of any size
// costs what its figures cost.

// Judge says of what compare gives of two figures how likely it is that they count people of one occurrence.
type Judge func(inputs []float32) float64

// oneIncident is from what mean likelihood on figures are of one incident.
const oneIncident = 0.6

// How many figures are gathered at a time, how many pairs are looked at to join two gatherings, and with how many of those before one is compared.
const (
	blockFigures  = 100
	mostPairs     = 12
	mostIncidents = 12
	fewIncidents  = 4 // of the latest and of the largest, whatever they share
)

// incident is an occurrence, or a running total, with the figures that count it.
type incident struct {
	members []int // by their places in the book, in its order
	key     string
	event   sitrep.EventID // of the story's, if it is one
	rank    int
}

// incidents parts the book's figures into incidents, in the order of their first figures. A sentence that is told again, word by word, tells of the same, and a
// part is of the incident of its total.
func (b *book) incidents(judge Judge) *gatherer {
	g := &gatherer{scene: b.newScene(), judge: judge, signed: map[sign][]*incident{}}
	first := map[telling]int{} // by what is told: where it was told first
	var fresh []mention
	of, at := map[int]*incident{}, map[*row]int{}
	for i := range g.mentions {
		at[g.mentions[i].row] = i
	}
	for i := range g.mentions {
		if g.mentions[i].total != nil {
			continue
		}
		if k, ok := g.mentions[i].telling(); !ok {
			fresh = append(fresh, g.mentions[i])
		} else if _, again := first[k]; !again {
			first[k] = i
			fresh = append(fresh, g.mentions[i])
		}
	}
	for from := 0; from < len(fresh); from += blockFigures {
		g.join(g.gather(fresh[from:min(from+blockFigures, len(fresh))]))
	}
	for _, in := range g.all {
		for _, i := range in.members {
			of[i] = in
		}
	}
	for i := range g.mentions {
		if of[i] == nil && g.mentions[i].total == nil {
			k, _ := g.mentions[i].telling()
			of[i] = of[first[k]]
			of[i].members = append(of[i].members, i)
		}
	}
	for i := range g.mentions {
		if t := g.mentions[i].total; t != nil {
			in := of[at[t]]
			in.members = append(in.members, i)
		}
	}
	for _, in := range g.all {
		slices.Sort(in.members)
	}
	return g
}

// telling is a count in the words of its sentence.
type telling struct {
	words  string
	count  sitrep.Measure
	number int64
}

// leastWords is how long a sentence must be for it to be no chance that two are the same; in bytes.
const leastWords = 40

// telling is what a figure's sentence tells by it, if it is long enough to be known again.
func (m *mention) telling() (telling, bool) {
	t := m.report.In(m.In)
	s := m.Sentence
	if s.Start < 0 || s.End > len(t) || s.End-s.Start < leastWords {
		return telling{}, false
	}
	return telling{t[s.Start:s.End], m.count, m.number}, true
}

type gatherer struct {
	*scene
	judge   Judge
	all     []*incident
	signed  map[sign][]*incident
	largest []*incident
}

// gather parts some figures by average linkage.
func (g *gatherer) gather(block []mention) []*incident {
	n := len(block)
	link := make([][]float64, n)
	all := make([]*incident, n)
	for i := range block {
		link[i] = make([]float64, n)
		all[i] = &incident{members: []int{block[i].n}}
		for k := range i {
			p := g.likely(&block[k], &block[i])
			link[i][k], link[k][i] = p, p
		}
	}
	// nearest is the best partner of each: only those whose partner is gone look for another
	nearest := make([]int, n)
	look := func(i int) {
		nearest[i] = -1
		for k := range link[i] {
			if k != i && all[k] != nil && (nearest[i] < 0 || link[i][k] > link[i][nearest[i]]) {
				nearest[i] = k
			}
		}
	}
	for i := range block {
		look(i)
	}
	for {
		a := -1
		for i := range all {
			if all[i] != nil && nearest[i] >= 0 && (a < 0 || link[i][nearest[i]] > link[a][nearest[a]]) {
				a = i
			}
		}
		if a < 0 || link[a][nearest[a]] < oneIncident {
			break
		}
		z := nearest[a]
		a, z = min(a, z), max(a, z)
		x, y := float64(len(all[a].members)), float64(len(all[z].members))
		for k := range all {
			if all[k] != nil && k != a && k != z {
				p := (x*link[a][k] + y*link[z][k]) / (x + y)
				link[a][k], link[k][a] = p, p
			}
		}
		all[a].members = append(all[a].members, all[z].members...)
		all[z] = nil
		for k := range all {
			if all[k] != nil && (k == a || nearest[k] == a || nearest[k] == z) {
				look(k)
			} else if all[k] != nil && nearest[k] >= 0 && link[k][a] > link[k][nearest[k]] {
				nearest[k] = a
			}
		}
	}
	all = slices.DeleteFunc(all, func(in *incident) bool { return in == nil })
	for _, in := range all {
		slices.Sort(in.members)
	}
	return all
}

// likely is how likely two figures are of one incident: not at all if their words put them on different days.
func (g *gatherer) likely(a, b *mention) float64 {
	if a.dated() && b.dated() && !a.toll.overlaps(b.toll) {
		return 0
	}
	return g.judge(g.compare(a, b))
}

// dated reports whether a figure's words say on which few days its people came to harm.
func (m *mention) dated() bool {
	return m.Basis == sitrep.OfEvent && m.toll.known() && !m.toll.open() && m.toll.to-m.toll.from < mostDays
}

// mostDays is how many days an incident may take that is told by its day.
const mostDays = 4

// join puts what was gathered of some figures to what was gathered before.
func (g *gatherer) join(block []*incident) {
	before := len(g.all)
	into := make([]*incident, len(block))
	for i, in := range block {
		top := 0.0
		for _, o := range g.candidates(in, before) {
			if p := g.mean(o, in); p > top && p >= oneIncident {
				into[i], top = o, p
			}
		}
	}
	for i, in := range block {
		fresh := in.members
		if o := into[i]; o != nil {
			o.members = append(o.members, in.members...)
			in = o
		} else {
			g.all = append(g.all, in)
		}
		g.note(in, fresh)
	}
}

// candidates are the incidents that one may be a part of: those that share a number, a day or a place with it, those that share most first, and whatever they
// share the latest and those with most figures.
func (g *gatherer) candidates(in *incident, before int) []*incident {
	if before <= mostIncidents {
		return g.all[:before]
	}
	shares := map[*incident]int{}
	for _, m := range in.members[max(0, len(in.members)-mostSigns):] {
		for _, k := range g.signs(&g.mentions[m]) {
			for _, o := range g.signed[k] {
				shares[o]++
			}
		}
	}
	out := slices.Clone(g.all[before-fewIncidents : before])
	for _, o := range g.largest {
		if !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	near := slices.Collect(maps.Keys(shares))
	slices.SortFunc(near, func(a, b *incident) int {
		return cmp.Or(cmp.Compare(shares[b], shares[a]), cmp.Compare(a.members[0], b.members[0]))
	})
	for _, o := range near {
		if len(out) == mostIncidents {
			break
		}
		if !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	return out
}

// sign is something by which an incident is found again: a number that its figures give, a day or a place.
type sign struct {
	kind  byte
	n     int64
	place string
}

// mostSigns is by how many of its last figures an incident is looked for, and how many incidents a sign finds, the latest.
const mostSigns = 8

func (g *gatherer) signs(m *mention) (out []sign) {
	if m.number >= notable {
		out = append(out, sign{kind: 'n', n: m.number})
	}
	if m.day != noDay {
		out = append(out, sign{kind: 'd', n: int64(m.day)})
	}
	for _, part := range m.row.place.parts {
		out = append(out, sign{kind: 'p', place: part})
	}
	return out
}

// note keeps by what an incident is found again, with what has come to it.
func (g *gatherer) note(in *incident, fresh []int) {
	for _, m := range fresh {
		for _, k := range g.signs(&g.mentions[m]) {
			list := g.signed[k]
			if slices.Contains(list, in) {
				continue
			}
			g.signed[k] = append(list[max(0, len(list)-mostSigns+1):], in)
		}
	}
	if !slices.Contains(g.largest, in) {
		g.largest = append(g.largest, in)
	}
	slices.SortStableFunc(g.largest, func(a, b *incident) int { return cmp.Compare(len(b.members), len(a.members)) })
	g.largest = g.largest[:min(len(g.largest), fewIncidents)]
}

// mean is the mean likelihood over the pairs of two incidents' figures, or over so many of them, scattered.
func (g *gatherer) mean(a, b *incident) float64 {
	const stride = 7919 // a prime: it meets all partners of all
	all := len(a.members) * len(b.members)
	sum, n := 0.0, min(all, mostPairs)
	for k := range n {
		at := k
		if all > n {
			at = k * stride % all
		}
		sum += g.likely(&g.mentions[a.members[at/len(b.members)]], &g.mentions[b.members[at%len(b.members)]])
	}
	return sum / float64(n)
}

// Incidents numbers the incidents of a story's figures by a judge, nil for the one that comes with the program: for trying judges.
func Incidents(in Input, judge Judge) map[sitrep.Citation]int {
	if judge == nil {
		judge = linkForest().Score
	}
	b := newBook(in)
	b.prepare()
	out := map[sitrep.Citation]int{}
	for n, i := range b.incidents(judge).all {
		for _, k := range i.members {
			out[b.rows[k].Cite()] = n
		}
	}
	return out
}
