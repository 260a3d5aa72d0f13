package fetch_test

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/fetch"
	"sitrep/internal/sqlite"
	"sitrep/internal/work"
)

var quickest = flag.Int("times", 60, "with -long: how many times the clock runs at most; on a busy machine, fewer")

var long = flag.Bool("long", false, "1,000 feeds for 20 minutes at up to 60 times the pace, instead of 60 for 20 minutes")

// pace is a clock that runs faster than the machine's.
type pace struct {
	begin, real time.Time
	times       int
}

func (p pace) now() time.Time { return p.begin.Add(time.Since(p.real) * time.Duration(p.times)) }

// after is how long the machine's clock takes for d.
func (p pace) after(d time.Duration) time.Duration { return d / time.Duration(p.times) }

// resident is the process's memory in bytes, as the system sees it.
func resident(t *testing.T) int64 {
	b, err := os.ReadFile("/proc/self/statm")
	var size, pages int64
	if err == nil {
		_, err = fmt.Sscan(string(b), &size, &pages)
	}
	if err != nil {
		t.Skip("no /proc to read this process's memory from")
	}
	return pages * int64(os.Getpagesize())
}

// TestOnSchedule follows many feeds on as many hosts, a fifth of which misbehave in every way we know, over the real
// queue, client and store, with a clock that runs fast: the healthy ones are fetched when they are due, and
// memory stays within bounds.
func TestOnSchedule(t *testing.T) {
	if testing.Short() {
		t.Skip("a matter of pace, which the race detector spoils")
	}
	n, clock, lasts, tolerated := 60, pace{times: 60}, 20*time.Minute, 10*time.Minute
	if *long {
		n, clock, lasts, tolerated = 1000, pace{times: *quickest}, 20*time.Minute, 2*time.Minute
	}
	deeds := misdeeds()
	ways := sorted(deeds)
	healthy := func(i int) bool { return i%5 != 0 }
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		i := 1
		fmt.Sscanf(r.Host, "f%d.example", &i)
		if healthy(i) {
			fmt.Fprint(w, page(1, flood))
			return
		}
		deeds[ways[i/5%len(ways)]](w, r)
	}))
	defer s.Close()
	_, port, _ := strings.Cut(strings.TrimPrefix(s.URL, "http://"), ":")
	resolver := names{func(string, int) []netip.Addr { return []netip.Addr{netip.MustParseAddr("127.0.0.1")} }}.resolver(t)

	clock.times = min(clock.times, keepsUp(t, s.URL, n))
	clock.begin, clock.real = time.Date(2024, 5, 1, 9, 0, 0, 0, time.UTC), time.Now()
	client := fetch.New(fetch.Options{Delay: clock.after(time.Second), Timeout: max(clock.after(30*time.Second), 500*time.Millisecond), Allow: loopback, Clock: clock.now, Resolver: resolver})
	defer client.Close()
	enqueue, err := work.SQLiteTasks(nil)
	if err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "s.db"), sqlite.Options{Enqueue: enqueue})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	late := &lateness{due: map[sitrep.FeedID]time.Time{}, tolerated: tolerated}
	f := &fetch.Follower{Client: client, Store: store, Read: read, Take: func(ctx context.Context, b *sitrep.Batch) error {
		if err := store.Keep(ctx, b); err != nil {
			return err
		}
		for _, feed := range b.Feeds {
			if healthy(int(feed.ID)) {
				late.fetched(feed)
			}
		}
		return nil
	}}
	engine, err := work.SQLite(t.Context(), store.Pool(), store.File(), work.Options{Do: f.Run, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	b := &sitrep.Batch{}
	for i := range n {
		b.Feeds = append(b.Feeds, sitrep.Feed{URL: fmt.Sprintf("http://f%d.example:%s/feed", i+1, port), Next: clock.begin.Add(15 * time.Minute * time.Duration(i) / time.Duration(n))})
	}
	if err := store.Keep(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	for _, feed := range b.Feeds {
		if healthy(int(feed.ID)) {
			late.due[feed.ID] = feed.Next
		}
	}
	runtime.GC()
	debug.FreeOSMemory()
	before, highest, routines := resident(t), int64(0), runtime.NumGoroutine()
	ctx, stop := context.WithCancel(t.Context())
	if err := engine.Start(ctx); err != nil {
		t.Fatal(err)
	}
	for tick := time.NewTicker(clock.after(20 * time.Second)); clock.now().Sub(clock.begin) < lasts; <-tick.C {
		tasks, err := f.Due(ctx)
		if err == nil && len(tasks) > 0 {
			err = store.Keep(ctx, &sitrep.Batch{Tasks: tasks})
		}
		if err != nil {
			t.Fatal(err)
		}
		highest = max(highest, resident(t))
	}
	end := clock.now()
	if err := engine.Stop(context.WithoutCancel(ctx)); err != nil {
		t.Fatal(err)
	}
	stop()
	client.Close()
	good, all, worst := late.sum(end)
	if expected := n * 4 / 5 * int(lasts/(20*time.Minute)); all < expected {
		t.Errorf("healthy feeds were due %d times only, not %d", all, expected)
	}
	if 1000*good < 999*all {
		t.Errorf("healthy feeds were on schedule %d times of %d; the worst was %v late", good, all, worst)
	}
	grown := (highest - before) >> 20
	if grown > 256 {
		t.Errorf("memory grew by %d MiB", grown)
	}
	for range 50 {
		if runtime.NumGoroutine() <= routines+5 { // the listener's own
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if left := runtime.NumGoroutine() - routines; left > 5 {
		t.Errorf("%d goroutines are left", left)
	}
	t.Logf("%d feeds, %v at %d times the pace: %d of %d fetches of healthy feeds on schedule, the worst %v late; memory grew by %d MiB", n, lasts, clock.times, good, all, worst.Round(time.Second), grown)
}

// keepsUp is how many times the clock may run so that this machine, busy as it is now, has twice the time it needs for the
// healthy feeds: what is measured is what the misbehaving ones do to them.
func keepsUp(t *testing.T, server string, n int) int {
	f := newFollowing(t, time.Minute)
	var urls []string
	for i := range 10 {
		urls = append(urls, fmt.Sprintf("%s/%d", server, i))
	}
	began := time.Now()
	for _, feed := range f.add(t, urls...) {
		if err := f.Feed(t.Context(), feed.ID); err != nil {
			t.Fatal(err)
		}
	}
	each := 12 * time.Since(began) / time.Duration(len(urls)) // with the queue, and with others at work
	return max(1, int(15*time.Minute/(2*time.Duration(n)*each)))
}

// lateness is when feeds were due and when they were fetched.
type lateness struct {
	mu        sync.Mutex
	due       map[sitrep.FeedID]time.Time
	by        []time.Duration
	tolerated time.Duration
}

func (l *lateness) fetched(f sitrep.Feed) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.by = append(l.by, f.Asked.Sub(l.due[f.ID]))
	l.due[f.ID] = f.Next
	if f.Failures > 0 {
		l.by = append(l.by, 24*time.Hour) // a healthy feed has no failures
	}
}

// sum counts the times a feed was due, and those when it was fetched in time; those due and not fetched at the end too.
func (l *lateness) sum(end time.Time) (good, all int, worst time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, due := range l.due {
		if by := end.Sub(due); by > l.tolerated {
			l.by = append(l.by, by)
		}
	}
	for _, by := range l.by {
		if by <= l.tolerated {
			good++
		}
	}
	return good, len(l.by), slices.Max(l.by)
}
