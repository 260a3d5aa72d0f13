package intake

import (
	"bufio"
	"bytes"
	"fmt"

	"github.com/mmcdole/gofeed"

	"sitrep"
)

// feed reads RSS, Atom or RDF.
func (r *reader) feed(s source, in *bufio.Reader) error {
	data, err := all(in, r.o.MaxFeed)
	if len(data) == 0 && err != nil {
		return err
	}
	return r.parsed(s, data, err)
}

// parsed hands on the entries of a feed. Cut is why its end is missing, if it is.
func (r *reader) parsed(s source, data []byte, cut error) error {
	f, err := gofeed.NewParser().Parse(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("broken feed: %w", err)
	}
	for _, item := range f.Items {
		if err := r.entry(s, f, item); err != nil {
			return err
		}
	}
	return cut
}

func (r *reader) entry(s source, f *gofeed.Feed, item *gofeed.Item) error {
	summary, body := htmlText(item.Description), htmlText(item.Content)
	if len(body) > len(summary) {
		summary = body
	}
	d := dates{r: r, input: s.name}
	out := &sitrep.Report{
		Outlet: oneLine(htmlText(f.Title)), URL: item.Link, Title: oneLine(htmlText(item.Title)), Text: summary,
		Published: d.parse(item.Published), Updated: d.parse(item.Updated), Language: f.Language,
	}
	if out.Title == "" && out.Text == "" {
		return nil
	}
	if len(item.Authors) > 0 {
		out.Author = oneLine(item.Authors[0].Name)
	}
	return r.hand(s, out, item.GUID)
}
