package web

import (
	"container/list"
	"context"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"sitrep"
	"sitrep/internal/desk"
)

// How much is remembered, and for how long the book is not asked whether it has changed: a store that is
// written to many times a second would else make every page anew for every reader.
const (
	maxCached   = 48 << 20 // bytes
	entryWeight = 512      // what an entry costs besides its bytes
	versionFor  = time.Second
	staleFor    = 3 * time.Second // a reader may see a page this old while it is made anew
)

// cache holds pages that were rendered, by what they show; a change of the book makes them old.
type cache struct {
	book  desk.Book
	clock func() time.Time
	epoch func() int64 // grows when something is settled: no page from before is shown again

	mu      sync.Mutex
	version string
	asked   time.Time
	asking  bool
	entries map[string]*list.Element
	order   *list.List // of *entry, newest used first
	size    int
	flights map[string]*flight
}

// part is a page's own part, rendered.
type part struct {
	title string
	body  []chunk                // between them goes the nonce
	frame *atomic.Pointer[frame] // what stood around it last
	after int64                  // the number of what programs were told last before it was made
	moved sitrep.StoryID         // the story that the one asked for was joined to; then there is no more to it
	days  []string               // on which its reports came out, of a story that only this is asked of
}

// size is what a part takes in memory.
func (p *part) size() (n int) {
	for _, x := range p.body {
		n += len(x.plain) + len(x.packed)
	}
	return n + entryWeight
}

type entry struct {
	part
	key, version string
	made         time.Time
}

// flight is a page in the making.
type flight struct {
	part
	version string // of the book when it began
	began   time.Time
	err     error
	done    chan struct{}
}

func newCache(b desk.Book, clock func() time.Time, epoch func() int64) *cache {
	return &cache{book: b, clock: clock, epoch: epoch, entries: map[string]*list.Element{}, order: list.New(), flights: map[string]*flight{}}
}

// now is the book's version, asked at most once a second. While one asks, the others go by the version before, if it is
// not old.
func (c *cache) now(ctx context.Context) (string, error) {
	c.mu.Lock()
	if c.asking && c.young(c.asked) || c.clock().Sub(c.asked) < versionFor {
		defer c.mu.Unlock()
		return c.version, nil
	}
	c.asking = true
	c.mu.Unlock()
	version, err := c.book.Version(ctx)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asking = false
	if err != nil {
		return "", err
	}
	c.version, c.asked = version, c.clock()
	return version, nil
}

// get is the page of a key, made by work when there is none of the book's version. Many who ask at once wait
// for one making; with stale they are given the one before, if it is not old, and
// a making is not begun again for what has changed meanwhile.
func (c *cache) get(ctx context.Context, key string, stale bool, work func(context.Context) (part, error)) (part, error) {
	version, err := c.now(ctx)
	if err != nil {
		return part{}, err
	}
	key = strconv.FormatInt(c.epoch(), 36) + "\n" + key
	c.mu.Lock()
	old := c.look(key)
	if old != nil && old.version == version {
		c.mu.Unlock()
		return old.part, nil
	}
	f := c.flights[key]
	if f == nil || f.version != version && !(stale && c.young(f.began)) {
		f = &flight{version: version, began: c.clock(), done: make(chan struct{})}
		c.flights[key] = f
		// It is made for all who wait, so it goes on though the first of them leaves.
		go c.fly(context.WithoutCancel(ctx), f, key, work)
	}
	c.mu.Unlock()
	if stale && old != nil && c.young(old.made) {
		return old.part, nil
	}
	select {
	case <-f.done:
		return f.part, f.err
	case <-ctx.Done():
		return part{}, ctx.Err()
	}
}

func (c *cache) look(key string) *entry {
	at, ok := c.entries[key]
	if !ok {
		return nil
	}
	c.order.MoveToFront(at)
	return at.Value.(*entry)
}

// young reports whether what was begun then may be shown though the book has changed since.
func (c *cache) young(began time.Time) bool { return c.clock().Sub(began) < staleFor }

func (c *cache) fly(ctx context.Context, f *flight, key string, work func(context.Context) (part, error)) {
	defer close(f.done)
	defer func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.flights[key] == f {
			delete(c.flights, key)
		}
		if f.err == nil {
			c.put(&entry{part: f.part, key: key, version: f.version, made: f.began})
		}
	}()
	defer func() { // one page's fault is that page's alone
		if p := recover(); p != nil {
			f.err = fmt.Errorf("%w: %v", errFault, p)
		}
	}()
	f.part, f.err = work(ctx)
}

func (c *cache) put(e *entry) {
	if at, ok := c.entries[e.key]; ok {
		c.drop(at)
	}
	c.entries[e.key] = c.order.PushFront(e)
	c.size += e.size()
	for c.size > maxCached && c.order.Len() > 1 {
		c.drop(c.order.Back())
	}
}

func (c *cache) drop(at *list.Element) {
	e := at.Value.(*entry)
	c.size -= e.size()
	c.order.Remove(at)
	delete(c.entries, e.key)
}
