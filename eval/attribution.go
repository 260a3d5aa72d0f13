package eval

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"

	"sitrep"
)

// role is one of the three parts of an attribution.
type role int

const (
	source role = iota
	cue
	content
	roles
)

var roleNames = [roles]string{"source", "cue", "content"}

// hits are how many of the predicted and of the gold things are the same.
type hits struct{ hit, pred, gold int }

func (h *hits) add(o hits, times int) {
	h.hit += times * o.hit
	h.pred += times * o.pred
	h.gold += times * o.gold
}

// precision and recall; of nothing, 0.
func (h hits) precision() float64 { return share(h.hit, h.pred) }
func (h hits) recall() float64    { return share(h.hit, h.gold) }
func (h hits) f1() float64        { return harmonic(h.precision(), h.recall()) }

func (h hits) line(name string) string {
	return fmt.Sprintf("%-17s P %.3f R %.3f F1 %.3f", name, h.precision(), h.recall(), h.f1())
}

// attributionCounts are one report's counts, which add up.
type attributionCounts struct {
	words             [roles]hits
	content, relation hits
}

func (c *attributionCounts) add(o attributionCounts, times int) {
	for r := range c.words {
		c.words[r].add(o.words[r], times)
	}
	c.content.add(o.content, times)
	c.relation.add(o.relation, times)
}

// AttributionScore is how well it was found who says what.
type AttributionScore struct {
	total attributionCounts
	docs  []attributionCounts
}

// Attributions scores claims found in the reports against annotated attributions. Claims without
// content, of the title or of other reports are passed over.
//
// Words are what is counted. "relation" counts a claim when its content overlaps the gold content with
// word F1 of at least 0.5, its source likewise (or neither has one), and the cues share a word (or
// neither has one). Pairs are aligned greedily, best overlap first.
func Attributions(docs []*sitrep.Report, gold []AttributionGold, pred []sitrep.Claim) (*AttributionScore, error) {
	text := texts(docs)
	preds := map[sitrep.ReportID][]Attribution{}
	for _, p := range pred {
		if len(p.Content) > 0 && p.In != sitrep.InTitle {
			preds[p.Report] = append(preds[p.Report], Attribution{p.Source, p.Cue, p.Content})
		}
	}
	s := &AttributionScore{}
	for _, g := range gold {
		t, ok := text[g.Doc]
		if !ok {
			return nil, fmt.Errorf("%w: gold attributions of report %q, which the set lacks", sitrep.Invalid, g.Doc)
		}
		places := wordPlaces(t)
		c := scoreAttributions(wordsIn(g.Attributions, places), wordsIn(preds[g.Doc], places))
		s.docs = append(s.docs, c)
		s.total.add(c, 1)
	}
	return s, nil
}

// wordPlaces is where the words of a text stand: runs of letters, digits, underscores and of any bytes
// beyond ASCII.
func wordPlaces(text string) []sitrep.Span {
	var out []sitrep.Span
	start := -1
	for i := 0; i <= len(text); i++ {
		in := i < len(text) && (text[i] >= 0x80 || inWord(rune(text[i])))
		switch {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			out = append(out, sitrep.Span{Start: start, End: i})
			start = -1
		}
	}
	return out
}

// wordSet is a set of words by their number in the text.
type wordSet []uint64

func (a wordSet) count() int {
	n := 0
	for _, w := range a {
		n += bits.OnesCount64(w)
	}
	return n
}

// common counts the words in both; the sets are of one text.
func (a wordSet) common(b wordSet) int {
	n := 0
	for i := range a {
		n += bits.OnesCount64(a[i] & b[i])
	}
	return n
}

func (a wordSet) add(b wordSet) {
	for i := range a {
		a[i] |= b[i]
	}
}

// dice is the F1 of two sets of words; of two empty ones 0.
func dice(a, b wordSet) float64 {
	n := a.count() + b.count()
	if n == 0 {
		return 0
	}
	return float64(2*a.common(b)) / float64(n)
}

// agree reports whether two roles are alike enough, or both empty.
func agree(enough bool, a, b wordSet) bool { return enough || a.count()+b.count() == 0 }

