package desk

import (
	"context"

	"sitrep"
	"sitrep/internal/view"
)

// WholeStory is a story with everything that its longer forms print.
type WholeStory struct {
	Story    sitrep.Story // with the reports that were known
	Brief    sitrep.Brief
	Ledger   sitrep.Ledger
	Reports  map[sitrep.ReportID]*sitrep.Report
	Tellings []Telling // if they were asked for
}

// Whole gathers a story as it stood at a time (zero: now).
func Whole(ctx context.Context, book Book, id sitrep.StoryID, asof sitrep.Stamp, tellings bool) (*WholeStory, error) {
	var w WholeStory
	var err error
	if w.Story, err = book.Story(ctx, id); err != nil {
		return nil, err
	}
	if w.Brief, err = book.Brief(ctx, w.Story.ID, asof); err != nil {
		return nil, err
	}
	if w.Ledger, err = book.Ledger(ctx, w.Story.ID, asof); err != nil {
		return nil, err
	}
	readings, err := book.Readings(ctx, w.Story.ID, asof)
	if err != nil {
		return nil, err
	}
	if w.Reports = view.ByID(readings); !asof.IsZero() {
		w.Story = view.KnownThen(w.Story, w.Reports)
	}
	if !tellings {
		return &w, nil
	}
	list, err := book.Tellings(ctx, w.Story.ID)
	if err != nil {
		return nil, err
	}
	for _, t := range list {
		if asof.IsZero() || !t.At.After(asof.End()) {
			w.Tellings = append(w.Tellings, t)
		}
	}
	return &w, nil
}
