package brief

import (
	"math"
	"net/url"
	"slices"
	"sort"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sitrep"
)

// A large story is a course of developments: a toll passes ten thousand, officials are jailed, rescuers die on their way. Around
// them stand features, each told by one outlet. Nothing in a sentence tells news from colour, but who else tells it does: what
// several outlets tell within days is a development. They are found as stars (Aslam, Pelekhov and Rus, "The star
// clustering algorithm for static and dynamic information organization", 2004): the report that reports of most other outlets
// are near to is the middle of one, what is near to it belongs to it, and so on with what is left.

// development is what several reports of a story tell.
type development struct {
	outlets int               // how many tell it
	words   map[int32]float64 // of its middle
}

// Two heads tell the same from leastStar on, if no more than farStar lies between their reports; within a day from leastNear on.
const (
	leastStar = 0.3
	farStar   = 3 * oneDay
	leastNear = 0.22
	nearStar  = oneDay
)

// mostHeads bounds the reports whose heads are compared: the latest of a story.
const mostHeads = 1500

// developments parts the heads of a story into stars. The result is by reading; nil where it has no head, or one before the last mostHeads.
func (f *focus) developments(heads []head, readings []sitrep.Reading) []*development {
	heads = heads[max(0, len(heads)-mostHeads):]
	vectors := make([]map[int32]float64, len(heads))
	holders, outlets, numbers := map[int32][]int{}, make([]int, len(heads)), map[string]int{}
	for i, h := range heads {
		vectors[i] = f.vector(h.words)
		for _, w := range h.words {
			holders[w.id] = append(holders[w.id], i)
		}
		name := outlet(readings[h.order].Report)
		if _, known := numbers[name]; !known {
			numbers[name] = len(numbers)
		}
		outlets[i] = numbers[name]
	}
	near := make([][]int, len(heads))
	like := make([]float64, len(heads))
	for i, h := range heads {
		clear(like)
		for _, w := range h.words {
			x := vectors[i][w.id]
			for _, k := range holders[w.id] {
				like[k] += x * vectors[k][w.id]
			}
		}
		for k, v := range like {
			apart := farStar
			if v < leastStar {
				apart = nearStar
			}
			if k != i && v >= leastNear && soonAfter(readings[h.order].Report.Published, readings[heads[k].order].Report.Published, apart) {
				near[i] = append(near[i], k)
			}
		}
	}
	out := make([]*development, len(readings))
	seen, round := make([]int, len(numbers)), 0 // by outlet: the round in which it was counted last
	for {
		middle, most := -1, 0
		for i := range heads {
			if out[heads[i].order] != nil || len(near[i]) < most {
				continue
			}
			round++
			seen[outlets[i]] = round
			tell := 1
			for _, k := range near[i] {
				if out[heads[k].order] == nil && seen[outlets[k]] != round {
					seen[outlets[k]] = round
					tell++
				}
			}
			if tell > most {
				middle, most = i, tell
			}
		}
		if middle < 0 {
			return out
		}
		d := &development{outlets: most, words: vectors[middle]}
		out[heads[middle].order] = d
		for _, k := range near[middle] {
			if out[heads[k].order] == nil {
				out[heads[k].order] = d
			}
		}
	}
}

func soonAfter(a, b sitrep.Stamp, apart time.Duration) bool {
	return a.IsZero() || b.IsZero() || a.End().Sub(b.End()).Abs() <= apart
}

// outlet is a report's outlet, or the site that has it.
func outlet(r *sitrep.Report) string {
	if r.Outlet != "" {
		return strings.ToLower(r.Outlet)
	}
	if u, err := url.Parse(r.URL); err == nil && u.Hostname() != "" {
		return u.Hostname()
	}
	return string(r.ID)
}

// news is how much what a candidate tells is news rather than colour, by how many outlets tell it: 1 where two do.
func (w *writer) news(c *candidate) float64 {
	d := w.development(c)
	if d == nil || !w.unfolds {
		return 1
	}
	v := 0.6 + 0.4*math.Log2(float64(min(d.outlets, mostOutlets)))
	if d.outlets < 2 && len(w.Readings) >= manyReports && !c.title && !c.counts() {
		v = 0.5
	}
	if c.title && c.counts() && w.ofDead() {
		return max(v, tollNews) // each toll is told in other words
	}
	if !c.title && d.outlets > 1 {
		v *= 0.5 + c.like // it tells what the others tell
	}
	return v
}

