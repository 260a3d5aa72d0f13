package lang

// openings are phrases by the number of the word they begin with, for texts whose words were looked up already: what is asked of
// every word of a text looks no word up again.
type openings[T any] struct {
	slots []opening[T] // open addressing; an id of 0 is free
}

type opening[T any] struct {
	id      WordID
	phrases []T
}

// open lays out phrases by their first words, all of which the vocabulary has.
func open[T any](v *Vocabulary, first map[string][]T) *openings[T] {
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
		o.slots[i] = opening[T]{id, phrases}
	}
	return o
}

// home is where a word belongs if its place is free.
func (o *openings[T]) home(id WordID) int { return int(uint32(id)*0x9E3779B1>>8) & (len(o.slots) - 1) }

// of are the phrases that begin with a word.
func (o *openings[T]) of(id WordID) []T {
	if o == nil || id == 0 {
		return nil
	}
	for i := o.home(id); o.slots[i].id != 0; i = (i + 1) & (len(o.slots) - 1) {
		if o.slots[i].id == id {
			return o.slots[i].phrases
		}
	}
	return nil
}
