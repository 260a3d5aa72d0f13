package spans

import "math"

// Labels of both chains. In the chain of cues 1 begins a cue and 2 goes on with it; in the chain of
// roles 1 is source and 2 is content.
const (
	outside = 0
	first   = 1
	second  = 2
	labels  = 3
)

// Bits is the size of a table of weights: 1<<Bits features, each with a weight per label.
const Bits = 18

const (
	mask     = 1<<Bits - 1
	edgeKeys = int(classes) * 4 // class of the token, and its side of the cue
	edgeSize = edgeKeys * labels * labels
)

// Chain is a table of weights, for features of a token and for pairs of neighbouring labels.
type Chain struct {
	node []float32 // [feature][label]
	edge []float32 // [key][label before][label]

	deep *deep // nil for none

	// packed is what node says for each other label than outside beside outside, in steps of scale; it is what a model keeps.
	packed []int8
	scale  float32
	// words is packed for reading: both weights of a feature in one word.
	words *[mask + 1]uint16
	// odds is exp(edge), kept for reading, and leads what it is of the sums below 0.
	odds  [][labels * labels]float64
	leads []float64
}

// NewChain makes a chain that knows nothing.
func NewChain() *Chain {
	return &Chain{node: make([]float32, (mask+1)*labels), edge: make([]float32, edgeSize)}
}

// lattice is one sequence with its features and room to work in.
type lattice struct {
	n     int
	feats []uint32 // features of all tokens, end to end
	end   []int32  // where each token's features end
	keys  []uint16 // edge key of each token
	fixed []int8   // the label a token must have; -1 for any
	atoms []uint32 // plain features for the hidden layer, as feats
	stop  []int32

	score       []float32 // [token][label]
	alpha, beta []float64
	odds        [][labels]float64 // exp(score), scaled by the largest of a token's
	fore        [][labels]float64 // alpha in plain numbers, scaled
	post        []float32         // [token][label]
	path        []uint8
	from        [][labels]uint8 // the likeliest label before each label of a token
}

func (x *lattice) reset() {
	x.n = 0
	x.feats = x.feats[:0]
	x.atoms = x.atoms[:0]
	x.stop = x.stop[:0]
	x.end = x.end[:0]
	x.keys = x.keys[:0]
	x.fixed = x.fixed[:0]
	x.score = x.score[:0]
}

// add closes a token whose features have been appended.
func (x *lattice) add(key uint16, fixed int8) {
	x.end = append(x.end, int32(len(x.feats)))
	x.stop = append(x.stop, int32(len(x.atoms)))
	x.keys = append(x.keys, key)
	x.fixed = append(x.fixed, fixed)
	x.n++
}

// tell closes a token that is read: what its features add up to, beside 0 for outside.
func (x *lattice) tell(key uint16, s1, s2 float32) {
	x.score = append(x.score, 0, s1, s2)
	x.keys = append(x.keys, key)
	x.n++
}

// beyond is the lead, in log odds, from which on a token is outside whatever the hidden layer says of it: when
// reading, three in four are, and the layer is the dearer part.
const beyond = 3

// atomsAt are the plain features of token t.
func (x *lattice) atomsAt(t int) []uint32 {
	from := int32(0)
	if t > 0 {
		from = x.stop[t-1]
	}
	return x.atoms[from:x.stop[t]]
}

const never = -1e4

// rate fills the scores of a lattice.
func (c *Chain) rate(x *lattice) {
	x.score = grown(x.score, x.n*labels)
	from := int32(0)
	for t := 0; t < x.n; t++ {
		if f := x.fixed[t]; f >= 0 {
			from = x.end[t]
			s := x.score[t*labels : t*labels+labels]
			s[0], s[1], s[2] = never, never, never
			s[f] = 0
			continue
		}
		var s0, s1, s2 float32
		if c.words != nil {
			feats := x.feats[from:x.end[t]]
			s1, s2 = weights(0).of(c, feats).scores(len(feats), c.scale)
		} else {
			for _, f := range x.feats[from:x.end[t]] {
				w := c.node[f*labels : f*labels+labels : f*labels+labels]
				s0 += w[0]
				s1 += w[1]
				s2 += w[2]
			}
		}
		from = x.end[t]
		x.score[t*labels], x.score[t*labels+1], x.score[t*labels+2] = s0, s1, s2
		if c.deep != nil && (c.words == nil || s0-max(s1, s2) < beyond) {
			c.deep.rate(x.score[t*labels:t*labels+labels], x.atomsAt(t))
		}
	}
}

// weights is a sum of packed weights. Only the differences between labels matter, so a feature has two, and those lie in one word
// of two bytes, each with 128 added; in the sum each has two bytes of its own, so that both are added at once. A token has far
// fewer than the 256 features that would overflow.
type weights uint32

