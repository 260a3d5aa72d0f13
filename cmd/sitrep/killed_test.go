package main

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/postgres"
	"sitrep/internal/sqlite"
	"sitrep/internal/storetest"
)

var (
	rounds  = flag.Int("rounds", 20, "how often the service is killed, on each store")
	cluster storetest.Cluster
)

// program is a process of this program with a home of its own.
func program(t *testing.T, home string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return &exec.Cmd{Path: self, Args: append([]string{"sitrep"}, args...), Env: append(os.Environ(), "HOME="+home, "XDG_DATA_HOME="+home, "XDG_CONFIG_HOME="+home, "GOMAXPROCS=2")}
}

// press is some outlets' feeds. Each answer of a feed is an edition: its number is the ETag, and it lists the newest three
// articles.
type press struct {
	mu       sync.Mutex
	editions map[string]int // by feed
	feeds    []string
}

func newPress(t *testing.T, n int) *press {
	p := &press{editions: map[string]int{}}
	for i := range n {
		var s *httptest.Server
		s = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			p.mu.Lock()
			p.editions[s.URL]++
			edition := p.editions[s.URL]
			p.mu.Unlock()
			w.Header().Set("ETag", fmt.Sprint(edition))
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>Courier %d</title><link>%s</link>`, i, s.URL)
			for n := edition; n > max(0, edition-3); n-- {
				fmt.Fprintf(w, `<item><title>Flood in Arvik, day %d</title><link>%s/%s</link><guid>g%d</guid><description>At least %d people were killed in the flood in Arvik, mayor Jon Sand told Courier %d on day %d.</description></item>`, n, s.URL, article(n), n, n+2, i, n)
			}
			fmt.Fprint(w, `</channel></rss>`)
		}))
		t.Cleanup(s.Close)
		p.feeds = append(p.feeds, s.URL+"/feed")
	}
	return p
}

// count is how often feeds were fetched.
func (p *press) count() (n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, e := range p.editions {
		n += e
	}
	return n
}

func article(n int) string { return fmt.Sprintf("arvik-flood-day-%d", n) }

// reopen opens a store with nobody at work on it.
func reopen(t *testing.T, at string) sitrep.Store {
	t.Helper()
	var s sitrep.Store
	var err error
	if strings.HasPrefix(at, "postgres://") {
		s, err = postgres.Open(t.Context(), at, postgres.Options{})
	} else {
		s, err = sqlite.Open(t.Context(), at, sqlite.Options{})
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestServiceKilled kills the service, and the short verbs beside it, at random times while it works: what an `add` that
// returned put in, and what came with a feed's cursor or was answered with 201, is there once, whole; the store is sound; and in the end everything is
// read, placed and told.
func TestServiceKilled(t *testing.T) {
	n := *rounds
	if testing.Short() {
		n = 3
	}
	for name, place := range map[string]func(*testing.T) string{
		"SQLite":     func(t *testing.T) string { return filepath.Join(t.TempDir(), "s.db") },
		"PostgreSQL": func(t *testing.T) string { return cluster.Database(t) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := &killing{at: place(t), home: t.TempDir(), press: newPress(t, 6)}
			s := reopen(t, k.at)
			b := &sitrep.Batch{}
			for _, url := range k.press.feeds {
				b.Feeds = append(b.Feeds, sitrep.Feed{URL: url})
			}
			if err := s.Keep(t.Context(), b); err != nil {
				t.Fatal(err)
			}
			k.watch = s
			defer s.Close()
			// On a busy machine a service may be killed before it has done anything: such rounds show nothing, so there are more.
			for i := 0; i < n || (k.added == 0 || k.cursors == 0) && i < 4*n; i++ {
				k.round(t)
				k.check(t)
			}
			k.settle(t)
			if k.added == 0 || k.cursors == 0 || len(k.posted) == 0 && n > 5 {
				t.Errorf("%d reports were acknowledged over the command line and %d over the API, and feeds' cursors moved %d times: too little to show anything", k.added, len(k.posted), k.cursors)
			}
			t.Logf("%d rounds: %d reports acknowledged over the command line, %d over the API, cursors moved %d times, %d verbs killed", n, k.added, len(k.posted), k.cursors, k.cut)
		})
	}
}

// killing is a store whose service is killed again and again.
type killing struct {
	at, home     string
	press        *press
	watch        sitrep.Store    // only looked at
	next         int             // the number of the next report to be added
	ids          map[string]bool // acknowledged
	tried        [][]string      // what each add tried, acknowledged or not: all of it or nothing
	added        int
	acknowledged atomic.Int64 // added, for the one that kills
	sent         int          // over the API
	posted       []string     // and answered with 201
	cursors      int
	cut          int
	moved        map[string]string // the cursors of the round before
}

// round starts the service, adds reports beside it, and kills both.
func (k *killing) round(t *testing.T) {
	serve := program(t, k.home, "serve", "--store", k.at, "--listen", "127.0.0.1:0", "--allow-net", "127.0.0.0/8", "--no-pages", "--log", "json")
	var said bytes.Buffer
	pipe, err := serve.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	// The moment is random in what has been done by then, so that a slow machine sees the same rounds.
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	cursor := rand.IntN(3) > 0
	fetched, added := k.press.count()+rand.IntN(7), k.added+3*rand.IntN(2)
	go func() {
		defer stop()
		for ctx.Err() == nil && (k.press.count() < fetched || int(k.acknowledged.Load()) < added || cursor && !k.cursorMoved(ctx)) {
			time.Sleep(5 * time.Millisecond)
		}
		time.Sleep(time.Duration(rand.IntN(50)) * time.Millisecond)
	}()
	var others sync.WaitGroup
	others.Go(func() {
		for lines := bufio.NewScanner(pipe); lines.Scan(); {
			said.WriteString(lines.Text() + "\n")
			if rest, ok := strings.CutPrefix(lines.Text(), "sitrep: http://"); ok {
				others.Go(func() { k.post(t, ctx, "http://"+rest) })
			}
		}
	})
	for ctx.Err() == nil {
		k.add(t, ctx)
	}
	serve.Process.Kill()
	others.Wait()
	serve.Wait()
	if strings.Contains(said.String(), `"level":"ERROR"`) || strings.Contains(said.String(), "panic") || strings.Contains(said.String(), "sitrep: ") && !strings.Contains(said.String(), "sitrep: http:") {
		t.Errorf("the service said: %s", said.String())
	}
}

// cursorMoved reports whether what a feed brought is kept since the round before.
func (k *killing) cursorMoved(ctx context.Context) bool {
	feeds, err := k.watch.Feeds(ctx)
	return err == nil && slices.ContainsFunc(feeds, func(f sitrep.Feed) bool { return f.ETag != k.moved[f.URL] })
}

// post sends reports to the API, one by one, until the service is killed.
func (k *killing) post(t *testing.T, ctx context.Context, base string) {
	for ctx.Err() == nil {
		k.sent++
		url := fmt.Sprintf("https://wire.example/bridge-%d-falls", k.sent)
		body := fmt.Sprintf(`{"reports":[{"outlet":"Wire","url":%q,"title":"Bridge %d falls in Cartusa","text":"Police in Cartusa said %d people were killed when the bridge fell.","published":"2024-05-01T09:00:00Z"}]}`, url, k.sent, k.sent)
		resp, err := http.Post(base+"/api/v1/reports", "application/json", strings.NewReader(body))
		if err != nil {
			return // it was killed
		}
		said, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		switch {
		case resp.StatusCode == http.StatusCreated:
			k.posted = append(k.posted, url)
		case err == nil:
			t.Errorf("the API answered %d: %s", resp.StatusCode, said)
			return
		}
		select {
		case <-ctx.Done():
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// add puts three reports in over the command line; it is killed with the service.
func (k *killing) add(t *testing.T, ctx context.Context) {
	var page bytes.Buffer
	var ids []string
	for range 3 {
		k.next++
		id := fmt.Sprintf("added-%05d", k.next)
		ids = append(ids, id)
		fmt.Fprintf(&page, `{"id":%q,"outlet":"Wire","title":"Ferry fire off Belmora, report %d","text":"The coast guard of Belmora said %d passengers died in the blaze on the ferry Santa Rosalia.","published":"2024-05-01T08:00:00Z"}`+"\n", id, k.next, k.next)
	}
	k.tried = append(k.tried, ids)
	add := program(t, k.home, "add", "--store", k.at, "-")
	add.Stdin = &page
	var said bytes.Buffer
	add.Stdout, add.Stderr = &said, &said
	if err := add.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- add.Wait() }()
	select {
	case err := <-done:
		if err != nil {
			t.Errorf("add: %v: %s", err, said.String())
			return
		}
		if k.ids == nil {
			k.ids = map[string]bool{}
		}
		for _, id := range ids {
			k.ids[id] = true
			k.added++
		}
		k.acknowledged.Store(int64(k.added))
	case <-ctx.Done():
		add.Process.Kill()
		<-done
		k.cut++
	}
}

// check looks at what the killed ones left, and has every feed fetched again in the next round.
func (k *killing) check(t *testing.T) {
	t.Helper()
	s := reopen(t, k.at)
	defer s.Close()
	if err := s.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	times := map[string]int{}
	n := int64(0)
	if err := s.After(t.Context(), 0, func(r *sitrep.Kept) error {
		if n++; r.Number != n {
			return fmt.Errorf("number %d stands at place %d", r.Number, n)
		}
		if r.Report.Text == "" {
			t.Errorf("%s has no text", r.Report.ID)
		}
		if r.Feed == 0 && r.Report.URL == "" {
			times[string(r.Report.ID)]++
		} else {
			times[r.Report.URL]++
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for what, n := range times {
		if n != 1 {
			t.Errorf("%s is there %d times", what, n)
		}
	}
	for id := range k.ids {
		if times[id] != 1 {
			t.Errorf("%s was acknowledged and is there %d times", id, times[id])
		}
	}
	for _, url := range k.posted {
		if times[url] != 1 {
			t.Errorf("%s was answered with 201 and is there %d times", url, times[url])
		}
	}
	for _, ids := range k.tried {
		if slices.ContainsFunc(ids, func(id string) bool { return times[id] != times[ids[0]] }) {
			t.Errorf("of %v a part is there", ids)
		}
	}
	feeds, err := s.Feeds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if k.moved == nil {
		k.moved = map[string]string{}
	}
	b := &sitrep.Batch{}
	for _, f := range feeds {
		if f.ETag != k.moved[f.URL] {
			k.cursors++
			k.moved[f.URL] = f.ETag
			edition := 0
			fmt.Sscan(f.ETag, &edition)
			for n := edition; n > max(0, edition-3); n-- {
				if url := strings.TrimSuffix(f.URL, "feed") + article(n); times[url] != 1 {
					t.Errorf("the cursor of %s stands at %s, and %s is there %d times", f.URL, f.ETag, url, times[url])
				}
			}
		}
		f.Next = time.Time{}
		b.Feeds = append(b.Feeds, f)
	}
	if err := s.Keep(t.Context(), b); err != nil {
		t.Fatal(err)
	}
}

// settle has what waits worked, and looks whether everything was.
func (k *killing) settle(t *testing.T) {
	t.Helper()
	export := program(t, k.home, "export", "--store", k.at)
	var out, said bytes.Buffer
	export.Stdout, export.Stderr = &out, &said
	if err := export.Run(); err != nil {
		t.Fatalf("export: %v: %s", err, said.String())
	}
	rows := map[string]int{}
	for _, kind := range []string{"report", "reading", "story"} {
		rows[kind] = strings.Count(out.String(), `{"type":"`+kind+`"`)
	}
	if rows["report"] == 0 || rows["reading"] != rows["report"] || rows["story"] == 0 || strings.Count(out.String(), `"headline"`) < rows["story"] {
		t.Errorf("rows %v; said %s", rows, said.String())
	}
	s := reopen(t, k.at)
	defer s.Close()
	list, err := s.Stories(t.Context(), sitrep.StoryFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range list {
		if told, err := s.Story(t.Context(), x.Story.ID); err != nil || told.Brief.Story == "" {
			t.Errorf("story %s was not told: %v", x.Story.ID, err)
		}
	}
}

// TestStopped says that the service answers what an operator asks, and that a stop signal lets it finish.
func TestStopped(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	press := newPress(t, 1)
	at := filepath.Join(home, "s.db")
	s := reopen(t, at)
	if err := s.Keep(t.Context(), &sitrep.Batch{Feeds: []sitrep.Feed{{URL: press.feeds[0]}}}); err != nil {
		t.Fatal(err)
	}
	s.Close()
	serve := program(t, home, "serve", "--store", at, "--listen", "127.0.0.1:0", "--allow-net", "127.0.0.0/8", "--no-pages")
	pipe, err := serve.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	defer serve.Process.Kill()
	var said strings.Builder
	lines := bufio.NewScanner(pipe)
	base := ""
	for base == "" && lines.Scan() {
		said.WriteString(lines.Text() + "\n")
		if rest, ok := strings.CutPrefix(lines.Text(), "sitrep: http://"); ok {
			base = "http://" + rest
		}
	}
	if _, err := net.ResolveTCPAddr("tcp", strings.TrimPrefix(base, "http://")); err != nil {
		t.Fatalf("it said %q", said.String())
	}
	get := func(path string) string {
		resp, err := http.Get(base + path)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		var b bytes.Buffer
		b.ReadFrom(resp.Body)
		return fmt.Sprint(resp.StatusCode, " ", b.String())
	}
	for path, want := range map[string]string{"/healthz": "200 ok", "/readyz": "200 ready", "/websub/guess": "404"} {
		if got := get(path); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s", path, got)
		}
	}
	told := false
	for range 200 {
		if told = strings.Contains(get("/metrics"), "sitrep_stories_told_total 1"); told {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	page := get("/metrics")
	for _, want := range []string{`sitrep_feeds{state="ok"} 1`, `sitrep_feeds{state="late"} 0`, `sitrep_tasks{kind="tell",state="failed"} 0`, "sitrep_oldest_task_seconds", "sitrep_publication_to_brief_seconds_bucket", "sitrep_read_up_to 1", "process_open_fds"} {
		if !strings.Contains(page, want) {
			t.Errorf("the metrics lack %s", want)
		}
	}
	if !told {
		t.Errorf("nothing was told: %s", page)
	}
	if err := serve.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	for lines.Scan() {
		said.WriteString(lines.Text() + "\n")
	}
	if err := serve.Wait(); err != nil || !strings.Contains(said.String(), "what was in hand is done") {
		t.Errorf("stopped with %v, saying %s", err, said.String())
	}
	s = reopen(t, at)
	defer s.Close()
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}
