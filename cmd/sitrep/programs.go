package main

import (
	"context"

	"sitrep"
	"sitrep/internal/api"
)

// programs are what the API works with. On a demo nothing can be written, for nothing is kept.
func (o faceOptions) programs() api.Options {
	p := api.Options{
		Book: o.book, Names: o.names, Guard: o.guard, Anyone: o.anyone, Hosts: o.hosts, Public: o.public, Secure: o.secure, Turns: o.turns, Version: version(), Stop: o.stop, Clock: o.clock, Log: o.log,
	}
	if o.store != nil {
		p.Writer, p.Decisions, p.Feeds, p.Notices, p.Alerts = writeFace{o.store}, o.store.Decisions, programFeeds{feedFace{o.store}}, o.store, o.rules()
	}
	return p
}

// writeFace keeps what programs send.
type writeFace struct{ s *store }

// Take implements api.Writer.
func (w writeFace) Take(ctx context.Context, b *sitrep.Batch) error { return w.s.keeper.Take(ctx, b) }

// Decide implements api.Writer.
func (w writeFace) Decide(ctx context.Context, d sitrep.Decision, r *sitrep.Receipt) (int64, error) {
	return w.s.keeper.Decide(ctx, d, r)
}

// Receipt implements api.Writer.
func (w writeFace) Receipt(ctx context.Context, key string) (sitrep.Receipt, error) {
	return w.s.Receipt(ctx, key)
}

// programFeeds are the feeds as programs follow them.
type programFeeds struct{ feedFace }

// Follow implements api.Feeds.
func (f programFeeds) Follow(ctx context.Context, address string, r *sitrep.Receipt) (sitrep.FeedID, error) {
	return f.s.follow(ctx, address, r)
}

// Unfollow implements api.Feeds.
func (f programFeeds) Unfollow(ctx context.Context, id sitrep.FeedID, r *sitrep.Receipt) error {
	return f.s.unfollow(ctx, id, r)
}
