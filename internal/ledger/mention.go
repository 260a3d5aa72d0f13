package ledger

import (
	"hash/fnv"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep"
)

// mention is a figure with what stands around it: by that two figures are held together or apart.
type mention struct {
	*row
	n        int // its place in the book
	sentence *passage
	head     *passage // its report's headline and beginning
	title    *passage
	day      int // the day it most likely counts: that of its toll, or of its report
	line     int // the paragraph it stands in
	order    int // its place among its report's figures
	cause    bag
	doer     bag
}

// bag is a set of words, by their stems in order, and what it weighs in its story.
type bag struct {
	stems  []uint32
	weight float64
}

// passage is some words of a report.
type passage struct {
	words   bag      // of meaning
	names   bag      // with a capital, but for the first
	around  bag      // of meaning, and of what stands before it
	numbers []int64  // that its figures give
	kinds   []string // of events that it tells of
	apart   int      // words that tell of another matter or time ("elsewhere", "last year")
	years   int      // years that are not the report's
	length  int
}

// Reach of a passage before a sentence, and of a report's beginning; in bytes.
const (
	aroundBytes = 240
	headBytes   = 500
)

// mentions makes them of the book's rows, in their order.
func (b *book) mentions() []mention {
	type place struct {
		report sitrep.ReportID
		in     sitrep.Field
		at     int
	}
	passages := map[place]*passage{}
	heads, titles := map[sitrep.ReportID]*passage{}, map[sitrep.ReportID]*passage{}
	orders := map[sitrep.ReportID]int{}
	out := make([]mention, len(b.rows))
	for i, x := range b.rows {
		r := x.report
		k := place{r.ID, x.In, x.Sentence.Start}
		p := passages[k]
		if p == nil {
			t := r.In(x.In)
			s := x.Sentence
			if s.Start < 0 || s.End > len(t) || s.Start > s.End {
				s = sitrep.Span{}
			}
			p = b.passage(t[s.Start:s.End], r)
			p.around = union(p.words, b.passage(t[max(0, s.Start-aroundBytes):s.Start], r).words)
			passages[k] = p
		}
		if x.number >= 0 && !slices.Contains(p.numbers, x.number) {
			p.numbers = append(p.numbers, x.number)
		}
		if titles[r.ID] == nil {
			titles[r.ID] = b.passage(r.Title, r)
			heads[r.ID] = b.passage(r.Title+"\n"+r.Text[:min(len(r.Text), headBytes)], r)
		}
		if x.number >= notable && !slices.Contains(heads[r.ID].numbers, x.number) {
			heads[r.ID].numbers = append(heads[r.ID].numbers, x.number)
		}
		m := mention{row: x, n: i, sentence: p, head: heads[r.ID], title: titles[r.ID], day: x.published, order: orders[r.ID]}
		orders[r.ID]++
		if x.toll.known() && !x.toll.open() {
			m.day = x.toll.to
		} else if x.toll.known() {
			m.day = x.toll.from
		}
		if x.In == sitrep.InText && x.Start <= len(r.Text) {
			m.line = strings.Count(r.Text[:max(0, x.Start)], "\n")
		}
		m.cause, m.doer = b.passage(string(x.Cause), r).words, b.passage(string(x.Perpetrator), r).words
		out[i] = m
	}
	return out
}

// passage reads some words.
func (b *book) passage(s string, r *sitrep.Report) *passage {
	p := &passage{length: len(s)}
	fields := strings.FieldsFunc(s, func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '-' && c != '’' && c != '\''
	})
	lower := make([]string, len(fields))
	for i, f := range fields {
		lower[i] = strings.ToLower(possessed(f))
	}
	at := func(i int) string {
		if i < len(lower) {
			return lower[i]
		}
		return ""
	}
	for i, word := range lower {
		if b.in.Language != nil {
			if n, kind := b.in.Language.Story.Events.Match(at, i); n > 0 && !slices.Contains(p.kinds, kind) {
				p.kinds = append(p.kinds, kind)
			}
			if b.in.Language.Story.Common[word] == 1 {
				continue
			}
		}
		if b.words.Apart.Has(word) {
			p.apart++
		}
		if year(word) && !strings.Contains(r.Published.String(), word) {
			p.years++
		}
		h := stemHash(word)
		first, _ := utf8.DecodeRuneInString(fields[i])
		if i > 0 && unicode.IsUpper(first) {
			p.names.stems = append(p.names.stems, h)
		}
		if len(word) > 2 {
			p.words.stems = append(p.words.stems, h)
		}
	}
	p.words.stems, p.names.stems = set(p.words.stems), set(p.names.stems)
	return p
}

