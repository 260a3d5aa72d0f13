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
	"sitrep/internal/lang"
)

// fit reports whether a candidate may be shown at all: it states no figure that the ledger holds for a
// relay's slip, none in a report's own voice where those who count differ, and takes no side.
func (w *writer) fit(p *plan, c *candidate) bool {
	for _, f := range c.figures {
		if !w.surely(c) && w.unowned(p, f, c.reading.Report.Published) || p.lonely(f) {
			return false
		}
	}
	return !c.loaded && !c.astray && !(c.pictures && len(w.Readings) >= leastFocus) && !w.misplaced(p, c) && (!w.aside(c) || w.pertinent(c)) && !p.bars(c) && (w.surely(c) || !w.weekLate(c))
}

// weekLate reports whether a candidate has a weekday told as a date that lies a week or two behind the day on which its story began, in a clause that tells
// something besides, or told by nobody else and of the story's main matter: "on Friday" may still be the Friday on which it happened.
func (w *writer) weekLate(c *candidate) bool {
	first := w.pool.clock.first
	if c.title || first.IsZero() || len(c.Citations) == 0 {
		return false
	}
	if at := c.Citations[0]; dated(c.reading.Report.In(at.In)[at.Start:at.End]) {
		return false // the report names a day itself
	}
	return slices.ContainsFunc(datesIn(c.Text), func(s string) bool {
		day, err := time.Parse("2 January 2006", s)
		if err != nil {
			return false
		}
		before, _, _ := strings.Cut(c.Text, s)
		besides := slices.ContainsFunc(strings.Fields(strings.ToLower(before)), func(word string) bool { return w.Language.Brief.Is(word, lang.BriefSubordinate) })
		if d := w.development(c); !besides && (d != nil && d.outlets > 1 || w.pool.focus.likeness(c.words) < nearby) {
			return false
		}
		for _, weeks := range []int{1, 2} {
			if day.AddDate(0, 0, -7*weeks).Sub(first.Truncate(oneDay)).Abs() <= oneDay {
				return true
			}
		}
		return false
	})
}

// bars reports whether a candidate states a figure that must not be shown as it stands.
func (p *plan) bars(c *candidate) bool {
	return slices.ContainsFunc(c.figures, func(f *sitrep.Figure) bool { _, barred := p.barred[f.Cite()]; return barred })
}

// stale reports whether a candidate states a figure that its claimant has since changed, or one that events have
// overtaken, or tells of a time that is over without saying which.
func (w *writer) stale(p *plan, c *candidate) bool {
	if p.withdrawn(c) || !c.title && w.past(p, c) && !dated(c.Text) || (c.ahead && (dated(c.Text) || c.floating || !w.pool.clock.long()) || c.coming && dated(c.Text)) && w.over(c) {
		return true
	}
	return c.floating && w.torn(c) || w.outrun(p, c)
}

// outrun reports whether a candidate states a figure that its claimant has since changed, or one that events have overtaken.
func (w *writer) outrun(p *plan, c *candidate) bool {
	if len(w.Readings) == 1 {
		return false // one report says itself what it takes back
	}
	for _, f := range c.figures {
		if !w.surely(c) && w.overtaken(p, f, c.reading.Report.Published) || w.topped(p, c, f) {
			return true
		}
		if p.superseded[f.Cite()] && !p.standing[f.Cite()] {
			return true
		}
	}
	return false
}

// topped reports whether the headline gives a higher toll of the same, than a figure that came out before it and names no day: an editor
// tells of the newer.
func (w *writer) topped(p *plan, c *candidate, f *sitrep.Figure) bool {
	if w.top == nil || w.top == c || c.title || p.scattered || p.contested[f.Measure] || f.Subset || f.Additional || f.Implicit || measureWeight[f.Measure] < 0.9 || !f.Min.Known && !f.Max.Known || dated(c.Text) && w.apart(w.top, c) > oneDay ||
		f.Basis == sitrep.OfPeriod || !c.before(w.top.reading.Report.Published) {
		return false
	}
	return w.toppedBy(f)
}

// toppedBy reports whether the headline's toll is higher than a figure of the same, by less than half.
func (w *writer) toppedBy(f *sitrep.Figure) bool {
	high := f.Max.N
	if !f.Max.Known {
		high = f.Min.N
	}
	return w.top != nil && slices.ContainsFunc(w.top.figures, func(t *sitrep.Figure) bool {
		return t.Measure == f.Measure && !t.Subset && t.Min.Known && high < t.Min.N && 2*high > t.Min.N
	})
}

// under reports whether a row's count is one that the headline's, told at its time or later, has topped.
func (w *writer) under(p *plan, r row) bool {
	return w.top != nil && !p.scattered && !p.contested[r.series.Measure] && measureWeight[r.series.Measure] >= 0.9 && !w.part(r.series) && r.series.Basis != sitrep.OfPeriod &&
		!r.step.Published.Start().After(w.top.reading.Report.Published.End()) && slices.ContainsFunc(r.step.Figures, func(c sitrep.Citation) bool { f := w.figures[c]; return f != nil && w.toppedBy(f) })
}

// apart is how much later one candidate's report came out than another's.
func (w *writer) apart(a, b *candidate) time.Duration {
	return a.reading.Report.Published.End().Sub(b.reading.Report.Published.End())
}

