package intake_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"sitrep"
	"sitrep/internal/intake"
)

// Bad input gives what can be read of it and says the rest in words that name the place and what to do.
func TestBadInput(t *testing.T) {
	cases := []struct {
		name, data string
		texts      []string
		told       [][]string // each a problem that holds all of these
	}{
		{"empty file", "", nil, [][]string{{"-: the file is empty"}}},
		{"blanks only", " \n\t\n", nil, [][]string{{"nothing but blanks"}}},
		{"random bytes", noise(20000), nil, [][]string{{"not text: too many control bytes"}}},
		{"a binary", "\x7fELF\x02\x01\x01\x00\x00\x00", nil, [][]string{{"not text but a program"}}},
		{"a PDF", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", nil, [][]string{{"not text but a PDF"}}},
		{"noise", strings.Repeat("\x01\x02\x03abc", 50), nil, [][]string{{"not text"}}},
		{"empty gzip", zipped(t, ""), nil, [][]string{{"empty"}}},
		{"gzip in name only", "\x1f\x8bhello", nil, [][]string{{"begins like gzip"}}},
		{"packed over and over", zipped(t, zipped(t, zipped(t, zipped(t, "x")))), nil, [][]string{{"too many times"}}},
		{"cut gzip", cutShort(zipped(t, strings.Repeat(jsonl, 3)), 8), []string{"All 12 aboard are safe.", "All 12 aboard are safe.", "All 12 aboard are safe."}, [][]string{{"cut off", "Fetch it again"}}},
		{"other XML", `<?xml version="1.0"?><urlset><url>x</url></urlset>`, nil, [][]string{{"neither a feed nor a page"}}},

		{"a line that is no JSON", jsonl + "{broken\n" + jsonl, twice("All 12 aboard are safe."), [][]string{{"-:2: not a JSON object", "passed over"}}},
		{"a first line that is no JSON", `{"id": oops}` + "\n" + jsonl, []string{"All 12 aboard are safe."}, [][]string{{"-:1: not a JSON object"}}},
		{"a line that is a number", jsonl + "7\n", []string{"All 12 aboard are safe."}, [][]string{{"-:2: not a JSON object (it is a number)"}}},
		{"a report without text", jsonl + `{"id":"x","title":"Only this"}` + "\n" + `{"id":"y"}` + "\n", []string{"All 12 aboard are safe.", ""},
			[][]string{{"-:2: a report without text", "only its title"}, {"-:3: a report without title and text"}}},
		{"fields of odd types", `{"id":7,"title":null,"text":"Six rescued.","author":["a"],"outlet":{"a":1}}`, []string{"Six rescued."}, nil},
		{"a date that is none", `{"text":"a","published":"soonish"}` + "\n" + jsonl, []string{"a", "All 12 aboard are safe."}, [][]string{{"-:1: \"soonish\" is not a date", "2024-12-23"}}},
		{"a date to come", `{"text":"a","published":"2031-01-01"}` + "\n", []string{"a"}, [][]string{{"-:1: the date 2031-01-01 lies in the future"}}},
		{"an absurd date", `{"text":"a","published":"0001-01-01T00:00:00Z"}` + "\n" + `{"text":"b","published":"1970-01-01T00:00:00Z"}` + "\n", []string{"a", "b"},
			[][]string{{"-:1: the date 0001-01-01", "can't be"}, {"-:2: the date 1970-01-01", "can't be"}}},
		{"not UTF-8 in JSON", "{\"text\":\"caf\xe9 closed\"}\n" + jsonl, []string{"caf\uFFFD closed", "All 12 aboard are safe."}, [][]string{{"-:1: 1 of its bytes are not UTF-8"}}},
		{"half a surrogate", `{"text":"a \ud83d b"}`, []string{"a \uFFFD b"}, nil},

		{"text with a stray byte", strings.Repeat("The pier is closed. ", 20) + "\xff end", []string{strings.Repeat("The pier is closed. ", 20) + "\uFFFD end"}, [][]string{{"1 of its bytes are not UTF-8"}}},
		{"text in Windows-1252", "Caf\xe9 ferm\xe9.", []string{"Café fermé."}, [][]string{{"read as Windows-1252"}}},
		{"text in UTF-16", "\xff\xfe" + utf16LE("Three rescued."), []string{"Three rescued."}, nil},
		{"text in UTF-16 without a mark", utf16LE("Three were rescued from the sea."), []string{"Three were rescued from the sea."}, nil},
		{"front matter that is no YAML", "---\ntitle: [x\n---\nBody.", []string{"Body."}, [][]string{{"-:1: the front matter is not YAML"}}},
		{"front matter without a body", "---\ntitle: Alone\n---\n", []string{""}, [][]string{{"without text", "only its title"}}},

		{"broken XML midway", `<rss version="2.0"><channel><title>Post</title><item><title>One</title><description>First & best.</description></item><item><title>Two</b><description>Second.</description></item><item><title>Three</title><description><![CDATA[Third]]> is <p>open.</description></item>`,
			[]string{"First & best.", "Second.", "Third is\n\nopen."}, [][]string{{"broken feed", "entries were read", "3"}}},
		{"feed cut off", strings.TrimSuffix(rss09, "</item></channel></rss>"), []string{"All 12 aboard are safe."}, [][]string{{"broken feed"}}},
		{"feed in another charset than it says", strings.Replace(rss2, `version="1.0"`, `version="1.0" encoding="iso-8859-1"`, 1) + "<!-- \u00e9 -->", []string{"All 12 aboard are safe."}, nil},
		{"feed in Latin-1", `<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><item><description>Caf` + "\xe9" + ` closed</description></item></channel></rss>`, []string{"Café closed"}, nil},
		{"feed that says UTF-8 and is not", `<?xml version="1.0" encoding="utf-8"?><rss><channel><item><description>Caf` + "\xe9" + ` closed</description></item></channel></rss>`, []string{"Caf\uFFFD closed"}, [][]string{{"not UTF-8"}}},
		{"feed of an unknown charset", `<?xml version="1.0" encoding="klingon"?><rss><channel><item><description>Safe.</description></item></channel></rss>`, []string{"Safe."}, nil},
		{"feed with NUL bytes", "<rss><channel><item><description>All\x00 safe.</description></item></channel></rss>", []string{"All safe."}, nil},
		{"feed with a bad date", "<rss><channel><item><description>Safe.</description><pubDate>yesterday</pubDate></item></channel></rss>", []string{"Safe."}, [][]string{{`"yesterday" is not a date`}}},
		{"entity bomb", `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><channel><item><title>x</title><description>&b;</description></item></channel></rss>`, []string{"&b;"}, nil},
		{"broken JSON Feed", `{"version":"https://jsonfeed.org/version/1","items":7}`, nil, [][]string{{"broken JSON Feed"}}},

		{"page without text", "<html><body></body></html>", nil, [][]string{{"a page without text"}}},
		{"page with NUL bytes", "<html><body><p>All\x00 twelve are safe.</p></body></html>", []string{"All twelve are safe."}, nil},
		{"page in the charset it names", "<html><head><meta charset=windows-1251></head><body><p>\xcf\xff\xf2\xfc</p></body></html>", []string{"Пять"}, nil},
		{"page cut off", "<html><body><article><p>Twelve are safe.</p><p>The ferry", []string{"Twelve are safe.\n\nThe ferry"}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			g := piped(t, c.data)
			if diff := cmp.Diff(c.texts, g.texts()); diff != "" {
				t.Errorf("texts -want +got\n%s", diff)
			}
			for _, words := range c.told {
				g.told(t, words...)
			}
			if len(g.problems) != len(c.told) {
				t.Errorf("%d problems, want %d: %q", len(g.problems), len(c.told), g.problems)
			}
			for _, p := range g.problems {
				if strings.ContainsAny(p, "\n\r\x00") || !utf8.ValidString(p) {
					t.Errorf("a problem is not one line: %q", p)
				}
			}
		})
	}
}

