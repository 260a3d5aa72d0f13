package fetch_test

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/fetch"
)

// TestSend posts what it is given, once, to the address alone.
func TestSend(t *testing.T) {
	var asked []string
	var mu sync.Mutex // the slow answer is still on its way when its request has ended
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		mu.Lock()
		asked = append(asked, r.Method+" "+r.URL.Path+" "+r.Header.Get("Webhook-Id")+" "+string(b))
		mu.Unlock()
		switch r.URL.Path {
		case "/moved":
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		case "/long":
			w.Header().Set("Retry-After", "90")
			w.WriteHeader(http.StatusAccepted)
			io.Copy(w, io.LimitReader(endless{}, 1<<20))
		case "/slow":
			time.Sleep(700 * time.Millisecond)
		default:
			w.WriteHeader(http.StatusNoContent)
		}
	}))
	defer s.Close()
	c := fetch.New(fetch.Options{Delay: -1, Timeout: 300 * time.Millisecond, Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	defer c.Close()
	for _, x := range []struct {
		path string
		want int
	}{{"/hook", 204}, {"/moved", 307}, {"/long", 202}, {"/slow", 0}} {
		status, wait, err := c.Send(t.Context(), s.URL+x.path, map[string]string{"Webhook-Id": "msg_1"}, []byte(`{"a":1}`))
		if status != x.want || (err != nil) != (x.want == 0) || (wait.Round(time.Second) == 90*time.Second) != (x.path == "/long") {
			t.Errorf("%s: %d, %s, %v", x.path, status, wait, err)
		}
	}
	mu.Lock()
	defer mu.Unlock()
	for i, path := range []string{"/hook", "/moved", "/long", "/slow"} {
		if i >= len(asked) || asked[i] != "POST "+path+` msg_1 {"a":1}` {
			t.Fatalf("asked: %q", asked)
		}
	}
	if len(asked) != 4 {
		t.Errorf("asked: %q", asked)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// mailServer is a small SMTP server on loopback; what came is what it heard.
func mailServer(t *testing.T, answers map[string]string, secure ...*tls.Config) (address string, heard func() []string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	lines := make(chan string, 1000)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			serveMail(c, answers, lines, secure...)
		}
	}()
	return l.Addr().String(), func() (out []string) {
		for {
			select {
			case s := <-lines:
				out = append(out, s)
			case <-time.After(50 * time.Millisecond):
				return out
			}
		}
	}
}

func serveMail(c net.Conn, answers map[string]string, lines chan<- string, secure ...*tls.Config) {
	defer c.Close()
	say := func(s string) { fmt.Fprintf(c, "%s\r\n", s) }
	say("220 courier.example ready")
	in := bufio.NewScanner(c)
	data := false
	for in.Scan() {
		l := in.Text()
		lines <- l
		if data {
			if l == "." {
				data = false
				say("250 taken")
			}
			continue
		}
		verb, _, _ := strings.Cut(strings.ToUpper(l), " ")
		if a := answers[verb]; a != "" {
			say(a)
			continue
		}
		switch verb {
		case "STARTTLS":
			say("220 go on")
			c = tls.Server(c, secure[0])
			in = bufio.NewScanner(c)
			secure = nil
			lines <- "(encrypted)"
		case "EHLO":
			if len(secure) > 0 {
				say("250-courier.example\r\n250-STARTTLS\r\n250 AUTH PLAIN")
				continue
			}
			say("250-courier.example\r\n250 AUTH PLAIN")
		case "DATA":
			data = true
			say("354 go on")
		case "QUIT":
			say("221 bye")
			return
		case "AUTH":
			say("235 welcome")
		default:
			say("250 well")
		}
	}
}

// TestMailer hands a mail to a server on this machine, with a dot at the beginning of a line.
func TestMailer(t *testing.T) {
	address, heard := mailServer(t, nil)
	m, err := fetch.NewMailer(fetch.MailOptions{Address: address, From: "sitrep@sitrep.example", User: "ann", Password: "secret"})
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Send(t.Context(), "desk@courier.example", []byte("Subject: x\r\n\r\nOne.\r\n.\r\nMAIL FROM:<evil@evil.example>\r\n")); err != nil {
		t.Fatal(err)
	}
	want := []string{"EHLO localhost", "AUTH PLAIN AGFubgBzZWNyZXQ=", "MAIL FROM:<sitrep@sitrep.example>", "RCPT TO:<desk@courier.example>", "DATA", "Subject: x", "", "One.", "..", "MAIL FROM:<evil@evil.example>", ".", "QUIT"}
	if got := heard(); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("heard %q, want %q", got, want)
	}
	if err := m.Send(t.Context(), "desk@courier.example>\r\nRCPT TO:<all@evil.example", nil); !errors.Is(err, sitrep.Invalid) {
		t.Errorf("an address of two lines: %v", err)
	}
}

