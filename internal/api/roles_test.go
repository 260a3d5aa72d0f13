package api_test

import (
	"context"
	"crypto/rand"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/account"
	"sitrep/internal/api"
)

// declared is who may do what: the role that each row takes. It is written down here apart from the code, so that neither
// changes alone.
var declared = map[string]sitrep.Role{
	"GET /api/v1/stories":                             sitrep.Reader,
	"GET /api/v1/stories/{story}":                     sitrep.Reader,
	"GET /api/v1/stories/{story}/brief":               sitrep.Reader,
	"GET /api/v1/stories/{story}/ledger":              sitrep.Reader,
	"GET /api/v1/stories/{story}/sources":             sitrep.Reader,
	"GET /api/v1/stories/{story}/matrix":              sitrep.Reader,
	"GET /api/v1/stories/{story}/changes":             sitrep.Reader,
	"GET /api/v1/stories/{story}/compare":             sitrep.Reader,
	"GET /api/v1/stories/{story}/names":               sitrep.Editor,
	"GET /api/v1/stories/{story}/versions":            sitrep.Reader,
	"GET /api/v1/stories/{story}/versions/{version}":  sitrep.Reader,
	"GET /api/v1/stories/{story}/feed.atom":           sitrep.Reader,
	"GET /api/v1/stories/{story}/feed.json":           sitrep.Reader,
	"GET /api/v1/stories/{story}/exports/{format}":    sitrep.Reader,
	"GET /api/v1/search":                              sitrep.Reader,
	"GET /api/v1/search/claims":                       sitrep.Reader,
	"GET /api/v1/search/feed.atom":                    sitrep.Reader,
	"GET /api/v1/search/feed.json":                    sitrep.Reader,
	"GET /api/v1/feed.atom":                           sitrep.Reader,
	"GET /api/v1/feed.json":                           sitrep.Reader,
	"GET /api/v1/events":                              sitrep.Reader,
	"GET /api/v1/reports":                             sitrep.Reader,
	"POST /api/v1/reports":                            sitrep.Editor,
	"GET /api/v1/reports/{report}":                    sitrep.Reader,
	"GET /api/v1/reports/{report}/text":               sitrep.Reader,
	"GET /api/v1/reports/{report}/versions":           sitrep.Reader,
	"GET /api/v1/reports/{report}/compare":            sitrep.Reader,
	"GET /api/v1/reports/{report}/claims/{at}":        sitrep.Reader,
	"POST /api/v1/check":                              sitrep.Reader,
	"POST /api/v1/check/claimreview":                  sitrep.Reader,
	"POST /api/v1/check/stix":                         sitrep.Reader,
	"GET /api/v1/decisions":                           sitrep.Editor,
	"POST /api/v1/decisions":                          sitrep.Editor,
	"GET /api/v1/decisions/{decision}":                sitrep.Editor,
	"GET /api/v1/feeds":                               sitrep.Admin,
	"POST /api/v1/feeds":                              sitrep.Admin,
	"GET /api/v1/feeds/{feed}":                        sitrep.Admin,
	"DELETE /api/v1/feeds/{feed}":                     sitrep.Admin,
	"GET /api/v1/feeds.opml":                          sitrep.Admin,
	"POST /api/v1/feeds.opml":                         sitrep.Admin,
	"GET /api/v1/alerts":                              sitrep.Admin,
	"POST /api/v1/alerts":                             sitrep.Admin,
	"GET /api/v1/alerts/{alert}":                      sitrep.Admin,
	"DELETE /api/v1/alerts/{alert}":                   sitrep.Admin,
	"POST /api/v1/alerts/{alert}/pause":               sitrep.Admin,
	"POST /api/v1/alerts/{alert}/resume":              sitrep.Admin,
	"GET /api/v1/alerts/{alert}/deliveries":           sitrep.Admin,
	"POST /api/v1/alerts/{alert}/deliveries/{notice}": sitrep.Admin,
	"GET /api/v1/me":                                  sitrep.Reader,
	"GET /api/v1/openapi.json":                        "",
	"GET /api/v1/docs":                                "",
}

const password = "a long enough password"

