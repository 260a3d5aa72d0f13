package ledger

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"sitrep"
)

// horizon is how many days before a story's first report a count may begin and still be the
// story's running count.
const horizon = 60

// mainScope is the key of what the story as a whole counts: its one event, or all so far.
const mainScope = ""

// scopes says what each row counts.
func (b *book) scopes() {
	b.parts()
	b.sayDays()
	b.nations()
	b.gather()
	b.agree()
	if b.main = b.mainIncident(); b.main.ok {
		b.undated()
	}
	home := b.mainPlace(b.main)
	starts := b.mainStart(b.main)
	b.nameIncidents()
	for _, x := range b.rows {
		x.scope = b.scopeOf(x, home, starts)
		b.running = b.running || x.scope == mainScope && x.Basis == sitrep.Cumulative
	}
	for _, x := range b.rows {
		b.flag(x)
	}
}

// gather parts the rows into incidents.
func (b *book) gather() {
	b.gathered = b.incidents(linkForest().Score)
	for _, in := range b.gathered.all {
		for _, i := range in.members {
			b.rows[i].of = in
		}
		b.all = append(b.all, in)
	}
}

// oneMatter is from what mean likelihood on counts of no day of their own are of what the story is about.
const oneMatter = 0.4

// aCount is the same for counts that say by their words that they are running, or are of one nation's people: of such totals a matter has few.
const aCount = 0.25

// undated takes to what the story is about what less speaks for: counts that name no day and no stretch of their own.
func (b *book) undated() {
	top := b.main.of
	b.all = slices.DeleteFunc(b.all, func(in *incident) bool {
		if in == top || slices.ContainsFunc(in.members, func(i int) bool { return b.rows[i].toll.known() || b.rows[i].Basis == sitrep.OfPeriod }) {
			return false
		}
		least := oneMatter
		if !slices.ContainsFunc(in.members, func(i int) bool {
			x := b.rows[i]
			return x.Basis != sitrep.Cumulative && !strings.HasSuffix(x.group, ")") || !x.place.fits(b.main.place)
		}) {
			least = aCount
		}
		if b.gathered.mean(top, in) < least {
			return false
		}
		for _, i := range in.members {
			b.rows[i].of = top
		}
		top.members = append(top.members, in.members...)
		return true
	})
	slices.Sort(top.members)
}

// findTotals finds what each subset is a part of.
func (b *book) findTotals() {
	byText := map[sitrep.Citation][]*row{} // keyed by report and text
	for _, x := range b.rows {
		k := sitrep.Citation{Report: x.Report, In: x.In}
		byText[k] = append(byText[k], x)
	}
	for _, rows := range byText {
		slices.SortStableFunc(rows, func(x, y *row) int { return cmp.Compare(x.Start, y.Start) })
		for i, x := range rows {
			if x.Subset {
				x.total = totalOf(x, rows, i)
			}
			x.whole = x.Additional && !onTop(x, rows, i)
		}
	}
}

// onTop reports whether an additional figure is added to another: "12 killed" and then "another 5
// killed" is, "12 killed and 30 others wounded" isn't.
func onTop(x *row, rows []*row, i int) bool {
	const near = 400 // bytes: two sentences
	other := false
	for k := i - 1; k >= 0 && k > i-12 && x.Start-rows[k].Start <= near; k-- {
		if rows[k].count == x.count && !rows[k].Implicit {
			return true
		}
		other = true
	}
	return !other
}

// parts gives a subset the scope of its total where its own words give none.
func (b *book) parts() {
	for _, x := range b.rows {
		t := x.total
		if t == nil || t.total != nil {
			continue
		}
		if (x.Basis == sitrep.OfEvent || x.Basis == t.Basis || x.Basis == "") && !x.toll.known() && x.When == "" {
			x.toll, x.Figure = t.toll, based(x.Figure, t.Basis, t.When)
		}
		if !x.place.known() {
			x.place = t.place
		}
		if x.said == noDay {
			x.said = t.said
		}
	}
}

// based is a figure with another basis; the reading itself is left as it is.
func based(f *sitrep.Figure, basis sitrep.Basis, when sitrep.Words) *sitrep.Figure {
	c := *f
	c.Basis, c.When = basis, when
	return &c
}

