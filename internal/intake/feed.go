package intake

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"

	"sitrep"
)

// feed reads RSS, Atom or RDF. What comes before a broken or cut-off place is read too.
func (r *reader) feed(s source, in *bufio.Reader) error {
	data, cut := all(in, r.o.MaxFeed)
	if len(data) == 0 {
		return cut
	}
	text, note := decoded(data, charsetOfXML(data, s.charset))
	r.note(s, note)
	text = asUTF8(text)
	f, err := gofeed.NewParser().Parse(strings.NewReader(text))
	broken := err
	if err == nil {
		broken = flaw(text)
	}
	if broken == nil {
		return r.parsed(s, f, cut)
	}
	m := mended(text)
	switch {
	case err == nil && words(f) >= words(m):
		return r.parsed(s, f, cut) // a flaw that cost nothing
	case len(m.Items) == 0:
		return errors.Join(cut, fmt.Errorf("broken feed, no entry of it could be read: %s", reason(broken)))
	case cut == nil:
		r.fail(s.name, fmt.Errorf("broken feed (%s); its entries were read as far as they can be told apart: %d", reason(broken), len(m.Items)))
	}
	return r.parsed(s, m, cut)
}

// flaw is where a text is not well-formed XML; the parser of feeds goes on there, and may lose entries.
func flaw(text string) error {
	d := xml.NewDecoder(strings.NewReader(text))
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// words counts the titles and texts of a feed's entries.
func words(f *gofeed.Feed) int {
	n := 0
	for _, item := range f.Items {
		for _, s := range []string{item.Title, item.Description, item.Content} {
			if s != "" {
				n++
			}
		}
	}
	return n
}

// reason is what a parser says, in words a reader can use.
func reason(err error) string {
	switch {
	case errors.Is(err, gofeed.ErrFeedTypeNotDetected):
		return "its first element is not that of RSS or Atom"
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "it ends too early"
	}
	text := strings.TrimPrefix(err.Error(), "XML syntax error on ")
	return strings.Replace(text, "unexpected EOF", "it ends, or goes on, where XML may not", 1)
}

// asUTF8 makes an XML declaration say what the text now is.
func asUTF8(text string) string {
	head := text[:min(len(text), 512)]
	start := strings.Index(head, "<?xml")
	if start < 0 || strings.TrimSpace(head[:start]) != "" {
		return text
	}
	end := strings.Index(head, "?>")
	if end < start {
		return text
	}
	// Line numbers of errors stay those of the file.
	return head[:start] + `<?xml version="1.0"?>` + strings.Repeat("\n", strings.Count(head[:end], "\n")) + text[end+2:]
}

// parsed hands on the entries of a feed. Cut is why its end is missing, if it is.
func (r *reader) parsed(s source, f *gofeed.Feed, cut error) error {
	bare := 0
	for _, item := range f.Items {
		if item.Title == "" && item.Description == "" && item.Content == "" && item.Link == "" && item.GUID == "" {
			bare++
			continue
		}
		if err := r.entry(s, f, item); err != nil {
			return err
		}
	}
	switch {
	case bare > 0:
		r.fail(s.name, fmt.Errorf("entries passed over, for want of a title, a text and an address: %d", bare))
	case len(f.Items) == 0 && cut == nil:
		r.fail(s.name, errors.New("a feed without entries"))
	}
	return cut
}

func (r *reader) entry(s source, f *gofeed.Feed, item *gofeed.Item) error {
	text, body := htmlText(item.Description), htmlText(item.Content)
	if len(body) > len(text) {
		text = body
	}
	out := &sitrep.Report{
		Outlet: oneLine(htmlText(f.Title)), URL: oneLine(item.Link), Title: oneLine(htmlText(item.Title)), Text: text, Language: f.Language,
	}
	if out.Title == "" && out.Text == "" {
		r.fail(s.name, fmt.Errorf("an entry without title and text is passed over: %s", cut(first(item.Link, item.GUID, "its markup holds no words"), 100)))
		return nil
	}
	d := dates{r: r, input: s.name}
	out.Published, out.Updated = d.parse(item.Published), d.parse(item.Updated)
	if len(item.Authors) > 0 {
		out.Author = oneLine(html.UnescapeString(first(item.Authors[0].Name, item.Authors[0].Email)))
	}
	return r.hand(s, out, item.GUID)
}