func year(word string) bool {
	return len(word) == 4 && (word[:2] == "19" || word[:2] == "20") && word[2] >= '0' && word[2] <= '9' && word[3] >= '0' && word[3] <= '9'
}

// stemBytes is how many bytes of a word tell it from others, whatever its ending.
const stemBytes = 6

func stemHash(word string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(word[:min(len(word), stemBytes)]))
	return h.Sum32()
}

func set(list []uint32) []uint32 {
	slices.Sort(list)
	return slices.Compact(list)
}

func union(a, b bag) bag { return bag{stems: set(append(slices.Clone(a.stems), b.stems...))} }

// shared calls f for each word that both sets hold.
func shared(a, b []uint32, f func(uint32)) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			f(a[i])
			i++
			j++
		}
	}
}

// scene is what two figures are compared in: their story.
type scene struct {
	b        *book
	mentions []mention
	rarity   map[uint32]float64
	story    []float32 // what is measured of the story as a whole
}

func (b *book) newScene() *scene {
	s := &scene{b: b, mentions: b.mentions(), rarity: map[uint32]float64{}}
	told := map[uint32]int{}
	last, reports := sitrep.ReportID(""), 0
	seen := map[uint32]bool{}
	for i := range s.mentions {
		m := &s.mentions[i]
		if m.Report != last || i == 0 {
			last = m.Report
			reports++
			clear(seen)
			for _, w := range m.head.words.stems {
				seen[w] = true
				told[w]++
			}
		}
		for _, w := range m.sentence.around.stems {
			if !seen[w] {
				seen[w] = true
				told[w]++
			}
		}
	}
	for w, n := range told {
		s.rarity[w] = math.Log(1 + float64(reports)/float64(n))
	}
	for i := range s.mentions {
		m := &s.mentions[i]
		s.weigh(&m.cause, &m.doer)
		for _, p := range []*passage{m.sentence, m.title, m.head} {
			s.weigh(&p.words, &p.names, &p.around)
		}
	}
	s.story = s.measureStory(reports)
	return s
}

// weigh sums up sets of words, each by its rarity in the story.
func (s *scene) weigh(sets ...*bag) {
	for _, of := range sets {
		if of.weight > 0 {
			continue
		}
		for _, w := range of.stems {
			r := s.rare(w)
			of.weight += r * r
		}
	}
}

// measureStory measures how far a story is of one incident: the shares of its commonest place, day and event.
func (s *scene) measureStory(reports int) []float32 {
	places, days, events := map[string]int{}, map[int]int{}, map[sitrep.EventID]int{}
	placed, dated, evented := 0, 0, 0
	first, last := noDay, -noDay
	for i := range s.mentions {
		m := &s.mentions[i]
		if k := m.place.key(); k != "" {
			places[k]++
			placed++
		}
		if m.toll.known() && m.toll.to-m.toll.from <= 3 {
			days[m.toll.from]++
			dated++
		}
		if m.published != noDay {
			first, last = min(first, m.published), max(last, m.published)
		}
	}
	for id := range s.b.reports {
		for _, e := range s.b.reportEvents(id) {
			events[e]++
			evented++
		}
	}
	top := func(n int, all int) float32 {
		if all == 0 {
			return -1
		}
		return float32(n) / float32(all)
	}
	return []float32{
		float32(math.Log1p(float64(len(s.mentions)))), float32(math.Log1p(float64(reports))), float32(min(max(0, last-first), 1000)),
		top(greatest(places), placed), top(greatest(days), dated), top(greatest(events), evented),
		float32(placed) / float32(max(1, len(s.mentions))), float32(dated) / float32(max(1, len(s.mentions))), float32(evented) / float32(max(1, len(s.b.reports))),
		float32(len(events)) / float32(max(1, len(s.b.reports))),
	}
}

