package spans

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"sitrep/internal/text"
)

// Groups are words put together by the company they keep: each known word, by its hash, has a coarse and
// a fine group. A word that was seen too rarely has none (0). It holds no words, only their hashes.
type Groups struct {
	keys  []uint32 // open addressing; 0 is free
	value []groupPair
}

type groupPair struct {
	Coarse, Fine uint16
	Sense
}

// Sense is what a dictionary says of a word: which parts of speech it is, and of which field as a verb and as a
// noun ("communication", "cognition"); 0 for what it doesn't say.
type Sense struct{ Part, Verb, Noun uint8 }

// Teach adds what a dictionary says of words, by word; words without groups come in too.
func (g *Groups) Teach(senses map[string]Sense) *Groups {
	hashes, pairs := g.list()
	known := map[uint32]int{}
	for i, h := range hashes {
		known[h] = i
	}
	words := make([]string, 0, len(senses))
	for w := range senses {
		words = append(words, w)
	}
	slices.Sort(words)
	for _, w := range words {
		h := hash(w)
		i, ok := known[h]
		if !ok {
			i = len(hashes)
			known[h] = i
			hashes, pairs = append(hashes, h), append(pairs, groupPair{})
		}
		pairs[i].Sense = senses[w]
	}
	return newGroups(hashes, pairs)
}

// of is the groups of a word by its hash.
func (g *Groups) of(h uint32) groupPair {
	if g == nil || len(g.keys) == 0 {
		return groupPair{}
	}
	last := uint32(len(g.keys) - 1)
	for i := h * 0x9E3779B1 >> 7 & last; g.keys[i] != 0; i = (i + 1) & last {
		if g.keys[i] == h {
			return g.value[i]
		}
	}
	return groupPair{}
}

// newGroups lays out a table of hashes and their groups.
func newGroups(hashes []uint32, pairs []groupPair) *Groups {
	size := 1
	for size < 2*len(hashes) {
		size *= 2
	}
	g := &Groups{keys: make([]uint32, size), value: make([]groupPair, size)}
	for k, h := range hashes {
		i := h * 0x9E3779B1 >> 7 & uint32(size-1)
		for g.keys[i] != 0 {
			i = (i + 1) & uint32(size-1)
		}
		g.keys[i], g.value[i] = h, pairs[k]
	}
	return g
}

// list is the words of a table, in order of their hashes, and their groups.
func (g *Groups) list() (hashes []uint32, pairs []groupPair) {
	for _, h := range g.keys {
		if h != 0 {
			hashes = append(hashes, h)
		}
	}
	slices.Sort(hashes)
	for _, h := range hashes {
		pairs = append(pairs, g.of(h))
	}
	return hashes, pairs
}

// Sizes of what is learned of words: how often a word must be seen, the words that count as company, the
// dimensions of a word's vector, and the numbers of groups.
const (
	leastSeen    = 8
	companions   = 1500
	dimensions   = 48
	coarseGroups = 64
	fineGroups   = 512
)

// numeral stands for every number.
const numeral = 0x6E756D

// LearnGroups groups the words of texts by the words that stand up to two places before and after them: positive
// pointwise mutual information, smoothed (Levy, Goldberg and Dagan, 2015), reduced by a truncated singular value
// decomposition (Halko, Martinsson and Tropp, 2011) and grouped by k-means. The same texts give the same groups.
func LearnGroups(docs []*text.Doc, log func(string, ...any)) *Groups {
	c := countWords(docs)
	m := c.mutual()
	v := m.reduce()
	log("groups: %d words, %d pairs", len(c.words), len(m.col))
	coarse, fine := kmeans(v, c.seen, coarseGroups), kmeans(v, c.seen, fineGroups)
	pairs := make([]groupPair, len(c.words))
	for i := range pairs {
		pairs[i] = groupPair{Coarse: uint16(coarse[i] + 1), Fine: uint16(fine[i] + 1)}
	}
	return newGroups(c.words, pairs)
}

// wordCount is what texts hold: the hashes of the words seen often enough, commonest first.
type wordCount struct {
	docs  []*text.Doc
	words []uint32
	seen  []int
	at    map[uint32]int32
}

func tokenHash(t *text.Token) uint32 {
	if t.Kind == text.Number {
		return numeral
	}
	return hash(t.Lower)
}

func countWords(docs []*text.Doc) *wordCount {
	n := map[uint32]int{}
	for _, d := range docs {
		for i := range d.Tokens {
			n[tokenHash(&d.Tokens[i])]++
		}
	}
	c := &wordCount{docs: docs, at: map[uint32]int32{}}
	for h, k := range n {
		if k >= leastSeen && h != 0 {
			c.words = append(c.words, h)
		}
	}
	slices.SortFunc(c.words, func(a, b uint32) int { return cmp.Or(n[b]-n[a], cmp.Compare(a, b)) })
	for i, h := range c.words {
		c.at[h] = int32(i)
		c.seen = append(c.seen, n[h])
	}
	return c
}

// sparse is a matrix of words by company, row by row.
type sparse struct {
	start []int32
	col   []int32
	val   []float32
	cols  int
}

