package check

import (
	"time"

	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// Who holds an office holds it until he leaves: "is the chief executive" was so before "resigned on Monday".

// gone is a passage that tells that the one who is said to hold an office has left it, in a report no older than those that
// bear the sentence out; ok is false when there is none, or the sentence says no such thing.
func (s *saying) gone(good []reply) (int32, bool) {
	name, stays := s.officer()
	if name == "" || len(good) == 0 && !stays || s.former || len(s.dates.days) > 0 {
		return 0, false
	}
	x := s.x
	id, ok := x.ids[name]
	if !ok {
		return 0, false
	}
	var since time.Time // who is said to hold it still, may have left it in any report
	for i := range good {
		if at := x.published(x.passages[good[i].passage].source); i == 0 || at.Before(since) {
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

// ceased is a passage that calls by a word for what is no more what the sentence says something is: "is the capital", "the one-time
// capital"; ok is false when there is none in a report as new as those that bear the sentence out.
func (s *saying) ceased(good []reply) (int32, bool) {
	l := s.d.Language
	be := -1
	for i := s.first + 1; i < s.last && be < 0; i++ {
		if w := s.low(i); l.Claims.Words[w] == lang.BeWord && l.Check.Present.Has(w) && !s.quoted(i) {
			be = i
		}
	}
	if be < 0 || s.former || len(s.dates.days) > 0 || past(s.d, be+1) {
		return 0, false
	}
	x := s.x
	var names []string
	nouns := map[string]bool{}
	for _, t := range s.all() {
		switch {
		case t.at < be && (t.name || t.at == s.first) && !x.statesWord(t.word):
			names = append(names, t.word)
		case t.at > be && !t.name && !t.num:
			nouns[t.word] = true
		}
	}
	if len(names) == 0 {
		return 0, false
	}
	since := x.published(x.passages[good[0].passage].source)
	id := x.ids[names[0]]
	for _, p := range x.posts[id] {
		src := x.passages[p].source
		if !x.kin || x.published(src).Before(since) {
			continue
		}
		d, first, last := x.tokens(p)
		for i := first; i < last; i++ {
			if !l.Check.Erstwhile.Has(d.Lower(i)) {
				continue
			}
			for k := i + 1; k < last && k <= i+4 && d.Tokens[k].Kind != text.Punct; k++ {
				if nouns[meaning(l, d.Lower(k))] && nameNear(d, first, last, i, names[0]) {
					return p, true
				}
			}
		}
	}
	return 0, false
}

// nameNear reports whether a name stands within a few words of a token.
func nameNear(d *text.Doc, first, last, at int, name string) bool {
	for k := max(first, at-6); k < last && k <= at+7; k++ {
		if d.Tokens[k].Shape != text.Lower && meaning(d.Language, particled(&d.Tokens[k])) == name {
			return true
		}
	}
	return false
}

// officer is the last word of the name of one who is said to be something by office, as of now ("Pedro Salas is the head of"), "" when nobody is;
// stays says that he is said to hold it still ("remains in office").
func (s *saying) officer() (name string, stays bool) {
	l := s.d.Language
	for _, t := range s.all() {
		stays = l.Check.Staying.Has(s.low(t.at + 1))
		if !t.name && t.at > s.first || s.x.statesWord(t.word) || !stays && (l.Claims.Words[s.low(t.at+1)] != lang.BeWord || !l.Check.Present.Has(s.low(t.at+1))) {
			continue
		}
		i := t.at + 2
		if stays { // "stays on as", "remains in office"
			if l.Claims.Words[s.low(i)] == lang.PrepWord && l.Check.Posts.Has(s.low(i+1)) {
				return t.word, true
			}
			for k := i; k < i+4; k++ {
				if l.Claims.Words[s.low(k)] == lang.AsWord {
					i = k + 1
					break
				}
			}
		}
		for l.Claims.Words[s.low(i)] == lang.AdverbWord || l.Check.Fillers.Has(s.low(i)) || s.low(i) == "still" {
			i++
		}
		if n, noun := l.Actors.NounAt(s.low, i); l.Claims.Words[s.low(i)] == lang.DetWord || s.low(i) == "in" && s.low(i+1) == "charge" || n > 0 && noun.Kind == lang.RoleNoun {
			return t.word, stays
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
