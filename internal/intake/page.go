package intake

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sitrep"
	"sitrep/internal/intake/trafilatura"
)

// page reads an HTML page: one report, its main text.
func (r *reader) page(s source, in *bufio.Reader) error {
	data, err := all(in, r.o.MaxPage)
	if len(data) == 0 {
		return err
	}
	if err2 := r.pageOf(s, data); err2 != nil {
		return err2
	}
	return err
}

func (r *reader) pageOf(s source, data []byte) error {
	text, note := decoded(data, charsetOfPage(data, s.charset))
	r.note(s, note)
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return r.bare(s, text)
	}
	if !extractable(doc) {
		r.fail(s.name, fmt.Errorf("the page has more than %d elements; its whole text is read, menus and all", maxElements))
		return r.bare(s, text)
	}
	m := metadataOf(doc)
	d := dates{r: r, input: s.name, quiet: true}
	out := &sitrep.Report{
		URL: m.address(s.url), Outlet: m.site, Title: m.title, Author: m.author, Language: m.language,
		Published: d.first(m.published), Updated: d.first(m.updated),
	}
	out.Text = nodeText(trafilatura.Extract(doc))
	return r.readPage(s, out)
}

// maxElements is how many elements a page may have for its main text to be looked for. Some steps of that take the
// square of it: 30,000 take up to 2 s.
const maxElements = 30_000

func extractable(doc *html.Node) bool {
	n := 0
	for e := range doc.Descendants() {
		if e.Type == html.ElementNode {
			n++
		}
		if n > maxElements {
			return false
		}
	}
	return true
}

// bare reads a page that is nested too deeply to be parsed (the parser refuses more than 512 open
// elements): all its text, in the order it stands in.
func (r *reader) bare(s source, text string) error {
	return r.readPage(s, &sitrep.Report{URL: s.url, Title: titleOf(text), Text: htmlText(withoutTitle(text))})
}

func (r *reader) readPage(s source, out *sitrep.Report) error {
	if out.Text == "" {
		if out.Title == "" {
			return errors.New("a page without text")
		}
		r.fail(s.name, errors.New("no main text was found on the page; only its title is read"))
	}
	return r.hand(s, out, "")
}

// withoutTitle cuts the title, which is no part of the text, out of a page's source.
func withoutTitle(text string) string {
	low := strings.ToLower(text[:min(len(text), 64<<10)])
	from := strings.Index(low, "<title")
	to := strings.Index(low, "</title>")
	if from < 0 || to < from || len(low) != min(len(text), 64<<10) {
		return text
	}
	return text[:from] + text[to:]
}

// titleOf is the title of a page as its source has it.
func titleOf(text string) string {
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken:
			if name, _ := z.TagName(); string(name) == "title" && z.Next() == html.TextToken {
				return oneLine(string(z.Text()))
			}
		}
	}
}

// nodeText is the text of a tree, blocks as paragraphs parted by an empty line.
func nodeText(root *html.Node) string {
	var b bytes.Buffer
	for n := root; n != nil; {
		opened(&b, n)
		if n.FirstChild != nil {
			n = n.FirstChild
			continue
		}
		for n != nil && n != root && n.NextSibling == nil {
			n = n.Parent
			closed(&b, n)
		}
		if n == nil || n == root {
			break
		}
		closed(&b, n)
		n = n.NextSibling
	}
	return paragraphs(b.String())
}

func opened(b *bytes.Buffer, n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		b.WriteString(strings.ReplaceAll(n.Data, "\n", " "))
	case n.DataAtom == atom.Br:
		b.WriteString("\n")
	default:
		closed(b, n)
	}
}

func closed(b *bytes.Buffer, n *html.Node) {
	if n == nil || n.Type != html.ElementNode {
		return
	}
	switch a := atom.Lookup([]byte(n.Data)); {
	case isBlock(a):
		b.WriteString("\n\n")
	case a == atom.Td, a == atom.Th:
		b.WriteString(" ")
	}
}
