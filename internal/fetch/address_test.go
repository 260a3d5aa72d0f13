package fetch_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"sitrep"
	"sitrep/internal/fetch"
)

// closed are addresses that no fetch may reach.
var closed = []string{
	"127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.254", "192.168.1.1", "169.254.1.1",
	"169.254.169.254", "169.254.170.2", "100.64.0.1", "100.127.255.254", "168.63.129.16", "192.0.0.1", "192.0.2.1", "198.51.100.7", "203.0.113.9", "198.18.0.1",
	"192.88.99.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
	"::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2001::1",
	"::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "100::1", "3fff::1",
}

// spellings are ways to write an address as a host.
func spellings(a netip.Addr) (out []string) {
	if a.Is4() {
		b := a.As4()
		n := binary.BigEndian.Uint32(b[:])
		return []string{
			a.String(), a.String() + ".", fmt.Sprint(n), fmt.Sprintf("0x%08x", n), fmt.Sprintf("0%o", n),
			fmt.Sprintf("0x%x.0x%x.0x%x.0x%x", b[0], b[1], b[2], b[3]), fmt.Sprintf("0%o.0%o.0%o.0%o", b[0], b[1], b[2], b[3]),
			fmt.Sprintf("%d.%d", b[0], n&0xffffff), fmt.Sprintf("%d.%d.%d", b[0], b[1], n&0xffff), fmt.Sprintf("%03d.%03d.%03d.%03d", b[0], b[1], b[2], b[3]),
			fmt.Sprintf("[::ffff:%s]", a), fmt.Sprintf("[::ffff:%x:%x]", n>>16, n&0xffff), strings.ReplaceAll(a.String(), ".", "%2e"),
			strings.ReplaceAll(a.String(), ".", "。"),
		}
	}
	full := a.StringExpanded()
	return []string{
		"[" + a.String() + "]", "[" + full + "]", "[" + strings.ToUpper(full) + "]", "[" + a.String() + "%25lo]", "[" + a.String() + "%25eth0]",
	}
}

// names is a resolver over UDP on loopback: each name has its answers, by the number of the question.
type names struct {
	answer func(name string, asked int) []netip.Addr
}

func (n names) resolver(t *testing.T) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		asked := map[string]int{}
		buf := make([]byte, 1500)
		for {
			size, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:size]) != nil || len(m.Questions) == 0 {
				continue
			}
			q := m.Questions[0]
			key := q.Name.String() + q.Type.String()
			m.Response, m.Additionals = true, nil
			for _, a := range n.answer(strings.TrimSuffix(q.Name.String(), "."), asked[key]) {
				h := dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class, TTL: 0}
				if a.Is4() && q.Type == dnsmessage.TypeA {
					m.Answers = append(m.Answers, dnsmessage.Resource{Header: h, Body: &dnsmessage.AResource{A: a.As4()}})
				} else if a.Is6() && q.Type == dnsmessage.TypeAAAA {
					m.Answers = append(m.Answers, dnsmessage.Resource{Header: h, Body: &dnsmessage.AAAAResource{AAAA: a.As16()}})
				}
			}
			asked[key]++
			if out, err := m.Pack(); err == nil {
				conn.WriteTo(out, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp4", conn.LocalAddr().String())
	}}
}

// canary counts whoever connects to it.
func canary(t *testing.T) (port string, hits *atomic.Int64) {
	t.Helper()
	hits = &atomic.Int64{}
	l, err := net.Listen("tcp", ":0") // every address of this machine, of either kind
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			hits.Add(1)
			c.Close()
		}
	}()
	_, port, _ = net.SplitHostPort(l.Addr().String())
	return port, hits
}

