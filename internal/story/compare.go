package story

import "math"

// inputs are how many things are compared of two reports: what the forest judges by. All but a few lie between 0 and
// 1; none depends on which of the two is named first.
const inputs = 69

// measures collects the inputs of a pair.
type measures struct {
	of *[inputs]float32
	at int
}

func (m *measures) add(values ...float64) {
	for _, v := range values {
		m.of[m.at] = float32(v)
		m.at++
	}
}

// jury compares reports with those before them, one report after the other.
type jury struct {
	index   *index
	around  []hood
	slots   slots
	circle  circle
	others  []int32
	matches [][]match // by the other
	runs    sieve
	heads   sieve
	inputs  [inputs]float32
}

func newJury(x *index, around []hood) *jury {
	return &jury{index: x, around: around, slots: newSlots(x), circle: circle{places: make([]uint8, len(x.ps))}}
}

// compare makes the inputs of some pairs, of which the later report is one and the same. They are good until the next pair.
func (j *jury) compare(row []edge, each func(e *edge, inputs []float32)) {
	at := row[0].b
	j.others = j.others[:0]
	for k := range row {
		j.others = append(j.others, int32(row[k].a))
		if len(j.matches) <= k {
			j.matches = append(j.matches, nil)
		}
		j.matches[k] = j.matches[k][:0]
	}
	j.slots.meet(at, j.others, func(k, at int, p *posting) { j.matches[k] = append(j.matches[k], match{p.at, uint8(at)}) })
	b := j.index.ps[at]
	j.circle.draw(&j.around[at])
	j.runs.fill(b.signs.runs)
	j.heads.fill(b.signs.headRuns)
	for k := range row {
		j.compared(&row[k], j.matches[k])
		each(&row[k], j.inputs[:])
	}
}

func (j *jury) compared(e *edge, matches []match) {
	a, b := j.index.ps[e.a], j.index.ps[e.b]
	x, y := &j.around[e.a], &j.around[e.b]
	m := measures{of: &j.inputs}
	s := meet(a, b, x, y, matches)
	m.contents(a, b, &s)
	m.neighbourhoods(x, &j.circle, e)
	// how far they agree on the words that divide their neighbourhoods: the cosine over those, of all and of names
	m.add(share(s.divided, math.Sqrt(x.square*y.square)), share(s.dividedNames, math.Sqrt(x.nameSquare*y.nameSquare)))
	m.lacks(&s)
	m.times(a, b)
	m.signs(a, b, &j.runs, &j.heads)
}

// contents is how much two reports share, in all and by kind of word.
func (m *measures) contents(a, b *profile, s *common) {
	part := func(v [2]float64, x, y float64) [2]float64 { return [2]float64{share(v[0], x), share(v[1], y)} }
	head := part(s.head, a.headSum, b.headSum)
	title := part(s.title, a.titleSum, b.titleSum)
	if a.titleSum == 0 {
		title[0] = head[0]
	}
	if b.titleSum == 0 {
		title[1] = head[1]
	}
	top := part(s.top, a.topSum, b.topSum)
	name := part(s.name, a.nameSum, b.nameSum)
	topName := part(s.topName, a.topNameSum, b.topNameSum)
	m.add(s.whole, s.heads, most(head), least(head), most(title), least(title), most(top), least(top), most(name), least(name))
	m.add(share(s.names, math.Sqrt(a.nameSquare*b.nameSquare)), share(s.words, math.Sqrt(a.wordSquare*b.wordSquare)))
	m.add(squash(s.evidence, 30), squash(s.nameEvidence, 20), s.rarest/8, most(topName), least(topName))
	m.add(squash(float64(s.numbers), 2), squash(float64(s.exact), 2), squash(s.titleNames, 5), squash(float64(s.headNumbers), 1))
}

