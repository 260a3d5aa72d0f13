package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/web"
)

// TestRedirectsStayHere tries spellings that browsers read as another site.
func TestRedirectsStayHere(t *testing.T) {
	for _, to := range []string{
		"//evil.example", "///evil.example", "////evil.example/x", `/\evil.example`, `\\evil.example`, `\/evil.example`, `/\/evil.example`, "https://evil.example", "http:evil.example", "https:evil.example",
		"HTTPS://evil.example", "//evil.example/%2f..", "/\t/evil.example", "/\n/evil.example", "/\r\n/evil.example", "\t//evil.example", " //evil.example", "\u00a0//evil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
		"data:text/html,x", "vbscript:x", "evil.example", "@evil.example", "user@evil.example", "//user@evil.example", "/\u2028/evil.example", "/\u3000/evil.example", "//[::1]/", "//0x7f000001/", "https:///evil.example",
		"/\x00/evil.example", "//evil。example", "?//evil.example", "#//evil.example", "mailto:a@evil.example", "ftp://evil.example", "", "/\x7f/x", "/%5cevil.example\\x", "/" + strings.Repeat("a", 3000),
	} {
		if got := web.OnSite(to); got != "/" {
			t.Errorf("%q leads to %q", to, got)
		}
	}
	for _, to := range []string{"/", "/story/s-1", "/search?q=a+b&c=%20", "/check?t=abc_-", "/story/s-1#sources", "/story/s-1?asof=2024-12-24"} {
		if got := web.OnSite(to); got != to {
			t.Errorf("%q leads to %q", to, got)
		}
	}
}

// TestEveryAnswerIsGuarded looks at the headers of every route, of an error and of what is nowhere.
func TestEveryAnswerIsGuarded(t *testing.T) {
	h := site(t, web.Options{Book: demo(t), Anyone: sitrep.Admin, Desk: &ledgerOfDecisions{}, Feeds: &followed{}, Hosts: []string{"example.com"}})
	story := first(t, body(t, h, "/"), "/story/")
	nonces := map[string]bool{}
	for _, path := range []string{"/", story, story + "/changes", story + "/chart.svg", story + "/brief.md", story + "/brief.html", story + "/brief.json", story + "/ledger.csv", story + "/ledger.json",
		"/search?q=a", "/check", "/about", "/desk", "/feeds", "/feeds.opml", "/alerts", "/sign-in", "/nowhere", "/story/none", "/report/none", "/claim/none/b1-2", "/favicon.ico", "/static/none", "/static/../x", "/story/" + strings.Repeat("x", 500)} {
		w := get(t, h, path)
		csp := w.Header().Get("Content-Security-Policy")
		if !strings.HasPrefix(csp, "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'") || strings.Contains(csp, "unsafe") || strings.Contains(csp, "*") {
			t.Errorf("%s: policy %q", path, csp)
		}
		for _, name := range []string{"X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "X-Frame-Options"} {
			if w.Header().Get(name) == "" {
				t.Errorf("%s: no %s", path, name)
			}
		}
		if _, nonce, ok := strings.Cut(csp, "script-src 'nonce-"); ok {
			nonce = nonce[:strings.IndexByte(nonce, '\'')]
			if nonces[nonce] || len(nonce) < 22 {
				t.Errorf("%s: the nonce %q is used twice or short", path, nonce)
			}
			nonces[nonce] = true
			if page := w.Body.String(); strings.Count(page, "<script") != strings.Count(page, "<script src=\"/static/") || strings.Count(page, "<style") != strings.Count(page, `<style nonce="`+nonce+`">`) {
				t.Errorf("%s: a script or a style without the nonce", path)
			}
			for _, bad := range []string{" style=\"", " onclick=", " onload=", "javascript:"} {
				if strings.Contains(w.Body.String(), bad) {
					t.Errorf("%s: has %q", path, bad)
				}
			}
		}
	}
	if len(nonces) < 8 {
		t.Errorf("only %d pages carry a nonce", len(nonces))
	}
}

