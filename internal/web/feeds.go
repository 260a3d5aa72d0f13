package web

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"sitrep"
	"sitrep/internal/view"
)

// feedsView is the feeds that are followed, and how they do.
type feedsView struct {
	Rows  []feedRow
	None  bool // this service follows no feeds at all
	Wrong []string
	Added int
}

type feedRow struct {
	sitrep.Feed
	Link    string
	State   string
	Fetches []sitrep.Fetch
}

// lastFetches is how many fetches of a feed are shown; maxFeeds how many a list may bring at once.
const (
	lastFetches = 5
	maxFeeds    = 1000
)

func (s *site) feedsPage(v *visit) error { return v.showFeeds(http.StatusOK, nil, 0) }

func (v *visit) showFeeds(status int, wrong []string, added int) error {
	view := feedsView{None: v.Feeds == nil, Wrong: wrong, Added: added}
	if v.Feeds != nil {
		list, err := v.Feeds.Feeds(v.r.Context())
		if err != nil {
			return err
		}
		for _, f := range list {
			if f.Removed {
				continue
			}
			row := feedRow{Feed: f, State: feedState(&f), Link: link(f.URL)}
			if row.Fetches, err = v.Feeds.Fetches(v.r.Context(), f.ID, lastFetches); err != nil {
				return err
			}
			view.Rows = append(view.Rows, row)
		}
	}
	return v.show(status, page{Title: "Feeds", Here: "feeds", Name: "feeds", Data: view})
}

// feedState says how a feed does, in plain words.
func feedState(f *sitrep.Feed) string {
	switch {
	case f.Gone:
		return "gone: its server says it is no more, and it is fetched no more"
	case f.Failures > 0:
		return fmt.Sprintf("failing: %s in a row", count(f.Failures, "time"))
	case f.LastOK.IsZero():
		return "not fetched yet"
	}
	return "well"
}

// follow adds feeds, one address or a list of them, or stops following one.
func (s *site) follow(v *visit) error {
	err := v.r.ParseMultipartForm(maxForm)
	if errors.Is(err, http.ErrNotMultipart) {
		err = v.r.ParseForm()
	}
	if err != nil {
		return fmt.Errorf("%w: the form could not be read: %w", sitrep.Invalid, err)
	}
	if v.Feeds == nil {
		return fmt.Errorf("%w: nothing is kept here, so no feed can be followed; serve a kept store", sitrep.Invalid)
	}
	if id := v.r.PostFormValue("remove"); id != "" {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return fmt.Errorf("%w: %q is no feed", sitrep.Invalid, short(id, 40))
		}
		if err := v.Feeds.Unfollow(v.r.Context(), sitrep.FeedID(n)); err != nil {
			return err
		}
		http.Redirect(v.w, v.r, "/feeds", http.StatusSeeOther)
		return nil
	}
	list, err := v.addresses()
	if err != nil {
		return err
	}
	var wrong []string
	added := 0
	for _, a := range list {
		switch err := v.Feeds.Follow(v.r.Context(), a); {
		case errors.Is(err, sitrep.Invalid):
			wrong = append(wrong, short(a, 120)+": "+sentence(err))
		case err != nil:
			return err
		default:
			added++
		}
	}
	if len(wrong) > 0 {
		return v.showFeeds(http.StatusBadRequest, wrong, added)
	}
	http.Redirect(v.w, v.r, "/feeds", http.StatusSeeOther)
	return nil
}

// addresses are those a form brings: typed, or in an OPML file.
func (v *visit) addresses() ([]string, error) {
	list := strings.Fields(v.r.PostFormValue("url"))
	if v.r.MultipartForm != nil {
		if f, _, err := v.r.FormFile("opml"); err == nil {
			defer f.Close()
			more, err := view.ReadOPML(f)
			if err != nil {
				return nil, err
			}
			list = append(list, more...)
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%w: give the address of a feed, or a list of feeds as OPML", sitrep.Invalid)
	}
	if len(list) > maxFeeds {
		return nil, fmt.Errorf("%w: at most %d feeds at once", sitrep.Invalid, maxFeeds)
	}
	return list, nil
}

// opml hands the list of feeds over.
func (s *site) opml(v *visit) error {
	var list []sitrep.Feed
	if v.Feeds != nil {
		var err error
		if list, err = v.Feeds.Feeds(v.r.Context()); err != nil {
			return err
		}
	}
	var b bytes.Buffer
	if err := view.WriteOPML(&b, list); err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "text/x-opml; charset=utf-8")
	v.w.Header().Set("Content-Disposition", `attachment; filename="feeds.opml"`)
	v.write(http.StatusOK, chunk{plain: b.Bytes()})
	return nil
}
