package actor

import (
	"sitrep"
	"sitrep/internal/lang"
)

// national are the kinds of office of which a report that knows one state means that state's, where it
// says no more than "the foreign ministry". Police and courts may be a town's.
var national = [...]string{"ministry", "army", "intelligence", "presidency", "cabinet", "media"}

// whose is how a phrase for an office says to whom it belongs.
type whose uint8

const (
	byName    whose = iota // it gives the name
	byPronoun              // "its foreign ministry"
	byNoun                 // "the country's foreign ministry"
	byNothing              // "the foreign ministry"
)

// inView is the office meant by a phrase that doesn't name its state: "its Joint Chiefs of Staff", "the
// country's spy agency", and "the spy agency" where nothing else can be meant. The state is that of whoever is
// most in view; a bare office is left alone unless one state is spoken of, or speaks in the sentence.
func (c *Cast) inView(doc, i int, s *spot) (sitrep.Actor, bool) {
	r := c.readers[doc]
	how, from := r.whose(s)
	if how == byName || from >= s.coreEnd {
		return sitrep.Actor{}, false
	}
	var room [64]byte
	words := string(fold(room[:0], r.d.Slice(r.d.Span(from, s.coreEnd))))
	pattern, ok := c.registry.pattern(words)
	if !ok {
		return sitrep.Actor{}, false
	}
	if how == byNothing && !isNational(c.registry.actors[pattern].Kind) {
		return sitrep.Actor{}, false
	}
	of, ok := c.stateInView(doc, i, s, how, words)
	if !ok {
		return sitrep.Actor{}, false
	}
	return c.registry.office(words, of)
}

func isNational(kind string) bool {
	for _, k := range national {
		if k == kind {
			return true
		}
	}
	return false
}

// whose tells how an office's owner is given, and where the words for the office begin.
func (r *reader) whose(s *spot) (whose, int) {
	if s.noun == nil && s.name == none || s.noun != nil && s.noun.Plural && s.noun.Kind != lang.BodyNoun {
		return byName, 0
	}
	if s.name >= 0 {
		n := r.names[s.name]
		s = &spot{first: s.first, core: n.First, det: s.det, owner: none, noun: s.noun}
	}
	if p, ok := r.possessive(s.first); ok {
		if p == "it" || p == "they" {
			return byPronoun, s.core
		}
		return byName, 0
	}
	if s.owner >= 0 {
		return byName, 0
	}
	if s.ownerNoun != nil && r.d.Lower(s.ownerEnd) == "'s" {
		for _, class := range s.ownerNoun.Classes {
			if class == "country" {
				return byNoun, s.ownerEnd + 1
			}
		}
		return byName, 0
	}
	if s.det == lang.Indefinite || s.det == lang.Possessive {
		return byName, 0
	}
	return byNothing, s.core
}

// stateInView is the state an office without one belongs to.
func (c *Cast) stateInView(doc, i int, s *spot, how whose, words string) (sitrep.Actor, bool) {
	if how == byNothing {
		if a, ok := c.stateHere(doc, i, s); ok {
			return a, true
		}
		if a, ok := c.spokenOf(words); ok {
			return a, true
		}
		return c.onlyState()
	}
	var best sitrep.Actor
	score, found := 0.0, false
	c.around(doc, i, s.sentence, func(from int, t *spot, at int, near float64) {
		if at == none || t.pronoun != "" && t.pronoun != "it" && t.pronoun != "they" {
			return
		}
		b := &c.beings[at]
		a, ok := c.stateOf(from, t, b)
		if !ok && (b.sort != aBody || b.unnamed || how == byNoun) {
			return
		}
		v := near
		if t.says {
			v += 1.2
		}
		if t.subject {
			v += 0.8
		}
		if b.sort == aState {
			v += 0.3
		}
		if v > score {
			best, score, found = a, v, ok
		}
	})
	return best, found
}

// stateHere is the state of whoever speaks in the sentence before a spot ("a South Korean lawmaker said,
// citing the spy agency"), or that the sentence sets itself in ("In Seoul, the Joint Chiefs said").
func (c *Cast) stateHere(doc, i int, s *spot) (sitrep.Actor, bool) {
	r := c.readers[doc]
	for k := i - 1; k >= 0 && r.spots[k].sentence == s.sentence; k-- {
		t := &r.spots[k]
		if t.being == none {
			continue
		}
		opens := t.name >= 0 && r.placed(t) && t.first == r.d.Sentences[s.sentence].First+1
		if t.says && t.pronoun == "" || opens {
			if a, ok := c.stateOf(doc, t, &c.beings[t.being]); ok {
				return a, true
			}
		}
	}
	return sitrep.Actor{}, false
}

// spokenOf is the one state whose office of that name the report has spoken of already.
func (c *Cast) spokenOf(words string) (sitrep.Actor, bool) {
	found := none
	for _, at := range c.states {
		a, ok := c.registry.office(words, c.beings[at].actor)
		if _, told := c.byID[a.ID]; !ok || !told {
			continue
		}
		if found >= 0 {
			return sitrep.Actor{}, false
		}
		found = at
	}
	if found == none {
		return sitrep.Actor{}, false
	}
	return c.beings[found].actor, true
}

// onlyState is the one state a report speaks of, more than once and as where things happen: a report from home
// need not name its own state, and "the navy" beside China's balloon is not China's.
func (c *Cast) onlyState() (sitrep.Actor, bool) {
	if len(c.states) != 1 {
		return sitrep.Actor{}, false
	}
	b := &c.beings[c.states[0]]
	return b.actor, b.seen > 1 && b.scene
}

// stateOf is the state a being is or belongs to, by the registry or by the words around it.
func (c *Cast) stateOf(doc int, t *spot, b *being) (sitrep.Actor, bool) {
	if b.known {
		return c.registry.stateOf(b.actor)
	}
	for _, at := range [...]int{b.body, c.beingOf(doc, t.owner)} {
		if at >= 0 && c.beings[at].known {
			if a, ok := c.registry.stateOf(c.beings[at].actor); ok {
				return a, true
			}
		}
	}
	return sitrep.Actor{}, false
}
