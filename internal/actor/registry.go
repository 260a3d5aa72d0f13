package actor

import (
	"errors"
	"fmt"
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
	byAlias  map[string]int  // folded alias to actor
	certain  map[string]bool // folded surnames that mean one person wherever they stand
	patterns map[string]int  // folded alias of a pattern to it
	long     lang.Phrases    // names of bodies, of several words
	widest   int             // words in the longest name of a state
}

// NewRegistry indexes actors. Two actors may not share an alias: the error names both, for every clash.
func NewRegistry(actors []sitrep.Actor) (*Registry, error) {
	r := &Registry{actors: actors, byAlias: make(map[string]int, len(actors)*4), patterns: map[string]int{}, certain: map[string]bool{}}
	var clashes []error
	var long []lang.Entry
	for i, a := range actors {
		names := a.Aliases
		index := r.patterns
		if !strings.Contains(string(a.ID), "*") {
			index = r.byAlias
			names = append([]string{string(a.ID)}, names...)
		}
		for _, name := range names {
			if err := r.add(index, name, i); err != nil {
				clashes = append(clashes, err)
			}
			if joined := Fold(strings.ReplaceAll(name, "'s ", "s ")); joined != Fold(name) { // a lost apostrophe
				if _, taken := index[joined]; !taken {
					index[joined] = i
				}
			}
			if strings.HasSuffix(name, sure) {
				r.certain[Fold(name)] = true
			}
			if words := proper(a, name); words != "" {
				long = append(long, lang.Entry{Phrase: words, Value: name})
			}
		}
	}
	r.long = lang.NewPhrases(long)
	if len(clashes) > 0 {
		return nil, errors.Join(clashes...)
	}
	return r, nil
}

func (r *Registry) add(index map[string]int, alias string, i int) error {
	key := Fold(alias)
	if key == "" {
		return nil
	}
	if j, taken := index[key]; taken && j != i {
		return fmt.Errorf("%w: %q and %q are both called %q", sitrep.Invalid, r.actors[j].ID, r.actors[i].ID, alias)
	}
	index[key] = i
	if r.actors[i].Kind == state {
		r.widest = max(r.widest, 1+strings.Count(key, " "))
	}
	return nil
}

// Actors lists the actors, in the order they were given.
func (r *Registry) Actors() []sitrep.Actor { return r.actors }

// Lookup finds the actor by any of its names, whatever the case, accents, punctuation,
// article or possessive.
func (r *Registry) Lookup(name string) (sitrep.Actor, bool) {
	var room [96]byte
	return r.find(fold(room[:0], name))
}

// find looks up a folded name.
func (r *Registry) find(key []byte) (sitrep.Actor, bool) {
	if len(key) == 0 {
		return sitrep.Actor{}, false
	}
	if i, ok := r.byAlias[string(key)]; ok {
		return r.actors[i], true
	}
	return r.compose(key)
}

// named looks up a folded name that an actor has, without composing one.
func (r *Registry) named(key string) (sitrep.Actor, bool) {
	if i, ok := r.byAlias[key]; ok {
		return r.actors[i], true
	}
	return sitrep.Actor{}, false
}

// compose reads a name as the words for a state and those for one of its offices, in either order.
func (r *Registry) compose(key []byte) (sitrep.Actor, bool) {
	name := string(key)
	for cut, n := strings.IndexByte(name, ' '), 1; cut >= 0 && n <= r.widest; n++ {
		of, ok := r.state(name[:cut])
		if !ok {
			of, ok = r.state(strings.TrimSuffix(name[:cut], "s")) // a lost apostrophe: "Syrias opposition"
		}
		if ok {
			if a, ok := r.office(name[cut+1:], of); ok {
				return a, true
			}
			if a, ok := r.body(name[cut+1:], of); ok {
				return a, true
			}
		}
		next := strings.IndexByte(name[cut+1:], ' ')
		if next < 0 {
			break
		}
		cut += 1 + next
	}
	for cut, n := strings.LastIndexByte(name, ' '), 1; cut >= 0 && n <= r.widest; n++ {
		if of, ok := r.state(name[cut+1:]); ok {
			rest, in := strings.CutSuffix(name[:cut], " in")
			rest = strings.TrimSuffix(rest, " of")
			if a, ok := r.office(rest, of); ok && !(in && abroad(a.Kind)) {
				return a, true
			}
			if a, ok := r.body(rest, of); ok {
				return a, true
			}
		}
		cut = strings.LastIndexByte(name[:cut], ' ')
	}
	return sitrep.Actor{}, false
}

// abroad reports whether an office in a state or its capital may be another's: an embassy in Beijing, the
// police in Washington.
func abroad(kind string) bool {
	switch kind {
	case embassy, "police", "court", "authorities", "opposition":
		return true
	}
	return false
}

// state looks up a state by its folded name.
func (r *Registry) state(key string) (sitrep.Actor, bool) {
	a, ok := r.named(key)
	return a, ok && a.Kind == state
}

// body is a body with a name of its own beside that of its state ("China's Xinhua", "the National
// Intelligence Service of South Korea"): one known to be that state's, or an outlet.
func (r *Registry) body(words string, of sitrep.Actor) (sitrep.Actor, bool) {
	a, ok := r.named(words)
	if !ok || a.Kind == state || a.Kind == person {
		return sitrep.Actor{}, false
	}
	its, known := r.stateOf(a)
	return a, known && its.ID == of.ID || !known && isOutlet(a.Kind)
}

func isOutlet(kind string) bool { return kind == "outlet" || kind == "news agency" || kind == "media" }

// office is the actor a pattern makes for a state.
func (r *Registry) office(words string, of sitrep.Actor) (sitrep.Actor, bool) {
	i, ok := r.patterns[words]
	if !ok {
		// "embassy in Seoul": wherever it stands, it is that of its state
		before, _, abroad := strings.Cut(words, " in ")
		if i, ok = r.patterns[before]; !ok || !abroad || r.actors[i].Kind != embassy {
			return sitrep.Actor{}, false
		}
	}
	pattern := r.actors[i]
	id := strings.Replace(string(pattern.ID), "*", string(of.ID), 1)
	if j, ok := r.byAlias[Fold(id)]; ok {
		return r.actors[j], true
	}
	return sitrep.Actor{
		ID: sitrep.ActorID(id), Kind: pattern.Kind, Party: of.Party,
		SpeaksFor: sitrep.ActorID(strings.Replace(string(pattern.SpeaksFor), "*", string(of.ID), 1)),
	}, true
}

// With is this registry with another's actors on top of it: an actor given under an id that is already
// taken replaces that actor, and a name that both give to different actors goes to the other's.
func (r *Registry) With(more *Registry) (*Registry, error) {
	taken := map[string]bool{}
	for _, a := range more.actors {
		taken[Fold(string(a.ID))] = true
		for _, name := range a.Aliases {
			taken[Fold(name)] = true
		}
	}
	all := append([]sitrep.Actor(nil), more.actors...)
	for _, a := range r.actors {
		if taken[Fold(string(a.ID))] {
			continue
		}
		kept := a
		kept.Aliases = nil
		for _, name := range a.Aliases {
			if !taken[Fold(name)] {
				kept.Aliases = append(kept.Aliases, name)
			}
		}
		all = append(all, kept)
	}
	return NewRegistry(all)
}
