package web_test

import (
	"crypto/rand"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/alert"
	"sitrep/internal/sqlite"
	"sitrep/internal/web"
)

// rules are the alerts of a new store.
func rules(t testing.TB) *alert.Rules {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "s.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &alert.Rules{Store: s, Random: rand.Reader, Clock: clock}
}

// rulesOf are alerts, each with a dead letter, in which everything that others write is one of these.
func rulesOf(t testing.TB, payloads []string) *alert.Rules {
	t.Helper()
	r := rules(t)
	b := &sitrep.Batch{}
	for i, p := range payloads {
		id := int64(i + 1)
		b.Alerts = append(b.Alerts, sitrep.Alert{Name: p, Actor: p, Story: sitrep.StoryID(p), To: "https://hook.example/" + p, Secret: "whsec_never-shown", At: noon})
		n := sitrep.Notice{ID: 1, Kind: sitrep.NoticeKind(p), What: p, Was: p, Claimant: p, Headline: p, At: noon}
		b.Deliveries = append(b.Deliveries, sitrep.Delivery{Alert: id, Notice: n, State: sitrep.DeliveryDead, Tries: 1, Error: p, At: noon, Done: noon})
	}
	if err := r.Store.Keep(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	return r
}

// TestAlerts makes an alert, sends its dead letter again, pauses and removes it.
func TestAlerts(t *testing.T) {
	r := rules(t)
	h := site(t, web.Options{Book: demo(t), Anyone: sitrep.Admin, Alerts: r, Feeds: &followed{}, Hosts: []string{"example.com"}})
	w := post(h, "/alerts", url.Values{"to": {"https://hook.example/x"}, "name": {"tolls"}, "event": {"figure.changed", "claim.disputed"}, "measure": {"killed"}, "actor": {"Jane Doe"}, "least": {"50"}})
	a, err := r.One(t.Context(), 1)
	if err != nil || w.Code != 200 || !strings.Contains(strings.ReplaceAll(w.Body.String(), "&#43;", "+"), a.Secret) || a.Least != 50 || len(a.Kinds) != 2 || a.Actor != "Jane Doe" || w.Header().Get("Cache-Control") != "no-store" {
		t.Fatalf("%d, %+v, %v\n%s", w.Code, a, err, between(w.Body.String(), "<main", "</main>"))
	}
	if page := body(t, h, "/alerts"); strings.Contains(page, "whsec_") || !strings.Contains(page, "nothing sent yet") || !strings.Contains(page, "by at least 50 of killed by Jane Doe") {
		t.Errorf("the list: %s", between(page, "<main", "</main>"))
	}
	for _, bad := range []url.Values{{"to": {"gopher://x"}, "name": {"mine"}}, {"to": {"https://x.example/"}, "least": {"many"}, "name": {"mine"}}, {"to": {"https://x.example/"}, "story": {"none"}, "name": {"mine"}}} {
		if w := post(h, "/alerts", bad); w.Code != 400 || !strings.Contains(w.Body.String(), `value="mine"`) {
			t.Errorf("%v: %d %s", bad, w.Code, between(w.Body.String(), "<main", "</main>"))
		}
	}
	n := sitrep.Notice{ID: 4, Kind: sitrep.FigureChanged, What: "90 killed", At: noon}
	if err := r.Store.Keep(t.Context(), &sitrep.Batch{Deliveries: []sitrep.Delivery{{Alert: 1, Notice: n, State: sitrep.DeliveryDead, Tries: 3, Error: "it answered 500", At: noon}}}); err != nil {
		t.Fatal(err)
	}
	if page := body(t, h, "/alerts"); !strings.Contains(page, "given up: it answered 500") || !strings.Contains(page, "90 killed") {
		t.Errorf("a dead letter: %s", between(page, "<main", "</main>"))
	}
	for _, x := range []struct {
		form url.Values
		code int
		then func() bool
	}{
		{url.Values{"do": {"again"}, "alert": {"1"}, "notice": {"4"}}, 303, func() bool {
			d, err := r.Store.Delivery(t.Context(), 1, 4)
			return err == nil && d.State == sitrep.DeliveryWaiting
		}},
		{url.Values{"do": {"again"}, "alert": {"1"}, "notice": {"5"}}, 404, nil},
		{url.Values{"do": {"pause"}, "alert": {"1"}}, 303, func() bool { a, err := r.One(t.Context(), 1); return err == nil && a.Off }},
		{url.Values{"do": {"resume"}, "alert": {"1"}}, 303, func() bool { a, err := r.One(t.Context(), 1); return err == nil && !a.Off }},
		{url.Values{"do": {"explode"}, "alert": {"1"}}, 400, nil},
		{url.Values{"do": {"remove"}, "alert": {"x"}}, 400, nil},
		{url.Values{"do": {"remove"}, "alert": {"1"}}, 303, func() bool { _, err := r.One(t.Context(), 1); return err != nil }},
		{url.Values{"do": {"remove"}, "alert": {"1"}}, 404, nil},
	} {
		if w := post(h, "/alerts", x.form); w.Code != x.code || x.then != nil && !x.then() {
			t.Errorf("%v: %d", x.form, w.Code)
		}
	}
	none := site(t, web.Options{Book: demo(t), Anyone: sitrep.Admin, Hosts: []string{"example.com"}})
	if w := post(none, "/alerts", url.Values{"to": {"https://x.example/"}}); w.Code != 400 || !strings.Contains(body(t, none, "/alerts"), "Nothing is kept here") {
		t.Errorf("a demo tells somebody: %d", w.Code)
	}
}