// value is how good a candidate is as a sentence of the brief, apart from what it says.
func (w *writer) value(c *candidate) float64 {
	v := c.score * w.onMatter(c) * w.news(c)
	if c.place == 0 && !c.title {
		v *= 1.25 // leads are written to stand alone
	}
	v *= w.recency(c.reading.Report.Published)
	if c.length > 40 {
		v *= 0.85
	}
	if strings.ContainsAny(c.Text, "\"“") {
		v *= 0.95
	}
	if c.leaning {
		v *= 0.3
	}
	if (c.ahead || c.coming && w.pool.developments != nil) && w.over(c) {
		v *= 0.3 // it was to come; by now it has come, or not
	}
	if w.searching(c) {
		v *= 0.2
	}
	if c.slanted {
		v *= 0.2
	}
	if c.someone {
		v *= 0.4 // a line of colour
	}
	if c.feature {
		v *= 0.5
	}
	if c.offside {
		v *= 0.3
	}
	if c.pictures {
		v *= 0.3
	}
	if c.own {
		v *= 0.3
	}
	if c.reversed {
		v *= 0.6
	}
	if c.pending && w.pool.developments != nil && w.behind(c) {
		v *= 0.2
	}
	if c.tailed {
		v *= 0.5 // who says so has become part of it
	}
	if c.bare && w.Words >= roomForActs { // a short body takes what it can
		v *= 0.5
	}
	if c.talk && !c.title {
		if v *= c.weightInTalk(); c.counts() {
			v *= 3 // in an hour's talk, where people are counted
		}
	}
	if official(c.reading.Report) && !c.talk && !c.title && c.place > 0 && len(c.claims) == 0 {
		v *= 0.5 // what a government says of its own work
	}
	if w.adrift(c) {
		v *= 0.4 // nobody knows which Monday
	}
	if c.worth > 0 && w.Words >= roomForActs {
		v *= c.worth // a short body is composed as a whole
	}
	return v
}

// searching reports whether a candidate came out while those were looked for who are now known to be dead, and counts none.
func (w *writer) searching(c *candidate) bool {
	return !w.fate.IsZero() && c.reading.Report.Published.End().Before(w.fate) && !c.tolls()
}

// behind reports whether the story went on for more than six hours behind a candidate's report.
func (w *writer) behind(c *candidate) bool {
	t := c.reading.Report.Published
	return !t.IsZero() && w.pool.clock.last.Sub(t.End()) > 6*time.Hour
}

// over reports whether a candidate's report came out more than a day before the story's last.
func (w *writer) over(c *candidate) bool {
	t := c.reading.Report.Published
	return !t.IsZero() && w.pool.clock.last.Sub(t.End()) > oneDay
}

// weightInTalk is how much a sentence of a transcript weighs: what is said early and was prepared, by him whom the headline
// names, and gives no day that only those in the room can know.
func (c *candidate) weightInTalk() float64 {
	v := 1.0
	if len(c.figures) == 0 {
		v /= 1 + float64(c.place)/80
	}
	if c.floating {
		v *= 0.5
	}
	if c.speaker != "" && !strings.Contains(c.reading.Report.Title, briefly(c.speaker)) && briefly(c.speaker) != c.speaker && c.speaker != strings.ToUpper(c.speaker) {
		v *= 0.5
	}
	return v
}

// official reports whether a report is published by a government itself.
func official(r *sitrep.Report) bool {
	u, err := url.Parse(r.URL)
	if err != nil {
		return false
	}
	for _, part := range strings.Split(u.Hostname(), ".") {
		if part == "gov" || part == "mil" || part == "gob" || part == "gouv" {
			return true
		}
	}
	return false
}

// ancient reports whether a candidate's report came out so long before the story's last, that what it tells without a date
// misleads: six weeks.
func (w *writer) ancient(c *candidate) bool {
	t := c.reading.Report.Published
	return !t.IsZero() && w.pool.clock.last.Sub(t.End()) > 42*oneDay
}

// told is how many reports give a row's figure.
func (r row) told() int {
	seen := map[sitrep.ReportID]bool{}
	for _, c := range r.step.Figures {
		seen[c.Report] = true
	}
	return len(seen)
}

// strength reports whether a candidate counts nobody but those who were sent or are there.
func (c *candidate) strength() bool {
	return len(c.figures) > 0 && !slices.ContainsFunc(c.figures, func(f *sitrep.Figure) bool { return f.Measure != sitrep.Strength })
}

// adrift reports whether a candidate gives a day that nobody can tell any more ("on Monday", two weeks ago).
func (w *writer) adrift(c *candidate) bool {
	t := c.reading.Report.Published
	return c.floating && (w.torn(c) || !t.IsZero() && w.pool.clock.last.Sub(t.End()) > twoDays)
}

// torn reports whether a candidate's report is dated otherwise than its text, and others stand beside it, so that nobody knows its weekdays.
func (w *writer) torn(c *candidate) bool {
	return len(w.Readings) > 1 && w.pool.torn[c.reading.Report.ID]
}

// tries bounds how often the gate is asked for one place in the brief.
const tries = 25

// best is the candidate of the highest value that is not told yet and passes the gate.
func (w *writer) best(list []*candidate, room int, limit float64, value func(*candidate) float64, ok func(*candidate) bool) *candidate {
	type scored struct {
		c *candidate
		v float64
	}
	var rank []scored
	for _, c := range list {
		if c.length <= room && !w.exhausted(c) && ok(c) && !w.implied(&w.told, c) {
			if v := value(c); v > 0 {
				rank = append(rank, scored{c, v})
			}
		}
	}
	sort.SliceStable(rank, func(i, j int) bool { return rank[i].v > rank[j].v })
	asked := 0
	for _, s := range rank {
		if w.again(s.c, limit) {
			continue
		}
		if asked++; asked > tries {
			break // the gate has refused what there is of this kind
		}
		if w.pass(s.c.Unit) {
			return s.c
		}
	}
	return nil
}

// mostOfReport is how many sentences of one report a brief of many tells.
const mostOfReport = 3

// exhausted reports whether a candidate's report has told as much of a brief of many as one may.
func (w *writer) exhausted(c *candidate) bool {
	if len(w.Readings) < leastFocus || w.Words < roomForActs || c.talk {
		return false
	}
	from := map[*candidate]bool{}
	for _, list := range [][]*candidate{w.told.list, w.written.list} {
		for _, o := range list {
			if o.reading == c.reading && o != w.top {
				from[o] = true
			}
		}
	}
	return len(from) >= mostOfReport
}

