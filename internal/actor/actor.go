// Package actor says who is who in a report: it refers names, offices, pronouns and descriptions to
// the fullest name the report itself gives, and to the registry's name for it.
//
// A report is read in three steps. Noun phrases are read from left to right (phrase.go): each with its
// article, its head noun, the name it gives and the name it belongs to. All names of body and title
// are tied to beings, longest first, so that "Kirby", "SOHR" and "the Syrian Observatory" find
// whom they are short for (being.go). Then, in the order of the text, descriptions and pronouns are
// referred to the being they fit that is most in view: who spoke last, who is the subject, who was
// named near (refer.go).
package actor

import (
	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// Ref is who some words of a report stand for.
type Ref struct {
	// Name is the fullest name this report gives, in the report's own words.
	Name sitrep.Words
	// Here is the name in the words asked about, where they hold one ("the Observatory", "Kirby");
	// else it is Name.
	Here sitrep.Words
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
	registry  *Registry
	docs      [2]*text.Doc // body, title
	readers   [2]*reader
	beings    []being
	nameBeing [2][]int // for each name of each text, its being
	byKey     map[string]int
	byID      map[sitrep.ActorID]int
	persons   []int // the beings that are persons of the registry
	states    []int // and those that are states
	room      *room
	labels    map[labelKey]*labelled // what Label has found
}

// Find reads who is who in a report from its body and title; either may be nil, and so may the registry.
func Find(r *Registry, body, title *text.Doc) *Cast {
	if r == nil {
		r = &Registry{}
	}
	c := &Cast{registry: r, docs: [2]*text.Doc{body, title}, room: rooms.Get().(*room)}
	for i, d := range c.docs {
		if d != nil && len(d.Language.Actors.Words) > 0 {
			c.readers[i] = newReader(d, r, c.room, i, c.readers[0])
		}
	}
	c.beings = c.room.beings
	c.linkNames()
	c.referAll()
	return c
}

// Mentions lists, in order, the words of one of the report's texts that stand for somebody.
func (c *Cast) Mentions(d *text.Doc) []Mention {
	if d == nil {
		return nil
	}
	return c.MentionsIn(d, 0, len(d.Tokens))
}

// MentionsIn lists those that touch tokens [first, last).
func (c *Cast) MentionsIn(d *text.Doc, first, last int) []Mention {
	r := c.reader(d)
	if r == nil {
		return nil
	}
	from, to := r.between(first, last)
	out := make([]Mention, to-from)
	for i := range out {
		s := &r.spots[from+i]
		out[i] = Mention{First: s.first, Last: s.last, Kind: s.kind()}
	}
	return out
}

// Names are those of one of the report's texts, in order.
func (c *Cast) Names(d *text.Doc) []text.Name {
	if r := c.reader(d); r != nil {
		return r.names
	}
	return nil
}

// Lex is what each token of one of the report's texts may be.
func (c *Cast) Lex(d *text.Doc) []lang.Lex {
	if r := c.reader(d); r != nil {
		return r.lex
	}
	return text.Lex(d, nil)
}

func (c *Cast) reader(d *text.Doc) *reader {
	for i := range c.docs {
		if c.docs[i] == d && d != nil {
			return c.readers[i]
		}
	}
	return nil
}
