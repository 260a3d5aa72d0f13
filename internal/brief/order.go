package brief

import (
	"slices"
	"sort"
	"strings"
	"time"

	"sitrep"
)

// body is the paragraph: where things stand and who says so; who else counts, and how; who took which
// position or kept silent; then what else the reports agree on and how the count moved, latest first; and
// at the end what is to come.
func (w *writer) body(p *plan) []sitrep.Unit {
	room := w.Words
	if len(w.Readings) < leastFocus && w.Words >= roomForActs && (w.top == nil || !w.top.talk) {
		room = w.Words * 6 / 10 // what else is worth telling stands in the points
	}
	agreed := newConsensus(w.pool.refs)
	var out []*candidate
	take := func(c *candidate) bool {
		if c == nil {
			return false
		}
		out = append(out, c)
		w.tell(c)
		agreed.add(c.words)
		room -= c.length
		return true
	}
	current := func(c *candidate) bool {
		return w.fit(p, c) && !w.stale(p, c) && !p.elsewhere(c.reading.Report.ID)
	}
	led, most := len(p.rows) > 0 && w.counting(), mostMain
	w.unreserve()
	if w.Words >= roomForActs {
		if most := w.accountRoom(p, room); most > 0 {
			for _, c := range w.account(p, most, current) {
				take(c)
			}
		}
		if len(out) > 0 {
			led = led && (w.top == nil || !w.top.counts()) && !slices.ContainsFunc(out, (*candidate).counts)
		} else if c := w.opener(p, room, current); take(c) {
			led = led && !w.top.counts() && !c.counts() // the toll is told
			if !c.talk && !w.pool.clock.long() {
				for _, next := range w.opening(p, c.order, c, behindOpener-c.length, current) {
					take(next)
				}
			}
		} else {
			for _, r := range w.topRows(p) {
				if led && take(w.worded(r)) {
					led = false
				}
			}
		}
	}
	if len(out) == 0 && w.unfolds && w.top != nil && w.top.counts() {
		led, most = len(p.rows) > 0, mostNews // the toll is the news
	}
	for i := 0; led && i < min(most, len(p.rows)); i++ {
		r := p.rows[i]
		led = !take(w.stating(p, r, w.upright(), room))
		if led && most == mostNews && r.line.Kind != sitrep.Nobody && measureWeight[r.series.Measure] >= 0.9 && !w.outdated(p, r) && !w.under(p, r) {
			led = !take(w.worded(r))
		}
	}
	if w.Words < roomForActs {
		for _, c := range w.compose(out, room, current) {
			take(c)
		}
		if len(out) > 0 {
			w.written = w.told
			return units(out)
		}
	}
	if len(out) == 0 {
		take(w.lead(p, agreed, room, current))
	}
	if len(out) == 0 {
		take(w.best(w.pool.sentences, room, 0.8, w.value, func(c *candidate) bool { return current(c) && !w.idle(c) }))
	}
	w.reserved = slices.DeleteFunc(w.reserved, func(o *candidate) bool {
		return slices.ContainsFunc(out, func(c *candidate) bool {
			return len(c.words) > 0 && (share(o.roots, c.roots) > mostAlike || w.twice(o, c))
		}) // the first sentences say it
	})
	for _, c := range w.reserved {
		w.tell(c)
	}
	if c := w.correcting(p, w.pool.sentences, room); c != nil {
		take(c)
	}
	// A large story's body gives a toll by its claimant, if any does.
	counted := slices.ContainsFunc(w.told.given, func(f *sitrep.Figure) bool { return measureWeight[f.Measure] >= 0.9 })
	claimed := !w.ofDead() && (counted || !w.unfolds || !w.counting()) || slices.ContainsFunc(w.told.given, func(f *sitrep.Figure) bool { return measureWeight[f.Measure] >= 0.9 && f.Claimant != "" })
	for i, r := range p.rows {
		if i >= 6 || room < w.Words*13/20 {
			break
		}
		if r.worth < 0.25*p.rows[0].worth || w.rowTold(r) || w.sameNumber(r) || w.outdated(p, r) || w.under(p, r) || w.lesser(p, r) || p.away(r) || i > 0 && !p.contested[r.series.Measure] && r.series.Measure == p.rows[0].series.Measure {
			continue
		}
		if take(w.stating(p, r, w.upright(), room)) || !p.contested[r.series.Measure] && (claimed || measureWeight[r.series.Measure] < 0.9 || r.line.Kind == sitrep.Nobody) {
			continue
		}
		if take(w.worded(r)) {
			claimed = true
		}
	}
	if w.Words >= roomForActs {
		w.acts(p, &room, take)
	}
	settled, before := len(out), false
	for _, r := range w.since(p) {
		if room < w.Words/10 {
			break
		}
		old := r.step.Status == sitrep.Superseded
		if old && (w.unfolds || before) {
			continue // in a story that is told day by day, what was counted once is old; elsewhere one such count is enough
		}
		if w.valueTold(r) || r.series.Measure == sitrep.Missing && r.step.Status != sitrep.Active {
			continue // how many were missing once, says nothing
		}
		c := w.stating(p, r, w.pool.sentences, room)
		if c != nil && !c.vague && !c.offside && !p.withdrawn(c) && !w.adrift(c) && (!old || dated(c.Text)) {
			take(c)
			before = before || old
		}
	}
	ahead := w.ahead(p, room, current)
	if ahead != nil && settled > 1 {
		w.told.tell(ahead)
		room -= ahead.length
	} else {
		ahead = nil
	}
	var began *candidate // the sentence that tells how it began
	if !slices.ContainsFunc(out, w.early) {
		if began = w.outset(p, room); !take(began) {
			began = nil
		}
	}
	for n := 0; n < mostCourse && take(w.course(p, room)); n++ {
	}
	w.fill(agreed, room, current, take)
	for n := 0; p.scattered && n < mostEarlier && take(w.earlier(p, room)); n++ {
	}
	rest := out[min(len(out), max(1, settled)):]
	sort.SliceStable(rest, func(i, j int) bool {
		a, b := rest[i].reading.Report.Published, rest[j].reading.Report.Published
		return !a.IsZero() && !b.IsZero() && a.End().After(b.End().Add(oneDay))
	})
	inReadingOrder(rest)
	if at := slices.Index(out, began); began != nil && at > 1 {
		out = slices.Insert(slices.Delete(out, at, at+1), 1, began) // behind where things stand
	}
	if ahead != nil {
		out = append(out, ahead)
	}
	if len(out) > 0 && !slices.ContainsFunc(out, func(c *candidate) bool { return !c.talk }) {
		// Talk is told in the order in which it was said.
		sort.SliceStable(out, func(i, j int) bool {
			return out[i].order < out[j].order || out[i].order == out[j].order && out[i].place < out[j].place
		})
	}
	out = w.inPlace(nil, out)
	for _, c := range out {
		w.paragraph = append(w.paragraph, c.words)
	}
	w.written = w.told
	return units(out)
}