// totalOf is the figure of which rows[i] is a part: the nearest before it that could hold it, within
// its sentence or the one before, or else the nearest after it in its sentence.
func totalOf(x *row, rows []*row, i int) *row {
	const near = 400 // bytes: two sentences
	holds := func(t *row) bool {
		return !t.Subset && !t.Implicit && !t.Additional && wider(t.Measure, x.Measure) && (t.number < 0 || t.number >= x.number) && t.kind != denied
	}
	for k := i - 1; k >= 0 && k > i-12 && x.Start-rows[k].Start <= near; k-- {
		if holds(rows[k]) {
			return rows[k]
		}
	}
	for k := i + 1; k < len(rows) && k < i+12 && x.Sentence.Contains(rows[k].Span); k++ {
		if holds(rows[k]) {
			return rows[k]
		}
	}
	return nil
}

// wider reports whether people of one measure can be part of a count of another: the killed of
// the casualties, the casualties of the losses, anybody of the affected.
func wider(total, part sitrep.Measure) bool {
	switch total {
	case part, sitrep.Affected:
		return true
	case sitrep.Casualties:
		return part == sitrep.Killed || part == sitrep.Wounded
	case sitrep.Losses:
		return part == sitrep.Killed || part == sitrep.Wounded || part == sitrep.Casualties || part == sitrep.Missing || part == sitrep.Captured
	}
	return false
}

// agree lets the tellings of one statement settle together what it counts.
func (b *book) agree() {
	type told struct {
		statement
		of *incident
	}
	byStatement := map[told][]*row{}
	var order []told
	for _, x := range b.rows {
		if x.number < notable || x.Implicit {
			continue
		}
		k := told{x.statement(), x.of}
		if byStatement[k] == nil {
			order = append(order, k)
		}
		byStatement[k] = append(byStatement[k], x)
	}
	for _, k := range order {
		rows := byStatement[k]
		if len(rows) > 1 {
			agreeWhole(rows)
			agreePlace(rows)
			agreePeriod(rows)
			agreeDate(rows)
		}
	}
}

// agreeWhole takes a number for a count of the whole when one telling does ("more than 1,000 of them" is
// elsewhere "more than 1,000 soldiers").
func agreeWhole(rows []*row) {
	whole := false
	for _, x := range rows {
		whole = whole || !x.Subset && !x.Additional
	}
	for _, x := range rows {
		x.whole = whole
	}
}

// agreePlace gives all tellings the place that most accounts name: a claimant doesn't give one
// number of the same people for two places.
func agreePlace(rows []*row) {
	best := commonPlace(rows)
	if !best.known() {
		return
	}
	for _, x := range rows {
		x.place = best
	}
}

// sayDays takes the day of a figure for that of its telling when the claimant keeps a running count of
// the same people of about that size, and the day is that of the report or just before.
func (b *book) sayDays() {
	type count struct {
		who, group string
		measure    sitrep.Measure
	}
	type on struct {
		count
		day int
	}
	type given struct {
		number int64
		day    int
	}
	running := map[count][]int64{}
	before := map[count][]given{}
	told := map[on]int64{}
	several := map[on]bool{} // a day with several numbers is that of an event, told again as it grew
	for _, x := range b.rows {
		if x.Basis == sitrep.OfEvent && x.toll.known() {
			k := on{count{x.who, x.group, x.count}, x.toll.from}
			if n, ok := told[k]; ok && n != x.number {
				several[k] = true
			}
			told[k] = x.number
		}
		k := count{x.who, x.group, x.count}
		if x.number >= 0 && x.published != noDay && len(before[k]) < 100 {
			before[k] = append(before[k], given{x.number, x.published})
		}
		if x.Basis == sitrep.Cumulative && x.number >= notable && (!x.toll.known() || x.toll.from >= b.first-horizon) && len(running[k]) < 100 {
			running[k] = append(running[k], x.number)
		}
	}
	for _, x := range b.rows {
		if x.Basis != sitrep.OfEvent || !x.toll.known() || x.toll.from != x.toll.to || x.published-x.toll.to > 2 || x.published == noDay {
			continue
		}
		k := count{x.who, x.group, x.count}
		if several[on{k, x.toll.from}] || slices.ContainsFunc(before[k], func(g given) bool { return g.number < x.number && g.day > x.toll.to }) {
			continue // of the event, or said after a lower count that is younger than that day
		}
		for _, n := range running[k] {
			if x.number >= n/10 && x.number <= n*10 {
				x.said, x.toll = x.toll.to, never
				break
			}
		}
	}
}

