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

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// Find finds the victims that a report names in its title and body, each once, in the order of their first telling. It is
// nil in a language that supplies no words for it.
func Find(c *actor.Cast, body, title *text.Doc) []sitrep.Victim {
	f := finder{cast: c, known: map[string]int{}}
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
		if d != nil && len(f.found) > 0 {
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
	known map[string]int // the folded name to its place in found

	d     *text.Doc
	lex   []lang.Lex
	names []text.Name
	// places are the folded names that the text speaks of as of somewhere or of a body; nil until asked for
	places map[string]bool
	first  []int32 // for each token, 1 + the name that begins there
	from   int     // the sentence
	to     int
	dead   bool // the sentence before spoke of victims, or was a row of a list of them
	row    bool // this one is
}

// read finds the victims of one text.
func (f *finder) read(d *text.Doc) {
	f.d, f.names, f.places, f.first, f.dead = d, f.cast.Names(d), nil, nil, false
	for _, s := range d.Sentences {
		f.from, f.to = s.First, s.Last
		about := f.speaksOf()
		if about && f.first == nil {
			f.lex, f.first = f.cast.Lex(d), make([]int32, len(d.Tokens)+1)
			for i, n := range f.names {
				f.first[n.First] = int32(i + 1)
			}
		}
		if about || f.dead {
			f.sentence(about)
		}
		f.dead = about || f.dead && f.row
	}
}

// speaksOf reports whether the sentence has a word about victims: most have none, and cost no more.
func (f *finder) speaksOf() bool {
	for i := f.from; i < f.to; i++ {
		if !f.d.Listed(i).Fates.Has(told) {
			continue
		}
		if n, _ := f.at(i, told); n > 0 {
			return true
		}
	}
	return false
}

// at finds the longest words with one of the roles that begin at token i: how many, and what they are; none is 0. Most words
// begin none, which one look-up told already.
func (f *finder) at(i int, roles lang.VictimRole) (int, lang.VictimWord) {
	if !f.d.Listed(i).Fates.Has(roles) {
		return 0, lang.VictimWord{}
	}
	return f.d.Language.Fates.At(f.d.Tokens[i].Word, f.d.Lower, i, roles)
}

const told = lang.VictimDone | lang.VictimAct | lang.VictimAmong | lang.VictimVerb | lang.VictimOf | lang.VictimBefore | lang.VictimAfter | lang.VictimWho

func (f *finder) sentence(about bool) {
	for i := f.from; i < f.to; {
		if at := int(f.first[i]); at > 0 {
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
			if n, w := f.at(i, lang.VictimVerb|lang.VictimOf|lang.VictimBefore); n > 0 && !(w.Roles.Has(lang.VictimVerb) && f.passive(i)) {
				f.object(i+n, w.Fate, w.Roles.Has(lang.VictimOf))
			}
			if n, _ := f.at(i, lang.VictimIncluding); n > 0 {
				f.out(i, i+n)
			}
			if n, w := f.at(i, lang.VictimAmong); n > 0 {
				f.turned(i+n, w.Fate)
			}
		}
		if n, _ := f.at(i, lang.VictimNaming); n > 0 {
			f.named(i, i+n)
		}
		i++
	}
	f.row = false
	if f.dead && len(f.names) > 0 {
		f.line()
	}
}
