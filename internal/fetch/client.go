// Package fetch is the network: the only room that dials. Every address is checked when it is dialled, after
// names are resolved and redirects followed; what comes out of a connection is capped in bytes and in
// time; each host is asked one thing at a time, with a pause. Above that it fetches feeds when they are due, and the
// pages behind their entries.
package fetch

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"code.dny.dev/ssrf"
	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"sitrep"
)

// Caps on what one request may bring.
const (
	MaxFeed      = 10 << 20 // bytes after decompression
	MaxPage      = 5 << 20
	maxRobots    = 512 << 10
	maxRedirects = 5
	maxHeader    = 64 << 10
	inAll        = 30 * time.Second
	large        = 1 << 20 // bytes beyond which an answer waits until few others are as large
	largeAtOnce  = 3
)

// Options are a client's surroundings. The zero value reaches the public internet.
type Options struct {
	// Allow are networks that may be reached although they are not public.
	Allow []netip.Prefix
	// Contact stands in the User-Agent: whom a site's operator may write to.
	Contact string
	Version string
	// Delay is the pause between two requests to one host; 0 means a second, less than 0 none.
	Delay time.Duration
	// Timeout is for one request with its redirects; 0 means 30 seconds.
	Timeout  time.Duration
	Resolver *net.Resolver // nil: the machine's
	Clock    func() time.Time
}

// Client makes requests. It is safe for concurrent use.
type Client struct {
	http    *http.Client
	bare    *http.Client // the same, but follows no redirect
	agent   string
	timeout time.Duration
	hosts   *hosts
	large   chan struct{} // a place for each large answer that may be read at once
	clock   func() time.Time
}

// New makes a client.
func New(o Options) *Client {
	if o.Timeout == 0 {
		o.Timeout = inAll
	}
	if o.Delay == 0 {
		o.Delay = time.Second
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	dialer := &net.Dialer{Timeout: 10 * time.Second, Resolver: o.Resolver, Control: guardian(o.Allow).Safe}
	c := &Client{agent: agent(o), timeout: o.Timeout, hosts: newHosts(o.Delay), large: make(chan struct{}, largeAtOnce), clock: o.Clock}
	c.http = &http.Client{
		Transport: &http.Transport{
			Proxy:       nil, // a proxy would dial where the check does not see it
			DialContext: dialer.DialContext, ForceAttemptHTTP2: true, DisableCompression: true,
			TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: 20 * time.Second, IdleConnTimeout: 20 * time.Second,
			MaxResponseHeaderBytes: maxHeader, MaxConnsPerHost: 2, MaxIdleConns: 32, MaxIdleConnsPerHost: 1,
		},
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			if len(via) > maxRedirects {
				return fmt.Errorf("it redirects more than %d times", maxRedirects)
			}
			return permitted(r.URL)
		},
	}
	c.bare = &http.Client{Transport: c.http.Transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return c
}

// Close drops idle connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// guardian refuses every address that is not on the public internet, but for those that are allowed.
func guardian(allow []netip.Prefix) *ssrf.Guardian {
	var v4, v6 []netip.Prefix
	for _, p := range allow {
		if p = p.Masked(); p.Addr().Is4() {
			v4 = append(v4, p)
		} else {
			v6 = append(v6, p)
		}
	}
	return ssrf.New(ssrf.WithAnyPort(), ssrf.WithNetworks("tcp4", "tcp6"), ssrf.WithAllowedV4Prefixes(v4...), ssrf.WithAllowedV6Prefixes(v6...),
		// A cloud's metadata and name service at a public address.
		ssrf.WithDeniedV4Prefixes(netip.MustParsePrefix("168.63.129.16/32")))
}

func agent(o Options) string {
	version := o.Version
	if version == "" {
		version = "0"
	}
	contact := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '(' || r == ')' || r == ';' {
			return -1
		}
		return r
	}, o.Contact)
	if contact == "" {
		contact = "contact not given"
	}
	return "Sitrep/" + version + " (news monitor; " + contact + ")"
}

