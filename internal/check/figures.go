package check

import (
	"sort"
	"strconv"
	"strings"

	"sitrep"
)

// judge gives the finding on a figure.
func (t *stated) judge() sitrep.Finding {
	ms := t.matches()
	vague := t.core < 0
	if vague {
		for i := range ms {
			ms[i].miss &^= missModifier
		}
	}
	t.placed(ms)
	t.parted(ms)
	t.onDay(ms)
	if exact := pick(ms, func(m *match) bool { return m.miss == 0 && m.who == same }); len(exact) > 0 {
		return t.stands(exact, ms)
	}
	near := pick(ms, func(m *match) bool {
		if t.measure == sitrep.Strength && m.miss&missMeasure != 0 {
			return false // what befell them is not said
		}
		if (m.miss&(missDate|missPlace) != 0 || m.miss&missMeasure != 0 && m.measure == sitrep.Strength) && t.core >= 0 && t.core <= 20 && m.overlap < 0.6 {
			return false // a small number is easily of something else
		}
		return m.who == same && !(m.miss&missPlace != 0 && m.unplaced) && (m.miss.count() <= t.slips() || t.sameDay(m)) && (m.miss.count() == 1 || t.firm(m)) && (m.miss&missMeasure == 0 || m.overlap >= 0.3 || t.odd() && !t.who.none())
	})
	others := pick(ms, func(m *match) bool {
		return m.who == other && t.x.nameable(m.fact) && !t.x.relays(m.fact) && m.miss&^(missModifier|missDate|missStatus) == 0 && m.miss.count() <= 1 && (m.overlap >= t.needed(m.miss) || t.onlyTheirs(m, ms)) && (m.sure || !t.namedIn(m.passage)) && !t.alike(m.fact)
	})
	if t.digits() < 2 && len(pick(ms, func(m *match) bool { return m.who == same })) > 0 {
		others = pick(others, func(m *match) bool { return m.miss&missModifier == 0 }) // he gave that number too
	}
	if len(others) == 0 {
		others = t.instead(ms)
	}
	single := pick(near, func(m *match) bool { return m.miss.count() == 1 })
	denied := pick(near, func(m *match) bool { return m.miss == missDenied && m.overlap >= 0.4 })
	var rival []match
	if len(pick(ms, func(m *match) bool { return m.who == maybe && m.miss&^(missModifier|missDate|missStatus) == 0 })) == 0 {
		rival = t.rival() // the number itself stands in no report
	}
	const slips = missMeasure | missModifier | missSpan | missDate
	if len(single) > 0 && single[0].miss == missModifier && t.bound == sitrep.Exact {
		// "at least" was dropped, but what matters is that the count has moved on
		if later := t.changed(single); later != nil {
			return t.x.finding(sitrep.Outdated, t.whyOutdated(&single[0], later), append(single[:1:1], *later))
		}
	}
	switch {
	case len(denied) > 0:
		return t.x.finding(sitrep.Contradicted, t.whyDenied(&denied[0]), denied)
	case vague && len(single) > 0 && single[0].miss == missMeasure && single[0].overlap >= 0.5 && single[0].core < 0 && single[0].measure != sitrep.Strength:
		return t.misstated(single, ms)
	case len(single) > 0 && !vague && single[0].miss == missMeasure && liveOrDie(t.measure, single[0].measure):
		return t.contradicted(single)
	case len(single) > 0 && !vague && single[0].miss == missModifier && t.modifiedSo(&single[0]):
		return t.unfound(ms) // a headline shortens what the text has
	case len(single) > 0 && !vague:
		return t.misstated(single, ms)
	case len(others) > 0 && !vague:
		return t.misattributed(others, near)
	case len(near) > 0 && !vague && (t.odd() || t.digits() >= 2 && near[0].overlap >= 0.6 || t.sameDay(&near[0])) && near[0].miss&^slips == 0:
		return t.misstated(near, ms)
	case len(rival) > 0 && (len(near) == 0 || near[0].miss&missMeasure != 0 || near[0].miss.count() > 1 && near[0].miss&(missPlace|missGroup) != 0):
		return t.contradicted(rival)
	case len(near) > 0 && !vague:
		return t.misstated(near, ms)
	case len(rival) > 0:
		return t.contradicted(rival)
	}
	return t.unfound(ms)
}

