package check

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// sentence is one sentence of the text under check, read with the same readers as the reports.
type sentence struct {
	x           *index
	d           *text.Doc
	span        sitrep.Span
	first, last int // tokens
	terms       []term
	figures     []sitrep.Figure
	claims      []sitrep.Claim
	dates       dates
	former      bool
	apart       []bool // tokens of speakers, cues and dates: no part of what is said
	tells_      *who   // who it says gives its counts, when asked
	reckoned    bool   // what it says was worked out from two counts
	copied      int32  // the passage it repeats word for word, or -1
	kindred     map[int][]int32
}

// farCue is how many bytes behind its sentence a claim's cue may stand: of a label and its colon.
const farCue = 1000

// read collects what was read from sentence i of the text, of what was read from there on.
func (x *index) read(d *text.Doc, i int, claims []sitrep.Claim, figures []sitrep.Figure) *sentence {
	t := &d.Sentences[i]
	s := &sentence{x: x, d: d, span: t.Span, first: t.First, last: t.Last, copied: -1}
	for s.first < s.last && bullet(d.Raw(s.first)) {
		s.first++
	}
	if s.first == s.last {
		s.first = t.First
	}
	s.span.Start = d.Tokens[s.first].Start
	for k := range claims {
		if len(claims[k].Cue) > 0 && claims[k].Cue[0].Start > t.End+farCue {
			break
		}
		if t.Span.Contains(claims[k].Sentence) {
			s.claims = append(s.claims, claims[k])
		}
	}
	for k := range figures {
		if figures[k].Start >= t.End {
			break
		}
		if t.Span.Contains(figures[k].Sentence) {
			s.figures = append(s.figures, figures[k])
		}
	}
	s.terms = terms(d, s.first, s.last)
	s.dates = x.datesIn(d, s.first, s.last)
	s.dateless()
	s.numbered()
	s.former = s.phrase(d.Language.Check.Former.Match) >= 0
	s.setApart()
	return s
}

// dateless drops what was read as a count and is the second day of a date: "on December 14 and 15".
func (s *sentence) dateless() {
	kept := s.figures[:0:0]
	for _, f := range s.figures {
		i := s.d.TokenAt(f.Start)
		day := f.Min.Known && f.Min.N <= 31 && s.d.Tokens[i].Kind == text.Number && i > s.first+1 && s.dates.hold(i-2) &&
			s.d.Language.Claims.Words[s.low(i-1)] == lang.AndWord && (i+1 >= s.last || s.d.Tokens[i+1].Kind == text.Punct)
		if !day {
			kept = append(kept, f)
		}
	}
	s.figures = kept
}

// numbered makes a figure of the one number of a sentence in which none was read, where it says what befell those counted:
// "puts the casualties above 6,000".
func (s *sentence) numbered() {
	if len(s.figures) > 0 {
		return
	}
	measure := s.befell()
	if measure == "" && s.accounts() {
		measure = sitrep.Strength
	}
	if measure == "" {
		return
	}
	var found *text.Quantity
	for _, q := range s.x.layer(s.d).countsIn(s.first, s.last) {
		if q.First < s.first || q.Last > s.last || q.Unit != text.Count || s.dates.hold(q.First) || !q.Value.Known || q.Value.N < 2 {
			continue
		}
		if found != nil {
			return
		}
		found = &q
	}
	if found == nil {
		return
	}
	s.figures = append(s.figures, sitrep.Figure{
		Span: s.d.Span(found.First, found.Last), Sentence: s.span, Min: found.Min, Max: found.Max, Modifier: found.Modifier,
		Measure: measure, Word: sitrep.Words(s.befellBy()), Basis: sitrep.Cumulative, Status: sitrep.Asserted, ClaimantKind: sitrep.Nobody, Confidence: 0.5,
	})
}

