package actor

import (
	"sync"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// room is what a cast is worked out in. The next cast uses it again: most of what reading a report leaves to be collected
// would be this.
type room struct {
	lex    [2][]lang.Lex
	names  [2][]text.Name
	spots  [2][]spot
	nameAt [2][]int32
	beings []being
	refs   []nameRef
	folded []byte
	byKey  map[string]int
	byID   map[sitrep.ActorID]int
	short  map[string]int
	byWord map[string][]int32
}

var rooms = sync.Pool{New: func() any {
	return &room{byKey: map[string]int{}, byID: map[sitrep.ActorID]int{}, short: map[string]int{}, byWord: map[string][]int32{}}
}}

// mostKept is the most beings of a cast whose room is kept: a report of megabytes would hold on to its own for long.
const mostKept = 2000

// Done gives back what the cast was worked out in. It must not be asked anything afterwards. A cast that is never done is
// collected like anything else.
func (c *Cast) Done() {
	r := c.room
	c.room = nil
	if r == nil || len(c.beings) > mostKept {
		return
	}
	for i, read := range c.readers {
		if read != nil {
			r.lex[i], r.names[i] = emptied(read.lex), emptied(read.names)
			r.spots[i], r.nameAt[i] = emptied(read.spots), emptied(read.nameAt)
		}
	}
	r.beings, r.refs = emptied(c.beings), emptied(r.refs)
	clear(r.byKey)
	clear(r.byID)
	clear(r.short)
	clear(r.byWord)
	*c = Cast{}
	rooms.Put(r)
}

// emptied holds nothing, and has the room of what it was.
func emptied[T any](s []T) []T {
	clear(s)
	return s[:0]
}

// zeros are n elements in the room of s, which holds nothing.
func zeros[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
