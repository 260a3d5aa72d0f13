package api

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"net/url"
	"slices"
	"strings"
	"time"

	"sitrep/internal/export"
	"sitrep/internal/ledger"
	"sitrep/internal/view"
)

// The kinds of feeds that others follow.
const (
	atomKind     = "application/atom+xml"
	jsonFeedKind = "application/feed+json"
)

// maxEntries is how many entries a feed has: the newest.
const maxEntries = 50

// outFeed is a feed that others follow.
type outFeed struct {
	ID, Title, Self, Home string
	Entries               []outEntry // newest first
}

type outEntry struct {
	ID, Title, Link    string
	Published, Updated time.Time
	Author, Text       string // plain text
}

func urn(name string) string { return "urn:uuid:" + export.UUID(name) }

// base is the site's address as whoever asks reaches it.
func (c *call) base() string {
	scheme := "http"
	if c.Secure || c.r.TLS != nil {
		scheme = "https"
	}
	return (&url.URL{Scheme: scheme, Host: c.r.Host}).String()
}

func (c *call) self() string { return c.base() + c.r.URL.RequestURI() }

// storiesFeed is the stories that changed last; an entry changes with its story.
func (c *call) storiesFeed() (outFeed, error) {
	f := outFeed{ID: urn("feed/stories?" + narrowed(c.r.URL.Query())), Title: "Sitrep: running stories", Self: c.self(), Home: c.base() + "/"}
	cards, _, _, err := c.cards("stories")
	if err != nil {
		return f, err
	}
	for _, card := range cards {
		e := outEntry{ID: urn("story/" + string(card.ID)), Title: card.Headline, Link: c.base() + view.StoryURL(card.ID), Published: card.First.Start(), Updated: card.Changed, Author: "Sitrep"}
		if card.Latest != nil {
			e.Text = "Latest figure: " + ledger.Words(card.Latest) + " " + string(card.Measure) + " (" + card.Claimant + ").\n"
		}
		e.Text += card.Lineage + "."
		f.Entries = append(f.Entries, e)
	}
	return f, nil
}

// narrowed is what a feed's stories are narrowed by, in one form.
func narrowed(q url.Values) string {
	out := url.Values{}
	for _, p := range narrowing {
		if v := q.Get(p.Name); v != "" {
			out.Set(p.Name, v)
		}
	}
	return out.Encode()
}

// storyFeed is a story: an entry for each version of its brief, which says what it changed.
func (c *call) storyFeed() (outFeed, error) {
	st, list, err := c.tellings()
	if err != nil {
		return outFeed{}, err
	}
	home := c.base() + view.StoryURL(st.ID)
	f := outFeed{ID: urn("feed/story/" + string(st.ID)), Title: "Sitrep: " + st.Headline, Self: c.self(), Home: home}
	for _, t := range slices.Backward(list) {
		if len(f.Entries) == maxEntries {
			break
		}
		e := outEntry{ID: urn("story/" + string(st.ID) + "/version/" + itoa(int64(t.Number))), Title: t.Brief.Headline.Text, Link: home, Published: t.At, Updated: t.At, Author: "Sitrep"}
		if t.Change != "" {
			e.Text = "Changed: " + t.Change + ".\n\n"
		}
		for _, u := range t.Brief.Points {
			e.Text += "– " + u.Text + "\n"
		}
		e.Text = strings.TrimSpace(e.Text + "\n" + strings.Join(unitTexts(t.Brief.Body), " "))
		f.Entries = append(f.Entries, e)
	}
	if len(f.Entries) > 0 {
		f.Title = "Sitrep: " + f.Entries[0].Title
	}
	return f, nil
}

// searchFeed is the reports that a search finds.
func (c *call) searchFeed() (outFeed, error) {
	hits, err := c.find()
	if err != nil {
		return outFeed{}, err
	}
	q := strings.TrimSpace(c.r.URL.Query().Get("q"))
	f := outFeed{ID: urn("feed/search/" + q), Title: "Sitrep: reports with " + q, Self: c.self(), Home: c.base() + "/search?q=" + url.QueryEscape(q)}
	for _, h := range hits {
		e := outEntry{ID: urn("report/" + string(h.Report)), Title: cmp.Or(h.Title, "A report of "+h.Outlet), Link: c.base() + view.ReportURL(h.Report), Published: h.Published.Start(), Updated: h.Published.Start(), Author: h.Outlet, Text: h.Snippet}
		f.Entries = append(f.Entries, e)
	}
	slices.SortStableFunc(f.Entries, func(a, b outEntry) int { return b.Published.Compare(a.Published) })
	return f, nil
}

