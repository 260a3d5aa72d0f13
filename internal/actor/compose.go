package actor

import (
	"strings"

	"sitrep"
)

// find looks up a folded name.
func (r *Registry) find(key []byte) (sitrep.Actor, bool) {
	if len(key) == 0 {
		return sitrep.Actor{}, false
	}
	if i, ok := r.byAlias[string(key)]; ok {
		return r.actors[i], true
	}
	return r.compose(string(key))
}

// folded is Lookup for a name that is folded already.
func (r *Registry) folded(key string) (sitrep.Actor, bool) {
	if a, ok := r.named(key); ok || key == "" {
		return a, ok
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
func (r *Registry) compose(name string) (sitrep.Actor, bool) {
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

// pattern finds the pattern for an office by its folded words. An embassy is its state's wherever it
// stands: "embassy in Seoul".
func (r *Registry) pattern(words string) (int, bool) {
	i, ok := r.patterns[words]
	if !ok {
		before, _, abroad := strings.Cut(words, " in ")
		i, ok = r.patterns[before]
		ok = ok && abroad && r.actors[i].Kind == embassy
	}
	return i, ok
}

// office is the actor a pattern makes for a state.
func (r *Registry) office(words string, of sitrep.Actor) (sitrep.Actor, bool) {
	i, ok := r.pattern(words)
	if !ok {
		return sitrep.Actor{}, false
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

// stateOf is the state an actor is, speaks for, or bears in its id ("Armed Forces (France)").
func (r *Registry) stateOf(a sitrep.Actor) (sitrep.Actor, bool) {
	for step := 0; step < 4; step++ {
		if a.Kind == state {
			return a, true
		}
		next, ok := r.Lookup(string(a.SpeaksFor))
		if !ok {
			break
		}
		a = next
	}
	_, in, ok := strings.Cut(string(a.ID), " (")
	if !ok {
		return sitrep.Actor{}, false
	}
	a, ok = r.Lookup(strings.TrimSuffix(in, ")"))
	return a, ok && a.Kind == state
}
