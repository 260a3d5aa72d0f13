package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/desk"
)

// said runs the program and gives what it prints.
func said(t *testing.T, home, in string, args ...string) string {
	t.Helper()
	c := program(t, home, args...)
	c.Stdin = strings.NewReader(in)
	var out, wrong strings.Builder
	c.Stdout, c.Stderr = &out, &wrong
	if err := c.Run(); err != nil {
		t.Fatalf("%v: %v\n%s", args, err, wrong.String())
	}
	return out.String() + wrong.String()
}

// tokens makes a reader and an editor, with a token for each.
func tokens(t *testing.T, home, store string) map[string]string {
	t.Helper()
	token := map[string]string{}
	for _, role := range []string{"reader", "editor"} {
		said(t, home, "correct horse battery\n", "user", "add", role, "--role", role, "--store", store)
		out := said(t, home, "", "user", "token", role, "--scope", role, "--for", "test", "--store", store)
		if token[role] = regexp.MustCompile(`sitrep_[A-Za-z0-9_-]+`).FindString(out); token[role] == "" {
			t.Fatalf("no token in %q", out)
		}
	}
	return token
}

// addresses finds where a page or an answer leads on this site.
var addresses = regexp.MustCompile(`(?:href=|"|\()"?(/[^"\s<>()]*)`)

// crawl follows every address from a few, and hands on each answer.
func (s *service) crawl(t *testing.T, token string, from []string, each func(path, body string)) int {
	t.Helper()
	seen, next := map[string]bool{}, from
	for len(next) > 0 && len(seen) < 600 {
		path := next[0]
		next = next[1:]
		if seen[path] || strings.HasPrefix(path, "/static/") || strings.Contains(path, "/events") || strings.Contains(path, "{") {
			continue
		}
		seen[path] = true
		code, body := s.send(t, "GET", path, "", "Authorization", "Bearer "+token)
		if code == 0 || code >= 500 {
			t.Errorf("%s: %d %s", path, code, body)
		}
		each(path, body)
		for _, m := range addresses.FindAllStringSubmatch(body, -1) {
			to, _, _ := strings.Cut(html.UnescapeString(m[1]), "#")
			if !seen[to] {
				next = append(next, to)
			}
		}
	}
	return len(seen)
}

