package fetch

import (
	"context"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/temoto/robotstxt"
)

// robots remembers what sites close to robots, for an hour.
type robots struct {
	mu    sync.Mutex
	sites map[string]rules
}

type rules struct {
	data *robotstxt.RobotsData // nil: nothing is open
	till time.Time
}

const robotsName = "Sitrep"

// allowed reports whether a site's robots.txt leaves an address open. One that can't be had for the server's fault closes
// the site for the hour, as RFC 9309 has it; one that isn't there closes nothing.
func (b *robots) allowed(ctx context.Context, c *Client, address string) (bool, error) {
	u, err := url.Parse(address)
	if err != nil || permitted(u) != nil {
		return false, nil
	}
	site := u.Scheme + "://" + u.Host
	now := c.clock()
	b.mu.Lock()
	r, ok := b.sites[site]
	b.mu.Unlock()
	if !ok || now.After(r.till) {
		r = rules{till: now.Add(time.Hour)}
		a, err := c.Get(ctx, Request{URL: site + "/robots.txt", Max: maxRobots})
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		if err == nil && a.Status < http.StatusInternalServerError && a.Status != http.StatusTooManyRequests {
			if r.data, err = robotstxt.FromStatusAndBytes(a.Status, a.Body); err != nil {
				r.data, _ = robotstxt.FromStatusAndBytes(http.StatusNotFound, nil) // what can't be read closes nothing
			}
		}
		b.mu.Lock()
		if b.sites == nil || len(b.sites) >= maxHosts {
			b.sites = map[string]rules{}
		}
		b.sites[site] = r
		b.mu.Unlock()
	}
	return r.data != nil && r.data.TestAgent(u.RequestURI(), robotsName), nil
}
