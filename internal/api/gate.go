package api

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"
	"time"

	"sitrep"
	"sitrep/internal/desk"
)

// call is one request, and who makes it.
type call struct {
	*site
	Book    desk.Book // what whoever makes it is shown
	w       http.ResponseWriter
	r       *http.Request
	route   *route
	user    sitrep.User // its Role is what this request may do
	body    []byte
	receipt *sitrep.Receipt // nil: no Idempotency-Key was sent
}

// reply is what a row answers with: a value as JSON, or bytes of a kind.
type reply struct {
	Status   int // 0: the row's
	Value    any
	Bytes    []byte
	Kind     string
	Modified time.Time
	Header   http.Header
	Sent     bool // the row has answered by itself
}

// maxBody is what a body may have where a row says nothing else.
const maxBody = 1 << 20

// none lets nothing load or run.
const none = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'; sandbox"

// guarded is what holds for every answer.
func (s *site) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", none)
		s.door.Harden(h)
		if !s.door.Hosted(r.Host) {
			tell(w, wrong("misdirected", "Ask for it by a name that is this site's own."))
			return
		}
		if err := s.door.FromHere(r); err != nil {
			tell(w, wrong("other-site", "Nothing was done."))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// dispatch finds the row for a method; without rows there is nothing here.
func (s *site) dispatch(methods map[string]*route) http.Handler {
	var allow []string
	for m := range methods {
		if allow = append(allow, m); m == http.MethodGet {
			allow = append(allow, http.MethodHead)
		}
	}
	slices.Sort(allow)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if methods == nil {
			tell(w, wrong("not-found", "No such address under %s; %s/docs lists them.", Root, Root))
			return
		}
		method := r.Method
		if method == http.MethodHead {
			method = http.MethodGet
		}
		row := methods[method]
		if row == nil {
			w.Header().Set("Allow", strings.Join(allow, ", "))
			tell(w, wrong("not-allowed", "This address takes %s.", strings.Join(allow, ", ")))
			return
		}
		c := &call{site: s, w: w, r: r, route: row}
		if err := c.serve(); err != nil {
			c.fail(err)
		}
	})
}

// serve lets a request through to its row and sends the answer.
func (c *call) serve() (err error) {
	defer func() { // one request's fault is that request's alone
		if p := recover(); p != nil {
			if p == http.ErrAbortHandler {
				panic(p)
			}
			err = fmt.Errorf("a fault of this program: %v", p)
		}
	}()
	var known bool
	if c.user, known, err = c.door.Who(c.r); err != nil {
		return err
	}
	if c.Book = c.shown; c.user.Role.May(sitrep.Editor) {
		c.Book = c.site.Book
	}
	if c.route.Writes && c.Writer == nil {
		return wrong("read-only", "A demo keeps nothing, so nothing can be written to it.")
	}
	if c.route.Needs != "" && !c.user.Role.May(c.route.Needs) {
		if !known {
			return wrong("unauthorized", "It takes the role %s.", c.route.Needs)
		}
		return wrong("forbidden", "It takes the role %s.", c.route.Needs)
	}
	if err := c.takeBody(); err != nil {
		return err
	}
	out, err := c.once()
	if err != nil || out.Sent {
		return err
	}
	return c.send(out)
}

// takeBody reads what was sent, if the row takes anything.
func (c *call) takeBody() error {
	kind := c.route.BodyKind
	if c.route.Body == nil && kind == "" {
		return nil
	}
	if kind == "" {
		kind = "application/json"
	}
	sent, _, err := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	if err != nil || sent != kind && !(kind == opmlKind && (sent == "application/xml" || sent == "text/xml")) {
		return wrong("unsupported", "Send %s.", kind)
	}
	if e := c.r.Header.Get("Content-Encoding"); e != "" && e != "identity" {
		return wrong("unsupported", "Send it unpacked; %q is not taken.", clip(e, 40))
	}
	most := c.route.MaxBody
	if most == 0 {
		most = maxBody
	}
	if c.body, err = io.ReadAll(http.MaxBytesReader(c.w, c.r.Body, most)); err != nil {
		var big *http.MaxBytesError
		if errors.As(err, &big) {
			return err
		}
		return wrong("malformed", "The body ended early.")
	}
	return nil
}

