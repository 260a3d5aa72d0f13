package web_test

import (
	"context"
	"fmt"
	"regexp"
	"sync/atomic"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/web"
)

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

func BenchmarkFront(b *testing.B) { benchmark(b, "/", false, false) }

func BenchmarkStory(b *testing.B) { benchmark(b, "story", false, false) }

func BenchmarkStoryPacked(b *testing.B) { benchmark(b, "story", false, true) }

func BenchmarkStoryMadeAnew(b *testing.B) { benchmark(b, "story", true, true) }

func benchmark(b *testing.B, path string, anew, packed bool) {
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
		r := newGet(path)
		if packed {
			r.Header.Set("Accept-Encoding", "gzip")
		}
		size = serve(h, r).Body.Len()
	}
	b.ReportMetric(float64(size), "bytes/page")
}
