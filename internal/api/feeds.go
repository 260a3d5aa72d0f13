package api

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"sitrep"
	"sitrep/internal/view"
)

const opmlKind = "text/x-opml"

// maxFeeds is how many feeds a list may bring at once.
const maxFeeds = 1000

// FeedList is the feeds that are followed.
type FeedList struct {
	Feeds []FeedRow `json:"feeds"`
	Next  string    `json:"next,omitempty" doc:"the address of the list's next part; left out at its end"`
}

// FeedRow is a feed and how it does.
type FeedRow struct {
	ID        sitrep.FeedID `json:"id"`
	URL       string        `json:"url"`
	Title     string        `json:"title,omitempty"`
	State     string        `json:"state" doc:"ok, failing, gone (its server says it is no more) or new (not fetched yet)"`
	Failures  int           `json:"failures,omitempty" doc:"in a row"`
	LastError string        `json:"last_error,omitempty" doc:"in plain words"`
	LastOK    sitrep.Stamp  `json:"last_ok"`
	Next      sitrep.Stamp  `json:"next_fetch"`
}

// FeedAnswer is a feed with its last fetches.
type FeedAnswer struct {
	FeedRow
	Fetches []FetchRow `json:"fetches"`
}

// FetchRow is an entry of the fetch log.
type FetchRow struct {
	At     sitrep.Stamp `json:"at"`
	Status int          `json:"status,omitempty" doc:"of HTTP; left out when there was no answer"`
	Bytes  int64        `json:"bytes"`
	New    int          `json:"entries"`
	Why    string       `json:"why,omitempty"`
}

func feedRow(f *sitrep.Feed) FeedRow {
	row := FeedRow{f.ID, f.URL, f.Title, "ok", f.Failures, f.LastError, sitrep.At(f.LastOK), sitrep.At(f.Next)}
	switch {
	case f.Gone:
		row.State = "gone"
	case f.Failures > 0:
		row.State = "failing"
	case f.LastOK.IsZero():
		row.State = "new"
	}
	return row
}

func feedPath(id sitrep.FeedID) string { return Root + "/feeds/" + itoa(int64(id)) }

// followed are the feeds that are followed, by number.
func (c *call) followed() ([]sitrep.Feed, error) {
	if c.Feeds == nil {
		return nil, nil
	}
	list, err := c.Feeds.Feeds(c.r.Context())
	return slices.DeleteFunc(list, func(f sitrep.Feed) bool { return f.Removed }), err
}

func (s *site) feeds(c *call) (reply, error) {
	at, err := c.place("feeds")
	if err != nil {
		return reply{}, err
	}
	limit, err := c.limit()
	if err != nil {
		return reply{}, err
	}
	list, err := c.followed()
	if err != nil {
		return reply{}, err
	}
	out := FeedList{Feeds: []FeedRow{}}
	more := false
	for i := range list {
		if int64(list[i].ID) <= at.Seq && at.List != "" {
			continue
		}
		if more = len(out.Feeds) == limit; more {
			break
		}
		out.Feeds = append(out.Feeds, feedRow(&list[i]))
	}
	if n := len(out.Feeds); n > 0 {
		at = mark{List: "feeds", Seq: int64(out.Feeds[n-1].ID)}
	}
	out.Next = c.next(at, more)
	return reply{Value: out}, nil
}

func (s *site) feed(c *call) (reply, error) {
	id, err := c.number("feed")
	if err != nil {
		return reply{}, err
	}
	return c.oneFeed(sitrep.FeedID(id))
}

func (c *call) oneFeed(id sitrep.FeedID) (reply, error) {
	list, err := c.followed()
	if err != nil {
		return reply{}, err
	}
	for i := range list {
		if list[i].ID != id {
			continue
		}
		fetches, err := c.Feeds.Fetches(c.r.Context(), id, 20)
		if err != nil {
			return reply{}, err
		}
		out := FeedAnswer{feedRow(&list[i]), []FetchRow{}}
		for _, f := range fetches {
			out.Fetches = append(out.Fetches, FetchRow{sitrep.At(f.At), f.Status, f.Bytes, f.New, f.Why})
		}
		return reply{Value: out}, nil
	}
	return reply{}, sitrep.NotFound
}

