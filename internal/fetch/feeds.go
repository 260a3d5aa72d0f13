package fetch

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"net/http"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"sitrep"
)

// How often feeds are fetched.
const (
	usual    = 15 * time.Minute // when a feed says nothing
	soonest  = 10 * time.Minute // whatever a feed says
	seldom   = 24 * time.Hour   // at the latest
	feedKind = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
	pageKind = "text/html, application/xhtml+xml, */*;q=0.5"
)

// Read turns fetched bytes into reports: intake, with its surroundings. The address is their base.
type Read func(ctx context.Context, address string, body []byte, each func(*sitrep.Report) error) error

// Follower fetches feeds and the pages behind their entries, and hands on what came.
type Follower struct {
	Client *Client
	Store  sitrep.Store
	Read   Read
	// Take keeps a batch; when it returns, it is on disk.
	Take func(ctx context.Context, b *sitrep.Batch) error
	// Callback is the address under which hubs reach Pushed, such as https://sitrep.example; empty: no subscription is
	// asked for.
	Callback string
	Random   io.Reader // of what nobody may guess; nil: the machine's

	reading sync.Mutex // of large feeds, one at a time
	saving  sync.Mutex // a feed is read, changed and kept by one at a time
	robots
}

// Run runs a task of the network.
func (f *Follower) Run(ctx context.Context, t sitrep.Task) error {
	switch t.Kind {
	case sitrep.FetchTask:
		id, err := strconv.ParseInt(t.Key, 10, 64)
		if err != nil {
			return fmt.Errorf("%w: the feed %q", sitrep.Invalid, t.Key)
		}
		return f.Feed(ctx, sitrep.FeedID(id))
	case sitrep.PushTask:
		id, err := strconv.ParseInt(t.Key, 10, 64)
		if err != nil {
			return fmt.Errorf("%w: the feed %q", sitrep.Invalid, t.Key)
		}
		return f.Subscribe(ctx, sitrep.FeedID(id))
	case sitrep.PageTask:
		return f.Page(ctx, sitrep.ReportID(t.Key))
	}
	return fmt.Errorf("%w: the network has no task %q", sitrep.Invalid, t.Kind)
}

// Due are the tasks of the feeds that it is time to fetch.
func (f *Follower) Due(ctx context.Context) ([]sitrep.Task, error) {
	feeds, err := f.Store.Feeds(ctx)
	if err != nil {
		return nil, err
	}
	now := f.Client.clock()
	var due []sitrep.Task
	for _, feed := range feeds {
		if isDue(feed, now) {
			due = append(due, sitrep.Task{Kind: sitrep.FetchTask, Key: strconv.FormatInt(int64(feed.ID), 10)})
		}
	}
	return due, nil
}

// back is by how much the last fetch may lie ahead before the clock is taken to have gone back.
const back = 5 * time.Minute

// isDue reports whether it is time to fetch a feed. After a clock that was ahead was set right, what it said of the next
// time holds no longer.
func isDue(feed sitrep.Feed, now time.Time) bool {
	return !feed.Gone && !feed.Removed && (!feed.Next.After(now) || feed.Asked.Sub(now) > back)
}

