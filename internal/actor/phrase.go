package actor

import (
	"slices"
	"strings"

	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// spot is one noun phrase or pronoun that stands for somebody: tokens [first, last).
type spot struct {
	first, last int
	// core is where the phrase proper begins and ends, without its article and without what stands
	// in apposition to it.
	core, coreEnd int
	name          int        // the name it gives, an index into reader.names; -1 for none
	noun          *lang.Noun // its head, or what stands in apposition to the name
	owner         int        // the name before the head or tied to it: the White House of its spokesman; -1
	ownerNoun     *lang.Noun // the same where it is no name: the police of its spokesman
	ownerEnd      int        // where the words for a body before the head end: "Israeli army" of its spokesman
	also          *lang.Noun // what else it is said to be
	short         int        // the initials given behind it in brackets, an index into reader.names; -1
	det           lang.WordRole
	pronoun       string
	sentence      int
	index         int  // its place among the spots of its text
	says          bool // it is the subject of a verb of speaking
	subject       bool
	quoted        bool
	inner         bool // it opens a clause inside its sentence ("as it announced")
	bare          bool // it is an adjective for a people, left without a noun
	being         int  // who it is: an index into Cast.beings; -1
	of            int  // the being it belongs to; -1
	back          int  // of a pronoun, 1 + the mention in the same text it was referred to; 0 for none
	both          int  // the being of it and the name after it together; 0 for none
	sure          float64
}

const none = -1

// reader finds the spots of one text.
type reader struct {
	d      *text.Doc
	a      *lang.Actors
	lex    []lang.Lex // for each token
	names  []text.Name
	nameAt []int32 // for each token, 1 + the index of the name that begins there
	spots  []spot
	titles []title // of names that only say whose something is
	end    int     // of the sentence
}

// title is what a name is said to be where the name is not what the phrase is about: "Governor Ann
// Lee's house".
type title struct {
	name int
	noun *lang.Noun
}

// newReader reads the spots of the body or the title, in a room that holds nothing; of a title, with the body read before.
func newReader(d *text.Doc, known *Registry, room *room, doc int, body *reader) *reader {
	lex := text.Lex(d, room.lex[doc])
	r := &reader{d: d, a: &d.Language.Actors, lex: lex, names: owned(d, bands(d, apart(d, lex, known.names(d, text.NamesBy(d, lex, room.names[doc])))))}
	if body != nil && d.Headline {
		cutShort(d, r.names, body)
	}
	r.nameAt = zeros(room.nameAt[doc], len(d.Tokens)+1)
	for i, n := range r.names {
		r.nameAt[n.First] = int32(i + 1)
	}
	r.spots = slices.Grow(room.spots[doc], len(d.Tokens)/5+4)
	quote := 0
	for s := range d.Sentences {
		from := d.Sentences[s].First
		r.end = d.Sentences[s].Last
		for i := from; i < r.end; {
			if r.idle(i) { // most words
				i++
				continue
			}
			found, ok := r.at(i, from)
			if !ok {
				i = max(i+1, found.last)
				continue
			}
			found.sentence, found.being, found.of = s, none, none
			for quote < len(d.Quotes) && d.Quotes[quote].Last <= found.first {
				quote++
			}
			found.quoted = quote < len(d.Quotes) && d.Quotes[quote].First <= found.first && !d.Quotes[quote].Open
			r.position(&found, d.Sentences[s].First)
			found.index = len(r.spots)
			r.spots = append(r.spots, found)
			i = found.last
			from = i
		}
	}
	return r
}

// role, says, nounAt and pronoun look token i up; outside the text there is nothing.
func (r *reader) role(i int) lang.WordRole {
	if i < 0 || i >= len(r.lex) {
		return lang.NoRole
	}
	return r.lex[i].Role
}

func (r *reader) says(i int) bool { return i >= 0 && i < len(r.lex) && r.lex[i].Has(lang.SaysMark) }

func (r *reader) nounAt(i int) (int, *lang.Noun) {
	if !r.lex[i].Has(lang.NounMark) {
		return 0, nil
	}
	return r.a.NounKnown(r.d.Tokens[i].Word, r.d.Lower, i)
}

func (r *reader) pronoun(i int) (string, bool) {
	if !r.lex[i].Has(lang.PronounMark) {
		return "", false
	}
	word, _, _ := strings.Cut(r.d.Tokens[i].Lower, "'") // "I'm"
	p, ok := r.a.Pronouns[word]
	return p, ok
}

// who reports whether token i is "who".
func (r *reader) who(i int) bool {
	return i < len(r.lex) && r.lex[i].Has(lang.PronounMark) && r.a.Pronouns[r.d.Lower(i)] == "who"
}

// possessive is the pronoun for whose something is that stands at token i.
func (r *reader) possessive(i int) (string, bool) {
	if r.role(i) != lang.Possessive {
		return "", false
	}
	p, ok := r.a.Possessives[r.d.Tokens[i].Lower]
	return p, ok
}

// owned joins the name of a body to that of the state it belongs to: "China's Foreign Ministry" is one
// name, and another than Japan's.
func owned(d *text.Doc, names []text.Name) []text.Name {
	out := names[:0]
	for i := 0; i < len(names); i++ {
		n := names[i]
		if i+1 < len(names) && n.Country && names[i+1].Body && names[i+1].First == n.Last+1 && (d.Lower(n.Last) == "'s" || d.Lower(n.Last) == "'") {
			n = names[i+1]
			n.First = names[i].First
			i++
		}
		out = append(out, n)
	}
	return out
}

// guild reports whether a phrase is the name of a body of some craft, told by a plural's possessive: "the Koro
// Diggers' League", "the Fishermen's Guild".
func (r *reader) guild(s *spot) bool {
	if s.noun == nil || s.noun.Kind != lang.BodyNoun || s.name >= 0 || r.d.Headline || r.d.AllCaps {
		return false
	}
	for k := s.core + 1; k+1 < s.coreEnd; k++ {
		if w := r.d.Lower(k); w == "'" || w == "'s" {
			of := r.d.Lower(k - 1)
			return r.d.Tokens[k-1].Shape == text.Title && r.d.Tokens[s.coreEnd-1].Shape == text.Title && (strings.HasSuffix(of, "s") || strings.HasSuffix(of, "men"))
		}
	}
	return false
}

// idle reports whether no spot can begin at token i: a mark, or a word of no name, of no role that begins a noun phrase, and of no list.
func (r *reader) idle(i int) bool {
	switch t := &r.d.Tokens[i]; t.Kind {
	case text.Number:
		return false
	case text.Word:
		l := &r.lex[i]
		if r.nameAt[i] > 0 || l.Has(lang.NounMark|lang.PronounMark) || l.Role == lang.Definite || l.Role == lang.Possessive || l.Role == lang.Indefinite {
			return false
		}
		return t.Lower != "'s" && t.Lower != "'" && t.Lower != "that"
	}
	return true
}

// at reads the spot that begins at token i; from is the end of the one before.
func (r *reader) at(i, from int) (s spot, ok bool) {
	t := &r.d.Tokens[i]
	if t.Kind != text.Word && t.Kind != text.Number {
		return s, false
	}
	if p, ok := r.pronoun(i); ok && r.nameAt[i] == 0 && (t.Shape != text.Upper || p == "i") && r.alone(i, p) {
		return spot{first: i, last: i + 1, core: i, coreEnd: i + 1, name: none, owner: none, short: none, pronoun: p}, true
	}
	s, ok = r.phrase(i, 0)
	if !ok || s.name == none && s.det == lang.NoRole && i > 0 && r.lex[i-1].Has(lang.ModalMark) { // "will head the team"
		return s, false
	}
	if s.det == lang.NoRole && s.name == none {
		for s.first > from && r.modifier(s.first-1) {
			s.first--
			s.core = s.first
		}
	}
	return s, true
}

// alone reports whether a pronoun stands by itself: "the former said", not "the former president".
func (r *reader) alone(i int, pronoun string) bool {
	if pronoun == "both" {
		return r.opensLine(i) && (r.says(i+1) || r.verb(r.d.Lower(i+1)) || r.d.Lower(i+1) == "have")
	}
	if pronoun != "former" && pronoun != "latter" {
		return true
	}
	next := i + 1
	return r.role(i-1) == lang.Definite && (next >= r.end || r.d.Tokens[next].Kind == text.Punct || r.role(next) == lang.PhraseEnd || r.says(next) || r.verb(r.d.Lower(next)) || r.d.Lower(next+1) == "of")
}

// phrase reads a noun phrase: article, what describes, head, and what stands in apposition.
func (r *reader) phrase(i, depth int) (s spot, ok bool) {
	s = spot{first: i, core: i, name: none, owner: none, short: none}
	j := r.determiner(&s, i)
	if j > i+6 {
		return s, false
	}
	s.core = j
	described := 0
	for steps := 0; j < r.end && steps < 12; steps++ {
		t := &r.d.Tokens[j]
		if t.Lower == "'s" || t.Lower == "'" && s.name == none && (s.noun != nil || s.owner >= 0) {
			if s.det == lang.NoRole || s.det == lang.Indefinite {
				s.det = lang.Possessive
			}
			if s.noun != nil {
				s.ownerNoun, s.ownerEnd, s.noun = s.noun, j, nil
			}
			j++
			continue
		}
		if at := r.nameAt[j]; at > 0 {
			n := r.names[at-1]
			if s.noun != nil && !r.fits(s.noun, n) {
				if s.noun.Kind != lang.BodyNoun || s.noun.Plural || !n.Country || !r.goesOn(n) {
					break
				}
				s.ownerNoun, s.noun = s.noun, nil // "the opposition Syrian observatory"
			}
			j = n.Last
			if s.noun == nil && r.goesOn(n) {
				s.owner = int(at - 1)
				continue
			}
			s.name = int(at - 1)
			if s.noun != nil && j < r.end && r.d.Lower(j) == "'s" && r.follows(j+1) {
				r.titles = append(r.titles, title{s.name, s.noun})
				s.owner, s.name, s.noun = s.name, none, nil // "candidate Gary Johnson's doctor"
				continue
			}
			if k, label := r.nounAt(j); k > 0 && s.noun != nil && s.noun.Kind == lang.BodyNoun && r.labels(label, s.name) {
				s.also, s.noun = s.noun, label // "the opposition Justice party"
				j += k
			}
			break
		}
		if k, noun := r.nounAt(j); k > 0 && j+k <= r.end {
			if r.role(j) == lang.PhraseEnd && k == 1 {
				break
			}
			if s.noun != nil && s.noun.Kind == lang.BodyNoun && (s.ownerNoun == nil || r.d.Lower(s.ownerEnd) != "'s") {
				s.ownerNoun, s.ownerEnd = s.noun, j
			}
			s.noun = noun
			j += k
			continue
		}
		if s.noun != nil && s.noun.Kind == lang.BodyNoun && !s.noun.Plural && r.compound(t) {
			s.ownerNoun, s.noun = s.noun, nil // "the opposition UK-based observatory"
		}
		if s.noun != nil || t.Kind != text.Word && t.Kind != text.Number || r.role(j) != lang.NoRole {
			break
		}
		if described++; described > 5 || r.calendar(j) || depth == 0 && s.det == lang.NoRole && s.owner == none {
			break
		}
		j++
	}
	if s.name == none && s.noun != nil && s.owner >= 0 && r.labels(s.noun, s.owner) {
		s.name, s.owner = s.owner, none // "SANA news agency", "the Tahrir al-Sham alliance"
	}
	if s.name == none && s.noun == nil && s.owner == none && s.det == lang.Definite && j > s.core && strings.HasSuffix(r.d.Lower(j-1), "-year-old") {
		s.noun = r.a.Noun[r.a.Aged] // "the 34-year-old"
	}
	if s.name == none && s.noun == nil {
		if s.owner == none {
			return s, false
		}
		// "Turkey launched": what looked like a modifier is the head after all
		s.name, s.owner = s.owner, none
		j = r.names[s.name].Last
		s.det = lang.NoRole
	}
	if r.d.Tokens[i].Kind == text.Number && s.name == none && !s.noun.Plural && r.d.Tokens[j-1].Shape == text.Title {
		return s, false // "raids kill 43 Monitor", a colon lost
	}
	s.last, s.coreEnd = j, j
	r.attach(&s, depth)
	return s, true
}

// labels reports whether a noun says what the name before it is, not what belongs to it: "SANA news
// agency", but not "the SANA office".
func (r *reader) labels(n *lang.Noun, name int) bool {
	of := r.names[name]
	if n.Kind != lang.BodyNoun || of.Country || of.Person || r.d.Lower(of.Last) == "'s" || r.d.Lower(of.Last) == "'" || n.Plural && !n.Any {
		return false
	}
	for _, class := range n.Classes {
		if m := r.a.Noun[class]; m != nil && m.Any {
			return true
		}
	}
	return false
}

// determiner reads articles and quantities: "the", "a number of", "its three".
func (r *reader) determiner(s *spot, j int) int {
	for ; j < r.end; j++ {
		t := &r.d.Tokens[j]
		role := r.role(j)
		switch {
		case r.nameAt[j] > 0:
			return j
		case j > s.first && r.d.Tokens[j-1].Kind == text.Number && (role != lang.NoRole || t.Kind == text.Number):
			return s.first + 9 // "in 2017 A monitor": two phrases
		case j > s.first && role == lang.Definite && r.role(j-1) == lang.Indefinite && r.d.Lower(j-1) != "all" && r.d.Lower(j-1) != "both":
			return s.first + 9 // "wounded dozens more the monitor": two phrases, a comma lost
		case j == s.first && j+2 < r.end && t.Lower == "that" && r.opensLine(j) && r.lex[j+1].Has(lang.NounMark):
			s.det = lang.Definite
			if k, n := r.nounAt(j + 1); k > 0 && n.Any && n.Kind == lang.RoleNoun && n.Gender != lang.AnyGender && !n.Plural && r.nameAt[j+2] == 0 {
				s.pronoun = "that man" // "That gentleman protested"
				if n.Gender == lang.Female {
					s.pronoun = "that woman"
				}
			}
		case role == lang.Definite || role == lang.Possessive:
			if j == s.first || s.det != lang.Indefinite { // "four of the seven officers" are new
				s.det = role
			}
		case role == lang.Indefinite && s.det == lang.Definite && r.lex[j].Has(lang.NounMark) && r.d.Lower(j+1) != "of":
			return j // "the couple"
		case role == lang.Indefinite || t.Kind == text.Number:
			if s.det == lang.NoRole {
				s.det = lang.Indefinite
			}
		case role == lang.Tie && t.Lower == "of" && s.det == lang.Indefinite:
		default:
			return j
		}
	}
	return j
}

// opensLine reports whether a sentence begins at token j.
func (r *reader) opensLine(j int) bool {
	s := r.d.SentenceOf(j)
	return s >= 0 && r.d.Sentences[s].First == j
}

// modifier reports whether token j may describe the noun after it.
func (r *reader) modifier(j int) bool {
	t := &r.d.Tokens[j]
	opener := t.Shape == text.Title && r.nameAt[j] == 0 && (r.lex[j].Has(lang.OpenerMark) || r.compound(t))
	if t.Kind != text.Word || t.Shape != text.Lower && !opener || r.role(j) != lang.NoRole || r.says(j) {
		return false
	}
	if k, _ := r.nounAt(j); k > 0 {
		return false
	}
	return !r.lex[j].Has(lang.PronounMark) && r.d.Tokens[j+1].Start-t.End == 1
}

// fits reports whether a name right after a noun is what the noun names: "director Rami Abdel
// Rahman", "news agency SANA".
func (r *reader) fits(noun *lang.Noun, n text.Name) bool {
	if n.Country || noun.Plural {
		return false
	}
	switch noun.Kind {
	case lang.RoleNoun, lang.PersonNoun:
		if n.Last-n.First == 1 && r.d.Tokens[n.First].Shape == text.Upper && !r.d.AllCaps {
			return r.titled(noun) // "MR. KIRBY", but not "Governor AFP"
		}
		return !n.Body
	case lang.BodyNoun:
		return !n.Person
	}
	return false
}

// goesOn reports whether a name only describes what follows it: "White House spokesman",
// "Syrian state-run news agency", "Russia's army".
func (r *reader) goesOn(n text.Name) bool {
	j := n.Last
	for step := 0; j < r.end && step < 4; step++ {
		t := &r.d.Tokens[j]
		switch {
		case t.Lower == "'s" || t.Lower == "'" && step == 0:
			return true
		case r.nameAt[j] > 0:
			next := r.names[r.nameAt[j]-1]
			return step == 0 && next.Person && (n.Body || n.Country)
		case t.Kind != text.Word || r.role(j) != lang.NoRole || r.says(j) && t.Lower != "report":
			return false
		}
		if k, noun := r.nounAt(j); k > 0 {
			if noun.Kind == lang.RoleNoun && step == 0 && k == 1 && r.person(int(r.nameAt[n.First]-1)) && r.role(j+1) == lang.Tie && t.Shape == text.Lower {
				return false // "Munir Khalil head of the clinic"
			}
			return !n.Person || step == 0 && noun.Kind != lang.RoleNoun && noun.Kind != lang.PersonNoun
		}
		if n.Person || len(t.Lower) > 3 && t.Lower[len(t.Lower)-2:] == "ed" && r.plainWord(t.Lower) {
			return false
		}
		j++
	}
	return false
}

// follows reports whether a noun for somebody begins at token j or after words that describe it.
func (r *reader) follows(j int) bool {
	for step := 0; j < r.end && step < 3; step++ {
		if k, _ := r.nounAt(j); k > 0 {
			return true
		}
		if r.d.Tokens[j].Kind != text.Word || r.role(j) != lang.NoRole || r.says(j) || r.nameAt[j] > 0 {
			return false
		}
		j++
	}
	return false
}

// compound reports whether a word describes by its second part ("UK-based").
func (r *reader) compound(t *text.Token) bool {
	if !t.Hyphened() {
		return false
	}
	at := strings.LastIndexByte(t.Lower, '-')
	return at > 0 && r.a.Words[t.Lower[at:]] == lang.PhraseEnd
}

func (r *reader) plainWord(w string) bool {
	for i := range len(w) {
		if w[i] == '-' {
			return false
		}
	}
	return true
}

// calendar reports whether token j is a weekday or a month, which describes nobody.
func (r *reader) calendar(j int) bool {
	return r.lex[j].Has(lang.CalendarMark) && r.d.Tokens[j].Shape != text.Lower
}
