package actor

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"sitrep"
	"sitrep/internal/lang"
)

// Kinds of actor that the registry treats by themselves; any other word may stand as a kind.
const (
	person  = "person"
	state   = "state"
	embassy = "embassy"
	// sure ends a surname by which one person is meant even where nothing is said of whom that person
	// speaks for.
	sure = "!"
)

// Registry says who is who: persons, bodies and offices under all their names, for whom
// a person speaks, and who is party to a conflict. It never changes once made.
//
// An actor whose id holds "*" is a pattern: "Ministry of Defence (*)", also called "defence ministry",
// stands for that ministry of every actor of kind "state", so that "the Russian defence ministry",
// "Russia's Ministry of Defence" and "the Defence Ministry in Moscow" are one. An actor written out
// under that id, or called by it, goes before the pattern ("Pentagon"). A person is known by a surname alone
// only where the report speaks of the body or state that person speaks for, unless the alias ends in "!".
type Registry struct {
	actors   []sitrep.Actor
	lines    []int           // in which line of a file each stands, if they come from one
	byAlias  map[string]int  // folded alias to actor
	certain  map[string]bool // folded surnames that mean one person wherever they stand
	patterns map[string]int  // folded alias of a pattern to it
	long     lang.Phrases    // names of bodies, of several words
	widest   int             // words in the longest name of a state
}

// NewRegistry indexes actors. Two actors may not share an alias: the error names both, for every clash. An actor
// without a party has that of whom it speaks for.
func NewRegistry(actors []sitrep.Actor) (*Registry, error) { return newRegistry(actors, nil) }

// newRegistry indexes actors that stand in the given lines of a file, if they come from one.
func newRegistry(actors []sitrep.Actor, lines []int) (*Registry, error) {
	r := &Registry{
		actors: append([]sitrep.Actor(nil), actors...), lines: lines,
		byAlias: make(map[string]int, len(actors)*4), patterns: map[string]int{}, certain: map[string]bool{},
	}
	var clashes []error
	for i := range r.actors {
		index, names := r.index(i)
		for _, name := range names {
			if err := r.add(index, name, i); err != nil {
				clashes = append(clashes, err)
			}
		}
	}
	if len(clashes) > 0 {
		return nil, errors.Join(clashes...)
	}
	r.spell()
	r.takeSides()
	return r, nil
}

// index is where an actor's names are looked up, and its names.
func (r *Registry) index(i int) (map[string]int, []string) {
	a := &r.actors[i]
	if strings.Contains(string(a.ID), "*") {
		return r.patterns, a.Aliases
	}
	return r.byAlias, append([]string{string(a.ID)}, a.Aliases...)
}

func (r *Registry) add(index map[string]int, alias string, i int) error {
	key := Fold(alias)
	if key == "" {
		return nil
	}
	if j, taken := index[key]; taken && j != i {
		return fmt.Errorf("%w: %s%q is a name of both %q%s and %q: take it out of one of them", sitrep.Invalid, r.line(i, "line %d: "), alias, r.actors[j].ID, r.line(j, " (line %d)"), r.actors[i].ID)
	}
	index[key] = i
	if r.actors[i].Kind == state {
		r.widest = max(r.widest, 1+strings.Count(key, " "))
	}
	if strings.HasSuffix(alias, sure) {
		r.certain[key] = true
	}
	return nil
}

// line says in which line an actor stands; nothing when it comes from no file.
func (r *Registry) line(i int, form string) string {
	if i >= len(r.lines) {
		return ""
	}
	return fmt.Sprintf(form, r.lines[i])
}

// spell adds the spellings without an apostrophe, where no name is spelt so, and indexes the names of several words.
func (r *Registry) spell() {
	var long []lang.Entry
	for i, a := range r.actors {
		index, names := r.index(i)
		for _, name := range names {
			if joined := Fold(strings.ReplaceAll(name, "'s ", "s ")); joined != "" {
				if _, taken := index[joined]; !taken {
					index[joined] = i
				}
			}
			if words := proper(a, name); words != "" {
				long = append(long, lang.Entry{Phrase: words, Value: name})
			}
		}
	}
	r.long = lang.NewPhrases(long)
}