// tollNews is the least that a headline weighs that gives a toll, in a story of its dead.
const tollNews = 1.4

// mostOutlets is how many outlets make a development as weighty as it gets.
const mostOutlets = 8

// development is the development that a candidate tells: its report's, if its words are of it; nil in a story of few reports.
func (w *writer) development(c *candidate) *development {
	if len(w.pool.developments) == 0 || c == nil {
		return nil
	}
	if c.tale == nil {
		c.tale = &lone
		if d := w.pool.developments[c.order]; d != nil && d.outlets > 1 {
			if c.like = dot(d.words, w.pool.focus.vector(c.words)); c.title || c.place == 0 || c.like >= nearby {
				c.tale = d
			}
		}
	}
	return c.tale
}

// lone is what one report tells besides.
var lone = development{outlets: 1}

// developed notes that a sentence tells its development.
func (w *writer) developed(c *candidate) {
	if d := w.development(c); d != nil && d != &lone {
		w.unfolded[d] = true
	}
}

// retold reports whether a candidate for a point tells the headline's development, or one that the paragraph tells.
func (w *writer) retold(c *candidate) bool {
	d := w.development(c)
	return w.unfolds && d != nil && d != &lone && (w.unfolded[d] || w.top != nil && d == w.development(w.top))
}

// unfolding is what a sentence is worth where each tells another development: nothing, when its own has been told.
func (w *writer) unfolding(c *candidate, room int) float64 {
	d := w.development(c)
	if w.worthless(c) || w.judged(c) < leastFilling*w.least || w.unfolded[d] || w.belongs(c) || w.sameDay(c) || w.lower(c) || c.pictures || c.pending && w.behind(c) || len(w.Readings) >= manyReports && d.outlets < 2 && (w.Words-room > enough || w.Words-room > little && !c.vouched() && !c.counts()) {
		return 0
	}
	v := w.value(c) * w.told.newness(c)
	if w.faded(c) || w.faint(c) {
		v *= 0.3
	}
	if d.outlets < 2 && len(w.Readings) >= manyReports {
		v *= 0.4 // behind what others tell too
	}
	return v
}

// A story of weeks goes through stages, and each has its words: "search", "missing", "oxygen". A word is of a stage that is over when earlyShare
// of the heads of the story's first part held it, and of its last part less than a quarter of that.
const (
	earlyShare = 0.12
	fallen     = 4
	latePart   = 8 // the last eighth
)

// stages finds the words of stages that are over.
func (w *writer) stages() {
	heads := w.pool.heads
	late := len(heads) / latePart
	if !w.unfolds || !w.pool.clock.long() || len(heads) < manyReports || late < leastFocus {
		return
	}
	w.stage = map[int32]bool{}
	before, after := map[int32]int{}, map[int32]int{}
	for i, h := range heads {
		count := before
		if i >= len(heads)-late {
			count = after
		}
		for _, x := range h.words {
			count[x.id]++
		}
	}
	for id, n := range before {
		if float64(n) >= earlyShare*float64(len(heads)-late) && fallen*after[id]*(len(heads)-late) < n*late {
			w.stage[id] = true
		}
	}
}

// faint reports whether a candidate tells of a stage that is over: two of its words are of one.
func (w *writer) faint(c *candidate) bool {
	n := 0
	for _, x := range c.words {
		if w.stage[x.id] {
			n++
		}
	}
	return n > 1
}

// lower reports whether a candidate gives a lower toll than one that was told, by less than half: it is older.
func (w *writer) lower(c *candidate) bool {
	return slices.ContainsFunc(c.figures, func(f *sitrep.Figure) bool {
		high := f.Max.N
		if !f.Max.Known {
			high = f.Min.N
		}
		return measureWeight[f.Measure] >= 0.9 && !f.Subset && (f.Min.Known || f.Max.Known) && slices.ContainsFunc(w.told.given, func(t *sitrep.Figure) bool {
			top := max(t.Min.N, t.Max.N)
			return t.Measure == f.Measure && !t.Subset && high < top && 2*high > top
		})
	})
}

