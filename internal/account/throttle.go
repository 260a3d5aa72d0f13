package account

import (
	"sync"
	"time"
)

// How guessing is slowed: the first attempts are free, then each must wait twice as long as the one
// before, up to a quarter of an hour. A day of guessing gives about a hundred attempts a name.
const (
	freeByName = 5
	freeByFrom = 20 // more than one person may sit behind an address
	longest    = 15 * time.Minute
	remembered = 10_000 // names and addresses; then the stalest half is forgotten
)

// throttle counts failures by name and by address, so that neither many names from one address nor one
// name from many is free.
type throttle struct {
	mu    sync.Mutex
	tries map[string]*tries
}

type tries struct {
	failed int
	last   time.Time
}

func newThrottle() *throttle { return &throttle{tries: map[string]*tries{}} }

// attempt says how long to wait, or, if not at all, counts the attempt as failed until succeeded says
// otherwise.
func (t *throttle) attempt(now time.Time, name, from string) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	byName, byFrom := t.of("n:"+name, now), t.of("f:"+from, now)
	if wait := max(byName.wait(now, freeByName), byFrom.wait(now, freeByFrom)); wait > 0 {
		return wait
	}
	for _, at := range []*tries{byName, byFrom} {
		at.failed++
		at.last = now
	}
	return 0
}

func (t *throttle) succeeded(name, from string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.tries, "n:"+name)
	// The address is forgiven this one attempt only: who owns one account could else guess at others.
	if at := t.tries["f:"+from]; at != nil && at.failed > 0 {
		at.failed--
	}
}

func (t *throttle) of(key string, now time.Time) *tries {
	at := t.tries[key]
	if at == nil {
		if len(t.tries) >= remembered {
			t.forget(now)
		}
		at = &tries{}
		t.tries[key] = at
	}
	// A day without an attempt forgives. A clock that jumped back doesn't lock anybody out for longer.
	switch {
	case now.Sub(at.last) > 24*time.Hour:
		at.failed, at.last = 0, now
	case at.last.After(now):
		at.last = now
	}
	return at
}

// forget drops what was not touched in the last quarter of an hour, and everything if that is not enough:
// memory is bounded before guessing is.
func (t *throttle) forget(now time.Time) {
	for key, at := range t.tries {
		if now.Sub(at.last) > longest {
			delete(t.tries, key)
		}
	}
	if len(t.tries) >= remembered {
		clear(t.tries)
	}
}

func (a *tries) wait(now time.Time, free int) time.Duration {
	if a.failed < free {
		return 0
	}
	pause := longest
	if over := a.failed - free; over < 10 {
		pause = min(longest, time.Second<<over)
	}
	return max(0, a.last.Add(pause).Sub(now))
}
