package support

import (
	"slices"
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// openings are the places where a sentence may be taken to begin, up to a token: its first word, and
// behind what stands before many a sentence and says nothing: a label, the headline once more, a
// dateline, a day of publication, a word that joins it to the one before.
func (t *taking) openings(from, limit int) []int {
	out := []int{from}
	for _, step := range []func(int) int{t.afterLabel, t.afterStamp, t.afterDay, t.afterTitle, t.afterAgency, t.afterBracket, t.afterDateline, t.afterDay, t.afterJoin} {
		for _, at := range out {
			if next := step(at); next > at && next <= limit {
				out = append(out, next)
			}
		}
	}
	return out
}

// afterLabel steps over "Watch:" and the like before a headline.
func (t *taking) afterLabel(at int) int {
	if t.In != sitrep.InTitle {
		return at
	}
	for i := at; i < min(t.end, at+8); i++ {
		if t.forms[i] != ":" {
			continue
		}
		words := strings.ToLower(fold(t.Slice(t.Doc.Span(at, i))))
		for k := 0; ; k++ {
			if t.Language.Brief.Furniture.Labels.Has(words) {
				return i + 1 // the whole of it, or its last words: "Quake live updates:"
			}
			_, rest, more := strings.Cut(words, " ")
			if !more || k > 3 {
				return at
			}
			words = rest
		}
	}
	return at
}

// afterStamp steps over a page's word on when it came out ("Date of publication"), if a time stands behind it.
func (t *taking) afterStamp(at int) int {
	for i := at + 1; i < min(t.end, at+5); i++ {
		if !slices.ContainsFunc(t.times, func(x text.Time) bool { return x.First == i }) {
			continue
		}
		if slices.Contains(t.Language.Brief.Furniture.Stamps, strings.ToLower(t.Slice(t.Doc.Span(at, i)))) {
			return i
		}
	}
	return at
}

// afterTitle steps over the report's headline, with or without what follows a dash in it, where its text
// begins with it, or with a day before it.
func (t *taking) afterTitle(at int) int {
	if t.In != sitrep.InText || at > 6 {
		return at
	}
	title := t.reading.Report.Title
	for _, tail := range []string{"", " - ", " – ", " | "} {
		if head, _, cut := strings.Cut(title, tail); tail == "" || cut {
			if tail == "" {
				head = title
			}
			if next := t.repeats(at, letters(head)); next > at {
				return next
			}
		}
	}
	return at
}

// afterAgency steps over an agency's name between the headline and the sentence it runs into: "Ferry sinks off Lorn AFP A ferry".
func (t *taking) afterAgency(at int) int {
	title := letters(t.reading.Report.Title)
	if t.In != sitrep.InText || len(title) < 12 || at+2 >= t.end || !t.Language.Brief.Furniture.Labels.Has(t.Lower(at)) || t.small(at+1) {
		return at
	}
	if !strings.HasSuffix(letters(t.Slice(t.Doc.Span(t.begin, at))), title) {
		return at
	}
	return at + 1
}

// repeats steps over a headline, given as its letters.
func (t *taking) repeats(at int, rest string) int {
	if len(rest) < 12 {
		return at
	}
	for i := at; i < t.end; i++ {
		word := letters(t.Raw(i))
		if !strings.HasPrefix(rest, word) {
			return at
		}
		if rest = rest[len(word):]; rest == "" {
			return i + 1
		}
	}
	return at
}

// letters is a text's letters and digits in lower case.
func letters(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		if wordRune(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// afterBracket steps over "(Agency)".
func (t *taking) afterBracket(at int) int {
	if at >= t.end || t.forms[at] != "(" {
		return at
	}
	for i := at + 1; i < min(t.end, at+7); i++ {
		if t.forms[i] == ")" {
			return i + 1
		}
		if !t.places(i) {
			break
		}
	}
	return at
}

// afterDateline steps over "SEOUL, Dec 23 (Reuters) -".
func (t *taking) afterDateline(at int) int {
	for i := at; i < min(t.end, at+16); i++ {
		if i > at && (t.forms[i] == "-" || t.forms[i] == "–" || t.forms[i] == "--") {
			if t.speaks(at, i) {
				return at
			}
			return i + 1
		}
		if !t.places(i) {
			return at
		}
	}
	return at
}

// afterDay steps over a day in full, with the names around it, that runs into the sentence.
func (t *taking) afterDay(at int) int {
	for _, day := range t.page.times {
		if day.First < at {
			continue
		}
		if day.First > at+10 || day.Last > t.end {
			break
		}
		for i := at; i < day.First; i++ {
			if !t.places(i) {
				return at
			}
		}
		if len(day.Date) == len("2006-01-02") && day.Last-day.First >= 3 && !t.small(day.First) {
			end := day.Last
			for end < t.end && t.Tokens[end].Shape == text.Upper && len(t.forms[end]) > 1 {
				end++
			}
			return end
		}
	}
	return at
}

// afterJoin steps over a first word that only joins the sentence to the one before. Some such words do
// more where no comma parts them off: "Still missing are", "Yet to be found".
func (t *taking) afterJoin(at int) int {
	switch {
	case at+1 >= t.end:
		return at
	case t.forms[at+1] == "," && t.support.Is(t.Lower(at), lang.SupportLeading):
		return at + 2
	case t.support.Is(t.Lower(at), lang.SupportOpening):
		return at + 1
	}
	return at
}

// places reports whether a token may stand in a dateline: no word in lower case but those inside names
// and times, no mark but those of datelines.
func (t *taking) places(i int) bool {
	tok := &t.Tokens[i]
	if t.support.Is(tok.Lower, lang.SupportTurns|lang.SupportNegates) && month(t.page, i) == 0 {
		return false // "FALSE - ..."
	}
	switch tok.Kind {
	case text.Punct:
		return strings.Contains(",./()|:-–", t.forms[i])
	case text.Number:
		return true
	}
	return tok.Shape != text.Lower || t.support.Is(tok.Lower, lang.SupportJoins) || t.Language.Time.Words[tok.Lower].Kind != lang.NoTime
}

// speaks reports whether somebody who was read as a claim's or a figure's source is named in tokens
// [first, last), brackets left out: those credit an agency.
func (t *taking) speaks(first, last int) bool {
	open := false
	var words []string
	for i := first; i < last; i++ {
		switch t.forms[i] {
		case "(":
			open = true
		case ")":
			open = false
		default:
			if !open {
				words = append(words, t.forms[i])
				if t.source(i) {
					return true
				}
			}
		}
	}
	low := strings.ToLower(strings.Join(words, " "))
	for i := range t.reading.Figures {
		f := &t.reading.Figures[i]
		if f.In == t.In && f.Claimant != "" && f.Start >= t.Tokens[t.begin].Start && f.End <= t.Tokens[t.end-1].End && find(low, strings.ToLower(fold(string(f.Claimant))), 0) >= 0 {
			return true
		}
	}
	return false
}

// source reports whether a token is part of the source of a claim.
func (t *taking) source(i int) bool {
	span := sitrep.Span{Start: t.Tokens[i].Start, End: t.Tokens[i].End}
	for k := range t.reading.Claims {
		c := &t.reading.Claims[k]
		for _, s := range c.Source {
			if c.In == t.In && s.Overlaps(span) {
				return true
			}
		}
	}
	return false
}

// closings are the places where a sentence may be taken to end, from a token on: its end, before its
// full stop, before a credit in brackets, and in a headline before the outlet's name.
func (t *taking) closings(from, end int) []int {
	out := []int{end}
	if end > from && t.forms[end-1] == "." {
		out = append(out, end-1)
	}
	if end > from && t.forms[end-1] == ")" {
		for i := end - 2; i >= from && i > end-8; i-- {
			if t.forms[i] == "(" && i > t.begin && !wordRune(lastRune(t.forms[i-1])) {
				out = append(out, i)
			}
			if !t.places(i) {
				break
			}
		}
	}
	for i := from; t.In == sitrep.InTitle && i < end; i++ {
		switch t.forms[i] {
		case "|", "-", "–", "::", "·", ":":
			if t.outlet(i+1, end) || t.forms[i] == "|" && !t.speaks(i+1, end) && t.allPlaces(i+1, end) {
				out = append(out, i)
			}
		}
	}
	return out
}

func (t *taking) allPlaces(first, last int) bool {
	for i := first; i < last; i++ {
		if !t.places(i) {
			return false
		}
	}
	return true
}

func lastRune(s string) rune {
	out := rune(0)
	for _, r := range s {
		out = r
	}
	return out
}

// outlet reports whether tokens [first, last) name who published the report, and not who says so.
func (t *taking) outlet(first, last int) bool {
	if first >= last {
		return false
	}
	name := letters(t.Slice(t.Doc.Span(first, last)))
	r := t.reading.Report
	own := letters(r.Outlet)
	return name != "" && (own != "" && (strings.Contains(own, name) || strings.Contains(name, own)) || len(name) > 2 && strings.Contains(letters(r.URL), name))
}