// accounts reports whether the sentence speaks of a count of some class of people: "the estimate for troops in Russia is".
func (s *sentence) accounts() bool {
	for i := s.first; i < s.last; i++ {
		if !s.d.Language.Check.Accounts.Has(s.low(i)) {
			continue
		}
		if c := s.d.Language.Claims.Words[s.low(i+1)]; c != lang.OfWord && c != lang.ForWord {
			continue
		}
		for k := i + 2; k < s.last && k <= i+5; k++ {
			if g := s.d.Language.Ledger.Groups[s.low(k)]; g != "" && g != people {
				return true
			}
		}
	}
	return false
}

func bullet(w string) bool {
	switch w {
	case "-", "–", "—", "*", "•", "·", "#", "##", "###", ">":
		return true
	}
	return false
}

// phrase finds the first token at which a phrase of a list stands outside quotation marks, or -1.
func (s *sentence) phrase(match func(func(int) string, int) (int, string)) int {
	for i := s.first; i < s.last; i++ {
		if n, _ := match(s.low, i); n > 0 && !s.quoted(i) {
			return i
		}
	}
	return -1
}

func (s *sentence) low(i int) string {
	if i < s.first || i >= s.last {
		return ""
	}
	return s.d.Lower(i)
}

func (s *sentence) quoted(i int) bool {
	return len(quotesIn(s.d, i, i+1)) > 0
}

// setApart marks the tokens that say who speaks and when.
func (s *sentence) setApart() {
	s.apart = make([]bool, s.last-s.first)
	mark := func(sp sitrep.Span) {
		for i := s.d.TokenAt(sp.Start); i < s.last && i < len(s.d.Tokens) && s.d.Tokens[i].Start < sp.End; i++ {
			if i >= s.first {
				s.apart[i-s.first] = true
			}
		}
	}
	for i := range s.claims {
		if !s.somebody(&s.claims[i]) {
			continue
		}
		for _, sp := range s.claims[i].Source {
			mark(sp)
		}
		if s.claims[i].Kind == sitrep.Statement {
			for _, sp := range s.claims[i].Cue {
				if !s.tells(sp) {
					mark(sp)
				}
			}
		}
	}
	for i := 0; i+1 < len(s.dates.spans); i += 2 {
		mark(s.d.Span(s.dates.spans[i], s.dates.spans[i+1]))
	}
	for i := range s.figures {
		mark(s.figures[i].Span)
		s.markName(string(s.figures[i].Claimant))
		s.markName(string(s.figures[i].Via))
	}
}

// tells reports whether a cue says more than that something was said: "accepted", "rejected".
func (s *sentence) tells(cue sitrep.Span) bool {
	for i := s.d.TokenAt(cue.Start); i < s.last && s.d.Tokens[i].Start < cue.End; i++ {
		if len(s.x.opposite[meaning(s.d.Language, s.d.Lower(i))]) > 0 {
			return true
		}
	}
	return false
}

// markName marks the words of a name wherever they stand.
func (s *sentence) markName(name string) {
	if name == "" {
		return
	}
	if at := strings.Index(s.d.Text[s.d.Tokens[s.first].Start:s.span.End], name); at >= 0 {
		from := s.d.Tokens[s.first].Start + at
		for i := s.d.TokenAt(from); i < s.last && s.d.Tokens[i].Start < from+len(name); i++ {
			s.apart[i-s.first] = true
		}
	}
}

