package spans

import (
	"math"
	"math/rand/v2"
)

// Sizes of the hidden layer: how many units, and the features that have a vector.
const (
	units    = 32
	deepBits = 16
	deepMask = 1<<deepBits - 1
)

// deep is a hidden layer beside a chain's weights: each plain feature of a token (a word, a group, a class, at its
// place) has a vector, their sum is rectified, and each label weighs what is left (wide and deep learning: Cheng et
// al., 2016). The table of weights knows pairs and triples it has seen; the layer tells likenesses of those it hasn't.
type deep struct {
	vec []float32 // [feature][unit]
	out []float32 // [label][unit]

	packed []int8
	scale  float32
	// reads is packed for reading, and says what out says for each other label than outside beside outside.
	reads []octets
	says  *[units / 4][4][labels - 1]float32

	vecG, outG []float32
	vecS, outS []float64 // sums of snapshots
}

// lanes is a vector for reading, or a sum of such: four numbers in a word, each with 128 added for each vector, so that they are
// added at once.
type lanes [units / 4]uint64

// addAll adds the vectors of a word and of those around it.
func (n *lanes) addAll(v [2*around + 1]*lanes) {
	a, b, c, d, e, f, g := v[0], v[1], v[2], v[3], v[4], v[5], v[6]
	for k := range n {
		n[k] += a[k] + b[k] + c[k] + d[k] + e[k] + f[k] + g[k]
	}
}

// octets is a vector as it is kept for reading: eight numbers in a word, each with 128 added, in such order that every second of
// them, from the first or from the second on, are four that follow each other in lanes.
type octets [units / 8]uint64

func (n *lanes) addKept(v *octets) {
	const even = 0x00FF00FF00FF00FF
	for k, x := range v {
		n[2*k] += x & even
		n[2*k+1] += x >> 8 & even
	}
}

// at is the vector of a feature, for reading.
func (d *deep) at(f uint32) *octets { return &d.reads[f] }

func newDeep(seed uint64) *deep {
	r := rand.New(rand.NewPCG(seed, 3))
	d := &deep{vec: make([]float32, (deepMask+1)*units), out: make([]float32, labels*units)}
	for i := range d.vec {
		d.vec[i] = float32(r.NormFloat64()) * 0.05
	}
	for i := range d.out {
		d.out[i] = float32(r.NormFloat64()) * 0.3
	}
	d.vecG, d.outG = make([]float32, len(d.vec)), make([]float32, len(d.out))
	return d
}

// hidden sums a token's vectors.
func (d *deep) hidden(h *[units]float32, atoms []uint32) {
	*h = [units]float32{}
	for _, f := range atoms {
		v := (*[units]float32)(d.vec[f*units:])
		for k := range v {
			h[k] += v[k]
		}
	}
	for k := range h {
		h[k] = max(0, h[k])
	}
}

// rate adds what the layer says to a token's scores.
func (d *deep) rate(s []float32, atoms []uint32) {
	if d.reads != nil {
		var n lanes
		for _, f := range atoms {
			n.addKept(d.at(f))
		}
		d.weigh(s, &n, len(atoms))
		return
	}
	var h [units]float32
	d.hidden(&h, atoms)
	for y := range s {
		o := (*[units]float32)(d.out[y*units:])
		sum := float32(0)
		for k := range h {
			sum += h[k] * o[k]
		}
		s[y] += sum
	}
}

// weigh adds to a token's scores what each label makes of what is above 0 in a sum of some vectors.
func (d *deep) weigh(s []float32, sum *lanes, vectors int) {
	bias := int32(vectors) * 128
	var s1, s2 float32
	for i, four := range sum {
		o := &d.says[i]
		h0, h1 := float32(max(0, int32(four&0xFFFF)-bias)), float32(max(0, int32(four>>16&0xFFFF)-bias))
		h2, h3 := float32(max(0, int32(four>>32&0xFFFF)-bias)), float32(max(0, int32(four>>48)-bias))
		s1 += (h0*o[0][0] + h1*o[1][0]) + (h2*o[2][0] + h3*o[3][0])
		s2 += (h0*o[0][1] + h1*o[1][1]) + (h2*o[2][1] + h3*o[3][1])
	}
	s[1], s[2] = s[1]+s1*d.scale, s[2]+s2*d.scale
}

// step moves the layer along a token's gradient by label.
func (d *deep) step(g *[labels]float32, atoms []uint32, rate float32) {
	if big := max(g[0], g[1], g[2], -g[0], -g[1], -g[2]); big < 3e-3 {
		return
	}
	var h, dh [units]float32
	d.hidden(&h, atoms)
	for y, gy := range g {
		o, og := (*[units]float32)(d.out[y*units:]), (*[units]float32)(d.outG[y*units:])
		for k := range h {
			if h[k] > 0 {
				dh[k] += gy * o[k]
				x := gy * h[k]
				og[k] += x * x
				o[k] += rate * x / (0.1 + float32(math.Sqrt(float64(og[k]))))
			}
		}
	}
	for _, f := range atoms {
		v, vg := (*[units]float32)(d.vec[f*units:]), (*[units]float32)(d.vecG[f*units:])
		for k, x := range dh {
			if x != 0 {
				vg[k] += x * x
				v[k] += rate * x / (0.1 + float32(math.Sqrt(float64(vg[k]))))
			}
		}
	}
}

func (d *deep) snap() {
	if d.vecS == nil {
		d.vecS, d.outS = make([]float64, len(d.vec)), make([]float64, len(d.out))
	}
	for i, x := range d.vec {
		d.vecS[i] += float64(x)
	}
	for i, x := range d.out {
		d.outS[i] += float64(x)
	}
}

func (d *deep) settle(shots int, kept float32) {
	if shots > 0 {
		for i, x := range d.vecS {
			d.vec[i] = float32(x / float64(shots))
		}
		for i, x := range d.outS {
			d.out[i] = float32(x / float64(shots))
		}
	}
	for i := range d.vec {
		d.vec[i] *= kept
	}
	d.vecS, d.outS, d.vecG, d.outG = nil, nil, nil, nil
}

// ready fills what reading needs from what is kept.
func (d *deep) ready() {
	d.reads = make([]octets, len(d.packed)/units)
	for f := range d.reads {
		v := &d.reads[f]
		for k, x := range d.packed[f*units : f*units+units] {
			v[k/8] |= uint64(uint8(int(x)+128)) << (k%4*16 + k%8/4*8)
		}
	}
	d.says = new([units / 4][4][labels - 1]float32)
	for k := range units {
		for y := range labels - 1 {
			d.says[k/4][k%4][y] = d.out[(y+1)*units+k] - d.out[k]
		}
	}
}

// pack rounds the vectors to bytes.
func (d *deep) pack() {
	top := float32(0)
	for _, w := range d.vec {
		top = max(top, w, -w)
	}
	d.scale = max(top, 1e-6) / 127
	d.packed = make([]int8, len(d.vec))
	for i, w := range d.vec {
		d.packed[i] = int8(math.Round(float64(w / d.scale)))
	}
	d.vec = nil
	d.ready()
}
