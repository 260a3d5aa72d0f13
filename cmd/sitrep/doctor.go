package main

import (
	"errors"
	"fmt"
	"runtime"
	"time"

	"sitrep"
	"sitrep/internal/lang"
)

// doctorCmd checks a setup and says what to do.
type doctorCmd struct {
	kept
	model
}

// Run looks at the store, the queue, the feeds and the users; the exit status is 1 when something has to be done.
func (c *doctorCmd) Run(a *app) (err error) {
	bad := 0
	say := func(ok bool, what, todo string) {
		mark := "ok   "
		if !ok {
			bad++
			mark = "do   "
		}
		fmt.Fprintln(a.stdout, mark+what)
		if todo != "" {
			fmt.Fprintln(a.stdout, "     "+todo)
		}
	}
	say(true, fmt.Sprintf("sitrep %s, %s on %s/%s, %s", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH, count(runtime.GOMAXPROCS(0), "core")), "")
	if code := lang.Detect("The minister said on Monday that nine people had been killed in the flood."); code != "en" {
		say(false, "this build does not know its own language", "build it again from a clean copy")
	}
	c.model.doctor(a, say)
	s, err := a.openStore(c.kept, storeOptions{}, false)
	if err != nil {
		say(false, "the store can't be opened", err.Error())
		return errors.New("the setup needs work")
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.Check(a.ctx); err != nil {
		say(false, "store "+s.name, err.Error()+"; stop the service and put the last backup in its place")
	} else {
		say(true, "store "+s.name+" is sound", "")
	}
	if err := c.queue(a, s, say); err != nil {
		return err
	}
	if err := c.feeds(a, s, say); err != nil {
		return err
	}
	if err := c.alerts(a, s, say); err != nil {
		return err
	}
	users, err := s.Users(a.ctx)
	if err != nil {
		return err
	}
	if len(users) == 0 {
		say(true, "no users: the service answers this machine alone", "sitrep user add NAME --role admin lets others in")
	} else {
		say(true, count(len(users), "user"), "")
	}
	if bad > 0 {
		return fmt.Errorf("%s to be done", count(bad, "thing"))
	}
	return nil
}

// waitsLong is how long a task may wait before something is wrong.
const waitsLong = 15 * time.Minute

func (c *doctorCmd) queue(a *app, s *store, say func(bool, string, string)) error {
	q, err := s.engine.Queue(a.ctx)
	if err != nil {
		return err
	}
	waiting, failed, dropped := sum(q.Waiting), sum(q.Failed), sum(q.Dropped)
	switch {
	case dropped > 0:
		say(false, fmt.Sprintf("%s given up after many failures: %s", count(dropped, "task"), shorten(q.Why, 200)), "if that is mended, `sitrep add` the report again; else tell us")
	case failed > 0:
		say(false, fmt.Sprintf("%s failed and will be tried again: %s", count(failed, "task"), shorten(q.Why, 200)), "")
	case waiting > 0 && waited(q, a.clock()) > waitsLong:
		say(false, fmt.Sprintf("%s waiting, the longest for %s", count(waiting, "task"), waited(q, a.clock()).Round(time.Minute)), "nobody works the store: start `sitrep serve`")
	default:
		say(true, fmt.Sprintf("queue: %s waiting", count(waiting, "task")), "")
	}
	return nil
}

// alerts looks for those that do not arrive.
func (c *doctorCmd) alerts(a *app, s *store, say func(bool, string, string)) error {
	rules := a.rules(s)
	list, err := rules.List(a.ctx)
	if err != nil || len(list) == 0 {
		return err
	}
	for i := range list {
		h, err := rules.Health(a.ctx, list[i].ID)
		if err != nil {
			return err
		}
		if h.Last != nil && h.Last.State != sitrep.DeliveryDone {
			say(false, fmt.Sprintf("alert %d does not arrive: %s", list[i].ID, shorten(h.Says(), 200)), "what was given up is sent again from the page /alerts")
		}
	}
	say(true, count(len(list), "alert"), "")
	return nil
}

func (c *doctorCmd) feeds(a *app, s *store, say func(bool, string, string)) error {
	feeds, err := s.Feeds(a.ctx)
	if err != nil {
		return err
	}
	states, worst := map[string]int{}, sitrep.Feed{}
	total := 0
	for _, f := range feeds {
		if f.Removed {
			continue
		}
		total++
		states[feedState(f, a.clock())]++
		if f.Failures > worst.Failures {
			worst = f
		}
	}
	switch {
	case total == 0:
		say(true, "no feed is followed", "sitrep feeds add URL, or sitrep feeds import FILE.opml")
	case states["failing"] > 0:
		say(false, fmt.Sprintf("%s of %d failing; worst: %s: %s", count(states["failing"], "feed"), total, shorten(worst.URL, 100), shorten(worst.LastError, 160)), "sitrep feeds list shows each; remove those that are gone")
	case states["late"] > 0:
		say(false, fmt.Sprintf("%s of %d late", count(states["late"], "feed"), total), "nobody fetches: start `sitrep serve`")
	default:
		say(true, count(total, "feed"), "")
	}
	return nil
}

func sum[K comparable](m map[K]int) (n int) {
	for _, v := range m {
		n += v
	}
	return n
}
