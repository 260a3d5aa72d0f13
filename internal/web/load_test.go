package web_test

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/web"
)

var readers = flag.Int("readers", 0, "how many readers TestLoad sends at once; 0: it is left out")

// manyBook is a book of many stories: those of a book over and over, under other ids. Its version changes when it
// is written to.
type manyBook struct {
	desk.Book
	n      int
	card   desk.Card
	writes atomic.Int64
}

func many(t testing.TB, n int) *manyBook {
	t.Helper()
	b := &manyBook{Book: demo(t), n: n}
	cards, _, err := b.Book.Cards(context.Background(), desk.CardFilter{})
	if err != nil {
		t.Fatal(err)
	}
	b.card = cards[0]
	return b
}

func (b *manyBook) Cards(_ context.Context, f desk.CardFilter) ([]desk.Card, bool, error) {
	limit := f.Limit
	if limit <= 0 {
		limit = 50
	}
	var out []desk.Card
	for i := f.Offset; i < b.n && len(out) < limit; i++ {
		c := b.card
		c.ID = sitrep.StoryID(fmt.Sprintf("s-%06d", i))
		c.Headline = fmt.Sprintf("%s, as told in case no. %d of many", c.Headline, i)
		out = append(out, c)
	}
	return out, f.Offset+len(out) < b.n, nil
}

func (b *manyBook) Version(context.Context) (string, error) { return itoa(int(b.writes.Load())), nil }

// TestFirstPageIsSmall holds the front page of a book of many stories, with its style and script, against what
// a slow line takes.
func TestFirstPageIsSmall(t *testing.T) {
	h := site(t, web.Options{Book: many(t, 2000), Anyone: sitrep.Reader})
	page := body(t, h, "/")
	size := len(page)
	for _, m := range regexp.MustCompile(`(?:href|src)="(/static/[^"]+)"`).FindAllStringSubmatch(page, -1) {
		size += len(body(t, h, m[1]))
	}
	if size > 100_000 {
		t.Errorf("the first page is %d bytes with all that it loads, want at most 100,000", size)
	}
	t.Logf("the first page is %d bytes with all that it loads, unpacked", size)
}

func BenchmarkFront(b *testing.B) { benchmark(b, "/", false) }

func BenchmarkStory(b *testing.B) { benchmark(b, "story", false) }

func BenchmarkStoryMadeAnew(b *testing.B) { benchmark(b, "story", true) }

func benchmark(b *testing.B, path string, anew bool) {
	book := many(b, 5000)
	h := site(b, web.Options{Book: book, Anyone: sitrep.Reader, Clock: time.Now})
	if path == "story" {
		path = "/story/" + string(book.card.ID)
	}
	size := 0
	for b.Loop() {
		if anew { // a page nobody has asked for yet
			h = site(b, web.Options{Book: book, Anyone: sitrep.Reader, Clock: time.Now})
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		size = w.Body.Len()
	}
	b.ReportMetric(float64(size), "bytes/page")
}

// TestLoad sends readers to a story's page while the book is written to twenty times a second. It is left out
// unless -readers asks for it: go test ./internal/web -run TestLoad -readers 200 -v
func TestLoad(t *testing.T) {
	if *readers == 0 {
		t.Skip("no -readers asked for")
	}
	book := many(t, 5000)
	h := site(t, web.Options{Book: book, Anyone: sitrep.Reader, Clock: time.Now})
	srv := httptest.NewServer(h)
	defer srv.Close()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: *readers}}
	path := srv.URL + "/story/" + string(book.card.ID)
	ctx, stop := context.WithTimeout(context.Background(), 15*time.Second)
	defer stop()
	go func() {
		for range time.Tick(50 * time.Millisecond) {
			if ctx.Err() != nil {
				return
			}
			book.writes.Add(1)
		}
	}()
	var mu sync.Mutex
	var took []time.Duration
	var failed atomic.Int64
	var wg sync.WaitGroup
	for i := range *readers {
		wg.Go(func() {
			time.Sleep(time.Duration(i) * 5 * time.Millisecond)
			for ctx.Err() == nil {
				start := time.Now()
				res, err := client.Get(path)
				if err != nil {
					failed.Add(1)
					continue
				}
				_, err = io.Copy(io.Discard, res.Body)
				_ = res.Body.Close()
				if err != nil || res.StatusCode != http.StatusOK {
					failed.Add(1)
				}
				d := time.Since(start)
				mu.Lock()
				took = append(took, d)
				mu.Unlock()
				time.Sleep(time.Second) // a reader reads
			}
		})
	}
	wg.Wait()
	slices.Sort(took)
	at := func(share float64) time.Duration {
		return took[int(float64(len(took)-1)*share)].Round(time.Millisecond / 10)
	}
	t.Logf("%d readers, a page a second each, 20 writes a second: %d pages, %d failed; p50 %s, p90 %s, p99 %s, longest %s", *readers, len(took), failed.Load(), at(.5), at(.9), at(.99), at(1))
	if failed.Load() > 0 || at(.99) > 200*time.Millisecond {
		t.Error("want none failed and a p99 under 200 ms")
	}
}
