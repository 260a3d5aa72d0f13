package text

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sitrep/internal/lang"
)

// Name is a run of words that names somebody or something: tokens [First, Last). Titles and offices
// ("Gen.", "President") are not part of it; the nouns of institutions ("Ministry") are.
type Name struct {
	First, Last int
	// Body is set when a word of it says that it is an institution, Person when it begins
	// with a first name, Country when it is no more than a word for a state.
	Body, Person, Country bool
	Gender                lang.Gender
}

// Names finds the names of a text, in order. Capitals show them, but for those at the start of a
// sentence, which are trusted only if something else speaks for a name. Where lost punctuation runs two
// names together, they are parted at first names, states and acronyms.
func Names(d *Doc) []Name { return NamesBy(d, Lex(d, nil), nil) }

// Lex looks up what each token may be, in the room of a slice that holds nothing.
func Lex(d *Doc, room []lang.Lex) []lang.Lex {
	if d.Language.Actors.Noun == nil {
		return nil
	}
	known, lex := &d.Language.Known, slices.Grow(room, len(d.Tokens)+1)[:len(d.Tokens)+1]
	for i := range d.Tokens {
		if t := &d.Tokens[i]; t.Kind == Word || t.End-t.Start == 1 {
			lex[i] = known.At(t.Word).Lex
			if t.signs&apostrophe != 0 && lex[i] == (lang.Lex{}) {
				if first := known.At(known.Find(t.Lower[:strings.IndexByte(t.Lower, '\'')])).Lex; first.Has(lang.PronounMark) {
					lex[i] = first // "I'm", "they've"
				}
			}
		}
	}
	return lex
}

// NamesBy is Names for a text whose words were looked up already, in the room of a slice that holds nothing.
func NamesBy(d *Doc, lex []lang.Lex, room []Name) []Name {
	a := &d.Language.Actors
	if len(lex) == 0 {
		return nil
	}
	p := nameParser{d: d, a: a, lex: lex}
	out := slices.Grow(room, len(d.Tokens)/10+4)
	for s := range d.Sentences {
		p.first, p.last = d.Sentences[s].First, d.Sentences[s].Last
		for i := p.first; i < p.last; {
			if t := &d.Tokens[i]; (t.Kind != Word || t.Shape == Lower) && !lex[i].Has(lang.NounMark) { // most words
				i++
				continue
			}
			n, ok := p.at(i)
			if !ok {
				i = max(i+1, n.Last)
				continue
			}
			out = append(out, n)
			i = n.Last
		}
	}
	return out
}

const none = -1

type nameParser struct {
	d           *Doc
	a           *lang.Actors
	lex         []lang.Lex
	first, last int // the sentence
	// inside holds the capitalised words seen where a sentence does not begin; nil until asked for.
	inside map[string]struct{}
}

// country and noun are the look-ups of lang.Actors, asked only where the first word allows.
func (p *nameParser) country(i int) (int, lang.Country) {
	if i >= p.last || !p.lex[i].Has(lang.CountryMark) {
		return 0, lang.Country{}
	}
	return p.a.CountryKnown(p.d.Tokens[i].Word, p.d.Lower, i)
}

func (p *nameParser) noun(i int) (int, *lang.Noun) {
	if i >= p.last || !p.lex[i].Has(lang.NounMark) {
		return 0, nil
	}
	return p.a.NounKnown(p.d.Tokens[i].Word, p.d.Lower, i)
}

