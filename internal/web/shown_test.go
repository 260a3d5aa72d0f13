package web_test

import (
	"compress/gzip"
	"context"
	"crypto/rand"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/account"
	"sitrep/internal/desk"
	"sitrep/internal/web"
)

// slowBook takes its time, counts how often it is asked for a brief, and says in its headline how often it was written to.
type slowBook struct {
	*manyBook
	briefs atomic.Int64
}

func (b *slowBook) Version(ctx context.Context) (string, error) {
	time.Sleep(10 * time.Millisecond)
	return b.manyBook.Version(ctx)
}

func (b *slowBook) Brief(ctx context.Context, id sitrep.StoryID, asof sitrep.Stamp) (sitrep.Brief, error) {
	b.briefs.Add(1)
	time.Sleep(20 * time.Millisecond)
	out, err := b.manyBook.Brief(ctx, id, asof)
	out.Headline.Text = "Written to " + itoa(int(b.writes.Load())) + " times"
	return out, err
}

// TestManyAskForOnePage sends many to a page at once: it is made once for all of them, and once again when the book has
// changed; a minute later nobody is shown the page from before.
func TestManyAskForOnePage(t *testing.T) {
	book := &slowBook{manyBook: many(t, 1)}
	var ahead atomic.Int64
	h := site(t, web.Options{Book: book, Anyone: sitrep.Reader, Clock: func() time.Time { return noon.Add(time.Duration(ahead.Load())) }})
	crowd := func() {
		var all sync.WaitGroup
		for range 40 {
			all.Go(func() {
				w := get(t, h, "/story/"+string(book.card.ID))
				if now := "Written to " + itoa(int(book.writes.Load())) + " times"; w.Code != http.StatusOK || !strings.Contains(w.Body.String(), now) {
					t.Errorf("%d, not %q: %s", w.Code, now, w.Body)
				}
			})
		}
		all.Wait()
	}
	for want := int64(1); want <= 2; want++ {
		crowd()
		crowd()
		if n := book.briefs.Load(); n != want {
			t.Errorf("the page was made %d times, want %d", n, want)
		}
		book.writes.Add(1)
		ahead.Add(int64(time.Minute))
	}
}

var nonces = regexp.MustCompile(`nonce="([0-9a-f]{32})"`)

// TestPackedPageIsThePage asks for pages that are remembered, packed and as they are: they are the same but for the nonce,
// which is another in each answer and the one that its policy names.
func TestPackedPageIsThePage(t *testing.T) {
	book := many(t, 2)
	h := site(t, web.Options{Book: book, Anyone: sitrep.Reader})
	used := map[string]bool{}
	look := func(path string, packed bool) string {
		t.Helper()
		r := newGet(path)
		if packed {
			r.Header.Set("Accept-Encoding", "gzip")
		}
		w := serve(h, r)
		if got := w.Header().Get("Content-Encoding") == "gzip"; got != packed {
			t.Fatalf("%s: packed %v, want %v", path, got, packed)
		}
		if w.Header().Get("Content-Length") != itoa(w.Body.Len()) {
			t.Errorf("%s: %s bytes announced, %d sent", path, w.Header().Get("Content-Length"), w.Body.Len())
		}
		var from io.Reader = w.Body
		if packed {
			z, err := gzip.NewReader(w.Body)
			if err != nil {
				t.Fatal(err)
			}
			z.Multistream(false)
			from = z
		}
		page, err := io.ReadAll(from) // which holds the page against its sum
		if err != nil || w.Body.Len() > 0 {
			t.Fatalf("%s: %v, %d bytes left over", path, err, w.Body.Len())
		}
		found := nonces.FindAllStringSubmatch(string(page), -1)
		if len(found) < 2 || used[found[0][1]] {
			t.Fatalf("%s: the nonces are %v", path, found)
		}
		nonce := found[0][1]
		used[nonce] = true
		for _, f := range found {
			if f[1] != nonce || !strings.Contains(w.Header().Get("Content-Security-Policy"), "'nonce-"+nonce+"'") {
				t.Errorf("%s: nonce %s where the policy is %s", path, f[1], w.Header().Get("Content-Security-Policy"))
			}
		}
		return strings.ReplaceAll(string(page), nonce, "NONCE")
	}
	for _, path := range []string{"/story/" + string(book.card.ID), "/story/" + string(book.card.ID) + "/figures", "/", "/about"} {
		plain := look(path, false)
		for _, packed := range []bool{true, true, false} {
			if look(path, packed) != plain {
				t.Errorf("%s: it is another page, packed %v", path, packed)
			}
		}
		if !strings.HasSuffix(plain, "</html>\n") {
			t.Errorf("%s ends with %q", path, plain[max(0, len(plain)-40):])
		}
	}
}

// TestKeptPageIsOfItsRole asks for a story's page by turns as two readers and as editor: what was made for one is never shown to
// the other, and a decision shows at once, though the book's version stands.
func TestKeptPageIsOfItsRole(t *testing.T) {
	day, err := sitrep.ParseStamp("2025-09-01")
	if err != nil {
		t.Fatal(err)
	}
	book := open(t, []*sitrep.Report{{
		ID: "f-1", Outlet: "Courier", URL: "https://courier.example/1", Published: day, Language: "en", Title: "Flood kills three in Springfield",
		Text: "The flood in Springfield killed three people, including Jonas Falk, 34, Mayor Jane Doe said on Monday.",
	}}, true)
	cards, _, err := book.Cards(t.Context(), desk.CardFilter{})
	if err != nil {
		t.Fatal(err)
	}
	guard, err := account.New(account.Options{Store: newPeople(), Clock: clock, Random: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	token := map[string]string{}
	for name, role := range map[string]sitrep.Role{"ann": sitrep.Reader, "bob": sitrep.Reader, "eve": sitrep.Editor} {
		if err := guard.Add(t.Context(), name, role, password); err != nil {
			t.Fatal(err)
		}
		if token[name], _, err = guard.NewToken(t.Context(), name, role, "test", 0); err != nil {
			t.Fatal(err)
		}
	}
	h := site(t, web.Options{Book: book, Desk: &ledgerOfDecisions{}, Guard: guard})
	as := func(who string, r *http.Request, want int) string {
		t.Helper()
		r.Header.Set("Authorization", "Bearer "+token[who])
		w := serve(h, r)
		if w.Code != want {
			t.Fatalf("%s: %d %s", who, w.Code, w.Body)
		}
		return w.Body.String()
	}
	shows := func(who string, want bool) {
		t.Helper()
		page := as(who, newGet("/story/"+string(cards[0].ID)), http.StatusOK)
		if strings.Contains(page, "Falk") != want || strings.Contains(page, "[name withheld]") == want {
			t.Errorf("%s: the name is not as it should be, shown %v", who, want)
		}
		for name := range token {
			if strings.Contains(page, "<span>"+name+", ") != (name == who) {
				t.Errorf("%s is not sent a page of their own: it names %s", who, name)
			}
		}
	}
	decide := func(form url.Values) {
		t.Helper()
		r := httptest.NewRequest(http.MethodPost, "/desk", strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		as("eve", r, http.StatusSeeOther)
	}
	for range 2 {
		shows("ann", false)
		shows("bob", false)
		shows("eve", true)
	}
	decide(url.Values{"kind": {"release"}, "story": {string(cards[0].ID)}, "text": {"Jonas Falk"}, "why": {"the family agreed"}})
	shows("ann", true)
	decide(url.Values{"kind": {"undo"}, "undoes": {"1"}, "why": {"the family asked again"}})
	shows("ann", false)
}
