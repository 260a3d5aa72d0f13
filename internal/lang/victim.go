package lang

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"sitrep"
)

// Fates is what a language must supply for those who were killed, hurt, missed or taken to be found by name.
type Fates struct {
	// Word is what each of the words that say so does.
	Word  map[string]VictimWord
	words map[string][]victimPhrase // by first word, longest first
	known *openings[victimPhrase]   // the same by the numbers of the words
}

// victimPhrase is the rest of a phrase after its first word.
type victimPhrase struct {
	second sight
	rest   []string
	VictimWord
}

// VictimWord is what words do beside the name of a victim.
type VictimWord struct {
	Roles VictimRole
	Fate  sitrep.Measure // what befell them, where the words say it
}

// VictimRole is a set of what words do beside a name.
type VictimRole uint32

// What words do beside a victim's name.
const (
	VictimHelper    VictimRole = 1 << iota // stands between a name and what befell it: "was", "reportedly"
	VictimDone                             // behind a helper: "was killed"
	VictimAct                              // behind the name itself: "died"
	VictimAmong                            // behind a helper, and before the name where a sentence is turned round: "among the dead"
	VictimVerb                             // before the name: "killed Jane Doe"
	VictimOf                               // before the name with "of" in it: "the death of"
	VictimBefore                           // right before the name or what the person was: "the late"
	VictimAfter                            // behind a possessive: "Jane Doe's funeral"
	VictimWho                              // nouns for victims: "the dead"
	VictimNaming                           // before a name that is given them: "identified as"
	VictimIncluding                        // before names out of a number: "including"
	VictimNobody                           // nouns for others whose names are given: "the gunman"
	VictimBe                               // those of the helpers that make a verb one of what befell somebody: "was"
	VictimKin                              // nouns for kin and callings, before the next name of a list: "and his mother"
	VictimAge                              // stands before or behind a number that is an age: "aged", "years"
	VictimInfant                           // of these, those that count no years: "month-old"
	VictimRelative                         // opens what is said of the one just named: "who", "whose"
	VictimPublic                           // before the name of whoever held a public office: "President"
)

// Has reports whether one of the roles is there.
func (r VictimRole) Has(role VictimRole) bool { return r&role != 0 }

var victimRoles = map[string]VictimRole{
	"helper": VictimHelper, "done": VictimDone, "act": VictimAct, "among": VictimAmong, "verb": VictimVerb, "of": VictimOf, "before": VictimBefore,
	"after": VictimAfter, "who": VictimWho, "naming": VictimNaming, "including": VictimIncluding, "nobody": VictimNobody, "public": VictimPublic, "be": VictimBe, "kin": VictimKin, "age": VictimAge, "infant": VictimInfant, "relative": VictimRelative,
}

// LoadVictims reads victim-words.txt: phrases with their roles and, last, the measure.
func LoadVictims(files fs.FS, l *Language) error {
	entries, err := Entries(files, "victim-words.txt")
	if err != nil {
		return err
	}
	v := Fates{Word: make(map[string]VictimWord, len(entries))}
	for _, e := range entries {
		w := v.Word[e.Phrase]
		for _, name := range strings.Fields(e.Value) {
			role, ok := victimRoles[name]
			switch {
			case ok:
				w.Roles |= role
			case slices.Contains(sitrep.Measures, sitrep.Measure(name)):
				w.Fate = sitrep.Measure(name)
			default:
				return fmt.Errorf("victim-words.txt line %d: no such role %q", e.Line, name)
			}
		}
		v.Word[e.Phrase] = w
	}
	v.words = make(map[string][]victimPhrase, len(v.Word))
	for phrase, w := range v.Word {
		words := strings.Fields(strings.ToLower(phrase))
		v.words[words[0]] = append(v.words[words[0]], victimPhrase{secondOf(words[1:]), words[1:], w})
	}
	for _, phrases := range v.words {
		slices.SortFunc(phrases, func(a, b victimPhrase) int {
			return cmp.Or(len(b.rest)-len(a.rest), slices.Compare(a.rest, b.rest))
		})
	}
	l.Fates = v
	return nil
}

// At finds the longest words with one of the roles that begin at word i, whose number is known: how many, and what they are; none is 0.
func (v *Fates) At(id WordID, word func(int) string, i int, roles VictimRole) (int, VictimWord) {
	next := sightOf(word(i + 1))
	phrases := v.known.of(id, next)
	for n := range phrases {
		p := &phrases[n]
		if !p.Roles.Has(roles) || p.second != 0 && p.second != next {
			continue
		}
		ok := true
		for k, next := range p.rest {
			if word(i+1+k) != next {
				ok = false
				break
			}
		}
		if ok {
			return 1 + len(p.rest), p.VictimWord
		}
	}
	return 0, VictimWord{}
}