// Feed fetches a feed if it is time, and keeps what is new in it together with when it is to be fetched next. That it is
// asked is kept before it is, so that a process that is killed again and again asks nobody twice in an interval. What
// goes wrong with the feed is written down with it and is no error.
func (f *Follower) Feed(ctx context.Context, id sitrep.FeedID) error {
	feed, err := f.Store.Feed(ctx, id)
	if errors.Is(err, sitrep.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	now := f.Client.clock()
	if !isDue(feed, now) {
		return nil
	}
	if feed.Asked.After(now) {
		feed.Next = time.Time{} // by a clock that was ahead
	}
	address, began := feed.URL, time.Now()
	var unkept error
	a, err := f.Client.Get(ctx, Request{URL: feed.URL, Accept: feedKind, ETag: feed.ETag, Modified: feed.Modified, Max: MaxFeed, Sending: func() error {
		unkept = f.asking(ctx, id, now)
		return unkept
	}})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(unkept, sitrep.NotFound) {
		return nil // removed meanwhile
	}
	if unkept != nil {
		return fmt.Errorf("keep that %s is asked: %w", feed.URL, unkept)
	}
	if errors.Is(err, errTurn) {
		return nil // it stays due
	}
	feed.Asked = now.UTC()
	log := sitrep.Fetch{Feed: id, URL: feed.URL, At: now.UTC(), Took: time.Since(began).Round(time.Millisecond)}
	b := &sitrep.Batch{}
	if err == nil {
		log.Status, log.Bytes = a.Status, int64(len(a.Body))
		err = f.digest(ctx, &feed, &log, a, b)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		failed(&feed, now, err)
		log.Why = feed.LastError
		b.Reports, b.Tasks = nil, nil
	}
	log.New = len(b.Reports)
	f.saving.Lock()
	defer f.saving.Unlock()
	if gone, err := f.renewed(ctx, &feed, address); err != nil || gone {
		return err
	}
	b.Feeds, b.Fetches = []sitrep.Feed{feed}, []sitrep.Fetch{log}
	if err := f.Take(ctx, b); err != nil {
		return fmt.Errorf("keep what %s brought: %w", feed.URL, err)
	}
	return nil
}

// asking keeps that a feed is asked now, and that it is not asked again soon should nothing be heard of this time.
func (f *Follower) asking(ctx context.Context, id sitrep.FeedID, now time.Time) error {
	f.saving.Lock()
	defer f.saving.Unlock()
	feed, err := f.Store.Feed(ctx, id)
	if err != nil {
		return err
	}
	if feed.Removed {
		return sitrep.NotFound
	}
	feed.Asked, feed.Next = now.UTC(), now.Add(spread(id, soonest)).UTC()
	return f.Store.Keep(ctx, &sitrep.Batch{Feeds: []sitrep.Feed{feed}})
}

// renewed brings what others did to a feed while it was fetched: it may have been removed, and its hub may have answered. An
// address that another feed has is not taken over.
func (f *Follower) renewed(ctx context.Context, feed *sitrep.Feed, before string) (removed bool, err error) {
	now, err := f.Store.Feed(ctx, feed.ID)
	if err != nil || now.Removed {
		return true, err
	}
	switch {
	case feed.Push == nil: // none is offered any more
	case now.Push != nil && now.Push.Hub == feed.Push.Hub && now.Push.Topic == feed.Push.Topic:
		feed.Push = now.Push
	}
	if feed.URL == before {
		return false, nil
	}
	feeds, err := f.Store.Feeds(ctx)
	if slices.ContainsFunc(feeds, func(x sitrep.Feed) bool { return x.ID != feed.ID && x.URL == feed.URL }) {
		feed.URL = before
	}
	return false, err
}

// digest reads an answer into a batch and says when the feed is due again.
func (f *Follower) digest(ctx context.Context, feed *sitrep.Feed, log *sitrep.Fetch, a *Answer, b *sitrep.Batch) error {
	now := f.Client.clock()
	switch a.Status {
	case http.StatusNotModified:
		log.NotFresh = true
	case http.StatusGone:
		feed.Gone, feed.LastError = true, "the server says the feed is gone for good (410); it is fetched no more"
		return nil
	case http.StatusOK:
		if err := f.read(ctx, feed, a, b); err != nil {
			return err
		}
		feed.ETag, feed.Modified = a.Header.Get("ETag"), a.Header.Get("Last-Modified")
		feed.Pace = paceOf(a.Body)
		f.offered(feed, a)
		if a.Moved != "" && len(b.Reports) > 0 && permanent(feed.URL, a.Moved) {
			feed.URL = a.Moved
		}
	default:
		err := fmt.Errorf("the server answered %s", status(a.Status))
		if at, ok := retryAfter(a.Header.Get("Retry-After"), now); ok {
			feed.Next = at
		}
		return err
	}
	feed.Failures, feed.LastError, feed.LastOK = 0, "", now.UTC()
	feed.Next = next(feed, now, a.Header.Get("Cache-Control"))
	if f.Callback != "" && wants(feed.Push, now) {
		b.Tasks = append(b.Tasks, sitrep.Task{Kind: sitrep.PushTask, Key: strconv.FormatInt(int64(feed.ID), 10)})
	}
	return nil
}

// permanent reports whether a feed's address follows a permanent redirect: not from https back to http.
func permanent(from, to string) bool {
	return strings.HasPrefix(to, "https://") || !strings.HasPrefix(from, "https://")
}

// maxEntries caps what one fetch of a feed may bring.
const maxEntries = 2000

func (f *Follower) read(ctx context.Context, feed *sitrep.Feed, a *Answer, b *sitrep.Batch) error {
	if err := noFeed(a.Body); err != nil {
		return err
	}
	if len(a.Body) > large {
		// A large feed takes many times its size while it is read, and leaves it all behind.
		f.reading.Lock()
		defer f.reading.Unlock()
		defer runtime.GC()
	}
	err := f.Read(ctx, a.URL, a.Body, func(r *sitrep.Report) error {
		if len(b.Reports) < maxEntries {
			b.Reports = append(b.Reports, &sitrep.Kept{Report: r, Feed: feed.ID})
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("it could not be read: %w", err)
	}
	if feed.Title == "" && len(b.Reports) > 0 {
		feed.Title = b.Reports[0].Report.Outlet
	}
	return nil
}

// failed puts a feed off, for longer with each failure in a row, unless the server said for how long.
func failed(feed *sitrep.Feed, now time.Time, err error) {
	feed.Failures++
	feed.LastError = shorten(err.Error())
	if !feed.Next.After(now) {
		feed.Next = now.Add(spread(feed.ID, min(usual<<min(feed.Failures-1, 7), seldom))).UTC()
	}
}

func shorten(s string) string {
	const most = 300
	s = strings.ToValidUTF8(strings.Join(strings.Fields(s), " "), "")
	s = strings.Map(func(r rune) rune { // a server's words are shown on terminals too
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return s
}

// spread lengthens a pause by up to a tenth, always by the same for a feed, so that feeds don't march in step.
func spread(id sitrep.FeedID, d time.Duration) time.Duration {
	h := fnv.New32a()
	fmt.Fprint(h, id)
	return d + time.Duration(float64(d)*float64(h.Sum32()%1000)/10000)
}

var (
	ttlForm   = regexp.MustCompile(`<ttl>\s*(\d{1,6})\s*</ttl>`)
	hoursForm = regexp.MustCompile(`(?s)<skipHours>(.*?)</skipHours>`)
	hourForm  = regexp.MustCompile(`<hour>\s*(\d{1,2})\s*</hour>`)
	daysForm  = regexp.MustCompile(`(?s)<skipDays>(.*?)</skipDays>`)
	dayForm   = regexp.MustCompile(`<day>\s*([A-Za-z]{6,9})\s*</day>`)
	ageForm   = regexp.MustCompile(`(?i)(?:^|[\s,])max-age=(\d{1,9})`)
)

// paceOf is what a feed says about when it is to be fetched, in the head of its RSS.
func paceOf(body []byte) *sitrep.Pace {
	head := body[:min(len(body), 64<<10)]
	var p sitrep.Pace
	if m := ttlForm.FindSubmatch(head); m != nil {
		p.TTL, _ = strconv.Atoi(string(m[1])) // six digits at most
	}
	if m := hoursForm.FindSubmatch(head); m != nil {
		for _, h := range hourForm.FindAllSubmatch(m[1], 24) {
			n, _ := strconv.Atoi(string(h[1]))
			p.SkipHours = append(p.SkipHours, n%24)
		}
	}
	if m := daysForm.FindSubmatch(head); m != nil {
		for _, d := range dayForm.FindAllSubmatch(m[1], 7) {
			for day := time.Sunday; day <= time.Saturday; day++ {
				if strings.EqualFold(day.String(), string(d[1])) {
					p.SkipDays = append(p.SkipDays, day)
				}
			}
		}
	}
	if p.TTL == 0 && p.SkipHours == nil && p.SkipDays == nil {
		return nil
	}
	return &p
}

// next is when a feed is fetched again: as its ttl or the server's max-age says, within bounds, and neither in the
// hours nor on the days on which it asks to be left alone.
func next(feed *sitrep.Feed, now time.Time, cache string) time.Time {
	pause := usual
	if m := ageForm.FindStringSubmatch(cache); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil {
			pause = max(pause, time.Duration(n)*time.Second)
		}
	}
	var p sitrep.Pace
	if feed.Pace != nil {
		p = *feed.Pace
	}
	if p.TTL > 0 {
		pause = max(soonest, time.Duration(p.TTL)*time.Minute)
	}
	if pushes(feed.Push, now) {
		pause = max(pause, pushed)
	}
	at := now.Add(spread(feed.ID, min(pause, seldom))).UTC()
	for i := 0; i < 24 && slices.Contains(p.SkipHours, at.Hour()); i++ {
		at = at.Truncate(time.Hour).Add(time.Hour)
	}
	for i := 0; i < 7 && slices.Contains(p.SkipDays, at.Weekday()); i++ {
		at = at.Truncate(24 * time.Hour).Add(24 * time.Hour)
	}
	return at
}

// retryAfter reads the header of that name: seconds or a date, at most a day ahead.
func retryAfter(s string, now time.Time) (time.Time, bool) {
	s = strings.TrimSpace(s)
	var at time.Time
	if n, err := strconv.Atoi(s); err == nil && n >= 0 {
		at = now.Add(time.Duration(min(n, 86400)) * time.Second)
	} else if t, err := http.ParseTime(s); err == nil {
		at = t
	} else {
		return at, false
	}
	if !at.After(now) {
		return at, false
	}
	return slices.MinFunc([]time.Time{at, now.Add(seldom)}, time.Time.Compare).UTC(), true
}

// Page fetches the page behind a feed's entry and keeps its text as the item's next version, if it brings more. What
// a site's robots.txt closes is not fetched. Only 410 is a removal; everything else that goes wrong leaves what is kept as it is.
func (f *Follower) Page(ctx context.Context, id sitrep.ReportID) error {
	k, err := f.Store.Report(ctx, id)
	if errors.Is(err, sitrep.NotFound) {
		return nil
	}
	if err != nil || k.Gone || k.Report.URL == "" {
		return err
	}
	if open, err := f.allowed(ctx, f.Client, k.Report.URL); err != nil || !open {
		return err
	}
	began := time.Now()
	a, err := f.Client.Get(ctx, Request{URL: k.Report.URL, Accept: pageKind, Max: MaxPage})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	log := sitrep.Fetch{Feed: k.Feed, URL: k.Report.URL, At: f.Client.clock().UTC(), Took: time.Since(began).Round(time.Millisecond)}
	b := &sitrep.Batch{}
	switch {
	case err != nil:
		log.Why = shorten(err.Error())
	case a.Status == http.StatusGone:
		log.Status = a.Status
		b.Reports = []*sitrep.Kept{{Item: k.Item, Gone: true, Feed: k.Feed}}
	case a.Status != http.StatusOK:
		log.Status, log.Why = a.Status, "the server answered "+status(a.Status)
	default:
		log.Status, log.Bytes = a.Status, int64(len(a.Body))
		if page, err := f.page(ctx, k, a); err != nil {
			log.Why = shorten(err.Error())
		} else if page != nil {
			b.Reports = []*sitrep.Kept{page}
		}
	}
	log.New = len(b.Reports)
	b.Fetches = []sitrep.Fetch{log}
	return f.Take(ctx, b)
}

// page is the version that a page makes of an item: the entry's head over the page's text. It is nil when the
// page says no more than the entry, or something else.
func (f *Follower) page(ctx context.Context, k *sitrep.Kept, a *Answer) (*sitrep.Kept, error) {
	if gate(k.Report.URL, a.URL) {
		return nil, errors.New("a consent or sign-in page came")
	}
	var page *sitrep.Report
	if err := f.Read(ctx, a.URL, a.Body, func(r *sitrep.Report) error {
		if page == nil {
			page = r
		}
		return nil
	}); err != nil {
		return nil, err
	}
	if page == nil || len(page.Text) < 2*len(k.Report.Text) || len(page.Text) < 200 {
		return nil, nil
	}
	if !about(k.Report, page) {
		return nil, errors.New("the page speaks of something else than the entry: a consent page, perhaps")
	}
	r := *k.Report
	r.URL = proper(r.URL, a.URL, page.URL)
	r.ID, r.Text, r.Author = page.ID, page.Text, first(r.Author, page.Author)
	if r.Title == "" {
		r.Title = page.Title
	}
	if !page.Updated.IsZero() {
		r.Updated = page.Updated
	}
	if r.Published.IsZero() {
		r.Published = page.Published
	}
	sum := sha256.Sum256(a.Body)
	return &sitrep.Kept{Item: k.Item, Report: &r, Feed: k.Feed, Raw: a.Body, Hash: hex.EncodeToString(sum[:])}, nil
}

func first(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

// Bytes is a fetched body as intake opens it.
func Bytes(body []byte) func(context.Context, string) (io.ReadCloser, error) {
	return func(context.Context, string) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
}
