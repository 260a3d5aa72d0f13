package story

import "math/bits"

// sketch tells quickly which terms two reports may have in common: a bit for each way in which the first eleven bits of a term, which is a
// hash, may come out. Of two reports of a hundred terms each half a dozen bits meet by chance. How many terms come before each word of bits
// tells where a bit's term stands, so nothing is gone through but what may be shared.
type sketch struct {
	bits   [1 << sketched / 64]uint64
	before [1 << sketched / 64]uint8
}

// sketched is how many bits of a term a sketch goes by; unsketched how many it leaves.
const sketched, unsketched = 11, 64 - 11

// make makes the sketch of a vector, of less than 256 terms.
func (s *sketch) make(v []weighted) {
	*s = sketch{}
	at := 0
	for w := range s.bits {
		s.before[w] = uint8(at)
		for ; at < len(v) && int(v[at].term>>unsketched/64) == w; at++ {
			s.bits[w] |= 1 << (v[at].term >> unsketched % 64)
		}
	}
}

// shared calls a function for each term that two reports have in common, with its places in their vectors, in the order of the terms.
func shared(a, b *profile, each func(i, j int)) {
	x, y := a.vec, b.vec
	for w := range a.sketch.bits {
		p, q := a.sketch.bits[w], b.sketch.bits[w]
		for both := p & q; both != 0; both &= both - 1 {
			bit := term(w*64 + bits.TrailingZeros64(both))
			below := both&-both - 1
			i, j := int(a.sketch.before[w])+bits.OnesCount64(p&below), int(b.sketch.before[w])+bits.OnesCount64(q&below)
			for x[i].term>>unsketched < bit { // where two terms before it share a bit
				i++
			}
			for y[j].term>>unsketched < bit {
				j++
			}
			for i < len(x) && j < len(y) && x[i].term>>unsketched == bit && y[j].term>>unsketched == bit {
				switch {
				case x[i].term < y[j].term:
					i++
				case x[i].term > y[j].term:
					j++
				default:
					each(i, j)
					i++
					j++
				}
			}
		}
	}
}
