package main

import (
	"context"
	"fmt"
	"net/http"

	"sitrep"
	"sitrep/internal/fetch"
)

// pictureFace fetches the pictures that reports' pages name, through the one client: addresses that are not public are
// refused when they are dialled.
type pictureFace struct {
	s *store
	c *fetch.Client
}

// Page implements web.Pictures.
func (p pictureFace) Page(ctx context.Context, id sitrep.ReportID) ([]byte, string, error) {
	k, err := p.s.Report(ctx, id)
	if err != nil {
		return nil, "", err
	}
	if len(k.Raw) == 0 {
		return nil, "", sitrep.NotFound
	}
	return k.Raw, k.Report.URL, nil
}

// Fetch implements web.Pictures.
func (p pictureFace) Fetch(ctx context.Context, address string, most int64) ([]byte, error) {
	a, err := p.c.Get(ctx, fetch.Request{URL: address, Accept: "image/jpeg, image/png, image/gif", Max: most})
	if err != nil {
		return nil, err
	}
	if a.Status != http.StatusOK {
		return nil, fmt.Errorf("the server answered %d", a.Status)
	}
	return a.Body, nil
}
