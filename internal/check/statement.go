package check

import (
	"fmt"
	"sort"
	"strings"

	"sitrep"
	"sitrep/internal/text"
)

// A plain statement is borne out by a passage that holds nearly all its words of meaning, weighted by how
// rare they are. Words alone don't bear it out: what is done must stand in the very sentence, numbers
// and names must agree, it may not negate what the sentence doesn't, and it must be the same one who says so.

// saying is a plain statement of the text, with who is said to make it.
type saying struct {
	*sentence
	who     who
	terms   []term
	numbers []quantity
}

// reply is a passage that speaks to a statement.
type reply struct {
	passage int32
	share   float64 // of the statement's weight that stands in it or, at a discount, beside it
	own     float64 // of the statement's weight that stands in the passage itself
	gap     float64 // the greatest share of one word that stands neither in it nor beside it
	missing []term  // what stands neither in it nor beside it
	undone  []term  // what is done, and not in the passage itself
	who     tie
	name    string
	word    string // of the statement, whose contrary stands in the passage
	against string // that contrary
	number  string // a number that differs, as the passage has it
	bound   string // a number of other modifier, as the passage has it
	date    string // the stated date that isn't the passage's
	negates bool   // one of the two negates and the other doesn't
}

// Shares of a statement's weight.
const (
	enoughShare = 0.72 // must stand in a passage to bear it out
	someShare   = 0.3  // must stand in a passage to be shown as the nearest
	widestGap   = 0.22 // may be that of one word which stands nowhere near; less in a short statement
	shortGap    = 0.12
	short       = 5 // words of meaning

	leastSaid    = 4   // weight of words that must be shared to speak against a statement
	commonWeight = 1.8 // of a word that says little ("way")
)

// saying is the statement a sentence makes as a whole.
func (s *sentence) saying() *saying {
	st := &saying{sentence: s, terms: s.content()}
	for i := range s.claims {
		if c := &s.claims[i]; c.Speaker != "" && st.who.none() && s.somebody(c) {
			st.who = s.whoIs(c.Speaker, c.Actor, c.SpeakerKind)
		}
	}
	st.numbers = s.quantities(s.span)
	return st
}

// sayings are the statements of a sentence that somebody is said to make and that hold neither a figure nor a
// reaction, which are judged by themselves.
func (s *sentence) sayings() []*saying {
	var out []*saying
next:
	for i := range s.claims {
		c := &s.claims[i]
		if c.Kind != sitrep.Statement || c.Speaker == "" || len(c.Content) == 0 {
			continue
		}
		for k := range s.figures {
			if covers(c, s.figures[k].Span) {
				continue next
			}
		}
		for k := range s.claims {
			o := &s.claims[k]
			if k != i && len(o.Cue) > 0 && covers(c, o.Cue[0]) && (o.Speaker == "" || o.Speaker == c.Speaker || o.Kind == sitrep.Statement) {
				continue next // "said it was not aware": one act
			}
		}
		st := &saying{sentence: s, who: s.whoIs(c.Speaker, c.Actor, c.SpeakerKind)}
		for _, t := range s.within(c.Content) {
			if !s.apart[t.at-s.first] {
				st.terms = append(st.terms, t)
			}
		}
		for _, sp := range c.Content {
			st.numbers = append(st.numbers, s.quantities(sp)...)
		}
		if len(st.terms) >= 2 {
			out = append(out, st)
		}
	}
	return out
}

// quantities are the numbers in a span that say how much of something other than people.
func (s *sentence) quantities(in sitrep.Span) []quantity {
	var out []quantity
	for _, q := range s.x.layer(s.d).numbers {
		if in.Contains(s.d.Span(q.first, q.last)) && !s.counted(q) && !s.dates.hold(q.first) {
			out = append(out, q)
		}
	}
	return out
}

// counted reports whether a number is that of a figure of people, which is judged by itself.
func (s *sentence) counted(q quantity) bool {
	span := s.d.Span(q.first, q.last)
	for i := range s.figures {
		if s.figures[i].Overlaps(span) {
			return true
		}
	}
	return false
}

