package check

import (
	"strings"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/text"
)

// who is somebody who says something, as far as he can be told from others.
type who struct {
	name  string
	words []string // of the name, without articles and titles
	kind  sitrep.ClaimantKind
	// chain is the registry's name and those of the bodies it speaks for, upwards; empty when it is unknown.
	chain []sitrep.ActorID
	// loose is set when a text doesn't name it where it speaks ("he", "the group"): it may have been referred
	// to the wrong one.
	loose bool
	// narrow is set when a word says what it is: "the navy", not "the officials".
	narrow bool
	// holder is the surname of the one person whom the reports call by this office.
	holder string
}

// none reports whether nobody is named.
func (w who) none() bool { return len(w.words) == 0 && len(w.chain) == 0 }

// definite reports whether it is certain enough who this is for somebody else to be another.
func (w who) definite() bool {
	return len(w.chain) > 0 || w.kind == sitrep.Named && len(w.words) > 0
}

// distinct reports whether words that are nobody's name still tell one from others: "the prime minister's
// office", not "the minister".
func (w who) distinct() bool {
	return w.definite() || w.kind == sitrep.Office && (len(w.words) > 1 || w.narrow) || w.kind == sitrep.Anonymous && w.narrow
}

// distinct reports whether one can be told from others: by name, by what he is, or by his state.
func (x *index) distinct(w who) bool { return w.distinct() || x.nation(w) != "" && len(w.words) > 1 }

// whoIs makes a who of a name and, if known, its registry id.
func (x *index) whoIs(name sitrep.Words, id sitrep.ActorID, kind sitrep.ClaimantKind) who {
	w := who{name: string(name), kind: kind, words: nameWords(string(name))}
	for _, v := range w.words {
		b := x.language.Check.Bodies[v]
		w.narrow = w.narrow || b.Side != "" && !b.Wide
	}
	if id == "" && len(w.words) > 0 {
		if a, ok := x.Registry.Lookup(w.name); ok {
			id = a.ID
		} else if kind == sitrep.Named {
			id = sitrep.ActorID(x.people[w.words[len(w.words)-1]])
		}
	}
	if x.misnamed(w, id) {
		id = ""
	}
	for n := 0; id != "" && n < 5; n++ {
		w.chain = append(w.chain, id)
		a, ok := x.Registry.Lookup(string(id))
		if !ok || a.SpeaksFor == id {
			break
		}
		id = a.SpeaksFor
	}
	return w
}

// misnamed reports whether a name was taken for another that only ends like it: "Aleppo Police Command", "US Central Command".
func (x *index) misnamed(w who, id sitrep.ActorID) bool {
	full := nameWords(string(id))
	if len(w.words) < 2 || len(full) < 2 || last(w.words) != last(full) {
		return false
	}
	if _, ok := x.Registry.Lookup(w.name); ok {
		return false
	}
	if a, ok := x.Registry.Lookup(string(id)); !ok || a.Kind == "person" {
		return false
	}
	for _, v := range w.words[:len(w.words)-1] {
		if has(full, v) {
			return false
		}
	}
	return true
}

// called remembers by which offices a person is called: "Transport Minister Agus Wibowo".
func (x *index) called(name sitrep.Words, source string) {
	ws := nameWords(string(name))
	if len(ws) == 0 || len(ws) > 4 {
		return
	}
	last, said := ws[len(ws)-1], nameWords(source)
	if !has(said, last) && x.sidesApart(said, x.offices[last]) {
		return // "the union", read as the company named before it
	}
	for _, w := range said {
		if !has(ws, w) && !has(x.offices[last], w) {
			x.offices[last] = append(x.offices[last], w)
		}
	}
}

// sidesApart reports whether some words name sides and others name sides too, and none the same.
func (x *index) sidesApart(a, b []string) bool {
	v, w := x.sidesOf(a), x.sidesOf(b)
	for _, s := range v {
		if has(w, s) {
			return false
		}
	}
	return len(v) > 0 && len(w) > 0
}

// sidesOf are the sides that words for those who speak are on.
func (x *index) sidesOf(words []string) []string {
	var out []string
	for _, w := range words {
		if b := x.language.Check.Bodies[w]; b.Side != "" {
			out = append(out, b.Side)
		}
	}
	return out
}

// person remembers by which surname a person of the registry is known in these reports; two of one name
// are nobody's.
func (x *index) person(name sitrep.Words, id sitrep.ActorID) {
	if id == "" {
		return
	}
	ws := nameWords(string(name))
	if len(ws) < 2 {
		return
	}
	last := ws[len(ws)-1]
	switch have, ok := x.people[last]; {
	case !ok:
		x.people[last] = string(id)
	case have != string(id):
		x.people[last] = ""
	}
}

