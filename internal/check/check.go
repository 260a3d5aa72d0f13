// Package check gives a verdict on each sentence of somebody else's text, against the stories the
// reports tell.
package check

import (
	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/claim"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// Story is one story and what was read and booked for it.
type Story struct {
	sitrep.Story
	Ledger   sitrep.Ledger
	Readings []sitrep.Reading
}

// Input is what a text is checked against.
type Input struct {
	Registry *actor.Registry
	Claims   *claim.Reader
	Language *lang.Language // the text's
	Stories  []Story
}

// Text checks a text sentence by sentence. Offsets in the result are into s.
func Text(s string, in Input) sitrep.Checked {
	r := &sitrep.Report{ID: "text", Text: s}
	d := text.New(in.Language, r, sitrep.InText)
	var out sitrep.Checked
	for i := range d.Sentences {
		sp := d.Sentences[i].Span
		out.Sentences = append(out.Sentences, sitrep.CheckedSentence{Sentence: s[sp.Start:sp.End], Span: sp, Verdict: sitrep.NotInReports})
	}
	return out
}