// of is the sum of the weights of features.
func (w weights) of(c *Chain, feats []uint32) weights {
	const even = 0x00FF00FF00FF00FF
	words := c.words
	var first, second uint64 // four sums each
	for len(feats) >= 4 {
		f := (*[4]uint32)(feats)
		v := uint64(words[f[0]&mask]) | uint64(words[f[1]&mask])<<16 | uint64(words[f[2]&mask])<<32 | uint64(words[f[3]&mask])<<48
		first += v & even
		second += v >> 8 & even
		feats = feats[4:]
	}
	for _, f := range feats {
		v := uint64(words[f&mask])
		first += v & 0xFF
		second += v >> 8
	}
	first += first >> 32
	second += second >> 32
	return w + weights((first+first>>16)&0xFFFF|(second+second>>16)&0xFFFF<<16)
}

// weightsOf are those of one feature.
func (c *Chain) weightsOf(f uint32) weights {
	w := weights(c.words[f&mask])
	return w&0xFF | w>>8<<16
}

// sumOf is the sum of the weights of features; 0 for a chain that learns, which has none packed.
func (c *Chain) sumOf(feats []uint32) weights {
	if c == nil {
		return 0
	}
	return weights(0).of(c, feats)
}

// scores are the sum of the weights of n features, by label; outside has 0.
func (w weights) scores(n int, scale float32) (s1, s2 float32) {
	bias := int32(n) * 128
	return float32(int32(w&0xFFFF)-bias) * scale, float32(int32(w>>16)-bias) * scale
}

func (c *Chain) edgeAt(key uint16) []float32 {
	at := int(key) * labels * labels
	return c.edge[at : at+labels*labels]
}

// marginals computes the probability of each label at each token; it returns the log of the sum
// over all labellings.
func (c *Chain) marginals(x *lattice) float64 {
	n := x.n
	x.alpha = grown(x.alpha, n*labels)
	x.beta = grown(x.beta, n*labels)
	x.post = grown(x.post, n*labels)
	for y := 0; y < labels; y++ {
		x.alpha[y] = float64(x.score[y])
		x.beta[(n-1)*labels+y] = 0
	}
	for t := 1; t < n; t++ {
		e := c.edgeAt(x.keys[t])
		for y := 0; y < labels; y++ {
			x.alpha[t*labels+y] = float64(x.score[t*labels+y]) + logSum(
				x.alpha[(t-1)*labels]+float64(e[y]),
				x.alpha[(t-1)*labels+1]+float64(e[labels+y]),
				x.alpha[(t-1)*labels+2]+float64(e[2*labels+y]))
		}
	}
	for t := n - 2; t >= 0; t-- {
		e := c.edgeAt(x.keys[t+1])
		for y := 0; y < labels; y++ {
			b, s, row := x.beta[(t+1)*labels:], x.score[(t+1)*labels:], e[y*labels:]
			x.beta[t*labels+y] = logSum(
				b[0]+float64(s[0]+row[0]), b[1]+float64(s[1]+row[1]), b[2]+float64(s[2]+row[2]))
		}
	}
	last := x.alpha[(n-1)*labels:]
	z := logSum(last[0], last[1], last[2])
	for i := range x.post {
		x.post[i] = float32(math.Exp(x.alpha[i] + x.beta[i] - z))
	}
	return z
}

// posteriors fills post as marginals does, for reading: in plain numbers, scaled now and then (Rabiner, 1989), which takes two
// exponentials a token where sums of logarithms take twenty.
func (c *Chain) posteriors(x *lattice) {
	n := x.n
	x.odds, x.fore, x.post = grown(x.odds, n), grown(x.fore, n), grown(x.post, n*labels)
	score, post, keys, odds, fore := x.score[:n*labels], x.post[:n*labels], x.keys[:n], x.odds[:n], x.fore[:n]
	var a0, a1, a2 float64
	for t := range odds {
		s := score[t*labels : t*labels+labels]
		o := &odds[t]
		if s[first] == never && s[second] == never {
			o[0], o[1], o[2] = 1, 0, 0
			a0, a1, a2 = 1, 0, 0 // whatever stood before
			fore[t] = [labels]float64{1, 0, 0}
			continue
		}
		switch {
		case s[1] <= s[0] && s[2] <= s[0]: // most
			o[0], o[1], o[2] = 1, c.under(s[1], s[0]), c.under(s[2], s[0])
		case s[2] <= s[1]:
			o[0], o[1], o[2] = c.under(s[0], s[1]), 1, c.under(s[2], s[1])
		default:
			o[0], o[1], o[2] = c.under(s[0], s[2]), c.under(s[1], s[2]), 1
		}
		if t == 0 {
			a0, a1, a2 = o[0], o[1], o[2]
		} else {
			e := &c.odds[keys[t]]
			a0, a1, a2 = o[0]*(a0*e[0]+a1*e[3]+a2*e[6]), o[1]*(a0*e[1]+a1*e[4]+a2*e[7]), o[2]*(a0*e[2]+a1*e[5]+a2*e[8])
		}
		if t%scaled == 0 {
			scale := 1 / (a0 + a1 + a2)
			a0, a1, a2 = a0*scale, a1*scale, a2*scale
		}
		fore[t] = [labels]float64{a0, a1, a2}
	}
	b0, b1, b2 := 1.0, 1.0, 1.0
	for t := n - 1; t >= 0; t-- {
		if t%scaled == 0 {
			scale := 1 / (b0 + b1 + b2)
			b0, b1, b2 = b0*scale, b1*scale, b2*scale
		}
		a, p := &fore[t], post[t*labels:t*labels+labels]
		if e, o := &c.odds[keys[t]], &odds[t]; o[1] == 0 && o[2] == 0 {
			p[0], p[1], p[2] = 1, 0, 0
			b0, b1, b2 = e[0], e[3], e[6] // whatever stands behind
			continue
		}
		p0, p1, p2 := a[0]*b0, a[1]*b1, a[2]*b2
		z := 1 / (p0 + p1 + p2)
		p[0], p[1], p[2] = float32(p0*z), float32(p1*z), float32(p2*z)
		e, o := &c.odds[keys[t]], &odds[t]
		o0, o1, o2 := o[0]*b0, o[1]*b1, o[2]*b2
		b0, b1, b2 = e[0]*o0+e[1]*o1+e[2]*o2, e[3]*o0+e[4]*o1+e[5]*o2, e[6]*o0+e[7]*o1+e[8]*o2
	}
}

