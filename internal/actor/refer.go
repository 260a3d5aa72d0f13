package actor

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
)

// reach is how many phrases back a pronoun or description looks for whom it means.
const reach = 50

// kind is how the spot mentions somebody.
func (s *spot) kind() MentionKind {
	switch {
	case s.pronoun != "":
		return Pronoun
	case s.name >= 0:
		return Name
	case s.definite():
		return Description
	}
	return Unnamed
}

// definite reports whether the phrase means one already known.
func (s *spot) definite() bool {
	switch s.det {
	case lang.Definite, lang.Possessive:
		return true
	case lang.NoRole:
		return s.noun != nil && s.noun.Kind == lang.BodyNoun && (s.owner >= 0 || !s.noun.Plural || s.noun.Word == "police")
	}
	return false
}

// referAll says of each spot who it is, in the order of the text.
func (c *Cast) referAll() {
	for doc, r := range c.readers {
		if r == nil {
			continue
		}
		// who is named is known before anything is referred to them
		for i := range r.spots {
			if s := &r.spots[i]; s.name >= 0 {
				c.tell(doc, s)
			}
		}
	}
	for doc, r := range c.readers {
		if r == nil {
			continue
		}
		for i := range r.spots {
			s := &r.spots[i]
			switch {
			case s.name >= 0:
				c.pair(doc, i)
			case s.pronoun != "":
				s.being, s.sure = c.antecedent(doc, i)
			default:
				s.being, s.sure = c.described(doc, i, s)
			}
		}
		for i := range r.spots { // "I was lucky," he said: once it is known who "he" is
			if s := &r.spots[i]; s.pronoun == "i" || s.pronoun == "we" {
				s.being, s.sure = c.speaker(doc, i)
			}
		}
	}
}

// pair makes one being of two names side by side: "Emirates and Lufthansa", who are "the airlines"
// and "they" later.
func (c *Cast) pair(doc, i int) {
	r := c.readers[doc]
	if i == 0 {
		return
	}
	a, b := &r.spots[i-1], &r.spots[i]
	if a.name < 0 || a.being == none || b.being == none || a.being == b.being || b.first-a.last != 1 || r.role(a.last) != lang.Joint {
		return
	}
	x, y := &c.beings[a.being], &c.beings[b.being]
	if x.sort != y.sort && x.sort != unknown && y.sort != unknown || x.sort == aState {
		return
	}
	sort := x.sort
	if sort == unknown {
		sort = y.sort
	}
	c.beings = append(c.beings, being{sort: sort, plural: true, several: true, doc: doc, first: a.core, last: b.last, body: none, seen: 1, words: 3, nouns: append(x.nouns[:len(x.nouns):len(x.nouns)], y.nouns...)})
	a.both = len(c.beings) - 1
}

// tell ties a spot that gives a name to its being and notes what it says of it.
func (c *Cast) tell(doc int, s *spot) {
	s.being, s.sure = c.nameBeing[doc][s.name], 0.95
	if s.being == none {
		return
	}
	b := &c.beings[s.being]
	if c.readers[doc].placed(s) {
		b.placed++
	}
	if s.noun == nil {
		return
	}
	role := s.noun.Kind == lang.RoleNoun || s.noun.Kind == lang.PersonNoun
	if role && !b.known { // "King Abdullah II", "Baroness Amos"
		r := c.readers[doc]
		titled := Fold(r.d.Slice(r.d.Span(s.core, r.names[s.name].Last)))
		if a, ok := c.registry.Lookup(titled); ok && a.Kind == person && strings.Count(titled, " ") >= b.words {
			b.actor, b.known, b.sort = a, true, aPerson
		}
	}
	if b.sort == unknown {
		switch {
		case role:
			b.sort = aPerson
		case s.noun.Kind == lang.BodyNoun:
			b.sort = aBody
		}
	}
	at := s.being
	if len(b.nouns) < 8 {
		b.nouns = append(b.nouns, s.noun)
		if s.also != nil {
			b.nouns = append(b.nouns, s.also)
		}
	}
	if role && b.sort == aPerson {
		if b.gender == lang.AnyGender {
			b.gender = s.noun.Gender
		}
		if s.owner >= 0 && b.body == none {
			body := c.nameBeing[doc][s.owner]
			if s.ownerNoun != nil && s.ownerNoun.Kind == lang.BodyNoun && s.ownerEnd > c.readers[doc].names[s.owner].Last && body != none {
				// "Israeli army spokesman": the army is spoken of too
				of := spot{first: s.core, core: s.core, coreEnd: s.ownerEnd, noun: s.ownerNoun, name: none, owner: s.owner, det: lang.Definite}
				body, _ = c.office(doc, &of, s.ownerEnd, body, true)
			}
			c.beings[at].body, s.of = body, body
		}
	}
}

