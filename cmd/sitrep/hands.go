package main

import (
	"errors"
	"log/slog"

	"sitrep"
	"sitrep/internal/alert"
	"sitrep/internal/fetch"
)

// hands are the flags of the verbs that work a store for long: `serve` and `worker`.
type hands struct {
	kept
	network
	follows
	alerting
	model
	Log     string `enum:"text,json" default:"text" help:"The log on standard error: text or json."`
	Workers int    `placeholder:"N" help:"Tasks worked at once (default: twice the number of cores)."`
	Actors  string `placeholder:"FILE" help:"Who is who: a file in the form of the built-in list, added to it."`
}

// working is an open store with what works its tasks.
type working struct {
	*store
	follower *fetch.Follower
	courier  *alert.Courier
	client   *fetch.Client
	drop     []func() error // connections, last first
}

// open opens the store and readies its hands; told hears of each telling, if it is not nil.
func (h *hands) open(a *app, log *slog.Logger, told func(*sitrep.Told)) (w *working, err error) {
	w = &working{}
	defer func() {
		if err != nil {
			err = errors.Join(err, w.Close())
		}
	}()
	client, err := h.client(a)
	if err != nil {
		return w, err
	}
	w.client = client
	w.drop = append(w.drop, func() error { client.Close(); return nil })
	writer, done, err := h.model.writer(a, true)
	if err != nil {
		return w, err
	}
	w.drop = append(w.drop, func() error { done(); return nil })
	h.announce(log, writer)
	if w.follower, err = h.follower(a, client); err != nil {
		return w, err
	}
	if w.courier, err = h.courier(a, client, log); err != nil {
		return w, err
	}
	w.store, err = a.openStore(h.kept, storeOptions{
		log: log, courier: w.courier, workers: h.Workers, actors: h.Actors, told: told, writer: briefWriter(writer), pages: h.Pages, do: w.follower.Run,
	}, true)
	if err != nil {
		return w, err
	}
	w.drop = append(w.drop, w.store.Close)
	w.follower.Store, w.follower.Take, w.courier.Store = w.Store, w.keeper.Take, w.Store
	w.courier.Shown = w.names().Notice
	return w, nil
}

// Close closes the store, and then drops the connections.
func (w *working) Close() (err error) {
	for i := len(w.drop) - 1; i >= 0; i-- {
		err = errors.Join(err, w.drop[i]())
	}
	w.drop = nil
	return err
}
