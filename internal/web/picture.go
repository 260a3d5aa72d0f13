package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	_ "image/gif" // the kinds of pictures that are read: all others are refused
	"image/jpeg"
	_ "image/png"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/html"

	"sitrep"
)

// Pictures fetch what reports' pages show.
type Pictures interface {
	// Page is the page a report was read from, as it was fetched, with its address; NotFound when it came by itself.
	Page(ctx context.Context, id sitrep.ReportID) (page []byte, address string, err error)
	// Fetch brings what is at an address, at most so many bytes.
	Fetch(ctx context.Context, address string, most int64) ([]byte, error)
}

// Caps on pictures.
const (
	maxPicture  = 8 << 20  // bytes, as fetched
	maxPixels   = 24 << 20 // before it is unpacked
	widest      = 1000     // pixels, as shown
	maxPictures = 32 << 20 // bytes remembered
	pictureFor  = 24 * time.Hour
	noneFor     = time.Hour
)

// album remembers pictures, and that there was none.
type album struct {
	mu   sync.Mutex
	held map[sitrep.ReportID]held
	size int
}

type held struct {
	jpeg []byte // empty: there is none
	at   time.Time
}

func (a *album) get(id sitrep.ReportID, now time.Time) ([]byte, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	h, ok := a.held[id]
	keep := pictureFor
	if len(h.jpeg) == 0 {
		keep = noneFor
	}
	return h.jpeg, ok && now.Sub(h.at) < keep
}

func (a *album) put(id sitrep.ReportID, b []byte, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.held == nil || a.size+len(b) > maxPictures || len(a.held) > 10_000 {
		a.held, a.size = map[sitrep.ReportID]held{}, 0
	}
	a.held[id] = held{b, now}
	a.size += len(b)
}

// pictured reports whether a visitor is shown a report's picture: nowhere unless pictures are on, never on a public site,
// and not where names are withheld from them, for a face says more than a name.
func (v *visit) pictured(ctx context.Context, story sitrep.StoryID) (bool, error) {
	if v.Pictures == nil || v.Public {
		return false, nil
	}
	if v.may(sitrep.Editor) || story == "" {
		return v.may(sitrep.Editor), nil
	}
	n, err := v.withheld(ctx, story)
	return n == 0, err
}

// picture is the picture that a report's page names for those who link to it, read and drawn anew: what leaves here is a JPEG
// of our own making, whatever came.
func (s *site) picture(v *visit) error {
	ctx := v.r.Context()
	r, story, err := v.Book.Reading(ctx, sitrep.ReportID(v.r.PathValue("report")))
	if err != nil {
		return err
	}
	if ok, err := v.pictured(ctx, story); err != nil || !ok {
		return errors.Join(err, sitrep.NotFound)
	}
	id := r.Report.ID
	b, known := s.album.get(id, s.Clock())
	if !known {
		leave, err := s.Turns.Enter(ctx)
		if err != nil {
			return err
		}
		defer leave()
		if b, err = s.fetchPicture(ctx, id); err != nil {
			s.Log.Info("a picture is not shown", "report", id, "why", err)
			b = nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		s.album.put(id, b, s.Clock())
	}
	if len(b) == 0 {
		return sitrep.NotFound
	}
	h := v.w.Header()
	h.Set("Content-Type", "image/jpeg")
	h.Set("Content-Security-Policy", policy("")+"; sandbox")
	h.Set("Cache-Control", "private, max-age=3600")
	h.Set("Content-Length", fmt.Sprint(len(b)))
	v.w.WriteHeader(http.StatusOK)
	_, _ = v.w.Write(b) // who is gone is gone
	return nil
}

func (s *site) fetchPicture(ctx context.Context, id sitrep.ReportID) ([]byte, error) {
	page, address, err := s.Pictures.Page(ctx, id)
	if err != nil {
		return nil, err
	}
	from := pictureIn(page, address)
	if from == "" {
		return nil, fmt.Errorf("its page names none: %w", sitrep.NotFound)
	}
	b, err := s.Pictures.Fetch(ctx, from, maxPicture)
	if err != nil {
		return nil, err
	}
	return redrawn(b)
}

// pictureIn is the address of the picture that a page names in its head (og:image), or nothing.
func pictureIn(page []byte, address string) string {
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if t.Data == "body" {
				return ""
			}
			if t.Data != "meta" {
				continue
			}
			name, content := "", ""
			for _, a := range t.Attr {
				switch a.Key {
				case "property", "name":
					name = strings.ToLower(a.Val)
				case "content":
					content = strings.TrimSpace(a.Val)
				}
			}
			if name != "og:image" && name != "og:image:url" && name != "og:image:secure_url" && name != "twitter:image" || content == "" {
				continue
			}
			base, err := url.Parse(address)
			if err != nil {
				return ""
			}
			if u, err := base.Parse(content); err == nil {
				return link(u.String())
			}
		}
	}
}

// redrawn reads a picture and draws it anew, no wider than it is shown: no bytes of what came are handed on, neither its
// notes on where it was taken nor whatever else may be hidden in it. Only JPEG, PNG and GIF are read.
func redrawn(b []byte) ([]byte, error) {
	c, kind, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("%w: no picture of a kind that is read", sitrep.Invalid)
	}
	if c.Width <= 0 || c.Height <= 0 || c.Width > maxPixels || c.Height > maxPixels || c.Width*c.Height > maxPixels {
		return nil, fmt.Errorf("%w: a %s of %d × %d", sitrep.TooLarge, kind, c.Width, c.Height)
	}
	from, _, err := image.Decode(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("%w: the %s is damaged", sitrep.Invalid, kind)
	}
	var out bytes.Buffer
	err = jpeg.Encode(&out, smaller(from), &jpeg.Options{Quality: 82})
	return out.Bytes(), err
}

// smaller is a picture on white, no wider than is shown: each dot the middle of those it stands for.
func smaller(from image.Image) image.Image {
	size := from.Bounds()
	flat := image.NewRGBA(image.Rect(0, 0, size.Dx(), size.Dy()))
	draw.Draw(flat, flat.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(flat, flat.Bounds(), from, size.Min, draw.Over)
	if size.Dx() <= widest {
		return flat
	}
	height := max(1, size.Dy()*widest/size.Dx())
	out := image.NewRGBA(image.Rect(0, 0, widest, height))
	for y := range height {
		top, bottom := y*size.Dy()/height, max((y+1)*size.Dy()/height, y*size.Dy()/height+1)
		for x := range widest {
			left, right := x*size.Dx()/widest, max((x+1)*size.Dx()/widest, x*size.Dx()/widest+1)
			var r, g, b, n int
			for j := top; j < bottom; j++ {
				for i := left; i < right; i++ {
					p := flat.Pix[flat.PixOffset(i, j):]
					r, g, b, n = r+int(p[0]), g+int(p[1]), b+int(p[2]), n+1
				}
			}
			out.SetRGBA(x, y, color.RGBA{uint8(r / n), uint8(g / n), uint8(b / n), 255})
		}
	}
	return out
}