// caller is somebody who makes a request.
type caller struct {
	name string
	role sitrep.Role
	with func(*http.Request)
}

// callers are everybody who may come: nobody, each role by cookie and by token, the same of another site, and tokens that
// may do less than their users.
func callers(t *testing.T, guard, other *account.Guard) []caller {
	t.Helper()
	ctx := context.Background()
	cookie := func(s string) func(*http.Request) {
		return func(r *http.Request) { r.AddCookie(guard.Baked(s, false)) }
	}
	bearer := func(s string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+s) }
	}
	must := func(secret string, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return secret
	}
	out := []caller{{"anonymous", "", func(*http.Request) {}}, {"a token that nobody has", "", bearer("sitrep_" + strings.Repeat("A", 43))}}
	for _, role := range []sitrep.Role{sitrep.Reader, sitrep.Editor, sitrep.Admin} {
		name := string(role)
		for _, g := range []*account.Guard{guard, other} {
			if err := g.Add(ctx, name, role, password); err != nil {
				t.Fatal(err)
			}
		}
		session, _, err := guard.SignIn(ctx, name, password, "192.0.2.1")
		out = append(out, caller{name, role, cookie(must(session, err))})
		token, _, err := guard.NewToken(ctx, name, role, "test", 0)
		out = append(out, caller{name + "'s token", role, bearer(must(token, err))})
		session, _, err = other.SignIn(ctx, name, password, "192.0.2.1")
		out = append(out, caller{"other site's session of " + name, "", cookie(must(session, err))})
		token, _, err = other.NewToken(ctx, name, role, "test", 0)
		out = append(out, caller{"other site's token of " + name, "", bearer(must(token, err))})
	}
	for _, scope := range []sitrep.Role{sitrep.Reader, sitrep.Editor} {
		token, _, err := guard.NewToken(ctx, "admin", scope, "less", 0)
		out = append(out, caller{"admin's token of scope " + string(scope), scope, bearer(must(token, err))})
	}
	token, _, err := guard.NewToken(ctx, "admin", sitrep.Admin, "ended", -time.Hour)
	if must(token, err); err == nil {
		out = append(out, caller{"admin's token without end", sitrep.Admin, bearer(token)}) // a lifetime below nothing is none
	}
	return out
}

