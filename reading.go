package sitrep

// Reading is what was read from one report.
type Reading struct {
	Report  *Report
	Claims  []Claim
	Figures []Figure
	// Victims are those whom it names; nil when nobody looked for them.
	Victims []Victim
	// Unread is the report's language when this build can't read it; then there are no claims and
	// figures.
	Unread string
}
