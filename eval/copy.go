package eval

import "sitrep"

// CopyScore is how well copies of one text were told from texts that look like it.
type CopyScore struct {
	pairs, missing int
	total          pairCounts
	groups         []pairCounts
}

// pairCounts count pairs by what they are and what they were called; they add up.
type pairCounts struct{ tp, fp, fn, tn int }

func (c *pairCounts) add(o pairCounts, times int) {
	c.tp += times * o.tp
	c.fp += times * o.fp
	c.fn += times * o.fn
	c.tn += times * o.tn
}

func (c pairCounts) precision() float64 { return share(c.tp, c.tp+c.fp) }
func (c pairCounts) recall() float64    { return share(c.tp, c.tp+c.fn) }
func (c pairCounts) f1() float64        { return harmonic(c.precision(), c.recall()) }
func (c pairCounts) accuracy() float64  { return share(c.tp+c.tn, c.tp+c.fp+c.fn+c.tn) }

// Copies scores sets of copies against pairs: a pair is called one text when both reports are in one
// set. A pair with a report that pred lacks is called two texts.
func Copies(pred []Placed, pairs []Pair) *CopyScore {
	set := make(map[sitrep.ReportID]string, len(pred))
	for _, p := range pred {
		set[p.Report] = p.Story
	}
	s := &CopyScore{pairs: len(pairs)}
	number := map[sitrep.ReportID]int{} // pairs of one first report stand or fall together
	for _, q := range pairs {
		a, knownA := set[q.A]
		b, knownB := set[q.B]
		if !knownA || !knownB {
			s.missing++
		}
		var c pairCounts
		switch called, is := knownA && knownB && a == b, q.Dup != 0; {
		case called && is:
			c.tp = 1
		case called:
			c.fp = 1
		case is:
			c.fn = 1
		default:
			c.tn = 1
		}
		i, ok := number[q.A]
		if !ok {
			i = len(s.groups)
			number[q.A] = i
			s.groups = append(s.groups, pairCounts{})
		}
		s.groups[i].add(c, 1)
		s.total.add(c, 1)
	}
	return s
}

// Lines prints the numbers as one JSON object.
func (s *CopyScore) Lines(int) []string {
	t := s.total
	return []string{object("pairs", s.pairs, "missing", s.missing, "tp", t.tp, "fp", t.fp, "fn", t.fn, "tn", t.tn,
		"p", t.precision(), "r", t.recall(), "f1", t.f1(), "accuracy", t.accuracy())}
}

// Scores are the headline numbers; first reports of pairs are resampled.
func (s *CopyScore) Scores(seed uint64) Scores {
	return bootstrap([]string{"f1", "p", "r"}, len(s.groups), seed, func(drawn []int) []float64 {
		var c pairCounts
		for i, times := range drawn {
			c.add(s.groups[i], times)
		}
		return []float64{c.f1(), c.precision(), c.recall()}
	})
}
