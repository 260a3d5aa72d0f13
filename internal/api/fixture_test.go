package api_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"sitrep"
	"sitrep/examples"
	"sitrep/internal/alert"
	"sitrep/internal/api"
	"sitrep/internal/desk"
	"sitrep/internal/intake"
	"sitrep/internal/item"
	"sitrep/internal/lang"
	"sitrep/internal/loaded/desks"
	"sitrep/internal/sqlite"
)

var noon = time.Date(2025, 10, 1, 12, 0, 0, 0, time.UTC)

func clock() time.Time { return noon }

type shipped struct{}

func (shipped) Open(name string) (io.ReadCloser, error)    { return examples.Files.Open(name) }
func (shipped) Stat(name string) (fs.FileInfo, error)      { return fs.Stat(examples.Files, name) }
func (shipped) ReadDir(name string) ([]fs.DirEntry, error) { return examples.Files.ReadDir(name) }
func (shipped) Real(name string) (string, error)           { return name, nil }

func openDesk(t testing.TB) *desk.Desk {
	t.Helper()
	d, err := desks.Of(2)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// kursk is the reports of the examples.
var kursk = sync.OnceValues(func() (reports []*sitrep.Report, err error) {
	err = intake.Read(context.Background(), []string{"kursk"}, intake.Options{Disk: shipped{}, Now: noon, Detect: lang.Detect}, func(r *sitrep.Report) error {
		reports = append(reports, r)
		return nil
	}, func(intake.Problem) {})
	return reports, err
})

var demoBook struct {
	sync.Mutex
	desk.Book
}

// demo is the book of the examples, read once.
func demo(t testing.TB) desk.Book {
	t.Helper()
	demoBook.Lock()
	defer demoBook.Unlock()
	if demoBook.Book == nil {
		reports, err := kursk()
		if err != nil {
			t.Fatal(err)
		}
		demoBook.Book = bookOf(t, reports)
	}
	return demoBook.Book
}

func bookOf(t testing.TB, reports []*sitrep.Report) desk.Book {
	t.Helper()
	c, err := openDesk(t).Open(context.Background(), reports, desk.CaseOptions{One: true})
	if err != nil {
		t.Fatal(err)
	}
	return desk.OpenBook(c)
}

// kept is a store with a keeper over it, as the service has them; its tasks are worked by work.
type kept struct {
	*sqlite.Store
	keeper *desk.Keeper
	book   desk.Book
}

func newKept(t testing.TB) *kept {
	t.Helper()
	s, err := sqlite.Open(context.Background(), filepath.Join(t.TempDir(), "sitrep.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	d := openDesk(t)
	return &kept{s, desk.NewKeeper(desk.KeeperOptions{Desk: d, Store: s, Identity: item.Identity{}, Now: clock}), desk.KeptBook(d, s)}
}

// work does what follows from what was kept.
func (k *kept) work(t testing.TB) {
	t.Helper()
	ctx := context.Background()
	if err := k.After(ctx, 0, func(r *sitrep.Kept) error { return k.keeper.Read(ctx, r.Report.ID) }); err != nil {
		t.Fatal(err)
	}
	if err := k.keeper.Group(ctx); err != nil {
		t.Fatal(err)
	}
	list, err := k.Stories(ctx, sitrep.StoryFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		if err := k.keeper.Tell(ctx, s.Story.ID); err != nil {
			t.Fatal(err)
		}
	}
}

// Take, Decide, Follow and Unfollow are those of the service.
func (k *kept) Take(ctx context.Context, b *sitrep.Batch) error { return k.keeper.Take(ctx, b) }

func (k *kept) Decide(ctx context.Context, d sitrep.Decision, r *sitrep.Receipt) (int64, error) {
	return k.keeper.Decide(ctx, d, r)
}

func (k *kept) Follow(ctx context.Context, address string, r *sitrep.Receipt) (sitrep.FeedID, error) {
	if !strings.HasPrefix(address, "https://") {
		return 0, errors.Join(sitrep.Invalid, errors.New("an address begins with https"))
	}
	have, err := k.Feeds(ctx)
	if err != nil {
		return 0, err
	}
	if at := slices.IndexFunc(have, func(f sitrep.Feed) bool { return f.URL == address && !f.Removed }); at >= 0 {
		return have[at].ID, nil
	}
	b := &sitrep.Batch{Feeds: []sitrep.Feed{{URL: address}}, Receipt: r}
	err = k.Keep(ctx, b)
	return b.Feeds[0].ID, err
}

func (k *kept) Unfollow(ctx context.Context, id sitrep.FeedID, r *sitrep.Receipt) error {
	have, err := k.Feeds(ctx)
	if err != nil {
		return err
	}
	for _, f := range have {
		if f.ID == id && !f.Removed {
			f.Removed = true
			return k.Keep(ctx, &sitrep.Batch{Feeds: []sitrep.Feed{f}, Receipt: r})
		}
	}
	return sitrep.NotFound
}

// options are those of a service over the store.
func (k *kept) options() api.Options {
	return api.Options{Book: k.book, Writer: k, Decisions: k.Decisions, Feeds: k, Notices: k, Alerts: &alert.Rules{Store: k.Store, Random: rand.Reader, Clock: clock}, Anyone: sitrep.Admin, Hosts: []string{"example.com"}}
}

func site(t testing.TB, o api.Options) http.Handler {
	t.Helper()
	o.Clock = clock
	h, err := api.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// ask sends a request; body is a string or something to write as JSON; headers come in pairs.
func ask(t testing.TB, h http.Handler, method, path string, body any, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	var in io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		in = strings.NewReader(b)
	default:
		j, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		in = bytes.NewReader(j)
	}
	r := httptest.NewRequest(method, path, in)
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// into is an answer that must be of a status.
func into[T any](t testing.TB, w *httptest.ResponseRecorder, status int) (v T) {
	t.Helper()
	if w.Code != status {
		t.Fatalf("%d, want %d: %s", w.Code, status, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		t.Fatalf("%v: %s", err, w.Body)
	}
	return v
}

// theStory is the id of the one story of a book.
func theStory(t testing.TB, book desk.Book) sitrep.StoryID {
	t.Helper()
	cards, _, err := book.Cards(context.Background(), desk.CardFilter{})
	if err != nil || len(cards) == 0 {
		t.Fatalf("%d stories: %v", len(cards), err)
	}
	return cards[0].ID
}

// flood is a report about a flood, the n-th of a day.
func flood(n int, dead string) map[string]any {
	return map[string]any{
		"outlet": "Valley Courier", "url": "https://courier.example/flood/" + string(rune('a'+n)), "title": "Flood kills " + dead + " in Springfield",
		"text":      "The flood in Springfield killed " + dead + " people, Mayor Jane Doe said on Monday. The river rose by two metres, and the bridge at Mill Street fell.",
		"published": "2025-09-2" + string(rune('0'+n)), "language": "en",
	}
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
