package story

import (
	"slices"
	"strings"
	"sync"

	"sitrep"
	"sitrep/internal/wood"
)

// Judge says from what was measured of two reports how likely they tell of one event, 0 to 1. It is called by several
// goroutines at once and must not keep the inputs.
type Judge func(a, b sitrep.ReportID, inputs []float32) float64

// standing is the forest that comes with the program (go run ./internal/story/train). It is read once; that it
// can be read a test shows.
var standing = sync.OnceValue(func() Judge {
	f, err := readForest()
	if err != nil {
		return func(sitrep.ReportID, sitrep.ReportID, []float32) float64 { return 0 } // nothing is joined but copies
	}
	return func(_, _ sitrep.ReportID, inputs []float32) float64 { return f.Score(inputs) }
})

func readForest() (*wood.Forest, error) {
	data, err := embedded.ReadFile("data/pair.wood")
	if err != nil {
		return nil, err
	}
	return wood.Read(strings.NewReader(string(data)), inputs)
}

// Check says what is wrong with the data that come with grouping, if anything is.
func Check() error {
	if _, err := readMonths(); err != nil {
		return err
	}
	if _, err := readTongues(); err != nil {
		return err
	}
	if _, err := readWeekdays(); err != nil {
		return err
	}
	_, err := readForest()
	return err
}

// Pairs hands on each pair of open reports that are alike at all, with the inputs of the learned score: what it is
// trained on.
func (g *Grouper) Pairs(each func(a, b sitrep.ReportID, inputs []float32)) {
	v := &view{g: g}
	v.gather()
	v.weigh()
	x := indexed(v.docs)
	near := neighbours(x, g.rules)
	around := hoods(x, near)
	jury := newJury(x, around)
	for _, row := range byLater(worth(near, around, g.rules)) {
		jury.compare(row, func(e *edge, inputs []float32) {
			each(v.docs[e.a].entry.id, v.docs[e.b].entry.id, slices.Clone(inputs))
		})
	}
}
