package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"time"

	"sitrep"
	"sitrep/internal/alert"
	"sitrep/internal/web"
)

// pages are what the pages work with. On a demo nothing can be settled and no feed followed, for nothing is kept.
func (o faceOptions) pages() web.Options {
	p := web.Options{Book: o.book, Names: o.names, Pictures: o.pictures, Guard: o.guard, Anyone: o.anyone, Hosts: o.hosts, Public: o.public, Secure: o.secure, Turns: o.turns, Clock: o.clock, Log: o.log}
	if o.store != nil {
		p.Desk, p.Feeds, p.LastNotice, p.Alerts = deskFace{o.store}, feedFace{o.store}, o.store.LastNotice, o.rules()
	}
	return p
}

// rules are the alerts of a kept store.
func (o faceOptions) rules() *alert.Rules {
	return &alert.Rules{Store: o.store.Store, Random: rand.Reader, Clock: o.clock}
}

// deskFace is the desk of a kept store.
type deskFace struct{ s *store }

// Decide implements web.Decider.
func (d deskFace) Decide(ctx context.Context, x sitrep.Decision) (int64, error) {
	return d.s.keeper.Decide(ctx, x, nil)
}

// Decisions implements web.Decider.
func (d deskFace) Decisions(ctx context.Context) ([]sitrep.Decision, error) {
	return d.s.Decisions(ctx)
}

// feedFace is the feeds of a kept store.
type feedFace struct{ s *store }

// Feeds implements web.Feeds.
func (f feedFace) Feeds(ctx context.Context) ([]sitrep.Feed, error) { return f.s.Feeds(ctx) }

// Fetches implements web.Feeds.
func (f feedFace) Fetches(ctx context.Context, id sitrep.FeedID, limit int) ([]sitrep.Fetch, error) {
	return f.s.Fetches(ctx, id, limit)
}

// Follow implements web.Feeds.
func (f feedFace) Follow(ctx context.Context, address string) error {
	_, err := f.s.follow(ctx, address, nil)
	return err
}

// Unfollow implements web.Feeds.
func (f feedFace) Unfollow(ctx context.Context, id sitrep.FeedID) error {
	return f.s.unfollow(ctx, id, nil)
}

// follow takes an address and says which feed it is. The address is looked at when it is fetched, by the one dialer
// that checks where it leads.
func (s *store) follow(ctx context.Context, address string, r *sitrep.Receipt) (sitrep.FeedID, error) {
	if err := feedAddress(address); err != nil {
		return 0, err
	}
	have, err := s.Feeds(ctx)
	if err != nil {
		return 0, err
	}
	feed := sitrep.Feed{URL: address}
	if at := slices.IndexFunc(have, func(h sitrep.Feed) bool { return h.URL == address }); at >= 0 {
		if !have[at].Removed && !have[at].Gone {
			return have[at].ID, nil
		}
		feed.ID, feed.Title = have[at].ID, have[at].Title
	}
	b := &sitrep.Batch{Feeds: []sitrep.Feed{feed}, Receipt: r}
	err = s.Keep(ctx, b)
	return b.Feeds[0].ID, err
}

func (s *store) unfollow(ctx context.Context, id sitrep.FeedID, r *sitrep.Receipt) error {
	have, err := s.Feeds(ctx)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(have, func(h sitrep.Feed) bool { return h.ID == id && !h.Removed })
	if at < 0 {
		return fmt.Errorf("feed %d: %w", id, sitrep.NotFound)
	}
	feed := have[at]
	feed.Removed, feed.Next = true, time.Time{}
	return s.Keep(ctx, &sitrep.Batch{Feeds: []sitrep.Feed{feed}, Receipt: r})
}
