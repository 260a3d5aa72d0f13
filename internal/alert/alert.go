// Package alert tells those who asked when something happens: by a signed webhook or by mail. An alert is a rule of the
// desk (Rules keeps them); a notice is what the program tells of (sitrep.Notice). Match holds new notices against the
// alerts and keeps a delivery for each that matches, together with the task that sends it; a Courier sends.
//
// A delivery's key is the alert and the notice, so matching twice makes one, and sending twice, which happens when the process
// dies between the answer and writing it down, sends the same id: whoever receives it can tell.
// Webhooks are as the Standard Webhooks specification 1.0 has them.
package alert

import (
	"encoding/base64"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"sitrep"
)

// Wish is an alert as somebody asks for it.
type Wish struct {
	Name    string              `json:"name,omitempty" doc:"for whoever reads the list"`
	Kinds   []sitrep.NoticeKind `json:"events,omitempty" doc:"none: all"`
	Story   sitrep.StoryID      `json:"story,omitempty" doc:"of this story only"`
	Measure sitrep.Measure      `json:"measure,omitempty" doc:"of figures that count this only"`
	Actor   string              `json:"actor,omitempty" doc:"of this claimant only, as the ledger names it"`
	Least   int64               `json:"least,omitempty" doc:"changed figures only, by at least so many"`
	To      string              `json:"to" doc:"an http or https address, or mailto: and one mail address"`
}

// Limits of what an alert may say, in bytes.
const (
	maxName    = 200
	maxAddress = 2000
)

// New makes the alert that a wish asks for, with a secret of its own. What is wrong with the wish is Invalid, in words for
// whoever asked.
func New(w Wish, random io.Reader) (sitrep.Alert, error) {
	a := sitrep.Alert{Name: line(w.Name), Story: w.Story, Measure: w.Measure, Actor: line(w.Actor), Least: w.Least, To: strings.TrimSpace(w.To)}
	wrong := func(format string, args ...any) (sitrep.Alert, error) {
		return sitrep.Alert{}, fmt.Errorf("%w: %s", sitrep.Invalid, fmt.Sprintf(format, args...))
	}
	for _, k := range w.Kinds {
		if !slices.Contains(sitrep.NoticeKinds, k) {
			return wrong("there is no event %.40q", string(k))
		}
		if !slices.Contains(a.Kinds, k) {
			a.Kinds = append(a.Kinds, k)
		}
	}
	switch {
	case len(a.Name) > maxName || len(a.Actor) > maxName || len(a.Story) > maxName:
		return wrong("a name has at most %d bytes", maxName)
	case a.Measure != "" && !slices.Contains(sitrep.Measures, a.Measure):
		return wrong("there is no measure %.40q", string(a.Measure))
	case a.Least < 0:
		return wrong("a size of a change is a number from 1, or 0 for any")
	case a.Least > 0 && len(a.Kinds) > 0 && !slices.Contains(a.Kinds, sitrep.FigureChanged):
		return wrong("a size of a change is of figure.changed, which is not among the events")
	}
	if err := address(a.To); err != nil {
		return sitrep.Alert{}, err
	}
	key := make([]byte, 32)
	if _, err := io.ReadFull(random, key); err != nil {
		return sitrep.Alert{}, fmt.Errorf("a secret: %w", err)
	}
	a.Secret = secretPrefix + base64.StdEncoding.EncodeToString(key)
	return a, nil
}

// mailForm is a mail address as it is taken: plain ASCII, nothing quoted, one of them.
var mailForm = regexp.MustCompile(`^[A-Za-z0-9!#$%&'*+/=?^_{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$`)

// address says what is wrong with where an alert is to go. Where it leads is looked at when it is dialled.
func address(to string) error {
	wrong := func(why string) error { return fmt.Errorf("%w: %s", sitrep.Invalid, why) }
	if len(to) > maxAddress {
		return wrong("the address is too long")
	}
	if mail, ok := mailbox(to); ok {
		if !mailForm.MatchString(mail) {
			return wrong("that is no mail address; write mailto:desk@courier.example")
		}
		return nil
	}
	u, err := url.Parse(to)
	switch {
	case err != nil, strings.ContainsFunc(to, func(r rune) bool { return r <= ' ' || unicode.IsControl(r) }),
		u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "", u.Opaque != "":
		return wrong("an alert goes to an address such as https://courier.example/hook, or to mailto:desk@courier.example")
	case u.User != nil:
		return wrong("an address with a name and password in it is not used")
	case u.Fragment != "":
		return wrong("an address that is sent to has no part after #")
	}
	return nil
}

// mailbox is the mail address of an alert that goes by mail.
func mailbox(to string) (string, bool) {
	if len(to) >= len("mailto:") && strings.EqualFold(to[:len("mailto:")], "mailto:") {
		return to[len("mailto:"):], true
	}
	return "", false
}

// line is a text on one line, without control characters and without those that turn the direction of writing.
func line(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r == unicode.ReplacementChar, unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// short is the beginning of a line.
func short(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

// When deliveries are tried again.
const (
	firstPause = 10 * time.Second
	lastPause  = time.Hour
	// Patience is for how long a delivery is tried; after that it is a dead letter.
	Patience = 24 * time.Hour
)
