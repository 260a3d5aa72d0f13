package intake

import (
	"encoding/json"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// metadata is what a page says of itself. Dates are in the page's own words, the surest first.
type metadata struct {
	title, site, author, language, link string
	published, updated                  []string
}

// found gathers what the several places say; the surer are preferred afterwards.
type found struct {
	meta             map[string]string // first content by lower-cased name, property or itemprop
	title, h1, canon string
	language         string
	times            []string // datetime of <time>, the one marked as published first
	article          ld
}

// ld is what the JSON-LD of a page says of its article.
type ld struct {
	headline, published, modified, author, publisher string
}

// metadataOf reads what a page says of itself: JSON-LD (schema.org), Open Graph, Dublin Core and the
// tags of HTML.
func metadataOf(doc *html.Node) metadata {
	f := found{meta: map[string]string{}}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			f.element(n)
		}
	}
	m := metadata{
		site:      f.first("og:site_name", "application-name", "dc.publisher", "twitter:site"),
		language:  first(f.language, f.meta["og:locale"], f.meta["content-language"], f.meta["dc.language"]),
		link:      first(f.canon, f.meta["og:url"]),
		author:    first(f.article.author, f.meta["author"], f.meta["article:author"], f.meta["dc.creator"], f.meta["parsely-author"], f.meta["sailthru.author"]),
		published: f.list("article:published_time", "og:published_time", "datepublished", "dc.date.issued", "dcterms.created", "dc.date", "parsely-pub-date", "sailthru.date", "pubdate", "publish-date", "publishdate", "publish_date", "originalpublicationdate", "article.published", "article_date_original", "cxenseparse:recs:publishtime", "date", "dcterms.date", "timestamp"),
		updated:   f.list("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "lastmod", "last-modified"),
	}
	m.site = strings.TrimPrefix(first(m.site, f.article.publisher), "@")
	if isAddress(m.author) {
		m.author = ""
	}
	m.author = oneLine(m.author)
	m.title = f.heading(m.site)
	if f.article.published != "" {
		m.published = append([]string{f.article.published}, m.published...)
	}
	m.published = append(m.published, f.times...)
	if f.article.modified != "" {
		m.updated = append([]string{f.article.modified}, m.updated...)
	}
	return m
}

// address is where the page says it stands, if that is a full address, else where it came from.
func (m metadata) address(from string) string {
	if isAddress(m.link) {
		return m.link
	}
	base, err := url.Parse(from)
	if link, err2 := url.Parse(m.link); from != "" && err == nil && err2 == nil {
		return base.ResolveReference(link).String()
	}
	return from
}

// heading is the title as published: that of the article, without the site's name behind it.
func (f *found) heading(site string) string {
	title := oneLine(first(f.article.headline, f.meta["og:title"], f.meta["twitter:title"], f.meta["dc.title"], f.title))
	if title == "" {
		return oneLine(f.h1)
	}
	return withoutSite(title, site)
}

// withoutSite cuts a site's name, and the sign that parts it, from the end of a title.
func withoutSite(title, site string) string {
	for _, sep := range []string{" | ", " - ", " – ", " — ", " :: ", " • ", " · ", " » "} {
		at := strings.LastIndex(title, sep)
		if at <= 0 {
			continue
		}
		if tail := title[at+len(sep):]; site != "" && strings.EqualFold(strings.TrimSpace(tail), site) {
			return strings.TrimSpace(title[:at])
		}
	}
	return title
}

func (f *found) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		f.language = first(f.language, attribute(n, "lang"), attribute(n, "xml:lang"))
	case atom.Meta:
		f.metaTag(n)
	case atom.Link:
		if strings.EqualFold(attribute(n, "rel"), "canonical") {
			f.canon = first(f.canon, attribute(n, "href"))
		}
	case atom.Title:
		if n.Parent != nil && n.Parent.Namespace == "" { // an svg has titles too
			f.title = first(f.title, nodeText(n))
		}
	case atom.H1:
		f.h1 = first(f.h1, nodeText(n))
	case atom.Time:
		f.time(n)
	case atom.Script:
		if strings.HasPrefix(strings.ToLower(attribute(n, "type")), "application/ld+json") && n.FirstChild != nil {
			f.article.read(n.FirstChild.Data)
		}
	default:
		if attribute(n, "itemprop") == "datePublished" {
			f.keep("datepublished", first(attribute(n, "content"), attribute(n, "datetime")))
		}
	}
}

func (f *found) metaTag(n *html.Node) {
	content := strings.TrimSpace(attribute(n, "content"))
	for _, a := range []string{"property", "name", "itemprop", "http-equiv"} {
		f.keep(attribute(n, a), content)
	}
}

func (f *found) keep(name, content string) {
	name = strings.ToLower(strings.TrimSpace(name))
	if name != "" && content != "" && f.meta[name] == "" {
		f.meta[name] = content
	}
}

// time takes the times an article is marked with; the first is most often its own.
func (f *found) time(n *html.Node) {
	when := attribute(n, "datetime")
	if when == "" || len(f.times) > 8 {
		return
	}
	marked := strings.ToLower(attribute(n, "itemprop") + " " + attribute(n, "class"))
	if strings.Contains(marked, "publish") || strings.Contains(marked, "entry-date") || n.Attr != nil && hasAttribute(n, "pubdate") {
		f.times = append([]string{when}, f.times...)
		return
	}
	f.times = append(f.times, when)
}

// read takes the article out of JSON-LD, wherever it lies in it. Broken JSON says nothing.
func (l *ld) read(script string) {
	var v any
	if json.Unmarshal([]byte(strings.TrimSpace(script)), &v) != nil {
		return
	}
	l.walk(v, 0)
}

func (l *ld) walk(v any, depth int) {
	if depth > 8 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			l.walk(e, depth+1)
		}
	case map[string]any:
		if isArticle(v["@type"]) {
			l.take(v)
			return
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "hasPart"} {
			l.walk(v[key], depth+1)
		}
	}
}

func (l *ld) take(v map[string]any) {
	l.headline = first(l.headline, html.UnescapeString(word(v["headline"])))
	l.published = first(l.published, word(v["datePublished"]))
	l.modified = first(l.modified, word(v["dateModified"]))
	l.author = first(l.author, named(v["author"]))
	l.publisher = first(l.publisher, named(v["publisher"]))
}

func isArticle(v any) bool {
	switch v := v.(type) {
	case string:
		return strings.HasSuffix(v, "Article") || strings.HasSuffix(v, "BlogPosting") || v == "Report"
	case []any:
		for _, e := range v {
			if isArticle(e) {
				return true
			}
		}
	}
	return false
}

func word(v any) string {
	s, _ := v.(string)
	return strings.TrimSpace(s)
}

// named is the name of a person or body, or the names of several.
func named(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case map[string]any:
		return named(v["name"])
	case []any:
		var names []string
		for _, e := range v {
			if n := named(e); n != "" && len(names) < 8 {
				names = append(names, n)
			}
		}
		return strings.Join(names, ", ")
	}
	return ""
}

func (f *found) first(names ...string) string { return first(f.list(names...)...) }

func (f *found) list(names ...string) []string {
	var list []string
	for _, n := range names {
		if v := f.meta[n]; v != "" {
			list = append(list, v)
		}
	}
	return list
}

func first(values ...string) string {
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" {
			return v
		}
	}
	return ""
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasAttribute(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}
