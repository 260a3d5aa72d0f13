package fetch_test

import (
	"sync"

	"sitrep/internal/actor"
	"sitrep/internal/desk"
	"sitrep/internal/lang"
	"sitrep/internal/lang/en"
)

// What all tests of the package read with is loaded once.
var (
	loadEnglish  = sync.OnceValues(en.New)
	loadRegistry = sync.OnceValues(actor.Default)
)

// loadDesk makes the desk that the tests share: its model takes a while to unpack.
var loadDesk = sync.OnceValues(func() (*desk.Desk, error) { return newDeskOf(1) })

func newDeskOf(workers int) (*desk.Desk, error) {
	english, err := loadEnglish()
	if err != nil {
		return nil, err
	}
	registry, err := loadRegistry()
	if err != nil {
		return nil, err
	}
	return desk.New(desk.Options{Languages: []*lang.Language{english}, Registry: registry, Workers: workers})
}
