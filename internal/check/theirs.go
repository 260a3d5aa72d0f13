package check

import (
	"sitrep"
	"sitrep/internal/text"
)

// Whether it was somebody else who said or did what a statement tells.

// namesToo reports whether the sentence itself names one who speaks in a passage: then it may be read wrong who speaks.
func (s *saying) namesToo(name string) bool {
	words, mine := nameWords(name), nameWords(s.d.Slice(s.span))
	if _, body := s.d.Language.Check.Bodies[last(words)]; body {
		return within(words, mine) // one ministry is not another
	}
	return name != "" && has(mine, last(words))
}

// disputed reports whether a passage that bears a statement out only together with those beside it stands against another
// that says the contrary as fully.
func (s *saying) disputed(rs []reply, good *reply) bool {
	if good.own >= theirOwn+0.1 {
		return false
	}
	for i := range rs {
		if r := &rs[i]; (r.negates || r.against != "") && r.passage != good.passage && r.share >= good.share-0.1 && len(r.undone) == 0 && !r.unfit() {
			return true
		}
	}
	return false
}

// maybeHis reports whether a passage of the one named, or of one who may be he, says nearly as much: then it is not sure
// enough that somebody else said it.
func (s *saying) maybeHis(rs []reply, theirs *reply) bool {
	for i := range rs {
		if r := &rs[i]; (r.who == same && r.share >= theirs.share-0.2 && (theirs.own < wholly || r.own >= theirs.own-0.5) || r.who == maybe && r.share >= theirs.share-0.1 && (theirs.own < wholly || r.own >= theirs.own-0.3)) && r.number == "" && r.against == "" && !r.negates && !r.unfit() {
			return true
		}
	}
	return false
}

// actorNear reports whether the person with whose name the statement opens is not named in a passage but beside it: "she" may be
// that one there.
func (s *saying) actorNear(p int32) bool {
	for _, t := range s.all() {
		if t.at > s.first+2 {
			break
		}
		if t.name && !s.x.statesWord(t.word) && !s.x.usual(t.word) && !s.x.anyHas([]int32{p}, t.word) && s.x.anyHas(s.x.near(p), t.word) {
			return true
		}
	}
	return false
}

// onesWord reports whether all passages that say nearly the whole of a statement are the words of one speaker: what several
// said, the one named may have said as well.
func (s *saying) onesWord(rs []reply, theirs *reply) bool {
	by := s.x.whoIs(sitrep.Words(theirs.name), "", sitrep.Named)
	for i := range rs {
		if r := &rs[i]; r.against == "" && !r.negates && r.own >= theirOwn && r.own >= theirs.own-0.2 && r.passage != theirs.passage && (r.who != other || s.x.relate(by, s.x.whoIs(sitrep.Words(r.name), "", sitrep.Named)) != same) {
			return false
		}
	}
	return true
}

// actorKnown reports whether the statement begins with somebody who speaks or acts in the reports.
func (s *saying) actorKnown() bool {
	for _, m := range s.mentions() {
		if m.First > s.first+4 {
			break
		}
		ref := s.x.textCast.Resolve(s.d, m.First, m.Last)
		if w := s.whoIs(ref.Name, ref.Actor, ref.Kind); !w.none() && !w.loose && s.x.recognised(w) {
			return true
		}
	}
	return false
}

// together are passages of one other speaker, or of those who speak for him, that hold between them what none holds alone.
func (s *saying) together(rs []reply) []reply {
	if s.who.none() {
		return nil
	}
	for i := range rs {
		first := &rs[i]
		if first.who != other || first.kin > mostKin || first.date != "" || first.share < oppose || first.name == "" || s.namesToo(first.name) {
			continue
		}
		by := s.x.whoIs(sitrep.Words(first.name), "", sitrep.Named)
		out := []reply{*first}
		ps := []int32{first.passage}
		for k := range rs {
			r := &rs[k]
			if k != i && r.who == other && r.share >= someShare && r.name != "" && r.against == "" && !r.negates && s.x.relate(by, s.x.whoIs(sitrep.Words(r.name), "", sitrep.Named)) == same {
				out, ps = append(out, *r), append(ps, r.passage)
			}
		}
		if share, missing := s.x.coverage(s.terms, ps); len(ps) > 1 && share >= nearlyShare && first.against == "" && first.number == "" && !first.negates && !first.unfit() && first.own >= theirOwn && s.x.rare(s.terms, first.passage) {
			r := reply{missing: missing}
			if !r.unfit() {
				return out
			}
		}
	}
	return nil
}

// recognised reports whether one is somebody who speaks in the reports: not an outlet that recalls what others said.
func (x *index) recognised(w who) bool {
	if x.speaksAnywhere(w) || x.isPerson(w) {
		return true
	}
	for _, v := range w.words {
		if x.known(meaning(x.language, v)) {
			return true
		}
	}
	d := text.Parse(x.language, w.name)
	for _, t := range terms(d, 0, len(d.Tokens)) {
		if x.statesWord(t.word) && x.known(t.word) {
			return true
		}
	}
	return false
}
