package desk

import (
	"fmt"
	"strings"

	"sitrep"
	"sitrep/internal/ledger"
)

// Notices are what programs are told when a story was told anew: the difference of two tellings and nothing else, so
// that the same two give the same notices. A story's first telling is one notice, whatever stands in it. A
// figure is known by what it counts, who gives it, its value and the kind of its step, and not by its
// place: a series that was parted or renamed brings no news. The times of the notices are the new telling's.
func Notices(was, now *sitrep.Told) []sitrep.Notice {
	base := sitrep.Notice{Story: now.Story.ID, Headline: now.Brief.Headline.Text, At: now.At}
	if base.Headline == "" {
		base.Headline = now.Story.Headline
	}
	if was.Brief.Story == "" {
		n := base
		n.Kind, n.What = sitrep.StoryCreated, base.Headline
		n.Citations = now.Brief.Headline.Citations
		return []sitrep.Notice{n}
	}
	out := figureNotices(base, &was.Ledger, &now.Ledger)
	if what, same := briefChange(&was.Brief, &now.Brief); !same {
		n := base
		n.Kind, n.What = sitrep.BriefUpdated, what
		if was.Brief.Headline.Text != now.Brief.Headline.Text {
			n.Was = was.Brief.Headline.Text
		}
		out = append(out, n)
	}
	return out
}

// knownStep is what a figure is known by, whichever series it stands in.
type knownStep struct {
	measure  sitrep.Measure
	claimant string
	kind     sitrep.StepKind
	value    string
}

func figureNotices(base sitrep.Notice, was, now *sitrep.Ledger) []sitrep.Notice {
	before := map[knownStep]bool{}
	disputed := map[knownStep]bool{}
	stood := map[[2]string]*sitrep.Step{} // what a claimant's line said last, for lines that begin anew: an edit takes a figure back
	eachStep(was, func(x *sitrep.Series, c *sitrep.Line, k int) {
		key := stepKey(x, c, &c.Steps[k])
		before[key] = true
		if c.Steps[k].Status == sitrep.Active && !c.Steps[k].Unsure {
			stood[[2]string{x.ID, c.Claimant}] = &c.Steps[k]
		}
		if c.Steps[k].Status == sitrep.Disputed {
			disputed[key] = true
		}
	})
	var out []sitrep.Notice
	eachStep(now, func(x *sitrep.Series, c *sitrep.Line, k int) {
		st := &c.Steps[k]
		key := stepKey(x, c, st)
		n := base
		n.Series, n.Measure, n.Claimant, n.Why = x.ID, x.Measure, c.Claimant, st.Why
		n.What, n.Value, n.Citations = ledger.Words(st)+" "+string(x.Measure), bounds(st), st.Figures
		switch {
		case st.Unsure:
			return
		case before[key]:
			if st.Status != sitrep.Disputed || disputed[key] {
				return
			}
			n.Kind = sitrep.ClaimDisputed
			disputed[key] = true
		case st.Kind == sitrep.Dispute, st.Kind == sitrep.DenialStep:
			n.Kind = sitrep.ClaimDisputed
		case st.Kind == sitrep.Repeat, st.Kind == sitrep.RelayDiscrepancy:
			return
		default:
			n.Kind = sitrep.FigureChanged
			last := stood[[2]string{x.ID, c.Claimant}]
			if k > 0 {
				last = &c.Steps[k-1]
			}
			if last != nil {
				n.Was, n.Before = ledger.Words(last)+" "+string(x.Measure), bounds(last)
			}
			if st.Kind == sitrep.Withdrawal {
				n.Value = nil
			}
		}
		before[key] = true
		out = append(out, n)
	})
	return out
}

func bounds(st *sitrep.Step) *sitrep.Bounds { return &sitrep.Bounds{Min: st.Min, Max: st.Max} }

// silences are told of those who had declined to speak, or could not be reached, and have spoken since the last telling:
// of each once in a story. Before are those that were told; not known of a telling by an earlier program, which
// is then taken to have told them all.
func silences(was, now *sitrep.Told, broken []ledger.Change, before []string, known bool) []sitrep.Notice {
	if was.Brief.Story == "" || !known {
		return nil
	}
	told := map[string]bool{}
	for _, actor := range before {
		told[actor] = true
	}
	var out []sitrep.Notice
	for _, b := range broken {
		if told[b.Claimant] {
			continue
		}
		told[b.Claimant] = true
		headline := now.Brief.Headline.Text
		if headline == "" {
			headline = now.Story.Headline
		}
		out = append(out, sitrep.Notice{Kind: sitrep.SilenceBroken, Story: now.Story.ID, Headline: headline, Claimant: b.Claimant, What: b.What, Citations: b.Citations, At: now.At})
	}
	return out
}

func eachStep(l *sitrep.Ledger, do func(x *sitrep.Series, c *sitrep.Line, k int)) {
	for i := range l.Series {
		for j := range l.Series[i].Claimants {
			for k := range l.Series[i].Claimants[j].Steps {
				do(&l.Series[i], &l.Series[i].Claimants[j], k)
			}
		}
	}
}

func stepKey(x *sitrep.Series, c *sitrep.Line, st *sitrep.Step) knownStep {
	kind := st.Kind
	if kind == sitrep.NewStep || kind == sitrep.Repeat { // an earlier report that comes late makes one the other
		kind = sitrep.Update
	}
	return knownStep{x.Measure, c.Claimant, kind, ledger.Words(st)}
}

// briefChange says in words what a brief's new version changed; same when its sentences did not.
func briefChange(was, now *sitrep.Brief) (what string, same bool) {
	old := map[string]bool{}
	for _, u := range units(was) {
		old[u.Text] = true
	}
	added := 0
	for _, u := range units(now) {
		if !old[u.Text] {
			added++
		}
		delete(old, u.Text)
	}
	gone := len(old)
	if added == 0 && gone == 0 {
		return "", true
	}
	var parts []string
	if was.Headline.Text != now.Headline.Text {
		parts = append(parts, "a new headline")
	}
	if added > 0 {
		parts = append(parts, fmt.Sprintf("%s new or reworded", count(added, "sentence")))
	}
	if gone > 0 {
		parts = append(parts, fmt.Sprintf("%s gone", count(gone, "sentence")))
	}
	return strings.Join(parts, ", "), false
}

// units are a brief's sentences, each once, in the order in which they are printed.
func units(b *sitrep.Brief) []sitrep.Unit {
	var out []sitrep.Unit
	seen := map[string]bool{"": true}
	for _, list := range [][]sitrep.Unit{{b.Headline}, b.Points, b.Body, b.Disputed, b.Unknown} {
		for _, u := range list {
			if !seen[u.Text] {
				seen[u.Text] = true
				out = append(out, u)
			}
		}
	}
	return out
}

// BriefChange says in words what a brief's new version changed against the one before.
func BriefChange(was, now *sitrep.Brief) string {
	what, _ := briefChange(was, now)
	return what
}
