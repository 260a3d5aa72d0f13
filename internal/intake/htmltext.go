package intake

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlText is the text of a piece of HTML: entities decoded, tags dropped, blocks as paragraphs parted
// by an empty line, blanks single. It works on tokens, so nesting costs nothing.
func htmlText(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return paragraphs(s)
	}
	var p piece
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			p.shown.WriteString(p.hidden.String()) // what hides it was never closed
			return paragraphs(p.shown.String())
		}
		p.token(z, kind)
	}
}

// piece is the text of HTML half read.
type piece struct {
	shown, hidden strings.Builder
	depth         int // how many hidden elements are open
}

func (p *piece) token(z *html.Tokenizer, kind html.TokenType) {
	out := &p.shown
	if p.depth > 0 {
		out = &p.hidden
	}
	if kind == html.TextToken {
		out.WriteString(strings.ReplaceAll(string(z.Text()), "\n", " "))
		return
	}
	if kind != html.StartTagToken && kind != html.EndTagToken && kind != html.SelfClosingTagToken {
		return
	}
	name, _ := z.TagName()
	switch a := atom.Lookup(name); {
	case a == atom.Br:
		out.WriteString("\n")
	case isBlock(a):
		out.WriteString("\n\n")
	case !isHidden(a):
	case kind == html.StartTagToken:
		p.depth++
		if a == atom.Script || a == atom.Style { // their text is never for readers
			z.Next()
		}
	case kind == html.EndTagToken && p.depth > 0:
		if p.depth--; p.depth == 0 {
			p.hidden.Reset()
		}
	}
}

// isHidden reports whether an element's text is not shown.
func isHidden(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Svg:
		return true
	}
	return false
}

// isBlock reports whether an element stands on lines of its own.
func isBlock(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Ul, atom.Ol, atom.Li, atom.Table, atom.Tr, atom.Blockquote, atom.Pre, atom.Hr, atom.H1, atom.H2, atom.H3,
		atom.H4, atom.H5, atom.H6, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Figure, atom.Figcaption, atom.Dl, atom.Dt, atom.Dd:
		return true
	}
	return false
}

// paragraphs gives each line single blanks and parts paragraphs by one empty line.
func paragraphs(s string) string {
	var b strings.Builder
	gap := ""
	for line := range strings.SplitSeq(clean(s), "\n") {
		line = strings.Join(strings.Fields(line), " ")
		if line == "" {
			if gap != "" {
				gap = "\n\n"
			}
			continue
		}
		b.WriteString(gap)
		b.WriteString(line)
		gap = "\n"
	}
	return b.String()
}
