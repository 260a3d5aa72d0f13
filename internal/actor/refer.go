package actor

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
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
		return s.noun != nil && (s.noun.Kind == lang.BodyNoun && (s.owner >= 0 || !s.noun.Plural || s.noun.Word == "police") ||
			s.noun.Kind == lang.RoleNoun && s.owner >= 0 && !s.noun.Plural && !s.noun.Voice) // "Ukrainian president said"
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
		for i := range r.names {
			c.nickname(doc, i)
		}
		for i := range r.spots {
			s := &r.spots[i]
			if s.short >= 0 {
				c.abbreviate(doc, s)
			}
			if s.name >= 0 {
				c.tell(doc, s)
			}
		}
		for _, t := range r.titles {
			if b := c.beingOf(doc, t.name); b >= 0 && c.beings[b].sort != aBody {
				c.beings[b].sort, c.beings[b].nouns = aPerson, append(c.beings[b].nouns, t.noun)
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
				c.place(doc, i, s)
				c.deed(doc, s)
			case s.pronoun != "":
				s.being, s.sure = c.pronoun(doc, i)
				c.style(doc, i)
				c.deed(doc, s)
			case c.predicate(doc, i) != none:
				s.being, s.sure = c.predicate(doc, i), 0.8
			default:
				s.being, s.sure = c.described(doc, i, s)
			}
		}
		for i := range r.spots { // "I was lucky," he said: once it is known who "he" is
			if s := &r.spots[i]; s.pronoun == "i" || s.pronoun == "we" {
				s.being, s.sure = c.speaker(doc, i)
			}
		}
		c.nameLater(doc)
	}
}

// nickname makes one being of a person and what others call him or her: "Samuel Okoye, whom colleagues call the Owl",
// "Ivan Brod, known as Bear,".
func (c *Cast) nickname(doc, i int) {
	r := c.readers[doc]
	n := r.names[i]
	at := c.nameBeing[doc][i]
	if i == 0 || at == none || c.beings[at].known || c.beings[at].words > 2 {
		return
	}
	k := n.First - 1
	article := r.role(k) == lang.Definite
	if article || r.d.Raw(k) == "\"" || r.d.Raw(k) == "“" {
		k--
	}
	switch w := r.d.Lower(k); {
	case w == "nicknamed", w == "dubbed", w == "alias", w == "as" && r.d.Lower(k-1) == "known":
	case article && (w == "call" || w == "called" || w == "calls") && r.whom(k):
	default:
		return
	}
	before := c.nameBeing[doc][i-1]
	if before == none || before == at || n.First-r.names[i-1].Last > 12 || c.beings[before].sort == aBody || c.beings[before].sort == aState || r.d.SentenceOf(n.First) != r.d.SentenceOf(r.names[i-1].First) {
		return
	}
	for d := range c.nameBeing {
		for k, b := range c.nameBeing[d] {
			if b == at {
				c.nameBeing[d][k] = before
			}
		}
	}
}

// whom reports whether a relative pronoun opens the clause of the verb at token i.
func (r *reader) whom(i int) bool {
	for j := i - 1; j > i-6 && j >= 0; j-- {
		if w := r.d.Lower(j); w == "whom" || w == "who" {
			return true
		}
	}
	return false
}

// style ties what stands before a pronoun in apposition to whom it means: "Now justice minister, she has to answer".
func (c *Cast) style(doc, i int) {
	r := c.readers[doc]
	s := &r.spots[i]
	if i == 0 || s.being == none || s.pronoun != "he" && s.pronoun != "she" {
		return
	}
	t := &r.spots[i-1]
	if t.name >= 0 || t.noun == nil || t.noun.Kind != lang.RoleNoun || t.noun.Plural || t.det != lang.NoRole && t.det != lang.Indefinite || t.sentence != s.sentence || s.first-t.last != 1 || r.d.Raw(t.last) != "," {
		return
	}
	t.being = s.being
	if b := &c.beings[s.being]; len(b.nouns) < 8 {
		b.nouns = append(b.nouns, t.noun)
	}
}

