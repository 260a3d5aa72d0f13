package ledger

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"sitrep"
)

// line is one claimant's steps in the making.
type line struct {
	who   *who
	says  []*saying // in the order in which they were said
	loose []*step   // denials
	steps []*step
	falls []fall // revisions of counts of the series
}

// saying is one number of a claimant: its tellings, the wording most accounts have, and what came of it.
type saying struct {
	number int64
	from   sitrep.Bound // set when the words say it replaced another
	kind   standing
	rows   []*row // tellings that most accounts' wording covers
	other  []*row // tellings in other words
	day    int
	first  *row // the wording's first telling
	all    accounts
	step   *step // its first step
	later  bool  // told only as an older count: never the claimant's latest
	why    string
	status sitrep.StepStatus
	gone   *row    // the telling that takes it back
	steps  []*step // its own, without relays
}

type step struct {
	sitrep.Step
	number int64
	row    *row // where its wording comes from
	order  int
	shown  bool // counted in a range if active
}

// sayingKey parts a line's rows into numbers. A number said to replace another is its own.
type sayingKey struct {
	number  int64
	value   string // the words, for a vague one
	revised bool
	outlook bool
}

// maxDrop is how far a count can fall, without words that say so, and be the same count.
const maxDrop = 4

// unlike finds figures too far below their claimant's count to be the same count, and marks
// them as of unclear scope.
func (b *book) unlike(rows []*row) []*row {
	byWho := map[string][]*row{}
	sunk := map[int64]bool{} // to what the number of missing people is said to have come down
	for _, x := range rows {
		byWho[x.who] = append(byWho[x.who], x)
		if x.count == sitrep.Missing && x.lowers && x.kind == counts {
			sunk[x.number] = true
		}
	}
	var apart []*row
	for _, mine := range byWho {
		var besides []*row
		mine, besides = beside(mine)
		apart = append(apart, besides...)
		slices.SortStableFunc(mine, func(x, y *row) int {
			return cmp.Or(cmp.Compare(x.day(), y.day()), compareBool(!x.From.Known, !y.From.Known), cmp.Compare(x.number, y.number))
		})
		top := int64(-1)
		seen := map[int64]bool{}
		for _, x := range mine {
			if x.number < 0 || x.kind == denied || x.kind == outlook {
				continue
			}
			if x.From.Known && x.kind == counts {
				top, seen[x.number] = x.number, true
				continue
			}
			if !x.From.Known && !sunk[x.number] && top >= 2*notable && x.number < top/maxDrop && !seen[x.number] {
				x.scope += flagUnclear
				apart = append(apart, x)
				continue
			}
			if x.kind == counts {
				seen[x.number] = true
				top = max(top, x.number)
			}
		}
	}
	return apart
}

// beside parts off the counts that their claimant gives in one text beside a higher one of the same people, and nowhere alone: the dead of another street, or
// some of them. That a count has moved a text says by its words ("from 12 to 15"), or by telling the two on two days.
func beside(mine []*row) (rest, apart []*row) {
	type text struct {
		report sitrep.ReportID
		in     sitrep.Field
	}
	numbers := map[text][]int64{}
	for _, x := range mine {
		if k := (text{x.Report, x.In}); x.number >= 0 && x.kind == counts && !slices.Contains(numbers[k], x.number) {
			numbers[k] = append(numbers[k], x.number)
		}
	}
	alone := map[int64]bool{}
	for _, list := range numbers {
		if len(list) == 1 {
			alone[list[0]] = true
		}
	}
	moved := map[text]bool{}
	for _, x := range mine {
		if x.From.Known || x.lowers || x.retracts {
			moved[text{x.Report, x.In}] = true
		}
	}
	for _, x := range mine {
		k := text{x.Report, x.In}
		list := numbers[k]
		if len(list) < 2 || moved[k] || x.number < 0 || x.kind != counts || alone[x.number] {
			rest = append(rest, x)
			continue
		}
		if x.number == slices.Max(list) {
			rest = append(rest, x)
			continue
		}
		x.scope += fmt.Sprintf("%s (%d)", flagBeside, x.number) // nor do two such follow each other
		apart = append(apart, x)
	}
	return rest, apart
}