// TestClosedAddresses tries every closed address, in every spelling, directly, behind a redirect and behind names.
func TestClosedAddresses(t *testing.T) {
	port, hits := canary(t)
	var inner atomic.Pointer[netip.Addr] // what the names of the hour lead to
	resolver := names{func(name string, asked int) []netip.Addr {
		switch {
		case strings.HasPrefix(name, "rebind") && asked == 0:
			return []netip.Addr{*inner.Load()}
		case strings.HasPrefix(name, "mixed"):
			return []netip.Addr{*inner.Load(), netip.MustParseAddr("::1"), netip.MustParseAddr("127.0.0.1")}
		case strings.HasPrefix(name, "plain"), strings.HasPrefix(name, "rebind"):
			return []netip.Addr{*inner.Load()}
		}
		return nil
	}}.resolver(t)
	target := ""
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", target)
		w.WriteHeader(http.StatusFound)
	}))
	defer front.Close()
	frontHost, frontPort, _ := net.SplitHostPort(strings.TrimPrefix(front.URL, "http://"))
	c := fetch.New(fetch.Options{Delay: -1, Timeout: 5 * time.Second, Resolver: resolver})
	// The front stands for a public site that redirects: its one address is allowed, and its port is not the canary's.
	viaFront := fetch.New(fetch.Options{Delay: -1, Timeout: 5 * time.Second, Resolver: resolver, Allow: []netip.Prefix{netip.MustParsePrefix(frontHost + "/32")}})
	defer c.Close()
	defer viaFront.Close()
	tried := 0
	try := func(client *fetch.Client, address, what string) {
		t.Helper()
		tried++
		for name, enter := range entrances {
			before := hits.Load()
			// A name leads elsewhere from one entrance to the next, for each to be the first to ask.
			if err := enter(t.Context(), client, strings.Replace(address, ".example", "-"+name+".example", 1)); err == nil {
				t.Errorf("%s, %s: it was fetched", name, what)
			}
			if hits.Load() != before {
				t.Errorf("%s, %s: a connection was made", name, what)
			}
		}
	}
	for _, s := range closed {
		a := netip.MustParseAddr(s)
		for _, host := range spellings(a) {
			address := "http://" + host + ":" + port + "/x"
			try(c, address, "direct "+address)
			if a.Unmap() == netip.MustParseAddr("127.0.0.1") && strings.HasPrefix(frontHost, "127.") {
				continue // the front's own address is allowed
			}
			target = address
			try(viaFront, "http://"+frontHost+":"+frontPort+"/", "redirect to "+address)
		}
		inner.Store(&a)
		for _, name := range []string{"plain", "rebind", "mixed"} {
			host := fmt.Sprintf("%s-%d.example", name, tried)
			try(c, "http://"+host+":"+port+"/", name+" name for "+s)
		}
	}
	if tried < 700 {
		t.Errorf("only %d were tried", tried)
	}
	t.Logf("%d ways tried at each of %d entrances", tried, len(entrances))
}

// entrances are the ways into the client: `read` and `add` of an address, `feeds add`, a feed or page that is fetched,
// a hub that is asked, a webhook.
var entrances = map[string]func(ctx context.Context, c *fetch.Client, address string) error{
	"get": func(ctx context.Context, c *fetch.Client, address string) error {
		_, err := c.Get(ctx, fetch.Request{URL: address, Max: 1000})
		return err
	},
	"open": func(ctx context.Context, c *fetch.Client, address string) error {
		r, err := c.Open(ctx, address)
		if err == nil {
			r.Close()
		}
		return err
	},
	"find": func(ctx context.Context, c *fetch.Client, address string) error {
		_, err := c.Find(ctx, address)
		return err
	},
	"post": func(ctx context.Context, c *fetch.Client, address string) error {
		_, err := c.Post(ctx, address, url.Values{"a": {"b"}})
		return err
	},
	"send": func(ctx context.Context, c *fetch.Client, address string) error {
		status, _, err := c.Send(ctx, address, nil, []byte("{}"))
		if err == nil && status/100 == 3 {
			err = errors.New("it points elsewhere") // which is not followed
		}
		return err
	},
}

