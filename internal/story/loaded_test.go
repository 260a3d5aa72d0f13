package story_test

import (
	"sync"

	"sitrep/internal/lang/en"
)

// What all tests of the package read with is loaded once.
var (
	loadEnglish = sync.OnceValues(en.New)
)
