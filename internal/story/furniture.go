package story

// furniture counts the sentences an outlet repeats from report to report: menus, notices, boilerplate.
type furniture struct {
	seen map[term]uint8
}

// repeats is how often a sentence must have been read from an outlet to be its furniture: more than the versions of a
// running story usually number; headings is the same of a part of a title. sentences is how many are remembered.
const (
	repeats   = 5
	headings  = 3
	sentences = 1 << 19
)

func (f *furniture) add(p *profile) {
	if p.outlet == 0 {
		return
	}
	if len(f.seen) > sentences {
		clear(f.seen)
	}
	for i := range p.passages {
		s := &p.passages[i]
		if s.hash == 0 {
			continue
		}
		if k := pair(p.outlet, s.hash); f.seen[k] < repeats {
			f.seen[k]++
		}
	}
}

// mark notes which passages of a report are furniture, and says whether any of them was not before, or no longer is.
func (f *furniture) mark(p *profile) (changed bool) {
	for i := range p.passages {
		s := &p.passages[i]
		if passed := f.is(p.outlet, s); passed != s.passed {
			s.passed, changed = passed, true
		}
	}
	return changed
}

func (f *furniture) is(outlet term, s *passage) bool {
	if outlet == 0 || s.hash == 0 {
		return false
	}
	seen := f.seen[pair(outlet, s.hash)]
	return seen >= repeats || s.title && seen >= headings
}