// nations leaves out a country named beside a nation's force: "North Korean soldiers killed
// fighting Ukraine" are no other soldiers than those killed in Kursk.
func (b *book) nations() {
	for _, x := range b.rows {
		if x.place.known() && b.isNation(x.place.key()) && strings.HasSuffix(x.group, ")") && x.Measure != sitrep.Strength {
			x.place = place{}
		}
	}
}

// agreePeriod makes one stretch of the stretches that overlap ("the past week" of reports a day
// apart), and finds tellings that leave the period out. When most accounts state a period those that
// don't have lost it; when few do, the two are kept apart.
func agreePeriod(rows []*row) {
	var in, out []*row
	var with, without accounts
	for _, x := range rows {
		switch {
		case x.Basis == sitrep.OfPeriod:
			in, with = append(in, x), with.with(x)
		case x.Basis == sitrep.Cumulative && x.toll.known():
			return // counted from a start: something else
		default:
			out, without = append(out, x), without.with(x)
		}
	}
	if len(in) == 0 {
		return
	}
	var lead *row // the first that resolves
	for _, x := range in {
		if x.toll.known() && (lead == nil || x.day() < lead.day()) {
			lead = x
		}
	}
	for _, x := range in {
		if lead != nil && (!x.toll.known() || x.toll.overlaps(lead.toll)) {
			x.toll = lead.toll
		}
	}
	if lead == nil {
		lead = in[0]
		for _, x := range in { // no dates: one stretch by its first words
			x.Figure = based(x.Figure, sitrep.OfPeriod, lead.When)
		}
	}
	if len(with) <= len(without) {
		return
	}
	for _, x := range out {
		if x.day() > in[len(in)-1].day()+relayDays {
			continue
		}
		x.Figure = based(x.Figure, sitrep.OfPeriod, lead.When)
		x.toll = lead.toll
		if x.relay == "" {
			x.relay = fmt.Sprintf("told without the period; %s as a count of “%s”", tell(len(with)), lead.When)
		}
	}
}

// agreeDate gives the rows that name no day of the toll the one that all others name.
func agreeDate(rows []*row) {
	var lead *row
	for _, x := range rows {
		if x.Basis == sitrep.OfPeriod || !x.toll.known() {
			continue
		}
		if lead != nil && x.toll != lead.toll {
			return
		}
		lead = x
	}
	if lead == nil {
		return
	}
	for _, x := range rows {
		if x.Basis != sitrep.OfPeriod && !x.toll.known() && x.place.fits(lead.place) {
			x.toll = lead.toll
			if x.Basis != lead.Basis {
				x.Figure = based(x.Figure, lead.Basis, lead.When)
			}
		}
	}
}

// head is the one incident that a story is about, if it is about one.
type head struct {
	ok    bool
	of    *incident
	event sitrep.EventID
	toll  days
	place place
}

// mainShareOfAccounts is the share of the accounts with tolls that must count an incident for it to be what the story is about.
const mainShareOfAccounts = 0.5

// foremost is the incident that most accounts count, and their share of all with tolls.
func (b *book) foremost() (*incident, float64) {
	var all accounts
	by := map[*incident]accounts{}
	for _, x := range b.rows {
		if x.kind == denied || x.Measure == sitrep.Strength {
			continue
		}
		all, by[x.of] = all.with(x), by[x.of].with(x)
	}
	var top *incident
	for _, in := range b.all {
		if top == nil || len(by[in]) > len(by[top]) || len(by[in]) == len(by[top]) && len(in.members) > len(top.members) {
			top = in
		}
	}
	return top, float64(len(by[top])) / float64(max(1, len(all)))
}

// mainIncident finds the incident that most of the story's accounts count, if there is one.
func (b *book) mainIncident() head {
	top, share := b.foremost()
	if top == nil || share < mainShareOfAccounts {
		return head{}
	}
	h := head{ok: true, of: top, place: b.placeOf(top)}
	day, share := b.dayOf(top)
	h.event = b.eventOf(top, day, h.place)
	if h.toll = day; share < leastDated {
		h.toll = b.eventDay(h.event) // or it is a running matter, of which one count is for a day
	}
	return h
}

// leastDated is the share of the main incident's accounts that must name its day.
const leastDated = 1.0 / 3