// liveOrDie reports whether of two fates one is to come away with one's life and the other is not to.
func liveOrDie(a, b sitrep.Measure) bool {
	return a == sitrep.Rescued && b == sitrep.Killed || a == sitrep.Killed && b == sitrep.Rescued
}

// modifiedSo reports whether the report of a figure has its number with the stated modifier too, of the same fate.
func (t *stated) modifiedSo(m *match) bool {
	for _, e := range t.x.byCore[t.core] {
		if e.source == m.source && e.bound == t.bound && e.measure == t.measure && t.x.gives(t.who, e) != other {
			return true
		}
	}
	return false
}

// instead are the figures that are told as somebody's, where the stated claimant gives another number for the same count: the
// stated one is not his.
func (t *stated) instead(ms []match) []match {
	if t.who.none() || t.who.loose || !t.x.distinct(t.who) || t.core < 0 || t.measure == sitrep.Strength && len(t.dates.days) == 0 {
		return nil
	}
	for i := range ms {
		if ms[i].who == same && ms[i].measure == t.measure {
			return nil // he did give that number, of others or at another time
		}
	}
	theirs := pick(ms, func(m *match) bool {
		return m.who != same && m.own > 0 && !m.guessed && !t.x.relays(m.fact) && m.miss&^missModifier == 0 && m.overlap >= 0.5 && !(m.miss != 0 && t.digits() < 2) && t.x.nameable(m.fact) && (m.sure || !t.namedIn(m.passage))
	})
	if len(theirs) == 0 {
		return nil
	}
	for _, e := range t.x.facts {
		if !t.x.chosen[t.x.sources[e.source].story] || e.core < 0 || e.core == t.core || e.measure != t.measure || t.x.gives(t.who, e) != same {
			continue
		}
		if m := t.compare(e); m.miss&^(missModifier|missDate) == 0 && m.overlap >= 0.5 && t.firm(&m) {
			return theirs
		}
	}
	return nil
}

// placed forgives a report that it doesn't name the place, where another gives the same claimant's same number there.
func (t *stated) placed(ms []match) {
	there := pick(ms, func(m *match) bool { return m.who == same && m.miss&^missModifier == 0 })
	if len(there) == 0 || t.who.none() {
		return
	}
	for i := range ms {
		if m := &ms[i]; m.who == same && m.miss&missPlace != 0 && m.unplaced {
			m.miss &^= missPlace
		}
	}
}

// parted holds against every report of the same claimant's same number that only some are of the stated group, where one says
// so, unless a report has the group itself beside the number.
func (t *stated) parted(ms []match) {
	part := pick(ms, func(m *match) bool { return m.part && m.who == same })
	if len(part) == 0 {
		return
	}
	class := t.x.group(string(t.Group)).class
	for i := range ms {
		m := &ms[i]
		if m.who != same || m.part {
			continue
		}
		if t.x.group(string(m.Group)).class == class {
			return
		}
		m.miss |= missGroup
	}
}

// onDay holds against the other sentences of a report, its headline too, that one of them says that it happened on another
// weekday than the sentence does, unless they name that weekday.
func (t *stated) onDay(ms []match) {
	for i := range ms {
		if !ms[i].weekday || ms[i].who != same || ms[i].miss&^missDate != 0 {
			continue
		}
		for k := range ms {
			m := &ms[k]
			if m.source != ms[i].source || m.miss&missDate != 0 {
				continue
			}
			d, first, last := t.x.tokens(m.passage)
			if len(eventDays(d, t.x.layer(d).timesIn(first, last), first, last)) == 0 {
				m.miss |= missDate
				m.date = ms[i].date
			}
		}
	}
}

