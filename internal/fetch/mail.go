package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/smtp"
	"net/textproto"
	"strings"
	"syscall"
	"time"

	"sitrep"
)

// MailOptions name the one mail server that the user chose.
type MailOptions struct {
	Address  string        // HOST:PORT; 465 is encrypted from the first byte, any other by STARTTLS
	From     string        // the sender's address
	User     string        // empty: nobody signs in
	Password string        // stands in no error and no log
	Timeout  time.Duration // for one mail; 0 means 30 seconds
	// Secure has the connection encrypted on this machine too; elsewhere it always is.
	Secure   bool
	Resolver *net.Resolver  // nil: the machine's
	Roots    *x509.CertPool // nil: the machine's
}

// Mailer hands mails to one server and to no other (SMTP, RFC 5321). Because the user named it, it may stand on this machine or in a
// private network; it is dialled as an Endpoint is. Elsewhere than on this machine nothing is sent unencrypted. It is
// safe for concurrent use.
type Mailer struct {
	MailOptions
	host, port string
	dialer     *net.Dialer
}

// NewMailer makes one. The error says what is wrong with the settings.
func NewMailer(o MailOptions) (*Mailer, error) {
	host, port, err := net.SplitHostPort(o.Address)
	if err != nil || host == "" || port == "" {
		return nil, fmt.Errorf("%w: write the mail server as HOST:PORT", sitrep.Invalid)
	}
	if oneLine(o.From) != nil || !strings.Contains(o.From, "@") {
		return nil, fmt.Errorf("%w: the sender is no mail address", sitrep.Invalid)
	}
	if oneLine(o.User+o.Password) != nil {
		return nil, fmt.Errorf("%w: a name and a password for the mail server hold no control characters", sitrep.Invalid)
	}
	if o.Timeout <= 0 {
		o.Timeout = inAll
	}
	m := &Mailer{MailOptions: o, host: host, port: port}
	m.dialer = &net.Dialer{Timeout: 10 * time.Second, Resolver: o.Resolver, Control: func(_, address string, _ syscall.RawConn) error {
		_, err := chosen(host, address)
		return err
	}}
	return m, nil
}

// Sender is the address that mails come from.
func (m *Mailer) Sender() string { return m.From }

// oneLine refuses what could begin a line of its own.
func oneLine(s string) error {
	for _, r := range s {
		if r < ' ' || r == 0x7f {
			return fmt.Errorf("%w: a control character in %.60q", sitrep.Invalid, s)
		}
	}
	return nil
}

// Send hands one mail over; when it returns without an error, the server has taken it. The error says in plain words what
// went wrong.
func (m *Mailer) Send(ctx context.Context, to string, mail []byte) error {
	if err := oneLine(to); err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, m.Timeout)
	defer stop()
	conn, err := m.dialer.DialContext(ctx, "tcp", net.JoinHostPort(m.host, m.port))
	if err != nil {
		return plain(err)
	}
	defer conn.Close()
	until, _ := ctx.Deadline() // there is one
	if err := conn.SetDeadline(until); err != nil {
		return plain(err)
	}
	here := false
	if at, ok := conn.RemoteAddr().(*net.TCPAddr); ok {
		here = at.IP.IsLoopback()
	}
	return m.hidden(said(m.hand(conn, here, to, mail)))
}

// hand speaks to the server.
func (m *Mailer) hand(conn net.Conn, here bool, to string, mail []byte) error {
	secure := &tls.Config{ServerName: m.host, RootCAs: m.Roots, MinVersion: tls.VersionTLS12}
	if m.port == "465" {
		conn = tls.Client(conn, secure)
	}
	c, err := smtp.NewClient(conn, m.host)
	if err != nil {
		return err
	}
	defer c.Close()
	if err := c.Hello("localhost"); err != nil {
		return err
	}
	if m.port != "465" && (m.Secure || !here) {
		if ok, _ := c.Extension("STARTTLS"); !ok {
			return errors.New("the mail server offers no encryption (STARTTLS), so nothing was sent")
		}
		if err := c.StartTLS(secure); err != nil {
			return err
		}
	}
	if m.User != "" {
		if ok, _ := c.Extension("AUTH"); !ok {
			return errors.New("the mail server lets nobody sign in, but a name is set for it")
		}
		if err := c.Auth(smtp.PlainAuth("", m.User, m.Password, m.host)); err != nil {
			return err
		}
	}
	if err := c.Mail(m.From); err != nil {
		return err
	}
	if err := c.Rcpt(to); err != nil {
		return err
	}
	w, err := c.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write(mail); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	_ = c.Quit() // it has the mail
	return nil
}

// hidden is an error without the password, should the server have sent it back.
func (m *Mailer) hidden(err error) error {
	if err != nil && len(m.Password) >= 4 && strings.Contains(err.Error(), m.Password) {
		return errors.New(strings.ReplaceAll(err.Error(), m.Password, "(password)"))
	}
	return err
}

// said is a mail server's refusal in words.
func said(err error) error {
	var refused *textproto.Error
	var slow net.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &refused):
		return fmt.Errorf("the mail server answered %d: %s", refused.Code, shorten(refused.Msg))
	case errors.As(err, &slow) && slow.Timeout():
		return errors.New("the mail server took too long to answer")
	}
	return plain(err)
}
