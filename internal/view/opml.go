package view

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"sitrep"
)

// ReadOPML finds the addresses of the feeds in a list; folders are passed through. What is no list is Invalid.
func ReadOPML(r io.Reader) ([]string, error) {
	d := xml.NewDecoder(r)
	d.Strict = false
	d.Entity = xml.HTMLEntity
	var out []string
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%w: the list of feeds is not OPML: %w", sitrep.Invalid, err)
		}
		e, ok := t.(xml.StartElement)
		if !ok || !strings.EqualFold(e.Name.Local, "outline") {
			continue
		}
		for _, a := range e.Attr {
			if v := strings.TrimSpace(a.Value); strings.EqualFold(a.Name.Local, "xmlUrl") && v != "" {
				out = append(out, v)
			}
		}
	}
}

// WriteOPML writes the feeds that are followed as a list (OPML 2.0).
func WriteOPML(w io.Writer, feeds []sitrep.Feed) error {
	type outline struct {
		Type string `xml:"type,attr"`
		Text string `xml:"text,attr"`
		URL  string `xml:"xmlUrl,attr"`
	}
	doc := struct {
		XMLName xml.Name  `xml:"opml"`
		Version string    `xml:"version,attr"`
		Title   string    `xml:"head>title"`
		List    []outline `xml:"body>outline"`
	}{Version: "2.0", Title: "Feeds followed by Sitrep"}
	for _, f := range feeds {
		if !f.Removed {
			doc.List = append(doc.List, outline{"rss", f.Title, f.URL})
		}
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	return xml.NewEncoder(w).Encode(doc)
}
