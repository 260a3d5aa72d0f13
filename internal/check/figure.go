package check

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// A figure is compared with every figure of the reports that has the same number, and with every other
// one of the same claimant. What tells two apart is counted feature by feature; the verdict follows from
// which features disagree in the figure that disagrees least.

// miss is a set of features in which a stated figure differs from one that was read.
type miss uint16

const (
	missMeasure miss = 1 << iota
	missModifier
	missSpan   // the stretch of time it counts over
	missGroup  // who is counted
	missPlace  // where
	missDate   // when it happened or was said
	missStatus // feared or projected instead of stated
	missDenied // stated by the one and denied by the other
)

// match is a figure of the reports beside a stated one.
type match struct {
	*fact
	miss    miss
	who     tie
	overlap float64 // of the words around it, 0 to 1
	common  float64 // the weight of those words
	fit     float64 // how well it shows what it shows: the sentence itself says it, of the very one named
	date    string  // the stated date that doesn't fit
	place   string  // the stated place or name that doesn't fit
	// weekday is set when the report's own sentence says that it happened on another weekday.
	weekday bool
	// part is set when only some of those counted are of the stated group.
	part bool
	// unplaced is set when the report only doesn't name that place, and gives no other.
	unplaced bool
}

// count is the number of features that differ.
func (m miss) count() int {
	n := 0
	for ; m != 0; m &= m - 1 {
		n++
	}
	return n
}

// stated is a figure of the text under check.
type stated struct {
	*sentence
	*sitrep.Figure
	count
	who    who
	also   []who // who else is said to say so: "has plans to deploy, according to"
	via    who
	about  []term // what is said besides
	places []term // names in it that are nobody's who speaks
	dates  dates
	spoken bool // its stretch of time was not read with it, and stands in the sentence
}

// state reads a figure of the text for comparison.
func (s *sentence) state(f *sitrep.Figure) *stated {
	of := s.allOf(f)
	if of == "" {
		of = s.classed(f)
	}
	if of != "" {
		g := *f
		g.Group, f = of, &g
	}
	t := &stated{sentence: s, Figure: f, count: countOf(s.d, f), dates: s.dates}
	t.who = s.whoIs(f.Claimant, f.Actor, f.ClaimantKind)
	if m := s.tollOf(); t.measure == sitrep.Strength && m != "" {
		t.measure = m
	}
	if t.stretch == "" {
		t.stretch = s.lasting(f)
		t.spoken = t.stretch != ""
	}
	for i := range s.claims {
		c := &s.claims[i]
		if c.Kind != sitrep.Statement || c.Speaker == "" || !covers(c, f.Span) || !s.somebody(c) {
			continue
		}
		if w := s.whoIs(c.Speaker, c.Actor, c.SpeakerKind); w.definite() && !w.loose && s.x.relate(w, t.who) == other {
			t.also = append(t.also, w)
		}
	}
	t.via = s.whoIs(f.Via, "", sitrep.Named)
	if len(s.figures) > 1 && len(s.dates.days) > 1 {
		t.dates = dates{} // which date belongs to which figure is not told
	}
	if c := s.d.Language.Claims.Words[firstWord(string(f.Claimant))]; c == lang.PrepWord {
		t.who = who{} // "in its update of June"
	}
	if within(t.who.words, nameWords(s.d.Slice(f.Span)+" "+string(f.Group))) {
		t.who = who{} // "nine people are reported killed": they don't report
	}
	if t.who.none() || f.ClaimantKind == sitrep.Anonymous {
		if w := s.accountant(); !w.none() && (t.who.none() || w.definite()) {
			t.who = w
		}
	}
	if t.who.none() || s.x.state(t.who) && t.who.kind == sitrep.Named && s.ofGroup(t.who) {
		if w := s.bystander(f); !w.none() {
			t.who = w
		}
	}
	from, to := s.part(s.d.TokenAt(f.Start))
	if len(s.figures) > 1 || to-from < 6 {
		from, to = s.first, s.last
	}
	for _, w := range s.content() {
		if w.at >= from && w.at < to && !s.measures(w) && !t.meta(w) {
			t.about = append(t.about, w)
		}
	}
	inGroup := func(i int) bool {
		at := s.d.Tokens[i].Start
		g := strings.Index(s.d.Text[f.Sentence.Start:f.Sentence.End], string(f.Group))
		return f.Group != "" && g >= 0 && at >= f.Sentence.Start+g && at < f.Sentence.Start+g+len(f.Group)
	}
	for _, w := range t.about {
		if w.name && !inGroup(w.at) && (s.isPlace(w.at, f) || s.x.statesWord(w.word) && s.d.Language.Claims.Words[s.low(w.at-1)] == lang.ToWord || s.x.known(w.word) && !s.x.statesWord(w.word) && !s.actors(w.at)) {
			t.places = append(t.places, w)
		}
	}
	return t
}