// opener finds the sentence that the paragraph begins with, which tells what the headline tells; of few reports, the one that is worth most and tells of it.
func (w *writer) opener(p *plan, room int, current func(*candidate) bool) *candidate {
	if len(w.Readings) >= leastFocus || w.top == nil || w.top.talk {
		return w.heading(p, room)
	}
	c := w.best(w.upright(), room, 0.95, func(c *candidate) float64 {
		if c.barred() || c.length < leastWords || w.pointing(c) || !w.top.counts() && w.repeats(c) {
			return 0
		}
		v := w.judged(c) * w.judged(c) * (0.5 + share(c.words, w.top.words))
		if c.ahead || c.coming || c.pending {
			v *= 0.5
		}
		if c.reading != w.top.reading {
			v *= 0.85
		}
		if c.slanted || w.adrift(c) {
			v *= 0.7
		}
		if w.states(p, c) {
			v *= 1.2
		}
		return v
	}, current)
	if c == nil {
		return w.heading(p, room)
	}
	return c
}

// inReadingOrder puts the sentences of each report in the order in which it tells them, in the places that they have among the others.
func inReadingOrder(list []*candidate) {
	places := map[*sitrep.Reading][]int{}
	for i, c := range list {
		places[c.reading] = append(places[c.reading], i)
	}
	told := slices.Clone(list)
	for _, at := range places {
		own := make([]*candidate, len(at))
		for k, i := range at {
			own[k] = told[i]
		}
		sort.SliceStable(own, func(i, j int) bool { return own[i].place < own[j].place })
		for k, i := range at {
			list[i] = own[k]
		}
	}
}

// worded is a row phrased as a sentence of the paragraph; nil where it can't be.
func (w *writer) worded(r row) *candidate {
	if len(w.Readings) < fewReports {
		return nil
	}
	u, ok := w.phraseRow(r)
	if !ok || !w.pass(u) {
		return nil
	}
	w.tellRow(r)
	w.inWords = append(w.inWords, r.step)
	return &candidate{Unit: u, reading: w.gate.Readings[u.Citations[0].Report], length: len(strings.Fields(u.Text))}
}

