package web

import (
	"container/list"
	"context"
	"fmt"
	"strconv"
	"sync"
	"time"

	"sitrep/internal/desk"
)

// How much is remembered, and for how long the book is not asked whether it has changed: a store that is
// written to many times a second would else make every page anew for every reader.
const (
	maxCached   = 48 << 20 // bytes
	entryWeight = 512      // what an entry costs besides its bytes
	versionFor  = time.Second
	staleFor    = 10 * time.Second // a reader may see a page this old while it is made anew
)

// cache holds pages that were rendered, by what they show; a change of the book makes them old.
type cache struct {
	book  desk.Book
	clock func() time.Time
	epoch func() int64 // grows when a name is released or withheld: no page from before is shown again

	mu      sync.Mutex
	version string
	asked   time.Time
	entries map[string]*list.Element
	order   *list.List // of *entry, newest used first
	size    int
	flights map[string]*flight
}

// part is a page's own part, rendered.
type part struct {
	title string
	body  []byte
	after int64 // the number of what programs were told last before it was made
}

type entry struct {
	part
	key, version string
	made         time.Time
}

// flight is a page in the making.
type flight struct {
	part
	err  error
	done chan struct{}
}

func newCache(b desk.Book, clock func() time.Time, epoch func() int64) *cache {
	return &cache{book: b, clock: clock, epoch: epoch, entries: map[string]*list.Element{}, order: list.New(), flights: map[string]*flight{}}
}

// forget makes the book be asked at once: something was settled.
func (c *cache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked = time.Time{}
}

// now is the book's version, asked at most once a second.
func (c *cache) now(ctx context.Context) (string, error) {
	c.mu.Lock()
	version, fresh := c.version, !c.asked.IsZero() && c.clock().Sub(c.asked) < versionFor
	c.mu.Unlock()
	if fresh {
		return version, nil
	}
	version, err := c.book.Version(ctx)
	if err != nil {
		return "", err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.version, c.asked = version, c.clock()
	return version, nil
}

// get is the page of a key, made by make when there is none of the book's version. Many who ask at once wait
// for one making; with stale they are given the one before, if it is not old.
func (c *cache) get(ctx context.Context, key string, stale bool, make func(context.Context) (part, error)) (part, error) {
	version, err := c.now(ctx)
	if err != nil {
		return part{}, err
	}
	key = strconv.FormatInt(c.epoch(), 36) + "\n" + key
	c.mu.Lock()
	old, young := c.look(key)
	if old != nil && old.version == version {
		c.mu.Unlock()
		return old.part, nil
	}
	flightKey := version + "\n" + key
	f := c.flights[flightKey]
	first := f == nil
	if first {
		f = &flight{done: newSignal()}
		c.flights[flightKey] = f
	}
	c.mu.Unlock()
	if first {
		// It is made for all who wait, so it goes on though the first of them leaves.
		go c.fly(context.WithoutCancel(ctx), f, key, version, make)
	}
	if stale && young {
		return old.part, nil
	}
	select {
	case <-f.done:
		return f.part, f.err
	case <-ctx.Done():
		return part{}, ctx.Err()
	}
}

func newSignal() chan struct{} { return make(chan struct{}) }

// look finds an entry, and says whether it may be shown a little longer.
func (c *cache) look(key string) (*entry, bool) {
	at, ok := c.entries[key]
	if !ok {
		return nil, false
	}
	c.order.MoveToFront(at)
	e := at.Value.(*entry)
	return e, c.clock().Sub(e.made) < staleFor
}

func (c *cache) fly(ctx context.Context, f *flight, key, version string, make func(context.Context) (part, error)) {
	defer close(f.done)
	defer func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.flights, version+"\n"+key)
		if f.err == nil {
			c.put(&entry{part: f.part, key: key, version: version, made: c.clock()})
		}
	}()
	defer func() { // one page's fault is that page's alone
		if p := recover(); p != nil {
			f.err = fmt.Errorf("%w: %v", errFault, p)
		}
	}()
	f.part, f.err = make(ctx)
}

func (c *cache) put(e *entry) {
	if at, ok := c.entries[e.key]; ok {
		c.drop(at)
	}
	c.entries[e.key] = c.order.PushFront(e)
	c.size += len(e.body) + entryWeight
	for c.size > maxCached && c.order.Len() > 1 {
		c.drop(c.order.Back())
	}
}

func (c *cache) drop(at *list.Element) {
	e := at.Value.(*entry)
	c.size -= len(e.body) + entryWeight
	c.order.Remove(at)
	delete(c.entries, e.key)
}
