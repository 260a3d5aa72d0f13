package fetch_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"log"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
	"go.uber.org/goleak"

	"sitrep"
	"sitrep/internal/fetch"
	"sitrep/internal/intake"
	"sitrep/internal/sqlite"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}

func page(n int, text string) string {
	return fmt.Sprintf(`<?xml version="1.0"?><rss version="2.0"><channel><title>Valley Courier</title><link>https://courier.example/</link>
<item><title>Flood, day %d</title><link>https://courier.example/flood-%d</link><guid>g%d</guid><description>%s</description></item></channel></rss>`, n, n, n, text)
}

const flood = "At least nine people died when the river burst its banks, the mayor said."

// bomb packs a hundred megabytes of nothing.
func bomb(kind string) []byte {
	var b bytes.Buffer
	zeros := make([]byte, 1<<20)
	size := 100
	if testing.Short() {
		size = 30 // megabytes: packing is slow under the race detector
	}
	write := func(w interface{ Write([]byte) (int, error) }) {
		for range size {
			w.Write(zeros)
		}
	}
	switch kind {
	case "gzip":
		z := gzip.NewWriter(&b)
		write(z)
		z.Close()
	case "br":
		z := brotli.NewWriterLevel(&b, 3)
		write(z)
		z.Close()
	case "zstd":
		z, _ := zstd.NewWriter(&b)
		write(z)
		z.Close()
	}
	return b.Bytes()
}

// raw answers with bytes that net/http would not send, and then maybe goes on.
func raw(head string, more func(w *bytes.Buffer)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		c, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer c.Close()
		var b bytes.Buffer
		b.WriteString(head)
		if more != nil {
			more(&b)
		}
		c.Write(b.Bytes())
	}
}

// slowly sends a byte at a time until nobody listens any more.
func slowly(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusOK)
	for range 1000 {
		if _, err := w.Write([]byte(" ")); err != nil {
			return
		}
		w.(http.Flusher).Flush()
		select {
		case <-r.Context().Done():
			return
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// misdeeds are what a server may do to whoever fetches from it.
func misdeeds() map[string]http.HandlerFunc {
	send := func(kind string, b []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", kind)
			w.Write(b)
		}
	}
	code := func(n int) http.HandlerFunc { return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(n) } }
	say := func(s string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, s) }
	}
	return map[string]http.HandlerFunc{
		"says nothing":           func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"one byte at a time":     slowly,
		"closes at once":         raw("", nil),
		"closes in the header":   raw("HTTP/1.1 200 OK\r\nContent-Ty", nil),
		"no HTTP at all":         raw("220 mail.example ESMTP\r\n", nil),
		"wrong length":           raw("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n<rss>", nil),
		"negative length":        raw("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n<rss>", nil),
		"broken chunks":          raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<rss>", nil),
		"a chunk without an end": raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffff\r\n<rss>", nil),
		"a header of a megabyte": raw("HTTP/1.1 200 OK\r\nX-A: ", func(b *bytes.Buffer) { b.Write(bytes.Repeat([]byte("a"), 1<<20)); b.WriteString("\r\n\r\n") }),
		"ten thousand headers":   raw("HTTP/1.1 200 OK\r\n", func(b *bytes.Buffer) { b.WriteString(strings.Repeat("X-A: b\r\n", 10000) + "\r\n") }),
		"redirects in a circle":  func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path, http.StatusFound) },
		"a hundred redirects": func(w http.ResponseWriter, r *http.Request) {
			n, _ := strconv.Atoi(r.URL.Query().Get("n"))
			http.Redirect(w, r, fmt.Sprintf("%s?n=%d", r.URL.Path, n+1), http.StatusMovedPermanently)
		},
		"redirects to a file": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "file:///etc/passwd")
			w.WriteHeader(http.StatusFound)
		},
		"redirects to no address": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "http://[::1")
			w.WriteHeader(http.StatusFound)
		},
		"redirects to metadata": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://169.254.169.254/latest", http.StatusFound)
		},
		"a bomb of gzip":           send("gzip", bomb("gzip")),
		"a bomb of brotli":         send("br", bomb("br")),
		"a bomb of zstd":           send("zstd", bomb("zstd")),
		"damaged gzip":             send("gzip", []byte("\x1f\x8b\x08nothing")),
		"packed in an unknown way": send("lzma", []byte("x")),
		"packed four times":        send("gzip, gzip, gzip, gzip", []byte("x")),
		"a page instead of a feed": say("<!doctype html><html><head><title>Down</title></head><body><p>We are down for maintenance.</p></body></html>"),
		"cut XML":                  say(page(1, flood)[:120]),
		"an entity bomb":           say(`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]><rss><channel><title>&d;&d;&d;</title></channel></rss>`),
		"an external entity":       say(`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><title>&x;</title></item></channel></rss>`),
		"zero bytes":               say("\x00\x00\x00\x00\x00\x00"),
		"nothing":                  say(""),
		"an error of the server":   code(500),
		"too many requests": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "7200")
			w.WriteHeader(429)
		},
		"a feed of nine megabytes": say(strings.Replace(page(1, flood), "<item>", strings.Repeat("<item><title>x</title><guid>y</guid><description>"+strings.Repeat("long ", 800)+"</description></item>\n", 9<<20/4070)+"<item>", 1)),
		"a charset that clashes": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/xml; charset=utf-16")
			fmt.Fprint(w, strings.Replace(page(1, flood+" na\xefve \xff\xfe"), `<?xml version="1.0"?>`, `<?xml version="1.0" encoding="koi8-r"?>`, 1))
		},
		"a teapot": code(418),
		"a hundred megabytes": func(w http.ResponseWriter, r *http.Request) {
			b := bytes.Repeat([]byte(" "), 1<<20)
			for range 100 {
				if _, err := w.Write(b); err != nil {
					return
				}
			}
		},
		"not modified without asking": code(304),
	}
}

