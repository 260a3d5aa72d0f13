package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/wood"
)

// linkOptions are how the forest is grown that says whether two figures are of one incident.
var linkOptions = wood.Options{Trees: 100, Depth: 4, Rate: 0.1, Rows: 0.5, Inputs: 0.3, Least: 2, Ridge: 5, Seed: 1}

// told is a story's figures with the incidents that people found in them.
type told struct {
	set       string
	n         int
	incidents map[sitrep.Citation]string // "?" where it can't be said
	reports   map[sitrep.ReportID]bool
	stretch   map[sitrep.Citation]bool // of a running total, or over a stretch: such a count another story may give, too
	parts     []*told                  // of which it is mixed
}

// of reports whether a story holds reports whose figures are told.
func (t *told) of(s sitrep.Story) bool {
	return slices.ContainsFunc(s.Articles, func(id sitrep.ReportID) bool { return t.reports[id] })
}

// links are a set's stories.
type links struct {
	name    string
	stories []*told
	cases   *desk.Case
	mixed   []mixture
}

// mixture is a few stories that follow each other, put into one: a chain of incidents, which people read apart.
type mixture struct {
	*told
	cases *desk.Case
}

// mostMixed is how many reports a story has that is mixed with others, and mixedStories how many are.
const (
	mostMixed    = 12
	mixedStories = 4
)

// mix puts each few stories of a set into one, as they follow each other.
func (l *links) mix(d *desk.Desk) error {
	var small []*told
	first := map[*told]string{}
	for _, t := range l.stories {
		if len(t.reports) > mostMixed {
			continue
		}
		for id := range t.reports {
			if day := l.cases.Reports[id].Published.String(); day != "" && (first[t] == "" || day < first[t]) {
				first[t] = day
			}
		}
		small = append(small, t)
	}
	slices.SortStableFunc(small, func(a, b *told) int { return strings.Compare(first[a], first[b]) })
	for i := 0; i+mixedStories <= len(small); i++ {
		of := small[i : i+mixedStories]
		m := &told{set: l.name, n: of[0].n, incidents: map[sitrep.Citation]string{}, parts: of}
		var reports []*sitrep.Report
		for k, t := range of {
			for c, incident := range t.incidents {
				if incident != "?" && !t.stretch[c] {
					m.incidents[c] = fmt.Sprint(k, " ", incident)
				}
			}
			for id := range t.reports {
				reports = append(reports, l.cases.Reports[id])
			}
		}
		slices.SortFunc(reports, func(a, b *sitrep.Report) int { return strings.Compare(string(a.ID), string(b.ID)) })
		c, err := d.Open(context.Background(), slices.CompactFunc(reports, func(a, b *sitrep.Report) bool { return a.ID == b.ID }), desk.CaseOptions{One: true})
		if err != nil {
			return err
		}
		for i := range c.Stories {
			c.Stories[i].Events = nil // each of its stories' own: what keeps them apart must be the words
		}
		l.mixed = append(l.mixed, mixture{m, c})
	}
	return nil
}

var errIncident = errors.New("no incident")

// loadIncidents reads a file of incidents; how it is written, its head says.
func loadIncidents(name string) ([]*links, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []*links
	var story *told
	var report sitrep.ReportID
	s := bufio.NewScanner(f)
	for n := 1; s.Scan(); n++ {
		kind, rest, _ := strings.Cut(s.Text(), " ")
		switch kind {
		case "#":
		case "set":
			out = append(out, &links{name: rest})
		case "story":
			set := out[len(out)-1]
			story = &told{set: set.name, n: len(set.stories), incidents: map[sitrep.Citation]string{}, reports: map[sitrep.ReportID]bool{}, stretch: map[sitrep.Citation]bool{}}
			set.stories = append(set.stories, story)
		case "report":
			report = sitrep.ReportID(rest)
		case "text", "title":
			c := sitrep.Citation{Report: report, In: sitrep.InText}
			if kind == "title" {
				c.In = sitrep.InTitle
			}
			var incident, basis, faults string
			if k, _ := fmt.Sscan(rest, &c.Start, &c.End, &incident, &basis, &faults); k != 5 || story == nil {
				return nil, fmt.Errorf("%s:%d: %w: %s", name, n, errIncident, s.Text())
			}
			story.incidents[c], story.reports[report] = incident, true
			story.stretch[c] = basis != "e"
		default:
			return nil, fmt.Errorf("%s:%d: %w: %s", name, n, errIncident, s.Text())
		}
	}
	return out, s.Err()
}

// open reads a set's reports.
func (l *links) open(data string) (err error) {
	from := filepath.Join(data, l.name)
	if strings.HasPrefix(l.name, "examples/") {
		from = l.name // our own
	}
	if l.cases, _, err = read(from); err != nil {
		return err
	}
	d, err := newDesk()
	if err != nil {
		return err
	}
	return l.mix(d)
}

// Pairs of a story are so many at most that the forest learns from, a pair with a force's strength, which chains with no toll, weighs so much, and one of a mixture so much.
const (
	mostPairs    = 4000
	strengthPair = 0.3
	mixedPair    = 0.15
)

// pairs measures pairs of a set's figures whose incidents are told: a story's weigh together as the root of their number.
func (l *links) pairs(f func(t *told, e wood.Example)) {
	for _, t := range l.stories {
		for _, s := range l.cases.Stories {
			if t.of(s) {
				t.pairs(l.cases, s, f)
			}
		}
	}
	for _, m := range l.mixed {
		m.pairs(m.cases, m.cases.Stories[0], f)
	}
}