// tollOf is what befell those whom the sentence counts, where only a word apart from its figures says so: "put the dead at 30
// soldiers", "over 75 civilians: that is the toll"; "" where one of them was read as of what befell.
func (s *sentence) tollOf() sitrep.Measure {
	accounted := false
	for i := range s.figures {
		if s.figures[i].Measure != sitrep.Strength {
			return ""
		}
	}
	for i := s.first; i < s.last; i++ {
		if s.quoted(i) {
			continue
		}
		w := s.low(i)
		if w == "toll" {
			accounted = true
			continue
		}
		if word, ok := s.d.Language.Figure.Words[w]; ok && word.Measure != "" && sitrep.Measure(word.Measure) != sitrep.Strength && s.low(i-1) == "the" {
			for k := i - 2; k >= s.first && k >= i-4; k-- {
				accounted = accounted || s.d.Language.Check.Giving.Has(s.low(k))
			}
		}
	}
	if !accounted {
		return ""
	}
	if m := s.befell(); m != "" {
		return m
	}
	return sitrep.Killed
}

// firstWord is the first word of a name, in lower case.
func firstWord(name string) string {
	w, _, _ := strings.Cut(strings.ToLower(name), " ")
	return w
}

// bystander is the one body or person who speaks in the reports and is named in the figure's part of the sentence: "the NIS
// has the dead at 300, and Kirby tells". Nobody when there are two.
func (s *sentence) bystander(f *sitrep.Figure) who {
	from, to := s.part(s.d.TokenAt(f.Start))
	var out who
	for i := from; i < to; i++ {
		if s.d.Tokens[i].Kind != text.Word || s.d.Tokens[i].Shape == text.Lower || s.quoted(i) {
			continue
		}
		w, n := s.x.registered(s.d, i, to)
		if n == 0 {
			continue
		}
		i += n - 1
		if w.none() || s.x.state(w) || !s.x.speaksAnywhere(w) {
			continue
		}
		if !out.none() && s.x.relate(out, w) != same {
			return who{}
		}
		out = w
	}
	out.loose = !out.none()
	return out
}

// part are the tokens of the part of the sentence a token stands in: parts are joined by a comma and "and", "but" or "while".
func (s *sentence) part(at int) (from, to int) {
	from, to = s.first, s.last
	for i := s.first + 1; i < s.last; i++ {
		c := s.d.Language.Claims.Words[s.low(i)]
		if s.d.Raw(i-1) != "," && s.d.Raw(i-1) != ";" || c != lang.AndWord && c != lang.ButWord && c != lang.SubordinateWord {
			continue
		}
		if i <= at {
			from = i
		} else {
			to = min(to, i)
		}
	}
	return from, to
}

// ofCounting reports whether a term is a word for counts and those who give them.
func (s *sentence) ofCounting(w term) bool {
	c := &s.d.Language.Check
	raw := s.low(w.at)
	return !w.many && (c.Giving.Has(raw) || c.Accounts.Has(raw) || c.Telling.Has(raw))
}

// meta reports whether a term says who counts and how, and nothing of the matter: "the Observatory's count stands at".
func (t *stated) meta(w term) bool {
	c := &t.d.Language.Check
	raw := t.low(w.at)
	if !w.many && (c.Giving.Has(raw) || c.Accounts.Has(raw)) {
		return true
	}
	if has(t.who.words, strings.TrimSuffix(raw, "'s")) && (!t.who.loose || w.name) {
		return true
	}
	for i := t.first; i <= w.at; i++ {
		if n, _ := c.Current.Match(t.low, i); n > 0 && i+n > w.at {
			return true
		}
	}
	return false
}

// isPlace reports whether a name says where: it stands in the place read, or behind a preposition of place.
func (s *sentence) isPlace(i int, f *sitrep.Figure) bool {
	if s.d.Language.Ledger.Kinds.Has(s.d.Lower(i)) {
		return false // "Oblast" tells no place from another
	}
	if f.Place != "" && strings.Contains(string(f.Place), s.d.Raw(i)) {
		return true
	}
	for k := i - 1; k >= s.first && k >= i-5; k-- {
		if k < i-3 && !(s.d.Language.Claims.Words[s.low(i-1)] == lang.OfWord && s.d.Language.Ledger.Kinds.Has(s.low(i-2))) {
			return false // farther only in "in the city of Raqqa"
		}
		if s.d.Language.Story.At.Has(s.d.Lower(k)) {
			return true
		}
		if s.d.Tokens[k].Kind == text.Punct {
			return false
		}
	}
	return false
}