// again reports whether a candidate says nothing that was not said.
func (w *writer) again(c *candidate, limit float64) bool {
	return w.told.again(c, limit) || !w.fresh(&w.told, c) && w.toldTwice(&w.told, c) || w.redundant(c)
}

// toldTwice reports whether one of the sentences told tells what a candidate tells.
func (w *writer) toldTwice(t *told, c *candidate) bool {
	return w.openingAgain(t, c) || t.renumbers(c) || slices.ContainsFunc(t.list, func(o *candidate) bool { return w.twice(o, c) })
}

// stating finds the sentence that states a row best: it names the claimant itself.
func (w *writer) stating(p *plan, r row, list []*candidate, room int) *candidate {
	wanted := map[sitrep.Citation]bool{}
	for _, c := range r.step.Figures {
		wanted[c] = true
	}
	value := func(c *candidate) float64 {
		more, given := 0, 1.0
		for _, f := range c.figures {
			if wanted[f.Cite()] && f.Claimant != "" {
				given = 1.5 // it says who counts
			}
			if wanted[f.Cite()] && w.inRelative(c, f) {
				given *= 0.5 // it tells of something else
			}
			if wanted[f.Cite()] && w.unfolds && w.inAside(c, f) {
				given *= 0.2
				if len(w.told.words) == 0 {
					return 0 // nothing to begin with
				}
			}
			if p.standing[f.Cite()] && !f.Implicit && !wanted[f.Cite()] {
				more++
			}
		}
		if d := w.development(c); d != nil && w.unfolded[d] {
			given *= 0.4 // the same once more
		}
		return w.value(c) * (1 + 0.35*float64(min(more, 3))) * given * min(1, 24/float64(c.length)) // the figure is what it is about
	}
	return w.best(list, room, 0.75, value, func(c *candidate) bool {
		if c.slanted && len(w.told.words) > 1 {
			return false
		}
		if w.unfolds && (c.pending && w.behind(c) || !w.counting() && w.judged(c) < leastStanding) {
			return false // a count in a story that isn't of its counts must be worth telling
		}
		if d := w.development(c); w.unfolds && d != &lone && w.unfolded[d] && slices.ContainsFunc(w.told.roots, func(roots []wordCount) bool { return share(c.roots, roots) > 0.4 }) {
			return false // its development in other words, with a count
		}
		if !w.fit(p, c) || r.step.Status == sitrep.Active && p.elsewhere(c.reading.Report.ID) || w.stale(p, c) && r.step.Status == sitrep.Active {
			return false
		}
		for _, f := range c.figures {
			if wanted[f.Cite()] {
				return f.Claimant == "" || givenBy(c, f)
			}
		}
		return false
	})
}

// inRelative reports whether a figure stands in a relative clause of its sentence: "the sinking of a ferry that killed 21".
func (w *writer) inRelative(c *candidate, f *sitrep.Figure) bool {
	before := strings.Fields(strings.ToLower(c.reading.Report.In(f.In)[f.Sentence.Start:f.Start]))
	for _, word := range before[max(0, len(before)-4):] {
		if w.Language.Figure.Words[word].Parts.Has(lang.Rel) {
			return true
		}
	}
	return false
}

// inAside reports whether a figure stands in a clause that opens its sentence and tells of something before: "A month after a quake killed 40, ...".
func (w *writer) inAside(c *candidate, f *sitrep.Figure) bool {
	before := c.reading.Report.In(f.In)[f.Sentence.Start:f.Start]
	if strings.Contains(before, ",") || !strings.Contains(c.reading.Report.In(f.In)[f.End:f.Sentence.End], ",") {
		return false
	}
	return slices.ContainsFunc(strings.Fields(strings.ToLower(before)), func(word string) bool { return w.Language.Brief.Is(word, lang.BriefSubordinate) })
}

// givenBy reports whether a candidate says who gives a figure: by name, or by words that stand for the name
// ("South Korea's spy agency").
func givenBy(c *candidate, f *sitrep.Figure) bool {
	if names(c, string(f.Claimant)) {
		return true
	}
	for _, cl := range c.claims {
		if len(cl.Source) > 0 && (cl.Speaker == f.Claimant || cl.Actor != "" && cl.Actor == f.Actor) {
			return true
		}
	}
	return false
}

// names reports whether a candidate's own words hold a name, or most of it.
func names(c *candidate, name string) bool {
	low := strings.ToLower(c.Text)
	hit, n := 0, 0
	for _, word := range strings.Fields(strings.ToLower(name)) {
		if len(word) < 3 || word == "the" {
			continue
		}
		n++
		if strings.Contains(low, word) {
			hit++
		}
	}
	return hit*2 >= n
}

// states reports whether a candidate gives one of the story's weightiest standing figures, by the name
// of who gives it.
func (w *writer) states(p *plan, c *candidate) bool {
	for _, f := range c.figures {
		if p.main[f.Cite()] && (f.Claimant == "" || givenBy(c, f)) {
			return true
		}
	}
	return false
}

// statesRow reports whether a candidate gives a row's figure.
func (c *candidate) statesRow(r row) bool {
	for _, f := range c.figures {
		if slices.Contains(r.step.Figures, f.Cite()) {
			return true
		}
	}
	return false
}

// reports reports whether a row's figure stands in a reading's report.
func reports(r row, in *sitrep.Reading) bool {
	for _, c := range r.step.Figures {
		if c.Report == in.Report.ID {
			return true
		}
	}
	return false
}

