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
	for _, t := range s.terms {
		if s.isNumber(t.at) {
			continue
		}
		w := x.weight(t.word)
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
		case x.anyHas(near, t.word) || t.name && x.inReport(x.passages[p].source, t.word):
			wide += w
			if s.done(t) {
				r.undone = append(r.undone, t)
			}
		default:
			r.missing = append(r.missing, t)
			if w > commonWeight {
				r.gap = max(r.gap, w)
			}
			if s.done(t) {
				r.undone = append(r.undone, t)
			}
		}
	}
	if all == 0 {
		return r
	}
	r.own, r.gap, r.opposing = own/all, r.gap/all, r.opposing/all
	r.share, r.wide = r.own, wide/all
	if r.own >= 0.33 {
		r.share = max(r.own, 0.92*wide/all)
	}
	if r.share < someShare {
		return r
	}
	s.compareNumbers(&r, near)
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
	}
	return r
}

// narrowShare is what a word is worth in whose place a passage has one that says the same and more.
const narrowShare = 0.9

// narrower reports whether a passage has a word that says what a wider one says: "ambush" for "attack".
func (x *index) narrower(ps []int32, w string) bool {
	for _, v := range x.language.Check.Narrower[w] {
		if x.anyHas(ps, v) {
			return true
		}
	}
	return false
}

// isNumber reports whether a token belongs to a number that is compared as such.
func (s *saying) isNumber(i int) bool {
	for _, q := range s.numbers {
		if q.first <= i && i < q.last {
			return true
		}
	}
	return false
}

// contrary notes in a reply that a passage has the contrary of a word it hasn't: not in a name, nor in a date ("last
// Thursday"), nor as the deed of others.
func (s *saying) contrary(r *reply, p int32, t term) bool {
	for _, o := range s.x.opposite[t.word] {
		if !s.x.anyHas([]int32{p}, o) || s.holds(o) {
			continue
		}
		at := s.x.plainly(p, o)
		if at < 0 || !s.touches(p, at, t) {
			continue
		}
		if agents, _ := s.castFits(p, t.at, o); agents == other {
			continue
		}
		if s.negates(p, t.word, o) {
			continue // "did not survive", "died"
		}
		if d := s.x.doc(p); comparative(s.d.Lower(t.at)) && past(d, at) && !comparative(d.Lower(at)) {
			continue // "gave a lower number", "raised its estimate"
		}
		if agents, patients := s.castFits(p, t.at, o); agents == same || patients == same {
			r.of = s.x.rare(s.terms, p)
		}
		r.word, r.against = strings.ToLower(s.d.Raw(t.at)), strings.ToLower(s.x.doc(p).Raw(at))
		return true
	}
	return false
}

// comparative reports whether a word compares two at one time.
func comparative(w string) bool { return len(w) > 4 && strings.HasSuffix(w, "er") }

// unsaid reports whether a passage has the contrary of a word, and one of the two is negated.
func (s *saying) unsaid(p int32, t term) bool {
	for _, o := range s.x.opposite[t.word] {
		if s.x.anyHas([]int32{p}, o) && !s.holds(o) && s.x.plainly(p, o) >= 0 && s.negates(p, t.word, o) {
			return true
		}
	}
	return false
}

// negates reports whether the statement negates its word, and the passage not that word's contrary, or the reverse: then
// they say the same.
func (s *saying) negates(p int32, mine, theirs string) bool {
	d, first, last := s.x.tokens(p)
	return negated(s.d, s.first, s.last)[mine] != negated(d, first, last)[theirs]
}

// touches reports whether the word at a token of a passage stands close to another word of the statement, so that it may
// say the contrary of it: a dozen tokens at most away, with no bound of a sentence run together between.
func (s *saying) touches(p int32, at int, t term) bool {
	d, first, last := s.x.tokens(p)
	if last-first < 2*closeBy {
		return true
	}
	for _, u := range terms(d, max(first, at-closeBy), min(last, at+closeBy)) {
		if u.at != at && u.word != t.word && s.holds(u.word) {
			return true
		}
	}
	return false
}

// closeBy is how many tokens at most lie between a word and those it goes with.
const closeBy = 8

// plainly is the token at which a word stands in a passage as no name and in no date; -1 when it doesn't.
func (x *index) plainly(p int32, w string) int {
	d, first, last := x.tokens(p)
next:
	for _, t := range terms(d, first, last) {
		if t.word != w || t.name {
			continue
		}
		for _, v := range x.layer(d).times {
			if v.First <= t.at && t.at < v.Last {
				continue next
			}
		}
		return t.at
	}
	return -1
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
	if strings.HasSuffix(w, "ed") && len(w) > 4 || t.many || s.d.Language.Check.Telling.Has(w) {
		return true
	}
	if _, opposed := s.x.opposite[t.word]; !opposed {
		return false
	}
	switch s.d.Language.Claims.Words[s.low(t.at-1)] {
	case lang.ToWord, lang.ModalWord, lang.DoWord, lang.SubjectWord, lang.NotWord:
		return true
	}
	return s.d.Language.Check.Past.Has(w) || strings.HasSuffix(w, "ing") || strings.HasSuffix(w, "s") && s.d.Language.Ledger.Groups[w] == ""
}

