package web_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdp "github.com/chromedp/chromedp"

	"sitrep"
	"sitrep/internal/account"
	"sitrep/internal/web"
)

var shots = flag.String("shots", "", "a folder to keep screenshots in")

// tab is a tab of a real browser.
type tab struct {
	ctx context.Context
	t   *testing.T
	at  string // what is looked at, for messages
}

// browser starts Chromium without a window, or skips the test where there is none.
func browser(t *testing.T) *tab {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes too long for -short")
	}
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("no Chromium on this machine")
	}
	opts := append(cdp.DefaultExecAllocatorOptions[:], cdp.ExecPath(path))
	if os.Getuid() == 0 {
		opts = append(opts, cdp.NoSandbox)
	}
	ctx, stop := cdp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(stop)
	ctx, stop = cdp.NewContext(ctx)
	t.Cleanup(stop)
	b := &tab{ctx: ctx, t: t}
	if err := cdp.Do(ctx, cdp.Navigate("about:blank")); err != nil {
		t.Fatalf("start the browser: %v", err)
	}
	return b
}

func (b *tab) do(steps ...cdp.Action[cdp.Void]) {
	b.t.Helper()
	ctx, stop := context.WithTimeout(b.ctx, 90*time.Second)
	defer stop()
	if err := cdp.Do(ctx, steps...); err != nil {
		b.t.Fatalf("%s: %v", b.at, err)
	}
}

