package desk

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"sitrep"
)

// The parts of a tag, by which lists of stories are narrowed.
const (
	placeTag    = "place:"
	measureTag  = "measure:"
	languageTag = "language:"
	outletTag   = "outlet:"
)

// maxSpark caps the points of a card's small chart, maxFacets the places and outlets it names.
const (
	maxSpark  = 40
	maxFacets = 12
)

// cardOf says what a list shows of a story.
func cardOf(s sitrep.Story, l *sitrep.Ledger, b *sitrep.Brief, readings []sitrep.Reading, changed time.Time) Card {
	c := Card{
		ID: s.ID, Headline: b.Headline.Text, Lineage: Lineage(s), Reports: len(s.Articles), First: s.First, Last: s.Last, Changed: changed,
	}
	if c.Headline == "" {
		c.Headline = s.Headline
	}
	for _, o := range s.Origins {
		if o.Kind != sitrep.UnknownOrigin {
			c.Origins++
		}
	}
	c.figure(l)
	places, outlets := tally{}, tally{}
	c.Named = []sitrep.Victim{}
	for _, r := range readings {
		if r.Victims == nil && r.Unread == "" {
			c.Named = nil // an earlier program read it
			break
		}
		for _, v := range r.Victims {
			c.Named = append(c.Named, sitrep.Victim{Name: v.Name, Forms: v.Forms})
		}
	}
	for _, r := range readings {
		outlets.add(r.Report.Outlet)
		if r.Report.Language != "" && !slices.Contains(c.Languages, r.Report.Language) {
			c.Languages = append(c.Languages, r.Report.Language)
		}
		for i := range r.Figures {
			places.add(strings.TrimSpace(string(r.Figures[i].Place)))
		}
	}
	slices.Sort(c.Languages)
	c.Places, c.Outlets = places.top(maxFacets), outlets.top(maxFacets)
	for _, x := range l.Series {
		if !slices.Contains(c.Measures, x.Measure) {
			c.Measures = append(c.Measures, x.Measure)
		}
	}
	slices.Sort(c.Measures)
	return c
}

// figure takes the story's main series: the one with the most steps, the graver of two alike; of it the latest value that
// stands and is sure.
func (c *Card) figure(l *sitrep.Ledger) {
	var main *sitrep.Series
	for i := range l.Series {
		if x := &l.Series[i]; x.Of == "" && x.Basis != sitrep.OfPeriod && (main == nil || weight(x) > weight(main)) {
			main = x
		}
	}
	if main == nil {
		return
	}
	sources := slices.ContainsFunc(main.Claimants, func(x sitrep.Line) bool { return x.Kind != sitrep.Nobody })
	for i := range main.Claimants {
		line := &main.Claimants[i]
		name := line.Claimant
		if line.Kind == sitrep.Nobody {
			if sources {
				continue // an outlet's own voice is nobody's count
			}
			name += " (own voice)"
		}
		for j := range line.Steps {
			s := &line.Steps[j]
			if s.Unsure || s.Status != sitrep.Active && s.Status != sitrep.Superseded {
				continue
			}
			at := s.Published.End()
			if n, ok := middle(s); ok && !at.IsZero() {
				c.Spark = append(c.Spark, Point{At: at, Value: n, Who: name})
			}
			if s.Status == sitrep.Active && (c.Latest == nil || at.After(c.Latest.Published.End())) {
				c.Latest, c.Claimant, c.Measure = s, name, main.Measure
			}
		}
	}
	slices.SortStableFunc(c.Spark, func(a, b Point) int { return a.At.Compare(b.At) })
	if n := len(c.Spark); n > maxSpark {
		c.Spark = c.Spark[n-maxSpark:]
	}
}

// weight is how much a series says: its steps, those of the dead counted double, how many there are of somebody half.
func weight(s *sitrep.Series) (n int) {
	for _, c := range s.Claimants {
		for i := range c.Steps {
			if !c.Steps[i].Unsure {
				n++
			}
		}
	}
	switch s.Measure {
	case sitrep.Killed:
		n *= 2
	case sitrep.Strength:
		n /= 2
	}
	return n
}

// middle is one number for a chart's point: the value, or the end of it that is known.
func middle(s *sitrep.Step) (int64, bool) {
	switch {
	case s.Min.Known && s.Max.Known:
		return s.Min.N + (s.Max.N-s.Min.N)/2, true
	case s.Min.Known:
		return s.Min.N, true
	}
	return s.Max.N, s.Max.Known
}

// tally counts names.
type tally map[string]int

func (t tally) add(name string) {
	if name != "" {
		t[name]++
	}
}

// top are the n commonest names.
func (t tally) top(n int) []string {
	names := sortedKeys(t)
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(t[b], t[a]) })
	return names[:min(n, len(names))]
}

// tags are what a card's story is found by.
func (c *Card) tags() []string {
	var out []string
	add := func(kind, name string) { out = append(out, kind+strings.ToLower(name)) }
	for _, p := range c.Places {
		add(placeTag, p)
	}
	for _, m := range c.Measures {
		add(measureTag, string(m))
	}
	for _, l := range c.Languages {
		add(languageTag, l)
	}
	for _, o := range c.Outlets {
		add(outletTag, o)
	}
	return out
}

// tags are those that a filter asks for.
func (f CardFilter) tags() []string {
	var out []string
	for _, x := range [][2]string{{placeTag, f.Place}, {measureTag, string(f.Measure)}, {languageTag, f.Language}, {outletTag, f.Outlet}} {
		if x[1] != "" {
			out = append(out, x[0]+strings.ToLower(x[1]))
		}
	}
	return out
}

// limit is how many cards are wanted.
func (f CardFilter) limit() int {
	if f.Limit <= 0 {
		return 50
	}
	return min(f.Limit, 500)
}

// keptCard is a card as a store keeps it: with those whose breaking of their silence programs were told of.
type keptCard struct {
	*Card
	Spoke []string        `json:"spoke"`
	Named []sitrep.Victim `json:"named"`
}

func (c *Card) json(spoke []string) []byte {
	if spoke == nil {
		spoke = []string{}
	}
	b, _ := json.Marshal(keptCard{c, spoke, c.Named}) // plain data
	return b
}

// spokeIn are those of a kept card; not known of one that an earlier program wrote.
func spokeIn(card []byte) (spoke []string, known bool) {
	var kept struct{ Spoke []string }
	if err := json.Unmarshal(card, &kept); err != nil {
		return nil, false
	}
	return kept.Spoke, kept.Spoke != nil
}
