package fetch

import (
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"sitrep"
)

// CallbackPath begins the address of every callback.
const CallbackPath = "/websub/"

// Pushed answers hubs: whether we want what they were asked for, and what they push. Anybody can reach it; a path that
// was not given out leads nowhere, and what is not rightly signed is dropped.
func (f *Follower) Pushed(log *slog.Logger) http.Handler {
	const atOnce = 4
	room := make(chan struct{}, atOnce)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case room <- struct{}{}:
			defer func() { <-room }()
		default:
			w.Header().Set("Retry-After", "10")
			http.Error(w, "busy", http.StatusServiceUnavailable)
			return
		}
		path := strings.TrimPrefix(r.URL.Path, CallbackPath)
		feed, err := f.subscribed(r.Context(), path)
		switch {
		case errors.Is(err, sitrep.NotFound):
			http.Error(w, "there is no such subscription", http.StatusNotFound)
		case err != nil:
			log.Error("a hub could not be answered", "error", err)
			http.Error(w, "come back later", http.StatusServiceUnavailable)
		case r.Method == http.MethodGet:
			f.confirm(w, r, feed, log)
		case r.Method == http.MethodPost:
			f.receive(w, r, feed, log)
		default:
			w.Header().Set("Allow", "GET, POST")
			http.Error(w, "GET or POST", http.StatusMethodNotAllowed)
		}
	})
}

// maxChallenge caps what is sent back to a hub, longest the lease.
const (
	maxChallenge = 1 << 10
	longest      = 30 * 24 * time.Hour
)

// confirm answers whether a subscription is wanted (or is no longer), or notes that it was denied.
func (f *Follower) confirm(w http.ResponseWriter, r *http.Request, feed sitrep.Feed, log *slog.Logger) {
	q := r.URL.Query()
	challenge := q.Get("hub.challenge")
	over := feed.Removed || feed.Gone
	now := f.Client.clock()
	lease := leased
	if n, err := strconv.Atoi(q.Get("hub.lease_seconds")); err == nil && n > 0 {
		lease = min(time.Duration(min(n, 1<<31))*time.Second, longest)
	}
	change := func(p *sitrep.Push) { p.Until, p.Why = now.Add(lease).UTC(), "" }
	switch mode := q.Get("hub.mode"); {
	case q.Get("hub.topic") != feed.Push.Topic || len(challenge) > maxChallenge || mode != "denied" && challenge == "":
		http.Error(w, "this was not asked for", http.StatusNotFound)
		return
	case mode == "denied":
		change = func(p *sitrep.Push) {
			p.Until, p.Why = time.Time{}, shorten("the hub denied it: "+q.Get("hub.reason"))
		}
	case mode == "subscribe" && !over && !feed.Push.Asked.IsZero():
	case mode == "unsubscribe" && over:
		change = func(p *sitrep.Push) { p.Until = time.Time{} }
	default:
		http.Error(w, "this was not asked for", http.StatusNotFound)
		return
	}
	if _, err := f.change(r.Context(), feed.ID, func(x *sitrep.Feed) (bool, error) {
		if x.Push == nil || x.Push.Path != feed.Push.Path {
			return false, nil
		}
		change(x.Push)
		return true, nil
	}); err != nil {
		log.Error("a hub's answer could not be kept", "feed", feed.URL, "error", err)
		http.Error(w, "come back later", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	io.WriteString(w, challenge)
}

// receive keeps what a hub pushes. When it has answered with success, that is on disk, or was not rightly signed.
func (f *Follower) receive(w http.ResponseWriter, r *http.Request, feed sitrep.Feed, log *slog.Logger) {
	if feed.Removed || feed.Gone {
		http.Error(w, "the subscription is over", http.StatusGone)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxFeed))
	if err != nil {
		http.Error(w, "larger than 10 MiB, or broken off", http.StatusRequestEntityTooLarge)
		return
	}
	if !signed(r.Header.Get("X-Hub-Signature"), feed.Push.Secret, body) {
		log.Warn("what a hub pushed was not rightly signed; it is dropped", "feed", feed.URL)
		w.WriteHeader(http.StatusAccepted) // the standard's advice: whoever guesses learns nothing
		return
	}
	if err := f.take(r.Context(), feed.ID, body); err != nil {
		log.Error("what a hub pushed could not be kept", "feed", feed.URL, "error", err)
		http.Error(w, "come back later", http.StatusServiceUnavailable)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// take keeps what was pushed for a feed.
func (f *Follower) take(ctx context.Context, id sitrep.FeedID, body []byte) error {
	f.saving.Lock()
	defer f.saving.Unlock()
	feed, err := f.Store.Feed(ctx, id)
	if err == nil && feed.Push == nil {
		err = fmt.Errorf("the subscription: %w", sitrep.NotFound) // its feed named another hub meanwhile
	}
	if err != nil {
		return err
	}
	now := f.Client.clock()
	b := &sitrep.Batch{}
	log := sitrep.Fetch{Feed: id, URL: feed.Push.Hub, At: now.UTC(), Status: http.StatusOK, Bytes: int64(len(body))}
	if err := f.read(ctx, &feed, &Answer{URL: feed.URL, Body: body}, b); err != nil {
		log.Why = shorten("pushed: " + err.Error())
		b.Reports = nil
	} else {
		feed.Push.Last = now.UTC()
	}
	log.New = len(b.Reports)
	b.Feeds, b.Fetches = []sitrep.Feed{feed}, []sitrep.Fetch{log}
	if err := f.Take(ctx, b); err != nil {
		return fmt.Errorf("keep what was pushed: %w", err)
	}
	return nil
}

// signed reports whether a body carries the signature that the secret makes of it.
func signed(header, secret string, body []byte) bool {
	method, sum, ok := strings.Cut(header, "=")
	kind := map[string]func() hash.Hash{"sha1": sha1.New, "sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New}[strings.ToLower(method)]
	if !ok || kind == nil || secret == "" {
		return false
	}
	got, err := hex.DecodeString(strings.TrimSpace(sum))
	if err != nil {
		return false
	}
	mac := hmac.New(kind, []byte(secret))
	mac.Write(body)
	return hmac.Equal(got, mac.Sum(nil))
}

func equal(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