// topRows is the rows of the headline's toll: its own report's, then those of whoever counts the same.
func (w *writer) topRows(p *plan) []row {
	if w.top == nil || !w.top.counts() {
		return nil
	}
	var own, others []row
	for _, r := range p.rows {
		switch {
		case measureWeight[r.series.Measure] < 0.9 || !w.numbered(r, w.top.Text):
		case reports(r, w.top.reading):
			own = append(own, r)
		case r.line.Kind != sitrep.Nobody && !p.away(r):
			others = append(others, r)
		}
	}
	return append(own, others...)
}

// upright is the sentences that lean on none before them: with such a one a paragraph may begin.
func (w *writer) upright() []*candidate {
	return slices.DeleteFunc(slices.Clone(w.pool.sentences), func(c *candidate) bool { return c.leaning })
}

const oneDay = 24 * time.Hour

// correcting finds the sentence that tells of a correction as one: it gives the new count, and the old one or a word
// that the count came down. Of several, that of the dead comes first, then the latest.
func (w *writer) correcting(p *plan, list []*candidate, room int) *candidate {
	order := slices.Clone(p.corrected)
	sort.SliceStable(order, func(i, j int) bool {
		if a, b := order[i].measure == sitrep.Killed, order[j].measure == sitrep.Killed; a != b {
			return a
		}
		return order[i].when.End().After(order[j].when.End())
	})
	for _, k := range order {
		c := w.best(list, room, 0.75, w.value, func(c *candidate) bool {
			// A correction is of its time by itself, without a date too, and what others go on to say of old doesn't
			// overtake it.
			if !w.fit(p, c) || p.withdrawn(c) {
				return false
			}
			for _, f := range c.figures {
				if p.superseded[f.Cite()] && !p.standing[f.Cite()] {
					return false
				}
				if f.Measure == k.measure && f.Min == sitrep.Of(k.to) && f.From.Known && f.From.N > k.to {
					return true
				}
			}
			return c.gives(k.measure, k.to) && c.gives(k.measure, k.from)
		})
		if c != nil {
			return c
		}
	}
	return nil
}

// roomForActs is the cap on the body below which positions are told only where the reports agree that they are the matter.
const roomForActs = 100

// mostActs and mostOfKind bound the positions that the paragraph tells of.
const (
	mostActs   = 4
	mostOfKind = 2
)

// acts tells who condemned, confirmed, denied, kept silent: one act an actor, but where one denied and later
// confirmed both are told. They are told kind by kind.
func (w *writer) acts(p *plan, room *int, take func(*candidate) bool) {
	type told struct {
		*candidate
		kind sitrep.Act
	}
	var list []told
	kinds, actors := map[sitrep.Act]int{}, map[string]bool{}
	left := *room
	for _, r := range p.reactions {
		if len(list) >= mostActs || left < w.Words/4 {
			break
		}
		if w.detail(r) || r.kind == sitrep.Support || w.unfolds && w.actTold[actKey(r.kind, r.actor)] || kinds[r.kind] >= mostOfKind || actors[r.actor] && !r.overtaken {
			continue
		}
		if old := w.recency(w.Readings[r.latest].Report.Published) < 0.3; old && (r.kind == sitrep.Demand || r.kind == sitrep.Regret) {
			continue // what was asked for once is no position
		}
		c := w.acting(p, r, left)
		if c == nil || r.overtaken && !dated(c.Text) || w.strays(c) || w.unfolds && w.sameDay(c) {
			continue
		}
		list = append(list, told{c, r.kind})
		w.told.tell(c)
		left -= c.length
		kinds[r.kind]++
		actors[r.actor] = true
	}
	sort.SliceStable(list, func(i, j int) bool { return actOrder[list[i].kind] < actOrder[list[j].kind] })
	for _, t := range list {
		if take(t.candidate) && w.ofKnown(t.candidate, t.kind) {
			w.positions = append(w.positions, t.candidate)
		}
	}
	w.acted = actors
}

// unreserve forgets what was told but for what the headline quotes: the paragraph's first sentences are chosen before what is reserved for the points.
func (w *writer) unreserve() {
	w.begin()
	clear(w.unfolded)
	clear(w.actTold)
}

// tell notes that a sentence is told: its words and figures, its development, whose act it tells.
func (w *writer) tell(c *candidate) {
	w.told.tell(c)
	w.developed(c)
	w.noteActs(c)
}

// noteActs notes whose acts a sentence tells.
func (w *writer) noteActs(c *candidate) {
	for _, cl := range c.claims {
		if cl.Kind != sitrep.Statement && cl.Speaker != "" {
			w.actTold[actKey(cl.Kind, w.principal(cl))] = true
		}
	}
}

