package web

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"sitrep"
	"sitrep/internal/desk"
)

// visit is one request, and who makes it.
type visit struct {
	*site
	w     http.ResponseWriter
	r     *http.Request
	user  sitrep.User // its Role is what this request may do
	known bool        // signed in
	nonce string
	route Route
}

// may reports whether the visitor may do what a role may.
func (v *visit) may(role sitrep.Role) bool { return role == "" || v.user.Role.May(role) }

// maxForm caps what a form may send: a text to check, a list of feeds.
const maxForm = 1 << 20

// guarded is what holds for every answer, also for those the table does not know.
func (s *site) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy("")) // a page sets its own, with a nonce
		s.door.Harden(h)
		if !s.door.Hosted(r.Host) {
			http.Error(w, "This site does not go by that name.", http.StatusMisdirectedRequest)
			return
		}
		if err := s.door.FromHere(r); err != nil {
			http.Error(w, "This form was sent from another site, so nothing was done.", http.StatusForbidden)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		next.ServeHTTP(w, r)
	})
}

// policy lets nothing load or run but what carries the nonce, and pictures of this site.
func policy(nonce string) string {
	const none = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
	if nonce == "" {
		return none
	}
	return none + "; img-src 'self'; connect-src 'self'; script-src 'nonce-" + nonce + "'; style-src 'nonce-" + nonce + "'"
}

// gate lets a request through to a row of the table, or says why not. Whoever is at the desk is answered by the site
// that withholds nothing.
func (s *site) gate(route Route, open *site, inside Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		route := route
		v := &visit{site: s, w: w, r: r, user: sitrep.User{Role: s.Anyone}, route: route}
		if err := v.identify(); err != nil {
			v.fail(err)
			return
		}
		if v.may(sitrep.Editor) {
			v.site, route = open, inside
		}
		if !v.may(route.Needs) {
			v.refuse()
			return
		}
		if err := route.answer(v); err != nil {
			v.fail(err)
		}
	})
}

// identify finds who makes the request.
func (v *visit) identify() (err error) {
	if v.nonce, err = v.random(); err != nil {
		return err
	}
	v.user, v.known, err = v.door.Who(v.r)
	return err
}

// refuse asks a stranger to sign in and tells anybody else that it is not theirs to do.
func (v *visit) refuse() {
	if !v.known && v.Guard != nil && v.r.Method == http.MethodGet && v.r.Header.Get("Authorization") == "" {
		http.Redirect(v.w, v.r, "/sign-in?to="+url.QueryEscape(v.r.URL.RequestURI()), http.StatusSeeOther)
		return
	}
	status := http.StatusForbidden
	if !v.known {
		status = http.StatusUnauthorized
	}
	v.problem(status, "This is not yours to do", fmt.Sprintf("It takes the role %s. Whoever keeps the users of this site can give it to you.", v.route.Needs))
}

// statusOf turns kinds of error into answers.
func statusOf(err error) (int, string) {
	var big *http.MaxBytesError
	switch {
	case errors.Is(err, sitrep.NotFound):
		return http.StatusNotFound, "There is nothing here"
	case errors.Is(err, sitrep.TooLarge), errors.As(err, &big):
		return http.StatusRequestEntityTooLarge, "That is too long"
	case errors.Is(err, sitrep.Invalid), errors.Is(err, sitrep.Usage):
		return http.StatusBadRequest, "That can't be done so"
	}
	if errors.Is(err, desk.ErrBusy) {
		return http.StatusServiceUnavailable, "Too many ask at once"
	}
	return http.StatusInternalServerError, "Something went wrong here"
}

// fail answers with an error page. What the fault was is for the log; what was wrong with the request is
// for whoever made it.
func (v *visit) fail(err error) {
	if v.r.Context().Err() != nil {
		return // nobody waits for the answer
	}
	status, title := statusOf(err)
	what := sentence(err)
	switch status {
	case http.StatusInternalServerError:
		v.Log.Error("a page failed", "path", v.r.URL.Path, "error", err)
		what = "The page could not be made. The service's log says why; trying again later may help."
	case http.StatusNotFound:
		what = "The address may be mistyped, or what it named was joined, split or deleted since."
	case http.StatusServiceUnavailable:
		v.w.Header().Set("Retry-After", "10")
		what = "Try again in ten seconds."
	case http.StatusRequestEntityTooLarge:
		what = "Send less at once."
	}
	v.problem(status, title, what)
}

// sentence is an error in plain words: without the kind it begins with.
func sentence(err error) string {
	s := err.Error()
	for _, k := range []sitrep.Kind{sitrep.Invalid, sitrep.Usage} {
		s = strings.Replace(s, k.Error()+": ", "", 1)
	}
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// random is 128 random bits in letters.
func (s *site) random() (string, error) {
	var b [16]byte
	if _, err := io.ReadFull(s.source(), b[:]); err != nil {
		return "", fmt.Errorf("random bytes: %w", err)
	}
	return fmt.Sprintf("%x", b), nil
}

func (s *site) source() io.Reader {
	if s.Random == nil {
		return rand.Reader
	}
	return s.Random
}

// onSite is the address to go on to, if it is one of this site; else the front page. A browser takes a
// backslash for a slash, drops tabs and line ends, and reads what follows two slashes as another site: so
// only a path that begins with one slash and holds none of these is let through.
func onSite(to string) string {
	const home = "/"
	if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || len(to) > 2000 {
		return home
	}
	for _, r := range to {
		if r <= ' ' || r == '\\' || r == 0x7F || r > 0x7E {
			return home
		}
	}
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || u.Opaque != "" || strings.HasPrefix(u.Path, "//") || strings.Contains(u.Path, "\\") {
		return home
	}
	return to
}
