package spans

import (
	"math/rand/v2"

	"sitrep"
	"sitrep/internal/text"
)

// Example is a text with its attributions.
type Example struct {
	Doc          *text.Doc
	Attributions []Gold
	// Other is the same text in other marks, nil for none. Passes learn from one and the other in turn.
	Other *Example
}

// Gold is one annotated attribution.
type Gold struct{ Source, Cue, Content []sitrep.Span }

// Options of learning.
type Options struct {
	Epochs int
	Rate   float32
	Decay  float32
	Least  uint8   // features seen less often are not learned
	Drop   float64 // share of a token's features left out at each step
	Deep   float32 // step of the hidden layer, in steps of Rate; 0 for none
	Both   bool    // learn from a text and its other at each pass
	Groups *Groups
	Blind  uint32 // of a hundred other cues, how many a chain of roles isn't told of
	Mean   bool   // keep the mean of the weights over the last passes
	Seed   uint64
	Log    func(format string, args ...any)
}

// Parts are what a model is made of. Each can be kept and taken up again, so that learning one anew doesn't
// take learning all.
type Parts struct {
	Groups      *Groups
	Cues, Roles *Chain
}

// LearnCues fits the chain of cues.
func LearnCues(examples []Example, o Options) *Chain {
	o.Epochs++
	return learnChain(examples, o, "cues", eachCue)
}

// LearnRoles fits the chain of roles, which sees neither groups nor a hidden layer: they gave it nothing.
func LearnRoles(examples []Example, o Options) *Chain {
	o.Deep, o.Groups, o.Both, o.Drop = 0, nil, true, o.Drop/2
	return learnChain(examples, o, "roles", eachRole)
}

// Fold is texts, and the chains learned from others.
type Fold struct {
	Parts
	Held []Example
}

// Join makes a model of its parts, with a judge fitted to what the chains of folds find in the texts they were not
// learned from.
func Join(p Parts, folds []Fold, log func(string, ...any)) *Model {
	seen := weighAll(folds)
	m := newModel(p)
	m.judge.learn(seen, log)
	return m
}

// Cross makes of each fold a model that has learned nothing from its texts, with a judge fitted to those of the others:
// what such models find in them tells how well the whole does, without any text set aside for that.
func Cross(folds []Fold) []*Model {
	seen := weighAll(folds)
	models := make([]*Model, len(folds))
	for k, f := range folds {
		models[k] = newModel(f.Parts)
		others := func(i int) bool { return seen.fold[i] != k }
		models[k].judge.Whole.fit(seen, seen.whole, others)
		models[k].judge.Cue.fit(seen, seen.cue, others)
	}
	return models
}

func weighAll(folds []Fold) *weighed {
	seen := &weighed{}
	for k, f := range folds {
		m := newModel(f.Parts)
		m.Threshold = 0.08
		m.weigh(f.Held, seen)
		for len(seen.fold) < len(seen.looks) {
			seen.fold = append(seen.fold, k)
		}
	}
	return seen
}

func newModel(p Parts) *Model {
	m := &Model{Threshold: 0.15, Real: 0.35, Sure: 0.15, groups: p.Groups, cues: p.Cues, roles: p.Roles}
	m.cues.pack()
	m.roles.pack()
	return m
}

type visit func(x *lattice, gold []uint8)

