// Package support is the gate under brief, check and model: does this sentence follow from these
// words? It is code, the same for every writer, and it knows nothing of how a sentence was
// made. A sentence passes when it cites words of reports and
//
//   - every number in it stands in the cited words, or is listed as derived, or belongs to a date
//     that the cited words resolve to;
//   - every name in it stands there in the same form;
//   - every quotation in it stands there letter by letter;
//   - every figure it states is one that was read from the cited words: same bounds, same measure,
//     same modifier, and given by the same claimant, if by any;
//   - every reaction it tells of was read from the cited words: same kind, same actor;
//   - it negates neither more nor less than the sentence it rests on.
//
// A sentence that is a stretch of one cited report, word for word, passes at once: there is
// nothing in it that its source did not say.
package support

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/claim"
	"sitrep/internal/figure"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// Gate judges sentences against readings. The zero Gate refuses everything.
type Gate struct {
	Language *lang.Language
	Registry *actor.Registry
	Claims   *claim.Reader
	Readings map[sitrep.ReportID]*sitrep.Reading
}

// Pass returns nil when the unit follows from the words it cites, and otherwise an error that says
// in plain words what does not.
func (g *Gate) Pass(u sitrep.Unit) error {
	if strings.TrimSpace(u.Text) == "" {
		return fmt.Errorf("it is empty")
	}
	if len(u.Citations) == 0 {
		return fmt.Errorf("it cites nothing")
	}
	cited, err := g.cited(u.Citations)
	if err != nil {
		return err
	}
	if err := clean(u.Text); err != nil {
		return err
	}
	if g.verbatim(u.Text, cited) {
		return nil
	}
	unit := text.Parse(g.Language, u.Text)
	if err := quotations(unit, cited); err != nil {
		return err
	}
	if err := numbers(unit, cited, u.Derived); err != nil {
		return err
	}
	if err := names(unit, cited); err != nil {
		return err
	}
	cast := actor.Find(g.Registry, unit, nil)
	claims := g.Claims.Find(unit, cast)
	if err := figures(figure.Find(unit, cast, claims), unit, cited, u.Derived); err != nil {
		return err
	}
	if err := reactions(claims, unit, cited); err != nil {
		return err
	}
	return negation(unit, cited)
}

// passage is a cited stretch of a report, with what was read from it.
type passage struct {
	sitrep.Citation
	words   string
	doc     *text.Doc
	reading *sitrep.Reading
}

func (g *Gate) cited(cs []sitrep.Citation) ([]passage, error) {
	out := make([]passage, 0, len(cs))
	for _, c := range cs {
		reading := g.Readings[c.Report]
		if reading == nil {
			return nil, fmt.Errorf("it cites %s, which is no report of this story", c.Report)
		}
		whole := reading.Report.In(c.In)
		if c.Start < 0 || c.End > len(whole) || c.Start >= c.End || !edge(whole, c.Start) || !edge(whole, c.End) {
			return nil, fmt.Errorf("it cites bytes %d to %d of %s, which are not there", c.Start, c.End, c.Report)
		}
		words := whole[c.Start:c.End]
		doc := text.New(g.Language, &sitrep.Report{ID: c.Report, Text: words, Published: reading.Report.Published}, sitrep.InText)
		out = append(out, passage{c, words, doc, reading})
	}
	return out, nil
}

func edge(s string, at int) bool { return at == len(s) || utf8.RuneStart(s[at]) }

// clean refuses what no sentence of a report needs: control and bidirectional characters and markup.
func clean(s string) error {
	for _, r := range s {
		switch {
		case unicode.IsControl(r):
			return fmt.Errorf("it holds a control character")
		case unicode.Is(unicode.Bidi_Control, r), unicode.Is(unicode.Cf, r) && r != '\u00ad':
			return fmt.Errorf("it holds an invisible character (U+%04X)", r)
		}
	}
	low := strings.ToLower(s)
	for _, mark := range []string{"<", "http://", "https://", "](", "javascript:"} {
		if strings.Contains(low, mark) {
			return fmt.Errorf("it holds markup or a link (%q)", mark)
		}
	}
	return nil
}

// verbatim reports whether the text is a stretch of one cited passage, but for the
// first letter's case, white space, quotation marks' form and a closing full stop.
func (g *Gate) verbatim(s string, cited []passage) bool {
	want := fold(strings.TrimRight(strings.TrimSpace(s), "."))
	if want == "" {
		return false
	}
	for _, p := range cited {
		have := fold(p.words)
		at := strings.Index(have, want)
		if at < 0 && len(want) > 1 {
			_, n := utf8.DecodeRuneInString(want)
			if i := strings.Index(have, want[n:]); i > 0 && strings.EqualFold(have[max(0, i-n):i], want[:n]) {
				at = i - n
			}
		}
		if at >= 0 && boundary(have, at) && boundary(have, at+len(want)) {
			return true
		}
	}
	return false
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

// fold puts a text on one line with plain quotation marks and hyphens.
func fold(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		switch r {
		case '“', '”', '„', '«', '»':
			r = '"'
		case '‘', '’':
			r = '\''
		case '‐', '‑':
			r = '-'
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