// actors reports whether a token stands in the name of somebody the registry knows, who is no place.
func (s *sentence) actors(i int) bool {
	for _, m := range s.mentions() {
		if m.First <= i && i < m.Last {
			if a, ok := s.x.Registry.Lookup(s.d.Slice(s.d.Span(m.First, m.Last))); ok && a.Kind != "state" {
				return true
			}
			ref := s.x.textCast.Resolve(s.d, m.First, m.Last)
			if a, ok := s.x.Registry.Lookup(string(ref.Actor)); ok && a.Kind != "state" {
				return true
			}
		}
	}
	return false
}

// statesWord reports whether a term is a state's name.
func (x *index) statesWord(w string) bool { return x.states[w] }

// measures reports whether a term is a word by which a figure of the sentence is measured, or one for people at
// large: these are compared as such and needn't stand in a passage.
func (s *sentence) measures(w term) bool {
	raw := s.d.Raw(w.at)
	if low := strings.ToLower(raw); s.d.Language.Ledger.Groups[low] == people || s.d.Language.Check.Passing.Has(low) {
		return true
	}
	for i := range s.figures {
		for _, m := range strings.Fields(string(s.figures[i].Word)) {
			if m == raw {
				return true
			}
		}
	}
	return false
}

// farShare is what a name that stands elsewhere in a report is worth of one that stands near.
const farShare = 0.7

// measureWeight is how much it says of two figures that they count the same.
const measureWeight = 2.5

// matches are the figures of the reports with the stated number, or a number the stated word may stand for.
func (t *stated) matches() []match {
	var out []match
	for _, e := range t.sameNumber() {
		if !t.x.chosen[t.x.sources[e.source].story] {
			continue
		}
		m := t.compare(e)
		if e.passage == t.copied && e.measure == t.measure && e.bound == t.bound {
			m.who, m.overlap = same, 1
			m.miss &= missSpan
			if t.says(e.When) {
				m.miss = 0
			}
		}
		if !t.x.kin && m.common < leastCommon && !t.known(e) {
			continue
		}
		if m.overlap < leastOverlap && !(m.who == same && !t.who.none() && (m.miss&missMeasure == 0 || t.odd())) {
			continue
		}
		out = append(out, m)
	}
	return out
}

// leastCommon is the weight of words that must stand near a figure for it to be of the same matter, where nothing else
// shows that the text and the reports are.
const leastCommon = 4

// known reports whether the stated claimant is known by name to give a figure.
func (t *stated) known(e *fact) bool {
	return t.who.definite() && !t.who.loose && t.x.gives(t.who, e) == same
}

// leastOverlap is the share of a sentence's words that must stand near a figure for it to be of the same
// matter.
const leastOverlap = 0.3

// says reports whether the sentence holds a time's words.
func (t *stated) says(when sitrep.Words) bool {
	return strings.Contains(strings.ToLower(t.d.Slice(t.span)), strings.ToLower(string(when)))
}

// odd reports whether the number is one that is seldom met by chance: neither small nor round.
func (t *stated) odd() bool { return t.core > 12 && t.core%10 != 0 }

func (t *stated) sameNumber() []*fact {
	if t.core >= 0 {
		return t.x.byCore[t.core]
	}
	word, bounds, ok := t.x.vague(t.d.Slice(t.Figure.Span))
	var out []*fact
	for _, e := range t.x.facts {
		if e.core < 0 {
			if w, _, _ := t.x.vague(t.x.sources[e.source].report.In(e.In)[e.Start:e.End]); w == word {
				out = append(out, e)
			}
			continue
		}
		if ok && e.core >= bounds[0] && e.core <= bounds[1] {
			out = append(out, e)
		}
	}
	return out
}

// vague is the word by which some words tell a number nobody gave, and what it may stand for.
func (x *index) vague(words string) (string, [2]int64, bool) {
	words = strings.ToLower(words)
	for _, w := range strings.Fields(words) {
		if b, ok := x.language.Check.Vague[w]; ok {
			return w, b, true
		}
	}
	return words, [2]int64{}, false
}
