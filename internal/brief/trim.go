package brief

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/text"
)

// trimmed is a report's sentence made fit to stand alone.
type trimmed struct{ sitrep.Unit }

// trim makes sentence k of a report fit to stand alone: its dateline and credit go, a leading "But"
// or "Meanwhile" and an "also" go, a pronoun that is a claim's source becomes the name it stands for,
// a day given by its distance becomes a date. It refuses page furniture, fragments, questions,
// first persons outside quotations and pronouns it can't resolve.
func trim(r *sitrep.Reading, d *text.Doc, k int) (trimmed, bool) {
	s := d.Sentences[k]
	first, last := s.First, s.Last
	if last-first < 6 || unfitSentence(d, s) {
		return trimmed{}, false
	}
	first = afterDateline(d, first, last)
	first = afterConnective(d, first, last)
	last = beforeCredit(d, first, last)
	if last-first < 5 || !terminalAt(d, last-1) {
		return trimmed{}, false
	}
	e := edit{d: d, first: first, last: last}
	cites := []sitrep.Citation{{Report: d.Report, In: d.In, Span: d.Span(first, last)}}
	if name, ok := e.pronouns(r); !ok {
		return trimmed{}, false
	} else if name.End > 0 {
		cites = append(cites, sitrep.Citation{Report: d.Report, In: d.In, Span: name})
	}
	e.dates()
	e.also()
	out := capitalise(e.String())
	if !balanced(out) {
		return trimmed{}, false
	}
	return trimmed{sitrep.Unit{Text: out, Citations: cites}}, true
}

// edit is a sentence with some of its tokens replaced by other words.
type edit struct {
	d           *text.Doc
	first, last int
	with        map[int]string // a token's new words; "" takes it out
}

func (e *edit) put(i int, s string) {
	if e.with == nil {
		e.with = map[int]string{}
	}
	e.with[i] = s
}

// String writes the sentence, on one line.
func (e *edit) String() string {
	var b strings.Builder
	end := e.d.Tokens[e.first].Start
	for i := e.first; i < e.last; i++ {
		t := e.d.Tokens[i]
		gap := e.d.Text[end:t.Start]
		words, changed := e.with[i]
		if !changed {
			words = e.d.Raw(i)
		}
		end = t.End
		if words == "" {
			continue
		}
		if gap != "" && b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(words)
	}
	return b.String()
}

// pronouns resolves a subject pronoun that is the source of a claim to its speaker, and reports where
// the name stands. It refuses a sentence that begins with a pronoun or "the" something nobody can
// place without the sentences before it.
func (e *edit) pronouns(r *sitrep.Reading) (name sitrep.Span, ok bool) {
	d := e.d
	for i := e.first; i < e.last; i++ {
		if !personal[d.Lower(i)] || inQuote(d, i) {
			continue
		}
		if antecedent(d, e.first, i) {
			return name, true // its name stands in the sentence itself
		}
		for k := range r.Claims {
			c := &r.Claims[k]
			if c.In != d.In || c.Speaker == "" || len(c.Source) != 1 || c.Source[0] != d.Span(i, i+1) {
				continue
			}
			if at := strings.Index(d.Text, string(c.Speaker)); at >= 0 {
				e.put(i, string(c.Speaker))
				return sitrep.Span{Start: at, End: at + len(c.Speaker)}, true
			}
		}
		return name, false
	}
	switch d.Lower(e.first) {
	case "this", "that", "these", "those", "it", "there", "here", "such", "others", "another", "both", "then", "so":
		return name, false
	}
	return name, true
}

// antecedent reports whether a name stands before token i in the sentence that the pronoun may
// stand for.
func antecedent(d *text.Doc, first, i int) bool {
	for k := first + 1; k < i; k++ {
		if d.Tokens[k].Kind == text.Word && d.Tokens[k].Shape != text.Lower {
			return true
		}
	}
	return first < i && d.Tokens[first].Kind == text.Word && d.Tokens[first].Shape != text.Lower && !d.Language.Text.Starters.Has(d.Lower(first)) && i-first > 1
}

var personal = map[string]bool{"he": true, "she": true, "it": true, "they": true, "his": true, "her": true, "their": true, "him": true, "them": true, "its": true}

// dates writes a day that the report gives by its weekday or distance as the date it resolves to.
func (e *edit) dates() {
	for _, t := range text.Times(e.d) {
		if t.First < e.first || t.Last > e.last || inQuote(e.d, t.First) || len(t.Date) != 10 {
			continue
		}
		if words := dateWords(e.d, t.First, t.Last, t.Date); words != "" {
			e.put(t.First, words)
			for i := t.First + 1; i < t.Last; i++ {
				e.put(i, "")
			}
		}
	}
}

