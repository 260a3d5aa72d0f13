package spans

import (
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// mix combines hashes into a feature; the first argument tells templates apart.
func mix(kind, a, b uint32) uint32 {
	h := kind*0x9E3779B1 ^ a
	h = (h ^ h>>15) * 0x85EBCA77
	h ^= b
	h = (h ^ h>>13) * 0xC2B2AE3D
	return (h ^ h>>16) & mask
}

func (l *Layer) wordAt(i, from, to int) uint32 {
	if i < from || i >= to {
		return 7
	}
	return l.word[i]
}

func (l *Layer) classAt(i, from, to int) uint32 {
	if i < from || i >= to {
		return uint32(edge)
	}
	return uint32(l.class[i])
}

// silent reports whether a token of the class is as good as never in a cue. When reading, such tokens are
// not rated, which saves a tenth of the work.
func silent(c uint8) bool {
	return c == comma || c == stop || c == openMark || c == closeMark || c == number
}

// cueLattice lays out a sentence for the chain of cues.
func (l *Layer) cueLattice(x *lattice, s *text.Sentence, learning bool) {
	x.reset()
	from, to := s.First, s.Last
	says := uint32(0) // verbs of saying so far
	marks := uint32(0)
	for i := from; i < to; i++ {
		if c := l.class[i]; c == openMark || c == closeMark {
			marks = 1
		}
	}
	for t := from; t < to; t++ {
		q := uint32(0)
		if l.quote[t] != 0 {
			q = 1
		}
		if !learning && silent(l.class[t]) {
			x.add(uint16(l.class[t])*4+uint16(q), outside)
			continue
		}
		w, c := l.word[t], uint32(l.class[t])
		p1, n1 := l.wordAt(t-1, from, to), l.wordAt(t+1, from, to)
		p2, n2 := l.wordAt(t-2, from, to), l.wordAt(t+2, from, to)
		cp1, cn1 := l.classAt(t-1, from, to), l.classAt(t+1, from, to)
		cp2, cn2 := l.classAt(t-2, from, to), l.classAt(t+2, from, to)
		cp3, cn3 := l.classAt(t-3, from, to), l.classAt(t+3, from, to)
		start := uint32(min(t-from, 3))
		rest := uint32(min(to-1-t, 3))
		x.feats = append(x.feats,
			mix(1, w, 0), mix(2, p1, 0), mix(3, n1, 0), mix(4, p2, 0), mix(5, n2, 0),
			mix(6, w, n1), mix(7, p1, w), mix(8, c, 0), mix(9, cp1, c), mix(10, c, cn1),
			mix(11, cp1<<16|c<<8|cn1, 0), mix(12, cp2<<16|cp1<<8|c, 0), mix(13, c<<16|cn1<<8|cn2, 0),
			mix(14, w, cp1), mix(15, w, cn1), mix(16, w, cp1<<8|cn1), mix(17, w, cp2<<8|cp1), mix(18, w, cn1<<8|cn2),
			mix(19, l.ending[t], 0), mix(20, l.ending[t], cp1<<8|cn1), mix(21, w, q), mix(22, c, q<<4|start<<2|rest),
			mix(23, cp3<<24|cp2<<16|cp1<<8|c, 0), mix(24, c<<24|cn1<<16|cn2<<8|cn3, 0),
			mix(25, w, start<<2|rest), mix(26, w, says<<1|marks), mix(27, c, says<<2|marks<<1|q),
			mix(28, cp2<<24|cp1<<16|c<<8|cn1, cn2),
		)
		if c >= uint32(lang.SayVerb) && c < uint32(lang.ClaimWordCount) && says < 2 {
			says++
		}
		x.add(uint16(c)*4+uint16(q), -1)
	}
}
