package check

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// Who is counted: classes of people, the states they belong to, and a part of them told as the whole.

// allOf is the class of people of which the sentence says that all those counted are: "58 deaths, all of them children".
func (s *sentence) allOf(f *sitrep.Figure) sitrep.Words {
	from := s.d.TokenAt(f.End-1) + 1
	if of := s.turnsOut(f, from); of != "" {
		return of
	}
	for i := from; i+1 < s.last && i < from+8; i++ {
		if s.d.Language.Check.Amounts[s.low(i)] != "all" {
			continue
		}
		for k := i + 1; k < s.last && k <= i+3; k++ {
			if g := s.d.Language.Ledger.Groups[s.low(k)]; g != "" && g != people {
				return sitrep.Words(s.d.Raw(k))
			}
		}
	}
	return ""
}

// turnsOut is the class of people that the sentence says those counted were: "all four killed were soldiers", "fourteen of the 23
// were children".
func (s *sentence) turnsOut(f *sitrep.Figure, from int) sitrep.Words {
	l := s.d.Language
	at := s.d.TokenAt(f.Start)
	if c := l.Check.Amounts[s.low(at-1)]; c != "all" && l.Claims.Words[s.low(from)] != lang.OfWord && s.low(at) != "all" {
		return ""
	}
	for i := from; i+1 < s.last && s.d.Raw(i) != ","; i++ {
		if g := l.Ledger.Groups[s.low(i+1)]; l.Claims.Words[s.low(i)] == lang.BeWord && g != "" && g != people && (i+2 >= s.last || s.d.Tokens[i+2].Kind == text.Punct || l.Claims.Words[s.low(i+2)] != lang.NoClaimWord) {
			return sitrep.Words(s.d.Raw(i + 1))
		}
	}
	return ""
}

// ofGroup reports whether a state is named in the sentence only by the word for its people: "the North Korean dead".
func (s *sentence) ofGroup(w who) bool {
	for i := s.first; i < s.last; i++ {
		n, c := s.d.Language.Actors.CountryAt(s.low, i)
		if n == 0 || len(w.chain) == 0 || !strings.EqualFold(c.Name, string(w.chain[0])) {
			continue
		}
		if c.As != lang.CountryAdjective || s.d.Language.Claims.Words[s.low(i+n)] == lang.OwnerWord {
			return false
		}
		i += n - 1
	}
	return true
}

// otherGroup reports whether a figure counts other people than the stated one.
func (t *stated) otherGroup(m *match, near []int32) bool {
	e := m.fact
	x := t.x
	mine, theirs := x.group(string(t.Group)), x.group(string(e.Group))
	if t.oneOf(e) || t.opposedGroup(e) {
		return true
	}
	if mine.class == "" {
		return false
	}
	if len(mine.states) > 0 && len(theirs.states) > 0 && !overlap(mine.states, theirs.states) {
		return true
	}
	for _, st := range mine.states {
		if len(theirs.states) == 0 && !x.anyHas(near, st) && !x.inReport(e.source, st) {
			return true
		}
	}
	if len(theirs.classes) > 1 && mine.listed && mine.class != people && len(x.group(string(t.Group)).classes) < 2 && t.Group != "" && !t.Subset {
		return true // "270 soldiers, guards and staff" are not 270 soldiers
	}
	if mine.class == theirs.class || mine.class == people || !mine.listed || mine.class == menClass && (e.core == t.core || t.core > 12) && !t.manly(theirs.class, near[0]) {
		return false
	}
	for _, o := range x.passages[e.passage].figures {
		if len(t.figures) == 1 && o != e && o.core != e.core && o.measure == e.measure && x.group(string(o.Group)).class == mine.class {
			return true // "15 civilians, among them 11 children": the 15 are not children
		}
	}
	if x.othersThan(mine.class, theirs.class) {
		return true // "19 civilians" in a rebel town are not 19 rebels
	}
	open := theirs.class == people || theirs.class == ""
	if x.onlySome(near, mine.class) {
		m.part = true
		return true // "700 of a tribe, the majority of them civilians": the 700 are not civilians
	}
	if open && len(x.language.Check.Classes[mine.class]) > 0 {
		ps := near
		if e.Group != "" && theirs.listed {
			ps = near[:1]
		}
		for _, p := range ps {
			from := 0
			if len(ps) == 1 {
				from = e.End
			}
			if x.tellsOf(p, mine.class, from) {
				return false
			}
		}
		for _, o := range x.passages[e.passage].figures {
			if g := x.group(string(o.Group)); x.group(string(e.Group)).rest && o.In == e.In && o.Start < e.Start && g.listed && !x.othersThan(mine.class, g.class) && g.class != people {
				return false // "killing four soldiers and wounding nine others"
			}
		}
		return true // "50 people" are not known to be soldiers
	}
	for _, w := range mine.words {
		if x.anyHas(near[:1], w) || open && x.anyHas(near, w) {
			return false
		}
	}
	return !open || !x.inReport(e.source, mine.words[len(mine.words)-1])
}