// scaled is after how many tokens sums are scaled: of a token the likeliest label has odds of 1, and two labels beside each other
// have odds of some thousands or thousandths, so that sums stay far from the ends of what a number holds.
const scaled = 8

// under is how likely what has a score is beside what has the top one. Without a hidden layer scores are whole numbers of steps, and
// one of the two is mostly that of outside, 0: what an exponential says of those was worked out when the chain was loaded.
func (c *Chain) under(score, top float32) float64 {
	switch {
	case score <= never:
		return 0
	case c.leads != nil && (score == 0 || top == 0):
		return c.leads[int32((top-score)/c.scale+0.5)]
	}
	return math.Exp(float64(score - top))
}

// mostLead is more than the sum of the weights of one token can come to, in steps.
const mostLead = (roleFeats + wayFeats) * 128

// ready fills what reading needs from what is kept.
func (c *Chain) ready() {
	c.odds = make([][labels * labels]float64, edgeKeys)
	for i, w := range c.edge {
		c.odds[i/(labels*labels)][i%(labels*labels)] = math.Exp(float64(w))
	}
	if c.packed == nil {
		return
	}
	if c.deep == nil {
		c.leads = make([]float64, mostLead+1)
		for k := range c.leads {
			c.leads[k] = math.Exp(float64(float32(-k) * c.scale))
		}
	}
	c.words = new([mask + 1]uint16)
	for f := range c.words {
		c.words[f] = uint16(uint8(int(c.packed[f*stride])+128)) | uint16(uint8(int(c.packed[f*stride+1])+128))<<8
	}
}

func logSum(a, b, c float64) float64 {
	m := max(a, b, c)
	return m + math.Log(math.Exp(a-m)+math.Exp(b-m)+math.Exp(c-m))
}

// best fills path with the likeliest labelling (Viterbi), from the odds that posteriors found.
func (c *Chain) best(x *lattice) {
	n := x.n
	x.path, x.from = grown(x.path, n), grown(x.from, n)
	keys, odds, from := x.keys[:n], x.odds[:n], x.from[:n]
	a0, a1, a2 := odds[0][0], odds[0][1], odds[0][2]
	for t := 1; t < n; t++ {
		e, o := &c.odds[keys[t]], &odds[t]
		v0, l0 := likeliest(a0*e[0], a1*e[3], a2*e[6])
		v1, l1 := likeliest(a0*e[1], a1*e[4], a2*e[7])
		v2, l2 := likeliest(a0*e[2], a1*e[5], a2*e[8])
		a0, a1, a2 = v0*o[0], v1*o[1], v2*o[2]
		from[t] = [labels]uint8{l0, l1, l2}
		if t%scaled == 0 {
			scale := 1 / (a0 + a1 + a2)
			a0, a1, a2 = a0*scale, a1*scale, a2*scale
		}
	}
	_, y := likeliest(a0, a1, a2)
	for t := n - 1; t >= 0; t-- {
		x.path[t] = y
		y = from[t][y]
	}
}

// likeliest is the greatest of three, and which it is; the first of equals.
func likeliest(a, b, c float64) (float64, uint8) {
	switch {
	case b > a && b >= c:
		return b, 1
	case c > a && c > b:
		return c, 2
	}
	return a, 0
}