func greatest[K comparable](count map[K]int) (most int) {
	for _, n := range count {
		most = max(most, n)
	}
	return most
}

// alike is the cosine of two sets of words, each weighed by its rarity in the story; -1 where one is empty.
func (s *scene) alike(a, b *bag) float64 {
	if len(a.stems) == 0 || len(b.stems) == 0 {
		return -1
	}
	dot := 0.0
	shared(a.stems, b.stems, func(w uint32) { r := s.rare(w); dot += r * r })
	return dot / math.Sqrt(a.weight*b.weight+1e-9)
}

func (s *scene) rare(w uint32) float64 {
	if r, ok := s.rarity[w]; ok {
		return r
	}
	return 1
}

// lost is the rarity of the names of one passage that another lacks.
func (s *scene) lost(a, b *bag) (sum float64) {
	for _, w := range a.stems {
		if _, ok := slices.BinarySearch(b.stems, w); !ok {
			sum += s.rare(w)
		}
	}
	return sum
}

// compare measures two figures of a story, for the forest that says whether they count people of one occurrence, or of one running total.
func (s *scene) compare(a, b *mention) []float32 {
	if a.n > b.n {
		a, b = b, a
	}
	m := make([]float32, 0, linkInputs)
	add := func(v ...float64) {
		for _, x := range v {
			m = append(m, float32(x))
		}
	}
	is := func(v ...bool) {
		for _, x := range v {
			if x {
				m = append(m, 1)
			} else {
				m = append(m, 0)
			}
		}
	}
	count := func(v ...bool) {
		n := 0.0
		for _, x := range v {
			if x {
				n++
			}
		}
		add(n)
	}
	same := a.Report == b.Report
	title := func(x *mention) bool { return x.In != sitrep.InText }
	// where they stand
	is(same, same && a.sentence == b.sentence, same && title(a) != title(b))
	if same && !title(a) && !title(b) {
		add(math.Log1p(math.Abs(float64(b.Start-a.Start))), float64(min(9, max(a.line-b.line, b.line-a.line))), float64(min(20, max(a.order-b.order, b.order-a.order))))
	} else {
		add(-1, -1, -1)
	}
	deep := func(x *mention) float64 {
		if title(x) {
			return 0
		}
		return math.Log1p(float64(x.Start))
	}
	count(title(a), title(b))
	add(min(deep(a), deep(b)), max(deep(a), deep(b)))
	// where it happened
	switch {
	case !a.place.known() && !b.place.known():
		add(0)
	case !a.place.known() || !b.place.known():
		add(1)
	case a.place.key() == b.place.key():
		add(3)
	case a.place.fits(b.place):
		add(2)
	default:
		add(-1)
	}
	add(float64(commonParts(a.place, b.place)))
	count(a.place.known() && len(a.place.parts) == 1 && s.b.isNation(a.place.key()), b.place.known() && len(b.place.parts) == 1 && s.b.isNation(b.place.key()))
	// when
	switch {
	case a.toll.known() && b.toll.known():
		add(math.Min(400, math.Abs(float64(a.toll.from-b.toll.from))))
		is(a.toll.overlaps(b.toll))
	case a.toll.known() || b.toll.known():
		add(-1, 0)
	default:
		add(-2, 0)
	}
	add(apart(a.day, b.day), apart(a.published, b.published), max(age(a), age(b)), min(age(a), age(b)))
	long := func(x *mention) bool { return x.toll.known() && (x.toll.open() || x.toll.to-x.toll.from > 3) }
	count(long(a), long(b))
	count(a.When != "", b.When != "")
	add(float64(a.sentence.years+b.sentence.years), float64(a.sentence.apart), float64(b.sentence.apart))
	// how many of whom, and who says so
	numbered := a.number >= 0 && b.number >= 0
	is(numbered && a.number == b.number, numbered && b.number > a.number, !numbered)
	if numbered {
		x, y := math.Log1p(float64(a.number)), math.Log1p(float64(b.number))
		add(math.Abs(x-y), min(x, y), max(x, y))
	} else {
		add(-1, -1, -1)
	}
	is(a.count == b.count, confused[a.count] && confused[b.count], a.who == b.who)
	count(ownVoice(a.who), ownVoice(b.who))
	is(a.group == b.group)
	count(a.group == people, b.group == people)
	is(a.total == b.row || b.total == a.row || a.total != nil && a.total == b.total)
	count(a.Subset, b.Subset)
	count(a.Implicit, b.Implicit)
	count(a.Additional, b.Additional)
	count(a.Basis == sitrep.Cumulative, b.Basis == sitrep.Cumulative)
	count(a.Basis == sitrep.OfPeriod, b.Basis == sitrep.OfPeriod)
	count(a.kind == outlook, b.kind == outlook)
	count(a.Confidence < Sure, b.Confidence < Sure)
	// in what words
	count(len(a.cause.stems) > 0, len(b.cause.stems) > 0)
	add(s.alike(&a.cause, &b.cause), s.alike(&a.doer, &b.doer))
	add(meets(a.sentence.kinds, b.sentence.kinds), meets(a.title.kinds, b.title.kinds), meets(a.head.kinds, b.head.kinds))
	add(s.alike(&a.sentence.words, &b.sentence.words), s.alike(&a.sentence.around, &b.sentence.around), s.alike(&a.sentence.names, &b.sentence.names))
	x, y := s.lost(&a.sentence.names, &b.sentence.around), s.lost(&b.sentence.names, &a.sentence.around)
	add(min(x, y), max(x, y))
	add(s.alike(&a.title.words, &b.title.words), s.alike(&a.head.words, &b.head.words))
	x, y = s.alike(&a.sentence.words, &b.head.words), s.alike(&b.sentence.words, &a.head.words)
	add(min(x, y), max(x, y))
	x, y = s.alike(&a.sentence.words, &a.head.words), s.alike(&b.sentence.words, &b.head.words)
	add(min(x, y), max(x, y)) // how near each is to what its own report is about
	add(float64(commonNumbers(a.sentence.numbers, b.sentence.numbers)), float64(commonNumbers(a.head.numbers, b.head.numbers)))
	is(a.account == b.account)
	add(s.eventful(a, b))
	return append(m, s.story...)
}