// line puts one claimant's figures in order.
func (b *book) line(w *who, rows []*row, falls []fall) *line {
	l := &line{who: w, falls: falls}
	byKey := map[sayingKey]*saying{}
	for _, x := range rows {
		if x.kind == denied {
			l.deny(x)
			continue
		}
		k := sayingKey{number: x.number, revised: x.From.Known, outlook: x.kind == outlook}
		if x.number < 0 {
			k.value = strings.ToLower(b.plainName(x.value))
		}
		s := byKey[k]
		if s == nil {
			s = &saying{number: x.number, from: x.From, kind: x.kind, day: noDay}
			byKey[k] = s
			l.says = append(l.says, s)
		}
		s.rows = append(s.rows, x)
	}
	// a revised number told later without saying so is the same number
	for k, s := range byKey {
		plain := k
		plain.revised = false
		if other := byKey[plain]; k.revised && other != nil && other != s && !other.before(s) {
			s.rows = append(s.rows, other.rows...)
			l.says = slices.DeleteFunc(l.says, func(o *saying) bool { return o == other })
		}
	}
	for _, s := range l.says {
		s.settle()
	}
	slices.SortStableFunc(l.says, func(x, y *saying) int {
		return cmp.Or(cmp.Compare(x.day, y.day), x.first.time.Compare(y.first.time), compareBool(!x.from.Known, !y.from.Known), lowering(x, y),
			cmp.Compare(x.number, y.number), cmp.Compare(x.first.value, y.first.value), compareBool(x.kind != outlook, y.kind != outlook))
	})
	l.rounded()
	l.chain()
	return l
}

// lowering puts a number that is said to have come down behind one told at the same time.
func lowering(x, y *saying) int {
	a, b := x.lowers(), y.lowers()
	if a && b {
		return cmp.Compare(y.number, x.number)
	}
	return compareBool(!a, !b)
}

func (s *saying) lowers() bool {
	for _, x := range s.rows {
		if x.lowers {
			return true
		}
	}
	return false
}

// before reports whether it was told before the other was first told.
func (s *saying) before(o *saying) bool {
	first := noDay
	for _, x := range o.rows {
		first = min(first, x.day())
	}
	for _, x := range s.rows {
		if x.day() < first {
			return true
		}
	}
	return false
}

// wording is a value as bounded by the source's words.
type wording struct {
	min, max sitrep.Bound
	modifier sitrep.Modifier
}

func (x *row) wording() wording { return wording{x.Min, x.Max, x.Modifier} }

// settle finds the wording that most accounts have; the earlier of two that as many have.
func (s *saying) settle() {
	slices.SortStableFunc(s.rows, func(x, y *row) int { return cmp.Compare(x.day(), y.day()) })
	votes := map[wording]*vote{}
	var order []wording
	for _, x := range s.rows {
		w := x.wording()
		if votes[w] == nil {
			votes[w] = &vote{first: noDay, last: -noDay}
			order = append(order, w)
		}
		if x.relay == "" {
			votes[w].add(x)
		}
	}
	top := order[0]
	for _, w := range order[1:] {
		if votes[w].beats(votes[top]) {
			top = w
		}
	}
	var same, other []*row
	for _, x := range s.rows {
		if x.relay == "" && x.wording() != top && x.In == sitrep.InTitle && x.Modifier == sitrep.Exact && s.inText(x.Report, top) {
			same = append(same, x) // a headline in short, set right below it
			continue
		}
		switch {
		case x.relay != "":
			other = append(other, x)
		case x.wording() == top:
			same = append(same, x)
		default:
			x.relay = fmt.Sprintf("worded “%s”; %s as “%s”", valueOf(x), tell(len(votes[top].all)), valueWords(top.min, top.max, top.modifier, ""))
			other = append(other, x)
		}
	}
	if len(same) == 0 { // all were relays of another wording, whose own tellings are not in this line
		same, other = other, nil
	}
	s.rows, s.other = same, other
	s.first = same[0]
	s.day = same[0].day()
	for _, x := range other { // another wording may have been out first
		if d := x.day(); d < s.day && d >= s.first.day()-relayDays {
			s.day = d
		}
	}
	weakest := same[0].kind
	for _, x := range same {
		s.all = s.all.with(x)
		weakest = min(weakest, x.kind)
		if x.retracts && x.day() > s.day || x.retracts && len(same) == 1 {
			s.gone = x
		}
	}
	s.kind = weakest
}

