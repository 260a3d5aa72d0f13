// Package victim finds whom a report names as killed, hurt, missing or taken. Who is one is read from the words around the
// name: what stands between it and a word for what befell the person ("Jane Doe, 34, a nurse, was killed"), what stands
// before it ("the body of", "shot dead"), and where names are listed ("the victims were identified as"). A name that is
// listed beside a victim's is one too, and so is whoever a pronoun stands for ("He died at the scene").
//
// It is made to err towards finding: what it finds is withheld from readers until somebody at the desk decides, so one
// found wrongly costs the desk a click, and one missed may cost somebody more. Not found are names in the registry of
// actors and of those who held a public office, which are news by themselves.
package victim

import (
	"slices"
	"strconv"
	"strings"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// Find finds the victims that a report names in its title and body, each once, in the order of their first telling. It is
// nil in a language that supplies no words for it.
func Find(c *actor.Cast, body, title *text.Doc) []sitrep.Victim {
	f := finder{cast: c, at: map[string]int{}}
	looked := false
	for _, d := range []*text.Doc{title, body} {
		if d == nil || len(d.Language.Fates.Word) == 0 {
			continue
		}
		looked = true
		f.read(d)
	}
	if !looked {
		return nil
	}
	for _, d := range []*text.Doc{title, body} {
		if d != nil {
			f.forms(d)
		}
	}
	return slices.Clip(append([]sitrep.Victim{}, f.found...))
}

// How far words may stand from the name they are about, in tokens.
const (
	maxAside   = 16 // ", a nurse from the city's children's hospital,"
	maxHelpers = 6  // "has since been confirmed"
	maxKin     = 5  // "and his elderly mother"
	maxNear    = 3  // "the dead Briton as"
	maxBack    = 30 // to whoever "the 31-year-old" is
	maxBefore  = 9  // "slain freelance television journalist"
	adult      = 18
)

type finder struct {
	cast  *actor.Cast
	found []sitrep.Victim
	at    map[string]int // the folded name to its place in found

	d     *text.Doc
	words *lang.Fates
	lex   []lang.Lex
	names []text.Name
	first []int // for each token, 1 + the name that begins there
	last  []int // for each token, 1 + the name that ends before it
	from  int   // the sentence
	to    int
	dead  bool // the sentence before spoke of victims, or was a row of a list of them
	row   bool // this one is
}

// read finds the victims of one text.
func (f *finder) read(d *text.Doc) {
	f.d, f.words, f.lex, f.names = d, &d.Language.Fates, text.Lex(d), f.cast.Names(d)
	f.first, f.last = make([]int, len(d.Tokens)+1), make([]int, len(d.Tokens)+1)
	for i, n := range f.names {
		f.first[n.First], f.last[n.Last] = i+1, i+1
	}
	f.dead = false
	for _, s := range d.Sentences {
		f.from, f.to = s.First, s.Last
		about := f.speaksOf()
		if about || f.dead {
			f.sentence(about)
		}
		f.dead = about || f.dead && f.row
	}
}

// speaksOf reports whether the sentence has a word about victims: most have none, and cost no more.
func (f *finder) speaksOf() bool {
	for i := f.from; i < f.to; i++ {
		if n, _ := f.words.At(f.d.Lower, i, told); n > 0 {
			return true
		}
	}
	return false
}

const told = lang.VictimDone | lang.VictimAct | lang.VictimAmong | lang.VictimVerb | lang.VictimOf | lang.VictimBefore | lang.VictimAfter | lang.VictimWho

func (f *finder) sentence(about bool) {
	for i := f.from; i < f.to; {
		if at := f.first[i]; at > 0 {
			group := f.list(at - 1)
			end := f.names[group[len(group)-1]].Last
			befell := f.befell
			if f.tied(i) {
				befell = f.relative
			}
			if fate, ok := befell(end); ok && about {
				f.take(group, fate, false)
			}
			i = end
			continue
		}
		if about {
			if fate, ok := f.befell(i + 1); ok {
				f.pronoun(i, fate)
			}
			if n, w := f.words.At(f.d.Lower, i, lang.VictimVerb|lang.VictimOf|lang.VictimBefore); n > 0 && !(w.Roles.Has(lang.VictimVerb) && f.passive(i)) {
				f.object(i+n, w.Fate, w.Roles.Has(lang.VictimOf))
			}
			if n, w := f.words.At(f.d.Lower, i, lang.VictimIncluding); n > 0 {
				f.out(i, i+n, w)
			}
			if n, w := f.words.At(f.d.Lower, i, lang.VictimAmong); n > 0 {
				f.turned(i+n, w.Fate)
			}
		}
		if n, _ := f.words.At(f.d.Lower, i, lang.VictimNaming); n > 0 {
			f.named(i, i+n)
		}
		i++
	}
	f.row = false
	if f.dead && len(f.names) > 0 {
		f.line()
	}
}

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
		next := f.first[i] - 1
		if !joint && f.age(f.names[at].Last) == f.names[at].Last && !f.listed(next) {
			break // a place behind a name: "Jane Doe, Springfield"
		}
		at = next
		group = append(group, at)
	}
	return group
}

