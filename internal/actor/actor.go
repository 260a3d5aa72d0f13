// Package actor says who is who in a report: names, offices, pronouns and descriptions to
// the fullest name the report itself gives, and to the registry's name for it.
package actor

import (
	"sitrep"
	"sitrep/internal/text"
)

// Ref is who some words of a report stand for.
type Ref struct {
	// Name is the fullest name this report gives, in the report's own words.
	Name sitrep.Words
	Kind sitrep.ClaimantKind
	// Actor is the registry's name for it; empty when the registry has none.
	Actor sitrep.ActorID
	// Body is the one whom a person speaks for.
	Body sitrep.ActorID
	// In, First and Last are where Name stands: tokens [First, Last) of that text.
	In          sitrep.Field
	First, Last int
	// Confidence, 0 to 1, that the words were referred to the right one.
	Confidence float64
}

// MentionKind is how somebody is mentioned.
type MentionKind uint8

// The ways somebody is mentioned.
const (
	Name        MentionKind = iota // "John Kirby", "the Syrian Observatory for Human Rights"
	Description                    // "the ministry", "the group": one known, by what it is
	Pronoun                        // "he", "they"
	Unnamed                        // "a military source", "activists"
)

// Mention is the words of one text, tokens [First, Last), that stand for somebody.
type Mention struct {
	First, Last int
	Kind        MentionKind
}

// Cast is who is who in one report.
type Cast struct {
	registry *Registry
	docs     [2]*text.Doc // body, title
}

// Find reads who is who in a report from its body and title; either may be nil.
func Find(r *Registry, body, title *text.Doc) *Cast {
	return &Cast{registry: r, docs: [2]*text.Doc{body, title}}
}

// Mentions lists, in order, the words of one of the report's texts that stand for somebody.
func (c *Cast) Mentions(d *text.Doc) []Mention { return nil }

// Resolve says whom tokens [first, last) of one of the report's texts stand for.
func (c *Cast) Resolve(d *text.Doc, first, last int) Ref {
	if d == nil || first < 0 || last > len(d.Tokens) || first >= last {
		return Ref{Kind: sitrep.Nobody}
	}
	words := d.Slice(d.Span(first, last))
	ref := Ref{Name: sitrep.Words(words), Kind: sitrep.Named, In: d.In, First: first, Last: last, Confidence: 0.5}
	if a, ok := c.registry.Lookup(words); ok {
		ref.Actor, ref.Body = a.ID, a.SpeaksFor
	}
	return ref
}
