package intake_test

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/intake"
)

// FuzzRead feeds anything to the sniffer and so to every reader: no panic, and reports that offsets can point into.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		rss2, rss1, rss09, atom1, jsonFeed, jsonl, markdown, page, archive(response("https://x.example/a", page)), "", "\n", "<", "{", "[", "---\n---\n",
		"\xff\xfea\x00", "\x1f\x8b", "<?xml", "<!DOCTYPE html", "<!--", "WARC/1.0\r\n", "{}\n{", "[1]", "<rss><item>", "<feed><entry><title><![CDATA[", "\x00\x00\xfe\xff",
		zipped(f, page), utf16LE(rss09), "<html><script type=\"application/ld+json\">[{\"@graph\":[{\"@type\":[\"NewsArticle\"],\"author\":[{}]}]}]</script>",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) {
		o := intake.Options{Stdin: strings.NewReader(data), Now: now, MaxReport: 1 << 16, MaxPage: 1 << 16, MaxFeed: 1 << 16, MaxStream: 1 << 20}
		err := intake.Read(context.Background(), []string{"-"}, o, func(r *sitrep.Report) error {
			for _, s := range []string{r.Text, r.Title, r.Outlet, r.Author, r.URL, string(r.ID)} {
				if !utf8.ValidString(s) {
					t.Errorf("not UTF-8: %q", s)
				}
			}
			if r.ID == "" {
				t.Error("a report without an id")
			}
			return nil
		}, func(p intake.Problem) {
			if strings.ContainsAny(p.Error(), "\n\r") {
				t.Errorf("a problem is not one line: %q", p.Error())
			}
		})
		if err != nil {
			t.Error(err)
		}
	})
}

// FuzzDate reads anything as a date without panic, and what it reads prints and reads again the same.
func FuzzDate(f *testing.F) {
	for _, seed := range []string{"Mon, 03 Feb 2025 10:00:00 EST", "2025-02-03", "3 Feb 2025 10:00 +0300", "(", "+", "1738576800", "Feb 3, 2025 3:04 PM", "2025-02-03T10:00:00.5Z"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, date string) {
		g := piped(t, `{"id":"x","text":"t","published":`+quoted(date)+"}\n")
		if len(g.reports) != 1 {
			t.Fatalf("%d reports", len(g.reports))
		}
		if p := g.reports[0].Published; !p.IsZero() {
			if again, err := sitrep.ParseStamp(p.String()); err != nil || again != p {
				t.Errorf("%q gave %s, which gives %s, %v", date, p, again, err)
			}
		}
	})
}
