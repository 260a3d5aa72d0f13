package api_test

import (
	"bufio"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"sitrep"
	"sitrep/internal/api"
)

// atomFeed is a feed as RFC 4287 has it, as far as it says what must be there.
type atomFeed struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Author  string   `xml:"author>name"`
	Links   []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"link"`
	Entries []struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Content struct {
			Type string `xml:"type,attr"`
			Text string `xml:",chardata"`
		} `xml:"content"`
		Links []struct {
			Rel  string `xml:"rel,attr"`
			Href string `xml:"href,attr"`
		} `xml:"link"`
	} `xml:"entry"`
}

var anURN = regexp.MustCompile(`^urn:uuid:[0-9a-f-]{36}$`)

// hostile are reports whose every field would break out of what it is written into.
func hostile() (out []*sitrep.Report) {
	for i, p := range []string{`]]></title><script>alert(1)</script>`, `<![CDATA[x`, "&lt;img src=x onerror=alert(1)&gt;", "\x00\x01\x0b\ufffe", `"><x xmlns="evil">`, "\u2028</feed>", `javascript:alert(1)`} {
		day, _ := sitrep.ParseStamp(fmt.Sprintf("2024-05-%02d", i+1))
		out = append(out, &sitrep.Report{ID: sitrep.ReportID(fmt.Sprintf("h%d", i)), Outlet: p, URL: "javascript:" + p, Title: p + " kills 12 people", Author: p, Published: day, Language: "en",
			Text: fmt.Sprintf("%s At least %d people were killed in Springfield, Mayor Jane %s Doe said on Monday.", p, 12+i, p)})
	}
	return out
}

// TestFeedsOut reads every feed as a feed reader does, of the examples and of reports that would break out.
func TestFeedsOut(t *testing.T) {
	published, err := os.ReadFile("testdata/jsonfeed/schema-v1.1.json")
	if err != nil {
		t.Fatal(err)
	}
	schema := resolved(t, published)
	if schema.Validate(map[string]any{"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": []any{map[string]any{"url": "https://x.example"}}}) == nil {
		t.Error("the schema takes an entry without an id")
	}
	for name, reports := range map[string][]*sitrep.Report{"the examples": nil, "hostile reports": hostile()} {
		book := demo(t)
		if reports != nil {
			book = bookOf(t, reports)
		}
		id := string(theStory(t, book))
		h := site(t, api.Options{Book: book, Anyone: sitrep.Reader, Secure: true, Hosts: []string{"sitrep.example"}})
		get := func(path string) *httptest.ResponseRecorder {
			r := httptest.NewRequest("GET", path, nil)
			r.Host = "sitrep.example"
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			return w
		}
		for _, c := range []struct {
			path    string
			entries int
		}{
			{"/api/v1/feed", 1}, {"/api/v1/feed?measure=killed", 1}, {"/api/v1/feed?place=Atlantis", 0}, {"/api/v1/stories/" + id + "/feed", 3}, {"/api/v1/search/feed?q=killed", 3}, {"/api/v1/search/feed?q=" + url.QueryEscape(`<script>"killed`), 0},
		} {
			atomAt, jsonAt := strings.Replace(c.path, "/feed", "/feed.atom", 1), strings.Replace(c.path, "/feed", "/feed.json", 1)
			if strings.HasPrefix(c.path, "/api/v1/search/feed") {
				atomAt, jsonAt = strings.Replace(c.path, "search/feed", "search/feed.atom", 1), strings.Replace(c.path, "search/feed", "search/feed.json", 1)
			}
			a, j := get(atomAt), get(jsonAt)
			if a.Code != 200 || j.Code != 200 || a.Header().Get("Content-Type") != "application/atom+xml; charset=utf-8" || j.Header().Get("Content-Type") != "application/feed+json" || a.Header().Get("X-Content-Type-Options") != "nosniff" {
				t.Fatalf("%s, %s: %d %s, %d %s", name, c.path, a.Code, a.Header().Get("Content-Type"), j.Code, j.Header().Get("Content-Type"))
			}
			if err := schema.Validate(decoded(t, j.Body.Bytes())); err != nil {
				t.Errorf("%s, %s: JSON Feed's schema: %v", name, c.path, err)
			}
			var f atomFeed
			if err := xml.Unmarshal(a.Body.Bytes(), &f); err != nil {
				t.Errorf("%s, %s: not well-formed: %v", name, c.path, err)
				continue
			}
			self := ""
			for _, l := range f.Links {
				if l.Rel == "self" {
					self = l.Href
				}
			}
			if self != "https://sitrep.example"+atomAt || !anURN.MatchString(f.ID) || f.Title == "" || f.Author == "" || len(f.Entries) < c.entries {
				t.Errorf("%s, %s: self %q, id %q, %d entries", name, c.path, self, f.ID, len(f.Entries))
			}
			if _, err := time.Parse(time.RFC3339, f.Updated); err != nil {
				t.Errorf("%s, %s: %v", name, c.path, err)
			}
			ids := map[string]bool{}
			for _, e := range f.Entries {
				if ids[e.ID] || !anURN.MatchString(e.ID) || e.Title == "" || e.Content.Type != "text" || len(e.Links) != 1 || !strings.HasPrefix(e.Links[0].Href, "https://sitrep.example/") {
					t.Errorf("%s, %s: entry %+v", name, c.path, e)
				}
				ids[e.ID] = true
				if _, err := time.Parse(time.RFC3339, e.Updated); err != nil {
					t.Errorf("%s, %s: %v", name, c.path, err)
				}
			}
			if strings.Contains(a.Body.String(), "<script") || strings.Contains(a.Body.String(), "<![CDATA") || strings.Contains(a.Body.String(), `"javascript:`) {
				t.Errorf("%s, %s: something broke out", name, c.path)
			}
			if again := get(atomAt); again.Body.String() != a.Body.String() {
				t.Errorf("%s, %s: not the same bytes twice", name, c.path)
			}
			read, err := gofeed.NewParser().ParseString(a.Body.String())
			if err != nil || len(read.Items) != len(f.Entries) {
				t.Errorf("%s, %s: a feed reader: %v", name, c.path, err)
			}
			var jf api.JSONFeed
			if err := json.Unmarshal(j.Body.Bytes(), &jf); err != nil || jf.Version != "https://jsonfeed.org/version/1.1" || jf.Self != "https://sitrep.example"+jsonAt || len(jf.Items) != len(f.Entries) {
				t.Errorf("%s, %s: JSON Feed %s %s, %d items (%v)", name, c.path, jf.Version, jf.Self, len(jf.Items), err)
			}
			for i, x := range jf.Items {
				if x.ID != f.Entries[i].ID || x.Text == "" && reports == nil || x.Modified == "" {
					t.Errorf("%s, %s: item %+v", name, c.path, x)
				}
			}
		}
		var f atomFeed
		if err := xml.Unmarshal(get("/api/v1/stories/"+id+"/feed.atom").Body.Bytes(), &f); err != nil || !strings.HasPrefix(f.Entries[0].Content.Text, "Changed: ") {
			t.Errorf("%s: the newest version says what it changed: %q (%v)", name, f.Entries[0].Content.Text, err)
		}
	}
}