// inText reports whether a report's text has a wording of the number.
func (s *saying) inText(id sitrep.ReportID, w wording) bool {
	for _, x := range s.rows {
		if x.Report == id && x.In == sitrep.InText && x.wording() == w {
			return true
		}
	}
	return false
}

// rounded moves a number into another of which it is a rounding told by fewer accounts on the same
// day: "more than 1,000" for "about 1,100".
func (l *line) rounded() {
	for i := 0; i < len(l.says); i++ {
		s := l.says[i]
		if s.from.Known || s.number < notable || s.kind == outlook {
			continue
		}
		for k := max(0, i-4); k < min(len(l.says), i+5); k++ {
			t := l.says[k]
			if t == s || t.number < 0 || t.kind == outlook || len(t.all) <= len(s.all) || !rounding(s, t) || s.day < t.day || s.day > t.day+1 {
				continue
			}
			for _, x := range append(s.rows, s.other...) {
				x.relay = fmt.Sprintf("worded “%s”; %s as “%s”", valueOf(x), tell(len(t.all)), valueOf(t.first))
				t.other = append(t.other, x)
			}
			l.says = slices.Delete(l.says, i, i+1)
			i--
			break
		}
	}
}

// rounding reports whether s is t in fewer digits, no more than a third away.
func rounding(s, t *saying) bool {
	d := s.number - t.number
	if d < 0 {
		d = -d
	}
	return d != 0 && digits(s.number) < digits(t.number) && 3*d <= max(s.number, t.number) && overlap(s.first, t.first)
}

// digits counts the digits of a number but for its trailing zeros.
func digits(n int64) int {
	for n != 0 && n%10 == 0 {
		n /= 10
	}
	d := 0
	for ; n != 0; n /= 10 {
		d++
	}
	return d
}

// overlap reports whether both values can be true at once; "about" is taken as a tenth either way.
func overlap(x, y *row) bool {
	a, b := interval(x)
	c, d := interval(y)
	return a <= d && c <= b
}

func interval(x *row) (low, high int64) {
	low, high = 0, 1<<62
	if x.Min.Known {
		low = x.Min.N
	}
	if x.Max.Known {
		high = x.Max.N
	}
	if x.Modifier == sitrep.About {
		low, high = low-low/10, min(high, 1<<61)+min(high, 1<<61)/10
	}
	return low, high
}

// chain says how each number moved the line.
func (l *line) chain() {
	var current *saying
	for _, s := range l.says {
		s.status = sitrep.Active
		kind := sitrep.NewStep
		switch {
		case s.kind == outlook:
			s.why = string(s.first.Status) + ", not a count"
		case current == nil:
			current = s
		case unnamed(l.who.key) && !connected(s, current):
			s.why = "under the same words, but not known to be the same source"
		case s.kind == weak && current.kind == counts:
			kind = sitrep.Update
			s.why = "unsure or unverified: it does not replace the figure before it"
		case s.kind == counts && current.kind == weak:
			kind = sitrep.Update
			current.supersede()
			current = s
		default:
			kind = l.move(s, current)
			if !s.later {
				current.supersede()
				current = s
			} else {
				s.status = sitrep.Superseded
			}
		}
		if s == current && s.from.Known && kind == sitrep.NewStep {
			kind = sitrep.Correction
			s.why = revised(s)
		}
		if s.gone != nil {
			s.status = sitrep.Withdrawn
			if s == current {
				current = nil
			}
		}
		l.emit(s, kind)
	}
}

// supersede marks a number as replaced by a later one.
func (s *saying) supersede() {
	s.status = sitrep.Superseded
	for _, st := range s.steps {
		st.Status = sitrep.Superseded
	}
}

// connected reports whether two figures under the same anonymous words come by the same relayer or
// account.
func connected(s, t *saying) bool {
	for a := range s.all {
		if t.all[a] {
			return true
		}
	}
	via := func(s *saying) string {
		for _, x := range s.rows {
			if x.Via != "" {
				return strings.ToLower(string(x.Via))
			}
		}
		return ""
	}
	return via(s) != "" && via(s) == via(t)
}

