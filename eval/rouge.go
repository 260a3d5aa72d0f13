package eval

import (
	"strings"
)

// rougeNames are the numbers of one comparison: F1 of single words, of pairs of words and of the
// longest common subsequence, and recall of single words.
var rougeNames = []string{"r1", "r2", "rl", "r1r"}

// RougeScore is how near written texts are to people's, by their words (Lin 2004).
type RougeScore struct {
	rows [][]float64 // by story, in the order of rougeNames, rounded to four digits
}

// Rouge scores a text a story against what people wrote; of several gold texts, the mean. A story
// without a prediction scores 0; one without gold is passed over. Words are runs of a-z and 0-9 in
// lower case, those longer than three letters stemmed.
func Rouge(pred, gold []StoryText) *RougeScore {
	written := make(map[string]string, len(pred))
	for _, p := range pred {
		written[p.Story] = strings.Join(p.Texts, " ")
	}
	s := &RougeScore{}
	words := stemmer{}
	for _, g := range gold {
		if strings.Join(g.Texts, "") == "" {
			continue
		}
		ours := words.tokens(written[g.Story])
		rows := make([][]float64, len(g.Texts))
		for i, ref := range g.Texts {
			rows[i] = rouge(ours, words.tokens(ref))
		}
		s.rows = append(s.rows, meanRow(rows))
	}
	return s
}

// meanRow is the mean of rows, each number rounded to four digits.
func meanRow(rows [][]float64) []float64 {
	sums := make([]float64, len(rougeNames))
	for _, row := range rows {
		for i, v := range row {
			sums[i] += v
		}
	}
	for i := range sums {
		sums[i] = fourDigits(sums[i] / float64(len(rows)))
	}
	return sums
}

func rouge(ours, theirs []string) []float64 {
	p1, r1 := gramShare(ours, theirs, 1)
	p2, r2 := gramShare(ours, theirs, 2)
	l := longest(ours, theirs)
	return []float64{harmonic(p1, r1), harmonic(p2, r2),
		harmonic(share(l, len(ours)), share(l, len(theirs))), r1}
}

// gramShare is the share of our runs of n words, n being 1 or 2, that are theirs, and the reverse.
func gramShare(ours, theirs []string, n int) (precision, recall float64) {
	count := map[[2]string]int{}
	for i := 0; i+n <= len(ours); i++ {
		count[gram(ours[i:i+n])]++
	}
	common := 0
	for i := 0; i+n <= len(theirs); i++ {
		if g := gram(theirs[i : i+n]); count[g] > 0 {
			count[g]--
			common++
		}
	}
	return share(common, len(ours)-n+1), share(common, len(theirs)-n+1)
}

func gram(words []string) (g [2]string) {
	copy(g[:], words)
	return g
}

// longest is the length of the longest common subsequence.
func longest(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			above := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return row[len(b)]
}

// Lines prints the means as one JSON object.
func (s *RougeScore) Lines(int) []string {
	pairs := []any{"n", len(s.rows)}
	if len(s.rows) > 0 {
		for i, v := range meanRow(s.rows) {
			pairs = append(pairs, rougeNames[i], v)
		}
	}
	return []string{object(pairs...)}
}

// Scores are the headline numbers; stories are resampled.
func (s *RougeScore) Scores(seed uint64) Scores {
	return bootstrap(rougeNames, len(s.rows), seed, func(drawn []int) []float64 {
		sums := make([]float64, len(rougeNames))
		n := 0
		for i, times := range drawn {
			n += times
			for k, v := range s.rows[i] {
				sums[k] += float64(times) * v
			}
		}
		for k := range sums {
			sums[k] /= float64(max(1, n))
		}
		return sums
	})
}
