package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"sitrep"
)

// Find is the feed at an address, or those that the page there names; the first is the page's main one.
func (c *Client) Find(ctx context.Context, address string) ([]string, error) {
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	a, err := c.Get(ctx, Request{URL: address, Accept: feedKind + ", text/html;q=0.7", Max: MaxFeed})
	if err != nil {
		return nil, err
	}
	if a.Status != http.StatusOK {
		return nil, fmt.Errorf("the server answered %s", status(a.Status))
	}
	if isFeed(a.Body) {
		return []string{first(a.Moved, address)}, nil
	}
	feeds := named(a.Body, a.URL)
	if len(feeds) == 0 {
		return nil, fmt.Errorf("%w: it is no feed, and the page names none", sitrep.Invalid)
	}
	return feeds, nil
}

// isFeed tells a feed by how it begins.
func isFeed(b []byte) bool {
	head := bytes.ToLower(bytes.TrimSpace(b[:min(len(b), 4<<10)]))
	if bytes.HasPrefix(head, []byte("{")) {
		return bytes.Contains(head, []byte("jsonfeed.org/version"))
	}
	for _, mark := range []string{"<rss", "<feed", "<rdf:rdf"} {
		if at := bytes.Index(head, []byte(mark)); at >= 0 && !bytes.Contains(head[:at], []byte("<html")) {
			return true
		}
	}
	return false
}

// noFeed says why what a feed's address brought can be no feed: a page of the site's ("down for maintenance") or some words
// would else be taken for a report. What is left in doubt is for whoever reads it.
func noFeed(b []byte) error {
	head := bytes.ToLower(bytes.ReplaceAll(b[:min(len(b), 8<<10)], []byte{0}, nil)) // of UTF-16, the plain letters
	if len(bytes.TrimSpace(head)) == 0 || bytes.HasPrefix(head, []byte("\x1f\x8b")) || isFeed(head) {
		return nil
	}
	for _, mark := range []string{"<html", "<!doctype html", "<body", "<head"} {
		if bytes.Contains(head, []byte(mark)) {
			return errors.New("a page came, not a feed")
		}
	}
	if !bytes.ContainsAny(head, "<{[") {
		return errors.New("some text came, not a feed")
	}
	return nil
}

// named are the feeds that a page's head links to.
func named(page []byte, base string) (out []string) {
	from, err := url.Parse(base)
	if err != nil {
		return nil
	}
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if t.Data == "base" {
				if u, err := from.Parse(attribute(t, "href")); err == nil {
					from = u
				}
			}
			if t.Data != "link" || !slices.Contains(strings.Fields(strings.ToLower(attribute(t, "rel"))), "alternate") {
				continue
			}
			kind, _, _ := strings.Cut(strings.ToLower(attribute(t, "type")), ";")
			switch strings.TrimSpace(kind) {
			case "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml":
			default:
				continue
			}
			if u, err := from.Parse(strings.TrimSpace(attribute(t, "href"))); err == nil && permitted(u) == nil && !slices.Contains(out, u.String()) {
				out = append(out, u.String())
			}
		}
	}
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
