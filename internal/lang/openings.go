package lang

// openings are phrases by the number of the word they begin with, for texts whose words were looked up already: what is asked of
// every word of a text looks no word up again.
type openings[T any] struct {
	slots []opening[T] // open addressing; an id of 0 is free
}

type opening[T any] struct {
	id      WordID
	phrases []T
	seconds uint64 // a bit for the look of each phrase's second word: most words behind a common one go on none
}

// open lays out phrases by their first words, all of which the vocabulary has.
func open[T any](v *Vocabulary, first map[string][]T, second func(*T) sight) *openings[T] {
	size := 2
	for size < 2*len(first) {
		size *= 2
	}
	o := &openings[T]{make([]opening[T], size)}
	for word, phrases := range first {
		id := v.Find(word)
		i := o.home(id)
		for o.slots[i].id != 0 {
			i = (i + 1) & (len(o.slots) - 1)
		}
		o.slots[i] = opening[T]{id: id, phrases: phrases}
		for p := range phrases {
			if s := second(&phrases[p]); s != 0 {
				o.slots[i].seconds |= s.bit()
			} else {
				o.slots[i].seconds = ^uint64(0) // it is a phrase by itself
			}
		}
	}
	return o
}

// bit is that of a look among seconds.
func (s sight) bit() uint64 { return 1 << (uint32(s) * 0x9E3779B1 >> 26) }

// home is where a word belongs if its place is free.
func (o *openings[T]) home(id WordID) int { return int(uint32(id)*0x9E3779B1>>8) & (len(o.slots) - 1) }

// of are the phrases that begin with a word, if one of them may go on with a word of such looks.
func (o *openings[T]) of(id WordID, next sight) []T {
	if o == nil || id == 0 {
		return nil
	}
	for i := o.home(id); o.slots[i].id != 0; i = (i + 1) & (len(o.slots) - 1) {
		if s := &o.slots[i]; s.id == id {
			if s.seconds&next.bit() == 0 {
				return nil
			}
			return s.phrases
		}
	}
	return nil
}
