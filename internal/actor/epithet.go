package actor

import (
	"strconv"
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// calling is how a definite phrase calls somebody whom the text has named: by what they are besides ("the singer"), by
// what they were ("the former captain") or by their age.
type calling struct {
	noun   *lang.Noun // a noun of the list, where the phrase ends in one
	trade  bool       // what they do, which whoever does something else is not called
	age    int        // 0 where none is told
	gender lang.Gender
}

// epithet reads tokens [first, last) as such a phrase: "the singer", "the former Tarn captain", "the 34-year-old striker",
// "the Iceland international", "the Spaniard".
func (r *reader) epithet(first, last int) (e calling, ok bool) {
	if last-first < 2 || r.role(first) != lang.Definite || r.d.Lower(first) != "the" {
		return e, false
	}
	former := false
	for j := first + 1; j < last; j++ {
		t := &r.d.Tokens[j]
		if t.Kind == text.Punct && t.Lower != "'s" && t.Lower != "-" || t.Kind == text.Word && r.role(j) != lang.NoRole && !(r.role(j) == lang.Indefinite && j == first+1) || r.says(j) && j == last-1 {
			return e, false
		}
		former = former || r.a.Erstwhile.Has(t.Lower)
		if years, ok := strings.CutSuffix(t.Lower, "-year-old"); ok {
			e.age, _ = strconv.Atoi(years)
		}
	}
	head := &r.d.Tokens[last-1]
	if k, n := r.nounAt(last - 1); k == 1 {
		e.noun, e.gender = n, n.Gender
	}
	listed := r.a.Epithets.Has(head.Lower) && (head.Shape == text.Lower || last-first == 2)
	switch {
	case e.noun != nil && (e.noun.Plural || e.noun.Kind != lang.RoleNoun):
		return e, false
	case listed:
		e.trade = e.noun != nil
		return e, true
	case strings.HasSuffix(head.Lower, "-year-old"):
		return e, e.age > 0
	case former:
		return e, e.noun != nil && head.Shape == text.Lower
	case e.age > 0:
		return e, e.noun == nil && head.Shape == text.Lower && !strings.HasSuffix(head.Lower, "s")
	}
	return e, last-first == 2 && r.demonym(first+1)
}

// demonym reports whether token i is no more than a word for somebody of a people: "the German".
func (r *reader) demonym(i int) bool {
	if !r.lex[i].Has(lang.CountryMark) || strings.HasSuffix(r.d.Lower(i), "s") || r.d.Tokens[i].Shape != text.Title {
		return false
	}
	words, country := r.a.CountryAt(r.d.Lower, i)
	if n := i + 1; n < len(r.d.Tokens) && r.d.Tokens[n].Kind == text.Word && r.role(n) == lang.NoRole && !r.says(n) && !r.verb(r.d.Lower(n)) {
		return false // "the Italian champions"
	}
	return words == 1 && country.As == lang.CountryAdjective && !strings.HasSuffix(r.d.Lower(i), "ish") && !strings.HasSuffix(r.d.Lower(i), "ese") && !strings.HasSuffix(r.d.Lower(i), "ch")
}

// people reports whether a span is no more than a word for many of a people, with what counts them, and so is not their state:
// "Icelanders", "many Icelanders"; "the Icelanders" may be.
func (r *reader) people(s *spot, first, last int) bool {
	if s.name < 0 || s.last != last || s.core != last-1 || r.role(first) == lang.Definite || !strings.HasSuffix(r.d.Lower(last-1), "s") {
		return false
	}
	words, country := r.a.CountryAt(r.d.Lower, last-1)
	return words == 1 && country.As == lang.CountryAdjective
}

// calledSo is the person most in view before token i, in the sentence of that number, whom such a phrase may mean; none where
// two are as likely.
func (c *Cast) calledSo(doc, i, sentence int, e calling) (int, float64) {
	r := c.readers[doc]
	from, _ := r.between(i, i+1)
	who := choice{best: none}
	consider := func(in int, t *spot, at int, near float64) {
		if at == none || t.quoted && in == doc || !c.mayBeCalled(in, t, &c.beings[at], e) {
			return
		}
		b := &c.beings[at]
		v := near + 0.15*float64(min(b.seen, 6))
		if t.says {
			v += 1
		}
		if t.subject {
			v += 0.8
		} else if in == doc && t.sentence == sentence && !t.says {
			v -= 1.5 // "Asked about Roe, the singer said"
		}
		if age := c.ageOf(in, t); age > 0 && age == e.age {
			v += 3
		}
		who.weigh(at, v)
	}
	c.around(doc, from, sentence, consider)
	if who.best == none || who.score-who.second < 0.3 {
		return none, 0
	}
	return who.best, 0.6
}

// mayBeCalled reports whether a being as it was mentioned may be meant: a person the text names, of the right gender and age.
func (c *Cast) mayBeCalled(doc int, t *spot, b *being, e calling) bool {
	if b.unnamed || b.plural || b.several || !agree(b.gender, e.gender) || b.words == 1 && b.seen < 3 || b.sort != aPerson && !c.likePerson(t, b) || e.trade && c.ofOffice(b) {
		return false
	}
	age := c.ageOf(doc, t)
	return age == 0 || e.age == 0 || age == e.age
}

// likePerson reports whether a name of no known sort may be a person's as it was mentioned: no dateline and no place.
func (c *Cast) likePerson(t *spot, b *being) bool {
	if b.sort != unknown || !t.says && !t.subject || b.placed > 0 {
		return false
	}
	r := c.readers[b.doc]
	d := r.d
	if d.Lower(b.first-1) == "'s" {
		for k := b.first - 2; k >= 0 && k > b.first-5; k-- {
			if at := r.nameAt[k]; at > 0 && r.names[at-1].Last == b.first-1 && r.names[at-1].Person {
				return false // "Ann Roe's Roe Mining"
			}
		}
	}
	for j := b.first; j < b.last && !d.AllCaps; j++ {
		if d.Tokens[j].Shape == text.Upper || d.Tokens[j].Kind != text.Word {
			return false
		}
	}
	return true
}

// ageOf is the age that stands behind a name: "Roe, 41,".
func (c *Cast) ageOf(doc int, t *spot) int {
	r := c.readers[doc]
	if t.name < 0 {
		return 0
	}
	k := r.names[t.name].Last
	if k+1 >= len(r.d.Tokens) || r.d.Raw(k) != "," && r.d.Raw(k) != "(" || r.d.Tokens[k+1].Kind != text.Number {
		return 0
	}
	age, err := strconv.Atoi(r.d.Raw(k + 1))
	if err != nil || age > 120 {
		return 0
	}
	return age
}

// ofOffice reports whether a being is said to hold an office or a calling that is no epithet: a judge is not "the singer".
func (c *Cast) ofOffice(b *being) bool {
	a := c.readers[b.doc].a
	r := c.readers[b.doc]
	for _, n := range b.nouns {
		if n.Kind == lang.RoleNoun && !n.Any && !a.Epithets.Has(n.Word) && !r.titled(n) {
			return true
		}
	}
	return false
}

// besides answers for a span that ends in a noun of no list behind a name, which only says whose or where it is: "a Tarnmoor
// jury", "the Iceland international". It is not that name's.
func (c *Cast) besides(doc int, s *spot, first, last int) (Ref, bool) {
	r := c.readers[doc]
	if s.name < 0 || s.noun != nil || s.last >= last || s.last != r.names[s.name].Last || r.names[s.name].Person && !r.d.Headline {
		return Ref{}, false
	}
	if r.d.Lower(s.last) == "'s" && s.last+2 < last && s.first == first && r.d.Tokens[last-1].Shape == text.Lower && r.plainTo(s.last+1, last) {
		if k, n := r.nounAt(last - 1); k == 0 || n.Kind != lang.BodyNoun {
			return c.words(r.d, first, last, sitrep.Anonymous), true // "Norland's most trusted guide"
		}
	}
	end := s.last
	for end < last && r.plain(end) {
		end++
	}
	if at := r.nameAt[end]; end > s.last && end < last && at > 0 && r.names[at-1].Last == last && r.person(int(at-1)) {
		return c.here(c.ref(c.nameBeing[doc][at-1], 0.8), r, int(at-1)), true // "former Norland opener Tarek Vosse"
	}
	if end < last || end-s.last > 3 {
		return Ref{}, false
	}
	if last-s.last == 1 && strings.HasSuffix(r.d.Lower(s.last), "s") && first == s.first && !r.adjective(&spot{name: s.name}) {
		return Ref{}, false // "Norland launches": rather a verb
	}
	return c.words(r.d, first, last, sitrep.Anonymous), true
}

// plain reports whether token j is a small word that may describe or be a noun.
func (r *reader) plain(j int) bool {
	t := &r.d.Tokens[j]
	return t.Kind == text.Word && t.Shape == text.Lower && r.role(j) == lang.NoRole && !r.lex[j].Has(lang.CalendarMark) && r.d.Language.Time.Words[t.Lower].Kind == 0 &&
		r.d.Language.Claims.Words[t.Lower] == lang.NoClaimWord && !r.says(j) && !strings.HasSuffix(t.Lower, "ed") && !strings.HasSuffix(t.Lower, "ly") && !strings.HasSuffix(t.Lower, "ing")
}

// plainTo reports whether tokens [j, last) are words in small letters that end no phrase.
func (r *reader) plainTo(j, last int) bool {
	for ; j < last; j++ {
		if t := &r.d.Tokens[j]; t.Kind != text.Word || t.Shape != text.Lower || r.role(j) != lang.NoRole && r.role(j) != lang.Indefinite || r.says(j) {
			return false
		}
	}
	return true
}

// tiedAlready reports whether the last of the spots of a phrase that calls somebody something was tied to one whom the text
// has called so before.
func (c *Cast) tiedAlready(doc, from, to int) bool {
	if from == to {
		return false
	}
	s := &c.readers[doc].spots[to-1]
	return s.name < 0 && s.being != none && !(c.beings[s.being].unnamed && c.beings[s.being].doc == doc && c.beings[s.being].first == s.core)
}

// namesOf is the first of the spots that gives a name, behind a plural that says what they all are: "producers Ines Calder
// and Rolf Hane".
func (r *reader) namesOf(from, to int) int {
	s := &r.spots[from]
	if from+2 < to && s.name < 0 && s.noun != nil && s.noun.Plural && r.spots[from+1].first == s.last && r.spots[from+1].name >= 0 {
		return from + 1
	}
	return from
}