// calls reports whether the word before a name, or before the comma before it, says what somebody is to another or by
// calling: "his mother Jane", "a neighbour, Jane Doe".
func (f *finder) calls(i int) bool {
	if i--; f.d.Lower(i) == "," {
		i--
	}
	if i < f.from {
		return false
	}
	n, _ := f.words.At(f.d.Lower, i, lang.VictimKin)
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
	n, _ := f.words.At(f.d.Lower, i, roles)
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
		parts := strings.Split(f.d.Lower(i), "-")
		if len(parts) != 3 || parts[2] != "old" || !f.leads(i+1, n.First) {
			continue
		}
		if parts[1] != "year" {
			return 0 // months, weeks, days
		}
		if years, err := strconv.Atoi(parts[0]); err == nil {
			return years
		}
		if w, ok := f.d.Language.Number.Words[parts[0]]; ok {
			return int(w.N)
		}
	}
	return -1
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

// relative says what befell whoever is named before word i by ", who" alone.
func (f *finder) relative(i int) (sitrep.Measure, bool) {
	if i = f.age(i); f.d.Lower(i) == "," && f.has(i+1, lang.VictimRelative) {
		return f.predicate(i + 2)
	}
	return "", false
}

// befell says what befell whoever is named before word i: straight behind it, behind an age and asides between commas,
// or behind "who".
func (f *finder) befell(i int) (sitrep.Measure, bool) {
	if i >= f.to {
		return "", false
	}
	if f.d.Lower(i) == "'s" || f.d.Lower(i) == "'" {
		if n, w := f.words.At(f.d.Lower, i+1, lang.VictimAfter); n > 0 {
			return w.Fate, true
		}
		return "", false
	}
	start := f.age(i)
	if fate, ok := f.predicate(start); ok {
		return fate, true
	}
	if f.joint(start) { // "Jane Doe and her two daughters were killed"
		for j := start + 1; j < min(start+maxBefore, f.to) && f.first[j] == 0; j++ {
			if fate, ok := f.predicate(j); ok && j > start+1 {
				return fate, true
			}
			if f.d.Tokens[j].Kind != text.Number && !f.describes(j) {
				break
			}
		}
		return "", false
	}
	for range 3 {
		if f.d.Lower(start) != "," && f.d.Lower(start) != "(" && f.d.Lower(start) != "-" && f.d.Lower(start) != "–" && f.d.Lower(start) != "—" {
			return "", false
		}
		start++
		if f.has(start, lang.VictimRelative) {
			if n, word := f.words.At(f.d.Lower, start+1, lang.VictimAfter); n > 0 {
				return word.Fate, true // "whose body was found"
			}
			if fate, ok := f.predicate(start + 1); ok {
				return fate, true
			}
		}
		if fate, ok := f.predicate(start); ok {
			return fate, true
		}
		end := start
		for end < f.to && end-start < maxAside && !closes(f.d.Lower(end)) {
			if end > start && f.says(end) {
				return "", false
			}
			end++
		}
		if end >= f.to || !closes(f.d.Lower(end)) {
			return "", false
		}
		if fate, ok := f.predicate(end + 1); ok {
			return fate, true
		}
		start = end
	}
	return "", false
}

