package llm_test

import (
	"sync"

	"sitrep/internal/actor"
	"sitrep/internal/claim"
	"sitrep/internal/lang/en"
)

// What all tests of the package read with is loaded once.
var (
	loadClaims   = sync.OnceValues(claim.NewReader)
	loadEnglish  = sync.OnceValues(en.New)
	loadRegistry = sync.OnceValues(actor.Default)
)
