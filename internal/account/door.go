package account

import (
	"errors"
	"net"
	"net/http"
	"slices"
	"strings"

	"sitrep"
)

// Door is where requests come in, to pages and programs alike: by which name, from which site, from whom.
type Door struct {
	Guard *Guard // nil: nobody can sign in
	// Anyone is what those may do who have not signed in: nothing when empty.
	Anyone sitrep.Role
	// Hosts are the names the site is reached by; none: any, but where Anyone may do more than read, only this
	// machine's own (a page elsewhere could else reach it by a name that leads here).
	Hosts []string
	cross http.CrossOriginProtection
}

// Harden sets the headers that hold for every answer.
func (d *Door) Harden(h http.Header) {
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
	h.Set("Cache-Control", "private, no-cache")
	h.Set("Vary", "Cookie, Authorization, Accept-Encoding")
}

// Hosted reports whether the site is reached by a name that is its own.
func (d *Door) Hosted(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.ToLower(strings.Trim(name, "[]"))
	if len(d.Hosts) > 0 {
		return slices.Contains(d.Hosts, name)
	}
	if !d.Anyone.May(sitrep.Editor) {
		return true
	}
	ip := net.ParseIP(name)
	return name == "localhost" || ip != nil && ip.IsLoopback()
}

// FromHere is an error when a page of another site has a browser send what changes something.
func (d *Door) FromHere(r *http.Request) error { return d.cross.Check(r) }

// Who makes a request; its Role is what it may do. A token or a cookie that names nobody leaves them what anybody may
// do; one that names somebody gives what they may, and never less than anybody.
func (d *Door) Who(r *http.Request) (u sitrep.User, known bool, err error) {
	anybody := sitrep.User{Role: d.Anyone}
	if d.Guard == nil {
		return anybody, false, nil
	}
	u, err = d.Guard.Who(r)
	switch {
	case err == nil:
		if !u.Role.May(d.Anyone) && d.Anyone != "" {
			u.Role = d.Anyone
		}
		return u, true, nil
	case errors.Is(err, sitrep.NotFound):
		return anybody, false, nil
	}
	return anybody, false, err
}
