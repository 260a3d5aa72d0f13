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
	slots   []census // by term, with open addressing; no more than three quarters of them are taken
	taken   int
	met     int // terms that reports hold
	known   map[*lang.Language]bool
}

// census is how many reports hold a term, and what share of all, by the language's estimate.
type census struct {
	term    term // 0 is a free slot
	reports float32
	share   float32
}

// kept is how many terms of reports rarity remembers; past it the counts are halved and the rarest forgotten.
const kept = 1 << 19

func newRarity(prior float64) *rarity {
	return &rarity{prior: prior, slots: make([]census, 1<<12), known: make(map[*lang.Language]bool)}
}

// find is the slot of a term, or the free one where it belongs.
func (r *rarity) find(t term) *census {
	last := term(len(r.slots) - 1)
	for i := (t ^ t>>32) & last; ; i = (i + 1) & last {
		if s := &r.slots[i]; s.term == t || s.term == 0 {
			return s
		}
	}
}

// slot is the slot of a term, made if need be. It is good until the next call.
func (r *rarity) slot(t term) *census {
	s := r.find(t)
	if s.term == 0 {
		if 4*r.taken >= 3*len(r.slots) {
			r.rebuild(2 * len(r.slots))
			s = r.find(t)
		}
		s.term = t
		r.taken++
	}
	return s
}

// rebuild puts what is not forgotten into so many slots.
func (r *rarity) rebuild(size int) {
	old := r.slots
	r.slots, r.taken, r.met = make([]census, size), 0, 0
	for _, s := range old {
		if s.reports == 0 && s.share == 0 {
			continue
		}
		*r.find(s.term) = s
		r.taken++
		if s.reports > 0 {
			r.met++
		}
	}
}

// learn takes in a language's estimate.
func (r *rarity) learn(l *lang.Language, s stemmer) {
	if r.known[l] {
		return
	}
	r.known[l] = true
	for word, share := range l.Story.Common {
		at := r.slot(hash(s.stem(word, true)))
		at.share = max(at.share, float32(share)) // the order of the map does not matter
	}
}

// add counts a report's terms, each once.
func (r *rarity) add(p *profile) {
	r.reports++
	last := term(0)
	for i := range p.words {
		if t := p.words[i].term; t != last {
			last = t
			r.count(t)
		}
	}
	things := make([]term, 0, 2*len(p.things))
	for _, t := range p.things {
		things = append(things, t.thing)
		if t.other != 0 {
			things = append(things, t.other)
		}
	}
	for _, t := range sorted(things) {
		if !p.says(t) {
			r.count(t)
		}
	}
	if r.met > kept {
		r.age()
	}
}

func (r *rarity) count(t term) {
	s := r.slot(t)
	if s.reports == 0 {
		r.met++
	}
	s.reports++
}

// says reports whether a term is among a report's own.
func (p *profile) says(t term) bool {
	_, ok := slices.BinarySearchFunc(p.words, t, func(m mention, t term) int { return compare(m.term, t) })
	return ok
}

func (r *rarity) age() {
	r.reports /= 2
	for i := range r.slots {
		s := &r.slots[i]
		if s.reports /= 2; s.reports < 1 {
			s.reports = 0
		}
	}
	r.rebuild(len(r.slots))
}

// of is a term's rarity: the logarithm of one in how many reports holds it.
func (r *rarity) of(t term) float64 {
	s := r.find(t)
	n := float64(s.reports) + float64(s.share)*r.prior + 0.5
	return math.Log((r.reports+r.prior)/n + 1)
}

// outside is a term's rarity among the reports that are not of a matter, n of whose reports hold it: a matter half
// the world writes of makes its own words common.
func (r *rarity) outside(t term, n, reports int) float64 {
	s := r.find(t)
	there := max(0, float64(s.reports)-float64(n)) + float64(s.share)*world + 0.5
	return math.Log((max(0, r.reports-float64(reports))+world)/there + 1)
}

// world is how many reports the language's estimate stands for when the rarity outside a matter is asked: more than
// elsewhere, as a few reports all of one matter say nothing of the world outside it.
const world = 6000
