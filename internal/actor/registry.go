package actor

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep"
)

// Registry says who is who: persons, bodies and offices under all their names, for whom
// a person speaks, and who is party to a conflict. It never changes once made.
type Registry struct {
	actors  []sitrep.Actor
	byAlias map[string]int
}

// NewRegistry indexes actors. Two actors may not share an alias: the error names both.
func NewRegistry(actors []sitrep.Actor) (*Registry, error) {
	r := &Registry{actors: actors, byAlias: make(map[string]int, len(actors)*4)}
	for i, a := range actors {
		if err := r.add(string(a.ID), i); err != nil {
			return nil, err
		}
		for _, alias := range a.Aliases {
			if err := r.add(alias, i); err != nil {
				return nil, err
			}
		}
	}
	return r, nil
}

func (r *Registry) add(alias string, i int) error {
	key := fold(alias)
	if key == "" {
		return nil
	}
	if j, taken := r.byAlias[key]; taken && j != i {
		return fmt.Errorf("%w: %q and %q are both called %q", sitrep.Invalid, r.actors[j].ID, r.actors[i].ID, alias)
	}
	r.byAlias[key] = i
	return nil
}

// Lookup finds the actor by any of its names, whatever the case, punctuation, article or
// possessive.
func (r *Registry) Lookup(name string) (sitrep.Actor, bool) {
	i, ok := r.byAlias[fold(name)]
	if !ok {
		return sitrep.Actor{}, false
	}
	return r.actors[i], true
}

// fold is the form names are compared in: lower case, no punctuation, no article, no
// possessive.
func fold(name string) string {
	var b strings.Builder
	b.Grow(len(name))
	for _, word := range strings.FieldsFunc(strings.ToLower(name), func(c rune) bool { return unicode.IsSpace(c) || c == '-' || c == ',' || c == '(' || c == ')' }) {
		word = strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
		if word == "the" || word == "a" || word == "an" || word == "s" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		for _, c := range word {
			if c < utf8.RuneSelf && !unicode.IsLetter(c) && !unicode.IsDigit(c) || unicode.IsPunct(c) {
				continue
			}
			b.WriteRune(c)
		}
	}
	return b.String()
}
