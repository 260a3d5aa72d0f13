package desk

import (
	"context"
	"time"

	"sitrep"
	"sitrep/internal/ledger"
)

// Book is what the faces read: stories and what stands behind them, whether they come from files read
// once (OpenBook over a Case) or from a kept store. A story id that was in use before a join or split leads to the
// story of now. Lookups return sitrep.NotFound. It is safe for concurrent use.
type Book interface {
	// Cards lists the stories, what changed last first.
	Cards(ctx context.Context, f CardFilter) (cards []Card, more bool, err error)
	Story(ctx context.Context, id sitrep.StoryID) (sitrep.Story, error)
	// Brief and Ledger are as the story stood at asof (zero: now).
	Brief(ctx context.Context, id sitrep.StoryID, asof sitrep.Stamp) (sitrep.Brief, error)
	Ledger(ctx context.Context, id sitrep.StoryID, asof sitrep.Stamp) (sitrep.Ledger, error)
	// Since tells what changed in a story after a time.
	Since(ctx context.Context, id sitrep.StoryID, since sitrep.Stamp) ([]ledger.Change, error)
	// Readings are those of a story's reports known at asof, oldest first.
	Readings(ctx context.Context, id sitrep.StoryID, asof sitrep.Stamp) ([]sitrep.Reading, error)
	// Reading is one report with its claims and figures; in which story it stands.
	Reading(ctx context.Context, id sitrep.ReportID) (sitrep.Reading, sitrep.StoryID, error)
	// Versions are those of a report's item, oldest first; one when there is no other.
	Versions(ctx context.Context, id sitrep.ReportID) ([]*sitrep.Kept, error)
	// Tellings are the versions of a story's brief, oldest first.
	Tellings(ctx context.Context, id sitrep.StoryID) ([]Telling, error)
	// Taken are the versions of reports that were taken after a number, in the order in which they were taken.
	Taken(ctx context.Context, after int64, limit int) ([]*sitrep.Kept, error)
	Search(ctx context.Context, query string, limit int) ([]sitrep.Hit, error)
	Check(ctx context.Context, text string) (sitrep.Checked, error)
	// Version changes whenever anything that a face shows has changed; ETags are made of it.
	Version(ctx context.Context) (string, error)
}

// Card is a story on the front page.
type Card struct {
	ID       sitrep.StoryID `json:"story"`
	Headline string         `json:"headline"`
	Lineage  string         `json:"lineage"` // how many reports, of how many origins
	Reports  int            `json:"reports"`
	Origins  int            `json:"origins"`
	First    sitrep.Stamp   `json:"first"`
	Last     sitrep.Stamp   `json:"last"`
	Changed  time.Time      `json:"changed"`
	// Latest is the latest value of the story's main series and Measure what it counts; nil when the story
	// has no figure.
	Latest   *sitrep.Step   `json:"latest,omitempty"`
	Claimant string         `json:"claimant,omitempty"`
	Measure  sitrep.Measure `json:"measure,omitempty"`
	// Spark is the main series, oldest first, for a small chart.
	Spark     []Point          `json:"spark,omitempty"`
	Places    []string         `json:"places,omitempty"`
	Measures  []sitrep.Measure `json:"measures,omitempty"`
	Languages []string         `json:"languages,omitempty"`
	Outlets   []string         `json:"outlets,omitempty"`
	// Named are the victims whom its reports name; nil when that is not known. No face shows them.
	Named []sitrep.Victim `json:"-"`
	// Place is where it stands in the list, for CardFilter.Below.
	Place sitrep.Below `json:"-"`
}

// Telling is a version of a story's brief.
type Telling struct {
	Number int          `json:"version"` // from 1
	At     time.Time    `json:"at"`      // when it was written, or, of files read once, up to when it knows
	Change string       `json:"change"`  // in words, against the version before; empty for the first
	Brief  sitrep.Brief `json:"brief"`
}

// Point is a value at a time.
type Point struct {
	At    time.Time `json:"at"`
	Value int64     `json:"value"`
	Who   string    `json:"who"`
}

// CardFilter narrows a list of cards; the zero value is the first 50.
type CardFilter struct {
	Place, Language, Outlet string
	Measure                 sitrep.Measure
	Since                   time.Time // changed after
	Limit, Offset           int
	Below                   sitrep.Below // only what comes after a place in the list
}