// dateWords is how the brief writes a day, or "" when the words had better stay: a part of a
// day ("on Monday morning"), or a date in full.
func dateWords(d *text.Doc, first, last int, iso string) string {
	written := Date(iso)
	if written == "" {
		return ""
	}
	lead := ""
	for i := first; i < last; i++ {
		w := d.Lower(i)
		switch {
		case i == first && w == "on":
			lead = d.Raw(i) + " "
		case weekday[w], w == "yesterday", w == "today", w == "last", w == "this", w == ",":
		default:
			return ""
		}
	}
	if lead == "" {
		lead = "on "
		if first > 0 && (d.Lower(first-1) == "on" || d.Lower(first-1) == "of" || d.Lower(first-1) == "since" || d.Lower(first-1) == "until" || d.Lower(first-1) == "from") {
			lead = ""
		}
	}
	if last < len(d.Tokens) && partOfDay[d.Lower(last)] || last < len(d.Tokens) && d.Lower(last) == "'s" {
		return ""
	}
	return lead + written
}

var (
	weekday   = map[string]bool{"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true}
	partOfDay = map[string]bool{"morning": true, "afternoon": true, "evening": true, "night": true, "at": true}
)

// also takes out an "also" that points at a sentence which won't stand before this one.
func (e *edit) also() {
	for i := e.first + 1; i < e.last; i++ {
		if e.d.Lower(i) == "also" && !inQuote(e.d, i) && e.d.Tokens[i-1].Kind == text.Word {
			e.put(i, "")
		}
	}
}

func inQuote(d *text.Doc, i int) bool {
	for _, q := range d.Quotes {
		if q.First <= i && i < q.Last {
			return true
		}
	}
	return false
}

// unfitSentence reports what no trimming makes a sentence of a brief.
func unfitSentence(d *text.Doc, s text.Sentence) bool {
	raw := d.Slice(s.Span)
	if furniture(raw) || !utf8.ValidString(raw) {
		return true
	}
	lower, capital := 0, 0
	for i := s.First; i < s.Last; i++ {
		switch d.Tokens[i].Shape {
		case text.Lower:
			lower++
		case text.Title, text.Upper:
			capital++
		}
		switch d.Lower(i) {
		case "i", "we", "our", "my", "us", "i'm", "we're", "i've", "we've", "you", "your":
			if !inQuote(d, i) && d.Raw(i) != "US" && d.Raw(i) != "I" || d.Raw(i) == "I" && !inQuote(d, i) {
				return true
			}
		case "?", "|", "•", "©", "http", "https", "www", "#", "@", "...", "…", "[", "]", "_":
			return true
		}
	}
	return lower < 3 || capital > 2*lower || labelled(d, s)
}

// labelled reports whether a sentence begins with a transcript's speaker label or lies under one.
func labelled(d *text.Doc, s text.Sentence) bool {
	upper := 0
	for i := s.First; i < min(s.Last, s.First+8); i++ {
		if d.Lower(i) == ":" {
			return upper > 0 && upper >= i-s.First-1
		}
		if sh := d.Tokens[i].Shape; sh == text.Upper || sh == text.Single {
			upper++
		}
	}
	return false
}

// afterDateline steps over "SEOUL (Reuters) - ", "CAIRO, May 2 -" and the like.
func afterDateline(d *text.Doc, first, last int) int {
	for i := first; i < min(last, first+14); i++ {
		raw := d.Raw(i)
		if raw != "-" && raw != "–" && raw != "—" && raw != "--" {
			if d.Tokens[i].Kind == text.Word && d.Tokens[i].Shape == text.Lower && d.Lower(i) != "and" && d.Lower(i) != "of" {
				return first
			}
			continue
		}
		spaced := i > first && d.Tokens[i-1].End < d.Tokens[i].Start || i+1 < last && d.Tokens[i].End < d.Tokens[i+1].Start
		if spaced && i > first && i+3 < last {
			return i + 1
		}
	}
	return first
}

// afterConnective steps over a leading word that only joins a sentence to the one before.
func afterConnective(d *text.Doc, first, last int) int {
	switch d.Lower(first) {
	case "but", "and", "however", "meanwhile", "also", "still", "nevertheless", "furthermore", "moreover", "separately", "additionally", "elsewhere", "yet", "so", "besides":
		next := first + 1
		if next < last && d.Raw(next) == "," {
			next++
		}
		if next < last && (d.Lower(first) != "but" || d.Lower(next) != "for") {
			return next
		}
	}
	return first
}

// beforeCredit cuts a credit in brackets at the end: "... the army said. (AP)".
func beforeCredit(d *text.Doc, first, last int) int {
	if last-first > 4 && d.Raw(last-1) == ")" {
		for i := last - 2; i > last-8 && i > first; i-- {
			if d.Raw(i) == "(" {
				if terminalAt(d, i-1) {
					return i
				}
				break
			}
		}
	}
	return last
}

func terminalAt(d *text.Doc, i int) bool {
	switch d.Raw(i) {
	case ".", "!":
		return true
	case "\"", "”", "'", "’":
		if i > 0 {
			before := d.Raw(i - 1)
			return before == "." || before == "!"
		}
	}
	return strings.HasSuffix(d.Raw(i), ".") && d.Tokens[i].Kind == text.Word
}

func balanced(s string) bool {
	if strings.Count(s, "\"")%2 == 1 || strings.Count(s, "“") != strings.Count(s, "”") {
		return false
	}
	return strings.Count(s, "(") == strings.Count(s, ")")
}

func capitalise(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if unicode.IsLower(r) {
		return string(unicode.ToUpper(r)) + s[n:]
	}
	return s
}
