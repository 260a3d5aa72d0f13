package spans

import (
	"sitrep/internal/lang"
)

// Run is a run of tokens [First, Last).
type Run struct{ First, Last int }

// Limits of a window in tokens, before and after the cue's sentence.
const (
	reachBefore = 120
	reachAfter  = 220
)

// window is the tokens a cue's source and content may lie in: its sentence, the sentences of a quotation
// that leads up to it, and those of one that goes on after it.
func (l *Layer) window(s int) (from, to int) {
	d := l.d
	from, to = d.Sentences[s].First, d.Sentences[s].Last
	home := d.Sentences[s].Paragraph
	start := from
	for k := s; k > 0 && l.quote[d.Sentences[k].First] != 0 && l.class[d.Sentences[k].First] != openMark; k-- {
		p := &d.Sentences[k-1]
		if p.Paragraph != home || start-p.First > reachBefore {
			break
		}
		from = p.First
	}
	// a quotation that closes with the sentence before the cue's: `"A. B." That is what he said.`
	if from == start && s > 0 {
		p := &d.Sentences[s-1]
		if p.Paragraph == home && l.class[p.Last-1] == closeMark && start-p.First <= reachBefore {
			from = p.First
		}
	}
	end := to
	for k := s + 1; k < len(d.Sentences); k++ {
		n := &d.Sentences[k]
		opens := l.quote[n.First] != 0
		led := n.Paragraph == d.Sentences[k-1].Paragraph+1 && opens && (k > s+1 || l.class[end-1] == colon)
		if !(n.Paragraph == d.Sentences[k-1].Paragraph && opens || led) || n.Last-end > reachAfter {
			break
		}
		to = n.Last
	}
	return from, to
}

func bucket(n int) uint32 {
	switch {
	case n <= 4:
		return uint32(n)
	case n <= 6:
		return 5
	case n <= 10:
		return 6
	case n <= 16:
		return 7
	case n <= 30:
		return 8
	}
	return 9
}

// phrase reports whether a token of the class may stand inside a simple noun phrase.
func phrase(c uint8) bool {
	switch lang.ClaimWord(c) {
	case lang.DetWord, lang.OwnerWord, lang.SubjectWord, lang.ItWord, lang.ObjectWord, lang.OfWord, lang.TitleWord, lang.DayWord:
		return true
	}
	return c == capital || c == capitals || c == number || c == plainWord || c == sForm
}

func verbal(c uint8) bool {
	w := lang.ClaimWord(c)
	return w >= lang.BeWord && w <= lang.NotWord || w == lang.AdverbWord || c == lyForm
}

// The features of a token for the chain of roles: first those of where it stands, which the token before it often has too, then those
// it has with its words, then up to two of the way from or to the cue.
const (
	whereFeats = 12
	roleFeats  = 23
	wayFeats   = 2
)

// wayEnds is how far from the cue, in tokens, the way matters.
const wayEnds = 6

// The leads, in log odds, of outside and of content among the features of where a token stands from which on its words are not asked,
// if it stands beyond the way.
const (
	sureOutside = 1.2
	sureContent = 2.2
)

// placed reports whether where a token stands settles what it is, by the sum of the weights of that.
func (c *Chain) placed(where weights) bool {
	s1, s2 := where.scores(whereFeats, c.scale)
	return s1 <= -sureOutside && s2 <= -sureOutside || s2 >= sureContent && s2-s1 >= sureContent
}

// What lies between a token and the cue is counted up to three, two bits for each sort: commas, quotation marks, verbs and words that
// open a clause; and whether there is another cue. The lowest bit is for the token itself.
const (
	cuesAt   = 1
	subsAt   = 2
	verbsAt  = 4
	quotesAt = 6
	commasAt = 8
)