// judge gives the finding on a plain statement.
func (s *saying) judge() sitrep.Finding {
	x := s.x
	if !s.substantial() {
		return sitrep.Finding{Verdict: sitrep.NotCheckable, Why: "It states nothing that could be looked up.", Evidence: []sitrep.Evidence{}}
	}
	rs := s.replies()
	var good, theirs []reply
	for _, r := range rs {
		if !s.bears(&r) || r.against != "" || r.number != "" || r.bound != "" || r.date != "" || r.negates {
			continue
		}
		switch {
		case s.who.none() || r.who == same || r.who == maybe && !s.who.distinct():
			good = append(good, r)
		case r.who == other && s.x.rare(s.terms, r.passage):
			theirs = append(theirs, r)
		}
	}
	if len(good) > 0 {
		return x.replying(sitrep.Supported, s.whySaid(&good[0]), good)
	}
	for _, r := range rs {
		if r.who != same && !s.who.none() && (r.who == other || s.who.distinct() || !x.kin) || r.share < enoughShare || r.unfit() || s.slight() {
			continue
		}
		switch {
		case r.against != "":
			return x.replying(sitrep.Contradicted, s.whyReply("%s has “"+r.against+"”, not “"+r.word+"”", &r), []reply{r})
		case len(r.undone) > 0:
		case r.negates:
			return x.replying(sitrep.Contradicted, s.whyReply("%s says the contrary", &r), []reply{r})
		case r.number != "":
			return x.replying(sitrep.Contradicted, s.whyReply("%s has “"+r.number+"”", &r), []reply{r})
		case r.bound != "":
			return x.replying(sitrep.Misstated, s.whyReply("%s has “"+r.bound+"”", &r), []reply{r})
		case r.date != "" && len(s.dates.days) > 0 && s.telling():
			return x.replying(sitrep.Misstated, s.whyReply("%s has it, but not for "+r.date, &r), []reply{r})
		}
	}
	if len(theirs) > 0 && s.who.distinct() && s.telling() {
		r := theirs[0]
		return x.replying(sitrep.Misattributed, fmt.Sprintf("It was %s who said so (%s).", r.name, x.where(r.passage)), theirs)
	}
	if len(rs) > 0 {
		return x.replying(sitrep.NotInReports, s.whyReply("No report says so; the nearest is in %s", &rs[0]), rs[:1])
	}
	return sitrep.Finding{Verdict: sitrep.NotInReports, Why: "No report speaks of it.", Evidence: []sitrep.Evidence{}}
}

// bears reports whether a passage holds enough of the statement to bear it out.
func (s *saying) bears(r *reply) bool {
	return r.share >= enoughShare && len(r.undone) == 0 && !r.unfit() && r.gap <= s.widestGap() && s.substantial() && (s.x.kin || !s.slight())
}

// slight reports whether a statement says too little for a passage with its few words to speak against it.
func (s *saying) slight() bool {
	sum := 0.0
	all := s.undated()
	for _, t := range all {
		sum += s.x.weight(t.word)
	}
	return len(all) < 3 || sum < leastSaid
}

// telling reports whether a statement says enough of its own, whoever makes it, to know it again.
func (s *saying) telling() bool {
	sum := 0.0
	for _, t := range s.terms {
		sum += s.x.weight(t.word)
	}
	return len(s.terms) >= 3 && sum >= leastSaid
}

func (s *saying) widestGap() float64 {
	if len(s.terms) <= short {
		return shortGap
	}
	return widestGap
}

// substantial reports whether the statement says something of somebody: one word or a name alone can't be borne out.
func (s *saying) substantial() bool {
	if len(s.undated()) < 2 {
		return false
	}
	for _, t := range s.terms {
		if !t.name && !t.num {
			return true
		}
	}
	return false
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

func (x *index) replying(v sitrep.Verdict, why string, rs []reply) sitrep.Finding {
	ps := make([]int32, len(rs))
	for i := range rs {
		ps[i] = rs[i].passage
	}
	return sitrep.Finding{Verdict: v, Why: why, Evidence: x.evidence(ps)}
}

func (s *saying) whyReply(form string, r *reply) string {
	return capital(fmt.Sprintf(form, s.x.where(r.passage))) + "."
}

// whySaid names who says what the passage says, or the outlet when it says so in its own voice.
func (s *saying) whySaid(r *reply) string {
	for _, c := range s.x.passages[r.passage].claims {
		if c.Speaker != "" && c.Kind == sitrep.Statement {
			return fmt.Sprintf("%s said so (%s).", capital(oneLine(string(c.Speaker))), s.x.where(r.passage))
		}
	}
	return fmt.Sprintf("%s reported it.", capital(s.x.where(r.passage)))
}

// where is a passage's outlet and day.
func (x *index) where(p int32) string {
	r := x.sources[x.passages[p].source].report
	out := r.Outlet
	if out == "" {
		out = "a report"
	}
	if when := x.written(r.Published); when != "" {
		out += ", " + when
	}
	return out
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
	for _, h := range x.lookup(ws, 40) {
		if !x.chosen[x.sources[x.passages[h.passage].source].story] {
			continue
		}
		if r := s.reply(h.passage); r.share >= someShare {
			out = append(out, r)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].share > out[j].share })
	return out
}

