package actor

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// Resolve says whom tokens [first, last) of one of the report's texts stand for. A text
// whose language is not known is answered with the words themselves.
func (c *Cast) Resolve(d *text.Doc, first, last int) Ref {
	if d == nil || first < 0 || last > len(d.Tokens) || first >= last {
		return Ref{Kind: sitrep.Nobody}
	}
	first, last = trim(d, first, last)
	if first >= last {
		return Ref{Kind: sitrep.Nobody}
	}
	doc := 0
	if c.docs[1] == d {
		doc = 1
	}
	r := c.reader(d)
	if r == nil {
		return c.words(d, first, last, sitrep.Named)
	}
	from, to := r.between(first, last)
	if p, ok := r.possessive(first); ok && last-first == 1 {
		if b, sure := c.owner(doc, from, first, p); b != none {
			return c.ref(b, sure)
		}
	}
	if e, ok := r.epithet(first, last); ok && !c.tiedAlready(doc, from, to) {
		if b, sure := c.calledSo(doc, first, d.SentenceOf(first), e); b != none {
			return c.ref(b, sure)
		}
		if from == to || r.spots[from].name >= 0 {
			return c.words(d, first, last, sitrep.Anonymous)
		}
	}
	if r.band(first, last) && (!c.tiedAlready(doc, from, to) || c.looselyTied(doc, to)) {
		if b := c.bandBefore(doc, first, last); b != none {
			return c.ref(b, 0.6)
		}
	}
	if from == to {
		return c.unread(doc, r, first, last)
	}
	if names := r.namesOf(from, to); names > from && r.joint(names, to) {
		from, first = names, r.spots[names].first
	}
	if r.joint(from, to) {
		ref := c.words(d, first, last, sitrep.Named)
		if s := &r.spots[to-1]; s.name < 0 && s.being >= 0 && c.beings[s.being].unnamed {
			ref.Kind = c.unnamedKind(&c.beings[s.being]) // "U.S. and South Korean officials"
		}
		ref.Confidence = 0.7
		return ref
	}
	from = r.head(from, to)
	s := &r.spots[from]
	if ref, ok := c.besides(doc, s, first, last); ok {
		return ref
	}
	if r.people(s, first, last) {
		ref := c.words(d, first, last, sitrep.Anonymous)
		ref.Actor, ref.Body = "", ""
		return ref
	}
	if s.first <= first && last < s.last {
		if at, ok := r.nameIn(first, last); ok && c.nameBeing[doc][at] != none && (s.noun == nil || at != s.owner || s.coreEnd > last) {
			ref := c.here(c.ref(c.nameBeing[doc][at], 0.9), r, at)
			if c.beings[c.nameBeing[doc][at]].known {
				c.ownWords(&ref, r, at)
			}
			return ref
		}
		if ref, ok := c.inner(doc, r, s, from, first, last); ok {
			return ref
		}
	}
	if s.being == none || r.beside(s, first, last) {
		return c.unread(doc, r, first, last)
	}
	if s.pronoun != "" && first+1 < s.first && r.role(first) == lang.Indefinite && r.role(first+1) == lang.Tie {
		return c.words(d, first, last, sitrep.Anonymous) // "one of them"
	}
	ref := c.ref(s.being, s.sure)
	b := &c.beings[s.being]
	from, to = max(s.first, first), min(s.last, last)
	if from == first+1 && s.pronoun == "" && r.lostOwner(first) {
		from = first
	}
	if s.noun != nil && s.noun.Kind == lang.BodyNoun && r.plainOf(to, last) {
		to = last // "the ministry of interior"
	}
	switch {
	case s.pronoun != "":
		if b.sort == aState {
			c.asSaid(&ref, r, s)
		}
	case s.name >= 0:
		ref.Here = r.upToComma(from, to)
		if b.known {
			c.ownWords(&ref, r, s.name)
		}
	case b.unnamed && b.doc == doc && b.first >= first && b.last <= last:
		// the first mention: its own words, all of them
		ref.Name, ref.First, ref.Last = sitrep.Words(d.Slice(d.Span(from, to))), from, to
		ref.Here = ref.Name
	case s.noun.Kind == lang.TextNoun && !b.unnamed:
		if end := r.ownerWords(s); end > s.core {
			ref.Here = sitrep.Words(d.Slice(d.Span(s.core, min(end, to)))) // "the Observatory report"
		}
	case s.noun.Kind == lang.BodyNoun && c.successor(&ref, r, s.core, min(s.coreEnd, to)):
		ref.Name, ref.In, ref.First, ref.Last = sitrep.Words(d.Slice(d.Span(s.core, s.coreEnd))), d.In, s.core, s.coreEnd
		ref.Here = ref.Name
	case s.noun.Kind == lang.BodyNoun && c.named(b, s.noun):
		ref.Here = sitrep.Words(d.Slice(d.Span(from, min(s.coreEnd, to)))) // "the Observatory" names it already
	case s.noun.Kind == lang.BodyNoun && (b.office || b.sort == aState && s.owner >= 0):
		// an office stands for itself: "the military" is not renamed "Syrian government forces"
		ref.Name, ref.First, ref.Last = sitrep.Words(d.Slice(d.Span(from, to))), from, to
		ref.Here = ref.Name
	}
	return ref
}

