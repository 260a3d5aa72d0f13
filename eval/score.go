package eval

import (
	"fmt"
	"math/rand/v2"
	"sort"
	"strings"
)

// Score is one named number from 0 to 1, with the interval that holds it in 95 of 100 resamples.
type Score struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// Scores are a set's numbers, in the order they are printed.
type Scores []Score

// Find returns the score of that name.
func (s Scores) Find(name string) (Score, bool) {
	for _, one := range s {
		if one.Name == name {
			return one, true
		}
	}
	return Score{}, false
}

// under puts the name of the set, or of a part of it, before each score's own.
func (s Scores) under(set string) Scores {
	out := make(Scores, len(s))
	for i, one := range s {
		one.Name = set + "/" + one.Name
		out[i] = one
	}
	return out
}

// intervals is the line that says how sure the scores are.
func (s Scores) intervals() string {
	parts := make([]string, len(s))
	for i, one := range s {
		parts[i] = fmt.Sprintf("%s %.3f-%.3f", one.Name, one.Low, one.High)
	}
	return "95 %: " + strings.Join(parts, " ")
}

// Result is what a scorer found.
type Result interface {
	// Lines is the printed score; before it stand at most so many lines on single errors, for the
	// scorers that keep them.
	Lines(errors int) []string
	// Scores are the headline numbers. Seed decides the resampling: the same seed gives the same
	// intervals.
	Scores(seed uint64) Scores
}

// resamples is how many times the units are drawn again.
const resamples = 1000

// bootstrap computes named numbers over all units, and again over units drawn with replacement.
// stat is given how many times each unit was drawn and must be quick: it runs a thousand times.
func bootstrap(names []string, units int, seed uint64, stat func(drawn []int) []float64) Scores {
	drawn := make([]int, units)
	for i := range drawn {
		drawn[i] = 1
	}
	scores := make(Scores, len(names))
	for i, v := range stat(drawn) {
		scores[i] = Score{Name: names[i], Value: v, Low: v, High: v}
	}
	if units == 0 {
		return scores
	}
	random := rand.New(rand.NewPCG(seed, 0))
	values := make([][]float64, len(names))
	for range resamples {
		clear(drawn)
		for range units {
			drawn[random.IntN(units)]++
		}
		for i, v := range stat(drawn) {
			values[i] = append(values[i], v)
		}
	}
	for i := range scores {
		sort.Float64s(values[i])
		scores[i].Low = values[i][resamples/40]
		scores[i].High = values[i][resamples-1-resamples/40]
	}
	return scores
}

// share is a part of a whole; of nothing it is 0.
func share(part, whole int) float64 {
	return float64(part) / float64(max(1, whole))
}

// harmonic is the F1 of a precision and a recall.
func harmonic(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}
