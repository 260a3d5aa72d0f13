package intake_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sitrep/internal/intake"
)

// article is a page as sites make them: menus, teasers, scripts and links around a few paragraphs.
func article(paragraphs int) string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Ferry aground at Skerry Point | The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post"><meta property="og:title" content="Ferry aground at Skerry Point">
<meta property="article:modified_time" content="2025-02-03T16:30:00Z"><link rel="canonical" href="/news/ferry">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},{"@type":"NewsArticle","headline":"Ferry aground at Skerry Point","datePublished":"2025-02-03T15:00:00+01:00","author":[{"@type":"Person","name":"Ann Lee"},{"name":"Bo Ek"}]}]}</script>
<style>p{margin:0}</style></head><body><nav><ul>`)
	for i := range 60 {
		fmt.Fprintf(&b, `<li class="nav-item"><a href="/section/%d"><span>Section %d</span></a></li>`, i, i)
	}
	b.WriteString(`</ul></nav><main><article class="article-body"><h1>Ferry aground at Skerry Point</h1><div class="share"><a href="#">Share</a></div>`)
	for i := range paragraphs {
		fmt.Fprintf(&b, `<p>Crew member %d told <a href="/p/%d">this paper</a> that the twelve passengers had <em>all</em> been taken ashore by the lifeboat before dusk fell.</p>`, i, i)
	}
	b.WriteString(`</article></main><aside class="related">`)
	for i := range 40 {
		fmt.Fprintf(&b, `<div class="teaser"><a href="/t/%d"><img src="x.jpg"><h3>Another story %d</h3></a><p>Read more of this.</p></div>`, i, i)
	}
	b.WriteString(`</aside><footer><p>All rights reserved.</p></footer><script>var x = "<p>no</p>";</script></body></html>`)
	return b.String()
}

func TestPage(t *testing.T) {
	r := piped(t, article(6)).one(t)
	got := []string{r.Title, r.Outlet, r.Author, r.Published.String(), r.Updated.String(), r.Language}
	want := []string{"Ferry aground at Skerry Point", "The Harbour Post", "Ann Lee, Bo Ek", "2025-02-03T14:00:00Z", "2025-02-03T16:30:00Z", "en"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if n := strings.Count(r.Text, "Crew member"); n != 6 {
		t.Errorf("%d of 6 paragraphs in %q", n, r.Text)
	}
	for _, no := range []string{"Section", "Another story", "rights reserved", "Share", "var x"} {
		if strings.Contains(r.Text, no) {
			t.Errorf("%q in %q", no, r.Text)
		}
	}
	if !strings.Contains(r.Text, "told this paper that the twelve passengers had all been taken") {
		t.Errorf("words run together or lost: %q", r.Text)
	}
}

// Where the several places that a page may say a thing in are read, the surest first.
func TestPageMetadata(t *testing.T) {
	cases := []struct {
		name, head, body               string
		title, published, author, link string
	}{
		{name: "title without the site", head: `<title>Quake - Post</title><meta property="og:site_name" content="Post">`, title: "Quake"},
		{name: "title with its own hyphen", head: `<title>Quake - what we know</title>`, title: "Quake - what we know"},
		{name: "heading when no title", body: `<h1>Quake  in
 the north</h1>`, title: "Quake in the north"},
		{name: "time element", body: `<time datetime="2025-01-05T08:00:00Z">5 January</time>`, published: "2025-01-05T08:00:00Z"},
		{name: "time marked as published wins", body: `<time datetime="2025-01-06">x</time><time itemprop="datePublished" datetime="2025-01-05">y</time>`, published: "2025-01-05"},
		{name: "meta before time", head: `<meta name="date" content="2025-01-04">`, body: `<time datetime="2025-01-06">x</time>`, published: "2025-01-04"},
		{name: "broken JSON-LD", head: `<meta property="article:published_time" content="2025-01-04"><script type="application/ld+json">{"@type":</script>`, published: "2025-01-04"},
		{name: "a date that is none is passed over", head: `<meta property="article:published_time" content="today"><meta name="date" content="2025-01-04">`, published: "2025-01-04"},
		{name: "author is no address", head: `<meta property="article:author" content="https://social.example/x">`},
		{name: "author by name", head: `<meta name="author" content="Ann Lee">`, author: "Ann Lee"},
		{name: "canonical", head: `<link rel="canonical" href="https://post.example/a">`, link: "https://post.example/a"},
		{name: "og:url", head: `<meta property="og:url" content="https://post.example/b">`, link: "https://post.example/b"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := piped(t, "<html><head>"+c.head+"</head><body>"+c.body+"<p>Twelve are safe.</p></body></html>").one(t)
			got, want := []string{r.Published.String(), r.Author, r.URL}, []string{c.published, c.author, c.link}
			if diff := cmp.Diff(want, got); diff != "" || c.title != "" && c.title != r.Title {
				t.Errorf("title %q, want %q\n%s", r.Title, c.title, diff)
			}
		})
	}
}

func BenchmarkPage(b *testing.B) {
	data := article(40)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if g := read(b, intake.Options{Stdin: strings.NewReader(data)}, "-"); len(g.reports) != 1 {
			b.Fatal(g.problems)
		}
	}
}
