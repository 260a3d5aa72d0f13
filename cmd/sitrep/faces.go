package main

import (
	"fmt"
	"log/slog"
	"net/http"

	"sitrep/internal/desk"
)

// faces is everything the service answers: the pages, the API, and what an operator asks.
func faces(book desk.Book, log *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	// The rooms below mount their handlers here: web at "/", api at "/api/".
	_, _ = book, log
	return mux
}