// described finds whom a phrase without a name means, or makes a being of it.
func (c *Cast) described(doc, i int, s *spot) (int, float64) {
	owner := none
	if s.owner >= 0 {
		owner = c.nameBeing[doc][s.owner]
	}
	if s.noun.Kind == lang.TextNoun {
		if owner >= 0 {
			return owner, 0.7
		}
		if s.definite() {
			return c.lastSpeaker(doc, i)
		}
		return none, 0
	}
	if s.definite() {
		if s.noun.Kind == lang.BodyNoun {
			if b, sure := c.office(doc, s, s.coreEnd, owner, false); b != none {
				return b, sure
			}
		}
		if b, sure := c.match(doc, i, s, owner); b != none {
			return b, sure
		}
		if s.noun.Kind == lang.BodyNoun && owner >= 0 {
			return c.office(doc, s, s.coreEnd, owner, true)
		}
	}
	return c.create(doc, s, owner, ""), 0.6
}

// office is the being of a body that belongs to another: "the Russian defence ministry", "the Aleppo
// police"; one that neither the registry nor the report has named before is made only if asked for.
func (c *Cast) office(doc int, s *spot, end, owner int, make bool) (int, float64) {
	r := c.readers[doc]
	var room [128]byte
	key := string(fold(room[:0], r.d.Slice(r.d.Span(s.core, end))))
	a, known := c.registry.Lookup(key)
	for i := range c.beings {
		b := &c.beings[i]
		if known && b.known && b.actor.ID == a.ID || b.key == key {
			b.seen++
			return i, 0.9
		}
	}
	if !known && !make {
		return none, 0
	}
	at := c.create(doc, s, owner, key)
	b := &c.beings[at]
	b.last, b.office = end, true
	if known {
		b.actor, b.known, b.unnamed = a, true, false
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
	best, score, second := none, 0.0, 0.0
	office := c.title(doc, s, owner)
	consider := func(t *spot, at int, near float64) {
		if at == none || t.pronoun != "" {
			return
		}
		b := &c.beings[at]
		fit := c.fit(b, s, owner)
		if fit == 0 {
			fit = c.holds(b, s, owner, office)
		}
		if fit == 0 {
			return
		}
		v := fit*2 + near
		if t.says {
			v += 1
		}
		switch {
		case v > score:
			if best != at {
				second = score
			}
			best, score = at, v
		case at != best && v > second:
			second = v
		}
	}
	c.around(doc, i, consider)
	if best == none {
		return none, 0
	}
	return best, confidence(score, second)
}

// around shows the spots in view before spot i, nearest first, each with how near it is; where
// there is nothing before, those of the other text.
func (c *Cast) around(doc, i int, consider func(t *spot, being int, near float64)) {
	r := c.readers[doc]
	at := &r.spots[i]
	for k := i - 1; k >= 0 && k >= i-reach; k-- {
		t := &r.spots[k]
		near := 2 - 0.4*float64(min(at.sentence-t.sentence, 8)) - 0.01*float64(i-k)
		consider(t, t.being, near)
		if t.both > 0 {
			consider(t, t.both, near)
		}
		if t.of >= 0 && c.beings[t.of].sort == aBody {
			consider(t, t.of, near-0.8)
		}
	}
	if other := c.readers[1-doc]; other != nil && (doc == 1 || i < reach) {
		for k := range other.spots {
			if k > reach {
				break
			}
			near := -1.5 - 0.02*float64(k)
			consider(&other.spots[k], other.spots[k].being, near)
		}
	}
}

func confidence(score, second float64) float64 {
	return min(0.9, 0.55+0.12*(score-second))
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
		return 3
	}
	switch s.noun.Kind {
	case lang.RoleNoun, lang.PersonNoun, lang.PeopleNoun:
		if b.sort != aPerson || !agree(b.gender, s.noun.Gender) {
			return 0
		}
		if owner >= 0 && b.body != none && b.body != owner {
			return 0
		}
		return c.called(b, s.noun)
	case lang.BodyNoun:
		if b.sort == aPerson {
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
		if n.Kind == lang.RoleNoun && len(n.Word) > 4 && alike(c.readers[b.doc].a, n, s.noun) == 0 {
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
	if b.sort == aBody {
		for j := b.first; j < b.last; j++ {
			if k, m := r.nounAt(j); k > 0 && m.Kind == lang.BodyNoun {
				best = max(best, alike(r.a, n, m))
			}
		}
	}
	if b.known {
		if m := r.a.Noun[b.actor.Kind]; m != nil {
			best = max(best, alike(r.a, n, m))
		}
	}
	if best == 0 && b.sort == unknown && b.placed*2 < b.seen && n.Any {
		best = 0.6
	}
	return best
}

// loose reports whether a class of bodies is one that says little of what they are ("group").
func loose(a *lang.Actors, class string) bool {
	n := a.Noun[class]
	return n != nil && n.Any
}

// alike scores how near two nouns are: one word, one a class of the other, one class in common.
func alike(a *lang.Actors, n, m *lang.Noun) float64 {
	if n.Word == m.Word {
		return 3
	}
	for _, class := range m.Classes[1:] {
		if class == n.Word {
			return 2.5
		}
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

// antecedent finds whom a pronoun means.
func (c *Cast) antecedent(doc, i int) (int, float64) {
	r := c.readers[doc]
	s := &r.spots[i]
	switch s.pronoun {
	case "i", "we":
		return c.speaker(doc, i)
	case "who":
		if i > 0 && r.spots[i-1].sentence == s.sentence {
			return r.spots[i-1].being, 0.7
		}
		return none, 0
	}
	best, score, second := none, -9.0, -9.0
	c.around(doc, i, func(t *spot, at int, near float64) {
		if at == none {
			return
		}
		b := &c.beings[at]
		fit := c.stands(s.pronoun, b, t)
		if fit == 0 {
			return
		}
		v := near + fit
		if t.says {
			v += 1.6
		}
		if t.subject {
			v += 0.8
		} else if s.says && !t.says && t.sentence == s.sentence {
			v -= 1.5 // "... against Assad, he added"
		}
		if t.quoted && !s.quoted {
			v -= 1.2
		}
		if t.pronoun != "" {
			v += 0.2
			if t.pronoun == s.pronoun {
				v += 0.4
			}
		}
		v += 0.08 * float64(min(b.seen, 5))
		switch {
		case v > score:
			if best != at {
				second = score
			}
			best, score = at, v
		case at != best && v > second:
			second = v
		}
	})
	if best == none {
		return none, 0
	}
	if b := &c.beings[best]; b.sort != aBody && b.gender == lang.AnyGender {
		switch s.pronoun {
		case "he":
			b.gender = lang.Male
		case "she":
			b.gender = lang.Female
		}
		if b.sort == unknown && (s.pronoun == "he" || s.pronoun == "she") {
			b.sort = aPerson
		}
	}
	return best, confidence(score, second)
}

// stands scores whether a pronoun may stand for a being as it was mentioned; 0 if it can't.
func (c *Cast) stands(pronoun string, b *being, t *spot) float64 {
	switch pronoun {
	case "he", "she":
		want := lang.Male
		if pronoun == "she" {
			want = lang.Female
		}
		if b.plural || !agree(b.gender, want) {
			return 0
		}
		switch b.sort {
		case aPerson:
			if b.unnamed && t.det != lang.Indefinite && t.noun != nil && t.noun.Kind == lang.RoleNoun && !t.says {
				return 0.6
			}
			if b.gender == want {
				return 1.4
			}
			return 1
		case unknown:
			if t.says || t.subject {
				return 0.3
			}
		}
	case "it":
		switch {
		case b.plural && b.sort != aBody || b.sort == aPerson:
			return 0
		case b.sort == aState:
			return 0.4
		case b.sort == aBody:
			return 1
		case t.says || t.subject:
			return 0.2
		}
	case "they":
		switch {
		case b.plural:
			return 1.8
		case b.sort == aBody:
			return 0.4
		case b.sort == aState:
			return 0.1
		case b.unnamed && t.says:
			return 0.2
		}
	}
	return 0
}

// lastSpeaker is who spoke last before spot i, or speaks in its sentence.
func (c *Cast) lastSpeaker(doc, i int) (int, float64) {
	r := c.readers[doc]
	for k := i - 1; k >= 0 && k >= i-reach; k-- {
		if t := &r.spots[k]; t.being != none && t.says {
			return t.being, 0.6
		}
	}
	return none, 0
}

// speaker is who says "I" or "we" at spot i: who speaks in the sentence, else who spoke last.
func (c *Cast) speaker(doc, i int) (int, float64) {
	r := c.readers[doc]
	for k := i + 1; k < len(r.spots) && r.spots[k].sentence == r.spots[i].sentence; k++ {
		if t := &r.spots[k]; t.says && t.being != none && !t.quoted {
			return t.being, 0.7
		}
	}
	return c.lastSpeaker(doc, i)
}

// ref is what is known of a being.
func (c *Cast) ref(b int, sure float64) Ref {
	x := &c.beings[b]
	r := c.readers[x.doc]
	out := Ref{
		Name: sitrep.Words(r.d.Slice(r.d.Span(x.first, x.last))), Kind: sitrep.Named,
		In: r.d.In, First: x.first, Last: x.last, Confidence: sure,
	}
	if x.known {
		out.Actor, out.Body = x.actor.ID, x.actor.SpeaksFor
	}
	if x.body != none && c.beings[x.body].known {
		out.Body = c.beings[x.body].actor.ID
	}
	if x.unnamed {
		out.Kind = c.unnamedKind(x)
	}
	out.Here = out.Name
	return out
}

// unnamedKind tells an office from somebody without a name: bodies not brought in by "a", the holder of
// an office ("the White House spokesman"), officials of a place.
func (c *Cast) unnamedKind(b *being) sitrep.ClaimantKind {
	r := c.readers[b.doc]
	if role := r.role(b.first); role == lang.Indefinite {
		return sitrep.Anonymous
	}
	for _, n := range b.nouns {
		if n.Kind == lang.BodyNoun || n.Kind == lang.RoleNoun && b.body != none && (!n.Plural || b.office) {
			return sitrep.Office
		}
	}
	return sitrep.Anonymous
}
