package eval

import (
	"fmt"
	"strconv"
	"strings"

	"sitrep"
)

// group is a predicted story, or a report of its own when the prediction lacks it.
type group struct {
	story   string
	missing sitrep.ReportID
}

// ClusterScore is how well reports were grouped: BCubed (Bagga and Baldwin 1998), pairs, and the
// adjusted Rand index (Hubert and Arabie 1985).
type ClusterScore struct {
	reports, missing, predicted int
	bcubedP, bcubedR            float64
	pairP, pairR, ari           float64
	gold                        []goldCluster
}

// goldCluster is what one gold story adds to each sum: the sums are linear in the stories, so a
// resample is a weighted sum.
type goldCluster struct {
	size             int
	precise, recall  float64 // of its reports, summed
	hit, pairs, seen float64 // pairs kept together; pairs; its half of the predicted pairs its reports are in
}

// cell is the reports that one predicted group and one gold story share; gold is the story's number.
type cell struct {
	pred group
	gold int
}

// table counts reports by cell. The cells keep the order they were met in: sums of floats depend on it.
type table struct {
	cells    map[cell]int
	order    []cell
	predSize map[group]int
}

// Clusters scores a grouping against a gold one. A report with a gold story that pred lacks stands in
// a group of its own; reports without gold are passed over.
func Clusters(pred, gold []Placed) *ClusterScore {
	s := &ClusterScore{}
	t := s.tally(pred, gold)
	s.predicted = len(t.predSize)
	for _, c := range t.order {
		g, v := &s.gold[c.gold], float64(t.cells[c])
		precise, recalled := v*v/float64(t.predSize[c.pred]), v*v/float64(g.size)
		s.bcubedP, s.bcubedR = s.bcubedP+precise, s.bcubedR+recalled
		g.precise, g.recall = g.precise+precise, g.recall+recalled
		g.hit += pairsOf(t.cells[c])
		g.seen += v * float64(t.predSize[c.pred]-1) / 2
	}
	if s.reports > 0 {
		s.bcubedP, s.bcubedR = s.bcubedP/float64(s.reports), s.bcubedR/float64(s.reports)
	}
	var hit, inPred, inGold float64
	for i := range s.gold {
		g := &s.gold[i]
		g.pairs = pairsOf(g.size)
		hit, inGold = hit+g.hit, inGold+g.pairs
	}
	for _, n := range t.predSize {
		inPred += pairsOf(n) // whole numbers: their sum does not depend on the order
	}
	s.pairP, s.pairR = ratio(hit, inPred), ratio(hit, inGold)
	s.ari = adjustedRand(hit, inPred, inGold, pairsOf(s.reports))
	return s
}

// tally puts each gold report into its cell, and counts reports, missing ones and the gold stories'
// sizes.
func (s *ClusterScore) tally(pred, gold []Placed) table {
	placed, _ := lastPlaces(pred)
	stories, order := lastPlaces(gold)
	t := table{cells: map[cell]int{}, predSize: map[group]int{}}
	number := map[string]int{}
	s.reports = len(order)
	for _, id := range order {
		story, ok := placed[id]
		p := group{story: story}
		if !ok {
			s.missing++
			p = group{missing: id}
		}
		n, known := number[stories[id]]
		if !known {
			n = len(s.gold)
			number[stories[id]] = n
			s.gold = append(s.gold, goldCluster{})
		}
		c := cell{p, n}
		if t.cells[c] == 0 {
			t.order = append(t.order, c)
		}
		t.cells[c]++
		t.predSize[p]++
		s.gold[n].size++
	}
	return t
}

// lastPlaces is where each report was put last, and the reports in the order they were first met.
func lastPlaces(rows []Placed) (map[sitrep.ReportID]string, []sitrep.ReportID) {
	story := make(map[sitrep.ReportID]string, len(rows))
	var order []sitrep.ReportID
	for _, r := range rows {
		if _, again := story[r.Report]; !again {
			order = append(order, r.Report)
		}
		story[r.Report] = r.Story
	}
	return story, order
}

func pairsOf(n int) float64 { return float64(n*(n-1)) / 2 }

// ratio is a share of pairs; of none, 1.
func ratio(part, whole float64) float64 {
	if whole == 0 {
		return 1
	}
	return part / whole
}

func adjustedRand(hit, inPred, inGold, all float64) float64 {
	expected := 0.0
	if all > 0 {
		expected = inPred * inGold / all
	}
	if (inPred+inGold)/2 == expected {
		return 1
	}
	return (hit - expected) / ((inPred+inGold)/2 - expected)
}

// Lines prints the numbers as one JSON object.
func (s *ClusterScore) Lines(int) []string {
	return []string{object(
		"n", s.reports, "missing", s.missing, "pred_clusters", s.predicted, "gold_clusters", len(s.gold),
		"bcubed_p", s.bcubedP, "bcubed_r", s.bcubedR, "bcubed_f1", harmonic(s.bcubedP, s.bcubedR),
		"pair_p", s.pairP, "pair_r", s.pairR, "pair_f1", harmonic(s.pairP, s.pairR), "ari", s.ari)}
}

// Scores are the headline numbers; gold stories are resampled.
func (s *ClusterScore) Scores(seed uint64) Scores {
	names := []string{"bcubed_f1", "bcubed_p", "bcubed_r", "pair_f1", "pair_p", "pair_r"}
	return bootstrap(names, len(s.gold), seed, func(drawn []int) []float64 {
		var n, p, r, hit, seen, pairs float64
		for i, times := range drawn {
			g, w := &s.gold[i], float64(times)
			n += w * float64(g.size)
			p, r = p+w*g.precise, r+w*g.recall
			hit, seen, pairs = hit+w*g.hit, seen+w*g.seen, pairs+w*g.pairs
		}
		if n > 0 {
			p, r = p/n, r/n
		}
		pairP, pairR := ratio(hit, seen), ratio(hit, pairs)
		return []float64{harmonic(p, r), p, r, harmonic(pairP, pairR), pairP, pairR}
	})
}

// object writes names and numbers as one JSON object, in their order, spaced as the reference does.
func object(pairs ...any) string {
	var b strings.Builder
	for i := 0; i < len(pairs); i += 2 {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%q: ", pairs[i])
		switch n := pairs[i+1].(type) {
		case int:
			b.WriteString(strconv.Itoa(n))
		case float64:
			b.WriteString(float(n))
		}
	}
	return "{" + b.String() + "}"
}