// TestNamesAreWithheld serves a store whose reports name the dead, in headlines, texts, addresses and quotations: a reader
// who follows every address of pages and API, listens to events, asks the assistant, searches and checks meets no name; an
// editor meets it, releases it and takes that back, and each is seen at once.
func TestNamesAreWithheld(t *testing.T) {
	if testing.Short() {
		t.Skip("starting the service takes too long for -short")
	}
	home := t.TempDir()
	store := filepath.Join(home, "s.db")
	token := tokens(t, home, store)
	s := serve(t, home, "--store", store)
	reader, editor := []string{"Authorization", "Bearer " + token["reader"]}, []string{"Authorization", "Bearer " + token["editor"]}

	r, err := http.NewRequestWithContext(t.Context(), "GET", s.base+"/api/v1/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set(reader[0], reader[1])
	events, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer events.Body.Close()
	told := make(chan string, 200)
	go func() {
		lines := bufio.NewScanner(events.Body)
		for lines.Scan() {
			told <- lines.Text()
		}
		close(told)
	}()

	report := func(n int, title, text string) string {
		return fmt.Sprintf(`{"outlet":"Courier %d","url":"https://courier%d.example/jonas-falk-killed-%d","title":%q,"text":%q,"published":"2025-09-2%d"}`, n, n, n, title, text, n)
	}
	body := `{"reports":[` + report(2, "Nurse Jonas Falk killed in Springfield flood", "The flood in Springfield killed three people, including Jonas Falk, 34, a nurse, Mayor Jane Doe said on Monday. Falk was found in his car. His daughter Mia Falk, 6, is missing.") + "," +
		report(3, "Springfield flood: toll rises to nine", "The flood in Springfield killed nine people, Mayor Jane Doe said on Tuesday. Friends of Jonas Falk said the nurse had been warned. \"We told Jonas Falk to leave,\" said a neighbour.") + `]}`
	if code, answer := s.send(t, "POST", "/api/v1/reports", body, editor...); code != 201 {
		t.Fatalf("reports: %d %s", code, answer)
	}
	var story string
	for range 200 {
		_, answer := s.send(t, "GET", "/api/v1/stories", "", reader...)
		var list struct {
			Stories []struct {
				Story   string
				Reports int
				Latest  any
			}
		}
		if err := json.Unmarshal([]byte(answer), &list); err != nil {
			t.Fatal(err)
		}
		if len(list.Stories) == 1 && list.Stories[0].Reports == 2 && list.Stories[0].Latest != nil {
			story = list.Stories[0].Story
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if story == "" {
		t.Fatal("no story came of the reports")
	}

	// A name, its parts, and as an address spells it. The mayor, who counts, is named.
	named := regexp.MustCompile(`(?i)jonas|falk|\bmia\b`)
	start := []string{"/", "/story/" + story, "/api/v1/stories", "/api/v1/reports", "/api/v1/feed.atom", "/api/v1/feed.json", "/search?q=flood", "/api/v1/search?q=nurse", "/api/v1/search/feed.atom?q=warned", "/search?q=flood&in=claims", "/api/v1/search/claims?q=nurse"}
	for _, f := range []string{"brief", "ledger", "sources", "matrix", "changes", "versions", "feed.atom", "feed.json", "compare?from=2025-09-22"} {
		start = append(start, "/api/v1/stories/"+story+"/"+f)
	}
	for _, f := range []string{"brief.md", "brief.html", "brief.json", "ledger.csv", "ledger.json", "ledger.hxl.csv", "article.jsonld", "liveblog.jsonld", "annotations.jsonld", "stix.json"} {
		start = append(start, "/story/"+story+"/"+f, "/api/v1/stories/"+story+"/exports/"+f)
	}
	met := func(token string) (pages []string, looked int) {
		looked = s.crawl(t, token, start, func(path, body string) {
			if named.MatchString(body) {
				pages = append(pages, path)
			}
		})
		return pages, looked
	}
	pages, looked := met(token["reader"])
	if looked < 60 {
		t.Errorf("only %d addresses were found", looked)
	}
	for _, p := range pages {
		_, body := s.send(t, "GET", p, "", reader...)
		at := named.FindStringIndex(body)
		t.Errorf("a reader meets a name at %s: …%s…", p, body[max(0, at[0]-80):min(len(body), at[1]+80)])
	}
	if pages, _ := met(token["editor"]); len(pages) < 10 {
		t.Errorf("an editor meets the names at %q alone", pages)
	}
	_, page := s.send(t, "GET", "/story/"+story, "", reader...)
	if !strings.Contains(page, "2 names withheld") || !strings.Contains(page, "Jane Doe") || strings.Contains(page, "withheld_") {
		t.Error("the page does not say that names are withheld, withholds the mayor's, or shows the filling")
	}
	for _, q := range []string{"Falk", "jonas fa", "nurse Falk"} {
		if _, body := s.send(t, "GET", "/api/v1/search?q="+strings.ReplaceAll(q, " ", "+"), "", reader...); !strings.Contains(body, `"hits":[]`) {
			t.Errorf("a reader finds reports by %q: %s", q, body)
		}
		if _, body := s.send(t, "GET", "/api/v1/search/claims?q="+strings.ReplaceAll(q, " ", "+"), "", reader...); !strings.Contains(body, `"claims":[]`) {
			t.Errorf("a reader finds claims by %q: %s", q, body)
		}
	}
	for _, path := range []string{"/api/v1/check", "/api/v1/check/claimreview", "/api/v1/check/stix"} {
		_, body := s.send(t, "POST", path, `{"text":"The flood in Springfield killed four people, the mayor said."}`, reader...)
		if named.MatchString(body) {
			t.Errorf("%s tells a reader a name: %s", path, body)
		}
	}
	for _, call := range []string{`{"name":"search_stories","arguments":{"query":"flood"}}`, `{"name":"read_brief","arguments":{"story":"` + story + `"}}`, `{"name":"query_ledger","arguments":{"story":"` + story + `"}}`} {
		code, body := s.send(t, "POST", "/mcp", `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":`+call+`}`, append(slices.Clone(editor), "Accept", "application/json, text/event-stream")...)
		if code != 200 || named.MatchString(body) || !strings.Contains(body, "Springfield") {
			t.Errorf("the assistant is told: %d %s", code, body)
		}
	}
	if code, _ := s.send(t, "GET", "/api/v1/stories/"+story+"/names", "", reader...); code != 403 {
		t.Errorf("a reader asks for the names: %d", code)
	}

	decide := func(kind, name string) int64 {
		t.Helper()
		code, answer := s.send(t, "POST", "/api/v1/decisions", fmt.Sprintf(`{"kind":%q,"story":%q,"text":%q,"why":"the family agreed"}`, kind, story, name), editor...)
		var d struct{ ID int64 }
		if err := json.Unmarshal([]byte(answer), &d); err != nil || code != 201 {
			t.Fatalf("%s: %d %s", kind, code, answer)
		}
		return d.ID
	}
	shown := func(name string) bool {
		_, body := s.send(t, "GET", "/api/v1/stories/"+story+"/sources", "", reader...)
		return strings.Contains(body, name)
	}
	no := decide("release", "jonas falk")
	if _, list := s.send(t, "GET", "/api/v1/reports", "", reader...); !shown("Jonas Falk") || !strings.Contains(list, "Jonas Falk") {
		t.Error("a released name is not shown")
	}
	if pages, _ := met(token["reader"]); len(pages) == 0 || slices.ContainsFunc(pages, func(p string) bool {
		_, body := s.send(t, "GET", p, "", reader...)
		return strings.Contains(body, "Mia")
	}) {
		t.Error("releasing one name shows another, or nothing")
	}
	if _, body := s.send(t, "GET", "/api/v1/stories/"+story+"/names", "", editor...); !strings.Contains(body, `"By":"editor"`) || !strings.Contains(body, "the family agreed") || !strings.Contains(body, `"child":true`) {
		t.Errorf("who released it, why, and that one is a child: %s", body)
	}
	if code, answer := s.send(t, "POST", "/api/v1/decisions", fmt.Sprintf(`{"kind":"undo","undoes":%d}`, no), editor...); code != 201 {
		t.Fatalf("undo: %d %s", code, answer)
	}
	if shown("Jonas Falk") {
		t.Error("what was released and taken back is still shown")
	}
	decide("withhold", "Jane Doe")
	if _, page := s.send(t, "GET", "/story/"+story, "", reader...); strings.Contains(page, "Jane Doe") {
		t.Error("a name that the desk withholds is shown")
	}
	if code, answer := s.send(t, "POST", "/api/v1/decisions", fmt.Sprintf(`{"kind":"release","story":%q,"text":"Mia Falk"}`, story), editor...); code != 422 {
		t.Errorf("a release without a reason: %d %s", code, answer)
	}
	n := 0
	read := func(line string) {
		n++
		if named.MatchString(line) {
			t.Errorf("an event tells a reader a name: %s", line)
		}
	}
	for late := time.After(10 * time.Second); n < 5; { // events are sent when what they tell of is written
		select {
		case line, more := <-told:
			if !more {
				t.Fatalf("the events end behind %d lines", n)
			}
			read(line)
		case <-late:
			t.Fatalf("%d lines of events", n)
		}
	}
	events.Body.Close()
	for line := range told {
		read(line)
	}
}

// TestNamesOfAnEarlierProgram serves a store whose readings and cards were written before anybody looked for names.
func TestNamesOfAnEarlierProgram(t *testing.T) {
	s := filled(t, filepath.Join(t.TempDir(), "s.db"), 10)
	ctx := t.Context()
	list, err := s.Stories(ctx, sitrep.StoryFilter{})
	if err != nil || len(list) != 1 {
		t.Fatalf("%d stories: %v", len(list), err)
	}
	told, err := s.Story(ctx, list[0].Story.ID)
	if err != nil {
		t.Fatal(err)
	}
	readings, err := s.Readings(ctx, told.Story.Articles)
	if err != nil {
		t.Fatal(err)
	}
	for i := range readings {
		if len(readings[i].Victims) != 1 {
			t.Fatalf("%s names %v", readings[i].Report.ID, readings[i].Victims)
		}
		readings[i].Victims = nil
	}
	told.Brief.Headline.Text = "Nurse Jonas Falk dies in Springfield"
	var card map[string]any
	if err := json.Unmarshal(told.Card, &card); err != nil {
		t.Fatal(err)
	}
	delete(card, "named")
	card["headline"] = told.Brief.Headline.Text
	if told.Card, err = json.Marshal(card); err != nil {
		t.Fatal(err)
	}
	if err := s.Keep(ctx, &sitrep.Batch{Readings: readings, Told: []sitrep.Told{told}}); err != nil {
		t.Fatal(err)
	}
	h, err := faces(faceOptions{book: desk.KeptBook(s.desk, s.Store), store: s, anyone: sitrep.Reader, clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/", "/story/" + string(told.Story.ID), "/report/" + string(readings[0].Report.ID), "/api/v1/stories", "/api/v1/reports"} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != http.StatusOK || strings.Contains(w.Body.String(), "Falk") || !strings.Contains(w.Body.String(), "Springfield") {
			t.Errorf("%s: %d, and the name is shown: %t", path, w.Code, strings.Contains(w.Body.String(), "Falk"))
		}
	}
}
