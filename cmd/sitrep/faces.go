package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"sitrep"
	"sitrep/internal/account"
	"sitrep/internal/api"
	"sitrep/internal/desk"
	"sitrep/internal/fetch"
	"sitrep/internal/mcp"
	"sitrep/internal/web"
)

// faceOptions are what the faces work with.
type faceOptions struct {
	book    desk.Book
	names   *desk.Names    // of victims; faces makes it
	store   *store         // nil: a demo
	guard   *account.Guard // nil: nobody can sign in
	anyone  sitrep.Role    // what those may do who have not signed in
	public  bool
	hosts   []string
	secure  bool
	metrics *metrics // nil: none are shown
	// pictures fetch what reports' pages show; nil: none are shown.
	pictures web.Pictures
	pushed   http.Handler // what hubs ask and push; nil: nothing
	log      *slog.Logger
	clock    func() time.Time
	// turns bound what costs much over all faces; faces makes them.
	turns *desk.Turns
	// stop ends streams when the service is told to stop.
	stop <-chan struct{}
}

// What costs much (past days, checks) is done two at a time; forty may wait.
const (
	atOnce  = 2
	waiting = 40
)

// faces is everything the service answers: the pages, the API, and what an operator asks.
func faces(o faceOptions) (http.Handler, error) {
	o.turns = desk.NewTurns(atOnce, waiting)
	if o.names = desk.NewNames(o.book, nil); o.store != nil {
		o.names = desk.NewNames(o.book, o.store.Decisions)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, stop := context.WithTimeout(r.Context(), 5*time.Second)
		defer stop()
		if _, err := o.book.Version(ctx); err != nil {
			o.log.Error("not ready", "error", err)
			http.Error(w, "the store does not answer", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ready")
	})
	if o.metrics != nil {
		mux.Handle("GET /metrics", o.operators(o.metrics.handler()))
	}
	if o.pushed != nil {
		mux.Handle(fetch.CallbackPath, o.pushed)
	}
	assistant := mcp.New(o.names, version())
	host := sdk.NewStreamableHTTPHandler(func(*http.Request) *sdk.Server { return assistant }, &sdk.StreamableHTTPOptions{Stateless: true, JSONResponse: true})
	mux.Handle("/mcp", http.NewCrossOriginProtection().Handler(o.operators(http.MaxBytesHandler(host, 1<<20))))
	programs, err := api.New(o.programs())
	if err != nil {
		return nil, err
	}
	mux.Handle("/api/", programs)
	pages, err := web.New(o.pages())
	if err != nil {
		return nil, err
	}
	mux.Handle("/", pages)
	return mux, nil
}

// operators lets those through who may read: numbers about the service are no secret among its readers, and none of
// the public's business. Whoever has not signed in must reach it by a name of this machine: a page elsewhere could else
// come by a name of its own that leads here.
func (o faceOptions) operators(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var role sitrep.Role
		if !o.public && named(r.Host, o.hosts) {
			role = o.anyone
		}
		if o.guard != nil {
			if u, err := o.guard.Who(r); err == nil {
				role = u.Role
			}
		}
		if !role.May(sitrep.Reader) {
			http.Error(w, "sign in, or send a token", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// named reports whether a request names this machine, or the site as it is configured.
func named(host string, names []string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.ToLower(strings.Trim(host, "[]"))
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback() || slices.Contains(names, host)
}
