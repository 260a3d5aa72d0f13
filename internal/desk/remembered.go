package desk

import (
	"context"
	"sync"
)

// remembered holds what was made of one state of a book, so that it is made once however many ask, one after the other or
// at once. Its zero value holds as much as there is.
type remembered[K comparable, V any] struct {
	most int // 0: any number

	mu    sync.Mutex
	state string // of the book
	made  map[K]func() (V, error)
}

// get is what was made of a key in a state of the book, or is made now. It is made for all who wait, so it goes on though
// the first of them leaves. What failed is made again by whoever asks next.
func (r *remembered[K, V]) get(ctx context.Context, state string, key K, make func(ctx context.Context) (V, error)) (V, error) {
	r.mu.Lock()
	if r.made == nil || r.state != state || r.most > 0 && len(r.made) > r.most {
		r.state, r.made = state, map[K]func() (V, error){}
	}
	made, now := r.made[key], r.made
	if made == nil {
		ctx := context.WithoutCancel(ctx)
		made = sync.OnceValues(func() (V, error) { return make(ctx) })
		now[key] = made
	}
	r.mu.Unlock()
	v, err := made()
	if err != nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		delete(now, key)
	}
	return v, err
}