// wordsIn gives the words under the spans of each attribution.
func wordsIn(attributions []Attribution, places []sitrep.Span) [][roles]wordSet {
	out := make([][roles]wordSet, len(attributions))
	for i, a := range attributions {
		for r, spans := range [roles][]sitrep.Span{a.Source, a.Cue, a.Content} {
			out[i][r] = wordsUnder(spans, places)
		}
	}
	return out
}

func wordsUnder(spans, places []sitrep.Span) wordSet {
	set := make(wordSet, (len(places)+63)/64)
	for _, s := range spans {
		first, _ := slices.BinarySearchFunc(places, s.Start, func(p sitrep.Span, at int) int {
			return cmp.Compare(p.End, at+1) // the first word that ends after the span starts
		})
		for i := first; i < len(places) && places[i].Start < s.End; i++ {
			set[i/64] |= 1 << (i % 64)
		}
	}
	return set
}

// attributionPair is a claim that may be a gold attribution.
type attributionPair struct {
	rank, overlap float64
	gold, pred    int
}

func scoreAttributions(gold, pred [][roles]wordSet) attributionCounts {
	var c attributionCounts
	for r := range roles {
		g, p := union(gold, r), union(pred, r)
		c.words[r] = hits{pred: p.count(), gold: g.count()}
		if len(g) == len(p) {
			c.words[r].hit = g.common(p)
		}
	}
	usedGold, usedPred := make([]bool, len(gold)), make([]bool, len(pred))
	for _, pair := range attributionPairs(gold, pred) {
		if usedGold[pair.gold] || usedPred[pair.pred] {
			continue
		}
		usedGold[pair.gold], usedPred[pair.pred] = true, true
		g, p := gold[pair.gold], pred[pair.pred]
		if pair.overlap < 0.5 {
			continue
		}
		c.content.hit++
		if agree(dice(g[source], p[source]) >= 0.5, g[source], p[source]) &&
			agree(g[cue].common(p[cue]) > 0, g[cue], p[cue]) {
			c.relation.hit++
		}
	}
	c.content.gold, c.content.pred = len(gold), len(pred)
	c.relation.gold, c.relation.pred = len(gold), len(pred)
	return c
}

// union is every word any of the attributions has in a role; nil when there are none.
func union(attributions [][roles]wordSet, r role) wordSet {
	var all wordSet
	for _, a := range attributions {
		if all == nil {
			all = make(wordSet, len(a[r]))
		}
		all.add(a[r])
	}
	return all
}

// attributionPairs are all pairs whose contents share a word, best first; of equals, the later ones.
func attributionPairs(gold, pred [][roles]wordSet) []attributionPair {
	var pairs []attributionPair
	for i, g := range gold {
		for j, p := range pred {
			if g[content].common(p[content]) == 0 {
				continue
			}
			overlap := dice(g[content], p[content])
			rank := overlap
			if g[cue].common(p[cue]) > 0 {
				rank += 0.5
			}
			if g[source].common(p[source]) > 0 {
				rank += 0.25
			}
			pairs = append(pairs, attributionPair{rank, overlap, i, j})
		}
	}
	slices.SortFunc(pairs, func(a, b attributionPair) int {
		return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(b.overlap, a.overlap),
			cmp.Compare(b.gold, a.gold), cmp.Compare(b.pred, a.pred))
	})
	return pairs
}

// Lines prints each role by words, then contents and relations.
func (s *AttributionScore) Lines(int) []string {
	var lines []string
	for r, name := range roleNames {
		lines = append(lines, s.total.words[r].line("words "+name))
	}
	return append(lines, s.total.content.line("content spans"), s.total.relation.line("relation"))
}

// Scores are the headline numbers; reports are resampled.
func (s *AttributionScore) Scores(seed uint64) Scores {
	names := []string{"relation", "relation-precision", "relation-recall", "content-spans", "source-words", "cue-words", "content-words"}
	return bootstrap(names, len(s.docs), seed, func(drawn []int) []float64 {
		var c attributionCounts
		for i, times := range drawn {
			c.add(s.docs[i], times)
		}
		return []float64{c.relation.f1(), c.relation.precision(), c.relation.recall(), c.content.f1(),
			c.words[source].f1(), c.words[cue].f1(), c.words[content].f1()}
	})
}
