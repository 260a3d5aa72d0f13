package ledger

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"sitrep"
)

// A toll that runs leaves old counts behind: those of "officials" of the first day, and those that were right until
// somebody corrected them. Nobody takes them back, and yet they stand no more. What says so is how the others moved:
// counts that stood no higher by then and rose since, or the very count, revised down by who gave it.

// fall is a running count that was revised down.
type fall struct {
	from, to int64
	day      int
	who      string // key
}

// falls are the revisions of a series' counts that say what the count was before.
func falls(rows []*row) (out []fall) {
	for _, x := range rows {
		if x.kind == counts && x.From.Known && x.number >= 0 && x.number < x.From.N && x.day() != noDay {
			f := fall{x.From.N, x.number, x.day(), x.who}
			if !slices.Contains(out, f) {
				out = append(out, f)
			}
		}
	}
	return out
}

// fallen reports whether a lower number follows another's revision of the count that the line stands at.
func (l *line) fallen(s, current *saying) bool {
	for _, f := range l.falls {
		if s.day != noDay && s.day >= f.day && current.day <= f.day && f.to <= s.number && s.number < current.number && current.number <= f.from {
			return true
		}
	}
	return false
}

// accrues reports whether a measure's running count only grows, but for corrections.
func accrues(m sitrep.Measure) bool {
	switch m {
	case sitrep.Killed, sitrep.Wounded, sitrep.Casualties, sitrep.Losses, sitrep.Missing:
		return true
	}
	return false
}

// nearDays is how many days apart two tell the count of one time.
const nearDays = 1

// overtake supersedes what a running count has left behind. A vague giver's number is overtaken when one other line
// stood no higher then and rose above it since; anybody's when two have, in a series that has no sides.
func (b *book) overtake(m sitrep.Measure, lines []*line, falls []fall) {
	if !accrues(m) {
		return
	}
	sides := slices.ContainsFunc(lines, func(l *line) bool { return l.who.party != "" })
	for _, l := range lines {
		for _, s := range l.says {
			if s.status != sitrep.Active || s.kind != counts || s.number < 0 || s.day == noDay || s.step == nil || s.from.Known && s.from.N > s.number {
				continue
			}
			vague := !ownVoice(l.who.key) && b.anybody(l.who)
			if by := correctedBy(l, s, lines, falls, vague || ownVoice(l.who.key) && !sides); by != "" {
				s.overtaken("the same count was corrected since by " + by)
				continue
			}
			if m == sitrep.Missing && (vague || !sides) && !ownVoice(l.who.key) {
				if low, by := sunkBelow(l, s, lines); by != "" {
					s.overtaken(fmt.Sprintf("overtaken: the count has fallen since, to %s by %s", thousands(low), by))
					continue
				}
			}
			need, day := 1, s.day
			if !vague {
				need, day = 2, s.last()
			}
			if !vague && (sides || m == sitrep.Missing) || ownVoice(l.who.key) {
				continue // who is missing is found; an own voice counts only where there is no other
			}
			if rose := passedBy(l, s, day, lines); len(rose) >= need {
				s.overtaken(fmt.Sprintf("overtaken: the count has risen since, to %s by %s", thousands(rose[0].number), rose[0].name))
			}
		}
	}
}

// overtaken supersedes a number, and says why.
func (s *saying) overtaken(why string) {
	s.supersede()
	if s.step.Why != "" {
		why = s.step.Why + "; " + why
	}
	s.step.Why = why
}

// last is the last day on which a number was told.
func (s *saying) last() int {
	day := s.day
	for _, x := range s.rows {
		if d := x.day(); d != noDay {
			day = max(day, d)
		}
	}
	return day
}

// risen is a line that rose, and to what.
type risen struct {
	name   string
	number int64
	own    bool // an outlet's own voice
}

