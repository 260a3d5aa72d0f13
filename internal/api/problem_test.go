package api_test

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/api"
	"sitrep/internal/desk"
)

// problem is an error as programs read it.
type problem struct {
	Type, Title, Detail string
	Status              int
}

// TestProblems asks for what can't be had, in every way that there is: each answer is a problem of its kind.
func TestProblems(t *testing.T) {
	k := newKept(t)
	h := site(t, k.options())
	into[api.Taken](t, ask(t, h, "POST", "/api/v1/reports", map[string]any{"reports": []any{flood(1, "three")}}), 201)
	k.work(t)
	story := string(theStory(t, k.book))
	long := strings.Repeat("x", 9<<20)
	for _, c := range []struct {
		name, method, path string
		body               any
		headers            []string
		want               string
		status             int
		detail             string
	}{
		{"no such address", "GET", "/api/v1/nothing", nil, nil, "not-found", 404, "docs lists them"},
		{"no such version", "GET", "/api/v2/stories", nil, nil, "not-found", 404, ""},
		{"no such story", "GET", "/api/v1/stories/none/brief", nil, nil, "not-found", 404, ""},
		{"a story that nothing was known of", "GET", "/api/v1/stories/" + story + "/brief?asof=1999", nil, nil, "not-found", 404, ""},
		{"no such version of a brief", "GET", "/api/v1/stories/" + story + "/versions/99", nil, nil, "not-found", 404, ""},
		{"no number", "GET", "/api/v1/stories/" + story + "/versions/one", nil, nil, "not-found", 404, ""},
		{"no such form", "GET", "/api/v1/stories/" + story + "/exports/brief.docx", nil, nil, "not-found", 404, "brief.md"},
		{"no such report", "GET", "/api/v1/reports/none", nil, nil, "not-found", 404, ""},
		{"no such words", "GET", "/api/v1/reports/none/claims/b1-2", nil, nil, "not-found", 404, ""},
		{"no such decision", "GET", "/api/v1/decisions/99", nil, nil, "not-found", 404, ""},
		{"no such feed", "DELETE", "/api/v1/feeds/99", nil, nil, "not-found", 404, ""},
		{"another method", "DELETE", "/api/v1/stories", nil, nil, "not-allowed", 405, "GET, HEAD"},
		{"a method nobody has", "BREW", "/api/v1/feeds", nil, nil, "not-allowed", 405, "GET, HEAD, POST"},
		{"no time", "GET", "/api/v1/stories/" + story + "/brief?asof=yesterday", nil, nil, "malformed", 400, "not a time"},
		{"no limit", "GET", "/api/v1/stories?limit=many", nil, nil, "malformed", 400, "from 1 to 200"},
		{"too many", "GET", "/api/v1/stories?limit=100000", nil, nil, "malformed", 400, "from 1 to 200"},
		{"no cursor", "GET", "/api/v1/stories?cursor=abc", nil, nil, "malformed", 400, "cursor"},
		{"another list's cursor", "GET", "/api/v1/stories?cursor=eyJsIjoicmVwb3J0cyIsInMiOjF9", nil, nil, "malformed", 400, "cursor"},
		{"no words", "GET", "/api/v1/search", nil, nil, "malformed", 400, "q="},
		{"no words of a claim", "GET", "/api/v1/search/claims?q=+", nil, nil, "malformed", 400, "q="},
		{"no day to compare", "GET", "/api/v1/stories/" + story + "/compare", nil, nil, "malformed", 400, "from="},
		{"no number of an event", "GET", "/api/v1/events?after=x", nil, nil, "malformed", 400, "numbers"},
		{"no JSON", "POST", "/api/v1/check", "{", nil, "malformed", 400, ""},
		{"a field that nobody knows", "POST", "/api/v1/check", `{"texts":"x"}`, nil, "malformed", 400, "texts"},
		{"two values", "POST", "/api/v1/check", `{"text":"x"} {}`, nil, "malformed", 400, "follows"},
		{"a number for a text", "POST", "/api/v1/check", `{"text":7}`, nil, "malformed", 400, ""},
		{"no text", "POST", "/api/v1/check", `{"text":" "}`, nil, "invalid", 422, "no text"},
		{"a long text", "POST", "/api/v1/check", map[string]string{"text": strings.Repeat("x ", 15_000)}, nil, "too-large", 413, "20000"},
		{"a body without end", "POST", "/api/v1/check", `{"text":"` + long + `"}`, nil, "too-large", 413, "1048576"},
		{"a form", "POST", "/api/v1/check", "text=x", []string{"Content-Type", "application/x-www-form-urlencoded"}, "unsupported", 415, "application/json"},
		{"plain text", "POST", "/api/v1/decisions", `{"kind":"note","text":"x"}`, []string{"Content-Type", "text/plain"}, "unsupported", 415, ""},
		{"packed", "POST", "/api/v1/check", "x", []string{"Content-Encoding", "gzip"}, "unsupported", 415, "unpacked"},
		{"no report", "POST", "/api/v1/reports", `{"reports":[]}`, nil, "invalid", 422, "from one report"},
		{"an empty report", "POST", "/api/v1/reports", `{"reports":[{"text":""}]}`, nil, "invalid", 422, "eport 1: a report has a title or a text"},
		{"an address that does harm", "POST", "/api/v1/reports", `{"reports":[{"text":"x","url":"javascript:x"}]}`, nil, "invalid", 422, "http"},
		{"an id that is none", "POST", "/api/v1/reports", `{"reports":[{"text":"x","id":"../x"}]}`, nil, "invalid", 422, "letters"},
		{"a day that is none", "POST", "/api/v1/reports", `{"reports":[{"text":"x","published":"soon"}]}`, nil, "malformed", 400, "not a time"},
		{"more than fits", "POST", "/api/v1/reports", `{"reports":[{"text":"` + long + `"}]}`, nil, "too-large", 413, "8388608"},
		{"a decision of no kind", "POST", "/api/v1/decisions", `{"kind":"delete"}`, nil, "invalid", 422, "can't settle"},
		{"a decision on nothing", "POST", "/api/v1/decisions", `{"kind":"lock","story":"none"}`, nil, "not-found", 404, ""},
		{"undoing nothing", "POST", "/api/v1/decisions", `{"kind":"undo","undoes":99}`, nil, "invalid", 422, "no decision 99"},
		{"a feed that is none", "POST", "/api/v1/feeds", `{"url":"gopher://x"}`, nil, "invalid", 422, "https"},
		{"a list that is none", "POST", "/api/v1/feeds.opml", "<opml/>", []string{"Content-Type", "text/x-opml"}, "invalid", 422, "from one feed"},
		{"a form of another site", "POST", "/api/v1/check", `{"text":"x"}`, []string{"Sec-Fetch-Site", "cross-site"}, "other-site", 403, ""},
		{"an old browser, another site", "POST", "/api/v1/check", `{"text":"x"}`, []string{"Origin", "https://evil.example"}, "other-site", 403, ""},
		{"a key without end", "POST", "/api/v1/decisions", `{"kind":"note","text":"x"}`, []string{"Idempotency-Key", strings.Repeat("k", 300)}, "malformed", 400, "255"},
		{"something newer", "POST", "/api/v1/decisions", `{"kind":"sign_off","story":"` + story + `"}`, []string{"If-Match", `"old"`}, "changed", 412, "ETag"},
		{"about nothing", "POST", "/api/v1/decisions", `{"kind":"note","text":"x"}`, []string{"If-Match", `"old"`}, "malformed", 400, ""},
	} {
		w := ask(t, h, c.method, c.path, c.body, c.headers...)
		if w.Code != c.status || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %s, want %d: %.300s", c.name, w.Code, w.Header().Get("Content-Type"), c.status, w.Body)
			continue
		}
		p := into[problem](t, w, c.status)
		if p.Type != "/api/v1/docs#"+c.want || p.Status != c.status || p.Title == "" || !strings.Contains(p.Detail, c.detail) {
			t.Errorf("%s: %+v", c.name, p)
		}
		if c.status == 405 && w.Header().Get("Allow") == "" {
			t.Errorf("%s: no Allow", c.name)
		}
		if got := w.Header().Get("Content-Security-Policy"); !strings.HasPrefix(got, "default-src 'none'") || w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("ETag") != "" {
			t.Errorf("%s: not guarded: %s", c.name, got)
		}
	}
	if list, err := k.Decisions(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("%d decisions were kept (%v)", len(list), err)
	}
	docs := ask(t, h, "GET", "/api/v1/docs", nil).Body.String()
	for _, name := range []string{"malformed", "not-found", "not-allowed", "unsupported", "busy", "key-reused", "read-only"} {
		if !strings.Contains(docs, `<h3 id="`+name+`">`) {
			t.Errorf("the documentation does not tell of %s", name)
		}
	}
	r := httptest.NewRequest("GET", "/api/v1/stories", nil)
	r.Host = "evil.example"
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if p := into[problem](t, w, 421); p.Type != "/api/v1/docs#misdirected" {
		t.Errorf("by another name: %+v", p)
	}
}

