package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// service is a running service as a program sees it.
type service struct {
	base string
	stop func() // ends it politely and waits
	kill func() // ends it as a power cut does, and waits
}

// serve starts the program's service and waits until it says where it answers.
func serve(t *testing.T, home string, args ...string) *service {
	t.Helper()
	cmd := program(t, home, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...)...)
	pipe, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	end := func(sig syscall.Signal) func() {
		return func() {
			_ = cmd.Process.Signal(sig) // it may have ended
			_, _ = cmd.Process.Wait()
		}
	}
	t.Cleanup(end(syscall.SIGKILL))
	lines := bufio.NewScanner(pipe)
	for lines.Scan() {
		if _, at, ok := strings.Cut(lines.Text(), "sitrep: http://"); ok {
			go io.Copy(io.Discard, pipe)
			return &service{"http://" + at, end(syscall.SIGTERM), end(syscall.SIGKILL)}
		}
	}
	t.Fatal("the service did not start")
	return nil
}

// send asks the service; 0 when it gave no answer.
func (s *service) send(t *testing.T, method, path, body string, headers ...string) (int, string) {
	t.Helper()
	r, err := http.NewRequest(method, s.base+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, ""
	}
	defer res.Body.Close()
	out, _ := io.ReadAll(res.Body)
	return res.StatusCode, string(out)
}

// TestDemoServesPrograms asks the demo for its pages, its API and its assistant, and is refused a write.
func TestDemoServesPrograms(t *testing.T) {
	s := serve(t, t.TempDir(), "--demo")
	code, body := s.send(t, "GET", "/api/v1/stories", "")
	var list struct {
		Stories []struct{ Story, Headline string }
	}
	if err := json.Unmarshal([]byte(body), &list); err != nil || code != 200 || len(list.Stories) != 1 {
		t.Fatalf("stories: %d %s (%v)", code, body, err)
	}
	story := "/api/v1/stories/" + list.Stories[0].Story
	for _, path := range []string{"/", "/api/v1/docs", "/api/v1/openapi.json", story + "/brief?asof=2024-12-27", story + "/ledger", story + "/exports/stix.json", "/api/v1/feed.atom", "/story/" + list.Stories[0].Story + "/annotations.jsonld"} {
		if code, body := s.send(t, "GET", path, ""); code != 200 || len(body) < 200 {
			t.Errorf("%s: %d %s", path, code, body)
		}
	}
	if code, body := s.send(t, "POST", "/api/v1/reports", `{"reports":[{"text":"x"}]}`); code != 403 || !strings.Contains(body, "keeps nothing") {
		t.Errorf("a write: %d %s", code, body)
	}
	if code, body := s.send(t, "GET", "/api/v9", ""); code != 404 || !strings.Contains(body, `"title"`) {
		t.Errorf("no such address: %d %s", code, body)
	}
	begun := time.Now()
	events, err := http.Get(s.base + "/api/v1/events")
	if err != nil {
		t.Fatal(err)
	}
	defer events.Body.Close()
	ended := make(chan []byte, 1)
	go func() { all, _ := io.ReadAll(events.Body); ended <- all }()
	s.stop()
	select {
	case all := <-ended:
		if !bytes.Contains(all, []byte("retry:")) {
			t.Errorf("the stream: %q", all)
		}
	case <-time.After(15 * time.Second):
		t.Errorf("a stream keeps the service from stopping, %s", time.Since(begun))
	}
}

// TestKeyedWritesSurviveKills settles things under keys while the service is killed between writing and answering: whoever
// asks again with the same key until there is an answer has each thing settled once.
func TestKeyedWritesSurviveKills(t *testing.T) {
	if testing.Short() {
		t.Skip("starting the service again and again takes too long for -short")
	}
	home := t.TempDir()
	store := filepath.Join(home, "s.db")
	const kills, each = 4, 6
	s := serve(t, home, "--store", store)
	settled := 0
	for round := range kills {
		for i := range each {
			text, key := fmt.Sprintf("note %d.%d", round, i), fmt.Sprintf("key %d.%d", round, i)
			body := fmt.Sprintf(`{"kind":"note","text":%q}`, text)
			if i == each-1 { // the service dies with this one in hand
				done := make(chan struct{})
				go func() { defer close(done); s.send(t, "POST", "/api/v1/decisions", body, "Idempotency-Key", key) }()
				time.Sleep(time.Duration(round*2) * time.Millisecond) // before it, in it, behind it
				s.kill()
				<-done
				s = serve(t, home, "--store", store)
			}
			code, answer := s.send(t, "POST", "/api/v1/decisions", body, "Idempotency-Key", key)
			if code != 201 {
				t.Fatalf("%s: %d %s", text, code, answer)
			}
			settled++
		}
	}
	_, body := s.send(t, "GET", "/api/v1/decisions?limit=200", "")
	var list struct{ Decisions []struct{ Text string } }
	if err := json.Unmarshal([]byte(body), &list); err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, d := range list.Decisions {
		seen[d.Text]++
	}
	for text, n := range seen {
		if n != 1 {
			t.Errorf("%s was settled %d times", text, n)
		}
	}
	if len(seen) != settled {
		t.Errorf("%d were settled, %d were acknowledged", len(seen), settled)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	r, err := http.NewRequestWithContext(ctx, "GET", s.base+"/api/v1/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	events, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer events.Body.Close()
	if code, body := s.send(t, "POST", "/api/v1/reports", `{"reports":[{"outlet":"Valley Courier","title":"Flood kills three in Springfield","text":"The flood in Springfield killed three people, Mayor Jane Doe said on Monday.","published":"2025-09-22"}]}`); code != 201 {
		t.Fatalf("a report: %d %s", code, body)
	}
	lines := bufio.NewScanner(events.Body)
	for lines.Scan() {
		if lines.Text() == "event: story.created" {
			return
		}
	}
	t.Error("nobody was told of the story")
}