// updated is when the newest entry changed; of a feed without entries, the beginning of time.
func (f *outFeed) updated() time.Time {
	last := time.Unix(0, 0)
	for _, e := range f.Entries {
		if e.Updated.After(last) {
			last = e.Updated
		}
	}
	return last.UTC()
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

type atomEntry struct {
	ID        string     `xml:"id"`
	Title     atomText   `xml:"title"`
	Links     []atomLink `xml:"link"`
	Published string     `xml:"published,omitempty"`
	Updated   string     `xml:"updated"`
	Author    string     `xml:"author>name"`
	Content   atomText   `xml:"content"`
}

// atom writes a feed as Atom (RFC 4287). Everything in it is plain text: what reports say is never markup.
func (f *outFeed) atom() ([]byte, error) {
	doc := struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string      `xml:"id"`
		Title   atomText    `xml:"title"`
		Updated string      `xml:"updated"`
		Author  string      `xml:"author>name"`
		Links   []atomLink  `xml:"link"`
		Entries []atomEntry `xml:"entry"`
	}{ID: f.ID, Title: atomText{"text", f.Title}, Updated: f.updated().Format(time.RFC3339), Author: "Sitrep", Links: []atomLink{{"self", atomKind, f.Self}, {"alternate", "text/html", f.Home}}}
	for _, e := range f.Entries {
		x := atomEntry{ID: e.ID, Title: atomText{"text", e.Title}, Links: []atomLink{{"alternate", "text/html", e.Link}}, Updated: when(e.Updated, f.updated()), Author: cmp.Or(e.Author, "Sitrep"), Content: atomText{"text", e.Text}}
		if !e.Published.IsZero() {
			x.Published = e.Published.UTC().Format(time.RFC3339)
		}
		doc.Entries = append(doc.Entries, x)
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", " ")
	err := e.Encode(doc)
	return b.Bytes(), err
}

// when is a time that must be there.
func when(t, or time.Time) string {
	if t.IsZero() {
		t = or
	}
	return t.UTC().Format(time.RFC3339)
}

// JSONFeed is a feed as JSON Feed 1.1 has it.
type JSONFeed struct {
	Version string       `json:"version"`
	Title   string       `json:"title"`
	Home    string       `json:"home_page_url"`
	Self    string       `json:"feed_url"`
	Authors []JSONAuthor `json:"authors"`
	Items   []JSONItem   `json:"items"`
}

// JSONAuthor is who wrote it.
type JSONAuthor struct {
	Name string `json:"name"`
}

// JSONItem is an entry.
type JSONItem struct {
	ID        string       `json:"id"`
	URL       string       `json:"url"`
	Title     string       `json:"title"`
	Text      string       `json:"content_text"`
	Published string       `json:"date_published,omitempty"`
	Modified  string       `json:"date_modified"`
	Authors   []JSONAuthor `json:"authors"`
}

func (f *outFeed) json() ([]byte, error) {
	doc := JSONFeed{"https://jsonfeed.org/version/1.1", f.Title, f.Home, f.Self, []JSONAuthor{{"Sitrep"}}, []JSONItem{}}
	for _, e := range f.Entries {
		x := JSONItem{ID: e.ID, URL: e.Link, Title: e.Title, Text: e.Text, Modified: when(e.Updated, f.updated()), Authors: []JSONAuthor{{cmp.Or(e.Author, "Sitrep")}}}
		if !e.Published.IsZero() {
			x.Published = e.Published.UTC().Format(time.RFC3339)
		}
		doc.Items = append(doc.Items, x)
	}
	return render(doc)
}

// feedOut answers with a feed in one of its two forms.
func feedOut(make func(*call) (outFeed, error), atom bool) func(*call) (reply, error) {
	return func(c *call) (reply, error) {
		f, err := make(c)
		if err != nil {
			return reply{}, err
		}
		out := reply{Kind: jsonFeedKind, Modified: f.updated()}
		if atom {
			out.Kind = atomKind + "; charset=utf-8"
			out.Bytes, err = f.atom()
		} else {
			out.Bytes, err = f.json()
		}
		return out, err
	}
}
