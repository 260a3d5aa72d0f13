package spans

import (
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// mix combines hashes into one, of which a feature is the lowest bits; the first argument tells templates apart.
func mix(kind, a, b uint32) uint32 {
	h := kind*0x9E3779B1 ^ a
	h = (h ^ h>>15) * 0x85EBCA77
	h ^= b
	h = (h ^ h>>13) * 0xC2B2AE3D
	return h ^ h>>16
}

func (l *Layer) wordAt(i, from, to int) uint32 {
	if i < from || i >= to {
		return pastEnd
	}
	return l.word[i]
}

func (l *Layer) classAt(i, from, to int) uint32 {
	if i < from || i >= to {
		return uint32(edge)
	}
	return uint32(l.class[i])
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

// spot is a token of a sentence as the chain of cues sees it: the words around it, itself in the middle, and what else is seen.
type spot struct {
	near *[2*around + 1]*seen
	// quoted, and how far it stands from the sentence's ends, up to three; verbs of saying so far, up to two; whether the
	// sentence has a quotation mark
	quoted, start, rest, says, marks uint32
}

// The features of a token for the chain of cues: first those that words have by themselves, the token's and those beside it, then
// those that it has with its place, then those that words have together.
const (
	aloneFeats  = 11
	placedFeats = aloneFeats + 6
	cueFeats    = 50
)

// cueAtoms is how many plain features a token has for the hidden layer.
const cueAtoms = 33

// learned is the order of the features in which a chain learns, on which its sums of floats depend.
var learned = [cueFeats]uint8{0, 1, 2, 3, 4, 17, 18, 5, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 6, 29, 11, 12, 30, 31, 13, 14, 15, 32,
	7, 33, 34, 35, 36, 37, 38, 39, 40, 16, 41, 42, 8, 43, 9, 44, 10, 45, 46, 47, 48, 49}

// feats are the features of a token that a word at some distance from it has by itself, from beside before it to beside after
// it; they are put into f from its start on.
func (s *seen) feats(f []uint32, off int) int {
	switch off {
	case 0:
		_ = f[6]
		f[0], f[1], f[2], f[3] = mix(1, s.word, 0), mix(8, uint32(s.class), 0), mix(19, s.ending, 0), mix(61, uint32(s.group.Fine), 0)
		f[4], f[5], f[6] = mix(121, uint32(s.group.Part), 0), mix(123, uint32(s.group.Verb), 0), mix(125, uint32(s.group.Noun), 0)
		return 7
	case -1:
		f[0] = mix(2, s.word, 0)
	case 1:
		f[0] = mix(3, s.word, 0)
	case -2:
		f[0] = mix(4, s.word, 0)
	case 2:
		f[0] = mix(5, s.word, 0)
	}
	return 1
}

// alone puts the features that words have by themselves into f.
func (p *spot) alone(f *[cueFeats]uint32) {
	var own [aloneFeats - len(besides)]uint32
	p.near[around].feats(own[:], 0)
	f[0], f[5], f[6], f[7], f[8], f[9], f[10] = own[0], own[1], own[2], own[3], own[4], own[5], own[6]
	for k, off := range [...]int{-1, 1, -2, 2} {
		p.near[around+off].feats(f[1+k:], off)
	}
}

// placed puts the features that the token has with its place into f.
func (p *spot) placed(f *[placedFeats - aloneFeats]uint32) {
	w, c, fine := p.near[around].word, uint32(p.near[around].class), uint32(p.near[around].group.Fine)
	q, place := p.quoted, p.start<<2|p.rest
	f[0], f[1] = mix(21, w, q), mix(22, c, q<<4|place)
	f[2], f[3], f[4] = mix(25, w, place), mix(26, w, p.says<<1|p.marks), mix(27, c, p.says<<2|p.marks<<1|q)
	f[5] = mix(70, fine, q<<4|place)
}

// together puts the features of words together into f.
func (p *spot) together(f *[cueFeats - placedFeats]uint32) {
	before, here, after := p.near[around-1], p.near[around], p.near[around+1]
	w, p1, n1 := here.word, before.word, after.word
	c, cp1, cn1 := uint32(here.class), uint32(before.class), uint32(after.class)
	cp2, cn2 := uint32(p.near[around-2].class), uint32(p.near[around+2].class)
	cp3, cn3 := uint32(p.near[around-3].class), uint32(p.near[around+3].class)
	f[0], f[1] = mix(6, w, n1), mix(7, p1, w)
	f[2], f[3] = mix(9, cp1, c), mix(10, c, cn1)
	f[4], f[5], f[6] = mix(11, cp1<<16|c<<8|cn1, 0), mix(12, cp2<<16|cp1<<8|c, 0), mix(13, c<<16|cn1<<8|cn2, 0)
	f[7], f[8], f[9], f[10], f[11] = mix(14, w, cp1), mix(15, w, cn1), mix(16, w, cp1<<8|cn1), mix(17, w, cp2<<8|cp1), mix(18, w, cn1<<8|cn2)
	f[12] = mix(20, here.ending, cp1<<8|cn1)
	f[13], f[14] = mix(23, cp3<<24|cp2<<16|cp1<<8|c, 0), mix(24, c<<24|cn1<<16|cn2<<8|cn3, 0)
	f[15] = mix(28, cp2<<24|cp1<<16|c<<8|cn1, cn2)

	g, fine := uint32(here.group.Coarse), uint32(here.group.Fine)
	gp1, fp1, gn1, fn1 := uint32(before.group.Coarse), uint32(before.group.Fine), uint32(after.group.Coarse), uint32(after.group.Fine)
	gp2, gn2 := uint32(p.near[around-2].group.Coarse), uint32(p.near[around+2].group.Coarse)
	f[16], f[17], f[18], f[19], f[20] = mix(62, fine, cp1<<8|cn1), mix(63, fp1, c), mix(64, fn1, c), mix(65, fine, fn1), mix(66, fp1, fine)
	f[21], f[22], f[23] = mix(67, gp1<<8|g, gn1), mix(68, g<<8|gn1, gn2), mix(69, gp2<<8|gp1, g)
	f[24], f[25] = mix(71, w, gn1), mix(72, w, gp1)

	part, verb, noun := uint32(here.group.Part), uint32(here.group.Verb), uint32(here.group.Noun)
	f[26], f[27], f[28] = mix(122, part, cp1<<8|cn1), mix(124, verb, cp1<<8|cn1), mix(126, noun, cp1<<8|cn1)
	f[29] = mix(127, uint32(before.group.Part)<<16|part<<8|uint32(after.group.Part), 0)
	f[30], f[31], f[32] = mix(128, verb, uint32(after.group.Noun)), mix(129, noun, uint32(before.group.Verb)), mix(130, noun<<8|verb, uint32(after.group.Part))
}

// atoms adds the plain features for the hidden layer that a word at some distance from a token has.
func (s *seen) atoms(x []uint32, off int) []uint32 {
	k := uint32(off + 4)
	x = append(x, mix(80+k, uint32(s.class), 0)&deepMask, mix(90+k, uint32(s.group.Fine), 0)&deepMask)
	if off >= -2 && off <= 2 {
		x = append(x, mix(100+k, s.word, 0)&deepMask, mix(140+k, uint32(s.group.Part), 0)&deepMask)
	}
	if off >= -1 && off <= 1 {
		x = append(x, mix(150+k, uint32(s.group.Verb), 0)&deepMask, mix(160+k, uint32(s.group.Noun), 0)&deepMask)
	}
	return x
}

// endingAtom is that of a word's ending.
func (s *seen) endingAtom() uint32 { return mix(110, s.ending, 0) & deepMask }

// placeAtoms are those of a token's place.
func (p *spot) placeAtoms() (place, said uint32) {
	return mix(111, p.quoted<<4|p.start<<2|p.rest, 0) & deepMask, mix(112, p.says<<1|p.marks, 0) & deepMask
}

// cueLattice lays out a sentence for the chain of cues; l.places are the tokens it holds. With a chain it fills their scores,
// without one their features, to learn from.
func (l *Layer) cueLattice(x *lattice, sentence int, c *Chain) {
	x.reset()
	s := &l.d.Sentences[sentence]
	l.meet(s, c)
	l.places = l.places[:0]
	from, to := s.First, s.Last
	p := spot{}
	if l.holds[sentence].classes&(1<<openMark|1<<closeMark) != 0 {
		p.marks = 1
	}
	titled := l.titled(s)
	for t := from; t < to; t++ {
		if l.silent(t, from, titled) {
			continue
		}
		l.places = append(l.places, int32(t))
		p.near = (*[2*around + 1]*seen)(l.row[t-from:])
		p.quoted = 0
		if l.quote[t] != 0 {
			p.quoted = 1
		}
		p.start, p.rest = uint32(min(t-from, 3)), uint32(min(to-1-t, 3))
		class := uint32(l.class[t])
		key := uint16(class)*4 + uint16(p.quoted)
		if c == nil {
			p.note(x)
			x.add(key, -1)
		} else if alone := c.sumAlone(&p); c.plainly(alone) {
			x.tell(key, never, never)
		} else {
			s1, s2 := c.sum(&p, alone).scores(cueFeats, c.scale)
			x.tell(key, s1, s2)
			place, said := p.placeAtoms()
			x.atoms = append(x.atoms, place, said)
		}
		if class >= uint32(lang.SayVerb) && class < uint32(lang.ClaimWordCount) && p.says < 2 {
			p.says++
		}
	}
	if c == nil {
		return
	}
	// in a round of its own, so that no sum of weights waits for the one before it
	atoms := x.atoms
	for i, t := range l.places {
		score := x.score[i*labels : i*labels+labels]
		if score[1] == never && score[2] == never {
			continue // passed over, without atoms
		}
		place, said := atoms[0], atoms[1]
		atoms = atoms[2:]
		if score[1] <= -beyond && score[2] <= -beyond {
			continue
		}
		var n lanes
		n.addKept(c.deep.at(place))
		n.addKept(c.deep.at(said))
		at := int(t) - from
		n.addAll(l.company.around(c.deep, (*[2*around + 1]*seen)(l.row[at:]), (*[2*around + 1]int32)(l.met[at:])))
		c.deep.weigh(score, &n, cueAtoms)
	}
}

// note adds the features of a token to a lattice.
func (p *spot) note(x *lattice) {
	var f [cueFeats]uint32
	p.alone(&f)
	p.placed((*[placedFeats - aloneFeats]uint32)(f[aloneFeats:]))
	p.together((*[cueFeats - placedFeats]uint32)(f[placedFeats:]))
	for _, k := range learned {
		x.feats = append(x.feats, f[k]&mask)
	}
	for k, s := range p.near {
		x.atoms = s.atoms(x.atoms, k-around)
	}
	place, said := p.placeAtoms()
	x.atoms = append(x.atoms, p.near[around].endingAtom(), place, said)
}

// sumAlone is the sum of the weights that its words have by themselves and with its place, which is there already.
func (c *Chain) sumAlone(p *spot) weights {
	// as besides has them
	return p.own(c) + p.near[around-2].beside[0] + p.near[around-1].beside[1] + p.near[around+1].beside[2] + p.near[around+2].beside[3]
}

// plain is the lead, in log odds, of outside among those weights from which on a token is outside whatever its words say together. Of
// all tokens four in ten have it, and of those likelier than 0.15 to be of a cue three in a thousand, hardly likelier than that.
const plain = 1

func (c *Chain) plainly(alone weights) bool {
	s1, s2 := alone.scores(placedFeats, c.scale)
	return s1 <= -plain && s2 <= -plain
}

// sum is the sum of a token's weights, as [Chain.rate] has it by its features.
func (c *Chain) sum(p *spot, alone weights) weights {
	var f [cueFeats - placedFeats]uint32
	p.together(&f)
	return alone.of(c, f[:])
}
