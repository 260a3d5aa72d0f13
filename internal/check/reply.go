package check

import (
	"sort"
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// reply is a passage that speaks to a statement.
type reply struct {
	passage  int32
	share    float64 // of the statement's weight that stands in it or, at a discount, beside it
	wide     float64 // of the weight that stands in it or beside it, without a discount
	own      float64 // of the statement's weight that stands in the passage itself
	kin      float64 // the share of the weight that stands there in words of kin only
	gap      float64 // the greatest share of one word that stands neither in it nor beside it
	missing  []term  // what stands neither in it nor beside it
	undone   []term  // what is done, and not in the passage itself
	who      tie
	name     string
	word     string  // of the statement, whose contrary stands in the passage
	against  string  // that contrary
	number   string  // a number that differs, as the passage has it
	bound    string  // a number of other modifier, as the passage has it
	date     string  // the stated date that isn't the passage's
	negated  string  // the word the one says is so and the other says is not
	opposing float64 // the share of the statement's weight that is in the word whose contrary or negation stands in the passage
	negates  bool    // one of the two negates and the other doesn't
	of       bool    // that contrary is told of the very one the statement speaks of
	doer     bool    // somebody else does there what is done
	befallen bool    // it is done there to somebody else
}

// unfit reports whether a name or number of the statement stands nowhere in or beside a passage: it is of
// something else.
func (r *reply) unfit() bool {
	for _, t := range r.missing {
		if t.name || t.num && r.number == "" {
			return true
		}
	}
	return false
}

// replies are the passages that share most with the statement, best first.
func (s *saying) replies() []reply {
	x := s.x
	ws := make([]string, len(s.terms))
	for i, t := range s.terms {
		ws[i] = t.word
	}
	// a passage with the contrary of a word speaks to the statement as well
	for _, t := range s.terms {
		ws = append(ws, s.x.opposite[t.word]...)
	}
	var out []reply
	seen := map[int32]bool{}
	for _, h := range append(x.lookup(ws, 40), x.saidBy(s.who)...) {
		if seen[h.passage] || !x.chosen[x.sources[x.passages[h.passage].source].story] {
			continue
		}
		seen[h.passage] = true
		if r := s.reply(h.passage); r.share >= someShare {
			out = append(out, r)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].share > out[j].share })
	return out
}

// saidBy are the passages in which somebody speaks, as far as there are not very many.
func (x *index) saidBy(w who) []hit {
	if w.none() || w.loose {
		return nil
	}
	var out []hit
	for p := range x.passages {
		if !x.chosen[x.sources[x.passages[p].source].story] {
			continue
		}
		for _, c := range x.passages[p].claims {
			if x.relate(w, x.whoIs(c.Speaker, c.Actor, c.SpeakerKind)) == same {
				out = append(out, hit{passage: int32(p)})
				break
			}
		}
		if len(out) == mostSaid {
			break
		}
	}
	return out
}

// mostSaid caps the passages looked at because somebody speaks in them.
const mostSaid = 100