// NewFeed is an address to follow.
type NewFeed struct {
	URL string `json:"url"`
}

func (s *site) follow(c *call) (reply, error) {
	var in NewFeed
	if err := c.read(&in); err != nil {
		return reply{}, err
	}
	before, err := c.followed()
	if err != nil {
		return reply{}, err
	}
	id, err := c.Feeds.Follow(c.r.Context(), strings.TrimSpace(in.URL), c.receipt)
	if err != nil {
		return reply{}, err
	}
	out, err := c.oneFeed(id)
	if slices.ContainsFunc(before, func(f sitrep.Feed) bool { return f.ID == id && !f.Gone }) {
		out.Status = 200
	}
	c.w.Header().Set("Location", feedPath(id))
	return out, err
}

func (s *site) unfollow(c *call) (reply, error) {
	id, err := c.number("feed")
	if err != nil {
		return reply{}, err
	}
	if list := c.r.Header.Get("If-Match"); list != "" {
		now, err := c.oneFeed(sitrep.FeedID(id))
		if err != nil {
			return reply{}, err
		}
		body, err := render(now.Value)
		if err != nil {
			return reply{}, err
		}
		if !matches(list, tag(body)) {
			return reply{}, wrong("changed", "The feed has the ETag %s now.", tag(body))
		}
	}
	return reply{Status: 204}, c.Feeds.Unfollow(c.r.Context(), sitrep.FeedID(id), c.receipt)
}

// Imported is what became of a list of feeds.
type Imported struct {
	Followed int         `json:"followed"`
	Refused  []RefusedAt `json:"refused"`
}

// RefusedAt is an address that can't be followed.
type RefusedAt struct {
	URL string `json:"url"`
	Why string `json:"why"`
}

// importOPML follows every feed of a list. Each address is taken by itself, and one that is followed already is left
// alone, so a list that was cut short by a crash is sent again as a whole.
func (s *site) importOPML(c *call) (reply, error) {
	list, err := view.ReadOPML(bytes.NewReader(c.body))
	if err != nil {
		return reply{}, err
	}
	if len(list) == 0 || len(list) > maxFeeds {
		return reply{}, wrong("invalid", "A list names from one feed to %d.", maxFeeds)
	}
	out := Imported{Refused: []RefusedAt{}}
	for _, address := range list {
		_, err := c.Feeds.Follow(c.r.Context(), address, nil)
		switch {
		case errors.Is(err, sitrep.Invalid):
			out.Refused = append(out.Refused, RefusedAt{clip(address, 200), sentence(err)})
		case err != nil:
			return reply{}, err
		default:
			out.Followed++
		}
	}
	return reply{Value: out}, nil
}

// exportOPML hands the list over.
func (s *site) exportOPML(c *call) (reply, error) {
	list, err := c.followed()
	if err != nil {
		return reply{}, err
	}
	var b bytes.Buffer
	err = view.WriteOPML(&b, list)
	return reply{Bytes: b.Bytes(), Kind: opmlKind + "; charset=utf-8"}, err
}

// Me is who a request comes from.
type Me struct {
	Name   string      `json:"name,omitempty" doc:"left out when nobody has signed in"`
	Role   sitrep.Role `json:"role" doc:"what this request may do; empty: nothing"`
	Public bool        `json:"public" doc:"no whole texts are shown here"`
	Writes bool        `json:"writes" doc:"something can be written here at all"`
}

func (s *site) me(c *call) (reply, error) {
	return reply{Value: Me{c.user.Name, c.user.Role, c.Public, c.Writer != nil}}, nil
}
