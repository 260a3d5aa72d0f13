package origin

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// weight says how strong a sign of lineage is.
type weight uint8

// Signs of lineage, from none to the strongest. What an outlet says of its own work weighs more than that it
// cites somebody, and a signature less: whoever rewrites an agency signs too.
const (
	silent    weight = iota // lineage is not stated
	signed                  // somebody signs it for the outlet
	cites                   // it names where it has its news
	own                     // it says that the outlet's own people were told or were there
	credited                // the text is said to be somebody's
	published               // an agency or party published it itself
)

// evidence is what a report says of its lineage.
type evidence struct {
	weight weight
	source source
	at     int // the token that shows it
}

// stronger keeps the stronger sign, the first of equals.
func (e *evidence) stronger(w weight, s source, at int) {
	if w > e.weight {
		*e = evidence{w, s, at}
	}
}

// evidence is what a report says of its lineage: what was read of it before, if it can name none of the sources known here alone.
func (d *directory) evidence(r *Report) evidence {
	if r.Reading == nil {
		return d.read(r)
	}
	if !d.mayName(r) {
		return r.Reading.evidence
	}
	again := *r
	again.Body, again.Title = r.Segment()
	return d.read(&again)
}

// mayName reports whether a report holds all words of a name that is known here and not to the base: seldom, and then the
// name need not stand there.
func (d *directory) mayName(r *Report) bool {
	texts := []string{r.Text, r.Report.Title, r.Author, r.Outlet}
	for i := range r.Claims {
		texts = append(texts, string(r.Claims[i].Via))
	}
	for _, names := range d.names {
		for _, a := range names {
			for _, s := range texts {
				if holds(s, a.words) {
					return true
				}
			}
		}
	}
	return false
}

// holds reports whether a text may hold some words; those with an apostrophe, which may be written in two ways, are passed over.
func holds(s string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(w, "'") && !strings.Contains(s, w) {
			return false
		}
	}
	return true
}

// read finds what a report says of its lineage.
func (d *directory) read(r *Report) evidence {
	self := d.publisher(r)
	var e evidence
	if s, ok := d.inBrackets(r.Outlet); ok {
		e.stronger(credited, s, 0)
	}
	d.author(r.Author, self, &e)
	for _, doc := range []*text.Doc{r.Body, r.Title} {
		if doc == nil {
			continue
		}
		t := page{doc: doc, words: wordsIn(doc), directory: d, self: self}
		t.head(&e)
		t.tail(&e)
		t.cues(&e)
	}
	if self.kind == sitrep.AgencyOrigin || self.kind == sitrep.PartyOrigin {
		return ofAgency(self, e)
	}
	for i := range r.Claims {
		if words := wordsOf(string(r.Claims[i].Via)); len(words) > 0 {
			if n, s := d.match(words, 0); n == len(words) && s != self {
				e.stronger(cites, s, leadTokens)
			}
		}
	}
	return e
}

// ofAgency is the lineage of what an agency or party published: its own, unless it credits or, near
// the beginning, cites another.
func ofAgency(self source, e evidence) evidence {
	if e.source != self && (e.weight == credited || e.weight == cites && e.at < leadTokens) {
		return e
	}
	return evidence{weight: published, source: self}
}

// leadTokens is how far a lead reaches.
const leadTokens = 60

// inBrackets reads "Some Daily (AP)".
func (d *directory) inBrackets(outlet string) (source, bool) {
	_, rest, ok := strings.Cut(outlet, "(")
	if !ok {
		return source{}, false
	}
	words := wordsOf(strings.TrimRight(rest, ") "))
	if len(words) == 0 {
		return source{}, false
	}
	n, s := d.match(words, 0)
	return s, n == len(words)
}

// author reads the author field: an agency's name is a credit, a person's a signature.
func (d *directory) author(author string, self source, e *evidence) {
	words := wordsOf(author)
	for i := range words {
		if n, s := d.match(words, i); n > 0 && s != self {
			e.stronger(credited, s, 0)
			return
		}
	}
	person := 0
	for _, w := range words {
		if w[0] >= 'A' && w[0] <= 'Z' && len(w) > 1 {
			person++
		}
		switch strings.ToLower(w) {
		case "desk", "staff", "admin", "editor", "editors", "newsroom", "team", "agencies", "web", "news", "wire":
			return
		}
	}
	if person >= 2 && self.name != "" && !strings.EqualFold(author, self.name) {
		e.stronger(signed, self, 0)
	}
}

// page is one text of a report being read.
type page struct {
	doc       *text.Doc
	words     []string
	directory *directory
	self      source
}

func wordsIn(d *text.Doc) []string {
	out := make([]string, len(d.Tokens))
	for i := range d.Tokens {
		out[i] = plain(d.Raw(i))
	}
	return out
}

func (t *page) at(i int) (int, source) {
	if i < 0 || i >= len(t.words) {
		return 0, source{}
	}
	return t.directory.match(t.words, i)
}

func (t *page) word(i int) string {
	if i < 0 || i >= len(t.words) {
		return ""
	}
	return t.words[i]
}

// headTokens is how far in a dateline stands.
const headTokens = 16