// TestBusy sends a crowd away: the turns are those of the pages too.
func TestBusy(t *testing.T) {
	turns := desk.NewTurns(1, 1)
	h := site(t, api.Options{Book: demo(t), Anyone: sitrep.Reader, Turns: turns})
	leave, err := turns.Enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	waiting, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	started := make(chan struct{})
	go func() { // one may wait
		defer close(done)
		close(started)
		_, _ = turns.Enter(waiting)
	}()
	<-started
	var w *httptest.ResponseRecorder
	for range 200 { // until the other one waits
		ctx, enough := context.WithCancel(t.Context())
		r := httptest.NewRequest("POST", "/api/v1/check", strings.NewReader(`{"text":"Three died."}`)).WithContext(ctx)
		r.Header.Set("Content-Type", "application/json")
		w = httptest.NewRecorder()
		answered := make(chan struct{})
		go func() { h.ServeHTTP(w, r); close(answered) }()
		select {
		case <-answered:
		case <-timer(20):
			enough()
			<-answered
		}
		enough()
		if w.Code == http.StatusTooManyRequests {
			break
		}
	}
	if p := into[problem](t, w, http.StatusTooManyRequests); p.Type != "/api/v1/docs#busy" || w.Header().Get("Retry-After") == "" {
		t.Errorf("a crowd: %+v", p)
	}
	stop()
	<-done
	leave()
	if w := ask(t, h, "POST", "/api/v1/check", `{"text":"Three died."}`); w.Code != 200 {
		t.Errorf("when there is room again: %d", w.Code)
	}
}

