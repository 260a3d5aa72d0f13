package alert

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"sitrep"
)

// Poster posts a text to an address and says with which status it was answered, and for how long the answer asks to be
// left alone. An error with a method NotTried that says
// true was no try at all.
type Poster interface {
	Send(ctx context.Context, address string, header map[string]string, body []byte) (status int, wait time.Duration, err error)
}

// Mailer hands a mail over.
type Mailer interface {
	Sender() string // the address that mails come from
	Send(ctx context.Context, to string, mail []byte) error
}

// Courier sends deliveries. It is safe for concurrent use.
type Courier struct {
	Store sitrep.Store
	Post  Poster
	Mail  Mailer                      // nil: no mail server is set
	Link  func(sitrep.StoryID) string // to a story's page; nil: the address of the pages is not known
	// Shown is a notice without the names that are withheld; nil: as it is.
	Shown func(ctx context.Context, n sitrep.Notice) (sitrep.Notice, error)
	Clock func() time.Time // nil: the machine's
	Log   *slog.Logger     // nil: nothing is logged

	mu   sync.Mutex
	busy map[int64]bool // the alerts under way here; true: there is more to look for
}

// atOnce is how many deliveries one task tries; with ten seconds each it ends before its time does.
const atOnce = 8

// soon is after what time what was not tried is tried.
const soon = 5 * time.Second

func (c *Courier) now() time.Time {
	if c.Clock == nil {
		return time.Now().UTC()
	}
	return c.Clock().UTC()
}

// Run runs a DeliverTask: what waits for one alert's address is sent in order, one at a time. When the address does not answer,
// the rest waits too, for it would not be answered either; other alerts are tasks of their own and go on.
func (c *Courier) Run(ctx context.Context, t sitrep.Task) error {
	id, err := strconv.ParseInt(t.Key, 10, 64)
	if err != nil || t.Kind != sitrep.DeliverTask {
		return fmt.Errorf("%w: the courier has no task %s %q", sitrep.Invalid, t.Kind, t.Key)
	}
	if !c.enter(id) {
		return nil // whoever is at it looks again
	}
	for {
		next, err := c.round(ctx, id)
		if more := c.leave(id, err); more {
			continue
		}
		if err == nil && !next.IsZero() {
			err = c.Store.Keep(ctx, &sitrep.Batch{Tasks: []sitrep.Task{task(id, next)}})
		}
		return err
	}
}

func (c *Courier) enter(id int64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, at := c.busy[id]; at {
		c.busy[id] = true
		return false
	}
	if c.busy == nil {
		c.busy = map[int64]bool{}
	}
	c.busy[id] = false
	return true
}

// leave ends a round; it goes on if somebody asked meanwhile.
func (c *Courier) leave(id int64, err error) (more bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.busy[id] && err == nil {
		c.busy[id] = false
		return true
	}
	delete(c.busy, id)
	return false
}

// round tries some of what waits and says when to go on; zero when nothing waits.
func (c *Courier) round(ctx context.Context, id int64) (time.Time, error) {
	a, err := c.Store.Alert(ctx, id)
	if errors.Is(err, sitrep.NotFound) || err == nil && a.Off && !a.Removed {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, err
	}
	list, next, err := c.Store.Due(ctx, id, c.now(), atOnce)
	if err != nil {
		return next, err
	}
	for i := range list {
		d := &list[i]
		stop := c.try(ctx, &a, d)
		if ctx.Err() != nil {
			return next, ctx.Err() // it is tried again, under the same id
		}
		if err := c.Store.Keep(ctx, &sitrep.Batch{Deliveries: list[i : i+1]}); err != nil {
			return next, err
		}
		if d.State == sitrep.DeliveryDead && c.Log != nil {
			c.Log.Warn("an alert was given up", "alert", d.Alert, "notice", d.Notice.ID, "why", d.Error)
		}
		if stop {
			return d.Next, nil
		}
		if d.State == sitrep.DeliveryWaiting && (next.IsZero() || d.Next.Before(next)) {
			next = d.Next
		}
	}
	if len(list) == atOnce {
		return c.now(), nil
	}
	return next, nil
}

