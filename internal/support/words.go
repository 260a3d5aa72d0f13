package support

import (
	"fmt"
	"strconv"
	"strings"

	"sitrep"
	"sitrep/internal/text"
)

// quotations refuses a quotation that stands in no cited passage letter by letter.
func quotations(unit *text.Doc, cited []passage) error {
	for _, q := range unit.Quotes {
		want := strings.TrimRight(fold(unit.Slice(q.Span)), ".,;:!?")
		found := false
		for _, p := range cited {
			if strings.Contains(fold(p.words), want) {
				found = true
				break
			}
		}
		if !found {
			return fmt.Errorf("nobody said %q in the cited words", unit.Slice(q.Span))
		}
	}
	return nil
}

// numbers refuses a number that neither stands in the cited words in the same form, nor is
// derived, nor belongs to a date they resolve to.
func numbers(unit *text.Doc, cited []passage, derived []sitrep.Derived) error {
	have := map[string]bool{}
	for _, p := range cited {
		for i := range p.doc.Tokens {
			if p.doc.Tokens[i].Kind == text.Number || digit(p.doc.Lower(i)) {
				have[p.doc.Lower(i)] = true
			}
		}
		for _, n := range text.Numbers(p.doc) {
			have[fold(strings.ToLower(p.doc.Slice(p.doc.Span(n.First, n.Last))))] = true
			for i := n.First; i < n.Last; i++ {
				have[p.doc.Lower(i)] = true
			}
		}
	}
	for _, d := range derived {
		have[strconv.FormatInt(d.Value, 10)] = true
		have[grouped(d.Value)] = true
	}
	dates := datesOf(cited)
	inDate := map[int]bool{}
	for i := range unit.Tokens {
		if n, date := dateAt(unit, i); n > 0 {
			if !dates[date] && !stands(unit, i, n, cited) {
				return fmt.Errorf("the cited words give no date %s", unit.Slice(unit.Span(i, i+n)))
			}
			for k := i; k < i+n; k++ {
				inDate[k] = true
			}
		}
	}
	check := func(i int) error {
		if inDate[i] || have[unit.Lower(i)] {
			return nil
		}
		return fmt.Errorf("the number %q does not stand in the cited words", unit.Raw(i))
	}
	for i := range unit.Tokens {
		if unit.Tokens[i].Kind == text.Number || digit(unit.Lower(i)) {
			if err := check(i); err != nil {
				return err
			}
		}
	}
	for _, n := range text.Numbers(unit) {
		for i := n.First; i < n.Last; i++ {
			if unit.Tokens[i].Kind == text.Word && numberWord(unit.Lower(i)) {
				if err := check(i); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func digit(s string) bool { return strings.ContainsAny(s, "0123456789") }

// numberWord leaves out the words a number phrase has besides its number.
func numberWord(s string) bool {
	switch s {
	case "a", "an", "of", "and", "to", "the", "between", "-", "–", "no", "none", "nobody":
		return false
	}
	return true
}

func stands(unit *text.Doc, i, n int, cited []passage) bool {
	want := fold(unit.Slice(unit.Span(i, i+n)))
	for _, p := range cited {
		if strings.Contains(fold(p.words), want) {
			return true
		}
	}
	return false
}

func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// names refuses a name that stands in no cited passage in the same form. A name is a run of
// capitalised words; a sentence's first word counts only when it isn't an ordinary word.
func names(unit *text.Doc, cited []passage) error {
	starts := map[int]bool{}
	for _, s := range unit.Sentences {
		first := s.First
		for first < s.Last && unit.Tokens[first].Kind == text.Punct {
			first++
		}
		starts[first] = true
	}
	for i := 0; i < len(unit.Tokens); i++ {
		if !capital(unit, i) || month(unit.Lower(i)) {
			continue
		}
		end := i + 1
		for end < len(unit.Tokens) && capital(unit, end) && !month(unit.Lower(end)) && adjacent(unit, end) {
			end++
		}
		first := i
		if starts[i] && (ordinary(unit, i, cited) || !standsAs(unit, i, end, cited) && end > i+1) {
			first++ // "Three Ukrainian drones": the first word is capitalised for its place
			if !ordinary(unit, i, cited) && !standsAs(unit, i, i+1, cited) {
				return fmt.Errorf("the name %q does not stand in the cited words", unit.Raw(i))
			}
		}
		if first < end && !standsAs(unit, first, end, cited) {
			return fmt.Errorf("the name %q does not stand in the cited words", unit.Slice(unit.Span(first, end)))
		}
		i = end - 1
	}
	return nil
}

func capital(d *text.Doc, i int) bool {
	t := d.Tokens[i]
	return t.Kind == text.Word && t.Shape != text.Lower && t.Shape != text.NoCase
}

// adjacent reports whether only white space lies between a token and the one before it.
func adjacent(d *text.Doc, i int) bool {
	return strings.TrimSpace(d.Text[d.Tokens[i-1].End:d.Tokens[i].Start]) == ""
}

// ordinary reports whether a capitalised first word is a common word: a function word of the
// language, a number word, or one that the cited words hold in lower case.
func ordinary(unit *text.Doc, i int, cited []passage) bool {
	low := unit.Lower(i)
	if unit.Language.Text.Starters.Has(low) || glue[low] {
		return true
	}
	for _, n := range text.Numbers(unit) {
		if n.First <= i && i < n.Last {
			return true
		}
	}
	for _, p := range cited {
		for k := range p.doc.Tokens {
			if p.doc.Tokens[k].Shape == text.Lower && p.doc.Tokens[k].Lower == low {
				return true
			}
		}
	}
	return false
}

func standsAs(unit *text.Doc, first, last int, cited []passage) bool {
	want := fold(unit.Slice(unit.Span(first, last)))
	for _, p := range cited {
		have := fold(p.words)
		for at := 0; ; {
			i := strings.Index(have[at:], want)
			if i < 0 {
				break
			}
			at += i
			if boundary(have, at) && boundary(have, at+len(want)) {
				return true
			}
			at += len(want)
		}
	}
	return false
}

// glue are ordinary words a writer may begin a sentence with.
var glue = map[string]bool{
	"estimates": true, "reports": true, "figures": true, "officials": true, "nobody": true, "others": true, "separately": true, "among": true,
	"neither": true, "nothing": true, "more": true, "about": true, "over": true, "nearly": true, "almost": true, "around": true, "roughly": true,
	"up": true, "fewer": true, "less": true, "until": true, "during": true, "now": true, "then": true, "here": true, "still": true, "such": true,
	"all": true, "any": true, "each": true, "every": true, "several": true, "dozens": true, "hundreds": true, "thousands": true, "scores": true,
	"killed": true, "wounded": true, "missing": true, "asked": true, "of": true, "between": true, "under": true, "without": true, "within": true,
	"accounts": true, "counts": true, "claims": true, "no-one": true, "none": true, "once": true, "only": true, "just": true, "even": true,
}