// TestDemo serves the examples: everything can be read, and nothing written, with a word about why.
func TestDemo(t *testing.T) {
	h := site(t, api.Options{Book: demo(t), Anyone: sitrep.Reader})
	for _, row := range api.Routes() {
		method, path, _ := strings.Cut(row.Pattern, " ")
		if method == "GET" || strings.HasPrefix(path, "/api/v1/check") {
			continue
		}
		w := ask(t, h, method, strings.ReplaceAll(path, "{feed}", "1"), `{}`)
		if p := into[problem](t, w, 403); p.Type != "/api/v1/docs#read-only" || !strings.Contains(p.Detail, "demo") {
			t.Errorf("%s: %+v", row.Pattern, p)
		}
	}
}

// TestReadsAreRemembered asks again with what came before.
func TestReadsAreRemembered(t *testing.T) {
	h := site(t, api.Options{Book: demo(t), Anyone: sitrep.Reader})
	id := string(theStory(t, demo(t)))
	for _, path := range []string{"/api/v1/stories", "/api/v1/stories/" + id + "/brief", "/api/v1/stories/" + id + "/ledger", "/api/v1/stories/" + id + "/exports/stix.json", "/api/v1/feed.atom", "/api/v1/openapi.json"} {
		w := ask(t, h, "GET", path, nil)
		etag := w.Header().Get("ETag")
		if w.Code != 200 || len(etag) < 10 {
			t.Errorf("%s: %d, ETag %q", path, w.Code, etag)
			continue
		}
		for name, want := range map[string]int{etag: 304, "W/" + etag: 304, `"x", ` + etag: 304, "*": 304, `"x"`: 200} {
			if again := ask(t, h, "GET", path, nil, "If-None-Match", name); again.Code != want || want == 304 && again.Body.Len() > 0 {
				t.Errorf("%s with %s: %d, %d bytes", path, name, again.Code, again.Body.Len())
			}
		}
		if head := ask(t, h, "HEAD", path, nil); head.Code != 200 || head.Body.Len() > 0 || head.Header().Get("ETag") != etag {
			t.Errorf("HEAD %s: %d, %d bytes", path, head.Code, head.Body.Len())
		}
		packed := ask(t, h, "GET", path, nil, "Accept-Encoding", "gzip")
		if w.Body.Len() >= 1400 && (packed.Header().Get("Content-Encoding") != "gzip" || packed.Header().Get("ETag") != "W/"+etag || !bytes.HasPrefix(packed.Body.Bytes(), []byte{0x1f, 0x8b})) {
			t.Errorf("%s packed: %s %s", path, packed.Header().Get("Content-Encoding"), packed.Header().Get("ETag"))
		}
	}
	feed := ask(t, h, "GET", "/api/v1/feed.atom", nil)
	modified := feed.Header().Get("Last-Modified")
	if w := ask(t, h, "GET", "/api/v1/feed.atom", nil, "If-Modified-Since", modified); modified == "" || w.Code != 304 {
		t.Errorf("a feed since %q: %d", modified, w.Code)
	}
}

