package spans

import (
	"math"
	"math/rand/v2"

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
	Whole scales // cue, source and content are right
	Cue   scales // the cue is
}

// pairs are the weights of a judge's signs, those for the whole and for the cue side by side, for reading: they lie where the hash of a
// sign says, so that nearly each is fetched from far.
type pairs [1 << signBits][2]float32

func (j *judge) pairs() *pairs {
	p := new(pairs)
	for f := range p {
		p[f] = [2]float32{j.Whole.Signs[f], j.Cue.Signs[f]}
	}
	return p
}

// likelihoods are those of both questions.
func (j *judge) likelihoods(p *pairs, k *look) (whole, cue float32) {
	for i, x := range k.traits {
		whole += j.Whole.Traits[i] * x
		cue += j.Cue.Traits[i] * x
	}
	for _, f := range k.signs {
		s := &p[f&(1<<signBits-1)]
		whole += s[0]
		cue += s[1]
	}
	return probability(whole), probability(cue)
}

func probability(s float32) float32 { return float32(1 / (1 + math.Exp(float64(-s)))) }

// scales are the weights of one question: of what a judge looks at, and of words, groups and senses at their places,
// by hash.
type scales struct {
	Traits [traits]float32
	Signs  [1 << signBits]float32
}

const signBits = 14

