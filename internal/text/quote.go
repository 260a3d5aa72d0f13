package text

import (
	"unicode"
	"unicode/utf8"

	"sitrep"
)

// Quote is a stretch between quotation marks, the marks not included. It may run over
// sentences and, where each paragraph opens a mark that none closes, over paragraphs.
type Quote struct {
	sitrep.Span
	First, Last int  // tokens [First, Last)
	Open        bool // no closing mark was found: it ends with its paragraph
}

// quote finds the quotations. Straight single quotes and apostrophes are too often each
// other's look-alike: they quote only where they open after a space and close before one.
func (d *Doc) quote() {
	bare := 0 // no single mark closes a quotation that opens before this token
	for i := 0; i < len(d.Tokens); i++ {
		t := &d.Tokens[i]
		if t.Kind != Punct {
			continue
		}
		open := d.Raw(i)
		want := closer(open)
		if want == "" {
			continue
		}
		if open != "“" && open != "«" && open != "„" && open != "‘" && open != "``" {
			if !d.openHere(i) {
				continue
			}
		}
		if want == "'" && i < bare {
			continue
		}
		end, found := d.closeQuote(i, want)
		if !found && want == "'" {
			bare = end
			continue
		}
		if end <= i+1 {
			continue
		}
		q := Quote{Span: d.Span(i+1, end), First: i + 1, Last: end, Open: !found}
		d.Quotes = append(d.Quotes, q)
		i = end - 1
		if found {
			i = end
		}
	}
}

// closeQuote finds where the quotation opened at token i ends: the index of the closing mark, or
// that of the first token of the next paragraph when none closes it.
func (d *Doc) closeQuote(i int, want string) (end int, found bool) {
	for j := i + 1; j < len(d.Tokens); j++ {
		if d.Tokens[j].Line && d.paragraphBreak(j) {
			return j, false
		}
		if d.Tokens[j].Kind != Punct {
			continue
		}
		raw := d.Raw(j)
		switch want {
		case "\"":
			if raw == "\"" || raw == "”" || raw == "''" {
				return j, true
			}
		case "'":
			if (raw == "'" || raw == "’") && d.closeHere(j) {
				return j, true
			}
		case "”":
			if raw == "”" || raw == "\"" && !d.openHere(j) {
				return j, true
			}
		default:
			if raw == want {
				return j, true
			}
			if want == "„" && raw == "”" {
				return j, true
			}
		}
	}
	return len(d.Tokens), false
}

func (d *Doc) paragraphBreak(j int) bool {
	breaks := 0
	for _, c := range d.Text[d.Tokens[j-1].End:d.Tokens[j].Start] {
		if c == '\n' {
			breaks++
		}
	}
	return breaks > 1 || breaks == 1 && d.SentenceOf(j) > 0 && d.Sentences[d.SentenceOf(j)].First == j
}

// openHere reports whether a straight mark at token i stands where one opens: after nothing,
// white space or an opening bracket or dash, and before something that is not white space.
func (d *Doc) openHere(i int) bool {
	start, end := d.Tokens[i].Start, d.Tokens[i].End
	if end >= len(d.Text) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(d.Text[end:])
	if unicode.IsSpace(next) {
		return false
	}
	if start == 0 {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(d.Text[:start])
	return unicode.IsSpace(before) || before == '(' || before == '[' || before == '—' || before == '–' || before == '-' || before == ':' || before == '"'
}

func (d *Doc) closeHere(j int) bool {
	end := d.Tokens[j].End
	if end >= len(d.Text) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(d.Text[end:])
	return !unicode.IsLetter(next) && !unicode.IsDigit(next)
}

func closer(open string) string {
	switch open {
	case "\"":
		return "\""
	case "“":
		return "”"
	case "'":
		return "'"
	case "‘":
		return "'"
	case "«":
		return "»"
	case "„":
		return "”"
	case "``":
		return "''"
	}
	return ""
}
