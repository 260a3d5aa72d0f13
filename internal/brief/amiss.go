package brief

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/lang"
)

// Whether a sentence is out of place in its brief is learned from the same editors: it tells of another matter than the headline, it leans on
// something that neither the headline nor the sentences before it have told of ("the attack", a bare surname), or it is of no worth there. A sentence by
// itself doesn't show it: what dangles in one brief is plain in another.

// amissInputs is how many measures of a sentence in its brief say whether it is out of place.
const amissInputs = redundantInputs + 48

// mostAmiss is the chance from which a sentence is taken to be out of place.
const mostAmiss = 0.45

// inPlace is the sentences of a list that an editor would leave behind those told and those of the list before them. Nothing is put in the place of what goes:
// what comes next is worth less, and as likely out of place.
func (w *writer) inPlace(told, list []*candidate) []*candidate {
	var out []*candidate
	for i, c := range list {
		leans := i > 0 && c.behind && !c.alone && c.reading == list[i-1].reading && (len(out) == 0 || out[len(out)-1] != list[i-1])
		if leans || w.amiss(told, c) {
			continue
		}
		out, told = append(out, list[i]), append(told, c)
	}
	return out
}

// amiss reports whether an editor would likely strike a candidate as out of place behind what was told. The plan's positions of known parties stay.
func (w *writer) amiss(told []*candidate, c *candidate) bool {
	told = slices.DeleteFunc(slices.Clone(told), func(o *candidate) bool { return o == w.top || o == c })
	return len(told) > 0 && w.top != nil && w.Words >= roomForActs && !c.talk && c.words != nil && !w.givesNew(told, c) && !slices.Contains(w.positions, c) &&
		amissForest().Score(w.among(make([]float32, 0, amissInputs), told, c)) >= mostAmiss
}

// givesNew reports whether a candidate gives a toll that none of those told gives.
func (w *writer) givesNew(told []*candidate, c *candidate) bool {
	return slices.ContainsFunc(c.figures, func(f *sitrep.Figure) bool {
		return measureWeight[f.Measure] >= 0.9 && !f.Implicit && !f.Subset && !slices.ContainsFunc(told, func(o *candidate) bool { return slices.Contains(numberKeys(o), numberKey(f)) })
	})
}

// among appends what is measured of a candidate in a brief: what is measured beside the sentences told before it, and whether it belongs there.
func (w *writer) among(in []float32, list []*candidate, c *candidate) []float32 {
	m := measures{w.beside(in, list, c)}
	add, is := m.add, m.is
	f := w.pool.focus
	add(c.overtaken, c.colour, c.dangling, c.like, ratio(f.ties[c.order], f.most), f.likeness(c.words))
	// its report beside the headline
	told := slices.Clone(list)
	if w.top != nil {
		told = append(told, w.top)
		own, at := 0.0, slices.IndexFunc(w.pool.heads, func(h head) bool { return h.order == c.order })
		if at >= 0 {
			own = share(w.top.words, w.pool.heads[at].words)
		}
		add(own, daysApart(w.top, c), ratio(f.ties[w.top.order], f.most))
		is(c.reading == w.top.reading)
		old, fresh, _ := parted(c.names, w.top.names)
		add(old, fresh)
	} else {
		add(0, 0, 0)
		is(false)
		add(0, 0)
	}
	near := list[len(list)-1]
	add(daysApart(list[0], c), daysApart(near, c), share(c.words, near.words), share(c.words, list[0].words))
	follows, sameReport := false, 0
	var names []int32
	for _, o := range told {
		names = append(names, o.names...)
		if o.reading == c.reading {
			sameReport++
			follows = follows || !o.title && o.place == c.place-1
		}
	}
	is(follows, near.reading == c.reading && near.place == c.place-1, c.behind)
	old, fresh, _ := parted(c.names, names)
	add(old, fresh, float64(sameReport))
	context := beginnings(told)
	add(w.loose(c.Text, context), bareNames(c.Text, context))
	r := c.refers
	add(float64(r.pronouns), float64(r.showing), float64(r.things), float64(r.names), float64(r.speaking))
	is(r.before, r.first, r.unclaimed, c.leaning, c.vague, c.someone, c.floating, c.pending, c.coming, c.ahead, c.offside, c.feature, c.pictures, c.now, c.astray, c.slanted)
	add(written(c.Text)...)
	return m.list
}

// daysApart is how many days later than a its report came out, on a scale that tells one from two and not 40 from 41.
func daysApart(a, c *candidate) float64 {
	if a.reading.Report.Published.IsZero() || c.reading.Report.Published.IsZero() {
		return 0
	}
	d := c.reading.Report.Published.End().Sub(a.reading.Report.Published.End()).Hours() / 24
	return math.Copysign(math.Log1p(math.Abs(d)), d)
}

// beginnings are the beginnings of the words of what was told.
func beginnings(list []*candidate) map[string]bool {
	out := map[string]bool{}
	for _, o := range list {
		for _, word := range strings.Fields(strings.ToLower(o.Text)) {
			out[begin(word)] = true
		}
	}
	return out
}

// begin is the beginning of a word, without what stands around it.
func begin(word string) string {
	word = strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	n := 0
	for i := range word {
		if n++; n > stemLength {
			return word[:i]
		}
	}
	return word
}

// loose is how many things a text points at with "the" or "this" of which nothing told has spoken, and no word behind them says which they are.
func (w *writer) loose(s string, told map[string]bool) float64 {
	n, words := 0.0, strings.Fields(s)
	brief := &w.Language.Brief
	own := map[string]bool{}
	for i, word := range words {
		low := strings.ToLower(word)
		own[begin(low)] = true
		if low != "the" && !brief.Is(low, lang.BriefShowing) && !brief.Is(low, lang.BriefPointing) {
			continue
		}
		end, known := i+1, false
		for end < len(words) && end < i+4 {
			first, _ := utf8.DecodeRuneInString(words[end])
			if !unicode.IsLower(first) || brief.Is(words[end], lang.BriefOwning|lang.BriefHollow|lang.BriefSubordinate|lang.BriefJoining|lang.BriefConnective) {
				break
			}
			known = known || told[begin(words[end])] || own[begin(words[end])]
			end++
			if strings.ContainsAny(words[end-1], ",.;:)") {
				break
			}
		}
		if end == i+1 || known || end < len(words) && brief.Is(strings.ToLower(words[end]), lang.BriefOwning) {
			continue
		}
		n++
	}
	return n
}

// bareNames is how many words with a capital stand alone in a text, behind its first, that nothing told has.
func bareNames(s string, told map[string]bool) float64 {
	n, words := 0.0, strings.Fields(s)
	capital := func(i int) bool {
		if i < 0 || i >= len(words) {
			return false
		}
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(words[i], "“\"‘'(["))
		return unicode.IsUpper(first)
	}
	for i := 1; i < len(words); i++ {
		if capital(i) && !capital(i-1) && !capital(i+1) && !told[begin(strings.ToLower(words[i]))] {
			n++
		}
	}
	return n
}
