package actor

import (
	"slices"
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// described finds whom a phrase without a name means, or makes a being of it.
func (c *Cast) described(doc, i int, s *spot) (int, float64) {
	owner := c.beingOf(doc, s.owner)
	if owner >= 0 && c.beings[owner].sort == aBody {
		s.of = owner // "researchers at Kyoto University": it is spoken of too
	}
	if s.noun.Kind == lang.TextNoun {
		if owner >= 0 {
			return c.bodyOf(doc, s), 0.7 // "the Norland army statement": the army
		}
		if s.ownerNoun != nil && s.ownerNoun.Kind == lang.BodyNoun { // "an Observatory toll"
			of := *s
			of.noun, of.det = s.ownerNoun, lang.Definite
			return c.match(doc, i, &of, none)
		}
		if s.definite() {
			if b := c.byWord(doc, s.first, s.last); b != none {
				return b, 0.7
			}
			return c.lastSpeaker(doc, i)
		}
		return none, 0
	}
	if r := c.readers[doc]; r.guild(s) {
		at, sure := c.office(doc, s, s.coreEnd, owner, true)
		c.beings[at].unnamed, c.beings[at].office = false, false
		if i > 0 { // "A union, the Koro Diggers' League,"
			if t := &r.spots[i-1]; t.det == lang.Indefinite && t.noun != nil && t.noun.Kind == lang.BodyNoun && t.name < 0 && s.first-t.last == 1 && r.d.Raw(t.last) == "," {
				c.beings[at].nouns, t.being = append(c.beings[at].nouns, t.noun), at
			}
		}
		return at, sure
	}
	if both := c.pairBefore(doc, i); both != none && s.noun.Plural && s.det != lang.NoRole && c.readers[doc].d.Raw(s.first-1) == "," {
		c.beings[both].nouns = append(c.beings[both].nouns, s.noun)
		return both, 0.8
	}
	if s.definite() {
		if s.noun.Kind == lang.BodyNoun {
			if b, sure := c.office(doc, s, s.coreEnd, owner, false); b != none {
				return b, sure
			}
		}
		a, known := c.inView(doc, i, s)
		if known {
			if b, ok := c.byID[a.ID]; ok {
				return b, 0.85
			}
		}
		if b, sure := c.match(doc, i, s, owner); b != none && !(known && c.beings[b].known && c.beings[b].actor.ID != a.ID) {
			if known && !c.beings[b].known {
				c.know(b, a)
			}
			return b, sure
		}
		if s.noun.Kind == lang.BodyNoun && owner >= 0 && !known {
			return c.office(doc, s, s.coreEnd, owner, true)
		}
		if owner >= 0 && !known {
			if b := c.holder(doc, s, owner); b != none {
				return b, 0.65
			}
			a = c.title(doc, s, owner)
			known = a.ID != "" && a.Kind != person
		}
		if known {
			at := c.create(doc, s, owner, "")
			c.know(at, a)
			c.beings[at].office = true
			return at, 0.8
		}
	}
	if r := c.readers[doc]; s.noun.Kind != lang.BodyNoun && s.det == lang.Definite {
		if e, ok := r.epithet(s.first, s.coreEnd); ok {
			if b, sure := c.calledSo(doc, s.first, s.sentence, e); b != none {
				return b, sure
			}
		}
	}
	if s.noun.Kind != lang.BodyNoun && owner >= 0 {
		if s.of = c.bodyOf(doc, s); s.noun.Voice && !s.noun.Plural {
			owner = s.of
		}
	}
	return c.create(doc, s, owner, ""), 0.6
}

// pairBefore is the two right before spot i together: "Emirates and Etihad, two of the biggest airlines".
func (c *Cast) pairBefore(doc, i int) int {
	r := c.readers[doc]
	if i < 2 || r.spots[i-2].both == 0 || r.spots[i].first-r.spots[i-1].last != 1 {
		return none
	}
	return r.spots[i-2].both
}

// holder is the one person named only later who holds an office: "Ukraine's president said", before a
// name is given.
func (c *Cast) holder(doc int, s *spot, owner int) int {
	office := c.title(doc, s, owner)
	if office.ID == "" {
		return none
	}
	found := none
	for _, at := range c.persons {
		if b := &c.beings[at]; c.holds(b, s, owner, office) > 0 {
			if found >= 0 {
				return none
			}
			found = at
		}
	}
	return found
}

// beingOf is the being of a name of a text, or none.
func (c *Cast) beingOf(doc, name int) int {
	if name < 0 {
		return none
	}
	return c.nameBeing[doc][name]
}

// office is the being of a body that belongs to another: "the Russian defence ministry", "the Aleppo
// police"; one that neither the registry nor the report has named before is made only if asked for.
func (c *Cast) office(doc int, s *spot, end, owner int, make bool) (int, float64) {
	r := c.readers[doc]
	var room [128]byte
	key := string(fold(room[:0], r.d.Slice(r.d.Span(s.core, end))))
	a, known := c.registry.Lookup(key)
	if !known && s.owner >= 0 && r.names[s.owner].Last < end {
		for from := s.core + 1; from <= r.names[s.owner].First && !known; from++ { // "the so-called Free Syrian Army"
			a, known = c.registry.named(string(fold(room[:0], r.d.Slice(r.d.Span(from, end)))))
		}
	}
	at, found := c.byKey[key]
	if known && !found {
		at, found = c.byID[a.ID]
	}
	if found {
		c.beings[at].seen++
		return at, 0.9
	}
	if !known && !make {
		return none, 0
	}
	at = c.create(doc, s, owner, key)
	c.byKey[key] = at
	b := &c.beings[at]
	b.last, b.office = end, true
	if known {
		c.know(at, a)
		b.unnamed = false
		if a.Kind == state {
			b.sort = aState
		}
	}
	return at, 0.9
}

// belongs tells whether a body is another's: 1 if it is, -1 if it is somebody else's, 0 if nobody
// says.
func (c *Cast) belongs(b *being, owner int) int {
	if b.office && b.body != none {
		if b.body == owner {
			return 1
		}
		return -1
	}
	o := &c.beings[owner]
	if !b.known || !o.known {
		return 0
	}
	for id, step := b.actor.SpeaksFor, 0; id != "" && step < 3; step++ {
		if id == o.actor.ID {
			return 1
		}
		next, _ := c.registry.Lookup(string(id))
		id = next.SpeaksFor
	}
	if b.actor.SpeaksFor != "" && o.sort == aState {
		return -1
	}
	return 0
}

// create makes a being of a phrase without a name.
func (c *Cast) create(doc int, s *spot, owner int, key string) int {
	b := being{doc: doc, first: s.core, last: s.coreEnd, key: key, body: none, seen: 1, unnamed: true, plural: s.noun.Plural, gender: s.noun.Gender}
	if s.det != lang.Definite && s.det != lang.NoRole {
		b.first = s.first
	}
	b.body = owner
	if s.noun.Kind == lang.BodyNoun {
		b.sort = aBody
	} else {
		b.sort = aPerson
		b.office = s.noun.Word == c.readers[doc].a.Official
	}
	b.nouns = append(b.nouns, s.noun)
	c.beings = append(c.beings, b)
	return len(c.beings) - 1
}

// match finds the being in view that a definite description fits best.
func (c *Cast) match(doc, i int, s *spot, owner int) (int, float64) {
	who := choice{best: none}
	office := c.title(doc, s, owner)
	consider := func(from int, t *spot, at int, near float64) {
		if at == none || t.pronoun != "" {
			return
		}
		b := &c.beings[at]
		fit := c.fit(b, s, owner)
		if fit == 0 {
			fit = c.holds(b, s, owner, office)
		}
		if fit == 0 || fit <= mayBe && !b.unnamed && c.anotherSuch(doc, i, at, s) {
			return
		}
		if s.noun.Kind == lang.BodyNoun && owner == none {
			fit += c.field(doc, s, b)
		}
		v := fit*2 + near
		if b.unnamed && !b.office && b.sort == aBody {
			v -= 1.6 // "a monitor" that the report names later
		}
		if t.says {
			v += 1
		}
		if fit < mayBe && !b.unnamed && s.det == lang.Definite && !s.subject && !s.says {
			return // "Norland condemned the bank"
		}
		if fit <= mayBe && !b.unnamed { // nothing but its place in the text speaks for it
			switch {
			case from == doc && t.sentence == s.sentence:
				if c.readers[doc].adjunct(t, s) || t.subject && s.det == lang.Definite && !s.subject && !s.says {
					return // "Lorn has sued the power company"
				}
			case b.sort == unknown && (b.placed*2 > b.seen && !t.says || b.seen < 2 && !t.says && !t.subject), from != doc && b.seen < 3:
				return
			case t.subject:
				v += 0.4
			}
		}
		who.weigh(at, v)
	}
	c.around(doc, i, s.sentence, consider)
	if who.best == none {
		return none, 0
	}
	return who.best, who.confidence()
}

// adjunct reports whether a spot stands in what a sentence opens with before the phrase at s: "In a letter to Roe, the company
// said".
func (r *reader) adjunct(t, s *spot) bool {
	first := r.d.Sentences[s.sentence].First
	if r.role(first) != lang.Tie && !r.lex[first].Has(lang.GovernMark) || r.d.Raw(s.first-1) != "," {
		return false
	}
	for j := first; j < s.first-1; j++ {
		if r.d.Tokens[j].Kind == text.Punct || r.lex[j].Role == lang.PhraseEnd {
			return false
		}
	}
	return t.first > first
}

// mayBe is the score of a description for somebody of whom nothing says that it can't be meant.
const mayBe = 0.6

// anotherSuch reports whether the sentences before spot i speak of somebody else than a being by the same word and no name, who is
// then meant: "Lorn has sued the power company. The company" is not Lorn.
func (c *Cast) anotherSuch(doc, i, at int, s *spot) bool {
	spots := c.readers[doc].spots
	for j := i - 1; j >= 0 && s.sentence-spots[j].sentence <= 3; j-- {
		if t := &spots[j]; t.name < 0 && t.noun != nil && t.noun.Word == s.noun.Word && t.pronoun == "" {
			return t.being != at || t.coreEnd-t.core > 1
		}
	}
	return false
}

// field scores what the word before a body's noun says: "the transport ministry" is the Ministry of Transport and
// not that of Public Order.
func (c *Cast) field(doc int, s *spot, b *being) float64 {
	r := c.readers[doc]
	k := s.coreEnd - 2
	if b.unnamed && !b.office || k < s.core || r.d.Tokens[k].Kind != text.Word || r.role(k) != lang.NoRole || len(r.d.Lower(k)) < 4 {
		return 0
	}
	of := c.readers[b.doc]
	own := false
	for j := b.first; j < b.last; j++ {
		w := of.d.Lower(j)
		if n, _ := of.nounAt(j); n > 0 || of.role(j) != lang.NoRole || len(w) < 4 {
			continue
		}
		if strings.EqualFold(stem(w), stem(r.d.Lower(k))) {
			return 1.5
		}
		own = true
	}
	if own && c.fieldOf(doc, s, k) {
		return -1.5
	}
	return 0
}

// fieldOf reports whether another being in view bears the word at token k in its name.
func (c *Cast) fieldOf(doc int, s *spot, k int) bool {
	word := stem(c.readers[doc].d.Lower(k))
	for i := range c.beings {
		b := &c.beings[i]
		if b.sort != aBody || b.unnamed && !b.office {
			continue
		}
		of := c.readers[b.doc]
		for j := b.first; j < b.last; j++ {
			if stem(of.d.Lower(j)) == word {
				return true
			}
		}
	}
	return false
}

// stem is a word without a plural's ending.
func stem(w string) string {
	if s, ok := strings.CutSuffix(w, "ies"); ok {
		return s + "y"
	}
	if len(w) > 4 && !strings.HasSuffix(w, "ss") {
		return strings.TrimSuffix(w, "s")
	}
	return w
}

// fit scores how well a description fits a being; 0 if it can't be meant.
func (c *Cast) fit(b *being, s *spot, owner int) float64 {
	if b.plural != s.noun.Plural && (b.unnamed || b.several || s.noun.Plural) {
		return 0
	}
	if b.unnamed && owner >= 0 && b.body != none && b.body != owner {
		return 0
	}
	if b.several && s.noun.Kind == lang.BodyNoun && b.sort != aPerson { // "the airlines"
		if b.sort == unknown && (s.det != lang.Definite || s.noun.Word == "police") {
			return 0 // "Rey and Moss are dead, police said"
		}
		return 3
	}
	if b.several && b.sort == aPerson && s.noun.Kind == lang.PeopleNoun && s.noun.Any { // "the couple"
		return 2
	}
	switch s.noun.Kind {
	case lang.RoleNoun, lang.PersonNoun, lang.PeopleNoun:
		if b.sort != aPerson || !agree(b.gender, s.noun.Gender) {
			return 0
		}
		if owner >= 0 && b.body != none && b.body != owner {
			return 0
		}
		fit := c.called(b, s.noun)
		if owner >= 0 && b.body == owner {
			if fit > 0 {
				return fit + 1
			}
			for _, n := range b.nouns {
				if s.noun.Word == c.readers[b.doc].a.Official && n.Kind == lang.RoleNoun && !b.unnamed {
					return 2 // "the league official" of the league's secretary general
				}
				if n.Kind == lang.RoleNoun && n.Any && s.noun.Kind == lang.RoleNoun { // "his Norwegian counterpart": the Norwegian minister
					return 3.5
				}
			}
		}
		return fit
	case lang.BodyNoun:
		if b.sort == aPerson || b.sort == aState && owner >= 0 && &c.beings[owner] != b {
			return 0
		}
		fit := c.called(b, s.noun)
		if s.det == lang.NoRole && s.owner == none && fit < 2.5 {
			return 0 // a bare "monitor" in a heading
		}
		if owner >= 0 && fit > 0 {
			return max(0, fit+0.8*float64(c.belongs(b, owner))*fit)
		}
		return fit
	}
	return 0
}

// title is the registry's office for a description ("the French president"), if it has one.
func (c *Cast) title(doc int, s *spot, owner int) sitrep.Actor {
	if owner == none || s.noun.Kind != lang.RoleNoun || s.noun.Plural {
		return sitrep.Actor{}
	}
	r := c.readers[doc]
	a, _ := c.registry.Lookup(r.d.Slice(r.d.Span(s.core, s.coreEnd)))
	return a
}

// holds scores whether a person of the registry, of whom the report says no other office, may be
// described by one: Emmanuel Macron by "the French president".
func (c *Cast) holds(b *being, s *spot, owner int, office sitrep.Actor) float64 {
	if owner == none || !b.known || b.actor.Kind != person || b.actor.SpeaksFor == "" || s.noun.Kind != lang.RoleNoun || s.noun.Plural || !agree(b.gender, s.noun.Gender) {
		return 0
	}
	for _, n := range b.nouns {
		if n.Kind == lang.RoleNoun && !n.Any && len(n.Word) > 4 && alike(c.readers[b.doc].a, n, s.noun) == 0 {
			return 0
		}
	}
	if office.ID != "" {
		if office.SpeaksFor == b.actor.SpeaksFor {
			return 1
		}
		return 0
	}
	o := &c.beings[owner]
	if !o.known {
		return 0
	}
	for id, step := b.actor.SpeaksFor, 0; id != "" && step < 3; step++ {
		if id == o.actor.ID {
			return 1 - 0.3*float64(step)
		}
		next, _ := c.registry.Lookup(string(id))
		id = next.SpeaksFor
	}
	return 0
}

func agree(a, b lang.Gender) bool { return a == b || a == lang.AnyGender || b == lang.AnyGender }

// called scores whether a being may be called by a noun: by what it was called before, by the nouns
// in its name, by its kind in the registry.
func (c *Cast) called(b *being, n *lang.Noun) float64 {
	r := c.readers[b.doc]
	best := 0.0
	for _, m := range b.nouns {
		best = max(best, alike(r.a, n, m))
	}
	if b.unnamed {
		return best
	}
	for _, m := range b.deeds {
		best = max(best, 0.7*alike(r.a, n, m))
	}
	if b.sort == aBody {
		for j := b.first; j < b.last; j++ {
			if k, m := r.nounAt(j); k > 0 && m.Kind == lang.BodyNoun {
				best = max(best, alike(r.a, n, m))
			}
		}
	}
	if b.known {
		if m := r.a.Noun[b.actor.Kind]; m != nil {
			best = max(best, 0.7*alike(r.a, n, m)) // the report itself didn't call it so
		}
	}
	if best == 0 && b.placed*2 < b.seen && (b.sort == unknown || b.sort == aBody && !b.known && len(b.nouns) == 0) {
		switch {
		case n.Any && !c.numbered(b):
			best = mayBe
		case (b.sort == unknown || incorporated(b.key)) && n.Kind == lang.BodyNoun && firm(r.a, b, n) && !c.numbered(b):
			best = 0.4 // "the plane maker"
		}
	}
	return best
}

// firm reports whether a noun is for a body that trades or the like, of which so many are named that what they are is not
// always said: "the airline".
func firm(a *lang.Actors, b *being, n *lang.Noun) bool {
	return slices.Contains(n.Classes[1:], "company") || b.words > 1 && len(n.Classes) > 1 && loose(a, n.Classes[1])
}

// numbered reports whether a number stands in a being's name, which is of a thing: "Covid-19".
func (c *Cast) numbered(b *being) bool { return strings.ContainsAny(b.key, "0123456789") }

// loose reports whether a class of bodies is one that says little of what they are ("group").
func loose(a *lang.Actors, class string) bool {
	n := a.Noun[class]
	return n != nil && n.Any
}

// alike scores how near two nouns are: one word, one a class of the other, one class in common; two
// offices with a class in common are two persons.
func alike(a *lang.Actors, n, m *lang.Noun) float64 {
	if n.Word == m.Word {
		return 3
	}
	for _, class := range m.Classes[1:] {
		if class == n.Word {
			return 2.5
		}
	}
	for i, class := range n.Classes[1:] {
		if class == m.Word && !m.Any {
			if i == 0 {
				return 2
			}
			return 1.5
		}
	}
	if n.Kind == lang.RoleNoun || m.Kind == lang.RoleNoun {
		return 0
	}
	if len(n.Classes) > 1 && (n.Any || !loose(a, n.Classes[1])) {
		for _, class := range m.Classes[1:] {
			if class == n.Classes[1] {
				return 1.5
			}
		}
	}
	return 0
}
