package actor

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// proper is a body's name as a text's words have it, when it is one of several words written as names
// are; else empty. Persons and states are found without.
func proper(a sitrep.Actor, name string) string {
	if a.Kind == state || a.Kind == person || strings.ContainsAny(string(a.ID)+name, "*") || strings.Contains(name, "(") {
		return ""
	}
	words := strings.Fields(strings.ReplaceAll(name, "'s", " 's"))
	if len(words) > 0 && strings.EqualFold(words[0], "the") {
		words = words[1:]
	}
	if len(words) < 2 {
		return ""
	}
	for _, w := range words {
		if c, _ := utf8.DecodeRuneInString(w); unicode.IsLower(c) && len(w) > 3 {
			return "" // "UN refugee agency"
		}
	}
	return strings.Join(words, " ")
}

// names joins what a text's names were cut into where the registry knows the whole: "Voice of America",
// "US Geological Survey".
func (r *Registry) names(d *text.Doc, names []text.Name) []text.Name {
	out := names[:0:0]
	next := 0 // the first of names not passed yet
	for i := range d.Tokens {
		t := &d.Tokens[i]
		if t.Kind != text.Word || t.Shape == text.Lower || t.Shape == text.NoCase {
			continue
		}
		n, _ := r.long.Match(d.Lower, i)
		if n < 2 || n < 4 && d.Tokens[i+n-1].Shape == text.Lower {
			continue
		}
		for next < len(names) && names[next].Last <= i {
			out = append(out, names[next])
			next++
		}
		if len(out) > 0 && out[len(out)-1].Last > i || next < len(names) && names[next].First <= i && names[next].Last >= i+n {
			continue // inside a longer name
		}
		name := text.Name{First: i, Last: i + n, Body: true}
		if next < len(names) && names[next].First < i {
			name.First = names[next].First
		}
		for next < len(names) && names[next].First < i+n {
			name.Last = max(name.Last, names[next].Last)
			next++
		}
		out = append(out, name)
	}
	if len(out) == 0 && next == 0 {
		return names // as most are
	}
	return append(out, names[next:]...)
}

// apart cuts a name in two before the surname of somebody the text names in full, where that surname
// speaks: "in Port Arden Haddad said", a comma lost.
func apart(d *text.Doc, lex []lang.Lex, names []text.Name) []text.Name {
	full := map[string]int{} // the last word of a person's name to the first place it stands
	for i, n := range names {
		if n.Person && n.Last-n.First > 1 {
			if word := d.Lower(n.Last - 1); full[word] == 0 {
				full[word] = i + 1
			}
		}
	}
	if len(full) == 0 {
		return names
	}
	var out []text.Name
	done := 0 // so many of names are in out
	for i, n := range names {
		if n.Person || n.Body || n.Last-n.First < 2 || n.Last >= len(d.Tokens) || !lex[n.Last].Has(lang.SaysMark) {
			continue
		}
		if at := full[d.Lower(n.Last-1)]; at == 0 || at == i+1 || endsWith(d, names[at-1], n) {
			continue
		}
		place := n
		place.Last--
		out = append(append(out, names[done:i]...), place, text.Name{First: n.Last - 1, Last: n.Last})
		done = i + 1
	}
	if done == 0 {
		return names
	}
	return append(out, names[done:]...)
}

// endsWith reports whether a name's words are the last of another's.
func endsWith(d *text.Doc, long, short text.Name) bool {
	n := short.Last - short.First
	if n > long.Last-long.First {
		return false
	}
	for k := range n {
		if d.Lower(long.Last-n+k) != d.Lower(short.First+k) {
			return false
		}
	}
	return true
}

// cutShort cuts what capitals make of a headline ("Ann Roe Opens Up On Family") down to the name it begins with, where the
// body has that name, or one that ends in it.
func cutShort(title *text.Doc, names []text.Name, body *reader) {
	for i := range names {
		n := &names[i]
		if n.Last-n.First < 3 || n.Body || n.Country {
			continue
		}
		best := 0
		for _, of := range body.names {
			for from := of.First; from < of.Last; from++ {
				if k := of.Last - from; k > best && (k > 1 || from > of.First && !body.lex[from].Has(lang.NounMark)) && same(title, n, body.d, from, k) {
					best = k
				}
			}
		}
		if best > 0 {
			n.Last = n.First + best
		}
	}
}

// same reports whether k words from token from on of one text are the first of a name of another.
func same(d *text.Doc, n *text.Name, other *text.Doc, from, k int) bool {
	if k > n.Last-n.First {
		return false
	}
	for j := range k {
		if d.Lower(n.First+j) != other.Lower(from+j) {
			return false
		}
	}
	return true
}
