package api_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/alert"
	"sitrep/internal/api"
)

// TestAlerts makes an alert, looks after it, sends a dead letter again and removes it; the secret is shown once.
func TestAlerts(t *testing.T) {
	k := newKept(t)
	h := site(t, k.options())
	wish := map[string]any{"name": "tolls", "events": []string{"figure.changed"}, "measure": "killed", "least": 50, "to": "https://hook.example/x"}
	w := ask(t, h, "POST", "/api/v1/alerts", wish, "Idempotency-Key", "k")
	made := into[api.AlertMade](t, w, 201)
	if made.ID != 1 || !strings.HasPrefix(made.Secret, "whsec_") || made.State != "nothing sent yet" || made.Least != 50 || w.Header().Get("Location") != "/api/v1/alerts/1" || w.Header().Get("Cache-Control") != "no-store" {
		t.Fatalf("%+v, %v", made, w.Header())
	}
	if again := ask(t, h, "POST", "/api/v1/alerts", wish, "Idempotency-Key", "k"); again.Code != 201 || again.Body.String() != w.Body.String() {
		t.Errorf("asked again under its key: %d %s", again.Code, again.Body)
	}
	for _, path := range []string{"/api/v1/alerts", "/api/v1/alerts/1", "/api/v1/alerts/1/deliveries", "/api/v1/alerts?secret=1"} {
		if w := ask(t, h, "GET", path, nil); w.Code != 200 || strings.Contains(w.Body.String(), made.Secret) || strings.Contains(w.Body.String(), "whsec_") {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	if list := into[api.AlertList](t, ask(t, h, "GET", "/api/v1/alerts", nil), 200).Alerts; len(list) != 1 || list[0].Name != "tolls" {
		t.Errorf("the list: %+v", list)
	}
	for _, body := range []string{`{"to":"ftp://x.example/"}`, `{"to":"https://ann:pass@x.example/"}`, `{"to":"https://x.example/","measure":"cats"}`, `{"to":"https://x.example/","events":["x"]}`, `{}`} {
		if p := into[problem](t, ask(t, h, "POST", "/api/v1/alerts", body), 422); strings.Contains(p.Detail, "pass@") {
			t.Errorf("%s: %+v", body, p)
		}
	}
	if w := ask(t, h, "POST", "/api/v1/alerts", `{"to":"https://x.example/","story":"none"}`); w.Code != 404 {
		t.Errorf("of no story: %d %s", w.Code, w.Body)
	}

	n := sitrep.Notice{ID: 3, Kind: sitrep.FigureChanged, What: "90 killed", At: clock()}
	if err := k.Keep(t.Context(), &sitrep.Batch{Deliveries: []sitrep.Delivery{{Alert: 1, Notice: n, State: sitrep.DeliveryDead, Tries: 32, Status: 500, Error: "it answered 500", At: clock(), Done: clock().Add(time.Hour)}}}); err != nil {
		t.Fatal(err)
	}
	row := into[api.AlertRow](t, ask(t, h, "GET", "/api/v1/alerts/1", nil), 200)
	if row.Dead != 1 || row.State != "given up: it answered 500" {
		t.Errorf("health: %+v", row)
	}
	if list := into[api.DeliveryList](t, ask(t, h, "GET", "/api/v1/alerts/1/deliveries", nil), 200).Deliveries; len(list) != 1 || list[0].State != sitrep.DeliveryDead || list[0].Notice.What != "90 killed" || list[0].Tries != 32 {
		t.Errorf("dead letters: %+v", list)
	}
	if w := ask(t, h, "POST", "/api/v1/alerts/1/deliveries/3", nil); w.Code != 204 {
		t.Errorf("again: %d %s", w.Code, w.Body)
	}
	if d, err := k.Delivery(t.Context(), 1, 3); err != nil || d.State != sitrep.DeliveryWaiting || d.Tries != 0 {
		t.Errorf("again: %+v, %v", d, err)
	}
	if w := ask(t, h, "POST", "/api/v1/alerts/1/deliveries/4", nil); w.Code != 404 {
		t.Errorf("what was never sent: %d", w.Code)
	}
	for _, x := range []struct {
		path string
		off  bool
	}{{"/pause", true}, {"/resume", false}} {
		path, off := x.path, x.off
		if w := ask(t, h, "POST", "/api/v1/alerts/1"+path, nil); w.Code != 204 {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
		if row := into[api.AlertRow](t, ask(t, h, "GET", "/api/v1/alerts/1", nil), 200); row.Paused != off {
			t.Errorf("%s: %+v", path, row)
		}
	}
	if w := ask(t, h, "DELETE", "/api/v1/alerts/1", nil); w.Code != 204 {
		t.Errorf("remove: %d", w.Code)
	}
	if w := ask(t, h, "DELETE", "/api/v1/alerts/1", nil); w.Code != 404 {
		t.Errorf("remove twice: %d", w.Code)
	}
	if _, err := (&alert.Rules{Store: k.Store}).One(t.Context(), 1); !errors.Is(err, sitrep.NotFound) {
		t.Errorf("it is there: %v", err)
	}
}
