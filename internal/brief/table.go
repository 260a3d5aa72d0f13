package brief

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sitrep"
)

// mostRows is how many figures a brief shows; the ledger has all.
const mostRows = 12

// entry is a statement of the ledger: a step with its repeats, as the table weighs it.
type entry struct {
	row
	figures []sitrep.Citation // where it was told, its first telling first
	last    sitrep.Stamp      // when it was told last
	read    *sitrep.Figure    // the reading that says most of it
	number  int64             // as spoken; -1 for a vague word
	high    int64             // the highest that it says; -1 for a vague word
	was     *sitrep.Step      // what its claimant said before
	foreign bool              // told in no report that is in the brief's language
	old     bool              // others have come to count more
	told    bool              // a sentence of the brief rests on it
	other   bool              // it is of another incident than the one that the brief begins with
	part    bool
}

// table is the brief's figures: what an editor would have beside it. It holds the counts that the brief tells, and of the others those that stand: by claimant the
// latest, none that others have overtaken, none of another incident, no outlet's own count where somebody is known to count, no wording of a relay. Those
// who give one number of the same people stand in one row.
func (w *writer) table(p *plan, b *sitrep.Brief) []sitrep.BriefFigure {
	entries := w.entries(p, b)
	event := incidentTold(p, b)
	for _, e := range entries {
		e.other = e.series.Event != event
	}
	entries = slices.DeleteFunc(entries, func(e *entry) bool { return !e.told && (e.other || !w.stands(p, e)) })
	if numbers := slices.ContainsFunc(entries, func(e *entry) bool { return e.number >= 0 }); numbers {
		entries = slices.DeleteFunc(entries, func(e *entry) bool { return e.number < 0 })
	}
	if !slices.ContainsFunc(entries, func(e *entry) bool { return e.series.Measure != sitrep.Strength }) {
		entries = nil // how many somebody is, where nobody came to harm
	}
	entries = slices.DeleteFunc(entries, func(e *entry) bool {
		return e.high == 1 && !rests(&sitrep.Brief{Headline: b.Headline}, e.figures)
	})
	entries = withoutWars(entries, b.Headline)
	slices.SortStableFunc(entries, func(x, y *entry) int { return cmp.Compare(y.weight, x.weight) })
	var lines []*tableLine
	for _, e := range entries {
		if i := slices.IndexFunc(lines, func(l *tableLine) bool { return l.takes(e) }); i >= 0 {
			lines[i].add(e)
		} else {
			lines = append(lines, &tableLine{entries: []*entry{e}})
		}
	}
	lines = w.worthARow(lines)
	lines = lines[:min(len(lines), mostRows)]
	slices.SortStableFunc(lines, func(x, y *tableLine) int {
		a, b := x.entries[0], y.entries[0]
		return cmp.Or(boolOrder(a.other, b.other), cmp.Compare(measureOrder(a.series.Measure), measureOrder(b.series.Measure)), boolOrder(a.part, b.part), cmp.Compare(stepDay(b.step), stepDay(a.step)))
	})
	out := make([]sitrep.BriefFigure, 0, len(lines))
	for _, l := range lines {
		out = append(out, w.figureRow(p, l))
	}
	return out
}

func measureOrder(m sitrep.Measure) int { return slices.Index(tableMeasures, m) }

// tableMeasures is the order of a table: the dead first.
var tableMeasures = []sitrep.Measure{sitrep.Killed, sitrep.Casualties, sitrep.Losses, sitrep.Missing, sitrep.Wounded, sitrep.Captured, sitrep.Rescued, sitrep.Displaced, sitrep.Affected, sitrep.Strength}

