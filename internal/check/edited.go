package check

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// A sentence that repeats a passage nearly word for word is held to it word by word: the two are laid beside each other,
// and what stands in the one in the place of something else in the other tells what was changed: "before" for "after",
// "all of" for "part of", another day, another town, "helped" for "could help". So few words of so many change that the
// words in common, by weight, would bear the sentence out.

// edit is what differs between a sentence and a passage it repeats: tokens of the one in the place of tokens of the other.
type edit struct{ mine, theirs []int }

// Bounds of a near repetition.
const (
	closeShare = 0.7 // of the sentence's words stand in the passage, in the same order
	closeWords = 6   // at least
	longEdit   = 4   // words that stand in the place of more than so many are no mere change
)

// edited judges a sentence by what it changes in the passage that it repeats most closely; ok is false when it repeats none,
// or changes nothing that matters in one of them.
func (s *sentence) edited() (sitrep.Finding, bool) {
	ws := make([]string, len(s.terms))
	for i, t := range s.terms {
		ws[i] = t.word
	}
	var found sitrep.Finding
	best := 0.0
	for _, h := range s.x.lookup(ws, 8) {
		if !s.x.chosen[s.x.sources[s.x.passages[h.passage].source].story] {
			continue
		}
		edits, share := s.against(h.passage)
		if share < closeShare || s.countsElse(h.passage) {
			continue
		}
		f, ok := s.changes(h.passage, edits)
		if !ok {
			return sitrep.Finding{}, false
		}
		if share > best {
			found, best = f, share
		}
	}
	return found, best > 0
}

// countsElse reports whether a passage holds none of the numbers of people that the sentence does: its figures are borne out by
// others, and this one tells of something else in the same words.
func (s *sentence) countsElse(p int32) bool {
	counted := false
	for i := range s.figures {
		n := numberOf(&s.figures[i])
		if n <= 0 || s.figures[i].Implicit {
			continue
		}
		counted = true
		for _, e := range s.x.passages[p].figures {
			if e.core == n {
				return false
			}
		}
	}
	return counted && len(s.x.passages[p].figures) > 0
}

// against lays the sentence beside a passage: what differs, and the share of the sentence's words that don't.
func (s *sentence) against(p int32) ([]edit, float64) {
	d, first, last := s.x.tokens(p)
	a, b := wordsOf(s.d, s.first, s.last), wordsOf(d, first, last)
	if len(a) < closeWords {
		return nil, 0
	}
	v, w := sayings(s.d, a), sayings(d, b)
	if met := inBoth(v, w); float64(met) < closeShare*float64(len(a)) {
		return nil, 0
	}
	// common[i][k] is how many words a[i:] and b[k:] have in common, in order.
	common := make([][]int16, len(a)+1)
	all := make([]int16, (len(a)+1)*(len(b)+1))
	for i := range common {
		common[i] = all[i*(len(b)+1) : (i+1)*(len(b)+1)]
	}
	for i := len(a) - 1; i >= 0; i-- {
		for k := len(b) - 1; k >= 0; k-- {
			if v[i].equal(w[k]) {
				common[i][k] = common[i+1][k+1] + 1
			} else {
				common[i][k] = max(common[i+1][k], common[i][k+1])
			}
		}
	}
	share := float64(common[0][0]) / float64(len(a))
	if share < closeShare {
		return nil, share
	}
	var out []edit
	var e edit
	met := false // the passage's words before the first in common are no change
	flush := func() {
		if len(e.mine) > 0 || len(e.theirs) > 0 && met {
			out = append(out, e)
		}
		e = edit{}
	}
	i, k := 0, 0
	for i < len(a) && k < len(b) {
		switch {
		case v[i].equal(w[k]):
			flush()
			met = true
			i, k = i+1, k+1
		case common[i+1][k] >= common[i][k+1]:
			e.mine = append(e.mine, a[i])
			i++
		default:
			e.theirs = append(e.theirs, b[k])
			k++
		}
	}
	e.mine = append(e.mine, a[i:]...)
	if len(e.mine) > 0 {
		e.theirs = append(e.theirs, b[k:min(len(b), k+longEdit)]...)
		flush()
	}
	return out, share
}

