package actor

import (
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// pronoun finds whom the pronoun at spot i means.
func (c *Cast) pronoun(doc, i int) (int, float64) {
	r := c.readers[doc]
	s := &r.spots[i]
	switch s.pronoun {
	case "i", "we":
		return c.speaker(doc, i)
	case "former", "latter":
		return c.ofTwo(doc, i)
	case "that man":
		return c.lastOf(doc, i, "he")
	case "that woman":
		return c.lastOf(doc, i, "she")
	case "who":
		if i > 0 && r.spots[i-1].sentence == s.sentence {
			return r.spots[i-1].being, 0.7
		}
		return none, 0
	}
	at, sure := c.antecedent(doc, i, s, s.pronoun)
	if at == none && (s.pronoun == "he" || s.pronoun == "she") {
		return c.ahead(doc, i)
	}
	return at, sure
}

// farAhead is how many phrases may stand before a pronoun for whom it means to be looked for ahead.
const farAhead = 1000

// ahead is who is named only after the pronoun at spot i, where nobody it may mean stands before it: the subject that
// its sentence comes to ("Although he had promised to go, Boothe stayed"), or the one person of its gender named in
// the sentence after ("she said. Councillor Dacosta had voted for it").
func (c *Cast) ahead(doc, i int) (int, float64) {
	r := c.readers[doc]
	s := &r.spots[i]
	if i > farAhead {
		return none, 0
	}
	for k := 0; k < i; k++ {
		if b := r.spots[k].being; b != none && c.beings[b].sort == aPerson {
			return none, 0 // somebody it may mean as well
		}
	}
	found := none
	for k := i + 1; k < len(r.spots) && r.spots[k].sentence <= s.sentence+1; k++ {
		t := &r.spots[k]
		if t.name < 0 || t.being == none || t.quoted != s.quoted || c.beings[t.being].sort == aState || c.stands(s.pronoun, &c.beings[t.being], t) == 0 {
			continue
		}
		if t.sentence == s.sentence {
			if t.subject && r.d.Lower(t.first-1) == "," && r.subordinate(s) {
				return t.being, 0.7
			}
			continue
		}
		b := &c.beings[t.being]
		if !t.subject || b.gender == lang.AnyGender || found != none && found != t.being {
			return none, 0
		}
		found = t.being
	}
	return found, 0.5
}

// subordinate reports whether a pronoun is the subject of a clause that its sentence opens with: "Although he ...".
func (r *reader) subordinate(s *spot) bool {
	return s.first == r.d.Sentences[s.sentence].First+1 && r.role(s.first-1) == lang.PhraseEnd
}

// antecedent finds whom a pronoun at s, before spot i, means: of those it can stand for, the one most in view.
func (c *Cast) antecedent(doc, i int, s *spot, pronoun string) (int, float64) {
	r := c.readers[doc]
	who := choice{none, -9, -9}
	apart, turn := c.namedAfter(doc, i, s), c.turn(doc, s, pronoun)
	s.back = 0
	opening, before := r.asked(s)
	c.around(doc, i, s.sentence, func(from int, t *spot, at int, near float64) {
		if at == none {
			return
		}
		fit := c.stands(pronoun, &c.beings[at], t)
		if fit == 0 || from == doc && (t.det == lang.Indefinite && r.d.Lower(t.first-1) == "as" || before && t.sentence == s.sentence && t.first >= opening) {
			return // "As a young woman, she", "Asked about Roe, he"
		}
		v := near + fit + prominence(s, t, pronoun) + 0.08*float64(min(c.beings[at].seen, 5))
		if at == apart || at == turn {
			v -= 3
		}
		if from == doc && s.says && t.quoted && !s.quoted && t.sentence == s.sentence {
			v -= 3 // who is named in what is said is hardly who says it
		}
		if from == doc && t.subject && c.introduces(doc, t, s.sentence) {
			v += 1.4
		} else if from == doc && r.opensBefore(s, t) {
			v += 1.2
		}
		if who.weigh(at, v) {
			if s.back = 0; from == doc {
				s.back = 1 + t.index
			}
		}
	})
	if who.best == none || (pronoun == "he" || pronoun == "she") && c.eitherOf(doc, i, who.best, pronoun) {
		return none, 0
	}
	c.learn(who.best, pronoun)
	return who.best, who.confidence()
}

// asked reports whether a sentence only says before the pronoun at s what he or she was asked or speaks of, and where that
// begins: "When asked if Roe would stay, he said", "Speaking to Ann Roe, he said". Who is named there is somebody else.
func (r *reader) asked(s *spot) (int, bool) {
	if s.pronoun != "he" && s.pronoun != "she" || r.d.Raw(s.first-1) != "," {
		return 0, false
	}
	j := r.d.Sentences[s.sentence].First
	for j < s.first && r.d.Tokens[j].Kind == text.Punct {
		j++
	}
	if w := r.d.Lower(j); w == "when" || w == "once" {
		j++
	}
	switch r.d.Lower(j) {
	case "asked", "pressed", "quizzed", "questioned", "speaking", "talking", "commenting", "responding", "replying", "reacting", "referring":
		return j, true
	}
	return 0, false
}

// eitherOf reports whether a being was last mentioned as one of a pair that a pronoun for one person may as well
// stand for the other of: "Ray Doyle and Pete Hanrahan found the boat. He said it was empty."
func (c *Cast) eitherOf(doc, i, best int, pronoun string) bool {
	r := c.readers[doc]
	for k := i - 1; k >= 0 && k >= i-reach; k-- {
		t := &r.spots[k]
		if t.being != best {
			continue
		}
		other := k - 1
		if t.both > 0 {
			other = k + 1
		} else if other < 0 || r.spots[other].both == 0 {
			return false
		}
		o := &r.spots[other]
		return !t.says && !o.says && c.beings[best].gender == c.beings[o.being].gender && c.beings[best].sort == aPerson && c.beings[o.being].sort == aPerson && c.stands(pronoun, &c.beings[o.being], o) > 0 && c.stands(pronoun, &c.beings[best], t) > 0
	}
	return false
}

// prominence scores how much a mention t is in view of a pronoun at s: by who speaks, who is the subject, and
// what is only quoted. The weights were set by hand on the fixtures of speakers.
func prominence(s, t *spot, pronoun string) (v float64) {
	same := t.sentence == s.sentence
	if t.says {
		v += 1.6 - 0.3*float64(min(max(s.sentence-t.sentence-1, 0), 4))
		if !s.says {
			v -= 0.5
		}
	}
	switch {
	case t.subject && t.says && same && s.inner:
		v += 0.8 // "Sala said Roe left after she"
	case t.subject && t.says && same:
		v += 1.6 // "Sala said she"
	case t.subject:
		v += 0.8
	case s.says && !t.says && same:
		v -= 1.5 // "... against Assad, he added"
	}
	if s.inner && same && t.subject {
		v += 1 // "ISIL attacked as it announced"
	}
	if pronoun == "they" && !t.subject && !t.says {
		v -= 0.5
	}
	if t.quoted && !s.quoted {
		v -= 1.2
	}
	if t.pronoun != "" {
		v += 0.2
	}
	if t.pronoun == pronoun {
		v += 0.4
	}
	return v
}

// learn notes what a pronoun says of whom it stands for.
func (c *Cast) learn(at int, pronoun string) {
	b := &c.beings[at]
	if b.sort == aBody || b.gender != lang.AnyGender || pronoun != "he" && pronoun != "she" {
		return
	}
	b.gender = lang.Male
	if pronoun == "she" {
		b.gender = lang.Female
	}
	if b.sort == unknown {
		b.sort = aPerson
	}
}

// namedAfter is who is named next in the clause a pronoun is the subject of, and so is somebody else: "She
// called Lottie a liar".
func (c *Cast) namedAfter(doc, i int, s *spot) int {
	r := c.readers[doc]
	if !s.subject || i+1 >= len(r.spots) || s != &r.spots[i] {
		return none
	}
	t := &r.spots[i+1]
	if t.sentence != s.sentence || t.name < 0 || t.quoted != s.quoted || t.says {
		return none
	}
	for j := s.last; j < t.first; j++ {
		if r.d.Tokens[j].Kind == text.Punct {
			return none
		}
	}
	return t.being
}

// introduces reports whether a spot opens the sentence before with the first mention of somebody:
// "Dr Sara Weiss came to help. She said"; not by what they are to somebody in view already ("Her predecessor, Irma
// Saal, watched").
func (c *Cast) introduces(doc int, t *spot, sentence int) bool {
	b := &c.beings[t.being]
	r := c.readers[doc]
	return t.name >= 0 && t.det != lang.Possessive && b.words > 1 && b.sort == aPerson && t.sentence == sentence-1 && b.doc == doc && b.first == r.names[t.name].First && t.first <= r.d.Sentences[t.sentence].First+1
}

// opensBefore reports whether a spot opens the sentence before a pronoun's as its subject, by a name: "Mr. Penhallow
// took off his hat. "Are you certain?" he asked."
func (r *reader) opensBefore(s, t *spot) bool {
	return s.says && t.subject && !t.quoted && (t.name >= 0 && t.det != lang.Possessive || t.owner >= 0 && t.det == lang.Possessive) && t.sentence == s.sentence-1 && t.first <= r.d.Sentences[t.sentence].First+1
}

// around shows the spots in view before spot i, nearest first, each with its text and how near it is; where
// there is nothing before, those of the other text.
func (c *Cast) around(doc, i, sentence int, consider func(from int, t *spot, being int, near float64)) {
	r := c.readers[doc]
	for k := i - 1; k >= 0 && k >= i-reach; k-- {
		t := &r.spots[k]
		near := 2 - 0.4*float64(min(sentence-t.sentence, 8)) - 0.01*float64(i-k)
		consider(doc, t, t.being, near)
		if t.both > 0 {
			consider(doc, t, t.both, near)
		}
		if t.of >= 0 && c.beings[t.of].sort == aBody {
			consider(doc, t, t.of, near-0.8)
		}
	}
	if other := c.readers[1-doc]; other != nil && (doc == 1 || i < reach) {
		for k := range other.spots {
			if k > reach {
				break
			}
			near := -1.5 - 0.02*float64(k)
			consider(1-doc, &other.spots[k], other.spots[k].being, near)
		}
	}
}

// choice is who of several is meant: the likeliest so far, and how likely it and the next one are.
type choice struct {
	best          int
	score, second float64
}

// weigh takes somebody into account, and reports whether he is the likeliest.
func (k *choice) weigh(at int, v float64) bool {
	switch {
	case v > k.score:
		if k.best != at {
			k.second = k.score
		}
		k.best, k.score = at, v
		return true
	case at != k.best && v > k.second:
		k.second = v
	}
	return false
}

// confidence is how sure the choice is.
func (k *choice) confidence() float64 { return min(0.9, 0.55+0.12*(k.score-k.second)) }

// stands scores whether a pronoun may stand for a being as it was mentioned; 0 if it can't.
func (c *Cast) stands(pronoun string, b *being, t *spot) float64 {
	switch pronoun {
	case "he", "she":
		want := lang.Male
		if pronoun == "she" {
			want = lang.Female
		}
		if b.plural || !agree(b.gender, want) {
			return 0
		}
		switch b.sort {
		case aPerson:
			if b.unnamed && t.det != lang.Indefinite && t.noun != nil && t.noun.Kind == lang.RoleNoun && !t.says {
				return 0.6
			}
			if b.gender == want {
				return 1.4
			}
			return 1
		case unknown:
			if (t.says || t.subject) && t.pronoun != "who" && b.placed*2 <= b.seen {
				return 0.1
			}
		}
	case "it":
		switch {
		case b.plural && b.sort != aBody || b.sort == aPerson:
			return 0
		case t.bare:
			return 0
		case b.sort == aState:
			return 0.4
		case b.sort == aBody:
			return 1
		case t.says || t.subject:
			return 0.2
		}
	case "both":
		if b.several {
			return 2
		}
	case "they":
		switch {
		case b.plural:
			return 1.8
		case b.sort == aBody:
			return 0.4
		case b.sort == aState:
			return 0.1
		case b.unnamed && t.says:
			return 0.2
		}
	}
	return 0
}

// lastSpeaker is who spoke last before spot i, or speaks in its sentence.
func (c *Cast) lastSpeaker(doc, i int) (int, float64) {
	r := c.readers[doc]
	for k := i - 1; k >= 0 && k >= i-reach; k-- {
		if t := &r.spots[k]; t.being != none && t.says {
			return t.being, 0.6
		}
	}
	return none, 0
}

// speaker is who says "I" or "we" at spot i: who speaks in the sentence, else who spoke last.
func (c *Cast) speaker(doc, i int) (int, float64) {
	r := c.readers[doc]
	for k := i + 1; k < len(r.spots) && r.spots[k].sentence == r.spots[i].sentence; k++ {
		if t := &r.spots[k]; t.says && t.being != none && !t.quoted {
			return t.being, 0.7
		}
	}
	if b, sure := c.lastSpeaker(doc, i); b != none {
		return b, sure
	}
	return c.author(doc)
}

// author is who the headline says the words are by: "Remarks by Ann Lee on Fishing".
func (c *Cast) author(doc int) (int, float64) {
	r := c.readers[1]
	if doc == 1 || r == nil {
		return none, 0
	}
	by := none // where what follows "by" begins
	for i := range r.spots {
		t := &r.spots[i]
		if r.d.Lower(t.first-1) == "by" {
			by = t.first
		}
		if by != t.first || t.name < 0 || t.being == none {
			continue
		}
		if c.beings[t.being].sort != aBody {
			return t.being, 0.5
		}
		by = t.last // "by APNSA Jake Sullivan"
	}
	return none, 0
}

// ofTwo is the first or the second of the two names in the sentence before.
func (c *Cast) ofTwo(doc, i int) (int, float64) {
	r := c.readers[doc]
	first, second := none, none
	from := r.spots[i].sentence - 1
	for k := i - 1; k >= 0 && r.spots[k].sentence >= from; k-- {
		t := &r.spots[k]
		switch {
		case t.pronoun == "former":
			from = t.sentence - 1
		case t.name < 0 || t.being == none || t.being == second || c.readers[doc].placed(t) && c.beings[t.being].sort != aBody && c.beings[t.being].sort != aPerson:
		case second == none:
			second = t.being
		case first == none && c.beings[t.being].sort == c.beings[second].sort:
			first = t.being
		}
	}
	if first == none {
		first, second = c.twoNamed(doc, r.spots[i].sentence-1)
	}
	if first == none {
		return none, 0
	}
	if r.spots[i].pronoun == "former" {
		return first, 0.7
	}
	return second, 0.7
}

// twoNamed is the two of one sort that are all a sentence names: "an inquiry of the Justice Ministry and the Interior
// Ministry".
func (c *Cast) twoNamed(doc, sentence int) (first, second int) {
	r := c.readers[doc]
	first, second = none, none
	if sentence < 0 {
		return none, none
	}
	in := &r.d.Sentences[sentence]
	for i, n := range r.names {
		at := c.nameBeing[doc][i]
		switch {
		case n.First < in.First || n.First >= in.Last || at == none || at == first || at == second:
		case first == none:
			first = at
		case second == none && c.beings[at].sort == c.beings[first].sort && (c.beings[at].sort == aBody || c.beings[at].sort == aPerson):
			second = at
		default:
			return none, none
		}
	}
	if second == none {
		return none, none
	}
	return first, second
}

// lastOf is the person named last before spot i for whom a pronoun may stand: "that gentleman" is the nearer of two.
func (c *Cast) lastOf(doc, i int, pronoun string) (int, float64) {
	r := c.readers[doc]
	for k := i - 1; k >= 0 && r.spots[k].sentence >= r.spots[i].sentence-2; k-- {
		t := &r.spots[k]
		if t.name >= 0 && t.being != none && t.quoted == r.spots[i].quoted && c.beings[t.being].sort == aPerson && c.stands(pronoun, &c.beings[t.being], t) > 0 {
			return t.being, 0.7
		}
	}
	return none, 0
}
