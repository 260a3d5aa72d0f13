package story

import "math"

// common sums up what two reports have in common, in one pass over their terms.
type common struct {
	whole, heads                    float64 // products of weights
	names, words                    float64 // the same, of names and of all else
	head, title, top, name, topName [2]float64
	evidence, nameEvidence          float64 // rarity of shared head terms, of shared head names
	rarest                          float64
	years, dates, numbers           int
	headNumbers                     int        // shared, in the head of one at least
	titleNames                      float64    // rarity of names both titles hold
	lost, lostSum                   [2]float64 // rarity of the title's names that the other lacks: the rarest, all
	lostNumbers                     [2]float64 // numbers of the head that the other lacks
	exact                           int        // names of two words
	divided, dividedNames           float64    // products of weights of what divides the neighbourhoods of both: of all, of names
}

// match is a term that two reports share, by its places in their vectors.
type match struct{ a, b uint8 }

// meet goes through what two reports share; x and y are their neighbourhoods.
func meet(a, b *profile, x, y *hood, matches []match) (s common) {
	lone := [2][]uint8{a.lone, b.lone}
	miss := func(p *profile, of, until int) {
		for len(lone[of]) > 0 && int(lone[of][0]) < until {
			s.miss(&p.vec[lone[of][0]], of)
			lone[of] = lone[of][1:]
		}
		if len(lone[of]) > 0 && int(lone[of][0]) == until {
			lone[of] = lone[of][1:]
		}
	}
	for _, m := range matches {
		miss(a, 0, int(m.a))
		miss(b, 1, int(m.b))
		p, q := &a.vec[m.a], &b.vec[m.b]
		s.take(p, q)
		product := float64(p.weight) * float64(q.weight) * math.Sqrt(float64(x.divides[m.a])*float64(y.divides[m.b]))
		s.divided += product
		if (p.flags|q.flags)&isName != 0 {
			s.dividedNames += product
		}
	}
	miss(a, 0, reach(a, b))
	miss(b, 1, reach(b, a))
	return s
}

// reach is how far into a report's vector terms are noted as missing from the other: to the last that the other's own vector reaches. Terms
// are hashes, so the few beyond are any; the forest was grown so, and noting them too took .0015 of the Russian stream's F1 and changed
// nothing else.
func reach(a, b *profile) int {
	if len(b.vec) == 0 {
		return 0
	}
	n := 0
	for n < len(a.vec) && a.vec[n].term <= b.vec[len(b.vec)-1].term {
		n++
	}
	return n
}

// lone reports whether a term is noted when the other report lacks it: the title's names, the head's numbers.
func (t *weighted) lone() bool {
	return t.flags&inTitle != 0 && t.flags&isName != 0 && t.flags&isPair == 0 || t.flags&isNumber != 0 && t.flags&inHead != 0
}

// miss notes a term of one report that the other lacks.
func (s *common) miss(t *weighted, of int) {
	if t.flags&inTitle != 0 && t.flags&isName != 0 && t.flags&isPair == 0 {
		s.lost[of] = max(s.lost[of], float64(t.rare))
		s.lostSum[of] += float64(t.rare)
	}
	if t.flags&isNumber != 0 && t.flags&inHead != 0 {
		s.lostNumbers[of]++
	}
}

func (s *common) take(p, q *weighted) {
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
	if p.flags&q.flags&(inTitle|isName) == inTitle|isName {
		s.titleNames += float64(p.rare)
	}
	if p.flags&isNumber != 0 && flags&inHead != 0 {
		s.headNumbers++
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

// least and most are of the two reports' measures the smaller and the larger: which report is which doesn't matter.
func least(v [2]float64) float64 { return min(v[0], v[1]) }
func most(v [2]float64) float64  { return max(v[0], v[1]) }
