package check

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
)

// Persons by the offices the reports call them by, and bodies by those who speak for them.

// holderOf is the surname of the one person whom the reports call by all words of an office; "" when there is
// none or more than one.
func (x *index) holderOf(office who) string {
	if office.kind != sitrep.Office || len(office.words) == 0 {
		return ""
	}
	out := ""
	for surname, called := range x.offices {
		if within(office.words, called) {
			if out != "" {
				return ""
			}
			out = surname
		}
	}
	return out
}

// byOffice tells whether an office is that of a person whom the reports call by offices: "the transport
// minister" is Agus Wibowo, and not Budi Santoso, director.
func (x *index) byOffice(office, person who) (tie, bool) {
	if office.kind != sitrep.Office && office.kind != sitrep.Anonymous || person.kind != sitrep.Named || len(person.words) < 2 {
		return maybe, false
	}
	called := x.offices[person.words[len(person.words)-1]]
	if len(called) == 0 {
		return maybe, false
	}
	if within(office.words, called) {
		return same, true
	}
	if has(called, office.words[len(office.words)-1]) {
		return maybe, true
	}
	a, b := x.standing(office), x.standing(person)
	for _, s := range a.sides {
		if has(b.sides, s) && (a.wide || b.wide || a.as(b)) {
			return maybe, true // "Ukraine's top general", its commander-in-chief
		}
	}
	return other, true
}

// theOne is the chain of the only one of the stories in hand whose name holds the words of a shorter one: "the
// Observatory".
func (x *index) theOne(w who) []sitrep.ActorID {
	if low := strings.ToLower(w.name); w.kind != sitrep.Named && len(w.words) > 1 && (strings.Contains(low, " of ") || strings.Contains(low, "'s ") || strings.Contains(low, "’s ")) { // "the director of the Observatory" speaks for it
		var of []string
		for i, v := range w.words {
			if !x.roleAt(w.words, i) {
				of = append(of, v)
			}
		}
		if len(of) > 0 {
			w.words = of
		}
	}
	if w.kind == sitrep.Anonymous && x.vagueSource(w) {
		return nil
	}
	var out []sitrep.ActorID
	for at := range x.sources {
		if !x.chosen[x.sources[at].story] {
			continue
		}
		for _, v := range x.speakersOf(int32(at)) {
			if len(v.chain) == 0 {
				continue
			}
			called := v.kind == sitrep.Named && within(w.words, v.words) && (!x.isPerson(v) || last(v.words) == last(w.words))
			if !called && (x.isPerson(v) || x.state(v) || !within(w.words, nameWords(string(v.chain[0])))) {
				continue
			}
			switch {
			case out == nil:
				out = v.chain
			case out[0] != v.chain[0]:
				return nil
			}
		}
	}
	return out
}

// vagueSource reports whether one is told as somebody who may be anybody: "a source", "a monitoring group".
func (x *index) vagueSource(w who) bool {
	if w.definite() {
		return false
	}
	for _, v := range w.words {
		if x.language.Check.Sources.Has(v) {
			return true
		}
	}
	return false
}

// holds reports whether a person holds an office of the registry by what the reports call him: "Ukraine's president" is
// Zelensky, where they speak of President Zelensky.
func (x *index) holds(office, person who) bool {
	if len(office.chain) < 2 || len(person.chain) < 2 || len(person.words) == 0 || !x.isPerson(person) {
		return false
	}
	a, ok := x.Registry.Lookup(string(office.chain[0]))
	if !ok || a.Kind != "office" {
		return false
	}
	called := x.offices[last(person.words)]
	role := false
	for i, w := range office.words {
		role = role || x.roleAt(office.words, i) && has(called, w)
	}
	if !role {
		return false
	}
	for _, id := range person.chain[1:] {
		if id == office.chain[0] || id == office.chain[1] {
			return true
		}
	}
	return false
}

// headOf reports whether one is somebody of the other by his office: "the Observatory's head", "a ministry spokesman",
// and the body, or the person known to speak for it.
func (x *index) headOf(office, body who) bool {
	if len(office.chain) > 0 || office.kind == sitrep.Named || len(office.words) < 2 {
		return false
	}
	var of []string
	own := 0 // words that are no state's
	for i, w := range office.words {
		if !x.roleAt(office.words, i) {
			of = append(of, w)
			if _, c := x.language.Actors.CountryAt(func(int) string { return w }, 0); c.Name == "" {
				own++
			}
		}
	}
	if own == 0 || len(of) == len(office.words) {
		return false
	}
	if body.definite() && !x.isPerson(body) && within(of, body.words) && len(body.words) < len(of)+4 {
		return true
	}
	for _, id := range body.chain[:min(2, len(body.chain))] {
		if a, ok := x.Registry.Lookup(string(id)); ok && a.Kind != "person" && a.Kind != "state" && within(of, nameWords(string(id))) {
			return true
		}
	}
	return false
}

// roleAt reports whether a word of a name is what a person is: "head", "spokesman".
func (x *index) roleAt(words []string, i int) bool {
	n, noun := x.language.Actors.NounAt(func(k int) string {
		if k < 0 || k >= len(words) {
			return ""
		}
		return words[k]
	}, i)
	return n > 0 && noun.Kind == lang.RoleNoun
}

// apart reports whether one is a person by his office ("the mayor") and the other a body: never the same.
func (x *index) apart(a, b who) bool {
	return x.role(a) && x.body(b) || x.role(b) && x.body(a)
}

// role reports whether words stand for a person by what he is.
func (x *index) role(w who) bool {
	if w.kind != sitrep.Office && w.kind != sitrep.Anonymous || len(w.words) < 2 || len(w.chain) > 0 {
		return false
	}
	for i := range w.words {
		if x.roleAt(w.words, i) {
			return true
		}
	}
	return false
}