// head reads a dateline: "SEOUL (Reuters) -", "AFP/Damascus", "Reuters -", "(Lunmark Wire - Reuters)".
func (t *page) head(e *evidence) {
	if t.doc.In == sitrep.InTitle {
		return
	}
	for i := range min(headTokens, len(t.words)) {
		n, s := t.at(i)
		if n == 0 || s.kind == sitrep.OutletOrigin && s != t.self {
			continue
		}
		before, after := t.word(i-1), t.word(i+n)
		if m, _ := t.at(i + n + 1); dash(after) && m > 0 && t.word(i+n+1+m) == ")" {
			continue // relayed: the next name is the source's
		}
		bracketed := before == "(" && after == ")"
		slashed := before == "/" || after == "/" || dash(before) && after == ")" // "(Lunmark Wire - Reuters)"
		dashed := (dash(after) || dash(after+t.word(i+n+1))) && (i == 0 || before == "," || before == "." || before == "(" || dash(before))
		if bracketed || slashed || dashed {
			if s == t.self {
				e.stronger(own, s, i)
			} else {
				e.stronger(credited, s, i)
			}
			return
		}
	}
}

func dash(s string) bool { return s == "-" || s == "–" || s == "—" || s == "--" }

// tailSentences is how far from the end a sign-off stands.
const tailSentences = 4

// tail reads a sign-off: a last line that is little but an agency's name ("- Reuters", "© 2024 AFP").
func (t *page) tail(e *evidence) {
	if t.doc.In == sitrep.InTitle {
		return
	}
	from := max(1, len(t.doc.Sentences)-tailSentences)
	for s := from; s < len(t.doc.Sentences); s++ {
		se := &t.doc.Sentences[s]
		if se.Last-se.First > 9 {
			continue
		}
		t.stated(se.First, se.Last, e)
		for i := se.First; i < se.Last; i++ {
			n, src := t.at(i)
			if n == 0 || src.kind == sitrep.OutletOrigin {
				continue
			}
			if others(t.doc, se.First, i)+others(t.doc, i+n, se.Last) <= 3 && src != t.self {
				e.stronger(credited, src, i)
			}
			break
		}
	}
	if last := len(t.words); last > 3 && t.word(last-1) == ")" {
		for i := last - 2; i > max(0, last-8); i-- {
			if n, src := t.at(i); n > 0 && i+n == last-1 && t.word(i-1) == "(" && src != t.self && src.kind != sitrep.OutletOrigin {
				e.stronger(credited, src, i)
			}
		}
	}
}

// stated reads a last line that states its source, whoever it may be ("Source: Lunmark Coast Guard").
func (t *page) stated(first, last int, e *evidence) {
	n, shows := t.doc.Language.Origin.Before.Match(t.doc.Lower, first)
	if n == 0 || shows != lang.Credit || first+n >= last || t.word(first+n-1) != ":" {
		return
	}
	if known, _ := t.at(first + n); known > 0 {
		return // told by its name
	}
	if sh := t.doc.Tokens[first+n].Shape; sh != text.Title && sh != text.Upper && sh != text.Mixed {
		return
	}
	end := last
	for end > first+n && t.doc.Tokens[end-1].Kind == text.Punct {
		end--
	}
	s := source{strings.Clone(t.doc.Slice(t.doc.Span(first+n, end))), sitrep.OutletOrigin}
	if !strings.EqualFold(s.name, t.self.name) {
		e.stronger(credited, s, first)
	}
}

// others counts the words among tokens [from, to).
func others(d *text.Doc, from, to int) int {
	n := 0
	for i := from; i < to; i++ {
		if d.Tokens[i].Kind == text.Word {
			n++
		}
	}
	return n
}

// cues reads the words by which a report says where it has its news.
func (t *page) cues(e *evidence) {
	l := &t.doc.Language.Origin
	for i := range t.words {
		if n, shows := l.Alone.Match(t.doc.Lower, i); n > 0 {
			t.shown(shows, i, t.self, e)
		}
		if n, shows := l.Before.Match(t.doc.Lower, i); n > 0 {
			at := i + n
			if t.doc.Lower(at) == "the" {
				if m, _ := t.at(at); m == 0 {
					at++
				}
			}
			if m, s := t.at(at); m > 0 {
				t.shown(shows, i, s, e)
			}
		}
		if n, s := t.at(i); n > 0 {
			if m, shows := l.After.Match(t.doc.Lower, i+n); m > 0 {
				t.shown(shows, i, s, e)
			}
		}
	}
}

// shown weighs what words at token i show of a source.
func (t *page) shown(what string, i int, s source, e *evidence) {
	switch {
	case s.name == "":
	case what == lang.Agencies:
		// lineage is elsewhere, and not named
	case s == t.self:
		if what != lang.Byline {
			e.stronger(own, s, i)
		}
	case what == lang.Byline:
		if i < headTokens && s.kind != sitrep.OutletOrigin {
			e.stronger(credited, s, i)
		}
	case what == lang.Credit:
		e.stronger(credited, s, i)
	case what == lang.Cited:
		e.stronger(cites, s, i)
	}
}
