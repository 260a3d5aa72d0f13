package story

// shared sums up what two reports have in common, in one pass over their terms.
type shared struct {
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
}

func meet(a, b *profile) (s shared) {
	x, y := a.vec, b.vec
	for i, j := 0, 0; i < len(x) && j < len(y); {
		p, q := &x[i], &y[j]
		if p.term < q.term {
			s.miss(p, 0)
			i++
			continue
		}
		if p.term > q.term {
			s.miss(q, 1)
			j++
			continue
		}
		s.take(p, q)
		i++
		j++
	}
	return s
}

// miss notes a term of one report that the other lacks.
func (s *shared) miss(t *weighted, of int) {
	if t.flags&inTitle != 0 && t.flags&isName != 0 && t.flags&isPair == 0 {
		s.lost[of] = max(s.lost[of], float64(t.rare))
		s.lostSum[of] += float64(t.rare)
	}
	if t.flags&isNumber != 0 && t.flags&inHead != 0 {
		s.lostNumbers[of]++
	}
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
