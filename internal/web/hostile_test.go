package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	cdp "github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"sitrep"
	"sitrep/internal/web"
)

// vectors are texts that run or load something where they are taken for markup. TRAP stands for an address
// that notices being asked.
var vectors = []string{
	`<script>window.pwned=1</script>`, `<script src=TRAP></script>`, `<script src="//TRAP/x.js" async></script>`, `<img src=x onerror=window.pwned=1>`, `<img src=TRAP>`, `<img srcset="TRAP 1x">`, `<svg onload=window.pwned=1>`,
	`<svg><script>window.pwned=1</script></svg>`, `<svg><animate onbegin=window.pwned=1 attributeName=x dur=1s>`, `<svg><use href="TRAP#x"/></svg>`, `<svg><image href=TRAP></svg>`, `<svg><a xlink:href="javascript:window.pwned=1"><text>x</text></a></svg>`,
	`<svg><set attributeName=href to=javascript:window.pwned=1>`, `<svg><foreignObject><iframe src=TRAP></iframe></foreignObject></svg>`, `<math href="javascript:window.pwned=1">x</math>`, `<math><mtext><table><mglyph><style><img src onerror=window.pwned=1>`,
	`<iframe src=TRAP></iframe>`, `<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>`, `<object data=TRAP></object>`, `<embed src=TRAP>`, `<link rel=stylesheet href=TRAP>`, `<link rel=prefetch href=TRAP>`, `<link rel=dns-prefetch href=//TRAP>`,
	`<meta http-equiv=refresh content="0;url=TRAP">`, `<base href=TRAP>`, `<style>@import url(TRAP);</style>`, `<style>*{background:url(TRAP)}</style>`, `<div style="background:url(TRAP)">x</div>`, `<body onload=window.pwned=1>`,
	`<body background=TRAP>`, `<input autofocus onfocus=window.pwned=1>`, `<select autofocus onfocus=window.pwned=1>`, `<textarea autofocus onfocus=window.pwned=1>`, `<details open ontoggle=window.pwned=1>`, `<video src=TRAP autoplay onloadstart=window.pwned=1>`,
	`<video poster=TRAP>`, `<audio src=TRAP onerror=window.pwned=1>`, `<source srcset=TRAP>`, `<track src=TRAP>`, `<marquee onstart=window.pwned=1>x</marquee>`, `<form action=TRAP><button autofocus>x</button></form>`, `<form><button formaction=javascript:window.pwned=1>x`,
	`<a href="javascript:window.pwned=1" autofocus>x</a>`, `<a href=TRAP ping=TRAP>x</a>`, `<area href=javascript:window.pwned=1>`, `<keygen autofocus onfocus=window.pwned=1>`, `<frameset onload=window.pwned=1>`, `<portal src=TRAP>`, `<template><script>window.pwned=1</script></template>`,
	`<noscript><p title="</noscript><img src=x onerror=window.pwned=1>">`, `<!--><img src=x onerror=window.pwned=1>-->`, `<![CDATA[<script>window.pwned=1</script>]]>`, `<?xml-stylesheet href=TRAP?>`, `<x onclick=window.pwned=1 tabindex=1 id=x autofocus onfocus=window.pwned=1>x`,
	`&lt;script&gt;window.pwned=1&lt;/script&gt;`, `&#60;img src=x onerror=window.pwned=1&#62;`, "\x3cscript>window.pwned=1\x3c/script>", `{{.}}{{"<script>window.pwned=1</script>"}}`, `${window.pwned=1}`, "`-window.pwned=1-`", `';window.pwned=1//`, `";window.pwned=1//`, `\";window.pwned=1//`,
	`</title><script>window.pwned=1</script>`, `</textarea><script>window.pwned=1</script>`, `</style><script>window.pwned=1</script>`, `</script><script>window.pwned=1</script>`, `--></svg><script>window.pwned=1</script>`, `]]><script>window.pwned=1</script>`,
	`" onmouseover="window.pwned=1" autofocus onfocus="window.pwned=1`, `' onfocus='window.pwned=1' autofocus '`, `x onfocus=window.pwned=1 autofocus`, `"><img src=x onerror=window.pwned=1>`, `'><img src=x onerror=window.pwned=1>`, "\u2028<script>window.pwned=1</script>", "\u202e<script>window.pwned=1</script>",
	"<scr\x00ipt>window.pwned=1</script>", "<img\x0bsrc=x\x0conerror=window.pwned=1>", "＜script＞window.pwned=1＜/script＞", "+ADw-script+AD4-window.pwned=1+ADw-/script+AD4-", "<img src=`x` onerror=window.pwned=1>", "<svg/onload=window.pwned=1//",
}

