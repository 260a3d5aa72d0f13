package intake

import (
	"strings"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"
)

// mended reads a feed that is no XML, as far as its entries can be told apart: by tags alone, whether or not they
// are closed, in HTML's tokens, which are never in error.
func mended(text string) *gofeed.Feed {
	m := mending{feed: &gofeed.Feed{}}
	z := html.NewTokenizer(strings.NewReader(text))
	z.AllowCDATA(true)
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			m.close()
			m.endItem()
			return m.feed
		}
		z.NextIsNotRawText()
		m.token(z, kind)
	}
}

// mending is a feed half read.
type mending struct {
	feed  *gofeed.Feed
	item  *gofeed.Item // the entry that is open
	field string       // the field that is open, without prefix
	depth int          // how many elements of the field's own name are open within it
	value strings.Builder
}

func (m *mending) token(z *html.Tokenizer, kind html.TokenType) {
	raw := string(z.Raw())
	switch kind {
	case html.StartTagToken, html.SelfClosingTagToken:
		m.start(z, raw, kind == html.SelfClosingTagToken)
	case html.EndTagToken:
		name, _ := z.TagName()
		m.end(local(string(name)), raw)
	case html.TextToken:
		if m.field == "" {
			return
		}
		if inner, ok := strings.CutPrefix(raw, "<![CDATA["); ok {
			m.value.WriteString(strings.TrimSuffix(inner, "]]>"))
			return
		}
		m.value.WriteString(html.UnescapeString(raw))
	}
}

func (m *mending) start(z *html.Tokenizer, raw string, closed bool) {
	tag, more := z.TagName()
	name := local(string(tag))
	switch {
	case name == "item" || name == "entry":
		m.close()
		m.endItem()
		m.item = &gofeed.Item{}
		m.link(z, more)
	case m.field == name:
		m.depth++
		m.value.WriteString(raw)
	case m.field != "" && !(isField(name) && name != "title" && name != "link"):
		m.value.WriteString(raw) // markup within the field
	case isField(name):
		m.close()
		if name == "link" {
			m.link(z, more)
		}
		if !closed {
			m.field = name
		}
	}
}

func (m *mending) end(name, raw string) {
	switch {
	case name == "item" || name == "entry":
		m.close()
		m.endItem()
	case m.field == "":
	case name == m.field && m.depth == 0:
		m.close()
	default:
		if name == m.field {
			m.depth--
		}
		m.value.WriteString(raw)
	}
}

// link takes the address of an Atom link or a CDF item.
func (m *mending) link(z *html.Tokenizer, more bool) {
	href, rel := "", ""
	for more {
		var key, val []byte
		key, val, more = z.TagAttr()
		switch string(key) {
		case "href":
			href = string(val)
		case "rel":
			rel = string(val)
		}
	}
	if m.item != nil && m.item.Link == "" && (rel == "" || rel == "alternate") {
		m.item.Link = href
	}
}

// close ends the open field and keeps its value.
func (m *mending) close() {
	value := strings.TrimSpace(m.value.String())
	field := m.field
	m.field, m.depth = "", 0
	m.value.Reset()
	if value == "" {
		return
	}
	if m.item == nil {
		switch field {
		case "title":
			m.feed.Title = first(m.feed.Title, value)
		case "language":
			m.feed.Language = value
		}
		return
	}
	switch i := m.item; field {
	case "title":
		i.Title = first(i.Title, value)
	case "link":
		i.Link = first(i.Link, value)
	case "description", "summary", "abstract":
		i.Description = first(i.Description, value)
	case "encoded", "content":
		i.Content = first(i.Content, value)
	case "guid", "id":
		i.GUID = first(i.GUID, value)
	case "pubdate", "published", "date", "issued":
		i.Published = first(i.Published, value)
	case "updated", "modified", "lastmod":
		i.Updated = first(i.Updated, value)
	case "author", "creator":
		if len(i.Authors) == 0 {
			i.Authors = []*gofeed.Person{{Name: oneLine(htmlText(value))}}
		}
	}
}

func (m *mending) endItem() {
	if m.item != nil {
		m.feed.Items = append(m.feed.Items, m.item)
	}
	m.item = nil
}

func isField(name string) bool {
	switch name {
	case "title", "link", "description", "summary", "abstract", "encoded", "content", "guid", "id", "pubdate", "published", "date",
		"issued", "updated", "modified", "lastmod", "author", "creator", "language":
		return true
	}
	return false
}

// local is a name without the prefix of a namespace that feeds keep their fields in; other names stay whole.
func local(name string) string {
	prefix, after, _ := strings.Cut(name, ":")
	switch prefix {
	case "content", "dc", "dcterms", "atom", "rdf", "rss":
		if after != "" {
			return after
		}
	}
	return name
}