// headline is the headline of a report that says best what the reports say, and preferably one that
// gives the main figure by its claimant; where none is fit, a figure phrased, or a short lead.
func (w *writer) headline(p *plan) sitrep.Unit {
	current := func(c *candidate) bool {
		return w.fit(p, c) && !w.stale(p, c) && !c.slanted && !c.leaning && !(c.title && c.talk) && !p.elsewhere(c.reading.Report.ID) && !w.exceeded(p, c) && !(w.unfolds && c.ahead && w.over(c))
	}
	led := w.counting()
	value := func(c *candidate) float64 {
		v := w.value(c)
		if !w.borne(p, c) || len(w.Readings) >= manyReports && p.detailed(c) {
			v *= 0.3
		}
		if w.states(p, c) {
			v *= 1.5
		}
		if led && len(p.rows) > 0 && (c.statesRow(p.rows[0]) || p.scattered && reports(p.rows[0], c.reading)) {
			v *= 1.5 // where things stand
		}
		if c.talk && opening(c.reading.Report.In(c.Citations[0].In)[c.Citations[0].Start:c.Citations[0].End]) {
			v *= 0.4 // "In fact, ...": it goes on with something
		}
		if led && c.counts() {
			v *= 1.6
			if !slices.ContainsFunc(c.figures, func(f *sitrep.Figure) bool {
				return f.Hedged || f.Status != sitrep.Asserted || p.contested[f.Measure] || f.Basis == sitrep.OfPeriod
			}) {
				v /= math.Pow(w.recency(c.reading.Report.Published), 0.9) // a toll that nothing has overtaken is no older than what is told around it
			}
		}
		return v
	}
	if len(w.Readings) < fewReports && !slices.ContainsFunc(w.pool.titles, func(c *candidate) bool { return c.talk }) {
		// Of what few reports tell, their own words say more than a count phrased.
		if c := w.best(w.pool.titles, 24, 1, value, current); c != nil {
			return w.head(p, c)
		}
		if c := w.best(w.pool.sentences, 30, 1, value, func(c *candidate) bool { return current(c) && !c.hollow && !c.barred() && c.place < headLines }); c != nil {
			return w.head(p, c)
		}
		for _, c := range w.pool.titles {
			if !p.elsewhere(c.reading.Report.ID) && w.pass(c.Unit) {
				return w.head(p, c)
			}
		}
	}
	if len(w.Readings) < leastFocus && !slices.ContainsFunc(w.pool.titles, current) {
		// Every headline seems overtaken: one that tells what the story is about is so by another count.
		if c := w.best(w.pool.titles, 24, 1, value, func(c *candidate) bool {
			return w.surely(c) && w.fit(p, c) && !c.slanted && !c.talk && !p.elsewhere(c.reading.Report.ID)
		}); c != nil {
			return w.head(p, c)
		}
	}
	if w.tollTitles() {
		// The reports' headlines give a toll; so does the brief's, if it must be phrased.
		if c := w.best(w.tolled(), 24, 1, value, current); c != nil {
			return w.head(p, c)
		}
		if len(p.rows) > 0 {
			if u, ok := w.phraseHeadline(p.rows[0]); ok && w.pass(u) {
				w.tellRow(p.rows[0])
				w.headed = p.rows[0]
				return u
			}
		}
	}
	c := w.bestTitle(p, w.pool.titles, value, current)
	if led && w.ofDead() && !p.scattered && (c == nil || !c.counts() || !w.borne(p, c)) {
		// The toll is the matter, and the last days' headlines are of what is around it.
		for _, r := range p.rows[:min(3, len(p.rows))] {
			if w.part(r.series) || measureWeight[r.series.Measure] < 0.9 || w.outdated(p, r) {
				continue
			}
			if u, ok := w.phraseHeadline(r); ok && w.pass(u) {
				w.tellRow(r)
				w.headed = r
				return u
			}
		}
		if !p.contested[sitrep.Killed] {
			if t := w.best(w.tolled(), 24, 1, value, current); t != nil {
				return w.head(p, t)
			}
		}
	}
	if led && len(p.rows) > 0 && p.contested[p.rows[0].series.Measure] && (c == nil || !c.counts()) {
		// Those who count differ, and the headline doesn't tell of it.
		if u, ok := w.phraseHeadline(p.rows[0]); ok && w.pass(u) {
			w.tellRow(p.rows[0])
			w.headed = p.rows[0]
			return u
		}
	}
	if c != nil {
		return w.head(p, c)
	}
	for i, r := range p.rows {
		if i >= 3 {
			break
		}
		if u, ok := w.phraseHeadline(r); ok && w.pass(u) {
			w.tellRow(r)
			w.headed = r
			return u
		}
	}
	whole := func(c *candidate) bool {
		return current(c) && !c.hollow && !c.barred() && (c.place == 0 || len(c.claims) > 0 || c.speaker != "")
	}
	if c := w.best(w.pool.sentences, 30, 1, value, whole); c != nil {
		return w.head(p, c)
	}
	// Nothing passes: a report's own headline, as it stands, best one that takes no side.
	for _, sides := range []bool{false, true} {
		for _, c := range w.pool.titles {
			if (c.loaded || c.slanted) == sides && !p.elsewhere(c.reading.Report.ID) && w.pass(c.Unit) {
				return w.head(p, c)
			}
		}
	}
	if c := w.best(w.pool.sentences, 30, 1, value, current); c != nil {
		return w.head(p, c)
	}
	return sitrep.Unit{}
}

// headLines is how many of a report's first sentences may serve as a headline of a story of few reports.
const headLines = 3

// opening reports whether a text begins with a few words and a comma.
func opening(s string) bool {
	first, _, found := strings.Cut(s, ",")
	return found && len(strings.Fields(first)) < 5
}

// exceeded reports whether a headline's toll is lower than one told later, or no more by two outlets: a headline is of the last count.
func (w *writer) exceeded(p *plan, c *candidate) bool {
	if p.scattered {
		return false
	}
	return slices.ContainsFunc(c.figures, func(f *sitrep.Figure) bool {
		high := f.Max.N
		if !f.Max.Known {
			high = f.Min.N
		}
		return measureWeight[f.Measure] >= 0.9 && (!p.contested[f.Measure] || len(p.corrected) > 0) && !f.Subset && !f.Additional && f.Basis != sitrep.OfPeriod && (f.Max.Known || f.Min.Known) && slices.ContainsFunc(p.counts, func(k count) bool {
			return k.measure == f.Measure && 100*k.low > 101*high && 2*k.low < 3*high && k.published.Start().After(c.reading.Report.Published.End().Add(oneDay))
		})
	})
}

