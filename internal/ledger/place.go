package ledger

import (
	"strings"
	"unicode"

	"sitrep"
)

// place is a place as its parts, the narrowest first: "the city of Homs in central Syria" is Homs
// within Syria. There is no gazetteer: what the words don't say isn't known.
type place struct {
	parts []string
}

func (p place) known() bool { return len(p.parts) > 0 }

// key is the narrowest part, which names the place.
func (p place) key() string {
	if !p.known() {
		return ""
	}
	return p.parts[0]
}

// place reads a place's words: proper names, parted by the small words and commas between them,
// without words for kinds of place.
func (b *book) place(words string) place {
	var p place
	var part, owners []string
	flush := func() {
		if len(part) > 0 {
			p.parts = append(p.parts, strings.ToLower(strings.Join(part, " ")))
			part = nil
		}
	}
	for _, field := range strings.Fields(words) {
		comma := strings.HasSuffix(field, ",")
		word := strings.Trim(field, " ,.;:\"“”()")
		lower := strings.ToLower(word)
		owner := possessed(word)
		if name, ok := b.words.Names[lower]; ok && upper(word) {
			part = append(part, name)
		} else if b.words.Parts.Has(lower) {
			flush()
		} else if owner != word && b.isNation(strings.ToLower(owner)) {
			// "Russia's Kursk region": the owner contains what it owns; it goes to the end
			owners = append(owners, strings.ToLower(owner))
		} else if upper(word) && !b.words.Kinds.Has(lower) {
			part = append(part, owner)
		}
		if comma {
			flush()
		}
	}
	flush()
	p.parts = append(p.parts, owners...)
	return p
}

func (b *book) isNation(word string) bool {
	_, ok := b.countries[word]
	return ok
}

func upper(word string) bool {
	for _, r := range word {
		return unicode.IsUpper(r) || unicode.IsDigit(r)
	}
	return false
}

// fits reports whether two descriptions may be of one place: the narrowest part of one is among
// the parts of the other, or its words among that part's ("Damascus" and "the Damascus Opera House").
func (p place) fits(o place) bool {
	if !p.known() || !o.known() {
		return true
	}
	return p.within(o) || o.within(p)
}

func (p place) within(o place) bool {
	narrow := p.parts[0]
	for _, part := range o.parts {
		if part == narrow || strings.HasPrefix(part, narrow+" ") || strings.HasSuffix(part, " "+narrow) {
			return true
		}
	}
	return false
}

// titlePlaces takes places from headlines only if a text names them too: in a headline every word may
// begin with a capital.
func (b *book) titlePlaces() {
	told := map[string]bool{}
	for _, x := range b.rows {
		if x.In == sitrep.InText && x.place.known() {
			for _, part := range x.place.parts {
				told[part] = true
			}
		}
	}
	for _, x := range b.rows {
		if x.In != sitrep.InText && x.place.known() && !told[x.place.key()] {
			x.place = place{}
		}
	}
}