// wordsOf are the tokens of a sentence that are no marks.
func wordsOf(d *text.Doc, first, last int) []int {
	out := make([]int, 0, last-first)
	for i := first; i < last; i++ {
		if d.Tokens[i].Kind != text.Punct && d.Language.Claims.Words[d.Lower(i)] != lang.OwnerWord {
			out = append(out, i)
		}
	}
	return out
}

// said is a token as it is compared: its word, and what that means where another word may say so.
type said struct{ word, means string }

func sayings(d *text.Doc, at []int) []said {
	out := make([]said, len(at))
	for n, i := range at {
		out[n].word = strings.TrimSuffix(d.Lower(i), "'s")
		if d.Language.Check.Swaps[out[n].word] == nil {
			out[n].means = meaning(d.Language, out[n].word)
		}
	}
	return out
}

func (a said) equal(b said) bool { return a.word == b.word || a.means != "" && a.means == b.means }

// inBoth counts the words of one list that stand in another.
func inBoth(a, b []said) int {
	words := make(map[string]bool, 2*len(b))
	for _, v := range b {
		words[v.word], words["="+v.means] = true, true
	}
	n := 0
	for _, v := range a {
		if words[v.word] || v.means != "" && words["="+v.means] {
			n++
		}
	}
	return n
}

// changes judges what a sentence changes in a passage; ok is false when nothing of it matters.
func (s *sentence) changes(p int32, edits []edit) (sitrep.Finding, bool) {
	d, _, _ := s.x.tokens(p)
	out := sitrep.Finding{Verdict: sitrep.Supported}
	for _, e := range edits {
		v, mine, theirs := s.change(p, d, e)
		if rank(v) >= rank(out.Verdict) {
			continue
		}
		why := "%s has “" + theirs + "”, not “" + mine + "”"
		switch {
		case theirs == "":
			why = "%s doesn't say “" + mine + "”"
		case mine == "":
			why = "%s has it only with “" + theirs + "”"
		}
		st := s.saying()
		out = s.x.replying(v, st.whyReply(why, &reply{passage: p}), []reply{{passage: p}})
	}
	return out, out.Verdict != sitrep.Supported
}

// change judges one change: supported when it doesn't matter, else with the word of the sentence and that of the passage.
func (s *sentence) change(p int32, d *text.Doc, e edit) (v sitrep.Verdict, mine, theirs string) {
	if len(e.theirs) > longEdit || len(e.mine) > longEdit+2 {
		return sitrep.Supported, "", ""
	}
	c := &s.d.Language.Check
	for _, i := range e.mine {
		for _, k := range e.theirs {
			if v := s.exchanged(p, d, i, k); v != sitrep.Supported {
				return v, s.d.Raw(i), d.Raw(k)
			}
		}
	}
	if len(e.mine) == 0 || len(e.theirs) == 0 || s.wordless(s.d, e.mine) || s.wordless(d, e.theirs) {
		if odd(s.d, e.mine) != odd(d, e.theirs) {
			if i := firstOf(e.mine, func(i int) bool {
				return negator(s.d.Language, s.d.Lower(i)) && s.low(i+1) != "only" && s.low(i+2) != "than"
			}); i >= 0 {
				return sitrep.Contradicted, s.d.Raw(i), ""
			}
			if k := firstOf(e.theirs, func(k int) bool { return negator(d.Language, d.Lower(k)) && d.Lower(k+1) != "only" }); k >= 0 {
				return sitrep.Contradicted, "", d.Raw(k)
			}
		}
	}
	if len(e.mine) == 0 {
		for _, k := range e.theirs { // "some of the"
			if a := c.Amounts[d.Lower(k)]; a != "" && a != "all" && a != "none" && d.Language.Claims.Words[d.Lower(k+1)] == lang.OfWord && !s.x.figured(p, d, k) {
				return sitrep.Misstated, "", d.Raw(k) + " " + d.Raw(k+1)
			}
		}
	}
	if k := firstOf(e.theirs, func(k int) bool { return c.Open.Has(d.Lower(k)) }); k >= 0 && !s.opens() &&
		firstOf(e.mine, func(i int) bool { return s.d.Language.Claims.Words[s.low(i)] == lang.ToWord }) < 0 {
		return sitrep.Misstated, "", d.Raw(k)
	}
	return s.replaced(p, d, e)
}

