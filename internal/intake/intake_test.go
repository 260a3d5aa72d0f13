package intake_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep"
	"sitrep/internal/intake"
)

// now is the clock of these tests.
var now = time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)

// got is what a reading gave: reports, and problems as they are printed.
type got struct {
	reports  []*sitrep.Report
	problems []string
}

func read(t testing.TB, o intake.Options, inputs ...string) got {
	t.Helper()
	var g got
	o.Now = now
	err := intake.Read(context.Background(), inputs, o, func(r *sitrep.Report) error {
		g.reports = append(g.reports, r)
		return nil
	}, func(p intake.Problem) { g.problems = append(g.problems, p.Error()) })
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// piped reads data from standard input.
func piped(t testing.TB, data string) got {
	t.Helper()
	return read(t, intake.Options{Stdin: strings.NewReader(data)}, "-")
}

func (g got) texts() []string {
	var list []string
	for _, r := range g.reports {
		list = append(list, r.Text)
	}
	return list
}

// one is the only report.
func (g got) one(t testing.TB) *sitrep.Report {
	t.Helper()
	if len(g.reports) != 1 {
		t.Fatalf("%d reports, want one; problems %q", len(g.reports), g.problems)
	}
	return g.reports[0]
}

// told fails unless one problem holds all the words.
func (g got) told(t testing.TB, words ...string) {
	t.Helper()
	for _, p := range g.problems {
		all := true
		for _, w := range words {
			all = all && strings.Contains(p, w)
		}
		if all {
			return
		}
	}
	t.Errorf("no problem says %q; they are %q", words, g.problems)
}

func zipped(t testing.TB, data string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(data)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const (
	rss2 = `<?xml version="1.0"?><rss version="2.0"><channel><title>The Harbour Post</title><language>en-GB</language>
<item><title>Ferry aground &amp; safe</title><link>https://harbour.example/1</link><description>&lt;p&gt;All 12 aboard are safe.&lt;/p&gt;</description>
<pubDate>Mon, 03 Feb 2025 10:00:00 EST</pubDate><dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Ann Lee</dc:creator></item></channel></rss>`
	rss1 = `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><title>The Harbour Post</title></channel><item><title>Ferry aground &amp; safe</title><link>https://harbour.example/1</link><description>All 12 aboard are safe.</description></item></rdf:RDF>`
	rss09 = `<rss version="0.91"><channel><title>The Harbour Post</title><item><title>Ferry aground &amp; safe</title><link>https://harbour.example/1</link><description>All 12 aboard are safe.</description></item></channel></rss>`
	atom1 = `<feed xmlns="http://www.w3.org/2005/Atom"><title>The Harbour Post</title><entry><title>Ferry aground &amp; safe</title><link href="https://harbour.example/1"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>All 12 aboard are safe.</p></div></content><published>2025-02-03T15:00:00Z</published></entry></feed>`
	jsonFeed = `{"version":"https://jsonfeed.org/version/1.1","title":"The Harbour Post","items":[{"id":"1","url":"https://harbour.example/1","title":"Ferry aground & safe","content_html":"<p>All 12 aboard are safe.</p>","date_published":"2025-02-03T15:00:00Z"}]}`
	jsonl    = `{"outlet":"The Harbour Post","url":"https://harbour.example/1","title":"Ferry aground & safe","text":"All 12 aboard are safe."}` + "\n"
	markdown = "---\noutlet: The Harbour Post\nurl: https://harbour.example/1\ntitle: \"Ferry aground & safe\"\npublished: 2025-02-03\n---\nAll 12 aboard are safe."
	page     = `<!DOCTYPE html><html lang="en"><head><title>Ferry aground &amp; safe</title><link rel="canonical" href="https://harbour.example/1">
<meta property="og:site_name" content="The Harbour Post"></head><body><article><p>All 12 aboard are safe.</p></article></body></html>`
)

// Every kind is told by its content and gives the same report, packed or not.
func TestKinds(t *testing.T) {
	kinds := []struct{ name, data string }{
		{"RSS 2.0", rss2}, {"RSS 1.0", rss1}, {"RSS 0.91", rss09}, {"Atom", atom1}, {"JSON Feed", jsonFeed},
		{"JSONL", jsonl}, {"one JSON report", strings.TrimSpace(jsonl)}, {"JSON list", "[\n" + strings.TrimSpace(jsonl) + "\n]"},
		{"Markdown", markdown}, {"page", page}, {"WARC", archive(response("https://harbour.example/1", page))},
		{"feed with a byte order mark", "\xef\xbb\xbf" + rss2}, {"feed after blanks", "\n\n  " + rss09},
	}
	for _, k := range kinds {
		for _, pack := range []string{"", " gzipped", " gzipped twice"} {
			t.Run(k.name+pack, func(t *testing.T) {
				data := k.data
				for range strings.Count(pack, " ") {
					data = zipped(t, data)
				}
				g := piped(t, data)
				r := g.one(t)
				want := &sitrep.Report{ID: r.ID, Input: "-", Outlet: "The Harbour Post", URL: "https://harbour.example/1", Title: "Ferry aground & safe",
					Text: "All 12 aboard are safe.", Published: r.Published, Author: r.Author, Language: r.Language}
				if diff := cmp.Diff(want, r, cmp.AllowUnexported(sitrep.Stamp{})); diff != "" || len(g.problems) > 0 {
					t.Errorf("-want +got\n%s%q", diff, g.problems)
				}
			})
		}
	}
}

func TestFeedFields(t *testing.T) {
	r := piped(t, rss2).one(t)
	if got, want := []string{r.Published.String(), r.Author, r.Language}, []string{"2025-02-03T15:00:00Z", "Ann Lee", "en"}; !cmp.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What comes in as text goes out as it is: blanks, line ends, tabs, NUL, an entity, all of it.
func TestTextUnchanged(t *testing.T) {
	texts := map[string]string{
		"blanks and line ends": "  Two  blanks.\r\n\r\n\tA tab, and\u00a0one that does not break.\n\n\n",
		"looks like markup":    "Mr. <b>Bold</b> &amp; Sons: 3 < 4.",
		"a NUL":                "before\x00after",
		"angle at the start":   "<3 for all who helped.\n",
		"bracket at the start": "[Applause] Thank you.",
		"combining letters":    "e\u0301 is not \u00e9; 👩‍👩‍👧 is one sign.",
		"hyphens":              "---\nno front matter follows these",
		"Arabic":               "قالت الوزارة إن ثلاثة قتلوا.",
	}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			if got := piped(t, text).one(t).Text; got != text {
				t.Errorf("plain: got %q, want %q", got, text)
			}
			line := `{"id":"a","text":` + quoted(text) + "}\n"
			if got := piped(t, line).one(t).Text; got != text {
				t.Errorf("JSONL: got %q, want %q", got, text)
			}
			if got := piped(t, "---\ntitle: T\n---\n"+text).one(t).Text; got != text {
				t.Errorf("front matter: got %q, want %q", got, text)
			}
		})
	}
}