// TestMailRefused says what a server's refusals become, and that the password stands in none.
func TestMailRefused(t *testing.T) {
	for _, c := range []struct {
		answers map[string]string
		want    string
	}{
		{map[string]string{"RCPT": "550 5.1.1 no such \x1b[2Jmailbox"}, "the mail server answered 550: 5.1.1 no such [2Jmailbox"},
		{map[string]string{"AUTH": "535 wrong secret? no"}, "the mail server answered 535: wrong (password)? no"},
		{map[string]string{"MAIL": "421 busy"}, "the mail server answered 421: busy"},
		{map[string]string{"EHLO": "250 courier.example"}, "the mail server lets nobody sign in, but a name is set for it"},
	} {
		address, _ := mailServer(t, c.answers)
		m, err := fetch.NewMailer(fetch.MailOptions{Address: address, From: "sitrep@sitrep.example", User: "ann", Password: "secret"})
		if err != nil {
			t.Fatal(err)
		}
		if err := m.Send(t.Context(), "desk@courier.example", []byte("x")); err == nil || err.Error() != c.want {
			t.Errorf("%v: %v, want %s", c.answers, err, c.want)
		}
	}
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	m, err := fetch.NewMailer(fetch.MailOptions{Address: silent.Addr().String(), From: "sitrep@sitrep.example", Timeout: 200 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Send(t.Context(), "desk@courier.example", []byte("x")); err == nil || err.Error() != "the mail server took too long to answer" {
		t.Errorf("a silent server: %v", err)
	}
	for _, o := range []fetch.MailOptions{
		{}, {Address: "mail.example"}, {Address: ":25", From: "a@b.example"}, {Address: "mail.example:25"}, {Address: "mail.example:25", From: "a"}, {Address: "mail.example:25", From: "Ann <a@b.example>"}, {Address: "mail.example:25", From: "a@b.example>"}, {Address: "mail.example:25", From: "a@b.example\r\nRCPT TO:<x>"},
		{Address: "mail.example:25", From: "a@b.example", Password: "se\ncret"},
	} {
		if _, err := fetch.NewMailer(o); !errors.Is(err, sitrep.Invalid) || strings.Contains(err.Error(), "se\\ncret") {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

// TestMailerElsewhere: the mail server's name leads to no cloud's own service.
func TestMailerElsewhere(t *testing.T) {
	resolver := names{func(string, int) []netip.Addr { return []netip.Addr{netip.MustParseAddr("169.254.169.254")} }}.resolver(t)
	m, err := fetch.NewMailer(fetch.MailOptions{Address: "mail.example:25", From: "a@b.example", Resolver: resolver, Timeout: 2 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Send(t.Context(), "a@b.example", []byte("x")); err == nil || !strings.Contains(err.Error(), "where no service stands") {
		t.Errorf("%v", err)
	}
}

// TestMailEncrypted: where the connection must be encrypted, neither the password nor the mail is sent before it is, nor
// to a server that is not the one that was named.
func TestMailEncrypted(t *testing.T) {
	certified := httptest.NewTLSServer(nil) // for its certificate of 127.0.0.1
	defer certified.Close()
	secure := &tls.Config{Certificates: certified.TLS.Certificates}
	known := x509.NewCertPool()
	known.AddCert(certified.Certificate())
	for _, c := range []struct {
		name   string
		server []*tls.Config
		roots  *x509.CertPool
		want   string // of the error; empty: it is sent
	}{
		{"a known server", []*tls.Config{secure}, known, ""},
		{"an unknown server", []*tls.Config{secure}, x509.NewCertPool(), "certificate"},
		{"no encryption", nil, known, "offers no encryption"},
	} {
		address, heard := mailServer(t, nil, c.server...)
		m, err := fetch.NewMailer(fetch.MailOptions{Address: address, From: "sitrep@sitrep.example", User: "ann", Password: "secret", Secure: true, Roots: c.roots, Timeout: 5 * time.Second})
		if err != nil {
			t.Fatal(err)
		}
		err = m.Send(t.Context(), "desk@courier.example", []byte("Subject: x\r\n\r\nOne.\r\n"))
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
		got := strings.Join(heard(), "\n")
		clear, sealed, _ := strings.Cut(got, "(encrypted)")
		if strings.Contains(clear, "AUTH") || strings.Contains(clear, "MAIL") || strings.Contains(sealed, "One.") != (c.want == "") {
			t.Errorf("%s: heard %q", c.name, got)
		}
	}
}