// exchanged judges one word of a change beside one of the other side.
func (s *sentence) exchanged(p int32, d *text.Doc, i, k int) sitrep.Verdict {
	c := &s.d.Language.Check
	v, w := s.low(i), d.Lower(k)
	if s.inFigure(i) && s.d.Language.Check.Vague[v] == [2]int64{} {
		return sitrep.Supported // it is compared as such
	}
	a, b := s.d.Language.Time.Words[v], d.Language.Time.Words[w]
	if a.Kind == b.Kind && (a.Kind == lang.Weekday || a.Kind == lang.Month) && a.N != b.N && s.d.Tokens[i].Shape != text.Lower {
		return sitrep.Misstated
	}
	for _, x := range c.Swaps[v] {
		for _, y := range c.Swaps[w] {
			if x == y && v != w {
				return sitrep.Contradicted
			}
		}
	}
	if s.dates.hold(i) {
		return sitrep.Supported
	}
	if x, y := c.Amounts[v], c.Amounts[w]; x != "" && y != "" && x != y {
		switch {
		case x == "none" || y == "none":
			return sitrep.Contradicted
		case x == "all", x == "most" && y != "all", x == "few":
			return sitrep.Misstated
		}
	}
	if s.otherAmount(d, i, k) {
		return sitrep.Contradicted
	}
	m, n := meaning(s.d.Language, v), meaning(d.Language, w)
	if m != "" && s.x.anyHas([]int32{p}, m) {
		return sitrep.Supported // "both were safe, his father was killed": the passage says it, and the contrary of others
	}
	for _, o := range s.x.opposite[m] {
		if m != "" && o == n && s.d.Tokens[i].Shape == text.Lower && d.Tokens[k].Shape == text.Lower {
			return sitrep.Contradicted
		}
	}
	return sitrep.Supported
}

// otherAmount reports whether two tokens are numbers, and others: in digits, in words, or a word for a number nobody gave.
func (s *sentence) otherAmount(d *text.Doc, i, k int) bool {
	a, b := s.x.amountAt(s.d, i), s.x.amountAt(d, k)
	return a[1] > 0 && b[1] > 0 && (a[1] < b[0] || b[1] < a[0])
}

// amountAt is the least and the most that a token may stand for as a number; zeros when it is none.
func (x *index) amountAt(d *text.Doc, i int) [2]int64 {
	for _, q := range x.layer(d).numbers {
		if q.core == i {
			if n := plain(q.key); n > 0 {
				return [2]int64{n, n}
			}
		}
	}
	if d.Language.Check.Amounts[d.Lower(i)] != "" {
		return [2]int64{}
	}
	return d.Language.Check.Vague[d.Lower(i)]
}

// amounted reports whether a token stands in a number.
func (x *index) amounted(d *text.Doc, i int) bool {
	for _, q := range x.layer(d).numbers {
		if q.first <= i && i < q.last {
			return true
		}
	}
	return false
}

