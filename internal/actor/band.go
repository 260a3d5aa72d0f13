package actor

import (
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// bandReach is how many sentences back a band is looked for.
const bandReach = 6

// band reports whether tokens [first, last) call many together by what they are: "the charity", "the aid group", "the rebels".
func (r *reader) band(first, last int) bool {
	if last-first < 2 || last-first > 3 || r.d.Lower(first) != "the" || !r.a.Bands.Has(r.d.Lower(last-1)) {
		return false
	}
	for j := first + 1; j < last; j++ {
		if t := &r.d.Tokens[j]; t.Kind != text.Word || t.Shape != text.Lower || r.role(j) != lang.NoRole {
			return false
		}
	}
	return r.role(last) != lang.Tie // "the group of doctors"
}

// bandBefore is the one of those named before tokens [first, last) that such a phrase may mean, as its name says that many
// together bear it; none where there are two, or where another was called by the same word without a name.
func (c *Cast) bandBefore(doc, first, last int) int {
	r := c.readers[doc]
	sentence, word := r.d.SentenceOf(first), r.d.Lower(last-1)
	found, ok := none, true
	for i := range r.spots {
		s := &r.spots[i]
		if s.first >= first {
			break
		}
		if s.noun != nil && s.name < 0 && s.noun.Word == word && (s.det == lang.Indefinite || s.sentence == sentence) && s.being != none && c.beings[s.being].unnamed {
			return none // "a rebel group" of no name
		}
		if s.name < 0 || sentence-s.sentence > bandReach {
			continue
		}
		at := c.nameBeing[doc][s.name]
		if at == none || !c.bandName(&c.beings[at]) {
			continue
		}
		if found, ok = sole(found, at); !ok {
			return none
		}
	}
	return found
}

// looselyTied reports whether such a phrase was tied to a court, which nobody calls a group, or to many of no name and no
// article: "the rebels" after "blamed rebels".
func (c *Cast) looselyTied(doc, to int) bool {
	b := &c.beings[c.readers[doc].spots[to-1].being]
	r := c.readers[b.doc]
	if b.unnamed {
		return b.plural && b.last-b.first == 1 && r.role(b.first-1) != lang.Definite
	}
	k, n := r.nounAt(b.last - 1)
	return k > 0 && n.Word == r.a.Court
}

// bandName reports whether a being's name of several words is that of many together, and no state's office, court or firm.
func (c *Cast) bandName(b *being) bool {
	if b.sort == aPerson || b.sort == aState || b.unnamed || b.several || b.words < 2 || incorporated(b.key) {
		return false
	}
	r := c.readers[b.doc]
	many := false
	for j := b.first; j < b.last; j++ {
		many = many || r.a.BandNames.Has(r.d.Lower(j))
		if k, n := r.nounAt(j); k > 0 && n.Kind == lang.BodyNoun && n.Word == r.a.Court {
			return false
		}
	}
	return many
}

// bands joins what the names of many together were cut into: "Brotherhood of the Northern Hills", "Young Lawyers for
// Democracy", "Friends of Ashdown Common".
func bands(d *text.Doc, names []text.Name) []text.Name {
	if d.Headline || d.AllCaps {
		return names
	}
	a := &d.Language.Actors
	var out []text.Name
	done := 0 // so many of names are in out or left behind
	for i := range d.Tokens {
		if d.Tokens[i].Shape != text.Title || !a.BandNames.Has(d.Lower(i)) {
			continue
		}
		n, ok := bandAt(d, i)
		if !ok {
			continue
		}
		from := done
		for from < len(names) && names[from].Last <= n.First {
			from++
		}
		to := from
		for to < len(names) && names[to].First < n.Last {
			to++
		}
		if to > from && (names[from].First < n.First || names[to-1].Last > n.Last || names[from].First == n.First && names[from].Last == n.Last) {
			continue // inside a longer name
		}
		out = append(append(out, names[done:from]...), n)
		done = to
	}
	if len(out) == 0 {
		return names
	}
	return append(out, names[done:]...)
}

// bandAt is the name that has its head at token i and "of" or "for" behind it.
func bandAt(d *text.Doc, i int) (text.Name, bool) {
	a := &d.Language.Actors
	tie := d.Lower(i + 1)
	k := i + 2
	if tie != "of" && tie != "for" {
		return text.Name{}, false
	}
	if a.Words[d.Lower(k)] == lang.Definite {
		k++
	}
	end := k
	for end < len(d.Tokens) && !d.Tokens[end].Line && titleWord(d, end) {
		end++
	}
	if end == k {
		return text.Name{}, false
	}
	start := d.Sentences[d.SentenceOf(i)].First
	first := i
	for first > start && !d.Tokens[first].Line && titleWord(d, first-1) && a.Words[d.Lower(first-1)] == lang.NoRole {
		first--
	}
	if next := d.Lower(end); first == i && i == start && next != "has" && next != "is" && next != "was" && !(a.Says.Has(next) && next[len(next)-1] == 's') {
		return text.Name{}, false // "Friends of Lee Marsh say"
	}
	return text.Name{First: first, Last: end, Body: true}, true
}

// titleWord reports whether token i is a word written as one of a name.
func titleWord(d *text.Doc, i int) bool {
	return d.Tokens[i].Kind == text.Word && d.Tokens[i].Shape == text.Title
}