// move is how a number moves a line that stands at another.
func (l *line) move(s, current *saying) sitrep.StepKind {
	switch {
	case s.from.Known:
		s.why = revised(s)
		return sitrep.Correction
	case s.number < 0 && current.number >= 0 && s.first.least <= current.number:
		s.later = true
		s.why = "a word for a number that the claimant gives; it contradicts nothing"
		return sitrep.Update
	case s.number < 0 || current.number < 0 || s.number > current.number:
		return sitrep.Update
	case s.number == current.number:
		return sitrep.Update
	case l.fallen(s, current):
	case overlap(s.first, current.first):
		s.later = true
		s.why = "a looser bound than the claimant's latest; it contradicts nothing"
		return sitrep.Update
	case l.older(s, current):
		s.later = true
		s.why = "told after a higher count of the same claimant was out; read as an earlier count"
		return sitrep.Update
	}
	s.why = fmt.Sprintf("down from %s", valueOf(current.first))
	return sitrep.Correction
}

// older reports whether a lower number is more likely an earlier count that somebody still tells than a
// correction: every report that tells it tells the higher one too, or a single account tells it within
// two days, and none says that the count came down.
func (l *line) older(s, current *saying) bool {
	has := map[sitrep.ReportID]bool{}
	last := 0
	for _, x := range current.rows {
		has[x.Report] = true
		if x.day() != noDay {
			last = max(last, x.day())
		}
	}
	all := true
	for _, x := range s.rows {
		all = all && has[x.Report]
		if x.lowers {
			return false
		}
	}
	return all || len(s.all) == 1 && s.day <= last+2
}

func revised(s *saying) string {
	if s.from.Known && s.from.N > s.number {
		return fmt.Sprintf("revised down from %s to %s", thousands(s.from.N), thousands(s.number))
	}
	if s.from.Known {
		return fmt.Sprintf("revised up from %s to %s", thousands(s.from.N), thousands(s.number))
	}
	return ""
}

// emit makes the steps of a number: its first telling, a repeat for each later day it was told, the
// tellings in other words, and its withdrawal.
func (l *line) emit(s *saying, kind sitrep.StepKind) {
	byDay := map[int]*step{}
	for _, x := range s.rows {
		if x == s.gone {
			continue
		}
		st := byDay[x.published]
		if st == nil {
			k, why := sitrep.Repeat, ""
			if s.step == nil {
				k, why = kind, s.why
			}
			st = l.step(x, k, why)
			st.Status, st.shown = s.status, s.kind == counts
			byDay[x.published] = st
			if s.step == nil {
				s.step = st
			}
			s.steps = append(s.steps, st)
			st.Said = said(s, x)
		}
		st.tell(x)
	}
	byOutlet := map[string]*step{}
	slices.SortStableFunc(s.other, func(x, y *row) int { return cmp.Compare(x.day(), y.day()) })
	for _, x := range s.other {
		key := fmt.Sprint(outlet(x), "\x00", x.wording(), x.Word, x.relay)
		st := byOutlet[key]
		if st == nil {
			st = l.relayed(x, s)
			byOutlet[key] = st
			if st.Kind == sitrep.Repeat {
				s.steps = append(s.steps, st) // it goes the way of what it repeats
			}
		}
		st.tell(x)
	}
	if x := s.gone; x != nil {
		st := l.step(x, sitrep.Withdrawal, "the claimant took the figure back")
		st.Status, st.Said = sitrep.Withdrawn, said(s, x)
		if s.step == nil {
			s.step = st
		}
		st.tell(x)
	}
}

// relayed makes the step of a telling in other words. Long after the statement it is no more than a
// repeat; so is what an outlet counts in its own voice, "36" in a headline and "at least 36" below: it misquotes nobody.
func (l *line) relayed(x *row, s *saying) *step {
	kind, status := sitrep.RelayDiscrepancy, sitrep.Disputed
	if ownVoice(x.who) {
		kind, status = sitrep.Repeat, s.status
	}
	if s.day != noDay && x.day() > s.rows[len(s.rows)-1].day()+relayDays {
		kind, status = sitrep.Repeat, s.status
	}
	st := l.step(x, kind, x.relay)
	st.Status, st.Outlet, st.Said = status, outlet(x), said(s, s.first)
	return st
}

// said is the day a telling's statement was made: the one its words name, else the day on which the
// number was first told.
func said(s *saying, x *row) string {
	if x.said != noDay {
		return isoDay(x.said)
	}
	return isoDay(s.day)
}

func outlet(x *row) string {
	if x.report.Outlet != "" {
		return x.report.Outlet
	}
	return string(x.Report)
}