// lesser reports whether a row of a large story counts less, by less than half, than was told of the same, while those who count don't differ or it is the
// same who counts, whatever he is called: it is older, or worded by another outlet.
func (w *writer) lesser(p *plan, r row) bool {
	high, who := max(r.step.Min.N, r.step.Max.N), strings.ToLower(r.line.Claimant)
	return w.unfolds && measureWeight[r.series.Measure] >= 0.9 && slices.ContainsFunc(w.told.given, func(t *sitrep.Figure) bool {
		top, other := max(t.Min.N, t.Max.N), strings.ToLower(string(t.Claimant))
		if p.contested[t.Measure] && (other == "" || !strings.Contains(who, other) && !strings.Contains(other, who)) {
			return false
		}
		return t.Measure == r.series.Measure && !t.Subset && high < top && 2*high > top
	})
}

// belongs reports whether an undated candidate is from a report of a development that a point tells: what it says is of the same matter.
func (w *writer) belongs(c *candidate) bool {
	d := w.pool.developments[c.order]
	return d != nil && d.outlets > 1 && !dated(c.Text) && slices.ContainsFunc(w.reserved, func(o *candidate) bool { return w.development(o) == d })
}

// faded reports whether a candidate of a large story that runs for days is from more than two days before its end and names no day: much has changed since.
func (w *writer) faded(c *candidate) bool {
	t := c.reading.Report.Published
	return w.unfolds && !w.pool.clock.long() && !t.IsZero() && w.pool.clock.last.Sub(t.End()) > twoDays && !dated(c.Text)
}

// heading finds the sentence that tells what the headline tells: of its report, or of another that tells the same development. It is as late as
// the headline is.
func (w *writer) heading(p *plan, room int) *candidate {
	if w.top == nil || w.top.talk {
		return nil
	}
	var d *development
	if w.pool.developments != nil {
		d = w.pool.developments[w.top.order]
	}
	return w.best(w.upright(), room, 0.8, func(c *candidate) float64 {
		same := w.top.counts() && c.restates(w.top) && w.apart(w.top, c).Abs() <= oneDay
		if c.reading != w.top.reading && !same && (d == nil || w.development(c) != d) && (share(c.words, w.top.words) < mostLike || c.length < w.top.length || w.apart(w.top, c).Abs() > oneDay) || c.length < leastWords || w.pointing(c) || w.top.counts() && !c.restates(w.top) || !w.top.counts() && w.repeats(c) || w.adrift(c) {
			return 0
		}
		like := share(c.words, w.top.words)
		switch {
		case like < leastLike:
			return 0
		case c.ahead || c.coming || c.pending:
			like *= 0.05 // before it happened
		case w.unfolds && c.counts() && !p.detailed(c):
			like *= 1.5 // it tells the toll too
		}
		if w.unfolds && c.vouched() {
			like *= 1.3
		}
		if len(w.Readings) >= leastFocus && !w.top.counts() {
			same := w.likelihood(w.top, c)
			if same < sameOfMany {
				return 0
			}
			like *= 0.1 + same
		}
		return w.value(c) * w.judged(c) * like
	}, func(c *candidate) bool {
		return (w.fit(p, c) || c.restates(w.top) && !c.loaded && !p.bars(c)) && (!w.outrun(p, c) || c.reading == w.top.reading && c.restates(w.top)) && !p.elsewhere(c.reading.Report.ID)
	})
}

// borne reports whether a sentence of a headline's report, or of its development, tells what it tells: else the paragraph would tell of something
// else. In a story of few reports there is no choice.
func (w *writer) borne(p *plan, t *candidate) bool {
	if w.pool.developments == nil || !t.title {
		return true
	}
	if t.counts() {
		return slices.ContainsFunc(w.pool.sentences, func(c *candidate) bool {
			return c.restates(t) && w.apart(t, c).Abs() <= oneDay && !c.leaning && !c.loaded && !c.slanted && c.length >= leastWords
		}) || slices.ContainsFunc(p.rows, func(r row) bool { return r.line.Kind != sitrep.Nobody && w.numbered(r, t.Text) && !w.outdated(p, r) })
	}
	bears := func(c *candidate) bool {
		return !c.leaning && !c.slanted && c.length >= leastWords && share(c.words, t.words) >= leastLike
	}
	own, same := w.pool.byReport(t.order), []*candidate(nil)
	if d := w.development(t); d != &lone {
		same = w.pool.told[d]
	}
	return slices.ContainsFunc(own, bears) || slices.ContainsFunc(same[:min(len(same), mostBearing)], bears)
}

