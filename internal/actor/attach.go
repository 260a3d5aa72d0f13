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
	if j < r.end && r.role(j) == lang.Tie && s.noun.Kind != lang.TextNoun {
		if sub, ok := r.phrase(j+1, 2); ok && sub.pronoun == "" {
			s.last, s.coreEnd = sub.last, sub.last
			switch {
			case sub.name >= 0 && s.noun.Kind == lang.RoleNoun && sub.owner >= 0 && r.names[sub.owner].Body && sub.noun != nil && r.titled(sub.noun):
				// "chief of the Operations Directorate Col. Ivan Petrov"
				s.name, s.owner, s.also = sub.name, sub.owner, sub.noun
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
	k := j
	if comma := r.d.Raw(k); comma == "," || comma == "(" {
		k++
	}
	if k >= r.end {
		return
	}
	in, ok := r.phrase(k, 2)
	if !ok || in.name < 0 || in.det == lang.Indefinite || in.owner >= 0 && (k == j || in.noun != nil) || in.noun != nil && !r.titled(in.noun) {
		return
	}
	n := r.names[in.name]
	if !r.fits(s.noun, n) || k == j && !n.Person && in.noun == nil || k > j && in.noun == nil && in.core > k+1 {
		return
	}
	s.name = in.name
	s.last = n.Last
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
	k := j
	if k < r.end && r.d.Raw(k) == "," {
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
			if of.name >= 0 {
				sub.owner = of.name
			}
		}
	}
	role := sub.noun.Kind == lang.RoleNoun || sub.noun.Kind == lang.PersonNoun
	if r.says(sub.last) {
		return // "in Raqqa, a monitor said": the next speaker, not what Raqqa is
	}
	switch {
	case k > j && (sub.det != lang.NoRole || tied && role || sub.owner >= 0 && role):
	case k == j && sub.det == lang.Indefinite && sub.first < sub.core && r.d.Tokens[k].Kind == text.Word:
	case k == j && sub.det == lang.NoRole && tied && role && sub.owner >= 0:
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

// position notes whether the spot speaks and whether it is a subject.
func (r *reader) position(s *spot, start int) {
	at := s.first - 1
	for at > start && r.compound(&r.d.Tokens[at]) {
		at-- // "said Aleppo-based activist Abu Omar"
	}
	before := r.d.Lower(at)
	switch {
	case s.first == start || before == "," || before == "\"" || before == "“" || before == "”" || before == "that" || before == ";" || before == ":":
		s.subject = true
	case r.role(at) == lang.Joint || r.role(at) == lang.PhraseEnd:
		s.subject = !r.says(at)
	}
	if next := r.d.Lower(s.last); !s.subject && r.role(at) != lang.Tie && next != "" {
		// "On Saturday the Observatory, which ..."
		s.subject = r.a.Pronouns[next] == "who" || r.says(s.last) || r.verb(next)
	}
	if r.says(at) && (before != "told" && before != "asked" && before != "tells" && before != "accused" && before != "condemned") || before == "to" && r.d.Lower(at-1) == "according" || before == "by" && r.says(at-1) {
		s.says = true
		return
	}
	if r.role(at) == lang.Tie && before != "on" && before != "in" {
		return
	}
	for j := s.last; j < r.end && j < s.last+4; j++ {
		t := &r.d.Tokens[j]
		if r.says(j) {
			s.says = t.Shape == text.Lower || r.d.AllCaps
			return
		}
		if r.d.Raw(j) == ":" && j == s.last && r.d.Tokens[s.first].Line {
			s.says = true
			return
		}
		if t.Kind != text.Word || r.nameAt[j] > 0 && r.role(j) == lang.NoRole {
			return
		}
	}
}

// verb reports whether a word looks like the verb of what stands before it.
func (r *reader) verb(w string) bool {
	return len(w) > 4 && strings.HasSuffix(w, "ed") || (w == "has" || w == "had" || w == "is" || w == "was" || w == "will")
}

// placed reports whether the spot stands as a place does ("in Homs").
func (r *reader) placed(s *spot) bool {
	switch r.d.Lower(s.first - 1) {
	case "in", "at", "near", "from", "of", "to", "inside", "around", "outside":
		return true
	}
	return false
}