func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// entries are the ledger's statements that can stand in a table at all, weighed.
func (w *writer) entries(p *plan, b *sitrep.Brief) (out []*entry) {
	for i := range w.Ledger.Series {
		s := &w.Ledger.Series[i]
		for k := range s.Claimants {
			l := &s.Claimants[k]
			var was *sitrep.Step
			for n := 0; n < len(l.Steps); n++ {
				st := &l.Steps[n]
				if st.Kind == sitrep.Repeat || st.Kind == sitrep.RelayDiscrepancy || st.Kind == sitrep.Dispute || st.Kind == sitrep.DenialStep {
					continue
				}
				e := &entry{row: row{series: s, line: l, step: st}, was: was, last: st.Published, figures: slices.Clone(st.Figures)}
				for _, o := range l.Steps[n+1:] {
					if o.Kind == sitrep.Repeat && o.Status == st.Status && sameValue(st, &o) {
						e.figures, e.last = append(e.figures, o.Figures...), o.Published
					}
				}
				if w.weigh(p, b, e) {
					out = append(out, e)
				}
				if e.read != nil && e.read.Status == sitrep.Asserted {
					was = st
				}
			}
		}
	}
	return out
}

func sameValue(a, b *sitrep.Step) bool { return a.Min == b.Min && a.Max == b.Max }

// weigh fills in what the table asks of a statement, and reports whether it can stand there.
func (w *writer) weigh(p *plan, b *sitrep.Brief, e *entry) bool {
	e.number, e.high, e.foreign, e.part = -1, -1, true, w.part(e.series)
	implicit := true
	for _, c := range e.figures {
		f := w.figures[c]
		if f == nil {
			continue
		}
		if e.read == nil || len(f.Place) > 0 && len(e.read.Place) == 0 {
			e.read = f
		}
		implicit = implicit && f.Implicit
		r := w.gate.Readings[c.Report]
		e.foreign = e.foreign && r != nil && r.Report.Language != "" && r.Report.Language != w.Language.Code
	}
	if e.read == nil {
		return false
	}
	if e.meant() {
		return false
	}
	st := e.step
	if e.number = numberOf(st); e.number >= 0 {
		e.high = max(e.number, st.Max.N)
	}
	e.told, e.old = rests(b, e.figures), w.dense() && w.outdated(p, e.row)
	weight := max(measureWeight[e.series.Measure], 0.2)
	if e.part {
		weight *= 0.5
	}
	if e.line.Kind == sitrep.Nobody || e.line.Kind == "" {
		weight *= 0.4
	}
	if e.number < 0 {
		weight *= 0.3
	}
	if e.outlook() || st.Hedged {
		weight *= 0.5
	}
	weight *= 1 + 0.2*math.Log1p(float64(len(e.figures)))
	weight *= 0.35 + 0.65*w.pool.clock.byTime(e.last)
	if e.told {
		weight += foremost
	}
	e.weight = weight
	if e.series.Measure == sitrep.Strength && (e.number < 10 || e.nobody()) {
		return false // how many there were of somebody
	}
	return e.high != 0 && (e.told || !implicit && !st.Unsure)
}

// meant reports whether what is counted is only hoped for, planned or asked: it is no count, and no row.
func (e *entry) meant() bool { return e.read.Status == sitrep.Hypothetical }

// incidentTold is the incident, of the ledger's, that a brief begins with: the one of the counts in its headline, else of those in the first sentence that has
// any, else of the weightiest count. "" is what the story counts as a whole.
func incidentTold(p *plan, b *sitrep.Brief) sitrep.EventID {
	units := append([]sitrep.Unit{b.Headline}, b.Body...)
	for _, u := range append(units, b.Points...) {
		count := map[sitrep.EventID]int{}
		for at, s := range p.series {
			if measureWeight[s.Measure] > 0 && slices.ContainsFunc(u.Citations, func(c sitrep.Citation) bool { return at.Report == c.Report && at.In == c.In && c.Contains(at.Span) }) {
				count[s.Event]++
			}
		}
		best, most := sitrep.EventID(""), 0
		for id, n := range count {
			if n > most || n == most && id < best {
				best, most = id, n
			}
		}
		if most > 0 {
			return best
		}
	}
	if len(p.rows) > 0 {
		return p.rows[0].series.Event
	}
	return ""
}

// foremost is added to the weight of a figure that the brief itself tells.
const foremost = 10

