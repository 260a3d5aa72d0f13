package fetch

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"

	"sitrep"
)

// WebSub (W3C Recommendation, 23 January 2018): a feed may name a hub, which pushes what is new to whoever subscribes. A
// subscription is asked for where a public address for the hub to reach is set; while there is none, or nothing comes,
// a feed is polled as any other.
const (
	leased  = 10 * 24 * time.Hour // asked for; the hub decides
	pushed  = time.Hour           // between two fetches of a feed whose hub delivers
	patient = 24 * time.Hour      // between two attempts at a hub that did not confirm
)

// offered notes which hub a feed names. Over an address that is not encrypted no secret is sent for a feed that is.
func (f *Follower) offered(feed *sitrep.Feed, a *Answer) {
	hub, topic := hubOf(a)
	if topic == "" {
		topic = a.URL
	}
	switch {
	case f.Callback == "": // nobody can reach us: what another process of this store asked for stays
	case hub == "" || !permanent(feed.URL, hub):
		feed.Push = nil
	case feed.Push == nil || feed.Push.Hub != hub || feed.Push.Topic != topic:
		feed.Push = &sitrep.Push{Hub: hub, Topic: topic}
	}
}

// hubOf is the hub that an answer names, and the address under which the hub knows the feed: in the Link header, or
// else in the head of the feed.
func hubOf(a *Answer) (hub, self string) {
	base, err := url.Parse(a.URL)
	if err != nil {
		return "", ""
	}
	note := func(rel, address string) {
		u, err := base.Parse(strings.TrimSpace(address))
		if err != nil || permitted(u) != nil || len(u.String()) > maxAddress {
			return
		}
		for _, r := range strings.Fields(strings.ToLower(rel)) {
			if r == "hub" && hub == "" {
				hub = u.String()
			} else if r == "self" && self == "" {
				self = u.String()
			}
		}
	}
	for _, line := range a.Header.Values("Link") {
		for _, link := range strings.Split(line, ",") {
			address, rest, ok := strings.Cut(link, ">")
			if address = strings.TrimSpace(address); !ok || !strings.HasPrefix(address, "<") {
				continue
			}
			for _, p := range strings.Split(rest, ";") {
				if rel, ok := strings.CutPrefix(strings.TrimSpace(p), "rel="); ok {
					note(strings.Trim(rel, `"`), address[1:])
				}
			}
		}
	}
	if hub != "" && self != "" {
		return hub, self
	}
	if bytes.HasPrefix(bytes.TrimSpace(a.Body), []byte("{")) {
		jsonHub(a.Body, note)
	} else {
		headHub(a.Body, note)
	}
	return hub, self
}

// maxAddress caps a hub's address, in bytes.
const maxAddress = 2000

func jsonHub(body []byte, note func(rel, address string)) {
	var feed struct {
		URL  string `json:"feed_url"`
		Hubs []struct{ Type, URL string }
	}
	if json.Unmarshal(body, &feed) != nil {
		return
	}
	for _, h := range feed.Hubs {
		if strings.EqualFold(h.Type, "WebSub") {
			note("hub", h.URL)
		}
	}
	if feed.URL != "" {
		note("self", feed.URL)
	}
}

// headHub reads the links before a feed's first entry.
func headHub(body []byte, note func(rel, address string)) {
	z := html.NewTokenizer(bytes.NewReader(body[:min(len(body), 64<<10)]))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			switch {
			case t.Data == "item" || t.Data == "entry":
				return
			case t.Data == "link" || strings.HasSuffix(t.Data, ":link"):
				if address := attribute(t, "href"); address != "" {
					note(attribute(t, "rel"), address)
				}
			}
		}
	}
}

// pushes reports whether a hub has delivered lately and goes on to.
func pushes(p *sitrep.Push, now time.Time) bool {
	return p != nil && p.Until.After(now) && now.Sub(p.Last) < patient
}

// wants reports whether a hub is to be asked: for the first time, when half of the lease is over, or once a day where it
// doesn't confirm.
func wants(p *sitrep.Push, now time.Time) bool {
	switch {
	case p == nil:
		return false
	case p.Asked.Sub(now) > back: // by a clock that was ahead
		return true
	case p.Until.After(p.Asked):
		return now.After(p.Asked.Add(p.Until.Sub(p.Asked) / 2))
	}
	return now.Sub(p.Asked) >= patient
}

// Subscribe asks a feed's hub for a subscription, if it is time. What the hub refuses is written down and is no error.
func (f *Follower) Subscribe(ctx context.Context, id sitrep.FeedID) error {
	now := f.Client.clock()
	var form url.Values
	var hub string
	asked, err := f.change(ctx, id, func(feed *sitrep.Feed) (bool, error) {
		p := feed.Push
		if f.Callback == "" || feed.Removed || feed.Gone || !wants(p, now) {
			return false, nil
		}
		if p.Path == "" {
			var err error
			if p.Path, err = f.secret(); err == nil {
				p.Secret, err = f.secret()
			}
			if err != nil {
				return false, err
			}
		}
		p.Asked, p.Why = now.UTC(), ""
		hub = p.Hub
		form = url.Values{
			"hub.mode": {"subscribe"}, "hub.topic": {p.Topic}, "hub.callback": {strings.TrimSuffix(f.Callback, "/") + CallbackPath + p.Path},
			"hub.secret": {p.Secret}, "hub.lease_seconds": {strconv.Itoa(int(leased / time.Second))},
		}
		return true, nil
	})
	if err != nil || !asked {
		return err
	}
	a, err := f.Client.Post(ctx, hub, form) // the hub may ask back before it answers
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err == nil && a.Status/100 == 2 {
		return nil
	}
	if err == nil {
		err = fmt.Errorf("the hub answered %s %s", status(a.Status), a.Body)
	}
	_, failed := f.change(ctx, id, func(feed *sitrep.Feed) (bool, error) {
		if feed.Push != nil {
			feed.Push.Why = shorten(err.Error())
		}
		return feed.Push != nil, nil
	})
	return failed
}

// change changes a feed as it is kept, one at a time. It reports whether there was anything to keep.
func (f *Follower) change(ctx context.Context, id sitrep.FeedID, do func(*sitrep.Feed) (bool, error)) (bool, error) {
	f.saving.Lock()
	defer f.saving.Unlock()
	feed, err := f.Store.Feed(ctx, id)
	if errors.Is(err, sitrep.NotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	changed, err := do(&feed)
	if err != nil || !changed {
		return false, err
	}
	return true, f.Store.Keep(ctx, &sitrep.Batch{Feeds: []sitrep.Feed{feed}})
}

// secret is 128 bits that nobody can guess.
func (f *Follower) secret() (string, error) {
	b := make([]byte, 16)
	source := f.Random
	if source == nil {
		source = rand.Reader
	}
	if _, err := io.ReadFull(source, b); err != nil {
		return "", fmt.Errorf("make a secret: %w", err)
	}
	return hex.EncodeToString(b), nil
}

// subscribed is the feed whose callback's address ends so.
func (f *Follower) subscribed(ctx context.Context, path string) (sitrep.Feed, error) {
	feeds, err := f.Store.Feeds(ctx)
	if err != nil {
		return sitrep.Feed{}, err
	}
	at := slices.IndexFunc(feeds, func(x sitrep.Feed) bool { return x.Push != nil && x.Push.Path != "" && equal(x.Push.Path, path) })
	if at < 0 {
		return sitrep.Feed{}, fmt.Errorf("the subscription: %w", sitrep.NotFound)
	}
	return feeds[at], nil
}
