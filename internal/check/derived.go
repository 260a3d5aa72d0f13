package check

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// Some sentences state no count but what follows from two: "more than doubled its toll", "four of every five", "most of the
// dead", "cost the one side more lives than the other". Where the reports hold two counts of one claimant that bear it
// out, or one report's, it is borne out. That it is wrong is not said: other counts may be meant.

// relation is what two counts must be to each other: their ratio, about or at least or at most it.
type relation struct {
	ratio      float64
	more, less bool
	at         int  // token of the word that says so
	loosely    bool // one of the two is no exact count
	grown      bool // the second was given after the first and replaces it
}

// holds reports whether two counts stand in the relation: b to a.
func (r relation) holds(a, b int64) bool {
	if a <= 0 || b <= 0 {
		return false
	}
	got := float64(b) / float64(a)
	if !r.grown && r.ratio < 1 && got >= 1 {
		return false // a share is less than the whole
	}
	switch {
	case r.more:
		return (got > r.ratio || r.loosely && got == r.ratio) && (!r.grown || got < 2*r.ratio)
	case r.less:
		return got < r.ratio && got >= 0.8*r.ratio
	}
	return math.Abs(got-r.ratio) <= 0.12*r.ratio
}

// derived judges a sentence that states what follows from two counts.
func (s *sentence) derived() (sitrep.Finding, bool) {
	if f, ok := s.compared(); ok {
		return f, true
	}
	if f, ok := s.set(); ok {
		return f, true
	}
	if f, ok := s.fromTo(); ok {
		return f, true
	}
	r, ok := s.growth()
	if !ok {
		r, ok = s.share()
	}
	if !ok {
		return sitrep.Finding{}, false
	}
	if s.elsewhere() {
		return sitrep.Finding{}, false
	}
	facts := s.bearing(r)
	for _, b := range facts { // the other number may stand in its sentence, read as no count: "raising an earlier figure of 3,000"
		if f, ok := s.beside(r, b); ok {
			return f, true
		}
	}
	for i, a := range facts {
		for k, b := range facts {
			r.loosely = a.bound != sitrep.Exact || b.bound != sitrep.Exact
			if i == k || !s.pair(r, a, b) || !r.holds(a.core, b.core) || !r.grown && !s.shareOf(a, b) {
				continue
			}
			return s.x.finding(sitrep.Supported, s.whyDerived(a, b), []match{{fact: a}, {fact: b}}), true
		}
	}
	if f, ok := s.partOf(r); ok {
		return f, true
	}
	return s.otherWay(r, facts)
}

// shareOf reports whether one of two counts is the one whose share the sentence tells, where it names that: "most of the 22
// civilians".
func (s *sentence) shareOf(a, b *fact) bool {
	named := false
	for i := range s.figures {
		if n := numberOf(&s.figures[i]); n > 0 && !s.figures[i].Implicit {
			named = true
			if top := max(a.core, b.core); 5*top >= 4*n && 4*top <= 5*n {
				return true
			}
		}
	}
	return !named
}

// elsewhere reports whether the sentence speaks of those who are not in a place or not of a kind: shares of the others are not
// worked out.
func (s *sentence) elsewhere() bool {
	for i := s.first; i < s.last; i++ {
		switch w := s.low(i); {
		case w == "outside", w == "elsewhere", w == "except", negator(s.d.Language, w):
			return true
		}
	}
	return false
}

