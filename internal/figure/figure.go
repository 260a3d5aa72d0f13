// Package figure finds the counts of people a report states: how many, of what, of whom, by whose
// word, where, when, and how surely. It reads one text at a time; headlines too.
package figure

import (
	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/text"
)

// Find lists the figures of a text in the order they stand. The claims are those of the same text;
// without them every figure is in the report's own voice.
func Find(d *text.Doc, cast *actor.Cast, claims []sitrep.Claim) []sitrep.Figure {
	return nil
}
