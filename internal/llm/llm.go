// Package llm is the optional writer: any endpoint that speaks OpenAI's chat completions (Ollama, llama.cpp, vLLM, hosted ones). It
// lays a brief's sentences and the cited words before the model, one story a call, and hands back the sentences the model wrote. It
// trusts none of them: whoever asked holds each against the cited words (internal/support), and keeps its own where one fails.
//
// Words of reports go out as values of one JSON document, never as text of the request; no tool is offered; what comes back is read as data
// of one fixed shape. Calls, bytes and time are bounded, and everything that can go wrong is an error after which the brief stays
// as it was.
package llm

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"sitrep"
)

// Line carries requests to the endpoint.
type Line interface {
	// Post sends a JSON text and returns the answer with its status. The error is for answers that could not be had.
	Post(ctx context.Context, path string, body []byte) (status int, header http.Header, answer []byte, err error)
}

// Bounds on one call, whatever the options say.
const (
	maxSent     = 96 << 10 // bytes of a request
	maxTokens   = 3000     // of an answer
	maxWordings = 64
	maxSentence = 2000 // bytes of a sentence
)

// Options say which model is asked, and how much it may cost.
type Options struct {
	Line  Line
	Model string
	// Timeout is for one story, a second try included; 0 means 60 seconds.
	Timeout time.Duration
	// Calls, Sent and Got bound the requests, and the bytes out and in, of one run; 0 means 100, 4 MiB and 16 MiB.
	Calls     int
	Sent, Got int64
	// Refill begins the bounds anew after so long, for a service; 0: never.
	Refill time.Duration
	Clock  func() time.Time // nil: the machine's
	// Wait pauses before a second try; nil: by the machine's clock.
	Wait func(ctx context.Context, d time.Duration) error
}

// Client asks a model. It is safe for concurrent use.
type Client struct {
	o     Options
	mu    sync.Mutex
	spent spending
	plain bool // the server has no structured output
}

type spending struct {
	since     time.Time
	calls     int
	sent, got int64
}

// ErrSpent is the error of a call beyond the bounds of a run.
var ErrSpent = errors.New("the bounds on the model's use are reached")

// New makes a client.
func New(o Options) (*Client, error) {
	if o.Line == nil || strings.TrimSpace(o.Model) == "" {
		return nil, fmt.Errorf("%w: a language model takes an address and a model's name", sitrep.Invalid)
	}
	if o.Timeout <= 0 {
		o.Timeout = time.Minute
	}
	if o.Calls <= 0 {
		o.Calls = 100
	}
	if o.Sent <= 0 {
		o.Sent = 4 << 20
	}
	if o.Got <= 0 {
		o.Got = 16 << 20
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Wait == nil {
		o.Wait = func(ctx context.Context, d time.Duration) error {
			select {
			case <-time.After(d):
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
	return &Client{o: o}, nil
}

// Name is the model's.
func (c *Client) Name() string { return shown(c.o.Model, 80) }

// Write has the model word a draft's sentences anew. The error says in plain words why there are none.
func (c *Client) Write(ctx context.Context, d *sitrep.Draft) ([]sitrep.Wording, error) {
	content, err := c.ask(ctx, func(plain bool) ([]byte, error) { return request(c.o.Model, d, plain) })
	if err != nil {
		return nil, err
	}
	return wordings(content)
}

// Check asks the model for one word: that the endpoint answers, lets us in and knows the model.
func (c *Client) Check(ctx context.Context) error {
	_, err := c.ask(ctx, func(plain bool) ([]byte, error) { return greeting(c.o.Model) })
	return err
}

// ask sends a request, at most three times: once more without structured output where the server refuses that, once more where it
// asks for patience and there is time for it.
func (c *Client) ask(ctx context.Context, body func(plain bool) ([]byte, error)) (string, error) {
	ctx, stop := context.WithTimeout(ctx, c.o.Timeout)
	defer stop()
	c.mu.Lock()
	plain := c.plain
	c.mu.Unlock()
	for waited := false; ; {
		b, err := body(plain)
		if err != nil {
			return "", err
		}
		if err := c.spend(int64(len(b))); err != nil {
			return "", err
		}
		status, header, answer, err := c.o.Line.Post(ctx, "/chat/completions", b)
		if err != nil {
			return "", err
		}
		c.mu.Lock()
		c.spent.got += int64(len(answer))
		c.mu.Unlock()
		switch {
		case status == http.StatusOK:
			if plain {
				c.mu.Lock()
				c.plain = true
				c.mu.Unlock()
			}
			return content(answer)
		case (status == http.StatusBadRequest || status == http.StatusNotFound || status == http.StatusUnprocessableEntity) && !plain:
			plain = true
		case (status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable) && !waited:
			pause, ok := c.patience(ctx, header)
			if !ok {
				return "", refusal(status, answer)
			}
			if err := c.o.Wait(ctx, pause); err != nil {
				return "", errors.New("it took too long to answer")
			}
			waited = true
		default:
			return "", refusal(status, answer)
		}
	}
}

// spend counts a call against the bounds.
func (c *Client) spend(sent int64) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := c.o.Clock(); c.o.Refill > 0 && now.Sub(c.spent.since) >= c.o.Refill {
		c.spent = spending{since: now}
	}
	if c.spent.calls >= c.o.Calls || c.spent.sent+sent > c.o.Sent || c.spent.got >= c.o.Got {
		return ErrSpent
	}
	c.spent.calls++
	c.spent.sent += sent
	return nil
}

// patience is how long the server asks to wait, if that is said in seconds and the call has that much time left.
func (c *Client) patience(ctx context.Context, header http.Header) (time.Duration, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(header.Get("Retry-After")))
	if err != nil || n < 0 || n > 3600 {
		return 0, false
	}
	pause := time.Duration(n) * time.Second
	end, ok := ctx.Deadline()
	return pause, ok && time.Until(end) > pause
}

// refusal says which status came, and what the server says of it.
func refusal(status int, answer []byte) error {
	said := ""
	if status != http.StatusUnauthorized && status != http.StatusForbidden { // those may repeat the key
		said = complaint(answer)
	}
	if said != "" {
		said = ": " + said
	}
	return fmt.Errorf("it answered %d (%s)%s", status, strings.ToLower(http.StatusText(status)), said)
}

// shown is a text of the other side as a log may show it: one line, no control characters, cut.
func shown(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