// event is one of the stream.
type event struct{ id, kind, data string }

// listener is somebody who reads the stream.
type listener struct {
	events chan event
	stop   context.CancelFunc
	code   int
}

func listen(t *testing.T, address string, headers ...string) *listener {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	r, err := http.NewRequestWithContext(ctx, "GET", address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	l := &listener{events: make(chan event, 1000), stop: stop, code: res.StatusCode}
	t.Cleanup(stop)
	go func() {
		defer close(l.events)
		defer res.Body.Close()
		var e event
		lines := bufio.NewScanner(res.Body)
		for lines.Scan() {
			name, value, _ := strings.Cut(lines.Text(), ": ")
			switch name {
			case "id":
				e.id = value
			case "event":
				e.kind = value
			case "data":
				e.data = value
			case "":
				if e.kind != "" {
					l.events <- e
				}
				e = event{}
			}
		}
		io.Copy(io.Discard, res.Body)
	}()
	return l
}

// next waits for an event.
func (l *listener) next(t *testing.T) event {
	t.Helper()
	select {
	case e, ok := <-l.events:
		if !ok {
			t.Fatal("the stream ended")
		}
		return e
	case <-timer(10_000):
		t.Fatal("no event in ten seconds")
	}
	return event{}
}

// TestEvents listens while things happen, comes back, and is told what it missed.
func TestEvents(t *testing.T) {
	k := newKept(t)
	o := k.options()
	o.Hosts = []string{"127.0.0.1"}
	stop := make(chan struct{})
	o.Stop = stop
	h := site(t, o)
	srv := httptest.NewServer(h)
	defer srv.Close()
	take := func(n int, dead string) {
		t.Helper()
		if err := k.Take(t.Context(), &sitrep.Batch{Reports: []*sitrep.Kept{{Report: &sitrep.Report{
			ID: sitrep.ReportID(fmt.Sprint("r", n, dead)), Outlet: "Valley Courier", URL: fmt.Sprint("https://courier.example/", n), Title: "Flood kills " + dead + " in Springfield", Published: sitrep.At(noon.Add(time.Duration(n) * time.Hour)), Language: "en",
			Text: "The flood in Springfield killed " + dead + " people, Mayor Jane Doe said. The river rose by two metres, and the bridge at Mill Street fell.",
		}}}}); err != nil {
			t.Fatal(err)
		}
		k.work(t)
	}
	if w := ask(t, site(t, k.options()), "HEAD", "/api/v1/events", nil); w.Code != 200 || w.Header().Get("Content-Type") != "text/event-stream" {
		t.Errorf("the stream's head: %d", w.Code)
	}
	all := listen(t, srv.URL+"/api/v1/events")
	take(1, "three")
	created := all.next(t)
	var n sitrep.Notice
	if err := json.Unmarshal([]byte(created.data), &n); err != nil || created.kind != "story.created" || created.id != "1" || n.ID != 1 || n.Story != theStory(t, k.book) || n.Headline == "" {
		t.Fatalf("the first event: %+v (%v)", created, err)
	}
	take(2, "nine")
	kinds := map[string]event{}
	for len(kinds) < 2 {
		e := all.next(t)
		kinds[e.kind] = e
	}
	if f := kinds["figure.changed"]; !strings.Contains(f.data, `"what":"9 killed"`) || !strings.Contains(f.data, `"was":"3 killed"`) || !strings.Contains(f.data, `"citations":[`) {
		t.Errorf("the figure: %s", f.data)
	}
	if kinds["brief.updated"].data == "" {
		t.Errorf("what happened: %v", kinds)
	}
	all.stop()

	take(2, "eleven") // an edit of the second
	late := listen(t, srv.URL+"/api/v1/events?after=0", "Last-Event-ID", "1")
	missed := map[string]string{}
	last := "1"
	for missed["report.revised"] == "" {
		e := late.next(t)
		if e.id <= last && len(e.id) <= len(last) {
			t.Errorf("event %s after %s", e.id, last)
		}
		missed[e.kind], last = e.data, e.id
	}
	if missed["story.created"] != "" || missed["figure.changed"] == "" || !strings.Contains(missed["report.revised"], "nine → eleven") {
		t.Errorf("what was missed: %v", missed)
	}
	other := listen(t, srv.URL+"/api/v1/events?after=0&story=another")
	mine := listen(t, srv.URL+"/api/v1/events?after=0&story="+url.QueryEscape(string(n.Story)))
	if e := mine.next(t); e.kind != "story.created" {
		t.Errorf("the story's own: %+v", e)
	}
	select {
	case e := <-other.events:
		t.Errorf("another story's listener is told %+v", e)
	case <-timer(100):
	}
	if e := listen(t, srv.URL+"/api/v1/events?after=999").next(t); e.kind != "reset" {
		t.Errorf("a number that was never given: %+v", e)
	}
	close(stop) // the service stops: every stream ends by itself
	for _, l := range []*listener{late, other, mine} {
		deadline := timer(5_000)
		for open := true; open; {
			select {
			case _, open = <-l.events:
			case <-deadline:
				t.Fatal("a stream goes on though the service stops")
			}
		}
	}
}

// TestEventsAreBounded fills the room, and is turned away with a word.
func TestEventsAreBounded(t *testing.T) {
	stop := make(chan struct{})
	h := site(t, api.Options{Book: demo(t), Anyone: sitrep.Reader, Stop: stop})
	srv := httptest.NewServer(h)
	defer srv.Close()
	defer close(stop)
	for range api.MaxListeners {
		if l := listen(t, srv.URL+"/api/v1/events"); l.code != 200 {
			t.Fatalf("turned away early: %d", l.code)
		}
	}
	if w := ask(t, h, "HEAD", "/api/v1/events", nil); w.Code != 503 {
		t.Errorf("the head of one too many: %d", w.Code)
	}
	w := ask(t, h, "GET", "/api/v1/events", nil)
	if p := into[problem](t, w, 503); p.Type != "/api/v1/docs#full" || w.Header().Get("Retry-After") == "" {
		t.Errorf("one too many: %+v", p)
	}
}
