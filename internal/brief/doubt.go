package brief

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/lang"
)

// disputed lists what is not settled: two claimants' different counts of one thing, an outlet's
// wording that differs from the claimant's, what somebody denied. Each unit is a report's own
// words, so the list needs no voice of its own. A wording of a count that has long been overtaken is left out, and so is one that only bounds or
// rounds the claimant's number: that is no other count.
func (w *writer) disputed(p *plan) []sitrep.Unit {
	var out []sitrep.Unit
	seen := map[string]bool{}
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
				if st.Kind == sitrep.RelayDiscrepancy && (w.gone(p, st) || w.rewords(s, l, st)) || p.away(row{step: st}) {
					continue
				}
				if u, ok := w.stepWords(st); ok && len(out) < 8 && !seen[u.Text] {
					seen[u.Text] = true
					out = append(out, u)
				}
			}
		}
	}
	for _, r := range p.differing {
		if len(out) >= 8 {
			break
		}
		u, ok := w.stepWords(r.step)
		if !ok {
			if u, ok = w.phraseRow(r); !ok || w.gate.Pass(u) != nil {
				continue
			}
		}
		if !seen[u.Text] {
			seen[u.Text] = true
			out = append(out, u)
		}
	}
	return out
}

// rewords reports whether a relay's wording has the number that its claimant gives, with another bound or rounded, is of what is feared and no count, or
// of what nobody gives: an outlet that words its own count in two ways disputes nothing.
func (w *writer) rewords(s *sitrep.Series, l sitrep.Line, st *sitrep.Step) bool {
	if l.Kind == sitrep.Nobody || l.Kind == "" {
		return true
	}
	for _, c := range st.Figures {
		if f := w.figures[c]; f != nil && f.Status != "" && f.Status != sitrep.Asserted {
			return true
		}
	}
	return slices.ContainsFunc(l.Steps, func(o sitrep.Step) bool {
		return o.Kind != sitrep.RelayDiscrepancy && (o.Word == st.Word || s.Measure != sitrep.Casualties && s.Measure != sitrep.Losses) && (numberOf(&o) == numberOf(st) || compatible(&o, st))
	})
}

// numberOf is the number that a step's words say, whichever way they bound it; -1 for a vague word.
func numberOf(st *sitrep.Step) int64 {
	switch {
	case st.Modifier == sitrep.Vague:
		return -1
	case st.Modifier == sitrep.MoreThan && st.Min.Known:
		return st.Min.N - 1
	case st.Min.Known:
		return st.Min.N
	}
	return st.Max.N
}

// gone reports whether what a step counts has been overtaken since: how an outlet worded it matters no more.
func (w *writer) gone(p *plan, st *sitrep.Step) bool {
	for _, c := range st.Figures {
		f := w.figures[c]
		if f == nil {
			continue
		}
		if w.overtaken(p, f, st.Published) || slices.ContainsFunc(p.corrected, func(k corrected) bool {
			return k.measure == f.Measure && st.Published.Start().Before(k.when.End())
		}) {
			return true
		}
	}
	return false
}

// stepWords is a sentence that a step was read from.
func (w *writer) stepWords(st *sitrep.Step) (sitrep.Unit, bool) {
	for _, c := range st.Figures {
		if u, ok := w.around(c); ok {
			return u, true
		}
	}
	return sitrep.Unit{}, false
}

// around is the sentence fit to print that holds cited words.
func (w *writer) around(at sitrep.Citation) (sitrep.Unit, bool) {
	for _, c := range w.pool.sentences {
		first := c.Citations[0]
		if first.Report == at.Report && first.In == at.In && first.Span.Overlaps(at.Span) {
			return c.Unit, w.gate.Pass(c.Unit) == nil
		}
	}
	return sitrep.Unit{}, false
}

// unknown lists who kept silent and has not spoken since, in the reports' words: the latest word of each, and one
// sentence for whoever speaks in it, under whatever name.
func (w *writer) unknown(p *plan) []sitrep.Unit {
	var out []sitrep.Unit
	heard := map[string]bool{} // kind and whom a listed sentence gives as silent or speaking
	for _, r := range w.reactions() {
		if !r.kind.Silent() || r.overtaken || len(out) >= 6 {
			continue
		}
		c := r.claims[len(r.claims)-1]
		if len(c.Cue) == 0 || p.elsewhere(c.Report) {
			continue
		}
		if w.mentioned(c) || w.besides(w.gate.Readings[c.Report].Report.In(c.In)[c.Sentence.Start:c.Cue[0].Start]) {
			continue
		}
		u, ok := w.around(sitrep.Citation{Report: c.Report, In: c.In, Span: c.Cue[0]})
		if !ok {
			continue
		}
		speakers := w.speakersIn(u)
		if slices.ContainsFunc(speakers, func(who string) bool { return heard[string(r.kind)+who] }) {
			continue
		}
		for _, who := range speakers {
			heard[string(r.kind)+who] = true
		}
		out = append(out, u)
	}
	return out
}

// besides reports whether a clause that tells something besides begins in the words before a silence ("The ministry hit back after the senator
// insisted he was not aware"): the sentence is of something else.
func (w *writer) besides(before string) bool {
	return slices.ContainsFunc(strings.Fields(strings.ToLower(before)), func(word string) bool { return w.Language.Brief.Is(word, lang.BriefSubordinate) })
}

// mentioned reports whether a claim's cue stands between quotation marks right behind a word ("his 'no comment'"): others speak of
// the silence.
func (w *writer) mentioned(c *sitrep.Claim) bool {
	words := w.gate.Readings[c.Report].Report.In(c.In)
	before, _ := utf8.DecodeLastRuneInString(words[:c.Cue[0].Start])
	return strings.ContainsRune("\"'“‘", before)
}

// speakersIn are those whose acts a unit's first cited words tell of.
func (w *writer) speakersIn(u sitrep.Unit) (who []string) {
	at := u.Citations[0]
	r := w.gate.Readings[at.Report]
	for i := range r.Claims {
		if c := &r.Claims[i]; c.In == at.In && len(c.Cue) > 0 && c.Cue[0].Overlaps(at.Span) && c.Speaker != "" {
			who = append(who, w.principal(c))
		}
	}
	return who
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
