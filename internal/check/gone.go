package check

import "sitrep/internal/lang"

// Who holds an office holds it until he leaves: "is the chief executive" was so before "resigned on Monday".

// gone is a passage that tells that the one who is said to hold an office has left it, in a report no older than those that
// bear the sentence out; ok is false when there is none, or the sentence says no such thing.
func (s *saying) gone(good []reply) (int32, bool) {
	name, ok := s.officer()
	if !ok || s.former || len(s.dates.days) > 0 {
		return 0, false
	}
	x := s.x
	id, ok := x.ids[name]
	if !ok {
		return 0, false
	}
	since := x.published(x.passages[good[0].passage].source)
	for i := range good {
		if at := x.published(x.passages[good[i].passage].source); at.Before(since) {
			since = at
		}
	}
	for _, p := range x.posts[id] {
		if src := x.passages[p].source; x.chosen[x.sources[src].story] && !x.published(src).Before(since) && x.leaves(p, name) {
			return p, true
		}
	}
	return 0, false
}

// officer is the last word of the name of one who is said to be something by office, as of now: "Pedro Salas is the head of".
func (s *saying) officer() (string, bool) {
	l := s.d.Language
	for _, t := range s.all() {
		if !t.name && t.at > s.first || s.x.statesWord(t.word) || l.Claims.Words[s.low(t.at+1)] != lang.BeWord || !l.Check.Present.Has(s.low(t.at+1)) {
			continue
		}
		i := t.at + 2
		for l.Claims.Words[s.low(i)] == lang.AdverbWord || l.Check.Fillers.Has(s.low(i)) || s.low(i) == "still" {
			i++
		}
		if n, noun := l.Actors.NounAt(s.low, i); l.Claims.Words[s.low(i)] == lang.DetWord || s.low(i) == "in" && s.low(i+1) == "charge" || n > 0 && noun.Kind == lang.RoleNoun {
			return t.word, true
		}
	}
	return "", false
}

// leaves reports whether a passage tells that one of that name has left his office: he stands before the words for it in their
// clause.
func (x *index) leaves(p int32, name string) bool {
	d, first, last := x.tokens(p)
	low := func(i int) string {
		if i >= last {
			return ""
		}
		return d.Lower(i)
	}
	ts := terms(d, first, last)
	for i := first; i < last; i++ {
		n, _ := d.Language.Check.Leaving.Match(low, i)
		if n == 0 || negator(d.Language, d.Lower(i-1)) || unreal(d, first, i) {
			continue
		}
		from := clauseStart(d, first, i)
		for _, t := range ts {
			if t.word == name && t.name && t.at >= from && t.at < i {
				return true
			}
		}
	}
	return false
}