// permitted refuses addresses that are no plain http or https ones.
func permitted(u *url.URL) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("%w: %s: only http and https are fetched", sitrep.Invalid, u.Redacted())
	case u.User != nil:
		return fmt.Errorf("%w: %s: an address with a name and password in it is not fetched", sitrep.Invalid, u.Redacted())
	case u.Hostname() == "":
		return fmt.Errorf("%w: %s: it names no host", sitrep.Invalid, u.Redacted())
	}
	return nil
}

// Request is what is asked for.
type Request struct {
	URL            string
	Accept         string
	ETag, Modified string // validators, as the server gave them; empty: none
	Max            int64  // bytes that may come out
	// Sending is called when it is the host's turn, right before anything is sent; after an error nothing is. Nil: nothing.
	Sending func() error
}

// Answer is what came.
type Answer struct {
	Status int
	URL    string // after redirects
	Header http.Header
	Body   []byte // unpacked; nothing unless the status is 200
	// Moved is where the page has moved for good: the end of redirects that all said so.
	Moved string
}

// Get makes a request. The error says in plain words what went wrong; an answer with any status is none.
func (c *Client) Get(ctx context.Context, q Request) (*Answer, error) {
	ctx, stop := context.WithTimeout(ctx, c.timeout)
	defer stop()
	r, leave, err := c.request(ctx, http.MethodGet, q.URL, nil)
	if err != nil {
		return nil, err
	}
	defer leave()
	r.Header.Set("Accept-Encoding", "gzip, br, zstd")
	if q.Accept != "" {
		r.Header.Set("Accept", q.Accept)
	}
	if q.ETag != "" {
		r.Header.Set("If-None-Match", q.ETag)
	}
	if q.Modified != "" {
		r.Header.Set("If-Modified-Since", q.Modified)
	}
	if q.Sending != nil {
		if err := q.Sending(); err != nil {
			return nil, err
		}
	}
	resp, err := c.http.Do(r)
	if err != nil {
		return nil, plain(err)
	}
	defer resp.Body.Close()
	a := &Answer{Status: resp.StatusCode, URL: resp.Request.URL.String(), Header: resp.Header, Moved: moved(resp)}
	if resp.StatusCode != http.StatusOK {
		return a, nil
	}
	if resp.ContentLength > q.Max && resp.Header.Get("Content-Encoding") == "" {
		return nil, tooLarge(q.Max)
	}
	if a.Body, err = c.unpacked(ctx, resp, q.Max); err != nil {
		return nil, plain(err)
	}
	return a, nil
}

// request waits for the host's turn and makes a request to it; leave gives the turn on.
func (c *Client) request(ctx context.Context, method, address string, body io.Reader) (_ *http.Request, leave func(), err error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %q is no address", sitrep.Invalid, address)
	}
	if err := permitted(u); err != nil {
		return nil, nil, err
	}
	turn, stop := context.WithTimeout(ctx, patience)
	defer stop()
	if leave, err = c.hosts.enter(turn, strings.ToLower(u.Host)); err != nil {
		return nil, nil, fmt.Errorf("%w at %s", errTurn, u.Host)
	}
	r, err := http.NewRequestWithContext(ctx, method, u.String(), body)
	if err != nil {
		leave()
		return nil, nil, fmt.Errorf("%w: %q is no address", sitrep.Invalid, address)
	}
	r.Header.Set("User-Agent", c.agent)
	return r, leave, nil
}

// patience is for how long a request waits for its host's turn. Whoever waits for a busy host keeps others from theirs:
// what is not urgent comes back later.
const patience = 5 * time.Second

var errTurn error = notTried("others wait for their turn")

// notTried is the error of what was not tried at all.
type notTried string

func (n notTried) Error() string { return string(n) }

// NotTried tells it apart for those who count what was tried.
func (notTried) NotTried() bool { return true }

// maxSaid caps what is read of the answer to a form, in bytes.
const maxSaid = 4 << 10

// Post sends a form. The answer's body is the beginning of what the server said, whatever its status.
func (c *Client) Post(ctx context.Context, address string, form url.Values) (*Answer, error) {
	ctx, stop := context.WithTimeout(ctx, c.timeout)
	defer stop()
	r, leave, err := c.request(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	defer leave()
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := c.http.Do(r)
	if err != nil {
		return nil, plain(err)
	}
	defer resp.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(resp.Body, maxSaid)) // only words for a log
	return &Answer{Status: resp.StatusCode, URL: resp.Request.URL.String(), Header: resp.Header, Body: said}, nil
}

