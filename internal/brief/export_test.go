package brief

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

// How many measures the forests ask for.
const WorthInputs, TwiceInputs = worthInputs, twiceInputs