// counts is as what each class counts; 0 for nothing.
var counts = [classes]uint8{
	comma: commasAt, openMark: quotesAt, closeMark: quotesAt, semicolon: subsAt, dash: subsAt,
	lang.ThatWord: subsAt, lang.RelativeWord: subsAt, lang.SubordinateWord: subsAt, lang.AsWord: subsAt, lang.AfterWord: subsAt, lang.ButWord: subsAt,
	lang.BeWord: verbsAt, lang.HaveWord: verbsAt, lang.DoWord: verbsAt, lang.ModalWord: verbsAt, pastForm: verbsAt,
	lang.SayVerb: verbsAt, lang.TellVerb: verbsAt, lang.ThinkVerb: verbsAt, lang.ShowVerb: verbsAt, lang.AskVerb: verbsAt, lang.ActVerb: verbsAt,
}

// counted is what was counted, and token i with it.
func (l *Layer) counted(p uint32, i int) uint32 {
	if at := counts[l.class[i]]; at > 0 && p>>at&3 < 3 {
		p += 1 << at
	}
	if l.isCue[i] {
		p |= 1 << cuesAt
	}
	return p
}

// learnedRoles is the order of the features but for the way in which the chain learns, on which its sums of floats depend.
var learnedRoles = [roleFeats]uint8{0, 1, 2, 4, 9, 12, 13, 5, 10, 3, 14, 15, 16, 17, 18, 19, 20, 21, 6, 7, 8, 22, 11}