// replaced judges words of meaning in the place of others.
func (s *sentence) replaced(p int32, d *text.Doc, e edit) (v sitrep.Verdict, mine, theirs string) {
	if len(e.mine) == 0 || len(e.theirs) == 0 || len(e.mine) > 3 {
		return sitrep.Supported, "", ""
	}
	x := s.x
	a, b := among(s.terms, e.mine), among(terms(d, e.theirs[0], e.theirs[len(e.theirs)-1]+1), e.theirs)
	if len(a) == 0 || len(b) == 0 {
		return sitrep.Supported, "", ""
	}
	near := x.near(p)
	for _, t := range a {
		if t.num || x.amounted(s.d, t.at) || s.apart[t.at-s.first] || !t.name && x.weight(t.word) <= commonWeight || s.speaking(t.at) || s.inFigure(t.at) || s.dates.hold(t.at) || s.measures(t) || s.befalls(t) || s.d.Language.Check.Fillers.Has(s.low(t.at)) {
			continue
		}
		same, name := false, ""
		for _, u := range b {
			same = same || x.oneName(t, u)
			if u.name {
				name = d.Raw(u.at)
			}
		}
		switch {
		case same || x.anyHas(near[:1], t.word):
		case t.name && name != "":
			switch {
			case x.statesWord(t.word) && x.anyHas(near, t.word):
			case x.anyHas(near, t.word) || x.usual(t.word) || !x.known(t.word):
				v, mine, theirs = sitrep.NotInReports, s.d.Raw(t.at), name
			default:
				return sitrep.Misstated, s.d.Raw(t.at), name
			}
		case t.name || name != "" || x.anyHas(near, t.word) || x.inReport(x.passages[p].source, t.word):
		default:
			v, mine, theirs = sitrep.NotInReports, s.d.Raw(t.at), d.Raw(b[0].at)
		}
	}
	if v == "" {
		v = sitrep.Supported
	}
	return v, mine, theirs
}

// befalls reports whether a word says what befell people in a sentence that gives a figure: the figures are compared as such
// ("put the losses at 40 killed").
func (s *sentence) befalls(t term) bool {
	return len(s.figures) > 0 && s.d.Language.Figure.Words[s.low(t.at)].Parts.Has(lang.Measured)
}

// oneName reports whether two words stand for the same; two names do where they are one in another spelling, or one person's.
func (x *index) oneName(a, b term) bool {
	if !a.name || !b.name {
		return x.alike(a.word, b.word)
	}
	return skeleton(a.word) == skeleton(b.word) || x.people[a.word] != "" && x.people[a.word] == x.people[b.word]
}

// among keeps the terms that begin at one of some tokens.
func among(ts []term, at []int) []term {
	var out []term
	for _, t := range ts {
		for _, i := range at {
			if t.at == i {
				out = append(out, t)
			}
		}
	}
	return out
}

// wordless reports whether tokens hold no word of meaning.
func (s *sentence) wordless(d *text.Doc, at []int) bool {
	return firstOf(at, func(i int) bool { return meaning(d.Language, d.Lower(i)) != "" }) < 0
}

// odd reports whether an odd number of tokens negate.
func odd(d *text.Doc, at []int) bool {
	n := 0
	for _, i := range at {
		if negator(d.Language, d.Lower(i)) {
			n++
		}
	}
	return n%2 == 1
}

// firstOf is the first of some tokens that fits, or -1.
func firstOf(at []int, fits func(int) bool) int {
	for _, i := range at {
		if fits(i) {
			return i
		}
	}
	return -1
}

// opens reports whether the sentence itself leaves open whether it is so, or who says so is told.
func (s *sentence) opens() bool {
	for i := s.first; i < s.last; i++ {
		if s.d.Language.Check.Open.Has(s.low(i)) {
			return true
		}
	}
	return false
}

// inFigure reports whether a token stands in the words of a figure of the sentence.
func (s *sentence) inFigure(i int) bool {
	at := s.d.Span(i, i+1)
	for k := range s.figures {
		if s.figures[k].Overlaps(at) {
			return true
		}
	}
	return false
}

// figured reports whether a token of a passage stands in the words of a figure.
func (x *index) figured(p int32, d *text.Doc, i int) bool {
	at := d.Span(i, i+1)
	for _, e := range x.passages[p].figures {
		if e.Overlaps(at) {
			return true
		}
	}
	return false
}