// ask evaluates a script; the page's policy does not hold for it.
func ask[T any](b *tab, script string) T {
	b.t.Helper()
	ctx, stop := context.WithTimeout(b.ctx, 90*time.Second)
	defer stop()
	v, err := cdp.Run(ctx, cdp.Evaluate[T](script, cdp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %v", b.at, err)
	}
	return v
}

// look is a way a page is looked at.
type look struct {
	name          string
	width, height int64
	dark, print   bool
}

var looks = []look{{name: "light", width: 1200, height: 900}, {name: "dark", width: 1200, height: 900, dark: true}, {name: "phone", width: 390, height: 844}, {name: "print", width: 673, height: 986, print: true}}

func (b *tab) look(l look) {
	b.t.Helper()
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"}}}
	if l.dark {
		media.Features[0].Value = "dark"
	}
	if l.print {
		media.Media = "print"
	}
	b.do(cdp.EmulateViewport(l.width, l.height), func(ctx context.Context, _ *cdp.Target) (cdp.Void, error) {
		_, err := cdp.Call(ctx, emulation.SetEmulatedMedia, media)
		return cdp.Void{}, err
	})
}

// shoot keeps a screenshot, if they are wanted.
func (b *tab) shoot(name string) {
	b.t.Helper()
	if *shots == "" {
		return
	}
	png, err := cdp.Run(b.ctx, cdp.FullScreenshot(100))
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*shots, name+".png"), png, 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// audit runs axe-core with the rules of WCAG 2.2 A and AA and its best practices over the page that is open.
func (b *tab) audit(axe string) {
	b.t.Helper()
	ask[cdp.Void](b, axe)
	out := ask[string](b, `axe.run({runOnly:["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]}).then(r => JSON.stringify(r.violations.map(v => ({id: v.id, help: v.help,
		nodes: v.nodes.slice(0,3).map(n => n.html.slice(0,200) + " | " + (n.any[0]||n.all[0]||n.none[0]||{}).message)}))))`)
	var found []struct {
		ID, Help string
		Nodes    []string
	}
	if err := json.Unmarshal([]byte(out), &found); err != nil {
		b.t.Fatal(err)
	}
	for _, f := range found {
		b.t.Errorf("%s: %s: %s\n  %s", b.at, f.ID, f.Help, strings.Join(f.Nodes, "\n  "))
	}
	if wide := ask[string](b, `document.documentElement.scrollWidth > innerWidth ? document.documentElement.scrollWidth + " > " + innerWidth : ""`); wide != "" {
		b.t.Errorf("%s: the page is wider than the screen: %s", b.at, wide)
	}
}

const careless = "The White House reported over 1,100 casualties among North Korean troops. South Korea's Joint Chiefs of Staff put the losses at about 1,100 killed or wounded on 23 December. " +
	"It was a sad day. At least 50,000 North Koreans were killed, the UN said."

// TestBrowser walks the main paths in a real browser and holds every page against the rules of axe-core.
func TestBrowser(t *testing.T) {
	b := browser(t)
	h := site(t, web.Options{Book: demo(t), Anyone: sitrep.Reader})
	srv := httptest.NewServer(h)
	defer srv.Close()
	source, err := os.ReadFile("testdata/axe/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	axe := string(source)
	story := first(t, body(t, h, "/"), "/story/")
	claim := first(t, body(t, h, story), "/claim/")
	report := first(t, body(t, h, story), "/report/")
	_, table, _ := strings.Cut(body(t, h, story), `class="ledger"`)
	figure := first(t, table, "/claim/")
	past := get(t, h, story+"?day=20").Header().Get("Location")
	pages := []struct{ name, path string }{
		{"front", "/"}, {"figures", story + "/figures"}, {"sources", story + "/sources"}, {"versions", story + "/versions"}, {"story", story}, {"past", past}, {"changes", story + "/changes?from=2024-12-24&to=2025-01-14"},
		{"report", report}, {"claim", claim}, {"search", "/search?q=Kirby"}, {"said", "/search?q=Kirby&in=claims"}, {"about", "/about"}, {"check", "/check"},
	}
	for _, p := range pages {
		for _, l := range looks {
			if *shots == "" && (l.print || p.name == "past" || l.name != "light" && p.name != "story" && p.name != "check") {
				continue // the rest takes longer than every run should
			}
			b.at = p.name + ", " + l.name
			b.look(l)
			b.do(cdp.Navigate(srv.URL + p.path))
			b.shoot(p.name + "-" + l.name)
			if !l.print {
				b.audit(axe)
			}
		}
	}

	d, feeds := &ledgerOfDecisions{}, &followed{}
	for _, address := range []string{"https://one.example/feed", "https://two.example/feed"} {
		if err := feeds.Follow(b.ctx, address); err != nil {
			t.Fatal(err)
		}
	}
	feeds.list[1].Failures, feeds.list[1].LastError = 3, "the server answered 503 (Service Unavailable)"
	if _, err := d.Decide(b.ctx, sitrep.Decision{Kind: sitrep.Note, Story: sitrep.StoryID(strings.TrimPrefix(story, "/story/")), Text: "Ask the ministry.", By: "ann", At: noon}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Jane Doe", "Richard Roe"} {
		if _, err := d.Decide(b.ctx, sitrep.Decision{Kind: sitrep.Withhold, Story: sitrep.StoryID(strings.TrimPrefix(story, "/story/")), Text: name, By: "ann", Why: "the family asks", At: noon}); err != nil {
			t.Fatal(err)
		}
	}
	guard, err := account.New(account.Options{Store: newPeople(), Clock: clock, Random: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	inside := httptest.NewServer(site(t, web.Options{Book: demo(t), Anyone: sitrep.Admin, Guard: guard, Desk: d, Feeds: feeds, Alerts: rulesOf(t, []string{"tolls"})}))
	defer inside.Close()
	for _, p := range []struct{ name, path string }{{"desk-story", story}, {"desk-report", report}, {"desk-claim", figure}, {"desk", "/desk"}, {"feeds", "/feeds"}, {"alerts", "/alerts"}, {"sign-in", "/sign-in"}} {
		b.at = p.name
		b.look(looks[0])
		b.do(cdp.Navigate(inside.URL + p.path))
		ask[bool](b, `(() => { for (const d of document.querySelectorAll(".desk details")) d.open = true; return true })()`)
		b.shoot(p.name + "-light")
		b.audit(axe)
	}

	for _, l := range looks[1:3] { // the desk's work, dark and on a phone
		b.at = "desk-story, " + l.name
		b.look(l)
		b.do(cdp.Navigate(inside.URL + story))
		ask[bool](b, `(() => { for (const d of document.querySelectorAll(".desk details")) d.open = true; return true })()`)
		b.shoot("desk-story-" + l.name)
		b.audit(axe)
	}

	b.at = "a note"
	b.look(looks[0])
	b.do(cdp.Navigate(srv.URL+story), cdp.Click(cdp.CSS(".body .cite summary")), cdp.WaitVisible(cdp.CSS(".body .cite .note")))
	b.shoot("note-light")
	b.do(cdp.KeyEvent("\x1b"))
	if at := ask[string](b, `document.querySelector(".body .cite").open ? "open" : document.activeElement.tagName`); at != "SUMMARY" {
		t.Errorf("Escape closes a note and goes back to its mark: %s", at)
	}
	ask[bool](b, `(() => { document.querySelectorAll(".body .cite summary")[1].focus(); return true })()`)
	b.do(cdp.KeyEvent("\r"))
	if !ask[bool](b, `document.querySelectorAll(".body .cite")[1].open`) {
		t.Error("Enter does not open a note")
	}
	b.at = "paper"
	pdf, err := cdp.Run(b.ctx, cdp.PrintToPDF())
	if err != nil {
		t.Fatal(err)
	}
	if n := regexp.MustCompile(`/Count ([0-9]+)`).FindSubmatch(pdf); n == nil || string(n[1]) != "1" && string(n[1]) != "2" {
		t.Errorf("the story takes %s pages of paper, want two at most", n)
	}
	b.at = "a note, phone"
	b.look(looks[2])
	b.do(cdp.Navigate(srv.URL + story))
	ask[bool](b, `document.querySelectorAll(".body .cite")[1].open = true`)
	b.shoot("note-phone")
	b.audit(axe)

	b.at = "check"
	b.look(looks[0])
	b.do(cdp.Navigate(srv.URL+"/check"), cdp.SendKeys(cdp.CSS("#text"), careless), cdp.Click(cdp.CSS("form.stack button")), cdp.WaitVisible(cdp.CSS(".checked")))
	if at := ask[string](b, `location.pathname + location.search`); !strings.HasPrefix(at, "/check?t=") {
		t.Errorf("a check has an address of its own: %s", at)
	}
	if got := ask[string](b, `document.querySelector(".checked").innerText`); !strings.Contains(got, "misattributed") {
		t.Errorf("the careless sentence is found out: %s", got)
	}
	b.shoot("checked-light")
	b.audit(axe)
	b.at = "check, phone"
	b.look(looks[2])
	b.do(cdp.Reload())
	b.shoot("checked-phone")
	b.audit(axe)

	b.at = "search"
	b.look(looks[0])
	b.do(cdp.Navigate(srv.URL+"/"), cdp.SendKeys(cdp.CSS("#q"), "Zelensky"), cdp.Click(cdp.CSS(".find button")), cdp.WaitVisible(cdp.CSS(".hits")))
}

// TestLive looks at a page while its story changes: it is said, with a link, and the reader's focus stays where it is; a tab
// that is not listening (no script) loses nothing else.
func TestLive(t *testing.T) {
	b := browser(t)
	asked := make(chan string, 10)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/v1/events", func(w http.ResponseWriter, r *http.Request) {
		asked <- r.URL.RawQuery
		w.Header().Set("Content-Type", "text/event-stream")
		w.Write([]byte("id: 8\nevent: brief.updated\ndata: {\"story\":\"s-1\"}\n\nid: 9\nevent: figure.changed\ndata: {\"story\":\"s-2\"}\n\n"))
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	mux.Handle("/", site(t, web.Options{Book: demo(t), Anyone: sitrep.Reader, LastNotice: func(context.Context) (int64, error) { return 7, nil }}))
	srv := httptest.NewServer(mux)
	defer srv.Close()
	defer srv.CloseClientConnections()
	story := first(t, body(t, mux, "/"), "/story/")
	for _, c := range []struct{ path, query, says string }{{"/", "after=7", "2 stories have changed: load it"}, {story, "story=" + strings.TrimPrefix(story, "/story/") + "&after=7", "This story has changed: load it"}} {
		b.at = c.path
		b.do(cdp.Navigate(srv.URL+c.path), cdp.WaitVisible(cdp.CSS(".live a")))
		if got := <-asked; got != c.query {
			t.Errorf("%s listens with %q, want %q", c.path, got, c.query)
		}
		for range 50 { // the second event may come a moment later
			if ask[string](b, `document.querySelector(".live").innerText`) == c.says {
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
		if got := ask[string](b, `document.querySelector(".live").innerText + "|" + document.activeElement.tagName + "|" + document.querySelector(".live").getAttribute("aria-live")`); got != c.says+"|BODY|polite" {
			t.Errorf("%s says %q", c.path, got)
		}
	}
	if page := body(t, mux, story+"?asof=2024-12-24"); strings.Contains(page, "data-live") {
		t.Error("a page of a past day listens for what changes")
	}
	if page := body(t, mux, "/about"); strings.Contains(page, "data-live") || !strings.Contains(page, `type="application/atom+xml"`) {
		t.Error("a page that is of no story listens, or names no feed")
	}
}