// against reports whether two modifiers bound a number from opposite sides.
func against(a, b sitrep.Modifier) bool {
	from := func(m sitrep.Modifier) bool { return m == sitrep.AtLeast || m == sitrep.MoreThan }
	to := func(m sitrep.Modifier) bool { return m == sitrep.Nearly || m == sitrep.LessThan || m == sitrep.UpTo }
	return from(a) && to(b) || to(a) && from(b)
}

// pick keeps the matches that fit, best first: the fewest differences, then the most words in common.
func pick(ms []match, fits func(*match) bool) []match {
	var out []match
	for i := range ms {
		if fits(&ms[i]) {
			out = append(out, ms[i])
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		if a, b := out[i].miss.count(), out[j].miss.count(); a != b {
			return a < b
		}
		if out[i].who != out[j].who {
			return out[i].who > out[j].who
		}
		return out[i].fit > out[j].fit
	})
	return out
}

// slips is how many features may differ for it to be the same figure told wrong: fewer for a round number, which is
// easily another's.
func (t *stated) slips() int {
	if t.digits() < 2 {
		return 1
	}
	return 2
}

// sameDay reports whether a figure is the very claimant's of the very day the sentence names, told with another measure and
// modifier.
func (t *stated) sameDay(m *match) bool {
	return m.miss == missMeasure|missModifier && len(t.dates.days) > 0 && m.overlap >= 0.6 && t.core > 12 && t.who.definite()
}

// digits is how many digits of the number are left without the zeros at its end.
func (t *stated) digits() int {
	n, out := t.core, 0
	for n >= 10 && n%10 == 0 {
		n /= 10
	}
	for ; n > 0; n /= 10 {
		out++
	}
	return out
}

// onlyTheirs reports whether a number that many may give, as it is stated in every feature, is given by one only in all of the
// reports, who is somebody known by name other than the one stated.
func (t *stated) onlyTheirs(m *match, all []match) bool {
	if m.miss != 0 || !m.sure || m.overlap < nearlyShare || m.common < leastCommon || !t.who.definite() || t.who.loose || m.ClaimantKind != sitrep.Named || len(m.fact.who) == 0 {
		return false
	}
	for i := range all {
		if o := &all[i]; o.miss&missMeasure == 0 && (o.who != other || len(o.fact.who) == 0 || t.x.relate(m.fact.who[0], o.fact.who[0]) != same) {
			return false
		}
	}
	return true
}

// needed is the overlap it takes to say that a figure is somebody else's: a round number or a mere strength is given by
// many, and so is one with another modifier.
func (t *stated) needed(m miss) float64 {
	switch {
	case t.measure == sitrep.Strength && (m != 0 || t.digits() < 3 && len(t.dates.days) == 0) || t.digits() < 2 && m&missModifier != 0 && t.measure == sitrep.Strength:
		return 2 // never
	case t.measure == sitrep.Strength || t.digits() < 2 && m != 0:
		return nearlyShare
	}
	return 0.5
}

// alike reports whether the stated claimant may be the one who gives a figure under a name not known, or the one who
// relays it.
func (t *stated) alike(e *fact) bool {
	if !t.via.none() && t.x.gives(t.via, e) == same {
		return true
	}
	for _, g := range e.who {
		if (len(g.chain) == 0 || len(t.who.chain) == 0) && overlap(t.who.words, g.words) {
			return true
		}
	}
	return false
}

// namedIn reports whether the stated claimant is named in a passage: then it is not sure enough that
// it is somebody else's figure.
func (t *stated) namedIn(p int32) bool {
	words := nameWords(t.x.words(p))
	if within(t.who.words, words) || t.x.calledIn(t.who, words) {
		return true
	}
	for _, id := range t.who.chain {
		if within(nameWords(string(id)), words) && id == t.who.chain[0] {
			return true
		}
	}
	return false
}