// lostOwner reports whether token k is a country that what follows belongs to, in a text that lost its marks: "Norways
// army".
func (r *reader) lostOwner(k int) bool {
	name, ok := strings.CutSuffix(r.d.Lower(k), "s")
	if !ok || r.d.Tokens[k].Shape != text.Title {
		return false
	}
	words, country := r.d.Language.Actors.CountryAt(func(i int) string {
		if i == 0 {
			return name
		}
		return ""
	}, 0)
	return words == 1 && country.As != lang.CountryAdjective
}

// plainOf reports whether tokens [k, last) are "of" and a word or two in small letters.
func (r *reader) plainOf(k, last int) bool {
	if k < 1 || last-k < 2 || last-k > 4 || r.role(k) != lang.Tie {
		return false
	}
	for i := k + 1; i < last; i++ {
		if r.d.Tokens[i].Kind != text.Word || r.d.Tokens[i].Shape != text.Lower || r.role(i) != 0 {
			return false
		}
	}
	return true
}

// asSaid gives a pronoun for a state the words it goes back to: "the Syrian government" is not renamed "Syria", nor
// "Beijing" "China".
func (c *Cast) asSaid(ref *Ref, r *reader, s *spot) {
	for steps := 0; s.pronoun != "" && s.back > 0 && steps < reach; steps++ {
		s = &r.spots[s.back-1]
	}
	if s.pronoun != "" || s.noun == nil && s.name < 0 {
		return
	}
	ref.Name = sitrep.Words(r.d.Slice(r.d.Span(s.core, s.coreEnd)))
	ref.Here, ref.In, ref.First, ref.Last = ref.Name, r.d.In, s.core, s.coreEnd
}

// ownerWords is where the words for whoever a phrase belongs to end, or its own first word.
func (r *reader) ownerWords(s *spot) int {
	end := s.core
	if s.owner >= 0 {
		end = r.names[s.owner].Last
	}
	if s.ownerNoun != nil {
		end = max(end, s.ownerEnd)
	}
	return end
}

// named reports whether a noun is one of the words of a being's fullest name.
func (c *Cast) named(b *being, n *lang.Noun) bool {
	r := c.readers[b.doc]
	for j := b.first; j < b.last; j++ {
		if k, m := r.nounAt(j); k > 0 && m.Word == n.Word {
			return true
		}
	}
	return false
}

// upToComma is the words of a phrase before what stands in apposition to it.
func (r *reader) upToComma(first, last int) sitrep.Words {
	for j := first; j < last; j++ {
		if r.d.Raw(j) == "," && j > first {
			last = j
		}
	}
	return sitrep.Words(r.d.Slice(r.d.Span(first, last)))
}

// ownWords keeps a name the registry alone ties to the fullest one: "Damascus" is not renamed "Syria",
// nor "the Pentagon" "Department of Defense"; short forms and acronyms are.
func (c *Cast) ownWords(ref *Ref, r *reader, name int) {
	n := r.names[name]
	words := r.d.Slice(r.d.Span(n.First, n.Last))
	if n.Last-n.First == 1 && r.d.Tokens[n.First].Shape == text.Upper && !n.Country {
		return
	}
	full := " " + Fold(string(ref.Name)) + " "
	for w := range strings.SplitSeq(Fold(words), " ") {
		if strings.Contains(full, " "+w+" ") || len(w) > 3 && strings.HasSuffix(w, "s") && strings.Contains(full, " "+w[:len(w)-1]+" ") {
			return
		}
	}
	ref.Name, ref.In, ref.First, ref.Last = sitrep.Words(words), r.d.In, n.First, n.Last
}

// successor reports whether tokens [first, last) are a name of two words of a body that is named after whoever leads it, and the
// fullest name is from under another: "the Obama administration" is not renamed "Bush administration".
func (c *Cast) successor(ref *Ref, r *reader, first, last int) bool {
	of := c.readers[0]
	if ref.In == sitrep.InTitle {
		of = c.readers[1]
	}
	if of == nil || ref.Actor == "" || last-first != 2 || ref.Last-ref.First != 2 || r.nameAt[first] == 0 || of.nameAt[ref.First] == 0 || r.lex[first].Has(lang.CountryMark) || of.lex[ref.First].Has(lang.CountryMark) {
		return false
	}
	return r.d.Lower(first+1) == of.d.Lower(ref.First+1) && r.d.Lower(first) != of.d.Lower(ref.First)
}