// look is what a judge sees of an attribution.
type look struct {
	traits [traits]float32
	signs  []uint32
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

// likelihood of what is seen.
func (w *scales) likelihood(k *look) float32 {
	s := float32(0)
	for i, x := range k.traits {
		s += w.Traits[i] * x
	}
	for _, f := range k.signs {
		s += w.Signs[f]
	}
	return probability(s)
}

// signsOf notes the words and groups of an attribution that tell whether people would call it one: by which word, of
// whom, and what kind of words it opens.
func (l *Layer) signsOf(signs []uint32, a *Attribution, found []Attribution, at int) []uint32 {
	add := func(kind, x, y uint32) { signs = append(signs, mix(kind, x, y)&(1<<signBits-1)) }
	d := l.d
	s := &d.Sentences[a.Sentence]
	from, to := s.First, s.Last
	head := a.Cue.First
	for t := a.Cue.First; t < a.Cue.Last; t++ {
		if l.Class(t) >= lang.SayVerb {
			head = t
			break
		}
		if l.group[t].Verb > 0 || l.group[t].Noun > 0 {
			head = t
		}
	}
	g := &l.group[head]
	w, fine, verb, noun, part := l.word[head], uint32(g.Fine), uint32(g.Verb), uint32(g.Noun), uint32(g.Part)
	whole := uint32(0)
	for t := a.Cue.First; t < a.Cue.Last; t++ {
		whole = mix(200, whole, l.word[t]) & mask
	}
	odds := uint32(min(a.Odds, 0.99) * 8)
	length := uint32(min(a.Cue.Last-a.Cue.First, 6))
	before, after := l.classAt(a.Cue.First-1, from, to), l.classAt(a.Cue.Last, from, to)
	add(201, w, 0)
	add(202, whole, 0)
	add(203, fine, 0)
	add(204, uint32(g.Coarse), 0)
	add(205, verb, part)
	add(206, noun, part)
	add(207, odds, 0)
	add(208, length, odds)
	add(209, before, after)
	add(210, uint32(l.class[head]), after)
	add(211, l.word[a.Cue.First], length)
	add(212, l.word[a.Cue.Last-1], length)
	add(213, l.wordAt(a.Cue.First-1, from, to), 0)
	add(214, l.wordAt(a.Cue.Last, from, to), 0)
	add(215, l.ending[head], before)
	// who
	who, whoKind := uint32(0), uint32(0)
	if len(a.Source) > 0 {
		r := a.Source[0]
		last := r.Last - 1
		for last > r.First && l.Mark(last) {
			last--
		}
		who = uint32(l.class[last])
		whoKind = 1 + min(bucket(r.Last-r.First), 5)*2
		if r.First >= a.Cue.Last {
			whoKind++
		}
		add(220, l.word[last], 0)
		add(221, uint32(l.group[last].Fine), verb)
		add(222, uint32(l.group[last].Noun), verb)
		add(223, uint32(l.class[r.First]), whoKind)
	}
	add(224, who, whoKind)
	add(225, whoKind, w)
	// what
	what, whatKind := uint32(0), uint32(0)
	if len(a.Content) > 0 {
		r := a.Content[0]
		open := r.First
		for open < r.Last-1 && l.Mark(open) {
			open++
		}
		what = uint32(l.class[open])
		n := 0
		for _, c := range a.Content {
			n += c.Last - c.First
		}
		whatKind = 1 + bucket(n)
		if r.Last <= a.Cue.First {
			whatKind += 16
		}
		if l.quote[r.First] != 0 {
			whatKind += 32
		}
		if r.First == a.Cue.Last {
			whatKind += 64
		}
		clause := uint32(0)
		for t := open; t < r.Last && t < open+12; t++ {
			if c := l.Class(t); c >= lang.BeWord && c <= lang.ModalWord {
				clause = 1
			} else if p := l.group[t].Part; p > 0 && (p-1)/20 == 1 {
				clause |= 2
			}
		}
		add(230, l.word[open], 0)
		add(231, l.word[open], verb)
		add(232, what, w)
		add(233, what, verb<<8|noun)
		add(234, uint32(l.group[open].Part), verb)
		add(235, clause<<8|whatKind, uint32(l.class[head]))
		add(236, clause, w)
	}
	add(237, whatKind, 0)
	add(238, whatKind, w)
	add(239, whatKind, fine)
	add(240, whoKind<<8|whatKind, 0)
	// what the text tells: where much is told, more is
	told, maybe := 0, 0
	if len(found) > 0 {
		told, maybe = l.told, l.maybe
	}
	add(245, min(uint32(told*4/max(1, len(d.Sentences))), 6), odds)
	add(246, min(uint32(maybe*4/max(1, len(d.Sentences))), 6), odds)
	// what else the sentence tells
	near, inside, first := uint32(0), uint32(0), uint32(1)
	for k := at - 1; k >= 0 && found[k].Sentence >= a.Sentence-1; k-- {
		o := &found[k]
		if o.Sentence != a.Sentence {
			if o.Odds >= likely {
				near |= 1
			}
			continue
		}
		if o.Odds >= likely {
			near |= 2
		}
		if o.Odds > a.Odds {
			first = 0
		}
		for _, c := range o.Content {
			if c.First <= a.Cue.First && c.Last >= a.Cue.Last && o.Odds >= likely {
				inside = 1
			}
		}
	}
	for k := at + 1; k < len(found) && found[k].Sentence == a.Sentence; k++ {
		if found[k].Odds >= likely {
			near |= 4
		}
		if found[k].Odds > a.Odds {
			first = 0
		}
	}
	quoted := uint32(0)
	if l.quote[a.Cue.First] != 0 {
		quoted = 1
	}
	add(250, near<<4|first<<2|inside<<1|quoted, odds)
	add(251, near<<4|first<<2|inside<<1|quoted, whatKind)
	sure := func(x float32) uint32 { return uint32(min(max(x+4, 0), 8)) }
	roles := sure(a.traits[2])<<4 | sure(a.traits[3])
	add(260, uint32(l.class[head]), odds)
	add(261, inside<<2|quoted<<1|first, odds)
	add(262, whoKind, odds)
	add(263, what, odds)
	add(264, verb, odds)
	add(265, noun, odds)
	add(266, roles, 0)
	add(267, roles, odds)
	add(268, sure(a.traits[3]), whatKind)
	add(269, sure(a.traits[2]), whoKind)
	add(270, fine, odds)
	add(252, min(uint32(a.Cue.First-from), 8), before)
	add(253, inside<<1|quoted, w)
	return signs
}

// weighed is what a judge learns from: attributions found in texts that the chains have not learned from.
type weighed struct {
	looks      []look
	whole, cue []bool
	text       []int32
	fold       []int
}

// weigh looks at what a model finds in texts it has not learned from, unlikely as it may be.
func (m *Model) weigh(held []Example, to *weighed) {
	w := Work{learns: true}
	real, sure := m.Real, m.Sure
	m.Real, m.Sure = 0, 0
	for i := range held {
		d := held[i].Doc
		used := map[int]bool{}
		for _, a := range m.Find(&w, d) {
			to.whole = append(to.whole, matches(d, &a, held[i].Attributions, used))
			c := false
			for _, g := range held[i].Attributions {
				c = c || touches(d, g.Cue, a.Cue)
			}
			to.cue = append(to.cue, c)
			to.text = append(to.text, int32(i))
		}
		to.looks = append(to.looks, w.looks...)
	}
	m.Real, m.Sure = real, sure
}

// How a judge learns: passes, steps, the pull of weights to 0, and the share of signs left out at each step. They were
// chosen by how well judges fitted to half of the texts do on the other.
const (
	judgePasses = 8
	judgeRate   = 0.03
	judgePull   = 0.02
	judgeDrop   = 0.35
)

// fit fits weights to what was seen in what use says and whether it was right, by stochastic gradient with a
// step per weight and a prior around 0; what is kept is the mean over the later passes.
func (w *scales) fit(seen *weighed, right []bool, use func(i int) bool) {
	var order []int
	for i := range seen.looks {
		if use(i) {
			order = append(order, i)
		}
	}
	var sums, mean scales
	move := func(x, sum *float32, g, pull float32) {
		g -= pull * *x
		*sum += g * g
		*x += judgeRate * g / (0.3 + float32(math.Sqrt(float64(*sum))))
	}
	r := rand.New(rand.NewPCG(11, 1))
	k := &look{}
	for pass := range judgePasses {
		r.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		for _, i := range order {
			k.traits, k.signs = seen.looks[i].traits, k.signs[:0]
			for _, f := range seen.looks[i].signs {
				if r.Float32() >= judgeDrop {
					k.signs = append(k.signs, f)
				}
			}
			g := -w.likelihood(k)
			if right[i] {
				g++
			}
			for t, v := range k.traits {
				if v != 0 {
					move(&w.Traits[t], &sums.Traits[t], g*v, judgePull/8)
				}
			}
			for _, f := range k.signs {
				move(&w.Signs[f], &sums.Signs[f], g, judgePull)
			}
		}
		if pass < judgePasses/2 {
			continue
		}
		for t, v := range w.Traits {
			mean.Traits[t] += v / (judgePasses - judgePasses/2)
		}
		for f, v := range w.Signs {
			mean.Signs[f] += v * (1 - judgeDrop) / (judgePasses - judgePasses/2)
		}
	}
	*w = mean
}

// learn fits the judge, and tells how well judges fitted to half of the texts do on the other.
func (j *judge) learn(seen *weighed, log func(string, ...any)) {
	for _, q := range []struct {
		name  string
		right []bool
		w     *scales
	}{{"whole", seen.whole, &j.Whole}, {"cue", seen.cue, &j.Cue}} {
		loss := 0.0
		for half := range int32(2) {
			var w scales
			w.fit(seen, q.right, func(i int) bool { return seen.text[i]%2 == half })
			for i := range seen.looks {
				if seen.text[i]%2 == half {
					continue
				}
				p := float64(w.likelihood(&seen.looks[i]))
				if !q.right[i] {
					p = 1 - p
				}
				loss -= math.Log(max(p, 1e-9))
			}
		}
		log("judge: %s: loss %.4f over %d", q.name, loss/float64(max(1, len(seen.looks))), len(seen.looks))
		q.w.fit(seen, q.right, func(int) bool { return true })
	}
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