// plain is a number in digits, or 0.
func plain(w string) int64 {
	n, err := strconv.ParseInt(plainNumber(w), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// beside judges by a count and another number of its own sentence.
func (s *sentence) beside(r relation, b *fact) (sitrep.Finding, bool) {
	x := s.x
	if by := s.teller(); by.none() || x.gives(by, b) != same || len(x.passages[b.passage].figures) > 1 {
		return sitrep.Finding{}, false
	}
	for _, q := range x.layer(x.doc(b.passage)).within(x.doc(b.passage), x.passages[b.passage].span) {
		n, err := strconv.ParseInt(q.key, 10, 64)
		if err != nil || n <= 0 || n == b.core || x.countedIn(b.passage, x.doc(b.passage), q) {
			continue
		}
		if r.grown && !(s.states(n) && s.states(b.core)) || !r.grown && b.measure != sitrep.Strength {
			continue
		}
		if !r.holds(n, b.core) {
			continue
		}
		why := fmt.Sprintf("It follows from %s and %s (%s).", lowerFirst(oneLine(x.doc(b.passage).Slice(b.Span))), x.doc(b.passage).Slice(x.doc(b.passage).Span(q.first, q.last)), x.where(b.passage))
		return x.finding(sitrep.Supported, why, []match{{fact: b}}), true
	}
	return sitrep.Finding{}, false
}

// states reports whether the sentence itself names a number.
func (s *sentence) states(n int64) bool {
	for _, q := range s.x.layer(s.d).within(s.d, s.span) {
		if q.key == strconv.FormatInt(n, 10) {
			return true
		}
	}
	return false
}

func (s *sentence) whyDerived(a, b *fact) string {
	words := func(e *fact) string { return oneLine(s.x.doc(e.passage).Slice(e.Span)) }
	return fmt.Sprintf("It follows from %s (%s) and %s (%s).", lowerFirst(words(a)), s.x.where(a.passage), lowerFirst(words(b)), s.x.where(b.passage))
}

// growth reads "more than doubled": a count that is a multiple of an earlier one.
func (s *sentence) growth() (relation, bool) {
	for i := s.first; i < s.last; i++ {
		f, ok := s.d.Language.Check.Growth[s.low(i)]
		if !ok || s.quoted(i) {
			continue
		}
		r := relation{ratio: f, at: i, grown: true}
		s.readBound(&r, i)
		return r, true
	}
	return relation{}, false
}

// bound reads the modifier before a word: "more than", "nearly".
func (s *sentence) readBound(r *relation, i int) {
	for k := i - 1; k >= s.first && k >= i-4; k-- {
		switch s.low(k) {
		case "than":
			r.more = s.low(k-1) == "more"
			r.less = s.low(k-1) == "less" || s.low(k-1) == "fewer"
			return
		case "over", "above":
			r.more = true
			return
		case "nearly", "almost", "under", "below":
			r.less = true
			return
		}
	}
}

// share reads a share of a whole: "more than a third of", "four of every five", "36 per cent", "most of the dead".
func (s *sentence) share() (relation, bool) {
	l := s.d.Language
	for i := s.first; i < s.last; i++ {
		if sh, ok := l.Check.Shares[s.low(i)]; ok && s.ofPeople(i+1) && !s.dates.hold(i) && !(l.Claims.Words[s.low(i+1)] == lang.OfWord && s.dates.hold(i+2)) {
			r := relation{ratio: sh.Of, more: sh.More, less: sh.Less, at: i}
			if n := s.small(i - 1); n > 1 && !sh.More && !sh.Less {
				r.ratio = math.Min(1, float64(n)*sh.Of)
			}
			if !sh.More && !sh.Less {
				s.readBound(&r, i)
			}
			return r, true
		}
		if r, ok := s.outOf(i); ok {
			return r, true
		}
	}
	for _, q := range s.x.layer(s.d).within(s.d, s.span) {
		if w := s.low(q.end); (w == "%" || w == "percent" || w == "per" || w == "pc") && s.sharesPeople(q.end) {
			if n, err := strconv.ParseFloat(q.key, 64); err == nil && n > 0 && n < 100 {
				return relation{ratio: n / 100, at: q.core, more: q.modifier == sitrep.MoreThan, less: q.modifier == sitrep.Nearly || q.modifier == sitrep.LessThan}, true
			}
		}
	}
	return relation{}, false
}

// sharesPeople reports whether a percentage is one of people: of what befell some, or of a class or a nation of them; "85 per
// cent of the island" is not.
func (s *sentence) sharesPeople(i int) bool {
	if s.befell() != "" {
		return true
	}
	for k := i; k < s.last && k <= i+8; k++ {
		if s.d.Language.Ledger.Groups[s.low(k)] != "" || s.isNational(k) {
			return true
		}
	}
	return false
}

// isNational reports whether a token is a word for the people of a state.
func (s *sentence) isNational(i int) bool {
	n, c := s.d.Language.Actors.CountryAt(s.low, i)
	return n > 0 && c.As == lang.CountryAdjective
}

// ofPeople reports whether "of" stands at a token, and behind it no word for a thing told before: most "of which", said of
// money, is no share of a count of people.
func (s *sentence) ofPeople(i int) bool {
	if s.d.Language.Claims.Words[s.low(i)] != lang.OfWord {
		return false
	}
	next := s.low(i + 1)
	return s.d.Language.Claims.Words[next] != lang.ItWord && !slices.Contains(ofThings, next)
}

var ofThings = []string{"which", "it", "this", "what"}

// outOf reads "four of every five", "four out of five", "four in five", and "of every five ..., four".
func (s *sentence) outOf(i int) (relation, bool) {
	every := s.low(i) == "every" || s.low(i) == "out" && s.low(i+1) == "of"
	in := s.low(i) == "in" && s.small(i-1) > 0 && s.small(i+1) > s.small(i-1) && s.small(i+1) <= 10 && s.d.Language.Time.Words[s.low(i+2)].Kind != lang.TimeUnit
	if in {
		return relation{ratio: float64(s.small(i-1)) / float64(s.small(i+1)), at: i}, true
	}
	if !every {
		return relation{}, false
	}
	den := s.small(i + 1)
	if den == 0 {
		den = s.small(i + 2)
	}
	num := s.small(i - 2)
	if num == 0 {
		num = s.small(i - 1)
	}
	for k := i + 2; num == 0 && k < s.last; k++ {
		if s.d.Raw(k-1) == "," {
			num = s.small(k)
		}
	}
	if den < 2 || num < 1 || num >= den {
		return relation{}, false
	}
	return relation{ratio: float64(num) / float64(den), at: i}, true
}

// small is the number up to a hundred that a token names, or 0.
func (s *sentence) small(i int) int64 {
	if i < s.first || i >= s.last {
		return 0
	}
	return s.x.layer(s.d).small[i]
}

// bearing are the counts a relation may be of: of the claimant the sentence names, of what it says befell them, with its
// words near them.
func (s *sentence) bearing(r relation) []*fact {
	by := s.teller()
	measure := s.befell()
	about := s.besidesRelation(r, by)
	var out []*fact
	for _, e := range s.x.facts {
		if !s.x.chosen[s.x.sources[e.source].story] || e.core <= 0 || e.core >= 1<<50 || e.denied || e.possible {
			continue
		}
		if r.grown && measure != "" && e.measure != measure {
			continue
		}
		if measure != "" && e.measure != measure && e.measure != sitrep.Strength && !(s.amongLost(measure) && e.measure == s.lastBefell()) || measure == "" && e.measure != sitrep.Strength && !r.grown {
			continue
		}
		if r.grown && (e.Basis == sitrep.OfPeriod || e.Subset || measure == "" && e.measure != sitrep.Strength) {
			continue
		}
		if !by.none() && s.x.gives(by, e) == other {
			continue
		}
		if share, _ := s.x.coverage(about, s.x.near(e.passage)); len(about) > 0 && share < 0.5 {
			continue
		}
		out = append(out, e)
	}
	sort.SliceStable(out, func(i, j int) bool { return s.x.moment(out[j]).after(s.x.moment(out[i])) })
	return out[:min(len(out), mostBearing)]
}

// mostBearing caps the counts that are tried in pairs.
const mostBearing = 120

// pair reports whether two counts may be those meant: of one report or of one claimant; an earlier and a later one of the
// same, or a part and its whole.
func (s *sentence) pair(r relation, a, b *fact) bool {
	by := s.teller()
	if a.source != b.source && (by.none() || s.x.gives(by, a) != same || s.x.gives(by, b) != same) {
		return false
	}
	if r.grown {
		same := s.x.moment(b).after(s.x.moment(a)) || b.From.Known && b.From.N == a.core
		return a.measure == b.measure && same && s.explicit(a, b)
	}
	if a.core < b.core || a.Span == b.Span && a.source == b.source {
		return false
	}
	if a.measure == sitrep.Strength {
		return b.measure != sitrep.Strength || s.befell() == ""
	}
	return a.measure == b.measure && b.Subset || s.amongLost(a.measure) && b.measure == s.lastBefell()
}

// amongLost reports whether a sentence tells which share of all lost, by a measure that takes in several, one fate befell.
func (s *sentence) amongLost(m sitrep.Measure) bool {
	last := s.lastBefell()
	return (m == sitrep.Losses || m == sitrep.Casualties) && last != m && last != sitrep.Losses && last != sitrep.Casualties
}

// lastBefell is what the last word of the sentence that tells a fate tells.
func (s *sentence) lastBefell() (m sitrep.Measure) {
	for i := s.first; i < s.last; i++ {
		if w := s.d.Language.Figure.Words[s.low(i)]; w.Measure != "" && sitrep.Measure(w.Measure) != sitrep.Strength {
			m = sitrep.Measure(w.Measure)
		}
	}
	return m
}

// explicit reports whether the counts are those the sentence names, where it names any: "from 3,000 to 10,000".
func (s *sentence) explicit(a, b *fact) bool {
	for _, q := range s.x.layer(s.d).within(s.d, s.span) {
		n, err := strconv.ParseInt(q.key, 10, 64)
		if err == nil && n > 12 && n != a.core && n != b.core && !s.dates.hold(q.first) {
			return false
		}
	}
	return true
}

// teller is who the sentence says gives its counts: by an account of his, by what he says, or as its first name.
func (s *sentence) teller() who {
	if s.tells_ != nil {
		return *s.tells_
	}
	w := s.accountant()
	for i := range s.claims {
		if c := &s.claims[i]; w.none() && c.Speaker != "" && s.somebody(c) {
			w = s.whoIs(c.Speaker, c.Actor, c.SpeakerKind)
		}
	}
	if w.none() {
		for i := s.first; i < s.last && w.none(); i++ {
			if _, ok := s.d.Language.Check.Growth[s.low(i)]; ok {
				w = s.subjectOf(i)
			}
		}
	}
	s.tells_ = &w
	return w
}

// subjectOf is who stands before a verb, as the last one mentioned or as a name not read as somebody's.
func (s *sentence) subjectOf(i int) who {
	var found *actor.Mention
	for _, m := range s.mentions() {
		if m.Last <= i && m.Kind != actor.Pronoun {
			found = &m
		}
	}
	if found != nil {
		ref := s.x.textCast.Resolve(s.d, found.First, found.Last)
		return s.whoIs(ref.Name, ref.Actor, ref.Kind)
	}
	for k := i - 1; k >= s.first; k-- {
		if t := &s.d.Tokens[k]; t.Kind == text.Word && t.Shape != text.Lower && s.d.Language.Claims.Words[t.Lower] == lang.NoClaimWord {
			return s.whoIs(sitrep.Words(s.d.Raw(k)), "", sitrep.Office)
		}
	}
	return who{}
}

// befellBy is the word that says so.
func (s *sentence) befellBy() string {
	for i := s.first; i < s.last; i++ {
		if w, ok := s.d.Language.Figure.Words[s.low(i)]; ok && w.Measure != "" && sitrep.Measure(w.Measure) != sitrep.Strength {
			return s.d.Raw(i)
		}
	}
	return ""
}

// befell is what the sentence says befell those counted; "" when it says nothing of the kind.
func (s *sentence) befell() sitrep.Measure {
	out := sitrep.Measure("")
	for i := s.first; i < s.last; i++ {
		w, ok := s.d.Language.Figure.Words[s.low(i)]
		if !ok || w.Measure == "" || sitrep.Measure(w.Measure) == sitrep.Strength {
			continue
		}
		m := sitrep.Measure(w.Measure)
		switch {
		case out == "":
			out = m
		case out != m && (m == sitrep.Missing || m == sitrep.Captured || out == sitrep.Losses):
			out = sitrep.Losses
		case out != m && (out == sitrep.Killed && m == sitrep.Wounded || out == sitrep.Wounded && m == sitrep.Killed):
			out = sitrep.Casualties
		}
	}
	return out
}

// besidesRelation are the terms of the sentence that say neither who counts nor how much.
func (s *sentence) besidesRelation(r relation, by who) []term {
	var out []term
	for _, t := range s.undated() {
		w := s.low(t.at)
		_, share := s.d.Language.Check.Shares[w]
		fw := s.d.Language.Figure.Words[w]
		switch {
		case t.num || t.at == r.at || share || s.small(t.at) > 0 || s.d.Language.Check.Accounts.Has(w) || fw.Measure != "":
		case has(by.words, strings.ToLower(s.d.Raw(t.at))) || s.d.Language.Time.Words[w].Kind != 0:
		case t.name || s.d.Language.Ledger.Groups[w] != "":
			out = append(out, t)
		}
	}
	return out
}

// inShare reports whether a figure is a number of a share that the sentence tells: "about one in four had been killed".
func (s *sentence) inShare(f *sitrep.Figure) bool {
	n := numberOf(f)
	if n < 0 || n > 10 {
		return false
	}
	for i := s.first; i < s.last; i++ {
		if _, ok := s.outOf(i); ok && s.d.Span(max(s.first, i-2), min(i+3, s.last)).Overlaps(f.Span) {
			return true
		}
	}
	return false
}

// none reports whether a figure says that nobody was counted in a sentence that gives no other: it is judged as a statement
// that denies ("no volunteers were killed").
func (s *sentence) none(f *sitrep.Figure) bool {
	if numberOf(f) != 0 || !negator(s.d.Language, s.d.Lower(s.d.TokenAt(f.Start))) {
		return false
	}
	for i := range s.figures {
		if n := numberOf(&s.figures[i]); n != 0 && !s.figures[i].Implicit {
			return false
		}
	}
	return true
}

// mostlyTold is the share of a sentence's words that must stand near two numbers of which it tells the share.
const mostlyTold = 0.6

// partOf judges a share by two numbers that a report tells as so many of so many: "13 out of 90 dives" bears out "about one dive
// in seven", "18 of the 31 lorries" more than half of them.
func (s *sentence) partOf(r relation) (sitrep.Finding, bool) {
	if r.grown {
		return sitrep.Finding{}, false
	}
	var ts []term
	var ws []string
	for _, t := range s.content() {
		_, share := s.d.Language.Check.Shares[s.low(t.at)]
		if t.num || share || t.at == r.at || s.small(t.at) > 0 || s.dates.hold(t.at) {
			continue
		}
		ts, ws = append(ts, t), append(ws, t.word)
	}
	for _, h := range s.x.lookup(ws, 40) {
		p := h.passage
		if !s.x.chosen[s.x.sources[s.x.passages[p].source].story] {
			continue
		}
		if own, _ := s.x.coverage(ts, []int32{p}); own < mostlyTold/2 {
			continue
		}
		if wide, _ := s.x.coverage(ts, s.x.near(p)); wide < mostlyTold {
			continue
		}
		d, first, last := s.x.tokens(p)
		if m := s.lastBefell(); m != "" && !tellsFate(d, first, last, m) {
			continue
		}
		qs := s.x.layer(d).within(d, s.x.passages[p].span)
		for i := 0; i+1 < len(qs); i++ {
			a, b := plain(qs[i].key), plain(qs[i+1].key)
			if a < 1 || b <= a || !ofThose(d, qs[i].last, qs[i+1].first) || !r.holds(b, a) {
				continue
			}
			why := fmt.Sprintf("It follows from %s (%s).", d.Slice(d.Span(qs[i].first, qs[i+1].last)), s.x.where(p))
			return s.x.replying(sitrep.Supported, why, []reply{{passage: p}}), true
		}
	}
	return sitrep.Finding{}, false
}

// ofThose reports whether the tokens between two numbers make the one a part of the other: "of the", "out of".
func ofThose(d *text.Doc, from, to int) bool {
	of := false
	for i := from; i < to; i++ {
		switch c := d.Language.Claims.Words[d.Lower(i)]; {
		case c == lang.OfWord:
			of = true
		case c != lang.DetWord && d.Lower(i) != "out" && d.Lower(i) != "every":
			return false
		}
	}
	return of && to-from <= 4
}

// tellsFate reports whether tokens [first, last) tell what befell people, by words of one measure only.
func tellsFate(d *text.Doc, first, last int, m sitrep.Measure) bool {
	told := false
	for i := first; i < last; i++ {
		switch sitrep.Measure(d.Language.Figure.Words[d.Lower(i)].Measure) {
		case "", sitrep.Strength:
		case m:
			told = true
		default:
			return false
		}
	}
	return told
}
