package spans

import (
	"math"
	"math/rand/v2"
)

// learner fits a chain by stochastic gradient with a step per weight (AdaGrad: Duchi et al., 2011).
type learner struct {
	chain       *Chain
	nodeG       []float32 // sums of squared gradients
	edgeG       []float32
	seen        []uint8 // how often each feature was seen, up to 255
	rate, decay float32
	slow        float32
	// sum and sumEdge add up the weights at each snapshot; the mean of them is what is kept (Polyak and Juditsky, 1992).
	sum, sumEdge []float32
	shots        int
}

// snap notes the weights as they stand.
func (l *learner) snap() {
	if l.sum == nil {
		l.sum, l.sumEdge = make([]float32, len(l.chain.node)), make([]float32, len(l.chain.edge))
	}
	for i, w := range l.chain.node {
		l.sum[i] += w
	}
	for i, w := range l.chain.edge {
		l.sumEdge[i] += w
	}
	l.shots++
	if d := l.chain.deep; d != nil {
		d.snap()
	}
}

// settle puts the mean of the snapshots in the place of the weights.
func (l *learner) settle() {
	if l.shots == 0 {
		return
	}
	for i, w := range l.sum {
		l.chain.node[i] = w / float32(l.shots)
	}
	for i, w := range l.sumEdge {
		l.chain.edge[i] = w / float32(l.shots)
	}
}

// drop leaves out each feature with some chance, so that no feature is leaned on alone (Srivastava et al., 2014).
func (l *learner) drop(x *lattice, share float64, r *rand.Rand) {
	if share <= 0 {
		return
	}
	limit := uint32(share * (1 << 32))
	out, from := 0, int32(0)
	for t := 0; t < x.n; t++ {
		end := x.end[t]
		for _, f := range x.feats[from:end] {
			if r.Uint32() >= limit {
				x.feats[out] = f
				out++
			}
		}
		from = end
		x.end[t] = int32(out)
	}
	x.feats = x.feats[:out]
	out, from = 0, 0
	for t := 0; t < x.n; t++ {
		end := x.stop[t]
		for _, f := range x.atoms[from:end] {
			if r.Uint32() >= limit {
				x.atoms[out] = f
				out++
			}
		}
		from = end
		x.stop[t] = int32(out)
	}
	x.atoms = x.atoms[:out]
}

func newLearner(rate, decay float32) *learner {
	c := NewChain()
	return &learner{chain: c, nodeG: make([]float32, len(c.node)), edgeG: make([]float32, len(c.edge)), seen: make([]uint8, mask+1), rate: rate, decay: decay}
}

// count notes which features occur; rare ones are left out of learning.
func (l *learner) count(x *lattice) {
	for _, f := range x.feats {
		if l.seen[f] < 255 {
			l.seen[f]++
		}
	}
}

// prune drops the features of a lattice that are too rare to learn from.
func (l *learner) prune(x *lattice, least uint8) {
	out, from := 0, int32(0)
	for t := 0; t < x.n; t++ {
		end := x.end[t]
		for _, f := range x.feats[from:end] {
			if l.seen[f] >= least {
				x.feats[out] = f
				out++
			}
		}
		from = end
		x.end[t] = int32(out)
	}
	x.feats = x.feats[:out]
}

// step moves the weights towards the gold labels of one lattice; it returns the loss.
func (l *learner) step(x *lattice, gold []uint8) float64 {
	c := l.chain
	c.rate(x)
	z := c.marginals(x)
	truth := 0.0
	from := int32(0)
	for t := 0; t < x.n; t++ {
		truth += float64(x.score[t*labels+int(gold[t])])
		if t > 0 {
			truth += float64(c.edgeAt(x.keys[t])[int(gold[t-1])*labels+int(gold[t])])
			l.stepEdge(x, t, gold, z)
		}
		if c.deep != nil {
			var g [labels]float32
			for y := range g {
				g[y] = -x.post[t*labels+y]
			}
			g[gold[t]]++
			c.deep.step(&g, x.atomsAt(t), l.rate*l.slow)
		}
		if x.fixed[t] < 0 {
			for y := 0; y < labels; y++ {
				g := -x.post[t*labels+y]
				if int(gold[t]) == y {
					g++
				}
				if g > -1e-3 && g < 1e-3 {
					continue
				}
				for _, f := range x.feats[from:x.end[t]] {
					l.move(c.node, l.nodeG, int(f)*labels+y, g)
				}
			}
		}
		from = x.end[t]
	}
	return z - truth
}

func (l *learner) stepEdge(x *lattice, t int, gold []uint8, z float64) {
	c := l.chain
	e := c.edgeAt(x.keys[t])
	at := int(x.keys[t]) * labels * labels
	var p [labels * labels]float64
	for a := 0; a < labels; a++ {
		for b := 0; b < labels; b++ {
			p[a*labels+b] = math.Exp(x.alpha[(t-1)*labels+a] + float64(e[a*labels+b]) + float64(x.score[t*labels+b]) + x.beta[t*labels+b] - z)
		}
	}
	for k := range p {
		g := float32(-p[k])
		if int(gold[t-1])*labels+int(gold[t]) == k {
			g++
		}
		l.move(c.edge, l.edgeG, at+k, g)
	}
}

func (l *learner) move(w, sum []float32, i int, g float32) {
	g -= l.decay * w[i]
	sum[i] += g * g
	w[i] += l.rate * g / (0.1 + float32(math.Sqrt(float64(sum[i]))))
}