// roleLattice lays out the window of a cue for the chain of roles. With a chain it fills the scores of its tokens, without one
// their features, to learn from.
func (l *Layer) roleLattice(x *lattice, s int, cue Run, chain *Chain) (from, to int) {
	x.reset()
	d := l.d
	from, to = l.window(s)
	sFirst, sLast := d.Sentences[s].First, d.Sentences[s].Last
	head := cue.First
	for i := cue.First; i < cue.Last; i++ {
		if c := l.class[i]; c >= uint8(lang.SayVerb) && c < uint8(lang.ClaimWordCount) {
			head = i
			break
		}
	}
	cw, cc := l.word[head], uint32(l.class[head])
	// the phrase before the cue and the one after it
	left := cue.First
	for left > sFirst && verbal(l.class[left-1]) {
		left--
	}
	verbs := left
	for left > sFirst && phrase(l.class[left-1]) {
		left--
	}
	right := cue.Last
	for right < sLast && phrase(l.class[right]) {
		right++
	}
	before, after := l.classAt(left-1, sFirst, sLast), l.classAt(cue.Last, sFirst, sLast)
	beyond := l.classAt(right, sFirst, sLast)
	held := uint32(0)
	if verbs > left {
		held = 1
	}
	sig := before<<24 | after<<16 | cc<<8 | held<<1
	sig2 := beyond<<8 | after
	cueQuote := l.quote[cue.First]
	// counts to the left, from the cue outwards, come first; then to the right
	n := to - from
	l.between = grown(l.between, n)
	ps := l.between
	p := uint32(0)
	for i := cue.First - 1; i >= from; i-- {
		ps[i-from] = p
		p = l.counted(p, i)
	}
	p = 0
	for i := cue.Last; i < to; i++ {
		ps[i-from] = p
		p = l.counted(p, i)
	}
	path := uint32(0)
	opening := uint32(l.classAt(sFirst, sFirst, sLast))
	var f [roleFeats + wayFeats]uint32
	// of the token before; no base is 0. Most tokens differ from it in one of the three, so their weights are summed apart.
	var base1, between1, distance1 uint32
	var ofBase, ofBetween, ofDistance, sum weights
	sure := false // where it stands settles what it is
	// the classes of the two tokens before, of the token and of the two after it
	cp2, cp1 := uint32(edge), uint32(edge)
	c, cn1, cn2 := uint32(edge), l.classAt(from, from, to), l.classAt(from+1, from, to)
	for t := from; t < to; t++ {
		cp2, cp1, c, cn1, cn2 = cp1, c, cn1, cn2, l.classAt(t+2, from, to)
		if t >= cue.First && t < cue.Last {
			key := uint16(c) * 4
			if chain != nil {
				x.tell(key, never, never)
			} else {
				x.feats = append(x.feats, mix(99, 0, 0)&mask)
				x.add(key, outside)
			}
			path = 0
			continue
		}
		side, dist := uint32(1), t-cue.Last+1
		if t < cue.First {
			side, dist = 2, cue.First-t
		}
		k := ps[t-from]
		q := uint32(0)
		if l.quote[t] != 0 {
			q = 1
			if l.quote[t] == cueQuote {
				q = 2
			}
		}
		if cueQuote != 0 {
			q += 3
		}
		beside := uint32(0) // in the cue's sentence, before or after it
		if t < sFirst {
			beside = 1
		} else if t >= sLast {
			beside = 2
		}
		zone := uint32(0)
		switch {
		case t >= left && t < verbs:
			zone = 1
			if t == left {
				zone = 2
			}
		case t >= verbs && t < cue.First:
			zone = 3
		case t >= cue.Last && t < right:
			zone = 4
			if t == cue.Last {
				zone = 5
			}
		case t == right:
			zone = 6
		case t == left-1:
			zone = 7
		}
		cue1 := uint32(0)
		if l.isCue[t] {
			cue1 = 1
		}
		b := bucket(dist)
		between := k | cue1
		commas, verbs, subs, cues := k>>commasAt&3, k>>verbsAt&3, k>>subsAt&3, k>>cuesAt&1
		base := side<<12 | q<<8 | beside<<6 | zone<<2
		distance := side<<16 | commas<<8 | b
		key := uint16(c)*4 + uint16(side)
		moved := base != base1
		if moved {
			f[0], f[1], f[2], f[3] = mix(31, base, 0), mix(32, base, sig), mix(33, base, cw), mix(40, base, sig2^cc<<20)
			ofBase = chain.sumOf(f[:4])
		}
		if moved || between != between1 {
			f[4], f[5] = mix(34, base, between), mix(38, base, between^sig)
			f[6], f[7] = mix(49, base, commas<<16|before<<8|subs), mix(50, base, commas<<16|after<<8|verbs)
			f[8] = mix(51, side<<16|commas<<8|cues, cw)
			ofBetween = chain.sumOf(f[4:9])
		}
		if distance != distance1 {
			f[9], f[10], f[11] = mix(35, side<<8|b, cc), mix(39, side, cw^b<<3), mix(53, side<<8|opening, commas<<8|b)
			ofDistance = chain.sumOf(f[9:whereFeats])
		}
		if moved || between != between1 || distance != distance1 {
			base1, between1, distance1 = base, between, distance
			sum = ofBase + ofBetween + ofDistance
			sure = chain != nil && chain.placed(sum)
		}
		if sure && dist > wayEnds {
			s1, s2 := sum.scores(whereFeats, chain.scale)
			x.tell(key, s1, s2)
			continue
		}
		w := l.word[t]
		f[12], f[13] = mix(36, side<<8|zone, w), mix(37, side<<16|q<<8|c, b)
		f[14], f[15] = mix(41, side<<8|zone<<4|b, l.wordAt(t-1, from, to)), mix(42, side<<8|zone<<4|b, l.wordAt(t+1, from, to))
		f[16], f[17], f[18] = mix(43, side<<24|cp1<<16|c<<8|cn1, zone), mix(44, side<<24|cp2<<16|cp1<<8|c, b), mix(45, side<<24|cn2<<16|cn1<<8|c, b)
		f[19], f[20], f[21] = mix(46, w, cw^side), mix(47, side<<24|c<<16|between, q), mix(48, side<<24|c<<16|zone<<8, cw)
		f[22] = mix(52, side<<8|zone, l.ending[t])
		n := roleFeats
		if dist <= wayEnds {
			n += wayFeats
			if side == 1 {
				path = mix(54, path, c) & mask
				f[23], f[24] = path, mix(55, path, cc)
			} else {
				h := uint32(0)
				for i := t; i < cue.First; i++ {
					h = mix(56, h, uint32(l.class[i])) & mask
				}
				f[23], f[24] = h, mix(57, h, cc)
			}
		}
		if chain != nil {
			s1, s2 := sum.of(chain, f[whereFeats:n]).scores(n, chain.scale)
			x.tell(key, s1, s2)
			continue
		}
		for _, k := range learnedRoles {
			x.feats = append(x.feats, f[k]&mask)
		}
		for _, k := range f[roleFeats:n] {
			x.feats = append(x.feats, k&mask)
		}
		x.add(key, -1)
	}
	return from, to
}
