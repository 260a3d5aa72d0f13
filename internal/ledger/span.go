package ledger

import (
	"fmt"
	"slices"
	"strings"

	"sitrep"
)

// lineRange is the range of a series: lowest to highest of what each claimant last stood by.
//
// A minimum ("at least", "more than") counts as low, a maximum ("up to") as high, and "about" and "nearly"
// as their number. There is no high when the highest minimum tops every maximum: nobody put a
// ceiling on it, and no low when a maximum lies below every minimum. An outlet's own voice counts only
// where no claimant is named. Withdrawn, unsure, unverified and vague figures and relays are left out.
func lineRange(lines []*line) sitrep.LedgerRange {
	values, own := latest(lines)
	if len(values) == 0 {
		return sitrep.LedgerRange{Rule: "no range: no figure with a number stands that is sure and not withdrawn"}
	}
	var r sitrep.LedgerRange
	var floor, ceiling sitrep.Bound // the highest minimum that has no maximum, the lowest maximum that has no minimum
	disputed := false
	for _, st := range values {
		low := st.Min
		if st.Modifier == sitrep.Nearly {
			low = st.Max
		}
		if low.Known && (!r.Low.Known || low.N < r.Low.N) {
			r.Low = low
		}
		if st.Max.Known && (!r.High.Known || st.Max.N > r.High.N) {
			r.High = st.Max
		}
		if st.Min.Known && !st.Max.Known && (!floor.Known || st.Min.N > floor.N) {
			floor = st.Min
		}
		if st.Max.Known && !low.Known && (!ceiling.Known || st.Max.N < ceiling.N) {
			ceiling = st.Max
		}
		disputed = disputed || st.Status == sitrep.Disputed
	}
	open := floor.Known && (!r.High.Known || floor.N > r.High.N)
	if open {
		r.High = sitrep.Bound{}
	}
	if r.Low.Known && ceiling.Known && ceiling.N < r.Low.N {
		r.Low = sitrep.Bound{}
	}
	r.Rule = rule(r, values, own, open, disputed)
	return r
}

// RangeWords writes a series' range; empty when it has none. Its ends are numbers that somebody gave: "more than 200"
// stays that, and becomes no 201.
func RangeWords(x *sitrep.Series) string {
	r := x.Range
	low, high := thousands(r.Low.N), thousands(r.High.N)
	above := r.Low.Known && gaveAs(x, r.Low.N, sitrep.MoreThan)
	switch {
	case above:
		low = "more than " + thousands(r.Low.N-1)
	case r.Low.Known && gaveAs(x, r.Low.N, sitrep.Nearly):
		low = "nearly " + low
	}
	switch {
	case r.Low.Known && r.High.Known && r.Low == r.High:
		return low
	case r.Low.Known && r.High.Known:
		return low + " to " + high
	case above:
		return low
	case r.Low.Known:
		return low + " or more"
	case r.High.Known:
		return "up to " + high
	}
	return ""
}

// gaveAs reports whether a range's low end was given in those words alone: "more than" the number before it, "nearly" it.
func gaveAs(x *sitrep.Series, low int64, m sitrep.Modifier) (so bool) {
	for i := range x.Claimants {
		for j := range x.Claimants[i].Steps {
			st := &x.Claimants[i].Steps[j]
			end := st.Min
			if st.Modifier == sitrep.Nearly {
				end = st.Max
			}
			if !end.Known || end.N != low || st.Unsure || st.Status != sitrep.Active && st.Status != sitrep.Disputed {
				continue
			}
			if st.Modifier != m {
				return false
			}
			so = true
		}
	}
	return so
}

// latest are the figures that count: the standing ones of each claimant, or of the outlets' own voices
// when there is no claimant.
func latest(lines []*line) (values []value, own bool) {
	for _, own = range []bool{false, true} {
		for _, l := range lines {
			if (l.who.kind == sitrep.Nobody) != own {
				continue
			}
			for _, s := range l.says {
				if st := s.step; st != nil && st.shown && s.number >= 0 && (s.status == sitrep.Active || s.status == sitrep.Disputed) {
					values = append(values, value{st, l.who.name})
				}
			}
		}
		if len(values) > 0 {
			return values, own
		}
	}
	return nil, false
}

// rule says in words how a range was made.
func rule(r sitrep.LedgerRange, values []value, own, open, disputed bool) string {
	who := "claimant"
	if own {
		who = "account, in the reports' own voice"
	}
	var out strings.Builder
	if len(values) == 1 {
		fmt.Fprintf(&out, "the latest standing figure of the one %s (%s)", who, values[0])
	} else {
		low, high := values[0], values[0]
		for _, v := range values[1:] {
			if v.number < low.number {
				low = v
			}
			if v.number > high.number {
				high = v
			}
		}
		fmt.Fprintf(&out, "lowest (%s) to highest (%s) of the latest standing figures, %d, one for each %s", low, high, len(values), who)
	}
	switch {
	case open:
		out.WriteString("; no upper end, because the highest is a minimum")
	case !r.Low.Known && slices.ContainsFunc(values, func(v value) bool { return v.Min.Known || v.Modifier == sitrep.Nearly }):
		out.WriteString("; no lower end, because the lowest is a maximum")
	case !r.Low.Known:
		out.WriteString("; no lower end, because no minimum is given")
	}
	if disputed {
		out.WriteString("; a disputed figure is counted")
	}
	out.WriteString("; unsure, unverified and vague figures are left out")
	return out.String()
}

// value is a figure that counts in a range, and who gives it.
type value struct {
	*step
	who string
}

// String writes the value with its claimant.
func (v value) String() string { return Words(&v.Step) + ", " + v.who }
