package brief

import (
	"fmt"
	"sort"
	"strings"

	"sitrep"
)

// disputed lists what is not settled: two claimants' different counts of one thing, an outlet's
// wording that differs from the claimant's, what somebody denied. Each unit is a report's own
// words, so the list needs no voice of its own.
func (w *writer) disputed() []sitrep.Unit {
	var out []sitrep.Unit
	for i := range w.Ledger.Series {
		s := &w.Ledger.Series[i]
		for _, l := range s.Claimants {
			for k := range l.Steps {
				st := &l.Steps[k]
				switch st.Kind {
				case sitrep.RelayDiscrepancy, sitrep.Dispute, sitrep.DenialStep, sitrep.Withdrawal:
				default:
					continue
				}
				if u, ok := w.stepWords(st); ok && len(out) < 8 {
					out = append(out, u)
				}
			}
		}
	}
	return out
}

// stepWords is the sentence a step was read from.
func (w *writer) stepWords(st *sitrep.Step) (sitrep.Unit, bool) {
	for _, c := range st.Figures {
		f := w.figures[c]
		if f == nil {
			continue
		}
		report := w.gate.Readings[f.Report].Report
		words := strings.Join(strings.Fields(report.In(f.In)[f.Sentence.Start:f.Sentence.End]), " ")
		if words == "" {
			continue
		}
		u := sitrep.Unit{Text: words, Citations: []sitrep.Citation{{Report: f.Report, In: f.In, Span: f.Sentence}}}
		return u, w.gate.Pass(u) == nil
	}
	return sitrep.Unit{}, false
}

// unknown lists who kept silent, in the reports' words, latest word per actor.
func (w *writer) unknown() []sitrep.Unit {
	var out []sitrep.Unit
	for _, r := range w.reactions() {
		if !r.kind.Silent() || len(out) >= 6 {
			continue
		}
		c := r.claims[len(r.claims)-1]
		report := w.gate.Readings[c.Report].Report
		if c.Sentence.Len() == 0 {
			continue
		}
		words := strings.Join(strings.Fields(report.Text[c.Sentence.Start:c.Sentence.End]), " ")
		u := sitrep.Unit{Text: words, Citations: []sitrep.Citation{{Report: c.Report, In: c.In, Span: c.Sentence}}}
		if w.gate.Pass(u) == nil && !furniture(w.Language, words) {
			out = append(out, u)
		}
	}
	return out
}

// sources numbers the reports that the brief cites, in the order it cites them.
func (w *writer) sources(b *sitrep.Brief) []sitrep.BriefSource {
	number := map[sitrep.ReportID]int{}
	var out []sitrep.BriefSource
	add := func(u sitrep.Unit) {
		for _, c := range u.Citations {
			if number[c.Report] > 0 {
				continue
			}
			r := w.gate.Readings[c.Report].Report
			number[c.Report] = len(out) + 1
			out = append(out, sitrep.BriefSource{
				Number: len(out) + 1, Report: c.Report, Outlet: r.Outlet, Title: r.Title, URL: r.URL, Published: r.Published, Origin: w.origin[c.Report],
			})
		}
	}
	add(b.Headline)
	for _, list := range [][]sitrep.Unit{b.Points, b.Body, b.Disputed, b.Unknown} {
		for _, u := range list {
			add(u)
		}
	}
	return out
}

// marks are a unit's citation marks, "[1][3]".
func marks(b *sitrep.Brief, u sitrep.Unit) string {
	number := map[sitrep.ReportID]int{}
	for _, s := range b.Sources {
		number[s.Report] = s.Number
	}
	var list []int
	seen := map[int]bool{}
	for _, c := range u.Citations {
		if n := number[c.Report]; n > 0 && !seen[n] {
			seen[n] = true
			list = append(list, n)
		}
	}
	sort.Ints(list)
	out := ""
	for _, n := range list {
		out += fmt.Sprintf("[%d]", n)
	}
	return out
}