// carried reports whether the paragraph can begin with a sentence that likely tells what a headline tells.
func (w *writer) carried(p *plan, t *candidate) bool {
	if w.pool.developments == nil || t.counts() {
		return true // few reports leave no choice; a toll is told by whoever gives it
	}
	defer func(top *candidate) { w.top = top }(w.top)
	w.top = t
	c := w.heading(p, w.Words)
	return c != nil && w.likelihood(t, c) >= leastCarried
}

// leastCarried is how likely a sentence must tell what a headline tells, and mostHeadlines how many headlines are asked for one that has such a sentence.
const leastCarried, mostHeadlines = 0.5, 12

// leastOfBest is the share of the best headline's value that another must have to take its place.
const leastOfBest = 0.5

// bestTitle is the best headline of a list that a sentence carries, or else the best.
func (w *writer) bestTitle(p *plan, list []*candidate, value func(*candidate) float64, ok func(*candidate) bool) *candidate {
	var first *candidate
	tried := map[*candidate]bool{}
	for range mostHeadlines {
		c := w.best(list, 24, 1, value, func(c *candidate) bool { return !tried[c] && ok(c) })
		if c == nil || first != nil && value(c) < leastOfBest*value(first) {
			break
		}
		if first == nil {
			first = c
		}
		if w.carried(p, c) {
			return c
		}
		tried[c] = true
	}
	return first
}

// mostBearing bounds how many sentences of a development are asked whether they bear a headline out.
const mostBearing = 100

// restates reports whether a candidate gives a toll that a headline gives.
func (c *candidate) restates(top *candidate) bool {
	return slices.ContainsFunc(c.figures, func(f *sitrep.Figure) bool {
		return slices.ContainsFunc(top.figures, func(t *sitrep.Figure) bool {
			return measureWeight[t.Measure] >= 0.9 && f.Measure == t.Measure && numberKey(f) == numberKey(t)
		})
	})
}

// leastLike is the share of its words that a sentence has in common with the headline it tells of.
const leastLike = 0.3

// mostLike is the share of the headline's words from which a sentence tells what the headline tells, whatever report it is of.
const mostLike = 0.6

// mostCourse is how many earlier developments of a large story a paragraph tells of.
const mostCourse = 8

// leastFilling is what a sentence must be worth that only fills a large story's paragraph: a short one is better.
const leastFilling = 0.5

// leastWorth is what a sentence that one outlet tells must be worth to belong to a story's course.
const leastWorth = 0.45

// leastCourse is how many outlets told a development that belongs to a story's course.
const leastCourse = 3

// widely reports whether so many outlets tell what a candidate tells that it belongs to the story's course.
func (w *writer) widely(c *candidate) bool {
	d := w.development(c)
	return d != nil && d.outlets >= leastCourse
}

// aged reports whether the story went on for more than two days behind a candidate's report.
func (w *writer) aged(c *candidate) bool {
	t := c.reading.Report.Published
	return !t.IsZero() && w.pool.clock.last.Sub(t.End()) > twoDays
}

// agedly reports whether a candidate tells, more than two days before the story's end, of what has changed since, with whatever date: of a stage that is over,
// how things are, or "hundreds" of dead where they have been counted.
func (w *writer) agedly(c *candidate) bool {
	return w.searching(c) && !dated(c.Text) || w.aged(c) && (w.faint(c) || c.now && !dated(c.Text) || w.counting() && slices.ContainsFunc(c.figures, func(f *sitrep.Figure) bool {
		return measureWeight[f.Measure] >= 0.9 && f.Modifier == sitrep.Vague
	}))
}

