package api_test

import (
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdp "github.com/chromedp/chromedp"

	"sitrep"
	"sitrep/internal/api"
)

// TestDocsInBrowser opens the page of documentation in Chromium, light, dark and on a phone: axe-core finds nothing, the
// policy had nothing to stop, nothing was asked of any address but the page's own, and every link within it
// leads somewhere.
func TestDocsInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes too long for -short")
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no Chromium on this machine")
	}
	axe, err := os.ReadFile("../web/testdata/axe/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	opts := append(cdp.DefaultExecAllocatorOptions[:], cdp.ExecPath(path))
	if os.Getuid() == 0 {
		opts = append(opts, cdp.NoSandbox)
	}
	ctx, stop := cdp.NewExecAllocator(context.Background(), opts...)
	defer stop()
	ctx, stop = cdp.NewContext(ctx)
	defer stop()
	ctx, stop = context.WithTimeout(ctx, 3*time.Minute)
	defer stop()
	srv := httptest.NewServer(site(t, api.Options{Book: demo(t), Anyone: sitrep.Reader}))
	defer srv.Close()
	for _, look := range []struct {
		name, scheme, rules string // all of them once; then what may differ
		width               int64
	}{
		{"light", "light", `type: "tag", values: ["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]`, 1200},
		{"dark", "dark", `type: "rule", values: ["color-contrast"]`, 1200},
		{"phone", "light", `type: "rule", values: ["target-size", "scrollable-region-focusable"]`, 390},
	} {
		media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: look.scheme}}}
		if err := cdp.Do(ctx, cdp.EmulateViewport(look.width, 900), func(ctx context.Context, _ *cdp.Target) (cdp.Void, error) {
			_, err := cdp.Call(ctx, emulation.SetEmulatedMedia, media)
			return cdp.Void{}, err
		}, cdp.Navigate(srv.URL+"/api/v1/docs")); err != nil {
			t.Fatal(err)
		}
		if _, err := cdp.Run(ctx, cdp.Evaluate[cdp.Void](string(axe), cdp.EvalAwaitPromise)); err != nil {
			t.Fatal(err)
		}
		audit := `axe.run({runOnly: {` + look.rules + `}}).then(r => {
			const out = r.violations.map(v => v.id + ": " + v.help + " " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 150)).join(" | "));
			if (document.documentElement.scrollWidth > innerWidth) out.push("wider than the screen");
			for (const a of document.querySelectorAll("a[href^='#']")) if (!document.getElementById(a.getAttribute("href").slice(1))) out.push("a link to nowhere: " + a.getAttribute("href"));
			for (const e of performance.getEntriesByType("resource")) out.push("it loaded " + e.name);
			if (getComputedStyle(document.body).margin !== "0px") out.push("its style is not applied");
			return out.join("\n") })`
		found, err := cdp.Run(ctx, cdp.Evaluate[string](audit, cdp.EvalAwaitPromise))
		if err != nil {
			t.Fatal(err)
		}
		if found != "" {
			t.Errorf("%s:\n%s", look.name, found)
		}
	}

	// What others write, opened as a browser opens what it is sent to: nothing of it runs.
	var bad []*sitrep.Report
	for i, p := range []string{`<script>window.pwned=1</script>`, `<x:script xmlns:x="http://www.w3.org/1999/xhtml">window.pwned=1</x:script>`, `]]><svg xmlns="http://www.w3.org/2000/svg" onload="window.pwned=1"/>`} {
		day, _ := sitrep.ParseStamp("2024-05-0" + itoa(int64(i+1)))
		bad = append(bad, &sitrep.Report{ID: sitrep.ReportID("h" + itoa(int64(i))), Outlet: p, URL: "https://x.example/" + p, Title: p + " kills 12 people", Author: p, Published: day, Language: "en",
			Text: p + " At least 12 people were killed in Springfield, Mayor Jane Doe said."})
	}
	book := bookOf(t, bad)
	hostile := httptest.NewServer(site(t, api.Options{Book: book, Anyone: sitrep.Reader}))
	defer hostile.Close()
	story := "/api/v1/stories/" + string(theStory(t, book))
	for _, path := range []string{"/api/v1/feed.atom", "/api/v1/feed.json", story + "/feed.atom", story + "/brief", "/api/v1/search/feed.atom?q=killed", "/api/v1/reports/h0", "/api/v1/reports/h0/text", "/api/v1/<script>window.pwned=1</script>", "/api/v1/stories?limit=<script>window.pwned=1</script>"} {
		if err := cdp.Do(ctx, cdp.Navigate(hostile.URL+path)); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if ran, err := cdp.Run(ctx, cdp.Evaluate[bool](`"pwned" in window`)); err != nil || ran {
			t.Errorf("%s: something of others ran: %v (%v)", path, ran, err)
		}
	}
}
