// Package ledger turns a story's figures into series: one for each measure, group, scope and
// basis, and in it a line for each claimant whose steps say how the count moved.
package ledger

import (
	"io"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/lang"
)

// Input is a story with what was read from its reports.
type Input struct {
	Story    sitrep.Story     // with Origins and Events
	Readings []sitrep.Reading // of the story's reports, in any order
	Registry *actor.Registry  // may be nil: then claimants are told apart by their words
	Language *lang.Language   // words for groups of people; nil: groups are told apart by their words
	AsOf     sitrep.Stamp     // nothing published later is known; zero: everything
}

// Change is one thing that changed in a story after a time.
type Change struct {
	Story     sitrep.StoryID    `json:"story"`
	Kind      string            `json:"kind"` // a step's kind, "reaction" or "silence_broken"
	Series    string            `json:"series,omitempty"`
	Claimant  string            `json:"claimant"`
	What      string            `json:"what"` // in words
	Was       string            `json:"was,omitempty"`
	Why       string            `json:"why,omitempty"`
	Published sitrep.Stamp      `json:"published"`
	Citations []sitrep.Citation `json:"citations"`
}

// Build makes the ledger of a story.
func Build(in Input) sitrep.Ledger { return sitrep.Ledger{Story: in.Story.ID, AsOf: in.AsOf} }

// Since tells what changed after a time.
func Since(in Input, since sitrep.Stamp) []Change { return nil }

// WriteTable prints ledgers for a terminal.
func WriteTable(w io.Writer, ledgers []sitrep.Ledger) error { return nil }

// WriteChanges prints what changed.
func WriteChanges(w io.Writer, changes []Change) error { return nil }

// WriteCSV prints ledgers, a step a row.
func WriteCSV(w io.Writer, ledgers []sitrep.Ledger) error { return nil }

// WriteUCDP prints a best, low and high value a series.
func WriteUCDP(w io.Writer, ledgers []sitrep.Ledger) error { return nil }

// WriteSVG draws how a story's counts moved.
func WriteSVG(w io.Writer, l sitrep.Ledger) error { return nil }
