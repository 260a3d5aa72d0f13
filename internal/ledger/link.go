package ledger

import (
	"embed"
	"sync"

	"sitrep"
	"sitrep/internal/wood"
)

// The forest that says whether two figures of a story count people of one occurrence, or of one running total, is grown by
// go run ./internal/desk/train -link.
//
//go:embed data/link.wood
var linkWood embed.FS

var linkForest = sync.OnceValue(func() *wood.Forest { return wood.MustRead(linkWood, "data/link.wood", linkInputs) })

// Study hands on what is measured of pairs of a story's figures, in both of which somebody is interested: what the forest learns from.
func Study(in Input, wanted func(sitrep.Citation) bool, pair func(a, b *sitrep.Figure, inputs []float32)) {
	b := newBook(in)
	b.prepare()
	s := b.newScene()
	var at []int
	for i := range s.mentions {
		if wanted(s.mentions[i].Cite()) {
			at = append(at, i)
		}
	}
	for n, i := range at {
		for _, k := range at[:n] {
			x, y := &s.mentions[k], &s.mentions[i]
			pair(x.Figure, y.Figure, s.compare(x, y))
		}
	}
}
