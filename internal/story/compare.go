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

// compared makes the inputs of a pair: i and j are the reports' numbers among their neighbours.
func compared(a, b *profile, x, y *hood, i, j int, like float64, to *[inputs]float32) {
	m := measures{of: to}
	s := meet(a, b, x, y)
	m.contents(a, b, &s)
	m.neighbourhoods(x, y, i, j, like)
	// how far they agree on the words that divide their neighbourhoods: the cosine over those, of all and of names
	m.add(share(s.divided, math.Sqrt(x.square*y.square)), share(s.dividedNames, math.Sqrt(x.nameSquare*y.nameSquare)))
	m.lacks(&s)
	m.times(a, b)
	m.signs(a, b)
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
func (m *measures) neighbourhoods(x, y *hood, i, j int, like float64) {
	ranks := [2]float64{x.rank(j), y.rank(i)}
	rivals := [2]float64{x.bestBut(j), y.bestBut(i)}
	density := [2]float64{x.density, y.density}
	shared := circles(x, y, i, j)
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
func (m *measures) signs(a, b *profile) {
	s, o, x, y := &a.signs, &b.signs, &a.incident, &b.incident
	m.add(agree(x.what != "" && y.what != "", x.what == y.what), agree(x.where != "" && y.where != "", s.where == o.where))
	same, other := counted(s.counts, o.counts)
	m.add(squash(float64(same), 1), squash(float64(other), 1))
	few, many := contained(s.things, o.things)
	_, in := contained(s.things, o.allThings)
	_, back := contained(o.things, s.allThings)
	m.add(few, many, max(in, back), min(in, back), agree(len(s.things) > 0 && len(o.things) > 0, many > 0))
	few, many = contained(s.runs, o.runs)
	m.add(few, many)
	few, many = contained(s.headRuns, o.headRuns)
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