// TestOtherSitesCantAct sends forms as other sites would.
func TestOtherSitesCantAct(t *testing.T) {
	d := &ledgerOfDecisions{}
	h := site(t, web.Options{Book: demo(t), Anyone: sitrep.Admin, Desk: d, Feeds: &followed{}, Hosts: []string{"sitrep.example"}})
	form := url.Values{"kind": {"note"}, "text": {"forged"}, "back": {"/desk"}}.Encode()
	for _, c := range []struct {
		name   string
		header map[string]string
		host   string
		want   int
	}{
		{"its own form", map[string]string{"Sec-Fetch-Site": "same-origin"}, "sitrep.example", http.StatusSeeOther},
		{"a form of another site", map[string]string{"Sec-Fetch-Site": "cross-site"}, "sitrep.example", http.StatusForbidden},
		{"a form of a neighbouring site", map[string]string{"Sec-Fetch-Site": "same-site"}, "sitrep.example", http.StatusForbidden},
		{"an old browser, another site", map[string]string{"Origin": "https://evil.example"}, "sitrep.example", http.StatusForbidden},
		{"an old browser, no origin told", map[string]string{"Origin": "null"}, "sitrep.example", http.StatusForbidden},
		{"a name that leads here", map[string]string{"Sec-Fetch-Site": "same-origin"}, "evil.example", http.StatusMisdirectedRequest},
	} {
		r := httptest.NewRequest(http.MethodPost, "/desk", strings.NewReader(form))
		r.Host = c.host
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for k, v := range c.header {
			r.Header.Set(k, v)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != c.want {
			t.Errorf("%s: %d, want %d", c.name, w.Code, c.want)
		}
	}
	if len(d.list) != 1 {
		t.Errorf("%d decisions were kept, want the site's own", len(d.list))
	}
	local := site(t, web.Options{Book: demo(t), Anyone: sitrep.Admin})
	for host, want := range map[string]int{"localhost:8080": 200, "127.0.0.1:8080": 200, "[::1]:8080": 200, "evil.example": 421, "127.0.0.1.evil.example": 421, "localhost.evil.example:8080": 421} {
		r := httptest.NewRequest(http.MethodGet, "/about", nil)
		r.Host = host
		w := httptest.NewRecorder()
		local.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("without users, asked for as %s: %d, want %d", host, w.Code, want)
		}
	}
}

// TestPublicShowsNoWholeText looks for any paragraph of a report on any page that a public site shows of it.
func TestPublicShowsNoWholeText(t *testing.T) {
	reports, err := kursk()
	if err != nil {
		t.Fatal(err)
	}
	book := demo(t)
	h := site(t, web.Options{Book: book, Anyone: sitrep.Reader, Public: true})
	tag := regexp.MustCompile(`<[^>]*>`)
	for _, r := range reports[:12] {
		page := tag.ReplaceAllString(body(t, h, "/report/"+string(r.ID)), "")
		shown := 0
		list := strings.Split(r.Text, "\n")
		for _, p := range list {
			if p = strings.TrimSpace(p); len(p) > 80 && strings.Contains(page, p) {
				shown++
			}
		}
		if shown*2 > len(list) {
			t.Errorf("%s: %d of %d paragraphs are shown whole", r.ID, shown, len(list))
		}
		if w := get(t, h, "/claim/"+string(r.ID)+"/b0-"+itoa(len(r.Text))); w.Code != http.StatusNotFound {
			t.Errorf("%s: the whole text can be asked for as words: %d", r.ID, w.Code)
		}
	}
	if w := get(t, h, first(t, body(t, h, "/"), "/story/")+"/brief.html"); w.Code != http.StatusNotFound {
		t.Errorf("the page with the words' context is handed out: %d", w.Code)
	}
}
