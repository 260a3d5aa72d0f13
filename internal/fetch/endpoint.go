package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"sitrep"
)

// EndpointOptions name the one address of a service that the user chose.
type EndpointOptions struct {
	Address string // http or https, without a name and password in it
	Key     string // sent as a bearer token; empty: none. It stands in no error and no log
	Max     int64  // bytes of an answer; 0 means 1 MiB
	Version string
	// Timeout is for one request; 0 means 60 seconds. A shorter one of the context's holds.
	Timeout  time.Duration
	Resolver *net.Resolver // nil: the machine's
}

// Endpoint posts to one address and to no other. Because the user named it, it may stand on this machine or in a private network; that
// opens no other address there: the connection goes to the named host and port only, redirects are not followed, and a name
// that leads to a cloud's own services is refused. It is safe for concurrent use.
type Endpoint struct {
	http    *http.Client
	address *url.URL
	key     string
	agent   string
	max     int64
	timeout time.Duration
}

// NewEndpoint makes one. The error says what is wrong with the address or the key, and holds neither password nor key.
func NewEndpoint(o EndpointOptions) (*Endpoint, error) {
	u, err := url.Parse(o.Address)
	if err != nil {
		return nil, fmt.Errorf("%w: it is no address", sitrep.Invalid) // the parser's own words repeat what was given
	}
	if u.User != nil {
		return nil, fmt.Errorf("%w: an address with a name and password in it is not used", sitrep.Invalid)
	}
	if err := permitted(u); err != nil {
		return nil, err
	}
	for _, r := range o.Key {
		if r <= ' ' || r > '~' {
			return nil, fmt.Errorf("%w: the key holds a character that no key has", sitrep.Invalid)
		}
	}
	e := &Endpoint{address: u, key: o.Key, agent: agent(Options{Version: o.Version}), max: o.Max, timeout: o.Timeout}
	if e.max <= 0 {
		e.max = 1 << 20
	}
	if e.timeout <= 0 {
		e.timeout = 60 * time.Second
	}
	dialer := &net.Dialer{Timeout: 10 * time.Second, Resolver: o.Resolver, Control: e.control}
	only := net.JoinHostPort(u.Hostname(), port(u))
	e.http = &http.Client{
		Transport: &http.Transport{
			Proxy: nil,
			DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
				if !strings.EqualFold(address, only) {
					return nil, fmt.Errorf("%w: it leads to %s, which was not named", sitrep.Invalid, address)
				}
				return dialer.DialContext(ctx, network, address)
			},
			ForceAttemptHTTP2: true, DisableCompression: true, TLSHandshakeTimeout: 10 * time.Second, IdleConnTimeout: 30 * time.Second,
			MaxResponseHeaderBytes: maxHeader, MaxConnsPerHost: 2, MaxIdleConns: 2,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return e, nil
}

func port(u *url.URL) string {
	if p := u.Port(); p != "" {
		return p
	}
	if u.Scheme == "https" {
		return "443"
	}
	return "80"
}

// clouds are addresses at which clouds answer their own machines.
var clouds = []netip.Addr{
	netip.MustParseAddr("168.63.129.16"), netip.MustParseAddr("100.100.100.200"), netip.MustParseAddr("fd00:ec2::254"),
}

// control looks at the address itself, after the name was resolved.
func (e *Endpoint) control(_, address string, _ syscall.RawConn) error {
	ip, err := chosen(e.address.Hostname(), address)
	if err != nil {
		return err
	}
	if e.key != "" && e.address.Scheme == "http" && !ip.IsLoopback() && !ip.IsPrivate() {
		return fmt.Errorf("%w: the key would travel unencrypted to %s; use https", sitrep.Invalid, ip)
	}
	return nil
}

// chosen is the address that a connection to a host which the user named is about to be made to, or why it may not be.
func chosen(host, address string) (netip.Addr, error) {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return netip.Addr{}, fmt.Errorf("%w: it leads to no address", sitrep.Invalid)
	}
	ip := at.Addr().WithZone("").Unmap()
	if one, err := netip.ParseAddr(host); err == nil {
		if one.WithZone("").Unmap() != ip {
			return ip, fmt.Errorf("%w: it leads to %s, which was not named", sitrep.Invalid, ip)
		}
	} else if host == "localhost" && !ip.IsLoopback() {
		return ip, fmt.Errorf("%w: localhost leads to %s", sitrep.Invalid, ip)
	}
	if ip.IsUnspecified() || ip.IsMulticast() || ip.IsLinkLocalUnicast() {
		return ip, fmt.Errorf("%w: it leads to %s, where no service stands", sitrep.Invalid, ip)
	}
	for _, c := range clouds {
		if ip == c {
			return ip, fmt.Errorf("%w: it leads to %s, a cloud's own service", sitrep.Invalid, ip)
		}
	}
	return ip, nil
}

// Close drops idle connections.
func (e *Endpoint) Close() { e.http.CloseIdleConnections() }

// String is the address without what may be secret in it.
func (e *Endpoint) String() string {
	return (&url.URL{Scheme: e.address.Scheme, Host: e.address.Host, Path: e.address.Path}).String()
}

// Post sends a JSON text to a path below the address and returns the answer, whatever its status. An answer that is too long, too slow,
// packed, or, with status 200, no JSON by its own word is an error.
func (e *Endpoint) Post(ctx context.Context, path string, body []byte) (status int, header http.Header, answer []byte, err error) {
	ctx, stop := context.WithTimeout(ctx, e.timeout)
	defer stop()
	u := *e.address
	u.Path = strings.TrimSuffix(u.Path, "/") + path
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), bytes.NewReader(body))
	if err != nil {
		return 0, nil, nil, errors.New("it is no address")
	}
	r.Header.Set("User-Agent", e.agent)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json")
	if e.key != "" {
		r.Header.Set("Authorization", "Bearer "+e.key)
	}
	resp, err := e.http.Do(r)
	if err != nil {
		return 0, nil, nil, e.hidden(plain(err))
	}
	defer resp.Body.Close()
	if resp.StatusCode/100 == 3 {
		return 0, nil, nil, errors.New("it points elsewhere, which is not followed: name the address it leads to")
	}
	if packed := resp.Header.Get("Content-Encoding"); packed != "" && packed != "identity" {
		return 0, nil, nil, errors.New("its answer is packed, which was not asked for")
	}
	if resp.StatusCode == http.StatusOK {
		kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
		if kind != "application/json" && !strings.HasSuffix(kind, "+json") {
			return 0, nil, nil, fmt.Errorf("its answer is no JSON but %.60q", kind)
		}
	}
	answer, err = io.ReadAll(io.LimitReader(resp.Body, e.max+1))
	if err != nil {
		return 0, nil, nil, e.hidden(plain(err))
	}
	if int64(len(answer)) > e.max {
		return 0, nil, nil, fmt.Errorf("%w: its answer is longer than %d KiB", sitrep.TooLarge, e.max>>10)
	}
	if resp.StatusCode != http.StatusOK && len(e.key) >= 4 {
		answer = bytes.ReplaceAll(answer, []byte(e.key), []byte("(key)"))
	}
	return resp.StatusCode, resp.Header, answer, nil
}

// hidden is an error without the key, should the other side have sent it back.
func (e *Endpoint) hidden(err error) error {
	if len(e.key) >= 4 && strings.Contains(err.Error(), e.key) {
		return errors.New(strings.ReplaceAll(err.Error(), e.key, "(key)"))
	}
	return err
}
