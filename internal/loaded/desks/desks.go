// Package desks has desks for tests, each made once for all tests of a package: a desk's model takes a while to unpack. Only tests import it.
package desks

import (
	"sync"

	"sitrep/internal/desk"
	"sitrep/internal/lang"
	"sitrep/internal/loaded"
)

var made sync.Map // by workers

// Of is the desk that reads English with so many workers.
func Of(workers int) (*desk.Desk, error) {
	if d, ok := made.Load(workers); ok {
		return d.(*desk.Desk), nil
	}
	english, err := loaded.English()
	if err != nil {
		return nil, err
	}
	registry, err := loaded.Registry()
	if err != nil {
		return nil, err
	}
	d, err := desk.New(desk.Options{Languages: []*lang.Language{english}, Registry: registry, Workers: workers})
	if err == nil {
		made.Store(workers, d)
	}
	return d, err
}
