package main

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"sitrep"
)

// feedsCmd keeps the feeds that the service follows.
type feedsCmd struct {
	Add    feedsAddCmd    `cmd:"" help:"Follow a feed, or the feed of a page."`
	List   feedsListCmd   `cmd:"" help:"List the feeds, and how they do."`
	Remove feedsRemoveCmd `cmd:"" help:"Follow a feed no more; what it brought stays."`
	Import feedsImportCmd `cmd:"" help:"Follow the feeds of an OPML file."`
	Export feedsExportCmd `cmd:"" help:"Print the feeds as OPML."`
}

// withFeeds opens the store and hands on the feeds in it.
func (a *app) withFeeds(k kept, make bool, do func(s *store, feeds []sitrep.Feed) error) (err error) {
	s, err := a.openStore(k, storeOptions{}, make)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	feeds, err := s.Feeds(a.ctx)
	if err != nil {
		return err
	}
	return do(s, feeds)
}

type feedsAddCmd struct {
	kept
	network
	URL  string `arg:"" name:"URL" help:"A feed, or a page that names one."`
	AsIs bool   `help:"Follow the address as it is, without looking."`
}

// Run looks at the address and follows the feed there.
func (c *feedsAddCmd) Run(a *app) error {
	found := []string{c.URL}
	if !c.AsIs {
		client, err := c.client(a)
		if err != nil {
			return err
		}
		defer client.Close()
		if found, err = client.Find(a.ctx, c.URL); err != nil {
			return fmt.Errorf("%s: %w (nothing was added; --as-is follows it without looking)", c.URL, err)
		}
	} else if err := feedAddress(c.URL); err != nil {
		return err
	}
	return a.withFeeds(c.kept, true, func(s *store, feeds []sitrep.Feed) error {
		n, err := a.followFeeds(s, feeds, []sitrep.Feed{{URL: found[0]}})
		if err != nil {
			return err
		}
		if n == 0 {
			fmt.Fprintf(a.stdout, "%s is followed already\n", found[0])
			return nil
		}
		fmt.Fprintf(a.stdout, "following %s; `sitrep serve` fetches it\n", found[0])
		for _, other := range found[1:min(len(found), 10)] {
			fmt.Fprintf(a.stderr, "sitrep: the page names another feed, not added: %s\n", shorten(other, 200))
		}
		return nil
	})
}

// feedAddress says what is wrong with an address that is to be followed.
func feedAddress(s string) error {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return fmt.Errorf("%w: %s is no address of a feed; write https://…", sitrep.Invalid, shorten(s, 200))
	}
	return nil
}

// followFeeds keeps those that are not followed yet, and says how many these are.
func (a *app) followFeeds(s *store, have, more []sitrep.Feed) (int, error) {
	b := &sitrep.Batch{}
	for _, f := range more {
		at := slices.IndexFunc(have, func(h sitrep.Feed) bool { return h.URL == f.URL })
		twice := slices.ContainsFunc(b.Feeds, func(h sitrep.Feed) bool { return h.URL == f.URL })
		switch {
		case twice || at >= 0 && !have[at].Removed && !have[at].Gone:
			continue
		case at >= 0: // followed once, and again now
			f = sitrep.Feed{ID: have[at].ID, URL: f.URL, Title: have[at].Title}
		}
		b.Feeds = append(b.Feeds, f)
	}
	if len(b.Feeds) == 0 {
		return 0, nil
	}
	return len(b.Feeds), s.Keep(a.ctx, b)
}

type feedsListCmd struct {
	kept
	Format string `enum:"table,json" default:"table" help:"table or json."`
}

// Run lists the feeds.
func (c *feedsListCmd) Run(a *app) error {
	return a.withFeeds(c.kept, false, func(_ *store, feeds []sitrep.Feed) error {
		feeds = slices.DeleteFunc(feeds, func(f sitrep.Feed) bool { return f.Removed })
		if c.Format == "json" {
			for i := range feeds {
				if feeds[i].Push != nil {
					feeds[i].Push.Secret = ""
				}
			}
			return indented(a.stdout, nonNil(feeds))
		}
		if len(feeds) == 0 {
			fmt.Fprintln(a.stderr, "sitrep: no feed is followed; `sitrep feeds add URL` adds one")
			return nil
		}
		for _, f := range feeds {
			state := feedState(f, a.clock())
			if f.LastOK.IsZero() && f.Failures == 0 && !f.Gone {
				state = "not fetched yet"
			} else if !f.LastOK.IsZero() {
				state += ", last good " + f.LastOK.UTC().Format("2006-01-02 15:04 MST")
			}
			fmt.Fprintf(a.stdout, "%s\n  %s\n", f.URL, state)
			if f.Title != "" {
				fmt.Fprintf(a.stdout, "  %s\n", shorten(f.Title, 90))
			}
			switch p := f.Push; {
			case p == nil:
			case p.Until.After(a.clock()):
				fmt.Fprintf(a.stdout, "  its hub pushes what is new until %s\n", p.Until.UTC().Format("2006-01-02 15:04 MST"))
			case p.Why != "":
				fmt.Fprintf(a.stdout, "  polled, for its hub gives no subscription: %s\n", shorten(p.Why, 200))
			}
			if f.LastError != "" {
				fmt.Fprintf(a.stdout, "  %s\n", shorten(f.LastError, 200))
			}
		}
		return nil
	})
}