// takeSides gives each actor without a party that of whom it speaks for, or of its state.
func (r *Registry) takeSides() {
	for i := range r.actors {
		a := &r.actors[i]
		at := *a
		for step := 0; at.Party == "" && at.SpeaksFor != "" && step < 4; step++ {
			next, ok := r.Lookup(string(at.SpeaksFor))
			if !ok {
				break
			}
			at = next
		}
		if at.Party == "" {
			at, _ = r.stateOf(*a)
		}
		a.Party = at.Party
	}
}

// Actors lists the actors, in the order they were given.
func (r *Registry) Actors() []sitrep.Actor { return r.actors }

// Lookup finds the actor by any of its names, whatever the case, accents, punctuation,
// article or possessive.
func (r *Registry) Lookup(name string) (sitrep.Actor, bool) {
	var room [96]byte
	return r.find(fold(room[:0], name))
}

// With is this registry with another's actors on top of it. An actor given under an id that is already
// taken is that actor: its names are added, and its kind, its party and whom it speaks for
// replace what stood, where they are given. A name that both give to different actors goes to the other's. It is
// an error for an added actor to speak for somebody whom neither knows.
func (r *Registry) With(more *Registry) (*Registry, error) {
	at := make(map[string]int, len(more.actors)) // folded id to its place among more's
	taken := map[string]int{}                    // folded names that go to more's actors
	for i, a := range more.actors {
		at[Fold(string(a.ID))] = i
		for _, name := range append([]string{string(a.ID)}, a.Aliases...) {
			taken[Fold(name)] = i
		}
	}
	all := make([]sitrep.Actor, 0, len(more.actors)+len(r.actors))
	known := map[int]bool{}
	for _, a := range r.actors {
		kept := a
		i, same := at[Fold(string(a.ID))]
		kept.Aliases = nil
		for _, name := range a.Aliases {
			if j, gone := taken[Fold(name)]; !gone || same && j == i {
				kept.Aliases = append(kept.Aliases, name)
			}
		}
		if same {
			known[i] = true
			kept = onTop(kept, more.actors[i])
		} else if _, gone := taken[Fold(string(a.ID))]; gone {
			continue // known by this name as somebody else
		}
		all = append(all, kept)
	}
	for i, a := range more.actors {
		if !known[i] {
			all = append(all, a)
		}
	}
	out, err := NewRegistry(all)
	if err != nil {
		return nil, err
	}
	if err := more.speakForKnown(out); err != nil {
		return nil, err
	}
	return out, nil
}

// onTop is an actor with what is given of it anew.
func onTop(a, anew sitrep.Actor) sitrep.Actor {
	for _, name := range anew.Aliases {
		if !slices.Contains(a.Aliases, name) {
			a.Aliases = append(a.Aliases, name)
		}
	}
	if anew.Kind != "" {
		a.Kind = anew.Kind
	}
	if anew.SpeaksFor != "" {
		a.SpeaksFor = anew.SpeaksFor
	}
	if anew.Party != "" {
		a.Party = anew.Party
	}
	return a
}

// speakForKnown reports those of a registry's actors who speak for somebody whom nobody knows.
func (r *Registry) speakForKnown(all *Registry) error {
	var errs []error
	for i, a := range r.actors {
		if a.SpeaksFor == "" || strings.Contains(string(a.SpeaksFor), "*") {
			continue
		}
		if _, ok := all.Lookup(string(a.SpeaksFor)); !ok {
			errs = append(errs, fmt.Errorf("%w: %s%q speaks for %q, and no actor is called that: write the name it is known by, or add a line for it", sitrep.Invalid, r.line(i, "line %d: "), a.ID, a.SpeaksFor))
		}
	}
	return errors.Join(errs...)
}