// passedBy lists the other lines that stood no higher than a number by its day and have risen above it since, named ones first and of these the highest.
func passedBy(of *line, s *saying, day int, lines []*line) (out []risen) {
	for _, l := range lines {
		if l == of {
			continue
		}
		var before *saying // what the line stood at before that day
		stood, top := int64(-1), int64(-1)
		for _, t := range l.says {
			if t.kind != counts || t.number < 0 || t.day == noDay {
				continue
			}
			if t.day < day {
				before = t
			}
			if t.day >= day && t.day <= day+nearDays && (stood < 0 || t.number < stood) {
				stood = t.number
			}
			later := t.day > day || t.day == day && t.first.time.After(s.first.time)
			if later && t.number > s.number && t.first.Modifier != sitrep.About && t.first.Modifier != sitrep.Nearly && t.first.Modifier != sitrep.UpTo {
				top = max(top, t.number)
			}
		}
		if before != nil && (stood < 0 || before.number < stood) {
			stood = before.number
		}
		if stood < 0 || stood > s.number || top < 0 {
			continue
		}
		out = append(out, risen{l.who.name, top, ownVoice(l.who.key)})
	}
	slices.SortStableFunc(out, func(x, y risen) int {
		return cmp.Or(compareBool(!x.own, !y.own), cmp.Compare(y.number, x.number))
	})
	return out
}

// sunkBelow is to what a count of missing people fell, and by whose count, where at least two others have told less since anybody told as much.
func sunkBelow(of *line, s *saying, lines []*line) (low int64, by string) {
	last := s.last()
	for _, l := range lines {
		for _, t := range l.says {
			if d := t.last(); t.kind == counts && t.number >= s.number && d != noDay {
				last = max(last, d)
			}
		}
	}
	day, less := -noDay, 0
	for _, l := range lines {
		told := false
		for _, t := range l.says {
			if l == of || t.kind != counts || t.number < 0 || t.number >= s.number || t.day == noDay || t.day <= last {
				continue
			}
			told = true
			if t.day > day || t.day == day && t.number < low {
				day, low, by = t.day, t.number, l.who.name
			}
		}
		if told {
			less++
		}
	}
	if less < 2 {
		return 0, ""
	}
	return low, by
}

// correctedBy is who revised the very count down that a line stands at, where nobody has told as much since; loose takes any
// number between what it was and what it became for the same.
func correctedBy(of *line, s *saying, lines []*line, falls []fall, loose bool) string {
	for _, f := range falls {
		if f.who == of.who.key || s.day > f.day || s.last() > f.day+nearDays || s.number <= f.to || s.number != f.from && !(loose && s.number < f.from) {
			continue
		}
		by, stands := "", true
		for _, l := range lines {
			if l.who.key == f.who {
				by = l.who.name
			}
			for _, t := range l.says {
				stands = stands && !(t.kind == counts && t.number >= s.number && t.number <= f.from && t.last() != noDay && t.last() > f.day+nearDays)
			}
		}
		if stands && by != "" {
			return by
		}
	}
	return ""
}

// anybody reports whether a claimant is a word that many may go by: "officials", "the authorities in Oro", "a local governor"; but
// not "Government Media Office" or "Oro Police".
func (b *book) anybody(w *who) bool {
	if w.kind == sitrep.Anonymous {
		return true
	}
	name, _, _ := strings.Cut(w.name, " (")
	fields := strings.Fields(name)
	if len(fields) == 0 {
		return false
	}
	last := fields[len(fields)-1]
	if b.words.Anybody.Has(strings.ToLower(last)) && (len(fields) == 1 || !upper(last)) {
		return true
	}
	return b.words.Anybody.Has(strings.ToLower(fields[0])) && slices.ContainsFunc(fields[1:], func(word string) bool { return !upper(word) })
}

// How many accounts must tell one count, and how far another must lie above them all, for that to be of something else.
const (
	steadyAccounts = 4
	farAbove       = 4
)

// strays marks what one account tells in its own voice and lies far above what all others have told before and since, who tell
// much the same: another disaster that the text sets beside this one, the count of all of a kind.
func strays(rows []*row) (apart []*row) {
	for _, x := range rows {
		n := max(x.number, x.least)
		if !ownVoice(x.who) || n < notable || x.kind != counts || x.day() == noDay {
			continue
		}
		low, high := int64(-1), int64(-1)
		tell, later := map[string]bool{}, map[string]bool{}
		for _, y := range rows {
			if y.account == x.account || y.number <= 0 || y.kind == denied || y.kind == outlook {
				continue
			}
			if low < 0 || y.number < low {
				low = y.number
			}
			high = max(high, y.number)
			tell[y.account] = true
			if y.day() != noDay && y.day() > x.day() {
				later[y.account] = true
			}
		}
		if len(tell) >= steadyAccounts && len(later) >= 2 && high <= 2*low && n >= farAbove*high {
			apart = append(apart, x)
		}
	}
	for _, x := range apart {
		x.scope += flagStray
	}
	return apart
}
