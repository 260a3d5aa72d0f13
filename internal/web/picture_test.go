package web_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/web"
)

// gallery is a page and what is at the address that it names.
type gallery struct {
	page, address string
	body          []byte
	asked         []string
}

func (g *gallery) Page(context.Context, sitrep.ReportID) ([]byte, string, error) {
	if g.page == "" {
		return nil, "", sitrep.NotFound
	}
	return []byte(g.page), g.address, nil
}

func (g *gallery) Fetch(_ context.Context, address string, most int64) ([]byte, error) {
	g.asked = append(g.asked, address)
	if int64(len(g.body)) > most {
		return nil, sitrep.TooLarge
	}
	return g.body, nil
}

// drawn is a picture of a size in a form.
func drawn(t *testing.T, w, h int, form string) []byte {
	t.Helper()
	m := image.NewPaletted(image.Rect(0, 0, w, h), []color.Color{color.Black, color.White})
	var b bytes.Buffer
	var err error
	switch form {
	case "png":
		err = png.Encode(&b, m)
	case "gif":
		err = gif.Encode(&b, m, nil)
	default:
		err = jpeg.Encode(&b, m, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// vast is a PNG that says it is larger than it is.
func vast(t *testing.T) []byte {
	b := drawn(t, 1, 1, "png")
	binary.BigEndian.PutUint32(b[16:], 50_000)
	binary.BigEndian.PutUint32(b[20:], 50_000)
	return b
}

// TestPictures shows a report's picture only where that is wanted, only of kinds that are dots, and never a byte of what came.
func TestPictures(t *testing.T) {
	const head = `<html><head><meta property="og:image" content="%s"></head><body>`
	const hidden = "<script>alert(1)</script>"
	page := func(to string) string { return fmt.Sprintf(head, to) }
	for _, c := range []struct {
		name, page string
		body       []byte
		asks       string // the address that is fetched; empty: none
		shown      bool
	}{
		{"png", page("https://cdn.example/a.png"), drawn(t, 40, 20, "png"), "https://cdn.example/a.png", true},
		{"gif", page("/a.gif?x=1&amp;y=2"), drawn(t, 40, 20, "gif"), "https://courier.example/a.gif?x=1&y=2", true},
		{"jpeg with a page behind it", page("//cdn.example/a.jpg"), append(drawn(t, 40, 20, "jpeg"), hidden...), "https://cdn.example/a.jpg", true},
		{"wide", page("https://cdn.example/w.jpg"), drawn(t, 3000, 100, "jpeg"), "https://cdn.example/w.jpg", true},
		{"a drawing", page("https://cdn.example/a.svg"), []byte(`<svg xmlns="http://www.w3.org/2000/svg">` + hidden + `</svg>`), "https://cdn.example/a.svg", false},
		{"a page", page("https://cdn.example/a.jpg"), []byte("<html>" + hidden), "https://cdn.example/a.jpg", false},
		{"a picture's first bytes", page("https://cdn.example/a.png"), append(drawn(t, 1, 1, "png")[:20], hidden...), "https://cdn.example/a.png", false},
		{"too many dots", page("https://cdn.example/a.png"), vast(t), "https://cdn.example/a.png", false},
		{"too many bytes", page("https://cdn.example/a.png"), make([]byte, 9<<20), "https://cdn.example/a.png", false},
		{"no address", page("javascript:alert(1)"), nil, "", false},
		{"data", page("data:image/png;base64,AAAA"), nil, "", false},
		{"a file", page("file:///etc/passwd"), nil, "", false},
		{"a name and password", page("https://ann:secret@cdn.example/a.png"), nil, "", false},
		{"in the body", `<html><body><meta property="og:image" content="https://cdn.example/a.png">`, nil, "", false},
		{"no page", "", nil, "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := &gallery{page: c.page, address: "https://courier.example/2025/flood.html", body: c.body}
			h := site(t, web.Options{Book: demo(t), Anyone: sitrep.Reader, Pictures: g})
			report := first(t, body(t, h, first(t, body(t, h, "/"), "/story/")), "/report/")
			out := get(t, h, report+"/picture")
			if got := strings.Join(g.asked, " "); got != c.asks {
				t.Errorf("it asks for %q, want %q", got, c.asks)
			}
			if (out.Code == http.StatusOK) != c.shown {
				t.Fatalf("%d %s", out.Code, out.Body)
			}
			if got := strings.Contains(body(t, h, report), report+"/picture"); got != (c.asks != "") {
				t.Errorf("the report's page shows it: %t", got)
			}
			if out.Header().Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(out.Header().Get("Content-Security-Policy"), "default-src 'none'") {
				t.Errorf("headers: %v", out.Header())
			}
			get(t, h, report+"/picture")
			if len(g.asked) > 1 {
				t.Error("it is fetched twice")
			}
			if !c.shown {
				return
			}
			m, err := jpeg.Decode(out.Body)
			if err != nil || out.Header().Get("Content-Type") != "image/jpeg" || bytes.Contains(out.Body.Bytes(), []byte(hidden)) {
				t.Fatalf("what is shown: %s (%v)", out.Header().Get("Content-Type"), err)
			}
			if m.Bounds().Dx() > 1000 {
				t.Errorf("it is %d wide", m.Bounds().Dx())
			}
		})
	}
	for name, o := range map[string]web.Options{
		"by default":       {},
		"on a public site": {Pictures: &gallery{page: page("https://cdn.example/a.png"), body: drawn(t, 4, 4, "png")}, Public: true},
	} {
		o.Book, o.Anyone = demo(t), sitrep.Reader
		h := site(t, o)
		report := first(t, body(t, h, first(t, body(t, h, "/"), "/story/")), "/report/")
		if code := get(t, h, report+"/picture").Code; code != http.StatusNotFound || strings.Contains(body(t, h, report), "<img") {
			t.Errorf("%s a picture is shown: %d", name, code)
		}
	}
}
