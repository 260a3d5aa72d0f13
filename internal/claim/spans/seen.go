package spans

import "sitrep/internal/text"

// seen is a word as the chain of cues sees it: what is worked out for it is worked out once and kept from sentence to sentence
// and from text to text, since of the words of any text most are those of the last.
type seen struct {
	known
	worked, filled, times uint8 // places in placed, distances in vectors; how often it was met since words were last forgotten, up to 255
	group                 groupPair

	// When reading, what the word adds by itself to its own score; to that of a token beside it, by how far it stands from that; and
	// to its own with each of the places it commonly has, where worked has the place's bit.
	own    weights
	beside [len(besides)]weights
	placed [places]weights
}

// known is what tells a word from others.
type known struct {
	word, ending uint32
	class        uint8
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
	// vectors are sums of the hidden layer's vectors of each word of met, by how far it stands from a token, where its filled has the
	// distance's bit. They lie apart: most of what is asked of words is not asked of them.
	vectors []vectors
}

type vectors [2*around + 1]lanes

// mostMet is how many different words are kept, which takes some 5 MB; one more and the rarer half is forgotten, between sentences.
const mostMet = 1 << 13

// slotBits makes twice as much room as ever needed: what is met in one sentence comes on top of those kept.
const slotBits = 15

// forget makes the company empty, but for what is past a sentence's ends.
func (c *company) forget() {
	if c.slots == nil {
		c.slots, c.met = make([]uint16, 1<<slotBits), make([]seen, 0, mostMet+mostMet/8)
		c.vectors = make([]vectors, 0, cap(c.met))
	}
	clear(c.slots)
	c.met = append(c.met[:0], seen{known: known{word: pastEnd, class: uint8(edge)}, group: groupPair{1 << 12, 1 << 12, Sense{255, 255, 255}}})
	c.vectors = append(c.vectors[:0], vectors{})
}

// thin forgets the words that were met least since it was last done, at least half of all.
func (c *company) thin() {
	var often [256]int
	for i := range c.met {
		often[c.met[i].times]++
	}
	least := len(often)
	for n := 0; least > 0 && n+often[least-1] <= mostMet/2; least-- {
		n += often[least-1]
	}
	clear(c.slots)
	kept := c.met[:1]
	for i := 1; i < len(c.met); i++ {
		if m := &c.met[i]; int(m.times) >= least {
			c.slots[c.slot(&m.known)] = uint16(len(kept))
			c.vectors[len(kept)] = c.vectors[i]
			kept = append(kept, *m)
			kept[len(kept)-1].times = 0
		}
	}
	c.met, c.vectors = kept, c.vectors[:len(kept)]
}

// pastEnd stands for the word past either end of a sentence.
const pastEnd = 7

// slot is where a word is among the slots, or the free one where it belongs.
func (c *company) slot(k *known) int {
	const last = 1<<slotBits - 1
	i := (k.word ^ uint32(k.class)*0x9E3779B1) * 0x85EBCA77 >> (32 - slotBits)
	for c.slots[i] != 0 && c.met[c.slots[i]].known != *k {
		i = (i + 1) & last
	}
	return int(i)
}

// find is the place of a word among those met, which it joins if it is new; fresh says so.
func (c *company) find(k *known) (at int, fresh bool) {
	i := c.slot(k)
	if c.slots[i] != 0 {
		return int(c.slots[i]), false
	}
	at = len(c.met)
	c.slots[i] = uint16(at)
	c.met = append(c.met, seen{known: *k})
	if at < cap(c.vectors) { // what is there is cleared only where it is read
		c.vectors = c.vectors[:at+1]
	} else {
		c.vectors = append(c.vectors, vectors{})
	}
	return at, true
}

// around are the sums of the hidden layer's vectors of a token and of those around it, which lie at some places in met.
func (c *company) around(d *deep, near *[2*around + 1]*seen, at *[2*around + 1]int32) (sums [2*around + 1]*lanes) {
	for k, s := range near {
		sums[k] = &c.vectors[at[k]][k]
		if s.filled&(1<<k) == 0 {
			s.fill(d, sums[k], k)
		}
	}
	return sums
}

// fill works out the sum of a word at a distance from a token, counted from the farthest before it on.
func (s *seen) fill(d *deep, v *lanes, k int) {
	s.filled |= 1 << k
	*v = lanes{}
	var room [8]uint32
	for _, f := range s.atoms(room[:0], k-around) {
		v.addKept(d.at(f))
	}
	if k == around {
		v.addKept(d.at(s.endingAtom()))
	}
}

// weigh notes what a word adds by itself to the scores of the tokens around it.
func (s *seen) weigh(c *Chain) {
	var f [aloneFeats]uint32
	for k, off := range besides {
		s.feats(f[:], off)
		s.beside[k] = c.weightsOf(f[0])
	}
	s.own = weights(0).of(c, f[:s.feats(f[:], 0)])
}

// own is what the token adds to its own score, by itself and with its place.
func (p *spot) own(c *Chain) weights {
	var f [placedFeats - aloneFeats]uint32
	s := p.near[around]
	if p.quoted != 0 || p.start < 3 || p.rest < 3 {
		p.placed(&f)
		return s.own.of(c, f[:])
	}
	place := p.says<<1 | p.marks
	if s.worked&(1<<place) == 0 {
		p.placed(&f)
		s.worked |= 1 << place
		s.placed[place] = s.own.of(c, f[:])
	}
	return s.placed[place]
}

// meet looks up the words of a sentence among those met, and their groups; where a chain reads, also what they add to its scores.
func (l *Layer) meet(s *text.Sentence, chain *Chain) {
	c := &l.company
	if len(c.met) == 0 {
		c.forget()
	} else if len(c.met) >= mostMet {
		c.thin()
	}
	if chain != nil && len(c.met) == 1 {
		c.met[0].weigh(chain)
	}
	n := s.Last - s.First
	l.met, l.row = grown(l.met, n+2*around), grown(l.row, n+2*around)
	for k := range around { // past the sentence's ends
		l.met[k], l.met[around+n+k] = 0, 0
		l.row[k], l.row[around+n+k] = &c.met[0], &c.met[0]
	}
	room := cap(c.met)
	met, row := l.met[around:around+n], l.row[around:around+n]
	words, endings, classes, groups := l.word[s.First:s.Last], l.ending[s.First:s.Last], l.class[s.First:s.Last], l.group[s.First:s.Last]
	for t := range met {
		at, fresh := c.find(&known{word: words[t], ending: endings[t], class: classes[t]})
		m := &c.met[at]
		if m.times < 255 {
			m.times++
		}
		if fresh {
			if m.class == number {
				m.group = l.groups.of(numeral)
			} else {
				m.group = l.groups.of(m.word)
			}
			if chain != nil {
				m.weigh(chain)
			}
		}
		met[t], row[t], groups[t] = int32(at), m, m.group
	}
	if cap(c.met) == room {
		return
	}
	for i, at := range l.met { // all were moved
		l.row[i] = &c.met[at]
	}
}