type feedsRemoveCmd struct {
	kept
	URL string `arg:"" name:"URL"`
}

// Run removes a feed.
func (c *feedsRemoveCmd) Run(a *app) error {
	return a.withFeeds(c.kept, false, func(s *store, feeds []sitrep.Feed) error {
		at := slices.IndexFunc(feeds, func(f sitrep.Feed) bool { return f.URL == c.URL && !f.Removed })
		if at < 0 {
			return fmt.Errorf("feed %s: %w; `sitrep feeds list` names those there are", shorten(c.URL, 200), sitrep.NotFound)
		}
		f := feeds[at]
		f.Removed, f.Next = true, time.Time{}
		if err := s.Keep(a.ctx, &sitrep.Batch{Feeds: []sitrep.Feed{f}}); err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "%s is followed no more; what it brought stays\n", f.URL)
		return nil
	})
}

// opml is a list of feeds in the form that feed readers exchange.
type opml struct {
	XMLName xml.Name  `xml:"opml"`
	Version string    `xml:"version,attr"`
	Title   string    `xml:"head>title"`
	Outline []outline `xml:"body>outline"`
}

type outline struct {
	Type    string    `xml:"type,attr,omitempty"`
	Text    string    `xml:"text,attr"`
	XMLURL  string    `xml:"xmlUrl,attr,omitempty"`
	Outline []outline `xml:"outline,omitempty"`
}

type feedsImportCmd struct {
	kept
	File string `arg:"" name:"FILE" help:"An OPML file, or - for standard input."`
}

// maxOPML caps the file, maxOutlines its feeds.
const (
	maxOPML     = 10 << 20
	maxOutlines = 20_000
)

// Run follows the feeds of the file; they are looked at when they are fetched.
func (c *feedsImportCmd) Run(a *app) error {
	var in io.Reader = a.stdin
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return fmt.Errorf("the OPML file: %w", err)
		}
		defer f.Close()
		in = f
	}
	var doc opml
	if err := xml.NewDecoder(io.LimitReader(in, maxOPML)).Decode(&doc); err != nil {
		return fmt.Errorf("%w: %s is no OPML file: %w", sitrep.Invalid, c.File, err)
	}
	var list []sitrep.Feed
	collect(doc.Outline, 0, func(o outline) {
		if err := feedAddress(o.XMLURL); err != nil {
			fmt.Fprintln(a.stderr, "sitrep: passed over:", err)
		} else if len(list) < maxOutlines {
			list = append(list, sitrep.Feed{URL: o.XMLURL, Title: shorten(o.Text, 200)})
		}
	})
	if len(list) == 0 {
		return fmt.Errorf("%w: %s names no feed", sitrep.Invalid, c.File)
	}
	return a.withFeeds(c.kept, true, func(s *store, feeds []sitrep.Feed) error {
		n, err := a.followFeeds(s, feeds, list)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "following %s more, %d followed already\n", count(n, "feed"), len(list)-n)
		return nil
	})
}

// collect hands on the outlines that name a feed, at any depth that a person would make.
func collect(list []outline, depth int, each func(outline)) {
	for _, o := range list {
		if strings.TrimSpace(o.XMLURL) != "" {
			o.XMLURL = strings.TrimSpace(o.XMLURL)
			each(o)
		}
		if depth < 20 {
			collect(o.Outline, depth+1, each)
		}
	}
}

type feedsExportCmd struct{ kept }

// Run prints the feeds as OPML.
func (c *feedsExportCmd) Run(a *app) error {
	return a.withFeeds(c.kept, false, func(_ *store, feeds []sitrep.Feed) error {
		doc := opml{Version: "2.0", Title: "Feeds followed by Sitrep"}
		for _, f := range feeds {
			if !f.Removed {
				name := f.Title
				if name == "" {
					name = f.URL
				}
				doc.Outline = append(doc.Outline, outline{Type: "rss", Text: name, XMLURL: f.URL})
			}
		}
		fmt.Fprint(a.stdout, xml.Header)
		e := xml.NewEncoder(a.stdout)
		e.Indent("", "  ")
		if err := e.Encode(doc); err != nil {
			return err
		}
		_, err := fmt.Fprintln(a.stdout)
		return err
	})
}