// opposedGroup reports whether the words for those counted are contraries: "15 elderly", "15 young".
func (t *stated) opposedGroup(e *fact) bool {
	l := t.x.language
	for _, v := range strings.Fields(string(t.Group)) {
		for _, o := range t.x.opposite[meaning(l, v)] { // no name: it is spelled in lower case
			for _, w := range strings.Fields(string(e.Group)) {
				if v == strings.ToLower(v) && w == strings.ToLower(w) && meaning(l, w) == o && !strings.Contains(string(t.Group), w) {
					return true
				}
			}
		}
	}
	return false
}

// othersThan reports whether two classes of people hold nobody in common.
func (x *index) othersThan(a, b string) bool {
	mine, theirs := x.language.Check.Classes[a], x.language.Check.Classes[b]
	return len(mine) > 0 && len(theirs) > 0 && !overlapping(mine, theirs)
}

func overlapping(a, b []string) bool {
	for _, v := range a {
		if has(b, v) {
			return true
		}
	}
	return false
}

// classed is the class of people whom the sentence says a figure counts, where they stand apart from it: "the number of rebels
// killed", "the toll among soldiers".
func (s *sentence) classed(f *sitrep.Figure) sitrep.Words {
	if f.Group != "" || len(s.figures) > 1 {
		return ""
	}
	l := s.d.Language
	for i := s.first; i < s.last; i++ {
		if !l.Check.Accounts.Has(s.low(i)) || s.quoted(i) {
			continue
		}
		if w := s.low(i + 1); l.Claims.Words[w] != lang.OfWord && w != "among" {
			continue
		}
		for k := i + 2; k < s.last && k <= i+6 && s.d.Tokens[k].Kind == text.Word; k++ {
			if l.Ledger.Groups[s.low(k)] != "" && l.Ledger.Groups[s.low(k+1)] == "" {
				return sitrep.Words(s.d.Slice(s.d.Span(i+2, k+1)))
			}
		}
	}
	return ""
}

// oneOf reports whether the stated count is of one of several that are counted together: "divers" of "divers and soldiers".
func (t *stated) oneOf(e *fact) bool {
	d, _, last := t.x.tokens(e.passage)
	i, k := t.d.TokenAt(t.End-1)+1, d.TokenAt(e.End-1)+1
	if e.core != t.core || k+2 >= last || d.Lower(k+1) != "and" || t.low(i+1) == "and" || t.low(i) == "" {
		return false
	}
	mine, a, b := meaning(t.d.Language, t.low(i)), meaning(d.Language, d.Lower(k)), meaning(d.Language, d.Lower(k+2))
	for _, j := range [2]int{k, k + 2} {
		if w := d.Language.Figure.Words[d.Lower(j)]; d.Tokens[j].Shape != text.Lower || w.Measure != "" && sitrep.Measure(w.Measure) != sitrep.Strength {
			return false
		}
	}
	return mine != "" && a != "" && b != "" && (mine == a) != (mine == b) && !t.x.alike(a, b)
}

