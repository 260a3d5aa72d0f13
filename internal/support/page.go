package support

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// place names one of a report's texts.
type place struct {
	report sitrep.ReportID
	in     sitrep.Field
}

// page is a text with the layers the gate asks for again and again.
type page struct {
	*text.Doc
	reading *sitrep.Reading
	forms   []string // tokens with plain quotation marks and hyphens
	quoted  []bool   // by token: it stands between quotation marks
	times   []text.Time
	numbers []text.Quantity
	turns   []turn
	known   []text.Name // its names, once they are asked for
}

// turn is where somebody begins to speak in a transcript.
type turn struct {
	at      int // bytes
	speaker string
}

// page is one of a report's texts; it is read once.
func (g *Gate) page(r *sitrep.Reading, in sitrep.Field) *page {
	key := place{r.Report.ID, in}
	p := g.pages[key]
	if p == nil || p.reading != r {
		p = newPage(text.New(g.Language, r.Report, in), r)
		p.turns = turnsOf(p)
		if g.pages == nil {
			g.pages = map[place]*page{}
		}
		g.pages[key] = p
	}
	return p
}

func newPage(d *text.Doc, r *sitrep.Reading) *page {
	p := &page{Doc: d, reading: r, forms: make([]string, len(d.Tokens)), quoted: make([]bool, len(d.Tokens)), times: text.Times(d)}
	p.numbers = text.NumbersBesides(d, p.times)
	for i := range d.Tokens {
		p.forms[i] = fold(d.Raw(i))
	}
	for _, q := range d.Quotes {
		for i := q.First; i < q.Last; i++ {
			p.quoted[i] = true
		}
	}
	return p
}

// turnsOf finds who speaks where in a transcript: labels in capitals at the beginnings of lines ("MR. KIRBY:"),
// with the name that was read for them where a claim was; and questions from the floor, which nobody
// named asks. A text with fewer than two labels is no transcript; it may be a statement.
func turnsOf(p *page) []turn {
	if p.In != sitrep.InText {
		return nil
	}
	read := map[int]string{}
	for i := range p.reading.Claims {
		c := &p.reading.Claims[i]
		if c.In == p.In && len(c.Source) == 1 && len(c.Cue) == 1 && c.Cue[0].Start == c.Source[0].End {
			read[c.Source[0].Start] = string(c.Speaker)
		}
	}
	var out []turn
	labels := 0
	for i := range p.Tokens {
		at := p.Tokens[i].Start
		if !(i == 0 || p.Tokens[i].Line) || !lineStart(p.Text, at) {
			continue
		}
		if p.Language.Support.Is(p.Lower(i), lang.SupportAsks) && p.Tokens[i].Shape == text.Single {
			out = append(out, turn{at, ""})
			continue
		}
		n := p.labelled(i)
		if n == 0 {
			continue
		}
		name, ok := read[at]
		if !ok {
			name = p.Slice(p.Doc.Span(i, i+n))
		}
		out = append(out, turn{at, name})
		labels++
	}
	if labels < 2 {
		return statementOf(p)
	}
	return out
}

// statementOf is the one turn of a text that is somebody's own statement: the headline says whose, and the text
// speaks in the first person.
func statementOf(p *page) []turn {
	name := text.StatementBy(p.Language, p.reading.Report.Title)
	if name == "" {
		return nil
	}
	for i := range p.Tokens {
		if !p.quoted[i] && p.Raw(i) != "US" && p.Language.Brief.Is(p.Lower(i), lang.BriefFirstPerson) {
			return []turn{{0, name}}
		}
	}
	return nil
}

// labelled is the number of tokens of a label that begins at token i, without its colon; 0 for none.
func (p *page) labelled(i int) int {
	const most = 6
	for k := i; k < min(len(p.Tokens), i+most); k++ {
		switch shape := p.Tokens[k].Shape; {
		case p.forms[k] == ":" && k > i:
			return k - i
		case p.Tokens[k].Kind == text.Punct && p.forms[k] != "." && p.forms[k] != ",",
			p.Tokens[k].Kind == text.Word && shape != text.Upper && shape != text.Single && !p.Language.Text.Titles.Has(p.Lower(k)):
			return 0
		}
	}
	return 0
}

func lineStart(s string, at int) bool {
	before := strings.TrimRight(s[:at], " \t")
	return before == "" || strings.HasSuffix(before, "\n")
}

// turnAt is who speaks at a byte of a transcript.
func (p *page) turnAt(at int) (turn, bool) {
	for i := len(p.turns) - 1; i >= 0; i-- {
		if p.turns[i].at <= at {
			return p.turns[i], true
		}
	}
	return turn{}, false
}

// sentence is the tokens of the sentence that holds token i; a headline is one sentence.
func (p *page) sentence(i int) (first, last int) {
	if p.In == sitrep.InTitle {
		return 0, len(p.Tokens)
	}
	if k := p.SentenceOf(i); k >= 0 {
		return p.Sentences[k].First, p.Sentences[k].Last
	}
	return i, i + 1
}

// tokens is the tokens that a span covers.
func (p *page) tokens(s sitrep.Span) (first, last int) {
	first = p.TokenAt(s.Start)
	last = first
	for last < len(p.Tokens) && p.Tokens[last].Start < s.End {
		last++
	}
	return first, last
}

// small reports whether a token is written in lower case.
func (p *page) small(i int) bool {
	return p.Tokens[i].Kind == text.Word && p.Tokens[i].Shape == text.Lower
}

// fold puts a text on one line with plain quotation marks and hyphens.
func fold(s string) string {
	plain := true
	for i := 0; i < len(s) && plain; i++ {
		c := s[i]
		plain = c > ' ' && c < utf8.RuneSelf && c != '`'
	}
	if plain && s != "''" {
		return s
	}
	if s == "``" || s == "''" {
		return "\""
	}
	var b strings.Builder
	space := false
	for _, r := range s {
		switch r {
		case '“', '”', '„', '«', '»':
			r = '"'
		case '‘', '’', '`':
			r = '\''
		case '‐', '‑':
			r = '-'
		case '—', '–':
			r = '–'
		}
		if unicode.IsSpace(r) {
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// find is where a folded phrase stands in a folded text as whole words, at or after a byte; -1 when
// nowhere.
func find(have, want string, from int) int {
	if want == "" {
		return -1
	}
	for at := from; at <= len(have); {
		i := strings.Index(have[at:], want)
		if i < 0 {
			return -1
		}
		at += i
		if boundary(have, at) && boundary(have, at+len(want)) {
			return at
		}
		_, n := utf8.DecodeRuneInString(have[at:])
		at += n
	}
	return -1
}

func boundary(s string, at int) bool {
	if at <= 0 || at >= len(s) {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	after, _ := utf8.DecodeRuneInString(s[at:])
	return !(wordRune(before) && wordRune(after))
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// short is a text on one line, cut where it gets long, for a reason that is read in a log.
func short(s string) string {
	s = strings.ToValidUTF8(fold(s), "?")
	const most = 80
	if len(s) <= most {
		return s
	}
	at := most
	for !utf8.RuneStart(s[at]) {
		at--
	}
	return s[:at] + "…"
}
