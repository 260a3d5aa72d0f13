package brief

import (
	"math"
	"sort"
	"strings"

	"sitrep/internal/text"
)

// consensus measures how well a set of sentences says what the story's reports say near their tops:
// for each report, the F1 of content words with the report's first words, as many as the body may
// have, and the share of its headline's words; weighted, so that late reports count more in a long
// story. Choosing sentences so that this is highest is choosing the brief that is expected to be
// nearest to whatever brief a good editor would write, taking each report for one (minimum Bayes
// risk; Kumar and Byrne, 2004).
type consensus struct {
	refs   []reference
	weight float64 // of all references
	have   map[int32]int
	total  int
	now    float64
}

// reference is one report's top.
type reference struct {
	lead, title           map[int32]int
	leadWords, titleWords int
	weight                float64
	order                 int // of its reading
	covered, titled       int // words of it that the chosen sentences have
}

// titleWeight is what a headline's word counts beside a lead's. Editors put the gist there.
const titleWeight = 1.5

// maxReferences bounds the work for a story of thousands of reports: the weightiest are asked.
const maxReferences = 60

func newConsensus(refs []reference) *consensus {
	sort.SliceStable(refs, func(i, j int) bool { return refs[i].weight > refs[j].weight })
	if len(refs) > maxReferences {
		refs = refs[:maxReferences]
	}
	c := &consensus{refs: refs, have: map[int32]int{}}
	for _, r := range refs {
		c.weight += r.weight * (1 + titleWeight)
	}
	return c
}

// gain is by how much a candidate's words would raise the agreement, which lies between 0 and 1.
// Near 0 or below, the candidate says nothing that most reports say and isn't said yet.
func (c *consensus) gain(words []wordCount) float64 {
	return c.agreement(words) - c.now
}

func (c *consensus) agreement(words []wordCount) float64 {
	if c.weight == 0 {
		return 0
	}
	total := c.total
	for _, w := range words {
		total += w.n
	}
	sum := 0.0
	for i := range c.refs {
		r := &c.refs[i]
		covered, titled := r.covered, r.titled
		for _, w := range words {
			have := c.have[w.id]
			if in := r.lead[w.id]; in > have {
				covered += min(in-have, w.n)
			}
			if in := r.title[w.id]; in > have {
				titled += min(in-have, w.n)
			}
		}
		if n := total + r.leadWords; n > 0 {
			sum += r.weight * 2 * float64(covered) / float64(n)
		}
		if r.titleWords > 0 {
			sum += r.weight * titleWeight * float64(titled) / float64(r.titleWords)
		}
	}
	return sum / c.weight
}

// add takes a candidate's words into what is said.
func (c *consensus) add(words []wordCount) {
	for i := range c.refs {
		r := &c.refs[i]
		for _, w := range words {
			have := c.have[w.id]
			if in := r.lead[w.id]; in > have {
				r.covered += min(in-have, w.n)
			}
			if in := r.title[w.id]; in > have {
				r.titled += min(in-have, w.n)
			}
		}
	}
	for _, w := range words {
		c.have[w.id] += w.n
		c.total += w.n
	}
	c.now = c.agreement(nil)
}

// wordCount is how often a content word stands in a text.
type wordCount struct {
	id int32
	n  int
}

// vocabulary numbers a story's content words.
type vocabulary struct {
	ids, roots    map[string]int32
	samples       []string                 // by root: a word that has it
	kin           map[int32]map[int32]bool // by root, once asked for: those of kin with it
	titles, leads []float64                // by word: the weight of the reports that hold it there
}

func newVocabulary() *vocabulary {
	return &vocabulary{ids: map[string]int32{}, roots: map[string]int32{}, kin: map[int32]map[int32]bool{}}
}

func (v *vocabulary) id(stem string) int32 {
	id, ok := v.ids[stem]
	if !ok {
		id = int32(len(v.ids))
		v.ids[stem] = id
		v.titles = append(v.titles, 0)
		v.leads = append(v.leads, 0)
	}
	return id
}

// count numbers and counts the content words of tokens [first, last), in the order of their numbers.
func (v *vocabulary) count(d *text.Doc, first, last int) []wordCount {
	n := map[int32]int{}
	for i := first; i < last; i++ {
		if w := stem(d, i); w != "" {
			n[v.id(w)]++
		}
	}
	out := make([]wordCount, 0, len(n))
	for id, k := range n {
		out = append(out, wordCount{id, k})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].id < out[j].id })
	return out
}