// TestRoles walks every row as everybody. A row that is not declared fails, and so does one that is declared and gone.
func TestRoles(t *testing.T) {
	k := newKept(t)
	in := into[api.Taken](t, ask(t, site(t, k.options()), "POST", "/api/v1/reports", map[string]any{"reports": []any{flood(1, "three"), flood(2, "four")}}), 201)
	k.work(t)
	guard, err := account.New(account.Options{Store: k.Store, Clock: clock, Random: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	other, err := account.New(account.Options{Store: newKept(t).Store, Clock: clock, Random: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	everybody := callers(t, guard, other)
	story, report := string(theStory(t, k.book)), string(in.Kept[0].Report)
	reading, _, err := k.book.Reading(t.Context(), in.Kept[0].Report)
	if err != nil || len(reading.Figures) == 0 {
		t.Fatalf("no figure was read: %v", err)
	}
	_, at, _ := strings.Cut(api.ClaimPath(reading.Figures[0].Cite()), "/claims/")
	o := k.options()
	o.Anyone, o.Guard = "", guard
	stopped := make(chan struct{})
	close(stopped) // streams end at once
	o.Stop = stopped
	h := site(t, o)
	seen := map[string]bool{}
	for _, row := range api.Routes() {
		seen[row.Pattern] = true
		need, ok := declared[row.Pattern]
		if !ok {
			t.Errorf("%s is not declared: say in this test who may do it", row.Pattern)
			continue
		}
		if need != row.Needs {
			t.Errorf("%s: declared for %q, takes %q", row.Pattern, need, row.Needs)
		}
		method, path, _ := strings.Cut(row.Pattern, " ")
		path = strings.NewReplacer("{story}", story, "{report}", report, "{at}", at, "{version}", "1", "{format}", "brief.md").Replace(path)
		switch {
		case strings.HasPrefix(path, "/api/v1/search"):
			path += "?q=flood"
		case strings.HasSuffix(path, "/compare") && strings.Contains(path, "/stories/"):
			path += "?from=2025-09-21"
		}
		for _, c := range everybody {
			path, body, kind := path, "", ""
			switch row.Pattern { // each finds what they ask for, whatever those before did
			case "POST /api/v1/reports":
				body, kind = `{"reports":[{"text":"A text of `+c.name+`."}]}`, "application/json"
			case "POST /api/v1/check", "POST /api/v1/check/claimreview", "POST /api/v1/check/stix":
				body, kind = `{"text":"Three people died."}`, "application/json"
			case "POST /api/v1/decisions":
				body, kind = `{"kind":"note","text":"A note.","story":"`+story+`"}`, "application/json"
			case "GET /api/v1/decisions/{decision}":
				id, err := k.keeper.Decide(t.Context(), sitrep.Decision{Kind: sitrep.Note, Text: "x"}, nil)
				if err != nil {
					t.Fatal(err)
				}
				path = strings.Replace(path, "{decision}", itoa(id), 1)
			case "POST /api/v1/feeds":
				body, kind = `{"url":"https://feed.example/`+strings.ReplaceAll(c.name, " ", "-")+`"}`, "application/json"
			case "GET /api/v1/feeds/{feed}", "DELETE /api/v1/feeds/{feed}":
				id, err := k.Follow(t.Context(), "https://one.example/"+strings.ReplaceAll(c.name, " ", "-"), nil)
				if err != nil {
					t.Fatal(err)
				}
				path = strings.Replace(path, "{feed}", itoa(int64(id)), 1)
			case "POST /api/v1/alerts":
				body, kind = `{"to":"https://hook.example/"}`, "application/json"
			case "GET /api/v1/alerts/{alert}", "DELETE /api/v1/alerts/{alert}", "POST /api/v1/alerts/{alert}/pause", "POST /api/v1/alerts/{alert}/resume", "GET /api/v1/alerts/{alert}/deliveries", "POST /api/v1/alerts/{alert}/deliveries/{notice}":
				a := &sitrep.Batch{Alerts: []sitrep.Alert{{To: "https://hook.example/"}}}
				if err := k.Keep(t.Context(), a); err != nil {
					t.Fatal(err)
				}
				a.Deliveries = []sitrep.Delivery{{Alert: a.Alerts[0].ID, Notice: sitrep.Notice{ID: 7, Kind: sitrep.StoryCreated}, State: sitrep.DeliveryDead}}
				if err := k.Keep(t.Context(), a); err != nil {
					t.Fatal(err)
				}
				path = strings.NewReplacer("{alert}", itoa(a.Alerts[0].ID), "{notice}", "7").Replace(path)
			case "POST /api/v1/feeds.opml":
				body, kind = `<opml><body><outline xmlUrl="https://two.example/"/></body></opml>`, "text/x-opml"
			case "GET /api/v1/reports/{report}/compare":
				path += "?with=" + report // one version: there is nothing to compare it with
			}
			r := httptest.NewRequest(method, path, strings.NewReader(body))
			if kind != "" {
				r.Header.Set("Content-Type", kind)
			}
			c.with(r)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			inside := need == "" || c.role.May(need)
			wrongly := w.Code >= 400
			if row.Pattern == "GET /api/v1/reports/{report}/compare" {
				wrongly = w.Code != http.StatusNotFound
			}
			want := http.StatusUnauthorized
			if c.role != "" {
				want = http.StatusForbidden
			}
			switch {
			case inside && wrongly:
				t.Errorf("%s as %s: %d, should be let in: %s", row.Pattern, c.name, w.Code, w.Body)
			case !inside && w.Code != want:
				t.Errorf("%s as %s: %d, should be kept out with %d", row.Pattern, c.name, w.Code, want)
			case !inside && w.Header().Get("Content-Type") != "application/problem+json":
				t.Errorf("%s as %s: kept out with %s", row.Pattern, c.name, w.Header().Get("Content-Type"))
			}
		}
	}
	for p := range declared {
		if !seen[p] {
			t.Errorf("%s is declared and gone", p)
		}
	}
}