// survey notes the words that are capitalised inside sentences.
func (p *nameParser) survey() {
	p.inside = make(map[string]struct{}, len(p.d.Tokens)/8+4)
	if p.d.Headline {
		return
	}
	for s := range p.d.Sentences {
		if i := p.d.Sentences[s].First; i+1 < p.d.Sentences[s].Last && p.leads(i) {
			p.inside[p.d.Tokens[i].Lower] = struct{}{} // "Lee Sang-ho", who is "Lee" later
		}
		for i := p.d.Sentences[s].First + 1; i < p.d.Sentences[s].Last; i++ {
			t := &p.d.Tokens[i]
			if t.Kind == Word && t.Shape != Lower && t.Shape != NoCase && (p.d.Tokens[i-1].Kind == Word || i+1 < p.d.Sentences[s].Last && p.leads(i)) {
				p.inside[t.Lower] = struct{}{}
				if t.Hyphened() {
					if at := strings.IndexByte(t.Lower, '-'); at > 0 && at < 4 {
						p.inside[t.Lower[at+1:]] = struct{}{}
					}
				}
			}
		}
	}
}

// leads reports whether a word is the first of two that make a name.
func (p *nameParser) leads(i int) bool {
	next := &p.d.Tokens[i+1]
	return p.d.Tokens[i].Kind == Word && p.d.Tokens[i].Shape == Title && (p.lex[i] == (lang.Lex{}) || p.lex[i] == (lang.Lex{Marks: lang.GivenMark})) && !p.common(i) &&
		next.Kind == Word && (next.Shape == Title || next.Shape == Mixed) && p.lex[i+1].Role == lang.NoRole && !p.lex[i+1].Has(lang.SaysMark)
}

// at reads the name that begins at token i. When none does, Last is where to look on.
func (p *nameParser) at(i int) (Name, bool) {
	if !p.opens(i) {
		return Name{Last: p.skip(i)}, false
	}
	n := Name{First: i, Last: i}
	linked, countries, after := false, 0, none
	for j := i; j < p.last; {
		width, country := p.country(j)
		if width > 0 && !p.capital(j) {
			width = 0
		}
		given := width == 0 && p.given(j) && p.capital(j)
		switch {
		case j > i && p.parts(&n, j, width, given, countries):
			return p.finish(n, countries)
		case width > 0:
			if country.As == lang.CountryCapital && j > i && !n.Body {
				return p.finish(n, countries)
			}
			countries += width
			j += width
		case p.capital(j) && (j == after && !p.calendar(j) || !p.breaks(&n, j)):
			if given && j == i {
				n.Person, n.Gender = true, p.a.FirstNames[p.d.Tokens[j].Lower]
			}
			if k, noun := p.noun(j); k > 0 && noun.Kind == lang.BodyNoun && !n.Person {
				n.Body = true
				if p.capital(j + k - 1) { // not the last word of "... for Human Rights group"
					j += k - 1
				}
			}
			j++
		default:
			next := p.link(&n, j, &linked)
			if next == 0 {
				return p.finish(n, countries)
			}
			j, after = next, next
			continue
		}
		n.Last = j
	}
	return p.finish(n, countries)
}

// finish settles what sort of name n is.
func (p *nameParser) finish(n Name, countries int) (Name, bool) {
	if n.Last <= n.First {
		return Name{Last: n.First + 1}, false
	}
	if n.Last < p.last && p.describes(n.Last) {
		return Name{Last: n.Last + 1}, false // "New York-based"
	}
	n.Country = countries == n.Last-n.First
	if n.Last-n.First == 1 && !n.Country && n.First == p.first && !p.trusted(n.First) {
		return n, false
	}
	if p.d.Headline && !n.Country && !n.Person && !n.Body && n.Last-n.First == 1 && p.d.Tokens[n.First].Shape != Upper && p.common(n.First) {
		return n, false
	}
	return n, true
}

// skip is where to look on when no name begins at i: past a noun of several words, so that "Prime
// Minister" is not half a name.
func (p *nameParser) skip(i int) int {
	if k, noun := p.noun(i); k > 0 && noun.Kind != lang.BodyNoun {
		return i + k
	}
	return i + 1
}

// capital reports whether token i is written as a name would be.
func (p *nameParser) capital(i int) bool {
	if i >= p.last {
		return false
	}
	t := &p.d.Tokens[i]
	if t.Kind != Word || t.Lower == "'s" {
		return false
	}
	switch t.Shape {
	case Title, Single, Upper:
		return !p.describes(i)
	case Mixed:
		c, _ := utf8.DecodeRuneInString(p.d.Text[t.Start:])
		if c >= 'A' && c <= 'Z' {
			return true
		}
		return p.particled(t.Lower)
	}
	return false
}

