package brief

import (
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/lang"
)

// What a sentence is worth to a brief is learned from editors' marks: of 9,700 sentences of 450 stories they said whether a brief needs, can use or
// has no use for each. A forest of small trees tells one from the other by what is measured here: how many tell the same, how late, where in its report
// it stands, who vouches for it, how it is written. None of it is a word, so it holds for any matter.

// echoing is the likeness from which two sentences count as telling the same, echoed that to a report's head.
const echoing, echoed = 0.35, 0.22

// worthInputs is how many measures a candidate's worth is told from.
const worthInputs = 80

// judge weighs a story's candidates.
func (w *writer) judge(p *plan) {
	worth, overtaken, colour, dangling := worthForest(), overtakenForest(), colourForest(), danglingForest()
	var each []float64
	w.measure(p, func(c *candidate, in []float32) {
		c.worth, c.overtaken, c.colour, c.dangling = worth.Score(in), overtaken.Score(in), colour.Score(in), dangling.Score(in)
		if !c.barred() && !c.leaning {
			each = append(each, w.weighed(c))
		}
	})
	slices.Sort(each)
	if n := len(each) - worthTelling; n >= 0 {
		w.least = min(1, worthShare*each[n]/leastWorth)
	}
}

// A story of many reports has so many sentences that are worth telling; where even they are worth little, as where most reports are features, what is
// asked of a sentence comes down to a share of what the last of them is worth.
const worthTelling, worthShare = 12, 0.85

// judged is a candidate's worth.
func (w *writer) judged(c *candidate) float64 {
	if c.worth == 0 {
		return 0.5 // nobody asked
	}
	return c.worth
}

// A sentence is left out that is overtaken, or colour, or can't be understood alone, by such a chance.
// Of whoever keeps silent or denies, few words are enough.
const mostOvertaken, mostColour, mostDangling, mostDanglingAct = 0.3, 0.4, 0.25, 0.4

// worthless reports whether a candidate of a large story is barred, or is worth too little for as many outlets as tell it: what many tell is worth telling.
func (w *writer) worthless(c *candidate) bool {
	return c.barred() || w.weighed(c) < leastWorth*w.least
}

// barred reports whether a candidate is likely to be what no brief tells: overtaken, a scene or a caption, leaning on what stood before it.
func (c *candidate) barred() bool { return c.barredFrom(mostDangling) }

// barredFrom is the same with another bound on what can't be understood alone.
func (c *candidate) barredFrom(dangling float64) bool {
	return c.overtaken > mostOvertaken || c.colour > mostColour || c.dangling > dangling
}

// What a sentence of a small story must be worth to be a point of its brief, and to stand in the paragraph behind the first.
const leastPoint, leastStanding = 0.35, 0.25

// idle reports whether a candidate is worth so little, or is likely a caption, that a paragraph of it alone is worse than none.
func (w *writer) idle(c *candidate) bool {
	return w.judged(c) < leastStanding || c.colour > mostColour && w.judged(c) < leastAlone
}

// leastAlone is what a sentence must be worth to stand alone though it may be colour.
const leastAlone = 0.6

// slight reports whether a candidate of a small story is worth too little for a point.
func (w *writer) slight(c *candidate) bool {
	return len(w.Readings) < leastFocus && !c.talk && (c.barred() || w.judged(c) < leastPoint)
}

// telling reports whether a candidate of a story that is soon told is worth enough for a point, though it is of the one development that such a story has.
func (w *writer) telling(p *plan, c *candidate) bool {
	return !c.title && w.soonTold(p) && !c.barred() && w.judged(c) >= leastTelling
}

// leastTelling is what a sentence of a story soon told must be worth to be a point whoever says it.
const leastTelling = 0.45

// A sentence of a small story that is worth so much and is so unlikely to be overtaken tells what the story is about, whatever other counts stand beside its own.
const surelyWorth, hardlyOvertaken = 0.85, 0.1

// surely reports whether a candidate tells what a small story is about: a count in it that rules take for overtaken or for nobody's is then another's.
// One report by itself overtakes nothing of its own.
func (w *writer) surely(c *candidate) bool {
	return len(w.Readings) == 1 || !w.unfolds && !w.scattered && c.worth >= surelyWorth && c.overtaken <= hardlyOvertaken
}

// A sentence of a wide story belongs to its main matter, whatever its report's headline says, that is worth so much and as little likely to be off it.
const leastPertinent, mostForeign = 0.45, 0.2