// whoIs is who speaks in the sentence, loosely known when it doesn't name him itself.
func (s *sentence) whoIs(name sitrep.Words, id sitrep.ActorID, kind sitrep.ClaimantKind) who {
	w := s.x.whoIs(name, id, kind)
	if w.none() {
		return w
	}
	if len(w.chain) == 0 {
		w.chain = s.x.theOne(w)
	}
	if len(w.chain) == 0 && !w.definite() {
		w.chain = s.x.theWatcher(w)
	}
	w.holder = s.x.holderOf(w)
	if len(w.words) == 0 && len(w.chain) > 0 {
		for _, m := range s.mentions() { // "The WHO", read as "the" and a pronoun
			if a, ok := s.x.Registry.Lookup(s.d.Slice(s.d.Span(m.First, m.Last))); ok && a.ID == w.chain[0] {
				w.words = nameWords(s.d.Slice(s.d.Span(m.First, m.Last)))
			}
		}
		for i := s.first; i < s.last && len(w.words) == 0; i++ {
			if a, ok := s.x.Registry.Lookup(s.d.Raw(i)); ok && a.ID == w.chain[0] && s.d.Tokens[i].Shape == text.Upper {
				w.words = nameWords(s.d.Raw(i))
			}
		}
	}
	words := nameWords(s.d.Slice(s.span))
	for _, v := range w.words {
		if has(words, v) {
			return w
		}
	}
	for _, v := range s.x.offices[last(w.words)] {
		if has(words, v) {
			return w // "the transport minister", as the reports call him
		}
	}
	w.loose = true
	return w
}