// onlySome reports whether words for a class of people stand near a figure, and everywhere as a part of others: "most of them
// civilians", "including 20 children".
func (x *index) onlySome(near []int32, class string) bool {
	found := false
	for _, p := range near {
		d, first, last := x.tokens(p)
		for i := first; i < last; i++ {
			if d.Language.Ledger.Groups[d.Lower(i)] != class {
				continue
			}
			part := false
			for k := i - 1; k >= first && k >= i-5 && !part; k-- {
				switch d.Language.Check.Amounts[d.Lower(k)] {
				case "part", "most", "few":
					part = true
				}
			}
			if !part {
				return false
			}
			found = true
		}
	}
	return found
}

// tellsOf reports whether a passage tells of people of a class as of some it speaks of: not by a word beside another ("the
// rebel town"), nor as those who do it ("fired by rebels"). It looks from a place of the text on, where one is given.
func (x *index) tellsOf(p int32, class string, from int) bool {
	d, first, last := x.tokens(p)
	l := d.Language
	if from > 0 {
		first = max(first, d.TokenAt(from-1)+1)
	}
	for i := first; i < last; i++ {
		if c := l.Ledger.Groups[d.Lower(i)]; c != class && (c == "" || c == menClass || !overlapping(l.Check.Classes[c], l.Check.Classes[class]) || l.Check.Classes[class][0] == "civilian") {
			continue
		}
		if i > first && l.Claims.Words[d.Lower(i-1)] == lang.ByWord {
			continue
		}
		if d.Lower(i) != class && !strings.HasSuffix(d.Lower(i), "s") && i+1 < last && d.Tokens[i+1].Kind == text.Word && d.Tokens[i+1].Shape == text.Lower && l.Claims.Words[d.Lower(i+1)] == lang.NoClaimWord && !past(d, i+1) {
			continue
		}
		return true
	}
	return false
}

// menClass is the class of men, who are often only somebody's soldiers or people: "92 men a day", "eight of their men".
const menClass = "men"

// manly reports whether men are told from women and children by the sentence or by a passage.
func (t *stated) manly(theirs string, p int32) bool {
	family := func(class string) bool { return class == "women" || class == "children" || class == menClass }
	if family(theirs) || t.allOf(t.Figure) != "" {
		return true
	}
	for i := t.first; i < t.last; i++ {
		if g := t.d.Language.Ledger.Groups[t.low(i)]; g != menClass && family(g) {
			return true
		}
	}
	d, first, last := t.x.tokens(p)
	for i := first; i < last; i++ {
		if family(d.Language.Ledger.Groups[d.Lower(i)]) {
			return true
		}
	}
	return false
}

// people is the class of those of whom nothing is said but that they are people.
const people = "people"

// group is who is counted: a class of people, and the states they belong to.
type group struct {
	class  string
	listed bool // the language knows the class
	rest   bool // "others"
	words  []string
	states []string
	// classes are all those it names: "soldiers, guards and staff".
	classes []string
}

func (x *index) group(words string) group {
	if words == "" {
		return group{}
	}
	d := text.Parse(x.language, words)
	g := group{class: people}
	for _, t := range terms(d, 0, len(d.Tokens)) {
		if _, c := x.language.Actors.CountryAt(d.Lower, t.at); c.Name != "" {
			g.states = append(g.states, t.word)
			continue
		}
		g.words = append(g.words, t.word)
	}
	for n := range d.Tokens {
		if x.language.Claims.Words[d.Tokens[n].Lower] == lang.OfWord {
			break
		}
		if class, ok := x.language.Ledger.Groups[d.Tokens[n].Lower]; (ok || n == len(d.Tokens)-1 && x.language.Claims.Words[d.Lower(n-1)] == lang.AndWord) && class != people && !has(g.classes, class) {
			g.classes = append(g.classes, class)
		}
	}
	for n := len(d.Tokens) - 1; n >= 0; n-- {
		w := d.Tokens[n].Lower
		if class, ok := x.language.Ledger.Groups[w]; ok {
			g.class, g.listed = class, true
			break
		}
		if d.Tokens[n].Kind == text.Word && n == len(d.Tokens)-1 && len(g.words) > 0 {
			g.class = g.words[len(g.words)-1]
		}
	}
	for n := range d.Tokens {
		g.rest = g.rest || x.language.Ledger.Groups[d.Tokens[n].Lower] == "others"
	}
	if g.class == "others" || len(g.words) == 0 {
		g.class = people
	}
	return g
}