// head makes a candidate the headline. Where who says so ran into its toll, the count is phrased instead, as the same report gives it.
func (w *writer) head(p *plan, c *candidate) sitrep.Unit {
	w.told.tell(c)
	w.top = c
	for _, r := range p.rows {
		if !c.tailed || len(w.Readings) < fewReports || !w.numbered(r, c.Text) || !reports(r, c.reading) {
			continue
		}
		if u, ok := w.phraseHeadline(r); ok && w.pass(u) {
			w.tellRow(r)
			return u
		}
	}
	u := c.Unit
	if c.talk && !c.title {
		w.quoted = c
		u.Text = strings.Replace(u.Text, saidThus, ": “", 1)
	}
	if text := strings.TrimRight(u.Text, "."); !initials(text) {
		u.Text = text
	}
	return u
}

// initials reports whether a text ends with initials that lost their stop ("the U.S").
func initials(s string) bool {
	return len(s) > 2 && s[len(s)-2] == '.' && s[len(s)-1] >= 'A' && s[len(s)-1] <= 'Z'
}

func (w *writer) tellRow(r row) {
	for _, c := range r.step.Figures {
		if f := w.figures[c]; f != nil {
			w.told.figure(f)
		}
	}
}

// since is how the count moved: figures that are not told yet, of lines that matter, the latest first.
func (w *writer) since(p *plan) []row {
	var out []row
	if len(p.rows) == 0 || w.pool.clock.last.Sub(w.pool.clock.first) < twoDays {
		return nil
	}
	for _, list := range [][]row{p.rows, p.course} {
		for _, r := range list {
			if r.worth >= 0.2*p.rows[0].worth && !w.part(r.series) && (r.line.Kind == sitrep.Named || r.line.Kind == sitrep.Office || r.line.Kind == sitrep.Anonymous) {
				out = append(out, r)
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i].step.Published, out[j].step.Published
		return !a.IsZero() && !b.IsZero() && a.End().After(b.End())
	})
	return out
}

// valueTold reports whether a row's value was told already, by whomever.
func (w *writer) valueTold(r row) bool {
	for _, c := range r.step.Figures {
		if f := w.figures[c]; f != nil && w.told.figures[figureKey(f)] {
			return true
		}
	}
	return false
}

// dated reports whether a sentence says when: what no longer stands may only be told with its time.
func dated(s string) bool {
	for m := time.January; m <= time.December; m++ {
		name := m.String()
		for at := strings.Index(s, name); at >= 0; {
			if next, _ := utf8.DecodeRuneInString(s[at+len(name):]); !unicode.IsLetter(next) {
				return true // not the "May" of "Mayor"
			}
			more := strings.Index(s[at+1:], name)
			if more < 0 {
				break
			}
			at += 1 + more
		}
	}
	return false
}

// datesIn are the dates of a text that give a day, as the brief writes them: "23 December 2024".
func datesIn(s string) []string {
	var out []string
	words := strings.Fields(s)
	for i := 0; i+2 < len(words); i++ {
		day := words[i] + " " + words[i+1] + " " + strings.TrimRight(words[i+2], ".,:;)\"”")
		if _, err := time.Parse("2 January 2006", day); err == nil {
			out = append(out, day)
		}
	}
	return out
}

// lead is the sentence that says best what the reports agree on, late ones first.
func (w *writer) lead(p *plan, agreed *consensus, room int, current func(*candidate) bool) *candidate {
	return w.best(w.shortlist(), room, 0.8, func(c *candidate) float64 {
		if w.headed.step == nil && w.repeats(c) || w.pointing(c) {
			return 0
		}
		v := agreed.gain(c.words) * (0.5 + 0.5*w.recency(c.reading.Report.Published)) * w.onMatter(c) * w.judged(c)
		if w.idle(c) {
			return 0
		}
		if c.barred() {
			v *= 0.2
		}
		if c.place == 0 {
			v *= 1.2
		}
		if c.leaning {
			v *= 0.3
		}
		if w.states(p, c) {
			v *= 1.5
		}
		return v
	}, current)
}

// repeats reports whether a candidate says no more than the headline.
func (w *writer) repeats(c *candidate) bool {
	return w.top != nil && c.length < w.top.length*3/2 && share(c.words, w.top.words) > 0.8
}

// counting reports whether the story is about a toll: one report in five gives one, and of few reports two in five.
func (w *writer) counting() bool {
	if len(w.Readings) < leastFocus {
		return 5*w.counters() >= 2*len(w.Readings)
	}
	return 5*w.counters() >= len(w.Readings)
}

// counters is the number of reports that give a toll.
func (w *writer) counters() int {
	n := 0
	for i := range w.Readings {
		for _, f := range w.Readings[i].Figures {
			if measureWeight[f.Measure] >= 0.9 && !f.Implicit {
				n++
				break
			}
		}
	}
	return n
}

// tolled is the headlines that give a toll.
func (w *writer) tolled() []*candidate {
	return slices.DeleteFunc(slices.Clone(w.pool.titles), func(c *candidate) bool { return !c.counts() })
}

// tollTitles reports whether the toll is the news: one headline in three gives one.
func (w *writer) tollTitles() bool {
	n := len(w.tolled())
	return n > 1 && 3*n >= len(w.pool.titles)
}

// ofDead reports whether a story of many reports is of its dead: one headline in eight gives a toll.
func (w *writer) ofDead() bool {
	n := len(w.tolled())
	return len(w.Readings) >= manyReports && 8*n >= len(w.pool.titles)
}

// leastGain is how much agreement a sentence must add to be worth its words.
const leastGain = 0.008

