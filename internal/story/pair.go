package story

import "math"

// inputs are what is compared of two reports: what a learned score is made from. All but a few lie
// between 0 and 1; none depends on which of the two is named first.
const inputs = 44

// shared sums up what two reports have in common, in one pass over their terms.
type shared struct {
	whole, heads                    float64 // products of weights
	names, words                    float64 // the same, of names and of all else
	head, title, top, name, topName [2]float64
	evidence, nameEvidence          float64 // rarity of shared head terms, of shared head names
	rarest                          float64
	years, dates, numbers           int
	exact, phrases                  int // names of two words, other pairs of words
}

func meet(a, b *profile) (s shared) {
	x, y := a.vec, b.vec
	for i, j := 0, 0; i < len(x) && j < len(y); {
		p, q := &x[i], &y[j]
		if p.term < q.term {
			i++
			continue
		}
		if p.term > q.term {
			j++
			continue
		}
		s.take(p, q)
		i++
		j++
	}
	return s
}

func (s *shared) take(p, q *weighted) {
	flags := p.flags | q.flags
	product := float64(p.weight) * float64(q.weight)
	s.whole += product
	s.heads += float64(p.head) * float64(q.head)
	s.head[0] += float64(p.head)
	s.head[1] += float64(q.head)
	if p.flags&inTitle != 0 {
		s.title[0] += float64(p.head)
	}
	if q.flags&inTitle != 0 {
		s.title[1] += float64(q.head)
	}
	if p.flags&isTop != 0 {
		s.top[0] += float64(p.weight)
	}
	if q.flags&isTop != 0 {
		s.top[1] += float64(q.weight)
	}
	inHeads := p.flags&q.flags&inHead != 0
	if inHeads {
		s.evidence += float64(p.rare)
	}
	switch {
	case flags&isName != 0:
		s.names += product
		s.name[0] += float64(p.head)
		s.name[1] += float64(q.head)
		if inHeads {
			s.nameEvidence += float64(p.rare)
		}
		if flags&inHead != 0 {
			s.rarest = max(s.rarest, float64(p.rare))
		}
		if flags&isPair != 0 {
			s.exact++
		}
		if p.flags&isTopName != 0 {
			s.topName[0] += float64(p.weight)
		}
		if q.flags&isTopName != 0 {
			s.topName[1] += float64(q.weight)
		}
	case flags&isPair != 0:
		s.phrases++
	case flags&isDate != 0:
		s.dates++
	case flags&isYear != 0:
		s.years++
	case flags&isNumber != 0:
		s.numbers++
	default:
		s.words += product
	}
}

func least(v [2]float64) float64 { return min(v[0], v[1]) }
func most(v [2]float64) float64  { return max(v[0], v[1]) }

// compared makes the inputs of a pair: i and j are the reports' numbers among their neighbours.
func compared(a, b *profile, x, y *hood, i, j int, like float64, f *[inputs]float64) {
	s := meet(a, b)
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
	ranks := [2]float64{x.rank(j), y.rank(i)}
	rivals := [2]float64{x.bestBut(j), y.bestBut(i)}
	shared := common(x, y, i, j)
	all, names := divided(a, b, x, y)
	*f = [inputs]float64{
		s.whole, s.heads, most(head), least(head), most(title), least(title), most(top), least(top),
		most(name), least(name), share(s.names, math.Sqrt(a.nameSquare*b.nameSquare)), share(s.words, math.Sqrt(a.wordSquare*b.wordSquare)),
		squash(s.evidence, 30), squash(s.nameEvidence, 20), s.rarest / 8,
		squash(float64(s.numbers), 2), squash(float64(s.exact), 2), truth(s.years > 0), truth(s.dates > 0),
		truth(a.years > 0 && b.years > 0 && s.years == 0), truth(a.dates > 0 && b.dates > 0 && s.dates == 0),
		most(topName), least(topName), squash(float64(s.phrases), 3),
		squash(least(ranks), 5), squash(most(ranks), 5), squash(most(ranks), 25),
		like, like / (most(rivals) + 1e-9), like / (least(rivals) + 1e-9), like / (least(rivals) + like + 1e-9), like / (most(rivals) + like + 1e-9),
		min(x.density, y.density), max(x.density, y.density), like / (max(x.density, y.density) + like + 1e-9),
		shared[0], shared[1], shared[2], all, names,
	}
	for k := 28; k < 30; k++ {
		f[k] = min(f[k], 2)
	}
	if !math.IsNaN(a.day) && !math.IsNaN(b.day) {
		gap := math.Abs(a.day - b.day)
		f[40], f[41] = squash(gap, 2), squash(gap, 40)
	}
	if a.incident.day != 0 && b.incident.day != 0 {
		gap := math.Abs(a.incident.day - b.incident.day)
		f[42], f[43] = squash(gap, 1), squash(gap, 20)
	}
}

func squash(v, half float64) float64 { return v / (v + half) }

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
