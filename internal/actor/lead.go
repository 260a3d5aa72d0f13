package actor

import (
	"sitrep"
	"sitrep/internal/lang"
)

// lead is how many sentences a report may take before it names whom it began with.
const (
	lead  = 3 // a description without a name stands in the first of these ...
	later = 8 // ... and the name within so many sentences after it
)

// nameLater gives those without a name whom a report's first sentences quote ("a monitor said", "a minister
// said") the actor of the one of that description whom it names soon after. They keep their own words: it is the
// manner of agencies to say who it was in the second paragraph, and two voices made of one would corroborate
// each other.
func (c *Cast) nameLater(doc int) {
	r := c.readers[doc]
	for i := range r.spots {
		s := &r.spots[i]
		if s.sentence >= lead {
			return
		}
		if s.being == none || s.noun == nil || s.noun.Plural || s.noun.Any || !r.firstOfLead(s) {
			continue
		}
		b := &c.beings[s.being]
		if !b.unnamed || b.known {
			continue
		}
		if at := c.namedSoon(doc, i, s); at >= 0 && c.beings[at].known {
			b.actor, b.known, b.office = c.beings[at].actor, true, true
		}
	}
}

// firstOfLead reports whether a spot brings somebody in who speaks: "a monitor said"; in a heading "monitor" will do.
func (r *reader) firstOfLead(s *spot) bool {
	if s.det == lang.Indefinite {
		return s.says
	}
	heading := r.d.In == sitrep.InTitle || s.sentence == 0
	return heading && s.det == lang.NoRole && s.noun.Kind == lang.BodyNoun && s.owner == none && s.ownerNoun == nil
}

// namedSoon is the one being named and quoted soon after spot i, or in the body soon after its headline, that
// fits a description.
func (c *Cast) namedSoon(doc, i int, s *spot) int {
	r, from, until := c.readers[doc], i+1, s.sentence+later
	if doc == 1 && c.readers[0] != nil {
		r, from, until = c.readers[0], 0, later
	}
	found := none
	for k := from; k < len(r.spots) && r.spots[k].sentence <= until; k++ {
		t := &r.spots[k]
		if t.name < 0 || t.being == none || !t.says || t.being == found || !c.mayBe(s, &c.beings[t.being]) {
			continue
		}
		if found >= 0 {
			return none
		}
		found = t.being
	}
	return found
}

// mayBe reports whether a being may be the one that a first description spoke of: a body of that sort,
// a person given that very office.
func (c *Cast) mayBe(s *spot, b *being) bool {
	switch s.noun.Kind {
	case lang.BodyNoun:
		return b.sort == aBody && c.called(b, s.noun) >= 1
	case lang.RoleNoun:
		if b.sort != aPerson || s.noun.Word == c.readers[b.doc].a.Official || !agree(b.gender, s.noun.Gender) {
			return false
		}
		for _, n := range b.nouns {
			if n.Word == s.noun.Word {
				return true
			}
		}
	}
	return false
}
