package api

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"sync"

	"sitrep"
)

// maxKey is how long an Idempotency-Key may be, in bytes.
const maxKey = 255

// flights are the keys that are under way in this process.
type flights struct {
	sync.Mutex
	open map[string]bool
}

func (f *flights) enter(key string) bool {
	f.Lock()
	defer f.Unlock()
	if f.open[key] {
		return false
	}
	if f.open == nil {
		f.open = map[string]bool{}
	}
	f.open[key] = true
	return true
}

func (f *flights) leave(key string) {
	f.Lock()
	defer f.Unlock()
	delete(f.open, key)
}

// once runs a row; one that writes, and is asked with an Idempotency-Key, only if nothing was done under that key of
// that user before: else what was done is told again. The key is kept in the transaction that does it, so this holds
// across a crash between the two, and between several processes.
func (c *call) once() (reply, error) {
	key := c.r.Header.Get("Idempotency-Key")
	if !c.route.Writes || key == "" {
		return c.route.answer(c)
	}
	if len(key) > maxKey {
		return reply{}, wrong("malformed", "An Idempotency-Key has at most %d bytes.", maxKey)
	}
	mark := print(c.user.Name, key)
	asked := print(c.r.Method, c.r.URL.Path, string(c.body))
	if !c.flights.enter(mark) {
		return reply{}, wrong("under-way", "Ask again in a second.")
	}
	defer c.flights.leave(mark)
	out, found, err := c.again(mark, asked)
	if err != nil || found {
		return out, err
	}
	c.receipt = &sitrep.Receipt{Key: mark, Asked: asked, At: c.Clock().UTC()}
	out, err = c.route.answer(c)
	if errors.Is(err, sitrep.Done) { // another process was faster
		out, _, err = c.again(mark, asked)
	}
	return out, err
}

// again tells what was done under a key.
func (c *call) again(mark, asked string) (reply, bool, error) {
	r, err := c.Writer.Receipt(c.r.Context(), mark)
	if errors.Is(err, sitrep.NotFound) {
		return reply{}, false, nil
	}
	if err != nil {
		return reply{}, false, err
	}
	if r.Asked != asked {
		return reply{}, true, wrong("key-reused", "The key was sent before with another request.")
	}
	c.w.Header().Set("Idempotency-Replayed", "true")
	out, err := c.replay(&r)
	return out, true, err
}

// print is a fingerprint of some strings.
func print(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		sum := sha256.Sum256([]byte(p))
		h.Write(sum[:])
	}
	return hex.EncodeToString(h.Sum(nil))
}
