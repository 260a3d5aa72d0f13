package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/fetch"
)

// TestConditional says that validators go back byte for byte, and that a feed which has not changed brings nothing.
func TestConditional(t *testing.T) {
	var asked []string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Header.Get("If-None-Match")+" | "+r.Header.Get("If-Modified-Since"))
		w.Header()["ETag"] = []string{`W/"odd value"`}
		w.Header().Set("Last-Modified", "Wed, 01 May 2024 08:00:00 +0000") // not the form it should have
		if len(asked) > 1 {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, page(1, flood))
	}))
	defer s.Close()
	f := newFollowing(t, time.Second)
	id := f.add(t, s.URL)[0].ID
	for range 3 {
		if err := f.Feed(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	if len(asked) != 1 {
		t.Fatalf("asked %d times within the interval", len(asked))
	}
	f.set(f.feed(t, id).Next)
	if err := f.Feed(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	want := []string{" | ", `W/"odd value" | Wed, 01 May 2024 08:00:00 +0000`}
	if fmt.Sprint(asked) != fmt.Sprint(want) {
		t.Errorf("asked with %q, want %q", asked, want)
	}
	if len(f.taken) != 1 || f.taken[0].Report.Outlet != "Valley Courier" || f.taken[0].Feed != id {
		t.Errorf("taken %+v", f.taken)
	}
	log, err := f.store.Fetches(t.Context(), id, 10)
	if err != nil || len(log) != 2 || !log[0].NotFresh || log[1].New != 1 {
		t.Errorf("log %+v, %v", log, err)
	}
}

// TestNext says when a feed is due again.
func TestNext(t *testing.T) {
	hours := "<skipHours>"
	for h := 9; h < 15; h++ {
		hours += fmt.Sprintf("<hour>%d</hour>", h)
	}
	hours += "</skipHours>"
	in := func(s string) string { return strings.Replace(page(1, flood), "<link>", s+"<link>", 1) }
	for _, c := range []struct {
		name       string
		body       string
		header     [2]string
		code       int
		from, till time.Duration
	}{
		{"says nothing", page(1, flood), [2]string{}, 200, 15 * time.Minute, 17 * time.Minute},
		{"ttl of two hours", in("<ttl>120</ttl>"), [2]string{}, 200, 2 * time.Hour, 132 * time.Minute},
		{"ttl of a minute", in("<ttl>1</ttl>"), [2]string{}, 200, 10 * time.Minute, 11 * time.Minute},
		{"ttl of a year", in("<ttl>525600</ttl>"), [2]string{}, 200, 24 * time.Hour, 27 * time.Hour},
		{"max-age", page(1, flood), [2]string{"Cache-Control", "public, max-age=3600"}, 200, time.Hour, 66 * time.Minute},
		{"hours to be left alone", in(hours), [2]string{}, 200, 6 * time.Hour, 6 * time.Hour},
		{"a day to be left alone, and the next", in("<skipDays><day>Wednesday</day><day>thursday</day><day>Noday</day></skipDays>"), [2]string{}, 200, 39 * time.Hour, 39 * time.Hour},
		{"every day to be left alone", in("<skipDays><day>Monday</day><day>Tuesday</day><day>Wednesday</day><day>Thursday</day><day>Friday</day><day>Saturday</day><day>Sunday</day></skipDays>"), [2]string{}, 200, 159 * time.Hour, 160 * time.Hour},
		{"come back in two hours", "", [2]string{"Retry-After", "7200"}, 503, 2 * time.Hour, 2 * time.Hour},
		{"come back on a date", "", [2]string{"Retry-After", "Wed, 01 May 2024 12:00:00 GMT"}, 429, 3 * time.Hour, 3 * time.Hour},
		{"come back in a year", "", [2]string{"Retry-After", "31536000"}, 503, 24 * time.Hour, 24 * time.Hour},
		{"not found", "", [2]string{}, 404, 15 * time.Minute, 17 * time.Minute},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				if c.header[0] != "" {
					w.Header().Set(c.header[0], c.header[1])
				}
				w.WriteHeader(c.code)
				fmt.Fprint(w, c.body)
			}))
			defer s.Close()
			f := newFollowing(t, time.Second)
			id := f.add(t, s.URL)[0].ID
			if err := f.Feed(t.Context(), id); err != nil {
				t.Fatal(err)
			}
			if got := f.feed(t, id).Next.Sub(f.now); got < c.from || got > c.till {
				t.Errorf("due after %v, want %v to %v (%s)", got, c.from, c.till, f.feed(t, id).LastError)
			}
		})
	}
}

