package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"sitrep/internal/alert"
)

// TestAlertsSent runs the service: a webhook at an address of this machine is told only when its network is allowed, and what it
// is told is signed.
func TestAlertsSent(t *testing.T) {
	type post struct {
		header http.Header
		body   string
	}
	posts := make(chan post, 100)
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		posts <- post{r.Header, string(b)}
	}))
	defer hook.Close()
	send := func(s *service) (secret string) {
		t.Helper()
		code, body := s.send(t, "POST", "/api/v1/alerts", `{"to":"`+hook.URL+`/x","events":["story.created"]}`)
		var made struct{ Secret string }
		if err := json.Unmarshal([]byte(body), &made); err != nil || code != 201 {
			t.Fatalf("%d %s", code, body)
		}
		if code, body := s.send(t, "POST", "/api/v1/reports", `{"reports":[{"outlet":"Valley Courier","title":"Flood kills nine in Springfield","text":"The flood in Springfield killed nine people, Mayor Jane Doe said on Monday.","published":"2025-09-22"}]}`); code != 201 {
			t.Fatalf("%d %s", code, body)
		}
		return made.Secret
	}
	closed := serve(t, t.TempDir())
	send(closed)
	for at := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		_, body := closed.send(t, "GET", "/api/v1/alerts/1", "")
		if strings.Contains(body, "not on the public internet") {
			break
		}
		if time.Since(at) > 60*time.Second {
			t.Fatalf("nothing was said: %s", body)
		}
	}
	if len(posts) > 0 {
		t.Fatal("it was told although its network is not allowed")
	}
	closed.stop()

	open := serve(t, t.TempDir(), "--allow-net", "127.0.0.0/8", "--site", "https://sitrep.example/desk/")
	secret := send(open)
	select {
	case p := <-posts:
		n, err := strconv.ParseInt(p.header.Get("Webhook-Timestamp"), 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		want, err := alert.Sign(secret, p.header.Get("Webhook-Id"), time.Unix(n, 0), []byte(p.body))
		if err != nil || want != p.header.Get("Webhook-Signature") {
			t.Errorf("signed %s, want %s (%v)", p.header.Get("Webhook-Signature"), want, err)
		}
		if !strings.Contains(p.body, `"type":"story.created"`) || !strings.Contains(p.body, `"link":"https://sitrep.example/desk/story/s-`) {
			t.Errorf("told: %s", p.body)
		}
	case <-time.After(60 * time.Second):
		_, body := open.send(t, "GET", "/api/v1/alerts/1", "")
		t.Fatalf("nothing came: %s", body)
	}
	for at := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		_, body := open.send(t, "GET", "/api/v1/alerts/1/deliveries", "")
		if strings.Contains(body, `"state":"done"`) {
			break
		}
		if time.Since(at) > 30*time.Second {
			t.Fatalf("it was not written down: %s", body)
		}
	}
	if len(posts) > 0 {
		t.Error("it was told twice")
	}
}
