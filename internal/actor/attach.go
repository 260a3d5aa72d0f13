package actor

import (
	"strings"

	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// attach reads what follows a head: what it is tied to ("spokesman for the ministry"), a name in
// apposition ("a monitor, the Syrian Observatory") or, after a name, what it is said to be ("Kirby, a
// spokesman", "Rami Abdel Rahman head of the Observatory").
func (r *reader) attach(s *spot, depth int) {
	if depth > 1 {
		return
	}
	if s.name >= 0 {
		r.describe(s, depth)
		return
	}
	j := s.last
	if j < r.end && r.role(j) == lang.Tie && s.noun.Kind != lang.TextNoun && (r.d.Tokens[j].Shape == text.Lower || r.d.Headline || r.d.AllCaps) {
		if sub, ok := r.phrase(j+1, 2); ok && sub.pronoun == "" {
			s.last, s.coreEnd = sub.last, sub.last
			switch {
			case sub.name >= 0 && s.noun.Kind == lang.RoleNoun && sub.owner >= 0 && r.names[sub.owner].Body && sub.noun != nil && r.titled(sub.noun):
				// "chief of the Operations Directorate Col. Ivan Petrov"
				s.name, s.owner, s.also = sub.name, sub.owner, sub.noun
				return
			case sub.name >= 0 && sub.owner >= 0 && s.noun.Kind == lang.RoleNoun && r.person(sub.name) &&
				(r.names[sub.owner].Last == r.names[sub.name].First || sub.noun != nil && !r.names[sub.owner].Country):
				s.name, s.owner = sub.name, sub.owner // "President of Ukraine Volodymyr Zelensky"
				return
			case sub.name >= 0 && s.owner == none:
				s.owner = sub.name
			case sub.noun != nil && s.owner == none:
				s.owner = sub.owner
				if s.ownerNoun == nil {
					s.ownerNoun = sub.noun
				}
			}
			j = s.last
		} else if s.noun.Kind == lang.BodyNoun && !s.noun.Plural && s.owner >= 0 {
			j = r.tail(j)
			s.last, s.coreEnd = j, j
		}
	}
	if s.noun.Plural || s.noun.Kind == lang.TextNoun || j >= r.end {
		return
	}
	if r.initials(s, j) {
		return
	}
	if at := r.abroad(s, j); at > j {
		j = at
	}
	k := j
	if comma := r.d.Raw(k); comma == "," || comma == "(" {
		k++
	}
	if k >= r.end {
		return
	}
	in, ok := r.phrase(k, 2)
	if !ok || in.name < 0 || in.det == lang.Indefinite || in.owner >= 0 && (k == j || in.noun != nil) || in.noun != nil && !r.titled(in.noun) && (k == j || in.noun.Kind != lang.RoleNoun || in.noun.Plural) {
		return
	}
	n := r.names[in.name]
	if !r.fits(s.noun, n) || k == j && !r.person(in.name) && in.noun == nil || k > j && in.noun == nil && in.core > k+1 || k > j && in.noun != nil && !r.titled(in.noun) && r.d.Lower(n.Last) != "," {
		return
	}
	s.name = in.name
	s.last = n.Last
	if s.also == nil && in.noun != nil {
		s.also = in.noun // "her chief of staff, Colonel Ned Parr": a colonel too
	}
	if k > j && s.last < r.end && r.d.Raw(j) == "," && r.d.Raw(s.last) == "," {
		s.last++
	}
}

// abroad is where the words for the place of somebody's office end, where a name in apposition follows them: "the
// consul general of Lydra in Port Amare, Delphine Aubry,".
func (r *reader) abroad(s *spot, j int) int {
	if s.noun.Kind != lang.RoleNoun || s.owner == none || r.d.Lower(j) != "in" || j+1 >= r.end {
		return j
	}
	at := r.nameAt[j+1]
	if at == 0 {
		return j
	}
	k := r.names[at-1].Last
	if r.d.Raw(k) != "," {
		return j
	}
	for k++; k < r.end && (r.lex[k].Has(lang.TitleMark) || r.d.Raw(k) == "."); k++ {
	}
	if k < r.end && r.nameAt[k] > 0 && r.person(int(r.nameAt[k]-1)) && r.d.Raw(r.names[r.nameAt[k]-1].Last) == "," {
		return r.names[at-1].Last
	}
	return j
}

// person reports whether a name is that of a person, as far as it shows: it begins with a first name, or
// has two words or more and none that says otherwise.
func (r *reader) person(name int) bool {
	n := r.names[name]
	return n.Person || !n.Body && !n.Country && n.Last-n.First > 1
}

// titled reports whether a noun is a mere title ("Col.", "Mr").
func (r *reader) titled(n *lang.Noun) bool {
	titles := r.d.Language.Text.Titles
	return titles.Has(n.Word) || titles.Has(n.Word+".")
}

// tail reads the lower-case words a body is tied to: "centre for reconciliation of the warring parties".
func (r *reader) tail(j int) int {
	for r.role(j) == lang.Tie && j+1 < r.end {
		k := j + 1
		if r.role(k) == lang.Definite {
			k++
		}
		if sub, ok := r.phrase(k, 2); ok && sub.pronoun == "" {
			j = sub.last
			continue
		}
		from := k
		for k < r.end && k < from+3 && r.d.Tokens[k].Kind == text.Word && r.nameAt[k] == 0 && r.role(k) == lang.NoRole && !r.says(k) && !strings.HasSuffix(r.d.Lower(k), "ing") {
			k++
		}
		if k == from {
			return j
		}
		j = k
	}
	return j
}

// describe reads what a name is said to be right after it.
func (r *reader) describe(s *spot, depth int) {
	j := s.last
	if j+3 <= r.end && r.d.Raw(j) == "(" && r.d.Raw(j+2) == ")" {
		j += 3
		s.last = j
	}
	if r.member(s, j) {
		return
	}
	k := j
	if k < r.end && (r.d.Raw(k) == "," || r.d.Raw(k) == "(" && r.role(k+1) == lang.Definite) { // "the OSWU (the union of clerks)"
		k++
	}
	if k >= r.end || s.noun != nil && k == j {
		return
	}
	sub, ok := r.phrase(k, 2)
	if !ok || sub.noun == nil || sub.name >= 0 || sub.noun.Plural || sub.noun.Kind == lang.TextNoun {
		return
	}
	tied := false
	if sub.last < r.end && r.role(sub.last) == lang.Tie {
		if of, ok := r.phrase(sub.last+1, 2); ok {
			tied = true
			sub.last = of.last
			if sub.owner = of.name; of.name < 0 {
				sub.owner = of.owner
			}
		}
	}
	role := sub.noun.Kind == lang.RoleNoun || sub.noun.Kind == lang.PersonNoun
	if role && k > j && s.first > 0 && !r.names[s.name].Person && r.d.Language.Claims.Things[r.d.Lower(s.first-1)]&lang.PlaceThing != 0 {
		return // "in Cairo, the club's manager, Dino Rossi, said": nobody's office is a place's
	}
	head := k == j && sub.det == lang.NoRole && tied && role && sub.owner >= 0 // "Rami Haddad head of the Observatory"
	hangs := r.role(s.first-1) == lang.Tie
	officer := k > j && sub.det == lang.NoRole && tied && role && r.person(s.name) && !hangs // "Ann Roe, head of Norland Ports said", a comma lost
	if r.says(sub.last) && r.d.Lower(sub.last+1) != "by" && !head && !officer {
		return // "in Raqqa, a monitor said": the next speaker, not what Raqqa is
	}
	if k > j && hangs && sub.det == lang.Definite && r.verb(r.d.Lower(sub.last)) {
		return // "In a letter to Roe, the company has": nor what Roe is
	}
	switch {
	case k > j && (sub.det != lang.NoRole || tied && role || sub.owner >= 0 && role):
	case k == j && sub.det == lang.Indefinite && sub.first < sub.core && r.d.Tokens[k].Kind == text.Word && r.d.Lower(k) != "another":
	case head:
	default:
		return
	}
	s.noun, s.also, s.last = sub.noun, s.noun, sub.last
	if s.owner == none {
		s.owner = sub.owner
	}
	if s.last < r.end && r.d.Raw(s.last) == "," {
		s.last++
	}
}

// member reads the body somebody is of, at token j: "Sara Weiss of the Tide Centre said".
func (r *reader) member(s *spot, j int) bool {
	if r.role(j) != lang.Tie || !r.person(s.name) || s.owner >= 0 {
		return false
	}
	sub, ok := r.phrase(j+1, 2)
	if !ok || !r.says(sub.last) && r.d.Lower(sub.last) != "," {
		return false
	}
	switch {
	case sub.name >= 0 && r.names[sub.name].Body:
		s.owner = sub.name
	case sub.noun != nil && sub.noun.Kind == lang.BodyNoun && sub.owner >= 0:
		s.owner = sub.owner
	default:
		return false
	}
	s.last = sub.last
	return true
}

// position notes whether the spot speaks and whether it is a subject.
func (r *reader) position(s *spot, start int) {
	at := s.first - 1
	for at > start && r.compound(&r.d.Tokens[at]) {
		at-- // "said Aleppo-based activist Abu Omar"
	}
	if before := r.d.Lower(at); r.addressed(before) || r.joinsTied(at) || r.adjective(s) {
		return
	}
	s.inner = s.pronoun != "" && r.role(at) == lang.PhraseEnd
	s.subject = r.leads(s, at, start)
	if r.inverted(s, at) {
		s.says, s.subject = true, true
		return
	}
	if before := r.d.Lower(at); r.role(at) == lang.Tie && before != "on" && before != "in" {
		return
	}
	s.says = r.speaks(s, r.inserted(s, start))
}

// leads reports whether a spot stands where a subject does.
func (r *reader) leads(s *spot, at, start int) bool {
	before := r.d.Lower(at)
	switch {
	case at >= 0 && r.lex[at].Has(lang.GovernMark):
		return false
	case s.first == start || before == "," || before == "\"" || before == "“" || before == "”" || before == "that" || before == ";" || before == ":":
		return true
	case (r.role(at) == lang.Joint || r.role(at) == lang.PhraseEnd) && !r.says(at):
		return true
	}
	// "On Saturday the Observatory, which ..."
	next := r.d.Lower(s.last)
	return r.role(at) != lang.Tie && next != "" && (r.who(s.last) || r.says(s.last) || r.verb(next))
}

// inverted reports whether the spot is the subject of the verb of speaking before it: "..., said
// Haddad", "according to Haddad"; not where that verb has its own ("Haddad said the army").
func (r *reader) inverted(s *spot, at int) bool {
	before := r.d.Lower(at)
	switch {
	case before == "to":
		return r.d.Lower(at-1) == "according"
	case before == "by":
		return r.says(at - 1)
	case !r.says(at) || s.pronoun != "":
		return false
	case len(r.spots) == 0:
		return true
	}
	prev := &r.spots[len(r.spots)-1]
	if !prev.subject || at-prev.last > 1 || at > prev.last && r.d.Tokens[prev.last].Kind != text.Word {
		return true
	}
	// "12 people said the Observatory.", where a comma was lost
	return prev.pronoun == "" && prev.name == none && (s.last >= r.end || r.d.Tokens[s.last].Kind == text.Punct)
}

// addressed reports whether a verb of speaking is followed by whom it is said to or of.
func (r *reader) addressed(verb string) bool {
	switch verb {
	case "told", "asked", "tells", "accused", "condemned":
		return true
	}
	return false
}

// joinsTied reports whether what follows token at is the second of two that hang on a preposition: "of the
// north and the south".
func (r *reader) joinsTied(at int) bool {
	if r.role(at) != lang.Joint || len(r.spots) == 0 {
		return false
	}
	prev := &r.spots[len(r.spots)-1]
	return prev.last == at && !prev.subject && !prev.says && (r.role(prev.first-1) == lang.Tie || prev.noun != nil && prev.owner >= 0 && r.names[prev.owner].Last == at)
}

// adjective reports whether a spot is no more than a word for a people, before something that doesn't act:
// "Syrian warplanes".
func (r *reader) adjective(s *spot) bool {
	if s.name < 0 || s.noun != nil || !r.names[s.name].Country {
		return false
	}
	_, c := r.a.CountryAt(r.d.Lower, r.names[s.name].First)
	s.bare = c.As == lang.CountryAdjective
	return s.bare
}

// inserted is where the sentence goes on after a relative clause that stands behind a spot between
// commas, or after what else does behind its first words: "the Rail Group, which speaks for the
// companies, said".
func (r *reader) inserted(s *spot, start int) int {
	j := s.last
	if s.subject && r.who(j) { // "the Observatory which relies on witnesses said", a comma lost
		for k := j + 2; k < r.end && k < j+20 && r.d.Tokens[k].Kind == text.Word; k++ {
			if r.says(k) {
				return k
			}
		}
		return j
	}
	if r.d.Lower(j) != "," || s.first > start+1 && !r.who(j+1) {
		return j
	}
	for k := j + 2; k < r.end && k < j+20; k++ {
		if r.d.Lower(k) == "," && r.says(k+1) {
			return k + 1
		}
	}
	return j
}

// speaks reports whether a verb of speaking comes at token j or soon after.
func (r *reader) speaks(s *spot, from int) bool {
	for j := from; j < r.end && j < from+4; j++ {
		t := &r.d.Tokens[j]
		if r.says(j) && (r.d.Lower(j+1) != "by" || s.pronoun != "" && j == s.last) { // "he said by telephone"
			return t.Shape == text.Lower || r.d.AllCaps
		}
		if r.d.Raw(j) == ":" && j == from && (s.first == 0 || r.d.Tokens[s.first].Line) {
			return true
		}
		if t.Kind != text.Word || r.lex[j].Has(lang.PronounMark) || r.nameAt[j] > 0 && r.role(j) == lang.NoRole {
			return false
		}
	}
	return false
}

// verb reports whether a word looks like the verb of what stands before it.
func (r *reader) verb(w string) bool {
	return len(w) > 4 && strings.HasSuffix(w, "ed") || (w == "has" || w == "had" || w == "is" || w == "was" || w == "will")
}

// placed reports whether the spot stands as a place does ("in Homs").
func (r *reader) placed(s *spot) bool {
	switch r.d.Lower(s.first - 1) {
	case "in", "on", "at", "near", "from", "of", "to", "inside", "around", "outside":
		return true
	}
	return false
}

// initials reads the short name in brackets at token j of a body that is known by what it is: "South
// Korea's Joint Chiefs of Staff (JCS)".
func (r *reader) initials(s *spot, j int) bool {
	if s.noun.Kind != lang.BodyNoun || s.det == lang.Indefinite || s.det == lang.NoRole && s.owner == none || j+2 >= r.end || r.d.Raw(j) != "(" || r.d.Raw(j+2) != ")" {
		return false
	}
	at := r.nameAt[j+1]
	if at == 0 || r.d.Tokens[j+1].Shape != text.Upper {
		return false
	}
	s.short, s.last = int(at-1), j+3
	return true
}
