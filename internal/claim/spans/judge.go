package spans

import (
	"math"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// traits is how many things a judge looks at.
const traits = 26

// judge says how likely an attribution is right as a whole, cue, source and content: a cue for which no content
// can be found is rather none. It is a logistic regression over how sure the chains are and how the parts lie, fitted
// to texts that the chains have not learned from.
type judge struct {
	Whole [traits]float32 // cue, source and content are right
	Cue   [traits]float32 // the cue is
}

// logit of a probability, kept from the ends.
func logit(p float32) float32 {
	p = min(max(p, 1e-3), 1-1e-3)
	return float32(math.Log(float64(p / (1 - p))))
}

// traitsOf fills what a judge looks at; the lattice is that of the attribution's roles, with likelihoods.
func (l *Layer) traitsOf(f *[traits]float32, a *Attribution, x *lattice, from int) {
	*f = [traits]float32{0: 1, 1: logit(a.Odds)}
	set := func(i int, when bool) {
		if when {
			f[i] = 1
		}
	}
	sure := func(runs []Run, y int) (mean float32, n int) {
		for _, r := range runs {
			for t := r.First; t < r.Last; t++ {
				mean += x.post[(t-from)*labels+y]
				n++
			}
		}
		return mean / float32(max(n, 1)), n
	}
	source, sources := sure(a.Source, first)
	content, contents := sure(a.Content, second)
	if sources > 0 {
		f[2] = logit(source)
	}
	if contents > 0 {
		f[3] = logit(content)
	}
	set(4, sources == 0)
	set(5, contents == 0)
	set(6, contents > 0 && contents <= 2)
	set(7, contents > 2 && contents <= 5)
	set(8, contents > 5 && contents <= 12)
	set(9, contents > 30)
	for _, r := range a.Content {
		set(10, l.quote[r.First] != 0)
		set(11, r.First == a.Cue.Last || r.Last == a.Cue.First)
		set(24, r.Last < a.Cue.First)
	}
	for _, r := range a.Source {
		set(12, r.Last == a.Cue.First)
		set(13, r.First >= a.Cue.Last)
		if r.Last-r.First == 1 {
			switch l.Class(r.First) {
			case lang.SubjectWord, lang.ItWord, lang.RelativeWord:
				f[14] = 1
			}
		}
		set(15, l.class[r.First] == capital || l.class[r.First] == capitals)
	}
	head := a.Cue.First
	for t := a.Cue.First; t < a.Cue.Last; t++ {
		if l.Class(t) >= lang.SayVerb {
			head = t
			break
		}
	}
	switch c := l.Class(head); c {
	case lang.SayVerb, lang.TellVerb, lang.ThinkVerb, lang.ShowVerb, lang.AskVerb, lang.ActVerb:
		f[16+int(c-lang.SayVerb)] = 1
	}
	set(22, l.quote[a.Cue.First] != 0)
	set(23, a.Cue.Last-a.Cue.First > 1)
	set(25, sources > 8)
}

// likelihood of weights and traits.
func likelihood(w, f *[traits]float32) float32 {
	s := float32(0)
	for i := range w {
		s += w[i] * f[i]
	}
	return float32(1 / (1 + math.Exp(float64(-s))))
}

// learnJudge fits the judge to what the model finds in texts it has not learned from.
func (m *Model) learnJudge(held []Example, log func(string, ...any)) {
	w := Work{learns: true}
	var fs [][traits]float32
	var whole, cue []bool
	real, sure := m.Real, m.Sure
	m.Real, m.Sure = 0, 0
	for i := range held {
		d := held[i].Doc
		used := map[int]bool{}
		for _, a := range m.Find(&w, d) {
			whole = append(whole, matches(d, &a, held[i].Attributions, used))
			c := false
			for _, g := range held[i].Attributions {
				c = c || touches(d, g.Cue, a.Cue)
			}
			cue = append(cue, c)
		}
		fs = append(fs, w.traits...)
	}
	m.Real, m.Sure = real, sure
	log("judge: of %d in %d texts %d are right, %d have the cue right", len(fs), len(held), fitLogistic(&m.judge.Whole, fs, whole), fitLogistic(&m.judge.Cue, fs, cue))
}

// fitLogistic fits weights to traits and outcomes, by batch gradient with a step per weight and a prior around 0.
// It returns how many outcomes are true.
func fitLogistic(weights *[traits]float32, fs [][traits]float32, right []bool) (n int) {
	for range 400 {
		var grad, curve [traits]float64
		n = 0
		for i := range fs {
			p := float64(likelihood(weights, &fs[i]))
			g := -p
			if right[i] {
				g++
				n++
			}
			for k, v := range fs[i] {
				grad[k] += g * float64(v)
				curve[k] += p * (1 - p) * float64(v) * float64(v)
			}
		}
		for k := range grad {
			grad[k] -= float64(weights[k])
			weights[k] += float32(0.1 * grad[k] / (curve[k] + 1))
		}
	}
	return n
}

// matches reports whether an attribution is one of the gold ones: their cues share a word, and content and source
// half of theirs.
func matches(d *text.Doc, a *Attribution, gold []Gold, used map[int]bool) bool {
	for k, g := range gold {
		if used[k] || !touches(d, g.Cue, a.Cue) {
			continue
		}
		if overlap(d, g.Content, a.Content) >= 0.5 && (len(g.Source) == 0 && len(a.Source) == 0 || overlap(d, g.Source, a.Source) >= 0.5) {
			used[k] = true
			return true
		}
	}
	return false
}

func touches(d *text.Doc, spans []sitrep.Span, r Run) bool {
	at := d.Span(r.First, r.Last)
	for _, s := range spans {
		if s.Start < at.End && s.End > at.Start {
			return true
		}
	}
	return false
}

// overlap is the F1 of the tokens of spans and of runs.
func overlap(d *text.Doc, spans []sitrep.Span, runs []Run) float64 {
	in := map[int]bool{}
	for _, s := range spans {
		for t := d.TokenAt(s.Start); t < len(d.Tokens) && d.Tokens[t].Start < s.End; t++ {
			in[t] = true
		}
	}
	hit, n := 0, 0
	for _, r := range runs {
		for t := r.First; t < r.Last; t++ {
			n++
			if in[t] {
				hit++
			}
		}
	}
	return 2 * float64(hit) / float64(max(1, n+len(in)))
}
