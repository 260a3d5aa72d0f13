package brief

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// references is what in a sentence may point at what stood before it: read alone, such a sentence leaves open who or what is meant.
type references struct {
	pronouns  int  // words that need a name before them
	before    bool // one of them stands before any name, any thing of the headline's and any that it tells of as new
	showing   int  // words that show something ("these", "there", "such", "another")
	things    int  // things with an article that neither the headline nor the sentence itself has told of ("the offer")
	first     bool // it begins with one
	names     int  // words with a capital, behind the first
	speaking  int  // words by which a speaker means himself, or whom he speaks to
	unclaimed bool // it begins with a quotation mark and nobody is named behind it
}

// references counts them in a sentence.
func (l *leaf) references(s text.Sentence) references {
	var r references
	known := strings.ToLower(l.reading.Report.Title)
	quoted, anchored := false, false
	for i := s.First; i < s.Last; i++ {
		word, brief := l.Lower(i), &l.Language.Brief
		switch t := &l.Tokens[i]; {
		case brief.Is(word, lang.BriefPersonal):
			r.pronouns++
			r.before = r.before || !anchored
		case brief.Is(word, lang.BriefShowing) || brief.Is(word, lang.BriefPointing) && i > s.First:
			r.showing++
		case brief.Is(word, lang.BriefFirstPerson):
			r.speaking++
		case word == "the" && l.points(i+1, s, known):
			r.things++
			r.first = r.first || i == s.First
		case (t.Shape == text.Title || t.Shape == text.Upper && len(word) > 1) && i > s.First && t.Kind == text.Word:
			r.names++
			anchored = true
			quoted = quoted || l.Raw(s.First) == "\"" || l.Raw(s.First) == "“"
		case brief.Is(word, lang.BriefArticle) && word != "the", t.Shape == text.Lower && len(word) >= stemLength && strings.Contains(known, word[:stemLength]):
			anchored = true
		}
	}
	r.unclaimed = (l.Raw(s.First) == "\"" || l.Raw(s.First) == "“") && !quoted
	return r
}

// points reports whether a common noun stands from token i on of which neither the headline nor the sentence has told before, and no word behind it
// says which one it is.
func (l *leaf) points(i int, s text.Sentence, known string) bool {
	end := i
	for end < min(i+3, s.Last) && l.Tokens[end].Kind == text.Word && l.Tokens[end].Shape == text.Lower && !l.Language.Brief.Is(l.Lower(end), lang.BriefOwning|lang.BriefHollow|lang.BriefSubordinate|lang.BriefJoining|lang.BriefConnective) {
		end++
	}
	if end == i || end < s.Last && (l.Language.Brief.Is(l.Lower(end), lang.BriefOwning) || l.Tokens[end].Shape == text.Title) {
		return false
	}
	for k := i; k < end; k++ {
		stem := l.Lower(k)[:min(len(l.Lower(k)), stemLength)]
		if strings.Contains(known, stem) {
			return false
		}
		for j := s.First; j < i-1; j++ {
			if strings.HasPrefix(l.Lower(j), stem) {
				return false
			}
		}
	}
	return true
}

// orphaned reports whether a text says what he or she does, outside quotations, before it names anybody: "The agency said he is a member ...".
func orphaned(l *lang.Language, s string) bool {
	the := false
	for i, word := range strings.Fields(unquoted(s)) {
		word = strings.Trim(word, ".,:;()‘’'")
		low := strings.ToLower(word)
		first, _ := utf8.DecodeRuneInString(word)
		switch {
		case l.Brief.Is(low, lang.BriefHuman) && l.Brief.Is(low, lang.BriefSubject):
			return true
		case l.Brief.Is(low, lang.BriefArticle) && low != "the":
			return false // somebody is told of as new
		case unicode.IsUpper(first) && !the && !(i == 0 && (low == "the" || l.Text.Starters.Has(low))):
			return false
		}
		the = low == "the"
	}
	return false
}

// unquoted is a text without what stands between quotation marks.
func unquoted(s string) string {
	inside := false
	return strings.Map(func(r rune) rune {
		switch {
		case r == '“' || r == '"' && !inside:
			inside = true
			return -1
		case r == '”' || r == '"':
			inside = false
			return -1
		case inside:
			return -1
		}
		return r
	}, s)
}

// stemLength is how many of its letters tell a word from others, whatever its ending.
const stemLength = 5

// referring adds what points at what stood before.
func (s *scale) referring(m *measures, c *candidate) {
	own := -1.0 // the share of its report's headline that it tells
	if at := slices.IndexFunc(s.pool.heads, func(h head) bool { return h.order == c.order }); at >= 0 && len(c.words) > 0 {
		own = share(c.words, s.pool.heads[at].words)
	}
	r := c.refers
	m.add(float64(r.pronouns))
	m.is(r.before)
	m.add(float64(r.showing), float64(r.things))
	m.is(r.first)
	m.add(float64(r.names), float64(r.speaking))
	m.is(r.unclaimed)
	m.add(own)
	m.is(c.talk)
}
