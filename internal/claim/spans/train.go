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
}

// Gold is one annotated attribution.
type Gold struct{ Source, Cue, Content []sitrep.Span }

// Options of learning.
type Options struct {
	Epochs int
	Rate   float32
	Decay  float32
	Least  uint8 // features seen less often are not learned
	Seed   uint64
	Log    func(format string, args ...any)
}

// Learn fits a model to examples. The same examples and options give the same model.
func Learn(examples []Example, o Options) *Model {
	m := &Model{Threshold: 0.35}
	m.cues = learnChain(examples, o, "cues", eachCue)
	m.roles = learnChain(examples, o, "roles", eachRole)
	m.cues.pack()
	m.roles.pack()
	return m
}

type visit func(x *lattice, gold []uint8)

func learnChain(examples []Example, o Options, name string, each func(*Layer, *lattice, *Example, visit)) *Chain {
	l := newLearner(o.Rate, o.Decay)
	var layer Layer
	var x lattice
	for i := range examples {
		each(&layer, &x, &examples[i], func(x *lattice, _ []uint8) { l.count(x) })
	}
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	r := rand.New(rand.NewPCG(o.Seed, 1))
	for epoch := range o.Epochs {
		r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss, n := 0.0, 0
		for _, i := range order {
			each(&layer, &x, &examples[i], func(x *lattice, gold []uint8) {
				l.prune(x, o.Least)
				loss += l.step(x, gold)
				n++
			})
		}
		o.Log("%s: epoch %d, loss %.4f over %d sequences", name, epoch+1, loss/float64(max(1, n)), n)
	}
	return l.chain
}

// eachCue hands on the lattice of each sentence with the labels of its cues.
func eachCue(l *Layer, x *lattice, e *Example, v visit) {
	d := e.Doc
	l.Read(d)
	gold := make([]uint8, len(d.Tokens))
	for _, a := range e.Attributions {
		for _, s := range a.Cue {
			paint(d, gold, s, first, second)
		}
	}
	for s := range d.Sentences {
		sentence := &d.Sentences[s]
		if sentence.Last-sentence.First < 2 {
			continue
		}
		l.cueLattice(x, sentence, true)
		v(x, gold[sentence.First:sentence.Last])
	}
}

// eachRole hands on the lattice of each cue with the labels of its source and content.
func eachRole(l *Layer, x *lattice, e *Example, v visit) {
	d := e.Doc
	l.Read(d)
	for _, a := range e.Attributions {
		for _, s := range a.Cue {
			for t := d.TokenAt(s.Start); t < len(d.Tokens) && d.Tokens[t].Start < s.End; t++ {
				l.isCue[t] = true
			}
		}
	}
	gold := make([]uint8, len(d.Tokens))
	for _, a := range e.Attributions {
		if len(a.Cue) == 0 {
			continue
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
		from, to := l.roleLattice(x, s, cue)
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