// try sends one delivery and writes down in it what came of it. Stop says that the address does not answer.
func (c *Courier) try(ctx context.Context, a *sitrep.Alert, d *sitrep.Delivery) (stop bool) {
	now := c.now()
	if a.Removed {
		d.State, d.Done, d.Error = sitrep.DeliveryDead, now, "the alert was removed"
		return false
	}
	status, wait, err := c.send(ctx, a, &d.Notice, now)
	var not interface{ NotTried() bool }
	if errors.As(err, &not) && not.NotTried() {
		d.Next = now.Add(soon)
		return true
	}
	now = c.now()
	d.Tries, d.Status, d.Error = d.Tries+1, status, ""
	switch {
	case err != nil:
		d.Error = short(line(strings.TrimPrefix(err.Error(), sitrep.Invalid.Error()+": ")), 300)
	case status/100 == 3:
		d.Error = fmt.Sprintf("it answered %s, which points elsewhere; that is not followed", statusText(status))
	case status/100 != 2:
		d.Error = "it answered " + statusText(status)
	default:
		d.State, d.Done, d.Next = sitrep.DeliveryDone, now, time.Time{}
		return false
	}
	last := d.At.Add(Patience)
	if !now.Before(last) || status == http.StatusGone {
		d.State, d.Done, d.Next = sitrep.DeliveryDead, now, time.Time{}
		return false
	}
	d.Next = now.Add(max(Pause(d.Tries, d.Alert, d.Notice.ID), min(wait, lastPause)))
	if d.Next.After(last) {
		d.Next = last
	}
	return status == 0
}

func (c *Courier) send(ctx context.Context, a *sitrep.Alert, n *sitrep.Notice, now time.Time) (status int, wait time.Duration, err error) {
	if c.Shown != nil {
		shown, err := c.Shown(ctx, *n)
		if err != nil {
			return 0, 0, err
		}
		n = &shown
	}
	link := ""
	if c.Link != nil && n.Story != "" {
		link = c.Link(n.Story)
	}
	if to, ok := mailbox(a.To); ok {
		if c.Mail == nil {
			return 0, 0, errors.New("no mail server is set (--smtp)")
		}
		if err := c.Mail.Send(ctx, to, mail(a, n, c.Mail.Sender(), to, link, now)); err != nil {
			return 0, 0, err
		}
		return http.StatusOK, 0, nil
	}
	header, body, err := webhook(a, n, link, now)
	if err != nil {
		return 0, 0, err
	}
	return c.Post.Send(ctx, a.To, header, body)
}

func statusText(n int) string {
	if s := http.StatusText(n); s != "" {
		return fmt.Sprintf("%d (%s)", n, strings.ToLower(s))
	}
	return strconv.Itoa(n)
}

// Pause is how long a delivery waits after so many tries: ten seconds, doubled up to an hour, and up to a tenth more, always
// the same for a delivery, so that many don't come back at once.
func Pause(tries int, alert, notice int64) time.Duration {
	d := lastPause
	if tries < 10 {
		d = min(firstPause<<(max(tries, 1)-1), lastPause)
	}
	h := fnv.New32a()
	fmt.Fprintf(h, "%d-%d-%d", alert, notice, tries)
	return d + time.Duration(int64(d)/10*int64(h.Sum32()%1000)/1000)
}

// overdue is since when what could have been sent lies, for its task to be taken for lost.
const overdue = 2 * time.Minute

// Left are tasks for what was left lying: notices that were kept when there was no alert yet, deliveries whose task a clock
// that was set right put off. Whoever works the store asks now and then.
func (c *Courier) Left(ctx context.Context) ([]sitrep.Task, error) {
	alerts, err := c.Store.Alerts(ctx)
	if err != nil || len(alerts) == 0 {
		return nil, err
	}
	var tasks []sitrep.Task
	now := c.now()
	any := false
	for _, a := range alerts {
		if a.Removed || a.Off {
			continue
		}
		any = true
		list, next, err := c.Store.Due(ctx, a.ID, now.Add(-overdue), 1)
		if err != nil {
			return nil, err
		}
		if len(list) > 0 || next.After(now.Add(2*lastPause)) {
			tasks = append(tasks, task(a.ID, time.Time{}))
		}
	}
	last, err := c.Store.LastNotice(ctx)
	if err != nil {
		return nil, err
	}
	upTo, err := c.Store.Alerted(ctx)
	if any && upTo < last {
		tasks = append(tasks, sitrep.Task{Kind: sitrep.AlertTask})
	}
	return tasks, err
}