// shortlist is the candidates worth weighing one by one: those of the highest value.
func (w *writer) shortlist() []*candidate {
	if w.short == nil {
		w.short = append([]*candidate(nil), w.pool.sentences...)
		sort.SliceStable(w.short, func(i, j int) bool { return w.value(w.short[i]) > w.value(w.short[j]) })
		if len(w.short) > 150 {
			w.short = w.short[:150]
		}
	}
	return w.short
}

// acting finds the sentence that tells of an act best.
func (w *writer) acting(p *plan, r reaction, room int) *candidate {
	wanted := map[*sitrep.Claim]bool{}
	for _, c := range r.claims {
		wanted[c] = true
	}
	least := 0.0
	if list := w.shortlist(); len(w.Readings) >= leastFocus && len(list) > 0 {
		least = 0.25 * list[0].score // whoever speaks in it, it is about something else
		if len(w.Readings) >= manyReports {
			least *= 1.6
		}
	}
	value := func(c *candidate) float64 {
		v := w.value(c)
		if dated(c.Text) {
			v *= 1.6 // what one said on a day; tomorrow he may say something else
		}
		if c.length > 20 {
			v *= 20 / float64(c.length)
		}
		return v
	}
	return w.best(w.pool.sentences, room, 0.5, value, func(c *candidate) bool {
		if !w.fit(p, c) || p.elsewhere(c.reading.Report.ID) || w.stale(p, c) || c.score < least || c.vague && !c.talk || c.barredFrom(mostDanglingAct) || w.unfolds && (w.worthless(c) || c.pending && w.behind(c)) || c.offside || w.adrift(c) || w.ancient(c) && !dated(c.Text) {
			return false
		}
		for _, cl := range c.claims {
			if wanted[cl] && names(c, string(cl.Speaker)) {
				return true
			}
		}
		return false
	})
}

// points are up to three things to know beside the headline: the main figures by other claimants,
// an act, what else the reports agree on. A report's headline serves here as well as a sentence; a
// sentence of the body doesn't.
func (w *writer) points(p *plan, head sitrep.Unit, body []sitrep.Unit) []sitrep.Unit {
	w.begin()
	agreed := newConsensus(w.pool.refs)
	words := map[string]bool{}
	for _, u := range body {
		w.told.texts[u.Text] = true
		words[w.cited(u)] = true
	}
	said := func(c *candidate) bool {
		at := c.Citations[0]
		return w.written.doubles(c) || w.written.numbered(c, 30) || w.implied(&w.written, c) || slices.ContainsFunc(body, func(u sitrep.Unit) bool {
			in := u.Citations[0]
			return in.Report == at.Report && in.In == at.In && in.Span.Overlaps(at.Span)
		})
	}
	var out []*candidate
	take := func(c *candidate) bool {
		if c == nil || len(out) == 3 {
			return false
		}
		out = append(out, c)
		w.told.tell(c)
		agreed.add(c.words)
		return true
	}
	again := func(c *candidate) bool { // of the same somebody, of a large story
		return w.unfolds && slices.ContainsFunc(out, func(o *candidate) bool { return w.akin(c, o) })
	}
	if w.headed.step != nil {
		w.tellRow(w.headed)
	}
	for _, c := range w.pool.titles {
		if c.Citations[0] == head.Citations[0] {
			w.told.tell(c)
			agreed.add(c.words)
		}
	}
	var all []*candidate
	for _, c := range w.pool.sentences {
		if !c.leaning && !c.vague && !said(c) && !words[w.cited(c.Unit)] && !w.inBody(c) {
			all = append(all, c)
		}
	}
	for _, c := range w.pool.titles {
		if (c.tells(len(w.Readings) >= manyReports) || w.unfolds && w.news(c) > 1 && c.sentence()) && !c.slanted && !w.past(p, c) && !w.ancient(c) && !w.inBody(c) && !w.written.doubles(c) && !w.written.numbered(c, 30) {
			all = append(all, c)
		}
	}
	if c := w.correcting(p, all, 32); c != nil && !shares(head.Text, c) {
		take(c)
	}
	counting := slices.DeleteFunc(w.upright(), func(c *candidate) bool { return said(c) || words[w.cited(c.Unit)] || w.slight(c) })
	for i, r := range p.rows {
		if len(out) == 2 || len(out)+len(w.reserved) >= 3 || i >= 8 {
			break
		}
		if main := p.rows[0].series; len(w.Readings) >= manyReports && (r.series.Group != main.Group || r.series.Scope != main.Scope) && r.told() < 2 {
			continue // one report's count of other people, or of a place, is a detail
		}
		if r.worth < 0.25*p.rows[0].worth || w.rowTold(r) || w.inParagraph(r) || slices.Contains(w.inWords, r.step) || !r.step.Min.Known && !r.step.Max.Known {
			continue
		}
		if w.follows(r) || w.outdated(p, r) || w.under(p, r) || p.away(r) || w.numbered(r, head.Text) || len(body) > 0 && measureWeight[r.series.Measure] >= 0.9 && w.numbered(r, body[0].Text) {
			continue
		}
		if c := w.worded(r); c != nil {
			take(c)
			continue
		}
		take(w.stating(p, r, counting, 32))
	}
	for _, c := range w.reserved {
		take(c)
	}
	for _, r := range p.reactions {
		if len(out) == 3 || w.detail(r) || r.kind == sitrep.Support || r.kind == sitrep.Demand || r.overtaken || w.acted[r.actor] {
			continue
		}
		if c := w.acting(p, r, 34); c != nil && !w.inBody(c) && !said(c) && !again(c) && (!w.unfolds || w.development(c) != &lone) && take(c) {
			break
		}
	}
	current := func(c *candidate) bool {
		return w.fit(p, c) && !w.stale(p, c) && !p.elsewhere(c.reading.Report.ID) && !c.barred()
	}
	weighty := len(w.Readings) < 3 // what there is, is worth telling
	least, longest := 0.0, 32
	if len(w.Readings) < 3 {
		longest = 40 // there is little to choose from
	}
	if list := w.shortlist(); len(list) > 0 && (len(w.Readings) > 2 || list[0].talk) {
		least = 0.3 * w.value(list[0])
		if w.narrowed {
			least *= 0.3
		}
	}
	limit := 0.6
	if w.unfolds {
		limit = 0.45 // there is enough to choose from
	}
	leastRecent := 0.2
	if len(w.Readings) >= manyReports {
		leastRecent = 0.4
	}
	fill := func(strength bool) {
		for len(out) < 3 && take(w.best(all, longest, limit, func(c *candidate) float64 {
			if c.talk && !c.title && !c.leaning && w.value(c) >= least {
				return w.value(c)
			}
			if len(w.Readings) >= manyReports && (p.detailed(c) || w.foreign(p, c)) || len(w.Readings) >= leastFocus && c.strength() && w.recency(c.reading.Report.Published) < 0.5 {
				return 0
			}
			if !weighty && !c.title && c.place > 0 && len(c.claims) == 0 && !c.counts() && !w.telling(p, c) {
				return 0 // background
			}
			if len(w.Readings) >= manyReports && !c.title && !c.vouched() && !c.counts() && c.score < central*w.shortlist()[0].score && w.news(c) < 1 {
				return 0 // a feature: of many reports, what few tell and nobody says
			}
			if w.retold(c) && !w.telling(p, c) || !strength && w.unfolds && len(w.Readings) >= manyReports && w.development(c) == &lone && !c.vouched() && !c.counts() {
				return 0 // its development has been told, or it is a feature
			}
			if w.told.doubles(c) || !strength && w.counting() && len(w.Readings) >= manyReports && c.strength() {
				return 0
			}
			if w.faded(c) || again(c) || w.unfolds && c.gerund() || c.leaning || c.slanted || !c.title && c.length < leastWords || w.strays(c) || w.value(c) < least && !strength && !w.telling(p, c) || w.adrift(c) || w.recency(c.reading.Report.Published) < leastRecent {
				return 0
			}
			if w.slight(c) || w.searching(c) {
				return 0
			}
			if w.unfolds && (w.worthless(c) || w.agedly(c) || w.lower(c) || !dated(c.Text) && w.aged(c) && !w.widely(c)) {
				return 0
			}
			return (agreed.gain(c.words) + 0.05) * (0.3 + w.recency(c.reading.Report.Published)) * w.news(c) * w.judged(c)
		}, current)) {
		}
	}
	fill(false)
	fill(true) // how many were sent, where nothing else is left
	for w.unfolds && len(out) < 2 && len(body) >= 4 && take(w.best(w.pool.titles, 24, 0.35, w.value, func(c *candidate) bool {
		return w.widely(c) && w.development(c) != w.development(w.top) && c.sentence() && !c.gerund() && !c.slanted && !c.ahead && !w.past(p, c) && !w.faded(c) && current(c)
	})) {
		// Where the paragraph tells all that there is, a point sums up what most outlets tell.
	}
	return units(out)
}

