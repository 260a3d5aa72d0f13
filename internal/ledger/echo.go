package ledger

import (
	"fmt"
	"strings"

	"sitrep"
)

// notable is the number from which two figures that agree are taken to be one statement. Smaller
// ones agree by chance.
const notable = 10

// tolls of which outlets take one for another: each but the first two holds the ones before it.
var confused = map[sitrep.Measure]bool{sitrep.Killed: true, sitrep.Wounded: true, sitrep.Casualties: true, sitrep.Losses: true}

// echoes gives to a claimant what an outlet repeats of it in its own words: a number that a report
// gives to somebody and elsewhere states in its own voice (a headline, mostly) is one statement. Then it
// looks at the same number under different measures and groups.
func (b *book) echoes() {
	type said struct {
		report sitrep.ReportID
		number int64
	}
	given := map[said][]*row{}
	for _, x := range b.rows {
		if !ownVoice(x.who) && x.kind != denied && x.number >= 0 {
			k := said{x.Report, x.number}
			if len(given[k]) < 8 {
				given[k] = append(given[k], x)
			}
		}
	}
	for _, x := range b.rows {
		if !ownVoice(x.who) || x.kind == denied || x.number < 0 {
			continue
		}
		if to := repeated(x, given[said{x.Report, x.number}]); to != nil {
			x.who, x.echo = to.who, true
			if !x.place.known() {
				x.place = to.place
			}
			if !x.toll.known() && x.said == noDay && x.Basis != sitrep.OfPeriod {
				x.toll = to.toll
			}
			x.said = to.said
		}
	}
	b.metonyms()
	b.oneGroup()
	b.oneMeasure()
}

// metonyms gives to a body what is told under the name of its state ("Seoul said"), when just one
// body of that state gave the same number in the same days.
func (b *book) metonyms() {
	type given struct {
		state  string
		number int64
		count  sitrep.Measure
	}
	alike := func(m sitrep.Measure) sitrep.Measure { // outlets word one count as another
		if confused[m] {
			return sitrep.Casualties
		}
		return m
	}
	bodies := map[given]map[string]int{} // to the day it gave it first
	for _, x := range b.rows {
		w := b.whos[x.who]
		if w == nil || w.of == "" || x.number < notable || x.kind == denied {
			continue
		}
		k := given{w.of, x.number, alike(x.count)}
		if bodies[k] == nil {
			bodies[k] = map[string]int{}
		}
		if day, ok := bodies[k][x.who]; !ok || x.day() < day {
			bodies[k][x.who] = x.day()
		}
	}
	for _, x := range b.rows {
		w := b.whos[x.who]
		if w == nil || !strings.HasPrefix(w.key, "actor\x00") || x.number < notable || x.kind == denied {
			continue
		}
		for n := 0; n < 2; n++ { // an army's own command, then its state
			candidates := bodies[given{w.name, x.number, alike(x.count)}]
			if len(candidates) != 1 {
				break
			}
			for body, day := range candidates {
				if x.day() >= day-1 && x.day() <= day+relayDays {
					x.who = body
				}
			}
			if b.whos[x.who] == w {
				break
			}
			w = b.whos[x.who]
		}
	}
}

// repeated is the figure that an own-voice figure repeats, or nil.
func repeated(x *row, given []*row) *row {
	for _, same := range []bool{true, false} {
		for _, g := range given {
			if (g.count == x.count) != same || !same && (x.number < notable || !confused[g.count] || !confused[x.count]) {
				continue
			}
			if x.Implicit != g.Implicit || x.Subset != g.Subset && x.number < notable || !x.place.fits(g.place) {
				continue
			}
			if x.number < notable && x.group != g.group && x.Group != "" {
				continue
			}
			if x.toll.known() && g.toll.known() && x.toll != g.toll {
				continue
			}
			return g
		}
	}
	return nil
}

// statement is what one claimant said of one number.
type statement struct {
	who     string
	count   sitrep.Measure
	group   string
	number  int64
	outlook bool
}