// linkInputs is how many numbers compare gives.
const linkInputs = 74

func apart(a, b int) float64 {
	if a == noDay || b == noDay {
		return -1
	}
	return math.Min(400, math.Abs(float64(a-b)))
}

// age is how many days before its report a figure's toll ends; -1 where it names no day.
func age(x *mention) float64 {
	if !x.toll.known() || x.toll.open() || x.published == noDay {
		return -1
	}
	return float64(min(1000, max(0, x.published-x.toll.to)))
}

func commonParts(a, b place) (n int) {
	for _, p := range a.parts {
		if slices.Contains(b.parts, p) {
			n++
		}
	}
	return n
}

func commonNumbers(a, b []int64) (n int) {
	for _, x := range a {
		if slices.Contains(b, x) {
			n++
		}
	}
	return min(n, 5)
}

// meets is 1 where both tell of an event of one kind, -1 where of other kinds, 0 where one tells of none.
func meets(a, b []string) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	for _, k := range a {
		if slices.Contains(b, k) {
			return 1
		}
	}
	return -1
}

// eventful is 1 where two reports tell of one event of the story's, -1 where of others, 0 where one tells of none.
func (s *scene) eventful(a, b *mention) float64 {
	x, y := s.b.reportEvents(a.Report), s.b.reportEvents(b.Report)
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	for _, e := range x {
		if slices.Contains(y, e) {
			return 1
		}
	}
	return -1
}