// dayOf is the day, or the short stretch, on which most of an incident's accounts that say when say that it happened, and the share of all that they are.
func (b *book) dayOf(in *incident) (days, float64) {
	var all accounts
	by := map[days]accounts{}
	for _, i := range in.members {
		all = all.with(b.rows[i])
		if x := b.rows[i]; x.Basis != sitrep.OfPeriod && x.toll.known() && !x.toll.open() && x.toll.to-x.toll.from < mostDays {
			by[x.toll] = by[x.toll].with(x)
		}
	}
	best := never
	for d, a := range by {
		if !best.known() || len(a) > len(by[best]) || len(a) == len(by[best]) && (d.from < best.from || d.from == best.from && d.to < best.to) {
			best = d
		}
	}
	return best, float64(len(by[best])) / float64(len(all))
}

// placeOf is where most of an incident's accounts say that it happened.
func (b *book) placeOf(in *incident) place {
	rows := make([]*row, len(in.members))
	for i, n := range in.members {
		rows[i] = b.rows[n]
	}
	return commonPlace(rows)
}

// commonPlace is the place that most accounts of some rows name, in its fullest form; unknown if none does.
func commonPlace(rows []*row) place {
	by, at := map[string]accounts{}, map[string]place{}
	for _, x := range rows {
		k := x.place.key()
		if k == "" {
			continue
		}
		by[k] = by[k].with(x)
		if p, ok := at[k]; !ok || len(x.place.parts) > len(p.parts) {
			at[k] = x.place
		}
	}
	best := ""
	for k, a := range by {
		if best == "" || len(a) > len(by[best]) || len(a) == len(by[best]) && k < best {
			best = k
		}
	}
	return at[best]
}

// eventOf is the story's event that an incident is, by the reports that tell of both, its day and its place; "" if there is none or there are several.
func (b *book) eventOf(in *incident, toll days, p place) sitrep.EventID {
	told := map[sitrep.ReportID]bool{}
	for _, i := range in.members {
		told[b.rows[i].Report] = true
	}
	best, most, several := sitrep.EventID(""), 0, false
	for _, e := range b.in.Story.Events {
		when := parseDays(sitrep.Words(e.When))
		if toll.known() && !when.overlaps(toll) || !b.place(e.Where).fits(p) {
			continue
		}
		n := 0
		for _, id := range e.Reports {
			if told[id] {
				n++
			}
		}
		switch {
		case n > most:
			best, most, several = e.ID, n, false
		case n == most && n > 0:
			several = true
		}
	}
	if several || 2*most < len(told) {
		return ""
	}
	return best
}

// eventDay is the day of an event of the story's.
func (b *book) eventDay(id sitrep.EventID) days {
	for _, e := range b.in.Story.Events {
		if e.ID == id {
			return parseDays(sitrep.Words(e.When))
		}
	}
	return never
}

// nameIncidents gives each incident but the main one a key that stays as the story grows: by its event, or by its day and place.
func (b *book) nameIncidents() {
	taken := map[string]bool{}
	for _, in := range b.all {
		if in == b.main.of {
			continue
		}
		toll, _ := b.dayOf(in)
		p := b.placeOf(in)
		in.event = b.eventOf(in, toll, p)
		if in.event != "" && in.event == b.main.event {
			in.event = ""
		}
		switch first := b.rows[in.members[0]]; {
		case in.event != "":
			in.key = "event " + string(in.event)
		case toll.known():
			in.key = "on " + span(toll)
		case first.published != noDay:
			in.key = "told " + isoDay(first.published)
		default:
			in.key = "told"
		}
		if in.event == "" && p.known() {
			in.key += " at " + p.key()
		}
		for key, n := in.key, 2; taken[in.key]; n++ {
			in.key = fmt.Sprintf("%s (%d)", key, n)
		}
		taken[in.key] = true
	}
	ranked := slices.Clone(b.all)
	told := map[*incident]accounts{}
	for _, x := range b.rows {
		told[x.of] = told[x.of].with(x)
	}
	slices.SortStableFunc(ranked, func(x, y *incident) int {
		return cmp.Or(cmp.Compare(len(told[y]), len(told[x])), cmp.Compare(b.latest(y), b.latest(x)))
	})
	for i, in := range ranked {
		in.rank = i
	}
}

// latest is when an incident was told last.
func (b *book) latest(in *incident) (day int) {
	for _, i := range in.members {
		if x := b.rows[i]; x.published != noDay {
			day = max(day, x.published)
		}
	}
	return day
}