// describes reports whether a hyphened word describes, though it is capitalised ("UK-based").
func (p *nameParser) describes(i int) bool {
	t := &p.d.Tokens[i]
	if !t.Hyphened() {
		return false
	}
	at := strings.LastIndexByte(t.Lower, '-')
	return at > 0 && t.Shape != Lower && p.a.Words[t.Lower[at:]] == lang.PhraseEnd
}

// particled reports whether a word begins with a particle ("al-Assad", "d'Estaing").
func (p *nameParser) particled(word string) bool {
	at := strings.IndexAny(word, "-'")
	if at <= 0 || at > 3 {
		return false
	}
	return p.a.Words[word[:at+1]] == lang.Particle || p.a.Words[word[:at]] == lang.Particle || word[at] == '\''
}

// opens reports whether a name may begin at token i.
func (p *nameParser) opens(i int) bool {
	t := &p.d.Tokens[i]
	if !p.capital(i) {
		return false
	}
	if n, _ := p.country(i); n > 0 {
		return true
	}
	if t.Shape == Single && (t.Lower == "i" || t.Lower == "a" || t.Lower == "q") {
		return false
	}
	if p.lex[i].Has(lang.TitleMark) || p.calendar(i) {
		return false
	}
	if t.Shape == Title && p.lex[i].Has(lang.SaysMark) {
		return p.given(i) && i > p.first && !p.d.Headline && p.titled(i-1) && p.capital(i+1)
	}
	role := p.lex[i].Role
	if role != lang.NoRole && role != lang.Particle && t.Shape != Upper || role == lang.Definite || role == lang.Possessive || role == lang.Joint {
		return false // "THE PRESIDENT" too
	}
	if role == lang.Particle && !p.capital(i+1) {
		return false
	}
	if n, noun := p.noun(i); n > 0 {
		if noun.Kind != lang.BodyNoun {
			return p.roleName(i, n)
		}
		// "Police said", "The Army": a name only with more to it
		return noun.Proper && p.capital(i+n-1) || t.Shape == Upper && n == 1 || p.capital(i+n) && !p.opener(i+n) || p.ofCapital(i+n)
	}
	if p.opener(i) {
		return p.capital(i+1) && (p.bodyAhead(i) || !p.d.Headline && p.capital(i+2) && !p.given(i+1))
	}
	return true
}

// titled reports whether a word for an office or a title stands at token i, and so a name behind it: "Admiral Said Noor".
func (p *nameParser) titled(i int) bool {
	if p.lex[i].Has(lang.TitleMark) {
		return true
	}
	_, noun := p.noun(i)
	return noun != nil && noun.Kind == lang.RoleNoun
}

// roleName reports whether a word for a role is after all part of a name: "General Staff", but
// not "General Smith".
func (p *nameParser) roleName(i, n int) bool {
	if n > 1 || !p.capital(i+n) {
		return false
	}
	_, noun := p.noun(i + n)
	return noun != nil && noun.Kind == lang.BodyNoun && !noun.Plural && p.d.Lower(i+n) != "post"
}

// ofCapital reports whether "of" or "for" and a capital follow: "Ministry of Health".
func (p *nameParser) ofCapital(i int) bool {
	w := p.d.Lower(i)
	if i+1 >= p.last || w != "of" && w != "for" {
		return false
	}
	return p.capital(i+1) || p.d.Lower(i+1) == "the" && p.capital(i+2)
}

func (p *nameParser) given(i int) bool {
	return i < p.last && p.lex[i].Has(lang.GivenMark)
}

// bodyAhead reports whether the capitals from i on end in the noun of an institution.
func (p *nameParser) bodyAhead(i int) bool {
	for j := i + 1; j < p.last && j < i+6; j++ {
		if !p.capital(j) {
			return false
		}
		if n, noun := p.noun(j); n > 0 {
			return noun.Kind == lang.BodyNoun
		}
	}
	return false
}

