package sitrep

// Reading is what was read from one report.
type Reading struct {
	Report  *Report
	Claims  []Claim
	Figures []Figure
}
