package eval

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"

	"sitrep"
)

// counted reports whether figures of the measure are scored: tolls are, the strength of a force and
// the merely affected are not.
func counted(m sitrep.Measure) bool {
	switch m {
	case sitrep.Killed, sitrep.Wounded, sitrep.Casualties, sitrep.Losses,
		sitrep.Missing, sitrep.Captured, sitrep.Displaced, sitrep.Rescued:
		return true
	}
	return false
}

// figureFields are the fields scored on matched figures, and how: by words or by equality.
var figureFields = [...]string{"modifier", "basis", "subset", "status", "hedged", "via", "place", "when"}

// figureCounts are one report's counts, which add up.
type figureCounts struct {
	gold, pred, figure, attributed, full int
	claimants, claimantsRight            int
}

func (c *figureCounts) add(o figureCounts, times int) {
	c.gold += times * o.gold
	c.pred += times * o.pred
	c.figure += times * o.figure
	c.attributed += times * o.attributed
	c.full += times * o.full
	c.claimants += times * o.claimants
	c.claimantsRight += times * o.claimantsRight
}

// f1 is the F1 of that many hits.
func (c figureCounts) f1(hits int) float64 { return share(2*hits, c.pred+c.gold) }

// measureCounts are the counts of one measure.
type measureCounts struct{ gold, pred, matched int }

// rankedFigure is a prediction in the order of its confidence.
type rankedFigure struct {
	confidence float64
	id         sitrep.ReportID
	doc, i     int
	right      bool // with the claimant
}

// FigureScore is how well figures were found.
type FigureScore struct {
	total    figureCounts
	docs     []figureCounts
	measures map[sitrep.Measure]*measureCounts
	fields   [len(figureFields)]int
	ranked   []rankedFigure
	unknown  int // predictions of reports that are not in the set
	errors   []string
}

// Figures scores figures found in the reports against annotated ones.
//
// A prediction matches a gold figure of the same report when its value starts inside the gold sentence
// and min, max and measure are equal; one to one, best match first: claimant right, group right, the
// value's words alike, near the sentence's start. "figure" is that; "attributed" wants the claimant too
// (word F1 of at least 0.5, or neither has one); "full" group and modifier as well. Implicit figures,
// strengths and the affected, and predictions that match only those, are left out. "sure" is the share
// of gold figures that can be had, claimant right, at a precision of 0.98 by taking predictions in
// falling order of confidence.
func Figures(docs []*sitrep.Report, gold []FigureGold, pred []sitrep.Figure) (*FigureScore, error) {
	text := texts(docs)
	golds := map[sitrep.ReportID][]goldFigure{}
	for _, g := range gold {
		if g.Done {
			continue
		}
		t, ok := text[g.Doc]
		if !ok {
			return nil, fmt.Errorf("%w: a gold figure of report %q, which the set lacks", sitrep.Invalid, g.Doc)
		}
		golds[g.Doc] = append(golds[g.Doc], goldFigure{g, places(t, g.Sentence)})
	}
	s := &FigureScore{measures: map[sitrep.Measure]*measureCounts{}}
	preds := map[sitrep.ReportID][]sitrep.Figure{}
	for _, p := range pred {
		if p.In == sitrep.InTitle {
			continue
		}
		if _, ok := text[p.Report]; !ok {
			s.unknown++
			continue
		}
		preds[p.Report] = append(preds[p.Report], p)
	}
	for _, id := range ids(docs) {
		s.doc(id, text[id], golds[id], preds[id])
	}
	slices.SortFunc(s.ranked, func(a, b rankedFigure) int {
		return cmp.Or(cmp.Compare(b.confidence, a.confidence), cmp.Compare(a.id, b.id), cmp.Compare(a.i, b.i))
	})
	return s, nil
}

// goldFigure is a gold figure with everywhere its sentence stands.
type goldFigure struct {
	FigureGold
	places []sitrep.Span
}

// scored reports whether the figure counts.
func (g *goldFigure) scored() bool { return !g.Implicit && counted(g.Measure) }

