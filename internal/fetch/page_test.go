package fetch_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"sitrep"
)

// TestPageSeenThrough says what becomes of pages that are not the article itself: AMP, redirectors, consent walls.
func TestPageSeenThrough(t *testing.T) {
	article := func(head, body string) string {
		return "<html><head><title>Flood in Arvik</title>" + head + "</head><body><article><h1>Flood in Arvik</h1>" + body + "</article></body></html>"
	}
	wall := "<p>We and our partners store and access information on your device. With your agreement we process personal data such as browsing habits, measure audiences and develop services.</p>"
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		here := "http://" + r.Host
		other := strings.Replace(here, "127.0.0.1", "localhost", 1)
		switch r.URL.Path {
		case "/arvik-flood-12/amp":
			fmt.Fprint(w, article(`<link rel="canonical" href="`+here+`/arvik-flood-12">`, strings.Repeat(story, 4)))
		case "/elsewhere":
			fmt.Fprint(w, article(`<link rel="canonical" href="https://thief.example/arvik-flood-12">`, strings.Repeat(story, 4)))
		case "/front":
			fmt.Fprint(w, article(`<link rel="canonical" href="`+here+`/">`, strings.Repeat(story, 4)))
		case "/go":
			http.Redirect(w, r, other+"/arvik-flood-13", http.StatusFound)
		case "/arvik-flood-13":
			fmt.Fprint(w, article("", strings.Repeat(story, 4)))
		case "/gated":
			http.Redirect(w, r, "/consent/collect?next=/gated", http.StatusFound)
		case "/consent/collect":
			fmt.Fprint(w, article("", strings.Repeat(story, 4)))
		case "/walled":
			fmt.Fprint(w, "<html><head><title>Before you go on</title></head><body><article>"+strings.Repeat(wall, 6)+"</article></body></html>")
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	defer s.Close()
	local := strings.Replace(s.URL, "127.0.0.1", "localhost", 1)
	for _, c := range []struct{ path, cited, why string }{
		{"/arvik-flood-12/amp", s.URL + "/arvik-flood-12", ""},
		{"/elsewhere", s.URL + "/elsewhere", ""},
		{"/front", s.URL + "/front", ""},
		{"/go", local + "/arvik-flood-13", ""},
		{"/gated", "", "consent or sign-in"},
		{"/walled", "", "something else"},
	} {
		f := newFollowing(t, time.Second)
		f.keep(t)
		feed := f.add(t, s.URL+"/feed")[0].ID
		entry := &sitrep.Kept{Report: &sitrep.Report{ID: "e1", Outlet: "Valley Courier", Title: "Flood in Arvik", Text: "The river burst its banks in Arvik.", URL: s.URL + c.path}, Feed: feed}
		if err := f.Take(t.Context(), &sitrep.Batch{Reports: []*sitrep.Kept{entry}}); err != nil {
			t.Fatal(err)
		}
		if err := f.Page(t.Context(), "e1"); err != nil {
			t.Fatal(err)
		}
		all := f.all(t)
		last := all[len(all)-1]
		log, err := f.store.Fetches(t.Context(), feed, 1)
		if err != nil || len(log) != 1 {
			t.Fatalf("%s: log %v, %v", c.path, log, err)
		}
		switch {
		case c.why != "":
			if len(all) != 1 || !strings.Contains(log[0].Why, c.why) {
				t.Errorf("%s: %d versions, log %q", c.path, len(all), log[0].Why)
			}
		case len(all) != 2 || last.Item != all[0].Item || last.Report.URL != c.cited || !strings.Contains(last.Report.Text, "fire brigade"):
			t.Errorf("%s: %d versions, the last at %s (%s)", c.path, len(all), last.Report.URL, log[0].Why)
		}
	}
}
