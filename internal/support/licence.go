package support

import (
	"slices"
	"strings"

	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// licensed reports whether a difference changes nothing.
func (t *taking) licensed(s0, s1, u0, u1 int) bool {
	s0, s1 = t.idleOff(t.page, s0, s1)
	u0, u1 = t.idleOff(t.unit, u0, u1)
	switch {
	case s0 == s1 && u0 == u1:
		return true
	case s0 == s1:
		// "... in the north": a text without its last stop
		return s0 == t.end && t.end == len(t.Tokens) && u1 == len(t.to) && u1 == u0+1 && t.unit.forms[u0] == "." && t.Tokens[s0-1].Kind != text.Punct
	case u0 == u1:
		return t.end == s1 && s1 == s0+1 && t.forms[s0] == "."
	}
	if u1 == len(t.to) && u1 == u0+1 && s1 == s0+1 && t.forms[s0] == t.unit.forms[u0]+"." {
		return true // "... in the U.S": a headline without its last stop
	}
	return t.dated(s0, s1, u0, u1) || t.named(s0, s1, u0, u1) || t.articles(t.page, s0, s1) && t.articles(t.unit, u0, u1)
}

// idleOff takes idle words, and with them the commas beside them, off both ends of a stretch, or all of it.
// Commas alone stay: "the army, said the rebels," is not "the army said the rebels".
func (t *taking) idleOff(p *page, first, last int) (int, int) {
	idle := false
	for i := first; i < last; i++ {
		idle = idle || t.support.Is(p.Lower(i), lang.SupportIdle)
	}
	off := func(i int) bool { return idle && (t.support.Is(p.Lower(i), lang.SupportIdle) || p.forms[i] == ",") }
	for first < last && off(first) {
		first++
	}
	for first < last && off(last-1) {
		last--
	}
	return first, last
}

func (t *taking) articles(p *page, first, last int) bool {
	for i := first; i < last; i++ {
		if !t.support.Is(p.Lower(i), lang.SupportArticle) {
			return false
		}
	}
	return first < last
}

// dated reports whether the unit's words are the day that the page's words were resolved to, or the month that a month without its year was.
func (t *taking) dated(s0, s1, u0, u1 int) bool {
	if t.support.Is(t.unit.Lower(u0), lang.SupportOn) {
		u0++
	}
	if u0 >= u1 {
		return false
	}
	n, day := dateAt(t.unit, u0)
	if n == 0 || u0+n != u1 || len(day) != len("2006-01-02") && (len(day) != len("2006-01") || s1 != s0+1 || month(t.page, s0) == 0) {
		return false
	}
	for _, at := range t.page.times {
		if at.First <= s0 && s1 <= at.Last && (at.Date == day || at.Date == day+"/.." || at.Date == "../"+day) {
			return true
		}
	}
	return false
}

// named reports whether the unit's words are the name that was read for the page's words: the full
// name of who speaks in place of "he", "the diplomat" or one word of the name. The name must be cited.
func (t *taking) named(s0, s1, u0, u1 int) bool {
	if u0+1 < u1 && t.support.Is(t.unit.Lower(u0), lang.SupportArticle) {
		u0++
	}
	name := fold(t.unit.Slice(t.unit.Doc.Span(u0, u1)))
	if !t.citesName(name) || t.ambiguous(name) {
		return false
	}
	s0, s1 = t.bare(s0, s1)
	for i := range t.reading.Claims {
		c := &t.reading.Claims[i]
		if c.In != t.In {
			continue
		}
		if sameName(string(c.Speaker), name) {
			for _, s := range c.Source {
				first, last := t.tokens(s)
				if first, last = t.bare(first, last); first == s0 && s1 == last {
					return true
				}
			}
		}
		if sameName(string(c.Via), name) && s1 == s0+1 && find(name, t.forms[s0], 0) >= 0 && len(c.Cue) > 0 {
			if k, _ := t.tokens(c.Cue[0]); t.begin <= k && k < t.end {
				return true
			}
		}
	}
	return false
}

// ambiguous reports whether the report names somebody else of the same surname: then who "he" or the surname is, the reading
// may have missed, and the words stay as they are.
func (t *taking) ambiguous(name string) bool {
	words := strings.Fields(name)
	if len(words) < 2 {
		return false
	}
	if t.page.known == nil {
		t.page.known = append([]text.Name{}, text.Names(t.Doc)...)
	}
	return len(text.Namesakes(t.Doc, t.page.known, words[len(words)-1])) > 1
}

// bare takes a leading article off.
func (t *taking) bare(first, last int) (int, int) {
	if first+1 < last && t.support.Is(t.Lower(first), lang.SupportArticle) {
		first++
	}
	return first, last
}

func sameName(read, name string) bool { return read != "" && strings.EqualFold(fold(read), name) }

func (t *taking) citesName(name string) bool {
	for _, p := range t.cited {
		if p.Report == t.Report && find(p.words, name, 0) >= 0 {
			return true
		}
	}
	return false
}

// openSpeech reports whether the unit opens with `NAME said: "` or `NAME: "` where the page is a transcript and the
// named one speaks. The sentence must be quoted from its beginning.
func (t *taking) openSpeech(s0, s1, u1 int) bool {
	if u1 < 3 || t.unit.forms[u1-1] != "\"" || t.unit.forms[u1-2] != ":" {
		return false
	}
	who := u1 - 2
	if t.support.Is(t.unit.Lower(who-1), lang.SupportSays) {
		who--
	}
	for who > 0 && t.support.Is(t.unit.Lower(who-1), lang.SupportIdle) {
		who--
	}
	if len(t.turns) == 0 {
		return t.outletSays(s0, s1, who)
	}
	now, ok := t.turnAt(t.Tokens[s1].Start)
	if !ok || who == 0 || !t.label(s0, s1) {
		return false
	}
	name := fold(t.unit.Slice(t.unit.Doc.Span(0, who)))
	t.spoken = lastWord(now.speaker) != "" && lastWord(now.speaker) == lastWord(name)
	return t.spoken && (t.citesName(name) || t.citesLabel(now.speaker, name))
}

// outletSays reports whether the unit's first who tokens name the report's outlet, which the report itself names and the unit
// cites: then it quotes what the outlet says in its own voice, or whom it tells of.
func (t *taking) outletSays(s0, s1, who int) bool {
	if who == 0 || !slices.Contains(t.openings(s0, s1), s1) {
		return false
	}
	name := fold(t.unit.Slice(t.unit.Doc.Span(0, who)))
	t.outletSpoke = letters(name) != "" && letters(name) == letters(t.reading.Report.Outlet) && t.citesName(name)
	t.spoken = t.outletSpoke
	return t.spoken
}

// citesLabel reports whether a name is a speaker's label, cited, in small letters and with an article: "a senior official".
func (t *taking) citesLabel(label, name string) bool {
	article, rest, _ := strings.Cut(strings.ToLower(name), " ")
	if label != strings.ToUpper(label) || !t.support.Is(article, lang.SupportArticle) || rest == "" {
		return false
	}
	label = strings.ToLower(fold(label))
	return (rest == label || rest == lastWord(label)) && t.citesName(strings.ToUpper(label))
}

// lastWord is a name's surname, in lower case: a label may give no more.
func lastWord(name string) string {
	words := strings.Fields(strings.ToLower(fold(name)))
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// label reports whether tokens [s0, s1) are a transcript's label, or nothing.
func (t *taking) label(s0, s1 int) bool {
	for i := s0; i < s1; i++ {
		if t.small(i) || t.forms[i] == "." && i+1 < s1 {
			return false
		}
	}
	return s0 == s1 || t.forms[s1-1] == ":"
}