func (x *row) statement() statement {
	return statement{x.who, x.count, x.group, x.number, x.kind == outlook}
}

// oneGroup reads "people" as the group that the same claimant's same number has elsewhere, when
// there is one and at least as many accounts name it.
func (b *book) oneGroup() {
	byGroup := map[statement]map[string]accounts{}
	for _, x := range b.rows {
		if x.number < notable || x.Implicit {
			continue
		}
		k := x.statement()
		k.group = ""
		if byGroup[k] == nil {
			byGroup[k] = map[string]accounts{}
		}
		byGroup[k][x.group] = byGroup[k][x.group].with(x)
	}
	for _, x := range b.rows {
		if x.number < notable || x.Implicit || x.group != people {
			continue
		}
		k := x.statement()
		k.group = ""
		if named := byGroup[k]; len(named) == 2 {
			for g, n := range named {
				if g != people && len(n) >= len(named[people]) {
					x.group = g
				}
			}
		}
	}
}

// accounts are the independent accounts that tell something.
type accounts map[string]bool

func (a accounts) with(x *row) accounts {
	if a == nil {
		a = accounts{}
	}
	a[x.account] = true
	return a
}

// relayDays is how long after a statement another wording of it is still taken to be its telling.
const relayDays = 7

// oneMeasure finds outlets that call a claimant's number something else than most accounts do
// ("killed" for "killed or wounded").
func (b *book) oneMeasure() {
	byNumber := map[statement][]*row{}
	var order []statement
	for _, x := range b.rows {
		if x.number < notable || !confused[x.count] || x.Implicit || ownVoice(x.who) || x.kind == denied {
			continue
		}
		k := x.statement()
		k.count = ""
		if byNumber[k] == nil {
			order = append(order, k)
		}
		byNumber[k] = append(byNumber[k], x)
	}
	for _, k := range order {
		settleMeasure(byNumber[k])
	}
}

func settleMeasure(rows []*row) {
	votes := map[sitrep.Measure]*vote{}
	for _, x := range rows {
		if votes[x.count] == nil {
			votes[x.count] = &vote{first: noDay, last: -noDay}
		}
		votes[x.count].add(x)
	}
	if len(votes) < 2 {
		return
	}
	var top sitrep.Measure
	for m, v := range votes {
		if top == "" || v.beats(votes[top]) || !votes[top].beats(v) && m < top {
			top = m
		}
	}
	for _, x := range rows {
		v, t := votes[x.count], votes[top]
		if x.count == top || !t.beats(v) || bothTell(v, t) || x.day() < t.first-relayDays || x.day() > t.last+relayDays {
			continue
		}
		x.relay = fmt.Sprintf("worded as %s; %s as %s", measured(x), tell(len(t.all)), top)
		x.count = top
	}
}

// vote is how many accounts tell a wording, and when.
type vote struct {
	all, body   accounts
	first, last int
}

func (v *vote) add(x *row) {
	v.all = v.all.with(x)
	if x.In == sitrep.InText && !x.echo {
		v.body = v.body.with(x)
	}
	v.first, v.last = min(v.first, x.day()), max(v.last, x.day())
}

// beats reports whether more accounts tell it; headlines decide nothing but a tie.
func (v *vote) beats(o *vote) bool {
	if len(v.body) != len(o.body) {
		return len(v.body) > len(o.body)
	}
	return len(v.all) > len(o.all)
}

// bothTell reports whether an account gives both in its text: then they are two counts.
func bothTell(v, o *vote) bool {
	for a := range v.body {
		if o.body[a] {
			return true
		}
	}
	return false
}

// day is when the row was said, as far as is known: on the day it names, else when published.
func (x *row) day() int {
	if x.said != noDay {
		return x.said
	}
	return x.published
}

func measured(x *row) string {
	if x.Word != "" {
		return "“" + string(x.Word) + "”"
	}
	return string(x.count)
}

func tell(n int) string {
	if n == 1 {
		return "another account tells it"
	}
	return fmt.Sprintf("%d accounts tell it", n)
}
