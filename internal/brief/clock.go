package brief

import (
	"math"
	"sort"
	"time"

	"sitrep"
)

// clock says how late in a story a time is. A story's last day alone doesn't say it: when a flood is told
// in two weeks and one late report names it again, the second week is not old news.
type clock struct {
	first, last time.Time
	times       []time.Time // of the dated reports, in order
}

func newClock(s *sitrep.Story, readings []sitrep.Reading) *clock {
	c := &clock{}
	if !s.First.IsZero() && !s.Last.IsZero() {
		c.first, c.last = s.First.Start(), s.Last.End()
	}
	for i := range readings {
		if t := readings[i].Report.Published; !t.IsZero() {
			c.times = append(c.times, t.End())
		}
	}
	sort.Slice(c.times, func(i, j int) bool { return c.times[i].Before(c.times[j]) })
	return c
}

const twoDays = 48 * time.Hour

// recency is 1 at the story's end and falls with age. Age is measured in time, halving it for every
// seventh of the story's span and at least two days, and in what was published since, halving it for
// every fifth of the reports; the milder of the two holds. What has no date is worth a half.
func (c *clock) recency(t sitrep.Stamp) float64 {
	if t.IsZero() || c.last.IsZero() {
		return 0.5
	}
	later := len(c.times) - sort.Search(len(c.times), func(i int) bool { return c.times[i].After(t.End()) })
	byReports := math.Pow(0.5, 5*float64(later)/float64(max(1, len(c.times))))
	return max(c.byTime(t), byReports)
}

// long reports whether a story runs for so long that what its early reports say needs a date.
func (c *clock) long() bool { return c.last.Sub(c.first) > 7*oneDay }

// byTime is recency with age measured in time alone: of two counts the later stands, however little was
// published between them.
func (c *clock) byTime(t sitrep.Stamp) float64 {
	if t.IsZero() || c.last.IsZero() {
		return 0.5
	}
	half := max(twoDays, c.last.Sub(c.first)/7)
	age := max(0, c.last.Sub(t.End()))
	return math.Pow(0.5, float64(age)/float64(half))
}
