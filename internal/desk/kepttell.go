package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"sitrep"
	"sitrep/internal/alert"
	"sitrep/internal/ledger"
)

// Tell writes the ledger and the brief of a story as it is placed now, and keeps them. A story that has become part
// of another is told there.
func (k *Keeper) Tell(ctx context.Context, id sitrep.StoryID) error {
	told, err := k.store.Story(ctx, id)
	if errors.Is(err, sitrep.NotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("tell %s: %w", id, err)
	}
	if told.Story.ID != id {
		return nil
	}
	c, err := openKept(ctx, k.desk, k.store, []sitrep.Story{told.Story}, sitrep.Stamp{})
	if errors.Is(err, sitrep.NotFound) {
		return nil // every report of it was pruned
	}
	if err != nil {
		return fmt.Errorf("tell %s: %w", id, err)
	}
	s, was := c.Stories[0], told
	b, refused, err := c.Reworded(ctx, k.writer, s, 0)
	if err != nil {
		k.log.Warn("a brief stands as this program words it", "story", s.ID, "why", err)
	}
	if len(refused) > 0 {
		k.log.Info("a language model's sentences were refused", "story", s.ID, "refused", len(refused), "first", refused[0].Why)
	}
	told.Story, told.Ledger, told.Brief, told.At = s, c.Ledger(s), b, k.now()
	card := cardOf(s, &told.Ledger, &told.Brief, c.Readings(s), told.At)
	broken := ledger.Broken(c.ledgerInput(s, c.Readings(s)))
	spoke, known := spokeIn(was.Card)
	told.Notices = append(Notices(&was, &told), silences(&was, &told, broken, spoke, known)...)
	for _, b := range broken {
		if !slices.Contains(spoke, b.Claimant) {
			spoke = append(spoke, b.Claimant)
		}
	}
	told.Card, told.Tags = card.json(spoke), card.tags()
	batch := &sitrep.Batch{Told: []sitrep.Told{told}}
	if err := k.heed(ctx, batch, len(told.Notices)); err != nil {
		return err
	}
	if err := k.store.Keep(ctx, batch); err != nil {
		return fmt.Errorf("keep the telling of %s: %w", id, err)
	}
	k.told(&told)
	return nil
}

// heed has the notices of a batch held against the alerts, if there are any.
func (k *Keeper) heed(ctx context.Context, b *sitrep.Batch, notices int) error {
	if notices == 0 {
		return nil
	}
	tasks, err := alert.Tasks(ctx, k.store)
	if err != nil {
		return fmt.Errorf("look for alerts: %w", err)
	}
	b.Tasks = append(b.Tasks, tasks...)
	return nil
}

// openKept makes a case of kept stories. A report that is not read yet has no claims and figures in it.
func openKept(ctx context.Context, d *Desk, store sitrep.Store, stories []sitrep.Story, asof sitrep.Stamp) (*Case, error) {
	decisions, err := store.Decisions(ctx)
	if err != nil {
		return nil, err
	}
	c := &Case{desk: d, asof: asof, decisions: decisions, Reports: map[sitrep.ReportID]*sitrep.Report{}, readings: map[sitrep.ReportID]sitrep.Reading{}}
	for _, s := range stories {
		readings, err := store.Readings(ctx, s.Articles)
		if err != nil {
			return nil, err
		}
		for _, r := range readings {
			c.Reports[r.Report.ID] = r.Report
			c.readings[r.Report.ID] = Amend(r, decisions)
		}
		if s, ok := c.asKnown(s); ok {
			s.Origins = c.trace(&s, nil)
			c.Stories = append(c.Stories, s)
		}
	}
	if len(c.Stories) == 0 {
		return nil, fmt.Errorf("stories with a report by then: %w", sitrep.NotFound)
	}
	return c, nil
}

// asKnown is a story with the reports that were read and, in a dated view, published by then.
func (c *Case) asKnown(s sitrep.Story) (sitrep.Story, bool) {
	unknown := func(id sitrep.ReportID) bool {
		r := c.Reports[id]
		if r == nil {
			return true
		}
		return !c.asof.IsZero() && (r.Published.IsZero() || r.Published.End().After(c.asof.End()))
	}
	if !slices.ContainsFunc(s.Articles, unknown) {
		return s, len(s.Articles) > 0
	}
	s = pieceOf(s, func(id sitrep.ReportID) bool { return !unknown(id) })
	a := arrangement{fact: func(id sitrep.ReportID) Fact { return Fact{Published: c.Reports[id].Published} }}
	return a.ordered(s), len(s.Articles) > 0
}
