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

// groupsAt are the groups of token i, 0 past the ends of [from, to).
func (l *Layer) groupsAt(i, from, to int) (coarse, fine uint32) {
	if i < from || i >= to {
		return 1 << 12, 1 << 12
	}
	return uint32(l.group[i].Coarse), uint32(l.group[i].Fine)
}

// silent reports whether token t of a sentence [from, to) is left out of the chain of cues: marks, pronouns,
// articles and other small words, names and numbers, hardly ever a cue but for those inside one, which are put
// back when it is read. They are nearly half of all tokens. Where most words have capitals, as in headlines, and
// where a sentence or a quotation begins, a capital says nothing.
func (l *Layer) silent(t, from int, titled bool) bool {
	switch c := l.class[t]; c {
	case comma, stop, openMark, closeMark, number:
		return true
	case capital, capitals:
		if titled || t == from {
			return false
		}
		before := l.class[t-1]
		return before != openMark && before != otherMark && before != colon && before != dash
	default:
		switch lang.ClaimWord(c) {
		case lang.DetWord, lang.OwnerWord, lang.SubjectWord, lang.ItWord, lang.ObjectWord, lang.RelativeWord,
			lang.AfterWord, lang.AndWord, lang.ButWord, lang.ThereWord, lang.TitleWord:
			return true
		}
	}
	return false
}

// titled reports whether most words of a sentence have capitals.
func (l *Layer) titled(s *text.Sentence) bool {
	high, low := 0, 0
	for t := s.First; t < s.Last; t++ {
		switch l.d.Tokens[t].Shape {
		case text.Title, text.Upper, text.Mixed:
			high++
		case text.Lower:
			low++
		}
	}
	return high > low
}

// cueLattice lays out a sentence for the chain of cues; l.places are the tokens it holds.
func (l *Layer) cueLattice(x *lattice, s *text.Sentence) {
	x.reset()
	l.places = l.places[:0]
	from, to := s.First, s.Last
	says := uint32(0) // verbs of saying so far
	marks := uint32(0)
	for i := from; i < to; i++ {
		if c := l.class[i]; c == openMark || c == closeMark {
			marks = 1
		}
	}
	titled := l.titled(s)
	for t := from; t < to; t++ {
		if l.silent(t, from, titled) {
			continue
		}
		q := uint32(0)
		if l.quote[t] != 0 {
			q = 1
		}
		l.places = append(l.places, int32(t))
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
		l.cueAtoms(x, t, from, to, q, start, rest, says<<1|marks)
		if l.groups != nil {
			gp2, _ := l.groupsAt(t-2, from, to)
			gp1, fp1 := l.groupsAt(t-1, from, to)
			g, f := l.groupsAt(t, from, to)
			gn1, fn1 := l.groupsAt(t+1, from, to)
			gn2, _ := l.groupsAt(t+2, from, to)
			x.feats = append(x.feats,
				mix(61, f, 0), mix(62, f, cp1<<8|cn1), mix(63, fp1, c), mix(64, fn1, c), mix(65, f, fn1), mix(66, fp1, f),
				mix(67, gp1<<8|g, gn1), mix(68, g<<8|gn1, gn2), mix(69, gp2<<8|gp1, g), mix(70, f, q<<4|start<<2|rest), mix(71, w, gn1), mix(72, w, gp1),
			)
		}
		here, last, next := l.senseAt(t, from, to), l.senseAt(t-1, from, to), l.senseAt(t+1, from, to)
		pt, vb, nn := uint32(here.Part), uint32(here.Verb), uint32(here.Noun)
		x.feats = append(x.feats,
			mix(121, pt, 0), mix(122, pt, cp1<<8|cn1), mix(123, vb, 0), mix(124, vb, cp1<<8|cn1), mix(125, nn, 0), mix(126, nn, cp1<<8|cn1),
			mix(127, uint32(last.Part)<<16|pt<<8|uint32(next.Part), 0), mix(128, vb, uint32(next.Noun)), mix(129, nn, uint32(last.Verb)), mix(130, nn<<8|vb, uint32(next.Part)),
		)
		if c >= uint32(lang.SayVerb) && c < uint32(lang.ClaimWordCount) && says < 2 {
			says++
		}
		x.add(uint16(c)*4+uint16(q), -1)
	}
}

// senseAt is the sense of token i, none past the ends of [from, to).
func (l *Layer) senseAt(i, from, to int) Sense {
	if i < from || i >= to {
		return Sense{255, 255, 255}
	}
	return l.group[i].Sense
}

// cueAtoms adds the plain features of token t for the hidden layer.
func (l *Layer) cueAtoms(x *lattice, t, from, to int, q, start, rest, said uint32) {
	for off := -3; off <= 3; off++ {
		k := uint32(off + 4)
		_, f := l.groupsAt(t+off, from, to)
		x.atoms = append(x.atoms, mix(80+k, l.classAt(t+off, from, to), 0)&deepMask, mix(90+k, f, 0)&deepMask)
		if off >= -2 && off <= 2 {
			s := l.senseAt(t+off, from, to)
			x.atoms = append(x.atoms, mix(100+k, l.wordAt(t+off, from, to), 0)&deepMask, mix(140+k, uint32(s.Part), 0)&deepMask)
			if off >= -1 && off <= 1 {
				x.atoms = append(x.atoms, mix(150+k, uint32(s.Verb), 0)&deepMask, mix(160+k, uint32(s.Noun), 0)&deepMask)
			}
		}
	}
	x.atoms = append(x.atoms, mix(110, l.ending[t], 0)&deepMask, mix(111, q<<4|start<<2|rest, 0)&deepMask, mix(112, said, 0)&deepMask)
}