// inner answers for a phrase that stands inside another: "the group" of "the group's director".
func (c *Cast) inner(doc int, r *reader, s *spot, at, first, last int) (Ref, bool) {
	if r.d.Lower(last) != "'s" && (last > s.core || last > s.coreEnd && s.name >= 0) {
		return Ref{}, false
	}
	sub := *r
	sub.end = last
	in, ok := sub.phrase(first, 1)
	if !ok || in.noun == nil || in.name >= 0 {
		return Ref{}, false
	}
	in.sentence, in.being = s.sentence, none
	owner := none
	if in.owner >= 0 {
		owner = c.nameBeing[doc][in.owner]
	}
	b, sure := c.match(doc, at, &in, owner)
	if b == none {
		return Ref{}, false
	}
	return c.ref(b, sure), true
}

// here sets the name as these words give it.
func (c *Cast) here(ref Ref, r *reader, name int) Ref {
	n := r.names[name]
	ref.Here = sitrep.Words(r.d.Slice(r.d.Span(n.First, n.Last)))
	return ref
}

// trim takes punctuation and a possessive ending off a span.
func trim(d *text.Doc, first, last int) (int, int) {
	for first < last && d.Tokens[first].Kind == text.Punct {
		first++
	}
	for first < last && (d.Tokens[last-1].Kind == text.Punct || d.Tokens[last-1].Lower == "'s") {
		last--
	}
	return first, last
}