// rests reports whether a sentence of a brief, or its headline, rests on words that give one of some figures.
func rests(b *sitrep.Brief, figures []sitrep.Citation) bool {
	for _, list := range [][]sitrep.Unit{{b.Headline}, b.Points, b.Body} {
		for _, u := range list {
			for _, c := range u.Citations {
				if slices.ContainsFunc(figures, func(f sitrep.Citation) bool { return f.Report == c.Report && f.In == c.In && c.Contains(f.Span) }) {
					return true
				}
			}
		}
	}
	return false
}

// outlook reports whether what is said is feared or foreseen, and no count.
func (e *entry) outlook() bool { return e.read.Status != "" && e.read.Status != sitrep.Asserted }

// owned reports whether somebody gives it, and not an outlet alone.
func (e *entry) owned() bool { return !e.nobody() }

// nobody reports whether an outlet tells it in its own voice.
func (e *entry) nobody() bool { return e.line.Kind == sitrep.Nobody || e.line.Kind == "" }

// stands reports whether a statement that the brief doesn't tell belongs beside it.
func (w *writer) stands(p *plan, e *entry) bool {
	m := e.series.Measure
	switch {
	case e.step.Status == sitrep.Superseded || m == sitrep.Strength || p.away(e.row):
		return false
	case e.nobody() && len(w.Readings) >= leastFocus && len(e.figures) < 2:
		return false
	case e.part && measureWeight[m] < 0.9:
		return false // two of the missing
	case e.series.Basis == sitrep.OfPeriod && e.read.Date == "":
		return false // a rate, or over nobody knows how long
	case measureWeight[m] < measureWeight[sitrep.Rescued] && (e.number < 10 || e.nobody()):
		return false
	case w.outdated(p, e.row) && (w.dense() || !w.named(e.line)):
		return false // of a matter that goes on for months the last word of each stands, with its day
	}
	part := int64(smallPart)
	if measureWeight[m] < 0.9 {
		part = smallerPart
	}
	return e.number < 0 || part*e.high >= p.usual
}

// withoutWars leaves out what a whole war has cost, told behind one day's dead: round numbers of the dead and hurt far above
// what is counted in most rows, but one that the headline tells.
func withoutWars(entries []*entry, headline sitrep.Unit) []*entry {
	toll := func(e *entry) bool {
		m := e.series.Measure
		return e.number >= 0 && (m == sitrep.Killed || m == sitrep.Casualties || m == sitrep.Losses || m == sitrep.Wounded)
	}
	var tolls []int64
	for _, e := range entries {
		if toll(e) {
			tolls = append(tolls, e.number)
		}
	}
	if slices.Sort(tolls); len(tolls) < leastBeside {
		return entries
	}
	middle := tolls[len(tolls)/2]
	return slices.DeleteFunc(entries, func(e *entry) bool {
		return toll(e) && e.number >= farAbove*max(middle, 1) && significant(e.number) <= 2 && !rests(&sitrep.Brief{Headline: headline}, e.figures)
	})
}

// leastBeside is how many counts a table must have to say which is far above the rest.
const leastBeside = 4

// farAbove is how many times the middle of a table's counts a round number must be to be of something larger.
const farAbove = 200

// tableLine is a row in the making: those who give one number of the same people, the weightiest first.
type tableLine struct{ entries []*entry }

// takes reports whether a statement is the same count. Whoever gives one number of a part and of the whole, or over a stretch and without one, was read in
// two ways; a round number may be of two things.
func (l *tableLine) takes(e *entry) bool {
	o := l.entries[0]
	if o.other != e.other || o.other && o.series.Event != e.series.Event || o.series.Measure != e.series.Measure || o.outlook() != e.outlook() || !sameGroup(o.series.Group, e.series.Group) {
		return false
	}
	if o.number < 0 || e.number < 0 {
		return o.number < 0 && e.number < 0
	}
	if o.number != e.number {
		return false
	}
	stretch := (o.series.Basis == sitrep.OfPeriod) == (e.series.Basis == sitrep.OfPeriod) || e.number < 100 || significant(e.number) > 1
	return o.part == e.part && stretch || l.any(func(o *entry) bool { return o.line.Claimant == e.line.Claimant })
}

func (l *tableLine) add(e *entry) { l.entries = append(l.entries, e) }