// nameWords are the words of a name that tell it from others.
func nameWords(name string) []string {
	var out []string
	for _, w := range strings.Fields(actor.Fold(name)) {
		switch w {
		case "the", "a", "an", "of", "in", "and", "s", "for", "mr", "mrs", "ms", "dr", "gen", "lt", "col", "maj", "capt", "sgt", "rep", "sen", "gov":
		default:
			out = append(out, w)
		}
	}
	return out
}

// tie is how one who stands to another.
type tie uint8

// Two may be the same, of one chain (a person and the body he speaks for), perhaps the same (one of
// them is too vague to tell), or different.
const (
	other tie = iota
	maybe
	same
)

// relate says how two stand to each other, with the offices by which the reports call people.
func (x *index) relate(a, b who) tie {
	t := relate(a, b)
	if t == same && len(a.chain) > 1 && len(b.chain) > 0 && b.chain[0] != a.chain[0] && x.state(b) {
		return maybe // what a state is said to have said may be another office's word
	}
	if t == same && (x.anyOfficial(a) && x.nation(b) != "" || x.anyOfficial(b) && x.nation(a) != "") {
		return maybe // "officials" are not yet "American officials"
	}
	if t == same || a.none() || b.none() {
		return t
	}
	if x.headOf(a, b) || x.headOf(b, a) || x.holds(a, b) || x.holds(b, a) {
		return same
	}
	if x.synonymous(a, b) {
		return same
	}
	if t != maybe {
		return t
	}
	if x.apart(a, b) {
		return other
	}
	if s, t := x.nation(a), x.nation(b); s != "" && t != "" && s != t {
		return other // "a Ukrainian officer" is no "US military official"
	}
	if x.blocs(a, b) || x.blocs(b, a) {
		return other // "Ukrainian officials" are no "Western officials"
	}
	if a.holder != "" && b.definite() {
		if has(b.words, a.holder) {
			return same
		}
		return other
	}
	if t, ok := x.byOffice(a, b); ok {
		return t
	}
	if t, ok := x.byOffice(b, a); ok {
		return t
	}
	if x.sided(a, b) {
		return other
	}
	return maybe
}

// blocs reports whether one is told to be of a group of states ("Western officials") and the other of a state that is none of
// them, or of another group.
func (x *index) blocs(a, b who) bool {
	if a.definite() || b.definite() || a.loose || b.loose {
		return false
	}
	for _, v := range a.words {
		states, ok := x.language.Check.Blocs[v]
		if !ok {
			continue
		}
		if n := x.nation(b); n != "" {
			return !has(states, n)
		}
		for _, w := range b.words {
			if _, ok := x.language.Check.Blocs[w]; ok && w != v {
				return true
			}
		}
	}
	return false
}

// synonymous reports whether two who have no names are called by words that mean the same: "a family member", "a relative".
func (x *index) synonymous(a, b who) bool {
	if a.definite() || b.definite() || len(a.words) == 0 || len(b.words) == 0 {
		return false
	}
	v, w := x.meant(a), x.meant(b)
	if len(v) == 0 || len(v) != len(w) {
		return false
	}
	for _, t := range v {
		met := false
		for _, u := range w {
			met = met || x.alike(t, u)
		}
		if !met {
			return false
		}
	}
	return true
}

// meant are the words of a name as they are compared: "family member" is one.
func (x *index) meant(w who) []string {
	name := strings.Join(w.words, " ")
	out, ok := x.names[name]
	if !ok {
		d := text.Parse(x.language, name)
		for _, t := range terms(d, 0, len(d.Tokens)) {
			out = append(out, t.word)
		}
		x.names[name] = out
	}
	return out
}

// anyOfficial reports whether somebody is called by one word that may be any state's: "officials", "authorities".
func (x *index) anyOfficial(w who) bool {
	return len(w.words) == 1 && !w.definite() && x.language.Check.Bodies[w.words[0]].Wide
}

// sided reports whether two are not one by the words for them: "the navy" and "the coast guard", "the police" and Agus
// Wibowo, whom the reports call transport minister. A word that may stand for many ("the authorities") parts nobody from
// those of its side, and one that may be anybody ("a spokesman") parts nobody.
func (x *index) sided(a, b who) bool {
	if a.loose || b.loose {
		return false
	}
	if x.beside(a, b) || x.beside(b, a) {
		return true
	}
	v, w := x.standing(a), x.standing(b)
	if len(v.sides) == 0 || len(w.sides) == 0 {
		return false
	}
	for _, s := range v.sides {
		if has(w.sides, s) && (v.wide || w.wide) {
			return false
		}
	}
	own := func(ws, besides []string) int {
		n := 0
		for _, u := range ws {
			if !has(besides, u) {
				n++
			}
		}
		return n
	}
	shared := false
	for _, u := range v.words {
		shared = shared || has(w.words, u)
	}
	if !shared {
		return true
	}
	// "the interior ministry" and "the foreign ministry": each has a word of its own that says which
	return own(v.narrow, w.words) > 0 && own(w.narrow, v.words) > 0
}

