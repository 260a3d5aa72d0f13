package spans

// Sense is what the dictionary says of token i.
func (l *Layer) Sense(i int) Sense {
	if i < 0 || i >= len(l.group) {
		return Sense{}
	}
	return l.group[i].Sense
}

// Verb is the part of speech of verbs.
const Verb = verbPart

// Parts are what a word mostly is (0 noun, 1 verb, 2 adjective, 3 adverb), what else it often is, and its form as a verb; -1 where
// the dictionary does not know it.
func (s Sense) Parts() (most, next, form int) {
	if s.Part == 0 {
		return -1, -1, -1
	}
	p := int(s.Part) - 1
	return p / 16, p / 4 % 4, p % 4
}

// The fields of [Sense.Verb] and [Sense.Noun] are 1 + 2*field, one more where a fifth of a word's uses are of communication.
const (
	verbThought, verbSaying = 2, 3
	nounThought, nounSaying = 6, 7
	nounPerson              = 15
)

// Says is how far a field is of saying: 3 mostly, 2 of thought or often of saying, 1 neither; 0 where there is none.
func says(code uint8, thought, saying int) float32 {
	field := int(code-1) / 2
	switch {
	case code == 0:
		return 0
	case field == saying:
		return 3
	case field == thought || code%2 == 0:
		return 2
	}
	return 1
}

// Person reports whether the noun is mostly one for somebody.
func (s Sense) Person() bool { return s.Noun > 0 && int(s.Noun-1)/2 == nounPerson }

// VerbSays and NounSays are how far a word is one of saying, as a verb and as a noun.
func (s Sense) VerbSays() float32 { return says(s.Verb, verbThought, verbSaying) }
func (s Sense) NounSays() float32 { return says(s.Noun, nounThought, nounSaying) }

// Leaning is what the word at token i, its groups and senses, add to a cue's score whatever stands around: how far texts that were
// annotated have such words for cues.
func (m *Model) Leaning(l *Layer, i int) float32 {
	g, w := &l.group[i], &m.judge.Cue.Signs
	at := func(kind, x, y uint32) float32 { return w[mix(kind, x, y)&(1<<signBits-1)] }
	return at(201, l.word[i], 0) + at(203, uint32(g.Fine), 0) + at(204, uint32(g.Coarse), 0) + at(205, uint32(g.Verb), uint32(g.Part)) + at(206, uint32(g.Noun), uint32(g.Part))
}