// sameGroup reports whether two groups may be the same people: one of them is nobody in particular.
func sameGroup(a, b string) bool {
	return a == b || a == "people" || b == "people" || strings.HasSuffix(a, " "+b) || strings.HasSuffix(b, " "+a)
}

// worthARow leaves out rows that say nothing beside others: an outlet's own count where somebody counts, a giver without a name where one with a name
// counts, a bound or a round number that another row of the same claimant says better, what is told in another language alone, what was replaced, somebody
// alone among others, what was feared of fewer than were counted.
func (w *writer) worthARow(lines []*tableLine) (out []*tableLine) {
	for _, l := range lines {
		if !slices.ContainsFunc(lines, func(o *tableLine) bool { return o != l && w.says(o, l) }) {
			out = append(out, l)
		}
	}
	return out
}

// says reports whether another row makes a row needless.
func (w *writer) says(o, l *tableLine) bool {
	e, by := l.entries[0], o.entries[0]
	toll := func(e *entry) bool { return measureWeight[e.series.Measure] >= 0.9 }
	same := by.series.Measure == e.series.Measure
	switch {
	case !same && !(toll(e) && toll(by)) || e.series.Event != by.series.Event:
		return false
	case e.outlook() && !by.outlook() && by.high >= e.high:
		return true // counted since
	case !same:
		return !e.told && !l.any((*entry).owned) && o.any((*entry).owned) && by.number >= 0 && !by.part
	case e.step.Status == sitrep.Superseded && by.step.Status != sitrep.Superseded && by.line.Claimant == e.line.Claimant, e.high == 1 && by.high > 1:
		return true
	case e.old && !by.old && e.step.Kind != sitrep.Correction && e.series.Measure != sitrep.Missing && sameGroup(by.series.Group, e.series.Group) && by.part == e.part:
		return true
	case e.told:
		return false
	case e.series.Measure == sitrep.Missing && by.high < e.high && w.later(by, e) && !w.together(by.last, e.last):
		return true // fewer are missing now
	case w.dense() && by.part == e.part && sameGroup(by.series.Group, e.series.Group) && grown(&e.row, &by.row):
		return true // it only went on
	case by.part && !e.part || !sameGroup(by.series.Group, e.series.Group) || by.outlook() != e.outlook() || e.number > by.number && w.later(e, by):
		return false
	case !l.any((*entry).owned) && o.any((*entry).owned), !l.any(func(e *entry) bool { return w.named(e.line) }) && o.any(func(e *entry) bool { return w.named(e.line) }), e.foreign && !by.foreign:
		return true
	}
	if by.weight <= e.weight || !compatible(by.step, e.step) {
		return false
	}
	return l.shares(o) || by.high >= e.number && significant(e.number) < significant(by.number) && w.near(by, e)
}

// any reports whether something holds of anybody who gives a row.
func (l *tableLine) any(holds func(*entry) bool) bool { return slices.ContainsFunc(l.entries, holds) }

// later reports whether a statement was first told after another.
func (w *writer) later(e, o *entry) bool {
	return e.step.Published.IsZero() || o.step.Published.IsZero() || e.step.Published.End().After(o.step.Published.End().Add(6*time.Hour))
}

// near reports whether two statements were first told within two days.
func (w *writer) near(a, b *entry) bool {
	x, y := a.step.Published, b.step.Published
	return !x.IsZero() && !y.IsZero() && x.End().Sub(y.End()).Abs() <= twoDays
}

// significant is how many digits a number has but for its trailing zeros.
func significant(n int64) (digits int) {
	for ; n > 0; n /= 10 {
		if digits > 0 || n%10 != 0 {
			digits++
		}
	}
	return digits
}

// shares reports whether all who give a row give another one, too.
func (l *tableLine) shares(o *tableLine) bool {
	for _, e := range l.entries {
		if !slices.ContainsFunc(o.entries, func(by *entry) bool { return by.line.Claimant == e.line.Claimant }) {
			return false
		}
	}
	return true
}

// onTop reports whether a figure that is told as additional stands behind one of the same measure in its sentence: "15 were killed, and three more died".
func (w *writer) onTop(f *sitrep.Figure) bool {
	r := w.gate.Readings[f.Report]
	return slices.ContainsFunc(r.Figures, func(o sitrep.Figure) bool {
		return o.In == f.In && o.Measure == f.Measure && o.Start < f.Start && f.Sentence.Contains(o.Span)
	})
}

