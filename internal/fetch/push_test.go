package fetch_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/fetch"
)

// hub is a hub that asks back before it answers, and keeps what it was asked for.
type hub struct {
	*httptest.Server
	asked []url.Values
	reply int  // to a subscription
	back  bool // asks whether it is wanted
	lease string
	said  string // what the subscriber answered
}

func newHub(t *testing.T) *hub {
	h := &hub{reply: http.StatusAccepted, back: true, lease: "7200"}
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.ParseForm()
		h.asked = append(h.asked, r.PostForm)
		if h.back {
			h.said = ask(t, r.PostForm.Get("hub.callback"), "subscribe", r.PostForm.Get("hub.topic"), h.lease)
		}
		w.WriteHeader(h.reply)
	}))
	t.Cleanup(h.Close)
	return h
}

// ask is a hub's question at a callback; what came back.
func ask(t *testing.T, callback, mode, topic, lease string) string {
	t.Helper()
	q := url.Values{"hub.mode": {mode}, "hub.topic": {topic}, "hub.challenge": {"c-42"}, "hub.lease_seconds": {lease}, "hub.reason": {"too many"}}
	resp, err := http.Get(callback + "?" + q.Encode())
	if err != nil {
		t.Error(err)
		return ""
	}
	defer resp.Body.Close()
	b, _ := io.ReadAll(resp.Body)
	return fmt.Sprint(resp.StatusCode, " ", string(b))
}

// push sends a body to a callback, signed with a secret; the status that came back.
func push(t *testing.T, callback, secret, body string) int {
	t.Helper()
	mac := hmac.New(sha256.New, []byte(secret))
	io.WriteString(mac, body)
	r, _ := http.NewRequest(http.MethodPost, callback, strings.NewReader(body))
	r.Header.Set("X-Hub-Signature", "sha256="+hex.EncodeToString(mac.Sum(nil)))
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	return resp.StatusCode
}

// subscriber is a follower with a public address, and a feed that names a hub.
func subscriber(t *testing.T, h *hub, head string) (*following, sitrep.Feed) {
	t.Helper()
	f := newFollowing(t, time.Second)
	public := httptest.NewServer(f.Pushed(slog.New(slog.DiscardHandler)))
	t.Cleanup(public.Close)
	f.Callback = public.URL
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if head == "Link" {
			w.Header().Set("Link", fmt.Sprintf(`<%s/hub>; rel="hub", <http://%s/self>; rel="self"`, h.URL, r.Host))
			fmt.Fprint(w, page(1, flood))
			return
		}
		fmt.Fprint(w, strings.Replace(page(1, flood), "<link>", strings.ReplaceAll(head, "HUB", h.URL)+"<link>", 1))
	}))
	t.Cleanup(s.Close)
	feed := f.add(t, s.URL)[0]
	f.poll(t, feed.ID)
	return f, f.feed(t, feed.ID)
}

