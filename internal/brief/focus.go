package brief

import (
	"maps"
	"math"
	"slices"
	"sort"
)

// focus says which of a story's reports are of its main matter. A story may be wide: a week of one president, a
// championship with all that is told around it. A brief tells of one matter: the one that most reports tell of, late
// ones counting more. Reports are compared by the words of their headlines and first sentences, those weighing most
// that few of the story's reports hold, so that what all hold ("Super Bowl") ties nothing. The matter is what lies near
// the report that has most reports near it.
type focus struct {
	ties   []float64         // by reading: how near its head is to the matter, 0 to 1
	matter map[int32]float64 // the weight of words in the matter, its vector's length being 1
	rare   map[int32]float64 // by word: how few reports hold it
	most   float64           // the highest tie
	least  float64           // the tie from which a report is of the matter
	core   []int32           // the words that most reports hold, of those that go together one
}

// headLength is how many words of a text say what it is about.
const headLength = 60

// nearby is the likeness to the matter from which a report is of it.
const nearby = 0.2

// leastFocus is the number of reports below which a story is too small to be wide.
const leastFocus = 8

// head is the weighed words of one report's head.
type head struct {
	words  []wordCount
	weight float64 // of the report
	order  int     // of its reading
}

func newFocus(heads []head, readings int) *focus {
	f := &focus{ties: make([]float64, readings), rare: map[int32]float64{}}
	holders := map[int32]int{}
	for _, h := range heads {
		for _, w := range h.words {
			holders[w.id]++
		}
	}
	n := float64(len(heads))
	for id, k := range holders {
		f.rare[id] = math.Log(1+n/float64(k)) / math.Log(1+n)
		if 2*k > len(heads) && len(heads) > 3 {
			f.rare[id] *= 0.3
		}
	}
	vectors := make([]map[int32]float64, len(heads))
	at := map[int32][]int{} // by word: the heads that hold it
	for i, h := range heads {
		vectors[i] = f.vector(h.words)
		for _, w := range h.words {
			at[w.id] = append(at[w.id], i)
		}
	}
	f.findCore(at, len(heads))
	anchor, most := -1, 0.0
	for i, h := range heads {
		like := make(map[int]float64, len(heads))
		for _, w := range h.words {
			if 2*len(at[w.id]) > len(heads) && len(heads) > 3 {
				continue
			}
			for _, k := range at[w.id] {
				like[k] += vectors[i][w.id] * vectors[k][w.id]
			}
		}
		sum := 0.0
		for k := range heads {
			if v := like[k]; v > 0.1 {
				sum += heads[k].weight * v
			}
		}
		if sum > most {
			anchor, most = i, sum
		}
	}
	if anchor < 0 {
		return f
	}
	f.matter = vectors[anchor]
	for range 2 {
		sum := map[int32]float64{}
		for i, v := range vectors {
			if like := dot(f.matter, v); like > nearby {
				for id, x := range v {
					sum[id] += heads[i].weight * like * x
				}
			}
		}
		f.matter = unit(sum)
	}
	var ties []float64
	for i, h := range heads {
		f.ties[h.order] = dot(f.matter, vectors[i])
		ties = append(ties, f.ties[h.order])
	}
	sort.Sort(sort.Reverse(sort.Float64Slice(ties)))
	f.most = ties[0]
	f.least = min(0.6*nearby, ties[min(len(ties)-1, leastFocus)]) // a matter has some reports
	return f
}

// findCore finds the words that more than a third of the heads hold, given which heads hold each. Of two that nearly always stand together ("Super
// Bowl") one is kept.
func (f *focus) findCore(at map[int32][]int, heads int) {
	kept := make(map[int32]map[int]bool)
	for _, id := range slices.Sorted(maps.Keys(at)) {
		if 3*len(at[id]) <= heads {
			continue
		}
		twin := false
		for _, with := range f.core {
			n := 0
			for _, h := range at[id] {
				if kept[with][h] {
					n++
				}
			}
			twin = twin || 10*n >= 8*max(len(at[id]), len(kept[with]))
		}
		if twin {
			continue
		}
		holds := make(map[int]bool, len(at[id]))
		for _, h := range at[id] {
			holds[h] = true
		}
		f.core, kept[id] = append(f.core, id), holds
	}
}

// cored reports whether words hold two of those that most reports hold: then they are of the story, whatever else they tell.
func (f *focus) cored(words []wordCount) bool {
	n := 0
	for _, w := range words {
		if slices.Contains(f.core, w.id) {
			n++
		}
	}
	return n > 1
}

// vector weighs words by how often they stand in a text and how rare they are.
func (f *focus) vector(words []wordCount) map[int32]float64 {
	v := make(map[int32]float64, len(words))
	for _, w := range words {
		v[w.id] = (1 + math.Log(float64(w.n))) * f.rare[w.id]
	}
	return unit(v)
}

// aside reports whether a candidate is of another matter than the main one of a wide story.
func (w *writer) aside(c *candidate) bool {
	if !w.narrowed || c.talk {
		return false
	}
	return w.pool.focus.ties[c.order] < w.pool.focus.least && w.pool.focus.likeness(c.words) < 0.8*nearby && !(w.pool.focus.cored(c.words) && w.widely(c))
}

// strays reports whether a candidate has no word in common with the headline or with what the paragraph began with.
func (w *writer) strays(c *candidate) bool {
	if w.top == nil || c.talk || len(w.told.words) == 0 {
		return false
	}
	return share(c.words, w.top.words) == 0 && share(c.words, w.told.words[0]) == 0 && (len(w.paragraph) == 0 || share(c.words, w.paragraph[0]) == 0)
}

// onMatter is how much of the main matter a candidate's report is: 1 where it is its middle, or where there is no choice.
func (w *writer) onMatter(c *candidate) float64 {
	if !w.narrowed || w.pool.focus.most == 0 {
		return 1
	}
	return 0.2 + 0.8*w.pool.focus.ties[c.order]/w.pool.focus.most
}

// likeness is how near words are to the matter.
func (f *focus) likeness(words []wordCount) float64 { return dot(f.matter, f.vector(words)) }

// dot sums in the order of the words' numbers, so that it gives the same bits whenever it is asked.
func dot(a, b map[int32]float64) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	sum := 0.0
	for _, id := range keys(a) {
		sum += a[id] * b[id]
	}
	return sum
}

func unit(v map[int32]float64) map[int32]float64 {
	sum := 0.0
	for _, id := range keys(v) {
		sum += v[id] * v[id]
	}
	if sum == 0 {
		return v
	}
	out := make(map[int32]float64, len(v))
	for id, x := range v {
		out[id] = x / math.Sqrt(sum)
	}
	return out
}

func keys(v map[int32]float64) []int32 {
	out := make([]int32, 0, len(v))
	for id := range v {
		out = append(out, id)
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	return out
}