// foreign reports whether all tolls of a candidate are of other people than the story's main count.
func (w *writer) foreign(p *plan, c *candidate) bool {
	tolls := 0
	for _, f := range c.figures {
		if measureWeight[f.Measure] < 0.6 || f.Implicit {
			continue
		}
		tolls++
		if s := p.series[f.Cite()]; s == nil || len(p.rows) == 0 || !otherPeople(s.Group, p.rows[0].series.Group) {
			return false
		}
	}
	return tolls > 0
}

// otherPeople reports whether two groups have names, and none in common: "Lornish sailors", "Tarnish sailors".
func otherPeople(a, b string) bool {
	named := func(s string) (out []string) {
		for _, word := range strings.Fields(s) {
			if r, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(r) {
				out = append(out, word[:min(len(word), stemLength)])
			}
		}
		return out
	}
	x, y := named(a), named(b)
	return len(x) > 0 && len(y) > 0 && !common(x, y)
}

// central is the share of the most central sentence's score from which a sentence of a large story is news though nobody says it.
const central = 0.6

// vouched reports whether somebody with a name or an office says what a candidate tells.
func (c *candidate) vouched() bool {
	return slices.ContainsFunc(c.claims, func(cl *sitrep.Claim) bool {
		return len(cl.Source) > 0 && (cl.SpeakerKind == sitrep.Named || cl.SpeakerKind == sitrep.Office || cl.Actor != "")
	})
}

// cited is the words that a unit cites first: a report's copy says the same.
func (w *writer) cited(u sitrep.Unit) string {
	c := u.Citations[0]
	return oneLine(w.gate.Readings[c.Report].Report.In(c.In)[c.Start:c.End])
}

// vaguely reports whether a candidate gives no more than a vague toll ("thousands dead"), where numbers are given.
func (w *writer) vaguely(c *candidate) bool {
	return w.counting() && c.length < 16 && slices.ContainsFunc(c.figures, func(f *sitrep.Figure) bool { return measureWeight[f.Measure] >= 0.9 && f.Modifier == sitrep.Vague }) && !c.counts()
}

// inBody reports whether a sentence of the paragraph says most of what a candidate says.
func (w *writer) inBody(c *candidate) bool {
	if w.vaguely(c) {
		return true
	}
	return !w.fresh(&w.written, c) && (known(c.roots, w.written.said) > mostKnownPoint || w.toldTwice(&w.written, c)) || slices.ContainsFunc(w.written.roots, func(roots []wordCount) bool { return share(c.roots, roots) > 0.55 }) ||
		slices.ContainsFunc(w.paragraph, func(words []wordCount) bool { return share(c.words, words) > 0.55 })
}

// inParagraph reports whether the paragraph gives a row's number of the same measure, whoever gives it there, with whatever bound.
func (w *writer) inParagraph(r row) bool {
	return slices.ContainsFunc(r.step.Figures, func(c sitrep.Citation) bool {
		f := w.figures[c]
		return f != nil && slices.ContainsFunc(w.written.given, func(o *sitrep.Figure) bool { return o.Measure == f.Measure && numberKey(o) == numberKey(f) })
	})
}

