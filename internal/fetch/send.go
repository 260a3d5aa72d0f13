package fetch

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"time"
)

// sends is how long a webhook may take to answer.
const sends = 10 * time.Second

// Send posts a text to an address that the desk chose and says with which status it was answered. Redirects are not
// followed: what is signed for one address is sent to no other. Of the answer's text nothing is looked at; wait is for how
// long its Retry-After asks to be left alone, a day at most. An error that has NotTried was no try: others wait for their turn at the same host.
func (c *Client) Send(ctx context.Context, address string, header map[string]string, body []byte) (status int, wait time.Duration, err error) {
	ctx, stop := context.WithTimeout(ctx, min(c.timeout, sends)+patience)
	defer stop()
	r, leave, err := c.request(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return 0, 0, err
	}
	defer leave()
	within, enough := context.WithTimeout(ctx, min(c.timeout, sends))
	defer enough()
	for name, value := range header {
		r.Header.Set(name, value)
	}
	resp, err := c.bare.Do(r.WithContext(within))
	if err != nil {
		return 0, 0, plain(err)
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, maxSaid)) // read so that the connection can be used again
	now := c.clock()
	if at, ok := retryAfter(resp.Header.Get("Retry-After"), now); ok {
		wait = at.Sub(now)
	}
	return resp.StatusCode, wait, nil
}
