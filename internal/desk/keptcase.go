package desk

import (
	"context"
	"fmt"
	"sort"

	"sitrep"
)

// KeptOptions say which part of a store a case is made of.
type KeptOptions struct {
	AsOf  sitrep.Stamp
	Story sitrep.StoryID // only this story, or the one that its id leads to; empty: all
	One   bool           // all reports are one story
}

// OpenKept makes a case of what a store keeps: its stories as they are placed, its readings as the desk
// settled them. It is told from scratch, so that it can be had as of any time.
func (d *Desk) OpenKept(ctx context.Context, store sitrep.Store, o KeptOptions) (*Case, error) {
	var stories []sitrep.Story
	if o.Story != "" {
		t, err := store.Story(ctx, o.Story)
		if err != nil {
			return nil, err
		}
		stories = append(stories, t.Story)
	} else {
		list, err := store.Stories(ctx, sitrep.StoryFilter{})
		if err != nil {
			return nil, err
		}
		for _, t := range list {
			stories = append(stories, t.Story)
		}
	}
	if len(stories) == 0 {
		return nil, fmt.Errorf("stories: %w", sitrep.NotFound)
	}
	sort.Slice(stories, func(i, j int) bool {
		if a, b := len(stories[i].Articles), len(stories[j].Articles); a != b {
			return a > b
		}
		return stories[i].ID < stories[j].ID
	})
	c, err := openKept(ctx, d, store, stories, o.AsOf)
	if err != nil || !o.One {
		return c, err
	}
	var reports []*sitrep.Report
	for _, s := range c.Stories {
		for _, id := range s.Articles {
			reports = append(reports, c.Reports[id])
		}
	}
	c.Stories = one(c.known(reports), c.Stories)
	for i := range c.Stories {
		c.Stories[i].Origins = c.trace(&c.Stories[i], nil)
	}
	return c, nil
}

// Decide keeps what a person settled, and has what it changes told again. With a receipt, if there is one, of the
// program that asked for it: Done when the same was asked for before.
func (k *Keeper) Decide(ctx context.Context, d sitrep.Decision, r *sitrep.Receipt) (int64, error) {
	if d.At.IsZero() {
		d.At = k.now().UTC()
	}
	n, err := k.store.ReadUpTo(ctx)
	if err != nil {
		return 0, err
	}
	d.After = n
	b := &sitrep.Batch{Decisions: []sitrep.Decision{d}, Receipt: r, Tasks: []sitrep.Task{{Kind: sitrep.GroupTask}}}
	if err := k.store.Keep(ctx, b); err != nil {
		return 0, fmt.Errorf("keep the decision: %w", err)
	}
	return b.Decisions[0].ID, nil
}
