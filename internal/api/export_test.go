package api

import "sitrep"

// What tests from outside need of the inside.

// ClaimPath is claimPath.
func ClaimPath(c sitrep.Citation) string { return claimPath(c) }

// MaxListeners is maxListeners.
const MaxListeners = maxListeners