func (p *nameParser) opener(i int) bool {
	return p.lex[i].Has(lang.OpenerMark) && p.d.Tokens[i].Shape != Upper
}

// calendar reports whether token i is a weekday or a month, and not a first name.
func (p *nameParser) calendar(i int) bool {
	if !p.lex[i].Has(lang.CalendarMark) {
		return false
	}
	return !(p.given(i) && p.capital(i+1) && !p.calendar(i+1)) // "Jan Nowak"
}

// numberless reports whether token i is no number, so that "Theresa May" is no date.
func (p *nameParser) numberless(i int) bool { return i >= p.last || p.d.Tokens[i].Kind != Number }

// breaks reports whether a capitalised word at j cannot go on the name.
func (p *nameParser) breaks(n *Name, j int) bool {
	if p.calendar(j) && !(n.Person && j == n.First+1 && p.numberless(j+1)) || p.d.Tokens[j].Line && j > n.First && p.d.Tokens[j].Shape == Upper {
		return true
	}
	t := &p.d.Tokens[j]
	if p.lex[j].Has(lang.TitleMark) || j > n.First && (t.Shape == Title || p.d.AllCaps) && p.lex[j].Has(lang.SaysMark) {
		return !n.Body || p.d.Headline || p.d.AllCaps || !p.lex[j].Has(lang.NounMark) || !p.within(n, j) // "League of Gulf States"
	}
	if role := p.lex[j].Role; j > n.First && role != lang.NoRole && role != lang.Particle && (t.Shape != Upper || p.d.AllCaps) {
		return true
	}
	k, noun := p.noun(j)
	if k == 0 || noun.Kind == lang.BodyNoun || j == n.First {
		return false
	}
	if noun.Plural && t.Shape == Title && !p.d.Headline && p.guild(j) {
		return false
	}
	if n.Body && noun.Plural && t.Shape == Title && !p.d.Headline && p.within(n, j) {
		return false // "Association of Flood Victims"
	}
	if p.roleName(j, k) {
		return false
	}
	// "John Major said": a surname that is also a role's name
	if n.Person && j == n.First+1 && !p.capital(j+1) && noun.Kind == lang.RoleNoun && len(t.Lower) <= 6 {
		return false
	}
	return true
}

// guild reports whether a plural at token j owns the body whose noun follows: "Kesh Miners' Federation".
func (p *nameParser) guild(j int) bool {
	if m := p.d.Lower(j + 1); m != "'" && m != "’" || j+2 >= p.last || p.d.Tokens[j+1].Start != p.d.Tokens[j].End || !p.capital(j+2) {
		return false
	}
	n, noun := p.noun(j + 2)
	return n > 0 && noun.Kind == lang.BodyNoun
}

// within reports whether "of" or "for" stands in a name before token j.
func (p *nameParser) within(n *Name, j int) bool {
	for i := n.First + 1; i < j; i++ {
		if w := p.d.Lower(i); w == "of" || w == "for" {
			return true
		}
	}
	return false
}

// parts reports whether another name begins at j, though nothing stands between.
func (p *nameParser) parts(n *Name, j, country int, given bool, countries int) bool {
	soFar := n.Last - n.First
	switch {
	case soFar == 0 || n.Last != j:
		return false
	case country > 0:
		return n.Person && soFar > 1 || countries == soFar
	case given:
		return n.Body || countries == soFar || p.d.Tokens[j-1].Shape == Upper && !p.d.AllCaps && len(p.d.Tokens[j-1].Lower) > 2
	case p.d.Tokens[j].Shape == Upper && !p.d.AllCaps && !p.d.Headline:
		if soFar > 1 && !n.Body && p.lex[j+1].Has(lang.SaysMark) && p.d.Tokens[j-1].Shape == Title {
			return true // "on Umayyad Square SANA said"
		}
		return (n.Person && soFar > 1 || countries == soFar && p.d.Tokens[j-1].Shape == Title) && p.d.Tokens[j-1].Shape != Upper
	}
	return false
}

