package fetch

import (
	"context"
	"sync"
	"time"
)

// hosts lets one request a host through at a time, with a pause after each.
type hosts struct {
	pause time.Duration
	mu    sync.Mutex
	turns map[string]*turn
}

type turn struct {
	room    chan struct{}
	waiting int
	last    time.Time
}

func newHosts(pause time.Duration) *hosts { return &hosts{pause: pause, turns: map[string]*turn{}} }

// maxHosts is how many hosts' last visits are remembered.
const maxHosts = 4096

// enter waits for a host's turn and returns how to leave.
func (h *hosts) enter(ctx context.Context, host string) (func(), error) {
	h.mu.Lock()
	t := h.turns[host]
	if t == nil {
		if len(h.turns) >= maxHosts {
			h.forget()
		}
		t = &turn{room: make(chan struct{}, 1)}
		h.turns[host] = t
	}
	t.waiting++
	h.mu.Unlock()
	done := func() {
		h.mu.Lock()
		t.waiting--
		h.mu.Unlock()
	}
	select {
	case t.room <- struct{}{}:
	case <-ctx.Done():
		done()
		return nil, ctx.Err()
	}
	h.mu.Lock()
	wait := h.pause - time.Since(t.last)
	if t.last.IsZero() {
		wait = 0
	}
	h.mu.Unlock()
	if wait > 0 {
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			<-t.room
			done()
			return nil, ctx.Err()
		}
	}
	return func() {
		h.mu.Lock()
		t.last = time.Now()
		h.mu.Unlock()
		<-t.room
		done()
	}, nil
}

// forget drops the hosts that nobody waits for and whose pause is over. The lock is held.
func (h *hosts) forget() {
	for name, t := range h.turns {
		if t.waiting == 0 && time.Since(t.last) > h.pause {
			delete(h.turns, name)
		}
	}
}