// TestClosedToTasks says the same of what the service does by itself: feeds, pages, robots.txt and hubs.
func TestClosedToTasks(t *testing.T) {
	port, hits := canary(t)
	f := newFollowing(t, time.Second)
	closedTo := fetch.New(fetch.Options{Delay: -1, Timeout: time.Second, Clock: f.clock})
	defer closedTo.Close()
	f.Client, f.Callback = closedTo, "https://sitrep.example"
	var urls []string
	for _, s := range closed {
		urls = append(urls, "http://"+spellings(netip.MustParseAddr(s))[0]+":"+port+"/feed")
	}
	b := &sitrep.Batch{}
	for i, address := range urls {
		b.Feeds = append(b.Feeds, sitrep.Feed{URL: address, Push: &sitrep.Push{Hub: address, Topic: address}})
		b.Reports = append(b.Reports, &sitrep.Kept{Report: &sitrep.Report{ID: sitrep.ReportID(fmt.Sprint("e", i)), Title: "Flood", Text: flood, URL: address}})
	}
	if err := f.store.Keep(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	for i, feed := range b.Feeds {
		key := fmt.Sprint(feed.ID)
		for _, task := range []sitrep.Task{{Kind: sitrep.PushTask, Key: key}, {Kind: sitrep.FetchTask, Key: key}, {Kind: sitrep.PageTask, Key: fmt.Sprint("e", i)}} {
			if err := f.Run(t.Context(), task); err != nil {
				t.Errorf("%s %s: %v", task.Kind, feed.URL, err)
			}
		}
		if feed = f.feed(t, feed.ID); feed.LastError == "" || feed.Push == nil || feed.Push.Why == "" {
			t.Errorf("%s: nothing was said: %q, %+v", feed.URL, feed.LastError, feed.Push)
		}
	}
	if hits.Load() > 0 {
		t.Errorf("%d connections were made", hits.Load())
	}
}

// TestAllowed says that a network is open when it is named, and no other.
func TestAllowed(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.UserAgent()) }))
	defer s.Close()
	c := fetch.New(fetch.Options{Delay: -1, Contact: "desk@courier.example", Version: "1.2", Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	defer c.Close()
	a, err := c.Get(t.Context(), fetch.Request{URL: s.URL, Max: 1000})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(a.Body), "Sitrep/1.2 (news monitor; desk@courier.example)"; got != want {
		t.Errorf("user agent %q, want %q", got, want)
	}
	c = fetch.New(fetch.Options{Delay: -1, Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.2/32")}})
	defer c.Close()
	if _, err := c.Get(t.Context(), fetch.Request{URL: s.URL, Max: 1000}); !errors.Is(err, sitrep.Invalid) || !strings.Contains(err.Error(), "--allow-net") {
		t.Errorf("another network's address: %v", err)
	}
}

// TestNoProxy says that a proxy of the environment, which would dial where no check sees it, is not used.
func TestNoProxy(t *testing.T) {
	port, hits := canary(t)
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"} {
		t.Setenv(name, "http://127.0.0.1:"+port)
	}
	c := fetch.New(fetch.Options{Delay: -1, Timeout: time.Second, Resolver: names{func(string, int) []netip.Addr { return nil }}.resolver(t)})
	defer c.Close()
	if _, err := c.Get(t.Context(), fetch.Request{URL: "http://courier.example/", Max: 10}); err == nil {
		t.Error("a name that leads nowhere was fetched")
	}
	if hits.Load() > 0 {
		t.Error("the proxy was asked")
	}
}

// TestAddresses says which addresses are not tried at all.
func TestAddresses(t *testing.T) {
	c := fetch.New(fetch.Options{Delay: -1})
	defer c.Close()
	for _, s := range []string{"file:///etc/passwd", "gopher://x.example/", "ftp://x.example/a", "http://", "javascript:alert(1)", "http://eve:secret@x.example/", "//x.example", "http://x.example:99999/", "::"} {
		_, err := c.Get(t.Context(), fetch.Request{URL: s, Max: 10})
		if err == nil {
			t.Errorf("%s was fetched", s)
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: the error tells the password: %v", s, err)
		}
		if u, bad := url.Parse(s); bad == nil && u.Scheme != "http" && !errors.Is(err, sitrep.Invalid) {
			t.Errorf("%s: %v", s, err)
		}
	}
}