// compareNumbers looks for the statement's numbers in a passage: the same, the same with another modifier, or
// another number of the same thing.
func (s *saying) compareNumbers(r *reply, near []int32) {
	for _, q := range s.numbers {
		found := false
		number, bound := "", ""
		for _, p := range near {
			d, first, last := s.x.tokens(p)
			for _, o := range s.x.layer(d).numbers {
				if o.first < first || o.last > last {
					continue
				}
				words := d.Slice(d.Span(o.first, min(o.last+1, last)))
				switch {
				case o.key == q.key && o.modifier == q.modifier:
					found, bound = true, ""
					if p == r.passage && r.bound == "" {
						r.bound = s.borrowed(q, d, first, last, o)
					}
				case o.key == q.key:
					if !found {
						bound = words
					}
					found = true
				case p == r.passage && number == "" && s.sameThing(q, d, o):
					number = words
				}
			}
			if found {
				break
			}
		}
		switch {
		case found && bound != "" && r.bound == "":
			r.bound = bound
		case found:
		case number != "" && r.number == "":
			r.number = number
		case r.number == "" && s.single(q, r.passage) != "":
			r.number = s.single(q, r.passage)
		default:
			r.missing = append(r.missing, term{word: s.d.Lower(q.core), at: q.core, num: true})
		}
	}
}

// borrowed are the words of the number that stands in a passage between the statement's number and all that the statement
// says of it: the number is there, but of something else. "12,000 were evacuated, and 2,000 of them live in schools".
func (s *saying) borrowed(q quantity, d *text.Doc, first, last int, o quantity) string {
	words := ""
	n := 0
	ts := terms(d, first, last)
	for _, t := range s.terms {
		if t.at < q.last || t.name || t.num || s.d.Language.Ledger.Groups[s.low(t.at)] != "" {
			continue
		}
		for _, u := range ts {
			if u.word != t.word {
				continue
			}
			n++
			between := ""
			for _, v := range s.x.layer(d).numbers {
				lo, hi := o.last, u.at
				if u.at < o.first {
					lo, hi = u.at, o.first
				}
				if v.first >= lo && v.last <= hi && v.key != q.key && joined(d, o.last, v.first) {
					between = d.Slice(d.Span(v.first, v.last))
				}
			}
			if between == "" {
				return ""
			}
			words = between
			break
		}
	}
	if n == 0 {
		return ""
	}
	return words
}

// joined reports whether "and" or "but" stands between two tokens.
func joined(d *text.Doc, from, to int) bool {
	for i := from; i < to; i++ {
		if c := d.Language.Claims.Words[d.Lower(i)]; c == lang.AndWord && d.Lower(i) != "or" || c == lang.ButWord {
			return true
		}
	}
	return false
}

// single are the words by which a passage counts one of what a number of the statement counts: "a year" for "two years".
func (s *saying) single(q quantity, p int32) string {
	unit := q.unit(s.d)
	if unit == "" || s.d.Language.Time.Words[s.d.Lower(q.end)].Kind != lang.TimeUnit {
		return ""
	}
	d, first, last := s.x.tokens(p)
	for i := first + 1; i < last; i++ {
		if w := d.Lower(i - 1); (w == "a" || w == "an" || w == "one") && d.Language.Time.Words[d.Lower(i)].Kind == lang.TimeUnit && (stem(d.Lower(i)) == unit || meaning(d.Language, d.Lower(i)) == unit) {
			return d.Slice(d.Span(i-1, i+1))
		}
	}
	return ""
}

// sameThing reports whether two numbers count the same thing: the word before or behind them.
func (s *saying) sameThing(q quantity, d *text.Doc, o quantity) bool {
	l := d.Language
	if a, b := meaning(l, s.d.Lower(q.first-1)), meaning(l, d.Lower(o.first-1)); a != "" && (a == b || a == o.unit(d)) {
		return true // "magnitude 6.8"
	}
	if a := namesBefore(s.d, q); len(a) > 0 && s.d.Lower(q.first-1) == "," && d.Lower(o.first-1) == "," {
		for w := range namesBefore(d, o) {
			if a[w] {
				return true // "Suleman, 19"
			}
		}
	}
	a, b := q.unit(s.d), o.unit(d)
	return a != "" && a == b
}

// namesBefore are the names among the three words before a number.
func namesBefore(d *text.Doc, q quantity) map[string]bool {
	out := map[string]bool{}
	for i := q.first - 1; i >= 0 && i >= q.first-4; i-- {
		if t := &d.Tokens[i]; t.Kind == text.Word && t.Shape != text.Lower {
			out[meaning(d.Language, t.Lower)] = true
		}
	}
	delete(out, "")
	return out
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
				if name == "" {
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