// link reports where a name goes on after a small word at j inside it, 0 if it ends there.
func (p *nameParser) link(n *Name, j int, linked *bool) int {
	t := &p.d.Tokens[j]
	if t.Lower == "&" && p.capital(j+1) || j > n.First && j == n.Last && p.guild(j-1) && p.d.Tokens[j-1].Shape == Title {
		return j + 1
	}
	if t.Kind != Word {
		return 0
	}
	if p.lex[j].Role == lang.Particle && t.Shape == Lower && p.capital(j+1) && !n.Body {
		return j + 1
	}
	switch t.Lower {
	case "van", "von", "de":
		if w := p.d.Lower(j + 1); (w == "der" || w == "den" || w == "la") && p.capital(j+2) {
			return j + 2
		}
	case "of", "for":
		if !n.Body {
			return 0
		}
		next := j + 1
		if p.d.Lower(next) == "the" {
			next++
		}
		if p.capital(next) && !p.calendar(next) {
			*linked = true
			return next
		}
	case "and":
		if !p.capital(j + 1) {
			return 0
		}
		if n, _ := p.country(j + 1); n > 0 {
			return 0
		}
		if p.given(j + 1) {
			return 0
		}
		if n.Body && *linked && !p.bodyAhead(j) || !n.Body && !n.Person && p.bodyAhead(j+1) && n.Last-n.First <= 2 {
			return j + 1
		}
	}
	return 0
}

// trusted reports whether a single capitalised word at the start of a sentence names somebody.
func (p *nameParser) trusted(i int) bool {
	t := &p.d.Tokens[i]
	if t.Shape == Upper || t.Shape == Mixed || t.Shape == Single && t.End-t.Start > 2 {
		return true
	}
	if p.inside == nil {
		p.survey()
	}
	if _, seen := p.inside[t.Lower]; seen {
		return true
	}
	if _, seen := p.inside[strings.TrimSuffix(t.Lower, "s")]; seen {
		return true
	}
	if p.given(i) {
		return true
	}
	next := p.d.Lower(i + 1)
	if p.common(i) {
		last := t.Lower[len(t.Lower)-1]
		return p.lex[i+1].Has(lang.SaysMark) && last != 's' && last != 'g' && last != 'y' // "White said"
	}
	return next == "'s" || next == "," || p.lex[i+1].Role == lang.Joint && p.capital(i+2) || p.lex[i+1].Has(lang.SaysMark) || p.lex[i+1].Role == lang.PhraseEnd || strings.HasSuffix(next, "ed")
}

// common reports whether a word is an everyday one.
func (p *nameParser) common(i int) bool {
	_, ok := p.d.Language.Story.Common[p.d.Tokens[i].Lower]
	return ok || strings.HasSuffix(p.d.Tokens[i].Lower, "ing") || strings.HasSuffix(p.d.Tokens[i].Lower, "ly")
}

// Namesakes are those of a text's names that end in a surname and begin with different given names ("Ruth Calder", "Dan
// Calder"), each once, in order: where there are two, the surname alone names nobody. An initial counts as the given name it
// may stand for. There are none where no name begins with a known given name.
func Namesakes(d *Doc, names []Name, surname string) []string {
	var out []string
	person := false
	for _, n := range names {
		if n.Last-n.First < 2 || n.Body || n.Country || d.Raw(n.Last-1) != surname {
			continue
		}
		person = person || n.Person
		given := strings.TrimSuffix(d.Raw(n.First), ".")
		same := slices.ContainsFunc(out, func(full string) bool {
			return strings.HasPrefix(full, given) || strings.HasPrefix(given, strings.TrimSuffix(strings.Fields(full)[0], "."))
		})
		if !same {
			out = append(out, d.Slice(d.Span(n.First, n.Last)))
		}
	}
	if !person {
		return nil
	}
	return out
}