// implied reports whether a candidate gives little but counts that follow from what was told.
func (w *writer) implied(t *told, c *candidate) bool {
	tolls := 0
	for _, f := range c.figures {
		if f.Implicit || measureWeight[f.Measure] == 0 {
			continue
		}
		if tolls++; !t.implies(w, f) {
			return false
		}
	}
	return tolls > 0 && c.length <= aToll*tolls
}

// implies reports whether a figure is a minimum that follows from what the same side was told to count: "more than 1,000", said
// by its army, where its staff counts about 1,100; or that follows so from any count, when nobody gives it but who prints it.
func (t *told) implies(w *writer, f *sitrep.Figure) bool {
	if t.sums(w, f) {
		return true
	}
	nobody := f.Actor == "" && f.ClaimantKind != sitrep.Named || w.prints(f.Actor)
	return f.Min.Known && !f.Max.Known && (f.Actor != "" || nobody) && slices.ContainsFunc(t.given, func(o *sitrep.Figure) bool {
		return o.Measure == f.Measure && o.Min.Known && o.Max.Known && o.Actor != "" && o.Min.N >= f.Min.N && 10*o.Min.N <= 13*f.Min.N && (nobody || w.side(o.Actor) == w.side(f.Actor))
	})
}

// sums reports whether a figure of the killed or wounded is the sum of those that the same side was told to count apart.
func (t *told) sums(w *writer, f *sitrep.Figure) bool {
	if f.Measure != sitrep.Casualties || f.Actor == "" {
		return false
	}
	of := func(m sitrep.Measure) []*sitrep.Figure {
		return slices.DeleteFunc(slices.Clone(t.given), func(o *sitrep.Figure) bool {
			return o.Measure != m || o.Subset || o.Actor == "" || w.side(o.Actor) != w.side(f.Actor)
		})
	}
	killed, wounded := of(sitrep.Killed), of(sitrep.Wounded)
	return slices.ContainsFunc(killed, func(k *sitrep.Figure) bool {
		return slices.ContainsFunc(wounded, func(h *sitrep.Figure) bool { return k.Min.N+h.Min.N == f.Min.N && k.Max.N+h.Max.N == f.Max.N })
	})
}

// prints reports whether an actor is an outlet or an agency: it prints counts and makes none.
func (w *writer) prints(id sitrep.ActorID) bool {
	a, ok := w.Registry.Lookup(string(id))
	return ok && (a.Kind == "outlet" || a.Kind == "news agency")
}

// follows reports whether a row's value follows from what the paragraph tells.
func (w *writer) follows(r row) bool {
	return slices.ContainsFunc(r.step.Figures, func(c sitrep.Citation) bool { f := w.figures[c]; return f != nil && w.written.implies(w, f) })
}

// begin forgets what was told, but for what the headline quotes and the words it has.
func (w *writer) begin() {
	w.told.begin()
	if w.top != nil {
		for _, r := range w.top.roots {
			w.told.said[r.id] = true
		}
	}
	if w.quoted != nil {
		w.told.tell(w.quoted)
	}
}

// tells reports whether a report's headline can stand among sentences: it is written like one, and says who
// says so; in a story of many reports by more than a kind of people.
func (c *candidate) tells(many bool) bool {
	said := false
	for _, cl := range c.claims {
		said = said || len(cl.Source) > 0 && cl.Speaker != "" && (!many || cl.SpeakerKind == sitrep.Named || cl.Actor != "" || namesSomething(c.reading.Report.In(cl.In)[cl.Source[0].Start:cl.Source[0].End]))
	}
	return said && c.sentence()
}

// sentence reports whether a headline is written like a sentence, most of its words in small letters.
func (c *candidate) sentence() bool {
	if strings.Contains(c.Text, ": ") || c.feature {
		return false // its first words are a label
	}
	capital, small := 0, 0
	for _, word := range strings.Fields(c.Text)[1:] {
		switch r, _ := utf8.DecodeRuneInString(word); {
		case unicode.IsUpper(r):
			capital++
		case unicode.IsLower(r):
			small++
		}
	}
	return small > capital
}

// namesSomething reports whether words name somebody or something, and not only a kind of people: "Lorn survivors", not "Ambassador".
func namesSomething(words string) bool {
	capital := 0
	for _, word := range strings.Fields(words) {
		if r, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(r) {
			capital++
		}
	}
	return capital > 0 && strings.Contains(words, " ")
}

// numbered reports whether a text holds a row's number: then the row was told there, whatever was read of it.
func (w *writer) numbered(r row, text string) bool {
	for _, c := range r.step.Figures {
		f := w.figures[c]
		if f == nil {
			continue
		}
		for _, word := range strings.Fields(w.gate.Readings[f.Report].Report.In(f.In)[f.Start:f.End]) {
			if strings.ContainsAny(word, "0123456789") && slices.Contains(strings.Fields(text), word) {
				return true
			}
		}
	}
	return false
}

// shares reports whether a text is most of a candidate's.
func shares(text string, c *candidate) bool { return names(c, text) && len(text)*2 > len(c.Text) }

// units are the candidates' sentences; who is quoted again is named by the surname.
func units(list []*candidate) []sitrep.Unit {
	out := make([]sitrep.Unit, len(list))
	spoke := map[string]int{}
	for i, c := range list {
		out[i] = c.Unit
		if c.speaker == "" {
			continue
		}
		if n := spoke[c.speaker]; n > 0 {
			_, words, _ := strings.Cut(c.Text, ": “")
			verb, name := " said", c.speaker
			if c.talk {
				name = briefly(c.speaker)
			} else {
				verb = " reported"
			}
			out[i].Text = name + []string{verb, " also" + verb, " added"}[n%3] + ": “" + words
		}
		spoke[c.speaker]++
	}
	return out
}

// saidThus stands between who speaks and his words.
const saidThus = " said: “"