// named reports whether a claimant has a name: the registry knows it, or its last word begins with a capital.
func (w *writer) named(l *sitrep.Line) bool {
	if l.Kind == sitrep.Nobody || l.Kind == "" || l.Kind == sitrep.Anonymous {
		return false
	}
	if _, known := w.Registry.Lookup(l.Claimant); known {
		return true
	}
	fields := strings.Fields(l.Claimant)
	if len(fields) == 0 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(fields[len(fields)-1])
	return unicode.IsUpper(first)
}

// figureRow words a row.
func (w *writer) figureRow(p *plan, l *tableLine) sitrep.BriefFigure {
	e := l.entries[0]
	f := sitrep.BriefFigure{Day: stepDay(e.step), Measure: e.series.Measure, Value: valueWords(e.step), Group: e.series.Group, Claimants: []string{}, Remark: w.remark(p, l), Citations: []sitrep.Citation{}}
	for _, o := range l.entries {
		if f.Place == "" {
			f.Place = w.where(o)
		}
		if o.nobody() && l.any((*entry).owned) || len(f.Claimants) > 0 && !w.named(o.line) && !o.nobody() || slices.Contains(f.Claimants, o.line.Claimant) {
			continue
		}
		f.Claimants = append(f.Claimants, o.line.Claimant)
		f.Citations = append(f.Citations, o.figures[0])
	}
	return f
}

// where is the named place of which a statement counts, if the text that gives it says so in a few words.
func (w *writer) where(e *entry) string {
	place := ""
	if e.read.In == sitrep.InText {
		place = w.scene(e.read)
	}
	if first, _ := utf8.DecodeRuneInString(place); !unicode.IsUpper(first) || len(strings.Fields(place)) > mostPlaceWords {
		return ""
	}
	return place
}

// mostPlaceWords is how long a place's name may be in a table.
const mostPlaceWords = 3

// remark is what must be known of a row besides.
func (w *writer) remark(p *plan, l *tableLine) string {
	var out []string
	e := l.entries[0]
	if e.outlook() {
		out = append(out, string(e.read.Status))
	}
	if i := strings.Index(e.step.Why, "part of "); i >= 0 {
		out = append(out, e.step.Why[i:])
	} else if e.part {
		out = append(out, "a part")
	}
	if e.series.Basis == sitrep.OfPeriod {
		if when := oneLine(string(e.read.When)); when != "" {
			out = append(out, "“"+when+"”")
		} else {
			out = append(out, "in a period")
		}
	}
	if was := e.was; was != nil && !p.scattered && !e.part && !e.nobody() && e.step.Status != sitrep.Superseded && was.Modifier != sitrep.Vague {
		before := valueWords(was)
		if day := stepDay(was); day != "" {
			before += " (" + day + ")"
		}
		switch {
		case e.step.Kind == sitrep.Correction:
			out = append(out, "corrected from "+before)
		case e.step.Kind == sitrep.Update && !compatible(was, e.step) && was.Min.N < e.number:
			out = append(out, "up from "+before)
		}
	}
	switch s := e.step.Status; {
	case s == sitrep.Superseded || s == sitrep.Disputed || s == sitrep.Withdrawn:
		out = append(out, string(s))
	case e.old:
		out = append(out, "an earlier count")
	}
	if e.read.Additional && w.onTop(e.read) {
		out = append(out, "on top of others")
	}
	switch {
	case !e.other || e.series.Event == "":
	case p.scattered || e.step.Date != "":
		out = append(out, "of another incident")
	default: // its words name no day, and the story is of one
		out = append(out, "perhaps of another incident")
	}
	if !l.any((*entry).owned) {
		out = append(out, "no source named")
	}
	if e.step.Hedged {
		out = append(out, "unverified")
	}
	return strings.Join(out, ", ")
}

func stepDay(st *sitrep.Step) string {
	if st.Said != "" {
		return st.Said
	}
	return day(st.Published)
}
