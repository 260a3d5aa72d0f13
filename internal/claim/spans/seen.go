package spans

import "sitrep/internal/text"

// seen is a word as the chain of cues sees it: what is worked out for it is worked out once and kept from sentence to sentence
// and from text to text, since of the words of any text most are those of the last.
type seen struct {
	word, ending uint32
	group        groupPair
	class        uint8
	number       bool

	// When reading, what the word adds by itself to the score of a token beside it, by how far it stands from that; to its own;
	// and to its own with each of the places it commonly has, where known has the place's bit.
	beside [len(besides)]weights
	own    weights
	placed [places]weights
	known  uint8
	// vectors is the place of its vectors among all, 0 for none yet.
	vectors int32
}

// places are those of a token further than start and rest tell from its sentence's ends and not in a quotation: by verbs of saying
// so far, and whether there is a quotation mark.
const places = 6

// besides is where, from a token, words have weights by themselves.
var besides = [...]int{-2, -1, 1, 2}

// around is how far from a token, in tokens, the hidden layer looks.
const around = 3

// company are the words met so far.
type company struct {
	met   []seen
	slots []uint16 // open addressing over met; 0 is free, and the first of met stands for what is past a sentence's ends
	// vectors are the sums of the hidden layer's vectors of a word, for each distance from a token.
	vectors []vectors
	filled  []uint8 // which distances of vectors there are
}

// vectors are sums of vectors of the hidden layer, by distance.
type vectors [2*around + 1]lanes

// mostMet is how many different words are kept, which takes some 2 MB; one more and they are forgotten, between sentences.
const mostMet = 1 << 12

// slotBits makes twice as much room as ever needed: what is met in one sentence comes on top of those kept.
const slotBits = 14

// forget makes the company empty, but for what is past a sentence's ends.
func (c *company) forget() {
	if c.slots == nil {
		c.slots, c.met = make([]uint16, 1<<slotBits), make([]seen, 0, mostMet+mostMet/8)
		c.vectors, c.filled = make([]vectors, 0, mostMet), make([]uint8, 0, mostMet)
	}
	clear(c.slots)
	c.met = append(c.met[:0], seen{word: pastEnd, class: uint8(edge), group: groupPair{1 << 12, 1 << 12, Sense{255, 255, 255}}})
	c.vectors, c.filled = append(c.vectors[:0], vectors{}), append(c.filled[:0], 0)
}

// pastEnd stands for the word past either end of a sentence.
const pastEnd = 7

// find is the place of a word among those met, which it joins if it is new; fresh says so.
func (c *company) find(s *seen) (at int, fresh bool) {
	const last = 1<<slotBits - 1
	i := (s.word ^ uint32(s.class)*0x9E3779B1) * 0x85EBCA77 >> (32 - slotBits)
	for ; c.slots[i] != 0; i = (i + 1) & last {
		m := &c.met[c.slots[i]]
		if m.word == s.word && m.ending == s.ending && m.class == s.class && m.number == s.number {
			return int(c.slots[i]), false
		}
	}
	c.slots[i] = uint16(len(c.met))
	c.met = append(c.met, *s)
	return len(c.met) - 1, true
}

// vector is the sum of the hidden layer's vectors of a word at some distance from a token.
func (c *company) vector(d *deep, s *seen, off int) *lanes {
	if s.vectors == 0 {
		s.vectors = int32(len(c.vectors))
		c.vectors, c.filled = append(c.vectors, vectors{}), append(c.filled, 0)
	}
	v, bit := &c.vectors[s.vectors][off+around], uint8(1)<<(off+around)
	if c.filled[s.vectors]&bit == 0 {
		c.filled[s.vectors] |= bit
		var room [8]uint32
		for _, f := range s.atoms(room[:0], off) {
			v.add(d.at(f))
		}
		if off == 0 {
			v.add(d.at(mix(110, s.ending, 0) & deepMask))
		}
	}
	return v
}

// weigh notes what a word adds by itself to the scores of the tokens around it.
func (s *seen) weigh(c *Chain) {
	var f [aloneFeats]uint32
	for k, off := range besides {
		s.beside[k] = weights{}.of(c, f[:s.feats(f[:], off)])
	}
	s.own = weights{}.of(c, f[:s.feats(f[:], 0)])
}

// own is what the token adds to its own score, by itself and with its place.
func (p *spot) own(c *Chain) weights {
	var f [cueFeats]uint32
	s := p.near[around]
	if p.quoted != 0 || p.start < 3 || p.rest < 3 {
		p.placed(&f)
		return s.own.of(c, f[aloneFeats:placedFeats])
	}
	place := p.says<<1 | p.marks
	if s.known&(1<<place) == 0 {
		p.placed(&f)
		s.known |= 1 << place
		s.placed[place] = s.own.of(c, f[aloneFeats:placedFeats])
	}
	return s.placed[place]
}

// meet looks up the words of a sentence among those met, and their groups; where a chain reads, also what they add to its scores.
func (l *Layer) meet(s *text.Sentence, chain *Chain) {
	c := &l.company
	if len(c.met) == 0 || len(c.met) >= mostMet {
		c.forget()
	}
	if chain != nil && len(c.met) == 1 {
		c.met[0].weigh(chain)
	}
	for t := s.First; t < s.Last; t++ {
		w := seen{word: l.word[t], ending: l.ending[t], class: l.class[t], number: l.d.Tokens[t].Kind == text.Number}
		at, fresh := c.find(&w)
		m := &c.met[at]
		if fresh {
			if m.number {
				m.group = l.groups.of(numeral)
			} else {
				m.group = l.groups.of(m.word)
			}
			if chain != nil {
				m.weigh(chain)
			}
		}
		l.met[t], l.group[t] = int32(at), m.group
	}
}

// seenAt is token i of a sentence [from, to), or what is past its ends.
func (l *Layer) seenAt(i, from, to int) *seen {
	if i < from || i >= to {
		return &l.company.met[0]
	}
	return &l.company.met[l.met[i]]
}