// TestNextUnchanged says that what a feed said of its pace holds when it has not changed since.
func TestNextUnchanged(t *testing.T) {
	asked := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("ETag", "a")
		if asked++; asked > 1 {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, strings.Replace(page(1, flood), "<link>", "<ttl>120</ttl><link>", 1))
	}))
	defer s.Close()
	f := newFollowing(t, time.Second)
	id := f.add(t, s.URL)[0].ID
	for range 3 {
		if err := f.Feed(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if wait := f.feed(t, id).Next.Sub(f.now); wait < 2*time.Hour || wait > 132*time.Minute {
			t.Errorf("due after %v", wait)
		}
		f.set(f.feed(t, id).Next)
	}
}

// TestClockGoesBack says that a feed which was fetched while the clock was a day ahead, or a day behind, is fetched when it is
// set right, and then at its pace.
func TestClockGoesBack(t *testing.T) {
	asked := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { asked++; fmt.Fprint(w, page(1, flood)) }))
	defer s.Close()
	for _, off := range []time.Duration{24 * time.Hour, -24 * time.Hour} {
		f := newFollowing(t, time.Second)
		id := f.add(t, s.URL)[0].ID
		right := f.now
		asked = 0
		for i, now := range []time.Time{right.Add(off), right, right.Add(time.Minute), right.Add(20 * time.Minute)} {
			f.set(now)
			due, err := f.Due(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, task := range due {
				if err := f.Run(t.Context(), task); err != nil {
					t.Fatal(err)
				}
			}
			if want := []int{1, 2, 2, 3}[i]; asked != want {
				t.Errorf("clock off by %v, step %d: asked %d times, want %d", off, i, asked, want)
			}
			if next := f.feed(t, id).Next.Sub(now); next > 17*time.Minute {
				t.Errorf("clock off by %v, step %d: due after %v", off, i, next)
			}
		}
	}
}

// TestRestartStorm kills the process again and again while a feed's answer is under way: it is asked once in an interval.
func TestRestartStorm(t *testing.T) {
	var asked atomic.Int32
	var kill atomic.Value
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		kill.Load().(context.CancelFunc)()
		<-r.Context().Done()
	}))
	defer s.Close()
	f := newFollowing(t, time.Minute)
	id := f.add(t, s.URL)[0].ID
	began := f.now
	for n := range 120 {
		f.set(began.Add(time.Duration(n) * 10 * time.Second))
		f.Follower = &fetch.Follower{Client: f.Client, Store: f.store, Read: f.Read, Take: f.Take} // what a process knew is gone
		tasks, err := f.Due(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		kill.Store(cancel)
		err = f.Feed(ctx, id)
		switch {
		case len(tasks) > 0 && !errors.Is(err, context.Canceled):
			t.Fatalf("round %d: it was due, and %v", n, err)
		case len(tasks) == 0 && err != nil:
			t.Fatalf("round %d: %v", n, err)
		}
		cancel()
	}
	if asked := asked.Load(); asked != 2 {
		t.Errorf("in 20 minutes of restarts the feed was asked %d times, not once each 10 minutes and a little", asked)
	}
}

