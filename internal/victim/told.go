package victim

import (
	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// object takes the names to which something was done by the words before token i, past what the person is said to be:
// "killed freelance journalist Jane Doe".
func (f *finder) object(i int, fate sitrep.Measure, of bool) {
	if i < f.to && f.d.Tokens[i].Kind == text.Punct && !of && !f.has(i-1, lang.VictimIncluding) {
		return // "were killed, Jane Doe said"
	}
	for j := i; j < f.to && j-i < maxBefore; j++ {
		at := int(f.first[j])
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

// out takes names that are told out of a number of victims: "killed five people, including Jane Doe".
func (f *finder) out(at, i int) {
	var fate sitrep.Measure
	for j := max(f.from, at-maxAside); j < at; j++ {
		n, w := f.at(j, lang.VictimDone|lang.VictimVerb|lang.VictimWho|lang.VictimAct)
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
		n, w := f.at(i, lang.VictimHelper|lang.VictimNaming)
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
	_, own := f.at(at, lang.VictimNaming)
	fate := own.Fate
	for j := f.from; j < i; j++ {
		if n, w := f.at(j, lang.VictimWho|lang.VictimAmong); n > 0 {
			fate = w.Fate
		} else if n, w := f.at(j, lang.VictimDone|lang.VictimAct); n > 0 && j < at && f.gives(at) {
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
	_, w := f.at(at, lang.VictimNaming)
	return !w.Roles.Has(lang.VictimHelper) || f.near(at)
}

// near reports whether a word for victims, or for what befell them, stands right before: "the dead Briton as".
func (f *finder) near(at int) bool {
	for i := max(f.from, at-maxNear); i < at; i++ {
		if n, _ := f.at(i, lang.VictimWho); n > 0 {
			return true
		}
		if n, _ := f.at(i, lang.VictimDone|lang.VictimAct); n > 0 && i+n == at {
			return true
		}
	}
	return false
}

// others reports whether somebody who is no victim is spoken of in between.
func (f *finder) others(from, to int) bool {
	for i := from; i < to; i++ {
		if n, _ := f.at(i, lang.VictimNobody); n > 0 {
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
		if n, w := f.at(i, lang.VictimHelper); n > 0 && w.Roles.Has(lang.VictimHelper) {
			return
		}
	}
	for i := f.from; i < f.to; i++ {
		if at := int(f.first[i]); at > 0 && f.age(f.names[at-1].Last) > f.names[at-1].Last {
			f.take([]int{at - 1}, sitrep.Killed, true)
			f.row = true
		}
	}
}

// pronoun takes whomever one that stands for a single person goes back to.
func (f *finder) pronoun(i int, fate sitrep.Measure) {
	if _, ok := f.aged(i); ok && i > f.from && f.lex[i-1].Role == lang.Definite {
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
		if at := int(f.first[j]); at > 0 && f.person(f.names[at-1], false) {
			f.take([]int{at - 1}, fate, false)
			return
		}
	}
}

// only takes the one person whom the sentence names before word i, if it names one.
func (f *finder) only(i int, fate sitrep.Measure) {
	who := -1
	for j := f.from; j < i; j++ {
		if at := int(f.first[j]); at > 0 && f.person(f.names[at-1], false) {
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
