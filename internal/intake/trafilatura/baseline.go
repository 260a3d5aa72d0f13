package trafilatura

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-shiori/dom"
	"golang.org/x/net/html"

	"sitrep/internal/intake/trafilatura/etree"
)

var basicCleaningSelector = strings.Join([]string{
	`aside`,
	`footer`,
	`div[id*="footer"]`,
	`div[class*="footer"]`,
	`script`,
	`style`,
}, ", ")

func basicCleaning(doc *html.Node) *html.Node {
	discardedElements := dom.QuerySelectorAll(doc, basicCleaningSelector)
	for i := len(discardedElements) - 1; i >= 0; i-- {
		discardedElements[i].Parent.RemoveChild(discardedElements[i])
	}
	return doc
}

// baseline uses baseline extraction function targeting text paragraphs and/or JSON metadata.
func baseline(doc *html.Node) *html.Node {
	var tmpText string // all that was found
	postBody := etree.Element("body")
	if doc == nil {
		return postBody
	}

	// Scrape JSON+LD for article body
	for _, script := range dom.QuerySelectorAll(doc, `script[type="application/ld+json"]`) {
		// Get the json text inside the script
		jsonLdText := dom.TextContent(script)
		jsonLdText = strings.TrimSpace(jsonLdText)
		jsonLdText = html.UnescapeString(jsonLdText)
		if jsonLdText == "" {
			continue
		}

		// Decode JSON text, assuming it is an object
		data := map[string]any{}
		if json.Unmarshal([]byte(jsonLdText), &data) != nil {
			continue
		}

		articleBody := articleBodyOf(data)
		if articleBody != "" {
			p := etree.SubElement(postBody, "p")
			etree.SetText(p, articleBody)
			tmpText += " " + articleBody
		}
	}

	tmpText = trim(tmpText)
	if utf8.RuneCountInString(tmpText) > 100 {
		return postBody
	}

	// Basic tree cleaning
	doc = basicCleaning(doc)

	// Scrape from article tag
	if article := dom.QuerySelector(doc, "article"); article != nil {
		if text := trim(dom.TextContent(article)); utf8.RuneCountInString(text) > 100 {
			return paragraph(text)
		}
	}

	// Scrape from text paragraphs
	postBody = etree.Element("body")
	results := make(map[string]bool)
	length := 0
	for _, element := range etree.Iter(doc, "blockquote", "pre", "q", "code", "p") {
		entry := trim(dom.TextContent(element))
		if entry != "" && !results[entry] {
			p := etree.SubElement(postBody, "p")
			etree.SetText(p, entry)
			length += utf8.RuneCountInString(entry) + 1
			results[entry] = true
		}
	}
	if length > 101 {
		return postBody
	}

	// Default strategy: take everything. Changed: what was found before is not given once more with it, and the title in
	// the head of the page is not part of it.
	text := ""
	if body := dom.QuerySelector(doc, "body"); body != nil {
		text = trim(etree.IterText(body, "\n"))
	}
	if length > 0 && utf8.RuneCountInString(text) <= 100 {
		return postBody
	}
	return paragraph(text)
}

// paragraph is a body of one paragraph.
func paragraph(text string) *html.Node {
	body := etree.Element("body")
	etree.SetText(etree.SubElement(body, "p"), text)
	return body
}

// articleBodyOf finds the text of an article in JSON-LD, wherever it lies in it. Changed: keys in the order of the
// alphabet, so that a page gives the same text each time.
func articleBodyOf(obj map[string]any) string {
	for _, key := range slices.Sorted(maps.Keys(obj)) {
		switch v := obj[key].(type) {
		case string:
			if v = trim(v); strings.EqualFold(key, "articlebody") && v != "" {
				return withoutTags(v)
			}
		case map[string]any:
			if body := articleBodyOf(v); body != "" {
				return body
			}
		case []any:
			for _, item := range v {
				if o, isObject := item.(map[string]any); isObject {
					if body := articleBodyOf(o); body != "" {
						return body
					}
				}
			}
		}
	}
	return ""
}

// withoutTags is the text of a body that may be HTML.
func withoutTags(body string) string {
	if !strings.Contains(body, "<p>") {
		return body
	}
	div := dom.CreateElement("div")
	dom.SetInnerHTML(div, body)
	return trim(dom.TextContent(div))
}
