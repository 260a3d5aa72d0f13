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
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	hidden := 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return paragraphs(b.String())
		case html.TextToken:
			if hidden == 0 {
				b.WriteString(strings.ReplaceAll(string(z.Text()), "\n", " "))
			}
		case html.StartTagToken:
			hidden += open(&b, z)
		case html.SelfClosingTagToken:
			open(&b, z)
		case html.EndTagToken:
			name, _ := z.TagName()
			switch a := atom.Lookup(name); {
			case isHidden(a) && hidden > 0:
				hidden--
			case isBlock(a):
				b.WriteString("\n\n")
			}
		}
	}
}

func open(b *strings.Builder, z *html.Tokenizer) int {
	name, _ := z.TagName()
	switch a := atom.Lookup(name); {
	case isHidden(a):
		return 1
	case a == atom.Br:
		b.WriteString("\n")
	case isBlock(a):
		b.WriteString("\n\n")
	}
	return 0
}

// isHidden reports whether an element's text is not shown.
func isHidden(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Object, atom.Svg:
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