func closes(word string) bool {
	switch word {
	case ",", ")", "-", "–", "—":
		return true
	}
	return false
}

func (f *finder) says(i int) bool { return i < len(f.lex) && f.lex[i].Has(lang.SaysMark) }

// predicate says what befell whoever stands before word i.
func (f *finder) predicate(i int) (sitrep.Measure, bool) {
	if n, w := f.words.At(f.d.Lower, i, lang.VictimAct); n > 0 && i+n <= f.to {
		return w.Fate, true
	}
	helpers, be := 0, false
	for helpers < maxHelpers && i < f.to {
		if be || helpers == 0 && f.d.In == sitrep.InTitle {
			if n, w := f.words.At(f.d.Lower, i, lang.VictimDone|lang.VictimAmong); n > 0 && i+n <= f.to && (be || f.headlined(i+n)) {
				return w.Fate, true
			}
		}
		if n, w := f.words.At(f.d.Lower, i, lang.VictimAct); helpers > 0 && n > 0 {
			return w.Fate, true
		}
		n, w := f.words.At(f.d.Lower, i, lang.VictimHelper)
		if n == 0 {
			return "", false
		}
		i, helpers, be = i+n, helpers+1, be || w.Roles.Has(lang.VictimBe)
	}
	return "", false
}

// headlined reports whether a participle in a headline, which leaves out "was", has no object behind it: "Jane Doe
// killed in blast", not "Jane Doe killed three".
func (f *finder) headlined(i int) bool {
	return i >= f.to || f.d.Tokens[i].Kind == text.Punct || f.lex[i].Role == lang.PhraseEnd || f.lex[i].Role == lang.Joint || f.lex[i].Role == lang.Tie
}

// passive reports whether the words before a verb make it one of what befell somebody ("were reportedly killed"), or a noun
// ("the wounded").
func (f *finder) passive(i int) bool {
	if i > f.from && f.lex[i-1].Role == lang.Definite {
		return true
	}
	for j := i - 1; j >= f.from; j-- {
		n, w := f.words.At(f.d.Lower, j, lang.VictimHelper|lang.VictimBe)
		switch {
		case n == 0:
			return false
		case w.Roles.Has(lang.VictimBe):
			return true
		}
	}
	return false
}

// object takes the names to which something was done by the words before token i, past what the person is said to be:
// "killed freelance journalist Jane Doe".
func (f *finder) object(i int, fate sitrep.Measure, of bool) {
	if i < f.to && f.d.Tokens[i].Kind == text.Punct && !of && !f.has(i-1, lang.VictimIncluding) {
		return // "were killed, Jane Doe said"
	}
	for j := i; j < f.to && j-i < maxBefore; j++ {
		at := f.first[j]
		if at == 0 {
			if !f.describes(j) {
				return
			}
			continue
		}
		n := f.names[at-1]
		if n.Last < f.to && (f.d.Lower(n.Last) == "'s" || f.d.Lower(n.Last) == "'") {
			if f.person(n, false) && !of {
				return // "killed Jane Doe's brother"
			}
			j = n.Last
			continue
		}
		if n.Country || n.Body || !f.person(n, true) || f.nounAhead(n.Last) {
			j = n.Last - 1 // "killed Springfield mayor Jane Doe"
			continue
		}
		if !f.says(n.Last) { // "30 injured, Jane Doe said", without its comma
			f.take(f.list(at-1), fate, of)
		}
		return
	}
}

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