// pertinent reports whether a candidate belongs to its story's main matter by what it is worth: where the headline has names that many of the story's reports don't
// have, it needs one of them.
func (w *writer) pertinent(c *candidate) bool {
	if c.worth < leastPertinent || c.colour > mostForeign || w.top == nil {
		return false
	}
	usual := math.Log(1+halfOfAll) / math.Log(1+float64(len(w.pool.refs)))
	own := slices.DeleteFunc(slices.Clone(w.top.names), func(id int32) bool { return w.pool.focus.rare[id] <= usual })
	return len(own) == 0 || slices.ContainsFunc(own, func(id int32) bool { return slices.Contains(c.names, id) })
}

// halfOfAll is one head in so many.
const halfOfAll = 2

// weighed is a candidate's worth, more where many outlets tell it.
func (w *writer) weighed(c *candidate) float64 {
	outlets := 1
	if d := w.development(c); d != nil {
		outlets = min(d.outlets, mostOutlets)
	}
	return w.judged(c) * (1 + math.Log2(float64(outlets))/4)
}

// measure measures the candidates, titles first.
func (w *writer) measure(p *plan, each func(c *candidate, in []float32)) {
	s := w.newScale(p)
	in := make([]float32, 0, worthInputs)
	for i, c := range s.all {
		in = s.weigh(in[:0], i)
		each(c, in)
	}
}

// scale measures the candidates of a story, each beside all.
type scale struct {
	*writer
	plan       *plan
	all        []*candidate
	values     []float64 // what each is worth by itself
	value      float64   // the highest of them
	outlets    []int     // by candidate: the number of its outlet
	headOutlet []int     // by head
	vectors    []map[int32]float64
	holders    map[int32][]held // by word: the candidates that hold it
	heads      map[int32][]held // by word: the heads that hold it
	like       []float64        // by candidate, or by head
	touched    []int
	seen       []int // by outlet: the round in which it was counted last
	soon       []int
	nearest    []float64 // by outlet: the likeness of its nearest head
	round      int
	titles     float64 // the weight of all reports
	times      []time.Time
	highest    map[sitrep.Measure]int64 // the highest count of each kind
}

// held is a word in a candidate or a head: its weight there.
type held struct {
	in     int
	weight float64
}

func (w *writer) newScale(p *plan) *scale {
	s := &scale{writer: w, plan: p, holders: map[int32][]held{}, heads: map[int32][]held{}, highest: map[sitrep.Measure]int64{}}
	s.all = append(slices.Clone(w.pool.titles), w.pool.sentences...)
	numbers := map[string]int{}
	number := func(r *sitrep.Report) int {
		name := outlet(r)
		n, known := numbers[name]
		if !known {
			n = len(numbers)
			numbers[name] = n
		}
		return n
	}
	for i, c := range s.all {
		s.values = append(s.values, w.value(c))
		s.value = max(s.value, s.values[i])
		s.outlets = append(s.outlets, number(c.reading.Report))
		v := w.pool.focus.vector(c.words)
		s.vectors = append(s.vectors, v)
		for _, x := range c.words {
			if v[x.id] != 0 {
				s.holders[x.id] = append(s.holders[x.id], held{i, v[x.id]})
			}
		}
	}
	for i, h := range w.pool.heads {
		s.headOutlet = append(s.headOutlet, number(w.Readings[h.order].Report))
		v := w.pool.focus.vector(h.words)
		for _, x := range h.words {
			if v[x.id] != 0 {
				s.heads[x.id] = append(s.heads[x.id], held{i, v[x.id]})
			}
		}
	}
	s.like = make([]float64, max(len(s.all), len(w.pool.heads)))
	s.seen, s.soon, s.nearest = make([]int, len(numbers)), make([]int, len(numbers)), make([]float64, len(numbers))
	for i := range w.pool.refs {
		s.titles += w.pool.refs[i].weight
	}
	s.times = w.pool.clock.times
	for _, c := range p.counts {
		s.highest[c.measure] = max(s.highest[c.measure], c.low)
	}
	return s
}

// alike fills s.like with a candidate's likeness to each of those that hold one of its words, which it lists in s.touched.
func (s *scale) alike(i int, in map[int32][]held) {
	for _, k := range s.touched {
		s.like[k] = 0
	}
	s.touched = s.touched[:0]
	for _, x := range s.all[i].words { // in order, so that sums come out the same each time
		v := s.vectors[i][x.id]
		if v == 0 {
			continue
		}
		for _, h := range in[x.id] {
			if s.like[h.in] == 0 {
				s.touched = append(s.touched, h.in)
			}
			s.like[h.in] += v * h.weight
		}
	}
}

// measures is a list of what was measured.
type measures struct{ list []float32 }

func (m *measures) add(list ...float64) {
	for _, v := range list {
		m.list = append(m.list, float32(v))
	}
}

