package fetch_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/item"
	"sitrep/internal/loaded/desks"
)

// english is a desk that reads English.
func english(t *testing.T) *desk.Desk {
	t.Helper()
	d, err := desks.Of(1)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// keep has what the follower brings kept by the desk's keeper, as the service does.
func (f *following) keep(t *testing.T) {
	t.Helper()
	f.Take = desk.NewKeeper(desk.KeeperOptions{Desk: english(t), Store: f.store, Identity: item.Identity{}, Now: f.clock, Pages: true}).Take
}

const story = "<p>The river rose through the night, and by morning the lower town of Arvik stood under two metres of water, the fire brigade said. Boats brought families to the school on the hill.</p>\n"

// TestPageSettles says that a feed which goes on listing an entry whose page was fetched brings no further versions.
func TestPageSettles(t *testing.T) {
	polls := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed":
			polls++
			fmt.Fprint(w, `<rss version="2.0"><channel><title>Valley Courier</title><link>https://courier.example/</link>`)
			for n := range polls {
				fmt.Fprintf(w, `<item><title>Flood in Arvik, day %d</title><link>http://%s/flood-in-arvik-%d</link><guid>g%d</guid><pubDate>Wed, 01 May 2024 0%d:00:00 GMT</pubDate><description>The river burst its banks in Arvik on day %d.</description></item>`, n, r.Host, n, n, n, n)
			}
			fmt.Fprint(w, `</channel></rss>`)
		case "/robots.txt":
			w.WriteHeader(http.StatusNotFound)
		default:
			fmt.Fprintf(w, "<html><head><title>Flood in Arvik</title></head><body><article><h1>Flood in Arvik</h1>%s<p>So much for %s.</p></article></body></html>", strings.Repeat(story, 4), r.URL.Path)
		}
	}))
	defer s.Close()
	f := newFollowing(t, time.Second)
	f.keep(t)
	id := f.add(t, s.URL+"/feed")[0].ID
	for range 4 {
		if err := f.Feed(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		for _, k := range f.all(t) {
			if len(k.Raw) == 0 {
				if err := f.Page(t.Context(), k.Report.ID); err != nil {
					t.Fatal(err)
				}
			}
		}
		f.set(f.feed(t, id).Next)
	}
	versions := map[sitrep.ItemID]int{}
	for _, k := range f.all(t) {
		versions[k.Item]++
	}
	for item, n := range versions {
		if n != 2 {
			t.Errorf("item %d has %d versions", item, n)
		}
	}
	if len(versions) != 4 {
		t.Errorf("%d items", len(versions))
	}
}

// all are the versions that are kept, with what was fetched.
func (f *following) all(t *testing.T) (list []*sitrep.Kept) {
	t.Helper()
	if err := f.store.After(t.Context(), 0, func(k *sitrep.Kept) error {
		whole, err := f.store.Report(t.Context(), k.Report.ID)
		list = append(list, whole)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return list
}
