package desk

import (
	"context"
	"errors"
	"sync/atomic"
)

// ErrBusy says that too many wait for what takes long.
var ErrBusy = errors.New("too many ask for what takes long")

// Turns bound what costs much (readings of a past day, checks) over all faces of a process: so many at once, so
// many waiting; a crowd is sent away rather than queued for minutes. It is safe for concurrent use.
type Turns struct {
	busy    chan struct{}
	waiting atomic.Int64
	most    int64
}

// NewTurns makes room for n at once and most waiting.
func NewTurns(n, most int) *Turns {
	return &Turns{busy: make(chan struct{}, n), most: int64(most)}
}

// Enter waits for a turn; leave ends it. ErrBusy when too many wait already, or the context's error.
func (t *Turns) Enter(ctx context.Context) (leave func(), err error) {
	if t.waiting.Add(1) > t.most {
		t.waiting.Add(-1)
		return nil, ErrBusy
	}
	defer t.waiting.Add(-1)
	select {
	case t.busy <- struct{}{}:
		return func() { <-t.busy }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
