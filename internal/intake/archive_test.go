package intake_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// response is what a server answered.
func response(url, page string) string {
	return record("response", url, "application/http; msgtype=response", "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"+page)
}

func record(kind, url, contentType, body string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, url, contentType, len(body), body)
}

func archive(records ...string) string {
	return record("warcinfo", "", "application/warc-fields", "software: none") + strings.Join(records, "")
}

// story is a page of one paragraph.
func story(text string) string {
	return "<html><head><title>" + text + "</title></head><body><p>" + text + "</p></body></html>"
}

func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func TestArchive(t *testing.T) {
	http := func(head, body string) string {
		return record("response", "https://x.example/"+body, "application/http", "HTTP/1.1 "+head+"\r\n\r\n"+body)
	}
	chunked := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
	chunk := story("In chunks.")
	records := []string{
		response("https://x.example/a", story("The first.")),
		record("request", "https://x.example/a", "application/http", "GET /a HTTP/1.1\r\n\r\n"),
		http("404 Not Found\r\nContent-Type: text/html", story("Not this.")),
		http("200 OK\r\nContent-Type: image/png", "\x89PNG"),
		record("response", "https://x.example/c", "application/http", chunked+fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(chunk), chunk)),
		record("response", "https://x.example/d", "application/http", chunked+story("Chunks taken away.")),
		record("response", "https://x.example/z", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"+zipped(t, story("Packed."))),
		record("resource", "https://x.example/feed", "application/rss+xml", rss09),
		record("conversion", "https://x.example/t", "text/plain", "Taken out of a page."),
	}
	want := []string{"The first.", "In chunks.", "Chunks taken away.", "Packed.", "All 12 aboard are safe.", "Taken out of a page."}
	members := ""
	for _, r := range records {
		members += zipped(t, r)
	}
	for name, data := range map[string]string{"plain": archive(records...), "a gzip member a record": members, "one member": zipped(t, archive(records...))} {
		t.Run(name, func(t *testing.T) {
			g := piped(t, data)
			if diff := cmp.Diff(want, g.texts()); diff != "" || len(g.problems) > 0 {
				t.Errorf("-want +got\n%s%q", diff, g.problems)
			}
			if g.reports[0].URL != "https://x.example/a" {
				t.Errorf("address %q", g.reports[0].URL)
			}
		})
	}
}

// A broken record costs itself, not its neighbours.
func TestBrokenArchive(t *testing.T) {
	good := func(s string) string { return response("https://x.example/"+s, story("Report "+s+".")) }
	cases := []struct {
		name, bad string
		want      []string
		told      []string
	}{
		{"no length", "WARC/1.0\r\nWARC-Type: response\r\n\r\nlost words\r\n\r\n", []string{"Report a.", "Report b."}, []string{"record 3", "no length"}},
		{"length too short", strings.Replace(good("c"), "Content-Length: 1", "Content-Length: ", 1), []string{"Report a.", "Report b."}, []string{"record"}},
		{"header not a header", "WARC/1.0\r\n\x00\x01 no colon\r\n\r\n", []string{"Report a.", "Report b."}, []string{"header"}},
		{"noise between", "stray words\r\n", []string{"Report a.", "Report b."}, []string{"no record"}},
		{"not HTTP", record("response", "https://x.example/n", "application/http", "HTTP/9 what"), []string{"Report a.", "Report b."}, []string{"not HTTP", "https://x.example/n"}},
		{"page without text", response("https://x.example/n", "<html></html>"), []string{"Report a.", "Report b."}, []string{"without text", "https://x.example/n"}},
		{"brotli", record("response", "https://x.example/n", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\nxx"), []string{"Report a.", "Report b."}, []string{"br"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			g := piped(t, archive(good("a"), c.bad, good("b")))
			var texts []string
			for _, text := range g.texts() {
				if strings.HasPrefix(text, "Report a") || strings.HasPrefix(text, "Report b") {
					texts = append(texts, text)
				}
			}
			if diff := cmp.Diff(c.want, texts); diff != "" {
				t.Error(diff, g.problems)
			}
			g.told(t, c.told...)
		})
	}
	t.Run("cut off", func(t *testing.T) {
		whole := archive(good("a"), good("b"))
		g := piped(t, whole[:len(whole)-40])
		if len(g.reports) != 2 {
			t.Errorf("%d reports, %q", len(g.reports), g.problems)
		}
		g.told(t, "ends within it")
	})
}