func TestHeaderOfThreeLines(t *testing.T) {
	r := piped(t, "A meeting held\n2024-10-25T15:05:00-04:00\nhttps://house.example/a\n\nThe two met.\n").one(t)
	if got, want := []string{r.Title, r.Published.String(), r.URL, r.Text}, []string{"A meeting held", "2024-10-25T19:05:00Z", "https://house.example/a", "The two met.\n"}; !cmp.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// An id says which report it is, wherever it was read, and versions of one item share its first part.
func TestIDs(t *testing.T) {
	a, b := piped(t, rss2).one(t), piped(t, zipped(t, rss09)).one(t)
	if a.ID != b.ID {
		t.Errorf("one report has the ids %s and %s", a.ID, b.ID)
	}
	c := piped(t, strings.Replace(rss2, "12 aboard", "14 aboard", 1)).one(t)
	first, _, _ := strings.Cut(string(a.ID), "-")
	if c.ID == a.ID || !strings.HasPrefix(string(c.ID), first+"-") {
		t.Errorf("versions have the ids %s and %s", a.ID, c.ID)
	}
}

func TestDirectory(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{
		"b.txt": "Second.", "a/deep/x.dat": "First.", ".hidden/y.txt": "no", ".z": "no", "README.md": "no", "a/readme": "no", "c.bin": zipped(t, "Third."),
	}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// A link back up is named once and not followed; one to a file is read.
	if err := os.Symlink(dir, filepath.Join(dir, "a", "up")); err != nil {
		t.Skip(err)
	}
	g := read(t, intake.Options{}, dir, filepath.Join(dir, "missing"))
	if diff := cmp.Diff([]string{"First.", "Second.", "Third."}, g.texts()); diff != "" {
		t.Error(diff)
	}
	g.told(t, filepath.Join("a", "up")+": ", "leads back")
	g.told(t, "missing: there is no such file")
	if len(g.problems) != 2 {
		t.Errorf("problems %q", g.problems)
	}
}

func TestEmptyDirectory(t *testing.T) {
	read(t, intake.Options{}, t.TempDir()).told(t, "no file to read")
}

// A consumer's error and the end of the context end the reading at once.
func TestStops(t *testing.T) {
	enough := errors.New("enough")
	n := 0
	err := intake.Read(context.Background(), []string{"-"}, intake.Options{Stdin: strings.NewReader(strings.Repeat(jsonl, 5))},
		func(*sitrep.Report) error { n++; return enough }, func(intake.Problem) {})
	if !errors.Is(err, enough) || n != 1 {
		t.Errorf("got %v after %d reports", err, n)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	err = intake.Read(ctx, []string{"-"}, intake.Options{Stdin: strings.NewReader(jsonl)}, func(*sitrep.Report) error { return nil }, func(intake.Problem) {})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