func last(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// content are the terms that say what happened: not who says so, when, or how many.
func (s *sentence) content() []term {
	var out []term
	for _, t := range s.terms {
		if n, _ := s.d.Language.Check.Current.Match(s.low, t.at); n > 0 && !t.name && !t.many {
			continue // "latest"
		}
		if s.apart[t.at-s.first] || t.at > s.first && negator(s.d.Language, s.low(t.at-1)) && s.d.Language.Check.Tokens.Has(s.low(t.at)) {
			continue // "no sign of"
		}
		if s.d.Language.Check.Fillers.Has(s.low(t.at)) && !t.name && !t.many {
			continue
		}
		if s.d.Language.Check.Speaking.Has(s.low(t.at)) && !t.many && s.speaking(t.at) {
			continue // "Kirby spoke of"
		}
		if !t.name && s.beforeToken(t.at) {
			continue // "found no evidence of"
		}
		if s.d.Language.Check.Failing.Has(s.low(t.at)) && s.d.Language.Claims.Words[s.low(t.at+1)] == lang.ToWord {
			continue // "failed to break" is judged as not broken
		}
		out = append(out, t)
	}
	return out
}

// beforeToken reports whether a word stands right before a negation and a word between it and what is not so: "found no
// evidence", "saw no sign".
func (s *sentence) beforeToken(i int) bool {
	w := s.low(i + 1)
	return w != "" && negator(s.d.Language, w) && s.d.Language.Check.Tokens.Has(s.low(i+2)) && past(s.d, i) && s.d.Language.Claims.Words[s.low(i+3)] != lang.NoClaimWord
}

// speaking reports whether a verb of speech stands right behind one who is said to speak.
func (s *sentence) speaking(i int) bool {
	for k := range s.claims {
		for _, sp := range s.claims[k].Source {
			if n := i - s.d.TokenAt(sp.End-1); n > 0 && n <= 3 {
				return true
			}
		}
	}
	for k := i - 1; k >= s.first && k >= i-2; k-- {
		if t := &s.d.Tokens[k]; t.Kind == text.Word && t.Shape != text.Lower && s.d.Language.Claims.Words[t.Lower] == lang.NoClaimWord {
			return true
		}
	}
	return false
}

// undated are the terms but for those of dates, which say nothing of the matter.
func (s *sentence) undated() []term {
	var out []term
	for _, t := range s.terms {
		if !s.dates.hold(t.at) {
			out = append(out, t)
		}
	}
	return out
}

// coverage is the share of the weight of terms that stands in passages, 0 to 1; missing are those that
// don't.
func (x *index) coverage(ts []term, ps []int32) (share float64, missing []term) {
	all, found := 0.0, 0.0
	for _, t := range ts {
		w := x.weight(t.word)
		all += w
		if x.anyHas(ps, t.word) {
			found += w
			continue
		}
		missing = append(missing, t)
	}
	if all == 0 {
		return 0, nil
	}
	return found / all, missing
}

func (x *index) anyHas(ps []int32, w string) bool {
	id, ok := x.ids[w]
	if !ok {
		return false
	}
	for _, p := range ps {
		if x.has(p, id) {
			return true
		}
	}
	return false
}

// inReport reports whether a report holds a word anywhere.
func (x *index) inReport(at int32, w string) bool {
	id, ok := x.ids[w]
	if !ok {
		return x.spelt(at, w)
	}
	src := &x.sources[at]
	for p := min(src.title[0], src.body[0]); p < max(src.title[1], src.body[1]); p++ {
		if x.has(p, id) {
			return true
		}
	}
	return len(w) > 3 && x.spelt(at, w)
}

// spelt reports whether a report holds a name that stands in no report in another spelling: "Quriyah" for "Quria".
func (x *index) spelt(at int32, w string) bool {
	if len(w) < 3 {
		return false
	}
	src := &x.sources[at]
	for p := min(src.title[0], src.body[0]); p < max(src.title[1], src.body[1]); p++ {
		for _, id := range x.passages[p].terms {
			v := x.spelling[id]
			if _, name, ok := strings.Cut(v, "-"); ok && len(name) > 2 {
				v = name // "al-Quriyah"
			}
			if len(v) > 2 && len(skeleton(w)) > 1 && v[0] == w[0] && within2(v, w) && skeleton(v) == skeleton(w) {
				return true
			}
		}
	}
	return false
}

// skeleton is a word by its consonants, without those that come and go when a name is spelt in other letters.
func skeleton(w string) string {
	var out []byte
	for i := 0; i < len(w); i++ {
		switch c := w[i]; {
		case strings.IndexByte("aeiouyhw-'", c) >= 0:
		case len(out) > 0 && out[len(out)-1] == c:
		default:
			out = append(out, c)
		}
	}
	return string(out)
}

// within2 reports whether two words are at most two letters apart in length.
func within2(a, b string) bool { return len(a)-len(b) <= 2 && len(b)-len(a) <= 2 }

// deniesAfter reports whether the verb that follows token from is negated ("35 bodies had not been found").
func deniesAfter(d *text.Doc, from, last int) bool {
	words := d.Language.Claims.Words
	for i := from; i < last && i < from+8; i++ {
		switch words[d.Lower(i)] {
		case lang.AndWord, lang.ButWord, lang.ThatWord, lang.RelativeWord, lang.SubordinateWord:
			return false
		case lang.BeWord, lang.HaveWord, lang.DoWord, lang.ModalWord:
			return i+1 < last && negator(d.Language, d.Lower(i+1)) || strings.HasSuffix(d.Lower(i), "n't")
		}
		switch d.Raw(i) {
		case ",", ";", ":", "—", "–", "“", "”", "\"":
			return false
		}
	}
	return false
}

// denies reports whether a negation turns the words of tokens [first, last) around: it stands before them
// with no bound of a clause between. "Not more than 30" and "no fewer than 30" deny nothing.
func denies(d *text.Doc, from, first, last int) bool {
	for i := last - 1; i >= from; i-- {
		w := d.Lower(i)
		if negator(d.Language, w) {
			next := d.Language.Claims.Words[d.Lower(i+1)]
			if i+2 < len(d.Tokens) && d.Lower(i+2) == "than" || next == lang.AsWord {
				continue
			}
			return i < first || i < last
		}
		if i >= first {
			continue
		}
		switch d.Language.Claims.Words[w] {
		case lang.AndWord, lang.ButWord, lang.ThatWord, lang.RelativeWord, lang.SubordinateWord:
			return false
		case lang.SayVerb:
			if !(i > from && negator(d.Language, d.Lower(i-1)) || i > from+1 && negator(d.Language, d.Lower(i-2))) {
				return false // "which did not mention a wedding said 40 were killed"
			}
		}
		switch d.Raw(i) {
		case ",", ";", ":", "—", "–", "“", "”", "\"":
			return false
		}
	}
	return false
}
