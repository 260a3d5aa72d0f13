// Package api is what programs call: REST under /api/v1, feeds that readers follow, and a stream of what
// changes. Everything the pages show and do can be had here, by the same roles.
//
// One table (routes) is everything: each row says what an address is for, who may ask, what it takes and what it
// answers with. The OpenAPI document is made from that table and from the Go types in it, the page of
// documentation from the document; so neither can say what the code does not do. Every error is a problem
// (RFC 9457), also for what is in no row.
package api

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"sitrep"
	"sitrep/internal/account"
	"sitrep/internal/alert"
	"sitrep/internal/desk"
)

// Root is where all of it lies.
const Root = "/api/v1"

// Writer keeps what programs send. Each takes a receipt, or nil, that is kept with what was written; what was asked for
// under its key before is sitrep.Done.
type Writer interface {
	// Take keeps reports and leaves in the batch those that are new or changed.
	Take(ctx context.Context, b *sitrep.Batch) error
	Decide(ctx context.Context, d sitrep.Decision, r *sitrep.Receipt) (int64, error)
	Receipt(ctx context.Context, key string) (sitrep.Receipt, error)
}

// Feeds are the feeds that are followed.
type Feeds interface {
	Feeds(ctx context.Context) ([]sitrep.Feed, error)
	// Fetches are a feed's last ones, newest first.
	Fetches(ctx context.Context, id sitrep.FeedID, limit int) ([]sitrep.Fetch, error)
	// Follow takes an address and says which feed it is; Invalid says what is wrong with it.
	Follow(ctx context.Context, address string, r *sitrep.Receipt) (sitrep.FeedID, error)
	Unfollow(ctx context.Context, id sitrep.FeedID, r *sitrep.Receipt) error
}

// Notices are what programs are told, as a store numbers it.
type Notices interface {
	Notices(ctx context.Context, after int64, limit int) ([]sitrep.Notice, error)
	LastNotice(ctx context.Context) (int64, error)
}

// Options is what the API works with. Book is needed, the rest is not.
type Options struct {
	Book desk.Book
	// Writer, Decisions, Feeds, Notices and Alerts are nil where nothing is kept: then nothing can be written, and nothing ever
	// happens.
	Writer    Writer
	Decisions func(ctx context.Context) ([]sitrep.Decision, error)
	Feeds     Feeds
	Notices   Notices
	Alerts    *alert.Rules
	// Names settles which victims' names are shown to whoever is not at the desk; nil: by what the desk has decided.
	Names *desk.Names

	Guard  *account.Guard // nil: nobody can sign in
	Anyone sitrep.Role    // what those may do who have not signed in
	Hosts  []string       // as account.Door has them
	Public bool           // no whole texts
	Secure bool           // behind TLS that ends elsewhere
	Turns  *desk.Turns    // bound what costs much; nil: turns of its own

	Version string // the program's
	// Stop ends the streams when the service is told to stop.
	Stop   <-chan struct{}
	Clock  func() time.Time
	Random io.Reader // cryptographic; nil: the system's
	Log    *slog.Logger
}

// site is the API over one book.
type site struct {
	Options
	door     account.Door
	document []byte // OpenAPI
	page     []byte // its documentation, with a mark for the nonce
	mark     string
	flights  flights
	hub      *hub
	shown    desk.Book // what readers are shown
}

// New makes the API's handler. It answers for everything under /api/.
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
	if o.Turns == nil {
		o.Turns = desk.NewTurns(2, 40)
	}
	s := &site{Options: o, door: account.Door{Guard: o.Guard, Anyone: o.Anyone, Hosts: o.Hosts}}
	if s.Names == nil {
		s.Names = desk.NewNames(o.Book, o.Decisions)
	}
	s.shown = s.Names.Book()
	s.hub = newHub(o.Notices, s.Names, o.Stop, o.Log)
	var err error
	if s.mark, err = s.nonce(); err != nil {
		return nil, err
	}
	routes := s.routes()
	if s.document, err = document(routes, o.Version); err != nil {
		return nil, err
	}
	if s.page, err = documentation(routes, o.Version, s.mark); err != nil {
		return nil, err
	}
	paths := map[string]map[string]*route{}
	for i := range routes {
		r := &routes[i]
		if paths[r.Path] == nil {
			paths[r.Path] = map[string]*route{}
		}
		paths[r.Path][r.Method] = r
	}
	mux := http.NewServeMux()
	for path, methods := range paths {
		mux.Handle(path, s.dispatch(methods))
	}
	mux.Handle("/", s.dispatch(nil))
	return s.guarded(mux), nil
}

// Route says who may ask for what, for whoever wants to hold it against a declared table.
type Route struct {
	Pattern string // "GET /api/v1/stories"
	Needs   sitrep.Role
}

// Routes are the table's rows.
func Routes() []Route {
	var out []Route
	for _, r := range (&site{}).routes() {
		out = append(out, Route{r.Method + " " + r.Path, r.Needs})
	}
	return out
}

// route is a row of the table.
type route struct {
	Method, Path string
	Needs        sitrep.Role // empty: anybody
	Group, Name  string      // Name is the operation's id
	What, More   string      // a line, and what else must be known
	Query        []param
	Body         any    // what it takes, as JSON; nil: nothing
	BodyKind     string // of a body that is not JSON
	Answer       any    // what it answers with, as JSON; nil: something else, of the kinds
	Status       int    // of the answer; 0: 200
	Kinds        []string
	Writes       bool  // it changes something: an Idempotency-Key is taken
	Match        bool  // an If-Match is taken
	MaxBody      int64 // bytes; 0: a MiB
	answer       func(*call) (reply, error)
}

// param is something that stands in a path or behind its question mark.
type param struct {
	Name, What string
	Type       string // string, integer or boolean
	Needed     bool
	Values     []string // what it may be; empty: anything
}

// pathParams are the names in a path, with what they are.
var pathParams = map[string]string{
	"story": "a story's id; a former one leads to the story of now", "report": "a report's id", "version": "a number, from 1", "feed": "a feed's number", "decision": "a decision's number", "alert": "an alert's number", "notice": "a notice's number",
	"at":     "the words: b for the text or t for the title, and their byte offsets, such as b120-131",
	"format": "the form: see the list under exports",
}

// params are a row's parameters, those of its path first.
func (r *route) params() (path []param, query []param) {
	for part := range strings.SplitSeq(r.Path, "/") {
		if name, ok := strings.CutPrefix(part, "{"); ok {
			name = strings.TrimSuffix(name, "}")
			path = append(path, param{Name: name, What: pathParams[name], Type: "string", Needed: true})
		}
	}
	return path, r.Query
}

func (r *route) status() int {
	if r.Status == 0 {
		return http.StatusOK
	}
	return r.Status
}