// reply compares the statement with one passage.
func (s *saying) reply(p int32) reply {
	x := s.x
	r := reply{passage: p, who: same, negates: s.turned(p) || s.reversed(p)}
	here, near := []int32{p}, x.near(p)
	all, own, wide := 0.0, 0.0, 0.0
	for _, t := range s.terms {
		if t.num && s.isNumber(t.at) {
			continue
		}
		w := x.weight(t.word)
		all += w
		switch {
		case x.anyHas(here, t.word):
			own += w
			wide += w
		case s.contrary(&r, p, t):
			own += w
			wide += w
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
	r.own, r.gap = own/all, r.gap/all
	r.share = r.own
	if r.own >= 0.4 {
		r.share = max(r.own, 0.92*wide/all)
	}
	if r.share < someShare {
		return r
	}
	s.compareNumbers(&r, near)
	if ok, wrong := s.dates.agree(x.datesNear(p)); !ok {
		r.date = wrong
	}
	if !s.who.none() {
		r.who, r.name = x.speaks(s.who, p)
	}
	return r
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

// contrary notes in a reply that a passage has the contrary of a word it hasn't.
func (s *saying) contrary(r *reply, p int32, t term) bool {
	for _, o := range s.x.opposite[t.word] {
		if s.x.anyHas([]int32{p}, o) && !s.holds(o) {
			r.word, r.against = strings.ToLower(s.d.Raw(t.at)), s.x.form(p, o)
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
	if strings.HasSuffix(w, "ed") && len(w) > 4 {
		return true
	}
	_, opposed := s.x.opposite[t.word]
	return opposed
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
		default:
			r.missing = append(r.missing, term{word: s.d.Lower(q.core), at: q.core, num: true})
		}
	}
}

// sameThing reports whether two numbers count the same thing: the word before or behind them.
func (s *saying) sameThing(q quantity, d *text.Doc, o quantity) bool {
	l := d.Language
	if a, b := meaning(l, s.d.Lower(q.first-1)), meaning(l, d.Lower(o.first-1)); a != "" && (a == b || a == o.unit(d)) {
		return true // "magnitude 6.8"
	}
	if a := named3(s.d, q); len(a) > 0 && s.d.Lower(q.first-1) == "," && d.Lower(o.first-1) == "," {
		for w := range named3(d, o) {
			if a[w] {
				return true // "Suleman, 19"
			}
		}
	}
	a, b := q.unit(s.d), o.unit(d)
	return a != "" && a == b
}

// named3 are the names among the three words before a number.
func named3(d *text.Doc, q quantity) map[string]bool {
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
	if said := nameWords(x.words(p)); within(w.words, said) || w.kind == sitrep.Named && len(w.words) > 1 && x.onePerson(w) && has(said, last(w.words)) {
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
	return maybe, ""
}

// turned reports whether one of statement and passage negates what the other says: a word stands in both, and
// behind a negation in one of them only.
func (s *saying) turned(p int32) bool {
	d, first, last := s.x.tokens(p)
	mine, theirs := negated(s.d, s.first, s.last), negated(d, first, last)
	for _, t := range s.terms {
		if s.x.anyHas([]int32{p}, t.word) {
			if mine[t.word] != theirs[t.word] {
				return true
			}
			continue
		}
		for _, q := range s.x.near(p)[1:] { // what stands only beside it
			if s.x.anyHas([]int32{q}, t.word) {
				d, first, last := s.x.tokens(q)
				if mine[t.word] != negated(d, first, last)[t.word] {
					return true
				}
				break
			}
		}
	}
	return false
}

// negated are the words that stand behind a negation, each the first word of meaning after it.
func negated(d *text.Doc, first, last int) map[string]bool {
	out := map[string]bool{}
	for i := first; i < last; i++ {
		if !negator(d.Language, d.Lower(i)) {
			continue
		}
		for k := i + 1; k < last && k <= i+5; k++ {
			if d.Tokens[k].Kind == text.Punct {
				break
			}
			if w := meaning(d.Language, d.Lower(k)); w != "" {
				out[w] = true
				break
			}
		}
	}
	return out
}

// form is the word of a passage that stands for a term.
func (x *index) form(p int32, w string) string {
	d, first, last := x.tokens(p)
	for _, t := range terms(d, first, last) {
		if t.word == w {
			return strings.ToLower(d.Raw(t.at))
		}
	}
	return w
}