// moved is the end of a chain of permanent redirects, or nothing.
func moved(resp *http.Response) string {
	r := resp.Request
	if r.Response == nil {
		return ""
	}
	for from := r; from.Response != nil; from = from.Response.Request {
		if s := from.Response.StatusCode; s != http.StatusMovedPermanently && s != http.StatusPermanentRedirect {
			return ""
		}
	}
	return r.URL.String()
}

func tooLarge(most int64) error {
	return fmt.Errorf("%w: it is larger than %d MiB", sitrep.TooLarge, most>>20)
}

// unpacked reads a body, through at most two layers of compression, up to most bytes of what comes out.
func (c *Client) unpacked(ctx context.Context, resp *http.Response, most int64) ([]byte, error) {
	// The compressed bytes are capped too: a stream may be long and hold nothing.
	var body io.Reader = io.LimitReader(resp.Body, most+1)
	layers := strings.FieldsFunc(strings.ToLower(resp.Header.Get("Content-Encoding")), func(r rune) bool { return r == ',' || r == ' ' })
	if len(layers) > 2 {
		return nil, errors.New("it is packed more than twice")
	}
	for i := len(layers) - 1; i >= 0; i-- {
		switch layers[i] {
		case "", "identity":
		case "gzip", "x-gzip":
			z, err := gzip.NewReader(body)
			if err != nil {
				return nil, fmt.Errorf("its gzip is damaged: %w", err)
			}
			body = z
		case "deflate":
			z, err := zlib.NewReader(body)
			if err != nil {
				return nil, fmt.Errorf("its deflate is damaged: %w", err)
			}
			body = z
		case "br":
			body = brotli.NewReader(body)
		case "zstd":
			z, err := zstd.NewReader(body, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(64<<20), zstd.WithDecoderMaxWindow(8<<20))
			if err != nil {
				return nil, fmt.Errorf("its zstd is damaged: %w", err)
			}
			defer z.Close()
			body = z
		default:
			return nil, fmt.Errorf("it is packed in a way that was not asked for (%.20q)", layers[i])
		}
		body = io.LimitReader(body, most+1)
	}
	b, err := io.ReadAll(io.LimitReader(body, large))
	if err == nil && len(b) == large {
		// Few are that large, and many at once would take more memory than there may be.
		select {
		case c.large <- struct{}{}:
			defer func() { <-c.large }()
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		buf := bytes.NewBuffer(b)
		if n := resp.ContentLength - large; n > 0 && n <= most && len(layers) == 0 {
			buf.Grow(int(n) + bytes.MinRead)
		}
		_, err = buf.ReadFrom(body)
		b = buf.Bytes()
	}
	if err != nil {
		return nil, fmt.Errorf("it broke off: %w", err)
	}
	if int64(len(b)) > most {
		return nil, tooLarge(most)
	}
	return b, nil
}

// plain says what went wrong without the address, which whoever reads it knows.
func plain(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	var dns *net.DNSError
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return errors.New("it took too long to answer")
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedNetwork), errors.Is(err, ssrf.ErrInvalidHostPort):
		return fmt.Errorf("%w: it leads to an address that is not on the public internet; --allow-net allows a network", sitrep.Invalid)
	case errors.As(err, &dns):
		return fmt.Errorf("the name %s could not be resolved", dns.Name)
	}
	return err
}

// Open fetches an input: a page, a feed, whatever intake reads.
func (c *Client) Open(ctx context.Context, address string) (io.ReadCloser, error) {
	a, err := c.Get(ctx, Request{URL: address, Max: MaxFeed})
	if err != nil {
		return nil, err
	}
	if a.Status != http.StatusOK {
		return nil, fmt.Errorf("the server answered %s", status(a.Status))
	}
	return io.NopCloser(bytes.NewReader(a.Body)), nil
}

func status(n int) string {
	if text := http.StatusText(n); text != "" {
		return fmt.Sprintf("%d (%s)", n, strings.ToLower(text))
	}
	return fmt.Sprint(n)
}
