package fetch_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/fetch"
	"sitrep/internal/item"
	"sitrep/internal/sqlite"
	"sitrep/internal/work"
)

// agency serves feeds about matters that change from day to day. Every article is edited once, an hour after it came.
type agency struct {
	mu  sync.Mutex
	now time.Time
}

var towns = []string{"Arvik", "Belmora", "Cartusa", "Dorvane", "Elsinde", "Fontara"}

// feed is what one outlet lists at a time: the last eight articles, one every two hours.
func (a *agency) feed(outlet int) string {
	a.mu.Lock()
	now := a.now
	a.mu.Unlock()
	var b strings.Builder
	fmt.Fprintf(&b, `<rss version="2.0"><channel><title>Courier %d</title><link>https://courier%d.example/</link>`, outlet, outlet)
	last := int(now.Unix() / 7200)
	for n := last; n > last-8; n-- {
		came := time.Unix(int64(n)*7200, 0).UTC()
		day, town := came.YearDay(), towns[came.YearDay()%len(towns)]
		dead, note := 3+came.Hour(), ""
		if now.Sub(came) >= time.Hour {
			dead, note = dead+1, " The toll was raised later."
		}
		fmt.Fprintf(&b, `<item><title>Flood in %s kills %d</title><link>https://courier%d.example/%s-%d</link><guid>g%d</guid><pubDate>%s</pubDate><description>At least %d people were killed when the river burst its banks in %s on day %d, mayor Jon Sand told Courier %d.%s</description></item>`,
			town, dead, outlet, strings.ToLower(town), n, n, came.Format(time.RFC1123Z), dead, town, day, outlet, note)
	}
	b.WriteString("</channel></rss>")
	return b.String()
}

// gauge is what a process holds.
type gauge struct {
	heap, rss, wal    int64
	files, goroutines int
	kept              int64
}

// TestSoak goes through 72 hours of feeds, readings, stories, backups and pruning by a clock that jumps: memory, open
// files and the write-ahead log stay flat.
func TestSoak(t *testing.T) {
	if testing.Short() {
		t.Skip("too long under the race detector")
	}
	outlets, step, least := 3, 2*time.Hour, time.Duration(0)
	if *long {
		outlets, step, least = 40, time.Hour, 15*time.Second
	}
	a := &agency{now: time.Date(2024, 5, 1, 9, 0, 0, 0, time.UTC)}
	clock := func() time.Time { a.mu.Lock(); defer a.mu.Unlock(); return a.now }
	enqueue, err := work.SQLiteTasks(nil)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	store, err := sqlite.Open(t.Context(), filepath.Join(dir, "s.db"), sqlite.Options{Enqueue: enqueue})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	client := fetch.New(fetch.Options{Delay: -1, Allow: loopback, Clock: clock})
	defer client.Close()
	keeper := desk.NewKeeper(desk.KeeperOptions{Desk: english(t), Store: store, Identity: item.Identity{}, Now: clock})
	f := &fetch.Follower{Client: client, Store: store, Read: read, Take: keeper.Take}
	engine, err := work.SQLite(t.Context(), store.Pool(), store.File(), work.Options{Pause: 5 * time.Millisecond, Rest: time.Second, Log: slog.New(slog.DiscardHandler), Do: func(ctx context.Context, task sitrep.Task) error {
		if task.Kind == sitrep.FetchTask {
			return f.Run(ctx, task)
		}
		return keeper.Do(ctx, task)
	}})
	if err != nil {
		t.Fatal(err)
	}
	b := &sitrep.Batch{}
	for i := range outlets {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, a.feed(i)) }))
		defer s.Close()
		b.Feeds = append(b.Feeds, sitrep.Feed{URL: s.URL})
	}
	if err := store.Keep(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	if err := engine.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	var seen []gauge
	steps := int(72 * time.Hour / step)
	for n := range steps {
		began := time.Now()
		soakStep(t, store, engine, f)
		if n%(steps/6) == steps/6-1 {
			backup := filepath.Join(dir, "copy.db")
			if err := store.Backup(t.Context(), backup); err != nil {
				t.Fatal(err)
			}
			os.Remove(backup)
			t.Logf("hour %d: %v", (n+1)*int(step/time.Minute)/60, measure(t, store))
		}
		if _, err := store.Prune(t.Context(), clock().Add(-12*time.Hour), 0); err != nil {
			t.Fatal(err)
		}
		client.Close() // how many connections are idle depends on the machine's pace
		time.Sleep(50 * time.Millisecond)
		seen = append(seen, measure(t, store))
		a.mu.Lock()
		a.now = a.now.Add(step)
		a.mu.Unlock()
		time.Sleep(least - time.Since(began))
	}
	if err := engine.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	early, late := average(seen[steps/4:steps/2]), average(seen[3*steps/4:])
	t.Logf("%d reports in 72 hours; hours 18 to 36: %v; hours 54 to 72: %v", late.kept, early, late)
	if late.kept < int64(outlets*30) {
		t.Errorf("only %d reports came", late.kept)
	}
	if more := late.heap - early.heap; more > early.heap/5+8<<20 {
		t.Errorf("memory grew by %d KiB", more>>10)
	}
	if late.files > early.files+3 || late.goroutines > early.goroutines+8 {
		t.Errorf("open files went from %d to %d, goroutines from %d to %d", early.files, late.files, early.goroutines, late.goroutines)
	}
	for n, g := range seen {
		if g.wal > 16<<20 {
			t.Errorf("step %d: the write-ahead log has %d KiB", n, g.wal>>10)
		}
	}
}

// soakStep has the feeds fetched that are due, and everything done that follows.
func soakStep(t *testing.T, store *sqlite.Store, engine work.Engine, f *fetch.Follower) {
	t.Helper()
	tasks, err := f.Due(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Keep(t.Context(), &sitrep.Batch{Tasks: tasks}); err != nil {
		t.Fatal(err)
	}
	for range 2000 { // fetches are not waited for by Drain
		q, err := engine.Queue(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if q.Waiting[sitrep.FetchTask]+q.Running[sitrep.FetchTask] == 0 {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	if err := engine.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func measure(t *testing.T, s *sqlite.Store) gauge {
	t.Helper()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	g := gauge{heap: int64(m.HeapAlloc), rss: resident(t), goroutines: runtime.NumGoroutine()}
	if info, err := os.Stat(s.File() + "-wal"); err == nil {
		g.wal = info.Size()
	}
	files, _ := os.ReadDir("/proc/self/fd")
	g.files = len(files)
	var err error
	if g.kept, err = s.ReadUpTo(t.Context()); err != nil {
		t.Fatal(err)
	}
	return g
}

func average(list []gauge) (sum gauge) {
	n := len(list)
	for _, g := range list {
		sum.heap, sum.rss, sum.wal = sum.heap+g.heap, sum.rss+g.rss, sum.wal+g.wal
		sum.files, sum.goroutines, sum.kept = sum.files+g.files, sum.goroutines+g.goroutines, g.kept
	}
	return gauge{sum.heap / int64(n), sum.rss / int64(n), sum.wal / int64(n), sum.files / n, sum.goroutines / n, sum.kept}
}

// String says it in words.
func (g gauge) String() string {
	return fmt.Sprintf("heap %.1f MiB, resident %.1f MiB, log %.1f MiB, %d files, %d goroutines", float64(g.heap)/(1<<20), float64(g.rss)/(1<<20), float64(g.wal)/(1<<20), g.files, g.goroutines)
}