// outset finds the sentence that tells how a story of more than three days began: dated in its first days, of what most outlets told then.
func (w *writer) outset(p *plan, room int) *candidate {
	first := w.pool.clock.first
	if !w.unfolds || p.scattered || w.pool.clock.last.Sub(first) < 3*oneDay {
		return nil
	}
	return w.best(w.upright(), min(room, 40), 0.6, func(c *candidate) float64 {
		if w.worthless(c) || c.length < leastWords || c.offside || c.pictures || c.own || c.vague || c.like < nearby {
			return 0
		}
		return w.judged(c) * w.pool.focus.likeness(c.words)
	}, func(c *candidate) bool {
		return w.early(c) && w.fit(p, c) && !w.outrun(p, c) && !w.lower(c) && !w.agedly(c) && !c.ahead && !c.coming && !c.pending && !c.slanted
	})
}

// early reports whether a candidate names a day of a story's beginning.
func (w *writer) early(c *candidate) bool {
	first := w.pool.clock.first
	return slices.ContainsFunc(datesIn(c.Text), func(s string) bool {
		day, err := time.Parse("2 January 2006", s)
		return err == nil && day.Sub(first).Abs() <= twoDays
	})
}

// course finds the sentence that tells an earlier development of a large story best, with its day: of that which most outlets told.
func (w *writer) course(p *plan, room int) *candidate {
	if !w.unfolds || p.scattered || room < w.Words/8 {
		return nil
	}
	return w.best(w.upright(), min(room, 40), 0.5, func(c *candidate) float64 {
		d := w.development(c)
		if w.worthless(c) || w.unfolded[d] && d != &lone || c.length < leastWords || c.offside || c.pictures || c.own || c.vague || c.floating && dated(c.Text) || w.adrift(c) || w.knownAlready(c) || w.early(c) && slices.ContainsFunc(w.told.list, w.early) {
			return 0
		}
		return (1 + math.Log1p(float64(min(d.outlets, 2*mostOutlets)))/2) * w.judged(c)
	}, func(c *candidate) bool {
		return w.fit(p, c) && !w.outrun(p, c) && !w.lower(c) && !w.agedly(c) && (dated(c.Text) || !w.aged(c) || w.development(c).outlets > 1) && !c.ahead && !c.coming && !c.pending && !c.slanted && !w.sameDay(c)
	})
}

// Points of a large story tell what most outlets told: of a development that as many tell as belongs to a course.
const mostSalient = 3

// longestPoint is how many words a point has at most.
const longestPoint = 36

// mostAlike is the share of a headline's words that a point may have: from there on it says the same.
const mostAlike = 0.45

// salient finds what a large story's points tell besides counts: the developments that most outlets told, late ones before, but for the headline's:
// half of them at most. The paragraph tells the rest.
func (w *writer) salient(p *plan) {
	if !w.unfolds || p.scattered || w.Words < roomForActs {
		return
	}
	w.begin()
	by, order := map[*development][]*candidate{}, []*development(nil)
	for _, list := range [][]*candidate{w.pool.titles, w.upright()} {
		for _, c := range list {
			d := w.development(c)
			if d == nil || d.outlets < leastCourse && (d.outlets < 2 || w.recency(c.reading.Report.Published) < 0.5) || c.like < leastStar || d == w.development(w.top) || w.faint(c) {
				continue
			}
			if by[d] == nil {
				order = append(order, d)
			}
			by[d] = append(by[d], c)
		}
	}
	var found []*candidate
	for _, d := range order {
		best := w.best(by[d], longestPoint, 0.45, func(c *candidate) float64 {
			v := c.like * w.judged(c)
			if !dated(c.Text) {
				v *= 0.7
			}
			return v
		}, func(c *candidate) bool {
			return !w.worthless(c) && !w.searching(c) && !c.tolls() && !listed(c.Text) && !c.gerund() && (w.top == nil || share(c.words, w.top.words) < mostAlike && share(c.roots, w.top.roots) < mostAlike) && !c.own && (c.title && c.sentence() || !c.title && (c.place == 0 || dated(c.Text))) && c.length >= leastWords-2 && !c.vague && !c.slanted && !c.ahead && !c.coming && !c.pending && !c.pictures && !c.offside && !c.someone && w.fit(p, c) && !w.outrun(p, c) && !p.elsewhere(c.reading.Report.ID) && !w.adrift(c)
		})
		if best != nil {
			found = append(found, best)
		}
	}
	worth := func(c *candidate) float64 {
		return float64(min(w.development(c).outlets, 2*mostOutlets)) * (0.6 + 0.4*w.recency(c.reading.Report.Published)) * (0.3 + w.judged(c))
	}
	sort.SliceStable(found, func(i, j int) bool { return worth(found[i]) > worth(found[j]) })
	most := min(mostSalient, len(found)/2)
	if w.counting() {
		most = min(most, mostSalient-1) // a point is for a count
	}
	for _, c := range found {
		if len(w.reserved) < most && !w.again(c, 0.45) && !slices.ContainsFunc(w.reserved, func(o *candidate) bool {
			return w.akin(c, o) || dot(w.development(c).words, w.development(o).words) > leastNear/2
		}) {
			w.reserved = append(w.reserved, c)
			w.told.tell(c)
		}
	}
	ties := w.pool.focus.ties
	sort.SliceStable(w.reserved, func(i, j int) bool { return ties[w.reserved[i].order] > ties[w.reserved[j].order] })
}

