package check

import (
	"fmt"
	"strconv"
	"strings"

	"sitrep"
	"sitrep/internal/lang"
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

// Shares of a statement's weight.
const (
	enoughShare   = 0.72 // must stand in a passage to bear it out
	numberShare   = 0.55 // beside the same number by the same speaker
	namelessShare = 0.6  // must stand near a contrary where neither a speaker nor a name says that it is of the same matter
	theirShare    = 0.68 // must stand in a passage for it to be somebody else's word
	wholly        = 0.9  // of that, where none of the words is rare
	theirOwn      = 0.5  // of that in the one passage that says most of it, where several of one speaker say it between them
	oppose        = 0.45 // must stand near what says the contrary of one of its words, for that to speak against it
	someShare     = 0.3  // must stand in a passage to be shown as the nearest
	widestGap     = 0.22 // may be that of one word which stands nowhere near; less in a short statement
	shortGap      = 0.12
	short         = 5 // words of meaning

	leastSaid    = 4   // weight of words that must be shared to speak against a statement
	commonWeight = 1.8 // of a word that says little ("way")
)

// judge gives the finding on a plain statement.
func (s *saying) judge() sitrep.Finding {
	f, _ := s.weigh()
	return f
}

// weigh gives the finding and, when it is borne out, the passages that do so.
func (s *saying) weigh() (sitrep.Finding, []reply) {
	x := s.x
	if !s.substantial() {
		return sitrep.Finding{Verdict: sitrep.NotCheckable, Why: "It states nothing that could be looked up.", Evidence: []sitrep.Evidence{}}, nil
	}
	rs := s.replies()
	var good, theirs, did []reply
	for _, r := range rs {
		if !s.bears(&r) && !(r.who == other && r.share >= theirShare && r.own >= theirOwn && r.gap < 0.25 && len(r.undone) == 0 && !r.unfit()) || r.against != "" || r.number != "" || r.bound != "" && r.who != other || r.date != "" || r.negates || r.befallen {
			continue
		}
		if r.doer && r.who != other {
			if s.who.none() && r.share >= enoughShare && s.x.rare(s.terms, r.passage) && !s.actorNear(r.passage) {
				did = append(did, r)
			}
			continue
		}
		switch {
		case r.who == other && !s.who.none():
			if !s.namesToo(r.name) && r.kin <= mostKin && (s.x.rare(s.terms, r.passage) || r.own >= wholly && s.telling()) && s.onesWord(rs, &r) {
				theirs = append(theirs, r)
			}
		case s.reacts() && s.doesOtherwise(r.passage):
		case s.reacts() && !x.speaksIn(s.who, r.passage) && !s.alsoDone(r.passage):
		case s.who.none() || r.who == same:
			good = append(good, r)
		}
	}
	if len(good) > 0 && (s.disputed(rs, &good[0]) || len(theirs) > 0 && theirs[0].own >= wholly && good[0].own < theirOwn) {
		good = nil
	}
	if len(good) > 0 && s.otherDayTold(rs, good) {
		good = nil
	}
	if len(good) > 0 && !s.former && len(s.dates.days) == 0 && s.onceSaid(good) {
		return x.replying(sitrep.Outdated, s.whyReply("%s tells it as what was said at first", &good[0]), good), nil
	}
	if p, ok := s.gone(good); ok {
		left := reply{passage: p}
		return x.replying(sitrep.Outdated, s.whyReply("%s tells that the office has been left since", &left), append([]reply{left}, good...)), nil
	}
	if len(good) > 0 {
		if p, ok := s.ceased(good); ok {
			left := reply{passage: p}
			return x.replying(sitrep.Outdated, s.whyReply("%s tells it as what was so before", &left), append([]reply{left}, good...)), nil
		}
		return x.replying(sitrep.Supported, s.whySaid(&good[0]), good), good
	}
	for _, r := range rs {
		if r.who != same && !s.who.none() && (r.who == other || s.who.distinct() || !x.kin) || r.unfit() || s.slight() && !(r.own >= 0.99 && x.kin && x.rare(s.terms, r.passage)) {
			continue
		}
		if r.share < enoughShare {
			if f, ok := s.opposed(&r); ok && !s.toldToo(rs, &r) {
				return f, nil
			}
			continue
		}
		switch {
		case r.against != "" && s.toldToo(rs, &r):
		case r.against != "":
			return x.replying(sitrep.Contradicted, s.whyReply("%s has “"+r.against+"”, not “"+r.word+"”", &r), []reply{r}), nil
		case len(r.undone) > 0:
		case r.negates && !s.saysNot(&r):
		case r.negates && (r.own >= oppose || s.named(r.passage)):
			return x.replying(sitrep.Contradicted, s.whyReply("%s says the contrary", &r), []reply{r}), nil
		case r.number != "":
			return x.replying(sitrep.Contradicted, s.whyReply("%s has “"+r.number+"”", &r), []reply{r}), nil
		case r.bound != "":
			return x.replying(sitrep.Misstated, s.whyReply("%s has “"+r.bound+"”", &r), []reply{r}), nil
		case r.date != "" && !s.lacksDeed(&r) && r.own >= numberShare && r.gap <= s.widestGap() && !r.doer && !r.befallen && !s.dayFits(rs, &r) && len(s.dates.days)+len(s.dates.weekdays) > 0 && s.long() > 2 && s.telling():
			v := sitrep.Contradicted
			if s.told() && !s.onlyThen() {
				v = sitrep.Misstated // of a count, the day is one feature of several
			}
			return x.replying(v, s.whyReply("%s has it, but not for "+s.bareDate(r.date), &r), []reply{r}), nil
		}
	}
	if len(theirs) == 0 {
		theirs = s.together(rs)
	}
	if len(theirs) > 0 && s.maybeHis(rs, &theirs[0]) {
		theirs = nil
	}
	if len(theirs) > 0 && s.x.distinct(s.who) && s.x.recognised(s.who) && s.telling() {
		r := theirs[0]
		return x.replying(sitrep.Misattributed, fmt.Sprintf("It was %s who said so (%s).", r.name, x.where(r.passage)), theirs), nil
	}
	if len(did) > 0 && s.telling() && s.actorKnown() {
		return x.replying(sitrep.Misattributed, s.whyReply("%s has it of somebody else", &did[0]), did), nil
	}
	if len(rs) > 0 {
		return x.replying(sitrep.NotInReports, s.whyReply("No report says so; the nearest is in %s", &rs[0]), rs[:1]), nil
	}
	return sitrep.Finding{Verdict: sitrep.NotInReports, Why: "No report speaks of it.", Evidence: []sitrep.Evidence{}}, nil
}

// lacksDeed reports whether a verb in the past of the statement doesn't stand in a passage, nor a narrower one.
func (s *saying) lacksDeed(r *reply) bool {
	here := []int32{r.passage}
	for _, t := range s.terms {
		if !t.name && !t.num && past(s.d, t.at) && !s.light(t) && !s.x.anyHas(here, t.word) && !s.x.narrower(here, t.word) {
			return true
		}
	}
	return false
}

// saysNot reports whether what somebody is told to deny may be spoken against by a passage: where the statement is his own word
// that something is not so, he must speak there or be told to have done it.
func (s *saying) saysNot(r *reply) bool {
	if s.who.none() || !negated(s.d, s.first, s.last)[r.negated] || !s.toldBy() {
		return true
	}
	for _, q := range s.x.near(r.passage) {
		for _, c := range s.x.passages[q].claims {
			if s.x.relate(s.who, s.x.whoIs(c.Speaker, c.Actor, c.SpeakerKind)) == same {
				return true
			}
		}
	}
	return false
}

// toldBy reports whether the sentence tells the statement as what somebody says.
func (s *saying) toldBy() bool {
	for i := s.first; i < s.last; i++ {
		if s.d.Language.Claims.Words[s.low(i)] == lang.SayVerb && s.d.Language.Claims.Words[s.low(i+1)] != lang.NotWord && !s.quoted(i) {
			return true
		}
	}
	return false
}

// bareDate is a date's words without what leads to them: "on 3 March".
func (s *saying) bareDate(words string) string {
	w, rest, _ := strings.Cut(words, " ")
	if s.d.Language.Claims.Words[strings.ToLower(w)] == lang.PrepWord && rest != "" {
		return rest
	}
	return words
}

// otherDayTold reports whether a passage that says as much has it of another weekday than the sentence, and none of those that bear
// it out names a day: a headline that names none doesn't bear out the day.
func (s *saying) otherDayTold(rs, good []reply) bool {
	if len(s.dates.weekdays) != 1 || len(s.dates.days) > 0 {
		return false
	}
	for i := range good {
		d, first, last := s.x.tokens(good[i].passage)
		if len(s.x.datesIn(d, first, last).weekdays) > 0 {
			return false
		}
	}
	for i := range rs {
		if r := &rs[i]; r.date != "" && r.who != other && r.share >= enoughShare && len(r.undone) == 0 && !r.unfit() && !r.doer && s.x.otherWeekday(s.dates, r.passage) != "" {
			return true
		}
	}
	return false
}

// dayFits reports whether some passage that shares about as much of the statement as one of another day is of its day: then
// that one doesn't tell against it.
func (s *saying) dayFits(rs []reply, of *reply) bool {
	for i := range rs {
		if r := &rs[i]; r.date == "" && r.share >= max(numberShare, of.share-0.2) && r.against == "" && !r.unfit() && !r.negates && len(r.undone) == 0 {
			return true
		}
	}
	return false
}

// onlyThen reports whether the statement says of its day that it was the first or the only one.
func (s *saying) onlyThen() bool {
	for i := s.first; i < s.last; i++ {
		switch w := s.low(i); {
		case s.d.Language.Check.Telling.Has(w), w == "only":
			return true
		case (w == "before" || w == "until") && i > s.first && negator(s.d.Language, s.low(i-1)):
			return true
		}
	}
	return false
}

// onceSaid reports whether all passages tell that it was said at first: "initially said that the groom was among the dead".
func (s *saying) onceSaid(rs []reply) bool {
	for _, r := range rs {
		d, first, last := s.x.tokens(r.passage)
		found := false
		for i := first; i < last && !found; i++ {
			n, _ := d.Language.Check.AtFirst.Match(func(k int) string {
				if k >= last {
					return ""
				}
				return d.Lower(k)
			}, i)
			found = n > 0
		}
		if !found {
			return false
		}
	}
	return true
}

// opposed judges a passage that holds less of a statement, but the contrary of what it says is done: "held on to the
// base" and "captured the base".
func (s *saying) opposed(r *reply) (sitrep.Finding, bool) {
	if max(r.share, r.wide) < oppose && !(r.of && r.share >= someShare) || !s.x.kin || s.who.none() && !s.named(r.passage) && r.share < namelessShare || r.opposing < leastOpposing {
		return sitrep.Finding{}, false
	}
	why := "%s says the contrary"
	switch {
	case r.against != "":
		why = "%s has “" + r.against + "”, not “" + r.word + "”"
	case r.negated == "":
		return sitrep.Finding{}, false
	}
	return s.x.replying(sitrep.Contradicted, s.whyReply(why, r), []reply{*r}), true
}

// toldToo reports whether another passage of the same speaker has, with more of the statement, the very word whose contrary one has.
func (s *saying) toldToo(rs []reply, r *reply) bool {
	if r.against == "" {
		return false
	}
	w := meaning(s.d.Language, r.word)
	for i := range rs {
		if o := &rs[i]; o.passage != r.passage && o.share > r.share && o.who != other && o.against == "" && !o.negates && !o.doer && !o.befallen && !o.unfit() && s.x.anyHas([]int32{o.passage}, w) {
			return true
		}
	}
	return false
}

// leastOpposing is the share of a statement's weight that the word must have whose contrary a passage has.
const leastOpposing = 0.12

// named reports whether a passage, or one beside it, holds a name of the statement that is not that of the whole story.
func (s *saying) named(p int32) bool {
	for _, t := range s.all() {
		if t.name && !s.x.usual(t.word) && s.x.anyHas(s.x.near(p), t.word) {
			return true
		}
	}
	return false
}

// reacts reports whether the statement tells of an act of somebody's that is no mere saying: he must do it in the very
// passage.
func (s *saying) reacts() bool {
	for i := range s.claims {
		if c := &s.claims[i]; c.Kind != sitrep.Statement && c.Speaker != "" && s.somebody(c) {
			return true
		}
	}
	return false
}

// doesOtherwise reports whether the one who reacts does the contrary in a passage: he owns up here, and denies there.
func (s *saying) doesOtherwise(p int32) bool {
	for i := range s.claims {
		mine := &s.claims[i]
		if mine.Kind == sitrep.Statement || mine.Speaker == "" {
			continue
		}
		w := s.whoIs(mine.Speaker, mine.Actor, mine.SpeakerKind)
		for _, c := range s.x.passages[p].claims {
			if contrary(c.Kind, mine.Kind) && s.x.relate(w, s.x.whoIs(c.Speaker, c.Actor, c.SpeakerKind)) == same {
				return true
			}
		}
	}
	return false
}

// alsoDone reports whether a passage has an act of the kind the statement tells of, by one who may be the same: "the company
// conceded" and "Cobre Andino admitted".
func (s *saying) alsoDone(p int32) bool {
	for i := range s.claims {
		if s.claims[i].Kind == sitrep.Statement {
			continue
		}
		for _, c := range s.x.passages[p].claims {
			if c.Kind == s.claims[i].Kind && s.x.relate(s.who, s.x.whoIs(c.Speaker, c.Actor, c.SpeakerKind)) != other {
				return true
			}
		}
	}
	return false
}

// speaksIn reports whether somebody is named in a passage, or speaks in it.
func (x *index) speaksIn(w who, p int32) bool {
	if w.none() || within(w.words, nameWords(x.words(p))) {
		return true
	}
	for _, c := range x.passages[p].claims {
		if x.relate(w, x.whoIs(c.Speaker, c.Actor, c.SpeakerKind)) == same {
			return true
		}
	}
	for _, m := range x.mentioned(p) {
		if x.relate(w, m) == same {
			return true
		}
	}
	return false
}

// bears reports whether a passage holds enough of the statement to bear it out.
func (s *saying) bears(r *reply) bool {
	enough := enoughShare
	if s.telltale(r) {
		enough = numberShare
	}
	return r.share >= enough && r.kin <= mostKin && len(r.undone) == 0 && !r.unfit() && (r.gap <= s.widestGap() || enough == numberShare && r.gap < 0.3) && s.substantial() && s.meaty() && (s.x.kin || !s.slight())
}

// telltale reports whether a passage of the very same speaker has the statement's number, one that is seldom met by chance:
// then fewer of its words need stand there.
func (s *saying) telltale(r *reply) bool {
	if s.who.none() || r.who != same || r.number != "" || r.bound != "" {
		return false
	}
	for _, q := range s.numbers {
		if n, err := strconv.ParseInt(q.key, 10, 64); err == nil && n > 100 {
			return true
		}
	}
	return false
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
	return s.long() >= 3 && sum >= leastSaid || len(s.terms) == 2 && sum >= 1.1*leastSaid
}

// long is how many words of meaning the statement has; a phrase counts for two.
func (s *saying) long() int {
	n := len(s.terms)
	for _, t := range s.terms {
		if t.many {
			n++
		}
	}
	return n
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

// meaty reports whether the statement says more than that somebody gave a count of something.
func (s *saying) meaty() bool {
	for _, t := range s.terms {
		if _, body := s.d.Language.Check.Bodies[s.low(t.at)]; !body && !t.name && !t.num && !s.ofCounting(t) && s.x.weight(t.word) > 0.8 && s.d.Language.Figure.Words[s.low(t.at)].Measure == "" {
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
		if c.Kind == sitrep.Statement && !s.x.whoIs(c.Speaker, c.Actor, c.SpeakerKind).none() {
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
