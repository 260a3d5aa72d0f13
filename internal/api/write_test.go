package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/api"
)

func timer(ms int) <-chan time.Time { return time.After(time.Duration(ms) * time.Millisecond) }

// quoted is a string as JSON has it, within its quotes.
func quoted(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

// TestReports takes reports: new ones, the same again, an edit.
func TestReports(t *testing.T) {
	k := newKept(t)
	h := site(t, k.options())
	two := map[string]any{"reports": []any{flood(1, "three"), flood(2, "four")}}
	first := into[api.Taken](t, ask(t, h, "POST", "/api/v1/reports", two), 201)
	if len(first.Kept) != 2 || len(first.Known) != 0 || first.Kept[0].Version != 1 {
		t.Fatalf("new: %+v", first)
	}
	again := into[api.Taken](t, ask(t, h, "POST", "/api/v1/reports", two), 200)
	if len(again.Kept) != 0 || len(again.Known) != 2 || again.Known[0] != first.Kept[0].Report {
		t.Errorf("the same again: %+v", again)
	}
	edited := flood(1, "eleven")
	w := ask(t, h, "POST", "/api/v1/reports", map[string]any{"reports": []any{edited}})
	edit := into[api.Taken](t, w, 201)
	if len(edit.Kept) != 1 || edit.Kept[0].Version != 2 || edit.Kept[0].Item != first.Kept[0].Item || !strings.Contains(edit.Kept[0].Change, "three → eleven") {
		t.Errorf("an edit: %+v", edit)
	}
	at := w.Header().Get("Location")
	if at != "/api/v1/reports/"+string(edit.Kept[0].Report) {
		t.Errorf("the edit lies at %q", at)
	}
	got := into[api.ReportAnswer](t, ask(t, h, "GET", at, nil), 200)
	if got.Text != edited["text"] || got.Language != "en" {
		t.Errorf("read back: %+v", got)
	}
	versions := into[api.ReportVersions](t, ask(t, h, "GET", at+"/versions", nil), 200)
	if len(versions.Versions) != 2 {
		t.Errorf("versions: %+v", versions)
	}
	diff := into[api.ReportComparison](t, ask(t, h, "GET", at+"/compare?with="+string(first.Kept[0].Report), nil), 200)
	if diff.To != edit.Kept[0].Report || len(diff.Stretches) < 3 {
		t.Errorf("compared: %+v", diff)
	}
	bare := into[api.Taken](t, ask(t, h, "POST", "/api/v1/reports", `{"reports":[{"text":"Two people were hurt."}]}`), 201)
	if !strings.HasPrefix(string(bare.Kept[0].Report), "api-") || bare.Kept[0].Language != "en" {
		t.Errorf("a text alone: %+v", bare)
	}
	if w := ask(t, h, "POST", "/api/v1/reports", `{"reports":[{"text":"Two people were hurt."}]}`); w.Code != 200 {
		t.Errorf("a text alone, again: %d", w.Code)
	}
	n, err := k.Changes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if w := ask(t, h, "POST", "/api/v1/reports", map[string]any{"reports": []any{flood(5, "six"), map[string]any{"text": ""}}}); w.Code != 422 {
		t.Errorf("one of two is wrong: %d", w.Code)
	}
	if m, err := k.Changes(t.Context()); err != nil || m != n {
		t.Errorf("something was kept of a request that was refused: %d, %d (%v)", n, m, err)
	}
}

// TestOnce asks twice with one key: the second time is told what was done, and nothing more is.
func TestOnce(t *testing.T) {
	k := newKept(t)
	h := site(t, k.options())
	for _, c := range []struct {
		path string
		body any
		size func() int
	}{
		{"/api/v1/decisions", map[string]any{"kind": "note", "text": "Ask the mayor."}, func() int { list, _ := k.Decisions(t.Context()); return len(list) }},
		{"/api/v1/feeds", map[string]any{"url": "https://courier.example/feed"}, func() int { list, _ := k.Feeds(t.Context()); return len(list) }},
		{"/api/v1/reports", map[string]any{"reports": []any{flood(1, "three"), flood(2, "four")}}, func() int { list, _ := k.book.Taken(t.Context(), 0, 100); return len(list) }},
	} {
		key := "key of " + c.path
		first := ask(t, h, "POST", c.path, c.body, "Idempotency-Key", key)
		size := c.size()
		second := ask(t, h, "POST", c.path, c.body, "Idempotency-Key", key)
		if first.Code != 201 || second.Code != 201 || first.Body.String() != second.Body.String() || second.Header().Get("Idempotency-Replayed") != "true" || first.Header().Get("Idempotency-Replayed") != "" || first.Header().Get("Location") != second.Header().Get("Location") {
			t.Errorf("%s: %d %s, then %d %s", c.path, first.Code, first.Body, second.Code, second.Body)
		}
		if c.size() != size || size == 0 {
			t.Errorf("%s: it was done twice: %d, then %d", c.path, size, c.size())
		}
		other := map[string]any{"kind": "note", "text": "Something else."}
		if p := into[problem](t, ask(t, h, "POST", "/api/v1/decisions", other, "Idempotency-Key", key), 422); p.Type != "/api/v1/docs#key-reused" {
			t.Errorf("%s: the key for something else: %+v", c.path, p)
		}
	}
	// The process died after the transaction and before the answer: another one, over the same store, is asked again.
	reborn := site(t, k.options())
	w := ask(t, reborn, "POST", "/api/v1/decisions", map[string]any{"kind": "note", "text": "Ask the mayor."}, "Idempotency-Key", "key of /api/v1/decisions")
	if list, _ := k.Decisions(t.Context()); w.Code != 201 || len(list) != 1 || w.Header().Get("Idempotency-Replayed") != "true" {
		t.Errorf("after a crash: %d, %d decisions", w.Code, len(list))
	}
	feed := into[api.FeedAnswer](t, ask(t, h, "POST", "/api/v1/feeds", map[string]any{"url": "https://courier.example/feed"}), 200)
	path := fmt.Sprintf("/api/v1/feeds/%d", feed.ID)
	seen := ask(t, h, "GET", path, nil).Header().Get("ETag")
	if w := ask(t, h, "DELETE", path, nil, "If-Match", `"old"`); w.Code != 412 {
		t.Errorf("a feed that has changed since: %d", w.Code)
	}
	for range 2 {
		if w := ask(t, h, "DELETE", path, nil, "Idempotency-Key", "remove", "If-Match", seen); w.Code != 204 || w.Body.Len() > 0 {
			t.Errorf("no more: %d %s", w.Code, w.Body)
		}
	}
	if w := ask(t, h, "DELETE", path, nil); w.Code != 404 {
		t.Errorf("once more: %d", w.Code)
	}
}

// TestOnceInACrowd asks with one key many times at once.
func TestOnceInACrowd(t *testing.T) {
	k := newKept(t)
	sites := []http.Handler{site(t, k.options()), site(t, k.options())} // two processes
	var mu sync.Mutex
	codes := map[int]int{}
	var all sync.WaitGroup
	for i := range 12 {
		all.Go(func() {
			w := ask(t, sites[i%2], "POST", "/api/v1/decisions", `{"kind":"note","text":"Once."}`, "Idempotency-Key", "k")
			mu.Lock()
			defer mu.Unlock()
			codes[w.Code]++
		})
	}
	all.Wait()
	list, err := k.Decisions(t.Context())
	if err != nil || len(list) != 1 || codes[201] == 0 || codes[201]+codes[409] != 12 {
		t.Errorf("%d decisions, answers %v (%v)", len(list), codes, err)
	}
}

// faultyWriter keeps, and then says that it could not: as a process that dies before it answers.
type faultyWriter struct{ *kept }

func (f faultyWriter) Decide(ctx context.Context, d sitrep.Decision, r *sitrep.Receipt) (int64, error) {
	if _, err := f.kept.Decide(ctx, d, r); err != nil {
		return 0, err
	}
	return 0, errors.New("the power went")
}

// TestRetryAfterAFault asks again with the same key after an answer that said nothing.
func TestRetryAfterAFault(t *testing.T) {
	k := newKept(t)
	o := k.options()
	o.Writer = faultyWriter{k}
	body := `{"kind":"note","text":"Once."}`
	if w := ask(t, site(t, o), "POST", "/api/v1/decisions", body, "Idempotency-Key", "k"); w.Code != 500 || strings.Contains(w.Body.String(), "power") {
		t.Errorf("the fault: %d %s", w.Code, w.Body)
	}
	w := ask(t, site(t, k.options()), "POST", "/api/v1/decisions", body, "Idempotency-Key", "k")
	if list, _ := k.Decisions(t.Context()); w.Code != 201 || len(list) != 1 {
		t.Errorf("again: %d %s, %d decisions", w.Code, w.Body, len(list))
	}
}

// TestIfMatch signs off what was seen, and nothing newer.
func TestIfMatch(t *testing.T) {
	k := newKept(t)
	h := site(t, k.options())
	into[api.Taken](t, ask(t, h, "POST", "/api/v1/reports", map[string]any{"reports": []any{flood(1, "three")}}), 201)
	k.work(t)
	story := string(theStory(t, k.book))
	brief := "/api/v1/stories/" + story + "/brief"
	seen := ask(t, h, "GET", brief, nil).Header().Get("ETag")
	into[api.Taken](t, ask(t, h, "POST", "/api/v1/reports", map[string]any{"reports": []any{flood(2, "eleven")}}), 201)
	k.work(t)
	sign := `{"kind":"sign_off","story":"` + story + `"}`
	if w := ask(t, h, "POST", "/api/v1/decisions", sign, "If-Match", seen); w.Code != 412 {
		t.Errorf("an older brief is signed off: %d %s", w.Code, w.Body)
	}
	now := ask(t, h, "GET", brief, nil, "Accept-Encoding", "gzip").Header().Get("ETag")
	row := into[api.DecisionRow](t, ask(t, h, "POST", "/api/v1/decisions", sign, "If-Match", now), 201)
	if row.Kind != sitrep.SignOff || row.By != "desk" || string(row.Story) != story {
		t.Errorf("signed: %+v", row)
	}
	undo := into[api.DecisionRow](t, ask(t, h, "POST", "/api/v1/decisions", fmt.Sprintf(`{"kind":"undo","undoes":%d}`, row.ID)), 201)
	list := into[api.Decisions](t, ask(t, h, "GET", "/api/v1/decisions", nil), 200)
	if len(list.Decisions) != 2 || list.Decisions[0].ID != undo.ID || !list.Decisions[1].Undone {
		t.Errorf("undone: %+v", list)
	}
}

// TestCursors goes through lists while they grow: nothing is told twice, and nothing that stayed is missed.
func TestCursors(t *testing.T) {
	k := newKept(t)
	h := site(t, k.options())
	for i := range 5 {
		into[api.DecisionRow](t, ask(t, h, "POST", "/api/v1/decisions", fmt.Sprintf(`{"kind":"note","text":"note %d"}`, i)), 201)
	}
	for i := range 5 {
		at := time.Date(2025, 1, 1+i, 0, 0, 0, 0, time.UTC)
		told := sitrep.Told{Story: sitrep.Story{ID: sitrep.StoryID(fmt.Sprint("s-", i)), Headline: fmt.Sprint("Story ", i), Articles: []sitrep.ReportID{sitrep.ReportID(fmt.Sprint("r", i))}}, At: at}
		if err := k.Keep(t.Context(), &sitrep.Batch{Reports: []*sitrep.Kept{{Report: &sitrep.Report{ID: sitrep.ReportID(fmt.Sprint("r", i)), Text: "x"}}}, Told: []sitrep.Told{told}}); err != nil {
			t.Fatal(err)
		}
	}
	var seen []string
	page := func(path string) (next string) {
		t.Helper()
		var list struct {
			Stories   []struct{ Headline string }
			Reports   []struct{ Report string }
			Decisions []struct{ Text string }
			Next      string
		}
		w := ask(t, h, "GET", path, nil)
		if err := json.Unmarshal(w.Body.Bytes(), &list); err != nil || w.Code != 200 {
			t.Fatalf("%s: %d %v", path, w.Code, err)
		}
		for _, s := range list.Stories {
			seen = append(seen, s.Headline)
		}
		for _, r := range list.Reports {
			seen = append(seen, r.Report)
		}
		for _, d := range list.Decisions {
			seen = append(seen, d.Text)
		}
		return list.Next
	}
	for _, c := range []struct{ path, want string }{
		{"/api/v1/stories?limit=2", "Story 4 Story 3 Story 2 Story 1 Story 0"},
		{"/api/v1/reports?limit=2", "r0 r1 r2 r3 r4 r9"},
		{"/api/v1/decisions?limit=2", "note 4 note 3 note 2 note 1 note 0"},
	} {
		seen = nil
		next := page(c.path)
		if strings.Contains(c.path, "stories") { // something new comes to the front
			if err := k.Keep(t.Context(), &sitrep.Batch{Reports: []*sitrep.Kept{{Report: &sitrep.Report{ID: "r9", Text: "x"}}}, Told: []sitrep.Told{{Story: sitrep.Story{ID: "s-9", Headline: "Story 9", Articles: []sitrep.ReportID{"r9"}}, At: noon}}}); err != nil {
				t.Fatal(err)
			}
			into[api.DecisionRow](t, ask(t, h, "POST", "/api/v1/decisions", `{"kind":"note","text":"note 9"}`), 201)
			c.want = "Story 4 Story 3 Story 2 Story 1 Story 0"
		}
		if strings.Contains(c.path, "decisions") {
			c.want = "note 9 " + c.want
		}
		for n := 0; next != "" && n < 10; n++ {
			next = page(next)
		}
		if got := strings.Join(seen, " "); got != c.want {
			t.Errorf("%s: %s, want %s", c.path, got, c.want)
		}
	}
}
