package alert_test

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	netmail "net/mail"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/alert"
	"sitrep/internal/sqlite"
)

var begin = time.Date(2025, 9, 22, 8, 0, 0, 0, time.UTC)

// desk is a store with alerts, a queue of its tasks by time and a courier whose posts go to answer.
type desk struct {
	*sqlite.Store
	rules   alert.Rules
	courier *alert.Courier
	now     time.Time
	tasks   []sitrep.Task
	posts   []post
	answer  func(p post) (int, error)
	mails   []string
	wait    time.Duration // what the webhook's other side asks for
}

type post struct {
	at      time.Time
	to      string
	header  map[string]string
	body    string
	message alert.Message
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{now: begin, answer: func(post) (int, error) { return 204, nil }}
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "s.db"), sqlite.Options{Enqueue: func(_ context.Context, _ *sql.Tx, tasks []sitrep.Task) error {
		d.tasks = append(d.tasks, tasks...)
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	d.Store = s
	clock := func() time.Time { return d.now }
	d.rules = alert.Rules{Store: s, Random: rand.Reader, Clock: clock}
	d.courier = &alert.Courier{Store: s, Post: d, Mail: mailbox{d}, Clock: clock, Link: func(id sitrep.StoryID) string { return "https://sitrep.example/story/" + string(id) }}
	return d
}

// Send is the webhook's other side.
func (d *desk) Send(_ context.Context, to string, header map[string]string, body []byte) (int, time.Duration, error) {
	p := post{at: d.now, to: to, header: header, body: string(body)}
	if err := json.Unmarshal(body, &p.message); err != nil {
		return 0, 0, err
	}
	d.posts = append(d.posts, p)
	status, err := d.answer(p)
	return status, d.wait, err
}

type mailbox struct{ d *desk }

func (mailbox) Sender() string { return "sitrep@sitrep.example" }

func (m mailbox) Send(_ context.Context, _ string, mail []byte) error {
	m.d.mails = append(m.d.mails, string(mail))
	return nil
}

func (d *desk) add(t *testing.T, w alert.Wish) sitrep.Alert {
	t.Helper()
	a, err := d.rules.Add(t.Context(), w, "ann", nil)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// notice keeps notices as the keeper does: with the task that matches them.
func (d *desk) notice(t *testing.T, list ...sitrep.Notice) {
	t.Helper()
	tasks, err := alert.Tasks(t.Context(), d.Store)
	if err != nil {
		t.Fatal(err)
	}
	for i := range list {
		list[i].At = d.now
	}
	if err := d.Keep(t.Context(), &sitrep.Batch{Notices: list, Tasks: tasks}); err != nil {
		t.Fatal(err)
	}
}

// run works the tasks that are due by then, each when it is due, as a queue does.
func (d *desk) run(t *testing.T, until time.Time) {
	t.Helper()
	for range 10_000 {
		at := -1
		for i, x := range d.tasks {
			if !x.After.After(until) && (at < 0 || x.After.Before(d.tasks[at].After)) {
				at = i
			}
		}
		if at < 0 {
			d.now = until
			return
		}
		x := d.tasks[at]
		d.tasks = append(d.tasks[:at:at], d.tasks[at+1:]...)
		if x.After.After(d.now) {
			d.now = x.After
		}
		var err error
		if x.Kind == sitrep.AlertTask {
			err = alert.Match(t.Context(), d.Store, d.now)
		} else {
			err = d.courier.Run(t.Context(), x)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Fatal("it does not come to rest")
}

func toll(now, before int64) sitrep.Notice {
	return sitrep.Notice{
		Kind: sitrep.FigureChanged, Story: "s-1", Headline: "Flood in Springfield", Measure: sitrep.Killed, Claimant: "Mayor Jane Doe", What: fmt.Sprint(now, " killed"), Was: fmt.Sprint(before, " killed"),
		Value: &sitrep.Bounds{Min: sitrep.Of(now), Max: sitrep.Of(now)}, Before: &sitrep.Bounds{Min: sitrep.Of(before), Max: sitrep.Of(before)},
	}
}

func (d *desk) delivery(t *testing.T, a, n int64) sitrep.Delivery {
	t.Helper()
	x, err := d.Delivery(t.Context(), a, n)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// TestSignature holds the test vector of the Standard Webhooks specification's reference libraries.
func TestSignature(t *testing.T) {
	got, err := alert.Sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", time.Unix(1614265330, 0), []byte(`{"test": 2432232314}`))
	if want := "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="; err != nil || got != want {
		t.Errorf("%s, want %s (%v)", got, want, err)
	}
	for _, bad := range []string{"", "whsec_", "whsec_***"} {
		if _, err := alert.Sign(bad, "x", begin, nil); !errors.Is(err, sitrep.Invalid) {
			t.Errorf("secret %q: %v", bad, err)
		}
	}
}

// TestWebhook sends what matches, in order, and nothing else; what a webhook gets is signed for its secret.
func TestWebhook(t *testing.T) {
	d := newDesk(t)
	d.notice(t, toll(3, 2))
	a := d.add(t, alert.Wish{Name: "tolls", Kinds: []sitrep.NoticeKind{sitrep.FigureChanged}, Least: 3, To: "https://hook.example/x"})
	b := d.add(t, alert.Wish{Measure: sitrep.Wounded, To: "https://other.example/"})
	d.notice(t, toll(9, 3), toll(11, 9), toll(14, 11))
	d.run(t, d.now)
	if len(d.posts) != 2 || d.posts[0].message.Data.What != "9 killed" || d.posts[1].message.Data.What != "14 killed" {
		t.Fatalf("%d posts: %+v", len(d.posts), d.posts)
	}
	p := d.posts[0]
	want, err := alert.Sign(a.Secret, p.header["Webhook-Id"], begin, []byte(p.body))
	if err != nil || p.header["Webhook-Signature"] != want || p.header["Webhook-Timestamp"] != fmt.Sprint(begin.Unix()) || p.header["Content-Type"] != "application/json" {
		t.Errorf("headers %v, want signature %s (%v)", p.header, want, err)
	}
	if m := p.message; p.to != a.To || m.Type != sitrep.FigureChanged || m.Alert.Name != "tolls" || m.Link != "https://sitrep.example/story/s-1" || m.Data.ID != 2 {
		t.Errorf("message: %s", p.body)
	}
	if strings.Contains(p.body, "whsec_") {
		t.Error("the body tells the secret")
	}
	if key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(a.Secret, "whsec_")); err != nil || len(key) != 32 || a.Secret == b.Secret {
		t.Errorf("secret %q (%v)", a.Secret, err)
	}
	if x := d.delivery(t, a.ID, 2); x.State != sitrep.DeliveryDone || x.Tries != 1 || x.Status != 204 {
		t.Errorf("delivery: %+v", x)
	}
	if n, err := d.Alerted(t.Context()); err != nil || n != 4 {
		t.Errorf("matched up to %d (%v)", n, err)
	}
}

// TestRetries fails for a day by a clock that is moved, and then sends the dead letter again.
func TestRetries(t *testing.T) {
	d := newDesk(t)
	d.answer = func(post) (int, error) { return 500, nil }
	a := d.add(t, alert.Wish{To: "https://hook.example/"})
	d.notice(t, toll(9, 3))
	d.run(t, begin.Add(48*time.Hour))
	var pauses []time.Duration
	for i := 1; i < len(d.posts); i++ {
		pauses = append(pauses, d.posts[i].at.Sub(d.posts[i-1].at))
	}
	for i, want := range []time.Duration{10 * time.Second, 20 * time.Second, 40 * time.Second, 80 * time.Second, 160 * time.Second, 320 * time.Second, 640 * time.Second, 1280 * time.Second, 2560 * time.Second, time.Hour, time.Hour} {
		if pauses[i] < want || pauses[i] > want+want/10 {
			t.Errorf("pause %d is %s, want %s", i+1, pauses[i], want)
		}
	}
	last := d.posts[len(d.posts)-1].at
	if n := len(d.posts); n < 28 || n > 36 || !last.Equal(begin.Add(alert.Patience)) {
		t.Errorf("%d tries, the last after %s", n, last.Sub(begin))
	}
	ids := map[string]bool{}
	for _, p := range d.posts {
		ids[p.header["Webhook-Id"]] = true
		if want, err := alert.Sign(a.Secret, p.header["Webhook-Id"], p.at, []byte(p.body)); err != nil || p.header["Webhook-Signature"] != want {
			t.Errorf("a try is not signed for its time (%v)", err)
		}
	}
	if len(ids) != 1 {
		t.Errorf("%d ids", len(ids))
	}
	x := d.delivery(t, a.ID, 1)
	if x.State != sitrep.DeliveryDead || x.Error != "it answered 500 (internal server error)" || x.Status != 500 || !x.Done.Equal(last) {
		t.Errorf("in the end: %+v", x)
	}
	if h, err := d.rules.Health(t.Context(), a.ID); err != nil || h.Dead != 1 || h.Says() != "given up: it answered 500 (internal server error)" {
		t.Errorf("health: %+v (%v)", h, err)
	}
	d.answer = func(post) (int, error) { return 200, nil }
	if err := d.rules.Again(t.Context(), a.ID, 1, nil); err != nil {
		t.Fatal(err)
	}
	before := len(d.posts)
	d.run(t, d.now)
	if x := d.delivery(t, a.ID, 1); x.State != sitrep.DeliveryDone || x.Tries != 1 || len(d.posts) != before+1 || !ids[d.posts[before].header["Webhook-Id"]] {
		t.Errorf("sent again: %+v", x)
	}
}

// TestOneFails: an address that does not answer holds up nobody else, is asked by one delivery at a time, and gets all of
// them in order when it is back.
func TestOneFails(t *testing.T) {
	d := newDesk(t)
	down := true
	d.answer = func(p post) (int, error) {
		if down && strings.Contains(p.to, "down") {
			return 0, errors.New("it took too long to answer")
		}
		return 200, nil
	}
	d.add(t, alert.Wish{To: "https://down.example/"})
	d.add(t, alert.Wish{To: "https://up.example/"})
	for i := range int64(20) {
		d.notice(t, toll(9+i, 3))
	}
	d.run(t, begin)
	count := func(host string) (list []int64) {
		for _, p := range d.posts {
			if strings.Contains(p.to, host) {
				list = append(list, p.message.Data.ID)
			}
		}
		return list
	}
	if up, asked := len(count("up.")), len(count("down.")); up != 20 || asked > 20 {
		t.Errorf("%d arrived at the one that answers, the other was asked %d times", up, asked)
	}
	d.run(t, begin.Add(time.Hour))
	asked := len(count("down."))
	if asked > 60 {
		t.Errorf("it was asked %d times in an hour", asked)
	}
	down = false
	d.run(t, begin.Add(3*time.Hour))
	if list := count("down.")[asked:]; len(list) != 20 {
		t.Errorf("when it was back: %v", list)
	}
}

// TestAnswers says what each answer means.
func TestAnswers(t *testing.T) {
	for _, c := range []struct {
		status int
		err    error
		state  sitrep.DeliveryState
		why    string
	}{
		{200, nil, sitrep.DeliveryDone, ""},
		{202, nil, sitrep.DeliveryDone, ""},
		{302, nil, sitrep.DeliveryWaiting, "it answered 302 (found), which points elsewhere; that is not followed"},
		{401, nil, sitrep.DeliveryWaiting, "it answered 401 (unauthorized)"},
		{410, nil, sitrep.DeliveryDead, "it answered 410 (gone)"},
		{799, nil, sitrep.DeliveryWaiting, "it answered 799"},
		{0, errors.New("it broke\r\noff\x1b[31m"), sitrep.DeliveryWaiting, "it broke off[31m"},
		{0, fmt.Errorf("%w: it leads to 10.0.0.1", sitrep.Invalid), sitrep.DeliveryWaiting, "it leads to 10.0.0.1"},
	} {
		d := newDesk(t)
		d.answer = func(post) (int, error) { return c.status, c.err }
		a := d.add(t, alert.Wish{To: "https://hook.example/"})
		d.notice(t, toll(9, 3))
		d.run(t, begin)
		if x := d.delivery(t, a.ID, 1); x.State != c.state || x.Error != c.why || x.Tries != 1 {
			t.Errorf("%d, %v: %+v", c.status, c.err, x)
		}
	}
}

// TestLeftAlone: who asks to be left alone is, for an hour at most, and is not asked sooner than it would have been.
func TestLeftAlone(t *testing.T) {
	for wait, want := range map[time.Duration]time.Duration{time.Second: 10 * time.Second, 5 * time.Minute: 5 * time.Minute, 20 * time.Hour: time.Hour} {
		d := newDesk(t)
		d.answer, d.wait = func(post) (int, error) { return 503, nil }, wait
		a := d.add(t, alert.Wish{To: "https://hook.example/"})
		d.notice(t, toll(9, 3))
		d.run(t, begin)
		if got := d.delivery(t, a.ID, 1).Next.Sub(begin); got < want || got > want+want/10 {
			t.Errorf("asked for %s, next after %s, want %s", wait, got, want)
		}
	}
}

type turn struct{ error }

func (turn) NotTried() bool { return true }

// TestNotTried: whoever only waits for a turn has not failed.
func TestNotTried(t *testing.T) {
	d := newDesk(t)
	d.answer = func(post) (int, error) { return 0, fmt.Errorf("post: %w", turn{errors.New("others wait")}) }
	a := d.add(t, alert.Wish{To: "https://hook.example/"})
	d.notice(t, toll(9, 3))
	d.run(t, begin)
	if x := d.delivery(t, a.ID, 1); x.Tries != 0 || x.State != sitrep.DeliveryWaiting || x.Next.Sub(begin) > time.Minute {
		t.Errorf("%+v", x)
	}
}

// failing is a store that dies once between the answer and writing it down.
type failing struct {
	sitrep.Store
	once bool
}

func (f *failing) Keep(ctx context.Context, b *sitrep.Batch) error {
	if !f.once && len(b.Deliveries) > 0 {
		f.once = true
		return errors.New("the process died")
	}
	return f.Store.Keep(ctx, b)
}

// TestCrash: what was sent and not written down is sent once more, under the same id; matching twice makes one.
func TestCrash(t *testing.T) {
	d := newDesk(t)
	a := d.add(t, alert.Wish{To: "https://hook.example/"})
	d.notice(t, toll(9, 3))
	for range 2 {
		if err := alert.Match(t.Context(), d.Store, d.now); err != nil {
			t.Fatal(err)
		}
	}
	d.courier.Store = &failing{Store: d.Store}
	x := sitrep.Task{Kind: sitrep.DeliverTask, Key: fmt.Sprint(a.ID)}
	if err := d.courier.Run(t.Context(), x); err == nil {
		t.Fatal("nothing failed")
	}
	for range 3 { // the queue tries it again, and may try it too often
		if err := d.courier.Run(t.Context(), x); err != nil {
			t.Fatal(err)
		}
	}
	if len(d.posts) != 2 || d.posts[0].header["Webhook-Id"] != d.posts[1].header["Webhook-Id"] || d.posts[0].body != d.posts[1].body {
		t.Errorf("%d posts: %+v", len(d.posts), d.posts)
	}
	if x := d.delivery(t, a.ID, 1); x.State != sitrep.DeliveryDone {
		t.Errorf("%+v", x)
	}
}

// TestPauseAndRemove: what was during a pause is not told, what waited is; of a removed alert nothing is sent.
func TestPauseAndRemove(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	a := d.add(t, alert.Wish{To: "https://hook.example/"})
	d.notice(t, toll(1, 0))
	if err := alert.Match(ctx, d.Store, d.now); err != nil {
		t.Fatal(err)
	}
	if err := d.rules.Pause(ctx, a.ID, true, nil); err != nil {
		t.Fatal(err)
	}
	d.notice(t, toll(2, 1))
	d.run(t, begin.Add(time.Minute))
	if len(d.posts) != 0 {
		t.Errorf("sent while paused: %+v", d.posts)
	}
	if err := d.rules.Pause(ctx, a.ID, false, nil); err != nil {
		t.Fatal(err)
	}
	d.notice(t, toll(3, 2))
	d.run(t, begin.Add(2*time.Minute))
	if len(d.posts) != 2 || d.posts[0].message.Data.What != "1 killed" || d.posts[1].message.Data.What != "3 killed" {
		t.Errorf("after the pause: %+v", d.posts)
	}
	d.notice(t, toll(4, 3))
	if err := alert.Match(ctx, d.Store, d.now); err != nil {
		t.Fatal(err)
	}
	if err := d.rules.Remove(ctx, a.ID, nil); err != nil {
		t.Fatal(err)
	}
	d.run(t, begin.Add(48*time.Hour))
	if x := d.delivery(t, a.ID, 4); len(d.posts) != 2 || x.State != sitrep.DeliveryDead || x.Error != "the alert was removed" {
		t.Errorf("of a removed one: %+v", x)
	}
	for _, err := range []error{d.rules.Remove(ctx, a.ID, nil), d.rules.Pause(ctx, a.ID, true, nil), d.rules.Again(ctx, a.ID, 4, nil)} {
		if !errors.Is(err, sitrep.NotFound) {
			t.Errorf("a removed one: %v", err)
		}
	}
	if gone, err := d.Alert(ctx, a.ID); err != nil || gone.Secret != "" {
		t.Errorf("its secret is kept: %+v (%v)", gone, err)
	}
}

// TestLeft finds what was left lying.
func TestLeft(t *testing.T) {
	d := newDesk(t)
	left := func() (out []string) {
		list, err := d.courier.Left(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range list {
			out = append(out, string(x.Kind))
		}
		return out
	}
	if got := left(); got != nil {
		t.Errorf("of nothing: %v", got)
	}
	d.add(t, alert.Wish{To: "https://hook.example/"})
	if err := d.Keep(t.Context(), &sitrep.Batch{Notices: []sitrep.Notice{toll(9, 3)}}); err != nil {
		t.Fatal(err)
	}
	if got := left(); fmt.Sprint(got) != "[alert]" {
		t.Errorf("a notice that nothing matched: %v", got)
	}
	if err := alert.Match(t.Context(), d.Store, d.now); err != nil {
		t.Fatal(err)
	}
	if got := left(); got != nil {
		t.Errorf("its task will see to it: %v", got)
	}
	d.now = d.now.Add(5 * time.Minute)
	if got := left(); fmt.Sprint(got) != "[deliver]" {
		t.Errorf("its task is lost: %v", got)
	}
}

// TestMail sends hostile words: nothing of them is a header, an address or a line that ends the mail.
func TestMail(t *testing.T) {
	d := newDesk(t)
	a := d.add(t, alert.Wish{Name: "Nacht\r\nBcc: all@evil.example", To: "mailto:desk@courier.example"})
	n := toll(9, 3)
	n.What = "9 killed\r\nBcc: victim@evil.example\r\n\r\n.\r\nMAIL FROM:<x> 死者 " + strings.Repeat("ü", 400)
	n.Claimant, n.Headline = "Jane\x00\x1b[2J\u202e Doe\nX-Evil: 1", "Flood: <script>\u2028\n.\n"
	d.notice(t, n)
	d.run(t, d.now)
	if len(d.mails) != 1 {
		t.Fatalf("%d mails", len(d.mails))
	}
	m, err := netmail.ReadMessage(strings.NewReader(d.mails[0]))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{"From": true, "To": true, "Subject": true, "Date": true, "Message-Id": true, "Auto-Submitted": true, "Mime-Version": true, "Content-Type": true, "Content-Transfer-Encoding": true}
	for name, values := range m.Header {
		if !want[name] || len(values) != 1 {
			t.Errorf("header %s: %q", name, values)
		}
	}
	head, _, _ := strings.Cut(d.mails[0], "\r\n\r\n")
	for _, l := range strings.Split(head, "\r\n") {
		if len(l) > 200 || strings.ContainsAny(l, "\r\n\x00\x1b") || strings.ContainsFunc(l, func(r rune) bool { return r > 0x7e }) {
			t.Errorf("header line %q", l)
		}
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || !strings.HasPrefix(subject, "Figure changed: 9 killed Bcc: victim@evil.example . MAIL FROM:<x> 死者 ü") {
		t.Errorf("subject %q (%v)", subject, err)
	}
	if id := m.Header.Get("Message-Id"); !strings.HasPrefix(id, "<msg_") || !strings.HasSuffix(id, "@sitrep.example>") {
		t.Errorf("message id %q", id)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []string{"Before: 3 killed\r\n", "Given by: Jane[2J Doe X-Evil: 1\r\n", "Story: Flood: <script> .\r\n", "Page: https://sitrep.example/story/s-1\r\n", "Noted: 22 September 2025, 08:00 UTC\r\n"} {
		if !strings.Contains(string(body), l) {
			t.Errorf("no line %q in\n%s", l, body)
		}
	}
	if err := d.rules.Again(t.Context(), a.ID, 1, nil); err != nil {
		t.Fatal(err)
	}
	d.run(t, d.now)
	again, err := netmail.ReadMessage(strings.NewReader(d.mails[1]))
	if err != nil || again.Header.Get("Message-Id") != m.Header.Get("Message-Id") {
		t.Errorf("sent again it is another mail (%v)", err)
	}
}

// TestRefused says which wishes are refused, in words for whoever asked.
func TestRefused(t *testing.T) {
	for _, w := range []alert.Wish{
		{}, {To: "hook.example"}, {To: "ftp://hook.example/"}, {To: "javascript:alert(1)"}, {To: "file:///etc/passwd"}, {To: "https://"}, {To: "https:///x"}, {To: "https:hook.example"},
		{To: "https://ann:secret@hook.example/"}, {To: "https://hook.example/#x"}, {To: "https://hook.example/\r\nHost: x"}, {To: "https://hook example/"}, {To: "https://hook.example/" + strings.Repeat("x", 2000)},
		{To: "mailto:"}, {To: "mailto:desk"}, {To: "mailto:a@b.example,c@d.example"}, {To: "mailto:a@b.example?bcc=c@d.example"}, {To: "mailto:a@b.example\r\nBcc: c@d.example"}, {To: "mailto:Ann <a@b.example>"},
		{To: "mailto:\"a b\"@b.example"}, {To: "mailto:ä@b.example"}, {To: "mailto:a@-b.example"}, {To: "mailto:a@b.example>"},
		{To: "https://hook.example/", Kinds: []sitrep.NoticeKind{"story.deleted"}}, {To: "https://hook.example/", Measure: "cats"}, {To: "https://hook.example/", Least: -1},
		{To: "https://hook.example/", Least: 5, Kinds: []sitrep.NoticeKind{sitrep.BriefUpdated}}, {To: "https://hook.example/", Name: strings.Repeat("x", 201)},
	} {
		if a, err := alert.New(w, rand.Reader); !errors.Is(err, sitrep.Invalid) {
			t.Errorf("%+v: %+v, %v", w, a, err)
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("%+v: the error tells the password: %v", w, err)
		}
	}
	for _, to := range []string{"https://hook.example", "http://127.0.0.1:8080/x?y=z", "https://[2001:db8::1]/", "mailto:desk+night@courier.example", "MAILTO:desk@courier.example"} {
		if _, err := alert.New(alert.Wish{To: to}, rand.Reader); err != nil {
			t.Errorf("%s: %v", to, err)
		}
	}
}

// TestRunAtOnce: tasks of one alert that run at one time send each delivery once, and none is left lying.
func TestRunAtOnce(t *testing.T) {
	d := newDesk(t)
	a := d.add(t, alert.Wish{To: "https://hook.example/"})
	for i := range int64(7) {
		d.notice(t, toll(9+i, 3))
	}
	if err := alert.Match(t.Context(), d.Store, d.now); err != nil {
		t.Fatal(err)
	}
	asked := make(chan bool)
	d.answer = func(p post) (int, error) {
		if p.message.Data.ID == 1 { // the others come while this one is under way
			for range 3 {
				asked <- true
			}
		}
		return 200, nil
	}
	x := sitrep.Task{Kind: sitrep.DeliverTask, Key: fmt.Sprint(a.ID)}
	var all sync.WaitGroup
	all.Go(func() {
		if err := d.courier.Run(t.Context(), x); err != nil {
			t.Error(err)
		}
	})
	for range 3 {
		<-asked
		if err := d.courier.Run(t.Context(), x); err != nil {
			t.Error(err)
		}
	}
	all.Wait()
	var got []int64
	for _, p := range d.posts {
		got = append(got, p.message.Data.ID)
	}
	if fmt.Sprint(got) != "[1 2 3 4 5 6 7]" {
		t.Errorf("sent: %v", got)
	}
}