// read takes the body as JSON: one value, no field that is not known.
func (c *call) read(into any) error {
	d := json.NewDecoder(bytes.NewReader(c.body))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return wrong("malformed", "The body is not the JSON it must be: %s.", strings.TrimPrefix(err.Error(), "json: "))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return wrong("malformed", "Something follows the JSON value.")
	}
	return nil
}

// fail answers with what was wrong. What a fault was is for the log.
func (c *call) fail(err error) {
	if c.r.Context().Err() != nil {
		return // nobody waits for the answer
	}
	p := problemOf(err)
	if p.Status == http.StatusInternalServerError {
		c.Log.Error("an API request failed", "method", c.r.Method, "path", c.r.URL.Path, "error", err)
	}
	tell(c.w, p)
}

// render is a value's JSON as it is sent.
func render(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("answer: %w", err)
	}
	return b.Bytes(), nil
}

// tag is a body's ETag: the same bytes have the same.
func tag(body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + hex.EncodeToString(sum[:12]) + `"`
}

// matches reports whether a list of ETags holds one (RFC 9110, 13.1). Weak ones are the same here as strong ones: a
// proxy that packs answers weakens them.
func matches(list, tag string) bool {
	for t := range strings.SplitSeq(list, ",") {
		t = strings.TrimPrefix(strings.TrimSpace(t), "W/")
		if t == "*" || t == tag {
			return true
		}
	}
	return false
}

// send answers, with nothing where whoever asks has it already.
func (c *call) send(out reply) error {
	body := out.Bytes
	h := c.w.Header()
	for k, v := range out.Header {
		h[k] = v
	}
	status := out.Status
	if status == 0 {
		status = c.route.status()
	}
	if out.Value != nil {
		var err error
		if body, err = render(out.Value); err != nil {
			return err
		}
		out.Kind = "application/json"
	}
	if status == http.StatusNoContent {
		c.w.WriteHeader(status)
		return nil
	}
	h.Set("Content-Type", out.Kind)
	if c.route.Method == http.MethodGet && status == http.StatusOK {
		etag := tag(body)
		h.Set("ETag", etag)
		if !out.Modified.IsZero() {
			h.Set("Last-Modified", out.Modified.UTC().Format(http.TimeFormat))
		}
		if c.unchanged(etag, out.Modified) {
			h.Del("Content-Type")
			c.w.WriteHeader(http.StatusNotModified)
			return nil
		}
	}
	if len(body) >= 1400 && strings.Contains(c.r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		h.Set("ETag", weak(h.Get("ETag")))
		c.w.WriteHeader(status)
		if c.r.Method == http.MethodHead {
			return nil
		}
		z, _ := gzip.NewWriterLevel(c.w, gzip.BestSpeed) // the level is a valid one
		_, _ = z.Write(body)
		_ = z.Close() // who is gone is gone
		return nil
	}
	h.Set("Content-Length", fmt.Sprint(len(body)))
	c.w.WriteHeader(status)
	if c.r.Method != http.MethodHead {
		_, _ = c.w.Write(body)
	}
	return nil
}

// weak is the ETag of a packed body: of the same content, and not of the same bytes.
func weak(etag string) string {
	if etag == "" {
		return ""
	}
	return "W/" + etag
}

// unchanged reports whether whoever asks has this already; an ETag is believed before a date.
func (c *call) unchanged(etag string, modified time.Time) bool {
	if list := c.r.Header.Get("If-None-Match"); list != "" {
		return matches(list, etag)
	}
	since, err := http.ParseTime(c.r.Header.Get("If-Modified-Since"))
	return err == nil && !modified.IsZero() && !modified.Truncate(time.Second).After(since)
}

// nonce is 128 random bits in letters.
func (s *site) nonce() (string, error) {
	var b [16]byte
	if _, err := io.ReadFull(s.Random, b[:]); err != nil {
		return "", fmt.Errorf("random bytes: %w", err)
	}
	return hex.EncodeToString(b[:]), nil
}

// clip shortens what is said back to whoever sent it.
func clip(s string, n int) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + "…"
}