// follow is a follower over a store, with a clock that the test sets.
type following struct {
	*fetch.Follower
	store *sqlite.Store
	now   time.Time
	mu    sync.Mutex
	taken []*sitrep.Kept
	tasks []sitrep.Task
}

func (f *following) set(t time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now = t
}

func (f *following) clock() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now
}

func newFollowing(t *testing.T, timeout time.Duration) *following {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "s.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	f := &following{store: s, now: time.Date(2024, 5, 1, 9, 0, 0, 0, time.UTC)}
	c := fetch.New(fetch.Options{Delay: -1, Timeout: timeout, Allow: loopback, Clock: f.clock})
	t.Cleanup(c.Close)
	f.Follower = &fetch.Follower{Client: c, Store: s, Read: read, Take: func(ctx context.Context, b *sitrep.Batch) error {
		f.mu.Lock()
		f.taken, f.tasks = append(f.taken, b.Reports...), append(f.tasks, b.Tasks...)
		f.mu.Unlock()
		return s.Keep(ctx, b)
	}}
	return f
}

// read is intake over what was fetched.
func read(ctx context.Context, address string, body []byte, each func(*sitrep.Report) error) error {
	var problem error
	n := 0
	err := intake.Read(ctx, []string{address}, intake.Options{Fetch: fetch.Bytes(body)}, func(r *sitrep.Report) error { n++; return each(r) }, func(p intake.Problem) { problem = p })
	if err == nil && n == 0 {
		err = problem
	}
	return err
}

func (f *following) add(t *testing.T, urls ...string) []sitrep.Feed {
	t.Helper()
	b := &sitrep.Batch{}
	for _, u := range urls {
		b.Feeds = append(b.Feeds, sitrep.Feed{URL: u})
	}
	if err := f.store.Keep(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	return b.Feeds
}

func (f *following) feed(t *testing.T, id sitrep.FeedID) sitrep.Feed {
	t.Helper()
	feeds, err := f.store.Feeds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return feeds[id-1]
}

// TestMisbehaving says that no server makes a fetch fail otherwise than in words, hang, or stop the healthy ones.
func TestMisbehaving(t *testing.T) {
	f := newFollowing(t, 2*time.Second)
	mux := http.NewServeMux()
	deeds := misdeeds()
	var urls, what []string
	for _, name := range sorted(deeds) {
		path := "/" + strings.ReplaceAll(name, " ", "-")
		mux.HandleFunc(path, deeds[name])
		urls, what = append(urls, path), append(what, name)
	}
	for i := range 4 * len(deeds) { // four healthy ones for each
		path := fmt.Sprintf("/healthy/%d", i)
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, page(i, flood)) })
		urls, what = append(urls, path), append(what, "")
	}
	s := httptest.NewServer(mux)
	defer s.Close()
	for i := range urls {
		urls[i] = s.URL + urls[i]
	}
	unknown := httptest.NewTLSServer(mux)
	defer unknown.Close()
	unknown.Config.ErrorLog = log.New(io.Discard, "", 0)
	urls = append(urls, unknown.URL+"/healthy/0", strings.Replace(s.URL, "http:", "https:", 1)+"/healthy/0")
	what = append(what, "a certificate that nobody vouches for", "no TLS where it should be")
	feeds := f.add(t, urls...)
	if len(deeds) < 30 {
		t.Fatalf("only %d misdeeds", len(deeds))
	}
	ids := make(chan sitrep.FeedID)
	var workers sync.WaitGroup
	for range 8 {
		workers.Go(func() {
			for id := range ids {
				// One host stands for many here: its turns would make the healthy wait for the slow.
				c := fetch.New(fetch.Options{Delay: -1, Timeout: time.Second, Allow: loopback, Clock: func() time.Time { return f.now }})
				own := &fetch.Follower{Client: c, Store: f.store, Read: read, Take: f.Take}
				if err := own.Feed(t.Context(), id); err != nil {
					t.Errorf("feed %d: %v", id, err)
				}
				c.Close()
			}
		})
	}
	for _, feed := range feeds {
		ids <- feed.ID
	}
	close(ids)
	workers.Wait()
	good := map[string]bool{"nothing": true, "an entity bomb": true, "not modified without asking": true, "a feed of nine megabytes": true, "a charset that clashes": true}
	for i, feed := range feeds {
		now := f.feed(t, feed.ID)
		switch {
		case !now.Next.After(f.now):
			t.Errorf("%s%s: it is due again at once", what[i], feed.URL)
		case what[i] == "" && (now.Failures > 0 || now.LastOK.IsZero()):
			t.Errorf("%s: a healthy feed failed: %s", feed.URL, now.LastError)
		case what[i] != "" && !good[what[i]] && !strings.Contains(what[i], "external") && now.LastError == "":
			t.Errorf("%s: nothing was found wrong with it", what[i])
		case strings.Contains(now.LastError, "\n") || len(now.LastError) > 310:
			t.Errorf("%s: the error is no line: %q", what[i], now.LastError)
		}
	}
	for _, k := range f.taken {
		if strings.Contains(k.Report.Title+k.Report.Text, "root:") {
			t.Errorf("a file of this machine was read: %q", k.Report.Title)
		}
	}
}

func sorted(m map[string]http.HandlerFunc) []string { return slices.Sorted(maps.Keys(m)) }
