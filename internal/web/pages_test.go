package web_test

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/web"
)

func itoa(n int) string { return strconv.Itoa(n) }

// TestPages holds the main pages against what they must say.
func TestPages(t *testing.T) {
	h := site(t, web.Options{Book: demo(t), Anyone: sitrep.Reader})
	front := body(t, h, "/")
	story := first(t, front, "/story/")
	page := body(t, h, story)
	for _, c := range []struct {
		name, page string
		want       []string
	}{
		{"front", front, []string{"<h1>Running stories</h1>", "69 reports: ", "of unknown lineage", `class="spark"`, "<option value=\"en\">English", "casualties</strong>"}},
		{"story", page, []string{"Joint Chiefs of Staff (South Korea)", "about 1,100", "Who says what", "declined to comment", "Disputed, or told otherwise", "What changed", "Sources by origin", "AFP", `<svg xmlns`,
			"Unknown lineage", `type="range"`, "brief.md", "ledger.csv", "Rule: lowest"}},
		{"past", body(t, h, story+"?asof=2024-12-24"), []string{"As it stood on", "24 Dec 2024", "The story as it stands", "brief.md?asof=2024-12-24"}},
		{"changes", body(t, h, story+"/changes?from=2024-12-24&to=2025-01-14"), []string{"<ins>", "<del>", "Every change", "update"}},
		{"versions", body(t, h, story+"/versions"), []string{"<h1>Versions of the brief</h1>", "What is different", "<ins>", "<del>", `<li value="1">`}},
		{"search", body(t, h, "/search?q=Kirby"), []string{"<mark>Kirby</mark>", "report"}},
		{"claims found", body(t, h, "/search?q=Kirby+casualties&in=claims"), []string{"<bdi>John Kirby</bdi></strong> ", "<mark>casualties</mark>", `aria-current="page">Who says what`}},
		{"no claim found", body(t, h, "/search?q=xyzzyq&in=claims"), []string{"No claim has"}},
		{"figures", body(t, h, story+"/figures"), []string{"<h1>All figures</h1>", "Joint Chiefs of Staff (South Korea)", "Strength"}},
		{"sources", body(t, h, story+"/sources"), []string{"<h1>All sources</h1>", "AFP", "Unknown lineage"}},
		{"nothing found", body(t, h, "/search?q=xyzzyq"), []string{"No report has"}},
		{"report", body(t, h, first(t, page, "/report/")), []string{"Figures in it", "Who says what in it", `class="fig"`}},
		{"check", body(t, h, "/check"), []string{"Paste a text", "<textarea"}},
	} {
		for _, want := range c.want {
			if !strings.Contains(c.page, want) {
				t.Errorf("%s: no %q", c.name, want)
			}
		}
		if strings.Contains(c.page, "ZgotmplZ") || strings.Contains(c.page, "%!") {
			t.Errorf("%s: a value is of the wrong kind", c.name)
		}
	}
	if strings.Contains(body(t, h, story+"?asof=2024-12-24"), "2 Sep 2025</td>") {
		t.Error("the story as of 24 December knows of September")
	}
	for path, want := range map[string]int{
		story + "?asof=yesterday": 400, story + "?asof=1999": 404, "/story/none": 404, "/report/none": 404, story + "/none.csv": 404, "/check?t=!!!": 400, "/check?t=AAAA": 400,
		first(t, page, "/report/") + "?with=none": 200, strings.Replace(first(t, page, "/claim/"), "-", "-9", 1) + "9999": 404, "/search?q=" + strings.Repeat("x", 300): 400,
	} {
		if w := get(t, h, path); w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
}

// TestDownloads reads what is handed over.
func TestDownloads(t *testing.T) {
	h := site(t, web.Options{Book: demo(t), Anyone: sitrep.Reader})
	story := first(t, body(t, h, "/"), "/story/")
	var b sitrep.Brief
	if err := json.Unmarshal([]byte(body(t, h, story+"/brief.json")), &b); err != nil || b.Headline.Text == "" {
		t.Errorf("brief.json: %v", err)
	}
	for name, begins := range map[string]string{"brief.md": "# " + b.Headline.Text, "brief.html": "<!doctype html>", "ledger.csv": "story,", "ledger.json": "{", "chart.svg": "<svg "} {
		w := get(t, h, story+"/"+name)
		if w.Code != http.StatusOK || !strings.HasPrefix(w.Body.String(), begins) {
			t.Errorf("%s: %d, begins %.60q", name, w.Code, w.Body)
		}
		if d := w.Header().Get("Content-Disposition"); name != "chart.svg" && !strings.HasPrefix(d, "attachment; filename=") {
			t.Errorf("%s: %q", name, d)
		}
	}
}

// TestSinceYouLooked comes back later: what changed in between is marked.
func TestSinceYouLooked(t *testing.T) {
	now := time.Date(2025, 8, 1, 0, 0, 0, 0, time.UTC)
	h := site(t, web.Options{Book: demo(t), Anyone: sitrep.Reader, Clock: func() time.Time { return now }})
	w := get(t, h, "/")
	if strings.Contains(w.Body.String(), "since you last looked") {
		t.Error("a first visit has no last time")
	}
	cookie := w.Result().Cookies()[0].String()
	again := func() string {
		r := newGet("/")
		r.Header.Set("Cookie", strings.SplitN(cookie, ";", 2)[0])
		w := serve(h, r)
		cookie = w.Result().Cookies()[0].String()
		return w.Body.String()
	}
	now = now.Add(48 * time.Hour)
	if page := again(); !strings.Contains(page, "1 story on this page changed since you last looked") || !strings.Contains(page, `<span class="new">changed</span>`) {
		t.Error("the story changed after the last look, and the page does not say so")
	}
	now = now.Add(90 * 24 * time.Hour)
	again()
	now = now.Add(time.Hour)
	if page := again(); !strings.Contains(page, "Nothing on this page changed since you last looked") {
		t.Error("nothing changed, and the page does not say so")
	}
	cookie = "sitrep-seen=99999999999.nonsense"
	if page := again(); !strings.Contains(page, "Running stories") {
		t.Error("a cookie made up by somebody breaks the page")
	}
}

// TestDiff compares texts by words.
func TestDiff(t *testing.T) {
	for _, c := range []struct {
		name, old, now, want string
	}{
		{"nothing", "One two three.", "One two three.", "same(One two three.)"},
		{"commas and case", "One, two three", "one two, three.", "same(one two, three.)"},
		{"a word", "At least 29 died there", "At least 31 died there", "same(At least )gone(29 )new(31 )same(died there)"},
		{"added", "a b", "a x y b", "same(a )new(x y )same(b)"},
		{"taken out", "a x y b", "a b", "same(a )gone(x y )same(b)"},
		{"all else", "a b", "c d", "gone(a b)new(c d)"},
		{"from nothing", "", "a", "new(a)"},
		{"to nothing", "a", "", "gone(a)"},
	} {
		got := ""
		for _, s := range web.Diff(c.old, c.now) {
			got += s.Kind + "(" + s.Text + ")"
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	long := strings.Repeat("word other ", 20_000)
	if start := time.Now(); len(web.Diff(long, strings.Repeat("quite different ", 20_000))) == 0 || time.Since(start) > 5*time.Second {
		t.Errorf("two long texts took %s", time.Since(start))
	}
}