// predicate is whom the subject before says the phrase at spot i to be: "Lady Pike was a chemist too" brings nobody in.
func (c *Cast) predicate(doc, i int) int {
	r := c.readers[doc]
	s := &r.spots[i]
	if i == 0 || s.det == lang.Possessive || s.noun == nil || s.noun.Plural || s.noun.Kind != lang.RoleNoun && s.noun.Kind != lang.PersonNoun {
		return none
	}
	t := &r.spots[i-1]
	if t.being == none || t.sentence != s.sentence || !t.subject || t.quoted != s.quoted || s.first-t.last > 3 || c.beings[t.being].plural || c.beings[t.being].sort != aPerson {
		return none
	}
	for j := t.last; j < s.first; j++ {
		if r.d.Tokens[j].Kind == text.Punct {
			return none
		}
	}
	before := r.d.Lower(s.first - 1)
	if s.det == lang.NoRole && s.first < s.core+1 {
		before = r.d.Lower(s.first) // "was named interior minister"
	}
	switch before {
	case "is", "was", "became", "remains", "named", "appointed", "elected":
		if s.det == lang.Definite && before != "is" && before != "was" {
			return none
		}
		if b := &c.beings[t.being]; len(b.nouns) < 8 {
			b.nouns = append(b.nouns, s.noun)
		}
		return t.being
	}
	return none
}

// bracketed is the body that the registry tells from others of its name by a state the report speaks of:
// "Investigative Committee (Russia)".
func (c *Cast) bracketed(key string) (sitrep.Actor, bool) {
	var found sitrep.Actor
	for _, at := range c.states {
		a, ok := c.registry.named(key + " " + Fold(string(c.beings[at].actor.ID)))
		if !ok || a.Kind == state || a.Kind == person {
			continue
		}
		if found.ID != "" {
			return sitrep.Actor{}, false
		}
		found = a
	}
	return found, found.ID != ""
}

// abbreviate makes the initials given for a body stand for it.
func (c *Cast) abbreviate(doc int, s *spot) {
	short := c.nameBeing[doc][s.short]
	at, _ := c.office(doc, s, s.coreEnd, c.beingOf(doc, s.owner), true)
	if short == none || at == short {
		return
	}
	if b := &c.beings[at]; !b.known && c.beings[short].known {
		c.know(at, c.beings[short].actor)
	}
	c.beings[at].unnamed = false
	for d := range c.nameBeing {
		for n, b := range c.nameBeing[d] {
			if b == short {
				c.nameBeing[d][n] = at
			}
		}
	}
}

// bodyOf is the being a role belongs to: of "Israeli army spokesman" the army, which is spoken of too.
func (c *Cast) bodyOf(doc int, s *spot) int {
	body := c.beingOf(doc, s.owner)
	if body == none || s.ownerNoun == nil || s.ownerNoun.Kind != lang.BodyNoun || s.ownerEnd <= c.readers[doc].names[s.owner].Last {
		return body
	}
	of := spot{first: s.core, core: s.core, coreEnd: s.ownerEnd, noun: s.ownerNoun, name: none, owner: s.owner, short: none, det: lang.Definite}
	body, _ = c.office(doc, &of, s.ownerEnd, body, true)
	return body
}