// ofKnown reports whether a candidate tells an act of that kind by somebody the registry knows.
func (w *writer) ofKnown(c *candidate, kind sitrep.Act) bool {
	return slices.ContainsFunc(c.claims, func(cl *sitrep.Claim) bool { return cl.Kind == kind && cl.Actor != "" })
}

func actKey(kind sitrep.Act, actor string) string { return string(kind) + "\x00" + actor }

// detail reports whether an act is one of many in a story of many reports: one report tells of it, and nobody knows who acts.
func (w *writer) detail(r reaction) bool {
	if len(w.Readings) < manyReports || len(r.claims) > 1 {
		return false
	}
	_, known := w.Registry.Lookup(r.actor)
	return !known
}

// manyReports is the size from which a story has details.
const manyReports = 30

// actOrder is the order in which acts are told: positions, then demands, then silence.
var actOrder = map[sitrep.Act]int{
	sitrep.Confirmation: 0, sitrep.Denial: 1, sitrep.Accusation: 2, sitrep.Condemnation: 3, sitrep.Warning: 4, sitrep.Demand: 5, sitrep.Regret: 6,
	sitrep.NoComment: 7, sitrep.Unreachable: 8,
}

// behindOpener is how many words of one report the paragraph of a story of some days begins with.
const behindOpener = 60

// mostQuoted bounds the sentences of talk that are added where nothing says what they add.
const mostQuoted = 5

// leastWords is the length below which a sentence is a caption.
const leastWords = 8

// enough is the words of a paragraph that tells of one matter; more must add something.
const enough = 90

// mostMain is how many rows are asked for a first sentence; mostNews, where the headline gives a toll.
const (
	mostMain = 3
	mostNews = 6
)

// little is the words of a large story's paragraph from which what one outlet tells must be said by somebody.
const little = 60

// fill adds what else the reports agree on, as long as it adds something.
func (w *writer) fill(agreed *consensus, room int, current func(*candidate) bool, take func(*candidate) bool) {
	least := 0.0
	if list := w.shortlist(); len(list) > 0 {
		least = 0.25 * w.value(list[0])
		if w.narrowed {
			least *= 0.3 // the matter has been chosen
		}
	}
	for n := 0; room > 6 && n < 12; n++ {
		c := w.best(w.shortlist(), room, 0.5, func(c *candidate) float64 {
			if w.value(c) < least || c.leaning || c.barred() || c.length < leastWords || w.strays(c) || w.pointing(c) || w.knownAlready(c) {
				return 0 // it is about something else, or nobody knows about whom
			}
			if c.talk && n < mostQuoted {
				return w.value(c) // of talk, what weighs most: nothing else tells of it
			}
			if w.adrift(c) {
				return 0 // nobody knows which Monday
			}
			if w.unfolds {
				return w.unfolding(c, room)
			}
			if w.narrowed && w.Words-room < enough {
				return w.value(c) * w.told.newness(c) // the matter has been chosen; what is told of it is worth telling
			}
			if len(w.Readings) < leastFocus && w.judged(c) < leastStanding {
				return 0
			}
			v := (agreed.gain(c.words) - leastGain) * w.judged(c)
			if c.length < 9 {
				v = v/2 - leastGain
			}
			return v
		}, current)
		if !take(c) {
			return
		}
		room -= c.length
	}
}

// mostKnown is how much of a sentence's words the paragraph and the headline together may hold already.
const mostKnown = 0.7

// mostKnownPoint is the same for a point, which is short and of the same matter.
const mostKnownPoint = 0.75

// knownAlready reports whether a candidate says little that the paragraph, or the headline, has not said in other words, in several
// sentences together.
func (w *writer) knownAlready(c *candidate) bool {
	return !c.talk && !w.fresh(&w.told, c) && known(c.roots, w.told.said) > mostKnown
}

// pointing reports whether a candidate begins with "The incident" though the headline isn't its report's.
func (w *writer) pointing(c *candidate) bool {
	return c.vague && !c.talk && (w.top == nil || w.top.reading != c.reading)
}

// ahead is what the latest reports say is to come, if they say so.
func (w *writer) ahead(p *plan, room int, current func(*candidate) bool) *candidate {
	if len(w.Readings) < 3 {
		return nil
	}
	return w.best(w.shortlist(), min(room, 36), 0.5, func(c *candidate) float64 {
		if !c.coming || c.leaning || w.unfolds && c.pending && w.behind(c) || w.adrift(c) || w.recency(c.reading.Report.Published) < 0.7 {
			return 0
		}
		return w.value(c)
	}, current)
}