// poll fetches a feed and runs the tasks that follow.
func (f *following) poll(t *testing.T, id sitrep.FeedID) {
	t.Helper()
	f.tasks = nil
	if err := f.Feed(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	for _, task := range f.tasks {
		if err := f.Run(t.Context(), task); err != nil {
			t.Fatal(err)
		}
	}
}

const inHead = `<atom:link rel="hub" href="HUB/hub"/>`

// TestPush goes through a subscription: it is asked for, confirmed, delivers, is renewed, and ends.
func TestPush(t *testing.T) {
	h := newHub(t)
	f, feed := subscriber(t, h, inHead)
	if len(h.asked) != 1 || h.said != "200 c-42" {
		t.Fatalf("the hub was asked %v and heard %q", h.asked, h.said)
	}
	form := h.asked[0]
	callback, secret := form.Get("hub.callback"), form.Get("hub.secret")
	if form.Get("hub.mode") != "subscribe" || form.Get("hub.topic") != feed.URL || len(secret) != 32 || !strings.HasPrefix(callback, f.Callback+"/websub/") {
		t.Errorf("asked with %v", form)
	}
	if got := feed.Push.Until; !got.Equal(f.now.Add(2 * time.Hour)) {
		t.Errorf("the lease ends at %v", got)
	}
	if wait := feed.Next.Sub(f.now); wait > 17*time.Minute {
		t.Errorf("polled only after %v although nothing was pushed yet", wait)
	}
	before := len(f.taken)
	for what, answer := range map[string][2]any{
		"rightly signed":      {push(t, callback, secret, page(2, flood)), 204},
		"wrongly signed":      {push(t, callback, "guess", page(3, flood)), 202},
		"at another path":     {push(t, callback+"0", secret, page(4, flood)), 404},
		"what is no feed":     {push(t, callback, secret, "nonsense"), 204},
		"too long":            {push(t, callback, secret, strings.Repeat(" ", fetch.MaxFeed+1)), 413},
		"not asked for":       {ask(t, callback, "subscribe", "http://other.example/", "99"), "404 this was not asked for\n"},
		"to end it, unasked":  {ask(t, callback, "unsubscribe", feed.URL, "99"), "404 this was not asked for\n"},
		"without a signature": {push(t, callback, "", page(5, flood)), 202},
	} {
		if fmt.Sprint(answer[0]) != fmt.Sprint(answer[1]) {
			t.Errorf("%s: answered %v, want %v", what, answer[0], answer[1])
		}
	}
	var titles []string
	for _, k := range f.taken[before:] {
		titles = append(titles, k.Report.Title)
		if k.Feed != feed.ID {
			t.Errorf("it is of feed %d", k.Feed)
		}
	}
	if fmt.Sprint(titles) != "[Flood, day 2]" {
		t.Errorf("pushed and kept: %v", titles)
	}

	f.set(feed.Next) // fetched all the same, but more seldom now, and not subscribed to again yet
	f.poll(t, feed.ID)
	if feed = f.feed(t, feed.ID); len(h.asked) != 1 || feed.Next.Sub(f.now) < time.Hour {
		t.Errorf("asked %d times, due after %v", len(h.asked), feed.Next.Sub(f.now))
	}
	f.set(feed.Next) // more than half of the lease is over
	f.poll(t, feed.ID)
	if feed = f.feed(t, feed.ID); len(h.asked) != 2 || h.asked[1].Get("hub.secret") != secret || feed.Push.Until.Sub(f.now) != 2*time.Hour {
		t.Errorf("renewed with %v, till %v", h.asked, feed.Push.Until)
	}
	if said := ask(t, callback, "denied", feed.URL, ""); !strings.HasPrefix(said, "200") || !f.feed(t, feed.ID).Push.Until.IsZero() {
		t.Errorf("denied: %q, %+v", said, f.feed(t, feed.ID).Push)
	}
	feed = f.feed(t, feed.ID)
	feed.Removed = true
	if err := f.store.Keep(t.Context(), &sitrep.Batch{Feeds: []sitrep.Feed{feed}}); err != nil {
		t.Fatal(err)
	}
	if code := push(t, callback, secret, page(6, flood)); code != http.StatusGone {
		t.Errorf("a push for a feed that was removed: %d", code)
	}
	if said := ask(t, callback, "unsubscribe", feed.URL, ""); said != "200 c-42" {
		t.Errorf("the end of a subscription to a feed that was removed: %q", said)
	}
}

// TestPushFallsBack says when a feed is polled as any other.
func TestPushFallsBack(t *testing.T) {
	for name, c := range map[string]struct {
		head  string
		reply int
		back  bool
		asked int
		why   string
	}{
		"named in the header":      {"Link", 202, true, 1, ""},
		"the hub refuses":          {inHead, 403, false, 1, "the hub answered 403 (forbidden)"},
		"the hub never asks back":  {inHead, 202, false, 1, ""},
		"no hub":                   {`<atom:link rel="alternate" href="HUB/hub"/>`, 202, true, 0, ""},
		"the hub is no address":    {`<atom:link rel="hub" href="file:///etc/passwd"/>`, 202, true, 0, ""},
		"a hub not on the network": {`<atom:link rel="hub" href="http://169.254.169.254/latest"/>`, 202, true, 0, "not on the public internet"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHub(t)
			h.reply, h.back = c.reply, c.back
			f, feed := subscriber(t, h, c.head)
			if len(h.asked) != c.asked {
				t.Errorf("the hub was asked %d times", len(h.asked))
			}
			if wait := feed.Next.Sub(f.now); wait > 17*time.Minute {
				t.Errorf("due after %v", wait)
			}
			if c.why != "" && (feed.Push == nil || !strings.Contains(feed.Push.Why, c.why)) {
				t.Errorf("said %+v", feed.Push)
			}
			f.set(feed.Next)
			f.poll(t, feed.ID) // within the day it is not asked again
			if len(h.asked) != c.asked {
				t.Errorf("asked again: %d times", len(h.asked))
			}
			if name == "named in the header" && (h.said != "200 c-42" || !strings.HasSuffix(feed.Push.Topic, "/self")) {
				t.Errorf("the topic is %q; said %q", feed.Push.Topic, h.said)
			}
		})
	}
}