func learnChain(examples []Example, o Options, name string, each func(*Layer, *lattice, *Example, visit)) *Chain {
	l := newLearner(o.Rate, o.Decay)
	if o.Deep > 0 {
		l.chain.deep, l.slow = newDeep(o.Seed), o.Deep
	}
	layer := Layer{groups: o.Groups, blind: o.Blind}
	var x lattice
	for i := range examples {
		for e := &examples[i]; e != nil; e = e.Other {
			each(&layer, &x, e, func(x *lattice, _ []uint8) { l.count(x) })
		}
	}
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	r := rand.New(rand.NewPCG(o.Seed, 1))
	for epoch := range o.Epochs {
		r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss, n := 0.0, 0
		layer.pass = uint32(epoch)
		for k, i := range order {
			if o.Mean && epoch >= o.Epochs/2 && k%(len(order)/8+1) == 0 {
				l.snap()
			}
			learn := func(x *lattice, gold []uint8) {
				l.prune(x, o.Least)
				l.drop(x, o.Drop, r)
				loss += l.step(x, gold)
				n++
			}
			e := &examples[i]
			if e.Other == nil || o.Both || (i+epoch)%2 == 0 {
				each(&layer, &x, e, learn)
			}
			if e.Other != nil && (o.Both || (i+epoch)%2 == 1) {
				each(&layer, &x, e.Other, learn)
			}
		}
		o.Log("%s: epoch %d, loss %.4f over %d sequences", name, epoch+1, loss/float64(max(1, n)), n)
	}
	l.settle()
	if d := l.chain.deep; d != nil {
		d.settle(l.shots, float32(1-o.Drop))
	}
	for i := range l.chain.node {
		l.chain.node[i] *= float32(1 - o.Drop)
	}
	return l.chain
}

// eachCue hands on the lattice of each sentence with the labels of its cues.
func eachCue(l *Layer, x *lattice, e *Example, v visit) {
	d := e.Doc
	l.Read(d)
	owner := make([]int, len(d.Tokens)) // 1 + the number of the span of a cue a token lies in
	spans := 0
	for _, a := range e.Attributions {
		for _, s := range a.Cue {
			spans++
			for t := d.TokenAt(s.Start); t < len(d.Tokens) && d.Tokens[t].Start < s.End; t++ {
				owner[t] = spans
			}
		}
	}
	var gold []uint8
	for s := range d.Sentences {
		sentence := &d.Sentences[s]
		if sentence.Last-sentence.First < 2 {
			continue
		}
		l.cueLattice(x, s, nil)
		if x.n == 0 {
			continue
		}
		gold = gold[:0]
		before := 0
		for _, t := range l.places {
			switch o := owner[t]; {
			case o == 0:
				gold = append(gold, outside)
			case o == before:
				gold = append(gold, second)
			default:
				gold = append(gold, first)
			}
			before = owner[t]
		}
		v(x, gold)
	}
}

// eachRole hands on the lattice of each cue with the labels of its source and content.
func eachRole(l *Layer, x *lattice, e *Example, v visit) {
	d := e.Doc
	l.Read(d)
	for _, a := range e.Attributions {
		l.markCue(a.Cue)
	}
	gold := make([]uint8, len(d.Tokens))
	for k, a := range e.Attributions {
		if len(a.Cue) == 0 {
			continue
		}
		if l.blind > 0 { // the other cues are known only as far as they are found
			clear(l.isCue)
			for j, b := range e.Attributions {
				if j == k || mix(uint32(j), uint32(k), l.pass)&mask%100 >= l.blind {
					l.markCue(b.Cue)
				}
			}
		}
		cue := Run{d.TokenAt(a.Cue[0].Start), d.TokenAt(a.Cue[0].End-1) + 1}
		if cue.First >= cue.Last {
			continue
		}
		s := d.SentenceOf(cue.First)
		if s < 0 {
			continue
		}
		cue.Last = min(cue.Last, d.Sentences[s].Last)
		clear(gold)
		for _, c := range a.Content {
			paint(d, gold, c, second, second)
		}
		for _, c := range a.Source {
			paint(d, gold, c, first, first)
		}
		for t := cue.First; t < cue.Last; t++ {
			gold[t] = outside
		}
		from, to := l.roleLattice(x, s, cue, nil)
		v(x, gold[from:to])
	}
}

// paint labels the tokens of a span: its first with one label, the rest with another.
func paint(d *text.Doc, gold []uint8, s sitrep.Span, one, rest uint8) {
	label := one
	for t := d.TokenAt(s.Start); t < len(d.Tokens) && d.Tokens[t].Start < s.End; t++ {
		gold[t] = label
		label = rest
	}
}

// markCue notes the tokens of a cue.
func (l *Layer) markCue(cue []sitrep.Span) {
	for _, s := range cue {
		for t := l.d.TokenAt(s.Start); t < len(l.d.Tokens) && l.d.Tokens[t].Start < s.End; t++ {
			l.isCue[t] = true
		}
	}
}