// neighbourhoods is how the likeness compares with what else is near.
func (m *measures) neighbourhoods(x *hood, c *circle, e *edge) {
	y, like := c.hood, e.like
	mine, its := int(c.places[e.a])-1, x.place(e.b)
	ranks := [2]float64{x.rank(its), y.rank(mine)}
	rivals := [2]float64{x.bestBut(e.b), y.bestBut(e.a)}
	density := [2]float64{x.density, y.density}
	shared := c.shares(x, mine, its)
	m.add(squash(least(ranks), 5), squash(most(ranks), 5), squash(most(ranks), 25))
	m.add(like, min(2, like/(most(rivals)+1e-9)), min(2, like/(least(rivals)+1e-9)), like/(least(rivals)+like+1e-9), like/(most(rivals)+like+1e-9))
	m.add(least(density), most(density), like/(most(density)+like+1e-9), shared[0], shared[1], shared[2])
}

// lacks is what the head of one report tells that the other doesn't.
func (m *measures) lacks(s *common) {
	m.add(squash(least(s.lostNumbers), 1), squash(most(s.lostNumbers), 1), least(s.lost)/8, most(s.lost)/8, squash(least(s.lostSum), 8), squash(most(s.lostSum), 8))
	// years and days of a month
	m.add(truth(s.years > 0), truth(s.dates > 0))
}

// times is how far apart two reports, and what they tell of, lie; -1 when that is unknown.
func (m *measures) times(a, b *profile) {
	s, o := &a.signs, &b.signs
	m.gap(a.day, b.day, !math.IsNaN(a.day) && !math.IsNaN(b.day), 2, 40)
	m.gap(a.incident.day, b.incident.day, a.incident.day != 0 && b.incident.day != 0, 1, 20)
	m.gap(s.told, o.told, s.told != 0 && o.told != 0, 1, 20)
	m.add(agree(s.weekday != 0 && o.weekday != 0, s.weekday == o.weekday), agree(s.weekdays != 0 && o.weekdays != 0, s.weekdays&o.weekdays != 0))
	m.add(agree(a.years > 0 && b.years > 0, m.of[lacksAt+6] > 0), agree(a.dates > 0 && b.dates > 0, m.of[lacksAt+7] > 0))
}

// lacksAt is the first of the inputs that lacks adds.
const lacksAt = 21 + 14 + 2

func (m *measures) gap(a, b float64, known bool, short, long float64) {
	if !known {
		m.add(-1, -1)
		return
	}
	gap := math.Abs(a - b)
	m.add(squash(gap, short), squash(gap, long))
}

// signs is where two reports agree and disagree: on the kind of event and its place, on what is counted, on countries and kinds of
// things whatever the language; and whether their words stand in the same order.
func (m *measures) signs(a, b *profile, runs, heads *sieve) {
	s, o, x, y := &a.signs, &b.signs, &a.incident, &b.incident
	m.add(agree(x.what != "" && y.what != "", x.what == y.what), agree(x.where != "" && y.where != "", s.where == o.where))
	same, other := counted(s.counts, o.counts)
	m.add(squash(float64(same), 1), squash(float64(other), 1))
	few, many := contained(s.things, o.things)
	_, in := contained(s.things, o.allThings)
	_, back := contained(o.things, s.allThings)
	m.add(few, many, max(in, back), min(in, back), agree(len(s.things) > 0 && len(o.things) > 0, many > 0))
	few, many = parts(runs.common(s.runs), len(s.runs), len(o.runs))
	m.add(few, many)
	few, many = parts(heads.common(s.headRuns), len(s.headRuns), len(o.headRuns))
	m.add(few, many, agree(a.outlet != 0 && b.outlet != 0, a.outlet == b.outlet))
}

// agree is 1 for yes, 0 for no and -1 when it can't be known.
func agree(known, yes bool) float64 {
	switch {
	case !known:
		return -1
	case yes:
		return 1
	}
	return 0
}

func squash(v, half float64) float64 { return v / (v + half) }

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