// out takes names that are told out of a number of victims: "killed five people, including Jane Doe".
func (f *finder) out(at, i int, _ lang.VictimWord) {
	var fate sitrep.Measure
	for j := max(f.from, at-maxAside); j < at; j++ {
		n, w := f.words.At(f.d.Lower, j, lang.VictimDone|lang.VictimVerb|lang.VictimWho|lang.VictimAct)
		if n == 0 {
			continue
		}
		if w.Fate != "" {
			fate = w.Fate
		}
	}
	if fate != "" && !f.others(max(f.from, at-6), at) {
		f.object(i, fate, false)
	}
}

// turned takes the names behind "among the dead was".
func (f *finder) turned(i int, fate sitrep.Measure) {
	helped := false
	for range maxHelpers {
		n, w := f.words.At(f.d.Lower, i, lang.VictimHelper|lang.VictimNaming)
		if n == 0 || !w.Roles.Has(lang.VictimHelper|lang.VictimNaming) {
			break
		}
		i, helped = i+n, true
	}
	if helped || f.d.Lower(i) == "," {
		f.object(i, fate, false)
	}
}

// named takes the names that victims are given: the words before say that they are victims.
func (f *finder) named(at, i int) {
	_, own := f.words.At(f.d.Lower, at, lang.VictimNaming)
	fate := own.Fate
	for j := f.from; j < i; j++ {
		if n, w := f.words.At(f.d.Lower, j, lang.VictimWho|lang.VictimAmong); n > 0 {
			fate = w.Fate
		} else if n, w := f.words.At(f.d.Lower, j, lang.VictimDone|lang.VictimAct); n > 0 && j < at && f.gives(at) {
			fate = w.Fate
		}
	}
	if fate == "" && f.dead && f.gives(at) {
		fate = sitrep.Killed
	}
	if fate == "" || f.others(f.from, at) {
		return
	}
	if own.Roles.Has(lang.VictimHelper) && !f.near(at) {
		return // "was", "as" name somebody only near a word for victims
	}
	f.object(i, fate, false)
}

// gives reports whether the words give a name by saying so, and do not merely stand before one.
func (f *finder) gives(at int) bool {
	_, w := f.words.At(f.d.Lower, at, lang.VictimNaming)
	return !w.Roles.Has(lang.VictimHelper) || f.near(at)
}

// near reports whether a word for victims, or for what befell them, stands right before: "the dead Briton as".
func (f *finder) near(at int) bool {
	for i := max(f.from, at-maxNear); i < at; i++ {
		if n, _ := f.words.At(f.d.Lower, i, lang.VictimWho); n > 0 {
			return true
		}
		if n, _ := f.words.At(f.d.Lower, i, lang.VictimDone|lang.VictimAct); n > 0 && i+n == at {
			return true
		}
	}
	return false
}

// others reports whether somebody who is no victim is spoken of in between.
func (f *finder) others(from, to int) bool {
	for i := from; i < to; i++ {
		if n, _ := f.words.At(f.d.Lower, i, lang.VictimNobody); n > 0 {
			return true
		}
	}
	return false
}

// line takes a line that is a name with an age and nothing that is done: a list of victims.
func (f *finder) line() {
	if f.to-f.from > 24 || f.first[f.from] == 0 && (f.from+1 >= f.to || f.first[f.from+1] == 0) {
		return
	}
	for i := f.from; i < f.to; i++ {
		if f.says(i) {
			return
		}
		if n, w := f.words.At(f.d.Lower, i, lang.VictimHelper); n > 0 && w.Roles.Has(lang.VictimHelper) {
			return
		}
	}
	for i := f.from; i < f.to; i++ {
		if at := f.first[i]; at > 0 && f.age(f.names[at-1].Last) > f.names[at-1].Last {
			f.take([]int{at - 1}, sitrep.Killed, true)
			f.row = true
		}
	}
}

