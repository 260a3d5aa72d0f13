package eval

import (
	"cmp"
	"fmt"
	"slices"
	"sort"

	"sitrep"
)

// reactionCounts are one report's counts, which add up.
type reactionCounts struct{ gold, pred, kind, actor int }

func (c *reactionCounts) add(o reactionCounts, times int) {
	c.gold += times * o.gold
	c.pred += times * o.pred
	c.kind += times * o.kind
	c.actor += times * o.actor
}

// f1 is the F1 of that many hits.
func (c reactionCounts) f1(hits int) float64 { return share(2*hits, c.pred+c.gold) }

// ReactionScore is how well reactions were found.
type ReactionScore struct {
	total  reactionCounts
	docs   []reactionCounts
	acts   map[sitrep.Act]*measureCounts
	errors []string
}

// Reactions scores the reactions among the claims against annotated ones. Statements, and claims of
// the title or of other reports, are passed over. A claim matches a gold act of the same report when
// its cue starts inside the gold sentence and the kinds are equal; "actor" wants the speaker right too
// (word F1 of 0.5). One to one, the best speaker first.
func Reactions(docs []*sitrep.Report, gold []ReactionGold, pred []sitrep.Claim) (*ReactionScore, error) {
	text := texts(docs)
	golds := map[sitrep.ReportID][]goldReaction{}
	for _, g := range gold {
		if g.Done {
			continue
		}
		t, ok := text[g.Doc]
		if !ok {
			return nil, fmt.Errorf("%w: a gold reaction of report %q, which the set lacks", sitrep.Invalid, g.Doc)
		}
		golds[g.Doc] = append(golds[g.Doc], goldReaction{g, places(t, g.Sentence)})
	}
	preds := map[sitrep.ReportID][]sitrep.Claim{}
	for _, p := range pred {
		if _, ok := text[p.Report]; ok && p.Kind != sitrep.Statement && p.In != sitrep.InTitle {
			preds[p.Report] = append(preds[p.Report], p)
		}
	}
	s := &ReactionScore{acts: map[sitrep.Act]*measureCounts{}}
	for _, id := range ids(docs) {
		s.doc(id, golds[id], preds[id])
	}
	return s, nil
}

// goldReaction is a gold act with everywhere its sentence stands.
type goldReaction struct {
	ReactionGold
	places []sitrep.Span
}

// reactionPair is a claim that may be a gold act.
type reactionPair struct {
	speaker    float64
	pred, gold int
}

// start is where a claim's cue begins; without a cue its content, then its source; else -1.
func start(c *sitrep.Claim) int {
	for _, spans := range [][]sitrep.Span{c.Cue, c.Content, c.Source} {
		if len(spans) > 0 {
			return slices.MinFunc(spans, func(a, b sitrep.Span) int { return cmp.Compare(a.Start, b.Start) }).Start
		}
	}
	return -1
}

// reactionPairs are all pairs that may match, best first; of equals, the later ones.
func reactionPairs(gold []goldReaction, pred []sitrep.Claim) []reactionPair {
	var pairs []reactionPair
	for i := range pred {
		p := &pred[i]
		at := start(p)
		for j, g := range gold {
			if p.Kind == g.Kind && holds(g.places, at) {
				pairs = append(pairs, reactionPair{alike(string(p.Speaker), g.Actor), i, j})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b reactionPair) int {
		return cmp.Or(cmp.Compare(b.speaker, a.speaker), cmp.Compare(b.pred, a.pred), cmp.Compare(b.gold, a.gold))
	})
	return pairs
}

// doc scores one report.
func (s *ReactionScore) doc(id sitrep.ReportID, gold []goldReaction, pred []sitrep.Claim) {
	c := reactionCounts{gold: len(gold), pred: len(pred)}
	usedPred, usedGold := make([]bool, len(pred)), make([]bool, len(gold))
	for _, pair := range reactionPairs(gold, pred) {
		if usedPred[pair.pred] || usedGold[pair.gold] {
			continue
		}
		usedPred[pair.pred], usedGold[pair.gold] = true, true
		c.kind++
		if pair.speaker >= 0.5 {
			c.actor++
		}
		s.of(gold[pair.gold].Kind).matched++
	}
	for j, g := range gold {
		s.of(g.Kind).gold++
		if !usedGold[j] {
			s.errors = append(s.errors, fmt.Sprintf("missed %s %s | %s | %s", id, g.Kind, g.Actor, head(g.Sentence, 150)))
		}
	}
	for i, p := range pred {
		s.of(p.Kind).pred++
		if !usedPred[i] {
			s.errors = append(s.errors, fmt.Sprintf("spurious %s %s | %s", id, p.Kind, orNone(string(p.Speaker))))
		}
	}
	s.docs = append(s.docs, c)
	s.total.add(c, 1)
}

func (s *ReactionScore) of(a sitrep.Act) *measureCounts {
	if s.acts[a] == nil {
		s.acts[a] = &measureCounts{}
	}
	return s.acts[a]
}

// Lines prints the errors asked for, the kinds and the headline numbers.
func (s *ReactionScore) Lines(errors int) []string {
	lines := slices.Clone(s.errors[:min(max(0, errors), len(s.errors))])
	kinds := make([]string, 0, len(s.acts))
	for a := range s.acts {
		kinds = append(kinds, string(a))
	}
	sort.Strings(kinds)
	for _, k := range kinds {
		c := s.acts[sitrep.Act(k)]
		lines = append(lines, fmt.Sprintf("  %-13s gold %3d pred %3d matched %3d F1 %.3f",
			k, c.gold, c.pred, c.matched, share(2*c.matched, c.gold+c.pred)))
	}
	t := s.total
	return append(lines, fmt.Sprintf("reactions: gold %d predicted %d; F1 kind %.3f actor %.3f",
		t.gold, t.pred, t.f1(t.kind), t.f1(t.actor)))
}

// Scores are the headline numbers; reports are resampled.
func (s *ReactionScore) Scores(seed uint64) Scores {
	return bootstrap([]string{"kind", "actor", "precision", "recall"}, len(s.docs), seed, func(drawn []int) []float64 {
		var c reactionCounts
		for i, times := range drawn {
			c.add(s.docs[i], times)
		}
		return []float64{c.f1(c.kind), c.f1(c.actor), share(c.kind, c.pred), share(c.kind, c.gold)}
	})
}