// mainPlace is the place the story as a whole counts at: that of its event, or the one most accounts
// name that name one.
func (b *book) mainPlace(h head) place {
	if h.place.known() {
		return h.place
	}
	by := map[string]accounts{}
	at := map[string]place{}
	var all accounts
	for _, x := range b.rows {
		if !x.place.known() || x.Measure == sitrep.Strength || x.Basis != sitrep.Cumulative && x.toll.known() && x.toll != h.toll {
			continue
		}
		k := x.place.key()
		by[k], all = by[k].with(x), all.with(x)
		if p, ok := at[k]; !ok || len(x.place.parts) < len(p.parts) {
			at[k] = x.place
		}
	}
	best := ""
	for k, a := range by {
		if best == "" || len(a) > len(by[best]) || len(a) == len(by[best]) && k < best {
			best = k
		}
	}
	if len(by[best])*2 < len(all) {
		return place{}
	}
	return at[best]
}

// mainStart are the days from which a count may begin and be the story's running count: those of
// its event, or of the start that most accounts give near the story's beginning.
func (b *book) mainStart(h head) days {
	if h.toll.known() {
		return days{h.toll.from - 1, h.toll.to + 1}
	}
	by := map[int]accounts{}
	var all accounts
	for _, x := range b.rows {
		if x.Basis == sitrep.Cumulative && x.toll.known() && x.toll.from >= b.first-horizon && x.Measure != sitrep.Strength {
			by[x.toll.from], all = by[x.toll.from].with(x), all.with(x)
		}
	}
	best := noDay
	for d, a := range by {
		if best == noDay || len(a) > len(by[best]) || len(a) == len(by[best]) && d < best {
			best = d
		}
	}
	if best == noDay || len(by[best])*2 < len(all) {
		return never
	}
	return days{best - 5, best + 5} // "since the start of December", "since 4 December"
}

// scopeOf is the key of what a row counts.
func (b *book) scopeOf(x *row, home place, start days) string {
	local := ""
	if x.place.known() && home.known() && !x.place.fits(home) && (x.of != b.main.of || x.Subset || b.isNation(x.place.key()) && b.isNation(home.key())) || x.place.known() && !home.known() {
		local = " at " + x.place.key()
	}
	of := mainScope
	if x.of != b.main.of {
		of = x.of.key
	}
	switch {
	case x.Basis == sitrep.OfPeriod && x.toll.known():
		return "in " + span(x.toll) + local
	case x.Basis == sitrep.OfPeriod:
		return "in " + strings.ToLower(string(x.When)) + local + of
	case x.Basis == sitrep.Cumulative && x.toll.known():
		if start.known() && x.toll.from >= start.from && x.toll.from <= start.to {
			return of
		}
		return "since " + isoDay(x.toll.from) + local
	case x.of == b.main.of && local != "" && home.known():
		return mainScope + local
	}
	return of
}

// reportEvents are the events a report tells of.
func (b *book) reportEvents(id sitrep.ReportID) []sitrep.EventID {
	if b.events == nil {
		b.events = map[sitrep.ReportID][]sitrep.EventID{}
		for _, e := range b.in.Story.Events {
			for _, r := range e.Reports {
				b.events[r] = append(b.events[r], e.ID)
			}
		}
	}
	return b.events[id]
}

// flag keeps apart what is no count of the whole: single persons told of without a number, what
// comes on top of a count, and a part that has no group of its own.
func (b *book) flag(x *row) {
	switch {
	case x.Implicit:
		x.scope += flagSingle
	case x.whole:
	case x.Additional:
		x.scope += flagMore
	case x.Subset && (x.total == nil && (x.Group == "" || x.group == people) || x.total != nil && x.total.count == x.count && x.total.group == x.group && x.total.scope == x.scope):
		x.scope += flagPart
	}
}

// Flags end a scope's key; the words are what the scope says of them.
const (
	flagSingle  = "|single persons"
	flagMore    = "|on top of an earlier count"
	flagPart    = "|a part of the count"
	flagBeside  = "|told beside another count"
	flagStray   = "|far above what all others count, of what is unclear"
	flagUnclear = "|far below the claimant's count, of what is unclear"
)

// span is a stretch of days in ISO form; a whole month or year is written as one.
func span(d days) string {
	from, to := isoDay(d.from), isoDay(d.to)
	switch {
	case !d.known():
		return ""
	case d.open():
		return from + "/.."
	case from[:4] == to[:4] && from[4:] == "-01-01" && to[4:] == "-12-31":
		return from[:4]
	case from[:7] == to[:7] && from[7:] == "-01" && isoDay(d.to + 1)[7:] == "-01":
		return from[:7]
	case d.from == d.to:
		return isoDay(d.from)
	}
	return isoDay(d.from) + "/" + isoDay(d.to)
}