// reply compares the statement with one passage.
func (s *saying) reply(p int32) reply {
	x := s.x
	r := reply{passage: p, who: same, negated: s.turned(p)}
	r.negates = r.negated != "" || s.reversed(p)
	here, near := []int32{p}, x.near(p)
	all, own, wide := 0.0, 0.0, 0.0
	others := s.othersWords(p)
	for _, t := range s.terms {
		if s.isNumber(t.at) {
			continue
		}
		if others[t.word] {
			all += x.weight(t.word)
			r.gap = max(r.gap, x.weight(t.word))
			continue
		}
		w := x.weight(t.word)
		light := s.light(t)
		if light {
			w *= lightShare
		}
		all += w
		switch {
		case x.anyHas(here, t.word):
			own += w
			wide += w
			if t.word == r.negated && !t.name {
				r.opposing = max(r.opposing, w)
			}
			if s.done(t) && past(s.d, t.at) && s.onlyWished(p, t) {
				r.undone = append(r.undone, t)
			}
			if s.done(t) {
				agents, patients := s.castFits(p, t.at, t.word)
				r.doer, r.befallen = r.doer || agents == other, r.befallen || patients == other
			}
		case s.contrary(&r, p, t), s.unsaid(p, t):
			own += w
			wide += w
			r.opposing = max(r.opposing, w)
		case !t.name && !t.num && x.narrower(here, t.word):
			own += narrowShare * w
			wide += narrowShare * w
			if t.word == r.negated {
				r.opposing = max(r.opposing, w)
			}
		case s.kin(here, t) != "" && !others[s.kin(here, t)]:
			if s.negates(p, t.word, s.kin(here, t)) {
				r.negated, r.negates, r.opposing = t.word, true, max(r.opposing, w)
			}
			own += kinShare * w
			wide += kinShare * w
			r.kin += w
		case x.anyHas(near, t.word) || t.name && x.inReport(x.passages[p].source, t.word):
			wide += w
			if s.done(t) && !light {
				r.undone = append(r.undone, t)
			}
		default:
			r.missing = append(r.missing, t)
			if w > commonWeight {
				r.gap = max(r.gap, w)
			}
			if s.done(t) && !light {
				r.undone = append(r.undone, t)
			}
		}
	}
	if all == 0 {
		return r
	}
	r.own, r.gap, r.opposing, r.kin = own/all, r.gap/all, r.opposing/all, r.kin/all
	r.share, r.wide = r.own, wide/all
	if r.own >= 0.33 {
		r.share = max(r.own, 0.92*wide/all)
	}
	if r.share < someShare {
		return r
	}
	s.compareNumbers(&r, near)
	switch s.recurs(p) {
	case same:
		r.negates, r.negated = false, ""
	case other:
		if w := s.deed(p); w != "" {
			r.negates, r.negated, r.opposing = true, w, max(r.opposing, leastOpposing)
		}
	}
	if d, first, last := x.tokens(p); s.who.none() && len(s.figures) == 0 && x.otherStates(lead(s.d, s.all(), s.first, s.last), lead(d, terms(d, first, last), first, last)) {
		r.doer = true // "Russia's mission", "North Korea's mission"
	}
	if ok, wrong := s.dates.agree(x.datesNear(p)); !ok {
		r.date = wrong
	} else if wrong := x.otherWeekday(s.dates, p); wrong != "" {
		r.date = wrong
	}
	if !s.who.none() {
		r.who, r.name = x.speaks(s.who, p)
		if r.who == maybe && r.own >= wholly && s.who.kind == sitrep.Office && len(s.who.words) == 1 && len(s.who.chain) == 0 && x.kin {
			r.who = same // "the company", where nobody else is told to have said it
		}
	}
	return r
}

// othersWords are the words that stand in a passage only in what is told there as said by others than the one who speaks, where
// both do: "the Pentagon said it was a mistake, while officials in Damascus called it intentional".
func (s *saying) othersWords(p int32) map[string]bool {
	cs := s.x.passages[p].claims
	if s.who.none() || len(cs) < 2 {
		return nil
	}
	var his, theirs []*sitrep.Claim
	open := false
	for _, c := range cs {
		if len(c.Content) == 0 {
			continue
		}
		switch w := s.x.whoIs(c.Speaker, c.Actor, c.SpeakerKind); {
		case w.none() || len(w.words) == 0:
			open = true // "he", nobody known: it may be his
			his = append(his, c)
		case s.x.relate(s.who, w) == same:
			his = append(his, c)
		case s.x.relate(s.who, w) == other || s.x.foreign(s.who, w):
			theirs = append(theirs, c)
		}
	}
	if len(theirs) == 0 || len(his) == 0 || open && !within(s.who.words, nameWords(s.x.words(p))) {
		return nil
	}
	d, first, last := s.x.tokens(p)
	out, apart := map[string]bool{}, map[string]bool{}
	for _, t := range terms(d, first, last) {
		at, mine, other := d.Span(t.at, t.at+1), false, false
		for _, c := range his {
			mine = mine || covers(c, at)
		}
		for _, c := range theirs {
			other = other || covers(c, at)
		}
		if other && !mine {
			out[t.word] = true
		} else {
			apart[t.word] = true
		}
	}
	for w := range apart {
		delete(out, w)
	}
	return out
}

// foreign reports whether one without a name is of another state than one known by name speaks for: "Syrian officials" and the
// Pentagon.
func (x *index) foreign(w, g who) bool {
	n := x.nation(g)
	if n == "" || len(w.chain) == 0 {
		return false
	}
	a, ok := x.Registry.Lookup(string(w.chain[len(w.chain)-1]))
	return ok && a.Kind == "state" && !strings.EqualFold(string(a.ID), n)
}

