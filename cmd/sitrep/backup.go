package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"sitrep"
)

// backupCmd copies the store.
type backupCmd struct {
	kept
	File string `arg:"" name:"FILE" help:"The copy: a new file."`
}

// Run writes a copy that is whole, while a service goes on.
func (c *backupCmd) Run(a *app) (err error) {
	s, err := a.openStore(c.kept, storeOptions{}, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.Backup(a.ctx, c.File); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "%s is a whole copy of %s; to go back to it, stop the service and put it in the store's place\n", c.File, s.name)
	return nil
}

// pruneCmd deletes what is old and cited by no brief.
type pruneCmd struct {
	kept
	OlderThan string `required:"" placeholder:"TIME" help:"First seen before then: a day or time, or an age such as 90d."`
	Feed      string `placeholder:"URL" help:"Only what came from this feed."`
}

// Run prunes.
func (c *pruneCmd) Run(a *app) (err error) {
	before, err := c.before(a.clock())
	if err != nil {
		return err
	}
	s, err := a.openStore(c.kept, storeOptions{}, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	var feed sitrep.FeedID
	if c.Feed != "" {
		if feed, err = feedOf(a, s, c.Feed); err != nil {
			return err
		}
	}
	n, err := s.Prune(a.ctx, before, feed)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "pruned, seen before %s and cited by no brief: %s\n", before.UTC().Format("2006-01-02 15:04 MST"), count(n, "report"))
	return nil
}

// before reads a day, a time, or an age in days.
func (c *pruneCmd) before(now time.Time) (time.Time, error) {
	var days int
	if n, err := fmt.Sscanf(strings.TrimSpace(c.OlderThan), "%dd", &days); n == 1 && err == nil && fmt.Sprintf("%dd", days) == c.OlderThan {
		if days < 1 {
			return time.Time{}, usage("--older-than: an age of at least one day, such as 90d")
		}
		return now.AddDate(0, 0, -days), nil
	}
	s, err := stamp("--older-than", c.OlderThan)
	return s.Start(), err
}

// feedOf finds a followed feed by its address.
func feedOf(a *app, s *store, url string) (sitrep.FeedID, error) {
	feeds, err := s.Feeds(a.ctx)
	if err != nil {
		return 0, err
	}
	for _, f := range feeds {
		if f.URL == url {
			return f.ID, nil
		}
	}
	return 0, fmt.Errorf("feed %s: %w; `sitrep feeds list` names those there are", url, sitrep.NotFound)
}
