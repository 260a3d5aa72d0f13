package web_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/account"
	"sitrep/internal/web"
)

var errNoFeed = fmt.Errorf("%w: an address begins with https", sitrep.Invalid)

const password = "a long enough password"

// declared is who may do what: the role that each route takes. It is written down here apart from the
// code, so that neither changes alone.
var declared = map[string]sitrep.Role{
	"GET /static/{file}":           "",
	"GET /favicon.ico":             "",
	"GET /sign-in":                 "",
	"POST /sign-in":                "",
	"POST /sign-out":               "",
	"/":                            "",
	"GET /{$}":                     sitrep.Reader,
	"GET /search":                  sitrep.Reader,
	"GET /story/{story}":           sitrep.Reader,
	"GET /story/{story}/changes":   sitrep.Reader,
	"GET /story/{story}/versions":  sitrep.Reader,
	"GET /story/{story}/figures":   sitrep.Reader,
	"GET /story/{story}/sources":   sitrep.Reader,
	"GET /story/{story}/chart.svg": sitrep.Reader,
	"GET /story/{story}/{file}":    sitrep.Reader,
	"GET /report/{report}":         sitrep.Reader,
	"GET /report/{report}/picture": sitrep.Reader,
	"GET /claim/{report}/{at}":     sitrep.Reader,
	"GET /check":                   sitrep.Reader,
	"POST /check":                  sitrep.Reader,
	"GET /about":                   sitrep.Reader,
	"GET /desk":                    sitrep.Editor,
	"POST /desk":                   sitrep.Editor,
	"GET /feeds":                   sitrep.Admin,
	"POST /feeds":                  sitrep.Admin,
	"GET /feeds.opml":              sitrep.Admin,
	"GET /alerts":                  sitrep.Admin,
	"POST /alerts":                 sitrep.Admin,
}

// caller is somebody who makes a request.
type caller struct {
	name string
	role sitrep.Role
	with func(*http.Request)
}

// TestRoles walks every route as everybody. A route that is not declared fails, and so does one that is
// declared and gone.
func TestRoles(t *testing.T) {
	store := newPeople()
	guard, err := account.New(account.Options{Store: store, Clock: clock, Random: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	other, err := account.New(account.Options{Store: newPeople(), Clock: clock, Random: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	callers := []caller{{"anonymous", "", func(*http.Request) {}}}
	for _, role := range []sitrep.Role{sitrep.Reader, sitrep.Editor, sitrep.Admin} {
		for _, g := range []*account.Guard{guard, other} {
			if err := g.Add(ctx, string(role), role, password); err != nil {
				t.Fatal(err)
			}
		}
		secret, _, err := guard.SignIn(ctx, string(role), password, "192.0.2.1")
		if err != nil {
			t.Fatal(err)
		}
		token, _, err := guard.NewToken(ctx, string(role), role, "test", 0)
		if err != nil {
			t.Fatal(err)
		}
		foreign, _, err := other.NewToken(ctx, string(role), role, "test", 0)
		if err != nil {
			t.Fatal(err)
		}
		stolen, _, err := other.SignIn(ctx, string(role), password, "192.0.2.1")
		if err != nil {
			t.Fatal(err)
		}
		cookie := func(s string) func(*http.Request) {
			return func(r *http.Request) { r.AddCookie(guard.Baked(s, false)) }
		}
		bearer := func(s string) func(*http.Request) {
			return func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+s) }
		}
		callers = append(callers, caller{string(role), role, cookie(secret)}, caller{string(role) + "'s token", role, bearer(token)},
			caller{"other site's token of " + string(role), "", bearer(foreign)}, caller{"other site's session of " + string(role), "", cookie(stolen)})
	}
	low, _, err := guard.NewToken(ctx, "admin", sitrep.Reader, "read only", 0)
	if err != nil {
		t.Fatal(err)
	}
	callers = append(callers, caller{"admin's token to read", sitrep.Reader, func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+low) }})

	book := demo(t)
	plain := site(t, web.Options{Book: book, Anyone: sitrep.Reader})
	story := first(t, body(t, plain, "/"), "/story/")
	filled := strings.NewReplacer("/story/{story}", story, "/report/{report}", first(t, body(t, plain, story), "/report/"), "/claim/{report}/{at}", first(t, body(t, plain, story), "/claim/"),
		"{file}", "brief.md", "{$}", "")
	alerts := rules(t)
	routes := web.Routes()
	seen := map[string]bool{}
	for _, r := range routes {
		seen[r.Pattern] = true
		need, ok := declared[r.Pattern]
		if !ok {
			t.Errorf("%s is not declared: say in this test who may do it", r.Pattern)
			continue
		}
		if need != r.Needs {
			t.Errorf("%s: declared for %q, takes %q", r.Pattern, need, r.Needs)
		}
		if need == "" {
			continue
		}
		method, path, _ := strings.Cut(r.Pattern, " ")
		path = filled.Replace(path)
		for _, c := range callers {
			// Each asks a site of their own, so that what one of them did is not what another finds.
			pictures := &gallery{page: `<meta property="og:image" content="https://cdn.example/a.png">`, body: drawn(t, 4, 4, "png")}
			h := site(t, web.Options{Book: book, Guard: guard, Desk: &ledgerOfDecisions{}, Feeds: &followed{}, Alerts: alerts, Pictures: pictures})
			req := httptest.NewRequest(method, path, nil)
			if method == http.MethodPost {
				form := url.Values{"text": {"Nobody said so."}, "kind": {"note"}, "url": {"https://feed.example/"}, "to": {"https://hook.example/"}}
				req = httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
				req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			}
			c.with(req)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, req)
			in := c.role.May(need)
			switch {
			case in && (w.Code >= 400 || strings.HasPrefix(w.Header().Get("Location"), "/sign-in")):
				t.Errorf("%s as %s: %d, should be let in", r.Pattern, c.name, w.Code)
			case !in && w.Code < 400 && !strings.HasPrefix(w.Header().Get("Location"), "/sign-in"):
				t.Errorf("%s as %s: %d, should be kept out", r.Pattern, c.name, w.Code)
			}
		}
	}
	for p := range declared {
		if !seen[p] {
			t.Errorf("%s is declared and gone", p)
		}
	}
}