// sameDay reports whether a candidate tells what somebody did on a day, of whom a sentence told before tells something of that day with some of the
// same words: the visit, told by another.
func (w *writer) sameDay(c *candidate) bool {
	days, doers := datesIn(c.Text), w.doers(c)
	return len(days) > 0 && slices.ContainsFunc(w.told.dated, func(o *candidate) bool {
		return share(c.roots, o.roots) > sameDayShare && common(datesIn(o.Text), days) && common(w.doers(o), doers)
	})
}

// doers are the names among a sentence's first words, but for offices: mostly of whoever does something in it.
func (w *writer) doers(c *candidate) []string {
	words := strings.FieldsFunc(c.Text, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == '’' || r == '\'' })
	low := make([]string, len(words))
	for i, word := range words {
		low[i] = strings.ToLower(strings.Trim(word, ".,:;()\"“”"))
	}
	at := func(i int) string {
		if i < len(low) {
			return low[i]
		}
		return ""
	}
	var out []string
	for i, word := range words[:min(len(words), firstWords)] {
		if r, _ := utf8.DecodeRuneInString(word); !unicode.IsUpper(r) || w.Language.Text.Starters.Has(low[i]) || dated(word) {
			continue
		}
		if n, _ := w.Language.Actors.NounAt(at, i); n == 0 {
			out = append(out, low[i])
		}
	}
	return out
}

// firstWords is how many words of a sentence say mostly who does something.
const firstWords = 10

func common(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

// sameDayShare is the share of the roots that two sentences of one day have in common where they tell the same.
const sameDayShare = 0.25

// gerund reports whether a headline begins with what goes on ("Waiting for aid in Lorn"): nobody does it.
func (c *candidate) gerund() bool {
	first, _, _ := strings.Cut(c.Text, " ")
	return c.title && strings.HasSuffix(first, "ing")
}

// tolls reports whether a candidate counts the dead, the hurt or the missing: how many there are, the ledger tells best.
func (c *candidate) tolls() bool {
	return slices.ContainsFunc(c.figures, func(f *sitrep.Figure) bool { return measureWeight[f.Measure] >= 0.6 && f.Modifier != sitrep.Vague })
}

// listed reports whether a text gives a number in three digits or more that is no date's.
func listed(s string) bool {
	for _, day := range datesIn(s) {
		s = strings.ReplaceAll(s, day, "")
	}
	return len(digits(s)) > 0
}

// akin reports whether two sentences of a large story name the same somebody or something of which few of its headlines speak.
func (w *writer) akin(a, b *candidate) bool {
	seldom := math.Log(1+fewHeads) / math.Log(1+float64(len(w.pool.refs)))
	return slices.ContainsFunc(a.names, func(id int32) bool { return w.pool.focus.rare[id] > seldom && slices.Contains(b.names, id) })
}

// fewHeads is one head in so many.
const fewHeads = 12
