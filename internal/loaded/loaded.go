// Package loaded has what tests read with, loaded once for all tests of a package: English, the names, the model of claims. Only tests import it.
package loaded

import (
	"sync"

	"sitrep/internal/actor"
	"sitrep/internal/claim"
	"sitrep/internal/lang/en"
)

// What is loaded when it is first asked for. It is shared: whoever changes it makes his own.
var (
	English  = sync.OnceValues(en.New)
	Registry = sync.OnceValues(actor.Default)
	Claims   = sync.OnceValues(claim.NewReader)
)
