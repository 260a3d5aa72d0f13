// Package web is the pages: stories by what changed, one story with the words under every sentence,
// reports with what was read from them, a check of somebody's text, and the desk's work. They are written on the
// server by html/template and work without a script; what little script there is shows times in the
// reader's zone and closes notes with a key.
//
// Nothing of a report is ever markup here: its words pass through the template's escaping, its addresses are links
// only when they are http or https, and every answer carries a policy that lets nothing run or load but
// this package's own two files. Who may do what is one table (routes); a request that is not in it is
// not answered.
package web

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"sitrep"
	"sitrep/internal/account"
	"sitrep/internal/alert"
	"sitrep/internal/desk"
)

// Decider takes what a person at the desk settles.
type Decider interface {
	// Decide keeps a decision and returns its number. Invalid says in plain words what is wrong with it.
	Decide(ctx context.Context, d sitrep.Decision) (int64, error)
	// Decisions are all that were ever settled, in order.
	Decisions(ctx context.Context) ([]sitrep.Decision, error)
}

// Feeds are the feeds that are followed.
type Feeds interface {
	Feeds(ctx context.Context) ([]sitrep.Feed, error)
	// Fetches are a feed's last ones, newest first.
	Fetches(ctx context.Context, id sitrep.FeedID, limit int) ([]sitrep.Fetch, error)
	// Follow takes an address; Invalid says what is wrong with it.
	Follow(ctx context.Context, address string) error
	Unfollow(ctx context.Context, id sitrep.FeedID) error
}

// Options is what the pages work with. Book is needed, the rest is not.
type Options struct {
	Book   desk.Book
	Desk   Decider      // nil: nothing can be settled
	Feeds  Feeds        // nil: no feeds are followed
	Alerts *alert.Rules // nil: nobody is told of anything
	// Names settles which victims' names readers are shown; nil: by what the desk has decided.
	Names *desk.Names
	Guard *account.Guard // nil: nobody can sign in
	// LastNotice is the number of what programs were told last; nil: nothing ever changes, and pages listen for nothing.
	LastNotice func(ctx context.Context) (int64, error)
	// Anyone is what those may do who have not signed in: nothing when empty. On loopback without users it
	// is Admin.
	Anyone sitrep.Role
	// Hosts are the names the site is reached by; none: any, but where Anyone may do more than read, only
	// this machine's own (a page elsewhere could else reach it by a name that leads here).
	Hosts []string
	// Public shows briefs, figures and the cited words, and no report's whole text.
	Public bool
	// Pictures fetch what reports' pages show; nil: none are shown.
	Pictures Pictures
	// Turns bound what costs much (readings of a past day, checks); nil: turns of its own.
	Turns  *desk.Turns
	Secure bool // behind TLS that ends elsewhere: cookies say so
	Clock  func() time.Time
	Random io.Reader // cryptographic; nil: the system's
	Log    *slog.Logger
}

// site is the pages of one book: there are two of them, of what readers are shown and of what the desk sees.
type site struct {
	Options
	door  account.Door
	pages *pages
	cache *cache
	album *album
	shown bool // to readers: names may be withheld
	facet struct {
		sync.Mutex
		version string
		made    time.Time
		facets
	}
}

// New makes the pages' handler.
func New(o Options) (http.Handler, error) {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &site{Options: o, door: account.Door{Guard: o.Guard, Anyone: o.Anyone, Hosts: o.Hosts}}
	if s.Turns == nil {
		s.Turns = desk.NewTurns(2, 40)
	}
	mark, err := s.random()
	if err != nil {
		return nil, err
	}
	if s.pages, err = parsePages(mark); err != nil {
		return nil, err
	}
	if s.Names == nil {
		var decisions func(context.Context) ([]sitrep.Decision, error)
		if o.Desk != nil {
			decisions = o.Desk.Decisions
		}
		s.Names = desk.NewNames(o.Book, decisions)
	}
	s.cache = newCache(o.Book, o.Clock, s.Names.Epoch)
	shown := &site{Options: s.Options, door: account.Door{Guard: o.Guard, Anyone: o.Anyone, Hosts: o.Hosts}, pages: s.pages, shown: true}
	shown.Book = s.Names.Book()
	shown.cache = newCache(shown.Book, o.Clock, s.Names.Epoch)
	s.album = &album{}
	shown.album = s.album
	mux := http.NewServeMux()
	readers, desks := shown.routes(), s.routes()
	for i := range readers {
		mux.Handle(readers[i].Pattern, shown.gate(readers[i], s, desks[i]))
	}
	return s.guarded(mux), nil
}

// Route is a row of the table of who may do what.
type Route struct {
	Pattern string // as http.ServeMux reads it
	// Needs is the role it takes; empty: anybody.
	Needs  sitrep.Role
	answer func(*visit) error
}

// Routes are the table's rows, for whoever wants to hold it against a declared one.
func Routes() []Route { return (&site{}).routes() }

func (s *site) routes() []Route {
	return []Route{
		{"GET /static/{file}", "", s.static},
		{"GET /favicon.ico", "", s.icon},
		{"GET /sign-in", "", s.signInPage},
		{"POST /sign-in", "", s.signIn},
		{"POST /sign-out", "", s.signOut},

		{"GET /{$}", sitrep.Reader, s.front},
		{"GET /search", sitrep.Reader, s.search},
		{"GET /story/{story}", sitrep.Reader, s.story},
		{"GET /story/{story}/changes", sitrep.Reader, s.changes},
		{"GET /story/{story}/versions", sitrep.Reader, s.versions},
		{"GET /story/{story}/figures", sitrep.Reader, s.figures},
		{"GET /story/{story}/sources", sitrep.Reader, s.sources},
		{"GET /story/{story}/chart.svg", sitrep.Reader, s.chart},
		{"GET /story/{story}/{file}", sitrep.Reader, s.download},
		{"GET /report/{report}", sitrep.Reader, s.report},
		{"GET /report/{report}/picture", sitrep.Reader, s.picture},
		{"GET /claim/{report}/{at}", sitrep.Reader, s.claim},
		{"GET /check", sitrep.Reader, s.checkPage},
		{"POST /check", sitrep.Reader, s.check},
		{"GET /about", sitrep.Reader, s.about},

		{"GET /desk", sitrep.Editor, s.deskPage},
		{"POST /desk", sitrep.Editor, s.settle},
		{"GET /feeds", sitrep.Admin, s.feedsPage},
		{"POST /feeds", sitrep.Admin, s.follow},
		{"GET /feeds.opml", sitrep.Admin, s.opml},
		{"GET /alerts", sitrep.Admin, s.alertsPage},
		{"POST /alerts", sitrep.Admin, s.setAlert},

		{"/", "", s.missing},
	}
}