// TestSigningIn goes in and out again.
func TestSigningIn(t *testing.T) {
	guard, err := account.New(account.Options{Store: newPeople(), Clock: clock, Random: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	if err := guard.Add(context.Background(), "ann", sitrep.Editor, password); err != nil {
		t.Fatal(err)
	}
	h := site(t, web.Options{Book: demo(t), Guard: guard, Secure: true})
	if w := get(t, h, "/search?q=x"); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/sign-in?to=%2Fsearch%3Fq%3Dx" {
		t.Fatalf("a stranger is asked to sign in: %d %s", w.Code, w.Header().Get("Location"))
	}
	post := func(path string, form url.Values, cookies ...*http.Cookie) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for _, c := range cookies {
			r.AddCookie(c)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	if w := post("/sign-in", url.Values{"name": {"ann"}, "password": {"a wrong password"}}); w.Code != http.StatusUnauthorized || !strings.Contains(w.Body.String(), "Wrong name or password") || len(w.Result().Cookies()) > 0 {
		t.Errorf("a wrong password: %d\n%s", w.Code, w.Body)
	}
	w := post("/sign-in", url.Values{"name": {"ann"}, "password": {password}, "to": {"/search?q=x"}})
	cookies := w.Result().Cookies()
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/search?q=x" || len(cookies) != 1 {
		t.Fatalf("signing in: %d %s %v", w.Code, w.Header().Get("Location"), cookies)
	}
	if c := cookies[0]; !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
		t.Errorf("the cookie: %s", c)
	}
	ask := func() int {
		r := httptest.NewRequest(http.MethodGet, "/about", nil)
		r.AddCookie(cookies[0])
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Code
	}
	if code := ask(); code != http.StatusOK {
		t.Errorf("signed in: %d", code)
	}
	post("/sign-out", nil, cookies[0])
	if code := ask(); code != http.StatusSeeOther {
		t.Errorf("signed out, the cookie still opens the door: %d", code)
	}
	for range 8 {
		w = post("/sign-in", url.Values{"name": {"ann"}, "password": {"a wrong password"}})
	}
	if w.Code != http.StatusTooManyRequests {
		t.Errorf("guessing goes on: %d", w.Code)
	}
}