// between finds the spots that touch tokens [first, last).
func (r *reader) between(first, last int) (from, to int) {
	lo, hi := 0, len(r.spots)
	for lo < hi {
		mid := (lo + hi) / 2
		if r.spots[mid].last <= first {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	to = lo
	for to < len(r.spots) && r.spots[to].first < last {
		to++
	}
	return lo, to
}

// joint reports whether the span names several side by side: "Emirates and Etihad", "A, B and C".
func (r *reader) joint(from, to int) bool {
	for k := from; k+1 < to; k++ {
		a, b := &r.spots[k], &r.spots[k+1]
		if a.pronoun != "" || b.first-a.last != 1 || a.name >= 0 && a.coreEnd < a.last && b.name < 0 {
			return false
		}
		if r.role(a.last) == lang.Joint {
			return true
		}
		if r.d.Raw(a.last) != "," {
			return false
		}
	}
	return false
}

// head is the spot that a span read as several is about: the one that speaks; of "MSNBC host Chris Matthews",
// where "host" was no word for a person, the last.
func (r *reader) head(from, to int) int {
	if last := to - 1; last > from && !r.spots[from].says && r.spots[last].says && r.spots[last].det != lang.Indefinite && !r.tied(last) {
		return last
	}
	for from+1 < to && r.spots[from+1].name >= 0 && r.names[r.spots[from+1].name].Person {
		for j := r.spots[from].last; j < r.spots[from+1].first; j++ {
			if r.d.Tokens[j].Kind != text.Word || r.role(j) != lang.NoRole || r.says(j) {
				return from
			}
		}
		from++
	}
	return from
}

// tied reports whether a spot only says whose or where the one before it is: "doctors at the hospital in Arvik".
func (r *reader) tied(i int) bool {
	before := r.spots[i].first - 1
	return before >= r.spots[i-1].last && (r.role(before) == lang.Tie || r.role(before) == lang.PhraseEnd)
}

// beside reports whether a span is about something else than the spot in it: what the spot only says the place
// or origin of ("results at 40 clinics in Oro"), or a body that the words for another one stand before
// ("the city's police oversight agency").
func (r *reader) beside(s *spot, first, last int) bool {
	if s.pronoun != "" {
		return false
	}
	if before := s.first - 1; before > first && (r.role(before) == lang.Tie || r.role(before) == lang.PhraseEnd) {
		return true
	}
	if s.last >= last || s.name >= 0 {
		return false
	}
	for j := s.last; j < last; j++ {
		if t := &r.d.Tokens[j]; t.Kind != text.Word || t.Shape != text.Lower || r.role(j) != lang.NoRole {
			return false
		}
	}
	n, noun := r.nounAt(last - 1)
	return n > 0 && noun.Kind == lang.BodyNoun
}

// nameIn is the name that fills the span, but for an article before it.
func (r *reader) nameIn(first, last int) (int, bool) {
	if role := r.role(first); role == lang.Definite || role == lang.Indefinite {
		first++
	}
	for first < last && r.lex[first].Has(lang.TitleMark) { // "Mr Odinga"
		first++
	}
	if first >= last || r.nameAt[first] == 0 {
		return none, false
	}
	at := int(r.nameAt[first] - 1)
	return at, r.names[at].Last == last
}

// words answers with the words asked about.
func (c *Cast) words(d *text.Doc, first, last int, kind sitrep.ClaimantKind) Ref {
	w := sitrep.Words(d.Slice(d.Span(first, last)))
	ref := Ref{Name: w, Here: w, Kind: kind, In: d.In, First: first, Last: last, Confidence: 0.5}
	if a, ok := c.registry.Lookup(string(w)); ok {
		ref.Actor, ref.Body, ref.Confidence = a.ID, a.SpeaksFor, 0.8
	}
	return ref
}

// unread answers for a span in which no phrase for somebody was found.
func (c *Cast) unread(doc int, r *reader, first, last int) Ref {
	d := r.d
	if b := c.byWord(doc, first, last); b != none {
		return c.ref(b, 0.7)
	}
	if b := c.byPart(doc, first, last); b != none {
		return c.ref(b, 0.6)
	}
	kind := sitrep.Anonymous
	for i := first; i < last; i++ {
		if s := d.Tokens[i].Shape; s == text.Title && i > first || s == text.Upper {
			kind = sitrep.Named
		}
	}
	if _, pronoun := r.pronoun(first); pronoun && last-first == 1 {
		ref := c.words(d, first, last, sitrep.Nobody)
		ref.Name, ref.Here, ref.Confidence = "", "", 0.2
		return ref
	}
	ref := c.words(d, first, last, kind)
	if ref.Actor != "" {
		ref.Kind = sitrep.Named
	}
	return ref
}

// byWord is the one body whose name of several words has the word that is all a definite phrase says: "the fund" of
// the International Fund for Seas, "the survey" of the Seabed Survey.
func (c *Cast) byWord(doc, first, last int) int {
	r := c.readers[doc]
	if last-first != 2 || r.role(first) != lang.Definite || r.d.Tokens[first+1].Kind != text.Word || r.lex[first+1].Has(lang.SaysMark) {
		return none
	}
	found := none
	for at := range c.beings {
		b := &c.beings[at]
		if b.sort != aBody && b.sort != unknown || b.unnamed || b.several || b.last-b.first < 2 || b.doc == doc && b.first >= first || !c.heads(b, r.d.Lower(first+1)) {
			continue
		}
		if found != none {
			return none
		}
		found = at
	}
	return found
}

// byPart is the one person whose name ends in the word that is all a span says, where that word alone was taken for no name:
// the "Brown" of a headline.
func (c *Cast) byPart(doc, first, last int) int {
	r := c.readers[doc]
	for first+1 < last && r.lex[first].Has(lang.TitleMark) {
		first++
	}
	if last-first != 1 || r.d.Tokens[first].Shape != text.Title || r.role(first) != lang.NoRole || r.calendar(first) || r.lex[first].Has(lang.PronounMark|lang.NounMark|lang.CountryMark) {
		return none
	}
	at := c.bySurname(doc, []string{r.d.Lower(first)})
	if at == none || c.beings[at].sort != aPerson && inSmall(c.readers[0], r.d.Lower(first)) {
		return none
	}
	b := &c.beings[at]
	if a, known := c.registry.Lookup(r.d.Raw(first)); known && (!b.known || b.actor.ID != a.ID) {
		return none
	}
	return at
}

// inSmall reports whether a word stands in small letters in a body, and so is hardly a surname: "Tennis".
func inSmall(body *reader, word string) bool {
	if body == nil {
		return false
	}
	for i := range body.d.Tokens {
		if t := &body.d.Tokens[i]; t.Shape == text.Lower && t.Lower == word {
			return true
		}
	}
	return false
}

// heads reports whether a word is the head of a being's name: its last, or the one before "of" or "for".
func (c *Cast) heads(b *being, word string) bool {
	r := c.readers[b.doc]
	for j := b.first; j < b.last; j++ {
		if r.d.Lower(j) == word {
			return j+1 == b.last || r.role(j+1) == lang.Tie
		}
	}
	return false
}

// owner is whom the possessive pronoun at a token before spot i means.
func (c *Cast) owner(doc, i, token int, pronoun string) (int, float64) {
	if pronoun == "i" || pronoun == "we" {
		return c.lastSpeaker(doc, i)
	}
	return c.antecedent(doc, i, &spot{sentence: c.docs[doc].SentenceOf(token)}, pronoun)
}
