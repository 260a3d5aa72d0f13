package actor

import (
	"slices"
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// nature is what sort of being one is.
type nature uint8

const (
	unknown nature = iota
	aPerson
	aBody
	aState
)

// being is somebody a report speaks of, under all the names it gives.
type being struct {
	sort    nature
	gender  lang.Gender
	plural  bool
	unnamed bool // "a military source": known by a description only
	office  bool // "the Syrian army": a body known by what it is
	several bool // "Emirates and Lufthansa"
	// rank says how good a name for a state it has: its own before its capital's, an adjective last.
	rank   int
	flawed bool // its name is known only with the s of a possessive stuck to it
	// doc, first and last are where its fullest name stands.
	doc, first, last int
	words            int // in the fullest name
	key              string
	nouns            []*lang.Noun // what it is said to be
	deeds            []*lang.Noun // what it may be called for what it does ("buyer")
	body             int          // the being it speaks for; none
	actor            sitrep.Actor
	known            bool // actor is set
	seen             int  // mentions
	scene            bool // it is where something happens ("in Syria")
	placed           int  // mentions as a place ("in Homs")
}

// linker ties the names of a report to beings.
type linker struct {
	c      *Cast
	short  map[string]int     // initials and acronyms
	byWord map[string][]int32 // each word of a name to the beings of that name
}

// nameRef is one name of one of the texts.
type nameRef struct {
	doc, index, words int
	key               string
}

// linkNames makes beings of all names, the longest first, so that short forms find them.
func (c *Cast) linkNames() {
	refs, folded := c.room.refs, c.room.folded[:0] // the names folded, a line each
	for _, r := range c.readers {
		if r == nil {
			continue
		}
		for _, n := range r.names {
			folded = append(fold(folded, r.d.Slice(r.d.Span(n.First, n.Last))), '\n')
		}
	}
	key, rest := "", string(folded)
	for doc, r := range c.readers {
		if r == nil {
			continue
		}
		for i := range r.names {
			key, rest, _ = strings.Cut(rest, "\n")
			refs = append(refs, nameRef{doc, i, 1 + strings.Count(key, " "), key})
		}
	}
	c.room.refs, c.room.folded = refs, folded
	slices.SortStableFunc(refs, func(a, b nameRef) int { return b.words - a.words })
	c.byKey, c.byID = c.room.byKey, c.room.byID
	l := &linker{c: c, short: c.room.short, byWord: c.room.byWord}
	for doc := range c.readers {
		if r := c.readers[doc]; r != nil {
			c.nameBeing[doc] = make([]int, len(r.names))
		}
	}
	for _, ref := range refs {
		c.nameBeing[ref.doc][ref.index] = l.link(ref)
	}
	l.believe()
	for i := range c.beings {
		switch b := &c.beings[i]; {
		case b.known && b.actor.Kind == person:
			c.persons = append(c.persons, i)
		case b.known && b.actor.Kind == state:
			c.states = append(c.states, i)
		}
	}
}

// countryRank says how good a name for a state a name is.
func (c *Cast) countryRank(doc int, n text.Name) int {
	r := c.readers[doc]
	_, country := r.a.CountryAt(r.d.Lower, n.First)
	rank := 1
	switch country.As {
	case lang.CountryName:
		rank = 5
	case lang.CountryCapital:
		rank = 3
	}
	if r.d.Tokens[n.First].Shape != text.Upper {
		rank++ // a dateline's "BEIJING" is the worst of its kind
	}
	return rank
}

// know notes that a being is an actor of the registry.
func (c *Cast) know(at int, a sitrep.Actor) {
	b := &c.beings[at]
	b.actor, b.known = a, true
	if _, taken := c.byID[a.ID]; !taken {
		c.byID[a.ID] = at
	}
}

// link finds or makes the being of a name.
func (l *linker) link(ref nameRef) int {
	r := l.c.readers[ref.doc]
	n := r.names[ref.index]
	if ref.key == "" {
		return none
	}
	b, ok := l.c.byKey[ref.key]
	if !ok && ref.words == 1 && r.d.Tokens[n.First].Shape != text.Title {
		b, ok = l.short[ref.key]
	}
	if !ok {
		// "Bashar al-Assads forces" came first
		if b, ok = l.c.byKey[ref.key+"s"]; ok {
			l.c.beings[b].flawed = true
		}
	}
	if !ok && !r.ofPlace(n) {
		b, ok = l.shortFor(ref, n)
	}
	if bare := ref.key[strings.IndexByte(ref.key, ' ')+1:]; !ok && ref.words == 2 && (ref.key[:len(ref.key)-len(bare)] == "al " || ref.key[:len(ref.key)-len(bare)] == "el ") {
		b, ok = l.among(bare, ref, n) // "Al-Mansouri" of Noor Al-Mansouri
	}
	if !ok {
		return l.create(ref, r, n)
	}
	being := &l.c.beings[b]
	being.seen++
	if being.flawed && being.words == ref.words && !strings.HasSuffix(ref.key, "s") {
		being.doc, being.first, being.last, being.key, being.flawed = ref.doc, n.First, n.Last, ref.key, false
	}
	if being.gender == lang.AnyGender && being.sort == aPerson {
		being.gender = n.Gender
	}
	l.c.byKey[ref.key] = b
	l.acronym(ref, r, n, b)
	return b
}

// ofPlace reports whether a name is that of the place whose noun follows it: "the Karun valley" is no short form
// of the Karun Brigades.
func (r *reader) ofPlace(n text.Name) bool {
	if n.Last >= len(r.d.Tokens) {
		return false
	}
	if k, _ := r.nounAt(n.Last); k > 0 {
		return false
	}
	return r.d.Tokens[n.Last].Shape == text.Lower && r.d.Language.Figure.Words[r.d.Lower(n.Last)].Parts.Has(lang.Place)
}

func (l *linker) create(ref nameRef, r *reader, n text.Name) int {
	b := being{doc: ref.doc, first: n.First, last: n.Last, words: ref.words, key: ref.key, body: none, seen: 1}
	switch {
	case n.Country:
		b.sort, b.rank = aState, l.c.countryRank(ref.doc, n)
	case n.Body:
		b.sort = aBody
	case n.Person:
		b.sort, b.gender = aPerson, n.Gender
	case l.titleGender(ref.doc, n) != lang.AnyGender:
		b.sort, b.gender = aPerson, l.titleGender(ref.doc, n)
	case ref.words == 1 && r.d.Tokens[n.First].Shape == text.Upper && !r.d.AllCaps:
		b.sort = aBody
	}
	a, ok := l.c.registry.folded(ref.key)
	if bare, possessive := strings.CutSuffix(ref.key, "s"); !ok && possessive && !n.Body {
		if a, ok = l.c.registry.Lookup(bare); ok && (a.Kind == person || r.d.Tokens[n.First].Shape == text.Mixed) { // "Assads forces", "SANAs reporter"
			b.key, b.flawed = bare, true
		} else {
			ok = false
		}
	}
	if rest := strings.IndexByte(ref.key, ' '); !ok && ref.words > 2 && !n.Body {
		// "Crooked Hillary Clinton": a word before a name that is known
		if a, ok = l.c.registry.Lookup(ref.key[rest+1:]); ok && a.Kind == person {
			b.first++
			b.words--
			b.key = ref.key[rest+1:]
		} else {
			ok = false
		}
	}
	if ok && !(ref.words == 1 && len(ref.key) <= 3 && r.d.Tokens[n.First].Shape == text.Title) {
		b.actor, b.known = a, true
		switch a.Kind {
		case person:
			b.sort = aPerson
		case state:
			b.sort = aState
		case "": // the desk didn't say
		default:
			b.sort = aBody
		}
		if at, ok := l.c.byID[a.ID]; ok {
			l.c.beings[at].seen++
			if n.Country && l.c.countryRank(ref.doc, n) > l.c.beings[at].rank {
				b := &l.c.beings[at]
				b.doc, b.first, b.last, b.rank = ref.doc, n.First, n.Last, l.c.countryRank(ref.doc, n)
			}
			l.c.byKey[ref.key], l.c.byKey[b.key] = at, at
			return at
		}
		l.c.byID[a.ID] = len(l.c.beings)
	}
	at := len(l.c.beings)
	l.c.beings = append(l.c.beings, b)
	l.c.byKey[ref.key], l.c.byKey[b.key] = at, at
	for word := range strings.SplitSeq(b.key, " ") {
		l.byWord[word] = append(l.byWord[word], int32(at))
	}
	if (b.sort == aBody || b.sort == unknown) && ref.words > 2 {
		if short := initials(ref.key); len(short) > 2 {
			if _, taken := l.short[short]; !taken {
				l.short[short] = at
			}
		}
	}
	l.acronym(ref, r, n, at)
	return at
}

// acronym notes a short name introduced in brackets: "the Syrian Observatory for Human Rights (SOHR)".
func (l *linker) acronym(ref nameRef, r *reader, n text.Name, at int) {
	j := n.Last
	if ref.words < 2 || j+2 >= len(r.d.Tokens) || r.d.Raw(j) != "(" || r.d.Raw(j+2) != ")" || r.d.Tokens[j+1].Shape != text.Upper {
		return
	}
	l.c.byKey[Fold(r.d.Raw(j+1))] = at
}

// shortFor finds the being of which a name is a short form: "Kirby", "Abdel Rahman", "the Syrian
// Observatory". Lost apostrophes leave an s behind ("Assads forces").
func (l *linker) shortFor(ref nameRef, n text.Name) (int, bool) {
	key := ref.key
	if b, ok := l.among(key, ref, n); ok {
		return b, true
	}
	if strings.HasSuffix(key, "s") && len(key) > 3 {
		bare := key[:len(key)-1]
		if b, ok := l.c.byKey[bare]; ok {
			return b, true
		}
		return l.among(bare, ref, n)
	}
	return none, false
}

// mostAlike is how many names with a word are looked at for one that a shorter name stands for: more than any report has.
const mostAlike = 200

func (l *linker) among(key string, ref nameRef, n text.Name) (int, bool) {
	last := key[strings.LastIndexByte(key, ' ')+1:]
	best, score := none, 0
	title := l.titleGender(ref.doc, n)
	alike := l.byWord[last]
	for _, at := range alike[:min(len(alike), mostAlike)] {
		b := &l.c.beings[at]
		if s := shortForm(key, b, n); s > 0 && agree(title, b.gender) {
			whose := false
			if r := l.c.readers[b.doc]; r.d.Lower(b.last) == "'s" || r.d.Lower(b.first-1) == "of" {
				s, whose = s-2, true // "Sara Lindt's brother, Jonas Lindt", "Jonas Lindt, the brother of Sara Lindt": it is about him
			}
			s += min(b.seen, 4)
			if b.doc == ref.doc && b.first < n.First {
				s += 3
			}
			if b.known && !whose && l.c.registry.certain[key] && l.c.means(key, b) {
				s += 2 // "Biden" is the president before his son
			}
			if s > score {
				best, score = int(at), s
			}
		}
	}
	if best == none {
		return none, false
	}
	if a, ok := l.c.registry.Lookup(key); ok && a.Kind != person {
		// a name by itself: "Syrian Coalition" is no short form of a heading that begins with it
		if b := &l.c.beings[best]; !b.known || b.actor.ID != a.ID {
			return none, false
		}
	}
	return best, true
}

// titleGender is what the title before a name says of who bears it: "Mr. Marsh" is not Helen Marsh.
func (l *linker) titleGender(doc int, n text.Name) lang.Gender {
	r := l.c.readers[doc]
	k := n.First - 1
	if k > 0 && r.d.Raw(k) == "." {
		k--
	}
	switch strings.TrimSuffix(r.d.Lower(k), ".") {
	case "mr", "sir", "lord":
		return lang.Male
	case "mrs", "ms", "miss", "lady", "dame":
		return lang.Female
	}
	return lang.AnyGender
}

// means reports whether the registry's actor of a name is a being.
func (c *Cast) means(key string, b *being) bool {
	a, ok := c.registry.named(key)
	return ok && a.ID == b.actor.ID
}

// shortForm scores how well key is a short form of a being's name; 0 if it is none.
func shortForm(key string, b *being, n text.Name) int {
	if b.key == key || b.unnamed || n.Country {
		return 0
	}
	words := 1 + strings.Count(key, " ")
	switch {
	case b.sort == aPerson || b.sort == unknown && b.words <= 3 && !n.Body:
		if strings.HasSuffix(b.key, " "+key) {
			return 6
		}
		if words == 1 && strings.HasPrefix(b.key, key+" ") && b.sort == aPerson {
			return 4 // "Ban" of Ban Ki-moon, or a first name
		}
		if words == 1 && b.sort == unknown && b.words <= 3 && strings.HasPrefix(b.key, key+" ") {
			return 1 // perhaps a first name
		}
		if words == 1 && b.sort == aPerson && strings.Contains(b.key, " "+key+" ") {
			return 2
		}
	case b.sort == aBody:
		if words > 1 && subsequence(key, b.key) && firstWord(key) == firstWord(b.key) {
			return 5
		}
		if strings.HasSuffix(b.key, " "+key) && (n.Body && words > 1 && b.words <= words+2 || b.known && b.words == words+1) {
			return 3
		}
		if words == 1 && !n.Body && firstWord(b.key) == key && (b.words == 2 || b.words == 3 && incorporated(b.key)) {
			return 2
		}
	}
	return 0
}

// incorporated reports whether a name ends in how a firm is registered.
func incorporated(key string) bool {
	switch key[strings.LastIndexByte(key, ' ')+1:] {
	case "inc", "corp", "co", "ltd", "plc", "llc", "group", "holdings":
		return true
	}
	return false
}

func firstWord(key string) string {
	w, _, _ := strings.Cut(key, " ")
	return w
}

// subsequence reports whether all words of short stand in long in the same order.
func subsequence(short, long string) bool {
	for word := range strings.SplitSeq(short, " ") {
		for {
			w, rest, more := strings.Cut(long, " ")
			long = rest
			if w == word {
				break
			}
			if !more {
				return false
			}
		}
	}
	return true
}

// initials are the first letters of a name's words, without the small ones.
func initials(key string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(key, " ") {
		if word == "" || word == "of" || word == "for" || word == "and" || word == "in" || word == "on" {
			continue
		}
		b.WriteByte(word[0])
	}
	return b.String()
}

// believe takes back the registry's name from a person known by surname alone, unless the report
// speaks of that person's body or state or the registry is sure of it.
func (l *linker) believe() {
	for i := range l.c.beings {
		b := &l.c.beings[i]
		if !b.known || b.actor.Kind != person || b.words > 1 {
			continue
		}
		found := b.actor.SpeaksFor == "" || l.c.registry.certain[b.key]
		for id, step := b.actor.SpeaksFor, 0; id != "" && step < 3 && !found; step++ {
			_, found = l.c.byID[id]
			next, _ := l.c.registry.Lookup(string(id))
			id = next.SpeaksFor
		}
		if !found {
			delete(l.c.byID, b.actor.ID)
			b.known, b.actor = false, sitrep.Actor{}
		}
	}
}