// TestPublic looks for whole texts where none may be.
func TestPublic(t *testing.T) {
	reports, err := kursk()
	if err != nil {
		t.Fatal(err)
	}
	h := site(t, api.Options{Book: demo(t), Anyone: sitrep.Reader, Public: true})
	id := string(theStory(t, demo(t)))
	var paths []string
	for _, row := range api.Routes() {
		if method, path, _ := strings.Cut(row.Pattern, " "); method == "GET" && row.Needs == sitrep.Reader && strings.Contains(path, "{story}") && !strings.Contains(path, "{format}") && !strings.Contains(path, "version") && !strings.Contains(path, "feed.") {
			paths = append(paths, strings.ReplaceAll(path, "{story}", id)+"?from=2024-12-24")
		}
	}
	for _, f := range []string{"brief.md", "brief.json", "ledger.csv", "article.jsonld", "annotations.jsonld", "stix.json"} {
		paths = append(paths, "/api/v1/stories/"+id+"/exports/"+f)
	}
	for _, r := range reports[:15] {
		paths = append(paths, "/api/v1/reports/"+string(r.ID), "/api/v1/reports/"+string(r.ID)+"/versions")
	}
	paths = append(paths, "/api/v1/search?q=North", "/api/v1/search/feed.json?q=North", "/api/v1/reports")
	for _, path := range paths {
		w := ask(t, h, "GET", path, nil)
		if w.Code != 200 {
			t.Errorf("%s: %d: %s", path, w.Code, w.Body)
		}
		for _, r := range reports {
			shown, all := 0, 0
			for p := range strings.SplitSeq(r.Text, "\n") {
				if p = strings.TrimSpace(p); len(p) > 80 {
					all += len(p)
					if strings.Contains(w.Body.String(), strings.Trim(quoted(p), `"`)) {
						shown += len(p)
					}
				}
			}
			if all > 0 && shown*2 > len(r.Text) && len(r.Text) > 400 {
				t.Errorf("%s shows %d of %d bytes of %s", path, shown, len(r.Text), r.ID)
			}
		}
	}
	for _, path := range []string{"/api/v1/reports/" + string(reports[0].ID) + "/text", "/api/v1/reports/" + string(reports[0].ID) + "/compare?with=x", "/api/v1/stories/" + id + "/exports/brief.html", "/api/v1/reports/" + string(reports[0].ID) + "/claims/b0-200"} {
		if w := ask(t, h, "GET", path, nil); w.Code != 404 {
			t.Errorf("%s is handed out: %d", path, w.Code)
		}
	}
}