// beside reports whether one is a body of the registry and the other an office told by words of which none is in the names of
// that body and of those it speaks for: "the transport ministry" and Basarnas.
func (x *index) beside(body, office who) bool {
	if !x.body(body) || office.kind != sitrep.Office || len(office.chain) > 0 || !office.narrow || len(office.words) < 2 {
		return false
	}
	known := append(append([]string(nil), body.words...), x.offices[last(body.words)]...)
	for _, id := range body.chain {
		known = append(known, nameWords(string(id))...)
	}
	for _, v := range office.words {
		if has(known, v) {
			return false
		}
		if b := x.language.Check.Bodies[v]; b.As != "" && has(known, b.As) {
			return false
		}
	}
	return true
}

// standing is what the words for one who speaks, and those the reports call him by, say of him.
type standing struct {
	words, narrow, sides []string
	wide                 bool
}

// as reports whether two are called by words for the same office: "general" and "chief of staff".
func (a standing) as(b standing) bool {
	for _, v := range a.narrow {
		if has(b.narrow, v) {
			return true
		}
	}
	return false
}

func (x *index) standing(w who) standing {
	out := standing{words: w.words}
	if w.kind == sitrep.Named && len(w.words) > 0 {
		out.words = append(append([]string(nil), w.words...), x.offices[last(w.words)]...)
	}
	out.wide = true
	for i, v := range out.words {
		b, ok := x.language.Check.Bodies[v]
		if !ok || b.Side == "" {
			continue
		}
		out.sides = append(out.sides, b.Side)
		if b.As != "" {
			v = b.As
			out.words = append(append(append([]string(nil), out.words[:i]...), v), out.words[i+1:]...)
		}
		if !b.Wide {
			out.narrow, out.wide = append(out.narrow, v), false
		}
	}
	return out
}

// nation is the one state that the words for somebody without a name say they are of; "" when they say none, or two.
func (x *index) nation(w who) string {
	if w.definite() {
		return ""
	}
	at := func(i int) string {
		if i < 0 || i >= len(w.words) {
			return ""
		}
		return w.words[i]
	}
	found := ""
	for i := range w.words {
		n, c := x.language.Actors.CountryAt(at, i)
		if n == 0 || c.Name == found {
			continue
		}
		if found != "" {
			return ""
		}
		found = c.Name
	}
	return found
}

// isPerson reports whether the registry knows it as a person, who may be called by the surname.
func (x *index) isPerson(w who) bool {
	if len(w.chain) == 0 {
		return false
	}
	a, ok := x.Registry.Lookup(string(w.chain[0]))
	return ok && a.Kind == "person"
}

func (x *index) state(w who) bool {
	if len(w.chain) == 0 {
		return false
	}
	a, ok := x.Registry.Lookup(string(w.chain[0]))
	return ok && a.Kind == "state"
}

// body reports whether the registry knows it as an institution.
func (x *index) body(w who) bool {
	if len(w.chain) == 0 {
		return false
	}
	a, ok := x.Registry.Lookup(string(w.chain[0]))
	return ok && a.Kind != "person" && a.Kind != "office" && a.Kind != "state"
}

// relate says how two names stand to each other.
func relate(a, b who) tie {
	if a.none() || b.none() {
		return maybe
	}
	if len(a.chain) > 0 && len(b.chain) > 0 {
		if len(a.words) > 1 && within(a.words, b.words) && a.kind == sitrep.Named {
			return same // "northern Syria Al Mayadeen TV channel"
		}
		for _, id := range b.chain {
			if id == a.chain[0] {
				return same
			}
		}
		for _, id := range a.chain {
			if id == b.chain[0] {
				return same
			}
		}
		if a.loose || b.loose || within(a.words, b.words) || within(b.words, a.words) {
			return maybe // "the ministry" of two states, or of one read as two
		}
		return other
	}
	if within(a.words, b.words) || within(b.words, a.words) {
		return same
	}
	if len(a.words) > 1 && len(b.words) > 1 && a.kind == sitrep.Named && b.kind == sitrep.Named &&
		a.words[len(a.words)-1] == b.words[len(b.words)-1] && len(a.words[len(a.words)-1]) > 3 {
		return same
	}
	if a.loose || b.loose || overlap(a.words, b.words) {
		return maybe
	}
	if !a.definite() || !b.definite() {
		return maybe
	}
	return other
}

// within reports whether all words of a stand in b.
func within(a, b []string) bool {
	if len(a) == 0 {
		return false
	}
	for _, w := range a {
		if !has(b, w) {
			return false
		}
	}
	return true
}

// overlap reports whether half the words of the shorter name stand in the other.
func overlap(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	n := 0
	for _, w := range a {
		if has(b, w) {
			n++
		}
	}
	return n > 0 && 2*n >= len(a)
}

func has(list []string, w string) bool {
	for _, v := range list {
		if v == w || len(v) > 3 && len(w) > 3 && (v == w+"s" || w == v+"s") {
			return true
		}
	}
	return false
}