// stands judges a figure that the reports give as it is stated: it may have changed since, and all reports
// but one may tell it otherwise.
func (t *stated) stands(exact, all []match) sitrep.Finding {
	if others := t.relayed(exact, all); len(others) > 0 {
		return t.x.finding(sitrep.Misstated, t.whyRelay(&exact[0], &others[0], len(outlets(t.x, others))), append(exact[:1:1], others...))
	}
	if t.exactly() {
		if rough := pick(all, func(m *match) bool { return m.who == same && m.miss == missModifier }); len(rough) > 0 {
			return t.misstated(rough, all)
		}
	}
	if later := t.changed(exact); later != nil {
		return t.x.finding(sitrep.Outdated, t.whyOutdated(&exact[0], later), append(exact[:1:1], append([]match{*later}, exact[1:]...)...))
	}
	if m := t.overtaken(exact); m != nil {
		return t.x.finding(sitrep.Outdated, t.whyOvertaken(m), append([]match{*m}, exact...))
	}
	return t.x.finding(sitrep.Supported, t.whySupported(&exact[0]), exact)
}

// exactly reports whether the sentence says that the number is neither more nor less.
func (t *stated) exactly() bool {
	i := t.d.TokenAt(t.Figure.Start)
	return t.d.Language.Check.Exactly.Has(t.low(i)) || t.d.Language.Check.Exactly.Has(t.low(i-1))
}

// relayed are the matches of the same claimant whose modifier differs, when a single report has the stated
// one and at least three others agree among themselves on one that says the opposite.
func (t *stated) relayed(exact, all []match) []match {
	if t.who.none() || t.core <= 12 || len(outlets(t.x, exact)) > 1 {
		return nil
	}
	others := pick(all, func(m *match) bool {
		return m.who == same && m.miss == missModifier && against(m.bound, t.bound) && m.overlap >= exact[0].overlap-0.25
	})
	if len(others) == 0 {
		return nil
	}
	mod := others[0].bound
	others = pick(others, func(m *match) bool { return m.bound == mod })
	if len(outlets(t.x, others)) < 3 {
		return nil
	}
	return others
}

// outlets are the reports that matches stand in, one each.
func outlets(x *index, ms []match) map[int32]bool {
	out := map[int32]bool{}
	for _, m := range ms {
		out[m.source] = true
	}
	return out
}

func (t *stated) misstated(near, all []match) sitrep.Finding {
	return t.x.finding(sitrep.Misstated, t.whyMisstated(&near[0]), near)
}

func (t *stated) misattributed(others, near []match) sitrep.Finding {
	others = t.byVote(others)
	ev := others
	if own := t.own(); own != nil {
		ev = append(others[:min(2, len(others)):min(2, len(others))], *own)
	}
	return t.x.finding(sitrep.Misattributed, t.whyMisattributed(&others[0]), ev)
}

// relays reports whether a figure is told as that of an outlet, which will have it from somebody.
func (x *index) relays(e *fact) bool {
	return x.newsAgency(e.Actor)
}

// newsAgency reports whether somebody of the registry is one.
func (x *index) newsAgency(id sitrep.ActorID) bool {
	a, ok := x.Registry.Lookup(string(id))
	return ok && id != "" && strings.Contains(a.Kind, "agency") && strings.Contains(a.Kind, "news")
}

// nameable reports whether it can be said who gave a figure.
func (x *index) nameable(e *fact) bool {
	return e.Claimant != "" || e.own > 0 && !e.guessed
}

// byVote puts the figures of the claimant whom most reports name first, the earliest before the others: one report may
// have been read wrong.
func (t *stated) byVote(ms []match) []match {
	votes := map[sitrep.ActorID]int{}
	for _, m := range ms {
		if m.Actor != "" {
			votes[m.Actor]++
		}
	}
	out := append([]match(nil), ms...)
	most := 0.0
	for i := range ms {
		most = max(most, ms[i].overlap)
	}
	sort.SliceStable(out, func(i, j int) bool {
		if a, b := votes[out[i].Actor], votes[out[j].Actor]; a != b {
			return a > b
		}
		if a, b := out[i].overlap >= most-nearlyAs, out[j].overlap >= most-nearlyAs; a != b {
			return a
		}
		return t.x.published(out[i].source).Before(t.x.published(out[j].source))
	})
	return out
}