// lightShare is what a verb is worth that says nothing beside the noun it goes with.
const lightShare = 0.3

// light reports whether a term is such a verb, and a noun for what was done follows it.
func (s *saying) light(t term) bool {
	if t.name || t.num || !s.d.Language.Check.Light.Has(t.word) {
		return false
	}
	for _, u := range s.terms {
		if u.at > t.at && u.at <= t.at+5 && !u.name && !u.num && !strings.HasSuffix(s.low(u.at), "ly") && len(s.d.Language.Check.Kin.Of(s.low(u.at))) > 0 {
			return true
		}
	}
	return false
}

// narrowShare is what a word is worth in whose place a passage has one that says the same and more.
const narrowShare = 0.9

// narrower reports whether a passage has a word that says what a wider one says: "ambush" for "attack".
func (x *index) narrower(ps []int32, w string) bool {
	for _, v := range x.wider[w] {
		if x.anyHas(ps, v) {
			return true
		}
	}
	return false
}

// holds reports whether the statement itself has a word.
func (s *saying) holds(w string) bool {
	for _, t := range s.terms {
		if t.word == w {
			return true
		}
	}
	return false
}

// done reports whether a term says what is done rather than who or what it is done to.
func (s *saying) done(t term) bool {
	if t.name || t.num {
		return false
	}
	w := s.d.Lower(t.at)
	if k := s.d.Language.Time.Words[w].Kind; k != 0 && k != lang.TimeUnit && strings.HasSuffix(w, "ing") {
		return false // "evening"
	}
	if strings.HasSuffix(w, "ed") && len(w) > 3 && !strings.HasSuffix(w, "eed") || t.many || s.d.Language.Check.Telling.Has(w) {
		return true
	}
	if _, opposed := s.x.opposite[t.word]; !opposed || s.d.Language.Time.Words[w].Kind == lang.TimeUnit {
		return false
	}
	switch s.d.Language.Claims.Words[s.low(t.at-1)] {
	case lang.ToWord, lang.ModalWord, lang.DoWord, lang.SubjectWord, lang.NotWord:
		return true
	}
	return s.d.Language.Check.Past.Has(w) || strings.HasSuffix(w, "ing") || strings.HasSuffix(w, "s") && s.d.Language.Ledger.Groups[w] == ""
}

// speaks says how somebody stands to those who speak in a passage, and names them.
func (x *index) speaks(w who, p int32) (tie, string) {
	name := ""
	for _, c := range x.passages[p].claims {
		for _, g := range []who{x.whoIs(c.Speaker, c.Actor, c.SpeakerKind), x.whoIs(c.Via, "", sitrep.Named)} {
			if g.none() {
				continue
			}
			switch x.relate(w, g) {
			case same:
				return same, g.name
			case other:
				if name == "" && !(len(g.chain) > 0 && x.newsAgency(g.chain[0])) {
					name = oneLine(g.name)
				}
			}
		}
	}
	if x.outlet(x.passages[p].source, w) {
		return same, w.name // an outlet's own words
	}
	if said := nameWords(x.words(p)); within(w.words, said) || w.kind == sitrep.Named && len(w.words) > 1 && x.isPerson(w) && has(said, last(w.words)) {
		return same, w.name
	}
	if name == "" {
		if t, by := x.actsIn(w, p); t == other {
			return other, by
		}
	}
	for _, q := range x.near(p)[1:] {
		for _, c := range x.passages[q].claims {
			if name == "" && x.relate(w, x.whoIs(c.Speaker, c.Actor, c.SpeakerKind)) == same {
				return same, w.name
			}
		}
	}
	if name != "" {
		return other, name
	}
	if ms := x.mentioned(p); len(ms) > 0 && x.isPerson(ms[0]) && x.opens(p, ms[0]) {
		if t := x.relate(w, ms[0]); t != maybe {
			return t, ms[0].name // "Kirby also told of"
		}
	}
	return maybe, ""
}

// opens reports whether a passage begins with somebody's name, or with his title and it.
func (x *index) opens(p int32, w who) bool {
	d, first, last := x.tokens(p)
	for i := first; i < last && i < first+5; i++ {
		if d.Tokens[i].Kind == text.Word && has(w.words, strings.TrimSuffix(d.Lower(i), "'s")) {
			return true
		}
		if d.Tokens[i].Shape == text.Lower && i > first {
			return false
		}
	}
	return false
}
