package story

import (
	"math"
	"slices"

	"sitrep/internal/lang"
)

// rarity learns how rare terms are from the reports themselves, beginning with a language's own estimate
// of its common words. The estimate counts as much as a fixed number of reports, so that the first
// report of a stream is not at a loss, nor a set of reports about one thing deceived.
type rarity struct {
	reports float64
	prior   float64
	counts  map[term]float32
	share   map[term]float32 // of reports, by the language's estimate
	known   map[*lang.Language]bool
}

// kept is how many terms rarity remembers; past it the counts are halved and the rarest forgotten.
const kept = 1 << 19

func newRarity(prior float64) *rarity {
	return &rarity{prior: prior, counts: make(map[term]float32), share: make(map[term]float32), known: make(map[*lang.Language]bool)}
}

// learn takes in a language's estimate.
func (r *rarity) learn(l *lang.Language, s stemmer) {
	if r.known[l] {
		return
	}
	r.known[l] = true
	for word, share := range l.Story.Common {
		t := hash(s.stem(word, true))
		r.share[t] = max(r.share[t], float32(share)) // the order of the map does not matter
	}
}

// add counts a report's terms, each once.
func (r *rarity) add(p *profile) {
	r.reports++
	terms := make([]term, 0, len(p.words)+len(p.things))
	for i := range p.words {
		terms = append(terms, p.words[i].term)
	}
	for _, t := range p.things {
		terms = append(terms, t.thing)
		if t.other != 0 {
			terms = append(terms, t.other)
		}
	}
	slices.Sort(terms)
	for _, t := range slices.Compact(terms) {
		r.counts[t]++
	}
	if len(r.counts) > kept {
		r.age()
	}
}

func (r *rarity) age() {
	r.reports /= 2
	for t, n := range r.counts {
		if n /= 2; n < 1 {
			delete(r.counts, t)
		} else {
			r.counts[t] = n
		}
	}
}

// of is a term's rarity: the logarithm of one in how many reports holds it.
func (r *rarity) of(t term) float64 {
	n := float64(r.counts[t]) + float64(r.share[t])*r.prior + 0.5
	return math.Log((r.reports+r.prior)/n + 1)
}

// outside is a term's rarity among the reports that are not of a matter, n of whose reports hold it: a matter half
// the world writes of makes its own words common.
func (r *rarity) outside(t term, n, reports int) float64 {
	there := max(0, float64(r.counts[t])-float64(n)) + float64(r.share[t])*world + 0.5
	return math.Log((max(0, r.reports-float64(reports))+world)/there + 1)
}

// world is how many reports the language's estimate stands for when the rarity outside a matter is asked: more than
// elsewhere, as a few reports all of one matter say nothing of the world outside it.
const world = 6000
