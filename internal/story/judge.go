package story

import (
	"strings"
	"sync"

	"sitrep"
	"sitrep/internal/story/net"
)

// standing is the network that comes with the program (go run ./internal/story/train). It is read once; that it
// can be read a test shows.
var standing = sync.OnceValue(func() *net.Net {
	n, _ := readNet()
	return n
})

func readNet() (*net.Net, error) {
	data, err := embedded.ReadFile("data/pair.net")
	if err != nil {
		return nil, err
	}
	return net.Read(strings.NewReader(string(data)))
}

// Check says what is wrong with the data that come with grouping, if anything is.
func Check() error {
	if _, err := readMonths(); err != nil {
		return err
	}
	if _, err := readTongues(); err != nil {
		return err
	}
	_, err := readNet()
	return err
}

// Pairs hands on each pair of open reports that are alike at all, with the inputs of the learned score: what it is
// trained on.
func (g *Grouper) Pairs(each func(a, b sitrep.ReportID, inputs []float64)) {
	v := &view{g: g}
	v.gather()
	v.weigh()
	edges := neighbours(v.docs, g.rules)
	around := hoods(v.docs, edges, 1)
	for _, e := range edges {
		a, b := v.docs[e.a], v.docs[e.b]
		in := new([inputs]float64)
		compared(a, b, &around[e.a], &around[e.b], e.a, e.b, e.like, in)
		each(g.entries[a.seq].id, g.entries[b.seq].id, in[:])
	}
}