// pronoun takes whomever one that stands for a single person goes back to.
func (f *finder) pronoun(i int, fate sitrep.Measure) {
	if i > f.from && f.lex[i-1].Role == lang.Definite && strings.HasSuffix(f.d.Lower(i), "-old") {
		f.before(i, fate)
		return
	}
	if who := f.d.Language.Actors.Pronouns[f.d.Lower(i)]; who != "he" && who != "she" {
		return
	}
	ref := f.cast.Resolve(f.d, i, i+1)
	if ref.Kind == sitrep.Nobody {
		f.only(i, fate)
		return
	}
	if ref.Kind != sitrep.Named || ref.Actor != "" || ref.Confidence < sure || ref.In != f.d.In {
		return
	}
	for at, n := range f.names {
		if n.First >= ref.First && n.Last <= ref.Last {
			f.take([]int{at}, fate, false)
			return
		}
	}
}

// before takes the person named last before word i: "The 31-year-old died".
func (f *finder) before(i int, fate sitrep.Measure) {
	for j := i; j >= max(0, i-maxBack); j-- {
		if at := f.first[j]; at > 0 && f.person(f.names[at-1], false) {
			f.take([]int{at - 1}, fate, false)
			return
		}
	}
}

// only takes the one person whom the sentence names before word i, if it names one.
func (f *finder) only(i int, fate sitrep.Measure) {
	who := -1
	for j := f.from; j < i; j++ {
		if at := f.first[j]; at > 0 && f.person(f.names[at-1], false) {
			if who >= 0 {
				return
			}
			who = at - 1
		}
	}
	if who >= 0 {
		f.take([]int{who}, fate, false)
	}
}

// sure is how surely a pronoun must go back to somebody.
const sure = 0.5

// take notes victims. Strong words ("the body of") speak for a person by themselves.
func (f *finder) take(group []int, fate sitrep.Measure, strong bool) {
	many := len(group) > 1
	for _, at := range group {
		n := f.bare(f.names[at])
		if !f.person(n, strong || many && f.person(f.names[group[0]], strong)) || f.public(n) {
			continue
		}
		span := f.d.Span(n.First, n.Last)
		name := f.d.Slice(span)
		ref := f.cast.Resolve(f.d, n.First, n.Last)
		if ref.Actor != "" {
			continue
		}
		if full := string(ref.Name); len(full) > len(name) && n == f.names[at] && strings.Contains(actor.Fold(full), actor.Fold(name)) && ref.Kind == sitrep.Named {
			name = full
		}
		key := actor.Fold(name)
		if key == "" {
			continue
		}
		age := f.stated(n)
		if i, ok := f.at[key]; ok {
			v := &f.found[i]
			v.Child = v.Child || age >= 0 && age < adult
			if v.Fate != sitrep.Killed && fate == sitrep.Killed {
				v.Fate = fate
			}
			continue
		}
		f.at[key] = len(f.found)
		f.found = append(f.found, sitrep.Victim{Name: name, Fate: fate, Child: age >= 0 && age < adult, Cite: sitrep.Citation{Report: f.d.Report, In: f.d.In, Span: span}})
	}
}

// bare is a name without what stands capitalised before it at the start of a sentence: "Six-year-old Jane Doe".
func (f *finder) bare(n text.Name) text.Name {
	if n.Last-n.First < 2 {
		return n
	}
	w := f.d.Raw(n.First)
	at := strings.LastIndexByte(w, '-')
	kin, _ := f.words.At(f.d.Lower, n.First, lang.VictimKin)
	if at > 0 && w[at+1:] == strings.ToLower(w[at+1:]) && !strings.HasPrefix(strings.ToLower(w), "al-") || kin == 1 && n.Last-n.First > 2 {
		n.First++
		_, n.Person = f.d.Language.Actors.FirstNames[f.d.Lower(n.First)]
	}
	return n
}

