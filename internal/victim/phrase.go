package victim

import (
	"strconv"

	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// tied reports whether a name only says whose or where something is, so that nothing befell it: "members of", "people in".
func (f *finder) tied(i int) bool { return i > f.from && f.lex[i-1].Role == lang.Tie }

// list is the names that stand together with one: parted by commas and "and", each perhaps with an age.
func (f *finder) list(at int) []int {
	group := []int{at}
	for {
		i := f.aside(f.age(f.names[at].Last))
		joint := false
		for i < f.to && (f.d.Lower(i) == "," || f.d.Lower(i) == ";" || f.joint(i)) {
			joint, i = joint || f.joint(i), i+1
		}
		if joint || i > f.names[at].Last && f.lex[i].Role == lang.Possessive {
			i = f.kin(i)
		}
		if i >= f.to || f.first[i] == 0 || i == f.names[at].Last {
			break
		}
		next := int(f.first[i]) - 1
		if !joint && f.age(f.names[at].Last) == f.names[at].Last && !f.listed(next) {
			break // a place behind a name: "Jane Doe, Springfield"
		}
		at = next
		group = append(group, at)
	}
	return group
}

// calls reports whether the word before a name, or before the comma before it, says what somebody is to another or by
// calling, or how old: "his mother Jane", "a neighbour, Jane Doe", "two-year-old Jane".
func (f *finder) calls(i int) bool {
	if i--; f.d.Lower(i) == "," {
		i--
	}
	if i < f.from {
		return false
	}
	if _, ok := f.aged(i); ok {
		return true
	}
	n, _ := f.at(i, lang.VictimKin)
	return n > 0 || f.lex[i].Has(lang.NounMark) || f.lex[i].Has(lang.TitleMark)
}

// aside passes over what is said of one of a list whose members semicolons part: ", 88, a retired teacher;".
func (f *finder) aside(i int) int {
	if f.d.Lower(i) != "," {
		return i
	}
	for j := i + 1; j < min(i+maxAside, f.to); j++ {
		if f.d.Lower(j) == ";" {
			return j
		}
		if f.first[j] > 0 && f.person(f.names[f.first[j]-1], false) {
			break
		}
	}
	return i
}

// kin passes over what the next of a list is to the one before: "and his mother Fatima", "and Corporal Stefan".
func (f *finder) kin(i int) int {
	for j := i; j < min(i+maxKin, f.to); j++ {
		if f.first[j] > 0 && j > i {
			if f.calls(j) {
				return j
			}
			return i
		}
		if f.first[j] > 0 || !f.describes(j) {
			return i
		}
	}
	return i
}

// listed reports whether a name is one of a list that goes on.
func (f *finder) listed(at int) bool {
	n := f.names[at]
	return n.Person || f.age(n.Last) > n.Last
}

func (f *finder) joint(i int) bool {
	return i >= 0 && i < len(f.lex) && f.lex[i].Role == lang.Joint || f.d.Lower(i) == "&"
}

// age passes over the age that may stand behind a name: ", 34", "(34)", ", aged 34".
func (f *finder) age(i int) int {
	j := i
	if t := f.d.Lower(j); t == "," || t == "(" || t == "-" {
		j++
	}
	if f.has(j, lang.VictimAge) {
		j++
	}
	if j >= f.to || f.d.Tokens[j].Kind != text.Number {
		return i
	}
	n, err := strconv.Atoi(f.d.Lower(j))
	if err != nil || n < 0 || n > 120 {
		return i
	}
	for j++; j < f.to && f.has(j, lang.VictimAge); j++ {
	}
	if f.d.Lower(j) == ")" {
		j++
	}
	if j < f.to && f.d.Tokens[j].Kind == text.Word && j-i < 3 && !f.joint(j) && !f.has(j, lang.VictimRelative|lang.VictimHelper) {
		return i // "Jane Doe, 34 miles from"
	}
	return j
}

// has reports whether words with one of the roles begin there.
func (f *finder) has(i int, roles lang.VictimRole) bool {
	n, _ := f.at(i, roles)
	return n > 0
}

// stated is the age given behind a name; negative when there is none.
func (f *finder) stated(n text.Name) int {
	for i := n.Last; i < f.age(n.Last); i++ {
		if years, err := strconv.Atoi(f.d.Lower(i)); err == nil {
			return years
		}
	}
	for i := max(f.from, n.First-maxBefore); i < n.First; i++ { // "Six-year-old schoolgirl Jane Doe"
		if years, ok := f.aged(i); ok && f.leads(i+1, n.First) {
			return years
		}
	}
	return -1
}

// aged reports whether word i says how old somebody is ("31-year-old", "thirty-one-year-old"), and how old; 0 where months,
// weeks or days are counted, and negative where the number isn't known.
func (f *finder) aged(i int) (years int, ok bool) {
	word := f.d.Lower(i)
	for at := range len(word) {
		if word[at] != '-' {
			continue
		}
		unit := f.d.Language.Fates.Word[word[at+1:]].Roles
		switch n, err := strconv.Atoi(word[:at]); {
		case !unit.Has(lang.VictimAge):
			continue
		case unit.Has(lang.VictimInfant):
			return 0, true
		case err == nil:
			return n, true
		}
		if w, known := f.d.Language.Number.Words[word[:at]]; known {
			return int(w.N), true
		}
		return -1, true
	}
	return -1, false
}

// leads reports whether nothing but words of one phrase stands between.
func (f *finder) leads(from, to int) bool {
	for i := from; i < to; i++ {
		if !f.describes(i) || f.joint(i) {
			return false
		}
	}
	return true
}

func closes(word string) bool {
	switch word {
	case ",", ")", "-", "–", "—":
		return true
	}
	return false
}

func (f *finder) says(i int) bool { return i < len(f.lex) && f.lex[i].Has(lang.SaysMark) }

// nounAhead reports whether a noun for somebody stands there, so that the name before only says whose or what.
func (f *finder) nounAhead(i int) bool { return i < f.to && f.lex[i].Has(lang.NounMark) }

// describes reports whether a word may stand between what was done and whom it was done to.
func (f *finder) describes(i int) bool {
	t := &f.d.Tokens[i]
	switch {
	case t.Kind == text.Punct:
		return t.Lower == "," || t.Lower == "(" || t.Lower == "-"
	case t.Kind == text.Number:
		return false
	case f.has(i, lang.VictimHelper) || f.lex[i].Role == lang.PhraseEnd || f.lex[i].Role == lang.Tie || f.says(i) || f.lex[i].Has(lang.PronounMark) && f.lex[i].Role != lang.Possessive:
		return false
	}
	return true
}
