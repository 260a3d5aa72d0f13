package story

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// What a report shares with others is the same whether terms are gone through or reports, and the index says what the vectors say.
func TestIndex(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	ps := make([]*profile, 120)
	for i := range ps {
		p := &profile{}
		for n := range 5 + r.IntN(120) {
			at := term(r.IntN(900)+1) * 0x9e3779b97f4a7c15
			if n%7 == 0 {
				at = term(r.IntN(40)) + 1 // many on one bit of the sketch
			}
			p.words = append(p.words, mention{term: at, weight: 1 + float32(r.IntN(3)), flags: flags(r.IntN(8))})
		}
		slices.SortStableFunc(p.words, func(a, b mention) int { return compare(a.term, b.term) })
		p.passages = []passage{{}}
		p.weigh(newRarity(300), &furniture{}, standard(), &weighing{})
		ps[i] = p
	}
	x := indexed(ps)
	seen := 0
	for i, p := range ps {
		var others []int32
		for o := range i {
			if o%3 == i%3 {
				others = append(others, int32(o))
			}
		}
		byTerm := make([][]match, len(others))
		s := newSlots(x)
		s.meet(i, others, func(k, at int, p *posting) { byTerm[k] = append(byTerm[k], match{p.at, uint8(at)}) })
		for k, o := range others {
			var want, got []match
			for a := range ps[o].vec {
				for b := range p.vec {
					if ps[o].vec[a].term == p.vec[b].term {
						want = append(want, match{uint8(a), uint8(b)})
					}
				}
			}
			shared(ps[o], p, func(a, b int) { got = append(got, match{uint8(a), uint8(b)}) })
			if !slices.Equal(got, want) || !slices.Equal(byTerm[k], want) {
				t.Fatalf("%d and %d share %v, by sketch %v, by term %v", o, i, want, got, byTerm[k])
			}
			seen += len(want)
		}
	}
	if seen < 5000 {
		t.Errorf("only %d terms are shared", seen)
	}
}
