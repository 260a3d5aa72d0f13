package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"

	"sitrep"
	"sitrep/internal/desk"
)

//go:embed assets pages
var files embed.FS

// pages are the templates and the two files they load.
type pages struct {
	all  *template.Template
	file map[string]asset
	// mark stands for the nonce in what is rendered once and shown often. It is random, so no report's words hold it.
	mark string
}

type asset struct {
	chunk
	kind string
}

func parsePages(mark string) (*pages, error) {
	p := &pages{file: map[string]asset{}, mark: mark}
	names := map[string]string{}
	for _, a := range [][2]string{{"style.css", "text/css; charset=utf-8"}, {"script.js", "text/javascript; charset=utf-8"}, {"icon.svg", "image/svg+xml"}} {
		body, err := files.ReadFile("assets/" + a[0])
		if err != nil {
			return nil, err
		}
		stem, ext, _ := strings.Cut(a[0], ".")
		sum := sha256.Sum256(body)
		name := stem + "-" + hex.EncodeToString(sum[:6]) + "." + ext
		p.file[name], names[a[0]] = asset{kept(body, &closely), a[1]}, "/static/"+name
	}
	funcs := words()
	funcs["asset"] = func(name string) string { return names[name] }
	var err error
	p.all, err = template.New("").Funcs(funcs).ParseFS(files, "pages/*.html")
	return p, err
}

// static serves the two files; their names change with what is in them.
func (s *site) static(v *visit) error {
	a, ok := s.pages.file[v.r.PathValue("file")]
	if !ok {
		return sitrep.NotFound
	}
	v.w.Header().Set("Content-Type", a.kind)
	v.w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	v.write(http.StatusOK, a.chunk)
	return nil
}

func (s *site) icon(v *visit) error {
	v.w.WriteHeader(http.StatusNoContent)
	return nil
}

// shell is what stands around every page.
type shell struct {
	Title  string
	Here   string // which part of the site
	Query  string
	Nonce  string
	User   string
	Role   sitrep.Role
	Guard  bool
	Desk   bool
	Feeds  bool
	Public bool
	Wide   bool
	Follow string        // where the story's feeds lie; empty: the page is of no story
	Live   string        // where what changes is told; empty: nothing is listened for
	After  int64         // the number of what was told last when the page was made
	Body   template.HTML // rendered by this package's templates alone
}

// page is one page to show.
type page struct {
	Follow string // where the story's feeds lie
	Live   string // where what changes is told
	After  int64
	Title  string
	Here   string
	Query  string
	Name   string // of the template
	Data   any
}

// render writes a page's own part. The nonce in it is the mark.
func (s *site) render(p page) ([]byte, error) {
	var b bytes.Buffer
	if err := s.pages.all.ExecuteTemplate(&b, p.Name+".html", p.Data); err != nil {
		return nil, fmt.Errorf("page %s: %w", p.Name, err)
	}
	if s.shown {
		return desk.Unpadded(b.Bytes()), nil
	}
	return b.Bytes(), nil
}

// part renders a page to be shown often.
func (s *site) part(p page) (part, error) {
	body, err := s.render(p)
	if err != nil {
		return part{}, err
	}
	return part{title: p.Title, after: p.After, body: s.pages.cut(body, &closely), frame: &atomic.Pointer[frame]{}}, nil
}

// cut parts what was rendered where the nonce goes, and packs it if packers are given.
func (p *pages) cut(b []byte, packers *sync.Pool) (out []chunk) {
	for _, b := range bytes.Split(b, []byte(p.mark)) {
		c := chunk{plain: b}
		if packers != nil {
			c = kept(b, packers)
		}
		out = append(out, c)
	}
	return out
}

// show answers with a page.
func (v *visit) show(status int, p page) error {
	body, err := v.render(p)
	if err != nil {
		return err
	}
	return v.wrap(status, p, part{body: v.pages.cut(body, nil)})
}

// frame is what stands around a page for those to whom the same shell is shown.
type frame struct {
	shell
	head, foot []chunk
}

// framed makes a shell, packed if packers are given.
func (s *site) framed(sh shell, packers *sync.Pool) (*frame, error) {
	here := s.pages.mark + "-body"
	sh.Body = template.HTML(here)
	var out bytes.Buffer
	if err := s.pages.all.ExecuteTemplate(&out, "shell.html", sh); err != nil {
		return nil, fmt.Errorf("shell: %w", err)
	}
	around := out.Bytes()
	if s.shown {
		around = desk.Unpadded(around)
	}
	sh.Body = ""
	head, foot, _ := bytes.Cut(around, []byte(here))
	return &frame{sh, s.pages.cut(head, packers), s.pages.cut(foot, packers)}, nil
}

// wrap puts the shell around a page's part, and the nonce of this answer where it belongs, and sends it.
func (v *visit) wrap(status int, p page, body part) (err error) {
	sh := shell{
		Title: p.Title, Here: p.Here, Query: p.Query, Nonce: v.pages.mark, User: v.user.Name, Role: v.user.Role, Guard: v.Guard != nil,
		Desk: v.Desk != nil && v.may(sitrep.Editor), Feeds: v.Feeds != nil && v.may(sitrep.Admin), Public: v.Public,
		Follow: p.Follow, Live: p.Live, After: p.After,
	}
	var f *frame
	if body.frame == nil {
		f, err = v.framed(sh, nil)
	} else if f = body.frame.Load(); f == nil || f.shell != sh {
		f, err = v.framed(sh, &quickly)
		body.frame.Store(f)
	}
	if err != nil {
		return err
	}
	var all []chunk
	for _, list := range [][]chunk{f.head, body.body, f.foot} {
		for i, c := range list {
			if i > 0 {
				all = append(all, chunk{plain: []byte(v.nonce)})
			}
			all = append(all, c)
		}
	}
	v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.w.Header().Set("Content-Security-Policy", policy(v.nonce))
	v.write(status, all...)
	return nil
}

// problem answers with a page that says what happened and what to do.
func (v *visit) problem(status int, title, what string) {
	p := page{Title: title, Name: "problem", Data: struct{ Title, What string }{title, what}}
	if err := v.show(status, p); err != nil {
		v.Log.Error("an error page failed", "path", v.r.URL.Path, "error", err)
		http.Error(v.w, title+". "+what, status)
	}
}

// missing answers for every address that is not in the table.
func (s *site) missing(v *visit) error { return sitrep.NotFound }
