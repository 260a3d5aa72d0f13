package brief

import (
	"embed"
	"sync"

	"sitrep"
	"sitrep/internal/wood"
)

// The forests that judge sentences and pairs of them are grown by go run ./internal/desk/train.
//
//go:embed data
var embedded embed.FS

var worthForest = sync.OnceValue(func() *wood.Forest { return wood.MustRead(embedded, "data/worth.wood", worthInputs) })

var overtakenForest = sync.OnceValue(func() *wood.Forest { return wood.MustRead(embedded, "data/overtaken.wood", worthInputs) })

var colourForest = sync.OnceValue(func() *wood.Forest { return wood.MustRead(embedded, "data/colour.wood", worthInputs) })

var danglingForest = sync.OnceValue(func() *wood.Forest { return wood.MustRead(embedded, "data/dangling.wood", worthInputs) })

var redundantForest = sync.OnceValue(func() *wood.Forest { return wood.MustRead(embedded, "data/redundant.wood", redundantInputs) })

var amissForest = sync.OnceValue(func() *wood.Forest { return wood.MustRead(embedded, "data/amiss.wood", amissInputs) })

var twiceForest = sync.OnceValue(func() *wood.Forest { return wood.MustRead(embedded, "data/twice.wood", twiceInputs) })

// Study hands on what is measured of a story's sentences, and of pairs of them, by the words they cite: what editors' marks are learned by.
// Pairs of which one is no candidate are passed over; a pair's number is its place in the list.
func Study(in Input, sentence func(at sitrep.Citation, inputs []float32), pairs [][2]sitrep.Citation, pair func(n int, inputs []float32)) {
	if in.Words <= 0 {
		in.Words = DefaultWords
	}
	w := newWriter(in)
	if w.pool.empty() {
		return
	}
	by := map[sitrep.Citation]*candidate{}
	w.measure(w.plan(), func(c *candidate, inputs []float32) {
		by[c.Citations[0]] = c
		sentence(c.Citations[0], inputs)
	})
	for n, p := range pairs {
		if a, b := by[p[0]], by[p[1]]; a != nil && b != nil {
			pair(n, w.compare(nil, a, b))
		}
	}
}

// RedundantInputs is how many of the measures that StudyCourses hands on, the first, are of a sentence beside those before it.
const RedundantInputs = redundantInputs

// StudyCourses hands on what is measured of each sentence of a brief beside those before it, and of its place in the brief. A course is a brief's headline and its sentences behind it, by
// the words they cite; those that are no candidates are passed over, and courses that aren't of the story.
func StudyCourses(in Input, courses [][]sitrep.Citation, of func(course []sitrep.Citation) bool, each func(course, place int, inputs []float32)) {
	if in.Words <= 0 {
		in.Words = DefaultWords
	}
	w := newWriter(in)
	if w.pool.empty() {
		return
	}
	w.judge(w.plan())
	by := map[sitrep.Citation]*candidate{}
	for _, list := range [][]*candidate{w.pool.following, w.pool.titles, w.pool.sentences} {
		for _, c := range list {
			by[c.Citations[0]] = c
		}
	}
	for n, course := range courses {
		if !of(course) {
			continue
		}
		var list []*candidate
		for k, cite := range course {
			c := by[cite]
			switch {
			case k == 0:
				w.top = c
				continue
			case c == nil:
				continue
			case len(list) > 0:
				each(n, k, w.among(nil, list, c))
			}
			list = append(list, c)
		}
	}
}