// mutual is the positive pointwise mutual information of words and their company.
func (c *wordCount) mutual() *sparse {
	near := [4]int{-2, -1, 1, 2}
	top := min(companions, len(c.words))
	var keys []uint64
	for _, d := range c.docs {
		for s := range d.Sentences {
			from, to := d.Sentences[s].First, d.Sentences[s].Last
			for i := from; i < to; i++ {
				w, ok := c.at[tokenHash(&d.Tokens[i])]
				if !ok {
					continue
				}
				for k, off := range near {
					company := int32(0) // past the end
					if j := i + off; j >= from && j < to {
						v, ok := c.at[tokenHash(&d.Tokens[j])]
						if !ok || int(v) >= top {
							continue
						}
						company = v + 1
					}
					keys = append(keys, uint64(w)<<32|uint64(k*(top+1))+uint64(company))
				}
			}
		}
	}
	slices.Sort(keys)
	m := &sparse{cols: 4 * (top + 1)}
	rows, cols := make([]float64, len(c.words)), make([]float64, m.cols)
	var counts []float32
	var at []int32
	for i := 0; i < len(keys); {
		j := i
		for j < len(keys) && keys[j] == keys[i] {
			j++
		}
		w, v := int32(keys[i]>>32), int32(uint32(keys[i]))
		at, m.col, counts = append(at, w), append(m.col, v), append(counts, float32(j-i))
		rows[w] += float64(j - i)
		cols[v] += float64(j - i)
		i = j
	}
	all := 0.0
	for v := range cols {
		cols[v] = math.Pow(cols[v], 0.75)
		all += cols[v]
	}
	m.start = make([]int32, len(c.words)+1)
	kept := 0
	for i, w := range at {
		p := math.Log(float64(counts[i]) * all / (rows[w] * cols[m.col[i]]))
		if p <= 0 {
			continue
		}
		m.col[kept] = m.col[i]
		m.val = append(m.val, float32(p))
		kept++
		m.start[w+1] = int32(kept)
	}
	m.col = m.col[:kept]
	for w := range c.words {
		m.start[w+1] = max(m.start[w+1], m.start[w])
	}
	return m
}

// reduce is a vector of few dimensions for each row, of length 1: left singular vectors weighted by the roots of
// their values.
func (m *sparse) reduce() [][]float32 {
	rows, dims := len(m.start)-1, dimensions+12
	r := rand.New(rand.NewPCG(7, 7))
	q := make([][]float32, rows)
	right := make([][]float32, m.cols)
	for i := range right {
		right[i] = make([]float32, dims)
		for k := range right[i] {
			right[i][k] = float32(r.NormFloat64())
		}
	}
	for i := range q {
		q[i] = make([]float32, dims)
	}
	for range 6 {
		for i := range q { // q = M right
			row := q[i]
			clear(row)
			for p := m.start[i]; p < m.start[i+1]; p++ {
				v := m.val[p]
				for k, x := range right[m.col[p]] {
					row[k] += v * x
				}
			}
		}
		orthogonal(q)
		for i := range right { // right = Mᵀ q
			clear(right[i])
		}
		for i := range q {
			for p := m.start[i]; p < m.start[i+1]; p++ {
				v, row := m.val[p], right[m.col[p]]
				for k, x := range q[i] {
					row[k] += v * x
				}
			}
		}
	}
	// the columns of right now have about the singular values as their lengths
	values := make([]float64, dims)
	for i := range right {
		for k, x := range right[i] {
			values[k] += float64(x) * float64(x)
		}
	}
	out := make([][]float32, rows)
	for i := range out {
		out[i] = make([]float32, dimensions)
		sum := 0.0
		for k := range out[i] {
			x := float64(q[i][k]) * math.Sqrt(math.Sqrt(values[k]))
			out[i][k] = float32(x)
			sum += x * x
		}
		if sum > 0 {
			s := float32(1 / math.Sqrt(sum))
			for k := range out[i] {
				out[i][k] *= s
			}
		}
	}
	return out
}

// orthogonal makes the columns of a matrix orthonormal (modified Gram and Schmidt).
func orthogonal(q [][]float32) {
	dims := len(q[0])
	col := make([][]float32, dims)
	for k := range col {
		col[k] = make([]float32, len(q))
		for i := range q {
			col[k][i] = q[i][k]
		}
	}
	for k := range col {
		for j := 0; j < k; j++ {
			dot := 0.0
			for i, x := range col[k] {
				dot += float64(x) * float64(col[j][i])
			}
			d := float32(dot)
			for i := range col[k] {
				col[k][i] -= d * col[j][i]
			}
		}
		sum := 0.0
		for _, x := range col[k] {
			sum += float64(x) * float64(x)
		}
		s := float32(1 / math.Max(math.Sqrt(sum), 1e-12))
		for i := range col[k] {
			col[k][i] *= s
			q[i][k] = col[k][i]
		}
	}
}

// kmeans groups vectors of length 1 by their nearest centre; the centres begin as the commonest words, apart
// from each other, and a word pulls by the root of how often it was seen.
func kmeans(v [][]float32, seen []int, k int) []int {
	k = min(k, len(v))
	centre := make([][]float32, 0, k)
	for limit := float32(0.5); len(centre) < k; limit += 0.1 {
		for i := 0; i < len(v) && len(centre) < k; i++ {
			apart := true
			for _, c := range centre {
				if dot(v[i], c) > limit {
					apart = false
					break
				}
			}
			if apart {
				centre = append(centre, slices.Clone(v[i]))
			}
		}
		if limit > 1 {
			break
		}
	}
	group := make([]int, len(v))
	for range 12 {
		for i := range v {
			best := float32(-2)
			for c := range centre {
				if s := dot(v[i], centre[c]); s > best {
					best, group[i] = s, c
				}
			}
		}
		for c := range centre {
			clear(centre[c])
		}
		for i := range v {
			w := float32(math.Sqrt(float64(seen[i])))
			for d, x := range v[i] {
				centre[group[i]][d] += w * x
			}
		}
		for _, c := range centre {
			if s := dot(c, c); s > 0 {
				s = float32(1 / math.Sqrt(float64(s)))
				for d := range c {
					c[d] *= s
				}
			}
		}
	}
	return group
}

func dot(a, b []float32) float32 {
	var s float32
	for i, x := range a {
		s += x * b[i]
	}
	return s
}
