package support

import (
	"fmt"
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// clause reports whether tokens [first, last) of the unit are words of one cited sentence, said by the same one, in an order that says
// the same.
func (r *rewording) clause(first, last int) bool {
	defer r.rehear(first, last)()
	var items []int
	for i := first; i < last; i++ {
		if r.voices.region[i] == nil && !r.voices.day(i) && !r.idlePunct(i) {
			items = append(items, i)
		}
	}
	for len(items) > 0 && (r.unit.Lower(items[0]) == "that" || r.unit.forms[items[0]] == ",") {
		items = items[1:]
	}
	if r.solids(items) < 2 || !r.states(items) {
		return false
	}
	orders := append([][]int{items}, rearranged(r.unit, items, r.support)...)
	for _, s := range r.sources {
		if r.steps > maxSteps {
			break
		}
		for n, u := range orders {
			for _, o := range s.orders {
				f := &fitting{rewording: r, s: s, u: u, o: o, bare: n > 0 && tell(r.unit, u[0], r.support)}
				to, ok := f.fit()
				if !ok {
					continue
				}
				why := r.told(first, last, s, u, to)
				if why == nil {
					return true
				}
				r.why = why
			}
		}
	}
	return false
}

// states reports whether items are a statement of their own: they have a verb, and do not begin with it ("and wounding 14").
func (r *rewording) states(items []int) bool {
	first := items[0]
	if w := r.unit.Lower(first); tell(r.unit, first, r.support) || strings.HasSuffix(w, "ing") && r.unit.small(first) || r.support.Does(w, lang.RewordRelates) && !r.support.Does(w, lang.RewordTies) {
		return false
	}
	for _, i := range items {
		w := r.unit.Lower(i)
		if tell(r.unit, i, r.support) || r.support.Does(w, lang.RewordBe|lang.RewordHas) || r.support.Is(w, lang.SupportTurns|lang.SupportNegates) {
			return true
		}
	}
	return false
}

// idlePunct reports whether a token is a mark that says nothing by itself.
func (r *rewording) idlePunct(i int) bool {
	if r.unit.Tokens[i].Kind != text.Punct {
		return false
	}
	switch r.unit.forms[i] {
	case ".", "\"":
		return true
	case ":":
		return i > 0 && r.voices.region[i-1] != nil
	}
	return false
}

func (r *rewording) solids(items []int) (n int) {
	for _, i := range items {
		if r.solid(i) {
			n++
		}
	}
	return n
}

// fitting sets a clause's tokens against a cited sentence's, both in a given order.
type fitting struct {
	*rewording
	s    *source
	u, o []int
	bare bool // a passive that says nothing of who did it
	dead map[[2]int]bool
}

// fit finds for each token of the clause the sentence's token that it is, or cutHere where it is one that may come in; what the sentence has
// besides must be such as may be left out.
func (f *fitting) fit() ([]int, bool) {
	f.dead = map[[2]int]bool{}
	to := make([]int, len(f.u))
	return to, f.from(0, -1, to)
}

// maxSteps bounds the search for one unit: what is not found by then is not sought further. A sentence of a brief takes some thousands.
const maxSteps = 400_000

// from matches the clause from item i on behind the sentence's item k.
func (f *fitting) from(i, k int, to []int) bool {
	if f.steps++; f.steps > maxSteps || f.dead[[2]int{i, k}] {
		return false
	}
	if i == len(f.u) {
		if k >= 0 && f.leaves(k, len(f.o)) {
			return true
		}
		f.dead[[2]int{i, k}] = true
		return false
	}
	for n := k + 1; n < len(f.o) && f.steps <= maxSteps; n++ {
		f.steps++
		if f.o[n] != cutHere && f.same(f.u[i], f.o[n]) && f.leaves(k, n) {
			to[i] = f.o[n]
			if f.from(i+1, n, to) {
				return true
			}
		}
	}
	if f.enters(i) {
		to[i] = cutHere
		if f.from(i+1, k, to) {
			return true
		}
	}
	f.dead[[2]int{i, k}] = true
	return false
}

// same reports whether a token of the unit says what one of the sentence does, said by the same one.
func (f *fitting) same(u, s int) bool {
	p, q := f.unit, f.s.page
	if p.quoted[u] != q.quoted[s] {
		return false
	}
	if !f.sameVoice(f.voices, f.voices.label[u], f.s.voices, f.s.label[s]) {
		return false
	}
	if p.forms[u] == q.forms[s] {
		return true
	}
	a, b := p.Lower(u), q.Lower(s)
	if a == b {
		return f.opens(u) || q.Tokens[s].Start == q.Sentences[max(0, q.SentenceOf(s))].Start || s == f.s.first
	}
	if p.quoted[u] || p.Tokens[u].Kind != text.Word || q.Tokens[s].Kind != text.Word {
		return false
	}
	sup := f.support
	switch {
	case sup.Is(a, lang.SupportArticle) && sup.Is(b, lang.SupportArticle):
		return true
	case sup.Does(a, lang.RewordBe) && sup.Does(b, lang.RewordBe):
		if sup.Does(a, lang.RewordNow) != sup.Does(b, lang.RewordNow) {
			return sup.Does(b, lang.RewordNow) && f.voices.label[u] != nil // "it is safe, he said": he said it was safe
		}
		return true
	}
	x, ok := sup.Tells(a)
	y, too := sup.Tells(b)
	return ok && too && x == y || f.alikeWord(a, b)
}

// alikeWord reports whether two words are names of one thing that is done to people, or of one kind of people.
func (f *fitting) alikeWord(a, b string) bool {
	x, y := f.unit.Language.Figure.Words[a], f.unit.Language.Figure.Words[b]
	return x.Parts.Has(lang.Measured) && y.Parts.Has(lang.Measured) && x.Measure == y.Measure && x.Measure == string(sitrep.Wounded)
}

// opens reports whether a token of the unit is its first word, whose capital is its place's.
func (r *rewording) opens(u int) bool {
	for i := 0; i < u; i++ {
		if r.unit.Tokens[i].Kind != text.Punct {
			return false
		}
	}
	return true
}

// enters reports whether an item of the clause may stand there although the sentence has no such word.
func (f *fitting) enters(i int) bool {
	u := f.u[i]
	w := f.unit.Lower(u)
	if f.unit.quoted[u] {
		return false
	}
	next := ""
	if i+1 < len(f.u) {
		next = f.unit.Lower(f.u[i+1])
	}
	switch {
	case w == ",":
		return true
	case f.support.Is(w, lang.SupportArticle):
		return !f.support.Does(next, lang.RewordScope|lang.RewordBinds) && (i+1 >= len(f.u) || f.unit.Tokens[f.u[i+1]].Kind != text.Number)
	case f.support.Is(w, lang.SupportIdle):
		return true
	case f.support.Does(w, lang.RewordBe) && !f.support.Does(w, lang.RewordNow):
		return i > 0 && f.measured(next) && f.shares(next) // "12 were killed and 30 (were) injured"
	case f.support.Does(w, lang.RewordHas):
		_, past := f.support.Tells(next)
		if f.support.Does(w, lang.RewordNow) && !f.now() || !f.support.Does(w, lang.RewordNow) && f.voices.label[u] == nil && !f.holdsHad() {
			return false
		}
		return past || f.support.Does(next, lang.RewordBe)
	}
	return false
}

func (f *fitting) measured(word string) bool {
	return f.unit.Language.Figure.Words[word].Parts.Has(lang.Measured)
}

// shares reports whether, in the sentence, the word for what befell people leans on a "were" before another such word.
func (f *fitting) shares(word string) bool {
	passive := false
	for i := f.s.first; i+1 < f.s.last; i++ {
		if f.s.Lower(i) == word && passive {
			return true
		}
		passive = passive || f.support.Does(f.s.Lower(i), lang.RewordBe) && f.measured(f.s.Lower(i+1))
	}
	return f.s.Lower(f.s.last-1) == word && passive
}

// holdsHad reports whether the sentence tells of what came before.
func (f *fitting) holdsHad() bool {
	for i := f.s.first; i < f.s.last; i++ {
		if w := f.s.Lower(i); f.support.Does(w, lang.RewordHas) && !f.support.Does(w, lang.RewordNow) {
			return true
		}
	}
	return false
}

// now reports whether the sentence says how things are.
func (f *fitting) now() bool {
	for i := f.s.first; i < f.s.last; i++ {
		if f.support.Does(f.s.Lower(i), lang.RewordNow) {
			return true
		}
	}
	return false
}

// told looks at what the words of a clause hang on: who says them, by which words; the day; whom its pronouns stand for.
func (r *rewording) told(first, last int, s *source, u, to []int) error {
	if err := r.saidBy(first, last, s); err != nil {
		return err
	}
	if err := r.saidPlainly(s); err != nil {
		return err
	}
	told := map[dayWords]bool{} // each day of the sentence is told once
	for _, d := range r.voices.days {
		if d.first >= first && d.last <= last {
			if err := r.onDay(d, s, u, to, told); err != nil {
				return err
			}
		}
	}
	return r.pronouns(s, u, to)
}

// saidBy refuses words beside who says so that do not stand beside the same one in the cited sentence: each run of them, up to a mark or the
// saying itself, must stand there side by side, and no word more often than there.
func (r *rewording) saidBy(first, last int, s *source) error {
	var run []int
	left := map[string]int{}
	for i := first; i <= last; i++ {
		var c *sitrep.Claim
		if i < last {
			c = r.voices.region[i]
		}
		if c != nil && !r.parts(i) {
			if !r.silent(i, c) {
				run = append(run, i)
			}
			continue
		}
		if len(run) > 0 {
			if err := r.beside(run, s, left); err != nil {
				return err
			}
			run = run[:0]
		}
	}
	return nil
}

// saidPlainly refuses to lose a word beside the saying that makes it less than plain. A clause about who speaks ("who asked not to be
// named") may go.
func (r *rewording) saidPlainly(s *source) error {
	about := false
	for i := s.first; i < s.last; i++ {
		switch w := s.Lower(i); {
		case s.region[i] == nil || s.forms[i] == ",":
			about = false
		case r.support.Does(w, lang.RewordRelates) && !r.support.Does(w, lang.RewordTies):
			about = w != "that"
		case !about && r.support.Is(w, lang.SupportTurns|lang.SupportNegates) && !r.telling.says(w):
			return fmt.Errorf("it leaves out %q beside who says so", s.Raw(i))
		}
	}
	return nil
}

// silent reports whether a word beside the saying says nothing that has to stand there: an article, or a pronoun whose bearer was read.
func (r *rewording) silent(i int, c *sitrep.Claim) bool {
	w := r.unit.Lower(i)
	return r.support.Is(w, lang.SupportArticle|lang.SupportIdle) || r.support.Does(w, lang.RewordStands) && c.Speaker != ""
}

// parts reports whether a token ends a run of words beside the saying: a mark, or a word of the saying.
func (r *rewording) parts(i int) bool {
	w := r.unit.Lower(i)
	if r.unit.Tokens[i].Kind == text.Punct || r.support.Is(w, lang.SupportSays) || r.support.Does(w, lang.RewordHas) || w == "that" {
		return true
	}
	return w == "to" && i > 0 && r.support.Is(r.unit.Lower(i-1), lang.SupportSays)
}

// beside seeks a run of words beside one who says something in the cited sentence, by whom the unit has it said, or in his name.
func (r *rewording) beside(run []int, s *source, used map[string]int) error {
	c := r.voices.region[run[0]]
	for _, h := range s.speaking() {
		if !r.sameVoice(r.voices, c, s.voices, h) {
			continue
		}
		var there []string
		for k := s.first; k < s.last; k++ {
			switch {
			case s.region[k] == h && r.support.Does(s.Lower(k), lang.RewordStands):
			case s.region[k] == h && s.Tokens[k].Kind != text.Punct && !r.support.Is(s.Lower(k), lang.SupportArticle|lang.SupportIdle):
				there = append(there, s.Lower(k))
			case s.region[k] != h || s.Tokens[k].Kind == text.Punct && s.forms[k] != "'":
				there = append(there, "|")
			}
		}
		there = append(there, "|")
		for _, w := range strings.Fields(strings.ToLower(fold(string(h.Speaker)))) {
			there = append(there, strings.Trim(w, ".,"))
		}
		if r.runs(run, there, lastWord(string(h.Speaker)), used) {
			return nil
		}
	}
	return fmt.Errorf("the cited words have no %q beside who says so", short(r.unit.Slice(r.unit.Doc.Span(run[0], run[len(run)-1]+1))))
}

// runs reports whether the words of a run stand side by side in a list, and counts them as used. Those right behind "told", where
// the speaker is named already, are told something: they must stand behind such a word there, too.
func (r *rewording) runs(run []int, there []string, name string, used map[string]int) bool {
	addressed := used[name] > 0 && run[0] > 0 && r.support.Is(r.unit.Lower(run[0]-1), lang.SupportSays|lang.SupportArticle)
	for _, i := range run {
		addressed = addressed && r.unit.Lower(i) != name
	}
	if k := run[0] - 1; addressed && r.support.Is(r.unit.Lower(k), lang.SupportArticle) {
		addressed = k > 0 && r.support.Is(r.unit.Lower(k-1), lang.SupportSays)
	}
	for at := 0; at+len(run) <= len(there); at++ {
		n := 0
		for n < len(run) && (there[at+n] == r.unit.Lower(run[n]) || r.unit.forms[run[n]] == there[at+n]) {
			n++
		}
		if n < len(run) || addressed && (at == 0 || !r.support.Is(there[at-1], lang.SupportSays)) {
			continue
		}
		have := map[string]int{}
		for _, w := range there {
			have[w]++
		}
		for _, i := range run {
			w := r.unit.Lower(i)
			if used[w]++; used[w] > have[w] {
				return false
			}
		}
		return true
	}
	return false
}

// onDay refuses a day that the cited sentence doesn't name for the same words, or that may belong to other words of it.
func (r *rewording) onDay(d dayWords, s *source, u, to []int, told map[dayWords]bool) error {
	words := r.unit.Slice(r.unit.Doc.Span(d.first, d.last))
	for _, h := range s.days {
		if told[h] || !r.sameVoice(r.voices, r.voices.label[d.first], s.voices, s.label[h.first]) || !r.sameDay(d, h, s) {
			continue
		}
		if r.inPlace(d, h, u, to) {
			told[h] = true
			return nil
		}
		n := 0
		for _, o := range s.days {
			if s.label[o.first] == s.label[h.first] {
				n++
			}
		}
		if n == 1 && r.voices.label[d.first] == nil && r.dates(d, s, h) {
			told[h] = true
			return nil
		}
		told[h] = true
		if n == 1 && r.simple(s.page, s.label, s.first, h.first) && r.simple(r.unit, r.voices.label, r.clauseStart(d.first), d.first) {
			return nil
		}
	}
	return fmt.Errorf("the cited words don't say it of %s", short(words))
}

// dates reports whether both days stand beside who says so: then it is the saying that they date.
func (r *rewording) dates(d dayWords, s *source, h dayWords) bool {
	return nextTo(r.voices, d) && nextTo(s.voices, h)
}

func nextTo(v *voices, d dayWords) bool {
	return d.first > 0 && v.region[d.first-1] != nil || d.last < len(v.region) && (v.region[d.last] != nil || d.first == 0 && d.last+1 < len(v.region) && v.region[d.last+1] != nil)
}

// clauseStart is where the unit's clause begins that holds a token.
func (r *rewording) clauseStart(i int) int {
	for i > 0 && !r.seam(i-1) {
		i--
	}
	return i
}

// simple reports whether at most one verb stands between two places of a text, and nothing that opens another clause.
func (r *rewording) simple(p *page, label []*sitrep.Claim, first, last int) bool {
	n := 0
	for i := first; i < last; i++ {
		if label[i] != label[max(last-1, first)] && label[i] != nil {
			continue
		}
		if tell(p, i, r.support) && !r.support.Is(p.Lower(i), lang.SupportSays) {
			n++
		}
		if r.support.Does(p.Lower(i), lang.RewordRelates) && !r.support.Does(p.Lower(i), lang.RewordDrops) && p.Lower(i) != "that" {
			n += 2
		}
	}
	return n <= 1
}

// inPlace reports whether a day stands between the same words on both sides.
func (r *rewording) inPlace(d, h dayWords, u, to []int) bool {
	before, after := -2, -2
	for i := range u {
		if to[i] == cutHere {
			continue
		}
		if u[i] < d.first && (before < 0 || to[i] > before) {
			before = to[i]
		}
		if u[i] >= d.last && (after < 0 || to[i] < after) {
			after = to[i]
		}
	}
	if before < 0 && after < 0 {
		return false
	}
	return before < h.first && (after < 0 || after >= h.last) && (before >= 0 && h.first-before <= 1 || after >= 0 && after-h.last <= 1)
}

// sameDay reports whether the unit's day is the sentence's: the same words, or the date they were resolved to.
func (r *rewording) sameDay(d, h dayWords, s *source) bool {
	bare := func(p *page, d dayWords) string {
		for d.first < d.last && (r.support.Is(p.Lower(d.first), lang.SupportOn) || r.support.Does(p.Lower(d.first), lang.RewordDrops)) {
			d.first++
		}
		return fold(p.Slice(p.Doc.Span(d.first, d.last)))
	}
	early := func(p *page, d dayWords) string {
		for i := d.first; i < d.last; i++ {
			if r.support.Does(p.Lower(i), lang.RewordDrops) && !r.support.Does(p.Lower(i), lang.RewordTies) {
				return p.Lower(i)
			}
		}
		return ""
	}
	if e := early(r.unit, d); e != "" && e != early(s.page, h) {
		return false
	}
	if bare(r.unit, d) == bare(s.page, h) {
		return true
	}
	for i := d.first; i < d.last; i++ {
		if n, day := dateAt(r.unit, i); n > 0 && i+n == d.last {
			for _, at := range s.times {
				if at.First < h.last && h.first < at.Last && s.named(at) && within(at.Date, day) {
					return true
				}
			}
		}
	}
	return false
}

// pronouns refuses one that may stand for somebody else than in the cited sentence: the last name before it must be the same.
func (r *rewording) pronouns(s *source, u, to []int) error {
	for i, at := range u {
		if to[i] == cutHere || !r.support.Does(r.unit.Lower(at), lang.RewordStands) {
			continue
		}
		if w := r.unit.Lower(at); r.voices.label[at] != nil && !r.person(w) {
			continue // "its troops", in words of the same speaker
		}
		mine := lastName(r.unit, 0, at)
		theirs := lastName(s.page, 0, to[i])
		if mine != "" && !r.alike(mine, theirs) && !r.alike(mine, lastName(s.page, s.first, to[i])) {
			return fmt.Errorf("%q may stand for %s here, who is not the one in the cited words", r.unit.Raw(at), short(mine))
		}
	}
	return nil
}

// person reports whether a pronoun stands for one person.
func (r *rewording) person(w string) bool {
	for _, list := range []map[string]string{r.unit.Language.Actors.Pronouns, r.unit.Language.Actors.Possessives} {
		if who := list[w]; who == "he" || who == "she" {
			return true
		}
	}
	return false
}

// calendar reports whether a token names a weekday or a month.
func calendar(p *page, i int) bool {
	kind := p.Language.Time.Words[p.Lower(i)].Kind
	return kind == lang.Weekday || kind == lang.Month
}

// lastName is the last run of capitalised words in tokens [first, last) that is no first word of a sentence or a time; "" for none.
func lastName(p *page, first, last int) string {
	for i := last - 1; i >= first; i-- {
		if !capital(p, i) || calendar(p, i) || p.Language.Text.Starters.Has(p.Lower(i)) {
			continue
		}
		from := i
		for from > first && capital(p, from-1) && adjacent(p, from) {
			from--
		}
		return fold(p.Slice(p.Doc.Span(from, i+1)))
	}
	return ""
}