// is adds 1 for what holds and 0 for what doesn't.
func (m *measures) is(list ...bool) {
	for _, b := range list {
		v := 0.0
		if b {
			v = 1
		}
		m.add(v)
	}
}

// weigh appends what is measured of candidate i.
func (s *scale) weigh(in []float32, i int) []float32 {
	w, p, c, f := s.writer, s.plan, s.all[i], s.pool.focus
	m := measures{in}
	add, is := m.add, m.is
	published := c.reading.Report.Published
	is(c.title)
	add(float64(min(c.place, perReport)), float64(c.length), ratio(c.score, w.topScore()))
	add(math.Log1p(float64(s.tellers(c))), c.like, ratio(f.ties[c.order], f.most))
	age, span := -1.0, -1.0
	if last := w.pool.clock.last; !last.IsZero() {
		span = days(last.Sub(w.pool.clock.first))
		if !published.IsZero() {
			age = days(last.Sub(published.End()))
		}
	}
	add(w.recency(published), age, span, math.Log1p(float64(len(w.Readings))))
	is(c.vouched(), c.counts())
	add(s.counted(c)...)
	is(w.outrun(p, c))
	add(s.claimed(c)...)
	add(quotation(c.Text))
	is(c.leaning, c.vague, c.someone, c.feature, c.pending, c.coming, c.ahead, dated(c.Text), c.floating, w.adrift(c), c.own, c.pictures, c.offside, c.bare, c.slanted, c.loaded, c.reversed, w.aside(c), w.faint(c))
	add(s.echoed(i)...)
	add(f.likeness(c.words))
	rare, lone := 0.0, 0
	for _, x := range c.words {
		if f.rare[x.id] == 0 {
			lone++ // no head has it
		}
		rare += f.rare[x.id]
	}
	words := float64(len(c.words) + 1)
	add(rare/words, float64(lone)/words, float64(len(c.names))/words)
	add(written(c.Text)...)
	add(s.repeated(i)...)
	add(ratio(s.values[i], s.value))
	var title, lead, mostTitle, mostLead float64
	for _, x := range c.words {
		t, l := w.pool.words.titles[x.id]/s.titles, w.pool.words.leads[x.id]/s.titles
		title, lead, mostTitle, mostLead = title+t, lead+l, max(mostTitle, t), max(mostLead, l)
	}
	add(title, lead, mostTitle, mostLead, title/words, lead/words)
	later, all := 0, len(s.times)
	if !published.IsZero() {
		first, _ := slices.BinarySearchFunc(s.times, published.End(), func(a, b time.Time) int {
			if a.After(b) {
				return 1
			}
			return -1
		})
		later = all - first
	}
	add(float64(later) / float64(all+1))
	add(s.standing(c)...)
	is(c.now, w.tensed(c.Text), c.hollow, !strings.HasSuffix(strings.TrimRight(c.Text, "”\""), ".") && !c.title, w.Language.Text.Starters.Has(strings.ToLower(firstWord(c.Text))))
	s.referring(&m, c)
	return m.list
}

// topScore is the highest score of a candidate.
func (w *writer) topScore() float64 {
	if w.central == 0 {
		for _, list := range [][]*candidate{w.pool.titles, w.pool.sentences} {
			for _, c := range list {
				w.central = max(w.central, c.score)
			}
		}
	}
	return w.central
}

// tensed reports whether a text has a word that may be a past form: of a sentence of the body that has none, mostly nothing has happened.
func (w *writer) tensed(s string) bool {
	return slices.ContainsFunc(strings.Fields(s), func(word string) bool {
		word = strings.Trim(word, ".,:;()\"“”’")
		return len(word) > 4 && strings.HasSuffix(word, "ed") || w.Language.Figure.Words[word].Parts.Has(lang.Have)
	})
}

func ratio(a, b float64) float64 { return a / max(1e-9, b) }

// days is a time in days, on a scale that tells one from two and not 40 from 41.
func days(t time.Duration) float64 { return math.Log1p(max(0, t.Hours()) / 24) }

func firstWord(s string) string {
	first, _, _ := strings.Cut(s, " ")
	return first
}

// tellers is how many outlets tell a candidate's development.
func (s *scale) tellers(c *candidate) int {
	if d := s.development(c); d != nil {
		return d.outlets
	}
	return 0
}

// counted is how many figures a candidate gives, how many tolls, and how many that are the story's main ones.
func (s *scale) counted(c *candidate) []float64 {
	tolls, main := 0.0, 0.0
	for _, f := range c.figures {
		if measureWeight[f.Measure] > 0 && !f.Implicit {
			tolls++
		}
		if s.plan.main[f.Cite()] {
			main++
		}
	}
	return []float64{float64(len(c.figures)), tolls, main}
}

