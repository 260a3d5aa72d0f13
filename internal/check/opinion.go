package check

// Opinions, forecasts and rhetoric state nothing that a report could bear out, if the writer speaks in his own
// voice: outside quotation marks, and not as what somebody said.

// reason is why a sentence is no statement of fact, in words; "" for one that is.
type reason string

const (
	asks      reason = "It asks and states nothing."
	opines    reason = "It is the writer's opinion."
	judges    reason = "It is the writer's judgement."
	foretells reason = "It tells of what is to come, and nobody is named who says so."
)

// loose says why a sentence is no statement of fact.
func (s *sentence) loose() reason {
	if s.question() {
		return asks
	}
	for i := range s.claims {
		if c := &s.claims[i]; c.Speaker != "" && s.somebody(c) {
			return ""
		}
	}
	l := &s.d.Language.Check
	if s.phrase(l.Opinions.Match) >= 0 {
		return opines
	}
	if len(s.figures) > 0 {
		return ""
	}
	for i := s.first; i < s.last; i++ {
		if l.Judging.Has(s.d.Lower(i)) && !s.quoted(i) {
			return judges
		}
	}
	if s.phrase(l.Forecasts.Match) >= 0 {
		return foretells
	}
	return ""
}

func (s *sentence) question() bool {
	for i := s.last - 1; i >= s.first && i >= s.last-3; i-- {
		if s.d.Raw(i) == "?" {
			return true
		}
	}
	return false
}
