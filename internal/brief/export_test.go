package brief

import "strings"

// Judge gives the worth of a story's sentences, and whether pairs of them tell the same, to tests outside the package; it says how many measures
// were taken of a sentence and of a pair.
func Judge(in Input) (worth map[string]float64, twice func(a, b string) bool, ofSentence, ofPair int) {
	in.Words = DefaultWords
	w := newWriter(in)
	p := w.plan()
	w.judge(p)
	worth = map[string]float64{}
	by := map[string]*candidate{}
	for _, c := range w.pool.sentences {
		worth[c.Text], by[c.Text] = c.worth, c
	}
	w.measure(p, func(_ *candidate, in []float32) { ofSentence = len(in) })
	ofPair = len(w.compare(nil, w.pool.sentences[0], w.pool.sentences[1]))
	return worth, func(a, b string) bool { return w.twice(by[a], by[b]) }, ofSentence, ofPair
}

// Redundant gives how likely a sentence of a story says nothing new once others are told, each found by words it holds; it says how many measures were taken.
func Redundant(in Input) (chance func(sentence string, told ...string) float64, measures int) {
	in.Words = DefaultWords
	w := newWriter(in)
	w.judge(w.plan())
	holding := func(words string) *candidate {
		for _, c := range w.pool.sentences {
			if strings.Contains(c.Text, words) {
				return c
			}
		}
		panic("no sentence is fit to print that holds " + words)
	}
	measures = len(w.beside(nil, w.pool.sentences[:1], w.pool.sentences[1]))
	return func(sentence string, told ...string) float64 {
		var list []*candidate
		for _, words := range told {
			list = append(list, holding(words))
		}
		return redundantForest().Score(w.beside(nil, list, holding(sentence)))
	}, measures
}

// How many measures the forests ask for.
const WorthInputs, TwiceInputs = worthInputs, twiceInputs

// MostRedundant is the chance from which a sentence says nothing new.
const MostRedundant = mostRedundant
