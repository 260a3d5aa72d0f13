package main

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"sitrep"
	"sitrep/internal/fetch"
)

// TestPicturesStayOutside: a page can't have this machine's own network asked for a picture.
func TestPicturesStayOutside(t *testing.T) {
	asked := false
	srv := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	defer srv.Close()
	c := fetch.New(fetch.Options{})
	defer c.Close()
	if _, err := (pictureFace{c: c}).Fetch(t.Context(), srv.URL+"/a.png", 1000); !errors.Is(err, sitrep.Invalid) || asked {
		t.Errorf("asked: %t, %v", asked, err)
	}
}