func cutShort(s string, n int) string { return s[:len(s)-n] }

func twice(s string) []string { return []string{s, s} }

func utf16LE(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

// within fails when f takes longer than d.
func within(t *testing.T, d time.Duration, f func()) {
	t.Helper()
	start := time.Now()
	f()
	if took := time.Since(start); took > d {
		t.Errorf("it took %s, more than %s", took, d)
	}
}

// Depth costs neither the text nor the time.
func TestDeepNesting(t *testing.T) {
	const depth = 10_000
	deep := func(tag string) string { return strings.Repeat("<"+tag+">", depth) }
	cases := map[string]string{
		"page of div":       "<html><head><title>T</title></head><body>" + deep("div") + "Twelve are safe." + strings.Repeat("</div>", depth),
		"page never closed": "<html><body>" + deep("b") + "Twelve are safe.",
		"page of lists":     "<html><body>" + deep("ul><li") + "Twelve are safe.",
		"page of tables":    "<html><body>" + deep("table><tr><td") + "Twelve are safe.",
		"feed":              "<rss><channel><item><description>" + deep("div") + "Twelve are safe." + strings.Repeat("</div>", depth) + "</description></item></channel></rss>",
		"feed, escaped":     "<rss><channel><item><description>" + strings.Repeat("&lt;div&gt;", depth) + "Twelve are safe.</description></item></channel></rss>",
		"feed never closed": "<rss><channel><item><description>" + deep("div") + "Twelve are safe.",
	}
	for name, data := range cases {
		t.Run(name, func(t *testing.T) {
			within(t, 10*time.Second, func() {
				if got := piped(t, data); len(got.reports) != 1 || got.reports[0].Text != "Twelve are safe." {
					t.Errorf("texts %.80q, problems %.300q", got.texts(), got.problems)
				}
			})
		})
	}
	t.Run("JSON", func(t *testing.T) {
		g := piped(t, `{"text":`+strings.Repeat("[", 200_000)+"\n"+jsonl)
		if len(g.reports) != 1 || len(g.problems) != 1 {
			t.Errorf("%d reports, problems %.300q", len(g.reports), g.problems)
		}
	})
	t.Run("front matter", func(t *testing.T) {
		within(t, 10*time.Second, func() { piped(t, "---\na: "+strings.Repeat("[", 20_000)+"\n---\nBody.").one(t) })
	})
}

// Pages made to be slow take time in proportion to their length.
func TestWidePages(t *testing.T) {
	const n = 6_000
	for name, part := range map[string]string{
		"paragraphs":  "<p>Twelve are safe.</p>",
		"share boxes": `<div class="share">x</div>tail `,
		"links":       `<a href="x">y</a> z `,
		"breaks":      "x<br>",
		"spans":       "<span>x</span>y",
		"comments":    "x<!-- -->",
		"unclosed":    "<b><p>",
		"list items":  "<ul><li>x</ul>",
		"cells":       "<table><tr><td>x</table>",
		"JSON-LD":     `<script type="application/ld+json">{"@type":"Article"}</script>`,
		"entities":    "&amp;&lt;&nbsp;",
		"attributes":  `<p class="a" id=b c d e f>x`,
	} {
		t.Run(name, func(t *testing.T) {
			within(t, 20*time.Second, func() { piped(t, "<html><body><article>"+strings.Repeat(part, n)+"</article></body></html>") })
		})
	}
}

// spring gives the same bytes over and over, without an end unless it has a limit.
type spring struct {
	part []byte
	at   int
	left int64 // bytes; negative: no end
}

func (s *spring) Read(p []byte) (int, error) {
	if s.left == 0 {
		return 0, io.EOF
	}
	if s.left > 0 && int64(len(p)) > s.left {
		p = p[:s.left]
	}
	for i := range p {
		p[i] = s.part[s.at]
		s.at = (s.at + 1) % len(s.part)
	}
	if s.left > 0 {
		s.left -= int64(len(p))
	}
	return len(p), nil
}

// An endless line of any kind comes to an end, and what stood before it is read.
func TestEndlessLine(t *testing.T) {
	for name, head := range map[string]string{
		"JSONL": jsonl + `{"text":"`, "text": "word ", "feed": "<rss><channel><item><title>T</title><description>Safe.</description></item>", "page": "<html><body><p>Safe.",
		"JSON list": "[\n", "archive": archive(response("https://x.example/a", story("Safe."))),
	} {
		t.Run(name, func(t *testing.T) {
			within(t, 30*time.Second, func() {
				in := io.MultiReader(strings.NewReader(head), &spring{part: []byte("so it goes on and on "), left: 12 << 20})
				g := read(t, intake.Options{Stdin: in, MaxReport: 1 << 18, MaxPage: 1 << 18, MaxFeed: 1 << 18}, "-")
				if len(g.problems) == 0 {
					t.Error("nothing is said of it")
				}
				if want := name == "JSONL" || name == "feed" || name == "page" || name == "archive"; want != (len(g.reports) == 1) {
					t.Errorf("%d reports, problems %q", len(g.reports), g.problems)
				}
			})
		})
	}
}

// A line too long costs itself alone.
func TestLongLine(t *testing.T) {
	long := `{"text":"` + strings.Repeat("x", 300) + "\"}\n"
	g := read(t, intake.Options{Stdin: strings.NewReader(jsonl + long + jsonl), MaxReport: 256}, "-")
	if len(g.reports) != 2 {
		t.Errorf("%d reports", len(g.reports))
	}
	g.told(t, "-:2:", "passed over")
}

// bomb packs 1 GiB of one part over and over into a few MiB.
func bomb(t *testing.T, part string) string {
	t.Helper()
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.DefaultCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Write([]byte(strings.Repeat(part, 16<<20/len(part)))); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return strings.Repeat(b.String(), 64)
}

// What unpacks to far more than its size is not unpacked to its end.
func TestBomb(t *testing.T) {
	cases := []struct {
		name, part string
		max        int64 // MaxStream
		told       string
	}{
		{"blank lines", "\n\n\n\n\n\n\n\n", 0, "hundreds of times its size"},
		{"one line", "xxxxxxxxxxxxxxxx", 0, "without an end"},
		{"the cap", "\n\n\n\n\n\n\n\n", 16 << 20, "more than this program accepts"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			data := zipped(t, jsonl) + bomb(t, c.part) // gzip members follow each other
			var g got
			before := memory()
			within(t, 20*time.Second, func() {
				g = read(t, intake.Options{Stdin: strings.NewReader(data), MaxReport: 1 << 20, MaxStream: c.max}, "-")
			})
			if grown := memory() - before; grown > 256<<20 {
				t.Errorf("%d MiB more memory", grown>>20)
			}
			if len(g.reports) != 1 {
				t.Errorf("%d reports, problems %q", len(g.reports), g.problems)
			}
			g.told(t, c.told)
		})
	}
}

