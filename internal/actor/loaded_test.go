package actor_test

import (
	"sync"

	"sitrep/internal/actor"
	"sitrep/internal/lang/en"
)

// What all tests of the package read with is loaded once.
var (
	loadEnglish  = sync.OnceValues(en.New)
	loadRegistry = sync.OnceValues(actor.Default)
)
