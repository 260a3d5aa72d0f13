package web_test

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/intake"
	"sitrep/internal/web"
)

// sanitising are the cases by which a well-known feed parser shows what it takes out of feeds.
var sanitising = filepath.Join("..", "..", "..", "shared", "eval", "feeds", "feedparser", "wellformed", "sanitize")

// hostileFeeds are feeds of each kind, of twenty entries, with a payload in every field that a feed has: once as text and
// once as markup that is taken for text.
func hostileFeeds() map[string]string {
	out := map[string]string{}
	all := payloads()
	const each = 20
	for at := 0; at < len(all); at += each {
		part := all[at:min(len(all), at+each)]
		for name, say := range map[string]func(string) string{"escaped": html.EscapeString, "cdata": func(s string) string { return "<![CDATA[" + strings.ReplaceAll(s, "]]>", "") + "]]>" }} {
			say := func(s string) string {
				return say(strings.Map(printable, strings.ReplaceAll(s, "TRAP", "http://trap.example")))
			}
			var rss, atom strings.Builder
			fmt.Fprintf(&rss, `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>%s</title><link>%s</link><description>%s</description>`, say(part[0]), say(part[0]), say(part[0]))
			fmt.Fprintf(&atom, `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title type="html">%s</title><id>%s</id>`, say(part[0]), say(part[0]))
			for i, p := range part {
				p, q := say(p), html.EscapeString(strings.Map(printable, p))
				body := say(fmt.Sprintf("At least %d people were killed in Springfield, mayor Jane Doe said. %s", 10+i, part[i]))
				fmt.Fprintf(&rss, `<item><title>%s</title><link>%s</link><guid isPermaLink="true">%s</guid><author>%s</author><dc:creator>%s</dc:creator><category domain="%s">%s</category><enclosure url="%s" type="%s" length="1"/><source url="%s">%s</source><comments>%s</comments><description>%s</description><content:encoded>%s</content:encoded></item>`,
					p, p, p, p, p, q, p, q, q, q, p, p, body, body)
				fmt.Fprintf(&atom, `<entry><title type="html">%s</title><id>%s</id><link href="%s"/><link rel="enclosure" href="%s" type="%s"/><author><name>%s</name><uri>%s</uri></author><category term="%s" label="%s"/><summary type="html">%s</summary><content type="html">%s</content></entry>`,
					p, p, q, q, q, p, p, q, q, body, body)
			}
			out[fmt.Sprintf("%03d-%s.rss", at, name)] = rss.String() + "</channel></rss>"
			out[fmt.Sprintf("%03d-%s.atom", at, name)] = atom.String() + "</feed>"
		}
		var items []map[string]any
		for i, p := range part {
			items = append(items, map[string]any{"id": p, "url": p, "external_url": p, "title": p, "content_html": fmt.Sprintf("At least %d people were killed in Springfield, mayor Jane Doe said. %s", 10+i, p),
				"image": p, "tags": []string{p}, "authors": []map[string]string{{"name": p, "url": p}}, "attachments": []map[string]any{{"url": p, "mime_type": p}}})
		}
		feed, err := json.Marshal(map[string]any{"version": "https://jsonfeed.org/version/1.1", "title": part[0], "home_page_url": part[0], "icon": part[0], "items": items})
		if err != nil {
			panic(err) // of texts alone
		}
		out[fmt.Sprintf("%03d.json", at)] = string(feed)
	}
	return out
}

// printable drops what XML can't hold.
func printable(r rune) rune {
	if r < ' ' && r != '\t' && r != '\n' {
		return -1
	}
	return r
}

// TestHostileFeeds reads feeds that bear a payload in each of their fields, and those of another parser's tests of
// sanitising, as they come: every page of what was read holds only what the pages are made of.
func TestHostileFeeds(t *testing.T) {
	dir := t.TempDir()
	for name, feed := range hostileFeeds() {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(feed), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	inputs := []string{dir}
	if _, err := os.Stat(sanitising); err == nil {
		inputs = append(inputs, sanitising)
	}
	var reports []*sitrep.Report
	problems := 0
	err := intake.Read(context.Background(), inputs, intake.Options{}, func(r *sitrep.Report) error {
		reports = append(reports, r)
		return nil
	}, func(intake.Problem) { problems++ })
	if err != nil {
		t.Fatal(err)
	}
	if len(reports) < 3*len(payloads()) {
		t.Fatalf("only %d reports were read, with %d problems", len(reports), problems)
	}
	t.Logf("%d reports were read of %d inputs, %d entries could not be", len(reports), len(inputs), problems)
	h := site(t, web.Options{Book: open(t, reports, false), Anyone: sitrep.Admin, Hosts: []string{"example.com"}})
	holds(t, "/", body(t, h, "/"))
	seen := map[string]bool{}
	for i, r := range reports {
		if testing.Short() && i%9 != 0 {
			continue
		}
		page := body(t, h, "/report/"+string(r.ID))
		holds(t, r.Input+" "+string(r.ID), page)
		for _, next := range []string{"/story/", "/claim/"} {
			if !strings.Contains(page, `href="`+next) {
				continue
			}
			if at := first(t, page, next); !seen[at] && len(seen) < 300 {
				seen[at] = true
				holds(t, at, body(t, h, at))
			}
		}
	}
}