func (l *line) step(x *row, kind sitrep.StepKind, why string) *step {
	st := &step{number: x.number, row: x, order: len(l.steps), Step: sitrep.Step{Kind: kind, Min: x.Min, Max: x.Max, Modifier: x.Modifier,
		Word: x.Word, Value: sitrep.Words(x.value), Date: string(x.Date), Published: x.report.Published, Status: sitrep.Active,
		Why: why, Origins: []string{}}}
	if x.total != nil {
		part := "part of " + valueOf(x.total) + " " + string(x.total.Measure)
		if st.Why != "" {
			part = "; " + part
		}
		st.Why += part
	}
	l.steps = append(l.steps, st)
	return st
}

// tell adds a telling to a step. One sure telling makes it sure.
func (st *step) tell(x *row) {
	st.Figures = append(st.Figures, x.Cite())
	if !slices.Contains(st.Origins, x.account) {
		st.Origins = append(st.Origins, x.account)
	}
	hedged, unsure := x.Hedged, x.Confidence < Sure
	switch {
	case len(st.Figures) == 1:
		st.Hedged, st.Unsure = hedged, unsure
	case !hedged && !unsure || !st.Hedged && !st.Unsure:
		st.Hedged, st.Unsure = false, false
	default:
		st.Hedged, st.Unsure = st.Hedged && hedged, st.Unsure && unsure
		if !st.Hedged && !st.Unsure { // each telling is weak in its own way
			st.Unsure = true
		}
	}
	if st.Date == "" {
		st.Date = string(x.Date)
	}
	if st.Word == "" {
		st.Word = x.Word
	}
}

// deny makes the step of a figure that its claimant denies.
func (l *line) deny(x *row) {
	for _, st := range l.loose {
		if st.row.published == x.published && st.row.wording() == x.wording() {
			st.tell(x)
			return
		}
	}
	st := l.step(x, sitrep.DenialStep, "")
	st.Said = isoDay(x.day())
	st.tell(x)
	l.loose = append(l.loose, st)
}

// dispute ties denials to what they deny: somebody else's number becomes disputed, one's own
// withdrawn.
func dispute(lines []*line) {
	type hit struct {
		*line
		*saying
	}
	said := map[int64][]hit{}
	for _, l := range lines {
		for _, s := range l.says {
			said[s.number] = append(said[s.number], hit{l, s})
		}
	}
	for _, l := range lines {
		for _, st := range l.loose {
			for _, h := range said[st.number] {
				if h.saying.day > st.row.day() && h.saying.day != noDay {
					continue
				}
				if h.line == l {
					st.Kind, st.Status, st.Why = sitrep.Withdrawal, sitrep.Withdrawn, "the claimant denies its own earlier figure"
					h.mark(sitrep.Withdrawn, "")
					continue
				}
				if st.Kind == sitrep.DenialStep {
					st.Kind, st.Why = sitrep.Dispute, "denies the figure of "+h.line.who.name
				}
				h.mark(sitrep.Disputed, "denied by "+l.who.name)
			}
		}
	}
}

// mark changes the standing of a number's steps, unless it no longer stood.
func (s *saying) mark(status sitrep.StepStatus, why string) {
	if s.step == nil || s.status != sitrep.Active {
		return
	}
	s.status = status
	for _, st := range s.steps {
		st.Status = status
	}
	if why != "" {
		if s.step.Why != "" {
			why = "; " + why
		}
		s.step.Why += why
	}
}

// first is the day of the line's first step.
func (l *line) first() int {
	day := noDay
	for _, st := range l.steps {
		day = min(day, st.row.day())
	}
	return day
}

// made is the line with its steps in time order.
func (l *line) made() sitrep.Line {
	out := sitrep.Line{Claimant: l.who.name, Kind: l.who.kind, Party: l.who.party}
	slices.SortStableFunc(l.steps, func(x, y *step) int {
		return cmp.Or(cmp.Compare(x.when(), y.when()), cmp.Compare(x.order, y.order))
	})
	for _, st := range l.steps {
		out.Steps = append(out.Steps, st.Step)
	}
	return out
}

// when is the day a step is placed at: that of the statement, or of a later telling.
func (st *step) when() int {
	if st.Kind == sitrep.Repeat || st.Kind == sitrep.RelayDiscrepancy {
		return st.row.published
	}
	return st.row.day()
}