func (t *told) pairs(c *desk.Case, s sitrep.Story, f func(t *told, e wood.Example)) {
	wanted := func(c sitrep.Citation) bool { return t.incidents[c] != "" && t.incidents[c] != "?" }
	var of []wood.Example
	c.StudyFigures(s, wanted, func(a, b *sitrep.Figure, inputs []float32) {
		e := wood.Example{Inputs: inputs, Same: t.incidents[a.Cite()] == t.incidents[b.Cite()], Weight: 1}
		if a.Measure == sitrep.Strength || b.Measure == sitrep.Strength {
			e.Weight = strengthPair
		}
		if t.parts != nil {
			e.Weight *= mixedPair
		}
		of = append(of, e)
	})
	step := len(of)/mostPairs + 1
	weight := 10 / math.Sqrt(float64(len(of)/step+1))
	for i := 0; i < len(of); i += step {
		of[i].Weight *= weight
		f(t, of[i])
	}
}

// link grows the forest, or scores it on stories that it was not grown on.
func link(data, file, out string, check bool) error {
	sets, err := loadIncidents(file)
	if err != nil {
		return err
	}
	type example struct {
		*told
		wood.Example
	}
	var all []example
	for _, l := range sets {
		if err := l.open(data); err != nil {
			return fmt.Errorf("%s: %w", l.name, err)
		}
		n := len(all)
		l.pairs(func(t *told, e wood.Example) { all = append(all, example{t, e}) })
		fmt.Fprintf(os.Stderr, "%s: %d stories, %d pairs\n", l.name, len(l.stories), len(all)-n)
	}
	grow := func(of func(*told) bool) *wood.Forest {
		var examples []wood.Example
		for _, e := range all {
			if of(e.told) && !slices.ContainsFunc(e.parts, func(t *told) bool { return !of(t) }) {
				examples = append(examples, e.Example)
			}
		}
		return wood.Learn(examples, linkOptions)
	}
	if !check {
		return write(out, grow(func(*told) bool { return true }))
	}
	var sum gathered
	for _, l := range sets {
		var of gathered
		for k := range folds {
			asked := slices.DeleteFunc(slices.Clone(l.stories), func(t *told) bool { return t.fold() != k })
			if len(asked) == 0 {
				continue
			}
			f := grow(func(t *told) bool { return t.fold() != k })
			for _, t := range asked {
				for _, s := range l.cases.Stories {
					if t.of(s) {
						of.add(t, l.cases.Incidents(s, f.Score))
					}
				}
			}
		}
		fmt.Printf("  %-36s %s\n", l.name, of)
		sum.join(of)
	}
	fmt.Printf("  %-36s %s\n", "all", sum)
	return unseen(data, filepath.Join(filepath.Dir(file), "later.txt"))
}

// unseen scores the forest that comes with the program on stories that no forest is grown on.
func unseen(data, file string) error {
	sets, err := loadIncidents(file)
	if err != nil {
		return err
	}
	fmt.Println("the program's own, on stories marked later:")
	var sum gathered
	for _, l := range sets {
		if l.cases, _, err = read(filepath.Join(data, l.name)); err != nil {
			return fmt.Errorf("%s: %w", l.name, err)
		}
		var of gathered
		for _, t := range l.stories {
			for _, s := range l.cases.Stories {
				if t.of(s) {
					of.add(t, l.cases.Incidents(s, nil))
				}
			}
		}
		fmt.Printf("  %-36s %s\n", l.name, of)
		sum.join(of)
	}
	fmt.Printf("  %-36s %s\n", "all", sum)
	return nil
}

// folds is in how many parts the stories are parted to score forests that were not grown on them.
const folds = 5

func (t *told) fold() int { return fifth(row{Set: t.set, Story: fmt.Sprint(t.n)}) }

// gathered is how well figures were gathered into incidents: BCubed, and pairs.
type gathered struct {
	figures             int
	precision, recall   float64 // BCubed, summed
	right, wrong, apart int     // pairs put together rightly and wrongly, and rightly to be together but apart
}

func (g *gathered) add(t *told, found map[sitrep.Citation]int) {
	type at struct {
		incident string
		found    int
	}
	var all []at
	for c, incident := range t.incidents {
		if n, ok := found[c]; ok && incident != "?" {
			all = append(all, at{incident, n})
		}
	}
	for i, a := range all {
		together, same, both := 0, 0, 0
		for k, o := range all {
			if a.found == o.found {
				together++
			}
			if a.incident == o.incident {
				same++
			}
			switch {
			case a == o:
				both++
				if k < i {
					g.right++
				}
			case k < i && a.found == o.found:
				g.wrong++
			case k < i && a.incident == o.incident:
				g.apart++
			}
		}
		g.figures++
		g.precision += float64(both) / float64(together)
		g.recall += float64(both) / float64(same)
	}
}

func (g *gathered) join(o gathered) {
	g.figures += o.figures
	g.precision += o.precision
	g.recall += o.recall
	g.right += o.right
	g.wrong += o.wrong
	g.apart += o.apart
}

// String writes the scores.
func (g gathered) String() string {
	p, r := g.precision/float64(max(1, g.figures)), g.recall/float64(max(1, g.figures))
	return fmt.Sprintf("%d figures: BCubed %.3f %.3f, F1 %.3f; pairs together %.3f right, %.3f found", g.figures, p, r, 2*p*r/max(1e-9, p+r),
		float64(g.right)/float64(max(1, g.right+g.wrong)), float64(g.right)/float64(max(1, g.right+g.apart)))
}
