package check

// Opinions, forecasts and rhetoric state nothing that a report could bear out, if the writer speaks in his own
// voice: outside quotation marks, and not as what somebody said.

// loose says why a sentence is no statement of fact; "" when it is one.
func (s *sentence) loose() string {
	if s.question() {
		return "It asks and states nothing."
	}
	for i := range s.claims {
		if s.claims[i].Speaker != "" {
			return ""
		}
	}
	l := &s.d.Language.Check
	if s.phrase(l.Opinions.Match) >= 0 {
		return "It is the writer's opinion."
	}
	if len(s.figures) > 0 {
		return ""
	}
	for i := s.first; i < s.last; i++ {
		if l.Judging.Has(s.d.Lower(i)) && !s.quoted(i) {
			return "It is the writer's judgement."
		}
	}
	if s.phrase(l.Forecasts.Match) >= 0 {
		return "It tells of what is to come, and nobody is named who says so."
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
