package web_test

import (
	"context"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"sitrep"
	"sitrep/examples"
	"sitrep/internal/desk"
	"sitrep/internal/intake"
	"sitrep/internal/lang"
	"sitrep/internal/loaded/desks"
	"sitrep/internal/web"
)

// noon is when every test happens.
var noon = time.Date(2025, 10, 1, 12, 0, 0, 0, time.UTC)

func clock() time.Time { return noon }

type shipped struct{}

func (shipped) Open(name string) (io.ReadCloser, error)    { return examples.Files.Open(name) }
func (shipped) Stat(name string) (fs.FileInfo, error)      { return fs.Stat(examples.Files, name) }
func (shipped) ReadDir(name string) ([]fs.DirEntry, error) { return examples.Files.ReadDir(name) }
func (shipped) Real(name string) (string, error)           { return name, nil }

// open reads reports and opens the book over them.
func open(t testing.TB, reports []*sitrep.Report, one bool) desk.Book {
	t.Helper()
	d, err := desks.Of(2)
	if err != nil {
		t.Fatal(err)
	}
	c, err := d.Open(context.Background(), reports, desk.CaseOptions{One: one})
	if err != nil {
		t.Fatal(err)
	}
	return desk.OpenBook(c)
}

// kursk is the book of the examples, read once.
var kursk = sync.OnceValues(func() ([]*sitrep.Report, error) {
	var reports []*sitrep.Report
	err := intake.Read(context.Background(), []string{"kursk"}, intake.Options{Disk: shipped{}, Now: noon, Detect: lang.Detect}, func(r *sitrep.Report) error {
		reports = append(reports, r)
		return nil
	}, func(p intake.Problem) {})
	return reports, err
})

var kurskBook struct {
	sync.Mutex
	desk.Book
}

func demo(t testing.TB) desk.Book {
	t.Helper()
	kurskBook.Lock()
	defer kurskBook.Unlock()
	if kurskBook.Book == nil {
		reports, err := kursk()
		if err != nil {
			t.Fatal(err)
		}
		kurskBook.Book = open(t, reports, true)
	}
	return kurskBook.Book
}

// site is a handler over a book; anybody may read.
func site(t testing.TB, o web.Options) http.Handler {
	t.Helper()
	if o.Clock == nil {
		o.Clock = clock
	}
	h, err := web.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// get asks for a page.
func get(t testing.TB, h http.Handler, path string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w
}

// body is a page that must be there.
func body(t testing.TB, h http.Handler, path string) string {
	t.Helper()
	w := get(t, h, path)
	if w.Code != http.StatusOK {
		t.Fatalf("GET %s: %d\n%s", path, w.Code, w.Body)
	}
	return w.Body.String()
}

// first is the first address on a page that begins so.
func first(t testing.TB, page, prefix string) string {
	t.Helper()
	_, rest, ok := strings.Cut(page, `href="`+prefix)
	if !ok {
		t.Fatalf("no link to %s… on the page", prefix)
	}
	end := strings.IndexByte(rest, '"')
	return strings.ReplaceAll(prefix+rest[:end], "&amp;", "&")
}

func newGet(path string) *http.Request { return httptest.NewRequest(http.MethodGet, path, nil) }

func serve(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}
