package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"sitrep"
	"sitrep/internal/desk"
)

// Problem is an error as programs read it (RFC 9457).
type Problem struct {
	Type   string `json:"type"` // where the documentation tells of its kind
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail,omitempty"`
}

// Error makes a problem an error.
func (p *Problem) Error() string { return p.Title + ": " + p.Detail }

// kind is a row of the table of what can be wrong.
type kind struct {
	Name   string
	Status int
	Title  string
	What   string // what to do about it, for the documentation
}

// kinds are all that can be wrong.
var kinds = []kind{
	{"malformed", 400, "The request can't be read", "Look at the detail: a parameter, a cursor or the JSON of the body is not of the form it must have."},
	{"unauthorized", 401, "Nobody has signed in", "Send a token (sitrep user token NAME) as Authorization: Bearer …, or a session's cookie."},
	{"forbidden", 403, "That is not yours to do", "It takes another role. Whoever keeps the users of this site can give it to you."},
	{"read-only", 403, "Nothing is kept here", "This service shows a story that was read once and keeps nothing (--demo). Write to one that serves a kept store."},
	{"other-site", 403, "That was sent from another site", "A browser sent it on behalf of another site's page, so nothing was done."},
	{"not-found", 404, "There is nothing here", "The address may be mistyped, or what it named was joined, split, removed or never public."},
	{"not-allowed", 405, "That can't be done here", "The Allow header says which methods this address takes."},
	{"under-way", 409, "The same is being done now", "A request with this Idempotency-Key is under way; ask again in a second."},
	{"changed", 412, "It has changed since you read it", "Read it again, and send its new ETag as If-Match."},
	{"too-large", 413, "That is too long", "Send less at once."},
	{"unsupported", 415, "That kind of body is not taken", "Send the Content-Type that the documentation names."},
	{"misdirected", 421, "This site does not go by that name", "Use a name the service is configured with (--host), or this machine's own."},
	{"invalid", 422, "That can't be done so", "The detail says what is wrong with it, in words."},
	{"key-reused", 422, "This key was used for something else", "Send a new Idempotency-Key with each new request."},
	{"busy", 429, "Too many ask at once", "Wait as long as Retry-After says, then ask again."},
	{"fault", 500, "Something went wrong here", "The service's log says what; trying again later may help."},
	{"full", 503, "There is no room for another stream", "Too many listen already; try again later."},
}

// wrong makes a problem of a kind; the detail is for whoever asked.
func wrong(name, format string, args ...any) *Problem {
	for _, k := range kinds {
		if k.Name == name {
			return &Problem{Root + "/docs#" + name, k.Title, k.Status, fmt.Sprintf(format, args...)}
		}
	}
	return &Problem{Root + "/docs#fault", "Something went wrong here", 500, ""}
}

// problemOf turns kinds of error into problems.
func problemOf(err error) *Problem {
	var p *Problem
	var big *http.MaxBytesError
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &big):
		return wrong("too-large", "At most %d bytes are taken here.", big.Limit)
	case errors.Is(err, sitrep.TooLarge):
		return wrong("too-large", "%s", sentence(err))
	case errors.Is(err, sitrep.NotFound):
		return wrong("not-found", "What this names is not there, or was not known by then.")
	case errors.Is(err, sitrep.Invalid), errors.Is(err, sitrep.Usage):
		return wrong("invalid", "%s", sentence(err))
	case errors.Is(err, desk.ErrBusy):
		return wrong("busy", "Ask again in ten seconds.")
	}
	return wrong("fault", "The service's log says what; trying again later may help.")
}

// sentence is an error in plain words: without the kind it begins with.
func sentence(err error) string {
	s := err.Error()
	for _, k := range []sitrep.Kind{sitrep.Invalid, sitrep.Usage, sitrep.TooLarge} {
		s = strings.Replace(s, k.Error()+": ", "", 1)
	}
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// tell answers with a problem.
func tell(w http.ResponseWriter, p *Problem) {
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("Cache-Control", "no-store")
	h.Del("ETag")
	switch p.Status {
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		h.Set("Retry-After", "10")
	case http.StatusConflict:
		h.Set("Retry-After", "1")
	case http.StatusUnauthorized:
		h.Set("WWW-Authenticate", `Bearer realm="sitrep"`)
	}
	body, err := json.Marshal(p)
	if err != nil { // three strings and a number
		body = []byte("{}")
	}
	w.WriteHeader(p.Status)
	_, _ = w.Write(append(body, '\n')) // who is gone is gone
}
