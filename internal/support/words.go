package support

import (
	"fmt"
	"strconv"
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// numbers refuses a number that neither stands in the cited words in the same form, nor is
// derived, nor belongs to a date they resolve to.
func (t *telling) numbers(g *Gate, derived []sitrep.Derived) error {
	have := map[string]bool{}
	values := map[int64]bool{}
	for _, p := range t.cited {
		for i := p.first; i < p.last; i++ {
			if p.Tokens[i].Kind == text.Number || digit(p.Lower(i)) {
				have[p.Lower(i)] = true
			}
		}
		for _, n := range p.numbers {
			if n.Last <= p.first || n.First >= p.last {
				continue
			}
			for i := n.First; i < n.Last; i++ {
				have[p.Lower(i)] = true
			}
			for _, b := range []sitrep.Bound{n.Value, n.Min, n.Max} {
				if b.Known {
					values[b.N] = true
				}
			}
		}
	}
	for _, d := range derived {
		if err := t.derives(g, d, values); err != nil {
			return err
		}
		have[strconv.FormatInt(d.Value, 10)] = true
		have[grouped(d.Value)] = true
	}
	inDate := map[int]bool{}
	for i := range t.unit.Tokens {
		n, date := dateAt(t.unit, i)
		if n == 0 || inDate[i] {
			continue
		}
		words := t.unit.Slice(t.unit.Doc.Span(i, i+n))
		if !t.resolves(date) && !t.stands(fold(words)) {
			return fmt.Errorf("the cited words give no date %s", words)
		}
		for k := i; k < i+n; k++ {
			inDate[k] = true
		}
	}
	check := func(i int) error {
		if inDate[i] || have[t.unit.Lower(i)] {
			return nil
		}
		return fmt.Errorf("the number %q does not stand in the cited words", t.unit.Raw(i))
	}
	for i := range t.unit.Tokens {
		if t.unit.Tokens[i].Kind == text.Number || digit(t.unit.Lower(i)) {
			if err := check(i); err != nil {
				return err
			}
		}
	}
	for _, n := range t.unit.numbers {
		for i := n.First; i < n.Last; i++ {
			if w := t.unit.Lower(i); t.unit.Tokens[i].Kind == text.Word && !t.unit.Language.Support.Is(w, lang.SupportArticle|lang.SupportNegates|lang.SupportGlue) {
				if err := check(i); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func digit(s string) bool { return strings.ContainsAny(s, "0123456789") }

// derives refuses a derived number that does not follow from its inputs by its rule, or whose inputs
// are not there.
func (t *telling) derives(g *Gate, d sitrep.Derived, values map[int64]bool) error {
	wrong := fmt.Errorf("the number %d does not follow from what it is said to be computed from", d.Value)
	switch d.Rule {
	case "count_reports", "count_origins":
		seen := map[string]bool{}
		for _, from := range d.From {
			name := fmt.Sprint(from)
			if seen[name] || d.Rule == "count_reports" && g.Readings[sitrep.ReportID(name)] == nil {
				return wrong
			}
			seen[name] = true
		}
		if int64(len(d.From)) != d.Value {
			return wrong
		}
		return nil
	}
	var from []int64
	for _, f := range d.From {
		n, ok := integer(f)
		if !ok || !values[n] {
			return wrong
		}
		from = append(from, n)
	}
	if len(from) == 0 {
		return wrong
	}
	low, high := from[0], from[0]
	for _, n := range from {
		low, high = min(low, n), max(high, n)
	}
	if d.Rule == "low" && d.Value == low || d.Rule == "high" && d.Value == high || d.Rule == "difference" && len(from) == 2 && d.Value == high-low {
		return nil
	}
	return wrong
}

func integer(v any) (int64, bool) {
	switch n := v.(type) {
	case int:
		return int64(n), true
	case int64:
		return n, true
	case float64:
		return int64(n), n == float64(int64(n))
	}
	return 0, false
}

func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// names refuses a name that stands in no cited passage in the same form, and names told in another
// order than in the sentence they stand in: who did what to whom may not be turned round. A name is a
// run of capitalised words; a sentence's first word counts only when it isn't an ordinary word.
func (t *telling) names() error {
	list, err := t.named()
	if err != nil {
		return err
	}
	return t.order(list)
}

// named lists the unit's names, folded, or says which of them stands nowhere in the cited words.
func (t *telling) named() ([]string, error) {
	starts := map[int]bool{}
	for _, s := range t.unit.Sentences {
		first := s.First
		for first < s.Last && t.unit.Tokens[first].Kind == text.Punct {
			first++
		}
		starts[first] = true
	}
	var list []string
	for i := 0; i < len(t.unit.Tokens); i++ {
		if !capital(t.unit, i) || month(t.unit, i) > 0 {
			continue
		}
		end := i + 1
		for end < len(t.unit.Tokens) && capital(t.unit, end) && month(t.unit, end) == 0 && adjacent(t.unit, end) {
			end++
		}
		first := i
		if starts[i] && !t.stands(t.phrase(i, end)) && t.ordinary(i) {
			first++ // "Three Ukrainian drones": the first word is capitalised for its place
		}
		if first < end {
			if !t.stands(t.phrase(first, end)) {
				return nil, fmt.Errorf("the name %q does not stand in the cited words", short(t.unit.Slice(t.unit.Doc.Span(first, end))))
			}
			if t.owns(end) && end+1 < len(t.unit.Tokens) && capital(t.unit, end+1) && !t.stands(t.phrase(first, end+2)) {
				return nil, fmt.Errorf("the name %q does not stand in the cited words", short(t.unit.Slice(t.unit.Doc.Span(first, end+2))))
			}
			if words := t.joined(first, end); words != "" && !t.stands(words) {
				return nil, fmt.Errorf("the name %q does not stand in the cited words", short(words))
			}
			if !starts[i] || !t.ordinary(i) {
				list = append(list, t.phrase(first, end))
			}
		}
		i = end - 1
	}
	return list, nil
}

// owns reports whether token i makes an owner of the name before it: what is named behind it is that name's.
func (t *telling) owns(i int) bool { return i < len(t.unit.Tokens) && t.unit.forms[i] == "'s" }

// joined is a name with the one that is tied to it by a small word ("Observatory for Human Rights"); "" when
// there is none.
func (t *telling) joined(first, end int) string {
	last := end
	for last < len(t.unit.Tokens) && t.unit.Language.Support.Is(t.unit.Lower(last), lang.SupportInside) {
		last++
	}
	if last == end || last >= len(t.unit.Tokens) || !capital(t.unit, last) || month(t.unit, last) > 0 {
		return ""
	}
	if first+1 < end && t.unit.Language.Support.Is(t.unit.Lower(first), lang.SupportArticle) {
		first++
	}
	return t.phrase(first, last+1)
}

// often is how often a folded name stands in the cited passage that holds it most often.
func (t *telling) often(name string) int {
	most := 0
	for _, p := range t.cited {
		n := 0
		for at := find(p.words, name, 0); at >= 0; at = find(p.words, name, at+len(name)) {
			n++
		}
		most = max(most, n)
	}
	return most
}

// order refuses a name told twice running that stands once, and two names that stand in one cited sentence the other way round, unless one of them is
// who says so: that may stand before or behind.
func (t *telling) order(list []string) error {
	for i := 1; i < len(list); i++ {
		a, b := list[i-1], list[i]
		if a == b && t.often(a) < 2 {
			return fmt.Errorf("the cited words have %q once", short(a))
		}
		if a == b || t.speaker(a) || t.speaker(b) {
			continue
		}
		turned, straight := false, false
		for _, p := range t.cited {
			firstA, lastA := ends(p.words, a)
			firstB, lastB := ends(p.words, b)
			if firstA >= 0 && firstB >= 0 {
				straight = straight || firstA < lastB
				turned = turned || firstB < lastA
			}
		}
		if turned && !straight {
			return fmt.Errorf("the cited words have %q before %q", short(b), short(a))
		}
	}
	return nil
}

// ends are where a folded phrase stands first and last in a folded text; -1 when nowhere.
func ends(have, want string) (first, last int) {
	first = find(have, want, 0)
	last = first
	for at := first; at >= 0; at = find(have, want, at+len(want)) {
		last = at
	}
	return first, last
}

// speaker reports whether a name is one of those who, in the unit, say something or give a figure.
func (t *telling) speaker(name string) bool {
	for i := range t.claims {
		if s := fold(string(t.claims[i].Speaker)); s != "" && find(s, name, 0) >= 0 {
			return true
		}
	}
	for i := range t.figures {
		if s := fold(string(t.figures[i].Claimant)); s != "" && find(s, name, 0) >= 0 {
			return true
		}
	}
	return false
}

func (t *telling) phrase(first, last int) string {
	return fold(t.unit.Slice(t.unit.Doc.Span(first, last)))
}

func capital(p *page, i int) bool {
	tok := p.Tokens[i]
	return tok.Kind == text.Word && tok.Shape != text.Lower && tok.Shape != text.NoCase
}

// adjacent reports whether only white space lies between a token and the one before it.
func adjacent(p *page, i int) bool {
	return strings.TrimSpace(p.Text[p.Tokens[i-1].End:p.Tokens[i].Start]) == ""
}

// ordinary reports whether a capitalised first word is a common word: one the language lists, a
// number, or one that the cited words hold in lower case.
func (t *telling) ordinary(i int) bool {
	low := t.unit.Lower(i)
	l := t.unit.Language
	if l.Text.Starters.Has(low) || l.Support.Words[low] != 0 || l.Figure.Words[low].Parts.Has(lang.Measured) {
		return true
	}
	for _, n := range t.unit.numbers {
		if n.First <= i && i < n.Last {
			return true
		}
	}
	for _, p := range t.cited {
		for k := p.first; k < p.last; k++ {
			if p.small(k) && p.Lower(k) == low {
				return true
			}
		}
	}
	return false
}