// countRoots numbers and counts the words of tokens [first, last) by their roots: words without endings, and states by their names,
// so that "Libyan authorities ordered" and "Libya orders" share theirs. They tell whether two sentences say the same.
func (v *vocabulary) countRoots(d *text.Doc, first, last int) []wordCount {
	n := map[int32]int{}
	for i := first; i < last; i++ {
		root := ""
		if k, state := d.Language.Actors.CountryAt(d.Lower, i); k > 0 && d.Tokens[i].Shape != text.Lower && i+k <= last {
			root = "\x00" + state.Name
			i += k - 1
		} else if root = stem(d, i); d.Tokens[i].Kind == text.Word && root != "" {
			root = uninflected(strings.TrimSuffix(d.Lower(i), "s"))
		}
		if root == "" {
			continue
		}
		if _, known := v.roots[root]; !known {
			v.roots[root] = int32(len(v.roots))
			v.samples = append(v.samples, d.Lower(i))
		}
		n[v.roots[root]]++
	}
	out := make([]wordCount, 0, len(n))
	for id, k := range n {
		out = append(out, wordCount{id, k})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].id < out[j].id })
	return out
}

// leastRoot is how many letters of a root are left by what takes its ending; mostRoot is where it is cut.
const leastRoot, mostRoot = 4, 6

// uninflected is a word cut to its root: without a verb's ending, and no longer than tells most words apart.
func uninflected(w string) string {
	for _, end := range []string{"ed", "ing", "e", "er"} {
		if rest, ok := strings.CutSuffix(w, end); ok && len(rest) >= leastRoot {
			w = rest
			break
		}
	}
	if len(w) > mostRoot {
		cut := mostRoot
		for cut < len(w) && w[cut]&0xC0 == 0x80 {
			cut++
		}
		w = w[:cut]
	}
	return w
}

// known is the part of a candidate's roots that a set holds.
func known(roots []wordCount, in map[int32]bool) float64 {
	if len(roots) == 0 {
		return 0
	}
	n := 0
	for _, r := range roots {
		if in[r.id] {
			n++
		}
	}
	return float64(n) / float64(len(roots))
}

// reference is the top of one report: its headline, and as many of its first words as a body may
// have.
func (v *vocabulary) reference(title, body *text.Doc, words int, weight float64) reference {
	r := reference{weight: weight}
	r.title, r.titleWords = bag(v.count(title, 0, len(title.Tokens)))
	last := 0
	for n := 0; last < len(body.Tokens) && n < words; last++ {
		if body.Tokens[last].Kind != text.Punct {
			n++
		}
	}
	r.lead, r.leadWords = bag(v.count(body, 0, last))
	for id := range r.title {
		v.titles[id] += weight
	}
	for id := range r.lead {
		v.leads[id] += weight
	}
	return r
}

// head counts the words of a report's headline, which count twice, and of its beginning.
func (v *vocabulary) head(title, body *text.Doc) []wordCount {
	n := map[int32]int{}
	for _, w := range v.count(title, 0, len(title.Tokens)) {
		n[w.id] += 2 * w.n
	}
	last := 0
	for k := 0; last < len(body.Tokens) && k < headLength; last++ {
		if body.Tokens[last].Kind != text.Punct {
			k++
		}
	}
	for _, w := range v.count(body, 0, last) {
		n[w.id] += w.n
	}
	out := make([]wordCount, 0, len(n))
	for id, k := range n {
		out = append(out, wordCount{id, k})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].id < out[j].id })
	return out
}

func bag(words []wordCount) (map[int32]int, int) {
	out, n := make(map[int32]int, len(words)), 0
	for _, w := range words {
		out[w.id] = w.n
		n += w.n
	}
	return out, n
}

// centrality is the mean weight of a sentence's words, damped for very short ones: what many reports
// put into their headlines and leads is what the story is about (the centroid method of Radev et al.,
// 2004, with reports for documents). length is the sentence's in words; own, the weight of the
// report it comes from, is not counted again where the sentence is that report's headline.
func (v *vocabulary) centrality(words []wordCount, length int, all, own float64) float64 {
	if all == 0 {
		return 0
	}
	sum := 0.0
	for _, w := range words {
		sum += (v.leads[w.id] + max(0, v.titles[w.id]-own)) / all
	}
	return sum / math.Pow(float64(length)+3, 0.75)
}

// share is the part of the smaller set's words that both have.
func share(a, b []wordCount) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return 0
	}
	n, k := 0, 0
	for _, w := range a {
		for k < len(b) && b[k].id < w.id {
			k++
		}
		if k < len(b) && b[k].id == w.id {
			n++
		}
	}
	return float64(n) / float64(len(a))
}