// claimedBy is how much a name is the claimant's, or one of the claimant's other names.
func (g *goldFigure) claimedBy(name sitrep.Words) float64 {
	best := alike(string(name), string(g.Claimant))
	for _, also := range g.ClaimantAlso {
		best = max(best, alike(string(name), also))
	}
	return best
}

// figurePair is a prediction that may match a gold figure, with what makes it better than another.
type figurePair struct {
	claimant, group bool
	value           float64
	near            int
	pred, gold      int
}

// before puts the better pair first; of equals, the one that comes later in the text.
func (a figurePair) before(b figurePair) int {
	return cmp.Or(
		-compareBool(a.claimant, b.claimant), -compareBool(a.group, b.group),
		cmp.Compare(b.value, a.value), cmp.Compare(b.near, a.near),
		cmp.Compare(b.pred, a.pred), cmp.Compare(b.gold, a.gold))
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// figurePairs are all pairs that may match, best first.
func figurePairs(text string, gold []goldFigure, pred []sitrep.Figure) []figurePair {
	var pairs []figurePair
	for i, p := range pred {
		for j := range gold {
			g := &gold[j]
			if p.Measure != g.Measure || p.Min != g.Min || p.Max != g.Max || !holds(g.places, p.Start) {
				continue
			}
			pairs = append(pairs, figurePair{
				claimant: g.claimedBy(p.Claimant) >= 0.5,
				group:    alike(string(p.Group), string(g.Group)) >= 0.5,
				value:    alike(cut(text, p.Start, p.End), g.Value),
				near:     -abs(p.Start - g.places[0].Start),
				pred:     i, gold: j,
			})
		}
	}
	slices.SortFunc(pairs, figurePair.before)
	return pairs
}

func abs(n int) int { return max(n, -n) }

// doc scores one report: matches first, then what was missed, then what was predicted.
func (s *FigureScore) doc(id sitrep.ReportID, text string, gold []goldFigure, pred []sitrep.Figure) {
	var c figureCounts
	goldOf, found, right := map[int]int{}, map[int]bool{}, map[int]bool{}
	for _, pair := range figurePairs(text, gold, pred) {
		if _, used := goldOf[pair.pred]; used || found[pair.gold] {
			continue
		}
		goldOf[pair.pred], found[pair.gold] = pair.gold, true
		if g := &gold[pair.gold]; g.scored() {
			s.match(&c, id, pair, g, &pred[pair.pred])
			right[pair.pred] = pair.claimant
		}
	}
	for j := range gold {
		g := &gold[j]
		if !g.scored() {
			continue
		}
		c.gold++
		s.of(g.Measure).gold++
		if !found[j] {
			s.fail("missed", id, g.Value, g.Measure, orNone(string(g.Claimant)), head(g.Sentence, 160))
		}
	}
	for i, p := range pred {
		j, matched := goldOf[i]
		if !counted(p.Measure) || matched && !gold[j].scored() {
			continue
		}
		c.pred++
		s.of(p.Measure).pred++
		s.ranked = append(s.ranked, rankedFigure{p.Confidence, id, len(s.docs), i, right[i]})
		if !matched {
			s.fail("spurious", id, bound(p.Min), p.Measure, orNone(string(p.Claimant)), cut(text, p.Start-60, p.End+60))
		}
	}
	s.docs = append(s.docs, c)
	s.total.add(c, 1)
}

// match counts a prediction that matches a gold figure.
func (s *FigureScore) match(c *figureCounts, id sitrep.ReportID, pair figurePair, g *goldFigure, p *sitrep.Figure) {
	c.figure++
	s.of(g.Measure).matched++
	if g.Claimant != "" {
		c.claimants++
	}
	if pair.claimant {
		c.attributed++
		if g.Claimant != "" {
			c.claimantsRight++
		}
		if pair.group && p.Modifier == g.Modifier {
			c.full++
		}
	} else {
		s.fail("claimant", id, g.Value, g.Measure, orNone(string(g.Claimant)), orNone(string(p.Claimant)))
	}
	for i, same := range sameFields(g, p) {
		if same {
			s.fields[i]++
		}
	}
}

// sameFields says which of figureFields agree.
func sameFields(g *goldFigure, p *sitrep.Figure) [len(figureFields)]bool {
	near := func(a, b sitrep.Words) bool { return alike(string(a), string(b)) >= 0.5 }
	return [...]bool{p.Modifier == g.Modifier, p.Basis == g.Basis, p.Subset == g.Subset, p.Status == g.Status,
		p.Hedged == g.Hedged, near(p.Via, g.Via), near(p.Place, g.Place), near(p.When, g.When)}
}

func (s *FigureScore) of(m sitrep.Measure) *measureCounts {
	if s.measures[m] == nil {
		s.measures[m] = &measureCounts{}
	}
	return s.measures[m]
}

func (s *FigureScore) fail(parts ...any) {
	words := make([]string, len(parts))
	for i, p := range parts {
		words[i] = fmt.Sprint(p)
	}
	s.errors = append(s.errors, strings.Join(words, " | "))
}

func bound(b sitrep.Bound) string {
	if !b.Known {
		return "None"
	}
	return fmt.Sprint(b.N)
}

// Lines prints the errors asked for, the measures, the fields and the headline numbers.
func (s *FigureScore) Lines(errors int) []string {
	lines := slices.Clone(s.errors[:min(max(0, errors), len(s.errors))])
	names := make([]string, 0, len(s.measures))
	for m := range s.measures {
		names = append(names, string(m))
	}
	sort.Strings(names)
	for _, m := range names {
		c := s.measures[sitrep.Measure(m)]
		lines = append(lines, fmt.Sprintf("  %-11s gold %4d pred %4d matched %4d F1 %.3f",
			m, c.gold, c.pred, c.matched, share(2*c.matched, c.gold+c.pred)))
	}
	t := s.total
	counts := fmt.Sprintf("figures: gold %d, predicted %d, matched %d, precision %.3f, recall %.3f",
		t.gold, t.pred, t.figure, share(t.figure, t.pred), share(t.figure, t.gold))
	if s.unknown > 0 {
		counts += fmt.Sprintf(", %d of unknown reports", s.unknown)
	}
	fields := make([]string, len(figureFields))
	for i, f := range figureFields {
		fields[i] = fmt.Sprintf("%s %.2f", f, share(s.fields[i], t.figure))
	}
	one := make([]int, len(s.docs))
	for i := range one {
		one[i] = 1
	}
	return append(lines, counts,
		"fields of matched figures: "+strings.Join(fields, ", "),
		fmt.Sprintf("sure %.3f", s.sure(one, t.gold)),
		fmt.Sprintf("F1 figure %.3f attributed %.3f full %.3f claimant-recall %.3f",
			t.f1(t.figure), t.f1(t.attributed), t.f1(t.full), share(t.claimantsRight, t.claimants)))
}

// sure is the share of gold figures to be had at a precision of 0.98.
func (s *FigureScore) sure(drawn []int, gold int) float64 {
	taken, right, sure := 0, 0, 0
	for _, p := range s.ranked {
		taken += drawn[p.doc]
		if p.right {
			right += drawn[p.doc]
		}
		if drawn[p.doc] > 0 && float64(right)/float64(taken) >= 0.98 {
			sure = right
		}
	}
	return share(sure, gold)
}

// Scores are the headline numbers; reports are resampled.
func (s *FigureScore) Scores(seed uint64) Scores {
	names := []string{"figure", "attributed", "full", "claimant-recall", "sure", "precision", "recall"}
	return bootstrap(names, len(s.docs), seed, func(drawn []int) []float64 {
		var c figureCounts
		for i, times := range drawn {
			c.add(s.docs[i], times)
		}
		return []float64{c.f1(c.figure), c.f1(c.attributed), c.f1(c.full), share(c.claimantsRight, c.claimants),
			s.sure(drawn, c.gold), share(c.figure, c.pred), share(c.figure, c.gold)}
	})
}