// TestFailing says that a feed which fails is asked ever more seldom, and that one which is gone is asked no more.
func TestFailing(t *testing.T) {
	code := http.StatusInternalServerError
	hits := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { hits++; w.WriteHeader(code) }))
	defer s.Close()
	f := newFollowing(t, time.Second)
	id := f.add(t, s.URL)[0].ID
	last := time.Duration(0)
	for i := range 9 {
		if err := f.Feed(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		feed := f.feed(t, id)
		wait := feed.Next.Sub(f.now)
		if feed.Failures != i+1 || wait < last || wait > 27*time.Hour || !strings.Contains(feed.LastError, "500") {
			t.Errorf("after %d failures: %+v", i+1, feed)
		}
		last = wait
		f.set(feed.Next)
	}
	code = http.StatusGone
	if err := f.Feed(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	before := hits
	f.set(f.now.AddDate(1, 0, 0))
	if err := f.Feed(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	due, err := f.Due(t.Context())
	if !f.feed(t, id).Gone || hits != before || len(due) != 0 || err != nil {
		t.Errorf("a feed that is gone is asked again: %+v, due %v", f.feed(t, id), due)
	}
}

// TestPage says what becomes of the page behind an entry.
func TestPage(t *testing.T) {
	long := strings.Repeat("<p>The river rose through the night, and by morning the lower town stood under two metres of water, the fire brigade said. Boats brought families to the school on the hill.</p>\n", 8)
	answer := map[string]http.HandlerFunc{
		"/open": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, "<html><head><title>Flood</title></head><body><article><h1>Flood</h1>"+long+"</article></body></html>")
		},
		"/closed": func(w http.ResponseWriter, _ *http.Request) { t.Error("a page was fetched that robots.txt closes") },
		"/gone":   func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) },
		"/lost":   func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) },
		"/broken": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) },
		"/short": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, "<html><body><p>Subscribe to read.</p></body></html>")
		},
	}
	var robots atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			robots.Add(1)
			fmt.Fprint(w, "User-agent: *\nDisallow: /closed\n")
			return
		}
		answer[r.URL.Path](w, r)
	}))
	defer s.Close()
	for _, c := range []struct {
		path     string
		versions int
		gone     bool
	}{{"/open", 2, false}, {"/closed", 1, false}, {"/gone", 2, true}, {"/lost", 1, false}, {"/broken", 1, false}, {"/short", 1, false}} {
		f := newFollowing(t, time.Second)
		entry := &sitrep.Kept{Report: &sitrep.Report{ID: "e1", Outlet: "Valley Courier", Title: "Flood", Text: flood, URL: s.URL + c.path}, Feed: 1}
		if err := f.store.Keep(t.Context(), &sitrep.Batch{Reports: []*sitrep.Kept{entry}}); err != nil {
			t.Fatal(err)
		}
		f.Take = func(ctx context.Context, b *sitrep.Batch) error {
			for _, k := range b.Reports {
				if k.Gone && k.Report == nil {
					k.Report = &sitrep.Report{ID: "gone"} // the keeper fills in its head
				}
			}
			return f.store.Keep(ctx, b)
		}
		if err := f.Page(t.Context(), "e1"); err != nil {
			t.Fatal(err)
		}
		versions, err := f.store.Versions(t.Context(), entry.Item)
		if err != nil || len(versions) != c.versions || versions[len(versions)-1].Gone != c.gone {
			t.Errorf("%s: %d versions, %v", c.path, len(versions), err)
			continue
		}
		if c.path == "/open" {
			last, err := f.store.Report(t.Context(), versions[1].Report.ID)
			if err != nil || last.Report.Outlet != "Valley Courier" || !strings.Contains(last.Report.Text, "lower town") || len(last.Raw) == 0 || len(last.Hash) != 64 {
				t.Errorf("the page's version: %+v, %v", last, err)
			}
		}
	}
	if n := robots.Load(); n != 6 {
		t.Errorf("robots.txt was asked for %d times", n)
	}
}

// TestFind says which feed is found at an address.
func TestFind(t *testing.T) {
	answer := map[string]string{
		"/feed":  page(1, flood),
		"/json":  `{"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": []}`,
		"/page":  `<html><head><base href="/deep/"><link rel="alternate" type="application/rss+xml" href="a.xml"><link rel=alternate type="application/atom+xml; charset=utf-8" href="https://b.example/atom"><link rel="alternate" type="application/rss+xml" href="javascript:alert(1)"></head></html>`,
		"/plain": `<html><head><link rel="stylesheet" href="x.css"></head><p>&lt;rss&gt;</p></html>`,
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, answer[r.URL.Path]) }))
	defer s.Close()
	c := fetch.New(fetch.Options{Delay: -1, Allow: loopback})
	defer c.Close()
	for path, want := range map[string]string{
		"/feed": s.URL + "/feed", "/json": s.URL + "/json", "/page": s.URL + "/deep/a.xml https://b.example/atom", "/plain": "",
	} {
		got, err := c.Find(t.Context(), s.URL+path)
		if strings.Join(got, " ") != want || (err == nil) != (want != "") {
			t.Errorf("%s: found %v, %v", path, got, err)
		}
	}
}