// person reports whether a name is that of somebody: it begins with a first name, has an age, or, where the words
// around it leave no doubt, has two words and is neither a body nor a state.
func (f *finder) person(n text.Name, strong bool) bool {
	if n.Body || n.Country || n.Last > len(f.d.Tokens) {
		return false
	}
	if n.Person {
		return true
	}
	if k, _ := f.words.At(f.d.Lower, n.First-1, lang.VictimKin); k > 0 && f.d.Tokens[n.First].Shape == text.Title && n.First > f.from {
		return true
	}
	titled := false
	for i := n.First; i < n.Last; i++ {
		shape := f.d.Tokens[i].Shape
		if shape == text.Mixed && !strings.ContainsAny(f.d.Raw(i), "-'’") {
			return false // "OceanGate Titan"
		}
		titled = titled || shape == text.Title
	}
	if !titled && !f.d.AllCaps || f.place(n) {
		return false
	}
	if f.age(n.Last) > n.Last {
		return true
	}
	if f.d.In == sitrep.InTitle && f.d.Headline {
		return false
	}
	if !strong && n.Last-n.First < 2 {
		return false
	}
	for i := n.First; i < n.Last; i++ {
		t := &f.d.Tokens[i]
		if t.Kind != text.Word || t.Shape == text.Upper && !f.d.AllCaps || f.lex[i].Has(lang.CalendarMark) || f.state(n, i) {
			return false
		}
	}
	return n.Last-n.First >= 2 && f.d.Tokens[n.Last-1].Shape != text.Lower
}

// place reports whether the text speaks of a name as of somewhere, or as of a body: "in Rafah", "the rebel group Ahrar".
func (f *finder) place(n text.Name) bool {
	key := actor.Fold(f.d.Slice(f.d.Span(n.First, n.Last)))
	for _, o := range f.names {
		if o.First == 0 || actor.Fold(f.d.Slice(f.d.Span(o.First, o.Last))) != key {
			continue
		}
		if w := f.d.Lower(o.First - 1); f.lex[o.First-1].Role == lang.Tie && w != f.d.Language.Number.Of {
			return true
		}
		if k, noun := f.d.Language.Actors.NounAt(f.d.Lower, o.First-1); k == 1 && noun.Kind == lang.BodyNoun {
			return true
		}
	}
	return false
}

// state reports whether word i makes a name that of something in a state: "Russian Railways", "Bank of Japan". Given names
// that are states or their capitals as well don't, where a calling stands before ("volunteer Jordan Reed").
func (f *finder) state(n text.Name, i int) bool {
	words, country := f.d.Language.Actors.CountryAt(f.d.Lower, i)
	switch {
	case words == 0:
		return false
	case i+words >= n.Last:
		return true
	}
	return country.As != lang.CountryCapital && (n.First == f.from || !f.lex[n.First-1].Has(lang.NounMark))
}

// public reports whether the words before a name say that the person held a public office.
func (f *finder) public(n text.Name) bool {
	for i := max(f.from, n.First-3); i < n.First; i++ {
		if k, _ := f.words.At(f.d.Lower, i, lang.VictimPublic); k > 0 && i+k == n.First {
			return true
		}
	}
	return false
}

// forms notes what else a text calls each victim by.
func (f *finder) forms(d *text.Doc) {
	for _, n := range f.cast.Names(d) {
		span := d.Span(n.First, n.Last)
		here := d.Slice(span)
		key := actor.Fold(here)
		if _, full := f.at[key]; full {
			continue
		}
		ref := f.cast.Resolve(d, n.First, n.Last)
		i, ok := f.at[actor.Fold(string(ref.Name))]
		if !ok || ref.Actor != "" || !part(key, actor.Fold(f.found[i].Name)) {
			continue
		}
		if v := &f.found[i]; !slices.Contains(v.Forms, here) {
			v.Forms = append(v.Forms, here)
		}
	}
}

// part reports whether a folded name is made of words of another.
func part(short, long string) bool {
	have := strings.Fields(long)
	for _, w := range strings.Fields(short) {
		if !slices.Contains(have, w) {
			return false
		}
	}
	return short != ""
}