// addresses are links that must not become ones.
var addresses = []string{
	"javascript:window.pwned=1", "JaVaScRiPt:window.pwned=1", " javascript:window.pwned=1", "java\tscript:window.pwned=1", "java\nscript:window.pwned=1", "\x01javascript:window.pwned=1", "javascript&colon;window.pwned=1", "javascript&#58;window.pwned=1",
	"javascript://%0awindow.pwned=1", "data:text/html,<script>window.pwned=1</script>", "data:image/svg+xml,<svg onload=window.pwned=1>", "vbscript:x", "file:///etc/passwd", "blob:null/x", "filesystem:x", "view-source:x", "about:blank", "jar:x!/y", "intent://x", "ms-word:x",
	"http://user:secret@evil.example/", "//evil.example/x", "https:evil.example", "http://", "\\\\evil.example\\x",
}

// payloads are the vectors as they are, in other letters, and breaking out of what may stand around them.
func payloads() []string {
	var out []string
	for _, v := range vectors {
		out = append(out, v, strings.NewReplacer("<script", "<ScRiPt", "<svg", "<SvG", "<img", "<iMg", "onerror", "OnErRoR").Replace(`"'>`+v), `--></title></textarea></style></script></svg>`+v)
	}
	return append(out, addresses...)
}

// hostileBook is one story, every report of which bears a payload in each of its fields.
func hostileReports(trap string) []*sitrep.Report {
	var out []*sitrep.Report
	for i, p := range payloads() {
		p = strings.ReplaceAll(p, "TRAP", trap)
		day, _ := sitrep.ParseStamp(fmt.Sprintf("2024-%02d-%02d", 1+i/28%12, 1+i%28))
		address := "https://outlet.example/" + url.PathEscape(p)
		if i%2 == 0 {
			address = strings.ReplaceAll(addresses[i/2%len(addresses)], "TRAP", trap)
		}
		out = append(out, &sitrep.Report{
			ID: sitrep.ReportID(fmt.Sprintf("hostile-%03d", i)), Outlet: p, URL: address, Title: p + " killed " + fmt.Sprint(10+i), Author: p, Published: day, Language: "en",
			Text: fmt.Sprintf("At least %d people were killed in Springfield, mayor Jane %s said on Monday.\n\n%s\n\nGovernor John Doe of %s denied that %d soldiers were wounded in Springfield.", 10+i, p, p, p, 5+i),
		})
	}
	return out
}

// allowed are the elements that the pages are made of.
var allowed = strings.Fields(`html head meta title link script body a header nav form label input button main footer p h1 h2 h3 ul ol li div span section article details summary svg polyline circle path rect line text g desc style
	table thead tbody tr th td select option textarea q bdi time mark strong em code figure output blockquote dl dt dd fieldset legend del ins`)

// holds looks through a page as a browser reads it: only elements and attributes that the pages are made of,
// no handler, one script, links that lead on by http.
func holds(t *testing.T, name, page string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	scripts := 0
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if !slices.Contains(allowed, n.Data) {
			t.Errorf("%s: an element <%s>", name, n.Data)
		}
		if n.Data == "script" {
			scripts++
		}
		for _, a := range n.Attr {
			key, value := strings.ToLower(a.Key), strings.ToLower(strings.TrimSpace(a.Val))
			switch {
			case strings.HasPrefix(key, "on"), key == "style", key == "srcdoc", key == "ping", key == "formaction", key == "srcset", key == "background", key == "poster", key == "autofocus", key == "http-equiv":
				t.Errorf("%s: <%s %s=%q>", name, n.Data, key, a.Val)
			case key == "src" && !strings.HasPrefix(value, "/static/"):
				t.Errorf("%s: <%s src=%q>", name, n.Data, a.Val)
			case (key == "href" || key == "action" || key == "xlink:href") && !strings.HasPrefix(value, "https://") && !strings.HasPrefix(value, "http://") && !strings.HasPrefix(value, "#") && (!strings.HasPrefix(value, "/") || strings.HasPrefix(value, "//")):
				t.Errorf("%s: <%s %s=%q>", name, n.Data, key, a.Val)
			case key == "href" && strings.HasPrefix(value, "http") && (n.Data != "a" || named(value)):
				t.Errorf("%s: <%s href=%q>", name, n.Data, a.Val)
			}
		}
	}
	if scripts != 1 {
		t.Errorf("%s: %d scripts, want the page's own", name, scripts)
	}
}

// named reports whether an address carries somebody's name before its host's.
func named(address string) bool {
	u, err := url.Parse(address)
	return err != nil || u.User != nil
}