func memory() int64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys)
}

// A stream of reports is read in the memory of one, and handed on while it comes.
func TestStreaming(t *testing.T) {
	line := fmt.Sprintf("{\"text\":%s}\n", quoted(strings.Repeat("Twelve are safe. ", 200)))
	in := &spring{part: []byte(line), left: int64(len(line)) * 4_000} // 14 MB
	before, n, most := memory(), 0, int64(0)
	err := intake.Read(context.Background(), []string{"-"}, intake.Options{Stdin: in}, func(*sitrep.Report) error {
		if n++; n%1000 == 0 {
			most = max(most, memory()-before)
		}
		return nil
	}, func(p intake.Problem) { t.Error(p) })
	if err != nil || n != 4_000 {
		t.Errorf("%d reports, %v", n, err)
	}
	if most > 24<<20 {
		t.Errorf("%d MiB more memory", most>>20)
	}
}

// One bad file among good ones is named by its path, and the good are read.
func TestNeighbours(t *testing.T) {
	dir := t.TempDir()
	for name, data := range map[string]string{"a.txt": "First.", "b.jsonl": "", "c.html": "\x89PNG\r\n", "d.xml": "<rss><oops", "e.txt": "Last."} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	g := read(t, intake.Options{}, dir)
	if diff := cmp.Diff([]string{"First.", "Last."}, g.texts()); diff != "" {
		t.Error(diff)
	}
	for _, name := range []string{"b.jsonl: the file is empty", "c.html: not text", "d.xml: broken feed"} {
		g.told(t, name)
	}
}

// Directories that hold each other by links are walked once each, and no path without an end is made.
func TestLinkLoops(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a", "b"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "a", "x.txt"), []byte("Once."), 0o600); err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{"a/to-b": "b", "b/to-a": "a", "self": "self"} {
		if err := os.Symlink(filepath.Join(dir, to), filepath.Join(dir, from)); err != nil {
			t.Skip(err)
		}
	}
	g := read(t, intake.Options{}, dir)
	if len(g.reports) == 0 || len(g.reports) > 2 || len(g.problems) == 0 {
		t.Errorf("%d reports, problems %q", len(g.reports), g.problems)
	}
}

// noise is a fixed run of bytes without any order.
func noise(n int) string {
	out := make([]byte, n)
	x := uint32(2463534242)
	for i := range out {
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		out[i] = byte(x >> 11)
	}
	return string(out)
}
