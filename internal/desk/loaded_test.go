package desk_test

import (
	"sync"

	"sitrep/internal/actor"
	"sitrep/internal/claim"
	"sitrep/internal/desk"
	"sitrep/internal/lang"
	"sitrep/internal/lang/en"
)

// What all tests of the package read with is loaded once.
var (
	loadClaims   = sync.OnceValues(claim.NewReader)
	loadEnglish  = sync.OnceValues(en.New)
	loadRegistry = sync.OnceValues(actor.Default)
)

var desks sync.Map // by workers

// loadDesk makes a desk that the tests share: its model takes a while to unpack.
func loadDesk(workers int) (*desk.Desk, error) {
	if d, ok := desks.Load(workers); ok {
		return d.(*desk.Desk), nil
	}
	d, err := newDeskOf(workers)
	if err == nil {
		desks.Store(workers, d)
	}
	return d, err
}

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