// hostileSite is a site in which everything that others can write is a payload.
func hostileSite(t *testing.T, trap string) (http.Handler, []string) {
	t.Helper()
	reports := hostileReports(trap)
	book := open(t, reports, true)
	d, feeds := &ledgerOfDecisions{}, &followed{}
	var paths, written []string
	cards := first(t, body(t, site(t, web.Options{Book: book, Anyone: sitrep.Reader}), "/"), "/story/")
	id := sitrep.StoryID(strings.TrimPrefix(cards, "/story/"))
	for i, p := range payloads() {
		p = strings.ReplaceAll(p, "TRAP", trap)
		written = append(written, p)
		feeds.list = append(feeds.list, sitrep.Feed{ID: sitrep.FeedID(i + 1), URL: p, Title: p, LastError: p, Failures: 1})
		_, _ = d.Decide(context.Background(), sitrep.Decision{Kind: sitrep.Note, Story: id, Text: p, By: p, Why: p, At: noon})
		if i%10 == 0 {
			_, _ = d.Decide(context.Background(), sitrep.Decision{Kind: sitrep.Withhold, Story: id, Text: p, By: p, Why: p, At: noon})
		}
		paths = append(paths, "/search?q="+url.QueryEscape(p[:min(len(p), 200)]), "/?place="+url.QueryEscape(p), "/check?t="+url.QueryEscape(p), "/report/"+string(reports[i].ID), "/sign-in?to="+url.QueryEscape(p), "/"+url.PathEscape(p))
	}
	feeds.log = []sitrep.Fetch{{At: noon, Why: strings.ReplaceAll(vectors[0], "TRAP", trap)}}
	h := site(t, web.Options{Book: book, Anyone: sitrep.Admin, Desk: d, Feeds: feeds, Alerts: rulesOf(t, written), Hosts: []string{"example.com", "127.0.0.1"}})
	return h, append([]string{"/", cards, cards + "/changes", cards + "/figures", cards + "/sources", cards + "/changes?from=2024-02-01&to=2024-05-01", "/desk", "/feeds", "/alerts"}, paths...)
}

// TestHostile walks every page of a site in which everything that others write is a payload.
func TestHostile(t *testing.T) {
	if n := len(payloads()); n < 150 {
		t.Fatalf("%d payloads, want at least 150", n)
	}
	h, paths := hostileSite(t, "http://trap.example")
	for i, path := range paths {
		if testing.Short() && i > 60 && i%7 != 0 {
			continue
		}
		w := get(t, h, path)
		if w.Code == http.StatusInternalServerError {
			t.Errorf("%s: %d", path, w.Code)
		}
		if strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") && w.Code < 300 || w.Code >= 400 && w.Body.Len() > 0 {
			holds(t, path, w.Body.String())
		}
	}
	// Texts to check are what others write too, and are long.
	all := strings.ReplaceAll(strings.Join(payloads(), " said 12 people were killed.\n"), "TRAP", "http://trap.example")
	for at := 0; at < len(all); at += 9000 {
		r := httptest.NewRequest(http.MethodPost, "/check", strings.NewReader(url.Values{"text": {strings.ToValidUTF8(all[at:min(len(all), at+9000)], "")}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := serve(h, r)
		if to := w.Header().Get("Location"); to != "" {
			w = get(t, h, to)
		}
		if w.Code != http.StatusOK {
			t.Fatalf("check: %d", w.Code)
		}
		holds(t, "/check", w.Body.String())
	}
}

// TestHostileInBrowser opens such pages in a real browser: nothing runs, nothing is asked of another address,
// and the policy had nothing to stop.
func TestHostileInBrowser(t *testing.T) {
	b := browser(t)
	var mu sync.Mutex
	var trapped []string
	trap := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		trapped = append(trapped, r.URL.String())
	}))
	defer trap.Close()
	h, paths := hostileSite(t, trap.URL)
	srv := httptest.NewServer(h)
	defer srv.Close()
	b.look(looks[0])
	stopped := `(() => { window.stopped = []; document.addEventListener("securitypolicyviolation", e => window.stopped.push(e.violatedDirective + " " + e.blockedURI)); return true })()`
	for i, path := range paths {
		if i > 20 && i%83 != 0 {
			continue
		}
		b.at = path
		b.do(cdp.Navigate(srv.URL + path))
		ask[bool](b, stopped)
		ask[bool](b, `(() => { for (const d of document.querySelectorAll("details")) d.open = true; for (const e of document.querySelectorAll("a,summary,input,button")) { e.focus({preventScroll: true}); e.dispatchEvent(new MouseEvent("mouseover", {bubbles: true})) } return true })()`)
		if ask[bool](b, `"pwned" in window`) {
			t.Errorf("%s: a script of somebody else's ran", path)
		}
		if got := ask[int](b, `window.stopped.length`); got > 0 {
			t.Errorf("%s: the policy had to stop %d things", path, got)
		}
		if at := ask[string](b, `location.origin`); at != srv.URL {
			t.Errorf("%s: led to %s", path, at)
		}
	}
	mu.Lock()
	defer mu.Unlock()
	if len(trapped) > 0 {
		t.Errorf("the trap was asked: %v", trapped)
	}
}