// place finds the state of an office that is named without one: "the Defense Ministry".
func (c *Cast) place(doc, i int, s *spot) {
	if s.being == none || c.beings[s.being].known || c.beings[s.being].sort == aPerson {
		return
	}
	n := c.readers[doc].names[s.name]
	here := *s
	here.coreEnd = n.Last
	a, ok := c.inView(doc, i, &here)
	if !ok {
		a, ok = c.bracketed(c.beings[s.being].key)
	}
	if ok {
		if at, ok := c.byID[a.ID]; ok { // "the JCS" after "its Joint Chiefs of Staff"
			s.being, c.nameBeing[doc][s.name] = at, at
			return
		}
		c.know(s.being, a)
		c.beings[s.being].sort = aBody
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
	first, at := a.core, a.being
	if a.name < 0 && a.owner >= 0 && r.names[a.owner].Last == a.last { // "the heads of Emirates and Lufthansa"
		first, at = r.names[a.owner].First, c.beingOf(doc, a.owner)
	} else if a.name < 0 {
		return
	}
	if at == none || b.being == none || at == b.being || b.first-a.last != 1 || r.role(a.last) != lang.Joint {
		return
	}
	x, y := &c.beings[at], &c.beings[b.being]
	if x.sort != y.sort && x.sort != unknown && y.sort != unknown || x.sort == aState {
		return
	}
	sort := x.sort
	if sort == unknown {
		sort = y.sort
	}
	c.beings = append(c.beings, being{sort: sort, plural: true, several: true, doc: doc, first: first, last: b.last, body: none, seen: 1, words: 3, nouns: append(x.nouns[:len(x.nouns):len(x.nouns)], y.nouns...)})
	a.both = len(c.beings) - 1
}

// tell ties a spot that gives a name to its being and notes what it says of it.
func (c *Cast) tell(doc int, s *spot) {
	s.being, s.sure = c.nameBeing[doc][s.name], 0.95
	if s.being == none {
		return
	}
	b := &c.beings[s.being]
	if r := c.readers[doc]; r.placed(s) {
		b.placed++
		b.scene = b.scene || r.d.Lower(s.first-1) == "in"
	}
	if s.noun == nil {
		if at := c.beingOf(doc, s.owner); at >= 0 && b.sort != aBody && b.sort != aState && b.body == none { // "Sara Weiss of the Tide Centre"
			b.sort, b.body, s.of = aPerson, at, at
		}
		return
	}
	role := s.noun.Kind == lang.RoleNoun || s.noun.Kind == lang.PersonNoun
	if r := c.readers[doc]; !b.known && s.core < r.names[s.name].First {
		titled := Fold(r.d.Slice(r.d.Span(s.core, r.names[s.name].Last)))
		a, ok := c.registry.Lookup(titled)
		switch {
		case !ok:
		case role && a.Kind == person && strings.Count(titled, " ") >= b.words: // "King Abdullah II"
			c.know(s.being, a)
			b.sort = aPerson
		case s.noun.Kind == lang.BodyNoun && a.Kind != person && a.Kind != state && b.sort != aPerson: // "Syrian state TV"
			c.know(s.being, a)
			b.sort, b.first, b.last = aBody, s.core, r.names[s.name].Last
		}
	}
	if b.sort == unknown {
		switch {
		case role && c.mayBeBody(doc, s): // "the owner, Borealis Mining"
		case role:
			b.sort = aPerson
		case s.noun.Kind == lang.BodyNoun:
			b.sort = aBody
		}
	}
	c.entitle(doc, s)
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
			body := c.bodyOf(doc, s)
			c.beings[at].body, s.of = body, body
		}
	}
}

// mayBeBody reports whether somebody named only by what bodies are too ("owner", "operator") need not be a person.
func (c *Cast) mayBeBody(doc int, s *spot) bool {
	r := c.readers[doc]
	if r.names[s.name].Person {
		return false
	}
	for _, class := range s.noun.Classes[1:] {
		if n := r.a.Noun[class]; n != nil && n.Kind == lang.BodyNoun {
			return true
		}
	}
	return false
}

// entitle mends what a single word seemed to say of whoever bears a title: "MR. KIRBY" is no body, and
// "President Harris" no man for a first name's sake.
func (c *Cast) entitle(doc int, s *spot) {
	r := c.readers[doc]
	b := &c.beings[s.being]
	if b.words > 1 || b.known || s.core >= r.names[s.name].First || r.d.Tokens[s.core].Shape == text.Lower || s.noun.Kind != lang.RoleNoun {
		return
	}
	if b.sort == aBody && r.titled(s.noun) {
		b.sort = aPerson
	}
	if b.sort == aPerson {
		b.gender = s.noun.Gender
	}
}

// ref is what is known of a being.
func (c *Cast) ref(b int, sure float64) Ref {
	x := &c.beings[b]
	r := c.readers[x.doc]
	first := x.first
	if x.sort == aPerson && x.words == 1 && !x.unnamed && !x.known && first > 0 && r.lex[first-1].Has(lang.NounMark) {
		if _, n := r.nounAt(first - 1); n != nil && n.Kind == lang.RoleNoun && n.Any && n.Gender != lang.AnyGender && r.d.Tokens[first-1].Shape == text.Title {
			first-- // "Lady Pike": a surname alone is not hers
		}
	}
	out := Ref{
		Name: sitrep.Words(r.d.Slice(r.d.Span(first, x.last))), Kind: sitrep.Named,
		In: r.d.In, First: first, Last: x.last, Confidence: sure,
	}
	if x.known {
		out.Actor, out.Body = x.actor.ID, x.actor.SpeaksFor
	}
	if x.body != none && c.beings[x.body].known {
		out.Body = c.beings[x.body].actor.ID
	}
	if x.unnamed {
		out.Kind = c.unnamedKind(x)
		if out.Actor == "" && !x.plural && x.nouns[0].Voice && x.body != none && c.beings[x.body].sort != aState {
			out.Actor = out.Body // "a Pentagon spokesman"
		}
		if out.Actor != "" {
			out.Kind = sitrep.Office
		}
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