// claimed is how many claims a candidate holds, how many that only state something, how many acts, and how many by somebody known.
func (s *scale) claimed(c *candidate) []float64 {
	said, acts, known := 0.0, 0.0, 0.0
	for _, cl := range c.claims {
		if cl.Kind == sitrep.Statement {
			said++
		} else {
			acts++
		}
		if cl.Actor != "" {
			known++
		}
	}
	return []float64{float64(len(c.claims)), said, acts, known}
}

// quotation is the share of a text that stands between quotation marks.
func quotation(text string) float64 {
	n, inside := 0, false
	for _, r := range text {
		switch {
		case r == '“' || r == '"' && !inside:
			inside = true
		case r == '”' || r == '"':
			inside = false
		case inside:
			n++
		}
	}
	return float64(n) / float64(len(text)+1)
}

// echoed is how many other outlets' heads are near a candidate, how near the nearest is, and the mean of the five nearest.
func (s *scale) echoed(i int) []float64 {
	if len(s.seen) < 2 {
		return []float64{0, 0, 0} // there is no other
	}
	s.alike(i, s.heads)
	s.round++
	var list []int
	for _, k := range s.touched {
		o := s.headOutlet[k]
		if o == s.outlets[i] {
			continue
		}
		if s.seen[o] != s.round {
			s.seen[o], s.nearest[o] = s.round, 0
			list = append(list, o)
		}
		s.nearest[o] = max(s.nearest[o], s.like[k])
	}
	slices.SortFunc(list, func(a, b int) int {
		switch {
		case s.nearest[a] > s.nearest[b]:
			return -1
		case s.nearest[a] < s.nearest[b]:
			return 1
		}
		return a - b
	})
	n, most, mean := 0.0, 0.0, 0.0
	for k, o := range list {
		if s.nearest[o] >= echoed {
			n++
		}
		if k < 5 {
			mean += s.nearest[o] / 5
		}
		most = max(most, s.nearest[o])
	}
	return []float64{math.Log1p(n), most, mean}
}

// repeated is how many other outlets have a sentence or headline near a candidate, how many within a day, how near the nearest headline is, and the
// largest share of words it has in common with one.
func (s *scale) repeated(i int) []float64 {
	if len(s.seen) < 2 {
		return []float64{0, 0, 0, 0}
	}
	s.alike(i, s.holders)
	s.round++
	c, all, soon, title, most := s.all[i], 0.0, 0.0, 0.0, 0.0
	for _, k := range s.touched {
		other, o := s.all[k], s.outlets[k]
		if o == s.outlets[i] {
			continue
		}
		if other.title {
			title, most = max(title, s.like[k]), max(most, share(c.words, other.words))
		}
		if s.like[k] < echoing {
			continue
		}
		if s.seen[o] != s.round {
			s.seen[o] = s.round
			all++
		}
		if s.soon[o] != s.round && soonAfter(c.reading.Report.Published, other.reading.Report.Published, oneDay) {
			s.soon[o] = s.round
			soon++
		}
	}
	return []float64{math.Log1p(all), math.Log1p(soon), title, most}
}

// standing is how high a candidate's toll is beside the highest of its kind, and how many reports have come to give another since; -1 where it gives none.
func (s *scale) standing(c *candidate) []float64 {
	high, newer := -1.0, -1.0
	published := c.reading.Report.Published
	for _, f := range c.figures {
		if measureWeight[f.Measure] < 0.6 || f.Subset || !f.Min.Known {
			continue
		}
		if most := s.highest[f.Measure]; most > 0 {
			high = max(high, float64(f.Min.N)/float64(most))
		}
		n := 0
		for _, o := range s.plan.counts {
			if o.measure == f.Measure && o.low != f.Min.N && !published.IsZero() && o.from.After(published.End()) {
				n++
			}
		}
		newer = max(newer, math.Log1p(float64(n)))
	}
	return []float64{high, newer}
}

// written is how a text is written: the share of its words with a capital, how many begin with a digit, and the share of commas.
func written(s string) []float64 {
	fields := strings.Fields(s)
	capital, digit := 0, 0
	for i, word := range fields {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(word, "“\"‘'(["))
		switch {
		case unicode.IsDigit(r):
			digit++
		case unicode.IsUpper(r) && i > 0:
			capital++
		}
	}
	n := float64(len(fields))
	return []float64{float64(capital) / n, float64(digit), float64(strings.Count(s, ",")) / n}
}