// nearlyAs is how much less of the words a figure may share than the best one and still be of the same.
const nearlyAs = 0.15

// own is what the stated claimant did say of that count.
func (t *stated) own() *match {
	var best *match
	for _, e := range t.x.facts {
		if !t.x.chosen[t.x.sources[e.source].story] || e.core < 0 || e.measure != t.measure {
			continue
		}
		m := t.compare(e)
		if m.who == same && m.miss&(missGroup|missPlace|missStatus|missDate) == 0 && m.overlap >= 0.5 && (best == nil || m.overlap > best.overlap) {
			best = &m
		}
	}
	return best
}

func (t *stated) contradicted(rival []match) sitrep.Finding {
	return t.x.finding(sitrep.Contradicted, t.whyContradicted(&rival[0]), rival)
}

func (t *stated) unfound(ms []match) sitrep.Finding {
	if t.measure == sitrep.Strength && len(t.figures) == 1 { // how many are where is told in many ways
		st := t.saying()
		st.numbers = t.x.layer(t.d).within(t.d, t.span)
		if f, rs := st.weigh(); f.Verdict == sitrep.Supported {
			if (t.current() || t.present()) && t.toldFormer(rs) {
				f.Verdict = sitrep.Outdated
				f.Why = capital(t.x.where(rs[0].passage)) + " tells it as an earlier one."
			}
			return f
		} else if f.Verdict == sitrep.Misattributed {
			return f
		}
	}
	if t.core < 0 && len(t.figures) == 1 { // "some are being executed": what is said of them counts, not how many
		st := t.saying()
		if st.who.none() {
			st.who = t.who
		}
		if f, rs := st.weigh(); f.Verdict != sitrep.NotInReports && f.Verdict != sitrep.NotCheckable {
			if e := t.otherFate(rs); f.Verdict == sitrep.Supported && e != nil {
				return t.misstated([]match{{fact: e, miss: missMeasure, who: same}}, ms)
			}
			return f
		}
	}
	nearest := pick(ms, func(m *match) bool { return m.overlap >= 0.5 && m.miss.count() <= 1 })
	return t.x.finding(sitrep.NotInReports, t.whyUnfound(nearest), nearest[:min(1, len(nearest))])
}

// otherFate is the figure without a number by which the passage that bears a statement out tells another fate of those
// counted: "several hundred casualties" for "several hundred deaths".
func (t *stated) otherFate(rs []reply) *fact {
	if len(rs) == 0 || t.measure == sitrep.Strength {
		return nil
	}
	var out *fact
	for _, e := range t.x.passages[rs[0].passage].figures {
		if e.core >= 0 || e.measure == sitrep.Strength {
			continue
		}
		if e.measure == t.measure {
			return nil
		}
		out = e
	}
	return out
}

// toldFormer reports whether every passage that holds the number, of those that bear a statement out and those beside
// them, tells what it says as it was before.
func (t *stated) toldFormer(rs []reply) bool {
	holding := 0
	for _, r := range rs {
		for _, p := range t.x.near(r.passage) {
			d, first, last := t.x.tokens(p)
			holds := false
			for _, q := range t.x.layer(d).numbers {
				holds = holds || q.first >= first && q.last <= last && q.key == strconv.FormatInt(t.core, 10)
			}
			if !holds {
				continue
			}
			holding++
			former := false
			for i := first; i < last && !former; i++ {
				n, _ := d.Language.Check.Former.Match(func(k int) string {
					if k >= last {
						return ""
					}
					return d.Lower(k)
				}, i)
				former = n > 0
			}
			if !former {
				return false
			}
		}
	}
	return holding > 0
}
